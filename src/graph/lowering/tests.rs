//! The example sentence of the graph's model, and what lowering owes to any article.

use super::*;
use crate::graph::{Evidence, Identity, KnownEntity, prefixes};
use crate::text::Span;

const TEXT: &str = "Putin met Xi in Astana on June 8, and Russia and China will sign contracts worth over $10 billion in \
                    July, ambassador Andrey Denisov said.";

/// A gazetteer of two countries.
struct Countries;

impl Identity for Countries {
    fn known(&self, entity: &EntityRef) -> Option<KnownEntity> {
        let kind = self.usual_kind(&entity.name)?;
        Some(KnownEntity { name: entity.name.clone(), kind })
    }

    fn usual_kind(&self, name: &str) -> Option<EntityKind> {
        ["Russia", "China"].contains(&name).then_some(EntityKind::Country)
    }
}

fn entity(name: &str, kind: EntityKind) -> EntityRef {
    EntityRef { name: name.to_owned(), aliases: Vec::new(), kind }
}

fn statement(relation: &str, subject: EntityRef, object: EntityRef, quote: &str) -> Statement {
    let start = TEXT.find(quote).unwrap();
    Statement {
        relation: relation.to_owned(),
        subject,
        object: Some(object),
        status: Status::Actual,
        date: None,
        place: None,
        value: None,
        unit: None,
        hedge: None,
        topic: None,
        text: None,
        attributed_to: None,
        rule: None,
        confidence: None,
        evidence: Evidence { quote: quote.to_owned(), span: Some(Span::new(start, start + quote.len())) },
    }
}

fn example() -> (Document, Vec<Statement>) {
    use EntityKind::{Country, Person, Place};
    let doc = Document {
        key: "x1".to_owned(),
        name: "x1".to_owned(),
        publisher: Some("TASS".to_owned()),
        text: TEXT.to_owned(),
        ..Document::default()
    };
    let speaker = entity("Andrey Denisov", Person);
    let meeting = Statement {
        date: PartialDate::ymd(2017, 6, 8),
        place: Some(entity("Astana", Place)),
        attributed_to: Some(speaker.clone()),
        rule: Some("met.subj".to_owned()),
        ..statement(
            "met",
            entity("Vladimir Putin", Person),
            entity("Xi Jinping", Person),
            "Putin met Xi in Astana on June 8",
        )
    };
    let deal = Statement {
        status: Status::Planned,
        date: PartialDate::year_month(2017, 7),
        value: Some(1e10),
        unit: Some("USD".to_owned()),
        hedge: Some("over".to_owned()),
        attributed_to: Some(speaker),
        rule: Some("deal.sign".to_owned()),
        ..statement(
            "deal",
            entity("Russia", Country),
            entity("China", Country),
            "Russia and China will sign contracts worth over $10 billion in July",
        )
    };
    (doc, vec![meeting, deal])
}

/// The quads as sorted lines with prefixes, without those of the article and its names.
fn lines(quads: &[Quad]) -> Vec<String> {
    let mut lines: Vec<_> = quads
        .iter()
        .map(|quad| {
            let mut line = format!("{} {} {}", quad.subject, quad.predicate, quad.object);
            let mut spaces: Vec<_> = prefixes().to_vec();
            spaces.sort_by_key(|(_, space)| std::cmp::Reverse(space.len()));
            for (prefix, space) in spaces {
                let marked = format!("<{space}");
                while let Some(at) = line.find(&marked) {
                    let end = at + line[at..].find('>').unwrap();
                    let short = format!("{prefix}:{}", &line[at + marked.len()..end]);
                    line.replace_range(at..=end, &short);
                }
            }
            line
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn the_example_sentence_becomes_its_graph() {
    let (doc, statements) = example();
    let quads = lower(&doc, "1", &statements, &Countries);
    let text = lines(&quads).join("\n");
    let expected = [
        ":Vladimir_Putin t:met :Xi_Jinping",
        ":Xi_Jinping t:met :Vladimir_Putin",
        "a:x1 rdf:type t:Article",
        "a:x1 t:publisher :TASS",
        "s:x1-1 rdf:type t:Meeting",
        "s:x1-1 t:article a:x1",
        "s:x1-1 t:status t:actual",
        "s:x1-1 t:attributedTo :Andrey_Denisov",
        "s:x1-1 rdf:reifies <<( :Vladimir_Putin t:met :Xi_Jinping )>>",
        "s:x1-1 rdf:reifies <<( :Xi_Jinping t:met :Vladimir_Putin )>>",
        "s:x1-1 t:party :Vladimir_Putin",
        "s:x1-1 t:party :Xi_Jinping",
        "s:x1-1 t:place :Astana",
        "s:x1-1 t:date \"2017-06-08\"",
        "s:x1-1 t:earliest \"2017-06-08\"^^xsd:date",
        "s:x1-1 t:latest \"2017-06-08\"^^xsd:date",
        "s:x1-1 t:rule \"met.subj\"",
        "s:x1-1.evidence t:quote \"Putin met Xi in Astana on June 8\"",
        "s:x1-1.evidence t:start \"0\"^^xsd:integer",
        "s:x1-1.evidence t:end \"32\"^^xsd:integer",
        "s:x1-2 rdf:type t:Deal",
        "s:x1-2 t:status t:planned",
        "s:x1-2 rdf:reifies <<( :Russia t:dealWith :China )>>",
        "s:x1-2 rdf:reifies <<( :China t:dealWith :Russia )>>",
        "s:x1-2 t:value \"10000000000\"^^xsd:integer",
        "s:x1-2 t:currency \"USD\"",
        "s:x1-2 t:hedge \"over\"",
        "s:x1-2 t:date \"2017-07\"",
        "s:x1-2 t:latest \"2017-07-31\"^^xsd:date",
        "s:x1-2.evidence t:start \"38\"^^xsd:integer",
        "s:x1-2.evidence t:end \"105\"^^xsd:integer",
    ];
    for line in expected {
        assert!(text.lines().any(|l| l == line), "missing {line} in\n{text}");
    }
    assert!(!text.lines().any(|l| l.starts_with(":Russia t:dealWith")), "a planned deal is no fact");
}

#[test]
fn the_order_of_statements_does_not_matter() {
    let (doc, mut statements) = example();
    let forward = lower(&doc, "1", &statements, &Countries);
    statements.reverse();
    statements.push(statements[0].clone());
    assert_eq!(lower(&doc, "1", &statements, &Countries), forward);
}

#[test]
fn a_position_and_its_affiliation_are_one_tenure() {
    let person = || entity("Andrey Denisov", EntityKind::Person);
    let position =
        statement("position", person(), entity("ambassador", EntityKind::Phrase), "ambassador Andrey Denisov");
    let affiliation =
        statement("affiliatedWith", person(), entity("Russia", EntityKind::Country), "ambassador Andrey Denisov said");
    let elsewhere = statement("affiliatedWith", person(), entity("China", EntityKind::Country), "Russia and China");
    let doc = Document { key: "x2".to_owned(), ..Document::default() };
    let text = lines(&lower(&doc, "1", &[affiliation, elsewhere, position], &Countries)).join("\n");
    for line in [
        ":Andrey_Denisov t:position \"ambassador\"",
        ":Andrey_Denisov t:affiliatedWith :Russia",
        "s:x2-2 rdf:type t:Tenure",
        "s:x2-2 t:title \"ambassador\"",
        "s:x2-2 t:organisation :Russia",
        "s:x2-1 t:organisation :China",
    ] {
        assert!(text.lines().any(|l| l == line), "missing {line} in\n{text}");
    }
    assert!(!text.contains("s:x2-3"), "{text}");
}

#[test]
fn a_relation_of_the_user_needs_no_ontology() {
    let founded = statement(
        "foundedBy",
        entity("Veld Energy", EntityKind::Organisation),
        entity("Ann Brook", EntityKind::Person),
        "Putin",
    );
    let doc = Document { key: "x3".to_owned(), ..Document::default() };
    let text = lines(&lower(&doc, "1", &[founded], &Countries)).join("\n");
    for line in [
        ":Veld_Energy.organisation t:foundedBy :Ann_Brook",
        "s:x3-1 rdf:type t:Statement",
        "s:x3-1 t:subject :Veld_Energy.organisation",
        "s:x3-1 t:object :Ann_Brook",
    ] {
        assert!(text.lines().any(|l| l == line), "missing {line} in\n{text}");
    }
}

#[test]
fn kinds_come_from_the_argument_or_else_from_the_relation() {
    let unknown = |name: &str| entity(name, EntityKind::Unknown);
    let doc = Document { key: "x4".to_owned(), ..Document::default() };
    let visit = statement("visited", unknown("Ann Brook"), unknown("Lomé"), "Putin");
    let stance = statement("opposes", unknown("Ann Brook"), unknown("new tariffs on steel"), "Xi");
    let text = lines(&lower(&doc, "1", &[visit, stance], &Countries)).join("\n");
    for line in [
        ":Ann_Brook t:kind t:Person",
        ":Lomé t:kind t:Place",
        ":new_tariffs_on_steel t:kind t:Topic",
        ":new_tariffs_on_steel t:name \"new tariffs on steel\"",
    ] {
        assert!(text.lines().any(|l| l == line), "missing {line} in\n{text}");
    }
}

#[test]
fn states_are_linked_to_wikidata_and_what_shares_their_name_is_not() {
    use EntityKind::{Country, Person, Place};
    let doc = Document { key: "x2".to_owned(), name: "x2".to_owned(), ..Document::default() };
    let visit = statement("visited", entity("Georgia", Person), entity("France", Country), "Putin");
    let state = statement("visited", entity("Ada Brook", Person), entity("Georgia", Country), "Putin");
    let place = statement("visited", entity("Ada Brook", Person), entity("Georgia", Place), "Putin");
    let text = lines(&lower(&doc, "1", &[visit, state, place], crate::resolve::Gazetteer::embedded())).join("\n");
    let links: Vec<&str> = text.lines().filter(|line| line.contains("sameAs")).collect();
    assert_eq!(links, [":France owl:sameAs wd:Q142", ":Georgia owl:sameAs wd:Q230"]);
}

#[test]
fn what_tells_namesakes_apart_does_not_depend_on_the_order_of_statements() {
    use EntityKind::{Organisation, Person, Phrase};
    let doc = Document { key: "x3".to_owned(), name: "x3".to_owned(), ..Document::default() };
    let part =
        |part: &str, whole: &str| statement("partOf", entity(part, Organisation), entity(whole, Organisation), "Putin");
    let mut statements = [
        statement("position", entity("Ada Brook", Person), entity("director", Phrase), "Putin"),
        statement("position", entity("Ada Brook", Person), entity("economist", Phrase), "Putin"),
        statement("affiliatedWith", entity("Ada Brook", Person), entity("Press Unit", Organisation), "Putin"),
        part("Press Unit", "Harbour Board"),
        part("Harbour Board", "City of Arda"),
    ];
    let forward = lower(&doc, "1", &statements, &Countries);
    let homes = forward.iter().filter(|quad| quad.predicate == terms::HOME).count();
    assert_eq!(homes, 2, "the unit and the board that it is part of");
    statements.reverse();
    let sorted = |quads: &[Quad]| {
        let mut lines = lines(quads);
        lines.sort();
        lines
    };
    assert_eq!(sorted(&lower(&doc, "1", &statements, &Countries)), sorted(&forward));
}

//! The graph over a store: the questions of its model, independence of order, exact removal, idempotence.

use std::collections::BTreeMap;
use std::path::Path;

use oxrdf::Quad;
use spareval::{QueryEvaluator, QueryResults};
use tercet::extract::Extractor;
use tercet::extract::rule::{RuleFile, RuleSet};
use tercet::graph::{EntityKind, EntityRef, NamesOnly, Statement, prefixes, read_records};
use tercet::nlp::Annotator;
use tercet::pipeline::{Extraction, GivenStatements, Outcome, Skipped, StatementSource, ingest, remove};
use tercet::resolve::Gazetteer;
use tercet::store::{DefaultGraph, Store};
use tercet::text::Document;

pub(crate) fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("news.db")).unwrap();
    (dir, store)
}

/// An article with statements as lines of the schema; `doc` is filled in.
pub(crate) struct Article {
    pub(crate) doc: Document,
    pub(crate) statements: Vec<Statement>,
}

pub(crate) fn article(name: &str, publisher: Option<&str>, text: &str, lines: &[&str]) -> Article {
    let records: String =
        lines.iter().map(|line| format!("{{\"doc\":\"{name}\",{}\n", line.trim_start_matches('{'))).collect();
    let (mut read, bad) = read_records(&records);
    assert!(bad.is_empty(), "{bad:?}");
    let doc = Document {
        key: name.to_owned(),
        name: name.to_owned(),
        publisher: publisher.map(str::to_owned),
        text: text.to_owned(),
        ..Document::default()
    };
    Article { doc, statements: read.remove(name).unwrap_or_default() }
}

pub(crate) fn load(store: &Store, articles: &[&Article]) -> tercet::pipeline::Summary {
    let statements = articles.iter().map(|a| (a.doc.name.clone(), a.statements.clone())).collect();
    let documents = articles.iter().map(|a| Ok(a.doc.clone()));
    ingest(store, documents, &GivenStatements::new(statements), Gazetteer::embedded(), &mut ()).unwrap()
}

pub(crate) fn dump(store: &Store) -> Vec<String> {
    let mut lines: Vec<_> = store.snapshot().quads().map(|quad: Quad| quad.to_string()).collect();
    lines.sort();
    lines
}

/// The solutions of a query, one line each, sorted.
pub(crate) fn ask(store: &Store, query: &str) -> Vec<String> {
    let mut parser = spargebra::SparqlParser::new();
    for (prefix, space) in prefixes() {
        parser = parser.with_prefix(*prefix, *space).unwrap();
    }
    let query = parser.parse_query(query).unwrap();
    let dataset = store.snapshot().dataset(DefaultGraph::default());
    let QueryResults::Solutions(solutions) = QueryEvaluator::new().prepare(&query).execute(dataset).unwrap() else {
        panic!("not a SELECT");
    };
    let mut lines: Vec<_> = solutions
        .map(|solution| {
            let solution = solution.unwrap();
            let terms: Vec<_> = solution.values().iter().flatten().map(short).collect();
            terms.join(" ")
        })
        .collect();
    lines.sort();
    lines
}

fn short(term: &oxrdf::Term) -> String {
    match term {
        oxrdf::Term::NamedNode(node) => tercet::graph::shorten(node.as_str()),
        oxrdf::Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

const EXAMPLE: &str = "Putin met Xi in Astana on June 8, and Russia and China will sign contracts worth over $10 \
                       billion in July, ambassador Andrey Denisov said.";

fn example(name: &str, publisher: &str) -> Article {
    article(
        name,
        Some(publisher),
        EXAMPLE,
        &[
            r#""rel":"met","subj":"Vladimir Putin","obj":"Xi Jinping","place":"Astana","date":"2017-06-08",
               "attributedTo":"Andrey Denisov","evidence":"Putin met Xi in Astana on June 8"}"#,
            r#""rel":"deal","subj":"Russia","obj":"China","status":"planned","date":"2017-07","value":10000000000,
               "unit":"USD","hedge":"over","evidence":"Russia and China will sign contracts worth over $10 billion in July"}"#,
        ]
        .map(|line| line.replace('\n', " "))
        .each_ref()
        .map(String::as_str),
    )
}

#[test]
fn the_questions_of_the_model_are_answered() {
    let (_dir, store) = store();
    let vague = article(
        "x2",
        Some("Daily Example"),
        "",
        &[r#""rel":"met","subj":"Xi Jinping","obj":"Vladimir Putin","date":"2017-06"}"#],
    );
    load(&store, &[&example("x1", "TASS"), &vague]);

    assert_eq!(ask(&store, "SELECT DISTINCT ?w { ?w t:met :Xi_Jinping }"), [":Vladimir_Putin"]);
    assert_eq!(
        ask(
            &store,
            "SELECT ?x (COUNT(DISTINCT ?p) AS ?n) { ?s rdf:reifies <<( :Xi_Jinping t:met ?x )>> ;
             t:status t:actual ; t:article/t:publisher ?p } GROUP BY ?x"
        ),
        [":Vladimir_Putin 2"]
    );
    assert_eq!(
        ask(
            &store,
            "SELECT ?d ?v ?st { ?d a t:Deal ; t:party :Russia , :China ; t:value ?v ; t:currency \"USD\" ;
             t:status ?st FILTER(?v > 1e9) } ORDER BY DESC(?v)"
        ),
        ["s:x1-2 10000000000 t:planned"]
    );
    assert_eq!(
        ask(
            &store,
            "SELECT ?x ?p ?y { ?s t:status t:planned ; rdf:reifies <<( ?x ?p ?y )>>
             FILTER NOT EXISTS { ?x ?p ?y } }"
        ),
        [":China t:dealWith :Russia", ":Russia t:dealWith :China"]
    );
    let events = ask(
        &store,
        "SELECT DISTINCT ?e ?w { ?m a t:Meeting ; t:event ?e ; t:status t:actual ; t:party :Xi_Jinping , ?w ;
         t:earliest ?f ; t:latest ?l FILTER(?w != :Xi_Jinping && ?f >= \"2017-01-01\"^^xsd:date
         && ?l < \"2018-01-01\"^^xsd:date) }",
    );
    assert_eq!(events.len(), 1, "the two articles tell of one meeting: {events:?}");
    assert!(events[0].ends_with("-2017-06-08 :Vladimir_Putin"), "{events:?}");
    assert_eq!(
        ask(
            &store,
            "SELECT ?a ?q ?b { ?s rdf:reifies <<( :Xi_Jinping t:met :Vladimir_Putin )>> ; t:article ?a ;
             t:evidence [ t:quote ?q ; t:start ?b ] }"
        ),
        ["a:x1 Putin met Xi in Astana on June 8 0"]
    );
}

/// Six articles that share entities, events of different precision, a repeated text, and names in several forms.
fn corpus() -> Vec<Article> {
    vec![
        example("x1", "TASS"),
        example("x2", "Daily Example"),
        article(
            "x3",
            None,
            "",
            &[
                r#""rel":"met","subj":["Vladimir Putin","Putin"],"obj":"Xi Jinping","date":"2017-06"}"#,
                r#""rel":"met","subj":"Vladimir Putin","obj":"Xi Jinping","date":"2017"}"#,
                r#""rel":"memberOf","subj":"China","obj":"SCO","date":"2001-06"}"#,
            ],
        ),
        article(
            "x4",
            None,
            "Other words.",
            &[
                r#""rel":"met","subj":"Vladimir Putin","obj":["Xi Jinping","Xi"],"date":"2017-06-30"}"#,
                r#""rel":"memberOf","subj":"China","obj":["Shanghai Cooperation Organization","SCO"]}"#,
            ],
        ),
        article(
            "x5",
            Some("TASS"),
            "other words",
            &[
                r#""rel":"memberOf","subj":"People's Republic of China","obj":"SCO"}"#,
                r#""rel":"met","subj":"Vladimir Putin","obj":"Xi Jinping","date":"2018"}"#,
            ],
        ),
        article("x6", None, "", &[]),
    ]
}

#[test]
fn the_order_of_ingest_does_not_matter() {
    let articles = corpus();
    let all: Vec<_> = articles.iter().collect();
    let (_dir, reference) = store();
    load(&reference, &all);
    let reference = dump(&reference);
    // All rotations, forwards and backwards, one article at a time: every article comes first, last and in between.
    for start in 0..all.len() {
        for backwards in [false, true] {
            let mut order = all.clone();
            order.rotate_left(start);
            if backwards {
                order.reverse();
            }
            let (_dir, store) = store();
            for article in &order {
                load(&store, &[article]);
            }
            assert_eq!(dump(&store), reference, "start {start}, backwards {backwards}");
        }
    }
}

#[test]
fn removing_an_article_takes_back_what_it_contributed_and_no_more() {
    let articles = corpus();
    for removed in &articles {
        let (_dir, store) = store();
        let rest: Vec<_> = articles.iter().filter(|a| a.doc.key != removed.doc.key).collect();
        load(&store, &rest);
        let before = dump(&store);
        load(&store, &[removed]);
        assert_ne!(dump(&store), before);
        remove(&store, &removed.doc.key).unwrap();
        assert_eq!(dump(&store), before, "after taking back {}", removed.doc.key);
    }
    let (_dir, store) = store();
    load(&store, &articles.iter().collect::<Vec<_>>());
    for article in &articles {
        remove(&store, &article.doc.key).unwrap();
    }
    assert_eq!(dump(&store), [""; 0]);
}

#[test]
fn the_same_version_is_not_read_twice_and_an_edited_article_replaces_its_contribution() {
    let (_dir, store) = store();
    let first = load(&store, &[&example("x1", "TASS")]);
    assert_eq!((first.new, first.statements), (1, 2));
    let before = dump(&store);
    assert_eq!(load(&store, &[&example("x1", "TASS")]).unchanged, 1);
    assert_eq!(dump(&store), before);

    let edited = article("x1", Some("TASS"), "New words.", &[r#""rel":"visited","subj":"Xi Jinping","obj":"Astana"}"#]);
    assert_eq!(load(&store, &[&edited]).updated, 1);
    let (_fresh_dir, fresh) = self::store();
    load(&fresh, &[&edited]);
    assert_eq!(dump(&store), dump(&fresh));
}

/// The decisions of `given` under another version, as after an upgrade.
struct Upgraded {
    version: &'static str,
    given: GivenStatements,
}

impl StatementSource for Upgraded {
    fn version(&self, _: &Document) -> String {
        self.version.to_owned()
    }

    fn statements(&self, doc: &Document) -> Result<Vec<Statement>, String> {
        self.given.statements(doc)
    }
}

#[test]
fn another_version_of_the_extraction_replaces_what_the_earlier_one_found() {
    let extract = |store: &Store, version, line: &str| {
        let Article { doc, statements } = article("x1", None, "Xi Jinping went to Astana.", &[line]);
        let given = GivenStatements::new([("x1".to_owned(), statements)].into());
        ingest(store, std::iter::once(Ok(doc)), &Upgraded { version, given }, Gazetteer::embedded(), &mut ()).unwrap()
    };
    let (before, after) = (
        r#""rel":"met","subj":"Xi Jinping","obj":"Astana"}"#,
        r#""rel":"visited","subj":"Xi Jinping","obj":"Astana"}"#,
    );
    let (_dir, store) = store();
    assert_eq!(extract(&store, "1", before).new, 1);
    assert_eq!(extract(&store, "1", before).unchanged, 1);
    assert_eq!(extract(&store, "2", after).updated, 1);
    let (_fresh_dir, fresh) = self::store();
    extract(&fresh, "2", after);
    assert_eq!(dump(&store), dump(&fresh));
}

#[test]
fn the_version_of_the_extraction_names_model_gazetteer_and_rules() {
    let version = |rules| Extraction::new(Extractor::new(rules)).unwrap().version(&Document::default());
    let shipped = version(RuleSet::shipped());
    let model = Annotator::embedded().unwrap().model_version();
    for part in [model, Gazetteer::embedded().version(), RuleSet::shipped().version()] {
        assert!(shipped.contains(&format!("{part:032x}")), "{shipped} lacks {part:032x}");
    }
    assert_eq!(shipped, version(RuleSet::shipped()));
    let more = RuleFile { name: "more".to_owned(), source: "words more = and, some, more\n".to_owned() };
    assert_ne!(shipped, version(RuleSet::with_files(&[more]).unwrap()));
}

#[test]
fn articles_with_the_same_text_count_as_one_source() {
    let (_dir, store) = store();
    load(&store, &[&example("x1", "TASS"), &example("x2", "Daily Example")]);
    let query =
        "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s rdf:reifies <<( :Xi_Jinping t:met ?x )>> ; t:article/t:source ?p }";
    assert_eq!(ask(&store, query), ["1"]);
}

#[test]
fn an_article_that_cannot_be_read_does_not_stop_the_others() {
    #[derive(Default)]
    struct Log(Vec<(String, Outcome)>);
    impl tercet::pipeline::Observer for Log {
        fn article(&mut self, article: &str, outcome: &Outcome) {
            self.0.push((article.to_owned(), outcome.clone()));
        }
    }
    let (_dir, store) = store();
    let documents = [
        Err(Skipped { article: "bad.txt".to_owned(), reason: "not a text".to_owned() }),
        Ok(Document { key: "good".to_owned(), name: "good".to_owned(), ..Document::default() }),
    ];
    let mut log = Log::default();
    let given = GivenStatements::new(BTreeMap::new());
    let summary = ingest(&store, documents.into_iter(), &given, &NamesOnly, &mut log).unwrap();
    assert_eq!(summary.new, 1);
    assert_eq!(summary.skipped[0].article, "bad.txt");
    assert_eq!(log.0.len(), 2);
}

#[test]
fn articles_are_removed_by_key_name_or_iri() {
    let (_dir, store) = store();
    for key in ["https://example.org/news/1", "2012/week1", "a", "b/a"] {
        let name = key.rsplit('/').next().unwrap().to_owned();
        let doc = Document { key: key.to_owned(), name, ..Document::default() };
        load(&store, &[&Article { doc, statements: Vec::new() }]);
    }
    assert_eq!(remove(&store, "week1").unwrap().as_str(), "https://w3id.org/tercet/a/2012%2Fweek1");
    assert_eq!(remove(&store, "https://example.org/news/1").unwrap().as_str(), "https://example.org/news/1");
    assert_eq!(remove(&store, "a:b%2Fa").unwrap().as_str(), "https://w3id.org/tercet/a/b%2Fa");
    assert_eq!(remove(&store, "a").unwrap().as_str(), "https://w3id.org/tercet/a/a");
    let error = remove(&store, "a").unwrap_err().to_string();
    assert!(error.starts_with("no article `a`"), "{error}");
}

#[test]
fn kinds_keep_things_of_the_same_name_apart() {
    let (_dir, store) = store();
    let mut visit = article("x1", None, "", &[r#""rel":"met","subj":"Georgia","obj":"Ann Brook"}"#]);
    visit.statements[0].subject = EntityRef { name: "Georgia".into(), aliases: vec![], kind: EntityKind::Person };
    let country = article("x2", None, "", &[r#""rel":"memberOf","subj":"Georgia","obj":"United Nations"}"#]);
    load(&store, &[&visit, &country]);
    assert_eq!(
        ask(&store, "SELECT ?x ?t { ?x rdfs:label \"Georgia\" ; a ?t }"),
        [":Georgia t:Country", ":Georgia.person t:Person"]
    );
}

/// Statements of the shared evaluation set, where it is there.
fn evaluation() -> Option<Vec<Article>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    let mut articles = Vec::new();
    for part in ["dev", "train"] {
        let Ok(lines) = std::fs::read_to_string(root.join(part).join("gold.jsonl")) else {
            eprintln!("skipped: {} is not there", root.display());
            return None;
        };
        let (read, bad) = read_records(&lines);
        assert!(bad.is_empty(), "{part}: {bad:?}");
        for (name, statements) in read {
            let text = std::fs::read_to_string(root.join(part).join(format!("docs/{name}.txt"))).unwrap();
            let doc = Document { key: name.clone(), name, text, ..Document::default() };
            articles.push(Article { doc, statements });
        }
    }
    Some(articles)
}

#[test]
fn the_order_of_ingest_does_not_matter_for_annotated_articles() {
    let Some(mut articles) = evaluation() else { return };
    let (_dir, forward) = store();
    load(&forward, &articles.iter().collect::<Vec<_>>());
    articles.reverse();
    // A fixed shuffle.
    articles.sort_by_key(|article| xxhash_rust::xxh3::xxh3_64(article.doc.key.as_bytes()));
    let (_dir2, shuffled) = store();
    for article in &articles {
        load(&shuffled, &[article]);
    }
    let expected = dump(&forward);
    assert_eq!(dump(&shuffled), expected);
    let again = &articles[7];
    remove(&shuffled, &again.doc.key).unwrap();
    assert_ne!(dump(&shuffled), expected);
    load(&shuffled, &[again]);
    assert_eq!(dump(&shuffled), expected);
}

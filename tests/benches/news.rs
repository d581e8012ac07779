//! A seeded generator of graphs like those of news: articles with statements, evidence and the triples they assert.

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{BlankNode, GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};

pub(crate) const ENTITY: &str = "https://w3id.org/tercet/e/";
pub(crate) const VOCABULARY: &str = "https://w3id.org/tercet#";

/// SplitMix64: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// Small numbers much more often than large ones, as with names in the news.
    fn skewed(&mut self, limit: u64) -> u64 {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((limit as f64 + 1.0).powf(unit) - 1.0) as u64
    }
}

/// Articles without end, each the quads of its graph.
pub(crate) struct News {
    random: Random,
    number: u64,
}

const RELATIONS: [(&str, &str); 5] = [
    ("met", "Meeting"),
    ("visited", "Visit"),
    ("dealWith", "Deal"),
    ("supports", "Support"),
    ("memberOf", "Membership"),
];

impl News {
    pub(crate) fn new(seed: u64) -> Self {
        Self { random: Random(seed), number: 0 }
    }

    fn entity(&mut self) -> NamedNode {
        node(ENTITY, &format!("Entity_{}", self.random.skewed(50_000)))
    }
}

fn node(space: &str, local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{space}{local}"))
}

fn term(local: &str) -> NamedNode {
    node(VOCABULARY, local)
}

impl Iterator for News {
    type Item = Vec<Quad>;

    fn next(&mut self) -> Option<Vec<Quad>> {
        let number = self.number;
        self.number += 1;
        let article = node("https://w3id.org/tercet/a/", &format!("n{number}"));
        let mut quads = Vec::with_capacity(80);
        let mut add = |s: oxrdf::NamedOrBlankNode, p: NamedNodeRef<'_>, o: Term| {
            quads.push(Quad::new(s, p.into_owned(), o, GraphName::from(article.clone())));
        };
        let text = |text: String| Term::from(Literal::new_simple_literal(text));
        add(article.clone().into(), rdf::TYPE, term("Article").into());
        add(
            article.clone().into(),
            term("publisher").as_ref(),
            node(ENTITY, &format!("Publisher_{}", self.random.skewed(200))).into(),
        );
        add(article.clone().into(), term("title").as_ref(), text(format!("Report number {number}")));
        for part in 0..4 + self.random.below(3) {
            let statement = node("https://w3id.org/tercet/s/", &format!("n{number}-{part}"));
            let (relation, class) = RELATIONS[self.random.skewed(RELATIONS.len() as u64) as usize % RELATIONS.len()];
            let (subject, object) = (self.entity(), self.entity());
            let planned = self.random.below(6) == 0;
            let date = format!(
                "20{:02}-{:02}-{:02}",
                self.random.below(25),
                1 + self.random.below(12),
                1 + self.random.below(28)
            );
            let date = Literal::new_typed_literal(date, xsd::DATE);
            let triple = Triple::new(subject.clone(), term(relation), object.clone());
            add(statement.clone().into(), rdf::TYPE, term(class).into());
            add(statement.clone().into(), term("article").as_ref(), article.clone().into());
            add(
                statement.clone().into(),
                term("status").as_ref(),
                term(if planned { "planned" } else { "actual" }).into(),
            );
            add(statement.clone().into(), rdf::REIFIES, triple.clone().into());
            add(statement.clone().into(), term("party").as_ref(), subject.clone().into());
            add(statement.clone().into(), term("party").as_ref(), object.into());
            add(statement.clone().into(), term("earliest").as_ref(), date.clone().into());
            add(statement.clone().into(), term("latest").as_ref(), date.into());
            add(statement.clone().into(), term("rule").as_ref(), text(format!("{relation}.subj")));
            if relation == "dealWith" {
                add(
                    statement.clone().into(),
                    term("value").as_ref(),
                    Literal::from(1_000_000 * self.random.below(90_000)).into(),
                );
            }
            if !planned {
                add(triple.subject, triple.predicate.as_ref(), triple.object);
            }
            let evidence = BlankNode::new_unchecked(format!("e{number}x{part}"));
            let start = self.random.below(4_000);
            add(statement.into(), term("evidence").as_ref(), evidence.clone().into());
            add(
                evidence.clone().into(),
                term("quote").as_ref(),
                text(format!("They said so in sentence {start} of report {number}.")),
            );
            add(evidence.clone().into(), term("start").as_ref(), Literal::from(start).into());
            add(evidence.into(), term("end").as_ref(), Literal::from(start + 50).into());
            add(subject.clone().into(), rdfs::LABEL, text(subject.as_str()[ENTITY.len()..].replace('_', " ")));
        }
        Some(quads)
    }
}

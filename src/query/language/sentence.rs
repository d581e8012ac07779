//! A statement as a sentence: "Vladimir Putin met Xi Jinping", "Finland to join NATO".

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Term};

use crate::graph::{Relation, Vocabulary, terms};
use crate::query::entity::label;
use crate::store::Snapshot;
use crate::text::shorten;

/// Most characters of words that a sentence quotes.
const MAX_WORDS: usize = 120;

/// What a statement says, in words.
pub fn sentence(snapshot: &Snapshot, stmt: &NamedNode) -> String {
    match parts(snapshot, stmt) {
        (said, Some(topic)) => format!("{said} ({topic})"),
        (said, None) => said,
    }
}

/// What statements say, those that differ in their topic only as one: "A cooperates with B (energy; trade)".
pub(super) fn sentences<'s>(snapshot: &Snapshot, statements: impl Iterator<Item = &'s NamedNode>) -> Vec<String> {
    let mut by_fact: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for stmt in statements {
        let (said, topic) = parts(snapshot, stmt);
        by_fact.entry(said).or_default().extend(topic);
    }
    let join = |(said, topics): (String, BTreeSet<String>)| match topics.is_empty() {
        true => said,
        false => format!("{said} ({})", topics.into_iter().collect::<Vec<_>>().join("; ")),
    };
    by_fact.into_iter().map(join).collect()
}

/// What a statement says, and its topic.
fn parts(snapshot: &Snapshot, stmt: &NamedNode) -> (String, Option<String>) {
    let mut facts: Vec<(NamedNode, NamedNode, Term)> = Vec::new();
    let mut values: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    for quad in snapshot.quads_for_pattern(Some(stmt.as_ref().into()), None, None, None) {
        match quad.object {
            Term::Triple(triple) if quad.predicate.as_ref() == rdf::REIFIES => {
                if let NamedOrBlankNode::NamedNode(subject) = triple.subject {
                    facts.push((subject, triple.predicate, triple.object));
                }
            }
            object => values.entry(quad.predicate.into_string()).or_default().push(object),
        }
    }
    facts.sort_by_cached_key(|(subject, property, object)| (property.clone(), subject.clone(), object.to_string()));
    let first = |property: &str| values.get(property).and_then(|terms| terms.first());
    let status = first(terms::STATUS.as_str()).map_or("", |term| match term {
        Term::NamedNode(status) => status.as_str().rsplit('#').next().unwrap_or_default(),
        _ => "",
    });
    let mut said: Vec<String> = Vec::new();
    for (subject, property, object) in &facts {
        let relation = relation_of(property);
        // Of the two directions of a symmetric fact one is enough.
        if relation.symmetric && matches!(object, Term::NamedNode(object) if object < subject) {
            continue;
        }
        said.push(phrase(snapshot, subject, &relation, object, status));
    }
    if said.is_empty() {
        said.push(one_sided(snapshot, &values, status));
    }
    let topic = match first(terms::TOPIC.as_str()) {
        Some(Term::Literal(topic)) => Some(topic.value().to_owned()),
        _ => None,
    };
    (said.join("; "), topic)
}

/// The relation of a property, one of a user's own included.
pub(in crate::query) fn relation_of(property: &NamedNode) -> Relation {
    let vocabulary = Vocabulary::embedded();
    let own = || vocabulary.relation(property.as_str().rsplit('#').next().unwrap_or_default());
    vocabulary.relation_of_property(property.as_str()).cloned().unwrap_or_else(own)
}

fn phrase(snapshot: &Snapshot, subject: &NamedNode, relation: &Relation, object: &Term, status: &str) -> String {
    let object = match object {
        Term::NamedNode(iri) => label(snapshot, iri),
        Term::Literal(words) if relation.name == "said" => format!("“{}”", shorten(words.value(), MAX_WORDS)),
        Term::Literal(words) => words.value().to_owned(),
        other => other.to_string(),
    };
    format!("{} {} {object}", label(snapshot, subject), verb(relation, status))
}

fn verb(relation: &Relation, status: &str) -> String {
    let infinitive = &relation.infinitive;
    let complement = infinitive.strip_prefix("be").map(str::trim_start);
    match (status, complement) {
        ("planned", _) => format!("to {infinitive}"),
        ("negated", Some(complement)) => format!("is not {complement}").trim_end().to_owned(),
        ("negated", None) => format!("did not {infinitive}"),
        ("former", Some(complement)) => format!("was {complement}").trim_end().to_owned(),
        ("former", None) => format!("formerly {}", relation.label),
        (_, Some(complement)) => format!("is {complement}").trim_end().to_owned(),
        _ => relation.label.clone(),
    }
}

/// A statement that relates no two things: a deal of which one party is named.
fn one_sided(snapshot: &Snapshot, values: &BTreeMap<String, Vec<Term>>, status: &str) -> String {
    let class = values.get(rdf::TYPE.as_str()).and_then(|classes| classes.first());
    let noun = match class {
        Some(Term::NamedNode(class)) => {
            Vocabulary::embedded().class(class.as_str()).map_or("fact", |class| &class.label)
        }
        _ => "fact",
    };
    let relations =
        Vocabulary::embedded().relations().filter(|relation| class == Some(&Term::NamedNode(relation.class.clone())));
    let who = relations.flat_map(|relation| values.get(relation.subject_role.as_str())).flatten().next();
    let who = who.map_or(String::new(), |term| match term {
        Term::NamedNode(iri) => format!(" of {}", label(snapshot, iri)),
        other => format!(" of {other}"),
    });
    let status = if matches!(status, "" | "actual") { String::new() } else { format!("{status} ") };
    format!("{status}{noun}{who}")
}

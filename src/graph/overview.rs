//! What is in a graph, in numbers.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNodeRef, NamedOrBlankNodeRef, Term};

use super::derived::{Quads, derived_graph};
use super::vocabulary::{Vocabulary, terms};
use super::{EntityKind, class_of_kind};

/// Counts of a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Articles.
    pub articles: usize,
    /// Publishers that articles name.
    pub publishers: usize,
    /// Statement nodes.
    pub statements: usize,
    /// Events that the statements are about.
    pub events: usize,
    /// Statements per relation: actual, planned, negated, former. A tenure with title and organisation counts for both
    /// of its relations; statements that relate no two arguments count for the relation of their class.
    pub relations: BTreeMap<String, [usize; 4]>,
    /// Entities per type, by label of the type; those of no known type under "unknown".
    pub entities: BTreeMap<String, usize>,
}

impl Overview {
    /// Counts what is there.
    pub fn of(store: &impl Quads) -> Self {
        let count = |predicate, object: Option<NamedNodeRef<'_>>| {
            store.matching(None, Some(predicate), object.map(Into::into), None).count()
        };
        let mut overview = Self {
            articles: count(rdf::TYPE, Some(terms::ARTICLE_CLASS)),
            publishers: publishers(store),
            events: events(store),
            ..Self::default()
        };
        for quad in store.matching(None, Some(terms::STATUS), None, None) {
            let NamedOrBlankNodeRef::NamedNode(stmt) = quad.subject.as_ref() else { continue };
            overview.statements += 1;
            for relation in relations_of(store, stmt) {
                overview.relations.entry(relation).or_default()[column(&quad.object)] += 1;
            }
        }
        overview.entities = entities(store);
        overview
    }
}

fn publishers(store: &impl Quads) -> usize {
    let derived = derived_graph();
    let stated = store.matching(None, Some(terms::PUBLISHER), None, None).filter(|quad| {
        // What is derived of an article without publisher is the article itself.
        quad.graph_name.to_string() != derived.to_string()
    });
    stated.map(|quad| quad.object.to_string()).collect::<BTreeSet<_>>().len()
}

fn events(store: &impl Quads) -> usize {
    let quads = store.matching(None, Some(terms::EVENT), None, None);
    quads.map(|quad| quad.object.to_string()).collect::<BTreeSet<_>>().len()
}

/// Column of a status in [`Overview::relations`].
fn column(status: &Term) -> usize {
    let order = [terms::ACTUAL, terms::PLANNED, terms::NEGATED, terms::FORMER];
    order.iter().position(|known| *status == Term::NamedNode(known.into_owned())).unwrap_or(0)
}

fn relations_of(store: &impl Quads, stmt: NamedNodeRef<'_>) -> BTreeSet<String> {
    let vocabulary = Vocabulary::embedded();
    let name = |property: &str| {
        let known = vocabulary.relation_of_property(property).map(|relation| relation.name.clone());
        known.unwrap_or_else(|| property.rsplit('#').next().unwrap_or(property).to_owned())
    };
    let triples: BTreeSet<String> = store
        .matching(Some(stmt), Some(rdf::REIFIES), None, None)
        .filter_map(|quad| match quad.object {
            Term::Triple(triple) => Some(name(triple.predicate.as_str())),
            _ => None,
        })
        .collect();
    if !triples.is_empty() {
        return triples;
    }
    let class = store.matching(Some(stmt), Some(rdf::TYPE), None, None).next();
    let of_class = |class: Term| {
        let relation = vocabulary.relations().find(|relation| class == Term::NamedNode(relation.class.clone()));
        relation.map(|relation| relation.name.clone())
    };
    class.and_then(|quad| of_class(quad.object)).into_iter().collect()
}

fn entities(store: &impl Quads) -> BTreeMap<String, usize> {
    use EntityKind::{Artefact, Country, Event, Organisation, Person, Phrase, Place};
    let derived = derived_graph();
    let of_graph = |predicate, object: Option<NamedNodeRef<'_>>| {
        store.matching(None, Some(predicate), object.map(Into::into), Some(derived.as_ref())).count()
    };
    let mut counts = BTreeMap::new();
    let mut typed = 0;
    for class in [Person, Country, Organisation, Place, Event, Artefact, Phrase].into_iter().filter_map(class_of_kind) {
        let number = of_graph(rdf::TYPE, Some(class));
        typed += number;
        if number > 0 {
            let label = Vocabulary::embedded().class(class.as_str()).map_or("", |class| &class.label);
            counts.insert(label.to_owned(), number);
        }
    }
    let unknown = of_graph(rdfs::LABEL, None).saturating_sub(typed);
    if unknown > 0 {
        counts.insert("unknown".to_owned(), unknown);
    }
    counts
}

//! What a graph is made of: its classes and properties with the number of their uses, and the names of its entities.

use std::collections::BTreeMap;

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, NamedOrBlankNode, Term};

use crate::diagnostic::Diagnostic;
use crate::graph::{Vocabulary, expand, shorten, terms};
use crate::store::Snapshot;

/// Classes and properties in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The class whose instances were looked at; all if none.
    pub class: Option<String>,
    /// Classes with the number of their instances, the largest first.
    pub classes: Vec<Use>,
    /// Properties with the number of their triples, the most frequent first.
    pub properties: Vec<Use>,
}

/// How often a class or a property is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Short name, `t:met`.
    pub name: String,
    /// Instances or triples.
    pub count: usize,
    /// What the ontology says about it; empty for names that it does not know.
    pub comment: String,
}

/// Counts the classes and properties of a graph, or the properties of the instances of one class.
///
/// # Errors
///
/// If no class has that name.
pub fn schema(snapshot: &Snapshot, class: Option<&str>) -> Result<Schema, Diagnostic> {
    let class = class.map(|name| class_named(snapshot, name)).transpose()?;
    let mut classes: BTreeMap<NamedNode, usize> = BTreeMap::new();
    let mut properties: BTreeMap<NamedNode, usize> = BTreeMap::new();
    match &class {
        None => {
            for quad in snapshot.quads() {
                if quad.predicate.as_ref() == rdf::TYPE
                    && let Term::NamedNode(class) = quad.object
                {
                    *classes.entry(class).or_default() += 1;
                }
                *properties.entry(quad.predicate).or_default() += 1;
            }
        }
        Some(class) => {
            for instance in snapshot.quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref().into()), None) {
                for quad in snapshot.quads_for_pattern(Some(instance.subject.as_ref()), None, None, None) {
                    *properties.entry(quad.predicate).or_default() += 1;
                }
            }
        }
    }
    let class = class.map(|class| shorten(class.as_str()));
    Ok(Schema { class, classes: uses(classes), properties: uses(properties) })
}

/// Every entity of the graph with the number of quads that point at it, at most, in order of their IRIs.
pub fn names(snapshot: &Snapshot) -> Vec<(NamedNode, u64)> {
    let labels = snapshot.quads_for_pattern(None, Some(rdfs::LABEL), None, None);
    let mut named: Vec<_> = labels
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(iri) => Some(iri),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect();
    named.sort();
    named.dedup();
    let uses = |iri: &NamedNode| snapshot.count_at_most(None, None, Some(iri.as_ref().into())) as u64;
    named.into_iter().map(|iri| (uses(&iri), iri)).map(|(uses, iri)| (iri, uses)).collect()
}

/// The relations that users' rule files have introduced, with the number of their statements, in order of their IRIs.
pub fn own_relations(snapshot: &Snapshot) -> Vec<(NamedNode, u64)> {
    let mut counts: BTreeMap<NamedNode, u64> = BTreeMap::new();
    for stmt in snapshot.quads_for_pattern(None, Some(rdf::TYPE), Some(terms::STATEMENT.into()), None) {
        for quad in snapshot.quads_for_pattern(Some(stmt.subject.as_ref()), Some(rdf::REIFIES), None, None) {
            if let Term::Triple(triple) = quad.object {
                *counts.entry(triple.predicate).or_default() += 1;
            }
        }
    }
    counts.into_iter().collect()
}

/// A class by its short name (`t:Meeting`) or, as people type it, by its label (`meeting`).
fn class_named(snapshot: &Snapshot, name: &str) -> Result<NamedNode, Diagnostic> {
    let is_used = |class: &NamedNode| {
        snapshot.quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref().into()), None).next().is_some()
    };
    let by_label = || {
        let mut classes = Vocabulary::embedded().classes();
        let is_it = |class: &crate::graph::Class| class.label.eq_ignore_ascii_case(name);
        classes.find(|class| is_it(class)).map(|class| class.iri.clone())
    };
    let class = expand(name).filter(is_used).or_else(by_label);
    class.ok_or_else(|| {
        Diagnostic::new(format!("no class is called `{name}`")).help("`.schema` lists the classes in use")
    })
}

fn uses(counts: BTreeMap<NamedNode, usize>) -> Vec<Use> {
    let mut uses: Vec<_> = counts
        .into_iter()
        .map(|(iri, count)| Use { name: shorten(iri.as_str()), count, comment: comment(&iri) })
        .collect();
    uses.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    uses
}

fn comment(iri: &NamedNode) -> String {
    Vocabulary::embedded().comment(iri.as_str()).unwrap_or_default().to_owned()
}

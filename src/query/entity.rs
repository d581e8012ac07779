//! Entities by the names people use, and the names of entities.

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use super::names::{Fit, NameBook};
use crate::diagnostic::Diagnostic;
use crate::graph::{Vocabulary, shorten, terms};
use crate::store::Snapshot;

pub(super) const HOLDER: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/tercet#holder");
pub(super) const ORGANISATION: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/tercet#organisation");

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// One entity.
    One(NamedNode),
    /// Several, in order of their IRIs: the person has to choose.
    Several(Vec<NamedNode>),
    /// None; labels that come close, best first.
    None(Vec<String>),
}

impl Lookup {
    /// The one entity that `name` stands for.
    ///
    /// # Errors
    ///
    /// If it stands for none or for several; the hint names those that were meant, perhaps.
    pub fn one(self, name: &str) -> Result<NamedNode, Diagnostic> {
        let quoted = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match self {
            Self::One(iri) => Ok(iri),
            Self::Several(all) => {
                let iris: Vec<_> = all.iter().map(|iri| shorten(iri.as_str())).collect();
                Err(Diagnostic::new(format!("`{name}` may be any of {} entities", all.len()))
                    .help(format!("name one of them: {}", quoted(&iris))))
            }
            Self::None(close) if close.is_empty() => Err(Diagnostic::new(format!("no entity is named `{name}`"))
                .help("`tercet stats` tells what the database holds")),
            Self::None(close) => Err(Diagnostic::new(format!("no entity is named `{name}`"))
                .help(format!("did you mean {}?", quoted(&close)))),
        }
    }
}

/// Finds the entity that `name` stands for: an IRI in any notation, a label, an alias, or a word of a label
/// ("Putin") where only one entity has it.
pub fn find_entity(snapshot: &Snapshot, name: &str) -> Lookup {
    let names = NameBook::of(snapshot);
    match names.find(name) {
        // What only sounds alike is good enough for a question, whose answer says so, and not for a command.
        (_, Fit::Sound) => Lookup::None(names.suggestions(name)),
        (lookup, _) => lookup,
    }
}

/// What tells an entity from its namesakes: a post it holds or held, else its type.
pub(crate) fn role(snapshot: &Snapshot, iri: &NamedNode) -> Option<String> {
    let of = |subject: &NamedNode, predicate| {
        let found = snapshot.quads_for_pattern(Some(subject.as_ref().into()), Some(predicate), None, None);
        found.map(|quad| quad.object).collect::<Vec<_>>()
    };
    let tenures = snapshot.quads_for_pattern(None, Some(HOLDER), Some(iri.as_ref().into()), None);
    let posts = tenures.filter_map(|quad| match quad.subject {
        NamedOrBlankNode::NamedNode(tenure) => {
            let title = literals(of(&tenure, terms::TITLE).into_iter()).into_iter().next();
            let organisation = of(&tenure, ORGANISATION).iter().map(|term| term_label(snapshot, term)).min();
            Some([title, organisation].into_iter().flatten().collect::<Vec<_>>().join(" of "))
        }
        NamedOrBlankNode::BlankNode(_) => None,
    });
    let class = || {
        of(iri, rdf::TYPE).into_iter().find_map(|class| match class {
            Term::NamedNode(class) => Some(class_label(&class)),
            _ => None,
        })
    };
    posts.filter(|post| !post.is_empty()).max_by_key(|post| (post.len(), post.clone())).or_else(class)
}

/// Every name of an entity, the label first.
pub(crate) fn all_names(snapshot: &Snapshot, iri: &NamedNode) -> Vec<String> {
    let of = |predicate| {
        let found = snapshot.quads_for_pattern(Some(iri.as_ref().into()), Some(predicate), None, None);
        literals(found.map(|quad| quad.object))
    };
    let mut names = of(rdfs::LABEL);
    for alias in of(terms::ALT_LABEL) {
        if !names.contains(&alias) {
            names.push(alias);
        }
    }
    names
}

/// The label of a term for people: its label in the graph, else its short IRI.
pub fn label(snapshot: &Snapshot, iri: &NamedNode) -> String {
    let labels = snapshot.quads_for_pattern(Some(iri.as_ref().into()), Some(rdfs::LABEL), None, None);
    literals(labels.map(|quad| quad.object)).into_iter().next().unwrap_or_else(|| shorten(iri.as_str()))
}

pub(super) fn class_label(class: &NamedNode) -> String {
    Vocabulary::embedded().class(class.as_str()).map_or_else(|| shorten(class.as_str()), |class| class.label.clone())
}

pub(super) fn term_label(snapshot: &Snapshot, term: &Term) -> String {
    match term {
        Term::NamedNode(iri) => label(snapshot, iri),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

fn literals(objects: impl Iterator<Item = Term>) -> Vec<String> {
    let mut texts: Vec<String> = objects
        .filter_map(|term| match term {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        })
        .collect();
    texts.sort();
    texts
}

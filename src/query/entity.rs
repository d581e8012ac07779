//! Entities by the names people use, and what the graph knows of one of them.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use super::names::{Fit, NameBook};
use crate::diagnostic::Diagnostic;
use crate::graph::{Vocabulary, shorten, terms};
use crate::store::Snapshot;

const ALT_LABEL: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel");

const HOLDER: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/tercet#holder");
const ORGANISATION: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/tercet#organisation");

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
    for alias in of(ALT_LABEL) {
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

/// What the graph knows of one entity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntityCard {
    /// Its label.
    pub label: String,
    /// Its short IRI.
    pub iri: String,
    /// Labels of its types, sorted.
    pub types: Vec<String>,
    /// Its other names, sorted.
    pub aliases: Vec<String>,
    /// Facts that hold, grouped by relation, the most frequent relation first.
    pub facts: Vec<FactGroup>,
    /// How many statements of each other status name it: planned, negated, former.
    pub pending: Vec<(String, usize)>,
    /// How many articles name it in a statement.
    pub articles: usize,
}

/// The facts of an entity that share a relation and a direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactGroup {
    /// Name of the property, `t:met`.
    pub property: String,
    /// True if the entity is the object.
    pub inverse: bool,
    /// The other ends with the number of articles that assert the fact, the most attested first.
    pub others: Vec<(String, usize)>,
}

/// Collects the card of an entity; `None` if the graph does not know it.
pub fn entity_card(snapshot: &Snapshot, iri: &NamedNode) -> Option<EntityCard> {
    let mut card = EntityCard { label: label(snapshot, iri), iri: shorten(iri.as_str()), ..EntityCard::default() };
    let mut facts: BTreeMap<(NamedNode, bool), BTreeMap<String, usize>> = BTreeMap::new();
    let mut aliases = BTreeSet::new();
    let mut types = BTreeSet::new();
    for quad in snapshot.quads_for_pattern(Some(iri.as_ref().into()), None, None, None) {
        match (quad.predicate.as_ref(), quad.object) {
            (rdf::TYPE, Term::NamedNode(class)) => {
                types.insert(class_label(&class));
            }
            (ALT_LABEL, Term::Literal(alias)) => {
                aliases.insert(alias.value().to_owned());
            }
            (property, object) if is_relation(property) => {
                let other = term_label(snapshot, &object);
                *facts.entry((property.into_owned(), false)).or_default().entry(other).or_default() += 1;
            }
            _ => {}
        }
    }
    let mut statements = BTreeSet::new();
    for quad in snapshot.quads_for_pattern(None, None, Some(iri.as_ref().into()), None) {
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        let property = quad.predicate.as_ref();
        let symmetric = Vocabulary::embedded().relation_of_property(property.as_str()).is_some_and(|r| r.symmetric);
        if is_relation(property) {
            // A symmetric fact stands both ways; the first loop has it already.
            if !symmetric {
                let other = label(snapshot, &subject);
                *facts.entry((quad.predicate, true)).or_default().entry(other).or_default() += 1;
            }
        } else {
            statements.insert(subject);
        }
    }
    count_statements(snapshot, &statements, &mut card);
    card.aliases = aliases.into_iter().filter(|alias| *alias != card.label).collect();
    card.types = types.into_iter().collect();
    card.facts = facts.into_iter().map(|((property, inverse), others)| group(&property, inverse, others)).collect();
    card.facts.sort_by_key(|group| std::cmp::Reverse(group.others.iter().map(|(_, n)| n).sum::<usize>()));
    let known = !(card.types.is_empty() && card.facts.is_empty() && statements.is_empty());
    known.then_some(card)
}

fn group(property: &NamedNode, inverse: bool, others: BTreeMap<String, usize>) -> FactGroup {
    let mut others: Vec<_> = others.into_iter().collect();
    others.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    FactGroup { property: shorten(property.as_str()), inverse, others }
}

/// Articles and statuses of the statements that name the entity in a role.
fn count_statements(snapshot: &Snapshot, nodes: &BTreeSet<NamedNode>, card: &mut EntityCard) {
    let mut articles = BTreeSet::new();
    let mut pending: BTreeMap<String, usize> = BTreeMap::new();
    for node in nodes {
        let objects = |predicate| {
            snapshot.quads_for_pattern(Some(node.as_ref().into()), Some(predicate), None, None).map(|quad| quad.object)
        };
        articles.extend(objects(terms::ARTICLE).map(|article| article.to_string()));
        for status in objects(terms::STATUS) {
            if let Term::NamedNode(status) = status
                && status.as_ref() != terms::ACTUAL
            {
                *pending.entry(shorten(status.as_str()).trim_start_matches("t:").to_owned()).or_default() += 1;
            }
        }
    }
    card.articles = articles.len();
    card.pending = pending.into_iter().collect();
}

fn is_relation(property: NamedNodeRef<'_>) -> bool {
    Vocabulary::embedded().is_relation(property.as_str())
}

fn class_label(class: &NamedNode) -> String {
    Vocabulary::embedded().class(class.as_str()).map_or_else(|| shorten(class.as_str()), |class| class.label.clone())
}

fn term_label(snapshot: &Snapshot, term: &Term) -> String {
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

//! What to draw of a graph: entities as nodes, and what statements say about two of them folded into edges.
//!
//! Types and literals never become nodes. All statements of one relation between the same two entities, with the same
//! status, are one edge, which counts events and sources. Titles become the words of the edge to the organisation.
//! Statements about one entity alone (speeches, deals of which one party is named) are counted, not drawn.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};

use super::derived::{Quads, derived_graph};
use super::prefixes::{ENTITY, STATEMENT, VOCABULARY};
use super::vocabulary::{Vocabulary, kind_of_class, terms};
use super::{EntityKind, Relation, Status};

/// A picture to be: deterministic in order, without layout.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Sorted by IRI.
    pub nodes: Vec<PictureNode>,
    /// Sorted by ends, relation and status.
    pub edges: Vec<PictureEdge>,
    /// How many of the statements looked at are not in the picture, as they relate no two entities.
    pub undrawn: usize,
}

/// An entity.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureNode {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its label, else the end of its IRI.
    pub label: String,
    /// What it is.
    pub kind: EntityKind,
}

/// What statements say about two entities.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureEdge {
    /// Index of the subject in [`Picture::nodes`].
    pub from: usize,
    /// Index of the object.
    pub to: usize,
    /// Whether it reads in one direction only.
    pub directed: bool,
    /// What it says ("met", "to visit", "president").
    pub label: String,
    /// Status of all its statements.
    pub status: Status,
    /// Distinct events.
    pub events: usize,
    /// Distinct sources, at least 1.
    pub sources: usize,
    /// The largest amount that the statements give, with its currency or unit.
    pub amount: Option<(f64, String)>,
    /// First and last day that the statements may mean, `YYYY-MM-DD`.
    pub dates: Option<(String, String)>,
}

/// Which statements to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All.
    Everything,
    /// Those that lead from these entities to others, in so many steps.
    Around {
        /// Where to begin.
        entities: Vec<NamedNode>,
        /// Number of steps, at least 1.
        depth: usize,
    },
    /// These.
    Statements(BTreeSet<NamedNode>),
}

impl Scope {
    /// The statements that these terms, solutions of a query, speak of: those that are themselves among them, by their
    /// node, their evidence or the triple that they state. If there is none, those that relate two entities among them.
    pub fn of_terms<'t>(store: &impl Quads, terms: impl IntoIterator<Item = &'t Term>) -> Self {
        let (mut statements, mut entities) = (BTreeSet::new(), BTreeSet::new());
        for term in terms {
            match term {
                Term::NamedNode(node) if node.as_str().starts_with(STATEMENT) => {
                    if store.matching(Some(node.as_ref()), Some(terms::STATUS), None, None).next().is_some() {
                        statements.insert(node.clone());
                    } else {
                        statements.extend(subjects(store, terms::EVIDENCE, term));
                    }
                }
                Term::NamedNode(node) if node.as_str().starts_with(ENTITY) => {
                    entities.insert(node.clone());
                }
                Term::Triple(_) => statements.extend(subjects(store, rdf::REIFIES, term)),
                _ => {}
            }
        }
        Self::Statements(if statements.is_empty() { statements_among(store, &entities) } else { statements })
    }
}

fn subjects(store: &impl Quads, predicate: NamedNodeRef<'_>, object: &Term) -> BTreeSet<NamedNode> {
    let quads = store.matching(None, Some(predicate), Some(object.as_ref()), None);
    quads.filter_map(|quad| named(quad.subject)).collect()
}

/// The statements of which both ends of a triple are among the entities.
fn statements_among(store: &impl Quads, entities: &BTreeSet<NamedNode>) -> BTreeSet<NamedNode> {
    let is_among = |node: &NamedNode| entities.contains(node);
    let about: BTreeSet<NamedNode> = entities.iter().flat_map(|entity| statements_about(store, entity)).collect();
    about
        .into_iter()
        .filter(|stmt| {
            store.matching(Some(stmt.as_ref()), Some(rdf::REIFIES), None, None).any(|quad| match quad.object {
                Term::Triple(triple) => {
                    named(triple.subject).is_some_and(|subject| is_among(&subject))
                        && matches!(&triple.object, Term::NamedNode(object) if is_among(object))
                }
                _ => false,
            })
        })
        .collect()
}

/// Gathers the picture of the statements in `scope`.
pub fn picture(store: &impl Quads, scope: &Scope) -> Picture {
    let mut folder = Folder::new(store);
    folder.add_scope(scope);
    folder.finish()
}

/// The quads of the statements in `scope`, with their evidence, what they assert, and what is derived of them and of
/// their entities.
pub fn statements_in(store: &impl Quads, scope: &Scope) -> Vec<Quad> {
    let mut folder = Folder::new(store);
    folder.add_scope(scope);
    let mut quads = Vec::new();
    let mut entities: BTreeSet<NamedNode> = BTreeSet::new();
    let about = |node: &NamedNode| store.matching(Some(node.as_ref()), None, None, None).collect::<Vec<_>>();
    for stmt in &folder.seen {
        for quad in about(stmt) {
            match (quad.predicate.as_ref(), &quad.object) {
                (terms::EVIDENCE, Term::NamedNode(evidence)) => quads.extend(about(evidence)),
                (rdf::REIFIES, Term::Triple(triple)) => quads.extend(asserted(store, triple, &quad.graph_name)),
                (_, Term::NamedNode(object)) if object.as_str().starts_with(ENTITY) => {
                    entities.insert(object.clone());
                }
                _ => {}
            }
            quads.push(quad);
        }
    }
    let derived = derived_graph();
    for entity in &entities {
        quads.extend(store.matching(Some(entity.as_ref()), None, None, Some(derived.as_ref())));
    }
    quads
}

/// The triple itself, where the graph asserts it.
fn asserted(store: &impl Quads, triple: &Triple, graph: &GraphName) -> Option<Quad> {
    let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return None };
    let (predicate, object) = (triple.predicate.as_ref(), triple.object.as_ref());
    store.matching(Some(subject.as_ref()), Some(predicate), Some(object), None).find(|quad| quad.graph_name == *graph)
}

/// The statements in which an entity has a role.
fn statements_about(store: &impl Quads, entity: &NamedNode) -> BTreeSet<NamedNode> {
    store
        .matching(None, None, Some(entity.as_ref().into()), None)
        .filter(|quad| quad.predicate != terms::ATTRIBUTED_TO)
        .filter_map(|quad| named(quad.subject))
        .filter(|subject| subject.as_str().starts_with(STATEMENT))
        .collect()
}

fn named(subject: NamedOrBlankNode) -> Option<NamedNode> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// Ends, property and status: what one edge has in common.
type EdgeKey = (NamedNode, NamedNode, String, Status);

#[derive(Default)]
struct Folded {
    titles: BTreeSet<String>,
    events: BTreeSet<String>,
    sources: BTreeSet<String>,
    amount: Option<(f64, String)>,
    dates: Option<(String, String)>,
}

struct Folder<'a, Q> {
    store: &'a Q,
    edges: BTreeMap<EdgeKey, Folded>,
    sources: BTreeMap<NamedNode, String>,
    seen: BTreeSet<NamedNode>,
    drawn: BTreeSet<NamedNode>,
}

/// What a statement node says, as far as a picture shows it.
#[derive(Default)]
struct Reported {
    status: Status,
    triples: Vec<(NamedNode, NamedNode, Term)>,
    title: Option<String>,
    article: Option<NamedNode>,
    event: Option<String>,
    value: Option<f64>,
    unit: Option<String>,
    earliest: Option<String>,
    latest: Option<String>,
}

impl<'a, Q: Quads> Folder<'a, Q> {
    fn new(store: &'a Q) -> Self {
        Self { store, edges: BTreeMap::new(), sources: BTreeMap::new(), seen: BTreeSet::new(), drawn: BTreeSet::new() }
    }

    fn entities(&self) -> impl Iterator<Item = &NamedNode> {
        self.edges.keys().flat_map(|(from, to, ..)| [from, to])
    }

    fn add_scope(&mut self, scope: &Scope) {
        match scope {
            Scope::Everything => {
                let quads = self.store.matching(None, Some(terms::STATUS), None, None);
                let statements: BTreeSet<NamedNode> = quads.filter_map(|quad| named(quad.subject)).collect();
                statements.into_iter().for_each(|stmt| self.fold(stmt, None));
            }
            Scope::Statements(statements) => statements.iter().for_each(|stmt| self.fold(stmt.clone(), None)),
            Scope::Around { entities, depth } => {
                let mut frontier: BTreeSet<NamedNode> = entities.iter().cloned().collect();
                let mut reached = frontier.clone();
                for _ in 0..*depth {
                    for entity in &frontier {
                        let statements = statements_about(self.store, entity);
                        statements.into_iter().for_each(|stmt| self.fold(stmt, Some(entity)));
                    }
                    frontier = self.entities().filter(|entity| !reached.contains(*entity)).cloned().collect();
                    reached.extend(frontier.iter().cloned());
                }
            }
        }
    }

    /// Adds what the statement says, or what it says about one entity.
    fn fold(&mut self, stmt: NamedNode, only: Option<&NamedNode>) {
        let reported = self.read(&stmt);
        for (subject, property, object) in &reported.triples {
            let Term::NamedNode(object) = object else { continue };
            if subject == object || only.is_some_and(|entity| entity != subject && entity != object) {
                continue;
            }
            let relation = Vocabulary::embedded().relation_of_property(property.as_str());
            let backwards = relation.is_some_and(|relation| relation.symmetric) && subject > object;
            if backwards {
                continue; // its other direction is a triple of the statement too
            }
            self.drawn.insert(stmt.clone());
            let source = reported.article.as_ref().map(|article| self.source(article)).unwrap_or_default();
            let key = (subject.clone(), object.clone(), property.as_str().to_owned(), reported.status);
            let folded = self.edges.entry(key).or_default();
            folded.titles.extend(reported.title.clone());
            folded.events.insert(reported.event.clone().unwrap_or_else(|| stmt.as_str().to_owned()));
            folded.sources.insert(source);
            if let (Some(value), Some(unit)) = (reported.value, &reported.unit)
                && folded.amount.as_ref().is_none_or(|(most, of)| (value, of) > (*most, unit))
            {
                folded.amount = Some((value, unit.clone()));
            }
            if let (Some(earliest), Some(latest)) = (&reported.earliest, &reported.latest) {
                let (first, last) = folded.dates.get_or_insert_with(|| (earliest.clone(), latest.clone()));
                *first = earliest.min(first).clone();
                *last = latest.max(last).clone();
            }
        }
        self.seen.insert(stmt);
    }

    fn read(&self, stmt: &NamedNode) -> Reported {
        let mut reported = Reported::default();
        for quad in self.store.matching(Some(stmt.as_ref()), None, None, None) {
            match (quad.predicate.as_ref(), quad.object) {
                (terms::STATUS, Term::NamedNode(status)) => reported.status = status_of(&status),
                (rdf::REIFIES, Term::Triple(triple)) => {
                    if let Some(subject) = named(triple.subject) {
                        reported.triples.push((subject, triple.predicate, triple.object));
                    }
                }
                (terms::TITLE, Term::Literal(title)) => reported.title = Some(title.value().to_owned()),
                (terms::ARTICLE, Term::NamedNode(article)) => reported.article = Some(article),
                (terms::EVENT, Term::NamedNode(event)) => reported.event = Some(event.into_string()),
                (terms::VALUE, Term::Literal(value)) => reported.value = value.value().parse().ok(),
                (terms::CURRENCY | terms::UNIT, Term::Literal(unit)) => reported.unit = Some(unit.value().to_owned()),
                (terms::EARLIEST, Term::Literal(date)) => reported.earliest = Some(date.value().to_owned()),
                (terms::LATEST, Term::Literal(date)) => reported.latest = Some(date.value().to_owned()),
                _ => {}
            }
        }
        reported
    }

    /// As what an article counts.
    fn source(&mut self, article: &NamedNode) -> String {
        if let Some(source) = self.sources.get(article) {
            return source.clone();
        }
        let derived = derived_graph();
        let quad =
            self.store.matching(Some(article.as_ref()), Some(terms::SOURCE), None, Some(derived.as_ref())).next();
        let source = quad.map_or_else(|| article.to_string(), |quad| quad.object.to_string());
        self.sources.insert(article.clone(), source.clone());
        source
    }

    fn finish(self) -> Picture {
        let iris: BTreeSet<&NamedNode> = self.entities().collect();
        let nodes: Vec<PictureNode> = iris.iter().map(|iri| node(self.store, iri)).collect();
        let index: BTreeMap<&NamedNode, usize> = iris.iter().enumerate().map(|(index, iri)| (*iri, index)).collect();
        let edges = self
            .edges
            .iter()
            .map(|((from, to, property, status), folded)| {
                let relation = relation_of(property);
                PictureEdge {
                    from: index[from],
                    to: index[to],
                    directed: !relation.symmetric,
                    label: edge_label(&relation, *status, &folded.titles),
                    status: *status,
                    events: folded.events.len(),
                    sources: folded.sources.len(),
                    amount: folded.amount.clone(),
                    dates: folded.dates.clone(),
                }
            })
            .collect();
        let undrawn = self.seen.difference(&self.drawn).count();
        Picture { nodes, edges, undrawn }
    }
}

fn status_of(iri: &NamedNode) -> Status {
    match iri.as_ref() {
        terms::PLANNED => Status::Planned,
        terms::NEGATED => Status::Negated,
        terms::FORMER => Status::Former,
        _ => Status::Actual,
    }
}

fn relation_of(property: &str) -> Relation {
    let vocabulary = Vocabulary::embedded();
    let known = vocabulary.relation_of_property(property).cloned();
    known.unwrap_or_else(|| vocabulary.relation(property.strip_prefix(VOCABULARY).unwrap_or(property)))
}

/// Most titles that one edge lists.
const MAX_TITLES: usize = 2;

fn edge_label(relation: &Relation, status: Status, titles: &BTreeSet<String>) -> String {
    let infinitive = &relation.infinitive;
    if !titles.is_empty() {
        let mut words = titles.iter().take(MAX_TITLES).cloned().collect::<Vec<_>>().join(", ");
        if titles.len() > MAX_TITLES {
            words.push_str(", …");
        }
        return match status {
            Status::Actual => words,
            Status::Planned => format!("to be {words}"),
            Status::Negated => format!("not {words}"),
            Status::Former => format!("former {words}"),
        };
    }
    match (status, infinitive.strip_prefix("be ")) {
        (Status::Actual, _) => relation.label.clone(),
        (Status::Planned, _) => format!("to {infinitive}"),
        (Status::Negated, Some(complement)) => format!("is not {complement}"),
        (Status::Negated, None) => format!("did not {infinitive}"),
        (Status::Former, _) => format!("formerly {}", relation.label),
    }
}

fn node(store: &impl Quads, iri: &NamedNode) -> PictureNode {
    let derived = derived_graph();
    let mut label = None;
    let mut kind = EntityKind::Unknown;
    for quad in store.matching(Some(iri.as_ref()), None, None, Some(derived.as_ref())) {
        match (quad.predicate.as_ref(), quad.object) {
            (rdfs::LABEL, Term::Literal(text)) => label = Some(text.value().to_owned()),
            (rdf::TYPE, Term::NamedNode(class)) => kind = kind_of_class(class.as_ref()).unwrap_or(kind),
            _ => {}
        }
    }
    let end = || iri.as_str().rsplit(['/', '#']).next().unwrap_or_default().replace('_', " ");
    PictureNode { iri: iri.clone(), label: label.unwrap_or_else(end), kind }
}

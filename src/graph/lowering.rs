//! Lowering: the statements of one article become the quads of its named graph.
//!
//! Every statement is one node, typed by its class, with roles, status, time, speaker, rule and evidence, and is itself
//! the RDF 1.2 reifier of its triple; the triple stands on its own only if the statement is actual. Nodes are numbered
//! in the order of their content, so that the same statements give the same quads in whatever order they come.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};
use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

use super::claim::{Claim, claims};
use super::event_key::{EventFacts, event_keys};
use super::identity::{Identified, Identity, identify};
use super::iri::{article_iri, escape_key};
use super::prefixes::STATEMENT;
use super::vocabulary::{class_of_kind, terms};
use super::{EntityKind, EntityRef, Statement, Status, Vocabulary};
use super::{namesake, surname};
use crate::text::{Document, PartialDate};

const NEWS_ARTICLE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://schema.org/NewsArticle");

/// The quads of an article's graph: the article, the names it uses and what it states.
///
/// `version` identifies text, rules and model; it is stored with the article. The quads are free of repetition.
pub fn lower(doc: &Document, version: &str, statements: &[Statement], identity: &dyn Identity) -> Vec<Quad> {
    let article = article_iri(&doc.key);
    let mut entities = Entities::new(identity);
    let mut graph = Writer::new(article.clone());
    describe_article(doc, version, &article, &mut entities, &mut graph);
    let statements = surname::complete(statements, doc.date, identity);
    let claims = claims(&statements, &mut entities, Vocabulary::embedded());
    let facts: Vec<EventFacts> = claims.iter().map(Claim::event_facts).collect();
    let keys = event_keys(&facts.iter().collect::<Vec<_>>(), &article);
    let slug = escape_key(&doc.key);
    for (index, (claim, key)) in claims.iter().zip(keys).enumerate() {
        let node = NamedNode::new_unchecked(format!("{STATEMENT}{slug}-{}", index + 1));
        graph.add(&node, terms::EVENT_KEY, key);
        write_claim(claim, &node, &article, &mut graph);
    }
    entities.write(&mut graph);
    for quad in namesake::describe(&namesake::profiles(&statements, identity), &article) {
        graph.add_quad(quad);
    }
    graph.quads
}

/// What XXH3 makes of the letters and digits of a text: equal for texts that differ in layout only.
fn text_hash(text: &str) -> Option<String> {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (!letters.is_empty()).then(|| format!("{:016x}", xxh3_64(letters.as_bytes())))
}

fn describe_article(
    doc: &Document,
    version: &str,
    article: &NamedNode,
    entities: &mut Entities<'_>,
    graph: &mut Writer,
) {
    graph.add(article, rdf::TYPE, terms::ARTICLE_CLASS);
    graph.add(article, rdf::TYPE, NEWS_ARTICLE);
    graph.add(article, terms::KEY, text(&doc.key));
    graph.add(article, terms::ARTICLE_NAME, text(&doc.name));
    graph.add(article, terms::VERSION, text(version));
    if let Some(url) = &doc.url {
        graph.add(article, terms::URL, Literal::new_typed_literal(url, xsd::ANY_URI));
    }
    if let Some(title) = &doc.title {
        graph.add(article, terms::TITLE, text(title));
    }
    if let Some(publisher) = doc.publisher.as_ref().filter(|name| !name.trim().is_empty()) {
        let publisher = EntityRef { name: publisher.clone(), aliases: Vec::new(), kind: EntityKind::Organisation };
        let publisher = entities.iri(&publisher, None);
        graph.add(article, terms::PUBLISHER, publisher);
    }
    if let Some(date) = doc.date {
        write_date(article, date, graph);
    }
    if let Some(hash) = text_hash(&doc.text) {
        graph.add(article, terms::TEXT_HASH, text(&hash));
        graph.add(article, terms::TEXT, text(&doc.text));
    }
}

fn write_claim(claim: &Claim, node: &NamedNode, article: &NamedNode, graph: &mut Writer) {
    graph.add(node, rdf::TYPE, claim.class.clone());
    graph.add(node, terms::ARTICLE, article.clone());
    graph.add(node, terms::STATUS, status_term(claim.status));
    for triple in &claim.triples {
        if claim.status == Status::Actual {
            graph.add_triple(triple.clone());
        }
        graph.add(node, rdf::REIFIES, Term::Triple(Box::new(triple.clone())));
    }
    for (role, argument) in &claim.roles {
        graph.add(node, role.as_ref(), argument.clone());
    }
    if let Some(date) = claim.date {
        write_date(node, date, graph);
    }
    for (index, evidence) in claim.evidence.iter().enumerate() {
        let number = if index == 0 { String::new() } else { (index + 1).to_string() };
        let evidence_node = NamedNode::new_unchecked(format!("{}.evidence{number}", node.as_str()));
        graph.add(node, terms::EVIDENCE, evidence_node.clone());
        graph.add(&evidence_node, terms::QUOTE, text(&evidence.quote));
        if let Some(span) = evidence.span {
            graph.add(&evidence_node, terms::START, Literal::from(span.start));
            graph.add(&evidence_node, terms::END, Literal::from(span.end));
        }
    }
}

/// The individual that stands for a status.
fn status_term(status: Status) -> NamedNodeRef<'static> {
    match status {
        Status::Actual => terms::ACTUAL,
        Status::Planned => terms::PLANNED,
        Status::Negated => terms::NEGATED,
        Status::Former => terms::FORMER,
    }
}

fn write_date(node: &NamedNode, date: PartialDate, graph: &mut Writer) {
    graph.add(node, terms::DATE, text(&date.to_string()));
    if let (Some(earliest), Some(latest)) = (date.earliest(), date.latest()) {
        graph.add(node, terms::EARLIEST, Literal::new_typed_literal(earliest.to_string(), xsd::DATE));
        graph.add(node, terms::LATEST, Literal::new_typed_literal(latest.to_string(), xsd::DATE));
    }
}

fn text(value: &str) -> Literal {
    Literal::new_simple_literal(value)
}

/// The quads of one graph, each once.
struct Writer {
    graph: GraphName,
    quads: Vec<Quad>,
    seen: FxHashSet<Quad>,
}

impl Writer {
    fn new(graph: NamedNode) -> Self {
        Self { graph: graph.into(), quads: Vec::new(), seen: FxHashSet::default() }
    }

    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.add_triple(Triple::new(subject.clone(), predicate.into_owned(), object));
    }

    fn add_triple(&mut self, triple: Triple) {
        self.add_quad(triple.in_graph(self.graph.clone()));
    }

    fn add_quad(&mut self, quad: Quad) {
        if self.seen.insert(quad.clone()) {
            self.quads.push(quad);
        }
    }
}

/// The entities that an article speaks of, with the names it uses for them.
pub(super) struct Entities<'a> {
    identity: &'a dyn Identity,
    by_iri: BTreeMap<String, Named>,
}

#[derive(Default)]
struct Named {
    name: String,
    aliases: BTreeSet<String>,
    /// How often the article speaks of it as of which kind.
    kinds: BTreeMap<EntityKind, usize>,
    /// What relations say of an argument of unknown kind.
    hints: BTreeMap<EntityKind, usize>,
}

impl<'a> Entities<'a> {
    fn new(identity: &'a dyn Identity) -> Self {
        Self { identity, by_iri: BTreeMap::new() }
    }

    /// The IRI of `entity`, whose names are noted. `hint` is the kind that its role asks for.
    pub(super) fn iri(&mut self, entity: &EntityRef, hint: Option<EntityKind>) -> NamedNode {
        let Identified { iri, name, kind } = identify(entity, self.identity);
        let named = self.by_iri.entry(iri.as_str().to_owned()).or_default();
        // Spellings that share an IRI differ in white space only; the least one is the name, whatever the order.
        if named.name.is_empty() || name < named.name {
            let other = std::mem::replace(&mut named.name, name);
            named.aliases.insert(other);
        } else {
            named.aliases.insert(name);
        }
        named.aliases.insert(entity.name.clone());
        named.aliases.extend(entity.aliases.iter().cloned());
        if kind != EntityKind::Unknown {
            *named.kinds.entry(kind).or_default() += 1;
        } else if let Some(hint) = hint {
            *named.hints.entry(hint).or_default() += 1;
        }
        iri
    }

    /// The IRI of `entity`, without noting that the article speaks of it.
    pub(super) fn look_up(&self, entity: &EntityRef) -> NamedNode {
        identify(entity, self.identity).iri
    }

    fn write(&self, graph: &mut Writer) {
        for (iri, named) in &self.by_iri {
            let iri = NamedNode::new_unchecked(iri.as_str());
            graph.add(&iri, terms::NAME, text(&named.name));
            for alias in named.aliases.iter().filter(|alias| !alias.is_empty() && **alias != named.name) {
                graph.add(&iri, terms::ALIAS, text(alias));
            }
            let votes = if named.kinds.is_empty() { &named.hints } else { &named.kinds };
            // The most frequent kind, of equally frequent ones the first in declaration order.
            let kind = votes.iter().rev().max_by_key(|(_, count)| **count).map(|(kind, _)| *kind);
            if let Some(class) = kind.and_then(class_of_kind) {
                graph.add(&iri, terms::KIND, class);
            }
            if let Some(same) = kind.and_then(|kind| self.identity.same_as(&named.name, kind)) {
                graph.add(&iri, terms::SAME_AS, NamedNode::new_unchecked(same));
            }
        }
    }
}

#[cfg(test)]
mod tests;

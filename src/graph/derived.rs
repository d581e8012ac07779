//! The derived graph `g:derived`: what joins articles. Labels, aliases and types of entities, the events that
//! statements share, and as what source an article counts.
//!
//! All of it is a function of the *set* of articles, never of the order in which they came. That function looks at
//! sets, not at counts: whether some article uses a name, gives a date, has a kind. So one more article costs as much
//! as it contributes, however many articles there are: what is derived already tells most of the set, and whether an
//! article remains that says the same is a single look-up.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use rustc_hash::FxHashSet;

use super::event_key::{event_date, split_key, vaguer};
use super::prefixes::GRAPH;
use super::vocabulary::terms;

/// The name of the derived graph.
pub fn derived_graph() -> NamedNode {
    NamedNode::new_unchecked(format!("{GRAPH}derived"))
}

/// A set of quads that can be looked up, as far as deriving needs it.
pub trait Quads {
    /// The quads that fit, in any order; `None` fits everything.
    fn matching(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<NamedNodeRef<'_>>,
    ) -> impl Iterator<Item = Quad>;
}

/// Quads to take out of a store and to put into it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// In the store, to be removed.
    pub removed: Vec<Quad>,
    /// Not in the store, to be inserted.
    pub inserted: Vec<Quad>,
}

/// What changes in a store if the graph of an article gets new contents; empty contents remove the article.
pub fn replace_article(store: &impl Quads, article: NamedNodeRef<'_>, contents: Vec<Quad>) -> Change {
    let mut change = Diff { removed: store.matching(None, None, None, Some(article)).collect(), inserted: contents };
    let old = Contribution::read(&change.removed);
    let new = Contribution::read(&change.inserted);
    let others = Others { store, article };
    derive_entities(&others, &old, &new, &mut change);
    derive_events(&others, &old, &new, &mut change);
    derive_sources(&others, &old, &new, &mut change);
    change.finish()
}

/// What articles contribute to the derived graph.
#[derive(Default)]
struct Contribution {
    entities: BTreeMap<NamedNode, EntityFacts>,
    /// Event key → statements.
    keys: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
    articles: BTreeMap<NamedNode, ArticleFacts>,
}

#[derive(Default)]
struct EntityFacts {
    names: BTreeSet<String>,
    aliases: BTreeSet<String>,
    kinds: BTreeSet<NamedNode>,
}

#[derive(Default)]
struct ArticleFacts {
    publisher: Option<NamedNode>,
    text_hash: Option<String>,
}

impl Contribution {
    fn read(quads: &[Quad]) -> Self {
        let mut found = Self::default();
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            match (quad.predicate.as_ref(), &quad.object) {
                (terms::NAME, Term::Literal(name)) => {
                    found.entities.entry(subject.clone()).or_default().names.insert(name.value().to_owned());
                }
                (terms::ALIAS, Term::Literal(name)) => {
                    found.entities.entry(subject.clone()).or_default().aliases.insert(name.value().to_owned());
                }
                (terms::KIND, Term::NamedNode(class)) => {
                    found.entities.entry(subject.clone()).or_default().kinds.insert(class.clone());
                }
                (terms::EVENT_KEY, Term::NamedNode(key)) => {
                    found.keys.entry(key.clone()).or_default().insert(subject.clone());
                }
                (terms::KEY, _) => {
                    found.articles.entry(subject.clone()).or_default();
                }
                (terms::PUBLISHER, Term::NamedNode(publisher)) => {
                    found.articles.entry(subject.clone()).or_default().publisher = Some(publisher.clone());
                }
                (terms::TEXT_HASH, Term::Literal(hash)) => {
                    found.articles.entry(subject.clone()).or_default().text_hash = Some(hash.value().to_owned());
                }
                _ => {}
            }
        }
        found
    }
}

/// The store without the article that is being replaced.
struct Others<'a, Q> {
    store: &'a Q,
    article: NamedNodeRef<'a>,
}

impl<Q: Quads> Others<'_, Q> {
    fn quads<'s>(
        &'s self,
        subject: Option<NamedNodeRef<'s>>,
        predicate: NamedNodeRef<'s>,
        object: Option<TermRef<'s>>,
    ) -> impl Iterator<Item = Quad> {
        self.store
            .matching(subject, Some(predicate), object, None)
            .filter(|quad| quad.graph_name.as_ref() != GraphNameRef::NamedNode(self.article))
    }

    fn has(&self, subject: Option<NamedNodeRef<'_>>, predicate: NamedNodeRef<'_>, object: TermRef<'_>) -> bool {
        self.quads(subject, predicate, Some(object)).next().is_some()
    }

    /// What is derived about `subject` as of now.
    fn derived(&self, subject: &NamedNode, predicate: Option<NamedNodeRef<'_>>) -> Vec<Quad> {
        self.store.matching(Some(subject.as_ref()), predicate, None, Some(derived_graph().as_ref())).collect()
    }
}

/// The kinds from strongest to weakest: an entity that articles take for several things has the first of them as type.
const KIND_ORDER: [NamedNodeRef<'static>; 7] = [
    terms::COUNTRY,
    terms::PERSON,
    terms::ORGANISATION,
    terms::PLACE_CLASS,
    terms::EVENT_CLASS,
    terms::ARTEFACT,
    terms::TOPIC_CLASS,
];

/// Label: the shortest of the names that articles give (of equally short ones the least); every other name and alias is
/// an alternative label; type: the strongest kind.
fn derive_entities<Q: Quads>(others: &Others<'_, Q>, old: &Contribution, new: &Contribution, change: &mut Diff) {
    let nothing = EntityFacts::default();
    let touched: BTreeSet<_> = old.entities.keys().chain(new.entities.keys()).collect();
    for entity in touched {
        let before = old.entities.get(entity).unwrap_or(&nothing);
        let after = new.entities.get(entity).unwrap_or(&nothing);
        let derived = others.derived(entity, None);
        let mut facts = EntityFacts::default();
        let known = derived.iter().filter_map(|quad| match &quad.object {
            Term::Literal(name) => Some(name.value()),
            _ => None,
        });
        let strings = [&before.names, &before.aliases, &after.names, &after.aliases];
        let candidates: BTreeSet<&str> = known.chain(strings.into_iter().flatten().map(String::as_str)).collect();
        for name in candidates {
            let literal = oxrdf::LiteralRef::new_simple_literal(name);
            let used = |set: &BTreeSet<String>, predicate| {
                set.contains(name) || others.has(Some(entity.as_ref()), predicate, literal.into())
            };
            if used(&after.names, terms::NAME) {
                facts.names.insert(name.to_owned());
            } else if used(&after.aliases, terms::ALIAS) {
                facts.aliases.insert(name.to_owned());
            }
        }
        for kind in KIND_ORDER {
            if after.kinds.contains(&kind.into_owned()) || others.has(Some(entity.as_ref()), terms::KIND, kind.into()) {
                facts.kinds.insert(kind.into_owned());
            }
        }
        derived.into_iter().for_each(|quad| change.remove(quad));
        entity_quads(entity, facts).into_iter().for_each(|quad| change.insert(quad));
    }
}

fn entity_quads(entity: &NamedNode, facts: EntityFacts) -> Vec<Quad> {
    let label = facts.names.iter().min_by_key(|name| (name.chars().count(), name.as_str())).cloned();
    let mut quads = Vec::new();
    let mut add = |predicate: NamedNodeRef<'_>, object: Term| {
        quads.push(Quad::new(entity.clone(), predicate.into_owned(), object, derived_graph()));
    };
    let literal = |name: &String| Term::from(Literal::new_simple_literal(name));
    if let Some(label) = &label {
        add(rdfs::LABEL, literal(label));
    }
    let others: BTreeSet<_> = facts.names.union(&facts.aliases).filter(|name| Some(*name) != label.as_ref()).collect();
    for name in others {
        add(terms::ALT_LABEL, literal(name));
    }
    if let Some(kind) = KIND_ORDER.iter().find(|kind| facts.kinds.contains(&kind.into_owned())) {
        add(rdf::TYPE, kind.into_owned().into());
    }
    quads
}

/// Joins statements into events, see `event_key`. Where a new date makes or breaks the only event within a vaguer one,
/// the statements with that vaguer date move.
fn derive_events<Q: Quads>(others: &Others<'_, Q>, old: &Contribution, new: &Contribution, change: &mut Diff) {
    let mut touched_dates: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for key in old.keys.keys().chain(new.keys.keys()) {
        let (fact, date) = split_key(key.as_str());
        touched_dates.entry(fact).or_default().insert(date);
    }
    for (fact, touched) in touched_dates {
        let fact = NamedNode::new_unchecked(fact);
        let before = dates_of(others, &fact);
        let mut after = before.clone();
        for date in &touched {
            let key = key_of(&fact, date);
            let quad = || Quad::new(fact.clone(), terms::DATED, Literal::new_simple_literal(*date), derived_graph());
            if new.keys.contains_key(&key) || others.has(None, terms::EVENT_KEY, key.as_ref().into()) {
                if after.insert((*date).to_owned()) {
                    change.insert(quad());
                }
            } else if after.remove(*date) {
                change.remove(quad());
            }
        }
        let affected: BTreeSet<&str> =
            touched.iter().flat_map(|date| vaguer(date).chain(std::iter::once(*date))).collect();
        for date in affected {
            move_statements(others, &fact, date, [&before, &after], [old, new], change);
        }
    }
}

/// The dates that statements give a fact, as of now.
fn dates_of<Q: Quads>(others: &Others<'_, Q>, fact: &NamedNode) -> BTreeSet<String> {
    let quads = others.derived(fact, Some(terms::DATED)).into_iter();
    quads
        .filter_map(|quad| match quad.object {
            Term::Literal(date) => Some(date.value().to_owned()),
            _ => None,
        })
        .collect()
}

/// Gives the statements with this fact and date the event that they have `after` the change.
fn move_statements<Q: Quads>(
    others: &Others<'_, Q>,
    fact: &NamedNode,
    date: &str,
    [before, after]: [&BTreeSet<String>; 2],
    [old, new]: [&Contribution; 2],
    change: &mut Diff,
) {
    let key = key_of(fact, date);
    let event_before = key_of(fact, event_date(date, before));
    let event_after = key_of(fact, event_date(date, after));
    let has_event =
        |stmt: &NamedNode, event: &NamedNode| Quad::new(stmt.clone(), terms::EVENT, event.clone(), derived_graph());
    for stmt in old.keys.get(&key).into_iter().flatten() {
        change.remove(has_event(stmt, &event_before));
    }
    for stmt in new.keys.get(&key).into_iter().flatten() {
        change.insert(has_event(stmt, &event_after));
    }
    if event_before != event_after && before.contains(date) {
        for quad in others.quads(None, terms::EVENT_KEY, Some(key.as_ref().into())) {
            let NamedOrBlankNode::NamedNode(stmt) = quad.subject else { continue };
            change.remove(has_event(&stmt, &event_before));
            change.insert(has_event(&stmt, &event_after));
        }
    }
}

fn key_of(fact: &NamedNode, date: &str) -> NamedNode {
    if date.is_empty() { fact.clone() } else { NamedNode::new_unchecked(format!("{}-{date}", fact.as_str())) }
}

/// An article counts as its publisher, else as itself; articles with the same text count as the first of them by IRI.
fn derive_sources<Q: Quads>(others: &Others<'_, Q>, old: &Contribution, new: &Contribution, change: &mut Diff) {
    let mut hashes = BTreeSet::new();
    for (article, facts) in old.articles.iter().chain(&new.articles) {
        for predicate in [terms::SOURCE, terms::PUBLISHER] {
            others.derived(article, Some(predicate)).into_iter().for_each(|quad| change.remove(quad));
        }
        hashes.extend(facts.text_hash.as_ref());
    }
    let own_source = |article: &NamedNode, publisher: Option<&NamedNode>| publisher.unwrap_or(article).clone();
    let mut insert = |article: &NamedNode, predicate: NamedNodeRef<'_>, source: NamedNode| {
        change.insert(Quad::new(article.clone(), predicate.into_owned(), source, derived_graph()));
    };
    for (article, facts) in &new.articles {
        if facts.publisher.is_none() {
            insert(article, terms::PUBLISHER, article.clone());
        }
        if facts.text_hash.is_none() {
            insert(article, terms::SOURCE, own_source(article, facts.publisher.as_ref()));
        }
    }
    for hash in hashes {
        let literal = oxrdf::LiteralRef::new_simple_literal(hash);
        let mut same_text: BTreeSet<NamedNode> =
            new.articles.iter().filter(|(_, f)| f.text_hash.as_ref() == Some(hash)).map(|(a, _)| a.clone()).collect();
        for quad in others.quads(None, terms::TEXT_HASH, Some(literal.into())) {
            if let NamedOrBlankNode::NamedNode(article) = quad.subject {
                same_text.insert(article);
            }
        }
        let Some(first) = same_text.first() else { continue };
        let publisher = match new.articles.get(first) {
            Some(facts) => facts.publisher.clone(),
            None => others
                .quads(Some(first.as_ref()), terms::PUBLISHER, None)
                .next()
                .and_then(|quad| if let Term::NamedNode(publisher) = quad.object { Some(publisher) } else { None }),
        };
        let source = own_source(first, publisher.as_ref());
        for article in &same_text {
            for quad in others.derived(article, Some(terms::SOURCE)) {
                change.remove(quad);
            }
            change.insert(Quad::new(article.clone(), terms::SOURCE, source.clone(), derived_graph()));
        }
    }
}

/// A change under construction: what is both removed and inserted stays as it is.
#[derive(Default)]
struct Diff {
    removed: Vec<Quad>,
    inserted: Vec<Quad>,
}

impl Diff {
    fn remove(&mut self, quad: Quad) {
        self.removed.push(quad);
    }

    fn insert(&mut self, quad: Quad) {
        self.inserted.push(quad);
    }

    fn finish(self) -> Change {
        let removed: FxHashSet<&Quad> = self.removed.iter().collect();
        let inserted: FxHashSet<&Quad> = self.inserted.iter().collect();
        let once = |quads: &[Quad], without: &FxHashSet<&Quad>| {
            let mut seen = FxHashSet::default();
            quads.iter().filter(|quad| !without.contains(quad) && seen.insert(*quad)).cloned().collect::<Vec<_>>()
        };
        Change { removed: once(&self.removed, &inserted), inserted: once(&self.inserted, &removed) }
    }
}

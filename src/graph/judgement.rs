//! What users judged about identity: who is the same, who is not, and where a name means somebody else.
//!
//! Judgements are kept apart, in the graph `g:judgements`, and are laid over the quads of each article after lowering.
//! An article that they touch keeps, as `t:unjudged`, what they changed, so that taking a judgement back restores it to
//! the byte, and a new judgement starts from what the article itself says. What is laid over an article is a function
//! of the article and the set of judgements, never of the order in which either came.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use rustc_hash::FxHashSet;

use super::derived::Quads;
use super::event_key::{EventFacts, event_keys};
use super::namesake::Namesakes;
use super::prefixes::{ENTITY, GRAPH};
use super::vocabulary::{Vocabulary, terms};

/// `owl:differentFrom`.
const DIFFERENT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#differentFrom");

/// The name of the graph of judgements.
pub fn judgement_graph() -> NamedNode {
    NamedNode::new_unchecked(format!("{GRAPH}judgements"))
}

/// An entity as a judgement names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judged {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its label when the judgement was made.
    pub name: String,
}

/// All judgements of a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgements {
    /// What was merged away, with what it is now.
    merged: BTreeMap<NamedNode, (String, Judged)>,
    /// Pairs that are different, the lesser IRI first.
    different: BTreeSet<(Judged, Judged)>,
    /// Entity and article, with who is meant there.
    apart: BTreeMap<(NamedNode, NamedNode), (String, Judged)>,
}

/// Why a judgement cannot stand beside the others.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JudgementError {
    /// Both names stand for one entity.
    #[error("`{0}` and `{1}` are one entity already\nhint: `tercet split` takes merged entities apart")]
    Same(String, String),
    /// A judgement says that they are different.
    #[error(
        "`{0}` and `{1}` were judged to be different\nhint: `tercet never-merge --forget \"{0}\" \"{1}\"` takes that back"
    )]
    Different(String, String),
    /// Nothing was merged into the entity, nor it into another.
    #[error("nothing was merged into `{0}`\nhint: `--article ARTICLE` takes it apart from what one article calls so")]
    NotMerged(String),
    /// That name was not merged into the entity.
    #[error("`{other}` was not merged into `{entity}`\nhint: merged into it were {}", merged.join(", "))]
    NotAmong {
        /// The entity.
        entity: String,
        /// What was asked for.
        other: String,
        /// What was merged into it, quoted.
        merged: Vec<String>,
    },
    /// No judgement says that the two are different.
    #[error("no judgement says that `{0}` and `{1}` are different\nhint: `tercet never-merge --list` shows all")]
    NotDifferent(String, String),
}

impl Judgements {
    /// Reads them from a store.
    pub fn read(store: &impl Quads) -> Self {
        let graph = judgement_graph();
        let mut names: BTreeMap<NamedNode, String> = BTreeMap::new();
        for quad in store.matching(None, Some(terms::JUDGED_NAME), None, Some(graph.as_ref())) {
            if let (NamedOrBlankNode::NamedNode(entity), Term::Literal(name)) = (quad.subject, quad.object) {
                names.insert(entity, name.value().to_owned());
            }
        }
        let name = |iri: &NamedNode| names.get(iri).cloned().unwrap_or_else(|| super::shorten(iri.as_str()));
        let judged = |iri: NamedNode| Judged { name: name(&iri), iri };
        let pairs = |predicate| {
            let quads = store.matching(None, Some(predicate), None, Some(graph.as_ref()));
            quads.filter_map(|quad| match (quad.subject, quad.object) {
                (NamedOrBlankNode::NamedNode(a), Term::NamedNode(b)) => Some((a, b)),
                _ => None,
            })
        };
        let mut judgements = Self::default();
        for (other, kept) in pairs(terms::MERGED_INTO) {
            judgements.merged.insert(other.clone(), (name(&other), judged(kept)));
        }
        for (a, b) in pairs(DIFFERENT) {
            judgements.different.insert((judged(a), judged(b)));
        }
        let articles: BTreeMap<NamedNode, NamedNode> = pairs(terms::APART_IN).collect();
        for (new, entity) in pairs(terms::APART_FROM) {
            if let Some(article) = articles.get(&new) {
                judgements.apart.insert((entity.clone(), article.clone()), (name(&entity), judged(new)));
            }
        }
        judgements
    }

    /// As they are stored.
    pub fn quads(&self) -> Vec<Quad> {
        let graph = judgement_graph();
        let mut quads = Vec::new();
        let mut add = |subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term| {
            quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, graph.clone()));
        };
        let name = |name: &str| Term::from(Literal::new_simple_literal(name));
        for (other, (other_name, kept)) in &self.merged {
            add(other, terms::MERGED_INTO, kept.iri.clone().into());
            add(other, terms::JUDGED_NAME, name(other_name));
            add(&kept.iri, terms::JUDGED_NAME, name(&kept.name));
        }
        for (a, b) in &self.different {
            add(&a.iri, DIFFERENT, b.iri.clone().into());
            add(&a.iri, terms::JUDGED_NAME, name(&a.name));
            add(&b.iri, terms::JUDGED_NAME, name(&b.name));
        }
        for ((entity, article), (entity_name, new)) in &self.apart {
            add(&new.iri, terms::APART_FROM, entity.clone().into());
            add(&new.iri, terms::APART_IN, article.clone().into());
            add(&new.iri, terms::JUDGED_NAME, name(&new.name));
            add(entity, terms::JUDGED_NAME, name(entity_name));
        }
        quads.sort_by_cached_key(ToString::to_string);
        quads.dedup();
        quads
    }

    /// True if nothing was judged.
    pub fn is_empty(&self) -> bool {
        self.merged.is_empty() && self.different.is_empty() && self.apart.is_empty()
    }

    /// What was merged, as (what it was, what it is).
    pub fn merged(&self) -> impl Iterator<Item = (&str, &Judged)> {
        self.merged.values().map(|(name, kept)| (name.as_str(), kept))
    }

    /// The pairs that must not be merged.
    pub fn different(&self) -> impl Iterator<Item = &(Judged, Judged)> {
        self.different.iter()
    }

    /// Where a name means somebody else: its usual meaning, the article, and who is meant there.
    pub fn apart(&self) -> impl Iterator<Item = (&str, &NamedNode, &Judged)> {
        self.apart.iter().map(|((_, article), (name, new))| (name.as_str(), article, new))
    }

    /// What an entity is after all merges.
    fn root(&self, entity: &Judged) -> Judged {
        let mut at = entity.clone();
        // Merging refuses circles, so every chain ends.
        while let Some((_, next)) = self.merged.get(&at.iri) {
            at = next.clone();
        }
        at
    }

    /// `other` is the same as `kept` and is called so from now on.
    ///
    /// # Errors
    /// If they are one already, or were judged to be different, be it through others.
    pub fn merge(&mut self, kept: &Judged, other: &Judged) -> Result<(), JudgementError> {
        let (kept, other) = (self.root(kept), self.root(other));
        if kept.iri == other.iri {
            return Err(JudgementError::Same(kept.name, other.name));
        }
        for (a, b) in &self.different {
            let (x, y) = (self.root(a).iri, self.root(b).iri);
            if (x == kept.iri && y == other.iri) || (y == kept.iri && x == other.iri) {
                return Err(JudgementError::Different(a.name.clone(), b.name.clone()));
            }
        }
        self.merged.insert(other.iri, (other.name, kept));
        Ok(())
    }

    /// Takes back the merge of `other` into `entity`, or all merges into it.
    ///
    /// # Errors
    /// If there was none.
    pub fn split(&mut self, entity: &Judged, other: Option<&str>) -> Result<(), JudgementError> {
        let into: Vec<(NamedNode, String)> = self
            .merged
            .iter()
            .filter(|(_, (_, kept))| kept.iri == entity.iri)
            .map(|(iri, (name, _))| (iri.clone(), name.clone()))
            .collect();
        if into.is_empty() {
            return Err(JudgementError::NotMerged(entity.name.clone()));
        }
        let meant = |iri: &NamedNode, name: &str| {
            other.is_none_or(|asked| name.eq_ignore_ascii_case(asked) || super::shorten(iri.as_str()) == asked)
        };
        let taken: Vec<&NamedNode> = into.iter().filter(|(iri, name)| meant(iri, name)).map(|(iri, _)| iri).collect();
        if taken.is_empty() {
            let merged = into.iter().map(|(_, name)| format!("`{name}`")).collect();
            let other = other.unwrap_or_default().to_owned();
            return Err(JudgementError::NotAmong { entity: entity.name.clone(), other, merged });
        }
        taken.into_iter().for_each(|iri| drop(self.merged.remove(iri)));
        Ok(())
    }

    /// In that article, what is called `entity` is somebody else, to be called `name`.
    pub fn set_apart(&mut self, entity: &Judged, article: &NamedNode, name: &str) {
        let iri = NamedNode::new_unchecked(format!("{ENTITY}{}", super::iri::escape_name(name)));
        let new = Judged { iri, name: name.to_owned() };
        self.apart.insert((entity.iri.clone(), article.clone()), (entity.name.clone(), new));
    }

    /// Takes back that a name means somebody else in some article; returns whether there was such a judgement.
    pub fn bring_together(&mut self, entity: &NamedNode) -> bool {
        let before = self.apart.len();
        self.apart.retain(|_, (_, new)| new.iri != *entity);
        self.apart.len() != before
    }

    /// The two are different, whatever else is judged.
    ///
    /// # Errors
    /// If they are one entity.
    pub fn never_merge(&mut self, a: &Judged, b: &Judged) -> Result<(), JudgementError> {
        if self.root(a).iri == self.root(b).iri {
            return Err(JudgementError::Same(a.name.clone(), b.name.clone()));
        }
        self.different.insert(if a.iri < b.iri { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) });
        Ok(())
    }

    /// Takes back that the two are different.
    ///
    /// # Errors
    /// If nobody said so.
    pub fn forget_difference(&mut self, a: &Judged, b: &Judged) -> Result<(), JudgementError> {
        let before = self.different.len();
        let is_pair = |x: &Judged, y: &Judged| x.iri == a.iri && y.iri == b.iri;
        self.different.retain(|(x, y)| !is_pair(x, y) && !is_pair(y, x));
        if self.different.len() == before {
            return Err(JudgementError::NotDifferent(a.name.clone(), b.name.clone()));
        }
        Ok(())
    }

    /// The IRIs on which these judgements and others disagree.
    pub fn changed_entities(&self, others: &Self) -> BTreeSet<NamedNode> {
        let mut changed = BTreeSet::new();
        for (one, two) in [(self, others), (others, self)] {
            for (other, kept) in one.merged.iter().filter(|(other, kept)| two.merged.get(*other) != Some(kept)) {
                changed.extend([other.clone(), kept.1.iri.clone()]);
            }
            for ((entity, article), new) in &one.apart {
                if two.apart.get(&(entity.clone(), article.clone())) != Some(new) {
                    changed.extend([entity.clone(), new.1.iri.clone()]);
                }
            }
        }
        changed
    }

    /// Lays the judgements over the quads of an article as lowering gave them, and whom its names mean under them.
    pub fn apply(&self, article: NamedNodeRef<'_>, base: Vec<Quad>, namesakes: &Namesakes) -> Vec<Quad> {
        let replaced = self.replacements(article, &base, namesakes);
        if replaced.is_empty() {
            return base;
        }
        let mut judged = substituted(&base, &replaced);
        judged.extend(namesakes.quads(&article.into_owned()));
        renew_event_keys(article, &mut judged);
        let mut seen = FxHashSet::default();
        judged.retain(|quad| seen.insert(quad.clone()));
        let before: FxHashSet<&Quad> = base.iter().collect();
        let taken = base.iter().filter(|quad| !seen.contains(quad)).map(|quad| format!("- {quad} .\n"));
        let put = judged.iter().filter(|quad| !before.contains(quad)).map(|quad| format!("+ {quad} .\n"));
        // Sorted, because the order of quads from a store is not that of lowering.
        let difference: BTreeSet<String> = taken.chain(put).collect();
        let difference: String = difference.into_iter().collect();
        let article = article.into_owned();
        let kept = Literal::new_simple_literal(difference);
        judged.push(Quad::new(article.clone(), terms::UNJUDGED.into_owned(), kept, article));
        judged
    }

    /// Who is meant instead, for the entities of an article that somebody judged about.
    fn replacements(
        &self,
        article: NamedNodeRef<'_>,
        base: &[Quad],
        namesakes: &Namesakes,
    ) -> BTreeMap<NamedNode, Judged> {
        let mut replaced = BTreeMap::new();
        if self.merged.is_empty() && self.apart.is_empty() && namesakes.is_empty() {
            return replaced;
        }
        for quad in base.iter().filter(|quad| quad.predicate == terms::NAME) {
            let NamedOrBlankNode::NamedNode(entity) = &quad.subject else { continue };
            let apart = self.apart.get(&(entity.clone(), article.into_owned())).map(|(_, new)| new.clone());
            let name = || Judged { iri: entity.clone(), name: String::new() };
            // A user who judged about the name itself knows better.
            let told_apart = || namesakes.get(entity).filter(|_| !self.merged.contains_key(entity)).cloned();
            let meant = self.root(&apart.or_else(told_apart).unwrap_or_else(name));
            if meant.iri != *entity {
                replaced.insert(entity.clone(), meant);
            }
        }
        replaced
    }
}

/// What lowering gave for an article, whatever was judged since.
/// (Namesakes are told apart in the same way, and are undone with it.)
pub fn unjudged(article: NamedNodeRef<'_>, mut stored: Vec<Quad>) -> Vec<Quad> {
    let is_difference = |quad: &Quad| quad.predicate == terms::UNJUDGED && quad.subject == article.into_owned().into();
    let Some(at) = stored.iter().position(is_difference) else { return stored };
    let Term::Literal(difference) = stored.swap_remove(at).object else { return stored };
    let quads = |sign: &str| -> Vec<Quad> {
        let lines: String =
            difference.value().lines().filter_map(|line| line.strip_prefix(sign)).map(|l| format!("{l}\n")).collect();
        // What is stored was written by `apply`; a line that is no quad would be damage that the store reports.
        RdfParser::from_format(RdfFormat::NQuads).for_slice(lines.as_bytes()).filter_map(Result::ok).collect()
    };
    let added: FxHashSet<Quad> = quads("+ ").into_iter().collect();
    stored.retain(|quad| !added.contains(quad));
    stored.extend(quads("- "));
    stored
}

fn substituted(base: &[Quad], replaced: &BTreeMap<NamedNode, Judged>) -> Vec<Quad> {
    let mut judged = Vec::with_capacity(base.len());
    for quad in base {
        let mut quad = quad.clone();
        if let NamedOrBlankNode::NamedNode(entity) = &quad.subject
            && let Some(meant) = replaced.get(entity)
            && quad.predicate == terms::NAME
        {
            // The name of the article is now one of several; the name is that of the judgement.
            quad.predicate = terms::ALIAS.into_owned();
            let name = Literal::new_simple_literal(&meant.name);
            if quad.object != name.clone().into() {
                judged.push(Quad::new(meant.iri.clone(), terms::NAME.into_owned(), name, quad.graph_name.clone()));
            } else {
                quad.predicate = terms::NAME.into_owned();
            }
        }
        quad.subject = node(quad.subject, replaced);
        quad.object = term(quad.object, replaced);
        if !relates_to_itself(&quad) {
            judged.push(quad);
        }
    }
    judged
}

fn node(node: NamedOrBlankNode, replaced: &BTreeMap<NamedNode, Judged>) -> NamedOrBlankNode {
    match node {
        NamedOrBlankNode::NamedNode(iri) => replaced.get(&iri).map_or(iri, |meant| meant.iri.clone()).into(),
        blank => blank,
    }
}

fn term(object: Term, replaced: &BTreeMap<NamedNode, Judged>) -> Term {
    match object {
        Term::NamedNode(iri) => replaced.get(&iri).map_or(iri, |meant| meant.iri.clone()).into(),
        Term::Triple(triple) => {
            let Triple { subject, predicate, object } = *triple;
            Triple { subject: node(subject, replaced), predicate, object: term(object, replaced) }.into()
        }
        other => other,
    }
}

/// "A met A", of two who are one: no fact.
fn relates_to_itself(quad: &Quad) -> bool {
    let same = |subject: &NamedOrBlankNode, object: &Term| match (subject, object) {
        (NamedOrBlankNode::NamedNode(a), Term::NamedNode(b)) => a == b,
        _ => false,
    };
    match &quad.object {
        Term::Triple(triple) => same(&triple.subject, &triple.object),
        object => same(&quad.subject, object) && Vocabulary::embedded().is_relation(quad.predicate.as_str()),
    }
}

/// Gives every statement the event key that lowering would give to its arguments as they are now.
fn renew_event_keys(article: NamedNodeRef<'_>, quads: &mut [Quad]) {
    let mut places: Vec<usize> = Vec::new();
    let mut index: BTreeMap<NamedNode, usize> = BTreeMap::new();
    let mut facts: Vec<EventFacts> = Vec::new();
    // Lowering writes the key of a statement first, in the order of the statements.
    for (at, quad) in quads.iter().enumerate().filter(|(_, quad)| quad.predicate == terms::EVENT_KEY) {
        if let NamedOrBlankNode::NamedNode(stmt) = &quad.subject {
            index.insert(stmt.clone(), places.len());
            places.push(at);
            facts.push(EventFacts::default());
        }
    }
    let mut order: Vec<(u64, &NamedNode)> = index.keys().map(|stmt| (number(stmt), stmt)).collect();
    order.sort();
    let order: Vec<usize> = order.into_iter().map(|(_, stmt)| index[stmt]).collect();
    for quad in quads.iter().filter(|quad| quad.predicate == rdf::TYPE) {
        let NamedOrBlankNode::NamedNode(stmt) = &quad.subject else { continue };
        if let (Some(&at), Term::NamedNode(class)) = (index.get(stmt), &quad.object) {
            facts[at].class = class.to_string();
            facts[at].occurrence = is_occurrence(class);
        }
    }
    for quad in quads.iter() {
        let NamedOrBlankNode::NamedNode(stmt) = &quad.subject else { continue };
        let Some(&at) = index.get(stmt) else { continue };
        if quad.predicate == terms::DATE {
            facts[at].date = match &quad.object {
                Term::Literal(date) => date.value().parse().ok(),
                _ => None,
            };
        } else if is_role(&facts[at].class, quad.predicate.as_ref()) {
            facts[at].arguments.insert((quad.predicate.as_str().to_owned(), quad.object.to_string()));
        }
    }
    let ordered: Vec<&EventFacts> = order.iter().map(|&at| &facts[at]).collect();
    for (&at, key) in order.iter().zip(event_keys(&ordered, &article.into_owned())) {
        quads[places[at]].object = key.into();
    }
}

/// The number of a statement within its article, which is its place.
fn number(stmt: &NamedNode) -> u64 {
    stmt.as_str().rsplit('-').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn relations_of<'a>(class: &'a str) -> impl Iterator<Item = &'static super::Relation> + 'a {
    let iri = class.trim_start_matches('<').trim_end_matches('>');
    Vocabulary::embedded().relations().filter(move |relation| relation.class.as_str() == iri)
}

fn is_occurrence(class: &NamedNode) -> bool {
    let class = class.to_string();
    // Relations that the ontology does not know happen at a time.
    relations_of(&class).next().is_none_or(|relation| relation.occurrence)
}

fn is_role(class: &str, property: NamedNodeRef<'_>) -> bool {
    let mut known = relations_of(class).peekable();
    if known.peek().is_none() {
        return property == terms::SUBJECT || property == terms::OBJECT;
    }
    known.any(|relation| relation.subject_role == property || relation.object_role == property)
}

/// The names of an entity in the derived graph, for judging about it.
pub fn judged(store: &impl Quads, iri: &NamedNode) -> Judged {
    let labels = store.matching(Some(iri.as_ref()), Some(rdfs::LABEL), None, None);
    let label = labels
        .filter_map(|quad| match quad.object {
            Term::Literal(label) => Some(label.value().to_owned()),
            _ => None,
        })
        .min();
    Judged { iri: iri.clone(), name: label.unwrap_or_else(|| super::shorten(iri.as_str())) }
}

/// The graphs of articles that speak of one of the entities, as judged or unjudged.
pub fn articles_about(store: &impl Quads, entities: &BTreeSet<NamedNode>) -> BTreeSet<NamedNode> {
    let mut articles = BTreeSet::new();
    for entity in entities {
        for quad in store.matching(Some(entity.as_ref()), Some(terms::NAME), None, None) {
            if let GraphName::NamedNode(graph) = quad.graph_name {
                articles.insert(graph);
            }
        }
    }
    let names: Vec<String> = entities.iter().map(ToString::to_string).collect();
    for quad in store.matching(None, Some(terms::UNJUDGED), None, None) {
        if let (GraphName::NamedNode(graph), Term::Literal(difference)) = (quad.graph_name, quad.object)
            && names.iter().any(|name| difference.value().contains(name.as_str()))
        {
            articles.insert(graph);
        }
    }
    articles
}

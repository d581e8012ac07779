//! The card of an entity: what the graph knows of one of them, on one page.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Term};

use super::entity::{HOLDER, ORGANISATION, class_label, label, term_label};
use super::evidence::{literal, node};
use super::language::{relation_of, sentence};
use crate::graph::{Vocabulary, shorten, terms};
use crate::store::Snapshot;

/// How many of the last events a card tells.
const LAST_EVENTS: usize = 5;

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
    /// Short IRIs of what stands for it in other collections ("wd:Q159").
    pub same_as: Vec<String>,
    /// How many articles name it in a statement.
    pub articles: usize,
    /// How many statements name it.
    pub statements: usize,
    /// How many statements of each other status name it: planned, denied, former.
    pub pending: Vec<(String, usize)>,
    /// The posts and organisations of a person, the earliest attested first.
    pub offices: Vec<Office>,
    /// Facts that hold, grouped by relation, the most frequent relation first.
    pub facts: Vec<FactGroup>,
    /// Entities that it shares facts with and how many those are, the closest first.
    pub neighbours: Vec<(String, usize)>,
    /// What happened last, the latest first: date and words.
    pub last_events: Vec<(String, String)>,
}

/// A post that a person is said to hold, or an organisation to belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// The post; empty if articles only tell the organisation.
    pub title: String,
    /// Where it is held.
    pub organisation: Option<String>,
    /// True if articles speak of it as over.
    pub former: bool,
    /// The first and the last day for which an article says so: its own date, where the statement has none.
    pub attested: Option<(String, String)>,
    /// How many articles say so.
    pub articles: usize,
}

/// The facts of an entity that share a relation and a direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactGroup {
    /// The relation in words, "affiliated with".
    pub relation: String,
    /// True if the entity is the object.
    pub inverse: bool,
    /// The other ends with the number of articles that assert the fact, the most attested first.
    pub others: Vec<(String, usize)>,
}

/// Collects the card of an entity; `None` if the graph does not know it.
pub fn entity_card(snapshot: &Snapshot, iri: &NamedNode) -> Option<EntityCard> {
    let mut card = EntityCard { label: label(snapshot, iri), iri: shorten(iri.as_str()), ..EntityCard::default() };
    let mut facts = Facts { snapshot, groups: BTreeMap::new(), neighbours: BTreeMap::new() };
    let mut aliases = BTreeSet::new();
    let mut types = BTreeSet::new();
    let mut same_as = BTreeSet::new();
    for quad in snapshot.quads_for_pattern(Some(iri.as_ref().into()), None, None, None) {
        match (quad.predicate.as_ref(), &quad.object) {
            (rdf::TYPE, Term::NamedNode(class)) => {
                types.insert(class_label(class));
            }
            (terms::ALT_LABEL, Term::Literal(alias)) => {
                aliases.insert(alias.value().to_owned());
            }
            (terms::SAME_AS, Term::NamedNode(other)) => {
                same_as.insert(shorten(other.as_str()));
            }
            _ => facts.add(&quad.predicate, false, &quad.object),
        }
    }
    let vocabulary = Vocabulary::embedded();
    let mut statements = BTreeSet::new();
    for quad in snapshot.quads_for_pattern(None, None, Some(iri.as_ref().into()), None) {
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        let symmetric = vocabulary.relation_of_property(quad.predicate.as_str()).is_some_and(|r| r.symmetric);
        if !vocabulary.is_relation(quad.predicate.as_str()) {
            statements.insert(subject);
        } else if !symmetric {
            // A symmetric fact stands both ways; the first loop has it already.
            facts.add(&quad.predicate, true, &Term::NamedNode(subject));
        }
    }
    let statements: Vec<_> = statements.iter().filter_map(|node| Stated::read(snapshot, node)).collect();
    count(&statements, &mut card);
    card.offices = offices(snapshot, iri, &statements);
    card.last_events = last_events(snapshot, &statements);
    card.aliases = aliases.into_iter().filter(|alias| *alias != card.label).collect();
    card.same_as = same_as.into_iter().collect();
    card.types = types.into_iter().collect();
    (card.facts, card.neighbours) = facts.finish();
    let known = !(card.types.is_empty() && card.facts.is_empty() && statements.is_empty());
    known.then_some(card)
}

/// The facts met so far: other ends and in how many articles, by property and direction.
struct Facts<'a> {
    snapshot: &'a Snapshot,
    groups: BTreeMap<(NamedNode, bool), BTreeMap<String, usize>>,
    neighbours: BTreeMap<NamedNode, usize>,
}

impl Facts<'_> {
    /// Counts a fact; a property that is no relation is none.
    fn add(&mut self, property: &NamedNode, inverse: bool, other: &Term) {
        if !Vocabulary::embedded().is_relation(property.as_str()) {
            return;
        }
        let words = term_label(self.snapshot, other);
        *self.groups.entry((property.clone(), inverse)).or_default().entry(words).or_default() += 1;
        // A policy is linked to by whoever has an opinion on it; a neighbour is somebody or somewhere.
        if let Term::NamedNode(entity) = other
            && !self.is_topic(entity)
        {
            *self.neighbours.entry(entity.clone()).or_default() += 1;
        }
    }

    fn is_topic(&self, entity: &NamedNode) -> bool {
        let mut found = self.snapshot.quads_for_pattern(
            Some(entity.as_ref().into()),
            Some(rdf::TYPE),
            Some(terms::TOPIC_CLASS.into()),
            None,
        );
        found.next().is_some()
    }

    fn finish(self) -> (Vec<FactGroup>, Vec<(String, usize)>) {
        let group = |((property, inverse), others): ((NamedNode, bool), BTreeMap<String, usize>)| FactGroup {
            relation: relation_of(&property).label,
            inverse,
            others: by_count(others),
        };
        let mut groups: Vec<_> = self.groups.into_iter().map(group).collect();
        groups.sort_by_key(|group| Reverse(group.others.iter().map(|(_, n)| n).sum::<usize>()));
        let named = self.neighbours.into_iter().map(|(iri, count)| (label(self.snapshot, &iri), count));
        (groups, by_count(named.collect()))
    }
}

/// The most frequent first, those of one frequency by name.
fn by_count(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

/// What a card needs of a statement.
struct Stated {
    node: NamedNode,
    article: NamedNode,
    /// Local name of its status, `actual`.
    status: String,
    date: Option<String>,
}

impl Stated {
    /// Reads a statement; `None` if the node is none.
    fn read(snapshot: &Snapshot, stmt: &NamedNode) -> Option<Self> {
        let article = node(snapshot, stmt, terms::ARTICLE)?;
        let status = node(snapshot, stmt, terms::STATUS)?;
        Some(Self {
            node: stmt.clone(),
            article,
            status: status.as_str().rsplit('#').next().unwrap_or_default().to_owned(),
            date: literal(snapshot, stmt, terms::DATE),
        })
    }
}

fn count(statements: &[Stated], card: &mut EntityCard) {
    let articles: BTreeSet<_> = statements.iter().map(|stmt| &stmt.article).collect();
    let mut pending: BTreeMap<&str, usize> = BTreeMap::new();
    for stmt in statements.iter().filter(|stmt| stmt.status != "actual") {
        let word = if stmt.status == "negated" { "denied" } else { &stmt.status };
        *pending.entry(word).or_default() += 1;
    }
    card.articles = articles.len();
    card.statements = statements.len();
    card.pending = pending.into_iter().map(|(status, count)| (status.to_owned(), count)).collect();
}

/// The posts that statements give to the entity.
fn offices(snapshot: &Snapshot, iri: &NamedNode, statements: &[Stated]) -> Vec<Office> {
    #[derive(Default)]
    struct Attested<'a> {
        dates: BTreeSet<String>,
        articles: BTreeSet<&'a NamedNode>,
    }
    let mut offices: BTreeMap<(String, Option<String>, bool), Attested<'_>> = BTreeMap::new();
    for stmt in statements.iter().filter(|stmt| stmt.status == "actual" || stmt.status == "former") {
        if node(snapshot, &stmt.node, HOLDER).as_ref() != Some(iri) {
            continue;
        }
        let title = literal(snapshot, &stmt.node, terms::TITLE).unwrap_or_default();
        let organisation = node(snapshot, &stmt.node, ORGANISATION).map(|node| label(snapshot, &node));
        let attested = offices.entry((title, organisation, stmt.status == "former")).or_default();
        // An article of 2019 that calls somebody a minister says so for 2019; one that calls him a former one does not.
        let published = || literal(snapshot, &stmt.article, terms::DATE).filter(|_| stmt.status == "actual");
        attested.dates.extend(stmt.date.clone().or_else(published));
        attested.articles.insert(&stmt.article);
    }
    let mut offices: Vec<_> = offices
        .into_iter()
        .map(|((title, organisation, former), Attested { dates, articles })| Office {
            title,
            organisation,
            former,
            attested: dates.first().cloned().zip(dates.last().cloned()),
            articles: articles.len(),
        })
        .collect();
    let day = |office: &Office| office.attested.as_ref().map(|(first, _)| first.clone());
    offices.sort_by_key(|office| (!office.former, day(office).is_none(), day(office), Reverse(office.articles)));
    offices
}

/// What happened last: dated occurrences that are neither planned nor denied.
fn last_events(snapshot: &Snapshot, statements: &[Stated]) -> Vec<(String, String)> {
    let occurs = |stmt: &Stated| {
        let class = node(snapshot, &stmt.node, rdf::TYPE);
        Vocabulary::embedded()
            .relations()
            .any(|relation| relation.occurrence && Some(&relation.class) == class.as_ref())
    };
    // Without a year a date has no place in an order.
    let dated =
        |stmt: &&Stated| stmt.status == "actual" && stmt.date.as_ref().is_some_and(|date| !date.starts_with('-'));
    let mut dated: Vec<&Stated> = statements.iter().filter(dated).collect();
    dated.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.node.cmp(&b.node)));
    let mut events = Vec::new();
    for stmt in dated.into_iter().filter(|stmt| occurs(stmt)) {
        let event = (stmt.date.clone().unwrap_or_default(), sentence(snapshot, &stmt.node));
        if !events.contains(&event) {
            events.push(event);
        }
        if events.len() == LAST_EVENTS {
            break;
        }
    }
    events
}

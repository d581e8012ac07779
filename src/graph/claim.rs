//! Statements with their terms chosen: what becomes one node of the graph, before it has a number.
//!
//! A position and the affiliation that goes with it are one claim here, a tenure: `joined_tenures` tells which go
//! together. Claims are ordered by content and free of repetition.

use std::collections::BTreeSet;

use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use super::event_key::EventFacts;
use super::lowering::Entities;
use super::vocabulary::{Relation, terms};
use super::{EntityKind, EntityRef, Evidence, Statement, Status, Vocabulary};
use crate::text::{PartialDate, Span};

/// One statement node to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    pub(super) class: NamedNode,
    pub(super) status: Status,
    /// Whether it happens at a time, instead of lasting.
    pub(super) occurrence: bool,
    /// The direct triples, both ways for symmetric relations; none where the object is missing.
    pub(super) triples: Vec<Triple>,
    /// The arguments by role; title and words as literals.
    pub(super) arguments: BTreeSet<(String, String)>,
    /// Every property of the node but class, status, time and evidence.
    pub(super) roles: Vec<(NamedNode, Term)>,
    pub(super) date: Option<PartialDate>,
    pub(super) evidence: Vec<Evidence>,
}

/// The claims of an article, ordered by where their evidence stands and then by content, each once.
pub(super) fn claims(statements: &[Statement], entities: &mut Entities<'_>, vocabulary: &Vocabulary) -> Vec<Claim> {
    let mut found = Vec::new();
    let groups = joined_tenures(statements, entities);
    for group in groups {
        let claim = group
            .into_iter()
            .map(|stmt| claim(stmt, entities, &vocabulary.relation(&stmt.relation)))
            .reduce(join)
            .expect("a group has at least one statement");
        found.push(claim);
    }
    found.sort_by_cached_key(Claim::order);
    found.dedup_by(|a, b| a == b);
    found
}

impl Claim {
    /// What decides which event it is about.
    pub(super) fn event_facts(&self) -> EventFacts {
        EventFacts {
            class: self.class.to_string(),
            arguments: self.arguments.clone(),
            date: self.date,
            occurrence: self.occurrence,
        }
    }

    /// Where it stands in the article, and then all its content as text.
    fn order(&self) -> (u32, u32, String) {
        let span = self.evidence.iter().filter_map(|evidence| evidence.span).min();
        let content = format!(
            "{} {:?} {:?} {:?} {:?} {:?}",
            self.class, self.arguments, self.status, self.date, self.roles, self.evidence
        );
        span.map_or((u32::MAX, u32::MAX, content.clone()), |span| (span.start, span.end, content))
    }

    fn role(&mut self, role: &NamedNode, argument: impl Into<Term>) {
        let argument = argument.into();
        self.arguments.insert((role.as_str().to_owned(), argument.to_string()));
        self.property(role.as_ref(), argument);
    }

    fn property(&mut self, property: NamedNodeRef<'_>, value: impl Into<Term>) {
        let pair = (property.into_owned(), value.into());
        if !self.roles.contains(&pair) {
            self.roles.push(pair);
        }
    }
}

fn claim(stmt: &Statement, entities: &mut Entities<'_>, relation: &Relation) -> Claim {
    let mut claim = Claim {
        class: relation.class.clone(),
        status: stmt.status,
        occurrence: relation.occurrence,
        triples: Vec::new(),
        arguments: BTreeSet::new(),
        roles: Vec::new(),
        date: stmt.date,
        evidence: Vec::new(),
    };
    let subject = entities.iri(&stmt.subject, relation.subject_kind);
    claim.role(&relation.subject_role, subject.clone());
    let object: Option<Term> = match (&stmt.object, &stmt.text) {
        (Some(object), _) if relation.literal_object => Some(Literal::new_simple_literal(&object.name).into()),
        (Some(object), _) => Some(entities.iri(&as_topic(object, relation), relation.object_kind).into()),
        (None, Some(text)) if relation.literal_object => Some(Literal::new_simple_literal(text).into()),
        (None, _) => None,
    };
    if let Some(object) = object {
        claim.role(&relation.object_role, object.clone());
        claim.triples = direct_triples(subject, relation, object);
    }
    describe(stmt, entities, &mut claim);
    if !stmt.evidence.quote.is_empty() || stmt.evidence.span.is_some() {
        claim.evidence.push(stmt.evidence.clone());
    }
    claim
}

fn direct_triples(subject: NamedNode, relation: &Relation, object: Term) -> Vec<Triple> {
    let mut triples = Vec::new();
    if let (true, Term::NamedNode(object)) = (relation.symmetric, &object)
        && *object != subject
    {
        triples.push(Triple::new(object.clone(), relation.property.clone(), subject.clone()));
    }
    triples.insert(0, Triple::new(subject, relation.property.clone(), object));
    triples
}

/// An object of unknown kind that starts in lower case is a phrase of the text ("sanctions against Iran"), unless the
/// relation tells what it is ("the joint press conference" that somebody attended).
fn as_topic(object: &EntityRef, relation: &Relation) -> EntityRef {
    let mut object = object.clone();
    if relation.object_kind.is_none()
        && object.kind == EntityKind::Unknown
        && object.name.chars().next().is_some_and(char::is_lowercase)
    {
        object.kind = EntityKind::Phrase;
    }
    object
}

/// Place, amount, topic, words, speaker and origin.
fn describe(stmt: &Statement, entities: &mut Entities<'_>, claim: &mut Claim) {
    let simple = |value: &String| Literal::new_simple_literal(value);
    if let Some(place) = &stmt.place {
        let place = entities.iri(place, Some(EntityKind::Place));
        claim.property(terms::PLACE, place);
    }
    if let Some(value) = stmt.value.filter(|value| value.is_finite()) {
        claim.property(terms::VALUE, number(value));
    }
    if let Some(unit) = &stmt.unit {
        claim.property(if is_currency(unit) { terms::CURRENCY } else { terms::UNIT }, simple(unit));
    }
    if let Some(hedge) = &stmt.hedge {
        claim.property(terms::HEDGE, simple(hedge));
    }
    if let Some(topic) = &stmt.topic {
        claim.property(terms::TOPIC, simple(topic));
    }
    if let Some(text) = &stmt.text {
        claim.property(terms::TEXT, simple(text));
    }
    if let Some(speaker) = &stmt.attributed_to {
        let speaker = entities.iri(speaker, None);
        claim.property(terms::ATTRIBUTED_TO, speaker);
    }
    if let Some(rule) = &stmt.rule {
        claim.property(terms::RULE, simple(rule));
    }
    if let Some(confidence) = stmt.confidence.filter(|confidence| confidence.is_finite()) {
        let rounded = Literal::new_typed_literal(format!("{confidence:.3}"), xsd::DECIMAL);
        claim.property(terms::CONFIDENCE, rounded);
    }
}

/// ISO 4217 codes are three capitals; no unit word is.
fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whole numbers as `xsd:integer`, others as `xsd:decimal`: both compare with any number of a query.
fn number(value: f64) -> Literal {
    // Beyond 2^53 a float does not hold every whole number, and beyond 2^63 the integers of stores end.
    if value.fract() == 0.0 && value.abs() < 9e15 {
        Literal::new_typed_literal(format!("{value:.0}"), xsd::INTEGER)
    } else if value.abs() < 9e15 && value.abs() > 1e-9 {
        Literal::new_typed_literal(format!("{value}"), xsd::DECIMAL)
    } else {
        Literal::from(value)
    }
}

/// Groups the statements into those that become one node: each affiliation joins the position of the same person,
/// status and time whose evidence it shares most of; everything else stands alone.
///
/// An affiliation joins one position, a position takes any number of affiliations ("president of A and of B").
fn joined_tenures<'s>(statements: &'s [Statement], entities: &Entities<'_>) -> Vec<Vec<&'s Statement>> {
    let mut groups: Vec<Vec<&Statement>> =
        statements.iter().filter(|stmt| stmt.relation != "affiliatedWith").map(|stmt| vec![stmt]).collect();
    let holders: Vec<_> = groups
        .iter()
        .map(|group| (group[0].relation == "position").then(|| entities.look_up(&group[0].subject)))
        .collect();
    let positions = groups.clone();
    for affiliation in statements.iter().filter(|stmt| stmt.relation == "affiliatedWith") {
        let person = entities.look_up(&affiliation.subject);
        let best = (0..positions.len())
            .filter(|&index| holders[index].as_ref() == Some(&person))
            .filter_map(|index| {
                let position = positions[index][0];
                let compatible = position.status == affiliation.status
                    && (position.date == affiliation.date || position.date.is_none() || affiliation.date.is_none());
                let shared = shared_part(&position.evidence, &affiliation.evidence);
                // Of equally close positions the one with the least title, so that the order of statements is nothing.
                let title = position.object.as_ref().map(|object| object.name.as_str());
                (compatible && shared > 0.0).then_some((shared, std::cmp::Reverse((title, position.date)), index))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        match best {
            Some((.., index)) => groups[index].push(affiliation),
            None => groups.push(vec![affiliation]),
        }
    }
    for group in &mut groups {
        group[1..].sort_by_cached_key(|stmt| format!("{stmt:?}"));
    }
    groups
}

/// How much of two pieces of evidence is shared, from 0 to 1: by bytes where they have offsets, else by whether one
/// quotation holds the other.
fn shared_part(a: &Evidence, b: &Evidence) -> f64 {
    match (a.span, b.span) {
        (Some(a), Some(b)) => {
            let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
            f64::from(both) / a.cover(b).len().max(1) as f64
        }
        _ if a.quote.is_empty() || b.quote.is_empty() => 0.0,
        _ if a.quote.contains(&b.quote) || b.quote.contains(&a.quote) => {
            a.quote.len().min(b.quote.len()) as f64 / a.quote.len().max(b.quote.len()) as f64
        }
        _ => 0.0,
    }
}

/// Joins an affiliation into the claim of its position.
fn join(mut position: Claim, affiliation: Claim) -> Claim {
    position.triples.extend(affiliation.triples);
    position.arguments.extend(affiliation.arguments);
    position.date = position.date.or(affiliation.date);
    for (property, value) in affiliation.roles {
        // A node has one confidence: the lower one, as the node says both.
        if property == terms::CONFIDENCE {
            let own = position.roles.iter_mut().find(|(property, _)| *property == terms::CONFIDENCE);
            if let Some((_, own)) = own {
                if value.to_string() < own.to_string() {
                    *own = value;
                }
                continue;
            }
        }
        position.property(property.as_ref(), value);
    }
    for evidence in affiliation.evidence {
        join_evidence(&mut position.evidence, evidence);
    }
    position
}

/// Evidence within evidence adds nothing; overlapping evidence stands beside it.
fn join_evidence(into: &mut Vec<Evidence>, evidence: Evidence) {
    let covers = |outer: &Evidence, inner: &Evidence| match (outer.span, inner.span) {
        (Some(outer), Some(inner)) => Span::contains(outer, inner),
        _ => outer.quote.contains(&inner.quote),
    };
    if into.iter().any(|present| covers(present, &evidence)) {
        return;
    }
    into.retain(|present| !covers(&evidence, present));
    into.push(evidence);
}

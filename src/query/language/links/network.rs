//! The graph of entities: an edge for every two that an asserted fact relates, whatever the fact.

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Term, Triple};
use petgraph::graph::{NodeIndex, UnGraph};

use crate::graph::{Relation, terms};
use crate::query::sparql::{CancellationToken, QueryError};
use crate::store::Snapshot;

/// A network that grew larger than this is not searched: the question is too wide.
const MOST_LINKS: usize = 3_000_000;

/// How often the reading of a network looks whether it was cancelled.
const CHECK_EVERY: usize = 4096;

/// Entities, and between two of them the facts that relate them.
pub(super) struct Network {
    pub(super) graph: UnGraph<NamedNode, Vec<Fact>>,
    index: BTreeMap<NamedNode, NodeIndex>,
}

/// One asserted relation between two entities.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact {
    pub(super) subject: NamedNode,
    pub(super) property: NamedNode,
    pub(super) object: NamedNode,
}

impl Fact {
    pub(super) fn triple(&self) -> Triple {
        Triple::new(self.subject.clone(), self.property.clone(), self.object.clone())
    }
}

/// Reads links from the store.
pub(super) struct Reader<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) relations: &'a [Relation],
    pub(super) cancellation: &'a CancellationToken,
    links: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, relations: &'a [Relation], cancellation: &'a CancellationToken) -> Self {
        Self { snapshot, relations, cancellation, links: 0 }
    }

    fn count(&mut self) -> Result<(), QueryError> {
        self.links += 1;
        if self.links.is_multiple_of(CHECK_EVERY) {
            check(self.cancellation)?;
        }
        if self.links > MOST_LINKS {
            return Err(QueryError::Refused(
                crate::diagnostic::Diagnostic::new(format!("more than {MOST_LINKS} links would be looked at"))
                    .help("take fewer hops (`within 2`) or fewer relations (`via met, member of`)"),
            ));
        }
        Ok(())
    }

    fn relation(&self, property: &NamedNode) -> Option<&'a Relation> {
        self.relations.iter().find(|relation| relation.property == *property && !relation.literal_object)
    }

    /// The facts that relate an entity to others, in order. A symmetric fact stands once, its ends in order.
    fn facts_of(&mut self, entity: &NamedNode) -> Result<Vec<(NamedNode, Fact)>, QueryError> {
        let mut found = Vec::new();
        for quad in self.snapshot.quads_for_pattern(Some(entity.as_ref().into()), None, None, None) {
            self.count()?;
            if let (Some(relation), Term::NamedNode(object)) = (self.relation(&quad.predicate), quad.object) {
                found.push((object.clone(), ordered(relation, entity.clone(), object)));
            }
        }
        for quad in self.snapshot.quads_for_pattern(None, None, Some(entity.as_ref().into()), None) {
            self.count()?;
            if let (Some(relation), NamedOrBlankNode::NamedNode(subject)) =
                (self.relation(&quad.predicate), quad.subject)
            {
                found.push((subject.clone(), ordered(relation, subject, entity.clone())));
            }
        }
        found.retain(|(other, _)| other != entity);
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// How many entities are linked to this one.
    pub(super) fn degree(&mut self, entity: &NamedNode) -> Result<usize, QueryError> {
        let mut others: Vec<NamedNode> = self.facts_of(entity)?.into_iter().map(|(other, _)| other).collect();
        others.dedup();
        Ok(others.len())
    }

    /// What surrounds each of these entities, so many hops far.
    pub(super) fn grow(&mut self, starts: &[(NamedNode, usize)]) -> Result<Network, QueryError> {
        let mut network = Network { graph: UnGraph::default(), index: BTreeMap::new() };
        let mut expanded: BTreeMap<NamedNode, usize> = BTreeMap::new();
        for (start, hops) in starts {
            network.node(start);
            let mut frontier = vec![start.clone()];
            for left in (1..=*hops).rev() {
                let mut next = Vec::new();
                for entity in frontier {
                    // What was looked at from the other end, no less far, needs no second look.
                    if expanded.get(&entity).is_some_and(|known| *known >= left) {
                        continue;
                    }
                    let known = expanded.insert(entity.clone(), left).is_some();
                    for (other, fact) in self.facts_of(&entity)? {
                        if !known || network.index.contains_key(&other) {
                            network.link(&entity, &other, fact);
                        }
                        next.push(other);
                    }
                }
                next.sort();
                next.dedup();
                frontier = next;
            }
        }
        Ok(network)
    }

    /// The whole graph.
    pub(super) fn all(&mut self) -> Result<Network, QueryError> {
        let mut facts = Vec::new();
        for relation in self.relations.iter().filter(|relation| !relation.literal_object) {
            for quad in self.snapshot.quads_for_pattern(None, Some(relation.property.as_ref()), None, None) {
                self.count()?;
                if let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (quad.subject, quad.object)
                    && subject != object
                {
                    facts.push(ordered(relation, subject, object));
                }
            }
        }
        facts.sort();
        facts.dedup();
        let mut network = Network { graph: UnGraph::default(), index: BTreeMap::new() };
        for fact in facts {
            let (subject, object) = (fact.subject.clone(), fact.object.clone());
            network.link(&subject, &object, fact);
        }
        Ok(network)
    }
}

impl Network {
    pub(super) fn get(&self, entity: &NamedNode) -> Option<NodeIndex> {
        self.index.get(entity).copied()
    }

    fn node(&mut self, entity: &NamedNode) -> NodeIndex {
        if let Some(index) = self.index.get(entity) {
            return *index;
        }
        let index = self.graph.add_node(entity.clone());
        self.index.insert(entity.clone(), index);
        index
    }

    fn link(&mut self, a: &NamedNode, b: &NamedNode, fact: Fact) {
        let (a, b) = (self.node(a), self.node(b));
        let edge = self.graph.find_edge(a, b).unwrap_or_else(|| self.graph.add_edge(a, b, Vec::new()));
        let facts = &mut self.graph[edge];
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
}

/// A fact with its ends as stated, those of a symmetric one in order of their IRIs.
fn ordered(relation: &Relation, subject: NamedNode, object: NamedNode) -> Fact {
    let property = relation.property.clone();
    if relation.symmetric && object < subject {
        Fact { subject: object, property, object: subject }
    } else {
        Fact { subject, property, object }
    }
}

/// Stops what was cancelled.
pub(super) fn check(cancellation: &CancellationToken) -> Result<(), QueryError> {
    if cancellation.is_cancelled() { Err(QueryError::Cancelled) } else { Ok(()) }
}

/// The statements that assert a fact as one that holds.
pub(super) fn stating(snapshot: &Snapshot, fact: &Fact) -> Vec<NamedNode> {
    let triple = Term::Triple(Box::new(fact.triple()));
    let statements = snapshot.quads_for_pattern(None, Some(rdf::REIFIES), Some(triple.as_ref()), None);
    let is_actual = |stmt: &NamedNode| {
        let status = snapshot.quads_for_pattern(Some(stmt.as_ref().into()), Some(terms::STATUS), None, None).next();
        status.is_some_and(|quad| quad.object == Term::NamedNode(terms::ACTUAL.into_owned()))
    };
    statements
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(stmt) => Some(stmt),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .filter(is_actual)
        .collect()
}

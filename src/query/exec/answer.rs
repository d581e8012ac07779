//! From a query to its results: the table of ids becomes terms one row at a time, as the reader asks for them.

use std::sync::Arc;

use oxrdf::{BlankNode, NamedOrBlankNode, Term, Triple, Variable as Name};
use rustc_hash::{FxHashMap, FxHashSet};
use spareval::{
    CancellationToken, QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter, QueryableDataset,
};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use super::budget::Budget;
use super::pace::Pace;
use super::scope::Variables;
use super::table::{Table, UNBOUND, Variable};
use super::{ActiveGraph, Counting, ExecutionError, Executor, Need, PlanStep, Stop, Trace};
use crate::store::{StoreDataset, TermId};

/// Quads that one pattern alone may match: more are better streamed.
const STREAMED_FROM: usize = 1 << 20;

/// The results of a query, and the steps that gave them; `None` if it has parts that are not evaluated here. `memory` is what may be
/// held, in bytes.
pub(in crate::query) fn evaluate(
    query: &Query,
    dataset: &StoreDataset,
    token: &CancellationToken,
    memory: Option<u64>,
    trace: Trace<'_>,
) -> Result<Option<(QueryResults<'static>, Vec<PlanStep>)>, ExecutionError> {
    let budget = Budget::new(memory);
    let mut executor = Executor::new(Pace::new(token, dataset, &budget), query, trace);
    match executor.results() {
        Ok(results) => Ok(Some((results, executor.trace.finish()))),
        Err(Stop::Unsupported | Stop::TooLarge) => Ok(None),
        Err(Stop::Memory) => Err(ExecutionError::Memory(memory.unwrap_or(u64::MAX))),
        Err(Stop::Cancelled) => Err(ExecutionError::Cancelled),
        Err(Stop::Damage(damage)) => Err(ExecutionError::Damage(damage)),
    }
}

impl Executor<'_> {
    fn results(&mut self) -> Result<QueryResults<'static>, Stop> {
        let query = self.query;
        match query {
            Query::Select { pattern, .. } => {
                self.check_worthwhile(pattern)?;
                let table = self.solutions(pattern, &Need::all())?;
                let variables: Arc<[Name]> = table.variables.iter().map(|v| self.names[*v].clone()).collect();
                let mut terms = Terms::new(self.dataset.clone(), table.columns.len());
                let rows = (0..table.rows).map(move |row| {
                    let ids = table.columns.iter().map(|column| column[row]).enumerate();
                    ids.map(|(place, id)| terms.get(place, id)).collect::<Result<Vec<_>, _>>()
                });
                Ok(QueryResults::Solutions(QuerySolutionIter::from_tuples(variables, rows)))
            }
            Query::Ask { pattern, .. } => {
                let need = Need { variables: Some(Variables::new()), counting: Counting::Once, quota: Some(1) };
                Ok(QueryResults::Boolean(self.solutions(pattern, &need)?.rows > 0))
            }
            Query::Construct { template, pattern, .. } => self.construct(template, pattern),
            Query::Describe { .. } => Err(Stop::Unsupported),
        }
    }

    fn solutions(&mut self, pattern: &GraphPattern, need: &Need) -> Result<Table, Stop> {
        let table = self.run(pattern, ActiveGraph::Default, &Table::unit(), need)?.unweighted()?;
        self.check()?;
        Ok(table)
    }

    /// All matches of one large pattern are better streamed.
    fn check_worthwhile(&mut self, pattern: &GraphPattern) -> Result<(), Stop> {
        match pattern {
            GraphPattern::Project { inner, .. } | GraphPattern::Slice { inner, .. } => self.check_worthwhile(inner),
            GraphPattern::Bgp { patterns } if patterns.len() == 1 => {
                let pattern = self.pattern(&patterns[0], ActiveGraph::Default)?;
                let count = self.dataset.count(pattern.places.map(super::pattern::Place::constant));
                if count >= STREAMED_FROM { Err(Stop::Unsupported) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    /// The triples of a template, each once.
    fn construct(&mut self, template: &[TriplePattern], pattern: &GraphPattern) -> Result<QueryResults<'static>, Stop> {
        let mut used = Vec::new();
        template.iter().for_each(|pattern| names_in(pattern, &mut used));
        let variables: Vec<Variable> = used.iter().map(|name| self.number(name)).collect();
        // Every solution has its own blank nodes.
        let has_blanks = template.iter().any(has_blank_nodes);
        let counting = if has_blanks { Counting::Rows } else { Counting::Once };
        let need = Need { variables: Some(variables.iter().copied().collect()), counting, quota: None };
        let table = self.solutions(pattern, &need)?.project(&variables);
        let table = if has_blanks { table } else { self.distinct(table)? };
        let mut terms = Terms::new(self.dataset.clone(), table.columns.len());
        let template = template.to_vec();
        let mut seen: FxHashSet<Triple> = FxHashSet::default();
        let rows = (0..table.rows).flat_map(move |row| {
            let mut blanks = FxHashMap::default();
            let mut values: FxHashMap<Name, Term> = FxHashMap::default();
            for (place, name) in used.iter().enumerate() {
                match terms.get(place, table.columns[place][row]) {
                    Ok(Some(term)) => drop(values.insert(name.clone(), term)),
                    Ok(None) => {}
                    Err(error) => return vec![Err(error)],
                }
            }
            let triples = template.iter().filter_map(|pattern| instance(pattern, &values, &mut blanks));
            triples.filter(|triple| seen.insert(triple.clone())).map(Ok).collect::<Vec<_>>()
        });
        Ok(QueryResults::Graph(QueryTripleIter::new(rows)))
    }
}

/// Turns ids into terms; neighbours in a column often agree.
struct Terms {
    dataset: StoreDataset,
    last: Vec<(TermId, Option<Term>)>,
}

impl Terms {
    fn new(dataset: StoreDataset, columns: usize) -> Self {
        Self { dataset, last: vec![(UNBOUND, None); columns] }
    }

    fn get(&mut self, place: usize, id: TermId) -> Result<Option<Term>, QueryEvaluationError> {
        if id == UNBOUND {
            return Ok(None);
        }
        let last = &mut self.last[place];
        if last.0 != id {
            let term = self.dataset.externalize_term(id);
            *last = (id, Some(term.map_err(|damage| QueryEvaluationError::Dataset(Box::new(damage)))?));
        }
        Ok(last.1.clone())
    }
}

fn names_in(pattern: &TriplePattern, into: &mut Vec<Name>) {
    let mut add = |name: &Name| {
        if !into.contains(name) {
            into.push(name.clone());
        }
    };
    if let NamedNodePattern::Variable(name) = &pattern.predicate {
        add(name);
    }
    for term in [&pattern.subject, &pattern.object] {
        if let TermPattern::Variable(name) = term {
            add(name);
        }
    }
    for term in [&pattern.subject, &pattern.object] {
        if let TermPattern::Triple(triple) = term {
            names_in(triple, into);
        }
    }
}

fn has_blank_nodes(pattern: &TriplePattern) -> bool {
    [&pattern.subject, &pattern.object].into_iter().any(|term| match term {
        TermPattern::BlankNode(_) => true,
        TermPattern::Triple(triple) => has_blank_nodes(triple),
        _ => false,
    })
}

/// The triple that a template gives for a solution; `None` if a part has no value or cannot stand where it would.
fn instance(
    pattern: &TriplePattern,
    values: &FxHashMap<Name, Term>,
    blanks: &mut FxHashMap<BlankNode, BlankNode>,
) -> Option<Triple> {
    let mut part = |term: &TermPattern| match term {
        TermPattern::NamedNode(node) => Some(node.clone().into()),
        TermPattern::Literal(literal) => Some(literal.clone().into()),
        TermPattern::BlankNode(node) => Some(blanks.entry(node.clone()).or_default().clone().into()),
        TermPattern::Variable(name) => values.get(name).cloned(),
        TermPattern::Triple(triple) => instance(triple, values, blanks).map(|triple| Term::Triple(Box::new(triple))),
    };
    let subject = match part(&pattern.subject)? {
        Term::NamedNode(node) => NamedOrBlankNode::from(node),
        Term::BlankNode(node) => node.into(),
        Term::Literal(_) | Term::Triple(_) => return None,
    };
    let predicate = match &pattern.predicate {
        NamedNodePattern::NamedNode(node) => node.clone(),
        NamedNodePattern::Variable(name) => match values.get(name)? {
            Term::NamedNode(node) => node.clone(),
            _ => return None,
        },
    };
    Some(Triple { subject, predicate, object: part(&pattern.object)? })
}

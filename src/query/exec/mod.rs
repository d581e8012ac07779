//! Vectorised evaluation on ids: whole tables of solutions instead of one solution after the other, terms only at the end.
//!
//! [`conjunction`] orders what is joined and runs it, by index look-ups ([`extend`]), intersection ([`intersect`]), property
//! paths ([`path`]) or hashing and merging ([`join`]); the other files are one family of operators each. What is not
//! known here (SERVICE, LATERAL, order among unlike terms and the like) is left to `spareval`, which works on the same
//! snapshot: [`evaluate`] says so by returning nothing.

mod answer;
mod bounds;
mod budget;
mod conjunction;
mod exists;
mod expression;
mod extend;
mod group;
mod intersect;
mod join;
mod native;
mod pace;
mod path;
mod pattern;
mod scope;
mod sort;
mod table;
mod trace;

#[cfg(test)]
mod tests;

use oxrdf::{BlankNode, Term, Variable as Name};
use spareval::QueryableDataset;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{GroundTerm, NamedNodePattern};

use crate::store::{CorruptError, Kind, StoreDataset, TermId};
pub(super) use answer::evaluate;
use pace::Pace;
use scope::Variables;
use table::{Table, UNBOUND, Variable};
pub use trace::PlanStep;
pub(super) use trace::Trace;

/// Why an evaluation ends without a table.
#[derive(Debug)]
enum Stop {
    /// Something that only the other evaluator does.
    Unsupported,
    /// A table outgrew its limit; the other evaluator streams.
    TooLarge,
    /// More memory would be needed than is allowed.
    Memory,
    Cancelled,
    Damage(CorruptError),
}

/// Why a query has no answer.
#[derive(Debug)]
pub(super) enum ExecutionError {
    Cancelled,
    /// It needs more than this many bytes.
    Memory(u64),
    Damage(CorruptError),
}

/// What patterns look into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ActiveGraph {
    Default,
    Named(TermId),
    /// Every named graph, its name being the variable's value.
    Variable(Variable),
}

/// The graph's variable inside a sub-select that does not give it away. No query can have a variable with a blank.
const HIDDEN_GRAPH: Variable = 0;

impl ActiveGraph {
    fn variable(self) -> Option<Variable> {
        match self {
            Self::Variable(variable) => Some(variable),
            Self::Default | Self::Named(_) => None,
        }
    }

    fn hidden_unless(self, is_visible: impl Fn(Variable) -> bool) -> Self {
        match self {
            Self::Variable(variable) if !is_visible(variable) => Self::Variable(HIDDEN_GRAPH),
            graph => graph,
        }
    }
}

/// What counts in a bag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counting {
    /// Every solution is a row.
    Rows,
    /// Equal solutions may be one row with a weight.
    Weights,
    /// Equal solutions may be one row.
    Once,
}

/// What is wanted of a pattern's solutions.
#[derive(Clone, Debug)]
struct Need {
    /// The variables whose values somebody looks at; all of them without it.
    variables: Option<Variables>,
    counting: Counting,
    /// So many solutions are enough, whichever they are.
    quota: Option<usize>,
}

impl Need {
    fn all() -> Self {
        Self { variables: None, counting: Counting::Rows, quota: None }
    }

    /// The same with more variables, all solutions and every one of them as a row, unless only different ones count.
    fn and(&self, more: &Variables) -> Self {
        let variables = self.variables.as_ref().map(|variables| variables.union(more).copied().collect());
        let counting = if self.counting == Counting::Once { Counting::Once } else { Counting::Rows };
        Self { variables, counting, quota: None }
    }

    fn wants(&self, variable: Variable) -> bool {
        self.variables.as_ref().is_none_or(|variables| variables.contains(&variable))
    }
}

struct Executor<'a> {
    dataset: &'a StoreDataset,
    query: &'a Query,
    /// The variables by number.
    names: Vec<Name>,
    pace: Pace<'a>,
    trace: Trace<'a>,
}

impl<'a> Executor<'a> {
    fn new(pace: Pace<'a>, query: &'a Query, trace: Trace<'a>) -> Self {
        let names = vec![Name::new_unchecked("hidden graph")];
        Self { dataset: pace.dataset(), query, names, pace, trace }
    }

    fn number(&mut self, name: &Name) -> Variable {
        if let Some(number) = self.names.iter().position(|known| known == name) {
            return number;
        }
        self.names.push(name.clone());
        self.names.len() - 1
    }

    /// A blank node in a pattern is a variable that nobody can name.
    fn blank(&mut self, node: &BlankNode) -> Variable {
        self.number(&Name::new_unchecked(format!("blank {}", node.as_str())))
    }

    /// A variable that the query does not have.
    fn fresh(&mut self) -> Variable {
        let number = self.names.len();
        self.names.push(Name::new_unchecked(format!("fresh {number}")));
        number
    }

    fn check(&self) -> Result<(), Stop> {
        self.pace.check()
    }

    fn tick(&self, work: usize) -> Result<(), Stop> {
        self.pace.tick(work)
    }

    fn intern(&self, term: Term) -> Result<TermId, Stop> {
        let bytes = if let Term::Literal(literal) = &term { literal.value().len() } else { 0 };
        let id = self.dataset.internalize_term(term).map_err(Stop::Damage)?;
        if id.kind() == Some(Kind::Local) {
            self.pace.budget().spend(bytes)?;
        }
        Ok(id)
    }

    fn term(&self, id: TermId) -> Result<Term, Stop> {
        self.dataset.externalize_term(id).map_err(Stop::Damage)
    }

    fn active(&mut self, name: &NamedNodePattern) -> Result<ActiveGraph, Stop> {
        // FROM and FROM NAMED say which graphs there are.
        if self.query.dataset().is_some() {
            return Err(Stop::Unsupported);
        }
        Ok(match name {
            NamedNodePattern::NamedNode(node) => ActiveGraph::Named(self.intern(node.clone().into())?),
            NamedNodePattern::Variable(name) => ActiveGraph::Variable(self.number(name)),
        })
    }

    /// The solutions of a pattern. All that are compatible with a row of `given` are among them, each as often as it is one;
    /// others may be missing.
    fn run(&mut self, pattern: &GraphPattern, graph: ActiveGraph, given: &Table, need: &Need) -> Result<Table, Stop> {
        self.check()?;
        match pattern {
            GraphPattern::Union { left, right } => {
                self.trace.enter();
                let need = Need { variables: need.variables.clone(), ..*need };
                let left_given = self.restrict(given, left, graph)?;
                let left = self.run(left, graph, &left_given, &need)?;
                let right_given = self.restrict(given, right, graph)?;
                let right = self.run(right, graph, &right_given, &need)?;
                let both = left.union(right)?;
                self.trace.leave("union", String::new, None, &both);
                Ok(both)
            }
            GraphPattern::Group { inner, variables, aggregates } => {
                let keys: Vec<Variable> = variables.iter().map(|name| self.number(name)).collect();
                let inner_given = self.given_part(given, |variable| keys.contains(&variable))?;
                self.group(inner, graph, &inner_given, &keys, aggregates)
            }
            GraphPattern::OrderBy { inner, expression } => self.order(inner, expression, graph, given, need),
            GraphPattern::Project { inner, variables } => {
                let numbers: Vec<Variable> = variables.iter().map(|name| self.number(name)).collect();
                let graph = graph.hidden_unless(|variable| numbers.contains(&variable));
                let wanted = numbers.iter().copied().filter(|variable| need.wants(*variable)).collect();
                let inner_given = self.given_part(given, |variable| numbers.contains(&variable))?;
                let inner_given = self.restrict(&inner_given, inner, graph)?;
                let inner_need = Need { variables: Some(wanted), ..*need };
                let table = self.run(inner, graph, &inner_given, &inner_need)?;
                let kept: Vec<Variable> = numbers.into_iter().filter(|variable| need.wants(*variable)).collect();
                Ok(table.project(&kept))
            }
            GraphPattern::Reduced { inner } => self.run(inner, graph, given, need),
            GraphPattern::Distinct { inner } => {
                self.trace.enter();
                let scope = self.scope(inner, graph)?;
                let inner_need = Need { variables: Some(scope.possible), counting: Counting::Once, quota: None };
                let table = self.run(inner, graph, given, &inner_need)?;
                let table = self.distinct(table)?;
                self.trace.leave("distinct", String::new, None, &table);
                Ok(table)
            }
            GraphPattern::Slice { inner, start, length } => {
                let end = length.map(|length| start.saturating_add(length));
                let inner_need = Need { variables: need.variables.clone(), counting: Counting::Rows, quota: end };
                // Rows that are left out because they are not compatible with what is given would be counted.
                let table = self.run(inner, graph, &Table::unit(), &inner_need)?;
                Ok(table.slice(*start..end.unwrap_or(usize::MAX)))
            }
            GraphPattern::Bgp { .. }
            | GraphPattern::Path { .. }
            | GraphPattern::Join { .. }
            | GraphPattern::LeftJoin { .. }
            | GraphPattern::Filter { .. }
            | GraphPattern::Extend { .. }
            | GraphPattern::Minus { .. }
            | GraphPattern::Graph { .. }
            | GraphPattern::Values { .. } => self.conjunction(pattern, graph, given, need),
            GraphPattern::Lateral { .. } | GraphPattern::Service { .. } => Err(Stop::Unsupported),
        }
    }

    /// What of the given solutions a pattern can begin with: the variables to which it gives a value for certain.
    fn restrict(&mut self, given: &Table, pattern: &GraphPattern, graph: ActiveGraph) -> Result<Table, Stop> {
        if given.variables.is_empty() {
            return Ok(Table::unit());
        }
        let certain = self.scope(pattern, graph)?.certain;
        self.given_part(given, |variable| certain.contains(&variable))
    }

    /// The rows of VALUES.
    fn values(&mut self, names: &[Name], bindings: &[Vec<Option<GroundTerm>>]) -> Result<Table, Stop> {
        let mut table = Table::new(names.iter().map(|name| self.number(name)).collect());
        for row in bindings {
            let ids = row.iter().map(|term| match term {
                Some(term) => self.intern(term.clone().into()),
                None => Ok(UNBOUND),
            });
            table.push(ids.collect::<Result<Vec<_>, _>>()?);
        }
        Ok(table)
    }

    /// The different combinations of values of some of the variables of a table, those that always have one.
    fn given_part(&self, table: &Table, is_wanted: impl Fn(Variable) -> bool) -> Result<Table, Stop> {
        let wanted: Vec<Variable> =
            table.variables.iter().copied().filter(|v| is_wanted(*v) && table.is_certain(*v)).collect();
        if wanted.is_empty() {
            return Ok(Table::unit());
        }
        let columns = wanted.iter().map(|v| table.column(*v).unwrap_or_default().to_vec()).collect();
        let certain = vec![true; wanted.len()];
        self.distinct(Table { variables: wanted, columns, certain, rows: table.rows, weights: None })
    }
}

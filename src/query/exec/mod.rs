//! Vectorised evaluation on ids: whole tables of solutions instead of one solution after the other, terms only at the end.
//!
//! What it does not know (other graphs than the default graph, property paths, MINUS, aggregates other than COUNT, order
//! among unlike terms) it leaves to `spareval`, which works on the same snapshot: [`select`] says so by returning nothing.

mod expression;
mod patterns;
mod table;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use oxrdf::{Literal, NamedNode, Term, Variable as Name};
use rustc_hash::{FxHashMap, FxHashSet};
use spareval::{CancellationToken, QueryResults, QuerySolutionIter, QueryableDataset};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::store::{CorruptError, StoreDataset, TermId};
use patterns::{Pattern, Place};
use table::{Table, UNBOUND, Variable};

/// Why an evaluation ends without a table.
#[derive(Debug)]
enum Stop {
    /// Something that only the other evaluator does.
    Unsupported,
    Cancelled,
    Damage(CorruptError),
}

/// Why a query has no answer.
#[derive(Debug)]
pub(super) enum ExecutionError {
    Cancelled,
    Damage(CorruptError),
}

/// The solutions of a SELECT query; `None` if it has parts that are not evaluated here.
pub(super) fn select(
    query: &Query,
    dataset: &StoreDataset,
    token: &CancellationToken,
) -> Result<Option<QueryResults<'static>>, ExecutionError> {
    let Query::Select { pattern, .. } = query else { return Ok(None) };
    if !is_worthwhile(pattern) {
        return Ok(None);
    }
    let mut executor = Executor { dataset, token, query, names: Vec::new() };
    let table = match executor.run(pattern) {
        Ok(table) => table,
        Err(Stop::Unsupported) => return Ok(None),
        Err(Stop::Cancelled) => return Err(ExecutionError::Cancelled),
        Err(Stop::Damage(damage)) => return Err(ExecutionError::Damage(damage)),
    };
    let variables: Arc<[Name]> = table.variables.iter().map(|number| executor.names[*number].clone()).collect();
    let dataset = dataset.clone();
    let rows = (0..table.rows).map(move |number| {
        let externalize = |id: &TermId| match *id {
            UNBOUND => Ok(None),
            id => dataset.externalize_term(id).map(Some),
        };
        let terms: Result<Vec<Option<Term>>, _> = table.row(number).iter().map(externalize).collect();
        terms.map_err(|damage| spareval::QueryEvaluationError::Dataset(Box::new(damage)))
    });
    Ok(Some(QueryResults::Solutions(QuerySolutionIter::from_tuples(variables, rows))))
}

/// A single pattern is better streamed, and so is what needs only its first solutions.
fn is_worthwhile(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Slice { inner, length: Some(_), .. } => needs_all(inner),
        GraphPattern::Project { inner, .. } | GraphPattern::Slice { inner, .. } => is_worthwhile(inner),
        GraphPattern::Bgp { patterns } => patterns.len() > 1,
        _ => true,
    }
}

/// Whether the first solution is known only with the last one.
fn needs_all(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::OrderBy { .. } | GraphPattern::Group { .. } => true,
        GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::Slice { inner, .. } => needs_all(inner),
        _ => false,
    }
}

struct Executor<'a> {
    dataset: &'a StoreDataset,
    token: &'a CancellationToken,
    query: &'a Query,
    /// The variables by number.
    names: Vec<Name>,
}

impl Executor<'_> {
    fn number(&mut self, name: &Name) -> Variable {
        if let Some(number) = self.names.iter().position(|known| known == name) {
            return number;
        }
        self.names.push(name.clone());
        self.names.len() - 1
    }

    fn cancelled(&self) -> Result<(), Stop> {
        if self.token.is_cancelled() { Err(Stop::Cancelled) } else { Ok(()) }
    }

    fn run(&mut self, pattern: &GraphPattern) -> Result<Table, Stop> {
        self.cancelled()?;
        match pattern {
            GraphPattern::Bgp { patterns } => self.patterns(patterns, Table::unit()),
            GraphPattern::Filter { expr, inner } => {
                let table = self.run(inner)?;
                self.filter(expr, &table)
            }
            GraphPattern::Join { left, right } => {
                let left = self.run(left)?;
                match &**right {
                    GraphPattern::Bgp { patterns } => self.patterns(patterns, left),
                    right => left.join(&self.run(right)?, false),
                }
            }
            GraphPattern::LeftJoin { left, right, expression: None } => {
                let left = self.run(left)?;
                let right = match &**right {
                    // Only what can be a partner is looked for.
                    GraphPattern::Bgp { patterns } => {
                        let own = self.variables_of(patterns)?;
                        let shared: Vec<_> = left.variables.iter().copied().filter(|v| own.contains(v)).collect();
                        if shared.iter().any(|v| left.place(*v).is_some_and(|place| !left.certain[place])) {
                            return Err(Stop::Unsupported);
                        }
                        let start = if shared.is_empty() { Table::unit() } else { left.project(&shared)?.distinct() };
                        self.patterns(patterns, start)?
                    }
                    right => self.run(right)?,
                };
                left.join(&right, true)
            }
            GraphPattern::Union { left, right } => self.run(left)?.union(&self.run(right)?),
            GraphPattern::Extend { inner, variable, expression } => {
                let table = self.run(inner)?;
                let number = self.number(variable);
                let values = self.evaluate(expression, &table)?;
                table.with(number, &values)
            }
            GraphPattern::Group { inner, variables, aggregates } => {
                let table = self.run(inner)?;
                self.group(&table, variables, aggregates)
            }
            GraphPattern::OrderBy { inner, expression } => {
                let table = self.run(inner)?;
                self.order(&table, expression)
            }
            GraphPattern::Project { inner, variables } => {
                let table = self.run(inner)?;
                let numbers: Vec<_> = variables.iter().map(|name| self.number(name)).collect();
                table.project(&numbers)
            }
            GraphPattern::Distinct { inner } => Ok(self.run(inner)?.distinct()),
            GraphPattern::Reduced { inner } => self.run(inner),
            GraphPattern::Slice { inner, start, length } => {
                let table = self.run(inner)?;
                let end = length.map_or(table.rows, |length| start.saturating_add(length));
                Ok(table.keep(|number, _| (*start..end).contains(&number)))
            }
            _ => Err(Stop::Unsupported),
        }
    }

    fn patterns(&mut self, patterns: &[TriplePattern], start: Table) -> Result<Table, Stop> {
        let patterns: Vec<Pattern> = patterns.iter().map(|pattern| self.pattern(pattern)).collect::<Result<_, _>>()?;
        patterns::join_all(self.dataset, &patterns, start, self.token)
    }

    fn variables_of(&mut self, patterns: &[TriplePattern]) -> Result<Vec<Variable>, Stop> {
        let mut variables = Vec::new();
        for pattern in patterns {
            variables.extend(self.pattern(pattern)?.into_iter().filter_map(|place| match place {
                Place::Variable(variable) => Some(variable),
                Place::Constant(_) => None,
            }));
        }
        Ok(variables)
    }

    fn pattern(&mut self, pattern: &TriplePattern) -> Result<Pattern, Stop> {
        let predicate = match &pattern.predicate {
            NamedNodePattern::NamedNode(node) => self.constant(node.clone().into())?,
            NamedNodePattern::Variable(name) => Place::Variable(self.number(name)),
        };
        Ok([self.place(&pattern.subject)?, predicate, self.place(&pattern.object)?])
    }

    fn place(&mut self, term: &TermPattern) -> Result<Place, Stop> {
        match term {
            TermPattern::NamedNode(node) => self.constant(NamedNode::clone(node).into()),
            TermPattern::Literal(literal) => self.constant(literal.clone().into()),
            TermPattern::Variable(name) => Ok(Place::Variable(self.number(name))),
            // A blank node is a variable that nobody can name.
            TermPattern::BlankNode(node) => {
                Ok(Place::Variable(self.number(&Name::new_unchecked(format!("blank {}", node.as_str())))))
            }
            TermPattern::Triple(_) => Err(Stop::Unsupported),
        }
    }

    fn constant(&self, term: Term) -> Result<Place, Stop> {
        Ok(Place::Constant(self.dataset.internalize_term(term).map_err(Stop::Damage)?))
    }

    fn group(
        &mut self,
        table: &Table,
        variables: &[Name],
        aggregates: &[(Name, AggregateExpression)],
    ) -> Result<Table, Stop> {
        let keys: Vec<_> = variables.iter().map(|name| self.number(name)).collect();
        let places: Vec<_> = keys.iter().map(|variable| table.place(*variable)).collect();
        let mut groups: FxHashMap<Vec<TermId>, usize> = FxHashMap::default();
        let mut order: Vec<Vec<TermId>> = Vec::new();
        let mut members = Vec::with_capacity(table.rows);
        for row in table.iter() {
            let key: Vec<TermId> = places.iter().map(|place| place.map_or(UNBOUND, |place| row[place])).collect();
            let group = *groups.entry(key).or_insert_with_key(|key| {
                order.push(key.clone());
                order.len() - 1
            });
            members.push(group);
        }
        // Without keys there is one group, even of nothing.
        if keys.is_empty() && order.is_empty() {
            order.push(Vec::new());
        }
        let mut columns = Vec::with_capacity(aggregates.len());
        for (_, aggregate) in aggregates {
            columns.push(self.count(table, &members, order.len(), aggregate)?);
        }
        let mut result = keys.clone();
        for (name, _) in aggregates {
            result.push(self.number(name));
        }
        let mut grouped = Table::new(result);
        for (number, key) in order.iter().enumerate() {
            let counts = columns.iter().map(|column: &Vec<TermId>| column[number]);
            grouped.push(key.iter().copied().chain(counts))?;
        }
        for (place, certain) in grouped.certain.iter_mut().enumerate().take(keys.len()) {
            *certain = order.iter().all(|key| key[place] != UNBOUND);
        }
        Ok(grouped)
    }

    /// A COUNT for every group.
    fn count(
        &mut self,
        table: &Table,
        members: &[usize],
        groups: usize,
        aggregate: &AggregateExpression,
    ) -> Result<Vec<TermId>, Stop> {
        let mut counts = vec![0_i64; groups];
        match aggregate {
            AggregateExpression::CountSolutions { distinct: false } => {
                members.iter().for_each(|group| counts[*group] += 1);
            }
            AggregateExpression::FunctionCall { name: AggregateFunction::Count, expr, distinct } => {
                let values = self.evaluate(expr, table)?;
                let mut seen: FxHashSet<(usize, TermId)> = FxHashSet::default();
                for (group, value) in members.iter().zip(values) {
                    if value != UNBOUND && (!distinct || seen.insert((*group, value))) {
                        counts[*group] += 1;
                    }
                }
            }
            _ => return Err(Stop::Unsupported),
        }
        let number = |count: i64| TermId::inline(Literal::from(count).as_ref()).ok_or(Stop::Unsupported);
        counts.into_iter().map(number).collect()
    }

    /// Sorts by variables whose values have an order of their own: dates, numbers of one type, IRIs, strings.
    fn order(&mut self, table: &Table, expressions: &[OrderExpression]) -> Result<Table, Stop> {
        let mut columns: Vec<(bool, Vec<u32>)> = Vec::new();
        for expression in expressions {
            let (descending, expression) = match expression {
                OrderExpression::Asc(expression) => (false, expression),
                OrderExpression::Desc(expression) => (true, expression),
            };
            let values = self.evaluate(expression, table)?;
            columns.push((descending, self.ranks(&values)?));
        }
        self.cancelled()?;
        let mut numbers: Vec<u32> = (0..table.rows as u32).collect();
        numbers.sort_by(|a, b| {
            let compare = |(descending, ranks): &(bool, Vec<u32>)| {
                let order = ranks[*a as usize].cmp(&ranks[*b as usize]);
                if *descending { order.reverse() } else { order }
            };
            columns.iter().map(compare).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        });
        Ok(table.rows_at(&numbers))
    }

    /// For each value its place among the different ones in ascending order.
    fn ranks(&self, values: &[TermId]) -> Result<Vec<u32>, Stop> {
        let mut different: Vec<TermId> = values.iter().copied().collect::<FxHashSet<_>>().into_iter().collect();
        different.sort_unstable();
        let first = different.first().copied().unwrap_or(UNBOUND);
        if first != UNBOUND && !different.iter().all(|id| id.is_ordered_like(first)) {
            let mut texts: Vec<(String, TermId)> = Vec::with_capacity(different.len());
            let mut strings = 0;
            for id in &different {
                let text = match self.dataset.externalize_term(*id).map_err(Stop::Damage)? {
                    Term::NamedNode(node) => node.into_string(),
                    Term::Literal(literal) if literal.datatype() == oxrdf::vocab::xsd::STRING => {
                        strings += 1;
                        literal.destruct().0
                    }
                    _ => return Err(Stop::Unsupported),
                };
                texts.push((text, *id));
            }
            if strings != 0 && strings != texts.len() {
                return Err(Stop::Unsupported);
            }
            texts.sort_unstable();
            different = texts.into_iter().map(|(_, id)| id).collect();
        } else if first == UNBOUND && different.len() > 1 {
            return Err(Stop::Unsupported);
        }
        let ranks: FxHashMap<TermId, u32> = different.iter().enumerate().map(|(rank, id)| (*id, rank as u32)).collect();
        Ok(values.iter().map(|id| ranks[id]).collect())
    }
}

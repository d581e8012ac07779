//! Everything that is joined: patterns, paths, VALUES and whole sub-patterns, with filters, OPTIONAL, BIND and MINUS over it.
//!
//! The order of the joins comes from the data: of the parts that hang together with the rows so far, the next is the one
//! that is expected to leave the fewest. How many that are is asked of the index for a sample of the rows, so that the order in
//! which a query is written decides nothing. A filter runs as soon as its variables have their values, and columns go when nobody looks at
//! them any more.

use std::rc::Rc;

use spargebra::algebra::{Expression, GraphPattern};

use super::bounds::{Ranges, stretches};
use super::intersect::TOO_LONG;
use super::join::assemble;
use super::path::PathPart;
use super::pattern::{Lookup, Pattern, Place};
use super::scope::Variables;
use super::table::{Table, UNBOUND, Variable};
use super::{ActiveGraph, Counting, Executor, Need, Stop};

/// Something to be joined.
#[derive(Clone)]
pub(super) enum Part<'q> {
    Pattern(Pattern),
    Path(Rc<PathPart>),
    /// Solutions at hand.
    Table(Rc<Table>),
    /// A pattern with a scope of its own, and the variables that its solutions can have.
    Sub(&'q GraphPattern, ActiveGraph, Rc<Variables>),
}

impl Part<'_> {
    fn variables(&self) -> Variables {
        match self {
            Self::Pattern(pattern) => pattern.variables(),
            Self::Path(path) => path.variables(),
            Self::Table(table) => table.variables.iter().copied().collect(),
            Self::Sub(_, _, variables) => Variables::clone(variables),
        }
    }
}

/// A condition that every solution meets.
#[derive(Clone)]
struct Condition<'q> {
    expression: &'q Expression,
    graph: ActiveGraph,
    mentioned: Rc<Variables>,
}

/// What comes after all joins, in the order of the query.
#[derive(Clone)]
enum After<'q> {
    Optional { right: &'q GraphPattern, condition: Option<&'q Expression> },
    Bind { variable: Variable, expression: &'q Expression },
    Minus { right: &'q GraphPattern },
}

#[derive(Clone)]
struct Next<'q> {
    after: After<'q>,
    graph: ActiveGraph,
    /// The variables that it looks at or gives a value.
    mentioned: Rc<Variables>,
}

#[derive(Clone, Default)]
struct Conjunction<'q> {
    parts: Vec<Part<'q>>,
    conditions: Vec<Condition<'q>>,
    nexts: Vec<Next<'q>>,
}

/// Rows with which a plan for a few solutions begins.
const FIRST_SLICE: usize = 64;

/// Rows of which the index is asked how many partners they have.
const SAMPLE: usize = 16;

/// What sub-patterns and paths are taken to give for each row.
const UNKNOWN: f64 = 64.0;

/// A part that does not hang together with the rows so far comes last.
const UNCONNECTED: f64 = 1e18;

impl Executor<'_> {
    /// The solutions of a pattern of joins and what belongs to them.
    pub(super) fn conjunction(
        &mut self,
        pattern: &GraphPattern,
        graph: ActiveGraph,
        given: &Table,
        need: &Need,
    ) -> Result<Table, Stop> {
        let mut conjunction = Conjunction::default();
        self.flatten(pattern, graph, &Variables::new(), &mut conjunction)?;
        let given = self.restrict(given, pattern, graph)?;
        self.solve(conjunction, given, need)
    }

    /// Takes a pattern apart. `outer` are the variables of what it is joined with: where they would change the meaning of a filter,
    /// of an OPTIONAL or of a BIND, that pattern stays a whole.
    fn flatten<'q>(
        &mut self,
        pattern: &'q GraphPattern,
        graph: ActiveGraph,
        outer: &Variables,
        into: &mut Conjunction<'q>,
    ) -> Result<(), Stop> {
        match pattern {
            GraphPattern::Bgp { patterns } if patterns.is_empty() => match graph {
                ActiveGraph::Default => {}
                ActiveGraph::Named(name) if self.dataset.has_graph(name) => {}
                ActiveGraph::Named(_) => into.parts.push(Part::Table(Rc::new(Table::empty()))),
                ActiveGraph::Variable(variable) => {
                    let mut names = Table::new(vec![variable]);
                    self.dataset.named_graphs().into_iter().for_each(|name| names.push([name]));
                    into.parts.push(Part::Table(Rc::new(names)));
                }
            },
            GraphPattern::Bgp { patterns } => {
                for pattern in patterns {
                    into.parts.push(Part::Pattern(self.pattern(pattern, graph)?));
                }
            }
            GraphPattern::Path { subject, path, object } => {
                let part = self.path_part(subject, path, object, graph)?;
                into.parts.push(Part::Path(Rc::new(part)));
            }
            GraphPattern::Values { variables, bindings } => {
                into.parts.push(Part::Table(Rc::new(self.values(variables, bindings)?)));
            }
            GraphPattern::Graph { name, inner } => {
                let graph = self.active(name)?;
                self.flatten(inner, graph, outer, into)?;
            }
            GraphPattern::Join { left, right } => {
                let (mut beside_left, mut beside_right) = (outer.clone(), outer.clone());
                self.mentioned_in(right, &mut beside_left)?;
                self.mentioned_in(left, &mut beside_right)?;
                beside_left.extend(graph.variable());
                beside_right.extend(graph.variable());
                self.flatten(left, graph, &beside_left, into)?;
                self.flatten(right, graph, &beside_right, into)?;
            }
            GraphPattern::Filter { expr, inner } => {
                let mut mentioned = Variables::new();
                self.mentioned(expr, &mut mentioned)?;
                if !self.is_closed(&mentioned, inner, graph, outer)? {
                    return self.whole(pattern, graph, into);
                }
                self.flatten(inner, graph, outer, into)?;
                self.conditions(expr, graph, &mut into.conditions)?;
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                let mut mentioned = Variables::new();
                self.mentioned_in(right, &mut mentioned)?;
                expression.iter().try_for_each(|expression| self.mentioned(expression, &mut mentioned))?;
                mentioned.extend(graph.variable());
                if !self.is_closed(&mentioned, left, graph, outer)? {
                    return self.whole(pattern, graph, into);
                }
                self.flatten(left, graph, &outer.union(&mentioned).copied().collect(), into)?;
                let after = After::Optional { right, condition: expression.as_ref() };
                into.nexts.push(Next { after, graph, mentioned: Rc::new(mentioned) });
            }
            GraphPattern::Minus { left, right } => {
                let mut mentioned = Variables::new();
                self.mentioned_in(right, &mut mentioned)?;
                mentioned.extend(graph.variable());
                if !self.is_closed(&mentioned, left, graph, outer)? {
                    return self.whole(pattern, graph, into);
                }
                self.flatten(left, graph, &outer.union(&mentioned).copied().collect(), into)?;
                into.nexts.push(Next { after: After::Minus { right }, graph, mentioned: Rc::new(mentioned) });
            }
            GraphPattern::Extend { inner, variable, expression } => {
                let variable = self.number(variable);
                let mut mentioned = Variables::from([variable]);
                self.mentioned(expression, &mut mentioned)?;
                if outer.contains(&variable) || !self.is_closed(&mentioned, inner, graph, outer)? {
                    return self.whole(pattern, graph, into);
                }
                self.flatten(inner, graph, &outer.union(&mentioned).copied().collect(), into)?;
                let after = After::Bind { variable, expression };
                into.nexts.push(Next { after, graph, mentioned: Rc::new(mentioned) });
            }
            _ => self.whole(pattern, graph, into)?,
        }
        Ok(())
    }

    /// Whether none of the variables gets its value, or another one, from outside of the pattern.
    fn is_closed(
        &mut self,
        mentioned: &Variables,
        pattern: &GraphPattern,
        graph: ActiveGraph,
        outer: &Variables,
    ) -> Result<bool, Stop> {
        let certain = self.scope(pattern, graph)?.certain;
        Ok(mentioned.iter().all(|variable| certain.contains(variable) || !outer.contains(variable)))
    }

    fn whole<'q>(
        &mut self,
        pattern: &'q GraphPattern,
        graph: ActiveGraph,
        into: &mut Conjunction<'q>,
    ) -> Result<(), Stop> {
        let variables = Rc::new(self.scope(pattern, graph)?.possible);
        into.parts.push(Part::Sub(pattern, graph, variables));
        Ok(())
    }

    fn conditions<'q>(
        &mut self,
        expression: &'q Expression,
        graph: ActiveGraph,
        into: &mut Vec<Condition<'q>>,
    ) -> Result<(), Stop> {
        if let Expression::And(a, b) = expression {
            self.conditions(a, graph, into)?;
            return self.conditions(b, graph, into);
        }
        let mut mentioned = Variables::new();
        self.mentioned(expression, &mut mentioned)?;
        into.push(Condition { expression, graph, mentioned: Rc::new(mentioned) });
        Ok(())
    }

    fn solve(&mut self, mut conjunction: Conjunction<'_>, start: Table, need: &Need) -> Result<Table, Stop> {
        // One part alone that is a whole needs no join.
        if let ([Part::Sub(pattern, graph, _)], [], []) =
            (&*conjunction.parts, &*conjunction.conditions, &*conjunction.nexts)
        {
            return self.run(pattern, *graph, &start, need);
        }
        self.trace.enter();
        let mut table = start;
        let mut charge = self.pace.budget().charge();
        loop {
            charge.set(table.bytes())?;
            table = self.filter_what_is_ready(&mut conjunction, table)?;
            table = self.forget(&conjunction, table, need)?;
            if table.rows == 0 {
                break;
            }
            if let Some(quota) = need.quota
                && table.rows > FIRST_SLICE
                && !(conjunction.parts.is_empty() && conjunction.nexts.is_empty() && conjunction.conditions.is_empty())
            {
                table = self.solve_in_slices(&conjunction, &table, need, quota)?;
                break;
            }
            if let Some((number, expected)) = self.choose(&conjunction.parts, &table, &self.ranges(&conjunction)) {
                table = self.join_part(&mut conjunction, number, expected, table, need)?;
            } else if conjunction.nexts.is_empty() {
                break;
            } else {
                let next = conjunction.nexts.remove(0);
                table = self.run_next(&conjunction, next, table, need)?;
            }
        }
        self.trace.leave("join", String::new, None, &table);
        Ok(table)
    }

    /// The rest of the plan for ever larger slices of the rows, until there are enough solutions.
    fn solve_in_slices(
        &mut self,
        conjunction: &Conjunction<'_>,
        table: &Table,
        need: &Need,
        quota: usize,
    ) -> Result<Table, Stop> {
        let mut found = Table::empty();
        let (mut at, mut size) = (0, FIRST_SLICE);
        let rest = Need { quota: None, ..need.clone() };
        while at < table.rows && found.rows < quota {
            let slice = table.slice(at..at + size);
            let more = self.solve(conjunction.clone(), slice, &rest)?;
            found = if at == 0 { more } else { found.union(more)? };
            at += size;
            size *= 4;
        }
        Ok(found)
    }

    /// Runs the filters that nothing to come can change.
    fn filter_what_is_ready(&mut self, conjunction: &mut Conjunction<'_>, mut table: Table) -> Result<Table, Stop> {
        let mut to_come = Variables::new();
        conjunction.parts.iter().for_each(|part| to_come.extend(part.variables()));
        conjunction.nexts.iter().for_each(|next| to_come.extend(next.mentioned.iter()));
        let mut number = 0;
        while let Some(condition) = conjunction.conditions.get(number) {
            let is_settled = |variable: &Variable| table.is_certain(*variable) || !to_come.contains(variable);
            if !condition.mentioned.iter().all(is_settled) {
                number += 1;
                continue;
            }
            let condition = conjunction.conditions.remove(number);
            self.trace.enter();
            table = self.filter(condition.expression, condition.graph, table)?;
            self.trace.leave("filter", || condition.expression.to_string(), None, &table);
        }
        Ok(table)
    }

    /// Drops the columns that nobody will look at.
    fn forget(&self, conjunction: &Conjunction<'_>, table: Table, need: &Need) -> Result<Table, Stop> {
        let Some(wanted) = &need.variables else { return Ok(table) };
        let mut live = wanted.clone();
        conjunction.parts.iter().for_each(|part| live.extend(part.variables()));
        live.extend(self.later(conjunction));
        let kept: Vec<Variable> = table.variables.iter().copied().filter(|v| live.contains(v)).collect();
        if kept.len() == table.variables.len() {
            return Ok(table);
        }
        let table = table.project(&kept);
        if need.counting == Counting::Once { self.distinct(table) } else { Ok(table) }
    }

    /// The variables that filters and what comes after the joins look at.
    fn later(&self, conjunction: &Conjunction<'_>) -> Variables {
        let conditions = conjunction.conditions.iter().flat_map(|condition| condition.mentioned.iter());
        conditions.chain(conjunction.nexts.iter().flat_map(|next| next.mentioned.iter())).copied().collect()
    }

    fn ranges(&self, conjunction: &Conjunction<'_>) -> Ranges {
        Ranges::of(conjunction.conditions.iter().map(|condition| condition.expression), &self.names)
    }

    /// The part to join next and the rows that it is expected to leave; of equal ones the first.
    fn choose(&self, parts: &[Part<'_>], table: &Table, ranges: &Ranges) -> Option<(usize, f64)> {
        let estimates = parts.iter().enumerate().map(|(number, part)| (number, self.estimate(part, table, ranges)));
        estimates
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(number, rows)| (number, if rows >= UNCONNECTED { rows / UNCONNECTED } else { rows }))
    }

    /// The rows that a join with the part is expected to give.
    fn estimate(&self, part: &Part<'_>, table: &Table, ranges: &Ranges) -> f64 {
        let is_start = table.variables.is_empty();
        let rows = table.rows as f64;
        let connected = is_start || part.variables().iter().any(|variable| table.place(*variable).is_some());
        let distant = |rows: f64| if connected { rows } else { rows.max(1.0) * UNCONNECTED };
        match part {
            Part::Pattern(pattern) => match Lookup::new(self.dataset, pattern, table) {
                Some(mut lookup) => distant(self.sample(&mut lookup, table, ranges)),
                None => distant(rows * self.dataset.count(pattern.places.map(Place::constant)) as f64),
            },
            Part::Table(part) => distant(rows * if is_start { part.rows as f64 } else { 1.0 }),
            Part::Path(path) => {
                let bound = path.bound(table);
                distant(rows * if bound { UNKNOWN } else { UNKNOWN.powi(4) })
            }
            Part::Sub(..) => distant(rows * UNKNOWN * if is_start { UNKNOWN.powi(2) } else { 1.0 }),
        }
    }

    /// Asks the index how many partners some of the rows have.
    fn sample(&self, lookup: &mut Lookup, table: &Table, ranges: &Ranges) -> f64 {
        let count = if lookup.is_connected() { table.rows.min(SAMPLE) } else { table.rows.min(1) };
        let bounds = ranges.of_lookup(lookup);
        let mut found = 0.0;
        for number in 0..count {
            let row = number * table.rows / count;
            let key = lookup.key(table, row);
            found += match bounds.and_then(|bounds| stretches(bounds, lookup, &key)) {
                Some(stretches) => stretches.iter().map(|rows| rows.len()).sum::<usize>(),
                None => lookup.at_most(self.dataset, &key),
            } as f64;
        }
        // Rows that were not asked have partners, too, if only few.
        let found = if count < table.rows { found.max(0.5) } else { found };
        found * table.rows as f64 / count.max(1) as f64
    }

    fn join_part(
        &mut self,
        conjunction: &mut Conjunction<'_>,
        number: usize,
        expected: f64,
        table: Table,
        need: &Need,
    ) -> Result<Table, Stop> {
        let ranges = self.ranges(conjunction);
        let part = conjunction.parts.remove(number);
        let group = match &part {
            Part::Pattern(pattern) => self.companions(pattern, &mut conjunction.parts, &table),
            _ => Vec::new(),
        };
        let live = need.variables.as_ref().map(|wanted| {
            let mut live = wanted.clone();
            conjunction.parts.iter().for_each(|part| live.extend(part.variables()));
            live.extend(self.later(conjunction));
            live
        });
        self.trace.enter();
        match part {
            Part::Pattern(first) if !group.is_empty() => {
                let patterns = [vec![first], group].concat();
                let joined = self.intersect(&patterns, &table, live.as_ref(), need.counting)?;
                let detail =
                    || patterns.iter().map(|pattern| self.pattern_text(pattern)).collect::<Vec<_>>().join(" . ");
                let detail = if self.trace.is_on() { detail() } else { String::new() };
                self.trace.leave("intersect", || detail, Some(expected), &joined);
                Ok(joined)
            }
            Part::Pattern(pattern) => {
                let (joined, operator, index) =
                    self.join_pattern(&pattern, table, live.as_ref(), need.counting, &ranges)?;
                let detail = if self.trace.is_on() { self.pattern_text(&pattern) } else { String::new() };
                self.trace.leave_index(operator, || detail, Some(|| index), Some(expected), &joined);
                Ok(joined)
            }
            Part::Path(path) => {
                let joined = self.join_path(&path, table)?;
                let detail = if self.trace.is_on() { self.path_text(&path) } else { String::new() };
                self.trace.leave("path", || detail, None, &joined);
                Ok(joined)
            }
            Part::Table(part) => {
                let joined = self.join(&table, &part)?;
                self.trace.leave("values", String::new, Some(expected), &joined);
                Ok(joined)
            }
            Part::Sub(pattern, graph, _) => {
                let given = self.restrict(&table, pattern, graph)?;
                let counting = if need.counting == Counting::Once { Counting::Once } else { Counting::Rows };
                let wanted = live.map(|live| live.into_iter().chain(table.variables.iter().copied()).collect());
                let need = Need { variables: wanted, counting, quota: None };
                let part = self.run(pattern, graph, &given, &need)?;
                let joined = if table.variables.is_empty() && table.rows == 1 && table.weights.is_none() {
                    part
                } else {
                    self.join(&table, &part)?
                };
                self.trace.leave("join with", String::new, None, &joined);
                Ok(joined)
            }
        }
    }

    /// Takes out the other patterns that give a value to the same variable and to no other, for all of them to be
    /// intersected.
    fn companions(&self, pattern: &Pattern, parts: &mut Vec<Part<'_>>, table: &Table) -> Vec<Pattern> {
        let only_open = |pattern: &Pattern| {
            let mut lookup = Lookup::new(self.dataset, pattern, table)?;
            // A long list that is the same for all rows is better asked when they are there, in its own order.
            let is_shared = !lookup.is_connected() && !table.variables.is_empty();
            if is_shared && lookup.at_most(self.dataset, &lookup.key(table, 0)) > TOO_LONG * table.rows {
                return None;
            }
            match lookup.open.as_slice() {
                [(variable, component)] if lookup.repeated.is_empty() && lookup.leading() == Some(*component) => {
                    Some(*variable)
                }
                _ => None,
            }
        };
        let Some(variable) = only_open(pattern) else { return Vec::new() };
        let mut group = Vec::new();
        parts.retain(|part| match part {
            Part::Pattern(other) if only_open(other) == Some(variable) => {
                group.push(*other);
                false
            }
            _ => true,
        });
        group
    }

    fn run_next(&mut self, rest: &Conjunction<'_>, next: Next<'_>, table: Table, need: &Need) -> Result<Table, Stop> {
        self.trace.enter();
        match next.after {
            After::Bind { variable, expression } => {
                let mut table = table;
                let values = self.evaluate(expression, next.graph, &table)?;
                match table.place(variable) {
                    // The parser refuses this, so it cannot be told from a mistake.
                    Some(_) => return Err(Stop::Unsupported),
                    None => table.add(variable, values),
                }
                self.trace.leave("bind", || expression.to_string(), None, &table);
                Ok(table)
            }
            After::Optional { right, condition } => {
                let table = table.unweighted()?;
                let mut wanted = self.later(rest);
                expression_variables(self, condition, &mut wanted)?;
                wanted.extend(table.variables.iter());
                let given = self.restrict(&table, right, next.graph)?;
                let right_need = need.and(&wanted);
                let right = self.run(right, next.graph, &given, &right_need)?;
                let joined = self.left_join(&table, &right, condition, next.graph)?;
                self.trace.leave("optional", String::new, None, &joined);
                Ok(joined)
            }
            After::Minus { right } => {
                let mut shared = self.scope(right, next.graph)?.possible;
                shared.retain(|variable| table.place(*variable).is_some());
                let given = self.restrict(&table, right, next.graph)?;
                let right_need = Need { variables: Some(shared), counting: Counting::Once, quota: None };
                let right = self.run(right, next.graph, &given, &right_need)?;
                let gone = self.has_partner(&table, &right, true)?;
                let kept = table.keep(&gone.into_iter().map(|gone| !gone).collect::<Vec<_>>());
                self.trace.leave("minus", String::new, None, &kept);
                Ok(kept)
            }
        }
    }

    /// Every row with its partners, or alone if it has none for which the condition is true.
    fn left_join(
        &mut self,
        left: &Table,
        right: &Table,
        condition: Option<&Expression>,
        graph: ActiveGraph,
    ) -> Result<Table, Stop> {
        let mut pairs = self.pairs(left, right)?;
        let mut joined = assemble(left, right, &pairs)?;
        if let Some(condition) = condition {
            let mask = self.truth(condition, graph, &joined)?;
            joined = joined.keep(&mask);
            let mut kept = mask.iter();
            pairs.left.retain(|_| kept.next().is_some_and(|kept| *kept));
        }
        let mut alone = vec![true; left.rows];
        pairs.left.iter().for_each(|row| alone[*row as usize] = false);
        let numbers: Vec<u32> = (0..left.rows as u32).filter(|row| alone[*row as usize]).collect();
        let mut missing = left.rows_at(&numbers);
        for variable in &right.variables {
            if left.place(*variable).is_none() {
                missing.add(*variable, vec![UNBOUND; missing.rows]);
            }
        }
        joined.union(missing)
    }
}

fn expression_variables(
    executor: &mut Executor<'_>,
    expression: Option<&Expression>,
    into: &mut Variables,
) -> Result<(), Stop> {
    expression.map_or(Ok(()), |expression| executor.mentioned(expression, into))
}

//! Grouping and aggregates. Rows may carry weights, so that what is only counted was never listed.

use oxrdf::{Literal, Term};
use oxsdatatypes::Decimal;
use rustc_hash::FxHashSet;
use spargebra::algebra::{AggregateExpression, AggregateFunction, GraphPattern};

use super::scope::Variables;
use super::table::{Table, UNBOUND, Variable};
use super::{ActiveGraph, Counting, Executor, Need, Stop};
use crate::store::TermId;

/// The rows of a table, and of each the number of its group.
struct Groups<'t> {
    table: &'t Table,
    of_row: Vec<u32>,
    count: usize,
}

impl Groups<'_> {
    fn weight(&self, row: usize) -> u64 {
        self.table.weights.as_ref().map_or(1, |weights| weights[row])
    }
}

impl Executor<'_> {
    pub(super) fn group(
        &mut self,
        inner: &GraphPattern,
        graph: ActiveGraph,
        given: &Table,
        keys: &[Variable],
        aggregates: &[(oxrdf::Variable, AggregateExpression)],
    ) -> Result<Table, Stop> {
        let mut wanted: Variables = keys.iter().copied().collect();
        let mut counts_rows = false;
        for (_, aggregate) in aggregates {
            match aggregate {
                AggregateExpression::FunctionCall { expr, name, distinct } => {
                    self.mentioned(expr, &mut wanted)?;
                    counts_rows |= !distinct && !matches!(name, AggregateFunction::Min | AggregateFunction::Max);
                }
                AggregateExpression::CountSolutions { distinct: false } => counts_rows = true,
                AggregateExpression::CountSolutions { distinct: true } => return Err(Stop::Unsupported),
            }
        }
        self.trace.enter();
        let counting = if counts_rows { Counting::Weights } else { Counting::Once };
        let given = self.restrict(given, inner, graph)?;
        let need = Need { variables: Some(wanted), counting, quota: None };
        let table = self.run(inner, graph, &given, &need)?;
        let columns: Vec<Option<&[TermId]>> = keys.iter().map(|key| table.column(*key)).collect();
        let known: Vec<&[TermId]> = columns.iter().flatten().copied().collect();
        let (of_row, mut firsts) = self.group_rows(&known, table.rows)?;
        // Without keys there is one group, even of nothing.
        let count = if keys.is_empty() { 1 } else { firsts.len() };
        firsts.truncate(count);
        let mut grouped = Table { rows: count, ..Table::default() };
        for (key, column) in keys.iter().zip(&columns) {
            let value = |row: &u32| column.map_or(UNBOUND, |column| column[*row as usize]);
            grouped.add(*key, firsts.iter().map(value).collect());
        }
        let groups = Groups { table: &table, of_row, count };
        for (name, aggregate) in aggregates {
            let values = self.aggregate(&groups, aggregate, graph)?;
            let variable = self.number(name);
            grouped.add(variable, values);
        }
        self.trace.leave("group", String::new, None, &grouped);
        Ok(grouped)
    }

    /// The value of an aggregate for every group.
    fn aggregate(
        &mut self,
        groups: &Groups<'_>,
        aggregate: &AggregateExpression,
        graph: ActiveGraph,
    ) -> Result<Vec<TermId>, Stop> {
        let (expression, function, distinct) = match aggregate {
            AggregateExpression::CountSolutions { .. } => {
                let mut counts = vec![0_u64; groups.count];
                for (row, group) in groups.of_row.iter().enumerate() {
                    counts[*group as usize] += groups.weight(row);
                }
                return counts.into_iter().map(count_id).collect();
            }
            AggregateExpression::FunctionCall { expr, name, distinct } => (expr, name, *distinct),
        };
        let values = self.evaluate(expression, graph, groups.table)?;
        self.check()?;
        // Each value with its group and how often it counts.
        let mut charge = self.pace.budget().charge();
        charge.set(values.len() * if distinct { 72 } else { 24 })?;
        let mut seen: FxHashSet<(u32, TermId)> = FxHashSet::default();
        let mut members: Vec<(u32, TermId, u64)> = Vec::with_capacity(values.len());
        for (row, (group, value)) in groups.of_row.iter().zip(values).enumerate() {
            if !distinct || seen.insert((*group, value)) {
                members.push((*group, value, if distinct { 1 } else { groups.weight(row) }));
            }
            self.tick(1)?;
        }
        match function {
            AggregateFunction::Count => {
                let mut counts = vec![0_u64; groups.count];
                let valued = members.iter().filter(|(_, value, _)| *value != UNBOUND);
                valued.for_each(|(group, _, weight)| counts[*group as usize] += weight);
                counts.into_iter().map(count_id).collect()
            }
            AggregateFunction::Sum | AggregateFunction::Avg => {
                let sums = sums(groups.count, &members)?;
                let is_average = *function == AggregateFunction::Avg;
                sums.into_iter().map(|sum| self.number_id(sum, is_average)).collect()
            }
            AggregateFunction::Min => self.extreme(groups.count, &members, std::cmp::Ordering::Less),
            AggregateFunction::Max => self.extreme(groups.count, &members, std::cmp::Ordering::Greater),
            AggregateFunction::Sample => {
                let mut samples = vec![UNBOUND; groups.count];
                for (group, value, _) in members {
                    if samples[group as usize] == UNBOUND {
                        samples[group as usize] = value;
                    }
                }
                Ok(samples)
            }
            AggregateFunction::GroupConcat { separator } => {
                self.concatenate(groups.count, &members, separator.as_deref().unwrap_or(" "))
            }
            AggregateFunction::Custom(_) => Err(Stop::Unsupported),
        }
    }

    /// The sum or average as a term; no value if one of the group had none.
    fn number_id(&self, sum: Option<Sum>, is_average: bool) -> Result<TermId, Stop> {
        let Some(Sum { millionths, count, is_decimal }) = sum else { return Ok(UNBOUND) };
        let whole = i64::try_from(millionths / 1_000_000).map_err(|_| Stop::Unsupported)?;
        let literal = match (is_average, count) {
            (true, 0) => Literal::from(0),
            (false, _) if !is_decimal => Literal::from(whole),
            _ => {
                let units = millionths.checked_mul(1_000_000_000_000).ok_or(Stop::Unsupported)?;
                let sum = Decimal::from_be_bytes(units.to_be_bytes());
                let count = i64::try_from(count).map_err(|_| Stop::Unsupported)?;
                match is_average {
                    true => sum.checked_div(count).map(Literal::from).ok_or(Stop::Unsupported)?,
                    false => Literal::from(sum),
                }
            }
        };
        self.intern(literal.into())
    }

    /// The least or greatest value of every group; none if one of the group had none.
    fn extreme(
        &self,
        count: usize,
        members: &[(u32, TermId, u64)],
        wanted: std::cmp::Ordering,
    ) -> Result<Vec<TermId>, Stop> {
        let values: Vec<TermId> = members.iter().map(|(_, value, _)| *value).collect();
        let ranks = self.ranks(&values)?;
        let mut best: Vec<Option<usize>> = vec![None; count];
        let mut failed = vec![false; count];
        for (number, (group, value, _)) in members.iter().enumerate() {
            let best = &mut best[*group as usize];
            failed[*group as usize] |= *value == UNBOUND;
            if best.is_none_or(|best| ranks[number].cmp(&ranks[best]) == wanted) {
                *best = Some(number);
            }
        }
        let value = |(best, failed): (Option<usize>, bool)| match best {
            Some(number) if !failed => values[number],
            _ => UNBOUND,
        };
        Ok(best.into_iter().zip(failed).map(value).collect())
    }

    /// The strings of every group, one after the other.
    fn concatenate(&self, count: usize, members: &[(u32, TermId, u64)], separator: &str) -> Result<Vec<TermId>, Stop> {
        let mut texts: Vec<Option<String>> = vec![None; count];
        let mut failed = vec![false; count];
        for (group, value, weight) in members {
            let group = *group as usize;
            if *value == UNBOUND {
                failed[group] = true;
                continue;
            }
            let string = match self.term(*value)? {
                Term::Literal(literal) if literal.datatype() == oxrdf::vocab::xsd::STRING => literal.destruct().0,
                _ => return Err(Stop::Unsupported),
            };
            for _ in 0..*weight {
                match &mut texts[group] {
                    Some(text) => {
                        text.push_str(separator);
                        text.push_str(&string);
                    }
                    text => *text = Some(string.clone()),
                }
            }
            self.tick(8)?;
        }
        let id = |(text, failed): (Option<String>, bool)| match failed {
            true => Ok(UNBOUND),
            false => self.intern(Literal::from(text.unwrap_or_default()).into()),
        };
        texts.into_iter().zip(failed).map(id).collect()
    }
}

fn count_id(count: u64) -> Result<TermId, Stop> {
    let count = i64::try_from(count).map_err(|_| Stop::Unsupported)?;
    Some(TermId::nearest_integer(count)).filter(|id| id.to_integer() == Some(count)).ok_or(Stop::Unsupported)
}

/// What the numbers of a group add up to.
#[derive(Clone, Copy, Default)]
struct Sum {
    millionths: i128,
    count: u64,
    is_decimal: bool,
}

/// The sums of all groups; `None` for a group with a row that has no value.
fn sums(count: usize, members: &[(u32, TermId, u64)]) -> Result<Vec<Option<Sum>>, Stop> {
    let mut sums = vec![Some(Sum::default()); count];
    for (group, value, weight) in members {
        let place = &mut sums[*group as usize];
        if *value == UNBOUND {
            *place = None;
        }
        let Some(sum) = place else { continue };
        let millionths = match (value.to_integer(), value.to_millionths()) {
            (Some(value), _) => i128::from(value) * 1_000_000,
            (_, Some(value)) => {
                sum.is_decimal = true;
                i128::from(value)
            }
            // Floats, and what is no number.
            _ => return Err(Stop::Unsupported),
        };
        sum.millionths = millionths
            .checked_mul(i128::from(*weight))
            .and_then(|more| sum.millionths.checked_add(more))
            .ok_or(Stop::Unsupported)?;
        sum.count += weight;
    }
    Ok(sums)
}

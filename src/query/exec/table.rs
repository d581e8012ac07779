//! Solutions as ids: a column for every variable.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::{Executor, Stop};
use crate::store::TermId;

/// A variable of the query by number.
pub(super) type Variable = usize;

/// Stands where a variable has no value: the default graph's name is no term.
pub(super) const UNBOUND: TermId = TermId::DEFAULT_GRAPH;

/// So many ids a table may hold: 512 MiB. What would be larger is left to the evaluator that streams.
const MOST_IDS: usize = 64 << 20;

/// A bag of solutions.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) variables: Vec<Variable>,
    /// Of each variable its values.
    pub(super) columns: Vec<Vec<TermId>>,
    /// Of each variable whether it has a value in every row.
    pub(super) certain: Vec<bool>,
    pub(super) rows: usize,
    /// How many equal solutions each row stands for; without it each stands for itself.
    pub(super) weights: Option<Vec<u64>>,
}

impl Table {
    pub(super) fn new(variables: Vec<Variable>) -> Self {
        let width = variables.len();
        Self { certain: vec![true; width], columns: vec![Vec::new(); width], variables, rows: 0, weights: None }
    }

    /// One solution without variables.
    pub(super) fn unit() -> Self {
        Self { rows: 1, ..Self::default() }
    }

    /// No solution.
    pub(super) fn empty() -> Self {
        Self::default()
    }

    pub(super) fn push(&mut self, row: impl IntoIterator<Item = TermId>) {
        for ((column, certain), id) in self.columns.iter_mut().zip(&mut self.certain).zip(row) {
            *certain &= id != UNBOUND;
            column.push(id);
        }
        self.rows += 1;
    }

    /// Whether so many rows of so many columns are too much.
    pub(super) fn check_size(rows: usize, columns: usize) -> Result<(), Stop> {
        if rows.saturating_mul(columns.max(1)) > MOST_IDS { Err(Stop::TooLarge) } else { Ok(()) }
    }

    /// Bytes that the table holds.
    pub(super) fn bytes(&self) -> usize {
        self.rows * size_of::<TermId>() * (self.columns.len() + usize::from(self.weights.is_some()))
    }

    /// The place of a variable.
    pub(super) fn place(&self, variable: Variable) -> Option<usize> {
        self.variables.iter().position(|known| *known == variable)
    }

    /// The values of a variable, if the table has it.
    pub(super) fn column(&self, variable: Variable) -> Option<&[TermId]> {
        self.place(variable).map(|place| self.columns[place].as_slice())
    }

    pub(super) fn is_certain(&self, variable: Variable) -> bool {
        self.place(variable).is_some_and(|place| self.certain[place])
    }

    /// Adds a column.
    pub(super) fn add(&mut self, variable: Variable, values: Vec<TermId>) {
        debug_assert_eq!(values.len(), self.rows);
        self.variables.push(variable);
        self.certain.push(!values.contains(&UNBOUND));
        self.columns.push(values);
    }

    /// The rows with these numbers, in this order.
    pub(super) fn rows_at(&self, numbers: &[u32]) -> Self {
        let gather = |column: &Vec<TermId>| numbers.iter().map(|number| column[*number as usize]).collect();
        Self {
            variables: self.variables.clone(),
            columns: self.columns.iter().map(gather).collect(),
            certain: self.certain.clone(),
            rows: numbers.len(),
            weights: self.weights.as_ref().map(|all| numbers.iter().map(|number| all[*number as usize]).collect()),
        }
    }

    /// Only the rows for which `mask` is set.
    pub(super) fn keep(self, mask: &[bool]) -> Self {
        if mask.iter().all(|kept| *kept) {
            return self;
        }
        let numbers: Vec<u32> = (0..self.rows as u32).filter(|number| mask[*number as usize]).collect();
        self.rows_at(&numbers)
    }

    /// A stretch of the rows.
    pub(super) fn slice(&self, range: std::ops::Range<usize>) -> Self {
        let range = range.start.min(self.rows)..range.end.min(self.rows);
        Self {
            variables: self.variables.clone(),
            columns: self.columns.iter().map(|column| column[range.clone()].to_vec()).collect(),
            certain: self.certain.clone(),
            rows: range.len(),
            weights: self.weights.as_ref().map(|all| all[range.clone()].to_vec()),
        }
    }

    /// Only these variables, in this order; those that are unknown have no value.
    pub(super) fn project(mut self, variables: &[Variable]) -> Self {
        let mut columns = Vec::with_capacity(variables.len());
        let mut certain = Vec::with_capacity(variables.len());
        for (number, variable) in variables.iter().enumerate() {
            match self.place(*variable) {
                Some(place) => {
                    // The last use takes the column itself.
                    let again = variables[number + 1..].contains(variable);
                    let column = &mut self.columns[place];
                    columns.push(if again { column.clone() } else { std::mem::take(column) });
                    certain.push(self.certain[place]);
                }
                None => {
                    columns.push(vec![UNBOUND; self.rows]);
                    certain.push(self.rows == 0);
                }
            }
        }
        Self { variables: variables.to_vec(), columns, certain, rows: self.rows, weights: self.weights }
    }

    /// Every row as often as it counts.
    pub(super) fn unweighted(mut self) -> Result<Self, Stop> {
        let Some(weights) = self.weights.take() else { return Ok(self) };
        let total = weights.iter().fold(0_u64, |sum, weight| sum.saturating_add(*weight));
        Self::check_size(usize::try_from(total).unwrap_or(usize::MAX), self.columns.len())?;
        if weights.iter().all(|weight| *weight == 1) {
            return Ok(self);
        }
        let numbers: Vec<u32> =
            weights.iter().enumerate().flat_map(|(row, weight)| (0..*weight).map(move |_| row as u32)).collect();
        Ok(self.rows_at(&numbers))
    }

    /// How many solutions there are.
    pub(super) fn solutions(&self) -> u64 {
        match &self.weights {
            Some(weights) => weights.iter().fold(0, |sum, weight| sum.saturating_add(*weight)),
            None => self.rows as u64,
        }
    }

    /// Both bags; a variable that one side lacks has no value there.
    pub(super) fn union(mut self, mut other: Self) -> Result<Self, Stop> {
        let mut variables = self.variables.clone();
        variables.extend(other.variables.iter().filter(|v| self.place(**v).is_none()));
        Self::check_size(self.rows + other.rows, variables.len())?;
        if self.weights.is_some() || other.weights.is_some() {
            let mut weights = self.weights.take().unwrap_or_else(|| vec![1; self.rows]);
            weights.extend(other.weights.take().unwrap_or_else(|| vec![1; other.rows]));
            (self.weights, other.weights) = (Some(weights), None);
        }
        let other = other.project(&variables);
        let mut both = self.project(&variables);
        for (place, column) in other.columns.into_iter().enumerate() {
            both.columns[place].extend(column);
            both.certain[place] &= other.certain[place];
        }
        both.rows += other.rows;
        Ok(both)
    }
}

impl Executor<'_> {
    /// Every row once, the first of equal ones.
    pub(super) fn distinct(&self, mut table: Table) -> Result<Table, Stop> {
        table.weights = None;
        let columns: Vec<&[TermId]> = table.columns.iter().map(Vec::as_slice).collect();
        let (_, firsts) = self.group_rows(&columns, table.rows)?;
        Ok(if firsts.len() == table.rows { table } else { table.rows_at(&firsts) })
    }

    /// For each row the number of its group, and of each group its first row. Groups are numbered as they come.
    pub(super) fn group_rows(&self, columns: &[&[TermId]], rows: usize) -> Result<(Vec<u32>, Vec<u32>), Stop> {
        match columns {
            [] => Ok((vec![0; rows], (0..rows as u32).take(1).collect())),
            [column] if column.is_sorted() => self.number_neighbours(column),
            [column] => self.number_groups(column.iter().copied()),
            [a, b] => self.number_groups(a.iter().copied().zip(b.iter().copied())),
            columns => {
                self.number_groups((0..rows).map(|row| columns.iter().map(|column| column[row]).collect::<Vec<_>>()))
            }
        }
    }

    fn number_neighbours(&self, column: &[TermId]) -> Result<(Vec<u32>, Vec<u32>), Stop> {
        let (mut groups, mut firsts) = (Vec::with_capacity(column.len()), Vec::new());
        for same in column.chunk_by(|a, b| a == b) {
            firsts.push(groups.len() as u32);
            groups.resize(groups.len() + same.len(), firsts.len() as u32 - 1);
            self.tick(same.len())?;
        }
        Ok((groups, firsts))
    }

    fn number_groups<K: Hash + Eq>(&self, keys: impl Iterator<Item = K>) -> Result<(Vec<u32>, Vec<u32>), Stop> {
        let mut known: FxHashMap<K, u32> = FxHashMap::default();
        let (mut groups, mut firsts) = (Vec::with_capacity(keys.size_hint().0), Vec::new());
        let mut charge = self.pace.budget().charge();
        for (row, key) in keys.enumerate() {
            let next = firsts.len() as u32;
            charge.set(4 * row + firsts.len() * (4 + 2 * size_of::<(K, u32)>()))?;
            let group = *known.entry(key).or_insert(next);
            if group == next {
                firsts.push(row as u32);
            }
            groups.push(group);
            self.tick(1)?;
        }
        Ok((groups, firsts))
    }
}

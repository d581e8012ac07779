//! Solutions as ids: rows of fixed width, one place for every variable.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Stop;
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
    /// Of each variable whether it has a value in every row.
    pub(super) certain: Vec<bool>,
    ids: Vec<TermId>,
    pub(super) rows: usize,
}

impl Table {
    pub(super) fn new(variables: Vec<Variable>) -> Self {
        Self { certain: vec![true; variables.len()], variables, ids: Vec::new(), rows: 0 }
    }

    /// One solution without variables.
    pub(super) fn unit() -> Self {
        Self { rows: 1, ..Self::default() }
    }

    pub(super) fn row(&self, number: usize) -> &[TermId] {
        let width = self.variables.len();
        &self.ids[number * width..(number + 1) * width]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[TermId]> {
        (0..self.rows).map(|row| self.row(row))
    }

    pub(super) fn push(&mut self, ids: impl IntoIterator<Item = TermId>) -> Result<(), Stop> {
        self.ids.extend(ids);
        self.rows += 1;
        if self.ids.len() > MOST_IDS { Err(Stop::Unsupported) } else { Ok(()) }
    }

    /// The place of a variable.
    pub(super) fn place(&self, variable: Variable) -> Option<usize> {
        self.variables.iter().position(|known| *known == variable)
    }

    /// The variables that both have, each certain in both.
    pub(super) fn shared(&self, other: &Self) -> Result<Vec<Variable>, Stop> {
        let shared: Vec<_> = self.variables.iter().copied().filter(|v| other.place(*v).is_some()).collect();
        let certain = |table: &Self, v: &Variable| table.place(*v).is_some_and(|place| table.certain[place]);
        if shared.iter().all(|v| certain(self, v) && certain(other, v)) { Ok(shared) } else { Err(Stop::Unsupported) }
    }

    fn key(row: &[TermId], places: &[usize]) -> Vec<TermId> {
        places.iter().map(|place| row[*place]).collect()
    }

    fn places(&self, variables: &[Variable]) -> Vec<usize> {
        variables.iter().filter_map(|v| self.place(*v)).collect()
    }

    /// Joins on the variables that both have. With `optional`, rows of `self` without a partner stay.
    pub(super) fn join(&self, other: &Self, optional: bool) -> Result<Self, Stop> {
        let shared = self.shared(other)?;
        let (mine, theirs) = (self.places(&shared), other.places(&shared));
        let new: Vec<usize> =
            (0..other.variables.len()).filter(|place| self.place(other.variables[*place]).is_none()).collect();
        let mut joined = Self::new([self.variables.as_slice(), &Self::pick(&other.variables, &new)].concat());
        joined.certain = [self.certain.as_slice(), &Self::pick(&other.certain, &new)].concat();
        if optional {
            joined.certain[self.variables.len()..].fill(false);
        }
        let mut partners: FxHashMap<Vec<TermId>, Vec<u32>> = FxHashMap::default();
        for (number, row) in other.iter().enumerate() {
            partners.entry(Self::key(row, &theirs)).or_default().push(number as u32);
        }
        for row in self.iter() {
            match partners.get(&Self::key(row, &mine)) {
                Some(numbers) => {
                    for number in numbers {
                        let more = other.row(*number as usize);
                        joined.push(row.iter().copied().chain(new.iter().map(|place| more[*place])))?;
                    }
                }
                None if optional => joined.push(row.iter().copied().chain(new.iter().map(|_| UNBOUND)))?,
                None => {}
            }
        }
        Ok(joined)
    }

    fn pick<T: Copy>(values: &[T], places: &[usize]) -> Vec<T> {
        places.iter().map(|place| values[*place]).collect()
    }

    /// Both bags; a variable that one side lacks has no value there.
    pub(super) fn union(&self, other: &Self) -> Result<Self, Stop> {
        let mut variables = self.variables.clone();
        variables.extend(other.variables.iter().filter(|v| self.place(**v).is_none()));
        let mut both = Self::new(variables.clone());
        for (place, variable) in variables.iter().enumerate() {
            let certain = |table: &Self| table.place(*variable).is_some_and(|place| table.certain[place]);
            both.certain[place] = certain(self) && certain(other);
        }
        for table in [self, other] {
            let places: Vec<_> = variables.iter().map(|v| table.place(*v)).collect();
            for row in table.iter() {
                both.push(places.iter().map(|place| place.map_or(UNBOUND, |place| row[place])))?;
            }
        }
        Ok(both)
    }

    /// Only these variables, in this order; those that are unknown have no value.
    pub(super) fn project(&self, variables: &[Variable]) -> Result<Self, Stop> {
        let places: Vec<_> = variables.iter().map(|v| self.place(*v)).collect();
        let mut projected = Self::new(variables.to_vec());
        projected.certain = places.iter().map(|place| place.is_some_and(|place| self.certain[place])).collect();
        for row in self.iter() {
            projected.push(places.iter().map(|place| place.map_or(UNBOUND, |place| row[place])))?;
        }
        Ok(projected)
    }

    /// Every row once, the first of equal ones.
    pub(super) fn distinct(&self) -> Self {
        let mut seen: FxHashSet<&[TermId]> = FxHashSet::default();
        self.keep(|_, row| seen.insert(row))
    }

    /// The rows that pass, whose number and content are given.
    pub(super) fn keep<'a>(&'a self, mut test: impl FnMut(usize, &'a [TermId]) -> bool) -> Self {
        let mut kept = Self { ids: Vec::new(), rows: 0, ..self.shape() };
        for number in 0..self.rows {
            let row = self.row(number);
            if test(number, row) {
                kept.ids.extend_from_slice(row);
                kept.rows += 1;
            }
        }
        kept
    }

    fn shape(&self) -> Self {
        Self { variables: self.variables.clone(), certain: self.certain.clone(), ids: Vec::new(), rows: 0 }
    }

    /// With one more variable.
    pub(super) fn with(&self, variable: Variable, values: &[TermId]) -> Result<Self, Stop> {
        let mut wider = self.shape();
        wider.variables.push(variable);
        wider.certain.push(!values.contains(&UNBOUND));
        for (row, value) in self.iter().zip(values) {
            wider.push(row.iter().copied().chain([*value]))?;
        }
        Ok(wider)
    }

    /// The rows in another order, or some of them.
    pub(super) fn rows_at(&self, numbers: &[u32]) -> Self {
        let mut chosen = self.shape();
        for number in numbers {
            chosen.ids.extend_from_slice(self.row(*number as usize));
        }
        chosen.rows = numbers.len();
        chosen
    }
}

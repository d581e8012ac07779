//! Joins of two tables: merged where both are sorted, else hashed; where a variable may be without value, tried pair by pair.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::table::{Table, UNBOUND, Variable};
use super::{Executor, Stop};
use crate::store::TermId;

/// Rows of two tables that belong together.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) left: Vec<u32>,
    pub(super) right: Vec<u32>,
}

/// How two tables hang together.
struct Link<'a> {
    /// The variables that have a value in all rows of both, as columns.
    keys: Vec<(&'a [TermId], &'a [TermId])>,
    /// The other variables that both have.
    loose: Vec<(&'a [TermId], &'a [TermId])>,
}

impl<'a> Link<'a> {
    fn new(left: &'a Table, right: &'a Table) -> Self {
        let (mut keys, mut loose) = (Vec::new(), Vec::new());
        for variable in &left.variables {
            if let (Some(a), Some(b)) = (left.column(*variable), right.column(*variable)) {
                let certain = left.is_certain(*variable) && right.is_certain(*variable);
                if certain { keys.push((a, b)) } else { loose.push((a, b)) }
            }
        }
        Self { keys, loose }
    }

    /// Whether two rows, whose keys agree, are compatible.
    fn fits(&self, left: u32, right: u32) -> bool {
        self.loose.iter().all(|(a, b)| {
            let (a, b) = (a[left as usize], b[right as usize]);
            a == b || a == UNBOUND || b == UNBOUND
        })
    }

    /// Whether two compatible rows have a value in common.
    fn overlaps(&self, left: u32, right: u32) -> bool {
        let common = |(a, b): &(&[TermId], &[TermId])| a[left as usize] != UNBOUND && b[right as usize] != UNBOUND;
        !self.keys.is_empty() || self.loose.iter().any(common)
    }
}

/// The rows of a table by key.
struct Index<K> {
    groups: FxHashMap<K, u32>,
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl<K: Hash + Eq> Index<K> {
    fn new(executor: &Executor<'_>, keys: impl Iterator<Item = K>) -> Result<Self, Stop> {
        let mut groups: FxHashMap<K, u32> = FxHashMap::default();
        let (mut starts, mut numbers): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for key in keys {
            let next = starts.len() as u32;
            let group = *groups.entry(key).or_insert(next);
            if group == next {
                starts.push(0);
            }
            starts[group as usize] += 1;
            numbers.push(group);
            executor.tick(1)?;
        }
        // Counts become ends, and filling from the back makes of them starts.
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        starts.push(sum);
        let mut rows = vec![0; numbers.len()];
        for (row, group) in numbers.into_iter().enumerate().rev() {
            let place = &mut starts[group as usize];
            *place -= 1;
            rows[*place as usize] = row as u32;
        }
        Ok(Self { groups, starts, rows })
    }

    fn get(&self, key: &K) -> &[u32] {
        match self.groups.get(key) {
            Some(group) => {
                let group = *group as usize;
                &self.rows[self.starts[group] as usize..self.starts[group + 1] as usize]
            }
            None => &[],
        }
    }
}

/// Takes a row of the left table and rows of the right one.
type Each<'e> = &'e mut dyn FnMut(u32, &[u32]) -> Result<(), Stop>;

/// Gives every row of the left table with the rows of the right one that have its key.
fn candidates(executor: &Executor<'_>, link: &Link<'_>, [left, right]: [usize; 2], each: Each<'_>) -> Result<(), Stop> {
    match link.keys.as_slice() {
        [] => {
            let all: Vec<u32> = (0..right as u32).collect();
            (0..left as u32).try_for_each(|row| each(row, &all))
        }
        [(a, b)] if a.is_sorted() && b.is_sorted() => merge(a, b, each),
        [(a, b)] => by_key(executor, a.iter().copied(), b.iter().copied(), each),
        [(a, b), (c, d)] => {
            by_key(executor, a.iter().copied().zip(c.iter().copied()), b.iter().copied().zip(d.iter().copied()), each)
        }
        keys => {
            let a = (0..left).map(|row| keys.iter().map(|(a, _)| a[row]).collect::<Vec<_>>());
            let b = (0..right).map(|row| keys.iter().map(|(_, b)| b[row]).collect::<Vec<_>>());
            by_key(executor, a, b, each)
        }
    }
}

fn by_key<K: Hash + Eq>(
    executor: &Executor<'_>,
    left: impl Iterator<Item = K>,
    right: impl Iterator<Item = K>,
    each: Each<'_>,
) -> Result<(), Stop> {
    let mut charge = executor.pace.budget().charge();
    charge.set(right.size_hint().0 * (8 + 2 * size_of::<(K, u32)>()))?;
    let index = Index::new(executor, right)?;
    for (row, key) in left.enumerate() {
        executor.tick(1)?;
        each(row as u32, index.get(&key))?;
    }
    Ok(())
}

fn merge(left: &[TermId], right: &[TermId], each: Each<'_>) -> Result<(), Stop> {
    let mut start = 0;
    let mut same: Vec<u32> = Vec::new();
    for (row, key) in left.iter().enumerate() {
        if row == 0 || left[row - 1] != *key {
            start += right[start..].partition_point(|other| other < key);
            let end = start + right[start..].partition_point(|other| other <= key);
            same.clear();
            same.extend(start as u32..end as u32);
        }
        each(row as u32, &same)?;
    }
    Ok(())
}

impl Executor<'_> {
    /// The compatible rows of two tables.
    pub(super) fn pairs(&self, left: &Table, right: &Table) -> Result<Pairs, Stop> {
        let link = Link::new(left, right);
        let mut pairs = Pairs::default();
        candidates(self, &link, [left.rows, right.rows], &mut |row, partners| {
            let before = pairs.right.len();
            pairs.right.extend(partners.iter().filter(|partner| link.fits(row, **partner)));
            pairs.left.resize(pairs.right.len(), row);
            if before >> 16 != pairs.right.len() >> 16 {
                self.pace.check_size(pairs.right.len(), 2 + left.variables.len() + right.variables.len())?;
                self.check()?;
            }
            Ok(())
        })?;
        Ok(pairs)
    }

    /// The join of two tables.
    pub(super) fn join(&self, left: &Table, right: &Table) -> Result<Table, Stop> {
        // The smaller one is hashed.
        let (left, right) = if left.rows < right.rows { (right, left) } else { (left, right) };
        assemble(left, right, &self.pairs(left, right)?)
    }

    /// For each row of the left table whether the right one has a compatible row; with `overlapping` only such with
    /// which it has a value in common count.
    pub(super) fn has_partner(&self, left: &Table, right: &Table, overlapping: bool) -> Result<Vec<bool>, Stop> {
        let link = Link::new(left, right);
        let mut found = vec![false; left.rows];
        if overlapping && link.keys.is_empty() && link.loose.is_empty() {
            return Ok(found);
        }
        let mut work = 0;
        candidates(self, &link, [left.rows, right.rows], &mut |row, partners| {
            let fits = |partner: &&u32| link.fits(row, **partner) && (!overlapping || link.overlaps(row, **partner));
            found[row as usize] = partners.iter().any(|partner| fits(&partner));
            work += partners.len();
            if work > 1 << 20 {
                work = 0;
                self.check()?;
            }
            Ok(())
        })?;
        Ok(found)
    }
}

/// Puts pairs of rows side by side.
pub(super) fn assemble(left: &Table, right: &Table, pairs: &Pairs) -> Result<Table, Stop> {
    let new: Vec<Variable> = right.variables.iter().copied().filter(|v| left.place(*v).is_none()).collect();
    Table::check_size(pairs.left.len(), left.variables.len() + new.len())?;
    let mut joined = left.rows_at(&pairs.left);
    let value = |column: &[TermId], row: u32| column[row as usize];
    for (place, variable) in left.variables.iter().enumerate() {
        if let (false, Some(other)) = (left.certain[place], right.column(*variable)) {
            for (id, row) in joined.columns[place].iter_mut().zip(&pairs.right) {
                if *id == UNBOUND {
                    *id = value(other, *row);
                }
            }
            joined.certain[place] = !joined.columns[place].contains(&UNBOUND);
        }
    }
    for variable in new {
        let column = right.column(variable).unwrap_or_default();
        joined.add(variable, pairs.right.iter().map(|row| value(column, *row)).collect());
    }
    if let Some(weights) = &right.weights {
        let mut product = joined.weights.take().unwrap_or_else(|| vec![1; joined.rows]);
        for (weight, row) in product.iter_mut().zip(&pairs.right) {
            *weight = weight.saturating_mul(weights[*row as usize]);
        }
        joined.weights = Some(product);
    }
    Ok(joined)
}

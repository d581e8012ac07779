//! Several patterns that give a value to one variable: their sorted lists are intersected, row by row.
//!
//! Taken variable by variable this is a worst-case optimal join (Ngo, Ré, Rudra: Skew strikes back, 2013): a cycle costs no more
//! than the smallest of its lists allow, however large the join of any two of its patterns is.

use super::pattern::{Lookup, Pattern};
use super::scope::Variables;
use super::table::{Table, Variable};
use super::{Counting, Executor, Stop};
use crate::store::{Known, TermId};

/// A list this many times longer than the shortest is not read: the candidates are looked up one by one.
pub(super) const TOO_LONG: usize = 16;

/// The list of one pattern, as last read.
struct Side {
    lookup: Lookup,
    /// The same pattern with the new variable known, too.
    probe: Lookup,
    component: usize,
    known: Option<Known>,
    list: Vec<TermId>,
}

impl Side {
    fn read(&mut self, executor: &Executor<'_>, key: &Known) -> Result<(), Stop> {
        if self.known.as_ref() == Some(key) {
            return Ok(());
        }
        self.list.clear();
        let (component, list) = (self.component, &mut self.list);
        let wanted = std::array::from_fn(|number| number == component);
        self.lookup.visit(executor.dataset, key, wanted, &mut |quad| {
            list.push(quad[component]);
            executor.tick(1)
        })?;
        // Runs that are read one after the other may not be.
        if !list.is_sorted() {
            list.sort_unstable();
            list.dedup();
        }
        self.known = Some(*key);
        Ok(())
    }
}

impl Executor<'_> {
    /// The rows joined with all of the patterns, of which each has the same new variable.
    pub(super) fn intersect(
        &self,
        patterns: &[Pattern],
        table: &Table,
        live: Option<&Variables>,
        counting: Counting,
    ) -> Result<Table, Stop> {
        let mut sides = Vec::with_capacity(patterns.len());
        let mut extended = Table::new(table.variables.clone());
        extended.certain.clone_from(&table.certain);
        for pattern in patterns {
            let lookup = Lookup::new(self.dataset, pattern, table).ok_or(Stop::Unsupported)?;
            let (variable, component) = lookup.open.first().copied().ok_or(Stop::Unsupported)?;
            if extended.place(variable).is_none() {
                extended.add(variable, Vec::new());
            }
            let probe = Lookup::new(self.dataset, pattern, &extended).ok_or(Stop::Unsupported)?;
            sides.push(Side { lookup, probe, component, known: None, list: Vec::new() });
        }
        let variable: Variable = extended.variables.last().copied().ok_or(Stop::Unsupported)?;
        let is_live = live.is_none_or(|live| live.contains(&variable));
        let (mut origins, mut values, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        let mut common = Vec::new();
        for row in 0..table.rows {
            self.candidates(&mut sides, table, row, &mut common)?;
            match (is_live, counting) {
                (false, Counting::Weights | Counting::Once) => {
                    if !common.is_empty() {
                        origins.push(row as u32);
                        weights.push(common.len() as u64);
                    }
                }
                _ => {
                    origins.extend(common.iter().map(|_| row as u32));
                    values.extend_from_slice(&common);
                }
            }
            self.pace.check_size(origins.len(), table.variables.len() + 1)?;
            self.tick(16 + common.len())?;
        }
        let mut joined = table.rows_at(&origins);
        if !is_live && counting == Counting::Weights {
            let old = joined.weights.take();
            let product =
                |(number, weight): (usize, u64)| old.as_ref().map_or(weight, |old| weight.saturating_mul(old[number]));
            joined.weights = Some(weights.into_iter().enumerate().map(product).collect());
        } else if is_live {
            joined.add(variable, values);
        }
        Ok(joined)
    }

    /// The values that all sides have for a row, ascending.
    fn candidates(&self, sides: &mut [Side], table: &Table, row: usize, common: &mut Vec<TermId>) -> Result<(), Stop> {
        common.clear();
        let mut sizes: Vec<(usize, usize)> = Vec::with_capacity(sides.len());
        for (number, side) in sides.iter_mut().enumerate() {
            let key = side.lookup.key(table, row);
            let size = match &side.known {
                Some(known) if *known == key => side.list.len(),
                _ => side.lookup.at_most(self.dataset, &key),
            };
            if size == 0 {
                return Ok(());
            }
            sizes.push((size, number));
        }
        sizes.sort_unstable();
        for (place, (size, number)) in sizes.into_iter().enumerate() {
            let side = &mut sides[number];
            let mut key = side.lookup.key(table, row);
            if place == 0 {
                side.read(self, &key)?;
                common.extend_from_slice(&side.list);
            } else if side.known == Some(key) || size <= TOO_LONG * common.len() || is_worth(side, size, table.rows) {
                side.read(self, &key)?;
                retain_common(common, &side.list);
            } else {
                let mut kept = Vec::with_capacity(common.len());
                for id in common.iter() {
                    key[side.component] = Some(*id);
                    if side.probe.exists(self.dataset, &key)? {
                        kept.push(*id);
                    }
                }
                *common = kept;
            }
            if common.is_empty() {
                break;
            }
        }
        Ok(())
    }
}

/// Whether a list that all rows share is read once for all of them.
fn is_worth(side: &Side, size: usize, rows: usize) -> bool {
    side.lookup.columns().is_empty() && size <= TOO_LONG * rows
}

/// Keeps what is in the list, too; both are ascending.
fn retain_common(common: &mut Vec<TermId>, list: &[TermId]) {
    let mut rest = list;
    common.retain(|id| {
        let mut step = 1;
        while step < rest.len() && rest[step] < *id {
            step *= 2;
        }
        let from = step / 2;
        let to = rest.len().min(step + 1);
        rest = &rest[from + rest[from..to].partition_point(|other| other < id)..];
        rest.first() == Some(id)
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::Kind;

    proptest! {
        #[test]
        fn keeps_what_both_have(a in prop::collection::btree_set(0..60_u64, 0..40), b in prop::collection::btree_set(0..60_u64, 0..40)) {
            let ids = |set: &std::collections::BTreeSet<u64>| set.iter().map(|n| TermId::new(Kind::NamedNode, *n)).collect::<Vec<_>>();
            let mut common = ids(&a);
            retain_common(&mut common, &ids(&b));
            prop_assert_eq!(common, ids(&a.intersection(&b).copied().collect()));
        }
    }
}

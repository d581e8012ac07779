//! Many look-ups in one order: each begins where the last one ended, so that ascending look-ups are a merge.

use std::ops::Range;

use super::Segment;
use super::columns::{BLOCK, Column, Columns, partition};
use crate::store::id::{Kind, TermId};

/// Unpacked columns of a block, and what of them is wanted.
pub(crate) type Unpacked = [[u32; BLOCK]; 4];

impl Columns<'_> {
    /// The rows that begin with `prefix`. The search begins at the block `near`, which becomes the block where they begin.
    pub(crate) fn range_near(&self, prefix: &[u32], near: &mut usize) -> Range<usize> {
        if prefix.is_empty() {
            return 0..self.rows;
        }
        let blocks = self.rows.div_ceil(BLOCK);
        let first = |block: usize| {
            let row = self.first_row(block);
            row[..prefix.len()].cmp(prefix)
        };
        let after = partition_near(blocks, *near, |block| first(block).is_lt());
        *near = after.saturating_sub(1);
        let mut range = match after.checked_sub(1) {
            Some(block) => self.equal_rows(block, prefix),
            None => 0..0,
        };
        // The rows may go on where the next block begins, or begin there.
        let at_end = range.end == self.rows.min(after * BLOCK);
        if at_end && after < blocks && first(after).is_eq() {
            let last = partition_near(blocks, after, |block| first(block).is_le()) - 1;
            range.end = self.equal_rows(last, prefix).end;
        }
        range
    }

    /// The rows of one block that begin with `prefix`; where they would be, if there are none.
    fn equal_rows(&self, block: usize, prefix: &[u32]) -> Range<usize> {
        let (start, bytes) = (block * BLOCK, self.block(block));
        let mut rows = 0..BLOCK.min(self.rows - start);
        for (number, code) in prefix.iter().enumerate() {
            let column = Column::new(bytes, number);
            rows = match column.constant() {
                Some(value) if value == *code => continue,
                Some(value) if value < *code => rows.end..rows.end,
                Some(_) => rows.start..rows.start,
                None => {
                    let from = partition(rows.clone(), |row| column.get(row) < *code);
                    from..partition(from..rows.end, |row| column.get(row) <= *code)
                }
            };
            if rows.is_empty() {
                break;
            }
        }
        start + rows.start..start + rows.end
    }

    /// Unpacks some columns of rows of one block: as many rows from `at` on as `end` and the block allow.
    pub(crate) fn unpack_some(&self, at: usize, end: usize, wanted: [bool; 4], into: &mut Unpacked) -> usize {
        let (block, from) = (at / BLOCK, at % BLOCK);
        let to = BLOCK.min(end - block * BLOCK);
        let bytes = self.block(block);
        for (number, values) in into.iter_mut().enumerate().filter(|(number, _)| wanted[*number]) {
            Column::new(bytes, number).unpack(from..to, &mut values[..to - from]);
        }
        to - from
    }

    /// The value that a column has in all rows of the block of row `at`, if it has but one.
    pub(crate) fn constant(&self, at: usize, column: usize) -> Option<u32> {
        Column::new(self.block(at / BLOCK), column).constant()
    }
}

/// The first number below `count` for which `test` does not hold, looked for around `near`.
fn partition_near(count: usize, near: usize, test: impl Fn(usize) -> bool) -> usize {
    let mut step = 1;
    if near < count && test(near) {
        let mut low = near + 1;
        while low + step <= count && test(low + step - 1) {
            low += step;
            step *= 2;
        }
        return partition(low..count.min(low + step - 1), test);
    }
    let mut high = near.min(count);
    while high > 0 {
        let at = high.saturating_sub(step);
        if test(at) {
            return partition(at + 1..high, test);
        }
        high = at;
        step *= 2;
    }
    0
}

impl Segment {
    /// The codes of the terms of a kind that `least` and `most` bound; for terms of the dictionary those of the whole kind.
    pub(crate) fn codes_between(&self, least: TermId, most: TermId) -> Range<u32> {
        let counts = &self.counts;
        let end = match least.kind() {
            Some(Kind::NamedNode) => return 1..counts.blank_start + 1,
            Some(Kind::BlankNode) => return counts.blank_start + 1..counts.literal_start + 1,
            Some(Kind::Literal) => return counts.literal_start + 1..counts.triple_start + 1,
            Some(Kind::Triple) => return counts.triple_start + 1..counts.terms + 1,
            _ => counts.inline as usize,
        };
        let start = partition(0..end, |place| self.inline(place) < least);
        let stop = partition(start..end, |place| self.inline(place) <= most);
        counts.terms + 1 + start as u32..counts.terms + 1 + stop as u32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_the_same_from_everywhere(count in 0..40_usize, near in 0..50_usize, bound in 0..50_usize) {
            prop_assert_eq!(partition_near(count, near, |n| n < bound), bound.min(count));
        }
    }
}

//! Many look-ups in one order: each begins where the last one ended, so that ascending look-ups are a merge.

use std::ops::Range;

use super::Segment;
use super::columns::{BLOCK, Column, Columns, partition};
use crate::store::id::{Kind, TermId};

/// Unpacked columns of a block, and what of them is wanted.
pub(crate) type Unpacked = [[u32; BLOCK]; 4];

/// A block of rows, found.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    /// The number of its first row.
    start: usize,
    rows: usize,
    bytes: &'a [u8],
}

impl<'a> Block<'a> {
    fn column(&self, number: usize) -> Column<'a> {
        Column::new(self.bytes, number)
    }

    /// The rows that begin with `prefix`; where they would be, if there are none.
    fn equal_rows(&self, prefix: &[u32]) -> Range<usize> {
        let mut rows = 0..self.rows;
        for (number, code) in prefix.iter().enumerate() {
            let column = self.column(number);
            match column.constant() {
                Some(value) if value == *code => continue,
                Some(value) if value < *code => rows.start = rows.end,
                Some(_) => rows.end = rows.start,
                None => {
                    rows.start = partition(rows.clone(), |row| column.get(row) < *code);
                    // Mostly there are few.
                    rows.end = rows.start + partition_near(rows.len(), 0, |row| column.get(rows.start + row) <= *code);
                }
            };
            if rows.is_empty() {
                break;
            }
        }
        self.start + rows.start..self.start + rows.end
    }

    /// Unpacks some columns of as many rows from `at` on as `end` and the block allow.
    pub(crate) fn unpack(&self, at: usize, end: usize, wanted: [bool; 4], into: &mut Unpacked) -> usize {
        let (from, to) = (at - self.start, self.rows.min(end - self.start));
        for (number, values) in into.iter_mut().enumerate().filter(|(number, _)| wanted[*number]) {
            self.column(number).unpack(from..to, &mut values[..to - from]);
        }
        to - from
    }

    /// The number after its last row.
    pub(crate) fn end(&self) -> usize {
        self.start + self.rows
    }

    /// The value that a column has in all rows, if it has but one.
    pub(crate) fn constant(&self, column: usize) -> Option<u32> {
        self.column(column).constant()
    }
}

impl<'a> Columns<'a> {
    /// The block that holds the row `at`.
    pub(crate) fn block_of(&self, at: usize) -> Block<'a> {
        self.numbered(at / BLOCK)
    }

    fn numbered(&self, block: usize) -> Block<'a> {
        let start = block * BLOCK;
        Block { start, rows: BLOCK.min(self.rows - start), bytes: self.block(block) }
    }

    /// The rows that begin with `prefix`, and the block where the first of them is, as far as it was looked into. The search
    /// begins at the block `near`, which becomes the block where they begin.
    pub(crate) fn range_near(&self, prefix: &[u32], near: &mut usize) -> (Range<usize>, Option<Block<'a>>) {
        if prefix.is_empty() {
            return (0..self.rows, None);
        }
        let blocks = self.rows.div_ceil(BLOCK);
        let first = |block: usize| {
            let row = self.first_row(block);
            row[..prefix.len()].cmp(prefix)
        };
        let after = partition_near(blocks, *near, |block| first(block).is_lt());
        *near = after.saturating_sub(1);
        let mut block = after.checked_sub(1).map(|block| self.numbered(block));
        let mut range = block.map_or(0..0, |block| block.equal_rows(prefix));
        // The rows may go on where the next block begins, or begin there.
        let at_end = range.end == self.rows.min(after * BLOCK);
        if at_end && after < blocks && first(after).is_eq() {
            let last = partition_near(blocks, after, |block| first(block).is_le()) - 1;
            let last = self.numbered(last);
            range.end = last.equal_rows(prefix).end;
            // No row of the block before is one of them.
            block = block.filter(|block| range.start < block.end()).or(Some(last));
        }
        let block = block.filter(|block| (block.start..block.end()).contains(&range.start));
        (range, block)
    }
}

/// The first number below `count` for which `test` does not hold, looked for around `near`.
#[inline]
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

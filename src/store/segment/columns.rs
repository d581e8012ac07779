//! The rows of a segment in one order: blocks of 256, each column packed to the bits that it needs.
//!
//! A column of a block is either a base and differences of fixed width, or a short list of values and places in it of
//! fixed width, whichever is smaller. Fixed widths make any row of a block readable by itself, so that the ends of a
//! range are found without unpacking. An index of the first row of every block finds the block.

use std::ops::Range;

use super::super::error::StoreError;
use super::super::run::Order;
use super::file::{Section, SegmentFile, SegmentWriter};

/// Codes of a row in one order.
pub(crate) type Codes = [u32; 4];

/// Rows of a block.
pub(crate) const BLOCK: usize = 256;
/// For each of four columns: width, number of listed values (0: none), offset of the content in the block, base.
const COLUMN_BYTES: usize = 8;
const HEADER_BYTES: usize = 4 * COLUMN_BYTES;
/// First row, offset of the block.
const ENTRY_BYTES: usize = 24;
/// Numbers are read eight bytes at a time: so many stand behind the last block.
const PADDING: usize = 8;
/// Longest list of values.
const MAX_LISTED: usize = 64;

/// Packs rows, sorted by the first column, then the second and so on, into a section of index and one of blocks.
pub(crate) fn write(out: &mut SegmentWriter, order: Order, rows: &[u128]) -> Result<(), StoreError> {
    let mut index = Vec::with_capacity(rows.len().div_ceil(BLOCK) * ENTRY_BYTES);
    let mut blocks = Vec::with_capacity(rows.len() * 8);
    for rows in rows.chunks(BLOCK) {
        codes(rows[0]).iter().for_each(|code| index.extend(code.to_le_bytes()));
        index.extend((blocks.len() as u64).to_le_bytes());
        pack(rows, &mut blocks);
    }
    blocks.extend([0; PADDING]);
    let [index_section, row_section] = sections(order);
    out.begin(index_section)?;
    out.write(&index)?;
    out.begin(row_section)?;
    out.write(&blocks)
}

/// The sections of an order's index and rows.
pub(crate) fn sections(order: Order) -> [usize; 2] {
    let index = Section::FirstIndex as usize + 2 * order as usize;
    [index, index + 1]
}

/// The four codes of a row that was packed into one number for sorting.
pub(crate) fn codes(row: u128) -> Codes {
    [(row >> 96) as u32, (row >> 64) as u32, (row >> 32) as u32, row as u32]
}

/// A row as one number, whose order is that of the codes.
pub(crate) fn number([a, b, c, d]: Codes) -> u128 {
    u128::from(a) << 96 | u128::from(b) << 64 | u128::from(c) << 32 | u128::from(d)
}

fn pack(rows: &[u128], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + HEADER_BYTES, 0);
    for column in 0..4 {
        let mut values = [0; BLOCK];
        for (value, row) in values.iter_mut().zip(rows) {
            *value = codes(*row)[column];
        }
        let values = &values[..rows.len()];
        let content = (out.len() - start) as u16;
        let (width, listed, base) = pack_column(values, out);
        let at = start + column * COLUMN_BYTES;
        out[at] = width;
        out[at + 1] = listed;
        out[at + 2..at + 4].copy_from_slice(&content.to_le_bytes());
        out[at + 4..at + 8].copy_from_slice(&base.to_le_bytes());
    }
}

/// Bits that hold numbers up to `most`.
fn width_of(most: u32) -> u8 {
    (32 - most.leading_zeros()) as u8
}

fn pack_column(values: &[u32], out: &mut Vec<u8>) -> (u8, u8, u32) {
    let (least, most) = values.iter().fold((u32::MAX, 0), |(least, most), v| (least.min(*v), most.max(*v)));
    let width = width_of(most - least);
    // A list is tried where it can pay.
    if width > 1
        && let Some(listed) = distinct(values)
    {
        let list_width = width_of(listed.len() as u32 - 1);
        if 32 * listed.len() + values.len() * usize::from(list_width) < values.len() * usize::from(width) {
            listed.iter().for_each(|value| out.extend(value.to_le_bytes()));
            let places = values.iter().map(|v| listed.binary_search(v).unwrap_or_default() as u32);
            pack_bits(places, list_width, out);
            return (list_width, listed.len() as u8, 0);
        }
    }
    pack_bits(values.iter().map(|value| value - least), width, out);
    (width, 0, least)
}

/// The different values, ascending, if they are few.
fn distinct(values: &[u32]) -> Option<Vec<u32>> {
    let mut listed: Vec<u32> = Vec::with_capacity(MAX_LISTED);
    for value in values {
        if let Err(place) = listed.binary_search(value) {
            if listed.len() == MAX_LISTED {
                return None;
            }
            listed.insert(place, *value);
        }
    }
    Some(listed)
}

fn pack_bits(values: impl Iterator<Item = u32>, width: u8, out: &mut Vec<u8>) {
    if width == 0 {
        return;
    }
    let (mut bits, mut filled) = (0_u64, 0_u32);
    for value in values {
        bits |= u64::from(value) << filled;
        filled += u32::from(width);
        while filled >= 8 {
            out.push(bits as u8);
            bits >>= 8;
            filled -= 8;
        }
    }
    if filled > 0 {
        out.push(bits as u8);
    }
}

/// A column of a block, as its header says.
#[derive(Clone, Copy)]
pub(super) struct Column<'a> {
    width: u32,
    base: u32,
    /// The values, if they are listed.
    listed: &'a [u8],
    packed: &'a [u8],
}

impl<'a> Column<'a> {
    #[inline]
    pub(super) fn new(block: &'a [u8], column: usize) -> Self {
        let empty = Self { width: 0, base: 0, listed: &[], packed: &[] };
        let Some(header) = block.get(column * COLUMN_BYTES..(column + 1) * COLUMN_BYTES) else { return empty };
        let offset = usize::from(u16::from_le_bytes([header[2], header[3]]));
        let base = u32::from_le_bytes([header[4], header[5], header[6], header[7]]);
        let content = block.get(offset..).unwrap_or_default();
        let (listed, packed) = content.split_at(content.len().min(4 * usize::from(header[1])));
        Self { width: u32::from(header[0]).min(32), base, listed, packed }
    }

    #[inline]
    pub(super) fn get(&self, row: usize) -> u32 {
        let bits = bits(self.packed, row * self.width as usize, self.width);
        if self.listed.is_empty() {
            return self.base.wrapping_add(bits);
        }
        let at = 4 * bits as usize;
        self.listed.get(at..at + 4).map_or(0, |value| u32::from_le_bytes(value.try_into().expect("four bytes")))
    }

    /// The value of all rows, if they have but one and the header says so.
    #[inline]
    pub(super) fn constant(&self) -> Option<u32> {
        (self.width == 0 && self.listed.is_empty()).then_some(self.base)
    }

    /// Unpacks the rows of the range.
    pub(super) fn unpack(&self, rows: Range<usize>, into: &mut [u32]) {
        if self.constant().is_some() {
            into.fill(self.base);
            return;
        }
        for (value, row) in into.iter_mut().zip(rows) {
            *value = self.get(row);
        }
    }
}

#[inline]
fn bits(packed: &[u8], at: usize, width: u32) -> u32 {
    let Some(bytes) = packed.get(at / 8..at / 8 + 8) else { return 0 };
    let word = u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
    (word >> (at % 8)) as u32 & (((1_u64 << width) - 1) as u32)
}

/// The rows of a segment in one order, for reading.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'a> {
    pub(crate) file: &'a SegmentFile,
    pub(crate) index: usize,
    pub(crate) blocks: usize,
    pub(crate) rows: usize,
}

impl<'a> Columns<'a> {
    #[inline]
    fn entry(&self, block: usize) -> Option<&'a [u8; ENTRY_BYTES]> {
        self.file.part(self.index, block * ENTRY_BYTES..(block + 1) * ENTRY_BYTES).try_into().ok()
    }

    pub(super) fn first_row(&self, block: usize) -> Codes {
        self.entry(block).map_or([0; 4], |entry| {
            [0, 4, 8, 12].map(|at| u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]))
        })
    }

    /// The bytes of a block and the padding or the begin of the next one after it.
    pub(super) fn block(&self, block: usize) -> &'a [u8] {
        let offset = |block| {
            self.entry(block).map_or(0, |entry| {
                u64::from_le_bytes(entry[16..].try_into().expect("an entry ends in eight bytes")) as usize
            })
        };
        let end = match (block + 1) * BLOCK < self.rows {
            true => offset(block + 1) + PADDING,
            false => self.file.len(self.blocks),
        };
        self.file.part(self.blocks, offset(block)..end.min(self.file.len(self.blocks)))
    }

    /// Unpacks rows of one block: as many from `at` on as `end` and the block allow.
    pub(crate) fn unpack(&self, at: usize, end: usize, columns: &mut [[u32; BLOCK]; 4]) -> usize {
        let (block, from) = (at / BLOCK, at % BLOCK);
        let to = BLOCK.min(end - block * BLOCK);
        let bytes = self.block(block);
        for (number, values) in columns.iter_mut().enumerate() {
            Column::new(bytes, number).unpack(from..to, &mut values[..to - from]);
        }
        to - from
    }

    /// The number of rows that begin with less than `prefix`, or with at most `prefix`.
    pub(crate) fn rank(&self, prefix: &[u32], inclusive: bool) -> usize {
        let before = |row: &[u32]| if inclusive { row <= prefix } else { row < prefix };
        let blocks = partition(0..self.rows.div_ceil(BLOCK), |block| before(&self.first_row(block)[..prefix.len()]));
        let Some(block) = blocks.checked_sub(1) else { return 0 };
        let bytes = self.block(block);
        let columns: [_; 4] = std::array::from_fn(|column| Column::new(bytes, column));
        let rows = BLOCK.min(self.rows - block * BLOCK);
        block * BLOCK
            + partition(0..rows, |row| {
                let mut codes = [0; 4];
                for (code, column) in codes.iter_mut().zip(&columns[..prefix.len()]) {
                    *code = column.get(row);
                }
                before(&codes[..prefix.len()])
            })
    }

    /// The rows that begin with `prefix`.
    pub(crate) fn range(&self, prefix: &[u32]) -> Range<usize> {
        if prefix.is_empty() {
            return 0..self.rows;
        }
        let start = self.rank(prefix, false);
        // The row at the start decides most look-ups of what is not there.
        start..self.rank(prefix, true).max(start)
    }
}

/// The first number of the range for which `test` does not hold; it holds for all before.
#[inline]
pub(crate) fn partition(range: Range<usize>, mut test: impl FnMut(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if test(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn packs_any_values(values in prop::collection::vec(any::<u32>(), 1..BLOCK), few in 1..6_u32, shift in 0..32) {
            for values in [values.clone(), values.iter().map(|v| (v % few) << shift).collect()] {
                let rows: Vec<_> = values.iter().map(|v| number([7, *v, v >> shift, u32::MAX])).collect();
                let mut block = Vec::new();
                pack(&rows, &mut block);
                block.extend([0; PADDING]);
                for (place, row) in rows.iter().enumerate() {
                    for (column, code) in codes(*row).into_iter().enumerate() {
                        prop_assert_eq!(Column::new(&block, column).get(place), code);
                    }
                }
            }
        }

        #[test]
        fn damaged_blocks_read_as_something(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            for column in 0..4 {
                let mut values = [0; BLOCK];
                Column::new(&bytes, column).unpack(0..BLOCK, &mut values);
            }
        }
    }
}

//! An immutable, sorted, memory-mapped dataset: what the journal is a change to.
//!
//! Inside a segment a term is a *code* of 32 bits: 0 for the default graph, then the terms of the dictionary in their
//! order, then the inline values in theirs. So the order of codes is the order of ids, and rows pack into few bits.

pub(crate) mod builder;
pub(crate) mod columns;
pub(crate) mod file;
pub(crate) mod seek;
pub(crate) mod statistics;
pub(crate) mod terms;

use std::ops::Range;
use std::path::Path;

use super::error::StoreError;
use super::id::TermId;
use super::run::{Order, Row};
use columns::{BLOCK, Columns};
use file::{Section, SegmentFile};

/// How much a segment holds, and which numbers its terms have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) quads: u64,
    /// Terms in the dictionary, triple terms included.
    pub(crate) terms: u32,
    /// The first index that is no named node.
    pub(crate) blank_start: u32,
    /// The first index of a literal.
    pub(crate) literal_start: u32,
    /// The first index of a triple term.
    pub(crate) triple_start: u32,
    /// Different inline values.
    pub(crate) inline: u32,
    /// Bytes that the text of terms takes.
    pub(crate) text_bytes: u64,
    /// Graphs with a quad, the default graph not counted.
    pub(crate) named_graphs: u64,
    /// Different triples.
    pub(crate) triples: u64,
}

impl Counts {
    fn to_numbers(self) -> [u64; 9] {
        let Self { quads, terms, blank_start, literal_start, triple_start, inline, text_bytes, named_graphs, triples } =
            self;
        let [terms, blank, literal, triple, inline] =
            [terms, blank_start, literal_start, triple_start, inline].map(u64::from);
        [quads, terms, blank, literal, triple, inline, text_bytes, named_graphs, triples]
    }

    fn from_numbers(
        [quads, terms, blank, literal, triple, inline, text_bytes, named_graphs, triples]: [u64; 9],
    ) -> Self {
        Self {
            quads,
            terms: terms as u32,
            blank_start: blank as u32,
            literal_start: literal as u32,
            triple_start: triple as u32,
            inline: inline as u32,
            text_bytes,
            named_graphs,
            triples,
        }
    }

    fn is_consistent(&self, file: &SegmentFile) -> bool {
        let length = |section: Section| file.len(section as usize) as u64;
        let triples = u64::from(self.terms.saturating_sub(self.triple_start));
        let blocks = self.quads.div_ceil(BLOCK as u64);
        self.blank_start <= self.literal_start
            && self.literal_start <= self.triple_start
            && self.triple_start <= self.terms
            && length(Section::TextOffsets) == u64::from(self.triple_start).div_ceil(16) * 8
            && length(Section::Triples) == triples * 12
            && length(Section::TriplesBySubject) == triples * 4
            && length(Section::TriplesByPredicate) == triples * 4
            && length(Section::TriplesByObject) == triples * 4
            && length(Section::Inline) == u64::from(self.inline) * 8
            && u64::from(self.terms) + u64::from(self.inline) < u64::from(u32::MAX)
            && Order::ALL.iter().all(|order| file.len(columns::sections(*order)[0]) as u64 == blocks * 24)
    }
}

/// A segment, open for reading.
pub(crate) struct Segment {
    pub(crate) file: SegmentFile,
    pub(crate) counts: Counts,
}

impl Segment {
    /// Opens the file; takes the same time for any amount of data.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or its header is damaged. Other damage shows when it is read.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let file = SegmentFile::open(path)?;
        let bytes = file.part(Section::Counts as usize, 0..file.len(Section::Counts as usize));
        let numbers: Vec<u64> =
            bytes.chunks_exact(8).map(|number| u64::from_le_bytes(number.try_into().expect("eight bytes"))).collect();
        let counts = numbers.try_into().map(Counts::from_numbers);
        if let Some(damage) = file.damage() {
            return Err(StoreError::Corrupt(damage.clone()));
        }
        match counts {
            Ok(counts) if counts.is_consistent(&file) => Ok(Self { file, counts }),
            _ => Err(StoreError::corrupt(path, file.offset(0) as u64, "the counts do not fit the sections")),
        }
    }

    /// The rows in one order.
    pub(crate) fn columns(&self, order: Order) -> Columns<'_> {
        let [index, blocks] = columns::sections(order);
        Columns { file: &self.file, index, blocks, rows: self.counts.quads as usize }
    }

    /// The places, in `order`, of the rows that begin with `prefix`.
    pub(crate) fn range(&self, order: Order, prefix: &[TermId]) -> Range<usize> {
        let mut codes = [0; 4];
        for (code, id) in codes.iter_mut().zip(prefix) {
            match self.code_of(*id) {
                Some(known) => *code = known,
                None => return 0..0,
            }
        }
        self.columns(order).range(&codes[..prefix.len()])
    }

    /// The names of the graphs that hold a quad, ascending; the default graph's may be the first.
    pub(crate) fn graphs(&self) -> Vec<TermId> {
        let columns = self.columns(Order::Gspo);
        let (mut graphs, mut at) = (Vec::new(), 0);
        let mut codes = [[0; BLOCK]; 4];
        while at < columns.rows {
            let count = columns.unpack(at, columns.rows, &mut codes);
            let mut last = codes[0][0];
            graphs.push(self.id_of(last));
            for code in &codes[0][..count] {
                if *code != last {
                    last = *code;
                    graphs.push(self.id_of(last));
                }
            }
            at += count;
            // A graph of many blocks is skipped.
            if at < columns.rows && codes[0][0] == last {
                at = columns.rank(&[last], true).max(at);
            }
        }
        graphs.dedup();
        graphs
    }

    pub(crate) fn contains(&self, row: &Row) -> bool {
        !self.range(Order::Spog, row).is_empty()
    }

    /// Unpacks rows in `order` from place `at`, as many as `end` and their block allow, permuted.
    pub(crate) fn unpack(&self, order: Order, at: usize, end: usize, into: &mut Vec<Row>) {
        let mut columns = [[0; BLOCK]; 4];
        let count = self.columns(order).unpack(at, end, &mut columns);
        into.clear();
        let mut last = [(0, TermId::DEFAULT_GRAPH); 4];
        into.extend((0..count).map(|row| {
            std::array::from_fn(|column| {
                let code = columns[column][row];
                // Neighbours often agree.
                if last[column].0 != code {
                    last[column] = (code, self.id_of(code));
                }
                last[column].1
            })
        }));
    }
}

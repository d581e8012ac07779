//! What a segment knows about each predicate, for whoever has to choose in which order to look.

use rustc_hash::FxHashMap;

use super::super::error::StoreError;
use super::super::id::TermId;
use super::Segment;
use super::columns::codes;
use super::file::{Section, SegmentWriter};

/// Numbers of a predicate: how often, and with how many different others it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PredicateStatistics {
    pub(crate) quads: u64,
    /// Different triples.
    pub(crate) triples: u64,
    pub(crate) subjects: u64,
    pub(crate) objects: u64,
}

/// Code of the predicate, then the four numbers.
const RECORD: usize = 40;

/// Counts while the rows are at hand in the two orders that tell.
#[derive(Default)]
pub(crate) struct Counter {
    predicates: FxHashMap<u32, PredicateStatistics>,
    /// The last rows that were counted, in either order.
    last: [Option<u128>; 2],
    pub(crate) triples: u64,
}

impl Counter {
    /// Counts quads, triples and subjects, of rows sorted by subject, predicate, object and graph, part after part.
    pub(crate) fn spog(&mut self, rows: &[u128]) {
        for row in rows {
            let counts = self.predicates.entry(codes(*row)[1]).or_default();
            counts.quads += 1;
            let differs =
                |columns: u32| self.last[0].is_none_or(|last| last >> (32 * columns) != row >> (32 * columns));
            counts.triples += u64::from(differs(1));
            self.triples += u64::from(differs(1));
            counts.subjects += u64::from(differs(2));
            self.last[0] = Some(*row);
        }
    }

    /// Counts objects, of rows sorted by predicate, object, subject and graph, part after part.
    pub(crate) fn posg(&mut self, rows: &[u128]) {
        for row in rows {
            if self.last[1].is_none_or(|last| last >> 64 != row >> 64) {
                self.predicates.entry(codes(*row)[0]).or_default().objects += 1;
            }
            self.last[1] = Some(*row);
        }
    }

    /// The numbers by ascending code.
    pub(crate) fn records(&self) -> Vec<(u32, PredicateStatistics)> {
        let mut records: Vec<_> = self.predicates.iter().map(|(code, counts)| (*code, *counts)).collect();
        records.sort_unstable_by_key(|(code, _)| *code);
        records
    }

    /// Writes the section.
    pub(crate) fn write(&self, out: &mut SegmentWriter) -> Result<(), StoreError> {
        out.begin(Section::Statistics as usize)?;
        for (code, PredicateStatistics { quads, triples, subjects, objects }) in self.records() {
            out.write(&[u64::from(code), quads, triples, subjects, objects].map(u64::to_le_bytes).concat())?;
        }
        Ok(())
    }
}

impl Segment {
    /// The numbers of one predicate.
    pub(crate) fn statistics_of(&self, predicate: TermId) -> Option<PredicateStatistics> {
        let code = self.code_of(predicate)?;
        let records = self.statistics_by_code();
        records.binary_search_by_key(&code, |(code, _)| *code).ok().map(|place| records[place].1)
    }

    /// The codes of predicates and their numbers, ascending.
    pub(crate) fn statistics_by_code(&self) -> Vec<(u32, PredicateStatistics)> {
        let section = Section::Statistics as usize;
        let bytes = self.file.part(section, 0..self.file.len(section));
        let numbers = bytes.chunks_exact(RECORD).map(|record| {
            let number = |at: usize| u64::from_le_bytes(record[8 * at..8 * at + 8].try_into().expect("eight bytes"));
            let numbers =
                PredicateStatistics { quads: number(1), triples: number(2), subjects: number(3), objects: number(4) };
            (number(0) as u32, numbers)
        });
        numbers.collect()
    }
}

//! Making a segment of parts: each part has its own dictionary and its quads, the segment has all of them once.
//!
//! Terms are merged form by form, since a typed literal's key names its datatype by the number that the merge has given
//! it; triple terms follow level by level, a triple term after those inside it. Then rows become rows of codes, which
//! are sorted and packed in every order. Only terms that a quad uses are taken over.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::dictionary::Dictionary;
use super::super::disk::Disk;
use super::super::error::StoreError;
use super::super::id::TermId;
use super::super::key::{Component, Form};
use super::super::run::{Order, Row};
use super::super::words::index::{Collector, Words};
use super::file::{Section, SegmentWriter};
use super::statistics::Counter;
use super::terms::{self, KeyWriter};
use super::{Counts, columns};

/// Quads with the dictionary that their ids belong to.
pub(crate) struct Part<'a> {
    pub(crate) dictionary: &'a Dictionary,
    pub(crate) rows: Rows<'a>,
}

/// Calls its argument with every quad, in any order; the same quads whenever it is called.
pub(crate) type Rows<'a> = &'a (dyn Fn(&mut dyn FnMut(Row)) + Sync);

/// What becomes of a part's ids.
struct Mapping {
    /// Whether a quad uses the term.
    used: Vec<bool>,
    /// The code of every used term; known once its form has been merged.
    codes: Vec<u32>,
    inline: FxHashMap<TermId, u32>,
}

impl Mapping {
    fn new(part: &Part<'_>) -> Self {
        let length = part.dictionary.len() as usize;
        let mut mapping = Self { used: vec![false; length], codes: vec![0; length], inline: FxHashMap::default() };
        (part.rows)(&mut |row| row.iter().for_each(|id| mapping.mark(*id, part.dictionary)));
        mapping
    }

    fn mark(&mut self, id: TermId, dictionary: &Dictionary) {
        let Some(index) = id.index() else {
            if id != TermId::DEFAULT_GRAPH {
                self.inline.insert(id, 0);
            }
            return;
        };
        if std::mem::replace(&mut self.used[index as usize], true) {
            return;
        }
        if let Some(parts) = dictionary.parts(id) {
            parts.iter().for_each(|part| self.mark(*part, dictionary));
        } else if let Some(datatype) = dictionary.datatype(index) {
            self.used[datatype as usize] = true;
        }
    }

    /// What an id of the part is called in the segment, once its form has been merged.
    fn id(&self, id: TermId) -> TermId {
        match id.index() {
            Some(index) => id.with_index(self.codes[index as usize].saturating_sub(1)),
            None => id,
        }
    }

    /// The code of an id, once all are known.
    fn code(&self, id: TermId) -> u32 {
        match id.index() {
            Some(index) => self.codes[index as usize],
            None if id == TermId::DEFAULT_GRAPH => 0,
            // Missing only where damage changed between two readings, which the caller looks for.
            None => self.inline.get(&id).copied().unwrap_or_default(),
        }
    }
}

/// Writes the segment and syncs its file; returns what it holds.
///
/// # Errors
///
/// If it cannot be written, or has more terms than codes have numbers.
pub(crate) fn build(disk: &Disk, path: &Path, parts: &[Part<'_>]) -> Result<Counts, StoreError> {
    let mut mappings: Vec<_> = parts.par_iter().map(Mapping::new).collect();
    let mut out = SegmentWriter::create(disk, path)?;
    let mut counts = Counts::default();
    let words = write_text(&mut out, parts, &mut mappings, &mut counts)?;
    let triples = number_triples(parts, &mut mappings, &mut counts);
    let inline = number_inline(&mut mappings, &mut counts);
    if u64::from(counts.terms) + inline.len() as u64 >= u64::from(u32::MAX) {
        return Err(StoreError::TooManyTerms(path.to_owned()));
    }
    write_triples(&mut out, &triples, &counts, &inline)?;
    out.begin(Section::Inline as usize)?;
    inline.iter().try_for_each(|id| out.write(&id.to_bits().to_le_bytes()))?;

    let mut rows: Vec<u128> = Vec::new();
    for (part, mapping) in parts.iter().zip(&mappings) {
        (part.rows)(&mut |row| rows.push(columns::number(row.map(|id| mapping.code(id)))));
    }
    drop(mappings);
    write_orders(&mut out, rows, &mut counts)?;
    out.begin(Section::Counts as usize)?;
    out.write(&counts.to_numbers().map(u64::to_le_bytes).concat())?;
    words.write(&mut out)?;
    out.finish()?;
    Ok(counts)
}

/// The used terms of one form of one part, ascending by key: those of the part's own segment, or those of its journal.
struct TermStream<'a> {
    part: usize,
    dictionary: &'a Dictionary,
    /// Indices still to come, the next one last.
    indices: Vec<u32>,
    index: u32,
    key: Vec<u8>,
}

impl<'a> TermStream<'a> {
    /// The streams of a form in one part.
    fn of(number: usize, part: &Part<'a>, form: Form, used: &[bool]) -> [Self; 2] {
        let dictionary = part.dictionary;
        let new = |indices| Self { part: number, dictionary, indices, index: 0, key: Vec::new() };
        let base = dictionary.base_indices(form).filter(|index| used[*index as usize]).rev().collect();
        let mut tail: Vec<u32> = dictionary.tail_indices(form).filter(|index| used[*index as usize]).collect();
        tail.par_sort_unstable_by(|a, b| dictionary.compare_tail(*b, *a));
        [new(base), new(tail)]
    }

    /// Goes to the next term; `false` after the last.
    fn advance(&mut self, codes: &[u32]) -> bool {
        let Some(index) = self.indices.pop() else { return false };
        self.index = index;
        let datatype = self.dictionary.datatype(index).map_or(0, |datatype| codes[datatype as usize].saturating_sub(1));
        self.key.clear();
        let key = &mut self.key;
        self.dictionary.with_key(index, |found| terms::write_key(found, datatype, key));
        true
    }
}

const TEXT_FORMS: [Form; 7] = [
    Form::NamedNode,
    Form::BlankNode,
    Form::String,
    Form::LanguageString,
    Form::Typed,
    Form::LeftToRight,
    Form::RightToLeft,
];

/// Merges the terms that have text and numbers them; their words are collected meanwhile.
fn write_text(
    out: &mut SegmentWriter,
    parts: &[Part<'_>],
    mappings: &mut [Mapping],
    counts: &mut Counts,
) -> Result<Words, StoreError> {
    let mut writer = KeyWriter::begin(out)?;
    let mut words = Collector::start();
    let mut next = 0_u32;
    let mut last = Vec::new();
    for form in TEXT_FORMS {
        match form {
            Form::BlankNode => counts.blank_start = next,
            Form::String => counts.literal_start = next,
            _ => {}
        }
        let streams = parts.iter().zip(&*mappings).enumerate();
        let mut streams: Vec<_> =
            streams.flat_map(|(number, (part, mapping))| TermStream::of(number, part, form, &mapping.used)).collect();
        streams.retain_mut(|stream| stream.advance(&mappings[stream.part].codes));
        while let Some(least) = (0..streams.len()).min_by(|a, b| streams[*a].key.cmp(&streams[*b].key)) {
            let stream = &mut streams[least];
            if next == 0 || stream.key != last {
                writer.push(out, &stream.key)?;
                if let Some(key) = terms::read_key(&stream.key).filter(|_| form.is_string()) {
                    words.push(next, &key);
                }
                next = next.checked_add(1).ok_or_else(|| StoreError::TooManyTerms(out.path().to_owned()))?;
                last.clone_from(&stream.key);
            }
            mappings[stream.part].codes[stream.index as usize] = next; // code and number differ by one
            if !stream.advance(&mappings[stream.part].codes) {
                streams.swap_remove(least);
            }
        }
    }
    counts.triple_start = next;
    counts.text_bytes = writer.finish(out)?;
    Ok(words.end())
}

/// Numbers the triple terms, those without triple terms inside first; returns their parts in order of number.
fn number_triples(parts: &[Part<'_>], mappings: &mut [Mapping], counts: &mut Counts) -> Vec<[TermId; 3]> {
    let mut numbered: Vec<[TermId; 3]> = Vec::new();
    // By part: the used triple terms that have no number yet.
    let mut waiting: Vec<Vec<TermId>> = Vec::new();
    for (part, mapping) in parts.iter().zip(&*mappings) {
        let indices = part.dictionary.triple_terms().filter(|index| mapping.used[*index as usize]);
        waiting.push(indices.map(|index| part.dictionary.id(index)).collect());
    }
    counts.terms = counts.triple_start;
    while waiting.iter().any(|waiting| !waiting.is_empty()) {
        let mut level = Vec::new();
        for (number, waiting) in waiting.iter_mut().enumerate() {
            let (dictionary, mapping) = (parts[number].dictionary, &mappings[number]);
            waiting.retain(|triple| {
                let known = dictionary.parts(*triple).expect("only triple terms wait");
                // The object is numbered, or it is a triple term of this level or a later one.
                let ready = known[2].index().is_none_or(|object| mapping.codes[object as usize] != 0);
                if ready {
                    level.push((known.map(|part| mapping.id(part)), number, *triple));
                }
                !ready
            });
        }
        level.par_sort_unstable();
        for (known, number, triple) in level {
            if numbered.last() != Some(&known) {
                numbered.push(known);
                counts.terms = counts.triple_start.saturating_add(numbered.len() as u32);
            }
            let index = triple.index().expect("triple terms are in the dictionary");
            mappings[number].codes[index as usize] = counts.terms;
        }
    }
    numbered
}

/// Gives codes to the inline values; returns them in order.
fn number_inline(mappings: &mut [Mapping], counts: &mut Counts) -> Vec<TermId> {
    let distinct: FxHashSet<TermId> = mappings.iter().flat_map(|mapping| mapping.inline.keys().copied()).collect();
    let mut sorted: Vec<TermId> = distinct.into_iter().collect();
    sorted.sort_unstable();
    let first = counts.terms.saturating_add(1);
    for mapping in mappings {
        for (place, id) in sorted.iter().enumerate() {
            if let Some(code) = mapping.inline.get_mut(id) {
                *code = first.saturating_add(place as u32);
            }
        }
    }
    counts.inline = sorted.len() as u32;
    sorted
}

fn write_triples(
    out: &mut SegmentWriter,
    triples: &[[TermId; 3]],
    counts: &Counts,
    inline: &[TermId],
) -> Result<(), StoreError> {
    let code = |id: TermId| match id.index() {
        Some(index) => index + 1,
        None => inline.binary_search(&id).map_or(0, |place| 1 + counts.terms + place as u32),
    };
    let triples: Vec<[u32; 3]> = triples.iter().map(|parts| parts.map(code)).collect();
    out.begin(Section::Triples as usize)?;
    triples.iter().flatten().try_for_each(|code| out.write(&code.to_le_bytes()))?;
    for component in [Component::Subject, Component::Predicate, Component::Object] {
        let mut numbers: Vec<u32> = (0..triples.len() as u32).collect();
        numbers.par_sort_unstable_by_key(|number| {
            let mut codes = triples[*number as usize];
            codes.rotate_left(component as usize);
            codes
        });
        out.begin(Section::TriplesBySubject as usize + component as usize)?;
        numbers.iter().try_for_each(|number| out.write(&number.to_le_bytes()))?;
    }
    Ok(())
}

/// Sorts and writes the rows in every order, then what was counted on the way.
fn write_orders(out: &mut SegmentWriter, mut rows: Vec<u128>, counts: &mut Counts) -> Result<(), StoreError> {
    rows.par_sort_unstable();
    rows.dedup();
    counts.quads = rows.len() as u64;
    let mut counter = Counter::default();
    counter.spog(&rows);
    columns::write(out, Order::Spog, &rows)?;
    let mut permuted = vec![0; rows.len()];
    for order in Order::ALL.into_iter().skip(1) {
        let permute = |row: &u128| columns::number(order.permute(columns::codes(*row)));
        permuted.par_iter_mut().zip(&rows).for_each(|(to, from)| *to = permute(from));
        permuted.par_sort_unstable();
        columns::write(out, order, &permuted)?;
        match order {
            Order::Posg => counter.posg(&permuted),
            Order::Gspo => {
                let mut graphs: Vec<u32> =
                    permuted.chunk_by(|a, b| a >> 96 == b >> 96).map(|g| (g[0] >> 96) as u32).collect();
                graphs.retain(|graph| *graph != 0);
                counts.named_graphs = graphs.len() as u64;
            }
            _ => {}
        }
    }
    counts.triples = counter.triples;
    counter.write(out)
}

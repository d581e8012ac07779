//! The terms of a segment: sorted, so that equal beginnings are stored once, and found in both directions.
//!
//! A term's key is the number of its form, then what distinguishes it within the form. Keys are sorted as bytes and kept
//! in blocks of 16, each key but the first as the length of what it shares with the one before and the rest. The place
//! of a term in the order is its number, so the order of numbers is the order of text. Triple terms follow all text:
//! three codes each, and three lists of them sorted by subject, predicate and object.

use std::ops::Range;

use oxrdf::BaseDirection;

use super::super::error::StoreError;
use super::super::id::{Kind, TermId};
pub(crate) use super::super::key::Key;
use super::super::key::{Component, Form};
use super::Segment;
use super::columns::partition;
use super::file::{Section, SegmentWriter};

/// Terms of a block.
const BLOCK: usize = 16;
/// Between a language tag, in which it cannot stand, and the value.
const TAG_END: u8 = 0;

/// Writes the key of a term that is no triple. `datatype` is the index of a typed literal's datatype in the segment.
pub(crate) fn write_key(key: Key<'_>, datatype: u32, out: &mut Vec<u8>) {
    match key {
        Key::NamedNode(text) => plain(Form::NamedNode, text, out),
        Key::BlankNode(text) => plain(Form::BlankNode, text, out),
        Key::String(text) => plain(Form::String, text, out),
        Key::Language(tag, direction, text) => {
            plain(Form::language(direction), tag, out);
            out.push(TAG_END);
            out.extend_from_slice(text.as_bytes());
        }
        Key::Typed(_, text) => {
            out.push(Form::Typed as u8);
            out.extend(datatype.to_be_bytes());
            out.extend_from_slice(text.as_bytes());
        }
        Key::Triple(_) => {}
    }
}

fn plain(form: Form, text: &str, out: &mut Vec<u8>) {
    out.push(form as u8);
    out.extend_from_slice(text.as_bytes());
}

/// What `write_key` wrote; `None` for bytes that it cannot have written.
pub(crate) fn read_key(bytes: &[u8]) -> Option<Key<'_>> {
    let (form, rest) = bytes.split_first()?;
    let text = |bytes| std::str::from_utf8(bytes).ok();
    let tagged = |direction| {
        let end = rest.iter().position(|byte| *byte == TAG_END)?;
        Some(Key::Language(text(&rest[..end])?, direction, text(&rest[end + 1..])?))
    };
    match Form::from_number(*form)? {
        Form::NamedNode => Some(Key::NamedNode(text(rest)?)),
        Form::BlankNode => Some(Key::BlankNode(text(rest)?)),
        Form::String => Some(Key::String(text(rest)?)),
        Form::LanguageString => tagged(None),
        Form::LeftToRight => tagged(Some(BaseDirection::Ltr)),
        Form::RightToLeft => tagged(Some(BaseDirection::Rtl)),
        Form::Typed => {
            let (datatype, value) = rest.split_first_chunk::<4>()?;
            Some(Key::Typed(u32::from_be_bytes(*datatype), text(value)?))
        }
        Form::Triple => None,
    }
}

/// Writes sorted keys into the text section.
pub(crate) struct KeyWriter {
    offsets: Vec<u8>,
    bytes: u64,
    count: usize,
    last: Vec<u8>,
    record: Vec<u8>,
}

impl KeyWriter {
    pub(crate) fn begin(out: &mut SegmentWriter) -> Result<Self, StoreError> {
        out.begin(Section::Text as usize)?;
        Ok(Self { offsets: Vec::new(), bytes: 0, count: 0, last: Vec::new(), record: Vec::new() })
    }

    pub(crate) fn push(&mut self, out: &mut SegmentWriter, key: &[u8]) -> Result<(), StoreError> {
        self.record.clear();
        let mut shared = 0;
        if self.count.is_multiple_of(BLOCK) {
            self.offsets.extend(self.bytes.to_le_bytes());
        } else {
            shared = self.last.iter().zip(key).take_while(|(a, b)| a == b).count();
            write_number(&mut self.record, shared);
        }
        write_number(&mut self.record, key.len() - shared);
        self.record.extend_from_slice(&key[shared..]);
        out.write(&self.record)?;
        self.bytes += self.record.len() as u64;
        self.count += 1;
        self.last.truncate(shared);
        self.last.extend_from_slice(&key[shared..]);
        Ok(())
    }

    /// Writes the offsets; returns the bytes of text.
    pub(crate) fn finish(self, out: &mut SegmentWriter) -> Result<u64, StoreError> {
        out.begin(Section::TextOffsets as usize)?;
        out.write(&self.offsets)?;
        Ok(self.bytes)
    }
}

fn write_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number from the front; damage reads as the largest.
fn read_number(bytes: &mut &[u8]) -> usize {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let Some((byte, rest)) = bytes.split_first() else { return usize::MAX };
        *bytes = rest;
        number |= usize::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return number;
        }
    }
    usize::MAX
}

/// The records of a block, one after the other.
struct Records<'a> {
    rest: &'a [u8],
    first: bool,
}

impl<'a> Records<'a> {
    /// What the next key shares with the one before, and the rest of it.
    fn next(&mut self) -> Option<(usize, &'a [u8])> {
        let shared = if std::mem::take(&mut self.first) { 0 } else { read_number(&mut self.rest) };
        let length = read_number(&mut self.rest);
        let (own, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some((shared, own))
    }
}

/// Reads keys one after the other: where the next is in the same block, it is read on from the last.
pub(crate) struct KeyCursor<'a> {
    segment: &'a Segment,
    block: usize,
    records: Records<'a>,
    /// How many records of the block have been read.
    read: usize,
    key: Vec<u8>,
}

impl<'a> KeyCursor<'a> {
    pub(crate) fn new(segment: &'a Segment) -> Self {
        let records = Records { rest: &[], first: true };
        Self { segment, block: usize::MAX, records, read: 0, key: Vec::new() }
    }

    /// The key of the term at `index`, which is no triple term; empty if it is damaged.
    pub(crate) fn key(&mut self, index: u32) -> &[u8] {
        let (block, place) = (index as usize / BLOCK, index as usize % BLOCK);
        if block != self.block || place + 1 < self.read {
            (self.block, self.read, self.records) = (block, 0, self.segment.records(block));
        }
        while self.read <= place {
            let Some((shared, own)) = self.records.next().filter(|(shared, _)| self.read > 0 || *shared == 0) else {
                self.segment.report_terms();
                (self.block, self.key) = (usize::MAX, Vec::new());
                break;
            };
            self.key.truncate(shared);
            self.key.extend_from_slice(own);
            self.read += 1;
        }
        &self.key
    }
}

impl Segment {
    /// The records of a block of terms.
    fn records(&self, block: usize) -> Records<'_> {
        let offset = |block: usize| {
            let bytes = self.file.part(Section::TextOffsets as usize, 8 * block..8 * block + 8);
            bytes.try_into().map_or(0, u64::from_le_bytes) as usize
        };
        let blocks = self.file.len(Section::TextOffsets as usize) / 8;
        let end = if block + 1 < blocks { offset(block + 1) } else { self.file.len(Section::Text as usize) };
        Records { rest: self.file.part(Section::Text as usize, offset(block)..end), first: true }
    }

    /// The key of the term at `index`, which is no triple term; empty if it is damaged.
    pub(crate) fn key_bytes(&self, index: u32, into: &mut Vec<u8>) {
        into.clear();
        let (mut records, place) = (self.records(index as usize / BLOCK), index as usize % BLOCK);
        let mut parts = [(0, [].as_slice()); BLOCK];
        for part in &mut parts[..=place] {
            match records.next() {
                Some(record) => *part = record,
                None => return self.report_terms(),
            }
        }
        // From the back: of the earlier keys only what is shared all the way is copied.
        let (shared, own) = parts[place];
        if shared > MAX_KEY || parts[..place].iter().any(|(shared, _)| *shared > MAX_KEY) {
            return self.report_terms();
        }
        into.resize(shared, 0);
        into.extend_from_slice(own);
        let mut needed = shared;
        for (shared, own) in parts[..place].iter().rev() {
            if needed <= *shared {
                continue;
            }
            let Some(own) = own.get(..needed - shared) else { return self.report_terms() };
            into[*shared..needed].copy_from_slice(own);
            needed = *shared;
        }
    }

    pub(crate) fn report_terms(&self) {
        self.file.report(self.file.offset(Section::Text as usize), "the text of terms is malformed");
    }

    /// The index of the term with this key, if it is here.
    pub(crate) fn find_key(&self, key: &[u8]) -> Option<u32> {
        let blocks = self.file.len(Section::TextOffsets as usize) / 8;
        let block = partition(0..blocks, |block| self.records(block).next().is_some_and(|(_, first)| first <= key));
        let block = block.checked_sub(1)?;
        let mut records = self.records(block);
        // How much of the wanted key the last key shares with it.
        let mut matched = 0;
        for place in 0..BLOCK {
            let (shared, own) = records.next()?;
            if shared < matched {
                return None; // it is beyond the wanted one
            }
            if shared == matched {
                let more = own.iter().zip(&key[matched..]).take_while(|(a, b)| a == b).count();
                matched += more;
                if matched == key.len() && more == own.len() {
                    return Some((block * BLOCK + place) as u32);
                }
            }
        }
        None
    }

    /// The codes of the parts of a triple term, numbered from zero.
    pub(crate) fn triple_codes(&self, number: u32) -> [u32; 3] {
        let at = 12 * number as usize;
        let bytes = self.file.part(Section::Triples as usize, at..at + 12);
        std::array::from_fn(|part| bytes.get(4 * part..4 * part + 4).map_or(0, le_u32))
    }

    /// The subject, predicate and object of the triple term at `index`.
    pub(crate) fn parts(&self, index: u32) -> [TermId; 3] {
        self.triple_codes(index - self.counts.triple_start).map(|code| match self.id_of(code) {
            // Parts come before wholes: what damage turns around would have no end.
            part if part.index().is_some_and(|part| part >= index) => {
                self.file.report(self.file.offset(Section::Triples as usize), "a triple term is part of itself");
                TermId::DEFAULT_GRAPH
            }
            part => part,
        })
    }

    /// The triple terms that have these parts first in the rotation that begins with `component`: their indices.
    pub(crate) fn triples_with(&self, component: Component, part: TermId) -> Vec<u32> {
        self.code_of(part).map_or(Vec::new(), |code| self.triples_by(component, &[code]))
    }

    /// How many triple terms [`Self::triples_with`] gives.
    pub(crate) fn count_triples_with(&self, component: Component, part: TermId) -> usize {
        self.code_of(part).map_or(0, |code| self.listed(component, &[code]).len())
    }

    /// The index of the triple term with these parts.
    pub(crate) fn find_triple(&self, parts: [TermId; 3]) -> Option<u32> {
        let [s, p, o] = parts.map(|part| self.code_of(part));
        self.triples_by(Component::Subject, &[s?, p?, o?]).first().copied()
    }

    /// Whether the list of triple terms by `component` has this one, and has it where its order says.
    pub(crate) fn is_listed(&self, component: Component, index: u32) -> bool {
        let mut codes = self.triple_codes(index - self.counts.triple_start);
        codes.rotate_left(component as usize);
        self.triples_by(component, &codes) == [index]
    }

    fn triples_by(&self, component: Component, prefix: &[u32]) -> Vec<u32> {
        let places = self.listed(component, prefix);
        places.map(|place| self.counts.triple_start + self.listed_number(component, place)).collect()
    }

    /// The places, in the list of triple terms by `component`, of those whose codes begin with `prefix`.
    fn listed(&self, component: Component, prefix: &[u32]) -> Range<usize> {
        let codes = |place: usize| {
            let mut codes = self.triple_codes(self.listed_number(component, place));
            codes.rotate_left(component as usize);
            codes
        };
        let count = self.file.len(Section::TriplesBySubject as usize + component as usize) / 4;
        let start = partition(0..count, |place| codes(place)[..prefix.len()] < *prefix);
        start..partition(start..count, |place| codes(place)[..prefix.len()] <= *prefix)
    }

    fn listed_number(&self, component: Component, place: usize) -> u32 {
        let section = Section::TriplesBySubject as usize + component as usize;
        self.file.part(section, 4 * place..4 * place + 4).get(..4).map_or(0, le_u32)
    }

    /// The indices of the terms of a form that has text.
    pub(crate) fn form_range(&self, form: Form) -> Range<u32> {
        let first = |form: u8| {
            let blocks = 0..self.counts.triple_start as usize;
            let mut key = Vec::new();
            partition(blocks, |index| {
                self.key_bytes(index as u32, &mut key);
                key.first().is_some_and(|found| *found < form)
            }) as u32
        };
        first(form as u8)..first(form as u8 + 1)
    }

    /// What an id with index below the number of terms is called: its kind by its place.
    pub(crate) fn id(&self, index: u32) -> TermId {
        let counts = &self.counts;
        let kind = match index {
            _ if index < counts.blank_start => Kind::NamedNode,
            _ if index < counts.literal_start => Kind::BlankNode,
            _ if index < counts.triple_start => Kind::Literal,
            _ => Kind::Triple,
        };
        TermId::new(kind, index.into())
    }

    /// The id of a code; that of the default graph for codes that only damage can bring.
    pub(crate) fn id_of(&self, code: u32) -> TermId {
        match code.checked_sub(1) {
            None => TermId::DEFAULT_GRAPH,
            Some(index) if index < self.counts.terms => self.id(index),
            Some(place) => self.inline((place - self.counts.terms) as usize),
        }
    }

    pub(crate) fn inline(&self, place: usize) -> TermId {
        let bytes = self.file.part(Section::Inline as usize, 8 * place..8 * place + 8);
        bytes.try_into().ok().and_then(|bytes| TermId::from_bits(u64::from_le_bytes(bytes))).unwrap_or_else(|| {
            self.file.report(self.file.offset(Section::Inline as usize), "an inline value is malformed");
            TermId::DEFAULT_GRAPH
        })
    }

    /// The code of a term; `None` if no quad of the segment can have it.
    pub(crate) fn code_of(&self, id: TermId) -> Option<u32> {
        if id == TermId::DEFAULT_GRAPH {
            return Some(0);
        }
        match id.index() {
            Some(index) => (index < self.counts.terms).then_some(index + 1),
            None => {
                let count = self.file.len(Section::Inline as usize) / 8;
                let place = partition(0..count, |place| self.inline(place) < id);
                (place < count && self.inline(place) == id).then(|| 1 + self.counts.terms + place as u32)
            }
        }
    }
}

/// No key is longer: the journal refuses longer terms.
const MAX_KEY: usize = u32::MAX as usize;

fn le_u32(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_le_bytes)
}

//! The words of a segment: a map from words to lists of strings, made while its terms are merged, read where it lies.
//!
//! The map is an FST of the `fst` crate. A word that one string holds has that string's number in the map itself, every
//! other one the place of its list.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, SyncSender};
use std::thread::{self, JoinHandle};

use fst::{Automaton, IntoStreamer, Streamer, automaton};
use rustc_hash::FxHashMap;

use super::super::error::StoreError;
use super::super::key::Key;
use super::super::segment::Segment;
use super::super::segment::file::{Section, SegmentWriter};
use super::super::segment::terms;
use super::search::Search;
use super::{split, text_of};

/// The strings with one word: numbers, ascending, each but the first as the difference to the one before.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    first: u32,
    last: u32,
    rest: Vec<u8>,
}

impl List {
    fn one(number: u32) -> Self {
        Self { first: number, last: number, rest: Vec::new() }
    }

    /// Adds a number that is not below the last one.
    fn push(&mut self, number: u32) {
        if number != self.last {
            write_varint(&mut self.rest, number - self.last);
            self.last = number;
        }
    }
}

/// The lists of words, as far as they have been collected.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    words: FxHashMap<Box<str>, List>,
}

impl Lists {
    /// Adds the words of a string whose number is above those before.
    pub(crate) fn add(&mut self, number: u32, text: &str) {
        split::each(text, |word| match self.words.get_mut(word) {
            Some(list) => list.push(number),
            None => drop(self.words.insert(word.into(), List::one(number))),
        });
    }

    /// By ascending word.
    pub(crate) fn sorted(self) -> BTreeMap<Box<str>, List> {
        self.words.into_iter().collect()
    }
}

/// Collects the words of a segment on a thread of its own, while the caller merges terms and sorts rows.
pub(crate) struct Collector {
    batch: Vec<(u32, String)>,
    batch_bytes: usize,
    sender: SyncSender<Vec<(u32, String)>>,
    worker: JoinHandle<Sections>,
}

/// What is written.
struct Sections {
    map: Vec<u8>,
    lists: Vec<u8>,
}

/// Text that is handed over at once, and how often the caller may be ahead.
const BATCH_BYTES: usize = 1 << 18;
const AHEAD: usize = 16;

impl Collector {
    pub(crate) fn start() -> Self {
        let (sender, batches) = mpsc::sync_channel::<Vec<(u32, String)>>(AHEAD);
        let worker = thread::spawn(move || {
            let mut lists = Lists::default();
            for (number, text) in batches.into_iter().flatten() {
                lists.add(number, &text);
            }
            encode(lists)
        });
        Self { batch: Vec::new(), batch_bytes: 0, sender, worker }
    }

    /// Adds a term of the segment; terms come in ascending order of their index.
    pub(crate) fn push(&mut self, index: u32, key: &Key<'_>) {
        let Some(text) = text_of(key) else { return };
        self.batch.push((index, text.to_owned()));
        self.batch_bytes += text.len() + size_of::<(u32, String)>();
        if self.batch_bytes >= BATCH_BYTES {
            self.send();
        }
    }

    /// Says that no term follows: the thread goes on to encode.
    pub(crate) fn end(mut self) -> Words {
        self.send();
        Words(self.worker)
    }

    fn send(&mut self) {
        // The thread ends early only by a panic, which `Words::write` meets.
        let _ = self.sender.send(std::mem::take(&mut self.batch));
        self.batch_bytes = 0;
    }
}

/// The words of a segment, soon.
pub(crate) struct Words(JoinHandle<Sections>);

impl Words {
    /// Writes the two sections.
    pub(crate) fn write(self, out: &mut SegmentWriter) -> Result<(), StoreError> {
        let Sections { map, lists } = match self.0.join() {
            Ok(sections) => sections,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        out.begin(Section::Words as usize)?;
        out.write(&map)?;
        out.begin(Section::WordLists as usize)?;
        out.write(&lists)
    }
}

fn encode(lists: Lists) -> Sections {
    let mut section = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (word, list) in lists.sorted() {
        let value = match list.rest.is_empty() {
            true => Place::One(list.first),
            false => {
                let place = Place::List(section.len() as u64);
                let mut content = Vec::with_capacity(list.rest.len() + 5);
                write_varint(&mut content, list.first);
                content.extend(list.rest);
                write_varint(
                    &mut section,
                    u32::try_from(content.len()).expect("2^32 numbers of a byte would not fit a segment"),
                );
                section.extend(content);
                place
            }
        };
        map.insert(word.as_bytes(), value.to_number()).expect("the words are sorted, and memory takes them");
    }
    Sections { map: map.into_inner().expect("memory takes it"), lists: section }
}

/// Where the strings of a word are listed.
#[derive(Clone, Copy)]
enum Place {
    /// Here: there is one.
    One(u32),
    /// At this offset of the section of lists.
    List(u64),
}

impl Place {
    fn to_number(self) -> u64 {
        match self {
            Self::One(number) => u64::from(number) << 1 | 1,
            Self::List(offset) => offset << 1,
        }
    }

    fn from_number(number: u64) -> Self {
        match number & 1 {
            1 => Self::One((number >> 1) as u32),
            _ => Self::List(number >> 1),
        }
    }
}

impl Segment {
    /// The indices of the strings that are found, ascending.
    pub(crate) fn search(&self, search: &Search) -> Vec<u32> {
        let Some(map) = self.words() else { return self.search_without_words(search) };
        let listed = |word: &str, is_prefix: bool, into: &mut Vec<u32>| {
            if !is_prefix {
                if let Some(place) = map.get(word) {
                    self.read_list(place, into);
                }
                return;
            }
            let mut words = map.search(automaton::Str::new(word).starts_with()).into_stream();
            while let Some((_, place)) = words.next() {
                self.read_list(place, into);
            }
        };
        let mut key = Vec::new();
        search.find(listed, |index, test| {
            self.key_bytes(index, &mut key);
            terms::read_key(&key).as_ref().and_then(text_of).is_some_and(test)
        })
    }

    /// The map of words; none in segments of the version that had no words. Damage reads as none, and is recorded.
    pub(crate) fn words(&self) -> Option<fst::Map<&[u8]>> {
        if !self.file.has(Section::Words as usize) {
            return None;
        }
        let section = Section::Words as usize;
        let map = fst::Map::new(self.file.part(section, 0..self.file.len(section)));
        map.inspect_err(|_| self.file.report(self.file.offset(section), "the map of words is malformed")).ok()
    }

    /// Adds the numbers of a list.
    pub(crate) fn read_list(&self, place: u64, into: &mut Vec<u32>) {
        let (section, before) = (Section::WordLists as usize, into.len());
        let mut read = || {
            let offset = match Place::from_number(place) {
                Place::One(number) => {
                    into.push(number);
                    return Some(());
                }
                Place::List(offset) => usize::try_from(offset).ok()?,
            };
            let most = self.file.len(section);
            let mut head = self.file.part(section, offset..offset.saturating_add(5).min(most).max(offset));
            let head_length = head.len();
            let length = read_varint(&mut head)? as usize;
            let start = offset + head_length - head.len();
            let mut numbers = self.file.part(section, start..start + length);
            let mut number = 0_u32;
            while !numbers.is_empty() {
                number = number.checked_add(read_varint(&mut numbers)?)?;
                into.push(number);
            }
            Some(())
        };
        let whole = read().is_some() && into[before..].iter().all(|number| *number < self.counts.triple_start);
        if !whole {
            into.truncate(before);
            self.file.report(self.file.offset(section), "a list of words is malformed");
        }
    }

    /// Reads every string: what an older segment costs until it is compacted.
    fn search_without_words(&self, search: &Search) -> Vec<u32> {
        let mut found = Vec::new();
        self.each_string(|index, text| {
            if search.matches(text) {
                found.push(index);
            }
        });
        found
    }

    /// Gives every string to `visit`, by ascending index.
    pub(crate) fn each_string(&self, mut visit: impl FnMut(u32, &str)) {
        let mut key = Vec::new();
        for index in self.counts.literal_start..self.counts.triple_start {
            self.key_bytes(index, &mut key);
            if let Some(text) = terms::read_key(&key).as_ref().and_then(text_of) {
                visit(index, text);
            }
        }
    }

    /// Whether every word leads to exactly the strings that hold it. True for segments without words.
    pub(crate) fn words_are_right(&self) -> bool {
        let Some(map) = self.words() else { return self.file.damage().is_none() };
        let mut lists = Lists::default();
        self.each_string(|index, text| lists.add(index, text));
        let mut expected = lists.sorted().into_iter();
        let mut found = map.stream();
        while let Some((word, place)) = found.next() {
            let mut numbers = Vec::new();
            self.read_list(place, &mut numbers);
            let mut list = numbers.first().map_or_else(List::default, |first| List::one(*first));
            numbers.iter().for_each(|number| list.push(*number));
            if expected.next().is_none_or(|(right, right_list)| right.as_bytes() != word || right_list != list) {
                return false;
            }
        }
        expected.next().is_none() && self.file.damage().is_none()
    }
}

fn write_varint(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn read_varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

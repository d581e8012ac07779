//! Reading everything: every checksum, and whether what the checksums protect makes sense.

use std::path::Path;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::dictionary::Dictionary;
use super::directory::{Directory, Layout};
use super::disk::Disk;
use super::error::{CorruptError, StoreError};
use super::frame;
use super::id::{Kind, TermId};
use super::journal::JournalReader;
use super::key::Component;
use super::run::{Order, Row, Run};
use super::segment::columns::{BLOCK, codes, number};
use super::segment::file::Section;
use super::segment::statistics::Counter;
use super::segment::{Segment, terms};

/// What was found on reading everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// What is wrong; empty if the database is whole.
    pub damage: Vec<CorruptError>,
    /// Quads of the segment.
    pub segment_quads: u64,
    /// Commits in the journal.
    pub commits: u64,
    /// Bytes after the last transaction, of one that was never acknowledged: no damage.
    pub torn_bytes: u64,
}

/// Reads all files of a database and checks every checksum and invariant. Changes nothing.
///
/// # Errors
///
/// If there is no database, if its version is unknown, or if a file cannot be read. Damage is no error but the answer.
pub fn verify(dir: &Path) -> Result<Verification, StoreError> {
    let mut found = Verification::default();
    match check(dir, &mut found) {
        Err(StoreError::Corrupt(damage)) => found.damage.push(damage),
        result => result?,
    }
    Ok(found)
}

fn check(dir: &Path, found: &mut Verification) -> Result<(), StoreError> {
    let layout = Directory::new(dir, Disk::default()).layout()?;
    let segment = match &layout.segment {
        None => None,
        Some(path) => {
            let segment = Segment::open(path)?;
            found.segment_quads = segment.counts.quads;
            found.damage = segment.file.check_all();
            // What does not match its checksum need not make sense.
            if found.damage.is_empty() {
                found.damage.extend(check_segment(&segment));
            }
            Some(segment)
        }
    };
    if !found.damage.is_empty() {
        return Ok(());
    }
    check_journal(&layout, segment, found)
}

/// The first thing in a segment that cannot be.
fn check_segment(segment: &Segment) -> Option<CorruptError> {
    let checks = [check_terms, check_triples, check_inline, check_rows, check_words];
    checks.iter().try_for_each(|check| check(segment)).err().map(|(section, what)| CorruptError {
        path: segment.file.path().to_owned(),
        offset: segment.file.offset(section) as u64,
        what: what.to_owned(),
    })
}

type Check = Result<(), (usize, &'static str)>;

fn ensure(holds: bool, section: usize, what: &'static str) -> Check {
    if holds { Ok(()) } else { Err((section, what)) }
}

fn check_terms(segment: &Segment) -> Check {
    let (counts, section) = (&segment.counts, Section::Text as usize);
    let (mut key, mut last) = (Vec::new(), Vec::new());
    for index in 0..counts.triple_start {
        segment.key_bytes(index, &mut key);
        let term = terms::read_key(&key).ok_or((section, "a term is malformed"))?;
        ensure(index == 0 || last < key, section, "terms are not in order")?;
        let known = match term {
            terms::Key::Typed(datatype, _) => datatype < counts.blank_start,
            _ => true,
        };
        ensure(known, section, "a literal's datatype is not there")?;
        let kind = match term {
            terms::Key::NamedNode(_) => Kind::NamedNode,
            terms::Key::BlankNode(_) => Kind::BlankNode,
            _ => Kind::Literal,
        };
        ensure(segment.id(index).kind() == Some(kind), section, "terms of one kind do not stand together")?;
        // Found in both directions.
        ensure(segment.find_key(&key) == Some(index), section, "a term is not found by its text")?;
        std::mem::swap(&mut key, &mut last);
    }
    ensure(segment.file.damage().is_none(), section, "the text of terms is malformed")
}

fn check_triples(segment: &Segment) -> Check {
    let counts = &segment.counts;
    let section = Section::Triples as usize;
    for index in counts.triple_start..counts.terms {
        let parts = segment.parts(index);
        ensure(is_triple(parts), section, "a triple term has a part that cannot be there")?;
        ensure(segment.file.damage().is_none(), section, "a triple term is part of itself")?;
        ensure(segment.find_triple(parts) == Some(index), section, "a triple term is not found by its parts")?;
        for component in [Component::Predicate, Component::Object] {
            let listed = segment.is_listed(component, index);
            ensure(listed, section + 1 + component as usize, "a triple term is missing in a list")?;
        }
    }
    Ok(())
}

/// Whether these can be the parts of a triple.
fn is_triple([subject, predicate, object]: [TermId; 3]) -> bool {
    matches!(subject.kind(), Some(Kind::NamedNode | Kind::BlankNode))
        && predicate.kind() == Some(Kind::NamedNode)
        && object != TermId::DEFAULT_GRAPH
}

fn check_inline(segment: &Segment) -> Check {
    let section = Section::Inline as usize;
    let mut last = None;
    for place in 0..segment.counts.inline as usize {
        let id = segment.inline(place);
        ensure(segment.file.damage().is_none(), section, "an inline value is malformed")?;
        ensure(last < Some(id), section, "inline values are not in order")?;
        last = Some(id);
    }
    Ok(())
}

fn check_words(segment: &Segment) -> Check {
    ensure(segment.words_are_right(), Section::Words as usize, "the words do not lead to the strings that hold them")
}

fn check_rows(segment: &Segment) -> Check {
    let counts = &segment.counts;
    let most = counts.terms + counts.inline;
    let (mut content, mut counter, mut graphs) = (None, Counter::default(), 0);
    for order in Order::ALL {
        let columns = segment.columns(order);
        let section = columns.blocks;
        let (mut at, mut last, mut sum) = (0, None, 0_u64);
        let mut block = [[0; BLOCK]; 4];
        while at < columns.rows {
            let count = columns.unpack(at, columns.rows, &mut block);
            let rows: Vec<u128> = (0..count).map(|row| number(block.map(|column| column[row]))).collect();
            for row in &rows {
                ensure(last < Some(*row), section, "rows are not in order")?;
                let permuted = codes(*row);
                ensure(permuted.iter().all(|code| *code <= most), section, "a row names a term that is not there")?;
                if order == Order::Gspo && permuted[0] != 0 && last.is_none_or(|l| codes(l)[0] != permuted[0]) {
                    graphs += 1;
                }
                last = Some(*row);
                let restored = order.restore(permuted);
                sum = sum.wrapping_add(xxh3_64(&restored.map(u32::to_le_bytes).concat()));
                if order == Order::Spog {
                    let [s, p, o, g] = restored.map(|code| segment.id_of(code));
                    let graph = matches!(g.kind(), Some(Kind::DefaultGraph | Kind::NamedNode | Kind::BlankNode));
                    ensure(graph && is_triple([s, p, o]), section, "a row is no quad")?;
                }
            }
            ensure(columns.rank(&codes(rows[0]), false) == at, columns.index, "the index does not lead to its block")?;
            match order {
                Order::Spog => counter.spog(&rows),
                Order::Posg => counter.posg(&rows),
                _ => {}
            }
            at += count;
        }
        // A sum of hashes tells whether all orders have the same rows.
        ensure(*content.get_or_insert(sum) == sum, section, "two orders do not hold the same rows")?;
    }
    ensure(graphs == counts.named_graphs, Section::Counts as usize, "the number of graphs is wrong")?;
    ensure(counter.triples == counts.triples, Section::Counts as usize, "the number of triples is wrong")?;
    ensure(counter.records() == segment.statistics_by_code(), Section::Statistics as usize, "the statistics are wrong")
}

/// Replays the journal and looks whether every change changes something.
fn check_journal(layout: &Layout, segment: Option<Segment>, found: &mut Verification) -> Result<(), StoreError> {
    let segment = segment.map(std::sync::Arc::new);
    let path = &layout.journal;
    let mut reader = JournalReader::open(path)?;
    let mut dictionary = Dictionary::over(segment.clone());
    let mut changed: FxHashMap<Row, bool> = FxHashMap::default();
    while let Some(frame) = reader.next()? {
        if frame.payload.is_empty() {
            continue; // the end of a session
        }
        found.commits += 1;
        let damaged = |what: &str| StoreError::corrupt(path, frame.offset, what);
        let before = dictionary.len();
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        frame::decode(&frame.payload, &mut dictionary, &mut removed, &mut added)
            .map_err(|bad| StoreError::corrupt(path, frame.offset + bad.offset as u64, bad.what))?;
        if (before..dictionary.len()).any(|index| dictionary.is_in_base(index)) {
            return Err(damaged("a transaction brings a term that was there"));
        }
        // In a group one transaction may remove what another one added.
        let net = Run::from_history(added, removed);
        for (rows, present) in [(&net.removed, false), (&net.added, true)] {
            for row in rows.by(Order::Spog).iter().copied() {
                let was = changed.insert(row, present);
                let was = was.unwrap_or_else(|| segment.as_ref().is_some_and(|segment| segment.contains(&row)));
                if was == present {
                    return Err(damaged("a transaction changes what was so before"));
                }
            }
        }
    }
    found.torn_bytes = reader.file_bytes() - reader.whole_bytes();
    Ok(())
}

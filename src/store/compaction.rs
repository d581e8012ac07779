//! Compaction: the dataset of a snapshot as if nothing had ever been removed, and when that is worth its time.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::dictionary::{Dictionary, Key};
use super::frame;
use super::id::TermId;
use super::run::{Row, Run};
use super::scan::{Graphs, Scan};
use super::snapshot::{SharedDictionary, Snapshot};

/// Whether less than half of what a journal tells is still true: of the quads that it adds and removes (`changes`), or
/// of the text that it brings.
pub(crate) fn is_mostly_dead(snapshot: &Snapshot, changes: u64) -> bool {
    if snapshot.quads * 2 < changes {
        return true;
    }
    let dictionary = snapshot.dictionary.read();
    live_text(snapshot, &dictionary) * 2 < dictionary.text_bytes()
}

/// Bytes of text of the terms in use.
fn live_text(snapshot: &Snapshot, dictionary: &Dictionary) -> usize {
    fn count(id: TermId, dictionary: &Dictionary, used: &mut [bool]) -> usize {
        let Some(index) = id.index() else { return 0 };
        if std::mem::replace(&mut used[index as usize], true) {
            return 0;
        }
        let parts = dictionary.parts(id).into_iter().flatten();
        dictionary.text_len(index) + parts.map(|part| count(part, dictionary, used)).sum::<usize>()
    }
    let mut used = vec![false; dictionary.len() as usize];
    let rows = Scan::new(&snapshot.runs, [None; 3], Graphs::All);
    rows.flatten().map(|id| count(id, dictionary, &mut used)).sum()
}

/// A copy of the snapshot with a dictionary of only the terms in use, as one run, and its journal payload.
pub(crate) fn rewrite(snapshot: &Snapshot) -> (Snapshot, Vec<u8>) {
    /// Copies a term with its parts.
    fn copy(id: TermId, old: &Dictionary, new: &mut Dictionary) -> TermId {
        let Some(index) = id.index() else { return id };
        let key = match old.key(index) {
            Key::Typed(datatype, value) => {
                let datatype = copy(old.id(datatype), old, new).index();
                Key::Typed(datatype.expect("datatypes are named nodes and those have an index"), value)
            }
            Key::Triple(parts) => Key::Triple(parts.map(|part| copy(part, old, new))),
            key => key,
        };
        new.intern_key(key)
    }

    let old = snapshot.dictionary.read();
    let mut new = Dictionary::default();
    // Neighbours in a graph get neighbouring numbers, which the journal writes in fewer bytes.
    let mut rows: Vec<Row> = Scan::new(&snapshot.runs, [None; 3], Graphs::All).collect();
    rows.sort_unstable_by_key(|row| (row[3], row[0], row[1], row[2]));
    let mut copies = FxHashMap::default();
    for row in &mut rows {
        for id in row.iter_mut() {
            *id = *copies.entry(*id).or_insert_with(|| copy(*id, &old, &mut new));
        }
    }
    let payload = frame::encode(&new, 0, &[], &rows);
    let runs = if rows.is_empty() { Vec::new() } else { vec![Arc::new(Run::new(rows, Vec::new()))] };
    (Snapshot::new(SharedDictionary::new(new), runs, snapshot.quads), payload)
}

//! Compaction: the dataset of a snapshot as a new segment, and when that is worth its time.

use std::path::Path;

use super::disk::Disk;
use super::error::StoreError;
use super::run::Row;
use super::scan::{Graphs, Scan};
use super::segment::builder::{self, Part};
use super::snapshot::Snapshot;

/// So few changes are read in no time.
const FEW_CHANGES: u64 = 1 << 14;
/// And so few bytes of them.
const FEW_BYTES: u64 = 8 << 20;
/// A journal may grow to this part of the segment: what is read at every opening against what is rewritten at every
/// compaction. Each quad is then rewritten a constant number of times, on average.
const SHARE: u64 = 64;

/// So many changes, each of some hundred bytes with its terms and orders, are held in memory without harm.
pub(crate) const MOST_CHANGES: u64 = 1 << 20;
/// Beside a large segment they may be more, so that a long series of commits rewrites each quad a bounded number of times.
const MOST_SHARE: u64 = 32;

/// Whether so many changes must become part of a segment, in the midst of a series of commits. `failed_at` is how many there
/// were when that last failed.
pub(crate) fn is_overdue(snapshot: &Snapshot, changes: u64, bound: u64, failed_at: u64) -> bool {
    let quads = snapshot.layers.segment.as_ref().map_or(0, |segment| segment.counts.quads);
    changes > bound.max(quads / MOST_SHARE) && changes >= 2 * failed_at
}

/// Whether a journal of so many changes and bytes over the segment of the snapshot should become part of a new segment.
pub(crate) fn is_worthwhile(snapshot: &Snapshot, changes: u64, bytes: u64) -> bool {
    let (quads, segment_bytes) =
        snapshot.layers.segment.as_ref().map_or((0, 0), |segment| (segment.counts.quads, segment.file.bytes()));
    changes > FEW_CHANGES.max(quads / SHARE) || bytes > FEW_BYTES.max(segment_bytes / SHARE)
}

/// Writes the snapshot's quads and the terms that they use to a segment file.
pub(crate) fn write(snapshot: &Snapshot, disk: &Disk, path: &Path) -> Result<(), StoreError> {
    let dictionary = snapshot.dictionary.read();
    let rows = |visit: &mut dyn FnMut(Row)| {
        Scan::new(&snapshot.layers, [None; 3], Graphs::All).for_each(visit);
    };
    builder::build(disk, path, &[Part { dictionary: &dictionary, rows: &rows }])?;
    // What was damaged must not become the truth.
    snapshot.damage().map_or(Ok(()), |damage| Err(StoreError::Corrupt(damage.clone())))
}

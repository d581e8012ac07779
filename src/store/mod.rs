//! The dataset on disk: an immutable segment of sorted columns under a journal of committed transactions.
//!
//! ```text
//! Transaction ──▶ frame ──▶ journal (fsync)          what is durable
//!      │                       │ compaction
//!      │                       ▼
//!      │                    segment (mmap)           what is sorted
//!      │                       │
//!      └──▶ run ────────────▶ Snapshot ──▶ StoreDataset    what is read
//! ```
//!
//! [`Store::open`] maps the segment and replays the journal, which holds only what changed since, into one run; every
//! commit appends a frame to the journal and a run to the list. One process writes at a time, any number read, each
//! on the snapshot that it took.
//!
//! ```
//! use oxrdf::{GraphNameRef, NamedNodeRef, QuadRef};
//! use tercet::store::{Store, StoreError};
//!
//! # let dir = tempfile::tempdir()?;
//! let store = Store::open(&dir.path().join("news.db"))?;
//! let (xi, met, putin) = (NamedNodeRef::new("http://x/Xi")?, NamedNodeRef::new("http://x/met")?, NamedNodeRef::new("http://x/Putin")?);
//! let quad = QuadRef::new(xi, met, putin, GraphNameRef::DefaultGraph);
//! store.write(|tx| Ok::<_, StoreError>(tx.insert(quad)))?; // on the disk when it returns
//! assert!(store.snapshot().contains(quad));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod backup;
mod compaction;
mod dataset;
mod dictionary;
mod directory;
mod disk;
mod error;
mod frame;
mod id;
mod index_predicate;
mod journal;
mod key;
mod load;
mod manifest;
mod reader;
mod run;
mod scan;
mod segment;
mod snapshot;
mod transaction;
mod verify;
mod words;

#[cfg(test)]
mod faults;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use dictionary::Dictionary;
use directory::{Directory, Layout};
use disk::Disk;
use journal::{JournalReader, JournalWriter};
use manifest::Manifest;
use run::{Layers, Run};
use segment::Segment;
use snapshot::SharedDictionary;

pub use backup::backup;
pub use dataset::{DefaultGraph, StoreDataset};
pub use error::{CorruptError, StoreError};
pub(crate) use id::Kind;
pub use id::TermId;
pub use index_predicate::{TEXT_MATCHES, TRIPLE_COMPONENTS};
pub use load::{LoadError, LoadObserver, LoadSummary, load};
pub(crate) use reader::{Bounds, GraphChoice, Known, Quad, Reader, TextKind};
pub use snapshot::{Quads, Snapshot};
pub use transaction::{Group, Transaction};
pub use verify::{Verification, verify};
pub use words::is_search;

/// A dataset in a directory.
pub struct Store {
    directory: Directory,
    published: RwLock<Snapshot>,
    /// `None` if opened for reading only.
    writer: Option<Mutex<Writer>>,
    /// The journal as this store has read or written it.
    journal_size: RwLock<JournalSize>,
    /// So many changes may be held in memory beside the segment; with more, a commit compacts.
    delta_bound: u64,
}

/// How much a journal holds.
#[derive(Clone, Copy, Debug, Default)]
struct JournalSize {
    bytes: u64,
    /// Quads that its transactions add and remove.
    changes: u64,
}

/// What only the one writer has.
pub(crate) struct Writer {
    journal: JournalWriter,
    layout: Layout,
    /// Changes in the journal when a compaction within a commit failed; 0 if none did.
    failed_at: u64,
    /// Held for as long as the store is open.
    _lock: File,
}

/// Sizes of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreStats {
    /// Quads in all graphs.
    pub quads: u64,
    /// Graphs that hold a quad, the default graph not counted.
    pub named_graphs: u64,
    /// Terms in the dictionary, also those that only removed quads used.
    pub terms: u64,
    /// Bytes of text in the dictionary.
    pub text_bytes: u64,
    /// Bytes of the journal.
    pub journal_bytes: u64,
    /// Bytes of the segment.
    pub segment_bytes: u64,
}

impl StoreStats {
    /// Bytes of all files.
    pub fn disk_bytes(&self) -> u64 {
        self.journal_bytes + self.segment_bytes
    }
}

impl Store {
    /// Opens the database in this directory for reading and writing; makes one if the directory is new or empty.
    ///
    /// # Errors
    ///
    /// If another process writes to it, if it is no database or of an unknown version, or if it is damaged.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Self::open_on(dir, Disk::default())
    }

    fn open_on(dir: &Path, disk: Disk) -> Result<Self, StoreError> {
        let directory = Directory::new(dir, disk);
        directory.create_path()?;
        // A foreign directory must not even get a lock file.
        if !directory.is_database() {
            directory.check_unused()?;
        }
        let lock = directory.lock()?;
        if !directory.is_database() {
            directory.initialise()?;
        }
        let layout = directory.layout()?;
        directory.remove_leftovers(&layout);
        let (snapshot, reader, changes) = read(&layout)?;
        let journal = reader.into_writer(&directory.disk)?;
        Ok(Self {
            directory,
            published: RwLock::new(snapshot),
            journal_size: RwLock::new(JournalSize { bytes: journal.bytes(), changes }),
            writer: Some(Mutex::new(Writer { journal, layout, failed_at: 0, _lock: lock })),
            delta_bound: compaction::MOST_CHANGES,
        })
    }

    /// Opens an existing database for reading, also while another process writes: the snapshot is what was committed
    /// by now.
    ///
    /// # Errors
    ///
    /// If there is no database, if it is of an unknown version, or if it is damaged.
    pub fn open_read_only(dir: &Path) -> Result<Self, StoreError> {
        let directory = Directory::new(dir, Disk::default());
        let (_, snapshot, reader, changes) = Self::read_files(&directory)?;
        let journal_size = RwLock::new(JournalSize { bytes: reader.whole_bytes(), changes });
        let delta_bound = compaction::MOST_CHANGES;
        Ok(Self { directory, published: RwLock::new(snapshot), writer: None, journal_size, delta_bound })
    }

    /// Opens the files that make up the database now.
    fn read_files(directory: &Directory) -> Result<(Layout, Snapshot, JournalReader, u64), StoreError> {
        let mut layout = directory.layout()?;
        loop {
            match read(&layout) {
                // A writer may have put other files in place of these meanwhile.
                Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                    let now = directory.layout()?;
                    if now == layout {
                        return Err(StoreError::corrupt(&missing(&layout), 0, "it is missing"));
                    }
                    layout = now;
                }
                result => return result.map(|(snapshot, reader, changes)| (layout, snapshot, reader, changes)),
            }
        }
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The dataset as of the last commit of this process.
    pub fn snapshot(&self) -> Snapshot {
        self.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Runs one transaction and commits it: when this returns, it is on the disk. If `change` fails, nothing happened.
    ///
    /// # Errors
    ///
    /// Those of `change`, and [`StoreError`] if the store is read-only or the commit fails.
    pub fn write<T, E: From<StoreError>>(&self, change: impl FnOnce(&mut Transaction) -> Result<T, E>) -> Result<T, E> {
        let mut group = self.group()?;
        let value = group.write(change)?;
        group.commit()?;
        Ok(value)
    }

    /// Begins a group of transactions that share one sync. Other writers of this process wait until it ends.
    ///
    /// # Errors
    ///
    /// If the store is read-only, or an earlier commit left the journal in doubt.
    pub fn group(&self) -> Result<Group<'_>, StoreError> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        // A panic in a transaction drops its group, which forgets it; the journal is only touched in `commit`.
        Group::new(self, writer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes what is there now to a new segment and begins a new journal. Terms that no quad uses are forgotten;
    /// readers keep the files that they opened.
    ///
    /// # Errors
    ///
    /// If the store is read-only or the new files cannot be written; then no data is lost, but if the error came while
    /// they took their place, the store must be opened again before it takes another transaction.
    pub fn compact(&self) -> Result<(), StoreError> {
        self.replace_with(|disk, path, snapshot| compaction::write(snapshot, disk, path))
    }

    /// Puts a segment, which `write` makes of the present snapshot, and an empty journal in place of the files in use.
    fn replace_with(
        &self,
        write: impl FnOnce(&Disk, &Path, &Snapshot) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.journal.check()?;
        let snapshot = self.snapshot();
        self.replace_files(&mut writer, |disk, path| write(disk, path, &snapshot))
    }

    fn replace_files(
        &self,
        writer: &mut Writer,
        write: impl FnOnce(&Disk, &Path) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let number = writer.layout.manifest.journal + 1;
        let (disk, path) = (&self.directory.disk, self.directory.segment(number));
        let sequence = writer.journal.next_sequence();
        let prepare = || {
            write(disk, &path)?;
            self.directory.create_journal(number, sequence)?;
            Segment::open(&path)
        };
        let segment = prepare().inspect_err(|_| {
            disk.remove(&path);
            disk.remove(&self.directory.journal(number));
        })?;
        let manifest = Manifest { segment: Some((number, segment.file.header_checksum())), journal: number };
        let upgrade = writer.layout.version < directory::VERSION;
        let published = self
            .directory
            .publish(manifest)
            .and_then(|()| if upgrade { self.directory.write_format(directory::VERSION) } else { Ok(()) })
            .and_then(|()| self.directory.layout())
            .and_then(|layout| {
                let journal = JournalWriter::begin(disk, &layout.journal, sequence)?;
                Ok((layout, journal))
            });
        match published {
            // The old writer's closing frame goes to a file that is about to be removed.
            Ok((layout, journal)) => (writer.layout, writer.journal) = (layout, journal),
            Err(error) => {
                // Nobody knows which files the directory names now.
                writer.journal.poison();
                return Err(error);
            }
        }
        self.directory.remove_leftovers(&writer.layout);
        let (quads, segment) = (segment.counts.quads, Arc::new(segment));
        let layers = Layers { segment: Some(Arc::clone(&segment)), runs: Arc::default() };
        let snapshot = Snapshot::new(SharedDictionary::new(Dictionary::over(Some(segment))), layers, quads);
        *self.journal_size.write().unwrap_or_else(PoisonError::into_inner) =
            JournalSize { bytes: writer.journal.bytes(), changes: 0 };
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
        Ok(())
    }

    /// Compacts if reading the journal at every opening costs more than it should: from 16,384 changes or 8 MiB on, and
    /// from a sixty-fourth of the segment. Returns whether it did. Meant for the end of a series of transactions; within
    /// one, a commit compacts only before memory suffers, from 1,048,576 changes and a thirty-second of the segment on.
    ///
    /// # Errors
    ///
    /// Those of [`Self::compact`].
    pub fn compact_if_worthwhile(&self) -> Result<bool, StoreError> {
        let size = self.journal_size();
        let worthwhile = compaction::is_worthwhile(&self.snapshot(), size.changes, size.bytes);
        if worthwhile {
            self.compact()?;
        }
        Ok(worthwhile)
    }

    /// Compacts, within a commit that has succeeded, if what is held in memory has grown past its bound.
    fn bound_delta(&self, writer: &mut Writer) {
        let (snapshot, size) = (self.snapshot(), self.journal_size());
        if compaction::is_overdue(&snapshot, size.changes, self.delta_bound, writer.failed_at) {
            // What was committed is safe either way. A full disk is tried again when there is much more to gain.
            let done = self.replace_files(writer, |disk, path| compaction::write(&snapshot, disk, path));
            writer.failed_at = if done.is_err() { size.changes } else { 0 };
        }
    }

    /// Sizes of the dataset.
    pub fn stats(&self) -> StoreStats {
        let snapshot = self.snapshot();
        let text_bytes = snapshot.dictionary.read().text_bytes();
        let segment = snapshot.layers.segment.as_ref();
        let named_graphs = match segment {
            Some(segment) if snapshot.layers.runs.is_empty() => segment.counts.named_graphs,
            _ => scan::named_graphs(&snapshot.layers).len() as u64,
        };
        StoreStats {
            quads: snapshot.quads,
            named_graphs,
            terms: snapshot.terms.into(),
            text_bytes,
            journal_bytes: self.journal_size().bytes,
            segment_bytes: segment.map_or(0, |segment| segment.file.bytes()),
        }
    }

    fn journal_size(&self) -> JournalSize {
        *self.journal_size.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a group visible that made `changes` and after which the journal has `bytes`.
    fn publish(&self, snapshot: Snapshot, bytes: u64, changes: u64) {
        let mut size = self.journal_size.write().unwrap_or_else(PoisonError::into_inner);
        *size = JournalSize { bytes, changes: size.changes + changes };
        drop(size);
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }
}

/// The file that a layout names and the directory lacks.
fn missing(layout: &Layout) -> PathBuf {
    match &layout.segment {
        Some(segment) if !segment.exists() => segment.clone(),
        _ => layout.journal.clone(),
    }
}

/// Opens the files: the segment, and the journal as one run over it. Counts the quads that the journal adds and removes.
fn read(layout: &Layout) -> Result<(Snapshot, JournalReader, u64), StoreError> {
    let segment = match (&layout.segment, layout.manifest.segment) {
        (Some(path), Some((_, checksum))) => {
            let segment = Segment::open(path)?;
            if segment.file.header_checksum() != checksum {
                return Err(StoreError::corrupt(path, 0, "it is not the segment that the manifest names"));
            }
            Some(Arc::new(segment))
        }
        _ => None,
    };
    let path = &layout.journal;
    let mut reader = JournalReader::open(path)?;
    let mut dictionary = Dictionary::over(segment.clone());
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    while let Some(frame) = reader.next()? {
        if frame.payload.is_empty() {
            continue; // the end of a session
        }
        frame::decode(&frame.payload, &mut dictionary, &mut removed, &mut added)
            .map_err(|bad| StoreError::corrupt(path, frame.offset + bad.offset as u64, bad.what))?;
    }
    let changes = (added.len() + removed.len()) as u64;
    let run = Run::from_history(added, removed);
    let base = segment.as_ref().map_or(0, |segment| segment.counts.quads);
    let quads = (base + run.added.len() as u64).checked_sub(run.removed.len() as u64);
    let quads = quads.filter(|_| base > 0 || run.removed.is_empty());
    let Some(quads) = quads else {
        return Err(StoreError::corrupt(path, 0, "a transaction removes a quad that was not there"));
    };
    let runs = if run.is_empty() { Vec::new() } else { vec![Arc::new(run)] };
    let layers = Layers { segment, runs: runs.into() };
    Ok((Snapshot::new(SharedDictionary::new(dictionary), layers, quads), reader, changes))
}

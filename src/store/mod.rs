//! The dataset on disk: a journal of committed transactions under an index of sorted columns.
//!
//! ```text
//! Transaction ──▶ frame ──▶ journal (fsync)          what is durable
//!      │
//!      └──▶ run ──▶ Snapshot ──▶ StoreDataset         what is read
//! ```
//!
//! [`Store::open`] replays the journal into one run; every commit appends a frame to the journal and a run to the
//! list. One process writes at a time, any number read, each on the snapshot that it took.
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

mod compaction;
mod dataset;
mod dictionary;
mod directory;
mod error;
mod frame;
mod id;
mod journal;
mod run;
mod scan;
mod snapshot;
mod transaction;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use dictionary::Dictionary;
use directory::Directory;
use journal::{JournalReader, JournalWriter};
use run::Run;
use snapshot::SharedDictionary;

pub use dataset::{DefaultGraph, StoreDataset, TRIPLE_COMPONENTS};
pub use error::{CorruptError, StoreError};
pub use id::TermId;
pub use snapshot::{Quads, Snapshot};
pub use transaction::{Group, Transaction};

/// A dataset in a directory.
pub struct Store {
    directory: Directory,
    published: RwLock<Snapshot>,
    /// `None` if opened for reading only.
    writer: Option<Mutex<Writer>>,
    /// The journal as this store has read or written it.
    journal_size: RwLock<JournalSize>,
}

/// How much a journal holds.
#[derive(Clone, Copy, Debug, Default)]
struct JournalSize {
    bytes: u64,
    /// Quads that its transactions add and remove.
    changes: u64,
}

/// A journal below this size is read in no time, however little of it is still true.
const COMPACT_FROM_BYTES: u64 = 8 << 20;

/// What only the one writer has.
pub(crate) struct Writer {
    journal: JournalWriter,
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
}

impl Store {
    /// Opens the database in this directory for reading and writing; makes one if the directory is new or empty.
    ///
    /// # Errors
    ///
    /// If another process writes to it, if it is no database or of an unknown version, or if it is damaged.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let directory = Directory::new(dir);
        directory.create_path()?;
        // A foreign directory must not even get a lock file.
        if !directory.is_database() {
            directory.check_unused()?;
        }
        let lock = directory.lock()?;
        if !directory.is_database() {
            directory.initialise()?;
        }
        directory.check_format()?;
        let path = directory.journal();
        let (snapshot, reader, changes) = replay(&path)?;
        let journal = JournalWriter::open(&path, reader.whole_bytes(), reader.next_sequence())?;
        Ok(Self {
            directory,
            published: RwLock::new(snapshot),
            journal_size: RwLock::new(JournalSize { bytes: journal.bytes(), changes }),
            writer: Some(Mutex::new(Writer { journal, _lock: lock })),
        })
    }

    /// Opens an existing database for reading, also while another process writes: the snapshot is what was committed
    /// by now.
    ///
    /// # Errors
    ///
    /// If there is no database, if it is of an unknown version, or if it is damaged.
    pub fn open_read_only(dir: &Path) -> Result<Self, StoreError> {
        let directory = Directory::new(dir);
        directory.check_format()?;
        let (snapshot, reader, changes) = replay(&directory.journal())?;
        let journal_size = RwLock::new(JournalSize { bytes: reader.whole_bytes(), changes });
        Ok(Self { directory, published: RwLock::new(snapshot), writer: None, journal_size })
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

    /// Rewrites the journal as one transaction that holds what is there now, and forgets unused terms.
    ///
    /// # Errors
    ///
    /// If the store is read-only or the new journal cannot be written; then no data is lost, but the store must be
    /// opened again before it takes another transaction.
    pub fn compact(&self) -> Result<(), StoreError> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.journal.check()?;
        let (snapshot, payload) = compaction::rewrite(&self.snapshot());
        let sequence = writer.journal.next_sequence();
        let header = journal::header(sequence);
        let frame = journal::frame(sequence, &payload);
        let bytes = (header.len() + frame.len()) as u64;
        let replaced = self.directory.replace_journal(&[&header, &frame]);
        match replaced.and_then(|()| JournalWriter::open(&self.directory.journal(), bytes, sequence + 1)) {
            // The old writer's closing frame goes to the unlinked file.
            Ok(journal) => writer.journal = journal,
            Err(error) => {
                // The old writer may now write to a file that has no name any more.
                writer.journal.poison();
                return Err(error);
            }
        }
        let size = JournalSize { bytes, changes: snapshot.quads };
        *self.journal_size.write().unwrap_or_else(PoisonError::into_inner) = size;
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
        Ok(())
    }

    /// Compacts if the journal has more than 8 MiB and more than half of its quads or of its text is dead; returns
    /// whether it did. Meant for the end of a series of transactions that replace or remove.
    ///
    /// # Errors
    ///
    /// Those of [`Self::compact`].
    pub fn compact_if_worthwhile(&self) -> Result<bool, StoreError> {
        let size = self.journal_size();
        let worthwhile = size.bytes > COMPACT_FROM_BYTES && compaction::is_mostly_dead(&self.snapshot(), size.changes);
        if worthwhile {
            self.compact()?;
        }
        Ok(worthwhile)
    }

    /// Sizes of the dataset.
    pub fn stats(&self) -> StoreStats {
        let snapshot = self.snapshot();
        let text_bytes = snapshot.dictionary.read().text_bytes() as u64;
        StoreStats {
            quads: snapshot.quads,
            named_graphs: scan::named_graphs(&snapshot.runs).len() as u64,
            terms: snapshot.terms.into(),
            text_bytes,
            journal_bytes: self.journal_size().bytes,
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

/// Reads a journal into a snapshot of one run, and counts the quads that it adds and removes.
fn replay(path: &Path) -> Result<(Snapshot, JournalReader, u64), StoreError> {
    let mut reader = JournalReader::open(path)?;
    let mut dictionary = Dictionary::default();
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    while let Some(frame) = reader.next()? {
        if frame.payload.is_empty() {
            continue; // the end of a session
        }
        frame::decode(&frame.payload, &mut dictionary, &mut removed, &mut added)
            .map_err(|bad| StoreError::corrupt(path, frame.offset + bad.offset as u64, bad.what))?;
    }
    let changes = (added.len() + removed.len()) as u64;
    let quads = added.len() as u64 - removed.len().min(added.len()) as u64;
    let run = Run::from_history(added, removed);
    if !run.removed.is_empty() || run.added.len() as u64 != quads {
        return Err(StoreError::corrupt(path, 0, "a transaction removes a quad that was not there"));
    }
    let runs = if quads == 0 { Vec::new() } else { vec![Arc::new(run)] };
    Ok((Snapshot::new(SharedDictionary::new(dictionary), runs, quads), reader, changes))
}

//! Writing: transactions, each whole or not at all, and groups of them that share one sync.

use std::sync::MutexGuard;

use oxrdf::{GraphNameRef, QuadRef};
use rustc_hash::FxHashMap;

use super::dictionary::subject_term;
use super::error::StoreError;
use super::frame;
use super::id::TermId;
use super::run::{Row, Run};
use super::scan::{Graphs, Scan};
use super::snapshot::Snapshot;
use super::{Store, Writer};

/// Changes that become visible and durable together. Reads within it see them already.
pub struct Transaction {
    /// The dataset before the transaction.
    base: Snapshot,
    /// What differs from `base`: added if `true`, removed if `false`.
    pending: FxHashMap<Row, bool>,
}

impl Transaction {
    fn new(base: Snapshot) -> Self {
        Self { base, pending: FxHashMap::default() }
    }

    /// Adds a quad; returns whether it is new.
    pub fn insert(&mut self, quad: QuadRef<'_>) -> bool {
        let mut dictionary = self.base.dictionary.write();
        let row = [
            dictionary.intern(subject_term(quad.subject)),
            dictionary.intern(quad.predicate.into()),
            dictionary.intern(quad.object),
            match quad.graph_name {
                GraphNameRef::DefaultGraph => TermId::DEFAULT_GRAPH,
                GraphNameRef::NamedNode(node) => dictionary.intern(node.into()),
                GraphNameRef::BlankNode(node) => dictionary.intern(node.into()),
            },
        ];
        drop(dictionary);
        self.set(row, true)
    }

    /// Takes a quad away; returns whether it was there.
    pub fn remove(&mut self, quad: QuadRef<'_>) -> bool {
        self.snapshot_of_terms().row(quad).is_some_and(|row| self.set(row, false))
    }

    /// Whether the dataset, with this transaction's changes, holds the quad.
    pub fn contains(&self, quad: QuadRef<'_>) -> bool {
        self.snapshot_of_terms().row(quad).is_some_and(|row| self.has(&row))
    }

    /// Takes away every quad of a graph; returns how many there were.
    pub fn clear_graph(&mut self, graph: GraphNameRef<'_>) -> u64 {
        let Some(graph) = self.snapshot_of_terms().graph_id(graph) else { return 0 };
        self.clear(Graphs::One(graph), |row| row[3] == graph)
    }

    /// Takes away every quad of every graph but the default graph; returns how many there were.
    pub fn clear_named_graphs(&mut self) -> u64 {
        self.clear(Graphs::Named, |row| row[3] != TermId::DEFAULT_GRAPH)
    }

    fn clear(&mut self, graphs: Graphs, of_graphs: impl Fn(&Row) -> bool) -> u64 {
        let before = self.pending.len();
        self.pending.retain(|row, added| !(*added && of_graphs(row)));
        let mut removed = (before - self.pending.len()) as u64;
        for row in Scan::new(&self.base.layers, [None; 3], graphs) {
            removed += u64::from(self.pending.insert(row, false).is_none());
        }
        removed
    }

    /// The dataset with this transaction's changes so far.
    pub fn snapshot(&self) -> Snapshot {
        let (added, removed) = self.changes();
        let quads = self.base.quads + added.len() as u64 - removed.len() as u64;
        Snapshot::new(self.base.dictionary.clone(), self.base.layers.with(Run::new(added, removed)), quads)
    }

    /// The base, knowing the terms that this transaction added.
    fn snapshot_of_terms(&self) -> Snapshot {
        Snapshot { terms: u32::MAX, ..self.base.clone() }
    }

    fn has(&self, row: &Row) -> bool {
        self.pending.get(row).copied().unwrap_or_else(|| self.base.layers.contains(row))
    }

    /// Makes the row present or absent; returns whether that changed anything.
    fn set(&mut self, row: Row, present: bool) -> bool {
        if self.has(&row) == present {
            return false;
        }
        // A pending change undone is no change; otherwise the base differs and this is a new one.
        if self.pending.remove(&row).is_none() {
            self.pending.insert(row, present);
        }
        true
    }

    fn changes(&self) -> (Vec<Row>, Vec<Row>) {
        #[expect(clippy::iter_over_hash_type, reason = "the rows are sorted before anybody sees them")]
        fn split(pending: &FxHashMap<Row, bool>) -> (Vec<Row>, Vec<Row>) {
            let (mut added, mut removed) = (Vec::new(), Vec::new());
            for (row, is_added) in pending {
                if *is_added { added.push(*row) } else { removed.push(*row) }
            }
            (added, removed)
        }
        split(&self.pending)
    }
}

/// Transactions that are committed with one sync: none is acknowledged before [`Group::commit`] returns.
///
/// After a crash the group is there as a whole or not at all. Dropping the group forgets it.
pub struct Group<'s> {
    store: &'s Store,
    writer: MutexGuard<'s, Writer>,
    /// The dataset with all transactions of the group.
    current: Snapshot,
    /// Terms that were there before the group.
    terms_before: u32,
    payloads: Vec<Vec<u8>>,
    /// Added and removed quads in the payloads.
    changes: u64,
    committed: bool,
}

impl<'s> Group<'s> {
    pub(crate) fn new(store: &'s Store, writer: MutexGuard<'s, Writer>) -> Result<Self, StoreError> {
        writer.journal.check()?;
        let current = store.snapshot();
        let terms_before = current.terms;
        Ok(Self { store, writer, current, terms_before, payloads: Vec::new(), changes: 0, committed: false })
    }

    /// The dataset with the group's transactions so far, which are not committed yet.
    pub fn snapshot(&self) -> Snapshot {
        self.current.clone()
    }

    /// Runs one transaction. If `change` fails, nothing of it remains and the group goes on without it.
    ///
    /// # Errors
    ///
    /// Only those of `change`.
    pub fn write<T, E>(&mut self, change: impl FnOnce(&mut Transaction) -> Result<T, E>) -> Result<T, E> {
        let mut transaction = Transaction::new(self.current.clone());
        let result = change(&mut transaction);
        let changed = result.is_ok() && !transaction.pending.is_empty();
        if changed {
            self.accept(&transaction);
        } else {
            self.current.dictionary.write().truncate(self.current.terms);
        }
        result
    }

    fn accept(&mut self, transaction: &Transaction) {
        let (added, removed) = transaction.changes();
        let payload = frame::encode(&self.current.dictionary.read(), self.current.terms, &removed, &added);
        self.changes += (added.len() + removed.len()) as u64;
        let quads = self.current.quads + added.len() as u64 - removed.len() as u64;
        let layers = self.current.layers.with(Run::new(added, removed));
        self.payloads.push(payload);
        self.current = Snapshot::new(self.current.dictionary.clone(), layers, quads);
    }

    /// Bytes that the group will append to the journal.
    pub fn pending_bytes(&self) -> u64 {
        self.payloads.iter().map(|payload| payload.len() as u64).sum()
    }

    /// Makes the group durable, then visible. A group without changes writes nothing. If the changes since the segment have
    /// grown past their bound, they become part of a new one before this returns.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written or synced, or damage was met on the way; then nothing of the group is in the
    /// dataset.
    pub fn commit(mut self) -> Result<(), StoreError> {
        // What was decided on damaged data must not become durable.
        if let Some(damage) = self.current.damage() {
            return Err(StoreError::Corrupt(damage.clone()));
        }
        if !self.payloads.is_empty() {
            self.writer.journal.append(&self.payloads)?;
            self.store.publish(self.current.clone(), self.writer.journal.bytes(), self.changes);
        }
        self.committed = true;
        self.store.bound_delta(&mut self.writer);
        Ok(())
    }
}

impl Drop for Group<'_> {
    fn drop(&mut self) {
        if !self.committed {
            self.current.dictionary.write().truncate(self.terms_before);
        }
    }
}

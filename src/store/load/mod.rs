//! Bulk load: files of RDF, parsed by all cores and sorted into a new segment, without passing through the journal.
//!
//! ```text
//! files ─decompress, cut at line ends→ blocks ─parse, number (each thread for itself)→ parts ─merge, sort→ segment
//! ```
//!
//! The load is one transaction: the new segment appears when everything has been read, or nothing changes.

mod nesting;
mod source;
mod worker;

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use oxrdf::NamedNode;

use super::run::Row;
use super::scan::{Graphs, Scan};
use super::segment::builder::{self, Part};
use super::{Store, StoreError};
use source::{LineBlocks, Source};
use worker::{Bad, Block, Worker};

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The name does not tell what the file holds.
    #[error(
        "the name of `{}` tells no RDF format\nhint: it must end in .nq, .nt, .trig, .ttl, .rdf or .jsonld, then perhaps in .gz or .zst",
        .0.display()
    )]
    UnknownFormat(PathBuf),
    /// A file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LoadError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}

/// Who wants to know how a load goes on.
pub trait LoadObserver {
    /// So many bytes of all files have been read, and so many quads found.
    fn progress(&mut self, bytes: u64, of: u64, quads: u64);
    /// Reading has ended; the quads are being sorted and written.
    fn sorting(&mut self, quads: u64);
    /// This line could not be read and was left out, or, in formats without lines, the file from whose beginning it
    /// counts.
    fn bad_line(&mut self, file: &Path, line: u64, reason: &str);
}

/// What a load did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadSummary {
    /// Quads in the files, repetitions included.
    pub read: u64,
    /// Quads that were not there before.
    pub added: u64,
    /// Lines or files that were left out.
    pub bad: u64,
}

/// Loads files into the store, which then consists of one segment. Triples that name no graph go to `graph`, or to the
/// default graph.
///
/// Blank nodes are renamed, the same way whenever the same file is loaded.
///
/// # Errors
///
/// If a file cannot be read or its name tells no format, or if the segment cannot be written; then nothing has changed.
/// What is wrong within a file is told to the observer and left out.
pub fn load(
    store: &Store,
    files: &[PathBuf],
    graph: Option<&NamedNode>,
    observer: &mut dyn LoadObserver,
) -> Result<LoadSummary, LoadError> {
    let sources: Vec<_> = files.iter().map(|path| Source::new(path)).collect::<Result<_, _>>()?;
    let mut summary = LoadSummary::default();
    let workers = read(&sources, graph, observer, &mut summary)?;
    summary.read = workers.iter().map(|worker| worker.rows.len() as u64).sum();
    observer.sorting(summary.read);
    let before = store.snapshot().len();
    store.replace_with(|disk, path, snapshot| {
        let dictionary = snapshot.dictionary.read();
        let old = |visit: &mut dyn FnMut(Row)| Scan::new(&snapshot.layers, [None; 3], Graphs::All).for_each(visit);
        let new: Vec<_> = workers
            .iter()
            .map(|worker| |visit: &mut dyn FnMut(Row)| worker.rows.iter().copied().for_each(visit))
            .collect();
        let mut parts = vec![Part { dictionary: &dictionary, rows: &old }];
        parts.extend(workers.iter().zip(&new).map(|(worker, rows)| Part { dictionary: &worker.dictionary, rows }));
        builder::build(disk, path, &parts)?;
        snapshot.damage().map_or(Ok(()), |damage| Err(StoreError::Corrupt(damage.clone())))
    })?;
    summary.added = store.snapshot().len() - before;
    Ok(summary)
}

/// What the threads tell the one that called.
enum Message {
    Bad(Bad),
    /// A block has been read.
    Done,
    Failed(PathBuf, io::Error),
}

/// Reads all files with all cores.
fn read(
    sources: &[Source],
    graph: Option<&NamedNode>,
    observer: &mut dyn LoadObserver,
    summary: &mut LoadSummary,
) -> Result<Vec<Worker>, LoadError> {
    let threads = rayon::current_num_threads().max(1);
    let (bytes, quads) = (Arc::new(AtomicU64::new(0)), AtomicU64::new(0));
    let total = sources.iter().map(|source| source.bytes).sum();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let (block_sender, blocks) = mpsc::sync_channel::<Block>(2 * threads);
        let blocks = Arc::new(Mutex::new(blocks));
        let (sender, messages) = mpsc::channel();
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let (blocks, sender, quads) = (Arc::clone(&blocks), sender.clone(), &quads);
                scope.spawn(move || {
                    let mut worker = Worker::new(graph.cloned());
                    while let Some(block) = next_block(&blocks) {
                        let before = worker.rows.len();
                        worker.read(&block, &mut |bad| drop(sender.send(Message::Bad(bad))));
                        quads.fetch_add((worker.rows.len() - before) as u64, Ordering::Relaxed);
                        let _ = sender.send(Message::Done);
                    }
                    worker
                })
            })
            .collect();
        drop(blocks);
        {
            let (bytes, stop) = (Arc::clone(&bytes), &stop);
            scope.spawn(move || send_blocks(sources, &bytes, stop, &block_sender, &sender));
        }
        let (mut failure, mut bad) = (None, Vec::new());
        for message in messages {
            match message {
                Message::Bad(line) => bad.push(line),
                Message::Done => {
                    observer.progress(bytes.load(Ordering::Relaxed), total, quads.load(Ordering::Relaxed));
                }
                Message::Failed(path, error) => {
                    stop.store(true, Ordering::Relaxed);
                    failure.get_or_insert(LoadError::Io { path, source: error });
                }
            }
        }
        // Threads find them in any order; they are told in the order of the files.
        bad.sort_by_key(|bad| (bad.file, bad.line));
        bad.iter().for_each(|bad| observer.bad_line(&sources[bad.file].path, bad.line, &bad.reason));
        summary.bad = bad.len() as u64;
        let workers = workers.into_iter().map(|worker| match worker.join() {
            Ok(worker) => worker,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        let workers = workers.collect();
        failure.map_or(Ok(workers), Err)
    })
}

fn next_block(blocks: &Mutex<Receiver<Block>>) -> Option<Block> {
    blocks.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Reads the files one after the other and hands out their blocks.
fn send_blocks(
    sources: &[Source],
    bytes: &Arc<AtomicU64>,
    stop: &AtomicBool,
    blocks: &SyncSender<Block>,
    messages: &mpsc::Sender<Message>,
) {
    for (file, source) in sources.iter().enumerate() {
        let result =
            send_file(file, source, bytes, &mut |block| !stop.load(Ordering::Relaxed) && blocks.send(block).is_ok());
        if let Err(error) = result {
            let _ = messages.send(Message::Failed(source.path.clone(), error));
            return;
        }
    }
}

fn send_file(
    file: usize,
    source: &Source,
    bytes: &Arc<AtomicU64>,
    send: &mut dyn FnMut(Block) -> bool,
) -> io::Result<()> {
    let mut input = source.open(bytes)?;
    let format = source.format;
    if !source.has_lines() {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        let blank_seed = worker::blank_seed(&source.path, &bytes);
        let absolute = std::path::absolute(&source.path)?;
        let base = Some(format!("file://{}", absolute.display()).replace(' ', "%20"));
        send(Block { file, format, first_line: 1, bytes, blank_seed, base });
        return Ok(());
    }
    let mut lines = LineBlocks::new(input);
    let mut blank_seed = None;
    while let Some((first_line, bytes)) = lines.next()? {
        let blank_seed = *blank_seed.get_or_insert_with(|| worker::blank_seed(&source.path, &bytes));
        if !send(Block { file, format, first_line, bytes, blank_seed, base: None }) {
            break;
        }
    }
    Ok(())
}

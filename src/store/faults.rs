//! A file system that fails: errors and short writes at any step, and power losses that keep of the unsynced what they
//! like. A killed process cannot show this: the system still writes out what it left.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use oxrdf::{GraphName, Literal, NamedNode, Quad};

use super::disk::{Disk, Operation, Watcher};
use super::{LoadError, LoadObserver, Snapshot, Store, StoreError, load, verify};

/// What was done, in order.
#[derive(Clone, Debug)]
enum Event {
    Create(PathBuf),
    Write(PathBuf, u64, Vec<u8>),
    Cut(PathBuf, u64),
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    SyncDirectory(PathBuf),
    /// The state with this number was acknowledged.
    Acknowledged(usize),
}

#[derive(Default)]
struct Recorder(Mutex<Vec<Event>>);

impl Recorder {
    fn push(&self, event: Event) {
        self.0.lock().unwrap().push(event);
    }
}

impl Watcher for Recorder {
    fn before(&self, operation: Operation<'_>) -> Result<(), (usize, io::Error)> {
        self.push(match operation {
            Operation::Create(path) => Event::Create(path.to_owned()),
            Operation::Write { path, offset, bytes } => Event::Write(path.to_owned(), offset, bytes.to_owned()),
            Operation::Cut { path, length } => Event::Cut(path.to_owned(), length),
            Operation::Sync(path) => Event::Sync(path.to_owned()),
            Operation::Rename { from, to } => Event::Rename(from.to_owned(), to.to_owned()),
            Operation::Remove(path) => Event::Remove(path.to_owned()),
            Operation::SyncDirectory(path) => Event::SyncDirectory(path.to_owned()),
        });
        Ok(())
    }
}

/// A file: what is on the disk, and what was done to it since the last sync.
#[derive(Clone, Default)]
struct Inode {
    durable: Vec<u8>,
    unsynced: Vec<Event>,
}

/// What a power loss leaves of a write is decided for each of these.
const SECTOR: usize = 512;

fn apply(content: &mut Vec<u8>, event: &Event, mut keep: impl FnMut() -> bool) {
    match event {
        Event::Write(_, offset, bytes) => {
            let mut at = *offset as usize;
            for sector in bytes.chunks(SECTOR) {
                if keep() {
                    content.resize(content.len().max(at + sector.len()), 0);
                    content[at..at + sector.len()].copy_from_slice(sector);
                }
                at += sector.len();
            }
        }
        Event::Cut(_, length) if keep() => content.resize(*length as usize, 0),
        _ => {}
    }
}

/// What the disk may hold after these events and a power loss: everything synced, and any part of the rest.
fn after_power_loss(events: &[Event], random: &mut fastrand::Rng) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut inodes: Vec<Inode> = Vec::new();
    let mut names: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut durable: BTreeMap<PathBuf, usize> = BTreeMap::new();
    // Name, and what it is to mean.
    let mut unsynced: Vec<Vec<(PathBuf, Option<usize>)>> = Vec::new();
    let rename = |names: &mut BTreeMap<PathBuf, usize>, changes: &[(PathBuf, Option<usize>)]| {
        for (name, inode) in changes {
            match inode {
                Some(inode) => names.insert(name.clone(), *inode),
                None => names.remove(name),
            };
        }
    };
    for event in events {
        let mut changes = Vec::new();
        match event {
            Event::Create(path) => {
                inodes.push(Inode::default());
                changes.push((path.clone(), Some(inodes.len() - 1)));
            }
            Event::Write(path, ..) | Event::Cut(path, _) => inodes[names[path]].unsynced.push(event.clone()),
            Event::Sync(path) => {
                let inode = &mut inodes[names[path]];
                for event in std::mem::take(&mut inode.unsynced) {
                    apply(&mut inode.durable, &event, || true);
                }
            }
            Event::Rename(from, to) => {
                changes.push((to.clone(), Some(names[from])));
                changes.push((from.clone(), None));
            }
            Event::Remove(path) => changes.push((path.clone(), None)),
            Event::SyncDirectory(directory) => unsynced.retain(|changes| {
                let elsewhere = changes.iter().any(|(name, _)| name.parent() != Some(directory));
                if !elsewhere {
                    rename(&mut durable, changes);
                }
                elsewhere
            }),
            Event::Acknowledged(_) => {}
        }
        if !changes.is_empty() {
            rename(&mut names, &changes);
            unsynced.push(changes);
        }
    }
    for changes in &unsynced {
        if random.bool() {
            rename(&mut durable, changes);
        }
    }
    let mut files = BTreeMap::new();
    for (name, inode) in durable {
        let mut content = inodes[inode].durable.clone();
        // All, none or some of it, whatever the order in which it was written.
        let all = random.bool();
        for event in &inodes[inode].unsynced {
            apply(&mut content, event, || all || random.bool());
        }
        files.insert(name, content);
    }
    files
}

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://example.com/{name}"))
}

fn all(snapshot: &Snapshot) -> BTreeSet<String> {
    snapshot.quads().map(|quad| quad.to_string()).collect()
}

/// The quads of step `n`, long enough for several sectors.
fn article(n: u64) -> Vec<Quad> {
    let text = |part| Literal::new_simple_literal(format!("{part} of {n}: {}", "word ".repeat(40)));
    let graph = GraphName::from(node(&format!("g{}", n % 3)));
    (0..6).map(|part| Quad::new(node(&format!("s{part}")), node("p"), text(part), graph.clone())).collect()
}

/// One transaction: replaces the content of one of three graphs.
fn replace(store: &Store, numbers: &[u64]) -> Result<(), StoreError> {
    let mut group = store.group()?;
    for number in numbers {
        group.write(|tx| {
            tx.clear_graph(node(&format!("g{}", number % 3)).as_ref().into());
            for quad in article(*number) {
                tx.insert(quad.as_ref());
            }
            Ok::<_, StoreError>(())
        })?;
    }
    group.commit()
}

struct Silent;

impl LoadObserver for Silent {
    fn progress(&mut self, _: u64, _: u64, _: u64) {}
    fn sorting(&mut self, _: u64) {}
    fn bad_line(&mut self, file: &Path, line: u64, reason: &str) {
        panic!("{}:{line}: {reason}", file.display());
    }
}

/// Loads the quads of a step in bulk, from a file beside the database that nobody watches.
fn load_article(store: &Store, number: u64) -> Result<(), StoreError> {
    let file = tempfile::Builder::new().suffix(".nq").tempfile().unwrap();
    let lines: String = article(number).iter().map(|quad| format!("{quad} .\n")).collect();
    fs::write(file.path(), lines).unwrap();
    match load(store, &[file.path().to_owned()], None, &mut Silent) {
        Ok(_) => Ok(()),
        Err(LoadError::Store(error)) => Err(error),
        Err(error) => panic!("{error}"),
    }
}

/// Runs every kind of change on a new database and calls `after` with what it then holds.
fn workload(dir: &Path, disk: &Disk, mut after: impl FnMut(&Snapshot)) -> Result<(), StoreError> {
    let mut number = 0;
    for session in 0..3_u64 {
        let store = Store::open_on(dir, disk.clone())?;
        after(&store.snapshot());
        for step in 0..5 {
            match (step + session) % 5 {
                3 => store.compact()?,
                1 => load_article(&store, number)?,
                2 => replace(&store, &[number, number + 1])?,
                _ => replace(&store, &[number])?,
            }
            number += 2;
            after(&store.snapshot());
        }
    }
    Ok(())
}

#[test]
fn a_power_loss_at_any_moment_loses_nothing_that_was_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let recorder = Arc::new(Recorder::default());
    let mut states = Vec::new();
    workload(dir.path(), &Disk::watched(Arc::clone(&recorder) as _), |snapshot| {
        recorder.push(Event::Acknowledged(states.len()));
        states.push(all(snapshot));
    })
    .unwrap();
    let events = recorder.0.lock().unwrap().clone();
    let mut random = fastrand::Rng::with_seed(1);
    for length in 0..=events.len() {
        let acknowledged = events[..length].iter().rev().find_map(|event| match event {
            Event::Acknowledged(state) => Some(*state),
            _ => None,
        });
        for _ in 0..3 {
            let lost = tempfile::tempdir().unwrap();
            for (path, content) in after_power_loss(&events[..length], &mut random) {
                fs::write(lost.path().join(path.file_name().unwrap()), content).unwrap();
            }
            let what = format!("after {length} of {} steps: {:?}", events.len(), events[..length].last());
            let found = match Store::open_read_only(lost.path()) {
                Ok(store) => all(&store.snapshot()),
                Err(StoreError::NotFound(_) | StoreError::NotADatabase(_)) if acknowledged.is_none() => BTreeSet::new(),
                Err(error) => panic!("{what}: {error}"),
            };
            let from = acknowledged.unwrap_or(0);
            assert!(states[from..].iter().take(2).any(|state| *state == found), "{what}: {} quads", found.len());
            // The next writer goes on, whatever was left.
            let store = Store::open(lost.path()).unwrap();
            replace(&store, &[99]).unwrap();
            store.compact().unwrap();
            let expected = all(&store.snapshot());
            drop(store);
            assert_eq!(all(&Store::open(lost.path()).unwrap().snapshot()), expected, "{what}");
            assert_eq!(verify(lost.path()).unwrap().damage, [], "{what}");
        }
    }
}

/// Lets one operation fail, the first writes of it perhaps made.
struct Failing {
    /// Operations until then.
    left: AtomicU64,
    short: usize,
}

impl Watcher for Failing {
    fn before(&self, _: Operation<'_>) -> Result<(), (usize, io::Error)> {
        match self.left.fetch_sub(1, Ordering::Relaxed) {
            1 => Err((self.short, io::Error::other("injected"))),
            _ => Ok(()),
        }
    }
}

#[test]
fn an_error_at_any_step_is_reported_and_loses_nothing() {
    let mut failures = 0;
    for step in 1.. {
        let dir = tempfile::tempdir().unwrap();
        let short = [0, 1, 30, 700, usize::MAX][step as usize % 5];
        let failing = Arc::new(Failing { left: AtomicU64::new(step), short });
        let disk = Disk::watched(Arc::clone(&failing) as _);
        let mut last = BTreeSet::new();
        let result = workload(dir.path(), &disk, |snapshot| last = all(snapshot));
        // An error while cleaning up is nobody's business.
        failures += u64::from(result.is_err());
        let store = match Store::open(dir.path()) {
            Ok(store) => store,
            Err(error) => panic!("step {step}: {error}"),
        };
        let found = all(&store.snapshot());
        if result.is_err() && found != last {
            // What failed while syncing may have reached the disk: then it is there as a whole.
            let (copy, mut states) = (tempfile::tempdir().unwrap(), Vec::new());
            workload(copy.path(), &Disk::default(), |snapshot| states.push(all(snapshot))).unwrap();
            let before = states.iter().position(|state| *state == last).unwrap_or(0);
            assert!(states[before..].iter().take(3).any(|state| *state == found), "step {step}: {} quads", found.len());
        }
        replace(&store, &[99]).unwrap();
        drop(store);
        assert_eq!(verify(dir.path()).unwrap().damage, [], "step {step}");
        if failing.left.load(Ordering::Relaxed) > 0 && failing.left.load(Ordering::Relaxed) <= step {
            assert!(failures > 50, "{failures} of {step} steps failed");
            return;
        }
    }
}

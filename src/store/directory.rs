//! The directory of a database: its files, how it comes into being, and the lock of its one writer.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::error::StoreError;
use super::journal;
use super::manifest::Manifest;

/// Version of the directory's layout that is written. Version 1, a journal alone, is read.
pub(crate) const VERSION: u32 = 2;
const FORMAT_FILE: &str = "format";
const FORMAT_PREFIX: &str = "tercet database ";
const MANIFEST_FILE: &str = "manifest";
/// The journal of version 1; later ones have a number.
const JOURNAL_FILE: &str = "journal";
const LOCK_FILE: &str = "lock";

/// A directory that is, or is to be, a database.
#[derive(Clone)]
pub(crate) struct Directory {
    path: PathBuf,
    pub(crate) disk: Disk,
}

/// The files that make up a database, and how they came to be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Version of the directory.
    pub(crate) version: u32,
    pub(crate) manifest: Manifest,
    pub(crate) journal: PathBuf,
    pub(crate) segment: Option<PathBuf>,
}

impl Directory {
    pub(crate) fn new(path: &Path, disk: Disk) -> Self {
        Self { path: path.to_owned(), disk }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the journal with this number lies.
    pub(crate) fn journal(&self, number: u64) -> PathBuf {
        self.path.join(format!("{JOURNAL_FILE}-{number}"))
    }

    /// Where the segment with this number lies.
    pub(crate) fn segment(&self, number: u64) -> PathBuf {
        self.path.join(format!("segment-{number}"))
    }

    /// Whether the directory says that it is a database.
    pub(crate) fn is_database(&self) -> bool {
        self.path.join(FORMAT_FILE).is_file()
    }

    /// Takes the write lock. It ends with the returned file, or with the process.
    pub(crate) fn lock(&self) -> Result<File, StoreError> {
        let path = self.path.join(LOCK_FILE);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(StoreError::io("open", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let holder = match file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse::<u32>().ok()) {
                    Some(process) => format!("process {process}"),
                    None => "another process".to_owned(),
                };
                return Err(StoreError::Locked { dir: self.path.clone(), holder });
            }
            Err(TryLockError::Error(source)) => return Err(StoreError::Io { action: "lock", path, source }),
        }
        // The name only serves the message: a writer that cannot leave it still holds the lock.
        let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        Ok(file)
    }

    /// Makes the directory, if it is not there, and its parents.
    pub(crate) fn create_path(&self) -> Result<(), StoreError> {
        if self.path.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.path).map_err(StoreError::io("create", &self.path))?;
        match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => self.disk.sync_directory(parent),
            _ => self.disk.sync_directory(Path::new(".")),
        }
    }

    /// Checks that the directory holds nothing but what an interrupted creation leaves behind.
    pub(crate) fn check_unused(&self) -> Result<(), StoreError> {
        for entry in fs::read_dir(&self.path).map_err(StoreError::io("read", &self.path))? {
            let entry = entry.map_err(StoreError::io("read", &self.path))?;
            let name = entry.file_name();
            let is_fresh = || entry.metadata().is_ok_and(|meta| meta.len() <= journal::HEADER_BYTES);
            let ours = [LOCK_FILE, MANIFEST_FILE, "manifest.new", "format.new"].iter().any(|file| name == *file)
                || (["journal-1", JOURNAL_FILE].iter().any(|file| name == *file) && is_fresh());
            if !ours {
                return Err(StoreError::NotADatabase(self.path.clone()));
            }
        }
        Ok(())
    }

    /// Makes an empty database of an unused directory. To be called with the lock held.
    pub(crate) fn initialise(&self) -> Result<(), StoreError> {
        let manifest = Manifest { segment: None, journal: 1 };
        self.create_journal(1, 1)?;
        self.publish(manifest)?;
        // The format file comes last: with it the directory is a database, so a missing file is a loss.
        self.write_format(VERSION)
    }

    /// Makes an empty journal whose first frame will have the number `first`.
    pub(crate) fn create_journal(&self, number: u64, first: u64) -> Result<(), StoreError> {
        let path = self.journal(number);
        let file = self.disk.create(&path)?;
        let written = file.write_at(0, &journal::header(first)).and_then(|()| file.sync());
        written.map_err(StoreError::io("write", &path))
    }

    /// Makes these files the database, all at once. They have been synced; their names are synced here.
    pub(crate) fn publish(&self, manifest: Manifest) -> Result<(), StoreError> {
        self.disk.sync_directory(&self.path)?;
        self.disk.replace(&self.path.join(MANIFEST_FILE), manifest.to_text().as_bytes())
    }

    /// Says that the directory is a database of this version.
    pub(crate) fn write_format(&self, version: u32) -> Result<(), StoreError> {
        self.disk.replace(&self.path.join(FORMAT_FILE), format!("{FORMAT_PREFIX}{version}\n").as_bytes())
    }

    /// The files of the database, if it is of a version that this program reads.
    pub(crate) fn layout(&self) -> Result<Layout, StoreError> {
        let version = self.version()?;
        if version == 1 {
            let journal = self.path.join(JOURNAL_FILE);
            if !journal.exists() {
                return Err(StoreError::corrupt(&journal, 0, "it is missing"));
            }
            return Ok(Layout { version, manifest: Manifest { segment: None, journal: 0 }, journal, segment: None });
        }
        let path = self.path.join(MANIFEST_FILE);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StoreError::corrupt(&path, 0, "it is missing"));
            }
            Err(source) => return Err(StoreError::Io { action: "read", path, source }),
        };
        let manifest = Manifest::parse(&path, &text)?;
        let segment = manifest.segment.map(|(number, _)| self.segment(number));
        Ok(Layout { version, manifest, journal: self.journal(manifest.journal), segment })
    }

    fn version(&self) -> Result<u32, StoreError> {
        let path = self.path.join(FORMAT_FILE);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let holds_something = fs::read_dir(&self.path).is_ok_and(|mut entries| entries.next().is_some());
                return Err(match holds_something {
                    true => StoreError::NotADatabase(self.path.clone()),
                    false => StoreError::NotFound(self.path.clone()),
                });
            }
            Err(source) => return Err(StoreError::Io { action: "read", path, source }),
        };
        let version = text.strip_prefix(FORMAT_PREFIX).and_then(|rest| rest.strip_suffix('\n'));
        match version.map(|version| (version, version.parse::<u32>())) {
            Some((_, Ok(version @ 1..=VERSION))) => Ok(version),
            Some((found, Ok(_))) => Err(StoreError::UnknownVersion { path, found: found.to_owned(), known: VERSION }),
            _ => Err(StoreError::corrupt(&path, 0, format!("it is not `{FORMAT_PREFIX}{VERSION}`"))),
        }
    }

    /// Removes files of earlier states that a crash or another system left behind. To be called with the lock held.
    pub(crate) fn remove_leftovers(&self, layout: &Layout) {
        let Ok(entries) = fs::read_dir(&self.path) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let numbered = name.strip_prefix("segment-").or(name.strip_prefix("journal-"));
            let ours = numbered.is_some_and(|number| number.parse::<u64>().is_ok())
                || ["manifest.new", "format.new", "journal.new", JOURNAL_FILE].contains(&name);
            if ours && path != layout.journal && Some(&path) != layout.segment.as_ref() {
                self.disk.remove(&path);
            }
        }
    }
}

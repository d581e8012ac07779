//! The directory of a database: its files, how it comes into being, and the lock of its one writer.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::journal;

/// Version of the directory's layout.
const VERSION: u32 = 1;
const FORMAT_FILE: &str = "format";
const FORMAT_PREFIX: &str = "tercet database ";
const JOURNAL_FILE: &str = "journal";
const LOCK_FILE: &str = "lock";
/// Where a file is written before it takes its name.
const NEW_SUFFIX: &str = "new";

/// A directory that is, or is to be, a database.
#[derive(Clone, Debug)]
pub(crate) struct Directory {
    path: PathBuf,
}

impl Directory {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.path.join(JOURNAL_FILE)
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
            Some(parent) if !parent.as_os_str().is_empty() => sync_directory(parent),
            _ => sync_directory(Path::new(".")),
        }
    }

    /// Checks that the directory holds nothing but what an interrupted creation leaves behind.
    pub(crate) fn check_unused(&self) -> Result<(), StoreError> {
        for entry in fs::read_dir(&self.path).map_err(StoreError::io("read", &self.path))? {
            let name = entry.map_err(StoreError::io("read", &self.path))?.file_name();
            let ours = [LOCK_FILE, "journal.new", "format.new"].iter().any(|file| name == *file)
                || (name == JOURNAL_FILE && self.journal_is_fresh());
            if !ours {
                return Err(StoreError::NotADatabase(self.path.clone()));
            }
        }
        Ok(())
    }

    /// Makes an empty database of an unused directory. To be called with the lock held.
    pub(crate) fn initialise(&self) -> Result<(), StoreError> {
        self.replace(JOURNAL_FILE, &[&journal::header(1)])?;
        // The format file comes last: with it the directory is a database, so a missing journal is a loss.
        self.replace(FORMAT_FILE, &[format!("{FORMAT_PREFIX}{VERSION}\n").as_bytes()])
    }

    fn journal_is_fresh(&self) -> bool {
        fs::metadata(self.journal()).is_ok_and(|meta| meta.len() == journal::HEADER_BYTES)
    }

    /// Checks that the directory is a database of a version that this program reads.
    pub(crate) fn check_format(&self) -> Result<(), StoreError> {
        let path = self.path.join(FORMAT_FILE);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let holds_something = fs::read_dir(&self.path).is_ok_and(|mut entries| entries.next().is_some());
                return Err(match holds_something {
                    true => StoreError::NotADatabase(self.path.clone()),
                    false => StoreError::NotFound(self.path.clone()),
                });
            }
            Err(source) => return Err(StoreError::Io { action: "read", path, source }),
        };
        let version = text.strip_prefix(FORMAT_PREFIX).and_then(|rest| rest.strip_suffix('\n'));
        match version {
            Some(version) if version == VERSION.to_string() => {}
            Some(version) if version.parse::<u32>().is_ok() => {
                return Err(StoreError::UnknownVersion { path, found: version.to_owned(), known: VERSION });
            }
            _ => return Err(StoreError::corrupt(&path, 0, format!("it is not `{FORMAT_PREFIX}{VERSION}`"))),
        }
        if !self.journal().exists() {
            return Err(StoreError::corrupt(&self.journal(), 0, "it is missing"));
        }
        Ok(())
    }

    /// Puts a new journal in place of the old one, atomically.
    pub(crate) fn replace_journal(&self, parts: &[&[u8]]) -> Result<(), StoreError> {
        self.replace(JOURNAL_FILE, parts)
    }

    fn replace(&self, name: &str, parts: &[&[u8]]) -> Result<(), StoreError> {
        let (path, new) = (self.path.join(name), self.path.join(format!("{name}.{NEW_SUFFIX}")));
        let write = || {
            let mut file = File::create(&new)?;
            for part in parts {
                file.write_all(part)?;
            }
            file.sync_all()
        };
        write().map_err(StoreError::io("write", &new))?;
        fs::rename(&new, &path).map_err(StoreError::io("rename", &new))?;
        sync_directory(&self.path)
    }
}

/// Makes names in the directory durable.
fn sync_directory(path: &Path) -> Result<(), StoreError> {
    // Windows cannot open a directory as a file and needs no such sync.
    if cfg!(unix) {
        File::open(path).and_then(|dir| dir.sync_all()).map_err(StoreError::io("sync", path))?;
    }
    Ok(())
}

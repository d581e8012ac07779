//! Everything that the store does to files, in one place, so that tests can let each single step fail or get lost.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::StoreError;

/// A change to the file system that is about to be made.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(test), expect(dead_code, reason = "the fields are read by the watchers of tests"))]
pub(crate) enum Operation<'a> {
    Create(&'a Path),
    Write { path: &'a Path, offset: u64, bytes: &'a [u8] },
    Cut { path: &'a Path, length: u64 },
    Sync(&'a Path),
    Rename { from: &'a Path, to: &'a Path },
    Remove(&'a Path),
    SyncDirectory(&'a Path),
}

/// Sees every operation before it is made and may refuse it.
pub(crate) trait Watcher: Send + Sync {
    /// How many bytes of a write may reach the file before `Err` is reported; for other operations only whether they
    /// are made counts. `Ok` lets the operation pass whole.
    fn before(&self, operation: Operation<'_>) -> Result<(), (usize, io::Error)>;
}

/// The file system, as the store changes it.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    watcher: Option<Arc<dyn Watcher>>,
}

impl Disk {
    #[cfg(test)]
    pub(crate) fn watched(watcher: Arc<dyn Watcher>) -> Self {
        Self { watcher: Some(watcher) }
    }

    fn before(&self, operation: Operation<'_>) -> Result<(), (usize, io::Error)> {
        self.watcher.as_ref().map_or(Ok(()), |watcher| watcher.before(operation))
    }

    fn pass(&self, operation: Operation<'_>) -> io::Result<()> {
        self.before(operation).map_err(|(_, error)| error)
    }

    /// Makes an empty file, or empties it.
    pub(crate) fn create(&self, path: &Path) -> Result<DiskFile, StoreError> {
        let file = self.pass(Operation::Create(path)).and_then(|()| File::create(path));
        let file = file.map_err(StoreError::io("create", path))?;
        Ok(DiskFile { disk: self.clone(), path: path.to_owned(), file })
    }

    /// Opens an existing file for writing.
    pub(crate) fn open(&self, path: &Path) -> Result<DiskFile, StoreError> {
        let file = OpenOptions::new().write(true).open(path).map_err(StoreError::io("open", path))?;
        Ok(DiskFile { disk: self.clone(), path: path.to_owned(), file })
    }

    /// Gives a file another name, in place of what had that name.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Result<(), StoreError> {
        let renamed = self.pass(Operation::Rename { from, to }).and_then(|()| fs::rename(from, to));
        renamed.map_err(StoreError::io("rename", from))
    }

    /// Removes a file that nobody needs; one that stays is removed another time.
    pub(crate) fn remove(&self, path: &Path) {
        if self.pass(Operation::Remove(path)).is_ok() {
            let _ = fs::remove_file(path);
        }
    }

    /// Makes the names in a directory durable.
    pub(crate) fn sync_directory(&self, path: &Path) -> Result<(), StoreError> {
        // Windows cannot open a directory as a file and needs no such sync.
        if cfg!(unix) {
            let synced = self
                .pass(Operation::SyncDirectory(path))
                .and_then(|()| File::open(path))
                .and_then(|directory| directory.sync_all());
            synced.map_err(StoreError::io("sync", path))?;
        }
        Ok(())
    }

    /// Writes a whole file beside its place, syncs it and moves it there: it is the old one or the new one, never less.
    pub(crate) fn replace(&self, path: &Path, content: &[u8]) -> Result<(), StoreError> {
        let mut new = path.to_owned();
        new.as_mut_os_string().push(".new");
        let file = self.create(&new)?;
        file.write_at(0, content).and_then(|()| file.sync()).map_err(StoreError::io("write", &new))?;
        self.rename(&new, path)?;
        self.sync_directory(path.parent().unwrap_or(Path::new(".")))
    }
}

/// A file open for writing.
pub(crate) struct DiskFile {
    disk: Disk,
    path: PathBuf,
    file: File,
}

impl DiskFile {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Writes all of `bytes` at `offset`.
    pub(crate) fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        match self.disk.before(Operation::Write { path: &self.path, offset, bytes }) {
            Ok(()) => write_at(&self.file, offset, bytes),
            Err((some, error)) => {
                write_at(&self.file, offset, &bytes[..some.min(bytes.len())])?;
                Err(error)
            }
        }
    }

    /// Cuts the file to this length.
    pub(crate) fn cut(&self, length: u64) -> io::Result<()> {
        self.disk.pass(Operation::Cut { path: &self.path, length })?;
        self.file.set_len(length)
    }

    /// Waits until everything written is on the disk.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.disk.pass(Operation::Sync(&self.path))?;
        self.file.sync_data()
    }
}

#[cfg(unix)]
fn write_at(file: &File, offset: u64, bytes: &[u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, offset)
}

#[cfg(not(unix))]
fn write_at(mut file: &File, offset: u64, bytes: &[u8]) -> io::Result<()> {
    use std::io::{Seek, SeekFrom, Write};
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(bytes)
}

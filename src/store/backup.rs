//! A copy of a database while others read and write it: the files of one moment, under the names that they have.

use std::path::Path;

use super::Store;
use super::directory::Directory;
use super::disk::Disk;
use super::error::StoreError;

/// Copies the last committed state of the database in `from` into `to`, a new or empty directory, which is a database
/// when this returns. The copy is synced; a writer is not disturbed and not waited for.
///
/// # Errors
///
/// If `from` is no whole database, or `to` holds something or cannot be written.
pub fn backup(from: &Path, to: &Path) -> Result<(), StoreError> {
    let source = Directory::new(from, Disk::default());
    let (layout, snapshot, mut reader, _) = Store::read_files(&source)?;
    let target = Directory::new(to, Disk::default());
    target.create_path()?;
    if target.is_database() {
        return Err(StoreError::NotEmpty(to.to_owned()));
    }
    target.check_unused()?;
    let _lock = target.lock()?;
    let copy = |name: &Path, bytes: &[u8]| {
        let path = to.join(name.file_name().unwrap_or_default());
        let file = target.disk.create(&path)?;
        file.write_at(0, bytes).and_then(|()| file.sync()).map_err(StoreError::io("write", &path))
    };
    if let Some(segment) = &snapshot.layers.segment {
        if let Some(damage) = segment.file.check_all().into_iter().next() {
            return Err(StoreError::Corrupt(damage));
        }
        copy(segment.file.path(), segment.file.content())?;
    }
    copy(&layout.journal, &reader.whole()?)?;
    if layout.version > 1 {
        target.publish(layout.manifest)?;
    }
    target.write_format(layout.version)
}

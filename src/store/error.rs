//! What can go wrong with a database: damage is kept apart from I/O, and both from misuse.

use std::io;
use std::path::{Path, PathBuf};

/// Why a database could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no database where one was asked for.
    #[error("there is no database at `{}`\nhint: `tercet ingest PATH --db {}` makes one", .0.display(), .0.display())]
    NotFound(PathBuf),
    /// The directory holds something else.
    #[error(
        "`{}` is not a tercet database: it holds files but no `format` file\nhint: name an empty or a new directory",
        .0.display()
    )]
    NotADatabase(PathBuf),
    /// A copy was to be made where there is a database already.
    #[error("`{}` is a database already\nhint: name an empty or a new directory", .0.display())]
    NotEmpty(PathBuf),
    /// The database was written by a version of the program that this one does not know.
    #[error("`{}` has format `{found}`, which this version of tercet cannot read: it reads format {known}", path.display())]
    UnknownVersion {
        /// The file that names the version.
        path: PathBuf,
        /// What it says.
        found: String,
        /// What this program reads.
        known: u32,
    },
    /// Another process holds the write lock.
    #[error("the database `{}` is being written by {holder}\nhint: wait until it ends, or open read-only", dir.display())]
    Locked {
        /// The database.
        dir: PathBuf,
        /// `process N`, or `another process` where the holder left no name.
        holder: String,
    },
    /// A write was asked of a store opened for reading.
    #[error("the database was opened read-only")]
    ReadOnly,
    /// An earlier commit failed in a way that leaves the file's state unknown.
    #[error("an earlier commit failed while syncing `{}`; open the database again to go on", .0.display())]
    Poisoned(PathBuf),
    /// More different terms than a segment can number.
    #[error("`{}` would have more than 4294967294 different terms", .0.display())]
    TooManyTerms(PathBuf),
    /// The content of a file is damaged.
    #[error(transparent)]
    Corrupt(#[from] CorruptError),
    /// The operating system refused an operation.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried, as a verb: `read`, `sync`.
        action: &'static str,
        /// On which file or directory.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

/// Damage in a file of the database: which, where, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is damaged at byte {offset}: {what}", path.display())]
pub struct CorruptError {
    /// The damaged file.
    pub path: PathBuf,
    /// Byte offset of the frame or field that is wrong.
    pub offset: u64,
    /// What is wrong with it.
    pub what: String,
}

impl StoreError {
    /// Names the file and the action that an I/O error belongs to.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }

    pub(crate) fn corrupt(path: &Path, offset: u64, what: impl Into<String>) -> Self {
        Self::Corrupt(CorruptError { path: path.to_owned(), offset, what: what.into() })
    }
}

//! Which database a command works on: the one named, else the nearest `tercet.db` upwards.

use std::env;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::diagnostic::Diagnostic;

/// Name of the database directory where none is given.
const DEFAULT_NAME: &str = "tercet.db";

/// The choice of a database.
#[derive(Args, Clone, Debug)]
pub(crate) struct DatabaseArgs {
    /// The database directory [default: the nearest tercet.db, upwards from here]
    #[arg(long, value_name = "DIR")]
    db: Option<PathBuf>,
}

impl DatabaseArgs {
    /// The database to read or change.
    pub(crate) fn existing(&self) -> Result<PathBuf, Diagnostic> {
        match &self.db {
            Some(dir) => Ok(dir.clone()),
            None => find_upwards(&env::current_dir().unwrap_or_default()).ok_or_else(|| {
                Diagnostic::new(format!("there is no `{DEFAULT_NAME}` here or in a directory above"))
                    .help("make one with `tercet ingest PATH`, or name one with `--db DIR`")
            }),
        }
    }

    /// The database to write to; where there is none, one to be made here.
    pub(crate) fn existing_or_new(&self) -> PathBuf {
        match &self.db {
            Some(dir) => dir.clone(),
            None => find_upwards(&env::current_dir().unwrap_or_default()).unwrap_or_else(|| DEFAULT_NAME.into()),
        }
    }
}

fn find_upwards(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|dir| dir.join(DEFAULT_NAME)).find(|path| path.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_database_upwards() {
        let root = tempfile::tempdir().unwrap();
        let (near, deep) = (root.path().join("a"), root.path().join("a/b/c"));
        std::fs::create_dir_all(&deep).unwrap();
        assert_eq!(find_upwards(&deep), None);
        std::fs::create_dir(root.path().join(DEFAULT_NAME)).unwrap();
        assert_eq!(find_upwards(&deep), Some(root.path().join(DEFAULT_NAME)));
        std::fs::create_dir(near.join(DEFAULT_NAME)).unwrap();
        assert_eq!(find_upwards(&deep), Some(near.join(DEFAULT_NAME)));
    }
}

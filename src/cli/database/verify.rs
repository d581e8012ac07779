//! `tercet verify`: reads every byte of a database and says what is wrong.

use std::io::{self, Write};

use clap::Args;

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::diagnostic::Diagnostic;
use crate::store;

/// Check every checksum and invariant of a database, and say what is wrong
///
/// Other commands check what they read. This one reads everything and changes nothing.
#[derive(Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs the command.
pub(crate) fn run(args: &VerifyArgs) -> CommandResult {
    let dir = args.database.existing()?;
    let found = store::verify(&dir)?;
    let mut err = io::stderr();
    for damage in &found.damage {
        writeln!(err, "{damage}")?;
    }
    if !found.damage.is_empty() {
        return Err(Diagnostic::new(format!("`{}` is damaged", dir.display()))
            .help("restore a backup, or ingest the articles into a new database")
            .into());
    }
    if found.torn_bytes > 0 {
        let bytes = found.torn_bytes;
        writeln!(err, "{bytes} bytes of a commit that was never acknowledged are ignored")?;
    }
    let (quads, commits) = (found.segment_quads, found.commits);
    writeln!(err, "`{}` is whole: {quads} quads in the segment, {commits} commits since", dir.display())?;
    Ok(Found::Yes)
}

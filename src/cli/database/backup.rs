//! `tercet backup`: copies a database while it is in use.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::store;

/// Copy a database as it is now, also while others read and write it
#[derive(Args)]
pub(crate) struct BackupArgs {
    /// The copy: a new or empty directory
    #[arg(value_name = "DIR")]
    to: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs the command.
pub(crate) fn run(args: &BackupArgs) -> CommandResult {
    store::backup(&args.database.existing()?, &args.to)?;
    writeln!(io::stderr(), "copied to `{}`", args.to.display())?;
    Ok(Found::Yes)
}

//! `tercet compact`: rewrites the database without what is no longer in it.

use std::io::{self, Write};

use clap::Args;

use super::CommandResult;
use super::database::DatabaseArgs;
use super::exit::Found;
use crate::render::readable_bytes;
use crate::store::Store;

/// Rewrite the database without what was replaced or removed
///
/// Ingesting and removing do this themselves when a database of more than 8 MiB is dead by more than half.
#[derive(Args)]
pub(crate) struct CompactArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs the command.
pub(crate) fn run(args: &CompactArgs) -> CommandResult {
    let dir = args.database.existing()?;
    let before = Store::open_read_only(&dir)?.stats().journal_bytes; // a missing database is an error, not a new one
    let store = Store::open(&dir)?;
    store.compact()?;
    let after = store.stats();
    let (now, was) = (readable_bytes(after.journal_bytes), readable_bytes(before));
    writeln!(io::stderr(), "{} quads in {now}, before in {was}", after.quads)?;
    Ok(Found::Yes)
}

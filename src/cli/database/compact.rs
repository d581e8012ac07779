//! `tercet compact`: makes one sorted segment of everything that is in the database.

use std::io::{self, Write};

use clap::Args;

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::render::readable_bytes;
use crate::store::Store;

/// Sort what is in the database into a new segment, without what was replaced or removed
///
/// Commands that change a database do this themselves once its journal is long. It also brings databases of earlier
/// versions to the present format. Whoever reads meanwhile is not disturbed.
#[derive(Args)]
pub(crate) struct CompactArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs the command.
pub(crate) fn run(args: &CompactArgs) -> CommandResult {
    let dir = args.database.existing()?;
    let before = Store::open_read_only(&dir)?.stats().disk_bytes(); // a missing database is an error, not a new one
    let store = Store::open(&dir)?;
    store.compact()?;
    let after = store.stats();
    let (now, was) = (readable_bytes(after.disk_bytes()), readable_bytes(before));
    writeln!(io::stderr(), "{} quads in {now}, before in {was}", after.quads)?;
    Ok(Found::Yes)
}

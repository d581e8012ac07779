//! `tercet remove`: takes back what an article contributed.

use std::io::{self, Write};

use clap::Args;

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::graph::shorten;
use crate::pipeline;
use crate::store::Store;

/// Take back exactly what an article contributed
#[derive(Args)]
pub(crate) struct RemoveArgs {
    /// The article's key (URL, id or path), its short name, or its IRI
    #[arg(required = true)]
    article: Vec<String>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs the command.
pub(crate) fn run(args: &RemoveArgs) -> CommandResult {
    let store = Store::open(&args.database.existing()?)?;
    for article in &args.article {
        let removed = pipeline::remove(&store, article)?;
        writeln!(io::stderr(), "removed {}", shorten(removed.as_str()))?;
    }
    store.compact_if_worthwhile()?;
    Ok(Found::Yes)
}

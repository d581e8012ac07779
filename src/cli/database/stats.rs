//! `tercet stats`: what is in the database, in numbers.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::graph::Overview;
use crate::render::{Size, overview_json, overview_table};
use crate::store::Store;

/// Count articles, statements, entities and what they take on disk
#[derive(Args)]
pub(crate) struct StatsArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t = StatsFormat::Table)]
    format: StatsFormat,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum StatsFormat {
    /// A table to read
    Table,
    /// One JSON object
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &StatsArgs) -> CommandResult {
    let store = Store::open_read_only(&args.database.existing()?)?;
    let overview = Overview::of(&store.snapshot());
    let sizes = store.stats();
    let size = Size { quads: sizes.quads, bytes: sizes.disk_bytes() };
    let text = match args.format {
        StatsFormat::Table => overview_table(&overview, size),
        StatsFormat::Json => overview_json(&overview, size),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(if overview.articles == 0 { Found::Nothing } else { Found::Yes })
}

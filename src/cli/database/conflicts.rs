//! `tercet conflicts`: where articles disagree.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::graph::{ConflictKind, conflicts};
use crate::render;
use crate::store::Store;

/// List where articles disagree, each side with its evidence
///
/// status: one says it is so, another it is not; value: the same deal, or trade of the same year, at different figures; date: the same
/// honour, succession or priced deal on different days; holder: one post, two holders in the same month; place: one event in two places.
#[derive(Args)]
pub(crate) struct ConflictsArgs {
    /// Only these kinds
    #[arg(long, value_name = "KIND", value_parser = ConflictKind::ALL.map(ConflictKind::as_str))]
    kind: Vec<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = ConflictsFormat::Text)]
    format: ConflictsFormat,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum ConflictsFormat {
    /// To read
    Text,
    /// JSON Lines
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &ConflictsArgs) -> CommandResult {
    let store = Store::open_read_only(&args.database.existing()?)?;
    let mut found = conflicts(&store.snapshot());
    found.retain(|conflict| args.kind.is_empty() || args.kind.iter().any(|kind| kind == conflict.kind.as_str()));
    let text = match args.format {
        ConflictsFormat::Text => render::conflicts(&found),
        ConflictsFormat::Json => render::conflicts_json(&found),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(if found.is_empty() { Found::Nothing } else { Found::Yes })
}

//! The commands that work on a database; left out of a build without the store.

mod backup;
mod choice;
mod compact;
mod conflicts;
pub(crate) mod export;
mod identity;
pub(crate) mod ingest;
pub(crate) mod limits;
mod load;
mod params;
pub(crate) mod picture;
mod query;
mod remove;
mod repl;
pub(crate) mod results;
mod stats;
mod verify;

use clap::Subcommand;

use super::CommandResult;

pub(crate) use choice::DatabaseArgs;

/// What to do with a database.
#[derive(Subcommand)]
pub(crate) enum Command {
    Ingest(ingest::IngestArgs),
    Query(query::QueryArgs),
    Repl(repl::ReplArgs),
    Export(export::ExportArgs),
    Stats(stats::StatsArgs),
    Conflicts(conflicts::ConflictsArgs),
    Remove(remove::RemoveArgs),
    Merge(identity::MergeArgs),
    Split(identity::SplitArgs),
    NeverMerge(identity::NeverMergeArgs),
    Load(load::LoadArgs),
    Compact(compact::CompactArgs),
    Verify(verify::VerifyArgs),
    Backup(backup::BackupArgs),
}

/// Runs one of them.
pub(crate) fn run(command: Command) -> CommandResult {
    match command {
        Command::Ingest(args) => ingest::run(&args),
        Command::Query(args) => query::run(args),
        Command::Repl(args) => repl::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Conflicts(args) => conflicts::run(&args),
        Command::Remove(args) => remove::run(&args),
        Command::Merge(args) => identity::merge(&args),
        Command::Split(args) => identity::split(&args),
        Command::NeverMerge(args) => identity::never_merge(&args),
        Command::Load(args) => load::run(&args),
        Command::Compact(args) => compact::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Backup(args) => backup::run(&args),
    }
}

//! The arguments as typed. Doc comments are the help text.

use clap::{Parser, Subcommand};

/// Read the news into a graph you can question.
#[derive(Parser)]
#[command(version, about, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Print the licence of tercet and the notices of everything in it
    Licenses(super::licenses::LicensesArgs),
    Parse(super::parse::Args),
    Ingest(super::ingest::IngestArgs),
    Remove(super::remove::RemoveArgs),
    Stats(super::stats::StatsArgs),
    Export(super::export::ExportArgs),
    /// Print the version
    Version,
    Query(super::query::QueryArgs),
}

//! The command line: arguments, terminal, exit codes. One file per command; no logic that the library lacks.

mod args;
#[cfg(feature = "store")]
mod backup;
mod check;
#[cfg(feature = "store")]
mod compact;
mod completions;
#[cfg(feature = "store")]
mod conflicts;
#[cfg(feature = "store")]
mod database;
pub(crate) mod exit;
mod explain;
#[cfg(feature = "store")]
pub(crate) mod export;
mod extract;
#[cfg(feature = "store")]
mod identity;
#[cfg(feature = "store")]
pub(crate) mod ingest;
mod licenses;
#[cfg(feature = "store")]
pub(crate) mod limits;
#[cfg(feature = "store")]
mod load;
#[cfg(feature = "store")]
mod params;
mod parse;
#[cfg(feature = "store")]
pub(crate) mod picture;
#[cfg(feature = "store")]
mod query;
#[cfg(feature = "store")]
mod remove;
#[cfg(feature = "store")]
mod repl;
#[cfg(feature = "store")]
pub(crate) mod results;
mod rules;
#[cfg(feature = "store")]
mod stats;
#[cfg(feature = "store")]
mod verify;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Runs the command that the process's arguments name.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let result = match args.command {
        Command::Check(args) => check::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Licenses(args) => licenses::run(&args),
        Command::Parse(args) => parse::run(&args),
        #[cfg(feature = "store")]
        Command::Ingest(args) => ingest::run(&args),
        #[cfg(feature = "store")]
        Command::Remove(args) => remove::run(&args),
        #[cfg(feature = "store")]
        Command::Stats(args) => stats::run(&args),
        #[cfg(feature = "store")]
        Command::Export(args) => export::run(&args),
        #[cfg(feature = "store")]
        Command::Compact(args) => compact::run(&args),
        #[cfg(feature = "store")]
        Command::Load(args) => load::run(&args),
        #[cfg(feature = "store")]
        Command::Verify(args) => verify::run(&args),
        #[cfg(feature = "store")]
        Command::Backup(args) => backup::run(&args),
        #[cfg(feature = "store")]
        Command::Conflicts(args) => conflicts::run(&args),
        #[cfg(feature = "store")]
        Command::Merge(args) => identity::merge(&args),
        #[cfg(feature = "store")]
        Command::Split(args) => identity::split(&args),
        #[cfg(feature = "store")]
        Command::NeverMerge(args) => identity::never_merge(&args),
        Command::Version => version(),
        #[cfg(feature = "store")]
        Command::Query(args) => query::run(args),
        #[cfg(feature = "store")]
        Command::Repl(args) => repl::run(&args),
    };
    match result {
        Ok(found) => found.into(),
        Err(error) => exit::report(&*error),
    }
}

fn version() -> CommandResult {
    use std::io::Write;
    writeln!(std::io::stdout(), "tercet {}", env!("CARGO_PKG_VERSION"))?;
    Ok(exit::Found::Yes)
}

/// What a command returns: whether it found something, or why it could not run.
type CommandResult = Result<exit::Found, Box<dyn std::error::Error>>;

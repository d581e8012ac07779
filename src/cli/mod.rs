//! The command line: arguments, terminal, exit codes. One file per command; no logic that the library lacks.

mod args;
mod check;
mod completions;
#[cfg(feature = "store")]
pub(crate) mod database;
pub(crate) mod exit;
mod explain;
mod extract;
mod licenses;
mod parse;
mod rules;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Runs the command that the process's arguments name.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let result = match args.command {
        #[cfg(feature = "store")]
        Command::Database(command) => database::run(command),
        Command::Extract(args) => extract::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Licenses(args) => licenses::run(&args),
        Command::Version => version(),
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

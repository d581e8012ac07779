//! `tercet repl`: the interactive prompt.

use clap::Args;

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::repl;

/// Ask a database at a prompt, with completion, history and commands
#[derive(Args)]
pub(crate) struct ReplArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs the command.
pub(crate) fn run(args: &ReplArgs) -> CommandResult {
    repl::run(&args.database.existing()?)?;
    Ok(Found::Yes)
}

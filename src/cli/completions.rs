//! `tercet completions`: what a shell needs to complete tercet's arguments.

use std::io;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::CommandResult;
use super::exit::Found;

/// Print completions for a shell: bash, zsh, fish
///
/// For example `tercet completions bash > ~/.local/share/bash-completion/completions/tercet`.
#[derive(Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs the command.
pub(crate) fn run(args: &CompletionsArgs) -> CommandResult {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut super::args::Args::command(), "tercet", &mut text);
    io::Write::write_all(&mut io::stdout().lock(), &text)?;
    Ok(Found::Yes)
}

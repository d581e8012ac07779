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
    #[cfg(feature = "store")]
    #[command(flatten)]
    Database(super::database::Command),
    /// Print the statements of articles as JSON Lines
    Extract(super::extract::ExtractArgs),
    /// Show every stage of extraction for one sentence
    Explain(super::explain::ExplainArgs),
    /// Run the examples inside rule files, and count what the rules find in a corpus
    Check(super::check::CheckArgs),
    Parse(super::parse::Args),
    Completions(super::completions::CompletionsArgs),
    /// Print the licence of tercet and the notices of everything in it
    Licenses(super::licenses::LicensesArgs),
    /// Print the version
    Version,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Args;

    #[test]
    fn no_command_declares_an_argument_twice() {
        Args::command().debug_assert();
    }
}

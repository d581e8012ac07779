//! The `tercet` binary: hands over to the command line, which owns arguments, terminal and exit codes.

use std::process::ExitCode;

fn main() -> ExitCode {
    tercet::cli::run()
}

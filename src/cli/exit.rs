//! Exit codes: 0 found, 1 nothing found, 2 error.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

/// Whether a command found what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Yes,
    Nothing,
    /// Part of the work could not be done, which standard error told.
    #[cfg_attr(not(feature = "store"), expect(dead_code, reason = "only ingest skips"))]
    Partly,
}

impl From<Found> for ExitCode {
    fn from(found: Found) -> Self {
        match found {
            Found::Yes => Self::SUCCESS,
            Found::Nothing => Self::from(1),
            Found::Partly => Self::from(2),
        }
    }
}

/// Prints the error with its causes to standard error and gives the exit code for it.
pub(crate) fn report(error: &(dyn Error + 'static)) -> ExitCode {
    // A reader that closed the pipe (`| head`) is no error of ours.
    if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    let mut stderr = io::stderr().lock();
    // Nothing is left to do if standard error itself fails.
    let _ = write!(stderr, "error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = write!(stderr, ": {error}");
        cause = error.source();
    }
    let _ = writeln!(stderr);
    ExitCode::from(2)
}

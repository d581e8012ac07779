//! Long texts through the person's pager.

use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};

/// Shows a text in `$PAGER`, else `less` where it is installed, else as it is.
pub(super) fn show(text: &[u8]) -> io::Result<()> {
    let pager =
        env::var("PAGER").ok().filter(|pager| !pager.trim().is_empty()).unwrap_or_else(|| "less -FRSX".to_owned());
    let mut words = pager.split_whitespace();
    let started = words.next().map(|program| Command::new(program).args(words).stdin(Stdio::piped()).spawn());
    match started {
        Some(Ok(mut child)) => {
            if let Some(mut input) = child.stdin.take() {
                // Whoever leaves the pager early has seen enough.
                let _ = input.write_all(text);
            }
            child.wait().map(|_| ())
        }
        _ => io::stdout().lock().write_all(text),
    }
}

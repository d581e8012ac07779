//! Limits that hold whatever a query does: the command runs once more in a child process, to which the system refuses memory
//! beyond the ceiling and which is killed when its time is up.
//!
//! The evaluator looks at its cancellation token only when it reads a quad, and asks nobody before it allocates. What goes
//! on between two quads only a process boundary stops.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::cli::exit::Found;
use crate::diagnostic::Diagnostic;

/// Tells the child that it is the one that works.
const CHILD_VARIABLE: &str = "TERCET_WITHIN_LIMITS";

/// How long the child may take to end by itself when its time is up: it says so in its own words.
const GRACE: Duration = Duration::from_millis(600);

/// What a command may use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) time: Option<Duration>,
    /// Bytes beyond what the process has when it begins; mapped files do not count.
    pub(super) memory: u64,
}

/// Why a command has no result.
#[derive(Debug, thiserror::Error)]
pub(super) enum LimitError {
    #[error(transparent)]
    Exceeded(#[from] Diagnostic),
    #[error("the process that works within the limits could not be run")]
    Io(#[from] io::Error),
}

/// Whether this process is the child.
pub(super) fn is_child() -> bool {
    env::var_os(CHILD_VARIABLE).is_some()
}

/// Runs this process's command in a child that keeps the limits; its output passes straight through.
pub(super) fn run_in_child(limits: &Limits) -> Result<Found, LimitError> {
    if !cfg!(target_os = "linux") {
        let refused = Diagnostic::new("on this system `--max-memory` cannot be kept, so it is not accepted");
        return Err(refused.help("`--timeout` and `--max-rows` hold everywhere").into());
    }
    let mut child = Command::new(env::current_exe()?)
        .args(env::args_os().skip(1))
        .env(CHILD_VARIABLE, "1")
        .stderr(Stdio::piped())
        .spawn()?;
    let messages = child.stderr.take().map(BufReader::new);
    let (sender, ended) = mpsc::channel();
    let listener = thread::spawn(move || {
        let out_of_memory = messages.is_some_and(pass_on);
        // The pipe ends with the process. The receiver outlives this thread, or nobody wants to know.
        let _ = sender.send(());
        out_of_memory
    });
    let late = limits.time.is_some_and(|limit| ended.recv_timeout(limit + GRACE) == Err(RecvTimeoutError::Timeout));
    if late {
        kill(&mut child);
    }
    let status = child.wait()?;
    let out_of_memory = listener.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    match (late, out_of_memory, limits.time) {
        (true, _, Some(limit)) => Err(super::query::timeout_message(limit).into()),
        (_, true, _) => Err(too_little_memory(limits.memory).into()),
        _ => found(status),
    }
}

fn kill(child: &mut Child) {
    // It may have ended meanwhile, which is as good.
    let _ = child.kill();
}

/// Writes the child's messages to standard error; returns whether the last one was that memory has run out.
fn pass_on(mut messages: impl BufRead) -> bool {
    let mut line = Vec::new();
    while messages.read_until(b'\n', &mut line).is_ok_and(|bytes| bytes > 0) {
        // What the runtime says before it ends the process.
        if line.starts_with(b"memory allocation of ") {
            // Until the pipe ends, lest the child waits for a reader.
            let _ = io::copy(&mut messages.take(1 << 20), &mut io::sink());
            return true;
        }
        // If standard error is closed, nobody reads messages.
        let _ = io::stderr().write_all(&line);
        line.clear();
    }
    false
}

fn found(status: ExitStatus) -> Result<Found, LimitError> {
    match status.code() {
        Some(0) => Ok(Found::Yes),
        Some(1) => Ok(Found::Nothing),
        // The child has said why.
        Some(_) => Ok(Found::Partly),
        None => Err(Diagnostic::new(format!("the query was ended from outside: {status}")).into()),
    }
}

fn too_little_memory(limit: u64) -> Diagnostic {
    Diagnostic::new(format!("the query needs more memory than the {} that it may use", shown(limit)))
        .help("narrow it, or raise `--max-memory`")
}

/// Makes the system refuse this process more memory, for good; ends the process if its parent ends.
#[cfg(target_os = "linux")]
pub(super) fn confine(memory: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};
    set_parent_process_death_signal(Some(Signal::KILL))?;
    // Pages of: everything, resident, shared, program, libraries, data and stacks.
    let sizes = std::fs::read_to_string("/proc/self/statm")?;
    let pages: u64 = sizes.split(' ').nth(5).and_then(|number| number.parse().ok()).unwrap_or_default();
    let ceiling = (pages * rustix::param::page_size() as u64).saturating_add(memory);
    Ok(setrlimit(Resource::Data, Rlimit { current: Some(ceiling), maximum: Some(ceiling) })?)
}

/// Never called: no child is started here.
#[cfg(not(target_os = "linux"))]
pub(super) fn confine(_: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A size as it is typed: `512M`, `2G`, `64k`, or bytes.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let unit = match text[digits..].trim().trim_end_matches(['b', 'B']).trim_end_matches('i') {
        "" => 1_u64,
        "k" | "K" => 1 << 10,
        "m" | "M" => 1 << 20,
        "g" | "G" => 1 << 30,
        "t" | "T" => 1 << 40,
        _ => return Err("a size is expected: 512M, 2G".to_owned()),
    };
    let number: f64 = text[..digits].parse().map_err(|_| "a size is expected: 512M, 2G".to_owned())?;
    Ok((number * unit as f64) as u64)
}

pub(crate) fn shown(bytes: u64) -> String {
    match bytes {
        0..1_048_576 => format!("{} KB", bytes >> 10),
        1_048_576..1_073_741_824 => format!("{} MB", bytes >> 20),
        _ => format!("{:.1} GB", bytes as f64 / (1_u64 << 30) as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_people_type_them() {
        for (text, bytes) in [
            ("512M", 512 << 20),
            ("2G", 2 << 30),
            ("1.5 GiB", 3 << 29),
            ("64k", 64 << 10),
            ("100", 100),
            ("2gb", 2 << 30),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "M", "many", "-5M", "1.2.3G", "5 apples"] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_last_message_of_the_runtime_is_no_message_of_ours() {
        assert!(!pass_on(&b""[..]));
        assert!(pass_on(&b"memory allocation of 80 bytes failed\nand more"[..]));
    }
}

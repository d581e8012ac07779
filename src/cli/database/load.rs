//! `tercet load`: RDF files into the database.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use oxrdf::NamedNode;

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::diagnostic::Diagnostic;
use crate::store::{LoadObserver, LoadSummary, Store, load};

/// Load RDF files: N-Quads, N-Triples, TriG, Turtle, RDF/XML, JSON-LD, also compressed with gzip or zstd
///
/// The name of a file tells what it is: news.nq.zst. Lines that are no RDF are reported and left out; of the other formats,
/// a file with an error is left out. All files are loaded together or, if one cannot be read, none.
#[derive(Args)]
pub(crate) struct LoadArgs {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Put triples that name no graph into this one
    #[arg(long, value_name = "IRI", value_parser = iri)]
    graph: Option<NamedNode>,
    #[command(flatten)]
    database: DatabaseArgs,
}

fn iri(text: &str) -> Result<NamedNode, String> {
    NamedNode::new(text).map_err(|error| error.to_string())
}

/// Runs the command.
pub(crate) fn run(args: &LoadArgs) -> CommandResult {
    let store = Store::open(&args.database.existing_or_new())?;
    let mut progress = Progress { bar: ProgressBar::hidden() };
    if io::stderr().is_terminal() {
        let template = "{bar:30} {percent:>3}%  {msg}  {elapsed}";
        let style = ProgressStyle::with_template(template).expect("the template is constant");
        progress.bar = ProgressBar::new(1).with_style(style);
        progress.bar.enable_steady_tick(Duration::from_millis(200));
    }
    let started = Instant::now();
    let summary = load(&store, &args.files, args.graph.as_ref(), &mut progress)?;
    progress.bar.finish_and_clear();
    report(&summary, started.elapsed())
}

fn report(summary: &LoadSummary, took: Duration) -> CommandResult {
    let LoadSummary { read, added, bad } = *summary;
    let speed = read as f64 / took.as_secs_f64().max(1e-9);
    writeln!(io::stderr(), "{read} quads read, {added} new, in {:.1} s ({speed:.0} quads/s)", took.as_secs_f64())?;
    if bad > 0 {
        return Err(Diagnostic::new(format!("{bad} of what was read is no RDF and was left out")).into());
    }
    Ok(if read == 0 { Found::Nothing } else { Found::Yes })
}

struct Progress {
    bar: ProgressBar,
}

impl LoadObserver for Progress {
    fn progress(&mut self, bytes: u64, of: u64, quads: u64) {
        self.bar.set_length(of);
        self.bar.set_position(bytes);
        self.bar.set_message(format!("{quads} quads"));
    }

    fn sorting(&mut self, quads: u64) {
        self.bar.set_message(format!("sorting {quads} quads"));
    }

    fn bad_line(&mut self, file: &Path, line: u64, reason: &str) {
        // A terminal that has gone away ends the command elsewhere.
        self.bar.suspend(|| drop(writeln!(io::stderr(), "{}:{line}: {reason}", file.display())));
    }
}

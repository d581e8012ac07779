//! `tercet query`: a question in either language in, an answer out.

use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;

use super::DatabaseArgs;
use super::limits::{self, Limits};
use super::results::{self, Format, Output, ResultsError};
use super::{params, picture};
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::diagnostic::Diagnostic;
use crate::graph::prefixes;
use crate::query::NameBook;
use crate::query::language::{self, Interpreter};
use crate::query::sparql::{self, CancellationToken, DatasetMode, QueryError, Request, UpdateOptions};
use crate::render;
use crate::store::{Snapshot, Store};

/// Ask a database a question, in the small language or in SPARQL
///
/// `meetings with Putin planned | show who, date`, `who opposes …`, `path A to B`: `.help language` at the prompt tells
/// all of it. SPARQL is recognised by its keyword.
///
/// The prefixes of the ontology and of well-known vocabularies need no declaration: `:Xi_Jinping t:met ?who`.
/// Patterns outside of GRAPH match the triples of all articles, each once.
#[derive(Args)]
pub(crate) struct QueryArgs {
    /// The query or update; `-` reads it from standard input
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    text: Option<String>,
    /// Read the query from a file
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
    /// Output format [default: a table or Turtle at a terminal, TSV or N-Triples to a pipe]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Print the question in SPARQL instead of answering it
    #[arg(long = "sparql")]
    sparql_only: bool,
    /// Answer the question and print how that was done: the steps with the rows that were expected and found, their times
    /// and the indexes read; with `--format json` as JSON
    #[arg(long, conflicts_with = "sparql_only")]
    explain: bool,
    /// Fill in a parameter of the question: `--param who="Vladimir Putin"` for `$who`; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    param: Vec<String>,
    /// Take an answer without rows for an error: exit code 2 instead of 1
    #[arg(long)]
    fail_empty: bool,
    /// Let updates change the database
    #[arg(long)]
    write: bool,
    /// Let LOAD read local files
    #[arg(long, requires = "write")]
    allow_load: bool,
    /// The default graph is the set union of all graphs (this is the default)
    #[arg(long, conflicts_with = "strict")]
    union: bool,
    /// The default graph is only itself, as the W3C specifies
    #[arg(long)]
    strict: bool,
    /// Give up after this many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Give up when the answer needs more memory: `512M`, `2G`. The query then runs in a process of its own
    #[arg(long, value_name = "SIZE", value_parser = limits::size)]
    max_memory: Option<u64>,
    /// Give up after this many rows, which are written
    #[arg(long, value_name = "ROWS")]
    max_rows: Option<u64>,
}

/// How long a cancelled query may take to end by itself.
const GRACE: Duration = Duration::from_millis(300);

/// Enough for queries that nest as deep as is allowed; the memory is only taken when it is used.
const STACK_BYTES: usize = 256 << 20;

pub(crate) fn run(args: QueryArgs) -> CommandResult {
    if let Some(memory) = args.max_memory
        && !limits::is_child()
    {
        return Ok(limits::run_in_child(&Limits { time: args.timeout, memory })?);
    }
    match with_deep_stack(|| confined(&args))?? {
        Found::Nothing if args.fail_empty => Err(Diagnostic::new("the answer is empty").into()),
        found => Ok(found),
    }
}

/// Runs `work` where parser and evaluator can recurse as deep as a query nests.
pub(super) fn with_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work)?;
        match worker.join() {
            Ok(result) => Ok(result),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// What can stop a query, in a form that leaves its thread.
pub(super) enum Failure {
    /// Already rendered with the place in the query.
    Rendered(String),
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(Box::new(error))
    }
}

impl From<Failure> for Box<dyn std::error::Error> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Rendered(text) => text.into(),
            Failure::Other(error) => error,
        }
    }
}

/// Answers within the ceiling, which counts from here: the stack for deep queries is taken already.
fn confined(args: &QueryArgs) -> Result<Found, Failure> {
    if let Some(memory) = args.max_memory {
        limits::confine(memory)?;
    }
    answer(args)
}

fn answer(args: &QueryArgs) -> Result<Found, Failure> {
    let (name, text) = read_query(args)?;
    let text = params::fill(&text, &args.param, || names_of(args))?;
    if !language::is_sparql(&text) {
        return answer_question(args, &name, &text);
    }
    let request = sparql::parse(&text, prefixes()).map_err(|diagnostic| rendered(&diagnostic, &name, &text))?;
    let mode = if args.strict { DatasetMode::Strict } else { DatasetMode::Union };
    let cancellation = CancellationToken::new();
    let _watch = args.timeout.map(|limit| Watch::start(limit, cancellation.clone()));
    match request {
        Request::Query(query) => {
            let store = Store::open_read_only(&args.database.existing()?)?;
            if args.explain {
                return explain(args, &query, &store.snapshot(), &cancellation);
            }
            let results = sparql::evaluate(&query, &store.snapshot(), mode, &cancellation);
            let results = results.map_err(|error| timed(error, args.timeout))?;
            let output = Output { max_rows: args.max_rows, ..Output::to_stdout(args.format) };
            results::write(results, &output, BufWriter::new(io::stdout().lock())).map_err(|error| match error {
                ResultsError::Query(error) => timed(error, args.timeout),
                error => error.into(),
            })
        }
        Request::Update(update) => {
            if !args.write {
                return Err(Diagnostic::new("this is an update and would change the database")
                    .help("allow it with `--write`")
                    .into());
            }
            let store = Store::open(&args.database.existing()?)?;
            let options = UpdateOptions { mode, allow_load: args.allow_load, cancellation };
            let changes = sparql::update(&store, &update, &options).map_err(|error| timed(error, args.timeout))?;
            writeln!(io::stderr(), "{} quads inserted, {} removed", changes.inserted, changes.removed)?;
            Ok(Found::Yes)
        }
    }
}

/// Answers a query and prints how.
fn explain(
    args: &QueryArgs,
    query: &spargebra::Query,
    snapshot: &Snapshot,
    cancellation: &CancellationToken,
) -> Result<Found, Failure> {
    let mode = if args.strict { DatasetMode::Strict } else { DatasetMode::Union };
    let begun = Instant::now();
    let plan = sparql::explain(query, snapshot, mode, cancellation, &|| begun.elapsed());
    let plan = plan.map_err(|error| timed(error, args.timeout))?;
    let text = match args.format {
        Some(Format::Json | Format::Jsonl) => render::plan_json(&plan),
        _ => render::plan(&plan),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Found::Yes)
}

/// The names of the database; none if it cannot be opened, which is told later.
fn names_of(args: &QueryArgs) -> NameBook {
    let store = args.database.existing().ok().and_then(|dir| Store::open_read_only(&dir).ok());
    store.map(|store| NameBook::of(&store.snapshot())).unwrap_or_default()
}

/// Answers a question in the small language.
fn answer_question(args: &QueryArgs, name: &str, text: &str) -> Result<Found, Failure> {
    let store = Store::open_read_only(&args.database.existing()?)?;
    let snapshot = store.snapshot();
    let interpreter = Interpreter::of(&snapshot);
    let cancellation = CancellationToken::new();
    let _watch = args.timeout.map(|limit| Watch::start(limit, cancellation.clone()));
    if args.sparql_only || args.explain {
        let sparql = interpreter.sparql(text, &snapshot, &[]).map_err(|error| rendered(&error, name, text))?;
        let sparql = sparql.ok_or_else(|| {
            Diagnostic::new(
                "SPARQL has no words for this question: paths and neighbourhoods are searched by tercet itself",
            )
        })?;
        return match sparql::parse(&sparql, prefixes()) {
            Ok(Request::Query(query)) if args.explain => explain(args, &query, &snapshot, &cancellation),
            _ => {
                writeln!(io::stdout(), "{sparql}")?;
                Ok(Found::Yes)
            }
        };
    }
    let answer = interpreter.ask(text, &snapshot, &[], &cancellation).map_err(|error| match error {
        QueryError::Refused(diagnostic) => rendered(&diagnostic, name, text),
        error => timed(error, args.timeout),
    })?;
    if let Some(draw) = &answer.draw {
        return picture::draw(&snapshot, draw).map_err(|error| Failure::Rendered(error.to_string()));
    }
    let output = Output { max_rows: args.max_rows, ..Output::to_stdout(args.format) };
    Ok(results::write_answer(&answer, &output, None, BufWriter::new(io::stdout().lock()))?)
}

/// The query's text and what to call it in messages.
fn read_query(args: &QueryArgs) -> Result<(String, String), Failure> {
    match (&args.file, args.text.as_deref()) {
        (Some(path), _) => {
            let text = fs::read_to_string(path)
                .map_err(|error| Diagnostic::new(format!("cannot read `{}`: {error}", path.display())))?;
            Ok((path.display().to_string(), text))
        }
        (None, Some("-")) => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text)?;
            Ok(("standard input".to_owned(), text))
        }
        (None, text) => Ok(("query".to_owned(), text.unwrap_or_default().to_owned())),
    }
}

pub(super) fn rendered(diagnostic: &Diagnostic, name: &str, text: &str) -> Failure {
    let text = render::diagnostic::render(diagnostic, name, text);
    // The exit path writes `error: ` and the final line feed itself.
    Failure::Rendered(text.strip_prefix("error: ").unwrap_or(&text).trim_end().to_owned())
}

fn timed(error: QueryError, limit: Option<Duration>) -> Failure {
    match (error, limit) {
        (QueryError::Cancelled, Some(limit)) => timeout_message(limit).into(),
        (error, _) => error.into(),
    }
}

pub(super) fn timeout_message(limit: Duration) -> Diagnostic {
    Diagnostic::new(format!("the query did not end within {} seconds", limit.as_secs_f64()))
        .help("narrow it, or raise `--timeout`")
}

/// Cancels the query when its time is up, and ends the process if it does not obey: the evaluator looks at the token
/// only when it reads a quad. Nothing is lost by that, since a transaction is either acknowledged or never was.
struct Watch(#[expect(dead_code, reason = "dropping it tells the thread that the query has ended")] Sender<()>);

impl Watch {
    fn start(limit: Duration, token: CancellationToken) -> Self {
        let (sender, ended) = mpsc::channel();
        thread::spawn(move || {
            if ended.recv_timeout(limit) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            token.cancel();
            if ended.recv_timeout(GRACE) == Err(RecvTimeoutError::Timeout) {
                let _ = writeln!(io::stderr(), "error: {}", timeout_message(limit));
                process::exit(2);
            }
        });
        Self(sender)
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is expected".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

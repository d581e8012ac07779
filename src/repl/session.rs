//! One conversation with one database: questions in either language in, answers out. `execute` runs the dot commands.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use oxrdf::TermRef;
use oxrdf::vocab::rdf;

use super::ReplError;
use super::command::{self, Command};
use super::complete::Names;
use super::editor::Words;
use crate::cli::database::results::{self, Format, Output, ResultsError};
use crate::cli::exit::Found;
use crate::graph::{Vocabulary, prefixes, shorten, terms};
use crate::query;
use crate::query::language::{self, Answer, Interpreter, RowHandle};
use crate::query::sparql::{self, CancellationToken, DatasetMode, Limits, QueryError, QueryResults, Request};
use crate::render;
use crate::store::{Snapshot, Store};

/// Parser and evaluator recurse as deep as a query nests.
const STACK_BYTES: usize = 256 << 20;

/// From when on a running query shows how long it takes already.
const PATIENCE: Duration = Duration::from_millis(200);

/// The banner waits for the words of a graph no larger than this, which its questions are made of.
const SMALL: u64 = 1_000_000;
/// How long it waits for those of a larger one: nobody feels that.
const GREETING: Duration = Duration::from_millis(40);

/// Whether the conversation goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Go,
    Leave,
}

/// The state between two answers.
pub(super) struct Session {
    pub(super) database: PathBuf,
    pub(super) store: Store,
    pub(super) words: Arc<OnceLock<Interpreter>>,
    pub(super) format: Option<Format>,
    pub(super) timer: bool,
    pub(super) timeout: Option<Duration>,
    /// Bytes that the intermediate results of a question may take.
    pub(super) memory: Option<u64>,
    pub(super) at_terminal: bool,
    pub(super) last_text: String,
    pub(super) last: Option<Answer>,
    running: Running,
}

/// The query that runs now, if one does; ctrl-C cancels it.
#[derive(Clone, Default)]
struct Running(Arc<Mutex<Option<CancellationToken>>>);

impl Running {
    fn slot(&self) -> MutexGuard<'_, Option<CancellationToken>> {
        // A token is valid whatever happened to the thread that put it there.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a question gave.
enum Outcome {
    Rows(Answer),
    /// Written already, or as it is to be written.
    Bytes(Vec<u8>),
}

impl Session {
    pub(super) fn open(database: &Path) -> Result<Self, ReplError> {
        let store = Store::open_read_only(database)?;
        let running = Running::default();
        let on_interrupt = running.clone();
        ctrlc::set_handler(move || {
            if let Some(token) = on_interrupt.slot().as_ref() {
                token.cancel();
            }
        })?;
        let session = Self {
            database: database.to_owned(),
            words: learn(&store),
            store,
            format: None,
            timer: false,
            timeout: None,
            memory: None,
            at_terminal: io::stdout().is_terminal(),
            last_text: String::new(),
            last: None,
            running,
        };
        Ok(session)
    }

    /// Looks at the database afresh, after it was changed.
    pub(super) fn reopen(&mut self) -> Result<(), crate::store::StoreError> {
        self.store = Store::open_read_only(&self.database)?;
        self.words = learn(&self.store);
        Ok(())
    }

    /// The words of this graph; waits for the thread that learns them.
    pub(super) fn interpreter(&self) -> &Interpreter {
        self.words.get_or_init(|| Interpreter::of(&self.store.snapshot()))
    }

    /// What a person sees first.
    pub(super) fn banner(&self) -> String {
        let snapshot = self.store.snapshot();
        let count = |predicate, object: Option<TermRef<'_>>| {
            language::grouped(snapshot.count_at_most(None, Some(predicate), object) as f64)
        };
        let articles = count(rdf::TYPE, Some(terms::ARTICLE_CLASS.into()));
        let mut held = vec![format!("{articles} articles"), format!("{} statements", count(terms::STATUS, None))];
        held.extend(last_change(&self.database).map(|date| format!("last changed {date} UTC")));
        let mut text = format!(
            "tercet {} · {} · {}\nAsk in words or in SPARQL; Tab completes, `.help` explains, ctrl-D leaves.\n",
            env!("CARGO_PKG_VERSION"),
            self.store.path().display(),
            held.join(", ")
        );
        let started = Instant::now();
        if snapshot.len() <= SMALL {
            self.interpreter();
        }
        while self.words.get().is_none() && started.elapsed() < GREETING {
            thread::sleep(Duration::from_millis(2));
        }
        for question in self.words.get().map(|words| words.suggestions(&snapshot)).unwrap_or_default() {
            text += &format!("  {question}\n");
        }
        text.trim_end().to_owned()
    }

    /// What completion offers: words of the language, the ontology's names and those of the graph.
    pub(super) fn words(&self) -> Words {
        let (snapshot, interpreter) = (self.store.snapshot(), self.words.clone());
        Words::new(Box::new(move || {
            let degrees = query::names(&snapshot);
            let used = degrees.iter().cloned().chain(query::own_relations(&snapshot));
            let used = used.map(|(iri, uses)| (shorten(iri.as_str()), uses));
            let known = Vocabulary::embedded().relations().map(|r| (shorten(r.property.as_str()), 0));
            let prefixes = prefixes().iter().map(|(prefix, _)| (format!("{prefix}:"), 0));
            let names = Names::new(used.chain(known).chain(prefixes).filter(|(name, _)| !name.starts_with('<')));
            let interpreter = interpreter.get_or_init(|| Interpreter::of(&snapshot));
            (names, interpreter.completer(&degrees.into_iter().collect()))
        }))
    }

    /// Answers one input. Errors of the input are told to the person and do not end the session.
    pub(super) fn answer(&mut self, input: &str) -> Result<After, ReplError> {
        if input.is_empty() {
            return Ok(After::Go);
        }
        let start = Instant::now();
        let told = if input.starts_with('.') {
            match command::parse(input) {
                Ok(Command::Quit) => return Ok(After::Leave),
                Ok(command) => self.execute(command),
                Err(message) => Err(Told::Message(message)),
            }
        } else {
            self.ask(input)
        };
        match told {
            Ok(()) => {}
            // A pager or `head` that closed the pipe ends the session quietly.
            Err(Told::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(After::Leave),
            Err(Told::Io(error)) => return Err(error.into()),
            Err(Told::Message(message)) => writeln!(io::stderr(), "error: {}", message.trim_end())?,
        }
        if self.timer {
            writeln!(io::stderr(), "{:.1} ms", start.elapsed().as_secs_f64() * 1e3)?;
        }
        Ok(After::Go)
    }

    /// Asks and prints the answer.
    pub(super) fn ask(&mut self, text: &str) -> Result<(), Told> {
        text.clone_into(&mut self.last_text);
        let answer = match self.run(text)? {
            Outcome::Bytes(bytes) => return Ok(io::stdout().lock().write_all(&bytes)?),
            Outcome::Rows(answer) => answer,
        };
        let drawn = answer.draw.clone();
        self.last = Some(answer);
        match drawn {
            Some(draw) => self.draw(&draw),
            None => self.print(false),
        }
    }

    /// Prints the last answer: as much as fits the terminal, or all of it.
    pub(super) fn print(&self, whole: bool) -> Result<(), Told> {
        let Some(answer) = &self.last else { return Err(Told::Message("there is no answer yet".to_owned())) };
        let output = Output::to_stdout(self.format);
        let height = console::Term::stdout().size_checked().map_or(24, |(rows, _)| usize::from(rows));
        let most = (self.at_terminal && !whole).then(|| height.saturating_sub(6).max(10));
        if whole && self.at_terminal && answer.rows.len() + 4 > height {
            let mut text = Vec::new();
            results::write_answer(answer, &output, None, &mut text)?;
            return Ok(super::pager::show(&text)?);
        }
        results::write_answer(answer, &output, most, BufWriter::new(io::stdout().lock()))?;
        Ok(())
    }

    /// Runs a question on a thread of its own, while this one shows the time and listens for the limit.
    fn run(&self, text: &str) -> Result<Outcome, Told> {
        let token = CancellationToken::new();
        let limits = Limits { cancellation: token.clone(), memory: self.memory };
        *self.running.slot() = Some(token.clone());
        let snapshot = self.store.snapshot();
        let rows: Vec<RowHandle> =
            self.last.iter().flat_map(|last| last.rows.iter().map(|row| row.handle.clone())).collect();
        let started = Instant::now();
        let told = thread::scope(|scope| {
            let (done, ended) = mpsc::channel::<()>();
            let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || {
                let _done = done;
                self.evaluate(text, &snapshot, &rows, &limits)
            })?;
            let mut shown = false;
            let show = io::stderr().is_terminal() && self.at_terminal;
            while ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                if show {
                    shown = true;
                    write!(io::stderr(), "\r… {:.1} s (ctrl-C stops) ", started.elapsed().as_secs_f64())?;
                }
                if self.timeout.is_some_and(|limit| started.elapsed() > limit) {
                    token.cancel();
                }
            }
            if shown {
                write!(io::stderr(), "\r{}\r", " ".repeat(40))?;
            }
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        *self.running.slot() = None;
        told
    }

    fn evaluate(&self, text: &str, snapshot: &Snapshot, rows: &[RowHandle], limits: &Limits) -> Result<Outcome, Told> {
        let rendered = |diagnostic: &crate::diagnostic::Diagnostic| {
            let rendered = render::diagnostic::render(diagnostic, "input", text);
            Told::Message(rendered.trim_start_matches("error: ").to_owned())
        };
        if !language::is_sparql(text) {
            let answer = self.interpreter().ask(text, snapshot, rows, limits);
            return answer.map(Outcome::Rows).map_err(|error| match error {
                QueryError::Refused(diagnostic) => rendered(&diagnostic),
                error => ResultsError::Query(error).into(),
            });
        }
        let request = sparql::parse(text, prefixes()).map_err(|diagnostic| rendered(&diagnostic))?;
        let Request::Query(query) = request else {
            return Err(Told::Message(
                "the prompt reads only\nhint: updates go through `tercet query --write`".to_owned(),
            ));
        };
        let results = sparql::evaluate(&query, snapshot, DatasetMode::Union, limits).map_err(ResultsError::Query)?;
        match results {
            QueryResults::Solutions(solutions)
                if self.format.is_none_or(|format| format == Format::Table) && self.at_terminal =>
            {
                Ok(Outcome::Rows(language::tabulate(solutions, snapshot).map_err(ResultsError::Query)?))
            }
            // A script gets the rows as they come.
            results if !self.at_terminal => {
                let output = Output::to_stdout(self.format);
                results::write(results, &output, BufWriter::new(io::stdout().lock()))?;
                Ok(Outcome::Bytes(Vec::new()))
            }
            results => {
                let mut bytes = Vec::new();
                results::write(results, &Output::to_stdout(self.format), &mut bytes)?;
                Ok(Outcome::Bytes(bytes))
            }
        }
    }
}

/// Learns the words of the graph while the person reads the banner.
fn learn(store: &Store) -> Arc<OnceLock<Interpreter>> {
    let words = Arc::new(OnceLock::new());
    let (learnt, snapshot) = (words.clone(), store.snapshot());
    thread::spawn(move || {
        learnt.get_or_init(|| Interpreter::of(&snapshot));
    });
    words
}

/// When the youngest file of the database was written, to the minute.
fn last_change(database: &Path) -> Option<String> {
    let files = std::fs::read_dir(database).ok()?.filter_map(Result::ok);
    let youngest = files.filter_map(|file| file.metadata().ok()?.modified().ok()).max()?;
    let time = jiff::Timestamp::try_from(youngest).ok()?;
    Some(time.to_string().get(..16)?.replace('T', " "))
}

/// Why an input has no answer.
pub(super) enum Told {
    /// What to tell the person.
    Message(String),
    /// The terminal or the file failed.
    Io(io::Error),
}

impl From<io::Error> for Told {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<crate::diagnostic::Diagnostic> for Told {
    fn from(diagnostic: crate::diagnostic::Diagnostic) -> Self {
        Self::Message(diagnostic.to_string())
    }
}

impl From<ResultsError> for Told {
    fn from(error: ResultsError) -> Self {
        match error {
            ResultsError::Io(error) => Self::Io(error),
            ResultsError::Query(QueryError::Cancelled) => Self::Message("stopped".to_owned()),
            error => Self::Message(error.to_string()),
        }
    }
}

/// Says what was written where.
pub(super) fn wrote(path: &Path, found: Found) -> io::Result<()> {
    match found {
        Found::Nothing => writeln!(io::stderr(), "wrote {}, which is empty", path.display()),
        _ => writeln!(io::stderr(), "wrote {}", path.display()),
    }
}

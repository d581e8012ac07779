//! One conversation with one database: queries and dot commands in, answers out.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use clap::ValueEnum;

use super::ReplError;
use super::command::{self, Command};
use super::complete::Names;
use super::editor::NameSource;
use crate::cli::exit::Found;
use crate::cli::export::{self, Selection};
use crate::cli::results::{self, Format, Output, ResultsError};
use crate::graph::{Overview, Vocabulary, prefixes, shorten};
use crate::query;
use crate::query::sparql::{self, CancellationToken, DatasetMode, QueryError, Request};
use crate::render::{self, Size};
use crate::store::{Snapshot, Store};

/// Parser and evaluator recurse as deep as a query nests.
const STACK_BYTES: usize = 256 << 20;

/// Whether the conversation goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Go,
    Leave,
}

/// The state between two answers.
pub(super) struct Session {
    store: Store,
    format: Option<Format>,
    timer: bool,
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
        Ok(Self { store, format: None, timer: false, running })
    }

    /// What a person sees first.
    pub(super) fn banner(&self) -> String {
        let overview = Overview::of(&self.store.snapshot());
        format!(
            "tercet {} · {} · {} articles, {} statements, {} entities\nSPARQL or a command; `.help` lists them, ctrl-D leaves",
            env!("CARGO_PKG_VERSION"),
            self.store.path().display(),
            overview.articles,
            overview.statements,
            overview.entities.values().sum::<usize>()
        )
    }

    /// Loads what completion offers: the ontology's names and those of the graph.
    pub(super) fn name_source(&self) -> NameSource {
        let snapshot = self.store.snapshot();
        Box::new(move || {
            let used = query::names(&snapshot).into_iter().chain(query::own_relations(&snapshot));
            let used = used.map(|(iri, uses)| (shorten(iri.as_str()), uses));
            let known = Vocabulary::embedded().relations().map(|r| (shorten(r.property.as_str()), 0));
            let prefixes = prefixes().iter().map(|(prefix, _)| (format!("{prefix}:"), 0));
            Names::new(used.chain(known).chain(prefixes).filter(|(name, _)| !name.starts_with('<')))
        })
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
                Ok(command) => self.command(command),
                Err(message) => Err(Told::Message(message)),
            }
        } else {
            self.query(input)
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

    fn query(&self, text: &str) -> Result<(), Told> {
        let token = CancellationToken::new();
        *self.running.slot() = Some(token.clone());
        let snapshot = self.store.snapshot();
        let format = self.format;
        let told = thread::scope(|scope| {
            let worker = thread::Builder::new().stack_size(STACK_BYTES);
            let worker = worker.spawn_scoped(scope, || evaluate(text, &snapshot, format, &token))?;
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        *self.running.slot() = None;
        told
    }

    fn command(&mut self, command: Command) -> Result<(), Told> {
        let mut out = io::stdout().lock();
        match command {
            Command::Help(topic) => write!(out, "{}", help(topic.as_deref())?)?,
            Command::Schema(class) => {
                let schema = query::schema(&self.store.snapshot(), class.as_deref())?;
                write!(out, "{}", render::schema(&schema))?;
            }
            Command::Entity(name) => {
                let snapshot = self.store.snapshot();
                let iri = query::find_entity(&snapshot, &name).one(&name)?;
                let card = query::entity_card(&snapshot, &iri);
                let card = card.ok_or_else(|| Told::Message(format!("nothing is known of `{name}`")))?;
                write!(out, "{}", render::entity_card(&card))?;
            }
            Command::Export { path, around } => self.export(&path, around.as_deref())?,
            Command::Mode(None) => {
                let name = self.format.and_then(|format| format.to_possible_value());
                writeln!(out, "{}", name.as_ref().map_or("table at a terminal, else tsv", |value| value.get_name()))?;
            }
            Command::Mode(Some(name)) => self.format = Some(Format::from_str(&name, true).map_err(Told::Message)?),
            Command::Stats => {
                let overview = Overview::of(&self.store.snapshot());
                let sizes = self.store.stats();
                let size = Size { quads: sizes.quads, bytes: sizes.journal_bytes };
                write!(out, "{}", render::overview_table(&overview, size))?;
            }
            Command::Timer(state) => self.timer = state.unwrap_or(!self.timer),
            Command::Quit => {}
        }
        Ok(out.flush()?)
    }

    fn export(&self, path: &str, around: Option<&str>) -> Result<(), Told> {
        let path = Path::new(path);
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let format = export::Format::from_str(ending, true).map_err(|_| {
            let message = format!("`{}` does not tell the format", path.display());
            Told::Message(format!("{message}\nhint: the file's ending names it: ttl, nq, trig, dot or svg"))
        })?;
        let around = around.map(str::to_owned).into_iter().collect();
        let selection = Selection { format, around, depth: 1, query: None, force: false };
        let found = export::write(&self.store.snapshot(), &selection, Some(path));
        match found.map_err(|error| Told::Message(error.to_string()))? {
            Found::Nothing => writeln!(io::stderr(), "wrote {}, which is empty", path.display())?,
            _ => writeln!(io::stderr(), "wrote {}", path.display())?,
        }
        Ok(())
    }
}

/// Why an input has no answer.
enum Told {
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

fn evaluate(text: &str, snapshot: &Snapshot, format: Option<Format>, token: &CancellationToken) -> Result<(), Told> {
    let request = sparql::parse(text, prefixes()).map_err(|diagnostic| {
        let rendered = render::diagnostic::render(&diagnostic, "input", text);
        Told::Message(rendered.trim_start_matches("error: ").to_owned())
    })?;
    let Request::Query(query) = request else {
        return Err(Told::Message("the prompt reads only\nhint: updates go through `tercet query --write`".to_owned()));
    };
    let results = sparql::evaluate(&query, snapshot, DatasetMode::Union, token).map_err(ResultsError::Query)?;
    results::write(results, &Output::to_stdout(format), BufWriter::new(io::stdout().lock()))?;
    Ok(())
}

fn help(topic: Option<&str>) -> Result<String, Told> {
    let Some(topic) = topic else {
        let lines: Vec<_> = command::NAMES.iter().map(|name| command::summary(name)).collect();
        return Ok(format!(
            "A SPARQL query is sent when its brackets are closed; an empty line sends what is there.\n\
             Prefixes need no declaration: `:Xi_Jinping t:met ?who`. Tab completes names.\n\n{}\n",
            lines.join("\n")
        ));
    };
    let name = format!(".{}", topic.trim_start_matches('.'));
    match command::summary(&name) {
        "" => Err(Told::Message(format!("there is no command `{name}`\nhint: `.help` lists the commands"))),
        line => Ok(format!("{line}\n")),
    }
}

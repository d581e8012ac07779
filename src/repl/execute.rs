//! The dot commands at work.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueEnum;
use oxrdf::NamedNode;

use super::command::{self, Command};
use super::session::{Session, Told, wrote};
use crate::cli::database::export::{self, Selection};
use crate::cli::database::results::{self, Format, Output};
use crate::cli::database::{ingest, limits, picture};
use crate::graph::{Overview, prefixes};
use crate::pipeline;
use crate::query;
use crate::query::language::{self, Draw, RowHandle};
use crate::query::sparql::{self, CancellationToken, DatasetMode, Request};
use crate::render::{self, Size};
use crate::store::Store;

impl Session {
    /// Runs a command other than `.quit`.
    pub(super) fn execute(&mut self, command: Command) -> Result<(), Told> {
        let mut out = io::stdout().lock();
        match command {
            Command::Help(topic) => write!(out, "{}", self.help(topic.as_deref())?)?,
            Command::Schema(class) => {
                let schema = query::schema(&self.store.snapshot(), class.as_deref())?;
                write!(out, "{}", render::schema(&schema))?;
            }
            Command::Entity(name) => {
                let snapshot = self.store.snapshot();
                let iri = self.interpreter().names().find(&name).0.one(&name)?;
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
            Command::Memory(None) => match self.memory {
                Some(limit) => writeln!(out, "{}", limits::shown(limit))?,
                None => writeln!(out, "off")?,
            },
            Command::Memory(Some(limit)) => self.memory = limit,
            Command::Timeout(None) => match self.timeout {
                Some(limit) => writeln!(out, "{} s", limit.as_secs_f64())?,
                None => writeln!(out, "off")?,
            },
            Command::Timeout(Some(limit)) => self.timeout = limit,
            Command::Why(row) => {
                let handle = self.row(row)?;
                if handle.statements.is_empty() {
                    return Err(Told::Message(format!(
                        "no single statement stands behind row {row}\nhint: ask for the facts themselves, as in `facts about …`"
                    )));
                }
                for stmt in &handle.statements {
                    let card = query::evidence(&self.store.snapshot(), stmt);
                    write!(out, "{}", render::evidence(&card, self.is_coloured()))?;
                }
            }
            Command::Open(row) => self.open_article(row)?,
            Command::Last => {
                drop(out);
                return self.print(true);
            }
            Command::Save(path) => self.save(&path)?,
            Command::Graph(file) => {
                let statements = self.statements()?;
                drop(out);
                let file = file.map(|path| path.display().to_string());
                return self.draw(&Draw { file, statements, around: None });
            }
            Command::Sparql(question) => writeln!(out, "{}", self.sparql(question.as_deref())?)?,
            Command::Explain(question) => {
                drop(out);
                return self.explain(&question);
            }
            Command::Read(path) => {
                drop(out);
                return self.read(&path);
            }
            Command::Ingest(paths) => {
                drop(out);
                return self.ingest(paths);
            }
            Command::Conflicts => {
                let found = crate::graph::conflicts(&self.store.snapshot());
                match found.is_empty() {
                    true => writeln!(io::stderr(), "the articles agree")?,
                    false => write!(out, "{}", render::conflicts(&found))?,
                }
            }
            Command::Merge(kept, other) => {
                drop(out);
                return self.merge(&kept, &other);
            }
            Command::Ask(question) => {
                drop(out);
                return self.ask(&question);
            }
            Command::Quit => {}
        }
        Ok(out.flush()?)
    }

    pub(super) fn is_coloured(&self) -> bool {
        self.at_terminal && std::env::var_os("NO_COLOR").is_none()
    }

    fn row(&self, number: usize) -> Result<RowHandle, Told> {
        let rows = self.last.as_ref().map_or(0, |answer| answer.rows.len());
        let row = self.last.as_ref().and_then(|answer| answer.rows.get(number.checked_sub(1)?));
        row.map(|row| row.handle.clone()).ok_or_else(|| {
            Told::Message(match rows {
                0 => "there is no answer yet whose rows could be named".to_owned(),
                rows => format!("the last answer has rows 1 to {rows}"),
            })
        })
    }

    /// The statements behind the rows of the last answer.
    fn statements(&self) -> Result<Vec<NamedNode>, Told> {
        let answer = self.last.as_ref().ok_or_else(|| Told::Message("there is no answer yet".to_owned()))?;
        let mut statements: Vec<_> = answer.rows.iter().flat_map(|row| row.handle.statements.clone()).collect();
        statements.sort();
        statements.dedup();
        if statements.is_empty() {
            let message = "no statements stand behind the last answer\nhint: ask for facts, as in `facts about …`";
            return Err(Told::Message(message.to_owned()));
        }
        Ok(statements)
    }

    fn open_article(&self, row: usize) -> Result<(), Told> {
        let handle = self.row(row)?;
        let snapshot = self.store.snapshot();
        let found = handle.statements.iter().find_map(|stmt| query::article_text(&snapshot, stmt));
        let Some((text, span)) = found else {
            return Err(Told::Message(format!("the text behind row {row} is not in the database")));
        };
        let (open, close) = if self.is_coloured() { ("\x1b[1;4m", "\x1b[0m") } else { ("«", "»") };
        let marked = format!("{}{open}{}{close}{}\n", &text[..span.start], &text[span.clone()], &text[span.end..]);
        if self.at_terminal {
            Ok(super::pager::show(marked.as_bytes())?)
        } else {
            Ok(io::stdout().lock().write_all(marked.as_bytes())?)
        }
    }

    /// Writes the last answer to a file whose ending names the form.
    fn save(&self, path: &Path) -> Result<(), Told> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if let Ok(format) = export::Format::from_str(ending, true) {
            let found = picture::write_statements(&self.store.snapshot(), self.statements()?, format, Some(path));
            return Ok(wrote(path, found.map_err(|error| Told::Message(error.to_string()))?)?);
        }
        let format = Format::from_str(ending, true).ok().filter(|format| format.holds_answers());
        let Some(format) = format else {
            return Err(Told::Message(format!(
                "`{}` does not tell the format\nhint: the file's ending names it: csv, tsv, md, json, jsonl, ttl, nq, trig, dot or svg",
                path.display()
            )));
        };
        let answer = self.last.as_ref().ok_or_else(|| Told::Message("there is no answer yet".to_owned()))?;
        let output = Output { format: Some(format), at_terminal: false, width: None, max_rows: None };
        let found = results::write_rows(answer, &output, None, BufWriter::new(File::create(path)?))?;
        Ok(wrote(path, found)?)
    }

    pub(super) fn draw(&self, draw: &Draw) -> Result<(), Told> {
        let found = picture::draw(&self.store.snapshot(), draw).map_err(|error| Told::Message(error.to_string()))?;
        match &draw.file {
            Some(file) => Ok(wrote(Path::new(file), found)?),
            None => Ok(()),
        }
    }

    fn sparql(&self, question: Option<&str>) -> Result<String, Told> {
        // What the last question meant by `#3` is over: its own SPARQL is known.
        if let (None, Some(answer)) = (question, &self.last)
            && let Some(sparql) = &answer.sparql
        {
            return Ok(sparql.clone());
        }
        let text = question.unwrap_or(&self.last_text);
        if text.is_empty() {
            return Err(Told::Message("no question was asked yet\nhint: `.sparql meetings with Xi`".to_owned()));
        }
        if language::is_sparql(text) {
            return Ok(text.to_owned());
        }
        if question.is_none() && self.last.is_some() {
            return Err(no_sparql());
        }
        let rows: Vec<RowHandle> = Vec::new();
        let sparql = self.interpreter().sparql(text, &self.store.snapshot(), &rows)?;
        sparql.ok_or_else(no_sparql)
    }

    /// Shows a question in SPARQL and how that is answered; what is no SPARQL is answered and timed.
    fn explain(&mut self, question: &str) -> Result<(), Told> {
        let started = Instant::now();
        let sparql = self.sparql(Some(question));
        if let Ok(sparql) = &sparql {
            writeln!(io::stdout(), "{sparql}\n")?;
            if let Ok(Request::Query(query)) = sparql::parse(sparql, prefixes()) {
                let (snapshot, never) = (self.store.snapshot(), CancellationToken::new());
                let plan = sparql::explain(&query, &snapshot, DatasetMode::Union, &never, &|| started.elapsed());
                let plan = plan.map_err(|error| Told::Message(error.to_string()))?;
                write!(io::stdout(), "{}", render::plan(&plan))?;
                return Ok(());
            }
        }
        self.ask(question)?;
        let rows = self.last.as_ref().map_or(0, |answer| answer.rows.len());
        let (quads, took) = (self.store.snapshot().len(), started.elapsed().as_secs_f64() * 1e3);
        writeln!(io::stdout(), "{rows} rows out of {} quads in {took:.1} ms", language::grouped(quads as f64))?;
        Ok(())
    }

    /// Asks every line of a file; a SPARQL query may go over several lines, up to an empty one.
    fn read(&mut self, path: &Path) -> Result<(), Told> {
        let text = fs::read_to_string(path)
            .map_err(|error| Told::Message(format!("cannot read `{}`: {error}", path.display())))?;
        for block in text.split("\n\n") {
            let questions: Vec<&str> = if language::is_sparql(block) { vec![block] } else { block.lines().collect() };
            for question in
                questions.iter().map(|line| line.trim()).filter(|line| !line.is_empty() && !line.starts_with("# "))
            {
                writeln!(io::stderr(), "> {}", question.lines().next().unwrap_or_default())?;
                match command::parse(question).ok().filter(|_| question.starts_with('.')) {
                    Some(command) => self.execute(command)?,
                    None => self.ask(question)?,
                }
            }
        }
        Ok(())
    }

    fn ingest(&mut self, paths: Vec<PathBuf>) -> Result<(), Told> {
        ingest::into_database(&paths, &self.database).map_err(|error| Told::Message(error.to_string()))?;
        self.reopen().map_err(|error| Told::Message(error.to_string()))
    }

    fn merge(&mut self, kept: &str, other: &str) -> Result<(), Told> {
        let snapshot = self.store.snapshot();
        let entity = |name: &str| query::find_entity(&snapshot, name).one(name);
        let (a, b) = (entity(kept)?, entity(other)?);
        let failed = |error: &dyn std::error::Error| Told::Message(error.to_string());
        let store = Store::open(&self.database).map_err(|error| failed(&error))?;
        let articles = pipeline::merge(&store, &a, &b).map_err(|error| failed(&error))?;
        drop(store);
        writeln!(io::stderr(), "`{other}` is `{kept}` in {articles} articles")?;
        self.reopen().map_err(|error| failed(&error))
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
        Ok(wrote(path, found.map_err(|error| Told::Message(error.to_string()))?)?)
    }

    fn help(&self, topic: Option<&str>) -> Result<String, Told> {
        let Some(topic) = topic else {
            let lines: Vec<_> = command::names().map(command::summary).collect();
            return Ok(format!(
                "A question is a noun phrase: `meetings with Xi planned`, `who opposes …`, `path A to B`; `|` leads to what is done\n\
                 with the answer: `| sort date | top 5`. `.help language` shows everything, SPARQL may be typed as well.\n\
                 `#3` is row 3 of the last answer: `.why 3`, `near #3`. `\\e` opens an editor.\n\n{}\n",
                lines.join("\n")
            ));
        };
        let lines = |words: Vec<&str>| {
            let text: Vec<String> = words.chunks(6).map(|chunk| format!("  {}", chunk.join(", "))).collect();
            format!("{}\n", text.join("\n"))
        };
        match topic {
            "language" => return Ok(language::REFERENCE.to_owned()),
            "nouns" => return Ok(lines(self.interpreter().nouns())),
            "verbs" => return Ok(lines(self.interpreter().verbs())),
            "columns" => {
                let columns = self.interpreter().columns();
                return Ok(lines(columns.iter().map(String::as_str).collect()));
            }
            _ => {}
        }
        let name = format!(".{}", topic.trim_start_matches('.'));
        match command::summary(&name).as_str() {
            "" => Err(Told::Message(format!(
                "there is no help on `{topic}`\nhint: a command, or one of language, nouns, verbs, columns"
            ))),
            line => Ok(format!("{line}\n")),
        }
    }
}

fn no_sparql() -> Told {
    Told::Message("SPARQL has no words for this: tercet searches paths and neighbourhoods itself".to_owned())
}

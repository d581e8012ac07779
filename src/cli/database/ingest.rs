//! `tercet ingest`: articles, or statements made elsewhere, into the database.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::cli::rules::{RuleArgs, extractor};
use crate::diagnostic::Diagnostic;
use crate::graph::{Statement, read_records};
use crate::ingest::Reader;
use crate::pipeline::{self, Extraction, GivenStatements, Observer, Outcome, Skipped, StatementSource, Summary};
use crate::resolve::Gazetteer;
use crate::store::Store;
use crate::text::Document;

/// Read articles into the database
///
/// An article that the database already has in this version is left alone; an edited one takes the place of its earlier
/// version. What cannot be read is reported and skipped. Exit code 2 says that something was skipped, 1 that there was
/// nothing to read.
#[derive(Args)]
pub(crate) struct IngestArgs {
    /// Articles or folders of them: text, Markdown, HTML, JSON Lines; `-` is standard input
    #[arg(required_unless_present = "statements", conflicts_with = "statements")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    /// Read statements instead of articles: JSON Lines, from any extractor or annotator
    #[arg(long, value_name = "FILE")]
    statements: Vec<PathBuf>,
    /// Folder with the texts of the articles that the statements are about, as NAME.txt
    #[arg(long, value_name = "DIR", requires = "statements")]
    texts: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs the command.
pub(crate) fn run(args: &IngestArgs) -> CommandResult {
    if args.statements.is_empty() { ingest_articles(args) } else { ingest_statements(args) }
}

/// Reads articles into a database, as the prompt does.
pub(crate) fn into_database(paths: &[PathBuf], database: &Path) -> CommandResult {
    let extraction = Extraction::new(extractor(&RuleArgs::default())?)?;
    let store = Store::open(database)?;
    let documents = Reader::new().read(paths).map(|document| document.map_err(Skipped::from));
    load(&store, documents, &extraction, None, 0)
}

fn ingest_articles(args: &IngestArgs) -> CommandResult {
    let extraction = Extraction::new(extractor(&args.rules)?)?;
    let store = Store::open(&args.database.existing_or_new())?;
    let documents = match args.paths.as_slice() {
        [only] if only.as_os_str() == "-" => Reader::new().read_stream("-", Box::new(io::BufReader::new(io::stdin()))),
        paths => Reader::new().read(paths),
    };
    let documents = documents.map(|document| document.map_err(Skipped::from));
    load(&store, documents, &extraction, None, 0)
}

fn ingest_statements(args: &IngestArgs) -> CommandResult {
    let (by_article, bad_lines) = read_statements(&args.statements, &mut io::stderr())?;
    let given = GivenStatements::new(by_article);
    let store = Store::open(&args.database.existing_or_new())?;
    let names: Vec<String> = given.articles().map(str::to_owned).collect();
    let documents = names.iter().map(|name| article_of(name, args.texts.as_deref()));
    load(&store, documents, &given, Some(names.len()), bad_lines)
}

fn load(
    store: &Store,
    documents: impl Iterator<Item = Result<Document, Skipped>>,
    source: &dyn StatementSource,
    total: Option<usize>,
    bad_lines: usize,
) -> CommandResult {
    let mut progress = Progress::new(total);
    let started = Instant::now();
    let summary = pipeline::ingest(store, documents, source, Gazetteer::embedded(), &mut progress)?;
    progress.bar.finish_and_clear();
    store.compact_if_worthwhile()?;
    report(&summary, bad_lines, started.elapsed(), &mut io::stderr())
}

/// Statements by the name of their article.
type StatementsByArticle = BTreeMap<String, Vec<Statement>>;

/// Reads the files; lines that are no statement are reported at once and counted.
fn read_statements(
    files: &[PathBuf],
    stderr: &mut impl Write,
) -> Result<(StatementsByArticle, usize), Box<dyn std::error::Error>> {
    let mut by_article = StatementsByArticle::new();
    let mut bad_lines = 0;
    for file in files {
        let text = read_text(file).map_err(|error| {
            Diagnostic::new(format!("cannot read `{}`: {error}", file.display()))
                .help("name a file of JSON Lines in UTF-8, one statement a line, or `-` for standard input")
        })?;
        let (read, bad) = read_records(&text);
        for line in &bad {
            writeln!(stderr, "{}:{}: {}", file.display(), line.line, line.reason)?;
        }
        bad_lines += bad.len();
        for (article, statements) in read {
            by_article.entry(article).or_default().extend(statements);
        }
    }
    Ok((by_article, bad_lines))
}

fn read_text(file: &Path) -> io::Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    fs::read_to_string(file)
}

/// The article of that name with its text, if there is a folder of texts.
fn article_of(name: &str, texts: Option<&Path>) -> Result<Document, Skipped> {
    let bare = Document { key: name.to_owned(), name: name.to_owned(), ..Document::default() };
    let Some(dir) = texts else { return Ok(bare) };
    let skip = |reason: String| Skipped { article: name.to_owned(), reason };
    // The name comes from the file of statements: it may not lead out of the folder.
    if Path::new(name).file_name().is_none_or(|file| file != name) {
        return Err(skip(format!("its name is no file name, so `{}` cannot hold its text", dir.display())));
    }
    let path = dir.join(format!("{name}.txt"));
    let text = fs::read_to_string(&path).map_err(|error| skip(format!("cannot read `{}`: {error}", path.display())))?;
    let read = Reader::new().read_text(name, &text).map_err(|error| skip(error.reason.to_string()))?;
    Ok(Document { key: bare.key, name: bare.name, ..read })
}

/// A bar at a terminal, nothing elsewhere.
struct Progress {
    bar: ProgressBar,
}

impl Progress {
    fn new(articles: Option<usize>) -> Self {
        if !io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let (bar, template) = match articles {
            Some(total) => {
                (ProgressBar::new(total as u64), "{bar:30} {human_pos}/{human_len} articles, {per_sec}, {eta} left")
            }
            None => (ProgressBar::new_spinner(), "{spinner} {human_pos} articles, {per_sec}  {wide_msg}"),
        };
        let style = ProgressStyle::with_template(template).expect("the template is well-formed");
        bar.set_style(style);
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }
}

impl Observer for Progress {
    fn article(&mut self, article: &str, outcome: &Outcome) {
        self.bar.inc(1);
        self.bar.set_message(article.to_owned());
        if let Outcome::Skipped(reason) = outcome {
            // Above the bar at a terminal; where there is no bar, the line is all there is.
            let line = format!("skipped {article}: {reason}");
            if self.bar.is_hidden() {
                let _ = writeln!(io::stderr(), "{line}"); // nothing is left to do if standard error fails
            } else {
                self.bar.println(line);
            }
        }
    }
}

fn report(summary: &Summary, bad_lines: usize, elapsed: Duration, stderr: &mut impl Write) -> CommandResult {
    let articles = summary.new + summary.updated + summary.unchanged;
    let per_second = articles as f64 / elapsed.as_secs_f64().max(1e-6);
    let read = articles + summary.skipped.len();
    writeln!(
        stderr,
        "{read} article{}: {} new, {} updated, {} unchanged, {} skipped",
        if read == 1 { "" } else { "s" },
        summary.new,
        summary.updated,
        summary.unchanged,
        summary.skipped.len()
    )?;
    writeln!(
        stderr,
        "{} statements written, {:+} entities, {per_second:.0} articles/s",
        summary.statements, summary.entities
    )?;
    if bad_lines > 0 {
        writeln!(stderr, "{bad_lines} lines that are no statements were left out")?;
    }
    Ok(if bad_lines > 0 || !summary.skipped.is_empty() {
        Found::Partly
    } else if articles == 0 {
        Found::Nothing
    } else {
        Found::Yes
    })
}

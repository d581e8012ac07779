//! The dot commands: what a person types to the REPL itself.

use std::path::PathBuf;
use std::time::Duration;

use crate::cli::database::limits;
use crate::diagnostic::is_slip;

/// Every command with how it is written and what it does.
const COMMANDS: &[(&str, &str, &str)] = &[
    (".conflicts", ".conflicts", "where articles disagree, each side with its evidence"),
    (".entity", ".entity NAME", "a card: types, names, facts, neighbours"),
    (".explain", ".explain QUESTION", "what a question is compiled to, and the steps, rows and times of its answer"),
    (".export", ".export FILE [NAME]", "write the graph, or what surrounds NAME, as ttl, nq, trig, dot or svg"),
    (".graph", ".graph [FILE]", "draw the last answer; without a file, as DOT"),
    (".help", ".help [TOPIC]", "this list, or more on a command, the language, nouns, verbs or columns"),
    (".ingest", ".ingest PATH…", "read more articles into this database"),
    (".last", ".last", "the last answer again, all of its rows"),
    (".memory", ".memory [SIZE|off]", "when a question needs too much: 512M, 2G"),
    (".merge", ".merge NAME = OTHER", "say that two entities are one; the first keeps its name"),
    (".mode", ".mode [FORMAT]", "how answers are printed: table, csv, tsv, json, jsonl, md, xml"),
    (".open", ".open [ROW]", "the article behind a row of the last answer"),
    (".quit", ".quit", "leave (so does ctrl-D)"),
    (".read", ".read FILE", "ask what stands in a file, a question a line"),
    (".save", ".save FILE", "write the last answer: csv, tsv, md, json, jsonl, ttl, nq, trig, dot or svg"),
    (".schema", ".schema [CLASS]", "classes and properties with the number of their uses"),
    (".sparql", ".sparql [QUESTION]", "a question in SPARQL; without one, the last"),
    (".stats", ".stats", "articles, statements, entities"),
    (".timeline", ".timeline NAME", "what is known of NAME, in order of time"),
    (".timeout", ".timeout [SECONDS|off]", "when a question is given up"),
    (".timer", ".timer [on|off]", "show the time of each question"),
    (".why", ".why [ROW]", "the sentences behind a row of the last answer"),
];

/// The formats that `.mode` knows.
pub(super) const MODES: &[&str] = &["table", "csv", "tsv", "json", "jsonl", "md", "xml"];

/// A parsed command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// All commands with a line each, or more on one topic.
    Help(Option<String>),
    /// The classes and properties in use, or those of one class.
    Schema(Option<String>),
    /// A card of one entity.
    Entity(String),
    /// Writes the graph, or the neighbourhood of an entity, to a file whose ending names the format.
    Export {
        path: String,
        around: Option<String>,
    },
    /// How solutions are printed.
    Mode(Option<String>),
    /// What the database holds.
    Stats,
    /// Whether the time of each query is shown.
    Timer(Option<bool>),
    /// When a query is given up; `Some(None)` never.
    Memory(Option<Option<u64>>),
    Timeout(Option<Option<Duration>>),
    /// The sentences behind a row.
    Why(usize),
    /// The article behind a row.
    Open(usize),
    /// The last answer, whole.
    Last,
    /// Writes the last answer.
    Save(PathBuf),
    /// Draws the last answer.
    Graph(Option<PathBuf>),
    /// A question in SPARQL.
    Sparql(Option<String>),
    /// A question in SPARQL, with rows and time.
    Explain(String),
    /// Asks what stands in a file.
    Read(PathBuf),
    /// Reads articles.
    Ingest(Vec<PathBuf>),
    /// Where articles disagree.
    Conflicts,
    /// Two entities are one.
    Merge(String, String),
    /// Asks a question that a command stands for.
    Ask(String),
    /// Leaves.
    Quit,
}

/// The names of all commands.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|(name, ..)| *name)
}

/// Reads a line that begins with a dot. The error says what to type instead.
pub(crate) fn parse(line: &str) -> Result<Command, String> {
    let (name, rest) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
    let rest = rest.trim();
    let optional = || (!rest.is_empty()).then(|| rest.to_owned());
    let needed = |example: &str| optional().ok_or_else(|| format!("usage: {}\nhint: as in `{example}`", written(name)));
    Ok(match name {
        ".help" => Command::Help(optional()),
        ".schema" => Command::Schema(optional()),
        ".entity" => Command::Entity(needed(".entity Xi Jinping")?),
        ".timeline" => Command::Ask(format!("timeline of {}", needed(".timeline Xi Jinping")?)),
        ".export" => {
            let file = needed(".export xi.svg Xi Jinping")?;
            let (path, around) = file.split_once(char::is_whitespace).unwrap_or((&file, ""));
            let around = (!around.trim().is_empty()).then(|| around.trim().to_owned());
            Command::Export { path: path.to_owned(), around }
        }
        ".mode" if rest.is_empty() || MODES.contains(&rest) => Command::Mode(optional()),
        ".mode" => return Err(format!("unknown mode `{rest}`\nhint: one of {}", MODES.join(", "))),
        ".stats" => Command::Stats,
        ".timer" => match rest {
            "" => Command::Timer(None),
            "on" => Command::Timer(Some(true)),
            "off" => Command::Timer(Some(false)),
            other => return Err(format!("`.timer` takes on or off, not `{other}`")),
        },
        ".memory" => Command::Memory(match rest {
            "" => None,
            "off" => Some(None),
            size => {
                Some(Some(limits::size(size).map_err(|problem| format!("`.memory` takes a size or off: {problem}"))?))
            }
        }),
        ".timeout" => Command::Timeout(timeout(rest)?),
        ".why" => Command::Why(row(name, rest)?),
        ".open" => Command::Open(row(name, rest)?),
        ".last" => Command::Last,
        ".save" => Command::Save(needed(".save meetings.csv")?.into()),
        ".graph" => Command::Graph(optional().map(PathBuf::from)),
        ".sparql" => Command::Sparql(optional()),
        ".explain" => Command::Explain(needed(".explain meetings with Xi")?),
        ".read" => Command::Read(needed(".read questions.txt")?.into()),
        ".ingest" => Command::Ingest(needed(".ingest articles/")?.split_whitespace().map(PathBuf::from).collect()),
        ".conflicts" => Command::Conflicts,
        ".merge" => {
            let both = needed(".merge Sergei Orlov = S. Orlov")?;
            let (kept, other) =
                both.split_once('=').ok_or("usage: .merge NAME = OTHER, as in `.merge Sergei Orlov = S. Orlov`")?;
            Command::Merge(kept.trim().to_owned(), other.trim().to_owned())
        }
        ".quit" | ".exit" | ".q" => Command::Quit,
        other => return Err(unknown(other)),
    })
}

fn row(name: &str, rest: &str) -> Result<usize, String> {
    match rest.trim_start_matches('#') {
        "" => Ok(1),
        number => number.parse().map_err(|_| format!("`{name}` takes the number of a row, as in `{name} 3`")),
    }
}

fn timeout(rest: &str) -> Result<Option<Option<Duration>>, String> {
    match rest {
        "" => Ok(None),
        "off" => Ok(Some(None)),
        seconds => {
            let seconds = seconds.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            seconds.map(|seconds| Some(Some(seconds))).ok_or_else(|| "`.timeout` takes seconds or off".to_owned())
        }
    }
}

/// Words that may follow a command.
pub(super) fn argument_words(name: &str) -> Vec<&'static str> {
    match name {
        ".mode" => MODES.to_vec(),
        ".timer" => vec!["on", "off"],
        ".memory" | ".timeout" => vec!["off"],
        ".help" => names().chain(["language", "nouns", "verbs", "columns"]).collect(),
        _ => Vec::new(),
    }
}

/// One line of explanation for `.help`; empty for what is no command.
pub(super) fn summary(name: &str) -> String {
    let found = COMMANDS.iter().find(|(known, ..)| *known == name);
    found.map(|(_, form, does)| format!("{form:<24}{does}")).unwrap_or_default()
}

fn written(name: &str) -> &'static str {
    COMMANDS.iter().find(|(known, ..)| *known == name).map_or("", |(_, form, _)| form)
}

fn unknown(name: &str) -> String {
    let close = names().find(|known| known.starts_with(name) || name.starts_with(*known) || is_slip(name, known));
    match close {
        Some(known) => format!("unknown command `{name}`\nhint: did you mean `{known}`?"),
        None => format!("unknown command `{name}`\nhint: `.help` lists the commands"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_commands() {
        assert_eq!(parse(".entity Xi Jinping "), Ok(Command::Entity("Xi Jinping".to_owned())));
        assert_eq!(
            parse(".export xi.svg Xi Jinping"),
            Ok(Command::Export { path: "xi.svg".to_owned(), around: Some("Xi Jinping".to_owned()) })
        );
        assert_eq!(parse(".q"), Ok(Command::Quit));
        assert_eq!(parse(".timer off"), Ok(Command::Timer(Some(false))));
        assert_eq!(parse(".why #3"), Ok(Command::Why(3)));
        assert_eq!(parse(".memory 64M"), Ok(Command::Memory(Some(Some(64 << 20)))));
        assert!(parse(".memory lots").unwrap_err().contains("512M"));
        assert_eq!(parse(".timeout 2.5"), Ok(Command::Timeout(Some(Some(Duration::from_millis(2500))))));
        assert_eq!(parse(".timeline Putin"), Ok(Command::Ask("timeline of Putin".to_owned())));
    }

    #[test]
    fn says_what_to_type_instead() {
        assert!(parse(".schmea").unwrap_err().contains("did you mean `.schema`?"));
        assert!(parse(".frobnicate").unwrap_err().contains("`.help` lists"));
        assert!(parse(".mode pdf").unwrap_err().contains("table, csv"));
        assert!(parse(".entity").unwrap_err().contains(".entity NAME"));
        assert!(parse(".why me").unwrap_err().contains(".why 3"));
    }

    #[test]
    fn every_command_is_explained() {
        for name in names() {
            assert!(summary(name).starts_with(name), "{name}");
        }
    }
}

//! The dot commands: what a person types to the REPL itself.

use crate::diagnostic::is_slip;

/// Every command as typed.
pub(super) const NAMES: &[&str] = &[".entity", ".export", ".help", ".mode", ".quit", ".schema", ".stats", ".timer"];

/// The formats that `.mode` knows.
pub(super) const MODES: &[&str] = &["table", "csv", "tsv", "json", "xml"];

/// A parsed command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// All commands with a line each, or more on one of them.
    Help(Option<String>),
    /// The classes and properties in use, or those of one class.
    Schema(Option<String>),
    /// A card of one entity.
    Entity(String),
    /// Writes the graph, or the neighbourhood of an entity, to a file whose ending names the format.
    Export { path: String, around: Option<String> },
    /// How solutions are printed.
    Mode(Option<String>),
    /// What the database holds.
    Stats,
    /// Whether the time of each query is shown.
    Timer(Option<bool>),
    /// Leaves.
    Quit,
}

/// Reads a line that begins with a dot. The error says what to type instead.
pub(crate) fn parse(line: &str) -> Result<Command, String> {
    let (name, rest) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
    let rest = rest.trim();
    let optional = || (!rest.is_empty()).then(|| rest.to_owned());
    match name {
        ".help" => Ok(Command::Help(optional())),
        ".schema" => Ok(Command::Schema(optional())),
        ".entity" => optional().map(Command::Entity).ok_or_else(|| usage(".entity NAME, as in `.entity Xi Jinping`")),
        ".export" => export(rest),
        ".mode" if rest.is_empty() || MODES.contains(&rest) => Ok(Command::Mode(optional())),
        ".mode" => Err(format!("unknown mode `{rest}`\nhint: one of {}", MODES.join(", "))),
        ".stats" => Ok(Command::Stats),
        ".timer" => match rest {
            "" => Ok(Command::Timer(None)),
            "on" => Ok(Command::Timer(Some(true))),
            "off" => Ok(Command::Timer(Some(false))),
            other => Err(format!("`.timer` takes on or off, not `{other}`")),
        },
        ".quit" | ".exit" | ".q" => Ok(Command::Quit),
        other => Err(unknown(other)),
    }
}

/// Words that may follow a command.
pub(super) fn argument_words(name: &str) -> &'static [&'static str] {
    match name {
        ".mode" => MODES,
        ".timer" => &["on", "off"],
        ".help" => NAMES,
        _ => &[],
    }
}

/// One line of explanation for `.help`.
pub(super) fn summary(name: &str) -> &'static str {
    match name {
        ".entity" => ".entity NAME            a card: types, names, facts, neighbours",
        ".export" => ".export FILE [NAME]     write the graph, or what surrounds NAME, as ttl, nq, trig, dot or svg",
        ".help" => ".help [COMMAND]         this list, or more on one command",
        ".mode" => ".mode [FORMAT]          how answers are printed: table, csv, tsv, json, xml",
        ".quit" => ".quit                   leave (so does ctrl-D)",
        ".schema" => ".schema [CLASS]         classes and properties with the number of their uses",
        ".stats" => ".stats                  articles, statements, entities",
        ".timer" => ".timer [on|off]         show the time of each query",
        _ => "",
    }
}

fn export(rest: &str) -> Result<Command, String> {
    let (path, around) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if path.is_empty() {
        return Err(usage(".export FILE [NAME], as in `.export xi.svg Xi Jinping`"));
    }
    let around = (!around.trim().is_empty()).then(|| around.trim().to_owned());
    Ok(Command::Export { path: path.to_owned(), around })
}

fn usage(text: &str) -> String {
    format!("usage: {text}")
}

fn unknown(name: &str) -> String {
    let close = NAMES.iter().find(|known| known.starts_with(name) || name.starts_with(*known) || is_slip(name, known));
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
    }

    #[test]
    fn says_what_to_type_instead() {
        assert!(parse(".schmea").unwrap_err().contains("did you mean `.schema`?"));
        assert!(parse(".frobnicate").unwrap_err().contains("`.help` lists"));
        assert!(parse(".mode pdf").unwrap_err().contains("table, csv"));
        assert!(parse(".entity").unwrap_err().contains(".entity NAME"));
    }

    #[test]
    fn every_command_is_explained() {
        for name in NAMES {
            assert!(summary(name).starts_with(name), "{name}");
        }
    }
}

//! The line editor: wires lexer and completion into rustyline.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use super::complete::{self, KEYWORDS, Names};
use super::lexer::{self, Kind};
use crate::query::language;

/// Loads the words of the graph for both languages.
type Source = Box<dyn Fn() -> (Names, language::Completer) + Send>;

/// What completion offers. It is loaded in the background once the person begins to type, so that opening does not wait.
pub(super) struct Words {
    loaded: Arc<OnceLock<(Names, language::Completer)>>,
    source: Cell<Option<Source>>,
}

impl Words {
    pub(super) fn new(source: Source) -> Self {
        Self { loaded: Arc::new(OnceLock::new()), source: Cell::new(Some(source)) }
    }

    /// Begins to load, if that was not done.
    fn begin(&self) {
        if let Some(source) = self.source.take() {
            let loaded = self.loaded.clone();
            thread::spawn(move || {
                loaded.get_or_init(source);
            });
        }
    }

    /// The words; a moment is waited for the first of them.
    fn get(&self) -> Option<&(Names, language::Completer)> {
        self.begin();
        for _ in 0..WAITS {
            if let Some(words) = self.loaded.get() {
                return Some(words);
            }
            thread::sleep(WAIT);
        }
        None
    }
}

/// How long the first completion waits for its words at most: `WAITS` times `WAIT`.
const WAITS: usize = 100;
const WAIT: Duration = Duration::from_millis(20);

/// Words of the small language that are no names.
const WORDS: &[&str] = &[
    "about",
    "according",
    "after",
    "and",
    "any",
    "as",
    "at",
    "before",
    "between",
    "by",
    "central",
    "compare",
    "count",
    "denied",
    "during",
    "for",
    "former",
    "from",
    "graph",
    "in",
    "near",
    "not",
    "of",
    "on",
    "or",
    "path",
    "planned",
    "show",
    "since",
    "sort",
    "sources",
    "sum",
    "that",
    "timeline",
    "to",
    "top",
    "until",
    "via",
    "what",
    "where",
    "which",
    "who",
    "with",
    "within",
];

/// What rustyline asks while a person types.
pub(super) struct EditorHelper {
    words: Words,
    hinter: HistoryHinter,
    colour: bool,
}

impl EditorHelper {
    pub(super) fn new(words: Words, colour: bool) -> Self {
        Self { words, hinter: HistoryHinter::new(), colour }
    }
}

impl Helper for EditorHelper {}

impl Completer for EditorHelper {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let Some((names, completer)) = self.words.get() else { return Ok((pos, Vec::new())) };
        let (start, words) = if line.starts_with('.') || language::is_sparql(line) {
            complete::complete(line, pos, names)
        } else {
            completer.complete(line, pos)
        };
        let pairs = words.into_iter().map(|word| Pair { display: word.clone(), replacement: word }).collect();
        Ok((start, pairs))
    }
}

impl Hinter for EditorHelper {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, ctx: &Context<'_>) -> Option<String> {
        self.words.begin();
        if line.is_empty() { None } else { self.hinter.hint(line, pos, ctx) }
    }
}

impl Validator for EditorHelper {
    fn validate(&self, ctx: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let input = ctx.input();
        // An empty last line sends whatever is there, so that nobody is caught in an unfinished query.
        let sent = input.starts_with('.') || input.ends_with("\n\n");
        let finished = if language::is_sparql(input) { lexer::is_finished(input) } else { lexer::is_whole(input) };
        let sent = sent || finished;
        Ok(if sent { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

impl Highlighter for EditorHelper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if !self.colour || line.starts_with('.') {
            return Cow::Borrowed(line);
        }
        if !language::is_sparql(line) {
            return Cow::Owned(paint(line));
        }
        let mut painted = String::with_capacity(line.len() * 2);
        let mut end = 0;
        for token in lexer::lex(line) {
            painted.push_str(&line[end..token.span.start]);
            let text = &line[token.span.clone()];
            match style(token.kind, text) {
                Some(code) => painted.extend(["\x1b[", code, "m", text, "\x1b[0m"]),
                None => painted.push_str(text),
            }
            end = token.span.end;
        }
        painted.push_str(&line[end..]);
        Cow::Owned(painted)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        if self.colour { Cow::Owned(format!("\x1b[2m{hint}\x1b[0m")) } else { Cow::Borrowed(hint) }
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.colour
    }
}

/// A question with its reserved words bold, names in quotes green, numbers and rows coloured.
fn paint(line: &str) -> String {
    let mut painted = String::with_capacity(line.len() * 2);
    let mut quoted = false;
    for part in line.split_inclusive([' ', '(', ')', '|', ',', '"']) {
        let (word, end) = part
            .split_at(part.len() - part.chars().last().filter(|c| " ()|,\"".contains(*c)).map_or(0, char::len_utf8));
        let begins = |digits: &str| digits.starts_with(|c: char| c.is_ascii_digit());
        let code = if quoted {
            Some("32")
        } else if WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            Some("1")
        } else if begins(word) || word.strip_prefix('#').is_some_and(begins) {
            Some("35")
        } else {
            None
        };
        match code.filter(|_| !word.is_empty()) {
            Some(code) => painted.extend(["\x1b[", code, "m", word, "\x1b[0m"]),
            None => painted.push_str(word),
        }
        match end {
            "|" => painted.push_str("\x1b[1m|\x1b[0m"),
            "\"" => painted.push_str("\x1b[32m\"\x1b[0m"),
            end => painted.push_str(end),
        }
        quoted ^= end == "\"";
    }
    painted
}

/// The SGR code for a token: the terminal's own palette, so that light and dark backgrounds both work.
fn style(kind: Kind, text: &str) -> Option<&'static str> {
    match kind {
        Kind::Word if KEYWORDS.iter().any(|k| k.eq_ignore_ascii_case(text)) => Some("1"),
        Kind::Variable => Some("36"),
        Kind::PrefixedName | Kind::Iri => Some("34"),
        Kind::Text | Kind::Unterminated => Some("32"),
        Kind::Number => Some("35"),
        Kind::Comment => Some("2"),
        Kind::Word | Kind::Punctuation => None,
    }
}

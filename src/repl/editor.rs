//! The line editor: wires lexer and completion into rustyline.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use super::complete::{self, KEYWORDS, Names};
use super::lexer::{self, Kind};

/// Loads the names of the graph; called once, at the first completion, so that opening does not wait for it.
pub(super) type NameSource = Box<dyn Fn() -> Names>;

/// What rustyline asks while a person types.
pub(super) struct EditorHelper {
    names: OnceCell<Names>,
    source: NameSource,
    hinter: HistoryHinter,
    colour: bool,
}

impl EditorHelper {
    pub(super) fn new(source: NameSource, colour: bool) -> Self {
        Self { names: OnceCell::new(), source, hinter: HistoryHinter::new(), colour }
    }
}

impl Helper for EditorHelper {}

impl Completer for EditorHelper {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let names = self.names.get_or_init(|| (self.source)());
        let (start, words) = complete::complete(line, pos, names);
        let pairs = words.into_iter().map(|word| Pair { display: word.clone(), replacement: word }).collect();
        Ok((start, pairs))
    }
}

impl Hinter for EditorHelper {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, ctx: &Context<'_>) -> Option<String> {
        if line.is_empty() { None } else { self.hinter.hint(line, pos, ctx) }
    }
}

impl Validator for EditorHelper {
    fn validate(&self, ctx: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let input = ctx.input();
        // An empty last line sends whatever is there, so that nobody is caught in an unfinished query.
        let sent = input.starts_with('.') || input.ends_with("\n\n") || lexer::is_finished(input);
        Ok(if sent { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

impl Highlighter for EditorHelper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if !self.colour || line.starts_with('.') {
            return Cow::Borrowed(line);
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

//! A place in the words of a phrase, and how a name is read from there.

use std::ops::Range;

use oxrdf::NamedNode;

use super::ast::{Kind, Token};
use super::lexicon::Lexicon;
use super::period::TIME_WORDS;
use crate::diagnostic::Diagnostic;
use crate::graph::shorten;
use crate::query::entity::Lookup;
use crate::query::names::{Fit, NameBook};
use crate::store::Snapshot;

/// What the words of a question are looked up in.
pub(super) struct Context<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) lexicon: &'a Lexicon,
    pub(super) names: &'a NameBook,
    /// What the rows of the last answer stand for.
    pub(super) rows: &'a [RowHandle],
    /// The question as typed.
    pub(super) text: &'a str,
}

/// What a row of an answer stands for, so that the next question can point at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowHandle {
    /// The entities in it.
    pub entities: Vec<NamedNode>,
    /// The statements behind it.
    pub statements: Vec<NamedNode>,
}

/// How many entities of a like name a note tells.
const NAMESAKES: usize = 3;

/// Words that end a name wherever they stand, besides the prepositions of the lexicon.
const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "but",
    "where",
    "as",
    "via",
    "within",
    "since",
    "after",
    "before",
    "until",
    "during",
    "on",
    "about",
    "according",
    "planned",
    "expected",
    "denied",
    "negated",
    "former",
    "past",
    "actual",
    "any",
    "that",
    "who",
    "which",
    "between",
    "than",
];

/// The longest name that is looked for, in words.
const LONGEST_NAME: usize = 10;

/// A place in the words of a phrase.
pub(super) struct Cursor<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
    /// How names were read where that was not plain.
    pub(super) notes: Vec<String>,
    pub(super) context: &'a Context<'a>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(tokens: &'a [Token], context: &'a Context<'a>) -> Self {
        Self { tokens, at: 0, notes: Vec::new(), context }
    }

    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn ahead(&self, by: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + by)
    }

    pub(super) fn next(&mut self) -> Option<&'a Token> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    /// Takes the next word if it is this one.
    pub(super) fn take(&mut self, word: &str) -> Option<&'a Token> {
        let token = self.peek().filter(|token| token.is(word))?;
        self.at += 1;
        Some(token)
    }

    /// The bare words from here on.
    pub(super) fn words(&self) -> impl Iterator<Item = &'a str> + Clone {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        rest.iter().take_while(|token| token.kind == Kind::Word).map(|token| token.text.as_str())
    }

    /// The place of the tokens from `from` up to here.
    pub(super) fn span_from(&self, from: usize) -> Range<usize> {
        let first = self.tokens.get(from).map_or_else(|| self.here().start, |token| token.span.start);
        let last = self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(first, |token| token.span.end);
        first..last.max(first)
    }

    /// The place of the next token, or the end.
    pub(super) fn here(&self) -> Range<usize> {
        match (self.peek(), self.tokens.last()) {
            (Some(token), _) => token.span.clone(),
            (None, Some(last)) => last.span.end..last.span.end,
            (None, None) => 0..0,
        }
    }

    /// The question's text from the next token on.
    pub(super) fn rest(&self) -> &'a str {
        self.peek().map_or("", |token| &self.context.text[token.span.start..])
    }

    /// Skips the tokens that begin before this byte of the question.
    pub(super) fn skip_to(&mut self, byte: usize) {
        while self.peek().is_some_and(|token| token.span.start < byte) {
            self.at += 1;
        }
    }

    fn ends_name(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Word => {
                token.is_one_of(RESERVED)
                    || token.is_one_of(&TIME_WORDS)
                    || self.context.lexicon.is_preposition(&token.text)
            }
            _ => true,
        }
    }

    /// Whether a name can begin here.
    pub(super) fn at_name(&self) -> bool {
        self.peek().is_some_and(|token| match token.kind {
            Kind::Quoted | Kind::Row(_) => true,
            Kind::Word => !self.ends_name(token) || self.longest_name() > 0,
            _ => false,
        })
    }

    /// How many words from here on are exactly a name of the graph, as many as possible.
    pub(super) fn longest_name(&self) -> usize {
        let words: Vec<&str> = self.words().take(LONGEST_NAME).collect();
        (1..=words.len()).rev().find(|&count| self.context.names.is_name(&words[..count].join(" "))).unwrap_or(0)
    }

    /// Reads the name of one entity: a quoted name, a row of the last answer, or the words up to the next reserved word
    /// unless a longer name of the graph stands here.
    ///
    /// # Errors
    ///
    /// If there is no name, if nobody or more than one has it, or if it can be read in two ways.
    pub(super) fn name(&mut self, wanted: &str) -> Result<NamedNode, Diagnostic> {
        if self.longest_name() == 0 {
            self.take("the");
        }
        let Some(token) = self.peek() else {
            return Err(Diagnostic::new(format!("{wanted} is missing"))
                .at(self.here())
                .label("a name is expected here"));
        };
        let from = self.at;
        match &token.kind {
            Kind::Row(number) => {
                self.at += 1;
                self.row_entity(*number, &token.span)
            }
            Kind::Quoted => {
                self.at += 1;
                self.look_up(&token.text, token.span.clone())
            }
            Kind::Word => {
                let longest = self.longest_name();
                let run = self.tokens[self.at..].iter().take_while(|token| !self.ends_name(token)).count();
                if run == 0 && longest == 0 {
                    return Err(Diagnostic::new(format!("{wanted} is missing before `{}`", token.text))
                        .at(token.span.clone())
                        .label("a name is expected here"));
                }
                if longest > run {
                    self.check_readings(run, longest)?;
                    self.at += longest;
                } else {
                    self.at += run;
                }
                let span = self.span_from(from);
                let name = self.tokens[from..self.at].iter().map(|token| token.text.as_str()).collect::<Vec<_>>();
                self.look_up(&name.join(" "), span.clone()).map_err(|error| self.explain(error, from))
            }
            Kind::Group(_) => Err(Diagnostic::new("a name is expected here, not brackets")
                .at(token.span.clone())
                .help("brackets join whole questions: `(members of SCO) and (members of BRICS)`")),
            _ => Err(Diagnostic::new(format!("{wanted} is missing before `{}`", token.text)).at(token.span.clone())),
        }
    }

    /// "Bank of China" may be a name, or "Bank" and what is "of China": where both can be meant the person chooses.
    fn check_readings(&self, run: usize, longest: usize) -> Result<(), Diagnostic> {
        let words = |count: usize| {
            self.tokens[self.at..self.at + count].iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let (short, long) = (words(run), words(longest));
        if run == 0 {
            return Ok(());
        }
        match (self.context.names.find(&short).0, self.context.names.find(&long).0) {
            (Lookup::One(a), Lookup::One(b)) if a != b => {
                let span = self.tokens[self.at].span.start..self.tokens[self.at + longest - 1].span.end;
                Err(Diagnostic::new(format!("`{long}` can be read in two ways: both it and `{short}` are names"))
                    .at(span)
                    .help(format!("quote the one that is meant: \"{long}\" or \"{short}\"")))
            }
            _ => Ok(()),
        }
    }

    fn row_entity(&self, number: usize, span: &Range<usize>) -> Result<NamedNode, Diagnostic> {
        let row = self.row(number, span)?;
        match row.entities.as_slice() {
            [only] => Ok(only.clone()),
            [] => Err(Diagnostic::new(format!("row {number} names no entity")).at(span.clone())),
            several => {
                let names: Vec<_> = several.iter().map(|iri| format!("`{}`", self.label(iri))).collect();
                Err(Diagnostic::new(format!("row {number} names several entities"))
                    .at(span.clone())
                    .help(format!("name one of them: {}", names.join(", "))))
            }
        }
    }

    /// What row `number` of the last answer stands for.
    pub(super) fn row(&self, number: usize, span: &Range<usize>) -> Result<&'a RowHandle, Diagnostic> {
        let rows = self.context.rows;
        number.checked_sub(1).and_then(|index| rows.get(index)).ok_or_else(|| {
            let message = if rows.is_empty() {
                "there is no answer yet whose rows could be named".to_owned()
            } else {
                format!("the last answer has rows #1 to #{}", rows.len())
            };
            Diagnostic::new(message).at(span.clone())
        })
    }

    fn label(&self, iri: &NamedNode) -> String {
        self.context.names.label(iri).map_or_else(|| shorten(iri.as_str()), str::to_owned)
    }

    fn look_up(&mut self, name: &str, span: Range<usize>) -> Result<NamedNode, Diagnostic> {
        let (lookup, fit) = self.context.names.find(name);
        match lookup {
            Lookup::One(iri) => {
                let namesakes = self.context.names.namesakes(&iri);
                let note = if fit > Fit::Alias {
                    Some(format!("`{name}` is read as {}", self.label(&iri)))
                } else if fit < Fit::Alias && !namesakes.is_empty() {
                    let quoted: Vec<_> = namesakes.iter().take(NAMESAKES).map(|label| format!("`{label}`")).collect();
                    Some(format!("`{name}` is who is called just that; there is also {}", quoted.join(", ")))
                } else {
                    None
                };
                self.notes.extend(note.filter(|note| !self.notes.contains(note)));
                Ok(iri)
            }
            Lookup::Several(all) => {
                let roles: Vec<_> = all.iter().take(6).map(|iri| self.described(iri)).collect();
                Err(Diagnostic::new(format!("`{name}` may be any of {}", all.len()))
                    .at(span)
                    .help(format!("name one of them: {}", roles.join("; "))))
            }
            Lookup::None(close) => {
                let error = Diagnostic::new(format!("nothing in the graph is called `{name}`")).at(span);
                Err(if close.is_empty() {
                    error.help("Tab completes names; `about \"WORDS\"` searches the text")
                } else {
                    let close: Vec<_> = close.iter().map(|label| format!("`{label}`")).collect();
                    error.help(format!("did you mean {}?", close.join(", ")))
                })
            }
        }
    }

    /// A candidate with what tells it from the others: its post or its type.
    fn described(&self, iri: &NamedNode) -> String {
        let label = self.label(iri);
        match crate::query::entity::role(self.context.snapshot, iri) {
            Some(role) => format!("`{label}` ({role})"),
            None => format!("`{label}`"),
        }
    }

    /// Adds what is wrong with a name that is not known, where its words tell.
    fn explain(&self, error: Diagnostic, from: usize) -> Diagnostic {
        let tokens = &self.tokens[from..self.at];
        if tokens.len() == 1 && self.context.lexicon.noun(std::iter::once(tokens[0].text.as_str())).is_some() {
            return error.help(format!(
                "`{0}` begins a question of its own; questions are joined in brackets: `(…) and ({0} …)`",
                tokens[0].text
            ));
        }
        if tokens.len() < 2 || !error.message.starts_with("nothing in the graph") {
            return error;
        }
        let text = |tokens: &[Token]| tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
        // A word of the language, misspelt or without its `|`, behind the name.
        if let Some((at, help)) = super::mistakes::behind_a_name(&tokens[1..]) {
            return Diagnostic::new(format!("`{}` is not expected here", at.text)).at(at.span.clone()).help(help);
        }
        let is_year = |token: &Token| super::parser::period(&token.text).is_some();
        let known = (1..tokens.len())
            .rev()
            .find(|&count| matches!(self.context.names.find(&text(&tokens[..count])).0, Lookup::One(_)));
        match (known, tokens.last()) {
            (Some(count), Some(last)) if is_year(last) && count + 1 == tokens.len() => {
                error.help(format!("a date needs a word before it: `{} during {}`", text(&tokens[..count]), last.text))
            }
            (Some(count), _) => {
                let (name, extra) = (text(&tokens[..count]), text(&tokens[count..]));
                error.help(format!(
                    "`{name}` is a name: what has `{extra}` to do with it? say `and`, `or`, or a preposition before it"
                ))
            }
            _ => error,
        }
    }
}

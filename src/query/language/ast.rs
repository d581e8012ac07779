//! A question cut into its words and brackets, each with its place. What the words mean is not known yet.

use std::ops::Range;

/// A whole question: what is asked, and what to do with the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pipeline {
    /// What is asked.
    pub(super) question: Phrase,
    /// The stages behind `|`.
    pub(super) stages: Vec<Phrase>,
}

/// The words between two `|`, or within brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) tokens: Vec<Token>,
    /// Where it stands; for an empty phrase, where it is missing.
    pub(super) span: Range<usize>,
}

/// A word, a sign, or something in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// As typed; quotes left out.
    pub(super) text: String,
    /// Bytes of the question, quotes included.
    pub(super) span: Range<usize>,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A bare word or number.
    Word,
    /// Words in quotes.
    Quoted,
    /// `#3`, a row of the last answer.
    Row(usize),
    /// `->`; true for `<-`.
    Arrow(bool),
    /// A comparison or a comma, in its plainest form.
    Sign(&'static str),
    /// What stands in brackets.
    Group(Pipeline),
}

impl Token {
    /// Whether it is the bare word, whatever its case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of the bare words.
    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it can be part of a name.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Quoted)
    }
}

//! Annotated sentences: tokens with tag, lemma and head, and the spans found over them.

use std::ops::Range;

use compact_str::CompactString;

use super::{Deprel, EntityLabel, Upos};

/// A half-open range of bytes into [`Document::text`](super::Document::text).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && u32::try_from(end).is_ok(), "spans are forward and documents are below 4 GiB");
        Self { start: start as u32, end: end as u32 }
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True if no byte lies in the span.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// True if `other` lies within this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A sentence with its analysis. Token indices below are relative to [`Sentence::tokens`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// From the first to the last token, bytes into the document.
    pub span: Span,
    /// Index of the [`Block`](super::Block) it stands in.
    pub block: u32,
    /// In order of the text. White space other than single blanks is a token too ([`Upos::Space`]).
    pub tokens: Vec<Token>,
    /// Named entities of the language model, not overlapping, in order. Repairs happen in `extract`, never here.
    pub entities: Vec<LabelledSpan>,
    /// Base noun phrases as token ranges, in order.
    pub noun_chunks: Vec<Range<u32>>,
}

/// A token and its place in the dependency tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Bytes into the document.
    pub span: Span,
    /// Dictionary form ("met" → "meet").
    pub lemma: CompactString,
    /// Penn Treebank tag ("NNP", "VBD").
    pub tag: &'static str,
    /// Universal part of speech.
    pub pos: Upos,
    /// Morphological features in UD notation ("Number=Sing|Person=3"), empty if none.
    pub morph: &'static str,
    /// Index of the head within the sentence; the root points to itself.
    pub head: u32,
    /// Relation to the head, in spaCy's ClearNLP scheme.
    pub deprel: Deprel,
    /// True if one plain blank follows.
    pub space_after: bool,
}

/// A labelled range of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelledSpan {
    /// What it names.
    pub label: EntityLabel,
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
}

impl LabelledSpan {
    /// As a range for slicing [`Sentence::tokens`].
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Sentence {
    /// The bytes that a range of tokens covers.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }
}

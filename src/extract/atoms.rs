//! Words, numbers and signs inside tokens.
//!
//! Dates and amounts are written in many ways that a tokenizer cuts differently ("10bn", "June 6-8", "US$5",
//! "13-APR-1987", "30-year"). Reading them over atoms makes the patterns independent of where tokens end.

use std::ops::Range;

use compact_str::CompactString;

use crate::text::{Deprel, LabelledSpan, Sentence, Span, Token};

/// A run of letters, a number or a single sign, never crossing a token boundary.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Atom<'a> {
    /// As written.
    pub(crate) text: &'a str,
    /// `text` in lower case.
    pub(crate) lower: CompactString,
    pub(crate) kind: AtomKind,
    /// The token it stands in.
    pub(crate) token: usize,
    /// True if no white space separates it from the atom before.
    pub(crate) glued: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum AtomKind {
    Word,
    /// Digits with grouping commas and decimal point ("2,800", "24.5").
    Number(f64),
    Sign(char),
}

/// The atoms of a sentence. Asking beyond either end is allowed and finds nothing.
pub(crate) struct Atoms<'a> {
    pub(crate) sent: &'a Sentence,
    list: Vec<Atom<'a>>,
}

impl<'a> Atoms<'a> {
    /// Cuts the tokens of `sent`, which stand in `text`. Tokens outside the text yield nothing.
    pub(crate) fn new(text: &'a str, sent: &'a Sentence) -> Self {
        let mut list = Vec::with_capacity(sent.tokens.len() + 4);
        let mut last_end = None;
        for (token, span) in sent.tokens.iter().map(|token| token.span).enumerate() {
            let Some(mut rest) = text.get(span.range()) else { continue };
            let mut at = span.start as usize;
            while let Some(first) = rest.chars().next() {
                let (length, kind) = measure(rest, first);
                let (head, tail) = rest.split_at(length);
                if let Some(kind) = kind {
                    let lower = CompactString::from(head).to_lowercase();
                    list.push(Atom { text: head, lower, kind, token, glued: last_end == Some(at) });
                    last_end = Some(at + length);
                }
                at += length;
                rest = tail;
            }
        }
        Self { sent, list }
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Atom<'a>> {
        self.list.get(at)
    }

    /// The atom `back` places before `at`.
    pub(crate) fn before(&self, at: usize, back: usize) -> Option<&Atom<'a>> {
        self.list.get(at.checked_sub(back)?)
    }

    /// The word at `at` in lower case; empty where there is none.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.get(at).filter(|atom| atom.kind == AtomKind::Word).map_or("", |atom| &atom.lower)
    }

    /// The word `back` places before `at` in lower case; empty where there is none.
    pub(crate) fn word_before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// True if the atom at `at` is one of these signs.
    pub(crate) fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        matches!(self.get(at).map(|atom| atom.kind), Some(AtomKind::Sign(sign)) if signs.contains(&sign))
    }

    /// True if the atom at `at` follows the one before without white space.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|atom| atom.glued)
    }

    /// The number at `at`.
    pub(crate) fn number(&self, at: usize) -> Option<f64> {
        match self.get(at)?.kind {
            AtomKind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The number at `at` if it is written as digits only and as many of them as `digits` says.
    pub(crate) fn digits(&self, at: usize, digits: Range<usize>) -> Option<i16> {
        let atom = self.get(at).filter(|atom| matches!(atom.kind, AtomKind::Number(_)))?;
        if !digits.contains(&atom.text.len()) || !atom.text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        atom.text.parse().ok()
    }

    /// True if the atom begins with a capital letter.
    pub(crate) fn is_capitalised(&self, at: usize) -> bool {
        self.get(at).and_then(|atom| atom.text.chars().next()).is_some_and(char::is_uppercase)
    }

    /// Where the word sequence ends that starts at `at`, if it is there.
    pub(crate) fn phrase(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().enumerate().all(|(offset, word)| self.word(at + offset) == *word).then_some(at + words.len())
    }

    /// The token of an atom.
    pub(crate) fn token(&self, at: usize) -> Option<&'a Token> {
        let sent: &'a Sentence = self.sent;
        sent.tokens.get(self.get(at)?.token)
    }

    /// The language model's entity over the atom's token.
    pub(crate) fn entity(&self, at: usize) -> Option<LabelledSpan> {
        let token = self.get(at)?.token as u32;
        let entities = &self.sent.entities;
        let next = entities.partition_point(|entity| entity.end <= token);
        entities.get(next).filter(|entity| entity.start <= token).copied()
    }

    /// True if the number at `at` counts something that follows ("2000 troops", "20 per cent", "5 million").
    pub(crate) fn counts_what_follows(&self, at: usize) -> bool {
        if self.is_sign(at + 1, &['%'])
            || matches!(self.word(at + 1), "percent" | "per" | "pct" | "million" | "billion")
        {
            return true;
        }
        let Some((index, token)) = self.get(at).map(|atom| atom.token).zip(self.token(at)) else { return false };
        let head = token.head as usize;
        token.deprel == Deprel::Nummod
            && (index + 1..index + 4).contains(&head)
            && self.sent.tokens.get(head).is_some_and(|head| head.tag == "NNS")
    }

    /// The tokens that the atoms touch, the token by which they hang in the tree, and their bytes.
    ///
    /// # Panics
    /// If the range is empty or reaches past the last atom.
    pub(crate) fn extent(&self, atoms: Range<usize>) -> (Range<u32>, u32, Span) {
        let (first, last) = (self.list[atoms.start].token, self.list[atoms.end - 1].token);
        let tokens = first..last + 1;
        let outside = |&at: &usize| !tokens.contains(&(self.sent.tokens[at].head as usize));
        let is_root = |&at: &usize| self.sent.tokens[at].head as usize == at;
        let head = tokens.clone().find(|at| outside(at) || is_root(at)).unwrap_or(last);
        (first as u32..last as u32 + 1, head as u32, self.sent.span_of(tokens))
    }
}

/// Length in bytes of the atom that `text` begins with, and its kind; white space has none.
fn measure(text: &str, first: char) -> (usize, Option<AtomKind>) {
    if first.is_ascii_digit() {
        let length = number_length(text.as_bytes());
        let value = text[..length].replace(',', "").parse().unwrap_or(f64::INFINITY);
        (length, Some(AtomKind::Number(value)))
    } else if first.is_alphabetic() {
        (text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len()), Some(AtomKind::Word))
    } else {
        (first.len_utf8(), (!first.is_whitespace()).then_some(AtomKind::Sign(first)))
    }
}

/// Length of a number: digits, commas before groups of two or three digits of which the last has three, one
/// decimal point before digits. "8,2017" is two numbers.
fn number_length(bytes: &[u8]) -> usize {
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = digits(0);
    // Four digits in a row are not grouped.
    let mut at = if end <= 3 { end } else { bytes.len() };
    while bytes.get(at) == Some(&b',') {
        let group = digits(at + 1);
        at += 1 + group;
        match group {
            3 => end = at,
            2 => {}
            _ => break,
        }
    }
    if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    end
}

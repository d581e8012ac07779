//! Text becomes tokens exactly as spaCy's English tokenizer makes them.
//!
//! White space separates words; each word loses prefixes and suffixes and is split at infixes ([`split`], [`affix`]) unless
//! it is a special case ([`special`]) or an address ([`url`]). A second pass joins what stands for a special case but was
//! taken apart, such as an emoticon after a bracket. Time is linear in the length of the text, whatever the text.

mod affix;
mod class_tables;
mod classes;
mod special;
mod split;
mod url;

use std::ops::Range;

pub(crate) use classes::{Classes, is_space};

use super::lexicon::{LexemeId, Lexicon, Vocabulary};
use super::model::{ModelError, ModelFile};
use special::SpecialCases;

/// A token as the tokenizer finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextToken {
    /// First byte in the text.
    pub(crate) start: u32,
    /// One past its last byte.
    pub(crate) end: u32,
    /// What is known of it as a word.
    pub(crate) lexeme: LexemeId,
    /// True if one plain blank follows.
    pub(crate) space_after: bool,
}

impl TextToken {
    /// As a range for slicing the text.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The length of a token and its normal form, if a special case gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawToken {
    len: usize,
    norm: Option<&'static str>,
}

impl RawToken {
    fn plain(len: usize) -> Self {
        Self { len, norm: None }
    }
}

/// The tokenizer with its special cases.
pub(crate) struct Tokenizer {
    special: SpecialCases,
}

/// Words longer than this are split anew each time; there are too many different ones to keep.
const LONGEST_CACHED_WORD: usize = 48;

impl Tokenizer {
    /// Takes the special cases from the model file.
    pub(crate) fn load(file: &ModelFile<'static>) -> Result<Self, ModelError> {
        let section = "tokenizer.special";
        Ok(Self { special: SpecialCases::parse(section, file.text(section)?)? })
    }

    /// Replaces the content of `tokens` by the tokens of `text`, which is shorter than 4 GiB.
    pub(crate) fn tokenize(
        &self,
        text: &str,
        vocabulary: &Vocabulary,
        lexicon: &mut Lexicon,
        tokens: &mut Vec<TextToken>,
    ) {
        tokens.clear();
        let mut start = 0;
        let mut in_space = text.starts_with(is_space);
        for (at, c) in text.char_indices() {
            let space = is_space(c);
            if space == in_space {
                continue;
            }
            in_space = space;
            if start < at {
                self.push_word(text, start..at, vocabulary, lexicon, tokens);
            }
            start = at;
            if c == ' ' {
                // A first blank belongs to the token before it; more of them make a token of their own.
                if let Some(last) = tokens.last_mut() {
                    last.space_after = true;
                }
                start += 1;
            }
        }
        if start < text.len() {
            self.push_word(text, start..text.len(), vocabulary, lexicon, tokens);
        }
        self.join_special_cases(text, vocabulary, lexicon, tokens);
    }

    fn push_word(
        &self,
        text: &str,
        word: Range<usize>,
        vocabulary: &Vocabulary,
        lexicon: &mut Lexicon,
        tokens: &mut Vec<TextToken>,
    ) {
        let mut start = word.start as u32;
        let mut push = |len: u32, lexeme: LexemeId| {
            tokens.push(TextToken { start, end: start + len, lexeme, space_after: false });
            start += len;
        };
        let word = &text[word];
        if let Some(pieces) = lexicon.cached_word(word) {
            pieces.iter().for_each(|&(len, lexeme)| push(len, lexeme));
            return;
        }
        let mut raw = std::mem::take(&mut lexicon.raw);
        raw.clear();
        split::split_word(word, Some(&self.special), &mut raw);
        let mut at = 0;
        let mut pieces = Vec::with_capacity(raw.len());
        for token in &raw {
            let lexeme = self.lexeme(&word[at..at + token.len], token.norm, vocabulary, lexicon);
            at += token.len;
            push(token.len as u32, lexeme);
            pieces.push((token.len as u32, lexeme));
        }
        if word.len() <= LONGEST_CACHED_WORD {
            lexicon.cache_word(word, &pieces);
        }
        lexicon.raw = raw;
    }

    fn lexeme(
        &self,
        text: &str,
        norm: Option<&'static str>,
        vocabulary: &Vocabulary,
        lexicon: &mut Lexicon,
    ) -> LexemeId {
        lexicon.intern(text, norm, vocabulary, || self.special.may_begin_with(text))
    }

    /// Replaces tokens that together make up a special case by the tokens of that case.
    fn join_special_cases(
        &self,
        text: &str,
        vocabulary: &Vocabulary,
        lexicon: &mut Lexicon,
        tokens: &mut Vec<TextToken>,
    ) {
        let starts: Vec<usize> =
            (0..tokens.len()).filter(|&at| lexicon[tokens[at].lexeme].may_begin_special_case).collect();
        if starts.is_empty() {
            return;
        }
        let matches =
            self.special.matches(&starts, tokens.len(), |at| &text[tokens[at].range()], |at| tokens[at].space_after);
        if matches.is_empty() {
            return;
        }
        let mut joined = Vec::with_capacity(tokens.len());
        let mut done = 0;
        for (range, case) in matches {
            joined.extend_from_slice(&tokens[done..range.start]);
            let mut start = tokens[range.start].start;
            for token in case {
                let lexeme = self.lexeme(token.text, token.norm, vocabulary, lexicon);
                let end = start + token.text.len() as u32;
                joined.push(TextToken { start, end, lexeme, space_after: false });
                start = end;
            }
            if let Some(last) = joined.last_mut() {
                last.space_after = tokens[range.end - 1].space_after;
            }
            done = range.end;
        }
        joined.extend_from_slice(&tokens[done..]);
        *tokens = joined;
    }
}

#[cfg(test)]
mod tests;

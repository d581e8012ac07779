//! Words whose tokens are listed rather than derived: contractions, abbreviations, emoticons.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::RandomState;

use super::{RawToken, affix, split};
use crate::nlp::model::ModelError;

/// One token of a special case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SpecialToken {
    /// Its text.
    pub(crate) text: &'static str,
    /// Its normal form, if the case gives one.
    pub(crate) norm: Option<&'static str>,
}

/// All special cases, by their text.
pub(crate) struct SpecialCases {
    cases: HashMap<&'static str, Vec<SpecialToken>, RandomState>,
    longest: usize,
    /// Token sequences that stand for a case which the affix patterns took apart, by their first token.
    sequences: HashMap<&'static str, Vec<Sequence>, RandomState>,
}

/// A special case as the affix patterns split it.
struct Sequence {
    text: &'static str,
    /// Ends of its tokens, bytes into `text`.
    ends: Vec<usize>,
}

impl Sequence {
    fn tokens(&self) -> impl Iterator<Item = &'static str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| &self.text[std::mem::replace(&mut start, end)..end])
    }
}

/// Separates the strings of a case; a token's text and its norm, which is empty if none, take turns.
const FIELD: char = '\u{1F}';
/// Ends a case.
const RECORD: char = '\u{1E}';

impl SpecialCases {
    /// Reads the section that the converter writes.
    pub(crate) fn parse(section: &str, text: &'static str) -> Result<Self, ModelError> {
        let mut special = Self { cases: HashMap::default(), longest: 0, sequences: HashMap::default() };
        for record in text.split_terminator(RECORD) {
            let fields: Vec<&'static str> = record.split(FIELD).collect();
            let (whole, fields) =
                fields.split_first().ok_or_else(|| ModelError::malformed(section, "an empty case"))?;
            let (pairs, odd) = fields.as_chunks::<2>();
            let tokens: Vec<_> = pairs
                .iter()
                .map(|&[text, norm]| SpecialToken { text, norm: (!norm.is_empty()).then_some(norm) })
                .collect();
            if !odd.is_empty()
                || whole.is_empty()
                || tokens.iter().map(|token| token.text).collect::<String>() != *whole
            {
                return Err(ModelError::malformed(section, format!("the tokens of `{whole}` do not make it up")));
            }
            special.longest = special.longest.max(whole.len());
            special.cases.insert(whole, tokens);
        }
        special.find_sequences();
        Ok(special)
    }

    fn find_sequences(&mut self) {
        let mut texts: Vec<&'static str> = self.cases.keys().copied().collect();
        texts.sort_unstable();
        for text in texts {
            if !has_affix(text) && !text.contains(' ') {
                continue;
            }
            let mut raw = Vec::new();
            split::split_word(text, None, &mut raw);
            let mut end = 0;
            let ends: Vec<usize> = raw
                .iter()
                .map(|token| {
                    end += token.len;
                    end
                })
                .collect();
            // A token that is replaced by itself changes nothing, and being shortest it hides no other match.
            if let [SpecialToken { norm: None, .. }] = self.cases[text].as_slice()
                && ends.len() == 1
            {
                continue;
            }
            self.sequences.entry(&text[..ends[0]]).or_default().push(Sequence { text, ends });
        }
    }

    /// The tokens of `text` if it is a special case.
    pub(crate) fn get(&self, text: &str) -> Option<&[SpecialToken]> {
        if text.len() > self.longest {
            return None;
        }
        self.cases.get(text).map(Vec::as_slice)
    }

    /// True if a sequence of tokens that stands for a special case may begin with `token`.
    pub(crate) fn may_begin_with(&self, token: &str) -> bool {
        self.sequences.contains_key(token)
    }

    /// Finds tokens that together make up a special case and what they are replaced by.
    ///
    /// `starts` lists the tokens for which [`may_begin_with`](Self::may_begin_with) holds; `text_of` gives a token's text,
    /// `blank_after` whether a blank follows it. The result is in order and without overlap.
    pub(crate) fn matches<'a>(
        &self,
        starts: &[usize],
        len: usize,
        text_of: impl Fn(usize) -> &'a str,
        blank_after: impl Fn(usize) -> bool,
    ) -> Vec<(Range<usize>, &[SpecialToken])> {
        let mut candidates: Vec<(Range<usize>, &'static str)> = Vec::new();
        for &start in starts {
            for sequence in self.sequences.get(text_of(start)).into_iter().flatten() {
                let end = start + sequence.ends.len();
                if end <= len && sequence.tokens().zip(start..).all(|(text, at)| text_of(at) == text) {
                    candidates.push((start..end, sequence.text));
                }
            }
        }
        // Longest first, then leftmost. Even a match that is not kept hides the shorter ones under it.
        candidates.sort_by_key(|(range, _)| (std::cmp::Reverse(range.len()), range.start));
        let mut covered: HashSet<usize, RandomState> = HashSet::default();
        let mut kept = Vec::new();
        for (range, text) in candidates {
            let hidden = covered.contains(&range.start) || covered.contains(&(range.end - 1));
            covered.extend(range.clone());
            // With blanks between its tokens the text is another one, and no case has blanks within.
            if !hidden && !range.clone().rev().skip(1).any(&blank_after) {
                kept.push((range, self.cases[text].as_slice()));
            }
        }
        kept.sort_by_key(|(range, _)| range.start);
        kept
    }
}

fn has_affix(text: &str) -> bool {
    let mut infix = false;
    affix::for_each_infix(text, |_| infix = true);
    infix || affix::prefix_len(text) > 0 || affix::suffix_len(text) > 0
}

impl From<&SpecialToken> for RawToken {
    fn from(token: &SpecialToken) -> Self {
        Self { len: token.text.len(), norm: token.norm }
    }
}

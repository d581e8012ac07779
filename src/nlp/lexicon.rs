//! What the engine knows of a word form regardless of where it stands, computed once and kept.
//!
//! Running text repeats its words, so the tokens of a word and the features of a token are looked up far more often than
//! computed. A [`Lexicon`] is scratch of one thread and forgets everything when it has grown too large.

use std::collections::HashMap;
use std::ops::Index;

use compact_str::CompactString;
use foldhash::fast::RandomState;

use super::features::TokenFeatures;
use super::model::{ModelError, ModelFile};
use super::strings::string_id;
use super::tokenizer::{Classes, RawToken, is_space};

/// Place of a lexeme in the lexicon that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LexemeId(u32);

/// A word form with its features.
pub(crate) struct Lexeme {
    /// In lower case.
    pub(crate) lower: CompactString,
    /// Features but for the blank after the token.
    pub(crate) features: TokenFeatures,
    /// True if the token may be the first of several that stand for a special case.
    pub(crate) may_begin_special_case: bool,
    /// Which list of the attribute ruler's patterns names this word; 0 if none.
    pub(crate) ruler_list: u16,
    /// Lemmas found so far, by part of speech and form.
    pub(crate) lemmas: Vec<(u16, CompactString)>,
}

/// Tables of the model that a lexeme's features depend on.
pub(crate) struct Vocabulary {
    norms: Norms,
    ruler_lists: HashMap<&'static str, u16, RandomState>,
}

impl Vocabulary {
    /// Takes the normal forms from the model file. `ruler_lists` numbers the words of the attribute ruler.
    pub(crate) fn load(
        file: &ModelFile<'static>,
        ruler_lists: HashMap<&'static str, u16, RandomState>,
    ) -> Result<Self, ModelError> {
        Ok(Self { norms: Norms::load(file)?, ruler_lists })
    }

    fn lexeme(&self, text: &str, norm: Option<&'static str>, may_begin_special_case: bool) -> Lexeme {
        let lower = CompactString::from(text.to_lowercase());
        let norm = match norm {
            Some(norm) => string_id(norm),
            None => string_id(self.norms.get(text).unwrap_or(&lower)),
        };
        let prefix = text.chars().next().map_or(0, char::len_utf8);
        let suffix = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        let features = TokenFeatures {
            norm,
            prefix: string_id(&text[..prefix]),
            suffix: string_id(&text[suffix..]),
            shape: string_id(&shape(text)),
            spacy: false,
            is_space: text.chars().all(is_space),
        };
        let ruler_list = self.ruler_lists.get(lower.as_str()).copied().unwrap_or(0);
        Lexeme { lower, features, may_begin_special_case, ruler_list, lemmas: Vec::new() }
    }
}

/// The shape of a word: `X`, `x` and `d` for capitals, other letters and digits, and no more than four of one kind.
fn shape(text: &str) -> CompactString {
    if text.chars().nth(LONG_WORD - 1).is_some() {
        return CompactString::const_new("LONG");
    }
    let mut shape = CompactString::default();
    let mut last = None;
    let mut run = 0;
    for c in text.chars() {
        let classes = Classes::of(c);
        let kind = if classes.any(Classes::LETTER) {
            if classes.any(Classes::CAPITAL) { 'X' } else { 'x' }
        } else if classes.any(Classes::DIGIT) {
            'd'
        } else {
            c
        };
        run = if last == Some(kind) { run + 1 } else { 0 };
        last = Some(kind);
        if run < 4 {
            shape.push(kind);
        }
    }
    shape
}

/// Words of this many characters and more have the shape "LONG".
const LONG_WORD: usize = 100;

/// Normal forms that differ from the lower-case form: spelling variants, quotation marks, currency signs.
struct Norms {
    ids: Vec<u64>,
    norms: Vec<&'static str>,
}

impl Norms {
    fn load(file: &ModelFile<'static>) -> Result<Self, ModelError> {
        let (ids, rest) = file.section("norms.ids")?.as_chunks::<8>();
        let norms: Vec<_> = file.text("norms.forms")?.lines().collect();
        let ids: Vec<_> = ids.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
        if ids.len() != norms.len() || !rest.is_empty() || !ids.is_sorted() {
            return Err(ModelError::malformed("norms.ids", "it does not match `norms.forms`"));
        }
        Ok(Self { ids, norms })
    }

    fn get(&self, text: &str) -> Option<&'static str> {
        match self.ids.binary_search(&string_id(text)) {
            Ok(at) => Some(self.norms[at]),
            Err(_) => BASE_NORMS.iter().find(|(word, _)| *word == text).map(|(_, norm)| *norm),
        }
    }
}

/// Normal forms that spaCy gives in every language (`spacy/lang/norm_exceptions.py`, MIT licence, Explosion).
#[rustfmt::skip]
const BASE_NORMS: &[(&str, &str)] = &[
    ("'s", "'s"), ("'S", "'s"), ("’s", "'s"), ("’S", "'s"), ("’", "'"), ("‘", "'"), ("´", "'"), ("`", "'"),
    ("”", "\""), ("“", "\""), ("''", "\""), ("``", "\""), ("´´", "\""), ("„", "\""), ("»", "\""), ("«", "\""),
    ("‘‘", "\""), ("’’", "\""), ("？", "?"), ("！", "!"), ("，", ","), ("；", ";"), ("：", ":"), ("。", "."), ("।", "."),
    ("…", "..."), ("—", "-"), ("–", "-"), ("--", "-"), ("---", "-"), ("——", "-"), ("€", "$"), ("£", "$"), ("¥", "$"),
    ("฿", "$"), ("US$", "$"), ("C$", "$"), ("A$", "$"), ("₺", "$"), ("₹", "$"), ("৳", "$"), ("₩", "$"), ("Mex$", "$"),
    ("₣", "$"), ("E£", "$"),
];

/// Word forms met so far and the tokens of words met so far.
#[derive(Default)]
pub(crate) struct Lexicon {
    lexemes: Vec<Lexeme>,
    plain: HashMap<CompactString, LexemeId, RandomState>,
    with_norm: HashMap<(CompactString, &'static str), LexemeId, RandomState>,
    /// Words, as ranges of `pieces`.
    words: HashMap<CompactString, (u32, u32), RandomState>,
    pieces: Vec<(u32, LexemeId)>,
    /// Scratch of the tokenizer.
    pub(super) raw: Vec<RawToken>,
}

/// When the lexicon holds more entries than this, it forgets them. About 10 MB.
const MOST_ENTRIES: usize = 50_000;

impl Lexicon {
    /// Makes room for another text. Identifiers given out before become void.
    pub(crate) fn begin_text(&mut self) {
        if self.lexemes.len().max(self.pieces.len()) > MOST_ENTRIES {
            *self = Self::default();
        }
    }

    /// The lexeme of `text`, with `norm` in place of its usual normal form.
    pub(crate) fn intern(
        &mut self,
        text: &str,
        norm: Option<&'static str>,
        vocabulary: &Vocabulary,
        may_begin_special_case: impl FnOnce() -> bool,
    ) -> LexemeId {
        let known = match norm {
            None => self.plain.get(text).copied(),
            Some(norm) => self.with_norm.get(&(text.into(), norm)).copied(),
        };
        if let Some(id) = known {
            return id;
        }
        let id = LexemeId(self.lexemes.len() as u32);
        self.lexemes.push(vocabulary.lexeme(text, norm, may_begin_special_case()));
        match norm {
            None => self.plain.insert(text.into(), id),
            Some(norm) => self.with_norm.insert((text.into(), norm), id),
        };
        id
    }

    /// Lengths and lexemes of the tokens of a word that was cached.
    pub(crate) fn cached_word(&self, word: &str) -> Option<&[(u32, LexemeId)]> {
        let &(start, end) = self.words.get(word)?;
        Some(&self.pieces[start as usize..end as usize])
    }

    /// Keeps the tokens of a word.
    pub(crate) fn cache_word(&mut self, word: &str, pieces: &[(u32, LexemeId)]) {
        let start = self.pieces.len() as u32;
        self.pieces.extend_from_slice(pieces);
        self.words.insert(word.into(), (start, self.pieces.len() as u32));
    }

    /// The lexeme, to keep more of what is found out about it.
    pub(crate) fn lexeme_mut(&mut self, id: LexemeId) -> &mut Lexeme {
        &mut self.lexemes[id.0 as usize]
    }
}

impl Index<LexemeId> for Lexicon {
    type Output = Lexeme;

    fn index(&self, id: LexemeId) -> &Lexeme {
        &self.lexemes[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert_eq!(shape("Putin"), "Xxxxx");
        assert_eq!(shape("McDonald's"), "XxXxxxx'x");
        assert_eq!(shape("2002-11-29"), "dddd-dd-dd");
        assert_eq!(shape("COVID-19"), "XXXX-dd");
        assert_eq!(shape("m²"), "xd");
        assert_eq!(shape(&"a".repeat(99)), "xxxx");
        assert_eq!(shape(&"é".repeat(100)), "LONG");
    }
}

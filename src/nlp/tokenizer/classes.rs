//! What kind of character one is, as a set of flags: the classes in spaCy's tokenizer patterns.

use std::sync::LazyLock;

use super::class_tables::{ALPHA, ALPHABETIC_NOT_LETTER, DECIMAL, DIGIT_NOT_DECIMAL, ICONS};

/// The classes that a character belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u16);

impl Classes {
    /// A letter of the scripts that infixes split.
    pub(crate) const ALPHA: Self = Self(1);
    /// A lower-case letter of these, or one of a script without case.
    pub(crate) const LOWER: Self = Self(1 << 1);
    /// An upper-case letter of these, or one of a script without case.
    pub(crate) const UPPER: Self = Self(1 << 2);
    /// A symbol or pictograph.
    pub(crate) const ICON: Self = Self(1 << 3);
    /// A quotation mark or bracket.
    pub(crate) const QUOTE: Self = Self(1 << 4);
    /// Punctuation that is split off at both ends of a word.
    pub(crate) const PUNCT: Self = Self(1 << 5);
    /// A currency sign.
    pub(crate) const CURRENCY: Self = Self(1 << 6);
    /// White space to Python's `str.isspace`.
    pub(crate) const SPACE: Self = Self(1 << 7);
    /// A letter to Python's `str.isalpha`.
    pub(crate) const LETTER: Self = Self(1 << 8);
    /// A capital to Python's `str.isupper`.
    pub(crate) const CAPITAL: Self = Self(1 << 9);
    /// A digit to Python's `str.isdigit`, superscripts included.
    pub(crate) const DIGIT: Self = Self(1 << 10);
    /// A digit to the `\d` of Python's patterns.
    pub(crate) const DECIMAL: Self = Self(1 << 11);
    /// A character of the `\w` of Python's patterns.
    pub(crate) const WORD: Self = Self(1 << 12);

    /// The classes of `c`.
    pub(crate) fn of(c: char) -> Self {
        match LOW.get(c as usize) {
            Some(&classes) => classes,
            None => Self::compute(c),
        }
    }

    /// True if the two sets have a class in common.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes in either set.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn compute(c: char) -> Self {
        let mut set = Self(0);
        let mut put = |class: Self, holds: bool| {
            if holds {
                set = set.or(class);
            }
        };
        let alpha = contains(ALPHA, c);
        put(Self::ALPHA, alpha);
        put(Self::LOWER, alpha && is_lower(c));
        put(Self::UPPER, alpha && is_upper(c));
        put(Self::ICON, contains(ICONS, c));
        put(Self::QUOTE, QUOTES.contains(c));
        put(Self::PUNCT, PUNCT.contains(c));
        put(Self::CURRENCY, matches!(c, '$' | '£' | '€' | '¥' | '฿' | '﷼' | '\u{20A0}'..='\u{20BF}'));
        put(Self::SPACE, c.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&c));
        let letter = c.is_alphabetic() && !contains(ALPHABETIC_NOT_LETTER, c);
        let decimal = contains(DECIMAL, c);
        put(Self::LETTER, letter);
        put(Self::CAPITAL, c.is_uppercase());
        put(Self::DIGIT, decimal || contains(DIGIT_NOT_DECIMAL, c));
        put(Self::DECIMAL, decimal);
        put(Self::WORD, letter || c.is_numeric() || c == '_');
        set
    }
}

/// White space to Python's `str.isspace`.
pub(crate) fn is_space(c: char) -> bool {
    if c.is_ascii() { matches!(c, '\t'..='\r' | '\u{1C}'..=' ') } else { c.is_whitespace() }
}

/// Quotation marks and brackets of `spacy/lang/char_classes.py`; the comma is among them there.
const QUOTES: &str = "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉〈〉⟦⟧";
/// Punctuation of the same file.
const PUNCT: &str = "…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪";

/// The classes of the characters that text in European languages is made of.
static LOW: LazyLock<Vec<Classes>> = LazyLock::new(|| ('\0'..'\u{3000}').map(Classes::compute).collect());

/// spaCy lists lower-case letters script by script: all but capitals, with these few slips.
fn is_lower(c: char) -> bool {
    !matches!(c, 'ƻ' | 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | '\u{3A2}') && !c.is_uppercase()
}

/// As [`is_lower`] for capitals.
fn is_upper(c: char) -> bool {
    c == 'ʕ' || (!matches!(c, 'ƻ' | 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | 'ʔ') && !c.is_lowercase())
}

fn contains(ranges: &[(u32, u32)], c: char) -> bool {
    let code = u32::from(c);
    let after = ranges.partition_point(|&(first, _)| first <= code);
    after > 0 && code <= ranges[after - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_ascend_without_overlap() {
        for table in [ALPHA, ICONS, ALPHABETIC_NOT_LETTER, DECIMAL, DIGIT_NOT_DECIMAL] {
            assert!(table.iter().all(|(first, last)| first <= last));
            assert!(table.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn classes_of_some_characters() {
        let has = |c, class| Classes::of(c).any(class);
        assert!(has('é', Classes::LOWER) && !has('é', Classes::UPPER));
        assert!(has('中', Classes::LOWER) && has('中', Classes::UPPER), "no case, so both");
        assert!(has('²', Classes::DIGIT) && !has('²', Classes::DECIMAL));
        assert!(has('Ⅷ', Classes::WORD) && !has('Ⅷ', Classes::LETTER), "Roman numeral");
        assert!(has('😀', Classes::ICON) && has('°', Classes::ICON));
        assert!(has('\u{1D}', Classes::SPACE) && is_space('\u{1D}') && is_space('\u{A0}'));
        assert!(!has('\u{200B}', Classes::SPACE), "a zero-width space is none");
    }
}

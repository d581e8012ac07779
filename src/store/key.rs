//! What distinguishes one term from all others: its form, and its text or parts.

use oxrdf::vocab::xsd;
use oxrdf::{BaseDirection, LiteralRef, NamedNodeRef};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::id::TermId;

/// What an entry of the dictionary holds. The numbers are part of the file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Form {
    NamedNode = 1,
    BlankNode = 2,
    /// A literal of type xsd:string.
    String = 3,
    LanguageString = 4,
    Typed = 5,
    LeftToRight = 6,
    RightToLeft = 7,
    Triple = 8,
}

impl Form {
    /// That of strings with language.
    pub(crate) fn language(direction: Option<BaseDirection>) -> Self {
        match direction {
            None => Self::LanguageString,
            Some(BaseDirection::Ltr) => Self::LeftToRight,
            Some(BaseDirection::Rtl) => Self::RightToLeft,
        }
    }

    /// Whether its text is that of a string, in which words are looked for.
    pub(crate) fn is_string(self) -> bool {
        matches!(self, Self::String | Self::LanguageString | Self::LeftToRight | Self::RightToLeft)
    }

    pub(crate) fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::NamedNode,
            2 => Self::BlankNode,
            3 => Self::String,
            4 => Self::LanguageString,
            5 => Self::Typed,
            6 => Self::LeftToRight,
            7 => Self::RightToLeft,
            8 => Self::Triple,
            _ => return None,
        })
    }
}

/// The position of a term within a triple.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Component {
    Subject = 0,
    Predicate = 1,
    Object = 2,
}

/// What distinguishes one term from all others, with its parts already numbered.
#[derive(Clone, Copy)]
pub(crate) enum Key<'a> {
    NamedNode(&'a str),
    BlankNode(&'a str),
    String(&'a str),
    /// Language tag, direction if any, value.
    Language(&'a str, Option<BaseDirection>, &'a str),
    /// Datatype's index, lexical form.
    Typed(u32, &'a str),
    Triple([TermId; 3]),
}

/// The key of a literal that is not inline; `None` if its datatype has no index.
pub(super) fn literal_key<'a>(
    literal: LiteralRef<'a>,
    datatype_index: impl FnOnce(NamedNodeRef<'a>) -> Option<u32>,
) -> Option<Key<'a>> {
    if let Some(language) = literal.language() {
        return Some(Key::Language(language, literal.direction(), literal.value()));
    }
    if literal.datatype() == xsd::STRING {
        return Some(Key::String(literal.value()));
    }
    Some(Key::Typed(datatype_index(literal.datatype())?, literal.value()))
}

/// A hash of the key, the same in every process.
pub(super) fn hash(key: Key<'_>) -> u32 {
    let wide = match key {
        Key::NamedNode(text) => xxh3_64_with_seed(text.as_bytes(), 1),
        Key::BlankNode(text) => xxh3_64_with_seed(text.as_bytes(), 2),
        Key::String(text) => xxh3_64_with_seed(text.as_bytes(), 3),
        Key::Language(language, direction, text) => {
            let tag = xxh3_64_with_seed(language.as_bytes(), 4 + direction.map_or(0, |d| 1 + d as u64));
            xxh3_64_with_seed(text.as_bytes(), tag)
        }
        Key::Typed(datatype, text) => xxh3_64_with_seed(text.as_bytes(), u64::from(datatype) << 8 | 8),
        Key::Triple(parts) => {
            let mut bytes = [0; 24];
            for (chunk, part) in bytes.chunks_exact_mut(8).zip(parts) {
                chunk.copy_from_slice(&part.to_file().to_le_bytes());
            }
            xxh3_64_with_seed(&bytes, 9)
        }
    };
    wide as u32
}

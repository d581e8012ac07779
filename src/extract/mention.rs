//! Mentions: what the text says, before anyone decides who is meant.

use std::ops::Range;

use crate::graph::EntityKind;
use crate::text::Span;

/// One occurrence of a name, a noun phrase or a pronoun that may stand for an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityMention {
    /// Index of the sentence within the document.
    pub sentence: u32,
    /// Tokens of that sentence, without determiner and possessive ending.
    pub tokens: Range<u32>,
    /// The token through which it hangs in the tree.
    pub head: u32,
    /// Bytes into the document.
    pub span: Span,
    /// Kind after gazetteer and repair.
    pub kind: EntityKind,
    /// How it refers.
    pub form: MentionForm,
    /// The words as they name the entity ("Vladimir Putin", "Russia" for "Russian").
    pub name: String,
}

/// How a mention refers to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// A proper name ("Putin", "the SCO").
    Name,
    /// An adjective or demonym that stands for its country ("Russian gas").
    Adjective,
    /// A common noun phrase ("the two leaders", "his Chinese counterpart").
    Nominal,
    /// A pronoun ("he", "they").
    Pronoun,
}

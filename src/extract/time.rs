//! Dates: what "on Tuesday", "last year" and "June 5" say, resolved against the date of the article.

use std::ops::Range;

use crate::text::{PartialDate, Span};

/// One expression of time and the date it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// Index of the sentence within the document.
    pub sentence: u32,
    /// Tokens of that sentence, without preposition.
    pub tokens: Range<u32>,
    /// The token through which it hangs in the tree.
    pub head: u32,
    /// Bytes into the document.
    pub span: Span,
    /// The date, of a range the first day, as precise as the text states it.
    pub value: PartialDate,
    /// The last day of a range ("from 5 to 7 June").
    pub end: Option<PartialDate>,
}

//! Amounts: money, shares and measured quantities as plain numbers with a unit and their hedge.

use std::ops::Range;

use crate::text::Span;

/// One amount of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct AmountMention {
    /// Index of the sentence within the document.
    pub sentence: u32,
    /// Tokens of that sentence, currency sign included, hedge left out.
    pub tokens: Range<u32>,
    /// The token through which it hangs in the tree.
    pub head: u32,
    /// Bytes into the document.
    pub span: Span,
    /// The amount in `unit`; of a range the upper bound.
    pub value: f64,
    /// The lower bound of a range, in the same unit.
    pub lower: Option<f64>,
    /// ISO 4217 code for money, else a unit word (`percent`, `bcm/year`, `tonnes`).
    pub unit: String,
    /// True if `unit` is a currency.
    pub money: bool,
    /// The word or words that hedge it ("about", "more than"), lower case.
    pub hedge: Option<String>,
}

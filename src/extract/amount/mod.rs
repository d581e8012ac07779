//! Amounts: money, shares and measured quantities as plain numbers with a unit and their hedge.
//!
//! Numbers are read by words alone ([`super::numeral`]); currencies are those of the gazetteer. A hedge never changes
//! the number. What has no unit and counts nothing (years, model numbers) is no amount.

mod hedge;
mod read;
#[cfg(test)]
mod tests;
mod units;

use std::ops::Range;

use super::atoms::Atoms;
use crate::resolve::Gazetteer;
use crate::text::{Document, Sentence, Span};

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
    /// ISO 4217 code for money, else a unit word (`percent`, `bcm/year`, `tonnes`); of a plain count the noun counted,
    /// in lower case (`troops`).
    pub unit: String,
    /// True if `unit` is a currency.
    pub money: bool,
    /// The word or words that hedge it ("about", "more than"), lower case.
    pub hedge: Option<String>,
}

/// The amounts of a document in order of the text.
pub fn amounts(doc: &Document, sentences: &[Sentence]) -> Vec<AmountMention> {
    let gazetteer = Gazetteer::embedded();
    let mut mentions: Vec<AmountMention> = Vec::new();
    for (sentence, sent) in sentences.iter().enumerate() {
        let atoms = Atoms::new(&doc.text, sent);
        let money_before = mentions.iter().rev().find(|mention| mention.money).cloned();
        for amount in read::amounts(&atoms, gazetteer, money_before.as_ref()) {
            let (tokens, head, span) = atoms.extent(amount.atoms.clone());
            mentions.push(AmountMention {
                sentence: sentence as u32,
                tokens,
                head,
                span,
                value: amount.value,
                lower: amount.lower,
                unit: amount.unit,
                money: amount.money,
                hedge: hedge::hedge(&atoms, amount.atoms),
            });
        }
    }
    mentions
}

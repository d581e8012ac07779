//! Rules over derived edges: sentences become mentions of entities, relations and events.
//!
//! A relation needs a syntactic path and typed arguments; co-occurrence never makes one.
//!
//! ```text
//! Sentence ─View─edges→ Edges ─matcher+rules→ Match ─assemble+status+circumstance→ Candidate ─merge→ Statement
//! ```

pub mod amount;
mod assemble;
mod atoms;
mod circumstance;
mod compounds;
mod confidence;
mod coverage;
mod edges;
pub(crate) mod entities;
mod explain;
mod extractor;
mod first_person;
mod gathering;
mod implied;
mod institutions;
mod lexicon;
mod matcher;
mod matter;
mod mend;
mod mention;
mod merge;
mod numeral;
mod phrase;
mod price;
mod quotes;
mod reservoir;
pub mod rule;
#[cfg(test)]
mod sample;
mod speech;
mod status;
mod tenure;
pub mod time;
mod view;
pub(crate) mod words;

pub use amount::AmountMention;
pub use confidence::Features;
pub use coverage::{Coverage, NearMisses};
pub use explain::{Explanation, SentenceExplanation, TokenRow, context, spelled};
pub(crate) use extractor::Analysis;
pub use extractor::Extractor;
pub use mention::{EntityMention, MentionForm};
pub use reservoir::Reservoir;
pub use time::DateMention;

/// Relations whose parties have no order: each pair is written once.
pub(crate) fn is_symmetric(relation: &str) -> bool {
    matches!(relation, "met" | "spokeWith" | "cooperatesWith" | "deal" | "tradeVolume")
}

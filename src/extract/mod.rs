//! Rules over derived edges: sentences become mentions of entities, relations and events.
//!
//! A relation needs a syntactic path and typed arguments; co-occurrence never makes one.

pub mod amount;
mod atoms;
pub(crate) mod entities;
mod institutions;
mod mention;
mod numeral;
#[cfg(test)]
mod sample;
pub mod time;
pub(crate) mod words;

pub use mention::{EntityMention, MentionForm};

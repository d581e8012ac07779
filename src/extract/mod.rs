//! Rules over derived edges: sentences become mentions of entities, relations and events.
//!
//! A relation needs a syntactic path and typed arguments; co-occurrence never makes one.

pub mod amount;
mod mention;
pub mod time;

pub use mention::{EntityMention, MentionForm};

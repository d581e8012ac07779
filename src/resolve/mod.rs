//! Who is meant: mentions of one article become entities, entities of many articles one.

mod entity;
mod resolution;

pub use entity::{Entity, EntityId, Gender};
pub use resolution::{MentionId, Resolution};

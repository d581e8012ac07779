//! Who is meant: mentions of one article become entities, entities of many articles one.

mod entity;
mod gazetteer;
mod resolution;

pub use entity::{Entity, EntityId, Gender};
pub use gazetteer::{Entry, EntryId, Gazetteer, GazetteerError, Sense, Usage};
pub use resolution::{MentionId, Resolution};

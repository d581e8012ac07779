//! Questions: text becomes an algebra, the algebra solutions over a snapshot of the store.
//!
//! `sparql` is the whole of SPARQL 1.1 query and update, with the triple terms of 1.2; `entity` finds entities by the
//! names people use, `card` gathers what the graph knows of one;
//! `schema` counts what a graph is made of; `language` is the small language for analysts.

mod card;
mod entity;
mod evidence;
mod exec;
pub mod language;
mod names;
mod operands;
mod schema;
pub mod sparql;

pub use card::{EntityCard, FactGroup, Office, entity_card};
pub use entity::{Lookup, find_entity, label};
pub use evidence::{EvidenceCard, Passage, article_text, evidence};
pub use names::{Fit, NameBook};
pub use schema::{Schema, Use, names, own_relations, schema};

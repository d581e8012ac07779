//! Data in, string out: tables, JSON, CoNLL-U, DOT. Nothing here reads a clock, a terminal or a file.

mod annotation_json;
#[cfg(feature = "store")]
pub mod answer;
mod conflicts;
mod conllu;
mod coverage;
pub mod diagnostic;
mod dot;
#[cfg(feature = "store")]
mod entity_card;
#[cfg(feature = "store")]
mod evidence;
pub mod explanation;
mod judgements;
mod overview;
#[cfg(feature = "store")]
mod plan;
mod rdf;
#[cfg(feature = "store")]
mod schema;
pub mod statements;
pub mod table;
mod tree;

pub use annotation_json::annotation_json;
pub use conflicts::{conflicts, conflicts_json};
pub use conllu::conllu;
pub use coverage::coverage;
pub use dot::{MAX_EDGES, MAX_NODES, UnreadableError, check_readable, dot};
#[cfg(feature = "store")]
pub use entity_card::entity_card;
#[cfg(feature = "store")]
pub use evidence::evidence;
pub use judgements::judgements;
pub use overview::{Size, overview_json, overview_table, readable_bytes};
#[cfg(feature = "store")]
pub use plan::{plan, plan_json};
pub use rdf::{RdfSyntax, rdf};
#[cfg(feature = "store")]
pub use schema::schema;
pub use tree::tree;

//! Statements with evidence, and their lowering to quads. The only stage that knows both language and RDF.
//!
//! `statement` is what extraction hands over; `vocabulary` names what the ontology mints; `lowering` turns the
//! statements of one article into its named graph.

mod statement;

pub use statement::{EntityKind, EntityRef, Evidence, Statement, Status};

//! Statements with evidence, and their lowering to quads. The only stage that knows both language and RDF.
//!
//! `statement` is what extraction hands over; `vocabulary` reads the ontology; `prefixes` and `iri` mint names.

mod iri;
mod prefixes;
mod statement;
mod vocabulary;

pub use iri::article_iri;
pub use prefixes::{prefixes, shorten};
pub use statement::{EntityKind, EntityRef, Evidence, Statement, Status};
pub use vocabulary::{Class, ONTOLOGY, Relation, Vocabulary, class_of_kind, terms};

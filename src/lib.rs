//! tercet reads English news articles into a knowledge graph with evidence and answers questions about it.
//!
//! ```text
//! bytes ─ingest→ Document ─nlp→ Vec<Sentence> ─extract→ Vec<Mention> ─resolve→ Resolution
//!       ─graph→ Vec<Statement> ─lowering→ Quad ─store→ Dataset ─query→ Solutions ─render→ text
//! ```
//!
//! Each stage is a module and each arrow a type; `pipeline` is the only module that knows them all.

pub mod diagnostic;
pub mod extract;
pub mod graph;
pub mod ingest;
pub mod nlp;
pub mod pipeline;
pub mod query;
pub mod render;
pub mod resolve;
pub mod store;
pub mod text;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub(crate) mod repl;

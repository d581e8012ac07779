//! tercet reads English news articles into a knowledge graph with evidence and answers questions about it.
//!
//! ```text
//! bytes ─ingest→ Document ─nlp→ Vec<Sentence> ─resolve→ Resolution ─extract→ Vec<Statement>
//!       ─graph→ quads ─store→ Snapshot ─query→ solutions ─render→ text
//! ```
//!
//! Each stage is a module and each arrow a type; `pipeline` is the only module that knows them all.
//!
//! ```
//! use tercet::nlp::Annotator;
//!
//! let annotator = Annotator::embedded().expect("the embedded model is whole");
//! let sentences = annotator.annotate_text("Putin met Xi in Astana on Thursday.");
//! assert_eq!(sentences[0].tokens[1].lemma, "meet");
//! ```
#![doc = include_str!("ARCHITECTURE.md")]

pub mod diagnostic;
pub mod extract;
pub mod graph;
pub mod ingest;
pub mod nlp;
pub mod render;
pub mod resolve;
pub mod text;

#[cfg(feature = "store")]
pub mod pipeline;
#[cfg(feature = "store")]
pub mod query;
#[cfg(feature = "store")]
pub mod store;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(all(feature = "cli", feature = "store"))]
pub(crate) mod repl;

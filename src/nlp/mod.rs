//! The language engine: text becomes annotated sentences, with the decisions of spaCy's `en_core_web_sm` 3.8.
//!
//! ```text
//! text ─tokenizer→ tokens ─lexicon→ features ─network→ tags, trees, entities ─ruler, lemmatizer→ sentences
//! ```

mod annotator;
mod conllu;
#[cfg(feature = "convert")]
pub mod convert;
mod encoder;
mod features;
mod kernels;
mod lemmatizer;
mod lexicon;
mod model;
mod network;
mod noun_chunks;
mod ruler;
mod strings;
mod tokenizer;
mod transition;

pub use annotator::Annotator;
pub use conllu::{ConlluError, read_conllu};
pub use kernels::Instructions;
pub use model::ModelError;

//! The language engine: text becomes annotated sentences, with the decisions of spaCy's `en_core_web_sm` 3.8.

// Taken away once the annotator joins tokenizer and network.
#![allow(dead_code, unused_imports)]

#[cfg(feature = "convert")]
pub mod convert;
mod encoder;
mod features;
mod kernels;
mod lexicon;
mod model;
mod network;
mod strings;
mod tokenizer;
mod transition;

pub use model::ModelError;

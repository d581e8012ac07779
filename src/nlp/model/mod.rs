//! The model file: one binary of named, checksummed sections, embedded in the program.
//!
//! `graph-data/model/en_core_web_sm.tercet` holds everything that the language engine has learned or looks up. It is
//! made by `nlp::convert` (feature `convert`) from the package that carries spaCy's model and is read by
//! [`ModelFile`].
//!
//! # Adding a section
//! In the converter, `file.add("tokenizer.special_cases", bytes)` with bytes of any layout; in the reader,
//! `file.section("tokenizer.special_cases")?`, `file.text(..)?` or `file.floats(..)?`. Nothing else changes, and
//! the checksum is taken care of. Raise [`container::FORMAT_VERSION`] when the meaning of an existing section changes.

pub(crate) mod container;
mod error;
mod file;

pub use error::ModelError;
pub(crate) use file::ModelFile;

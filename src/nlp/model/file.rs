//! Access to the sections of a model file by name and kind of content.

use std::sync::LazyLock;

use super::{ModelError, container};

/// The model, as released with the program.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/graph-data/model/en_core_web_sm.tercet"));

/// A model file whose checksums hold.
pub(crate) struct ModelFile<'a> {
    sections: Vec<container::Section<'a>>,
}

impl ModelFile<'static> {
    /// The model in the program.
    ///
    /// # Errors
    /// If the program was built with a damaged model file.
    pub(crate) fn embedded() -> Result<Self, ModelError> {
        Self::read(EMBEDDED)
    }

    /// Identifies the model in the program: changes with any of its bytes.
    pub(crate) fn embedded_version() -> u128 {
        static VERSION: LazyLock<u128> = LazyLock::new(|| xxhash_rust::xxh3::xxh3_128(EMBEDDED));
        *VERSION
    }
}

impl<'a> ModelFile<'a> {
    /// Checks the file and lists its sections.
    ///
    /// # Errors
    /// If anything but a whole, undamaged model file of the supported version is given.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, ModelError> {
        container::read(bytes).map(|sections| Self { sections })
    }

    /// The content of a section.
    pub(crate) fn section(&self, name: &str) -> Result<&'a [u8], ModelError> {
        let found = self.sections.iter().find(|section| section.name == name);
        found.map(|section| section.content).ok_or_else(|| ModelError::Missing(name.to_owned()))
    }

    /// The content of a section of UTF-8 text.
    pub(crate) fn text(&self, name: &str) -> Result<&'a str, ModelError> {
        std::str::from_utf8(self.section(name)?).map_err(|_| ModelError::malformed(name, "it is not UTF-8"))
    }

    /// Exactly `len` numbers of 32 bits.
    pub(crate) fn floats(&self, name: &str, len: usize) -> Result<Vec<f32>, ModelError> {
        let numbers = self.numbers::<4>(name, len)?;
        Ok(numbers.map(f32::from_le_bytes).collect())
    }

    /// Exactly `len` numbers of 16 bits, widened.
    pub(crate) fn halves(&self, name: &str, len: usize) -> Result<Vec<f32>, ModelError> {
        let numbers = self.numbers::<2>(name, len)?;
        Ok(numbers.map(|bytes| half::f16::from_le_bytes(bytes).to_f32()).collect())
    }

    fn numbers<const WIDTH: usize>(
        &self,
        name: &str,
        len: usize,
    ) -> Result<impl Iterator<Item = [u8; WIDTH]> + use<'a, WIDTH>, ModelError> {
        let (numbers, rest) = self.section(name)?.as_chunks::<WIDTH>();
        if numbers.len() != len || !rest.is_empty() {
            let reason = format!("expected {len} numbers of {WIDTH} bytes, found {}", numbers.len());
            return Err(ModelError::malformed(name, reason));
        }
        Ok(numbers.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_is_whole() {
        let file = ModelFile::embedded().unwrap();
        assert!(file.text("tagger.labels").unwrap().lines().any(|tag| tag == "NNP"));
        assert!(file.sections.len() > 50);
    }

    #[test]
    fn damage_to_any_section_is_noticed_and_named() {
        let end = EMBEDDED.len();
        let contents: usize = ModelFile::embedded().unwrap().sections.iter().map(|s| s.content.len()).sum();
        let mut damaged = EMBEDDED.to_vec();
        let mut at = end - contents;
        for section in ModelFile::embedded().unwrap().sections.iter().filter(|section| !section.content.is_empty()) {
            let victim = at + section.content.len() / 2;
            damaged[victim] ^= 0x10;
            assert_eq!(ModelFile::read(&damaged).err(), Some(ModelError::Checksum(section.name.to_owned())));
            damaged[victim] ^= 0x10;
            at += section.content.len();
        }
        assert_eq!(at, end);
    }

    #[test]
    fn asks_for_the_right_shape() {
        let bytes = container::write(&[("w".to_owned(), vec![0, 0, 128, 63]), ("odd".to_owned(), vec![0; 7])]);
        let file = ModelFile::read(&bytes).unwrap();
        assert_eq!(file.floats("w", 1).unwrap(), [1.0]);
        assert_eq!(file.halves("w", 2).unwrap(), [0.0, 1.875]);
        assert!(matches!(file.floats("w", 2), Err(ModelError::Malformed { .. })));
        assert!(matches!(file.floats("odd", 1), Err(ModelError::Malformed { .. })));
        assert_eq!(file.floats("v", 1), Err(ModelError::Missing("v".to_owned())));
    }
}

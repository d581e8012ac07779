//! The container format: a list of named byte sections, each with its length and checksum.
//!
//! All integers are little-endian. There is no padding, so that every bit of the file is under a checksum; readers
//! decode numbers from bytes and therefore need no alignment.
//!
//! | bytes | content |
//! |---|---|
//! | 8 | magic `TERCETLM` |
//! | 4 | format version |
//! | 4 | number of sections *n* |
//! | 4 | CRC-32 of the first 16 bytes and the directory |
//! | 44 *n* | directory: name (32 bytes, padded with zeros), length (8), CRC-32 of the content (4) |
//! | … | the contents, in the order of the directory |

use super::ModelError;

/// The first bytes of every model file.
pub(crate) const MAGIC: &[u8; 8] = b"TERCETLM";
/// The only version that is read and written.
pub(crate) const FORMAT_VERSION: u32 = 1;

const HEADER_LEN: usize = 20;
const NAME_LEN: usize = 32;
const ENTRY_LEN: usize = NAME_LEN + 12;

/// A section as found in a file whose checksums hold.
pub(crate) struct Section<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Its content.
    pub(crate) content: &'a [u8],
}

/// Reads the sections of a model file, in order.
///
/// # Errors
/// If anything but a whole, undamaged file of [`FORMAT_VERSION`] is given.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Section<'_>>, ModelError> {
    if !bytes.starts_with(MAGIC) {
        return Err(ModelError::NotAModel);
    }
    let header = bytes.get(..HEADER_LEN).ok_or(ModelError::Length { found: bytes.len(), expected: HEADER_LEN })?;
    let version = u32_at(header, 8);
    if version != FORMAT_VERSION {
        return Err(ModelError::Version { found: version, supported: FORMAT_VERSION });
    }
    let directory_len = u32_at(header, 12) as usize * ENTRY_LEN;
    let (directory, mut rest) = bytes[HEADER_LEN..]
        .split_at_checked(directory_len)
        .ok_or(ModelError::Length { found: bytes.len(), expected: HEADER_LEN + directory_len })?;
    if u32_at(header, 16) != directory_checksum(header, directory) {
        return Err(ModelError::Directory);
    }

    let mut sections = Vec::with_capacity(directory_len / ENTRY_LEN);
    let mut expected = HEADER_LEN + directory_len;
    for entry in directory.chunks_exact(ENTRY_LEN) {
        let name = entry[..NAME_LEN].split(|&byte| byte == 0).next().unwrap_or_default();
        let name = std::str::from_utf8(name).map_err(|_| ModelError::Directory)?;
        let len = u64::from_le_bytes(entry[NAME_LEN..NAME_LEN + 8].try_into().expect("eight bytes"));
        let len = usize::try_from(len).map_err(|_| ModelError::Directory)?;
        expected = expected.saturating_add(len);
        let (content, after) = rest.split_at_checked(len).ok_or(ModelError::Length { found: bytes.len(), expected })?;
        if crc32fast::hash(content) != u32_at(entry, NAME_LEN + 8) {
            return Err(ModelError::Checksum(name.to_owned()));
        }
        sections.push(Section { name, content });
        rest = after;
    }
    if rest.is_empty() { Ok(sections) } else { Err(ModelError::Length { found: bytes.len(), expected }) }
}

/// Writes a model file of these sections.
///
/// # Panics
/// If a name is empty, longer than 32 bytes, holds a zero byte or is given twice: mistakes of the converter.
#[cfg(any(test, feature = "convert"))]
pub(crate) fn write(sections: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut directory = Vec::with_capacity(sections.len() * ENTRY_LEN);
    for (at, (name, content)) in sections.iter().enumerate() {
        assert!((1..=NAME_LEN).contains(&name.len()) && !name.contains('\0'), "`{name}` cannot name a section");
        assert!(sections[..at].iter().all(|(other, _)| other != name), "section `{name}` is added twice");
        directory.extend_from_slice(name.as_bytes());
        directory.resize(at * ENTRY_LEN + NAME_LEN, 0);
        directory.extend_from_slice(&(content.len() as u64).to_le_bytes());
        directory.extend_from_slice(&crc32fast::hash(content).to_le_bytes());
    }
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    file.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    let checksum = directory_checksum(&file, &directory);
    file.extend_from_slice(&checksum.to_le_bytes());
    file.extend_from_slice(&directory);
    for (_, content) in sections {
        file.extend_from_slice(content);
    }
    file
}

fn directory_checksum(header: &[u8], directory: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&header[..16]);
    hasher.update(directory);
    hasher.finalize()
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small_file() -> Vec<u8> {
        write(&[
            ("labels".to_owned(), b"NN\nVB\n".to_vec()),
            ("empty".to_owned(), Vec::new()),
            ("weights".to_owned(), (0..200).collect()),
        ])
    }

    fn error(bytes: &[u8]) -> ModelError {
        read(bytes).map(|_| ()).unwrap_err()
    }

    #[test]
    fn reads_what_it_writes() {
        let file = small_file();
        let sections = read(&file).unwrap();
        let names: Vec<_> = sections.iter().map(|section| (section.name, section.content.len())).collect();
        assert_eq!(names, [("labels", 6), ("empty", 0), ("weights", 200)]);
        assert_eq!(sections[0].content, b"NN\nVB\n");
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let file = small_file();
        for at in 0..file.len() {
            for bit in 0..8 {
                let mut damaged = file.clone();
                damaged[at] ^= 1 << bit;
                assert!(read(&damaged).is_err(), "bit {bit} of byte {at}");
            }
        }
    }

    #[test]
    fn every_truncation_and_every_addition_is_noticed() {
        let mut file = small_file();
        for len in 0..file.len() {
            assert!(read(&file[..len]).is_err(), "{len} bytes");
        }
        assert_eq!(error(&file[..file.len() - 1]), ModelError::Length { found: file.len() - 1, expected: file.len() });
        file.push(0);
        assert_eq!(error(&file), ModelError::Length { found: file.len(), expected: file.len() - 1 });
    }

    #[test]
    fn says_what_is_wrong() {
        let file = small_file();
        assert_eq!(error(b"PK\x03\x04 a wheel, say"), ModelError::NotAModel);
        let mut newer = file.clone();
        newer[8] = 2;
        assert_eq!(error(&newer), ModelError::Version { found: 2, supported: 1 });
        let mut renamed = file.clone();
        renamed[HEADER_LEN] ^= 1;
        assert_eq!(error(&renamed), ModelError::Directory);
        let mut damaged = file.clone();
        *damaged.last_mut().unwrap() ^= 1;
        assert_eq!(error(&damaged), ModelError::Checksum("weights".to_owned()));
    }
}

//! The journal file: a header, then one checksummed frame for every committed transaction.
//!
//! A crash can leave the last frame torn; that one was never acknowledged and is dropped. A bad frame before a good
//! one is damage and is refused with its offset. `FORMAT.md` gives every byte.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::disk::{Disk, DiskFile};
use super::error::StoreError;

const MAGIC: [u8; 8] = *b"tercet\0j";
/// Version that is written. Version 1, in which every transaction of a group had a frame of its own, is read and gone on
/// with.
const VERSION: u32 = 2;
/// Magic, version, sequence number of the first frame, checksum.
pub(crate) const HEADER_BYTES: u64 = 24;
/// Length, sequence number, checksum of these two, checksum of the payload.
pub(crate) const FRAME_HEADER_BYTES: usize = 24;

/// A frame's header as it stands in the file.
struct FrameHeader {
    length: u64,
    sequence: u64,
    payload_checksum: u32,
}

impl FrameHeader {
    fn to_bytes(&self) -> [u8; FRAME_HEADER_BYTES] {
        let mut bytes = [0; FRAME_HEADER_BYTES];
        bytes[..8].copy_from_slice(&self.length.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.sequence.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.payload_checksum.to_le_bytes());
        let checksum = crc32fast::hash(&bytes[..20]);
        bytes[20..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// `None` if the checksum does not hold.
    fn from_bytes(bytes: &[u8; FRAME_HEADER_BYTES]) -> Option<Self> {
        (crc32fast::hash(&bytes[..20]) == u32_at(bytes, 20)).then(|| Self {
            length: u64_at(bytes, 0),
            sequence: u64_at(bytes, 8),
            payload_checksum: u32_at(bytes, 16),
        })
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

/// A whole frame: where its payload begins in the file, and the payload.
pub(crate) struct Frame {
    pub(crate) offset: u64,
    pub(crate) payload: Vec<u8>,
}

/// Bytes of a new journal whose first frame will have the number `first`.
pub(crate) fn header(first: u64) -> [u8; HEADER_BYTES as usize] {
    let mut bytes = [0; HEADER_BYTES as usize];
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
    bytes[12..20].copy_from_slice(&first.to_le_bytes());
    let checksum = crc32fast::hash(&bytes[..20]);
    bytes[20..].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// Bytes of the frame number `sequence`.
pub(crate) fn frame(sequence: u64, payload: &[u8]) -> Vec<u8> {
    let header = FrameHeader { length: payload.len() as u64, sequence, payload_checksum: crc32fast::hash(payload) };
    [header.to_bytes().as_slice(), payload].concat()
}

/// Reads the whole frames of a journal, in order.
pub(crate) struct JournalReader {
    path: PathBuf,
    input: BufReader<File>,
    /// Where the next frame begins.
    at: u64,
    version: u32,
    /// Bytes in the file when it was opened: what is appended later belongs to later snapshots.
    end: u64,
    next_sequence: u64,
}

impl JournalReader {
    /// Opens the file and checks its header.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let file = File::open(path).map_err(StoreError::io("open", path))?;
        let end = file.metadata().map_err(StoreError::io("read", path))?.len();
        let mut input = BufReader::with_capacity(1 << 16, file);
        let mut header = [0; HEADER_BYTES as usize];
        if end < HEADER_BYTES {
            return Err(StoreError::corrupt(path, end, "the header is cut short"));
        }
        input.read_exact(&mut header).map_err(StoreError::io("read", path))?;
        if header[..8] != MAGIC {
            return Err(StoreError::corrupt(path, 0, "it does not begin like a journal"));
        }
        if crc32fast::hash(&header[..20]) != u32_at(&header, 20) {
            return Err(StoreError::corrupt(path, 8, "the header's checksum does not hold"));
        }
        let version = u32_at(&header, 8);
        if !(1..=VERSION).contains(&version) {
            return Err(StoreError::UnknownVersion {
                path: path.to_owned(),
                found: version.to_string(),
                known: VERSION,
            });
        }
        Ok(Self { path: path.to_owned(), input, at: HEADER_BYTES, version, end, next_sequence: u64_at(&header, 12) })
    }

    /// The next frame; `None` at the end of the file or at a torn last frame.
    pub(crate) fn next(&mut self) -> Result<Option<Frame>, StoreError> {
        let rest = self.end - self.at;
        if rest < FRAME_HEADER_BYTES as u64 {
            return Ok(None);
        }
        let mut bytes = [0; FRAME_HEADER_BYTES];
        if !self.read(&mut bytes)? {
            return Ok(None);
        }
        let Some(header) = FrameHeader::from_bytes(&bytes) else {
            return self.torn("a frame's header does not match its checksum");
        };
        if header.sequence != self.next_sequence {
            // The checksum holds, so this is no torn write.
            let what = format!("it is transaction {} where {} should be", header.sequence, self.next_sequence);
            return Err(StoreError::corrupt(&self.path, self.at, what));
        }
        if header.length > rest - FRAME_HEADER_BYTES as u64 {
            return self.torn("a frame is longer than the file");
        }
        let mut payload = vec![0; header.length as usize];
        if !self.read(&mut payload)? {
            return Ok(None);
        }
        if crc32fast::hash(&payload) != header.payload_checksum {
            return self.torn("a transaction does not match its checksum");
        }
        let offset = self.at + FRAME_HEADER_BYTES as u64;
        self.at = offset + header.length;
        self.next_sequence += 1;
        Ok(Some(Frame { offset, payload }))
    }

    /// Fills the buffer; `false` where the file is now shorter than when it was opened, because a writer cut off a torn
    /// frame in between.
    fn read(&mut self, bytes: &mut [u8]) -> Result<bool, StoreError> {
        match self.input.read_exact(bytes) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
            Err(error) => Err(StoreError::io("read", &self.path)(error)),
        }
    }

    /// A writer that goes on where the frames end; a torn rest is cut off.
    pub(crate) fn into_writer(self, disk: &Disk) -> Result<JournalWriter, StoreError> {
        JournalWriter::open(disk, &self.path, self.version, self.at, self.next_sequence)
    }

    /// Where the whole frames end.
    pub(crate) fn whole_bytes(&self) -> u64 {
        self.at
    }

    /// Bytes of the file when it was opened.
    pub(crate) fn file_bytes(&self) -> u64 {
        self.end
    }

    /// The file without a torn end, to be asked for when all frames have been read.
    pub(crate) fn whole(&mut self) -> Result<Vec<u8>, StoreError> {
        let mut bytes = vec![0; self.at as usize];
        let read = self.input.seek(SeekFrom::Start(0)).and_then(|_| self.input.read_exact(&mut bytes));
        read.map_err(StoreError::io("read", &self.path))?;
        Ok(bytes)
    }

    /// Decides whether the bad frame at `self.at` is the torn end of a crashed write or damage: frames are written in
    /// order, so a good header after it proves that it was once whole.
    fn torn(&mut self, what: &str) -> Result<Option<Frame>, StoreError> {
        self.input.seek(SeekFrom::Start(self.at + 1)).map_err(StoreError::io("read", &self.path))?;
        let mut window = Vec::new();
        let mut chunk = vec![0; 1 << 16];
        let mut remaining = self.end - self.at - 1;
        while remaining > 0 {
            let wanted = remaining.min(chunk.len() as u64) as usize;
            if !self.read(&mut chunk[..wanted])? {
                break;
            }
            remaining -= wanted as u64;
            window.extend_from_slice(&chunk[..wanted]);
            let later = window.windows(FRAME_HEADER_BYTES).any(|bytes| {
                FrameHeader::from_bytes(bytes.try_into().expect("a window has the header's length"))
                    .is_some_and(|header| header.sequence > self.next_sequence)
            });
            if later {
                return Err(StoreError::corrupt(&self.path, self.at, what));
            }
            let keep = window.len().saturating_sub(FRAME_HEADER_BYTES - 1);
            window.drain(..keep);
        }
        Ok(None)
    }
}

/// Appends frames and syncs them.
pub(crate) struct JournalWriter {
    path: PathBuf,
    file: DiskFile,
    version: u32,
    bytes: u64,
    next_sequence: u64,
    /// Whether frames were written that no closing frame follows yet.
    unclosed: bool,
    /// Set when the file's state is unknown: nothing more may be written.
    poisoned: bool,
}

impl JournalWriter {
    /// Opens a journal that `header` has just begun.
    pub(crate) fn begin(disk: &Disk, path: &Path, next_sequence: u64) -> Result<Self, StoreError> {
        Self::open(disk, path, VERSION, HEADER_BYTES, next_sequence)
    }

    fn open(disk: &Disk, path: &Path, version: u32, bytes: u64, next_sequence: u64) -> Result<Self, StoreError> {
        let file = disk.open(path)?;
        if file.len().map_err(StoreError::io("read", path))? > bytes {
            file.cut(bytes).map_err(StoreError::io("cut the torn end of", path))?;
            file.sync().map_err(StoreError::io("sync", path))?;
        }
        Ok(Self { path: path.to_owned(), file, version, bytes, next_sequence, unclosed: false, poisoned: false })
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn next_sequence(&self) -> u64 {
        self.next_sequence
    }

    /// Fails if an earlier failure left the file unknown.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        if self.poisoned { Err(StoreError::Poisoned(self.path.clone())) } else { Ok(()) }
    }

    /// Refuses all further writes.
    pub(crate) fn poison(&mut self) {
        self.poisoned = true;
    }

    /// Writes these payloads and returns when they are on the disk, all of them.
    pub(crate) fn append(&mut self, payloads: &[Vec<u8>]) -> Result<(), StoreError> {
        self.check()?;
        // One frame for all: until they are synced a disk may keep a later part and lose an earlier one, and a good frame
        // behind a bad one shall mean damage.
        let together = [payloads.concat()];
        let frames = if self.version == 1 { payloads } else { &together };
        let mut bytes = Vec::with_capacity(frames.iter().map(|p| p.len() + FRAME_HEADER_BYTES).sum());
        for (number, payload) in frames.iter().enumerate() {
            bytes.extend(frame(self.next_sequence + number as u64, payload));
        }
        if let Err(source) = self.write(&bytes) {
            // After a failed sync nobody knows what the disk holds; after a failed write we can still cut it off.
            self.poisoned |= self.file.cut(self.bytes).is_err() || self.file.sync().is_err();
            return Err(StoreError::Io { action: "write", path: self.path.clone(), source });
        }
        self.bytes += bytes.len() as u64;
        self.next_sequence += frames.len() as u64;
        self.unclosed = true;
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_at(self.bytes, bytes)?;
        self.file.sync().inspect_err(|_| self.poisoned = true)
    }
}

impl Drop for JournalWriter {
    /// Ends the session with an empty frame. It carries nothing and need not arrive; where it does, damage to the
    /// session's last transaction cannot be taken for a torn write.
    fn drop(&mut self) {
        if self.unclosed && !self.poisoned {
            let _ = self.file.write_at(self.bytes, &frame(self.next_sequence, &[]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(path: &Path) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut reader = JournalReader::open(path)?;
        let mut payloads = Vec::new();
        while let Some(frame) = reader.next()? {
            payloads.push(frame.payload);
        }
        Ok(payloads)
    }

    fn small_journal() -> Vec<u8> {
        let mut bytes = header(5).to_vec();
        for (number, text) in ["first", "", "third and longest"].into_iter().enumerate() {
            bytes.extend(frame(5 + number as u64, text.as_bytes()));
        }
        bytes
    }

    #[test]
    fn a_journal_cut_anywhere_is_a_prefix() {
        let (dir, whole) = (tempfile::tempdir().unwrap(), small_journal());
        let path = dir.path().join("journal");
        for length in 0..whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            match read_all(&path) {
                Ok(payloads) => {
                    let expected = [29 + 24, 77, 118].iter().filter(|end| length >= **end).count();
                    assert_eq!(payloads.len(), expected, "cut at {length}");
                }
                Err(error) => {
                    assert!(length < 24 && matches!(error, StoreError::Corrupt(_)), "cut at {length}: {error}")
                }
            }
        }
    }

    #[test]
    fn a_flipped_bit_is_a_whole_prefix_or_named() {
        let (dir, whole) = (tempfile::tempdir().unwrap(), small_journal());
        let path = dir.path().join("journal");
        let good = ["first", "", "third and longest"].map(|text| text.as_bytes().to_vec());
        for bit in 0..whole.len() * 8 {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(&path, &bytes).unwrap();
            match read_all(&path) {
                // Only the last frame can be taken for torn.
                Ok(payloads) => {
                    assert_eq!(payloads, good[..2], "bit {bit}");
                    assert!(bit / 8 >= 77, "bit {bit}");
                }
                Err(StoreError::Corrupt(error)) => assert!(error.offset as usize <= bit / 8, "bit {bit}: {error}"),
                Err(error) => assert!(matches!(error, StoreError::UnknownVersion { .. }), "bit {bit}: {error}"),
            }
        }
    }
}

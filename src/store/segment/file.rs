//! A segment's file: named sections under one header, mapped into memory, checked piece by piece as it is read.
//!
//! Opening looks at the header and the table of checksums alone, so it takes the same time for any amount of data. A
//! piece of 16 KiB is checked against its checksum when it is first read. What fails is recorded, once and for good, and
//! reads as nothing; whoever reads asks [`SegmentFile::damage`] before trusting that there was no more.
//!
//! A file that somebody cuts short while it is mapped is noticed before a piece is read for the first time. What had been
//! read before and has left memory since cannot be guarded: there the system ends the process with SIGBUS. tercet itself never
//! changes a segment; to put other files in place, rename them, or end the processes that read.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use memmap2::Mmap;

use super::super::disk::{Disk, DiskFile};
use super::super::error::{CorruptError, StoreError};

const MAGIC: [u8; 8] = *b"tercet\0s";
const VERSION: u32 = 2;
/// The header takes a page; sections follow.
const HEADER_BYTES: usize = 4096;
/// Magic, version, number of sections, length of the file, checksum of the table of checksums.
const FIXED_BYTES: usize = 28;
/// Kind, zero, offset, length.
const ENTRY_BYTES: usize = 24;
/// What one checksum covers.
const PIECE: usize = 1 << 14;
/// Pieces that are fetched together once they are read one after the other.
const AHEAD: usize = 64;

/// What a section holds. The numbers are part of the file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Section {
    Text = 0,
    TextOffsets = 1,
    Triples = 2,
    TriplesBySubject = 3,
    TriplesByPredicate = 4,
    TriplesByObject = 5,
    Inline = 6,
    /// For each order of `Order::ALL` a section of index and one of rows.
    FirstIndex = 7,
    Statistics = 19,
    Counts = 20,
    Words = 21,
    WordLists = 22,
}

/// Number of sections of this version.
pub(crate) const SECTIONS: usize = 23;

/// How many sections a segment of this version has, if the version is known.
fn sections_of(version: u32) -> Option<usize> {
    match version {
        1 => Some(21), // no words
        VERSION => Some(SECTIONS),
        _ => None,
    }
}

/// Names for messages.
const NAMES: [&str; SECTIONS] = [
    "text of terms",
    "offsets of terms",
    "triple terms",
    "triple terms by subject",
    "triple terms by predicate",
    "triple terms by object",
    "inline values",
    "index of SPOG",
    "rows of SPOG",
    "index of POSG",
    "rows of POSG",
    "index of OSPG",
    "rows of OSPG",
    "index of GSPO",
    "rows of GSPO",
    "index of GPOS",
    "rows of GPOS",
    "index of GOSP",
    "rows of GOSP",
    "statistics",
    "counts",
    "words",
    "lists of words",
];

/// A mapped segment file.
pub(crate) struct SegmentFile {
    path: PathBuf,
    /// Asked for its length before a piece is read for the first time.
    file: File,
    map: Mmap,
    /// Those that the file's version lacks are empty.
    sections: [Range<usize>; SECTIONS],
    section_count: usize,
    checksums: Range<usize>,
    /// A bit for every piece that has been checked and is whole.
    checked: Box<[AtomicU64]>,
    damage: OnceLock<CorruptError>,
    header_checksum: u32,
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

impl SegmentFile {
    /// Maps the file and checks its header.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is of an unknown version, is shorter than it says or its header is damaged.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let file = File::open(path).map_err(StoreError::io("open", path))?;
        let damaged = |offset: usize, what: &str| StoreError::corrupt(path, offset as u64, what);
        let length = file.metadata().map_err(StoreError::io("read", path))?.len();
        if length < HEADER_BYTES as u64 {
            return Err(damaged(length as usize, "the header is cut short"));
        }
        // SAFETY: the file is never changed once it has its name: writers make another one and unlink this one, which the
        // map outlives. What a foreign process might write into it is read as plain bytes, each access within bounds.
        let map = unsafe { Mmap::map(&file) }.map_err(StoreError::io("map", path))?;
        fetch(&map, 0..HEADER_BYTES);
        let header = &map[..HEADER_BYTES];
        if header[..8] != MAGIC {
            return Err(damaged(0, "it does not begin like a segment"));
        }
        let header_checksum = u32_at(header, HEADER_BYTES - 4);
        if crc32fast::hash(&header[..HEADER_BYTES - 4]) != header_checksum {
            return Err(damaged(8, "the header's checksum does not hold"));
        }
        let version = u32_at(header, 8);
        let Some(section_count) = sections_of(version) else {
            let found = version.to_string();
            return Err(StoreError::UnknownVersion { path: path.to_owned(), found, known: VERSION });
        };
        if u64_at(header, 16) != map.len() as u64 || u32_at(header, 12) != section_count as u32 {
            return Err(damaged(map.len(), "the file is not as long as its header says"));
        }
        let mut sections = [const { 0..0 }; SECTIONS];
        let mut end = HEADER_BYTES;
        for (number, section) in sections.iter_mut().enumerate().take(section_count) {
            let at = FIXED_BYTES + number * ENTRY_BYTES;
            let (offset, length) = (u64_at(header, at + 8) as usize, u64_at(header, at + 16) as usize);
            let inside = offset <= map.len() && length <= map.len() - offset;
            let right = u32_at(header, at) == number as u32 && offset >= end && inside;
            if !right {
                return Err(damaged(at, "a section lies outside of the file"));
            }
            end = offset + length;
            *section = offset..end;
        }
        let pieces = (end - HEADER_BYTES).div_ceil(PIECE);
        let checksums = end..end + 4 * pieces;
        fetch(&map, checksums.clone());
        if checksums.end != map.len() || crc32fast::hash(&map[checksums.clone()]) != u32_at(header, 24) {
            return Err(damaged(end, "the table of checksums is damaged"));
        }
        let checked = (0..pieces.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        let damage = OnceLock::new();
        Ok(Self {
            path: path.to_owned(),
            file,
            map,
            sections,
            section_count,
            checksums,
            checked,
            damage,
            header_checksum,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The checksum of the header, by which a manifest knows the file.
    pub(crate) fn header_checksum(&self) -> u32 {
        self.header_checksum
    }

    /// Bytes of the file.
    pub(crate) fn bytes(&self) -> u64 {
        self.map.len() as u64
    }

    /// The whole file.
    pub(crate) fn content(&self) -> &[u8] {
        &self.map
    }

    /// Whether the file is of a version that has this section.
    pub(crate) fn has(&self, section: usize) -> bool {
        section < self.section_count
    }

    /// Length of a section.
    pub(crate) fn len(&self, section: usize) -> usize {
        self.sections[section].len()
    }

    /// A part of a section; nothing if it lies outside or is damaged.
    pub(crate) fn part(&self, section: usize, range: Range<usize>) -> &[u8] {
        let whole = &self.sections[section];
        if range.start > range.end || range.end > whole.len() {
            self.report(whole.start, "a reference points outside of its section");
            return &[];
        }
        let range = whole.start + range.start..whole.start + range.end;
        if self.check(&range) { &self.map[range] } else { &[] }
    }

    /// The damage found so far.
    pub(crate) fn damage(&self) -> Option<&CorruptError> {
        self.damage.get()
    }

    /// Records damage that the content shows, though its checksum holds or was never looked at.
    pub(crate) fn report(&self, offset: usize, what: &str) {
        self.damage.get_or_init(|| CorruptError {
            path: self.path.clone(),
            offset: offset as u64,
            what: what.to_owned(),
        });
    }

    /// Offset of a section in the file.
    pub(crate) fn offset(&self, section: usize) -> usize {
        self.sections[section].start
    }

    /// Checks the pieces that the range touches, each the first time only.
    fn check(&self, range: &Range<usize>) -> bool {
        if range.is_empty() {
            return true;
        }
        let (first, last) = ((range.start - HEADER_BYTES) / PIECE, (range.end - 1 - HEADER_BYTES) / PIECE);
        (first..=last).all(|piece| self.is_checked(piece) || self.check_piece(piece))
    }

    fn is_checked(&self, piece: usize) -> bool {
        self.checked[piece / 64].load(Ordering::Relaxed) & 1 << (piece % 64) != 0
    }

    #[cold]
    fn check_piece(&self, piece: usize) -> bool {
        let start = HEADER_BYTES + piece * PIECE;
        let end = (start + PIECE).min(self.checksums.start);
        // Reading a map beyond the end of its file ends the process.
        if self.file.metadata().is_ok_and(|now| now.len() < self.map.len() as u64) {
            self.report(start, "the file was cut short from outside while it was open");
            return false;
        }
        // Who reads piece after piece goes on.
        let is_scan = piece.is_multiple_of(AHEAD) && piece > 0 && self.is_checked(piece - 1);
        let wanted = if is_scan { AHEAD * PIECE } else { PIECE };
        fetch(&self.map, start..(start + wanted).min(self.checksums.start));
        if crc32fast::hash(&self.map[start..end]) != u32_at(&self.map, self.checksums.start + 4 * piece) {
            self.report(start, &self.mismatch(start));
            return false;
        }
        self.checked[piece / 64].fetch_or(1 << (piece % 64), Ordering::Relaxed);
        true
    }

    /// Checks every piece, also those that were found whole before; returns all damage.
    pub(crate) fn check_all(&self) -> Vec<CorruptError> {
        let pieces = self.checksums.len() / 4;
        let bad = (0..pieces).filter(|piece| !self.check_piece(*piece)).map(|piece| {
            let start = HEADER_BYTES + piece * PIECE;
            CorruptError { path: self.path.clone(), offset: start as u64, what: self.mismatch(start) }
        });
        bad.collect()
    }

    /// What is wrong with the piece that begins at `start`.
    fn mismatch(&self, start: usize) -> String {
        let section = self.sections.iter().position(|section| section.end > start).unwrap_or(self.section_count - 1);
        format!("the {} do not match their checksum", NAMES[section])
    }
}

/// Asks the system to read this part of the file. Left to itself it reads megabytes around every place that is touched, and
/// the first look-up in a large file waits for that.
fn fetch(map: &Mmap, range: Range<usize>) {
    #[cfg(unix)]
    if range.end <= map.len() && !range.is_empty() {
        // Only advice: without it the same bytes come later.
        let _ = map.advise_range(memmap2::Advice::WillNeed, range.start, range.len());
    }
    #[cfg(not(unix))]
    let _ = (map, range);
}

/// Writes a segment file, section after section in their order.
pub(crate) struct SegmentWriter {
    file: DiskFile,
    /// What is not written yet, from offset `written` on.
    buffer: Vec<u8>,
    written: u64,
    checksums: Vec<u8>,
    sections: Vec<Range<u64>>,
}

/// Bytes that are written together, a multiple of a piece.
const BUFFER: usize = 64 * PIECE;

impl SegmentWriter {
    pub(crate) fn create(disk: &Disk, path: &Path) -> Result<Self, StoreError> {
        let file = disk.create(path)?;
        let buffer = Vec::with_capacity(BUFFER + PIECE);
        Ok(Self { file, buffer, written: HEADER_BYTES as u64, checksums: Vec::new(), sections: Vec::new() })
    }

    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Ends the section before and begins this one.
    pub(crate) fn begin(&mut self, section: usize) -> Result<(), StoreError> {
        debug_assert_eq!(section, self.sections.len(), "sections are written in order");
        self.end_section();
        // Numbers of a section lie on multiples of eight.
        let padding = self.at().next_multiple_of(8) - self.at();
        self.write(&[0; 8][..padding as usize])?;
        self.sections.push(self.at()..self.at());
        Ok(())
    }

    fn at(&self) -> u64 {
        self.written + self.buffer.len() as u64
    }

    fn end_section(&mut self) {
        let at = self.at();
        if let Some(section) = self.sections.last_mut() {
            section.end = at;
        }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BUFFER {
            let whole = self.buffer.len() / PIECE * PIECE;
            self.flush(whole)?;
        }
        Ok(())
    }

    fn flush(&mut self, bytes: usize) -> Result<(), StoreError> {
        for piece in self.buffer[..bytes].chunks(PIECE) {
            self.checksums.extend(crc32fast::hash(piece).to_le_bytes());
        }
        let path = self.file.path();
        self.file.write_at(self.written, &self.buffer[..bytes]).map_err(StoreError::io("write", path))?;
        self.written += bytes as u64;
        self.buffer.drain(..bytes);
        Ok(())
    }

    /// Writes the checksums and the header and syncs the file.
    pub(crate) fn finish(mut self) -> Result<(), StoreError> {
        debug_assert_eq!(self.sections.len(), SECTIONS);
        self.end_section();
        self.flush(self.buffer.len())?;
        let mut header = Vec::with_capacity(HEADER_BYTES);
        header.extend(MAGIC);
        header.extend(VERSION.to_le_bytes());
        header.extend((SECTIONS as u32).to_le_bytes());
        header.extend((self.written + self.checksums.len() as u64).to_le_bytes());
        header.extend(crc32fast::hash(&self.checksums).to_le_bytes());
        for (number, section) in self.sections.iter().enumerate() {
            header.extend((number as u64).to_le_bytes());
            header.extend(section.start.to_le_bytes());
            header.extend((section.end - section.start).to_le_bytes());
        }
        header.resize(HEADER_BYTES - 4, 0);
        header.extend(crc32fast::hash(&header).to_le_bytes());
        let write = || {
            self.file.write_at(self.written, &self.checksums)?;
            self.file.write_at(0, &header)?;
            self.file.sync()
        };
        write().map_err(StoreError::io("write", self.file.path()))
    }
}

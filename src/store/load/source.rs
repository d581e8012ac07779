//! A file to be loaded: what it holds, by its name, and its bytes, decompressed.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use oxrdfio::RdfFormat;

use super::LoadError;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compression {
    None,
    Gzip,
    Zstd,
}

/// A file of RDF.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) format: RdfFormat,
    compression: Compression,
    pub(super) bytes: u64,
}

impl Source {
    /// Tells format and compression from the name: `x.nq`, `x.ttl.gz`, `x.rdf.zst`.
    pub(super) fn new(path: &Path) -> Result<Self, LoadError> {
        let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let compression = match ending(path).as_deref() {
            Some("gz" | "gzip") => Compression::Gzip,
            Some("zst" | "zstd") => Compression::Zstd,
            _ => Compression::None,
        };
        let inner = if compression == Compression::None { path.to_owned() } else { path.with_extension("") };
        let format = ending(&inner).and_then(|ending| RdfFormat::from_extension(&ending));
        let format = format.ok_or_else(|| LoadError::UnknownFormat(path.to_owned()))?;
        let bytes = path.metadata().map_err(LoadError::io(path))?.len();
        Ok(Self { path: path.to_owned(), format, compression, bytes })
    }

    /// Whether every line is a statement by itself, so that a file can be read in parts.
    pub(super) fn has_lines(&self) -> bool {
        matches!(self.format, RdfFormat::NQuads | RdfFormat::NTriples)
    }

    /// The decompressed bytes; `read` counts what has been taken from the file.
    pub(super) fn open(&self, read: &Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
        let file =
            Counted { inner: BufReader::with_capacity(1 << 18, File::open(&self.path)?), read: Arc::clone(read) };
        Ok(match self.compression {
            Compression::None => Box::new(file),
            Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(file)),
            Compression::Zstd => Box::new(
                ruzstd::decoding::StreamingDecoder::new(file).map_err(|error| io::Error::other(error.to_string()))?,
            ),
        })
    }
}

/// Counts the bytes that pass.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Takes text apart at line ends.
pub(super) struct LineBlocks<R> {
    input: R,
    rest: Vec<u8>,
    line: u64,
}

/// Bytes of a block; a longer line makes a longer one.
const BLOCK: usize = 1 << 20;

impl<R: Read> LineBlocks<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, rest: Vec::new(), line: 1 }
    }

    /// The next block of whole lines and the number of its first line, from 1.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        let mut block = std::mem::take(&mut self.rest);
        let mut searched = 0;
        loop {
            let wanted = BLOCK.max(block.len()) as u64;
            let read = (&mut self.input).take(wanted).read_to_end(&mut block)?;
            if read == 0 {
                break;
            }
            if let Some(end) = block[searched..].iter().rposition(|byte| *byte == b'\n') {
                self.rest = block.split_off(searched + end + 1);
                break;
            }
            searched = block.len();
        }
        if block.is_empty() {
            return Ok(None);
        }
        let first = self.line;
        self.line += block.iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(Some((first, block)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_end_with_lines_and_know_their_number() {
        let long = "x".repeat(3 * BLOCK);
        let text = format!("one\ntwo\n{long}\n{}last", "short\n".repeat(400_000));
        let mut blocks = LineBlocks::new(text.as_bytes());
        let (mut whole, mut lines) = (Vec::new(), 1);
        while let Some((line, block)) = blocks.next().unwrap() {
            assert_eq!(line, lines);
            lines += block.iter().filter(|byte| **byte == b'\n').count() as u64;
            assert!(block.ends_with(b"\n") || block.ends_with(b"last"));
            whole.extend(block);
        }
        assert!(whole == text.as_bytes());
    }

    #[test]
    fn names_tell_format_and_compression() {
        let dir = tempfile::tempdir().unwrap();
        let source = |name: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, "").unwrap();
            Source::new(&path).map(|source| (source.format, source.compression))
        };
        assert_eq!(source("a.nq").unwrap(), (RdfFormat::NQuads, Compression::None));
        assert_eq!(source("a.b.TTL.gz").unwrap(), (RdfFormat::Turtle, Compression::Gzip));
        assert_eq!(source("a.trig.zst").unwrap(), (RdfFormat::TriG, Compression::Zstd));
        assert!(matches!(source("a.gz"), Err(LoadError::UnknownFormat(_))));
        assert!(matches!(source("a.docx"), Err(LoadError::UnknownFormat(_))));
    }
}

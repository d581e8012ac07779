//! Where articles come from: files, folders and standard input become raw articles one by one, without being interpreted.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::error::{ReadError, ReadErrorReason};
use super::json_lines::Lines;

/// How an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text, or by its looks HTML.
    Plain,
    Markdown,
    Html,
    /// One JSON object.
    JsonLine,
    /// By its looks.
    Unknown,
}

/// The bytes of one article and where they were found.
#[derive(Debug)]
pub(super) struct RawArticle {
    /// For messages: the path, with the line for JSON Lines.
    pub(super) place: String,
    /// Identity if the article states none: the path within the folder without the ending.
    pub(super) key: String,
    /// The file name without its ending.
    pub(super) name: String,
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
}

/// A path still to be read, and the folder it was found in.
struct Entry {
    path: PathBuf,
    root: Option<PathBuf>,
}

/// A JSON Lines stream being read.
struct Stream {
    place: String,
    key: String,
    name: String,
    lines: Lines<Box<dyn BufRead + Send>>,
    any: bool,
}

/// The raw articles of some paths: files as named, folders in order of file names.
pub(super) struct Sources {
    limit: usize,
    /// The next entry is the last.
    entries: Vec<Entry>,
    stream: Option<Stream>,
}

/// Endings that are taken for articles within a folder.
fn format_of_ending(ending: &str) -> Option<(Format, bool)> {
    Some(match ending.to_ascii_lowercase().as_str() {
        "txt" | "text" => (Format::Plain, false),
        "md" | "markdown" => (Format::Markdown, false),
        "html" | "htm" | "xhtml" => (Format::Html, false),
        "jsonl" | "ndjson" => (Format::JsonLine, true),
        _ => return None,
    })
}

impl Sources {
    pub(super) fn new(paths: &[PathBuf], limit: usize) -> Self {
        let entries = paths.iter().rev().map(|path| Entry { path: path.clone(), root: None }).collect();
        Self { limit, entries, stream: None }
    }

    /// A single stream of unknown format under a name of its own.
    pub(super) fn from_stream(
        name: &str,
        input: Box<dyn BufRead + Send>,
        limit: usize,
    ) -> (Self, Option<Result<RawArticle, ReadError>>) {
        let mut sources = Self { limit, entries: Vec::new(), stream: None };
        let first = sources.open(name.to_owned(), name.to_owned(), Format::Unknown, false, input).transpose();
        (sources, first)
    }

    fn next_of_stream(&mut self) -> Option<Result<RawArticle, ReadError>> {
        let stream = self.stream.as_mut()?;
        let (error, ends) = match stream.lines.next_line() {
            Ok(Some((number, line))) => {
                stream.any = true;
                return Some(stream.article(number, line));
            }
            Ok(None) if stream.any => (None, true),
            Ok(None) => (Some(ReadErrorReason::Empty), true),
            Err(error) => (Some(error.into()), true),
        };
        let place = stream.place.clone();
        if ends {
            self.stream = None;
        }
        error.map(|reason| Err(ReadError { place, reason }))
    }

    /// Reads or lists the next path; `None` if it gives no article by itself.
    fn visit(&mut self, entry: &Entry) -> Result<Option<RawArticle>, ReadError> {
        let place = entry.path.display().to_string();
        let at = |reason| ReadError { place: place.clone(), reason };
        if entry.root.is_none() && entry.path.as_os_str() == "-" {
            let input: Box<dyn BufRead + Send> = Box::new(BufReader::new(io::stdin()));
            return self.open(place, "stdin".to_owned(), Format::Unknown, false, input);
        }
        let metadata = fs::metadata(&entry.path).map_err(|error| at(error.into()))?;
        if metadata.is_dir() {
            let root = entry.root.clone().unwrap_or_else(|| entry.path.clone());
            let listed = list(&entry.path, &root).map_err(|error| at(error.into()))?;
            self.entries.extend(listed);
            return Ok(None);
        }
        let ending = entry.path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
        let known = format_of_ending(ending);
        if entry.root.is_some() && known.is_none() && !ending.is_empty() {
            return Err(at(ReadErrorReason::UnknownEnding));
        }
        let (format, is_lines) = known.unwrap_or((Format::Unknown, false));
        let file = File::open(&entry.path).map_err(|error| at(error.into()))?;
        self.open(
            place,
            key(entry, known.is_some()),
            format,
            is_lines,
            Box::new(BufReader::with_capacity(1 << 16, file)),
        )
    }

    /// Reads a whole article, or makes a stream of JSON Lines the current one.
    fn open(
        &mut self,
        place: String,
        key: String,
        format: Format,
        is_lines: bool,
        mut input: Box<dyn BufRead + Send>,
    ) -> Result<Option<RawArticle>, ReadError> {
        let at = |reason| ReadError { place: place.clone(), reason };
        let mut bytes = Vec::new();
        input.by_ref().take(4096).read_to_end(&mut bytes).map_err(|error| at(error.into()))?;
        let name = key.rsplit('/').next().unwrap_or(&key).to_owned();
        if is_lines || (format == Format::Unknown && looks_like_json(&bytes)) {
            if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
                return Err(at(ReadErrorReason::NotUtf8));
            }
            let input: Box<dyn BufRead + Send> = Box::new(io::Cursor::new(bytes).chain(input));
            self.stream = Some(Stream { place, key, name, lines: Lines::new(input, self.limit), any: false });
            return Ok(None);
        }
        input
            .take((self.limit + 1).saturating_sub(bytes.len()) as u64)
            .read_to_end(&mut bytes)
            .map_err(|error| at(error.into()))?;
        if bytes.len() > self.limit {
            return Err(at(ReadErrorReason::TooLarge { limit: self.limit }));
        }
        Ok(Some(RawArticle { place, key, name, format, bytes }))
    }
}

impl Stream {
    fn article(&self, number: usize, line: Result<Vec<u8>, ReadErrorReason>) -> Result<RawArticle, ReadError> {
        let place = format!("{}:{number}", self.place);
        match line {
            Ok(bytes) => {
                let (key, name) = (format!("{}#{number}", self.key), format!("{}#{number}", self.name));
                Ok(RawArticle { place, key, name, format: Format::JsonLine, bytes })
            }
            Err(reason) => Err(ReadError { place, reason }),
        }
    }
}

impl Iterator for Sources {
    type Item = Result<RawArticle, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.stream.is_some() {
                if let Some(article) = self.next_of_stream() {
                    return Some(article);
                }
                continue;
            }
            let entry = self.entries.pop()?;
            if let Some(article) = self.visit(&entry).transpose() {
                return Some(article);
            }
        }
    }
}

/// The entries of a folder, the last first. Hidden files and databases are left out, and folders behind symbolic links, which
/// may lead in circles.
fn list(folder: &Path, root: &Path) -> io::Result<Vec<Entry>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_folder = entry.file_type()?.is_dir();
        // What a link leads to; a dangling one is reported when it is read.
        let target = if is_folder { None } else { fs::metadata(entry.path()).ok() };
        let is_readable = target.is_none_or(|target| target.is_file());
        let is_hidden = name.starts_with('.') || (is_folder && name.ends_with(".db"));
        if is_readable && !is_hidden {
            paths.push(entry.path());
        }
    }
    // By name, not as the file system happens to list them.
    paths.sort_by(|a, b| b.cmp(a));
    Ok(paths.into_iter().map(|path| Entry { path, root: Some(root.to_owned()) }).collect())
}

/// The path within the ingested folder, or the name of the file itself, without a known ending.
fn key(entry: &Entry, drop_ending: bool) -> String {
    let within = match &entry.root {
        Some(root) => entry.path.strip_prefix(root).unwrap_or(&entry.path),
        None => entry.path.file_name().map_or(entry.path.as_path(), Path::new),
    };
    let within = if drop_ending { within.with_extension("") } else { within.to_owned() };
    within.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// True if a stream opens with a JSON object.
fn looks_like_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    head.strip_prefix(b"{").is_some_and(|rest| matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')))
}

//! From paths to documents: decodes, takes markup away, parts blocks, gathers metadata.

use std::collections::HashSet;
use std::io::BufRead;
use std::path::PathBuf;

use xxhash_rust::xxh3::xxh3_64;

use super::blocks::{Layout, lay_out, with_year};
use super::dateline::site;
use super::dates::date_in_url;
use super::decode::decode;
use super::error::{ReadError, ReadErrorReason, ReadWarning};
use super::readable::{Metadata, Readable, date_value, page_url, value};
use super::source::{Format, RawArticle, Sources};
use super::{html, json_lines, markdown, plain};
use crate::text::Document;

/// Most bytes of one article, unless set otherwise: thousands of pages of print.
pub const DEFAULT_MAX_BYTES: usize = 16 << 20;

/// Reads articles.
///
/// ```no_run
/// use std::path::PathBuf;
/// use tercet::ingest::Reader;
///
/// for document in Reader::new().read(&[PathBuf::from("articles")]) {
///     match document {
///         Ok(document) => println!("{}: {} blocks", document.key, document.blocks.len()),
///         Err(error) => eprintln!("skipped {error}"),
///     }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Reader {
    max_bytes: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self { max_bytes: DEFAULT_MAX_BYTES }
    }
}

impl Reader {
    /// A reader with the usual limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the most bytes that one article (a file, or a line of JSON Lines) may have; longer ones are refused. A JSON Lines
    /// file may be of any length.
    #[must_use]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        // Offsets are 32 bits, and a legacy encoding may triple in UTF-8.
        self.max_bytes = bytes.min(1 << 30);
        self
    }

    /// The documents of files and folders, in order: paths as given, folders recursively by file name, lines as they stand.
    /// The path `-` is standard input.
    pub fn read(&self, paths: &[PathBuf]) -> Documents {
        Documents::new(Sources::new(paths, self.max_bytes), None)
    }

    /// The documents of a stream whose format is told by its looks. `name` stands for it in keys and messages.
    pub fn read_stream(&self, name: &str, input: Box<dyn BufRead + Send>) -> Documents {
        let (sources, first) = Sources::from_stream(name, input, self.max_bytes);
        Documents::new(sources, first)
    }

    /// One document from plain text that is already in memory.
    ///
    /// # Errors
    /// If nothing readable is in it.
    pub fn read_text(&self, name: &str, text: &str) -> Result<Document, ReadError> {
        let raw = RawArticle {
            place: name.to_owned(),
            key: name.to_owned(),
            name: name.to_owned(),
            format: Format::Plain,
            bytes: text.as_bytes().to_vec(),
        };
        let place = raw.place.clone();
        plain_document(raw, text.to_owned(), Metadata::default()).map_err(|reason| ReadError { place, reason })
    }
}

/// The documents of a [`Reader`], one at a time; an article that cannot be read is an error in its place.
pub struct Documents {
    sources: Sources,
    first: Option<Result<RawArticle, ReadError>>,
    /// Hashes of the keys so far: eight bytes an article.
    keys: HashSet<u64>,
    warnings: Vec<ReadWarning>,
}

impl Documents {
    fn new(sources: Sources, first: Option<Result<RawArticle, ReadError>>) -> Self {
        Self { sources, first, keys: HashSet::new(), warnings: Vec::new() }
    }

    /// What was guessed or left out since the last call.
    pub fn take_warnings(&mut self) -> Vec<ReadWarning> {
        std::mem::take(&mut self.warnings)
    }
}

impl Iterator for Documents {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = match self.first.take().or_else(|| self.sources.next())? {
            Ok(raw) => raw,
            Err(error) => return Some(Err(error)),
        };
        let place = raw.place.clone();
        let mut messages = Vec::new();
        let document = document(raw, &mut messages);
        if let Ok(document) = &document
            && !self.keys.insert(xxh3_64(document.key.as_bytes()))
        {
            messages
                .push(format!("a second article with the key `{}`, which takes the place of the first", document.key));
        }
        self.warnings.extend(messages.into_iter().map(|message| ReadWarning { place: place.clone(), message }));
        Some(document.map_err(|reason| ReadError { place, reason }))
    }
}

/// Makes a document of raw bytes.
fn document(raw: RawArticle, messages: &mut Vec<String>) -> Result<Document, ReadErrorReason> {
    if raw.bytes.trim_ascii().is_empty() {
        return Err(ReadErrorReason::Empty);
    }
    if raw.format == Format::JsonLine {
        return json_document(raw, messages);
    }
    let decoded = decode(&raw.bytes)?;
    messages.extend(decoded.guess);
    match told_by_looks(raw.format, &decoded.text) {
        Format::Html => {
            let (readable, metadata) = html::read(&decoded.text)?;
            readable_document(raw, readable, metadata)
        }
        Format::Markdown => {
            let (readable, metadata) = markdown::read(&decoded.text);
            readable_document(raw, readable, metadata)
        }
        _ => plain_document(raw, decoded.text, Metadata::default()),
    }
}

/// The format of a text: a saved page is HTML whatever its ending, Markdown is told by a heading or a head of metadata.
fn told_by_looks(format: Format, text: &str) -> Format {
    let start: String = text.trim_start().chars().take(512).flat_map(char::to_lowercase).collect();
    let is_html = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
        || (start.starts_with("<?xml") && start.contains("<html"));
    let is_markdown = || start.starts_with("# ") || (start.starts_with("---\n") && start.contains("\ntitle:"));
    match format {
        Format::Plain | Format::Unknown if is_html => Format::Html,
        Format::Unknown if is_markdown() => Format::Markdown,
        known => known,
    }
}

fn json_document(mut raw: RawArticle, messages: &mut Vec<String>) -> Result<Document, ReadErrorReason> {
    let article = json_lines::parse(&raw.bytes)?;
    raw.bytes = Vec::new();
    let given = |text: Option<String>| text.and_then(|text| value(&text));
    let date = given(article.date);
    let metadata = Metadata {
        url: given(article.url),
        title: given(article.title),
        publisher: given(article.publisher),
        date: date.as_deref().and_then(date_value),
    };
    if let (Some(date), None) = (&date, metadata.date) {
        messages.push(format!("`{date}` is not a date; its date is left unknown"));
    }
    if let Some(id) = given(article.id) {
        (raw.key, raw.name) = (id.clone(), id);
    }
    let text = article.text.ok_or_else(|| ReadErrorReason::Json("it has no `text`".to_owned()))?;
    plain_document(raw, text, metadata)
}

/// A document whose stored text is the source itself.
fn plain_document(raw: RawArticle, text: String, metadata: Metadata) -> Result<Document, ReadErrorReason> {
    let layout = lay_out(&text, &plain::parts(&text));
    finish(raw, text, layout, metadata)
}

/// A document whose stored text is what the markup left.
fn readable_document(raw: RawArticle, readable: Readable, metadata: Metadata) -> Result<Document, ReadErrorReason> {
    let layout = lay_out(&readable.text, &readable.parts);
    finish(raw, readable.text, layout, metadata)
}

/// Joins what the source states, what its text tells and what its address tells, in this order of trust.
fn finish(raw: RawArticle, text: String, layout: Layout, stated: Metadata) -> Result<Document, ReadErrorReason> {
    if layout.blocks.is_empty() {
        return Err(ReadErrorReason::NoText);
    }
    let url = stated.url;
    let in_url = url.as_deref().and_then(date_in_url);
    let date = match (stated.date, layout.date, in_url) {
        (Some(stated), _, _) if stated.get_year().is_some() => Some(stated),
        (Some(day), told, in_url) => Some(told.or(in_url).map_or(day, |known| with_year(day, known))),
        (None, Some(told), Some(in_url)) if told.get_year().is_none() => Some(with_year(told, in_url)),
        (None, told, in_url) => told.or(in_url),
    };
    let publisher = stated.publisher.or(layout.publisher).or_else(|| url.as_deref().and_then(site).map(str::to_owned));
    let key = url.as_deref().and_then(page_url).unwrap_or(raw.key);
    let title = stated.title.or(layout.title);
    Ok(Document { key, name: raw.name, url, title, publisher, date, text, blocks: layout.blocks })
}

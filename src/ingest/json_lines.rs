//! JSON Lines: one article an object a line, with keys `id`, `url`, `title`, `date`, `publisher`, `text`; others are ignored.

use std::io::{self, BufRead};

use serde::Deserialize;
use serde_json::Value;

use super::error::ReadErrorReason;

/// One article as a line states it.
#[derive(Debug, Default, PartialEq, Deserialize)]
pub(super) struct JsonArticle {
    #[serde(default, deserialize_with = "text_or_number")]
    pub(super) id: Option<String>,
    #[serde(default)]
    pub(super) url: Option<String>,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default, deserialize_with = "text_or_number")]
    pub(super) date: Option<String>,
    #[serde(default)]
    pub(super) publisher: Option<String>,
    #[serde(default)]
    pub(super) text: Option<String>,
}

/// Ids and years may be written as numbers.
fn text_or_number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(number.to_string())),
        _ => Err(serde::de::Error::custom("expected a string or a number")),
    }
}

/// Reads one line.
pub(super) fn parse(line: &[u8]) -> Result<JsonArticle, ReadErrorReason> {
    let line = std::str::from_utf8(line).map_err(|_| ReadErrorReason::NotUtf8)?;
    let is_object = line.trim_start().starts_with('{');
    if !is_object {
        return Err(ReadErrorReason::Json("the line does not begin with `{`".to_owned()));
    }
    serde_json::from_str(line).map_err(|error| {
        // A line is all the parser sees, so that its own line number tells nothing.
        let message = error.to_string();
        let cause = message.rsplit_once(" at line ").map_or(message.as_str(), |(cause, _)| cause);
        ReadErrorReason::Json(format!("{cause} at column {}", error.column()))
    })
}

/// Lines of a stream, of which none is held in memory beyond `limit` bytes.
pub(super) struct Lines<R> {
    input: R,
    limit: usize,
    number: usize,
}

/// One line with its number, counted from 1, or why it was passed over.
pub(super) type NumberedLine = (usize, Result<Vec<u8>, ReadErrorReason>);

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, number: 0 }
    }

    /// The next line that is not blank, without its end; too long a line is read past and reported.
    pub(super) fn next_line(&mut self) -> io::Result<Option<NumberedLine>> {
        loop {
            let mut line = Vec::new();
            let Some(whole) = self.read_line(&mut line)? else { return Ok(None) };
            self.number += 1;
            if !whole {
                return Ok(Some((self.number, Err(ReadErrorReason::TooLarge { limit: self.limit }))));
            }
            let start = if self.number == 1 && line.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            if !line[start..].trim_ascii().is_empty() {
                line.drain(..start);
                return Ok(Some((self.number, Ok(line))));
            }
        }
    }

    /// Reads to the end of the line; `Some(false)` if it is longer than the limit, `None` at the end of the stream.
    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
        let (mut any, mut whole) = (false, true);
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                return Ok(any.then_some(whole));
            }
            any = true;
            let end = buffer.iter().position(|&b| b == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            whole = whole && line.len() + part.len() <= self.limit;
            if whole {
                line.extend_from_slice(part);
            } else {
                *line = Vec::new();
            }
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.input.consume(used);
            if end.is_some() {
                return Ok(Some(whole));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8], limit: usize) -> Vec<(usize, Option<Vec<u8>>)> {
        // A tiny buffer, so that lines cross its edge.
        let mut lines = Lines::new(io::BufReader::with_capacity(3, text), limit);
        std::iter::from_fn(|| lines.next_line().unwrap().map(|(number, line)| (number, line.ok()))).collect()
    }

    #[test]
    fn lines_are_numbered_and_bounded() {
        let text = b"\xef\xbb\xbfone\n\n  \r\nmuch too long\nfour\r\nlast";
        let some = |text: &str| Some(text.as_bytes().to_vec());
        assert_eq!(lines(text, 8), [(1, some("one")), (4, None), (5, some("four\r")), (6, some("last"))]);
        assert_eq!(lines(b"", 8), []);
    }

    #[test]
    fn an_article_is_read_with_extra_keys_and_numbers() {
        let article =
            parse(br#" {"id": 7, "date": 2012, "place": {"x": [1]}, "text": "Caf\u00e9", "title": null}"#).unwrap();
        assert_eq!(
            (article.id.as_deref(), article.date.as_deref(), article.text.as_deref()),
            (Some("7"), Some("2012"), Some("Café"))
        );
    }

    #[test]
    fn malformed_lines_say_what_is_wrong() {
        for (line, part) in [
            (b"[1]".as_slice(), "does not begin with `{`"),
            (b"{\"text\": \"a", "EOF while parsing a string at column 11"),
            (b"{\"text\": 3}", "invalid type"),
            (b"{\"id\": [1]}", "expected a string or a number"),
            (b"{\"text\": \"\\ud800\"}", "hex escape"),
            (b"{\"text\": \"\xff\"}", "UTF-8"),
            (b"{} {}", "trailing characters"),
        ] {
            let message = parse(line).unwrap_err().to_string();
            assert!(message.contains(part), "{message}");
        }
        // Ignored keys may be nested to any depth; those that are read may not.
        let deep = |key: &str| format!("{{\"{key}\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(parse(deep("x").as_bytes()).is_ok());
        assert!(parse(deep("date").as_bytes()).is_err());
    }
}

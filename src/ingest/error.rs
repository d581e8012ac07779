//! Why an article could not be read, and what was guessed while reading.

use std::fmt;
use std::io;

/// One input that did not become a document. The others are not affected.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct ReadError {
    /// The file as named or found (`-` for standard input), for JSON Lines with the line: `news.jsonl:12`.
    pub place: String,
    /// What is wrong with it.
    #[source]
    pub reason: ReadErrorReason,
}

/// What is wrong with an input. Messages say what to do where there is something to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadErrorReason {
    /// The operating system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// Not text.
    #[error("not a text but {0}; convert it to plain text first")]
    Binary(&'static str),
    /// More bytes than one article may have.
    #[error("larger than one article may be ({limit} bytes); split it, or write one article a line as JSON Lines")]
    TooLarge {
        /// The most bytes that are read.
        limit: usize,
    },
    /// HTML nested beyond what any page needs.
    #[error("HTML elements nested deeper than {limit}")]
    TooDeep {
        /// The deepest nesting that is read.
        limit: usize,
    },
    /// A JSON Lines file in another encoding.
    #[error("JSON Lines must be UTF-8; convert it, for example with `iconv -t utf-8`")]
    NotUtf8,
    /// A line that is not one JSON object with the keys of an article.
    #[error("not a JSON article: {0}; each line must be one object such as {{\"id\":\"a1\",\"text\":\"...\"}}")]
    Json(String),
    /// A page or article without running text.
    #[error("no readable text in it")]
    NoText,
    /// A file within a folder whose ending is not that of an article.
    #[error(
        "ending is none of .txt .text .md .markdown .html .htm .xhtml .jsonl .ndjson; name the file itself to read it"
    )]
    UnknownEnding,
}

/// Something guessed or left out while an article was read that its owner may want to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadWarning {
    /// As in [`ReadError::place`].
    pub place: String,
    /// What was guessed, lower case, without a full stop.
    pub message: String,
}

impl fmt::Display for ReadWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

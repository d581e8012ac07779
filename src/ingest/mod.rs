//! Reading: bytes of any supported format become a [`Document`](crate::text::Document).
//!
//! Plain text, Markdown, HTML and JSON Lines, from files, folders or standard input, told apart by ending and looks. Every
//! article is read by itself: one that cannot be read is a [`ReadError`] in its place and the rest goes on. Memory holds
//! one article at a time. What a source does not state (its date, its publisher) stays unknown; nothing here looks at the clock,
//! the file's own date or the network.

mod blocks;
mod dateline;
mod dates;
mod decode;
mod error;
mod furniture;
mod html;
mod json_lines;
mod markdown;
mod page_metadata;
mod plain;
mod readable;
mod reader;
mod source;

pub use error::{ReadError, ReadErrorReason, ReadWarning};
pub use reader::{DEFAULT_MAX_BYTES, Documents, Reader};

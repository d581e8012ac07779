//! Documents, sentences and tokens: the plain data that every stage before the graph works on.
//!
//! Nothing here interprets a text. Offsets are bytes into [`Document::text`], at every stage; a [`Span`] that a
//! stage hands on always lies on character boundaries of that text.

mod block_text;
mod date;
mod document;
mod labels;
mod sentence;
mod shorten;

pub use block_text::BlockText;
pub(crate) use date::month_named;
pub use date::{ParseDateError, PartialDate};
pub use document::{Block, BlockKind, Document};
pub use labels::{Deprel, EntityLabel, Upos};
pub use sentence::{LabelledSpan, Sentence, Span, Token};
pub(crate) use shorten::shorten;

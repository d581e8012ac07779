//! An article as stored: immutable text with its metadata and its division into blocks.

use super::{PartialDate, Span};

/// One article, ready for annotation.
///
/// `text` is what is stored and what evidence quotes: the decoded file for plain text, the `text` of a JSON Lines
/// article, the readable text without markup for Markdown and HTML. All offsets of later stages are bytes into it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Identity of the article in the graph: its URL, else its JSON Lines id, else its path within the
    /// ingested folder without the ending.
    pub key: String,
    /// The name that `extract` prints as `doc`: the JSON Lines id or the file name without its ending.
    pub name: String,
    /// Where the article was published.
    pub url: Option<String>,
    /// The headline, where the source gives one outside or at the head of the text.
    pub title: Option<String>,
    /// Who published it ("Reuters", "kremlin.ru").
    pub publisher: Option<String>,
    /// When it was published. Unknown is a legal value and never replaced by the wall clock.
    pub date: Option<PartialDate>,
    /// The stored text.
    pub text: String,
    /// Paragraphs, headings and list items in order of the text, noise left out. Blocks do not overlap and
    /// are annotated one by one, so that a heading never glues onto the next sentence.
    pub blocks: Vec<Block>,
}

/// A stretch of text that the annotator reads as a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes into [`Document::text`].
    pub span: Span,
    /// What kind of text it is.
    pub kind: BlockKind,
}

/// What a block is for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading or headline.
    Heading,
    /// Running text.
    Paragraph,
    /// One entry of a list.
    ListItem,
    /// Text under a picture.
    Caption,
    /// Where, when and by which agency a report was filed: "WASHINGTON, March 26 (Reuters) -".
    Dateline,
}

impl Document {
    /// The text of `span`.
    ///
    /// # Panics
    /// If the span is not on character boundaries within the text, which no stage may produce.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }
}

//! The readable text of marked-up sources: what stays of Markdown and HTML once the markup is gone.

use super::blocks::Part;
use super::dates::find_date;
use crate::text::{BlockKind, PartialDate, Span};

/// What a source says about its article, before its text is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Metadata {
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<PartialDate>,
}

/// A text under construction: its parts stand apart by blank lines, white space within a part is one blank.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Readable {
    pub(super) text: String,
    pub(super) parts: Vec<Part>,
    pending: String,
    skipped_blank: bool,
}

impl Readable {
    /// Adds running text to the part under construction.
    pub(super) fn push_str(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.skipped_blank = true;
                continue;
            }
            if self.skipped_blank && !self.pending.is_empty() {
                self.pending.push(' ');
            }
            self.skipped_blank = false;
            self.pending.push(c);
        }
    }

    /// A line end that the source asks for: parts paragraphs only where a sentence ends.
    pub(super) fn line_break(&mut self, kind: Option<BlockKind>) {
        if self.pending.ends_with(['.', '!', '?', '"', '”', ':']) {
            self.end_part(kind);
        } else {
            self.push_str(" ");
        }
    }

    /// Ends the part under construction, if anything stands in it.
    pub(super) fn end_part(&mut self, kind: Option<BlockKind>) {
        self.skipped_blank = false;
        if self.pending.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(&self.pending);
        self.pending.clear();
        self.parts.push(Part { span: Span::new(start, self.text.len()), kind });
    }
}

/// A metadata value without the blanks around it; `None` if nothing is left.
pub(super) fn value(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// A metadata value as a date.
pub(super) fn date_value(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    text.parse().ok().or_else(|| find_date(text).map(|found| found.date))
}

/// An absolute address of a page; the bare address of a site names no article.
pub(super) fn page_url(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let is_plain = !text.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
    });
    (!host.is_empty() && !path.is_empty() && is_plain).then(|| text.to_owned())
}

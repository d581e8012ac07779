//! What the annotator reads of a block: its words with single blanks between them, and the way back to the stored text.
//!
//! Stored text keeps hard line ends, non-breaking and doubled blanks, soft hyphens and stray control characters. The language
//! model was trained on none of these, and a non-breaking blank hides a subject from its parser. So a block is annotated on a
//! squeezed copy, while every offset that leaves the annotator is one into the stored text.

use std::borrow::Cow;
use std::ops::Range;

use super::{Block, Document, Span};

/// The squeezed text of one block.
///
/// Every run of white space is one blank, none stands at either end, and invisible characters are gone. Text that is already
/// so is borrowed.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockText<'a> {
    /// What to annotate.
    pub text: Cow<'a, str>,
    /// Start of the block in the document.
    start: u32,
    /// From offset `.0` of `text` on, the stored text is `.1` bytes further along; ascending.
    shifts: Vec<(u32, u32)>,
}

impl BlockText<'_> {
    /// The place in [`Document::text`] of a range of bytes into [`BlockText::text`].
    ///
    /// Ranges on character boundaries become spans on character boundaries; a range that neither starts nor ends with
    /// a blank becomes a span that does neither.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.stored(range.start), self.stored(range.end))
    }

    fn stored(&self, offset: usize) -> usize {
        let after = self.shifts.partition_point(|&(at, _)| at as usize <= offset);
        let shift = after.checked_sub(1).map_or(0, |i| self.shifts[i].1);
        self.start as usize + offset + shift as usize
    }
}

impl Document {
    /// What the annotator reads of `block`.
    ///
    /// # Panics
    /// If the span of the block is not on character boundaries within the text, which no stage may produce.
    pub fn block_text(&self, block: &Block) -> BlockText<'_> {
        let (text, shifts) = squeeze(self.slice(block.span));
        BlockText { text, start: block.span.start, shifts }
    }

    /// The words of `span` with single blanks between them: names and quotations as a person would type them, whatever
    /// line ends and invisible characters the stored text has there.
    ///
    /// # Panics
    /// As [`Document::slice`].
    pub fn words(&self, span: Span) -> Cow<'_, str> {
        squeeze(self.slice(span)).0
    }
}

/// Characters that a reader does not see and the model does not know: soft hyphens, joiners, direction marks, controls.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
        || (c.is_control() && !c.is_whitespace())
}

fn is_squeezed(text: &str) -> bool {
    let mut after_blank = true;
    for c in text.chars() {
        match c {
            ' ' if after_blank => return false,
            ' ' => after_blank = true,
            _ if c.is_whitespace() || is_invisible(c) => return false,
            _ => after_blank = false,
        }
    }
    text.is_empty() || !after_blank
}

fn squeeze(text: &str) -> (Cow<'_, str>, Vec<(u32, u32)>) {
    if is_squeezed(text) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut squeezed = String::with_capacity(text.len());
    let mut shifts: Vec<(u32, u32)> = Vec::new();
    let mut blank = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        if blank && !squeezed.is_empty() {
            squeezed.push(' ');
        }
        blank = false;
        let shift = at - squeezed.len();
        if shift != shifts.last().map_or(0, |&(_, shift)| shift as usize) {
            shifts.push((squeezed.len() as u32, shift as u32));
        }
        squeezed.push(c);
    }
    (Cow::Owned(squeezed), shifts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BlockKind;
    use proptest::prelude::*;

    fn doc(text: &str) -> (Document, Block) {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        (Document { text: text.to_owned(), blocks: vec![block], ..Document::default() }, block)
    }

    #[test]
    fn clean_text_is_borrowed() {
        let (doc, block) = doc("Rha Woong Bae said so.");
        assert!(matches!(doc.block_text(&block).text, Cow::Borrowed("Rha Woong Bae said so.")));
    }

    #[test]
    fn line_ends_and_odd_blanks_become_single_blanks() {
        let (doc, block) = doc(" Minister Rha\r\nWoong\u{A0}Bae  said\u{AD} so.\u{3}\n");
        let read = doc.block_text(&block);
        assert_eq!(read.text, "Minister Rha Woong Bae said so.");
        let place = |word: &str| {
            let at = read.text.find(word).unwrap();
            doc.slice(read.span(at..at + word.len()))
        };
        for word in ["Minister", "Rha", "Woong", "Bae", "so."] {
            assert_eq!(place(word), word);
        }
        assert_eq!(place("Rha Woong Bae"), "Rha\r\nWoong\u{A0}Bae");
        assert_eq!(doc.words(read.span(9..22)), "Rha Woong Bae");
    }

    #[test]
    fn an_invisible_character_inside_a_word_does_not_cut_it() {
        let (doc, block) = doc("Gaz\u{AD}prom pays");
        let read = doc.block_text(&block);
        assert_eq!(read.text, "Gazprom pays");
        assert_eq!(doc.slice(read.span(0..7)), "Gaz\u{AD}prom");
        assert_eq!(doc.slice(read.span(8..12)), "pays");
    }

    proptest! {
        #[test]
        fn every_word_is_found_again(text in "[a-zé \u{A0}\n\r\t\u{AD}\u{3}.]{0,60}") {
            let (doc, block) = doc(&text);
            let read = doc.block_text(&block);
            prop_assert!(is_squeezed(&read.text));
            for (at, c) in read.text.char_indices().filter(|(_, c)| *c != ' ') {
                prop_assert!(doc.slice(read.span(at..at + c.len_utf8())).starts_with(c));
            }
            for word in read.text.split(' ').filter(|word| !word.is_empty()) {
                let at = word.as_ptr() as usize - read.text.as_ptr() as usize;
                prop_assert_eq!(doc.words(read.span(at..at + word.len())), word);
            }
        }
    }
}

//! What the annotator reads of a block: its words with single blanks between them, and the way back to the stored text.
//!
//! Stored text keeps hard line ends, non-breaking and doubled blanks, soft hyphens and stray control characters. The language
//! model was trained on none of these, and a non-breaking blank hides a subject from its parser. Nor was it trained on the
//! angle brackets that wire services put around tickers (`Borden Inc <BN> said`) and firms without one (`<Kessel AG> of
//! Bremen`), which its parser takes for objects and its tagger for parts of names. So a block is annotated on a squeezed
//! copy, while every offset that leaves the annotator is one into the stored text.

use std::borrow::Cow;
use std::ops::Range;

use super::{Block, Document, Span};

/// The squeezed text of one block.
///
/// Every run of white space is one blank, none stands at either end; invisible characters are gone, and so are the angle
/// brackets around names, and tickers with theirs. Text that is already so is borrowed.
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
        // What was left out after the last byte is no part of the span.
        let end = if range.is_empty() { self.stored(range.end) } else { self.stored(range.end - 1) + 1 };
        Span::new(self.stored(range.start), end)
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

/// The length of what a wire service's mark at `at` encloses: a ticker or a name, in angle brackets.
fn marked(text: &str, at: usize) -> Option<usize> {
    /// Bytes of the longest name looked for: what is longer is no mark but a stray bracket.
    const LONGEST: usize = 80;
    let inside =
        text[at..].strip_prefix('<').filter(|_| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '<'))?;
    let length = inside.bytes().take(LONGEST).position(|byte| matches!(byte, b'<' | b'>' | b'=' | b'/' | b'@'))?;
    let is_name = inside.starts_with(char::is_uppercase) && !inside[..length].ends_with(char::is_whitespace);
    (is_name && inside.as_bytes()[length] == b'>').then_some(length)
}

/// Whether what is marked after `before` is a ticker, which adds nothing to the name it follows.
fn is_ticker(before: &str, mark: &str) -> bool {
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_symbol = |part: &str| part.len() <= 6 && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    before.ends_with(char::is_whitespace) && word.starts_with(char::is_uppercase) && mark.split('.').all(is_symbol)
}

fn is_squeezed(text: &str) -> bool {
    let mut after_blank = true;
    for (at, c) in text.char_indices() {
        match c {
            '<' if marked(text, at).is_some() => return false,
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
    // Up to where a ticker is left out, and where the bracket stands that closes a name.
    let (mut skipped, mut closing) = (0, None);
    for (at, c) in text.char_indices() {
        if at < skipped || closing == Some(at) || is_invisible(c) {
            continue;
        }
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if c == '<'
            && let Some(length) = marked(text, at)
        {
            let end = at + 1 + length;
            match is_ticker(&text[..at], &text[at + 1..end]) {
                true => (skipped, blank) = (end + 1, false),
                false => closing = Some(end),
            }
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

    #[test]
    fn a_wire_service_s_marks_are_left_out() {
        let (doc, block) =
            doc("Orben Inc <ORB.N>, based here, bought <Kestrel\nAG>, of Bonn, if x<Y and y> z, for <a>.");
        let read = doc.block_text(&block);
        assert_eq!(read.text, "Orben Inc, based here, bought Kestrel AG, of Bonn, if x<Y and y> z, for <a>.");
        let place = |words: &str| {
            let at = read.text.find(words).unwrap();
            doc.slice(read.span(at..at + words.len()))
        };
        assert_eq!(place("Orben Inc"), "Orben Inc");
        assert_eq!(place("Kestrel AG"), "Kestrel\nAG");
        assert_eq!(place(", of Bonn"), ", of Bonn");
        assert_eq!(place("Inc, based"), "Inc <ORB.N>, based");
        assert_eq!(
            doc.words(read.span(read.text.find("Kestrel").unwrap()..read.text.find(", of").unwrap())),
            "Kestrel AG"
        );
    }

    proptest! {
        #[test]
        fn every_word_is_found_again(text in "[a-zé \u{A0}\n\r\t\u{AD}\u{3}.<>AB]{0,60}") {
            let (doc, block) = doc(&text);
            let read = doc.block_text(&block);
            prop_assert!(!read.text.contains("  ") && read.text.trim() == read.text);
            for (at, c) in read.text.char_indices().filter(|(_, c)| *c != ' ') {
                prop_assert!(doc.slice(read.span(at..at + c.len_utf8())).starts_with(c));
            }
            for word in read.text.split(' ').filter(|word| !word.is_empty()) {
                let at = word.as_ptr() as usize - read.text.as_ptr() as usize;
                let span = read.span(at..at + word.len());
                // A part of a marked name alone does not show that it is one.
                if !doc.slice(span).contains(['<', '>']) {
                    prop_assert_eq!(doc.words(span), word);
                }
            }
        }
    }
}

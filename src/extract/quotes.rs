//! Quotation marks of an article in pairs, whichever marks it uses.

use crate::text::{Document, Span};

/// The insides of all quotations of a document, in order, marks left out. A quotation that is never closed runs to
/// the end of its block, as where each paragraph of a long quotation opens anew and only the last one closes.
pub(crate) fn quotations(doc: &Document) -> Vec<Span> {
    let mut out = Vec::new();
    for block in &doc.blocks {
        let start = block.span.start as usize;
        let text = doc.slice(block.span);
        let mut open: Option<usize> = None;
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let (width, mark) = mark(rest, text[..at].chars().next_back(), open.is_some());
            match (mark, open) {
                (Some(true), None) => open = Some(at + width),
                (Some(false), Some(from)) => {
                    out.push(Span::new(start + from, start + at));
                    open = None;
                }
                // A new opening inside an open one: the first was a slip of typography.
                (Some(true), Some(_)) => open = Some(at + width),
                _ => {}
            }
            at += width;
        }
        if let Some(from) = open {
            out.push(Span::new(start + from, start + text.trim_end().len().max(from)));
        }
    }
    out.retain(|span| !span.is_empty());
    out
}

/// Width in bytes of what stands at the start of `rest`, and whether it opens (true) or closes (false) a quotation.
fn mark(rest: &str, before: Option<char>, open: bool) -> (usize, Option<bool>) {
    if rest.starts_with("``") || rest.starts_with("''") {
        return (2, Some(rest.starts_with("``")));
    }
    let first = rest.chars().next().unwrap_or(' ');
    let mark = match first {
        '“' | '«' | '„' => Some(true),
        '”' | '»' => Some(false),
        '"' => {
            let spaced = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '—' | '–' | ':'));
            let ends = rest[1..].chars().next().is_none_or(char::is_whitespace);
            Some(if open { spaced && !ends } else { true })
        }
        _ => None,
    };
    (first.len_utf8(), mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, BlockKind};

    fn found(text: &str) -> Vec<&str> {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        let doc = Document { text: text.to_owned(), blocks: vec![block], ..Document::default() };
        quotations(&doc).into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn pairs_marks_of_every_fashion() {
        assert_eq!(found("“One,” she said. \"Two,\" he said. ``Three,'' they said."), ["One,", "Two,", "Three,"]);
    }

    #[test]
    fn an_unclosed_quotation_ends_with_its_block() {
        assert_eq!(found("\"It goes on "), ["It goes on"]);
        assert_eq!(found("12\" pipe"), [" pipe"]);
    }
}

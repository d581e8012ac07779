//! A guard before the parsers: whoever handles a triple term goes as deep as it nests, and hostile nesting would end the
//! process instead of the line.

/// How deep triple terms may stand within each other.
pub(super) const MAX_DEPTH: usize = 128;

/// The line, from 0, on which triple terms of N-Quads or Turtle come to nest too deep.
pub(super) fn too_deep(text: &[u8]) -> Option<u64> {
    // Marks in strings are counted on the first way too: there are few texts that have many.
    let depth = text.windows(2).scan(0_usize, |depth, pair| {
        match pair {
            b"<<" => *depth += 1,
            b">>" => *depth = depth.saturating_sub(1),
            _ => {}
        }
        Some(*depth)
    });
    if depth.max().unwrap_or_default() <= MAX_DEPTH { None } else { too_deep_outside_of_strings(text) }
}

fn too_deep_outside_of_strings(text: &[u8]) -> Option<u64> {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' | b'\'' => {
                at = string_end(text, at);
                continue;
            }
            b'#' => at += text[at..].iter().position(|byte| *byte == b'\n').unwrap_or(text.len() - at),
            b'<' if text[at..].starts_with(b"<<") => {
                depth += 1;
                at += 1;
            }
            // An IRI; its end must not count as one of a triple term's.
            b'<' => at += text[at..].iter().position(|byte| matches!(byte, b'>' | b'\n')).unwrap_or(text.len() - at),
            b'>' if text[at..].starts_with(b">>") => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(text[..at].iter().filter(|byte| **byte == b'\n').count() as u64);
        }
        at += 1;
    }
    None
}

/// One past the string that begins at `start`, or the end of the text.
fn string_end(text: &[u8], start: usize) -> usize {
    let long = [text[start]; 3];
    let quote = if text[start..].starts_with(&long) { &long[..] } else { &long[..1] };
    let mut at = start + quote.len();
    while at < text.len() {
        match text[at] {
            b'\\' => at += 2,
            _ if text[at..].starts_with(quote) => return at + quote.len(),
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> String {
        format!("<a:s> <a:p> {}<a:o>{} .\n", "<<( <a:s> <a:p> ".repeat(depth), " )>>".repeat(depth))
    }

    #[test]
    fn deep_triple_terms_are_found_with_their_line() {
        assert_eq!(too_deep(nested(128).as_bytes()), None);
        assert_eq!(too_deep(nested(129).as_bytes()), Some(0));
        assert_eq!(too_deep(format!("{}# '\n{}", nested(3).repeat(500), nested(100_000)).as_bytes()), Some(501));
        assert_eq!(too_deep("<<<a:s> <a:p> ".repeat(200).as_bytes()), Some(0));
    }

    #[test]
    fn marks_in_strings_are_no_nesting() {
        for code in ["out << it", "\\\" << ", "it's << "] {
            for quote in ["\"", "\"\"\""] {
                let text = format!("<a:s> <a:p> {quote}{}{quote} .\n", code.repeat(300));
                assert_eq!(too_deep(text.as_bytes()), None, "{code}");
            }
        }
        assert_eq!(too_deep(format!("# {}\n", "<< ".repeat(300)).as_bytes()), None);
        assert_eq!(too_deep(format!("<a:s> <a:p> \"{}", "<< ".repeat(300)).as_bytes()), None);
    }
}

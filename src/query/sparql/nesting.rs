//! A guard before the parser: recursive descent on hostile nesting would end the process, not the query.

use crate::diagnostic::Diagnostic;

/// How deep brackets and prefix operators may nest.
pub const MAX_DEPTH: usize = 128;

/// How many operators of one kind may follow each other without brackets: the parser builds a tree as deep.
const MAX_CHAIN: usize = 2_000;

/// Refuses text that nests deeper than [`MAX_DEPTH`] or chains operators without end.
pub(super) fn check(text: &str) -> Result<(), Diagnostic> {
    let mut depth = 0_usize;
    let (mut prefixes, mut operators) = (0, 0);
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        let end = skip(text, at);
        if end > at {
            // Comments and blanks leave a run of prefix operators unbroken, strings and IRIs are operands.
            if !is_blank_or_comment(byte) {
                prefixes = 0;
            }
            at = end;
            continue;
        }
        match byte {
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match byte {
            b'!' | b'^' | b'-' | b'+' => prefixes += 1,
            _ => prefixes = 0,
        }
        // A pattern or a list can be long; what makes trees deep are operators and the words that join groups.
        operators += usize::from(matches!(byte, b'+' | b'-' | b'*' | b'/' | b'|' | b'&' | b'^'));
        operators += usize::from(byte == b'}');
        if depth > MAX_DEPTH || prefixes > MAX_DEPTH {
            return Err(Diagnostic::new(format!("the query nests deeper than {MAX_DEPTH} levels"))
                .at(at..at + 1)
                .label("too deep here")
                .help("split the query, or take brackets away that change nothing"));
        }
        if operators > MAX_CHAIN {
            return Err(Diagnostic::new(format!("the query has more than {MAX_CHAIN} operators and groups"))
                .at(at..at + 1)
                .help("list values with VALUES or IN instead of joining them with operators"));
        }
        at += 1;
    }
    Ok(())
}

/// Whether what begins with this byte, and is skipped, means nothing.
pub(super) fn is_blank_or_comment(byte: u8) -> bool {
    matches!(byte, b'#' | b' ' | b'\t' | b'\r' | b'\n')
}

/// The end of the blank, comment, string or IRI that begins at `at`, or `at` if none does.
pub(super) fn skip(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    let line_end = |from: usize| rest[from..].iter().position(|b| *b == b'\n').map_or(rest.len(), |n| from + n);
    let length = match rest[0] {
        b' ' | b'\t' | b'\r' | b'\n' => 1,
        b'#' => line_end(0),
        quote @ (b'"' | b'\'') if rest.starts_with(&[quote; 3]) => string_end(rest, &[quote; 3]),
        quote @ (b'"' | b'\'') => string_end(rest, &[quote]),
        b'<' => rest[1..]
            .iter()
            .position(|b| matches!(b, b'>' | b'<' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\') || *b <= b' ')
            .filter(|end| rest[end + 1] == b'>')
            .map_or(0, |end| end + 2),
        _ => 0,
    };
    at + length
}

/// Length of the string that begins `rest`, up to its closing quote or the end of the text.
fn string_end(rest: &[u8], quote: &[u8]) -> usize {
    let mut at = quote.len();
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'\n' if quote.len() == 1 => return at,
            _ if rest[at..].starts_with(quote) => return at + quote.len(),
            _ => at += 1,
        }
    }
    // A backslash at the very end has nothing to escape.
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_refused_with_its_place() {
        for (open, close) in [("(", ")"), ("{", "}"), ("[", "]"), ("!", ""), ("! #c\n", ""), ("-", "")] {
            let deep = |n: usize| format!("ASK {{ FILTER({}1{}) }}", open.repeat(n), close.repeat(n));
            assert_eq!(check(&deep(120)), Ok(()), "{open}");
            let error = check(&deep(129)).unwrap_err();
            assert!(error.span.is_some() && error.message.contains("128"), "{open}: {error}");
        }
        assert!(check(&format!("ASK {{ FILTER(1{}) }}", "+1".repeat(20_000))).is_err());
        assert!(check(&format!("ASK {{ {} {{}} }}", "{} UNION ".repeat(20_000))).is_err());
    }

    #[test]
    fn what_is_not_nesting_does_not_count() {
        let deep = "(".repeat(200);
        for text in [
            format!("ASK {{ ?s ?p \"{deep}\" }}"),
            format!("ASK {{ ?s ?p '''\n{deep}''' }}"),
            format!("ASK {{ ?s <http://e/{deep}> ?o }}"),
            format!("ASK {{ }} # {deep}"),
            format!("ASK {{ ?s ?p \"\\\"{deep}\" }}"),
            format!("SELECT * {{ VALUES ?x {{ {} }} }}", "1 2 3 ".repeat(20_000)),
            format!("SELECT * {{ ?x ?y 1 {} }}", ", 2".repeat(20_000)),
        ] {
            assert_eq!(check(&text), Ok(()), "{}", &text[..40]);
        }
        assert!(check(&format!("ASK {{ FILTER(1 < 2 && {deep}) }}")).is_err());
    }

    #[test]
    fn unfinished_text_is_left_to_the_parser() {
        for text in ["", "\"", "'''a", "<", "<a", "\"\\", "#", "é(\"ü"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }
}

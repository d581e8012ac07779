//! A forgiving SPARQL lexer for the line being typed: it never fails, since a half-typed query is its normal input.
//!
//! Highlighting, completion and the question "is this query finished?" all read its tokens, so that they agree
//! about where a string or a comment ends. The real parser stays the only judge of what is valid.

use std::ops::Range;

/// What a stretch of input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A bare word: a keyword, a function or `a`.
    Word,
    /// `?x` or `$x`.
    Variable,
    /// `t:met`, `:Russia`, `t:`.
    PrefixedName,
    /// `<http://…>`.
    Iri,
    /// A quoted string, whole.
    Text,
    /// A quoted string or an IRI that the input ends in.
    Unterminated,
    /// `12`, `1e9`.
    Number,
    /// `# …` to the end of the line.
    Comment,
    /// Any other single character.
    Punctuation,
}

/// A token of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// Bytes into the input.
    pub(crate) span: Range<usize>,
}

/// Splits `input` into tokens; blanks are left out.
pub(crate) fn lex(input: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = input[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, len) = token_at(&input[at..], first);
        tokens.push(Token { kind, span: at..at + len });
        at += len;
    }
    tokens
}

/// Kind and length in bytes of the token that `rest` begins with.
fn token_at(rest: &str, first: char) -> (Kind, usize) {
    match first {
        '#' => (Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
        '"' | '\'' => quoted(rest, first),
        '?' | '$' => match name_len(&rest[1..]) {
            0 => (Kind::Punctuation, 1),
            len => (Kind::Variable, 1 + len),
        },
        '<' => iri(rest),
        '0'..='9' => (Kind::Number, rest.find(|c: char| !(c.is_alphanumeric() || c == '.')).unwrap_or(rest.len())),
        ':' => (Kind::PrefixedName, 1 + local_len(&rest[1..])),
        c if c.is_alphabetic() || c == '_' => {
            let word = name_len(rest);
            if rest[word..].starts_with(':') {
                (Kind::PrefixedName, word + 1 + local_len(&rest[word + 1..]))
            } else {
                (Kind::Word, word)
            }
        }
        other => (Kind::Punctuation, other.len_utf8()),
    }
}

fn quoted(rest: &str, quote: char) -> (Kind, usize) {
    let long = [quote; 3].iter().collect::<String>();
    let mark = if rest.starts_with(&long) { long.as_str() } else { &long[..1] };
    let mut at = mark.len();
    while let Some(c) = rest[at..].chars().next() {
        if rest[at..].starts_with(mark) {
            return (Kind::Text, at + mark.len());
        }
        // A short string does not cross a line end; what follows is read afresh.
        if c == '\n' && mark.len() == 1 {
            return (Kind::Text, at);
        }
        at += c.len_utf8();
        if c == '\\' {
            at += rest[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    (Kind::Unterminated, rest.len())
}

/// `<` opens an IRI if no blank comes before `>`; else it is the operator (or `<<` of a triple term).
fn iri(rest: &str) -> (Kind, usize) {
    match rest[1..].find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '{' | '}' | '"')) {
        Some(end) if rest[1 + end..].starts_with('>') => (Kind::Iri, end + 2),
        None if rest.len() > 1 && !rest[1..].starts_with('=') => (Kind::Unterminated, rest.len()),
        _ => (Kind::Punctuation, 1),
    }
}

fn name_len(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())
}

/// Length of the local part of a prefixed name: dots inside belong to it, a dot at its end does not.
fn local_len(text: &str) -> usize {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '%' | '\\' | ':')))
        .unwrap_or(text.len());
    text[..end].trim_end_matches('.').len()
}

/// True if a question in the small language can be sent: its brackets and quotes are closed and it does not end in `|`.
pub(crate) fn is_whole(input: &str) -> bool {
    let mut depth = 0_i32;
    let mut quoted = false;
    for c in input.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    !quoted && depth <= 0 && !input.trim_end().ends_with('|')
}

/// True if `input` can be sent: all brackets and quotes closed, and a query has the group it needs.
pub(crate) fn is_finished(input: &str) -> bool {
    let tokens = lex(input);
    if tokens.iter().any(|t| t.kind == Kind::Unterminated) {
        return false;
    }
    let mut depth = 0_i32;
    let mut groups = 0;
    let mut needs_group = false;
    for token in &tokens {
        match (token.kind, &input[token.span.clone()]) {
            (Kind::Punctuation, "{" | "(" | "[") => depth += 1,
            (Kind::Punctuation, "}") => {
                depth -= 1;
                groups += 1;
            }
            (Kind::Punctuation, ")" | "]") => depth -= 1,
            (Kind::Word, word) => {
                needs_group |=
                    ["select", "construct", "ask", "insert", "delete"].iter().any(|k| word.eq_ignore_ascii_case(k));
            }
            _ => {}
        }
    }
    // More closed than opened is an error that the parser explains better than waiting would.
    depth < 0 || (depth == 0 && (groups > 0 || !needs_group) && !ends_in_prologue(input, &tokens))
}

/// A query that so far only declares prefixes goes on.
fn ends_in_prologue(input: &str, tokens: &[Token]) -> bool {
    let words = || tokens.iter().filter(|t| t.kind == Kind::Word).map(|t| &input[t.span.clone()]);
    words().next().is_some() && words().all(|w| w.eq_ignore_ascii_case("prefix") || w.eq_ignore_ascii_case("base"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(input: &str) -> Vec<(Kind, &str)> {
        lex(input).into_iter().map(|t| (t.kind, &input[t.span])).collect()
    }

    #[test]
    fn tells_the_parts_of_a_pattern() {
        assert_eq!(
            kinds("?w t:met :Xi_Jinping . # who"),
            [
                (Kind::Variable, "?w"),
                (Kind::PrefixedName, "t:met"),
                (Kind::PrefixedName, ":Xi_Jinping"),
                (Kind::Punctuation, "."),
                (Kind::Comment, "# who"),
            ]
        );
    }

    #[test]
    fn tells_less_than_from_an_iri() {
        assert_eq!(kinds("?v < 5")[1], (Kind::Punctuation, "<"));
        assert_eq!(kinds("?v <= 5")[1], (Kind::Punctuation, "<"));
        assert_eq!(kinds("a <http://x/y>")[1], (Kind::Iri, "<http://x/y>"));
        assert_eq!(kinds("<<( ?s")[0], (Kind::Punctuation, "<"));
    }

    #[test]
    fn knows_when_a_query_is_finished() {
        for whole in ["SELECT * { ?s ?p ?o }", "DESCRIBE :Russia", "ASK { ?x t:met \"a { b\" } # {", "", "}"] {
            assert!(is_finished(whole), "{whole}");
        }
        for part in ["SELECT ?x", "SELECT ?x {", "ASK { ?x ?y \"\"\"a", "PREFIX x: <http://x/>", "SELECT (COUNT(*"] {
            assert!(!is_finished(part), "{part}");
        }
    }

    #[test]
    fn covers_any_input_without_overlap() {
        for odd in ["\"\\", "'é\\ü'", "<é", "?", "::", "t:a.b.", "'''a''b'''", "<=", "<\u{301}>"] {
            let mut end = 0;
            for token in lex(odd) {
                assert!(token.span.start >= end && token.span.end > token.span.start, "{odd}");
                end = token.span.end;
                let _ = &odd[token.span];
            }
        }
    }
}

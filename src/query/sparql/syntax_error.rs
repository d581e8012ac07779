//! Where and what a syntax error is, worked out from the little that the parser tells.
//!
//! The parser's error gives only text, `error at LINE:COLUMN: expected one of A, B`, and its place is not the place of
//! the mistake: a keyword of nine letters that does not match is reported nine letters further on. Therefore the text is
//! parsed once more with wide blanks between its tokens, so that such a place still falls into the gap behind the token.

use std::ops::Range;

use spargebra::SparqlSyntaxError;

use super::nesting::{is_blank_or_comment, skip};
use crate::diagnostic::{Diagnostic, nearest};

/// More blanks than the longest keyword has letters.
const GAP: usize = 40;

/// Words to be offered for a misspelt one.
const KEYWORDS: &[&str] = &[
    "WHERE",
    "FILTER",
    "OPTIONAL",
    "UNION",
    "MINUS",
    "GRAPH",
    "BIND",
    "VALUES",
    "SERVICE",
    "GROUP",
    "ORDER",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "DISTINCT",
    "REDUCED",
    "FROM",
    "NAMED",
    "EXISTS",
    "COUNT",
    "SAMPLE",
    "GROUP_CONCAT",
    "SEPARATOR",
    "REGEX",
    "LANG",
    "LANGMATCHES",
    "DATATYPE",
    "BOUND",
    "CONTAINS",
    "STRSTARTS",
    "STRENDS",
    "COALESCE",
    "CONCAT",
    "DATA",
    "INSERT",
    "DELETE",
    "USING",
    "INTO",
    "SILENT",
];

/// Explains why `text` does not parse; `parse_again` gives the parser's error for another text.
pub(super) fn diagnose(
    text: &str,
    error: &SparqlSyntaxError,
    prefixes: &[(&str, &str)],
    parse_again: impl FnOnce(&str) -> Option<SparqlSyntaxError>,
) -> Diagnostic {
    if let Some(diagnostic) = open_string(text).or_else(|| unbalanced(text)) {
        return diagnostic;
    }
    let (padded, tokens) = pad(text);
    let Some(message) = parse_again(&padded).map(|error| error.to_string()) else {
        return Diagnostic::new(error.to_string());
    };
    let Some((line, column, expected)) = parts(&message) else { return Diagnostic::new(message) };
    let at = offset(&padded, line, column);
    let before = tokens.partition_point(|token| token.padded <= at);
    let span = tokens[before.saturating_sub(1)].span.clone();
    // Without the gaps a rule beyond the grammar is more often the furthest failure.
    let unpadded = error.to_string();
    let rules = parts(&unpadded).map_or("", |(_, _, expected)| expected);
    explain(text, span, &format!("{expected}, {rules}"), prefixes)
}

/// Says what is wrong with the token at `span`, where the parser expected something else.
fn explain(text: &str, span: Range<usize>, expected: &str, prefixes: &[(&str, &str)]) -> Diagnostic {
    let found = &text[span.clone()];
    if let Some(prefix) = undeclared_prefix(text, found, prefixes) {
        let known: Vec<_> = prefixes.iter().map(|(prefix, _)| format!("{prefix}:")).collect();
        return Diagnostic::new(format!("the prefix `{prefix}:` is not declared"))
            .at(span)
            .help(format!("declare it with `PREFIX {prefix}: <...>`; known without declaration: {}", known.join(" ")));
    }
    if expected.contains("IRI parsing failed") && found.starts_with('<') {
        return Diagnostic::new(format!("{found} is no absolute IRI"))
            .at(span)
            .help("write it in full, or declare a base with `BASE <...>`");
    }
    // A rule that holds beyond the grammar is a sentence among the words that the parser expected.
    let mut words = expected.split(", ").map(|word| word.strip_prefix("one of ").unwrap_or(word));
    if let Some(rule) = words.find(|word| is_sentence(word)) {
        return Diagnostic::new(rule).at(span);
    }
    let diagnostic = match found {
        "" => Diagnostic::new("the query ends too early"),
        found => Diagnostic::new(format!("`{found}` is not expected here")),
    };
    let upper = found.to_ascii_uppercase();
    let near = nearest(found, KEYWORDS.iter().copied()).filter(|word| upper.len() >= 3 && upper != *word);
    match near {
        Some(word) => diagnostic.at(span).help(format!("did you mean `{word}`?")),
        None => diagnostic.at(span),
    }
}

fn is_sentence(expected: &str) -> bool {
    expected.starts_with(|c: char| c.is_ascii_uppercase()) && expected.split(' ').count() > 3
}

/// Line and column, both from 1, the column in characters, and what was expected there.
fn parts(message: &str) -> Option<(usize, usize, &str)> {
    let (place, expected) = message.strip_prefix("error at ")?.split_once(": expected ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?, expected))
}

/// Byte offset of a line and column.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}

/// A stretch of text without blanks: where it stands in the padded text and in the original.
struct Token {
    padded: usize,
    span: Range<usize>,
}

/// The text with wide blanks where blanks may stand and without comments, and its tokens. The last token is the end.
fn pad(text: &str) -> (String, Vec<Token>) {
    let mut padded = String::with_capacity(text.len() * 4);
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    let mut in_token = false;
    while at < text.len() {
        let byte = text.as_bytes()[at];
        let skipped = skip(text, at);
        if skipped > at && is_blank_or_comment(byte) {
            in_token = false;
            at = skipped;
            continue;
        }
        let end = if skipped > at { skipped } else { at + text[at..].chars().next().map_or(1, char::len_utf8) };
        let alone = stands_alone(text.as_bytes(), at);
        if alone || !in_token {
            padded.push_str(&" ".repeat(GAP));
            tokens.push(Token { padded: padded.len(), span: at..at });
        }
        padded.push_str(&text[at..end]);
        if let Some(token) = tokens.last_mut() {
            token.span.end = end;
        }
        in_token = !alone;
        at = end;
    }
    padded.push_str(&" ".repeat(GAP));
    tokens.push(Token { padded: padded.len(), span: text.len()..text.len() });
    (padded, tokens)
}

/// Whether blanks may stand on both sides. `<<(`, `)>>`, `{|` and `|}` are one token; an escaped bracket is part of a name.
fn stands_alone(text: &[u8], at: usize) -> bool {
    let glues = |neighbour: Option<&u8>| neighbour.is_some_and(|byte| matches!(byte, b'<' | b'>' | b'|' | b'\\'));
    matches!(text[at], b'{' | b'}' | b'(' | b')' | b';' | b',')
        && !glues(at.checked_sub(1).and_then(|before| text.get(before)))
        && !glues(text.get(at + 1))
}

/// The prefix of a name, if neither the text nor the table declares it.
fn undeclared_prefix<'a>(text: &str, token: &'a str, prefixes: &[(&str, &str)]) -> Option<&'a str> {
    let is_prefix = |prefix: &str| prefix.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let (prefix, _) = token.split_once(':').filter(|(prefix, _)| is_prefix(prefix) && *prefix != "_")?;
    let mut pairs = text.split_whitespace().zip(text.split_whitespace().skip(1));
    let declared = prefixes.iter().any(|(known, _)| *known == prefix)
        || pairs.any(|(word, name)| word.eq_ignore_ascii_case("PREFIX") && name.split(':').next() == Some(prefix));
    (!declared).then_some(prefix)
}

/// A string that is never closed.
fn open_string(text: &str) -> Option<Diagnostic> {
    let mut at = 0;
    while at < text.len() {
        let end = skip(text, at).min(text.len());
        let rest = &text[at..];
        if rest.starts_with(['"', '\'']) {
            let long = rest.starts_with("\"\"\"") || rest.starts_with("'''");
            let quote = if long { &rest[..3] } else { &rest[..1] };
            let string = &text[at..end];
            if string.len() < 2 * quote.len() || !string.ends_with(quote) {
                let help = format!("close it with {quote}; a string over several lines takes three quotes");
                return Some(Diagnostic::new("the string is not closed").at(at..end).help(help));
            }
        }
        at = if end > at { end } else { at + rest.chars().next().map_or(1, char::len_utf8) };
    }
    None
}

/// A bracket without its partner.
fn unbalanced(text: &str) -> Option<Diagnostic> {
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = skip(text, at);
        if end > at {
            at = end;
            continue;
        }
        let byte = text.as_bytes()[at];
        let partner = match byte {
            b')' => b'(',
            b'}' => b'{',
            b']' => b'[',
            _ => 0,
        };
        if at > 0 && text.as_bytes()[at - 1] == b'\\' {
            // An escaped bracket is part of a name.
        } else if matches!(byte, b'(' | b'{' | b'[') {
            open.push((at, byte));
        } else if partner != 0 {
            match open.pop() {
                Some((_, opened)) if opened == partner => {}
                Some((place, opened)) => return Some(never_closed(place, opened)),
                None => return Some(Diagnostic::new(format!("`{}` closes nothing", byte as char)).at(at..at + 1)),
            }
        }
        at += 1;
    }
    open.pop().map(|(place, opened)| never_closed(place, opened))
}

fn never_closed(at: usize, bracket: u8) -> Diagnostic {
    Diagnostic::new(format!("`{}` is never closed", bracket as char)).at(at..at + 1).label("opened here")
}

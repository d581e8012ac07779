//! Text to algebra, with errors that say where and what.

use std::ops::Range;

use spargebra::{Query, SparqlParser, Update};

use super::{nesting, syntax_error};
use crate::diagnostic::{Diagnostic, nearest};

/// A SPARQL request, parsed.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Something to be answered.
    Query(Box<Query>),
    /// Something to be changed.
    Update(Update),
}

const QUERY_FORMS: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
const UPDATE_FORMS: [&str; 10] = ["INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"];

/// Parses a query or an update, whichever its first keyword says. The `prefixes`, as `(prefix, name space)`, need no
/// declaration; one that the text declares itself wins.
///
/// # Errors
///
/// A diagnostic with the place in `text`.
pub fn parse(text: &str, prefixes: &[(&str, &str)]) -> Result<Request, Diagnostic> {
    nesting::check(text)?;
    let mut parser = SparqlParser::new();
    for (prefix, space) in prefixes {
        parser = parser
            .with_prefix(*prefix, *space)
            .map_err(|error| Diagnostic::new(format!("the prefix `{prefix}:` has no valid IRI: {error}")))?;
    }
    let Some(keyword) = first_keyword(text) else {
        return Err(Diagnostic::new("the query is empty").help("for example `SELECT * { ?s ?p ?o } LIMIT 10`"));
    };
    let form = &text[keyword.clone()];
    // Parsing consumes the parser: an error is looked into with a second one.
    let again = parser.clone();
    if is_one_of(form, &UPDATE_FORMS) {
        let parsed = parser.parse_update(text).map(Request::Update);
        parsed.map_err(|error| syntax_error::diagnose(text, &error, prefixes, |text| again.parse_update(text).err()))
    } else if is_one_of(form, &QUERY_FORMS) {
        let parsed = parser.parse_query(text).map(|query| Request::Query(Box::new(query)));
        parsed.map_err(|error| syntax_error::diagnose(text, &error, prefixes, |text| again.parse_query(text).err()))
    } else {
        Err(unknown_form(text, keyword))
    }
}

fn is_one_of(word: &str, forms: &[&str]) -> bool {
    forms.iter().any(|form| word.eq_ignore_ascii_case(form))
}

fn unknown_form(text: &str, range: Range<usize>) -> Diagnostic {
    let word = &text[range.clone()];
    let near = nearest(word, QUERY_FORMS.into_iter().chain(UPDATE_FORMS));
    let diagnostic = Diagnostic::new(format!("`{word}` begins no SPARQL request")).at(range);
    match near {
        Some(form) => diagnostic.help(format!("did you mean `{form}`?")),
        None => diagnostic.help("begin with SELECT, ASK, CONSTRUCT or DESCRIBE, or with an update such as INSERT DATA"),
    }
}

/// The first word that is no declaration of a prefix, base or version.
fn first_keyword(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    let mut in_declaration = false;
    while at < text.len() {
        let end = nesting::skip(text, at);
        if end > at {
            // The IRI or the version string ends a declaration.
            in_declaration &= nesting::is_blank_or_comment(text.as_bytes()[at]);
            at = end;
            continue;
        }
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = text[at..].find(|c| !is_word(c)).unwrap_or(text.len() - at);
        // A sign by itself counts as a word.
        let length = length.max(text[at..].chars().next()?.len_utf8());
        let range = at..at + length;
        if !in_declaration && !is_one_of(&text[range.clone()], &["PREFIX", "BASE", "VERSION"]) {
            return Some(range);
        }
        in_declaration = true;
        at += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIXES: [(&str, &str); 2] = [("", "http://example.com/"), ("t", "http://example.com/t#")];

    #[test]
    fn tells_queries_from_updates() {
        for text in
            ["ASK {}", "# c\nselect * {}", "PREFIX x: <http://x/> BASE <http://y/> CONSTRUCT {} {}", "DESCRIBE :a"]
        {
            assert!(matches!(parse(text, &PREFIXES), Ok(Request::Query(_))), "{text}");
        }
        for text in
            ["CLEAR ALL", "prefix select: <http://x/> insert data {}", "WITH :g DELETE {} WHERE {}", "DROP DEFAULT"]
        {
            assert!(matches!(parse(text, &PREFIXES), Ok(Request::Update(_))), "{text}");
        }
    }

    #[test]
    fn declared_prefixes_win() {
        let text = "PREFIX t: <http://other/> ASK { :a t:b :c }";
        let Request::Query(query) = parse(text, &PREFIXES).unwrap() else { panic!("a query") };
        assert!(query.to_string().contains("<http://other/b>"), "{query}");
    }

    /// A gallery of mistakes: what is marked in the text, and what the message and the help must say.
    #[test]
    fn mistakes_are_marked_and_named() {
        for (text, marked, said) in [
            ("", "", "empty"),
            ("# nothing", "", "empty"),
            ("SELCT * {}", "SELCT", "did you mean `SELECT`"),
            ("Putin", "Putin", "begins no SPARQL request"),
            ("describe Putin", "Putin", "`Putin` is not expected"),
            ("SELECT ?x WHRE { ?x ?y ?z }", "WHRE", "did you mean `WHERE`"),
            ("SELECT ?x { ?x foo:bar ?z }", "foo:bar", "the prefix `foo:` is not declared"),
            ("SELECT ?x { ?x t:met ?z", "{", "never closed"),
            ("SELECT ?x { ?x t:met ?z ) }", "{", "never closed"),
            ("SELECT ?x { ?x t:met ?z } }", "}", "closes nothing"),
            ("SELECT (COUNT(?x) { ?x a ?y }", "(", "never closed"),
            ("SELECT * {\n ?x t:met \"a }\n}", "\"a }", "string"),
            ("SELECT * { ?x t:met '''a }", "'''a }", "string"),
            ("ASK { ?x a :B FILTER(?x > ) }", ")", "`)` is not expected"),
            ("ASK { ?x a :B FILTER(REGX(?x, \"a\")) }", "REGX", "did you mean `REGEX`"),
            ("INSERT DATA { ?x :b :c }", "}", "Variables are not allowed"),
            ("SELECT * { ?s ?p ?o } LIMIT x", "x", "`x` is not expected"),
            ("SELECT * { ?s ?p ?o } LIMIT", "", "ends too early"),
            ("SELECT ?x { ?x ?y }", "}", "`}` is not expected"),
            ("SELECT * { ?x a <rel> }", "<rel>", "IRI"),
            ("SELECT ?x { ?x a ?y } GROUP BY ?y", "", "variable that is unbound"),
        ] {
            let error = parse(text, &PREFIXES).unwrap_err();
            let span = error.span.clone().map_or("", |span| &text[span]);
            assert_eq!(span, marked, "{text}: {error:?}");
            assert!(format!("{error}").contains(said), "{text}: {error:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(SELECT|INSERT DATA|ASK|[?:{}()<>\"'a-zé#.;,|^!* \n\\\\]){0,60}") {
            let _ = parse(&text, &PREFIXES);
        }
    }
}

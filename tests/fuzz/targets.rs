//! What every input must satisfy: shared by the fuzz targets and by the property tests of the test suite.

use std::io::Cursor;
use std::sync::LazyLock;

use tercet::extract::Extractor;
use tercet::extract::rule::{RuleFile, RuleSet};
use tercet::graph::prefixes;
use tercet::ingest::Reader;
use tercet::nlp::Annotator;
use tercet::query::sparql;
use tercet::render::diagnostic::render;

static ANNOTATOR: LazyLock<Annotator> =
    LazyLock::new(|| Annotator::embedded().expect("the model is part of the program"));
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(RuleSet::shipped()));

/// Any bytes are read or refused; blocks are in order, disjoint and on character boundaries.
pub(crate) fn reader(bytes: &[u8]) {
    for doc in Reader::new().read_stream("input", Box::new(Cursor::new(bytes.to_vec()))).flatten() {
        let mut end = 0;
        for block in &doc.blocks {
            let range = block.span.range();
            assert!(end <= range.start && !range.is_empty(), "blocks overlap, are empty or out of order");
            assert!(doc.text.get(range.clone()).is_some(), "a block begins or ends within a character");
            end = range.end;
        }
    }
}

/// Any text is cut into tokens that cover it without gap, each within its sentence's tree.
pub(crate) fn tokenizer(text: &str) {
    let mut at = 0;
    for sent in ANNOTATOR.annotate_text(text) {
        for (index, token) in sent.tokens.iter().enumerate() {
            assert_eq!(token.span.start as usize, at, "a gap or an overlap before token {index}");
            assert!(text.get(token.span.range()).is_some_and(|text| !text.is_empty()), "not on character boundaries");
            at = token.span.end as usize;
            if token.space_after {
                assert!(text[at..].starts_with(' '));
                at += 1;
            }
            assert!((token.head as usize) < sent.tokens.len(), "a head outside of the sentence");
        }
        for entity in &sent.entities {
            assert!(entity.start < entity.end && entity.end as usize <= sent.tokens.len());
        }
    }
    assert_eq!(at, text.len(), "text left over");
}

/// Any article gives statements that quote it where they say.
pub(crate) fn extraction(text: &str) {
    let Ok(doc) = Reader::new().read_text("input", text) else { return };
    for statement in EXTRACTOR.extract(&doc, &ANNOTATOR.annotate(&doc)) {
        let span = statement.evidence.span.expect("what is extracted has a place");
        assert_eq!(doc.text.get(span.range()), Some(statement.evidence.quote.as_str()));
        assert!(statement.confidence.is_some_and(|confidence| (0.0..=1.0).contains(&confidence)));
    }
}

/// Any rule file compiles or is refused with places within it.
pub(crate) fn rules(source: &str) {
    let file = RuleFile { name: "fuzz".to_owned(), source: source.to_owned() };
    if let Err(error) = RuleSet::of_files(&[file]) {
        assert!(!error.diagnostics.is_empty());
        for (name, diagnostic) in &error.diagnostics {
            if let Some(span) = &diagnostic.span {
                assert!(source.get(span.clone()).is_some(), "{span:?} is no place in the file");
            }
            render(diagnostic, name, source);
        }
    }
}

/// Any SPARQL text parses or is refused with a place within it.
pub(crate) fn query(text: &str) {
    if let Err(diagnostic) = sparql::parse(text, prefixes()) {
        if let Some(span) = &diagnostic.span {
            assert!(text.get(span.clone()).is_some(), "{span:?} is no place in the query");
        }
        render(&diagnostic, "query", text);
    }
}

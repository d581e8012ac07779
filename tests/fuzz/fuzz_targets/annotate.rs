//! Any text is annotated without panic, and its tokens cover it.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tercet::nlp::Annotator;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::embedded().expect("the model is part of the program"));

fuzz_target!(|text: &str| {
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
});

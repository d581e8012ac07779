//! Annotated sentences as JSON.

use serde_json::{Value, json};

use crate::text::{Sentence, Span, Token};

/// One object for one text, in one line without a line end.
///
/// `start` and `end` of sentences, tokens and entities are bytes into `text`; `head`, `first` and `last` are indices of
/// tokens within the sentence, `last` inclusive.
pub fn annotation_json(name: &str, text: &str, sentences: &[Sentence]) -> String {
    let sentences: Vec<Value> = sentences.iter().map(|sent| sentence(text, sent)).collect();
    json!({ "doc": name, "text": text, "sentences": sentences }).to_string()
}

fn sentence(text: &str, sent: &Sentence) -> Value {
    let range = |range: std::ops::Range<usize>| {
        let span = sent.span_of(range.clone());
        json!({ "text": &text[span.range()], "start": span.start, "end": span.end, "first": range.start, "last": range.end - 1 })
    };
    let entities = sent.entities.iter().map(|entity| {
        let mut value = range(entity.range());
        value["label"] = entity.label.as_str().into();
        value
    });
    let chunks = sent.noun_chunks.iter().map(|chunk| range(chunk.start as usize..chunk.end as usize));
    let Span { start, end } = sent.span;
    json!({
        "start": start,
        "end": end,
        "block": sent.block,
        "tokens": sent.tokens.iter().map(|one| token(text, one)).collect::<Vec<_>>(),
        "entities": entities.collect::<Vec<_>>(),
        "noun_chunks": chunks.collect::<Vec<_>>(),
    })
}

fn token(text: &str, token: &Token) -> Value {
    json!({
        "text": &text[token.span.range()],
        "start": token.span.start,
        "end": token.span.end,
        "lemma": token.lemma.as_str(),
        "tag": token.tag,
        "pos": token.pos.as_str(),
        "morph": token.morph,
        "head": token.head,
        "deprel": token.deprel.as_str(),
        "space_after": token.space_after,
    })
}

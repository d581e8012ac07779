//! Annotated sentences as CoNLL-U, the exchange format of treebanks.
//!
//! Ten columns as in <https://universaldependencies.org/format.html>, with the labels of the model: Penn tags in XPOS, ClearNLP
//! relations in DEPREL, where a root is called `root`. Entities are IOB2 labels in MISC (`Entity=B-PERSON`). Tokens of white
//! space keep their row, escaped as UDPipe does (`\s`, `\n`, `\t`), because other rows may hang on them.

use std::fmt::Write;

use crate::text::{Deprel, Sentence, Token, Upos};

/// Writes sentences of one text in CoNLL-U; `name` identifies the text.
pub fn conllu(name: &str, text: &str, sentences: &[Sentence]) -> String {
    let mut out = String::new();
    line(&mut out, format_args!("# newdoc id = {}", one_line(name)));
    for (number, sent) in (1..).zip(sentences) {
        line(&mut out, format_args!("# sent_id = {}-{number}", one_line(name)));
        line(&mut out, format_args!("# text = {}", one_line(&text[sent.span.range()])));
        let entities = entity_labels(sent);
        for (at, token) in sent.tokens.iter().enumerate() {
            row(&mut out, text, at, token, &entities[at]);
        }
        out.push('\n');
    }
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

fn row(out: &mut String, text: &str, at: usize, token: &Token, entity: &str) {
    let is_root = token.head as usize == at;
    let head = if is_root { 0 } else { token.head + 1 };
    let deprel = match token.deprel {
        Deprel::Root => "root",
        Deprel::Unlabelled => "_",
        deprel => deprel.as_str(),
    };
    let form = field(&text[token.span.range()], token.pos);
    let lemma = field(&token.lemma, token.pos);
    let feats = if token.morph.is_empty() { "_" } else { token.morph };
    let misc = match (entity, token.space_after) {
        ("", true) => "_".to_owned(),
        ("", false) => "SpaceAfter=No".to_owned(),
        (entity, true) => format!("Entity={entity}"),
        (entity, false) => format!("Entity={entity}|SpaceAfter=No"),
    };
    let (id, pos, tag) = (at + 1, token.pos, token.tag);
    line(out, format_args!("{id}\t{form}\t{lemma}\t{pos}\t{tag}\t{feats}\t{head}\t{deprel}\t_\t{misc}"));
}

/// A form or lemma as a field, which holds neither tabs nor line ends.
fn field(text: &str, pos: Upos) -> String {
    if pos != Upos::Space {
        return text.to_owned();
    }
    let mut field = String::new();
    for c in text.chars() {
        match c {
            ' ' => field.push_str("\\s"),
            '\t' => field.push_str("\\t"),
            '\n' => field.push_str("\\n"),
            '\r' => field.push_str("\\r"),
            // Other white space does not end a line or a field; \u escapes keep it visible.
            c => field.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
        }
    }
    field
}

/// IOB2 labels of the tokens, empty outside of entities.
fn entity_labels(sent: &Sentence) -> Vec<String> {
    let mut labels = vec![String::new(); sent.tokens.len()];
    for entity in &sent.entities {
        for (at, label) in labels[entity.range()].iter_mut().enumerate() {
            *label = format!("{}-{}", if at == 0 { 'B' } else { 'I' }, entity.label);
        }
    }
    labels
}

/// The text with every run of white space as one blank.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Dependency trees as lines that a person can read.

use std::fmt::Write;

use super::conllu::one_line;
use crate::text::{Sentence, Token, Upos};

/// Below this depth branches are no longer indented further, so that a chain of thousands stays printable.
const DEEPEST: usize = 40;

/// The sentence, and under it its tree: each word under its head, with relation, tag, lemma if it differs, and the entity
/// whose head the word is.
pub fn tree(text: &str, sent: &Sentence) -> String {
    let mut out = one_line(&text[sent.span.range()]);
    out.push('\n');
    let mut children = vec![Vec::new(); sent.tokens.len()];
    let mut open = Vec::new();
    for (at, token) in sent.tokens.iter().enumerate().rev() {
        if token.head as usize == at {
            open.push((at, String::new(), ""));
        } else {
            children[token.head as usize].push(at);
        }
    }
    // A stack, not recursion: trees may be as deep as the sentence is long.
    let entities = entities_by_head(text, sent);
    while let Some((at, indent, branch)) = open.pop() {
        let _ = writeln!(out, "{indent}{branch}{}{}", word(text, &sent.tokens[at]), entities[at]);
        let deeper = match branch {
            "" => "",
            "└─ " => "   ",
            _ => "│  ",
        };
        let indent = if indent.chars().count() < 3 * DEEPEST { indent + deeper } else { indent };
        let count = children[at].len();
        for (nth, child) in std::mem::take(&mut children[at]).into_iter().enumerate() {
            // Children are listed from right to left; the leftmost is to come off the stack first.
            let branch = if nth == 0 || count == 1 { "└─ " } else { "├─ " };
            open.push((child, indent.clone(), branch));
        }
    }
    out
}

fn word(text: &str, token: &Token) -> String {
    let form = &text[token.span.range()];
    let shown = if token.pos == Upos::Space { format!("{form:?}") } else { form.to_owned() };
    let line = format!("{shown}  {} {}/{}", token.deprel, token.pos, token.tag);
    if token.pos == Upos::Space || token.lemma == form { line } else { format!("{line} ({})", token.lemma) }
}

/// For each token what to say of the entity that it is the head of; empty for others.
fn entities_by_head(text: &str, sent: &Sentence) -> Vec<String> {
    let mut said = vec![String::new(); sent.tokens.len()];
    for entity in &sent.entities {
        if let Some(head) = head_of(&sent.tokens, entity.range()) {
            let name = one_line(&text[sent.span_of(entity.range()).range()]);
            said[head] = format!("  [{}: {name}]", entity.label);
        }
    }
    said
}

/// The first token of the range whose head lies outside of it, or is itself.
fn head_of(tokens: &[Token], range: std::ops::Range<usize>) -> Option<usize> {
    range.clone().find(|&at| {
        let head = tokens[at].head as usize;
        head == at || !range.contains(&head)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Deprel, EntityLabel, LabelledSpan, Span};

    fn token(span: (usize, usize), lemma: &str, tag: &'static str, pos: Upos, head: u32, deprel: Deprel) -> Token {
        let span = Span::new(span.0, span.1);
        Token { span, lemma: lemma.into(), tag, pos, morph: "", head, deprel, space_after: true }
    }

    #[test]
    fn shows_relations_and_entities() {
        let text = "Ilse Kornfeld left Graz .";
        let sent = Sentence {
            span: Span::new(0, text.len()),
            tokens: vec![
                token((0, 4), "Ilse", "NNP", Upos::Propn, 1, Deprel::Compound),
                token((5, 13), "Kornfeld", "NNP", Upos::Propn, 2, Deprel::Nsubj),
                token((14, 18), "leave", "VBD", Upos::Verb, 2, Deprel::Root),
                token((19, 23), "Graz", "NNP", Upos::Propn, 2, Deprel::Dobj),
                token((24, 25), ".", ".", Upos::Punct, 2, Deprel::Punct),
            ],
            entities: vec![
                LabelledSpan { label: EntityLabel::Person, start: 0, end: 2 },
                LabelledSpan { label: EntityLabel::Gpe, start: 3, end: 4 },
            ],
            ..Sentence::default()
        };
        let expected = "\
Ilse Kornfeld left Graz .
left  ROOT VERB/VBD (leave)
├─ Kornfeld  nsubj PROPN/NNP  [PERSON: Ilse Kornfeld]
│  └─ Ilse  compound PROPN/NNP
├─ Graz  dobj PROPN/NNP  [GPE: Graz]
└─ .  punct PUNCT/.
";
        assert_eq!(tree(text, &sent), expected);
    }

    #[test]
    fn a_chain_of_thousands_stays_printable() {
        let text = "a ".repeat(5000);
        let tokens: Vec<_> = (0..5000)
            .map(|at: usize| {
                token((2 * at, 2 * at + 1), "a", "DT", Upos::Det, at.saturating_sub(1) as u32, Deprel::Dep)
            })
            .collect();
        let sent = Sentence { span: Span::new(0, text.len() - 1), tokens, ..Sentence::default() };
        let printed = tree(&text, &sent);
        assert_eq!(printed.lines().count(), 5001);
        assert!(printed.len() < 2_000_000);
    }
}

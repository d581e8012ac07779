//! A test helper: sentences written down with just the analysis that a test is about.
//!
//! One line is one sentence. Words are cut at white space and punctuation, roughly as the tokenizer does.
//! `met_VBD` gives a word its tag; the first tagged verb is the root, later verbs hang on it and every other word
//! on the verb before it, or as its subject on the verb that follows at once. `will_MD`, `to_TO` and `was_VBD_aux` are auxiliaries of the next verb. A number before
//! `troops_NNS` counts it.

use crate::text::{Deprel, Document, Sentence, Span, Token, Upos};

/// The document and its sentences; the markup is not part of the text.
pub(crate) fn sample(marked: &str) -> (Document, Vec<Sentence>) {
    let mut text = String::new();
    let mut sentences = Vec::new();
    for line in marked.lines() {
        let mut tokens = Vec::new();
        for word in line.split_whitespace() {
            let (word, tag, is_aux) = markup(word);
            for (start, end) in pieces(word) {
                tokens.push(token(Span::new(text.len() + start, text.len() + end), tag, is_aux));
            }
            text.push_str(word);
            text.push(' ');
        }
        attach(&mut tokens, &text);
        let span = match tokens.as_slice() {
            [first, .., last] => first.span.cover(last.span),
            [only] => only.span,
            [] => continue,
        };
        sentences.push(Sentence { span, tokens, ..Sentence::default() });
    }
    (Document { text, ..Document::default() }, sentences)
}

/// The word without markup, its tag, and whether it is an auxiliary.
fn markup(word: &str) -> (&str, &'static str, bool) {
    const TAGS: [&str; 10] = ["VBD", "VBN", "VBZ", "VBP", "VBG", "VB", "MD", "TO", "NNS", "JJ"];
    let (rest, is_aux) = match word.strip_suffix("_aux") {
        Some(rest) => (rest, true),
        None => (word, false),
    };
    for tag in TAGS {
        if let Some(word) = rest.strip_suffix(tag).and_then(|rest| rest.strip_suffix('_')) {
            return (word, tag, is_aux || matches!(tag, "MD" | "TO"));
        }
    }
    (word, "", false)
}

/// The byte ranges of a word's tokens.
fn pieces(word: &str) -> Vec<(usize, usize)> {
    const OPENING: &[char] = &['(', '"', '“', '$', '€', '£', '¥', '[', '<'];
    const CLOSING: &[char] = &[')', '"', '”', ',', ';', ':', '?', '!', '.', '%', ']', '>'];
    const ABBREVIATIONS: [&str; 8] = ["Sept.", "Oct.", "Nov.", "Dec.", "Jan.", "U.S.", "Rs.", "bn."];
    let mut pieces = Vec::new();
    let (mut start, mut end) = (0, word.len());
    while let Some(sign) = word[start..end].chars().next().filter(|c| OPENING.contains(c)) {
        pieces.push((start, start + sign.len_utf8()));
        start += sign.len_utf8();
    }
    let mut closing = Vec::new();
    while let Some(sign) = word[start..end].chars().next_back().filter(|c| CLOSING.contains(c)) {
        if ABBREVIATIONS.contains(&&word[start..end]) {
            break;
        }
        closing.push((end - sign.len_utf8(), end));
        end -= sign.len_utf8();
    }
    if let Some(stem) = word[start..end].strip_suffix("'s").filter(|stem| !stem.is_empty()) {
        closing.push((start + stem.len(), end));
        end = start + stem.len();
    }
    let mut from = start;
    for (at, _) in word[start..end].match_indices('-').map(|(at, dash)| (start + at, dash)) {
        let digit = |at: Option<u8>| at.is_some_and(|byte| byte.is_ascii_digit());
        if digit(word.as_bytes()[..at].last().copied()) && digit(word.as_bytes().get(at + 1).copied()) {
            pieces.extend([(from, at), (at, at + 1)]);
            from = at + 1;
        }
    }
    if from < end {
        pieces.push((from, end));
    }
    pieces.extend(closing.into_iter().rev());
    pieces
}

fn token(span: Span, tag: &'static str, is_aux: bool) -> Token {
    let pos = match tag {
        "" => Upos::X,
        "NNS" => Upos::Noun,
        "JJ" => Upos::Adj,
        "MD" | "TO" => Upos::Aux,
        _ => Upos::Verb,
    };
    let deprel = if is_aux { Deprel::Aux } else { Deprel::Unlabelled };
    Token { span, lemma: "".into(), tag, pos, morph: "", head: 0, deprel, space_after: true }
}

fn attach(tokens: &mut [Token], text: &str) {
    let is_verb = |token: &Token| token.pos == Upos::Verb && token.deprel != Deprel::Aux;
    let root = tokens.iter().position(is_verb).unwrap_or(0);
    for at in 0..tokens.len() {
        let verb_before = (0..at).rev().find(|&at| is_verb(&tokens[at])).unwrap_or(root);
        let verb_after = (at + 1..tokens.len()).find(|&at| is_verb(&tokens[at]));
        let counted = tokens.get(at + 1).is_some_and(|next| next.tag == "NNS");
        let word = text[tokens[at].span.range()].to_lowercase();
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let is_aux = tokens[at].deprel == Deprel::Aux;
        let (head, deprel) = match (is_aux, verb_after) {
            _ if at == root => (at, Deprel::Root),
            (true, Some(verb)) => (verb, Deprel::Aux),
            (false, Some(verb)) if verb == at + 1 => (verb, Deprel::Nsubj),
            _ if is_number && counted => (at + 1, Deprel::Nummod),
            _ => (verb_before, Deprel::Dep),
        };
        let lemma = match word.as_str() {
            "is" | "are" | "was" | "were" | "been" | "be" => "be",
            "has" | "have" | "had" => "have",
            _ => &word,
        };
        tokens[at].lemma = lemma.into();
        (tokens[at].head, tokens[at].deprel) = (head as u32, deprel);
    }
}

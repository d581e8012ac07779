//! What the words around a noun or pronoun tell about how it refers.

use crate::extract::entities::View;
use crate::resolve::EntityId;
use crate::text::{Deprel, Sentence, Token};

/// "two" or "both" before a plural.
pub(super) fn number_before(view: &View<'_>, token: usize) -> Option<usize> {
    let tokens = &view.sentence.tokens;
    let number = |t: usize| match view.word(t).to_lowercase().as_str() {
        "two" | "both" => Some(2),
        "three" => Some(3),
        _ => None,
    };
    let found =
        (token.saturating_sub(4)..token).rev().filter(|&t| tokens[t].head as usize == token).find_map(number)?;
    let narrowed =
        |t: &Token| t.head as usize == token && matches!(t.deprel, Deprel::Amod | Deprel::Compound | Deprel::Relcl);
    if tokens.iter().any(narrowed) {
        return None;
    }
    // "two countries" alone are any two.
    let definite = is_definite(view, token)
        || view.word(token.saturating_sub(1)).eq_ignore_ascii_case("both")
        || (token.saturating_sub(3)..token).any(|t| view.word(t).eq_ignore_ascii_case("both"));
    definite.then_some(found)
}

/// True under "the", "this", "that" or a possessive pronoun.
pub(super) fn is_definite(view: &View<'_>, token: usize) -> bool {
    let tokens = &view.sentence.tokens;
    (token.saturating_sub(5)..token).any(|t| {
        let word = view.word(t).to_lowercase();
        tokens[t].head as usize == token
            && (matches!(word.as_str(), "the" | "this" | "these") || tokens[t].deprel == Deprel::Poss)
    })
}

pub(super) fn is_indefinite(view: &View<'_>, token: usize) -> bool {
    let tokens = &view.sentence.tokens;
    (token.saturating_sub(5)..token).any(|t| {
        let word = view.word(t).to_lowercase();
        tokens[t].head as usize == token
            && matches!(word.as_str(), "a" | "an" | "another" | "any" | "no" | "some" | "every" | "each")
    })
}

/// True if an adjective, noun or number narrows the noun.
pub(super) fn has_modifier(view: &View<'_>, token: usize) -> bool {
    let tokens = &view.sentence.tokens;
    tokens.iter().any(|t| {
        t.head as usize == token
            && matches!(
                t.deprel,
                Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::Poss | Deprel::Relcl | Deprel::Acl
            )
    })
}

/// First token of a noun phrase without determiner.
pub(super) fn phrase_start(view: &View<'_>, token: usize) -> usize {
    let tokens = &view.sentence.tokens;
    let mut start = token;
    while start > 0 {
        let left = &tokens[start - 1];
        if left.head as usize == token && matches!(left.deprel, Deprel::Amod | Deprel::Compound | Deprel::Nummod) {
            start -= 1;
        } else {
            break;
        }
    }
    start
}

pub(super) fn is_subject(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::Nsubj | Deprel::Nsubjpass)
}

/// The subject of the verb that governs an object pronoun; it cannot be the pronoun's antecedent.
pub(super) fn bound_subject(sentence: &Sentence, token: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    if !matches!(tokens[token].deprel, Deprel::Dobj | Deprel::Pobj | Deprel::Dative) {
        return None;
    }
    let mut verb = tokens[token].head as usize;
    while tokens[verb].deprel == Deprel::Prep {
        verb = tokens[verb].head as usize;
    }
    (0..tokens.len()).find(|&t| tokens[t].head as usize == verb && is_subject(tokens[t].deprel))
}

/// The first member of a coordination.
pub(super) fn conj_root(sentence: &Sentence, mut token: usize) -> usize {
    while sentence.tokens[token].deprel == Deprel::Conj {
        token = sentence.tokens[token].head as usize;
    }
    token
}

/// The one entity of a list, repeated or not.
pub(super) fn sole(ids: &[EntityId]) -> Option<EntityId> {
    let first = *ids.first()?;
    ids.iter().all(|&id| id == first).then_some(first)
}

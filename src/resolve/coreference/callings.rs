//! What the article calls its people, places and things beside their names: "the architect Ada Berg", "Arda, a market
//! town", "the tanker Baltic Star", "Berg, 61". It is what lets "the architect", "the 61-year-old" and "the vessel"
//! find them.

use std::collections::HashMap;

use super::{EntityId, Named};
use crate::extract::entities::View;
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// The callings of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Callings {
    /// Nouns and adjectives, in lower case, by whom they are said of.
    words: HashMap<EntityId, Vec<String>>,
    ages: HashMap<EntityId, u32>,
}

impl Callings {
    /// Whether the article says a word of somebody or something.
    pub(super) fn is_called(&self, id: EntityId, word: &str) -> bool {
        self.words_of(id).iter().any(|known| known == word)
    }

    /// All that the article says of one.
    pub(super) fn words_of(&self, id: EntityId) -> &[String] {
        self.words.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn age(&self, id: EntityId) -> Option<u32> {
        self.ages.get(&id).copied()
    }

    /// Adds what a sentence says of those whom it names.
    pub(super) fn add(&mut self, view: &View<'_>, named: &Named<'_>) {
        for (name, id) in named.names.iter().zip(named.linked) {
            let Some(id) = *id else { continue };
            if !matches!(name.kind, EntityKind::Person | EntityKind::Place | EntityKind::Artefact) {
                continue;
            }
            if let Some(age) = age_beside(view, name.tokens.start, name.tokens.end) {
                self.ages.insert(id, age);
            }
            for noun in nouns(view, name.tokens.start, name.head) {
                let words = self.words.entry(id).or_default();
                words.push(view.word(noun).to_lowercase());
                let before = (0..noun).rev().take_while(|&t| {
                    matches!(view.sentence.tokens[t].pos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Punct)
                        && view.word(t) != ","
                });
                words.extend(before.map(|t| view.word(t).to_lowercase()));
            }
        }
    }
}

/// The common nouns said of a name: before it ("the tanker Arda", "the village of Arda"), in apposition, or by "is".
fn nouns(view: &View<'_>, start: usize, head: usize) -> Vec<usize> {
    let tokens = &view.sentence.tokens;
    let calling = |t: usize| tokens[t].pos == Upos::Noun || t == 0 && words::is_calling(&view.word(t).to_lowercase());
    let mut found = Vec::new();
    if let Some(before) = start.checked_sub(1) {
        if calling(before) && tokens[before].tag != "NNS" {
            found.push(before);
        } else if view.word(before) == "of"
            && let Some(noun) = before.checked_sub(1)
            && words::is_settlement(view.word(noun))
        {
            found.push(noun);
        }
    }
    let governor = tokens[head].head as usize;
    for (t, token) in tokens.iter().enumerate() {
        let parent = token.head as usize;
        let apposed = token.deprel == Deprel::Appos && parent == head && t > head
            || tokens[head].deprel == Deprel::Appos && t == governor;
        let said = token.deprel == Deprel::Attr && tokens[head].deprel == Deprel::Nsubj && governor == parent;
        if (apposed || said) && token.pos == Upos::Noun && token.tag == "NN" {
            found.push(t);
        }
    }
    found
}

/// "Berg, 61," and "61-year-old Ada Berg".
fn age_beside(view: &View<'_>, start: usize, end: usize) -> Option<u32> {
    let word = |t: usize| view.word_at(t).unwrap_or_default();
    let behind = (word(end) == "," && matches!(word(end + 2), "," | "." | ";")).then(|| word(end + 1));
    let before = (start.saturating_sub(8)..start).find(|&t| is_age(view, t)).map(word);
    [behind, before]
        .into_iter()
        .flatten()
        .find_map(|years| years.parse().ok())
        .filter(|years| (10..110).contains(years))
}

/// The number of "61-year-old".
pub(super) fn is_age(view: &View<'_>, at: usize) -> bool {
    let word = |t: usize| view.word_at(t).unwrap_or_default();
    word(at).bytes().all(|b| b.is_ascii_digit())
        && word(at + 1) == "-"
        && word(at + 2) == "year"
        && word(at + 3) == "-"
        && word(at + 4) == "old"
}

//! What the next sentence calls a name: "Arda Halvor won the order on Monday. The shipbuilder will hire 200 people." is
//! about a firm, though the model takes its name for a person's.

use std::collections::HashSet;

use super::Name;
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{Deprel, Document, EntityLabel, Sentence, Upos};

/// Points for an organisation, more than the model's label gives a person.
const POINTS: i32 = 4;

/// Firms by their nouns; of clubs, parties and bands people are members, so that these prove nothing.
const FIRMS: &[&str] = &[
    "airline",
    "automaker",
    "bank",
    "brewer",
    "broadcaster",
    "carmaker",
    "chipmaker",
    "company",
    "conglomerate",
    "corporation",
    "developer",
    "drugmaker",
    "exporter",
    "firm",
    "insurer",
    "lender",
    "manufacturer",
    "miner",
    "operator",
    "producer",
    "refiner",
    "retailer",
    "shipbuilder",
    "smelter",
    "start-up",
    "startup",
    "steelmaker",
    "supermarket",
    "utility",
];

/// Lends points to the names of several words that the next sentence calls a firm.
pub(super) fn hear(doc: &Document, sentences: &[Sentence], names: &mut [Name]) {
    let alone: HashSet<&str> =
        names.iter().filter(|name| !name.text.contains(' ')).map(|name| name.text.as_str()).collect();
    let mut firms: HashSet<String> = HashSet::new();
    let mut start = 0;
    for (index, pair) in sentences.windows(2).enumerate() {
        while start < names.len() && names[start].sentence < index {
            start += 1;
        }
        let end = start + names[start..].iter().take_while(|name| name.sentence == index).count();
        let here = &names[start..end];
        let Some(name) = here.iter().find(|name| is_topic(&pair[0], name)) else { continue };
        let only = here.iter().all(|other| std::ptr::eq(other, name) || !is_body(other));
        let surname = name.text.rsplit(' ').next().is_some_and(|last| alone.contains(last));
        if only
            && !surname
            && may_be_firm(name)
            && !speaks_of_person(doc, pair)
            && calls_firm(doc, &pair[1], &names[end..], index + 1)
        {
            firms.insert(name.text.clone());
        }
    }
    for name in names.iter_mut().filter(|name| firms.contains(&name.text)) {
        name.dealings += POINTS;
    }
}

fn is_body(name: &Name) -> bool {
    name.kind == EntityKind::Organisation || name.label == Some(EntityLabel::Org)
}

/// An untitled name of several words that nothing else tells the kind of.
fn may_be_firm(name: &Name) -> bool {
    let first = name.text.split(' ').next().unwrap_or_default();
    name.kind == EntityKind::Unknown
        && name.text.contains(' ')
        && !name.titled
        && name.called.is_none()
        && name.hinted != Some(EntityKind::Person)
        && matches!(name.label, None | Some(EntityLabel::Person))
        && !words::is_mans_name(first)
        && !words::is_womans_name(first)
}

/// The subject of the main verb.
fn is_topic(sentence: &Sentence, name: &Name) -> bool {
    const OF_PEOPLE: &[&str] = &["be", "die", "join", "leave", "marry", "quit", "resign", "retire", "step"];
    let head = &sentence.tokens[name.head];
    let verb = &sentence.tokens[head.head as usize];
    head.deprel == Deprel::Nsubj
        && sentence.tokens[verb.head as usize].head == verb.head
        && verb.head == head.head
        && !OF_PEOPLE.contains(&verb.lemma.as_str())
}

fn speaks_of_person(doc: &Document, sentences: &[Sentence]) -> bool {
    sentences.iter().flat_map(|sentence| &sentence.tokens).any(|token| {
        let word = doc.text[token.span.range()].to_lowercase();
        matches!(word.as_str(), "he" | "she" | "him" | "his" | "her" | "hers" | "who")
    })
}

/// Whether a sentence speaks of "the company" before it names another body.
fn calls_firm(doc: &Document, sentence: &Sentence, names: &[Name], index: usize) -> bool {
    let word = |t: usize| doc.text[sentence.tokens[t].span.range()].to_lowercase();
    let noun = (1..sentence.tokens.len()).find(|&t| {
        let token = &sentence.tokens[t];
        let the = (t.saturating_sub(4)..t).any(|d| sentence.tokens[d].head as usize == t && word(d) == "the");
        token.pos == Upos::Noun
            && the
            && !matches!(token.deprel, Deprel::Compound | Deprel::Appos)
            && FIRMS.contains(&word(t).as_str())
    });
    noun.is_some_and(|noun| {
        !names.iter().take_while(|name| name.sentence == index).any(|name| name.tokens.start < noun && is_body(name))
    })
}

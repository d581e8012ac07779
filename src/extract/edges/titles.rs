//! Titles in all their shapes: "Norland's foreign minister Ada Berg", "President of Norland Ada Berg",
//! "Ada Berg, the president of Norland", "the president, Ada Berg".
//!
//! Titles before a name are read from the order of words: parsers disagree with themselves about their trees.

use crate::extract::MentionForm;
use crate::extract::lexicon::{OF_OFFICE, OFFICES, PAST};
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// A title and its bearer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// Head token of the person's name.
    pub(crate) person: u32,
    /// The noun that names the office.
    pub(crate) head: u32,
    /// The words of the title, bodies and "former" left out, in order.
    pub(crate) words: Vec<u32>,
    /// Head tokens of the countries and organisations that the title names.
    pub(crate) bodies: Vec<u32>,
    /// "former president", "then president".
    pub(crate) former: bool,
}

/// First words of fields of government that stand behind "minister of".
const PORTFOLIOS: &[&str] = &[
    "State",
    "Foreign",
    "Defense",
    "Defence",
    "Political",
    "Economic",
    "Finance",
    "Interior",
    "Home",
    "Trade",
    "Staff",
    "Justice",
    "Health",
    "Education",
    "Energy",
    "Industry",
    "Agriculture",
    "Culture",
    "Labor",
    "Labour",
    "Transport",
];

/// All titles of a sentence, in order of their bearers.
pub(super) fn find(view: &View<'_>) -> Vec<Title> {
    let mut out: Vec<Title> = Vec::new();
    for at in 0..view.len() as u32 {
        let Some(mention) = view.mention(at) else { continue };
        if mention.kind != EntityKind::Person {
            continue;
        }
        if mention.form == MentionForm::Nominal && view.entities(at).len() == 1 && is_office(view, at) {
            // "the Norwegian president" is a name of the office and of its holder.
            out.extend(phrase(view, at, at, view.subtree(at).into_iter().max().unwrap_or(at) + 1));
        }
        if mention.form != MentionForm::Name {
            continue;
        }
        let before = before_name(view, at, mention.tokens.start);
        let beside = beside_name(view, at);
        for title in before.into_iter().chain(beside) {
            if !out.iter().any(|t| t.person == title.person && t.head == title.head) {
                out.push(title);
            }
        }
    }
    out
}

/// Whether the token names an office.
pub(crate) fn is_office(view: &View<'_>, at: u32) -> bool {
    let lemma = view.lemma(at).to_lowercase();
    matches!(view.token(at).pos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
        && (OFFICES.contains(&lemma.as_str()) || OFFICES.contains(&view.lower(at).as_str()))
}

/// The title that ends where the name starts.
fn before_name(view: &View<'_>, person: u32, start: u32) -> Option<Title> {
    let mut end = start;
    // "the Communist Party chief, Hu": only with an article or possessive, else the comma separates list entries.
    let comma = end > 0 && view.word(end - 1) == ",";
    if comma {
        end -= 1;
    }
    let reaches = |&at: &u32| is_office(view, at) && (at + 1 == end || bridges(view, at + 1, end));
    let nearest = (end.saturating_sub(9)..end).rev().find(|at| is_office(view, *at)).filter(reaches)?;
    // "Head of the Office of the President Ada Berg": the first office is hers.
    let head = (end.saturating_sub(9)..nearest).find(reaches).unwrap_or(nearest);
    let title = phrase(view, person, head, end)?;
    if comma {
        let first = title.words.iter().chain(&title.bodies).copied().min().unwrap_or(head);
        let determined = (first.saturating_sub(4)..=first)
            .any(|at| matches!(view.lower(at).as_str(), "the" | "'s" | "’s" | "its" | "their" | "his" | "her"));
        let listed = first > 0 && view.word(first - 1) == ",";
        if !determined || listed || view.deprel(person) == Deprel::Conj {
            return None;
        }
    }
    Some(title)
}

/// Whether the words between office and name are "of Norland", "of the Norland Central Bank", "for Asia", "to Norland".
fn bridges(view: &View<'_>, from: u32, to: u32) -> bool {
    matches!(view.lower(from).as_str(), "of" | "for" | "to" | "at")
        && (from + 1..to).all(|at| {
            matches!(view.token(at).pos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Cconj | Upos::Part)
                || matches!(view.lower(at).as_str(), "of" | "for" | "and" | "&" | "on")
        })
}

/// Titles in apposition or behind a copula.
fn beside_name(view: &View<'_>, person: u32) -> Vec<Title> {
    let mut heads = Vec::new();
    for &child in view.children(person) {
        if view.deprel(child) == Deprel::Appos {
            heads.push(child);
            heads.extend(conjuncts(view, child));
        }
    }
    // "the president of Norland, Ada Berg".
    if view.deprel(person) == Deprel::Appos {
        heads.push(view.head(person));
    }
    // "Ada Berg is the president of Norland."
    let verb = view.head(person);
    if view.deprel(person) == Deprel::Nsubj && view.is_any(verb, &["be", "become", "remain"]) {
        let negated = view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Neg | Deprel::Aux));
        if !negated {
            heads.extend(view.children(verb).iter().filter(|&&c| view.deprel(c) == Deprel::Attr));
        }
    }
    heads.retain(|&head| is_office(view, head) && view.mention(head).is_none_or(|m| m.form == MentionForm::Nominal));
    heads
        .into_iter()
        .filter_map(|head| {
            let within_person = |t: u32| view.head(person) == head && view.dominates(person, t);
            let last = view.subtree(head).into_iter().filter(|&t| !within_person(t)).max().unwrap_or(head);
            phrase(view, person, head, last.max(head) + 1)
        })
        .collect()
}

fn conjuncts(view: &View<'_>, at: u32) -> Vec<u32> {
    view.children(at).iter().copied().filter(|&c| view.deprel(c) == Deprel::Conj).collect()
}

/// Reads the title around `head`: its modifiers to the left, its "of" phrase up to `end`.
fn phrase(view: &View<'_>, person: u32, head: u32, end: u32) -> Option<Title> {
    let mut title = Title { person, head, words: vec![head], bodies: Vec::new(), former: false };
    let mut at = head;
    while at > 0 {
        at -= 1;
        let word = view.lower(at);
        if let Some(body) = body_at(view, at) {
            if !title.bodies.contains(&body) {
                title.bodies.push(body);
            }
            continue;
        }
        if PAST.contains(&word.as_str()) {
            title.former = true;
        }
        let possessive = matches!(word.as_str(), "'s" | "’s" | "'" | "’");
        let skipped =
            possessive || OF_OFFICE.contains(&word.as_str()) || word == "-" || view.token(at).pos == Upos::Num;
        let part = matches!(view.token(at).pos, Upos::Noun | Upos::Propn | Upos::Adj)
            && view.mention(at).is_none_or(|m| m.form == MentionForm::Nominal);
        let joined = word == "and" && title.words.first() == Some(&(at + 1)) && at > 0 && part_of_office(view, at - 1);
        let adverb = view.token(at).pos == Upos::Adv;
        if skipped || adverb {
            // Also an "s" of a possessive ends what belongs to the title proper.
            continue;
        }
        if (part || joined) && at + 1 == first(&title.words) {
            title.words.insert(0, at);
            continue;
        }
        break;
    }
    of_phrase(view, &mut title, end);
    while title.words.first().is_some_and(|&t| view.lower(t) == "and") {
        title.words.remove(0);
    }
    title.bodies.retain(|&body| body != person);
    Some(title)
}

fn first(words: &[u32]) -> u32 {
    words.first().copied().unwrap_or(0)
}

/// "trade and industry minister": the conjunct belongs to the title if it is no person's.
fn part_of_office(view: &View<'_>, at: u32) -> bool {
    matches!(view.token(at).pos, Upos::Noun | Upos::Propn | Upos::Adj) && view.mention(at).is_none()
}

/// Bodies named to the right of the office; a part that names none ("of State", "of Foreign Affairs") belongs to the title.
fn of_phrase(view: &View<'_>, title: &mut Title, end: u32) {
    let mut at = title.head + 1;
    let linked = at < end && matches!(view.lower(at).as_str(), "of" | "at" | "for" | "to" | "with" | "in");
    if !linked {
        return;
    }
    let link = view.lower(at);
    let mut plain = Vec::new();
    while at < end {
        if let Some(body) = body_at(view, at) {
            // An ambassador to Norland stands for another country.
            if link != "to" && !title.bodies.contains(&body) {
                title.bodies.push(body);
            }
        } else if matches!(view.word(at), "," | ";" | ":" | "-" | "(") || view.is_verb(at) {
            break;
        } else if title.bodies.is_empty() || !plain.is_empty() {
            plain.push(at);
        }
        at += 1;
    }
    // "Secretary of State", "Minister of Foreign Affairs of Norland".
    let content: Vec<u32> = plain.iter().copied().skip(1).collect();
    let named = content
        .first()
        .is_some_and(|&t| view.token(t).pos != Upos::Det && view.word(t).starts_with(char::is_uppercase));
    if link == "of" && named && view.word(title.head).starts_with(char::is_uppercase) {
        while plain.last().is_some_and(|&t| !view.is_nominal(t)) {
            plain.pop();
        }
        title.words.extend(plain);
    }
}

/// The head of a country's or organisation's name (or adjective) that covers `at`.
fn body_at(view: &View<'_>, at: u32) -> Option<u32> {
    let id = view.resolution.mention_at(view.index, at as usize)?;
    let mention = view.resolution.mention(id);
    // "Secretary of State", "Minister of Foreign Affairs" name a portfolio, whatever the mention was taken for.
    let first_word = view.word(mention.tokens.start);
    if PORTFOLIOS.contains(&first_word) && !mention.name.contains("Ministry") && !mention.name.contains("Department") {
        return None;
    }
    let body = matches!(mention.kind, EntityKind::Country | EntityKind::Organisation | EntityKind::Place)
        && mention.form != MentionForm::Pronoun
        && mention.form != MentionForm::Nominal;
    body.then_some(mention.head)
}

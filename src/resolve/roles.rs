//! Offices that the article gives to its people: "Russian President Vladimir Putin", "Hu Jintao, the president of China".
//!
//! They are what lets "the Russian president" find its person later. An office that the article gives to nobody stays
//! an office.

use super::EntityId;
use crate::extract::entities::{Name, View};
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// One office of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) person: EntityId,
    /// Where the noun stands: sentence and token.
    pub(super) at: (usize, usize),
    /// The noun, singular and in lower case ("minister").
    pub(super) noun: String,
    /// The words of the office with its portfolio ("first deputy prime minister").
    pub(super) office: String,
    /// The country or organisation, where one is worded.
    pub(super) of: Option<EntityId>,
}

/// The names of one sentence with their entities, in order.
pub(super) struct Named<'a> {
    pub(super) names: &'a [Name],
    pub(super) linked: &'a [Option<EntityId>],
}

impl Named<'_> {
    /// The entity of the name whose tokens hold this one; the shortest of several.
    pub(super) fn at(&self, token: usize) -> Option<EntityId> {
        let covering = self.names.iter().zip(self.linked).filter(|(name, _)| name.tokens.contains(&token));
        covering.min_by_key(|(name, _)| name.tokens.len()).and_then(|(_, id)| *id)
    }
}

/// Collects the roles that a sentence words.
pub(super) fn roles(view: &View<'_>, named: &Named<'_>) -> Vec<Role> {
    let mut roles = Vec::new();
    for (name, id) in named.names.iter().zip(named.linked) {
        let (EntityKind::Person, Some(person)) = (name.kind, *id) else { continue };
        if let Some(noun) = title_before(view, named, name.tokens.start) {
            roles.push(role(view, named, person, noun, owner_before(view, named, noun)));
            // "Vice President and Foreign Minister X" holds both.
            if let Some(other) = joined_title(view, noun) {
                roles.push(role(view, named, person, other, owner_before(view, named, other)));
            }
        }
        for noun in appositions(view, name.head).into_iter().chain(listed_before(view, name.tokens.start)) {
            roles.push(role(view, named, person, noun, owner(view, named, noun)));
        }
    }
    roles
}

fn role(view: &View<'_>, named: &Named<'_>, person: EntityId, noun: usize, of: Option<EntityId>) -> Role {
    let mut words: Vec<String> = Vec::new();
    for left in (0..noun).rev() {
        let word = view.word(left);
        if named.at(left).is_some() || !(words::is_portfolio(word) || words::is_title(word)) {
            break;
        }
        words.insert(0, word.to_lowercase());
    }
    words.push(noun_of(view, noun));
    Role { person, at: (view.index, noun), noun: noun_of(view, noun), office: words.join(" "), of }
}

/// The title noun joined by "and" to the title at `noun`.
fn joined_title(view: &View<'_>, noun: usize) -> Option<usize> {
    let and = (noun.saturating_sub(4)..noun).rev().find(|&t| !words::is_portfolio(view.word(t)))?;
    let other = and.checked_sub(1)?;
    (view.word(and) == "and" && words::is_title(view.word(other))).then_some(other)
}

/// The title noun before a name: right before it, or before "of State", "for Foreign Affairs of Ukraine".
fn title_before(view: &View<'_>, named: &Named<'_>, start: usize) -> Option<usize> {
    const LONGEST: usize = 10;
    let mut complement = false;
    for token in (start.saturating_sub(LONGEST)..start).rev() {
        let word = view.word(token);
        let possessive = token + 1 < start && view.is_possessive(token + 1);
        if words::is_title(word) && !possessive && named.at(token).is_none() {
            let next = view.word(token + 1);
            return (!complement || matches!(next, "of" | "for")).then_some(token);
        }
        let part = view.is_capitalised(token)
            || view.is_space(token)
            || view.is_possessive(token)
            || matches!(word, "of" | "for" | "and" | "the" | "-")
            || named.at(token).is_some();
        if !part {
            return None;
        }
        complement |= !view.is_space(token);
    }
    None
}

/// Title nouns that stand in apposition to a name, before or after it, or are said of it ("X is president").
fn appositions(view: &View<'_>, head: usize) -> Vec<usize> {
    let tokens = &view.sentence.tokens;
    let title = |t: usize| matches!(tokens[t].pos, Upos::Noun | Upos::Propn) && words::is_title(view.word(t));
    let mut found = Vec::new();
    let governor = tokens[head].head as usize;
    if tokens[head].deprel == Deprel::Appos && title(governor) {
        found.push(governor);
    }
    for (t, token) in tokens.iter().enumerate() {
        let parent = token.head as usize;
        let after = token.deprel == Deprel::Appos && parent == head;
        let said = token.deprel == Deprel::Attr && tokens[head].deprel == Deprel::Nsubj && governor == parent;
        if (after || said) && title(t) {
            found.push(t);
        }
    }
    found
}

/// The title noun in "Russia's ambassador to China, X", which the parser often hangs elsewhere.
fn listed_before(view: &View<'_>, start: usize) -> Option<usize> {
    const LONGEST: usize = 9;
    let comma = start.checked_sub(1).filter(|&t| view.word(t) == ",")?;
    let verb_or_comma =
        |t: usize| matches!(view.sentence.tokens[t].pos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Pron);
    let stretch = (comma.saturating_sub(LONGEST)..comma).rev().take_while(|&t| !verb_or_comma(t));
    let titles: Vec<usize> = stretch.filter(|&t| words::is_title(view.word(t))).collect();
    let noun = *titles.last()?;
    let preposition = noun + 1 < comma && matches!(view.word(noun + 1), "to" | "of" | "for");
    (preposition && !view.word(noun).ends_with('s')).then_some(noun)
}

/// The noun of a title, singular, lower case.
pub(super) fn noun_of(view: &View<'_>, token: usize) -> String {
    let word = view.word(token).to_lowercase();
    match word.strip_suffix('s') {
        Some(singular) if words::is_title(singular) => singular.to_owned(),
        _ => word,
    }
}

/// Whose office a title noun is: an adjective or possessive under it, or "of X" after it.
pub(super) fn owner(view: &View<'_>, named: &Named<'_>, noun: usize) -> Option<EntityId> {
    owners(view, named, noun).first().copied()
}

/// All whose office a title noun is: "the presidents of Russia and Azerbaijan".
pub(super) fn owners(view: &View<'_>, named: &Named<'_>, noun: usize) -> Vec<EntityId> {
    let tokens = &view.sentence.tokens;
    let children = |of: usize| (0..tokens.len()).filter(move |&t| tokens[t].head as usize == of && t != of);
    let modifier = children(noun)
        .filter(|&t| matches!(tokens[t].deprel, Deprel::Amod | Deprel::Compound | Deprel::Poss | Deprel::Nmod))
        .find(|&t| named.at(t).is_some());
    let object = || {
        let mut of = children(noun).filter(|&t| tokens[t].deprel == Deprel::Prep && view.word(t) == "of");
        of.find_map(|of| children(of).find(|&t| tokens[t].deprel == Deprel::Pobj))
    };
    let Some(first) = modifier.or_else(object) else { return Vec::new() };
    let mut owners = Vec::new();
    let mut next = Some(first);
    while let Some(token) = next {
        owners.extend(named.at(token).filter(|id| !owners.contains(id)));
        next = children(token).find(|&t| tokens[t].deprel == Deprel::Conj && t > token);
    }
    owners
}

/// The words of an office with its portfolio ("prime minister"), lower case.
pub(super) fn office(view: &View<'_>, named: &Named<'_>, noun: usize) -> String {
    let tokens = &view.sentence.tokens;
    let modifies = |t: usize| {
        tokens[t].head as usize == noun
            && matches!(tokens[t].deprel, Deprel::Amod | Deprel::Compound)
            && named.at(t).is_none()
            && words::is_portfolio(view.word(t))
    };
    let mut office: Vec<String> = (0..noun).filter(|&t| modifies(t)).map(|t| view.word(t).to_lowercase()).collect();
    office.push(noun_of(view, noun));
    office.join(" ")
}

/// Whose office a title right before a name is: the name or adjective before the title's words.
fn owner_before(view: &View<'_>, named: &Named<'_>, noun: usize) -> Option<EntityId> {
    let mut left = noun;
    while left > 0 {
        left -= 1;
        let word = view.word(left);
        if let Some(id) = named.at(left) {
            return Some(id);
        }
        let within = view.is_space(left)
            || view.is_possessive(left)
            || matches!(word, "-" | "and" | "of" | "the" | "for")
            || words::is_title(word)
            || words::is_portfolio(word);
        if !within {
            break;
        }
    }
    owner(view, named, noun)
}

/// "the head of state".
pub(super) fn is_head_of_state(view: &View<'_>, noun: usize) -> bool {
    let word = |at: usize| if at < view.len() { view.word(at).to_lowercase() } else { String::new() };
    matches!(word(noun).as_str(), "head" | "chief") && word(noun + 1) == "of" && word(noun + 2) == "state"
}

/// Whether an office is that of a head of state.
pub(super) fn leads_state(office: &str) -> bool {
    matches!(office, "president" | "king" | "queen" | "emperor" | "emir" | "sultan" | "monarch")
}

/// Offices that one person at a time holds for a country, so that the office alone tells who is meant.
pub(super) fn is_single_office(noun: &str) -> bool {
    const SINGLE: &[&str] =
        &["chancellor", "emir", "emperor", "king", "minister", "monarch", "premier", "president", "queen", "sultan"];
    SINGLE.contains(&noun)
}

/// True if the words of an office that a reference gives do not contradict those of a role: "foreign minister" is no
/// trade minister, "president" no vice president.
pub(super) fn agrees(role: &str, reference: &str) -> bool {
    const RANKS: &[&str] = &["vice", "deputy", "assistant"];
    let has = |office: &str, word: &str| office.split(' ').any(|other| other == word);
    let noun = reference.rsplit(' ').next().unwrap_or_default();
    let ranks = RANKS.iter().all(|rank| has(role, rank) == has(reference, rank));
    let portfolio = reference.split(' ').all(|word| has(role, word) || !has(role, noun) || word == "the");
    match noun {
        "president" => ranks,
        "minister" | "secretary" if reference != noun => ranks && portfolio,
        _ => true,
    }
}

/// True if a person with an office can be meant by another word for it: "leader" for a president or premier.
pub(super) fn same_office(role: &str, noun: &str) -> bool {
    const HEADS: &[&str] = &[
        "chancellor",
        "chief",
        "dictator",
        "emir",
        "emperor",
        "head",
        "king",
        "leader",
        "monarch",
        "premier",
        "president",
        "prime minister",
        "queen",
        "ruler",
        "sultan",
        "taoiseach",
    ];
    role == noun
        || (noun == "leader" && (HEADS.contains(&role) || role == "minister" || role == "chairman"))
        || (matches!(noun, "premier" | "pm") && role == "minister")
        || (noun == "pope" && role == "pontiff")
        || (noun == "pontiff" && role == "pope")
        || (noun == "diplomat" && matches!(role, "ambassador" | "envoy" | "minister"))
        || (noun == "envoy" && role == "ambassador")
}

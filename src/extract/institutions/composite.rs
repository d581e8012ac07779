//! Bodies whose names hold what elsewhere ends a name: a possessive ("Prime Minister's Office", "St Mary's Hospital"), a
//! place ("Oregon Department of Forestry"), an "and" ("Coast Fire and Rescue Service").

use std::ops::Range;

use super::{Institution, country_of, right_edge};
use crate::extract::entities::{Proposal, View};
use crate::extract::words;
use crate::graph::EntityKind;
use crate::resolve::Usage;
use crate::text::Upos;

/// Finds the body whose name ends, or goes on with "of", at the capitalised noun `head`.
pub(super) fn find(view: &View<'_>, known: &[Proposal], head: usize) -> Option<Institution> {
    if !names_body(view.word(head)) || holds_office(view, head) {
        return None;
    }
    let (start, held) = left(view, known, head);
    let end = right(view, known, head);
    held.then(|| {
        let tokens = start..end;
        Institution { base: view.words(tokens.clone()), tokens, country: None, kind: EntityKind::Organisation }
    })
}

/// Nouns of bodies.
fn names_body(word: &str) -> bool {
    const HOUSES: &[&str] = &["clinic", "hospital", "infirmary", "brigade", "prison", "guild", "trust", "zoo"];
    words::is_institution(word)
        || words::ends_organisation(word) && !words::is_legal_form(word)
        || words::ends_team(word)
        || word == "City"
        || HOUSES.contains(&word.to_lowercase().as_str())
}

/// "Police Chief", "Treasury Secretary": the noun only tells of what the office is.
fn holds_office(view: &View<'_>, head: usize) -> bool {
    head + 1 < view.len() && words::is_title(view.word(head + 1)) && view.is_capitalised(head + 1)
}

/// The first token of the name, and whether it holds what a plain run of capitals does not.
fn left(view: &View<'_>, known: &[Proposal], head: usize) -> (usize, bool) {
    const LONGEST: usize = 8;
    let first = head.saturating_sub(LONGEST);
    let mut start = head;
    let mut held = false;
    while start > first {
        let next = start - 1;
        let inner = |k: &&Proposal| k.tokens.end == start && !k.tokens.contains(&head);
        if let Some(place) = known.iter().find(inner) {
            let region = |at: usize| {
                matches!(
                    view.word(at),
                    "All" | "Greater" | "North" | "South" | "East" | "West" | "Central" | "Northern" | "Western"
                )
            };
            // "South Wales Police"
            let partly = place.tokens.start > 0 && region(place.tokens.start - 1);
            if partly || is_part(view, place, head) || names_union(view, place, start, head) {
                start = place.tokens.start;
                held = true;
                if start > 0 && region(start - 1) {
                    start -= 1;
                }
            }
            break;
        }
        if view.is_possessive(next) {
            let Some(owner) = owner(view, known, next) else { break };
            start = owner;
            held = true;
        } else if matches!(view.word(next), "and" | "&") && joins(view, known, next, head) {
            start = next - 1;
            held = true;
        } else if is_plain(view, known, next)
            || known.iter().any(|k| k.tokens.contains(&next) && k.tokens.contains(&head))
        {
            start = next;
        } else {
            break;
        }
    }
    (start, held)
}

/// A capitalised word of a name that is no title.
fn is_plain(view: &View<'_>, known: &[Proposal], at: usize) -> bool {
    view.is_capitalised(at)
        && matches!(view.sentence.tokens[at].pos, Upos::Propn | Upos::Adj | Upos::Noun)
        && !known.iter().any(|k| k.tokens.contains(&at))
        && !words::is_calendar(view.word(at))
        && (!words::is_title(view.word(at)) || matches!(view.word(at), "Executive" | "General" | "Justice"))
}

/// "Fire and Rescue Service", "Order and Progress Party": both sides are single words of one name.
fn joins(view: &View<'_>, known: &[Proposal], and: usize, head: usize) -> bool {
    const FIELDS: &[&str] =
        &["fire", "health", "parks", "police", "safety", "water", "food", "drug", "search", "arts", "customs", "trade"];
    and > 0
        && head - and <= 2
        && is_plain(view, known, and - 1)
        && (FIELDS.contains(&view.word(and - 1).to_lowercase().as_str()) || shares_head(view, and, head))
}

/// "the Order and Progress Party": one capitalised noun that cannot be a body by itself, joined with another under the
/// head, and nothing before it but an article, a possessive or a word in small letters.
fn shares_head(view: &View<'_>, and: usize, head: usize) -> bool {
    let (first, second) = (and - 1, and + 1);
    let word = view.word(first);
    let body = words::is_institution(word) || words::ends_organisation(word) || words::is_title(word);
    let several =
        word.ends_with('s') && !matches!(word, "Arts" | "Sports" | "Rights" | "Ethics" | "Economics" | "Homes");
    let acronym = !word.contains(char::is_lowercase);
    let alone = first == 0 || !view.is_capitalised(first - 1) || view.word(first - 1) == "The";
    second + 1 == head
        && alone
        && !(body || several || acronym)
        && view.is_capitalised(second)
        && !words::is_institution(view.word(second))
        && view.sentence.tokens[first].head as usize != first
        && {
            let joined = &view.sentence.tokens[second];
            let below = |t: usize| view.sentence.tokens[t].head as usize == head;
            below(first) || joined.head as usize == first && below(second)
        }
}

/// The first token of what owns the body by its name: an office ("Prime Minister's Office"), a saint, a group of people
/// ("Teachers' Union"); none for any other owner ("Norwind's Board").
fn owner(view: &View<'_>, known: &[Proposal], possessive: usize) -> Option<usize> {
    const OWNERS: &[&str] = &[
        "attorney",
        "children",
        "clerk",
        "commissioner",
        "comptroller",
        "controller",
        "coroner",
        "farmers",
        "governor",
        "king",
        "mayor",
        "medical",
        "men",
        "minister",
        "people",
        "premier",
        "president",
        "princess",
        "prosecutor",
        "queen",
        "registrar",
        "representative",
        "sheriff",
        "speaker",
        "spokesman",
        "spokesperson",
        "supporters",
        "teachers",
        "veterans",
        "women",
        "workers",
        "writers",
        "citizens",
        "students",
        "owners",
        "players",
        "journalists",
        "lawyers",
        "employers",
        "general",
        "defender",
        "ombudsman",
        "chancellor",
        "secretary",
        "auditor",
        "examiner",
        "traders",
        "users",
        "residents",
        "parents",
        "nurses",
        "physicians",
        "soldiers",
        "shareholders",
        "consumers",
        "growers",
        "engineers",
        "mothers",
    ];
    let at = possessive.checked_sub(1)?;
    let word = view.word(at).to_lowercase();
    // "Miners' Union"
    let plural = matches!(view.word(possessive), "'" | "’") && word.len() > 4 && word.ends_with('s');
    let saint = at > 0 && matches!(view.word(at - 1), "St" | "St." | "Saint" | "Santa" | "San");
    if !view.is_capitalised(at)
        || !saint && !plural && !OWNERS.contains(&word.as_str())
        || known.iter().any(|k| k.tokens.contains(&at))
    {
        return None;
    }
    let mut start = if saint { at - 1 } else { at };
    while start > 0 && !saint {
        let next = start - 1;
        let office =
            words::is_title(view.word(next)) || words::is_portfolio(view.word(next)) || is_plain(view, known, next);
        if !office || !view.is_capitalised(next) || known.iter().any(|k| k.tokens.contains(&next)) {
            break;
        }
        start = next;
    }
    // "U.S. Attorney's Office" is known by all of it.
    let federal = known.iter().find(|k| k.tokens.end == start && matches!(word.as_str(), "attorney"));
    Some(federal.map_or(start, |k| k.tokens.start))
}

/// Whether a known name right before the body's own words is part of its name: a place that is no state and no seat of
/// one ("Oregon Department of Forestry", but "Norland Foreign Ministry" and "Moscow Ministry").
fn is_part(view: &View<'_>, place: &Proposal, head: usize) -> bool {
    const OF_STATES: &[&str] =
        &["army", "embassy", "forces", "government", "ministry", "navy", "parliament", "cabinet"];
    let state_only = || OF_STATES.contains(&view.word(head).to_lowercase().as_str());
    country_of(view, place).is_none()
        && place.senses.iter().any(|sense| {
            let entry = view.gazetteer.entry(sense.entry);
            entry.kind == EntityKind::Place
                && sense.usage == Usage::Name
                && !(entry.category == "capital" && state_only())
        })
}

/// "Ghana Cocoa Farmers' Union": the state's name, no adjective, before a union of people.
fn names_union(view: &View<'_>, place: &Proposal, start: usize, head: usize) -> bool {
    let owned = (start..head).any(|t| view.is_possessive(t));
    let named = place.senses.iter().any(|sense| sense.usage == Usage::Name) && country_of(view, place).is_some();
    owned && named && !words::is_institution(view.word(head))
}

/// One past the last token: "for the Protection of Birds", "London" of "King's College London".
fn right(view: &View<'_>, known: &[Proposal], head: usize) -> usize {
    let end = right_edge(view, known, head, false);
    let college = matches!(view.word(head), "College" | "University" | "Hospital") && end == head + 1;
    let campus: Option<&Range<usize>> =
        known.iter().map(|k| &k.tokens).find(|k| college && k.start == end && view.is_capitalised(end));
    campus.map_or(end, |k| k.end)
}

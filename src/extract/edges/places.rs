//! Where a place lies: "Bergen, Norway", "Garissa in eastern Kenya", "Norland, where the summit is held". The parser
//! hangs these on anything near; the order of words is surer.

use crate::extract::edges::Edges;
use crate::extract::view::View;
use crate::extract::words;
use crate::extract::{EntityMention, MentionForm};
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

impl Edges {
    /// "Bergen, Norway": two names of places with a comma between them, unless they are entries of a list.
    pub(super) fn add_comma_places(&mut self, view: &View<'_>) {
        let place = |at: u32| {
            view.mention(at).is_some_and(|m| {
                m.form == MentionForm::Name && matches!(m.kind, EntityKind::Place | EntityKind::Country)
            })
        };
        for comma in 1..(view.len() as u32).saturating_sub(1) {
            if view.lower(comma) == "in" {
                self.add_place_within(view, comma);
            }
            if view.word(comma) != "," {
                continue;
            }
            let after = behind_compass(view, comma + 1);
            let at = |token: u32| view.mention_over(token);
            let site = comma > 1 && is_site(view, comma - 1) && at(comma - 1).is_none();
            let named = if site { comma - 2 } else { comma - 1 };
            let (Some(left), Some(right)) = (at(named), at(after)) else { continue };
            let adjacent = left.tokens.end == named + 1 && right.tokens.start == after;
            let facility = || words::is_facility_word(view.word(left.tokens.end - 1));
            let seat = left.kind == EntityKind::Organisation && is_seat(view, left.head)
                || left.kind == EntityKind::Artefact && facility();
            // "the Arda Region, the Lind Region" is a list, "Arda Region, northern Norland" none.
            // "North Kensington, west London"
            let within = (comma + 1..after).any(|t| is_compass(&view.lower(t)));
            let apart = site || after > comma + 1 && !within;
            if apart && right.kind != EntityKind::Country {
                continue;
            }
            // "in Asia, Africa and even Europe": no continent lies within another.
            let widest = left.tokens.len() == 1 && is_continent(view.word(left.head));
            if !adjacent
                || !(place(left.head) || seat)
                || !place(right.head)
                || left.kind == EntityKind::Country
                || widest
            {
                continue;
            }
            let word = |token: u32| if (token as usize) < view.len() { view.lower(token) } else { String::new() };
            let next = right.tokens.end;
            // "in Bergen, Norway and Oslo" is a list, "in Bergen, Norway and spoke" none.
            let goes_on = (next + 1 < view.len() as u32) && !view.is_verb(next + 1);
            let another = at(next + 1).filter(|m| place(m.head));
            // "in Rotherham, South Yorkshire, England": from the narrow to the wide.
            let widens = |second: &EntityMention, third: &EntityMention| {
                let end = word(third.tokens.end);
                second.kind == EntityKind::Place
                    && third.kind == EntityKind::Country
                    && !matches!(end.as_str(), "and" | "or" | "&")
            };
            let widening = || word(next) == "," && another.is_some_and(|third| widens(right, third));
            let before = left.tokens.start.checked_sub(2).filter(|_| word(left.tokens.start - 1) == ",").and_then(at);
            let widened = || {
                before.is_some_and(|first| {
                    first.kind == EntityKind::Place && widens(left, right) && behind_preposition(view, first)
                })
            };
            let listed = (matches!(word(next).as_str(), "and" | "or" | "&") && goes_on)
                || (word(next) == "," && another.is_some() && !(widening() && behind_preposition(view, left)))
                || (word(next) == "," && matches!(word(next + 1).as_str(), "and" | "or") && at(next + 2).is_some())
                || (left.tokens.start > 0 && word(left.tokens.start - 1) == "," && !widened());
            if !listed {
                self.add(left.head, "where", right.head);
            }
        }
    }

    /// "Garissa in eastern Kenya": a place before a state or region.
    fn add_place_within(&mut self, view: &View<'_>, preposition: u32) {
        let at = |token: u32| view.mention_over(token);
        let after = behind_compass(view, preposition + 1);
        // "in Peshawar, in north-western Pakistan", "Kano state in Norland"
        let mut before = preposition - 1;
        while before > 0 && (view.word(before) == "," || is_site(view, before)) {
            before -= 1;
        }
        // "the Arda refugee camp in eastern Norland"
        if before == preposition - 1
            && matches!(
                view.lower(before).as_str(),
                "camp" | "camps" | "plant" | "mine" | "prison" | "jail" | "reservoir" | "base"
            )
        {
            let noun = |at: u32| view.token(at).pos == Upos::Noun && view.mention_over(at).is_none();
            before = (before.saturating_sub(2)..before).rev().find(|&at| !noun(at)).unwrap_or(before);
        }
        let (Some(left), Some(owner)) = (at(before), at(after)) else { return };
        let right = innermost(view, owner);
        let names = left.form == MentionForm::Name && right.form == MentionForm::Name;
        let outer = matches!(right.kind, EntityKind::Place | EntityKind::Country);
        let adjacent = left.tokens.end == before + 1 && owner.tokens.start == after;
        let possessive = (right.tokens.end as usize) < view.len() && view.token(right.tokens.end).tag == "POS";
        // "at the International Court in Arda", but not "signed with Norwind in Arda".
        let governor = view.head(left.head);
        let seated = left.kind == EntityKind::Organisation
            && view.deprel(left.head) == Deprel::Pobj
            && matches!(view.lower(governor).as_str(), "of" | "at" | "in" | "against" | "inside");
        if names
            && outer
            && adjacent
            && (matches!(left.kind, EntityKind::Place | EntityKind::Artefact) || seated)
            && !possessive
        {
            self.add(left.head, "where", right.head);
        }
    }

    /// "Norland, where the summit is held": the place is that of what the clause tells.
    pub(super) fn add_relative_place(&mut self, view: &View<'_>, verb: u32) {
        let there = |c: &u32| view.deprel(*c) == Deprel::Advmod && view.lower(*c) == "where";
        if view.deprel(verb) == Deprel::Relcl && view.children(verb).iter().any(there) {
            self.add(verb, "in", view.head(verb));
        }
    }
}

/// "Darfur" of "Sudan's Darfur region"; a place by itself is itself.
pub(super) fn innermost<'a>(view: &View<'a>, owner: &'a EntityMention) -> &'a EntityMention {
    let possessive = owner.tokens.end;
    let next = possessive + 1;
    if (next as usize) >= view.len() || view.token(possessive).tag != "POS" {
        return owner;
    }
    let inner = view.mention_over(behind_compass(view, next));
    inner.filter(|m| m.form == MentionForm::Name && m.kind == EntityKind::Place).unwrap_or(owner)
}

fn is_continent(word: &str) -> bool {
    matches!(word, "Africa" | "America" | "Antarctica" | "Asia" | "Australia" | "Europe" | "Oceania")
}

/// "province" behind a place's name.
fn is_site(view: &View<'_>, at: u32) -> bool {
    words::is_settlement(&view.lower(at)) || view.lower(at) == "state"
}

/// "in Rotherham"
fn behind_preposition(view: &View<'_>, place: &EntityMention) -> bool {
    place.tokens.start > 0
        && matches!(view.lower(place.tokens.start - 1).as_str(), "in" | "at" | "of" | "from" | "near" | "outside")
}

/// "northern", "south-eastern", "central".
fn is_compass(word: &str) -> bool {
    ["north", "south", "east", "west", "central"].iter().any(|part| word.starts_with(part))
}

/// The first token after "the", "northern", "south-eastern".
pub(super) fn behind_compass(view: &View<'_>, from: u32) -> u32 {
    const LONGEST: u32 = 4;
    let skipped = |at: &u32| {
        let word = view.lower(*at);
        matches!(
            word.as_str(),
            "the" | "-" | "occupied" | "neighbouring" | "neighboring" | "nearby" | "war-torn" | "restive"
        ) || is_compass(&word) && !view.is_name(*at) && view.mention_over(*at).is_none()
    };
    let last = (view.len() as u32).saturating_sub(1);
    (from..(from + LONGEST).min(last)).find(|at| !skipped(at)).unwrap_or(from.min(last))
}

/// A building that stands for a government ("the Kremlin").
fn is_seat(view: &View<'_>, at: u32) -> bool {
    let key = |id| view.resolution.entity(id).gazetteer.as_deref();
    view.entities(at).iter().any(|&id| key(id).is_some_and(|key| key.starts_with("seat/")))
}

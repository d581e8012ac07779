//! Branches and field offices, which have no name but whose and where: "the Arda branch of Morel Bank", "the Bureau's
//! Arda field office", "Morel's regional office in Arda".

use std::ops::Range;

use super::Institution;
use crate::extract::entities::View;
use crate::graph::EntityKind;
use crate::resolve::Usage;

/// Finds the offices whose body and place stand beside them; the noun alone is the mention, so that both keep theirs.
pub(super) fn find(view: &View<'_>, names: &[Range<usize>]) -> Vec<Institution> {
    let office = |head: usize| office(view, names, head);
    (1..view.len()).filter_map(office).collect()
}

fn office(view: &View<'_>, names: &[Range<usize>], head: usize) -> Option<Institution> {
    if !matches!(view.word(head), "branch" | "office" | "bureau" | "chapter") {
        return None;
    }
    let mut start = head;
    while start > 0
        && matches!(view.word(start - 1), "field" | "regional" | "local" | "country" | "main" | "representative")
    {
        start -= 1;
    }
    let place = names.iter().find(|name| name.end == start && is_place(view, name));
    let owner_end = place.map_or(start, |place| place.start);
    let owner = owner_end
        .checked_sub(1)
        .filter(|&t| view.is_possessive(t))
        .and_then(|t| names.iter().find(|name| name.end == t && !is_place(view, name)));
    if place.is_some_and(|place| is_country(view, place)) {
        // "the Norland office" looks after Norland and lies anywhere.
        return None;
    }
    let base = match (place, owner) {
        (Some(place), Some(_)) => view.words(place.start..head + 1),
        // "the Arda branch of Morel Bank"
        (Some(place), None) => {
            let body = behind(view, names, head + 1, "of").filter(|body| !is_place(view, body))?;
            format!("{} of {}", view.words(place.start..head + 1), view.words(body.clone()))
        }
        // "Morel's regional office in Arda"
        (None, Some(owner)) => {
            let seat = behind(view, names, head + 1, "in").filter(|seat| is_place(view, seat))?;
            let (owner, office) = (view.words(owner.clone()), view.words(start..head + 1));
            format!("{owner} {office} in {}", view.words(seat.clone()))
        }
        (None, None) => return None,
    };
    Some(Institution { tokens: head..head + 1, base, country: None, kind: EntityKind::Organisation })
}

/// The name behind a preposition and an article.
fn behind<'a>(view: &View<'_>, names: &'a [Range<usize>], at: usize, preposition: &str) -> Option<&'a Range<usize>> {
    let next = at + 1;
    if next >= view.len() || view.word(at) != preposition {
        return None;
    }
    let start = if view.word(next) == "the" { next + 1 } else { next };
    names.iter().find(|name| name.start == start)
}

fn is_country(view: &View<'_>, name: &Range<usize>) -> bool {
    let known = view.gazetteer.lookup(&view.words(name.clone()));
    known.iter().any(|sense| view.gazetteer.entry(sense.entry).is_country() && sense.usage != Usage::Capital)
}

fn is_place(view: &View<'_>, name: &Range<usize>) -> bool {
    let text = view.words(name.clone());
    let known = view.gazetteer.lookup(&text);
    known.iter().any(|sense| {
        let kind = view.gazetteer.entry(sense.entry).kind;
        matches!(kind, EntityKind::Place | EntityKind::Country)
    }) || known.is_empty() && view.is_labelled_place(name)
}

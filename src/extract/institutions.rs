//! Names made by pattern: organs of states ("China's Foreign Ministry") and gatherings ("SCO summit").

mod common;
mod composite;
mod gatherings;
mod offices;

use std::ops::Range;

use super::entities::{Proposal, View, overlap};
use super::words;
use crate::graph::EntityKind;
use crate::resolve::{EntryId, Usage};
use crate::text::{Deprel, Upos};
pub(super) use gatherings::events;

/// An institution or gathering found by its wording.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Institution {
    /// The tokens of the name; for institutions without the country beside it.
    pub(crate) tokens: Range<usize>,
    /// The words of the name without its country.
    pub(crate) base: String,
    /// The country it belongs to, if worded.
    pub(crate) country: Option<EntryId>,
    /// Organisation or event.
    pub(crate) kind: EntityKind,
}

/// Finds organs of states.
pub(super) fn find(view: &View<'_>, known: &[Proposal]) -> Vec<Institution> {
    let mut found: Vec<Institution> = Vec::new();
    for head in 0..view.len() {
        let word = view.word(head);
        let organ = words::is_institution(word);
        // "Police Department", "Council Commission": the last noun ends the name.
        let inner = |next: usize| view.is_capitalised(next) && words::is_institution(view.word(next));
        if view.is_capitalised(head) && head + 1 < view.len() && inner(head + 1) {
            continue;
        }
        let institution = match (view.is_capitalised(head), organ) {
            (true, true) => embassy(view, known, head)
                .or_else(|| composite::find(view, known, head))
                .or_else(|| capitalised(view, known, head))
                .or_else(|| gatherings::with_number(view, known, head))
                .or_else(|| with_purpose(view, known, head, false)),
            (true, false) if words::ends_organisation(word) && !words::is_legal_form(word) => {
                composite::find(view, known, head)
                    .or_else(|| with_purpose(view, known, head, !words::is_company_end(word)))
            }
            (true, false) if words::is_gathering(word) => gatherings::with_matter(view, known, head),
            (true, false) => composite::find(view, known, head),
            (false, _) if organ || word == "bank" => lower(view, known, head)
                .or_else(|| lower_in_row(view, &found, head))
                .or_else(|| common::find(view, known, head)),
            (false, _) => common::find(view, known, head),
        };
        if let Some(institution) = institution
            && !found.iter().any(|other| overlap(&other.tokens, &institution.tokens))
        {
            found.push(institution);
        }
    }
    found
}

/// "Foreign Ministry", "Ministry of Foreign Affairs", "Department of State" and their country.
fn capitalised(view: &View<'_>, known: &[Proposal], head: usize) -> Option<Institution> {
    let word = view.word(head).to_lowercase();
    if !words::is_institution(&word) {
        return None;
    }
    let start = left_edge(view, known, head);
    let end = right_edge(view, known, head, false);
    let (country, possessive) = country_before(view, known, start);
    let country = country.or_else(|| country_after(view, known, end));
    // An adjective that is part of the name stays: only a possessive or an organ of state lets go of it.
    let detached = possessive || is_detached(&word) || country_after(view, known, end).is_some();
    // "Argentine Treasury Secretary Lopez" holds an office, the treasury is not spoken of.
    if end < view.len() && view.is_capitalised(end) && words::is_title(view.word(end)) {
        return None;
    }
    let tokens = start..end;
    let whole = known.iter().find(|k| k.tokens.start <= start && end <= k.tokens.end);
    if whole.is_some() || (tokens.len() == 1 && country.is_none()) || (country.is_some() && !detached) {
        return None;
    }
    if country.is_none() && !matches!(word.as_str(), "ministry" | "department") {
        return None;
    }
    Some(Institution { base: view.words(tokens.clone()), tokens, country, kind: EntityKind::Organisation })
}

/// "U.S. Embassy Oslo": the seat ends the name, which keeps its country.
fn embassy(view: &View<'_>, known: &[Proposal], head: usize) -> Option<Institution> {
    if !matches!(view.word(head), "Embassy" | "Consulate") {
        return None;
    }
    let seat = known.iter().find(|k| k.tokens.start == head + 1)?;
    let state = known.iter().find(|k| k.tokens.end == head).filter(|k| is_country(view, k))?;
    let tokens = state.tokens.start..seat.tokens.end;
    Some(Institution {
        base: view.words(tokens.clone()),
        tokens,
        country: country_of(view, state),
        kind: EntityKind::Organisation,
    })
}

/// "League of Polar Cooks", "Institute for Rural Affairs": a body whose name goes on after "of".
fn with_purpose(view: &View<'_>, known: &[Proposal], head: usize, with_country: bool) -> Option<Institution> {
    // "Holt Industries of Norland" is a company that has its seat there.
    let end = right_edge(view, known, head, with_country);
    // "Supreme Council of the Union": whose organ it is may be a name by itself.
    if !with_country && known.iter().any(|k| k.tokens.start > head && k.tokens.end <= end) {
        return None;
    }
    let start = left_edge(view, known, head);
    // "American Federation of Musicians": here the adjective belongs to the name.
    let known_before = known.iter().find(|k| k.tokens.end == start).map(|k| k.tokens.start);
    let tokens = known_before.unwrap_or(start)..end;
    let covered = known
        .iter()
        .any(|k| k.tokens.len() > 1 && k.tokens.end > start && overlap(&k.tokens, &tokens) && k.tokens.start <= start);
    (end > head + 1 && !covered).then(|| Institution {
        base: view.words(tokens.clone()),
        tokens,
        country: None,
        kind: EntityKind::Organisation,
    })
}

/// "the Iranian armed forces", "France's central bank": in lower case only with a country.
fn lower(view: &View<'_>, known: &[Proposal], head: usize) -> Option<Institution> {
    (1..=3.min(head + 1)).rev().find_map(|length| {
        let tokens = head + 1 - length..head + 1;
        let base = view.words(tokens.clone());
        if view.is_possessive(tokens.start) {
            return None;
        }
        if !words::is_lower_institution(&base.to_lowercase()) {
            return None;
        }
        // "the Russian police officer": an organ only where it is no modifier itself.
        let token = &view.sentence.tokens[head];
        if matches!(token.deprel, Deprel::Compound | Deprel::Amod | Deprel::Nmod) {
            return None;
        }
        let country = country_before(view, known, tokens.start).0.or_else(|| country_after(view, known, tokens.end))?;
        Some(Institution { tokens, base, country: Some(country), kind: EntityKind::Organisation })
    })
}

/// "navy" and "air force" of "the Greek army, navy and air force".
fn lower_in_row(view: &View<'_>, found: &[Institution], head: usize) -> Option<Institution> {
    let first = found.last().filter(|i| i.country.is_some() && !view.is_capitalised(i.tokens.start))?;
    (1..=2).rev().find_map(|length| {
        let start = (head + 1).checked_sub(length)?;
        let joint = start.checked_sub(1).filter(|&t| matches!(view.word(t), "," | "and"))?;
        let between = first.tokens.end..joint;
        let near = between.clone().all(|t| view.word(t) == ",") && between.len() < 2;
        let base = view.words(start..head + 1);
        (near && words::is_lower_institution(&base.to_lowercase())).then(|| Institution {
            tokens: start..head + 1,
            base,
            country: first.country,
            kind: EntityKind::Organisation,
        })
    })
}

/// The first token of the capitalised modifiers before an institution's head.
fn left_edge(view: &View<'_>, known: &[Proposal], head: usize) -> usize {
    let mut start = head;
    while start > 0 {
        let left = start - 1;
        let word = view.word(left);
        let joint = matches!(word, "and" | "&" | "," | "-" | "de" | "von" | "van" | "la" | "al") || view.is_space(left);
        let named = view.is_capitalised(left)
            && matches!(view.sentence.tokens[left].pos, Upos::Propn | Upos::Adj | Upos::Noun)
            && !known.iter().any(|k| k.tokens.contains(&left))
            && (!words::is_title(word) || word.eq_ignore_ascii_case("general"));
        let inner = joint
            && left > 0
            && start < head + 1
            && view.is_capitalised(left - 1)
            && view.is_capitalised(start)
            && matches!(view.sentence.tokens[left - 1].pos, Upos::Propn | Upos::Adj)
            && !known.iter().any(|k| k.tokens.contains(&(left - 1)))
            && (word != "," || joined_list(view, start, head));
        if named {
            start = left;
        } else if inner {
            start = left - 1;
        } else {
            break;
        }
    }
    start
}

/// True if "and" follows between here and the head, as in "Ministry of Health, Labour and Welfare".
fn joined_list(view: &View<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|token| matches!(view.word(token), "and" | "&"))
}

/// One past the last token of "of Foreign Affairs", "of State" after an institution's head; its country is left out
/// unless it is part of the name.
fn right_edge(view: &View<'_>, known: &[Proposal], head: usize, with_country: bool) -> usize {
    let end = complement(view, known, head + 1, with_country);
    // "Society for the Protection of Birds"
    if end > head + 1 { complement(view, known, end, with_country) } else { end }
}

/// One past the last token of one "of Foreign Affairs" that begins at `from`; `from` if none does.
fn complement(view: &View<'_>, known: &[Proposal], from: usize, with_country: bool) -> usize {
    let mut end = from;
    let gathering = from > 0 && words::is_gathering(view.word(from - 1));
    let of = |token: usize| {
        token < view.len() && (matches!(view.word(token), "of" | "for") || gathering && view.word(token) == "on")
    };
    if !of(end) {
        return end;
    }
    let mut next = end + 1;
    while next < view.len() && (view.word(next) == "the" || view.is_space(next)) {
        next += 1;
    }
    let is_country =
        |token: usize| !with_country && known.iter().any(|k| k.tokens.contains(&token) && is_country(view, k));
    // "Office of the President Ada Berg", "Court of Appeal Ada Berg"
    let first = next;
    let is_holder = |token: usize| {
        let given = words::is_mans_name(view.word(token)) || words::is_womans_name(view.word(token));
        let goes_on = token + 1 < view.len() && view.is_capitalised(token + 1) && token > first;
        given && (words::is_title(view.word(token - 1)) || goes_on)
    };
    while next < view.len() && !is_holder(next) {
        let word = view.word(next);
        if view.is_capitalised(next) && view.sentence.tokens[next].pos != Upos::Pron && !is_country(next) {
            next += 1;
            end = next;
        } else if (matches!(word, "and" | "&" | "-") || view.is_space(next) || lists_fields(view, from, next))
            && next + 1 < view.len()
            && end == next
            && view.is_capitalised(next + 1)
            && !is_country(next + 1)
            && !words::is_address(view.word(next + 1))
        {
            next += 1;
        } else {
            break;
        }
    }
    end
}

/// The comma in "Department for Environment, Food and Rural Affairs".
fn lists_fields(view: &View<'_>, of: usize, comma: usize) -> bool {
    const LONGEST: usize = 5;
    let organ = of.checked_sub(1).map(|t| view.word(t).to_lowercase());
    let has_fields =
        organ.is_some_and(|word| matches!(word.as_str(), "department" | "ministry" | "committee" | "directorate"));
    let last = view.len().min(comma + LONGEST);
    let fields =
        || (comma + 1..last).take_while(|&t| view.is_capitalised(t) || matches!(view.word(t), "," | "and" | "&"));
    has_fields && view.word(comma) == "," && fields().any(|t| matches!(view.word(t), "and" | "&"))
}

fn is_country(view: &View<'_>, known: &Proposal) -> bool {
    country_of(view, known).is_some()
}

/// The country that a known name is, has as its people or adjective, or is the seat of.
fn country_of(view: &View<'_>, known: &Proposal) -> Option<EntryId> {
    let sense = known.senses.iter().find(|sense| {
        let entry = view.gazetteer.entry(sense.entry);
        entry.is_country() && sense.usage != Usage::Capital || matches!(entry.name, "European Union" | "United Nations")
    });
    sense.map(|sense| sense.entry)
}

/// The country right before a name, and whether it is in the possessive.
fn country_before(view: &View<'_>, known: &[Proposal], start: usize) -> (Option<EntryId>, bool) {
    let Some(mut left) = start.checked_sub(1) else { return (None, false) };
    while view.is_space(left) && left > 0 {
        left -= 1;
    }
    let possessive = view.is_possessive(left);
    if possessive {
        let Some(owner) = left.checked_sub(1) else { return (None, false) };
        left = owner;
    }
    let owner = known.iter().find(|k| k.tokens.end == left + 1);
    let country = owner.filter(|k| possessive || !is_inside_name(view, known, k.tokens.start));
    let country = country.and_then(|k| country_of(view, k));
    (country, possessive && country.is_some())
}

/// "Inter-American", "Free Norland Bureau", "Second Norlandic Council": the country is a word of a longer name.
fn is_inside_name(view: &View<'_>, known: &[Proposal], country: usize) -> bool {
    let Some(before) = country.checked_sub(1) else { return false };
    if view.word(before) == "-" {
        return before > 0 && view.sentence.tokens[before - 1].span.end == view.sentence.tokens[before].span.start;
    }
    before > 0
        && view.is_capitalised(before)
        && matches!(view.sentence.tokens[before].pos, Upos::Propn | Upos::Adj)
        && !known.iter().any(|k| k.tokens.contains(&before))
        && !words::is_title(view.word(before))
        && !words::is_portfolio(view.word(before))
        && !words::is_calendar(view.word(before))
}

/// The country in "of the Russian Federation" right after a name.
fn country_after(view: &View<'_>, known: &[Proposal], end: usize) -> Option<EntryId> {
    if end >= view.len() || view.word(end) != "of" {
        return None;
    }
    let mut next = end + 1;
    while next < view.len() && (view.word(next).eq_ignore_ascii_case("the") || view.is_space(next)) {
        next += 1;
    }
    let owner = known.iter().find(|k| k.tokens.start == next)?;
    // "of Russian origin" is no country.
    let named = owner.senses.iter().any(|sense| sense.usage == Usage::Name);
    // "Commission of Ukraine and the United States" is neither's alone.
    let after = owner.tokens.end;
    let shared = after + 1 < view.len()
        && view.word(after) == "and"
        && known.iter().any(|k| (after + 1..=after + 2).contains(&k.tokens.start) && is_country(view, k));
    (named && !shared).then(|| country_of(view, owner)).flatten()
}

/// Organs whose name is detached from an adjective before it: "Russian Foreign Ministry" is Russia's Foreign Ministry,
/// but "Russian Academy of Sciences" is a name as it stands.
fn is_detached(noun: &str) -> bool {
    words::is_state_organ(noun) || matches!(noun, "fleet" | "legislature" | "staff")
}

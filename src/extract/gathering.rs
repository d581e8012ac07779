//! When and where the gatherings of an article take place, as far as their names tell.

use crate::extract::Analysis;
use crate::extract::assemble::Argument;
use crate::extract::circumstance;
use crate::extract::words::is_gathering;
use crate::graph::{EntityKind, EntityRef};
use crate::resolve::EntityId;
use crate::text::{Deprel, PartialDate};

/// When and where a named gathering takes place, as far as one of its mentions tells.
#[derive(Clone, Debug)]
pub(crate) struct Gathering {
    pub(crate) event: Argument,
    pub(crate) date: Option<PartialDate>,
    pub(crate) place: Option<EntityRef>,
}

/// What the article says of its gatherings by naming them: "Wednesday's meeting of ministers in Washington".
pub(crate) fn gatherings(analysis: &Analysis<'_>) -> Vec<Gathering> {
    let mut found = Vec::new();
    for (sentence, (view, edges)) in analysis.sentences.iter().enumerate() {
        for at in 0..view.len() as u32 {
            let is_event = |id: &&EntityId| analysis.resolution.entity(**id).kind == EntityKind::Event;
            let Some(&event) = view.entities(at).iter().find(is_event) else { continue };
            let date = analysis
                .dates_of(sentence)
                .find(|date| {
                    view.head(date.head) == at
                        || matches!(view.lower(view.head(date.head)).as_str(), "on" | "in" | "of")
                            && view.head(view.head(date.head)) == at
                })
                .map(|date| date.value)
                .or_else(|| held_on(analysis, sentence, at));
            let date = within_year(date, told_before(analysis, sentence, at));
            let members = edges.targets(at, "of").flat_map(|of| edges.targets(of, "in"));
            let place = edges
                .targets(at, "in")
                .chain(members)
                .flat_map(|place| view.entities(place))
                .map(|&id| analysis.resolution.entity(id))
                .find(|entity| matches!(entity.kind, EntityKind::Place | EntityKind::Country))
                .map(|entity| entity.to_ref());
            found.push(Gathering { event: Argument::Entity(event), date, place });
        }
    }
    found
}

/// "The summit opens on May 3", "the forum, which brought leaders together in May": the day of the clause that tells of
/// its being held.
fn held_on(analysis: &Analysis<'_>, sentence: usize, at: u32) -> Option<PartialDate> {
    const HOLDING: &[&str] = &[
        "assemble", "begin", "bring", "convene", "gather", "hold", "host", "kick", "meet", "open", "organise",
        "organize", "schedule", "set", "start", "take", "unite",
    ];
    let (view, edges) = &analysis.sentences[sentence];
    edges
        .into(at)
        .iter()
        .filter(|edge| matches!(edge.label.as_str(), "subj" | "obj") && view.is_any(edge.to, HOLDING))
        .filter(|edge| view.is_verb(edge.to))
        .find_map(|edge| circumstance::date_of_clause(analysis, sentence, edge.to))
}

/// Days of gatherings known by their place: "before the Oslo meeting on June 8".
pub(crate) fn by_place(analysis: &Analysis<'_>) -> Vec<(EntityRef, PartialDate)> {
    let mut found = Vec::new();
    for (sentence, (view, edges)) in analysis.sentences.iter().enumerate() {
        for at in (0..view.len() as u32).filter(|&at| is_gathering(view.lemma(at))) {
            // "the Oslo meeting": "Oslo" may be taken for its government, and "meeting" for a verb.
            let is_place = |id: &&EntityId| {
                matches!(analysis.resolution.entity(**id).kind, EntityKind::Place | EntityKind::Country)
            };
            let before = at.checked_sub(1).filter(|&before| view.is_name(before));
            let place = edges.targets(at, "mod").chain(before).flat_map(|m| view.entities(m)).find(is_place);
            let day = analysis.dates_of(sentence).find(|date| {
                let preposition = view.head(date.head);
                view.deprel(preposition) == Deprel::Prep && view.head(preposition) == at
            });
            if let (Some(&place), Some(day)) = (place, day) {
                found.push((analysis.resolution.entity(place).to_ref(), day.value));
            }
        }
    }
    found
}

/// "They begin exercises on August 9. The drill, dubbed Northern Shield, …": the day of what the name takes up.
fn told_before(analysis: &Analysis<'_>, sentence: usize, at: u32) -> Option<PartialDate> {
    let view = &analysis.sentences[sentence].0;
    const REACH: u32 = 6;
    let noun = (at.saturating_sub(REACH)..at).rev().find(|&t| is_gathering(view.lemma(t)))?;
    let definite = view.children(noun).iter().any(|&c| view.deprel(c) == Deprel::Det && view.lower(c) == "the");
    let before = &analysis.sentences.get(sentence.checked_sub(1)?)?.0;
    let spoken_of = (0..before.len() as u32).any(|t| is_gathering(before.lemma(t)));
    let mut dates = analysis.dates_of(sentence - 1);
    let date = dates.next().filter(|_| definite && spoken_of)?;
    dates.next().is_none().then_some(date.value)
}

/// A day told before, in the year that the name has, if it has one.
fn within_year(named: Option<PartialDate>, before: Option<PartialDate>) -> Option<PartialDate> {
    let (Some(named), Some(before)) = (named, before) else { return named.or(before) };
    let (Some(year), None, Some(month)) = (named.get_year(), named.get_month(), before.get_month()) else {
        return Some(named);
    };
    if before.get_year().is_some_and(|other| other != year) {
        return Some(named);
    }
    before
        .get_day()
        .map_or(PartialDate::year_month(year, month), |day| PartialDate::ymd(year, month, day))
        .or(Some(named))
}

//! One statement for each fact, however often the article repeats it.

use crate::extract::assemble::{Argument, Candidate};
use crate::extract::circumstance::month_of;
use crate::extract::gathering::Gathering;
use crate::extract::is_symmetric;
use crate::extract::lexicon::is_rank;
use crate::graph::{EntityKind, EntityRef, Statement, Status};
use crate::text::PartialDate;

/// How repeated statements of a relation are told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Identity {
    /// The same parties are the same fact.
    Parties,
    /// The same parties at compatible times.
    Occasion,
    /// The same parties about the same matter.
    Matter,
}

fn identity(relation: &str) -> Identity {
    match relation {
        "met" | "spokeWith" | "visited" | "attended" | "hosted" | "awarded" | "succeeded" | "attacked" => {
            Identity::Occasion
        }
        "deal" | "cooperatesWith" | "accused" | "exportsTo" | "investsIn" | "sanctioned" | "tradeVolume" => {
            Identity::Matter
        }
        _ => Identity::Parties,
    }
}

/// Joins candidates that state the same fact; the first keeps its evidence and takes over what it lacks.
pub(crate) fn merge(
    candidates: Vec<Candidate>,
    gatherings: &[Gathering],
    held: &[(EntityRef, PartialDate)],
    published: Option<PartialDate>,
) -> Vec<Statement> {
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let same = |other: &&mut Candidate| same_fact(other, &candidate) && !is_earlier(&candidate, other, published);
        match kept.iter_mut().find(same) {
            Some(other) => {
                other.past |= candidate.past;
                take_over(&mut other.statement, candidate.statement);
            }
            None => kept.push(candidate),
        }
    }
    drop_presumed(&mut kept);
    drop_mere_leaders(&mut kept);
    drop_half_told(&mut kept);
    settle_within_visits(&mut kept);
    share_gatherings(&mut kept, gatherings);
    date_by_place(&mut kept, held);
    kept.into_iter().map(|candidate| candidate.statement).collect()
}

/// News without a date is of these days: what is dated long before is another occasion.
fn is_earlier(candidate: &Candidate, news: &Candidate, published: Option<PartialDate>) -> bool {
    const THESE_DAYS: i64 = 14;
    let long_ago = || {
        let end = candidate.statement.date?.latest()?.checked_add(jiff::Span::new().days(THESE_DAYS)).ok()?;
        Some(end < published?.earliest()?)
    };
    identity(&news.statement.relation) == Identity::Occasion
        && news.statement.date.is_none()
        && long_ago() == Some(true)
}

fn same_fact(a: &Candidate, b: &Candidate) -> bool {
    let (x, y) = (&a.statement, &b.statement);
    if x.relation != y.relation || !same_parties(a, b) || x.status != y.status {
        return false;
    }
    match identity(&x.relation) {
        Identity::Parties => true,
        Identity::Occasion => compatible(x.date, y.date),
        Identity::Matter => {
            compatible(x.date, y.date)
                && (x.value.is_none() || y.value.is_none() || x.value == y.value)
                && match (&x.topic, &y.topic) {
                    (Some(first), Some(second)) => one_deed(a, b) || shares_words(first, second),
                    _ => true,
                }
        }
    }
}

/// Told by one word: punished or given money once, for however many things.
fn one_deed(a: &Candidate, b: &Candidate) -> bool {
    matches!(a.statement.relation.as_str(), "sanctioned" | "investsIn") && (a.sentence, a.root) == (b.sentence, b.root)
}

fn same_parties(a: &Candidate, b: &Candidate) -> bool {
    let straight = a.subject == b.subject && same_object(a, b);
    let crossed = || {
        is_symmetric(&a.statement.relation)
            && Some(&a.subject) == b.object.as_ref()
            && a.object.as_ref() == Some(&b.subject)
    };
    straight || crossed()
}

/// The same object, or two wordings of one office.
pub(crate) fn same_object(a: &Candidate, b: &Candidate) -> bool {
    match (&a.object, &b.object) {
        (Some(Argument::Phrase(x)), Some(Argument::Phrase(y))) => {
            let (x, y) = (x.to_lowercase(), y.to_lowercase());
            x == y || (a.statement.relation == "position" && same_office(&x, &y))
        }
        (x, y) => x == y,
    }
}

/// Two wordings of one office: "minister" repeats "foreign minister" and "secretary" "secretary of state", while a
/// "deputy minister" is another.
fn same_office(x: &str, y: &str) -> bool {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let rank = |title: &str| title.split(' ').any(|word| matches!(word, "deputy" | "vice" | "assistant" | "under"));
    let holds = |part: &str| long.starts_with(&format!("{part} of ")) || long.ends_with(&format!(" {part}"));
    rank(short) == rank(long) && holds(short)
}

/// Dates that may be the same day.
fn compatible(a: Option<PartialDate>, b: Option<PartialDate>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let agree = |x: Option<i16>, y: Option<i16>| x.is_none() || y.is_none() || x == y;
    agree(a.get_year(), b.get_year())
        && agree(a.get_month().map(i16::from), b.get_month().map(i16::from))
        && agree(a.get_day().map(i16::from), b.get_day().map(i16::from))
}

fn shares_words(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let both = a.iter().filter(|word| b.contains(word)).count();
    both * 2 >= a.len().min(b.len()).max(1)
}

/// Fills gaps of the kept statement from its repetition.
fn take_over(kept: &mut Statement, other: Statement) {
    kept.date = finer(kept.date, other.date);
    if kept.place.is_none() {
        kept.place = other.place;
    }
    if kept.value.is_none() {
        (kept.value, kept.unit, kept.hedge) = (other.value, other.unit, other.hedge);
    }
    if kept.topic.is_none() {
        kept.topic = other.topic;
    }
    if kept.attributed_to.is_none() {
        kept.attributed_to = other.attributed_to;
    }
    // The longer wording of a title or policy.
    if let (Some(object), Some(longer)) = (&mut kept.object, other.object)
        && longer.name.len() > object.name.len()
        && kept.relation == "position"
    {
        *object = longer;
    }
}

/// The more precise of two compatible dates; of equals the first.
fn finer(a: Option<PartialDate>, b: Option<PartialDate>) -> Option<PartialDate> {
    let known = |date: PartialDate| {
        usize::from(date.get_year().is_some())
            + usize::from(date.get_month().is_some())
            + usize::from(date.get_day().is_some())
    };
    match (a, b) {
        (Some(a), Some(b)) if known(b) > known(a) => Some(b),
        (a, b) => a.or(b),
    }
}

/// A meeting told as planned and, without a date, as done ("Berg meets Lind" in a headline) is the planned one.
fn drop_presumed(kept: &mut Vec<Candidate>) {
    let planned: Vec<Candidate> =
        kept.iter().filter(|c| c.statement.status == Status::Planned && c.event).cloned().collect();
    kept.retain(|candidate| {
        let statement = &candidate.statement;
        let presumed = candidate.event
            && statement.status == Status::Actual
            && identity(&statement.relation) == Identity::Occasion
            && statement.date.is_none()
            && !candidate.past;
        !(presumed && planned.iter().any(|p| p.statement.relation == statement.relation && same_parties(p, candidate)))
    });
}

/// "leader" is another word for the office that the article gives its holder, not an office beside it.
fn drop_mere_leaders(kept: &mut Vec<Candidate>) {
    const LEADERS: &[&str] = &["leader", "pontiff", "strongman", "ruler"];
    let is_leader = |c: &Candidate| {
        c.statement.relation == "position"
            && c.statement.object.as_ref().is_some_and(|office| LEADERS.contains(&office.name.as_str()))
    };
    let holders: Vec<Argument> = kept
        .iter()
        .filter(|c| c.statement.relation == "position" && c.statement.status == Status::Actual && !is_leader(c))
        .filter(|c| !c.statement.object.as_ref().is_some_and(|office| is_rank(&office.name)))
        .map(|c| c.subject.clone())
        .collect();
    kept.retain(|candidate| !is_leader(candidate) || !holders.contains(&candidate.subject));
}

/// One trigger that names both states of an agreement says nothing of one of them alone, nor of a person beside them.
fn drop_half_told(kept: &mut Vec<Candidate>) {
    let between_bodies = |c: &Candidate| {
        matches!(c.statement.relation.as_str(), "deal" | "cooperatesWith")
            && c.statement.subject.kind != EntityKind::Person
            && c.statement.object.as_ref().is_some_and(|object| object.kind != EntityKind::Person)
    };
    let whole: Vec<Candidate> = kept.iter().filter(|c| between_bodies(c)).cloned().collect();
    kept.retain(|candidate| {
        let statement = &candidate.statement;
        between_bodies(candidate)
            || !whole.iter().any(|other| {
                other.statement.relation == statement.relation
                    && other.sentence == candidate.sentence
                    && (other.root == candidate.root || statement.object.is_none())
            })
    });
}

/// A meeting of which neither day nor place is told is part of the visit of which the article has just spoken: it
/// took place there, in the month of the visit.
fn settle_within_visits(kept: &mut [Candidate]) {
    const SENTENCES_BACK: usize = 3;
    let visits: Vec<Candidate> = kept.iter().filter(|c| c.statement.relation == "visited").cloned().collect();
    for meeting in kept.iter_mut().filter(|c| c.statement.relation == "met") {
        let told_there = meeting.statement.place.clone();
        let around = |visit: &&Candidate| {
            let by_party = visit.subject == meeting.subject || Some(&visit.subject) == meeting.object.as_ref();
            let nearby = visit.sentence <= meeting.sentence && meeting.sentence <= visit.sentence + SENTENCES_BACK;
            let there = told_there.is_some() && told_there == visit.statement.object && visit.statement.date.is_some();
            by_party && (nearby || there)
        };
        let Some(visit) = visits.iter().rev().find(around) else { continue };
        // A city and its country are one place; two cities are two.
        let kind = |c: &Candidate| c.statement.object.as_ref().map(|place| place.kind);
        let visit = visits.iter().rev().filter(around).find(|v| kind(v) == Some(EntityKind::Place)).unwrap_or(visit);
        let elsewhere =
            visits.iter().any(|other| around(&other) && other.object != visit.object && kind(other) == kind(visit));
        let statement = &mut meeting.statement;
        let there = statement.place.is_none()
            && statement.date.is_none_or(|date| compatible(Some(month_of(date)), visit.statement.date.map(month_of)));
        if there && !elsewhere {
            statement.place = visit.statement.object.clone();
        }
        let vaguer = |date: PartialDate| date.get_month().is_none() && compatible(Some(date), visit.statement.date);
        if statement.date.is_none_or(vaguer) && (there || statement.place == visit.statement.object) {
            statement.date = visit.statement.date.map(month_of).or(statement.date);
        }
    }
}

/// "the Oslo meeting on June 8" is the gathering that the article puts there, if it puts one there.
fn date_by_place(kept: &mut [Candidate], held: &[(EntityRef, PartialDate)]) {
    let is_event = |entity: Option<&EntityRef>| entity.is_some_and(|entity| entity.kind == EntityKind::Event);
    for (place, date) in held {
        let there = |c: &Candidate| {
            let s = &c.statement;
            match s.relation.as_str() {
                "locatedIn" => is_event(Some(&s.subject)) && s.object.as_ref() == Some(place),
                _ => is_event(s.object.as_ref()) && s.place.as_ref() == Some(place),
            }
        };
        let event = |c: &Candidate| {
            if c.statement.relation == "locatedIn" { Some(c.subject.clone()) } else { c.object.clone() }
        };
        let mut events: Vec<Argument> = Vec::new();
        for found in kept.iter().filter(|c| there(c)).filter_map(event) {
            if !events.contains(&found) {
                events.push(found);
            }
        }
        let [only] = &events[..] else { continue };
        let of_it = |c: &Candidate| {
            matches!(c.statement.relation.as_str(), "attended" | "hosted" | "locatedIn")
                && event(c).as_ref() == Some(only)
        };
        for candidate in kept.iter_mut().filter(|c| of_it(c)) {
            if candidate.statement.date.is_none_or(|own| compatible(Some(own), Some(*date))) {
                candidate.statement.date = finer(candidate.statement.date, Some(*date));
            }
        }
    }
}

/// A gathering has one date and one place: what the article tells of it once holds for all who attend or host it.
fn share_gatherings(kept: &mut [Candidate], named: &[Gathering]) {
    let gathering = |c: &Candidate| match c.statement.relation.as_str() {
        "attended" | "hosted" => c.object.clone(),
        "locatedIn" => Some(c.subject.clone()),
        _ => None,
    };
    let is_event = |c: &Candidate| {
        let entity =
            if c.statement.relation == "locatedIn" { Some(&c.statement.subject) } else { c.statement.object.as_ref() };
        entity.is_some_and(|entity| entity.kind == EntityKind::Event)
    };
    let mut told = named.to_vec();
    let stated: Vec<Gathering> = kept
        .iter()
        .filter(|c| is_event(c))
        .filter_map(|c| {
            let located = c.statement.relation == "locatedIn";
            let host = Some(&c.statement.subject).filter(|subject| {
                c.statement.relation == "hosted" && matches!(subject.kind, EntityKind::Country | EntityKind::Place)
            });
            let place = if located { c.statement.object.clone() } else { c.statement.place.clone().or(host.cloned()) };
            Some(Gathering { event: gathering(c)?, date: c.statement.date, place })
        })
        .collect();
    told.extend(stated);
    for candidate in kept.iter_mut().filter(|c| is_event(c)) {
        let Some(event) = gathering(candidate) else { continue };
        let same = || told.iter().filter(|other| other.event == event);
        let statement = &mut candidate.statement;
        let dates: Vec<PartialDate> = same().filter_map(|other| other.date).collect();
        let one = dates.iter().all(|&date| dates.iter().all(|&other| compatible(Some(date), Some(other))));
        if one {
            statement.date = dates.into_iter().fold(statement.date, |kept, date| finer(kept, Some(date)));
        }
        if statement.place.is_none() && statement.relation != "locatedIn" {
            statement.place = same().find_map(|other| other.place.clone());
        }
    }
}

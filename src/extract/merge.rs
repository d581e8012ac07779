//! One statement for each fact, however often the article repeats it.

use crate::extract::assemble::{Argument, Candidate};
use crate::extract::is_symmetric;
use crate::graph::{Statement, Status};
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
pub(crate) fn merge(candidates: Vec<Candidate>) -> Vec<Statement> {
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        match kept.iter_mut().find(|other| same_fact(other, &candidate)) {
            Some(other) => take_over(&mut other.statement, candidate.statement),
            None => kept.push(candidate),
        }
    }
    drop_presumed(&mut kept);
    kept.into_iter().map(|candidate| candidate.statement).collect()
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
                    (Some(x), Some(y)) => shares_words(x, y),
                    _ => true,
                }
        }
    }
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

fn same_object(a: &Candidate, b: &Candidate) -> bool {
    match (&a.object, &b.object) {
        (Some(Argument::Phrase(x)), Some(Argument::Phrase(y))) => {
            let (x, y) = (x.to_lowercase(), y.to_lowercase());
            // "minister" repeats "foreign minister", "deputy minister" does not.
            x == y
                || (a.statement.relation == "position"
                    && (x.ends_with(&format!(" {y}")) || y.ends_with(&format!(" {x}"))))
        }
        (x, y) => x == y,
    }
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
            && statement.date.is_none();
        !(presumed && planned.iter().any(|p| p.statement.relation == statement.relation && same_parties(p, candidate)))
    });
}

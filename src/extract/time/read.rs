//! Finds expressions of time in the atoms of a sentence.

use super::calendar::{day_first, is_part_of_name, iso_or_slashed, month_first, year_form};
use super::when::{Reading, Shift, Unit, When, season_named, unit_named, weekday_named};
use crate::extract::atoms::Atoms;
use crate::extract::numeral::numeral;

/// What was found at a place: an expression, or one that looks like a date and must not be read as another.
pub(super) enum Found {
    When(When, usize),
    /// A range within one expression ("June 6-8", "1987/88").
    Range(When, When, usize),
    /// Up to here it is no date ("the 1990s", "03/04/2005").
    Refused(usize),
}

const PARTS_OF_DAY: &[&str] = &["morning", "afternoon", "evening", "night", "noon", "midday", "midnight"];
/// Words before a named day that make it a name ("Good Friday Agreement") or a habit ("every Monday").
const NO_WEEKDAY_AFTER: &[&str] =
    &["good", "black", "bloody", "easter", "palm", "ash", "super", "cyber", "holy", "every", "each"];

/// All expressions of time of a sentence, in order, not overlapping.
pub(super) fn readings(atoms: &Atoms<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        match expression(atoms, at) {
            Some((reading, end)) => {
                readings.extend(reading);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    readings
}

/// The expression that begins at `at` with the other end of its range, none if it is refused, and where it ends.
fn expression(atoms: &Atoms<'_>, at: usize) -> Option<(Option<Reading>, usize)> {
    let (when, end) = match with_part(atoms, at, false)? {
        Found::Refused(end) => return Some((None, end)),
        Found::Range(when, until, end) => {
            return Some((Some(Reading { when, until: Some(until), atoms: at..end }), end));
        }
        Found::When(when, end) => (when, end),
    };
    let Some((is_range, until, until_end)) = continuation(atoms, at, end) else {
        return Some((Some(Reading { when, until: None, atoms: at..end }), end));
    };
    // "in May and June 2017": the year is said once for both.
    let when = when.with_year_of(until);
    let comparable =
        when.is_calendar() && until.is_calendar() || std::mem::discriminant(&when) == std::mem::discriminant(&until);
    let (until, end) = if is_range && comparable { (Some(until), until_end) } else { (None, end) };
    Some((Some(Reading { when, until, atoms: at..end }), end))
}

/// The date after a date that began at `start` and ended before `end`, where it ends, and whether a word or dash
/// between the two makes them a range rather than a list.
fn continuation(atoms: &Atoms<'_>, start: usize, end: usize) -> Option<(bool, When, usize)> {
    let is_range = match atoms.word(end) {
        "to" | "through" | "until" | "till" => true,
        "and" => atoms.word_before(start, 1) == "between",
        "or" => false,
        _ if atoms.is_sign(end, &['-', '–', '—']) => true,
        _ => return None,
    };
    match with_part(atoms, end + 1, true)? {
        Found::When(when, until_end) => Some((is_range, when, until_end)),
        _ => None,
    }
}

/// A date with what narrows it: "earlier this month", "mid-June", "the end of 2014", "the first quarter of 2013".
/// The narrowing is not precise enough to become part of the value.
fn with_part(atoms: &Atoms<'_>, at: usize, licensed: bool) -> Option<Found> {
    let narrowed = part_end(atoms, at).and_then(|after| {
        let after = if atoms.word(after) == "the" { after + 1 } else { after };
        core(atoms, after, true)
    });
    narrowed.or_else(|| core(atoms, at, licensed))
}

/// One past words that single out a part of the period that follows.
fn part_end(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    if matches!(atoms.word(at), "early" | "earlier" | "late" | "later" | "mid" | "middle") {
        let dash = usize::from(atoms.is_sign(at + 1, &['-']));
        let preposition = usize::from(matches!(atoms.word(at + 1 + dash), "in" | "on"));
        return Some(at + 1 + dash + preposition);
    }
    let ordinal = matches!(atoms.word(at), "first" | "second" | "third" | "fourth" | "last" | "final" | "latter");
    let counted = if ordinal { numeral(atoms, at + 1).map_or(at + 1, |numeral| numeral.end) } else { at };
    let noun = match atoms.word(counted) {
        "end" | "beginning" | "start" | "middle" | "close" | "turn" => true,
        "half" | "quarter" | "week" | "weeks" | "weekend" | "month" | "months" | "day" | "days" | "part" => ordinal,
        _ => false,
    };
    // "the first quarter 2013" does without "of".
    let bare_quarter = ordinal && atoms.word(counted) == "quarter" && atoms.number(counted + 1).is_some();
    (noun && (atoms.word(counted + 1) == "of" || bare_quarter)).then(|| counted + if bare_quarter { 1 } else { 2 })
}

/// A date without what narrows it.
fn core(atoms: &Atoms<'_>, at: usize, licensed: bool) -> Option<Found> {
    iso_or_slashed(atoms, at)
        .or_else(|| day_first(atoms, at))
        .or_else(|| month_first(atoms, at, licensed))
        .or_else(|| weekday(atoms, at, None))
        .or_else(|| near_day(atoms, at))
        .or_else(|| shifted(atoms, at))
        .or_else(|| counted(atoms, at))
        .or_else(|| season_of_year(atoms, at))
        .or_else(|| year_form(atoms, at, licensed))
}

/// "Tuesday", "Tuesday night", "Tuesday, June 5, 2012", "Monday of last week".
fn weekday(atoms: &Atoms<'_>, at: usize, shift: Option<Shift>) -> Option<Found> {
    let (weekday, short) = weekday_named(atoms.word(at)).filter(|_| atoms.is_capitalised(at))?;
    let after = after_part_of_day(atoms, at + 1);
    if let Some(date) = date_beside_weekday(atoms, at + 1) {
        return Some(date);
    }
    if short || is_part_of_name(atoms, at) || NO_WEEKDAY_AFTER.contains(&atoms.word_before(at, 1)) {
        return None;
    }
    let week = if atoms.word(after) == "of" { after + 1 } else { after };
    let weeks = match (atoms.word(week), atoms.word(week + 1)) {
        ("last", "week") => Some(-1),
        ("this", "week") => Some(0),
        ("next", "week") => Some(1),
        _ => None,
    };
    Some(match weeks.filter(|_| shift.is_none()) {
        Some(weeks) => Found::When(When::WeekdayOf { weekday, weeks }, week + 2),
        None => Found::When(When::Weekday { weekday, shift }, after),
    })
}

/// The date that a day of the week only accompanies.
fn date_beside_weekday(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let at = if atoms.is_sign(at, &['.']) { at + 1 } else { at };
    let bracketed = atoms.is_sign(at, &['(']);
    let comma = usize::from(bracketed || atoms.is_sign(at, &[',']));
    let start = at + comma + usize::from(atoms.word(at + comma) == "the");
    let found = day_first(atoms, start).or_else(|| month_first(atoms, start, false))?;
    let (Found::When(When::Day { .. }, end) | Found::When(When::Date(_), end)) = found else { return None };
    match found {
        Found::When(when, _) if bracketed && atoms.is_sign(end, &[')']) => Some(Found::When(when, end + 1)),
        Found::When(..) if bracketed => None,
        found => Some(found),
    }
}

fn after_part_of_day(atoms: &Atoms<'_>, at: usize) -> usize {
    if PARTS_OF_DAY.contains(&atoms.word(at)) { at + 1 } else { at }
}

/// "today", "tonight", "yesterday", "tomorrow night", "the day after tomorrow".
fn near_day(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    if let Some(end) = atoms.phrase(at, &["day", "before", "yesterday"]) {
        return from_article(Unit::Day, -2, end);
    }
    if let Some(end) = atoms.phrase(at, &["day", "after", "tomorrow"]) {
        return from_article(Unit::Day, 2, end);
    }
    let days = match atoms.word(at) {
        "today" | "tonight" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    from_article(Unit::Day, days, after_part_of_day(atoms, at + 1))
}

fn from_article(unit: Unit, count: i32, end: usize) -> Option<Found> {
    Some(Found::When(When::FromArticle { unit, count }, end))
}

fn from_context(unit: Unit, count: i32, end: usize) -> Option<Found> {
    Some(Found::When(When::FromContext { unit, count }, end))
}

/// "last night", "this week", "next March", "last October 28", "the following year", "that day".
fn shifted(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let word = atoms.word(at);
    let definite = atoms.word_before(at, 1) == "the";
    let (shift, named) = match word {
        "last" => (Shift::Last, at + 1),
        "past" if !definite => (Shift::Last, at + 1),
        "this" => match atoms.word(at + 1) {
            "past" => (Shift::Last, at + 2),
            "coming" => (Shift::Next, at + 2),
            _ => (Shift::This, at + 1),
        },
        "next" | "coming" => (Shift::Next, at + 1),
        "that" | "same" | "following" | "previous" | "preceding" => return beside_context(atoms, at, definite),
        _ => return None,
    };
    if let Some(found) = weekday(atoms, named, Some(shift)) {
        return Some(found);
    }
    if let Some(first_month) = season_named(atoms.word(named)).filter(|_| word != "past") {
        return Some(Found::When(When::Season { first_month, shift }, named + 1));
    }
    match month_first(atoms, named, true) {
        Some(Found::When(When::Day { month, day, .. }, end)) => {
            return Some(Found::When(When::Day { month, day, shift: Some(shift) }, end));
        }
        Some(Found::When(When::Month { month, .. }, end)) => {
            return Some(Found::When(When::Month { month, shift: Some(shift) }, end));
        }
        found @ Some(Found::Range(..)) => return found,
        _ => {}
    }
    // "over the last year" is a stretch of time, "the next day" counts from the story.
    if definite {
        return (word == "next" && atoms.word(named) == "day").then(|| from_context(Unit::Day, 1, named + 1))?;
    }
    shifted_unit(atoms, named, shift)
}

/// The unit after "last", "this" or "next".
fn shifted_unit(atoms: &Atoms<'_>, at: usize, shift: Shift) -> Option<Found> {
    let count = match shift {
        Shift::Last => -1,
        Shift::This => 0,
        Shift::Next => 1,
    };
    match (atoms.word(at), shift) {
        ("night", Shift::Last) => from_article(Unit::Day, -1, at + 1),
        ("morning" | "afternoon" | "evening", Shift::This) => from_article(Unit::Day, 0, at + 1),
        ("week" | "weekend", _) => from_article(Unit::Week, count, at + 1),
        ("month", _) => from_article(Unit::Month, count, at + 1),
        ("year", _) => from_article(Unit::Year, count, at + 1),
        ("fiscal" | "financial" | "calendar", _) if atoms.word(at + 1) == "year" => {
            from_article(Unit::Year, count, at + 2)
        }
        _ => None,
    }
}

/// "that year", "the same day", "the following month".
fn beside_context(atoms: &Atoms<'_>, at: usize, definite: bool) -> Option<Found> {
    let count = match atoms.word(at) {
        "that" if !definite => 0,
        "same" if definite => 0,
        "following" if definite => 1,
        "previous" | "preceding" if definite => -1,
        _ => return None,
    };
    // Singular: "those years" and "the previous days" are stretches of time.
    let unit = unit_named(atoms.word(at + 1)).filter(|_| !atoms.word(at + 1).ends_with('s'))?;
    from_context(unit, count, at + 2)
}

/// "three days ago", "a year ago", "two years later", "a month earlier", "two weeks from now".
fn counted(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let (count, after) = match numeral(atoms, at) {
        Some(numeral) if numeral.value.fract() == 0.0 && numeral.value <= 2000.0 => (numeral.value as i32, numeral.end),
        None if matches!(atoms.word(at), "a" | "an") => (1, at + 1),
        _ => return None,
    };
    let unit = unit_named(atoms.word(after))?;
    let end = after + 2;
    let found = match atoms.word(after + 1) {
        "ago" => from_article(unit, -count, end),
        "later" => from_context(unit, count, end),
        "earlier" => from_context(unit, -count, end),
        "from" if atoms.word(end) == "now" => from_article(unit, count, end + 1),
        _ => return None,
    };
    let vague = matches!(
        atoms.word_before(at, 1),
        "than"
            | "over"
            | "about"
            | "nearly"
            | "almost"
            | "around"
            | "some"
            | "least"
            | "roughly"
            | "approximately"
            | "to"
            | "or"
    );
    if vague { Some(Found::Refused(end)) } else { found }
}

/// "the summer of 2014", "spring 2014": as a date no more than the year.
fn season_of_year(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    if season_named(atoms.word(at)).is_none() && atoms.word(at) != "winter" {
        return None;
    }
    let year = if atoms.word(at + 1) == "of" { at + 2 } else { at + 1 };
    year_form(atoms, year, true)
}

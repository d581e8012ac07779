//! Dates of the calendar in all the shapes of the news: "June 6-8, 2017", "8th of June", "13-APR-1987", "FY2021".

use super::read::Found;
use super::when::{When, ordinal_named, unit_named};
use crate::extract::atoms::Atoms;
use crate::text::{EntityLabel, PartialDate, month_named};

const DASHES: &[char] = &['-', '–', '—'];
/// Words after which a bare month or year is a date.
const OF_TIME: &[&str] = &[
    "in",
    "since",
    "until",
    "till",
    "by",
    "from",
    "during",
    "before",
    "after",
    "between",
    "through",
    "throughout",
    "of",
    "early",
    "late",
    "mid",
    "last",
    "next",
    "this",
    "every",
    "year",
    "fiscal",
    "spring",
    "summer",
    "fall",
    "autumn",
    "winter",
    "circa",
    "around",
    "for",
];

/// "2017-06-08", "2017/06/08", "11/29/2002" and "29/11/2002"; where day and month cannot be told apart it is refused.
pub(super) fn iso_or_slashed(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let separated = |signs: &[char]| {
        atoms.is_sign(at + 1, signs) && atoms.is_sign(at + 3, signs) && (at + 1..at + 5).all(|at| atoms.is_glued(at))
    };
    let end = at + 5;
    if let (Some(year), Some(month), Some(day)) =
        (atoms.digits(at, 4..5), atoms.digits(at + 2, 2..3), atoms.digits(at + 4, 2..3))
        && separated(&['-', '/'])
    {
        let date = PartialDate::ymd(year, month as i8, day as i8);
        return Some(date.map_or(Found::Refused(end), |date| Found::When(When::Date(date), end)));
    }
    let (first, second, year) = (atoms.digits(at, 1..3)?, atoms.digits(at + 2, 1..3)?, atoms.digits(at + 4, 4..5)?);
    if !separated(&['/']) {
        return None;
    }
    let (day, month) = match (first, second) {
        (13.., ..=12) => (first, second),
        (..=12, 13..) => (second, first),
        _ if first == second => (first, second),
        _ => return Some(Found::Refused(end)),
    };
    let date = PartialDate::ymd(year, month as i8, day as i8);
    Some(date.map_or(Found::Refused(end), |date| Found::When(When::Date(date), end)))
}

/// "June 8, 2017", "Sept. 11", "May 20th", "July 3-4", "June 2017", "May, 1997", and the bare month where `licensed`
/// or where the words around it make it one.
pub(super) fn month_first(atoms: &Atoms<'_>, at: usize, licensed: bool) -> Option<Found> {
    let (month, end, short) = month_at(atoms, at)?;
    if is_part_of_name(atoms, at) {
        return None;
    }
    if let Some((day, after)) = day_at(atoms, end, at) {
        if let Some((last, after)) = day_range(atoms, after, day, at) {
            let (year, end) = year_after(atoms, after);
            return range_of_days(month, day, last, year, end);
        }
        let (year, end) = year_after(atoms, after);
        return day_of(month, day, year, end);
    }
    match year_after(atoms, end) {
        (Year::Open, _) if !short || end > at + 1 => {
            (licensed || is_licensed_month(atoms, at)).then_some(Found::When(When::Month { month, shift: None }, end))
        }
        (Year::Open, _) => None,
        (Year::Stated(year), end) => Some(Found::When(When::Date(PartialDate::year_month(year, month)?), end)),
        (Year::Counted(years), end) => Some(Found::When(When::OfYear { month, day: None, years }, end)),
    }
}

/// "8 June 2017", "8th of June", "6 to 8 June", "fourth of March", "13-APR-1987".
pub(super) fn day_first(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let joined_before = atoms.is_glued(at) && atoms.before(at, 1).is_some();
    if joined_before && !atoms.is_sign(at - 1, &['(', '"', '“', '—', '–', '\'', '‘']) {
        return None;
    }
    let (day, after, in_words) = day_number(atoms, at)?;
    let (last, after) = match second_day(atoms, after) {
        Some((last, end)) if last > day && !in_words => (Some(last), end),
        _ => (None, after),
    };
    let dashed = atoms.is_sign(after, &['-']) && atoms.is_glued(after);
    let month_start = match atoms.word(after) {
        "of" => after + 1,
        _ if in_words => return None,
        _ if dashed => after + 1,
        _ => after,
    };
    let (month, after, _) = month_at(atoms, month_start)?;
    let dashed_year = year_at(atoms, after + 1).filter(|_| dashed && atoms.is_sign(after, &['-']));
    let (year, end) = match dashed_year {
        Some(year) => (Year::Stated(year), after + 2),
        None => year_after(atoms, after),
    };
    match last {
        Some(last) => range_of_days(month, day, last, year, end),
        None => day_of(month, day, year, end),
    }
}

/// "2014", "2012-2014", "1987/88", "fiscal 2021", "FY21"; the plain year only where `licensed` or where the words
/// around it make it one. Decades are refused: they are no date.
pub(super) fn year_form(atoms: &Atoms<'_>, at: usize, licensed: bool) -> Option<Found> {
    let fiscal = match atoms.word(at) {
        "fiscal" => atoms.phrase(at, &["fiscal", "year"]).unwrap_or(at + 1),
        "fy" => at + 1,
        _ => at,
    };
    if fiscal > at {
        let short = atoms.digits(fiscal, 2..3).filter(|_| atoms.word(at) == "fy").map(|year| 2000 + year);
        let year = year_at(atoms, fiscal).or(short)?;
        return Some(second_year(atoms, fiscal, year).unwrap_or(Found::When(whole_year(year), fiscal + 1)));
    }
    if atoms.digits(at, 4..5).is_some() && atoms.word(at + 1) == "s" && atoms.is_glued(at + 1) {
        return Some(Found::Refused(at + 2));
    }
    let year = year_at(atoms, at)?;
    if let Some(range) = second_year(atoms, at, year).filter(|_| year >= 1900 && !is_measured(atoms, at)) {
        return Some(range);
    }
    if !(licensed && !is_measured(atoms, at) || is_licensed_year(atoms, at, year)) {
        return None;
    }
    Some(Found::When(whole_year(year), at + 1))
}

fn whole_year(year: i16) -> When {
    When::Date(PartialDate::year(year))
}

/// The year of a day or month, as far as the expression tells.
#[derive(Clone, Copy)]
enum Year {
    Open,
    Stated(i16),
    /// So many years from that of the article.
    Counted(i32),
}

fn day_of(month: i8, day: i8, year: Year, end: usize) -> Option<Found> {
    Some(Found::When(day_in(month, day, year)?, end))
}

fn range_of_days(month: i8, first: i8, last: i8, year: Year, end: usize) -> Option<Found> {
    Some(Found::Range(day_in(month, first, year)?, day_in(month, last, year)?, end))
}

fn day_in(month: i8, day: i8, year: Year) -> Option<When> {
    PartialDate::month_day(month, day)?;
    Some(match year {
        Year::Open => When::Day { month, day, shift: None },
        Year::Stated(year) => When::Date(PartialDate::ymd(year, month, day)?),
        Year::Counted(years) => When::OfYear { month, day: Some(day), years },
    })
}

/// The month at `at`, where it ends (period of an abbreviation included), and whether it is abbreviated.
pub(super) fn month_at(atoms: &Atoms<'_>, at: usize) -> Option<(i8, usize, bool)> {
    let (month, short) = month_named(atoms.word(at)).filter(|_| atoms.is_capitalised(at))?;
    let period = short && atoms.is_sign(at + 1, &['.']) && atoms.is_glued(at + 1);
    Some((month, if period { at + 2 } else { at + 1 }, short))
}

/// A year in four digits that counts nothing.
fn year_at(atoms: &Atoms<'_>, at: usize) -> Option<i16> {
    let year = atoms.digits(at, 4..5).filter(|year| (1000..=2100).contains(year))?;
    let decade = atoms.word(at + 1) == "s" && atoms.is_glued(at + 1);
    (!decade && !atoms.counts_what_follows(at)).then_some(year)
}

/// The year after a day or month: "2017", ", 2017", "of 2017", "of last year", "this year".
fn year_after(atoms: &Atoms<'_>, at: usize) -> (Year, usize) {
    let start = if atoms.is_sign(at, &[',']) || atoms.word(at) == "of" { at + 1 } else { at };
    if let Some(year) = year_at(atoms, start) {
        return (Year::Stated(year), start + 1);
    }
    let years = match atoms.word(start) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return (Year::Open, at),
    };
    match atoms.word(start + 1) {
        "year" if !atoms.is_sign(at, &[',']) => (Year::Counted(years), start + 2),
        _ => (Year::Open, at),
    }
}

/// The day after the month at `month`, with its ordinal ending.
fn day_at(atoms: &Atoms<'_>, at: usize, month: usize) -> Option<(i8, usize)> {
    let (day, end, _) = day_number(atoms, at).filter(|(_, _, in_words)| !in_words)?;
    let same_head = || match (atoms.token(at), atoms.token(month)) {
        (Some(day), Some(month)) => day.head == month.head,
        _ => false,
    };
    let is_count = end == at + 1 && atoms.counts_what_follows(at) && !same_head();
    let is_clock = atoms.is_sign(end, &[':']) && atoms.is_glued(end) && atoms.is_glued(end + 1);
    (!is_count && !is_clock).then_some((day, end))
}

/// A number from 1 to 31 in figures or as an ordinal in words, where it ends, and whether it was in words.
fn day_number(atoms: &Atoms<'_>, at: usize) -> Option<(i8, usize, bool)> {
    if let Some(day) = atoms.digits(at, 1..3) {
        let ordinal = atoms.is_glued(at + 1) && matches!(atoms.word(at + 1), "st" | "nd" | "rd" | "th");
        let day = (1..=31).contains(&day).then_some(day as i8)?;
        return Some((day, if ordinal { at + 2 } else { at + 1 }, false));
    }
    if let Some(day) = ordinal_named(atoms.word(at)) {
        return Some((day, at + 1, true));
    }
    let tens = match atoms.word(at) {
        "twenty" => 20,
        "thirty" => 30,
        _ => return None,
    };
    let unit = ordinal_named(atoms.word(at + 2)).filter(|unit| *unit < 10 && atoms.is_sign(at + 1, &['-']))?;
    (tens + unit <= 31).then_some((tens + unit, at + 3, true))
}

/// "-8", "to 8th", "and 8" after a first day.
fn second_day(atoms: &Atoms<'_>, at: usize) -> Option<(i8, usize)> {
    let connected = atoms.is_sign(at, DASHES) || matches!(atoms.word(at), "to" | "through" | "until" | "till" | "and");
    let (day, end, in_words) = day_number(atoms, at + 1).filter(|_| connected)?;
    (!in_words).then_some((day, end))
}

/// The last day of "June 6-8", "July 7 to 10", "between June 6 and 8".
fn day_range(atoms: &Atoms<'_>, at: usize, first: i8, month: usize) -> Option<(i8, usize)> {
    if atoms.word(at) == "and" && atoms.word_before(month, 1) != "between" {
        return None;
    }
    let (last, end) = second_day(atoms, at).filter(|(last, _)| *last > first)?;
    let is_count = atoms.counts_what_follows(at + 1) && !atoms.is_sign(at, DASHES);
    // "June 28 - 2 July" is a range of two dates.
    (!is_count && month_at(atoms, end).is_none()).then_some((last, end))
}

/// The range that a second year makes of the year at `at`: "2012-2014", "1987/88".
fn second_year(atoms: &Atoms<'_>, at: usize, year: i16) -> Option<Found> {
    let glued = atoms.is_glued(at + 1) && atoms.is_glued(at + 2);
    if !glued || !atoms.is_sign(at + 1, &['-', '–', '—', '/']) {
        return None;
    }
    let last = match (year_at(atoms, at + 2), atoms.digits(at + 2, 2..3)) {
        (Some(last), _) => last,
        (None, Some(last)) => year - year % 100 + last + if last < year % 100 { 100 } else { 0 },
        _ => return None,
    };
    (last > year && last - year < 60).then_some(Found::Range(whole_year(year), whole_year(last), at + 3))
}

/// True if the words around a bare month make it a date: "in March", "January's decision", "the June summit".
fn is_licensed_month(atoms: &Atoms<'_>, at: usize) -> bool {
    if atoms.before(at, 1).is_some_and(|before| before.lower == "-") {
        return atoms.word_before(at, 2) == "mid" || month_named(atoms.word_before(at, 2)).is_some();
    }
    let before = atoms.word_before(at, 1);
    let listed = matches!(before, "and" | "or" | "to")
        && (month_at(atoms, at.saturating_sub(2)).is_some() || atoms.digits(at.saturating_sub(2), 1..5).is_some());
    let is_date = atoms.entity(at).is_some_and(|entity| entity.label == EntityLabel::Date);
    // "January's decision", "the June summit", but Mrs May's decision.
    let possessive = atoms.is_sign(at + 1, &['\'', '’']) && atoms.word(at + 2) == "s" && atoms.word(at) != "may";
    let next_is_noun = !matches!(atoms.word(at + 1), "" | "of") && !atoms.is_capitalised(at + 1);
    let attribute = matches!(before, "the" | "its" | "their" | "a") && next_is_noun;
    listed || is_date || possessive || attribute || OF_TIME.contains(&before) && before != "for"
}

/// True if the words around a number of four digits make it a year.
fn is_licensed_year(atoms: &Atoms<'_>, at: usize, year: i16) -> bool {
    if is_measured(atoms, at) || is_part_of_name(atoms, at) {
        return false;
    }
    let before = atoms.word_before(at, 1);
    if atoms.entity(at).is_some_and(|entity| entity.label == EntityLabel::Date) {
        return true;
    }
    let near = (1900..=2100).contains(&year);
    let listed = matches!(before, "and" | "or") && year_at(atoms, at.saturating_sub(2)).is_some();
    let in_brackets = atoms.is_sign(at.wrapping_sub(1), &['(']) && atoms.is_sign(at + 1, &[')', ',']);
    // "the 2011 agreement", "China's 2008 games"
    let attribute = (matches!(before, "the" | "its" | "their" | "his" | "her" | "a" | "s"))
        && atoms.get(at + 1).is_some_and(|next| !next.glued && next.text.starts_with(char::is_alphabetic));
    let subject = at == 0 && matches!(atoms.word(1), "is" | "was" | "will" | "marks" | "marked" | "saw");
    let preposed = OF_TIME.contains(&before) && !matches!(before, "for" | "around" | "every")
        || near && matches!(before, "for" | "around");
    listed || preposed && (near || before == "in") || near && (in_brackets || attribute || subject)
}

/// True if the number is an amount, a model number or part of a code rather than a year.
fn is_measured(atoms: &Atoms<'_>, at: usize) -> bool {
    let label = atoms.entity(at).map(|entity| entity.label);
    let measured = matches!(
        label,
        Some(EntityLabel::Cardinal | EntityLabel::Money | EntityLabel::Quantity | EntityLabel::Percent)
    );
    let (first, second) = (atoms.before(at, 1), atoms.before(at, 2));
    let Some(first) = first else { return measured };
    if !atoms.is_glued(at) {
        return measured || matches!(&*first.lower, "$" | "€" | "£" | "¥" | "no" | "resolution" | "rs");
    }
    let dashed = matches!(&*first.lower, "-" | "–" | "—");
    let after_word = second.is_some_and(|second| {
        let time_word = matches!(&*second.lower, "mid" | "pre" | "post" | "early" | "late");
        !time_word && second.text.starts_with(char::is_alphanumeric) && month_named(&second.lower).is_none()
    });
    measured || !matches!(&*first.lower, "(" | "\"" | "“" | "'" | "‘" | "-" | "–" | "—") || dashed && after_word
}

/// True if a name goes on after the atom ("March of Dimes", "Sunday Times", "June 4th Movement"), so that it is no date.
pub(super) fn is_part_of_name(atoms: &Atoms<'_>, at: usize) -> bool {
    let Some(entity) = atoms.entity(at) else { return false };
    let named = matches!(
        entity.label,
        EntityLabel::WorkOfArt | EntityLabel::Law | EntityLabel::Org | EntityLabel::Fac | EntityLabel::Product
    );
    let person = entity.label == EntityLabel::Person && entity.end - entity.start > 1;
    let goes_on =
        atoms.get(at + 1).is_some_and(|next| (next.token as u32) < entity.end) && atoms.is_capitalised(at + 1);
    let begins = atoms.get(at).is_some_and(|atom| atom.token as u32 == entity.start);
    // A surname or given name like "April Jones" or "Theresa May", not "Putin Tuesday".
    goes_on && named
        || person && (begins || unit_named(atoms.word(at)).is_none() && month_named(atoms.word(at)).is_some())
}

//! What an expression of time says by itself, before anyone knows when the article was written.

use std::ops::Range;

use jiff::civil::Weekday;

use crate::text::PartialDate;

/// The meaning of an expression of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// A date with its year.
    Date(PartialDate),
    /// A day of which the year is open ("June 8", "last October 28").
    Day { month: i8, day: i8, shift: Option<Shift> },
    /// A month of which the year is open ("in March", "last May").
    Month { month: i8, shift: Option<Shift> },
    /// A month or a day of it in a year counted from that of the article ("June of last year").
    OfYear { month: i8, day: Option<i8>, years: i32 },
    /// A season, known by its first month; its dates are years ("last fall").
    Season { first_month: i8, shift: Shift },
    /// A day of the week ("on Tuesday", "next Monday").
    Weekday { weekday: Weekday, shift: Option<Shift> },
    /// A day of a week counted from that of the article ("Tuesday of last week").
    WeekdayOf { weekday: Weekday, weeks: i32 },
    /// So many units from the article's date ("yesterday", "last month", "three years ago").
    FromArticle { unit: Unit, count: i32 },
    /// So many units from the date spoken of before ("two years later", "the same day").
    FromContext { unit: Unit, count: i32 },
}

/// Which of several recurring dates is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    Last,
    This,
    Next,
}

/// The precision of a count of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// An expression of time where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) when: When,
    /// The other end of a range.
    pub(super) until: Option<When>,
    /// Its atoms, never empty.
    pub(super) atoms: Range<usize>,
}

impl When {
    /// True if it is a day, a month or a year of the calendar, alone or with its year.
    pub(super) fn is_calendar(self) -> bool {
        matches!(self, Self::Date(_) | Self::Day { .. } | Self::Month { .. })
    }

    /// The same day or month in the year of `other`, if this one has no year and is as precise.
    pub(super) fn with_year_of(self, other: Self) -> Self {
        let Self::Date(date) = other else { return self };
        let completed = match (self, date.get_year()) {
            (Self::Day { month, day, shift: None }, Some(year)) if date.get_day().is_some() => {
                PartialDate::ymd(year, month, day)
            }
            (Self::Month { month, shift: None }, Some(year)) if date.get_day().is_none() => {
                PartialDate::year_month(year, month)
            }
            _ => None,
        };
        completed.map_or(self, Self::Date)
    }
}

/// The day of the week that a lower-case word names, and whether it is abbreviated.
pub(crate) fn weekday_named(word: &str) -> Option<(Weekday, bool)> {
    Some(match word {
        "monday" => (Weekday::Monday, false),
        "tuesday" => (Weekday::Tuesday, false),
        "wednesday" => (Weekday::Wednesday, false),
        "thursday" => (Weekday::Thursday, false),
        "friday" => (Weekday::Friday, false),
        "saturday" => (Weekday::Saturday, false),
        "sunday" => (Weekday::Sunday, false),
        "mon" => (Weekday::Monday, true),
        "tue" | "tues" => (Weekday::Tuesday, true),
        "wed" => (Weekday::Wednesday, true),
        "thu" | "thur" | "thurs" => (Weekday::Thursday, true),
        "fri" => (Weekday::Friday, true),
        "sat" => (Weekday::Saturday, true),
        "sun" => (Weekday::Sunday, true),
        _ => return None,
    })
}

/// The first month of a season of the northern hemisphere. Winter is none: it lies in two years.
pub(super) fn season_named(word: &str) -> Option<i8> {
    Some(match word {
        "spring" => 3,
        "summer" => 6,
        "fall" | "autumn" => 9,
        _ => return None,
    })
}

/// The unit that a lower-case word names, singular or plural.
pub(super) fn unit_named(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

/// The number (1-31) of an ordinal in words, "twenty-first" in its two parts.
pub(super) fn ordinal_named(word: &str) -> Option<i8> {
    const ORDINALS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    match word {
        "thirtieth" => Some(30),
        _ => ORDINALS.iter().position(|ordinal| *ordinal == word).map(|at| at as i8 + 1),
    }
}

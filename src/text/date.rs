//! Dates as precise as a text states them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A date of which the day, the month or the year may be unknown: `2012`, `2012-06`, `2012-06-05`, `--05-20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

/// The text is not a date of the form `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `--MM` or `--MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date: expected YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD")]
pub struct ParseDateError(String);

impl PartialDate {
    /// A whole year.
    pub fn year(year: i16) -> Self {
        Self { year: Some(year), month: None, day: None }
    }

    /// A month of a year; `None` if there is no such month.
    pub fn year_month(year: i16, month: i8) -> Option<Self> {
        Date::new(year, month, 1).ok().map(|_| Self { year: Some(year), month: Some(month), day: None })
    }

    /// A day; `None` if there is no such day.
    pub fn ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::from)
    }

    /// A day of an unknown year (`--05-20`); `None` if no year has such a day.
    pub fn month_day(month: i8, day: i8) -> Option<Self> {
        // 2000 is a leap year, so that 29 February is a day.
        Date::new(2000, month, day).ok().map(|_| Self { year: None, month: Some(month), day: Some(day) })
    }

    /// A month of an unknown year (`--05`); `None` if there is no such month.
    pub fn month_of_some_year(month: i8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year: None, month: Some(month), day: None })
    }

    /// The year, if stated.
    pub fn get_year(self) -> Option<i16> {
        self.year
    }

    /// The month (1-12), if stated.
    pub fn get_month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month (1-31), if stated.
    pub fn get_day(self) -> Option<i8> {
        self.day
    }

    /// The first day it may stand for; `None` without a year.
    pub fn earliest(self) -> Option<Date> {
        Date::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// The last day it may stand for; `None` without a year.
    pub fn latest(self) -> Option<Date> {
        let month = self.month.unwrap_or(12);
        match self.day {
            Some(day) => Date::new(self.year?, month, day).ok(),
            None => Date::new(self.year?, month, 1).ok().map(Date::last_of_month),
        }
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month (1-12) that a lower-case English word names, and whether it is abbreviated ("jun", "sept").
pub(crate) fn month_named(word: &str) -> Option<(i8, bool)> {
    let short = |month: &str| word.len() == 3 && month.starts_with(word) || word == "sept" && month == "september";
    let at = MONTHS.iter().position(|&month| month == word || short(month))?;
    // "may" is as long as a short form, and is none.
    Some((at as i8 + 1, MONTHS[at] != word))
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        let number = |part: &str, width: usize| -> Option<i16> {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let parse = || -> Option<Self> {
            let (year, rest) = match text.strip_prefix("--") {
                Some(rest) => (None, Some(rest)),
                None => match text.split_once('-') {
                    Some((year, rest)) => (Some(number(year, 4)?), Some(rest)),
                    None => (Some(number(text, 4)?), None),
                },
            };
            let (month, day) = match rest.map(|rest| rest.split_once('-').unwrap_or((rest, ""))) {
                None => (None, None),
                Some((month, "")) if !text.ends_with('-') => (Some(number(month, 2)? as i8), None),
                Some((month, day)) => (Some(number(month, 2)? as i8), Some(number(day, 2)? as i8)),
            };
            match (year, month, day) {
                (Some(year), None, _) => Some(Self::year(year)),
                (Some(year), Some(month), None) => Self::year_month(year, month),
                (Some(year), Some(month), Some(day)) => Self::ymd(year, month, day),
                (None, Some(month), None) => {
                    Self::month_day(month, 1).map(|_| Self { year: None, month: Some(month), day: None })
                }
                (None, Some(month), Some(day)) => Self::month_day(month, day),
                (None, None, _) => None,
            }
        };
        parse().ok_or_else(|| ParseDateError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_reads() {
        for text in ["2012", "2012-06", "2012-06-05", "--05-20", "--05"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in ["", "12", "2012-13", "2012-02-30", "2012-", "2012-6", "2012-06-05T10:00", "-", "--", "--02-30"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn spans_the_days_it_may_mean() {
        let june: PartialDate = "2012-06".parse().unwrap();
        assert_eq!(june.earliest().unwrap().to_string(), "2012-06-01");
        assert_eq!(june.latest().unwrap().to_string(), "2012-06-30");
        assert_eq!("2012".parse::<PartialDate>().unwrap().latest().unwrap().to_string(), "2012-12-31");
        assert_eq!("--05-20".parse::<PartialDate>().unwrap().earliest(), None);
    }
}

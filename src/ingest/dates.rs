//! Publication dates as pages, wires and addresses write them.
//!
//! Only calendar dates: words such as "yesterday" are resolved later, against the date found here. Nothing is guessed. A day that
//! two readings of `03/04/1998` would disagree on leaves the year; a day without a year stays without one.

use std::ops::Range;

use crate::text::{PartialDate, month_named};

/// A date and the bytes that it stands in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FoundDate {
    pub(super) date: PartialDate,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece<'a> {
    Number(i32, usize),
    Word(&'a str),
    Mark(char),
}

struct Pieces<'a> {
    pieces: Vec<(Range<usize>, Piece<'a>)>,
}

/// Years that a news text may carry as its date; keeps "1200 people" and "9999" out.
const YEARS: Range<i32> = 1800..2200;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words that may stand in a line that gives nothing but the date.
const DATE_LINE_WORDS: &[&str] = &[
    "published",
    "updated",
    "posted",
    "modified",
    "created",
    "issued",
    "released",
    "last",
    "first",
    "on",
    "at",
    "date",
    "time",
    "am",
    "pm",
    "a",
    "m",
    "p",
    "gmt",
    "utc",
    "est",
    "edt",
    "cet",
    "cest",
    "bst",
    "msk",
    "et",
    "ist",
    "t",
    "z",
    "of",
    "the",
];

/// The date in a metadata value or a line: the first one that states a year, else the first.
pub(super) fn find_date(text: &str) -> Option<FoundDate> {
    let pieces = Pieces::of(text);
    let found = pieces.dates();
    found.iter().find(|found| found.date.get_year().is_some()).or(found.first()).cloned()
}

/// Reads a line that holds a date and nothing else of weight ("Updated: Tue, 25 May 2021 13:49:08 +0000"), and what is left
/// of it if a name stands there too ("Wikinews, 2017-07-18").
pub(super) fn date_line(line: &str) -> Option<(PartialDate, Option<&str>)> {
    if line.len() > 100 {
        return None;
    }
    let found = find_date(line)?;
    let pieces = Pieces::of(line);
    let mut name: Option<Range<usize>> = None;
    for (range, piece) in &pieces.pieces {
        let inside = found.range.start <= range.start && range.end <= found.range.end;
        match piece {
            // A single letter is a remnant of a transmission code.
            Piece::Word(word) if !inside && word.len() > 1 && !is_date_word(word) => {
                if !word.starts_with(char::is_uppercase) {
                    return None;
                }
                name = Some(name.map_or(range.clone(), |name| name.start..range.end));
            }
            _ => {}
        }
    }
    // A bare number with a year, "April 2012", may be a section heading: only a day makes a date line of it.
    found.date.get_day()?;
    let Some(name) = name else { return Some((found.date, None)) };
    // Between a name and the date stands a mark that parts them, not a dash: "Nordland Votes - 2002-11-29" is a headline.
    let gap = if name.end <= found.range.start {
        name.end..found.range.start
    } else {
        found.range.end.min(name.start)..name.start
    };
    let is_apart = line[gap].contains([',', ';', '|', '·', '•'])
        && !(name.start < found.range.start && found.range.start < name.end);
    let is_short = line[name.clone()].split(' ').count() <= 4;
    (found.date.get_year().is_some() && is_apart && is_short).then_some((found.date, Some(&line[name])))
}

/// The date in the path of an address: `/2017/06/08/`, `/2017-06-08/`, `/20170608/`, `/2017/jun/08/`, `/2017/06/`.
pub(super) fn date_in_url(url: &str) -> Option<PartialDate> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let number = |text: &str, width: usize| -> Option<i16> {
        (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
    };
    let year = |text: &str| number(text, 4).filter(|&year| (1980..2200).contains(&year));
    let month = |text: &str| match number(text, 2).or_else(|| number(text, 1)) {
        Some(month) => i8::try_from(month).ok(),
        None => month_of(text),
    };
    for (i, &segment) in segments.iter().enumerate() {
        let next = |n: usize| segments.get(i + n).copied().unwrap_or("");
        if let Some(year) = year(segment)
            && let Some(month) = month(next(1))
        {
            let day = number(next(2), 2).or_else(|| number(next(2), 1)).and_then(|day| i8::try_from(day).ok());
            let date = day.and_then(|day| PartialDate::ymd(year, month, day)).or(PartialDate::year_month(year, month));
            if date.is_some() {
                return date;
            }
        }
        let compact = segment.len() >= 8
            && segment.is_char_boundary(8)
            && !segment[8..].starts_with(|c: char| c.is_ascii_digit());
        if compact
            && segment[..8].bytes().all(|b| b.is_ascii_digit())
            && let Some(date) = compact_date(&segment[..8])
        {
            return Some(date);
        }
        if let Some(found) = segment.get(..10).and_then(|start| start.parse::<PartialDate>().ok()) {
            return Some(found);
        }
    }
    None
}

/// `20170608`.
fn compact_date(digits: &str) -> Option<PartialDate> {
    let year: i16 = digits[..4].parse().ok()?;
    if !(1980..2200).contains(&year) {
        return None;
    }
    PartialDate::ymd(year, digits[4..6].parse().ok()?, digits[6..8].parse().ok()?)
}

/// The month that a name or its short form means ("Sept", "JUN"), 1 to 12.
fn month_of(word: &str) -> Option<i8> {
    month_named(&word.to_ascii_lowercase()).map(|(month, _)| month)
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    WEEKDAYS.iter().any(|day| *day == word || (day.starts_with(&word) && (3..=4).contains(&word.len())))
}

fn is_date_word(word: &str) -> bool {
    is_weekday(word) || DATE_LINE_WORDS.contains(&word.to_ascii_lowercase().as_str())
}

fn is_ordinal_suffix(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th")
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str) -> Self {
        let mut pieces = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
            let mut end = start + c.len_utf8();
            if c.is_ascii_digit() || c.is_alphabetic() {
                while let Some(&(at, next)) = chars.peek() {
                    if kind(next) != kind(c) {
                        break;
                    }
                    end = at + next.len_utf8();
                    chars.next();
                }
            }
            let word = &text[start..end];
            let piece = match c {
                // Longer numbers are no part of any date.
                _ if c.is_ascii_digit() => Piece::Number(word.parse().unwrap_or(-1), word.len()),
                _ if c.is_alphabetic() => Piece::Word(word),
                _ if c.is_whitespace() => continue,
                _ => Piece::Mark(c),
            };
            pieces.push((start..end, piece));
        }
        Self { pieces }
    }

    fn dates(&self) -> Vec<FoundDate> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.pieces.len() {
            match self.numeric(at).or_else(|| self.day_month(at)).or_else(|| self.month_day(at)) {
                Some((date, used)) => {
                    let range = self.pieces[at].0.start..self.pieces[at + used - 1].0.end;
                    found.push(FoundDate { date, range });
                    at += used;
                }
                None => at += 1,
            }
        }
        found
    }

    fn number(&self, at: usize, digits: Range<usize>) -> Option<i32> {
        match self.pieces.get(at)?.1 {
            Piece::Number(value, width) if digits.contains(&width) => Some(value),
            _ => None,
        }
    }

    fn mark(&self, at: usize) -> Option<char> {
        match self.pieces.get(at)?.1 {
            Piece::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    fn year(&self, at: usize) -> Option<i16> {
        self.number(at, 4..5).filter(|year| YEARS.contains(year)).map(|year| year as i16)
    }

    fn month(&self, at: usize) -> Option<i8> {
        match self.pieces.get(at)?.1 {
            // "may", "march" without a capital are verbs.
            Piece::Word(word) if word.starts_with(char::is_uppercase) => month_of(word),
            _ => None,
        }
    }

    /// `2017-06-08`, `2017/06`, `08.06.2017`, `04/24/1998`, `20170608`; with the number of pieces used.
    fn numeric(&self, at: usize) -> Option<(PartialDate, usize)> {
        // Part of a longer number or of a decimal: no date.
        if at > 0 && matches!(self.pieces[at - 1].1, Piece::Mark('-' | '/' | '.')) && self.touches(at - 1, at) {
            return None;
        }
        if let Some(digits) = self.number(at, 8..9) {
            return compact_date(&format!("{digits:08}")).map(|date| (date, 1));
        }
        let separator = self.mark(at + 1).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
        if !self.touches(at, at + 1) || !self.touches(at + 1, at + 2) {
            return None;
        }
        let second = self.number(at + 2, 1..3)? as i8;
        let third = (self.mark(at + 3) == Some(separator) && self.touches(at + 2, at + 3)).then_some(at + 4);
        if let Some(year) = self.year(at) {
            return match third.and_then(|third| self.number(third, 1..3)) {
                Some(day) => PartialDate::ymd(year, second, day as i8).map(|date| (date, 5)),
                // "2017.5" is a number.
                None if separator != '.' => PartialDate::year_month(year, second).map(|date| (date, 3)),
                None => None,
            };
        }
        let first = self.number(at, 1..3)? as i8;
        let year = self.year(third?)?;
        let day_first = PartialDate::ymd(year, second, first);
        let month_first = PartialDate::ymd(year, first, second);
        let date = match (day_first, month_first) {
            // Dots are European: the day comes first.
            (Some(date), _) if separator == '.' => date,
            (Some(one), Some(other)) if one == other => one,
            (Some(_), Some(_)) => PartialDate::year(year),
            (Some(date), None) | (None, Some(date)) => date,
            (None, None) => return None,
        };
        Some((date, 5))
    }

    /// `8 June 2017`, `13-APR-1987`, `26th of March`.
    fn day_month(&self, start: usize) -> Option<(PartialDate, usize)> {
        let day = self.number(start, 1..3)? as i8;
        let mut at = start + 1;
        if matches!(self.pieces.get(at)?.1, Piece::Word(word) if is_ordinal_suffix(word)) {
            at += 1;
        }
        if matches!(self.pieces.get(at)?.1, Piece::Mark('-') | Piece::Word("of")) {
            at += 1;
        }
        let month = self.month(at)?;
        self.with_year(start, at + 1, month, day)
    }

    /// `June 8, 2017`, `Nov. 29, 2002`, `May 20th`, `June 2017`.
    fn month_day(&self, start: usize) -> Option<(PartialDate, usize)> {
        let month = self.month(start)?;
        let mut at = start + 1;
        if self.mark(at) == Some('.') {
            at += 1;
        }
        if let Some(year) = self.year(at) {
            return PartialDate::year_month(year, month).map(|date| (date, at + 1 - start));
        }
        let day = self.number(at, 1..3)? as i8;
        at += 1;
        if matches!(self.pieces.get(at), Some((_, Piece::Word(word))) if is_ordinal_suffix(word)) {
            at += 1;
        }
        // "May 3.5 million" and "June 8-10 2017" give no single day beyond the first.
        self.with_year(start, at, month, day)
    }

    /// The year after a day, if there is one.
    fn with_year(&self, start: usize, at: usize, month: i8, day: i8) -> Option<(PartialDate, usize)> {
        let gap = usize::from(matches!(self.mark(at), Some(',' | '-' | '.')));
        let dated = self.year(at + gap).and_then(|year| PartialDate::ymd(year, month, day));
        match dated {
            Some(date) => Some((date, at + gap + 1 - start)),
            None => PartialDate::month_day(month, day).map(|date| (date, at - start)),
        }
    }

    /// True if nothing stands between two neighbouring pieces.
    fn touches(&self, a: usize, b: usize) -> bool {
        matches!((self.pieces.get(a), self.pieces.get(b)), (Some((a, _)), Some((b, _))) if a.end == b.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<String> {
        find_date(text).map(|found| found.date.to_string())
    }

    #[test]
    fn dates_in_their_usual_spellings() {
        for (text, expected) in [
            ("2017-06-08", "2017-06-08"),
            ("2017-06-08T21:05:11+03:00", "2017-06-08"),
            ("2017/6/8", "2017-06-08"),
            ("20170608", "2017-06-08"),
            ("Tue, 25 May 2021 13:49:08 +0000", "2021-05-25"),
            ("13-APR-1987 14:25:41.42", "1987-04-13"),
            (" 04/24/1998 11:55:00 ", "1998-04-24"),
            ("24/04/1998", "1998-04-24"),
            ("03/04/1998", "1998"),
            ("03/03/1998", "1998-03-03"),
            ("03.04.1998", "1998-04-03"),
            ("Nov. 29, 2002", "2002-11-29"),
            ("Sept 30, 1988", "1988-09-30"),
            ("May 20th, 2014", "2014-05-20"),
            ("the 26th of March 2014", "2014-03-26"),
            ("June 2017", "2017-06"),
            ("WASHINGTON, March 26 (Reuters)", "--03-26"),
            ("April 2 and then on May 3, 2011", "2011-05-03"),
        ] {
            assert_eq!(date(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn numbers_and_verbs_are_no_dates() {
        for text in [
            "",
            "10 percent",
            "32 June",
            "they may 8 times",
            "2,802 kilometres",
            "1998.5",
            "march 3 abreast",
            "555-12-34",
            "9999-99-99",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn lines_that_are_only_a_date() {
        let line = |text| date_line(text).map(|(date, name)| (date.to_string(), name));
        assert_eq!(line("13-APR-1987 14:25:41.42"), Some(("1987-04-13".into(), None)));
        assert_eq!(line("27-MAR-1987 11:44:23.47\u{5}\u{5}F"), Some(("1987-03-27".into(), None)));
        assert_eq!(line("Published on Thursday, June 8, 2017 at 9:15 a.m. GMT"), Some(("2017-06-08".into(), None)));
        assert_eq!(line("Wikinews, 2017-07-18"), Some(("2017-07-18".into(), Some("Wikinews"))));
        assert_eq!(line("Daily Example News | 8 June 2017"), Some(("2017-06-08".into(), Some("Daily Example News"))));
        for text in [
            "June 2017",
            "Putin Travels to China Sunday - 2002-11-29",
            "Born July 26, 1962, he moved on",
            "On May 3, Ivanov",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn dates_in_addresses() {
        let url = |text| date_in_url(text).map(|date| date.to_string());
        assert_eq!(url("https://example.org/2017/06/08/summit.html").as_deref(), Some("2017-06-08"));
        assert_eq!(url("https://example.org/world/2017/jun/08/summit").as_deref(), Some("2017-06-08"));
        assert_eq!(url("https://example.org/news/2017-06-08-summit").as_deref(), Some("2017-06-08"));
        assert_eq!(url("https://example.org/20170608-summit?x=20110101").as_deref(), Some("2017-06-08"));
        assert_eq!(url("https://example.org/2017/06/summit").as_deref(), Some("2017-06"));
        for text in [
            "https://example.org/news/68700",
            "https://example.org/2017/summit",
            "https://example.org/12345678",
            "2017/06/08",
        ] {
            assert_eq!(url(text), None, "{text}");
        }
    }
}

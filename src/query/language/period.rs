//! Time in questions: `since June 2014`, `during 2012..2014`, `on 2014-05-20`, `as of 2012`.

use super::parser::{self, Day};
use crate::diagnostic::Diagnostic;
use crate::text::PartialDate;

/// A condition on the time of a statement. Days are `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Wholly between these days, both included; either may be open.
    Within { first: Option<String>, last: Option<String> },
    /// Known to hold on this day: stated of, or by an article of, that day or one before.
    AsOf(String),
}

/// Words that begin a condition on time if a date follows.
pub(super) const TIME_WORDS: [&str; 9] = ["since", "from", "after", "before", "until", "during", "in", "on", "within"];

/// Reads what stands behind a time word; `at` is the place of `text` in the question. Gives the condition and how many
/// bytes of the text it takes.
///
/// # Errors
///
/// If there is a date that no calendar has, or a range that ends before it begins.
pub(super) fn when(word: &str, text: &str, at: usize) -> Option<Result<(When, usize), Diagnostic>> {
    let (first, last, length) = parser::period(text)?;
    let date = |day: Day| partial(day).ok_or(day);
    let (first, last) = match (date(first), last.map(date).transpose()) {
        (Ok(first), Ok(last)) => (first, last.unwrap_or(first)),
        (Err(day), _) | (_, Err(day)) => {
            return Some(Err(Diagnostic::new(format!("there is no such day as {}", written(day)))
                .at(at..at + length)
                .help("write dates as 2014, June 2014, 20 May 2014 or 2014-05-20")));
        }
    };
    let start = first.earliest().map(|day| day.to_string()).unwrap_or_default();
    let end = last.latest().map(|day| day.to_string()).unwrap_or_default();
    if end < start {
        return Some(Err(Diagnostic::new("the range ends before it begins")
            .at(at..at + length)
            .help(format!("turn it round: `{last}..{first}`"))));
    }
    let day_before = |day: PartialDate| day.earliest().and_then(|day| day.yesterday().ok()).map(|day| day.to_string());
    let day_after = |day: PartialDate| day.latest().and_then(|day| day.tomorrow().ok()).map(|day| day.to_string());
    let is_range = first != last;
    let found = match word {
        "since" => When::Within { first: Some(start), last: None },
        "from" if !is_range => When::Within { first: Some(start), last: None },
        "after" => When::Within { first: day_after(last), last: None },
        "before" => When::Within { first: None, last: day_before(first) },
        "until" => When::Within { first: None, last: Some(end) },
        "as of" => When::AsOf(end),
        _ => When::Within { first: Some(start), last: Some(end) },
    };
    Some(Ok((found, length)))
}

fn partial(day: Day) -> Option<PartialDate> {
    match (day.month, day.day) {
        (None, _) => Some(PartialDate::year(day.year)),
        (Some(month), None) => PartialDate::year_month(day.year, month),
        (Some(month), Some(number)) => PartialDate::ymd(day.year, month, number),
    }
}

fn written(day: Day) -> String {
    match (day.month, day.day) {
        (Some(month), Some(number)) => format!("{}-{month:02}-{number:02}", day.year),
        (Some(month), None) => format!("{}-{month:02}", day.year),
        (None, _) => day.year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(first: Option<&str>, last: Option<&str>) -> When {
        When::Within { first: first.map(str::to_owned), last: last.map(str::to_owned) }
    }

    #[test]
    fn words_choose_the_ends() {
        for (word, text, expected) in [
            ("since", "June 2014", within(Some("2014-06-01"), None)),
            ("after", "2014", within(Some("2015-01-01"), None)),
            ("before", "2014-05-20", within(None, Some("2014-05-19"))),
            ("until", "Feb 2016", within(None, Some("2016-02-29"))),
            ("during", "2012..2014", within(Some("2012-01-01"), Some("2014-12-31"))),
            ("from", "2012 to 2014", within(Some("2012-01-01"), Some("2014-12-31"))),
            ("on", "20 May 2014", within(Some("2014-05-20"), Some("2014-05-20"))),
            ("as of", "2012", When::AsOf("2012-12-31".to_owned())),
        ] {
            assert_eq!(when(word, text, 0).unwrap().unwrap().0, expected, "{word} {text}");
        }
    }

    #[test]
    fn impossible_dates_are_told() {
        assert!(when("on", "2014-02-30", 0).unwrap().is_err());
        assert!(when("during", "2014..2012", 0).unwrap().unwrap_err().help.unwrap().contains("2012..2014"));
        assert!(when("in", "Astana", 0).is_none());
    }
}

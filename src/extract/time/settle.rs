//! Settles an expression of time to a date: against the article's date, the tense of its clause and the date spoken of.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::tense::Tense;
use super::when::{Shift, Unit, When};
use crate::text::PartialDate;

/// What an expression is read against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    /// The date of the article, as far as known.
    pub(super) article: Option<PartialDate>,
    /// The date last spoken of nearby.
    pub(super) context: Option<PartialDate>,
    /// The tense of the clause.
    pub(super) tense: Tense,
    /// It modifies a noun ("the June summit"), on whose date the verb of the clause has little to say.
    pub(super) modifies_noun: bool,
    /// It continues a list of which the last date is that of the context ("Thursday and Friday").
    pub(super) in_list: bool,
}

/// What lies ahead may be told in the present tense, and what is so long past at most ("Xi visits Oslo").
const PRESENT_DAYS: i32 = 45;
/// So near a day may be although the tense speaks against it, when the other choice is most of a year away.
const NEAR_DAYS: i32 = 30;
const FAR_DAYS: i32 = 300;

impl Scene {
    /// The date meant, no more precise than the text and the scene allow; `None` where it cannot be told.
    pub(super) fn settle(&self, when: When) -> Option<PartialDate> {
        match when {
            When::Date(date) => Some(date),
            When::Day { month, day, shift } => self.day(month, day, shift),
            When::Month { month, shift } => self.month(month, shift),
            When::OfYear { month, day, years } => {
                let Some(year) = self.article_year() else {
                    return day.map_or_else(
                        || PartialDate::month_of_some_year(month),
                        |day| PartialDate::month_day(month, day),
                    );
                };
                let year = year.checked_add(i16::try_from(years).ok()?)?;
                match day {
                    Some(day) => PartialDate::ymd(year, month, day),
                    None => PartialDate::year_month(year, month),
                }
            }
            When::Season { first_month, shift } => self.season(first_month, shift),
            When::Weekday { weekday, shift } => self.weekday(weekday, shift),
            When::WeekdayOf { weekday, weeks } => {
                let article = self.article_day()?;
                let monday = article.checked_sub(i64::from(article.weekday().to_monday_zero_offset()).days()).ok()?;
                let days = i64::from(weeks) * 7 + i64::from(weekday.to_monday_zero_offset());
                monday.checked_add(days.days()).ok().map(PartialDate::from)
            }
            When::FromArticle { unit, count } => counted_from(self.article?, unit, count),
            When::FromContext { unit, count } => counted_from(self.context?, unit, count),
        }
    }

    fn article_day(&self) -> Option<Date> {
        self.article.filter(|date| date.get_day().is_some())?.earliest()
    }

    fn article_year(&self) -> Option<i16> {
        self.article?.get_year()
    }

    /// A day of an open year. A story from years back goes on from its last date, all else lies near the article.
    fn day(&self, month: i8, day: i8, shift: Option<Shift>) -> Option<PartialDate> {
        let Some(year) = self.article_year() else {
            return if shift.is_none() { PartialDate::month_day(month, day) } else { None };
        };
        if let Some(story) = self.story().filter(|_| shift.is_none()) {
            let start = story.earliest()?;
            let same_year = PartialDate::ymd(start.year(), month, day)?;
            let later = same_year.earliest()? < start;
            return if later { PartialDate::ymd(start.year() + 1, month, day) } else { Some(same_year) };
        }
        let Some(article) = self.article_middle() else { return PartialDate::ymd(year, month, day) };
        let dates: Vec<Date> = (year - 1..=year + 1).filter_map(|year| Date::new(year, month, day).ok()).collect();
        let distance = |date: Date| days_between(article, date).abs();
        let chosen = self.choose(&dates, article, shift)?;
        let nearest = dates.iter().copied().min_by_key(|&date| distance(date))?;
        // The tense may be that of another clause.
        let is_odd = shift.is_none() && distance(chosen) > FAR_DAYS && distance(nearest) <= NEAR_DAYS;
        let date = if is_odd { nearest } else { chosen };
        (distance(date) <= 366).then(|| date.into())
    }

    /// A month of an open year.
    fn month(&self, month: i8, shift: Option<Shift>) -> Option<PartialDate> {
        let Some(year) = self.article_year() else {
            return if shift.is_none() { PartialDate::month_of_some_year(month) } else { None };
        };
        if let Some(story) = self.story().filter(|_| shift.is_none()) {
            let later = story.get_month().is_some_and(|from| month < from);
            return PartialDate::year_month(story.get_year()? + i16::from(later), month);
        }
        let Some(article) = self.article_middle() else { return PartialDate::year_month(year, month) };
        let article = article.first_of_month();
        let months: Vec<Date> = (year - 1..=year + 1).filter_map(|year| Date::new(year, month, 1).ok()).collect();
        // "last June" in June is that of the year before, "last October 28" may be in this month.
        let strict = matches!(shift, Some(Shift::Last | Shift::Next));
        let months: Vec<Date> = months.into_iter().filter(|&month| !strict || month != article).collect();
        let chosen = self.choose(&months, article, shift)?;
        PartialDate::year_month(chosen.year(), month)
    }

    /// The date of a story told from years back: a date of the context with its month, well before the article.
    fn story(&self) -> Option<PartialDate> {
        let context = self.context.filter(|context| context.get_month().is_some())?;
        let years_back = self.article_year()? - context.get_year()?;
        (years_back > 1 && self.tense == Tense::Past).then_some(context)
    }

    /// The article's day, or the middle of its month where the day is unknown.
    fn article_middle(&self) -> Option<Date> {
        let article = self.article?;
        Date::new(article.get_year()?, article.get_month()?, article.get_day().unwrap_or(15)).ok()
    }

    /// The candidate meant, of dates in ascending order.
    fn choose(&self, dates: &[Date], article: Date, shift: Option<Shift>) -> Option<Date> {
        let last = dates.iter().copied().rfind(|date| *date <= article);
        let next = dates.iter().copied().find(|date| *date >= article);
        let nearest = dates.iter().copied().min_by_key(|date| days_between(article, *date).abs());
        let tense = if self.modifies_noun { Tense::Unknown } else { self.tense };
        match (shift, tense) {
            (Some(Shift::Last), _) => last,
            (Some(Shift::Next), _) => next,
            (Some(Shift::This), _) => dates.iter().copied().find(|date| date.year() == article.year()),
            (None, Tense::Past) => last,
            (None, Tense::Future) => next,
            (None, Tense::Present) => nearest.filter(|date| days_between(*date, article) <= PRESENT_DAYS).or(next),
            (None, Tense::Unknown) => nearest,
        }
    }

    fn season(&self, first_month: i8, shift: Shift) -> Option<PartialDate> {
        let year = self.article_year()?;
        let year = match shift {
            Shift::This => year,
            Shift::Last => year - i16::from(self.article?.get_month()? <= first_month + 2),
            Shift::Next => year + i16::from(self.article?.get_month()? >= first_month),
        };
        Some(PartialDate::year(year))
    }

    fn weekday(&self, weekday: Weekday, shift: Option<Shift>) -> Option<PartialDate> {
        let article = self.article_day()?;
        // Days back to the last such day and forward to the next, 0 where the article's own day is one.
        let back = i64::from(article.weekday().since(weekday));
        let forward = i64::from(article.weekday().until(weekday));
        let days = match (shift, self.tense) {
            (Some(Shift::Last), _) => -if back == 0 { 7 } else { back },
            (Some(Shift::Next), _) => {
                if forward == 0 {
                    7
                } else {
                    forward
                }
            }
            (Some(Shift::This), Tense::Past) => -back,
            (Some(Shift::This), _) => forward,
            (None, Tense::Future) => forward,
            (None, Tense::Present) if forward < back => forward,
            (None, _) => -back,
        };
        let date = article.checked_add(days.days()).ok()?;
        let goes_back = self.context.and_then(PartialDate::earliest).is_some_and(|listed| date < listed);
        let date = if self.in_list && goes_back { date.checked_add(7.days()).ok()? } else { date };
        Some(date.into())
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// A date so many units away, as precise as the unit. A week is known by its month, that of its Thursday.
fn counted_from(date: PartialDate, unit: Unit, count: i32) -> Option<PartialDate> {
    let day = date.get_day().and_then(|_| date.earliest());
    match unit {
        Unit::Day => day?.checked_add(i64::from(count).days()).ok().map(PartialDate::from),
        Unit::Week if count == 0 => PartialDate::year_month(day?.year(), day?.month()),
        Unit::Week => {
            let thursday = day?.checked_add((3 - i64::from(day?.weekday().to_monday_zero_offset())).days()).ok()?;
            let then = thursday.checked_add((i64::from(count) * 7).days()).ok()?;
            PartialDate::year_month(then.year(), then.month())
        }
        Unit::Month => {
            let first = Date::new(date.get_year()?, date.get_month()?, 1).ok()?;
            let then = first.checked_add(i64::from(count).months()).ok()?;
            PartialDate::year_month(then.year(), then.month())
        }
        Unit::Year => {
            let year = i32::from(date.get_year()?).checked_add(count)?;
            (1..=9999).contains(&year).then(|| PartialDate::year(year as i16))
        }
    }
}

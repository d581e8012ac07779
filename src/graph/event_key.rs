//! Event keys: what two statements must share to be about the same event, computed from each article alone.
//!
//! A key is a *fact* (class and arguments, hashed) and a date. Statements with equal keys are about the same event;
//! those of the same fact whose dates are of different precision are joined by `derived`, which knows all articles.
//! An occurrence without a date has the article in its fact: nobody can tell whether another article means the same.
//! Two statements of one article with the same class, arguments and date are two events; the second has a 2 in its fact.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use oxrdf::NamedNode;
use xxhash_rust::xxh3::xxh3_64;

use super::prefixes::EVENT;
use crate::text::PartialDate;

/// What the key of a statement is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct EventFacts {
    /// The class of the statement, as text.
    pub(super) class: String,
    /// The arguments by role.
    pub(super) arguments: BTreeSet<(String, String)>,
    pub(super) date: Option<PartialDate>,
    /// Whether it happens at a time, instead of lasting.
    pub(super) occurrence: bool,
}

/// The keys of an article's statements, in their order.
pub(super) fn event_keys(facts: &[&EventFacts], article: &NamedNode) -> Vec<NamedNode> {
    let mut met_before: BTreeMap<String, usize> = BTreeMap::new();
    facts
        .iter()
        .map(|facts| {
            let date = facts.date.filter(|date| date.get_year().is_some());
            let mut content = format!("{} {:?}", facts.class, facts.arguments);
            if let Some(day) = facts.date.filter(|date| date.get_year().is_none()) {
                content.push_str(&day.to_string());
            }
            if facts.occurrence && date.is_none() {
                content.push_str(article.as_str());
            }
            let count = met_before.entry(format!("{content} {date:?}")).or_default();
            *count += 1;
            if *count > 1 {
                content.push_str(&count.to_string());
            }
            key_iri(&format!("{:016x}", xxh3_64(content.as_bytes())), date)
        })
        .collect()
}

/// `ev:FACT` or `ev:FACT-DATE`.
fn key_iri(fact: &str, date: Option<PartialDate>) -> NamedNode {
    match date {
        Some(date) => NamedNode::new_unchecked(format!("{EVENT}{fact}-{date}")),
        None => NamedNode::new_unchecked(format!("{EVENT}{fact}")),
    }
}

/// Splits a key into the IRI of its fact and its date (empty if there is none).
pub(super) fn split_key(key: &str) -> (&str, &str) {
    let local = key.strip_prefix(EVENT).unwrap_or(key);
    match local.split_once('-') {
        Some((fact, date)) => (&key[..key.len() - local.len() + fact.len()], date),
        None => (key, ""),
    }
}

/// The event of a statement of some fact with this date, when the fact occurs with `dates`.
///
/// A date joins the one event that lies within it; where there are several, or none, it is an event of its own.
pub(super) fn event_date<'a>(date: &'a str, dates: &'a BTreeSet<String>) -> &'a str {
    // Only what is itself an event: a date that joins another one is none.
    let mut events = within(date, dates).filter(|inner| event_date(inner, dates) == *inner);
    match (events.next(), events.next()) {
        (Some(only), None) => only,
        _ => date,
    }
}

/// The dates that lie within a vaguer one, that is those it begins. The order of text finds them without a search.
fn within<'a>(date: &str, dates: &'a BTreeSet<String>) -> impl Iterator<Item = &'a str> {
    let prefix = if date.is_empty() { String::new() } else { format!("{date}-") };
    let from = dates.range::<str, _>((Bound::Excluded(prefix.as_str()), Bound::Unbounded));
    from.map(String::as_str).take_while(move |inner| inner.starts_with(&prefix))
}

/// The vaguer dates within which a date lies: its month, its year, and none at all.
pub(super) fn vaguer(date: &str) -> impl Iterator<Item = &str> {
    let cuts = date.match_indices('-').map(|(at, _)| at).chain((!date.is_empty()).then_some(0));
    cuts.map(|at| &date[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(dates: &[&str]) -> BTreeSet<String> {
        dates.iter().map(|date| (*date).to_owned()).collect()
    }

    #[test]
    fn a_vague_date_joins_the_only_event_within_it() {
        let known = dates(&["2017", "2017-06", "2017-06-08", "2018-01-01"]);
        assert_eq!(event_date("2017-06", &known), "2017-06-08");
        assert_eq!(event_date("2017", &known), "2017-06-08");
        assert_eq!(event_date("", &known), "");
        assert_eq!(event_date("2018-01-01", &known), "2018-01-01");
    }

    #[test]
    fn an_ambiguous_date_is_an_event_of_its_own() {
        let known = dates(&["2017-06-08", "2017-06-30", "2017-06", "2017"]);
        assert_eq!(event_date("2017-06", &known), "2017-06");
        assert_eq!(event_date("2017", &known), "2017");
        assert_eq!(event_date("201", &dates(&["2017"])), "201");
    }

    #[test]
    fn a_day_lies_within_its_month_its_year_and_no_date() {
        assert_eq!(vaguer("2017-06-08").collect::<Vec<_>>(), ["2017", "2017-06", ""]);
        assert_eq!(vaguer("2017").collect::<Vec<_>>(), [""]);
        assert_eq!(vaguer("").count(), 0);
    }

    #[test]
    fn keys_split_into_fact_and_date() {
        let key = key_iri("00aa", PartialDate::ymd(2017, 6, 8));
        assert_eq!(split_key(key.as_str()), ("https://w3id.org/tercet/ev/00aa", "2017-06-08"));
        assert_eq!(split_key("https://w3id.org/tercet/ev/00aa"), ("https://w3id.org/tercet/ev/00aa", ""));
    }
}

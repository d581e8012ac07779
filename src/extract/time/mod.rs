//! Dates: what "on Tuesday", "last year" and "June 5" say, resolved against the date of the article.
//!
//! Three steps: [`read`] finds expressions by their words alone, [`tense`] tells on which side of the article their
//! clause lies, [`settle`] computes the date. What cannot be told stays unknown: without a date of the article a
//! weekday is nothing and a day without a year is written `--05-20`.

mod calendar;
mod read;
mod settle;
mod tense;
#[cfg(test)]
mod tests;
mod when;

pub(crate) use when::weekday_named;

use std::ops::Range;

use super::atoms::Atoms;
use crate::text::{Deprel, Document, PartialDate, Sentence, Span};
use settle::Scene;
use tense::{Tense, TenseReader};
use when::{Reading, When};

/// One expression of time and the date it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// Index of the sentence within the document.
    pub sentence: u32,
    /// Tokens of that sentence, without preposition.
    pub tokens: Range<u32>,
    /// The token through which it hangs in the tree.
    pub head: u32,
    /// Bytes into the document.
    pub span: Span,
    /// The date, of a range the first day, as precise as the text states it.
    pub value: PartialDate,
    /// The last day of a range ("from 5 to 7 June").
    pub end: Option<PartialDate>,
}

/// So many sentences back a date may stand from which "two years later" counts.
const CONTEXT_SENTENCES: usize = 2;

/// The dates of a document in order of the text. Durations ("for 30 years"), decades and ages are none.
pub fn dates(doc: &Document, sentences: &[Sentence]) -> Vec<DateMention> {
    let found: Vec<Found> = sentences.iter().enumerate().flat_map(|(at, sent)| in_sentence(doc, at, sent)).collect();
    let article = doc.date.or_else(|| year_of_undated(&found).map(PartialDate::year));
    let mut mentions: Vec<DateMention> = Vec::new();
    for found in found {
        let context = mentions.iter().rev().find(|mention| mention.value.get_year().is_some());
        let context = context.filter(|mention| mention.sentence as usize + CONTEXT_SENTENCES >= found.sentence);
        let scene = Scene {
            article,
            context: context.map(|mention| mention.value),
            tense: found.tense,
            modifies_noun: found.modifies_noun,
            in_list: found.in_list && context.is_some_and(|last| last.sentence as usize == found.sentence),
        };
        mentions.extend(found.settled(&scene));
    }
    mentions
}

/// An expression with its place and tense.
struct Found {
    sentence: usize,
    reading: Reading,
    tense: Tense,
    tokens: Range<u32>,
    head: u32,
    span: Span,
    /// It is the subject of "is": "2007 is the year of ..." is written in 2007.
    is_now: bool,
    modifies_noun: bool,
    /// "and" or "or" joins it to a date.
    in_list: bool,
}

/// Words after which a date is where something begins, told in a participle without tense.
const STARTING: &[&str] = &["starting", "beginning", "effective", "commencing"];

fn in_sentence(doc: &Document, sentence: usize, sent: &Sentence) -> Vec<Found> {
    let atoms = Atoms::new(&doc.text, sent);
    let readings = read::readings(&atoms);
    if readings.is_empty() {
        return Vec::new();
    }
    let tenses = TenseReader::new(&doc.text, sent);
    let ends: Vec<usize> = readings.iter().map(|reading| reading.atoms.end).collect();
    let place = |reading: Reading| {
        let (tokens, head, span) = atoms.extent(reading.atoms.clone());
        let (start, head_token) = (reading.atoms.start, &sent.tokens[head as usize]);
        let (before, second) = (atoms.word_before(start, 1), atoms.word_before(start, 2));
        let tense = match (before, tenses.tense_over(head as usize)) {
            ("since", _) => Tense::Past,
            (before, _) if STARTING.contains(&before) => Tense::Unknown,
            ("from" | "on" | "in", _) if STARTING.contains(&second) => Tense::Unknown,
            ("by" | "until" | "till", Tense::Present | Tense::Unknown) => Tense::Future,
            (_, tense) => tense,
        };
        let is_now = head_token.deprel == Deprel::Nsubj && tense == Tense::Present;
        let modifies_noun =
            matches!(head_token.deprel, Deprel::Compound | Deprel::Nmod | Deprel::Poss | Deprel::Nummod);
        let in_list = matches!(before, "and" | "or") && start.checked_sub(1).is_some_and(|end| ends.contains(&end));
        Found { sentence, reading, tense, tokens, head, span, is_now, modifies_noun, in_list }
    };
    readings.into_iter().map(place).collect()
}

impl Found {
    fn settled(self, scene: &Scene) -> Option<DateMention> {
        let value = scene.settle(self.reading.when)?;
        let until = self.reading.until.and_then(|until| scene.settle(until));
        let end = until.filter(|end| end.latest() > value.earliest() || value.get_year().is_none());
        let (tokens, head, span) = (self.tokens, self.head, self.span);
        Some(DateMention { sentence: self.sentence as u32, tokens, head, span, value, end })
    }
}

/// The year in which an article without a date was written, where its text makes that plain: it says so of the year
/// itself, or the latest year it names is one of which it knows the months.
fn year_of_undated(found: &[Found]) -> Option<i16> {
    let stated = |when: When| match when {
        When::Date(date) => date.get_year().map(|year| (year, date.get_month().is_some())),
        _ => None,
    };
    let all = || found.iter().flat_map(|found| [Some(found.reading.when), found.reading.until]);
    let dates = || all().flatten().filter_map(stated);
    if let Some(now) = found.iter().find(|found| found.is_now && stated(found.reading.when).is_some()) {
        return stated(now.reading.when).map(|(year, _)| year);
    }
    let latest = dates().map(|(year, _)| year).max()?;
    let knows_months = dates().any(|(year, has_month)| year == latest && has_month);
    let ahead = found.iter().any(|found| found.tense == Tense::Future && stated(found.reading.when).is_some());
    (knows_months && !ahead).then_some(latest)
}

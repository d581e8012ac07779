//! From the text of a question to its words. pest stays inside this file.

use pest::Parser;
use pest::iterators::Pair;

use super::ast::{Kind, Phrase, Pipeline, Token};
use crate::diagnostic::Diagnostic;
use crate::text::month_named;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/query.pest"]
struct Grammar;

use self::Rule as Form;

/// Brackets nested deeper than this are refused: the parser recurses.
const MAX_DEPTH: usize = 32;

/// The longest question, in bytes: a person's question is never near it.
const MAX_BYTES: usize = 16 << 10;

/// Cuts a question into words, brackets and stages.
///
/// # Errors
///
/// If brackets or quotes do not close, or a sign stands where none can.
pub(super) fn parse(text: &str) -> Result<Pipeline, Diagnostic> {
    if text.len() > MAX_BYTES {
        return Err(Diagnostic::new(format!("the question is longer than {MAX_BYTES} bytes")));
    }
    check_depth(text)?;
    let mut pairs = Grammar::parse(Form::query, text).map_err(|error| {
        let at = match error.location {
            pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
        };
        let width = text[at..].chars().next().map_or(0, char::len_utf8);
        Diagnostic::new(format!("`{}` is not expected here", &text[at..at + width])).at(at..at + width)
    })?;
    let query = pairs.next().expect("the grammar gives one query");
    if let Some(unopened) = query.clone().into_inner().find(|inner| inner.as_rule() == Form::unopened) {
        return Err(Diagnostic::new("`)` closes nothing")
            .at(unopened.as_span().start()..unopened.as_span().end())
            .help("take it away, or open a bracket before it"));
    }
    pipeline(query)
}

fn check_depth(text: &str) -> Result<(), Diagnostic> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(Diagnostic::new(format!("more than {MAX_DEPTH} brackets within each other")).at(at..at + 1));
        }
    }
    Ok(())
}

fn pipeline(pair: Pair<'_, Form>) -> Result<Pipeline, Diagnostic> {
    let mut phrases = Vec::new();
    for inner in pair.into_inner().filter(|inner| inner.as_rule() == Form::phrase) {
        phrases.push(phrase(inner)?);
    }
    let question = phrases.remove(0);
    Ok(Pipeline { question, stages: phrases })
}

fn phrase(pair: Pair<'_, Form>) -> Result<Phrase, Diagnostic> {
    let at = pair.as_span();
    let tokens = pair.into_inner().map(token).collect::<Result<Vec<_>, _>>()?;
    let span = match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => at.start()..at.start(),
    };
    Ok(Phrase { tokens, span })
}

fn token(pair: Pair<'_, Form>) -> Result<Token, Diagnostic> {
    let span = pair.as_span().start()..pair.as_span().end();
    let text = pair.as_str();
    let kind = match pair.as_rule() {
        Form::word => Kind::Word,
        Form::quoted => {
            let inner = pair.into_inner().next().map_or("", |inner| inner.as_str());
            return Ok(Token {
                kind: Kind::Quoted,
                text: inner.split_whitespace().collect::<Vec<_>>().join(" "),
                span,
            });
        }
        Form::row => Kind::Row(
            text[1..]
                .parse()
                .map_err(|_| Diagnostic::new(format!("`{text}` is no row of an answer")).at(span.clone()))?,
        ),
        Form::arrow => Kind::Arrow(matches!(text, "<-" | "←")),
        Form::sign => Kind::Sign(plain_sign(text)),
        Form::group => return group(pair),
        Form::unquoted => {
            return Err(Diagnostic::new("the quote is never closed")
                .at(span.start..span.start + text.chars().next().map_or(1, char::len_utf8))
                .label("opened here")
                .help("close it, as in \"Xi Jinping\""));
        }
        _ => return Err(Diagnostic::new(format!("`{text}` means nothing here")).at(span)),
    };
    Ok(Token { kind, text: text.to_owned(), span })
}

fn group(pair: Pair<'_, Form>) -> Result<Token, Diagnostic> {
    let span = pair.as_span().start()..pair.as_span().end();
    let text = pair.as_str().to_owned();
    if !pair.clone().into_inner().any(|inner| inner.as_rule() == Form::closing) {
        return Err(Diagnostic::new("the bracket is never closed").at(span.start..span.start + 1).label("opened here"));
    }
    Ok(Token { kind: Kind::Group(pipeline(pair)?), text, span })
}

fn plain_sign(sign: &str) -> &'static str {
    match sign {
        ">=" | "=>" | "≥" => ">=",
        "<=" | "=<" | "≤" => "<=",
        "!=" | "<>" => "!=",
        "=" | "==" => "=",
        ">" => ">",
        "<" => "<",
        "~" => "~",
        "," => ",",
        _ => "&",
    }
}

/// A date of a question as typed: year, month and day where given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
}

/// What `text` begins with, if that is a date or a stretch of time, and how many bytes it takes.
pub(super) fn period(text: &str) -> Option<(Day, Option<Day>, usize)> {
    let pair = Grammar::parse(Form::period, text).ok()?.next()?;
    let length = pair.as_str().trim_end().len();
    let mut dates = pair.into_inner().filter(|inner| inner.as_rule() == Form::date).map(day);
    let first = dates.next()??;
    let last = match dates.next() {
        Some(last) => Some(last?),
        None => None,
    };
    Some((first, last, length))
}

fn day(pair: Pair<'_, Form>) -> Option<Day> {
    let mut found = Day { year: 0, month: None, day: None };
    for part in pair.into_inner() {
        let text = part.as_str();
        match part.as_rule() {
            Form::iso_day | Form::iso_month => {
                let mut numbers = text.split('-');
                found.year = numbers.next()?.parse().ok()?;
                found.month = Some(numbers.next()?.parse().ok()?);
                found.day = numbers.next().map(str::parse).transpose().ok()?;
            }
            Form::day | Form::day_of => {
                found.day = Some(text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?);
            }
            Form::month => found.month = Some(month(text)?),
            Form::year => found.year = text.parse().ok()?,
            _ => {}
        }
    }
    Some(found)
}

fn month(name: &str) -> Option<i8> {
    month_named(&name.trim_end_matches('.').to_lowercase()).map(|(month, _)| month)
}

/// A number with the unit that was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    pub(super) number: f64,
    pub(super) unit: Option<String>,
    /// Bytes of the text that it takes.
    pub(super) length: usize,
}

/// What `text` begins with, if that is an amount.
pub(super) fn quantity(text: &str) -> Option<Quantity> {
    let pair = Grammar::parse(Form::amount, text).ok()?.next()?;
    let length = pair.as_str().trim_end().len();
    let (mut number, mut unit) = (0.0, None);
    for part in pair.into_inner() {
        let text = part.as_str();
        match part.as_rule() {
            Form::number => number = text.replace(',', "").parse().ok()?,
            Form::scale => number *= scale(text),
            Form::symbol | Form::unit => unit = Some(text.to_owned()),
            _ => {}
        }
    }
    Some(Quantity { number, unit, length })
}

fn scale(word: &str) -> f64 {
    match word.to_lowercase().as_str() {
        "k" | "thousand" => 1e3,
        "m" | "mn" | "mln" | "million" => 1e6,
        "b" | "bn" | "billion" => 1e9,
        _ => 1e12,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_a_question_into_words() {
        let parsed = parse("deals between Russia and China where value > 1bn usd | sort -value").unwrap();
        let words: Vec<_> = parsed.question.tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(words, ["deals", "between", "Russia", "and", "China", "where", "value", ">", "1bn", "usd"]);
        assert_eq!(parsed.stages.len(), 1);
    }

    #[test]
    fn quotes_group_and_apostrophes_do_not() {
        let parsed = parse("facts about China's \"Xi  Jinping\" 'Bank of China'").unwrap();
        let texts: Vec<_> = parsed.question.tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(texts, ["facts", "about", "China's", "Xi Jinping", "Bank of China"]);
    }

    #[test]
    fn reads_dates() {
        for (text, year, month, day) in [
            ("2014", 2014, None, None),
            ("June 2014", 2014, Some(6), None),
            ("5 Jun 2014 |", 2014, Some(6), Some(5)),
            ("June 5th, 2014", 2014, Some(6), Some(5)),
            ("2014-06-05", 2014, Some(6), Some(5)),
            ("2014-06", 2014, Some(6), None),
        ] {
            assert_eq!(period(text).map(|(first, ..)| first), Some(Day { year, month, day }), "{text}");
        }
        assert!(matches!(period("2012..2014"), Some((_, Some(Day { year: 2014, .. }), 10))));
        assert_eq!(period("Astana"), None);
        assert_eq!(period("20145"), None);
    }

    #[test]
    fn reads_amounts() {
        for (text, number, unit) in [
            ("1bn usd", 1e9, Some("usd")),
            ("$1.5 billion", 1.5e9, Some("$")),
            ("30 percent", 30.0, Some("percent")),
            ("1,000,000", 1e6, None),
            ("500m and sources > 1", 5e8, None),
            ("38 bcm/year", 38.0, Some("bcm/year")),
        ] {
            let read = quantity(text).unwrap();
            assert_eq!((read.number, read.unit.as_deref()), (number, unit), "{text}");
        }
        assert!(quantity("a lot").is_none());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(who|path|and|between|[|()\"'#>=<,;!a-zé0-9. -]){0,40}") {
            if let Ok(parsed) = parse(&text) {
                for token in &parsed.question.tokens {
                    proptest::prop_assert!(text.get(token.span.clone()).is_some());
                }
            }
            let _ = (period(&text), quantity(&text));
        }
    }
}

//! Units of amounts as people type them.

use std::ops::Range;

use super::cursor::Cursor;
use crate::diagnostic::Diagnostic;
use crate::graph::terms;

/// Signs and words for currencies; codes of three letters need no entry.
const CURRENCIES: &[(&str, &str)] = &[
    ("$", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("us", "USD"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("¥", "CNY"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("rmb", "CNY"),
    ("yen", "JPY"),
    ("₽", "RUB"),
    ("rouble", "RUB"),
    ("roubles", "RUB"),
    ("ruble", "RUB"),
    ("rubles", "RUB"),
    ("₹", "INR"),
    ("rupee", "INR"),
    ("rupees", "INR"),
];

/// A unit as typed: the code of a currency, or a unit that amounts of the graph have.
///
/// # Errors
///
/// If it is no currency that is known and no amount of the graph has it.
pub(super) fn unit(typed: &str, cursor: &Cursor<'_>, place: &Range<usize>) -> Result<String, Diagnostic> {
    let lower = typed.to_lowercase();
    if let Some((_, code)) = CURRENCIES.iter().find(|(word, _)| *word == lower) {
        return Ok((*code).to_owned());
    }
    let used = units_in_use(cursor);
    let unit = if lower == "%" { "percent" } else { lower.as_str() };
    if let Some(known) = used.iter().find(|known| known.eq_ignore_ascii_case(unit)) {
        return Ok(known.clone());
    }
    if typed.len() == 3 && typed.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(typed.to_uppercase());
    }
    let error = Diagnostic::new(format!("no amount is in `{typed}`")).at(place.clone());
    Err(match used.as_slice() {
        [] => error.help("the graph has no amounts yet"),
        used => error.help(format!("amounts of this graph are in {}", used.join(", "))),
    })
}

/// Currencies and units of the graph's amounts, sorted.
fn units_in_use(cursor: &Cursor<'_>) -> Vec<String> {
    let of = |predicate| {
        let quads = cursor.context.snapshot.quads_for_pattern(None, Some(predicate), None, None);
        quads.filter_map(|quad| match quad.object {
            oxrdf::Term::Literal(unit) => Some(unit.value().to_owned()),
            _ => None,
        })
    };
    let mut used: Vec<String> = of(terms::CURRENCY).chain(of(terms::UNIT)).collect();
    used.sort();
    used.dedup();
    used
}

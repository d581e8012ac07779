//! Finds amounts in the atoms of a sentence.

use std::ops::Range;

use super::AmountMention;
use super::units::{rate, unit};
use crate::extract::atoms::{AtomKind, Atoms};
use crate::extract::numeral::{Numeral, numeral};
use crate::resolve::Gazetteer;
use crate::text::{Deprel, EntityLabel, Upos};

/// An amount where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    pub(super) value: f64,
    pub(super) lower: Option<f64>,
    pub(super) unit: String,
    pub(super) money: bool,
    /// Never empty.
    pub(super) atoms: Range<usize>,
}

/// So many atoms may make up the name of a currency ("U.S. dollars" has four).
const MOST_CURRENCY_ATOMS: usize = 5;
/// What a number may stand before without counting it ("two-thirds", "1800 gmt").
const FRACTIONS: &[&str] = &["thirds", "quarters", "fifths", "halves", "tenths", "gmt"];

/// Currencies that several states share by name and that the gazetteer therefore gives to none.
const SHARED_CURRENCIES: &[&str] = &["crowns", "dinars", "kroner", "liras", "pesos", "riyals", "shillings"];
/// Three crowns may be worn, a hundred are paid.
const LEAST_SHARED: f64 = 100.0;

/// All amounts of a sentence, in order, not overlapping. `money_before` is the last money of the text before.
pub(super) fn amounts(atoms: &Atoms<'_>, gazetteer: &Gazetteer, money_before: Option<&AmountMention>) -> Vec<Amount> {
    let reader = Reader { atoms, gazetteer };
    let mut amounts: Vec<Amount> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let last = amounts.iter().rev().find(|amount| amount.money);
        let known = last.map(|last| (last.value, last.unit.as_str()));
        let known = known.or(money_before.map(|money| (money.value, money.unit.as_str())));
        let unit_in_sentence = last.map(|last| last.unit.as_str());
        let found = reader.amounts_at(at).or_else(|| reader.multiple_of(at, known?).map(|amount| vec![amount]));
        let found = found.or_else(|| reader.without_unit(at, unit_in_sentence?).map(|amount| vec![amount]));
        let found = found.or_else(|| reader.count(at).map(|amount| vec![amount]));
        match found {
            Some(found) => {
                at = found.last().map_or(at, |amount| amount.atoms.end).max(at + 1);
                amounts.extend(found);
            }
            None => at += reader.number_length(at).max(1),
        }
    }
    amounts
}

struct Reader<'a> {
    atoms: &'a Atoms<'a>,
    gazetteer: &'a Gazetteer,
}

/// What a number measures.
#[derive(Clone, Debug, PartialEq)]
struct Measure {
    name: String,
    factor: f64,
    money: bool,
    /// One past its last atom.
    end: usize,
}

/// A number with the signs of its currency.
#[derive(Clone, Debug, PartialEq)]
struct Figure {
    start: usize,
    numeral: Numeral,
    /// ISO code of the sign before the number.
    sign: Option<&'static str>,
}

impl Reader<'_> {
    /// The amount at `at`, or the two amounts of "from $7 billion to $40 billion".
    fn amounts_at(&self, at: usize) -> Option<Vec<Amount>> {
        let first = self.figure(at)?;
        if let Some(pair) = self.pair(&first) {
            return Some(pair);
        }
        let measure = self.measure(&first)?;
        Some(vec![self.amount(&first, None, &measure)])
    }

    /// Two figures joined by a dash, "to" or "and" of which at least the second has its unit.
    fn pair(&self, first: &Figure) -> Option<Vec<Amount>> {
        let own = self.measure(first);
        let connector = own.as_ref().map_or(first.numeral.end, |own| own.end);
        let word_before = self.atoms.word_before(first.start, 1);
        // "from about $7 billion": the hedge stands between.
        let from = word_before == "from" || self.atoms.word_before(first.start, 2) == "from";
        let between = word_before == "between" || self.atoms.word_before(first.start, 2) == "between";
        let dash = self.atoms.is_sign(connector, &['-', '–', '—']);
        let joined = match self.atoms.word(connector) {
            "to" => true,
            "and" => between,
            "or" => own.is_none(),
            _ => dash,
        };
        let second = self.figure(connector + 1).filter(|_| joined)?;
        // "$5-7 billion": the sign is said once.
        let shares_sign = second.numeral.scale > 1.0 || dash && self.atoms.is_glued(connector + 1);
        let signed = Figure { sign: first.sign, ..second.clone() };
        let measure = self.measure(&second).or_else(|| self.measure(&signed).filter(|_| shares_sign))?;
        if own.as_ref().is_some_and(|own| own.name != measure.name) {
            return None;
        }
        let mut lower = first.clone();
        if lower.numeral.scale == 1.0 && first.numeral.value < second.numeral.value / second.numeral.scale {
            lower.numeral.value *= second.numeral.scale;
        }
        if lower.numeral.value >= second.numeral.value {
            return None;
        }
        if from && !dash {
            let lower_end = Measure { end: connector, ..measure.clone() };
            return Some(vec![self.amount(&lower, None, &lower_end), self.amount(&second, None, &measure)]);
        }
        let whole = Figure { start: first.start, ..second };
        Some(vec![self.amount(&whole, Some(lower.numeral.value), &measure)])
    }

    fn amount(&self, figure: &Figure, lower: Option<f64>, measure: &Measure) -> Amount {
        Amount {
            value: tidy(figure.numeral.value * measure.factor),
            lower: lower.map(|lower| tidy(lower * measure.factor)),
            unit: measure.name.clone(),
            money: measure.money,
            atoms: figure.start..measure.end,
        }
    }

    /// The number at `at`, after the sign or code of a currency if there is one.
    fn figure(&self, at: usize) -> Option<Figure> {
        let signed = (1..=MOST_CURRENCY_ATOMS).rev().find_map(|length| {
            let sign = self.gazetteer.currency_of_sign(&self.glued(at, length)?)?;
            Some((sign, numeral(self.atoms, at + length)?))
        });
        let Some((sign, mut numeral)) = signed else {
            if self.is_part_of_code(at) {
                return None;
            }
            return Some(Figure { start: at, numeral: numeral(self.atoms, at)?, sign: None });
        };
        // "$5m"
        let letter = match self.atoms.word(numeral.end) {
            "k" => 1e3,
            "m" => 1e6,
            "b" => 1e9,
            "t" => 1e12,
            _ => 1.0,
        };
        if letter > 1.0 && self.atoms.is_glued(numeral.end) && numeral.scale == 1.0 {
            numeral = Numeral { value: numeral.value * letter, end: numeral.end + 1, scale: letter };
        }
        Some(Figure { start: at, numeral, sign: Some(sign) })
    }

    /// True for numbers within codes and clock times ("SS-20", "10:30").
    fn is_part_of_code(&self, at: usize) -> bool {
        let Some(before) = self.atoms.before(at, 1).filter(|_| self.atoms.is_glued(at)) else { return false };
        match before.lower.chars().next() {
            Some('-') => self.atoms.before(at, 2).is_some_and(|word| word.text.starts_with(char::is_alphabetic)),
            Some(c) => c.is_alphanumeric() || matches!(c, ':' | '/' | '.' | '#'),
            None => false,
        }
    }

    /// What the figure measures: its sign, or the words after it.
    fn measure(&self, figure: &Figure) -> Option<Measure> {
        let end = figure.numeral.end;
        let currency = self.currency_after(end, figure.numeral.scale);
        if let Some(code) = figure.sign {
            // "$10 billion dollars" says it twice.
            let end = currency.filter(|(other, _)| *other == code).map_or(end, |(_, end)| end);
            return Some(Measure { name: code.to_owned(), factor: 1.0, money: true, end });
        }
        if let Some((code, end)) = currency {
            return Some(Measure { name: code.to_owned(), factor: 1.0, money: true, end });
        }
        if matches!(self.atoms.word(end), "cents" | "cent") {
            return Some(Measure { name: "USD".to_owned(), factor: 0.01, money: true, end: end + 1 });
        }
        // "50 million kroner": whose they are is told nowhere near, that they are money is.
        let shared = self.atoms.word(end);
        if SHARED_CURRENCIES.contains(&shared) && figure.numeral.value >= LEAST_SHARED {
            return Some(Measure { name: shared.to_owned(), factor: 1.0, money: true, end: end + 1 });
        }
        let unit = unit(self.atoms, end)?;
        let (mut name, mut factor) = (unit.name, unit.factor);
        if name == "cubic metres" && figure.numeral.scale >= 1e6 {
            (name, factor) = ("bcm", 1e-9);
        }
        let name = match rate(self.atoms, unit.end).filter(|_| !name.contains('/') && !name.starts_with("percent")) {
            Some(rate) => format!("{name}/{rate}"),
            None => name.to_owned(),
        };
        Some(Measure { name, factor, money: false, end: unit.end })
    }

    /// The currency whose name or code follows a number, and where it ends.
    fn currency_after(&self, at: usize, scale: f64) -> Option<(&'static str, usize)> {
        let start = if self.atoms.is_sign(at, &['-']) && self.atoms.is_glued(at) { at + 1 } else { at };
        // "20 won the prize": a verb or adjective is no money, unless a scale word shows that it must be.
        let is_noun = |at: usize| {
            let pos = self.atoms.token(at).map(|token| token.pos);
            scale >= 1e3 || !matches!(pos, Some(Upos::Verb | Upos::Aux | Upos::Adj | Upos::Adv))
        };
        (1..=MOST_CURRENCY_ATOMS).rev().find_map(|length| {
            let words = self.words(start, length)?;
            let lower = words.to_lowercase();
            let code = self.gazetteer.currency_of_word(&words);
            let code = code.or_else(|| self.gazetteer.currency_of_word(&lower).filter(|_| length == 1));
            let code = code.or_else(|| self.gazetteer.currency_of_sign(&words));
            code.filter(|_| is_noun(start + length - 1)).map(|code| (code, start + length))
        })
    }

    /// "nearly double that figure" after an amount of money.
    fn multiple_of(&self, at: usize, (value, unit): (f64, &str)) -> Option<Amount> {
        let times = match self.atoms.word(at) {
            "double" | "twice" => 2.0,
            "triple" => 3.0,
            "half" => 0.5,
            _ => return None,
        };
        let names_it = matches!(self.atoms.word(at + 1), "that" | "this")
            && matches!(self.atoms.word(at + 2), "figure" | "amount" | "sum" | "total" | "level");
        names_it.then(|| Amount {
            value: tidy(value * times),
            lower: None,
            unit: unit.to_owned(),
            money: true,
            atoms: at..at + 3,
        })
    }

    /// "8,800 billion yen, of which 1,800 billion for roads": the unit is said once in a sentence.
    fn without_unit(&self, at: usize, unit: &str) -> Option<Amount> {
        let figure = self.figure(at).filter(|figure| figure.numeral.scale >= 1e6)?;
        let next = self.atoms.token(figure.numeral.end).map(|token| token.pos);
        let counts = matches!(next, Some(Upos::Noun | Upos::Propn | Upos::Adj));
        let measure = Measure { name: unit.to_owned(), factor: 1.0, money: true, end: figure.numeral.end };
        (!counts).then(|| self.amount(&figure, None, &measure))
    }

    /// A number that the parser hangs on a noun: "2,000 troops".
    fn count(&self, at: usize) -> Option<Amount> {
        let figure = self.figure(at).filter(|_| !(at > 0 && self.atoms.is_capitalised(at)))?;
        let end = figure.numeral.end;
        let token = (at..end).filter_map(|at| self.atoms.token(at)).find(|token| token.deprel == Deprel::Nummod)?;
        let head = token.head as usize;
        let last = self.atoms.get(end - 1)?.token;
        let noun = self.atoms.sent.tokens.get(head).filter(|noun| noun.pos == Upos::Noun && head > last)?;
        // "the 2014 talks" and "the 1987/88 budget", but "2000 troops".
        let is_number = self.atoms.entity(at).is_some_and(|entity| entity.label == EntityLabel::Cardinal);
        let may_be_year = self.atoms.digits(at, 4..5).is_some_and(|year| (1900..=2100).contains(&year));
        let goes_on = self.atoms.is_sign(end, &['/']) && self.atoms.is_glued(end);
        // "Nord Stream 2 pipeline" has no two pipelines, a "three-day" visit has three days.
        let hyphenated = self.atoms.is_sign(end, &['-']) && self.atoms.is_glued(end);
        let is_name = figure.numeral.value != 1.0 && noun.tag == "NN" && !hyphenated;
        if may_be_year && !is_number || goes_on || is_name {
            return None;
        }
        let name = self.word_of_token(end, head).filter(|word| !FRACTIONS.contains(&word.as_str()))?;
        let measure = Measure { name, factor: 1.0, money: false, end };
        Some(self.amount(&figure, None, &measure))
    }

    /// The word of a token after `from`, in lower case; of a compound the last.
    fn word_of_token(&self, from: usize, token: usize) -> Option<String> {
        let atoms = (from..self.atoms.len()).filter_map(|at| self.atoms.get(at)).take_while(|atom| atom.token <= token);
        let last = atoms.last().filter(|atom| atom.token == token && atom.kind == AtomKind::Word)?;
        Some(last.lower.to_string())
    }

    fn number_length(&self, at: usize) -> usize {
        numeral(self.atoms, at).map_or(1, |numeral| numeral.end - at)
    }

    /// The text of `length` atoms without white space between them.
    fn glued(&self, at: usize, length: usize) -> Option<String> {
        let glued = (at + 1..at + length).all(|at| self.atoms.is_glued(at));
        self.words(at, length).filter(|_| glued)
    }

    /// The text of `length` atoms with one blank where there is white space.
    fn words(&self, at: usize, length: usize) -> Option<String> {
        let mut words = String::new();
        for at in at..at + length {
            let atom = self.atoms.get(at)?;
            if !words.is_empty() && !atom.glued {
                words.push(' ');
            }
            words.push_str(atom.text);
        }
        Some(words)
    }
}

/// Rounds away what binary fractions add to decimal ones: 24.5 × 10⁹ is a whole number.
fn tidy(value: f64) -> f64 {
    if value.abs() >= 1.0 { (value * 1e4).round() / 1e4 } else { (value * 1e12).round() / 1e12 }
}

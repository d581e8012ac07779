//! Numbers in figures and words: "2,800", "two and a half billion", "half a million", "3-1/2".

use super::atoms::Atoms;

/// A number as read from the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numeral {
    pub(crate) value: f64,
    /// One past its last atom.
    pub(crate) end: usize,
    /// The power of ten of its closing scale word ("billion" → 1e9), 1 without one.
    pub(crate) scale: f64,
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// What a scale word multiplies by. Plurals ("billions of dollars") are vague and have no value.
fn scale_word(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "lakh" => 1e5,
        "million" | "mln" | "mn" => 1e6,
        "crore" => 1e7,
        "billion" | "bln" | "bn" => 1e9,
        "trillion" | "trn" | "tn" => 1e12,
        _ => return None,
    })
}

/// A unit or ten in words ("seven", "thirty-five"), and where it ends.
fn small_number(atoms: &Atoms<'_>, at: usize) -> Option<(f64, usize)> {
    let word = atoms.word(at);
    if let Some(unit) = UNITS.iter().position(|unit| *unit == word) {
        return Some((unit as f64, at + 1));
    }
    let ten = (TENS.iter().position(|ten| *ten == word)? + 2) as f64 * 10.0;
    let unit_at = if atoms.is_sign(at + 1, &['-']) { at + 2 } else { at + 1 };
    match UNITS[1..10].iter().position(|unit| *unit == atoms.word(unit_at)) {
        Some(unit) => Some((ten + unit as f64 + 1.0, unit_at + 1)),
        None => Some((ten, at + 1)),
    }
}

/// The number that begins at `at`, with its scale words.
pub(crate) fn numeral(atoms: &Atoms<'_>, at: usize) -> Option<Numeral> {
    if atoms.word(at) == "half" {
        return half_of_scale(atoms, at);
    }
    let in_figures = atoms.number(at);
    let (first, mut end) = match in_figures {
        Some(value) => with_fraction(atoms, value, at + 1),
        // "a billion dollars", but "a dollar" holds no number.
        None if matches!(atoms.word(at), "a" | "an") && scale_word(atoms.word(at + 1)).is_some() => (1.0, at + 1),
        None => with_half(atoms, small_number(atoms, at)?),
    };
    // The sum of what closed scale words have multiplied, and what the next one will multiply.
    let (mut sum, mut open) = (0.0, first);
    // The last scale word if nothing was added since, and the last from a thousand up.
    let (mut scale, mut thousands) = (1.0, f64::INFINITY);
    loop {
        let word_at = if atoms.is_sign(end, &['-']) { end + 1 } else { end };
        if let Some(factor) = scale_word(atoms.word(word_at)) {
            if factor < 1e3 {
                open *= factor;
            } else if factor > thousands {
                // "two thousand million": the later word multiplies all before it.
                (sum, open, thousands) = ((sum + open) * factor, 0.0, factor);
            } else {
                (sum, open, thousands) = (sum + open * factor, 0.0, factor);
            }
            scale = factor;
            end = after_period(atoms, word_at);
        } else if let Some((addend, after)) = addend(atoms, end, scale).filter(|_| in_figures.is_none()) {
            open += addend;
            end = after;
            scale = 1.0;
        } else {
            return Some(Numeral { value: sum + open, end, scale });
        }
    }
}

/// One past the scale word at `at` and the period of its abbreviation ("bn.").
fn after_period(atoms: &Atoms<'_>, at: usize) -> usize {
    let abbreviated = matches!(atoms.word(at), "bn" | "mn" | "tn" | "trn" | "bln" | "mln");
    // The period that ends the sentence is not part of it.
    let has_period = atoms.is_sign(at + 1, &['.']) && atoms.is_glued(at + 1) && at + 2 < atoms.len();
    if abbreviated && has_period { at + 2 } else { at + 1 }
}

/// What follows a scale word to be added, and where it ends: "two hundred [and] thirty", "one million two hundred".
fn addend(atoms: &Atoms<'_>, at: usize, scale: f64) -> Option<(f64, usize)> {
    // "two million and three companies": only a hundred takes its tens after "and".
    let start = if scale == 1e2 && atoms.word(at) == "and" { at + 1 } else { at };
    (scale > 1.0).then(|| small_number(atoms, start))?
}

/// "half a million", "half a billion".
fn half_of_scale(atoms: &Atoms<'_>, at: usize) -> Option<Numeral> {
    let scale_at = if matches!(atoms.word(at + 1), "a" | "an") { at + 2 } else { at + 1 };
    let scale = scale_word(atoms.word(scale_at))?;
    Some(Numeral { value: 0.5 * scale, end: scale_at + 1, scale })
}

/// "two and a half [billion]".
fn with_half(atoms: &Atoms<'_>, (value, end): (f64, usize)) -> (f64, usize) {
    match atoms.phrase(end, &["and", "a", "half"]) {
        Some(end) => (value + 0.5, end),
        None => (value, end),
    }
}

/// "3 1/2", "3-1/2", "2 and a half".
fn with_fraction(atoms: &Atoms<'_>, value: f64, end: usize) -> (f64, usize) {
    let start = if atoms.is_sign(end, &['-']) { end + 1 } else { end };
    let slash = start + 1;
    match (atoms.digits(start, 1..3), atoms.digits(slash + 1, 1..3)) {
        (Some(over), Some(under))
            if atoms.is_sign(slash, &['/']) && atoms.is_glued(slash) && atoms.is_glued(slash + 1) && over < under =>
        {
            (value + f64::from(over) / f64::from(under), slash + 2)
        }
        _ => with_half(atoms, (value, end)),
    }
}

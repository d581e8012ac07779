//! What a question gives: rows of values with what stands behind them, and what the person ought to know about them.

use oxrdf::NamedNode;

use super::cursor::RowHandle;

/// The answer to a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Headings.
    pub columns: Vec<String>,
    /// In order.
    pub rows: Vec<Row>,
    /// What was left out, how names were read, why nothing was found; a sentence each.
    pub notes: Vec<String>,
    /// The question in SPARQL; none for what SPARQL cannot express.
    pub sparql: Option<String>,
    /// A picture that was asked for.
    pub draw: Option<Draw>,
}

/// A picture of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The file that was named.
    pub file: Option<String>,
    /// The statements to draw, sorted; empty if it is what surrounds entities.
    pub statements: Vec<NamedNode>,
    /// Entities, and how many steps around them are drawn.
    pub around: Option<(Vec<NamedNode>, usize)>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// As many as there are columns.
    pub cells: Vec<Cell>,
    /// What it stands for.
    pub handle: RowHandle,
}

/// The values in one place of a row, in order; none where nothing is known.
pub type Cell = Vec<Value>;

/// A value of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An entity or an article with its label.
    Entity(NamedNode, String),
    /// Words, a date, a status.
    Text(String),
    /// A count or a measure.
    Number(f64),
    /// An amount with its currency or unit.
    Amount(f64, Option<String>),
}

impl Value {
    /// As a person reads it: labels, and digits in groups of three.
    pub fn shown(&self) -> String {
        match self {
            Self::Entity(_, label) => label.clone(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => grouped(*number),
            Self::Amount(number, None) => grouped(*number),
            Self::Amount(number, Some(unit)) => format!("{} {unit}", grouped(*number)),
        }
    }

    /// As a script reads it: labels, and digits without grouping.
    pub fn plain(&self) -> String {
        match self {
            Self::Number(number) => format!("{number}"),
            Self::Amount(number, None) => format!("{number}"),
            Self::Amount(number, Some(unit)) => format!("{number} {unit}"),
            other => other.shown(),
        }
    }

    /// The number in it, for sorting.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) | Self::Amount(number, _) => Some(*number),
            _ => None,
        }
    }
}

/// A number with its digits in groups of three: 1,250,000.5.
pub fn grouped(number: f64) -> String {
    let plain =
        if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{}", (number * 1e4).round() / 1e4) };
    let (whole, rest) =
        plain.split_once('.').map_or((plain.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{sign}{out}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_for_people() {
        for (number, shown) in
            [(0.0, "0"), (999.0, "999"), (1000.0, "1,000"), (-1_234_567.5, "-1,234,567.5"), (38e9, "38,000,000,000")]
        {
            assert_eq!(grouped(number), shown);
        }
        assert_eq!(Value::Amount(48e6, Some("EUR".to_owned())).shown(), "48,000,000 EUR");
        assert_eq!(Value::Amount(48e6, Some("EUR".to_owned())).plain(), "48000000 EUR");
    }
}

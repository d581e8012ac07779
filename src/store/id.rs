//! Ids of terms: 64 bits that either point into the dictionary or hold a small value themselves.
//!
//! The four highest bits say what the id is, the other sixty are its payload. Within a kind of inline value the order
//! of ids is the order of values, so that ranges of dates and numbers are ranges of ids. Only the lexical form that
//! decoding gives back is held inline: `"07"^^xsd:integer` differs from `"7"^^xsd:integer` and goes to the dictionary.

use oxrdf::vocab::xsd;
use oxrdf::{Literal, LiteralRef};

/// A term by number, meaningful only within one database.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermId(u64);

/// What an id stands for. The numbers are part of the file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// The name of the default graph; no term.
    DefaultGraph = 0,
    NamedNode = 1,
    BlankNode = 2,
    Literal = 3,
    Triple = 4,
    Boolean = 5,
    Integer = 6,
    Decimal = 7,
    Date = 8,
    /// A term of one query that the dictionary does not hold; never in a file.
    Local = 15,
}

const PAYLOAD_BITS: u32 = 60;
const PAYLOAD_MASK: u64 = (1 << PAYLOAD_BITS) - 1;
/// Added to signed payloads so that their order is the order of unsigned numbers.
const BIAS: i64 = 1 << (PAYLOAD_BITS - 1);
/// Digits after the point that an inline decimal can have.
const DECIMAL_DIGITS: usize = 6;
const DECIMAL_UNIT: i64 = 1_000_000;

impl TermId {
    /// The name of the default graph.
    pub(crate) const DEFAULT_GRAPH: Self = Self(0);

    /// An id of the given kind; `payload` has at most sixty bits.
    pub(crate) fn new(kind: Kind, payload: u64) -> Self {
        debug_assert!(payload <= PAYLOAD_MASK, "a payload has sixty bits");
        Self((kind as u64) << PAYLOAD_BITS | payload)
    }

    /// What it stands for; `None` for a number that no version of the program wrote.
    pub(crate) fn kind(self) -> Option<Kind> {
        Some(match self.0 >> PAYLOAD_BITS {
            0 => Kind::DefaultGraph,
            1 => Kind::NamedNode,
            2 => Kind::BlankNode,
            3 => Kind::Literal,
            4 => Kind::Triple,
            5 => Kind::Boolean,
            6 => Kind::Integer,
            7 => Kind::Decimal,
            8 => Kind::Date,
            15 => Kind::Local,
            _ => return None,
        })
    }

    /// The number itself, as segments hold inline values.
    pub(crate) fn to_bits(self) -> u64 {
        self.0
    }

    /// The inline value that `to_bits` gave; `None` for any other number.
    pub(crate) fn from_bits(bits: u64) -> Option<Self> {
        let id = Self(bits);
        matches!(id.kind()?, Kind::Boolean | Kind::Integer | Kind::Decimal | Kind::Date)
            .then(|| Self::from_file(id.to_file()))
            .flatten()
    }

    /// Whether both are numbers of one type or dates, held in their ids, so that the order of ids is theirs.
    pub(crate) fn is_ordered_like(self, other: Self) -> bool {
        matches!(self.kind(), Some(Kind::Integer | Kind::Decimal | Kind::Date)) && self.kind() == other.kind()
    }

    /// A term of the same kind at another place of a dictionary.
    pub(crate) fn with_index(self, index: u32) -> Self {
        Self(self.0 & !PAYLOAD_MASK | u64::from(index))
    }

    pub(crate) fn payload(self) -> u64 {
        self.0 & PAYLOAD_MASK
    }

    /// Place in the dictionary, for ids that have one.
    pub(crate) fn index(self) -> Option<u32> {
        match self.kind()? {
            Kind::NamedNode | Kind::BlankNode | Kind::Literal | Kind::Triple => u32::try_from(self.payload()).ok(),
            _ => None,
        }
    }

    /// The number as files hold it: the kind in the lowest bits and signed values folded, so that what is common is small.
    pub(crate) fn to_file(self) -> u64 {
        let payload = match self.kind() {
            Some(Kind::Integer | Kind::Decimal) => {
                let value = self.signed();
                ((value << 1) ^ (value >> 63)) as u64
            }
            _ => self.payload(),
        };
        payload << 4 | self.0 >> PAYLOAD_BITS
    }

    /// The id that `to_file` wrote; `None` for a number it cannot have written.
    pub(crate) fn from_file(number: u64) -> Option<Self> {
        let (tag, payload) = (number & 15, number >> 4);
        let id = Self(tag << PAYLOAD_BITS | payload);
        match id.kind()? {
            Kind::Integer | Kind::Decimal => {
                let value = (payload >> 1) as i64 ^ -((payload & 1) as i64);
                Some(Self::new_signed(id.kind()?, value))
            }
            Kind::Boolean => (payload <= 1).then_some(id),
            Kind::Date => date_of(payload).map(|_| id),
            Kind::DefaultGraph => (payload == 0).then_some(id),
            Kind::Local => None,
            Kind::NamedNode | Kind::BlankNode | Kind::Literal | Kind::Triple => {
                u32::try_from(payload).is_ok().then_some(id)
            }
        }
    }

    /// The id that holds the literal itself, if it is small and in the form that decoding gives back.
    pub(crate) fn inline(literal: LiteralRef<'_>) -> Option<Self> {
        let (value, datatype) = (literal.value(), literal.datatype());
        // Most literals are strings: one pointer comparison less than four string comparisons.
        if datatype == xsd::STRING {
            None
        } else if datatype == xsd::INTEGER {
            parse_integer(value).map(|n| Self::new_signed(Kind::Integer, n))
        } else if datatype == xsd::DATE {
            parse_date(value).map(|payload| Self::new(Kind::Date, payload))
        } else if datatype == xsd::DECIMAL {
            parse_decimal(value).map(|n| Self::new_signed(Kind::Decimal, n))
        } else if datatype == xsd::BOOLEAN {
            match value {
                "true" => Some(Self::new(Kind::Boolean, 1)),
                "false" => Some(Self::new(Kind::Boolean, 0)),
                _ => None,
            }
        } else {
            None
        }
    }

    /// The literal that the id holds, for inline kinds.
    pub(crate) fn to_literal(self) -> Option<Literal> {
        Some(match self.kind()? {
            Kind::Boolean => Literal::from(self.payload() == 1),
            Kind::Integer => Literal::from(self.signed()),
            Kind::Decimal => Literal::new_typed_literal(print_decimal(self.signed()), xsd::DECIMAL),
            Kind::Date => {
                let (year, month, day) = date_of(self.payload())?;
                Literal::new_typed_literal(format!("{year:04}-{month:02}-{day:02}"), xsd::DATE)
            }
            _ => return None,
        })
    }

    /// The value of an inline integer.
    pub(crate) fn to_integer(self) -> Option<i64> {
        (self.kind()? == Kind::Integer).then(|| self.signed())
    }

    /// The value of an inline decimal, in millionths.
    pub(crate) fn to_millionths(self) -> Option<i64> {
        (self.kind()? == Kind::Decimal).then(|| self.signed())
    }

    /// The inline integer nearest to `value`.
    pub(crate) fn nearest_integer(value: i64) -> Self {
        Self::new_signed(Kind::Integer, value.clamp(-BIAS, BIAS - 1))
    }

    /// The inline decimal nearest to so many millionths.
    pub(crate) fn nearest_decimal(millionths: i128) -> Self {
        let nearest = millionths.clamp(-i128::from(BIAS), i128::from(BIAS) - 1);
        Self::new_signed(Kind::Decimal, nearest as i64)
    }

    /// The year, month and day of an inline date.
    pub(crate) fn to_date(self) -> Option<(u64, u64, u64)> {
        (self.kind()? == Kind::Date).then(|| date_of(self.payload())).flatten()
    }

    fn new_signed(kind: Kind, value: i64) -> Self {
        Self::new(kind, (value + BIAS) as u64)
    }

    fn signed(self) -> i64 {
        self.payload() as i64 - BIAS
    }
}

impl std::fmt::Debug for TermId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}:{}", self.kind(), self.payload())
    }
}

/// Digits without needless leading zero, as a number below the bias.
fn parse_digits(digits: &str) -> Option<i64> {
    let canonical = digits.bytes().all(|b| b.is_ascii_digit()) && (digits.len() == 1 || !digits.starts_with('0'));
    if !canonical {
        return None;
    }
    digits.parse().ok().filter(|n| *n < BIAS)
}

fn parse_integer(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some("0") => None,
        Some(digits) => parse_digits(digits).map(|n| -n),
        None => parse_digits(text),
    }
}

fn parse_decimal(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((_, fraction)) if fraction.is_empty() || fraction.ends_with('0') => return None,
        Some(parts) => parts,
        None => (digits, ""),
    };
    if fraction.len() > DECIMAL_DIGITS || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let millionths = format!("{fraction:0<DECIMAL_DIGITS$}").parse::<i64>().ok()?;
    let value = parse_digits(whole)?.checked_mul(DECIMAL_UNIT)?.checked_add(millionths).filter(|n| *n < BIAS)?;
    match (negative, value) {
        (true, 0) => None,
        (true, value) => Some(-value),
        (false, value) => Some(value),
    }
}

fn print_decimal(value: i64) -> String {
    let (whole, fraction) = (value.unsigned_abs() / DECIMAL_UNIT as u64, value.unsigned_abs() % DECIMAL_UNIT as u64);
    let sign = if value < 0 { "-" } else { "" };
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{fraction:0DECIMAL_DIGITS$}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

/// `YYYY-MM-DD` of a day that exists, without time zone.
fn parse_date(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0')))
    };
    let payload = number(0..4)? << 9 | number(5..7)? << 5 | number(8..10)?;
    (number(5..7)? < 16 && number(8..10)? < 32).then_some(payload).filter(|payload| date_of(*payload).is_some())
}

/// Year, month and day of a date's payload, if there is such a day.
fn date_of(payload: u64) -> Option<(u64, u64, u64)> {
    let (year, month, day) = (payload >> 9, payload >> 5 & 15, payload & 31);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1..=days).contains(&day) && year <= 9999).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use oxrdf::NamedNodeRef;
    use proptest::prelude::*;

    use super::*;

    fn id(text: &str, datatype: NamedNodeRef<'_>) -> Option<TermId> {
        TermId::inline(LiteralRef::new_typed_literal(text, datatype))
    }

    #[test]
    fn holds_what_it_gives_back_and_nothing_else() {
        for (text, datatype) in [
            ("0", xsd::INTEGER),
            ("-17", xsd::INTEGER),
            ("576460752303423487", xsd::INTEGER),
            ("0.5", xsd::DECIMAL),
            ("-0.000001", xsd::DECIMAL),
            ("12", xsd::DECIMAL),
            ("2024-02-29", xsd::DATE),
            ("0000-01-01", xsd::DATE),
            ("true", xsd::BOOLEAN),
        ] {
            let id = id(text, datatype).unwrap_or_else(|| panic!("{text} is small"));
            assert_eq!(id.to_literal().unwrap().as_ref(), LiteralRef::new_typed_literal(text, datatype));
            assert_eq!(TermId::from_file(id.to_file()), Some(id), "{text}");
        }
        for (text, datatype) in [
            ("-0", xsd::INTEGER),
            ("+1", xsd::INTEGER),
            ("01", xsd::INTEGER),
            ("", xsd::INTEGER),
            ("576460752303423488", xsd::INTEGER),
            ("1.0", xsd::DECIMAL),
            ("1.", xsd::DECIMAL),
            (".5", xsd::DECIMAL),
            ("-0", xsd::DECIMAL),
            ("0.1234567", xsd::DECIMAL),
            ("1.+5", xsd::DECIMAL),
            ("999999999999999", xsd::DECIMAL),
            ("2023-02-29", xsd::DATE),
            ("2023-02-28Z", xsd::DATE),
            ("2023-17-01", xsd::DATE),
            ("1", xsd::BOOLEAN),
            ("1", xsd::BYTE),
            ("text", xsd::STRING),
        ] {
            assert_eq!(id(text, datatype), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn order_of_ids_is_order_of_values(a in -(1_i64 << 58)..1 << 58, b in -(1_i64 << 58)..1 << 58) {
            let integer = |n: i64| id(&n.to_string(), xsd::INTEGER).unwrap();
            prop_assert_eq!(integer(a).cmp(&integer(b)), a.cmp(&b));
            let decimal = |n: i64| id(&print_decimal(n), xsd::DECIMAL).unwrap();
            prop_assert_eq!(decimal(a).cmp(&decimal(b)), a.cmp(&b));
            prop_assert_eq!(TermId::from_file(integer(a).to_file()), Some(integer(a)));
        }

        #[test]
        fn any_number_of_a_file_is_an_id_or_refused(number: u64) {
            if let Some(id) = TermId::from_file(number) {
                prop_assert_eq!(id.to_file(), number);
            }
        }
    }
}

//! Filters that compare a variable with a date or a number, as ranges of ids: only those are read.
//!
//! Within a kind of inline value the order of ids is the order of values. What such a filter can accept lies in the range of
//! each kind that is comparable with the constant, or among the literals that are not inline. The filter itself still runs.

use std::ops::Range;

use oxrdf::Variable as Name;
use rustc_hash::FxHashMap;
use spargebra::algebra::Expression;

use super::pattern::Lookup;
use super::table::Variable;
use crate::store::{Bounds, Kind, Known, TermId};

/// Units of inline decimals.
const MILLION: i128 = 1_000_000;

/// What filters leave of the values of one variable.
#[derive(Clone, Copy, Debug)]
enum Span {
    /// Numbers, in millionths.
    Numbers(i128, i128),
    /// Dates.
    Dates(TermId, TermId),
}

impl Span {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Numbers(a, b), Self::Numbers(c, d)) => Self::Numbers(a.max(c), b.min(d)),
            (Self::Dates(a, b), Self::Dates(c, d)) => Self::Dates(a.max(c), b.min(d)),
            // Nothing is both, so nothing passes; one of them is a bound as good as any.
            (span, _) => span,
        }
    }

    fn bounds(self) -> Vec<Bounds> {
        let literals = (TermId::new(Kind::Literal, 0), TermId::new(Kind::Literal, u64::from(u32::MAX)));
        match self {
            Self::Numbers(least, most) => {
                let integer = |millionths: i128| {
                    let whole = millionths.div_euclid(MILLION);
                    TermId::nearest_integer(whole.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
                };
                // Rounding down takes in more than needed, never less.
                let integers = (integer(least), integer(most));
                vec![literals, integers, (TermId::nearest_decimal(least), TermId::nearest_decimal(most))]
            }
            Self::Dates(least, most) => vec![literals, (least, most)],
        }
    }
}

/// The ranges of values that filters leave.
#[derive(Debug, Default)]
pub(super) struct Ranges(FxHashMap<Variable, Vec<Bounds>>);

impl Ranges {
    /// Those of conditions that must all be true. `names` are the variables by number.
    pub(super) fn of<'q>(conditions: impl Iterator<Item = &'q Expression>, names: &[Name]) -> Self {
        let mut spans: FxHashMap<Variable, Span> = FxHashMap::default();
        for (name, span) in conditions.filter_map(span_of) {
            if let Some(variable) = names.iter().position(|known| known == name) {
                spans.entry(variable).and_modify(|known| *known = known.and(span)).or_insert(span);
            }
        }
        let mut ranges = FxHashMap::default();
        ranges.extend(spans.into_iter().map(|(variable, span)| (variable, span.bounds())));
        Self(ranges)
    }

    /// What filters leave of the component that comes first in the index of a look-up.
    pub(super) fn of_lookup(&self, lookup: &Lookup) -> Option<&[Bounds]> {
        let leading = lookup.leading()?;
        let (variable, _) = lookup.open.iter().find(|(_, component)| *component == leading)?;
        self.0.get(variable).map(Vec::as_slice)
    }
}

/// The stretches of an index in which a look-up must read; `None` if bounds are of no use to it.
pub(super) fn stretches(bounds: &[Bounds], lookup: &mut Lookup, key: &Known) -> Option<Vec<Range<usize>>> {
    let reader = lookup.reader()?;
    bounds.iter().map(|bounds| reader.between(key, *bounds)).collect()
}

/// A comparison of a variable with a constant that has an order of ids.
fn span_of(expression: &Expression) -> Option<(&Name, Span)> {
    let (a, b, flipped) = match expression {
        Expression::Less(a, b) | Expression::LessOrEqual(a, b) => (a, b, false),
        Expression::Greater(a, b) | Expression::GreaterOrEqual(a, b) => (a, b, true),
        Expression::Equal(a, b) => {
            let (name, limit) = sides(a, b).or_else(|| sides(b, a))?;
            return Some((name, span(limit, limit)?));
        }
        _ => return None,
    };
    let (least, most) = (None, None);
    let (name, limit, is_most) = match (sides(a, b), sides(b, a)) {
        (Some((name, limit)), _) => (name, limit, !flipped),
        (_, Some((name, limit))) => (name, limit, flipped),
        _ => return None,
    };
    let (least, most) = if is_most { (least, Some(limit)) } else { (Some(limit), most) };
    Some((name, open_span(least, most)?))
}

fn sides<'q>(variable: &'q Expression, constant: &Expression) -> Option<(&'q Name, TermId)> {
    let (Expression::Variable(name), Expression::Literal(literal)) = (variable, constant) else { return None };
    Some((name, TermId::inline(literal.as_ref())?))
}

fn millionths(id: TermId) -> Option<i128> {
    id.to_integer().map(|value| i128::from(value) * MILLION).or_else(|| id.to_millionths().map(i128::from))
}

fn span(least: TermId, most: TermId) -> Option<Span> {
    match (millionths(least), millionths(most)) {
        (Some(least), Some(most)) => Some(Span::Numbers(least, most)),
        _ if least.kind() == Some(Kind::Date) => Some(Span::Dates(least, most)),
        _ => None,
    }
}

fn open_span(least: Option<TermId>, most: Option<TermId>) -> Option<Span> {
    let limit = least.or(most)?;
    Some(match span(limit, limit)? {
        Span::Numbers(value, _) => Span::Numbers(
            least.map_or(i128::from(i64::MIN) * MILLION, |_| value),
            most.map_or(i128::from(i64::MAX) * MILLION, |_| value),
        ),
        Span::Dates(value, _) => Span::Dates(
            least.map_or(TermId::new(Kind::Date, 0), |_| value),
            most.map_or(TermId::new(Kind::Date, (1 << 60) - 1), |_| value),
        ),
    })
}

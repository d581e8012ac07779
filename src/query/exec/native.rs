//! Expressions computed in columns: comparisons, logic, parts of dates, sums of integers and searches in text.
//!
//! Each function gives nothing as soon as it meets a value of which it does not know what the evaluator of expressions would make;
//! then that one computes the whole expression.

use std::ops::Range;

use oxrdf::Literal;
use oxrdf::vocab::xsd;
use spargebra::algebra::{Expression, Function};

use super::pace::Pace;
use super::table::{Table, UNBOUND};
use super::{Executor, Stop};
use crate::store::{Kind, TermId, TextKind};

/// The value of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    Error,
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl Truth {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Error,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Error => Self::Error,
        }
    }
}

/// The values of an expression.
pub(super) enum Values<'t> {
    Column(&'t [TermId]),
    Computed(Vec<TermId>),
    Constant(TermId),
}

impl Values<'_> {
    fn get(&self, row: usize) -> TermId {
        match self {
            Self::Column(column) => column[row],
            Self::Computed(column) => column[row],
            Self::Constant(id) => *id,
        }
    }

    pub(super) fn into_column(self, rows: usize) -> Vec<TermId> {
        match self {
            Self::Column(column) => column.to_vec(),
            Self::Computed(column) => column,
            Self::Constant(id) => vec![id; rows],
        }
    }
}

/// Which relation of two values is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Equal,
    Less,
    LessOrEqual,
}

impl Executor<'_> {
    /// The truth of a condition in every row, if it can be computed in columns.
    pub(super) fn truths(&mut self, expression: &Expression, table: &Table) -> Result<Option<Vec<Truth>>, Stop> {
        match expression {
            Expression::And(a, b) => self.combine(a, b, table, Truth::and),
            Expression::Or(a, b) => self.combine(a, b, table, |a, b| a.not().and(b.not()).not()),
            Expression::Not(a) => Ok(self.truths(a, table)?.map(|truths| truths.into_iter().map(Truth::not).collect())),
            Expression::Equal(a, b) => self.compare(a, b, Relation::Equal, table),
            Expression::Less(a, b) => self.compare(a, b, Relation::Less, table),
            Expression::LessOrEqual(a, b) => self.compare(a, b, Relation::LessOrEqual, table),
            Expression::Greater(a, b) => self.compare(b, a, Relation::Less, table),
            Expression::GreaterOrEqual(a, b) => self.compare(b, a, Relation::LessOrEqual, table),
            Expression::Bound(name) => {
                let variable = self.number(name);
                let truth = |row: usize| table.column(variable).is_some_and(|column| column[row] != UNBOUND).into();
                self.each_row(table.rows, |row| Some(truth(row)))
            }
            Expression::In(a, list) => {
                let mut found = Some(vec![Truth::False; table.rows]);
                for b in list {
                    let more = self.compare(a, b, Relation::Equal, table)?;
                    let (Some(known), Some(more)) = (found.take(), more) else { return Ok(None) };
                    let either = |(a, b): (Truth, Truth)| a.not().and(b.not()).not();
                    found = Some(known.into_iter().zip(more).map(either).collect());
                }
                Ok(found)
            }
            Expression::FunctionCall(function, arguments) => self.test(function, arguments, table),
            Expression::Variable(_) | Expression::Literal(_) => {
                let Some(values) = self.values_of(expression, table)? else { return Ok(None) };
                let truth = |row: usize| match values.get(row) {
                    UNBOUND => Some(Truth::Error),
                    id if id.kind() == Some(Kind::Boolean) => Some((id.payload() == 1).into()),
                    _ => None,
                };
                self.each_row(table.rows, truth)
            }
            _ => Ok(None),
        }
    }

    /// What a function gives for every row; nothing, if it gives nothing for one of them.
    fn each_row<T>(&self, rows: usize, value: impl Fn(usize) -> Option<T>) -> Result<Option<Vec<T>>, Stop> {
        let mut values = Vec::with_capacity(rows);
        for row in 0..rows {
            let Some(value) = value(row) else { return Ok(None) };
            values.push(value);
            self.tick(1)?;
        }
        Ok(Some(values))
    }

    fn combine(
        &mut self,
        a: &Expression,
        b: &Expression,
        table: &Table,
        operation: impl Fn(Truth, Truth) -> Truth,
    ) -> Result<Option<Vec<Truth>>, Stop> {
        let Some(a) = self.truths(a, table)? else { return Ok(None) };
        let Some(b) = self.truths(b, table)? else { return Ok(None) };
        Ok(Some(a.into_iter().zip(b).map(|(a, b)| operation(a, b)).collect()))
    }

    fn compare(
        &mut self,
        a: &Expression,
        b: &Expression,
        relation: Relation,
        table: &Table,
    ) -> Result<Option<Vec<Truth>>, Stop> {
        let Some(a) = self.values_of(a, table)? else { return Ok(None) };
        let Some(b) = self.values_of(b, table)? else { return Ok(None) };
        let strings = self.dataset.sorted_terms()[1].clone();
        let both_strings = |a: TermId, b: TermId| strings.contains(&a) && strings.contains(&b);
        let truth = |row: usize| {
            let (a, b) = (a.get(row), b.get(row));
            if a == UNBOUND || b == UNBOUND {
                return Some(Truth::Error);
            }
            if let (Some(a), Some(b)) = (number(a), number(b)) {
                return Some(holds(relation, a.cmp(&b)));
            }
            let both = |kind: Kind| a.kind() == Some(kind) && b.kind() == Some(kind);
            if both(Kind::Date) || both_strings(a, b) {
                return Some(holds(relation, a.cmp(&b)));
            }
            let is_node = |id: TermId| matches!(id.kind(), Some(Kind::NamedNode | Kind::BlankNode));
            let is_stored = |id: TermId| !matches!(id.kind(), Some(Kind::Triple | Kind::Local) | None);
            if relation == Relation::Equal && (is_node(a) || is_node(b)) && is_stored(a) && is_stored(b) {
                return Some((a == b).into());
            }
            None
        };
        self.each_row(table.rows, truth)
    }

    /// Functions that are true or false.
    fn test(
        &mut self,
        function: &Function,
        arguments: &[Expression],
        table: &Table,
    ) -> Result<Option<Vec<Truth>>, Stop> {
        let kinds: &[Kind] = match (function, arguments) {
            (Function::Contains | Function::StrStarts | Function::StrEnds, [text, Expression::Literal(part)])
                if part.datatype() == xsd::STRING =>
            {
                return self.search(function, text, part, table);
            }
            (Function::IsIri, [_]) => &[Kind::NamedNode],
            (Function::IsBlank, [_]) => &[Kind::BlankNode],
            (Function::IsLiteral, [_]) => &[Kind::Literal, Kind::Boolean, Kind::Integer, Kind::Decimal, Kind::Date],
            _ => return Ok(None),
        };
        let Some(values) = self.values_of(&arguments[0], table)? else { return Ok(None) };
        let truth = |row: usize| match values.get(row) {
            UNBOUND => Some(Truth::Error),
            id => id.kind().filter(|kind| *kind != Kind::Local).map(|kind| kinds.contains(&kind).into()),
        };
        self.each_row(table.rows, truth)
    }

    /// A search in text; rows with the same text as the row before share its answer.
    fn search(
        &mut self,
        function: &Function,
        text: &Expression,
        part: &Literal,
        table: &Table,
    ) -> Result<Option<Vec<Truth>>, Stop> {
        let (case, text) = match text {
            Expression::FunctionCall(case @ (Function::LCase | Function::UCase), inner) => (Some(case), &inner[0]),
            text => (None, text),
        };
        let (of_any, text) = match text {
            Expression::FunctionCall(Function::Str, inner) => (true, &inner[0]),
            text => (false, text),
        };
        let Some(values) = self.values_of(text, table)? else { return Ok(None) };
        let part = part.value();
        let found = |text: &str| match function {
            Function::Contains => text.contains(part),
            Function::StrStarts => text.starts_with(part),
            _ => text.ends_with(part),
        };
        let answer = |kind: TextKind, text: &str| match kind {
            TextKind::String | TextKind::Tagged => Some(match case {
                None => found(text).into(),
                Some(Function::LCase) => found(&text.to_lowercase()).into(),
                Some(_) => found(&text.to_uppercase()).into(),
            }),
            TextKind::NamedNode if of_any && case.is_none() => Some(found(text).into()),
            _ => None,
        };
        let search = |rows: Range<usize>, (): (), pace: &Pace<'_>| {
            let mut truths = Vec::with_capacity(rows.len());
            let mut last = (UNBOUND, Truth::Error);
            let mut texts = pace.dataset().texts();
            for row in rows {
                let id = values.get(row);
                if id != last.0 {
                    let Some(truth) = texts.with(id, answer).flatten() else { return Ok(None) };
                    last = (id, truth);
                    pace.tick(4)?;
                }
                truths.push(last.1);
            }
            Ok(Some(truths))
        };
        match self.pace.share(table.rows, &(), search) {
            Some(parts) => Ok(parts?.into_iter().collect::<Option<Vec<_>>>().map(|parts| parts.concat())),
            None => search(0..table.rows, (), &self.pace),
        }
    }

    /// The values of an expression in every row, if they can be computed in columns.
    pub(super) fn values_of<'t>(
        &mut self,
        expression: &Expression,
        table: &'t Table,
    ) -> Result<Option<Values<'t>>, Stop> {
        Ok(match expression {
            Expression::Variable(name) => {
                let variable = self.number(name);
                Some(table.column(variable).map_or(Values::Constant(UNBOUND), Values::Column))
            }
            Expression::NamedNode(node) => Some(Values::Constant(self.intern(node.clone().into())?)),
            Expression::Literal(literal) => Some(Values::Constant(self.intern(literal.clone().into())?)),
            Expression::FunctionCall(function @ (Function::Year | Function::Month | Function::Day), arguments) => {
                let Some(dates) = self.values_of(&arguments[0], table)? else { return Ok(None) };
                let part = |row: usize| match dates.get(row) {
                    UNBOUND => Some(UNBOUND),
                    id => id.to_date().map(|(year, month, day)| match function {
                        Function::Year => TermId::nearest_integer(year as i64),
                        Function::Month => TermId::nearest_integer(month as i64),
                        _ => TermId::nearest_integer(day as i64),
                    }),
                };
                self.each_row(table.rows, part)?.map(Values::Computed)
            }
            Expression::Add(a, b) => self.arithmetic(a, b, table, i64::checked_add)?,
            Expression::Subtract(a, b) => self.arithmetic(a, b, table, i64::checked_sub)?,
            Expression::Multiply(a, b) => self.arithmetic(a, b, table, i64::checked_mul)?,
            _ => None,
        })
    }

    /// Arithmetic on inline integers whose result is one, too.
    fn arithmetic<'t>(
        &mut self,
        a: &Expression,
        b: &Expression,
        table: &'t Table,
        operation: impl Fn(i64, i64) -> Option<i64>,
    ) -> Result<Option<Values<'t>>, Stop> {
        let Some(a) = self.values_of(a, table)? else { return Ok(None) };
        let Some(b) = self.values_of(b, table)? else { return Ok(None) };
        let value = |row: usize| match (a.get(row), b.get(row)) {
            (UNBOUND, _) | (_, UNBOUND) => Some(UNBOUND),
            (a, b) => {
                let value = operation(a.to_integer()?, b.to_integer()?)?;
                Some(TermId::nearest_integer(value)).filter(|id| id.to_integer() == Some(value))
            }
        };
        Ok(self.each_row(table.rows, value)?.map(Values::Computed))
    }
}

/// The value of an inline number in millionths.
fn number(id: TermId) -> Option<i128> {
    id.to_integer().map(|value| i128::from(value) * 1_000_000).or_else(|| id.to_millionths().map(i128::from))
}

fn holds(relation: Relation, order: std::cmp::Ordering) -> Truth {
    match relation {
        Relation::Equal => order.is_eq(),
        Relation::Less => order.is_lt(),
        Relation::LessOrEqual => order.is_le(),
    }
    .into()
}

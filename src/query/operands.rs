//! The parts of an expression: the one place that knows which expressions have operands.

use spargebra::algebra::Expression;

/// The operands of `$expression`, shared or `mut`.
macro_rules! operands {
    ($expression:expr, $iter:ident $(, $mut:ident)?) => {
        match $expression {
            Expression::NamedNode(_)
            | Expression::Literal(_)
            | Expression::Variable(_)
            | Expression::Bound(_)
            | Expression::Exists(_) => Vec::new(),
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => vec![a, b],
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => vec![a],
            Expression::If(a, b, c) => vec![a, b, c],
            Expression::In(a, list) => std::iter::once(& $($mut)? **a).chain(list).collect(),
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.$iter().collect(),
        }
    };
}

/// The expressions that this one is made of. A pattern under EXISTS is none.
pub(super) fn operands(expression: &Expression) -> Vec<&Expression> {
    operands!(expression, iter)
}

/// Like [`operands`], to be changed.
pub(super) fn operands_mut(expression: &mut Expression) -> Vec<&mut Expression> {
    operands!(expression, iter_mut, mut)
}

//! EXISTS as a semi-join: the pattern is solved once, for all rows that ask.

use spargebra::algebra::{Expression, GraphPattern};

use super::scope::Variables;
use super::table::{Table, Variable};
use super::{ActiveGraph, Counting, Executor, Need, Stop};
use crate::query::operands::operands;

impl Executor<'_> {
    /// For each row whether the pattern has a solution that is compatible with it.
    pub(super) fn exists(
        &mut self,
        pattern: &GraphPattern,
        graph: ActiveGraph,
        table: &Table,
    ) -> Result<Vec<bool>, Stop> {
        let scope = self.scope(pattern, graph)?;
        let mut mentioned = Variables::new();
        self.mentioned_in(pattern, &mut mentioned)?;
        mentioned.extend(graph.variable());
        let shared: Vec<Variable> = table.variables.iter().copied().filter(|v| mentioned.contains(v)).collect();
        // The row's values stand in place of its variables wherever they are mentioned. Where each of them gets the same value from the
        // pattern itself, that is a join.
        if !is_joinable(pattern) || !shared.iter().all(|variable| scope.certain.contains(variable)) {
            return Err(Stop::Unsupported);
        }
        self.trace.enter();
        let given = self.given_part(table, |variable| shared.contains(&variable))?;
        let need = Need {
            variables: Some(shared.iter().copied().collect()),
            counting: Counting::Once,
            quota: shared.is_empty().then_some(1),
        };
        let found = self.run(pattern, graph, &given, &need)?;
        let mask = match shared.is_empty() {
            true => vec![found.rows > 0; table.rows],
            false => self.has_partner(table, &found.project(&shared), false)?,
        };
        self.trace.leave("exists", String::new, None, table);
        Ok(mask)
    }
}

/// Whether giving values to a pattern's variables beforehand only takes solutions away.
fn is_joinable(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => true,
        GraphPattern::Join { left, right } | GraphPattern::Union { left, right } => {
            is_joinable(left) && is_joinable(right)
        }
        GraphPattern::LeftJoin { left, right, expression } => {
            is_joinable(left) && is_joinable(right) && expression.as_ref().is_none_or(|e| !has_exists(e))
        }
        GraphPattern::Filter { expr, inner } => !has_exists(expr) && is_joinable(inner),
        GraphPattern::Extend { inner, expression, .. } => !has_exists(expression) && is_joinable(inner),
        GraphPattern::Graph { inner, .. } => is_joinable(inner),
        _ => false,
    }
}

/// Whether EXISTS stands anywhere in an expression.
pub(super) fn has_exists(expression: &Expression) -> bool {
    matches!(expression, Expression::Exists(_)) || operands(expression).into_iter().any(has_exists)
}

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
        let shared: Variables = table.variables.iter().copied().filter(|v| mentioned.contains(v)).collect();
        // The row's values stand in place of its variables wherever they are mentioned. Where each of them gets the same value from the
        // pattern itself, that is a join.
        if !scope.certain.is_superset(&shared) || !self.is_joinable(pattern, graph, &shared)? {
            return Err(Stop::Unsupported);
        }
        self.trace.enter();
        let given = self.given_part(table, |variable| shared.contains(&variable))?;
        let need =
            Need { variables: Some(shared.clone()), counting: Counting::Once, quota: shared.is_empty().then_some(1) };
        let found = self.run(pattern, graph, &given, &need)?;
        let mask = match shared.is_empty() {
            true => vec![found.rows > 0; table.rows],
            false => {
                let shared: Vec<Variable> = shared.into_iter().collect();
                self.has_partner(table, &found.project(&shared), false)?
            }
        };
        self.trace.leave("exists", String::new, None, table);
        Ok(mask)
    }

    /// Whether giving values to `shared` variables of a pattern beforehand only takes solutions away. A part that looks at one of
    /// them before it has a value, like an OPTIONAL or a filter in brackets of its own, would see another pattern.
    fn is_joinable(&mut self, pattern: &GraphPattern, graph: ActiveGraph, shared: &Variables) -> Result<bool, Stop> {
        let mut looked_at = Variables::new();
        let inner = match pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => return Ok(true),
            GraphPattern::Join { left, right } | GraphPattern::Union { left, right } => {
                return Ok(self.is_joinable(left, graph, shared)? && self.is_joinable(right, graph, shared)?);
            }
            GraphPattern::Graph { name, inner } => {
                let graph = self.active(name)?;
                return self.is_joinable(inner, graph, shared);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                if expression.as_ref().is_some_and(has_exists) || !self.is_joinable(right, graph, shared)? {
                    return Ok(false);
                }
                self.mentioned_in(right, &mut looked_at)?;
                expression.iter().try_for_each(|expression| self.mentioned(expression, &mut looked_at))?;
                left
            }
            GraphPattern::Filter { expr: expression, inner } | GraphPattern::Extend { inner, expression, .. } => {
                if has_exists(expression) {
                    return Ok(false);
                }
                self.mentioned(expression, &mut looked_at)?;
                inner
            }
            _ => return Ok(false),
        };
        let certain = self.scope(inner, graph)?.certain;
        let is_known = |variable: &Variable| !shared.contains(variable) || certain.contains(variable);
        Ok(looked_at.iter().all(is_known) && self.is_joinable(inner, graph, shared)?)
    }
}

/// Whether EXISTS stands anywhere in an expression.
pub(super) fn has_exists(expression: &Expression) -> bool {
    matches!(expression, Expression::Exists(_)) || operands(expression).into_iter().any(has_exists)
}

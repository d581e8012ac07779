//! Which variables a pattern can give a value, which it gives one for certain, and which it mentions at all.

use std::collections::BTreeSet;

use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use super::table::Variable;
use super::{ActiveGraph, Executor, Stop};
use crate::query::operands::operands;

/// A set of variables.
pub(super) type Variables = BTreeSet<Variable>;

/// The variables of the solutions of a pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Those that may have a value.
    pub(super) possible: Variables,
    /// Those that have one in every solution.
    pub(super) certain: Variables,
}

impl Scope {
    fn all(variables: Variables) -> Self {
        Self { certain: variables.clone(), possible: variables }
    }

    fn with(mut self, other: Self) -> Self {
        self.possible.extend(other.possible);
        self.certain.extend(other.certain);
        self
    }
}

impl Executor<'_> {
    /// The variables of a pattern's solutions.
    pub(super) fn scope(&mut self, pattern: &GraphPattern, graph: ActiveGraph) -> Result<Scope, Stop> {
        Ok(match pattern {
            GraphPattern::Bgp { patterns } => {
                let mut variables = Variables::new();
                patterns.iter().for_each(|pattern| self.triple_variables(pattern, &mut variables));
                variables.extend(graph.variable());
                Scope::all(variables)
            }
            GraphPattern::Path { subject, object, .. } => {
                let mut variables = Variables::new();
                self.term_variables(subject, &mut variables);
                self.term_variables(object, &mut variables);
                variables.extend(graph.variable());
                Scope::all(variables)
            }
            GraphPattern::Join { left, right } => self.scope(left, graph)?.with(self.scope(right, graph)?),
            GraphPattern::LeftJoin { left, right, .. } => {
                let mut scope = self.scope(left, graph)?;
                scope.possible.extend(self.scope(right, graph)?.possible);
                scope
            }
            GraphPattern::Union { left, right } => {
                let (mut scope, other) = (self.scope(left, graph)?, self.scope(right, graph)?);
                scope.possible.extend(other.possible);
                scope.certain.retain(|variable| other.certain.contains(variable));
                scope
            }
            GraphPattern::Graph { name, inner } => {
                let graph = self.active(name)?;
                self.scope(inner, graph)?
            }
            GraphPattern::Extend { inner, variable, .. } => {
                let mut scope = self.scope(inner, graph)?;
                scope.possible.insert(self.number(variable));
                scope
            }
            GraphPattern::Values { variables, bindings } => {
                let mut scope = Scope::default();
                for (place, name) in variables.iter().enumerate() {
                    let variable = self.number(name);
                    scope.possible.insert(variable);
                    if bindings.iter().all(|row| row[place].is_some()) {
                        scope.certain.insert(variable);
                    }
                }
                scope
            }
            GraphPattern::Project { inner, variables } => {
                let visible: Variables = variables.iter().map(|name| self.number(name)).collect();
                let graph = graph.hidden_unless(|variable| visible.contains(&variable));
                let inner = self.scope(inner, graph)?;
                let certain = inner.certain.intersection(&visible).copied().collect();
                Scope { possible: visible, certain }
            }
            GraphPattern::Group { inner, variables, aggregates } => {
                let inner = self.scope(inner, graph)?;
                let keys: Variables = variables.iter().map(|name| self.number(name)).collect();
                let certain = inner.certain.intersection(&keys).copied().collect();
                let mut possible = keys;
                possible.extend(aggregates.iter().map(|(name, _)| self.number(name)).collect::<Vec<_>>());
                Scope { possible, certain }
            }
            GraphPattern::Minus { left: inner, .. }
            | GraphPattern::Filter { inner, .. }
            | GraphPattern::OrderBy { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.scope(inner, graph)?,
            GraphPattern::Lateral { .. } | GraphPattern::Service { .. } => return Err(Stop::Unsupported),
        })
    }

    fn triple_variables(&mut self, pattern: &TriplePattern, into: &mut Variables) {
        self.term_variables(&pattern.subject, into);
        if let NamedNodePattern::Variable(name) = &pattern.predicate {
            into.insert(self.number(name));
        }
        self.term_variables(&pattern.object, into);
    }

    fn term_variables(&mut self, term: &TermPattern, into: &mut Variables) {
        match term {
            TermPattern::Variable(name) => {
                into.insert(self.number(name));
            }
            TermPattern::BlankNode(node) => {
                into.insert(self.blank(node));
            }
            TermPattern::Triple(triple) => self.triple_variables(triple, into),
            TermPattern::NamedNode(_) | TermPattern::Literal(_) => {}
        }
    }

    /// The variables that an expression looks at, those of patterns under EXISTS included.
    pub(super) fn mentioned(&mut self, expression: &Expression, into: &mut Variables) -> Result<(), Stop> {
        match expression {
            Expression::Variable(name) | Expression::Bound(name) => {
                into.insert(self.number(name));
            }
            Expression::Exists(pattern) => self.mentioned_in(pattern, into)?,
            _ => {}
        }
        operands(expression).into_iter().try_for_each(|operand| self.mentioned(operand, into))
    }

    /// Every variable that stands somewhere in a pattern.
    pub(super) fn mentioned_in(&mut self, pattern: &GraphPattern, into: &mut Variables) -> Result<(), Stop> {
        match pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {
                into.extend(self.scope(pattern, ActiveGraph::Default)?.possible);
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.mentioned_in(left, into)?;
                self.mentioned_in(right, into)?;
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.mentioned_in(left, into)?;
                self.mentioned_in(right, into)?;
                expression.iter().try_for_each(|expression| self.mentioned(expression, into))?;
            }
            GraphPattern::Filter { expr, inner } => {
                self.mentioned(expr, into)?;
                self.mentioned_in(inner, into)?;
            }
            GraphPattern::Graph { name, inner } => {
                into.extend(self.active(name)?.variable());
                self.mentioned_in(inner, into)?;
            }
            GraphPattern::Extend { inner, variable, expression } => {
                into.insert(self.number(variable));
                self.mentioned(expression, into)?;
                self.mentioned_in(inner, into)?;
            }
            GraphPattern::OrderBy { inner, expression } => {
                for order in expression {
                    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) = order;
                    self.mentioned(expression, into)?;
                }
                self.mentioned_in(inner, into)?;
            }
            GraphPattern::Project { inner, variables } => {
                into.extend(variables.iter().map(|name| self.number(name)).collect::<Vec<_>>());
                self.mentioned_in(inner, into)?;
            }
            GraphPattern::Group { inner, variables, aggregates } => {
                into.extend(variables.iter().map(|name| self.number(name)).collect::<Vec<_>>());
                for (name, aggregate) in aggregates {
                    into.insert(self.number(name));
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.mentioned(expr, into)?;
                    }
                }
                self.mentioned_in(inner, into)?;
            }
            GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } | GraphPattern::Slice { inner, .. } => {
                self.mentioned_in(inner, into)?;
            }
            GraphPattern::Lateral { .. } | GraphPattern::Service { .. } => return Err(Stop::Unsupported),
        }
        Ok(())
    }
}

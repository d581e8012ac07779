//! Variables inside triple terms and searches for words become lookups.
//!
//! The evaluator matches `?r rdf:reifies <<( ?s t:met ?o )>>` by fetching every `?r rdf:reifies ?t` and looking into
//! `?t`. Here it becomes `?r rdf:reifies ?t` joined with `?t` having these components, which the store answers from
//! its index of triple terms; the order of the joins is then the evaluator's choice as for any other pattern. Likewise
//! `?text t:matches "gas pipel*"` becomes a pattern that the store answers from its index of words.

use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNode, NamedNodePattern, TermPattern, TriplePattern, Variable};
use spargebra::{GraphUpdateOperation, Query, Update};

use super::search;
use crate::diagnostic::Diagnostic;
use crate::query::operands::operands_mut;
use crate::store::TRIPLE_COMPONENTS;

/// The query with its triple-term patterns taken apart and its searches addressed to the index.
///
/// # Errors
///
/// If a search is not written as it must be.
pub(in crate::query) fn query(query: &Query) -> Result<Query, Diagnostic> {
    let mut query = query.clone();
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = &mut query;
    rewrite(pattern)?;
    Ok(query)
}

/// The update with its `WHERE` parts rewritten like queries.
pub(super) fn update(update: &Update) -> Result<Update, Diagnostic> {
    let mut update = update.clone();
    for operation in &mut update.operations {
        if let GraphUpdateOperation::DeleteInsert { pattern, .. } = operation {
            rewrite(pattern)?;
        }
    }
    Ok(update)
}

fn rewrite(pattern: &mut GraphPattern) -> Result<(), Diagnostic> {
    let mut rewriter = Rewriter::default();
    rewriter.pattern(pattern);
    rewriter.problem.map_or(Ok(()), Err)
}

#[derive(Default)]
struct Rewriter {
    fresh: usize,
    /// Whether we are inside `GRAPH ?g`, where a triple term inside a triple term is in no graph to be found by.
    variable_graph: bool,
    /// The first search that cannot be made.
    problem: Option<Diagnostic>,
}

impl Rewriter {
    fn pattern(&mut self, pattern: &mut GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                let mut apart = Vec::with_capacity(patterns.len());
                for pattern in patterns.drain(..) {
                    self.triple(pattern, &mut apart);
                }
                *patterns = apart;
            }
            GraphPattern::Path { path, .. } => {
                if search::is_in_path(path) {
                    self.problem.get_or_insert_with(search::in_path);
                }
            }
            GraphPattern::Values { .. } | GraphPattern::Service { .. } => {}
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.pattern(left);
                self.pattern(right);
                if let Some(expression) = expression {
                    self.expression(expression);
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.expression(expr);
                self.pattern(inner);
            }
            GraphPattern::Graph { name, inner } => {
                let outer = std::mem::replace(&mut self.variable_graph, matches!(name, NamedNodePattern::Variable(_)));
                self.pattern(inner);
                self.variable_graph = outer;
            }
            GraphPattern::Extend { inner, expression, .. } => {
                self.pattern(inner);
                self.expression(expression);
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner);
                for order in expression {
                    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) = order;
                    self.expression(expression);
                }
            }
            GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
            GraphPattern::Group { inner, aggregates, .. } => {
                self.pattern(inner);
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr);
                    }
                }
            }
        }
    }

    fn expression(&mut self, expression: &mut Expression) {
        if let Expression::Exists(pattern) = expression {
            self.pattern(pattern);
        }
        operands_mut(expression).into_iter().for_each(|operand| self.expression(operand));
    }

    fn triple(&mut self, mut pattern: TriplePattern, apart: &mut Vec<TriplePattern>) {
        if let Err(problem) = search::address(&mut pattern) {
            self.problem.get_or_insert(problem);
        }
        let nested = |term: &TermPattern| matches!(term, TermPattern::Triple(triple) if is_nested(triple));
        if !(self.variable_graph && nested(&pattern.object)) {
            pattern.object = self.term(pattern.object, apart);
        }
        apart.push(pattern);
    }

    /// A triple term with variables becomes a variable of its own, whose components are pushed as patterns.
    fn term(&mut self, term: TermPattern, apart: &mut Vec<TriplePattern>) -> TermPattern {
        let TermPattern::Triple(triple) = term else { return term };
        if is_ground(&triple) {
            return TermPattern::Triple(triple);
        }
        // The blank is not allowed in variables, so no query has this one.
        let variable = Variable::new_unchecked(format!("triple {}", self.fresh));
        self.fresh += 1;
        let [subject, predicate, object] = TRIPLE_COMPONENTS;
        let has = |component: NamedNode, part: TermPattern| TriplePattern {
            subject: variable.clone().into(),
            predicate: component.into(),
            object: part,
        };
        // Of two patterns that look equally selective the evaluator takes the first: nodes are rarer than predicates.
        apart.push(has(subject.into_owned(), triple.subject));
        let inner = self.term(triple.object, apart);
        apart.push(has(object.into_owned(), inner));
        apart.push(has(
            predicate.into_owned(),
            match triple.predicate {
                NamedNodePattern::NamedNode(node) => node.into(),
                NamedNodePattern::Variable(variable) => variable.into(),
            },
        ));
        variable.into()
    }
}

fn is_nested(triple: &TriplePattern) -> bool {
    matches!(&triple.object, TermPattern::Triple(inner) if !is_ground(inner))
}

fn is_ground(triple: &TriplePattern) -> bool {
    matches!(triple.subject, TermPattern::NamedNode(_))
        && matches!(triple.predicate, NamedNodePattern::NamedNode(_))
        && match &triple.object {
            TermPattern::NamedNode(_) | TermPattern::Literal(_) => true,
            TermPattern::Triple(inner) => is_ground(inner),
            TermPattern::BlankNode(_) | TermPattern::Variable(_) => false,
        }
}

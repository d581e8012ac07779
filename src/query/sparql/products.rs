//! Products of patterns that share no variable, in a form that can be stopped.
//!
//! The general evaluator keeps one side of a join in memory and looks at the cancellation token only when it reads a
//! quad: a product of a few patterns runs for hours without reading one. Joined laterally, which gives the same
//! solutions where no variable is shared, each side is read anew for every solution of the one before.

use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::query::operands::operands_mut;

/// The query with its products joined laterally.
pub(super) fn laterally(query: &Query) -> Query {
    let mut query = query.clone();
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = &mut query;
    apart(pattern);
    query
}

fn apart(pattern: &mut GraphPattern) {
    if let Some(parts) = parts(pattern) {
        let groups = connected(parts);
        if groups.len() > 1 {
            let joined = groups.into_iter().map(join);
            *pattern = joined
                .reduce(|left, right| GraphPattern::Lateral { left: left.into(), right: right.into() })
                .expect("there are several groups");
        }
        return;
    }
    match pattern {
        GraphPattern::Bgp { .. }
        | GraphPattern::Path { .. }
        | GraphPattern::Values { .. }
        | GraphPattern::Service { .. } => {}
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            apart(left);
            apart(right);
        }
        GraphPattern::LeftJoin { left, right, expression } => {
            apart(left);
            apart(right);
            expression.iter_mut().for_each(in_expression);
        }
        GraphPattern::Filter { expr, inner } | GraphPattern::Extend { inner, expression: expr, .. } => {
            in_expression(expr);
            apart(inner);
        }
        GraphPattern::OrderBy { inner, expression } => {
            apart(inner);
            for order in expression {
                let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) = order;
                in_expression(expression);
            }
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => apart(inner),
        GraphPattern::Group { inner, aggregates, .. } => {
            apart(inner);
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    in_expression(expr);
                }
            }
        }
    }
}

fn in_expression(expression: &mut Expression) {
    if let Expression::Exists(pattern) = expression {
        apart(pattern);
    }
    operands_mut(expression).into_iter().for_each(in_expression);
}

/// The triples and paths that a pattern joins; none if it joins anything else, whose scope a lateral join could change.
fn parts(pattern: &GraphPattern) -> Option<Vec<GraphPattern>> {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            Some(patterns.iter().map(|triple| GraphPattern::Bgp { patterns: vec![triple.clone()] }).collect())
        }
        GraphPattern::Path { .. } => Some(vec![pattern.clone()]),
        GraphPattern::Join { left, right } => {
            let mut all = parts(left)?;
            all.extend(parts(right)?);
            Some(all)
        }
        _ => None,
    }
}

/// The parts in groups that share no variable, in the order of their first parts.
fn connected(parts: Vec<GraphPattern>) -> Vec<Vec<GraphPattern>> {
    let mut groups: Vec<(Vec<String>, Vec<GraphPattern>)> = Vec::new();
    for part in parts {
        let mut names = Vec::new();
        variables(&part, &mut names);
        let shares = |group: &(Vec<String>, Vec<GraphPattern>)| group.0.iter().any(|name| names.contains(name));
        let Some(first) = groups.iter().position(shares) else {
            groups.push((names, vec![part]));
            continue;
        };
        let mut at = first + 1;
        while at < groups.len() {
            if groups[at].0.iter().any(|name| names.contains(name)) {
                let (others, more) = groups.remove(at);
                groups[first].0.extend(others);
                groups[first].1.extend(more);
            } else {
                at += 1;
            }
        }
        groups[first].0.extend(names);
        groups[first].1.push(part);
    }
    groups.into_iter().map(|(_, parts)| parts).collect()
}

/// One pattern for parts that are joined: their triples together, so that the evaluator chooses the order.
fn join(parts: Vec<GraphPattern>) -> GraphPattern {
    let (mut triples, mut paths) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            GraphPattern::Bgp { patterns } => triples.extend(patterns),
            path => paths.push(path),
        }
    }
    let start = (!triples.is_empty()).then_some(GraphPattern::Bgp { patterns: triples });
    let joined = start.into_iter().chain(paths);
    joined.reduce(|left, right| GraphPattern::Join { left: left.into(), right: right.into() }).unwrap_or_default()
}

/// The variables of a triple or path, and its blank nodes, which are variables as well.
fn variables(pattern: &GraphPattern, into: &mut Vec<String>) {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.iter().for_each(|triple| of_triple(triple, into)),
        GraphPattern::Path { subject, object, .. } => {
            of_term(subject, into);
            of_term(object, into);
        }
        _ => {}
    }
}

fn of_triple(triple: &TriplePattern, into: &mut Vec<String>) {
    of_term(&triple.subject, into);
    if let NamedNodePattern::Variable(variable) = &triple.predicate {
        into.push(variable.to_string());
    }
    of_term(&triple.object, into);
}

fn of_term(term: &TermPattern, into: &mut Vec<String>) {
    match term {
        TermPattern::Variable(variable) => into.push(variable.to_string()),
        TermPattern::BlankNode(node) => into.push(node.to_string()),
        TermPattern::Triple(triple) => of_triple(triple, into),
        TermPattern::NamedNode(_) | TermPattern::Literal(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(text: &str) -> String {
        let query = spargebra::SparqlParser::new().parse_query(text).unwrap();
        laterally(&query).to_string()
    }

    #[test]
    fn what_shares_no_variable_is_joined_laterally() {
        let apart = laid_out("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?c ?g ?h . FILTER(?a != ?d) }");
        assert_eq!(apart.matches("LATERAL").count(), 1, "{apart}");
        let three = laid_out("ASK { ?a <x:p> 1 . ?b <x:p> 2 . ?c <x:p>/<x:q> 3 }");
        assert_eq!(three.matches("LATERAL").count(), 2, "{three}");
    }

    #[test]
    fn what_hangs_together_stays_as_it_is() {
        for text in [
            "SELECT * { ?a <x:p> ?b . ?c <x:q> ?d . ?b <x:r>+ ?c }",
            "SELECT * { ?a <x:p> ?b OPTIONAL { ?c <x:q> ?d } }",
            "SELECT * { ?a <x:p> _:n . _:n <x:q> ?d }",
        ] {
            assert!(!laid_out(text).contains("LATERAL"), "{text}");
        }
    }
}

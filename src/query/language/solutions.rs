//! Solutions of a SPARQL query as the rows of an answer, so that both languages share tables and row handles.

use std::collections::BTreeMap;

use oxrdf::{NamedNode, Term};
use spareval::QuerySolutionIter;

use super::answer::{Answer, Row, Value};
use super::cursor::RowHandle;
use super::run::{Labels, value};
use crate::graph::terms;
use crate::query::sparql::QueryError;
use crate::store::Snapshot;

/// The rows of a SELECT query: entities by their label, statements as what a row can be asked about.
///
/// # Errors
///
/// What the evaluation gives.
pub fn tabulate(solutions: QuerySolutionIter<'_>, snapshot: &Snapshot) -> Result<Answer, QueryError> {
    let mut labels = Labels { snapshot, known: BTreeMap::new() };
    let columns = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let mut rows = Vec::new();
    for solution in solutions {
        let solution = solution?;
        let mut handle = RowHandle::default();
        let mut cells = Vec::new();
        for term in solution.values() {
            if let Some(Term::NamedNode(node)) = term {
                if is_statement(snapshot, node) {
                    handle.statements.push(node.clone());
                } else {
                    handle.entities.push(node.clone());
                }
            }
            cells.push(term.iter().map(|term| shown(term, &mut labels)).collect());
        }
        rows.push(Row { cells, handle });
    }
    Ok(Answer { columns, rows, ..Answer::default() })
}

fn is_statement(snapshot: &Snapshot, node: &NamedNode) -> bool {
    snapshot.quads_for_pattern(Some(node.as_ref().into()), Some(terms::STATUS), None, None).next().is_some()
}

fn shown(term: &Term, labels: &mut Labels<'_>) -> Value {
    match term {
        Term::Literal(literal) if literal.language().is_some() => {
            Value::Text(format!("{} @{}", literal.value(), literal.language().unwrap_or_default()))
        }
        Term::Triple(triple) => {
            let object = match &triple.object {
                Term::NamedNode(node) => labels.of(node),
                other => other.to_string(),
            };
            Value::Text(format!("{} {} {object}", triple.subject, triple.predicate))
        }
        term => value(term, None, labels),
    }
}

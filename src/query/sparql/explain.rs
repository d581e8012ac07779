//! How a query is answered: the steps that were carried out, with what was expected of them and what came out.

use std::time::Duration;

use spareval::{CancellationToken, QueryDatasetSpecification, QueryResults};
use spargebra::Query;

use super::{DatasetMode, PlanStep, QueryError, rewrite, stream, take_default_graph};
use crate::query::exec;
use crate::store::Snapshot;

/// Answers the query and tells how: the whole as one step, the steps below it in the order in which they were carried out. `clock`
/// is the time since any moment.
///
/// # Errors
///
/// Those of [`evaluate`](super::evaluate), and those that come while the results are read.
pub fn explain(
    query: &Query,
    snapshot: &Snapshot,
    mode: DatasetMode,
    cancellation: &CancellationToken,
    clock: &dyn Fn() -> Duration,
) -> Result<PlanStep, QueryError> {
    let begun = clock();
    let query = rewrite::query(query)?;
    let default_graph = take_default_graph(query.dataset(), &mut QueryDatasetSpecification::new(), mode);
    let dataset = snapshot.dataset(default_graph);
    let (results, steps) = match exec::evaluate(&query, &dataset, cancellation, None, exec::Trace::on(clock))? {
        Some((results, steps)) => (results, steps),
        None => {
            let detail = "row by row, by the evaluator that knows all of SPARQL".to_owned();
            let step = PlanStep { operator: "stream".to_owned(), detail, ..PlanStep::default() };
            (stream(&query, snapshot, mode, cancellation)?, vec![step])
        }
    };
    let (form, rows) = match results {
        QueryResults::Boolean(_) => ("ask", 1),
        QueryResults::Solutions(mut solutions) => ("select", count(&mut solutions)?),
        QueryResults::Graph(mut triples) => ("construct", count(&mut triples)?),
    };
    let whole = PlanStep { operator: form.to_owned(), rows, solutions: rows, steps, ..PlanStep::default() };
    Ok(PlanStep { time: clock().saturating_sub(begun), ..whole })
}

fn count<T, E>(results: &mut impl Iterator<Item = Result<T, E>>) -> Result<u64, E> {
    results.try_fold(0, |count, result| result.map(|_| count + 1))
}

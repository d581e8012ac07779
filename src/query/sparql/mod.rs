//! SPARQL over the store: parsing with errors that point, evaluation on a snapshot, updates in one transaction.
//!
//! `parse` turns text into a [`Request`], `rewrite` makes variables inside triple terms index lookups, `update` runs the
//! update operations, `explain` tells how a query was answered. What `exec` knows is evaluated there, by tables of ids; everything else by the `spareval` crate, over
//! [`StoreDataset`](crate::store::StoreDataset).
//!
//! # Searching for words
//!
//! `?text t:matches "gas pipel*"` binds `?text` to the strings (of any language) that hold these words. It is a pattern like
//! any other: it can stand anywhere among the patterns, in OPTIONAL, EXISTS, GRAPH and the WHERE of updates, in both modes
//! of the default graph, and finds what is committed. Whose text it is, the other patterns say, or a path:
//!
//! ```sparql
//! SELECT ?x { ?x rdfs:label ?text . ?text t:matches "gas pipel*" }
//! SELECT ?x { ?x (rdfs:label|t:alias)/t:matches "gazprom" }
//! SELECT ?s { ?s t:evidence/t:quote/t:matches "\"trade war\" | tariff*" }
//! ```
//!
//! | Written | Found are strings with |
//! |---|---|
//! | `gas pipeline` | all of the words, in any order |
//! | `pipel*` | a word that begins so |
//! | `"trade war"`, `co-operation` | these words one after the other |
//! | `oil \| gas` | what stands on one side |
//!
//! A word is letters and digits; case and marks on letters do not count (`Erdoğan` is `erdogan`), and of a word of more than
//! 64 bytes only the beginning. The words must be written in the query: they cannot come from a variable.

mod explain;
mod limits;
mod load;
mod nesting;
mod parse;
mod products;
mod rewrite;
mod search;
mod syntax_error;
mod update;

pub use super::exec::PlanStep;
pub use explain::explain;
pub use limits::Limits;
pub use nesting::MAX_DEPTH;
pub use parse::{Request, parse};
#[cfg(test)]
pub(super) use rewrite::query as rewritten;
pub use spareval::{CancellationToken, QueryResults};
pub use update::{Changes, UpdateOptions, update};

use oxrdf::{GraphName, NamedNode};
use spareval::{QueryDatasetSpecification, QueryEvaluationError, QueryEvaluator};
use spargebra::Query;
use spargebra::algebra::QueryDataset;

use super::exec;
use crate::diagnostic::Diagnostic;
use crate::store::{DefaultGraph, Snapshot, StoreError};

/// What patterns outside of `GRAPH` match where the request does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DatasetMode {
    /// The triples of all graphs, each once.
    #[default]
    Union,
    /// Only the default graph, as the W3C specifies.
    Strict,
}

/// Why a request could not be answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The request is not allowed; the diagnostic says what to do instead.
    #[error(transparent)]
    Refused(#[from] Diagnostic),
    /// It was cancelled before it ended.
    #[error("the query was cancelled")]
    Cancelled,
    /// It needs more memory than its limits allow.
    #[error("the query needs more memory than the {} MB that it may use", .0 >> 20)]
    Memory(
        /// The limit in bytes.
        u64,
    ),
    /// The evaluation failed.
    #[error("the query failed: {0}")]
    Evaluation(QueryEvaluationError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file to be loaded could not be read.
    #[error("cannot load `{source_name}`: {reason}")]
    Load {
        /// What was to be loaded.
        source_name: String,
        /// Why that failed.
        reason: String,
    },
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => Self::Cancelled,
            QueryEvaluationError::UnsupportedService(name) => Self::Refused(
                Diagnostic::new(format!("SERVICE {name} is not available: tercet opens no network connection"))
                    .help("load the other data into this database and use GRAPH"),
            ),
            error => Self::Evaluation(error),
        }
    }
}

/// Evaluates a query on a snapshot, within limits or until a token is cancelled. Terms are made as they are asked for.
///
/// Tables of ids are computed at once, and the token is looked at every few milliseconds meanwhile. What is left to the evaluator
/// that streams looks at it whenever a quad is read; a computation between two reads is not interrupted.
///
/// # Errors
///
/// If the query cannot be planned or needs more memory than it may use; what fails later comes out of the solutions.
pub fn evaluate(
    query: &Query,
    snapshot: &Snapshot,
    mode: DatasetMode,
    limits: impl Into<Limits>,
) -> Result<QueryResults<'static>, QueryError> {
    let Limits { cancellation, memory } = limits.into();
    let query = rewrite::query(query)?;
    let default_graph = take_default_graph(query.dataset(), &mut QueryDatasetSpecification::new(), mode);
    match exec::evaluate(&query, &snapshot.dataset(default_graph), &cancellation, memory, exec::Trace::off())? {
        Some((results, _)) => Ok(results),
        None => stream(&query, snapshot, mode, &cancellation),
    }
}

impl From<exec::ExecutionError> for QueryError {
    fn from(error: exec::ExecutionError) -> Self {
        match error {
            exec::ExecutionError::Cancelled => Self::Cancelled,
            exec::ExecutionError::Memory(limit) => Self::Memory(limit),
            exec::ExecutionError::Damage(damage) => StoreError::Corrupt(damage).into(),
        }
    }
}

/// Evaluates a rewritten query of any kind, solution by solution.
pub(super) fn stream(
    query: &Query,
    snapshot: &Snapshot,
    mode: DatasetMode,
    cancellation: &CancellationToken,
) -> Result<QueryResults<'static>, QueryError> {
    let evaluator = QueryEvaluator::new().with_cancellation_token(cancellation.clone());
    let query = products::laterally(query);
    let mut prepared = evaluator.prepare(&query);
    let default_graph = take_default_graph(query.dataset(), prepared.dataset_mut(), mode);
    Ok(prepared.execute(snapshot.dataset(default_graph))?)
}

/// Moves the choice of default graph from the evaluator, which would chain the graphs, to the dataset, which makes
/// their set union.
fn take_default_graph(
    stated: Option<&QueryDataset>,
    specification: &mut QueryDatasetSpecification,
    mode: DatasetMode,
) -> DefaultGraph {
    specification.set_default_graph(vec![GraphName::DefaultGraph]);
    match stated {
        Some(dataset) => DefaultGraph::Of(dataset.default.iter().map(|graph| NamedNode::clone(graph).into()).collect()),
        None => match mode {
            DatasetMode::Union => DefaultGraph::Union,
            DatasetMode::Strict => DefaultGraph::Strict,
        },
    }
}

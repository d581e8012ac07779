//! SPARQL updates: all operations of a request in one transaction of the store.

use std::collections::HashMap;

use oxrdf::{BlankNode, GraphName, GraphNameRef, NamedOrBlankNode, Quad, Term, Triple};
use spareval::{CancellationToken, DeleteInsertQuad, QueryEvaluator};
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term::{GraphName as SparqlGraphName, GraphNamePattern, GroundQuad, GroundQuadPattern, QuadPattern};
use spargebra::{GraphUpdateOperation, Update};

use super::{DatasetMode, QueryError, load, rewrite, take_default_graph};
use crate::diagnostic::Diagnostic;
use crate::store::{Store, Transaction};

/// How an update may run.
#[derive(Clone, Default)]
pub struct UpdateOptions {
    /// What patterns outside of `GRAPH` match.
    pub mode: DatasetMode,
    /// Whether `LOAD` may read local files.
    pub allow_load: bool,
    /// Cancels the evaluation of `WHERE` parts.
    pub cancellation: CancellationToken,
}

/// What an update did to the dataset, operation by operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Quads that were not there before.
    pub inserted: u64,
    /// Quads that are no longer there.
    pub removed: u64,
}

/// Runs every operation in order, in one transaction: each sees what those before it did, and all are committed together
/// or not at all.
///
/// # Errors
///
/// If an operation is refused or fails; then nothing has changed.
pub fn update(store: &Store, update: &Update, options: &UpdateOptions) -> Result<Changes, QueryError> {
    let update = rewrite::update(update)?;
    for operation in &update.operations {
        check(operation, options)?;
    }
    store.write(|transaction| {
        let mut runner = Runner { transaction, update: &update, options, changes: Changes::default() };
        for operation in &update.operations {
            runner.run(operation)?;
        }
        Ok(runner.changes)
    })
}

/// Refuses what the options forbid, before anything runs.
fn check(operation: &GraphUpdateOperation, options: &UpdateOptions) -> Result<(), Diagnostic> {
    if let GraphUpdateOperation::Load { source, .. } = operation
        && !options.allow_load
    {
        return Err(Diagnostic::new(format!("LOAD {source} is not allowed")).help("allow it with `--allow-load`"));
    }
    if options.mode == DatasetMode::Union && changes_default_graph(operation) {
        return Err(Diagnostic::new(
            "this would change the default graph, but here it stands for all graphs together, whose triples belong \
             to their articles",
        )
        .help(
            "say which graph: `GRAPH g:notes { ... }`, `WITH g:notes ...` or `INTO GRAPH g:notes`; or give `--strict`",
        ));
    }
    Ok(())
}

/// Whether the operation writes triples outside of `GRAPH`, `WITH` and `INTO GRAPH`.
fn changes_default_graph(operation: &GraphUpdateOperation) -> bool {
    match operation {
        GraphUpdateOperation::InsertData { data } => data.iter().any(|q| q.graph_name == SparqlGraphName::DefaultGraph),
        GraphUpdateOperation::DeleteData { data } => data.iter().any(|q| q.graph_name == SparqlGraphName::DefaultGraph),
        GraphUpdateOperation::DeleteInsert { delete, insert, .. } => {
            delete.iter().any(|q| q.graph_name == GraphNamePattern::DefaultGraph)
                || insert.iter().any(|q| q.graph_name == GraphNamePattern::DefaultGraph)
        }
        GraphUpdateOperation::Load { destination, .. } => *destination == SparqlGraphName::DefaultGraph,
        // These name what they clear; graphs without quads do not exist, so CREATE does nothing.
        GraphUpdateOperation::Clear { .. }
        | GraphUpdateOperation::Create { .. }
        | GraphUpdateOperation::Drop { .. } => false,
    }
}

struct Runner<'t> {
    transaction: &'t mut Transaction,
    update: &'t Update,
    options: &'t UpdateOptions,
    changes: Changes,
}

impl Runner<'_> {
    fn run(&mut self, operation: &GraphUpdateOperation) -> Result<(), QueryError> {
        match operation {
            GraphUpdateOperation::InsertData { data } => {
                let mut blank_nodes = HashMap::new();
                for quad in data {
                    self.insert(&fresh_quad(quad, &mut blank_nodes));
                }
            }
            GraphUpdateOperation::DeleteData { data } => data.iter().for_each(|quad| self.remove(&ground_quad(quad))),
            GraphUpdateOperation::DeleteInsert { delete, insert, using, pattern } => {
                self.delete_insert(delete, insert, using.as_ref(), pattern)?;
            }
            GraphUpdateOperation::Load { silent, source, destination } => {
                let destination = graph_name(destination);
                match load::load(source.as_ref(), destination.as_ref()) {
                    Ok(quads) => quads.iter().for_each(|quad| self.insert(quad)),
                    Err(_) if *silent => {}
                    Err(error) => return Err(error),
                }
            }
            GraphUpdateOperation::Clear { graph, .. } | GraphUpdateOperation::Drop { graph, .. } => self.clear(graph),
            GraphUpdateOperation::Create { silent, graph } => {
                if !silent && self.transaction.snapshot().contains_graph(graph.as_ref().into()) {
                    return Err(Diagnostic::new(format!("the graph {graph} exists already"))
                        .help("CREATE SILENT GRAPH leaves it as it is")
                        .into());
                }
            }
        }
        Ok(())
    }

    fn delete_insert(
        &mut self,
        delete: &[GroundQuadPattern],
        insert: &[QuadPattern],
        using: Option<&QueryDataset>,
        pattern: &GraphPattern,
    ) -> Result<(), QueryError> {
        let evaluator = QueryEvaluator::new().with_cancellation_token(self.options.cancellation.clone());
        let base_iri = self.update.base_iri.clone();
        let mut prepared =
            evaluator.prepare_delete_insert(delete.to_vec(), insert.to_vec(), base_iri, using.cloned(), pattern);
        let default_graph = take_default_graph(using, prepared.dataset_mut(), self.options.mode);
        let dataset = self.transaction.snapshot().dataset(default_graph);
        // All solutions are found before anything changes, and all deletions come before all insertions.
        let changes = prepared.execute(dataset)?.collect::<Result<Vec<_>, _>>()?;
        for change in &changes {
            if let DeleteInsertQuad::Delete(quad) = change {
                self.remove(quad);
            }
        }
        for change in &changes {
            if let DeleteInsertQuad::Insert(quad) = change {
                self.insert(quad);
            }
        }
        Ok(())
    }

    fn clear(&mut self, target: &GraphTarget) {
        self.changes.removed += match target {
            GraphTarget::NamedNode(graph) => self.transaction.clear_graph(graph.as_ref().into()),
            GraphTarget::DefaultGraph => self.transaction.clear_graph(GraphNameRef::DefaultGraph),
            GraphTarget::NamedGraphs => self.transaction.clear_named_graphs(),
            GraphTarget::AllGraphs => {
                self.transaction.clear_graph(GraphNameRef::DefaultGraph) + self.transaction.clear_named_graphs()
            }
        };
    }

    fn insert(&mut self, quad: &Quad) {
        self.changes.inserted += u64::from(self.transaction.insert(quad.as_ref()));
    }

    fn remove(&mut self, quad: &Quad) {
        self.changes.removed += u64::from(self.transaction.remove(quad.as_ref()));
    }
}

fn graph_name(name: &SparqlGraphName) -> GraphName {
    match name {
        SparqlGraphName::NamedNode(node) => node.clone().into(),
        SparqlGraphName::DefaultGraph => GraphName::DefaultGraph,
    }
}

fn ground_quad(quad: &GroundQuad) -> Quad {
    Quad::new(
        quad.subject.clone(),
        quad.predicate.clone(),
        Term::from(quad.object.clone()),
        graph_name(&quad.graph_name),
    )
}

/// The quad with every blank node label of the request replaced by a new blank node, the same for the same label.
fn fresh_quad(quad: &spargebra::term::Quad, blank_nodes: &mut HashMap<BlankNode, BlankNode>) -> Quad {
    Quad::new(
        fresh_node(&quad.subject, blank_nodes),
        quad.predicate.clone(),
        fresh_term(&quad.object, blank_nodes),
        graph_name(&quad.graph_name),
    )
}

fn fresh_node(node: &NamedOrBlankNode, blank_nodes: &mut HashMap<BlankNode, BlankNode>) -> NamedOrBlankNode {
    match node {
        NamedOrBlankNode::NamedNode(node) => node.clone().into(),
        NamedOrBlankNode::BlankNode(node) => blank_nodes.entry(node.clone()).or_default().clone().into(),
    }
}

fn fresh_term(term: &Term, blank_nodes: &mut HashMap<BlankNode, BlankNode>) -> Term {
    match term {
        Term::BlankNode(node) => blank_nodes.entry(node.clone()).or_default().clone().into(),
        Term::Triple(triple) => Triple::new(
            fresh_node(&triple.subject, blank_nodes),
            triple.predicate.clone(),
            fresh_term(&triple.object, blank_nodes),
        )
        .into(),
        term => term.clone(),
    }
}

//! The entities that hold the graph together: by links, and by PageRank over them.

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, Term};
use petgraph::graph::{NodeIndex, UnGraph};

use super::super::answer::{Answer, Row, Value};
use super::super::cursor::RowHandle;
use super::super::lexicon::is_a;
use super::super::plan::Stages;
use super::super::run::{Labels, Runner};
use super::network::{Reader, check};
use super::staged;
use crate::graph::{Relation, Vocabulary, terms};
use crate::query::sparql::{CancellationToken, QueryError};

/// How many are shown if nothing is said.
const DEFAULT_ROWS: usize = 20;

/// The chance to go on along a link, as in the original paper (Brin and Page 1998).
const DAMPING: f64 = 0.85;

/// Rounds after which the ranks no longer change in what is shown.
const ROUNDS: usize = 50;

impl Runner<'_> {
    /// The entities of a class in order of their rank, or of the number of their links.
    pub(crate) fn central(
        &self,
        class: &NamedNode,
        noun: &str,
        by_degree: bool,
        relations: &[Relation],
        stages: &Stages,
    ) -> Result<Answer, QueryError> {
        let mut reader = Reader::new(self.snapshot, relations, &self.limits.cancellation);
        let network = reader.all()?;
        let ranks = page_rank(&network.graph, &self.limits.cancellation)?;
        let mut found: Vec<(NodeIndex, usize, f64)> = network
            .graph
            .node_indices()
            .filter(|node| self.is_of_class(&network.graph[*node], class))
            .map(|node| (node, network.graph.neighbors(node).count(), ranks[node.index()]))
            .collect();
        found.sort_by(|a, b| {
            let by_rank = b.2.total_cmp(&a.2);
            let by_links = b.1.cmp(&a.1);
            let order = if by_degree { by_links.then(by_rank) } else { by_rank.then(by_links) };
            order.then_with(|| network.graph[a.0].cmp(&network.graph[b.0]))
        });
        let mut labels = Labels { snapshot: self.snapshot, known: BTreeMap::new() };
        let rows = found
            .into_iter()
            .map(|(node, links, rank)| {
                let entity = network.graph[node].clone();
                let share = (rank * 1e4).round() / 1e4;
                let cells = vec![
                    vec![Value::Entity(entity.clone(), labels.of(&entity))],
                    vec![Value::Number(links as f64)],
                    vec![Value::Number(share)],
                ];
                Row { cells, handle: RowHandle { entities: vec![entity], statements: Vec::new() } }
            })
            .collect();
        let columns = ["entity", "links", "pagerank"].map(str::to_owned).to_vec();
        let mut answer = staged(Answer { columns, rows, ..Answer::default() }, stages, DEFAULT_ROWS);
        if answer.rows.is_empty() {
            answer.notes.push(format!("no {noun} are linked to anything"));
        }
        Ok(answer)
    }

    fn is_of_class(&self, entity: &NamedNode, class: &NamedNode) -> bool {
        if class.as_ref() == terms::ENTITY {
            return true;
        }
        self.snapshot.quads_for_pattern(Some(entity.as_ref().into()), Some(rdf::TYPE), None, None).any(|quad| {
            matches!(&quad.object, Term::NamedNode(given) if is_a(Vocabulary::embedded(), given, class.as_ref()))
        })
    }
}

/// PageRank by power iteration: linear in the links, where petgraph's own goes over all pairs of nodes.
fn page_rank<N, E>(graph: &UnGraph<N, E>, cancellation: &CancellationToken) -> Result<Vec<f64>, QueryError> {
    let count = graph.node_count();
    let mut ranks = vec![1.0 / count.max(1) as f64; count];
    for _ in 0..ROUNDS {
        check(cancellation)?;
        let mut next = vec![(1.0 - DAMPING) / count.max(1) as f64; count];
        for node in graph.node_indices() {
            let links = graph.neighbors(node).count();
            let share = DAMPING * ranks[node.index()] / links.max(1) as f64;
            for other in graph.neighbors(node) {
                next[other.index()] += share;
            }
        }
        ranks = next;
    }
    Ok(ranks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_follow_links_and_add_up() {
        let star: UnGraph<(), ()> = UnGraph::from_edges([(0, 1), (0, 2), (0, 3), (3, 4)]);
        let ranks = page_rank(&star, &CancellationToken::new()).unwrap();
        assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(ranks[0] > ranks[3] && ranks[3] > ranks[4] && ranks[4] > 0.0);
        assert!((ranks[1] - ranks[2]).abs() < 1e-12);
    }
}

//! Paths between two entities, the shortest first; a hub, to which everything is linked, makes a path longer.
//!
//! The paths come in order of cost from an A* search over partial paths, whose lower bound is the exact distance to the
//! end (Dijkstra from there). A hop costs 1, and passing through an entity up to 1 more, by the logarithm of its links:
//! so a path through a country that everything is linked to comes after one that is a hop longer.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use oxrdf::{NamedNode, Term};
use petgraph::algo::dijkstra;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::super::answer::{Answer, Row, Value};
use super::super::cursor::RowHandle;
use super::super::plan::Stages;
use super::super::run::{Labels, Runner};
use super::network::{Fact, Network, Reader, check, stating};
use super::staged;
use crate::graph::{Relation, Vocabulary, terms};
use crate::query::sparql::QueryError;
use crate::store::Snapshot;

/// How many paths are found if nothing is said.
const DEFAULT_PATHS: usize = 10;

/// Partial paths that are looked at before the search gives up.
const MOST_STEPS: usize = 300_000;

/// A path: its entities, and what it costs.
struct Path {
    nodes: Vec<NodeIndex>,
    cost: f64,
}

/// A partial path in the queue, the cheapest whole first.
struct Partial {
    bound: f64,
    cost: f64,
    nodes: Vec<NodeIndex>,
}

impl Ord for Partial {
    fn cmp(&self, other: &Self) -> Ordering {
        other.bound.total_cmp(&self.bound).then_with(|| other.nodes.cmp(&self.nodes))
    }
}

impl PartialOrd for Partial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Partial {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Partial {}

impl Runner<'_> {
    /// The paths from one entity to another, within so many hops and over these relations.
    pub(crate) fn paths(
        &self,
        from: &NamedNode,
        to: &NamedNode,
        within: usize,
        relations: &[Relation],
        stages: &Stages,
    ) -> Result<Answer, QueryError> {
        let mut reader = Reader::new(self.snapshot, relations, &self.limits.cancellation);
        let network = reader.grow(&[(from.clone(), within.div_ceil(2)), (to.clone(), within / 2)])?;
        let wanted = stages.top.unwrap_or(DEFAULT_PATHS);
        let mut search = Search { network: &network, reader: &mut reader, hubs: BTreeMap::new(), within };
        let (paths, is_whole) = search.run(from, to, wanted)?;
        let mut labels = Labels { snapshot: self.snapshot, known: BTreeMap::new() };
        let rows = paths.iter().map(|path| self.path_row(&network, path, &mut labels)).collect();
        let columns = ["path", "hops", "sources"].map(str::to_owned).to_vec();
        let mut answer = staged(Answer { columns, rows, ..Answer::default() }, stages, wanted);
        if !is_whole {
            answer.notes.push(format!("there are more than {} paths (`| top 50` looks for more)", answer.rows.len()));
        }
        if answer.rows.is_empty() {
            answer.notes.push(format!(
                "no path of at most {within} hops leads from {} to {}",
                labels.of(from),
                labels.of(to)
            ));
        }
        Ok(answer)
    }

    fn path_row(&self, network: &Network, path: &Path, labels: &mut Labels<'_>) -> Row {
        let mut text = String::new();
        let mut statements = BTreeSet::new();
        let mut fewest = usize::MAX;
        for (index, node) in path.nodes.iter().enumerate() {
            let entity = &network.graph[*node];
            if index > 0 {
                let edge = network.graph.find_edge(path.nodes[index - 1], *node).expect("a path follows edges");
                let facts = &network.graph[edge];
                text.push_str(&arrow(facts, entity));
                let of_edge: BTreeSet<NamedNode> = facts.iter().flat_map(|fact| stating(self.snapshot, fact)).collect();
                fewest = fewest.min(sources(self.snapshot, &of_edge));
                statements.extend(of_edge);
            }
            text.push_str(&labels.of(entity));
        }
        let hops = path.nodes.len() - 1;
        let cells = vec![
            vec![Value::Text(text)],
            vec![Value::Number(hops as f64)],
            vec![Value::Number(fewest.min(1_000_000) as f64)],
        ];
        let entities = path.nodes.iter().map(|node| network.graph[*node].clone()).collect();
        Row { cells, handle: RowHandle { entities, statements: statements.into_iter().collect() } }
    }
}

struct Search<'n, 'r, 's> {
    network: &'n Network,
    reader: &'r mut Reader<'s>,
    /// What passing through an entity costs, once it was asked for.
    hubs: BTreeMap<NodeIndex, f64>,
    within: usize,
}

impl Search<'_, '_, '_> {
    /// The cheapest paths in order, and whether these are all.
    fn run(&mut self, from: &NamedNode, to: &NamedNode, wanted: usize) -> Result<(Vec<Path>, bool), QueryError> {
        let (Some(start), Some(end)) = (self.network.get(from), self.network.get(to)) else {
            return Ok((Vec::new(), true));
        };
        let graph = &self.network.graph;
        let from_start = dijkstra(graph, start, None, |_| 1_usize);
        let hops = dijkstra(graph, end, None, |_| 1_usize);
        // Only what lies on some path that is short enough matters from here on.
        let on_path: Vec<NodeIndex> = graph
            .node_indices()
            .filter(|node| from_start.get(node).zip(hops.get(node)).is_some_and(|(a, b)| a + b <= self.within))
            .collect();
        for node in &on_path {
            check(self.reader.cancellation)?;
            let degree = self.reader.degree(&graph[*node])? as f64;
            self.hubs.insert(*node, degree.ln_1p());
        }
        let most = self.hubs.values().copied().fold(1.0, f64::max);
        self.hubs.values_mut().for_each(|cost| *cost /= most);
        let hub = |node: NodeIndex| if node == end { 0.0 } else { self.hubs.get(&node).copied().unwrap_or(1.0) };
        let left = dijkstra(graph, end, None, |edge| 1.0 + hub(edge.source()));
        let mut queue = BinaryHeap::from([Partial { bound: 0.0, cost: 0.0, nodes: vec![start] }]);
        let (mut found, mut steps) = (Vec::new(), 0);
        while let Some(partial) = queue.pop() {
            steps += 1;
            if steps > MOST_STEPS {
                return Ok((found, false));
            }
            if steps % 1024 == 0 {
                check(self.reader.cancellation)?;
            }
            let last = *partial.nodes.last().expect("a path has a beginning");
            if last == end {
                found.push(Path { nodes: partial.nodes, cost: partial.cost });
                if found.len() == wanted {
                    return Ok((found, queue.is_empty()));
                }
                continue;
            }
            for next in graph.neighbors(last) {
                let (Some(far), Some(rest)) = (hops.get(&next), left.get(&next)) else { continue };
                if partial.nodes.len() + far > self.within || partial.nodes.contains(&next) {
                    continue;
                }
                let cost = partial.cost + 1.0 + hub(next);
                let mut nodes = partial.nodes.clone();
                nodes.push(next);
                queue.push(Partial { bound: cost + rest, cost, nodes });
            }
        }
        debug_assert!(found.windows(2).all(|pair| Reverse(pair[0].cost.to_bits()) >= Reverse(pair[1].cost.to_bits())));
        Ok((found, true))
    }
}

/// What stands between two entities of a path: the relations, with their direction.
fn arrow(facts: &[Fact], towards: &NamedNode) -> String {
    let vocabulary = Vocabulary::embedded();
    let mut forward = BTreeSet::new();
    let mut backward = BTreeSet::new();
    let mut both = BTreeSet::new();
    for fact in facts {
        let local = fact.property.as_str().rsplit('#').next().unwrap_or_default();
        let relation = vocabulary.relation_of_property(fact.property.as_str()).cloned();
        let relation = relation.unwrap_or_else(|| vocabulary.relation(local));
        let side = if relation.symmetric {
            &mut both
        } else if fact.object == *towards {
            &mut forward
        } else {
            &mut backward
        };
        side.insert(relation.label);
    }
    let join = |labels: &BTreeSet<String>| labels.iter().cloned().collect::<Vec<_>>().join(", ");
    // One direction is enough to follow the path: forward before mutual before backward.
    if !forward.is_empty() {
        let all: BTreeSet<String> = forward.union(&both).cloned().collect();
        format!(" –{}→ ", join(&all))
    } else if !both.is_empty() {
        format!(" –{}– ", join(&both))
    } else {
        format!(" ←{}– ", join(&backward))
    }
}

/// How many sources stand behind statements.
fn sources(snapshot: &Snapshot, statements: &BTreeSet<NamedNode>) -> usize {
    let mut sources = BTreeSet::new();
    for stmt in statements {
        let articles = snapshot.quads_for_pattern(Some(stmt.as_ref().into()), Some(terms::ARTICLE), None, None);
        for article in articles.map(|quad| quad.object) {
            let Term::NamedNode(article) = article else { continue };
            let of = snapshot.quads_for_pattern(Some(article.as_ref().into()), Some(terms::SOURCE), None, None);
            sources.extend(of.map(|quad| quad.object.to_string()));
        }
    }
    sources.len()
}

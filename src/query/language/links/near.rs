//! What surrounds an entity: who or what is a few hops away, and over which relation the way leads there.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::NamedNode;
use petgraph::algo::dijkstra;

use super::super::answer::{Answer, Draw, Row, Value};
use super::super::cursor::RowHandle;
use super::super::plan::Stages;
use super::super::run::{Labels, Runner};
use super::network::{Fact, Reader, stating};
use super::{MOST_ROWS, staged};
use crate::graph::{Relation, Vocabulary};
use crate::query::sparql::QueryError;

impl Runner<'_> {
    /// The entities within so many hops of these, the nearest and best linked first.
    pub(crate) fn near(
        &self,
        centres: &[NamedNode],
        within: usize,
        relations: &[Relation],
        stages: &Stages,
    ) -> Result<Answer, QueryError> {
        let mut reader = Reader::new(self.snapshot, relations, &self.limits.cancellation);
        let starts: Vec<_> = centres.iter().map(|centre| (centre.clone(), within)).collect();
        let network = reader.grow(&starts)?;
        let mut hops: BTreeMap<NamedNode, usize> = BTreeMap::new();
        for start in centres.iter().filter_map(|centre| network.get(centre)) {
            for (node, far) in
                dijkstra(&network.graph, start, None, |_| 1_usize).into_iter().collect::<BTreeMap<_, _>>()
            {
                let known = hops.entry(network.graph[node].clone()).or_insert(far);
                *known = far.min(*known);
            }
        }
        let mut labels = Labels { snapshot: self.snapshot, known: BTreeMap::new() };
        let mut rows = Vec::new();
        // What leads to an entity: its statements are looked up for the rows that are shown.
        let mut leading: BTreeMap<&NamedNode, Vec<&Fact>> = BTreeMap::new();
        for (entity, far) in
            hops.iter().filter(|(entity, far)| **far > 0 && **far <= within && !centres.contains(entity))
        {
            let node = network.get(entity).expect("hops were counted in this network");
            let nearer = network.graph.edges(node).filter_map(|edge| {
                use petgraph::visit::EdgeRef;
                let other = if edge.source() == node { edge.target() } else { edge.source() };
                let other = &network.graph[other];
                (hops.get(other).copied().unwrap_or(usize::MAX) < *far).then_some((other, edge.weight()))
            });
            let mut over = BTreeSet::new();
            let mut verbs = BTreeSet::new();
            for (other, facts) in nearer {
                over.insert(labels.of(other));
                verbs.extend(facts.iter().map(|fact| verb(&fact.property)));
                leading.entry(entity).or_default().extend(facts);
            }
            let links = network.graph.neighbors(node).count();
            let text = |words: BTreeSet<String>| words.into_iter().map(Value::Text).collect::<Vec<_>>();
            let cells = vec![
                vec![Value::Entity(entity.clone(), labels.of(entity))],
                vec![Value::Number(*far as f64)],
                text(verbs),
                if *far > 1 { text(over) } else { Vec::new() },
                vec![Value::Number(links as f64)],
            ];
            rows.push((
                *far,
                links,
                Row { cells, handle: RowHandle { entities: vec![entity.clone()], statements: Vec::new() } },
            ));
        }
        rows.sort_by_key(|(far, links, _)| (*far, std::cmp::Reverse(*links)));
        let columns = ["entity", "hops", "via", "over", "links"].map(str::to_owned).to_vec();
        let rows: Vec<Row> = rows.into_iter().map(|(.., row)| row).collect();
        let is_direct = rows.iter().all(|row| row.cells[3].is_empty());
        let mut answer = Answer { columns, rows, ..Answer::default() };
        if is_direct {
            super::super::run::remove_column(&mut answer, 3);
        }
        let mut answer = staged(answer, stages, MOST_ROWS);
        for row in &mut answer.rows {
            let facts = row.handle.entities.first().and_then(|entity| leading.get(entity));
            let found: BTreeSet<NamedNode> =
                facts.into_iter().flatten().flat_map(|fact| stating(self.snapshot, fact)).collect();
            row.handle.statements = found.into_iter().collect();
        }
        if answer.rows.is_empty() {
            answer.notes.push(format!("nothing is linked to {}", labels.of(&centres[0])));
        }
        if let Some(file) = &stages.graph {
            answer.draw =
                Some(Draw { file: file.clone(), statements: Vec::new(), around: Some((centres.to_vec(), within)) });
        }
        Ok(answer)
    }
}

fn verb(property: &NamedNode) -> String {
    let vocabulary = Vocabulary::embedded();
    let local = property.as_str().rsplit('#').next().unwrap_or_default();
    vocabulary
        .relation_of_property(property.as_str())
        .map_or_else(|| vocabulary.relation(local).label, |r| r.label.clone())
}

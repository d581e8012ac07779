//! Pattern matching on runs: one range of each run in the order that makes the pattern a prefix, merged while reading.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use super::id::TermId;
use super::run::{Layers, Order, Row};
use super::segment::Segment;

/// Which graphs a pattern looks into.
#[derive(Clone, Debug)]
pub(crate) enum Graphs {
    /// One graph, which may be the default graph.
    One(TermId),
    /// Every graph but the default graph; rows say which.
    Named,
    /// Every graph; rows say which.
    All,
    /// The triples of all graphs as a set: each once, in no particular graph.
    UnionOfAll,
    /// The triples of these graphs (sorted ids) as a set.
    UnionOf(Arc<[TermId]>),
}

impl Graphs {
    pub(super) fn is_union(&self) -> bool {
        matches!(self, Self::UnionOfAll | Self::UnionOf(_))
    }

    pub(super) fn admit(&self, graph: TermId) -> bool {
        match self {
            // The range of the scan is the graph's own.
            Self::One(_) | Self::All | Self::UnionOfAll => true,
            Self::Named => graph != TermId::DEFAULT_GRAPH,
            Self::UnionOf(graphs) => graphs.binary_search(&graph).is_ok(),
        }
    }
}

/// A part of the rows of one run or of the segment, still to be read.
enum Cursor {
    Run {
        rows: Arc<Vec<Row>>,
        at: usize,
        end: usize,
        /// Whether these rows were removed.
        removed: bool,
    },
    Segment(Box<SegmentCursor>),
}

/// Rows of a segment, unpacked block by block.
struct SegmentCursor {
    segment: Arc<Segment>,
    order: Order,
    /// What is unpacked, and how much of it has been read.
    rows: Vec<Row>,
    read: usize,
    /// What is not unpacked yet.
    rest: Range<usize>,
}

impl SegmentCursor {
    fn unpack(&mut self) {
        self.segment.unpack(self.order, self.rest.start, self.rest.end, &mut self.rows);
        self.rest.start += self.rows.len();
        self.read = 0;
    }
}

impl Cursor {
    fn over(segment: &Arc<Segment>, order: Order, rest: Range<usize>) -> Self {
        let mut cursor = SegmentCursor { segment: Arc::clone(segment), order, rows: Vec::new(), read: 0, rest };
        cursor.unpack();
        Self::Segment(Box::new(cursor))
    }

    fn head(&self) -> Option<&Row> {
        match self {
            Self::Run { rows, at, end, .. } => rows[..*end].get(*at),
            Self::Segment(cursor) => cursor.rows.get(cursor.read),
        }
    }

    fn advance(&mut self) {
        match self {
            Self::Run { at, .. } => *at += 1,
            Self::Segment(cursor) => {
                cursor.read += 1;
                if cursor.read == cursor.rows.len() && !cursor.rest.is_empty() {
                    cursor.unpack();
                }
            }
        }
    }

    fn is_removed(&self) -> bool {
        matches!(self, Self::Run { removed: true, .. })
    }
}

/// The rows that match a pattern, as subject, predicate, object, graph.
pub(crate) struct Scan {
    cursors: Vec<Cursor>,
    order: Order,
    graphs: Graphs,
    /// Whether cursors can be read one after the other: no row is in two of them and the order of rows is free.
    disjoint: bool,
    previous: Option<Row>,
}

impl Scan {
    pub(crate) fn new(layers: &Layers, pattern: [Option<TermId>; 3], graphs: Graphs) -> Self {
        let (order, prefix) = choose(pattern, &graphs);
        let mut cursors = Vec::new();
        if let Some(segment) = &layers.segment {
            let rows = segment.range(order, &prefix);
            if !rows.is_empty() {
                cursors.push(Cursor::over(segment, order, rows));
            }
        }
        for run in &*layers.runs {
            for (rows, removed) in [(&run.added, false), (&run.removed, true)] {
                if !rows.is_empty() {
                    let rows = rows.by(order);
                    let (at, end) = range(rows, &prefix);
                    if at < end {
                        cursors.push(Cursor::Run { rows: Arc::clone(rows), at, end, removed });
                    }
                }
            }
        }
        let disjoint = cursors.len() == 1 || (!graphs.is_union() && !cursors.iter().any(Cursor::is_removed));
        Self { cursors, order, graphs, disjoint, previous: None }
    }

    /// The next row that is in the dataset, permuted, whatever its graph.
    fn next_present(&mut self) -> Option<Row> {
        if self.disjoint {
            while let Some(cursor) = self.cursors.last_mut() {
                if let Some(row) = cursor.head().copied() {
                    cursor.advance();
                    return Some(row);
                }
                self.cursors.pop();
            }
            return None;
        }
        loop {
            let least = *self.cursors.iter().filter_map(Cursor::head).min()?;
            let mut balance = 0;
            for cursor in &mut self.cursors {
                if cursor.head() == Some(&least) {
                    cursor.advance();
                    balance += if cursor.is_removed() { -1 } else { 1 };
                }
            }
            if balance > 0 {
                return Some(least);
            }
        }
    }
}

impl Iterator for Scan {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let permuted = self.next_present()?;
            let row = self.order.restore(permuted);
            if !self.graphs.admit(row[3]) {
                continue;
            }
            if self.graphs.is_union() {
                // The orders used for unions end in the graph: the same triple of another graph follows at once.
                if self.previous.is_some_and(|previous| previous[..3] == row[..3]) {
                    continue;
                }
                self.previous = Some(row);
            }
            return Some(row);
        }
    }
}

/// How many quads match at most: those that were removed since the segment, and repetitions in a union, count.
pub(crate) fn count(layers: &Layers, pattern: [Option<TermId>; 3], graphs: &Graphs) -> usize {
    let (order, prefix) = choose(pattern, graphs);
    let in_segment = layers.segment.as_ref().map_or(0, |segment| segment.range(order, &prefix).len());
    let in_runs = layers.runs.iter().map(|run| {
        let (start, end) = range(run.added.by(order), &prefix);
        end - start
    });
    in_segment + in_runs.sum::<usize>()
}

/// The order in which the bound components come first, and those components in that order.
pub(super) fn choose([s, p, o]: [Option<TermId>; 3], graphs: &Graphs) -> (Order, Vec<TermId>) {
    let (order, bound) = match (s, p, o) {
        (Some(s), Some(p), Some(o)) => (Order::Spog, vec![s, p, o]),
        (Some(s), Some(p), None) => (Order::Spog, vec![s, p]),
        (Some(s), None, Some(o)) => (Order::Ospg, vec![o, s]),
        (Some(s), None, None) => (Order::Spog, vec![s]),
        (None, Some(p), Some(o)) => (Order::Posg, vec![p, o]),
        (None, Some(p), None) => (Order::Posg, vec![p]),
        (None, None, Some(o)) => (Order::Ospg, vec![o]),
        (None, None, None) => (Order::Spog, vec![]),
    };
    let Graphs::One(graph) = graphs else { return (order, bound) };
    let order = match order {
        Order::Posg => Order::Gpos,
        Order::Ospg => Order::Gosp,
        _ => Order::Gspo,
    };
    (order, [&[*graph], bound.as_slice()].concat())
}

/// The range of rows that begin with `prefix`.
pub(super) fn range(rows: &[Row], prefix: &[TermId]) -> (usize, usize) {
    let compare = |row: &Row| row[..prefix.len()].cmp(prefix);
    let start = rows.partition_point(|row| compare(row) == Ordering::Less);
    (start, start + gallop(&rows[start..], |row| compare(row) == Ordering::Equal))
}

/// How many rows at the beginning satisfy `test`, found in time that grows with the answer's logarithm.
fn gallop(rows: &[Row], test: impl Fn(&Row) -> bool) -> usize {
    let mut step = 1;
    while step <= rows.len() && test(&rows[step - 1]) {
        step *= 2;
    }
    let from = step / 2;
    from + rows[from..rows.len().min(step)].partition_point(test)
}

/// The names of all graphs that hold at least one quad, ascending; the default graph's is not among them.
pub(crate) fn named_graphs(layers: &Layers) -> Vec<TermId> {
    let mut graphs = layers.segment.as_ref().map_or(Vec::new(), |segment| segment.graphs());
    let only_segment = layers.runs.is_empty();
    for run in &*layers.runs {
        let rows = run.added.by(Order::Gspo);
        let mut at = 0;
        while let Some(graph) = rows.get(at).map(|row| row[0]) {
            graphs.push(graph);
            at += gallop(&rows[at..], |row| row[0] == graph);
        }
    }
    graphs.sort_unstable();
    graphs.dedup();
    graphs.retain(|graph| *graph != TermId::DEFAULT_GRAPH && (only_segment || contains_graph(layers, *graph)));
    graphs
}

/// Whether the graph holds a quad.
pub(crate) fn contains_graph(layers: &Layers, graph: TermId) -> bool {
    Scan::new(layers, [None; 3], Graphs::One(graph)).next().is_some()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::id::Kind;
    use super::super::run::Run;
    use super::*;

    fn id(n: u64) -> TermId {
        if n == 0 { TermId::DEFAULT_GRAPH } else { TermId::new(Kind::NamedNode, n) }
    }

    /// What a scan must give, from the plain set.
    fn expected(quads: &BTreeSet<Row>, pattern: [Option<TermId>; 3], graphs: &Graphs) -> Vec<Row> {
        let mut rows: Vec<Row> = quads
            .iter()
            .filter(|row| pattern.iter().zip(*row).all(|(bound, id)| bound.is_none_or(|bound| bound == *id)))
            .filter(|row| match graphs {
                Graphs::One(graph) => row[3] == *graph,
                Graphs::Named => row[3] != TermId::DEFAULT_GRAPH,
                Graphs::UnionOf(graphs) => graphs.contains(&row[3]),
                Graphs::All | Graphs::UnionOfAll => true,
            })
            .copied()
            .collect();
        if graphs.is_union() {
            rows.iter_mut().for_each(|row| row[3] = TermId::DEFAULT_GRAPH);
            rows.dedup();
        }
        rows
    }

    proptest! {
        #[test]
        fn scans_like_a_set(changes in prop::collection::vec((0..3_u64, 1..3_u64, 1..4_u64, 0..3_u64), 0..120)) {
            let (mut quads, mut layers) = (BTreeSet::new(), Layers::default());
            for (s, p, o, g) in changes {
                let row = [id(s + 1), id(p), id(o), id(g)];
                prop_assert_eq!(layers.contains(&row), quads.contains(&row));
                if quads.insert(row) {
                    layers = layers.with(Run::new(vec![row], vec![]));
                } else {
                    quads.remove(&row);
                    layers = layers.with(Run::new(vec![], vec![row]));
                }
            }
            let choices = [None, Some(id(1)), Some(id(2))];
            for s in choices {
                for p in choices {
                    for o in choices {
                        for graphs in [
                            Graphs::One(id(0)),
                            Graphs::One(id(2)),
                            Graphs::Named,
                            Graphs::All,
                            Graphs::UnionOfAll,
                            Graphs::UnionOf([id(0), id(2)].into()),
                            Graphs::UnionOf([].into()),
                        ] {
                            let mut found: Vec<_> = Scan::new(&layers, [s, p, o], graphs.clone()).collect();
                            if graphs.is_union() {
                                found.iter_mut().for_each(|row| row[3] = TermId::DEFAULT_GRAPH);
                            }
                            found.sort();
                            prop_assert_eq!(found, expected(&quads, [s, p, o], &graphs), "{:?} {:?}", [s, p, o], graphs);
                        }
                    }
                }
            }
            let graphs: BTreeSet<_> = quads.iter().map(|row| row[3]).filter(|g| *g != id(0)).collect();
            prop_assert_eq!(named_graphs(&layers), graphs.into_iter().collect::<Vec<_>>());
        }
    }
}

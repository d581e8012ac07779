//! Sorted runs: what a stretch of transactions added and removed, in every order that a pattern may need.
//!
//! A dataset is a segment, or nothing, and a list of runs, oldest first. Transactions record only effective changes, so along the runs a quad is
//! added and removed in turn, and it is in the dataset if it was added, by segment or run, once more than removed. Runs never change:
//! snapshots share them, and a commit pushes a new one and merges it with its neighbours while those are not at
//! least twice as large. So a quad is merged a logarithmic number of times and there are never more than
//! logarithmically many runs.

use std::sync::{Arc, OnceLock};

use rayon::slice::ParallelSliceMut;

use super::id::TermId;
use super::segment::Segment;

/// A quad as ids: subject, predicate, object, graph name, unless an order has permuted it.
pub(crate) type Row = [TermId; 4];

/// The six orders in which rows are kept. The first three end in the graph, so that one triple's graphs are neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Spog = 0,
    Posg = 1,
    Ospg = 2,
    Gspo = 3,
    Gpos = 4,
    Gosp = 5,
}

impl Order {
    pub(crate) const ALL: [Self; 6] = [Self::Spog, Self::Posg, Self::Ospg, Self::Gspo, Self::Gpos, Self::Gosp];

    /// For each place of the order the component that stands there.
    pub(super) fn components(self) -> [usize; 4] {
        match self {
            Self::Spog => [0, 1, 2, 3],
            Self::Posg => [1, 2, 0, 3],
            Self::Ospg => [2, 0, 1, 3],
            Self::Gspo => [3, 0, 1, 2],
            Self::Gpos => [3, 1, 2, 0],
            Self::Gosp => [3, 2, 0, 1],
        }
    }

    pub(crate) fn permute<T: Copy>(self, row: [T; 4]) -> [T; 4] {
        self.components().map(|component| row[component])
    }

    pub(crate) fn restore<T: Copy>(self, permuted: [T; 4]) -> [T; 4] {
        let mut row = permuted;
        for (place, component) in self.components().into_iter().enumerate() {
            row[component] = permuted[place];
        }
        row
    }
}

/// Distinct rows in subject order, and in the other orders from the first time that one is asked for.
pub(crate) struct Rows {
    orders: [OnceLock<Arc<Vec<Row>>>; 6],
}

/// Fewer rows than this are sorted by the calling thread alone.
const PARALLEL_SORT: usize = 1 << 14;

fn sort(rows: &mut [Row]) {
    if rows.len() < PARALLEL_SORT { rows.sort_unstable() } else { rows.par_sort_unstable() }
}

impl Rows {
    pub(crate) fn new(mut rows: Vec<Row>) -> Self {
        sort(&mut rows);
        Self::from_sorted(rows)
    }

    fn from_sorted(rows: Vec<Row>) -> Self {
        let orders = <[OnceLock<_>; 6]>::default();
        let [first, ..] = &orders;
        first.get_or_init(|| Arc::new(rows));
        Self { orders }
    }

    pub(crate) fn len(&self) -> usize {
        self.spog().len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn spog(&self) -> &Arc<Vec<Row>> {
        self.orders[0].get().expect("`Rows` is made with its first order")
    }

    /// The rows permuted and sorted by `order`.
    pub(crate) fn by(&self, order: Order) -> &Arc<Vec<Row>> {
        let cell = &self.orders[order as usize];
        if let Some(rows) = cell.get() {
            return rows;
        }
        let mut rows: Vec<_> = self.spog().iter().map(|row| order.permute(*row)).collect();
        // Outside the cell's initialiser: a worker that waits for its share of the sort may be handed another task that
        // asks for the same order, and an initialiser that waits for itself never ends.
        sort(&mut rows);
        cell.get_or_init(|| Arc::new(rows))
    }

    fn has(&self, order: Order) -> bool {
        self.orders[order as usize].get().is_some()
    }

    pub(crate) fn contains(&self, row: &Row) -> bool {
        self.spog().binary_search(row).is_ok()
    }
}

/// What one or more consecutive transactions changed.
pub(crate) struct Run {
    pub(crate) added: Rows,
    pub(crate) removed: Rows,
}

impl Run {
    /// A run of effective changes: nothing added that was there, nothing removed that was not.
    pub(crate) fn new(added: Vec<Row>, removed: Vec<Row>) -> Self {
        Self { added: Rows::new(added), removed: Rows::new(removed) }
    }

    /// The net of all changes of a whole history, in any order.
    pub(crate) fn from_history(mut added: Vec<Row>, mut removed: Vec<Row>) -> Self {
        sort(&mut added);
        sort(&mut removed);
        let (added, removed) = cancel(added, removed);
        Self { added: Rows::from_sorted(added), removed: Rows::from_sorted(removed) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.size() == 0
    }

    fn size(&self) -> usize {
        self.added.len() + self.removed.len()
    }

    /// This run followed by a newer one.
    fn merge(&self, newer: &Self) -> Self {
        let added = <[OnceLock<_>; 6]>::default();
        let removed = <[OnceLock<_>; 6]>::default();
        for order in Order::ALL {
            // An order that one of them never needed is cheaper to sort when somebody asks for it.
            let wanted = order == Order::Spog || (self.has(order) && newer.has(order));
            if wanted {
                let (net_added, net_removed) = cancel(
                    concatenate(self.added.by(order), newer.added.by(order)),
                    concatenate(self.removed.by(order), newer.removed.by(order)),
                );
                added[order as usize].get_or_init(|| Arc::new(net_added));
                removed[order as usize].get_or_init(|| Arc::new(net_removed));
            }
        }
        Self { added: Rows { orders: added }, removed: Rows { orders: removed } }
    }

    fn has(&self, order: Order) -> bool {
        self.added.has(order) && (self.removed.is_empty() || self.removed.has(order))
    }
}

/// Two sorted lists as one. The stable sort finds the two ascending stretches and merges them in linear time.
fn concatenate(older: &[Row], newer: &[Row]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(older.len() + newer.len());
    rows.extend_from_slice(older);
    rows.extend_from_slice(newer);
    rows.sort();
    rows
}

/// Takes away, one for one, rows that stand in both sorted lists.
fn cancel(added: Vec<Row>, removed: Vec<Row>) -> (Vec<Row>, Vec<Row>) {
    if added.is_empty() || removed.is_empty() {
        return (added, removed);
    }
    let (mut net_added, mut net_removed) = (Vec::with_capacity(added.len()), Vec::new());
    let (mut a, mut r) = (added.into_iter().peekable(), removed.into_iter().peekable());
    loop {
        match (a.peek(), r.peek()) {
            (Some(x), Some(y)) if x == y => {
                a.next();
                r.next();
            }
            (Some(x), Some(y)) if x > y => net_removed.extend(r.next()),
            (Some(_), _) => net_added.extend(a.next()),
            (None, Some(_)) => net_removed.extend(r.next()),
            (None, None) => return (net_added, net_removed),
        }
    }
}

/// A dataset: a segment, if there is one, and the runs of what changed since, oldest first.
#[derive(Clone, Default)]
pub(crate) struct Layers {
    pub(crate) segment: Option<Arc<Segment>>,
    pub(crate) runs: Arc<[Arc<Run>]>,
}

impl Layers {
    /// With one more run of effective changes.
    pub(crate) fn with(&self, run: Run) -> Self {
        let mut runs = self.runs.to_vec();
        push(&mut runs, run);
        Self { segment: self.segment.clone(), runs: runs.into() }
    }

    /// Whether the dataset holds the quad.
    pub(crate) fn contains(&self, row: &Row) -> bool {
        // The newest run that knows the quad decides.
        for run in self.runs.iter().rev() {
            // Additions and removals within one run are net, so at most one of them has it.
            if run.added.contains(row) {
                return true;
            }
            if !run.removed.is_empty() && run.removed.contains(row) {
                return false;
            }
        }
        self.segment.as_ref().is_some_and(|segment| segment.contains(row))
    }
}

/// Appends a run and merges while a neighbour is not at least twice as large as what follows it.
fn push(runs: &mut Vec<Arc<Run>>, run: Run) {
    runs.push(Arc::new(run));
    while let [.., older, newer] = runs.as_slice() {
        if older.size() >= 2 * newer.size() {
            break;
        }
        let merged = older.merge(newer);
        runs.truncate(runs.len() - 2);
        if merged.size() > 0 {
            runs.push(Arc::new(merged));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::id::Kind;
    use super::*;

    #[test]
    fn every_order_gives_the_row_back() {
        let row = [1, 2, 3, 4].map(|n| TermId::new(Kind::NamedNode, n));
        for order in Order::ALL {
            assert_eq!(order.restore(order.permute(row)), row, "{order:?}");
        }
    }

    #[test]
    fn runs_stay_few_and_hold_what_was_not_removed() {
        let row = |n: u64| [n % 7, n % 3, n, n % 2].map(|n| TermId::new(Kind::NamedNode, n));
        let mut layers = Layers::default();
        for n in 0..1000 {
            layers = layers.with(Run::new(vec![row(n)], Vec::new()));
            if n % 4 == 3 {
                layers = layers.with(Run::new(Vec::new(), vec![row(n - 1)]));
            }
            if n % 8 == 7 {
                layers = layers.with(Run::new(vec![row(n - 1)], Vec::new()));
            }
        }
        assert!(layers.runs.len() <= 11, "{} runs", layers.runs.len());
        for n in 0..1000 {
            assert_eq!(layers.contains(&row(n)), n % 8 != 2, "{n}");
        }
    }
}

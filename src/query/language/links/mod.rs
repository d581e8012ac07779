//! Questions about how entities hang together: paths, neighbourhoods, centrality. SPARQL has no words for these; they are
//! searched in a graph of entities that is read from the store as far as the question reaches.

mod central;
mod near;
mod network;
mod paths;

use super::answer::{Answer, Row};
use super::column::Column;
use super::plan::Stages;
use super::run::{cut, sort_rows};

/// Most rows that an answer about links has; `top` takes fewer.
pub(super) const MOST_ROWS: usize = 1_000;

/// Sorts, cuts and narrows the rows as the stages say.
fn staged(mut answer: Answer, stages: &Stages, default_top: usize) -> Answer {
    sort_rows(&mut answer, &stages.sort);
    cut(&mut answer, stages.top.unwrap_or(default_top));
    if !stages.show.is_empty() {
        keep(&mut answer, &stages.show);
    }
    answer
}

/// Keeps these columns, in this order.
pub(super) fn keep(answer: &mut Answer, shown: &[Column]) {
    let places: Vec<usize> =
        shown.iter().filter_map(|column| answer.columns.iter().position(|name| *name == column.name)).collect();
    answer.columns = places.iter().map(|at| answer.columns[*at].clone()).collect();
    for row in &mut answer.rows {
        let Row { cells, .. } = row;
        *cells = places.iter().map(|at| cells[*at].clone()).collect();
    }
}

//! When to look whether an evaluation shall end, and work on several cores.

use std::cell::Cell;
use std::ops::Range;

use rayon::prelude::*;
use spareval::CancellationToken;

use super::Stop;
use super::budget::Budget;
use super::table::Table;
use crate::store::{StoreDataset, TermId};

/// So much work is done between two looks at the token: a few milliseconds.
const WORK: usize = 1 << 15;

/// From so many rows on, several cores share them.
const SHARED_FROM: usize = 1 << 12;

/// Rows that a core takes at a time, at least.
const SHARE: usize = 1 << 11;

/// Looks at the token once in a while. Each thread has its own.
pub(super) struct Pace<'a> {
    token: &'a CancellationToken,
    dataset: &'a StoreDataset,
    budget: &'a Budget,
    /// Work done since the last look.
    work: Cell<usize>,
}

impl<'a> Pace<'a> {
    pub(super) fn new(token: &'a CancellationToken, dataset: &'a StoreDataset, budget: &'a Budget) -> Self {
        Self { token, dataset, budget, work: Cell::new(0) }
    }

    pub(super) fn token(&self) -> &'a CancellationToken {
        self.token
    }

    pub(super) fn budget(&self) -> &'a Budget {
        self.budget
    }

    /// Ends the evaluation if a table of so many rows and columns would be too much.
    pub(super) fn check_size(&self, rows: usize, columns: usize) -> Result<(), Stop> {
        match self.budget.limit() {
            None => Table::check_size(rows, columns),
            Some(_) => self.budget.check(rows.saturating_mul(columns.max(1)).saturating_mul(size_of::<TermId>())),
        }
    }

    pub(super) fn dataset(&self) -> &'a StoreDataset {
        self.dataset
    }

    /// Ends the evaluation if it was cancelled or met damage.
    pub(super) fn check(&self) -> Result<(), Stop> {
        if self.token.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        self.dataset.damage().map_or(Ok(()), |damage| Err(Stop::Damage(damage.clone())))
    }

    /// Like [`Self::check`], once in a while. Told after so much more work, in rows.
    #[inline]
    pub(super) fn tick(&self, work: usize) -> Result<(), Stop> {
        let done = self.work.get() + work;
        if done < WORK {
            self.work.set(done);
            return Ok(());
        }
        self.work.set(0);
        self.check()
    }

    /// Lets several cores do `work` for stretches of so many rows, and gives what they made in the order of the rows, so that the
    /// number of cores changes nothing. `Own` is what each of them needs for itself. `None` if it is not worth it.
    pub(super) fn share<Own: Clone + Send, T: Send>(
        &self,
        rows: usize,
        own: &Own,
        work: impl Fn(Range<usize>, Own, &Pace<'_>) -> Result<T, Stop> + Sync,
    ) -> Option<Result<Vec<T>, Stop>> {
        let threads = rayon::current_num_threads();
        if rows < SHARED_FROM || threads < 2 {
            return None;
        }
        let share = rows.div_ceil(4 * threads).max(SHARE);
        let shares: Vec<_> = (0..rows)
            .step_by(share)
            .map(|from| (from..rows.min(from + share), own.clone(), self.dataset.clone()))
            .collect();
        let (token, budget) = (self.token, self.budget);
        Some(
            shares
                .into_par_iter()
                .map(|(rows, own, dataset)| work(rows, own, &Pace::new(token, &dataset, budget)))
                .collect(),
        )
    }
}

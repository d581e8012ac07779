//! The memory that an evaluation may take. Operators charge what they are about to hold, and give it back when they let go.
//!
//! It is kept by agreement: counted are tables, the indexes and groups of joins and aggregates, keys of sorting, and strings that
//! were computed; what a step holds for a moment beside them is at most as much again.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Stop;

/// Smaller changes of a charge are not worth their time.
const STEP: u64 = 1 << 16;

/// Bytes that may be held and those that are. Shared by all threads of an evaluation.
pub(super) struct Budget {
    /// No limit if `None`.
    limit: Option<u64>,
    used: AtomicU64,
}

impl Budget {
    pub(super) fn new(limit: Option<u64>) -> Self {
        Self { limit, used: AtomicU64::new(0) }
    }

    pub(super) fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// Ends the evaluation if so much more would be too much.
    pub(super) fn check(&self, bytes: usize) -> Result<(), Stop> {
        let used = self.used.load(Ordering::Relaxed);
        match self.limit {
            Some(limit) if used.saturating_add(bytes as u64) > limit => Err(Stop::Memory),
            _ => Ok(()),
        }
    }

    /// Charges what is held to the end.
    pub(super) fn spend(&self, bytes: usize) -> Result<(), Stop> {
        self.check(bytes)?;
        self.used.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(())
    }

    /// Begins a charge of nothing.
    pub(super) fn charge(&self) -> Charge<'_> {
        Charge { budget: self, bytes: 0 }
    }
}

/// What one holder has charged; it is given back when this is dropped.
pub(super) struct Charge<'b> {
    budget: &'b Budget,
    bytes: u64,
}

impl Charge<'_> {
    /// Now so many bytes are held.
    #[inline]
    pub(super) fn set(&mut self, bytes: usize) -> Result<(), Stop> {
        let bytes = bytes as u64;
        if self.budget.limit.is_none() || bytes.abs_diff(self.bytes) < STEP {
            return Ok(());
        }
        if bytes > self.bytes {
            self.budget.check((bytes - self.bytes) as usize)?;
            self.budget.used.fetch_add(bytes - self.bytes, Ordering::Relaxed);
        } else {
            self.budget.used.fetch_sub(self.bytes - bytes, Ordering::Relaxed);
        }
        self.bytes = bytes;
        Ok(())
    }
}

impl Drop for Charge<'_> {
    fn drop(&mut self) {
        self.budget.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_back_can_be_charged_again() {
        let budget = Budget::new(Some(1 << 20));
        let mut first = budget.charge();
        first.set(900 << 10).unwrap();
        assert!(matches!(budget.charge().set(200 << 10), Err(Stop::Memory)));
        first.set(100 << 10).unwrap();
        let mut second = budget.charge();
        second.set(200 << 10).unwrap();
        drop(first);
        second.set(1 << 20).unwrap();
        assert!(matches!(budget.check(1), Err(Stop::Memory)));
        drop(second);
        assert!(budget.spend(1 << 20).is_ok());
        assert!(Budget::new(None).check(usize::MAX).is_ok());
    }
}

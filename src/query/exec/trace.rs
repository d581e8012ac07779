//! What was done to answer a query, step by step, for `explain`.

use std::time::Duration;

use super::table::Table;

/// A step of a plan as it was carried out, with the steps that gave it its input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanStep {
    /// What was done: `scan`, `look up`, `hash`, `group` and the like.
    pub operator: String,
    /// To what: a pattern, an expression, variables.
    pub detail: String,
    /// The order of the index that was read, if one was.
    pub index: Option<String>,
    /// The rows that were expected, where that decided something.
    pub estimated: Option<u64>,
    /// The rows that came out.
    pub rows: u64,
    /// The solutions that these stand for, where equal ones were counted instead of listed.
    pub solutions: u64,
    /// Time from begin to end, that of the steps below included.
    pub time: Duration,
    /// The steps below, in the order in which they were carried out.
    pub steps: Vec<PlanStep>,
}

/// The time since some moment.
pub(crate) type Clock<'a> = &'a dyn Fn() -> Duration;

/// Takes down steps, if somebody wants to know.
pub(crate) struct Trace<'a> {
    clock: Option<Clock<'a>>,
    /// Steps that have begun, each with the finished steps below it; the first is the whole.
    open: Vec<(Duration, Vec<PlanStep>)>,
}

impl<'a> Trace<'a> {
    pub(crate) fn off() -> Self {
        Self { clock: None, open: Vec::new() }
    }

    pub(crate) fn on(clock: Clock<'a>) -> Self {
        Self { clock: Some(clock), open: vec![(clock(), Vec::new())] }
    }

    /// A step begins.
    pub(super) fn enter(&mut self) {
        if let Some(clock) = self.clock {
            self.open.push((clock(), Vec::new()));
        }
    }

    /// The step that began last has ended. Texts are made only if they are wanted.
    pub(super) fn leave(
        &mut self,
        operator: &str,
        detail: impl FnOnce() -> String,
        expected: Option<f64>,
        table: &Table,
    ) {
        self.leave_index(operator, detail, None::<fn() -> String>, expected, table);
    }

    /// Like [`Self::leave`], of a step that read an index.
    pub(super) fn leave_index(
        &mut self,
        operator: &str,
        detail: impl FnOnce() -> String,
        index: Option<impl FnOnce() -> String>,
        expected: Option<f64>,
        table: &Table,
    ) {
        let Some(clock) = self.clock else { return };
        let Some((begun, steps)) = self.open.pop() else { return };
        let step = PlanStep {
            operator: operator.to_owned(),
            detail: detail(),
            index: index.map(|index| index()),
            estimated: expected.map(|rows| rows.round() as u64),
            rows: table.rows as u64,
            solutions: table.solutions(),
            time: clock().saturating_sub(begun),
            steps,
        };
        if let Some((_, steps)) = self.open.last_mut() {
            steps.push(step);
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.clock.is_some()
    }

    /// The finished steps.
    pub(super) fn finish(&mut self) -> Vec<PlanStep> {
        self.open.drain(..).next().map_or_else(Vec::new, |(_, steps)| steps)
    }
}

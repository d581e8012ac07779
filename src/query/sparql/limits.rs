//! What the evaluation of a query may use.

use spareval::CancellationToken;

/// What an evaluation may use, and how it is told to end. A token alone is no limit of memory: `evaluate(…, &token)`.
///
/// Both are kept by agreement. The vectorised operators look at the token every few milliseconds and charge what they hold in
/// tables, indexes, groups and computed strings; what a step holds for a moment beside that is at most as much again. What they do
/// not know is streamed by the other evaluator, which looks at the token when it reads a quad and counts nothing: its sorting,
/// grouping and DISTINCT grow with the answer. Where a limit must hold whatever is asked, evaluate in a process of its own, as
/// `tercet query --max-memory` does.
#[derive(Clone, Default)]
pub struct Limits {
    /// Ends the evaluation when it is cancelled.
    pub cancellation: CancellationToken,
    /// Bytes that intermediate results may take; no limit if `None`.
    pub memory: Option<u64>,
}

impl From<&CancellationToken> for Limits {
    fn from(token: &CancellationToken) -> Self {
        Self { cancellation: token.clone(), memory: None }
    }
}

impl From<&Limits> for Limits {
    fn from(limits: &Limits) -> Self {
        limits.clone()
    }
}

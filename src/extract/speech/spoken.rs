//! The words of all sayings in order, so that the saying around a word is found without a look at all of them.

use super::Saying;
use crate::text::Span;

/// The parts of sayings with the places of their sayings, ordered by where they begin.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spoken(Vec<(Span, usize)>);

/// What is said within what is said nests only a few deep.
const DEEPEST: usize = 8;

impl Spoken {
    pub(crate) fn new(sayings: &[Saying]) -> Self {
        let mut parts: Vec<(Span, usize)> = sayings
            .iter()
            .enumerate()
            .flat_map(|(at, saying)| saying.parts.iter().map(move |part| (*part, at)))
            .collect();
        parts.sort_by_key(|(part, at)| (part.start, *at));
        Self(parts)
    }

    /// The innermost saying around a span.
    pub(crate) fn innermost(&self, span: Span) -> Option<usize> {
        self.around(span).next()
    }

    /// Of the sayings around a span the one found first in the article.
    pub(crate) fn first(&self, span: Span) -> Option<usize> {
        self.around(span).min()
    }

    fn around(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let end = self.0.partition_point(|(part, _)| part.start <= span.start);
        self.0[..end].iter().rev().take(DEEPEST).filter(move |(part, _)| part.contains(span)).map(|(_, at)| *at)
    }
}

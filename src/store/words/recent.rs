//! The words of strings that came after the segment, kept in memory and only from the first search on: opening a database
//! and committing to it cost nothing.

use std::collections::BTreeMap;

use super::split;

/// Words of the strings with numbers from `first` to `end`.
#[derive(Debug, Default)]
pub(crate) struct RecentWords {
    /// One more than the last number that was looked at; 0 before the first.
    pub(crate) end: u32,
    words: BTreeMap<Box<str>, Vec<u32>>,
}

impl RecentWords {
    /// Adds a string whose number is above those before.
    pub(crate) fn add(&mut self, number: u32, text: &str) {
        split::each(text, |word| match self.words.get_mut(word) {
            Some(numbers) if numbers.last() == Some(&number) => {}
            Some(numbers) => numbers.push(number),
            None => drop(self.words.insert(word.into(), vec![number])),
        });
    }

    /// Forgets the strings with numbers from `end` on.
    pub(crate) fn truncate(&mut self, end: u32) {
        if end < self.end {
            self.end = end;
            self.words.retain(|_, numbers| {
                numbers.truncate(numbers.partition_point(|number| *number < end));
                !numbers.is_empty()
            });
        }
    }

    /// Adds the numbers of the strings with this word, or with words that begin so.
    pub(crate) fn list(&self, word: &str, is_prefix: bool, into: &mut Vec<u32>) {
        if is_prefix {
            let from = self.words.range::<str, _>((std::ops::Bound::Included(word), std::ops::Bound::Unbounded));
            from.take_while(|(found, _)| found.starts_with(word)).for_each(|(_, numbers)| into.extend(numbers));
        } else if let Some(numbers) = self.words.get(word) {
            into.extend(numbers);
        }
    }
}

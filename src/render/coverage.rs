//! What rules find in a corpus, as a person reads it.

use std::cmp::Reverse;
use std::fmt::Write;

use crate::extract::Coverage;
use crate::text::shorten;

/// Most characters of a sentence: enough to recognise it.
const MAX_SENTENCE: usize = 140;

/// The rules by the number of their matches, those that never fired, and the `listed` most frequent near-misses with
/// a sentence each.
pub fn coverage(coverage: &Coverage, listed: usize) -> String {
    let mut out = String::new();
    // Writing to a String never fails.
    let _ = writeln!(out, "matches in {} article{}", coverage.articles, if coverage.articles == 1 { "" } else { "s" });
    let mut fired: Vec<_> = coverage.fired.iter().filter(|(_, count)| **count > 0).collect();
    fired.sort_by_key(|(rule, count)| (Reverse(**count), *rule));
    for (rule, count) in fired {
        let _ = writeln!(out, "{count:7}  {rule}");
    }
    let never: Vec<_> = coverage.never_fired().collect();
    let _ = writeln!(out, "\nnever fired: {} of {} rules", never.len(), coverage.fired.len());
    for rule in never {
        let _ = writeln!(out, "         {rule}");
    }
    let _ = writeln!(out, "\nfrequent near-misses: the trigger stood there and one thing was lacking");
    let mut misses: Vec<_> = coverage.near_misses.iter().collect();
    misses.sort_by_key(|(miss, found)| (Reverse(found.count), *miss));
    for ((rule, lacked), found) in misses.into_iter().take(listed) {
        let _ = writeln!(
            out,
            "{:7}  {rule} lacked `{lacked}`\n         as in: {}",
            found.count,
            shorten(&found.sentence, MAX_SENTENCE)
        );
    }
    out
}

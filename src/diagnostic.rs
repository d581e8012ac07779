//! Messages about text that a person wrote: what failed, where, and what to do. No rendering.

use std::ops::Range;

/// One error or warning in a query, a rule file or another input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What failed, lower case, without a full stop; user text in backticks.
    pub message: String,
    /// Where: bytes into the input that was parsed.
    pub span: Option<Range<usize>>,
    /// What was expected or found at that place, shown under the caret.
    pub label: Option<String>,
    /// What to type instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A message without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), span: None, label: None, help: None }
    }

    /// Points at `span`.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\nhint: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// Whether `typed` is a slip of `meant`: letters left out, added, changed or swapped with the next, one for every three
/// letters of the longer word and at least one. Upper and lower case are the same.
pub fn is_slip(typed: &str, meant: &str) -> bool {
    slips(typed, meant).is_some()
}

/// The word of `known` that a misspelt one stands for: that with the fewest slips, of equally near ones the first.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.into_iter().filter_map(|word| Some((slips(typed, word)?, word)));
    near.min_by_key(|(slips, _)| *slips).map(|(_, word)| word)
}

/// How many slips lead from one word to the other (optimal string alignment distance), if few enough.
pub(crate) fn slips(typed: &str, meant: &str) -> Option<usize> {
    let (typed, meant) = (typed.to_lowercase(), meant.to_lowercase());
    let letters = [typed.chars().count(), meant.chars().count()];
    let allowed = (letters[0].max(letters[1]) / 3).max(1);
    // A word that was not typed at all, or is far too long or short, need not be compared letter by letter.
    if letters.contains(&0) || letters[0].abs_diff(letters[1]) > allowed {
        return None;
    }
    Some(strsim::osa_distance(&typed, &meant)).filter(|slips| *slips <= allowed && *slips < letters[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_three_letters_is_forgiven() {
        for (typed, meant) in [("Putn", "Putin"), ("WHRE", "WHERE"), ("schmea", "schema"), ("Persn", "Person")] {
            assert!(is_slip(typed, meant), "{typed}");
        }
        for (typed, meant) in [("Oslo", "Kyiv"), ("a", "b"), ("", "a"), ("x", "FILTER"), ("obj", "subj-of")] {
            assert!(!is_slip(typed, meant), "{typed}");
        }
    }

    #[test]
    fn the_nearest_word_is_offered_and_none_where_all_are_far() {
        assert_eq!(nearest("Dtae", ["Place", "Date", "Data"]), Some("Date"));
        assert_eq!(nearest("frobnicate", ["Place", "Date"]), None);
    }
}

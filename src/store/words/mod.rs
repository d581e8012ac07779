//! Full text: which strings of the dictionary hold which words.
//!
//! `split` says what a word is and `search` what is asked for. Where the strings of a word are listed depends on where the
//! strings are: those of a segment in its sections (`index`), those that came since in memory (`recent`). What is found are
//! strings, not quads: whose label or quotation they are, the quads say, and so a quad that is removed is not found.

pub(super) mod index;
pub(super) mod recent;
pub(super) mod search;
pub(super) mod split;

#[cfg(test)]
mod tests;

use super::key::Key;

/// The text of a term that words are looked for in: every string, with language or without.
pub(super) fn text_of<'a>(key: &Key<'a>) -> Option<&'a str> {
    match key {
        Key::String(text) | Key::Language(_, _, text) => Some(text),
        Key::NamedNode(_) | Key::BlankNode(_) | Key::Typed(..) | Key::Triple(_) => None,
    }
}

/// Whether there is a word in this to search for.
pub fn is_search(text: &str) -> bool {
    search::Search::parse(text).is_some()
}

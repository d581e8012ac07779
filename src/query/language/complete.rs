//! What could come next in a question: by context from the lexicon, the columns and the graph's own names, the best
//! linked names first.

use std::collections::BTreeMap;

use oxrdf::NamedNode;

use super::Interpreter;
use super::clauses::STATUS_WORDS;
use super::column::columns;
use super::lexicon::Lexicon;
use crate::query::names::{NameBook, fold};

/// How many candidates are offered at once.
const LIMIT: usize = 40;

/// A name that many have typed a prefix of: more entries than these are not ranked.
const MOST_RANKED: usize = 20_000;

const OPERATORS: [&str; 7] = ["who", "path", "near", "central", "timeline of", "sources of", "compare"];
const STAGES: [&str; 7] = ["show", "sort", "top", "count by", "sum value by", "graph", "count"];
const CLAUSES: [&str; 10] =
    ["where", "about", "since", "before", "after", "during", "until", "according to", "as of", "within"];

/// Everything that completion offers for one graph.
#[derive(Clone, Debug)]
pub struct Completer {
    /// Folded label from each of its words on → the label.
    by_word: Vec<(String, u32)>,
    labels: Vec<(String, u64)>,
    openings: Vec<String>,
    columns: Vec<String>,
    prepositions: Vec<String>,
    verbs: Vec<String>,
}

impl Completer {
    pub(super) fn new(names: &NameBook, lexicon: &Lexicon, degrees: &BTreeMap<NamedNode, u64>) -> Self {
        let mut labels: Vec<(String, u64)> = Vec::new();
        let mut by_word = Vec::new();
        for (iri, label) in names.labels() {
            let index = labels.len() as u32;
            labels.push((label.to_owned(), degrees.get(iri).copied().unwrap_or(0)));
            let folded = fold(label);
            let starts = std::iter::once(0).chain(folded.match_indices(' ').map(|(at, _)| at + 1));
            by_word.extend(starts.map(|at| (folded[at..].to_owned(), index)));
        }
        by_word.sort();
        let mut openings: Vec<String> = OPERATORS.iter().map(|word| (*word).to_owned()).collect();
        openings.extend(lexicon.nouns().map(|(noun, _)| noun.to_owned()));
        openings.sort();
        let mut columns: Vec<String> = columns(lexicon).into_keys().collect();
        columns.extend(["year", "month", "country", "person", "count"].map(str::to_owned));
        columns.sort();
        columns.dedup();
        let prepositions = ["with", "of", "to", "by", "between", "in", "at", "for", "from", "against", "on", "toward"];
        Self {
            by_word,
            labels,
            openings,
            columns,
            prepositions: prepositions.map(str::to_owned).to_vec(),
            verbs: lexicon.verbs().map(str::to_owned).collect(),
        }
    }

    /// Candidates for what ends at byte `at`, and where it begins.
    pub fn complete(&self, input: &str, at: usize) -> (usize, Vec<String>) {
        let before = &input[..at];
        let stage = before.rfind('|').map(|bar| &before[bar + 1..]);
        let start = before.rfind([' ', '(', '|', ',']).map_or(0, |at| at + 1);
        let word = &before[start..];
        if let Some(stage) = stage {
            let is_first = stage.trim_start().len() == word.len();
            let words: Vec<&str> =
                if is_first { STAGES.to_vec() } else { self.columns.iter().map(String::as_str).collect() };
            let word = word.trim_start_matches('-');
            return (at - word.len(), starting(words.into_iter(), word));
        }
        if before.trim_start().len() == word.len() || before[..start].trim_end().ends_with('(') {
            let mut found = starting(self.openings.iter().map(String::as_str), word);
            // Who begins with a name finds the name; the message tells how to go on.
            if found.is_empty() {
                found = self.names(word);
            }
            return (start, found);
        }
        let previous = before[..start].split_whitespace().next_back().unwrap_or_default().to_lowercase();
        if matches!(previous.as_str(), "where" | "having") {
            return (start, starting(self.columns.iter().map(String::as_str), word));
        }
        if matches!(previous.as_str(), "who" | "that" | "which" | "did" | "->" | "via") && !word.is_empty() {
            return (start, starting(self.verbs.iter().map(String::as_str), word));
        }
        // A quoted name is completed whole, with its closing quote.
        if let Some(open) = open_quote(before) {
            let found =
                self.names(&before[open + 1..]).into_iter().map(|name| format!("\"{}\"", name.trim_matches('"')));
            return (open, found.collect());
        }
        self.name_or_clause(before, start)
    }

    /// The words since the last preposition may be the beginning of a name; else a clause begins here.
    fn name_or_clause(&self, before: &str, start: usize) -> (usize, Vec<String>) {
        let reserved = |word: &str| {
            let word = word.to_lowercase();
            self.prepositions.contains(&word) || ["and", "or", "not", "about", "near", "path"].contains(&word.as_str())
        };
        let mut from = start;
        // Two words back at most: "Shanghai Coop".
        for _ in 0..2 {
            let earlier = before[..from].trim_end();
            let begin = earlier.rfind([' ', '(']).map_or(0, |at| at + 1);
            let word = &earlier[begin..];
            if word.is_empty() || reserved(word) || begin == 0 {
                break;
            }
            if self.names(&before[begin..]).is_empty() {
                break;
            }
            from = begin;
        }
        let word = &before[start..];
        if word.is_empty() {
            return (start, Vec::new());
        }
        let found = self.names(&before[from..]);
        if from < start && !found.is_empty() {
            return (from, found);
        }
        let statuses = STATUS_WORDS.iter().map(|(word, _)| *word);
        let clauses = statuses.chain(CLAUSES).chain(self.prepositions.iter().map(String::as_str));
        let mut all = starting(clauses, word);
        all.extend(self.names(word));
        all.truncate(LIMIT);
        (start, all)
    }

    /// Labels of which a word begins as typed, the best linked first.
    fn names(&self, typed: &str) -> Vec<String> {
        let typed = fold(typed);
        if typed.is_empty() {
            return Vec::new();
        }
        let from = self.by_word.partition_point(|(key, _)| *key < typed);
        let hits = self.by_word[from..].iter().take_while(|(key, _)| key.starts_with(&typed)).take(MOST_RANKED);
        let mut hits: Vec<u32> = hits.map(|(_, index)| *index).collect();
        hits.sort_unstable();
        hits.dedup();
        hits.sort_by_key(|index| (std::cmp::Reverse(self.labels[*index as usize].1), *index));
        hits.into_iter().take(LIMIT).map(|index| quoted(&self.labels[index as usize].0)).collect()
    }
}

/// A label with a preposition or an odd sign in it stands in quotes.
fn quoted(label: &str) -> String {
    let plain = label.split(' ').count() <= 3
        && label.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.'))
        && !label.split(' ').any(|word| word.chars().next().is_some_and(char::is_lowercase));
    if plain { label.to_owned() } else { format!("\"{}\"", label.replace('"', "")) }
}

fn open_quote(text: &str) -> Option<usize> {
    let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    if quotes.len() % 2 == 1 { quotes.last().copied() } else { None }
}

fn starting<'w>(words: impl Iterator<Item = &'w str>, typed: &str) -> Vec<String> {
    let typed = typed.to_lowercase();
    let mut found: Vec<String> = words.filter(|word| word.starts_with(&typed)).map(str::to_owned).collect();
    found.truncate(LIMIT);
    found
}

impl Interpreter {
    /// What completion offers, with the number of links by which names are ranked.
    pub fn completer(&self, degrees: &BTreeMap<NamedNode, u64>) -> Completer {
        Completer::new(&self.names, &self.lexicon, degrees)
    }
}

//! What is searched for: `gas pipel*`, `"trade war"`, `tariffs | duties`, and how lists of strings answer it.
//!
//! Words stand for strings that hold all of them, in any order; `*` after a word stands for any ending; words in quotation
//! marks, or joined without a blank as in `co-operation`, must follow each other; `|` stands between alternatives.

use super::split;

/// A search, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Search {
    /// A string is found that holds every phrase of one of these.
    alternatives: Vec<Vec<Phrase>>,
}

/// Words that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    words: Vec<String>,
    /// Whether the last word may go on.
    is_prefix: bool,
}

impl Search {
    /// Reads a search; `None` if there is no word in it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut alternatives = vec![Vec::new()];
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
            rest = &rest[start..];
            let inner;
            if let Some(after) = rest.strip_prefix('|') {
                alternatives.push(Vec::new());
                rest = after;
                continue;
            } else if let Some(after) = rest.strip_prefix('"') {
                // A quotation that does not end goes to the end.
                let (quoted, tail) = after.split_once('"').unwrap_or((after, ""));
                // The star may stand inside or outside of the marks.
                let (star, tail) = tail.strip_prefix('*').map_or((false, tail), |tail| (true, tail));
                inner = Phrase::read(quoted, star);
                rest = tail;
            } else {
                let end = rest.find(|c: char| c.is_whitespace() || c == '|' || c == '"').unwrap_or(rest.len());
                inner = Phrase::read(&rest[..end], false);
                rest = &rest[end..];
            }
            if let (Some(phrase), Some(last)) = (inner, alternatives.last_mut()) {
                last.push(phrase);
            }
        }
        alternatives.retain(|phrases| !phrases.is_empty());
        (!alternatives.is_empty()).then_some(Self { alternatives })
    }

    /// Whether a text is found.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let mut words = Vec::new();
        split::each(text, |word| words.push(word.to_owned()));
        self.alternatives.iter().any(|phrases| phrases.iter().all(|phrase| phrase.stands_in(&words)))
    }

    /// The numbers of the strings that are found, ascending. `listed` adds the numbers of the strings with a word, or with
    /// words that begin so, in any order and perhaps repeated; `holds` reads a string and asks a question about its text.
    pub(crate) fn find(
        &self,
        mut listed: impl FnMut(&str, bool, &mut Vec<u32>),
        mut holds: impl FnMut(u32, &dyn Fn(&str) -> bool) -> bool,
    ) -> Vec<u32> {
        let mut found = Vec::new();
        for phrases in &self.alternatives {
            let mut candidates: Option<Vec<u32>> = None;
            for phrase in phrases {
                for (number, word) in phrase.words.iter().enumerate() {
                    let is_prefix = phrase.is_prefix && number + 1 == phrase.words.len();
                    let mut numbers = Vec::new();
                    if candidates.as_ref().is_none_or(|candidates| !candidates.is_empty()) {
                        listed(word, is_prefix, &mut numbers);
                    }
                    numbers.sort_unstable();
                    numbers.dedup();
                    candidates = Some(match candidates {
                        None => numbers,
                        Some(candidates) => intersect(&candidates, &numbers),
                    });
                }
            }
            let mut candidates = candidates.unwrap_or_default();
            // Lists know nothing of the order of words.
            let in_order = Self { alternatives: vec![phrases.iter().filter(|p| p.needs_text()).cloned().collect()] };
            if !in_order.alternatives[0].is_empty() {
                candidates.retain(|number| holds(*number, &|text| in_order.matches(text)));
            }
            found.extend(candidates);
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Phrase {
    fn read(text: &str, star: bool) -> Option<Self> {
        let mut words = Vec::new();
        split::each(text, |word| words.push(word.to_owned()));
        let is_prefix = star || text.ends_with('*');
        (!words.is_empty()).then_some(Self { words, is_prefix })
    }

    /// Whether the lists of words cannot tell.
    fn needs_text(&self) -> bool {
        self.words.len() > 1
    }

    fn stands_in(&self, words: &[String]) -> bool {
        let (last, before) = self.words.split_last().expect("a phrase has a word");
        words.windows(self.words.len()).any(|window| {
            let fits = |word: &String| if self.is_prefix { word.starts_with(last) } else { word == last };
            window.starts_with(before) && window.last().is_some_and(fits)
        })
    }
}

/// What stands in both ascending lists: the shorter one is looked up in the longer one.
fn intersect(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (few, mut many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut both = Vec::with_capacity(few.len());
    for number in few {
        // The searched number is near: steps double until they pass it.
        let mut step = 1;
        while step < many.len() && many[step] < *number {
            step *= 2;
        }
        let end = many.len().min(step + 1);
        let at = many[..end].partition_point(|other| other < number);
        if many.get(at) == Some(number) {
            both.push(*number);
        }
        many = &many[at..];
    }
    both
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finds(search: &str, text: &str) -> bool {
        Search::parse(search).is_some_and(|search| search.matches(text))
    }

    #[test]
    fn words_prefixes_phrases_and_alternatives() {
        let text = "Norland and Sudland agreed on a new gas pipeline; co-operation in U.S. trade talks goes on.";
        for search in [
            "gas",
            "GAS pipeline",
            "pipeline gas",
            "gas pipel*",
            "\"gas pipeline\"",
            "\"new gas pipel*\"",
            "\"new gas pipel\"*",
            "co-operation",
            "co-op*",
            "U.S.",
            "oil | gas",
            "oil|gas",
            "\"trade war\" | \"trade talks\"",
            "nor* sud*",
            "\"gas pipeline",
        ] {
            assert!(finds(search, text), "{search}");
        }
        for search in [
            "oil",
            "gas oil",
            "pipel",
            "\"pipeline gas\"",
            "\"gas talks\"",
            "in-co",
            "oil | coal",
            "\"gas\" war",
            "",
            "*",
            "- |",
            "S.U.",
        ] {
            assert!(!finds(search, text), "{search}");
        }
    }

    proptest! {
        #[test]
        fn intersects_like_sets(a in prop::collection::btree_set(0..60_u32, 0..40), b in prop::collection::btree_set(0..60_u32, 0..9)) {
            let [left, right]: [Vec<u32>; 2] = [a.iter().copied().collect(), b.iter().copied().collect()];
            let both: Vec<u32> = a.intersection(&b).copied().collect();
            prop_assert_eq!(intersect(&left, &right), both.clone());
            prop_assert_eq!(intersect(&right, &left), both);
        }

        #[test]
        fn lists_and_texts_find_the_same(
            texts in prop::collection::vec("[abc]{1,2}( [abc]{1,2}){0,4}", 1..8),
            search in "[ab]\\*?( [abc]{1,2}\\*?| \"[abc] [abc]\\*?\"| \\| [ab])?",
        ) {
            let search = Search::parse(&search).unwrap();
            let listed = |word: &str, is_prefix: bool, into: &mut Vec<u32>| {
                for (number, text) in texts.iter().enumerate() {
                    split::each(text, |found| {
                        if found == word || (is_prefix && found.starts_with(word)) {
                            into.push(number as u32);
                        }
                    });
                }
            };
            let found = search.find(listed, |number, test| test(&texts[number as usize]));
            let expected: Vec<u32> = (0..texts.len() as u32).filter(|n| search.matches(&texts[*n as usize])).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

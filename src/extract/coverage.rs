//! What the rules find, and nearly find, in a corpus: which never fire, and what those lack that almost do.

use std::collections::BTreeMap;

use crate::extract::Extractor;
use crate::text::{Document, Sentence};

/// Matches and near-misses of every rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Articles that were looked at.
    pub articles: usize,
    /// Matches by rule (`FILE.RULE`); a rule that never fired is there with 0.
    pub fired: BTreeMap<String, usize>,
    /// Near-misses by rule and the one thing that it lacked: its trigger stood there, and all else of its pattern.
    pub near_misses: BTreeMap<(String, String), NearMisses>,
}

/// The near-misses of a rule that lacked the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NearMisses {
    /// How many.
    pub count: usize,
    /// The sentence of the first of them.
    pub sentence: String,
}

impl Coverage {
    /// Adds what was found further on in the corpus.
    pub fn add(&mut self, further: Self) {
        self.articles += further.articles;
        for (rule, count) in further.fired {
            *self.fired.entry(rule).or_default() += count;
        }
        for (miss, found) in further.near_misses {
            let known = self.near_misses.entry(miss).or_insert(NearMisses { count: 0, sentence: found.sentence });
            known.count += found.count;
        }
    }

    /// Keeps the rules of these files only.
    pub fn retain_files(&mut self, files: &[String]) {
        let kept = |rule: &str| files.iter().any(|file| rule.strip_prefix(file).is_some_and(|r| r.starts_with('.')));
        self.fired.retain(|rule, _| kept(rule));
        self.near_misses.retain(|(rule, _), _| kept(rule));
    }

    /// The rules that never fired.
    pub fn never_fired(&self) -> impl Iterator<Item = &str> {
        self.fired.iter().filter(|(_, count)| **count == 0).map(|(rule, _)| rule.as_str())
    }
}

impl Extractor {
    /// Which rules fire on an article and which nearly do.
    pub fn coverage(&self, doc: &Document, sentences: &[Sentence]) -> Coverage {
        self.with_analysis(doc, sentences, |analysis, rules| {
            let fired = rules.rule_ids().map(|id| (id.to_owned(), 0)).collect();
            let mut coverage = Coverage { articles: 1, fired, ..Coverage::default() };
            for (index, (view, _)) in analysis.sentences.iter().enumerate() {
                let matcher = analysis.matcher(rules, index);
                for found in matcher.matches() {
                    *coverage.fired.entry(rules.rules[found.rule].id.clone()).or_default() += 1;
                }
                for miss in matcher.near_misses() {
                    let key = (rules.rules[miss.rule].id.clone(), miss.lacked);
                    let sentence = || crate::extract::assemble::squeeze(doc.slice(view.sentence.span));
                    let found = coverage.near_misses.entry(key);
                    found.or_insert_with(|| NearMisses { count: 0, sentence: sentence() }).count += 1;
                }
            }
            coverage
        })
    }
}

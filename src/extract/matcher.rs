//! Finds the places of a sentence where a rule's pattern holds.
//!
//! Patterns are indexed by the lemma of their root, so a sentence costs in proportion to the rules that its words
//! can trigger. A match binds every capture to a token.

use crate::extract::edges::Edges;
use crate::extract::rule::{Branch, Kind, Need, Node, Part, RuleSet, Tests};
use crate::extract::view::View;
use crate::extract::{AmountMention, DateMention, MentionForm};
use crate::text::Upos;

/// A pattern that holds.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    pub(crate) rule: usize,
    /// The token that triggered the rule.
    pub(crate) root: u32,
    /// Token by capture.
    pub(crate) bindings: Vec<Option<u32>>,
}

/// A pattern that held but for one branch.
#[derive(Clone, Debug)]
pub(crate) struct NearMiss {
    pub(crate) rule: usize,
    pub(crate) root: u32,
    /// What was wanted and not found, in the words of the rule language.
    pub(crate) lacked: String,
}

/// What a sentence offers to patterns.
pub(crate) struct Matcher<'a> {
    pub(crate) rules: &'a RuleSet,
    pub(crate) view: &'a View<'a>,
    pub(crate) edges: &'a Edges,
    pub(crate) dates: &'a [DateMention],
    pub(crate) amounts: &'a [AmountMention],
}

/// No root gives more matches than this, whatever its coordination.
const MATCHES_PER_ROOT: usize = 400;

type Bindings = Vec<Option<u32>>;

impl Matcher<'_> {
    /// All matches of a sentence, in order of their roots and rules.
    pub(crate) fn matches(&self) -> Vec<Match> {
        let mut out = Vec::new();
        for root in 0..self.view.len() as u32 {
            for (rule, pattern) in self.candidates(root) {
                let compiled = &self.rules.rules[rule];
                let empty = vec![None; compiled.captures.len()];
                for bindings in self.node(&compiled.patterns[pattern], root, &empty) {
                    out.push(Match { rule, root, bindings });
                }
            }
        }
        out
    }

    /// Rules whose trigger stands in the sentence but that lack exactly one of two or more branches.
    pub(crate) fn near_misses(&self) -> Vec<NearMiss> {
        let mut out = Vec::new();
        for root in 0..self.view.len() as u32 {
            for (rule, pattern) in self.candidates(root) {
                let compiled = &self.rules.rules[rule];
                let node = &compiled.patterns[pattern];
                let empty = vec![None; compiled.captures.len()];
                if !self.is(node, root) || node.tests.words.is_none() {
                    continue;
                }
                let failed: Vec<&Branch> =
                    node.branches.iter().filter(|branch| !self.branch_holds(branch, root, &empty)).collect();
                if let [only] = failed[..] {
                    out.push(NearMiss { rule, root, lacked: describe(only) });
                }
            }
        }
        out
    }

    /// The patterns that a token may trigger by its lemma or, for participles that are adjectives ("opposed"), as
    /// written.
    fn candidates(&self, root: u32) -> Vec<(usize, usize)> {
        let lemma = self.view.headword(root);
        let mut out: Vec<(usize, usize)> = self.rules.candidates(&lemma).collect();
        if self.view.token(root).tag == "VBN" {
            let word = self.view.lower(root);
            let written: Vec<_> = self.rules.triggered_by(&word).filter(|pattern| !out.contains(pattern)).collect();
            out.extend(written);
        }
        out
    }

    fn branch_holds(&self, branch: &Branch, at: u32, bindings: &Bindings) -> bool {
        match branch.need {
            Need::Optional => true,
            Need::Required => !self.branch(branch, at, bindings).is_empty(),
            Need::Forbidden => self.branch(branch, at, bindings).is_empty(),
        }
    }

    /// Every way in which a node holds at a token, given what is bound already.
    fn node(&self, node: &Node, at: u32, bindings: &Bindings) -> Vec<Bindings> {
        if !self.is(node, at) {
            return Vec::new();
        }
        let mut bindings = bindings.clone();
        if let Some(slot) = node.capture {
            match bindings[slot] {
                Some(bound) if bound != at => return Vec::new(),
                // Two captures share a token only if it stands for several entities ("the two sides").
                // Nor unless the token names both an office and its holder ("the Norwegian president").
                None if bindings.contains(&Some(at))
                    && self.view.entities(at).len() < 2
                    && !self.bears_own_title(at) =>
                {
                    return Vec::new();
                }
                _ => bindings[slot] = Some(at),
            }
        }
        let mut all = vec![bindings];
        for branch in &node.branches {
            let mut next = Vec::new();
            for bindings in &all {
                let found = self.branch(branch, at, bindings);
                match branch.need {
                    Need::Forbidden if found.is_empty() => next.push(bindings.clone()),
                    Need::Forbidden => {}
                    Need::Optional if found.is_empty() => next.push(bindings.clone()),
                    _ => next.extend(found),
                }
                if next.len() > MATCHES_PER_ROOT {
                    next.truncate(MATCHES_PER_ROOT);
                    break;
                }
            }
            all = next;
            if all.is_empty() {
                break;
            }
        }
        all
    }

    /// Every way in which a branch holds.
    fn branch(&self, branch: &Branch, at: u32, bindings: &Bindings) -> Vec<Bindings> {
        let mut out = Vec::new();
        let mut seen = Vec::new();
        for path in &branch.paths {
            let mut ends = vec![at];
            for (label, inverse) in path {
                let mut next = Vec::new();
                for &end in &ends {
                    let edges = if *inverse { self.edges.into(end) } else { self.edges.from(end) };
                    next.extend(edges.iter().filter(|edge| edge.label == *label).map(|edge| edge.to));
                }
                ends = next;
            }
            for end in ends {
                if !seen.contains(&end) {
                    seen.push(end);
                    out.extend(self.node(&branch.node, end, bindings));
                }
            }
        }
        out
    }

    fn bears_own_title(&self, at: u32) -> bool {
        self.edges.title_at(at).is_some_and(|title| title.person == at)
    }

    /// Whether the token itself is what the node asks for.
    fn is(&self, node: &Node, at: u32) -> bool {
        let part = match node.part {
            Part::Any => true,
            Part::Verb => self.view.is_verb(at),
            Part::Noun => self.view.is_nominal(at),
            Part::Adjective => matches!(self.view.token(at).pos, Upos::Adj) || self.view.token(at).tag == "VBN",
            Part::Name => self.view.is_name(at),
        };
        if !part {
            return false;
        }
        (node.tests.is_empty() || self.passes(&node.tests, at)) && !self.passes(&node.except, at)
    }

    /// Whether the token is one of the words or types.
    fn passes(&self, tests: &Tests, at: u32) -> bool {
        let word = || {
            tests.words.as_ref().is_some_and(|words| {
                words.contains(self.view.headword(at).as_ref()) || words.contains(&self.view.lower(at))
            })
        };
        tests.kinds.iter().any(|&kind| self.is_kind(kind, at)) || word()
    }

    fn is_kind(&self, kind: Kind, at: u32) -> bool {
        let covers =
            |sentence: u32, tokens: &std::ops::Range<u32>| sentence as usize == self.view.index && tokens.contains(&at);
        match kind {
            Kind::Date => self.dates.iter().any(|date| covers(date.sentence, &date.tokens)),
            Kind::Amount => self.amounts.iter().any(|amount| covers(amount.sentence, &amount.tokens)),
            Kind::Money => self.amounts.iter().any(|amount| amount.money && covers(amount.sentence, &amount.tokens)),
            _ => {
                let named = self.view.mention(at).is_some_and(|m| m.form != MentionForm::Name || kind.admits(m.kind));
                named && self.view.entities(at).iter().any(|&id| kind.admits(self.view.resolution.entity(id).kind))
            }
        }
    }
}

/// A branch in the words of the rule language.
fn describe(branch: &Branch) -> String {
    let paths: Vec<String> = branch
        .paths
        .iter()
        .map(|path| {
            let steps: Vec<_> =
                path.iter().map(|(label, inverse)| format!("{}{label}", if *inverse { "^" } else { "" })).collect();
            steps.join(".")
        })
        .collect();
    let mut tests: Vec<String> = branch.node.tests.kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
    if let Some(words) = &branch.node.tests.words {
        tests.extend(words.iter().take(4).cloned());
        if words.len() > 4 {
            tests.push("…".to_owned());
        }
    }
    let need = if branch.need == Need::Forbidden { "no " } else { "" };
    format!("{need}{} {}", paths.join("|"), tests.join("|")).trim_end().to_owned()
}

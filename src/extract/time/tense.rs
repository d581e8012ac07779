//! When an event lies as the grammar tells: the tense of the verb over a date decides between the last Tuesday and
//! the next.

use crate::text::{Deprel, Sentence, Token, Upos};

/// Where a clause places its event relative to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}

/// Verbs and adjectives whose complement lies ahead, whatever their own tense ("was scheduled for Monday").
const AHEAD: &[&str] =
    &["schedule", "scheduled", "slate", "slated", "due", "set", "expect", "expected", "plan", "planned", "likely"];
/// Adjectives of nouns that lie ahead ("the upcoming talks on Monday").
const UPCOMING: &[&str] = &["upcoming", "forthcoming", "coming", "future"];
/// Verbs whose infinitive happened with them: "failed to agree on Tuesday".
const WITH_INFINITIVE: &[&str] =
    &["fail", "manage", "refuse", "decline", "begin", "start", "continue", "come", "help", "use", "cease", "happen"];
/// How far up the tree a governing verb is looked for; real sentences need fewer steps.
const MOST_STEPS: usize = 24;

/// The children of every token, so that auxiliaries are found without a pass over the sentence.
pub(super) struct TenseReader<'a> {
    text: &'a str,
    sent: &'a Sentence,
    /// Pairs of head and child, sorted.
    children: Vec<(u32, u32)>,
}

impl<'a> TenseReader<'a> {
    pub(super) fn new(text: &'a str, sent: &'a Sentence) -> Self {
        let mut children: Vec<_> =
            sent.tokens.iter().enumerate().map(|(at, token)| (token.head, at as u32)).filter(|(h, c)| h != c).collect();
        children.sort_unstable();
        Self { text, sent, children }
    }

    /// The tense of the clause in which the token at `start` stands: that of the nearest verb above it that has one.
    pub(super) fn tense_over(&self, start: usize) -> Tense {
        let mut at = start;
        for _ in 0..MOST_STEPS {
            let Some(token) = self.sent.tokens.get(at) else { break };
            let tense = match token.pos {
                Upos::Verb | Upos::Aux => self.of_verb(at, token),
                Upos::Noun | Upos::Propn => self.has_child(at, UPCOMING).then_some(Tense::Future),
                Upos::Adj => AHEAD.contains(&token.lemma.as_str()).then_some(Tense::Future),
                _ => None,
            };
            if let Some(tense) = tense {
                return tense;
            }
            if token.head as usize == at {
                break;
            }
            at = token.head as usize;
        }
        Tense::Unknown
    }

    /// The tense that a verb shows by itself and its auxiliaries.
    fn of_verb(&self, at: usize, token: &Token) -> Option<Tense> {
        let lemma = token.lemma.as_str();
        let aux: Vec<&Token> =
            self.children_of(at).filter(|child| matches!(child.deprel, Deprel::Aux | Deprel::Auxpass)).collect();
        let has = |tags: &[&str]| aux.iter().any(|aux| tags.contains(&aux.tag));
        if has(&["MD"]) {
            return Some(Tense::Future);
        }
        if has(&["TO"]) {
            let governor = self.sent.tokens.get(token.head as usize);
            let shares_tense = governor.is_some_and(|governor| WITH_INFINITIVE.contains(&governor.lemma.as_str()));
            return (!shares_tense).then_some(Tense::Future);
        }
        // "is due in Oslo on Tuesday": the day may hang on "is".
        let due = |child: &Token| child.deprel == Deprel::Acomp && AHEAD.contains(&child.lemma.as_str());
        if lemma == "be" && self.children_of(at).any(due) {
            return Some(Tense::Future);
        }
        match token.tag {
            "VBN" if AHEAD.contains(&lemma) => Some(Tense::Future),
            "VBN" if has(&["VBZ", "VBP"]) && !aux.iter().any(|aux| aux.lemma == "have") => Some(Tense::Present),
            "VBD" | "VBN" => Some(Tense::Past),
            "VBG" if has(&["VBD"]) => Some(Tense::Past),
            "VBG" if lemma == "go" && self.takes_infinitive(at) => Some(Tense::Future),
            "VBG" if has(&["VBZ", "VBP"]) => Some(Tense::Present),
            "VB" if has(&["VBD"]) => Some(Tense::Past),
            "VBZ" | "VBP" => Some(Tense::Present),
            "VB" if has(&["VBZ", "VBP"]) => Some(Tense::Present),
            _ => None,
        }
    }

    fn takes_infinitive(&self, at: usize) -> bool {
        self.children_of(at).any(|child| child.deprel == Deprel::Xcomp && child.tag == "VB")
    }

    fn children_of(&self, at: usize) -> impl Iterator<Item = &'a Token> {
        let from = self.children.partition_point(|&(head, _)| (head as usize) < at);
        let of_head = self.children[from..].iter().take_while(move |&&(head, _)| head as usize == at);
        let sent: &'a Sentence = self.sent;
        of_head.map(move |&(_, child)| &sent.tokens[child as usize])
    }

    fn has_child(&self, at: usize, words: &[&str]) -> bool {
        self.children_of(at).any(|child| {
            let word = self.text.get(child.span.range()).unwrap_or("").to_lowercase();
            child.deprel == Deprel::Amod && words.contains(&word.as_str())
        })
    }
}

//! What an agreement, a cooperation or a supply is about: the noun that the article puts behind "on", "for" or "of".

use crate::extract::Analysis;
use crate::extract::circumstance::clause_of;
use crate::extract::phrase::{is_calendar, phrase};
use crate::resolve::EntityId;
use crate::text::{Span, Upos};

/// Nouns that say of themselves little about their matter.
const VESSELS: &[&str] = &[
    "accord",
    "agreement",
    "arrangement",
    "communique",
    "compact",
    "contract",
    "convention",
    "deal",
    "declaration",
    "memorandum",
    "mou",
    "pact",
    "protocol",
    "settlement",
    "statement",
    "treaty",
    "understanding",
];

/// Prepositions before the matter, the surest first.
const LINKS: &[&str] = &["on", "about", "concerning", "regarding", "over", "for"];

/// The noun that tells the matter of what `at` names: another noun if `at` is a mere vessel, none if it is a pronoun.
pub(crate) fn matter(analysis: &Analysis<'_>, sentence: usize, at: u32) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    if view.token(at).pos == Upos::Pron {
        return None;
    }
    if analysis.amount_at(sentence, at).is_some_and(|amount| amount.money) {
        // "$2 billion in military assistance"
        return ["in", "of"]
            .iter()
            .find_map(|link| edges.targets(at, link).find(|&t| is_matter(analysis, sentence, t)));
    }
    if !VESSELS.contains(&view.lemma(at)) {
        return Some(at);
    }
    let fits = |&target: &u32| target > at && is_matter(analysis, sentence, target);
    let behind = LINKS.iter().find_map(|link| edges.targets(at, link).find(fits));
    Some(behind.or_else(|| edges.targets(at, "clause").find(|&verb| verb > at)).unwrap_or(at))
}

/// A noun that is no date, sum or pronoun.
fn is_matter(analysis: &Analysis<'_>, sentence: usize, at: u32) -> bool {
    let view = &analysis.sentences[sentence].0;
    view.is_nominal(at)
        && view.token(at).pos != Upos::Pron
        && analysis.date_at(sentence, at).is_none()
        && !is_calendar(view.word(at))
        && analysis.amount_at(sentence, at).is_none_or(|amount| !amount.money)
}

/// Verbs whose object is what is talked about.
const DISCUSSING: &[&str] = &[
    "address", "consider", "cover", "debate", "discuss", "examine", "explore", "raise", "review", "tackle", "talk",
    "speak", "touch", "focus", "exchange", "include",
];

/// What two parties talked about, told beside the trigger ("talks on fishing", "met to discuss fishing") or in one of
/// the next sentences ("They discussed fishing").
pub(crate) fn discussed(analysis: &Analysis<'_>, sentence: usize, root: u32, parties: &[EntityId]) -> Option<Span> {
    const REACH: usize = 2;
    let at = beside(analysis, sentence, root).map(|at| (sentence, at)).or_else(|| {
        let next = sentence + 1..(sentence + 1 + REACH).min(analysis.sentences.len());
        next.into_iter().find_map(|later| told_later(analysis, later, parties).map(|at| (later, at)))
    })?;
    Some(phrase(&analysis.sentences[at.0].0, at.1))
}

fn beside(analysis: &Analysis<'_>, sentence: usize, root: u32) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    let clause = clause_of(view, root);
    let fits = |&target: &u32| is_matter(analysis, sentence, target) && view.mention(target).is_none();
    let linked = ["about", "over", "regarding", "concerning", "on"].iter().find_map(|link| {
        edges.targets(root, link).chain(edges.targets(clause, link)).find(|target| fits(target) && *target > root)
    });
    linked.or_else(|| {
        let below = (0..view.len() as u32).filter(|&verb| view.is_verb(verb) && view.head(verb) != verb);
        below
            .filter(|&verb| [root, clause].contains(&view.head(verb)) || verb == clause && verb != root)
            .find_map(|verb| topic_of_verb(analysis, sentence, verb))
    })
}

/// The object of a verb of discussing.
fn topic_of_verb(analysis: &Analysis<'_>, sentence: usize, verb: u32) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    if !DISCUSSING.contains(&view.lemma(verb)) {
        return None;
    }
    let behind = |label: &'static str| {
        edges
            .targets(verb, label)
            .find(|&target| is_matter(analysis, sentence, target) && !matches!(view.lemma(target), "view" | "opinion"))
    };
    match view.lemma(verb) {
        "talk" | "speak" => behind("about"),
        "focus" | "touch" | "exchange" => behind("on").or_else(|| behind("upon")),
        _ => behind("obj"),
    }
}

/// A sentence whose subject is both parties, or their talks, and that tells what they discussed.
fn told_later(analysis: &Analysis<'_>, sentence: usize, parties: &[EntityId]) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    (0..view.len() as u32).filter(|&at| view.is_verb(at)).find_map(|verb| {
        let talkers = |at: u32| {
            parties.iter().all(|party| view.entities(at).contains(party))
                || matches!(
                    view.lemma(at),
                    "talk"
                        | "agenda"
                        | "discussion"
                        | "conversation"
                        | "meeting"
                        | "they"
                        | "leader"
                        | "president"
                        | "interlocutor"
                        | "topic"
                ) && !view.is_name(at)
        };
        let by_them = edges.targets(verb, "subj").any(talkers);
        by_them.then(|| topic_of_verb(analysis, sentence, verb)).flatten()
    })
}

//! Noun phrases of the text as topics, policies and titles: short, without the clauses that hang on them.

use crate::extract::MentionForm;
use crate::extract::view::View;
use crate::text::{Deprel, Span, Upos, month_named};

/// Phrases longer than this are cut at the last preposition before it.
const LONGEST: usize = 14;

/// The phrase that `at` heads: its modifiers and prepositional phrases, without article, apposition, relative
/// clause or conjunct.
pub(crate) fn phrase(view: &View<'_>, at: u32) -> Span {
    let mut tokens = vec![at];
    let mut next = 0;
    while next < tokens.len() {
        let parent = tokens[next];
        next += 1;
        let kept = view.children(parent).iter().filter(|&&child| belongs(view, parent, child, parent == at));
        tokens.extend(kept);
    }
    tokens.sort_unstable();
    // Only what is contiguous with the head.
    let position = tokens.iter().position(|&t| t == at).unwrap_or(0);
    let mut from = position;
    while from > 0 && bridged(view, tokens[from - 1], tokens[from]) {
        from -= 1;
    }
    let mut to = position;
    while to + 1 < tokens.len() && bridged(view, tokens[to], tokens[to + 1]) {
        to += 1;
    }
    let mut run = &tokens[from..=to];
    while let [first, rest @ ..] = run {
        let article = matches!(view.token(*first).pos, Upos::Det | Upos::Punct | Upos::Space | Upos::Cconj)
            || view.token(*first).tag == "PRP$"
            || matches!(view.lower(*first).as_str(), "such");
        if !article || rest.is_empty() || *first == at {
            break;
        }
        run = rest;
    }
    if run.len() > LONGEST {
        let cut = (1..LONGEST).rev().find(|&i| view.token(run[i]).pos == Upos::Adp && run[i] > at);
        run = &run[..cut.unwrap_or(LONGEST)];
    }
    while let [rest @ .., last] = run {
        if !matches!(view.token(*last).pos, Upos::Punct | Upos::Adp | Upos::Space | Upos::Cconj | Upos::Det)
            || *last <= at
        {
            break;
        }
        run = rest;
    }
    view.cover(run)
}

/// What somebody is for or against: the phrase that `at` heads; a bare noun takes its relative clause along ("steps
/// that could lead to war") and the bare nouns beside it ("peace and prosperity"). None for those that stand beside.
pub(crate) fn policy(view: &View<'_>, at: u32) -> Option<Span> {
    let own = phrase(view, at);
    let bare =
        |t: u32| own_words(view, t) && phrase(view, t).contains(view.token(t).span) && one_word(view, phrase(view, t));
    if !bare(at) {
        return Some(own);
    }
    let head = view.head(at);
    if view.deprel(at) == Deprel::Conj && own_words(view, head) && view.is_nominal(head) {
        return None;
    }
    let clause = view.child(at, Deprel::Relcl).filter(|&clause| view.subtree(clause).first() == Some(&(at + 1)));
    if let Some(clause) = clause {
        let tokens: Vec<u32> = view.subtree(clause).into_iter().take(LONGEST).collect();
        return Some(own.cover(view.cover(&tokens)));
    }
    let mut last = at;
    while let Some(next) = view.child(last, Deprel::Conj).filter(|&next| bare(next)) {
        last = next;
    }
    Some(own.cover(phrase(view, last)))
}

/// A common noun.
fn own_words(view: &View<'_>, at: u32) -> bool {
    view.token(at).pos == Upos::Noun && view.mention(at).is_none()
}

fn one_word(view: &View<'_>, span: Span) -> bool {
    !view.text[span.range()].contains(char::is_whitespace)
}

/// Tokens that stand side by side, or with only marks between them.
fn bridged(view: &View<'_>, left: u32, right: u32) -> bool {
    (left + 1..right).all(|t| {
        let glued = view.token(t - 1).span.end == view.token(t).span.start
            && view.token(t + 1).span.start == view.token(t).span.end;
        matches!(view.token(t).pos, Upos::Punct | Upos::Space | Upos::Sym)
            && (!matches!(view.word(t), "," | ";" | ":" | "-" | "--" | "(")
                || (glued && matches!(view.word(t), "-" | "/")))
    })
}

fn belongs(view: &View<'_>, parent: u32, child: u32, top: bool) -> bool {
    match view.deprel(child) {
        Deprel::Relcl
        | Deprel::Appos
        | Deprel::Advcl
        | Deprel::Punct
        | Deprel::Mark
        | Deprel::Parataxis
        | Deprel::Nsubj
        | Deprel::Nsubjpass
        | Deprel::Aux
        | Deprel::Auxpass
        | Deprel::Neg
        | Deprel::Ccomp => {
            // An infinitive keeps its "to".
            view.deprel(child) == Deprel::Aux && view.lower(child) == "to" && parent > child && !top
        }
        // "the agreement signed by both": whoever signed it is no part of the matter.
        Deprel::Acl if matches!(view.token(child).tag, "VBN" | "VBG") => false,
        Deprel::Cc | Deprel::Conj | Deprel::Preconj => !top,
        // Dates are attributes of their own.
        Deprel::Npadvmod => false,
        Deprel::Amod if view.lower(child) == "worth" => false,
        Deprel::Prep => !top || !leads_to_circumstance(view, child),
        _ => true,
    }
}

/// "with Norway", "between the two", "in Oslo on Monday": parties, places and times are attributes of their own.
fn leads_to_circumstance(view: &View<'_>, preposition: u32) -> bool {
    let Some(object) = view.child(preposition, Deprel::Pobj) else { return false };
    match view.lower(preposition).as_str() {
        "with" | "between" | "by" | "among" => view.mention(object).is_some(),
        "in" | "at" | "on" | "during" | "after" | "before" | "since" | "until" => {
            let named = view.mention(object).is_some_and(|m| m.form == MentionForm::Name);
            let number = view.token(object).pos == Upos::Num;
            named && matches!(view.lower(preposition).as_str(), "in" | "at") || number || is_calendar(view.word(object))
        }
        _ => false,
    }
}

/// "Monday", "July".
pub(crate) fn is_calendar(word: &str) -> bool {
    let lower = word.to_lowercase();
    word.starts_with(char::is_uppercase) && (month_named(&lower).is_some() || lower.ends_with("day"))
}

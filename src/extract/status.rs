//! Whether the article claims that an event happened, announces it, denies it, or claims nothing.
//!
//! Rules never ask for this: every trigger is judged the same way, by the verbs that govern it, its modality and
//! its modifiers.

mod nouns;

use nouns::{by_noun, by_preposition, marked_no, noun_claim};

use crate::extract::lexicon::{DENYING, HEDGING, PAST, PLANNING, POSSIBLE, SPEECH};
use crate::extract::time::weekday_named;
use crate::extract::view::View;
use crate::extract::words::is_gathering;
use crate::graph::{EntityKind, Status};
use crate::text::{Deprel, Upos};

/// What the article says about an event's reality; the greater outweighs the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    Actual,
    Planned,
    Negated,
    /// Hoped for, demanded, possible, conditional: no claim is made.
    Open,
}

/// Nouns under which an infinitive is planned, though not what stands behind a preposition ("talks to buy", but
/// "talks during a visit").
const BINDING: &[&str] = &[
    "accord",
    "approval",
    "arrangement",
    "authorisation",
    "authorization",
    "contract",
    "deal",
    "memorandum",
    "negotiation",
    "option",
    "order",
    "pact",
    "permission",
    "talk",
];

/// The status of the event that a token names; none if the article does not claim it.
pub(crate) fn status(view: &View<'_>, at: u32) -> Option<Status> {
    match claim(view, at, 0) {
        Claim::Actual if is_past(view, at) => Some(Status::Former),
        Claim::Actual => Some(Status::Actual),
        Claim::Planned => Some(Status::Planned),
        Claim::Negated => Some(Status::Negated),
        Claim::Open => None,
    }
}

/// "former member", "used to be".
fn is_past(view: &View<'_>, at: u32) -> bool {
    view.children(at).iter().any(|&c| PAST.contains(&view.lower(c).as_str()) && view.deprel(c) == Deprel::Amod)
}

/// Nesting deeper than this is no sentence a reader follows.
const DEEPEST: usize = 40;

fn claim(view: &View<'_>, at: u32, depth: usize) -> Claim {
    if depth > DEEPEST {
        return Claim::Open;
    }
    if view.is_verb(at) { verb_claim(view, at, depth) } else { noun_claim(view, at, depth) }
}

fn verb_claim(view: &View<'_>, verb: u32, depth: usize) -> Claim {
    let own = own_claim(view, verb);
    let head = view.head(verb);
    // "will co-host": the model takes a prefix for a verb.
    if view.word(head) == "-" && view.head(head) + 1 == head && head + 1 == verb {
        return own.max(own_claim(view, view.head(head)));
    }
    if head == verb || own == Claim::Open {
        return own;
    }
    let infinitive = has_to(view, verb);
    match view.deprel(verb) {
        Deprel::Xcomp => own.max(governed(view, head, infinitive, depth)),
        Deprel::Ccomp if infinitive => own.max(governed(view, head, true, depth)),
        Deprel::Ccomp => own.max(reported(view, head)),
        Deprel::Conj if view.is_verb(head) && inherits_modality(view, verb, head) => {
            own.max(verb_claim(view, head, depth + 1))
        }
        Deprel::Conj if view.is_verb(head) => own.max(conditional_only(view, head, depth)),
        Deprel::Advcl if infinitive => match claim(view, head, depth + 1) {
            Claim::Actual => own.max(Claim::Planned),
            other => own.max(other),
        },
        Deprel::Advcl if marked(view, verb, &["before", "until", "till"]) && is_present(view, verb) => {
            own.max(Claim::Planned)
        }
        Deprel::Advcl if view.token(verb).tag == "VBG" => own.max(claim(view, head, depth + 1)),
        // "has no plans to meet"
        Deprel::Acl if infinitive && marked_no(view, head) => own.max(Claim::Negated),
        // An invitation is nothing until it is accepted.
        Deprel::Acl if infinitive && view.deprel(head) == Deprel::Dobj && view.lemma(view.head(head)) == "accept" => {
            own.max(Claim::Planned)
        }
        Deprel::Acl if infinitive && view.is_any(head, BINDING) => own.max(Claim::Planned),
        Deprel::Acl if infinitive => own.max(by_noun(view, head).unwrap_or(Claim::Open)),
        Deprel::Pcomp => own.max(by_preposition(view, head, depth)),
        _ => own,
    }
}

/// Conditions reach all conjuncts: "if they meet and sign".
fn conditional_only(view: &View<'_>, head: u32, depth: usize) -> Claim {
    match verb_claim(view, head, depth + 1) {
        Claim::Open if marked(view, head, &["if", "unless", "whether"]) => Claim::Open,
        _ => Claim::Actual,
    }
}

/// "did not merely meet": denies that this was all.
fn says_more(view: &View<'_>, negation: u32) -> bool {
    let next = negation + 1;
    (next as usize) < view.len()
        && matches!(view.lower(next).as_str(), "only" | "merely" | "just" | "simply" | "solely")
}

/// Auxiliaries, negation and conditions of the verb itself.
fn own_claim(view: &View<'_>, verb: u32) -> Claim {
    let ahead =
        in_progress(view, verb) || gathers_in_present(view, verb) || is_arranged(view, verb) || promises(view, verb);
    let mut claim = if ahead { Claim::Planned } else { Claim::Actual };
    for &child in view.children(verb) {
        let word = view.lower(child);
        match view.deprel(child) {
            Deprel::Aux if matches!(word.as_str(), "will" | "shall" | "'ll" | "’ll" | "wo") => {
                claim = claim.max(Claim::Planned)
            }
            Deprel::Aux if word == "would" && in_past_speech(view, verb) => claim = claim.max(Claim::Planned),
            Deprel::Aux if POSSIBLE.contains(&word.as_str()) => return Claim::Open,
            Deprel::Neg if !says_more(view, child) => claim = claim.max(Claim::Negated),
            Deprel::Nsubj | Deprel::Nsubjpass | Deprel::Attr | Deprel::Dobj | Deprel::Acomp
                if view.children(child).iter().any(|&c| view.lower(c) == "neither") =>
            {
                // "Neither Norland nor Sudland is a member."
                claim = claim.max(Claim::Negated);
            }
            // "no longer buys gas": what has ended is denied, as a lasting halt is.
            Deprel::Advmod
                if word == "longer" && child > 0 && view.lower(child - 1) == "no" && view.lemma(verb) != "be" =>
            {
                claim = claim.max(Claim::Negated);
            }
            Deprel::Mark if matches!(word.as_str(), "if" | "unless" | "whether") => return Claim::Open,
            Deprel::Advmod
                if matches!(
                    word.as_str(),
                    "reportedly" | "allegedly" | "possibly" | "perhaps" | "maybe" | "probably"
                ) =>
            {
                return Claim::Open;
            }
            _ => {}
        }
    }
    claim
}

/// "said Norland would sign": "will" as told afterwards, unless a condition follows.
fn in_past_speech(view: &View<'_>, verb: u32) -> bool {
    let head = view.head(verb);
    if view.deprel(verb) == Deprel::Conj && view.is_verb(head) {
        return in_past_speech(view, head);
    }
    let conditional = view
        .children(verb)
        .iter()
        .any(|&c| view.deprel(c) == Deprel::Advcl && marked(view, c, &["if", "unless", "should", "were"]));
    view.deprel(verb) == Deprel::Ccomp
        && SPEECH.contains(view.lemma(head))
        && matches!(view.token(head).tag, "VBD" | "VBN")
        && !conditional
}

/// Verbs of a change made in one moment: while it is under way it has not happened ("is acquiring", "is joining").
const MOMENTARY: &[&str] = &[
    "acquire", "buy", "purchase", "merge", "sell", "sign", "conclude", "succeed", "replace", "join", "award", "send",
    "dispatch",
];

/// "The drill involves four navies": of a gathering told in the present nobody says that it is over.
fn gathers_in_present(view: &View<'_>, verb: u32) -> bool {
    let event = |subject: u32| {
        let kind = |&id: &crate::resolve::EntityId| view.resolution.entity(id).kind;
        is_gathering(view.lemma(subject)) || view.entities(subject).iter().any(|id| kind(id) == EntityKind::Event)
    };
    is_present(view, verb)
        && view.is_any(verb, &["involve", "include", "gather", "unite", "assemble", "bring", "feature"])
        && view.child(verb, Deprel::Nsubj).is_some_and(event)
}

/// "pledged $30 million", and the headline "Norland to build a port": said, not done.
fn promises(view: &View<'_>, verb: u32) -> bool {
    let sum = |at: u32| view.token(at).pos == Upos::Num || view.child(at, Deprel::Nummod).is_some();
    let given = || view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Dobj && sum(c));
    let headline = || view.deprel(verb) == Deprel::Root && view.token(verb).tag == "VB" && has_to(view, verb);
    view.is_any(verb, &["pledge", "promise", "commit"]) && given() || headline()
}

/// Verbs of a journey or an occasion: told in the present they lie ahead ("is going to Oslo", "flies to Oslo tonight").
const ARRANGED: &[&str] = &[
    "arrive", "attend", "begin", "come", "depart", "fly", "go", "head", "host", "leave", "meet", "return", "start",
    "travel", "visit",
];

/// Of these also with a bare weekday: "She leaves for Oslo on Friday".
const TIMETABLED: &[&str] = &["arrive", "begin", "depart", "fly", "head", "leave", "return", "start", "travel"];

/// "flies to Oslo tonight", "is going to Oslo".
fn is_arranged(view: &View<'_>, verb: u32) -> bool {
    if !view.is_any(verb, ARRANGED) {
        return false;
    }
    let later = |&c: &u32| {
        matches!(view.lower(c).as_str(), "tonight" | "tomorrow" | "later")
            || view.is_any(verb, &["leave", "depart", "arrive", "fly"]) && view.lower(c) == "today"
            || view.is_any(verb, TIMETABLED) && on_weekday(view, c)
            || view.deprel(c) == Deprel::Npadvmod && view.children(c).iter().any(|&n| view.lower(n) == "next")
    };
    let goes = view.is_any(verb, &["go", "come"])
        && view.token(verb).tag == "VBG"
        && view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Prep && view.lower(c) == "to");
    let present = |&c: &u32| view.deprel(c) == Deprel::Aux && matches!(view.lower(c).as_str(), "is" | "are" | "am");
    let progress = view.token(verb).tag == "VBG" && view.children(verb).iter().any(present);
    (is_present(view, verb) || progress) && (view.children(verb).iter().any(later) || goes && progress)
}

/// "on Monday", or the bare "Monday".
fn on_weekday(view: &View<'_>, at: u32) -> bool {
    let day = if view.lower(at) == "on" { view.child(at, Deprel::Pobj).unwrap_or(at) } else { at };
    weekday_named(&view.lower(day)).is_some_and(|(_, abbreviated)| !abbreviated)
}

fn in_progress(view: &View<'_>, verb: u32) -> bool {
    let present = |at: u32| view.lemma(at) == "be" && is_present(view, at);
    view.token(verb).tag == "VBG"
        && MOMENTARY.contains(&view.lemma(verb))
        && view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Aux && present(c))
}

/// What a governing verb or adjective makes of its infinitive.
fn governed(view: &View<'_>, governor: u32, infinitive: bool, depth: usize) -> Claim {
    let outer = claim(view, governor, depth + 1);
    let lemma = view.lemma(governor);
    let passive = view.children(governor).iter().any(|&c| view.deprel(c) == Deprel::Auxpass);
    let inner = if (lemma == "be" && infinitive) || (lemma == "go" && view.token(governor).tag == "VBG") {
        Claim::Planned
    } else if lemma == "have" && infinitive && view.children(governor).iter().any(|&c| view.lower(c) == "yet") {
        // "has yet to visit"
        Claim::Negated
    } else if lemma == "have" && infinitive {
        // "have to act": an obligation, not a deed.
        Claim::Open
    } else if denies(view, governor) {
        Claim::Negated
    } else if passive && matches!(lemma, "expect" | "order" | "project" | "require" | "tell") {
        Claim::Planned
    } else if HEDGING.contains(&lemma) {
        Claim::Open
    } else if PLANNING.contains(&lemma) || PLANNING.contains(&view.lower(governor).as_str()) {
        Claim::Planned
    } else {
        Claim::Actual
    };
    inner.max(outer)
}

/// What a verb makes of the clause it reports.
fn reported(view: &View<'_>, governor: u32) -> Claim {
    let lemma = view.lemma(governor);
    if lemma == "deny" {
        Claim::Negated
    } else if lemma == "expect" || lemma == "predict" || lemma == "forecast" {
        Claim::Planned
    } else if HEDGING.contains(&lemma) && !SPEECH.contains(&lemma)
        || matches!(lemma, "suggest" | "propose" | "demand" | "recommend")
    {
        Claim::Open
    } else {
        Claim::Actual
    }
}

/// Verbs in a row share auxiliaries unless the later has its own tense.
fn inherits_modality(view: &View<'_>, verb: u32, head: u32) -> bool {
    let own =
        view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Aux | Deprel::Nsubj | Deprel::Nsubjpass));
    let bare = matches!(view.token(verb).tag, "VB" | "VBN" | "VBG");
    let same = view.token(verb).tag == view.token(head).tag;
    !own && (bare || same)
}

/// Whether a verb denies what it governs, particle included ("call off", "rule out").
fn denies(view: &View<'_>, verb: u32) -> bool {
    let particle = view.child(verb, Deprel::Prt).map(|particle| view.lower(particle));
    match (view.lemma(verb), particle.as_deref()) {
        ("call", Some("off")) | ("rule", Some("out")) => true,
        ("fall", _) => view.children(verb).iter().any(|&c| view.lower(c) == "through" && view.children(c).is_empty()),
        ("call" | "rule" | "put" | "push", _) => false,
        (lemma, _) => DENYING.contains(&lemma),
    }
}

/// Whether a verb moves what it governs to a later day ("put off", "push back").
fn delays(view: &View<'_>, verb: u32) -> bool {
    let particle = view.child(verb, Deprel::Prt).map(|particle| view.lower(particle));
    matches!((view.lemma(verb), particle.as_deref()), ("put", Some("off")) | ("push", Some("back")))
}

fn has_to(view: &View<'_>, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Aux && view.token(c).pos == Upos::Part)
}

fn marked(view: &View<'_>, verb: u32, words: &[&str]) -> bool {
    view.children(verb)
        .iter()
        .any(|&c| matches!(view.deprel(c), Deprel::Mark | Deprel::Advmod) && words.contains(&view.lower(c).as_str()))
}

fn is_present(view: &View<'_>, verb: u32) -> bool {
    matches!(view.token(verb).tag, "VBZ" | "VBP")
}

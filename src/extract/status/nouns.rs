//! What a noun claims of the event that it names: its modifiers, the verb that it hangs on, the noun before "of".

use super::{Claim, claim, delays, denies};
use crate::extract::lexicon::{HEDGING, SUPPORT_VERBS, UNCERTAIN, UPCOMING};
use crate::extract::view::View;
use crate::extract::words::{is_gathering, is_year};
use crate::text::Deprel;

/// Nouns that promise what hangs on them ("a plan to sign", "agreement on talks").
const PLANNING_NOUNS: &[&str] = &[
    "plan",
    "decision",
    "intention",
    "pledge",
    "promise",
    "commitment",
    "schedule",
    "preparation",
    "ahead",
    "agreement",
    "aim",
    "goal",
    "objective",
    "target",
    "intent",
];

/// Nouns under which nothing is claimed ("calls for talks").
const OPEN_NOUNS: &[&str] = &[
    "hope",
    "possibility",
    "prospect",
    "call",
    "request",
    "proposal",
    "chance",
    "idea",
    "need",
    "invitation",
    "offer",
    "demand",
    "threat",
    "fear",
    "speculation",
    "rumor",
    "rumour",
    "readiness",
    "willingness",
    "desire",
    "bid",
    "effort",
    "attempt",
    "interest",
    "importance",
    "opportunity",
    "right",
    "ability",
    "question",
    "issue",
    "topic",
    "matter",
    "appeal",
    "application",
    "candidacy",
    "draft",
];

/// Nouns that say how far an event has come; it is as real as they are ("the signing of the treaty is planned").
const REALISING: &[&str] = &[
    "signing",
    "conclusion",
    "completion",
    "ratification",
    "holding",
    "launch",
    "start",
    "beginning",
    "opening",
    "renewal",
    "resumption",
    "round",
    "series",
    "number",
    "range",
    "package",
    "venue",
    "host",
    "date",
];

pub(super) fn noun_claim(view: &View<'_>, noun: u32, depth: usize) -> Claim {
    let mut own = Claim::Actual;
    for &child in view.children(noun) {
        let word = view.lower(child);
        // "the 2011 agreement", "the 2011 Norland-Sudland agreement" exist, whatever is planned with them.
        let before = view.child(child, Deprel::Nummod).map(|year| view.lower(year)).filter(|_| child < noun);
        let word = before.unwrap_or(word);
        let dated = view.deprel(child) == Deprel::Nummod || view.child(child, Deprel::Nummod).is_some() && child < noun;
        if dated && is_year(&word) {
            return Claim::Actual;
        }
        match view.deprel(child) {
            Deprel::Amod | Deprel::Compound if UNCERTAIN.contains(&word.as_str()) => return Claim::Open,
            Deprel::Amod if UPCOMING.contains(&word.as_str()) => own = own.max(Claim::Planned),
            Deprel::Amod if matches!(word.as_str(), "cancelled" | "canceled" | "postponed") => {
                own = own.max(Claim::Negated)
            }
            Deprel::Det if word == "no" => own = own.max(Claim::Negated),
            Deprel::Acl if matches!(view.lemma(child), "schedule" | "plan" | "expect" | "set" | "propose") => {
                own = own.max(Claim::Planned);
            }
            _ => {}
        }
    }
    let head = view.head(noun);
    if head == noun {
        return own;
    }
    match view.deprel(noun) {
        Deprel::Dobj | Deprel::Nsubjpass | Deprel::Nsubj => own.max(by_verb(view, noun, head, depth)),
        Deprel::Attr | Deprel::Acomp | Deprel::Oprd => own.max(claim(view, head, depth + 1)),
        Deprel::Pobj => own.max(by_preposition(view, head, depth)),
        Deprel::Conj => own.max(claim(view, head, depth + 1)),
        _ => own,
    }
}

/// Verbs that say something of what exists already: what is to be strengthened is there.
const PRESUPPOSING: &[&str] = &[
    "appreciate",
    "assess",
    "boost",
    "broaden",
    "celebrate",
    "criticise",
    "criticize",
    "deepen",
    "develop",
    "discuss",
    "enhance",
    "expand",
    "implement",
    "improve",
    "intensify",
    "maintain",
    "praise",
    "reaffirm",
    "reiterate",
    "review",
    "strengthen",
    "value",
    "welcome",
    "widen",
];

/// Verbs and nouns of leaving what exists.
const LEAVING: &[&str] = &["withdraw", "withdrawal", "pull", "pullout", "exit", "walk", "back", "retreat"];

fn is_indefinite(view: &View<'_>, noun: u32) -> bool {
    let article = |&c: &u32| view.deprel(c) == Deprel::Det && matches!(view.lower(c).as_str(), "a" | "an" | "any");
    view.children(noun).iter().any(article)
}

/// Verbs that end or forbid what their object names.
const BARRING: &[&str] = &["ban", "block", "embargo", "forbid", "freeze", "halt", "outlaw", "prohibit", "suspend"];

/// Words of blame: who denies or rejects them was blamed.
const BLAME: &[&str] =
    &["accusation", "allegation", "charge", "claim", "complaint", "criticism", "criticisms", "protest"];

/// What a verb makes of the event noun that is its subject or object.
fn by_verb(view: &View<'_>, noun: u32, verb: u32, depth: usize) -> Claim {
    let (lemma, role) = (view.lemma(verb), view.deprel(noun));
    let outer = claim(view, verb, depth + 1);
    if role == Deprel::Nsubj {
        return match outer {
            // "The meeting will take place": the event is as planned as its taking place.
            Claim::Planned
                if view.is_any(verb, &["take", "be", "begin", "start", "follow", "come", "open", "occur", "mark"]) =>
            {
                outer
            }
            Claim::Negated if view.is_any(verb, &["take", "occur"]) => outer,
            _ if view.lemma(verb) == "fall" && denies(view, verb) => Claim::Negated,
            // "A pact could help both" claims no pact.
            Claim::Open if is_indefinite(view, noun) => outer,
            _ => Claim::Actual,
        };
    }
    if PRESUPPOSING.contains(&lemma) && !is_indefinite(view, noun) {
        return Claim::Actual;
    }
    if view.is_any(noun, BLAME) && matches!(lemma, "deny" | "reject" | "dismiss" | "refute" | "ignore") {
        return Claim::Actual;
    }
    if lemma == "arrange" && !is_gathering(view.lemma(noun)) {
        return outer;
    }
    let inner = if denies(view, verb) || BARRING.contains(&lemma) {
        Claim::Negated
    } else if delays(view, verb)
        || matches!(lemma, "negotiate" | "plan" | "schedule" | "expect" | "arrange" | "prepare" | "set" | "postpone")
    {
        Claim::Planned
    } else if HEDGING.contains(&lemma) && !SUPPORT_VERBS.contains(&lemma)
        || matches!(lemma, "propose" | "seek" | "offer")
    {
        Claim::Open
    } else {
        Claim::Actual
    };
    inner.max(outer)
}

/// What stands before the preposition decides: "agreed on talks", "called for talks", "hopes of talks".
pub(super) fn by_preposition(view: &View<'_>, preposition: u32, depth: usize) -> Claim {
    let governor = view.head(preposition);
    if governor == preposition {
        return Claim::Actual;
    }
    let word = view.lower(preposition);
    // What a clause builds upon is there: "under the agreement they will …", "after the talks they may …".
    if matches!(word.as_str(), "under" | "after" | "following" | "since" | "despite") {
        return Claim::Actual;
    }
    // What one withdraws from is there.
    if matches!(word.as_str(), "from" | "of") && view.is_any(governor, LEAVING) {
        return Claim::Actual;
    }
    if view.is_verb(governor) {
        let lemma = view.lemma(governor);
        if matches!(word.as_str(), "for" | "on" | "to" | "from" | "of" | "about" | "at" | "against") {
            if lemma == "agree" && word != "with" {
                return Claim::Planned;
            }
            if matches!(lemma, "schedule" | "plan" | "set" | "prepare" | "slate" | "aim") {
                return Claim::Planned.max(claim(view, governor, depth + 1));
            }
            if matches!(
                lemma,
                "call"
                    | "hope"
                    | "push"
                    | "press"
                    | "appeal"
                    | "ask"
                    | "threaten"
                    | "accuse"
                    | "suspect"
                    | "warn"
                    | "look"
                    | "wish"
            ) {
                return Claim::Open;
            }
        }
        if word == "without" {
            return Claim::Negated;
        }
        return match claim(view, governor, depth + 1) {
            Claim::Negated => Claim::Actual,
            // "During her visit she could see the damage."
            Claim::Open if word == "during" => Claim::Actual,
            other => other,
        };
    }
    match by_noun(view, governor) {
        Some(claim) => claim,
        // What is negotiated about is not concluded.
        None if matches!(word.as_str(), "on" | "over" | "about" | "for")
            && view.is_any(governor, &["talk", "negotiation", "consultation"]) =>
        {
            Claim::Planned
        }
        None if word == "of" && REALISING.contains(&view.lemma(governor)) => noun_claim(view, governor, depth + 1),
        None => Claim::Actual,
    }
}

/// What a noun makes of the infinitive or prepositional phrase that hangs on it.
pub(super) fn by_noun(view: &View<'_>, noun: u32) -> Option<Claim> {
    let lemma = view.lemma(noun);
    if PLANNING_NOUNS.contains(&lemma) {
        Some(Claim::Planned)
    } else if OPEN_NOUNS.contains(&lemma) {
        Some(Claim::Open)
    } else {
        None
    }
}

pub(super) fn marked_no(view: &View<'_>, noun: u32) -> bool {
    view.children(noun).iter().any(|&c| view.deprel(c) == Deprel::Det && view.lower(c) == "no")
}

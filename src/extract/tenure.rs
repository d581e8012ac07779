//! Whether a verb tells of an office or employment that is over: "served as mayor", "led the bank until 2010".

use crate::extract::lexicon::{ENTERING, SPEECH};
use crate::extract::view::View;
use crate::text::Deprel;

/// Verbs of holding an office: told in the past, it is over.
const HOLDING: &[&str] = &[
    "chair", "direct", "edit", "govern", "head", "manage", "reign", "rule", "run", "serve", "sit", "study", "teach",
    "train", "work",
];

/// Verbs of which one deed may be told as well ("led the team to victory"): over only where the text says when it ended.
const LEADING: &[&str] = &["captain", "coach", "command", "hold", "join", "lead", "own", "play", "represent"];

/// True if what the verb tells of a person's post lies behind.
pub(crate) fn is_over(view: &View<'_>, verb: u32) -> bool {
    let had = || view.children(verb).iter().any(|&c| matches!(view.lower(c).as_str(), "had" | "'d" | "’d"));
    let past = view.token(verb).tag == "VBD" || view.token(verb).tag == "VBN" && had();
    let head = view.head(verb);
    let used_to = view.deprel(verb) == Deprel::Xcomp && view.lower(head) == "used";
    if used_to || !past {
        return used_to;
    }
    if ENTERING.contains(view.lemma(verb)) && !view.is_any(verb, HOLDING) && !is_ended(view, verb) {
        return view.children(verb).iter().any(|&next| view.deprel(next) == Deprel::Conj && is_left(view, next));
    }
    // "Berg, who played for Norland": who somebody was, not what happened.
    let told_of = view.deprel(verb) == Deprel::Relcl && view.is_any(verb, &["play", "represent", "coach", "captain"]);
    view.is_any(verb, HOLDING) && !is_reported(view, verb)
        || view.is_any(verb, LEADING) && (is_ended(view, verb) || told_of)
}

/// "was elected in 2001 and served until 2010", "and resigned in May".
fn is_left(view: &View<'_>, verb: u32) -> bool {
    let past = matches!(view.token(verb).tag, "VBD" | "VBN");
    let left = view.is_any(verb, &["resign", "retire", "quit"]);
    let stayed = view.is_any(verb, &["serve", "remain", "stay", "work", "hold", "lead", "rule", "govern"]);
    past && (left || stayed && is_ended(view, verb))
}

/// "said he worked for the bank": the tense may be that of the telling.
fn is_reported(view: &View<'_>, verb: u32) -> bool {
    let told = view.deprel(verb) == Deprel::Ccomp && SPEECH.contains(view.lemma(view.head(verb)));
    told && !is_ended(view, verb)
}

/// "until 2010", "from 1981 to 1986", "between 1981 and 1986", "before joining".
fn is_ended(view: &View<'_>, verb: u32) -> bool {
    let numbered = |at: u32| view.subtree(at).iter().any(|&t| view.word(t).bytes().any(|b| b.is_ascii_digit()));
    let below = view.children(verb).iter().copied().filter(|&c| view.deprel(c) != Deprel::Mark);
    below.into_iter().any(|child| match view.lower(child).as_str() {
        "until" | "till" | "before" => true,
        "from" | "between" => numbered(child),
        _ => {
            view.deprel(child) == Deprel::Advcl
                && view.children(child).iter().any(|&c| matches!(view.lower(c).as_str(), "until" | "till" | "before"))
        }
    })
}

//! Prepositions: their objects hang on what they hang on, by their name.

use super::{Edge, Edges, clauses};
use crate::extract::view::View;
use crate::text::{Deprel, Upos};

/// Prepositions are edges by their own name.
pub(crate) const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "around",
    "as",
    "at",
    "before",
    "behind",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "by",
    "despite",
    "during",
    "for",
    "from",
    "in",
    "including",
    "inside",
    "into",
    "like",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "out",
    "outside",
    "over",
    "past",
    "per",
    "regarding",
    "since",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "until",
    "unto",
    "up",
    "upon",
    "via",
    "versus",
    "with",
    "within",
    "without",
    "worth",
    "concerning",
    "following",
];

impl Edges {
    /// The object of a preposition hangs on what the preposition hangs on, by the preposition's name.
    pub(super) fn add_prepositional(&mut self, view: &View<'_>, at: u32) {
        let preposition = view.head(at);
        let label = view.lower(preposition);
        let mut governor = view.head(preposition);
        let agent = view.deprel(preposition) == Deprel::Agent && clauses::is_passive(view, governor);
        // "with Ada and with Ivo"; "from within the ministry".
        while matches!(view.deprel(preposition), Deprel::Conj | Deprel::Prep)
            && view.token(governor).pos == Upos::Adp
            && view.head(governor) != governor
        {
            governor = view.head(governor);
        }
        // "together with Norland": what Norland's partner does.
        if matches!(view.lower(governor).as_str(), "together" | "along" | "jointly") && view.head(governor) != governor
        {
            governor = view.head(governor);
        }
        // "discussed it by telephone with Ada": nobody is with the telephone.
        let means = matches!(view.lower(governor).as_str(), "telephone" | "phone" | "video" | "videolink" | "radio");
        if means && matches!(view.deprel(governor), Deprel::Pobj) && matches!(label.as_str(), "with" | "to") {
            let by = view.head(governor);
            if matches!(view.lower(by).as_str(), "by" | "over" | "via") && view.is_verb(view.head(by)) {
                governor = view.head(by);
            }
        }
        if governor == preposition {
            return;
        }
        let at = match view.deprel(at) {
            Deprel::Pobj if clauses::is_relative_pronoun(view, at) => match clauses::antecedent(view, preposition) {
                Some(antecedent) => antecedent,
                None => return,
            },
            _ => at,
        };
        let label = if agent && label == "by" { "subj" } else { label.as_str() };
        // "met with U.S. Under Secretary Berg": no preposition.
        let in_title = view.word(preposition) == "Under"
            && preposition > 0
            && (preposition as usize + 1) < view.len()
            && view.word(preposition + 1) == "Secretary";
        if in_title {
            let before = view.children(governor).iter().copied().rfind(|&c| {
                c < preposition
                    && view.deprel(c) == Deprel::Prep
                    && view.child(c, Deprel::Pobj) == Some(preposition - 1)
            });
            let label = before.map_or_else(|| "obj".to_owned(), |c| view.lower(c));
            return self.add_all(view, governor, &label, at);
        }
        self.add_all(view, governor, label, at);
        if label != "of" && view.is_verb(governor) {
            // Conjoined verbs without an object of their own share what follows the last: "met and dined with", but not
            // "flew home and was welcomed by" nor "was paid for by Ada and opened by".
            let first = view.head(governor);
            let takes = || clauses::is_passive(view, first) && view.child(first, Deprel::Agent).is_none();
            let shared = view.deprel(governor) == Deprel::Conj
                && view.is_verb(first)
                && view.child(first, Deprel::Dobj).is_none()
                && (!agent || takes());
            if shared {
                self.add_all(view, first, label, at);
            }
        }
    }

    pub(super) fn prepositional(&self, at: u32) -> Vec<Edge> {
        self.from(at)
            .iter()
            .filter(|edge| PREPOSITIONS.contains(&edge.label.as_str()) && edge.label != "of")
            .cloned()
            .collect()
    }
}

/// True for a name that hangs, as an adjective would, on the preposition right before it.
pub(super) fn follows_bare_preposition(view: &View<'_>, at: u32) -> bool {
    let head = view.head(at);
    view.token(head).pos == Upos::Adp && head + 1 == at && view.is_name(at) && view.child(head, Deprel::Pobj).is_none()
}

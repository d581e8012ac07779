//! Partners that may hang on any of several words ("an agreement on trade with Norland", "signed an agreement with
//! China in Beijing"): each of the words takes them.

use crate::extract::edges::Edges;
use crate::extract::lexicon::SUPPORT_VERBS;
use crate::extract::view::View;
use crate::text::{Deprel, Upos};

impl Edges {
    /// "an agreement on trade with Norland", "withdrew from the treaty with Norland": whom a thing is shared with may
    /// hang on the matter between or on the verb; the noun before takes it as well.
    pub(super) fn share_partners(&mut self, view: &View<'_>) {
        let common = |at: u32| view.token(at).pos == Upos::Noun && view.mention(at).is_none();
        for preposition in 1..view.len() as u32 {
            let label = view.lower(preposition);
            if view.deprel(preposition) != Deprel::Prep || !matches!(label.as_str(), "with" | "between") {
                continue;
            }
            let governor = view.head(preposition);
            let behind = |at: u32| match view.deprel(at) {
                Deprel::Pobj => Some(view.head(view.head(at))),
                _ => None,
            };
            let other = if view.is_verb(governor) {
                let before = preposition - 1;
                Some(before).filter(|&noun| common(noun) && behind(noun) == Some(governor))
            } else if common(governor) {
                behind(governor).filter(|&noun| common(noun))
            } else {
                None
            };
            let Some(other) = other else { continue };
            let partners: Vec<u32> = self.targets(governor, &label).filter(|&at| at > preposition).collect();
            for partner in partners {
                self.add(other, &label, partner);
            }
        }
    }

    /// "a loan of 5 million euros from Sudbank", "aid worth a million to Norland": what hangs on the sum hangs on the thing
    /// whose sum it is.
    pub(super) fn share_through_sums(&mut self, view: &View<'_>) {
        const CURRENCIES: &[&str] =
            &["dollar", "euro", "pound", "yen", "yuan", "ruble", "rouble", "franc", "crown", "krona", "peso", "rupee"];
        let sum = |at: u32| {
            CURRENCIES.contains(&view.lemma(at))
                || matches!(view.lemma(at), "million" | "billion" | "dlrs" | "mln" | "bn" | "pct" | "percent")
        };
        for at in 0..view.len() as u32 {
            let thing = match view.deprel(at) {
                Deprel::Pobj if matches!(view.lower(view.head(at)).as_str(), "of" | "worth") => {
                    view.head(view.head(at))
                }
                Deprel::Amod | Deprel::Acl | Deprel::Prep if view.lower(at) == "worth" => view.head(at),
                _ => continue,
            };
            if !(sum(at) || view.lower(at) == "worth")
                || view.token(thing).pos != Upos::Noun
                || view.mention(thing).is_some()
            {
                continue;
            }
            let shared: Vec<_> = self.from(at).iter().filter(|edge| is_partner(&edge.label)).cloned().collect();
            for edge in shared {
                self.add(thing, &edge.label, edge.to);
            }
        }
    }

    /// A verb and its object share their prepositional phrases, since the parser cannot know to which of both
    /// "signed an agreement with China in Beijing" attaches them; a support verb lends the noun its subject too.
    pub(super) fn share_with_object(&mut self, view: &View<'_>, verb: u32) {
        let objects: Vec<u32> = self
            .targets(verb, "obj")
            .filter(|&o| view.mention(o).is_none() || view.token(o).pos == Upos::Noun)
            .collect();
        for object in objects {
            for edge in self.prepositional(object) {
                self.add(verb, &edge.label, edge.to);
            }
            for edge in self.prepositional(verb) {
                if edge.to != object {
                    self.add(object, &edge.label, edge.to);
                }
            }
            if SUPPORT_VERBS.contains(&view.lemma(verb)) {
                let subjects: Vec<u32> = self.targets(verb, "subj").collect();
                for subject in subjects {
                    self.add(object, "subj", subject);
                }
            }
        }
    }
}

/// Prepositions of those who have a part in a thing.
fn is_partner(label: &str) -> bool {
    matches!(label, "between" | "by" | "for" | "from" | "in" | "to" | "with")
}

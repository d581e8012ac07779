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

//! "he", "she", "it" and "they": the subject nearby that fits.

use super::phrase::{bound_subject, conj_root, is_definite, is_subject, sole};
use super::{Discourse, EntityId, REACH};
use crate::extract::entities::View;
use crate::extract::words;
use crate::graph::EntityKind;
use crate::resolve::Gender;
use crate::resolve::link::Linker;
use crate::text::{Deprel, Upos};

/// How many clauses above a pronoun its antecedent is looked for. Nobody reads deeper, and a text of nothing but
/// "he said she said" would cost the cube of its length.
const MOST_CLAUSES: usize = 8;

impl Discourse<'_, '_> {
    pub(super) fn pronoun(&mut self, view: &View<'_>, token: usize) -> Vec<EntityId> {
        let word = view.word(token).to_lowercase();
        match word.as_str() {
            "he" | "him" | "his" | "himself" => self.person(view, token, Gender::Masculine).into_iter().collect(),
            "she" | "her" | "hers" | "herself" => self.person(view, token, Gender::Feminine).into_iter().collect(),
            "they" | "them" | "their" | "themselves" => self.several(view, token),
            "its" => self.owner(view, token).into_iter().collect(),
            "it" | "itself" => self.thing(view, token).into_iter().collect(),
            "both" => self.counted(view, token),
            "whose" => self.owner_before_clause(view, token).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// "he", "she": the subject nearby whose gender does not forbid it.
    fn person(&mut self, view: &View<'_>, token: usize, gender: Gender) -> Option<EntityId> {
        if gender == Gender::Feminine
            && let Some(ship) = self.ship(view, token)
        {
            return Some(ship);
        }
        let fits = |linker: &Linker<'_>, id: EntityId| {
            linker.kind(id) == EntityKind::Person && linker.gender(id).is_none_or(|known| known == gender)
        };
        let id = self.antecedent(view, token, fits)?;
        self.linker.learn_gender(id, gender);
        Some(id)
    }

    /// "Her captain": a ship, where no woman is spoken of.
    fn ship(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        let tokens = &view.sentence.tokens;
        let head = tokens[token].head as usize;
        let of_ship = matches!(view.word(head), "captain" | "crew" | "skipper" | "master" | "hull" | "cargo");
        if tokens[token].deprel != Deprel::Poss || !of_ship {
            return None;
        }
        let woman = |id: &EntityId| self.linker.gender(*id) == Some(Gender::Feminine);
        let women = self.before(view.index, token, 1).flat_map(|(_, ids)| ids).any(woman);
        self.craft_spoken_of(view, token).filter(|_| !women)
    }

    /// "its": a country or organisation; of a post or a unit one that has such.
    fn owner(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        let thing = self.thing(view, token);
        match self.post_owned(view, token) {
            Some(post) => thing
                .filter(|&id| self.may_have(view, post, id).is_some())
                .or_else(|| self.owner_of_post(view, token, post)),
            None => thing,
        }
    }

    /// "it": a country or organisation, only as subject of the same or the previous sentence.
    fn thing(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        let tokens = &view.sentence.tokens;
        if tokens[token].deprel == Deprel::Expl {
            return None;
        }
        let fits = |linker: &Linker<'_>, id: EntityId| {
            matches!(linker.kind(id), EntityKind::Country | EntityKind::Organisation)
        };
        if matches!(tokens[token].deprel, Deprel::Dobj | Deprel::Pobj) && !self.names_organisation_subject(view, token)
        {
            return self.body_nearby(view, token);
        }
        let own = self.subject_above(view, token, false).filter(|&id| fits(self.linker, id));
        own.or_else(|| {
            // Another noun as subject before would be what "it" means.
            let subject_before = (0..token).any(|t| is_subject(tokens[t].deprel));
            let previous =
                view.index.checked_sub(1).filter(|_| !subject_before && tokens[token].deprel != Deprel::Dobj)?;
            self.subject_of(previous).filter(|&id| fits(self.linker, id))
        })
    }

    /// "the union, whose secretary": whom or what the relative clause is about.
    fn owner_before_clause(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        let tokens = &view.sentence.tokens;
        let mut at = token;
        while tokens[at].head as usize != at && tokens[at].deprel != Deprel::Relcl {
            at = tokens[at].head as usize;
        }
        let head = tokens[at].head as usize;
        if tokens[at].deprel != Deprel::Relcl || head > token {
            return None;
        }
        self.meant_at(view.index, head).and_then(sole)
    }

    /// True if an organisation is the subject of a clause above an object pronoun: it may well be meant.
    fn names_organisation_subject(&self, view: &View<'_>, token: usize) -> bool {
        let above = self.subject_above(view, token, false);
        above.is_some_and(|id| self.linker.kind(id) == EntityKind::Organisation)
    }

    /// "Norland joined it": the one organisation spoken of just before, which is no party to the verb.
    fn body_nearby(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        let subject = bound_subject(view.sentence, token);
        let bodies: Vec<EntityId> = self
            .before(view.index, token, 1)
            .filter(|((sentence, head), _)| *sentence < view.index || Some(*head) != subject)
            .flat_map(|(_, ids)| ids.iter().copied())
            .filter(|&id| self.linker.kind(id) == EntityKind::Organisation)
            .collect();
        sole(&bodies)
    }

    /// "they": the names that were joined as subject, of another clause where the pronoun is an object ("Norland and
    /// Sudland oppose them").
    fn several(&self, view: &View<'_>, token: usize) -> Vec<EntityId> {
        let own = bound_subject(view.sentence, token);
        let joined = |index: usize, before: usize| {
            let tokens = &self.sentences[index].tokens;
            let may_be = |head: usize| head < before && is_subject(tokens[head].deprel);
            let barred = |head: usize| index == view.index && own == Some(head);
            let subject = self.meant[index].iter().find(|(head, _)| may_be(*head) && !barred(*head));
            let mut ids = subject.map(|(_, ids)| ids.clone()).unwrap_or_default();
            if let Some((head, _)) = subject {
                for (other, more) in &self.meant[index] {
                    if tokens[*other].deprel == Deprel::Conj && conj_root(&self.sentences[index], *other) == *head {
                        ids.extend(more.iter().copied().filter(|id| !ids.contains(id)).collect::<Vec<_>>());
                    }
                }
            }
            if ids.len() > 1 { ids } else { Vec::new() }
        };
        let here = joined(view.index, token);
        let earlier_subject = (0..token).any(|t| is_subject(view.sentence.tokens[t].deprel));
        match view.index.checked_sub(1) {
            Some(previous) if here.is_empty() && !earlier_subject => joined(previous, usize::MAX),
            _ => here,
        }
    }

    /// The person a pronoun of the third person goes back to.
    fn antecedent(
        &self,
        view: &View<'_>,
        token: usize,
        fits: impl Fn(&Linker<'_>, EntityId) -> bool,
    ) -> Option<EntityId> {
        if let Some(id) = self.subject_above(view, token, true).filter(|&id| fits(self.linker, id)) {
            return Some(id);
        }
        let reflexive_only = bound_subject(view.sentence, token);
        let candidates = |index: usize, before: usize| {
            let mut ids: Vec<(bool, EntityId)> = Vec::new();
            for (head, meant) in self.meant[index].iter().filter(|(head, _)| *head < before) {
                // "Putin met him": the subject of the same verb is someone else.
                let barred = index == view.index && Some(*head) == reflexive_only;
                for &id in meant.iter().filter(|&&id| !barred && fits(self.linker, id)) {
                    ids.push((is_told_of(&self.view(index), *head), id));
                }
            }
            ids
        };
        for index in (view.index.saturating_sub(REACH)..=view.index).rev() {
            let before = if index == view.index { token } else { usize::MAX };
            if index < view.index && self.is_about_somebody_unknown(index) {
                return None;
            }
            let found = candidates(index, before);
            let all: Vec<EntityId> = found.iter().map(|(_, id)| *id).collect();
            let subjects: Vec<EntityId> = found.iter().filter(|(subject, _)| *subject).map(|(_, id)| *id).collect();
            if let Some(id) = sole(&subjects).or_else(|| sole(&all)).or_else(|| subjects.first().copied()) {
                return Some(id);
            }
            if !all.is_empty() {
                return None;
            }
        }
        None
    }

    /// "The former economist leads the party": whoever that is, whom "her" means after it.
    fn is_about_somebody_unknown(&self, index: usize) -> bool {
        let view = self.view(index);
        let tokens = &view.sentence.tokens;
        let subject = (0..tokens.len()).find(|&t| {
            let verb = tokens[t].head as usize;
            is_subject(tokens[t].deprel) && tokens[verb].head as usize == verb
        });
        subject.is_some_and(|t| {
            let noun = view.word(t).to_lowercase();
            let human = words::is_calling(&noun) || words::is_title(&noun);
            // "the governor of Arda, Ivo Lind": whoever is named in the phrase.
            let verb = tokens[t].head as usize;
            let person = |ids: &[EntityId]| ids.iter().any(|&id| self.linker.kind(id) == EntityKind::Person);
            let named = self.meant[index].iter().any(|(head, ids)| (t..verb.max(t)).contains(head) && person(ids));
            tokens[t].tag == "NN" && human && !named && is_definite(&view, t) && self.meant_at(index, t).is_none()
        })
    }

    /// The subject of a clause above the pronoun's own ("Putin said he ..."), or of its own clause for a possessive
    /// ("Xi on his way"); also where the pronoun comes first ("Before his departure, Xi said"). `through` tells whether
    /// to look past a clause whose subject is somebody or something else.
    pub(super) fn subject_above(&self, view: &View<'_>, token: usize, through: bool) -> Option<EntityId> {
        let tokens = &view.sentence.tokens;
        // The subject of its own clause, worded or implied, is not who an object pronoun means.
        let mut barred = tokens[token].deprel != Deprel::Poss;
        let mut at = token;
        let mut clauses = 0;
        while tokens[at].head as usize != at && clauses < MOST_CLAUSES {
            at = tokens[at].head as usize;
            if !matches!(tokens[at].pos, Upos::Verb | Upos::Aux) {
                continue;
            }
            clauses += 1;
            let Some(subject) =
                (0..tokens.len()).find(|&t| tokens[t].head as usize == at && is_subject(tokens[t].deprel))
            else {
                continue;
            };
            if subject != token && !barred {
                let relative = tokens[at].deprel == Deprel::Relcl && tokens[subject].tag.starts_with('W');
                let head = if relative { tokens[at].head as usize } else { subject };
                match self.meant_at(view.index, head) {
                    Some(&[id]) => return Some(id),
                    None if through => {}
                    _ => return None,
                }
            }
            barred = false;
        }
        None
    }
}

/// A subject, or a name in apposition to an office that is one ("the bank's chief executive, Ada Berg, flew home").
fn is_told_of(view: &View<'_>, head: usize) -> bool {
    let tokens = &view.sentence.tokens;
    let office = tokens[head].head as usize;
    let beside =
        tokens[head].deprel == Deprel::Appos && words::is_title(view.word(office)) && is_subject(tokens[office].deprel);
    is_subject(tokens[head].deprel) || beside
}

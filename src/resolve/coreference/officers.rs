//! People meant by their office: "the Chinese president", "the two ministers' hosts", "his Russian counterpart".

use super::phrase::{is_definite, is_indefinite, sole};
use super::{Discourse, EntityId};
use crate::extract::entities::View;
use crate::graph::EntityKind;
use crate::resolve::roles::{self, Named, Role};
use crate::text::Deprel;

impl Discourse<'_, '_> {
    /// "the Chinese president", "the minister": a person of whom the article says it.
    pub(super) fn officer(
        &self,
        view: &View<'_>,
        named: &Named<'_>,
        token: usize,
        owner: Option<EntityId>,
    ) -> Option<EntityId> {
        if !self.is_reference(view, token) || !(is_definite(view, token) || owner.is_some()) {
            return None;
        }
        let noun = roles::noun_of(view, token);
        if noun == "counterpart" {
            return self.counterpart(owner?);
        }
        if roles::is_head_of_state(view, token) {
            let heads = self.roles.iter().filter(|role| roles::leads_state(&role.office)).map(|role| role.person);
            return self.most_spoken_of(view.index, token, &heads.collect::<Vec<_>>());
        }
        let candidates = self.holders(&noun, &roles::office(view, named, token), owner);
        match owner {
            Some(_) => self.last_mentioned(view.index, token, &candidates).or_else(|| sole(&candidates)),
            None if roles::leads_state(&noun) => self.most_spoken_of(view.index, token, &candidates),
            None => self.last_mentioned(view.index, token, &candidates),
        }
    }

    /// Of those who lead states the one whom the article has spoken of most; of equals the last.
    fn most_spoken_of(&self, sentence: usize, token: usize, candidates: &[EntityId]) -> Option<EntityId> {
        let mut counts: Vec<(EntityId, usize)> = Vec::new();
        for id in self.before(sentence, token, usize::MAX).flat_map(|(_, ids)| ids.iter().rev().copied()) {
            match counts.iter_mut().find(|(known, _)| *known == id) {
                Some((_, count)) => *count += 1,
                None if candidates.contains(&id) => counts.push((id, 1)),
                None => {}
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        counts.into_iter().find(|(_, count)| *count == most).map(|(id, _)| id)
    }

    /// "the presidents of Russia and Azerbaijan": one person or office for each.
    pub(super) fn officers(&mut self, view: &View<'_>, named: &Named<'_>, token: usize) -> Vec<EntityId> {
        let owners = roles::owners(view, named, token);
        let noun = roles::noun_of(view, token);
        if owners.len() < 2 || !roles::is_single_office(&noun) || !self.is_reference(view, token) {
            return Vec::new();
        }
        let mut officers = Vec::with_capacity(owners.len());
        for owner in owners {
            let holders = self.holders(&noun, &roles::office(view, named, token), Some(owner));
            let named_holder = self.last_mentioned(view.index, token, &holders).or_else(|| sole(&holders));
            match named_holder.or_else(|| self.office(view, named, token, owner)) {
                Some(officer) => officers.push(officer),
                None => return Vec::new(),
            }
        }
        officers
    }

    /// The office itself, where the article names nobody who holds it: "the president of Azerbaijan".
    pub(super) fn office(
        &mut self,
        view: &View<'_>,
        named: &Named<'_>,
        token: usize,
        owner: EntityId,
    ) -> Option<EntityId> {
        let noun = roles::noun_of(view, token);
        let country = self.linker.kind(owner) == EntityKind::Country;
        if !country || !roles::is_single_office(&noun) || !self.is_reference(view, token) {
            return None;
        }
        let office = roles::office(view, named, token);
        // A mere "minister" may be any of them.
        (office != "minister").then(|| self.linker.office(&office, owner))
    }

    /// True where a title stands for a person of its own, not beside a name or as part of another phrase.
    fn is_reference(&self, view: &View<'_>, token: usize) -> bool {
        let tokens = &view.sentence.tokens;
        let next = (token + 1..view.len()).find(|&t| !view.is_space(t));
        let before_name = next.is_some_and(|next| self.is_person_at(view.index, next));
        let beside = tokens.iter().enumerate().any(|(t, other)| {
            other.head as usize == token && other.deprel == Deprel::Appos && self.is_person_at(view.index, t)
        });
        let within = matches!(tokens[token].deprel, Deprel::Compound | Deprel::Appos | Deprel::Attr | Deprel::Nmod);
        let of_name = self.roles.iter().any(|role| role.at == (view.index, token));
        !before_name && !of_name && !beside && !within && !is_indefinite(view, token)
    }

    /// People to whom the article gives an office; if none, or several, the one whom it names and who is known to have
    /// held it then. Of several all but one are likely to be misread: a state has one president.
    fn holders(&self, noun: &str, office: &str, owner: Option<EntityId>) -> Vec<EntityId> {
        let fits = |role: &&Role| {
            roles::same_office(&role.noun, noun)
                && roles::agrees(&role.office, office)
                && owner.is_none_or(|owner| role.of == Some(owner))
        };
        let mut given: Vec<EntityId> = self.roles.iter().filter(fits).map(|role| role.person).collect();
        given.sort_unstable();
        given.dedup();
        if given.is_empty() && owner.is_none() && roles::is_single_office(noun) {
            return sole(&self.linker.holders_named(office, self.doc.date)).into_iter().collect();
        }
        let country = owner.and_then(|owner| self.linker.entry(owner));
        match country {
            Some(country) if given.len() != 1 => {
                let known = self.gazetteer.holders(country, office, self.doc.date);
                let mut named: Vec<EntityId> = known.filter_map(|t| self.linker.person_named(t.holder)).collect();
                named.sort_unstable();
                named.dedup();
                if named.len() == 1 { named } else { given }
            }
            _ => given,
        }
    }

    /// "his Russian counterpart": the one person whom the article gives a leading office of that country.
    fn counterpart(&self, country: EntityId) -> Option<EntityId> {
        let candidates: Vec<EntityId> = self
            .roles
            .iter()
            .filter(|role| role.of == Some(country) && roles::same_office(&role.noun, "leader"))
            .map(|role| role.person)
            .collect();
        sole(&candidates)
    }
}

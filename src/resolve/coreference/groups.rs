//! Plurals that stand for several just named: "both countries", "the two leaders", "the sides".

use super::phrase::{has_modifier, is_definite, number_before};
use super::{Discourse, EntityId, REACH};
use crate::extract::entities::View;
use crate::graph::EntityKind;
use crate::resolve::link::Linker;
use crate::resolve::roles::Named;

/// What a plural noun gathers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PluralKind {
    Leaders,
    Countries,
    Sides,
}

pub(super) fn plural_kind(word: &str) -> Option<PluralKind> {
    match word {
        "leaders" | "presidents" | "men" | "premiers" | "ministers" | "statesmen" | "officials" | "diplomats" => {
            Some(PluralKind::Leaders)
        }
        "countries" | "nations" | "states" | "neighbors" | "neighbours" | "governments" | "powers" => {
            Some(PluralKind::Countries)
        }
        "sides" | "parties" => Some(PluralKind::Sides),
        _ => None,
    }
}

impl Discourse<'_, '_> {
    /// "both countries", "the two leaders": the last two of the kind that a sentence names together.
    pub(super) fn pair(&self, view: &View<'_>, token: usize, kind: PluralKind) -> Vec<EntityId> {
        let (count, reach) = match number_before(view, token) {
            Some(count @ 2..=3) => (count, usize::MAX),
            // "the sides" without a number: only the two of this or the previous sentence.
            None if kind != PluralKind::Countries && is_definite(view, token) && !has_modifier(view, token) => (2, 1),
            _ => return Vec::new(),
        };
        if let PluralKind::Leaders = kind {
            // "the leaders of Norland and Sudland" are theirs, whoever was named before.
            if token + 1 < view.len() && view.word(token + 1) == "of" {
                return Vec::new();
            }
            return self.group(view, token, (count, reach), |linker, id| linker.kind(id) == EntityKind::Person);
        }
        self.group(view, token, (count, reach), |linker, id| linker.kind(id) == EntityKind::Country)
    }

    /// "U.S.-Japan" is both countries; "Sino" and "Russo" before a hyphen are China and Russia.
    pub(super) fn countries_within(&mut self, view: &View<'_>, token: usize) -> Vec<EntityId> {
        const FIRST_PARTS: &[(&str, &str)] = &[
            ("anglo", "United Kingdom"),
            ("franco", "France"),
            ("indo", "India"),
            ("russo", "Russia"),
            ("sino", "China"),
        ];
        let full = |part: &str| {
            let lower = part.to_lowercase();
            FIRST_PARTS.iter().find(|(first, _)| *first == lower).map(|(_, country)| *country)
        };
        let word = view.word(token);
        let before_hyphen = token + 1 < view.len() && view.word(token + 1) == "-" && full(word).is_some();
        if !word.contains(['-', '/']) && !before_hyphen {
            return Vec::new();
        }
        let mut found = Vec::new();
        for part in word.split(['-', '/']) {
            let senses = self.gazetteer.lookup(full(part).unwrap_or(part));
            let country = senses.iter().find(|sense| self.gazetteer.entry(sense.entry).is_country());
            let Some(country) = country else { return Vec::new() };
            let id = self.linker.of_entry(country.entry, part);
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// "bilateral trade", "annual trade": the two countries of which the article speaks, unless others are worded.
    pub(super) fn mutual(&self, view: &View<'_>, named: &Named<'_>, token: usize) -> Vec<EntityId> {
        const MUTUAL: &[&str] =
            &["bilateral", "mutual", "reciprocal", "two-way", "annual", "total", "overall", "yearly"];
        let tokens = &view.sentence.tokens;
        let noun = tokens[token].head as usize;
        let is_trade = matches!(tokens[noun].lemma.as_str(), "trade" | "turnover" | "commerce");
        if !is_trade || noun <= token || !MUTUAL.contains(&view.word(token).to_lowercase().as_str()) {
            return Vec::new();
        }
        let below = |mut at: usize| {
            while at != noun && tokens[at].head as usize != at {
                at = tokens[at].head as usize;
            }
            at == noun
        };
        if (0..view.len()).any(|at| named.at(at).is_some() && below(at)) {
            return Vec::new();
        }
        self.group(view, token, (2, usize::MAX), |linker, id| linker.kind(id) == EntityKind::Country)
    }

    fn group(
        &self,
        view: &View<'_>,
        token: usize,
        (count, reach): (usize, usize),
        is_kind: impl Fn(&Linker<'_>, EntityId) -> bool,
    ) -> Vec<EntityId> {
        let first = view.index.saturating_sub(reach.min(REACH + 2));
        for index in (first..=view.index).rev() {
            let mut found: Vec<EntityId> = Vec::new();
            for (head, ids) in &self.meant[index] {
                let earlier = index < view.index || *head < token;
                for &id in ids.iter().filter(|&&id| earlier && is_kind(self.linker, id)) {
                    if !found.contains(&id) {
                        found.push(id);
                    }
                }
            }
            if found.len() == count {
                return found;
            }
            if found.len() > count && reach == usize::MAX {
                return self.most_named(found, count);
            }
        }
        if reach != usize::MAX {
            return Vec::new();
        }
        let mut all: Vec<EntityId> = Vec::new();
        for id in self.meant[..view.index].iter().flatten().flat_map(|(_, ids)| ids.iter().copied()) {
            if is_kind(self.linker, id) && !all.contains(&id) {
                all.push(id);
            }
        }
        if all.len() >= count { self.most_named(all, count) } else { Vec::new() }
    }

    /// The `count` that the article names most, if they stand out from the rest.
    fn most_named(&self, mut ids: Vec<EntityId>, count: usize) -> Vec<EntityId> {
        let named = |id: &EntityId| self.counts.get(id.index()).copied().unwrap_or(0);
        ids.sort_by_key(|id| (std::cmp::Reverse(named(id)), *id));
        let clear = ids.get(count).is_none_or(|next| named(&ids[count - 1]) > named(next));
        ids.truncate(count);
        if clear { ids } else { Vec::new() }
    }
}

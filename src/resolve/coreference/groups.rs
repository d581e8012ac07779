//! Plurals that stand for several just named: "both countries", "the two leaders", "the sides".

use super::phrase::{conj_root, has_modifier, is_definite, is_subject, number_before};
use super::sorts::Sorts;
use super::{Discourse, EntityId, REACH};
use crate::extract::entities::View;
use crate::graph::EntityKind;
use crate::resolve::roles::Named;
use crate::text::Deprel;

/// What a plural noun gathers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PluralKind {
    Leaders,
    Countries,
    Sides,
    /// Bodies of a sort, by their noun in the singular.
    Bodies(&'static str),
}

pub(super) fn plural_kind(word: &str) -> Option<PluralKind> {
    match word {
        "leaders" | "presidents" | "men" | "women" | "premiers" | "ministers" | "statesmen" | "officials"
        | "diplomats" | "politicians" | "candidates" | "rivals" | "suspects" | "defendants" | "scientists" => {
            Some(PluralKind::Leaders)
        }
        "countries" | "nations" | "states" | "neighbors" | "neighbours" | "governments" | "powers" => {
            Some(PluralKind::Countries)
        }
        "sides" | "parties" => Some(PluralKind::Sides),
        _ => BODIES.iter().find(|(plural, _)| *plural == word).map(|(_, one)| PluralKind::Bodies(one)),
    }
}

/// Plurals of bodies with their singulars.
const BODIES: &[(&str, &str)] = &[
    ("agencies", "agency"),
    ("airlines", "airline"),
    ("associations", "association"),
    ("banks", "bank"),
    ("carmakers", "carmaker"),
    ("charities", "charity"),
    ("chipmakers", "chipmaker"),
    ("clubs", "club"),
    ("companies", "company"),
    ("corporations", "corporation"),
    ("drugmakers", "drugmaker"),
    ("federations", "federation"),
    ("firms", "firm"),
    ("groups", "group"),
    ("institutions", "institution"),
    ("lenders", "lender"),
    ("manufacturers", "manufacturer"),
    ("ministries", "ministry"),
    ("newspapers", "newspaper"),
    ("operators", "operator"),
    ("organisations", "organisation"),
    ("organizations", "organization"),
    ("partners", "company"),
    ("producers", "producer"),
    ("retailers", "retailer"),
    ("schools", "school"),
    ("teams", "team"),
    ("unions", "union"),
    ("universities", "university"),
];

impl Discourse<'_, '_> {
    /// "both countries", "the two leaders": the last two of the kind that a sentence names together.
    pub(super) fn pair(&self, view: &View<'_>, token: usize, kind: PluralKind) -> Vec<EntityId> {
        let (count, reach) = match number_before(view, token) {
            Some(count @ 2..=3) => (count, usize::MAX),
            // "the sides" without a number: only the two of this or the previous sentence.
            None if kind != PluralKind::Countries && is_definite(view, token) && !has_modifier(view, token) => (2, 1),
            _ => return Vec::new(),
        };
        if let PluralKind::Bodies(noun) = kind {
            let said = Sorts::of_noun(noun);
            let bodies = |id: EntityId| self.fit(id, noun, said).is_some();
            return self.group(view, token, (count, REACH), bodies);
        }
        if let PluralKind::Leaders = kind {
            // "the leaders of Norland and Sudland" are theirs, whoever was named before.
            if token + 1 < view.len() && view.word(token + 1) == "of" {
                return Vec::new();
            }
            return self.group(view, token, (count, reach), |id| self.linker.kind(id) == EntityKind::Person);
        }
        self.group(view, token, (count, reach), |id| self.linker.kind(id) == EntityKind::Country)
    }

    /// "both", "the two", "all three", "the pair" by themselves: as many of one kind as were just joined.
    pub(super) fn counted(&self, view: &View<'_>, token: usize) -> Vec<EntityId> {
        let tokens = &view.sentence.tokens;
        let role = matches!(
            tokens[token].deprel,
            Deprel::Nsubj | Deprel::Nsubjpass | Deprel::Dobj | Deprel::Pobj | Deprel::Dative
        );
        let word = view.word(token).to_lowercase();
        let before = token.checked_sub(1).map(|t| view.word(t).to_lowercase()).unwrap_or_default();
        let count = match (before.as_str(), word.as_str()) {
            ("the", "two" | "pair" | "duo") | (_, "both") => 2,
            ("the" | "all", "three" | "trio") => 3,
            _ => return Vec::new(),
        };
        // "the two of them", "both of which", "the pair of shoes"
        let of = view.sentence.tokens.iter().any(|t| t.head as usize == token && t.deprel == Deprel::Prep);
        if !role || of || has_modifier(view, token) {
            return Vec::new();
        }
        let joined = self.joined_before(view, token);
        let kinds: Vec<EntityKind> = joined.iter().map(|&id| self.linker.kind(id)).collect();
        let alike = kinds.iter().all(|kind| *kind == kinds[0]);
        if joined.len() == count && alike {
            return joined;
        }
        let persons = |id: EntityId| self.linker.kind(id) == EntityKind::Person;
        if matches!(word.as_str(), "pair" | "duo" | "trio") {
            self.group(view, token, (count, 1), persons)
        } else {
            Vec::new()
        }
    }

    /// Those whom a sentence joins as the subject of its main verb.
    fn joined_subjects(&self, index: usize) -> Vec<EntityId> {
        let sentence = &self.sentences[index];
        let tokens = &sentence.tokens;
        let mut joined = Vec::new();
        for (head, ids) in &self.meant[index] {
            let root = conj_root(sentence, *head);
            let verb = tokens[root].head as usize;
            if is_subject(tokens[root].deprel) && tokens[verb].head as usize == verb {
                joined.extend(ids.iter().copied().filter(|id| !joined.contains(id)).collect::<Vec<_>>());
            }
        }
        joined
    }

    /// Those whom the sentence before, or this one before the token, joins as subject or object.
    fn joined_before(&self, view: &View<'_>, token: usize) -> Vec<EntityId> {
        for index in (view.index.saturating_sub(1)..=view.index).rev() {
            let earlier = |head: usize| index < view.index || head < token;
            let sentence = &self.sentences[index];
            let mut groups: Vec<(usize, Vec<EntityId>)> = Vec::new();
            for (head, ids) in self.meant[index].iter().filter(|(head, _)| earlier(*head)) {
                let root = conj_root(sentence, *head);
                let deprel = sentence.tokens[root].deprel;
                if !(is_subject(deprel) || matches!(deprel, Deprel::Dobj)) {
                    continue;
                }
                match groups.iter_mut().find(|(known, _)| *known == root) {
                    Some((_, all)) => all.extend(ids.iter().copied()),
                    None => groups.push((root, ids.clone())),
                }
            }
            let mut several = groups
                .into_iter()
                .map(|(_, mut ids)| {
                    ids.dedup();
                    ids
                })
                .filter(|ids| ids.len() > 1);
            if let Some(ids) = several.next() {
                return if several.next().is_none() { ids } else { Vec::new() };
            }
        }
        Vec::new()
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
        self.group(view, token, (2, usize::MAX), |id| self.linker.kind(id) == EntityKind::Country)
    }

    fn group(
        &self,
        view: &View<'_>,
        token: usize,
        (count, reach): (usize, usize),
        is_kind: impl Fn(EntityId) -> bool,
    ) -> Vec<EntityId> {
        let first = view.index.saturating_sub(reach.min(REACH + 2));
        for index in (first..=view.index).rev() {
            let mut found: Vec<EntityId> = Vec::new();
            for (head, ids) in &self.meant[index] {
                let earlier = index < view.index || *head < token;
                for &id in ids.iter().filter(|&&id| earlier && is_kind(id)) {
                    if !found.contains(&id) {
                        found.push(id);
                    }
                }
            }
            if found.len() == count {
                return found;
            }
            if found.len() > count {
                // "Norland and Sudland accused Arda. The two neighbours ..."
                let subjects = self.joined_subjects(index);
                if index < view.index && subjects.len() == count && subjects.iter().all(|&id| is_kind(id)) {
                    return subjects;
                }
                if reach == usize::MAX {
                    return self.most_named(found, count);
                }
            }
        }
        if reach != usize::MAX {
            return Vec::new();
        }
        let mut all: Vec<EntityId> = Vec::new();
        for id in self.meant[..view.index].iter().flatten().flat_map(|(_, ids)| ids.iter().copied()) {
            if is_kind(id) && !all.contains(&id) {
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

//! Places, ships and buildings meant by a noun ("the town", "the vessel", "the hospital"), and the country an article
//! speaks of.

use std::cmp::Reverse;

use super::phrase::{is_definite, is_subject, sole};
use super::{Discourse, EntityId, FAR, REACH};
use crate::extract::entities::View;
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// What moves over water, through the air or through space.
const CRAFT: &[&[&str]] = &[
    &[
        "barge",
        "boat",
        "carrier",
        "corvette",
        "cruiser",
        "destroyer",
        "dredger",
        "ferry",
        "freighter",
        "frigate",
        "icebreaker",
        "liner",
        "minesweeper",
        "ship",
        "submarine",
        "sub",
        "tanker",
        "trawler",
        "tug",
        "vessel",
        "warship",
        "yacht",
        "schooner",
        "lifeboat",
        "catamaran",
    ],
    &["aircraft", "airliner", "airship", "helicopter", "jet", "plane", "jetliner"],
    &["capsule", "craft", "lander", "orbiter", "probe", "rocket", "rover", "satellite", "spacecraft", "telescope"],
];

/// Words that stand for any of their kind: one calls a tanker "the vessel" and a probe "the spacecraft".
const ANY_CRAFT: &[&str] = &["vessel", "ship", "boat", "craft", "aircraft", "plane", "jet", "spacecraft"];

/// Buildings and sites that keep their noun.
const SITES: &[&str] = &[
    "airport",
    "base",
    "bridge",
    "camp",
    "canal",
    "cathedral",
    "church",
    "clinic",
    "dam",
    "factory",
    "gallery",
    "garden",
    "hospital",
    "hotel",
    "jail",
    "lake",
    "library",
    "market",
    "mine",
    "monastery",
    "mosque",
    "mountain",
    "museum",
    "palace",
    "park",
    "pipeline",
    "plant",
    "port",
    "prison",
    "refinery",
    "reservoir",
    "river",
    "school",
    "shipyard",
    "smelter",
    "stadium",
    "station",
    "synagogue",
    "temple",
    "theater",
    "theatre",
    "tower",
    "tunnel",
    "volcano",
    "wharf",
    "zoo",
];

/// Parts of countries, which no town is.
const REGIONS: &[&str] = &[
    "county",
    "district",
    "island",
    "oblast",
    "peninsula",
    "prefecture",
    "province",
    "region",
    "state",
    "territory",
    "republic",
    "enclave",
];

impl Discourse<'_, '_> {
    /// "the vessel", "the town", "the hospital": what the article calls so or names so; of towns the nearest.
    pub(super) fn thing_meant(&self, view: &View<'_>, token: usize, word: &str) -> Option<EntityId> {
        if !is_definite(view, token) || !is_whole(view, token) {
            return None;
        }
        let craft = CRAFT.iter().find(|kind| kind.contains(&word));
        if craft.is_none() && !SITES.contains(&word) && !words::is_settlement(word) && !REGIONS.contains(&word) {
            return None;
        }
        let named_so = |id: EntityId| self.callings.is_called(id, word) || self.linker.is_headed(id, word);
        if let Some(kind) = craft {
            let any = ANY_CRAFT.contains(&word);
            let fits = |id: EntityId| {
                let artefact = self.linker.kind(id) == EntityKind::Artefact;
                artefact && (named_so(id) || any && kind.iter().any(|other| self.callings.is_called(id, other)))
            };
            return self.nearest(view, token, FAR, fits);
        }
        let place = |id: EntityId| self.linker.kind(id) == EntityKind::Place;
        let site = |id: EntityId| matches!(self.linker.kind(id), EntityKind::Place | EntityKind::Artefact);
        let called = self.nearest(view, token, FAR, |id| site(id) && named_so(id));
        if called.is_some() || SITES.contains(&word) && word != "port" {
            return called;
        }
        let region = REGIONS.contains(&word);
        let fits = |id: EntityId| place(id) && self.may_be(id, word, region);
        self.nearest(view, token, REACH - 1, fits)
    }

    /// The ship or aircraft spoken of in the sentences just before: who has "its captain".
    pub(super) fn craft_spoken_of(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        let craft = |id: EntityId| {
            let called = CRAFT.iter().flat_map(|kind| kind.iter()).any(|noun| self.callings.is_called(id, noun));
            self.linker.kind(id) == EntityKind::Artefact && called
        };
        self.nearest(view, token, 1, craft)
    }

    /// Whether a place of which nothing is said may be meant by "the city" or "the region".
    fn may_be(&self, id: EntityId, word: &str, region: bool) -> bool {
        let said = self.callings.words_of(id);
        let other = |known: &String| words::is_settlement(known) || REGIONS.contains(&known.as_str());
        if said.iter().any(|known| known != word && other(known)) {
            // A town may be called a city, and no district.
            return !region && said.iter().all(|known| !REGIONS.contains(&known.as_str()));
        }
        let category = self.linker.entry(id).map(|entry| self.gazetteer.entry(entry).category);
        match category {
            Some("city" | "capital") => matches!(word, "city" | "town" | "capital"),
            Some("state") => word == "state",
            Some(_) => region && word != "state",
            None => !region,
        }
    }

    /// The only one that fits of the nearest sentence that has any; of several the subject.
    fn nearest(
        &self,
        view: &View<'_>,
        token: usize,
        reach: usize,
        fits: impl Fn(EntityId) -> bool,
    ) -> Option<EntityId> {
        for index in (view.index.saturating_sub(reach)..=view.index).rev() {
            let earlier = |head: usize| index < view.index || head < token;
            let mut found: Vec<(bool, EntityId)> = Vec::new();
            for (head, ids) in self.meant[index].iter().filter(|(head, _)| earlier(*head)) {
                let subject = is_subject(self.sentences[index].tokens[*head].deprel);
                found.extend(ids.iter().filter(|&&id| fits(id)).map(|&id| (subject, id)));
            }
            let all: Vec<EntityId> = found.iter().map(|(_, id)| *id).collect();
            let subjects: Vec<EntityId> = found.iter().filter(|(subject, _)| *subject).map(|(_, id)| *id).collect();
            if !all.is_empty() {
                return sole(&all).or_else(|| sole(&subjects));
            }
        }
        None
    }

    /// "the country", "the government": the only state spoken of just before; of several the one that the article names
    /// far more than others. Of the country it may have been silent for a while.
    pub(super) fn country_meant(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        let spoken_of = self.sole_country(view, token);
        let the = |t: usize| matches!(view.word(t).to_lowercase().as_str(), "the" | "this");
        if spoken_of.is_some() || !(token.saturating_sub(3)..token).any(the) || view.is_capitalised(token) {
            return spoken_of;
        }
        let is_country = |id: &EntityId| self.linker.kind(*id) == EntityKind::Country;
        let near: Vec<EntityId> =
            self.before(view.index, token, 2).flat_map(|(_, ids)| ids.iter().copied()).filter(is_country).collect();
        self.main_country.filter(|main| near.contains(main) || near.is_empty())
    }

    /// The country that the article names at least three times as often as any other.
    pub(super) fn named_most(&self) -> Option<EntityId> {
        let countries = (0..self.counts.len()).map(|index| (self.counts[index], EntityId(index as u32)));
        let mut ranked: Vec<(usize, Reverse<EntityId>)> = countries
            .filter(|(count, id)| *count > 0 && self.linker.kind(*id) == EntityKind::Country)
            .map(|(count, id)| (count, Reverse(id)))
            .collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        match ranked[..] {
            [(_, Reverse(only))] => Some(only),
            [(most, Reverse(first)), (next, _), ..] if most >= 3 * next => Some(first),
            _ => None,
        }
    }
}

/// True for a noun of which nothing more is said: no "the town of", "the second ship", "the hospital where".
fn is_whole(view: &View<'_>, token: usize) -> bool {
    const APART: &[&str] = &[
        "other",
        "second",
        "first",
        "new",
        "next",
        "third",
        "nearby",
        "neighbouring",
        "neighboring",
        "nearest",
        "host",
        "rescue",
        "whole",
        "inner",
        "old",
        "sister",
        "twin",
        "capital",
        "home",
        "native",
        "main",
        "biggest",
        "largest",
    ];
    let tokens = &view.sentence.tokens;
    let within = matches!(tokens[token].deprel, Deprel::Compound | Deprel::Appos | Deprel::Attr | Deprel::Nmod);
    let narrowed = tokens.iter().enumerate().any(|(t, child)| {
        child.head as usize == token
            && t != token
            && (matches!(child.deprel, Deprel::Relcl | Deprel::Acl | Deprel::Poss | Deprel::Nummod | Deprel::Appos)
                || child.deprel == Deprel::Prep && view.word(t) == "of"
                || matches!(child.deprel, Deprel::Compound | Deprel::Amod) && child.pos == Upos::Propn
                || APART.contains(&view.word(t).to_lowercase().as_str()))
    });
    // "the town Arda", "the Arda river"
    let named = [token.checked_sub(1), Some(token + 1)]
        .into_iter()
        .flatten()
        .any(|beside| tokens.get(beside).is_some_and(|token| token.pos == Upos::Propn && token.tag.starts_with("NNP")));
    !within && !narrowed && !named && tokens[token].tag != "NNS"
}

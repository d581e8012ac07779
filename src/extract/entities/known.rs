//! Names that the gazetteer knows.

use std::ops::Range;

use super::{Proposal, View};
use crate::extract::words;
use crate::resolve::{Sense, Usage};
use crate::text::{EntityLabel, Upos};

impl View<'_> {
    /// Names of the gazetteer, longest first at each place.
    pub(super) fn known_names(&self) -> Vec<Proposal> {
        const LONGEST: usize = 10;
        let mut found = Vec::new();
        let mut start = 0;
        while start < self.len() {
            let word = self.word(start);
            let article = word.eq_ignore_ascii_case("the");
            let may_start = (self.is_capitalised(start) && !article) || self.gazetteer.starts_in_lower_case(word);
            let hit = may_start
                .then(|| {
                    let longest = (start + LONGEST).min(self.len());
                    (start + 1..=longest).rev().find_map(|end| self.known_name(start..end))
                })
                .flatten();
            let hit = hit.map(|hit| self.with_compass(hit));
            start = hit.as_ref().map_or(start + 1, |hit| hit.tokens.end);
            found.extend(hit);
        }
        found
    }

    /// "central Asian", "west African": news writes the first word small.
    fn with_compass(&self, hit: Proposal) -> Proposal {
        const COMPASS: &[&str] =
            &["central", "east", "eastern", "north", "south", "southeast", "west", "western", "latin"];
        let Some(left) = hit.tokens.start.checked_sub(1).filter(|&t| COMPASS.contains(&self.word(t))) else {
            return hit;
        };
        let (first, rest) = self.word(left).split_at(1);
        let form = format!("{}{rest} {}", first.to_uppercase(), self.words(hit.tokens.clone()));
        match self.gazetteer.lookup(&form) {
            [] => hit,
            senses => Proposal { tokens: left..hit.tokens.end, senses: senses.to_vec(), label: None },
        }
    }

    fn known_name(&self, tokens: Range<usize>) -> Option<Proposal> {
        let last = tokens.end - 1;
        if self.is_space(last) {
            return None;
        }
        let text = &self.doc.text[self.sentence.span_of(tokens.clone()).range()];
        let senses = self.gazetteer.lookup(text);
        if senses.iter().all(|sense| self.is_party(*sense)) && !senses.is_empty() && !self.labels_party_member(last) {
            return None;
        }
        if senses.is_empty() || !self.reads_as_name(tokens.clone(), senses) {
            return None;
        }
        Some(Proposal { tokens, senses: senses.to_vec(), label: None })
    }

    fn is_party(&self, sense: Sense) -> bool {
        sense.usage == Usage::Adjective && self.gazetteer.entry(sense.entry).category == "party"
    }

    /// True where the adjective of a party may tell whose somebody is: "Republican senator", "Labour MP Berg",
    /// "Berg, D-Norland"; not in "Republican voters" or "Democratic reforms".
    fn labels_party_member(&self, token: usize) -> bool {
        if self.word(token).len() == 1 {
            return token + 1 < self.len() && self.word(token + 1) == "-";
        }
        const BETWEEN: usize = 3;
        let until = (token + 1 + BETWEEN).min(self.len());
        let mut after = (token + 1..until).take_while(|&t| self.sentence.tokens[t].pos != Upos::Punct);
        after.any(|t| {
            let word = self.word(t);
            words::is_title(word)
                || words::spelt_out_office(word).is_some()
                || words::is_calling(word)
                || matches!(word, "nominee" | "councillor")
        }) || self.sentence.entities.iter().any(|e| e.start as usize == token + 1 && e.label == EntityLabel::Person)
    }

    /// A single word at the start of a sentence or in capitals may be a common one ("Total", "Visa", "IS").
    fn reads_as_name(&self, tokens: Range<usize>, senses: &[Sense]) -> bool {
        if tokens.len() > 1 {
            return true;
        }
        let token = &self.sentence.tokens[tokens.start];
        let country = senses.iter().any(|sense| self.gazetteer.entry(sense.entry).is_country());
        let word = self.word(tokens.start);
        if word.chars().filter(|c| c.is_uppercase() || c.is_numeric()).count() > 1 && word.len() < 8 && word != "IS" {
            return true;
        }
        let labelled = || self.sentence.entities.iter().any(|e| e.range().contains(&tokens.start));
        if senses.iter().all(|sense| self.is_party(*sense)) {
            return true;
        }
        match token.pos {
            Upos::Propn => true,
            Upos::Adj | Upos::Noun | Upos::X => country || labelled(),
            _ => labelled() && country,
        }
    }
}

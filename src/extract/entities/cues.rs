//! What the words around a name call it: "the novelist Moira Kane", "the town of Arda", "Lund, who ...", "Lund, 47, ...".

use std::ops::Range;

use super::View;
use super::bearers::is_place_noun;
use crate::extract::words;
use crate::graph::EntityKind;
use crate::resolve::Usage;
use crate::text::{Deprel, Upos};

/// Nouns of those who stand for a body, unlike ministers, whose fields of government follow.
const OFFICERS: &[&str] = &[
    "analyst",
    "ceo",
    "chairman",
    "chairwoman",
    "director",
    "founder",
    "head",
    "leader",
    "president",
    "researcher",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "worker",
];

impl View<'_> {
    /// The kind that the words beside a name give it, if they give one.
    pub(super) fn called(&self, tokens: &Range<usize>, head: usize) -> Option<EntityKind> {
        if self.opens_report(tokens) {
            return Some(EntityKind::Place);
        }
        let before = tokens.start.checked_sub(1).filter(|&t| !self.is_space(t));
        let noun_before = before.filter(|&t| !self.is_capitalised(t)).and_then(|t| self.kind_at(t));
        noun_before
            .or_else(|| self.place_of(tokens.start))
            .or_else(|| self.explained(tokens, head))
            .or_else(|| self.named_by_apposition(tokens.end))
            .or_else(|| self.named_by_noun_behind(tokens.start, tokens.end))
            .or_else(|| self.named_by_row(tokens.start))
    }

    /// The kind that the word before it suggests: one works for a body, and a mayor is that of a town.
    pub(super) fn hinted(&self, tokens: &Range<usize>) -> Option<EntityKind> {
        if self.lies_in_state(tokens) || self.is_base(tokens.end) {
            return Some(EntityKind::Place);
        }
        if self.has_mayor(tokens) {
            return Some(EntityKind::Place);
        }
        let mut before = tokens.start.checked_sub(1)?;
        if self.is_there(before) {
            return Some(EntityKind::Place);
        }
        if self.word(before) == "the" {
            before = before.checked_sub(1)?;
        }
        if self.is_countryman(tokens) {
            return Some(EntityKind::Person);
        }
        // "the London-based Morel Lund"
        if self.word(before) == "based"
            && before > 1
            && self.word(before - 1) == "-"
            && !self.is_given_name(tokens.start)
        {
            return Some(EntityKind::Organisation);
        }
        let preposition = self.word(before);
        let governor = self.sentence.tokens[before].head as usize;
        let noun = self.word(governor).to_lowercase();
        if self.is_recruited(tokens, governor) {
            return Some(EntityKind::Organisation);
        }
        if self.speaks(tokens) {
            return Some(EntityKind::Person);
        }
        if self.employs(tokens) {
            return Some(EntityKind::Organisation);
        }
        let staff = words::is_calling(&noun) || words::is_title(&noun) || OFFICERS.contains(&noun.as_str());
        match preposition {
            "and" if self.is_joined_seat(before) => Some(EntityKind::Place),
            "for" | "of" if matches!(noun.as_str(), "mp" | "mps" | "councillor" | "constituency" | "ward") => {
                Some(EntityKind::Place)
            }
            "at" | "with" if staff => Some(EntityKind::Organisation),
            "of" if matches!(noun.as_str(), "mayor" | "bishop" | "archbishop" | "governor" | "residents") => {
                Some(EntityKind::Place)
            }
            "of" | "for" | "at" if OFFICERS.contains(&noun.as_str()) => Some(EntityKind::Organisation),
            "for" | "at"
                if matches!(self.sentence.tokens[governor].lemma.as_str(), "work" | "intern" | "play" | "sign") =>
            {
                Some(EntityKind::Organisation)
            }
            _ => None,
        }
    }

    /// "the American Bradley Orr": who is called by country alone and has a given name is a person.
    fn is_countryman(&self, tokens: &Range<usize>) -> bool {
        let Some(adjective) = tokens.start.checked_sub(1) else { return false };
        let article = adjective > 0 && self.word(adjective - 1).eq_ignore_ascii_case("the");
        let known = || {
            let senses = self.gazetteer.lookup(self.word(adjective));
            senses.iter().any(|sense| sense.usage == Usage::Adjective && self.gazetteer.entry(sense.entry).is_country())
        };
        article && tokens.len() == 2 && self.is_given_name(tokens.start) && known()
    }

    /// "Arda mayor Ivo Berg", "Arda residents": what only a town has, right behind the name.
    fn has_mayor(&self, tokens: &Range<usize>) -> bool {
        let behind = self.word_at(tokens.end);
        behind.is_some_and(|word| matches!(word, "mayor" | "mayoral" | "residents" | "townspeople" | "villagers"))
    }

    /// "near Arda", "killed in Arda": a name behind a preposition of place, but for what one believes, invests or reads in.
    fn is_there(&self, preposition: usize) -> bool {
        const NO_PLACES: &[&str] = &[
            "appear",
            "article",
            "believe",
            "believer",
            "confidence",
            "confide",
            "dabble",
            "deal",
            "faith",
            "find",
            "holding",
            "instal",
            "interest",
            "invest",
            "investment",
            "investor",
            "majority",
            "member",
            "membership",
            "minority",
            "part",
            "partner",
            "play",
            "publish",
            "report",
            "role",
            "say",
            "see",
            "share",
            "shareholder",
            "shareholding",
            "stake",
            "star",
            "study",
            "trust",
            "vest",
            "write",
        ];
        match self.word(preposition) {
            "near" | "outside" | "throughout" => true,
            "off" => {
                preposition > 0
                    && matches!(
                        self.word(preposition - 1),
                        "anchor"
                            | "anchored"
                            | "coast"
                            | "lies"
                            | "lay"
                            | "miles"
                            | "km"
                            | "kilometers"
                            | "kilometres"
                            | "waters"
                            | "sank"
                            | "capsized"
                            | "moored"
                    )
            }
            "in" => {
                let governor = self.sentence.tokens[preposition].head as usize;
                !NO_PLACES.contains(&self.sentence.tokens[governor].lemma.as_str())
            }
            _ => false,
        }
    }

    /// "Arda-based": what stands before is a place.
    pub(super) fn is_base(&self, hyphen: usize) -> bool {
        self.word_at(hyphen) == Some("-")
            && self.word_at(hyphen + 1).is_some_and(|word| matches!(word, "based" | "headquartered"))
    }

    /// "MP for Arda and the Fens".
    fn is_joined_seat(&self, and: usize) -> bool {
        const LONGEST: usize = 5;
        let mut before = (and.saturating_sub(LONGEST)..and).rev().take_while(|&t| self.word(t) != ",");
        before.any(|t| self.word(t) == "for" && t > 0 && matches!(self.word(t - 1), "MP" | "councillor" | "MPs"))
    }

    /// "joined Arda Rovers on loan", "left Norwind for Sudwind": what a player or employee joins is a body.
    fn is_recruited(&self, tokens: &Range<usize>, governor: usize) -> bool {
        let spans = &self.sentence.tokens;
        let head = self.head_of(tokens.clone());
        let verb = spans[head].head as usize;
        let joined = spans[head].deprel == Deprel::Dobj && matches!(spans[verb].lemma.as_str(), "join" | "rejoin");
        let below =
            |verb: usize, word: &str| (0..spans.len()).any(|t| spans[t].head as usize == verb && self.word(t) == word);
        let lent = joined && (below(verb, "from") || below(verb, "on") || below(verb, "for") || below(verb, "as"));
        let from = matches!(spans[governor].lemma.as_str(), "loan" | "transfer" | "signing")
            || spans[governor].lemma == "join";
        let preposition = spans[head].head as usize;
        lent || from && spans[head].deprel == Deprel::Pobj && matches!(self.word(preposition), "from" | "to" | "with")
    }

    /// A name beside that of a person in the ways of teams and employers: "Ada Berg (Norwind GP)", "the Gliders' Ada Berg",
    /// "Norwind chief executive Ada Berg", "Ada Berg of Norwind Racing".
    fn employs(&self, tokens: &Range<usize>) -> bool {
        use crate::text::EntityLabel::{Gpe, Loc, Norp, Person};
        const LONGEST_TITLE: usize = 4;
        let entities = &self.sentence.entities;
        let label = entities.iter().find(|e| super::overlap(&e.range(), tokens)).map(|e| e.label);
        let titled = tokens.clone().any(|t| words::is_title(self.word(t)));
        // "the Greens' top candidate": the model takes a party's name for a people.
        if label == Some(Norp) {
            return self.has_officer(tokens.end);
        }
        if titled || matches!(label, Some(Gpe | Loc)) || self.is_given_name(tokens.start) && tokens.len() > 1 {
            return false;
        }
        let given = |at: usize| at + 1 < self.len() && self.is_given_name(at) && self.is_capitalised(at + 1);
        let person_starts = |at: usize| {
            given(at) || entities.iter().any(|e| e.start as usize == at && e.label == Person && e.range().len() > 1)
        };
        let person_ends =
            |at: usize| entities.iter().any(|e| e.end as usize == at && e.label == Person && e.range().len() > 1);
        let word = |at: usize| self.word_at(at).unwrap_or_default();
        let (start, end) = (tokens.start, tokens.end);
        let bracketed = start > 1 && word(start - 1) == "(" && word(end) == ")" && person_ends(start - 1);
        let possessive = end < self.len() && self.is_possessive(end) && person_starts(end + 1);
        let title = |at: usize| {
            let word = word(at).to_lowercase();
            words::is_title(&word) || words::is_portfolio(&word) || words::is_calling(&word)
        };
        let titles = (end..self.len().min(end + LONGEST_TITLE)).take_while(|&t| title(t)).count();
        let address = matches!(word(end + titles), "Sir" | "Dame" | "Dr" | "Dr." | "Lord" | "Mr" | "Mr.");
        let officer = titles > 0 && (person_starts(end + titles) || address);
        let of = start > 1 && word(start - 1) == "of" && person_ends(start - 1) && label.is_none();
        bracketed || possessive || officer || of || self.has_officer(tokens.end)
    }

    /// "Norwind's chief executive", "the Greens' top candidate": what has officers is a body.
    fn has_officer(&self, end: usize) -> bool {
        const OWN_OFFICERS: &[&str] = &[
            "candidate",
            "ceo",
            "chairman",
            "chairwoman",
            "chief",
            "director",
            "founder",
            "leader",
            "manager",
            "president",
            "spokesman",
            "spokesperson",
            "spokeswoman",
            "treasurer",
        ];
        const LONGEST: usize = 4;
        if end >= self.len() || !self.is_possessive(end) {
            return false;
        }
        let mut title = (end + 1..self.len().min(end + LONGEST)).map(|t| self.word(t));
        title.any(|word| OWN_OFFICERS.contains(&word))
    }

    /// Two or three capitalised words that the model takes for nothing and that speak, or are followed by their country,
    /// are a person.
    fn speaks(&self, tokens: &Range<usize>) -> bool {
        const VERBS: &[&str] = &[
            "say", "tell", "add", "win", "score", "write", "explain", "marry", "bear", "die", "smile", "laugh",
            "recall", "finish", "ask", "think", "believe", "insist", "joke", "retire", "graduate",
        ];
        let spans = &self.sentence.tokens;
        let plain = |t: usize| {
            let word = self.word(t);
            self.is_capitalised(t)
                && word.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '-' | '\''))
                && !words::is_institution(word)
                && !words::ends_organisation(word)
                && !words::ends_team(word)
                && !words::is_place_word(word)
                && !words::is_facility_word(word)
        };
        let labelled = self.sentence.entities.iter().any(|e| super::overlap(&e.range(), tokens));
        if !(2..=3).contains(&tokens.len()) || labelled || !tokens.clone().all(plain) {
            return false;
        }
        let head = &spans[self.head_of(tokens.clone())];
        head.deprel == Deprel::Nsubj && VERBS.contains(&spans[head.head as usize].lemma.as_str())
    }

    /// "of Cincinnati, Ohio,", "in Arda, Norland.": a name behind a preposition and before a state.
    pub(super) fn lies_in_state(&self, tokens: &Range<usize>) -> bool {
        let (comma, state) = (tokens.end, tokens.end + 1);
        let preposition = tokens.start.checked_sub(1).map(|t| self.word(t));
        let placed = preposition.is_some_and(|word| matches!(word, "in" | "of" | "near" | "from" | "at" | "to"));
        // "ARDA, Norland -"
        let shouted = tokens.start == 0
            && tokens.clone().all(|t| self.word(t).len() > 2 && !self.word(t).contains(char::is_lowercase));
        if !(placed || shouted) || state + 1 >= self.len() || self.word(comma) != "," {
            return false;
        }
        let known = self.gazetteer.lookup(self.word(state)).iter().any(|sense| {
            let entry = self.gazetteer.entry(sense.entry);
            sense.usage == Usage::Name && (entry.is_country() || entry.category == "state")
        });
        known && matches!(self.word(state + 1), "," | "." | ")" | ";")
    }

    /// "the town of Arda".
    fn place_of(&self, start: usize) -> Option<EntityKind> {
        let of = start.checked_sub(1).filter(|&t| self.word(t) == "of")?;
        let noun = of.checked_sub(1)?;
        let noun = self.word(noun);
        is_place_noun(noun).then_some(EntityKind::Place)
    }

    /// By an age, a relative clause or an apposition.
    fn explained(&self, tokens: &Range<usize>, head: usize) -> Option<EntityKind> {
        const OLDEST: u32 = 110;
        let end = tokens.end;
        let comma = |t: usize| t < self.len() && self.word(t) == ",";
        let age = |t: usize| self.word(t).parse().is_ok_and(|years: u32| (10..=OLDEST).contains(&years));
        if comma(end) && comma(end + 2) && age(end + 1) {
            return Some(EntityKind::Person);
        }
        let spans = &self.sentence.tokens;
        for (t, token) in spans.iter().enumerate().skip(end) {
            if token.head as usize != head || t == head {
                continue;
            }
            match token.deprel {
                Deprel::Relcl => {
                    let who = (end..t).any(|s| {
                        spans[s].head as usize == t && spans[s].deprel == Deprel::Nsubj && self.word(s) == "who"
                    });
                    return who.then_some(EntityKind::Person);
                }
                Deprel::Appos if spans[t].pos == Upos::Noun => return self.kind_at(t),
                _ => {}
            }
        }
        // "the two ministers, Ada Berg of Norland and Ivo Lind of Sudland": the last of the row is one of them too.
        const LONGEST_ROW: usize = 6;
        let mut first = head;
        for _ in 0..LONGEST_ROW {
            if spans[first].deprel == Deprel::Conj && spans[spans[first].head as usize].pos == Upos::Propn {
                first = spans[first].head as usize;
            }
        }
        let noun = spans[first].head as usize;
        let apposed = spans[first].deprel == Deprel::Appos && spans[noun].pos == Upos::Noun;
        let several = spans[noun].tag == "NNS";
        if !apposed || first != head && !several {
            return None;
        }
        let officers = several && words::is_title(self.word(noun).to_lowercase().trim_end_matches('s'));
        if officers { Some(EntityKind::Person) } else { self.kind_at(noun) }
    }
}

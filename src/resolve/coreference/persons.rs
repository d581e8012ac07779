//! People meant by what they do, how old they are or where they are from: "the architect", "the 61-year-old", "the Dane".

use super::callings::is_age;
use super::phrase::{bound_subject, has_modifier, is_definite, is_subject, sole};
use super::{Discourse, EntityId, FAR, REACH};
use crate::extract::entities::{Name, View};
use crate::extract::words;
use crate::graph::EntityKind;
use crate::resolve::{Sense, Usage};
use crate::text::{Deprel, Upos};

/// Callings that are said of each other's bearers: a wider word, then the narrower ones that it may stand for.
const WIDER: &[(&str, &[&str])] = &[
    ("artist", &["painter", "sculptor", "photographer", "illustrator", "printmaker"]),
    (
        "athlete",
        &["runner", "sprinter", "swimmer", "hurdler", "jumper", "thrower", "rower", "cyclist", "skier", "gymnast"],
    ),
    ("author", &["writer", "novelist", "poet", "playwright", "essayist", "historian", "biographer"]),
    ("filmmaker", &["director", "screenwriter", "documentarian"]),
    ("footballer", &["striker", "midfielder", "defender", "goalkeeper", "winger", "forward", "captain"]),
    ("forward", &["striker", "winger"]),
    ("musician", &["singer", "pianist", "guitarist", "drummer", "violinist", "cellist", "rapper", "composer"]),
    ("performer", &["singer", "dancer", "actor", "actress", "comedian"]),
    ("player", &["striker", "midfielder", "defender", "goalkeeper", "winger", "forward", "captain", "footballer"]),
    ("politician", &["lawmaker", "senator", "legislator", "minister", "mayor", "candidate"]),
    ("reporter", &["journalist", "correspondent"]),
    ("journalist", &["reporter", "correspondent", "editor", "columnist"]),
    ("researcher", &["scientist", "biologist", "chemist", "physicist", "geologist", "virologist", "economist"]),
    ("scientist", &["biologist", "chemist", "physicist", "geologist", "virologist", "researcher", "astronomer"]),
    ("singer", &["soprano", "tenor", "baritone", "vocalist", "rapper"]),
    ("star", &["singer", "actor", "actress", "striker", "footballer", "rapper"]),
    ("writer", &["author", "novelist", "poet", "playwright", "essayist", "columnist"]),
];

impl Discourse<'_, '_> {
    /// "the architect", "the former striker": of the people whom the article calls so the only one, else the nearest.
    pub(super) fn called_person(&self, view: &View<'_>, token: usize, word: &str) -> Option<EntityId> {
        let narrower = WIDER.iter().find(|(wide, _)| *wide == word).map_or(&[][..], |(_, narrow)| *narrow);
        let calling = words::is_calling(word) || !narrower.is_empty();
        if !calling || !self.stands_alone(view, token) || parted(view, token) {
            return None;
        }
        let called = |id: EntityId| {
            self.callings.is_called(id, word) || narrower.iter().any(|narrow| self.callings.is_called(id, narrow))
        };
        self.person_spoken_of(view, token, called)
    }

    /// "the 61-year-old": who is of that age, else who was spoken of.
    pub(super) fn aged_person(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        let number = token.checked_sub(4).filter(|&t| t > 0 && is_age(view, t))?;
        let tokens = &view.sentence.tokens;
        let modifies = matches!(tokens[token].deprel, Deprel::Amod | Deprel::Compound | Deprel::Nmod);
        if modifies || !view.word(number - 1).eq_ignore_ascii_case("the") {
            return None;
        }
        let age: u32 = view.word(number).parse().ok()?;
        let agrees = |id: EntityId| self.callings.age(id).is_none_or(|known| known == age);
        let of_age = |id: EntityId| self.callings.age(id) == Some(age);
        self.person_spoken_of(view, token, of_age).or_else(|| self.topic_person(view, token, agrees))
    }

    /// "the Dane": who is called Danish, else who was spoken of.
    pub(super) fn native(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        let word = view.word(token).to_lowercase();
        let called = |id: EntityId| self.callings.is_called(id, &word);
        self.person_spoken_of(view, token, called).or_else(|| self.topic_person(view, token, |_| true))
    }

    /// Of the people that fit the only one, else the one of the nearest sentence that has just one.
    fn person_spoken_of(&self, view: &View<'_>, token: usize, fits: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let barred = self.barred(view, token);
        let fits = |id: &EntityId| self.linker.kind(*id) == EntityKind::Person && !barred.contains(id) && fits(*id);
        let ids: Vec<EntityId> = self
            .before(view.index, token, FAR)
            .flat_map(|(_, ids)| ids.iter().copied())
            .filter(|id| fits(id))
            .collect();
        sole(&ids).or_else(|| self.topic_person(view, token, |id| fits(&id)))
    }

    /// The person that the nearest sentence with people is about: its only one, or its subject.
    fn topic_person(&self, view: &View<'_>, token: usize, fits: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let barred = self.barred(view, token);
        for index in (view.index.saturating_sub(REACH)..=view.index).rev() {
            let earlier = |head: usize| index < view.index || head < token;
            let people: Vec<(bool, EntityId)> = self.meant[index]
                .iter()
                .filter(|(head, _)| earlier(*head))
                .flat_map(|(head, ids)| ids.iter().map(|&id| (self.is_told_of(index, *head), id)))
                .filter(|(_, id)| self.linker.kind(*id) == EntityKind::Person && !barred.contains(id))
                .collect();
            let all: Vec<EntityId> = people.iter().map(|(_, id)| *id).collect();
            let subjects: Vec<EntityId> = people.iter().filter(|(told, _)| *told).map(|(_, id)| *id).collect();
            if !all.is_empty() {
                return sole(&all).or_else(|| sole(&subjects)).filter(|&id| fits(id));
            }
        }
        None
    }

    fn is_told_of(&self, index: usize, head: usize) -> bool {
        is_subject(self.sentences[index].tokens[head].deprel)
    }

    /// Those whom a noun cannot mean: the subjects of the clauses above it, its own included.
    fn barred(&self, view: &View<'_>, token: usize) -> Vec<EntityId> {
        const MOST_CLAUSES: usize = 8;
        let tokens = &view.sentence.tokens;
        let mut barred = Vec::new();
        let mut at = token;
        for _ in 0..MOST_CLAUSES {
            let next = tokens[at].head as usize;
            if next == at {
                break;
            }
            at = next;
            if !matches!(tokens[at].pos, Upos::Verb | Upos::Aux) {
                continue;
            }
            let subjects = (0..tokens.len()).filter(|&t| tokens[t].head as usize == at && is_subject(tokens[t].deprel));
            barred.extend(subjects.filter_map(|t| self.meant_at(view.index, t)).flatten());
        }
        let own = bound_subject(view.sentence, token).and_then(|subject| self.meant_at(view.index, subject));
        barred.extend(own.into_iter().flatten());
        barred
    }

    /// True for a definite noun that is neither beside a name nor within another phrase.
    fn stands_alone(&self, view: &View<'_>, token: usize) -> bool {
        let tokens = &view.sentence.tokens;
        let within = matches!(
            tokens[token].deprel,
            Deprel::Compound | Deprel::Appos | Deprel::Attr | Deprel::Nmod | Deprel::Amod
        );
        let next = (token + 1..view.len()).find(|&t| !view.is_space(t));
        let before_name = next.is_some_and(|next| self.is_person_at(view.index, next));
        let beside = tokens.iter().enumerate().any(|(t, other)| {
            other.head as usize == token && other.deprel == Deprel::Appos && self.is_person_at(view.index, t)
        });
        !within && !before_name && !beside && tokens[token].tag != "NNS" && is_definite(view, token)
    }
}

/// "the Dane", "the Ugandan": a noun for one of a people, of whom nothing more is said.
pub(super) fn is_native(view: &View<'_>, name: &Name) -> bool {
    let tokens = &view.sentence.tokens;
    let token = name.head;
    let role = matches!(
        tokens[token].deprel,
        Deprel::Nsubj | Deprel::Nsubjpass | Deprel::Dobj | Deprel::Dative | Deprel::Pobj
    );
    let word = view.word(token);
    // "the Chinese", "the Dutch" are the people.
    let people = ["ese", "ch", "sh", "ss", "s"].iter().any(|ending| word.ends_with(ending));
    let the = token > 0 && view.word(token - 1).eq_ignore_ascii_case("the");
    let of_people = |sense: &Sense| {
        let country = view.gazetteer.entry(sense.entry).kind == EntityKind::Country;
        country && matches!(sense.usage, Usage::Adjective | Usage::People)
    };
    let native = name.tokens.len() == 1 && !name.senses.is_empty() && name.senses.iter().all(of_people);
    role && the && !people && native && !has_modifier_before(view, token) && ends_phrase(view, token)
}

/// "the veteran Dane"; but "the Dane, 27,".
fn has_modifier_before(view: &View<'_>, token: usize) -> bool {
    let behind = view.sentence.tokens.get(token + 1).is_some_and(|_| view.word(token + 1) == ",");
    if behind { token > 0 && !view.word(token - 1).eq_ignore_ascii_case("the") } else { has_modifier(view, token) }
}

/// True unless a noun follows that the word may belong to.
fn ends_phrase(view: &View<'_>, token: usize) -> bool {
    let next = view.sentence.tokens.get(token + 1);
    next.is_none_or(|next| !matches!(next.pos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))
}

/// True where the words of the phrase part the noun from who was spoken of.
fn parted(view: &View<'_>, token: usize) -> bool {
    const APART: &[&str] = &["other", "second", "another", "first", "new", "next", "third", "rival", "late"];
    let tokens = &view.sentence.tokens;
    tokens.iter().enumerate().any(|(t, child)| {
        child.head as usize == token
            && t != token
            && (matches!(child.deprel, Deprel::Relcl | Deprel::Acl | Deprel::Poss | Deprel::Nummod)
                || child.deprel == Deprel::Prep
                || APART.contains(&view.word(t).to_lowercase().as_str()))
    })
}

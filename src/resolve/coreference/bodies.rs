//! Bodies meant without their names: "the shipping group", "the bank", "the Oslo-based company", "its chairman".
//!
//! Of the organisations spoken of a few sentences back that one is meant of which the noun can be said: the article or
//! the name itself calls it so, or nothing speaks against it. The nearest sentence decides; within it the subject.

use std::collections::{HashMap, HashSet};

use super::phrase::{bound_subject, is_definite, is_subject, sole};
use super::sorts::{Sorts, is_general};
use super::{Discourse, EntityId, FAR, Named, REACH};
use crate::extract::entities::View;
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// What the article calls an organisation beside its name: "Norwind, a Norwegian shipping group".
#[derive(Clone, Debug)]
struct Epithet {
    /// The noun, in lower case.
    noun: String,
    /// The words before it, in lower case.
    words: Vec<String>,
}

/// The epithets of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Epithets {
    by_body: HashMap<EntityId, Vec<Epithet>>,
    /// The words before all of them.
    words: HashSet<String>,
}

impl Epithets {
    fn add(&mut self, body: EntityId, epithet: Epithet) {
        self.words.extend(epithet.words.iter().cloned());
        self.by_body.entry(body).or_default().push(epithet);
    }

    fn of(&self, body: EntityId) -> &[Epithet] {
        self.by_body.get(&body).map_or(&[], Vec::as_slice)
    }
}

/// How much a sentence is about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Salience {
    /// Only named in it.
    Named,
    /// The object of a verb.
    Object,
    /// The subject of a clause.
    Subject,
    /// The subject of its main verb.
    Topic,
}

/// How clearly one body is in focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// What the sentence is about, or the only one that it names.
    Clear,
    /// The last of several.
    Last,
}

/// How surely a noun can be said of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Nothing speaks against it.
    Open,
    /// Its sort agrees.
    Sort,
    /// It is called so, or its name has the word.
    Word,
}

/// How well one body of a sentence is what a noun means.
#[derive(Clone, Copy, Debug)]
struct Rank {
    level: Fit,
    salience: Salience,
    head: usize,
}

impl Rank {
    /// What the noun is known to be said of goes before all; else what the sentence is about before what only its sort
    /// speaks for.
    fn key(self) -> (bool, usize, Fit, usize) {
        let sort = usize::from(self.level == Fit::Sort);
        (self.level == Fit::Word, sort + self.salience as usize, self.level, self.head)
    }
}

impl Discourse<'_, '_> {
    /// "the ministry", "the shipping group", "the alliance": the organisation that is meant.
    pub(super) fn organisation(
        &self,
        view: &View<'_>,
        token: usize,
        word: &str,
        owner: Option<EntityId>,
    ) -> Option<EntityId> {
        let within = matches!(view.sentence.tokens[token].deprel, Deprel::Compound | Deprel::Amod | Deprel::Nmod);
        if owner.is_some() || within || !is_definite(view, token) || view.sentence.tokens[token].tag == "NNS" {
            return None;
        }
        // "the charity Clear Water" names itself.
        let (names, _) = self.named(view.index);
        if names.iter().any(|name| name.tokens.start == token + 1 && name.kind != EntityKind::Country) {
            return None;
        }
        let said = Sorts::of_noun(word);
        let narrowed = narrowing(view, token)?;
        let barred = bound_subject(view.sentence, token).and_then(|subject| self.meant_at(view.index, subject));
        let fit = |id: EntityId| {
            let admitted = narrowed.is_empty() || self.is_so_narrowed(id, &narrowed);
            let fit = self.fit(id, word, said).filter(|_| admitted)?;
            (!barred.is_some_and(|ids| ids.contains(&id))).then_some(fit)
        };
        // What the article calls so is meant from afar, and a name that has the word itself, unless the word is said of
        // any body.
        let any = matches!(word, "company" | "firm" | "group" | "corporation" | "bank" | "club" | "charity");
        let surely = |id: EntityId| fit(id).filter(|&fit| fit == Fit::Word && (!any || self.is_called(id, word)));
        let named = if narrowed.is_empty() { self.focus(view.index, token, (FAR, false), surely) } else { None };
        named.or_else(|| self.focus(view.index, token, (REACH, false), fit)).map(|(id, _)| id)
    }

    /// How a noun fits a body, if it does.
    pub(super) fn fit(&self, id: EntityId, word: &str, said: Sorts) -> Option<Fit> {
        if self.linker.kind(id) != EntityKind::Organisation {
            return None;
        }
        if self.is_called(id, word)
            || self.linker.is_headed(id, word)
            || is_part_of_names(word) && self.linker.is_named(id, word)
        {
            return Some(Fit::Word);
        }
        let sorts = self.sorts(id);
        if sorts.meets(said) {
            return Some(Fit::Sort);
        }
        (sorts.is_empty() && is_general(word) && self.linker.is_company(id)).then_some(Fit::Open)
    }

    fn is_called(&self, id: EntityId, noun: &str) -> bool {
        self.epithets.of(id).iter().any(|epithet| epithet.noun == noun)
    }

    /// What sort of body an organisation is by its name, the gazetteer and what the article calls it.
    pub(super) fn sorts(&self, id: EntityId) -> Sorts {
        self.epithets
            .of(id)
            .iter()
            .fold(self.linker.sorts(id), |sorts, epithet| sorts.with(Sorts::of_noun(&epithet.noun)))
    }

    /// "the Norwegian company", "the shipping group": the article has described the body so, or nothing else fits.
    fn is_so_narrowed(&self, id: EntityId, narrowed: &[String]) -> bool {
        let own = self.epithets.of(id);
        let described = |word: &String| own.iter().any(|epithet| epithet.words.contains(word));
        narrowed.iter().any(described) || !self.is_described(narrowed)
    }

    /// Whether the article describes any body with one of the words.
    fn is_described(&self, narrowed: &[String]) -> bool {
        narrowed.iter().any(|word| self.epithets.words.contains(word))
    }

    /// The body in focus before a token: the latest sentence that has one which fits decides, in it the surest fit, of
    /// equals what the sentence is about, else the one mentioned last. A body of which nothing is known waits for a
    /// better one, unless it is the subject.
    fn focus(
        &self,
        sentence: usize,
        token: usize,
        (reach, of_post): (usize, bool),
        fit: impl Fn(EntityId) -> Option<Fit>,
    ) -> Option<(EntityId, Focus)> {
        let mut open: Option<(EntityId, Focus)> = None;
        for index in (sentence.saturating_sub(reach)..=sentence).rev() {
            let before = if index == sentence { token } else { usize::MAX };
            let mut best: Option<(Rank, EntityId)> = None;
            let mut rivals = false;
            for (head, ids) in self.meant[index].iter().filter(|(head, _)| *head < before) {
                let &[id] = ids.as_slice() else { continue };
                let Some(level) = fit(id) else { continue };
                let rank = Rank { level, salience: self.salience(index, *head), head: *head };
                rivals |= best.is_some_and(|(_, other)| other != id);
                if best.is_none_or(|(known, _)| rank.key() > known.key()) {
                    best = Some((rank, id));
                }
            }
            if let Some((Rank { level, salience, .. }, id)) = best {
                let clear = salience > Salience::Named || !rivals;
                let focus = if clear { Focus::Clear } else { Focus::Last };
                if salience == Salience::Named && !of_post && self.is_aside(sentence, index, (level, id), &fit) {
                    return None;
                }
                if level > Fit::Open || salience > Salience::Object {
                    return Some((id, focus));
                }
                open = open.or(Some((id, focus)));
            } else if self.is_about_other(index, before, of_post) {
                break;
            }
        }
        open
    }

    /// "Ada Berg comes from the Arda Institute": a body named by the way is not meant, if the sentence before is about
    /// another of which the noun can be said as surely and that the article names as often.
    fn is_aside(
        &self,
        sentence: usize,
        index: usize,
        (level, id): (Fit, EntityId),
        fit: &impl Fn(EntityId) -> Option<Fit>,
    ) -> bool {
        let Some(previous) = index.checked_sub(1).filter(|_| index < sentence) else { return false };
        let named = |id: EntityId| self.counts.get(id.index()).copied().unwrap_or(0);
        self.meant[previous].iter().any(|(head, ids)| {
            let topic = self.salience(previous, *head) == Salience::Topic;
            topic
                && sole(ids).is_some_and(|other| {
                    other != id && named(other) >= named(id) && fit(other).is_some_and(|other| other >= level)
                })
        })
    }

    /// How much a sentence is about what stands at a token.
    fn salience(&self, index: usize, token: usize) -> Salience {
        let tokens = &self.sentences[index].tokens;
        let mut at = token;
        // "the state fund Norwind", "its owner, the Norwind fund"
        for _ in 0..3 {
            if !matches!(tokens[at].deprel, Deprel::Appos | Deprel::Compound | Deprel::Nmod) {
                break;
            }
            at = tokens[at].head as usize;
        }
        if !is_subject(tokens[at].deprel) {
            let object = tokens[at].deprel == Deprel::Dobj;
            return if object { Salience::Object } else { Salience::Named };
        }
        let verb = tokens[at].head as usize;
        if tokens[verb].head as usize == verb { Salience::Topic } else { Salience::Subject }
    }

    /// True if a sentence is about a name of which it is open what it names: it may well be what is meant. A state that
    /// has no such post is meant neither, but what was spoken of before it is out of focus.
    fn is_about_other(&self, index: usize, before: usize, of_post: bool) -> bool {
        let tokens = &self.sentences[index].tokens;
        let topic = (0..tokens.len().min(before))
            .find(|&t| is_subject(tokens[t].deprel) && tokens[tokens[t].head as usize].head == tokens[t].head);
        topic.is_some_and(|t| {
            // "the Austrian manufacturer", whichever that is
            let noun = self.view(index).word(t).to_lowercase();
            let apposed = |head: usize| tokens[head].head as usize == t && tokens[head].deprel == Deprel::Appos;
            let named = self.meant[index].iter().any(|(head, _)| apposed(*head));
            let unknown = tokens[t].pos == Upos::Noun && !named && self.meant_at(index, t).is_none();
            if of_post && unknown && tokens[t].tag == "NN" && is_definite(&self.view(index), t) {
                return !Sorts::of_noun(&noun).is_empty();
            }
            let other = |&id: &EntityId| match self.linker.kind(id) {
                EntityKind::Place | EntityKind::Unknown => true,
                EntityKind::Country => of_post,
                _ => false,
            };
            tokens[t].pos == Upos::Propn && self.meant_at(index, t).is_none_or(|ids| ids.iter().all(other))
        })
    }

    /// The officer or unit that "its" stands before.
    pub(super) fn post_owned(&self, view: &View<'_>, token: usize) -> Option<usize> {
        let tokens = &view.sentence.tokens;
        let post = tokens[token].head as usize;
        (tokens[token].deprel == Deprel::Poss && is_post(view, post)).then_some(post)
    }

    /// "its chief executive", "its subsidiary": the body in focus that has such officers and units.
    pub(super) fn owner_of_post(&self, view: &View<'_>, token: usize, post: usize) -> Option<EntityId> {
        let tokens = &view.sentence.tokens;
        let fit = |id: EntityId| self.may_have(view, post, id);
        // "the group and its units"
        let joined = (tokens[post].deprel == Deprel::Conj).then_some(tokens[post].head as usize);
        if let Some(id) = joined.and_then(|first| self.meant_at(view.index, first)).and_then(sole)
            && fit(id).is_some()
        {
            return Some(id);
        }
        if let Some(id) = self.subject_above(view, token, true).filter(|&id| fit(id).is_some()) {
            return Some(id);
        }
        if matches!(view.word(post), "captain" | "skipper" | "master")
            && let Some(ship) = self.craft_spoken_of(view, token)
        {
            return Some(ship);
        }
        let (id, focus) = self.focus(view.index, token, (REACH, true), fit)?;
        (focus == Focus::Clear).then_some(id)
    }

    /// How a post fits the body or state that may have it.
    pub(super) fn may_have(&self, view: &View<'_>, post: usize, id: EntityId) -> Option<Fit> {
        let noun = view.word(post).to_lowercase();
        let before = |words: &[&str]| {
            (post.saturating_sub(2)..post).any(|t| words.contains(&view.word(t).to_lowercase().as_str()))
        };
        let executive = before(&["managing", "chief", "executive", "finance", "financial", "regional", "general"]);
        let wanted = Sorts::with_post(&noun, executive);
        match self.linker.kind(id) {
            EntityKind::Organisation => {
                let sorts = self.sorts(id);
                let agrees = wanted.is_empty() || sorts.is_empty() || sorts.meets(wanted);
                agrees.then_some(Fit::Sort)
            }
            EntityKind::Country if wanted.is_empty() && !is_of_bodies_only(&noun) => Some(Fit::Sort),
            _ => None,
        }
    }
}

/// Nouns that stand in names before other words as well ("Central Bank Group", "Union of Potters").
fn is_part_of_names(noun: &str) -> bool {
    words::is_institution(noun)
        || matches!(
            noun,
            "alliance"
                | "fund"
                | "institute"
                | "league"
                | "organisation"
                | "organization"
                | "party"
                | "union"
                | "university"
        )
}

/// True for posts and units that a state does not have.
fn is_of_bodies_only(noun: &str) -> bool {
    matches!(
        noun,
        "affiliate"
            | "board"
            | "branch"
            | "chair"
            | "chairman"
            | "chairperson"
            | "chairwoman"
            | "co-founder"
            | "director"
            | "division"
            | "founder"
            | "headquarters"
            | "manager"
            | "owner"
            | "parent"
            | "spokesman"
            | "spokesperson"
            | "spokeswoman"
            | "treasurer"
            | "unit"
    )
}

/// An officer or a unit.
fn is_post(view: &View<'_>, at: usize) -> bool {
    let unit = matches!(
        view.sentence.tokens[at].lemma.as_str(),
        "affiliate"
            | "arm"
            | "board"
            | "branch"
            | "captain"
            | "co-founder"
            | "controller"
            | "curator"
            | "division"
            | "headquarters"
            | "parent"
            | "player"
            | "rival"
            | "shareholder"
            | "striker"
            | "subsidiary"
            | "unit"
    );
    unit || words::is_title(view.word(at))
}

/// The words that narrow a noun, in lower case; none at all if they part it from what was spoken of ("the rival
/// group", "the parent company", "the group that").
fn narrowing(view: &View<'_>, token: usize) -> Option<Vec<String>> {
    const APART: &[&str] = &[
        "age",
        "contact",
        "expert",
        "focus",
        "friendship",
        "negotiating",
        "pressure",
        "research",
        "steering",
        "study",
        "support",
        "task",
        "user",
        "working",
        "first",
        "holding",
        "last",
        "latest",
        "limited",
        "local",
        "main",
        "management",
        "new",
        "next",
        "only",
        "other",
        "parent",
        "previous",
        "private",
        "public",
        "rival",
        "same",
        "second",
        "separate",
        "shell",
        "sister",
        "subsidiary",
        "target",
        "third",
        "top",
        "whole",
        "wrong",
    ];
    let tokens = &view.sentence.tokens;
    let mut words = Vec::new();
    for (t, child) in tokens.iter().enumerate().filter(|(t, child)| child.head as usize == token && *t != token) {
        match child.deprel {
            Deprel::Amod | Deprel::Compound if t < token => {
                let word = view.word(t).to_lowercase();
                // "the Arda trade union" has a name of its own.
                let named = child.pos == Upos::Propn && !is_based(view, t, token);
                if APART.contains(&word.as_str()) || named {
                    return None;
                }
                words.push(word);
            }
            Deprel::Relcl | Deprel::Acl | Deprel::Nummod | Deprel::Poss => return None,
            // "the bank of the river", "the group of seven"; but "accused the bank of hiding losses".
            Deprel::Prep if view.word(t) == "of" && has_object(view, t) => return None,
            _ => {}
        }
    }
    Some(words)
}

fn has_object(view: &View<'_>, preposition: usize) -> bool {
    let tokens = &view.sentence.tokens;
    tokens.iter().any(|token| token.head as usize == preposition && token.deprel == Deprel::Pobj)
}

/// "Oslo-based": the place before the participle that narrows a noun.
fn is_based(view: &View<'_>, at: usize, noun: usize) -> bool {
    (at + 1..noun.min(at + 4)).any(|t| view.word(t) == "based")
}

/// The nouns that organisations are called beside their names: before them, in apposition or as what they are said to be.
pub(super) fn add_epithets(epithets: &mut Epithets, view: &View<'_>, named: &Named<'_>) {
    let tokens = &view.sentence.tokens;
    for (name, id) in named.names.iter().zip(named.linked) {
        let (EntityKind::Organisation, Some(of)) = (name.kind, *id) else { continue };
        let head = &tokens[name.head];
        let governor = head.head as usize;
        let noun = |t: usize| tokens[t].pos == Upos::Noun && tokens[t].tag == "NN";
        let of_name = |t: usize| {
            let token = &tokens[t];
            let below = token.head as usize == name.head
                && (token.deprel == Deprel::Appos
                    || t + 1 == name.tokens.start && matches!(token.deprel, Deprel::Compound | Deprel::Nmod));
            let said = token.deprel == Deprel::Attr && token.head as usize == governor && head.deprel == Deprel::Nsubj;
            below || said || head.deprel == Deprel::Appos && t == governor
        };
        for t in (0..tokens.len()).filter(|&t| noun(t) && of_name(t)) {
            let start = (0..t).rev().take_while(|&w| matches!(tokens[w].pos, Upos::Noun | Upos::Propn | Upos::Adj));
            let mut words: Vec<String> = start.map(|w| view.word(w).to_lowercase()).collect();
            words.reverse();
            epithets.add(of, Epithet { noun: view.word(t).to_lowercase(), words });
        }
    }
}

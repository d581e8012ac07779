//! Who is meant without a name: "the Chinese leader", "both countries", "the ministry", "he".
//!
//! Precision comes first: where two candidates fit and nothing decides, nobody is meant. Everything is resolved to
//! entities that the article names.

mod bodies;
mod callings;
mod groups;
mod officers;
mod persons;
mod phrase;
mod pronouns;
mod sorts;
mod things;

use std::ops::Range;

use bodies::{Epithets, add_epithets};
use callings::Callings;
use groups::plural_kind;
use phrase::{is_definite, is_subject, phrase_start, sole};
pub(in crate::resolve) use sorts::Sorts;

use super::link::Linker;
use super::roles::{self, Named, Role};
use super::{EntityId, Gazetteer};
use crate::extract::MentionForm;
use crate::extract::entities::{Name, View};
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{Deprel, Document, Sentence, Upos};

/// A nominal or pronoun with the entities it stands for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::resolve) struct Reference {
    pub(in crate::resolve) sentence: usize,
    pub(in crate::resolve) tokens: Range<usize>,
    pub(in crate::resolve) head: usize,
    pub(in crate::resolve) form: MentionForm,
    pub(in crate::resolve) ids: Vec<EntityId>,
}

/// How many sentences back a reference looks.
const REACH: usize = 3;

/// How many sentences back it looks for what the article calls by its own word ("the ministry", "the tanker").
const FAR: usize = 40;

/// Everything said so far.
struct Discourse<'a, 'l> {
    doc: &'a Document,
    sentences: &'a [Sentence],
    gazetteer: &'a Gazetteer,
    names: &'a [Name],
    linked: &'a [Option<EntityId>],
    linker: &'l mut Linker<'a>,
    roles: Vec<Role>,
    /// Per sentence the tokens at which someone is meant, in order.
    meant: Vec<Vec<(usize, Vec<EntityId>)>>,
    /// How often each entity is named.
    counts: Vec<usize>,
    /// What the article calls its organisations beside their names: "Norwind, an airline".
    epithets: Epithets,
    /// What it calls its people, places and things beside theirs.
    callings: Callings,
    /// The country that it names far more than any other.
    main_country: Option<EntityId>,
}

/// Unlinks the names that are no country but somebody from there: "the Dane".
pub(in crate::resolve) fn unlink_natives(
    doc: &Document,
    sentences: &[Sentence],
    gazetteer: &Gazetteer,
    names: &[Name],
    linked: &mut [Option<EntityId>],
) {
    for (name, id) in names.iter().zip(linked) {
        let view = View { doc, sentence: &sentences[name.sentence], index: name.sentence, gazetteer };
        if persons::is_native(&view, name) {
            *id = None;
        }
    }
}

/// Resolves the nominals and pronouns of a document whose names are linked.
pub(in crate::resolve) fn references<'a>(
    doc: &'a Document,
    sentences: &'a [Sentence],
    gazetteer: &'a Gazetteer,
    names: &'a [Name],
    linked: &'a [Option<EntityId>],
    linker: &mut Linker<'a>,
) -> Vec<Reference> {
    let mut counts = Vec::new();
    for id in linked.iter().flatten() {
        counts.resize(counts.len().max(id.index() + 1), 0);
        counts[id.index()] += 1;
    }
    let meant = vec![Vec::new(); sentences.len()];
    let mut discourse = Discourse {
        doc,
        sentences,
        gazetteer,
        names,
        linked,
        linker,
        roles: Vec::new(),
        meant,
        counts,
        epithets: Epithets::default(),
        callings: Callings::default(),
        main_country: None,
    };
    for index in 0..sentences.len() {
        let view = discourse.view(index);
        let (names, linked) = discourse.named(index);
        let named = Named { names, linked };
        let found = roles::roles(&view, &named);
        discourse.roles.extend(found);
        add_epithets(&mut discourse.epithets, &view, &named);
        discourse.callings.add(&view, &named);
        let meant = names.iter().zip(linked).filter_map(|(name, id)| id.map(|id| (name.head, vec![id])));
        discourse.meant[index] = meant.collect();
        discourse.meant[index].sort_by_key(|(head, _)| *head);
    }
    discourse.main_country = discourse.named_most();
    let mut references = Vec::new();
    for index in 0..sentences.len() {
        discourse.read(index, &mut references);
    }
    references
}

impl<'a> Discourse<'a, '_> {
    fn view(&self, index: usize) -> View<'a> {
        View { doc: self.doc, sentence: &self.sentences[index], index, gazetteer: self.gazetteer }
    }

    /// Names of a sentence with their entities.
    fn named(&self, index: usize) -> (&'a [Name], &'a [Option<EntityId>]) {
        let start = self.names.partition_point(|name| name.sentence < index);
        let end = self.names.partition_point(|name| name.sentence <= index);
        (&self.names[start..end], &self.linked[start..end])
    }

    fn read(&mut self, index: usize, into: &mut Vec<Reference>) {
        let view = self.view(index);
        let (names, linked) = self.named(index);
        let named = Named { names, linked };
        // Nouns first: a pronoun may point forward to the subject ("Ahead of his visit, the Chinese leader said").
        for form in [MentionForm::Nominal, MentionForm::Pronoun] {
            for token in 0..view.len() {
                if named.at(token).is_some() {
                    continue;
                }
                let native = names.iter().any(|name| name.head == token && persons::is_native(&view, name));
                let ids = match (view.sentence.tokens[token].pos, form) {
                    (Upos::Pron, MentionForm::Pronoun) if is_attended(&view, token) => {
                        self.gathering(index, token, None).into_iter().collect()
                    }
                    (Upos::Pron | Upos::Det, MentionForm::Pronoun) => self.pronoun(&view, token),
                    (_, MentionForm::Nominal) if native => self.native(&view, token).into_iter().collect(),
                    (Upos::Noun | Upos::Adj, MentionForm::Nominal) if view.word(token) == "old" => {
                        self.aged_person(&view, token).into_iter().collect()
                    }
                    (Upos::Num, MentionForm::Nominal) => self.counted(&view, token),
                    (Upos::Noun | Upos::Propn, MentionForm::Nominal) => self.nominal(&view, &named, token),
                    (Upos::Adj, MentionForm::Nominal) => {
                        let joined = self.countries_within(&view, token);
                        if joined.is_empty() { self.mutual(&view, &named, token) } else { joined }
                    }
                    _ => continue,
                };
                if ids.is_empty() {
                    continue;
                }
                let meant = &mut self.meant[index];
                let at = meant.partition_point(|(head, _)| *head < token);
                meant.insert(at, (token, ids.clone()));
                let start = if form == MentionForm::Nominal { phrase_start(&view, token) } else { token };
                into.push(Reference { sentence: index, tokens: start..token + 1, head: token, form, ids });
            }
        }
    }

    fn nominal(&mut self, view: &View<'_>, named: &Named<'_>, token: usize) -> Vec<EntityId> {
        let joined = self.countries_within(view, token);
        if !joined.is_empty() {
            return joined;
        }
        let word = view.word(token).to_lowercase();
        if words::is_title(&word) && word.ends_with('s') {
            let officers = self.officers(view, named, token);
            if !officers.is_empty() {
                return officers;
            }
        }
        if matches!(word.as_str(), "pair" | "duo" | "trio") {
            return self.counted(view, token);
        }
        if let Some(kind) = plural_kind(&word) {
            return self.pair(view, token, kind);
        }
        let owner = roles::owner(view, named, token);
        if is_government(&word) {
            let country = owner.filter(|&id| self.linker.kind(id) == EntityKind::Country);
            let meant =
                || if word == "side" { self.sole_country(view, token) } else { self.country_meant(view, token) };
            return country.or_else(meant).into_iter().collect();
        }
        if matches!(word.as_str(), "country" | "nation") && owner.is_none() {
            return self.country_meant(view, token).into_iter().collect();
        }
        if words::is_title(&word) && !word.ends_with('s') {
            let officer = self.officer(view, named, token, owner);
            let meant = officer.or_else(|| self.office(view, named, token, owner?));
            return meant.or_else(|| self.called_person(view, token, &word)).into_iter().collect();
        }
        let gathers = words::is_gathering(&word) || words::is_occasion_of_person(&word);
        if gathers && is_definite(view, token) && owner.is_none() && !has_epithet(view, token) {
            let spoken_of = self.gathering(view.index, token, Some(&word));
            let as_name = || {
                words::is_gathering(&word) && view.is_capitalised(token) && token > 1 && !view.is_capitalised(token - 1)
            };
            let named = spoken_of.or_else(|| as_name().then(|| self.linker.gathering(view.word(token))));
            return named.into_iter().collect();
        }
        let body = self.organisation(view, token, &word, owner);
        let other = || owner.map_or_else(|| self.thing_meant(view, token, &word), |_| None);
        body.or_else(other).or_else(|| self.called_person(view, token, &word)).into_iter().collect()
    }

    /// "the summit": the gathering of that kind spoken of last; of any kind if no word tells.
    fn gathering(&self, sentence: usize, token: usize, word: Option<&str>) -> Option<EntityId> {
        let mut ids = self.before(sentence, token, usize::MAX).flat_map(|(_, ids)| ids.iter().rev().copied());
        ids.find(|&id| {
            self.linker.kind(id) == EntityKind::Event
                && word.is_none_or(|word| {
                    let singular = word.trim_end_matches('s');
                    self.linker.is_named(id, singular) || self.linker.is_named(id, &format!("{singular}s"))
                })
        })
    }

    /// Of some entities the one mentioned last before a token.
    fn last_mentioned(&self, sentence: usize, token: usize, candidates: &[EntityId]) -> Option<EntityId> {
        self.before(sentence, token, usize::MAX)
            .flat_map(|(_, ids)| ids.iter().rev())
            .copied()
            .find(|id| candidates.contains(id))
    }

    /// Who was meant before a token, latest first, at most `reach` sentences back.
    fn before(
        &self,
        sentence: usize,
        token: usize,
        reach: usize,
    ) -> impl Iterator<Item = ((usize, usize), &Vec<EntityId>)> {
        let first = sentence.saturating_sub(reach);
        (first..=sentence).rev().flat_map(move |index| {
            let earlier = move |entry: &&(usize, Vec<EntityId>)| index < sentence || entry.0 < token;
            self.meant[index].iter().rev().filter(earlier).map(move |(head, ids)| ((index, *head), ids))
        })
    }

    /// The only country spoken of here and in the two sentences before.
    fn sole_country(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        if !is_definite(view, token) {
            return None;
        }
        let ids = self.before(view.index, token, 2).flat_map(|(_, ids)| ids.iter().copied());
        let countries: Vec<EntityId> = ids.filter(|&id| self.linker.kind(id) == EntityKind::Country).collect();
        sole(&countries)
    }

    fn meant_at(&self, index: usize, token: usize) -> Option<&[EntityId]> {
        self.meant[index].iter().find(|(head, _)| *head == token).map(|(_, ids)| ids.as_slice())
    }

    /// The entity that is subject of a sentence's main verb.
    fn subject_of(&self, index: usize) -> Option<EntityId> {
        let tokens = &self.sentences[index].tokens;
        let main = |head: usize| {
            let verb = tokens[head].head as usize;
            is_subject(tokens[head].deprel) && tokens[verb].head as usize == verb
        };
        let (_, ids) = self.meant[index].iter().find(|(head, _)| main(*head))?;
        sole(ids)
    }

    fn is_person_at(&self, index: usize, token: usize) -> bool {
        let (names, _) = self.named(index);
        names.iter().any(|name| name.kind == EntityKind::Person && name.tokens.contains(&token))
    }
}

fn is_government(word: &str) -> bool {
    matches!(word, "government" | "authorities" | "regime" | "side")
}

/// "attended it": what is attended or addressed is a gathering.
fn is_attended(view: &View<'_>, token: usize) -> bool {
    let tokens = &view.sentence.tokens;
    let verb = tokens[tokens[token].head as usize].lemma.as_str();
    tokens[token].deprel == Deprel::Dobj
        && view.word(token).eq_ignore_ascii_case("it")
        && matches!(verb, "attend" | "address" | "boycott" | "chair" | "host" | "organise" | "organize")
}

/// True if an adjective or a noun before it narrows the noun.
fn has_epithet(view: &View<'_>, token: usize) -> bool {
    let narrows = |t: &crate::text::Token| {
        t.head as usize == token && matches!(t.deprel, Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::Poss)
    };
    view.sentence.tokens.iter().any(narrows)
}

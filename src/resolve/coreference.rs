//! Who is meant without a name: "the Chinese leader", "both countries", "the ministry", "he".
//!
//! Precision comes first: where two candidates fit and nothing decides, nobody is meant. Everything is resolved to
//! entities that the article names.

use std::ops::Range;

use super::link::Linker;
use super::roles::{self, Named, Role};
use super::{EntityId, Gazetteer, Gender};
use crate::extract::MentionForm;
use crate::extract::entities::{Name, View};
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{Deprel, Document, Sentence, Token, Upos};

/// A nominal or pronoun with the entities it stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reference {
    pub(super) sentence: usize,
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    pub(super) form: MentionForm,
    pub(super) ids: Vec<EntityId>,
}

/// How many sentences back a reference looks.
const REACH: usize = 3;

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
}

/// Resolves the nominals and pronouns of a document whose names are linked.
pub(super) fn references<'a>(
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
    let mut discourse =
        Discourse { doc, sentences, gazetteer, names, linked, linker, roles: Vec::new(), meant, counts };
    for index in 0..sentences.len() {
        let view = discourse.view(index);
        let (names, linked) = discourse.named(index);
        let found = roles::roles(&view, &Named { names, linked });
        discourse.roles.extend(found);
        let meant = names.iter().zip(linked).filter_map(|(name, id)| id.map(|id| (name.head, vec![id])));
        discourse.meant[index] = meant.collect();
        discourse.meant[index].sort_by_key(|(head, _)| *head);
    }
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
            for token in (0..view.len()).filter(|&token| named.at(token).is_none()) {
                let ids = match (view.sentence.tokens[token].pos, form) {
                    (Upos::Pron, MentionForm::Pronoun) => self.pronoun(&view, token),
                    (Upos::Noun | Upos::Propn, MentionForm::Nominal) => self.nominal(&view, &named, token),
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
        let word = view.word(token).to_lowercase();
        if words::is_title(&word) && word.ends_with('s') {
            let officers = self.officers(view, named, token);
            if !officers.is_empty() {
                return officers;
            }
        }
        if let Some(kind) = plural_kind(&word) {
            return self.pair(view, token, kind);
        }
        let owner = roles::owner(view, named, token);
        if is_government(&word) {
            let country = owner.filter(|&id| self.linker.kind(id) == EntityKind::Country);
            return country.or_else(|| self.sole_country(view, token)).into_iter().collect();
        }
        if word == "country" && is_definite(view, token) && owner.is_none() {
            return self.sole_country(view, token).into_iter().collect();
        }
        if words::is_title(&word) && !word.ends_with('s') {
            let officer = self.officer(view, named, token, owner);
            return officer.or_else(|| self.office(view, named, token, owner?)).into_iter().collect();
        }
        self.organisation(view, token, &word, owner).into_iter().collect()
    }

    /// "the Chinese president", "the minister": a person of whom the article says it.
    fn officer(&self, view: &View<'_>, named: &Named<'_>, token: usize, owner: Option<EntityId>) -> Option<EntityId> {
        if !self.is_reference(view, token) || !(is_definite(view, token) || owner.is_some()) {
            return None;
        }
        let noun = roles::noun_of(view, token);
        if noun == "counterpart" {
            return self.counterpart(owner?);
        }
        let candidates = self.holders(&noun, &roles::office(view, named, token), owner);
        match owner {
            Some(_) => self.last_mentioned(view.index, token, &candidates).or_else(|| sole(&candidates)),
            None => self.last_mentioned(view.index, token, &candidates),
        }
    }

    /// "the presidents of Russia and Azerbaijan": one person or office for each.
    fn officers(&mut self, view: &View<'_>, named: &Named<'_>, token: usize) -> Vec<EntityId> {
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
    fn office(&mut self, view: &View<'_>, named: &Named<'_>, token: usize, owner: EntityId) -> Option<EntityId> {
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

    /// People to whom the article gives an office; if none, the one whom it names and who is known to have held it then.
    fn holders(&self, noun: &str, office: &str, owner: Option<EntityId>) -> Vec<EntityId> {
        let fits = |role: &&Role| {
            roles::same_office(&role.noun, noun)
                && roles::agrees(&role.office, office)
                && owner.is_none_or(|owner| role.of == Some(owner))
        };
        let given: Vec<EntityId> = self.roles.iter().filter(fits).map(|role| role.person).collect();
        let country = owner.and_then(|owner| self.linker.entry(owner));
        match country {
            Some(country) if given.is_empty() => {
                let known = self.gazetteer.holders(country, office, self.doc.date);
                let mut named: Vec<EntityId> = known.filter_map(|t| self.linker.person_named(t.holder)).collect();
                named.sort_unstable();
                named.dedup();
                if named.len() == 1 { named } else { Vec::new() }
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

    /// "both countries", "the two leaders": the last two of the kind that a sentence names together.
    fn pair(&self, view: &View<'_>, token: usize, kind: PluralKind) -> Vec<EntityId> {
        let (count, reach) = match number_before(view, token) {
            Some(count @ 2..=3) => (count, usize::MAX),
            // "the sides" without a number: only the two of this or the previous sentence.
            None if kind != PluralKind::Countries && is_definite(view, token) && !has_modifier(view, token) => (2, 1),
            _ => return Vec::new(),
        };
        if let PluralKind::Leaders = kind {
            return self.group(view, token, (count, reach), |linker, id| linker.kind(id) == EntityKind::Person);
        }
        self.group(view, token, (count, reach), |linker, id| linker.kind(id) == EntityKind::Country)
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

    /// The only country spoken of here and in the two sentences before.
    fn sole_country(&self, view: &View<'_>, token: usize) -> Option<EntityId> {
        if !is_definite(view, token) {
            return None;
        }
        let ids = self.before(view.index, token, 2).flat_map(|(_, ids)| ids.iter().copied());
        let countries: Vec<EntityId> = ids.filter(|&id| self.linker.kind(id) == EntityKind::Country).collect();
        sole(&countries)
    }

    /// "the ministry", "the company", "the alliance": the organisation mentioned last that is one by name.
    fn organisation(&self, view: &View<'_>, token: usize, word: &str, owner: Option<EntityId>) -> Option<EntityId> {
        let within = matches!(view.sentence.tokens[token].deprel, Deprel::Compound | Deprel::Amod | Deprel::Nmod);
        if !is_definite(view, token) || owner.is_some() || within || has_modifier(view, token) {
            return None;
        }
        let company = matches!(word, "company" | "firm" | "group" | "corporation" | "bank");
        let body = words::is_institution(word)
            || matches!(
                word,
                "organization"
                    | "organisation"
                    | "alliance"
                    | "union"
                    | "bloc"
                    | "league"
                    | "party"
                    | "fund"
                    | "institute"
                    | "university"
            );
        if !company && !body {
            return None;
        }
        let reach = if company { REACH } else { usize::MAX };
        let mut ids = self.before(view.index, token, reach).flat_map(|(_, ids)| ids.iter().rev().copied());
        ids.find(|&id| {
            self.linker.kind(id) == EntityKind::Organisation
                && (self.linker.is_named(id, word) || (company && word != "bank" && self.linker.is_company(id)))
        })
    }

    fn pronoun(&mut self, view: &View<'_>, token: usize) -> Vec<EntityId> {
        let word = view.word(token).to_lowercase();
        match word.as_str() {
            "he" | "him" | "his" | "himself" => self.person(view, token, Gender::Masculine).into_iter().collect(),
            "she" | "her" | "hers" | "herself" => self.person(view, token, Gender::Feminine).into_iter().collect(),
            "they" | "them" | "their" | "themselves" => self.several(view, token),
            "it" | "its" | "itself" => self.thing(view, token).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// "he", "she": the subject nearby whose gender does not forbid it.
    fn person(&mut self, view: &View<'_>, token: usize, gender: Gender) -> Option<EntityId> {
        let fits = |linker: &Linker<'_>, id: EntityId| {
            linker.kind(id) == EntityKind::Person && linker.gender(id).is_none_or(|known| known == gender)
        };
        let id = self.antecedent(view, token, fits)?;
        self.linker.learn_gender(id, gender);
        Some(id)
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
        let own = self.subject_above(view, token, false).filter(|&id| fits(self.linker, id));
        own.or_else(|| {
            // Another noun as subject before would be what "it" means.
            let subject_before = (0..token).any(|t| is_subject(tokens[t].deprel));
            let previous =
                view.index.checked_sub(1).filter(|_| !subject_before && tokens[token].deprel != Deprel::Dobj)?;
            self.subject_of(previous).filter(|&id| fits(self.linker, id))
        })
    }

    /// "they": the names that were joined as subject.
    fn several(&self, view: &View<'_>, token: usize) -> Vec<EntityId> {
        let joined = |index: usize, before: usize| {
            let tokens = &self.sentences[index].tokens;
            let subject = self.meant[index].iter().find(|(head, _)| *head < before && is_subject(tokens[*head].deprel));
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
                    ids.push((is_subject(self.sentences[index].tokens[*head].deprel), id));
                }
            }
            ids
        };
        for index in (view.index.saturating_sub(REACH)..=view.index).rev() {
            let before = if index == view.index { token } else { usize::MAX };
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

    /// The subject of a clause above the pronoun's own ("Putin said he ..."), or of its own clause for a possessive
    /// ("Xi on his way"); also where the pronoun comes first ("Before his departure, Xi said"). `through` tells whether
    /// to look past a clause whose subject is somebody or something else.
    fn subject_above(&self, view: &View<'_>, token: usize, through: bool) -> Option<EntityId> {
        let tokens = &view.sentence.tokens;
        // The subject of its own clause, worded or implied, is not who an object pronoun means.
        let mut barred = tokens[token].deprel != Deprel::Poss;
        let mut at = token;
        while tokens[at].head as usize != at {
            at = tokens[at].head as usize;
            if !matches!(tokens[at].pos, Upos::Verb | Upos::Aux) {
                continue;
            }
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

/// What a plural noun gathers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PluralKind {
    Leaders,
    Countries,
    Sides,
}

fn plural_kind(word: &str) -> Option<PluralKind> {
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

fn is_government(word: &str) -> bool {
    matches!(word, "government" | "authorities" | "regime" | "side")
}

/// "two" or "both" before a plural.
fn number_before(view: &View<'_>, token: usize) -> Option<usize> {
    let tokens = &view.sentence.tokens;
    let number = |t: usize| match view.word(t).to_lowercase().as_str() {
        "two" | "both" => Some(2),
        "three" => Some(3),
        _ => None,
    };
    let found =
        (token.saturating_sub(4)..token).rev().filter(|&t| tokens[t].head as usize == token).find_map(number)?;
    let narrowed =
        |t: &Token| t.head as usize == token && matches!(t.deprel, Deprel::Amod | Deprel::Compound | Deprel::Relcl);
    if tokens.iter().any(narrowed) {
        return None;
    }
    // "two countries" alone are any two.
    let definite = is_definite(view, token)
        || view.word(token.saturating_sub(1)).eq_ignore_ascii_case("both")
        || (token.saturating_sub(3)..token).any(|t| view.word(t).eq_ignore_ascii_case("both"));
    definite.then_some(found)
}

/// True under "the", "this", "that" or a possessive pronoun.
fn is_definite(view: &View<'_>, token: usize) -> bool {
    let tokens = &view.sentence.tokens;
    (token.saturating_sub(5)..token).any(|t| {
        let word = view.word(t).to_lowercase();
        tokens[t].head as usize == token
            && (matches!(word.as_str(), "the" | "this" | "these") || tokens[t].deprel == Deprel::Poss)
    })
}

fn is_indefinite(view: &View<'_>, token: usize) -> bool {
    let tokens = &view.sentence.tokens;
    (token.saturating_sub(5)..token).any(|t| {
        let word = view.word(t).to_lowercase();
        tokens[t].head as usize == token
            && matches!(word.as_str(), "a" | "an" | "another" | "any" | "no" | "some" | "every" | "each")
    })
}

/// True if an adjective, noun or number narrows the noun.
fn has_modifier(view: &View<'_>, token: usize) -> bool {
    let tokens = &view.sentence.tokens;
    tokens.iter().any(|t| {
        t.head as usize == token
            && matches!(
                t.deprel,
                Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::Poss | Deprel::Relcl | Deprel::Acl
            )
    })
}

/// First token of a noun phrase without determiner.
fn phrase_start(view: &View<'_>, token: usize) -> usize {
    let tokens = &view.sentence.tokens;
    let mut start = token;
    while start > 0 {
        let left = &tokens[start - 1];
        if left.head as usize == token && matches!(left.deprel, Deprel::Amod | Deprel::Compound | Deprel::Nummod) {
            start -= 1;
        } else {
            break;
        }
    }
    start
}

fn is_subject(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::Nsubj | Deprel::Nsubjpass)
}

/// The subject of the verb that governs an object pronoun; it cannot be the pronoun's antecedent.
fn bound_subject(sentence: &Sentence, token: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    if !matches!(tokens[token].deprel, Deprel::Dobj | Deprel::Pobj | Deprel::Dative) {
        return None;
    }
    let mut verb = tokens[token].head as usize;
    while tokens[verb].deprel == Deprel::Prep {
        verb = tokens[verb].head as usize;
    }
    (0..tokens.len()).find(|&t| tokens[t].head as usize == verb && is_subject(tokens[t].deprel))
}

/// The first member of a coordination.
fn conj_root(sentence: &Sentence, mut token: usize) -> usize {
    while sentence.tokens[token].deprel == Deprel::Conj {
        token = sentence.tokens[token].head as usize;
    }
    token
}

/// The one entity of a list, repeated or not.
fn sole(ids: &[EntityId]) -> Option<EntityId> {
    let first = *ids.first()?;
    ids.iter().all(|&id| id == first).then_some(first)
}

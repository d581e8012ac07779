//! Whose office a title without a body is: "President Berg" in an article about Norland is Norland's president, "chief
//! executive Ivo Lind" that of the company spoken of, "his Norlandic counterpart" holds the same office as he.
//!
//! Only among the states and organisations that the article names, and only where it makes the choice plain: the
//! gazetteer knows the holder, one state outweighs all others, or one company is spoken of.

mod employer;

use std::collections::BTreeMap;

use crate::extract::MentionForm;
use crate::extract::assemble::office_of;
use crate::extract::edges::{Edges, Title};
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::resolve::{EntityId, EntryId, Gazetteer, Resolution};
use crate::text::{Deprel, Document, Upos};

/// Nouns of offices that, written as a title, are a state's.
const STATE_OFFICES: &[&str] = &[
    "president",
    "premier",
    "minister",
    "chancellor",
    "secretary",
    "undersecretary",
    "under-secretary",
    "vice-president",
    "vice-premier",
    "king",
    "queen",
    "emir",
    "sultan",
    "emperor",
    "monarch",
    "senator",
    "congressman",
    "congresswoman",
    "lawmaker",
    "pope",
];

/// Words that make an office of any noun one of state.
const STATE_WORDS: &[&str] =
    &["opposition", "state", "foreign", "defense", "defence", "government", "trade", "national"];

/// What the choice is made from.
struct Article<'a> {
    doc: &'a Document,
    gazetteer: &'a Gazetteer,
    resolution: &'a Resolution,
    /// How often the article names each country.
    countries: BTreeMap<EntityId, usize>,
}

/// Fills [`Title::implied`] in all sentences of an article.
pub(crate) fn settle(
    doc: &Document,
    gazetteer: &Gazetteer,
    resolution: &Resolution,
    sentences: &mut [(View<'_>, Edges)],
) {
    let article = Article { doc, gazetteer, resolution, countries: countries_named(resolution) };
    let bound: Vec<EntityId> = sentences
        .iter()
        .flat_map(|(view, edges)| edges.titles.iter().map(move |title| (view, title)))
        .filter(|(view, title)| title.bodies.iter().any(|&body| article.country_at(view, body).is_some()))
        .flat_map(|(view, title)| view.entities(title.person))
        .copied()
        .collect();
    let employed: Vec<EntityId> = sentences
        .iter()
        .flat_map(|(view, edges)| edges.titles.iter().filter(|t| !t.bodies.is_empty()).map(move |t| (view, t)))
        .flat_map(|(view, title)| view.entities(title.person))
        .copied()
        .collect();
    let spoken_of: Vec<Option<EntityId>> = sentences.iter().map(|(view, _)| employer::spoken_of(view)).collect();
    for (view, edges) in sentences.iter_mut() {
        for title in &mut edges.titles {
            let [person] = view.entities(title.person) else { continue };
            if !title.bodies.is_empty() {
                continue;
            }
            if !bound.contains(person) && is_of_state(view, title) {
                title.implied = article.country_of(view, title, *person);
            } else if !employed.contains(person) && employer::is_officer(view, title) {
                title.implied = employer::of_title(view, title, &spoken_of);
            }
        }
    }
    counterparts(sentences);
}

/// Gives counterparts the office of whose counterpart they are.
fn counterparts(sentences: &mut [(View<'_>, Edges)]) {
    let mut offices: BTreeMap<EntityId, String> = BTreeMap::new();
    for (view, edges) in sentences.iter() {
        for title in edges.titles.iter().filter(|title| !title.former) {
            let [person] = view.entities(title.person) else { continue };
            if let Some(office) = office_of(view, title) {
                offices.entry(*person).or_insert(office);
            }
        }
    }
    for (view, edges) in sentences {
        for index in 0..edges.titles.len() {
            let title = &edges.titles[index];
            if view.lemma(title.head) != "counterpart" {
                continue;
            }
            let other = opposite(view, title);
            edges.titles[index].office = other.and_then(|other| offices.get(&other)).cloned();
        }
    }
}

/// Whose counterpart it is: the owner of the noun, else the last person before it in the sentence.
fn opposite(view: &View<'_>, title: &Title) -> Option<EntityId> {
    let person = |at: u32| match view.entities(at) {
        [id] if view.resolution.entity(*id).kind == EntityKind::Person => Some(*id),
        _ => None,
    };
    let bearer = person(title.person)?;
    let owner = view.children(title.head).iter().copied().filter(|&c| view.deprel(c) == Deprel::Poss).find_map(person);
    let before = || (0..title.head).rev().find_map(|at| person(at).filter(|&id| id != bearer));
    owner.or_else(before).filter(|&id| id != bearer)
}

fn countries_named(resolution: &Resolution) -> BTreeMap<EntityId, usize> {
    let mut counts = BTreeMap::new();
    for (mention, ids) in resolution.iter() {
        let [id] = ids else { continue };
        let named = matches!(mention.form, MentionForm::Name | MentionForm::Adjective);
        if named && mention.kind == EntityKind::Country && resolution.entity(*id).kind == EntityKind::Country {
            *counts.entry(*id).or_default() += 1;
        }
    }
    counts
}

impl Article<'_> {
    /// The country that a body of a title is or belongs to.
    fn country_at(&self, view: &View<'_>, at: u32) -> Option<EntityId> {
        let id = *view.entities(at).first()?;
        let entity = self.resolution.entity(id);
        if entity.kind == EntityKind::Country { Some(id) } else { entity.parent }
    }

    fn country_of(&self, view: &View<'_>, title: &Title, person: EntityId) -> Option<EntityId> {
        let words: Vec<String> = title.words.iter().map(|&at| view.lower(at)).collect();
        let office = words.join(" ");
        let office = office.strip_suffix('s').unwrap_or(&office);
        let name = &self.resolution.entity(person).name;
        // The state whose office the person is known to have held, or that alone has such an office.
        let known = self.gazetteer.state_of(name, office, title.former, self.doc.date);
        match known.or_else(|| self.gazetteer.state_with(office)) {
            Some(country) => self.named(country),
            // Two presidents are not those of one state.
            None if matches!(view.token(title.head).tag, "NNS" | "NNPS") => None,
            None => self.dominant(),
        }
    }

    /// The country of the gazetteer, if the article names it.
    fn named(&self, country: EntryId) -> Option<EntityId> {
        let key = &self.gazetteer.entry(country).key;
        self.countries.keys().copied().find(|&id| self.resolution.entity(id).gazetteer.as_ref() == Some(key))
    }

    /// The only country of the article, or the one named at least twice as often as any other.
    fn dominant(&self) -> Option<EntityId> {
        let mut ranked: Vec<(usize, EntityId)> = self.countries.iter().map(|(&id, &count)| (count, id)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        match ranked[..] {
            [(_, only)] => Some(only),
            [(most, first), (next, _), ..] if most >= 2 * next && most > 2 => Some(first),
            _ => None,
        }
    }
}

/// A title before a name that is an office of state: a noun of such offices with a capital, or made one by a word
/// before it ("opposition leader").
fn is_of_state(view: &View<'_>, title: &Title) -> bool {
    let noun = view.lower(title.head);
    let noun = noun.strip_suffix('s').unwrap_or(&noun);
    let proper = view.word(title.head).starts_with(char::is_uppercase)
        && (view.token(title.head).pos == Upos::Propn || title.head > 0);
    let office = STATE_OFFICES.contains(&noun) && (proper || noun == "minister");
    let of_state = || title.words.iter().any(|&at| STATE_WORDS.contains(&view.lower(at).as_str()));
    title.head < title.person && (office || of_state())
}

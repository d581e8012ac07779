//! Whose office a title without a body is: "President Berg" in an article about Norland is Norland's president.
//!
//! Only among the states and organisations that the article names, and only where it makes the choice plain: the
//! gazetteer knows the holder, or one state outweighs all others.

use std::collections::BTreeMap;

use crate::extract::MentionForm;
use crate::extract::edges::{Edges, Title};
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::resolve::{EntityId, EntryId, Gazetteer, Resolution};
use crate::text::{Document, Upos};

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
    for (view, edges) in sentences {
        for title in &mut edges.titles {
            let [person] = view.entities(title.person) else { continue };
            if title.bodies.is_empty() && !bound.contains(person) && is_of_state(view, title) {
                title.implied = article.country_of(view, title, *person);
            }
        }
    }
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
    let proper = view.word(title.head).starts_with(char::is_uppercase) && view.token(title.head).pos == Upos::Propn;
    let office = STATE_OFFICES.contains(&noun) && (proper || noun == "minister");
    let of_state = || title.words.iter().any(|&at| STATE_WORDS.contains(&view.lower(at).as_str()));
    title.head < title.person && (office || of_state())
}

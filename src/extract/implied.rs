//! Whose office a title without a body is: "President Berg" in an article about Norland is Norland's president, "chief
//! executive Ivo Lind" that of the company spoken of, "his Norlandic counterpart" holds the same office as he.
//!
//! Only among the states and organisations that the article names, and only where it makes the choice plain: the
//! gazetteer knows the holder, one state outweighs all others, or one company is spoken of.

mod employer;
mod seat;

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
    /// How often the article names each country, its people or a place in it.
    countries: BTreeMap<EntityId, usize>,
    /// The country of the place from where the article reports.
    home: Option<EntityId>,
    /// Offices of state that the article gives to somebody by name: country, office, person.
    taken: Vec<(EntityId, String, EntityId)>,
    /// Per sentence the country that it is about.
    acting: Vec<Option<EntityId>>,
}

/// Fills [`Title::implied`] in all sentences of an article.
pub(crate) fn settle(
    doc: &Document,
    gazetteer: &Gazetteer,
    resolution: &Resolution,
    sentences: &mut [(View<'_>, Edges)],
) {
    let countries = countries_named(gazetteer, resolution);
    let home = home(gazetteer, resolution, sentences);
    let mut article = Article { doc, gazetteer, resolution, countries, home, taken: Vec::new(), acting: Vec::new() };
    article.acting = sentences.iter().map(|(view, _)| acting(view)).collect();
    article.taken = article.taken(sentences);
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
    let bodies = employer::Bodies::of(resolution, sentences);
    let seats = seat::Seats::of(gazetteer, resolution);
    for (view, edges) in sentences.iter_mut() {
        let across = counterpart_country(view, edges);
        for title in &mut edges.titles {
            let [person] = view.entities(title.person) else { continue };
            if !title.bodies.is_empty() {
                continue;
            }
            if !bound.contains(person) && is_of_state(view, title) {
                // Whose counterpart is named right after is of the other state.
                let barred = across.filter(|&(at, _)| title.person < at && is_only_before(view, title.person, at));
                let barred = barred.map(|(_, country)| country);
                title.implied = article.country_of(view, title, *person, barred);
            } else if !employed.contains(person) && employer::is_officer(view, title) {
                title.implied = bodies.of_title(view, title);
            } else if !employed.contains(person) && seat::is_of_town(view, title) {
                title.implied = seats.of_title(view);
            }
        }
    }
    counterparts(sentences);
    deputies(sentences);
}

/// "Her deputy, Ivo Lind": whose deputy somebody is tells where.
fn deputies(sentences: &mut [(View<'_>, Edges)]) {
    let mut bodies: BTreeMap<EntityId, EntityId> = BTreeMap::new();
    for (view, edges) in sentences.iter() {
        for title in edges.titles.iter().filter(|title| !title.former) {
            let [person] = view.entities(title.person) else { continue };
            let worded = title.bodies.iter().find_map(|&body| view.entities(body).first().copied());
            let crewed = |id: &EntityId| view.resolution.entity(*id).kind == EntityKind::Artefact;
            if let Some(body) = worded.or(title.implied).filter(|body| !crewed(body)) {
                bodies.entry(*person).or_insert(body);
            }
        }
    }
    for (view, edges) in sentences {
        for title in edges.titles.iter_mut().filter(|title| title.bodies.is_empty() && title.implied.is_none()) {
            if view.lemma(title.head) != "deputy" {
                continue;
            }
            let owner = view.children(title.head).iter().find(|&&c| view.deprel(c) == Deprel::Poss);
            if let Some([owner]) = owner.map(|&owner| view.entities(owner)) {
                title.implied = bodies.get(owner).copied();
            }
        }
    }
}

/// "his Sudlandic counterpart": where it stands, and the other side's country.
fn counterpart_country(view: &View<'_>, edges: &Edges) -> Option<(u32, EntityId)> {
    let other = edges.titles.iter().find(|title| view.lemma(title.head) == "counterpart")?;
    let &body = other.bodies.first()?;
    match view.entities(body) {
        [id] if view.resolution.entity(*id).kind == EntityKind::Country => Some((other.head, *id)),
        _ => None,
    }
}

/// Whether nobody else is named before the end.
fn is_only_before(view: &View<'_>, person: u32, end: u32) -> bool {
    let named = |at: u32| view.mention(at).is_some_and(|m| m.kind == EntityKind::Person && m.head == at);
    (0..end).filter(|&at| named(at)).all(|at| at == person || view.entities(at) == view.entities(person))
}

/// The country that is subject of a sentence's main verb, if it is the only subject there.
fn acting(view: &View<'_>) -> Option<EntityId> {
    let subject = (0..view.len() as u32).find(|&at| view.is_main_subject(at))?;
    let joined = view.children(subject).iter().any(|&c| view.deprel(c) == Deprel::Conj);
    match view.entities(subject) {
        [id] if !joined && view.resolution.entity(*id).kind == EntityKind::Country => Some(*id),
        _ => None,
    }
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

fn countries_named(gazetteer: &Gazetteer, resolution: &Resolution) -> BTreeMap<EntityId, usize> {
    let mut counts = BTreeMap::new();
    for (mention, ids) in resolution.iter() {
        let [id] = ids else { continue };
        let named = matches!(mention.form, MentionForm::Name | MentionForm::Adjective);
        if named && let Some(country) = country_around(gazetteer, resolution, *id) {
            // What the headline and the first sentences name is what the article is about.
            *counts.entry(country).or_default() += if mention.sentence < 3 { 2 } else { 1 };
        }
    }
    counts
}

/// A country itself, or the country of a known place if the article speaks of it too.
fn country_around(gazetteer: &Gazetteer, resolution: &Resolution, id: EntityId) -> Option<EntityId> {
    let entity = resolution.entity(id);
    match entity.kind {
        EntityKind::Country => Some(id),
        EntityKind::Place => {
            let state = gazetteer.lookup(&entity.name).iter().find_map(|sense| {
                let entry = gazetteer.entry(sense.entry);
                if entry.is_country() { Some(sense.entry) } else { entry.country }
            });
            let key = &gazetteer.entry(state?).key;
            let index = resolution.entities().iter().position(|other| other.gazetteer.as_ref() == Some(key))?;
            Some(EntityId(index as u32))
        }
        _ => None,
    }
}

/// The country of the place with which one of the first sentences opens: "BUCHAREST, June 18 -".
fn home(gazetteer: &Gazetteer, resolution: &Resolution, sentences: &[(View<'_>, Edges)]) -> Option<EntityId> {
    const FIRST: usize = 3;
    sentences.iter().take(FIRST).find_map(|(view, _)| {
        let mention = view.resolution.mention_at(view.index, 0).map(|id| view.resolution.mention(id))?;
        let place = mention.kind == EntityKind::Place && mention.form == MentionForm::Name;
        let next = mention.tokens.end;
        let parted =
            (next as usize) < view.len() && matches!(view.word(next), "," | "(" | "-" | "–" | "—" | "--" | ":");
        let [id] = view.entities(mention.head) else { return None };
        (place && parted).then(|| country_around(gazetteer, resolution, *id)).flatten()
    })
}

impl Article<'_> {
    /// The country that a body of a title is or belongs to.
    fn country_at(&self, view: &View<'_>, at: u32) -> Option<EntityId> {
        let id = *view.entities(at).first()?;
        let entity = self.resolution.entity(id);
        if entity.kind == EntityKind::Country { Some(id) } else { entity.parent }
    }

    fn country_of(
        &self,
        view: &View<'_>,
        title: &Title,
        person: EntityId,
        barred: Option<EntityId>,
    ) -> Option<EntityId> {
        let office = office_words(view, title);
        let office = office.as_str();
        let name = &self.resolution.entity(person).name;
        // The state whose office the person is known to have held, or that alone has such an office.
        let known = self.gazetteer.state_of(name, office, title.former, self.doc.date);
        match known.or_else(|| self.gazetteer.state_with(office)) {
            Some(country) => self.named(country),
            // Two presidents are not those of one state.
            None if matches!(view.token(title.head).tag, "NNS" | "NNPS") => None,
            None => self
                .acting_before(view, title, office, person)
                .filter(|&country| Some(country) != barred)
                .or_else(|| self.dominant(office, person, barred))
                .or_else(|| self.acting_in_sentence_before(view, office, person)),
        }
    }

    /// "Norland will send soldiers, Defense Minister Ivo Lind said": the country that acts last before the title.
    fn acting_before(&self, view: &View<'_>, title: &Title, office: &str, person: EntityId) -> Option<EntityId> {
        if title.words.iter().any(|&at| view.lower(at) == "opposition") {
            return None;
        }
        let first = title.words.first().copied().unwrap_or(title.head);
        let named = |at: u32| match view.entities(at) {
            [id] if view.is_name(at) && self.countries.contains_key(id) => Some((at, *id)),
            _ => None,
        };
        let (at, country) = (0..first).rev().find_map(named)?;
        let acts = matches!(view.deprel(at), Deprel::Nsubj | Deprel::Nsubjpass);
        (acts && !self.is_taken(country, office, person)).then_some(country)
    }

    /// "Norland has condemned the raid. Prime Minister Ivo Lind said".
    fn acting_in_sentence_before(&self, view: &View<'_>, office: &str, person: EntityId) -> Option<EntityId> {
        let country = view.index.checked_sub(1).and_then(|index| self.acting[index])?;
        (self.countries.contains_key(&country) && !self.is_taken(country, office, person)).then_some(country)
    }

    /// Whether somebody else holds the office of the country.
    fn is_taken(&self, country: EntityId, office: &str, person: EntityId) -> bool {
        self.taken.iter().any(|(of, other, holder)| *of == country && other == office && *holder != person)
    }

    /// Who holds which office of which country by the article's own words.
    fn taken(&self, sentences: &[(View<'_>, Edges)]) -> Vec<(EntityId, String, EntityId)> {
        let mut taken = Vec::new();
        for (view, edges) in sentences {
            for title in edges.titles.iter().filter(|title| !title.former) {
                let [person] = view.entities(title.person) else { continue };
                let countries = title.bodies.iter().filter_map(|&body| self.country_at(view, body));
                taken.extend(countries.map(|country| (country, office_words(view, title), *person)));
            }
        }
        taken
    }

    /// The country of the gazetteer, if the article names it.
    fn named(&self, country: EntryId) -> Option<EntityId> {
        let key = &self.gazetteer.entry(country).key;
        self.countries.keys().copied().find(|&id| self.resolution.entity(id).gazetteer.as_ref() == Some(key))
    }

    /// The only country of the article whose office nobody else holds, the one from where it reports, or the one that it
    /// names at least twice as often as any other.
    fn dominant(&self, office: &str, person: EntityId, barred: Option<EntityId>) -> Option<EntityId> {
        let free = self.countries.iter().filter(|&(&id, _)| Some(id) != barred && !self.is_taken(id, office, person));
        let mut ranked: Vec<(usize, EntityId)> = free.map(|(&id, &count)| (count, id)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let most = ranked.first()?.0;
        let home = self.home.filter(|home| ranked.iter().any(|(count, id)| id == home && 2 * count >= most));
        home.or(match ranked[..] {
            [(_, only)] => Some(only),
            [(most, first), (next, _), ..] if most >= 2 * next && most > 2 => Some(first),
            _ => None,
        })
    }
}

/// The words of a title as one office, singular and in lower case.
fn office_words(view: &View<'_>, title: &Title) -> String {
    let words: Vec<String> = title.words.iter().map(|&at| view.lower(at)).collect();
    let office = words.join(" ");
    office.strip_suffix('s').map_or_else(|| office.clone(), str::to_owned)
}

/// A title before a name that is an office of state: a noun of such offices with a capital, or made one by a word
/// before it ("opposition leader").
fn is_of_state(view: &View<'_>, title: &Title) -> bool {
    let noun = view.lower(title.head);
    let noun = noun.strip_suffix('s').unwrap_or(&noun);
    let proper = view.word(title.head).starts_with(char::is_uppercase)
        && (view.token(title.head).pos == Upos::Propn || title.head > 0);
    let office = STATE_OFFICES.contains(&noun) && (proper || noun == "minister");
    // "State premier Berg" leads a part of a state.
    if title.words.first().is_some_and(|&at| view.lower(at) == "state")
        && view.is_any(
            title.head,
            &["premier", "governor", "commissioner", "senator", "lawmaker", "legislator", "minister"],
        )
    {
        return false;
    }
    let of_state = || title.words.iter().any(|&at| STATE_WORDS.contains(&view.lower(at).as_str()));
    title.head < title.person && (office || of_state())
}

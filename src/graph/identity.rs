//! Which entity of the graph a name stands for, and the IRI it gets.
//!
//! The IRI is a function of name and kind alone, never of what else was read, so that it cannot depend on the order of
//! ingest. A name is as a rule one thing, which gets the bare IRI (`:Georgia`); the same name for a thing of another
//! kind gets the kind as ending (`:Georgia.place`). What the rule expects of a name is asked from [`Identity`] and,
//! where that does not know the name, read off its form.

use oxrdf::NamedNode;

use super::iri::escape_name;
use super::prefixes::ENTITY;
use super::{EntityKind, EntityRef};
use crate::resolve::{Entry, Gazetteer, Usage, standard_name};
use crate::text::PartialDate;

/// What is known about names beyond one article.
pub trait Identity: Sync {
    /// The entity that the reference stands for, if it is a known one.
    fn known(&self, entity: &EntityRef) -> Option<KnownEntity>;

    /// What that name is as a rule, if it is a known one.
    fn usual_kind(&self, name: &str) -> Option<EntityKind>;

    /// Whether the reference is to a person of whom every reader knows who is meant.
    fn is_well_known(&self, person: &EntityRef) -> bool {
        let _ = person;
        false
    }

    /// The name of the country of a known organisation.
    fn country_of(&self, organisation: &EntityRef) -> Option<String> {
        let _ = organisation;
        None
    }

    /// The IRI in Wikidata of an entity of that name and kind in the graph, where it is certain.
    fn same_as(&self, name: &str, kind: EntityKind) -> Option<String> {
        let _ = (name, kind);
        None
    }

    /// The full name of the one known person whom a bare surname means in an article of that date, which says that he
    /// belongs to these countries or organisations; none of them if it does not say.
    fn bearer(&self, surname: &str, of: &[&str], on: Option<PartialDate>) -> Option<String> {
        let _ = (surname, of, on);
        None
    }
}

/// An entity with the same name in every article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEntity {
    /// The name under which the graph holds it.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
}

/// No knowledge: entities are the names that articles give.
#[derive(Clone, Copy, Debug, Default)]
pub struct NamesOnly;

impl Identity for NamesOnly {
    fn known(&self, _: &EntityRef) -> Option<KnownEntity> {
        None
    }

    fn usual_kind(&self, _: &str) -> Option<EntityKind> {
        None
    }
}

impl Identity for Gazetteer {
    fn known(&self, entity: &EntityRef) -> Option<KnownEntity> {
        if entity.kind == EntityKind::Person {
            // A name is spelt one way in the graph: as that of a known holder of an office, else by habit.
            let name = self.holder_named(&entity.name).map(str::to_owned).or_else(|| standard_name(&entity.name));
            return name.map(|name| KnownEntity { name, kind: EntityKind::Person });
        }
        let mut fitting = named_entries(self, &entity.name)
            .filter(|entry| entity.kind == EntityKind::Unknown || entity.kind == entry.kind);
        let first = fitting.next()?;
        // Two things of one kind under one name: nobody can tell which from the name.
        let ambiguous = fitting.any(|other| other.kind == first.kind && other.key != first.key);
        (!ambiguous).then(|| KnownEntity { name: first.name.to_owned(), kind: first.kind })
    }

    fn is_well_known(&self, person: &EntityRef) -> bool {
        self.holder_named(&person.name).is_some() || self.names_holder(&person.name)
    }

    fn country_of(&self, organisation: &EntityRef) -> Option<String> {
        let country = only_entry(self, &organisation.name, EntityKind::Organisation)?.country?;
        Some(self.entry(country).name.to_owned())
    }

    fn same_as(&self, name: &str, kind: EntityKind) -> Option<String> {
        let item = only_entry(self, name, kind).filter(|entry| entry.name == name)?.wikidata?;
        Some(format!("http://www.wikidata.org/entity/{item}"))
    }

    fn bearer(&self, surname: &str, of: &[&str], on: Option<PartialDate>) -> Option<String> {
        let mut holders = self.holders_by_surname(surname, on).filter(|tenure| {
            let country = self.entry(tenure.country).name;
            of.is_empty() || of.contains(&country)
        });
        let holder = holders.next()?.holder;
        holders.all(|other| other.holder == holder).then(|| holder.to_owned())
    }

    fn usual_kind(&self, name: &str) -> Option<EntityKind> {
        named_entries(self, name).next().map(|entry| entry.kind)
    }
}

/// What the gazetteer knows under that proper name; adjectives and peoples are no names of what they belong to.
fn named_entries<'g>(gazetteer: &'g Gazetteer, name: &str) -> impl Iterator<Item = &'g Entry> {
    gazetteer.lookup(name).iter().filter(|sense| sense.usage == Usage::Name).map(|sense| gazetteer.entry(sense.entry))
}

/// The entry of that name and kind, if there is no other.
fn only_entry<'g>(gazetteer: &'g Gazetteer, name: &str, kind: EntityKind) -> Option<&'g Entry> {
    let mut entries = named_entries(gazetteer, name).filter(|entry| entry.kind == kind);
    let entry = entries.next()?;
    entries.next().is_none().then_some(entry)
}

/// An argument with its IRI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identified {
    pub(crate) iri: NamedNode,
    pub(crate) name: String,
    pub(crate) kind: EntityKind,
}

/// Decides who is meant by `entity`.
pub(crate) fn identify(entity: &EntityRef, identity: &dyn Identity) -> Identified {
    let (name, kind) = match identity.known(entity) {
        Some(known) => (known.name, known.kind),
        None => (entity.name.clone(), entity.kind),
    };
    Identified { iri: entity_iri(&name, kind, identity), name, kind }
}

fn entity_iri(name: &str, kind: EntityKind, identity: &dyn Identity) -> NamedNode {
    let usual = identity.usual_kind(name).unwrap_or_else(|| kind_by_form(name));
    let escaped = escape_name(name);
    let local = match kind_ending(kind) {
        Some(ending) if kind != usual => format!("{escaped}.{ending}"),
        // "Georgia.place" as a name of its own must not become the place Georgia.
        _ => match escaped.rsplit_once('.') {
            Some((stem, ending)) if KIND_ENDINGS.iter().any(|(_, e)| *e == ending) => format!("{stem}%2E{ending}"),
            _ => escaped,
        },
    };
    NamedNode::new_unchecked(format!("{ENTITY}{local}"))
}

const KIND_ENDINGS: &[(EntityKind, &str)] = &[
    (EntityKind::Person, "person"),
    (EntityKind::Country, "country"),
    (EntityKind::Place, "place"),
    (EntityKind::Organisation, "organisation"),
    (EntityKind::Event, "event"),
    (EntityKind::Artefact, "artefact"),
    (EntityKind::Phrase, "topic"),
];

fn kind_ending(kind: EntityKind) -> Option<&'static str> {
    KIND_ENDINGS.iter().find(|(k, _)| *k == kind).map(|(_, ending)| *ending)
}

/// Last words that name bodies.
const ORGANISATION_WORDS: &[&str] = &[
    "Agency",
    "Alliance",
    "Army",
    "Assembly",
    "Association",
    "Authority",
    "Bank",
    "Board",
    "Bureau",
    "Center",
    "Centre",
    "Chamber",
    "Club",
    "College",
    "Commission",
    "Committee",
    "Community",
    "Company",
    "Conference",
    "Congress",
    "Corporation",
    "Corp.",
    "Council",
    "Court",
    "Department",
    "Duma",
    "Embassy",
    "Federation",
    "Force",
    "Forces",
    "Foundation",
    "Front",
    "Fund",
    "Government",
    "Group",
    "Holding",
    "House",
    "Inc.",
    "Institute",
    "Institution",
    "League",
    "Ltd.",
    "Ministry",
    "Movement",
    "Navy",
    "Network",
    "News",
    "Office",
    "Organisation",
    "Organization",
    "Parliament",
    "Party",
    "Police",
    "Post",
    "Press",
    "Secretariat",
    "Senate",
    "Service",
    "Society",
    "Times",
    "Treasury",
    "Tribune",
    "Union",
    "University",
];

/// Last words that name events.
const EVENT_WORDS: &[&str] =
    &["Championship", "Cup", "Expo", "Festival", "Forum", "Games", "Olympics", "Summit", "Talks", "War"];

/// Last words that name places.
const PLACE_WORDS: &[&str] = &[
    "Bay",
    "City",
    "Coast",
    "County",
    "Desert",
    "District",
    "Gulf",
    "Island",
    "Islands",
    "Lake",
    "Mountains",
    "Ocean",
    "Oblast",
    "Peninsula",
    "Province",
    "Region",
    "River",
    "Sea",
    "Strait",
    "Valley",
];

/// What a name looks like: words of bodies, events and places decide, before " of " or at the end; otherwise several
/// capitalised words are a person, one word a place, capitals only an organisation, and lower case a topic.
fn kind_by_form(name: &str) -> EntityKind {
    let head = name.split(" of ").next().unwrap_or(name);
    let last = head.split_whitespace().next_back().unwrap_or_default();
    let words = head.split_whitespace().count();
    let capitalised = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let fold = last.chars().next().map(|c| c.to_uppercase().chain(last.chars().skip(1)).collect::<String>());
    let last_is_one_of = |list: &[&str]| fold.as_deref().is_some_and(|word| list.contains(&word));
    if !name.split_whitespace().next().is_some_and(capitalised) {
        EntityKind::Phrase
    } else if last_is_one_of(ORGANISATION_WORDS) {
        EntityKind::Organisation
    } else if last_is_one_of(EVENT_WORDS) {
        EntityKind::Event
    } else if last_is_one_of(PLACE_WORDS) {
        EntityKind::Place
    } else if words > 1 {
        EntityKind::Person
    } else if last.len() > 1 && last.chars().all(|c| c.is_uppercase()) {
        EntityKind::Organisation
    } else {
        EntityKind::Place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iri(name: &str, kind: EntityKind) -> String {
        let entity = EntityRef { name: name.to_owned(), aliases: Vec::new(), kind };
        let iri = identify(&entity, &NamesOnly).iri;
        super::super::shorten(iri.as_str())
    }

    #[test]
    fn the_usual_kind_of_a_name_has_the_bare_iri() {
        assert_eq!(iri("Vladimir Putin", EntityKind::Person), ":Vladimir_Putin");
        assert_eq!(iri("Astana", EntityKind::Place), ":Astana");
        assert_eq!(
            iri("Shanghai Cooperation Organization", EntityKind::Organisation),
            ":Shanghai_Cooperation_Organization"
        );
        assert_eq!(iri("Foreign Ministry of China", EntityKind::Organisation), ":Foreign_Ministry_of_China");
        assert_eq!(iri("SCO summit", EntityKind::Event), ":SCO_summit");
        assert_eq!(iri("sanctions against Iran", EntityKind::Phrase), ":sanctions_against_Iran");
        assert_eq!(iri("Anything", EntityKind::Unknown), ":Anything");
    }

    #[test]
    fn the_same_name_for_things_of_different_kinds_never_collides() {
        for name in ["Georgia", "Charles de Gaulle", "Ford", "SCO", "deployment", "Georgia.place", "Vostok Inc."] {
            let kinds = KIND_ENDINGS.iter().map(|(kind, _)| *kind);
            let mut iris: Vec<_> = kinds.map(|kind| iri(name, kind)).collect();
            iris.sort();
            iris.dedup();
            assert_eq!(iris.len(), KIND_ENDINGS.len(), "{name}: {iris:?}");
        }
        assert_ne!(iri("Georgia.person", EntityKind::Place), iri("Georgia", EntityKind::Person));
    }

    #[test]
    fn known_entities_have_one_iri_under_all_their_names() {
        let of = |name: &str, kind| {
            let entity = EntityRef { name: name.to_owned(), aliases: Vec::new(), kind };
            identify(&entity, Gazetteer::embedded())
        };
        let china = of("China", EntityKind::Country);
        assert_eq!(china, of("People's Republic of China", EntityKind::Unknown));
        assert!(china.iri.as_str().ends_with("/e/China"));
        let alliance = of("NATO", EntityKind::Organisation);
        assert_eq!(alliance, of("North Atlantic Treaty Organization", EntityKind::Unknown));
        assert_ne!(of("Georgia", EntityKind::Country).iri, of("Georgia", EntityKind::Person).iri);
        assert_eq!(of("Chinese", EntityKind::Unknown).name, "Chinese");
        let person = |name: &str| of(name, EntityKind::Person).name;
        assert_eq!(person("Volodymyr Zelenskiy"), person("Volodymyr Zelenskyy"));
        assert_eq!(person("Sergey Lavrov"), "Sergei Lavrov");
        assert_eq!(person("Sergey V. Lavrov"), "Sergei Lavrov");
        assert_eq!(person("Viktor Orbán"), "Viktor Orban");
        assert_ne!(person("George W. Bush"), person("George Bush"));
    }
}

//! From names to entities: every name of an article finds the thing it names, under the fullest form used.

use std::collections::HashMap;

use super::coreference::Sorts;
use super::people::{self, ShortForm};
use super::{Entity, EntityId, EntryId, Gazetteer, Gender, Usage, metonymy};
use crate::extract::MentionForm;
use crate::extract::entities::{Name, View};
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{Document, PartialDate, Sentence};

/// The entities of an article while its names are being joined.
#[derive(Debug)]
pub(super) struct Linker<'a> {
    gazetteer: &'a Gazetteer,
    drafts: Vec<Draft>,
    by_key: HashMap<String, EntityId>,
    /// Acronyms that the article spells out.
    short_names: HashMap<String, EntityId>,
}

/// An entity with every form that named it.
#[derive(Debug)]
struct Draft {
    kind: EntityKind,
    entry: Option<EntryId>,
    /// Forms of the article in order of first use.
    forms: Vec<String>,
    /// For institutions the words without the country.
    base: Option<String>,
    parent: Option<EntityId>,
    gender: Option<Gender>,
    /// An office that the article gives to nobody.
    office: bool,
    /// Order of the last mention, to prefer whom the article spoke of last.
    last_used: usize,
}

impl<'a> Linker<'a> {
    /// Links all names; the result has one entity a name.
    pub(super) fn link(
        doc: &Document,
        sentences: &[Sentence],
        gazetteer: &'a Gazetteer,
        names: &[Name],
    ) -> (Self, Vec<Option<EntityId>>) {
        let mut linker = Self { gazetteer, drafts: Vec::new(), by_key: HashMap::new(), short_names: HashMap::new() };
        linker.add_full_names(names);
        let mut linked = Vec::with_capacity(names.len());
        for (order, name) in names.iter().enumerate() {
            let view = View { doc, sentence: &sentences[name.sentence], index: name.sentence, gazetteer };
            let spelt_out = linker.spelt_out_before(&view, names, order, &linked);
            if let Some(id) = spelt_out {
                linker.short_names.insert(name.text.clone(), id);
            }
            let short = linker.short_names.get(&name.text).copied();
            let id = short.or_else(|| linker.entity_of(&view, name));
            if let Some(id) = id {
                linker.note(id, name, order);
            }
            linked.push(id);
        }
        (linker, linked)
    }

    /// People and organisations are known by their full names before short ones are looked at: "Mr. Hu" may come first.
    fn add_full_names(&mut self, names: &[Name]) {
        for name in names.iter().filter(|name| name.senses.is_empty() && name.text.contains(' ')) {
            match name.kind {
                EntityKind::Person if self.person(&name.text).is_none() => {
                    self.create(format!("person {}", people::fold(&name.text)), name.kind, None, &name.text);
                }
                EntityKind::Organisation if name.country.is_none() => {
                    let key = organisation_key(&name.text);
                    if !self.by_key.contains_key(&key) {
                        self.create(key, name.kind, None, &name.text);
                    }
                }
                _ => {}
            }
        }
    }

    fn create(&mut self, key: String, kind: EntityKind, entry: Option<EntryId>, form: &str) -> EntityId {
        let id = EntityId(u32::try_from(self.drafts.len()).expect("an article has fewer than 2^32 names"));
        let gender = (kind == EntityKind::Person).then(|| gender_of(form)).flatten();
        self.drafts.push(Draft {
            kind,
            entry,
            forms: vec![form.to_owned()],
            base: None,
            parent: None,
            gender,
            office: false,
            last_used: 0,
        });
        self.by_key.insert(key, id);
        id
    }

    fn note(&mut self, id: EntityId, name: &Name, order: usize) {
        let draft = &mut self.drafts[id.index()];
        draft.last_used = order + 1;
        // An adjective or a capital that acts is no form of the country's name.
        let own = name.form == MentionForm::Name
            && name.senses.iter().all(|s| s.usage == Usage::Name || Some(s.entry) != draft.entry);
        if own && !draft.forms.contains(&name.text) {
            draft.forms.push(name.text.clone());
        }
    }

    fn entity_of(&mut self, view: &View<'_>, name: &Name) -> Option<EntityId> {
        if let Some(id) = self.surname(name) {
            return Some(id);
        }
        if let Some(country) = name.country {
            return Some(self.institution(name, Some(country)));
        }
        if !name.senses.is_empty() && name.kind != EntityKind::Event {
            return Some(self.known(view, name));
        }
        if let Some(country) = self.government_of(&name.text) {
            return Some(country);
        }
        match name.kind {
            EntityKind::Person => Some(self.person_or_new(&name.text)),
            EntityKind::Organisation => Some(self.organisation(name)),
            EntityKind::Event => Some(self.event(name)),
            EntityKind::Unknown => self.organisation_like(&name.text),
            kind => Some(self.keyed(format!("{kind:?} {}", people::fold(&name.text)), kind, &name.text)),
        }
    }

    /// "Government of Iran" is Iran.
    fn government_of(&mut self, text: &str) -> Option<EntityId> {
        let state = text.strip_prefix("Government of ").or_else(|| text.strip_prefix("Republic of "))?;
        let sense = *self.gazetteer.lookup(state).first()?;
        let country = self.gazetteer.entry(sense.entry).is_country() && sense.usage == Usage::Name;
        country.then(|| self.of_entry(sense.entry, state))
    }

    /// A gathering of which the article says no more than its kind ("the Ministerial").
    pub(super) fn gathering(&mut self, word: &str) -> EntityId {
        self.keyed(format!("event {}", people::fold(word)), EntityKind::Event, word)
    }

    fn keyed(&mut self, key: String, kind: EntityKind, form: &str) -> EntityId {
        match self.by_key.get(&key) {
            Some(&id) => id,
            None => self.create(key, kind, None, form),
        }
    }

    /// A name that the gazetteer knows as something else but that is a person's surname here ("Ford", "Washington").
    fn surname(&self, name: &Name) -> Option<EntityId> {
        let plausible = name.senses.is_empty() && matches!(name.kind, EntityKind::Unknown | EntityKind::Organisation)
            || (name.titled && name.label == Some(crate::text::EntityLabel::Person));
        if !plausible || name.text.contains(' ') || name.country.is_some() {
            return None;
        }
        let (form, id) = self.person(&name.text)?;
        (form == Some(ShortForm::LastName) && self.organisation_like(&name.text).is_none()).then_some(id)
    }

    /// The person a name can stand for: of several the one mentioned last.
    fn person(&self, text: &str) -> Option<(Option<ShortForm>, EntityId)> {
        let candidates = self.drafts.iter().enumerate().filter(|(_, draft)| draft.kind == EntityKind::Person);
        let fits = candidates.filter_map(|(index, draft)| {
            let fit = draft.forms.iter().find_map(|form| {
                if people::same_person(form, text) {
                    return Some((0, None));
                }
                people::short_for(text, form).map(|short| (1 + short as usize, Some(short)))
            })?;
            Some((fit.0, std::cmp::Reverse(draft.last_used), index, fit.1))
        });
        let (_, _, index, short) = fits.min()?;
        Some((short, EntityId(index as u32)))
    }

    fn person_or_new(&mut self, text: &str) -> EntityId {
        match self.person(text) {
            Some((_, id)) => id,
            None => self.create(format!("person {}", people::fold(text)), EntityKind::Person, None, text),
        }
    }

    /// A thing of the gazetteer; a capital or seat that acts is its country.
    fn known(&mut self, view: &View<'_>, name: &Name) -> EntityId {
        let named = name.senses.iter().find(|sense| sense.usage != Usage::Capital).unwrap_or(&name.senses[0]);
        let entry = self.gazetteer.entry(named.entry);
        let government = match entry.category {
            "capital" | "seat" if metonymy::acts(view, name.head) => entry.country,
            _ => None,
        };
        self.of_entry(government.unwrap_or(named.entry), &name.text)
    }

    /// The entity of a gazetteer entry.
    pub(super) fn of_entry(&mut self, entry: EntryId, form: &str) -> EntityId {
        let row = self.gazetteer.entry(entry);
        if let Some(&id) = self.by_key.get(&row.key) {
            return id;
        }
        // "Central Asian" names Central Asia.
        let adjective = row.adjectives.iter().any(|adjective| adjective.eq_ignore_ascii_case(form));
        let form = if row.is_country() || adjective { row.name } else { form };
        self.create(row.key.clone(), row.kind, Some(entry), form)
    }

    fn institution(&mut self, name: &Name, country: Option<EntryId>) -> EntityId {
        let parent = country.map(|country| self.of_entry(country, self.gazetteer.entry(country).name));
        let key = format!("institution {} of {:?}", name.text.to_lowercase(), country);
        if let Some(&id) = self.by_key.get(&key) {
            return id;
        }
        let id = self.create(key, name.kind, name.senses.first().map(|s| s.entry), &name.text);
        let draft = &mut self.drafts[id.index()];
        draft.base = Some(name.text.clone());
        draft.parent = parent;
        id
    }

    fn organisation(&mut self, name: &Name) -> EntityId {
        if let Some(id) = self.organisation_like(&name.text) {
            return id;
        }
        self.create(organisation_key(&name.text), EntityKind::Organisation, None, &name.text)
    }

    /// An organisation that the article names more fully: the same words with a legal form, a longer name that begins with
    /// these, a name of which these are the initials, an institution whose country was given elsewhere.
    fn organisation_like(&self, text: &str) -> Option<EntityId> {
        if let Some(&id) = self.by_key.get(&organisation_key(text)) {
            return Some(id);
        }
        let lower = text.to_lowercase();
        // "the Academy", once a "Brandt Academy of Engineering" is named.
        let noun = words::is_institution(text) || words::ends_organisation(text) || !Sorts::of_noun(&lower).is_empty();
        let generic = !text.contains(' ') && noun;
        let organisations =
            || self.drafts.iter().enumerate().filter(|(_, draft)| draft.kind == EntityKind::Organisation);
        let fits = |draft: &Draft| {
            draft.base.as_ref().is_some_and(|base| base.to_lowercase() == lower)
                || draft.forms.iter().any(|form| {
                    begins_with(form, text) || initials(form) == text || (generic && head_noun(form) == text)
                })
        };
        let mut found = organisations().filter(|(_, draft)| fits(draft));
        let first = found.next()?;
        // Two that fit decide nothing.
        found.next().is_none().then_some(EntityId(first.0 as u32))
    }

    /// Events are one where their last word and the organisation before it are.
    fn event(&mut self, name: &Name) -> EntityId {
        let key = match name.text.rsplit_once(' ') {
            Some((host, noun)) => {
                let host = match self.gazetteer.lookup(host).first() {
                    Some(sense) => self.gazetteer.entry(sense.entry).key.clone(),
                    None => people::fold(host),
                };
                format!("event {host} {}", noun.to_lowercase().trim_end_matches('s'))
            }
            None => format!("event {}", people::fold(&name.text)),
        };
        self.keyed(key, EntityKind::Event, &name.text)
    }

    /// "Shanghai Cooperation Organization (SCO)", "..., or SCO": the short name is the long one's.
    fn spelt_out_before(
        &self,
        view: &View<'_>,
        names: &[Name],
        order: usize,
        linked: &[Option<EntityId>],
    ) -> Option<EntityId> {
        let name = &names[order];
        let before = order.checked_sub(1)?;
        let full = &names[before];
        if full.sentence != name.sentence || full.tokens.end > name.tokens.start {
            return None;
        }
        let between: Vec<&str> = (full.tokens.end..name.tokens.start).map(|t| view.word(t)).collect();
        let joined = matches!(between[..], ["("] | [",", "or"] | [")", "("] | [",", "known", "as"] | [",", "the"]);
        let capitals = name.text.chars().filter(|c| c.is_uppercase()).count();
        let short = !name.text.contains(' ') && capitals >= 2 && name.text.len() < full.text.len();
        let typed = matches!(full.kind, EntityKind::Organisation | EntityKind::Unknown) && name.country.is_none();
        let known = name.senses.iter().any(|s| self.gazetteer.entry(s.entry).is_country());
        let fits = between.first() == Some(&"(") || between.len() == 2 || initials(&full.text) == name.text;
        (joined && fits && short && typed && !known).then(|| linked[before]).flatten()
    }

    /// The finished entities in the order of their ids.
    pub(super) fn finish(self) -> Vec<Entity> {
        let names: Vec<String> = self.drafts.iter().map(|draft| self.canonical_name(draft)).collect();
        let entities = self.drafts.iter().enumerate().map(|(index, draft)| {
            let name = names[index].clone();
            let mut aliases: Vec<String> = draft.forms.clone();
            if let Some(base) = &draft.base {
                aliases.extend(self.institution_aliases(draft, base));
            }
            if let Some(entry) = draft.entry {
                let entry = self.gazetteer.entry(entry);
                aliases.push(entry.name.to_owned());
                aliases.extend(entry.aliases.iter().map(|alias| (*alias).to_owned()));
            }
            let mut seen = vec![name.clone()];
            aliases.retain(|alias| {
                !seen.contains(alias) && {
                    seen.push(alias.clone());
                    true
                }
            });
            Entity {
                name,
                aliases,
                kind: draft.kind,
                gazetteer: draft.entry.map(|entry| self.gazetteer.entry(entry).key.clone()),
                gender: draft.gender,
                parent: draft.parent,
                office: draft.office,
            }
        });
        entities.collect()
    }

    /// Countries by their short English name, institutions with their country, all else by the fullest form used.
    fn canonical_name(&self, draft: &Draft) -> String {
        let entry = draft.entry.map(|entry| self.gazetteer.entry(entry));
        if let Some(entry) = entry.filter(|entry| entry.is_country()) {
            return entry.name.to_owned();
        }
        let parent = draft.parent.and_then(|id| self.drafts[id.index()].entry).map(|id| self.gazetteer.entry(id));
        if let (Some(base), Some(parent)) = (&draft.base, parent) {
            return match parent.name {
                "United States" if base.starts_with(char::is_uppercase) => base.clone(),
                "United States" => format!("US {base}"),
                "United Nations" => format!("UN {base}"),
                "European Union" => format!("EU {base}"),
                country => format!("{base} of {country}"),
            };
        }
        if let Some(entry) = entry.filter(|entry| draft.forms.iter().all(|form| *form == entry.name.to_uppercase())) {
            return entry.name.to_owned();
        }
        // Headlines shout: a form in small letters goes before one in capitals.
        let shouts = |form: &str| form.len() > 5 && !form.chars().any(char::is_lowercase);
        let fullest = |form: &&String| (!shouts(form), form.split(' ').count(), form.len());
        let by_words = draft.forms.iter().rev().max_by_key(fullest);
        by_words.map(|name| name.strip_prefix("The ").unwrap_or(name).to_owned()).unwrap_or_default()
    }

    fn institution_aliases(&self, draft: &Draft, base: &str) -> Vec<String> {
        let parent = draft.parent.and_then(|id| self.drafts[id.index()].entry).map(|id| self.gazetteer.entry(id));
        let Some(parent) = parent else { return Vec::new() };
        let mut aliases = vec![format!("{base} of {}", parent.name), format!("{}'s {base}", parent.name)];
        aliases.extend(parent.adjectives.first().map(|adjective| format!("{adjective} {base}")));
        aliases
    }

    /// The person of the article whose full name this may be, if the article names one.
    pub(super) fn person_named(&self, name: &str) -> Option<EntityId> {
        let mut named = self.drafts.iter().enumerate().filter(|(_, draft)| {
            let same = |form: &String| people::same_person(form, name) || people::short_for(form, name).is_some();
            draft.kind == EntityKind::Person && draft.forms.iter().any(same)
        });
        let (index, _) = named.next()?;
        named.next().is_none().then_some(EntityId(index as u32))
    }

    /// The people of the article, by their full names, who are known to have held an office at a date.
    pub(super) fn holders_named(&self, office: &str, on: Option<PartialDate>) -> Vec<EntityId> {
        let people =
            self.drafts.iter().enumerate().filter(|(_, draft)| draft.kind == EntityKind::Person && !draft.office);
        let holds = |draft: &Draft| {
            let full = |form: &&String| form.contains(' ');
            draft.forms.iter().filter(full).any(|form| self.gazetteer.state_of(form, office, false, on).is_some())
        };
        people.filter(|(_, draft)| holds(draft)).map(|(index, _)| EntityId(index as u32)).collect()
    }

    /// Gazetteer entry of an entity under construction.
    pub(super) fn entry(&self, id: EntityId) -> Option<EntryId> {
        self.drafts[id.index()].entry
    }

    /// An office that stands for whoever holds it, under "President of Azerbaijan".
    pub(super) fn office(&mut self, office: &str, country: EntityId) -> EntityId {
        let country = self.drafts[country.index()].entry.map(|entry| self.gazetteer.entry(entry));
        let (name, adjective) = country.map_or(("", None), |entry| (entry.name, entry.adjectives.first()));
        let title: Vec<String> = office.split(' ').map(capitalised).collect();
        let title = title.join(" ");
        let form = format!("{title} of {name}");
        let id = self.keyed(format!("office {form}"), EntityKind::Person, &form);
        let alias = adjective.map(|adjective| format!("{adjective} {title}"));
        self.drafts[id.index()].office = true;
        let forms = &mut self.drafts[id.index()].forms;
        if let Some(alias) = alias.filter(|alias| !forms.contains(alias)) {
            forms.push(alias);
        }
        id
    }

    /// Kind of an entity under construction.
    pub(super) fn kind(&self, id: EntityId) -> EntityKind {
        self.drafts[id.index()].kind
    }

    /// Gender of an entity under construction.
    pub(super) fn gender(&self, id: EntityId) -> Option<Gender> {
        self.drafts[id.index()].gender
    }

    /// Learns a person's gender where nothing was known.
    pub(super) fn learn_gender(&mut self, id: EntityId, gender: Gender) {
        self.drafts[id.index()].gender.get_or_insert(gender);
    }

    /// True if a word of an entity's names is this one ("ministry" of "Foreign Ministry").
    pub(super) fn is_named(&self, id: EntityId, word: &str) -> bool {
        let draft = &self.drafts[id.index()];
        let entry = draft.entry.map(|entry| self.gazetteer.entry(entry));
        let bloc = entry.is_some_and(|entry| entry.category == "bloc");
        let named = |form: &str| form.split([' ', '-']).any(|part| part.eq_ignore_ascii_case(word));
        draft.forms.iter().any(|form| named(form))
            || entry.is_some_and(|entry| named(entry.name))
            || (bloc && matches!(word, "organization" | "organisation" | "bloc"))
            || (word == "alliance"
                && entry.is_some_and(|entry| entry.key == "organisation/North Atlantic Treaty Organization"))
    }

    /// True if a word is the noun that one of an entity's names turns on ("league" of "League of Polar Cooks").
    pub(super) fn is_headed(&self, id: EntityId, word: &str) -> bool {
        let draft = &self.drafts[id.index()];
        let known = draft.entry.map(|entry| self.gazetteer.entry(entry).name);
        draft.forms.iter().map(String::as_str).chain(known).any(|form| head_noun(form).eq_ignore_ascii_case(word))
    }

    /// What sort of body an organisation is by its names and the gazetteer.
    pub(super) fn sorts(&self, id: EntityId) -> Sorts {
        let draft = &self.drafts[id.index()];
        let known = draft.entry.map(|entry| self.gazetteer.entry(entry));
        let listed = known.map_or(Sorts::NONE, |entry| Sorts::of_category(entry.category));
        let names = draft.forms.iter().map(String::as_str).chain(known.map(|entry| entry.name));
        names.fold(listed, |sorts, name| sorts.with(Sorts::of_name(name, head_noun(name))))
    }

    /// True for companies: those of the gazetteer and organisations that it does not know.
    pub(super) fn is_company(&self, id: EntityId) -> bool {
        let draft = &self.drafts[id.index()];
        match draft.entry {
            Some(entry) => self.gazetteer.entry(entry).category == "company",
            None => draft.base.is_none() && !draft.forms.iter().any(|form| words::is_institution(head_noun(form))),
        }
    }
}

/// Gender by given name.
fn gender_of(name: &str) -> Option<Gender> {
    let first = name.split(' ').next()?;
    if words::is_womans_name(first) {
        Some(Gender::Feminine)
    } else {
        words::is_mans_name(first).then_some(Gender::Masculine)
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Words of an organisation's name without legal form and article.
fn organisation_key(name: &str) -> String {
    let mut kept: Vec<&str> = name.split(' ').filter(|word| !word.eq_ignore_ascii_case("the")).collect();
    while kept.len() > 1 && words::is_legal_form(kept[kept.len() - 1]) {
        kept.pop();
    }
    format!("organisation {}", people::fold(&kept.join(" ")))
}

/// True if a name begins with the words of a shorter one ("Hawley Group Ltd", "Hawley").
fn begins_with(name: &str, short: &str) -> bool {
    name.len() > short.len() && name.starts_with(short) && name[short.len()..].starts_with([' ', '-'])
}

/// The last word of a body's name, before "of" and "for".
pub(super) fn head_noun(name: &str) -> &str {
    let end = [" of ", " for ", ", "].iter().filter_map(|part| name.find(part)).min().unwrap_or(name.len());
    name[..end].rsplit(' ').next().unwrap_or(name)
}

/// First letters of the capitalised words.
fn initials(name: &str) -> String {
    let words = name.split([' ', '-']).filter(|word| !words::is_legal_form(word));
    words.filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

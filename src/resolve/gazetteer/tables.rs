//! Reading the tables of the gazetteer, which are embedded in the program, into its entries and forms.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::Date;

use super::{Entry, EntryId, Gazetteer, GazetteerError, Sense, Tenure, Usage, tidy};
use crate::graph::EntityKind;
use crate::resolve::people;

const COUNTRIES: &str = include_str!("../../../graph-data/gazetteer/countries.tsv");
const PLACES: &str = include_str!("../../../graph-data/gazetteer/places.tsv");
const ORGANISATIONS: &str = include_str!("../../../graph-data/gazetteer/organisations.tsv");
const PARTIES: &str = include_str!("../../../graph-data/gazetteer/parties.tsv");
const SEATS: &str = include_str!("../../../graph-data/gazetteer/seats.tsv");
const OFFICES: &str = include_str!("../../../graph-data/gazetteer/offices.tsv");
const SAME_AS: &str = include_str!("../../../graph-data/gazetteer/same-as.tsv");
const CURRENCIES: &str = include_str!("../../../graph-data/gazetteer/currencies.tsv");

/// All tables.
const ALL: &[&str] = &[COUNTRIES, PLACES, ORGANISATIONS, PARTIES, SEATS, OFFICES, SAME_AS, CURRENCIES];

/// Countries, by their code, where the family name stands first.
const FAMILY_NAME_FIRST: &[&str] = &["CN", "KP", "KR", "SG", "TW", "VN"];

/// Identifies the tables: changes with any change of them.
pub(super) fn version() -> u128 {
    version_of(ALL)
}

pub(super) fn version_of(tables: &[&str]) -> u128 {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    for table in tables {
        hash.update(&(table.len() as u64).to_le_bytes());
        hash.update(table.as_bytes());
    }
    hash.digest128()
}

impl Gazetteer {
    /// Parses the embedded tables.
    pub(super) fn parse() -> Result<Self, GazetteerError> {
        let mut gazetteer = Self::default();
        gazetteer.read_countries()?;
        gazetteer.read_places()?;
        gazetteer.read_organisations()?;
        gazetteer.read_parties()?;
        gazetteer.read_seats()?;
        gazetteer.read_offices()?;
        gazetteer.read_same_as()?;
        gazetteer.read_currencies()?;
        gazetteer.lower_starts.sort_unstable();
        gazetteer.lower_starts.dedup();
        Ok(gazetteer)
    }

    fn add(&mut self, entry: Entry) -> EntryId {
        let id = EntryId(u32::try_from(self.entries.len()).expect("the tables hold fewer than 2^32 rows"));
        self.add_form(entry.name, id, Usage::Name);
        for index in 0..entry.aliases.len() {
            self.add_form(entry.aliases[index], id, Usage::Name);
        }
        for index in 0..entry.adjectives.len() {
            self.add_form(entry.adjectives[index], id, Usage::Adjective);
        }
        self.entries.push(entry);
        id
    }

    fn add_form(&mut self, form: &'static str, entry: EntryId, usage: Usage) {
        let form = tidy(form);
        let first = form.split(' ').next().unwrap_or_default().to_owned();
        if first.starts_with(char::is_lowercase)
            && let Cow::Borrowed(form) = &form
        {
            self.lower_starts.push(form.split([' ', '-']).next().unwrap_or_default());
        }
        let senses = self.senses.entry(form).or_default();
        let sense = Sense { entry, usage };
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    fn read_countries(&mut self) -> Result<(), GazetteerError> {
        for row in rows("countries.tsv", COUNTRIES) {
            let (_, [code, kind, name, also, adjectives, people, capitals, currency]) = row?;
            let id = self.add(Entry {
                key: format!("country/{code}"),
                // A region acts in the news as a place does, unless it is a state or a nation.
                kind: if kind == "region" { EntityKind::Place } else { EntityKind::Country },
                category: kind,
                name,
                aliases: list(also).collect(),
                adjectives: list(adjectives).collect(),
                country: code.split_once('-').and_then(|(country, _)| self.country(country)),
                currency: Some(currency).filter(|c| !c.is_empty()),
                wikidata: None,
            });
            self.countries.insert(code, id);
            for people in list(people) {
                self.add_form(people, id, Usage::People);
            }
            for capital in list(capitals) {
                self.add_capital(capital, code, id);
            }
        }
        Ok(())
    }

    /// A capital is a city of its own; what its government does, the country does. Spellings are parted by `;`.
    fn add_capital(&mut self, spellings: &'static str, code: &str, country: EntryId) {
        let mut spellings = spellings.split(';');
        let name = spellings.next().unwrap_or_default();
        let aliases: Vec<_> = spellings.collect();
        for form in std::iter::once(&name).chain(&aliases) {
            self.add_form(form, country, Usage::Capital);
        }
        self.add(Entry {
            key: format!("place/{code}/{name}"),
            kind: EntityKind::Place,
            category: "capital",
            name,
            aliases,
            adjectives: Vec::new(),
            country: Some(country),
            currency: None,
            wikidata: None,
        });
    }

    fn read_places(&mut self) -> Result<(), GazetteerError> {
        for row in rows("places.tsv", PLACES) {
            let (line, [category, name, also, code, adjectives]) = row?;
            let country = self.known_country("places.tsv", line, code)?;
            self.add(Entry {
                key: if code.is_empty() { format!("place/{name}") } else { format!("place/{code}/{name}") },
                kind: EntityKind::Place,
                category,
                name,
                aliases: list(also).collect(),
                adjectives: list(adjectives).collect(),
                country,
                currency: None,
                wikidata: None,
            });
        }
        Ok(())
    }

    fn read_organisations(&mut self) -> Result<(), GazetteerError> {
        for row in rows("organisations.tsv", ORGANISATIONS) {
            let (line, [category, name, also, code]) = row?;
            let country = self.known_country("organisations.tsv", line, code)?;
            self.add_organisation("organisation", category, name, also, "", country);
        }
        Ok(())
    }

    /// Parties have adjectives as countries have: "a Republican senator".
    fn read_parties(&mut self) -> Result<(), GazetteerError> {
        for row in rows("parties.tsv", PARTIES) {
            let (line, [code, name, also, adjectives]) = row?;
            let country = self.known_country("parties.tsv", line, code)?;
            self.add_organisation("organisation", "party", name, also, adjectives, country);
        }
        Ok(())
    }

    fn read_seats(&mut self) -> Result<(), GazetteerError> {
        for row in rows("seats.tsv", SEATS) {
            let (line, [name, code, also]) = row?;
            let country = self.known_country("seats.tsv", line, code)?;
            self.add_organisation("seat", "seat", name, also, "", country);
        }
        Ok(())
    }

    fn read_same_as(&mut self) -> Result<(), GazetteerError> {
        let places: HashMap<String, usize> =
            self.entries.iter().enumerate().map(|(index, entry)| (entry.key.clone(), index)).collect();
        for row in rows("same-as.tsv", SAME_AS) {
            let (line, [key, item]) = row?;
            let known = places.get(key).ok_or_else(|| GazetteerError {
                file: "same-as.tsv",
                line,
                problem: format!("no other table has `{key}`"),
            })?;
            self.entries[*known].wikidata = Some(item);
        }
        Ok(())
    }

    fn add_organisation(
        &mut self,
        table: &str,
        category: &'static str,
        name: &'static str,
        also: &'static str,
        adjectives: &'static str,
        country: Option<EntryId>,
    ) {
        self.add(Entry {
            key: format!("{table}/{name}"),
            kind: EntityKind::Organisation,
            category,
            name,
            aliases: list(also).collect(),
            adjectives: list(adjectives).collect(),
            country,
            currency: None,
            wikidata: None,
        });
    }

    fn read_offices(&mut self) -> Result<(), GazetteerError> {
        for row in rows("offices.tsv", OFFICES) {
            let (line, [code, office, holder, from, to]) = row?;
            let file = "offices.tsv";
            let missing = || GazetteerError { file, line, problem: "an office without a country".to_owned() };
            let country = self.known_country(file, line, code)?.ok_or_else(missing)?;
            if holder.is_empty() {
                self.own_offices.push((office, country));
                continue;
            }
            let day = |text: &str| {
                text.parse::<Date>().map_err(|error| GazetteerError { file, line, problem: error.to_string() })
            };
            let to = if to.is_empty() { None } else { Some(day(to)?) };
            let spelling = self.holders.entry(people::fold(holder)).or_insert(Some(holder));
            *spelling = spelling.filter(|other| *other == holder);
            let folded = people::fold(holder);
            let mut words = folded.split(' ');
            let surname = if FAMILY_NAME_FIRST.contains(&code) { words.next() } else { words.next_back() };
            let index = u32::try_from(self.tenures.len()).expect("the table holds fewer than 2^32 rows");
            self.surnames.entry(surname.unwrap_or_default().to_owned()).or_default().push(index);
            self.tenures.push(Tenure { country, office, holder, from: day(from)?, to });
        }
        Ok(())
    }

    fn read_currencies(&mut self) -> Result<(), GazetteerError> {
        for row in rows("currencies.tsv", CURRENCIES) {
            let (_, [code, _, words, signs]) = row?;
            for word in list(words) {
                self.currency_words.entry(word).or_insert(code);
            }
            for sign in list(signs) {
                self.currency_signs.entry(sign).or_insert(code);
            }
        }
        Ok(())
    }

    fn known_country(&self, file: &'static str, line: usize, code: &str) -> Result<Option<EntryId>, GazetteerError> {
        if code.is_empty() {
            return Ok(None);
        }
        let unknown = || GazetteerError { file, line, problem: format!("no country has the code `{code}`") };
        self.country(code).map(Some).ok_or_else(unknown)
    }
}

/// The rows of a table with their line numbers; comment lines left out.
fn rows<const N: usize>(
    file: &'static str,
    table: &'static str,
) -> impl Iterator<Item = Result<(usize, [&'static str; N]), GazetteerError>> {
    let lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(move |(index, text)| {
        let line = index + 1;
        let columns: Vec<&'static str> = text.split('\t').map(str::trim).collect();
        let columns = columns.try_into().map_err(|columns: Vec<_>| {
            let problem = format!("{} columns where {N} are expected", columns.len());
            GazetteerError { file, line, problem }
        })?;
        Ok((line, columns))
    })
}

/// The values of a column that holds several.
fn list(column: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    column.split('|').map(str::trim).filter(|value| !value.is_empty())
}

//! Names that every reader of news knows: countries, cities, organisations, seats of government, currencies.
//!
//! The tables under `graph-data/gazetteer/` are embedded and parsed once. They help to choose among what an article
//! says; nothing is ever added that the article does not name.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::people;
use crate::graph::EntityKind;
use crate::text::PartialDate;

const COUNTRIES: &str = include_str!("../../graph-data/gazetteer/countries.tsv");
const PLACES: &str = include_str!("../../graph-data/gazetteer/places.tsv");
const ORGANISATIONS: &str = include_str!("../../graph-data/gazetteer/organisations.tsv");
const PARTIES: &str = include_str!("../../graph-data/gazetteer/parties.tsv");
const SEATS: &str = include_str!("../../graph-data/gazetteer/seats.tsv");
const OFFICES: &str = include_str!("../../graph-data/gazetteer/offices.tsv");
const CURRENCIES: &str = include_str!("../../graph-data/gazetteer/currencies.tsv");

/// A row of a table does not have the columns of its file, or names what no other row defines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("gazetteer {file}, line {line}: {problem}")]
pub struct GazetteerError {
    file: &'static str,
    line: usize,
    problem: String,
}

/// Index of an [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(u32);

/// One thing of the gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Stable identity: `country/RU`, `place/RU/Kazan`, `organisation/Gazprom`, `seat/Kremlin`.
    pub key: String,
    /// Kind of thing.
    pub kind: EntityKind,
    /// Finer kind, as the table words it: `state`, `city`, `bloc`, `company`, `agency`, `organ`.
    pub category: &'static str,
    /// Canonical name.
    pub name: &'static str,
    /// Other names, adjectives and capitals left out.
    pub aliases: Vec<&'static str>,
    /// Adjectives ("Russian"), the usual one first; countries and regions only.
    pub adjectives: Vec<&'static str>,
    /// The country it belongs to.
    pub country: Option<EntryId>,
    /// ISO 4217 code of a country's currency.
    pub currency: Option<&'static str>,
}

/// What a form says about its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Usage {
    /// A proper name of the entry.
    Name,
    /// The adjective of a country or region.
    Adjective,
    /// A noun for its people ("Russians", "Danes").
    People,
    /// The capital of the country that the entry is.
    Capital,
}

/// One reading of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sense {
    /// What is meant.
    pub entry: EntryId,
    /// How the form means it.
    pub usage: Usage,
}

/// Countries, by their code, where the family name stands first.
const FAMILY_NAME_FIRST: &[&str] = &["CN", "KP", "KR", "SG", "TW", "VN"];

/// Who held an office of a country, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The country.
    pub country: EntryId,
    /// The office in lower case ("prime minister").
    pub office: &'static str,
    /// Full name of the holder.
    pub holder: &'static str,
    /// First day.
    pub from: Date,
    /// Last day; none for a present holder.
    pub to: Option<Date>,
}

/// All entries with an index of their forms.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    senses: HashMap<Cow<'static, str>, Vec<Sense>>,
    countries: HashMap<&'static str, EntryId>,
    /// First words of names that begin in lower case ("al-Qaeda").
    lower_starts: Vec<&'static str>,
    tenures: Vec<Tenure>,
    /// Folded names of the holders, each with its spelling; none for spellings of several.
    holders: HashMap<String, Option<&'static str>>,
    /// Folded surnames of the holders → places in `tenures`.
    surnames: HashMap<String, Vec<u32>>,
    /// Offices that one country alone has under that name.
    own_offices: Vec<(&'static str, EntryId)>,
    currency_words: HashMap<&'static str, &'static str>,
    currency_signs: HashMap<&'static str, &'static str>,
}

fn version_of(tables: &[&str]) -> u128 {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    for table in tables {
        hash.update(&(table.len() as u64).to_le_bytes());
        hash.update(table.as_bytes());
    }
    hash.digest128()
}

impl Gazetteer {
    /// The gazetteer in the binary; parsed on first use.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Gazetteer> =
            LazyLock::new(|| Gazetteer::parse().expect("a test parses the embedded tables"));
        &EMBEDDED
    }

    /// Identifies the tables: changes with any change of them.
    pub fn version(&self) -> u128 {
        static VERSION: LazyLock<u128> =
            LazyLock::new(|| version_of(&[COUNTRIES, PLACES, ORGANISATIONS, PARTIES, SEATS, OFFICES, CURRENCIES]));
        *VERSION // all gazetteers hold the embedded tables
    }

    /// Parses the embedded tables.
    fn parse() -> Result<Self, GazetteerError> {
        let mut gazetteer = Self::default();
        gazetteer.read_countries()?;
        gazetteer.read_places()?;
        gazetteer.read_organisations()?;
        gazetteer.read_parties()?;
        gazetteer.read_seats()?;
        gazetteer.read_offices()?;
        gazetteer.read_currencies()?;
        gazetteer.lower_starts.sort_unstable();
        gazetteer.lower_starts.dedup();
        Ok(gazetteer)
    }

    /// The entry behind an id.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// Everything a form can mean, in order of the tables; empty if unknown. Case counts, but a form in capitals
    /// throughout ("SOVIET UNION") is also looked up as if capitalised.
    pub fn lookup(&self, form: &str) -> &[Sense] {
        let form = tidy(form);
        if let Some(senses) = self.senses.get(form.as_ref()) {
            return senses;
        }
        if form.len() > 3 && !form.bytes().any(|b| b.is_ascii_lowercase()) {
            return self.senses.get(capitalise(&form).as_str()).map_or(&[], Vec::as_slice);
        }
        &[]
    }

    /// The country with an ISO 3166 code, or the code of the tables for former states and nations.
    pub fn country(&self, code: &str) -> Option<EntryId> {
        self.countries.get(code).copied()
    }

    /// True if some name begins with this word in lower case.
    pub fn starts_in_lower_case(&self, word: &str) -> bool {
        self.lower_starts.binary_search(&word).is_ok()
    }

    /// ISO 4217 code for a word or words for money ("dollars", "Canadian dlrs"), lower case but for names.
    pub fn currency_of_word(&self, words: &str) -> Option<&'static str> {
        self.currency_words.get(words).copied()
    }

    /// ISO 4217 code for a sign or code before or after a number ("$", "US$", "EUR").
    pub fn currency_of_sign(&self, sign: &str) -> Option<&'static str> {
        self.currency_signs.get(sign).copied()
    }

    /// Those who held an office of a country at a date, or ever if the date is unknown.
    pub fn holders(&self, country: EntryId, office: &str, on: Option<PartialDate>) -> impl Iterator<Item = &Tenure> {
        let (first, last) = (on.and_then(PartialDate::earliest), on.and_then(PartialDate::latest));
        self.tenures.iter().filter(move |tenure| {
            tenure.country == country
                && tenure.office == office
                && last.is_none_or(|last| tenure.from <= last)
                && first.is_none_or(|first| tenure.to.is_none_or(|to| first <= to))
        })
    }

    /// The one country of which a person of this name is known to have held an office so worded: at a date, or for a
    /// former office before it; ever if the date is unknown.
    pub fn state_of(&self, name: &str, office: &str, former: bool, on: Option<PartialDate>) -> Option<EntryId> {
        let (first, last) = (on.and_then(PartialDate::earliest), on.and_then(PartialDate::latest));
        let fits = |tenure: &&Tenure| {
            let begun = last.is_none_or(|last| tenure.from <= last);
            let lasting = former || first.is_none_or(|first| tenure.to.is_none_or(|to| first <= to));
            begun && lasting && is_office(office, tenure.office) && people::names_holder(name, tenure.holder)
        };
        let mut countries = self.tenures.iter().filter(fits).map(|tenure| tenure.country);
        let first = countries.next()?;
        countries.all(|other| other == first).then_some(first)
    }

    /// Those of a surname who held an office at a date, or ever if the date is unknown. Where the family name stands
    /// first it is looked for there.
    pub fn holders_by_surname(&self, surname: &str, on: Option<PartialDate>) -> impl Iterator<Item = &Tenure> {
        let (first, last) = (on.and_then(PartialDate::earliest), on.and_then(PartialDate::latest));
        let tenures = self.surnames.get(&people::fold(surname)).map(Vec::as_slice).unwrap_or_default();
        tenures.iter().map(|&index| &self.tenures[index as usize]).filter(move |tenure| {
            last.is_none_or(|last| tenure.from <= last)
                && first.is_none_or(|first| tenure.to.is_none_or(|to| first <= to))
        })
    }

    /// The tables' spelling of a person's full name, if it is that of a holder of an office in another spelling.
    pub fn holder_named(&self, name: &str) -> Option<&'static str> {
        if !name.contains(' ') {
            return None;
        }
        let spelt = |name: &str| self.holders.get(&people::fold(name)).copied().flatten();
        spelt(name).or_else(|| spelt(&people::standard_name(name)?))
    }

    /// True for the full name or the family name of a holder of an office.
    pub fn names_holder(&self, name: &str) -> bool {
        let folded = people::fold(name);
        if folded.contains(' ') { self.holders.contains_key(&folded) } else { self.surnames.contains_key(&folded) }
    }

    /// The country that alone has an office so worded ("treasury secretary", "chancellor of the exchequer").
    pub fn state_with(&self, office: &str) -> Option<EntryId> {
        let named =
            |own: &str| office.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with(" of "));
        self.own_offices.iter().find(|(own, _)| named(own)).map(|&(_, country)| country)
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

impl Entry {
    /// True for countries, nations and territories.
    pub fn is_country(&self) -> bool {
        self.kind == EntityKind::Country
    }

    /// True for cities, capitals included.
    pub fn is_city(&self) -> bool {
        matches!(self.category, "city" | "capital")
    }
}

/// True if the words of a title name an office of the tables: "premier" is a prime minister, "secretary" may be any.
fn is_office(title: &str, office: &str) -> bool {
    let (title, office) = (title.replace("premier", "prime minister"), office.replace("premier", "prime minister"));
    let has = |office: &str, word: &str| office.split([' ', '-']).any(|other| other == word);
    let rank = ["vice", "deputy", "under", "assistant"].iter().all(|word| has(&title, word) == has(&office, word));
    rank && office.split(' ').next_back().is_some_and(|noun| has(&title, noun))
        || title == office
        || office.starts_with(&format!("{title} of "))
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

/// One form of white space and apostrophe, no leading article.
pub(crate) fn tidy(form: &str) -> Cow<'_, str> {
    let form = form.trim();
    let form = form.strip_prefix("the ").or_else(|| form.strip_prefix("The ")).unwrap_or(form);
    if form.bytes().any(|b| matches!(b, b'\n' | b'\t' | b'\r' | 0xe2 | 0xc2)) || form.contains("  ") {
        let words: Vec<&str> = form.split_whitespace().collect();
        return Cow::Owned(words.join(" ").replace(['’', '‘'], "'").replace('‑', "-"));
    }
    Cow::Borrowed(form)
}

/// "SOVIET UNION" as "Soviet Union".
fn capitalise(form: &str) -> String {
    let mut start = true;
    form.chars()
        .flat_map(|c| {
            let letter = if start { vec![c] } else { c.to_lowercase().collect() };
            start = matches!(c, ' ' | '-');
            letter
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_of_a_table_is_another_version() {
        let versions =
            [["RU\tRussia", "Oslo"], ["RU\tRussia", "Bergen"], ["RU\tRussiaO", "slo"], ["Oslo", "RU\tRussia"]];
        let distinct: std::collections::BTreeSet<_> = versions.iter().map(|tables| version_of(tables)).collect();
        assert_eq!(distinct.len(), versions.len());
    }

    fn names(form: &str) -> Vec<(&'static str, Usage)> {
        let gazetteer = Gazetteer::embedded();
        gazetteer.lookup(form).iter().map(|s| (gazetteer.entry(s.entry).name, s.usage)).collect()
    }

    #[test]
    fn the_embedded_tables_parse() {
        let gazetteer = Gazetteer::parse().unwrap();
        assert!(gazetteer.entries.len() > 1500);
    }

    #[test]
    fn every_key_is_given_once() {
        let mut keys: Vec<_> = Gazetteer::embedded().entries.iter().map(|entry| &entry.key).collect();
        keys.sort_unstable();
        let twice: Vec<_> = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn forms_lead_to_their_entries() {
        assert_eq!(names("Russian Federation"), [("Russia", Usage::Name)]);
        assert_eq!(names("French"), [("France", Usage::Adjective)]);
        assert_eq!(names("the Danes"), [("Denmark", Usage::People)]);
        assert_eq!(names("Moscow"), [("Russia", Usage::Capital), ("Moscow", Usage::Name)]);
        assert_eq!(names("Shanghai\n Cooperation Organization"), [("Shanghai Cooperation Organization", Usage::Name)]);
        assert_eq!(names("SOVIET UNION"), [("Soviet Union", Usage::Name)]);
        assert_eq!(names("People’s Republic of China"), [("China", Usage::Name)]);
        assert_eq!(names("Atlantis"), []);
    }

    #[test]
    fn offices_have_their_holders_by_date() {
        let gazetteer = Gazetteer::embedded();
        let china = gazetteer.country("CN").unwrap();
        let on = |date: &str| -> Vec<&str> {
            gazetteer.holders(china, "president", Some(date.parse().unwrap())).map(|t| t.holder).collect()
        };
        assert_eq!(on("2002-11-29"), ["Jiang Zemin"]);
        assert_eq!(on("2017"), ["Xi Jinping"]);
        assert_eq!(gazetteer.holders(china, "president", None).count(), 5);
    }

    #[test]
    fn a_title_without_country_has_the_state_of_its_known_holder() {
        let gazetteer = Gazetteer::embedded();
        let of = |name: &str, office: &str, on: &str| {
            let country = gazetteer.state_of(name, office, false, Some(on.parse().unwrap()));
            country.map(|id| gazetteer.entry(id).name)
        };
        assert_eq!(of("Reagan", "president", "1987-04-01"), Some("United States"));
        assert_eq!(of("Reagan", "president", "2007-04-01"), None);
        assert_eq!(of("Reagan", "vice president", "1987-04-01"), None);
        assert_eq!(of("Wen Jiabao", "prime minister", "2010"), Some("China"));
        assert_eq!(gazetteer.state_with("under secretary of state"), gazetteer.country("US"));
        assert_eq!(gazetteer.state_with("secretary of state for energy"), None);
    }

    #[test]
    fn money_has_its_code() {
        let gazetteer = Gazetteer::embedded();
        assert_eq!(gazetteer.currency_of_word("dlrs"), Some("USD"));
        assert_eq!(gazetteer.currency_of_sign("US$"), Some("USD"));
        assert_eq!(gazetteer.currency_of_sign("¤"), None);
    }
}

//! Names that every reader of news knows: countries, cities, organisations, seats of government, currencies.
//!
//! The tables under `graph-data/gazetteer/` are embedded and parsed once. They help to choose among what an article
//! says; nothing is ever added that the article does not name.

mod tables;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::people;
use crate::graph::EntityKind;
use crate::text::PartialDate;

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
    /// Its item in Wikidata ("Q159"), where that is certain.
    pub wikidata: Option<&'static str>,
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

impl Tenure {
    /// Whether it had begun at some time of the date, which is true of any tenure if there is none.
    fn begun_by(&self, on: Option<PartialDate>) -> bool {
        on.and_then(PartialDate::latest).is_none_or(|last| self.from <= last)
    }

    /// Whether it lasted at some time of the date, which is true of any tenure if there is none.
    fn held_on(&self, on: Option<PartialDate>) -> bool {
        let over = |first| self.to.is_some_and(|to| to < first);
        self.begun_by(on) && !on.and_then(PartialDate::earliest).is_some_and(over)
    }
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

impl Gazetteer {
    /// The gazetteer in the binary; parsed on first use.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Gazetteer> =
            LazyLock::new(|| Gazetteer::parse().expect("a test parses the embedded tables"));
        &EMBEDDED
    }

    /// Identifies the tables: changes with any change of them.
    pub fn version(&self) -> u128 {
        static VERSION: LazyLock<u128> = LazyLock::new(tables::version);
        *VERSION // all gazetteers hold the embedded tables
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
        let of_office = move |tenure: &&Tenure| tenure.country == country && tenure.office == office;
        self.tenures.iter().filter(of_office).filter(move |tenure| tenure.held_on(on))
    }

    /// The one country of which a person of this name is known to have held an office so worded: at a date, or for a
    /// former office before it; ever if the date is unknown.
    pub fn state_of(&self, name: &str, office: &str, former: bool, on: Option<PartialDate>) -> Option<EntryId> {
        let fits = |tenure: &&Tenure| {
            let held = if former { tenure.begun_by(on) } else { tenure.held_on(on) };
            held && is_office(office, tenure.office) && people::names_holder(name, tenure.holder)
        };
        let mut countries = self.tenures.iter().filter(fits).map(|tenure| tenure.country);
        let first = countries.next()?;
        countries.all(|other| other == first).then_some(first)
    }

    /// Those of a surname who held an office at a date, or ever if the date is unknown. Where the family name stands
    /// first it is looked for there.
    pub fn holders_by_surname(&self, surname: &str, on: Option<PartialDate>) -> impl Iterator<Item = &Tenure> {
        let tenures = self.surnames.get(&people::fold(surname)).map(Vec::as_slice).unwrap_or_default();
        tenures.iter().map(|&index| &self.tenures[index as usize]).filter(move |tenure| tenure.held_on(on))
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
        let distinct: std::collections::BTreeSet<_> =
            versions.iter().map(|tables| tables::version_of(tables)).collect();
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

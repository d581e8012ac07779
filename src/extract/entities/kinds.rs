//! What kind of thing an unknown name names: a vote over all its occurrences in the article.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Name;
use crate::extract::{MentionForm, words};
use crate::graph::EntityKind;
use crate::text::{Deprel, EntityLabel, Sentence};

/// Capitals of datelines and headlines vote with the name as it is written elsewhere.
fn ballot_key(text: &str) -> String {
    const LONGEST_ACRONYM: usize = 6;
    if text.len() <= LONGEST_ACRONYM || text.contains(char::is_lowercase) {
        return text.to_owned();
    }
    let title = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(String::from).unwrap_or_default();
        first + &chars.as_str().to_lowercase()
    };
    text.split(' ').map(title).collect::<Vec<_>>().join(" ")
}

/// Types the names that the gazetteer does not know by all their occurrences.
pub(super) fn vote(names: &mut [Name]) {
    let mut ballots: HashMap<String, [i32; 5]> = HashMap::new();
    let undecided = |name: &Name| name.kind == EntityKind::Unknown;
    for name in names.iter().filter(|name| undecided(name)) {
        let ballot = ballots.entry(ballot_key(&name.text)).or_default();
        for (place, points) in evidence(name).into_iter().enumerate() {
            ballot[place] += points;
        }
    }
    distrust_single_words(names, &mut ballots);
    // A person's short form is a person, whatever the model takes it for: first or last word of the full name.
    let mut surnames: HashSet<String> = HashSet::new();
    for name in names.iter().filter(|name| undecided(name) && name.text.contains(' ')) {
        if winner(&ballots[&ballot_key(&name.text)]) == EntityKind::Person {
            let mut words = name.text.split(' ');
            surnames.extend([words.next(), words.next_back()].into_iter().flatten().map(str::to_owned));
        }
    }
    let firms = short_forms(names, &ballots);
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Unknown) {
        name.kind = if surnames.contains(&name.text) && !words::ends_organisation(&name.text) {
            EntityKind::Person
        } else {
            match winner(&ballots[&ballot_key(&name.text)]) {
                // "Norwind Energy", later "Norwind": the model often takes the short form for a person.
                EntityKind::Person | EntityKind::Unknown if firms.contains(&name.text) => EntityKind::Organisation,
                kind => kind,
            }
        };
    }
}

/// The news gives people two names at first, so that the model's word alone makes no person of a single one where the
/// words around it tell of another kind; nor does the name of somebody known, where they tell it plainly.
fn distrust_single_words(names: &[Name], ballots: &mut HashMap<String, [i32; 5]>) {
    const PLAIN: i32 = 3;
    let mut presumed: BTreeMap<String, ([i32; 5], bool)> = BTreeMap::new();
    for name in names.iter().filter(|name| name.kind == EntityKind::Unknown && !name.text.contains(' ')) {
        let (points, known) = presumed.entry(ballot_key(&name.text)).or_default();
        for (place, given) in by_label(name.label).into_iter().enumerate() {
            points[place] += given;
        }
        // Of a single word nothing but a gazetteer's holder of an office hints at a person.
        if name.hinted == Some(EntityKind::Person) {
            points[PERSON] += HINTED;
            *known = true;
        }
    }
    for (key, (points, known)) in presumed {
        let Some(ballot) = ballots.get_mut(&key) else { continue };
        let least = if known { PLAIN } else { 1 };
        let told = |place: usize| ballot[place] >= points[place] + least;
        if ballot[PERSON] == points[PERSON] && (PERSON + 1..KINDS.len()).any(told) {
            ballot[PERSON] = 0;
        }
    }
}

/// What is joined to a name by "and" and that nothing tells the kind of is of the same kind: "Norwind and the Sudbank Group".
pub(super) fn share(names: &mut [Name], sentences: &[Sentence]) {
    let heads: HashMap<(usize, usize), usize> =
        names.iter().enumerate().map(|(index, name)| ((name.sentence, name.head), index)).collect();
    let mut told: HashMap<String, EntityKind> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        let token = &sentences[name.sentence].tokens[name.head];
        if token.deprel != Deprel::Conj {
            continue;
        }
        let Some(&other) = heads.get(&(name.sentence, token.head as usize)) else { continue };
        for (unknown, known) in [(index, other), (other, index)] {
            let kind = names[known].kind;
            if names[unknown].kind == EntityKind::Unknown && kind == EntityKind::Organisation {
                told.entry(names[unknown].text.clone()).or_insert(kind);
            }
        }
    }
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Unknown) {
        if let Some(&kind) = told.get(&name.text) {
            name.kind = kind;
        }
    }
}

/// First words of organisations' names of several words, but for those that somebody bears with a title.
fn short_forms(names: &[Name], ballots: &HashMap<String, [i32; 5]>) -> HashSet<String> {
    let is_organisation = |name: &&Name| match name.kind {
        EntityKind::Unknown => winner(&ballots[&ballot_key(&name.text)]) == EntityKind::Organisation,
        kind => kind == EntityKind::Organisation,
    };
    let mut short: HashSet<String> = HashSet::new();
    for name in names.iter().filter(|name| name.text.contains(' ')).filter(is_organisation) {
        let first = name.text.split(' ').next().unwrap_or_default();
        // "Presidential Executive Office" is never "Presidential".
        let organ = name.text.split(' ').next_back().is_some_and(words::is_institution);
        if !organ && first.chars().count() > 2 && !words::is_mans_name(first) && !words::is_womans_name(first) {
            short.insert(first.to_owned());
        }
    }
    // "African Union" makes no union of "African".
    let other = |name: &&Name| {
        let adjective = name.label == Some(EntityLabel::Norp) || name.form != MentionForm::Name;
        name.titled || name.called == Some(EntityKind::Person) || !name.senses.is_empty() || adjective
    };
    for name in names.iter().filter(other) {
        short.remove(&name.text);
    }
    short
}

/// Kinds on the ballot, in order of its places.
const KINDS: [EntityKind; 5] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Event, EntityKind::Artefact];

/// The place of persons on the ballot.
const PERSON: usize = 0;

/// Points for what the words around a name suggest.
const HINTED: i32 = 3;

fn winner(ballot: &[i32; 5]) -> EntityKind {
    let best = (0..KINDS.len()).max_by_key(|&place| (ballot[place], std::cmp::Reverse(place))).unwrap_or(0);
    if ballot[best] > 0 { KINDS[best] } else { EntityKind::Unknown }
}

/// Points that the model's label gives to each kind.
fn by_label(label: Option<EntityLabel>) -> [i32; 5] {
    use EntityLabel::{Event, Fac, Gpe, Law, Loc, Org, Person, Product, WorkOfArt};
    match label {
        Some(Person) => [2, 0, 0, 0, 0],
        Some(Org) => [0, 2, 0, 0, 0],
        Some(Gpe | Loc) => [0, 0, 2, 0, 0],
        Some(Event) => [0, 0, 0, 2, 0],
        Some(Fac | Product | Law | WorkOfArt) => [0, 0, 0, 0, 2],
        _ => [0; 5],
    }
}

/// Points that one occurrence gives to each kind.
fn evidence(name: &Name) -> [i32; 5] {
    let [mut person, mut organisation, mut place, mut event, mut artefact] = by_label(name.label);
    let words: Vec<&str> = name.text.split(' ').collect();
    let (first, last) = (words[0], words[words.len() - 1]);
    if name.titled {
        person += 4;
    }
    if words.len() > 1 && (words::is_mans_name(first) || words::is_womans_name(first)) {
        person += 3;
    }
    organisation += name.dealings;
    match name.hinted {
        Some(EntityKind::Person) => person += HINTED,
        Some(EntityKind::Organisation) => organisation += HINTED,
        Some(EntityKind::Place) => place += HINTED,
        _ => {}
    }
    match name.called {
        Some(EntityKind::Person) => person += 4,
        Some(EntityKind::Organisation) => organisation += 5,
        Some(EntityKind::Place) => place += 5,
        Some(EntityKind::Artefact) => artefact += 4,
        Some(EntityKind::Event) => event += 4,
        _ => {}
    }
    if words::is_legal_form(last) {
        organisation += 10;
    }
    if words.len() > 1 && (words::ends_organisation(last) || words::is_institution(last)) {
        organisation += 5;
    }
    if words.len() > 1 && (words::starts_organisation(first) || words::is_institution(first)) {
        organisation += 5;
    }
    if words.iter().any(|word| matches!(*word, "University" | "Bank" | "Institute" | "Association" | "Ministry")) {
        organisation += 4;
    }
    if words.len() > 1 && words::ends_troops(last) {
        organisation += 5;
    }
    if words.len() > 1 && (words::ends_team(last) || words.contains(&"School")) {
        organisation += 6;
    }
    if (words::is_event(last) || first == "Exercise") && words.len() > 1 {
        event += 6;
    }
    // "Conference on Arctic Shipping".
    let (before, behind) = words.split_at(words.iter().position(|w| matches!(*w, "on" | "for" | "of")).unwrap_or(0));
    if behind.len() > 1 && before.last().is_some_and(|word| words::is_gathering(word)) {
        event += 6;
    }
    if words.len() > 1 && words::is_place_word(last) {
        place += 5;
    }
    if words::is_facility_word(last) || words::is_ship_prefix(first) {
        artefact += 5;
    }
    [person, organisation, place, event, artefact]
}

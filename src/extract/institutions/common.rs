//! Organs of states that have no name but what they do: "Kyrgyzstan's anti-monopoly agency", "the Zambian electoral
//! commission", "Norway's oil fund".

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::{Institution, country_before, country_of};
use crate::extract::entities::{Proposal, View};
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{Deprel, EntityLabel, Upos};

/// How many words may stand between the state and the noun.
const LONGEST: usize = 6;

/// Nouns of organs beside those of [`words::is_institution`]. Lower case.
const ORGANS: &[&str] =
    &["association", "federation", "fund", "institute", "ombudsman", "regulator", "tribunal", "watchdog"];

/// Fields in which states have organs. Behind an adjective only these tell an organ from a firm ("the Swedish tax agency",
/// but "the Swedish model agency").
static FIELDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words::words(
        "accident accreditation administrative agricultural agriculture air antitrust antimonopoly athletics bar basketball boxing chess cricket cycling appeals appellate arbitration \
         archives army asylum atomic audit aviation banking bankruptcy border budget cartel census charity child \
         civil coast communications competition constitutional consumer corruption counterintelligence counterterrorism \
         cultural culture customs cyber cybersecurity data defence defense deposit development disaster doping drug drugs \
         education election elections electoral electricity emergency employment energy environment environmental espionage ethics \
         exchange execution federal financial fire fiscal fisheries fishing food football foreign forest forestry \
         geological graft health heritage highway highways housing human hydrological immigration information \
         intelligence interior internal investigative investment judicial judo juvenile medical labor labour land law liquidation lottery maritime \
         medicine medicines meteorological military migration minorities monetary monitoring monopoly monopolies mountain narcotics \
         national naval navigation nuclear ocean oil ombudsman parks parliamentary parole patent patents peace pension pensions pharmaceutical \
         planning police ports postal press prison prisons privacy prosecutor prosecutors privatisation privatization procurement prosecution protection \
         public quarantine radiation radio rail railway railways reconstruction refugee refugees regulatory rescue reserve revenue rights rowing rugby skating ski skiing swimming tennis volleyball wrestling road \
         roads safety sanitary scientific securities security seismic seismological senate service social sovereign space sport sports \
         stabilisation stabilization standards state statistical statistics supreme surveillance tax taxation telecom \
         telecommunications telecoms trade traffic transport transportation treasury trust utilities utility \
         veterinary veterans volcanology water weather welfare wildlife",
    )
});

/// What is said of an organ without being part of what it is called.
const EPITHETS: &[&str] = &[
    "ailing",
    "beleaguered",
    "biggest",
    "chief",
    "controversial",
    "current",
    "disgraced",
    "divided",
    "embattled",
    "entire",
    "fledgling",
    "former",
    "former-ruling",
    "governing",
    "independent",
    "influential",
    "interim",
    "key",
    "largest",
    "leading",
    "main",
    "major",
    "much",
    "new",
    "newly",
    "old",
    "other",
    "outgoing",
    "own",
    "powerful",
    "present",
    "previous",
    "ruling",
    "secretive",
    "so",
    "then",
    "top",
    "tough",
    "underfunded",
    "whole",
];

/// Finds the organ whose noun stands at `head` in small letters.
pub(super) fn find(view: &View<'_>, known: &[Proposal], head: usize) -> Option<Institution> {
    let noun = view.word(head);
    // Guards and forces are the state under arms and no body of their own ("Norlandic border guards").
    if matches!(noun, "guards" | "forces") && view.word(head.saturating_sub(1)) == "border" {
        return None;
    }
    if !(words::is_institution(noun) || ORGANS.contains(&noun)) || !stands_alone(view, head) {
        return None;
    }
    let first = head.saturating_sub(LONGEST);
    let mut start = head;
    while start > first && is_modifier(view, known, start - 1) {
        start -= 1;
    }
    let (country, possessive) = country_before(view, known, start);
    let country = country?;
    while start < head && is_epithet(view, start) {
        start += 1;
    }
    let told = start < head
        && !view.is_possessive(start)
        && view.word(start) != "-"
        && (possessive && !is_vague(noun) || is_field(view, start..head) && is_definite(view, known, start));
    let base = view.words(start..head + 1);
    told.then(|| Institution { tokens: start..head + 1, base, country: Some(country), kind: EntityKind::Organisation })
}

/// A noun that is no modifier itself and that no name follows, which would be the organ's own.
fn stands_alone(view: &View<'_>, head: usize) -> bool {
    let token = &view.sentence.tokens[head];
    if matches!(token.deprel, Deprel::Compound | Deprel::Amod | Deprel::Nmod) || token.pos != Upos::Noun {
        return false;
    }
    let named = |t: usize| {
        t < view.len()
            && view.is_capitalised(t)
            && view.sentence.tokens[t].pos == Upos::Propn
            && !view.sentence.entities.iter().any(|e| e.range().contains(&t) && e.label == EntityLabel::Person)
    };
    let mark = head + 1 < view.len() && matches!(view.word(head + 1), "," | "(" | "-" | "–" | "—");
    let closes = |t: usize| (t..view.len().min(t + 5)).any(|t| matches!(view.word(t), "," | ")" | "-" | "–" | "—"));
    let renamed = named(head + 1) || mark && named(head + 2) && closes(head + 3);
    !renamed
}

/// A word in small letters that may stand before the noun.
fn is_modifier(view: &View<'_>, known: &[Proposal], at: usize) -> bool {
    let word = view.word(at);
    let small = !view.is_capitalised(at);
    let pos = view.sentence.tokens[at].pos;
    let inner = word == "-" || view.is_possessive(at) && at > 0 && !view.is_capitalised(at - 1);
    // "prosecutor's office", "anti-corruption"
    small
        && !known.iter().any(|k| k.tokens.contains(&at))
        && (inner || matches!(pos, Upos::Adj | Upos::Noun) || word == "anti" || word == "counter")
}

fn is_epithet(view: &View<'_>, at: usize) -> bool {
    let word = view.word(at);
    EPITHETS.contains(&word) || word.ends_with("est") && word != "interest" && word != "forest" || word == "-"
}

/// Nouns of which states have many kinds that are no organs ("Norland's tanker fleet", "its gold fund").
fn is_vague(noun: &str) -> bool {
    matches!(
        noun,
        "board" | "fleet" | "force" | "forces" | "fund" | "guard" | "guards" | "office" | "service" | "staff"
    )
}

/// True if a word before the noun names a field of government.
fn is_field(view: &View<'_>, mut modifiers: Range<usize>) -> bool {
    modifiers.any(|t| FIELDS.contains(view.word(t)) || view.word(t) == "anti" || view.word(t).starts_with("anti-"))
}

/// "the Zambian electoral commission", "Zambian electoral commission", but not "a Zambian electoral commission".
fn is_definite(view: &View<'_>, known: &[Proposal], start: usize) -> bool {
    let country = known.iter().rev().find(|k| k.tokens.end <= start && country_of(view, k).is_some());
    let before = country.and_then(|k| k.tokens.start.checked_sub(1));
    !before.is_some_and(|t| {
        matches!(
            view.word(t).to_lowercase().as_str(),
            "a" | "an" | "another" | "any" | "every" | "each" | "no" | "some"
        )
    })
}

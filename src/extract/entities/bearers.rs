//! What a common noun says that the name beside it names: a paving *company* is a body, a farming *village* a place, a
//! *tanker* a thing, a naval *drill* an event.
//!
//! Nouns that may be said of a person as well as of a firm ("a publisher", "the exporter") say it of a firm only where
//! another noun stands before them ("fuel trader", "jet maker") or where they are in the plural.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::View;
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::{EntityLabel, Upos};

/// Bodies, beside the firms that [`words::is_firm`] knows. Lower case, singular.
static BODIES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words::words(
        "auctioneer brewer exporter importer lender maker manufacturer operator packer processor refiner retailer startup think-tank \
         academy affiliate agency alliance arm army association auctioneer band bank battalion branch brewery \
         brigade broadcaster brokerage builder bureau cartel chain channel charity choir church clan clinic club \
         coalition college commission committee confederation congregation conglomerate consortium consultancy \
         cooperative co-operative council court daily denomination department developer diocese directorate distillery \
         distributor division ensemble exporter faction faculty federation fleet foundation \
         franchise front fund gang group grouping guild hospital importer institute institution \
         junta laboratory league mafia magazine mill militia ministry mission monastery movement museum network newspaper \
         ngo nonprofit non-profit orchestra order organisation organization outfit outlet panel parliament party platform \
         portal provider quango regiment regulator school sect seminary service \
         shipper side society sponsor squad startup station studio subsidiary supermarket supplier symphony syndicate \
         tabloid taskforce team think-tank tribe tribunal troupe trust union unit university watchdog website \
         weekly wholesaler wing winery workshop",
    )
});

/// Doers that are people or firms. Lower case, singular.
static MAKERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words::words(
        "bidder broker builder competitor contractor creditor dealer developer grower landlord miner owner producer \
         publisher rival seller sponsor trader",
    )
});

/// Places. Lower case, singular; towns and regions are [`words::is_settlement`]'s.
static PLACES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words::words(
        "archipelago atoll bay beach camp canal canton cape capital cemetery commune constituency creek crossing \
         delta desert estuary favela fjord forest glacier gorge gulf harbour harbor headland hill islet \
         isle kibbutz lagoon lake locality marsh metropolis mountain neighborhood neighbourhood oasis ocean \
         outpost parish pass peak plain plateau reef reservoir resort ridge river sea shantytown slum state steppe strait \
         stream street subdistrict suburb swamp territory township tributary valley volcano ward waterway \
         wetland wilderness",
    )
});

/// Buildings and works, ships, craft, books and the like. Lower case, singular.
static THINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words::words(
        "airbase airport airliner album arena aircraft barge boat bridge bulker bomber capsule cathedral corvette craft cruiser \
         dam destroyer dinghy dreadnought drone drug factory ferry film freighter frigate game gunboat helicopter icebreaker jail jet \
         lander launcher liner lugger mine minesweeper missile mosque motorboat movie musical novel novella opera oratorio \
         pipeline plane plant poem prison probe reactor refinery rocket rover sailboat satellite schooner \
         ship shrine shuttle skyscraper spacecraft spaceship spaceplane speedboat stadium steamer steamship submarine supertanker tanker \
         telescope temple torpedo towboat tower trawler tug tugboat vessel warship yacht",
    )
});

/// Gatherings and happenings with names, beside those of [`words::is_event`]. Lower case, singular.
static HAPPENINGS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words::words("cyclone exercise drill hurricane typhoon festival marathon regatta tournament"));

/// Nouns that end a name's phrase without being part of the name ("the UGTM union", "the Arda river").
static BEHIND: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words::words(
        "archipelago bay camp canal cartel clan club colony crossing desert district estuary exercise faction \
         federation festival forest gang glacier island islands lagoon lake locality militia mountain mountains municipality \
         neighborhood neighbourhood newspaper parish party peninsula prison jail plateau probe province \
         rebels region reservoir resort river rover satellite sect slum spacecraft strait suburb team town township tribe union \
         valley village volcano ward watchdog website zone",
    )
});

/// What carriers carry that are ships.
const CARGOES: &[&str] = &["aircraft", "bulk", "car", "cargo", "container", "gas", "grain", "ore", "vehicle"];

/// A common noun in lower case, singular where that is plain.
fn singular(noun: &str) -> String {
    let noun = noun.to_lowercase();
    if let Some(stem) = noun.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match noun.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') => stem.to_owned(),
        _ => noun,
    }
}

/// What a common noun says that its bearer is.
pub(super) fn kind_of_noun(noun: &str) -> Option<EntityKind> {
    let noun = noun.to_lowercase();
    let one = singular(&noun);
    let is = |set: &HashSet<&str>| set.contains(noun.as_str()) || set.contains(one.as_str());
    if words::is_calling(&noun) || words::is_title(&noun) && !noun.ends_with('s') {
        Some(EntityKind::Person)
    } else if words::is_settlement(&noun) || words::is_settlement(&one) || is(&PLACES) {
        Some(EntityKind::Place)
    } else if words::is_firm(&noun) || is(&BODIES) {
        Some(EntityKind::Organisation)
    } else if is(&THINGS) {
        Some(EntityKind::Artefact)
    } else {
        is(&HAPPENINGS).then_some(EntityKind::Event)
    }
}

/// True for a noun of firms and other bodies that have a home; not of organs, which belong to their state.
pub(crate) fn is_body_noun(noun: &str) -> bool {
    let one = singular(noun);
    let organ = words::is_institution(&one) && !matches!(one.as_str(), "agency" | "academy")
        || matches!(
            one.as_str(),
            "branch"
                | "division"
                | "arm"
                | "wing"
                | "unit"
                | "subsidiary"
                | "affiliate"
                | "parliament"
                | "ministry"
                | "tribunal"
                | "battalion"
                | "brigade"
                | "regiment"
                | "junta"
        );
    let last = matches!(one.as_str(), "tank" | "up");
    !organ && (last || MAKERS.contains(one.as_str()) || words::is_firm(&one) || BODIES.contains(one.as_str()))
}

/// True for a noun that newspapers set behind a name without its being part of it ("the UGTM union").
pub(super) fn follows_name(noun: &str) -> bool {
    BEHIND.contains(noun)
}

/// True for a noun of a place that is named as "the lake Arda", "the camp of Arda".
pub(crate) fn is_place_noun(noun: &str) -> bool {
    words::is_settlement(noun) || PLACES.contains(noun)
}

impl View<'_> {
    /// What the noun at a token says of the name beside it.
    pub(super) fn kind_at(&self, noun: usize) -> Option<EntityKind> {
        let word = self.word(noun).to_lowercase();
        let one = singular(&word);
        let held = |t: usize| matches!(self.word(t), "owned" | "run" | "based" | "listed" | "controlled" | "backed");
        let compound = noun > 0 && (self.is_common_noun(noun - 1) || held(noun - 1));
        if MAKERS.contains(one.as_str()) {
            // "the fuel trader", "exporters", but "the publisher Ada Berg".
            let several = word != one;
            return (compound || several).then_some(EntityKind::Organisation);
        }
        match word.as_str() {
            // "start-up", "think tank"
            "up" if noun > 1 && self.word(noun - 2).eq_ignore_ascii_case("start") => {
                return Some(EntityKind::Organisation);
            }
            // "news site", "video site"
            "site" | "portal" if compound && matches!(self.word(noun - 1), "news" | "media" | "video" | "web") => {
                return Some(EntityKind::Organisation);
            }
            "tank" if compound && self.word(noun - 1) == "think" => return Some(EntityKind::Organisation),
            // "grain carrier"
            "carrier" if compound && CARGOES.contains(&self.word(noun - 1)) => return Some(EntityKind::Artefact),
            _ => {}
        }
        kind_of_noun(&word)
    }

    /// "the UGTM union", "the Arda river": the noun right behind a name with "the" before it.
    pub(super) fn named_by_noun_behind(&self, start: usize, end: usize) -> Option<EntityKind> {
        // "the Arda refugee camp", "the Morel rebel group"
        let several = end + 1 < self.len() && self.is_common_noun(end) && self.is_common_noun(end + 1);
        let end = if several { end + 1 } else { end };
        let noun = self.word_at(end)?;
        let last = !(end + 1 < self.len() && self.is_common_noun(end + 1));
        let determined =
            start > 0 && matches!(self.word(start - 1).to_lowercase().as_str(), "the" | "a" | "an" | "its");
        let adjective =
            start > 1 && !self.is_capitalised(start - 1) && self.sentence.tokens[start - 1].pos == Upos::Adj;
        let settlement = words::is_settlement(noun) || noun == "river";
        if !last || !BEHIND.contains(noun) || !(determined || adjective || settlement) {
            return None;
        }
        kind_of_noun(noun)
    }

    /// "Arda, a farming village in ...": the noun of the apposition that the text shows, whatever the parser makes of it.
    pub(super) fn named_by_apposition(&self, end: usize) -> Option<EntityKind> {
        const LONGEST: usize = 7;
        if self.word_at(end)? != "," || !matches!(self.word_at(end + 1)?, "a" | "an" | "the" | "one") {
            return None;
        }
        let last = self.len().min(end + 2 + LONGEST);
        let within = |t: usize| {
            let pos = self.sentence.tokens[t].pos;
            !matches!(self.word(t), "," | "." | ";" | "(")
                && matches!(
                    pos,
                    Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Punct | Upos::Verb | Upos::Adv
                )
        };
        let until = (end + 2..last).find(|&t| !within(t)).unwrap_or(last);
        let noun = (end + 2..until).rev().find(|&t| self.is_common_noun(t))?;
        (noun + 1 == until).then(|| self.kind_at(noun)).flatten()
    }

    /// "the companies Morel, Lund and Arda", "the villages of Arda, Lund and Morel": the noun before a row of names.
    pub(super) fn named_by_row(&self, start: usize) -> Option<EntityKind> {
        const LONGEST: usize = 16;
        let mut at = start;
        let mut joints = 0;
        while at > start.saturating_sub(LONGEST) {
            let left = at - 1;
            match self.word(left) {
                "," | "and" | "&" => joints += 1,
                _ if self.is_capitalised(left) => {}
                _ => break,
            }
            at = left;
        }
        let before = at.checked_sub(1).filter(|_| joints > 0 && self.is_capitalised(at))?;
        let plural = |t: usize| matches!(self.sentence.tokens[t].tag, "NNS" | "NNPS") && !self.is_capitalised(t);
        if self.word(before) == "of" {
            let noun = before.checked_sub(1).filter(|&t| plural(t))?;
            return (self.kind_at(noun) == Some(EntityKind::Place)).then_some(EntityKind::Place);
        }
        plural(before).then(|| self.kind_at(before)).flatten()
    }

    /// "MILLBROOK FALLS, Ohio, May 3 (Reuters) -": the place from where an article reports.
    pub(super) fn opens_report(&self, tokens: &Range<usize>) -> bool {
        const LONGEST: usize = 14;
        let loud = tokens.clone().all(|t| {
            let word = self.word(t);
            word.len() > 2 && word.chars().any(char::is_uppercase) && !word.contains(char::is_lowercase)
                || self.is_space(t)
        });
        if !loud || (0..tokens.start).any(|t| !self.is_space(t)) {
            return false;
        }
        let mut open = 0;
        for t in tokens.end..self.len().min(tokens.end + LONGEST) {
            match self.word(t) {
                "-" | "--" | "–" | "—" => return t > 0 && self.stands_apart(t),
                "(" => open += 1,
                ")" => open -= 1,
                "," | "." | "/" => {}
                _ if open > 0 => {}
                _ if self.is_capitalised(t) || self.word(t).starts_with(|c: char| c.is_ascii_digit()) => {}
                _ => return false,
            }
        }
        false
    }

    /// A dash with a blank on one side.
    fn stands_apart(&self, dash: usize) -> bool {
        let span = self.sentence.tokens[dash].span;
        let before = self.doc.text[..span.start as usize].ends_with(char::is_whitespace);
        before || self.doc.text[span.end as usize..].starts_with(char::is_whitespace)
    }

    /// True where the model takes a name for a place.
    pub(crate) fn is_labelled_place(&self, tokens: &Range<usize>) -> bool {
        let place = |label| matches!(label, EntityLabel::Gpe | EntityLabel::Loc);
        self.sentence.entities.iter().any(|e| place(e.label) && super::overlap(&e.range(), tokens))
    }

    fn is_common_noun(&self, token: usize) -> bool {
        self.sentence.tokens[token].pos == Upos::Noun && !self.is_capitalised(token)
    }
}

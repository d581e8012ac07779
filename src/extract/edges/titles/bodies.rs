//! Whose office a title names: countries and organisations among its words, told from the fields that belong to the
//! office itself ("Secretary of State", "Minister of Foreign Affairs of Norland").

use crate::extract::edges::titles::{Title, is_capitalised, is_office};
use crate::extract::view::View;
use crate::extract::words;
use crate::extract::{EntityMention, MentionForm};
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// First words of fields of government that stand behind "minister of".
const PORTFOLIOS: &[&str] = &[
    "State",
    "Foreign",
    "Defense",
    "Defence",
    "Political",
    "Economic",
    "Finance",
    "Interior",
    "Home",
    "Trade",
    "Staff",
    "Justice",
    "Health",
    "Education",
    "Energy",
    "Industry",
    "Agriculture",
    "Culture",
    "Labor",
    "Labour",
    "Transport",
];

/// Words of bodies whose names begin as a portfolio does.
const BODIES: &[&str] =
    &["Ministry", "Department", "Party", "Office", "Committee", "Agency", "Council", "Union", "Bank", "Board"];

/// Officers who work for somebody on what stands behind "for" ("researcher for North Africa").
const REGIONAL: &[&str] = &[
    "adviser",
    "advisor",
    "analyst",
    "campaigner",
    "coordinator",
    "correspondent",
    "director",
    "economist",
    "envoy",
    "expert",
    "manager",
    "negotiator",
    "rapporteur",
    "representative",
    "researcher",
    "specialist",
];

/// "Asia director at Norwind", "a Norlandic specialist at the Institute of Arda": what is worked on, where a body follows.
pub(super) fn drop_beats(view: &View<'_>, title: &mut Title) {
    let head = title.head;
    let kind = |body: u32| view.mention(body).map(|m| m.kind);
    // A body behind the office, or one that owns it ("the group's Asia director").
    let owns = |b: u32| (b as usize) + 1 < view.len() && view.token(b + 1).tag == "POS";
    let employed = title.bodies.iter().any(|&b| (b > head || owns(b)) && kind(b) == Some(EntityKind::Organisation));
    let scholar =
        matches!(view.lower(head).as_str(), "expert" | "specialist" | "scholar" | "analyst" | "correspondent");
    let reporter = matches!(view.lower(head).as_str(), "correspondent" | "reporter");
    let bodies = title.bodies.clone();
    let others = |body: u32| bodies.iter().any(|&b| b != body && kind(b) == Some(EntityKind::Organisation));
    title.bodies.retain(|&body| {
        let place = kind(body) == Some(EntityKind::Place);
        let country = kind(body) == Some(EntityKind::Country);
        // "the group's deputy director for North Africa"
        let covers = REGIONAL.contains(&view.headword(head).as_ref());
        let field = place && view.lower(view.head(body)) == "for" && (others(body) || covers);
        !field && !(body < head && (place && (employed || reporter) || country && employed && scholar))
    });
}

/// "China's Foreign Ministry spokesman" speaks for the ministry.
pub(super) fn drop_holders_of_bodies(view: &View<'_>, bodies: &mut Vec<u32>) {
    let entity = |at: u32| view.entities(at).first().map(|&id| (id, view.resolution.entity(id)));
    let parents: Vec<_> = bodies.iter().filter_map(|&body| entity(body)?.1.parent).collect();
    bodies.retain(|&body| entity(body).is_none_or(|(id, _)| !parents.contains(&id)));
}

/// Bodies named to the right of the office; a part that names none ("of State", "of Foreign Affairs") belongs to the title.
pub(super) fn of_phrase(view: &View<'_>, title: &mut Title, end: u32) {
    let mut at = behind_office(view, title, end);
    let linked = at < end && matches!(view.lower(at).as_str(), "of" | "at" | "for" | "to" | "with" | "in" | "from");
    if !linked {
        return;
    }
    let link = view.lower(at);
    // "Norland's ambassador in Bergen" stands for Norland.
    let country = |&body: &u32| view.mention(body).is_some_and(|m| m.kind == EntityKind::Country);
    let local = matches!(
        view.headword(title.head).as_ref(),
        "councillor" | "councilor" | "mp" | "lawmaker" | "judge" | "candidate"
    );
    let seated =
        link == "in" && !title.bodies.is_empty() && !local || link == "from" && title.bodies.iter().any(country);
    let left = title.bodies.len();
    let mut plain = Vec::new();
    while at < end {
        if qualifies_body(view, at, end) {
            at += 1;
            continue;
        }
        if owns_next(view, at) {
            at += 1;
            continue;
        }
        // "President of Norland and the Prime Minister of Sudland"
        if matches!(view.lower(at).as_str(), "and" | "&") && (at + 1..end.min(at + 5)).any(|t| is_office(view, t)) {
            break;
        }
        if let Some(body) = body_at(view, at, title.head) {
            // An ambassador to Norland stands for another country, an adviser to a bank works for it.
            let served = link == "to"
                && matches!(
                    view.headword(title.head).as_ref(),
                    "adviser" | "advisor" | "aide" | "consultant" | "counsel" | "assistant"
                )
                && view.mention(body).is_some_and(|m| m.kind == EntityKind::Organisation);
            if (link != "to" || served) && !seated && !title.bodies.contains(&body) {
                title.bodies.push(body);
            }
        } else if matches!(view.word(at), "," | ";" | ":" | "-" | "(") || view.is_verb(at) || leaves_office(view, at) {
            break;
        } else if title.bodies.len() == left {
            plain.push(at);
        }
        at += 1;
    }
    // "Secretary of State", "Minister of Foreign Affairs of Norland".
    let content: Vec<u32> = plain.iter().copied().skip(1).collect();
    let named = content
        .first()
        .is_some_and(|&t| view.token(t).pos != Upos::Det && view.word(t).starts_with(char::is_uppercase));
    let portfolio = matches!(link.as_str(), "of" | "for")
        && matches!(
            view.headword(title.head).as_ref(),
            "minister"
                | "secretary"
                | "undersecretary"
                | "commissioner"
                | "coordinator"
                | "representative"
                | "envoy"
                | "adviser"
                | "director"
        )
        && content.first().is_some_and(|&t| matches!(view.token(t).pos, Upos::Noun | Upos::Propn | Upos::Adj));
    // "head of compliance": a field that has no article is part of the title.
    let field = link == "of"
        && view.lower(title.head) == "head"
        && title.words.len() == 1
        && title.bodies.len() == left
        && !content.is_empty()
        && content.iter().all(|&t| view.token(t).pos == Upos::Noun && view.token(t).tag == "NN")
        && content
            .iter()
            .all(|&t| !matches!(view.lower(t).as_str(), "state" | "government" | "mission" | "delegation"));
    if portfolio || field || link == "of" && named && is_capitalised(view, title.head) {
        while plain.last().is_some_and(|&t| !view.is_nominal(t)) {
            plain.pop();
        }
        title.words.extend(plain);
    }
}

/// Where the words behind an office begin to tell whose it is; "in charge" is part of its name.
fn behind_office(view: &View<'_>, title: &mut Title, end: u32) -> u32 {
    let next = title.head + 1;
    let word = |at: u32| if at < end && (at as usize) < view.len() { view.lower(at) } else { String::new() };
    let mut at = next;
    let charged = matches!(view.headword(title.head).as_ref(), "agent" | "officer" | "inspector" | "nurse" | "sister");
    if charged && word(at) == "in" && word(at + 1) == "charge" {
        title.words.extend([at, at + 1]);
        return at + 2;
    }
    // "president-elect of Norland"
    at += u32::from(word(at) == "-" && matches!(word(at + 1).as_str(), "elect" | "designate"));
    at + u32::from(matches!(word(at).as_str(), "elect" | "designate"))
}

/// Names of houses, festivals and the like whose officers are affiliated with them; a ship has a captain and no director.
fn has_officers(view: &View<'_>, mention: &EntityMention, head: u32) -> bool {
    const MASTERS: &[&str] = &["captain", "skipper", "commander", "coxswain", "officer", "engineer", "mate"];
    let last = mention.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    match mention.kind {
        EntityKind::Artefact => {
            is_house(&last) || mention.head > head && MASTERS.contains(&view.headword(head).as_ref())
        }
        EntityKind::Event => matches!(
            last.as_str(),
            "festival" | "biennale" | "biennial" | "marathon" | "exhibition" | "expo" | "fair" | "regatta" | "parade"
        ),
        _ => false,
    }
}

/// Last words of names of buildings in which people hold offices.
fn is_house(last: &str) -> bool {
    words::is_facility_word(last)
        || matches!(
            last,
            "abbey"
                | "archive"
                | "archives"
                | "arena"
                | "clinic"
                | "garden"
                | "gardens"
                | "gallery"
                | "hall"
                | "jail"
                | "library"
                | "mine"
                | "monastery"
                | "museum"
                | "observatory"
                | "opera"
                | "park"
                | "penitentiary"
                | "playhouse"
                | "priory"
                | "sanctuary"
                | "shelter"
                | "synagogue"
                | "temple"
                | "zoo"
        )
}

/// "the head of the Norwegian carmaker Morel": the adjective tells of what country the body is.
pub(super) fn qualifies_body(view: &View<'_>, at: u32, end: u32) -> bool {
    let mention = |t: u32| view.mention_over(t);
    let adjective = mention(at).is_some_and(|m| m.form == MentionForm::Adjective);
    let later = |t: u32| mention(t).filter(|m| m.form == MentionForm::Name && m.kind == EntityKind::Organisation);
    let plain = |t: u32| matches!(view.token(t).pos, Upos::Noun | Upos::Adj | Upos::Propn) || view.word(t) == "-";
    adjective && (at + 1..end).take_while(|&t| plain(t)).any(|t| later(t).is_some_and(|m| m.tokens.start > at))
}

/// "the founder of Norland's bank", "the director of the Norland office": the name only tells of what the body is.
pub(super) fn owns_next(view: &View<'_>, at: u32) -> bool {
    const PARTS: &[&str] = &["branch", "bureau", "department", "desk", "division", "office", "section", "unit"];
    let Some(mention) = view.mention_over(at) else { return false };
    let next = mention.tokens.end;
    let possessive = (next as usize) < view.len() && view.token(next).tag == "POS" && (next as usize) + 1 < view.len();
    let governor = view.head(mention.head);
    let compound = matches!(view.deprel(mention.head), Deprel::Compound | Deprel::Nmod)
        && view.mention(governor).is_none()
        && PARTS.contains(&view.lemma(governor));
    // "the chief of Norland's general staff" is Norland's all the same.
    let owned = view.is_name(governor) || mention.kind == EntityKind::Place;
    compound || possessive && owned && !is_office(view, governor)
}

/// Prepositions after which nothing of the office follows ("minister for trade in 1997").
fn leaves_office(view: &View<'_>, at: u32) -> bool {
    view.token(at).pos == Upos::Adp && !matches!(view.lower(at).as_str(), "of" | "for" | "to" | "at" | "with" | "on")
        || matches!(view.token(at).pos, Upos::Num | Upos::Sconj | Upos::Pron)
}

/// The head of a country's or organisation's name (or adjective) that covers `at`.
pub(super) fn body_at(view: &View<'_>, at: u32, head: u32) -> Option<u32> {
    let mention = view.mention_over(at)?;
    // "Secretary of State", "Minister of Foreign Affairs" name a portfolio, whatever the mention was taken for.
    let first_word = view.word(mention.tokens.start);
    // A winner of a prize belongs to nobody by it.
    let prize = ["Award", "Prize", "Medal", "Cup"].iter().any(|word| mention.name.contains(word));
    if prize || mention.name == "Independent" {
        return None;
    }
    let names_body = || BODIES.iter().any(|word| mention.name.contains(word));
    if PORTFOLIOS.contains(&first_word) && !names_body() {
        return None;
    }
    let holds = mention.form == MentionForm::Name && has_officers(view, mention, head);
    let body = (holds || matches!(mention.kind, EntityKind::Country | EntityKind::Organisation | EntityKind::Place))
        && match mention.form {
            MentionForm::Name | MentionForm::Adjective => true,
            // "the ministry's spokesman", "the town's mayor"
            MentionForm::Nominal => {
                matches!(mention.kind, EntityKind::Organisation | EntityKind::Place)
                    && view.entities(mention.head).len() == 1
            }
            // "its chief executive", "the union, whose secretary"
            MentionForm::Pronoun => {
                view.entities(mention.head).len() == 1
                    && matches!(view.deprel(at), Deprel::Poss)
                    && matches!(view.lower(at).as_str(), "its" | "whose")
            }
        };
    // "its captain", "the ship's captain"
    let ship = mention.kind == EntityKind::Artefact
        && mention.form != MentionForm::Name
        && matches!(view.deprel(at), Deprel::Poss)
        && matches!(view.lower(view.head(at)).as_str(), "captain" | "commander" | "master" | "skipper");
    (body || ship).then_some(mention.head)
}

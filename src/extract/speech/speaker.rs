//! Who speaks: a person, a state or a body, named or through its unnamed mouthpiece.

use crate::extract::edges::Edges;
use crate::extract::lexicon::{MOUTHPIECES, SPEAKING_FOR_STATES};
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::resolve::EntityId;
use crate::text::Deprel;

/// Where words come from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// The first speaks; others join in or carry the words.
    Known(Vec<EntityId>),
    /// "a spokesman", "the statement": of whom is told elsewhere.
    Mouthpiece,
    /// "he", "it", unresolved: someone of these kinds.
    Pronoun(&'static [EntityKind]),
    /// Somebody without a name.
    Unknown,
}

impl Source {
    fn of(speakers: Vec<EntityId>) -> Option<Self> {
        if speakers.is_empty() { None } else { Some(Self::Known(speakers)) }
    }
}

/// Who is behind a verb of speaking.
pub(super) fn source_of_verb(view: &View<'_>, edges: &Edges, verb: u32) -> Source {
    // "Xinhua quoted Lind as saying": Lind speaks, the agency carries.
    if matches!(view.lemma(verb), "quote" | "cite")
        && let Some(quoted) = view.child(verb, Deprel::Dobj)
    {
        let mut speakers = entities_of_speaker(view, edges, quoted);
        for outlet in edges.targets(verb, "subj") {
            speakers.extend(entities_of_speaker(view, edges, outlet));
        }
        return Source::of(unique(speakers)).unwrap_or(Source::Unknown);
    }
    let mut speakers = Vec::new();
    let mut mouthpiece = false;
    for subject in edges.targets(verb, "subj") {
        let found = entities_of_speaker(view, edges, subject);
        mouthpiece |= found.is_empty() && is_mouthpiece(view, subject);
        speakers.extend(found);
    }
    match Source::of(unique(speakers)) {
        Some(known) => known,
        None if mouthpiece => Source::Mouthpiece,
        None => edges
            .targets(verb, "subj")
            .find_map(|subject| pronoun(view, subject))
            .or_else(|| of_participle(view, edges, verb))
            .unwrap_or(Source::Unknown),
    }
}

/// "The visit follows a summit at which Ada Berg defended her record, claiming …": the parser hangs the participle too
/// high; the nearest verb before it whose subject can speak has the speaker.
fn of_participle(view: &View<'_>, edges: &Edges, verb: u32) -> Option<Source> {
    if view.token(verb).tag != "VBG" || view.deprel(verb) != Deprel::Advcl {
        return None;
    }
    let before = (0..verb).rev().filter(|&t| view.is_verb(t) && view.deprel(t) != Deprel::Xcomp);
    before
        .map(|t| edges.targets(t, "subj").flat_map(|subject| entities_of_speaker(view, edges, subject)).collect())
        .find_map(|speakers: Vec<EntityId>| Source::of(unique(speakers)))
}

/// Whether a verb's subject speaks for somebody else.
pub(super) fn is_spoken_for(view: &View<'_>, edges: &Edges, verb: u32) -> bool {
    edges.targets(verb, "subj").any(|subject| view.entities(subject).is_empty() && is_mouthpiece(view, subject))
}

fn pronoun(view: &View<'_>, at: u32) -> Option<Source> {
    match view.lower(at).as_str() {
        "he" | "she" => Some(Source::Pronoun(&[EntityKind::Person])),
        "it" => Some(Source::Pronoun(&[EntityKind::Organisation, EntityKind::Country])),
        _ => None,
    }
}

/// Who speaks where `at` names the source ("according to the ministry").
pub(super) fn source_at(view: &View<'_>, edges: &Edges, at: u32) -> Source {
    // "according to the BBC, quoting the ministry": the ministry speaks, the BBC carries.
    let quoting = |&c: &u32| matches!(view.lemma(c), "quote" | "cite") && view.token(c).tag == "VBG";
    let mut speakers = Vec::new();
    if let Some(quoted) = view.children(at).iter().copied().find(quoting).and_then(|q| view.child(q, Deprel::Dobj)) {
        speakers = entities_of_speaker(view, edges, quoted);
    }
    speakers.extend(entities_of_speaker(view, edges, at));
    match Source::of(unique(speakers)) {
        Some(known) => known,
        None if is_mouthpiece(view, at) => Source::Mouthpiece,
        None => Source::Unknown,
    }
}

pub(super) fn unique(mut speakers: Vec<EntityId>) -> Vec<EntityId> {
    let mut seen = Vec::with_capacity(speakers.len());
    speakers.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    speakers
}

/// "a spokesman", "the statement", "the company" without an owner in sight.
fn is_mouthpiece(view: &View<'_>, at: u32) -> bool {
    let lemma = view.lemma(at);
    let definite = view.children(at).iter().any(|&c| view.lower(c) == "the");
    // "her office said"
    let of_person = |&c: &u32| view.deprel(c) == Deprel::Poss && matches!(view.lower(c).as_str(), "his" | "her" | "my");
    if view.children(at).iter().any(of_person) {
        return false;
    }
    let body = definite
        && matches!(
            lemma,
            "group"
                | "company"
                | "firm"
                | "ministry"
                | "department"
                | "agency"
                | "airline"
                | "bank"
                | "carrier"
                | "charity"
                | "club"
                | "commission"
                | "committee"
                | "council"
                | "court"
                | "federation"
                | "lender"
                | "operator"
                | "party"
                | "regulator"
                | "retailer"
                | "union"
                | "university"
                | "watchdog"
                | "newspaper"
                | "paper"
                | "organization"
                | "organisation"
                | "institute"
                | "association"
                | "bloc"
                | "alliance"
                | "daily"
                | "magazine"
                | "broadcaster"
                | "network"
                | "body"
        );
    body || MOUTHPIECES.contains(lemma) && !matches!(lemma, "official" | "source" | "authority" | "aide" | "diplomat")
}

/// Words of somebody that are put down, and so have a writer.
fn is_written(lemma: &str) -> bool {
    matches!(
        lemma,
        "statement"
            | "tweet"
            | "post"
            | "letter"
            | "speech"
            | "message"
            | "memo"
            | "book"
            | "article"
            | "column"
            | "study"
            | "paper"
            | "report"
    )
}

/// Whether a verb's subject is a message, of whose sender is told elsewhere ("The message reads, in part: …").
pub(super) fn is_message(view: &View<'_>, edges: &Edges, verb: u32) -> bool {
    edges.targets(verb, "subj").any(|subject| {
        matches!(
            view.lemma(subject),
            "message" | "letter" | "telegram" | "greeting" | "note" | "cable" | "post" | "tweet"
        )
    })
}

/// Who sent, wrote or congratulated last before `here` in a sentence.
pub(super) fn last_sender(view: &View<'_>, edges: &Edges, here: u32) -> Vec<EntityId> {
    let sends = |verb: &u32| {
        let kinds =
            ["send", "extend", "convey", "congratulate", "greet", "write", "post", "publish", "address", "wire"];
        view.token(*verb).span.start < here && view.is_verb(*verb) && kinds.contains(&view.lemma(*verb))
    };
    let of = |verb: u32| -> Vec<EntityId> {
        edges.targets(verb, "subj").flat_map(|subject| entities_of_speaker(view, edges, subject)).collect()
    };
    (0..view.len() as u32).rev().filter(sends).map(of).find(|senders| !senders.is_empty()).unwrap_or_default()
}

/// Who speaks where `at` is the speaker: an entity, or the body of its unnamed spokesman or officials.
pub(super) fn entities_of_speaker(view: &View<'_>, edges: &Edges, at: u32) -> Vec<EntityId> {
    let kind = |id: EntityId| view.resolution.entity(id).kind;
    let speaks =
        |id: &EntityId| matches!(kind(*id), EntityKind::Person | EntityKind::Country | EntityKind::Organisation);
    let own: Vec<EntityId> = view.entities(at).iter().copied().filter(speaks).collect();
    if !own.is_empty() {
        return own;
    }
    if let Some(title) = edges.title_at(at).filter(|title| title.person != at) {
        let bearer = view.entities(title.person).to_vec();
        if !bearer.is_empty() {
            return bearer;
        }
    }
    let lemma = view.lemma(at);
    if !MOUTHPIECES.contains(lemma) {
        return Vec::new();
    }
    let written = is_written(lemma);
    let speaks_for = |id: &EntityId| match kind(*id) {
        EntityKind::Organisation => true,
        EntityKind::Country => SPEAKING_FOR_STATES.contains(lemma),
        EntityKind::Person => written,
        _ => false,
    };
    let direct = ["poss", "of", "mod", "from", "by", "for", "at"].iter().flat_map(|label| edges.targets(at, label));
    // "a study released by the institute", "the institute issued a statement saying …".
    let issued = edges
        .into(at)
        .iter()
        .filter(|edge| edge.label == "obj" && view.is_verb(edge.to))
        .flat_map(|edge| edges.targets(edge.to, "subj"));
    direct
        .chain(issued.filter(|_| written))
        .flat_map(|body| view.entities(body).iter().copied())
        .find(speaks_for)
        .into_iter()
        .collect()
}

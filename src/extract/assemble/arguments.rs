//! Who or what fills a role: the entities behind a token, the words of an office, a policy in words.

use crate::extract::assemble::{Argument, squeeze};
use crate::extract::edges::titles::{self, is_office};
use crate::extract::edges::{Edges, Title};
use crate::extract::lexicon::OFFICES;
use crate::extract::matcher::Match;
use crate::extract::phrase::policy;
use crate::extract::rule::{Fact, Value};
use crate::extract::view::View;
use crate::extract::{Analysis, words};
use crate::graph::EntityKind;
use crate::resolve::{EntityId, Usage};
use crate::text::{Deprel, Span, Upos};

/// What one may be for or against: plans, laws, deeds and the like.
const POLICIES: &[&str] = &[
    "accord",
    "agreement",
    "amendment",
    "ban",
    "bid",
    "bill",
    "budget",
    "closure",
    "constitution",
    "cut",
    "dam",
    "deal",
    "decision",
    "decree",
    "demolition",
    "deployment",
    "embargo",
    "expansion",
    "expulsion",
    "extension",
    "increase",
    "initiative",
    "intervention",
    "invasion",
    "law",
    "legislation",
    "levy",
    "licence",
    "license",
    "measure",
    "merger",
    "mine",
    "moratorium",
    "motion",
    "offer",
    "pact",
    "petition",
    "pipeline",
    "plan",
    "policy",
    "privatisation",
    "privatization",
    "project",
    "proposal",
    "quota",
    "reform",
    "resolution",
    "rule",
    "ruling",
    "sale",
    "sanction",
    "scheme",
    "settlement",
    "strike",
    "takeover",
    "tariff",
    "tax",
    "treaty",
    "veto",
    "withdrawal",
];

/// The entities or the phrase that a value stands for.
pub(super) fn arguments(
    analysis: &Analysis<'_>,
    sentence: usize,
    value: &Value,
    found: &Match,
    as_title: bool,
) -> Vec<Argument> {
    let slot = match value {
        Value::Parent(slot) => {
            return found.bindings[*slot].and_then(|at| holder(analysis, sentence, at, found)).into_iter().collect();
        }
        Value::Literal(text) => return vec![Argument::Phrase(text.clone())],
        Value::None | Value::Speaker | Value::Authority => return Vec::new(),
        Value::Capture(slot) => *slot,
    };
    let Some(at) = found.bindings[slot] else { return Vec::new() };
    let (view, edges) = &analysis.sentences[sentence];
    if let Some(title) = edges.title_at(at) {
        if as_title {
            return office_of(view, title).map(Argument::Phrase).into_iter().collect();
        }
        // The bearer fills the role beside the title.
        if title.person != at {
            return Vec::new();
        }
    }
    let entities = view.entities(at);
    if as_title && titles::is_mere_calling(view, at) {
        return Vec::new();
    }
    if as_title && is_office(view, at) {
        return vec![Argument::Phrase(title_text(view, &titles::of_noun(view, at).words))];
    }
    if entities.is_empty() {
        let span = if is_stand_in(view, at) {
            policy_before(analysis, sentence, at)
        } else if names_policy(view, edges, at) {
            spelt_out(analysis, sentence, at).or_else(|| policy(view, at))
        } else {
            None
        };
        return span.map(|span| Argument::Phrase(squeeze(analysis.doc.slice(span)))).into_iter().collect();
    }
    entities.iter().copied().filter(|&id| !is_unnamed(analysis, id)).map(Argument::Entity).collect()
}

/// "oppose the deployment": what was spoken of before in more words ("the deployment of missiles").
fn spelt_out(analysis: &Analysis<'_>, sentence: usize, at: u32) -> Option<Span> {
    const REACH: usize = 12;
    let several = |span: &Span| analysis.doc.slice(*span).contains(char::is_whitespace);
    let view = &analysis.sentences[sentence].0;
    let definite = |&c: &u32| {
        view.deprel(c) == Deprel::Det && matches!(view.lower(c).as_str(), "the" | "this" | "that" | "these" | "those")
    };
    let common = |view: &View<'_>, at: u32| view.token(at).pos == Upos::Noun && view.mention(at).is_none();
    if !common(view, at) || !view.children(at).iter().any(definite) || policy(view, at).is_some_and(|own| several(&own))
    {
        return None;
    }
    (sentence.saturating_sub(REACH)..=sentence).rev().find_map(|earlier| {
        let told = &analysis.sentences[earlier].0;
        let end = if earlier == sentence { at } else { told.len() as u32 };
        let same = |&t: &u32| told.lemma(t) == view.lemma(at) && common(told, t);
        (0..end).rev().filter(same).find_map(|t| policy(told, t).filter(several))
    })
}

/// A pronoun that may mean a plan or a deed.
fn is_stand_in(view: &View<'_>, at: u32) -> bool {
    matches!(view.lower(at).as_str(), "it" | "them") && view.deprel(at) != Deprel::Expl
}

/// "The sale was approved. Ada Berg opposed it": the plan or deed told last, as subject or object, here or in one of the
/// two sentences before. A noun of another number between them that could be meant as well is passed over.
fn policy_before(analysis: &Analysis<'_>, sentence: usize, at: u32) -> Option<Span> {
    const REACH: usize = 2;
    let plural = analysis.sentences[sentence].0.lower(at) == "them";
    (sentence.saturating_sub(REACH)..=sentence).rev().find_map(|earlier| {
        let told = &analysis.sentences[earlier].0;
        let end = if earlier == sentence { at } else { told.len() as u32 };
        let role = |&t: &u32| {
            matches!(told.deprel(t), Deprel::Dobj | Deprel::Nsubj | Deprel::Nsubjpass | Deprel::Attr | Deprel::Appos)
                && told.is_any(t, POLICIES)
                && told.mention(t).is_none()
                && (told.token(t).tag == "NNS") == plural
        };
        (0..end).rev().find(role).and_then(|t| policy(told, t))
    })
}

/// Whoever says what the rule found, or issues it; nobody who speaks of himself or his own.
pub(super) fn speaker_of(analysis: &Analysis<'_>, sentence: usize, fact: &Fact, found: &Match) -> Vec<Argument> {
    let view = &analysis.sentences[sentence].0;
    let of_own = |at: u32| matches!(view.lower(at).as_str(), "we" | "us" | "our" | "ours" | "i" | "me" | "my");
    if let Value::Capture(slot) = fact.object
        && found.bindings[slot].is_some_and(of_own)
    {
        return Vec::new();
    }
    let Some(speaker) = analysis.voice_at(view.token(found.root).span) else { return Vec::new() };
    if matches!(fact.subject, Value::Authority) && analysis.resolution.entity(speaker).kind == EntityKind::Person {
        return Vec::new();
    }
    let own = analysis.represented.by(speaker).unwrap_or(speaker);
    let target = match fact.object {
        Value::Capture(slot) => found.bindings[slot].map_or(&[][..], |at| view.entities(at)),
        _ => &[],
    };
    if target.contains(&own) { Vec::new() } else { vec![Argument::Entity(speaker)] }
}

/// Whether the token without a name heads a phrase that says something by itself: no pronoun, no finite verb, no
/// class of things whose names follow ("its partners, Norway and Iceland").
fn names_policy(view: &View<'_>, edges: &Edges, at: u32) -> bool {
    let tag = view.token(at).tag;
    let pronoun = view.token(at).pos == Upos::Pron || matches!(tag, "WDT" | "WP" | "DT");
    let finite = matches!(tag, "VBD" | "VBZ" | "VBP" | "MD");
    let class = matches!(tag, "NNS" | "NNPS")
        && ["appos", "conj", "including"].iter().any(|label| edges.targets(at, label).any(|to| view.is_name(to)));
    !(pronoun || finite || class)
}

/// An office whose holder the article does not name has no office itself.
pub(super) fn is_office_alone(analysis: &Analysis<'_>, subject: &Argument) -> bool {
    matches!(subject, Argument::Entity(id) if analysis.resolution.entity(*id).office)
}

/// A person of whom the article tells only the office ("the chief") is nobody to a reader of the graph.
fn is_unnamed(analysis: &Analysis<'_>, id: EntityId) -> bool {
    let entity = analysis.resolution.entity(id);
    entity.kind == EntityKind::Person && !entity.name.chars().any(char::is_uppercase)
}

/// What the entity named at `at` belongs to by its name: as resolved, else a country that is part of the name.
fn holder(analysis: &Analysis<'_>, sentence: usize, at: u32, found: &Match) -> Option<Argument> {
    let (view, edges) = &analysis.sentences[sentence];
    // Of a title that several share, that of whom the rule speaks.
    let shared = edges.titles.iter().filter(|title| title.head == at);
    let own = |title: &&Title| found.bindings.contains(&Some(title.person));
    if let Some(title) = shared.clone().find(own).or_else(|| shared.clone().next()) {
        return title.implied.map(Argument::Entity);
    }
    let entities = view.entities(at);
    if let Some(parent) = entities.iter().find_map(|&id| analysis.resolution.entity(id).parent) {
        return Some(Argument::Entity(parent));
    }
    let gazetteer = analysis.gazetteer;
    let tokens = view.mention(at).filter(|_| !entities.is_empty())?.tokens.clone();
    let organ = is_of_state(&view.lower(at));
    // "Inter-American" is nobody's.
    let compound = |start: u32| start > 0 && view.word(start - 1).ends_with('-');
    for start in tokens.clone().filter(|&start| !compound(start)) {
        for end in (start + 1..=tokens.end.min(start + 3)).rev() {
            if start == tokens.start && end == tokens.end {
                continue;
            }
            let words = analysis.doc.slice(view.sentence.span_of(start as usize..end as usize));
            let senses = gazetteer.lookup(words);
            let Some(entry) = senses
                .iter()
                .filter(|sense| sense.usage != Usage::Capital)
                .map(|sense| gazetteer.entry(sense.entry))
                .find(|entry| entry.category == "bloc" || entry.is_country() && (organ || words != entry.name))
            else {
                continue;
            };
            let known =
                analysis.resolution.entities().iter().position(|e| e.gazetteer.as_deref() == Some(entry.key.as_str()));
            return Some(known.map_or(Argument::Country(entry.name), |index| Argument::Entity(EntityId(index as u32))));
        }
    }
    None
}

/// Whether the noun tells that the country in its name owns it: "the Norland Police" is Norland's, while a "Norland Chamber
/// of Commerce" is only named after it.
fn is_of_state(noun: &str) -> bool {
    words::is_state_organ(noun) || matches!(noun, "congress" | "corps" | "duma" | "force" | "government" | "guard")
}

/// The words of an office; a counterpart's are those of the other's, if the article tells them.
pub(crate) fn office_of(view: &View<'_>, title: &Title) -> Option<String> {
    let none = view.lemma(title.head) == "counterpart" || titles::is_mere_calling(view, title.head);
    title.office.clone().or_else(|| (!none).then(|| title_text(view, &title.words)))
}

fn title_text(view: &View<'_>, words: &[u32]) -> String {
    let mut out = String::new();
    for (index, &at) in words.iter().enumerate() {
        let glued = index > 0 && view.token(words[index - 1]).span.end == view.token(at).span.start;
        if index > 0 && !glued {
            out.push(' ');
        }
        let word = words::spelt_out_office(view.word(at)).map_or_else(|| view.lower(at), str::to_owned);
        // "Presidents Ada Berg and Ivo Lind" are each a president.
        let plural = matches!(view.token(at).tag, "NNS" | "NNPS") && OFFICES.contains(word.trim_end_matches('s'));
        out += if plural { word.trim_end_matches('s') } else { &word };
    }
    out
}

//! From matches to statements: who is meant, when, where, how much; one statement for each fact of the article.

mod arguments;
mod heirs;
mod sayings;

use std::collections::BTreeMap;

pub(crate) use arguments::office_of;
use arguments::{arguments, is_office_alone, speaker_of};
pub(crate) use sayings::sayings;

use crate::extract::circumstance::{Circumstances, clause_of};
use crate::extract::edges::{Edges, Title};
use crate::extract::gathering::{by_place, gatherings};
use crate::extract::lexicon::ENTERING;
use crate::extract::matcher::Match;
use crate::extract::matter::{discussed, matter};
use crate::extract::phrase::phrase;
use crate::extract::rule::{Fact, Role, RuleSet, Value};
use crate::extract::status::status;
use crate::extract::{Analysis, MentionForm, is_symmetric, merge, price, tenure};
use crate::graph::{EntityKind, EntityRef, Evidence, Statement, Status};
use crate::resolve::{EntityId, Resolution};
use crate::text::{Deprel, Span};

/// What fills a role before it is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Argument {
    Entity(EntityId),
    /// A country that the article names only within another name ("the U.S. Treasury").
    Country(&'static str),
    Phrase(String),
}

impl Argument {
    fn to_ref(&self, resolution: &Resolution) -> EntityRef {
        match self {
            Self::Entity(id) => resolution.entity(*id).to_ref(),
            Self::Country(name) => {
                EntityRef { name: (*name).to_owned(), aliases: Vec::new(), kind: EntityKind::Country }
            }
            Self::Phrase(text) => EntityRef { name: text.clone(), aliases: Vec::new(), kind: EntityKind::Phrase },
        }
    }
}

/// A statement with what merging needs to know.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) subject: Argument,
    pub(crate) object: Option<Argument>,
    pub(crate) statement: Statement,
    pub(crate) sentence: usize,
    pub(crate) root: u32,
    /// Whether the trigger is a word of its own, whose date may be worded, or only an entity.
    pub(crate) event: bool,
    /// Told in the past tense, which no headline of things to come does.
    pub(crate) past: bool,
}

/// All statements of an article, in order of their evidence.
pub(crate) fn statements(analysis: &Analysis<'_>, rules: &RuleSet, matches: &[Vec<Match>]) -> Vec<Statement> {
    let mut candidates = Vec::new();
    for (sentence, found) in matches.iter().enumerate() {
        for found in found {
            let told = of_match(analysis, rules, sentence, found, &candidates);
            candidates.extend(told);
        }
    }
    price::attach(analysis, &mut candidates);
    sign_for_states(analysis, &mut candidates);
    heirs::settle(analysis, &mut candidates);
    limit_pairs(&mut candidates, &analysis.actors());
    merge::merge(candidates, &gatherings(analysis), &by_place(analysis), analysis.doc.date)
}

/// People who sign an agreement sign it for the states that they represent by the words of the article.
fn sign_for_states(analysis: &Analysis<'_>, candidates: &mut [Candidate]) {
    let kind = |party: &Argument| match party {
        Argument::Entity(id) => analysis.resolution.entity(*id).kind,
        Argument::Country(_) => EntityKind::Country,
        Argument::Phrase(_) => EntityKind::Phrase,
    };
    let (states, bodies): (Vec<(Argument, Argument)>, Vec<_>) = candidates
        .iter()
        .filter(|c| c.statement.relation == "affiliatedWith" && c.statement.status == Status::Actual)
        .filter_map(|c| Some((c.subject.clone(), c.object.clone()?)))
        .partition(|(_, body)| kind(body) == EntityKind::Country);
    // Who stands for no state signs for a company or a bank.
    let state_of = |person: &Argument| {
        states.iter().chain(&bodies).find(|(bearer, _)| bearer == person).map(|(_, body)| body.clone())
    };
    for candidate in candidates.iter_mut().filter(|c| c.statement.relation == "deal") {
        let Some(object) = &candidate.object else { continue };
        let is_person = |party: &Argument| kind(party) == EntityKind::Person;
        // A person beside a state signs for another state: "Norland signed a declaration with the Prime Minister, Ada Berg".
        let signed_by = |party: &Argument| match kind(party) {
            EntityKind::Person => state_of(party),
            EntityKind::Country | EntityKind::Organisation => Some(party.clone()),
            _ => None,
        };
        if !is_person(&candidate.subject) && !is_person(object) {
            continue;
        }
        if let (Some(first), Some(second)) = (signed_by(&candidate.subject), signed_by(object))
            && first != second
        {
            candidate.statement.subject = first.to_ref(analysis.resolution);
            candidate.statement.object = Some(second.to_ref(analysis.resolution));
            (candidate.subject, candidate.object) = (first, Some(second));
        }
    }
}

/// The candidates of one match: every fact of its rule, for every entity meant. `before` are those of the matches before it.
fn of_match(
    analysis: &Analysis<'_>,
    rules: &RuleSet,
    sentence: usize,
    found: &Match,
    before: &[Candidate],
) -> Vec<Candidate> {
    let (view, edges) = &analysis.sentences[sentence];
    let rule = &rules.rules[found.rule];
    let circumstances = Circumstances::of(analysis, sentence, found.root, &found.bindings);
    let unnamed =
        view.mention(found.root).is_none_or(|m| m.form == MentionForm::Nominal && m.kind != EntityKind::Person);
    let title = edges.title_at(found.root).is_some() || view.mention(found.root).is_some();
    let past = view.token(clause_of(view, found.root)).tag == "VBD";
    let mut out = Vec::new();
    for fact in &rule.makes {
        // "He will meet the party's new chief": the meeting is to come, the office is held.
        let office = is_office_held(&fact.relation);
        let event = unnamed && !(office && title) || !is_timeless(&fact.relation);
        let judged = status_of(analysis, fact, sentence, found, event);
        let judged = if matches!(fact.subject, Value::Speaker) { spoken(&fact.relation, judged) } else { judged };
        let Some(status) = judged else { continue };
        if event && circumstances.vague_source {
            continue;
        }
        let mut subjects = match &fact.subject {
            Value::Speaker => speaker_of(analysis, sentence, fact, found),
            Value::Authority => {
                let speaker = speaker_of(analysis, sentence, fact, found);
                if speaker.is_empty() { last_to_do(&fact.relation, before, sentence) } else { speaker }
            }
            value => arguments(analysis, sentence, value, found, false),
        };
        if is_office_held(&fact.relation) {
            subjects.retain(|subject| !is_office_alone(analysis, subject));
        }
        let as_title = fact.relation == "position";
        let objects: Vec<Option<Argument>> = match &fact.object {
            Value::None => vec![None],
            value => arguments(analysis, sentence, value, found, as_title).into_iter().map(Some).collect(),
        };
        for subject in &subjects {
            for object in &objects {
                if Some(subject) == object.as_ref()
                    || (is_symmetric(&fact.relation) && joint(fact, found) && Some(subject) > object.as_ref())
                {
                    continue;
                }
                let mut statement = Statement {
                    relation: fact.relation.clone(),
                    subject: subject.to_ref(analysis.resolution),
                    object: object.as_ref().map(|object| object.to_ref(analysis.resolution)),
                    status,
                    date: None,
                    place: None,
                    value: None,
                    unit: None,
                    hedge: None,
                    topic: None,
                    text: None,
                    attributed_to: circumstances.speaker.map(|id| analysis.resolution.entity(id).to_ref()),
                    rule: Some(rule.id.clone()),
                    confidence: None,
                    evidence: evidence(analysis, sentence, found),
                };
                if !settle_stance(&mut statement) {
                    continue;
                }
                fill(analysis, sentence, fact, found, &mut statement);
                if statement.topic.is_none() && CONTACTS.contains(&statement.relation.as_str()) {
                    let parties =
                        [Some(subject), object.as_ref()].into_iter().flatten().filter_map(|party| match party {
                            Argument::Entity(id) => Some(*id),
                            _ => None,
                        });
                    let span = discussed(analysis, sentence, found.root, &parties.collect::<Vec<_>>());
                    statement.topic = span.map(|span| squeeze(analysis.doc.slice(span)));
                }
                if event {
                    circumstances.complete(analysis, &mut statement, subject, object.as_ref());
                    presume_planned(analysis, &mut statement);
                } else if names_gathering(analysis, sentence, found.root) {
                    statement.date = statement.date.or(circumstances.own_date);
                    presume_planned(analysis, &mut statement);
                }
                out.push(Candidate {
                    subject: subject.clone(),
                    object: object.clone(),
                    statement,
                    sentence,
                    root: found.root,
                    event,
                    past,
                });
            }
        }
    }
    out
}

/// "FIFA banned Ada Berg. Ivo Lind was suspended for a year": by the body that did such a thing last.
fn last_to_do(relation: &str, before: &[Candidate], sentence: usize) -> Vec<Argument> {
    const REACH: usize = 3;
    let near = before.iter().rev().take_while(|c| c.sentence + REACH >= sentence);
    let bodies = near.filter(|c| {
        c.statement.relation == relation
            && matches!(c.statement.subject.kind, EntityKind::Organisation | EntityKind::Country)
    });
    bodies.map(|c| c.subject.clone()).take(1).collect()
}

/// Relations whose events are talks about something.
const CONTACTS: &[&str] = &["met", "spokeWith"];

/// What somebody says of a deed is said of one that was done; what "must" or "should" be is a stance all the same.
fn spoken(relation: &str, judged: Option<Status>) -> Option<Status> {
    match judged {
        Some(Status::Actual | Status::Negated) if is_stance(relation) => judged,
        _ if is_stance(relation) => Some(Status::Actual),
        _ => judged.filter(|status| *status == Status::Actual),
    }
}

fn is_stance(relation: &str) -> bool {
    matches!(relation, "supports" | "opposes")
}

/// A stance is held now, whatever is to come of it; who "will not back" a thing opposes it. False if nothing is held.
fn settle_stance(statement: &mut Statement) -> bool {
    match (statement.relation.as_str(), statement.status) {
        (relation, Status::Actual) if is_stance(relation) => return true,
        ("supports", Status::Negated) => statement.relation = "opposes".to_owned(),
        ("opposes", Status::Negated) => return false,
        ("supports" | "opposes", _) => {}
        _ => return true,
    }
    statement.status = Status::Actual;
    true
}

/// Relations that hold between names as such; all others happen, also by a name ("the Paris Agreement between …").
fn is_timeless(relation: &str) -> bool {
    matches!(relation, "position" | "affiliatedWith" | "memberOf" | "partOf" | "locatedIn")
}

/// Relations of persons to what they hold for a time.
fn is_office_held(relation: &str) -> bool {
    matches!(relation, "position" | "affiliatedWith")
}

/// What is dated after the article has not happened yet, whatever its tense ("Berg travels to Norland Sunday").
fn presume_planned(analysis: &Analysis<'_>, statement: &mut Statement) {
    let published = analysis.doc.date.and_then(|date| date.latest());
    let begins = statement.date.and_then(|date| date.earliest());
    if let (Status::Actual, Some(published), Some(begins)) = (statement.status, published, begins)
        && begins > published
    {
        statement.status = Status::Planned;
    }
}

/// Both parties are one expression ("the two sides").
fn joint(fact: &Fact, found: &Match) -> bool {
    match (&fact.subject, &fact.object) {
        (Value::Capture(a), Value::Capture(b)) => found.bindings[*a] == found.bindings[*b],
        _ => false,
    }
}

/// The status that the rule states, else that of the event; an entity alone is timeless but for former titles and
/// gatherings yet to come.
fn status_of(analysis: &Analysis<'_>, fact: &Fact, sentence: usize, found: &Match, event: bool) -> Option<Status> {
    let (view, edges) = &analysis.sentences[sentence];
    // Who was president then may well have met somebody.
    let former = is_timeless(&fact.relation)
        && found.bindings.iter().flatten().any(|&at| edges.title_at(at).is_some_and(|title| title.former));
    match fact.status {
        // A rule may say how an event stands, not that it is claimed at all.
        Some(_) if event && matches!(status(view, found.root), None | Some(Status::Negated)) => None,
        // Who is to resign holds the office still.
        Some(Status::Former) if event && status(view, found.root) == Some(Status::Planned) => Some(Status::Actual),
        Some(status) => Some(status),
        None if former || is_timeless(&fact.relation) && is_held(edges, found, |title| title.former) => {
            Some(Status::Former)
        }
        None if is_office_held(&fact.relation) && is_to_come(edges, found) => Some(Status::Planned),
        None if event => {
            // Whoever is to do something holds an office already, unless it is the office that is to come.
            let to_come = |status: &Status| {
                *status == Status::Planned
                    && is_office_held(&fact.relation)
                    && !ENTERING.contains(view.lemma(found.root))
            };
            let over = |status: &Status| {
                *status == Status::Actual && is_office_held(&fact.relation) && tenure::is_over(view, found.root)
            };
            status(view, found.root).map(|status| match status {
                status if to_come(&status) => Status::Actual,
                status if over(&status) => Status::Former,
                status => status,
            })
        }
        None if names_gathering(analysis, sentence, found.root)
            && status(view, found.root) == Some(Status::Planned) =>
        {
            Some(Status::Planned)
        }
        None => Some(Status::Actual),
    }
}

/// "Then Norwegian President Ada Berg" no longer represents Norway.
fn is_held(edges: &Edges, found: &Match, how: impl Fn(&Title) -> bool) -> bool {
    let bound = |at: u32| found.bindings.contains(&Some(at));
    edges.titles.iter().any(|t| how(t) && t.person == found.root && t.bodies.iter().any(|&body| bound(body)))
}

/// "President-elect Ada Berg" is to hold the office, and to represent its country.
fn is_to_come(edges: &Edges, found: &Match) -> bool {
    let titled = |at: u32| edges.title_at(at).is_some_and(|title| title.to_come);
    found.bindings.iter().flatten().any(|&at| titled(at)) || is_held(edges, found, |title| title.to_come)
}

/// Whether the name at `at` is that of an event, which has a time where other names have none.
fn names_gathering(analysis: &Analysis<'_>, sentence: usize, at: u32) -> bool {
    let view = &analysis.sentences[sentence].0;
    view.entities(at).iter().any(|&id| analysis.resolution.entity(id).kind == EntityKind::Event)
}

/// Line breaks and runs of blanks become one blank.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Roles that the rule fills itself.
fn fill(analysis: &Analysis<'_>, sentence: usize, fact: &Fact, found: &Match, statement: &mut Statement) {
    let (view, _) = &analysis.sentences[sentence];
    for (role, value) in &fact.roles {
        let at = match value {
            Value::Capture(slot) => found.bindings[*slot],
            _ => None,
        };
        let literal = match value {
            Value::Literal(text) => Some(text.clone()),
            _ => None,
        };
        match role {
            Role::Topic => {
                let told = || topic(analysis, sentence, matter(analysis, sentence, at?)?, found);
                statement.topic = literal.or_else(told);
            }
            Role::Text => {
                statement.text =
                    literal.or_else(|| at.map(|at| squeeze(analysis.doc.slice(view.cover(&view.subtree(at))))))
            }
            Role::Unit => statement.unit = literal,
            Role::Place => {
                statement.place =
                    at.and_then(|at| view.entities(at).first()).map(|&id| analysis.resolution.entity(id).to_ref());
            }
            Role::Date => {
                statement.date = at.and_then(|at| analysis.date_at(sentence, at)).map(|date| date.value);
            }
            Role::Value => {
                if let Some(amount) = at.and_then(|at| analysis.amount_at(sentence, at)) {
                    statement.value = Some(amount.value);
                    statement.unit = Some(amount.unit.clone());
                    statement.hedge.clone_from(&amount.hedge);
                }
            }
            Role::Status => {}
        }
    }
}

/// What the matter is. A trigger that names it itself does so without the parties: "strategic partnership", and
/// nothing if it stands bare ("cooperation between Norland and Iceland").
fn topic(analysis: &Analysis<'_>, sentence: usize, at: u32, found: &Match) -> Option<String> {
    let (view, edges) = &analysis.sentences[sentence];
    // "in the field of space exploration".
    let at = match edges.targets(at, "of").next() {
        Some(inner) if view.is_any(at, &["field", "area", "sphere", "domain", "realm", "matter", "issue"]) => inner,
        _ => at,
    };
    if view.is_verb(at) {
        return Some(squeeze(analysis.doc.slice(phrase(view, at))));
    }
    let party = |t: u32| found.bindings.contains(&Some(t)) && t != at && analysis.amount_at(sentence, t).is_none();
    let cut = |c: u32| view.deprel(c) == Deprel::Prep && view.subtree(c).into_iter().any(party);
    let whole = phrase(view, at);
    let end = view.children(at).iter().copied().filter(|&c| c > at && cut(c)).map(|c| view.token(c).span.start).min();
    // "Norland's economic cooperation", "Norlandic-Icelandic trade": the parties lead.
    let leads = |&t: &u32| {
        party(t)
            || party(view.head(t)) && t < at && view.head(t) != at
            || matches!(view.word(t), "-" | "–" | "‒" | "and" | "'s" | "’s")
    };
    let first = (0..at).filter(|&t| view.token(t).span.start >= whole.start).find(|t| !leads(t)).unwrap_or(at);
    let start = view.token(first).span.start;
    let span = Span { start, end: end.map_or(whole.end, |end| whole.end.min(end)).max(start) };
    let text = squeeze(analysis.doc.slice(span));
    let bare = at == found.root && text.eq_ignore_ascii_case(view.word(at)) && !view.lemma(at).contains('-');
    (!bare && !text.is_empty()).then_some(text)
}

/// From the first to the last word that the match needs.
fn evidence(analysis: &Analysis<'_>, sentence: usize, found: &Match) -> Evidence {
    let (view, edges) = &analysis.sentences[sentence];
    let mut span = view.token(found.root).span;
    for &at in std::iter::once(&found.root).chain(found.bindings.iter().flatten()) {
        span = span.cover(match (view.mention(at), edges.title_at(at)) {
            (Some(mention), _) => mention.span.cover(view.token(at).span),
            (None, Some(title)) => view.cover(&title.words),
            (None, None) if view.is_verb(at) || at == found.root => view.token(at).span,
            (None, None) => phrase(view, at),
        });
    }
    Evidence { quote: analysis.doc.slice(span).to_owned(), span: Some(span) }
}

/// Of an event with more than three parties only the pairs with one of them are told: with the party that the wording
/// puts on its own side ("Norland with A, B and C"), else the one that the article names most.
fn limit_pairs(candidates: &mut Vec<Candidate>, named: &[EntityId]) {
    let mut parties: BTreeMap<(usize, u32, String), Vec<(Argument, usize)>> = BTreeMap::new();
    let key = |candidate: &Candidate| (candidate.sentence, candidate.root, candidate.statement.relation.clone());
    for candidate in candidates.iter().filter(|c| is_symmetric(&c.statement.relation)) {
        let list = parties.entry(key(candidate)).or_default();
        for party in std::iter::once(&candidate.subject).chain(&candidate.object) {
            match list.iter_mut().find(|(known, _)| known == party) {
                Some((_, count)) => *count += 1,
                None => list.push((party.clone(), 1)),
            }
        }
    }
    candidates.retain(|candidate| {
        let Some(list) = parties.get(&key(candidate)).filter(|list| list.len() > 3) else { return true };
        let most = list.iter().map(|(_, count)| *count).max();
        let mut leading = list.iter().filter(|(_, count)| Some(*count) == most).map(|(party, _)| party);
        let alone = leading.next().filter(|_| leading.next().is_none());
        let of_article = || {
            named
                .iter()
                .find_map(|&id| list.iter().map(|(party, _)| party).find(|&party| *party == Argument::Entity(id)))
        };
        let Some(hub) = alone.or_else(of_article).or(list.first().map(|(party, _)| party)) else { return true };
        candidate.subject == *hub || candidate.object.as_ref() == Some(hub)
    });
}

/// Orders statements as the article does.
pub(crate) fn in_order(mut statements: Vec<Statement>) -> Vec<Statement> {
    statements.sort_by_key(|s| s.evidence.span.map_or((0, 0), |Span { start, end }| (start, end)));
    statements
}

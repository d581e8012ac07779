//! What an agreement, a cooperation or a supply is about: the noun that the article puts behind "on", "for" or "of".

use crate::extract::Analysis;
use crate::extract::circumstance::clause_of;
use crate::extract::phrase::{is_calendar, phrase};
use crate::resolve::EntityId;
use crate::text::{Deprel, Span, Upos};

/// Nouns that say of themselves little about their matter.
const VESSELS: &[&str] = &[
    "accord",
    "agreement",
    "arrangement",
    "communique",
    "compact",
    "contract",
    "convention",
    "deal",
    "declaration",
    "memorandum",
    "mou",
    "pact",
    "protocol",
    "settlement",
    "statement",
    "treaty",
    "understanding",
];

/// Prepositions before the matter, the surest first.
const LINKS: &[&str] = &["on", "about", "concerning", "regarding", "over", "for"];

/// The noun that tells the matter of what `at` names: another noun if `at` is a mere vessel, none if it is a pronoun.
pub(crate) fn matter(analysis: &Analysis<'_>, sentence: usize, at: u32) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    if view.token(at).pos == Upos::Pron {
        return None;
    }
    if analysis.amount_at(sentence, at).is_some_and(|amount| amount.money) {
        // "$2 billion in military assistance"
        return ["in", "of"]
            .iter()
            .find_map(|link| edges.targets(at, link).find(|&t| is_matter(analysis, sentence, t)));
    }
    if !VESSELS.contains(&view.lemma(at)) {
        return Some(at);
    }
    let gerund = |target: u32| view.token(target).tag == "VBG";
    let fits = |&target: &u32| target > at && (is_matter(analysis, sentence, target) || gerund(target));
    let behind = LINKS.iter().find_map(|link| edges.targets(at, link).find(fits));
    let behind = behind.or_else(|| edges.targets(at, "clause").find(|&verb| verb > at));
    // "is near accord with the banks on debt": the parser hangs the matter on the verb.
    let clause = clause_of(view, at);
    let own = |&target: &u32| view.head(view.head(target)) == clause;
    let beside = || ["on", "over"].iter().find_map(|link| edges.targets(clause, link).find(|t| own(t) && fits(t)));
    Some(behind.or_else(|| beside().filter(|_| clause < at)).unwrap_or(at))
}

/// A noun that is no date, sum or pronoun.
fn is_matter(analysis: &Analysis<'_>, sentence: usize, at: u32) -> bool {
    let view = &analysis.sentences[sentence].0;
    view.is_nominal(at)
        && view.token(at).pos != Upos::Pron
        && analysis.date_at(sentence, at).is_none()
        && !is_calendar(view.word(at))
        && !view
            .is_any(at, &["worth", "value", "sum", "total", "amount", "price", "duration", "period", "term", "year"])
        && analysis.amount_at(sentence, at).is_none_or(|amount| !amount.money)
}

/// Verbs whose object is what is talked about.
const DISCUSSING: &[&str] = &[
    "address", "consider", "cover", "debate", "discuss", "examine", "explore", "raise", "review", "tackle", "talk",
    "speak", "touch", "focus", "exchange", "include",
];

/// What two parties talked about, told beside the trigger ("talks on fishing", "met to discuss fishing") or in one of
/// the next sentences ("They discussed fishing").
pub(crate) fn discussed(analysis: &Analysis<'_>, sentence: usize, root: u32, parties: &[EntityId]) -> Option<Span> {
    const REACH: usize = 3;
    let at = beside(analysis, sentence, root).map(|at| (sentence, at)).or_else(|| {
        let next = sentence + 1..(sentence + 1 + REACH).min(analysis.sentences.len());
        next.into_iter().find_map(|later| told_later(analysis, later, parties).map(|at| (later, at)))
    })?;
    Some(phrase(&analysis.sentences[at.0].0, at.1))
}

/// Nouns behind "on" that tell how, where or when, not about what.
const MANNERS: &[&str] = &[
    "anniversary",
    "arrival",
    "basis",
    "behalf",
    "birthday",
    "board",
    "call",
    "camera",
    "day",
    "eve",
    "ground",
    "initiative",
    "level",
    "line",
    "link",
    "margin",
    "occasion",
    "phone",
    "platform",
    "request",
    "return",
    "sideline",
    "site",
    "telephone",
    "trip",
    "video",
    "videoconference",
    "videolink",
    "visit",
    "way",
    "weekend",
];

/// Verbs that say what talks are for ("met to advance the plan").
const PURPOSES: &[&str] = &[
    "address",
    "advance",
    "advocate",
    "consider",
    "coordinate",
    "cover",
    "debate",
    "discuss",
    "examine",
    "explore",
    "finalise",
    "finalize",
    "highlight",
    "mark",
    "negotiate",
    "plan",
    "prepare",
    "promote",
    "raise",
    "reaffirm",
    "resolve",
    "review",
    "settle",
    "tackle",
    "talk",
    "focus",
    "exchange",
    "consult",
    "assess",
    "underscore",
];

fn beside(analysis: &Analysis<'_>, sentence: usize, root: u32) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    let clause = clause_of(view, root);
    let fits = |&target: &u32| {
        is_matter(analysis, sentence, target) && view.mention(target).is_none() && !view.is_any(target, MANNERS)
    };
    let linked = ["about", "over", "regarding", "concerning", "on"].iter().find_map(|link| {
        edges.targets(root, link).chain(edges.targets(clause, link)).find(|target| fits(target) && *target > root)
    });
    linked
        .or_else(|| {
            let below = (0..view.len() as u32).filter(|&verb| view.is_verb(verb) && view.head(verb) != verb);
            below.filter(|&verb| [root, clause].contains(&view.head(verb)) || verb == clause && verb != root).find_map(
                |verb| {
                    let purpose = edges.targets(clause, "purpose").any(|to| to == verb);
                    topic_of_verb(analysis, sentence, verb, if purpose { PURPOSES } else { DISCUSSING })
                },
            )
        })
        .or_else(|| talks_of(analysis, sentence, root))
}

/// "farm trade talks": what stands before the talks.
fn talks_of(analysis: &Analysis<'_>, sentence: usize, root: u32) -> Option<u32> {
    let view = &analysis.sentences[sentence].0;
    let talks = view.is_any(root, &["talk", "negotiation", "discussion", "consultation"]);
    let compound = |&c: &u32| {
        view.deprel(c) == Deprel::Compound
            && view.token(c).pos == Upos::Noun
            && is_matter(analysis, sentence, c)
            && view.mention(c).is_none()
            && !view.is_any(c, &["telephone", "phone", "video", "summit", "lunch", "dinner", "breakfast", "marathon"])
    };
    view.children(root).iter().copied().filter(|_| talks).rfind(compound)
}

/// What a verb of discussing is about.
fn topic_of_verb(analysis: &Analysis<'_>, sentence: usize, verb: u32, verbs: &[&str]) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    if view.is_any(verb, &["continue", "hold", "have"]) {
        // "continued their discussion of the crisis"
        let discussion =
            edges.targets(verb, "obj").find(|&o| view.is_any(o, &["discussion", "exchange", "conversation"]))?;
        let about = |label: &'static str| edges.targets(discussion, label).find(|&t| is_matter(analysis, sentence, t));
        return about("of").filter(|&t| !view.is_any(t, VIEWS)).or_else(|| about("on")).or_else(|| about("about"));
    }
    if !verbs.contains(&view.lemma(verb)) {
        return None;
    }
    let behind = |label: &'static str| {
        edges.targets(verb, label).find(|&target| is_matter(analysis, sentence, target) && !view.is_any(target, VIEWS))
    };
    match view.lemma(verb) {
        "talk" | "speak" => behind("about"),
        "focus" | "touch" | "exchange" | "consult" => behind("on").or_else(|| behind("upon")),
        // "discussed how they will work together"
        "discuss" => behind("obj").or_else(|| edges.targets(verb, "clause").find(|&inner| inner > verb)),
        _ => behind("obj"),
    }
}

/// What is exchanged, and no matter of its own.
const VIEWS: &[&str] =
    &["view", "opinion", "information", "number", "range", "greeting", "pleasantry", "call", "meeting"];

/// Those who talk, as the next sentence takes them up, and their talks.
const TALKERS: &[&str] = &[
    "agenda",
    "chief",
    "conversation",
    "counterpart",
    "dialogue",
    "diplomat",
    "discussion",
    "head",
    "interlocutor",
    "leader",
    "meeting",
    "minister",
    "negotiation",
    "official",
    "pair",
    "party",
    "premier",
    "president",
    "secretary",
    "side",
    "talk",
    "they",
    "topic",
];

/// A sentence whose subject is both parties, or their talks, and that tells what they discussed.
fn told_later(analysis: &Analysis<'_>, sentence: usize, parties: &[EntityId]) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    (0..view.len() as u32).filter(|&at| view.is_verb(at)).find_map(|verb| {
        let talkers = |at: u32| {
            parties.iter().all(|party| view.entities(at).contains(party))
                || view.is_any(at, TALKERS) && !view.is_name(at)
                || view.lower(at) == "they"
        };
        let mut subjects = edges.targets(verb, "subj").peekable();
        // "The crisis was discussed."
        let impersonal = subjects.peek().is_none()
            && view.is_any(verb, &["discuss", "address", "raise", "consider", "review"])
            && view.token(verb).tag == "VBN"
            && view.child(verb, Deprel::Nsubjpass).is_some();
        if !impersonal && !subjects.any(talkers) {
            return named_topic(analysis, sentence, verb);
        }
        topic_of_verb(analysis, sentence, verb, DISCUSSING)
    })
}

/// "Among the issues discussed were trade and fishing", "The main topic was fishing".
fn named_topic(analysis: &Analysis<'_>, sentence: usize, verb: u32) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    if view.lemma(verb) != "be" {
        return None;
    }
    let discussed = |&at: &u32| {
        view.is_any(at, &["topic", "subject", "agenda"])
            || view.is_any(at, &["issue", "matter", "question", "item"])
                && view.children(at).iter().any(|&c| view.is_any(c, &["discuss", "address", "raise", "consider"]))
    };
    let among = edges.targets(verb, "among").find(discussed);
    let subject = view.child(verb, Deprel::Nsubj).filter(discussed);
    let told = match (among, subject) {
        (Some(_), _) => view.child(verb, Deprel::Attr).or_else(|| view.child(verb, Deprel::Nsubj)),
        (None, Some(_)) => view.child(verb, Deprel::Attr),
        _ => None,
    };
    told.filter(|&at| is_matter(analysis, sentence, at))
}

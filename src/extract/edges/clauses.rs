//! Subjects and objects that the tree leaves unsaid: voice, relative clauses, participles, control, coordination.

use crate::extract::lexicon::{ALWAYS_TRANSITIVE, ENTERING, OBJECT_CONTROL, OBJECT_DOES};
use crate::extract::phrase::is_calendar;
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// "which", "who", "that" inside a relative clause.
pub(super) fn is_relative_pronoun(view: &View<'_>, at: u32) -> bool {
    matches!(view.token(at).tag, "WDT" | "WP" | "WP$") && relative_clause(view, at).is_some()
}

/// The head verb of the relative clause around a token, within its own clause.
fn relative_clause(view: &View<'_>, mut at: u32) -> Option<u32> {
    loop {
        if view.deprel(at) == Deprel::Relcl {
            return Some(at);
        }
        let head = view.head(at);
        if head == at || matches!(view.deprel(at), Deprel::Advcl) {
            return None;
        }
        at = head;
    }
}

/// The noun that a relative clause around `at` describes.
///
/// Where the parser hangs the clause on a verb ("met Ada Berg who had come"), it is the noun right before the pronoun.
pub(super) fn antecedent(view: &View<'_>, at: u32) -> Option<u32> {
    let head = view.head(relative_clause(view, at)?);
    if let Some(last) = last_of_row(view, at, head) {
        return Some(last);
    }
    if view.is_nominal(head) {
        return Some(attended_event(view, at, head).unwrap_or_else(|| bearer(view, head)));
    }
    at.checked_sub(1).filter(|&before| view.is_name(before))
}

/// "Norland, Sudland and Westland, which is no member": a verb in the singular tells of the name right before alone.
fn last_of_row(view: &View<'_>, pronoun: u32, head: u32) -> Option<u32> {
    let verb = view.head(pronoun);
    let singular = |at: u32| view.token(at).tag == "VBZ" || view.lower(at) == "was";
    let finite = singular(verb) || view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Aux && singular(c));
    let comma = pronoun.checked_sub(1).filter(|&t| view.word(t) == ",")?;
    let last = view.mention_over(comma.checked_sub(1)?)?.head;
    let rows = view.deprel(last) == Deprel::Conj && view.is_name(last) && view.is_name(head);
    (finite && rows && last != head && view.deprel(pronoun) == Deprel::Nsubj).then_some(last)
}

/// "Ada Berg, a farmer who leads the party": the name of which a common noun beside it tells what it is.
fn bearer(view: &View<'_>, noun: u32) -> u32 {
    let name = view.head(noun);
    let beside =
        view.deprel(noun) == Deprel::Appos && name < noun && view.is_name(name) && view.mention(noun).is_none();
    let singular = matches!(view.token(noun).tag, "NN");
    if beside && singular { name } else { noun }
}

/// "a delegation to the Oslo Conference in June, which was attended by": what one attends is the event before.
fn attended_event(view: &View<'_>, pronoun: u32, head: u32) -> Option<u32> {
    let verb = view.head(pronoun);
    let event = |at: u32| {
        let kind = |&id: &crate::resolve::EntityId| view.resolution.entity(id).kind;
        view.is_name(at) && view.entities(at).iter().any(|id| kind(id) == EntityKind::Event)
    };
    if !view.is_any(verb, &["attend", "host", "convene", "hold"]) || event(head) {
        return None;
    }
    (head.min(pronoun)..pronoun).rev().find(|&at| event(at))
}

/// True if the surface subject of the verb is its object.
pub(super) fn is_passive(view: &View<'_>, verb: u32) -> bool {
    let children = view.children(verb);
    // "called the offer by Ada Berg an insult": the parser takes whose offer it is for the agent.
    let has = |role: Deprel| children.iter().any(|&c| view.deprel(c) == role);
    if has(Deprel::Nsubj) && has(Deprel::Dobj) && !has(Deprel::Auxpass) && view.token(verb).tag == "VBD" {
        return false;
    }
    if children.iter().any(|&c| matches!(view.deprel(c), Deprel::Auxpass | Deprel::Nsubjpass | Deprel::Agent)) {
        return true;
    }
    if lacks_auxiliary(view, verb) {
        return true;
    }
    if view.token(verb).tag != "VBN" {
        return false;
    }
    let auxiliary = children.iter().any(|&c| view.deprel(c) == Deprel::Aux);
    match view.deprel(verb) {
        // "allegations that Norland had paid"
        Deprel::Acl => !auxiliary || !children.iter().any(|&c| view.deprel(c) == Deprel::Nsubj),
        Deprel::Advcl => !auxiliary,
        Deprel::Conj => !auxiliary && view.is_verb(view.head(verb)) && is_passive(view, view.head(verb)),
        _ => false,
    }
}

/// "Norland accused of spying": headlines leave out the auxiliary.
fn lacks_auxiliary(view: &View<'_>, verb: u32) -> bool {
    let object = |&c: &u32| {
        matches!(
            view.deprel(c),
            Deprel::Dobj | Deprel::Dative | Deprel::Ccomp | Deprel::Xcomp | Deprel::Oprd | Deprel::Aux | Deprel::Prt
        )
    };
    matches!(view.token(verb).tag, "VBD" | "VBN")
        && view.deprel(verb) == Deprel::Root
        && ALWAYS_TRANSITIVE.contains(&view.lemma(verb))
        && view.child(verb, Deprel::Nsubj).is_some_and(|subject| subject < verb)
        && !view.children(verb).iter().any(object)
}

/// Nouns for deeds, whose own doer "by" may name: "condemned for an attack by Norland".
const DEEDS: &[&str] = &[
    "act",
    "action",
    "assault",
    "attack",
    "attempt",
    "bid",
    "bombing",
    "campaign",
    "decision",
    "effort",
    "invasion",
    "investigation",
    "killing",
    "letter",
    "meeting",
    "move",
    "offensive",
    "operation",
    "raid",
    "report",
    "ruling",
    "speech",
    "statement",
    "strike",
    "study",
    "use",
    "visit",
];

/// Verbs with two objects: in the passive one of them is the subject and the other stays.
const GIVING: &[&str] = &[
    "award", "deny", "give", "grant", "hand", "lend", "offer", "owe", "pay", "pledge", "promise", "sell", "send",
    "show", "supply",
];

/// "was accused of spying by Norland", "was fined a million by Norland": who does it, where the parser hangs the
/// agent on what stands between.
pub(super) fn late_agent(view: &View<'_>, verb: u32) -> Option<u32> {
    if !is_passive(view, verb) || view.child(verb, Deprel::Agent).is_some() {
        return None;
    }
    let accusing = ALWAYS_TRANSITIVE.contains(&view.lemma(verb))
        || view.is_any(
            verb,
            &["charge", "dock", "convict", "sentence", "suspend", "ban", "invite", "nominate", "award", "represent"],
        );
    let loose = |by: u32| {
        let host = view.head(by);
        let role = view.deprel(host);
        match role {
            _ if view.is_verb(host) => role == Deprel::Pcomp && accusing,
            Deprel::Dobj => view.head(host) == verb,
            Deprel::Pobj if view.lower(view.head(host)) == "as" => view.head(view.head(host)) == verb,
            Deprel::Pobj => accusing && view.head(view.head(host)) == verb && !view.is_any(host, DEEDS),
            _ => false,
        }
    };
    let by = view.subtree(verb).into_iter().rfind(|&t| t > verb && view.lower(t) == "by" && loose(t))?;
    view.child(by, Deprel::Pobj).filter(|&agent| view.is_name(agent))
}

/// Whether a verb may have two objects.
pub(super) fn is_giving(view: &View<'_>, verb: u32) -> bool {
    GIVING.contains(&view.lemma(verb))
}

/// "was awarded a contract": the subject of the passive got what is its object.
pub(super) fn is_given_to(view: &View<'_>, verb: u32) -> bool {
    is_giving(view, verb) && is_passive(view, verb) && view.child(verb, Deprel::Dobj).is_some()
}

/// "called Ada Berg a liar": of two predicates the first is the object.
pub(super) fn misread_object(view: &View<'_>, verb: u32) -> Option<u32> {
    let mut predicates = view.children(verb).iter().copied().filter(|&c| c > verb && view.deprel(c) == Deprel::Oprd);
    let (first, second) = (predicates.next()?, predicates.next()?);
    (view.is_name(first) && !view.is_name(second) && view.child(verb, Deprel::Dobj).is_none()).then_some(first)
}

/// A name that the parser takes for an adverbial though the verb has no subject ("FIFA suspended Norland").
fn adverbial_name(view: &View<'_>, verb: u32) -> Option<u32> {
    if !matches!(view.token(verb).tag, "VBD" | "VBZ" | "VBP") {
        return None;
    }
    let mut before = view.children(verb).iter().copied().filter(|&c| c < verb && view.deprel(c) == Deprel::Npadvmod);
    before.rfind(|&c| view.is_name(c))
}

/// The subjects of a verb as worded, found through the clauses around it if it has none of its own.
pub(super) fn surface_subjects(view: &View<'_>, verb: u32) -> Vec<u32> {
    let own: Vec<u32> = view
        .children(verb)
        .iter()
        .copied()
        .filter(|&c| matches!(view.deprel(c), Deprel::Nsubj | Deprel::Nsubjpass))
        .filter_map(|c| if is_relative_pronoun(view, c) { antecedent(view, c) } else { Some(c) })
        .collect();
    if !own.is_empty() {
        return without_apposed_source(view, verb, own);
    }
    if let Some(subject) = behind_weekday(view, verb).or_else(|| adverbial_name(view, verb)) {
        return vec![subject];
    }
    let head = view.head(verb);
    if head == verb {
        return Vec::new();
    }
    match view.deprel(verb) {
        Deprel::Conj if view.is_verb(head) => surface_subjects(view, head),
        Deprel::Xcomp => controller(view, head),
        Deprel::Ccomp if view.token(verb).tag == "VBG" => surface_subjects(view, head),
        // "named Ada Berg director, replacing Ivo Lind": it is she who replaces him.
        Deprel::Advcl if follows_in_office(view, verb, head) => view.child(head, Deprel::Dobj).into_iter().collect(),
        Deprel::Advcl if view.is_verb(head) => surface_subjects(view, head),
        Deprel::Pcomp => pcomp_subjects(view, head),
        Deprel::Acl => match view.token(verb).tag {
            "VBG" | "VBN" => vec![bearer(view, head)],
            "VB" => undertaker(view, head),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// "replacing", "succeeding" behind a verb that puts somebody into an office.
fn follows_in_office(view: &View<'_>, verb: u32, governor: u32) -> bool {
    let puts = ENTERING.contains(view.lemma(governor)) || view.is_any(governor, &["hire", "bring", "pick", "select"]);
    let follows = view.token(verb).tag == "VBG" && view.is_any(verb, &["succeed", "replace"]);
    follows && puts && !is_passive(view, governor)
}

/// "Norland signed a letter of intent to buy", "Norland's plan to buy": who is to do what a noun promises.
fn undertaker(view: &View<'_>, mut noun: u32) -> Vec<u32> {
    const DEEPEST: usize = 4;
    for _ in 0..DEEPEST {
        if let Some(owner) = view.child(noun, Deprel::Poss) {
            return vec![owner];
        }
        let by = view.children(noun).iter().find(|&&c| view.lower(c) == "by");
        if let Some(agent) = by.and_then(|&by| view.child(by, Deprel::Pobj)) {
            return vec![agent];
        }
        let head = view.head(noun);
        match view.deprel(noun) {
            Deprel::Dobj if view.is_verb(head) => return surface_subjects(view, head),
            Deprel::Pobj if view.lower(head) == "of" && view.is_nominal(view.head(head)) => noun = view.head(head),
            Deprel::Pobj if view.lower(head) == "in" && view.is_verb(view.head(head)) => {
                return surface_subjects(view, view.head(head));
            }
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// "According to the ambassador, Ada Berg, Norland will sign": the parser makes Ada Berg a second subject.
fn without_apposed_source(view: &View<'_>, verb: u32, mut subjects: Vec<u32>) -> Vec<u32> {
    let sourced = view.children(verb).iter().any(|&c| view.lower(c) == "according" && c < subjects[0]);
    if subjects.len() > 1 && sourced {
        subjects.remove(0);
    }
    subjects
}

/// "On Friday Berg will attend": the parser takes day and subject for one name.
fn behind_weekday(view: &View<'_>, verb: u32) -> Option<u32> {
    let fronted = view.children(verb).iter().copied().filter(|&c| c < verb && view.deprel(c) == Deprel::Prep);
    fronted.filter_map(|preposition| view.child(preposition, Deprel::Pobj)).find(|&name| {
        let day = view.children(name).iter().any(|&c| c < name && is_calendar(view.word(c)));
        day && view.mention(name).is_some_and(|mention| !is_calendar(view.word(mention.tokens.start)))
    })
}

/// "China urged Norland to sign": the object of "urge" signs. "Ada promised to come", "Ada is expected to come",
/// "Ada is ready to come": the subject comes.
fn controller(view: &View<'_>, governor: u32) -> Vec<u32> {
    if OBJECT_CONTROL.contains(&view.lemma(governor))
        && !is_passive(view, governor)
        && let Some(object) = view.child(governor, Deprel::Dobj).or_else(|| view.child(governor, Deprel::Dative))
    {
        return vec![object];
    }
    // "called on Norland to sign", "appealed to Norland to sign".
    let through = |&c: &u32| view.deprel(c) == Deprel::Prep && matches!(view.lower(c).as_str(), "on" | "upon" | "to");
    if view.is_any(governor, &["call", "appeal", "count", "rely", "plead"])
        && let Some(preposition) = view.children(governor).iter().copied().find(through)
        && let Some(asked) = view.child(preposition, Deprel::Pobj)
    {
        return vec![asked];
    }
    if view.is_verb(governor) {
        return surface_subjects(view, governor);
    }
    // An adjective or participle behind a copula: the copula has the subject.
    let copula = view.head(governor);
    if copula != governor && view.is_verb(copula) { surface_subjects(view, copula) } else { Vec::new() }
}

/// "after meeting Ada, Ivo left", "Ivo's plan for visiting Norland".
fn pcomp_subjects(view: &View<'_>, preposition: u32) -> Vec<u32> {
    let governor = view.head(preposition);
    if governor == preposition {
        return Vec::new();
    }
    // "Ada joins Ivo in hosting the summit": both do it.
    if view.lemma(governor) == "join"
        && view.lower(preposition) == "in"
        && let Some(joined) = view.child(governor, Deprel::Dobj)
    {
        let mut both = surface_subjects(view, governor);
        both.push(joined);
        return both;
    }
    // "Xinhua quoted Ada as saying", "thanked Ada for coming", "accused Ada of lying": Ada does it.
    if OBJECT_DOES.contains(view.lemma(governor))
        && !is_passive(view, governor)
        && let Some(quoted) = view.child(governor, Deprel::Dobj)
    {
        return vec![quoted];
    }
    // "praised Norland's role in building peace": the one whose role it is, wherever the parser hangs "in".
    const PARTS: &[&str] = &[
        "contribution",
        "effort",
        "experience",
        "failure",
        "help",
        "involvement",
        "leadership",
        "part",
        "role",
        "success",
        "work",
    ];
    let beside = preposition.saturating_sub(1);
    if view.is_any(beside, PARTS)
        && let Some(owner) = view.child(beside, Deprel::Poss)
    {
        return vec![owner];
    }
    if view.is_verb(governor) {
        return surface_subjects(view, governor);
    }
    let noun = governor;
    if let Some(owner) = view.child(noun, Deprel::Poss) {
        return vec![owner];
    }
    // A noun that is the object of a verb: "pays a price for meeting Ada".
    let verb = view.head(noun);
    if view.deprel(noun) == Deprel::Dobj && view.is_verb(verb) { surface_subjects(view, verb) } else { Vec::new() }
}

/// "the treaty that Ada signed", "the treaty Ada signed": the noun is the object.
pub(super) fn relative_objects(view: &View<'_>, verb: u32) -> Vec<u32> {
    if let Some(pronoun) = view.child(verb, Deprel::Dobj) {
        return match is_relative_pronoun(view, pronoun) {
            true => antecedent(view, pronoun).into_iter().collect(),
            false => Vec::new(),
        };
    }
    let own_subject =
        view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Nsubj && !is_relative_pronoun(view, c));
    let bare = view.deprel(verb) == Deprel::Relcl && own_subject && view.token(verb).pos == Upos::Verb;
    // "the day she arrived", "the way they trade": the noun tells when or how.
    const CIRCUMSTANCES: &[&str] =
        &["day", "month", "moment", "night", "place", "reason", "time", "way", "week", "weekend", "year"];
    let stranded = |c: u32| view.deprel(c) == Deprel::Prep && view.children(c).is_empty();
    let circumstance = || view.is_any(view.head(verb), CIRCUMSTANCES) || is_calendar(view.word(view.head(verb)));
    let prepositional = view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Prep);
    let clausal =
        view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Ccomp | Deprel::Xcomp) || stranded(c));
    if bare && !clausal && !(prepositional && circumstance()) { vec![view.head(verb)] } else { Vec::new() }
}

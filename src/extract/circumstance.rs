//! When and where an event takes place and who vouches for it, read from its clause.

use crate::extract::assemble::Argument;
use crate::extract::lexicon::SPEECH;
use crate::extract::view::View;
use crate::extract::words::is_gathering;
use crate::extract::{Analysis, DateMention};
use crate::graph::{EntityKind, Statement, Status};
use crate::resolve::EntityId;
use crate::text::{BlockKind, Deprel, PartialDate, Upos};

/// What surrounds the trigger of an event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Circumstances {
    /// The date worded in the event's own clause.
    pub(crate) own_date: Option<PartialDate>,
    /// The article's own day, if its first sentence tells the event in the past and names no date.
    lead_date: Option<PartialDate>,
    /// The sentence, and whether the event is told in the simple past.
    sentence: usize,
    past: bool,
    /// The article's own day, if the clause does what it tells ("we are imposing sanctions").
    performed: Option<PartialDate>,
    /// Places worded in the event's own clause, nearest first.
    places: Vec<EntityId>,
    /// The amount of money worded in the event's own clause.
    money: Option<usize>,
    /// The source inside the article.
    pub(crate) speaker: Option<EntityId>,
    /// Claimed by analysts, sources or observers without a name.
    pub(crate) vague_source: bool,
}

/// Relations whose events have a place beside their parties.
const PLACED: &[&str] = &["met", "attended", "deal", "cooperatesWith", "spokeWith", "hosted", "awarded"];
/// Relations whose events have a price.
const PRICED: &[&str] = &["deal", "investsIn"];

impl Circumstances {
    pub(crate) fn of(analysis: &Analysis<'_>, sentence: usize, root: u32, bindings: &[Option<u32>]) -> Self {
        let (view, edges) = &analysis.sentences[sentence];
        let span = view.token(root).span;
        let saying = analysis.spoken.first(span).map(|at| &analysis.sayings[at]);
        let speaker = saying.and_then(|saying| saying.speakers.first().copied());
        // A place beside a person or a summit is the event's: "with Ivo Lind in Oslo".
        let person = |at: &u32| {
            let kind = |&id: &EntityId| analysis.resolution.entity(id).kind;
            view.entities(*at).iter().any(|id| matches!(kind(id), EntityKind::Person | EntityKind::Event))
        };
        let occasion = occasion(view, root);
        let anchors: Vec<u32> = [root, clause_of(view, root)]
            .into_iter()
            .chain(bindings.iter().flatten().copied().filter(person))
            .chain(occasion)
            .collect();
        let places = anchors
            .iter()
            .flat_map(|&anchor| {
                ["in", "at", "to"]
                    .into_iter()
                    .filter(move |&l| l != "to" || Some(anchor) == occasion)
                    .map(move |label| (anchor, label))
            })
            .flat_map(|(anchor, label)| edges.targets(anchor, label))
            .chain(behind_list(view, root))
            .flat_map(|at| view.entities(at).iter().copied())
            .filter(|&id| matches!(analysis.resolution.entity(id).kind, EntityKind::Place | EntityKind::Country))
            .collect();
        Self {
            own_date: own_date(view, root, analysis.dates_of(sentence))
                .map(|date| if inside(view, occasion, date.head) { month_of(date.value) } else { date.value }),
            lead_date: lead_date(analysis, sentence, root),
            sentence,
            past: view.token(clause_of(view, root)).tag == "VBD",
            performed: analysis.doc.date.filter(|date| date.get_day().is_some() && performs(view, root)),
            places,
            money: own_money(view, root, analysis),
            speaker,
            vague_source: speaker.is_none() && vague_source(view, root),
        }
    }

    /// Fills what the rule left open.
    pub(crate) fn complete(
        &self,
        analysis: &Analysis<'_>,
        statement: &mut Statement,
        subject: &Argument,
        object: Option<&Argument>,
    ) {
        if statement.date.is_none() {
            statement.date = self.own_date.or(self.lead_date.filter(|_| {
                statement.status == Status::Actual && matches!(statement.relation.as_str(), "met" | "spokeWith")
            }));
            statement.date = statement.date.or(self.performed.filter(|_| {
                statement.status == Status::Actual && matches!(statement.relation.as_str(), "sanctioned" | "deal")
            }));
        }
        if statement.date.is_none()
            && self.past
            && matches!(statement.relation.as_str(), "met" | "spokeWith" | "visited")
        {
            statement.date =
                self.day_of_story(analysis, subject, object).filter(|_| statement.status == Status::Actual);
        }
        let relation = statement.relation.as_str();
        if relation == "tradeVolume" {
            statement.date = statement.date.map(|date| date.get_year().map_or(date, PartialDate::year));
        }
        if statement.place.is_none() && PLACED.contains(&relation) {
            let party = |id: EntityId| Argument::Entity(id) == *subject || Some(&Argument::Entity(id)) == object;
            let place = self.places.iter().copied().find(|&id| !party(id));
            statement.place = place.map(|id| analysis.resolution.entity(id).to_ref());
        }
        if statement.value.is_none()
            && PRICED.contains(&relation)
            && let Some(amount) = self.money.map(|index| &analysis.amounts[index])
        {
            statement.value = Some(amount.value);
            statement.unit = Some(amount.unit.clone());
            statement.hedge.clone_from(&amount.hedge);
        }
    }
}

impl Circumstances {
    /// "Berg arrived on Tuesday. She went straight to lunch with Lind": the day of which the last sentences tell the same
    /// person's doings, if it is one of the article's last days.
    fn day_of_story(
        &self,
        analysis: &Analysis<'_>,
        subject: &Argument,
        object: Option<&Argument>,
    ) -> Option<PartialDate> {
        const REACH: usize = 3;
        const DAYS: i32 = 7;
        let published = analysis.doc.date.filter(|date| date.get_day().is_some())?.earliest()?;
        let recent = |date: &PartialDate| {
            let day = date.get_day().and_then(|_| date.earliest());
            day.and_then(|day| day.until(published).ok()).is_some_and(|span| (0..=DAYS).contains(&span.get_days()))
        };
        let party = |id: &EntityId| {
            [Some(subject), object].into_iter().flatten().any(|argument| *argument == Argument::Entity(*id))
        };
        (self.sentence.saturating_sub(REACH)..self.sentence).rev().find_map(|earlier| {
            let (view, edges) = &analysis.sentences[earlier];
            analysis.dates_of(earlier).find_map(|date| {
                let verb = clause_of(view, date.head);
                let theirs = view.token(verb).tag == "VBD"
                    && edges.targets(verb, "subj").any(|at| view.entities(at).iter().any(party));
                Some(date.value).filter(|value| theirs && recent(value))
            })
        })
    }
}

/// "met with ministers from Norland and Sudland in Oslo": the place behind a list hangs on its last name.
fn behind_list(view: &View<'_>, root: u32) -> Option<u32> {
    let clause = clause_of(view, root);
    (root..view.len() as u32).find_map(|preposition| {
        let governor = view.head(preposition);
        let listed = view.lower(preposition) == "in"
            && view.deprel(preposition) == Deprel::Prep
            && view.is_name(governor)
            && view.deprel(governor) == Deprel::Conj
            && clause_of(view, preposition) == clause;
        view.child(preposition, Deprel::Pobj).filter(|&place| listed && view.is_name(place))
    })
}

/// The verb of the clause around a token; infinitives count to the verb that governs them.
pub(crate) fn clause_of(view: &View<'_>, mut at: u32) -> u32 {
    while !view.is_verb(at) && view.head(at) != at {
        at = view.head(at);
    }
    while matches!(view.deprel(at), Deprel::Xcomp | Deprel::Aux | Deprel::Auxpass) && view.head(at) != at {
        at = view.head(at);
    }
    at
}

/// The date worded in the clause of a verb.
pub(crate) fn date_of_clause(analysis: &Analysis<'_>, sentence: usize, verb: u32) -> Option<PartialDate> {
    own_date(&analysis.sentences[sentence].0, verb, analysis.dates_of(sentence)).map(|date| date.value)
}

/// The date below the trigger, else the nearest in its clause.
fn own_date<'a>(view: &View<'_>, root: u32, dates: impl Iterator<Item = &'a DateMention>) -> Option<&'a DateMention> {
    let dates: Vec<&DateMention> = dates.collect();
    let mut clause = clause_of(view, root);
    // "since 2018, when it lost the contract"
    let when = |&c: &u32| view.deprel(c) == Deprel::Advmod && view.lower(c) == "when";
    if view.deprel(clause) == Deprel::Relcl && view.children(clause).iter().any(when) {
        let named = dates.iter().find(|date| date.tokens.contains(&view.head(clause)));
        if let Some(date) = named {
            return Some(date);
        }
    }
    loop {
        let near = dates
            .iter()
            .filter(|date| {
                let own = view.dominates(root, date.head) && no_other_clause(view, root, date.head);
                (own || clause_of(view, date.head) == clause)
                    && !of_other_event(view, root, date.head)
                    && !names_other(view, root, date.head)
            })
            .min_by_key(|date| (!view.dominates(root, date.head), date.head.abs_diff(root)));
        if near.is_some() || view.head(clause) == clause || !shares_time(view, clause) {
            return near.copied();
        }
        let outer = clause_of(view, view.head(clause));
        // What follows the first verb of a row is that verb's: "came on Friday and left again".
        if view.deprel(clause) == Deprel::Conj && !dates.iter().any(|date| date.head < outer) {
            return None;
        }
        clause = outer;
    }
}

/// "In May trade grew, reaching …", "on Friday she came and met …": the clause takes place when its governor does.
fn shares_time(view: &View<'_>, clause: u32) -> bool {
    let own_subject =
        view.children(clause).iter().any(|&c| matches!(view.deprel(c), Deprel::Nsubj | Deprel::Nsubjpass));
    match view.deprel(clause) {
        Deprel::Advcl => view.token(clause).tag == "VBG" && clause > view.head(clause),
        Deprel::Conj => !own_subject && view.is_verb(view.head(clause)),
        _ => false,
    }
}

/// "Ada Berg had a telephone conversation with Ivo Lind" opens the report of the same day.
fn lead_date(analysis: &Analysis<'_>, sentence: usize, root: u32) -> Option<PartialDate> {
    let view = &analysis.sentences[sentence].0;
    let prose = |view: &View<'_>| {
        let block = analysis.doc.blocks.get(view.sentence.block as usize);
        block.is_some_and(|block| block.kind == BlockKind::Paragraph)
            && (0..view.len() as u32).any(|at| matches!(view.token(at).tag, "VBD" | "VBZ" | "VBP" | "MD"))
    };
    let first = analysis.sentences.iter().position(|(view, _)| prose(view)) == Some(sentence);
    let told = view.token(clause_of(view, root)).tag == "VBD" && analysis.dates_of(sentence).next().is_none();
    analysis.doc.date.filter(|date| first && told && date.get_day().is_some())
}

/// "The Department is designating three companies": announced and done with these words.
fn performs(view: &View<'_>, root: u32) -> bool {
    let verb = clause_of(view, root);
    let present = |&c: &u32| view.deprel(c) == Deprel::Aux && matches!(view.lower(c).as_str(), "is" | "are" | "am");
    view.token(verb).tag == "VBG" && view.children(verb).iter().any(present)
}

/// "Before the talks on June 8, she had visited Oslo": the day is that of the talks, not of the visit.
fn of_other_event(view: &View<'_>, root: u32, date: u32) -> bool {
    // "ordered them to leave by Friday": a term, not the day of the order.
    let term = |at: u32| view.lower(at) == "by" && view.token(clause_of(view, root)).tag == "VBD";
    const ELSEWHEN: &[&str] = &["before", "after", "since", "until", "following", "ahead", "despite"];
    let mut at = date;
    // "Before the Oslo meeting on June 8": the parser may take the meeting for a verb.
    let inside = |at: u32| !view.is_verb(at) || view.deprel(at) == Deprel::Pcomp;
    while view.head(at) != at && inside(at) && !view.dominates(at, root) {
        if term(at) {
            return true;
        }
        if ELSEWHEN.contains(&view.lower(at).as_str()) {
            // "a member since 1949": what lasts began then.
            return view.lower(at) != "since" || view.head(date) != at;
        }
        at = view.head(at);
    }
    false
}

/// "signed a protocol to the 2011 agreement": the year is that of another thing.
fn names_other(view: &View<'_>, root: u32, date: u32) -> bool {
    let noun = view.head(date);
    let within = matches!(view.deprel(date), Deprel::Compound | Deprel::Nummod | Deprel::Nmod | Deprel::Amod);
    within
        && view.is_nominal(noun)
        && !view.dominates(noun, root)
        && !matches!(view.deprel(noun), Deprel::Dobj | Deprel::Nsubj | Deprel::Nsubjpass)
        && !is_gathering(view.lemma(noun))
        && view.token(date).pos == Upos::Num
}

/// The visit or conference during which the event takes place: "during the visit to Oslo she met …".
fn occasion(view: &View<'_>, root: u32) -> Option<u32> {
    const OCCASIONS: &[&str] = &["visit", "trip", "tour", "stay", "stop", "stopover", "summit", "conference", "forum"];
    [root, clause_of(view, root)].into_iter().flat_map(|at| view.children(at)).find_map(|&preposition| {
        let within = matches!(view.lower(preposition).as_str(), "during" | "on" | "amid");
        let noun = view.child(preposition, Deprel::Pobj).filter(|&noun| within && noun != root)?;
        OCCASIONS.contains(&view.lemma(noun)).then_some(noun)
    })
}

fn inside(view: &View<'_>, occasion: Option<u32>, at: u32) -> bool {
    occasion.is_some_and(|occasion| view.dominates(occasion, at))
}

/// The month of a day: an event inside a visit of several days has no day of its own.
pub(crate) fn month_of(date: PartialDate) -> PartialDate {
    match (date.get_year(), date.get_month(), date.get_day()) {
        (Some(year), Some(month), Some(_)) => PartialDate::year_month(year, month).unwrap_or(date),
        _ => date,
    }
}

/// No relative or adverbial clause between a token and its ancestor.
fn no_other_clause(view: &View<'_>, ancestor: u32, mut at: u32) -> bool {
    while at != ancestor {
        // "her visit, which takes place on May 20"
        let tells_when = view.deprel(at) == Deprel::Relcl
            && view.is_any(at, &["take", "begin", "start", "open", "schedule", "plan", "set", "last"]);
        if tells_when {
            at = view.head(at);
            continue;
        }
        if matches!(view.deprel(at), Deprel::Relcl | Deprel::Advcl | Deprel::Ccomp | Deprel::Conj) {
            return false;
        }
        at = view.head(at);
    }
    true
}

fn own_money(view: &View<'_>, root: u32, analysis: &Analysis<'_>) -> Option<usize> {
    let clause = clause_of(view, root);
    (0..analysis.amounts.len())
        .filter(|&index| {
            let amount = &analysis.amounts[index];
            amount.money
                && amount.sentence as usize == view.index
                && (view.dominates(root, amount.head) || clause_of(view, amount.head) == clause)
        })
        .min_by_key(|&index| analysis.amounts[index].head.abs_diff(root))
}

/// "Analysts say …", "observers believe …"; an unnamed source or official is taken at their word.
fn vague_source(view: &View<'_>, mut at: u32) -> bool {
    const VAGUE: &[&str] = &[
        "analyst",
        "observer",
        "critic",
        "expert",
        "some",
        "many",
        "trader",
        "dealer",
        "speculation",
        "rumor",
        "rumour",
    ];
    while view.head(at) != at {
        let head = view.head(at);
        if view.deprel(at) == Deprel::Ccomp && SPEECH.contains(&view.lemma(head))
            || view.is_any(head, &["believe", "think"])
        {
            return view.child(head, Deprel::Nsubj).is_some_and(|s| VAGUE.contains(&view.lemma(s)));
        }
        at = head;
    }
    false
}

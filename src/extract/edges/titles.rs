//! Titles in all their shapes: "Norland's foreign minister Ada Berg", "President of Norland Ada Berg",
//! "Ada Berg, the president of Norland", "the president, Ada Berg".
//!
//! Titles before a name are read from the order of words: parsers disagree with themselves about their trees.

mod apposed;
mod bodies;

use bodies::{body_at, drop_beats, drop_holders_of_bodies, of_phrase};

use crate::extract::lexicon::{OF_OFFICE, OFFICES, PAST};
use crate::extract::view::View;
use crate::extract::{EntityMention, MentionForm};
use crate::extract::{tenure, words};
use crate::graph::EntityKind;
use crate::resolve::EntityId;
use crate::text::{Deprel, Upos};

/// A title and its bearer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// Head token of the person's name.
    pub(crate) person: u32,
    /// The noun that names the office.
    pub(crate) head: u32,
    /// The words of the title, bodies and "former" left out, in order.
    pub(crate) words: Vec<u32>,
    /// Head tokens of the countries and organisations that the title names.
    pub(crate) bodies: Vec<u32>,
    /// "former president", "then president".
    pub(crate) former: bool,
    /// "president-elect", "incoming president", "the next president".
    pub(crate) to_come: bool,
    /// Whose office it is where the title does not say so but the article makes it plain.
    pub(crate) implied: Option<EntityId>,
    /// The office where the noun does not say so itself: that of whose counterpart somebody is.
    pub(crate) office: Option<String>,
}

/// All titles of a sentence, in order of their bearers.
pub(super) fn find(view: &View<'_>) -> Vec<Title> {
    let mut out: Vec<Title> = Vec::new();
    if is_byline(view) {
        return out;
    }
    for at in 0..view.len() as u32 {
        let Some(mention) = view.mention(at) else { continue };
        if mention.kind != EntityKind::Person {
            continue;
        }
        let said_of_any = view.is_any(at, &["head", "Head"]);
        if mention.form == MentionForm::Nominal && names_holder(view, at) && is_office(view, at) && !said_of_any {
            // "the Norwegian president" is a name of the office and of its holder.
            out.push(of_noun(view, at));
        }
        if mention.form == MentionForm::Pronoun && view.entities(at).len() == 1 {
            out.extend(beside_name(view, at));
        }
        if mention.form != MentionForm::Name {
            continue;
        }
        let mut titles = before_name(view, at, mention.tokens.start);
        if titles.is_empty() {
            titles = shared_title(view, &out, at, mention.tokens.start);
        }
        // "the head of the agency, Air Marshal Ada Berg"
        let first = titles.iter().flat_map(|title| title.words.iter().chain(&title.bodies)).copied().min();
        let ranked = titles.iter().any(|title| is_rank(view, title.head));
        if let Some(first) = first.filter(|&first| ranked && first > 1 && view.word(first - 1) == ",") {
            titles.extend(before_name(view, at, first));
        }
        titles.extend(beside_name(view, at));
        if titles.iter().all(|title| title.head < at) {
            titles.extend(apposed::behind(view, at, mention.tokens.end));
        }
        titles.retain(|title| !names_chamber(view, title.head));
        for title in titles {
            if !out.iter().any(|t| t.person == title.person && t.head == title.head) {
                out.push(title);
            }
        }
    }
    out
}

/// "Ada Berg, Secretary of State": a name with a title and nothing else signs the article.
fn is_byline(view: &View<'_>) -> bool {
    const LONGEST: usize = 14;
    let first = (0..view.len() as u32).find(|&t| view.token(t).pos != Upos::Space);
    let person = first.and_then(|t| view.mention_over(t)).filter(|m| m.kind == EntityKind::Person);
    let signs = person.is_some_and(|m| {
        let next = (m.tokens.end..view.len() as u32).find(|&t| view.token(t).pos != Upos::Space);
        m.form == MentionForm::Name && next.is_some_and(|t| view.word(t) == "," || view.word(t) == "-")
    });
    signs && view.len() <= LONGEST && !(0..view.len() as u32).any(|t| view.is_verb(t))
}

/// "Speaker of the House of Representatives Ada Berg": a chamber is named after all who sit in it, none is a title.
fn names_chamber(view: &View<'_>, head: u32) -> bool {
    let capital = |at: u32| view.word(at).starts_with(char::is_uppercase);
    let plural = matches!(view.token(head).tag, "NNS" | "NNPS") && capital(head);
    plural && head > 1 && view.word(head - 1) == "of" && capital(head - 2)
}

/// Words of address between a title and the name.
fn is_honorific(word: &str) -> bool {
    matches!(word, "Dame" | "Dr" | "Dr." | "Lady" | "Lord" | "Mr" | "Mr." | "Mrs" | "Mrs." | "Ms" | "Ms." | "Sir")
}

/// Ranks that somebody has beside a post.
fn is_rank(view: &View<'_>, head: u32) -> bool {
    const RANKS: &[&str] = &[
        "admiral",
        "brigadier",
        "captain",
        "colonel",
        "general",
        "lieutenant",
        "major",
        "marshal",
        "professor",
        "sergeant",
    ];
    let word = view.lower(head);
    let office = words::spelt_out_office(view.word(head)).unwrap_or(&word);
    RANKS.contains(&office)
}

/// Whether one person who has a name is meant, not an office that stands for itself.
fn names_holder(view: &View<'_>, at: u32) -> bool {
    matches!(view.entities(at), [id] if !view.resolution.entity(*id).office)
}

/// "Presidents Ada Berg and Ivo Lind": a plural before one name belongs to those joined to it as well.
fn shared_title(view: &View<'_>, found: &[Title], person: u32, start: u32) -> Vec<Title> {
    let mut left = start;
    while left > 0 && matches!(view.word(left - 1), "," | "and" | "&") {
        left -= 1;
    }
    let bearer = |title: &&Title| {
        let plural = matches!(view.token(title.head).tag, "NNS" | "NNPS") && title.head < title.person;
        plural && left < start && view.mention(title.person).is_some_and(|m| m.tokens.end == left)
    };
    found.iter().filter(bearer).map(|title| Title { person, ..title.clone() }).collect()
}

/// Whether the token names an office.
pub(crate) fn is_office(view: &View<'_>, at: u32) -> bool {
    let lemma = view.lemma(at).to_lowercase();
    if is_affaires(view, at) {
        return true;
    }
    // "Mr President" is spoken to, not of.
    if at > 0
        && matches!(view.lower(at - 1).as_str(), "mr" | "mr." | "mister" | "madam" | "mrs" | "mrs." | "ms" | "ms.")
    {
        return false;
    }
    if view.deprel(at) == Deprel::Compound && words::is_calling(&view.lower(at)) {
        return true;
    }
    matches!(view.token(at).pos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
        && (OFFICES.contains(&lemma.as_str())
            || OFFICES.contains(&view.lower(at).as_str())
            || OFFICES.contains(view.headword(at).as_ref())
            || words::spelt_out_office(view.word(at)).is_some()
            || words::is_calling(view.headword(at).as_ref()))
}

/// True for what people are beside their offices ("the Norlandic singer"): it ties them to countries and teams but is no
/// position.
pub(crate) fn is_mere_calling(view: &View<'_>, at: u32) -> bool {
    let noun = view.headword(at);
    (words::is_calling(noun.as_ref()) || words::is_calling(&view.lower(at))) && !OFFICES.contains(noun.as_ref())
}

/// The end of "chargé d'affaires".
fn is_affaires(view: &View<'_>, at: u32) -> bool {
    matches!(view.lower(at).as_str(), "d'affaires" | "d’affaires")
}

/// The office that a noun names by itself, without bearer ("was elected president of Norland").
pub(crate) fn of_noun(view: &View<'_>, head: u32) -> Title {
    phrase(view, head, head, view.subtree(head).into_iter().max().unwrap_or(head) + 1)
}

/// The titles that end where the name starts: one, or two joined by "and".
fn before_name(view: &View<'_>, person: u32, start: u32) -> Vec<Title> {
    let mut end = start;
    // "Norwind chairman Sir Ivo Berg"
    while end > 0 && is_honorific(view.word(end - 1)) {
        end -= 1;
    }
    // "the Communist Party chief, Hu": only with an article or possessive, else the comma separates list entries.
    let comma = end > 0 && view.word(end - 1) == ",";
    if comma {
        end -= 1;
    }
    let to_come = apposed::end_of_office(view, end);
    end = to_come.unwrap_or(end);
    let closed = comma && apposed::is_closed(view, person);
    let reaches = |&at: &u32| {
        is_office(view, at)
            && (at + 1 == end || bridges(view, at + 1, end) || closed && apposed::reaches(view, at + 1, end))
    };
    let Some(nearest) = (end.saturating_sub(9)..end).rev().find(reaches) else { return Vec::new() };
    // "Head of the Office of the President Ada Berg": the first office is hers.
    let within_body = |&at: &u32| reaches(&at) && (at + 1..nearest).any(|t| words::is_institution(view.word(t)));
    let head = (end.saturating_sub(9)..nearest).find(within_body).unwrap_or(nearest);
    let mut title = phrase(view, person, head, end);
    title.to_come |= to_come.is_some();
    if !comma && title.bodies.is_empty() {
        title.bodies.extend(apposed::body_behind_name(view, person, head));
    }
    if comma {
        let first = title.words.iter().chain(&title.bodies).copied().min().unwrap_or(head);
        let determined = (first.saturating_sub(4)..=first)
            .any(|at| matches!(view.lower(at).as_str(), "the" | "'s" | "’s" | "its" | "their" | "his" | "her"));
        let listed = first > 0 && matches!(view.lower(first - 1).as_str(), "," | "as");
        if !determined || listed || view.deprel(person) == Deprel::Conj && !closed {
            return Vec::new();
        }
    }
    // "Norwegian Deputy Premier and Minister of Trade Ada Berg" holds both offices, each for Norway.
    let first = title.words.iter().copied().min().unwrap_or(head);
    let joined =
        first > 1 && matches!(view.word(first - 1), "and" | "&" | "-" | "–" | "/") && !is_glued(view, first - 1);
    // "President of Norland Ada Berg and President of Ostria Ivo Lind": the first is hers.
    let is_held = |at: u32, last: u32| {
        let name = |m: &EntityMention| m.kind == EntityKind::Person && m.form == MentionForm::Name;
        (at..=last).any(|t| view.mention(t).is_some_and(name))
    };
    let other = joined.then(|| first - 2).and_then(|last| {
        (last.saturating_sub(6)..=last).rev().find(|&at| {
            is_office(view, at)
                && (at == last || bridges(view, at + 1, last + 1))
                && view.mention(at).is_none()
                && !is_held(at, last)
        })
    });
    let other = other.map(|other| phrase(view, person, other, first - 1));
    if let Some(other) = &other {
        for &body in other.bodies.iter().filter(|&&body| body < other.head) {
            if !title.bodies.contains(&body) {
                title.bodies.push(body);
            }
        }
        title.former |= other.former;
    }
    other.into_iter().chain([title]).collect()
}

/// Whether the words between office and name are "of Norland", "of the Norland Central Bank", "for Asia", "to Norland".
fn bridges(view: &View<'_>, from: u32, to: u32) -> bool {
    from + 1 < to
        && matches!(view.lower(from).as_str(), "of" | "for" | "to" | "at" | "in")
        && (from + 1..to).all(|at| {
            matches!(view.token(at).pos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Cconj | Upos::Part)
                || matches!(view.lower(at).as_str(), "of" | "for" | "and" | "&" | "on" | "(" | ")")
        })
}

/// Titles in apposition or behind a copula.
fn beside_name(view: &View<'_>, person: u32) -> Vec<Title> {
    let mut heads = Vec::new();
    for &child in view.children(person) {
        if view.deprel(child) == Deprel::Appos {
            heads.push(child);
            heads.extend(conjuncts(view, child).into_iter().filter(|&next| !apposed::is_of_other(view, person, next)));
            // "Berg, one of the leaders of the movement"
            if view.lower(child) == "one" {
                let of = view.children(child).iter().copied().filter(|&c| view.lower(c) == "of");
                heads.extend(of.filter_map(|of| view.child(of, Deprel::Pobj)));
            }
        }
    }
    // "the president of Norland, Ada Berg".
    let named_after = |head: u32| !(head.min(person)..head.max(person)).any(|t| view.word(t) == ":");
    if view.deprel(person) == Deprel::Appos
        && named_after(view.head(person))
        && !apposed::is_parted(view, view.head(person), person)
    {
        heads.push(view.head(person));
    }
    // "Ada Berg is the president of Norland", "Ada Berg, who is president".
    let main = Some(view.head(person)).filter(|_| view.deprel(person) == Deprel::Nsubj);
    // "As minister of Norland, Ada Berg signed".
    if view.deprel(person) == Deprel::Nsubj {
        let before = view.children(view.head(person)).iter().copied().filter(|&c| c < person && view.lower(c) == "as");
        heads.extend(before.filter_map(|preposition| view.child(preposition, Deprel::Pobj)));
    }
    let relative = view.children(person).iter().copied().find(|&c| view.deprel(c) == Deprel::Relcl);
    for verb in main.into_iter().chain(relative.filter(|&verb| has_relative_subject(view, verb))) {
        if !is_open(view, verb) && view.is_any(verb, &["be", "become", "remain"]) {
            heads.extend(view.children(verb).iter().filter(|&&c| view.deprel(c) == Deprel::Attr));
        }
    }
    heads.extend(until_lately(view, person));
    let elect: Vec<u32> = heads.iter().filter_map(|&head| apposed::office_of_elect(view, head)).collect();
    heads.extend(&elect);
    heads.retain(|&head| is_office(view, head) && view.mention(head).is_none_or(|m| m.form == MentionForm::Nominal));
    heads
        .into_iter()
        .filter(|&head| !introduces_other(view, person, head))
        .map(|head| {
            // "He was foreign minister before the election."
            let over = |verb: u32| view.deprel(head) == Deprel::Attr && view.token(verb).tag == "VBD";
            let verb = view.head(head);
            // "was re-elected president" is no past office.
            let elected = || (verb.min(head)..head).any(|t| view.token(t).tag == "VBN");
            let past = over(verb) && view.is_any(verb, &["be"]) && !elected()
                || had_been(view, verb)
                || until_lately(view, person) == Some(head)
                || tenure::is_over(view, verb);
            let within_person = |t: u32| view.head(person) == head && view.dominates(person, t);
            let top = if elect.contains(&head) { view.head(head) } else { head };
            let last = view.subtree(top).into_iter().filter(|&t| !within_person(t)).max().unwrap_or(head);
            let title = phrase(view, person, head, last.max(head) + 1);
            let former = title.former || past || has_ended(view, person, head);
            Title { former, to_come: title.to_come || elect.contains(&head), ..title }
        })
        .collect()
}

/// "Ada Berg, until recently ambassador in Norland": the office between commas after the name.
fn until_lately(view: &View<'_>, person: u32) -> Option<u32> {
    const LATELY: &[&str] = &["now", "recently", "lately", "then", "yesterday"];
    let end = view.mention(person)?.tokens.end;
    let last = view.len() as u32;
    let word = |at: u32| if at < last { view.lower(at) } else { String::new() };
    let opens = word(end) == "," && matches!(word(end + 1).as_str(), "until" | "till");
    if !opens || !LATELY.contains(&word(end + 2).as_str()) {
        return None;
    }
    (end + 3..last).take_while(|&t| !matches!(view.word(t), "," | "." | ";")).find(|&t| is_office(view, t))
}

/// Negated or under an auxiliary other than "has" and "had" ("has been president", but "could be president").
fn is_open(view: &View<'_>, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| match view.deprel(c) {
        Deprel::Neg => true,
        Deprel::Aux => view.lemma(c) != "have",
        _ => false,
    })
}

/// "had been president".
fn had_been(view: &View<'_>, verb: u32) -> bool {
    view.is_any(verb, &["be"])
        && view.children(verb).iter().any(|&c| matches!(view.lower(c).as_str(), "had" | "'d" | "’d"))
}

/// "director from 2001 to 2013", "minister until May".
fn has_ended(view: &View<'_>, person: u32, head: u32) -> bool {
    let below = |at: u32| view.children(at).iter().copied();
    let beside = || below(person).filter(|&t| t > head && view.deprel(t) == Deprel::Prep);
    let phrases = || below(head).chain(below(head).flat_map(below)).filter(|&t| view.deprel(t) == Deprel::Prep);
    let year = |t: u32| below(t).any(|c| words::is_year(view.word(c)));
    phrases().chain(beside()).any(|t| match view.lower(t).as_str() {
        "until" | "till" => true,
        "at" => below(t).any(|c| view.lower(c) == "time"),
        "from" => year(t) && view.subtree(t).iter().any(|&s| matches!(view.lower(s).as_str(), "to" | "until")),
        "between" => year(t),
        _ => false,
    })
}

/// "Berg, Minister of Trade Lind": the title after a name is that of the name right after it.
fn introduces_other(view: &View<'_>, person: u32, head: u32) -> bool {
    let name_at = |t: u32| {
        let mention = view.mention_over(t);
        mention.filter(|m| m.form == MentionForm::Name && m.kind == EntityKind::Person && m.tokens.start == t)
    };
    let end = (head + 1..view.len() as u32).find(|&t| matches!(view.word(t), "," | ";" | ":" | ".") || view.is_verb(t));
    let end = end.unwrap_or(view.len() as u32);
    let bare = is_capitalised(view, head) && view.child(head, Deprel::Det).is_none();
    bare && head > person
        && (head + 1..end).any(|t| name_at(t).is_some_and(|m| m.head != person && m.tokens.end <= end))
}

/// "who" as the subject of a relative clause.
fn has_relative_subject(view: &View<'_>, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Nsubj && view.token(c).tag == "WP")
}

/// What is joined to a token, and to that in turn.
fn conjuncts(view: &View<'_>, at: u32) -> Vec<u32> {
    let mut out = vec![at];
    let mut next = 0;
    while next < out.len() {
        let children = view.children(out[next]).iter().copied();
        out.extend(children.filter(|&c| view.deprel(c) == Deprel::Conj));
        next += 1;
    }
    out.split_off(1)
}

/// Last parts of compounds that describe a person and not the office.
const EPITHETS: &[&str] = &["old", "era", "educated", "trained", "turned"];

/// Reads the title around `head`: its modifiers to the left, its "of" phrase up to `end`.
fn phrase(view: &View<'_>, person: u32, head: u32, end: u32) -> Title {
    let mut title = Title {
        person,
        head,
        words: vec![head],
        bodies: Vec::new(),
        former: false,
        to_come: false,
        implied: None,
        office: None,
    };
    let proper = is_capitalised(view, head);
    let mut at = head;
    while at > 0 {
        at -= 1;
        let word = view.lower(at);
        if let Some(body) = body_at(view, at, head) {
            if !title.bodies.contains(&body) {
                title.bodies.push(body);
            }
            continue;
        }
        // "a 58-year-old lawmaker", "the Soviet-era chief": how old or from when is no part of the office.
        if EPITHETS.contains(&word.as_str()) && at > 1 && view.word(at - 1) == "-" && is_glued(view, at - 1) {
            while at > 1 && view.word(at - 1) == "-" && is_glued(view, at - 1) {
                at -= 2;
            }
            continue;
        }
        let glued = word == "-" && at + 1 == first(&title.words) && at > 0 && is_glued(view, at);
        if glued && (PAST.contains(&view.lower(at - 1).as_str()) || view.lower(at - 1) == "ex") {
            // "then-President"
            title.former = true;
            at -= 1;
            continue;
        }
        if glued {
            // "Secretary-General"
            title.words.splice(0..0, [at - 1, at]);
            at -= 1;
            continue;
        }
        title.former |= PAST.contains(&word.as_str());
        title.to_come |= matches!(word.as_str(), "incoming" | "next");
        // "one-time aide" is three tokens.
        if word == "time" && at > 1 && view.lower(at - 2) == "one" {
            title.former = true;
            at -= 2;
            continue;
        }
        let possessive = matches!(word.as_str(), "'s" | "’s" | "'" | "’");
        let aside = matches!(word.as_str(), "(" | ")") && !title.bodies.is_empty()
            || word == ")" && at > 0 && body_at(view, at - 1, head).is_some();
        let skipped =
            aside || possessive || OF_OFFICE.contains(&word.as_str()) || word == "-" || view.token(at).pos == Upos::Num;
        let rank = RANKS.contains(&word.as_str());
        let part = (matches!(view.token(at).pos, Upos::Noun | Upos::Propn | Upos::Adj)
            || matches!(word.as_str(), "acting" | "interim" | "managing" | "founding" | "presiding" | "commanding")
            || view.word(at) == "Under")
            && view.mention(at).is_none_or(|m| m.form == MentionForm::Nominal)
            && (rank || !proper || is_capitalised(view, at));
        let joined = word == "and" && title.words.first() == Some(&(at + 1)) && at > 0 && part_of_office(view, at - 1);
        let adverb = view.token(at).pos == Upos::Adv;
        // "first female president"
        let apart = rank && (at + 1..first(&title.words)).any(|t| OF_OFFICE.contains(&view.lower(t).as_str()));
        if skipped || adverb || apart {
            // Also an "s" of a possessive ends what belongs to the title proper.
            continue;
        }
        let next = first(&title.words);
        // "Deputy Norwegian Trade Minister": a rank may stand before the country.
        let across = rank && (at + 1..next).all(|t| body_at(view, t, head).is_some());
        if (part || joined) && (at + 1 == next || across) {
            title.words.insert(0, at);
            continue;
        }
        break;
    }
    title.former |= is_past_before_article(view, at, first(&title.words));
    of_phrase(view, &mut title, end);
    while title.words.first().is_some_and(|&t| view.lower(t) == "and") {
        title.words.remove(0);
    }
    drop_beats(view, &mut title);
    drop_ordinal(view, &mut title.words);
    title.bodies.retain(|&body| body != person);
    if view.lemma(title.head).to_lowercase().starts_with("spokes") {
        drop_holders_of_bodies(view, &mut title.bodies);
    }
    title
}

/// "once a judge", "formerly the head of research": the adverb stands before the article at `at`.
fn is_past_before_article(view: &View<'_>, at: u32, first: u32) -> bool {
    let article = view.is_article(at);
    let before = |steps: u32| at.checked_sub(steps).map(|t| view.lower(t)).unwrap_or_default();
    article
        && at < first
        && (matches!(before(1).as_str(), "once" | "formerly" | "previously" | "latterly" | "then")
            || before(1) == "time" && matches!(before(2).as_str(), "one" | "-") && at > 3)
}

/// "the second ambassador", "the first female president": an ordinal counts holders, unless the office is so named
/// ("first deputy minister", "third secretary").
fn drop_ordinal(view: &View<'_>, title: &mut Vec<u32>) {
    const ORDINALS: &[&str] =
        &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    const RANKED: &[&str] =
        &["deputy", "lady", "lieutenant", "mate", "minister", "officer", "secretary", "sergeant", "vice", "assistant"];
    let ordinal = title.first().is_some_and(|&t| ORDINALS.contains(&view.lower(t).as_str()));
    if ordinal && title.len() > 1 && !title[1..].iter().any(|&t| RANKED.contains(&view.lower(t).as_str())) {
        title.remove(0);
    }
}

/// A hyphen within a word.
fn is_glued(view: &View<'_>, at: u32) -> bool {
    let touches = |left: u32, right: u32| view.token(left).span.end == view.token(right).span.start;
    at > 0 && (at as usize) + 1 < view.len() && touches(at - 1, at) && touches(at, at + 1)
}

/// Words that set an office below or beside another.
const RANKS: &[&str] = &["acting", "assistant", "associate", "deputy", "first", "interim", "senior", "under", "vice"];

fn is_capitalised(view: &View<'_>, at: u32) -> bool {
    view.word(at).starts_with(char::is_uppercase)
}

fn first(words: &[u32]) -> u32 {
    words.first().copied().unwrap_or(0)
}

/// "trade and industry minister": the conjunct belongs to the title if it is no person's.
fn part_of_office(view: &View<'_>, at: u32) -> bool {
    matches!(view.token(at).pos, Upos::Noun | Upos::Propn | Upos::Adj)
        && view.mention(at).is_none()
        && !is_office(view, at)
}

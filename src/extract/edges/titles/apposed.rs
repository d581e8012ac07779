//! Titles beside a name where the words are plain and the tree errs in an arc: "the bureau's agent in Arda, Ada Berg,",
//! "Ada Berg, 47, now the group's head of sales,", "President-elect Ada Berg".

use super::bodies::body_at;
use super::{Title, introduces_other, is_office, phrase};
use crate::extract::MentionForm;
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// "the director, Ada Berg, and the dean of the school, Ivo Lind": the office of the first is not that of the second.
pub(super) fn is_parted(view: &View<'_>, head: u32, person: u32) -> bool {
    let other = |at: u32| view.deprel(at) == Deprel::Appos && view.head(at) == head;
    (head + 1..person).any(|at| other(at) && view.mention(at).is_some_and(|m| m.kind == EntityKind::Person))
}

/// How many words may stand between the comma and the noun of an office.
const LONGEST: u32 = 9;

/// True if a name in apposition ends where it must: at a comma, a full stop or a bracket, and nobody else follows.
pub(super) fn is_closed(view: &View<'_>, person: u32) -> bool {
    let Some(mention) = view.mention(person) else { return false };
    let end = mention.tokens.end;
    let closes = is_end(view, end) || matches!(word(view, end).as_str(), "," | "." | ";" | ")" | ":");
    closes && !(word(view, end) == "," && names_person(view, end + 1))
}

/// Whether the words between an office and the comma only tell where and whose it is: "in charge in Arda", "with the
/// Union of Arda", "of the district in the east of Norland".
pub(super) fn reaches(view: &View<'_>, from: u32, to: u32) -> bool {
    let opens =
        matches!(word(view, from).as_str(), "of" | "for" | "to" | "at" | "in" | "with" | "from" | "on" | "responsible");
    let plain = |at: u32| {
        matches!(view.token(at).pos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part | Upos::Num)
            || view.token(at).tag == "PRP$"
            || matches!(
                word(view, at).as_str(),
                "of" | "for" | "and" | "&" | "on" | "at" | "in" | "with" | "to" | "from" | "-" | "(" | ")"
            )
    };
    from + 1 < to && opens && (from..to).all(|at| plain(at) && !names_person(view, at))
}

/// Titles behind a name that the tree hangs elsewhere: the noun phrase right after the comma, if an office heads it.
pub(super) fn behind(view: &View<'_>, person: u32, end: u32) -> Option<Title> {
    if word(view, end) != "," {
        return None;
    }
    let mut at = end + 1;
    if view.token(at.min(last(view))).pos == Upos::Num && word(view, at + 1) == "," {
        at += 2;
    }
    let first = at;
    let head = (at..view.len() as u32).take(LONGEST as usize).take_while(|&t| is_part(view, t)).find(|&t| {
        is_office(view, t) && view.mention(t).is_none_or(|m| m.form == MentionForm::Nominal) && !goes_on(view, t + 1)
    })?;
    // "Ada Berg, Director Ivo Lind and": the title of another. "After talks with Ada Berg, the president": the subject.
    let owned = (first..head).any(|t| view.token(t).tag == "POS" || matches!(word(view, t).as_str(), "its" | "their"));
    let capital = view.word(first).starts_with(char::is_uppercase);
    let definite = (first..head).any(|t| matches!(word(view, t).as_str(), "the" | "my" | "our" | "his" | "her"));
    if capital && !owned || definite || introduces_other(view, person, head) || view.token(head).tag == "NNS" {
        return None;
    }
    let until = (head + 1..view.len() as u32).find(|&t| {
        matches!(view.word(t), "," | ";" | ":" | "." | ")" | "(" | "–" | "—" | "--")
            || view.is_verb(t)
            || view.token(t).tag == "WP"
    });
    let until = until.unwrap_or(view.len() as u32);
    // "Ada Berg, the president, Ivo Lind, and the others": whose title it is the words do not say.
    let ambiguous = word(view, until) == "," && names_person(view, until + 1);
    let others = (first..until).any(|t| names_person(view, t));
    let closed = matches!(word(view, until).as_str(), "" | "," | "." | ";" | ")" | "who");
    (closed && !ambiguous && !others).then(|| phrase(view, person, head, until))
}

/// True for an office further on in a list of people ("Ada Berg, president, Ivo Lind, chairman").
pub(super) fn is_of_other(view: &View<'_>, person: u32, head: u32) -> bool {
    let several = view.token(head).tag == "NNS";
    let further = view.head(view.head(head)) != person;
    let parts = |at: u32| at < head && view.word(at) == ";" || names_person(view, at);
    let parted = || (person + 1..view.len() as u32).take_while(|&at| at < head + LONGEST).any(parts);
    further && (several || parted())
}

/// A word that may stand in a noun phrase before its head.
fn is_part(view: &View<'_>, at: u32) -> bool {
    let token = view.token(at);
    let participle = matches!(token.tag, "VBN" | "VBG") && matches!(token.pos, Upos::Verb | Upos::Adj);
    matches!(token.pos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part)
        || token.tag == "PRP$"
        || matches!(word(view, at).as_str(), "-" | "now" | "then" | "formerly" | "once" | "also" | "currently")
        || participle && at > 0 && !matches!(view.word(at - 1), ",")
}

/// True where a noun phrase goes on.
fn goes_on(view: &View<'_>, at: u32) -> bool {
    !is_end(view, at)
        && (matches!(view.token(at).pos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Part | Upos::Num)
            || view.word(at) == "-")
}

/// "President-elect Berg", "prime minister designate Berg": where the words of the office end, if somebody is still to take it.
pub(super) fn end_of_office(view: &View<'_>, end: u32) -> Option<u32> {
    let last = end.checked_sub(1).filter(|&t| t > 1 && is_to_come(&word(view, t)))?;
    let office = if view.word(last - 1) == "-" { last - 1 } else { last };
    is_office(view, office - 1).then_some(office)
}

/// The office in "the president-elect of Norland", of which the tree makes the last word the head.
pub(super) fn office_of_elect(view: &View<'_>, head: u32) -> Option<u32> {
    end_of_office(view, head + 1).map(|end| end - 1)
}

/// "President-elect Berg of Norland", "Bishop Berg of Arda": the body behind the name is that of the title before it.
pub(super) fn body_behind_name(view: &View<'_>, person: u32, head: u32) -> Option<u32> {
    let mut at = view.mention(person)?.tokens.end;
    if word(view, at) != "of" {
        return None;
    }
    at += 1 + u32::from(word(view, at + 1) == "the");
    let body = if is_end(view, at) { None } else { body_at(view, at, head) }?;
    let mention = view.mention(body)?;
    let named = mention.form == MentionForm::Name && mention.tokens.start == at;
    (named && !goes_on(view, mention.tokens.end)).then_some(body)
}

fn is_to_come(word: &str) -> bool {
    matches!(word, "elect" | "designate" | "nominate" | "apparent")
}

/// True if the name of a person begins at this token.
fn names_person(view: &View<'_>, at: u32) -> bool {
    !is_end(view, at)
        && view
            .mention_over(at)
            .is_some_and(|m| m.kind == EntityKind::Person && m.form == MentionForm::Name && m.tokens.start == at)
}

fn word(view: &View<'_>, at: u32) -> String {
    if is_end(view, at) { String::new() } else { view.lower(at) }
}

fn is_end(view: &View<'_>, at: u32) -> bool {
    at as usize >= view.len()
}

fn last(view: &View<'_>) -> u32 {
    (view.len() as u32).saturating_sub(1)
}

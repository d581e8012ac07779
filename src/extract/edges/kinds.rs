//! What the article calls a named thing: "the French sugar group Morel", "Morel, a French group", "companies such as
//! Morel", "the town of Morel". The edge `kind` leads from the name to the noun.

use crate::extract::MentionForm;
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// Nouns that take the name of what they are after "of".
const PLACES: &[&str] = &[
    "area",
    "borough",
    "capital",
    "city",
    "county",
    "district",
    "enclave",
    "island",
    "municipality",
    "oblast",
    "peninsula",
    "port",
    "prefecture",
    "province",
    "region",
    "republic",
    "settlement",
    "state",
    "suburb",
    "territory",
    "town",
    "village",
];

/// Nouns that news capitalises before a name ("our NATO Ally Norland").
const CAPITALISED: &[&str] = &["ally", "member", "partner"];

/// Pairs of a name's head and the noun that says what it is, in order of the names.
pub(super) fn find(view: &View<'_>) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    for name in (0..view.len() as u32).filter(|&at| view.is_name(at)) {
        for noun in nouns(view, name) {
            let mut bearers = vec![name];
            if is_plural(view, noun) {
                bearers.extend(joined(view, name));
            }
            for bearer in bearers {
                if bearer != noun && !out.contains(&(bearer, noun)) {
                    out.push((bearer, noun));
                }
            }
        }
    }
    out
}

/// The nouns that a name hangs on or that hang on it as what it is.
fn nouns(view: &View<'_>, name: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for &child in view.children(name) {
        match view.deprel(child) {
            Deprel::Compound | Deprel::Nmod | Deprel::Amod if child < name && is_noun(view, child) => found.push(child),
            // "Norland, Sudland, European countries" goes on with its list.
            Deprel::Appos
                if is_noun(view, child) && (!is_plural(view, child) || view.child(name, Deprel::Conj).is_some()) =>
            {
                found.push(child);
                found.extend(
                    view.children(child).iter().filter(|&&c| view.deprel(c) == Deprel::Conj && is_noun(view, c)),
                );
            }
            // "Morel, one of the largest banks of France"
            Deprel::Appos if view.lemma(child) == "one" => found.extend(objects_of(view, child, "of")),
            _ => {}
        }
    }
    let head = view.head(name);
    match view.deprel(name) {
        // "European countries, Norland and Sudland" is a list, "the two countries, Norland and Sudland" names them.
        Deprel::Appos if is_noun(view, head) && (!is_plural(view, head) || is_determined(view, head)) => {
            found.push(head)
        }
        Deprel::Pobj => {
            let governor = view.head(head);
            let place = || view.lower(head) == "of" && PLACES.contains(&view.lemma(governor));
            let example = || matches!(view.lower(head).as_str(), "including" | "like") || is_such_as(view, head);
            if is_noun(view, governor) && (place() || example()) {
                found.push(governor);
            }
        }
        Deprel::Nsubj if view.is_any(head, &["be", "remain"]) && is_plain(view, head) => {
            // "is neither a member nor a partner"
            let denied = |noun: u32| view.children(noun).iter().any(|&c| view.lower(c) == "neither");
            let is_told =
                |&&c: &&u32| view.deprel(c) == Deprel::Attr && is_noun(view, c) && !denied(c) && !denied(name);
            found.extend(view.children(head).iter().filter(is_told));
        }
        _ => {}
    }
    found
}

fn is_noun(view: &View<'_>, at: u32) -> bool {
    let common = view.token(at).pos == Upos::Noun || CAPITALISED.contains(&view.lower(at).as_str());
    common && !view.is_name(at)
}

/// A verb in the present without negation, auxiliaries and condition, which tells what is so.
fn is_plain(view: &View<'_>, verb: u32) -> bool {
    let present = matches!(view.token(verb).tag, "VBZ" | "VBP");
    present && !view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Aux | Deprel::Neg | Deprel::Mark))
}

fn is_determined(view: &View<'_>, noun: u32) -> bool {
    view.children(noun).iter().any(|&c| matches!(view.deprel(c), Deprel::Det | Deprel::Poss))
}

fn is_plural(view: &View<'_>, at: u32) -> bool {
    matches!(view.token(at).tag, "NNS" | "NNPS")
}

fn is_such_as(view: &View<'_>, preposition: u32) -> bool {
    view.lower(preposition) == "as" && preposition > 0 && view.lower(preposition - 1) == "such"
}

fn objects_of(view: &View<'_>, at: u32, preposition: &str) -> Vec<u32> {
    let prepositions = view.children(at).iter().filter(|&&c| view.lower(c) == preposition);
    prepositions.flat_map(|&p| view.children(p)).copied().filter(|&c| view.deprel(c) == Deprel::Pobj).collect()
}

/// True if a bracket closes between two tokens.
fn closes(view: &View<'_>, from: u32, to: u32) -> bool {
    (from..to).any(|at| matches!(view.word(at), ")" | "]"))
}

/// Names in a row with this one.
fn joined(view: &View<'_>, name: u32) -> Vec<u32> {
    let mut out = vec![name];
    let mut next = 0;
    while next < out.len() {
        let children = view.children(out[next]).iter().copied();
        let row = |&c: &u32| {
            matches!(view.deprel(c), Deprel::Conj | Deprel::Appos) && view.is_name(c) && !closes(view, name, c)
        };
        out.extend(children.filter(row));
        next += 1;
    }
    out.split_off(1)
}

/// Names in brackets right after another name or after the noun that they all are: "Ada Berg (Norland)", "four states
/// [Norland, Sudland]". Pairs of the head before the bracket and the head of a name inside.
pub(super) fn asides(view: &View<'_>) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    for opener in 1..(view.len() as u32).saturating_sub(1) {
        if !matches!(view.word(opener), "(" | "[") {
            continue;
        }
        let before = view.mention_over(opener - 1);
        let anchor = before.map_or(opener - 1, |mention| mention.head);
        if !view.is_nominal(anchor) {
            continue;
        }
        let names = names_from(view, opener + 1);
        let single = names.len() == 1 || is_plural(view, anchor);
        out.extend(names.into_iter().filter(|_| single).map(|name| (anchor, name)));
    }
    out
}

/// Names listed after what they are all called or belong to: "its partners - Norland, Sudland and Westland", "the
/// Union, grouping Norland and Sudland", "four states [Norland, Sudland ...]", "two judges, among them Ada Berg". The word
/// before each list with the heads of the listed names.
pub(super) fn lists(view: &View<'_>) -> Vec<(u32, Vec<u32>)> {
    let mut out = Vec::new();
    for opener in 1..view.len() as u32 {
        let Some((anchor, first)) = opened(view, opener) else { continue };
        let listed = names_from(view, first);
        let country = |&at: &u32| view.mention(at).is_some_and(|m| m.kind == EntityKind::Country);
        // After a name only a list of states is one of its members.
        let members = !view.is_name(anchor) || view.word(opener) != ":" && listed.iter().all(country);
        if (listed.len() > 1 || !listed.is_empty() && is_among(view, opener + 1)) && members {
            out.push((anchor, listed));
        }
    }
    out
}

/// The word before a list and the first token of the list, if one opens at this token.
fn opened(view: &View<'_>, opener: u32) -> Option<(u32, u32)> {
    const GATHERING: &[&str] = &["grouping", "comprising", "uniting", "including", "namely", "joining", "linking"];
    let mark = matches!(view.word(opener), "-" | "–" | "—" | "--" | ":" | "[" | "(");
    let (last, first) = if mark {
        (opener - 1, opener + 1)
    } else if view.word(opener) == "," && (opener as usize) + 1 < view.len() {
        let gathers = GATHERING.contains(&view.lower(opener + 1).as_str());
        (opener - 1, if is_among(view, opener + 1) { opener + 3 } else { gathers.then_some(opener + 2)? })
    } else {
        return None;
    };
    let named = view.mention_over(last);
    let anchor = named.map_or(last, |mention| mention.head);
    view.is_nominal(anchor).then_some((anchor, first))
}

/// "among them"
fn is_among(view: &View<'_>, at: u32) -> bool {
    let word = |at: u32| if (at as usize) < view.len() { view.lower(at) } else { String::new() };
    word(at) == "among" && matches!(word(at + 1).as_str(), "them" | "whom")
}

/// Where the person starts whose title begins here: "Deputy Interior Minister Ada Berg".
fn behind_title(view: &View<'_>, at: u32) -> Option<u32> {
    const LONGEST_TITLE: u32 = 7;
    let person = |t: u32| {
        let mention = view.mention_id(t).map(|id| view.resolution.mention(id));
        mention.filter(|m| m.form == MentionForm::Name && m.kind == EntityKind::Person).map(|m| m.tokens.start)
    };
    let start = (at..(view.len() as u32).min(at + LONGEST_TITLE)).find_map(person).filter(|&start| start > at)?;
    let title =
        |t: u32| matches!(view.token(t).pos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det) || view.word(t) == "of";
    (at..start).all(title).then_some(start)
}

/// The heads of names in a row that starts here: "the United States, Japan and Britain".
pub(super) fn names_from(view: &View<'_>, first: u32) -> Vec<u32> {
    let mut out = Vec::new();
    let mut at = first;
    while (at as usize) < view.len() {
        let mention = view.mention_over(at);
        if let Some(mention) = mention.filter(|m| m.form == MentionForm::Name && m.tokens.start == at) {
            out.push(mention.head);
            at = mention.tokens.end;
            let next = || view.lower(at);
            if (at as usize) >= view.len() || !matches!(next().as_str(), "," | "and" | "&" | "or" | ";") {
                break;
            }
        } else if matches!(view.lower(at).as_str(), "the" | "," | "and" | "&" | "or" | ";") {
            at += 1;
        } else if let Some(start) = behind_title(view, at) {
            at = start;
        } else {
            break;
        }
    }
    out
}

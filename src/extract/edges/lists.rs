//! Lists of names and chains of modifiers, which the parser often hangs in pieces on different words.

use super::{Edge, Edges};
use crate::extract::MentionForm;
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};

/// Lists of three names and more: every name has the role of the first.
///
/// "with Norland, the Republic of Estland, and Westland" is read off the text, since a long name in the middle makes the parser
/// start a new clause or apposition there.
pub(super) fn close(edges: &mut Edges, view: &View<'_>) {
    for list in enumerations(view) {
        let [first, rest @ ..] = &list[..] else { continue };
        let roles: Vec<(u32, Edge)> = (0..view.len() as u32)
            .filter(|from| list.binary_search(from).is_err())
            .flat_map(|from| edges.from(from).iter().filter(|e| e.to == *first).map(move |e| (from, e.clone())))
            .filter(|(_, edge)| !matches!(edge.label.as_str(), "title" | "is" | "where" | "conj"))
            .collect();
        if roles.is_empty() {
            continue;
        }
        for &member in rest {
            for from in (0..view.len() as u32).filter(|from| list.binary_search(from).is_err()) {
                let stray = |edge: &Edge| {
                    edge.to == member
                        && matches!(edge.label.as_str(), "obj" | "appos" | "subj")
                        && !roles.iter().any(|(other, role)| *other == from && role.label == edge.label)
                };
                edges.out[from as usize].retain(|edge| !stray(edge));
            }
            edges.out[*first as usize].retain(|edge| !(edge.to == member && edge.label == "appos"));
            for (from, role) in &roles {
                edges.add(*from, &role.label, member);
            }
        }
    }
}

/// "Under the accord, Norland, Estland and Westland agreed": a verb without subject takes the names that the parser
/// hangs on the phrase before the comma.
pub(super) fn lead(edges: &mut Edges, view: &View<'_>) {
    for verb in 0..view.len() as u32 {
        let subject = |&c: &u32| matches!(view.deprel(c), Deprel::Nsubj | Deprel::Nsubjpass | Deprel::Expl);
        if !view.is_verb(verb) || view.children(verb).iter().any(subject) {
            continue;
        }
        let finite = matches!(view.token(verb).tag, "VBD" | "VBZ" | "VBP")
            || view.children(verb).iter().any(|&c| view.token(c).tag == "MD");
        let fronted = view.children(verb).iter().copied().filter(|&c| c < verb && view.deprel(c) == Deprel::Prep);
        let stray = fronted.filter(|_| finite).find_map(|preposition| {
            let noun = view.child(preposition, Deprel::Pobj).filter(|&noun| !view.is_name(noun))?;
            let name = view.child(noun, Deprel::Conj).filter(|&c| view.is_name(c) && c < verb)?;
            let start = view.mention(name)?.tokens.start;
            let comma = (1..=2).any(|back| start >= back && view.word(start - back) == ",");
            comma.then_some((view.lower(preposition), name))
        });
        let Some((label, name)) = stray else { continue };
        for member in edges.members(view, name) {
            edges.out[verb as usize].retain(|edge| !(edge.to == member && edge.label == label));
            edges.add(verb, "subj", member);
        }
    }
}

/// "sanctions on two banks: Alfa and Beta Bank": the names behind the colon are the banks.
pub(super) fn spell_out(edges: &mut Edges, view: &View<'_>) {
    const NEARBY: u32 = 3;
    let Some(colon) = (1..view.len() as u32).find(|&t| view.word(t) == ":") else { return };
    let class =
        (colon.saturating_sub(NEARBY)..colon).rev().find(|&t| view.token(t).tag == "NNS" && view.mention(t).is_none());
    let Some(class) = class else { return };
    let roles = roles_of(edges, view, class);
    let listed = |t: u32| matches!(view.lower(t).as_str(), ":" | "," | "and" | "the" | ";");
    let names: Vec<u32> = (colon + 1..view.len() as u32)
        .filter(|&t| view.is_name(t) && !matches!(view.deprel(t), Deprel::Poss | Deprel::Compound | Deprel::Pobj))
        .filter(|&t| view.mention(t).is_some_and(|m| m.tokens.start > 0 && listed(m.tokens.start - 1)))
        .collect();
    for name in names {
        for (from, role) in roles.iter().filter(|(from, _)| *from < colon) {
            edges.add(*from, &role.label, name);
        }
    }
}

/// "sanctions on two judges, among them Ada Berg": what is done to the judges is done to each who is named of them.
pub(super) fn single_out(edges: &mut Edges, view: &View<'_>, class: u32, names: &[u32]) {
    if view.token(class).tag != "NNS" || view.mention(class).is_some() {
        return;
    }
    let roles = roles_of(edges, view, class);
    for &name in names {
        for (from, role) in roles.iter().filter(|(from, _)| !names.contains(from)) {
            edges.add(*from, &role.label, name);
        }
    }
}

/// What a word is to others.
fn roles_of(edges: &Edges, view: &View<'_>, at: u32) -> Vec<(u32, Edge)> {
    (0..view.len() as u32)
        .flat_map(|from| edges.from(from).iter().filter(|e| e.to == at).map(move |e| (from, e.clone())))
        .filter(|(_, edge)| !matches!(edge.label.as_str(), "title" | "is" | "where" | "conj" | "mod" | "kind"))
        .collect()
}

/// "tariffs of 25 percent on Norland": what the parser hangs on the measure belongs to what is measured.
pub(super) fn past_measures(edges: &mut Edges, view: &View<'_>) {
    for measure in 0..view.len() as u32 {
        let of = view.head(measure);
        let thing = view.head(of);
        let counted = view.child(measure, Deprel::Nummod).is_some_and(|number| number < measure);
        if counted && view.deprel(measure) == Deprel::Pobj && view.lower(of) == "of" && view.is_nominal(thing) {
            let stray: Vec<Edge> = edges
                .from(measure)
                .iter()
                .filter(|e| matches!(e.label.as_str(), "on" | "against" | "with"))
                .cloned()
                .collect();
            for edge in stray {
                edges.add(thing, &edge.label, edge.to);
            }
        }
    }
}

/// "Norlandic President Ada Berg and Prime Minister Ivo Lind agreed": two persons joined by "and", each with a title, of
/// whom the tree gives a role to one only, share it.
pub(super) fn couple(edges: &mut Edges, view: &View<'_>) {
    let person = |at: u32| {
        view.mention(at).filter(|m| m.form == MentionForm::Name && m.head == at && m.kind == EntityKind::Person)
    };
    let heads: Vec<u32> = (0..view.len() as u32).filter(|&at| person(at).is_some()).collect();
    for pair in heads.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        let (Some(a), Some(b)) = (person(left), person(right)) else { continue };
        let mut between = (a.tokens.end..b.tokens.start).filter(|&t| !view.word(t).trim().is_empty());
        let and = between.next().filter(|&t| view.lower(t) == "and");
        let title = b.tokens.start.saturating_sub(a.tokens.end) <= 9
            && between.all(|t| {
                matches!(view.token(t).pos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Adp | Upos::Part | Upos::Det)
            });
        if and.is_none() || !title {
            continue;
        }
        let roles = |at: u32| -> Vec<(u32, Edge)> {
            let found = (0..view.len() as u32).flat_map(|from| edges.from(from).iter().map(move |e| (from, e)));
            found
                .filter(|(_, e)| e.to == at && !matches!(e.label.as_str(), "title" | "appos" | "conj" | "mod" | "is"))
                .map(|(from, e)| (from, e.clone()))
                .collect()
        };
        let (of_left, of_right) = (roles(left), roles(right));
        // "Talks between Ada Berg and President Ivo Lind ended": whoever is second ends nothing.
        for (from, _) in of_left.iter().filter(|(_, e)| e.label == "between") {
            for (verb, _) in of_right.iter().filter(|(verb, e)| e.label == "subj" && *verb > right) {
                if edges.targets(*verb, "subj").any(|subject| subject == *from) {
                    edges.out[*verb as usize].retain(|e| e.to != right);
                }
            }
            edges.add(*from, "between", right);
        }
        let (missing, given) = match (of_left.is_empty(), of_right.is_empty()) {
            (true, false) => (left, of_right),
            (false, true) => (right, of_left),
            _ => continue,
        };
        for (from, edge) in given.iter().filter(|(from, _)| view.is_verb(*from)) {
            edges.add(*from, &edge.label, missing);
        }
    }
}

/// "the partners, Norland, Sudland, and Westland, attending the summit": who takes part are those just listed, though
/// the parser gives the participle to the subject of the sentence.
pub(super) fn before_participle(view: &View<'_>, verb: u32) -> Option<Vec<u32>> {
    let participle = view.token(verb).tag == "VBG" && view.deprel(verb) == Deprel::Advcl;
    if !participle || !view.is_any(verb, &["attend", "join", "participate"]) || verb < 2 || view.word(verb - 1) != "," {
        return None;
    }
    let ends = |at: u32| view.mention(at).is_some_and(|mention| mention.tokens.end == verb - 1);
    enumerations(view).into_iter().find(|list| list.last().is_some_and(|&last| ends(last)))
}

/// Heads of the names of each list, in order.
fn enumerations(view: &View<'_>) -> Vec<Vec<u32>> {
    let mut out = Vec::new();
    let mut list: Vec<u32> = Vec::new();
    let mut commas = 0;
    let mut closed = false;
    let mut end = 0;
    for at in 0..view.len() as u32 {
        let Some(mention) = view.mention(at).filter(|m| m.form == MentionForm::Name && m.head == at) else { continue };
        let joint = (!list.is_empty() && !closed).then(|| joint(view, end, mention.tokens.start)).flatten();
        let alike =
            list.last().and_then(|&last| view.mention(last)).is_some_and(|last| same_class(last.kind, mention.kind));
        match joint.filter(|_| alike) {
            Some(last) => {
                commas += usize::from(!last);
                closed = last;
                list.push(at);
            }
            None => {
                keep(&mut out, std::mem::replace(&mut list, vec![at]), commas, closed);
                (commas, closed) = (0, false);
            }
        }
        end = mention.tokens.end;
    }
    keep(&mut out, list, commas, closed);
    out
}

/// A list has a comma and an "and"; with fewer names the parser is right more often than the commas.
fn keep(out: &mut Vec<Vec<u32>>, list: Vec<u32>, commas: usize, closed: bool) {
    // A list without end is no sentence; as every name is compared with every word, it would take minutes.
    const LONGEST: usize = 100;
    if (3..=LONGEST).contains(&list.len()) && commas >= 1 && closed {
        out.push(list);
    }
}

/// What joins two names of a list: a comma (false), or the last "and" (true).
fn joint(view: &View<'_>, from: u32, to: u32) -> Option<bool> {
    let words: Vec<String> =
        (from..to).map(|at| view.lower(at)).filter(|w| w != "the" && !w.trim().is_empty()).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [","] => Some(false),
        ["and" | "or" | "&"] | [",", "and" | "or" | "&"] | [",", "as", "well", "as"] | ["as", "well", "as"] => {
            Some(true)
        }
        _ => None,
    }
}

fn same_class(a: EntityKind, b: EntityKind) -> bool {
    let class = |kind| match kind {
        EntityKind::Person => 0,
        EntityKind::Country | EntityKind::Organisation => 1,
        // "in Bergen, Norland, and": an address, no list.
        EntityKind::Place => 2,
        _ => 3,
    };
    class(a) == class(b)
}

/// "Norlandic trade and economic cooperation": the cooperation is Norlandic too. "Norlandic-Estlandic trade": each
/// half modifies the trade.
pub(super) fn share_modifiers(edges: &mut Edges, view: &View<'_>) {
    for at in 0..view.len() as u32 {
        let head = view.head(at);
        if view.deprel(at) == Deprel::Conj && common(view, at) && common(view, head) {
            let own = view.children(at).iter().any(|&c| matches!(view.deprel(c), Deprel::Det | Deprel::Poss));
            let shared: Vec<Edge> = edges
                .from(head)
                .iter()
                .filter(|edge| matches!(edge.label.as_str(), "mod" | "poss") && edge.to < head)
                .filter(|edge| view.mention(edge.to).is_some())
                .cloned()
                .collect();
            for edge in shared.into_iter().filter(|_| !own) {
                edges.add(at, &edge.label, edge.to);
            }
        }
        let half = matches!(view.deprel(at), Deprel::Amod | Deprel::Compound | Deprel::Nmod)
            && head == at + 2
            && matches!(view.word(at + 1), "-" | "–" | "‒")
            && view.mention(head).is_some_and(|m| m.head == head);
        if half && view.mention(at).is_some() {
            let noun = view.head(head);
            if noun != head && view.is_nominal(noun) {
                edges.add(noun, "mod", at);
            }
        }
    }
}

fn common(view: &View<'_>, at: u32) -> bool {
    view.token(at).pos == Upos::Noun && view.mention(at).is_none()
}

//! What stands in one role: a word with its conjuncts, and the names that stand for common nouns.

use super::{Edges, is_person};
use crate::extract::MentionForm;
use crate::extract::lexicon::{OFFICES, QUANTITIES};
use crate::extract::view::View;
use crate::extract::words;
use crate::graph::EntityKind;
use crate::text::Deprel;

/// How many words may stand in one role beside one another: no sentence that anybody reads lists more, and a text of
/// nothing but names would cost the cube of its length.
const MOST_MEMBERS: usize = 64;

impl Edges {
    /// A token with its conjuncts, and the names that stand for common nouns ("his counterpart, Ada Berg";
    /// "members, including Ada Berg"), the person for the title.
    pub(super) fn members(&self, view: &View<'_>, at: u32) -> Vec<u32> {
        let mut out = vec![at];
        let mut next = 0;
        while next < out.len() {
            let member = out[next];
            next += 1;
            if let Some(title) = self.title_at(member) {
                out.push(title.person);
            }
            for child in self.beside(view, member) {
                let joined = match view.deprel(child) {
                    // "U.S. and Indian negotiators": a name and an adjective, both states.
                    Deprel::Conj => {
                        view.is_nominal(child) == view.is_nominal(member) || are_countries(view, child, member)
                    }
                    // "Norland, Sudland, and Westland": one state in apposition to another is its neighbour in a list.
                    // So is a person in apposition to another person.
                    Deprel::Appos => {
                        view.is_name(child) && (!view.is_name(member) || are_countries(view, child, member))
                            || are_persons(view, self.bearer(child), self.bearer(member))
                    }
                    _ => false,
                };
                if joined {
                    out.push(child);
                }
                // "the drill, dubbed Northern Shield"
                let naming = view.deprel(child) == Deprel::Acl
                    && view.is_any(
                        child,
                        &["dub", "call", "name", "code-name", "codename", "christen", "nickname", "title", "entitle"],
                    );
                if naming && !view.is_name(member) {
                    out.extend(view.children(child).iter().filter(|&&c| {
                        matches!(view.deprel(c), Deprel::Oprd | Deprel::Dobj | Deprel::Attr) && view.is_name(c)
                    }));
                }
                // "met the governor of Arda, Ada Berg": the parser hangs her on the place.
                if OFFICES.contains(&view.lemma(member)) && view.lower(child) == "of" && !view.is_name(member) {
                    out.extend(holder_behind(view, child));
                }
                // "a delegation headed by Ada Berg": what it does she does.
                let led = view.deprel(child) == Deprel::Acl
                    && view.is_any(child, &["lead", "head"])
                    && view.is_any(member, &["delegation", "mission", "team", "group"]);
                if led {
                    let agents = view.children(child).iter().filter(|&&by| view.deprel(by) == Deprel::Agent);
                    out.extend(
                        agents.filter_map(|&by| view.child(by, Deprel::Pobj)).filter(|&leader| view.is_name(leader)),
                    );
                }
                // "a series of sanctions": the sanctions; "the port of Arda": Arda.
                let of = view.lower(child) == "of";
                let named_so = words::is_settlement(&view.lower(member)) && !view.is_name(member);
                let part_of = || words::is_part_of_place(&view.lower(member));
                let contained = of && (QUANTITIES.contains(&view.lemma(member)) || named_so || part_of());
                if view.deprel(child) == Deprel::Prep
                    && !view.is_name(member)
                    && (contained
                        || view.lower(child) == "including"
                        || (view.lower(child) == "as" && child > 0 && view.lower(child - 1) == "such"))
                {
                    out.extend(view.children(child).iter().filter(|&&c| view.deprel(c) == Deprel::Pobj));
                }
            }
            let mut seen = Vec::with_capacity(out.len());
            out.retain(|token| {
                if seen.contains(token) {
                    false
                } else {
                    seen.push(*token);
                    true
                }
            });
            out.truncate(MOST_MEMBERS);
        }
        out
    }

    /// The dependants of a token; of a name also what hangs on its other words ("the Republic of Norland and Sudland").
    fn beside(&self, view: &View<'_>, at: u32) -> Vec<u32> {
        let mut out = view.children(at).to_vec();
        if let Some(name) = view.mention(at).filter(|m| m.form == MentionForm::Name && m.tokens.len() > 1) {
            let inner = name.tokens.clone().filter(|&t| t > at).flat_map(|t| view.children(t).iter().copied());
            out.extend(inner.filter(|&c| view.deprel(c) == Deprel::Conj && !name.tokens.contains(&c)));
        }
        out
    }

    /// "work on a plant, as well as a pipeline": a noun beside a verb continues what stands before it.
    pub(super) fn add_stray_conjunct(&mut self, view: &View<'_>, verb: u32, at: u32) {
        self.add(verb, "conj", at);
        let mut before = view.children(verb).iter().copied().filter(|&c| c < at && c > verb);
        match before.rfind(|&c| matches!(view.deprel(c), Deprel::Dobj | Deprel::Prep)) {
            Some(object) if view.deprel(object) == Deprel::Dobj => self.add_all(view, verb, "obj", at),
            Some(preposition) => {
                let label = view.lower(preposition);
                self.add_all(view, verb, &label, at);
            }
            None => {}
        }
    }
}

/// What an apposition explains: the name right before it, where the parser hangs it on the first of a row
/// ("Sudland and Norland, the host").
pub(super) fn explained_by(view: &View<'_>, apposition: u32) -> u32 {
    let mut head = view.head(apposition);
    if view.is_name(apposition) {
        return head;
    }
    while let Some(next) = view
        .children(head)
        .iter()
        .copied()
        .find(|&c| view.deprel(c) == Deprel::Conj && c < apposition && view.is_nominal(c))
    {
        head = next;
    }
    head
}

/// The person in apposition to an office, whom the parser puts beside the office's place.
fn holder_behind(view: &View<'_>, of: u32) -> Option<u32> {
    let place = view.child(of, Deprel::Pobj)?;
    let beside = |&&c: &&u32| matches!(view.deprel(c), Deprel::Conj | Deprel::Appos) && is_person(view, c);
    let person = *view.children(place).iter().find(beside)?;
    let start = view.mention(person)?.tokens.start;
    let comma = start > 0 && view.word(start - 1) == "," && !is_person(view, place);
    comma.then_some(person)
}

/// Names of two different people.
fn are_persons(view: &View<'_>, a: u32, b: u32) -> bool {
    let person = |at: u32| {
        view.mention(at)
            .is_some_and(|m| m.form == MentionForm::Name && m.kind == EntityKind::Person && m.tokens.len() > 1)
    };
    person(a) && person(b) && view.entities(a) != view.entities(b)
}

fn are_countries(view: &View<'_>, a: u32, b: u32) -> bool {
    [a, b].iter().all(|&at| view.mention(at).is_some_and(|m| m.kind == EntityKind::Country))
}

//! Officers of a company that is spoken of: "Norwind will cut jobs, chief executive Ivo Lind said."

use crate::extract::MentionForm;
use crate::extract::edges::Title;
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::resolve::EntityId;
use crate::text::Deprel;

/// How many sentences back the company may have been the subject.
const REACH: usize = 2;

/// True for an office that only a body has and whose body the title does not word.
pub(super) fn is_officer(view: &View<'_>, title: &Title) -> bool {
    const OFFICERS: &[&str] = &[
        "ceo",
        "cfo",
        "coo",
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "chief",
        "co-founder",
        "controller",
        "executive",
        "founder",
        "president",
        "principal",
        "provost",
        "rector",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "superintendent",
        "treasurer",
        "vice-president",
    ];
    const RANKED: &[&str] = &["director", "manager", "officer", "editor", "partner", "head"];
    const PUBLIC: &[&str] = &[
        "conference",
        "committee",
        "police",
        "army",
        "military",
        "state",
        "party",
        "union",
        "bank",
        "opposition",
        "government",
    ];
    let noun = view.lower(title.head);
    let noun = noun.as_str();
    let executive = title.words.iter().any(|&t| matches!(view.lower(t).as_str(), "chief" | "executive" | "managing"));
    let known = OFFICERS.contains(&noun) && (noun != "chief" || executive || title.words.len() > 1)
        || RANKED.contains(&noun) && title.words.len() > 1;
    let named = view.is_name(title.person);
    let public = title.words.iter().any(|&t| PUBLIC.contains(&view.lower(t).as_str()));
    // "director of corporate strategy" words no body.
    let within = |c: u32| view.children(c).iter().any(|t| title.words.contains(t));
    let worded = view.children(title.head).iter().any(|&c| {
        let whose =
            matches!(view.lower(c).as_str(), "of" | "for" | "at" | "with" | "to") || view.deprel(c) == Deprel::Poss;
        whose && c != title.person && !within(c)
    });
    let next = title.head + 1;
    let of = (next as usize) < view.len()
        && !title.words.contains(&(next + 1))
        && matches!(view.lower(next).as_str(), "of" | "for" | "at");
    named && known && !public && !of && !worded && !title.former
}

/// The body whose officer somebody is: the only one named before the title, else the subject of a sentence before.
pub(super) fn of_title(view: &View<'_>, title: &Title, spoken_of: &[Option<EntityId>]) -> Option<EntityId> {
    let first = title.words.iter().copied().chain([title.person]).min()?;
    let mut before: Vec<EntityId> = bodies(view).filter(|&(at, _)| at < first).map(|(_, id)| id).collect();
    before.dedup();
    match before[..] {
        [only] => Some(only),
        [] => (view.index.saturating_sub(REACH)..view.index).rev().find_map(|index| spoken_of[index]),
        _ => spoken_of[view.index].filter(|id| before.contains(id)),
    }
}

/// The body that a sentence is about: the subject of its main verb, else the only body that it names.
pub(super) fn spoken_of(view: &View<'_>) -> Option<EntityId> {
    let main = |at: u32| {
        let verb = view.head(at);
        matches!(view.deprel(at), Deprel::Nsubj | Deprel::Nsubjpass) && view.head(verb) == verb
    };
    let subject = (0..view.len() as u32).filter(|&at| main(at)).find_map(|at| match view.entities(at) {
        [id] if is_body(view, *id) => Some(*id),
        _ => None,
    });
    subject.or_else(|| {
        let mut named = bodies(view).map(|(_, id)| id);
        let first = named.next()?;
        named.all(|other| other == first).then_some(first)
    })
}

/// The organisations that a sentence names, with their places; those to whom something is told only carry the news.
fn bodies<'a>(view: &'a View<'_>) -> impl Iterator<Item = (u32, EntityId)> + 'a {
    (0..view.len() as u32).filter_map(|at| {
        let mention = view.mention(at).filter(|m| m.form == MentionForm::Name && m.kind == EntityKind::Organisation)?;
        let [id] = view.entities(mention.head) else { return None };
        let told = view.deprel(at) == Deprel::Dobj && view.is_any(view.head(at), &["tell", "inform"]);
        (!told && is_body(view, *id)).then_some((at, *id))
    })
}

fn is_body(view: &View<'_>, id: EntityId) -> bool {
    view.resolution.entity(id).kind == EntityKind::Organisation
}

//! Officers of a company that is spoken of: "Norwind will cut jobs, chief executive Ivo Lind said."

use std::collections::BTreeMap;

use crate::extract::edges::{Edges, Title};
use crate::extract::view::View;
use crate::extract::{MentionForm, words};
use crate::graph::EntityKind;
use crate::resolve::{EntityId, Resolution};
use crate::text::Deprel;

/// How many sentences back the company may have been the subject.
const REACH: usize = 2;

/// True for an office that only a body has and whose body the title does not word.
pub(super) fn is_officer(view: &View<'_>, title: &Title) -> bool {
    const OFFICERS: &[&str] = &[
        "captain",
        "ceo",
        "cfo",
        "coo",
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "chief",
        "coach",
        "co-founder",
        "controller",
        "executive",
        "founder",
        "president",
        "principal",
        "provost",
        "rector",
        "skipper",
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
        || RANKED.contains(&noun) && title.words.len() > 1
        || bodies_with(noun, title.words.len()).is_some();
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

/// The bodies of an article.
pub(super) struct Bodies {
    /// Per sentence the body that it is about.
    spoken_of: Vec<Option<EntityId>>,
    /// By which nouns the article means each, those of its name included.
    nouns: BTreeMap<EntityId, Vec<String>>,
    /// How often it means each, those meant most first.
    ranked: Vec<(usize, EntityId)>,
}

impl Bodies {
    pub(super) fn of(resolution: &Resolution, sentences: &[(View<'_>, Edges)]) -> Self {
        let mut counts: BTreeMap<EntityId, (usize, Vec<String>)> = BTreeMap::new();
        for (mention, ids) in resolution.iter() {
            let &[id] = ids else { continue };
            let entity = resolution.entity(id);
            if entity.kind != EntityKind::Organisation {
                continue;
            }
            let (count, nouns) = counts.entry(id).or_default();
            *count += 1;
            if mention.form == MentionForm::Nominal {
                nouns.extend(mention.name.rsplit(' ').next().map(str::to_lowercase));
            } else if *count == 1 {
                nouns.extend(entity.name.split(' ').map(str::to_lowercase));
                let team = entity.name.rsplit(' ').next().is_some_and(words::ends_team);
                nouns.extend(team.then(|| "team".to_owned()));
            }
        }
        let mut ranked: Vec<(usize, EntityId)> = counts.iter().map(|(&id, &(count, _))| (count, id)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let nouns = counts.into_iter().map(|(id, (_, nouns))| (id, nouns)).collect();
        Self { spoken_of: sentences.iter().map(|(view, _)| spoken_of(view)).collect(), nouns, ranked }
    }

    /// The body whose officer somebody is: the only one named before the title, else the subject of a sentence before,
    /// else the one that the whole article is about.
    pub(super) fn of_title(&self, view: &View<'_>, title: &Title) -> Option<EntityId> {
        let first = title.words.iter().copied().chain([title.person]).min()?;
        let mut before: Vec<EntityId> = bodies(view).filter(|&(at, _)| at < first).map(|(_, id)| id).collect();
        before.dedup();
        let wanted = bodies_with(&view.lower(title.head), title.words.len());
        let fits = |id: &EntityId| self.fits(*id, wanted);
        before.retain(fits);
        let body = match before[..] {
            [only] => Some(only),
            [] => (view.index.saturating_sub(REACH)..view.index)
                .rev()
                .find_map(|index| self.spoken_of[index].filter(fits)),
            _ => self.spoken_of[view.index].filter(|id| before.contains(id)),
        };
        body.or_else(|| self.main(wanted).filter(|_| before.is_empty() && !speaks_for(view, title)))
    }

    /// Whether a body is called by one of the nouns of those that have such an officer.
    fn fits(&self, id: EntityId, wanted: Option<&[&str]>) -> bool {
        let nouns = self.nouns.get(&id).map_or(&[][..], Vec::as_slice);
        wanted.is_none_or(|wanted| nouns.iter().any(|noun| wanted.contains(&noun.as_str())))
    }

    /// The body that an article speaks of at least twice as often as of any other.
    fn main(&self, wanted: Option<&[&str]>) -> Option<EntityId> {
        let mut bodies = self.ranked.iter().filter(|(_, id)| self.fits(*id, wanted));
        match (bodies.next(), bodies.next()) {
            (Some(&(count, body)), None) if count > 2 => Some(body),
            (Some(&(count, body)), Some(&(next, _))) if count > 3 && count >= 2 * next => Some(body),
            _ => None,
        }
    }
}

/// Anybody may have a spokesman.
fn speaks_for(view: &View<'_>, title: &Title) -> bool {
    view.lower(title.head).starts_with("spokes")
}

/// The nouns of the bodies that have an officer of this name; none if any body may.
fn bodies_with(noun: &str, words: usize) -> Option<&'static [&'static str]> {
    const TEAMS: &[&str] = &["club", "franchise", "side", "squad", "team"];
    const LED: &[&str] =
        &["alliance", "coalition", "front", "group", "greens", "labour", "militia", "movement", "party", "union"];
    const DIRECTED: &[&str] = &[
        "agency",
        "center",
        "centre",
        "charity",
        "council",
        "festival",
        "foundation",
        "gallery",
        "institute",
        "laboratory",
        "library",
        "museum",
        "network",
        "observatory",
        "orchestra",
        "organisation",
        "organization",
        "theater",
        "theatre",
        "watchdog",
        "zoo",
    ];
    match noun {
        "captain" | "coach" | "skipper" => Some(TEAMS),
        "leader" => Some(LED),
        "director" if words < 2 => Some(DIRECTED),
        "governor" => Some(&["bank", "reserve"]),
        "administrator" => Some(&["agency", "administration"]),
        "editor" if words < 2 => Some(&["daily", "journal", "magazine", "newspaper", "paper", "weekly"]),
        _ => None,
    }
}

/// The body that a sentence is about: the subject of its main verb, else the only body that it names.
fn spoken_of(view: &View<'_>) -> Option<EntityId> {
    let subject =
        (0..view.len() as u32).filter(|&at| view.is_main_subject(at)).find_map(|at| match view.entities(at) {
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

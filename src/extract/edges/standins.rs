//! Whose deed it is when troops, papers or spokesmen do it: "Norlandic warplanes bombed", "a report by the institute
//! accuses". The country or body behind such a noun has the noun's role.

use super::Edges;
use crate::extract::lexicon::{FORCES, MOUTHPIECES, SPEAKING_FOR_STATES, UNNAMED_VOICES};
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::text::Deprel;

/// Gives bodies the roles of what acts for them: subjects everywhere, objects for people under arms.
pub(super) fn share(edges: &mut Edges, view: &View<'_>) {
    for at in 0..view.len() as u32 {
        let roles: Vec<(String, u32)> = edges
            .from(at)
            .iter()
            .filter(|edge| matches!(edge.label.as_str(), "subj" | "obj"))
            .filter(|edge| edge.label == "subj" || FORCES.contains(&view.lemma(edge.to)))
            .map(|edge| (edge.label.to_string(), edge.to))
            .collect();
        for (label, noun) in roles {
            for body in behind(edges, view, noun) {
                if body != at {
                    edges.add(at, &label, body);
                }
            }
        }
    }
}

/// The countries and bodies for whom a noun stands; none for nouns that stand for themselves.
fn behind(edges: &Edges, view: &View<'_>, noun: u32) -> Vec<u32> {
    let lemma = view.lemma(noun);
    let forces = FORCES.contains(&lemma);
    if view.mention(noun).is_some() || !forces && (!MOUTHPIECES.contains(&lemma) || UNNAMED_VOICES.contains(&lemma)) {
        return Vec::new();
    }
    let stands_for = |body: &u32| {
        view.entities(*body).iter().any(|&id| match view.resolution.entity(id).kind {
            EntityKind::Organisation => true,
            EntityKind::Country => forces || SPEAKING_FOR_STATES.contains(&lemma),
            _ => false,
        })
    };
    let labels: &[&str] = if forces { &["mod", "poss", "of"] } else { &["poss", "of", "mod", "from", "by"] };
    // "a lawsuit filed by the institute accuses".
    let issued = view.children(noun).iter().copied().filter(|&c| view.deprel(c) == Deprel::Acl && !forces);
    let issuers = issued.flat_map(|verb| edges.targets(verb, "subj"));
    let named = labels.iter().flat_map(|label| edges.targets(noun, label));
    named.chain(issuers).filter(stands_for).collect()
}

/// "Norland-backed rebels", "the Norland-led group": who backs or leads them.
pub(super) fn add_participles(edges: &mut Edges, view: &View<'_>) {
    for verb in 0..view.len() as u32 {
        if view.token(verb).tag != "VBN" || view.deprel(verb) != Deprel::Amod {
            continue;
        }
        let maker = view.children(verb).iter().copied().find(|&c| {
            let hyphen = c + 2 == verb && matches!(view.word(c + 1), "-" | "–" | "‑");
            hyphen
                && matches!(view.deprel(c), Deprel::Npadvmod | Deprel::Compound | Deprel::Nmod)
                && view.mention(c).is_some()
        });
        let Some(maker) = maker else { continue };
        edges.add(verb, "subj", maker);
        edges.add_all(view, verb, "obj", view.head(verb));
    }
}

//! Who stands behind those without a name who act for a state: "Norlandic negotiators", "ministers of Norland".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Edges;
use crate::extract::view::View;
use crate::graph::EntityKind;

/// Nouns for people and bodies that act for the state that they belong to.
static REPRESENTATIVES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "administration ambassador authority bank banker business cabinet chancellor company contractor corporation \
     delegate delegation diplomat enterprise envoy exporter firm giant government head importer \
     industry leader lawmaker manufacturer minister ministry monopoly negotiator officer official parliament partner \
     premier president producer representative secretary side supplier team trader utility"
        .split_whitespace()
        .collect()
});

/// Adds an edge `side` from each such noun to its states.
pub(super) fn find(edges: &mut Edges, view: &View<'_>) {
    for noun in 0..view.len() as u32 {
        // "Foreign Ministers" may be tagged as a name, whose plural stays.
        let word = view.headword(noun);
        let acts = REPRESENTATIVES.contains(word.as_ref()) || REPRESENTATIVES.contains(word.trim_end_matches('s'));
        if view.is_name(noun) || !view.is_nominal(noun) || !acts {
            continue;
        }
        // A title, a noun in apposition and "the president" stand for somebody with a name.
        let person = |&id| view.resolution.entity(id).kind == EntityKind::Person;
        let named = edges.title_at(noun).is_some_and(|title| title.person != noun)
            || view.entities(noun).iter().any(person)
            || edges.members(view, noun).into_iter().any(|member| view.is_name(member) && member != noun);
        if named {
            continue;
        }
        let is_state = |at: &u32| {
            let kind = |&id| view.resolution.entity(id).kind;
            view.entities(*at).iter().any(|id| kind(id) == EntityKind::Country)
        };
        // "the Secretary of State of Norland": behind the field stands the state.
        let field = |at: &u32| view.entities(*at).is_empty();
        let behind_field = edges.targets(noun, "of").filter(field).flat_map(|at| edges.targets(at, "of"));
        let states: Vec<u32> = ["mod", "poss", "of", "from"]
            .into_iter()
            .flat_map(|label| edges.targets(noun, label))
            .chain(behind_field)
            .filter(is_state)
            .collect();
        for state in states {
            edges.add(noun, "side", state);
        }
    }
}

//! Predicates that no document can contain, by which a query asks an index: they look like any other predicate to an
//! evaluator, so that it may join them in any order, and [`StoreDataset`](super::StoreDataset) answers them.

use oxrdf::NamedNodeRef;

use super::id::{Kind, TermId};
use super::key::Component;

/// `?t <component> ?part`: the subject, predicate and object of triple terms, an index lookup in every binding, which
/// `<<( ?s :p ?o )>>` is not.
pub const TRIPLE_COMPONENTS: [NamedNodeRef<'static>; 3] = [
    // A space is not allowed in IRIs, so no parser can produce these.
    NamedNodeRef::new_unchecked("triple subject"),
    NamedNodeRef::new_unchecked("triple predicate"),
    NamedNodeRef::new_unchecked("triple object"),
];

/// `?text <matches> "gas pipel*"`: the strings that hold these words and that a quad has for object. The search must be
/// known when the pattern is matched.
pub const TEXT_MATCHES: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("text matches");

/// What such a predicate asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IndexPredicate {
    Component(Component),
    Matches,
}

/// Ids of these predicates count down from here, those of terms that only a query has up from zero.
const LAST_LOCAL: u64 = (1 << 60) - 1;

impl IndexPredicate {
    const ALL: [Self; 4] = [
        Self::Component(Component::Subject),
        Self::Component(Component::Predicate),
        Self::Component(Component::Object),
        Self::Matches,
    ];

    pub(super) fn node(self) -> NamedNodeRef<'static> {
        match self {
            Self::Component(component) => TRIPLE_COMPONENTS[component as usize],
            Self::Matches => TEXT_MATCHES,
        }
    }

    pub(super) fn of_node(node: NamedNodeRef<'_>) -> Option<Self> {
        Self::ALL.into_iter().find(|predicate| predicate.node() == node)
    }

    pub(super) fn id(self) -> TermId {
        let number = match self {
            Self::Component(component) => component as u64,
            Self::Matches => 3,
        };
        TermId::new(Kind::Local, LAST_LOCAL - number)
    }

    pub(super) fn of_id(id: TermId) -> Option<Self> {
        let number = LAST_LOCAL.checked_sub(id.payload()).filter(|_| id.kind() == Some(Kind::Local))?;
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_an_id_and_a_name_of_its_own() {
        for predicate in IndexPredicate::ALL {
            assert_eq!(IndexPredicate::of_id(predicate.id()), Some(predicate));
            assert_eq!(IndexPredicate::of_node(predicate.node()), Some(predicate));
        }
        assert_eq!(IndexPredicate::of_id(TermId::new(Kind::Local, 3)), None);
        assert_eq!(IndexPredicate::of_id(TermId::new(Kind::Literal, LAST_LOCAL)), None);
    }
}

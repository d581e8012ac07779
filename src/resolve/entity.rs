//! The things an article speaks of, after its names have been joined.

use crate::graph::{EntityKind, EntityRef};

/// Index of an [`Entity`] within its [`Resolution`](super::Resolution); meaningless outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub(crate) u32);

/// One person, country, place, organisation, event or named thing of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entity {
    /// The fullest form used in the article; countries by their short English name.
    pub name: String,
    /// Other forms that name it: those of the article, then those of the gazetteer. Without `name`, no repetition.
    pub aliases: Vec<String>,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Key of the gazetteer entry it was recognised as (`country/RU`, `organisation/SCO`).
    pub gazetteer: Option<String>,
    /// For persons: what pronouns, honorifics or given name tell.
    pub gender: Option<Gender>,
    /// The state or organisation to which the name itself ties it ("Foreign Ministry of China" to China).
    pub parent: Option<EntityId>,
    /// True for an office that stands for a holder whom the article does not name ("the president of Chile").
    pub office: bool,
}

/// Grammatical gender of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "she".
    Feminine,
    /// "he".
    Masculine,
}

impl EntityId {
    /// As an index into [`Resolution::entities`](super::Resolution::entities).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Entity {
    /// As the argument of a statement.
    pub fn to_ref(&self) -> EntityRef {
        EntityRef { name: self.name.clone(), aliases: self.aliases.clone(), kind: self.kind }
    }
}

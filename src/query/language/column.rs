//! What a row can show of its statements: roles and properties, by the words that people use for them.

use std::collections::BTreeMap;

use oxrdf::{NamedNode, NamedNodeRef};

use super::lexicon::Lexicon;
use crate::graph::terms;

/// A column of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its heading, as typed.
    pub(super) name: String,
    pub(super) kind: ColumnKind,
}

/// Where the values of a column come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// What was asked for.
    Answer,
    /// Participants that the question does not name.
    Others,
    /// A role or a property of the statement.
    Property(NamedNode),
    Date,
    Amount,
    /// The sentence that supports it.
    Quote,
    Article,
    /// When the article was published.
    Published,
    Publisher,
    /// How many sources say so.
    Sources,
    /// How many events stand behind the row.
    Times,
    Status,
    /// The statement as a sentence.
    Fact,
    /// A column that counting made.
    Group,
}

impl Column {
    pub(super) fn new(name: &str, kind: ColumnKind) -> Self {
        Self { name: name.to_owned(), kind }
    }

    pub(super) fn property(name: &str, property: NamedNodeRef<'_>) -> Self {
        Self::new(name, ColumnKind::Property(property.into_owned()))
    }

    /// The SPARQL variable that holds its values, without the question mark.
    pub(super) fn variable(&self) -> String {
        match self.kind {
            ColumnKind::Answer => "answer".to_owned(),
            ColumnKind::Others => "other".to_owned(),
            ColumnKind::Sources => "source".to_owned(),
            ColumnKind::Times => "event".to_owned(),
            ColumnKind::Fact => "statement".to_owned(),
            ColumnKind::Amount => "value".to_owned(),
            ColumnKind::Date => "date".to_owned(),
            _ => self.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect(),
        }
    }
}

/// Words for columns that every statement can have.
const COMMON: &[(&str, ColumnKind)] = &[
    ("amount", ColumnKind::Amount),
    ("article", ColumnKind::Article),
    ("articles", ColumnKind::Article),
    ("date", ColumnKind::Date),
    ("evidence", ColumnKind::Quote),
    ("fact", ColumnKind::Fact),
    ("published", ColumnKind::Published),
    ("publisher", ColumnKind::Publisher),
    ("quote", ColumnKind::Quote),
    ("sentence", ColumnKind::Quote),
    ("source", ColumnKind::Publisher),
    ("sources", ColumnKind::Sources),
    ("status", ColumnKind::Status),
    ("times", ColumnKind::Times),
    ("value", ColumnKind::Amount),
    ("what", ColumnKind::Fact),
    ("when", ColumnKind::Date),
    ("who", ColumnKind::Others),
    ("with", ColumnKind::Others),
];

/// Properties of statements that have a word of their own.
const PROPERTIES: &[(&str, NamedNodeRef<'static>)] = &[
    ("attributed", terms::ATTRIBUTED_TO),
    ("confidence", terms::CONFIDENCE),
    ("hedge", terms::HEDGE),
    ("place", terms::PLACE),
    ("rule", terms::RULE),
    ("text", terms::TEXT),
    ("title", terms::TITLE),
    ("topic", terms::TOPIC),
    ("where", terms::PLACE),
    ("words", terms::TEXT),
];

/// All columns that a question about these statements may name, by name.
pub(super) fn columns(lexicon: &Lexicon) -> BTreeMap<String, Column> {
    let mut all = BTreeMap::new();
    for relation in lexicon.relations() {
        for role in [&relation.subject_role, &relation.object_role] {
            let name = role.as_str().rsplit('#').next().unwrap_or_default();
            all.insert(name.to_owned(), Column::property(name, role.as_ref()));
        }
    }
    for (name, property) in PROPERTIES {
        all.insert((*name).to_owned(), Column::property(name, *property));
    }
    for (name, kind) in COMMON {
        all.insert((*name).to_owned(), Column::new(name, kind.clone()));
    }
    all
}

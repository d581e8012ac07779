//! Rule files as data: what the parser hands on, with the place of everything that can be wrong.

use std::ops::Range;

use crate::graph::{EntityKind, Status};

/// Bytes into a rule file.
pub(crate) type Place = Range<usize>;

/// A piece of a rule file with its place.
#[derive(Clone, Debug)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// One item of a rule file.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Words(WordList),
    Rule(Rule),
}

/// `words meeting = talks, summit, @visit`
#[derive(Clone, Debug)]
pub(crate) struct WordList {
    pub(crate) name: Spanned<String>,
    pub(crate) entries: Vec<Entry>,
}

/// A member of a word list.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    Lemma(String),
    List(Spanned<String>),
}

/// `rule NAME { match … make … test … not … }`
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) name: Spanned<String>,
    /// Alternatives: each is tried.
    pub(crate) patterns: Vec<Node>,
    pub(crate) makes: Vec<Fact>,
    pub(crate) tests: Vec<Test>,
    pub(crate) counters: Vec<Spanned<String>>,
}

/// A token to be found and what must hang on it.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) capture: Option<Spanned<String>>,
    pub(crate) part: Part,
    /// Alternatives; none means any token.
    pub(crate) tests: Vec<Spanned<NodeTest>>,
    /// What it must not be.
    pub(crate) except: Vec<Spanned<NodeTest>>,
    pub(crate) branches: Vec<Branch>,
}

/// The part of speech asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Part {
    #[default]
    Any,
    Verb,
    /// Common or proper noun, or pronoun.
    Noun,
    Adjective,
    /// The head of a name.
    Name,
}

/// What a token must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NodeTest {
    Lemma(String),
    List(String),
    Kind(Kind),
}

/// Types of arguments as rules name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Person,
    Country,
    Place,
    Organisation,
    Event,
    Artefact,
    /// Person, country or organisation.
    Actor,
    /// Country or place.
    Location,
    /// Country or organisation.
    Body,
    /// Any entity.
    Entity,
    /// A sum of money.
    Money,
    /// Any amount.
    Amount,
    /// A date.
    Date,
}

impl Kind {
    pub(crate) const ALL: &[(&str, Self)] = &[
        ("Person", Self::Person),
        ("Country", Self::Country),
        ("Place", Self::Place),
        ("Organisation", Self::Organisation),
        ("Event", Self::Event),
        ("Artefact", Self::Artefact),
        ("Actor", Self::Actor),
        ("Location", Self::Location),
        ("Body", Self::Body),
        ("Entity", Self::Entity),
        ("Money", Self::Money),
        ("Amount", Self::Amount),
        ("Date", Self::Date),
    ];

    /// The name in rule files.
    pub(crate) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// Whether an entity of kind `kind` fits.
    pub(crate) fn admits(self, kind: EntityKind) -> bool {
        use EntityKind as K;
        match self {
            Self::Person => kind == K::Person,
            Self::Country => kind == K::Country,
            Self::Place => kind == K::Place,
            Self::Organisation => kind == K::Organisation,
            Self::Event => kind == K::Event,
            Self::Artefact => kind == K::Artefact,
            Self::Actor => matches!(kind, K::Person | K::Country | K::Organisation),
            Self::Location => matches!(kind, K::Country | K::Place),
            Self::Body => matches!(kind, K::Country | K::Organisation),
            Self::Entity => !matches!(kind, K::Phrase | K::Unknown),
            Self::Money | Self::Amount | Self::Date => false,
        }
    }
}

/// `obj|with.of b:Person`, with `maybe` or `no` before it.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub(crate) need: Need,
    /// Alternatives.
    pub(crate) paths: Vec<Vec<Step>>,
    pub(crate) node: Node,
}

/// Whether a branch must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Need {
    #[default]
    Required,
    Optional,
    Forbidden,
}

/// One edge to follow.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) label: String,
    /// Against its direction (`^obj`: to the verb whose object this is).
    pub(crate) inverse: bool,
    pub(crate) place: Place,
}

/// `met(a, b, topic t, status planned)`
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) relation: Spanned<String>,
    pub(crate) subject: Spanned<Value>,
    pub(crate) object: Spanned<Value>,
    pub(crate) attributes: Vec<Attribute>,
}

/// A capture or words of the rule's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Capture(String),
    Literal(String),
    /// `none`: no object.
    None,
}

/// A further role of a fact.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub(crate) role: Spanned<Role>,
    pub(crate) value: Spanned<Value>,
}

/// The roles that a rule may fill itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Status,
    Date,
    Place,
    Value,
    Unit,
    Topic,
    Text,
}

impl Role {
    pub(crate) const ALL: &[(&str, Self)] = &[
        ("status", Self::Status),
        ("date", Self::Date),
        ("place", Self::Place),
        ("value", Self::Value),
        ("unit", Self::Unit),
        ("topic", Self::Topic),
        ("text", Self::Text),
    ];
}

/// `test "sentence" => fact, fact`
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) sentence: Spanned<String>,
    pub(crate) expected: Vec<Fact>,
}

/// The status that a word names.
pub(crate) fn status_named(word: &str) -> Option<Status> {
    [Status::Actual, Status::Planned, Status::Negated, Status::Former].into_iter().find(|s| s.as_str() == word)
}

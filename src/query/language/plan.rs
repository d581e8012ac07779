//! What a question comes to once its words are understood: terms of the graph instead of words, ready to be compiled.

use std::ops::Range;

use oxrdf::NamedNode;

use super::column::Column;
use super::period::When;
use crate::graph::{Relation, Status};

/// A question understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan {
    pub(super) ask: Ask,
    pub(super) stages: Stages,
    /// How names and words were read where that was not plain.
    pub(super) notes: Vec<String>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ask {
    /// Statements, events, or what they relate.
    Facts(Tree),
    /// How one entity hangs together with another.
    Path { from: NamedNode, to: NamedNode, within: usize, via: Vec<Relation> },
    /// What surrounds entities.
    Near { centres: Vec<NamedNode>, within: usize, via: Vec<Relation> },
    /// The entities of a class that hold the graph together.
    Central { class: NamedNode, noun: String, by_degree: bool },
    /// What two articles state, side by side.
    Compare { left: NamedNode, right: NamedNode },
}

/// Facts, or sets of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Leaf(Box<Facts>),
    Set(SetOp, Box<Tree>, Box<Tree>),
}

impl Tree {
    /// The facts that stand first: they tell what the answer looks like.
    pub(super) fn first(&self) -> &Facts {
        match self {
            Self::Leaf(facts) => facts,
            Self::Set(_, left, _) => left.first(),
        }
    }
}

/// What brackets are joined by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SetOp {
    And,
    Or,
    Not,
}

/// Statements that meet conditions.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Facts {
    /// The noun or verb that was used, for messages.
    pub(super) noun: String,
    /// Classes of the statements; any class if empty.
    pub(super) classes: Vec<NamedNode>,
    /// The property of the triple, where the class does not tell it.
    pub(super) property: Option<NamedNode>,
    /// The relations of these classes.
    pub(super) relations: Vec<Relation>,
    pub(super) answer: Answered,
    pub(super) status: Wanted,
    pub(super) conditions: Vec<Condition>,
}

/// What one row of the answer is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answered {
    /// An event, however many articles report it.
    Events,
    /// A statement of one article, with its sentence.
    Statements,
    /// What stands in one of these roles; a class that it must have.
    Argument { roles: Vec<NamedNode>, column: String, class: Option<NamedNode> },
    /// Entities of a class, whatever is stated about them.
    Entities { class: NamedNode, column: String },
}

/// Which statuses are asked for, and where that was said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) statuses: Vec<Status>,
    pub(super) said: Option<Range<usize>>,
}

impl Wanted {
    /// What happened or holds: the default.
    pub(super) fn actual() -> Self {
        Self { statuses: vec![Status::Actual], said: None }
    }

    /// Whether every status will do.
    pub(super) fn is_any(&self) -> bool {
        self.statuses.len() == ALL_STATUSES.len()
    }
}

/// Every status.
pub(super) const ALL_STATUSES: [Status; 4] = [Status::Actual, Status::Planned, Status::Negated, Status::Former];

/// Something that has to hold, with the words that say so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    pub(super) test: Test,
    pub(super) span: Range<usize>,
}

/// What has to hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// Entities in one of the roles.
    Role {
        roles: Vec<NamedNode>,
        names: Names,
    },
    /// Any role but speaker of the claim; or topic and words that name it.
    About {
        entity: NamedNode,
        names: Vec<String>,
    },
    /// One of these statements: the rows of an answer.
    Among(Vec<NamedNode>),
    /// Words in topic, speech or quotation.
    Mentions(String),
    /// The title of a post.
    Title(String),
    When(When),
    Amount {
        sign: &'static str,
        number: f64,
        unit: Option<String>,
    },
    Sources {
        sign: &'static str,
        number: u64,
    },
    Confidence {
        sign: &'static str,
        number: f64,
    },
    /// A property of the statement that holds such text.
    Text {
        column: Column,
        sign: &'static str,
        text: String,
    },
}

/// Entities that a role has to hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Names {
    /// All of them, or with `any` at least one.
    pub(super) wanted: Vec<NamedNode>,
    pub(super) any: bool,
    /// None of these.
    pub(super) unwanted: Vec<NamedNode>,
}

/// What is done with the answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stages {
    pub(super) show: Vec<Column>,
    pub(super) tally: Option<Tally>,
    /// Column name, and whether the largest comes first.
    pub(super) sort: Vec<(Column, bool)>,
    pub(super) top: Option<usize>,
    pub(super) graph: Option<Option<String>>,
}

/// Counting or adding up by groups.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tally {
    /// Adds amounts up instead of counting.
    pub(super) sum: bool,
    pub(super) by: Vec<Key>,
}

/// What rows are grouped by.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    Year,
    Month,
    /// Participants of a class.
    Class(NamedNode, String),
    Column(Column),
}

impl Key {
    /// The name of the group's column.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Class(_, name) => name,
            Self::Column(column) => &column.name,
        }
    }
}

//! A resolved claim of one article with its evidence, before lowering to RDF.

use serde::{Deserialize, Serialize};

use crate::text::{PartialDate, Span};

/// One fact that an article asserts, denies or announces.
///
/// The fields follow the statement schema that `extract` prints as JSON Lines, one object a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Name of the relation: `met`, `memberOf`, or one that a user's rule file introduces.
    pub relation: String,
    /// Who or what the statement is about.
    pub subject: EntityRef,
    /// The other party, place, title or policy; none for `said` and for one-sided deals.
    pub object: Option<EntityRef>,
    /// Whether it holds, is planned, is denied or held once.
    pub status: Status,
    /// When, as precise as the article states it.
    pub date: Option<PartialDate>,
    /// Where.
    pub place: Option<EntityRef>,
    /// Amount as a plain number, in `unit`.
    pub value: Option<f64>,
    /// ISO 4217 code of the currency, or a unit word (`percent`, `bcm/year`).
    pub unit: Option<String>,
    /// The word that hedges the amount ("over", "about"), lower case.
    pub hedge: Option<String>,
    /// What it is about: a short noun phrase of the text.
    pub topic: Option<String>,
    /// What was said, verbatim, for `said`.
    pub text: Option<String>,
    /// The source inside the article to whom the claim is attributed.
    pub attributed_to: Option<EntityRef>,
    /// Identifier of the rule that made it, `FILE.RULE`; none for statements read from elsewhere.
    pub rule: Option<String>,
    /// How likely the statement is right, 0 to 1; none where nothing was fitted.
    pub confidence: Option<f32>,
    /// The sentence part that supports it.
    pub evidence: Evidence,
}

/// An argument of a statement, by its names within the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityRef {
    /// The fullest form used in the article; countries by their short English name.
    pub name: String,
    /// Other forms that name the same thing.
    pub aliases: Vec<String>,
    /// What kind of thing it is.
    pub kind: EntityKind,
}

/// Kinds of arguments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A sovereign state or a territory that acts like one.
    Country,
    /// A city, region, sea or other place.
    Place,
    /// A company, institution, alliance or other body, organs of states included.
    Organisation,
    /// A named event ("SCO summit").
    Event,
    /// A facility, ship, aircraft, project or product with a name.
    Artefact,
    /// No entity but words of the text: a title, a policy.
    Phrase,
    /// Not known, as for statements read from elsewhere.
    #[default]
    Unknown,
}

/// Whether a statement holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It happened or is true.
    #[default]
    Actual,
    /// It is scheduled, expected or agreed to.
    Planned,
    /// It is denied, refused or did not happen.
    Negated,
    /// It was true once (offices, memberships, places).
    Former,
}

/// The part of the article that supports a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Verbatim quotation.
    pub quote: String,
    /// Where the quotation stands, bytes into the document; none where the source of the statement gave no offsets.
    pub span: Option<Span>,
}

impl Status {
    /// The word used in JSON and in the graph.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Planned => "planned",
            Self::Negated => "negated",
            Self::Former => "former",
        }
    }
}

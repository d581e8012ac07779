//! Statements with evidence, and their lowering to quads. The only stage that knows both language and RDF.
//!
//! `statement` is what extraction hands over and `record` its form as JSON Lines; `vocabulary` reads the ontology;
//! `identity`, `prefixes` and `iri` mint names; `claim` and `lowering` turn the statements of one article into its
//! named graph; `event_key` and `derived` join articles;
//! `namesake` tells people of one name apart; `judgement` lays over them that and what users judged about identity;
//! `conflict` tells where articles disagree;
//! `overview` counts and `picture` selects what to draw.

mod claim;
mod conflict;
mod derived;
mod event_key;
mod identity;
mod iri;
mod judgement;
mod lowering;
mod namesake;
mod occupation;
mod overview;
mod picture;
mod prefixes;
mod record;
mod statement;
mod surname;
mod vocabulary;

pub use conflict::{Conflict, ConflictKind, Side, conflicts};
pub use derived::{Change, Quads, derived_graph, replace_article};
pub use identity::{Identity, KnownEntity, NamesOnly};
pub use iri::article_iri;
pub use judgement::{Judged, JudgementError, Judgements, articles_about, judged, judgement_graph, unjudged};
pub use lowering::lower;
pub use namesake::{Namesakes, namesakes};
pub use overview::Overview;
pub use picture::{Picture, PictureEdge, PictureNode, Scope, picture, statements_in};
pub use prefixes::{expand, prefixes, shorten};
pub use record::{BadLine, RecordError, read_record, read_records};
pub use statement::{EntityKind, EntityRef, Evidence, Statement, Status};
pub use vocabulary::{Class, ONTOLOGY, Relation, Vocabulary, class_of_kind, terms};

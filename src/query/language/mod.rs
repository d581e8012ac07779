//! The small query language: a noun phrase with prepositions as roles, and a pipeline.
//!
//! ```text
//! text ─parser→ Pipeline of words ─read→ Plan ─compile→ SPARQL ─run→ Answer
//! ```
//!
//! The grammar (`grammar/query.pest`) knows no noun, verb or role: `lexicon` takes them from the ontology and the graph.
//! `cursor` reads names, `read`, `verbs`, `operators`, `clauses` and `stages` understand the words, `mistakes` explains
//! what cannot be understood. What SPARQL can express is compiled to it and runs on the same engine; paths and
//! neighbourhoods are searched in `links`. `REFERENCE.md` shows every construct, and a test runs its examples.

mod amount;
mod answer;
mod ast;
mod clauses;
mod column;
mod compare;
mod compile;
mod complete;
mod cursor;
mod detect;
mod inflect;
mod lexicon;
mod links;
mod mistakes;
mod notes;
mod operators;
mod parser;
mod patterns;
mod period;
mod plan;
mod read;
mod run;
mod sentence;
mod solutions;
mod stages;
mod suggest;
mod verbs;

pub use answer::{Answer, Cell, Draw, Row, Value, grouped};
pub use complete::Completer;
pub use cursor::RowHandle;
pub use detect::is_sparql;
pub(super) use sentence::relation_of;
pub use sentence::sentence;
pub use solutions::tabulate;

/// The reference page of the language.
pub const REFERENCE: &str = include_str!("REFERENCE.md");

use cursor::Context;
use lexicon::Lexicon;
use plan::Ask;
use run::Runner;

use super::names::NameBook;
use super::sparql::{Limits, QueryError};
use crate::diagnostic::Diagnostic;
use crate::store::Snapshot;

/// The words of one graph: what its questions are understood with. Made once for many questions.
#[derive(Clone, Debug)]
pub struct Interpreter {
    names: NameBook,
    lexicon: Lexicon,
}

impl Interpreter {
    /// Learns the names and relations of a graph.
    pub fn of(snapshot: &Snapshot) -> Self {
        Self { names: NameBook::of(snapshot), lexicon: Lexicon::of(snapshot) }
    }

    /// The names of the graph's entities.
    pub fn names(&self) -> &NameBook {
        &self.names
    }

    /// The nouns of the language, in every form, sorted.
    pub fn nouns(&self) -> Vec<&str> {
        self.lexicon.nouns().map(|(noun, _)| noun).collect()
    }

    /// The verb phrases of the language, in every form, sorted.
    pub fn verbs(&self) -> Vec<&str> {
        self.lexicon.verbs().collect()
    }

    /// The columns that an answer about facts can show, sorted.
    pub fn columns(&self) -> Vec<String> {
        column::columns(&self.lexicon).into_keys().collect()
    }

    /// Answers a question within limits or until a token is cancelled. `rows` are the rows of the answer before, which `#3` points at.
    ///
    /// # Errors
    ///
    /// [`QueryError::Refused`] with the place in `text` where it cannot be understood; otherwise why it failed.
    pub fn ask(
        &self,
        text: &str,
        snapshot: &Snapshot,
        rows: &[RowHandle],
        limits: impl Into<Limits>,
    ) -> Result<Answer, QueryError> {
        let plan = self.plan(text, snapshot, rows)?;
        let limits = limits.into();
        let runner = Runner { text, snapshot, limits: &limits };
        let mut answer = match &plan.ask {
            Ask::Facts(tree) => runner.facts(tree, &plan)?,
            Ask::Path { from, to, within, via } => runner.paths(from, to, *within, self.over(via), &plan.stages)?,
            Ask::Near { centres, within, via } => runner.near(centres, *within, self.over(via), &plan.stages)?,
            Ask::Central { class, noun, by_degree } => {
                runner.central(class, noun, *by_degree, self.lexicon.relations(), &plan.stages)?
            }
            Ask::Compare { left, right } => runner.compare(left, right, &plan.stages)?,
        };
        answer.notes.splice(0..0, plan.notes.iter().cloned());
        if answer.draw.is_none() {
            answer.draw = runner.draw(&plan.stages, &answer);
        }
        Ok(answer)
    }

    /// The question in SPARQL; none for what SPARQL cannot express.
    ///
    /// # Errors
    ///
    /// If the question cannot be understood.
    pub fn sparql(&self, text: &str, snapshot: &Snapshot, rows: &[RowHandle]) -> Result<Option<String>, Diagnostic> {
        self.plan(text, snapshot, rows).map(|plan| run::sparql_of(&plan))
    }

    /// The relations that were named, or all.
    fn over<'r>(&'r self, via: &'r [crate::graph::Relation]) -> &'r [crate::graph::Relation] {
        if via.is_empty() { self.lexicon.relations() } else { via }
    }

    fn plan(&self, text: &str, snapshot: &Snapshot, rows: &[RowHandle]) -> Result<plan::Plan, Diagnostic> {
        let pipeline = parser::parse(text)?;
        let context = Context { snapshot, lexicon: &self.lexicon, names: &self.names, rows, text };
        read::read(&pipeline, &context)
    }
}

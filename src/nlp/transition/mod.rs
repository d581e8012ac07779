//! Transition systems: a parse or a list of entities is built by a sequence of actions, each the best-scored one that
//! is valid in the state reached so far.

mod ner;
mod parser;
mod scorer;
mod tree;

pub(crate) use ner::EntityRecogniser;
pub(crate) use parser::Parser;
pub(crate) use scorer::Products;

//! The rule language: what an analyst writes to say how a relation is worded.
//!
//! A rule file holds word lists and rules (`grammar/rule.pest`). A rule has patterns over the derived edges of a
//! sentence (`match`), the facts they make (`make`), sentences that must give statements (`test`) and sentences that
//! must give none (`not`). Status, speaker, coordination, voice and coreference are the engine's work: rules never
//! mention them.

mod ast;
mod check;
mod compile;
mod parser;
#[cfg(test)]
mod tests;

pub(crate) use ast::{Kind, Need, Part, Role};
pub(crate) use check::spell;
pub use check::{Example, Failure};
pub(crate) use compile::{Branch, Fact, Node, Tests, Value};
pub use compile::{RuleError, RuleFile, RuleSet};

use std::ops::Range;

use crate::diagnostic::{Diagnostic, nearest};

/// The rule files that the binary carries, as (name, source), in order of name.
pub(crate) const SHIPPED: &[(&str, &str)] = &[
    ("bodies", include_str!("../../../graph-data/rules/bodies.rules")),
    ("contacts", include_str!("../../../graph-data/rules/contacts.rules")),
    ("economy", include_str!("../../../graph-data/rules/economy.rules")),
    ("people", include_str!("../../../graph-data/rules/people.rules")),
    ("stances", include_str!("../../../graph-data/rules/stances.rules")),
    ("cooperation", include_str!("../../../graph-data/rules/cooperation.rules")),
    ("conflict", include_str!("../../../graph-data/rules/conflict.rules")),
];

/// A word that is not in a closed set, with its nearest neighbour in the set.
fn unknown(what: &str, word: &str, place: Range<usize>, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(format!("unknown {what} `{word}`")).at(place);
    match nearest(word, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("known are {}", known.join(", "))),
    }
}

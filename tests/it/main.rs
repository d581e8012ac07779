//! The one integration binary. Each module says what belongs there.

#![allow(clippy::unwrap_used)] // a panic in a test is the report
#![allow(clippy::print_stderr)] // skipped tests say so

mod conflicts;
mod conformance;
mod crash;
mod database_commands;
mod fuzz;
mod graph;
mod hard_input;
mod identity;
mod language;
mod layout;
mod licences;
mod limits;
mod namesakes;
mod own_relation;
mod parity;
mod parse;
mod prompt;
mod quality;
mod query_command;
mod reading;
mod readme;
mod robustness;
mod rule_reference;
mod rules;
mod score;
mod sparql;
mod speech;
mod text_search;
mod time_and_amount;
mod titles;

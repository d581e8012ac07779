//! Any SPARQL text parses or is refused with a place within it.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
#[allow(dead_code)] // the other targets
mod targets;

fuzz_target!(|text: &str| targets::query(text));

//! Any article gives statements that quote it where they say.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
#[allow(dead_code)] // the other targets
mod targets;

fuzz_target!(|text: &str| targets::extraction(text));

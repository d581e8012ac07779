//! Any rule file compiles or is refused with places within it.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
#[allow(dead_code)] // the other targets
mod targets;

fuzz_target!(|source: &str| targets::rules(source));

//! Any text is cut into tokens that cover it without gap, each within its sentence's tree.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
#[allow(dead_code)] // the other targets
mod targets;

fuzz_target!(|text: &str| targets::tokenizer(text));

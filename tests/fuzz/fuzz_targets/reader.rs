//! Any bytes are read or refused; blocks are in order, disjoint and on character boundaries.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
#[allow(dead_code)] // the other targets
mod targets;

fuzz_target!(|bytes: &[u8]| targets::reader(bytes));

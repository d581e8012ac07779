//! The one integration binary. Each module says what belongs there.

#![allow(clippy::unwrap_used)] // a panic in a test is the report

mod layout;
mod reading;

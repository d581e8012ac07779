//! Words that hedge an amount: "about", "more than", "or so".

use std::ops::Range;

use crate::extract::atoms::Atoms;

/// Hedges before an amount, those that end alike in order of length.
const BEFORE: &[&[&str]] = &[
    &["a", "little", "more", "than"],
    &["slightly", "more", "than"],
    &["slightly", "less", "than"],
    &["no", "more", "than"],
    &["not", "more", "than"],
    &["no", "less", "than"],
    &["not", "less", "than"],
    &["no", "fewer", "than"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["greater", "than"],
    &["as", "much", "as"],
    &["as", "many", "as"],
    &["in", "excess", "of"],
    &["upwards", "of"],
    &["a", "little", "over"],
    &["well", "over"],
    &["just", "over"],
    &["slightly", "over"],
    &["just", "under"],
    &["close", "to"],
    &["up", "to"],
    &["at", "least"],
    &["at", "most"],
    &["an", "estimated"],
    &["about"],
    &["around"],
    &["over"],
    &["nearly"],
    &["almost"],
    &["approximately"],
    &["roughly"],
    &["some"],
    &["under"],
    &["below"],
    &["above"],
    &["only"],
    &["exceeding"],
    &["estimated"],
    &["minimum"],
    &["maximum"],
];

/// Hedges after an amount.
const AFTER: &[&[&str]] = &[&["or", "more"], &["or", "less"], &["or", "so"]];

/// The hedge before or after the amount that stands in `atoms`.
pub(super) fn hedge(words: &Atoms<'_>, atoms: Range<usize>) -> Option<String> {
    let ends_before = |hedge: &&&[&str]| {
        atoms.start.checked_sub(hedge.len()).is_some_and(|start| words.phrase(start, hedge) == Some(atoms.start))
    };
    let before = BEFORE.iter().find(ends_before);
    let found = before.or_else(|| AFTER.iter().find(|hedge| words.phrase(atoms.end, hedge).is_some()));
    found.map(|hedge| hedge.join(" "))
}

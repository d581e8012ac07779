//! `tercet licenses`: what may be done with the program and with everything that is inside its binary.

use std::io::{self, Write};

use super::CommandResult;
use super::exit::Found;

/// What the binary contains, with the terms of each part.
const PARTS: &[(&str, &str)] = &[
    ("tercet (MIT OR Apache-2.0, at your choice): MIT", include_str!("../../LICENSE-MIT")),
    ("tercet (MIT OR Apache-2.0, at your choice): Apache-2.0", include_str!("../../LICENSE-APACHE")),
    (
        "The language model: en_core_web_sm of spaCy, converted",
        include_str!("../../graph-data/model/LICENSE-spacy-models"),
    ),
    (
        "The lemma tables of the language model: derived from WordNet",
        include_str!("../../graph-data/model/LICENSE-wordnet"),
    ),
    ("Linked libraries", include_str!("../../graph-data/licenses/THIRD-PARTY.txt")),
];

/// Arguments of `tercet licenses`.
#[derive(clap::Args)]
pub(crate) struct LicensesArgs {}

/// Prints every licence and notice.
pub(crate) fn run(_args: &LicensesArgs) -> CommandResult {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (title, text) in PARTS {
        writeln!(out, "{}\n{title}\n{}\n\n{}\n", "#".repeat(80), "#".repeat(80), text.trim_end())?;
    }
    out.flush()?;
    Ok(Found::Yes)
}

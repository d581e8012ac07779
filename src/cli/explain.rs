//! `tercet explain`: every stage for one sentence.

use std::io::{self, Write};

use super::CommandResult;
use super::exit::Found;
use super::rules::{RuleArgs, extractor};
use crate::ingest::Reader;
use crate::nlp::Annotator;
use crate::render::explanation::explanation;

/// Arguments of `explain`.
#[derive(clap::Args)]
pub(crate) struct ExplainArgs {
    /// The sentence, or a few that belong together
    #[arg(required = true)]
    text: Vec<String>,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Prints tokens, mentions, edges, rules and statements.
pub(crate) fn run(args: &ExplainArgs) -> CommandResult {
    let annotator = Annotator::embedded()?;
    let extractor = extractor(&args.rules)?;
    let doc = Reader::new().read_text("sentence", &args.text.join(" "))?;
    let told = extractor.explain(&doc, &annotator.annotate(&doc));
    write!(io::stdout().lock(), "{}", explanation(&told))?;
    Ok(if told.statements.is_empty() { Found::Nothing } else { Found::Yes })
}

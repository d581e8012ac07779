//! `tercet explain`: every stage for one sentence.

use std::io::{self, Write};

use super::CommandResult;
use super::exit::Found;
use super::rules::{RuleArgs, extractor};
use crate::graph::{article_iri, lower};
use crate::ingest::Reader;
use crate::nlp::Annotator;
use crate::render::explanation::explanation;
use crate::resolve::Gazetteer;

/// Arguments of `explain`.
#[derive(clap::Args)]
pub(crate) struct ExplainArgs {
    /// The sentence, or a few that belong together
    #[arg(required = true)]
    text: Vec<String>,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Prints tokens, mentions, edges, rules, statements and their quads.
pub(crate) fn run(args: &ExplainArgs) -> CommandResult {
    let annotator = Annotator::embedded()?;
    let extractor = extractor(&args.rules)?;
    let doc = Reader::new().read_text("sentence", &args.text.join(" "))?;
    let told = extractor.explain(&doc, &annotator.annotate(&doc));
    let mut quads = lower(&doc, "", &told.statements, Gazetteer::embedded());
    // What the graph says about the article itself tells nothing about a sentence.
    let article = article_iri(&doc.key);
    quads.retain(|quad| quad.subject != article.as_ref().into());
    write!(io::stdout().lock(), "{}", explanation(&told, quads))?;
    Ok(if told.statements.is_empty() { Found::Nothing } else { Found::Yes })
}

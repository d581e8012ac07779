//! `tercet check`: runs the examples of rule files, and reports what the rules find in a corpus.

use std::io::{self, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use super::CommandResult;
use super::exit::Found;
use super::rules::{self, RuleArgs, extractor};
use crate::extract::rule::{Example, Failure};
use crate::extract::{Coverage, Extractor};
use crate::ingest::Reader;
use crate::nlp::Annotator;
use crate::render;

/// Arguments of `check`.
#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// Rule files or folders of them; without one the shipped rules are checked
    paths: Vec<PathBuf>,
    /// Articles on which to count what each rule finds
    #[arg(long, value_name = "FILE|DIR")]
    corpus: Vec<PathBuf>,
    /// How many kinds of near-misses to list, the most frequent first
    #[arg(long, value_name = "N", default_value_t = 10, requires = "corpus")]
    near_misses: usize,
}

/// Articles that are read at a time: bounds the memory.
const BATCH: usize = 64;

/// Runs every example; the result is an error if one fails.
pub(crate) fn run(args: &CheckArgs) -> CommandResult {
    let annotator = Annotator::embedded()?;
    let extractor = extractor(&RuleArgs { rule_files: args.paths.clone() })?;
    let own: Vec<String> = rules::read(&args.paths)?.into_iter().map(|file| file.name).collect();
    let examples: Vec<&Example> =
        extractor.rules().examples().iter().filter(|example| own.is_empty() || own.contains(&example.file)).collect();
    let results: Vec<Vec<Failure>> =
        examples.par_iter().map(|example| extractor.check(&|doc| annotator.annotate(doc), example)).collect();
    let mut stdout = io::stdout().lock();
    let mut failed = 0;
    for (example, failures) in examples.iter().zip(&results) {
        for failure in failures {
            failed += 1;
            writeln!(stdout, "{}: \"{}\"", example.rule, example.sentence)?;
            match failure {
                Failure::Missing(statement) => writeln!(stdout, "  lacks {statement}")?,
                Failure::Unwanted(statement) => writeln!(stdout, "  must not give {statement}")?,
            }
        }
    }
    writeln!(stdout, "{} examples, {failed} failures", examples.len())?;
    if !args.corpus.is_empty() {
        let coverage = measure(&args.corpus, &own, &annotator, &extractor)?;
        write!(stdout, "\n{}", render::coverage(&coverage, args.near_misses))?;
    }
    if failed > 0 {
        return Err("some examples do not hold; `tercet explain \"SENTENCE\"` shows why".into());
    }
    Ok(Found::Yes)
}

/// What the rules find in the corpus; of rules in files of the user's own, only of these.
fn measure(corpus: &[PathBuf], own: &[String], annotator: &Annotator, extractor: &Extractor) -> io::Result<Coverage> {
    let mut coverage = Coverage::default();
    let mut documents = Reader::new().read(corpus);
    loop {
        let batch: Vec<_> = documents.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let found: Vec<_> = batch
            .into_par_iter()
            .map(|document| document.map(|doc| extractor.coverage(&doc, &annotator.annotate(&doc))))
            .collect();
        for result in found {
            match result {
                Ok(further) => coverage.add(further),
                Err(error) => writeln!(io::stderr(), "skipped {error}")?,
            }
        }
    }
    if !own.is_empty() {
        coverage.retain_files(own);
    }
    Ok(coverage)
}

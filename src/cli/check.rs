//! `tercet check`: runs the examples of rule files, and reports what the rules find in a corpus.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use super::CommandResult;
use super::exit::Found;
use super::rules::{self, RuleArgs, extractor};
use crate::extract::Extractor;
use crate::extract::rule::{Example, Failure};
use crate::ingest::Reader;
use crate::nlp::Annotator;

/// Arguments of `check`.
#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// Rule files or folders of them; without one the shipped rules are checked
    paths: Vec<PathBuf>,
    /// Articles on which to count what each rule finds
    #[arg(long, value_name = "FILE|DIR")]
    corpus: Vec<PathBuf>,
}

/// Near-misses of a rule that are listed, the most frequent first.
const LISTED: usize = 10;

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
        coverage(&mut stdout, &args.corpus, &annotator, &extractor)?;
    }
    if failed > 0 {
        return Err("some examples do not hold; `tercet explain \"SENTENCE\"` shows why".into());
    }
    Ok(Found::Yes)
}

/// How often each rule fired and what it lacked most often where it nearly did.
fn coverage(out: &mut impl Write, corpus: &[PathBuf], annotator: &Annotator, extractor: &Extractor) -> io::Result<()> {
    let mut fired: BTreeMap<String, usize> = extractor.rules().rule_ids().map(|id| (id.to_owned(), 0)).collect();
    let mut misses: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut articles = 0;
    for document in Reader::new().read(corpus) {
        let doc = match document {
            Ok(doc) => doc,
            Err(error) => {
                writeln!(io::stderr(), "skipped {error}")?;
                continue;
            }
        };
        articles += 1;
        let usage = extractor.usage(&doc, &annotator.annotate(&doc));
        for rule in usage.fired {
            *fired.entry(rule).or_default() += 1;
        }
        for miss in usage.near_misses {
            *misses.entry(miss).or_default() += 1;
        }
    }
    writeln!(out, "\nfired in {articles} articles")?;
    let mut by_count: Vec<_> = fired.iter().collect();
    by_count.sort_by_key(|(rule, count)| (std::cmp::Reverse(**count), (*rule).clone()));
    for (rule, count) in by_count {
        writeln!(out, "{count:7}  {rule}{}", if *count == 0 { "  (never)" } else { "" })?;
    }
    writeln!(out, "\nfrequent near-misses")?;
    let mut by_count: Vec<_> = misses.iter().collect();
    by_count.sort_by_key(|(miss, count)| (std::cmp::Reverse(**count), (*miss).clone()));
    for ((rule, lacked), count) in by_count.into_iter().take(LISTED) {
        writeln!(out, "{count:7}  {rule} lacked {lacked}")?;
    }
    Ok(())
}

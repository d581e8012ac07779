//! `tercet extract`: articles in, statements out as JSON Lines.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use super::CommandResult;
use super::exit::Found;
use super::rules::{RuleArgs, extractor};
use crate::extract::{Reservoir, context};
use crate::ingest::Reader;
use crate::nlp::Annotator;
use crate::render::statements::{json_line, json_line_in_context};

/// Arguments of `extract`.
#[derive(clap::Args)]
pub(crate) struct ExtractArgs {
    /// Articles or folders of them: text, Markdown, HTML, JSON Lines; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Print only so many statements, drawn at random, each with the sentence around its evidence: for judging them
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// The number from which the drawing starts: the same number draws the same statements
    #[arg(long, value_name = "S", default_value_t = 0, requires = "sample")]
    seed: u64,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Articles that are read before their statements are written: bounds the memory.
const BATCH: usize = 64;

/// Prints one statement a line, in the order of the articles.
pub(crate) fn run(args: &ExtractArgs) -> CommandResult {
    let annotator = Annotator::embedded()?;
    let extractor = extractor(&args.rules)?;
    let mut documents = match args.paths.as_slice() {
        [only] if only.as_os_str() == "-" => Reader::new().read_stream("-", Box::new(io::BufReader::new(io::stdin()))),
        paths => Reader::new().read(paths),
    };
    let mut stdout = BufWriter::new(io::stdout().lock());
    let mut found = Found::Nothing;
    let mut unread = 0_usize;
    let mut sample = args.sample.map(|size| Reservoir::new(size, args.seed));
    loop {
        let batch: Vec<_> = documents.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let lines: Vec<_> = batch
            .into_par_iter()
            .with_max_len(1) // articles differ in length: each can be taken by whoever is idle
            .map(|document| {
                let doc = document?;
                let sentences = annotator.annotate(&doc);
                let statements = extractor.extract(&doc, &sentences);
                let line = |statement| match args.sample {
                    Some(_) => json_line_in_context(&doc.name, statement, &context(&doc, &sentences, statement)),
                    None => json_line(&doc.name, statement),
                };
                Ok(statements.iter().map(line).collect::<Vec<_>>())
            })
            .collect::<Vec<Result<_, crate::ingest::ReadError>>>();
        for result in lines {
            match result {
                Ok(lines) => {
                    for line in lines {
                        found = Found::Yes;
                        match &mut sample {
                            Some(sample) => sample.offer(|| line),
                            None => writeln!(stdout, "{line}")?,
                        }
                    }
                }
                Err(error) => {
                    unread += 1;
                    writeln!(io::stderr(), "skipped {error}")?;
                }
            }
        }
    }
    for line in sample.into_iter().flat_map(Reservoir::into_sample) {
        writeln!(stdout, "{line}")?;
    }
    stdout.flush()?;
    if unread > 0 && found == Found::Nothing {
        return Err(format!("none of the {unread} inputs could be read").into());
    }
    Ok(found)
}

//! `tercet extract`: articles in, statements out as JSON Lines.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use super::CommandResult;
use super::exit::Found;
use super::rules::{RuleArgs, extractor};
use crate::ingest::Reader;
use crate::nlp::Annotator;
use crate::render::statements::json_line;

/// Arguments of `extract`.
#[derive(clap::Args)]
pub(crate) struct ExtractArgs {
    /// Articles or folders of them: text, Markdown, HTML, JSON Lines; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
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
                let statements = extractor.extract(&doc, &annotator.annotate(&doc));
                Ok(statements.iter().map(|statement| json_line(&doc.name, statement)).collect::<Vec<_>>())
            })
            .collect::<Vec<Result<_, crate::ingest::ReadError>>>();
        for result in lines {
            match result {
                Ok(lines) => {
                    for line in lines {
                        found = Found::Yes;
                        writeln!(stdout, "{line}")?;
                    }
                }
                Err(error) => {
                    unread += 1;
                    writeln!(io::stderr(), "skipped {error}")?;
                }
            }
        }
    }
    stdout.flush()?;
    if unread > 0 && found == Found::Nothing {
        return Err(format!("none of the {unread} inputs could be read").into());
    }
    Ok(found)
}

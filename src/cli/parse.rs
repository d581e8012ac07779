//! `tercet parse`: sentences, tokens, trees and entities of articles.

use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::CommandResult;
use super::exit::Found;
use crate::ingest::Reader;
use crate::nlp::Annotator;
use crate::render::{annotation_json, conllu, tree};
use crate::text::Sentence;

/// Print sentences with tokens, tags, lemmas, trees and named entities
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Articles: files or folders of text, Markdown, HTML or JSON Lines, or `-` for standard input
    #[arg(required = true, value_name = "FILE|-")]
    inputs: Vec<PathBuf>,

    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Conllu)]
    format: Format,

    /// Read each input as one plain text: nothing is taken for noise, no paragraphs are parted
    #[arg(long)]
    verbatim: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// The ten columns of CoNLL-U
    Conllu,
    /// One JSON object an article
    Json,
    /// Trees for reading
    Tree,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> CommandResult {
    let annotator = Annotator::embedded()?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut found = Found::Nothing;
    let mut print = |name: &str, text: &str, sentences: &[Sentence]| {
        if !sentences.is_empty() {
            found = Found::Yes;
        }
        out.write_all(args.format.render(name, text, sentences).as_bytes())
    };
    let mut failures = Vec::new();
    if args.verbatim {
        for path in &args.inputs {
            let text = read_verbatim(path).map_err(|error| format!("{}: {error}", path.display()))?;
            print(&path.display().to_string(), &text, &annotator.annotate_text(&text))?;
        }
    } else {
        for document in Reader::new().read(&args.inputs) {
            match document {
                Ok(document) => print(&document.name, &document.text, &annotator.annotate(&document))?,
                Err(error) => failures.push(error.to_string()),
            }
        }
    }
    out.flush()?;
    if failures.is_empty() { Ok(found) } else { Err(failures.join("\nerror: ").into()) }
}

fn read_verbatim(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().read_to_string(&mut text)?;
    } else {
        std::fs::File::open(path)?.read_to_string(&mut text)?;
    }
    Ok(text)
}

impl Format {
    fn render(self, name: &str, text: &str, sentences: &[Sentence]) -> String {
        match self {
            Self::Conllu => conllu(name, text, sentences),
            Self::Json => annotation_json(name, text, sentences) + "\n",
            Self::Tree => sentences.iter().map(|sent| tree(text, sent) + "\n").collect(),
        }
    }
}

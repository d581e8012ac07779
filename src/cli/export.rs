//! `tercet export`: the graph as RDF or as a picture.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use clap::{Args, ValueEnum};

use super::CommandResult;
use super::database::DatabaseArgs;
use super::exit::Found;
use crate::diagnostic::Diagnostic;
use crate::graph::{Scope, find_entities, picture, shorten, similar_labels, statements_in};
use crate::render::{RdfSyntax, check_readable, dot, rdf};
use crate::store::{Snapshot, Store};

/// Write the graph as RDF, or as a picture for Graphviz
///
/// A picture shows entities and what statements say about two of them; colour and shape tell the type, the line whether
/// it is planned (dashed), denied (dotted red) or over (grey), its width the number of sources.
#[derive(Args)]
pub(crate) struct ExportArgs {
    /// What to write
    #[arg(long, value_enum)]
    format: Format,
    /// Only what is stated about this entity: a name, or an IRI such as :Vladimir_Putin; may be repeated
    #[arg(long, value_name = "ENTITY")]
    around: Vec<String>,
    /// With --around: how many steps away from the entity
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=6))]
    depth: u8,
    /// Draw a picture also when it is too large to read
    #[arg(long)]
    force: bool,
    /// File to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Turtle: all articles as one graph
    Ttl,
    /// N-Quads
    Nq,
    /// TriG
    Trig,
    /// A picture in Graphviz's language
    Dot,
    /// A picture as SVG, laid out by Graphviz's `dot`
    Svg,
}

/// Runs the command.
pub(crate) fn run(args: &ExportArgs) -> CommandResult {
    let store = Store::open_read_only(&args.database.existing()?)?;
    let snapshot = store.snapshot();
    let scope = scope(args, &snapshot)?;
    let syntax = match args.format {
        Format::Ttl => RdfSyntax::Turtle,
        Format::Nq => RdfSyntax::NQuads,
        Format::Trig => RdfSyntax::TriG,
        Format::Dot | Format::Svg => return export_picture(args, &snapshot, &scope),
    };
    let quads = match &scope {
        Scope::Everything => snapshot.quads().collect(),
        scope => statements_in(&snapshot, scope),
    };
    let found = if quads.is_empty() { Found::Nothing } else { Found::Yes };
    let mut out = output(args)?;
    rdf(quads, syntax, &mut out)?;
    out.flush()?;
    Ok(found)
}

fn scope(args: &ExportArgs, snapshot: &Snapshot) -> Result<Scope, Diagnostic> {
    if args.around.is_empty() {
        return Ok(Scope::Everything);
    }
    let mut entities = Vec::new();
    for name in &args.around {
        match find_entities(snapshot, name).as_slice() {
            [] => return Err(unknown(snapshot, name)),
            [only] => entities.push(only.clone()),
            several => {
                let iris: Vec<_> = several.iter().map(|iri| shorten(iri.as_str())).collect();
                return Err(Diagnostic::new(format!("`{name}` names {} entities", iris.len()))
                    .help(format!("name one of them: {}", iris.join(", "))));
            }
        }
    }
    Ok(Scope::Around { entities, depth: args.depth.into() })
}

fn unknown(snapshot: &Snapshot, name: &str) -> Diagnostic {
    let similar = similar_labels(snapshot, name, 5);
    let error = Diagnostic::new(format!("no entity is named `{name}`"));
    if similar.is_empty() {
        return error.help("`tercet stats` tells what the database holds");
    }
    error.help(format!("did you mean {}?", similar.iter().map(|s| format!("`{s}`")).collect::<Vec<_>>().join(", ")))
}

fn export_picture(args: &ExportArgs, snapshot: &Snapshot, scope: &Scope) -> CommandResult {
    let picture = picture(snapshot, scope);
    if !args.force {
        check_readable(&picture)?;
    }
    let text = dot(&picture);
    let image = if args.format == Format::Svg { lay_out(&text)? } else { text.into_bytes() };
    let mut out = output(args)?;
    out.write_all(&image)?;
    out.flush()?;
    Ok(if picture.edges.is_empty() { Found::Nothing } else { Found::Yes })
}

/// Has Graphviz lay the picture out.
fn lay_out(text: &str) -> Result<Vec<u8>, Diagnostic> {
    let failed = |error: String| {
        Diagnostic::new(format!("cannot run Graphviz's `dot`: {error}"))
            .help("install graphviz, or write `--format dot` and lay it out elsewhere")
    };
    let mut child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    let mut input = child.stdin.take().expect("standard input was asked to be a pipe");
    // Graphviz reads all of its input before it writes, so that neither side can block the other.
    input.write_all(text.as_bytes()).map_err(|error| failed(error.to_string()))?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    Ok(output.stdout)
}

fn output(args: &ExportArgs) -> Result<Box<dyn Write>, Diagnostic> {
    match &args.output {
        None => Ok(Box::new(BufWriter::new(io::stdout().lock()))),
        Some(path) => match File::create(path) {
            Ok(file) => Ok(Box::new(BufWriter::new(file))),
            Err(error) => Err(Diagnostic::new(format!("cannot write `{}`: {error}", path.display()))),
        },
    }
}

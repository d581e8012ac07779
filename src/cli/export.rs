//! `tercet export`: the graph as RDF or as a picture.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::{Args, ValueEnum};

use super::CommandResult;
use super::database::DatabaseArgs;
use super::exit::Found;
use crate::diagnostic::Diagnostic;
use crate::graph::{Scope, picture, statements_in};
use crate::query::find_entity;
use crate::render::{RdfSyntax, check_readable, dot, rdf};
use crate::store::{Snapshot, Store};

/// Write the graph as RDF, or as a picture for Graphviz
///
/// A picture shows entities and what statements say about two of them; colour and shape tell the type, the line whether
/// it is planned (dashed), denied (dotted red) or over (grey), its width the number of sources.
#[derive(Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    selection: Selection,
    /// File to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What to write.
#[derive(Args)]
pub(crate) struct Selection {
    /// What to write
    #[arg(long, value_enum)]
    pub(crate) format: Format,
    /// Only what is stated about this entity: a name, or an IRI such as :Vladimir_Putin; may be repeated
    #[arg(long, value_name = "ENTITY")]
    pub(crate) around: Vec<String>,
    /// With --around: how many steps away from the entity
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=6))]
    pub(crate) depth: u8,
    /// Draw a picture also when it is too large to read
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
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
    write(&store.snapshot(), &args.selection, args.output.as_deref())
}

/// Writes what was selected to a file or to standard output. Nothing is created if there is an error in the selection.
pub(crate) fn write(snapshot: &Snapshot, selection: &Selection, path: Option<&Path>) -> CommandResult {
    let scope = scope(selection, snapshot)?;
    let syntax = match selection.format {
        Format::Ttl => RdfSyntax::Turtle,
        Format::Nq => RdfSyntax::NQuads,
        Format::Trig => RdfSyntax::TriG,
        Format::Dot | Format::Svg => {
            let picture = picture(snapshot, &scope);
            if !selection.force {
                check_readable(&picture)?;
            }
            let text = dot(&picture);
            let image = if selection.format == Format::Svg { lay_out(&text)? } else { text.into_bytes() };
            let mut out = output(path)?;
            out.write_all(&image)?;
            out.flush()?;
            return Ok(if picture.edges.is_empty() { Found::Nothing } else { Found::Yes });
        }
    };
    let quads = match &scope {
        Scope::Everything => snapshot.quads().collect(),
        scope => statements_in(snapshot, scope),
    };
    let found = if quads.is_empty() { Found::Nothing } else { Found::Yes };
    let mut out = output(path)?;
    rdf(quads, syntax, &mut out)?;
    out.flush()?;
    Ok(found)
}

fn scope(selection: &Selection, snapshot: &Snapshot) -> Result<Scope, Diagnostic> {
    if selection.around.is_empty() {
        return Ok(Scope::Everything);
    }
    let entities = selection.around.iter().map(|name| find_entity(snapshot, name).one(name));
    Ok(Scope::Around { entities: entities.collect::<Result<_, _>>()?, depth: selection.depth.into() })
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

fn output(path: Option<&Path>) -> Result<Box<dyn Write>, Diagnostic> {
    match path {
        None => Ok(Box::new(BufWriter::new(io::stdout().lock()))),
        Some(path) => match File::create(path) {
            Ok(file) => Ok(Box::new(BufWriter::new(file))),
            Err(error) => Err(Diagnostic::new(format!("cannot write `{}`: {error}", path.display()))),
        },
    }
}

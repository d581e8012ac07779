//! `tercet export`: the graph as RDF or as a picture.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::{Args, ValueEnum};
use oxrdf::{GraphName, Quad, Term};

use super::DatabaseArgs;
use super::query::{Failure, rendered, with_deep_stack};
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::diagnostic::Diagnostic;
use crate::graph::{Scope, picture, prefixes, statements_in};
use crate::query::find_entity;
use crate::query::sparql::{self, CancellationToken, DatasetMode, QueryResults, Request};
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
    /// Only the statements that this SPARQL query finds, or those among the entities that it finds; what a CONSTRUCT
    /// query makes is written as it is
    #[arg(long, value_name = "SPARQL", conflicts_with_all = ["around", "depth"])]
    pub(crate) query: Option<String>,
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
    write_chosen(snapshot, choose(selection, snapshot)?, selection.format, selection.force, path)
}

/// Writes the statements of a scope.
pub(crate) fn write_scope(snapshot: &Snapshot, scope: Scope, format: Format, path: Option<&Path>) -> CommandResult {
    write_chosen(snapshot, Chosen::Statements(scope), format, false, path)
}

fn write_chosen(
    snapshot: &Snapshot,
    chosen: Chosen,
    format: Format,
    force: bool,
    path: Option<&Path>,
) -> CommandResult {
    let syntax = match format {
        Format::Ttl => RdfSyntax::Turtle,
        Format::Nq => RdfSyntax::NQuads,
        Format::Trig => RdfSyntax::TriG,
        Format::Dot | Format::Svg => return draw(snapshot, &chosen, format, force, path),
    };
    let quads = match chosen {
        Chosen::Statements(Scope::Everything) => snapshot.quads().collect(),
        Chosen::Statements(scope) => statements_in(snapshot, &scope),
        Chosen::Constructed(quads) => quads,
    };
    let found = if quads.is_empty() { Found::Nothing } else { Found::Yes };
    let mut out = output(path)?;
    rdf(quads, syntax, &mut out)?;
    out.flush()?;
    Ok(found)
}

fn draw(snapshot: &Snapshot, chosen: &Chosen, format: Format, force: bool, path: Option<&Path>) -> CommandResult {
    let picture = match chosen {
        Chosen::Statements(scope) => picture(snapshot, scope),
        Chosen::Constructed(quads) => picture(snapshot, &spoken_of(snapshot, quads)),
    };
    if !force {
        check_readable(&picture)?;
    }
    let text = dot(&picture);
    let image = if format == Format::Svg { lay_out(&text)? } else { text.into_bytes() };
    let mut out = output(path)?;
    out.write_all(&image)?;
    out.flush()?;
    Ok(if picture.edges.is_empty() { Found::Nothing } else { Found::Yes })
}

/// What a selection comes to.
enum Chosen {
    /// Statements of the database.
    Statements(Scope),
    /// What a query made of it.
    Constructed(Vec<Quad>),
}

fn choose(selection: &Selection, snapshot: &Snapshot) -> Result<Chosen, Box<dyn std::error::Error>> {
    if let Some(query) = &selection.query {
        return Ok(with_deep_stack(|| ask(query, snapshot))??);
    }
    if selection.around.is_empty() {
        return Ok(Chosen::Statements(Scope::Everything));
    }
    let entities = selection.around.iter().map(|name| find_entity(snapshot, name).one(name));
    let entities = entities.collect::<Result<_, _>>()?;
    Ok(Chosen::Statements(Scope::Around { entities, depth: selection.depth.into() }))
}

fn ask(text: &str, snapshot: &Snapshot) -> Result<Chosen, Failure> {
    let request = sparql::parse(text, prefixes()).map_err(|diagnostic| rendered(&diagnostic, "query", text))?;
    let Request::Query(query) = request else {
        return Err(Diagnostic::new("this is an update, which finds nothing to export")
            .help("run it with `tercet query --write`")
            .into());
    };
    match sparql::evaluate(&query, snapshot, DatasetMode::Union, &CancellationToken::new())? {
        QueryResults::Boolean(_) => {
            Err(Diagnostic::new("an ASK query finds nothing to export: its answer is yes or no")
                .help("SELECT the statements or entities, or CONSTRUCT a graph")
                .into())
        }
        QueryResults::Graph(triples) => {
            let quads = triples.map(|triple| triple.map(|triple| triple.in_graph(GraphName::DefaultGraph)));
            Ok(Chosen::Constructed(quads.collect::<Result<_, _>>()?))
        }
        QueryResults::Solutions(solutions) => {
            let mut terms = Vec::new();
            for solution in solutions {
                terms.extend(solution?.values().iter().flatten().cloned());
            }
            Ok(Chosen::Statements(Scope::of_terms(snapshot, &terms)))
        }
    }
}

/// The statements that a constructed graph speaks of: only these have something to draw.
fn spoken_of(snapshot: &Snapshot, quads: &[Quad]) -> Scope {
    let terms: Vec<Term> = quads.iter().flat_map(|quad| [quad.subject.clone().into(), quad.object.clone()]).collect();
    Scope::of_terms(snapshot, &terms)
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

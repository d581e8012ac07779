//! Pictures and graphs of what an answer rests on.

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use oxrdf::NamedNode;

use super::export::{self, Format};
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::diagnostic::Diagnostic;
use crate::graph::{Scope, picture};
use crate::query::language::Draw;
use crate::render::{check_readable, dot};
use crate::store::Snapshot;

/// Draws what an answer asked to be drawn: to the file that was named, else as DOT to standard output.
pub(crate) fn draw(snapshot: &Snapshot, draw: &Draw) -> CommandResult {
    let scope = match &draw.around {
        Some((entities, depth)) => Scope::Around { entities: entities.clone(), depth: *depth },
        None => Scope::Statements(draw.statements.iter().cloned().collect()),
    };
    let Some(file) = &draw.file else {
        let picture = picture(snapshot, &scope);
        check_readable(&picture)?;
        io::stdout().lock().write_all(dot(&picture).as_bytes())?;
        return Ok(if picture.edges.is_empty() { Found::Nothing } else { Found::Yes });
    };
    let path = Path::new(file);
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let format = Format::from_str(ending, true).map_err(|_| {
        Diagnostic::new(format!("`{file}` does not tell the format"))
            .help("the file's ending names it: svg, dot, ttl, nq or trig")
    })?;
    export::write_scope(snapshot, scope, format, Some(path))
}

/// Writes statements in any form that a graph can have.
pub(crate) fn write_statements(
    snapshot: &Snapshot,
    statements: Vec<NamedNode>,
    format: Format,
    path: Option<&Path>,
) -> CommandResult {
    export::write_scope(snapshot, Scope::Statements(statements.into_iter().collect()), format, path)
}

//! `LOAD` of a local file, where the user allows it.

use std::fs::File;
use std::path::PathBuf;

use oxrdf::{GraphNameRef, NamedNodeRef, Quad};
use oxrdfio::{RdfFormat, RdfParser};

use super::QueryError;

/// The quads of the document that a `file:` IRI names, all in the graph `into`.
pub(super) fn load(source: NamedNodeRef<'_>, into: GraphNameRef<'_>) -> Result<Vec<Quad>, QueryError> {
    let failed = |reason: String| QueryError::Load { source_name: source.as_str().to_owned(), reason };
    let path = file_path(source.as_str())
        .ok_or_else(|| failed("only local files can be loaded, as `file:///absolute/path`".to_owned()))?;
    let format = path
        .extension()
        .and_then(|extension| RdfFormat::from_extension(extension.to_str()?))
        .ok_or_else(|| failed("the file's ending names no RDF format (ttl, nt, nq, trig, rdf, jsonld)".to_owned()))?;
    let file = File::open(&path).map_err(|error| failed(error.to_string()))?;
    RdfParser::from_format(format)
        .with_base_iri(source.as_str())
        .map_err(|error| failed(error.to_string()))?
        .rename_blank_nodes()
        .without_named_graphs()
        .with_default_graph(into.into_owned())
        .for_reader(file)
        .collect::<Result<_, _>>()
        .map_err(|error| failed(error.to_string()))
}

/// The path of a `file:` IRI without a foreign host, percent-escapes undone.
fn file_path(iri: &str) -> Option<PathBuf> {
    let path = iri.strip_prefix("file:")?;
    let path = match path.strip_prefix("//") {
        Some(rest) => rest.strip_prefix("localhost").unwrap_or(rest),
        None => path,
    };
    if !path.starts_with('/') {
        return None;
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_local_absolute_paths() {
        assert_eq!(file_path("file:///tmp/a%20b.ttl"), Some("/tmp/a b.ttl".into()));
        assert_eq!(file_path("file:/tmp/a"), Some("/tmp/a".into()));
        assert_eq!(file_path("file://localhost/tmp/a"), Some("/tmp/a".into()));
        for iri in ["http://example.com/a.ttl", "file://example.com/a", "file:a", "file:///a%2", "file:///a%zz"] {
            assert_eq!(file_path(iri), None, "{iri}");
        }
    }
}

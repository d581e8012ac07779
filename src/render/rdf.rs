//! Quads as RDF text, in an order that depends on the quads alone.

use oxrdf::{GraphName, Quad, Triple};
use oxrdfio::{RdfFormat, RdfSerializer};

use crate::graph::prefixes;

/// Syntaxes in which a dataset can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RdfSyntax {
    /// Turtle: the triples of all graphs as one.
    Turtle,
    /// N-Quads.
    NQuads,
    /// TriG.
    TriG,
}

/// Writes the quads, sorted, with the prefixes that everybody uses.
///
/// # Errors
/// If the output cannot be written.
pub fn rdf(mut quads: Vec<Quad>, syntax: RdfSyntax, out: impl std::io::Write) -> std::io::Result<()> {
    let format = match syntax {
        RdfSyntax::Turtle => RdfFormat::Turtle,
        RdfSyntax::NQuads => RdfFormat::NQuads,
        RdfSyntax::TriG => RdfFormat::TriG,
    };
    if syntax == RdfSyntax::Turtle {
        quads = quads.into_iter().map(|quad| Triple::from(quad).in_graph(GraphName::DefaultGraph)).collect();
    }
    // Statements are written node by node only if their quads follow each other.
    quads.sort_by_cached_key(|quad| {
        (quad.graph_name.to_string(), quad.subject.to_string(), quad.predicate.to_string(), quad.object.to_string())
    });
    quads.dedup();
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, space) in prefixes() {
        serializer = serializer.with_prefix(*prefix, *space).expect("our prefixes are IRIs: a test expands them");
    }
    let mut writer = serializer.for_writer(out);
    for quad in &quads {
        writer.serialize_quad(quad)?;
    }
    writer.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxrdf::{Literal, NamedNode};

    #[test]
    fn quads_are_sorted_and_prefixed() {
        let node = |local: &str| NamedNode::new_unchecked(format!("https://w3id.org/tercet/e/{local}"));
        let met = NamedNode::new_unchecked("https://w3id.org/tercet#met");
        let name = NamedNode::new_unchecked("https://w3id.org/tercet#name");
        let graph = |local: &str| NamedNode::new_unchecked(format!("https://w3id.org/tercet/a/{local}"));
        let quads = vec![
            Quad::new(node("Cid"), met.clone(), node("Ada"), graph("x2")),
            Quad::new(node("Ada"), name, Literal::new_simple_literal("Ada"), graph("x1")),
            Quad::new(node("Ada"), met.clone(), node("Cid"), graph("x1")),
            Quad::new(node("Ada"), met, node("Cid"), graph("x2")),
        ];
        let mut out = Vec::new();
        rdf(quads, RdfSyntax::Turtle, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let body: Vec<_> = text.lines().filter(|line| !line.starts_with("@prefix")).collect();
        assert_eq!(body.join("\n"), ":Ada t:met :Cid ;\n\tt:name \"Ada\" .\n:Cid t:met :Ada .");
    }
}

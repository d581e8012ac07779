//! Parsing and numbering by one thread, with a dictionary of its own, so that threads do not wait for each other.

use std::collections::HashMap;
use std::path::Path;

use oxrdf::{BlankNode, GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use oxrdfio::{RdfFormat, RdfParser, RdfSyntaxError};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::super::dictionary::{Dictionary, subject_term};
use super::super::id::TermId;
use super::super::run::Row;
use super::nesting;

/// A part of a file.
pub(super) struct Block {
    pub(super) file: usize,
    pub(super) format: RdfFormat,
    pub(super) first_line: u64,
    pub(super) bytes: Vec<u8>,
    /// Tells the blank nodes of this file from those of others.
    pub(super) blank_seed: u64,
    /// Where relative IRIs begin, for formats that have them.
    pub(super) base: Option<String>,
}

/// What could not be read.
pub(super) struct Bad {
    pub(super) file: usize,
    pub(super) line: u64,
    pub(super) reason: String,
}

/// A seed for the blank nodes of a file: the same file has the same ones whenever it is loaded.
pub(super) fn blank_seed(path: &Path, beginning: &[u8]) -> u64 {
    xxh3_64_with_seed(beginning, xxh3_64_with_seed(path.to_string_lossy().as_bytes(), 0))
}

/// Quads of one thread by its own numbers.
#[derive(Default)]
pub(super) struct Worker {
    pub(super) dictionary: Dictionary,
    pub(super) rows: Vec<Row>,
    /// The graph of triples that name none.
    default_graph: Option<NamedNode>,
    last: Last,
}

/// The quad before: neighbours share much.
#[derive(Default)]
struct Last {
    quad: Option<(Quad, Row)>,
}

impl Worker {
    pub(super) fn new(default_graph: Option<NamedNode>) -> Self {
        Self { default_graph, ..Self::default() }
    }

    /// Reads a block. Of lines the bad ones are left out; any other document with an error is left out whole, since what
    /// follows it cannot be told.
    pub(super) fn read(&mut self, block: &Block, bad: &mut dyn FnMut(Bad)) {
        let before = self.rows.len();
        let Err(error) = self.read_text(block, &block.bytes) else { return };
        self.rows.truncate(before);
        if !matches!(block.format, RdfFormat::NQuads | RdfFormat::NTriples) {
            return bad(Bad { file: block.file, line: block.first_line + error.line, reason: error.reason });
        }
        // An open quotation mark has swallowed the lines that follow: each by itself tells which ones are bad.
        for (number, line) in block.bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            if let Err(error) = self.read_text(block, line) {
                bad(Bad { file: block.file, line: block.first_line + number as u64, reason: error.reason });
            }
        }
    }

    /// Reads text of the block up to its end or the first error.
    fn read_text(&mut self, block: &Block, text: &[u8]) -> Result<(), Unreadable> {
        if let Some(line) = nesting::too_deep(text) {
            let reason = format!("triple terms nest deeper than {} levels", nesting::MAX_DEPTH);
            return Err(Unreadable { line, reason });
        }
        let has_lines = matches!(block.format, RdfFormat::NQuads | RdfFormat::NTriples);
        let mut parser = RdfParser::from_format(block.format);
        if let Some(base) = &block.base {
            parser = parser.with_base_iri(base).map_err(|error| Unreadable { line: 0, reason: error.to_string() })?;
        }
        if let Some(graph) = &self.default_graph {
            parser = parser.with_default_graph(graph.clone());
        }
        // Parsers of documents make up labels at random; here they are numbered.
        let mut numbered: HashMap<String, usize> = HashMap::new();
        for quad in parser.for_slice(text) {
            let mut quad = quad.map_err(|error| Unreadable::new(&error))?;
            rename_blank_nodes(&mut quad, &mut |label| match has_lines {
                true => format!("{:016x}{label}", block.blank_seed),
                false => {
                    let next = numbered.len();
                    let number = *numbered.entry(label.to_owned()).or_insert(next);
                    format!("{:016x}n{number}", block.blank_seed)
                }
            });
            self.push(quad);
        }
        Ok(())
    }

    fn push(&mut self, quad: Quad) {
        let last = self.last.quad.as_ref();
        let graph = match &quad.graph_name {
            GraphName::DefaultGraph => TermId::DEFAULT_GRAPH,
            name => match last {
                Some((last, row)) if last.graph_name == *name => row[3],
                _ => self.dictionary.intern(graph_term(name.as_ref())),
            },
        };
        let subject = match last {
            Some((last, row)) if last.subject == quad.subject => row[0],
            _ => self.dictionary.intern(subject_term(quad.subject.as_ref())),
        };
        let predicate = match last {
            Some((last, row)) if last.predicate == quad.predicate => row[1],
            _ => self.dictionary.intern(quad.predicate.as_ref().into()),
        };
        let row = [subject, predicate, self.dictionary.intern(quad.object.as_ref()), graph];
        self.rows.push(row);
        self.last.quad = Some((quad, row));
    }
}

fn graph_term(name: GraphNameRef<'_>) -> TermRef<'_> {
    match name {
        GraphNameRef::NamedNode(node) => node.into(),
        GraphNameRef::BlankNode(node) => node.into(),
        // The callers have handled it; any IRI will do.
        GraphNameRef::DefaultGraph => NamedNodeRef::new_unchecked("").into(),
    }
}

/// Why a text is no RDF.
struct Unreadable {
    /// Lines before the one with the error.
    line: u64,
    reason: String,
}

impl Unreadable {
    fn new(error: &RdfSyntaxError) -> Self {
        let text = error.to_string();
        // The parser counts lines from where we let it begin, so its own account of the place would mislead.
        let reason = match text.split_once(": ") {
            Some((place, reason)) if place.starts_with("Parser error") => reason.to_owned(),
            _ => text,
        };
        Self { line: error.location().map_or(0, |place| place.start.line), reason }
    }
}

fn rename_blank_nodes(quad: &mut Quad, name: &mut dyn FnMut(&str) -> String) {
    let mut rename = |node: &mut BlankNode| *node = BlankNode::new_unchecked(name(node.as_str()));
    if let NamedOrBlankNode::BlankNode(node) = &mut quad.subject {
        rename(node);
    }
    rename_in(&mut quad.object, &mut rename);
    if let GraphName::BlankNode(node) = &mut quad.graph_name {
        rename(node);
    }
}

fn rename_in(term: &mut Term, rename: &mut dyn FnMut(&mut BlankNode)) {
    match term {
        Term::BlankNode(node) => rename(node),
        Term::Triple(triple) => {
            if let NamedOrBlankNode::BlankNode(node) = &mut triple.subject {
                rename(node);
            }
            rename_in(&mut triple.object, rename);
        }
        Term::NamedNode(_) | Term::Literal(_) => {}
    }
}

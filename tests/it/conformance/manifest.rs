//! The W3C's test manifests: which tests there are and where their files lie.

use std::fs;
use std::path::{Path, PathBuf};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, TermRef, Triple};
use oxrdfio::{RdfFormat, RdfParser};

const MANIFEST: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const QUERY: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";
const UPDATE: &str = "http://www.w3.org/2009/sparql/tests/test-update#";

/// One test of a manifest.
pub(crate) struct Test {
    /// Local name of its IRI, with that of its folder: `aggregates/agg01`.
    pub(crate) name: String,
    /// Local name of its type: `QueryEvaluationTest`.
    pub(crate) kind: String,
    /// The query or update.
    pub(crate) request: PathBuf,
    pub(crate) data: Data,
    /// The file with the expected solutions or graph, for queries.
    pub(crate) result: Option<PathBuf>,
    /// The dataset after an update.
    pub(crate) expected_data: Data,
}

/// Files of a dataset: those of the default graph, and those of named graphs with their names.
#[derive(Default)]
pub(crate) struct Data {
    pub(crate) default: Vec<PathBuf>,
    pub(crate) named: Vec<(String, PathBuf)>,
}

/// The IRI that stands for a file while tests run.
pub(crate) fn iri_of(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn path_of(term: &Term) -> Option<PathBuf> {
    match term {
        Term::NamedNode(node) => node.as_str().strip_prefix("file://").map(PathBuf::from),
        _ => None,
    }
}

/// Reads an RDF file of any format.
pub(crate) fn read_quads(path: &Path) -> Vec<Quad> {
    let format = RdfFormat::from_extension(path.extension().unwrap().to_str().unwrap()).unwrap();
    let text = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    RdfParser::from_format(format)
        .with_base_iri(iri_of(path))
        .unwrap()
        .rename_blank_nodes() // the same label in two files is two nodes
        .for_slice(&text)
        .map(|quad| quad.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .collect()
}

/// Reads an RDF file of one graph.
pub(crate) fn read_graph(path: &Path) -> Graph {
    read_quads(path).into_iter().map(Triple::from).collect()
}

/// All tests of a manifest and of those that it includes.
pub(crate) fn tests(path: &Path) -> Vec<Test> {
    let graph = read_graph(path);
    let manifest = graph
        .subject_for_predicate_object(rdf::TYPE, named(MANIFEST, "Manifest").as_ref())
        .unwrap_or_else(|| panic!("{} is no manifest", path.display()));
    let mut all = Vec::new();
    for included in list(&graph, manifest, &named(MANIFEST, "include")) {
        all.extend(tests(&path_of(&included).expect("an included manifest is a file")));
    }
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
    for entry in list(&graph, manifest, &named(MANIFEST, "entries")) {
        let Term::NamedNode(entry) = entry else { panic!("a test has an IRI") };
        // Some manifests list tests that they do not describe.
        if let Some(test) = read_test(&graph, folder, &entry) {
            all.push(test);
        }
    }
    all
}

fn read_test(graph: &Graph, folder: &str, entry: &NamedNode) -> Option<Test> {
    let entry_ref = entry.as_ref().into();
    let Term::NamedNode(kind) = object(graph, entry_ref, rdf::TYPE)? else { return None };
    let action = object(graph, entry_ref, named(MANIFEST, "action").as_ref())?;
    let result = object(graph, entry_ref, named(MANIFEST, "result").as_ref());
    let action_node = node(&action);
    let request = match (path_of(&action), &action_node) {
        (Some(path), _) => path,
        (None, Some(action)) => [named(QUERY, "query"), named(UPDATE, "request")]
            .iter()
            .find_map(|property| path_of(&object(graph, action.as_ref(), property.as_ref())?))?,
        (None, None) => return None,
    };
    let local = entry.as_str().rsplit(['#', '/']).next().unwrap_or_default();
    Some(Test {
        name: format!("{folder}/{local}"),
        kind: kind.as_str().rsplit('#').next().unwrap_or_default().to_owned(),
        request,
        data: action_node.map(|action| read_data(graph, action.as_ref())).unwrap_or_default(),
        expected_data: result.as_ref().and_then(node).map(|n| read_data(graph, n.as_ref())).unwrap_or_default(),
        result: result.as_ref().and_then(path_of),
    })
}

fn read_data(graph: &Graph, action: NamedOrBlankNodeRef<'_>) -> Data {
    let mut data = Data::default();
    for space in [QUERY, UPDATE] {
        for file in graph.objects_for_subject_predicate(action, &named(space, "data")) {
            data.default.extend(path_of(&file.into_owned()));
        }
        for file in graph.objects_for_subject_predicate(action, &named(space, "graphData")) {
            let file = file.into_owned();
            if let Some(path) = path_of(&file) {
                data.named.push((iri_of(&path), path));
            } else if let Some(node) = node(&file) {
                let graph_file = object(graph, node.as_ref(), named(UPDATE, "graph").as_ref()).unwrap();
                let Some(Term::Literal(label)) = object(graph, node.as_ref(), rdfs::LABEL) else {
                    panic!("a named graph has a label")
                };
                data.named.push((label.value().to_owned(), path_of(&graph_file).unwrap()));
            }
        }
    }
    data
}

fn named(space: &str, local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{space}{local}"))
}

fn node(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        _ => None,
    }
}

fn object(graph: &Graph, subject: NamedOrBlankNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Option<Term> {
    graph.object_for_subject_predicate(subject, predicate).map(TermRef::into_owned)
}

fn list(graph: &Graph, subject: NamedOrBlankNodeRef<'_>, predicate: &NamedNode) -> Vec<Term> {
    let mut items = Vec::new();
    let mut rest = object(graph, subject, predicate.as_ref());
    while let Some(head) = rest.as_ref().and_then(node).filter(|head| *head != rdf::NIL.into_owned().into()) {
        items.extend(object(graph, head.as_ref(), rdf::FIRST));
        rest = object(graph, head.as_ref(), rdf::REST);
    }
    items
}

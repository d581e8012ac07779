//! Answers of tests, comparable whatever their blank nodes are called.

use std::fs;
use std::path::Path;

use oxrdf::graph::CanonicalizationAlgorithm;
use oxrdf::vocab::rdf;
use oxrdf::{BlankNode, Graph, Literal, NamedNode, NamedOrBlankNodeRef, Term, TermRef, Triple};
use sparesults::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use tercet::query::sparql::QueryResults;

use super::manifest::read_graph;

const RESULT_SET: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

/// Solutions, yes or no, or a graph.
#[derive(Debug)]
pub(crate) enum Answer {
    Boolean(bool),
    Graph(Box<Graph>),
    Solutions { variables: Vec<String>, rows: Vec<Row>, ordered: bool },
}

/// The bindings of one solution, by variable, sorted.
pub(crate) type Row = Vec<(String, Term)>;

impl Answer {
    /// Collects results; a failure on the way is the caller's.
    pub(crate) fn collect(results: QueryResults<'_>, ordered: bool) -> Result<Self, spareval::QueryEvaluationError> {
        Ok(match results {
            QueryResults::Boolean(value) => Self::Boolean(value),
            QueryResults::Graph(triples) => Self::Graph(Box::new(triples.collect::<Result<_, _>>()?)),
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
                let rows = solutions.map(|solution| Ok(row(&solution?))).collect::<Result<_, _>>();
                Self::Solutions { variables, rows: rows.map_err(|e: spareval::QueryEvaluationError| e)?, ordered }
            }
        })
    }

    /// Reads the file of expected results.
    pub(crate) fn read(path: &Path, ordered: bool) -> Self {
        let format = match path.extension().and_then(|e| e.to_str()).unwrap() {
            "srx" => QueryResultsFormat::Xml,
            "srj" => QueryResultsFormat::Json,
            "tsv" => QueryResultsFormat::Tsv,
            _ => return Self::from_graph(read_graph(path)),
        };
        let bytes = fs::read(path).unwrap();
        match QueryResultsParser::from_format(format).for_slice(&bytes).unwrap() {
            SliceQueryResultsParserOutput::Boolean(value) => Self::Boolean(value),
            SliceQueryResultsParserOutput::Solutions(solutions) => {
                let variables = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
                Self::Solutions { variables, rows: solutions.map(|s| row(&s.unwrap())).collect(), ordered }
            }
        }
    }

    /// The vocabulary of result sets in RDF, which SPARQL 1.0 tests use; any other graph is one.
    fn from_graph(graph: Graph) -> Self {
        let named = |local: &str| NamedNode::new_unchecked(format!("{RESULT_SET}{local}"));
        let Some(set) = graph.subject_for_predicate_object(rdf::TYPE, named("ResultSet").as_ref()) else {
            return Self::Graph(Box::new(graph));
        };
        if let Some(TermRef::Literal(value)) = graph.object_for_subject_predicate(set, &named("boolean")) {
            return Self::Boolean(matches!(value.value(), "true" | "1"));
        }
        let object = |subject: NamedOrBlankNodeRef<'_>, property: &str| {
            graph.object_for_subject_predicate(subject, &named(property)).map(TermRef::into_owned)
        };
        let nodes = |subject: NamedOrBlankNodeRef<'_>, property: &str| -> Vec<Term> {
            graph.objects_for_subject_predicate(subject, &named(property)).map(TermRef::into_owned).collect()
        };
        let text = |term: Term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            other => panic!("{other} is no literal"),
        };
        let mut rows: Vec<(Option<u64>, Row)> = Vec::new();
        for solution in nodes(set, "solution") {
            let Term::BlankNode(solution) = solution else { panic!("a solution is a blank node") };
            let mut row: Row = nodes(solution.as_ref().into(), "binding")
                .iter()
                .map(|binding| {
                    let Term::BlankNode(binding) = binding else { panic!("a binding is a blank node") };
                    let binding = binding.as_ref().into();
                    (text(object(binding, "variable").unwrap()), object(binding, "value").unwrap())
                })
                .collect();
            row.sort_by(|a, b| a.0.cmp(&b.0));
            rows.push((object(solution.as_ref().into(), "index").map(|i| text(i).parse().unwrap()), row));
        }
        let ordered = !rows.is_empty() && rows.iter().all(|(index, _)| index.is_some());
        rows.sort_by_key(|(index, _)| *index);
        let mut variables: Vec<_> = nodes(set, "resultVariable").into_iter().map(text).collect();
        variables.sort();
        Self::Solutions { variables, rows: rows.into_iter().map(|(_, row)| row).collect(), ordered }
    }

    /// Whether both say the same up to the names of blank nodes, and in the same order where the order counts.
    pub(crate) fn same(&self, expected: &Self) -> bool {
        match (self, expected) {
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Graph(a), Self::Graph(b)) => isomorphic(Graph::clone(a), Graph::clone(b)),
            (
                Self::Solutions { variables: va, rows: ra, ordered: oa },
                Self::Solutions { variables: vb, rows: rb, ordered: ob },
            ) => {
                let sorted = |variables: &[String]| {
                    let mut variables = variables.to_vec();
                    variables.sort();
                    variables
                };
                let ordered = *oa && *ob;
                sorted(va) == sorted(vb) && ra.len() == rb.len() && isomorphic(encode(ra, ordered), encode(rb, ordered))
            }
            _ => false,
        }
    }
}

fn row(solution: &sparesults::QuerySolution) -> Row {
    let mut row: Row = solution.iter().map(|(v, t)| (v.as_str().to_owned(), t.clone())).collect();
    row.sort_by(|a, b| a.0.cmp(&b.0));
    row
}

/// Graphs are compared in canonical form.
pub(crate) fn isomorphic(mut a: Graph, mut b: Graph) -> bool {
    a.canonicalize(CanonicalizationAlgorithm::Unstable);
    b.canonicalize(CanonicalizationAlgorithm::Unstable);
    a == b
}

/// Solutions as a graph: a node for each distinct row, with its place or its number of occurrences.
fn encode(rows: &[Row], ordered: bool) -> Graph {
    let predicate = |local: &str| NamedNode::new_unchecked(format!("{RESULT_SET}{local}"));
    let mut graph = Graph::new();
    let mut seen: Vec<(&Row, BlankNode, u64)> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        if !ordered && let Some(known) = seen.iter_mut().find(|(known, ..)| *known == row) {
            known.2 += 1;
            continue;
        }
        let node = BlankNode::default();
        graph.insert(Triple::new(node.clone(), rdf::TYPE.into_owned(), predicate("Solution")).as_ref());
        for (variable, value) in row {
            graph.insert(Triple::new(node.clone(), predicate(&format!("value/{variable}")), plain(value)).as_ref());
        }
        seen.push((row, node, if ordered { place as u64 } else { 1 }));
    }
    for (_, node, number) in seen {
        graph.insert(Triple::new(node, predicate("number"), Literal::from(number)).as_ref());
    }
    graph
}

/// Numbers by value: a calculated one has no lexical form of its own.
fn plain(term: &Term) -> Term {
    use oxrdf::vocab::xsd;
    let Term::Literal(literal) = term else { return term.clone() };
    let number = literal.value();
    let normal = if literal.datatype() == xsd::DECIMAL {
        number.parse::<oxsdatatypes::Decimal>().ok().map(|n| n.to_string())
    } else if literal.datatype() == xsd::DOUBLE {
        number.parse::<oxsdatatypes::Double>().ok().map(|n| n.to_string())
    } else if literal.datatype() == xsd::FLOAT {
        number.parse::<oxsdatatypes::Float>().ok().map(|n| n.to_string())
    } else {
        None
    };
    normal.map_or_else(|| term.clone(), |n| Literal::new_typed_literal(n, literal.datatype().into_owned()).into())
}

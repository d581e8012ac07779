//! The W3C's SPARQL suites, in strict mode. They lie outside of the project; without them the test says so and passes.

mod manifest;
mod results;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use manifest::{Data, Test, iri_of, read_graph, read_quads, tests};
use oxrdf::{Graph, GraphName, NamedNode, NamedOrBlankNode, Quad};
use results::{Answer, isomorphic};
use spareval::QueryEvaluator;
use tercet::query::sparql::{self, CancellationToken, DatasetMode, QueryResults, Request, UpdateOptions};
use tercet::store::{DefaultGraph, Snapshot, Store, StoreError};

/// The parser (`spargebra`) decides these; Oxigraph has the same answers.
const PARSER: &[(&str, &str)] = &[
    ("syntax-sparql3/syn-bad-26", "`?x<?a&&?b>?y` is read as two comparisons, not as an IRI"),
    ("expr-builtin/case-insensitive-booleans", "only `true` and `false` in lower case are booleans"),
    ("grouping/select-variable-reuse", "a variable of SELECT cannot be used in a later expression of it"),
    ("syntax-triple-terms-negative/tripleterm-subject-03", "a triple term as subject inside BIND is accepted"),
    ("syntax-triple-terms-negative/tripleterm-subject-06", "a literal as subject inside BIND is accepted"),
    ("syntax/nested-aggregate-functions", "COUNT(COUNT(*)) is accepted"),
];

/// The evaluator (`spareval`) decides these; Oxigraph gives the same answers.
const EVALUATOR: &[(&str, &str)] = &[
    ("open-world/date-2", "compares dates as XSD 1.1 does, which knows more of them to be equal or not than XSD 1.0"),
    ("graph/graph-variable-scope", "GRAPH ?g is given to each pattern, not evaluated graph by graph"),
    ("graph/graph-optional", "GRAPH ?g is given to each pattern, not evaluated graph by graph"),
    ("aggregates/agg-empty-group-count-graph", "GRAPH ?g is given to each pattern, not evaluated graph by graph"),
    ("bindings/graph", "GRAPH ?g is given to each pattern, not evaluated graph by graph"),
    ("negation/graph-minus", "GRAPH ?g is given to each pattern, not evaluated graph by graph"),
    ("expr-builtin/dawg-str-1", "STR of a number gives its canonical form"),
    ("expr-builtin/dawg-str-2", "STR of a number gives its canonical form"),
    ("aggregates/agg-groupconcat-04", "GROUP_CONCAT keeps a common language tag"),
    ("aggregates/agg-groupconcat-06", "GROUP_CONCAT keeps a common language tag"),
    ("functions/bnode01", "BNODE(x) is the same node in every solution"),
    ("property-path/zero_or_more_set_start", "a path of length zero starts only from terms of the data"),
    ("property-path/zero_or_more_set_end", "a path of length zero starts only from terms of the data"),
    ("property-path/zero_or_one_set_start", "a path of length zero starts only from terms of the data"),
    ("property-path/zero_or_one_set_end", "a path of length zero starts only from terms of the data"),
    ("eval-triple-terms/order-1", "ORDER BY places triple terms elsewhere among the kinds of terms"),
    ("eval-triple-terms/order-2", "ORDER BY places triple terms elsewhere among the kinds of terms"),
];

/// We decide these.
const OURS: &[(&str, &str)] = &[
    ("syntax-update-1/test_38", "an empty request is a mistake of the user and reported as such"),
    ("syntax-update-1/test_39", "an empty request is a mistake of the user and reported as such"),
    ("syntax-update-1/test_40", "an empty request is a mistake of the user and reported as such"),
];

/// Manifests by what they are about.
const SUITES: &[(&str, &str)] = &[
    ("SPARQL 1.0 syntax", "sparql10/manifest-syntax.ttl"),
    ("SPARQL 1.0 evaluation", "sparql10/manifest-evaluation.ttl"),
    ("SPARQL 1.1 query", "sparql11/manifest-sparql11-query.ttl"),
    ("SPARQL 1.1 update", "sparql11/manifest-sparql11-update.ttl"),
    ("SPARQL 1.1 results", "sparql11/manifest-sparql11-results.ttl"),
    ("SPARQL 1.2", "sparql12/manifest.ttl"),
];

#[test]
fn w3c_sparql_suites() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/rdf-tests/sparql");
    let Ok(root) = root.canonicalize() else {
        eprintln!("SKIPPED: the W3C suites are not at {}", root.display());
        return;
    };
    let mut unexpected = Vec::new();
    for (name, path) in SUITES {
        let (mut passed, mut excluded) = (0, 0);
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let mut failures = Vec::new();
        for test in tests(&root.join(path)) {
            let is_excluded = [PARSER, EVALUATOR, OURS].concat().iter().any(|(excluded, _)| *excluded == test.name);
            *kinds.entry(test.kind.clone()).or_default() += 1;
            match (run(&test), is_excluded) {
                (Ok(()), false) => passed += 1,
                (Ok(()), true) => failures.push(format!("{}: passes, but is excluded", test.name)),
                (Err(_), true) => excluded += 1,
                (Err(reason), false) => failures.push(format!("{}: {reason}", test.name)),
            }
        }
        eprintln!("{name}: {passed} passed, {excluded} excluded, {} failed {kinds:?}", failures.len());
        unexpected.extend(failures);
    }
    assert!(unexpected.is_empty(), "{} tests failed:\n{}", unexpected.len(), unexpected.join("\n"));
}

fn run(test: &Test) -> Result<(), String> {
    let text = fs::read_to_string(&test.request).map_err(|error| format!("{}: {error}", test.request.display()))?;
    // The library takes no base: a declaration in front is one, and the text's own comes after it and wins.
    let text = format!("BASE <{}>\n{text}", iri_of(&test.request));
    let parsed = sparql::parse(&text, &[]);
    match test.kind.as_str() {
        "PositiveSyntaxTest" | "PositiveSyntaxTest11" | "PositiveUpdateSyntaxTest" | "PositiveUpdateSyntaxTest11" => {
            parsed.map(|_| ()).map_err(|error| error.to_string())
        }
        "NegativeSyntaxTest" | "NegativeSyntaxTest11" | "NegativeUpdateSyntaxTest" | "NegativeUpdateSyntaxTest11" => {
            parsed.map_or(Ok(()), |_| Err("it was accepted".to_owned()))
        }
        "QueryEvaluationTest" | "CSVResultFormatTest" => {
            let Request::Query(query) = parsed.map_err(|error| error.to_string())? else {
                return Err("it is no query".to_owned());
            };
            let (_dir, store) = load(&test.data);
            query_test(test, &query, &store.snapshot())
        }
        "UpdateEvaluationTest" => {
            let Request::Update(update) = parsed.map_err(|error| error.to_string())? else {
                return Err("it is no update".to_owned());
            };
            let (_dir, store) = load(&test.data);
            let options = UpdateOptions { mode: DatasetMode::Strict, allow_load: true, ..UpdateOptions::default() };
            sparql::update(&store, &update, &options).map_err(|error| error.to_string())?;
            let (_dir, expected) = load(&test.expected_data);
            same_datasets(&store.snapshot(), &expected.snapshot())
        }
        other => Err(format!("tests of type {other} are not run")),
    }
}

fn query_test(test: &Test, query: &spargebra::Query, snapshot: &Snapshot) -> Result<(), String> {
    // Graphs that FROM names and the manifest does not are loaded on demand by a web of files.
    let (_dir, store);
    let mut snapshot = snapshot.clone();
    if let Some(dataset) = query.dataset().filter(|_| test.data.default.is_empty() && test.data.named.is_empty()) {
        let mut data = Data::default();
        for graph in dataset.default.iter().chain(dataset.named.iter().flatten()) {
            data.named.push((graph.as_str().to_owned(), graph.as_str().trim_start_matches("file://").into()));
        }
        (_dir, store) = load(&data);
        snapshot = store.snapshot();
    }
    let results = sparql::evaluate(query, &snapshot, DatasetMode::Strict, &CancellationToken::new())
        .map_err(|error| error.to_string())?;
    let expected_file = test.result.as_ref().ok_or("the manifest names no result")?;
    if test.kind == "CSVResultFormatTest" {
        return same_csv(results, expected_file);
    }
    both_evaluators_agree(query, &snapshot)?;
    let ordered = query.to_string().contains("ORDER BY");
    let answer = Answer::collect(results, ordered).map_err(|error| error.to_string())?;
    let expected = Answer::read(expected_file, ordered);
    if answer.same(&expected) { Ok(()) } else { Err(format!("\n  found    {answer:?}\n  expected {expected:?}")) }
}

/// What our executor answers and what `spareval` answers on the same snapshot is the same, whatever the suite expects.
fn both_evaluators_agree(query: &spargebra::Query, snapshot: &Snapshot) -> Result<(), String> {
    // `spareval` is told of FROM by ours, and REDUCED leaves open how often a solution comes.
    if query.dataset().is_some() || query.to_string().contains("REDUCED") {
        return Ok(());
    }
    let ours = sparql::evaluate(query, snapshot, DatasetMode::Strict, &CancellationToken::new());
    let ours = ours.map_err(|error| error.to_string())?;
    let dataset = snapshot.dataset(DefaultGraph::Strict);
    let theirs = QueryEvaluator::new().prepare(query).execute(dataset).map_err(|error| error.to_string())?;
    // Solutions that are equal in what they are ordered by may come in any order.
    let (ours, theirs) = (Answer::collect(ours, false), Answer::collect(theirs, false));
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) if ours.same(&theirs) => Ok(()),
        (Err(_), Err(_)) => Ok(()),
        (ours, theirs) => Err(format!("the evaluators differ\n  ours     {ours:?}\n  spareval {theirs:?}")),
    }
}

/// CSV loses the kinds of terms: what is compared is what a reader of both gets.
fn same_csv(results: QueryResults<'_>, expected: &Path) -> Result<(), String> {
    let QueryResults::Solutions(solutions) = results else { return Err("solutions are expected".to_owned()) };
    let mut serializer = sparesults::QueryResultsSerializer::from_format(sparesults::QueryResultsFormat::Csv)
        .serialize_solutions_to_writer(Vec::new(), solutions.variables().to_vec())
        .unwrap();
    for solution in solutions {
        serializer.serialize(&solution.map_err(|error| error.to_string())?).unwrap();
    }
    // Labels of blank nodes are free, and these tests have one each.
    let found = csv_rows(&String::from_utf8(serializer.finish().unwrap()).unwrap());
    let expected = csv_rows(&fs::read_to_string(expected).unwrap());
    if found == expected { Ok(()) } else { Err(format!("\n  found    {found:?}\n  expected {expected:?}")) }
}

/// The cells of each line with the header of their column, both sorted; quoted cells may hold commas and line ends.
fn csv_rows(text: &str) -> Vec<Vec<(String, String)>> {
    let (mut lines, mut cells, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.chars().filter(|c| *c != '\r') {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut cells));
            }
            c => cell.push(c),
        }
    }
    let header = lines.remove(0);
    let unlabelled = |cell: String| if cell.starts_with("_:") { "_:".to_owned() } else { cell };
    let row = |line: Vec<String>| header.iter().cloned().zip(line.into_iter().map(unlabelled)).collect::<Vec<_>>();
    let mut rows: Vec<Vec<_>> = lines.into_iter().map(row).collect();
    rows.iter_mut().for_each(|row| row.sort());
    rows.sort();
    rows
}

fn load(data: &Data) -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    store
        .write(|tx| {
            for quad in data.default.iter().flat_map(|path| read_quads(path)) {
                tx.insert(quad.as_ref());
            }
            for (name, path) in &data.named {
                let graph = NamedNode::new_unchecked(name);
                for triple in &read_graph(path) {
                    tx.insert(triple.in_graph(graph.as_ref()));
                }
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    (dir, store)
}

fn same_datasets(found: &Snapshot, expected: &Snapshot) -> Result<(), String> {
    let graphs = |snapshot: &Snapshot| {
        let mut names: Vec<GraphName> = snapshot.named_graphs().into_iter().map(NamedOrBlankNode::into).collect();
        names.sort_by_key(ToString::to_string);
        names.insert(0, GraphName::DefaultGraph);
        names
    };
    let content = |snapshot: &Snapshot, name: &GraphName| -> Graph {
        let quads: Vec<Quad> = snapshot.quads_for_pattern(None, None, None, Some(name.as_ref())).collect();
        quads.into_iter().map(oxrdf::Triple::from).collect()
    };
    if graphs(found) != graphs(expected) {
        return Err(format!("\n  found    {:?}\n  expected {:?}", graphs(found), graphs(expected)));
    }
    for name in graphs(found) {
        let (a, b) = (content(found, &name), content(expected, &name));
        if !isomorphic(a.clone(), b.clone()) {
            return Err(format!("{name}:\n  found    {a}\n  expected {b}"));
        }
    }
    Ok(())
}

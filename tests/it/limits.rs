//! Limits of `tercet query` on queries that would take for ever, or all memory, between two quads.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use oxrdf::{GraphName, Literal, NamedNode, Quad};
use tempfile::TempDir;
use tercet::store::{Store, StoreError};

fn database() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("db")).unwrap();
    store
        .write(|tx| {
            for n in 0..3000_i64 {
                let subject = NamedNode::new_unchecked(format!("http://example.com/{n}"));
                let predicate = NamedNode::new_unchecked("http://example.com/p");
                tx.insert(Quad::new(subject, predicate, Literal::from(n), GraphName::DefaultGraph).as_ref());
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    dir
}

fn ask(dir: &Path, arguments: &[&str]) -> (Output, Duration) {
    let started = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_tercet"))
        .args(["query", "--db", "db", "--format", "csv"])
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap();
    (output, started.elapsed())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Three thousand to the third: nothing ends it by itself. `LIMIT` and `GROUP BY` lead to both evaluators.
const ENDLESS: [&str; 3] = [
    "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x + ?y + ?z = -1) }",
    "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x + ?y + ?z = -1) } LIMIT 1",
    "SELECT (SUM(?x * ?y * ?z) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
];

#[test]
fn the_time_limit_holds() {
    let dir = database();
    for query in ENDLESS {
        for more in [&[][..], &["--max-memory", "4G"]] {
            let (output, took) = ask(dir.path(), &[&["--timeout", "0.5", query], more].concat());
            assert_eq!(output.status.code(), Some(2), "{query}");
            assert!(said(&output).contains("did not end within 0.5 seconds"), "{query}: {}", said(&output));
            assert!(took < Duration::from_secs(8), "{query}: {took:?}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_ceiling_of_memory_holds() {
    let dir = database();
    for query in [
        "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } ORDER BY ?x ?z",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?b))) AS ?all) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }",
        "SELECT DISTINCT ?a ?b ?c { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x < ?y || ?y < ?z) } ORDER BY ?x",
    ] {
        let (output, took) = ask(dir.path(), &["--max-memory", "100M", "--timeout", "60", query]);
        assert_eq!(output.status.code(), Some(2), "{query}");
        assert!(said(&output).contains("needs more memory than the 100 MB"), "{query}: {}", said(&output));
        assert!(took < Duration::from_secs(60), "{query}: {took:?}");
    }
}

#[test]
fn the_limit_of_rows_holds() {
    let dir = database();
    for (query, lines) in [
        ("SELECT ?x { ?s ?p ?x }", 11),
        ("SELECT ?x { ?s ?p ?x } ORDER BY ?x", 11),
        ("SELECT ?x { ?s <http://example.com/p> ?x . ?s ?p ?y }", 11),
    ] {
        let (output, _) = ask(dir.path(), &["--max-rows", "10", query]);
        assert_eq!(output.status.code(), Some(2), "{query}");
        assert!(said(&output).contains("more than 10 rows"), "{query}: {}", said(&output));
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), lines, "{query}");
    }
    let (output, _) = ask(dir.path(), &["--max-rows", "3000", "SELECT ?x { ?s ?p ?x }"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn an_answer_within_the_limits_is_the_same() {
    let dir = database();
    for (query, code) in [
        ("SELECT ?x { ?s ?p ?x FILTER(?x < 3) } ORDER BY ?x", 0),
        ("SELECT ?x { ?s ?p ?x FILTER(?x < 0) }", 1),
        ("SELECT ?x { ?s ?p }", 2),
        ("INSERT DATA { GRAPH <http://example.com/g> { <http://example.com/a> <http://example.com/p> 1 } }", 2),
    ] {
        let (plain, _) = ask(dir.path(), &[query]);
        let (limited, _) = ask(dir.path(), &["--max-memory", "500M", "--timeout", "30", "--max-rows", "5000", query]);
        assert_eq!(plain.status.code(), Some(code), "{query}");
        assert_eq!(plain, limited, "{query}");
    }
}

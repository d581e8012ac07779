//! `tercet query` as a user runs it: formats, exit codes, and errors that say what to do.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;
use tercet::store::{Store, StoreError};

fn tercet(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tercet"));
    command.current_dir(dir);
    command
}

/// A directory with a `tercet.db` of a few facts.
fn database() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("tercet.db")).unwrap();
    let data = b"PREFIX : <https://w3id.org/tercet/e/> PREFIX t: <https://w3id.org/tercet#>
        GRAPH <https://w3id.org/tercet/a/a1> { :Ada t:met :Boris . :Boris t:met :Ada . :Ada t:name \"Ada, \\\"A.\\\"\" }
        GRAPH <https://w3id.org/tercet/a/a2> { :Ada t:met :Boris }";
    store
        .write(|tx| {
            for quad in oxrdfio::RdfParser::from_format(oxrdfio::RdfFormat::TriG).for_slice(data) {
                tx.insert(quad.unwrap().as_ref());
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    dir
}

/// Exit code, standard output and standard error.
fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = tercet(dir).arg("query").args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn every_format_of_every_kind_of_result() {
    let dir = database();
    let select = "SELECT ?x ?n { ?x t:met :Boris OPTIONAL { ?x t:name ?n } }";
    for (format, expected) in [
        ("table", "x     n\n────  ─────────\n:Ada  Ada, \"A.\"\n1 row\n"),
        ("csv", "x,n\r\nhttps://w3id.org/tercet/e/Ada,\"Ada, \"\"A.\"\"\"\r\n"),
        ("tsv", "?x\t?n\n<https://w3id.org/tercet/e/Ada>\t\"Ada, \\\"A.\\\"\"\n"),
    ] {
        assert_eq!(run(dir.path(), &[select, "--format", format]), (0, expected.to_owned(), String::new()), "{format}");
    }
    let (_, json, _) = run(dir.path(), &[select, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["results"]["bindings"][0]["x"]["value"], "https://w3id.org/tercet/e/Ada");
    let (_, xml, _) = run(dir.path(), &[select, "--format", "xml"]);
    assert!(xml.contains("<uri>https://w3id.org/tercet/e/Ada</uri>"), "{xml}");

    let construct = "CONSTRUCT { ?y t:met ?x } { ?x t:met ?y }";
    let line = "<https://w3id.org/tercet/e/Ada> <https://w3id.org/tercet#met> <https://w3id.org/tercet/e/Boris>";
    let (code, nt, _) = run(dir.path(), &[construct]);
    assert_eq!(code, 0);
    assert!(nt.lines().count() == 2 && nt.contains(line), "{nt}");
    for (format, part) in [
        ("ttl", ":Ada t:met :Boris"),
        ("trig", ":Ada t:met :Boris"),
        ("nq", line),
        ("jsonld", "\"@id\":\"https://w3id.org/tercet/e/Ada\""),
    ] {
        let (code, text, _) = run(dir.path(), &[construct, "--format", format]);
        assert!(code == 0 && text.contains(part), "{format}: {text}");
    }
    for (format, expected) in [("table", "true\n"), ("csv", "true\n"), ("json", "{\"head\":{},\"boolean\":true}\n")] {
        let (code, text, _) = run(dir.path(), &["ASK { :Ada t:met :Boris }", "--format", format]);
        assert_eq!((code, text.as_str()), (0, expected));
    }
}

#[test]
fn the_exit_code_tells_whether_something_was_found() {
    let dir = database();
    assert_eq!(run(dir.path(), &["SELECT * { :Boris t:name ?x }"]).0, 1);
    assert_eq!(run(dir.path(), &["ASK { :Boris t:name ?x }"]), (1, "false\n".to_owned(), String::new()));
    assert_eq!(run(dir.path(), &["CONSTRUCT WHERE { :Boris t:name ?x }"]).0, 1);
    assert_eq!(run(dir.path(), &["SELECT * {"]).0, 2);
}

#[test]
fn the_default_graph_is_the_union_unless_strict() {
    let dir = database();
    let query = "SELECT (COUNT(*) AS ?n) { :Ada t:met ?x }";
    assert!(run(dir.path(), &[query]).1.ends_with("\n1\n"));
    assert!(run(dir.path(), &[query, "--union"]).1.ends_with("\n1\n"));
    assert!(run(dir.path(), &[query, "--strict"]).1.ends_with("\n0\n"));
}

#[test]
fn queries_come_from_arguments_files_and_standard_input() {
    let dir = database();
    std::fs::write(dir.path().join("q.rq"), "ASK { :Ada t:met :Boris }").unwrap();
    assert_eq!(run(dir.path(), &["-f", "q.rq"]).1, "true\n");
    let output = tercet(dir.path()).args(["query", "-"]).write_stdin("ASK { :Ada t:met :Boris }").output().unwrap();
    assert_eq!(output.stdout, b"true\n");
    assert_eq!(run(dir.path(), &[]).0, 2);
    let (code, _, error) = run(dir.path(), &["-f", "none.rq"]);
    assert!(code == 2 && error.contains("cannot read `none.rq`"), "{error}");
    let deep = dir.path().join("a/b");
    std::fs::create_dir_all(&deep).unwrap();
    assert_eq!(run(&deep, &["ASK { :Ada t:met :Boris }"]).1, "true\n", "found upwards");
}

#[test]
fn updates_need_leave() {
    let dir = database();
    let update = "INSERT DATA { GRAPH g:notes { :Ada t:met :Chen } }";
    let (code, out, error) = run(dir.path(), &[update]);
    assert!(code == 2 && out.is_empty() && error.contains("--write"), "{error}");
    let (code, out, error) = run(dir.path(), &[update, "--write"]);
    assert_eq!((code, out.as_str(), error.as_str()), (0, "", "1 quads inserted, 0 removed\n"));
    assert_eq!(run(dir.path(), &["ASK { :Ada t:met :Chen }"]).0, 0);
    let (code, _, error) = run(dir.path(), &["DELETE DATA { :Ada t:met :Chen }", "--write"]);
    assert!(code == 2 && error.contains("GRAPH g:notes"), "{error}");
}

#[test]
fn mistakes_are_shown_in_their_line() {
    let dir = database();
    let (code, out, error) = run(dir.path(), &["SELECT ?x\nWHRE { ?x t:met :Ada }"]);
    assert_eq!((code, out.as_str()), (2, ""));
    insta::assert_snapshot!(error, @r"
    error: `WHRE` is not expected here
     --> query:2:1
      |
    2 | WHRE { ?x t:met :Ada }
      | ^^^^
    hint: did you mean `WHERE`?
    ");
    let (_, _, error) = run(dir.path(), &["SELECT * { ?s ?p ?o }", "--format", "ttl"]);
    insta::assert_snapshot!(error, @r"
    error: `ttl` cannot hold solutions, which is what this query gives
    hint: take table, csv, tsv, json or xml
    ");
    let (_, _, error) = run(dir.path(), &["CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"]);
    insta::assert_snapshot!(error, @r"
    error: `csv` cannot hold a graph, which is what this query gives
    hint: take ttl, nt, nq, trig or jsonld
    ");
    let empty = tempfile::tempdir().unwrap();
    let (code, _, error) = run(empty.path(), &["ASK {}"]);
    assert!(code == 2 && error.contains("tercet ingest PATH"), "{error}");
    let (code, _, error) = run(empty.path(), &["ASK {}", "--db", "none.db"]);
    assert!(code == 2 && error.contains("there is no database at `none.db`"), "{error}");
}

#[test]
fn no_query_crashes_the_process() {
    let dir = database();
    for text in [
        format!("ASK {{ FILTER({}1{}) }}", "(".repeat(20_000), ")".repeat(20_000)),
        format!("ASK {{ FILTER({}true) }}", "!".repeat(20_000)),
        format!("ASK {{ FILTER({}1{}) }}", "(".repeat(127), ")".repeat(127)),
        format!("ASK {{ FILTER(1{} > 0) }}", "+1".repeat(1_900)),
        format!("ASK {{ {} {{}} }}", "{} UNION ".repeat(1_900)),
        format!("ASK {{ ?s {}t:met ?o }}", "t:met/".repeat(1_900)),
        format!("ASK {{ ?s ?p ?o {} }}", "OPTIONAL { ?s ?p ?o }".repeat(1_000)),
    ] {
        let output =
            tercet(dir.path()).args(["query", "--timeout", "1", "-"]).write_stdin(text.clone()).output().unwrap();
        let code = output.status.code();
        assert!(matches!(code, Some(0..=2)), "{code:?} for {}", &text[..60]);
    }
}

#[test]
fn a_query_ends_when_its_time_is_up() {
    let dir = database();
    let store = Store::open(&dir.path().join("tercet.db")).unwrap();
    store
        .write(|tx| {
            for n in 0..3_000 {
                let node = oxrdf::NamedNode::new_unchecked(format!("http://example.com/{n}"));
                tx.insert(oxrdf::QuadRef::new(&node, &node, &node, oxrdf::GraphNameRef::DefaultGraph));
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    drop(store);
    let started = std::time::Instant::now();
    let cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d) }";
    let (code, out, error) = run(dir.path(), &[cross, "--timeout", "0.3"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.contains("within 0.3 seconds"), "{error}");
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    let (code, _, error) = run(dir.path(), &["ASK {}", "--timeout", "-1"]);
    assert!(code == 2 && !error.is_empty());
}

#[test]
fn a_plan_is_shown_instead_of_the_answer() {
    let dir = database();
    let select = "SELECT ?x { ?x t:met ?y . ?y t:met :Ada . ?x t:name ?n }";
    let (code, text, _) = run(dir.path(), &[select, "--explain"]);
    assert_eq!(code, 0);
    let first: Vec<&str> = text.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(first, ["ms", "rows", "expected"]);
    assert!(text.contains("scan") && text.contains("?y t:met :Ada"), "{text}");
    let (_, json, _) = run(dir.path(), &[select, "--explain", "--format", "json"]);
    let plan: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&plan["operator"], &plan["rows"]), (&"select".into(), &1.into()));
}

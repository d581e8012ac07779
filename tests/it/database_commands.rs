//! The commands that fill, empty, count and show a database, as a user runs them.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

const STATEMENTS: &str = r#"{"doc":"a1","rel":"met","subj":["Ann Brook","Brook"],"obj":"Carl Dorn","date":"2012-06-05","evidence":"Brook met Dorn"}
{"doc":"a1","rel":"position","subj":"Ann Brook","obj":"minister","evidence":"minister Ann Brook of Norway"}
{"doc":"a1","rel":"affiliatedWith","subj":"Ann Brook","obj":"Norway","evidence":"minister Ann Brook of Norway"}
{"doc":"a2","rel":"met","subj":"Ann Brook","obj":"Carl Dorn","status":"planned","date":"2013"}
{"doc":"a2","rel":"visited","subj":"Carl Dorn","obj":"Oslo","status":"negated"}
"#;

fn tercet(dir: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("tercet").unwrap().current_dir(dir).args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn filled() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("s.jsonl"), STATEMENTS).unwrap();
    let output = tercet(dir.path(), &["ingest", "--statements", "s.jsonl"]);
    assert!(output.status.success(), "{}", stderr(&output));
    dir
}

#[test]
fn ingest_says_what_it_did_and_does_it_once() {
    let dir = filled();
    let output = tercet(dir.path(), &["ingest", "--statements", "s.jsonl"]);
    assert!(
        stderr(&output).starts_with("2 articles: 0 new, 0 updated, 2 unchanged, 0 skipped\n"),
        "{}",
        stderr(&output)
    );
    assert_eq!(stdout(&output), "");
}

#[test]
fn bad_lines_are_named_and_the_rest_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let lines = format!("{STATEMENTS}{{\"doc\":\"a3\"}}\n");
    fs::write(dir.path().join("s.jsonl"), lines).unwrap();
    let output = tercet(dir.path(), &["ingest", "--statements", "s.jsonl", "--db", "x.db"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("s.jsonl:6: not a statement: missing field `rel`"), "{}", stderr(&output));
    assert!(stderr(&output).contains("2 new"), "{}", stderr(&output));
}

#[test]
fn texts_are_stored_and_evidence_is_found_in_them() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("s.jsonl"), STATEMENTS).unwrap();
    fs::create_dir(dir.path().join("docs")).unwrap();
    fs::write(dir.path().join("docs/a1.txt"), "On Tuesday Brook met Dorn in the capital.\n").unwrap();
    let output = tercet(dir.path(), &["ingest", "--statements", "s.jsonl", "--texts", "docs"]);
    assert_eq!(output.status.code(), Some(2), "a2 has no text: {}", stderr(&output));
    assert!(stderr(&output).contains("skipped a2: cannot read `docs/a2.txt`"), "{}", stderr(&output));
    let turtle = stdout(&tercet(dir.path(), &["export", "--format", "ttl"]));
    assert!(turtle.contains("t:start 11"), "{turtle}");
}

#[test]
fn statistics_count_by_relation_and_status() {
    let dir = filled();
    let output = tercet(dir.path(), &["stats", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(json["articles"], 2);
    assert_eq!(json["statements"], 4, "position and affiliation are one tenure");
    assert_eq!(json["relations"]["met"]["planned"], 1);
    assert_eq!(json["relations"]["affiliatedWith"]["actual"], 1);
    assert_eq!(json["entities"]["person"], 2);
}

#[test]
fn removing_everything_leaves_nothing() {
    let dir = filled();
    assert!(tercet(dir.path(), &["remove", "a1", "a2"]).status.success());
    let output = tercet(dir.path(), &["export", "--format", "nq"]);
    assert_eq!((stdout(&output).as_str(), output.status.code()), ("", Some(1)));
    let again = tercet(dir.path(), &["remove", "a1"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).starts_with("error: no article `a1`\nhint: "), "{}", stderr(&again));
}

#[test]
fn a_picture_shows_labels_and_folds_statements() {
    let dir = filled();
    let dot = stdout(&tercet(dir.path(), &["export", "--format", "dot"]));
    for part in ["label=\"Ann Brook\"", "label=\"minister\"", "label=\"to meet\\n2013\"", "label=\"did not visit\""] {
        assert!(dot.contains(part), "missing {part} in\n{dot}");
    }
    assert!(!dot.contains("t:Person") && !dot.contains("label=\"https"), "{dot}");
    let around = stdout(&tercet(dir.path(), &["export", "--format", "dot", "--around", "Brook"]));
    assert!(around.contains("Carl Dorn") && !around.contains("Oslo"), "{around}");
}

#[test]
fn an_unknown_name_gets_suggestions() {
    let dir = filled();
    let output = tercet(dir.path(), &["export", "--format", "dot", "--around", "carl dohrn"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "error: no entity is named `carl dohrn`\nhint: did you mean `Carl Dorn`?\n");
    let output = tercet(dir.path(), &["export", "--format", "dot", "--around", "Brok"]);
    assert_eq!(stderr(&output), "error: no entity is named `Brok`\nhint: did you mean `Ann Brook`?\n");
}

#[test]
fn rdf_is_written_in_every_syntax_and_read_back() {
    let dir = filled();
    let quads = stdout(&tercet(dir.path(), &["export", "--format", "nq"]));
    let trig = stdout(&tercet(dir.path(), &["export", "--format", "trig"]));
    let read = |text: &str, format| {
        let mut quads: Vec<String> = oxrdfio::RdfParser::from_format(format)
            .for_slice(text.as_bytes())
            .map(|quad| quad.unwrap().to_string())
            .collect();
        quads.sort();
        quads
    };
    assert_eq!(read(&quads, oxrdfio::RdfFormat::NQuads), read(&trig, oxrdfio::RdfFormat::TriG));
    assert!(trig.contains("<<("), "{trig}");
}

#[test]
fn articles_are_read_extracted_and_asked() {
    let dir = tempfile::tempdir().unwrap();
    let text = "Norwegian Foreign Minister Ann Brook met Swedish President Carl Dorn in Oslo on June 5, 2012.\n";
    fs::write(dir.path().join("a1.txt"), text).unwrap();
    fs::write(dir.path().join("empty.txt"), "").unwrap();
    let output = tercet(dir.path(), &["ingest", "a1.txt", "empty.txt"]);
    assert_eq!(output.status.code(), Some(2), "one file is empty: {}", stderr(&output));
    assert!(stderr(&output).contains("2 articles: 1 new, 0 updated, 0 unchanged, 1 skipped"), "{}", stderr(&output));
    let answer = tercet(dir.path(), &["query", "--format", "csv", "SELECT ?x { :Ann_Brook t:met ?x }"]);
    assert!(stdout(&answer).contains("Carl_Dorn"), "{} {}", stdout(&answer), stderr(&answer));
    let again = tercet(dir.path(), &["ingest", "a1.txt"]);
    assert!(stderr(&again).contains("1 unchanged"), "{}", stderr(&again));
}

#[test]
fn an_explanation_ends_in_the_quads() {
    let dir = tempfile::tempdir().unwrap();
    let sentence = "Norwegian Foreign Minister Ann Brook plans to meet Swedish President Carl Dorn.";
    let output = stdout(&tercet(dir.path(), &["explain", sentence]));
    let (_, quads) = output.split_once("\n  quads\n").unwrap();
    for part in ["a:sentence {", "<<( :Ann_Brook t:met :Carl_Dorn )>>", "t:status t:planned"] {
        assert!(quads.contains(part), "missing {part} in\n{quads}");
    }
    assert!(!quads.contains("@prefix") && !quads.contains("a t:Article"), "{quads}");
    let nothing = tercet(dir.path(), &["explain", "The weather was fine."]);
    assert!(stdout(&nothing).ends_with("  quads\n    none\n"), "{}", stdout(&nothing));
}

#[test]
fn a_query_chooses_what_is_exported() {
    let dir = filled();
    let export = |format: &str, query: &str| tercet(dir.path(), &["export", "--format", format, "--query", query]);

    let planned = stdout(&export("ttl", "SELECT ?s { ?s t:status t:planned }"));
    assert!(planned.contains("t:Meeting") && planned.contains("t:planned"), "{planned}");
    assert!(!planned.contains("t:actual") && !planned.contains("t:Tenure"), "{planned}");

    let by_evidence = stdout(&export("dot", "SELECT ?e { ?e t:quote 'Brook met Dorn' }"));
    assert!(by_evidence.contains("label=\"met") && !by_evidence.contains("to meet"), "{by_evidence}");

    let among = stdout(&export("dot", "SELECT ?a ?b { VALUES (?a ?b) { (:Ann_Brook :Carl_Dorn) } }"));
    assert!(among.contains("to meet") && !among.contains("Norway") && !among.contains("Oslo"), "{among}");

    let constructed = stdout(&export("nq", "CONSTRUCT { ?b t:knows ?a } { ?a t:affiliatedWith ?b }"));
    assert_eq!(
        constructed,
        "<https://w3id.org/tercet/e/Norway> <https://w3id.org/tercet#knows> <https://w3id.org/tercet/e/Ann_Brook> .\n"
    );
    let drawn = stdout(&export("dot", "CONSTRUCT { ?b t:knows ?a } { ?a t:affiliatedWith ?b }"));
    assert!(drawn.contains("label=\"minister\"") && !drawn.contains("Dorn"), "{drawn}");

    assert_eq!(export("ttl", "SELECT ?s { ?s t:status t:former }").status.code(), Some(1));
}

#[test]
fn a_query_that_chooses_nothing_to_export_is_explained() {
    let dir = filled();
    let failed = |args: &[&str]| {
        let output = tercet(dir.path(), &[&["export", "--format", "ttl"], args].concat());
        assert_eq!(output.status.code(), Some(2));
        stderr(&output)
    };
    let ask = failed(&["--query", "ASK { ?a t:met ?b }"]);
    assert!(ask.starts_with("error: an ASK query finds nothing to export") && ask.contains("\nhint: SELECT"), "{ask}");
    assert!(failed(&["--query", "DELETE WHERE { ?a t:met ?b }"]).contains("this is an update"));
    assert!(failed(&["--query", "SELECT ?a { ?a t:met "]).contains('^'));
    assert!(failed(&["--query", "SELECT ?a {}", "--around", "Oslo"]).contains("cannot be used with"));
}

#[test]
fn compacting_keeps_what_is_there() {
    let dir = filled();
    let dump = || stdout(&tercet(dir.path(), &["export", "--format", "nq"]));
    assert!(tercet(dir.path(), &["remove", "a2"]).status.success());
    let before = dump();
    let output = tercet(dir.path(), &["compact"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains(" quads in ") && stderr(&output).lines().count() == 1, "{}", stderr(&output));
    let exists = |file: &str| dir.path().join("tercet.db").join(file).exists();
    assert!(exists("segment-2") && exists("journal-2") && !exists("journal-1"));
    assert_eq!(dump(), before);
    assert_eq!(tercet(dir.path(), &["compact", "--db", "none"]).status.code(), Some(2));
    assert!(!dir.path().join("none").exists());
}

#[test]
fn files_of_rdf_are_loaded_and_bad_lines_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    write(
        "bad.nq",
        "<http://e/a> <http://e/b> \"x\" .\nno line\n_:b <http://e/b> _:c <http://e/g> .\n<http://e/a> <http://e/b> \"open .\n<http://e/a> <http://e/b> <http://e/c> .\n",
    );
    write("good.ttl", "@prefix : <http://e/> .\n:a :b [ :c 7 ; :d ( 1 2 ) ] .\n");
    write("broken.trig", "@prefix : <http://e/> .\n:g { :a :b :lost . }\n:x :y .\n");
    write("rdf.jsonld", r#"{"@id": "http://e/j", "http://e/k": {"@id": "http://e/l"}}"#);
    let output = tercet(dir.path(), &["load", "bad.nq", "good.ttl", "broken.trig", "rdf.jsonld"]);
    assert_eq!(output.status.code(), Some(2));
    for part in ["bad.nq:2: ", "bad.nq:4: ", "broken.trig:3: ", "11 quads read, 11 new", "3 of what was read"] {
        assert!(stderr(&output).contains(part), "missing {part} in\n{}", stderr(&output));
    }
    assert_eq!(stderr(&output).lines().count(), 5, "{}", stderr(&output));
    let quads = stdout(&tercet(dir.path(), &["export", "--format", "nq"]));
    assert!(quads.contains("<http://e/a> <http://e/b> <http://e/c> .") && !quads.contains("lost"), "{quads}");
    let again = tercet(dir.path(), &["load", "good.ttl"]);
    assert!(stderr(&again).starts_with("7 quads read, 0 new"), "{}", stderr(&again));
    assert!(stderr(&tercet(dir.path(), &["verify"])).contains("is whole: 11 quads"));
    for (file, hint) in [("letter.docx", "tells no RDF format"), ("none.nq", "cannot read `none.nq`")] {
        let output = tercet(dir.path(), &["load", file]);
        assert_eq!((output.status.code(), stderr(&output).contains(hint)), (Some(2), true), "{}", stderr(&output));
    }
}

#[test]
fn compressed_files_are_loaded() {
    // `printf '<http://e/a> <http://e/b> "c" .\n'`, by gzip and by zstd.
    let gzip = "1f8b0800000000000003b3c9282929b0d2d74fd54fb453b0817392ec1494929514f4b800fb482d7420000000";
    let zstd = "28b52ffd0458e50000b03c687474703a2f2f652f613e20623e20226322202e0a0100b0cd2f9d584db3";
    let dir = tempfile::tempdir().unwrap();
    for (name, hex) in [("a.nt.gz", gzip), ("a.nq.zst", zstd)] {
        let bytes: Vec<u8> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
        fs::write(dir.path().join(name), bytes).unwrap();
        let output = tercet(dir.path(), &["load", name]);
        assert!(output.status.success() && stderr(&output).starts_with("1 quads read"), "{}", stderr(&output));
    }
    fs::write(dir.path().join("torn.nq.gz"), [0x1f, 0x8b, 8, 0, 0]).unwrap();
    let output = tercet(dir.path(), &["load", "torn.nq.gz"]);
    assert!(stderr(&output).contains("cannot read `torn.nq.gz`"), "{}", stderr(&output));
    assert_eq!(stdout(&tercet(dir.path(), &["export", "--format", "nq"])), "<http://e/a> <http://e/b> \"c\" .\n");
}

#[test]
fn a_backup_is_a_database_and_damage_is_found() {
    let dir = filled();
    assert!(tercet(dir.path(), &["compact"]).status.success());
    assert!(tercet(dir.path(), &["backup", "copy"]).status.success());
    let dump = |db: &str| stdout(&tercet(dir.path(), &["export", "--format", "nq", "--db", db]));
    assert_eq!(dump("tercet.db"), dump("copy"));
    assert_eq!(tercet(dir.path(), &["backup", "copy"]).status.code(), Some(2));
    let segment = dir.path().join("copy/segment-2");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[5000] ^= 4;
    fs::write(&segment, bytes).unwrap();
    let output = tercet(dir.path(), &["verify", "--db", "copy"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("segment-2` is damaged at byte 4096: the text of terms"), "{}", stderr(&output));
    let query = tercet(dir.path(), &["query", "--db", "copy", "SELECT * { ?s ?p ?o }"]);
    assert_eq!(query.status.code(), Some(2), "{}", stdout(&query));
    assert!(stderr(&query).contains("is damaged at byte"), "{}", stderr(&query));
}

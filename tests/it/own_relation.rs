//! A relation that nobody foresaw: one rule file puts it into graph, schema, completion, card and picture.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tercet::query::own_relations;
use tercet::store::Store;

const RULES: &str = r#"
words founding = found, establish, co-found

rule founded {
  match verb @founding { subj a:Person|Organisation, obj o:Organisation }
  make  foundedBy(o, a)
  test  "Ada Berg founded the Norwind Energy Corporation in 1998." => foundedBy("Norwind Energy Corporation", "Ada Berg", date "1998")
  not   "Ada Berg founded her argument on facts."
}

rule renamed {
  match verb rename { subj a:Person, obj o:Organisation }
  make  renamedBy(o, a)
  test  "Ada Berg renamed the Norwind Energy Corporation." => renamedBy("Norwind Energy Corporation", "Ada Berg")
  not   "Ada Berg renamed the street."
}
"#;

const NEWS: &str = "Oslo, March 3, 2021\n\nAda Berg founded the Norwind Energy Corporation in 1998. \
    The Norwind Energy Corporation was established with two ships.\n";

fn run(dir: &Path, args: &[&str], input: &str) -> String {
    let output = Command::cargo_bin("tercet").unwrap().current_dir(dir).args(args).write_stdin(input).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn one_rule_file_is_enough_for_a_new_relation() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("founded.rules"), RULES).unwrap();
    fs::write(dir.join("news.txt"), NEWS).unwrap();

    let told = run(dir, &["check", "founded.rules", "--corpus", "news.txt"], "");
    assert!(told.starts_with("4 examples, 0 failures\n"), "{told}");
    assert!(told.contains("      1  founded.founded\n"), "{told}");
    assert!(told.contains("never fired: 1 of 2 rules\n         founded.renamed\n"), "{told}");
    assert!(told.contains("founded.founded lacked `subj Person|Organisation`\n"), "{told}");
    assert!(!told.contains("people."), "rules of others are told of:\n{told}");

    run(dir, &["ingest", "--rules", "founded.rules", "news.txt"], "");
    let query = "SELECT ?x ?y { ?x t:foundedBy ?y }";
    let answer = run(dir, &["query", "--format", "csv", query], "");
    assert!(answer.contains("Norwind_Energy_Corporation,") && answer.contains("Ada_Berg"), "{answer}");
    assert!(run(dir, &["repl"], ".schema\n").contains("t:foundedBy"));
    assert!(run(dir, &["repl"], ".entity Ada Berg\n").contains("← founded by"));
    assert!(run(dir, &["export", "--format", "dot"], "").contains("label=\"founded by\\n1998\""));

    let store = Store::open_read_only(&dir.join("tercet.db")).unwrap();
    let own = own_relations(&store.snapshot());
    let own: Vec<_> = own.iter().map(|(iri, uses)| (iri.as_str(), *uses)).collect();
    assert_eq!(own, [("https://w3id.org/tercet#foundedBy", 1)]);
}

#[test]
fn a_sample_is_the_same_for_the_same_seed() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("founded.rules"), RULES).unwrap();
    fs::write(dir.join("news.txt"), NEWS).unwrap();
    let args = |seed| ["extract", "--rules", "founded.rules", "--sample", "1", "--seed", seed, "news.txt"];
    let drawn = run(dir, &args("3"), "");
    assert_eq!(drawn, run(dir, &args("3"), ""));
    assert_eq!(drawn.lines().count(), 1);
    assert!(drawn.contains("\"confidence\":0.") && drawn.contains("\"sentence\":\""), "{drawn}");
}

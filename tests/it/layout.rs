//! The shape of the source: every module says why it exists, and stages only know the stages before them.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut paths = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    paths.sort();
    paths
}

#[test]
fn every_module_opens_with_its_reason_to_exist() {
    let bare: Vec<_> =
        all_sources().into_iter().filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!")).collect();
    assert!(bare.is_empty(), "without a module doc: {bare:?}");
}

/// Which stages a stage may use. What is not listed may use everything.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &["text"]),
    ("diagnostic.rs", &[]),
    ("ingest", &["text", "diagnostic"]),
    ("nlp", &["text", "diagnostic"]),
    // Extraction and resolution know the statement they end in, never the quads it becomes.
    ("extract", &["text", "diagnostic", "extract", "resolve", "graph"]),
    ("resolve", &["text", "diagnostic", "extract", "resolve", "graph"]),
    ("graph", &["text", "diagnostic", "graph", "resolve"]),
    ("store", &["diagnostic", "store"]),
    ("query", &["text", "diagnostic", "query", "store", "graph"]),
    ("render", &["text", "diagnostic", "render", "graph", "query", "extract"]),
];

#[test]
fn stages_know_only_the_stages_before_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut forbidden = Vec::new();
    for path in all_sources() {
        let relative = path.strip_prefix(&src).unwrap();
        let stage = relative.iter().next().unwrap().to_str().unwrap();
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == stage) else { continue };
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for (at, _) in line.match_indices("crate::") {
                let used: String = line[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !used.is_empty() && used != stage && !allowed.contains(&used.as_str()) {
                    forbidden.push(format!("{}:{}: crate::{used}", relative.display(), number + 1));
                }
            }
        }
    }
    assert!(forbidden.is_empty(), "a stage reaches past its door:\n{}", forbidden.join("\n"));
}

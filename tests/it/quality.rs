//! How good the extraction is: the sample articles against their annotation, with a floor that may only rise.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;
use serde_json::Value;
use tercet::extract::Extractor;
use tercet::extract::rule::RuleSet;
use tercet::ingest::Reader;
use tercet::nlp::Annotator;
use tercet::render::statements::json_line;

use crate::score::{Row, Score};

/// How far above the floor a figure may lie before it is time to raise the floor.
const SLACK: f64 = 0.01;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// What `extract` prints for a folder.
fn extracted(folder: &Path) -> String {
    let annotator = Annotator::embedded().unwrap();
    let extractor = Extractor::new(RuleSet::shipped());
    let docs: Vec<_> = Reader::new().read(&[folder.to_owned()]).map(|doc| doc.unwrap()).collect();
    let lines: Vec<Vec<String>> = docs
        .par_iter()
        .map(|doc| {
            let statements = extractor.extract(doc, &annotator.annotate(doc));
            statements.iter().map(|statement| json_line(&doc.name, statement)).collect()
        })
        .collect();
    lines.into_iter().flatten().map(|line| line + "\n").collect()
}

fn gold(path: &Path) -> Vec<Row> {
    Row::read_all(&fs::read_to_string(path).unwrap())
}

/// The relations of the annotation guidelines: all that the ontology defines.
fn relations() -> BTreeSet<String> {
    let known = tercet::graph::Vocabulary::embedded().relations();
    known.map(|relation| relation.name.clone()).collect()
}

/// Past the capture of test output, so that the figures stand in every log.
fn tell(text: &str) {
    io::stderr().write_all(format!("{text}\n").as_bytes()).unwrap();
}

#[test]
fn extraction_is_as_good_as_it_ever_was() {
    holds("samples", "graph-data/articles", "tests/articles/gold.jsonl");
}

#[test]
fn extraction_from_general_news_is_as_good_as_it_ever_was() {
    holds("news", "tests/articles/news", "tests/articles/news.jsonl");
}

/// What nobody writes rules against: the figures that tell most about articles yet to come.
#[test]
fn extraction_from_articles_in_reserve_is_as_good_as_it_ever_was() {
    holds("reserve", "tests/articles/reserve", "tests/articles/reserve.jsonl");
}

#[test]
fn extraction_from_articles_that_nobody_read_is_as_good_as_it_ever_was() {
    holds("unread", "tests/articles/unread", "tests/articles/unread.jsonl");
}

/// Scores a set of our own articles and compares the figures with its floor.
fn holds(set: &str, articles: &str, annotation: &str) {
    let predicted = Row::read_all(&extracted(&root().join(articles)));
    let score = Score::of(&predicted, &gold(&root().join(annotation)), &relations());
    tell(&format!("{set}:\n{score}"));
    let figures = BTreeMap::from([
        ("core_precision", score.core().precision()),
        ("core_f1", score.core().f1()),
        ("all_f1", score.all().f1()),
        ("mission_f1", score.mission().f1()),
        ("nonactual_f1", score.nonactual.f1()),
    ]);
    let floors: Value =
        serde_json::from_str(&fs::read_to_string(root().join("tests/articles/floor.json")).unwrap()).unwrap();
    for (name, figure) in figures {
        let least = floors[set][name].as_f64().unwrap();
        assert!(
            figure >= least,
            "{set}: {name} fell to {figure:.3}, below its floor of {least} (tests/articles/floor.json)"
        );
        if figure > least + SLACK {
            tell(&format!("  {set}: {name} is {figure:.3}: raise its floor of {least} in tests/articles/floor.json"));
        }
    }
}

/// The evaluation articles, where they are there: figures for the log, and the matching against the reference.
#[test]
fn the_evaluation_articles_are_scored_as_the_reference_scores_them() {
    let eval = root().join("../shared/eval");
    if !eval.is_dir() {
        eprintln!("skipped: no ../shared/eval");
        return;
    }
    let lines = extracted(&eval.join("dev/docs"));
    let predicted = Row::read_all(&lines);
    let gold = gold(&eval.join("dev/gold.jsonl"));
    let score = Score::of(&predicted, &gold, &relations());
    let of = |prefix: char| -> Score {
        let own: Vec<Row> = gold.iter().filter(|row| row.doc.starts_with(prefix)).cloned().collect();
        Score::of(&predicted, &own, &relations())
    };
    tell(&format!("dev:\n{score}\ndev s0-s4:\n{}\ndev w01-w10:\n{}", of('s'), of('w')));
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("predicted.jsonl");
    fs::write(&file, &lines).unwrap();
    let reference = Command::new("python3")
        .arg(eval.join("score.py"))
        .args([eval.join("dev/gold.jsonl"), file])
        .arg("--json")
        .output();
    let Ok(reference) = reference else {
        eprintln!("skipped the comparison: no python3");
        return;
    };
    let reference: Value = serde_json::from_slice(&reference.stdout).unwrap();
    let count = |of: &Value, key: &str| of[key].as_u64().unwrap_or_default() as usize;
    let names = relations().into_iter().map(|name| (score.relation(&name), name));
    let totals = [(score.core(), "core"), (score.all(), "all"), (score.mission(), "mission")];
    let totals = totals.into_iter().chain([(score.nonactual, "nonactual")]);
    for (own, name) in names.chain(totals.map(|(counts, name)| (counts, name.to_owned()))) {
        let other = &reference[name.as_str()];
        assert_eq!(
            (own.right, own.wrong, own.missed),
            (count(other, "tp"), count(other, "fp"), count(other, "fn")),
            "{name}"
        );
    }
    for (name, (right, of)) in &score.attributes {
        let other = &reference["attributes"][name];
        assert_eq!((*right, *of), (count(other, "right"), count(other, "of")), "{name}");
    }
}

//! The reference of the rule language keeps its word, and mistakes in rule files are told as `tests/rules` shows.
//!
//! `UPDATE_RULES=1` writes what is said now; read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use tercet::extract::Extractor;
use tercet::extract::rule::{RuleFile, RuleSet};
use tercet::nlp::Annotator;
use tercet::render::diagnostic::render;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_example_of_the_reference_holds() {
    let page = fs::read_to_string(root().join("src/extract/rule/REFERENCE.md")).unwrap();
    let annotator = Annotator::embedded().unwrap();
    let mut examples = 0;
    for (index, block) in page.split("```rules\n").skip(1).enumerate() {
        let source = block.split("```").next().unwrap().to_owned();
        let rules = RuleSet::of_files(&[RuleFile { name: format!("block{index}"), source: source.clone() }]);
        let rules = rules.unwrap_or_else(|error| {
            let told = error.diagnostics.iter().map(|(name, diagnostic)| render(diagnostic, name, &source));
            panic!("{}", told.collect::<String>())
        });
        let extractor = Extractor::new(rules);
        for example in extractor.rules().examples() {
            let failures = extractor.check(&|doc| annotator.annotate(doc), example);
            assert!(failures.is_empty(), "{} on {:?}: {failures:?}", example.rule, example.sentence);
            examples += 1;
        }
    }
    assert!(examples >= 20, "the page shows only {examples} examples");
}

/// The constructs of the grammar, each of which the page must show in an example.
#[test]
fn the_reference_shows_every_construct() {
    let page = fs::read_to_string(root().join("src/extract/rule/REFERENCE.md")).unwrap();
    let examples: String = page.split("```rules\n").skip(1).map(|block| block.split("```").next().unwrap()).collect();
    let constructs = [
        "words ", "@", "rule ", "match ", "make ", "test ", "not ", "verb ", "noun ", "name ", "except ", "maybe ",
        "no ", "|", "obj.of", "^obj", "# ", "none", ".parent", "place ", "topic ", "value ", "status ", "date ",
    ];
    for construct in constructs {
        assert!(examples.contains(construct), "no example of `{construct}`");
    }
}

#[test]
fn mistakes_are_told_with_place_and_hint() {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join("tests/rules")).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "rules"));
    files.sort();
    assert!(files.len() >= 12, "only {} files", files.len());
    let mut changed = Vec::new();
    for path in files {
        let source = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let error = RuleSet::of_files(&[RuleFile { name: name.clone(), source: source.clone() }]);
        let error = error.expect_err(&format!("{name} is no mistake"));
        let told: Vec<_> =
            error.diagnostics.iter().map(|(name, d)| render(d, &format!("{name}.rules"), &source)).collect();
        let told = told.join("\n");
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE_RULES").is_some() {
            fs::write(&expected, &told).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != told {
            changed.push(format!("{}:\n{told}", expected.display()));
        }
    }
    assert!(changed.is_empty(), "told otherwise than before:\n{}", changed.join("\n"));
}

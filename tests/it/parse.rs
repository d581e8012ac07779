//! `tercet parse` and the formats it prints.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use tercet::nlp::{Annotator, read_conllu};
use tercet::render::conllu;

const TEXT: &str = "Ms. Okafor wasn't in Lagos on May 3.\n\nShe flew to the U.K.  She said: \"Not now.\"";

fn parse(args: &[&str], input: &str) -> (String, Option<i32>) {
    let output = Command::cargo_bin("tercet").unwrap().arg("parse").args(args).write_stdin(input).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn conllu_is_read_back_as_it_was() {
    let sentences = Annotator::embedded().unwrap().annotate_text(TEXT);
    let (doc, read) = read_conllu(&conllu("a", TEXT, &sentences)).unwrap();
    assert_eq!(read.len(), sentences.len());
    for (before, after) in sentences.iter().zip(&read) {
        assert_eq!(before.entities, after.entities);
        for (one, other) in before.tokens.iter().zip(&after.tokens) {
            assert_eq!(TEXT[one.span.range()], *doc.slice(other.span));
            assert_eq!(one, &tercet::text::Token { span: one.span, ..other.clone() });
        }
    }
}

#[test]
fn prints_conllu() {
    let (out, code) = parse(&["-"], "Ms. Okafor wasn't in Lagos.\n");
    let expected = "\
# newdoc id = stdin
# sent_id = stdin-1
# text = Ms. Okafor wasn't in Lagos.
1\tMs.\tMs.\tPROPN\tNNP\tNumber=Sing\t2\tcompound\t_\t_
2\tOkafor\tOkafor\tPROPN\tNNP\tNumber=Sing\t3\tnsubj\t_\tEntity=B-PERSON
3\twas\tbe\tAUX\tVBD\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No
4\tn't\tnot\tPART\tRB\tPolarity=Neg\t3\tneg\t_\t_
5\tin\tin\tADP\tIN\t_\t3\tprep\t_\t_
6\tLagos\tLagos\tPROPN\tNNP\tNumber=Sing\t5\tpobj\t_\tEntity=B-GPE|SpaceAfter=No
7\t.\t.\tPUNCT\t.\tPunctType=Peri\t3\tpunct\t_\tSpaceAfter=No

";
    assert_eq!((out.as_str(), code), (expected, Some(0)));
}

#[test]
fn prints_json_with_offsets_into_the_text() {
    let (out, _) = parse(&["-", "--format", "json", "--verbatim"], TEXT);
    let doc: Value = serde_json::from_str(&out).unwrap();
    let slice = |value: &Value| {
        let at = |key: &str| value[key].as_u64().unwrap() as usize;
        &doc["text"].as_str().unwrap()[at("start")..at("end")]
    };
    let mut tokens = 0;
    for sent in doc["sentences"].as_array().unwrap() {
        for part in ["tokens", "entities", "noun_chunks"] {
            for value in sent[part].as_array().unwrap() {
                assert_eq!(value["text"], slice(value));
                tokens += usize::from(part == "tokens");
            }
        }
    }
    assert!(tokens > 20, "{tokens} tokens");
}

#[test]
fn prints_trees_of_files() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.txt");
    fs::write(&file, "The ministers of Chad met in Vienna.\n").unwrap();
    let (out, _) = parse(&[file.to_str().unwrap(), "--format", "tree"], "");
    let expected = "\
The ministers of Chad met in Vienna.
met  ROOT VERB/VBD (meet)
├─ ministers  nsubj NOUN/NNS (minister)
│  ├─ The  det DET/DT (the)
│  └─ of  prep ADP/IN
│     └─ Chad  pobj PROPN/NNP  [GPE: Chad]
├─ in  prep ADP/IN
│  └─ Vienna  pobj PROPN/NNP  [GPE: Vienna]
└─ .  punct PUNCT/.

";
    assert_eq!(out, expected);
}

#[test]
fn says_which_file_is_missing() {
    let output = Command::cargo_bin("tercet").unwrap().args(["parse", "no-such-file.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-file.txt"));
}

//! The language engine against spaCy 3.8: what spaCy says of a text, kept as JSON Lines, and what we say of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tercet::nlp::{Annotator, Instructions};
use tercet::text::Sentence;

/// The columns that are compared token by token.
const COLUMNS: [&str; 8] = ["tag", "pos", "morph", "lemma", "head", "dep", "ent", "noun_chunk"];

/// One text: tokens with "followed by a blank", sentence starts, and per token a value in each column.
#[derive(Default)]
struct Annotation {
    tokens: Vec<(String, bool)>,
    sentence_starts: Vec<usize>,
    columns: [Vec<String>; COLUMNS.len()],
}

impl Annotation {
    /// What spaCy says.
    fn expected(doc: &Value) -> Self {
        let list = |key: &str| doc[key].as_array().unwrap().clone();
        let texts = |key: &str| list(key).iter().map(|value| value.as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let tokens: Vec<_> =
            texts("tokens").into_iter().zip(list("ws").iter().map(|blank| blank.as_u64() == Some(1))).collect();
        let spans = |key: &str| {
            let mut cells = vec![String::from("-"); tokens.len()];
            for span in list(key) {
                let (start, end) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
                mark(&mut cells, start, end, span[2].as_str().unwrap_or("NP"));
            }
            cells
        };
        Self {
            sentence_starts: list("sent_start").iter().map(|at| at.as_u64().unwrap() as usize).collect(),
            columns: [
                texts("tag"),
                texts("pos"),
                texts("morph"),
                texts("lemma"),
                list("head").iter().map(ToString::to_string).collect(),
                texts("dep"),
                spans("ents"),
                spans("noun_chunks"),
            ],
            tokens,
        }
    }

    /// What we say.
    fn found(text: &str, sentences: &[Sentence]) -> Self {
        let mut all = Self::default();
        for sent in sentences {
            let start = all.tokens.len();
            all.sentence_starts.push(start);
            for token in &sent.tokens {
                all.tokens.push((text[token.span.range()].to_owned(), token.space_after));
                let values = [
                    token.tag.to_owned(),
                    token.pos.to_string(),
                    token.morph.to_owned(),
                    token.lemma.to_string(),
                    (start + token.head as usize).to_string(),
                    token.deprel.to_string(),
                    "-".to_owned(),
                    "-".to_owned(),
                ];
                all.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
            }
            for entity in &sent.entities {
                let range = entity.range();
                mark(&mut all.columns[6], start + range.start, start + range.end, entity.label.as_str());
            }
            for chunk in &sent.noun_chunks {
                mark(&mut all.columns[7], start + chunk.start as usize, start + chunk.end as usize, "NP");
            }
        }
        all
    }
}

fn mark(cells: &mut [String], start: usize, end: usize, label: &str) {
    for (at, cell) in cells[start..end].iter_mut().enumerate() {
        *cell = format!("{}-{label}", if at == 0 { 'B' } else { 'I' });
    }
}

/// Compares the engine with a file of spaCy's annotations. Tokens and sentence starts must all be equal; the result is
/// the number of tokens and, by column, of those that differ.
fn compare(file: &str, annotator: &Annotator) -> (usize, BTreeMap<&'static str, usize>) {
    let mut total = 0;
    let mut differing: BTreeMap<&str, usize> = COLUMNS.iter().map(|column| (*column, 0)).collect();
    for line in file.lines() {
        let doc: Value = serde_json::from_str(line).unwrap();
        let (name, text) = (&doc["name"], doc["text"].as_str().unwrap());
        let expected = Annotation::expected(&doc);
        let found = Annotation::found(text, &annotator.annotate_text(text));
        assert_eq!(found.tokens, expected.tokens, "tokens of {name}");
        assert_eq!(found.sentence_starts, expected.sentence_starts, "sentence starts of {name}");
        total += found.tokens.len();
        for (at, token) in found.tokens.iter().enumerate() {
            for (column, name_of_column) in COLUMNS.iter().enumerate() {
                let (ours, theirs) = (&found.columns[column][at], &expected.columns[column][at]);
                if ours != theirs {
                    *differing.get_mut(name_of_column).unwrap() += 1;
                    eprintln!("{name} token {at} {:?}: {name_of_column} `{ours}`, spaCy `{theirs}`", token.0);
                }
            }
        }
    }
    eprintln!("{total} tokens; differing: {differing:?}");
    (total, differing)
}

#[test]
fn agrees_with_spacy_on_our_own_text() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parity/fixture.jsonl");
    let (total, differing) = compare(&fs::read_to_string(file).unwrap(), &Annotator::embedded().unwrap());
    assert!(total >= 400, "only {total} tokens");
    assert!(differing.values().all(|&count| count == 0), "{differing:?}");
}

#[test]
fn agrees_with_spacy_on_the_shared_documents() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/nlp/parity.jsonl");
    let Ok(file) = fs::read_to_string(&path) else {
        eprintln!("SKIPPED: {} is not there", path.display());
        return;
    };
    let (total, differing) = compare(&file, &Annotator::embedded().unwrap());
    // At least 99.99 % of tokens have the same value, in every column.
    assert!(differing.values().all(|&count| count * 10_000 <= total), "of {total} tokens {differing:?}");
}

#[test]
fn every_instruction_set_takes_the_same_decisions() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/nlp/parity.jsonl");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parity/fixture.jsonl");
    let file = fs::read_to_string(&shared).or_else(|_| {
        eprintln!("REDUCED to our own text: {} is not there", shared.display());
        fs::read_to_string(own)
    });
    let texts: Vec<String> = file
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().to_owned())
        .collect();
    let annotate = |instructions| {
        let annotator = Annotator::embedded_with(instructions).unwrap();
        texts.iter().map(|text| annotator.annotate_text(text)).collect::<Vec<_>>()
    };
    let available = Instructions::available();
    let first = annotate(available[0]);
    for &other in &available[1..] {
        for (text, (ours, theirs)) in first.iter().zip(annotate(other)).enumerate() {
            assert!(*ours == theirs, "text {text}: {} and {other} differ", available[0]);
        }
    }
    eprintln!("{} texts, the same with {available:?}", texts.len());
}

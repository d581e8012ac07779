//! Fits the confidence of statements to annotated articles, and shows on others how far it can be believed.
//!
//! ```text
//! cargo run --release --example fit-confidence -- GOLD DOCS [GOLD DOCS]... [--held-out GOLD DOCS [PREFIX]] >graph-data/confidence.tsv
//! ```
//!
//! A statement counts as right if it fits an annotated one and has its status. The model is a logistic regression with a
//! quadratic penalty, whose strength is chosen by cross-validation over articles. The table goes to standard output, the
//! report to standard error; PREFIX chooses among the articles held out. The same input gives the same table.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)] // a tool for maintainers: a panic is the report

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use tercet::extract::rule::RuleSet;
use tercet::extract::{Extractor, Features};
use tercet::graph::Vocabulary;
use tercet::ingest::Reader;
use tercet::nlp::Annotator;
use tercet::render::statements::json_line;

#[path = "../it/score.rs"]
#[allow(dead_code)]
mod score;

use score::{Row, pairs};

/// Penalties that are tried.
const PENALTIES: [f64; 6] = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0];
/// Parts of the cross-validation.
const FOLDS: usize = 10;
/// Bounds of the bins of the report.
const BINS: [f64; 8] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.001];

/// A statement with what was known about it and whether it was right.
struct Sample {
    article: usize,
    features: Features,
    right: bool,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (training, held_out) = match args.iter().position(|arg| arg == "--held-out") {
        Some(at) => (&args[..at], &args[at + 1..]),
        None => (args.as_slice(), &[][..]),
    };
    let (sets, rest) = training.as_chunks::<2>();
    if sets.is_empty() || !rest.is_empty() {
        eprintln!("usage: fit-confidence GOLD DOCS [GOLD DOCS]... [--held-out GOLD DOCS [PREFIX]]");
        std::process::exit(2);
    }
    let mut samples: Vec<Sample> = Vec::new();
    for [gold, docs] in sets {
        let articles = samples.last().map_or(0, |sample| sample.article + 1);
        let set = read_samples(gold, docs, "");
        samples.extend(set.into_iter().map(|sample| Sample { article: articles + sample.article, ..sample }));
    }
    let penalty = *PENALTIES
        .iter()
        .min_by(|a, b| brier(&cross_validated(&samples, **a)).total_cmp(&brier(&cross_validated(&samples, **b))))
        .unwrap();
    report(&format!("training articles, cross-validated, penalty {penalty}"), &cross_validated(&samples, penalty));
    let weights = fit(&samples.iter().collect::<Vec<_>>(), penalty);
    if let [gold, docs, prefix @ ..] = held_out {
        let held_out = read_samples(gold, docs, prefix.first().map_or("", String::as_str));
        let believed: Vec<(f64, bool)> = held_out.iter().map(|s| (predict(&weights, &s.features), s.right)).collect();
        report("held out", &believed);
        let share = samples.iter().filter(|sample| sample.right).count() as f64 / samples.len() as f64;
        let constant: Vec<(f64, bool)> = held_out.iter().map(|sample| (share, sample.right)).collect();
        eprintln!("  for comparison, always {share:.3}: Brier {:.4}", brier(&constant));
    }
    print!("{}", table(&samples, &weights, penalty));
}

fn read_samples(gold: &str, docs: &str, prefix: &str) -> Vec<Sample> {
    let relations: BTreeSet<String> = Vocabulary::embedded().relations().map(|r| r.name.clone()).collect();
    let gold = Row::read_all(&fs::read_to_string(gold).unwrap());
    let annotator = Annotator::embedded().unwrap();
    let extractor = Extractor::new(RuleSet::shipped());
    let docs: Vec<_> = Reader::new()
        .read(&[Path::new(docs).to_owned()])
        .map(|doc| doc.unwrap())
        .filter(|doc| doc.name.starts_with(prefix))
        .collect();
    let by_article = docs.par_iter().enumerate().map(|(article, doc)| {
        let found = extractor.extract_with_features(doc, &annotator.annotate(doc));
        let found = found.into_iter().filter(|(statement, _)| relations.contains(&statement.relation));
        let (rows, features): (Vec<Row>, Vec<Features>) =
            found.map(|(statement, features)| (Row::read(&json_line(&doc.name, &statement)), features)).unzip();
        let own: Vec<&Row> = gold.iter().filter(|row| row.doc == doc.name).collect();
        let right: BTreeSet<usize> = pairs(&rows.iter().collect::<Vec<_>>(), &own)
            .into_iter()
            .filter(|(i, j)| rows[*i].status() == own[*j].status())
            .map(|(i, _)| i)
            .collect();
        let samples = features.into_iter().enumerate();
        samples.map(|(i, features)| Sample { article, features, right: right.contains(&i) }).collect::<Vec<_>>()
    });
    by_article.collect::<Vec<_>>().into_iter().flatten().collect()
}

type Weights = BTreeMap<String, f64>;

fn predict(weights: &Weights, features: &Features) -> f64 {
    let sum: f64 = features.iter().filter_map(|feature| weights.get(feature)).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Cyclic Newton steps, one weight at a time, until none moves. Features seen once tell nothing; the bias is free.
fn fit(samples: &[&Sample], penalty: f64) -> Weights {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, sample) in samples.iter().enumerate() {
        for feature in &sample.features {
            places.entry(feature).or_default().push(index);
        }
    }
    places.retain(|_, places| places.len() > 1);
    let mut sums = vec![0.0_f64; samples.len()];
    let mut weights: Weights = places.keys().map(|feature| ((*feature).to_owned(), 0.0)).collect();
    for _ in 0..500 {
        let mut moved = 0.0_f64;
        for (feature, places) in &places {
            let penalty = if *feature == "bias" { 0.0 } else { penalty };
            let weight = weights.get_mut(*feature).unwrap();
            let (mut slope, mut curve) = (-penalty * *weight, penalty);
            for &index in places {
                let p = 1.0 / (1.0 + (-sums[index]).exp());
                slope += f64::from(u8::from(samples[index].right)) - p;
                curve += p * (1.0 - p);
            }
            let step = (slope / curve.max(1e-9)).clamp(-1.0, 1.0);
            *weight += step;
            places.iter().for_each(|&index| sums[index] += step);
            moved = moved.max(step.abs());
        }
        if moved < 1e-6 {
            break;
        }
    }
    weights
}

/// What a model that never saw the article says of each statement.
fn cross_validated(samples: &[Sample], penalty: f64) -> Vec<(f64, bool)> {
    let folds = (0..FOLDS).into_par_iter().map(|fold| {
        let seen: Vec<&Sample> = samples.iter().filter(|sample| sample.article % FOLDS != fold).collect();
        let weights = fit(&seen, penalty);
        let unseen = samples.iter().filter(|sample| sample.article % FOLDS == fold);
        unseen.map(|sample| (predict(&weights, &sample.features), sample.right)).collect::<Vec<_>>()
    });
    folds.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Mean squared distance from the truth.
fn brier(believed: &[(f64, bool)]) -> f64 {
    let square = |(p, right): &(f64, bool)| (p - f64::from(u8::from(*right))).powi(2);
    believed.iter().map(square).sum::<f64>() / believed.len().max(1) as f64
}

/// Bins of what was believed against what was right.
fn report(title: &str, believed: &[(f64, bool)]) {
    eprintln!("{title}: {} statements", believed.len());
    eprintln!("  believed      statements  mean   right");
    let mut error = 0.0;
    for bounds in BINS.windows(2) {
        let bin: Vec<_> = believed.iter().filter(|(p, _)| bounds[0] <= *p && *p < bounds[1]).collect();
        if bin.is_empty() {
            continue;
        }
        let mean = bin.iter().map(|(p, _)| p).sum::<f64>() / bin.len() as f64;
        let right = bin.iter().filter(|(_, right)| *right).count() as f64 / bin.len() as f64;
        error += (mean - right).abs() * bin.len() as f64 / believed.len() as f64;
        let to = bounds[1].min(1.0);
        eprintln!("  {:.2} to {to:.2}  {:10}  {mean:.3}  {right:.3}", bounds[0], bin.len());
    }
    eprintln!("  expected calibration error {error:.4}, Brier {:.4}", brier(believed));
}

/// The table as it is embedded: by feature, with the number of statements that had it.
fn table(samples: &[Sample], weights: &Weights, penalty: f64) -> String {
    let mut out = format!(
        "# How likely a statement is right: the weights of its features add up to the logarithm of its odds.\n\
         # Written by tests/benches/fit_confidence.rs from {} statements of {} annotated articles, penalty {penalty}.\n\
         # feature\tweight\tstatements\n",
        samples.len(),
        samples.iter().map(|sample| sample.article).collect::<BTreeSet<_>>().len(),
    );
    for (feature, weight) in weights {
        let count = samples.iter().filter(|sample| sample.features.contains(feature)).count();
        out += &format!("{feature}\t{weight:.4}\t{count}\n");
    }
    out
}

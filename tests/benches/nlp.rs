//! Throughput of the language engine, from text to annotated sentences, per instruction set: `cargo bench --bench nlp`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tercet::nlp::{Annotator, Instructions};

/// Agency prose of our own about invented people and places.
const TEXT: &str = include_str!("news.txt");

fn annotate(criterion: &mut Criterion) {
    let words = TEXT.split_whitespace().count();
    let mut group = criterion.benchmark_group("annotate_text");
    group.throughput(Throughput::Elements(words as u64)); // words
    for instructions in Instructions::available() {
        let annotator = Annotator::embedded_with(instructions).expect("the model is whole");
        group.bench_function(instructions.as_str(), |bench| bench.iter(|| annotator.annotate_text(black_box(TEXT))));
    }
    group.finish();
}

fn load(criterion: &mut Criterion) {
    criterion.bench_function("load", |bench| bench.iter(|| Annotator::embedded().expect("the model is whole")));
}

criterion_group!(benches, annotate, load);
criterion_main!(benches);

//! The store on a seeded graph of a million quads: loading, opening, lookups and joins.
//!
//! `cargo bench --bench store`. What a bench of time cannot say (bytes per quad, quads per second) goes to stderr.

#![allow(missing_docs)] // criterion's macros make undocumented functions
#![allow(clippy::print_stderr)] // figures for the reader

mod news;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use news::News;
use oxrdf::Quad;
use tercet::query::sparql::{self, CancellationToken, DatasetMode, QueryResults, Request};
use tercet::store::{Snapshot, Store, StoreError};

const QUADS: usize = 1_000_000;

/// Articles that share one sync while loading.
const GROUP: usize = 200;

/// At least so many quads, article by article.
fn articles(quads: usize) -> Vec<Vec<Quad>> {
    let mut total = 0;
    News::new(7)
        .take_while(|article| {
            let more = total < quads;
            total += article.len();
            more
        })
        .collect()
}

fn load(dir: &Path, articles: &[Vec<Quad>]) -> Store {
    let store = Store::open(dir).expect("an empty directory");
    for articles in articles.chunks(GROUP) {
        let mut group = store.group().expect("the only writer");
        for article in articles {
            let written = group.write(|tx| {
                for quad in article {
                    tx.insert(quad.as_ref());
                }
                Ok::<_, StoreError>(())
            });
            written.expect("nothing in it fails");
        }
        group.commit().expect("the disk takes it");
    }
    store
}

fn rows(snapshot: &Snapshot, text: &str) -> usize {
    let prefixes = [
        ("", news::ENTITY),
        ("t", news::VOCABULARY),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];
    let Ok(Request::Query(query)) = sparql::parse(text, &prefixes) else { panic!("no query: {text}") };
    match sparql::evaluate(&query, snapshot, DatasetMode::Union, &CancellationToken::new()) {
        Ok(QueryResults::Solutions(solutions)) => solutions.filter(|solution| black_box(solution.is_ok())).count(),
        _ => panic!("no solutions: {text}"),
    }
}

const QUERIES: &[(&str, &str)] = &[
    ("entity lookup", "SELECT * { :Entity_17 ?p ?o }"),
    ("who met", "SELECT DISTINCT ?w { ?w t:met :Entity_3 }"),
    (
        "meetings between dates",
        "SELECT ?s ?x { ?s a t:Meeting ; t:party :Entity_3, ?x ; t:earliest ?d FILTER(?d >= \"2017-01-01\"^^xsd:date && ?d < \"2018-01-01\"^^xsd:date) }",
    ),
    ("two hops", "SELECT (COUNT(*) AS ?n) { :Entity_3 t:met ?x . ?x t:met ?y }"),
    ("reified, object open", "SELECT ?s ?x { ?s rdf:reifies <<( :Entity_3 t:met ?x )>> }"),
    ("reified, status first", "SELECT ?s ?x { ?s t:status t:planned ; rdf:reifies <<( :Entity_3 t:met ?x )>> }"),
    ("count by class", "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c"),
    ("evidence", "SELECT ?q { ?s t:party :Entity_100 ; t:evidence/t:quote ?q }"),
];

fn store(criterion: &mut Criterion) {
    let articles = articles(QUADS);
    let quads: usize = articles.iter().map(Vec::len).sum();
    let dir = tempfile::tempdir().expect("a directory");

    let started = Instant::now();
    let store = load(dir.path(), &articles);
    let seconds = started.elapsed().as_secs_f64();
    let stats = store.stats();
    eprintln!(
        "{quads} quads in {} articles: {seconds:.2} s, {:.0} quads/s; {stats:?}",
        articles.len(),
        quads as f64 / seconds
    );
    eprintln!("journal: {:.1} bytes/quad", stats.journal_bytes as f64 / stats.quads as f64);
    let started = Instant::now();
    store.compact().expect("the disk takes it");
    eprintln!(
        "compaction: {:?}, then {:.1} bytes/quad",
        started.elapsed(),
        store.stats().disk_bytes() as f64 / stats.quads as f64
    );
    drop(store);

    let mut group = criterion.benchmark_group("store");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function("open a million quads", |bench| {
        bench.iter(|| black_box(Store::open_read_only(dir.path()).expect("it was just written").snapshot().len()));
    });
    group.bench_function("open and first lookup", |bench| {
        bench.iter(|| rows(&Store::open_read_only(dir.path()).expect("it was just written").snapshot(), QUERIES[0].1));
    });
    let store = Store::open(dir.path()).expect("it was just written");
    let mut next = News::new(99);
    group.bench_function("commit one article", |bench| {
        bench.iter(|| {
            let article = next.next().expect("news never ends");
            store
                .write(|tx| {
                    for quad in &article {
                        tx.insert(quad.as_ref());
                    }
                    Ok::<_, StoreError>(())
                })
                .expect("the disk takes it");
        });
    });
    let snapshot = store.snapshot();
    for (name, text) in QUERIES {
        eprintln!("{name}: {} rows", rows(&snapshot, text));
        group.bench_function(*name, |bench| bench.iter(|| rows(&snapshot, text)));
    }
    group.finish();
}

criterion_group!(benches, store);
criterion_main!(benches);

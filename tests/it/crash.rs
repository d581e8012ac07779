//! A writer killed with SIGKILL at random moments: every acknowledged transaction is there, whole, and none is half there.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use oxrdf::{GraphName, GraphNameRef, Literal, NamedNode, Quad, Term};
use tercet::query::sparql::{self, DatasetMode, Request, UpdateOptions};
use tercet::store::{Snapshot, Store, StoreError, Transaction};

/// Tells the test binary that it is the child, and which database to write to.
const CHILD_VARIABLE: &str = "TERCET_CRASH_TEST_DATABASE";

/// Each transaction replaces the content of one of so many graphs.
const GRAPHS: u64 = 50;

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://example.com/{name}"))
}

/// The quads of transaction `n`: as many as no other in its neighbourhood has, so that a half one is noticed.
fn article(n: u64) -> Vec<Quad> {
    let graph = node(&format!("article{}", n % GRAPHS));
    (0..=n % 40)
        .map(|part| {
            let quote = Literal::new_simple_literal(format!("sentence {part} of version {n}"));
            Quad::new(node(&format!("s{n}-{part}")), node("quote"), quote, graph.clone())
        })
        .collect()
}

fn counter(n: u64) -> Quad {
    Quad::new(node("counter"), node("value"), Literal::from(n), GraphName::DefaultGraph)
}

/// The number of the last transaction in the dataset; 0 before the first.
fn last(snapshot: &Snapshot) -> u64 {
    let values: Vec<u64> = snapshot
        .quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph))
        .map(|quad| match quad.object {
            Term::Literal(literal) => literal.value().parse().unwrap(),
            other => panic!("{other}"),
        })
        .collect();
    assert!(values.len() <= 1, "half a transaction: {values:?}");
    values.first().copied().unwrap_or(0)
}

/// Everything that must be there after transaction `n`, and nothing else.
fn expected(n: u64) -> BTreeSet<String> {
    let first = n.saturating_sub(GRAPHS - 1).max(1);
    let mut quads: BTreeSet<_> = (first..=n).flat_map(article).map(|quad| quad.to_string()).collect();
    if n > 0 {
        quads.insert(counter(n).to_string());
    }
    quads
}

fn assert_whole(snapshot: &Snapshot) -> u64 {
    let n = last(snapshot);
    let found: BTreeSet<_> = snapshot.quads().map(|quad| quad.to_string()).collect();
    assert_eq!(found, expected(n), "after transaction {n}");
    n
}

fn transaction(tx: &mut Transaction, n: u64) {
    tx.clear_graph(node(&format!("article{}", n % GRAPHS)).as_ref().into());
    for quad in article(n) {
        tx.insert(quad.as_ref());
    }
    tx.remove(counter(n - 1).as_ref());
    tx.insert(counter(n).as_ref());
}

/// The same transaction as a SPARQL update.
fn update(store: &Store, n: u64) {
    let quads: Vec<String> =
        article(n).iter().map(|quad| format!("{} {} {} .", quad.subject, quad.predicate, quad.object)).collect();
    let graph = node(&format!("article{}", n % GRAPHS));
    let text = format!(
        "DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} ; \
         INSERT DATA {{ GRAPH {graph} {{ {} }} }} ; \
         DELETE {{ {counter} {value} ?n }} INSERT {{ {counter} {value} {n} }} WHERE {{ OPTIONAL {{ {counter} {value} ?n }} }}",
        quads.join(" "),
        counter = node("counter"),
        value = node("value"),
    );
    let Ok(Request::Update(update)) = sparql::parse(&text, &[]) else { panic!("{text}") };
    let options = UpdateOptions { mode: DatasetMode::Strict, ..UpdateOptions::default() };
    sparql::update(store, &update, &options).unwrap();
}

/// Not a test by itself: what the killed process does. Writes one transaction after the other, now and then three with
/// one sync, now and then as an update, now and then a compaction, and says on standard output which are committed.
#[test]
fn child() {
    let Some(dir) = std::env::var_os(CHILD_VARIABLE) else { return };
    let store = Store::open(Path::new(&dir)).unwrap();
    let mut n = last(&store.snapshot());
    let mut out = std::io::stdout();
    loop {
        if n.is_multiple_of(3) {
            n += 1;
            update(&store, n);
        } else {
            let together = if n.is_multiple_of(7) { 3 } else { 1 };
            let mut group = store.group().unwrap();
            for _ in 0..together {
                n += 1;
                group
                    .write(|tx| {
                        transaction(tx, n);
                        Ok::<_, StoreError>(())
                    })
                    .unwrap();
            }
            group.commit().unwrap();
        }
        writeln!(out, "\nacknowledged {n}").unwrap();
        out.flush().unwrap();
        if n.is_multiple_of(23) {
            store.compact().unwrap();
        }
    }
}

/// Starts the child, kills it after a while, and returns the last transaction that it acknowledged. With `at_work` the
/// while begins with its first commit, otherwise with its start.
fn run_and_kill(dir: &Path, after: Duration, at_work: bool) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["crash::child", "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD_VARIABLE, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = child.stdout.take().unwrap();
    let (sender, acknowledged) = mpsc::channel();
    let listener = std::thread::spawn(move || {
        // What comes after the last line feed was not said.
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(number) = line.strip_prefix("acknowledged ") {
                let _ = sender.send(number.parse::<u64>().unwrap());
            }
        }
    });
    let mut last = 0;
    if at_work {
        last = acknowledged.recv_timeout(Duration::from_secs(60)).expect("the writer comes to write");
    }
    // Meanwhile this process reads: whatever moment it meets, what it sees is whole.
    let end = Instant::now() + after;
    while Instant::now() < end {
        if let Ok(store) = Store::open_read_only(dir) {
            assert_whole(&store.snapshot());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    listener.join().unwrap();
    acknowledged.try_iter().last().unwrap_or(last)
}

fn kill_again_and_again(times: u64) {
    let dir = tempfile::tempdir().unwrap();
    // The same waits in every run.
    let (mut known, mut random) = (0, fastrand::Rng::with_seed(7));
    for round in 0..times {
        let acknowledged = run_and_kill(dir.path(), Duration::from_micros(random.u64(0..30_000)), round % 5 != 0);
        match Store::open_read_only(dir.path()) {
            Ok(store) => {
                let n = assert_whole(&store.snapshot());
                assert!(n >= acknowledged.max(known), "round {round}: {acknowledged} was acknowledged, {n} is there");
                known = n;
            }
            // Killed before the database was made.
            Err(StoreError::NotFound(_) | StoreError::NotADatabase(_)) if known.max(acknowledged) == 0 => {}
            Err(error) => panic!("round {round}: {error}"),
        }
    }
    eprintln!("{times} kills; {known} transactions, all whole");
    // The next writer goes on.
    let store = Store::open(dir.path()).unwrap();
    store
        .write(|tx| {
            transaction(tx, known + 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(assert_whole(&store.snapshot()), known + 1);
}

#[test]
fn acknowledged_transactions_survive_a_kill() {
    kill_again_and_again(30);
}

/// `cargo test --release --test it crash -- --ignored`
#[test]
#[ignore = "takes half a minute"]
fn acknowledged_transactions_survive_five_hundred_kills() {
    kill_again_and_again(500);
}

//! The store as a whole: what survives reopening, what a crash or damage may and may not do.

use std::collections::BTreeSet;
use std::fs;

use oxrdf::vocab::xsd;
use oxrdf::{BlankNode, GraphName, Literal, NamedNode, Quad, Term, Triple};
use proptest::prelude::*;

use super::*;

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://example.com/{name}"))
}

fn quad(s: &str, p: &str, o: impl Into<Term>, g: &str) -> Quad {
    let graph = if g.is_empty() { GraphName::DefaultGraph } else { node(g).into() };
    Quad::new(node(s), node(p), o, graph)
}

fn insert(store: &Store, quads: &[Quad]) {
    store
        .write(|tx| {
            for quad in quads {
                tx.insert(quad.as_ref());
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn all(snapshot: &Snapshot) -> BTreeSet<String> {
    let quads: Vec<_> = snapshot.quads().map(|quad| quad.to_string()).collect();
    assert_eq!(quads.len() as u64, snapshot.len(), "the count is kept exactly");
    quads.into_iter().collect()
}

fn sample() -> Vec<Quad> {
    let triple = Triple::new(node("Xi"), node("met"), node("Putin"));
    vec![
        quad("Xi", "met", node("Putin"), "a1"),
        quad("Xi", "met", node("Putin"), ""),
        Quad::new(node("s1"), oxrdf::vocab::rdf::REIFIES, triple, node("a1")),
        Quad::new(
            BlankNode::new_unchecked("b"),
            node("quote"),
            Literal::new_simple_literal("Xi met Putin"),
            node("a1"),
        ),
        quad("s1", "date", Literal::new_typed_literal("2017-06-08", xsd::DATE), "a1"),
        quad("s1", "value", Literal::from(10_000_000_000_i64), "a1"),
        quad("s1", "label", Literal::new_language_tagged_literal_unchecked("Treffen", "de"), "a1"),
    ]
}

#[test]
fn what_was_committed_is_there_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let before = {
        let store = Store::open(dir.path()).unwrap();
        insert(&store, &sample());
        store.write(|tx| Ok::<_, StoreError>(tx.remove(sample()[1].as_ref()))).unwrap();
        all(&store.snapshot())
    };
    assert_eq!(before.len(), sample().len() - 1);
    assert_eq!(all(&Store::open(dir.path()).unwrap().snapshot()), before);
    let read_only = Store::open_read_only(dir.path()).unwrap();
    assert_eq!(all(&read_only.snapshot()), before);
    assert!(matches!(read_only.group(), Err(StoreError::ReadOnly)));
    assert!(read_only.snapshot().contains(sample()[2].as_ref()));
    assert_eq!(read_only.snapshot().named_graphs(), [node("a1").into()]);
    assert_eq!(read_only.stats().quads, before.len() as u64);
}

#[test]
fn a_transaction_that_fails_leaves_no_trace() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    insert(&store, &sample()[..1]);
    let bytes = store.stats();
    let result = store.write(|tx| {
        tx.insert(quad("new", "new", node("new"), "new").as_ref());
        Err::<(), _>(StoreError::ReadOnly)
    });
    assert!(result.is_err());
    assert_eq!(store.stats(), bytes);
    insert(&store, &sample());
    drop(store);
    assert_eq!(all(&Store::open(dir.path()).unwrap().snapshot()).len(), sample().len());
}

#[test]
fn changes_that_change_nothing_write_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    insert(&store, &sample());
    let stats = store.stats();
    insert(&store, &sample());
    store
        .write(|tx| {
            let quad = quad("a", "b", node("c"), "d");
            assert!(tx.insert(quad.as_ref()));
            assert!(!tx.insert(quad.as_ref()));
            assert!(tx.remove(quad.as_ref()));
            assert!(!tx.remove(quad.as_ref()));
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(store.stats(), stats);
}

#[test]
fn snapshots_do_not_see_what_comes_later() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    insert(&store, &sample()[..2]);
    let early = store.snapshot();
    insert(&store, &sample());
    store.write(|tx| Ok::<_, StoreError>(tx.clear_graph(node("a1").as_ref().into()))).unwrap();
    assert_eq!(early.len(), 2);
    assert_eq!(all(&early).len(), 2);
    assert!(!early.contains(sample()[5].as_ref()));
    store.compact().unwrap();
    assert_eq!(all(&early).len(), 2);
    assert_eq!(all(&store.snapshot()).len(), 1);
}

#[test]
fn a_transaction_sees_its_own_changes() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    insert(&store, &sample());
    store
        .write(|tx| {
            let added = quad("x", "y", node("z"), "a1");
            tx.insert(added.as_ref());
            assert!(tx.contains(added.as_ref()));
            assert!(tx.snapshot().contains(added.as_ref()));
            assert_eq!(tx.clear_graph(node("a1").as_ref().into()), sample().len() as u64);
            assert_eq!(tx.clear_graph(node("a1").as_ref().into()), 0);
            assert_eq!(tx.snapshot().len(), 1);
            assert!(tx.insert(added.as_ref()));
            assert_eq!(all(&tx.snapshot()).len(), 2);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(all(&store.snapshot()).len(), 2);
}

#[test]
fn a_group_is_visible_only_when_committed() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let write = |group: &mut Group<'_>, quad: &Quad| {
        group.write(|tx| Ok::<_, StoreError>(tx.insert(quad.as_ref()))).unwrap();
    };
    let mut group = store.group().unwrap();
    write(&mut group, &sample()[0]);
    assert!(
        group
            .write(|tx| {
                tx.insert(sample()[1].as_ref());
                Err::<(), _>(StoreError::ReadOnly)
            })
            .is_err()
    );
    write(&mut group, &sample()[2]);
    assert_eq!(group.snapshot().len(), 2);
    assert!(store.snapshot().is_empty());
    group.commit().unwrap();
    assert_eq!(store.snapshot().len(), 2);
    let mut dropped = store.group().unwrap();
    write(&mut dropped, &sample()[3]);
    drop(dropped);
    insert(&store, &sample()[4..5]);
    drop(store);
    assert_eq!(all(&Store::open(dir.path()).unwrap().snapshot()).len(), 3);
}

#[test]
fn one_writer_at_a_time_and_it_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let message = Store::open(dir.path()).err().unwrap().to_string();
    assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
    assert!(Store::open_read_only(dir.path()).is_ok());
    drop(store);
    assert!(Store::open(dir.path()).is_ok());
}

#[test]
fn directories_of_others_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open_read_only(dir.path()), Err(StoreError::NotFound(_))));
    assert!(matches!(Store::open_read_only(&dir.path().join("none")), Err(StoreError::NotFound(_))));
    fs::write(dir.path().join("letter.txt"), "dear").unwrap();
    assert!(matches!(Store::open(dir.path()), Err(StoreError::NotADatabase(_))));
    assert!(matches!(Store::open_read_only(dir.path()), Err(StoreError::NotADatabase(_))));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn unknown_versions_and_lost_files_are_named() {
    let dir = tempfile::tempdir().unwrap();
    drop(Store::open(dir.path()).unwrap());
    let journal = dir.path().join("journal");
    let bytes = fs::read(&journal).unwrap();
    fs::remove_file(&journal).unwrap();
    for result in [Store::open(dir.path()), Store::open_read_only(dir.path())] {
        assert!(matches!(result, Err(StoreError::Corrupt(_))));
    }
    fs::write(&journal, bytes).unwrap();
    fs::write(dir.path().join("format"), "tercet database 7\n").unwrap();
    let message = Store::open(dir.path()).err().unwrap().to_string();
    assert!(message.contains("format `7`"), "{message}");
}

#[test]
fn an_interrupted_creation_is_taken_up() {
    let dir = tempfile::tempdir().unwrap();
    drop(Store::open(dir.path()).unwrap());
    fs::remove_file(dir.path().join("format")).unwrap();
    fs::write(dir.path().join("format.new"), "terc").unwrap();
    insert(&Store::open(dir.path()).unwrap(), &sample());
    assert_eq!(Store::open(dir.path()).unwrap().snapshot().len(), sample().len() as u64);
}

#[test]
fn compaction_keeps_the_quads_and_drops_the_past() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    for round in 0..50 {
        let article: Vec<_> = (0..20)
            .map(|n| quad(&format!("s{round}-{n}"), "says", Literal::new_simple_literal(format!("{round} {n}")), "a1"))
            .collect();
        store.write(|tx| Ok::<_, StoreError>(tx.clear_graph(node("a1").as_ref().into()))).unwrap();
        insert(&store, &article);
    }
    insert(&store, &sample());
    let (before, quads) = (store.stats(), all(&store.snapshot()));
    store.compact().unwrap();
    assert_eq!(all(&store.snapshot()), quads);
    let after = store.stats();
    assert!(after.journal_bytes * 10 < before.journal_bytes, "{before:?} {after:?}");
    assert!(after.terms < 100, "{after:?}");
    let late = quad("late", "after", node("compaction"), "");
    insert(&store, std::slice::from_ref(&late));
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert!(store.snapshot().contains(late.as_ref()));
    assert_eq!(all(&store.snapshot()).len(), quads.len() + 1);
}

#[test]
fn a_journal_is_compacted_once_it_is_large_and_mostly_dead() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let article = |letter: &str| quad("a1", "text", Literal::new_simple_literal(letter.repeat(3 << 20)), "a1");
    insert(&store, &sample());
    for letter in ["a", "b", "c", "d"] {
        store
            .write(|tx| {
                tx.clear_graph(node("a1").as_ref().into());
                tx.insert(article(letter).as_ref());
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let before = store.stats().journal_bytes;
        assert_eq!(store.compact_if_worthwhile().unwrap(), letter == "c", "{letter}: {before} bytes");
    }
    assert_eq!(store.snapshot().len(), 2, "an old quad and the text");
    assert!(store.snapshot().contains(article("d").as_ref()));
    drop(store);
    assert_eq!(Store::open(dir.path()).unwrap().snapshot().len(), 2);
}

#[test]
fn a_large_journal_that_is_alive_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    insert(&store, &[quad("a1", "text", Literal::new_simple_literal("long ".repeat(2 << 20)), "a1")]);
    insert(&store, &sample());
    assert!(store.stats().journal_bytes > COMPACT_FROM_BYTES);
    assert!(!store.compact_if_worthwhile().unwrap());
    drop(store);
    assert!(!Store::open(dir.path()).unwrap().compact_if_worthwhile().unwrap());
}

#[test]
fn many_dead_quads_are_noticed_without_dead_text() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    insert(&store, &[quad("a1", "text", Literal::new_simple_literal("long ".repeat(2 << 20)), "a1")]);
    for _ in 0..3 {
        insert(&store, &sample());
        store.write(|tx| Ok::<_, StoreError>(sample().iter().all(|quad| tx.remove(quad.as_ref())))).unwrap();
    }
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert!(store.compact_if_worthwhile().unwrap());
    assert!(!store.compact_if_worthwhile().unwrap(), "nothing is dead any more");
}

/// A database of three transactions, the journal after each, and what it then holds.
fn three_commits(dir: &Path) -> Vec<(usize, BTreeSet<String>)> {
    let store = Store::open(dir).unwrap();
    let journal = dir.join("journal");
    let mut states = vec![(fs::read(&journal).unwrap().len(), BTreeSet::new())];
    for part in [&sample()[..2], &sample()[2..5], &sample()[5..]] {
        insert(&store, part);
        states.push((fs::read(&journal).unwrap().len(), all(&store.snapshot())));
    }
    states
}

#[test]
fn a_journal_cut_at_any_byte_is_a_whole_prefix() {
    let dir = tempfile::tempdir().unwrap();
    let states = three_commits(dir.path());
    let journal = dir.path().join("journal");
    let whole = fs::read(&journal).unwrap();
    for length in states[0].0..=whole.len() {
        fs::write(&journal, &whole[..length]).unwrap();
        let expected = &states.iter().rev().find(|(bytes, _)| length >= *bytes).unwrap().1;
        assert_eq!(all(&Store::open_read_only(dir.path()).unwrap().snapshot()), *expected, "cut at {length}");
        // The writer goes on after the cut.
        let store = Store::open(dir.path()).unwrap();
        insert(&store, &[quad("after", "the", node("cut"), "")]);
        drop(store);
        assert_eq!(Store::open(dir.path()).unwrap().snapshot().len(), expected.len() as u64 + 1, "cut at {length}");
    }
}

#[test]
fn a_flipped_bit_is_named_once_the_session_has_ended() {
    let dir = tempfile::tempdir().unwrap();
    let states = three_commits(dir.path());
    let journal = dir.path().join("journal");
    let whole = fs::read(&journal).unwrap();
    let committed = states.last().unwrap();
    for bit in 0..whole.len() * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&journal, &bytes).unwrap();
        match Store::open_read_only(dir.path()) {
            Ok(store) => {
                assert!(bit / 8 >= committed.0, "bit {bit} of a committed transaction went unnoticed");
                assert_eq!(all(&store.snapshot()), committed.1, "bit {bit}");
            }
            Err(StoreError::Corrupt(error)) => assert!(error.offset <= bit as u64 / 8, "bit {bit}: {error}"),
            Err(error) => panic!("bit {bit}: {error}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn behaves_like_a_set_of_quads(
        steps in prop::collection::vec((0..6_u8, prop::collection::vec((0..4_u8, 0..3_u8, 0..5_u8, 0..3_u8), 0..12)), 1..20)
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path()).unwrap();
        let mut model = BTreeSet::new();
        for (action, items) in steps {
            let quads: Vec<_> = items
                .iter()
                .map(|(s, p, o, g)| {
                    let object: Term = if o % 2 == 0 { Literal::from(i64::from(*o)).into() } else { node(&format!("o{o}")).into() };
                    let graph = if *g == 0 { String::new() } else { format!("g{g}") };
                    quad(&format!("s{s}"), &format!("p{p}"), object, &graph)
                })
                .collect();
            match action {
                0..=2 => store.write(|tx| {
                    for quad in &quads {
                        assert_eq!(tx.insert(quad.as_ref()), model.insert(quad.to_string()));
                    }
                    Ok::<_, StoreError>(())
                }).unwrap(),
                3 => store.write(|tx| {
                    for quad in &quads {
                        assert_eq!(tx.remove(quad.as_ref()), model.remove(&quad.to_string()));
                    }
                    Ok::<_, StoreError>(())
                }).unwrap(),
                4 => {
                    drop(store);
                    store = Store::open(dir.path()).unwrap();
                }
                _ => store.compact().unwrap(),
            }
            prop_assert_eq!(&all(&store.snapshot()), &model);
        }
    }
}

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

/// The journal in use.
fn journal_of(dir: &Path) -> PathBuf {
    Directory::new(dir, Disk::default()).layout().unwrap().journal
}

fn segment_of(dir: &Path) -> PathBuf {
    Directory::new(dir, Disk::default()).layout().unwrap().segment.unwrap()
}

#[test]
fn unknown_versions_and_lost_files_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    insert(&store, &sample());
    store.compact().unwrap();
    drop(store);
    for file in [journal_of(dir.path()), segment_of(dir.path()), dir.path().join("manifest")] {
        let bytes = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        for result in [Store::open_read_only(dir.path()), Store::open(dir.path())] {
            let message = result.err().unwrap().to_string();
            assert!(message.contains(file.file_name().unwrap().to_str().unwrap()), "{message}");
        }
        fs::write(&file, bytes).unwrap();
    }
    assert_eq!(all(&Store::open(dir.path()).unwrap().snapshot()).len(), sample().len());
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
fn a_database_of_format_1_is_read_written_and_brought_up_to_date() {
    let compat = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat");
    let expected = fs::read_to_string(compat.join("format-1.nq")).unwrap();
    let dir = tempfile::tempdir().unwrap();
    for file in ["format", "journal"] {
        fs::copy(compat.join("format-1").join(file), dir.path().join(file)).unwrap();
    }
    let lines = |store: &Store| {
        let mut lines: Vec<_> = store.snapshot().quads().map(|quad| format!("{quad} .\n")).collect();
        lines.sort();
        lines.concat()
    };
    assert_eq!(lines(&Store::open_read_only(dir.path()).unwrap()), expected);
    let store = Store::open(dir.path()).unwrap();
    let late = quad("late", "after", node("all"), "");
    insert(&store, std::slice::from_ref(&late));
    drop(store);
    let version = || fs::read_to_string(dir.path().join("format")).unwrap();
    assert_eq!(version(), "tercet database 1\n", "writing does not change the format");
    let store = Store::open(dir.path()).unwrap();
    store.compact().unwrap();
    assert_eq!(version(), "tercet database 2\n");
    assert!(!dir.path().join("journal").exists());
    store.write(|tx| Ok::<_, StoreError>(tx.remove(late.as_ref()))).unwrap();
    assert_eq!(lines(&store), expected);
    drop(store);
    assert_eq!(lines(&Store::open(dir.path()).unwrap()), expected);
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
    assert!(after.disk_bytes() < before.disk_bytes(), "{before:?} {after:?}");
    assert!(after.terms < 100, "{after:?}");
    let late = quad("late", "after", node("compaction"), "");
    insert(&store, std::slice::from_ref(&late));
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert!(store.snapshot().contains(late.as_ref()));
    assert_eq!(all(&store.snapshot()).len(), quads.len() + 1);
}

#[test]
fn a_journal_that_is_long_becomes_a_segment() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    insert(&store, &sample());
    assert!(!store.compact_if_worthwhile().unwrap(), "it is short");
    insert(&store, &[quad("a1", "text", Literal::new_simple_literal("long ".repeat(2 << 20)), "a1")]);
    assert!(store.compact_if_worthwhile().unwrap(), "it has many bytes");
    assert!(!store.compact_if_worthwhile().unwrap());
    let many: Vec<_> = (0..17_000).map(|n| quad("a1", "number", Literal::from(n), "a1")).collect();
    insert(&store, &many);
    assert!(store.compact_if_worthwhile().unwrap(), "it has many changes");
    assert_eq!(store.snapshot().len(), (sample().len() + 1 + many.len()) as u64);
}

#[test]
fn readers_keep_what_they_opened_while_files_are_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    insert(&store, &sample());
    store.compact().unwrap();
    insert(&store, &[quad("a", "b", node("c"), "d")]);
    let reader = Store::open_read_only(dir.path()).unwrap();
    let (before, snapshot) = (all(&reader.snapshot()), store.snapshot());
    for _ in 0..2 {
        store.write(|tx| Ok::<_, StoreError>(tx.clear_graph(node("a1").as_ref().into()))).unwrap();
        insert(&store, &[quad("new", "term", node("here"), "d")]);
        store.compact().unwrap();
    }
    assert_eq!(all(&reader.snapshot()), before);
    assert_eq!(all(&snapshot), before);
    assert_eq!(all(&Store::open_read_only(dir.path()).unwrap().snapshot()).len(), 3);
    let files = fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(files, 5, "format, lock, manifest, one journal, one segment");
}

#[test]
fn every_term_survives_two_compactions() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let inner = Triple::new(node("c"), node("p"), Literal::from(7));
    let nested = Triple::new(node("b"), node("p"), inner.clone());
    let deeper = Triple::new(node("a"), node("p"), nested.clone());
    let typed = |text: &str, datatype: &str| Literal::new_typed_literal(text, node(datatype));
    let tagged = Literal::new_language_tagged_literal_unchecked;
    let directed = |direction| Literal::new_directional_language_tagged_literal_unchecked("a", "en", direction);
    let long = "long text ".repeat(3000);
    let mut objects: Vec<Term> = vec![
        deeper.into(),
        nested.into(),
        inner.into(),
        BlankNode::new_unchecked("b").into(),
        tagged("a", "en").into(),
        tagged("na", "e").into(),
        directed(oxrdf::BaseDirection::Ltr).into(),
        directed(oxrdf::BaseDirection::Rtl).into(),
        typed("a", "type2").into(),
        typed("b", "type1").into(),
        typed("", "type1").into(),
        Literal::new_simple_literal("").into(),
        Literal::new_simple_literal(&long).into(),
        Literal::new_simple_literal(format!("{long}!")).into(),
        Literal::from(-5).into(),
        Literal::from(true).into(),
        Literal::new_typed_literal("2.5", xsd::DECIMAL).into(),
    ];
    objects.extend((0..100).map(|n| Term::from(node(&format!("many/{n}")))));
    let quads: Vec<_> = objects.iter().map(|object| quad("s", "p", object.clone(), "g")).collect();
    let mut expected = BTreeSet::new();
    for half in quads.chunks(quads.len().div_ceil(2)) {
        insert(&store, half);
        expected.extend(half.iter().map(ToString::to_string));
        store.compact().unwrap();
        assert_eq!(all(&store.snapshot()), expected);
    }
    for quad in &quads {
        assert!(store.snapshot().contains(quad.as_ref()), "{quad}");
    }
    let stats = store.stats();
    store.compact().unwrap();
    assert_eq!(StoreStats { journal_bytes: 0, ..store.stats() }, StoreStats { journal_bytes: 0, ..stats });
}

/// A database of three transactions, the journal after each, and what it then holds.
fn three_commits(dir: &Path) -> Vec<(usize, BTreeSet<String>)> {
    let store = Store::open(dir).unwrap();
    let journal = journal_of(dir);
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
    let journal = journal_of(dir.path());
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
    let journal = journal_of(dir.path());
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

/// A database with a segment of several blocks and some changes on it.
fn large(dir: &Path) -> Store {
    let store = Store::open(dir).unwrap();
    let quads: Vec<_> = (0..2000)
        .map(|n| quad(&format!("s{}", n % 90), &format!("p{}", n % 4), Literal::from(n % 800), &format!("g{}", n % 7)))
        .collect();
    insert(&store, &quads);
    insert(&store, &sample());
    store.compact().unwrap();
    store.write(|tx| Ok::<_, StoreError>(tx.clear_graph(node("g3").as_ref().into()))).unwrap();
    insert(&store, &[quad("s1", "p1", node("late"), "g3"), quad("new", "p1", Literal::from(5), "g1")]);
    store
}

#[test]
fn patterns_find_the_same_in_segment_and_changes_as_in_a_set() {
    let dir = tempfile::tempdir().unwrap();
    let snapshot = large(dir.path()).snapshot();
    let quads: Vec<Quad> = snapshot.quads().collect();
    assert_eq!(quads.len() as u64, snapshot.len());
    for example in quads.iter().step_by(37) {
        for bound in 0..16 {
            let is = |bit: u8| bound >> bit & 1 == 1;
            let subject = is(0).then_some(example.subject.as_ref());
            let predicate = is(1).then_some(example.predicate.as_ref());
            let object = is(2).then_some(example.object.as_ref());
            let graph = is(3).then_some(example.graph_name.as_ref());
            let found: BTreeSet<_> =
                snapshot.quads_for_pattern(subject, predicate, object, graph).map(|quad| quad.to_string()).collect();
            let matches = |quad: &&Quad| {
                subject.is_none_or(|s| s == quad.subject.as_ref())
                    && predicate.is_none_or(|p| p == quad.predicate.as_ref())
                    && object.is_none_or(|o| o == quad.object.as_ref())
                    && graph.is_none_or(|g| g == quad.graph_name.as_ref())
            };
            let expected: BTreeSet<_> = quads.iter().filter(matches).map(ToString::to_string).collect();
            assert_eq!(found, expected, "{bound:04b} {example}");
        }
    }
    assert_eq!(snapshot.named_graphs().len(), 8);
}

#[test]
fn a_whole_database_is_found_whole_and_so_is_its_backup() {
    let dir = tempfile::tempdir().unwrap();
    let store = large(&dir.path().join("db"));
    let found = verify(&dir.path().join("db")).unwrap();
    assert_eq!((found.damage, found.commits), (Vec::new(), 2));
    assert_eq!(found.segment_quads, 2000 + sample().len() as u64);
    backup(store.path(), &dir.path().join("copy")).unwrap();
    assert!(backup(store.path(), &dir.path().join("copy")).is_err(), "it is a database now");
    insert(&store, &[quad("after", "the", node("backup"), "")]);
    let copy = Store::open(&dir.path().join("copy")).unwrap();
    assert_eq!(copy.snapshot().len() + 1, store.snapshot().len());
    assert_eq!(all(&copy.snapshot()).len() as u64, copy.snapshot().len());
    assert_eq!(verify(&dir.path().join("copy")).unwrap().damage, []);
}

/// What a reader of everything sees: the quads, or the damage by name.
fn read_everything(dir: &Path) -> Result<BTreeSet<String>, CorruptError> {
    let snapshot = match Store::open_read_only(dir) {
        Ok(store) => store.snapshot(),
        Err(StoreError::Corrupt(error)) => return Err(error),
        Err(StoreError::UnknownVersion { path, found, .. }) => {
            return Err(CorruptError { path, offset: 8, what: format!("version {found}") });
        }
        Err(error) => panic!("{error}"),
    };
    let quads = snapshot.quads().map(|quad| quad.to_string()).collect();
    match snapshot.damage() {
        Some(damage) => Err(damage.clone()),
        None => Ok(quads),
    }
}

#[test]
fn a_flipped_bit_in_a_segment_is_named_or_does_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    drop(large(dir.path()));
    let expected = read_everything(dir.path()).unwrap();
    let segment = segment_of(dir.path());
    let whole = fs::read(&segment).unwrap();
    // Primes, so that every kind of place is met; all bits would take minutes.
    for bit in (0..whole.len() * 8).step_by(3217).chain((0..64 * 8).step_by(5)) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&segment, &bytes).unwrap();
        match read_everything(dir.path()) {
            Ok(quads) => assert_eq!(quads, expected, "bit {bit}"),
            Err(error) => assert!(error.offset as usize <= bit / 8, "bit {bit}: {error}"),
        }
        assert!(!verify(dir.path()).map_or(true, |found| found.damage.is_empty()) || bit / 8 < 12, "bit {bit}");
        // A writer does not make it the truth: it stops, or what it needed was whole.
        let copy = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(dir.path()).unwrap().flatten() {
            fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
        if Store::open(copy.path()).is_ok_and(|store| store.compact().is_ok()) {
            assert_eq!(read_everything(copy.path()).as_ref(), Ok(&expected), "bit {bit}");
        }
    }
}

#[test]
fn a_segment_cut_short_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    drop(large(dir.path()));
    let segment = segment_of(dir.path());
    let whole = fs::read(&segment).unwrap();
    for length in (0..whole.len()).step_by(997) {
        fs::write(&segment, &whole[..length]).unwrap();
        let error = read_everything(dir.path()).unwrap_err();
        assert_eq!(error.path, segment, "cut at {length}");
    }
}

#[test]
fn a_segment_cut_short_while_it_is_open_is_named() {
    let dir = tempfile::tempdir().unwrap();
    drop(large(dir.path()));
    let snapshot = Store::open_read_only(dir.path()).unwrap().snapshot();
    let segment = segment_of(dir.path());
    let file = fs::OpenOptions::new().write(true).open(&segment).unwrap();
    // What opening has read stays: it may not be asked for again.
    file.set_len(fs::metadata(&segment).unwrap().len() / 2).unwrap();
    let row = snapshot.layers.segment.as_ref().unwrap().file.part(0, 0..1).len();
    assert_eq!(row, 0);
    let damage = snapshot.damage().unwrap();
    assert!(damage.path == segment && damage.what.contains("cut short"), "{damage}");
}

#[test]
fn a_delta_that_grows_past_its_bound_becomes_a_segment_at_commit() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path()).unwrap();
    store.delta_bound = 40;
    for number in 0..50_i64 {
        let quads: Vec<_> =
            (0..4).map(|part| quad(&format!("s{number}"), "p", Literal::from(number * 4 + part), "g")).collect();
        insert(&store, &quads);
        assert!(store.journal_size().changes <= 40, "{:?}", store.journal_size());
        assert_eq!(store.snapshot().len(), 4 * (number as u64 + 1));
    }
    let compactions = store.writer.as_ref().unwrap().lock().unwrap().layout.manifest.journal;
    assert!(compactions > 3, "{compactions}");
    let expected = all(&store.snapshot());
    drop(store);
    assert_eq!(all(&Store::open(dir.path()).unwrap().snapshot()), expected);
    assert_eq!(verify(dir.path()).unwrap().damage, []);
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

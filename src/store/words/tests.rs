//! Searches find what reading every string finds: in segments, in what came since, in old files, and never in damage.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};
use proptest::prelude::*;

use super::super::segment::file::Section;
use super::super::{Snapshot, Store, StoreError, verify};
use super::search::Search;

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://example.com/{name}"))
}

fn note(subject: u8, text: &str, language: bool) -> Quad {
    let text = match language {
        true => Literal::new_language_tagged_literal_unchecked(text, "en"),
        false => Literal::new_simple_literal(text),
    };
    Quad::new(node(&format!("s{subject}")), node("note"), text, GraphName::DefaultGraph)
}

fn change(store: &Store, quads: &[(Quad, bool)]) {
    store
        .write(|tx| {
            for (quad, add) in quads {
                if *add {
                    tx.insert(quad.as_ref())
                } else {
                    tx.remove(quad.as_ref())
                };
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// What a search finds, and what it must find.
fn both(snapshot: &Snapshot, search: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let search = Search::parse(search).unwrap();
    let dictionary = snapshot.dictionary.read();
    let found = snapshot.search(&search);
    assert!(found.is_sorted(), "{found:?}");
    let found = found.into_iter().map(|id| dictionary.term(id).to_string()).collect();
    let strings = snapshot.quads().filter_map(|quad| match quad.object {
        Term::Literal(text) if text.datatype() == oxrdf::vocab::xsd::STRING || text.language().is_some() => Some(text),
        _ => None,
    });
    let expected = strings.filter(|text| search.matches(text.value())).map(|text| text.to_string()).collect();
    (found, expected)
}

const SEARCHES: [&str; 9] =
    ["gas", "gas pipeline", "pipel*", "\"gas pipeline\"", "p* | oil", "war trade", "\"trade w*\"", "e*", "norland"];

fn assert_finds(snapshot: &Snapshot, when: &str) -> usize {
    let mut total = 0;
    for search in SEARCHES {
        let (found, expected) = both(snapshot, search);
        assert_eq!(found, expected, "{search} {when}");
        total += found.len();
    }
    total
}

const WORDS: [&str; 7] = ["gas", "pipeline", "trade", "War", "élan", "oil", "Norland's"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn searches_find_what_reading_finds(
        steps in prop::collection::vec(
            (0..8_u8, prop::collection::vec((0..3_u8, prop::collection::vec(0..7_usize, 1..4), any::<bool>(), any::<bool>()), 0..8)),
            1..12,
        )
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path()).unwrap();
        for (action, notes) in steps {
            let texts = notes.iter().map(|(subject, words, language, add)| {
                let text: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
                (note(*subject, &text.join(" "), *language), *add)
            });
            let changes: Vec<_> = texts.collect();
            let before = store.snapshot();
            match action {
                0 => store.compact().unwrap(),
                1 => {
                    drop(store);
                    store = Store::open(dir.path()).unwrap();
                }
                // What a transaction that fails had searched for is forgotten.
                2 => {
                    let failed: Result<(), StoreError> = store.write(|tx| {
                        for (quad, _) in &changes {
                            tx.insert(quad.as_ref());
                        }
                        assert_finds(&tx.snapshot(), "within a transaction");
                        Err(StoreError::ReadOnly)
                    });
                    assert!(failed.is_err());
                }
                _ => change(&store, &changes),
            }
            assert_finds(&store.snapshot(), "after a step");
            assert_finds(&before, "in an older snapshot");
        }
        store.compact().unwrap();
        assert_finds(&store.snapshot(), "after compaction");
        drop(store);
        prop_assert_eq!(verify(dir.path()).unwrap().damage, []);
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_segment_of_version_1_is_searched_and_gets_its_words_by_compaction() {
    let compat = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat");
    let dir = tempfile::tempdir().unwrap();
    copy(&compat.join("segment-1"), dir.path());
    assert_eq!(verify(dir.path()).unwrap().damage, []);
    let store = Store::open(dir.path()).unwrap();
    let lines = |store: &Store| {
        let mut lines: Vec<_> = store.snapshot().quads().map(|quad| format!("{quad} .\n")).collect();
        lines.sort();
        lines.concat()
    };
    let has_words = |store: &Store| store.snapshot().layers.segment.unwrap().words().is_some();
    for compacted in [false, true] {
        assert_eq!(lines(&store), fs::read_to_string(compat.join("segment-1.nq")).unwrap());
        assert_eq!(has_words(&store), compacted);
        for search in ["default graph", "treff*", "segment was written"] {
            let (found, expected) = both(&store.snapshot(), search);
            assert_eq!(found, expected, "{search}");
            assert_eq!(found.len(), 1, "{search}");
        }
        store.compact().unwrap();
    }
    drop(store);
    assert_eq!(verify(dir.path()).unwrap().damage, []);
}

#[test]
fn a_flipped_bit_in_the_words_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    // So many that the words lie in other pieces of the file than what is read at the opening.
    let texts: Vec<_> =
        (0..9000_u32).map(|n| format!("{} {} n{n}", WORDS[n as usize % 7], WORDS[n as usize % 5])).collect();
    change(&store, &texts.iter().map(|text| (note(1, text, false), true)).collect::<Vec<_>>());
    store.compact().unwrap();
    let expected: Vec<_> = SEARCHES.map(|search| both(&store.snapshot(), search).0).into();
    let segment = store.snapshot().layers.segment.unwrap();
    let sections = [Section::Words as usize, Section::WordLists as usize];
    let places =
        sections.map(|section| segment.file.offset(section)..segment.file.offset(section) + segment.file.len(section));
    let path = segment.file.path().to_owned();
    drop((store, segment));
    let whole = fs::read(&path).unwrap();
    for at in places.into_iter().flat_map(|place| place.step_by(4099)) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, bytes).unwrap();
        let Ok(store) = Store::open_read_only(dir.path()) else { continue };
        let snapshot = store.snapshot();
        for (search, expected) in SEARCHES.iter().zip(&expected) {
            let found = snapshot.search(&Search::parse(search).unwrap());
            assert!(found.len() == expected.len() || snapshot.damage().is_some(), "byte {at}, {search}");
        }
        assert_ne!(verify(dir.path()).unwrap().damage, [], "byte {at}");
    }
}

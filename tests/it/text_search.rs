//! Searching for words from SPARQL: in any order of patterns, in both modes, in whatever is committed, and from questions.

use std::collections::BTreeSet;

use oxrdfio::{RdfFormat, RdfParser};
use tempfile::TempDir;
use tercet::graph::prefixes;
use tercet::query::language::Interpreter;
use tercet::query::sparql::{self, CancellationToken, DatasetMode, QueryResults, Request, UpdateOptions};
use tercet::store::{Store, StoreError};

const NEWS: &str = r#"
    @prefix : <https://w3id.org/tercet/e/> .
    @prefix t: <https://w3id.org/tercet#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    :a1 {
        :Norgas rdfs:label "Norland Gas Company" ; t:alias "Norgas", "the gas giant" .
        :s1 t:evidence [ t:quote "Norgas will lay a gas pipeline to Sudland" ] .
        :s2 t:evidence [ t:quote "The pipelines carry oil, said Ms. Håland" ] .
    }
    :a2 {
        :Haland rdfs:label "Ida Håland"@no .
        :s3 t:evidence [ t:quote "A trade war over gas is no pipe dream" ] .
        :Norgas rdfs:label "Norland Gas Company" .
    }
    :Note rdfs:label "gas in no article" .
"#;

fn news() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    store
        .write(|tx| {
            for quad in RdfParser::from_format(RdfFormat::TriG).for_slice(NEWS) {
                tx.insert(quad.unwrap().as_ref());
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    (dir, store)
}

fn solutions(store: &Store, text: &str, mode: DatasetMode) -> Result<Vec<String>, String> {
    let request = sparql::parse(text, prefixes()).map_err(|error| error.to_string())?;
    let Request::Query(query) = request else { panic!("{text}") };
    let results = sparql::evaluate(&query, &store.snapshot(), mode, &CancellationToken::new());
    let QueryResults::Solutions(solutions) = results.map_err(|error| error.to_string())? else { panic!("{text}") };
    let mut rows: Vec<String> = solutions
        .map(|solution| {
            let values: Vec<String> = solution.unwrap().iter().map(|(_, term)| term.to_string()).collect();
            values.join(" ").replace("https://w3id.org/tercet/e/", "")
        })
        .collect();
    rows.sort();
    Ok(rows)
}

fn union(store: &Store, text: &str) -> Vec<String> {
    solutions(store, text, DatasetMode::Union).unwrap()
}

#[test]
fn whose_words_they_are_in_any_order() {
    let (_dir, store) = news();
    for _ in 0..2 {
        for (query, expected) in [
            ("SELECT ?x { ?x rdfs:label ?l . ?l t:matches \"gas company\" }", vec!["<Norgas>"]),
            ("SELECT ?x { ?l t:matches \"COMPANY gas\" . ?x rdfs:label ?l }", vec!["<Norgas>"]),
            ("SELECT ?x { ?x rdfs:label/t:matches \"haland\" }", vec!["<Haland>"]),
            ("SELECT DISTINCT ?x { ?x (rdfs:label|t:alias)/t:matches \"gas\" }", vec!["<Norgas>", "<Note>"]),
            ("SELECT ?s { ?s t:evidence/t:quote/t:matches \"pipel*\" }", vec!["<s1>", "<s2>"]),
            ("SELECT ?s { ?s t:evidence ?e . ?q t:matches \"\\\"gas pipel*\\\"\" . ?e t:quote ?q }", vec!["<s1>"]),
            ("SELECT ?s { ?s t:evidence [ t:quote ?q ] . ?q t:matches \"oil | war\" }", vec!["<s2>", "<s3>"]),
            // One solution after the other.
            ("SELECT ?x { ?x rdfs:label ?l . ?l t:matches \"company\" } LIMIT 5", vec!["<Norgas>"]),
            ("SELECT ?x { ?x t:alias ?a FILTER EXISTS { ?a t:matches \"giant\" } }", vec!["<Norgas>"]),
            (
                "SELECT ?s ?x { ?s t:evidence/t:quote ?q OPTIONAL { ?x rdfs:label ?q . ?q t:matches \"gas\" } }",
                vec!["<s1>", "<s2>", "<s3>"],
            ),
            ("SELECT ?g { GRAPH ?g { ?x rdfs:label ?l . ?l t:matches \"norland\" } }", vec!["<a1>", "<a2>"]),
            ("SELECT ?g { GRAPH ?g { ?l t:matches \"norland\" . ?x rdfs:label ?l } }", vec!["<a1>", "<a2>"]),
            ("SELECT ?x { GRAPH :a2 { ?x rdfs:label ?l . ?l t:matches \"gas | ida\" } }", vec!["<Haland>", "<Norgas>"]),
            ("SELECT ?l { ?l t:matches \"giant\" }", vec!["\"the gas giant\""]),
            ("SELECT ?l { ?l t:matches \"coal\" }", vec![]),
        ] {
            assert_eq!(union(&store, query), expected, "{query}");
        }
        for (query, expected) in [
            ("SELECT ?x { ?x rdfs:label ?l . ?l t:matches \"gas\" }", vec!["<Note>"]),
            ("SELECT ?x { ?l t:matches \"gas\" . ?x rdfs:label ?l }", vec!["<Note>"]),
            ("SELECT ?x { GRAPH ?g { ?l t:matches \"company\" . ?x rdfs:label ?l } }", vec!["<Norgas>", "<Norgas>"]),
        ] {
            assert_eq!(solutions(&store, query, DatasetMode::Strict).unwrap(), expected, "{query}");
        }
        store.compact().unwrap();
    }
}

fn update(store: &Store, text: &str) {
    let Ok(Request::Update(update)) = sparql::parse(text, prefixes()) else { panic!("{text}") };
    sparql::update(store, &update, &UpdateOptions::default()).unwrap();
}

#[test]
fn what_is_removed_is_not_found_and_updates_can_search() {
    let (_dir, store) = news();
    for compact in [false, true] {
        if compact {
            store.compact().unwrap();
        }
        let found = || union(&store, "SELECT ?l { ?l t:matches \"pipel*\" }").len();
        assert_eq!(found(), 2);
        let gone = "DELETE { GRAPH ?g { ?e t:quote ?q } } WHERE { GRAPH ?g { ?e t:quote ?q . ?q t:matches \"oil\" } }";
        update(&store, gone);
        assert_eq!(found(), 1);
        update(&store, "INSERT DATA { GRAPH :a3 { :e9 t:quote \"The pipelines carry oil, said Ms. Håland\" } }");
        assert_eq!(found(), 2);
    }
}

#[test]
fn a_search_that_cannot_be_made_is_explained() {
    let (_dir, store) = news();
    for (query, message) in [
        ("SELECT ?l { ?l t:matches ?w }", "needs a string"),
        ("SELECT ?l { ?l t:matches :Norgas }", "needs a string"),
        ("SELECT ?l { ?l t:matches \" - \" }", "no word"),
        ("SELECT ?l { :Norgas t:matches \"gas\" }", "a variable must stand before it"),
        ("SELECT ?l { ?l t:matches* \"gas\" }", "within a path"),
        ("SELECT ?l { ?l ^t:matches|t:alias \"gas\" }", "within a path"),
        ("SELECT ?l { ?x t:alias ?l FILTER NOT EXISTS { ?l t:matches \"\" } }", "no word"),
    ] {
        let error = solutions(&store, query, DatasetMode::Union).unwrap_err();
        assert!(error.contains(message) && error.contains("t:matches"), "{query}: {error}");
    }
}

#[test]
fn as_a_filter_over_all_strings_would() {
    let (_dir, store) = news();
    for (search, pattern) in [
        ("gas", "(^|\\\\W)gas(\\\\W|$)"),
        ("pipe*", "(^|\\\\W)pipe"),
        ("norland | oil", "(^|\\\\W)(norland|oil)(\\\\W|$)"),
        ("\\\"trade war\\\"", "(^|\\\\W)trade\\\\s+war(\\\\W|$)"),
    ] {
        let set = |text: String| union(&store, &text).into_iter().collect::<BTreeSet<_>>();
        let searched = set(format!("SELECT ?l {{ ?l t:matches \"{search}\" }}"));
        assert!(!searched.is_empty(), "{search}");
        let filter = format!("SELECT ?l {{ ?x ?p ?l FILTER(isLiteral(?l) && REGEX(?l, \"{pattern}\", \"i\")) }}");
        assert_eq!(searched, set(filter), "{search}");
    }
}

#[test]
fn questions_search_the_index() {
    let (_dir, store) = news();
    let snapshot = store.snapshot();
    let sparql = Interpreter::of(&snapshot).sparql("facts about \"trade war\"", &snapshot, &[]).unwrap().unwrap();
    assert!(sparql.contains("t:matches \"\\\"trade war\\\"\""), "{sparql}");
}

//! SPARQL over the store: the same answers as Oxigraph in strict mode, a set in union mode, updates whole or refused.

use std::collections::BTreeMap;

use oxigraph::sparql::{QueryResults as OxigraphResults, SparqlEvaluator};
use oxigraph::store::Store as OxigraphStore;
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use proptest::prelude::*;
use spareval::QueryEvaluationError;
use tempfile::TempDir;
use tercet::query::sparql::{
    self, CancellationToken, Changes, DatasetMode, QueryError, QueryResults, Request, UpdateOptions,
};
use tercet::store::{Store, StoreError};

const PREFIXES: &[(&str, &str)] = &[
    ("", "http://example.com/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Two articles that agree on one fact, statements that reify, a default graph, values of many types.
const NEWS: &str = r#"
    @prefix : <http://example.com/> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    :catalogue :lists :a1, :a2 .
    :a1 {
        :Ada :met :Boris . :Boris :met :Ada . :Boris :met :Chen .
        :s1 a :Meeting ; rdf:reifies <<( :Ada :met :Boris )>> ; :date "2017-06-08"^^xsd:date ; :status :actual ; :party :Ada, :Boris .
        :s2 a :Deal ; :value 10000000000 ; :share 0.25 ; :ratio "1.5"^^xsd:double ; :date "2018-01-02"^^xsd:date ; :party :Chen .
        :s3 rdf:reifies <<( :Chen :visits :Dar )>> ; :status :planned ; :claims <<( :s1 :says <<( :Ada :met :Boris )>> )>> .
        :Ada :label "Ada"@en , "Ada" , "アダ"@ja .
    }
    :a2 {
        :Ada :met :Boris . :Chen :met :Dar . :Dar :partOf :Eria . :Eria :partOf :World .
        :s4 rdf:reifies <<( :Ada :met :Boris )>>, <<( :Chen :met :Dar )>> ; :date "2016-02-29"^^xsd:date ; :status :actual .
        :s5 a :Deal ; :value 7 ; :value 8.5 ; :share 0.5 ; :open true .
    }
"#;

struct Both {
    _dir: TempDir,
    ours: Store,
    theirs: OxigraphStore,
}

impl Both {
    fn new(quads: &[Quad]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (ours, theirs) = (Store::open(dir.path()).unwrap(), OxigraphStore::new().unwrap());
        ours.write(|tx| {
            for quad in quads {
                tx.insert(quad.as_ref());
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
        quads.iter().for_each(|quad| theirs.insert(quad).unwrap());
        Self { _dir: dir, ours, theirs }
    }

    fn news() -> Self {
        let quads: Vec<_> = RdfParser::from_format(RdfFormat::TriG)
            .for_slice(NEWS)
            .collect::<Result<_, _>>()
            .expect("the sample is TriG");
        Self::new(&quads)
    }

    fn ours(&self, query: &str, mode: DatasetMode) -> Vec<String> {
        let Request::Query(query) = sparql::parse(query, PREFIXES).unwrap() else { panic!("a query: {query}") };
        let results = sparql::evaluate(&query, &self.ours.snapshot(), mode, &CancellationToken::new()).unwrap();
        rows(results).unwrap()
    }

    /// `None` where a literal met the predicate's place of a triple term, which Oxigraph reports as damage of its own
    /// store instead of as no match.
    fn theirs(&self, query: &str) -> Option<Vec<String>> {
        let mut evaluator = SparqlEvaluator::new();
        for (prefix, space) in PREFIXES {
            evaluator = evaluator.with_prefix(*prefix, *space).unwrap();
        }
        let results: OxigraphResults<'_> =
            evaluator.parse_query(query).unwrap().on_store(&self.theirs).execute().unwrap();
        match rows(results) {
            Err(QueryEvaluationError::InvalidStorageTripleTerm) => None,
            rows => Some(rows.unwrap()),
        }
    }

    fn assert_same(&self, query: &str) {
        let ours = self.ours(query, DatasetMode::Strict);
        assert_eq!(ours, self.theirs(query).unwrap_or_else(|| ours.clone()), "{query}");
    }
}

/// Results as text, sorted: the order of rows is free, and queries that order are compared by other means.
fn rows(results: QueryResults<'_>) -> Result<Vec<String>, QueryEvaluationError> {
    let mut rows: Vec<String> = match results {
        QueryResults::Boolean(value) => vec![value.to_string()],
        QueryResults::Graph(triples) => {
            triples.map(|triple| Ok(triple?.to_string())).collect::<Result<_, QueryEvaluationError>>()?
        }
        QueryResults::Solutions(solutions) => solutions
            .map(|solution| {
                let bindings: BTreeMap<_, _> = solution?.iter().map(|(v, t)| (v.to_string(), t.to_string())).collect();
                Ok(format!("{bindings:?}"))
            })
            .collect::<Result<_, QueryEvaluationError>>()?,
    };
    rows.sort();
    Ok(rows)
}

#[test]
fn strict_mode_answers_like_oxigraph() {
    let both = Both::news();
    let queries = [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { GRAPH :a1 { ?s :met ?o } }",
        "SELECT * { GRAPH ?g {} }",
        "SELECT DISTINCT ?g { GRAPH ?g { :Ada :met ?x } }",
        "SELECT * { :catalogue :lists ?g GRAPH ?g { ?s a ?c } }",
        "SELECT * FROM :a1 { ?s ?p ?o }",
        "SELECT * FROM NAMED :a2 { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM :a1 FROM NAMED :a2 { ?s :met ?o GRAPH ?g { ?o ?p ?x } }",
        "SELECT * FROM :a1 { ?s :value ?v FILTER(?v > 8) }",
        "SELECT * FROM :a1 { ?s :date ?d FILTER(?d >= \"2017-01-01\"^^xsd:date && ?d < \"2018-01-01\"^^xsd:date) }",
        "SELECT ?l FROM :a1 { :Ada :label ?l FILTER(LANG(?l) = 'en') }",
        "SELECT (SUM(?v) AS ?n) (AVG(?v) AS ?a) (COUNT(*) AS ?c) FROM :a2 { ?s :value ?v }",
        "SELECT ?s (?v * 2 AS ?w) (?h + 1 AS ?k) FROM :a1 { ?s :value ?v ; :share ?h }",
        "SELECT ?p (COUNT(?o) AS ?n) FROM :a1 { ?s ?p ?o } GROUP BY ?p HAVING(COUNT(?o) > 1)",
        "SELECT ?x { GRAPH :a2 { :Dar :partOf+ ?x } }",
        "SELECT ?x ?y FROM :a1 { ?x (:met|^:met)/:met* ?y }",
        "SELECT * FROM :a1 { ?s a :Meeting OPTIONAL { ?s :value ?v } OPTIONAL { ?s :status ?st } }",
        "SELECT * FROM :a1 { ?s a ?c MINUS { ?s :value ?v } }",
        "SELECT * FROM :a1 { ?s a ?c FILTER NOT EXISTS { ?s :value ?v } }",
        "SELECT * FROM :a1 { { ?s a :Deal } UNION { ?s :status :planned } }",
        "SELECT * FROM :a1 { VALUES ?s { :s1 :none } ?s ?p ?o }",
        "SELECT * { BIND(<http://nowhere/> AS ?x) BIND(CONCAT('a', 'b') AS ?y) BIND(\"new\"@en AS ?z) }",
        "SELECT * FROM :a1 { ?s rdf:reifies <<( :Ada :met ?o )>> }",
        "SELECT * FROM :a1 { ?s rdf:reifies <<( ?x :met :Boris )>> ; :status ?st }",
        "SELECT * FROM :a1 { ?s rdf:reifies <<( ?x ?p ?y )>> FILTER NOT EXISTS { ?x ?p ?y } }",
        "SELECT * FROM :a1 { ?s ?p <<( ?x ?q ?x )>> }",
        "SELECT * FROM :a1 { ?s :claims <<( ?a :says <<( ?b ?q ?c )>> )>> }",
        "SELECT * FROM :a1 { ?s :claims <<( ?a :says <<( :Ada :met :Boris )>> )>> }",
        "SELECT * { GRAPH ?g { ?s rdf:reifies <<( ?a :met ?b )>> } }",
        "SELECT * { GRAPH ?g { ?s :claims <<( ?a :says <<( ?b ?q ?c )>> )>> } }",
        "SELECT * FROM NAMED :a2 { GRAPH ?g { ?s rdf:reifies <<( ?a :met ?b )>> } }",
        "SELECT * FROM :a1 { ?s rdf:reifies ?t BIND(SUBJECT(?t) AS ?a) BIND(<<( ?a :new 1 )>> AS ?n) }",
        "SELECT * FROM :a1 { ?s rdf:reifies <<( _:b :met ?o )>> . _:b :label ?l }",
        "ASK FROM :a1 { :Ada :met :Chen }",
        "ASK FROM :a1 { :Ada :met :Boris }",
        "CONSTRUCT { ?o :metBy ?s } FROM :a1 { ?s :met ?o }",
        "CONSTRUCT { ?s :saw <<( ?a :met ?b )>> } FROM :a2 { ?s rdf:reifies <<( ?a :met ?b )>> }",
        "DESCRIBE :Ada FROM :a1 {}",
        "SELECT ?x FROM :a2 { ?s :open ?x FILTER(?x) }",
        "SELECT ?x FROM :a1 { { SELECT ?x { ?x a :Deal } LIMIT 5 } ?x ?p ?o }",
    ];
    for query in queries {
        both.assert_same(query);
    }
}

/// Oxigraph makes `"007"` of type integer to `"7"`; evidence is kept as it was written.
#[test]
fn lexical_forms_are_kept() {
    let both = Both::news();
    let text =
        "INSERT DATA { GRAPH :l { :x :y 007 , 7 , 1.50 , 1.5 , '2024-02-29'^^xsd:date , true , '1'^^xsd:boolean } }";
    assert_eq!(run(&both.ours, text, &strict()).unwrap().inserted, 7);
    let query = "SELECT * { GRAPH :l { ?a :y ?v , ?w FILTER(?v = ?w && !SAMETERM(?v, ?w)) } }";
    assert_eq!(both.ours(query, DatasetMode::Strict).len(), 6, "equal in value, distinct as terms");
}

#[test]
fn order_by_keeps_its_order() {
    let both = Both::news();
    let query = "SELECT ?v FROM :a2 FROM :a1 { ?s :value|:share ?v } ORDER BY DESC(?v) STR(?v)";
    let Request::Query(query) = sparql::parse(query, PREFIXES).unwrap() else { panic!("a query") };
    let results =
        sparql::evaluate(&query, &both.ours.snapshot(), DatasetMode::Strict, &CancellationToken::new()).unwrap();
    let QueryResults::Solutions(solutions) = results else { panic!("solutions") };
    let values: Vec<_> = solutions
        .map(|s| match s.unwrap().get("v") {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(values, ["10000000000", "8.5", "7", "0.5", "0.25"]);
}

#[test]
fn the_union_is_a_set() {
    let both = Both::news();
    let count = |query: &str| both.ours(query, DatasetMode::Union).len();
    assert_eq!(count("SELECT * { :Ada :met :Boris }"), 1);
    assert_eq!(count("SELECT * { ?x :met ?y }"), 4);
    assert_eq!(count("SELECT * FROM :a1 FROM :a2 { :Ada :met :Boris }"), 1);
    assert_eq!(count("SELECT * { GRAPH ?g { :Ada :met :Boris } }"), 2);
    assert_eq!(count("SELECT * { ?s rdf:reifies <<( :Ada :met ?o )>> }"), 2);
    assert_eq!(count("SELECT * { ?c :lists ?g }"), 2, "the default graph is part of the union");
    let distinct = both.ours("SELECT DISTINCT * { ?s ?p ?o }", DatasetMode::Union);
    assert_eq!(both.ours("SELECT * { ?s ?p ?o }", DatasetMode::Union), distinct);
}

fn run(store: &Store, text: &str, options: &UpdateOptions) -> Result<Changes, QueryError> {
    let Request::Update(update) = sparql::parse(text, PREFIXES).unwrap() else { panic!("an update: {text}") };
    sparql::update(store, &update, options)
}

fn strict() -> UpdateOptions {
    UpdateOptions { mode: DatasetMode::Strict, ..UpdateOptions::default() }
}

#[test]
fn updates_change_what_oxigraph_changes() {
    for text in [
        "INSERT DATA { :x :y 1 . GRAPH :a1 { :x :y 2, 2 . :Ada :met :Boris } }",
        "DELETE DATA { :catalogue :lists :a1 . GRAPH :a1 { :Ada :met :Boris } GRAPH :none { :x :y :z } }",
        "DELETE WHERE { GRAPH :a1 { ?s :met ?o } }",
        "WITH :a1 DELETE { ?s :met ?o } INSERT { ?o :metBy ?s } WHERE { ?s :met ?o }",
        "DELETE { GRAPH :a1 { ?s :value ?v } } INSERT { GRAPH :a3 { ?s :value ?w } } USING :a1 WHERE { ?s :value ?v BIND(?v + 1 AS ?w) }",
        "INSERT { GRAPH ?g { ?s :seen true } } WHERE { GRAPH ?g { ?s rdf:reifies <<( ?a :met ?b )>> } }",
        "INSERT { :n :m <<( ?b :metBy ?a )>> } USING :a2 WHERE { ?s rdf:reifies <<( ?a :met ?b )>> }",
        "INSERT DATA { GRAPH :new { :x :y :z } } ; INSERT { :copied :from ?s } WHERE { GRAPH :new { ?s ?p ?o } } ; DROP GRAPH :new",
        "CLEAR DEFAULT",
        "CLEAR NAMED",
        "DROP ALL",
        "CLEAR GRAPH :a1",
        "COPY :a1 TO :a2",
        "COPY DEFAULT TO :a2",
        "MOVE :a1 TO :new",
        "MOVE :a1 TO DEFAULT",
        "ADD :a1 TO :a2",
        "CREATE GRAPH :new",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    ] {
        let both = Both::news();
        let before = both.ours.snapshot().len();
        let changes = run(&both.ours, text, &strict()).unwrap();
        let mut evaluator = SparqlEvaluator::new();
        for (prefix, space) in PREFIXES {
            evaluator = evaluator.with_prefix(*prefix, *space).unwrap();
        }
        evaluator.parse_update(text).unwrap().on_store(&both.theirs).execute().unwrap();
        let mut ours: Vec<_> = both.ours.snapshot().quads().map(|quad| quad.to_string()).collect();
        let mut theirs: Vec<_> = both.theirs.iter().map(|quad| quad.unwrap().to_string()).collect();
        ours.sort();
        theirs.sort();
        assert_eq!(ours, theirs, "{text}");
        assert_eq!(before + changes.inserted - changes.removed, ours.len() as u64, "{text}: {changes:?}");
    }
}

#[test]
fn an_update_is_whole_or_not_at_all() {
    let both = Both::news();
    let before = both.ours.stats();
    let text = "INSERT DATA { GRAPH :a1 { :x :y :z } } ; CREATE GRAPH :a1";
    let error = run(&both.ours, text, &strict()).unwrap_err();
    assert!(error.to_string().contains("exists already"), "{error}");
    assert_eq!(both.ours.stats(), before);
}

#[test]
fn the_union_cannot_be_updated_by_accident() {
    let both = Both::news();
    let union = UpdateOptions::default();
    for text in [
        "DELETE DATA { :Ada :met :Boris }",
        "INSERT DATA { :Ada :met :Dar }",
        "DELETE WHERE { :Ada ?p ?o }",
        "DELETE { :Ada ?p ?o } USING :a1 WHERE { :Ada ?p ?o }",
        "COPY :a1 TO DEFAULT",
    ] {
        let error = run(&both.ours, text, &union).unwrap_err().to_string();
        assert!(error.contains("hint:") && error.contains("--strict"), "{text}: {error}");
    }
    let changes = run(&both.ours, "WITH :a1 DELETE { :Ada ?p ?o } WHERE { :Ada ?p ?o }", &union).unwrap();
    assert_eq!(changes.removed, 4);
    let changes = run(&both.ours, "INSERT { GRAPH :all { ?s :met ?o } } WHERE { ?s :met ?o }", &union).unwrap();
    assert_eq!(changes.inserted, 4, "WHERE sees the union");
}

#[test]
fn nothing_reaches_the_network_or_the_disk_unasked() {
    let both = Both::news();
    let file = tempfile::Builder::new().suffix(".ttl").tempfile().unwrap();
    std::fs::write(file.path(), "<http://example.com/l> <http://example.com/m> [ ] .").unwrap();
    let load = format!("LOAD <file://{}> INTO GRAPH :loaded", file.path().display());
    let error = run(&both.ours, &load, &strict()).unwrap_err().to_string();
    assert!(error.contains("--allow-load"), "{error}");
    let allowed = UpdateOptions { allow_load: true, ..UpdateOptions::default() };
    assert_eq!(run(&both.ours, &load, &allowed).unwrap().inserted, 1);
    let error = run(&both.ours, "LOAD <http://example.com/> INTO GRAPH :loaded", &allowed).unwrap_err().to_string();
    assert!(error.contains("only local files"), "{error}");
    let silent = "LOAD SILENT <http://example.com/> INTO GRAPH :loaded";
    assert_eq!(run(&both.ours, silent, &allowed).unwrap(), Changes::default());

    let query = "SELECT * { SERVICE <http://example.com/sparql> { ?s ?p ?o } }";
    let Request::Query(query) = sparql::parse(query, PREFIXES).unwrap() else { panic!("a query") };
    let snapshot = both.ours.snapshot();
    let results = sparql::evaluate(&query, &snapshot, DatasetMode::Union, &CancellationToken::new());
    let error = match results {
        Err(error) => error,
        Ok(QueryResults::Solutions(mut solutions)) => match solutions.next() {
            Some(Err(error)) => error.into(),
            _ => panic!("SERVICE must fail"),
        },
        Ok(_) => panic!("SERVICE must fail"),
    };
    assert!(error.to_string().contains("no network"), "{error}");
}

#[test]
fn a_cancelled_query_says_so() {
    let both = Both::news();
    let token = CancellationToken::new();
    let Request::Query(query) = sparql::parse("SELECT * { ?a ?b ?c . ?d ?e ?f }", PREFIXES).unwrap() else {
        panic!("a query")
    };
    token.cancel();
    let error = match sparql::evaluate(&query, &both.ours.snapshot(), DatasetMode::Union, &token) {
        Err(error) => error,
        Ok(QueryResults::Solutions(mut solutions)) => solutions.next().unwrap().unwrap_err().into(),
        Ok(_) => panic!("solutions"),
    };
    assert!(matches!(error, QueryError::Cancelled), "{error}");
}

/// A term of a tiny world, so that random patterns meet random data.
fn small_term(n: u8) -> Term {
    let node = |n: u8| NamedNode::new_unchecked(format!("http://example.com/n{n}"));
    match n {
        0..=3 => node(n).into(),
        4 => Literal::from(1).into(),
        5 => Literal::new_simple_literal("one").into(),
        6 => Triple::new(node(0), node(1), node(2)).into(),
        7 => Triple::new(node(1), node(1), node(1)).into(),
        _ => Triple::new(node(0), node(2), Literal::from(1)).into(),
    }
}

fn small_quad((s, p, o, g): (u8, u8, u8, u8)) -> Quad {
    let node = |n: u8| NamedNode::new_unchecked(format!("http://example.com/n{n}"));
    let graph = if g == 0 { GraphName::DefaultGraph } else { node(g).into() };
    Quad::new(node(s), node(p), small_term(o), graph)
}

fn pattern_term() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..4_u8).prop_map(|n| format!("?v{n}")),
        3 => (0..4_u8).prop_map(|n| format!(":n{n}")),
    ]
}

fn pattern_object() -> impl Strategy<Value = String> {
    let part = || pattern_term().boxed();
    prop_oneof![
        5 => part(),
        1 => Just("1".to_owned()),
        2 => (part(), part(), part()).prop_map(|(s, p, o)| format!("<<( {s} {p} {o} )>>")),
    ]
}

fn triple_pattern() -> impl Strategy<Value = String> {
    (pattern_term(), pattern_term(), pattern_object()).prop_map(|(s, p, o)| format!("{s} {p} {o} ."))
}

fn group() -> impl Strategy<Value = String> {
    let bgp = || prop::collection::vec(triple_pattern(), 1..4).prop_map(|patterns| patterns.join(" "));
    prop_oneof![
        3 => bgp(),
        1 => (bgp(), bgp()).prop_map(|(a, b)| format!("{a} OPTIONAL {{ {b} }}")),
        1 => (bgp(), bgp()).prop_map(|(a, b)| format!("{{ {a} }} UNION {{ {b} }}")),
        // Oxigraph's damage (see `Both::theirs`) counts as a solution under EXISTS: no triple terms there.
        1 => (bgp(), bgp().prop_filter("a triple term", |b| !b.contains("<<(")))
            .prop_map(|(a, b)| format!("{a} FILTER NOT EXISTS {{ {b} }}")),
        1 => (bgp(), bgp()).prop_map(|(a, b)| format!("{a} MINUS {{ {b} }}")),
        1 => (bgp(), bgp(), pattern_term()).prop_map(|(a, b, g)| format!("{a} GRAPH {g} {{ {b} }}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn random_patterns_over_random_data_answer_like_oxigraph(
        quads in prop::collection::vec((0..4_u8, 0..4_u8, 0..9_u8, 0..3_u8), 0..40),
        group in group(),
    ) {
        let quads: Vec<_> = quads.into_iter().map(small_quad).collect();
        let both = Both::new(&quads);
        both.assert_same(&format!("SELECT * {{ {group} }}"));
        both.assert_same(&format!("SELECT * FROM :n1 {{ {group} }}"));
        // In union mode the answers are those over the merged graph.
        let merged: Vec<_> = quads.iter().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad.clone() }).collect();
        if !group.contains("GRAPH") {
            let query = format!("SELECT * {{ {group} }}");
            let (ours, theirs) = (both.ours(&query, DatasetMode::Union), Both::new(&merged).theirs(&query));
            prop_assert_eq!(&ours, &theirs.unwrap_or_else(|| ours.clone()), "{}", query);
        }
    }
}

//! The small query language: golden answers with their SPARQL, the gallery of mistakes, the reference page, and the
//! questions of the development articles.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use tercet::query::language::{Answer, Interpreter};
use tercet::query::sparql::{CancellationToken, QueryError};
use tercet::render;
use tercet::store::{Snapshot, Store};

const QUESTIONS: &str = include_str!("language/questions.txt");
const MISTAKES: &str = include_str!("language/mistakes.txt");
const REFERENCE: &str = include_str!("../../src/query/language/REFERENCE.md");

/// A graph with the words to ask it.
struct Graph {
    snapshot: Snapshot,
    interpreter: Interpreter,
    _store: (Store, tempfile::TempDir),
}

impl Graph {
    fn of(statements: &Path) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("t.db");
        let output = Command::new(env!("CARGO_BIN_EXE_tercet"))
            .args(["ingest", "--statements"])
            .arg(statements)
            .arg("--db")
            .arg(&database)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let store = Store::open_read_only(&database).unwrap();
        let snapshot = store.snapshot();
        let interpreter = Interpreter::of(&snapshot);
        Self { snapshot, interpreter, _store: (store, dir) }
    }

    /// The statements written for these tests.
    fn own() -> &'static Self {
        static OWN: OnceLock<Graph> = OnceLock::new();
        OWN.get_or_init(|| Self::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/language/statements.jsonl")))
    }

    fn ask(&self, question: &str) -> Result<Answer, QueryError> {
        self.interpreter.ask(question, &self.snapshot, &[], &CancellationToken::new())
    }

    fn answer(&self, question: &str) -> Answer {
        self.ask(question).unwrap_or_else(|error| panic!("{question}: {error}"))
    }
}

#[test]
fn questions_have_their_answers() {
    let mut golden = String::new();
    for question in QUESTIONS.lines() {
        let answer = Graph::own().answer(question);
        let _ = writeln!(golden, "> {question}\n{}", render::answer::table(&answer, None, None));
        for note in &answer.notes {
            let _ = writeln!(golden, "note: {note}");
        }
        if let Some(sparql) = &answer.sparql {
            let _ = writeln!(golden, "\n{sparql}");
        }
        golden.push('\n');
    }
    insta::assert_snapshot!("answers", golden);
}

#[test]
fn mistakes_are_explained() {
    assert!(MISTAKES.lines().count() >= 40);
    let mut gallery = String::new();
    for question in MISTAKES.lines() {
        let error = match Graph::own().ask(question) {
            Err(QueryError::Refused(diagnostic)) => diagnostic,
            other => panic!("`{question}` was understood: {other:?}"),
        };
        assert!(error.help.is_some() || error.label.is_some() || error.message.len() > 20, "{question}: {error:?}");
        let _ = writeln!(gallery, "{}", render::diagnostic::render(&error, "question", question));
    }
    insta::assert_snapshot!("mistakes", gallery);
}

/// Whatever SPARQL is shown is SPARQL, and the language answers what it says.
#[test]
fn what_is_shown_as_sparql_runs_as_sparql() {
    let graph = Graph::own();
    for question in QUESTIONS.lines() {
        let Some(sparql) = graph.interpreter.sparql(question, &graph.snapshot, &[]).unwrap() else { continue };
        let parsed = tercet::query::sparql::parse(&sparql, tercet::graph::prefixes());
        assert!(parsed.is_ok(), "{question}\n{sparql}\n{parsed:?}");
        assert!(tercet::query::language::is_sparql(&sparql), "{sparql}");
        assert!(!tercet::query::language::is_sparql(question), "{question}");
    }
}

/// Every example of the reference is answered, and finds something unless the page says otherwise.
#[test]
fn the_reference_tells_the_truth() {
    let mut examples = 0;
    for block in REFERENCE.split("```text\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for question in block.lines().filter(|line| !line.is_empty()) {
            let answer = Graph::own().answer(question);
            assert!(!answer.rows.is_empty(), "{question} finds nothing: {:?}", answer.notes);
            examples += 1;
        }
    }
    assert!(examples >= 50, "only {examples} examples");
    let table = |column: &str| REFERENCE.contains(&format!("`{column}`"));
    for construct in [
        "since",
        "before",
        "as of",
        "planned",
        "denied",
        "any",
        "where",
        "about",
        "show",
        "sort",
        "top",
        "count by",
        "sum value by",
        "graph",
        "path",
        "near",
        "central",
        "timeline of",
        "sources of",
        "compare",
        "between",
        "according to",
    ] {
        assert!(table(construct) || REFERENCE.contains(construct), "{construct} is not in the reference");
    }
}

/// The questions that the design promises for the seed articles, with how many rows they have.
#[test]
fn questions_about_the_seed_articles() {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/dev/gold.jsonl");
    if !gold.is_file() {
        eprintln!("SKIPPED: {} is not there; the questions about the seed articles were not asked", gold.display());
        return;
    }
    let graph = Graph::of(&gold);
    for (question, rows, first) in [
        ("meetings with Putin planned | show who, place, date", 3, &["Hu Jintao", "Beijing", "2002-12"][..]),
        ("deals between Russia and China planned where value > 1bn usd | sort -value", 1, &["2017-07"]),
        ("members of SCO", 6, &["China", "2"]),
        ("visits to Beijing by Putin during 2017", 1, &["2017-05", "1"]),
        ("path Gazprom to \"Xi Jinping\" within 4 | graph", 10, &[]),
        ("near \"Xi Jinping\" within 2 | graph xi.svg", 76, &["China", "1"]),
        ("timeline of Putin", 18, &["2006"]),
        ("meetings with Putin and Xi | count by year", 1, &["2017", "4"]),
        ("statements by Xi about THAAD | show date, source", 3, &["2017-07-03", "s4"]),
        ("trade between Russia and China | sort date", 7, &["1997"]),
        ("facts about Russia where sources >= 2 | top 20", 7, &[]),
        ("sources of (Putin -> met -> \"Xi Jinping\")", 4, &[]),
        ("compare s1 with s4", 154, &["both"]),
        ("who opposes \"sanctions against Iran\"", 2, &["China", "1"]),
        ("meetings with Xi any | count by status", 1, &["actual", "4"]),
        ("who is president of Russia", 1, &["Vladimir Putin"]),
    ] {
        let answer = graph.answer(question);
        assert_eq!(answer.rows.len(), rows, "{question}: {:?}", answer.notes);
        for (cell, expected) in answer.rows[0].cells.iter().zip(first) {
            let shown: Vec<String> = cell.iter().map(tercet::query::language::Value::shown).collect();
            assert_eq!(shown.join(", "), *expected, "{question}");
        }
    }
}

//! The prompt at a real pseudo-terminal: what a person sees who asks, points at rows, mistypes and interrupts.

use std::path::Path;
use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

const STATEMENTS: &str = include_str!("language/statements.jsonl");
/// Milliseconds that a screen may take on a busy machine.
const PATIENCE: u64 = 30_000;

/// A database of the statements, with the texts of one article.
fn database() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("s.jsonl"), STATEMENTS).unwrap();
    let output = tercet(dir.path(), &["ingest", "--statements", "s.jsonl"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    dir
}

fn tercet(dir: &Path, args: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_tercet")).current_dir(dir).args(args).output().unwrap()
}

/// The prompt at a terminal of 24 lines and 80 columns, without colours.
fn prompt(dir: &Path) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tercet"));
    command.arg("repl").current_dir(dir).env("NO_COLOR", "1").env("TERM", "xterm").env("XDG_STATE_HOME", dir);
    let mut session = spawn_command(command, Some(PATIENCE)).unwrap();
    session.exp_string("tercet> ").unwrap();
    session
}

/// Types a line and gives what is shown up to the next prompt, without control sequences.
fn typed(session: &mut PtySession, line: &str) -> String {
    session.send_line(line).unwrap();
    session.exp_string("\r\n").unwrap();
    let shown = session.exp_string("tercet> ").unwrap();
    plain(&shown)
}

fn plain(shown: &str) -> String {
    // The session gives each byte as a character.
    let bytes: Vec<u8> = shown.chars().map(|c| u8::try_from(u32::from(c)).expect("a byte")).collect();
    let shown = String::from_utf8(bytes).unwrap();
    let mut text = String::new();
    let mut rest = shown.chars();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => {
                // A control sequence ends in a letter.
                for c in rest.by_ref() {
                    if c.is_ascii_alphabetic() {
                        break;
                    }
                }
            }
            '\r' => {}
            c => text.push(c),
        }
    }
    text.trim_matches('\n').to_owned()
}

#[test]
fn a_conversation() {
    let dir = database();
    let mut session = prompt(dir.path());
    let mut transcript = String::new();
    for line in [
        "meetings with Brook any | show date, who, status",
        ".why 1",
        "near #2",
        "members of BRC",
        ".sparql",
        "SELECT ?who { ?who t:memberOf :Baltic_Rim_Council } ORDER BY ?who",
        "meetings with Brok plannd",
        ".mode csv",
        "members of BRC | show member",
        ".mode table",
        ".timeline Orlov",
        ".save out.md",
        ".conflicts",
        ".why 99",
        ".frobnicate",
    ] {
        transcript += &format!("tercet> {line}\n{}\n", typed(&mut session, line));
    }
    session.send_control('d').unwrap();
    session.exp_eof().unwrap();
    insta::assert_snapshot!("conversation", transcript);
    let saved = std::fs::read_to_string(dir.path().join("out.md")).unwrap();
    assert!(saved.starts_with("| date | fact |"), "{saved}");
}

#[test]
fn ctrl_c_stops_the_query_and_keeps_the_session() {
    let dir = database();
    let mut session = prompt(dir.path());
    let long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a != ?j) }";
    session.send_line(long).unwrap();
    // It says how long it runs already.
    session.exp_string("ctrl-C stops").unwrap();
    session.send_control('c').unwrap();
    session.exp_string("stopped").unwrap();
    session.exp_string("tercet> ").unwrap();
    assert!(typed(&mut session, "members of BRC | count").contains('3'));
    session.send_control('d').unwrap();
    session.exp_eof().unwrap();
}

#[test]
fn the_banner_shows_questions_that_have_answers() {
    let dir = database();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tercet"));
    command
        .arg("repl")
        .current_dir(dir.path())
        .env("NO_COLOR", "1")
        .env("TERM", "xterm")
        .env("XDG_STATE_HOME", dir.path());
    let mut session = spawn_command(command, Some(PATIENCE)).unwrap();
    let banner = plain(&session.exp_string("tercet> ").unwrap());
    assert!(banner.contains("5 articles, 42 statements, last changed 20"), "{banner}");
    let questions: Vec<&str> = banner.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    assert_eq!(questions.len(), 3, "{banner}");
    for question in questions {
        let output = tercet(dir.path(), &["query", question]);
        assert_eq!(output.status.code(), Some(0), "{question}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_pipe_gets_plain_rows() {
    let dir = database();
    std::fs::write(dir.path().join("q.txt"), "members of BRC\n.quit\n").unwrap();
    let input = std::fs::File::open(dir.path().join("q.txt")).unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_tercet")).arg("repl").current_dir(dir.path()).stdin(input).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "member\tsources\nNordal\t2\nOstria\t1\nVelland\t1\n");
}

#[test]
fn scripts_have_parameters_formats_and_exit_codes() {
    let dir = database();
    let run = |args: &[&str]| {
        let output = tercet(dir.path(), args);
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, rows, _) = run(&["query", "--param", "who=Ann Brook", "meetings with $who since 2012 | show who"]);
    assert_eq!((code, rows.as_str()), (Some(0), "who\nCarl Dorn\nSergei Orlov\n"));
    let (code, rows, _) =
        run(&["query", "--param", "who=Brook", "SELECT ?w { $who t:met ?w } ORDER BY ?w", "--format", "csv"]);
    assert_eq!(code, Some(0));
    assert!(rows.contains("Carl_Dorn") && rows.contains("Sergei_Orlov"), "{rows}");
    assert_eq!(run(&["query", "meetings with Vos planned"]).0, Some(1));
    assert_eq!(run(&["query", "--fail-empty", "meetings with Vos planned"]).0, Some(2));
    let (code, _, error) = run(&["query", "meatings with Vos"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("did you mean `meetings`?"), "{error}");
    let (_, json, _) = run(&["query", "members of BRC", "--format", "jsonl"]);
    assert_eq!(json.lines().count(), 3);
    assert!(json.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    let (_, sparql, _) = run(&["query", "--sparql", "members of BRC"]);
    assert_eq!(run(&["query", &sparql]).0, Some(0));
    let (_, dot, _) = run(&["query", "path Petronor to Brook | graph"]);
    assert!(dot.starts_with("digraph") || dot.starts_with("graph"), "{dot}");
    for shell in ["bash", "zsh", "fish"] {
        assert!(run(&["completions", shell]).1.contains("tercet"), "{shell}");
    }
}

#[test]
fn tab_completes_names_of_the_graph() {
    let dir = database();
    let mut session = prompt(dir.path());
    // The names are learnt while the person types.
    let mut shown = String::new();
    for _ in 0..100 {
        session.send("members of Balt\t").unwrap();
        session.flush().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(200));
        shown.extend(std::iter::from_fn(|| session.try_read()));
        if shown.contains("Baltic Rim Council") {
            break;
        }
        session.send_control('u').unwrap();
    }
    assert!(plain(&shown).contains("Baltic Rim Council"), "{}", plain(&shown));
    session.send_line("| count").unwrap();
    session.exp_string("\r\n").unwrap();
    let answer = plain(&session.exp_string("tercet> ").unwrap());
    assert!(answer.contains('3'), "{answer}");
    session.send_control('d').unwrap();
    session.exp_eof().unwrap();
}

//! The transcripts of README.md are true: every `tercet` command in a console block is run, in order, in an empty
//! directory with the bundled articles, and prints what the page says. `UPDATE_README=1` writes what it prints.

use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn transcripts_print_what_the_page_says() {
    let dir = tempfile::tempdir().unwrap();
    copy(&Path::new(ROOT).join("graph-data/articles"), &dir.path().join("graph-data/articles"));
    let page = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let mut checked = 0;
    let mut actual = String::new();
    let mut in_console = false;
    let mut skip_output = false;
    for line in page.lines() {
        if line.starts_with("```") {
            in_console = line == "```console";
            skip_output = false;
        }
        let command = line.strip_prefix("$ tercet ").filter(|_| in_console);
        if command.is_some() || !skip_output {
            actual.push_str(line);
            actual.push('\n');
        }
        if let Some(command) = command {
            actual.push_str(&run(dir.path(), command));
            checked += 1;
            skip_output = true;
        }
    }
    assert!(checked >= 5, "the page shows only {checked} commands");
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(Path::new(ROOT).join("README.md"), actual).unwrap();
    } else {
        assert!(steady(&page) == steady(&actual), "README.md is out of date; it should be:\n{actual}");
    }
}

/// What the command prints: its data, then its messages.
fn run(dir: &Path, command: &str) -> String {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("tercet() {{ '{}' \"$@\"; }}; tercet {command}", env!("CARGO_BIN_EXE_tercet")));
    let output = shell.current_dir(dir).env("NO_COLOR", "1").output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    format!("{out}{err}").lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The text without what differs from run to run: how fast it was.
fn steady(text: &str) -> String {
    text.lines()
        .map(|line| match line.rsplit_once(", ") {
            Some((before, speed)) if speed.ends_with("articles/s") => format!("{before}, articles/s\n"),
            _ => format!("{line}\n"),
        })
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

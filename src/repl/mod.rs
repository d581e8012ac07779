//! The interactive prompt: line editing around the same calls as the command line.
//!
//! `lexer`, `complete` and `editor` serve the line being typed; `command` reads dot commands and `execute` runs them;
//! `session` answers questions.

mod command;
mod complete;
mod editor;
mod execute;
mod lexer;
mod pager;
mod session;

use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Config, Editor};
use xxhash_rust::xxh3::xxh3_64;

use editor::EditorHelper;
use session::{After, Session};

/// What can end the prompt other than the person.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReplError {
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    #[error("cannot read the terminal: {0}")]
    Terminal(#[from] ReadlineError),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("cannot listen for ctrl-C: {0}")]
    Interrupt(#[from] ctrlc::Error),
}

const PROMPT: &str = "tercet> ";

/// Answers what is typed until the person leaves.
pub(crate) fn run(database: &Path) -> Result<(), ReplError> {
    let mut session = Session::open(database)?;
    let at_terminal = io::stdin().is_terminal();
    if at_terminal {
        writeln!(io::stderr(), "{}", session.banner())?;
    }
    let colour = at_terminal && env::var_os("NO_COLOR").is_none();
    let config = Config::builder().auto_add_history(true).completion_type(CompletionType::List).build();
    let mut editor: Editor<EditorHelper, DefaultHistory> = Editor::with_config(config)?;
    editor.set_helper(Some(EditorHelper::new(session.words(), colour)));
    let history = history_file(database).filter(|_| at_terminal);
    if let Some(path) = &history {
        // The first session with a database has no history yet.
        let _ = editor.load_history(path);
    }
    loop {
        match editor.readline(if at_terminal { PROMPT } else { "" }) {
            Ok(line) => {
                let line = match line.trim() {
                    "\\e" => match edited(&session.last_text) {
                        Ok(text) => text,
                        Err(error) => {
                            writeln!(io::stderr(), "error: no editor could be opened: {error}")?;
                            continue;
                        }
                    },
                    line => line.to_owned(),
                };
                if session.answer(line.trim())? == After::Leave {
                    break;
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(error.into()),
        }
    }
    if let Some(path) = &history {
        let saved = path.parent().map_or(Ok(()), fs::create_dir_all).map_err(ReadlineError::from);
        if let Err(error) = saved.and_then(|()| editor.save_history(path)) {
            writeln!(io::stderr(), "warning: the history was not saved to `{}`: {error}", path.display())?;
        }
    }
    Ok(())
}

/// What the person makes of the last question in `$VISUAL` or `$EDITOR`.
fn edited(text: &str) -> io::Result<String> {
    let editor = env::var("VISUAL").or_else(|_| env::var("EDITOR")).unwrap_or_else(|_| "vi".to_owned());
    let path = env::temp_dir().join(format!("tercet-{}.query", std::process::id()));
    fs::write(&path, text)?;
    let mut words = editor.split_whitespace();
    let ended = Command::new(words.next().unwrap_or("vi")).args(words).arg(&path).status();
    let text = ended.and_then(|_| fs::read_to_string(&path));
    let _ = fs::remove_file(&path);
    text
}

/// One history per database, in the user's state directory (XDG Base Directory Specification), so that neither the
/// working directory nor the database holds what a person typed.
fn history_file(database: &Path) -> Option<PathBuf> {
    let state = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let state = state.or_else(|| Some(env::home_dir()?.join(".local/state")))?;
    let database = database.canonicalize().ok()?;
    let key = xxh3_64(database.as_os_str().as_encoded_bytes());
    Some(state.join("tercet").join(format!("history-{key:016x}")))
}

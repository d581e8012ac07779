//! The sections about words: special cases of the tokenizer and normal forms.

use rmpv::Value;

use super::package::{Package, get};
use super::{ConvertError, Sections};

/// Numbers that spaCy gives the attributes of a special case's tokens.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// Adds the sections that the tokenizer and the lexicon read.
pub(crate) fn add(package: &Package, sections: &mut Sections) -> Result<(), ConvertError> {
    add_special_cases(package, sections)?;
    add_norms(package, sections)
}

/// Each case is its text and, in turn, text and norm of its tokens, separated by U+001F and ended by U+001E.
fn add_special_cases(package: &Package, sections: &mut Sections) -> Result<(), ConvertError> {
    let file = "tokenizer";
    let tokenizer = package.msgpack(file)?;
    let cases = get(&tokenizer, "exceptions").and_then(Value::as_map);
    let cases = cases.ok_or_else(|| package.unexpected(file, "no map `exceptions`"))?;
    let mut records = Vec::new();
    for (text, tokens) in cases {
        let text = text.as_str().unwrap_or_default();
        let mut fields = vec![text.to_owned()];
        for token in tokens.as_array().into_iter().flatten() {
            let attribute = |number: u64| {
                let found = token.as_map()?.iter().find(|(key, _)| key.as_u64() == Some(number))?;
                found.1.as_str().map(str::to_owned)
            };
            fields.extend([attribute(ORTH).unwrap_or_default(), attribute(NORM).unwrap_or_default()]);
        }
        let whole: String = fields[1..].iter().step_by(2).map(String::as_str).collect();
        if text.is_empty() || whole != text || fields.iter().any(|field| field.contains(['\u{1E}', '\u{1F}'])) {
            return Err(package.unexpected(file, format!("the tokens of the exception `{text}` do not make it up")));
        }
        records.push(fields.join("\u{1F}") + "\u{1E}");
    }
    records.sort_unstable();
    sections.add("tokenizer.special", records.concat());
    Ok(())
}

/// Ids of words in ascending order, and in the same order their normal forms, one a line.
fn add_norms(package: &Package, sections: &mut Sections) -> Result<(), ConvertError> {
    let file = "vocab/lookups.bin";
    let lookups = package.msgpack(file)?;
    let table = get(&lookups, "lexeme_norm").and_then(Value::as_map);
    let table = table.ok_or_else(|| package.unexpected(file, "no table `lexeme_norm`"))?;
    let pairs: Option<Vec<(u64, &str)>> = table
        .iter()
        .map(|(id, norm)| Some((id.as_u64()?, norm.as_str().filter(|norm| !norm.contains('\n'))?)))
        .collect();
    let mut pairs = pairs.ok_or_else(|| package.unexpected(file, "`lexeme_norm` is no map from ids to words"))?;
    pairs.sort_unstable();
    sections.add("norms.ids", pairs.iter().flat_map(|(id, _)| id.to_le_bytes()).collect::<Vec<_>>());
    sections.add_lines("norms.forms", &pairs.iter().map(|(_, norm)| (*norm).to_owned()).collect::<Vec<_>>());
    Ok(())
}

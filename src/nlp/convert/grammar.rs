//! The sections about parts of speech and lemmas: patterns of the attribute ruler, tables of the lemmatizer.

use std::collections::BTreeMap;

use rmpv::Value;

use super::package::{Package, get};
use super::{ConvertError, Sections};
use crate::nlp::strings::string_id;

/// Adds the sections that the attribute ruler and the lemmatizer read.
pub(crate) fn add(package: &Package, sections: &mut Sections) -> Result<(), ConvertError> {
    add_patterns(package, sections)?;
    add_lemmas(package, sections)
}

/// One alternative of a pattern a line: values of `POS MORPH LEMMA TAG DEP`, which of its tokens gets them, then the
/// conditions on each token; fields separated by tabs. A condition is `KEY=VALUE` or `KEY!=VALUE`, and of several with
/// `=` on one key any may hold. Lines of equal pattern follow each other; the first field numbers the pattern.
fn add_patterns(package: &Package, sections: &mut Sections) -> Result<(), ConvertError> {
    let file = "attribute_ruler/patterns";
    let patterns = package.msgpack(file)?;
    let unexpected = |number: usize| package.unexpected(file, format!("cannot read pattern {number}"));
    let mut lines = Vec::new();
    for (number, pattern) in patterns.as_array().into_iter().flatten().enumerate() {
        let written = pattern_lines(number, pattern).ok_or_else(|| unexpected(number))?;
        lines.extend(written);
    }
    if lines.is_empty() {
        return Err(unexpected(0));
    }
    sections.add_lines("ruler.patterns", &lines);
    Ok(())
}

fn pattern_lines(number: usize, pattern: &Value) -> Option<Vec<String>> {
    let attrs = get(pattern, "attrs")?;
    let index = get(pattern, "index")?.as_u64()?;
    let values =
        ["POS", "MORPH", "LEMMA", "TAG", "DEP"].map(|key| get(attrs, key).and_then(Value::as_str).unwrap_or(""));
    if attrs.as_map()?.len() != values.iter().filter(|value| !value.is_empty()).count() {
        return None;
    }
    let alternatives = get(pattern, "patterns")?.as_array()?;
    alternatives
        .iter()
        .map(|tokens| {
            let mut fields = vec![number.to_string()];
            fields.extend(values.map(str::to_owned));
            fields.push(index.to_string());
            for token in tokens.as_array()? {
                fields.push(conditions(token)?.join(" "));
            }
            Some(fields.join("\t"))
        })
        .collect()
}

fn conditions(token: &Value) -> Option<Vec<String>> {
    let mut conditions = Vec::new();
    for (key, value) in token.as_map()? {
        let key = key.as_str()?;
        let mut add = |operator: &str, value: &str| conditions.push(format!("{key}{operator}{value}"));
        match value {
            Value::Boolean(value) => add("=", &value.to_string()),
            Value::String(value) => add("=", value.as_str()?),
            Value::Map(predicates) => {
                let [(predicate, value)] = predicates.as_slice() else { return None };
                match (predicate.as_str()?, value) {
                    ("IN", Value::Array(values)) => {
                        for value in values {
                            add("=", value.as_str()?);
                        }
                    }
                    ("NOT_IN", Value::Array(values)) => {
                        for value in values {
                            add("!=", value.as_str()?);
                        }
                    }
                    ("REGEX", value) => {
                        for value in expand(value.as_str()?)? {
                            add("=", &value);
                        }
                    }
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
    conditions.iter().all(|condition| !condition.contains(char::is_whitespace)).then_some(conditions)
}

/// All texts that an anchored pattern of literals, classes and optional characters matches.
fn expand(pattern: &str) -> Option<Vec<String>> {
    let mut rest = pattern.strip_prefix('^')?.strip_suffix('$')?.chars().peekable();
    let mut texts = vec![String::new()];
    while let Some(c) = rest.next() {
        let mut choices = match c {
            '[' => {
                let class: String = rest.by_ref().take_while(|&c| c != ']').collect();
                class.chars().map(String::from).collect::<Vec<_>>()
            }
            c if c.is_alphanumeric() || c == '\'' => vec![c.to_string()],
            _ => return None,
        };
        if rest.next_if_eq(&'?').is_some() {
            choices.push(String::new());
        }
        texts = texts.iter().flat_map(|text| choices.iter().map(move |choice| format!("{text}{choice}"))).collect();
    }
    Some(texts)
}

/// Parts of speech with lemma tables, as spaCy names them.
const TABLES: [&str; 5] = ["adj", "adv", "noun", "punct", "verb"];

fn add_lemmas(package: &Package, sections: &mut Sections) -> Result<(), ConvertError> {
    let file = "lemmatizer/lookups/lookups.bin";
    let lookups = package.msgpack(file)?;
    let table = |kind: &str, pos: &str| {
        let id = string_id(pos);
        let tables = get(&lookups, kind).and_then(Value::as_map).into_iter().flatten();
        tables.into_iter().find(|(key, _)| key.as_u64() == Some(id)).map(|(_, value)| value.clone())
    };
    let mut rules = Vec::new();
    for pos in TABLES {
        let unexpected = |kind: &str| package.unexpected(file, format!("cannot read table `{kind}` of `{pos}`"));
        for rule in table("lemma_rules", pos).as_ref().and_then(Value::as_array).into_iter().flatten() {
            let [old, new] =
                strings(rule).and_then(|rule| rule.try_into().ok()).ok_or_else(|| unexpected("lemma_rules"))?;
            rules.push(format!("{pos}\t{old}\t{new}"));
        }
        let mut index = match table("lemma_index", pos) {
            Some(index) => strings(&index).ok_or_else(|| unexpected("lemma_index"))?,
            None => Vec::new(),
        };
        index.sort_unstable();
        index.dedup();
        if !index.is_empty() {
            let index = fst::Set::from_iter(index).map_err(|_| unexpected("lemma_index"))?;
            sections.add(format!("lemma.{pos}.index"), index.into_fst().into_inner());
        }
        let mut exceptions = BTreeMap::new();
        for (word, forms) in table("lemma_exc", pos).as_ref().and_then(Value::as_map).into_iter().flatten() {
            let word = word.as_str().ok_or_else(|| unexpected("lemma_exc"))?;
            exceptions.insert(word.to_owned(), strings(forms).ok_or_else(|| unexpected("lemma_exc"))?);
        }
        if !exceptions.is_empty() {
            add_exceptions(sections, pos, &exceptions).map_err(|_| unexpected("lemma_exc"))?;
        }
    }
    sections.add_lines("lemma.rules", &rules);
    Ok(())
}

/// A map from words to the places of their lemmas in a text of lines, in each of which lemmas are separated by blanks.
fn add_exceptions(
    sections: &mut Sections,
    pos: &str,
    exceptions: &BTreeMap<String, Vec<String>>,
) -> Result<(), fst::Error> {
    let mut places = fst::MapBuilder::memory();
    let mut lines = String::new();
    for (word, forms) in exceptions {
        places.insert(word, lines.len() as u64)?;
        lines += &forms.join(" ");
        lines.push('\n');
    }
    sections.add(format!("lemma.{pos}.exceptions"), places.into_inner()?);
    sections.add(format!("lemma.{pos}.exception_forms"), lines);
    Ok(())
}

fn strings(list: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned).filter(|text| !text.contains([' ', '\n', '\t']));
    list.as_array()?.iter().map(text).collect()
}

//! The SPARQL patterns of single conditions.

use oxrdf::NamedNode;

use super::column::ColumnKind;
use super::compile::{Lines, is_kind_of, name};
use super::period::When;
use super::plan::{Facts, Test};
use crate::graph::{Vocabulary, terms};

/// Writes what has to hold of the statement.
pub(super) fn write_test(test: &Test, facts: &Facts, statement: &str, lines: &mut Lines) {
    let _ = facts;
    let number = lines.fresh();
    match test {
        // Written around the others, as it is about their groups.
        Test::Sources { .. } => {}
        Test::Role { roles, names } => {
            let path = role_path(roles);
            if names.any {
                let wanted: Vec<_> = names.wanted.iter().map(|iri| name(iri.as_ref())).collect();
                lines
                    .push(format!("VALUES ?any{number} {{ {} }} ?{statement} {path} ?any{number} .", wanted.join(" ")));
            } else {
                for iri in &names.wanted {
                    lines.push(format!("?{statement} {path} {} .", name(iri.as_ref())));
                }
            }
            for iri in &names.unwanted {
                lines.push(format!("FILTER NOT EXISTS {{ ?{statement} {path} {} }}", name(iri.as_ref())));
            }
        }
        Test::About { entity, names } => about(entity, names, statement, number, lines),
        Test::Mentions(text) => {
            let words = [text.clone()];
            let said = said(statement, &["t:topic", "t:text", "t:evidence/t:quote"], number, &words);
            lines.push(said.join(" UNION "));
            lines.push(format!("UNION {}", of_topic(statement, number, &words)));
        }
        Test::Title(title) => {
            let capital: String = title.split(' ').map(capitalised).collect::<Vec<_>>().join(" ");
            lines.push(format!(
                "VALUES ?title{number} {{ {} {} }} ?{statement} t:title ?title{number} .",
                string(title),
                string(&capital)
            ));
        }
        Test::When(when) => write_when(when, statement, number, lines),
        Test::Amount { sign, number: amount, unit } => {
            lines.push(format!("?{statement} t:value ?value{number} . FILTER(?value{number} {sign} {amount})"));
            if let Some(unit) = unit {
                lines.push(format!("?{statement} t:currency|t:unit {} .", string(unit)));
            }
        }
        Test::Confidence { sign, number: least } => {
            lines.push(format!("?{statement} t:confidence ?likely{number} . FILTER(?likely{number} {sign} {least})"));
        }
        Test::Text { column, sign, text } => {
            let path = match &column.kind {
                ColumnKind::Property(property) => name(property.as_ref()),
                _ => "t:evidence/t:quote".to_owned(),
            };
            let variable = format!("?text{number}");
            let filter = match *sign {
                "~" => matching(&variable, std::slice::from_ref(text)),
                "!=" => format!("FILTER(LCASE(STR({variable})) != {})", string(&text.to_lowercase())),
                _ => format!("FILTER(LCASE(STR({variable})) = {})", string(&text.to_lowercase())),
            };
            lines.push(format!("?{statement} {path} {variable} . {filter}"));
        }
        Test::Among(statements) => {
            let names: Vec<_> = statements.iter().map(|iri| name(iri.as_ref())).collect();
            lines.push(format!("VALUES ?{statement} {{ {} }}", names.join(" ")));
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A role that the entity has, or words that name it. Who speaks is not what is spoken about.
fn about(entity: &NamedNode, names: &[String], statement: &str, number: usize, lines: &mut Lines) {
    let iri = name(entity.as_ref());
    if names.is_empty() {
        lines.push(format!("?{statement} ?role{number} {iri} . FILTER(?role{number} != t:attributedTo)"));
        return;
    }
    lines.push(format!(
        "{{ ?{statement} ?role{number} {iri} FILTER(?role{number} NOT IN (t:speaker, t:attributedTo)) }}"
    ));
    lines.push(format!("UNION {}", said(statement, &["t:topic", "t:text"], number, names).join(" UNION ")));
    lines.push(format!("UNION {}", of_topic(statement, number, names)));
}

/// One of these texts of a statement holds one of the names: a group for each text, so that each is a look-up.
fn said(statement: &str, paths: &[&str], number: usize, words: &[String]) -> Vec<String> {
    let variable = format!("?words{number}");
    let search = matching(&variable, words);
    paths.iter().map(|path| format!("{{ ?{statement} {path} {variable} . {search} }}")).collect()
}

/// A policy or plan whose wording holds one of the names.
fn of_topic(statement: &str, number: usize, words: &[String]) -> String {
    let variable = format!("?wording{number}");
    let search = matching(&variable, words);
    format!("{{ ?plan{number} a t:Topic ; rdfs:label {variable} . {search} ?{statement} ?as{number} ?plan{number} }}")
}

/// The pattern that finds strings with any of these phrases; `*` at the end of one stands for any ending.
fn matching(variable: &str, phrases: &[String]) -> String {
    let quoted: Vec<String> = phrases.iter().map(|phrase| format!("\"{}\"", phrase.replace('"', " "))).collect();
    format!("{variable} t:matches {} .", string(&quoted.join(" | ")))
}

fn write_when(when: &When, statement: &str, number: usize, lines: &mut Lines) {
    let day = |day: &str| format!("\"{day}\"^^xsd:date");
    match when {
        When::Within { first, last } => {
            let mut tests = Vec::new();
            if let Some(first) = first {
                lines.push(format!("?{statement} t:earliest ?first{number} ."));
                tests.push(format!("?first{number} >= {}", day(first)));
            }
            if let Some(last) = last {
                lines.push(format!("?{statement} t:latest ?last{number} ."));
                tests.push(format!("?last{number} <= {}", day(last)));
            }
            lines.push(format!("FILTER({})", tests.join(" && ")));
        }
        When::AsOf(last) => {
            lines.push(format!("OPTIONAL {{ ?{statement} t:earliest ?own{number} }}"));
            lines.push(format!("OPTIONAL {{ ?{statement} t:article/t:earliest ?told{number} }}"));
            lines.push(format!("FILTER(COALESCE(?own{number}, ?told{number}) <= {})", day(last)));
        }
    }
}

/// What may lie within the time but need not: it overlaps and is not wholly inside.
pub(super) fn overlapping(when: &When) -> Option<String> {
    let When::Within { first, last } = when else { return None };
    let mut tests = Vec::new();
    if let Some(last) = last {
        tests.push(format!("?begins <= \"{last}\"^^xsd:date"));
    }
    if let Some(first) = first {
        tests.push(format!("?ends >= \"{first}\"^^xsd:date"));
    }
    Some(format!("?statement t:earliest ?begins ; t:latest ?ends . FILTER({})", tests.join(" && ")))
}

/// One role, or any of several.
pub(super) fn role_path(roles: &[NamedNode]) -> String {
    let names: Vec<_> = roles.iter().map(|role| name(role.as_ref())).collect();
    if names.len() == 1 { names[0].clone() } else { format!("({})", names.join("|")) }
}

/// The classes that entities are given and that are kinds of `class`.
pub(super) fn class_values(class: &NamedNode) -> Vec<String> {
    let given = [
        terms::PERSON,
        terms::COUNTRY,
        terms::ORGANISATION,
        terms::PLACE_CLASS,
        terms::EVENT_CLASS,
        terms::ARTEFACT,
        terms::TOPIC_CLASS,
    ];
    debug_assert!(Vocabulary::embedded().class(class.as_str()).is_some());
    given.into_iter().filter(|known| is_kind_of(&known.into_owned(), class.as_ref())).map(name).collect()
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_search_that_is_quoted_twice() {
        let search = matching("?x", &["U.S.".to_owned(), "\"trade\" war".to_owned()]);
        assert_eq!(search, r#"?x t:matches "\"U.S.\" | \" trade  war\"" ."#);
        assert_eq!(string("a \"b\" \\W"), "\"a \\\"b\\\" \\\\W\"");
    }

    #[test]
    fn an_actor_is_a_person_a_country_or_an_organisation() {
        assert_eq!(class_values(&terms::ACTOR.into_owned()), ["t:Person", "t:Country", "t:Organisation"]);
        assert_eq!(class_values(&terms::PERSON.into_owned()), ["t:Person"]);
    }
}

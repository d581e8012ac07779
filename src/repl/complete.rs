//! What could come next: keywords, variables already used, prefixed names of the ontology and of the graph,
//! and the REPL's own commands.

use std::collections::BTreeSet;

use super::command;
use super::lexer::{self, Kind};

/// Words of SPARQL that a query may hold outside of strings.
pub(super) const KEYWORDS: &[&str] = &[
    "ADD",
    "AS",
    "ASC",
    "ASK",
    "AVG",
    "BASE",
    "BIND",
    "BOUND",
    "BY",
    "CLEAR",
    "COALESCE",
    "CONCAT",
    "CONSTRUCT",
    "CONTAINS",
    "COPY",
    "COUNT",
    "CREATE",
    "DATATYPE",
    "DELETE",
    "DESC",
    "DESCRIBE",
    "DISTINCT",
    "DROP",
    "EXISTS",
    "FILTER",
    "FROM",
    "GRAPH",
    "GROUP",
    "GROUP_CONCAT",
    "HAVING",
    "IF",
    "IN",
    "INSERT",
    "ISIRI",
    "ISLITERAL",
    "LANG",
    "LCASE",
    "LIMIT",
    "LOAD",
    "MAX",
    "MIN",
    "MINUS",
    "MONTH",
    "MOVE",
    "NAMED",
    "NOT",
    "NOW",
    "OFFSET",
    "OPTIONAL",
    "ORDER",
    "PREFIX",
    "REDUCED",
    "REGEX",
    "REPLACE",
    "SAMPLE",
    "SELECT",
    "SEPARATOR",
    "SERVICE",
    "SILENT",
    "STR",
    "STRENDS",
    "STRLEN",
    "STRSTARTS",
    "SUBSTR",
    "SUM",
    "UCASE",
    "UNDEF",
    "UNION",
    "USING",
    "VALUES",
    "WHERE",
    "WITH",
    "YEAR",
];

/// How many candidates are offered at once.
const LIMIT: usize = 60;

/// Prefixed names that the graph and its ontology know, ranked by how often they are used.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Sorted by lower-cased name: (lower-cased, name, number of uses).
    entries: Vec<(String, String, u64)>,
}

impl Names {
    /// Takes names with the number of their uses; a name given twice counts with the larger number.
    pub(crate) fn new(names: impl IntoIterator<Item = (String, u64)>) -> Self {
        let mut entries: Vec<_> = names.into_iter().map(|(name, uses)| (name.to_lowercase(), name, uses)).collect();
        entries.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)).then(b.2.cmp(&a.2)));
        entries.dedup_by(|a, b| a.1 == b.1);
        Self { entries }
    }

    /// Names that begin with `typed`, whatever their case: the most used first.
    fn starting_with(&self, typed: &str) -> Vec<&str> {
        let typed = typed.to_lowercase();
        let from = self.entries.partition_point(|(key, ..)| *key < typed);
        let mut hits: Vec<_> = self.entries[from..].iter().take_while(|(key, ..)| key.starts_with(&typed)).collect();
        hits.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
        hits.into_iter().take(LIMIT).map(|(_, name, _)| name.as_str()).collect()
    }
}

/// Candidates for the word that ends at byte `at`, and where that word begins.
pub(crate) fn complete(input: &str, at: usize, names: &Names) -> (usize, Vec<String>) {
    let before = &input[..at];
    if before.starts_with('.') {
        return complete_command(before, names);
    }
    let tokens = lexer::lex(before);
    let last = tokens.last().filter(|t| t.span.end == at);
    let Some(last) = last else { return (at, Vec::new()) };
    let word = &before[last.span.clone()];
    let candidates = match last.kind {
        Kind::PrefixedName => names.starting_with(word).into_iter().map(str::to_owned).collect(),
        Kind::Variable => variables(input, word),
        Kind::Word => {
            let mut found: Vec<String> =
                KEYWORDS.iter().filter(|k| starts_with(k, word)).map(|k| k.to_string()).collect();
            // `met` finds `t:met`, `Xi` finds `:Xi_Jinping`: people do not think in prefixes.
            for prefix in ["t:", ":"] {
                found.extend(names.starting_with(&format!("{prefix}{word}")).into_iter().map(str::to_owned));
            }
            found.truncate(LIMIT);
            found
        }
        Kind::Punctuation if matches!(word, "?" | "$") => variables(input, word),
        _ => Vec::new(),
    };
    (last.span.start, candidates)
}

fn complete_command(before: &str, names: &Names) -> (usize, Vec<String>) {
    match before.split_once(char::is_whitespace) {
        None => (0, command::names().filter(|n| n.starts_with(before)).map(str::to_owned).collect()),
        Some((".entity" | ".timeline", rest)) => {
            let rest = rest.trim_start();
            let typed = format!(":{}", rest.trim_start_matches(':').replace(' ', "_"));
            (before.len() - rest.len(), names.starting_with(&typed).into_iter().map(str::to_owned).collect())
        }
        Some((name, rest)) if !rest.contains(char::is_whitespace) => {
            let words = command::argument_words(name).into_iter().filter(|w| w.starts_with(rest));
            (before.len() - rest.len(), words.map(str::to_owned).collect())
        }
        Some(_) => (before.len(), Vec::new()),
    }
}

/// Variables of the whole input that begin with `typed` (and are not just `typed` itself).
fn variables(input: &str, typed: &str) -> Vec<String> {
    let all: BTreeSet<&str> = lexer::lex(input)
        .into_iter()
        .filter(|t| t.kind == Kind::Variable)
        .map(|t| &input[t.span])
        .filter(|v| v.starts_with(typed) && *v != typed)
        .collect();
    all.into_iter().map(str::to_owned).collect()
}

fn starts_with(keyword: &str, word: &str) -> bool {
    keyword.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::new([
            ("t:met".to_owned(), 9),
            ("t:memberOf".to_owned(), 20),
            (":Xi_Jinping".to_owned(), 7),
            (":Xinjiang".to_owned(), 2),
        ])
    }

    fn at_end(input: &str) -> Vec<String> {
        complete(input, input.len(), &names()).1
    }

    #[test]
    fn offers_names_by_use() {
        assert_eq!(at_end("SELECT * { ?w t:m"), ["t:memberOf", "t:met"]);
        assert_eq!(at_end("SELECT * { ?w t:met :xi"), [":Xi_Jinping", ":Xinjiang"]);
    }

    #[test]
    fn finds_names_without_their_prefix() {
        assert_eq!(at_end("SELECT * { ?w me"), ["t:memberOf", "t:met"]);
        assert_eq!(at_end("sel"), ["SELECT"]);
    }

    #[test]
    fn offers_variables_of_the_whole_query() {
        let input = "SELECT ? { ?who t:met ?whom }";
        assert_eq!(complete(input, 8, &names()), (7, vec!["?who".to_owned(), "?whom".to_owned()]));
    }

    #[test]
    fn says_nothing_inside_strings_and_comments() {
        assert!(at_end("ASK { ?x ?y \"t:m").is_empty());
        assert!(at_end("# t:m").is_empty());
        assert!(at_end("ASK { ").is_empty());
    }

    #[test]
    fn completes_commands_and_their_arguments() {
        assert_eq!(at_end(".sc"), [".schema"]);
        assert_eq!(at_end(".entity Xi J"), [":Xi_Jinping"]);
        assert_eq!(at_end(".mode j"), ["json", "jsonl"]);
    }
}

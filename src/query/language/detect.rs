//! Which of the two languages a text is in: SPARQL is recognised by its keyword and what follows it.

/// Whether `text` is meant as SPARQL: `DESCRIBE :Putin` is, `describe Putin` is not.
pub fn is_sparql(text: &str) -> bool {
    let mut rest = text;
    loop {
        let (word, after) = first_word(rest);
        let Some(word) = word else { return false };
        let next = skip_blanks(after);
        let begins = |signs: &[char]| next.starts_with(signs);
        let follows = |words: &[&str]| {
            first_word(next).0.is_some_and(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
        };
        return match word.to_ascii_uppercase().as_str() {
            "PREFIX" | "BASE" | "VERSION" => next.contains(['<', ':', '"']) || next.is_empty(),
            "SELECT" => {
                next.is_empty() || begins(&['?', '$', '*', '(']) || follows(&["distinct", "reduced", "where", "from"])
            }
            "ASK" => next.is_empty() || begins(&['{']) || follows(&["where", "from"]),
            "CONSTRUCT" => next.is_empty() || begins(&['{']) || follows(&["where", "from"]),
            "DESCRIBE" => next.is_empty() || begins(&['?', '$', '*', '<']) || is_prefixed(next),
            "INSERT" | "DELETE" => next.is_empty() || begins(&['{']) || follows(&["data", "where"]),
            "WITH" | "LOAD" => begins(&['<']) || is_prefixed(next) || follows(&["silent"]),
            "CLEAR" | "DROP" => follows(&["all", "default", "named", "graph", "silent"]),
            "CREATE" => follows(&["graph", "silent"]),
            "ADD" | "MOVE" | "COPY" => follows(&["graph", "silent", "default"]) || begins(&['<']) || is_prefixed(next),
            // A misspelt keyword is still SPARQL if what follows is: `SELCT ?x { … }`.
            _ if begins(&['?', '*', '{']) && text.contains('{') => true,
            _ => {
                if word.starts_with('#') {
                    rest = after;
                    continue;
                }
                false
            }
        };
    }
}

fn first_word(text: &str) -> (Option<&str>, &str) {
    let text = skip_blanks(text);
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    ((end > 0).then(|| &text[..end]), &text[end..])
}

fn skip_blanks(text: &str) -> &str {
    let mut text = text.trim_start();
    while text.starts_with('#') && !text[1..].starts_with(|c: char| c.is_ascii_digit()) {
        text = text.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    text
}

/// `:Putin`, `t:met`.
fn is_prefixed(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_count_with_what_follows() {
        for sparql in [
            "SELECT * { ?s ?p ?o }",
            "select distinct ?x { ?x a t:Deal }",
            "# who\nASK { :a t:met :b }",
            "PREFIX x: <http://x/> SELECT ?a {}",
            "DESCRIBE :Vladimir_Putin",
            "insert data { :a t:met :b }",
            "CLEAR ALL",
            "SELCT ?x { ?x ?y ?z }",
        ] {
            assert!(is_sparql(sparql), "{sparql}");
        }
        for question in [
            "describe Putin",
            "meetings with Putin",
            "who opposes sanctions",
            "with Putin",
            "clear the deals",
            "select meetings with Xi",
            "sources of #3",
            "# a comment\nmembers of SCO",
            "",
        ] {
            assert!(!is_sparql(question), "{question}");
        }
    }
}

//! What is said about a question that cannot be understood: what was expected, in an analyst's words, and what to type.

use std::collections::BTreeMap;
use std::ops::Range;

use oxrdf::Term;

use super::ast::{Kind, Token};
use super::clauses::STATUS_WORDS;
use super::column::Column;
use super::cursor::Cursor;
use super::plan::Facts;
use crate::diagnostic::Diagnostic;
use crate::graph::terms;
use crate::query::entity::Lookup;
use crate::store::Snapshot;

/// How a question can begin, for whoever has no idea.
const BEGINNINGS: &str = "begin with what is wanted: `meetings with …`, `members of …`, `who opposes …`, `facts about …`, \
                          `timeline of …`, `path A to B`";

/// The word of a closed set that is meant, if one is near enough.
pub(super) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    crate::diagnostic::nearest(word, known)
}

pub(super) fn nothing_asked() -> Diagnostic {
    Diagnostic::new("nothing is asked").help(BEGINNINGS)
}

/// The head of a question is no word that asks for anything.
pub(super) fn no_head(cursor: &Cursor<'_>) -> Diagnostic {
    let Some(token) = cursor.peek() else { return nothing_asked() };
    let error = |message: String| Diagnostic::new(message).at(token.span.clone());
    if let Kind::Row(_) = token.kind {
        return error("a row by itself asks for nothing".to_owned())
            .help(format!("`near {0}`, `sources of {0}`, `facts about {0}`", token.text));
    }
    if !token.is_text() {
        return error(format!("a question cannot begin with `{}`", token.text)).help(BEGINNINGS);
    }
    let sql = ["select", "from", "insert", "delete", "match", "describe", "show", "search"];
    if token.is("show") {
        return error("`show` stands behind `|`".to_owned())
            .help("as in `meetings with Putin | show who, place, date`");
    }
    if ["sort", "top", "count", "sum", "graph", "limit"].iter().any(|stage| token.is(stage)) {
        return error(format!("`{}` stands behind `|`", token.text))
            .help("first what is asked for, then what to do with it: `meetings with Xi | count by year`");
    }
    // "meeting Putin" begins well; "Putin meetings" begins with a name.
    let nouns = cursor.context.lexicon.nouns().map(|(form, _)| form);
    let length = cursor.longest_name().max(1);
    let name: Vec<&str> = cursor.tokens[cursor.at..].iter().take(length).map(|token| token.text.as_str()).collect();
    let name = name.join(" ");
    if let Lookup::One(_) | Lookup::Several(_) = cursor.context.names.find(&name).0 {
        let at = token.span.start..cursor.tokens[cursor.at + length - 1].span.end;
        let after = cursor.ahead(length).filter(|next| next.kind == Kind::Word);
        let noun = after.and_then(|next| cursor.context.lexicon.noun(std::iter::once(next.text.as_str())));
        let verb = after.and_then(|_| cursor.context.lexicon.verb(cursor.words().skip(length)));
        let help = match (noun, verb, after) {
            (Some((_, noun, _)), _, _) => format!("turn it round: `{noun} with {name}`, `{noun} of {name}`"),
            (None, Some((1, _)), Some(verb)) => {
                format!("ask for the other side: `who {} {name}`, or write `{name} -> {} -> …`", verb.text, verb.text)
            }
            _ => format!("say what is wanted of it: `facts about {name}`, `timeline of {name}`, `.entity {name}`"),
        };
        return Diagnostic::new(format!("`{name}` is a name; a question begins with what is wanted")).at(at).help(help);
    }
    if let Some(near) =
        nearest(&token.text, nouns.chain(["who", "path", "near", "timeline", "central", "compare", "sources"]))
    {
        return error(format!("`{}` is no word that a question begins with", token.text))
            .help(format!("did you mean `{near}`?"));
    }
    if sql.iter().any(|word| token.is(word)) {
        return error(format!("`{}` does not begin a question", token.text))
            .help(format!("SPARQL needs its own form, as in `SELECT * {{ ?s ?p ?o }} LIMIT 10`; here {BEGINNINGS}"));
    }
    if cursor.context.lexicon.verb(cursor.words()).is_some() {
        return error(format!("`{}` needs `who` before it", token.text)).help(format!("as in `who {} …`", token.text));
    }
    error(format!("`{}` is neither a noun of the language nor a post of the graph", token.text)).help(BEGINNINGS)
}

/// Among the words behind a name, one that is misspelt or that belongs behind `|`, and what to type.
pub(super) fn behind_a_name(tokens: &[Token]) -> Option<(&Token, String)> {
    let stages =
        [("limit", "top"), ("order", "sort"), ("sort", "sort"), ("top", "top"), ("count", "count"), ("show", "show")];
    let statuses = STATUS_WORDS.iter().map(|(word, _)| *word).filter(|word| word.len() > 4);
    let clauses = ["where", "since", "before", "after", "during", "until", "about"];
    tokens.iter().find_map(|token| {
        if let Some((_, stage)) = stages.iter().find(|(word, _)| token.is(word)) {
            return Some((token, format!("what is done with the answer stands behind `|`: `| {stage} …`")));
        }
        let near = nearest(&token.text, statuses.clone().chain(clauses))?;
        Some((token, format!("did you mean `{near}`?")))
    })
}

/// What follows a question that was whole already.
pub(super) fn unexpected(cursor: &Cursor<'_>, token: &Token) -> Diagnostic {
    let _ = cursor;
    Diagnostic::new(format!("`{}` is not expected here", token.text))
        .at(token.span.clone())
        .help("what is done with the answer stands behind `|`: `| show …`, `| sort …`, `| top 5`, `| count by …`")
}

/// A word among the clauses that begins none.
pub(super) fn in_clauses(cursor: &Cursor<'_>, facts: &Facts, token: &Token) -> Diagnostic {
    let error = |message: String| Diagnostic::new(message).at(token.span.clone());
    match &token.kind {
        Kind::Sign(sign) => {
            return error(format!("a comparison with `{sign}` belongs behind `where`"))
                .help("as in `where value > 1bn usd`, `where sources >= 2`");
        }
        Kind::Group(_) => {
            return error("brackets stand around whole questions".to_owned())
                .help("as in `(members of SCO) and (members of BRICS)`");
        }
        _ => {}
    }
    if token.is_one_of(&["and", "or", "not", "but"]) {
        let message = format!("what is joined by `{}`?", token.text);
        return error(message)
            .help("names in one role, as in `with Putin and Xi`; whole questions need brackets: `(…) and (…)`");
    }
    if token.is_one_of(&["limit", "order", "sort", "top", "first", "count", "group", "show", "sum", "graph"]) {
        let stage = if token.is("order") {
            "sort"
        } else if token.is("limit") || token.is("first") {
            "top"
        } else {
            &token.text
        };
        return error(format!("`{}` stands behind `|`", token.text)).help(format!("write `| {stage} …`"));
    }
    if super::parser::period(cursor.rest()).is_some() {
        return error(format!("what about `{}`?", token.text)).help(format!(
            "a date needs a word before it: `during {0}`, `since {0}`, `before {0}`, `on {0}`",
            token.text
        ));
    }
    let statuses = STATUS_WORDS.iter().map(|(word, _)| *word);
    let clauses =
        ["where", "about", "since", "before", "after", "during", "until", "and", "between", "with", "by", "planned"];
    let is_name = cursor.at_name() && !matches!(cursor.context.names.find(&token.text).0, Lookup::None(_));
    if !is_name && let Some(near) = nearest(&token.text, statuses.chain(clauses)).filter(|near| !token.is(near)) {
        return error(format!("`{}` is not expected here", token.text)).help(format!("did you mean `{near}`?"));
    }
    let takes = prepositions(cursor, facts);
    if cursor.longest_name() > 0 || matches!(cursor.context.names.find(&token.text).0, Lookup::One(_)) {
        return error(format!("what has `{}` to do with the {}?", token.text, facts.noun))
            .help(format!("put a preposition before it: {takes}"));
    }
    error(format!("`{}` is not expected here", token.text)).help(format!(
        "what can follow: {takes}, a status (`planned`, `any`), a time (`since 2014`), `about …`, `where …`, `| …`"
    ))
}

/// The prepositions that the statements asked for take.
fn prepositions(cursor: &Cursor<'_>, facts: &Facts) -> String {
    let any = terms::STATEMENT.into_owned();
    let class = facts.classes.first().unwrap_or(&any);
    let mut takes = cursor.context.lexicon.takes(class);
    if facts.property.is_some() {
        takes.extend(["by", "of"]);
    }
    takes.dedup();
    takes.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// A preposition that names no role of these statements.
pub(super) fn no_role(cursor: &Cursor<'_>, facts: &Facts, token: &Token, word: &str) -> Diagnostic {
    let noun = &facts.noun;
    let takes = prepositions(cursor, facts);
    Diagnostic::new(format!("`{noun}` takes no `{word}`"))
        .at(token.span.clone())
        .help(format!("`{noun}` takes {takes}, times, a status and `where`"))
}

pub(super) fn no_date(cursor: &Cursor<'_>, word: &str) -> Diagnostic {
    let found = cursor.peek().map_or(String::new(), |token| format!(", not `{}`", token.text));
    Diagnostic::new(format!("`{word}` is followed by a date{found}"))
        .at(cursor.here())
        .help("write 2014, June 2014, 20 May 2014, 2014-05-20 or 2012..2014")
}

pub(super) fn no_column(name: &Token, known: &BTreeMap<String, Column>) -> Diagnostic {
    let error = Diagnostic::new(format!("there is no column `{}`", name.text)).at(name.span.clone());
    match nearest(&name.text, known.keys().map(String::as_str)) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(
            "common ones are who, date, place, value, topic, text, quote, source, sources, article, status, fact; \
             roles have their names (visitor, destination, speaker)",
        ),
    }
}

pub(super) fn no_status(at: Range<usize>) -> Diagnostic {
    Diagnostic::new("a status is actual, planned, denied, former or any").at(at)
}

pub(super) fn no_verb(cursor: &Cursor<'_>) -> Diagnostic {
    let token = cursor.peek();
    let verbs = || cursor.context.lexicon.verbs().filter(|verb| !verb.contains(' '));
    let near = token.and_then(|token| nearest(&token.text, verbs()));
    let message = match token {
        Some(token) => format!("`{}` is no verb that the graph knows", token.text),
        None => "a verb is missing".to_owned(),
    };
    let error = Diagnostic::new(message).at(cursor.here());
    match near {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error
            .help("for example `who met …`, `who opposes …`, `who is president of …`; `.help verbs` lists them all"),
    }
}

pub(super) fn no_relation(cursor: &Cursor<'_>) -> Diagnostic {
    let mut error = no_verb(cursor);
    error.message = error.message.replace("no verb that the graph knows", "no relation that the graph knows");
    error
}

pub(super) fn no_title(cursor: &Cursor<'_>, verb: &str) -> Diagnostic {
    Diagnostic::new(format!("`{verb}` what?"))
        .at(cursor.here())
        .help("a post, as in `who is president of Russia`, or a relation: `who is a member of SCO`")
}

/// "when did Putin meet Xi" asks for a column of the meetings.
pub(super) fn asks_for_a_column(word: &Token) -> Diagnostic {
    let column = match word.text.to_lowercase().as_str() {
        "when" => "date",
        "where" => "place",
        "why" => "quote",
        _ => "value",
    };
    Diagnostic::new(format!("`{}` is asked by showing a column", word.text))
        .at(word.span.clone())
        .help(format!("for example `meetings between Putin and Xi | show {column}`"))
}

pub(super) fn after_entities(noun: &str, token: &Token) -> Diagnostic {
    Diagnostic::new(format!("`{noun}` takes a verb and no `{}`", token.text))
        .at(token.span.clone())
        .help(format!("as in `{noun} that met Putin`, `{noun} that are located in China`; or ask by relation: `members of …`, `officials of …`"))
}

pub(super) fn after_group(token: &Token) -> Diagnostic {
    Diagnostic::new(format!("`{}` cannot follow brackets", token.text))
        .at(token.span.clone())
        .help("sets are joined by `and`, `or`, `not`; conditions stand inside the brackets")
}

/// An article that is not there; which there are, if they are few.
pub(super) fn no_article(snapshot: &Snapshot, token: &Token) -> Diagnostic {
    let names = snapshot.quads_for_pattern(None, Some(terms::ARTICLE_NAME), None, None);
    let mut names: Vec<String> = names
        .take(1000)
        .filter_map(|quad| match quad.object {
            Term::Literal(name) => Some(name.value().to_owned()),
            _ => None,
        })
        .collect();
    names.sort();
    let error = Diagnostic::new(format!("no article is called `{}`", token.text)).at(token.span.clone());
    if let Some(near) = nearest(&token.text, names.iter().map(String::as_str)) {
        return error.help(format!("did you mean `{near}`?"));
    }
    names.truncate(8);
    error.help(format!("articles are called {}, …", names.join(", ")))
}

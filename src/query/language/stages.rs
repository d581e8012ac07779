//! What stands behind `|`: show, sort, top, count, sum, graph.

use std::collections::BTreeMap;

use super::ast::{Kind, Phrase, Token};
use super::column::{Column, ColumnKind, columns};
use super::cursor::{Context, Cursor};
use super::lexicon::Noun;
use super::mistakes;
use super::plan::{Answered, Ask, Key, Stages, Tally};
use super::read::text_of;
use crate::diagnostic::Diagnostic;

const STAGES: [&str; 6] = ["show", "sort", "top", "count", "sum", "graph"];

/// Most rows that `top` can ask for.
const MOST_ROWS: usize = 1_000_000;

/// Reads the stages of a pipeline, in order.
pub(super) fn read(
    phrases: &[Phrase],
    ask: &Ask,
    context: &Context<'_>,
    notes: &mut Vec<String>,
) -> Result<Stages, Diagnostic> {
    let mut stages = Stages::default();
    let known = known_columns(ask, context);
    for phrase in phrases {
        let mut cursor = Cursor::new(&phrase.tokens, context);
        let Some(word) = cursor.next() else {
            return Err(Diagnostic::new("nothing stands behind `|`")
                .at(phrase.span.clone())
                .help(format!("one of {}", STAGES.join(", "))));
        };
        match word.text.to_lowercase().as_str() {
            "show" | "select" => stages.show = show(&mut cursor, &known, &stages)?,
            "sort" | "order" => stages.sort = sort(&mut cursor, &known, &stages)?,
            "top" | "limit" | "first" | "head" => stages.top = Some(top(&mut cursor, word)?),
            "count" | "group" | "number" => tally(&mut cursor, word, &known, &mut stages, ask, false)?,
            "sum" | "total" | "add" => tally(&mut cursor, word, &known, &mut stages, ask, true)?,
            "graph" | "draw" => {
                let file = text_of(phrase).split_once(' ').map(|(_, file)| file.trim().to_owned());
                stages.graph = Some(file);
                cursor.at = phrase.tokens.len();
            }
            "where" => {
                return Err(Diagnostic::new("conditions stand before the first `|`")
                    .at(word.span.clone())
                    .help("as in `deals where value > 1bn usd | sort -value`"));
            }
            other => {
                let error =
                    Diagnostic::new(format!("`{}` is nothing to do with an answer", word.text)).at(word.span.clone());
                return Err(match mistakes::nearest(other, STAGES.into_iter()) {
                    Some(near) => error.help(format!("did you mean `{near}`?")),
                    None => error.help(format!("one of {}", STAGES.join(", "))),
                });
            }
        }
        if let Some(token) = cursor.peek() {
            return Err(Diagnostic::new(format!("`{}` does not belong to `{}`", token.text, word.text))
                .at(token.span.clone())
                .help("stages are parted by `|`: `| sort date | top 5`"));
        }
        notes.append(&mut cursor.notes);
    }
    Ok(stages)
}

/// What can be shown of the answer.
fn known_columns(ask: &Ask, context: &Context<'_>) -> BTreeMap<String, Column> {
    let mut known = match ask {
        Ask::Facts(_) => columns(context.lexicon),
        Ask::Path { .. } => plain(&["path", "length", "hops", "sources"]),
        Ask::Near { .. } => plain(&["entity", "name", "type", "hops", "links", "over", "via"]),
        Ask::Central { .. } => plain(&["entity", "name", "links", "degree", "pagerank", "rank"]),
        Ask::Compare { .. } => plain(&["fact", "agree", "left", "right"]),
    };
    if let Ask::Facts(tree) = ask
        && let Answered::Argument { column, .. } | Answered::Entities { column, .. } = &tree.first().answer
    {
        known.insert(column.clone(), Column::new(column, ColumnKind::Answer));
        known.insert("name".to_owned(), Column::new(column, ColumnKind::Answer));
    }
    known
}

fn plain(names: &[&str]) -> BTreeMap<String, Column> {
    names.iter().map(|name| ((*name).to_owned(), Column::new(name, ColumnKind::Group))).collect()
}

fn column(
    cursor: &mut Cursor<'_>,
    known: &BTreeMap<String, Column>,
    stages: &Stages,
    what: &str,
) -> Result<Column, Diagnostic> {
    let Some(token) = cursor.next() else {
        return Err(Diagnostic::new(format!("`{what}` what?"))
            .at(cursor.here())
            .help(format!("a column, as in `| {what} date`")));
    };
    column_of(token, token.text.trim_start_matches(['-', '+']), known, stages)
}

fn column_of(
    token: &Token,
    name: &str,
    known: &BTreeMap<String, Column>,
    stages: &Stages,
) -> Result<Column, Diagnostic> {
    let name = name.to_lowercase();
    if let Some(tally) = &stages.tally {
        let made = tally.by.iter().map(Key::name).chain([if tally.sum { "sum" } else { "count" }]);
        let singular = name.strip_suffix('s').unwrap_or(&name);
        let made: Vec<&str> = made.chain(["events", "currency"]).collect();
        return match made.iter().find(|made| **made == name || **made == singular) {
            Some(made) => Ok(Column::new(made, ColumnKind::Group)),
            None if name == "value" && tally.sum => Ok(Column::new("sum", ColumnKind::Group)),
            None => Err(Diagnostic::new(format!("after counting there is no column `{name}`"))
                .at(token.span.clone())
                .help(format!("there are {}", made[..made.len() - 2].join(", ")))),
        };
    }
    known.get(&name).cloned().ok_or_else(|| mistakes::no_column(token, known))
}

fn show(cursor: &mut Cursor<'_>, known: &BTreeMap<String, Column>, stages: &Stages) -> Result<Vec<Column>, Diagnostic> {
    let mut shown = vec![column(cursor, known, stages, "show")?];
    while cursor.peek().is_some() {
        while cursor.peek().is_some_and(|token| token.kind == Kind::Sign(",") || token.is("and")) {
            cursor.at += 1;
        }
        shown.push(column(cursor, known, stages, "show")?);
    }
    Ok(shown)
}

fn sort(
    cursor: &mut Cursor<'_>,
    known: &BTreeMap<String, Column>,
    stages: &Stages,
) -> Result<Vec<(Column, bool)>, Diagnostic> {
    cursor.take("by");
    let mut keys = Vec::new();
    loop {
        let down = cursor.peek().is_some_and(|token| token.text.starts_with('-'));
        // "- value" with a blank.
        if cursor.peek().is_some_and(|token| token.text == "-") {
            cursor.at += 1;
        }
        let column = column(cursor, known, stages, "sort")?;
        let words = ["desc", "descending", "down", "asc", "ascending", "up"];
        let word = cursor.peek().filter(|token| token.is_one_of(&words));
        let down = down || word.is_some_and(|word| word.text.to_lowercase().starts_with('d'));
        cursor.at += usize::from(word.is_some());
        keys.push((column, down));
        if !cursor.peek().is_some_and(|token| token.kind == Kind::Sign(",") || token.is("and")) {
            return Ok(keys);
        }
        cursor.at += 1;
    }
}

fn top(cursor: &mut Cursor<'_>, word: &Token) -> Result<usize, Diagnostic> {
    let at = cursor.here();
    let number = cursor.next().and_then(|token| token.text.parse::<usize>().ok());
    number.filter(|number| (1..=MOST_ROWS).contains(number)).ok_or_else(|| {
        Diagnostic::new(format!("`{}` is followed by a number of rows", word.text)).at(at).help("as in `| top 20`")
    })
}

fn tally(
    cursor: &mut Cursor<'_>,
    word: &Token,
    known: &BTreeMap<String, Column>,
    stages: &mut Stages,
    ask: &Ask,
    sum: bool,
) -> Result<(), Diagnostic> {
    let error = |message: &str| Diagnostic::new(message).at(word.span.clone());
    if !matches!(ask, Ask::Facts(_)) {
        return Err(error("only facts can be counted"));
    }
    if stages.tally.is_some() {
        return Err(
            error("the answer is counted already").help("group by several things at once: `| count by year, place`")
        );
    }
    if stages.top.is_some() || !stages.sort.is_empty() || !stages.show.is_empty() {
        return Err(error(&format!("`{}` stands before `show`, `sort` and `top`", word.text))
            .help("as in `| count by year | sort -count | top 5`"));
    }
    if sum {
        match cursor.next() {
            Some(token) if token.is("value") || token.is("amount") || token.is("values") => {}
            other => {
                let at = other.map_or_else(|| cursor.here(), |token| token.span.clone());
                return Err(Diagnostic::new("only `value` can be added up")
                    .at(at)
                    .help("as in `| sum value by country`"));
            }
        }
    }
    let mut by = Vec::new();
    if cursor.take("by").or_else(|| cursor.take("per")).is_some() {
        by.extend(key(cursor, known, sum)?);
        while cursor.peek().is_some_and(|token| token.kind == Kind::Sign(",") || token.is("and")) {
            cursor.at += 1;
            by.extend(key(cursor, known, sum)?);
        }
    } else if let Some(token) = cursor.peek() {
        return Err(Diagnostic::new(format!("`{}` is followed by `by` and what to group by", word.text))
            .at(token.span.clone())
            .help(format!("as in `| {} by year`", text_before(cursor, word))));
    }
    stages.tally = Some(Tally { sum, by });
    Ok(())
}

fn text_before(cursor: &Cursor<'_>, word: &Token) -> String {
    let end = cursor.here().start;
    cursor.context.text[word.span.start..end].trim().to_owned()
}

fn key(cursor: &mut Cursor<'_>, known: &BTreeMap<String, Column>, sum: bool) -> Result<Option<Key>, Diagnostic> {
    let Some(token) = cursor.peek() else {
        return Err(Diagnostic::new("grouped by what?")
            .at(cursor.here())
            .help("year, month, status, place, source, person, country or a role"));
    };
    if token.is("year") {
        cursor.at += 1;
        return Ok(Some(Key::Year));
    }
    // Amounts are kept apart by currency anyway.
    if token.is("currency") && sum {
        cursor.at += 1;
        return Ok(None);
    }
    if token.is("month") {
        cursor.at += 1;
        return Ok(Some(Key::Month));
    }
    if let Some(column) = known.get(&token.text.to_lowercase()) {
        cursor.at += 1;
        return match column.kind {
            ColumnKind::Sources | ColumnKind::Times | ColumnKind::Amount => {
                Err(Diagnostic::new(format!("`{}` is a number, which makes no groups", token.text))
                    .at(token.span.clone())
                    .help("year, month, status, place, source, person, country or a role"))
            }
            _ => Ok(Some(Key::Column(column.clone()))),
        };
    }
    if let Some((length, noun, Noun::Entities(class))) = cursor.context.lexicon.noun(cursor.words()) {
        cursor.at += length;
        return Ok(Some(Key::Class(class, super::read::singular(&noun))));
    }
    Err(mistakes::no_column(token, known))
}

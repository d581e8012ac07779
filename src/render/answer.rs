//! Answers to questions in the small language: a table for people, TSV, CSV, JSON and Markdown for the rest.

use serde_json::{Map, Value as Json, json};

use crate::query::language::{Answer, Cell, Value};

/// Between the values of one cell.
const BETWEEN: &str = ", ";

/// A table fitted to `width` columns, rows numbered so that they can be pointed at.
///
/// `most` rows at most are shown; a last line tells how many more there are.
pub fn table(answer: &Answer, width: Option<usize>, most: Option<usize>) -> String {
    if answer.rows.is_empty() {
        return super::table::count(0, 0);
    }
    let shown = most.unwrap_or(usize::MAX).min(answer.rows.len());
    let header: Vec<String> = std::iter::once("#".to_owned()).chain(answer.columns.iter().cloned()).collect();
    let rows: Vec<Vec<String>> = answer.rows[..shown]
        .iter()
        .enumerate()
        .map(|(index, row)| std::iter::once((index + 1).to_string()).chain(row.cells.iter().map(cell)).collect())
        .collect();
    let is_number = |column: usize| {
        let mut values = answer.rows.iter().filter_map(|row| row.cells.get(column)).flatten().peekable();
        values.peek().is_some() && values.all(|value| matches!(value, Value::Number(_) | Value::Amount(..)))
    };
    let right: Vec<bool> = std::iter::once(true).chain((0..answer.columns.len()).map(is_number)).collect();
    let mut text = super::table::grid(&header, &rows, &right, width);
    text.push_str(&super::table::count(answer.rows.len(), shown));
    text
}

fn cell(values: &Cell) -> String {
    let shown: Vec<String> = values.iter().map(Value::shown).collect();
    shown.join(BETWEEN).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn plain(values: &Cell) -> String {
    values.iter().map(Value::plain).collect::<Vec<_>>().join(BETWEEN)
}

/// Tab-separated values with a header, labels instead of IRIs, no grouping of digits.
pub fn tsv(answer: &Answer) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        cells.map(|cell| cell.replace(['\t', '\n', '\r'], " ")).collect::<Vec<_>>().join("\t") + "\n"
    };
    let mut text = line(&mut answer.columns.iter().cloned());
    for row in &answer.rows {
        text += &line(&mut row.cells.iter().map(plain));
    }
    text
}

/// Comma-separated values with a header (RFC 4180).
pub fn csv(answer: &Answer) -> String {
    let quoted = |cell: String| {
        if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    let line = |cells: &mut dyn Iterator<Item = String>| cells.map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
    let mut text = line(&mut answer.columns.iter().cloned());
    for row in &answer.rows {
        text += &line(&mut row.cells.iter().map(plain));
    }
    text
}

/// A Markdown table.
pub fn markdown(answer: &Answer) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>().join(" | "))
    };
    let mut text = line(&mut answer.columns.iter().cloned());
    text += &line(&mut answer.columns.iter().map(|_| "---".to_owned()));
    for row in &answer.rows {
        text += &line(&mut row.cells.iter().map(cell));
    }
    text
}

/// One JSON document: columns, rows as objects, notes.
pub fn json(answer: &Answer) -> String {
    let rows: Vec<Json> = (0..answer.rows.len()).map(|row| object(answer, row)).collect();
    let document = json!({ "columns": answer.columns, "rows": rows, "notes": answer.notes });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// One JSON object a line.
pub fn json_lines(answer: &Answer) -> String {
    (0..answer.rows.len()).map(|row| format!("{}\n", object(answer, row))).collect()
}

fn object(answer: &Answer, row: usize) -> Json {
    let row = &answer.rows[row];
    let mut object = Map::new();
    for (column, values) in answer.columns.iter().zip(&row.cells) {
        let values: Vec<Json> = values.iter().map(json_value).collect();
        // What can be many is a list, whatever it is here.
        let single = values.len() <= 1;
        let value = if single && !is_list(answer, column) {
            values.into_iter().next().unwrap_or(Json::Null)
        } else {
            Json::Array(values)
        };
        object.insert(column.clone(), value);
    }
    let statements: Vec<&str> = row.handle.statements.iter().map(|stmt| stmt.as_str()).collect();
    if !statements.is_empty() {
        object.insert("statements".to_owned(), json!(statements));
    }
    Json::Object(object)
}

/// Whether some row has several values in the column.
fn is_list(answer: &Answer, column: &str) -> bool {
    let Some(at) = answer.columns.iter().position(|name| name == column) else { return false };
    answer.rows.iter().any(|row| row.cells[at].len() > 1)
}

fn json_value(value: &Value) -> Json {
    match value {
        Value::Entity(iri, label) => json!({ "label": label, "iri": iri.as_str() }),
        Value::Text(text) => json!(text),
        Value::Number(number) => json_number(*number),
        Value::Amount(number, unit) => json!({ "number": json_number(*number), "unit": unit }),
    }
}

fn json_number(number: f64) -> Json {
    if number.fract() == 0.0 && number.abs() < 9e15 { json!(number as i64) } else { json!(number) }
}

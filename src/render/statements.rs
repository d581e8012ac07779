//! Statements as JSON Lines: the schema that `extract` prints and `ingest --statements` reads.

use serde_json::{Map, Value, json};

use crate::graph::Statement;

/// One statement of the article `doc` as one line, without line end. Absent roles are `null`.
pub fn json_line(doc: &str, statement: &Statement) -> String {
    Value::Object(object(doc, statement)).to_string()
}

/// The same with the sentence around the evidence as `sentence`, for a reader who judges the statement.
pub fn json_line_in_context(doc: &str, statement: &Statement, sentence: &str) -> String {
    let mut out = object(doc, statement);
    out.insert("sentence".to_owned(), json!(sentence));
    Value::Object(out).to_string()
}

fn object(doc: &str, statement: &Statement) -> Map<String, Value> {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        out.insert(key.to_owned(), value);
    };
    let name = |entity: &Option<crate::graph::EntityRef>| json!(entity.as_ref().map(|entity| &entity.name));
    put("doc", json!(doc));
    put("rel", json!(statement.relation));
    put("subj", json!(statement.subject.name));
    put("subjKind", json!(statement.subject.kind));
    put("obj", name(&statement.object));
    put("objKind", json!(statement.object.as_ref().map(|object| object.kind)));
    put("status", json!(statement.status));
    put("date", json!(statement.date.map(|date| date.to_string())));
    put("place", name(&statement.place));
    put("value", number(statement.value));
    put("unit", json!(statement.unit));
    put("hedge", json!(statement.hedge));
    put("topic", json!(statement.topic));
    put("text", json!(statement.text));
    put("attributedTo", name(&statement.attributed_to));
    put("evidence", json!(statement.evidence.quote));
    put("start", json!(statement.evidence.span.map(|span| span.start)));
    put("end", json!(statement.evidence.span.map(|span| span.end)));
    put("rule", json!(statement.rule));
    put("confidence", json!(statement.confidence.map(three_digits)));
    out
}

/// A share as it was rounded; as `f64` it would show the digits that `f32` does not hold.
fn three_digits(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}

/// Whole amounts without a decimal point.
fn number(value: Option<f64>) -> Value {
    // Below 2^53 every whole f64 is an exact integer.
    match value {
        Some(value) if value.fract() == 0.0 && value.abs() < 9e15 => json!(value as i64),
        other => json!(other),
    }
}

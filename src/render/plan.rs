//! A plan as it was carried out: an indented tree for people, JSON for programs.

use serde_json::{Value, json};

use crate::graph::shorten;
use crate::query::sparql::PlanStep;

/// A line for each step: time, rows, rows expected, and what was done, indented under what it was done for.
pub fn plan(step: &PlanStep) -> String {
    let mut out = format!("{:>10}  {:>10}  {:>10}\n", "ms", "rows", "expected");
    write(step, 0, &mut out);
    out
}

fn write(step: &PlanStep, depth: usize, out: &mut String) {
    let expected = step.estimated.map_or(String::new(), |rows| rows.to_string());
    let time = step.time.as_secs_f64() * 1e3;
    let mut line = format!("{time:>10.2}  {:>10}  {expected:>10}  {}{}", step.rows, "  ".repeat(depth), step.operator);
    if let Some(index) = &step.index {
        line += &format!(" {index}");
    }
    if !step.detail.is_empty() {
        line += &format!("  {}", short(&step.detail));
    }
    if step.solutions != step.rows {
        line += &format!("  (for {} solutions)", step.solutions);
    }
    *out += line.trim_end();
    out.push('\n');
    step.steps.iter().for_each(|step| write(step, depth + 1, out));
}

/// The text with its IRIs as prefixed names.
fn short(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find(['>', ' ']).map(|end| start + end);
        match end.filter(|end| rest[*end..].starts_with('>')) {
            Some(end) => {
                let iri = &rest[start + 1..end];
                let name = shorten(iri);
                out += &rest[..start];
                out += if name == iri { &rest[start..=end] } else { &name };
                rest = &rest[end + 1..];
            }
            None => {
                out += &rest[..=start];
                rest = &rest[start + 1..];
            }
        }
    }
    out + rest
}

/// The same as an object with `steps` below it; times in milliseconds.
pub fn plan_json(step: &PlanStep) -> String {
    format!("{:#}\n", value(step))
}

fn value(step: &PlanStep) -> Value {
    json!({
        "operator": step.operator,
        "detail": step.detail,
        "index": step.index,
        "expected": step.estimated,
        "rows": step.rows,
        "solutions": step.solutions,
        "ms": step.time.as_secs_f64() * 1e3,
        "steps": step.steps.iter().map(value).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_plan_is_a_tree() {
        let scan = PlanStep {
            operator: "scan".to_owned(),
            detail: "?s <https://w3id.org/tercet#met> ?o FILTER(?o < 3)".to_owned(),
            index: Some("POSG".to_owned()),
            estimated: Some(7),
            rows: 2,
            solutions: 6,
            time: Duration::from_micros(250),
            steps: Vec::new(),
        };
        let whole =
            PlanStep { operator: "select".to_owned(), rows: 2, solutions: 2, steps: vec![scan], ..PlanStep::default() };
        let expected = concat!(
            "        ms        rows    expected\n",
            "      0.00           2              select\n",
            "      0.25           2           7    scan POSG  ?s t:met ?o FILTER(?o < 3)  (for 6 solutions)\n",
        );
        assert_eq!(plan(&whole), expected);
        assert!(plan_json(&whole).contains("\"ms\": 0.25"));
    }
}

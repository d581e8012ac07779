//! An explanation of one text as plain text for a terminal.

use std::fmt::Write;

use oxrdf::Quad;

use super::rdf::{RdfSyntax, rdf};
use crate::extract::{Explanation, SentenceExplanation, spelled};
use crate::graph::Statement;

/// The stages one under the other, each with its heading; `quads` are what the statements become in a graph.
pub fn explanation(explanation: &Explanation, quads: Vec<Quad>) -> String {
    let mut out = String::new();
    for sentence in &explanation.sentences {
        sentence_text(&mut out, sentence);
    }
    let statements: Vec<_> = explanation.statements.iter().map(statement_line).collect();
    section(&mut out, "statements", &statements);
    out.push('\n');
    section(&mut out, "quads", &quad_lines(quads));
    out
}

/// The quads in TriG, without the declarations of prefixes that every query knows.
fn quad_lines(quads: Vec<Quad>) -> Vec<String> {
    let mut trig = Vec::new();
    rdf(quads, RdfSyntax::TriG, &mut trig).expect("writing to memory does not fail");
    let trig = String::from_utf8(trig).expect("TriG is UTF-8");
    let lines = trig.lines().filter(|line| !line.starts_with("@prefix"));
    lines.map(|line| line.replace('\t', "  ")).collect()
}

fn statement_line(statement: &Statement) -> String {
    let rule = statement.rule.as_deref().unwrap_or("-");
    let speaker =
        statement.attributed_to.as_ref().map_or(String::new(), |speaker| format!(" according to {}", speaker.name));
    let sure = statement.confidence.map_or(String::new(), |share| format!(", confidence {share:.2}"));
    format!("{}{speaker}\n      by {rule}{sure}: \"{}\"", spelled(statement), statement.evidence.quote)
}

fn sentence_text(out: &mut String, sentence: &SentenceExplanation) {
    // Writing to a String never fails.
    let _ = writeln!(out, "{}\n", sentence.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let width = |cell: fn(&crate::extract::TokenRow) -> &str| {
        sentence.tokens.iter().map(|row| cell(row).chars().count()).max().unwrap_or(0)
    };
    let (word, lemma, tag, relation) =
        (width(|r| &r.word), width(|r| &r.lemma), width(|r| &r.tag), width(|r| &r.relation));
    let _ = writeln!(out, "  tokens");
    for (index, row) in sentence.tokens.iter().enumerate() {
        let line = format!(
            "    {index:3} {:word$}  {:lemma$}  {:tag$}  {:relation$}  {}  {}",
            row.word, row.lemma, row.tag, row.relation, row.head, row.entity
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    section(out, "mentions", &sentence.mentions);
    section(out, "dates and amounts", &sentence.values);
    section(out, "edges", &sentence.edges);
    section(out, "rules that fired", &sentence.fired);
    section(out, "rules that nearly fired", &sentence.near_misses);
    out.push('\n');
}

fn section(out: &mut String, heading: &str, lines: &[String]) {
    let _ = writeln!(out, "  {heading}");
    if lines.is_empty() {
        let _ = writeln!(out, "    none");
    }
    for line in lines {
        let _ = writeln!(out, "    {line}");
    }
}

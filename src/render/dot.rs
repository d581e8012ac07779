//! The picture of a graph in Graphviz's DOT language.
//!
//! Colour and shape tell the type of an entity, the line tells the status of what is said, its width the number of
//! sources; a legend lists what occurs. The output depends on the picture alone and is the same every time.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::graph::{EntityKind, Picture, PictureEdge, PictureNode, Status};

/// Most entities that a person can take in.
pub const MAX_NODES: usize = 80;

/// Most edges that a person can take in.
pub const MAX_EDGES: usize = 160;

/// The picture would be a tangle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{nodes} entities and {edges} edges make no readable picture (at most {MAX_NODES} and {MAX_EDGES})\nhint: narrow it \
     with `--around {suggestion:?} --depth 1`, or draw it all the same with `--force`"
)]
pub struct UnreadableError {
    nodes: usize,
    edges: usize,
    suggestion: String,
}

/// Refuses pictures that nobody could read.
///
/// # Errors
/// If there are too many entities or edges; the message says how to narrow the picture.
pub fn check_readable(picture: &Picture) -> Result<(), UnreadableError> {
    let (nodes, edges) = (picture.nodes.len(), picture.edges.len());
    if nodes <= MAX_NODES && edges <= MAX_EDGES {
        return Ok(());
    }
    Err(UnreadableError { nodes, edges, suggestion: suggestion(picture) })
}

/// The entity with the most edges that has a picture small enough: whom to look around at.
fn suggestion(picture: &Picture) -> String {
    let mut degrees = vec![0; picture.nodes.len()];
    for edge in &picture.edges {
        degrees[edge.from] += 1;
        degrees[edge.to] += 1;
    }
    let fitting = degrees.iter().enumerate().filter(|(_, degree)| **degree <= MAX_NODES / 2);
    let best = fitting.max_by_key(|(index, degree)| (**degree, std::cmp::Reverse(*index)));
    best.map(|(index, _)| picture.nodes[index].label.clone()).unwrap_or_default()
}

/// The picture as a DOT graph.
pub fn dot(picture: &Picture) -> String {
    let mut out = String::from(HEAD);
    for (index, node) in picture.nodes.iter().enumerate() {
        line(&mut out, &format!("n{index} [{}]", node_attributes(node)));
    }
    out.push('\n');
    for edge in &picture.edges {
        line(&mut out, &format!("n{} -> n{} [{}]", edge.from, edge.to, edge_attributes(edge)));
    }
    out.push('\n');
    line(&mut out, &format!("label=<{}>", legend(picture)));
    out.push_str("}\n");
    out
}

const HEAD: &str = r##"digraph tercet {
  graph [layout=dot, rankdir=LR, nodesep=0.28, ranksep="0.9 equally", splines=true, outputorder=edgesfirst,
    fontname="Helvetica,Arial,sans-serif", fontsize=11, fontcolor="#333333", labelloc=b, labeljust=l, pad=0.3, bgcolor="white"];
  node [fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#1b1b1b", style=filled, penwidth=1, margin="0.12,0.06", height=0.35];
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=9.5, color="#4a5568", fontcolor="#2d3748", arrowsize=0.7];

"##;

fn line(out: &mut String, statement: &str) {
    let _ = writeln!(out, "  {statement};"); // writing to a string cannot fail
}

/// Shape, fill and outline of a kind, and its name in the legend.
struct Look {
    name: &'static str,
    shape: &'static str,
    style: &'static str,
    fill: &'static str,
    outline: &'static str,
}

/// Colours that differ in lightness too, so that they can be told apart without seeing hues.
fn look(kind: EntityKind) -> Look {
    let of = |name, shape, style, fill, outline| Look { name, shape, style, fill, outline };
    match kind {
        EntityKind::Person => of("person", "ellipse", "filled", "#fff3c4", "#b7891b"),
        EntityKind::Country => of("country", "box", "filled,rounded", "#bcd9f5", "#2b6cb0"),
        EntityKind::Organisation => of("organisation", "box", "filled", "#d3efd3", "#2f855a"),
        EntityKind::Place => of("place", "house", "filled", "#e6eef7", "#6b87a8"),
        EntityKind::Event => of("event", "hexagon", "filled", "#f6d5e5", "#b83280"),
        EntityKind::Artefact => of("artefact", "component", "filled", "#e2dcf5", "#6b46c1"),
        EntityKind::Phrase => of("topic", "note", "filled", "#f7f7f7", "#8a8a8a"),
        EntityKind::Unknown => of("other", "box", "filled,rounded", "#ffffff", "#8a8a8a"),
    }
}

/// Characters of a label after which it is broken.
const LABEL_WIDTH: usize = 22;

fn node_attributes(node: &PictureNode) -> String {
    let Look { shape, style, fill, outline, .. } = look(node.kind);
    format!(
        "label={}, tooltip={}, shape={shape}, style={}, fillcolor=\"{fill}\", color=\"{outline}\"",
        quoted(&wrapped(&node.label, LABEL_WIDTH)),
        quoted(node.iri.as_str()),
        quoted(style),
    )
}

fn edge_attributes(edge: &PictureEdge) -> String {
    let mut attributes = format!("label={}", quoted(&edge_text(edge)));
    let _ = write!(attributes, ", penwidth={}", width(edge.sources));
    if !edge.directed {
        attributes.push_str(", dir=none");
    }
    attributes.push_str(match edge.status {
        Status::Actual => "",
        Status::Planned => ", style=dashed",
        Status::Negated => ", style=dotted, color=\"#c53030\", fontcolor=\"#c53030\"",
        Status::Former => ", color=\"#b0b7c0\", fontcolor=\"#7a828c\"",
    });
    attributes
}

/// "met 12×, 2010–2024".
fn edge_text(edge: &PictureEdge) -> String {
    let mut text = wrapped(&edge.label, LABEL_WIDTH);
    if edge.events > 1 {
        let _ = write!(text, " {}×", edge.events);
    }
    if let Some((value, unit)) = &edge.amount {
        let most = if edge.events > 1 { "up to " } else { "" };
        let _ = write!(text, "\n{most}{}", amount(*value, unit));
    }
    if let Some((first, last)) = &edge.dates {
        let _ = write!(text, "\n{}", period(first, last));
    }
    text
}

/// An amount in the words of the press: "USD 10bn", "5.6 percent".
fn amount(value: f64, unit: &str) -> String {
    let scales = [(1e12, "tn"), (1e9, "bn"), (1e6, "m")];
    let (scaled, scale) = scales
        .iter()
        .find(|(size, _)| value.abs() >= *size)
        .map_or((value, ""), |(size, scale)| (value / size, *scale));
    // Two digits behind the point are all that a picture needs; none where they are zero.
    let number = format!("{scaled:.2}");
    let number = number.trim_end_matches('0').trim_end_matches('.');
    let is_currency = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_currency { format!("{unit} {number}{scale}") } else { format!("{number}{scale} {unit}") }
}

/// As short as two days can be written: a day, a month, a year, or two years.
fn period(first: &str, last: &str) -> String {
    let (first_year, last_year) = (first.get(..4).unwrap_or(first), last.get(..4).unwrap_or(last));
    let (first_month, last_month) = (first.get(..7), last.get(..7));
    if first == last {
        first.to_owned()
    } else if first_month == last_month && first.ends_with("-01") && last_day(last) {
        first_month.unwrap_or(first).to_owned()
    } else if first_year == last_year {
        first_year.to_owned()
    } else {
        format!("{first_year}–{last_year}")
    }
}

/// Whether the day may be the last of its month.
fn last_day(date: &str) -> bool {
    ["-28", "-29", "-30", "-31"].iter().any(|day| date.ends_with(day))
}

/// One source is thin; each doubling adds as much as one source has.
fn width(sources: usize) -> String {
    let doublings = sources.max(1).ilog2() as f32;
    format!("{:.1}", (1.0 + doublings).min(6.0))
}

/// Breaks at blanks so that no line is much longer than `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > MAX_LINES {
        lines.truncate(MAX_LINES);
        lines[MAX_LINES - 1].push('…');
    }
    lines.join("\n")
}

/// Most lines of a label; longer ones are cut.
const MAX_LINES: usize = 4;

/// A DOT string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A table of what the picture holds, under it.
fn legend(picture: &Picture) -> String {
    let kinds: BTreeSet<EntityKind> = picture.nodes.iter().map(|node| node.kind).collect();
    let statuses: BTreeSet<Status> = picture.edges.iter().map(|edge| edge.status).collect();
    let mut cells = String::new();
    for kind in kinds {
        let Look { name, fill, outline, style, .. } = look(kind);
        let rounded = if style.contains("rounded") { " STYLE=\"ROUNDED\"" } else { "" };
        let _ = write!(cells, "<TD BGCOLOR=\"{fill}\" COLOR=\"{outline}\" BORDER=\"1\"{rounded}> {name} </TD>");
    }
    for status in statuses {
        let (sample, colour, name) = match status {
            Status::Actual => ("──", "#4a5568", "actual"),
            Status::Planned => ("- - -", "#4a5568", "planned"),
            Status::Negated => ("· · ·", "#c53030", "denied"),
            Status::Former => ("──", "#b0b7c0", "former"),
        };
        let _ = write!(cells, "<TD><FONT COLOR=\"{colour}\">{sample}</FONT> {name}</TD>");
    }
    if picture.edges.iter().any(|edge| edge.sources > 1) {
        cells.push_str("<TD>the wider, the more sources</TD>");
    }
    if picture.undrawn > 0 {
        let _ = write!(cells, "<TD>not drawn: {} statements about one entity only</TD>", picture.undrawn);
    }
    if cells.is_empty() {
        return "nothing to draw".to_owned();
    }
    format!("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"6\" CELLPADDING=\"3\"><TR>{cells}</TR></TABLE>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxrdf::NamedNode;

    fn node(label: &str, kind: EntityKind) -> PictureNode {
        PictureNode { iri: NamedNode::new_unchecked(format!("https://example.org/{label}")), label: label.into(), kind }
    }

    fn edge(status: Status) -> PictureEdge {
        PictureEdge {
            from: 0,
            to: 1,
            directed: false,
            label: "met".to_owned(),
            status,
            events: 12,
            sources: 4,
            amount: None,
            dates: Some(("2010-03-01".to_owned(), "2024-11-30".to_owned())),
        }
    }

    #[test]
    fn an_edge_tells_how_often_when_and_by_how_many() {
        let nodes = vec![node("Ann \"Ace\" Brook", EntityKind::Person), node("Carl Dorn", EntityKind::Person)];
        let picture = Picture { nodes, edges: vec![edge(Status::Actual)], undrawn: 3 };
        let text = dot(&picture);
        assert!(text.contains("n0 -> n1 [label=\"met 12×\\n2010–2024\", penwidth=3.0, dir=none];"), "{text}");
        assert!(text.contains("label=\"Ann \\\"Ace\\\" Brook\""), "{text}");
        assert!(text.contains("not drawn: 3 statements"), "{text}");
        assert!(!text.contains("planned"), "the legend lists what occurs only: {text}");
    }

    #[test]
    fn amounts_read_as_in_the_press() {
        assert_eq!(amount(1e10, "USD"), "USD 10bn");
        assert_eq!(amount(83.5e9, "USD"), "USD 83.5bn");
        assert_eq!(amount(5.6, "percent"), "5.6 percent");
        assert_eq!(amount(0.0, "EUR"), "EUR 0");
        assert_eq!(amount(400.0, "tonnes"), "400 tonnes");
    }

    #[test]
    fn lines_tell_the_status() {
        assert!(edge_attributes(&edge(Status::Planned)).contains("style=dashed"));
        assert!(edge_attributes(&edge(Status::Negated)).contains("style=dotted, color=\"#c53030\""));
        assert!(edge_attributes(&edge(Status::Former)).contains("color=\"#b0b7c0\""));
    }

    #[test]
    fn periods_are_as_short_as_they_can_be() {
        assert_eq!(period("2017-06-08", "2017-06-08"), "2017-06-08");
        assert_eq!(period("2017-06-01", "2017-06-30"), "2017-06");
        assert_eq!(period("2017-06-08", "2017-06-30"), "2017");
        assert_eq!(period("2016-12-31", "2017-01-01"), "2016–2017");
    }

    #[test]
    fn a_tangle_is_refused_with_advice() {
        let nodes: Vec<_> = (0..=MAX_NODES).map(|n| node(&format!("E{n}"), EntityKind::Person)).collect();
        let picture = Picture { nodes, edges: vec![edge(Status::Actual)], undrawn: 0 };
        let message = check_readable(&picture).unwrap_err().to_string();
        assert!(message.contains("81 entities and 1 edges"), "{message}");
        assert!(message.contains("--around \"E0\""), "{message}");
    }
}

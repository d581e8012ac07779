//! Solutions as a table for a terminal: columns as wide as their widest cell, cells cut where the terminal ends.

use oxrdf::Term;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::graph::shorten;

/// No column gets narrower than this to make the others fit.
const LEAST_WIDTH: usize = 8;

/// A table with a line under the header and a count under the rows.
///
/// `width` is that of the terminal, in columns; without it nothing is cut.
pub fn render(header: &[String], rows: &[Vec<Option<Term>>], width: Option<usize>) -> String {
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|term| term.as_ref().map(cell).unwrap_or_default()).collect()).collect();
    let numeric: Vec<bool> = (0..header.len()).map(|column| is_numeric(rows, column)).collect();
    grid(header, &cells, &numeric, width) + &count(rows.len(), rows.len())
}

/// The rows of a table under its header, without a count.
///
/// `right` tells which columns are set flush right.
pub fn grid(header: &[String], cells: &[Vec<String>], right: &[bool], width: Option<usize>) -> String {
    let mut widths: Vec<usize> = header.iter().map(|name| name.width()).collect();
    for row in cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    if let Some(width) = width {
        fit(&mut widths, width);
    }
    let mut out = String::new();
    let line = |out: &mut String, row: &[String]| {
        let parts: Vec<_> =
            row.iter().zip(&widths).zip(right).map(|((cell, width), right)| pad(cell, *width, *right)).collect();
        out.push_str(parts.join("  ").trim_end());
        out.push('\n');
    };
    line(&mut out, header);
    let rules: Vec<_> = widths.iter().map(|width| "─".repeat(*width)).collect();
    out.push_str(&rules.join("  "));
    out.push('\n');
    for row in cells {
        line(&mut out, row);
    }
    out
}

/// The line under a table: how many rows there are, and how many of them are not shown.
pub fn count(rows: usize, shown: usize) -> String {
    let grouped = |number: usize| crate::render::overview::grouped(number as u64);
    match rows {
        rows if shown < rows => format!("… {} more rows: `.last` shows all {}\n", grouped(rows - shown), grouped(rows)),
        1 => "1 row\n".to_owned(),
        rows => format!("{} rows\n", grouped(rows)),
    }
}

/// A term as a person reads it: short names for IRIs, the bare value of a literal, its language behind it.
pub fn cell(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => shorten(node.as_str()),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => {
            let value: String = literal.value().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            match literal.language() {
                Some(language) => format!("{value} @{language}"),
                None => value,
            }
        }
        Term::Triple(triple) => {
            let subject = Term::from(triple.subject.clone());
            let predicate = Term::from(triple.predicate.clone());
            format!("<<( {} {} {} )>>", cell(&subject), cell(&predicate), cell(&triple.object))
        }
    }
}

/// Whether a column holds numbers and nothing else: those are set flush right.
fn is_numeric(rows: &[Vec<Option<Term>>], column: usize) -> bool {
    let mut terms = rows.iter().filter_map(|row| row.get(column)?.as_ref()).peekable();
    terms.peek().is_some()
        && terms.all(|term| matches!(term, Term::Literal(literal) if literal.value().parse::<f64>().is_ok()))
}

/// Narrows the widest columns until the table fits, or nothing more can be taken away.
fn fit(widths: &mut [usize], total: usize) {
    let gaps = 2 * widths.len().saturating_sub(1);
    loop {
        let sum: usize = widths.iter().sum();
        let excess = (sum + gaps).saturating_sub(total);
        let Some(widest) = widths.iter().copied().max().filter(|widest| *widest > LEAST_WIDTH) else { return };
        if excess == 0 {
            return;
        }
        // Down to the next narrower column, or as far as is needed.
        let next = widths.iter().copied().filter(|width| *width < widest).max().unwrap_or(0).max(LEAST_WIDTH);
        let columns = widths.iter().filter(|width| **width == widest).count();
        let cut = (widest - next).min(excess.div_ceil(columns));
        widths.iter_mut().filter(|width| **width == widest).for_each(|width| *width -= cut);
    }
}

/// The text in exactly `width` columns, cut with `…` if it is longer.
fn pad(text: &str, width: usize, right: bool) -> String {
    let mut text = text.to_owned();
    if text.width() > width {
        let mut used = 0;
        text = text
            .chars()
            .take_while(|c| {
                used += c.width().unwrap_or(0);
                used < width
            })
            .collect();
        text.push('…');
    }
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    if right { blanks + &text } else { text + &blanks }
}

#[cfg(test)]
mod tests {
    use oxrdf::{Literal, NamedNode};

    use super::*;

    fn rows() -> Vec<Vec<Option<Term>>> {
        let node = |name: &str| Some(Term::from(NamedNode::new_unchecked(format!("https://w3id.org/tercet/e/{name}"))));
        let text = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
        vec![
            vec![node("Vladimir_Putin"), Some(Literal::from(12).into()), text("met Xi in\nAstana")],
            vec![node("習近平"), Some(Literal::from(3).into()), None],
        ]
    }

    #[test]
    fn aligns_by_width_not_by_letters() {
        let header = ["who", "n", "quote"].map(str::to_owned);
        insta::assert_snapshot!(render(&header, &rows(), None), @r"
        who               n  quote
        ───────────────  ──  ────────────────
        :Vladimir_Putin  12  met Xi in Astana
        :習近平           3
        2 rows
        ");
    }

    #[test]
    fn never_wider_than_the_terminal() {
        let header = ["who", "n", "quote"].map(str::to_owned);
        for width in 24..60 {
            let table = render(&header, &rows(), Some(width));
            assert!(table.lines().all(|line| line.width() <= width), "{width}\n{table}");
        }
    }

    #[test]
    fn a_table_without_columns_counts_its_rows() {
        assert_eq!(render(&[], &[vec![], vec![]], Some(10)), "\n\n\n\n2 rows\n");
    }
}

//! The numbers of a graph as a table for people and as JSON for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::graph::Overview;

/// Sizes that the graph does not know of itself, in bytes and quads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Quads in all graphs.
    pub quads: u64,
    /// Bytes of the database's files.
    pub bytes: u64,
}

/// The numbers as text for a terminal.
pub fn overview_table(overview: &Overview, size: Size) -> String {
    let mut out = String::new();
    let mut row = |name: &str, value: String| {
        let _ = writeln!(out, "{name:<12} {value:>12}"); // writing to a string cannot fail
    };
    row("articles", grouped(overview.articles as u64));
    row("publishers", grouped(overview.publishers as u64));
    row("statements", grouped(overview.statements as u64));
    row("events", grouped(overview.events as u64));
    row("entities", grouped(overview.entities.values().sum::<usize>() as u64));
    row("quads", grouped(size.quads));
    row("size", readable_bytes(size.bytes));
    if !overview.entities.is_empty() {
        out.push('\n');
        let mut kinds: Vec<_> = overview.entities.iter().collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), kind.as_str()));
        for (kind, count) in kinds {
            let _ = writeln!(out, "{kind:<16} {:>8}", grouped(*count as u64));
        }
    }
    if !overview.relations.is_empty() {
        let _ =
            writeln!(out, "\n{:<16} {:>8} {:>8} {:>8} {:>8}", "statements", "actual", "planned", "negated", "former");
        let mut relations: Vec<_> = overview.relations.iter().collect();
        relations.sort_by_key(|(name, counts)| (std::cmp::Reverse(counts.iter().sum::<usize>()), name.as_str()));
        for (name, counts) in relations {
            let cells: Vec<String> = counts
                .iter()
                .map(|count| format!("{:>8}", if *count == 0 { "·".to_owned() } else { grouped(*count as u64) }))
                .collect();
            let _ = writeln!(out, "{name:<16} {}", cells.join(" "));
        }
    }
    out
}

/// The numbers as one JSON object.
pub fn overview_json(overview: &Overview, size: Size) -> String {
    let relations: serde_json::Map<String, Value> = overview
        .relations
        .iter()
        .map(|(name, [actual, planned, negated, former])| {
            let counts = json!({"actual": actual, "planned": planned, "negated": negated, "former": former});
            (name.clone(), counts)
        })
        .collect();
    let value = json!({
        "articles": overview.articles,
        "publishers": overview.publishers,
        "statements": overview.statements,
        "events": overview.events,
        "entities": overview.entities,
        "relations": relations,
        "quads": size.quads,
        "bytes": size.bytes,
    });
    format!("{value:#}\n")
}

/// 12345 as "12,345".
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Bytes in the largest unit of which there is one.
pub fn readable_bytes(number: u64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut value = number as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < units.len() {
        value /= 1024.0;
        unit += 1;
    }
    if unit == 0 { format!("{number} B") } else { format!("{value:.1} {}", units[unit]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_sizes_rounded() {
        assert_eq!((grouped(0), grouped(999), grouped(1_234_567)), ("0".into(), "999".into(), "1,234,567".into()));
        assert_eq!(
            (readable_bytes(1023), readable_bytes(1536), readable_bytes(5 << 30)),
            ("1023 B".into(), "1.5 KiB".into(), "5.0 GiB".into())
        );
    }

    #[test]
    fn the_table_puts_the_most_frequent_first() {
        let overview = Overview {
            statements: 4,
            relations: [("met".to_owned(), [1, 2, 0, 0]), ("deal".to_owned(), [1, 0, 0, 0])].into(),
            entities: [("person".to_owned(), 1500)].into(),
            ..Overview::default()
        };
        let table = overview_table(&overview, Size { quads: 40, bytes: 2048 });
        assert!(table.contains("met                     1        2        ·        ·\ndeal "), "{table}");
        assert!(table.contains("person              1,500\n"), "{table}");
        let json: Value = serde_json::from_str(&overview_json(&overview, Size::default())).unwrap();
        assert_eq!(json["relations"]["met"]["planned"], 2);
    }
}

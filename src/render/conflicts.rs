//! Disagreements of articles: as a person reads them, and as JSON Lines.

use serde_json::json;

use crate::graph::{Conflict, shorten};

/// Each disagreement with its sides, their sources and the words of each article.
pub fn conflicts(conflicts: &[Conflict]) -> String {
    let mut out = String::new();
    for conflict in conflicts {
        out += &format!("{}: {}\n", conflict.kind.as_str(), conflict.about);
        for side in &conflict.sides {
            let plural = if side.sources == 1 { "" } else { "s" };
            out += &format!("  {} ({} source{plural})\n", side.says, side.sources);
            for (article, quote) in &side.evidence {
                let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
                out += &format!("    {}: \"{quote}\"\n", shorten(article.as_str()));
            }
        }
    }
    out
}

/// One object a line.
pub fn conflicts_json(conflicts: &[Conflict]) -> String {
    let line = |conflict: &Conflict| {
        let sides = conflict.sides.iter().map(|side| {
            let evidence =
                side.evidence.iter().map(|(article, quote)| json!({"article": article.as_str(), "quote": quote}));
            json!({"says": side.says, "sources": side.sources, "evidence": evidence.collect::<Vec<_>>()})
        });
        let sides: Vec<_> = sides.collect();
        format!("{}\n", json!({"kind": conflict.kind.as_str(), "about": conflict.about, "sides": sides}))
    };
    conflicts.iter().map(line).collect()
}

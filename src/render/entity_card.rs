//! The card of an entity: types, names, and its facts grouped by relation.

use crate::query::{EntityCard, FactGroup};

/// How many other ends of a relation are listed; the rest is counted.
const LISTED: usize = 8;

/// Renders the card; the result ends with a line feed.
pub fn entity_card(card: &EntityCard) -> String {
    let mut out = format!("{}  {}\n", card.label, card.iri);
    if !card.types.is_empty() {
        out.push_str(&format!("  {}\n", card.types.join(", ")));
    }
    if !card.aliases.is_empty() {
        out.push_str(&format!("  also: {}\n", card.aliases.join(", ")));
    }
    let pending: Vec<_> = card.pending.iter().map(|(status, count)| format!("{count} {status}")).collect();
    let pending = if pending.is_empty() { String::new() } else { format!("; statements: {}", pending.join(", ")) };
    out.push_str(&format!("  in {}{pending}\n", plural(card.articles, "article")));
    card.facts.iter().for_each(|group| facts(&mut out, group));
    out
}

fn facts(out: &mut String, group: &FactGroup) {
    let name = if group.inverse { format!("is {} of", group.property) } else { group.property.clone() };
    let mut ends: Vec<_> = group
        .others
        .iter()
        .take(LISTED)
        .map(|(other, articles)| if *articles > 1 { format!("{other} ({articles}×)") } else { other.clone() })
        .collect();
    if group.others.len() > LISTED {
        ends.push(format!("{} more", group.others.len() - LISTED));
    }
    out.push_str(&format!("  {name:<24} {}\n", ends.join(", ")));
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

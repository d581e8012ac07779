//! The card of an entity as text: names, offices, facts by relation, neighbours, last events.

use crate::query::{EntityCard, FactGroup, Office};
use crate::text::shorten;

/// How many entries of a list are told; the rest is counted.
const LISTED: usize = 8;
/// Most characters of one entry: a speech would fill the page.
const MAX_ENTRY: usize = 60;
/// Most characters of an event.
const MAX_EVENT: usize = 110;

/// Renders the card; the result ends with a line feed.
pub fn entity_card(card: &EntityCard) -> String {
    let mut out = format!("{}  {}\n", card.label, card.iri);
    if !card.types.is_empty() {
        out.push_str(&format!("  {}\n", card.types.join(", ")));
    }
    if !card.aliases.is_empty() {
        out.push_str(&format!("  also: {}\n", listed(card.aliases.iter().cloned(), card.aliases.len())));
    }
    if !card.same_as.is_empty() {
        out.push_str(&format!("  same as: {}\n", card.same_as.join(", ")));
    }
    let pending: Vec<_> = card.pending.iter().map(|(status, count)| format!("{count} {status}")).collect();
    let pending = if pending.is_empty() { String::new() } else { format!(" ({})", pending.join(", ")) };
    out.push_str(&format!(
        "  {} in {}{pending}\n",
        plural(card.statements, "statement"),
        plural(card.articles, "article")
    ));
    section(&mut out, "offices", card.offices.iter().take(LISTED).map(office), card.offices.len());
    let groups = card.facts.iter().map(facts);
    section(&mut out, "facts", groups, card.facts.len());
    if !card.neighbours.is_empty() {
        let linked = card.neighbours.iter().map(|(name, count)| counted(name, *count));
        out.push_str(&format!("linked to\n  {}\n", listed(linked, card.neighbours.len())));
    }
    let events = card.last_events.iter().map(|(date, words)| format!("{date:<10}  {}", shorten(words, MAX_EVENT)));
    section(&mut out, "last events", events, card.last_events.len());
    out
}

fn section(out: &mut String, heading: &str, lines: impl Iterator<Item = String>, all: usize) {
    let mut told = 0;
    for line in lines {
        if told == 0 {
            out.push_str(&format!("{heading}\n"));
        }
        out.push_str(&format!("  {line}\n"));
        told += 1;
    }
    if all > told {
        out.push_str(&format!("  … {} more\n", all - told));
    }
}

fn office(office: &Office) -> String {
    let at = office.organisation.as_deref();
    let post = match (office.title.as_str(), at) {
        ("", at) => at.unwrap_or_default().to_owned(),
        (title, Some(at)) => format!("{title}, {at}"),
        (title, None) => title.to_owned(),
    };
    let former = if office.former { "former " } else { "" };
    let when = match &office.attested {
        Some((first, last)) if first == last => format!("  {first}"),
        Some((first, last)) => format!("  {first} to {last}"),
        None => String::new(),
    };
    format!("{former}{post}{when}  ({})", plural(office.articles, "article"))
}

fn facts(group: &FactGroup) -> String {
    let name = if group.inverse { format!("← {}", group.relation) } else { group.relation.clone() };
    let ends = group.others.iter().map(|(other, articles)| counted(other, *articles));
    format!("{name:<22} {:>4}  {}", group.others.len(), listed(ends, group.others.len()))
}

/// The first entries and how many more there are.
fn listed(entries: impl Iterator<Item = String>, all: usize) -> String {
    let mut told: Vec<_> = entries.take(LISTED).map(|entry| shorten(&entry, MAX_ENTRY).into_owned()).collect();
    if all > LISTED {
        told.push(format!("{} more", all - LISTED));
    }
    told.join(", ")
}

fn counted(name: &str, count: usize) -> String {
    if count > 1 { format!("{} ({count}×)", shorten(name, MAX_ENTRY - 6)) } else { name.to_owned() }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

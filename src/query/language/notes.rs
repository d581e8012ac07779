//! What a person ought to know about an answer: what was left out, what is uncertain, why there is nothing.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::Term;

use super::answer::{Answer, Value};
use super::compile::{key_of, probe};
use super::patterns::overlapping;
use super::plan::{ALL_STATUSES, Answered, Facts, Stages, Test, Tree, Wanted};
use super::run::Runner;
use crate::graph::Status;
use crate::query::sparql::QueryError;

/// The notes on an answer to a question about facts.
pub(super) fn about(
    runner: &Runner<'_>,
    tree: &Tree,
    stages: &Stages,
    answer: &Answer,
) -> Result<Vec<String>, QueryError> {
    let mut notes = Vec::new();
    let Tree::Leaf(facts) = tree else {
        return Ok(notes);
    };
    if matches!(facts.answer, Answered::Entities { .. }) {
        return Ok(notes);
    }
    notes.extend(left_out(runner, facts)?);
    notes.extend(uncertain(runner, facts)?);
    notes.extend(currencies(runner, facts, stages, answer)?);
    if answer.rows.is_empty() {
        notes.extend(why_nothing(runner, facts)?);
    }
    Ok(notes)
}

/// Events of other statuses that meet all other conditions.
fn left_out(runner: &Runner<'_>, facts: &Facts) -> Result<Option<String>, QueryError> {
    // Whoever asks for a status knows that there are others.
    if facts.status.said.is_some()
        || facts.status.is_any()
        || facts.conditions.iter().any(|condition| matches!(condition.test, Test::Among(_)))
    {
        return Ok(None);
    }
    let mut any = facts.clone();
    any.status = Wanted { statuses: ALL_STATUSES.to_vec(), said: None };
    any.answer = Answered::Events;
    let mut with_answer = any.clone();
    if let Answered::Argument { .. } = facts.answer {
        with_answer.answer = facts.answer.clone();
    }
    let text =
        probe(&Tree::Leaf(Box::new(with_answer)), "?event ?found", "?statement t:event ?event ; t:status ?found .");
    let text = text.replace("?event ?event", "?event");
    let mut statuses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for solution in runner.select(&text)? {
        if let (Some(event), Some(Term::NamedNode(status))) = (solution.get("event"), solution.get("found")) {
            let status = status.as_str().rsplit('#').next().unwrap_or_default().to_owned();
            statuses.entry(event.to_string()).or_default().insert(status);
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for found in statuses.values() {
        if facts.status.statuses.iter().any(|status| found.contains(status.as_str())) {
            continue;
        }
        // An event that is both planned and denied somewhere counts with the first of these.
        if let Some(status) = ALL_STATUSES.iter().find(|status| found.contains(status.as_str())) {
            *counts.entry(status.as_str()).or_default() += 1;
        }
    }
    let told: Vec<String> = ALL_STATUSES
        .iter()
        .filter_map(|status| counts.get(status.as_str()).map(|n| format!("{n} {}", word(*status))))
        .collect();
    Ok((!told.is_empty()).then(|| format!("left out: {} (`any` takes all in)", told.join(", "))))
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Negated => "denied",
        status => status.as_str(),
    }
}

/// Events that may lie in the time asked for, and those without a date.
fn uncertain(runner: &Runner<'_>, facts: &Facts) -> Result<Option<String>, QueryError> {
    let Some(at) = facts.conditions.iter().position(|condition| matches!(condition.test, Test::When(_))) else {
        return Ok(None);
    };
    let Test::When(when) = &facts.conditions[at].test else { return Ok(None) };
    let Some(overlap) = overlapping(when) else { return Ok(None) };
    let mut open = facts.clone();
    open.conditions.remove(at);
    let key = key_of(facts);
    let keys = |text: &str| -> Result<BTreeSet<String>, QueryError> {
        Ok(runner.select(text)?.iter().filter_map(|solution| solution.get(key)).map(ToString::to_string).collect())
    };
    let inside = keys(&probe(&Tree::Leaf(Box::new(facts.clone())), "", ""))?;
    let open = Tree::Leaf(Box::new(open));
    let may = keys(&probe(&open, "", &overlap))?.difference(&inside).count();
    let undated =
        keys(&probe(&open, "", "FILTER NOT EXISTS { ?statement t:earliest ?begins }"))?.difference(&inside).count();
    let mut told = Vec::new();
    if may > 0 {
        told.push(format!("{may} more may lie in this time, but are dated less exactly"));
    }
    if undated > 0 {
        told.push(format!("{undated} {} no date", if undated == 1 { "has" } else { "have" }));
    }
    Ok((!told.is_empty()).then(|| told.join("; ")))
}

/// Amounts in other currencies than the one asked for, or several currencies side by side.
fn currencies(
    runner: &Runner<'_>,
    facts: &Facts,
    stages: &Stages,
    answer: &Answer,
) -> Result<Option<String>, QueryError> {
    let asked = facts.conditions.iter().position(|condition| matches!(condition.test, Test::Amount { .. }));
    if let Some(at) = asked
        && let Test::Amount { unit: Some(unit), .. } = &facts.conditions[at].test
    {
        let mut open = facts.clone();
        open.conditions.remove(at);
        let more = "?statement t:value ?any_value ; t:currency|t:unit ?other_unit .";
        let mut others: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let key = key_of(facts);
        for solution in runner.select(&probe(&Tree::Leaf(Box::new(open)), "?other_unit", more))? {
            if let (Some(key), Some(Term::Literal(other))) = (solution.get(key), solution.get("other_unit"))
                && other.value() != unit
            {
                others.entry(other.value().to_owned()).or_default().insert(key.to_string());
            }
        }
        let told: Vec<_> = others.iter().map(|(unit, keys)| format!("{} in {unit}", keys.len())).collect();
        return Ok((!told.is_empty()).then(|| format!("not compared: {}", told.join(", "))));
    }
    let mixes = asked.is_some() || stages.sort.iter().any(|(column, _)| column.name == "value");
    let units: BTreeSet<&str> = answer
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().flatten())
        .filter_map(|value| match value {
            Value::Amount(_, Some(unit)) => Some(unit.as_str()),
            _ => None,
        })
        .collect();
    let several = units.into_iter().collect::<Vec<_>>();
    Ok((mixes && several.len() > 1)
        .then(|| format!("amounts are in {}: each is compared with its own kind only", several.join(", "))))
}

/// Which condition leaves nothing: the one without which there would be something.
fn why_nothing(runner: &Runner<'_>, facts: &Facts) -> Result<Vec<String>, QueryError> {
    let count = |facts: Facts| -> Result<usize, QueryError> {
        let key = key_of(&facts);
        let found = runner.select(&probe(&Tree::Leaf(Box::new(facts)), "", ""))?;
        Ok(found
            .iter()
            .filter_map(|solution| solution.get(key))
            .map(ToString::to_string)
            .collect::<BTreeSet<_>>()
            .len())
    };
    let mut notes = Vec::new();
    for (index, _) in facts.conditions.iter().enumerate() {
        let mut without = facts.clone();
        let dropped = without.conditions.remove(index);
        let left = count(without)?;
        if left > 0 {
            notes.push(format!("{} leaves nothing: without it there are {left}", runner.quoted(&dropped.span)));
        }
    }
    if let Some(said) = &facts.status.said {
        let mut without = facts.clone();
        without.status = Wanted { statuses: ALL_STATUSES.to_vec(), said: None };
        let left = count(without)?;
        if left > 0 {
            notes.push(format!("{} leaves nothing: with any status there are {left}", runner.quoted(said)));
        }
    }
    if notes.is_empty() && facts.conditions.len() > 1 {
        for (index, condition) in facts.conditions.iter().enumerate() {
            let mut alone = facts.clone();
            alone.conditions = vec![facts.conditions[index].clone()];
            alone.status = Wanted { statuses: ALL_STATUSES.to_vec(), said: None };
            if count(alone)? == 0 {
                notes.push(format!("nothing at all fits {}", runner.quoted(&condition.span)));
            }
        }
    }
    if notes.is_empty() && facts.conditions.len() <= 1 {
        let mut bare = facts.clone();
        bare.conditions.clear();
        bare.status = Wanted { statuses: ALL_STATUSES.to_vec(), said: None };
        if count(bare)? == 0 {
            notes.push(format!("the graph holds no {}", facts.noun));
        }
    }
    Ok(notes)
}

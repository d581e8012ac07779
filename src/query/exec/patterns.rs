//! Basic graph patterns: the order of joins from what the data say, and each join the way that is cheaper.
//!
//! How many quads match a pattern is known exactly, from the ends of its range. What a join will give is estimated from
//! the statistics of predicates, and the next pattern is the one that is expected to leave the fewest rows. How to join
//! is decided when the rows so far have been counted: few rows look up their partners, many are hashed.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use spareval::{CancellationToken, QueryableDataset};

use super::Stop;
use super::table::{Table, Variable};
use crate::store::{StoreDataset, TermId};

/// A place of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Constant(TermId),
    Variable(Variable),
}

/// Subject, predicate, object.
pub(super) type Pattern = [Place; 3];

/// A look-up costs about as much as reading so many rows.
const LOOKUP: usize = 12;

/// The solutions of the patterns, joined with `start`.
pub(super) fn join_all(
    dataset: &StoreDataset,
    patterns: &[Pattern],
    start: Table,
    token: &CancellationToken,
) -> Result<Table, Stop> {
    let mut waiting: Vec<(Pattern, usize)> =
        patterns.iter().map(|pattern| (*pattern, dataset.count(constants(pattern)))).collect();
    let mut table = start;
    while !waiting.is_empty() {
        // Of equal ones the first: the order of the text decides nothing else.
        let next = (0..waiting.len())
            .map(|number| (estimate(dataset, &table, waiting[number]), number))
            .min_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal))
            .map_or(0, |(_, number)| number);
        let (pattern, count) = waiting.remove(next);
        table = join(dataset, &table, &pattern, count, token)?;
    }
    Ok(table)
}

fn constants(pattern: &Pattern) -> [Option<TermId>; 3] {
    pattern.map(|place| match place {
        Place::Constant(id) => Some(id),
        Place::Variable(_) => None,
    })
}

/// The rows that a join with the pattern is expected to give; unconnected patterns last.
fn estimate(dataset: &StoreDataset, table: &Table, (pattern, count): (Pattern, usize)) -> (bool, f64) {
    let bound = pattern.map(|place| matches!(place, Place::Variable(v) if table.place(v).is_some()));
    let connected = table.variables.is_empty() || bound.contains(&true);
    let mut rows = count as f64;
    let statistics = match pattern[1] {
        Place::Constant(predicate) => dataset.predicate_statistics(predicate),
        Place::Variable(_) => None,
    };
    for (place, different) in [(0, statistics.map(|s| s.subjects)), (2, statistics.map(|s| s.objects))] {
        if bound[place] {
            // Without statistics a bound place is taken to be rather selective.
            rows /= different.map_or(rows.sqrt(), |different| (different as f64).min(rows)).max(1.0);
        }
    }
    if bound[1] {
        rows /= 10.0;
    }
    (!connected, rows * table.rows as f64)
}

/// The different variables of a pattern, with the first place of each.
fn variables_of(pattern: &Pattern) -> Vec<(Variable, usize)> {
    let mut variables: Vec<(Variable, usize)> = Vec::new();
    for (number, place) in pattern.iter().enumerate() {
        if let Place::Variable(variable) = place
            && variables.iter().all(|(known, _)| known != variable)
        {
            variables.push((*variable, number));
        }
    }
    variables
}

fn join(
    dataset: &StoreDataset,
    table: &Table,
    pattern: &Pattern,
    count: usize,
    token: &CancellationToken,
) -> Result<Table, Stop> {
    let variables = variables_of(pattern);
    let shared = variables.iter().filter(|(variable, _)| table.place(*variable).is_some()).count();
    if table.rows == 0 {
        let mut empty = Table::new(table.variables.clone());
        empty.variables.extend(variables.iter().map(|(v, _)| *v).filter(|v| table.place(*v).is_none()));
        empty.certain.resize(empty.variables.len(), true);
        return Ok(empty);
    }
    if shared > 0 && table.rows.saturating_mul(LOOKUP) < count {
        return look_up(dataset, table, pattern, token);
    }
    let mut matches = Table::new(variables.iter().map(|(variable, _)| *variable).collect());
    scan(dataset, pattern, constants(pattern), token, &mut |triple| {
        matches.push(variables.iter().map(|(_, place)| triple[*place]))
    })?;
    table.join(&matches, false)
}

/// Gives every matching triple to `visit`.
fn scan(
    dataset: &StoreDataset,
    pattern: &Pattern,
    [s, p, o]: [Option<TermId>; 3],
    token: &CancellationToken,
    visit: &mut dyn FnMut([TermId; 3]) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let repeats = |a: usize, b: usize| matches!(pattern[a], Place::Variable(_)) && pattern[a] == pattern[b];
    let repeated = [(0, 1), (0, 2), (1, 2)].map(|(a, b)| (a, b, repeats(a, b)));
    let quads = dataset.internal_quads_for_pattern(s.as_ref(), p.as_ref(), o.as_ref(), Some(None));
    for (number, quad) in quads.enumerate() {
        if number % 4096 == 4095 && token.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        let quad = quad.map_err(Stop::Damage)?;
        let triple = [quad.subject, quad.predicate, quad.object];
        if repeated.iter().all(|(a, b, repeated)| !repeated || triple[*a] == triple[*b]) {
            visit(triple)?;
        }
    }
    Ok(())
}

/// Looks up the partners of every row; equal look-ups are made once.
fn look_up(dataset: &StoreDataset, table: &Table, pattern: &Pattern, token: &CancellationToken) -> Result<Table, Stop> {
    let known = pattern.map(|place| match place {
        Place::Variable(variable) => table.place(variable),
        Place::Constant(_) => None,
    });
    if known.iter().flatten().any(|place| !table.certain[*place]) {
        return Err(Stop::Unsupported);
    }
    let new: Vec<(Variable, usize)> =
        variables_of(pattern).into_iter().filter(|(variable, _)| table.place(*variable).is_none()).collect();
    let mut joined = Table::new(table.variables.clone());
    joined.certain.clone_from(&table.certain);
    joined.variables.extend(new.iter().map(|(variable, _)| *variable));
    joined.certain.resize(joined.variables.len(), true);
    let fixed = constants(pattern);
    let mut found: FxHashMap<[Option<TermId>; 3], Vec<TermId>> = FxHashMap::default();
    for (number, row) in table.iter().enumerate() {
        if number % 1024 == 1023 && token.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        let key: [Option<TermId>; 3] = std::array::from_fn(|place| known[place].map(|at| row[at]).or(fixed[place]));
        if let Entry::Vacant(place) = found.entry(key) {
            let mut partners = Vec::new();
            // Without new variables a partner leaves nothing but the fact that it is there.
            let mut times = Vec::new();
            scan(dataset, pattern, key, token, &mut |triple| {
                partners.extend(new.iter().map(|(_, place)| triple[*place]));
                if new.is_empty() {
                    times.push(triple[0]);
                }
                Ok(())
            })?;
            place.insert(if new.is_empty() { times } else { partners });
        }
        for partner in found[&key].chunks(new.len().max(1)) {
            let partner = if new.is_empty() { &[] } else { partner };
            joined.push(row.iter().chain(partner).copied())?;
        }
    }
    Ok(joined)
}

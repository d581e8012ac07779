//! A pattern joined by its index: each row looks up its partners, or, where that would cost more, all matches are read
//! and hashed.
//!
//! What nobody looks at is not listed but counted, or only found to be there, as far as the bag allows it.

use std::ops::Range;

use super::bounds::{Ranges, stretches};
use super::pace::Pace;
use super::pattern::{Lookup, Pattern};
use super::scope::Variables;
use super::table::{Table, Variable};
use super::{Counting, Executor, Stop};
use crate::store::{Bounds, Known, StoreDataset, TermId};

/// A look-up costs about as much as reading and hashing so many rows.
const LOOKUP: usize = 6;

/// From so many rows on, look-ups are made in the order of the index.
const SORTED_FROM: usize = 512;

/// So many rows of an index are shared by several cores.
const LARGE_SCAN: usize = 1 << 16;

/// Rows after which a scan asks whether it has become too large.
const CHECKED: usize = 1 << 12;

/// Rows to be, column by column, each with the row from which it comes.
struct Found {
    origins: Vec<u32>,
    columns: Vec<Vec<TermId>>,
    /// How often each counts, if that is not once.
    weights: Option<Vec<u64>>,
}

/// How the partners of a row are taken up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    /// Nothing new is wanted: whether there is one.
    Exists,
    /// Nothing new is wanted: how many there are.
    Count,
    /// The different values of the component that comes first, with the number of each.
    Tally,
    /// Every one.
    List,
}

impl Executor<'_> {
    /// Joins a pattern. Of the new variables those in `live` are kept. Says how it was done and in which index.
    pub(super) fn join_pattern(
        &mut self,
        pattern: &Pattern,
        table: Table,
        live: Option<&Variables>,
        counting: Counting,
        ranges: &Ranges,
    ) -> Result<(Table, &'static str, String), Stop> {
        let Some(mut lookup) = Lookup::new(self.dataset, pattern, &table) else {
            return self.join_uncertain(pattern, &table);
        };
        let index = lookup.index_name();
        let (is_start, is_connected) = (table.variables.is_empty() && table.rows == 1, lookup.is_connected());
        if is_start {
            return Ok((self.look_up(&mut lookup, table, live, counting, ranges)?, "scan", index));
        }
        let mut scan = Lookup::new(self.dataset, pattern, &Table::unit()).ok_or(Stop::Unsupported)?;
        let all = scan.at_most(self.dataset, &scan.key(&Table::unit(), 0));
        if is_connected && (table.rows.saturating_mul(LOOKUP) <= all || scan.reader().is_none()) {
            return Ok((self.look_up(&mut lookup, table, live, counting, ranges)?, "look up", index));
        }
        let shared = table.variables.iter().copied();
        let wanted: Option<Variables> = live.map(|live| live.iter().copied().chain(shared).collect());
        let counting = if counting == Counting::Weights { Counting::Rows } else { counting };
        let index = scan.index_name();
        let matches = self.look_up(&mut scan, Table::unit(), wanted.as_ref(), counting, ranges)?;
        Ok((self.join(&table, &matches)?, if is_connected { "hash" } else { "cross" }, index))
    }

    /// A join on a variable that may be without value.
    fn join_uncertain(&mut self, pattern: &Pattern, table: &Table) -> Result<(Table, &'static str, String), Stop> {
        let mut scan = Lookup::new(self.dataset, pattern, &Table::unit()).ok_or(Stop::Unsupported)?;
        let index = scan.index_name();
        let matches = self.look_up(&mut scan, Table::unit(), None, Counting::Rows, &Ranges::default())?;
        Ok((self.join(table, &matches)?, "compatible", index))
    }

    fn look_up(
        &self,
        lookup: &mut Lookup,
        table: Table,
        live: Option<&Variables>,
        counting: Counting,
        ranges: &Ranges,
    ) -> Result<Table, Stop> {
        let open = &lookup.open;
        let kept: Vec<(Variable, usize)> =
            open.iter().copied().filter(|(variable, _)| live.is_none_or(|live| live.contains(variable))).collect();
        let method = method(lookup, &kept, counting);
        if method == Method::Exists {
            return self.semi_join(lookup, table);
        }
        let search = Search {
            table: &table,
            order: self.order_of_lookups(lookup, &table),
            kept: &kept,
            method,
            bounds: ranges.of_lookup(lookup),
            weighted: counting == Counting::Weights && method != Method::List,
        };
        let shared = if !lookup.is_indexed() {
            None
        } else if let Some(rows) = search.large_scan(lookup) {
            let work = |part: Range<usize>, mut lookup: Lookup, pace: &Pace<'_>| {
                search.scan(rows.start + part.start..rows.start + part.end, part.start > 0, &mut lookup, pace)
            };
            self.pace.share(rows.len(), &*lookup, work)
        } else {
            let work = |rows, mut lookup: Lookup, pace: &Pace<'_>| search.partners_of(rows, &mut lookup, pace);
            self.pace.share(table.rows, &*lookup, work)
        };
        let found = match shared {
            Some(parts) => Found::concat(parts?, search.empty(), &table, &self.pace)?,
            None => search.partners_of(0..table.rows, lookup, &self.pace)?,
        };
        // A table that is used up by the rows that it gives needs no copy.
        let is_same = found.origins.len() == table.rows && found.origins.iter().copied().eq(0..table.rows as u32);
        let mut joined = if is_same { table } else { table.rows_at(&found.origins) };
        if let Some(weights) = found.weights {
            let old = joined.weights.take();
            let product = |(number, weight): (usize, u64)| match &old {
                Some(old) => weight.saturating_mul(old[number]),
                None => weight,
            };
            joined.weights = Some(weights.into_iter().enumerate().map(product).collect());
        }
        for ((variable, _), column) in kept.into_iter().zip(found.columns) {
            joined.add(variable, column);
        }
        Ok(joined)
    }

    /// The rows that have a partner.
    fn semi_join(&self, lookup: &mut Lookup, table: Table) -> Result<Table, Stop> {
        let order = self.order_of_lookups(lookup, &table);
        let search = |rows: Range<usize>, mut lookup: Lookup, pace: &Pace<'_>| {
            let mut last: Option<(Known, bool)> = None;
            let mut found = Vec::with_capacity(rows.len());
            for row in rows.map(|number| order.as_ref().map_or(number, |order| order[number] as usize)) {
                let key = lookup.key(&table, row);
                let exists = match last {
                    Some((known, exists)) if known == key => exists,
                    _ => lookup.exists(pace.dataset(), &key)?,
                };
                last = Some((key, exists));
                found.push(exists);
                pace.tick(4)?;
            }
            Ok(found)
        };
        let shared = if lookup.is_indexed() { self.pace.share(table.rows, &*lookup, search) } else { None };
        let found = match shared {
            Some(parts) => parts?.concat(),
            None => search(0..table.rows, lookup.clone(), &self.pace)?,
        };
        let mut mask = vec![false; table.rows];
        for (number, exists) in found.into_iter().enumerate() {
            mask[order.as_ref().map_or(number, |order| order[number] as usize)] = exists;
        }
        Ok(table.keep(&mask))
    }

    /// The rows in the order of their look-ups, where that is worth it and not so already.
    fn order_of_lookups(&self, lookup: &Lookup, table: &Table) -> Option<Vec<u32>> {
        let columns = lookup.columns();
        if table.rows < SORTED_FROM || columns.is_empty() {
            return None;
        }
        // Of several columns the one that comes first in the index would be best; any brings equal keys together.
        let key = &table.columns[columns[0]];
        if key.is_sorted() {
            return None;
        }
        let mut order: Vec<(TermId, u32)> = key.iter().copied().zip(0..).collect();
        order.sort_unstable();
        Some(order.into_iter().map(|(_, row)| row).collect())
    }
}

/// The partners of rows of a table, as they are looked for.
struct Search<'a> {
    table: &'a Table,
    /// The rows in the order of their look-ups, if that is another one.
    order: Option<Vec<u32>>,
    kept: &'a [(Variable, usize)],
    method: Method,
    bounds: Option<&'a [Bounds]>,
    weighted: bool,
}

impl Search<'_> {
    fn empty(&self) -> Found {
        let columns = vec![Vec::new(); self.kept.len()];
        Found { origins: Vec::new(), columns, weights: self.weighted.then(Vec::new) }
    }

    /// The partners of a stretch of rows.
    fn partners_of(&self, rows: Range<usize>, lookup: &mut Lookup, pace: &Pace<'_>) -> Result<Found, Stop> {
        let mut found = self.empty();
        let mut charge = pace.budget().charge();
        let mut last: Option<(Known, usize, usize)> = None;
        for number in rows {
            let row = self.order.as_ref().map_or(number, |order| order[number] as usize);
            let key = lookup.key(self.table, row);
            let begin = found.origins.len();
            match last {
                Some((known, from, to)) if known == key => found.repeat(from..to, row as u32),
                _ => self.partners(lookup, &key, row as u32, pace, &mut found)?,
            }
            last = Some((key, begin, found.origins.len()));
            pace.check_size(found.origins.len(), self.table.variables.len() + self.kept.len())?;
            charge.set(found.bytes())?;
            pace.tick(1 + found.origins.len() - begin)?;
        }
        Ok(found)
    }

    /// The rows of the index, if one row alone looks for partners and has very many.
    fn large_scan(&self, lookup: &mut Lookup) -> Option<Range<usize>> {
        let is_plain = self.method == Method::List && self.bounds.is_none() && lookup.repeated.is_empty();
        if self.table.rows != 1 || !is_plain {
            return None;
        }
        let key = lookup.key(self.table, 0);
        lookup.reader()?.shareable(&key).filter(|rows| rows.len() >= LARGE_SCAN)
    }

    /// The partners of the only row among a stretch of the index, which may go on from another one.
    fn scan(&self, mut rows: Range<usize>, goes_on: bool, lookup: &mut Lookup, pace: &Pace<'_>) -> Result<Found, Stop> {
        let (mut found, mut charge) = (self.empty(), pace.budget().charge());
        let key = lookup.key(self.table, 0);
        let Some(reader) = lookup.reader() else { return Err(Stop::Unsupported) };
        if goes_on {
            rows.start = reader.next_new(rows.start).min(rows.end);
        }
        reader.visit_rows(rows, &key, self.wanted(&[]), &mut |quad| {
            found.push(0, quad, self.kept);
            if found.origins.len().is_multiple_of(CHECKED) {
                pace.check_size(found.origins.len(), self.table.variables.len() + self.kept.len())?;
                charge.set(found.bytes())?;
            }
            pace.tick(1)
        })?;
        Ok(found)
    }

    /// The components whose values must be read.
    fn wanted(&self, repeated: &[(usize, usize)]) -> [bool; 4] {
        let mut wanted = [false; 4];
        self.kept.iter().for_each(|(_, component)| wanted[*component] = true);
        repeated.iter().for_each(|(a, b)| (wanted[*a], wanted[*b]) = (true, true));
        wanted
    }

    fn partners(
        &self,
        lookup: &mut Lookup,
        key: &Known,
        row: u32,
        pace: &Pace<'_>,
        found: &mut Found,
    ) -> Result<(), Stop> {
        let dataset: &StoreDataset = pace.dataset();
        match self.method {
            Method::Count => {
                let count = lookup.count(dataset, key)?;
                if count > 0 {
                    found.origins.push(row);
                    found.weights.iter_mut().for_each(|weights| weights.push(count));
                }
                Ok(())
            }
            Method::Tally => {
                let Some(reader) = lookup.reader() else { return Err(Stop::Unsupported) };
                reader.tally(key, &mut |id, count| {
                    found.origins.push(row);
                    found.columns[0].push(id);
                    found.weights.iter_mut().for_each(|weights| weights.push(count));
                    pace.tick(1)
                })
            }
            Method::List | Method::Exists => {
                let stretches = self.bounds.and_then(|bounds| stretches(bounds, lookup, key));
                let wanted = self.wanted(&lookup.repeated);
                let mut take = |quad: [TermId; 4]| {
                    found.push(row, quad, self.kept);
                    pace.tick(1)
                };
                match (stretches, lookup.repeated.is_empty()) {
                    (Some(stretches), true) => stretches.into_iter().try_for_each(|rows| match lookup.reader() {
                        Some(reader) => reader.visit_rows(rows, key, wanted, &mut take),
                        None => Ok(()),
                    }),
                    _ => lookup.visit(dataset, key, wanted, &mut take),
                }
            }
        }
    }
}

fn method(lookup: &Lookup, kept: &[(Variable, usize)], counting: Counting) -> Method {
    let plain = lookup.repeated.is_empty();
    match (kept, counting) {
        ([], Counting::Once) => Method::Exists,
        _ if lookup.open.is_empty() => Method::Exists,
        ([], Counting::Weights) => Method::Count,
        ([(_, component)], Counting::Weights | Counting::Once)
            if plain && lookup.open.len() > 1 && lookup.leading() == Some(*component) =>
        {
            Method::Tally
        }
        _ => Method::List,
    }
}

impl Found {
    #[inline]
    fn push(&mut self, row: u32, quad: [TermId; 4], kept: &[(Variable, usize)]) {
        self.origins.push(row);
        for (column, (_, component)) in self.columns.iter_mut().zip(kept) {
            column.push(quad[*component]);
        }
    }

    /// What another row with the same key found, for this one.
    fn repeat(&mut self, rows: Range<usize>, row: u32) {
        self.origins.extend(rows.clone().map(|_| row));
        for column in &mut self.columns {
            column.extend_from_within(rows.clone());
        }
        if let Some(weights) = &mut self.weights {
            weights.extend_from_within(rows);
        }
    }

    fn bytes(&self) -> usize {
        self.origins.len() * (4 + size_of::<TermId>() * (self.columns.len() + usize::from(self.weights.is_some())))
    }

    /// What several stretches of rows of a table found, one after the other.
    fn concat(parts: Vec<Self>, mut all: Self, table: &Table, pace: &Pace<'_>) -> Result<Self, Stop> {
        let rows = parts.iter().map(|part| part.origins.len()).sum();
        pace.check_size(rows, table.variables.len() + all.columns.len())?;
        for part in parts {
            all.origins.extend(part.origins);
            all.columns.iter_mut().zip(part.columns).for_each(|(all, part)| all.extend(part));
            all.weights.iter_mut().zip(part.weights).for_each(|(all, part)| all.extend(part));
        }
        Ok(all)
    }
}

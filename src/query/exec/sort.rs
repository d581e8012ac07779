//! ORDER BY, whole or only its first rows.

use std::cmp::Ordering;

use oxrdf::Term;
use rustc_hash::{FxHashMap, FxHashSet};
use spargebra::algebra::{GraphPattern, OrderExpression};

use super::scope::Variables;
use super::table::{Table, UNBOUND};
use super::{ActiveGraph, Counting, Executor, Need, Stop};
use crate::store::{Kind, TermId};

/// Rows that are sorted without a look at the token: some milliseconds.
const STRETCH: usize = 1 << 16;

/// The values of one expression as numbers in their order.
struct Keys {
    descending: bool,
    ranks: Vec<u64>,
}

impl Executor<'_> {
    pub(super) fn order(
        &mut self,
        inner: &GraphPattern,
        expressions: &[OrderExpression],
        graph: ActiveGraph,
        given: &Table,
        need: &Need,
    ) -> Result<Table, Stop> {
        self.trace.enter();
        let mut wanted = Variables::new();
        let parts: Vec<(bool, _)> = expressions
            .iter()
            .map(|expression| match expression {
                OrderExpression::Asc(expression) => (false, expression),
                OrderExpression::Desc(expression) => (true, expression),
            })
            .collect();
        parts.iter().try_for_each(|(_, expression)| self.mentioned(expression, &mut wanted))?;
        let mut inner_need = need.and(&wanted);
        inner_need.counting = Counting::Rows;
        let table = self.run(inner, graph, given, &inner_need)?.unweighted()?;
        let mut charge = self.pace.budget().charge();
        charge.set(table.bytes() + table.rows * (8 + 16 * parts.len()))?;
        let mut keys = Vec::with_capacity(parts.len());
        for (descending, expression) in parts {
            let values = self.evaluate(expression, graph, &table)?;
            keys.push(Keys { descending, ranks: self.ranks(&values)? });
        }
        self.check()?;
        let compare = |a: &u32, b: &u32| {
            let by = |keys: &Keys| {
                let order = keys.ranks[*a as usize].cmp(&keys.ranks[*b as usize]);
                if keys.descending { order.reverse() } else { order }
            };
            // Rows that are equal stay in their order.
            keys.iter().map(by).find(|order| order.is_ne()).unwrap_or_else(|| a.cmp(b))
        };
        let mut numbers: Vec<u32> = (0..table.rows as u32).collect();
        if let Some(quota) = need.quota
            && quota < numbers.len()
        {
            if quota > 0 {
                numbers.select_nth_unstable_by(quota - 1, compare);
            }
            numbers.truncate(quota);
        }
        self.sort_by(&mut numbers, compare)?;
        let sorted = table.rows_at(&numbers);
        let operator = if need.quota.is_some() { "top" } else { "sort" };
        self.trace.leave(
            operator,
            || expressions.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            None,
            &sorted,
        );
        Ok(sorted)
    }

    /// Sorts in stretches and merges them, looking at the token now and then.
    fn sort_by(&self, numbers: &mut Vec<u32>, compare: impl Fn(&u32, &u32) -> Ordering) -> Result<(), Stop> {
        for stretch in numbers.chunks_mut(STRETCH) {
            stretch.sort_unstable_by(&compare);
            self.check()?;
        }
        let mut sorted = STRETCH;
        while sorted < numbers.len() {
            let mut merged = Vec::with_capacity(numbers.len());
            for pair in numbers.chunks(2 * sorted) {
                let (mut a, mut b) = pair.split_at(sorted.min(pair.len()));
                while let (Some(x), Some(y)) = (a.first(), b.first()) {
                    let side = if compare(x, y).is_le() { &mut a } else { &mut b };
                    merged.push(side[0]);
                    *side = &side[1..];
                    self.tick(1)?;
                }
                merged.extend_from_slice(a);
                merged.extend_from_slice(b);
            }
            *numbers = merged;
            sorted *= 2;
        }
        Ok(())
    }

    /// For each value a number by whose order the values are sorted: no value, blank nodes, IRIs, literals.
    pub(super) fn ranks(&self, values: &[TermId]) -> Result<Vec<u64>, Stop> {
        let Some(first) = values.first() else { return Ok(Vec::new()) };
        // Inline values of one kind, and text of the segment, are ordered as their ids are.
        let ordered = self.dataset.sorted_terms().into_iter().find(|range| range.contains(first));
        let is_like_first = |id: &TermId| match &ordered {
            Some(range) => range.contains(id),
            None => id.is_ordered_like(*first),
        };
        if values.iter().all(is_like_first) {
            return Ok(values.iter().map(|id| id.to_bits()).collect());
        }
        let different: Vec<TermId> = values.iter().copied().collect::<FxHashSet<_>>().into_iter().collect();
        let mut sorted = Vec::with_capacity(different.len());
        for id in different {
            sorted.push((self.sort_key(id)?, id));
            self.tick(8)?;
        }
        check_comparable(&sorted)?;
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut ranks: FxHashMap<TermId, u64> = FxHashMap::default();
        let mut rank = 0;
        for (number, (key, id)) in sorted.iter().enumerate() {
            // Equal numbers of unlike types are equal.
            rank += u64::from(number > 0 && sorted[number - 1].0 != *key);
            ranks.insert(*id, rank);
        }
        Ok(values.iter().map(|id| ranks[id]).collect())
    }

    fn sort_key(&self, id: TermId) -> Result<SortKey, Stop> {
        if id == UNBOUND {
            return Ok(SortKey::Unbound);
        }
        if let Some(value) = id.to_integer() {
            return Ok(SortKey::Number(i128::from(value) * 1_000_000));
        }
        if let Some(millionths) = id.to_millionths() {
            return Ok(SortKey::Number(millionths.into()));
        }
        if id.kind() == Some(Kind::Date) {
            return Ok(SortKey::Date(id));
        }
        Ok(match self.term(id)? {
            Term::BlankNode(node) => SortKey::BlankNode(node.into_string()),
            Term::NamedNode(node) => SortKey::NamedNode(node.into_string()),
            Term::Literal(literal) if literal.datatype() == oxrdf::vocab::xsd::STRING => {
                SortKey::String(literal.destruct().0)
            }
            Term::Literal(literal) if literal.language().is_some() && literal.direction().is_none() => {
                let (value, _, language, _) = literal.destruct();
                SortKey::Tagged(language.unwrap_or_default(), value)
            }
            Term::Literal(_) | Term::Triple(_) => return Err(Stop::Unsupported),
        })
    }
}

/// What a value is sorted by, kinds in their order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Unbound,
    BlankNode(String),
    NamedNode(String),
    String(String),
    /// Language and value.
    Tagged(String, String),
    Number(i128),
    Date(TermId),
}

impl SortKey {
    /// What a literal must share with another one to be comparable; other terms always are.
    fn kind(&self) -> Option<(std::mem::Discriminant<Self>, &str)> {
        let language = match self {
            Self::Unbound | Self::BlankNode(_) | Self::NamedNode(_) => return None,
            Self::Tagged(language, _) => language,
            Self::String(_) | Self::Number(_) | Self::Date(_) => "",
        };
        Some((std::mem::discriminant(self), language))
    }
}

/// Literals of unlike types are compared in a way that only the other evaluator knows.
fn check_comparable(keys: &[(SortKey, TermId)]) -> Result<(), Stop> {
    let mut kinds = keys.iter().filter_map(|(key, _)| key.kind());
    match kinds.next() {
        Some(first) if kinds.any(|kind| kind != first) => Err(Stop::Unsupported),
        _ => Ok(()),
    }
}

//! Two articles side by side: what both state, where they differ, and what only one of them tells.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedNode, NamedOrBlankNode, Term};

use super::answer::{Answer, Cell, Row, Value, grouped};
use super::cursor::RowHandle;
use super::links;
use super::plan::Stages;
use super::run::{Labels, Runner, cut, sort_rows};
use super::sentence::sentences;
use crate::graph::terms;
use crate::query::sparql::QueryError;

/// Event → its statements in one article.
type Events = BTreeMap<NamedNode, BTreeSet<NamedNode>>;

impl Runner<'_> {
    /// The events that the articles report, those of both first.
    pub(super) fn compare(&self, left: &NamedNode, right: &NamedNode, stages: &Stages) -> Result<Answer, QueryError> {
        let sides = [self.events_of(left), self.events_of(right)];
        let mut labels = Labels { snapshot: self.snapshot, known: BTreeMap::new() };
        let names = [labels.of(left), labels.of(right)];
        let events: BTreeSet<&NamedNode> = sides.iter().flat_map(|side| side.keys()).collect();
        let mut rows = Vec::new();
        for event in events {
            let statements: Vec<BTreeSet<NamedNode>> =
                sides.iter().map(|side| side.get(event).cloned().unwrap_or_default()).collect();
            let details: Vec<BTreeSet<String>> =
                statements.iter().map(|side| side.iter().map(|stmt| self.details(stmt)).collect()).collect();
            let (rank, agree) = match (statements[0].is_empty(), statements[1].is_empty()) {
                (false, false) if details[0] == details[1] => (1, "both".to_owned()),
                (false, false) => (0, "differ".to_owned()),
                (false, true) => (2, format!("only {}", names[0])),
                _ => (3, format!("only {}", names[1])),
            };
            let all: BTreeSet<NamedNode> = statements.iter().flatten().cloned().collect();
            let fact = sentences(self.snapshot, all.iter()).join(", ");
            let told = |side: usize| -> Cell {
                let said =
                    details[side].iter().filter(|text| !text.is_empty()).cloned().map(Value::Text).collect::<Vec<_>>();
                if said.is_empty() && !statements[side].is_empty() { vec![Value::Text("yes".to_owned())] } else { said }
            };
            let cells = vec![vec![Value::Text(agree)], vec![Value::Text(fact.clone())], told(0), told(1)];
            let handle = RowHandle { entities: Vec::new(), statements: all.into_iter().collect() };
            rows.push((rank, fact, Row { cells, handle }));
        }
        rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let columns = vec!["agree".to_owned(), "fact".to_owned(), names[0].clone(), names[1].clone()];
        let mut answer = Answer { columns, rows: rows.into_iter().map(|(.., row)| row).collect(), ..Answer::default() };
        let shared = answer
            .rows
            .iter()
            .filter(|row| matches!(&row.cells[0][0], Value::Text(text) if text == "both" || text == "differ"));
        answer.notes.push(format!("{} of {} events are in both", shared.count(), answer.rows.len()));
        sort_rows(&mut answer, &stages.sort);
        if let Some(top) = stages.top {
            cut(&mut answer, top);
        }
        if !stages.show.is_empty() {
            links::keep(&mut answer, &stages.show);
        }
        Ok(answer)
    }

    fn events_of(&self, article: &NamedNode) -> Events {
        let mut events = Events::new();
        for quad in self.snapshot.quads_for_pattern(None, Some(terms::ARTICLE), Some(article.as_ref().into()), None) {
            let NamedOrBlankNode::NamedNode(stmt) = quad.subject else { continue };
            for quad in self.snapshot.quads_for_pattern(Some(stmt.as_ref().into()), Some(terms::EVENT), None, None) {
                if let Term::NamedNode(event) = quad.object {
                    events.entry(event).or_default().insert(stmt.clone());
                }
            }
        }
        events
    }

    /// What can differ between two reports of one event: status, date, amount, place.
    fn details(&self, stmt: &NamedNode) -> String {
        let first = |predicate| {
            let quads = self.snapshot.quads_for_pattern(Some(stmt.as_ref().into()), Some(predicate), None, None);
            quads.map(|quad| quad.object).min_by_key(ToString::to_string)
        };
        let literal = |predicate| match first(predicate) {
            Some(Term::Literal(literal)) => Some(literal.value().to_owned()),
            _ => None,
        };
        let node = |predicate| match first(predicate) {
            Some(Term::NamedNode(node)) => Some(node),
            _ => None,
        };
        let status =
            node(terms::STATUS).map(|status| status.as_str().rsplit('#').next().unwrap_or_default().to_owned());
        let unit = literal(terms::CURRENCY).or_else(|| literal(terms::UNIT));
        let amount = literal(terms::VALUE).and_then(|value| value.parse().ok()).map(|value| match &unit {
            Some(unit) => format!("{} {unit}", grouped(value)),
            None => grouped(value),
        });
        let place = node(terms::PLACE).map(|place| crate::query::entity::label(self.snapshot, &place));
        let parts = [status.filter(|status| status != "actual"), literal(terms::DATE), amount, place];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

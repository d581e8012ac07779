//! Runs a plan: evaluates its SPARQL, folds the solutions into rows, sorts and cuts them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{Literal, NamedNode, Term};

use super::answer::{Answer, Cell, Draw, Row, Value};
use super::column::{Column, ColumnKind};
use super::compile::{Compiled, compile};
use super::cursor::RowHandle;
use super::notes;
use super::plan::{Answered, Ask, Plan, Stages, Tree};
use super::sentence::sentences;
use crate::graph::{prefixes, terms};
use crate::query::entity::label;
use crate::query::sparql::{self, DatasetMode, Limits, QueryError, QueryResults, Request};
use crate::store::Snapshot;

/// What a plan is run on.
pub(super) struct Runner<'a> {
    /// The question as typed.
    pub(super) text: &'a str,
    pub(super) snapshot: &'a Snapshot,
    pub(super) limits: &'a Limits,
}

/// One solution: the terms of the variables, by name.
pub(super) type Solution = BTreeMap<String, Term>;

impl Runner<'_> {
    /// A part of the question, for a message.
    pub(super) fn quoted(&self, span: &std::ops::Range<usize>) -> String {
        format!("`{}`", self.text.get(span.clone()).unwrap_or_default())
    }

    /// The solutions of a SELECT query that the language wrote.
    pub(super) fn select(&self, text: &str) -> Result<Vec<Solution>, QueryError> {
        let request = sparql::parse(text, prefixes())?;
        let Request::Query(query) = request else { unreachable!("the language compiles to SELECT only") };
        let results = sparql::evaluate(&query, self.snapshot, DatasetMode::Union, self.limits)?;
        let QueryResults::Solutions(solutions) = results else { unreachable!("the language compiles to SELECT only") };
        let mut all = Vec::new();
        for solution in solutions {
            let solution = solution?;
            all.push(solution.iter().map(|(variable, term)| (variable.as_str().to_owned(), term.clone())).collect());
        }
        Ok(all)
    }

    /// Answers a question about facts.
    pub(super) fn facts(&self, tree: &Tree, plan: &Plan) -> Result<Answer, QueryError> {
        let compiled = compile(tree, &plan.stages);
        let solutions = self.select(&compiled.text)?;
        let mut answer = if plan.stages.tally.is_some() {
            self.tallied(&compiled, solutions)
        } else {
            self.folded(&compiled, solutions, plan.stages.show.is_empty())
        };
        let sort = if plan.stages.sort.is_empty() {
            default_sort(tree, &plan.stages, &answer)
        } else {
            plan.stages.sort.clone()
        };
        sort_rows(&mut answer, &sort);
        drop_sort_columns(&mut answer, &plan.stages);
        answer.notes = notes::about(self, tree, &plan.stages, &answer)?;
        if let Some(top) = plan.stages.top {
            cut(&mut answer, top);
        }
        answer.sparql = Some(compiled.text);
        Ok(answer)
    }

    /// Solutions with the same key are one row; a cell holds the different values that they give.
    fn folded(&self, compiled: &Compiled, solutions: Vec<Solution>, drop_empty: bool) -> Answer {
        let mut labels = Labels { snapshot: self.snapshot, known: BTreeMap::new() };
        let mut rows: Vec<Folding> = Vec::new();
        let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
        for solution in solutions {
            let Some(key) = solution.get(compiled.key) else { continue };
            let index = *by_key.entry(key.to_string()).or_insert_with(|| {
                rows.push(Folding {
                    key: key.clone(),
                    cells: vec![Vec::new(); compiled.columns.len()],
                    statements: BTreeSet::new(),
                });
                rows.len() - 1
            });
            let row = &mut rows[index];
            if let Some(Term::NamedNode(stmt)) = solution.get("statement") {
                row.statements.insert(stmt.clone());
            }
            for (cell, column) in row.cells.iter_mut().zip(&compiled.columns) {
                let unit = if column.kind == ColumnKind::Amount { solution.get("unit") } else { None };
                let value = solution.get(&column.variable()).map(|term| (term.clone(), unit.cloned()));
                if let Some(value) = value.filter(|value| !cell.contains(value)) {
                    cell.push(value);
                }
            }
        }
        let mut answer = Answer {
            columns: compiled.columns.iter().map(|column| column.name.clone()).collect(),
            rows: rows.into_iter().map(|row| finish(row, &compiled.columns, &mut labels)).collect(),
            ..Answer::default()
        };
        if drop_empty {
            drop_empty_columns(&mut answer);
        }
        answer
    }

    fn tallied(&self, compiled: &Compiled, solutions: Vec<Solution>) -> Answer {
        let mut labels = Labels { snapshot: self.snapshot, known: BTreeMap::new() };
        let mut rows = Vec::new();
        for solution in &solutions {
            let cells: Vec<Cell> = compiled
                .columns
                .iter()
                .map(|column| {
                    let variable = solution.keys().find(|name| **name == column.name.replace(' ', "_"));
                    let variable = variable.cloned().unwrap_or_else(|| tally_variable(&column.name));
                    solution.get(&variable).map(|term| value(term, None, &mut labels)).into_iter().collect()
                })
                .collect();
            rows.push(Row { handle: RowHandle { entities: entities_of(&cells), statements: Vec::new() }, cells });
        }
        // Counting nothing gives a row that says so, which is no finding.
        if rows.len() == 1 && rows[0].cells.len() == 1 && rows[0].cells[0] == [Value::Number(0.0)] {
            rows.clear();
        }
        // What has no year or place comes after what has.
        rows.sort_by_key(|row: &Row| row.cells.iter().filter(|cell| cell.is_empty()).count());
        let columns = compiled.columns.iter().map(|column| column.name.clone()).collect();
        let mut answer = Answer { columns, rows, ..Answer::default() };
        if let Some(at) = answer.columns.iter().position(|name| name == "currency")
            && answer.rows.iter().all(|row| row.cells[at].is_empty())
        {
            remove_column(&mut answer, at);
        }
        answer
    }

    /// The picture that was asked for, of the statements behind the rows.
    pub(super) fn draw(&self, stages: &Stages, answer: &Answer) -> Option<Draw> {
        let file = stages.graph.clone()?;
        let statements: BTreeSet<NamedNode> =
            answer.rows.iter().flat_map(|row| row.handle.statements.clone()).collect();
        Some(Draw { file, statements: statements.into_iter().collect(), around: None })
    }
}

/// The names of group variables where the heading is another word than the variable.
fn tally_variable(name: &str) -> String {
    match name {
        "who" | "with" => "other",
        "source" | "publisher" => "source",
        other => other,
    }
    .to_owned()
}

struct Folding {
    key: Term,
    cells: Vec<Vec<(Term, Option<Term>)>>,
    statements: BTreeSet<NamedNode>,
}

/// Labels that were looked up.
pub(super) struct Labels<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) known: BTreeMap<NamedNode, String>,
}

impl Labels<'_> {
    pub(super) fn of(&mut self, iri: &NamedNode) -> String {
        if let Some(label) = self.known.get(iri) {
            return label.clone();
        }
        let article =
            self.snapshot.quads_for_pattern(Some(iri.as_ref().into()), Some(terms::ARTICLE_NAME), None, None).next();
        let label = match article.map(|quad| quad.object) {
            Some(Term::Literal(name)) => name.value().to_owned(),
            _ => label(self.snapshot, iri),
        };
        self.known.insert(iri.clone(), label.clone());
        label
    }
}

fn finish(row: Folding, columns: &[Column], labels: &mut Labels<'_>) -> Row {
    let mut cells = Vec::new();
    for (column, found) in columns.iter().zip(row.cells) {
        let mut cell: Cell = match column.kind {
            ColumnKind::Sources | ColumnKind::Times => vec![Value::Number(found.len() as f64)],
            ColumnKind::Fact => {
                sentences(labels.snapshot, row.statements.iter()).into_iter().map(Value::Text).collect()
            }
            _ => found.iter().map(|(term, unit)| value(term, unit.as_ref(), labels)).collect(),
        };
        match column.kind {
            ColumnKind::Date | ColumnKind::Published => keep_precise(&mut cell),
            ColumnKind::Sources | ColumnKind::Times | ColumnKind::Fact => {}
            _ => cell.sort_by(compare_values),
        }
        cells.push(cell);
    }
    let entities = match row.key {
        Term::NamedNode(iri) if columns.iter().any(|column| column.kind == ColumnKind::Answer) => vec![iri],
        _ => entities_of(&cells),
    };
    Row { cells, handle: RowHandle { entities, statements: row.statements.into_iter().collect() } }
}

fn entities_of(cells: &[Cell]) -> Vec<NamedNode> {
    let mut entities = Vec::new();
    for value in cells.iter().flatten() {
        if let Value::Entity(iri, _) = value
            && !entities.contains(iri)
        {
            entities.push(iri.clone());
        }
    }
    entities
}

/// A term as a value: entities by their label, statuses by their word.
pub(super) fn value(term: &Term, unit: Option<&Term>, labels: &mut Labels<'_>) -> Value {
    match term {
        Term::NamedNode(iri) if iri.as_str().starts_with(terms::STATUS.as_str().trim_end_matches("status")) => {
            let word = iri.as_str().rsplit('#').next().unwrap_or_default();
            // The word of the language for what is denied.
            Value::Text(if word == "negated" { "denied" } else { word }.to_owned())
        }
        Term::NamedNode(iri) => Value::Entity(iri.clone(), labels.of(iri)),
        Term::Literal(literal) => match (number(literal), unit) {
            (Some(number), Some(Term::Literal(unit))) => Value::Amount(number, Some(unit.value().to_owned())),
            (Some(number), _) => Value::Number(number),
            (None, _) => Value::Text(literal.value().to_owned()),
        },
        other => Value::Text(other.to_string()),
    }
}

fn number(literal: &Literal) -> Option<f64> {
    let datatype = literal.datatype().as_str();
    let is_number =
        ["integer", "decimal", "double", "float"].iter().any(|name| datatype.ends_with(&format!("XMLSchema#{name}")));
    is_number.then(|| literal.value().parse().ok()).flatten()
}

/// Of dates for one event, those that no other makes more precise.
fn keep_precise(cell: &mut Cell) {
    let all: BTreeSet<String> = cell.iter().map(Value::plain).collect();
    let vaguer = |date: &String| all.iter().any(|other| other.len() > date.len() && other.starts_with(date.as_str()));
    *cell = all.iter().filter(|date| !vaguer(date)).cloned().map(Value::Text).collect();
}

/// Numbers by size within their unit, words by letters.
fn compare_values(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Amount(a, unit_a), Value::Amount(b, unit_b)) => unit_a.cmp(unit_b).then(a.total_cmp(b)),
        _ => match (a.number(), b.number()) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => a.shown().cmp(&b.shown()),
        },
    }
}

/// Rows by the values of columns; rows without a value come last, equal ones keep their order.
pub(super) fn sort_rows(answer: &mut Answer, sort: &[(Column, bool)]) {
    for (column, down) in sort.iter().rev() {
        let Some(at) = answer.columns.iter().position(|name| *name == column.name) else { continue };
        let key = |row: &Row| {
            let values = row.cells[at].iter();
            if *down {
                values.max_by(|a, b| compare_values(a, b)).cloned()
            } else {
                values.min_by(|a, b| compare_values(a, b)).cloned()
            }
        };
        answer.rows.sort_by(|a, b| match (key(a), key(b)) {
            (Some(a), Some(b)) if *down => by_unit_then(&a, &b, true),
            (Some(a), Some(b)) => by_unit_then(&a, &b, false),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
    }
}

/// Amounts of one currency stay together, whatever the direction.
fn by_unit_then(a: &Value, b: &Value, down: bool) -> Ordering {
    if let (Value::Amount(_, unit_a), Value::Amount(_, unit_b)) = (a, b)
        && unit_a != unit_b
    {
        return unit_a.cmp(unit_b);
    }
    if down { compare_values(b, a) } else { compare_values(a, b) }
}

fn default_sort(tree: &Tree, stages: &Stages, answer: &Answer) -> Vec<(Column, bool)> {
    let by_date = matches!(tree.first().answer, Answered::Events | Answered::Statements);
    let dated = ["date", "published"].into_iter().find(|name| answer.columns.iter().any(|column| column == name));
    match dated.filter(|_| by_date && stages.tally.is_none()) {
        Some(name) => vec![(Column::new(name, ColumnKind::Date), false)],
        None => Vec::new(),
    }
}

fn drop_empty_columns(answer: &mut Answer) {
    for at in (0..answer.columns.len()).rev() {
        if !answer.rows.is_empty() && answer.rows.iter().all(|row| row.cells[at].is_empty()) {
            remove_column(answer, at);
        }
    }
    // An article without publisher is its own source: one column tells it.
    let place = |name: &str| answer.columns.iter().position(|column| column == name);
    if let (Some(source), Some(article)) = (place("source"), place("article"))
        && answer.rows.iter().all(|row| row.cells[source] == row.cells[article])
    {
        remove_column(answer, source);
    }
}

/// Columns that were only fetched to sort by them.
fn drop_sort_columns(answer: &mut Answer, stages: &Stages) {
    if stages.show.is_empty() || stages.tally.is_some() {
        return;
    }
    for (column, _) in &stages.sort {
        if !stages.show.contains(column)
            && let Some(at) = answer.columns.iter().position(|name| *name == column.name)
        {
            remove_column(answer, at);
        }
    }
}

pub(super) fn remove_column(answer: &mut Answer, at: usize) {
    answer.columns.remove(at);
    for row in &mut answer.rows {
        row.cells.remove(at);
    }
}

/// Keeps the first rows and says how many there were.
pub(super) fn cut(answer: &mut Answer, top: usize) {
    let all = answer.rows.len();
    if all > top {
        answer.rows.truncate(top);
        answer.notes.push(format!("the first {top} of {all}"));
    }
}

/// Whether a plan is one that SPARQL expresses.
pub(super) fn sparql_of(plan: &Plan) -> Option<String> {
    match &plan.ask {
        Ask::Facts(tree) => Some(compile(tree, &plan.stages).text),
        _ => None,
    }
}

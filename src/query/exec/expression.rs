//! Expressions over tables: in columns where that is known, else each different combination of values once, by the
//! evaluator that knows every function.

use oxrdf::{Dataset, Literal, Term, Variable as Name};
use spareval::{QueryEvaluator, QueryResults};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern};
use spargebra::term::GroundTerm;

use super::exists::has_exists;
use super::native::Truth;
use super::scope::Variables;
use super::table::{Table, UNBOUND, Variable};
use super::{ActiveGraph, Executor, Stop};
use crate::query::operands::{operands, operands_mut};
use crate::store::TermId;

/// Whether the value depends on the variables alone.
fn is_pure(expression: &Expression) -> bool {
    let changes = match expression {
        Expression::Exists(_) => true,
        Expression::FunctionCall(function, _) => matches!(
            function,
            Function::Rand | Function::Now | Function::Uuid | Function::StrUuid | Function::BNode | Function::Custom(_)
        ),
        _ => false,
    };
    !changes && operands(expression).into_iter().all(is_pure)
}

impl Executor<'_> {
    /// The rows for which the expression is true.
    pub(super) fn filter(&mut self, expression: &Expression, graph: ActiveGraph, table: Table) -> Result<Table, Stop> {
        let mask = self.truth(expression, graph, &table)?;
        Ok(table.keep(&mask))
    }

    /// For each row whether the expression is true; an error is not.
    pub(super) fn truth(
        &mut self,
        expression: &Expression,
        graph: ActiveGraph,
        table: &Table,
    ) -> Result<Vec<bool>, Stop> {
        match expression {
            Expression::Exists(pattern) => return self.exists(pattern, graph, table),
            Expression::Not(inner) => {
                if let Expression::Exists(pattern) = &**inner {
                    let found = self.exists(pattern, graph, table)?;
                    return Ok(found.into_iter().map(|found| !found).collect());
                }
            }
            _ => {}
        }
        if has_exists(expression) {
            let (expression, table) = self.without_exists(expression, graph, table)?;
            return self.truth(&expression, graph, &table);
        }
        if let Some(truths) = self.truths(expression, table)? {
            return Ok(truths.into_iter().map(|truth| truth == Truth::True).collect());
        }
        let constant = |value: bool| Box::new(Expression::Literal(Literal::from(value)));
        let decided = Expression::If(Box::new(expression.clone()), constant(true), constant(false));
        let values = self.evaluate_combinations(&decided, table)?;
        let yes = TermId::inline(Literal::from(true).as_ref());
        Ok(values.into_iter().map(|value| Some(value) == yes).collect())
    }

    /// The value for every row; unbound where there is none.
    pub(super) fn evaluate(
        &mut self,
        expression: &Expression,
        graph: ActiveGraph,
        table: &Table,
    ) -> Result<Vec<TermId>, Stop> {
        if has_exists(expression) {
            let (expression, table) = self.without_exists(expression, graph, table)?;
            return self.evaluate(&expression, graph, &table);
        }
        if let Some(values) = self.values_of(expression, table)? {
            return Ok(values.into_column(table.rows));
        }
        self.evaluate_combinations(expression, table)
    }

    /// The expression with a new variable for each EXISTS, and the table with their values.
    fn without_exists(
        &mut self,
        expression: &Expression,
        graph: ActiveGraph,
        table: &Table,
    ) -> Result<(Expression, Table), Stop> {
        let (mut expression, mut table) = (expression.clone(), table.clone());
        self.replace_exists(&mut expression, graph, &mut table)?;
        Ok((expression, table))
    }

    fn replace_exists(
        &mut self,
        expression: &mut Expression,
        graph: ActiveGraph,
        table: &mut Table,
    ) -> Result<(), Stop> {
        if let Expression::Exists(pattern) = expression {
            let found = self.exists(pattern, graph, table)?;
            let variable = self.fresh();
            let value = |found: bool| TermId::inline(Literal::from(found).as_ref()).unwrap_or(UNBOUND);
            table.add(variable, found.into_iter().map(value).collect());
            *expression = Expression::Variable(self.names[variable].clone());
            return Ok(());
        }
        operands_mut(expression).into_iter().try_for_each(|operand| self.replace_exists(operand, graph, table))
    }

    fn evaluate_combinations(&mut self, expression: &Expression, table: &Table) -> Result<Vec<TermId>, Stop> {
        if !is_pure(expression) {
            return Err(Stop::Unsupported);
        }
        let mut used = Variables::new();
        self.mentioned(expression, &mut used)?;
        let used: Vec<Variable> = used.into_iter().filter(|variable| table.place(*variable).is_some()).collect();
        let columns: Vec<&[TermId]> = used.iter().filter_map(|variable| table.column(*variable)).collect();
        let (groups, firsts) = self.group_rows(&columns, table.rows)?;
        self.check()?;
        let names: Vec<Name> = used.iter().map(|variable| self.names[*variable].clone()).collect();
        let combinations: Vec<Vec<TermId>> =
            firsts.iter().map(|row| columns.iter().map(|column| column[*row as usize]).collect()).collect();
        let values = self.evaluate_each(expression, &names, &combinations)?;
        Ok(groups.into_iter().map(|group| values[group as usize]).collect())
    }

    fn evaluate_each(
        &self,
        expression: &Expression,
        names: &[Name],
        combinations: &[Vec<TermId>],
    ) -> Result<Vec<TermId>, Stop> {
        // No query can have variables with a blank.
        let (number, value) = (Name::new_unchecked("row number"), Name::new_unchecked("row value"));
        let mut bindings = Vec::with_capacity(combinations.len());
        for (place, ids) in combinations.iter().enumerate() {
            let mut binding = vec![Some(GroundTerm::Literal(Literal::from(place as i64)))];
            for id in ids {
                binding.push(if *id == UNBOUND { None } else { Some(self.ground(*id)?) });
            }
            bindings.push(binding);
            self.tick(1)?;
        }
        let mut variables = vec![number.clone()];
        variables.extend_from_slice(names);
        let inner = Box::new(GraphPattern::Values { variables, bindings });
        let extend = GraphPattern::Extend { inner, variable: value.clone(), expression: expression.clone() };
        let pattern = GraphPattern::Project { inner: Box::new(extend), variables: vec![number, value] };
        let (Query::Select { base_iri, .. }
        | Query::Construct { base_iri, .. }
        | Query::Describe { base_iri, .. }
        | Query::Ask { base_iri, .. }) = self.query;
        let query = Query::Select { dataset: None, pattern, base_iri: base_iri.clone() };
        let evaluator = QueryEvaluator::new().with_cancellation_token(self.pace.token().clone());
        let prepared = evaluator.prepare(&query);
        let nothing = Dataset::new();
        let Ok(QueryResults::Solutions(solutions)) = prepared.execute(&nothing) else {
            return Err(Stop::Unsupported);
        };
        let mut values = vec![UNBOUND; combinations.len()];
        for solution in solutions {
            self.tick(64)?;
            let solution = solution.map_err(|_| Stop::Unsupported)?;
            let Some(Term::Literal(place)) = solution.get(0) else { return Err(Stop::Unsupported) };
            let place: usize = place.value().parse().map_err(|_| Stop::Unsupported)?;
            if let Some(value) = solution.get(1) {
                values[place] = self.intern(value.clone())?;
            }
        }
        Ok(values)
    }

    /// A term as `VALUES` can hold it; blank nodes it cannot.
    fn ground(&self, id: TermId) -> Result<GroundTerm, Stop> {
        match self.term(id)? {
            Term::NamedNode(node) => Ok(node.into()),
            Term::Literal(literal) => Ok(literal.into()),
            Term::BlankNode(_) | Term::Triple(_) => Err(Stop::Unsupported),
        }
    }
}

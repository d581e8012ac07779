//! Expressions over ids: each different combination of values is computed once, by the evaluator that knows every
//! function, and comparisons of dates and numbers not even that.

use oxrdf::{Dataset, Literal, Term, Variable as Name};
use rustc_hash::FxHashMap;
use spareval::{QueryEvaluator, QueryResults, QueryableDataset};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern};
use spargebra::term::GroundTerm;

use super::table::{Table, UNBOUND, Variable};
use super::{Executor, Stop};
use crate::store::TermId;

/// Whether the value depends on the variables alone, and on nothing that is not a term.
fn is_pure(expression: &Expression) -> bool {
    let all = |list: &[Expression]| list.iter().all(is_pure);
    match expression {
        Expression::Exists(_) => false,
        Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => true,
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => is_pure(a) && is_pure(b),
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => is_pure(a),
        Expression::If(a, b, c) => is_pure(a) && is_pure(b) && is_pure(c),
        Expression::In(a, list) => is_pure(a) && all(list),
        Expression::Coalesce(list) => all(list),
        Expression::FunctionCall(function, list) => {
            let changes = matches!(
                function,
                Function::Rand
                    | Function::Now
                    | Function::Uuid
                    | Function::StrUuid
                    | Function::BNode
                    | Function::Custom(_)
            );
            !changes && all(list)
        }
    }
}

/// The variables that an expression looks at.
fn names(expression: &Expression, into: &mut Vec<Name>) {
    match expression {
        Expression::Variable(name) | Expression::Bound(name) => {
            if !into.contains(name) {
                into.push(name.clone());
            }
        }
        Expression::Exists(_) | Expression::NamedNode(_) | Expression::Literal(_) => {}
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => {
            names(a, into);
            names(b, into);
        }
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => names(a, into),
        Expression::If(a, b, c) => [a, b, c].iter().for_each(|part| names(part, into)),
        Expression::In(a, list) => {
            names(a, into);
            list.iter().for_each(|part| names(part, into));
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
            list.iter().for_each(|part| names(part, into))
        }
    }
}

impl Executor<'_> {
    /// The rows for which the expression is true.
    pub(super) fn filter(&mut self, expression: &Expression, table: &Table) -> Result<Table, Stop> {
        if let Expression::And(a, b) = expression {
            let some = self.filter(a, table)?;
            return self.filter(b, &some);
        }
        if let Some(kept) = self.compare(expression, table) {
            return Ok(kept);
        }
        // An error is not true.
        let truth = |value: bool| Box::new(Expression::Literal(Literal::from(value)));
        let decided = Expression::If(Box::new(expression.clone()), truth(true), truth(false));
        let values = self.evaluate(&decided, table)?;
        let yes = TermId::inline(Literal::from(true).as_ref());
        Ok(table.keep(|number, _| Some(values[number]) == yes))
    }

    /// A comparison of a variable with a date or number that an id holds, if all its values are held in ids like it.
    fn compare(&mut self, expression: &Expression, table: &Table) -> Option<Table> {
        type Test = fn(&TermId, &TermId) -> bool;
        let (a, b, test): (_, _, Test) = match expression {
            Expression::Less(a, b) => (a, b, TermId::lt),
            Expression::LessOrEqual(a, b) => (a, b, TermId::le),
            Expression::Greater(a, b) => (a, b, TermId::gt),
            Expression::GreaterOrEqual(a, b) => (a, b, TermId::ge),
            Expression::Equal(a, b) => (a, b, TermId::eq),
            _ => return None,
        };
        let (Expression::Variable(name), Expression::Literal(literal)) = (&**a, &**b) else { return None };
        let limit = TermId::inline(literal.as_ref())?;
        let place = table.place(self.number(name))?;
        let comparable = table.iter().all(|row| row[place].is_ordered_like(limit));
        comparable.then(|| table.keep(|_, row| test(&row[place], &limit)))
    }

    /// The value for every row; unbound where there is none.
    pub(super) fn evaluate(&mut self, expression: &Expression, table: &Table) -> Result<Vec<TermId>, Stop> {
        if let Expression::Variable(name) = expression {
            let place = table.place(self.number(name));
            return Ok(table.iter().map(|row| place.map_or(UNBOUND, |place| row[place])).collect());
        }
        if !is_pure(expression) {
            return Err(Stop::Unsupported);
        }
        let mut used = Vec::new();
        names(expression, &mut used);
        used.retain(|name| table.place(self.number(name)).is_some());
        let variables: Vec<Variable> = used.iter().map(|name| self.number(name)).collect();
        let places: Vec<usize> = variables.iter().filter_map(|v| table.place(*v)).collect();
        let mut different: FxHashMap<Vec<TermId>, usize> = FxHashMap::default();
        let mut combinations: Vec<Vec<TermId>> = Vec::new();
        let mut numbers = Vec::with_capacity(table.rows);
        for row in table.iter() {
            let key: Vec<TermId> = places.iter().map(|place| row[*place]).collect();
            let number = *different.entry(key).or_insert_with_key(|key| {
                combinations.push(key.clone());
                combinations.len() - 1
            });
            numbers.push(number);
        }
        self.cancelled()?;
        let values = self.evaluate_each(expression, &used, &combinations)?;
        Ok(numbers.into_iter().map(|number| values[number]).collect())
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
        }
        let mut variables = vec![number.clone()];
        variables.extend_from_slice(names);
        let inner = Box::new(GraphPattern::Values { variables, bindings });
        let extend = GraphPattern::Extend { inner, variable: value.clone(), expression: expression.clone() };
        let pattern = GraphPattern::Project { inner: Box::new(extend), variables: vec![number, value] };
        let base_iri = match self.query {
            Query::Select { base_iri, .. } => base_iri.clone(),
            _ => None,
        };
        let query = Query::Select { dataset: None, pattern, base_iri };
        let evaluator = QueryEvaluator::new().with_cancellation_token(self.token.clone());
        let prepared = evaluator.prepare(&query);
        let nothing = Dataset::new();
        let Ok(QueryResults::Solutions(solutions)) = prepared.execute(&nothing) else {
            return Err(Stop::Unsupported);
        };
        let mut values = vec![UNBOUND; combinations.len()];
        for (seen, solution) in solutions.enumerate() {
            if seen % 4096 == 4095 {
                self.cancelled()?;
            }
            let solution = solution.map_err(|_| Stop::Unsupported)?;
            let Some(Term::Literal(place)) = solution.get(0) else { return Err(Stop::Unsupported) };
            let place: usize = place.value().parse().map_err(|_| Stop::Unsupported)?;
            if let Some(value) = solution.get(1) {
                values[place] = self.dataset.internalize_term(value.clone()).map_err(Stop::Damage)?;
            }
        }
        Ok(values)
    }

    /// A term as `VALUES` can hold it; blank nodes it cannot.
    fn ground(&self, id: TermId) -> Result<GroundTerm, Stop> {
        match self.dataset.externalize_term(id).map_err(Stop::Damage)? {
            Term::NamedNode(node) => Ok(node.into()),
            Term::Literal(literal) => Ok(literal.into()),
            Term::BlankNode(_) | Term::Triple(_) => Err(Stop::Unsupported),
        }
    }
}

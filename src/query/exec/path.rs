//! Property paths: from each start the nodes that it leads to, a frontier at a time.
//!
//! What a path connects is a set, as SPARQL defines it for `*`, `+` and `?`, and as the other evaluator has it for `|`. Only
//! `!(…)` by itself gives every triple.

use rustc_hash::{FxHashMap, FxHashSet};
use spargebra::algebra::PropertyPathExpression;
use spargebra::term::TermPattern;

use super::pattern::Place;
use super::scope::Variables;
use super::table::{Table, Variable};
use super::{ActiveGraph, Executor, Stop};
use crate::store::{GraphChoice, Known, Reader, TermId};

/// A path between two places.
pub(super) struct PathPart {
    subject: Place,
    object: Place,
    path: Path,
    text: String,
    graph: ActiveGraph,
}

/// A path over ids.
enum Path {
    Predicate(TermId),
    Reverse(Box<Path>),
    Sequence(Box<Path>, Box<Path>),
    Alternative(Box<Path>, Box<Path>),
    /// Any number of times from the given least one, which is 0 or 1, on.
    Repeated(Box<Path>, usize),
    Optional(Box<Path>),
    /// By none of these predicates.
    NoneOf(Vec<TermId>),
}

impl PathPart {
    pub(super) fn variables(&self) -> Variables {
        let variable = |place: Place| match place {
            Place::Variable(variable) => Some(variable),
            Place::Constant(_) => None,
        };
        [variable(self.subject), variable(self.object), self.graph.variable()].into_iter().flatten().collect()
    }

    /// Whether the path has an end where a search can begin.
    pub(super) fn bound(&self, table: &Table) -> bool {
        let is_known = |place: Place| match place {
            Place::Constant(_) => true,
            Place::Variable(variable) => table.place(variable).is_some(),
        };
        is_known(self.subject) || is_known(self.object)
    }
}

impl Executor<'_> {
    pub(super) fn path_part(
        &mut self,
        subject: &TermPattern,
        path: &PropertyPathExpression,
        object: &TermPattern,
        graph: ActiveGraph,
    ) -> Result<PathPart, Stop> {
        let text = if self.trace.is_on() { path.to_string() } else { String::new() };
        Ok(PathPart { subject: self.place(subject)?, object: self.place(object)?, path: self.path(path)?, text, graph })
    }

    pub(super) fn path_text(&self, part: &PathPart) -> String {
        format!("{} {} {}", self.place_text(part.subject), part.text, self.place_text(part.object))
    }

    fn path(&self, path: &PropertyPathExpression) -> Result<Path, Stop> {
        let inner = |path: &PropertyPathExpression| self.path(path).map(Box::new);
        let id = |node: &oxrdf::NamedNode| self.intern(node.clone().into());
        Ok(match path {
            PropertyPathExpression::NamedNode(node) => Path::Predicate(id(node)?),
            PropertyPathExpression::Reverse(path) => Path::Reverse(inner(path)?),
            PropertyPathExpression::Sequence(a, b) => Path::Sequence(inner(a)?, inner(b)?),
            PropertyPathExpression::Alternative(a, b) => Path::Alternative(inner(a)?, inner(b)?),
            PropertyPathExpression::ZeroOrMore(path) => Path::Repeated(inner(path)?, 0),
            PropertyPathExpression::OneOrMore(path) => Path::Repeated(inner(path)?, 1),
            PropertyPathExpression::ZeroOrOne(path) => Path::Optional(inner(path)?),
            PropertyPathExpression::NegatedPropertySet(nodes) => {
                Path::NoneOf(nodes.iter().map(id).collect::<Result<_, _>>()?)
            }
        })
    }

    /// The rows joined with what the path connects.
    pub(super) fn join_path(&self, part: &PathPart, table: Table) -> Result<Table, Stop> {
        let table = match part.graph {
            ActiveGraph::Variable(variable) if table.place(variable).is_none() => {
                let mut names = Table::new(vec![variable]);
                self.dataset.named_graphs().into_iter().for_each(|name| names.push([name]));
                self.join(&table, &names)?
            }
            _ => table,
        };
        let mut variables: Vec<Variable> = Vec::new();
        for place in [part.subject, part.object] {
            let Place::Variable(variable) = place else { continue };
            let is_new = table.place(variable).is_none();
            if is_new && !variables.contains(&variable) {
                variables.push(variable);
            }
            if !is_new && !table.is_certain(variable) {
                return Err(Stop::Unsupported);
            }
        }
        let known = |place: Place, row: usize| match place {
            Place::Constant(id) => Some(id),
            Place::Variable(variable) => table.column(variable).map(|column| column[row]),
        };
        let mut walker = Walker::new(self, part.graph != ActiveGraph::Default);
        let mut origins: Vec<u32> = Vec::new();
        let mut columns: Vec<Vec<TermId>> = vec![Vec::new(); variables.len()];
        let mut last = None;
        let mut pairs: Vec<(TermId, TermId)> = Vec::new();
        let is_loop = part.subject == part.object;
        for row in 0..table.rows {
            walker.graph = match part.graph {
                ActiveGraph::Default => None,
                ActiveGraph::Named(graph) => Some(graph),
                ActiveGraph::Variable(variable) => table.column(variable).map(|column| column[row]),
            };
            let key = (known(part.subject, row), known(part.object, row), walker.graph);
            if last != Some(key) {
                pairs = walker.connected(&part.path, key.0, key.1)?;
                if is_loop {
                    pairs.retain(|(start, end)| start == end);
                }
                last = Some(key);
            }
            origins.extend(pairs.iter().map(|_| row as u32));
            for (variable, column) in variables.iter().zip(&mut columns) {
                let is_subject = part.subject == Place::Variable(*variable);
                column.extend(pairs.iter().map(|(start, end)| if is_subject { *start } else { *end }));
            }
            self.pace.check_size(origins.len(), table.variables.len() + variables.len())?;
            self.tick(1 + pairs.len())?;
        }
        let mut joined = table.rows_at(&origins);
        for (variable, column) in variables.into_iter().zip(columns) {
            joined.add(variable, column);
        }
        Ok(joined)
    }
}

/// Walks along paths in one graph.
struct Walker<'a, 'e> {
    executor: &'a Executor<'e>,
    /// Whether look-ups give a graph.
    in_graph: bool,
    graph: Option<TermId>,
    /// By predicate and by which of subject and object are known.
    readers: FxHashMap<(Option<TermId>, [bool; 2]), Reader>,
}

impl<'a, 'e> Walker<'a, 'e> {
    fn new(executor: &'a Executor<'e>, in_graph: bool) -> Self {
        Self { executor, in_graph, graph: None, readers: FxHashMap::default() }
    }

    /// The pairs of nodes that the path connects, of which one or both may be known.
    fn connected(
        &mut self,
        path: &Path,
        start: Option<TermId>,
        end: Option<TermId>,
    ) -> Result<Vec<(TermId, TermId)>, Stop> {
        Ok(match (start, end) {
            (Some(start), None) => self.follow(path, start, true)?.into_iter().map(|end| (start, end)).collect(),
            (None, Some(end)) => self.follow(path, end, false)?.into_iter().map(|start| (start, end)).collect(),
            (Some(start), Some(end)) => {
                let ends = self.follow(path, start, true)?;
                ends.into_iter().filter(|found| *found == end).map(|end| (start, end)).collect()
            }
            (None, None) => {
                let mut pairs = Vec::new();
                for start in self.starts(path, true)? {
                    pairs.extend(self.follow(path, start, true)?.into_iter().map(|end| (start, end)));
                    self.executor.pace.check_size(pairs.len(), 2)?;
                }
                pairs
            }
        })
    }

    /// Where the path leads from a node, or, backwards, from where it leads there.
    fn follow(&mut self, path: &Path, node: TermId, forward: bool) -> Result<Vec<TermId>, Stop> {
        let mut found = Vec::new();
        match path {
            Path::Predicate(predicate) => self.step(Some(*predicate), node, forward, &mut |_, end| found.push(end))?,
            Path::NoneOf(predicates) => self.step(None, node, forward, &mut |predicate, end| {
                if !predicates.contains(&predicate) {
                    found.push(end);
                }
            })?,
            Path::Reverse(inner) => found = self.follow(inner, node, !forward)?,
            Path::Sequence(a, b) => {
                let (first, second) = if forward { (a, b) } else { (b, a) };
                for middle in unique(self.follow(first, node, forward)?) {
                    found.extend(self.follow(second, middle, forward)?);
                }
                found = unique(found);
            }
            Path::Alternative(a, b) => {
                found = self.follow(a, node, forward)?;
                found.extend(self.follow(b, node, forward)?);
                found = unique(found);
            }
            Path::Optional(inner) => {
                if self.is_node(node) {
                    found = self.follow(inner, node, forward)?;
                    found.push(node);
                    found = unique(found);
                }
            }
            Path::Repeated(inner, 0) => {
                if self.is_node(node) {
                    found = self.closure(inner, vec![node], forward)?;
                }
            }
            Path::Repeated(inner, _) => {
                let first = unique(self.follow(inner, node, forward)?);
                found = self.closure(inner, first, forward)?;
            }
        }
        Ok(found)
    }

    /// Everything that can be reached from a frontier, itself included.
    fn closure(&mut self, path: &Path, frontier: Vec<TermId>, forward: bool) -> Result<Vec<TermId>, Stop> {
        let mut reached: FxHashSet<TermId> = frontier.iter().copied().collect();
        let (mut all, mut frontier) = (frontier.clone(), frontier);
        while !frontier.is_empty() {
            // In the order of the index look-ups are cheap.
            frontier.sort_unstable();
            let mut next = Vec::new();
            for node in frontier {
                if let Path::Predicate(predicate) = path {
                    self.step(Some(*predicate), node, forward, &mut |_, end| {
                        if reached.insert(end) {
                            next.push(end);
                        }
                    })?;
                } else {
                    next.extend(self.follow(path, node, forward)?.into_iter().filter(|end| reached.insert(*end)));
                }
            }
            all.extend_from_slice(&next);
            frontier = next;
        }
        Ok(all)
    }

    /// The neighbours of a node by one predicate, or by any, with the predicate.
    fn step(
        &mut self,
        predicate: Option<TermId>,
        node: TermId,
        forward: bool,
        each: &mut dyn FnMut(TermId, TermId),
    ) -> Result<(), Stop> {
        let executor = self.executor;
        let ends = if forward { [Some(node), None] } else { [None, Some(node)] };
        let place = if forward { 2 } else { 0 };
        let wanted = std::array::from_fn(|component| component == place || (component == 1 && predicate.is_none()));
        let key = self.key(predicate, ends);
        self.reader(predicate, ends).visit(&key, wanted, &mut |quad| {
            each(quad[1], quad[place]);
            executor.tick(2)
        })?;
        executor.tick(16)
    }

    fn key(&self, predicate: Option<TermId>, [subject, object]: [Option<TermId>; 2]) -> Known {
        [subject, predicate, object, self.graph]
    }

    fn reader(&mut self, predicate: Option<TermId>, ends: [Option<TermId>; 2]) -> &mut Reader {
        let [subject, object] = ends.map(|end| end.is_some());
        let graph = if self.in_graph { GraphChoice::Given } else { GraphChoice::Default };
        let given = [subject, predicate.is_some(), object];
        let dataset = self.executor.dataset;
        self.readers.entry((predicate, [subject, object])).or_insert_with(|| dataset.reader(given, predicate, graph))
    }

    /// Whether the graph has the node as a subject or object.
    fn is_node(&mut self, node: TermId) -> bool {
        [[Some(node), None], [None, Some(node)]].into_iter().any(|ends| {
            let key = self.key(None, ends);
            self.reader(None, ends).exists(&key)
        })
    }

    /// The nodes from which the path leads somewhere, or, backwards, to which it leads; and perhaps others.
    fn starts(&mut self, path: &Path, forward: bool) -> Result<Vec<TermId>, Stop> {
        Ok(match path {
            Path::Predicate(predicate) => self.ends_of(Some(*predicate), [forward, !forward])?,
            Path::Reverse(inner) => self.starts(inner, !forward)?,
            Path::Sequence(a, b) => self.starts(if forward { a } else { b }, forward)?,
            Path::Alternative(a, b) => {
                let mut starts = self.starts(a, forward)?;
                starts.extend(self.starts(b, forward)?);
                unique(starts)
            }
            Path::Repeated(inner, 1) => self.starts(inner, forward)?,
            Path::Repeated(..) | Path::Optional(_) => self.ends_of(None, [true; 2])?,
            Path::NoneOf(_) => self.ends_of(None, [forward, !forward])?,
        })
    }

    /// The subjects, the objects or both of all triples with the predicate, or with any.
    fn ends_of(&mut self, predicate: Option<TermId>, [subjects, objects]: [bool; 2]) -> Result<Vec<TermId>, Stop> {
        let executor = self.executor;
        let mut ends = FxHashSet::default();
        let key = self.key(predicate, [None, None]);
        self.reader(predicate, [None, None]).visit(&key, [subjects, false, objects, false], &mut |quad| {
            if subjects {
                ends.insert(quad[0]);
            }
            if objects {
                ends.insert(quad[2]);
            }
            executor.tick(2)
        })?;
        let mut ends: Vec<TermId> = ends.into_iter().collect();
        ends.sort_unstable();
        Ok(ends)
    }
}

fn unique(mut nodes: Vec<TermId>) -> Vec<TermId> {
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

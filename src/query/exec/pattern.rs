//! Triple patterns over ids, and how one is looked up given what is known already.

use std::collections::BTreeSet;

use oxrdf::NamedNode;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use super::scope::Variables;
use super::table::{Table, Variable};
use super::{ActiveGraph, Executor, Stop};
use crate::store::{GraphChoice, Known, Quad, Reader, StoreDataset, TermId};

/// A place of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Constant(TermId),
    Variable(Variable),
}

impl Place {
    pub(super) fn constant(self) -> Option<TermId> {
        match self {
            Self::Constant(id) => Some(id),
            Self::Variable(_) => None,
        }
    }
}

/// Subject, predicate and object, and the graph in which they are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) places: [Place; 3],
    pub(super) graph: ActiveGraph,
}

impl Pattern {
    /// The four components; without the graph's name where it does not matter.
    pub(super) fn components(&self) -> [Option<Place>; 4] {
        let [s, p, o] = self.places.map(Some);
        let graph = match self.graph {
            ActiveGraph::Default => None,
            ActiveGraph::Named(graph) => Some(Place::Constant(graph)),
            ActiveGraph::Variable(variable) => Some(Place::Variable(variable)),
        };
        [s, p, o, graph]
    }

    pub(super) fn variables(&self) -> Variables {
        let variable = |place: Option<Place>| match place {
            Some(Place::Variable(variable)) => Some(variable),
            _ => None,
        };
        self.components().into_iter().filter_map(variable).collect()
    }

    pub(super) fn predicate(&self) -> Option<TermId> {
        self.places[1].constant()
    }

    /// The predicate by which it asks for components of triple terms or searches for words, if it does.
    pub(super) fn index_predicate(&self) -> Option<TermId> {
        self.predicate().filter(|id| StoreDataset::is_index_predicate(*id))
    }
}

/// What gives a component of a look-up its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Constant(TermId),
    /// The column of a table.
    Column(usize),
    Open,
}

/// A pattern as a look-up for rows of a table.
#[derive(Clone)]
pub(super) struct Lookup {
    sources: [Source; 4],
    access: Access,
    /// The new variables, each with its first component.
    pub(super) open: Vec<(Variable, usize)>,
    /// Components that must agree because they are the same new variable.
    pub(super) repeated: Vec<(usize, usize)>,
}

#[derive(Clone)]
enum Access {
    Index(Reader),
    /// The components of triple terms, or the strings with words, by this predicate.
    Listed(TermId),
}

impl Lookup {
    /// How the pattern is looked up for the rows of a table; `None` if one of its variables may be without value there.
    pub(super) fn new(dataset: &StoreDataset, pattern: &Pattern, table: &Table) -> Option<Self> {
        let mut open: Vec<(Variable, usize)> = Vec::new();
        let mut repeated = Vec::new();
        let mut sources = [Source::Open; 4];
        for (component, place) in pattern.components().into_iter().enumerate() {
            let Some(place) = place else { continue };
            sources[component] = match place {
                Place::Constant(id) => Source::Constant(id),
                Place::Variable(variable) => match table.place(variable) {
                    Some(place) if table.certain[place] => Source::Column(place),
                    Some(_) => return None,
                    None => {
                        match open.iter().find(|(known, _)| *known == variable) {
                            Some((_, first)) => repeated.push((*first, component)),
                            None => open.push((variable, component)),
                        }
                        Source::Open
                    }
                },
            };
        }
        let access = match pattern.index_predicate() {
            Some(predicate) => Access::Listed(predicate),
            None => {
                let graph = match (pattern.graph, sources[3]) {
                    (ActiveGraph::Default, _) => GraphChoice::Default,
                    (_, Source::Open) => GraphChoice::Named,
                    _ => GraphChoice::Given,
                };
                let given = [0, 1, 2].map(|component| sources[component] != Source::Open);
                Access::Index(dataset.reader(given, pattern.predicate(), graph))
            }
        };
        Some(Self { sources, access, open, repeated })
    }

    /// What the look-up knows for a row.
    #[inline]
    pub(super) fn key(&self, table: &Table, row: usize) -> Known {
        let mut key = [None; 4];
        for (id, source) in key.iter_mut().zip(self.sources) {
            *id = match source {
                Source::Constant(id) => Some(id),
                Source::Column(place) => Some(table.columns[place][row]),
                Source::Open => None,
            };
        }
        key
    }

    /// The columns of the table that the look-up uses.
    pub(super) fn columns(&self) -> Vec<usize> {
        let column = |source: &Source| match source {
            Source::Column(place) => Some(*place),
            _ => None,
        };
        self.sources.iter().filter_map(column).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Whether the rows of the table have anything to do with it.
    pub(super) fn is_connected(&self) -> bool {
        self.sources.iter().any(|source| matches!(source, Source::Column(_)))
    }

    /// Whether it asks the index of quads itself.
    pub(super) fn is_indexed(&self) -> bool {
        matches!(self.access, Access::Index(_))
    }

    /// The index of quads itself, unless another one is asked.
    pub(super) fn reader(&mut self) -> Option<&mut Reader> {
        match &mut self.access {
            Access::Index(reader) => Some(reader),
            Access::Listed(_) => None,
        }
    }

    pub(super) fn index_name(&self) -> String {
        match &self.access {
            Access::Index(reader) => reader.index_name(),
            Access::Listed(predicate) if StoreDataset::is_text_search(*predicate) => "words".to_owned(),
            Access::Listed(_) => "triple terms".to_owned(),
        }
    }

    /// The first component that is not known; rows come sorted by it.
    pub(super) fn leading(&self) -> Option<usize> {
        match &self.access {
            Access::Index(reader) => reader.leading(),
            Access::Listed(_) => None,
        }
    }

    pub(super) fn at_most(&mut self, dataset: &StoreDataset, key: &Known) -> usize {
        match &mut self.access {
            Access::Index(reader) => reader.at_most(key),
            Access::Listed(_) => dataset.count([key[0], key[1], key[2]]),
        }
    }

    pub(super) fn visit(
        &mut self,
        dataset: &StoreDataset,
        key: &Known,
        wanted: [bool; 4],
        each: &mut impl FnMut(Quad) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let repeated = &self.repeated;
        let mut each =
            |quad: Quad| if repeated.iter().all(|(a, b)| quad[*a] == quad[*b]) { each(quad) } else { Ok(()) };
        match &mut self.access {
            Access::Index(reader) => reader.visit(key, wanted, &mut each),
            Access::Listed(predicate) => {
                for (subject, object) in dataset.index_pairs(*predicate, key[0], key[2]) {
                    each([subject, *predicate, object, key[3].unwrap_or(TermId::DEFAULT_GRAPH)])?;
                }
                Ok(())
            }
        }
    }

    /// Whether something matches.
    pub(super) fn exists(&mut self, dataset: &StoreDataset, key: &Known) -> Result<bool, Stop> {
        match &mut self.access {
            Access::Index(reader) if self.repeated.is_empty() => Ok(reader.exists(key)),
            _ => self.count(dataset, key).map(|count| count > 0),
        }
    }

    /// How many matches there are.
    pub(super) fn count(&mut self, dataset: &StoreDataset, key: &Known) -> Result<u64, Stop> {
        match &mut self.access {
            Access::Index(reader) if self.repeated.is_empty() => Ok(reader.count(key)),
            _ => {
                let mut count = 0;
                self.visit(dataset, key, [true; 4], &mut |_| {
                    count += 1;
                    Ok(())
                })?;
                Ok(count)
            }
        }
    }
}

impl Executor<'_> {
    /// A triple pattern over ids.
    pub(super) fn pattern(&mut self, pattern: &TriplePattern, graph: ActiveGraph) -> Result<Pattern, Stop> {
        let predicate = match &pattern.predicate {
            NamedNodePattern::NamedNode(node) => Place::Constant(self.intern(node.clone().into())?),
            NamedNodePattern::Variable(name) => Place::Variable(self.number(name)),
        };
        // A triple term is in no graph; the pattern that names it says where it is used. A string is in the graphs of its quads,
        // which the other evaluator looks up.
        let listed = predicate.constant().filter(|id| StoreDataset::is_index_predicate(*id));
        if listed.is_some_and(StoreDataset::is_text_search) && matches!(graph, ActiveGraph::Variable(_)) {
            return Err(Stop::Unsupported);
        }
        let graph = if listed.is_some() { ActiveGraph::Default } else { graph };
        Ok(Pattern { places: [self.place(&pattern.subject)?, predicate, self.place(&pattern.object)?], graph })
    }

    pub(super) fn place(&mut self, term: &TermPattern) -> Result<Place, Stop> {
        Ok(match term {
            TermPattern::NamedNode(node) => Place::Constant(self.intern(NamedNode::clone(node).into())?),
            TermPattern::Literal(literal) => Place::Constant(self.intern(literal.clone().into())?),
            TermPattern::Variable(name) => Place::Variable(self.number(name)),
            TermPattern::BlankNode(node) => Place::Variable(self.blank(node)),
            TermPattern::Triple(triple) => Place::Constant(self.intern(ground_triple(triple)?.into())?),
        })
    }

    /// A pattern as people write it.
    pub(super) fn pattern_text(&self, pattern: &Pattern) -> String {
        let parts: Vec<String> = pattern.places.iter().map(|place| self.place_text(*place)).collect();
        match pattern.graph {
            ActiveGraph::Default => parts.join(" "),
            ActiveGraph::Named(graph) => format!("{} in {}", parts.join(" "), self.place_text(Place::Constant(graph))),
            ActiveGraph::Variable(graph) => {
                format!("{} in {}", parts.join(" "), self.place_text(Place::Variable(graph)))
            }
        }
    }

    pub(super) fn place_text(&self, place: Place) -> String {
        match place {
            Place::Variable(variable) => match self.names[variable].as_str().strip_prefix("blank ") {
                // The label that the parser made up says nothing to anybody.
                Some(_) => format!("_:b{variable}"),
                None => self.names[variable].to_string(),
            },
            Place::Constant(id) => self.term(id).map_or_else(|_| String::new(), |term| term.to_string()),
        }
    }
}

/// A triple term without variables; those with variables were taken apart before.
fn ground_triple(pattern: &TriplePattern) -> Result<oxrdf::Triple, Stop> {
    let NamedNodePattern::NamedNode(predicate) = &pattern.predicate else { return Err(Stop::Unsupported) };
    let TermPattern::NamedNode(subject) = &pattern.subject else { return Err(Stop::Unsupported) };
    let object: oxrdf::Term = match &pattern.object {
        TermPattern::NamedNode(node) => node.clone().into(),
        TermPattern::Literal(literal) => literal.clone().into(),
        TermPattern::Triple(triple) => ground_triple(triple)?.into(),
        TermPattern::BlankNode(_) | TermPattern::Variable(_) => return Err(Stop::Unsupported),
    };
    Ok(oxrdf::Triple::new(subject.clone(), predicate.clone(), object))
}

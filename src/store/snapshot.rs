//! An immutable view of the dataset at one moment: what a reader holds while writers go on.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use oxrdf::{GraphName, GraphNameRef, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, QuadRef, TermRef};

use super::dataset::{DefaultGraph, StoreDataset};
use super::dictionary::{Dictionary, subject_term};
use super::error::CorruptError;
use super::id::TermId;
use super::run::{Layers, Row};
use super::scan::{self, Graphs, Scan};
use super::words::search::Search;

/// The one dictionary of an open store. It only grows, so a snapshot shares it and ignores what came after.
#[derive(Clone, Default)]
pub(crate) struct SharedDictionary(Arc<RwLock<Dictionary>>);

impl SharedDictionary {
    pub(crate) fn new(dictionary: Dictionary) -> Self {
        Self(Arc::new(RwLock::new(dictionary)))
    }

    // A panic elsewhere leaves the list whole: an entry is pushed last, and what no quad names is never seen.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Dictionary> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Dictionary> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The dataset as of one commit. Cloning is cheap, and later commits do not change it.
#[derive(Clone)]
pub struct Snapshot {
    pub(crate) dictionary: SharedDictionary,
    /// How much of the dictionary belongs to this snapshot.
    pub(crate) terms: u32,
    pub(crate) layers: Layers,
    pub(crate) quads: u64,
}

impl Snapshot {
    pub(crate) fn new(dictionary: SharedDictionary, layers: Layers, quads: u64) -> Self {
        let terms = dictionary.read().len();
        Self { dictionary, terms, layers, quads }
    }

    /// What is damaged in the files, as far as it has been read: an answer that met damage lacks something, so ask
    /// after reading. `tercet verify` reads everything.
    pub fn damage(&self) -> Option<&CorruptError> {
        self.layers.segment.as_ref()?.file.damage()
    }

    /// Number of quads.
    pub fn len(&self) -> u64 {
        self.quads
    }

    /// Whether there is no quad.
    pub fn is_empty(&self) -> bool {
        self.quads == 0
    }

    /// Whether the quad is in its graph.
    pub fn contains(&self, quad: QuadRef<'_>) -> bool {
        self.row(quad).is_some_and(|row| self.layers.contains(&row))
    }

    /// Whether the graph holds a quad. Graphs without quads do not exist.
    pub fn contains_graph(&self, graph: GraphNameRef<'_>) -> bool {
        self.graph_id(graph).is_some_and(|graph| scan::contains_graph(&self.layers, graph))
    }

    /// The names of all graphs but the default graph, in no order that means anything.
    pub fn named_graphs(&self) -> Vec<NamedOrBlankNode> {
        let dictionary = self.dictionary.read();
        scan::named_graphs(&self.layers).into_iter().map(|graph| dictionary.subject(graph)).collect()
    }

    /// Every quad, in no order that means anything.
    pub fn quads(&self) -> Quads {
        self.quads_for_pattern(None, None, None, None)
    }

    /// The quads that match; what is `None` matches everything.
    pub fn quads_for_pattern(
        &self,
        subject: Option<NamedOrBlankNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Quads {
        let find = |term: Option<TermRef<'_>>| term.map_or(Some(None), |term| self.find(term).map(Some));
        let scan = || {
            let pattern = [find(subject.map(subject_term))?, find(predicate.map(Into::into))?, find(object)?];
            let graphs = match graph {
                None => Graphs::All,
                Some(graph) => Graphs::One(self.graph_id(graph)?),
            };
            Some(Scan::new(&self.layers, pattern, graphs))
        };
        Quads { dictionary: self.dictionary.clone(), scan: scan() }
    }

    /// How many quads match, at most, found without reading them: quads removed since the last compaction count.
    pub fn count_at_most(
        &self,
        subject: Option<NamedOrBlankNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
    ) -> usize {
        let find = |term: Option<TermRef<'_>>| term.map_or(Some(None), |term| self.find(term).map(Some));
        let pattern = || Some([find(subject.map(subject_term))?, find(predicate.map(Into::into))?, find(object)?]);
        pattern().map_or(0, |pattern| scan::count(&self.layers, pattern, &Graphs::All))
    }

    /// The dataset that the SPARQL evaluator sees.
    pub fn dataset(&self, default_graph: DefaultGraph) -> StoreDataset {
        StoreDataset::new(self.clone(), default_graph)
    }

    /// The term's id, if this snapshot knows the term.
    pub(crate) fn find(&self, term: TermRef<'_>) -> Option<TermId> {
        self.dictionary.read().find(term).filter(|id| self.knows(*id))
    }

    /// The strings that a search finds and a quad holds, ascending.
    pub(crate) fn search(&self, search: &Search) -> Vec<TermId> {
        let dictionary = self.dictionary.read();
        let mut found: Vec<_> = dictionary.search(search).into_iter().map(|index| dictionary.id(index)).collect();
        // A segment has only terms of its quads; what came since may be a term of quads that are gone again.
        let in_segment = self.layers.segment.as_ref().map_or(0, |segment| segment.counts.terms);
        let nothing_removed = self.layers.runs.iter().all(|run| run.removed.is_empty());
        found.retain(|id| {
            self.knows(*id)
                && (nothing_removed && id.index().is_some_and(|index| index < in_segment)
                    || Scan::new(&self.layers, [None, None, Some(*id)], Graphs::All).next().is_some())
        });
        found
    }

    /// Whether the id existed when the snapshot was taken.
    pub(crate) fn knows(&self, id: TermId) -> bool {
        id.index().is_none_or(|index| index < self.terms)
    }

    pub(crate) fn graph_id(&self, graph: GraphNameRef<'_>) -> Option<TermId> {
        match graph {
            GraphNameRef::DefaultGraph => Some(TermId::DEFAULT_GRAPH),
            GraphNameRef::NamedNode(node) => self.find(node.into()),
            GraphNameRef::BlankNode(node) => self.find(node.into()),
        }
    }

    pub(crate) fn row(&self, quad: QuadRef<'_>) -> Option<Row> {
        Some([
            self.find(subject_term(quad.subject))?,
            self.find(quad.predicate.into())?,
            self.find(quad.object)?,
            self.graph_id(quad.graph_name)?,
        ])
    }
}

/// Quads of a snapshot, one after the other.
pub struct Quads {
    dictionary: SharedDictionary,
    scan: Option<Scan>,
}

impl Iterator for Quads {
    type Item = Quad;

    fn next(&mut self) -> Option<Quad> {
        let [subject, predicate, object, graph] = self.scan.as_mut()?.next()?;
        let dictionary = self.dictionary.read();
        Some(Quad {
            subject: dictionary.subject(subject),
            predicate: dictionary.named_node(predicate),
            object: dictionary.term(object),
            graph_name: match graph {
                TermId::DEFAULT_GRAPH => GraphName::DefaultGraph,
                graph => dictionary.subject(graph).into(),
            },
        })
    }
}

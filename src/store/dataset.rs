//! The snapshot as the SPARQL evaluator sees it: ids instead of terms, patterns answered by range scans.

use std::cell::RefCell;
use std::sync::Arc;

use oxrdf::{GraphName, Term};
use oxsdatatypes::Decimal;
use rustc_hash::FxHashMap;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};

use super::error::CorruptError;
use super::id::{Kind, TermId};
use super::index_predicate::IndexPredicate;
use super::key::Component;
use super::scan::{self, Graphs, Scan};
use super::segment::Segment;
use super::snapshot::Snapshot;
use super::words::search::Search;

/// What a pattern outside of `GRAPH` matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DefaultGraph {
    /// The triples of all graphs, each once: what a person means who asks the news.
    #[default]
    Union,
    /// The default graph alone, as the W3C specifies.
    Strict,
    /// The triples of these graphs, each once: what `FROM` and `USING` say.
    Of(Vec<GraphName>),
}

/// A snapshot with a choice of default graph, for one query.
#[derive(Clone)]
pub struct StoreDataset {
    snapshot: Snapshot,
    default_graph: Graphs,
    local: RefCell<LocalTerms>,
    /// The strings that searches of this query found, ascending.
    found: RefCell<FxHashMap<TermId, Arc<[TermId]>>>,
}

/// Terms of the query or computed by it that the dictionary does not hold.
#[derive(Clone, Default)]
struct LocalTerms {
    terms: Vec<Term>,
    ids: FxHashMap<Term, TermId>,
}

impl LocalTerms {
    fn intern(&mut self, term: Term) -> TermId {
        if let Some(id) = self.ids.get(&term) {
            return *id;
        }
        let id = TermId::new(Kind::Local, self.terms.len() as u64);
        self.terms.push(term.clone());
        self.ids.insert(term, id);
        id
    }
}

impl StoreDataset {
    pub(crate) fn new(snapshot: Snapshot, default_graph: DefaultGraph) -> Self {
        let default_graph = match default_graph {
            DefaultGraph::Union => Graphs::UnionOfAll,
            DefaultGraph::Strict => Graphs::One(TermId::DEFAULT_GRAPH),
            DefaultGraph::Of(graphs) => {
                let mut ids: Vec<_> = graphs.iter().filter_map(|graph| snapshot.graph_id(graph.as_ref())).collect();
                ids.sort_unstable();
                ids.dedup();
                match ids.as_slice() {
                    [graph] => Graphs::One(*graph),
                    graphs => Graphs::UnionOf(Arc::from(graphs)),
                }
            }
        };
        Self { snapshot, default_graph, local: RefCell::default(), found: RefCell::default() }
    }

    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// What a pattern outside of `GRAPH` looks into.
    pub(super) fn default_graph(&self) -> &Graphs {
        &self.default_graph
    }

    /// Whether this is one of the predicates by which a query asks an index: [`TRIPLE_COMPONENTS`](super::TRIPLE_COMPONENTS) and
    /// [`TEXT_MATCHES`](super::TEXT_MATCHES).
    pub(crate) fn is_index_predicate(id: TermId) -> bool {
        IndexPredicate::of_id(id).is_some()
    }

    /// Whether the predicate searches for words.
    pub(crate) fn is_text_search(id: TermId) -> bool {
        IndexPredicate::of_id(id) == Some(IndexPredicate::Matches)
    }

    /// The subjects and objects between which an index predicate stands.
    pub(crate) fn index_pairs(
        &self,
        predicate: TermId,
        subject: Option<TermId>,
        object: Option<TermId>,
    ) -> Vec<(TermId, TermId)> {
        match IndexPredicate::of_id(predicate) {
            Some(IndexPredicate::Component(component)) => self.triple_components(component, subject, object),
            Some(IndexPredicate::Matches) => self.matching_strings(subject, object),
            None => Vec::new(),
        }
    }

    /// How many quads of the default graph match, at most.
    pub(crate) fn count(&self, pattern: [Option<TermId>; 3]) -> usize {
        let dictionary = || self.snapshot.dictionary.read();
        match (pattern[1].and_then(IndexPredicate::of_id), pattern[0], pattern[2]) {
            (None, ..) => scan::count(&self.snapshot.layers, pattern, &self.default_graph),
            (Some(_), Some(_), _) => 1,
            (Some(IndexPredicate::Component(component)), None, Some(part)) => {
                dictionary().count_triples_with(component, part)
            }
            (Some(IndexPredicate::Component(_)), None, None) => dictionary().triple_terms().count(),
            (Some(IndexPredicate::Matches), None, Some(search)) => self.find_strings(search).len(),
            (Some(IndexPredicate::Matches), None, None) => 0,
        }
    }

    /// The quads that an index predicate stands for. What they tell is in no graph; it is said to be in those that are
    /// asked for.
    fn index_quads(
        &self,
        predicate: IndexPredicate,
        subject: Option<TermId>,
        object: Option<TermId>,
        graph: Option<Option<TermId>>,
    ) -> Vec<InternalQuad<TermId>> {
        let pairs = self.index_pairs(predicate.id(), subject, object);
        let mut quads = Vec::with_capacity(pairs.len());
        for (subject, object) in pairs {
            let quad = |graph_name| InternalQuad { subject, predicate: predicate.id(), object, graph_name };
            match graph {
                Some(graph) => quads.push(quad(graph)),
                // Asked for any graph: those in which the triple term or the string occurs.
                None => {
                    let rows = Scan::new(&self.snapshot.layers, [None, None, Some(subject)], Graphs::Named);
                    let mut graphs: Vec<_> = rows.map(|row| row[3]).collect();
                    graphs.sort_unstable();
                    graphs.dedup();
                    quads.extend(graphs.into_iter().map(|graph| quad(Some(graph))));
                }
            }
        }
        quads
    }

    /// Triple terms with their parts.
    fn triple_components(
        &self,
        component: Component,
        triple: Option<TermId>,
        part: Option<TermId>,
    ) -> Vec<(TermId, TermId)> {
        let dictionary = self.snapshot.dictionary.read();
        let candidates: Vec<TermId> = match (triple, part) {
            (Some(triple), _) => vec![triple],
            (None, Some(part)) => {
                dictionary.triples_with(component, part).iter().map(|index| dictionary.id(*index)).collect()
            }
            (None, None) => dictionary.triple_terms().map(|index| dictionary.id(index)).collect(),
        };
        let known = candidates.into_iter().filter(|triple| self.snapshot.knows(*triple));
        let with_part = known.filter_map(|t| Some((t, dictionary.parts(t)?[component as usize])));
        with_part.filter(|(_, found)| part.is_none_or(|part| part == *found)).collect()
    }

    /// Strings with the search that finds them.
    fn matching_strings(&self, string: Option<TermId>, search: Option<TermId>) -> Vec<(TermId, TermId)> {
        let Some(search) = search else { return Vec::new() };
        let found = self.find_strings(search);
        match string {
            Some(string) => found.binary_search(&string).map_or(Vec::new(), |_| vec![(string, search)]),
            None => found.iter().map(|string| (*string, search)).collect(),
        }
    }

    /// The strings that a search finds and a quad holds, ascending.
    fn find_strings(&self, search: TermId) -> Arc<[TermId]> {
        if let Some(found) = self.found.borrow().get(&search) {
            return Arc::clone(found);
        }
        let text = self.externalize_term(search);
        let parsed = match &text {
            Ok(Term::Literal(text)) => Search::parse(text.value()),
            _ => None,
        };
        let found: Arc<[TermId]> = parsed.map_or(Arc::default(), |parsed| self.snapshot.search(&parsed).into());
        self.found.borrow_mut().insert(search, Arc::clone(&found));
        found
    }
}

impl<'a> QueryableDataset<'a> for StoreDataset {
    type InternalTerm = TermId;
    type Error = CorruptError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&TermId>,
        predicate: Option<&TermId>,
        object: Option<&TermId>,
        graph_name: Option<Option<&TermId>>,
    ) -> impl Iterator<Item = Result<InternalQuad<TermId>, CorruptError>> + use<'a> {
        let pattern = [subject.copied(), predicate.copied(), object.copied()];
        if let Some(predicate) = pattern[1].and_then(IndexPredicate::of_id) {
            let graph = graph_name.map(Option::<&TermId>::copied);
            let quads = self.index_quads(predicate, pattern[0], pattern[2], graph);
            return Matches {
                quads: MatchedQuads::Listed(quads.into_iter()),
                segment: self.snapshot.layers.segment.clone(),
            };
        }
        let graphs = match graph_name {
            None => Graphs::Named,
            Some(None) => self.default_graph.clone(),
            Some(Some(graph)) => Graphs::One(*graph),
        };
        let scan = Scan::new(&self.snapshot.layers, pattern, graphs);
        let quads = MatchedQuads::Quads { scan, in_default: graph_name == Some(None) };
        Matches { quads, segment: self.snapshot.layers.segment.clone() }
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<TermId, CorruptError>> + use<'a> {
        scan::named_graphs(&self.snapshot.layers).into_iter().map(Ok)
    }

    fn contains_internal_graph_name(&self, graph_name: &TermId) -> Result<bool, CorruptError> {
        Ok(scan::contains_graph(&self.snapshot.layers, *graph_name))
    }

    fn internalize_term(&self, term: Term) -> Result<TermId, CorruptError> {
        if let Term::NamedNode(node) = &term
            && let Some(predicate) = IndexPredicate::of_node(node.as_ref())
        {
            return Ok(predicate.id());
        }
        Ok(self.snapshot.find(term.as_ref()).unwrap_or_else(|| self.local.borrow_mut().intern(term)))
    }

    fn externalize_term(&self, term: TermId) -> Result<Term, CorruptError> {
        if let Some(predicate) = IndexPredicate::of_id(term) {
            return Ok(predicate.node().into_owned().into());
        }
        Ok(match term.kind() {
            Some(Kind::Local) => self.local.borrow().terms[term.payload() as usize].clone(),
            _ => {
                let found = self.snapshot.dictionary.read().term(term);
                match self.snapshot.damage() {
                    Some(damage) => return Err(damage.clone()),
                    None => found,
                }
            }
        })
    }

    fn externalize_expression_term(&self, term: TermId) -> Result<ExpressionTerm, CorruptError> {
        // Numbers need no detour through their text.
        if let Some(number) = term.to_integer() {
            return Ok(ExpressionTerm::IntegerLiteral(number.into()));
        }
        if let Some(millionths) = term.to_millionths() {
            // `Decimal` counts in units of 10^-18.
            let units = i128::from(millionths) * 1_000_000_000_000;
            return Ok(ExpressionTerm::DecimalLiteral(Decimal::from_be_bytes(units.to_be_bytes())));
        }
        Ok(self.externalize_term(term)?.into())
    }
}

/// The quads that match a pattern, or the damage that was met while looking.
struct Matches {
    quads: MatchedQuads,
    segment: Option<Arc<Segment>>,
}

enum MatchedQuads {
    Quads { scan: Scan, in_default: bool },
    Listed(std::vec::IntoIter<InternalQuad<TermId>>),
}

impl Iterator for Matches {
    type Item = Result<InternalQuad<TermId>, CorruptError>;

    fn next(&mut self) -> Option<Self::Item> {
        let quad = match &mut self.quads {
            MatchedQuads::Quads { scan, in_default } => scan.next().map(|[subject, predicate, object, graph]| {
                let graph_name = (!*in_default && graph != TermId::DEFAULT_GRAPH).then_some(graph);
                InternalQuad { subject, predicate, object, graph_name }
            }),
            MatchedQuads::Listed(quads) => quads.next(),
        };
        match self.segment.as_ref().and_then(|segment| segment.file.damage()) {
            // Once is enough: the evaluation ends with it.
            Some(damage) => {
                let damage = damage.clone();
                self.quads = MatchedQuads::Listed(Vec::new().into_iter());
                Some(Err(damage))
            }
            None => quad.map(Ok),
        }
    }
}

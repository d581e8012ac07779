//! The snapshot as the SPARQL evaluator sees it: ids instead of terms, patterns answered by range scans.

use std::cell::RefCell;
use std::sync::Arc;

use oxrdf::{GraphName, NamedNodeRef, Term};
use oxsdatatypes::Decimal;
use rustc_hash::FxHashMap;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};

use super::dictionary::Component;
use super::error::CorruptError;
use super::id::{Kind, TermId};
use super::scan::{self, Graphs, Scan};
use super::segment::Segment;
use super::snapshot::Snapshot;

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

/// Predicates that no document can contain, by which a query asks for the subject, predicate and object of triple
/// terms: `?t <component> ?part` is an index lookup in every binding, which `<<( ?s :p ?o )>>` is not.
pub const TRIPLE_COMPONENTS: [NamedNodeRef<'static>; 3] = [
    // A space is not allowed in IRIs, so no parser can produce these.
    NamedNodeRef::new_unchecked("triple subject"),
    NamedNodeRef::new_unchecked("triple predicate"),
    NamedNodeRef::new_unchecked("triple object"),
];

/// A snapshot with a choice of default graph, for one query.
#[derive(Clone)]
pub struct StoreDataset {
    snapshot: Snapshot,
    default_graph: Graphs,
    local: RefCell<LocalTerms>,
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
        Self { snapshot, default_graph, local: RefCell::default() }
    }

    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// What a pattern outside of `GRAPH` looks into.
    pub(super) fn default_graph(&self) -> &Graphs {
        &self.default_graph
    }

    /// The number of the component of triple terms for which a predicate of [`TRIPLE_COMPONENTS`] stands.
    pub(crate) fn component_number(id: TermId) -> Option<usize> {
        Self::component(id).map(|component| component as usize)
    }

    /// The component of triple terms that a predicate asks for.
    fn component(id: TermId) -> Option<Component> {
        let number = LAST_LOCAL.checked_sub(id.payload()).filter(|_| id.kind() == Some(Kind::Local))?;
        [Component::Subject, Component::Predicate, Component::Object].get(number as usize).copied()
    }

    /// How many quads of the default graph match, at most.
    pub(crate) fn count(&self, pattern: [Option<TermId>; 3]) -> usize {
        let Some(component) = pattern[1].and_then(Self::component) else {
            return scan::count(&self.snapshot.layers, pattern, &self.default_graph);
        };
        let dictionary = self.snapshot.dictionary.read();
        match (pattern[0], pattern[2]) {
            (Some(_), _) => 1,
            (None, Some(part)) => dictionary.triples_with(component, part).len(),
            (None, None) => dictionary.triple_terms().count(),
        }
    }

    /// Matches `triple <component> part`. A triple term is in no graph; it is said to be in those that are asked for.
    fn triple_components(
        &self,
        component: Component,
        triple: Option<TermId>,
        part: Option<TermId>,
        graph: Option<Option<TermId>>,
    ) -> Vec<InternalQuad<TermId>> {
        let dictionary = self.snapshot.dictionary.read();
        let candidates: Vec<TermId> = match (triple, part) {
            (Some(triple), _) => vec![triple],
            (None, Some(part)) => {
                dictionary.triples_with(component, part).iter().map(|index| dictionary.id(*index)).collect()
            }
            (None, None) => dictionary.triple_terms().map(|index| dictionary.id(index)).collect(),
        };
        let mut quads = Vec::with_capacity(candidates.len());
        for triple in candidates.into_iter().filter(|triple| self.snapshot.knows(*triple)) {
            let Some(found) = dictionary.parts(triple).map(|parts| parts[component as usize]) else { continue };
            if part.is_some_and(|part| part != found) {
                continue;
            }
            let predicate = component_id(component);
            let quad = |graph_name| InternalQuad { subject: triple, predicate, object: found, graph_name };
            match graph {
                Some(graph) => quads.push(quad(graph)),
                // Asked for any graph: those in which the triple term occurs.
                None => {
                    let rows = Scan::new(&self.snapshot.layers, [None, None, Some(triple)], Graphs::Named);
                    let mut graphs: Vec<_> = rows.map(|row| row[3]).collect();
                    graphs.sort_unstable();
                    graphs.dedup();
                    quads.extend(graphs.into_iter().map(|graph| quad(Some(graph))));
                }
            }
        }
        quads
    }
}

/// Ids of the component predicates count down from here, those of other local terms up from zero.
const LAST_LOCAL: u64 = (1 << 60) - 1;

fn component_id(component: Component) -> TermId {
    TermId::new(Kind::Local, LAST_LOCAL - component as u64)
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
        if let Some(component) = pattern[1].and_then(Self::component) {
            let graph = graph_name.map(Option::<&TermId>::copied);
            let quads = self.triple_components(component, pattern[0], pattern[2], graph);
            return Matches {
                quads: MatchedQuads::Components(quads.into_iter()),
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
            && let Some(number) = TRIPLE_COMPONENTS.iter().position(|component| *component == node.as_ref())
        {
            return Ok(TermId::new(Kind::Local, LAST_LOCAL - number as u64));
        }
        Ok(self.snapshot.find(term.as_ref()).unwrap_or_else(|| self.local.borrow_mut().intern(term)))
    }

    fn externalize_term(&self, term: TermId) -> Result<Term, CorruptError> {
        if let Some(component) = Self::component(term) {
            return Ok(TRIPLE_COMPONENTS[component as usize].into_owned().into());
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
    Components(std::vec::IntoIter<InternalQuad<TermId>>),
}

impl Iterator for Matches {
    type Item = Result<InternalQuad<TermId>, CorruptError>;

    fn next(&mut self) -> Option<Self::Item> {
        let quad = match &mut self.quads {
            MatchedQuads::Quads { scan, in_default } => scan.next().map(|[subject, predicate, object, graph]| {
                let graph_name = (!*in_default && graph != TermId::DEFAULT_GRAPH).then_some(graph);
                InternalQuad { subject, predicate, object, graph_name }
            }),
            MatchedQuads::Components(quads) => quads.next(),
        };
        match self.segment.as_ref().and_then(|segment| segment.file.damage()) {
            // Once is enough: the evaluation ends with it.
            Some(damage) => {
                let damage = damage.clone();
                self.quads = MatchedQuads::Components(Vec::new().into_iter());
                Some(Err(damage))
            }
            None => quad.map(Ok),
        }
    }
}

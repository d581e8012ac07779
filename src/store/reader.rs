//! Index access for vectorised evaluation: many look-ups of one shape, block by block where the segment alone answers.
//!
//! A [`Reader`] is made once for a pattern of which it is known what each look-up will give. Where no run touches the
//! range that a look-up asks for, the rows come from the segment's columns, of which only those wanted are unpacked;
//! else they come from a [`Scan`], which merges.

use std::ops::Range;

use super::dataset::StoreDataset;
use super::error::CorruptError;
use super::id::{Kind, TermId};
use super::key::{Form, Key};
use super::run::{Layers, Order};
use super::scan::{self, Graphs, Scan};
use super::segment::Segment;
use super::segment::columns::{BLOCK, Columns};
use super::segment::seek::{Block, Unpacked};
use super::segment::terms::{self, KeyCursor};

/// Subject, predicate, object and graph name.
pub(crate) type Quad = [TermId; 4];

/// What a look-up gives of a quad.
pub(crate) type Known = [Option<TermId>; 4];

/// Where a pattern looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GraphChoice {
    /// The default graph, as the dataset understands it.
    Default,
    /// A named graph that every look-up gives.
    Given,
    /// All named graphs; rows say which.
    Named,
}

/// Values, all of one kind, of the first component that look-ups do not give: the least and the greatest.
pub(crate) type Bounds = (TermId, TermId);

/// What the text of a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextKind {
    NamedNode,
    BlankNode,
    /// A literal of type xsd:string.
    String,
    /// A literal with a language.
    Tagged,
    /// A literal of another type.
    Typed,
}

/// Look-ups of one shape.
#[derive(Clone)]
pub(crate) struct Reader {
    layers: Layers,
    shape: Shape,
    graph_given: bool,
    /// The block where the last look-up found something.
    near: usize,
    unpacked: Box<Unpacked>,
}

/// What look-ups of one shape have in common.
#[derive(Clone)]
struct Shape {
    graphs: Graphs,
    /// The order whose first components are those that look-ups give.
    order: Order,
    /// The components by place in the order.
    components: [usize; 4],
    /// How many components look-ups give.
    given: usize,
    /// Whether a triple can come from several graphs and must come once.
    deduplicate: bool,
}

/// The rows that a look-up found.
enum Found {
    Segment(Range<usize>),
    Merged(Scan),
}

impl StoreDataset {
    /// A reader for look-ups that give the components for which `given` is set.
    pub(crate) fn reader(&self, given: [bool; 3], predicate: Option<TermId>, graph: GraphChoice) -> Reader {
        let graphs = match graph {
            GraphChoice::Default => self.default_graph().clone(),
            GraphChoice::Given => Graphs::One(TermId::DEFAULT_GRAPH),
            GraphChoice::Named => Graphs::Named,
        };
        let layers = self.snapshot().layers.clone();
        let (order, prefix) = scan::choose(given.map(|given| given.then_some(TermId::DEFAULT_GRAPH)), &graphs);
        let is_unique = || {
            let statistics = predicate.and_then(|predicate| layers.segment.as_ref()?.statistics_of(predicate));
            layers.runs.is_empty() && statistics.is_some_and(|numbers| numbers.quads == numbers.triples)
        };
        let deduplicate = graphs.is_union() && !is_unique();
        let (components, given) = (order.components(), prefix.len());
        Reader {
            layers,
            shape: Shape { graphs, order, components, given, deduplicate },
            graph_given: graph == GraphChoice::Given,
            near: 0,
            unpacked: Box::new([[0; BLOCK]; 4]),
        }
    }

    /// The names of the graphs that hold something, but the default graph's.
    pub(crate) fn named_graphs(&self) -> Vec<TermId> {
        scan::named_graphs(&self.snapshot().layers)
    }

    /// Whether a graph holds something.
    pub(crate) fn has_graph(&self, graph: TermId) -> bool {
        scan::contains_graph(&self.snapshot().layers, graph)
    }

    /// Damage that was met while reading.
    pub(crate) fn damage(&self) -> Option<&CorruptError> {
        self.snapshot().damage()
    }

    /// Gives the kind and text of a term that has text in the dictionary to `read`.
    pub(crate) fn with_text<T>(&self, id: TermId, read: impl FnOnce(TextKind, &str) -> T) -> Option<T> {
        let index = id.index().filter(|_| id.kind() != Some(Kind::Triple))?;
        self.snapshot().dictionary.read().with_key(index, |key| text_of(key, read))
    }

    /// The texts of many terms, best asked for in ascending order.
    pub(crate) fn texts(&self) -> Texts<'_> {
        Texts { dataset: self, cursor: self.snapshot().layers.segment.as_ref().map(|segment| KeyCursor::new(segment)) }
    }

    /// The numbers that terms of the segment can have, if they are named nodes, and if they are strings: within either, the
    /// order of ids is the order of text.
    pub(crate) fn sorted_terms(&self) -> [Range<TermId>; 2] {
        let Some(segment) = &self.snapshot().layers.segment else {
            return [const { TermId::DEFAULT_GRAPH..TermId::DEFAULT_GRAPH }; 2];
        };
        let strings = segment.form_range(Form::String);
        let id = |kind, index: u32| TermId::new(kind, index.into());
        [
            id(Kind::NamedNode, 0)..id(Kind::NamedNode, segment.counts.blank_start),
            id(Kind::Literal, strings.start)..id(Kind::Literal, strings.end),
        ]
    }
}

/// Reads the text of terms; neighbours in the segment share the work.
pub(crate) struct Texts<'a> {
    dataset: &'a StoreDataset,
    cursor: Option<KeyCursor<'a>>,
}

impl Texts<'_> {
    /// Like [`StoreDataset::with_text`].
    pub(crate) fn with<T>(&mut self, id: TermId, read: impl FnOnce(TextKind, &str) -> T) -> Option<T> {
        let in_segment = |segment: &Segment| id.index().filter(|index| *index < segment.counts.triple_start);
        let segment = self.dataset.snapshot().layers.segment.as_ref();
        match (segment.and_then(|segment| in_segment(segment)), &mut self.cursor) {
            (Some(index), Some(cursor)) => text_of(terms::read_key(cursor.key(index))?, read),
            _ => self.dataset.with_text(id, read),
        }
    }
}

/// Gives the text of a key to `read`.
fn text_of<T>(key: Key<'_>, read: impl FnOnce(TextKind, &str) -> T) -> Option<T> {
    Some(match key {
        Key::NamedNode(text) => read(TextKind::NamedNode, text),
        Key::BlankNode(text) => read(TextKind::BlankNode, text),
        Key::String(text) => read(TextKind::String, text),
        Key::Language(_, _, text) => read(TextKind::Tagged, text),
        Key::Typed(_, text) => read(TextKind::Typed, text),
        Key::Triple(_) => return None,
    })
}

impl Reader {
    /// The order's name, by the components that come first.
    pub(crate) fn index_name(&self) -> String {
        format!("{:?}", self.shape.order).to_uppercase()
    }

    fn graphs_of(&self, key: &Known) -> Graphs {
        match key[3] {
            Some(graph) if self.graph_given => Graphs::One(graph),
            _ => self.shape.graphs.clone(),
        }
    }

    /// The given components in the order's order.
    #[inline]
    fn prefix(&self, key: &Known) -> ([TermId; 4], usize) {
        let mut prefix = [TermId::DEFAULT_GRAPH; 4];
        for (id, component) in prefix.iter_mut().zip(&self.shape.components[..self.shape.given]) {
            *id = match (*component, &self.shape.graphs) {
                (3, Graphs::One(graph)) if !self.graph_given => *graph,
                (component, _) => key[component].unwrap_or(TermId::DEFAULT_GRAPH),
            };
        }
        (prefix, self.shape.given)
    }

    fn find(&mut self, key: &Known) -> Found {
        let (prefix, given) = self.prefix(key);
        if self.is_touched(&prefix[..given]) {
            return Found::Merged(self.merged(key));
        }
        Found::Segment(self.segment_range(&prefix[..given]))
    }

    fn merged(&self, key: &Known) -> Scan {
        Scan::new(&self.layers, [key[0], key[1], key[2]], self.graphs_of(key))
    }

    /// Whether a run holds something in the range.
    fn is_touched(&self, prefix: &[TermId]) -> bool {
        let any = |rows: &[Quad]| {
            let (start, end) = scan::range(rows, prefix);
            start < end
        };
        self.layers.runs.iter().any(|run| {
            any(run.added.by(self.shape.order)) || (!run.removed.is_empty() && any(run.removed.by(self.shape.order)))
        })
    }

    fn segment_range(&mut self, prefix: &[TermId]) -> Range<usize> {
        let Some(segment) = &self.layers.segment else { return 0..0 };
        range_near(segment, self.shape.order, prefix, &mut self.near).0
    }

    /// How many rows match at most: what several graphs hold counts several times.
    pub(crate) fn at_most(&mut self, key: &Known) -> usize {
        let (prefix, given) = self.prefix(key);
        let in_segment = self.segment_range(&prefix[..given]).len();
        let in_runs = self.layers.runs.iter().map(|run| {
            let (start, end) = scan::range(run.added.by(self.shape.order), &prefix[..given]);
            end - start
        });
        in_segment + in_runs.sum::<usize>()
    }

    /// How many rows of the segment match whose first component that is not given is within bounds; `None` if runs have a say.
    pub(crate) fn between(&mut self, key: &Known, bounds: Bounds) -> Option<Range<usize>> {
        let (prefix, given) = self.prefix(key);
        if self.is_touched(&prefix[..given]) || given == 4 {
            return None;
        }
        let Some(segment) = &self.layers.segment else { return Some(0..0) };
        let codes = segment.codes_between(bounds.0, bounds.1);
        let mut sought = [0; 4];
        for (code, id) in sought.iter_mut().zip(&prefix[..given]) {
            match segment.code_of(*id) {
                Some(known) => *code = known,
                None => return Some(0..0),
            }
        }
        let columns = segment.columns(self.shape.order);
        sought[given] = codes.start;
        let start = columns.rank(&sought[..=given], false);
        sought[given] = codes.end;
        Some(start..columns.rank(&sought[..=given], false).max(start))
    }

    /// Gives the rows that match to `each`, which may end it by an error. Components that are neither given nor wanted
    /// may be anything. Ascending in the order's order; what is in several graphs comes once from a union.
    pub(crate) fn visit<E>(
        &mut self,
        key: &Known,
        wanted: [bool; 4],
        each: &mut impl FnMut(Quad) -> Result<(), E>,
    ) -> Result<(), E> {
        let (prefix, given) = self.prefix(key);
        if self.is_touched(&prefix[..given]) {
            return self.merged(key).try_for_each(each);
        }
        let Some(segment) = &self.layers.segment else { return Ok(()) };
        let (rows, block) = range_near(segment, self.shape.order, &prefix[..given], &mut self.near);
        emit(segment, &self.shape, (rows, block), &mut self.unpacked, key, wanted, each)
    }

    /// Like [`Self::visit`] for the rows that [`Self::between`] found.
    pub(crate) fn visit_rows<E>(
        &mut self,
        rows: Range<usize>,
        key: &Known,
        wanted: [bool; 4],
        each: &mut impl FnMut(Quad) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(segment) = &self.layers.segment else { return Ok(()) };
        emit(segment, &self.shape, (rows, None), &mut self.unpacked, key, wanted, each)
    }

    /// The rows of the segment that match, for several readers to share; `None` if runs have a say or graphs must be told apart.
    pub(crate) fn shareable(&mut self, key: &Known) -> Option<Range<usize>> {
        let (prefix, given) = self.prefix(key);
        let tells_graphs = matches!(self.shape.graphs, Graphs::Named | Graphs::UnionOf(_));
        (!tells_graphs && !self.is_touched(&prefix[..given])).then(|| self.segment_range(&prefix[..given]))
    }

    /// The first row from `at` on that tells something new after the row before `at`.
    pub(crate) fn next_new(&self, at: usize) -> usize {
        let Some(segment) = self.layers.segment.as_ref().filter(|_| self.shape.deduplicate && at > 0) else {
            return at;
        };
        let columns = segment.columns(self.shape.order);
        let mut before = [[0; BLOCK]; 4];
        columns.unpack(at - 1, at, &mut before);
        columns.rank(&[before[0][0], before[1][0], before[2][0]], true).max(at)
    }

    /// Whether something matches.
    pub(crate) fn exists(&mut self, key: &Known) -> bool {
        match self.find(key) {
            Found::Segment(rows) if matches!(self.shape.graphs, Graphs::One(_) | Graphs::UnionOfAll | Graphs::All) => {
                !rows.is_empty()
            }
            Found::Segment(rows) => self.visit_rows(rows, key, [false; 4], &mut |_| Err(())).is_err(),
            Found::Merged(mut scan) => scan.next().is_some(),
        }
    }

    /// How many rows match.
    pub(crate) fn count(&mut self, key: &Known) -> u64 {
        if let Some(known) = self.known_count(key) {
            return known;
        }
        match self.find(key) {
            Found::Segment(rows)
                if !self.shape.deduplicate && !matches!(self.shape.graphs, Graphs::Named | Graphs::UnionOf(_)) =>
            {
                rows.len() as u64
            }
            Found::Segment(rows) if !matches!(self.shape.graphs, Graphs::Named | Graphs::UnionOf(_)) => {
                self.count_different(rows)
            }
            Found::Segment(rows) => {
                let mut count = 0;
                let counted: Result<(), ()> = self.visit_rows(rows, key, [false; 4], &mut |_| {
                    count += 1;
                    Ok(())
                });
                counted.map_or(0, |()| count)
            }
            Found::Merged(scan) => scan.count() as u64,
        }
    }

    /// How many different triples rows of the segment hold, which all graphs may give.
    fn count_different(&mut self, rows: Range<usize>) -> u64 {
        let Some(segment) = &self.layers.segment else { return 0 };
        let columns = segment.columns(self.shape.order);
        let unpack = unpacked_places(&self.shape, [false; 4]);
        let (mut count, mut at, mut last) = (0, rows.start, [0; 3]);
        while at < rows.end {
            let block = columns.block_of(at);
            let found = block.unpack(at, rows.end, unpack, &mut self.unpacked);
            let open = (self.shape.given..3).filter(|place| block.constant(*place).is_none());
            let mut is_new = [false; BLOCK];
            is_new[0] = at == rows.start || (self.shape.given..3).any(|place| self.unpacked[place][0] != last[place]);
            for place in open {
                for (is_new, pair) in is_new[1..found].iter_mut().zip(self.unpacked[place].windows(2)) {
                    *is_new |= pair[0] != pair[1];
                }
            }
            (self.shape.given..3).for_each(|place| last[place] = self.unpacked[place][found - 1]);
            count += is_new[..found].iter().filter(|is_new| **is_new).count() as u64;
            at += found;
        }
        count
    }

    /// How many triples there are, or how many with a predicate, if the segment alone knows.
    fn known_count(&self, key: &Known) -> Option<u64> {
        let segment = self.layers.segment.as_ref().filter(|_| self.layers.runs.is_empty())?;
        match (&self.shape.graphs, key) {
            (Graphs::UnionOfAll, [None, None, None, _]) => Some(segment.counts.triples),
            (Graphs::UnionOfAll, [None, Some(predicate), None, _]) => Some(segment.statistics_of(*predicate)?.triples),
            _ => None,
        }
    }

    /// The first component that look-ups do not give; rows come sorted by it.
    pub(crate) fn leading(&self) -> Option<usize> {
        self.shape.components.get(self.shape.given).copied().filter(|component| *component < 3)
    }

    /// The different values of the leading component among the rows that match, ascending, each with the number of its rows.
    pub(crate) fn tally<E>(
        &mut self,
        key: &Known,
        each: &mut impl FnMut(TermId, u64) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(leading) = self.leading() else { return Ok(()) };
        let mut last: Option<(TermId, u64)> = None;
        let mut add = |id: TermId, rows: u64| match &mut last {
            Some((known, count)) if *known == id => {
                *count += rows;
                Ok(())
            }
            last => last.replace((id, rows)).map_or(Ok(()), |(id, count)| each(id, count)),
        };
        match self.find(key) {
            Found::Segment(rows)
                if !self.shape.deduplicate && !matches!(self.shape.graphs, Graphs::Named | Graphs::UnionOf(_)) =>
            {
                let Some(segment) = &self.layers.segment else { return Ok(()) };
                tally_column(
                    segment,
                    &segment.columns(self.shape.order),
                    self.shape.given,
                    rows,
                    &mut self.unpacked,
                    &mut add,
                )?;
            }
            Found::Segment(rows) => {
                let wanted = std::array::from_fn(|component| component == leading);
                self.visit_rows(rows, key, wanted, &mut |quad| add(quad[leading], 1))?;
            }
            Found::Merged(mut scan) => scan.try_for_each(|quad| add(quad[leading], 1))?,
        }
        last.map_or(Ok(()), |(id, count)| each(id, count))
    }
}

/// Gives rows of the segment to `each`. The first block is there, if it has been opened.
fn emit<E>(
    segment: &Segment,
    shape: &Shape,
    (rows, first): (Range<usize>, Option<Block<'_>>),
    unpacked: &mut Unpacked,
    key: &Known,
    wanted: [bool; 4],
    each: &mut impl FnMut(Quad) -> Result<(), E>,
) -> Result<(), E> {
    if rows.is_empty() {
        return Ok(());
    }
    let Shape { graphs, order, components, given, deduplicate } = shape;
    let columns = segment.columns(*order);
    let unpack = unpacked_places(shape, wanted);
    let tells_graphs = matches!(graphs, Graphs::Named | Graphs::UnionOf(_));
    let mut decoder = Decoder::new(segment);
    let mut quad = key.map(|id| id.unwrap_or(TermId::DEFAULT_GRAPH));
    let (mut at, mut previous) = (rows.start, None);
    let mut block = first.unwrap_or_else(|| columns.block_of(at));
    loop {
        let rest = block.unpack(at, rows.end, unpack, unpacked);
        // Of a block that one triple fills the first row is enough.
        let is_one = || (*given..3).all(|place| !unpack[place] || block.constant(place).is_some());
        let count = if *deduplicate && !tells_graphs && is_one() { 1 } else { rest };
        let code = |place: usize, row: usize| unpacked[place][row];
        for row in 0..count {
            if tells_graphs && !graphs.admit(decoder.id(3, code(3, row))) {
                continue;
            }
            if *deduplicate {
                let mut triple = [0; 3];
                (*given..3).filter(|place| unpack[*place]).for_each(|place| triple[place] = code(place, row));
                if previous.replace(triple) == Some(triple) {
                    continue;
                }
            }
            for place in *given..4 {
                if wanted[components[place]] {
                    quad[components[place]] = decoder.id(place, code(place, row));
                }
            }
            each(quad)?;
        }
        at += rest;
        if at >= rows.end {
            return Ok(());
        }
        block = columns.block_of(at);
    }
}

/// The rows of a segment that begin with `prefix`, and their first block, if it was opened.
fn range_near<'a>(
    segment: &'a Segment,
    order: Order,
    prefix: &[TermId],
    near: &mut usize,
) -> (Range<usize>, Option<Block<'a>>) {
    let mut codes = [0; 4];
    for (code, id) in codes.iter_mut().zip(prefix) {
        match segment.code_of(*id) {
            Some(known) => *code = known,
            None => return (0..0, None),
        }
    }
    segment.columns(order).range_near(&codes[..prefix.len()], near)
}

/// The places whose columns must be unpacked: what is wanted, and what tells triples and graphs apart.
fn unpacked_places(shape: &Shape, wanted: [bool; 4]) -> [bool; 4] {
    let tells_graphs = matches!(shape.graphs, Graphs::Named | Graphs::UnionOf(_));
    std::array::from_fn(|place| {
        let for_content = place >= shape.given && (wanted[shape.components[place]] || (shape.deduplicate && place < 3));
        for_content || (place == 3 && tells_graphs)
    })
}

/// Counts the equal neighbours of a column; blocks of one value are not unpacked.
fn tally_column<E>(
    segment: &Segment,
    columns: &Columns<'_>,
    place: usize,
    rows: Range<usize>,
    unpacked: &mut Unpacked,
    add: &mut impl FnMut(TermId, u64) -> Result<(), E>,
) -> Result<(), E> {
    let mut decoder = Decoder::new(segment);
    let wanted = std::array::from_fn(|number| number == place);
    let mut at = rows.start;
    while at < rows.end {
        let block = columns.block_of(at);
        if let Some(code) = block.constant(place) {
            let end = rows.end.min(block.end());
            add(decoder.id(place, code), (end - at) as u64)?;
            at = end;
            continue;
        }
        let count = block.unpack(at, rows.end, wanted, unpacked);
        for values in unpacked[place][..count].chunk_by(|a, b| a == b) {
            add(decoder.id(place, values[0]), values.len() as u64)?;
        }
        at += count;
    }
    Ok(())
}

/// Turns codes of a segment into ids; neighbours often agree.
struct Decoder<'a> {
    segment: &'a Segment,
    last: [(u32, TermId); 4],
}

impl<'a> Decoder<'a> {
    fn new(segment: &'a Segment) -> Self {
        Self { segment, last: [(0, TermId::DEFAULT_GRAPH); 4] }
    }

    #[inline]
    fn id(&mut self, place: usize, code: u32) -> TermId {
        let last = &mut self.last[place];
        if last.0 != code {
            *last = (code, self.segment.id_of(code));
        }
        last.1
    }
}

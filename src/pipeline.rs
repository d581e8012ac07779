//! From article to quads: the only module that knows every stage.
//!
//! [`ingest`] takes documents as they come, makes statements of them on all cores, and commits them in the order of
//! their arrival: every article is one transaction, and a batch of them shares one sync. What is not kept in memory is
//! the corpus: a batch is bounded in articles and in bytes of text.

mod judge;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use oxrdf::vocab::rdfs;
use oxrdf::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::extract::Extractor;
pub use judge::{JudgeError, forget_difference, merge, never_merge, set_apart, split};

use crate::graph::{
    self, Change, Identity, Judgements, ONTOLOGY, Quads, Statement, article_iri, lower, replace_article, terms,
    unjudged,
};
use crate::ingest::ReadError;
use crate::nlp::{Annotator, ModelError};
use crate::store::{Group, Snapshot, Store, StoreError, Transaction};
use crate::text::{Document, Span};

/// Most articles whose statements are in memory at a time.
const BATCH_ARTICLES: usize = 64;

/// Most bytes of text in memory at a time, unless one article is longer.
const BATCH_BYTES: usize = 8 << 20;

/// Part of every version: changes when lowering writes other quads for the same statements.
const LOWERING: u32 = 2;

/// Where statements come from: the extraction, or a file of statements somebody else made.
pub trait StatementSource: Sync {
    /// What identifies the decisions of this source about an article, apart from its text: rules, model, or the
    /// statements themselves.
    fn version(&self, doc: &Document) -> String;

    /// What the article states.
    ///
    /// # Errors
    /// A sentence that says why nothing could be made of the article.
    fn statements(&self, doc: &Document) -> Result<Vec<Statement>, String>;
}

/// What became of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was not in the database.
    New,
    /// It took the place of an earlier version.
    Updated,
    /// The database has this very version.
    Unchanged,
    /// It was left out, for this reason.
    Skipped(String),
}

/// Hears about each article when it is safe on the disk.
pub trait Observer {
    /// `article` is its key, or its place where reading failed before it had one.
    fn article(&mut self, article: &str, outcome: &Outcome);
}

impl Observer for () {
    fn article(&mut self, _: &str, _: &Outcome) {}
}

/// An article that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its key, or its place where reading failed before it had one.
    pub article: String,
    /// Why.
    pub reason: String,
}

/// What an ingest did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that were not in the database.
    pub new: usize,
    /// Articles that took the place of an earlier version.
    pub updated: usize,
    /// Articles that the database had.
    pub unchanged: usize,
    /// Articles left out, with the reason.
    pub skipped: Vec<Skipped>,
    /// Statements written, those of unchanged articles not counted.
    pub statements: usize,
    /// Entities that the database has gained or lost.
    pub entities: i64,
}

/// Reads articles into the store.
///
/// An article that cannot be read is skipped with its reason; the others are not affected. An article whose version
/// the store has is left alone.
///
/// # Errors
/// If the store cannot be written.
pub fn ingest(
    store: &Store,
    documents: impl Iterator<Item = Result<Document, Skipped>>,
    source: &dyn StatementSource,
    identity: &dyn Identity,
    observer: &mut dyn Observer,
) -> Result<Summary, StoreError> {
    let mut summary = Summary::default();
    let mut documents = documents.peekable();
    while documents.peek().is_some() {
        let batch = next_batch(&mut documents);
        let snapshot = store.snapshot();
        let prepared: Vec<_> = batch
            .into_par_iter()
            .with_max_len(1) // articles differ in length: each can be taken by whoever is idle
            .map(|document| match document {
                Ok(doc) => prepare(&doc, &snapshot, source, identity),
                Err(Skipped { article, reason }) => Prepared { article, work: Work::Skip(reason) },
            })
            .collect();
        commit(store, prepared, &mut summary, observer)?;
    }
    Ok(summary)
}

fn next_batch<D>(documents: &mut impl Iterator<Item = Result<Document, D>>) -> Vec<Result<Document, D>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH_ARTICLES && bytes < BATCH_BYTES {
        let Some(document) = documents.next() else { break };
        bytes += document.as_ref().map_or(0, |doc| doc.text.len());
        batch.push(document);
    }
    batch
}

/// An article ready to be committed.
struct Prepared {
    article: String,
    work: Work,
}

enum Work {
    Nothing,
    Skip(String),
    /// The contents as lowering gave them.
    Replace {
        iri: NamedNode,
        contents: Vec<Quad>,
    },
}

fn prepare(doc: &Document, snapshot: &Snapshot, source: &dyn StatementSource, identity: &dyn Identity) -> Prepared {
    let version = version(doc, source);
    let iri = article_iri(&doc.key);
    let work = if version_in(snapshot, iri.as_ref()).as_deref() == Some(&version) {
        Work::Nothing
    } else {
        // A stage that panics is a fault of this program; the other articles of the corpus must not suffer for it.
        let lowered = catch_unwind(AssertUnwindSafe(|| {
            let statements = source.statements(doc)?;
            Ok(lower(doc, &version, &statements, identity))
        }));
        match lowered {
            Ok(Ok(contents)) => Work::Replace { iri, contents },
            Ok(Err(reason)) => Work::Skip(reason),
            Err(_) => Work::Skip("internal error while reading it; please report it with the article".to_owned()),
        }
    };
    Prepared { article: doc.key.clone(), work }
}

/// Identifies everything that decides what the article contributes, as 32 hexadecimal digits.
fn version(doc: &Document, source: &dyn StatementSource) -> String {
    let mut hash = Xxh3::new();
    let date = doc.date.map(|date| date.to_string());
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let parts = [
        &LOWERING.to_string(),
        ONTOLOGY,
        &source.version(doc),
        &doc.key,
        &doc.name,
        &optional(&doc.url),
        &optional(&doc.title),
        &optional(&doc.publisher),
        &date.unwrap_or_default(),
        &format!("{:?}", doc.blocks),
        &doc.text,
    ];
    for part in parts {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    format!("{:032x}", hash.digest128())
}

fn version_in(snapshot: &Snapshot, article: NamedNodeRef<'_>) -> Option<String> {
    let quad = snapshot.matching(Some(article), Some(terms::VERSION), None, Some(article)).next()?;
    match quad.object {
        Term::Literal(version) => Some(version.value().to_owned()),
        _ => None,
    }
}

fn commit(
    store: &Store,
    prepared: Vec<Prepared>,
    summary: &mut Summary,
    observer: &mut dyn Observer,
) -> Result<(), StoreError> {
    let mut group = store.group()?;
    let judgements = Judgements::read(&group.snapshot());
    let mut outcomes = Vec::with_capacity(prepared.len());
    for Prepared { article, work } in prepared {
        let outcome = match work {
            Work::Nothing => Outcome::Unchanged,
            Work::Skip(reason) => Outcome::Skipped(reason),
            Work::Replace { iri, contents } => {
                summary.statements += contents.iter().filter(|quad| quad.predicate == terms::STATUS).count();
                let is_new = version_in(&group.snapshot(), iri.as_ref()).is_none();
                summary.entities += apply(&mut group, &judgements, iri.as_ref(), contents)?;
                if is_new { Outcome::New } else { Outcome::Updated }
            }
        };
        outcomes.push((article, outcome));
    }
    group.commit()?;
    for (article, outcome) in outcomes {
        observer.article(&article, &outcome);
        match outcome {
            Outcome::New => summary.new += 1,
            Outcome::Updated => summary.updated += 1,
            Outcome::Unchanged => summary.unchanged += 1,
            Outcome::Skipped(reason) => summary.skipped.push(Skipped { article, reason }),
        }
    }
    Ok(())
}

/// Gives the article's graph these contents, which lowering gave, in one transaction; returns how many entities the
/// store gained.
fn apply(
    group: &mut Group<'_>,
    judgements: &Judgements,
    article: NamedNodeRef<'_>,
    contents: Vec<Quad>,
) -> Result<i64, StoreError> {
    let snapshot = group.snapshot();
    let stored: Vec<Quad> = snapshot.quads_for_pattern(None, None, None, Some(article.into())).collect();
    let (namesakes, others) = graph::namesakes(&snapshot, article, &stored, &contents);
    group.write(|transaction| {
        let contents = judgements.apply(article, contents, &namesakes);
        let mut gained = replace(transaction, &snapshot, article, contents).entities;
        for other in &others {
            let now = transaction.snapshot();
            let stored = now.quads_for_pattern(None, None, None, Some(other.as_ref().into())).collect();
            gained += rewrite(transaction, &now, judgements, other.as_ref(), unjudged(other.as_ref(), stored)).entities;
        }
        Ok(gained)
    })
}

/// Lays judgements and namesakes over what lowering gave for an article, and gives its graph the outcome.
fn rewrite(
    transaction: &mut Transaction,
    now: &Snapshot,
    judgements: &Judgements,
    article: NamedNodeRef<'_>,
    contents: Vec<Quad>,
) -> Rewritten {
    let (namesakes, _) = graph::namesakes(now, article, &contents, &contents);
    let contents = judgements.apply(article, contents, &namesakes);
    replace(transaction, now, article, contents)
}

/// Gives the graph of an article these contents.
fn replace(transaction: &mut Transaction, now: &Snapshot, article: NamedNodeRef<'_>, contents: Vec<Quad>) -> Rewritten {
    let Change { removed, inserted } = replace_article(now, article, contents);
    for quad in &removed {
        transaction.remove(quad.as_ref());
    }
    for quad in &inserted {
        transaction.insert(quad.as_ref());
    }
    let labels = |quads: &[Quad]| quads.iter().filter(|quad| quad.predicate == rdfs::LABEL).count() as i64;
    Rewritten { entities: labels(&inserted) - labels(&removed), is_change: !removed.is_empty() || !inserted.is_empty() }
}

/// What writing an article's graph anew did.
struct Rewritten {
    /// How many entities the store gained.
    entities: i64,
    is_change: bool,
}

/// Why an article could not be taken back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemoveError {
    /// No article has that key, name or IRI.
    #[error("no article `{0}`\nhint: name it by its key, its short name or its IRI")]
    Unknown(String),
    /// Several articles have that name.
    #[error("`{name}` names {} articles: {}\nhint: name one by its key", keys.len(), keys.join(", "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// The keys of the articles.
        keys: Vec<String>,
    },
    /// The store cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes back what an article contributed, and nothing else. Returns the IRI it had.
///
/// # Errors
/// If there is no such article, if the name fits several, or if the store cannot be written.
pub fn remove(store: &Store, article: &str) -> Result<NamedNode, RemoveError> {
    let iri = find_article(&store.snapshot(), article)?;
    let mut group = store.group()?;
    let judgements = Judgements::read(&group.snapshot());
    apply(&mut group, &judgements, iri.as_ref(), Vec::new())?;
    group.commit()?;
    Ok(iri)
}

/// Finds an article by its IRI, in full or with prefix, its key or its short name.
///
/// # Errors
/// If there is no such article or the name fits several.
pub fn find_article(snapshot: &Snapshot, article: &str) -> Result<NamedNode, RemoveError> {
    let is_article = |iri: &NamedNode| version_in(snapshot, iri.as_ref()).is_some();
    let by_key = article_iri(article);
    if is_article(&by_key) {
        return Ok(by_key);
    }
    if let Some(iri) = graph::expand(article).or_else(|| NamedNode::new(article).ok()).filter(is_article) {
        return Ok(iri);
    }
    let name = oxrdf::LiteralRef::new_simple_literal(article);
    let mut named: Vec<NamedNode> = snapshot
        .matching(None, Some(terms::ARTICLE_NAME), Some(name.into()), None)
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(iri) => Some(iri),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect();
    named.sort_unstable();
    match named.as_slice() {
        [] => Err(RemoveError::Unknown(article.to_owned())),
        [only] => Ok(only.clone()),
        several => Err(RemoveError::Ambiguous {
            name: article.to_owned(),
            keys: several.iter().map(|iri| key_of(snapshot, iri.as_ref())).collect(),
        }),
    }
}

fn key_of(snapshot: &Snapshot, article: NamedNodeRef<'_>) -> String {
    let key = snapshot.matching(Some(article), Some(terms::KEY), None, Some(article)).next();
    match key.map(|quad| quad.object) {
        Some(Term::Literal(key)) => key.value().to_owned(),
        _ => article.as_str().to_owned(),
    }
}

impl Quads for Snapshot {
    fn matching(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<NamedNodeRef<'_>>,
    ) -> impl Iterator<Item = Quad> {
        self.quads_for_pattern(subject.map(Into::into), predicate, object, graph.map(GraphNameRef::NamedNode))
    }
}

/// Statements that this program extracts itself.
pub struct Extraction {
    annotator: Annotator,
    extractor: Extractor,
    version: String,
}

impl Extraction {
    /// Extraction by the extractor's rules with the language model of the binary.
    ///
    /// # Errors
    /// If the program was built with a damaged model file.
    pub fn new(extractor: Extractor) -> Result<Self, ModelError> {
        let annotator = Annotator::embedded()?;
        // What is code changes with the program's version; the data may change in between.
        let version =
            format!("{} {:032x} {}", env!("CARGO_PKG_VERSION"), annotator.model_version(), extractor.version());
        Ok(Self { annotator, extractor, version })
    }
}

impl StatementSource for Extraction {
    fn version(&self, _: &Document) -> String {
        self.version.clone()
    }

    fn statements(&self, doc: &Document) -> Result<Vec<Statement>, String> {
        Ok(self.extractor.extract(doc, &self.annotator.annotate(doc)))
    }
}

impl From<ReadError> for Skipped {
    fn from(error: ReadError) -> Self {
        Self { article: error.place, reason: error.reason.to_string() }
    }
}

/// Statements made elsewhere, by article.
#[derive(Debug, Default)]
pub struct GivenStatements {
    by_article: BTreeMap<String, Vec<Statement>>,
}

impl GivenStatements {
    /// Statements by the name of their article (`doc`).
    pub fn new(by_article: BTreeMap<String, Vec<Statement>>) -> Self {
        Self { by_article }
    }

    /// The names of the articles, sorted.
    pub fn articles(&self) -> impl Iterator<Item = &str> {
        self.by_article.keys().map(String::as_str)
    }
}

impl StatementSource for GivenStatements {
    fn version(&self, doc: &Document) -> String {
        let mut lines: Vec<_> =
            self.by_article.get(&doc.name).into_iter().flatten().map(|stmt| format!("{stmt:?}")).collect();
        lines.sort_unstable();
        lines.join("\n")
    }

    fn statements(&self, doc: &Document) -> Result<Vec<Statement>, String> {
        let mut statements = self.by_article.get(&doc.name).cloned().unwrap_or_default();
        for stmt in &mut statements {
            stmt.evidence.span = place_evidence(doc, &stmt.evidence.quote, stmt.evidence.span);
        }
        Ok(statements)
    }
}

/// Where the quotation stands: at `given` if the text says so or is not known, else at its first occurrence.
fn place_evidence(doc: &Document, quote: &str, given: Option<Span>) -> Option<Span> {
    if doc.text.is_empty() || given.is_some_and(|span| doc.text.get(span.range()) == Some(quote)) {
        return given;
    }
    let start = doc.text.find(quote).filter(|_| !quote.is_empty())?;
    Some(Span::new(start, start + quote.len()))
}

//! The whole of extraction: an annotated article becomes statements.

use crate::extract::assemble;
use crate::extract::confidence::{self, ConfidenceModel, Features};
use crate::extract::edges::Edges;
use crate::extract::first_person::Represented;
use crate::extract::matcher::{Match, Matcher};
use crate::extract::mend::mended;
use crate::extract::quotes::quotations;
use crate::extract::rule::RuleSet;
use crate::extract::speech::{self, Saying, Spoken};
use crate::extract::view::View;
use crate::extract::{AmountMention, DateMention, amount, implied, time};
use crate::extract::{compounds, first_person};
use crate::graph::{EntityKind, Statement};
use crate::resolve::{EntityId, Gazetteer, Resolution, resolve};
use crate::text::{Document, Sentence, Span};

/// Turns annotated articles into statements. Holds the rules and the gazetteer; articles do not influence one another.
#[derive(Debug)]
pub struct Extractor {
    rules: RuleSet,
    gazetteer: &'static Gazetteer,
}

/// What is known about an article before rules run.
pub(crate) struct Analysis<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) gazetteer: &'static Gazetteer,
    pub(crate) resolution: &'a Resolution,
    pub(crate) dates: &'a [DateMention],
    pub(crate) amounts: &'a [AmountMention],
    pub(crate) sentences: Vec<(View<'a>, Edges)>,
    pub(crate) sayings: Vec<Saying>,
    /// Which saying stands around a word.
    pub(crate) spoken: Spoken,
    /// In whose name people speak.
    pub(crate) represented: Represented,
    /// The insides of all quotations.
    quotations: Vec<Span>,
    /// The country that says "we" in its own official statement.
    issuer: Option<EntityId>,
}

impl Extractor {
    /// An extractor with these rules.
    pub fn new(rules: RuleSet) -> Self {
        Self { rules, gazetteer: Gazetteer::embedded() }
    }

    /// The rules it runs.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Identifies rules, gazetteer and the weights of the confidence: changes with any change of them.
    pub fn version(&self) -> String {
        format!("{:032x} {:032x} {:032x}", self.rules.version(), self.gazetteer.version(), ConfidenceModel::version())
    }

    /// All statements of an article in order of their evidence. `sentences` are the document's own.
    pub fn extract(&self, doc: &Document, sentences: &[Sentence]) -> Vec<Statement> {
        self.with_analysis(doc, sentences, |analysis, rules| {
            let matches: Vec<_> = (0..sentences.len()).map(|at| analysis.matcher(rules, at).matches()).collect();
            analysis.statements(rules, &matches)
        })
    }

    /// All statements of an article, each with what its confidence is computed from.
    pub fn extract_with_features(&self, doc: &Document, sentences: &[Sentence]) -> Vec<(Statement, Features)> {
        self.with_analysis(doc, sentences, |analysis, rules| {
            let matches: Vec<_> = (0..sentences.len()).map(|at| analysis.matcher(rules, at).matches()).collect();
            let statements = analysis.statements(rules, &matches);
            let features = confidence::features(analysis, &statements);
            statements.into_iter().zip(features).collect()
        })
    }

    /// Who is meant, halves of compounds included, and "I" and "we", for which it must be known first who speaks; and
    /// the edges of the sentences in which these changed nothing.
    fn resolved(&self, doc: &Document, sentences: &[Sentence]) -> (Resolution, Vec<Option<Edges>>) {
        let resolution = resolve(doc, sentences, self.gazetteer);
        let mut extra = compounds::mentions(doc, sentences, self.gazetteer, &resolution);
        let analysed = analysed(doc, sentences, &resolution, Vec::new());
        let quotations = quotations(doc);
        let sayings = speech::sayings(doc, &analysed, &quotations);
        extra.extend(first_person::mentions(doc, &analysed, &sayings, &quotations));
        let mut edges: Vec<Option<Edges>> = analysed.into_iter().map(|(_, edges)| Some(edges)).collect();
        for (mention, _) in &extra {
            edges[mention.sentence as usize] = None;
        }
        let lengths = sentences.iter().map(|sentence| sentence.tokens.len());
        let resolution = if extra.is_empty() { resolution } else { first_person::join(resolution, extra, lengths) };
        (resolution, edges)
    }

    /// Runs `look` on what extraction knows of an article, for explanations.
    pub(crate) fn with_analysis<T>(
        &self,
        doc: &Document,
        sentences: &[Sentence],
        look: impl FnOnce(&Analysis<'_>, &RuleSet) -> T,
    ) -> T {
        let mended = mended(doc, sentences);
        let sentences = &mended[..];
        let (resolution, edges) = self.resolved(doc, sentences);
        let dates = time::dates(doc, sentences);
        let amounts = amount::amounts(doc, sentences);
        let mut sentences = analysed(doc, sentences, &resolution, edges);
        implied::settle(doc, self.gazetteer, &resolution, &mut sentences);
        let quotations = quotations(doc);
        let sayings = speech::sayings(doc, &sentences, &quotations);
        let issuer = first_person::issuer(doc, &sentences, &quotations);
        let (spoken, represented) = (Spoken::new(&sayings), Represented::new(&sentences));
        let (gazetteer, resolution, dates, amounts) = (self.gazetteer, &resolution, &dates[..], &amounts[..]);
        let analysis = Analysis {
            doc,
            gazetteer,
            resolution,
            dates,
            amounts,
            sentences,
            sayings,
            spoken,
            represented,
            quotations,
            issuer,
        };
        look(&analysis, &self.rules)
    }
}

/// Every sentence with its edges, which are derived where they are not known yet.
fn analysed<'a>(
    doc: &'a Document,
    sentences: &'a [Sentence],
    resolution: &'a Resolution,
    known: Vec<Option<Edges>>,
) -> Vec<(View<'a>, Edges)> {
    let known = known.into_iter().chain(std::iter::repeat_with(|| None));
    let analyse = |((index, sentence), known): ((usize, &'a Sentence), Option<Edges>)| {
        let view = View::new(&doc.text, sentence, index, resolution);
        let edges = known.unwrap_or_else(|| Edges::derive(&view));
        (view, edges)
    };
    sentences.iter().enumerate().zip(known).map(analyse).collect()
}

impl<'a> Analysis<'a> {
    /// Who says the words at a place: the innermost speaker, else the issuer of a statement that nobody else utters.
    pub(crate) fn voice_at(&self, span: Span) -> Option<EntityId> {
        match self.spoken.innermost(span) {
            Some(saying) => self.sayings[saying].speakers.first().copied(),
            None => self.issuer.filter(|_| !speech::quoted_at(&self.quotations, span)),
        }
    }

    /// What the rules make of the article and what is said in it.
    pub(crate) fn statements(&self, rules: &RuleSet, matches: &[Vec<Match>]) -> Vec<Statement> {
        let mut out = assemble::statements(self, rules, matches);
        out.extend(assemble::sayings(self));
        let mut out = assemble::in_order(out);
        confidence::assess(self, &mut out);
        out
    }

    /// A matcher for one sentence.
    pub(crate) fn matcher<'b>(&'b self, rules: &'b RuleSet, sentence: usize) -> Matcher<'b> {
        let (view, edges) = &self.sentences[sentence];
        Matcher { rules, view, edges, dates: self.dates, amounts: self.amounts }
    }

    /// The dates of a sentence.
    pub(crate) fn dates_of(&self, sentence: usize) -> impl Iterator<Item = &'a DateMention> {
        self.dates.iter().filter(move |date| date.sentence as usize == sentence)
    }

    /// The date that covers a token.
    pub(crate) fn date_at(&self, sentence: usize, at: u32) -> Option<&'a DateMention> {
        self.dates_of(sentence).find(|date| date.tokens.contains(&at))
    }

    /// The amount that covers a token.
    pub(crate) fn amount_at(&self, sentence: usize, at: u32) -> Option<&'a AmountMention> {
        self.amounts.iter().find(|amount| amount.sentence as usize == sentence && amount.tokens.contains(&at))
    }

    /// The people and bodies of the article, those that it mentions most first; of equals the one mentioned first. Who is
    /// mentioned counts for the state or body led as well.
    pub(crate) fn actors(&self) -> Vec<EntityId> {
        let entities = self.resolution.entities();
        let mut counts = vec![0_usize; entities.len()];
        for (view, _) in &self.sentences {
            for at in 0..view.len() as u32 {
                for id in view.entities(at) {
                    counts[id.index()] += 1;
                }
            }
        }
        let mentions = counts.clone();
        for (index, count) in mentions.into_iter().enumerate() {
            if let Some(own) = self.represented.by(EntityId(index as u32)) {
                counts[own.index()] += count;
            }
        }
        let actor = |&index: &usize| {
            matches!(entities[index].kind, EntityKind::Person | EntityKind::Country | EntityKind::Organisation)
        };
        let mut order: Vec<usize> = (0..counts.len()).filter(actor).collect();
        order.sort_by_key(|&index| std::cmp::Reverse(counts[index]));
        order.into_iter().map(|index| EntityId(index as u32)).collect()
    }
}

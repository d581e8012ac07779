//! Every stage of extraction for one text, for a reader who asks why a statement is there or is not.

use crate::extract::matcher::Match;
use crate::extract::rule::{Example, Failure, spell};
use crate::extract::{Extractor, MentionForm};
use crate::graph::Statement;
use crate::resolve::MentionId;
use crate::text::{Block, BlockKind, Document, Sentence, Span};

/// What extraction saw and did.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// One for each sentence.
    pub sentences: Vec<SentenceExplanation>,
    /// What came out, in order of the evidence.
    pub statements: Vec<Statement>,
}

/// One sentence of an [`Explanation`].
#[derive(Clone, Debug)]
pub struct SentenceExplanation {
    /// The sentence as written.
    pub text: String,
    /// One row a token.
    pub tokens: Vec<TokenRow>,
    /// Mentions, with the entities they stand for.
    pub mentions: Vec<String>,
    /// Dates and amounts, resolved.
    pub values: Vec<String>,
    /// Derived edges, `head -label-> dependant`.
    pub edges: Vec<String>,
    /// Rules that fired with what they bound.
    pub fired: Vec<String>,
    /// Rules whose trigger is there and that lack one thing.
    pub near_misses: Vec<String>,
}

/// A token and its arc.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// The word as written.
    pub word: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Universal part of speech and Penn tag.
    pub tag: String,
    /// Its relation to its head.
    pub relation: String,
    /// The head's word; empty for the root.
    pub head: String,
    /// Entity label of the language model, if any.
    pub entity: String,
}

impl Extractor {
    /// Runs extraction and tells what each stage made of the text.
    pub fn explain(&self, doc: &Document, sentences: &[Sentence]) -> Explanation {
        self.with_analysis(doc, sentences, |analysis, rules| {
            let mut matches = Vec::new();
            let mut out = Vec::new();
            for (index, (view, edges)) in analysis.sentences.iter().enumerate() {
                let matcher = analysis.matcher(rules, index);
                let found = matcher.matches();
                let label = |at: u32| format!("{}/{at}", view.word(at));
                let fired = found.iter().map(|one| {
                    let rule = &rules.rules[one.rule];
                    let bound = rule.captures.iter().zip(&one.bindings);
                    let bound: Vec<_> =
                        bound.filter_map(|(name, at)| Some(format!("{name} = {}", label((*at)?)))).collect();
                    format!("{} at {}: {}", rule.id, label(one.root), bound.join(", "))
                });
                let near_misses = matcher.near_misses().into_iter().map(|miss| {
                    format!("{} at {} lacked {}", rules.rules[miss.rule].id, label(miss.root), miss.lacked)
                });
                let arcs = (0..view.len() as u32).flat_map(|at| edges.from(at).iter().map(move |edge| (at, edge)));
                let mentions =
                    analysis.resolution.mentions().iter().enumerate().filter(|(_, m)| m.sentence as usize == index);
                let values = analysis.dates_of(index).map(|date| format!("{}: {}", doc.slice(date.span), date.value));
                let amounts = analysis.amounts.iter().filter(|a| a.sentence as usize == index);
                let amounts = amounts.map(|a| format!("{}: {} {}", doc.slice(a.span), a.value, a.unit));
                out.push(SentenceExplanation {
                    text: doc.slice(view.sentence.span).to_owned(),
                    tokens: (0..view.len() as u32).map(|at| token_row(view, at)).collect(),
                    mentions: mentions
                        .map(|(at, mention)| {
                            let meant = analysis.resolution.referents(MentionId(at as u32));
                            let names: Vec<_> =
                                meant.iter().map(|&id| analysis.resolution.entity(id).name.as_str()).collect();
                            let form = match mention.form {
                                MentionForm::Name => "name",
                                MentionForm::Adjective => "adjective",
                                MentionForm::Nominal => "noun phrase",
                                MentionForm::Pronoun => "pronoun",
                            };
                            let names = if names.is_empty() { "undecided".to_owned() } else { names.join(" + ") };
                            format!("{} ({form}, {:?}) = {names}", doc.slice(mention.span), mention.kind)
                        })
                        .collect(),
                    values: values.chain(amounts).collect(),
                    edges: arcs
                        .map(|(at, edge)| format!("{} -{}-> {}", label(at), edge.label, label(edge.to)))
                        .collect(),
                    fired: fired.collect(),
                    near_misses: near_misses.collect(),
                });
                matches.push(found);
            }
            Explanation { sentences: out, statements: analysis.statements(rules, &matches) }
        })
    }
}

impl Extractor {
    /// Runs one example of a rule file: its sentence is an article of its own.
    pub fn check(&self, annotate: &dyn Fn(&Document) -> Vec<Sentence>, example: &Example) -> Vec<Failure> {
        let text = example.sentence.clone();
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        let doc = Document { key: example.rule.clone(), text, blocks: vec![block], ..Document::default() };
        let made = self.with_analysis(&doc, &annotate(&doc), |analysis, rules| {
            // The rule by itself: another one may word the same fact and would keep it.
            let own = |found: &Match| rules.rules[found.rule].id == example.rule;
            let matches: Vec<Vec<Match>> = (0..analysis.sentences.len())
                .map(|index| analysis.matcher(rules, index).matches().into_iter().filter(own).collect())
                .collect();
            analysis.statements(rules, &matches)
        });
        example.failures(&made)
    }
}

fn token_row(view: &crate::extract::view::View<'_>, at: u32) -> TokenRow {
    let token = view.token(at);
    let entity = view.sentence.entities.iter().find(|entity| entity.range().contains(&(at as usize)));
    TokenRow {
        word: view.word(at).to_owned(),
        lemma: token.lemma.to_string(),
        tag: format!("{}/{}", token.pos, token.tag),
        relation: token.deprel.to_string(),
        head: if token.head == at { String::new() } else { format!("{}/{}", view.word(token.head), token.head) },
        entity: entity.map_or(String::new(), |entity| entity.label.to_string()),
    }
}

/// The sentences in which the evidence of a statement begins and ends, with all between them, on one line.
pub fn context(doc: &Document, sentences: &[Sentence], statement: &Statement) -> String {
    let Some(evidence) = statement.evidence.span else { return statement.evidence.quote.clone() };
    let touched = sentences.iter().filter(|s| s.span.start < evidence.end && evidence.start < s.span.end);
    let span = touched.map(|sentence| sentence.span).reduce(Span::cover).unwrap_or(evidence);
    crate::extract::assemble::squeeze(doc.slice(span))
}

/// A statement in the form that rule files use.
pub fn spelled(statement: &Statement) -> String {
    spell(statement)
}

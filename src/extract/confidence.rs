//! How likely a statement is right, from 0 to 1: a logistic model over what is known about how it was found.
//!
//! The model looks at finished statements only: which rule made them, how each argument is named where the evidence
//! stands, how long and how regular the sentence is. So it needs no trace of the matcher, and whatever changes there, it
//! is fitted again by one command (`tests/benches/fit_confidence.rs`), which writes `graph-data/confidence.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::extract::view::View;
use crate::extract::{Analysis, MentionForm};
use crate::graph::{EntityKind, EntityRef, Statement, Status};
use crate::resolve::EntityId;
use crate::text::{BlockKind, Deprel, Span, Upos};

const WEIGHTS: &str = include_str!("../../graph-data/confidence.tsv");

/// The feature that every statement has.
const BIAS: &str = "bias";

/// What is known about a statement, as names of features; a feature is there or not.
pub type Features = Vec<String>;

/// Weights by feature. What was never seen in fitting weighs nothing, so that a user's rule starts from the rest.
#[derive(Debug)]
pub(crate) struct ConfidenceModel {
    weights: HashMap<&'static str, f64>,
}

impl ConfidenceModel {
    /// The model in the binary.
    pub(crate) fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<ConfidenceModel> = LazyLock::new(|| ConfidenceModel::parse(WEIGHTS));
        &EMBEDDED
    }

    /// Identifies the weights.
    pub(crate) fn version() -> u128 {
        xxhash_rust::xxh3::xxh3_128(WEIGHTS.as_bytes())
    }

    fn parse(table: &'static str) -> Self {
        let rows = table.lines().filter(|line| !line.starts_with('#'));
        let weight = |line: &'static str| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?.parse().ok()?))
        };
        Self { weights: rows.filter_map(weight).collect() }
    }

    /// The probability, to three digits: more would not be known, and differ between machines.
    fn probability(&self, features: &Features) -> f32 {
        let sum: f64 = features.iter().filter_map(|feature| self.weights.get(feature.as_str())).sum();
        let probability = 1.0 / (1.0 + (-sum).exp());
        ((probability * 1000.0).round() / 1000.0) as f32
    }
}

/// Gives every statement of an article its confidence.
pub(crate) fn assess(analysis: &Analysis<'_>, statements: &mut [Statement]) {
    let model = ConfidenceModel::embedded();
    let confidences: Vec<f32> =
        features(analysis, statements).iter().map(|features| model.probability(features)).collect();
    for (statement, confidence) in statements.iter_mut().zip(confidences) {
        statement.confidence = Some(confidence);
    }
}

/// The features of every statement of an article.
pub(crate) fn features(analysis: &Analysis<'_>, statements: &[Statement]) -> Vec<Features> {
    let describer = Describer::new(analysis, statements);
    statements.iter().map(|statement| describer.features(statement)).collect()
}

/// Looks up what the features ask of an article.
struct Describer<'a> {
    analysis: &'a Analysis<'a>,
    by_name: HashMap<(&'a str, EntityKind), EntityId>,
    /// Statements by sentence.
    crowd: Vec<usize>,
}

impl<'a> Describer<'a> {
    fn new(analysis: &'a Analysis<'a>, statements: &[Statement]) -> Self {
        let mut by_name = HashMap::new();
        for (index, entity) in analysis.resolution.entities().iter().enumerate() {
            by_name.entry((entity.name.as_str(), entity.kind)).or_insert(EntityId(index as u32));
        }
        let mut describer = Self { analysis, by_name, crowd: vec![0; analysis.sentences.len()] };
        for statement in statements {
            if let Some(sentence) = describer.sentence_of(statement) {
                describer.crowd[sentence] += 1;
            }
        }
        describer
    }

    /// The sentence in which the evidence begins.
    fn sentence_of(&self, statement: &Statement) -> Option<usize> {
        let start = statement.evidence.span?.start;
        self.analysis.sentences.partition_point(|(view, _)| view.sentence.span.start <= start).checked_sub(1)
    }

    fn features(&self, statement: &Statement) -> Features {
        let mut out = vec![BIAS.to_owned(), format!("relation={}", statement.relation)];
        let mut add = |name: &str, value: &str| out.push(format!("{name}={value}"));
        add("rule", statement.rule.as_deref().unwrap_or_default());
        if statement.status != Status::Actual {
            add("status", statement.status.as_str());
        }
        self.argument("subject", &statement.subject, statement, &mut add);
        if let Some(object) = &statement.object {
            self.argument("object", object, statement, &mut add);
        }
        if statement.attributed_to.is_some() {
            add("has", "speaker");
        }
        if statement.date.is_some() {
            add("has", "date");
        }
        if let Some(text) = &statement.text {
            add("text", length_class(text.split_whitespace().count(), &[(6, "short"), (40, "medium")], "long"));
        }
        let words = statement.evidence.quote.split_whitespace().count();
        add("evidence", length_class(words, &[(6, "short"), (15, "medium")], "long"));
        if let Some(sentence) = self.sentence_of(statement) {
            self.sentence(sentence, &mut add);
        }
        out
    }

    /// How an argument is named where the evidence stands.
    fn argument(&self, role: &str, entity: &EntityRef, statement: &Statement, add: &mut impl FnMut(&str, &str)) {
        if entity.kind == EntityKind::Phrase {
            let words = entity.name.split_whitespace().count();
            add(role, length_class(words, &[(2, "few words"), (6, "some words")], "many words"));
            return;
        }
        let id = self.by_name.get(&(entity.name.as_str(), entity.kind)).copied();
        add(role, self.form(id, statement));
        let known = id.is_some_and(|id| self.analysis.resolution.entity(id).gazetteer.is_some());
        match entity.kind {
            EntityKind::Person if !entity.name.contains(' ') => add(role, "one word"),
            EntityKind::Organisation | EntityKind::Event | EntityKind::Place if !known => add(role, "unlisted"),
            EntityKind::Unknown | EntityKind::Artefact => add(role, "odd kind"),
            _ => {}
        }
    }

    /// The plainest form by which the evidence, or its sentence, names the entity.
    fn form(&self, entity: Option<EntityId>, statement: &Statement) -> &'static str {
        let (Some(id), Some(span), Some(sentence)) = (entity, statement.evidence.span, self.sentence_of(statement))
        else {
            return "no mention";
        };
        let forms = |within: Span| {
            let mentions = self.analysis.sentences[sentence].0.resolution.mentions();
            let first = mentions.partition_point(|mention| (mention.sentence as usize) < sentence);
            let of_sentence = mentions.iter().enumerate().skip(first);
            let of_sentence = of_sentence.take_while(|(_, mention)| mention.sentence as usize == sentence);
            let meant = of_sentence.filter(|(at, mention)| {
                within.contains(mention.span)
                    && self.analysis.resolution.referents(crate::resolve::MentionId(*at as u32)).contains(&id)
            });
            meant.map(|(_, mention)| form_name(mention.form)).min()
        };
        let sentence_span = self.analysis.sentences[sentence].0.sentence.span;
        forms(span).map_or_else(|| forms(sentence_span).map_or("elsewhere", |_| "beside"), |(_, name)| name)
    }

    fn sentence(&self, index: usize, add: &mut impl FnMut(&str, &str)) {
        let view = &self.analysis.sentences[index].0;
        match self.analysis.doc.blocks.get(view.sentence.block as usize).map(|block| block.kind) {
            Some(BlockKind::Paragraph) | None => {}
            Some(BlockKind::Heading) => add("sentence", "heading"),
            Some(_) => add("sentence", "caption or list"),
        }
        if view.len() > 45 {
            add("sentence", "long");
        }
        if self.crowd[index] > 6 {
            add("sentence", "crowded");
        }
        for oddity in oddities(view) {
            add("sentence", oddity);
        }
    }
}

/// The plainer form first.
fn form_name(form: MentionForm) -> (u8, &'static str) {
    match form {
        MentionForm::Name => (0, "name"),
        MentionForm::Adjective => (1, "adjective"),
        MentionForm::Nominal => (2, "noun phrase"),
        MentionForm::Pronoun => (3, "pronoun"),
    }
}

/// What makes a tree look like one that the parser got wrong.
fn oddities(view: &View<'_>) -> Vec<&'static str> {
    let mut out = Vec::new();
    let tokens = &view.sentence.tokens;
    let roots = || tokens.iter().enumerate().filter(|(at, token)| token.head as usize == *at);
    if roots().all(|(_, token)| !matches!(token.pos, Upos::Verb | Upos::Aux)) {
        out.push("verbless");
    }
    if tokens.iter().any(|token| token.deprel == Deprel::Dep) {
        out.push("loose words");
    }
    if tokens.iter().filter(|token| token.pos == Upos::Punct).count() * 4 > tokens.len() {
        out.push("mostly marks");
    }
    out
}

/// The name of the first class that holds `length`.
fn length_class(length: usize, classes: &[(usize, &'static str)], beyond: &'static str) -> &'static str {
    classes.iter().find(|(most, _)| length <= *most).map_or(beyond, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_whole() {
        let model = ConfidenceModel::embedded();
        let rows = WEIGHTS.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(model.weights.len(), rows, "a row is no `feature<TAB>weight`, or is there twice");
        assert!(model.weights.contains_key(BIAS));
        assert!(model.weights.values().all(|weight| weight.is_finite()));
    }

    #[test]
    fn weights_add_up_to_odds() {
        let model = ConfidenceModel::parse("# a comment\nbias\t1.0\t10\nrule=a.b\t-2.5\t4");
        let probability = |features: &[&str]| model.probability(&features.iter().map(|f| (*f).to_owned()).collect());
        assert_eq!(probability(&["bias"]), 0.731);
        assert_eq!(probability(&["bias", "rule=a.b"]), 0.182);
        assert_eq!(probability(&["bias", "rule=never.seen"]), 0.731);
    }
}

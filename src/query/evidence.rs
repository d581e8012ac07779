//! Why a statement stands in the graph: the sentence, where it is, who says so, which rule found it.

use std::ops::Range;

use oxrdf::{NamedNode, NamedNodeRef, Term};

use super::entity::label;
use super::language::sentence;
use crate::graph::terms;
use crate::store::Snapshot;

/// How far around the quotation the text is shown, in bytes, if no sentence ends before.
const CONTEXT: usize = 240;

/// What stands behind one statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceCard {
    /// What it says.
    pub fact: String,
    /// Whether it holds: actual, planned, denied, former.
    pub status: String,
    /// The passages that support it.
    pub passages: Vec<Passage>,
    /// The article: its name, and its title where it has one.
    pub article: String,
    /// Who published it, where known.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Whom the article quotes for it.
    pub attributed_to: Option<String>,
    /// The rule that found it.
    pub rule: Option<String>,
    /// How likely it is right, 0 to 1, as written in the graph.
    pub confidence: Option<String>,
}

/// A part of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The sentences around the quotation; only the quotation where the text is not stored.
    pub text: String,
    /// The quotation within it, in bytes.
    pub marked: Range<usize>,
}

/// The article of a statement, its whole text and where the first quotation stands in it.
pub fn article_text(snapshot: &Snapshot, stmt: &NamedNode) -> Option<(String, Range<usize>)> {
    let article = node(snapshot, stmt, terms::ARTICLE)?;
    let text = literal(snapshot, &article, terms::TEXT)?;
    let span = nodes(snapshot, stmt, terms::EVIDENCE).iter().find_map(|evidence| place(snapshot, evidence, &text));
    Some((text, span.unwrap_or(0..0)))
}

/// Collects what stands behind a statement.
pub fn evidence(snapshot: &Snapshot, stmt: &NamedNode) -> EvidenceCard {
    let status = node(snapshot, stmt, terms::STATUS).map(|status| local(&status)).unwrap_or_default();
    let mut card = EvidenceCard {
        fact: sentence(snapshot, stmt),
        status: if status == "negated" { "denied".to_owned() } else { status },
        attributed_to: node(snapshot, stmt, terms::ATTRIBUTED_TO).map(|speaker| label(snapshot, &speaker)),
        rule: literal(snapshot, stmt, terms::RULE),
        confidence: literal(snapshot, stmt, terms::CONFIDENCE),
        ..EvidenceCard::default()
    };
    let mut text = None;
    if let Some(article) = node(snapshot, stmt, terms::ARTICLE) {
        let name = literal(snapshot, &article, terms::ARTICLE_NAME).unwrap_or_else(|| label(snapshot, &article));
        card.article = match literal(snapshot, &article, terms::TITLE) {
            Some(title) => format!("{name} “{title}”"),
            None => name,
        };
        card.publisher = node(snapshot, &article, terms::PUBLISHER)
            .filter(|publisher| *publisher != article)
            .map(|publisher| label(snapshot, &publisher));
        card.published = literal(snapshot, &article, terms::DATE);
        text = literal(snapshot, &article, terms::TEXT);
    }
    for evidence in nodes(snapshot, stmt, terms::EVIDENCE) {
        let span = text.as_ref().and_then(|text| place(snapshot, &evidence, text));
        let quote = literal(snapshot, &evidence, terms::QUOTE).unwrap_or_default();
        card.passages.push(match (&text, span) {
            (Some(text), Some(span)) => passage(text, span),
            _ => Passage { marked: 0..quote.len(), text: quote },
        });
    }
    card
}

/// The quotation with the sentences that it stands in.
fn passage(text: &str, span: Range<usize>) -> Passage {
    let before = &text[..span.start];
    let from = before.rfind(['\n', '!', '?']).map_or(0, |at| at + 1).max(before.rfind(". ").map_or(0, |at| at + 2));
    let from = boundary(text, from.max(span.start.saturating_sub(CONTEXT)));
    let after = &text[span.end..];
    let to = after.find(['\n', '.', '!', '?']).map_or(text.len(), |at| span.end + at + 1).min(span.end + CONTEXT);
    let to = boundary(text, to.min(text.len()));
    let cut = text[from..to.max(span.end)].trim_end();
    let lead = cut.len() - cut.trim_start().len();
    let start = span.start - from - lead;
    Passage { text: cut.trim_start().to_owned(), marked: start..start + span.len() }
}

/// The nearest character boundary at or after `at`.
fn boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// Where a piece of evidence stands in the text, if it says so and the text is as long.
fn place(snapshot: &Snapshot, evidence: &NamedNode, text: &str) -> Option<Range<usize>> {
    let number = |predicate| literal(snapshot, evidence, predicate)?.parse::<usize>().ok();
    let span = number(terms::START)?..number(terms::END)?;
    text.get(span.clone()).map(|_| span)
}

fn nodes(snapshot: &Snapshot, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Vec<NamedNode> {
    let quads = snapshot.quads_for_pattern(Some(subject.as_ref().into()), Some(predicate), None, None);
    let mut found: Vec<NamedNode> = quads
        .filter_map(|quad| match quad.object {
            Term::NamedNode(node) => Some(node),
            _ => None,
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

pub(super) fn node(snapshot: &Snapshot, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Option<NamedNode> {
    nodes(snapshot, subject, predicate).into_iter().next()
}

pub(super) fn literal(snapshot: &Snapshot, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Option<String> {
    let quads = snapshot.quads_for_pattern(Some(subject.as_ref().into()), Some(predicate), None, None);
    quads
        .filter_map(|quad| match quad.object {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        })
        .min()
}

fn local(iri: &NamedNode) -> String {
    iri.as_str().rsplit('#').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_shown_in_its_sentence() {
        let text = "First. In Oslo, Brook met Dorn – again. Then rain.";
        let at = text.find("Brook").unwrap();
        let shown = passage(text, at..at + "Brook met Dorn".len());
        assert_eq!(shown.text, "In Oslo, Brook met Dorn – again.");
        assert_eq!(&shown.text[shown.marked], "Brook met Dorn");
    }

    #[test]
    fn any_span_of_any_text_is_shown() {
        for text in ["a", "é. ü\nß", "– x. – y", "\n\n", ". ."] {
            for start in 0..=text.len() {
                for end in start..=text.len() {
                    if text.get(start..end).is_some() {
                        let shown = passage(text, start..end);
                        let _ = shown.text.get(shown.marked);
                    }
                }
            }
        }
    }
}

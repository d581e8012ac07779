//! Statements of what is said, which no rule makes: quotations, reports and turns are found by `speech`.

use crate::extract::Analysis;
use crate::extract::assemble::squeeze;
use crate::extract::circumstance::Circumstances;
use crate::extract::speech::{How, Saying};
use crate::graph::{EntityKind, Evidence, Statement};
use crate::resolve::EntityId;

/// States and bodies that say the same say it each for itself; persons beside each other speak together, and an
/// outlet only carries what another says.
fn speak_apart(analysis: &Analysis<'_>, saying: &Saying) -> bool {
    let person = |&id: &EntityId| analysis.resolution.entity(id).kind == EntityKind::Person;
    let (view, _) = &analysis.sentences[saying.sentence];
    saying.verb.is_some_and(|verb| !view.is_any(verb, &["quote", "cite"])) && !saying.speakers.iter().any(person)
}

/// The statements of what is said.
pub(crate) fn sayings(analysis: &Analysis<'_>) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    let each = analysis.sayings.iter().flat_map(|saying| {
        let one_by_one = if speak_apart(analysis, saying) { 1 } else { saying.speakers.len().max(1) };
        saying.speakers.chunks(one_by_one).map(move |speakers| (saying, speakers))
    });
    for (saying, speakers) in each {
        let Some((&speaker, others)) = speakers.split_first() else { continue };
        let mut subject = analysis.resolution.entity(speaker).to_ref();
        subject.aliases.extend(others.iter().map(|&id| analysis.resolution.entity(id).name.clone()));
        let parts: Vec<_> = saying.parts.iter().map(|part| squeeze(analysis.doc.slice(*part))).collect();
        let text = parts.join(" ... ");
        if out.iter().any(|other| other.text.as_deref() == Some(&text) && other.subject == subject) {
            continue;
        }
        let rule = match saying.how {
            How::Quoted => "said.quotation",
            How::Reported => "said.report",
            How::According => "said.according",
            How::Turn => "said.turn",
        };
        let date = saying.verb.and_then(|verb| Circumstances::of(analysis, saying.sentence, verb, &[]).own_date);
        out.push(Statement {
            relation: "said".to_owned(),
            subject,
            object: None,
            status: saying.status,
            date,
            place: None,
            value: None,
            unit: None,
            hedge: None,
            topic: None,
            text: Some(text),
            attributed_to: None,
            rule: Some(rule.to_owned()),
            confidence: None,
            evidence: Evidence { quote: analysis.doc.slice(saying.evidence).to_owned(), span: Some(saying.evidence) },
        });
    }
    out
}

//! Questions that a graph can answer, for whoever sees it for the first time.

use std::collections::BTreeMap;

use oxrdf::{NamedNode, NamedOrBlankNode, Term};

use super::cursor::{Context, Cursor};
use super::{Interpreter, parser};
use crate::graph::Vocabulary;
use crate::query::entity::label;
use crate::store::Snapshot;

/// Facts of a relation that are looked at for its most frequent ends.
const SAMPLE: usize = 2_000;

/// How many questions are made.
const QUESTIONS: usize = 3;

/// Relations in the order in which they make good first questions, with the question to make; `{s}` and `{o}` are ends.
const FORMS: &[(&str, &str)] = &[
    ("met", "meetings with {s} | show date, who, place"),
    ("memberOf", "members of {o}"),
    ("deal", "deals of {s} | sort -value"),
    ("opposes", "who opposes {o}"),
    ("visited", "visits to {o} | sort date"),
    ("affiliatedWith", "timeline of {s}"),
    ("locatedIn", "near {o}"),
];

impl Interpreter {
    /// Up to three questions about the entities that the graph knows most of. Looks at a bounded part of it.
    pub fn suggestions(&self, snapshot: &Snapshot) -> Vec<String> {
        let mut questions = Vec::new();
        for (relation, form) in FORMS {
            if questions.len() == QUESTIONS {
                break;
            }
            let relation = Vocabulary::embedded().relation(relation);
            let mut ends: BTreeMap<NamedNode, usize> = BTreeMap::new();
            for quad in snapshot.quads_for_pattern(None, Some(relation.property.as_ref()), None, None).take(SAMPLE) {
                let end = match (form.contains("{s}"), quad.subject, quad.object) {
                    (true, NamedOrBlankNode::NamedNode(subject), _) => subject,
                    (false, _, Term::NamedNode(object)) => object,
                    _ => continue,
                };
                *ends.entry(end).or_default() += 1;
            }
            let best = ends.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
            let Some((end, _)) = best else { continue };
            let name = self.typed(snapshot, &label(snapshot, &end));
            questions.push(form.replace("{s}", &name).replace("{o}", &name));
        }
        questions
    }

    /// A name as it is typed: in quotes where its words would be read as something else.
    pub(super) fn typed(&self, snapshot: &Snapshot, name: &str) -> String {
        let quoted = format!("\"{}\"", name.replace('"', ""));
        let Ok(pipeline) = parser::parse(name) else { return quoted };
        let context = Context { snapshot, lexicon: &self.lexicon, names: &self.names, rows: &[], text: name };
        let mut cursor = Cursor::new(&pipeline.question.tokens, &context);
        let is_plain = cursor.name("").is_ok() && cursor.peek().is_none() && !name.contains('"');
        if is_plain { name.to_owned() } else { quoted }
    }
}

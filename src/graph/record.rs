//! The statement schema as JSON Lines: one object a line, from any extractor or annotator.
//!
//! Names are a string, or a list whose first entry is the name and whose rest are its aliases. Keys that the schema
//! does not know are ignored, so that files with additions of their own can be read.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::{EntityKind, EntityRef, Evidence, Statement, Status};
use crate::text::Span;

/// Why a line is no statement. The message says what to correct.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// Not an object of the schema.
    #[error("not a statement: {0}")]
    Json(String),
    /// A field without which nothing can be stated is empty.
    #[error("`{0}` is empty: name it")]
    Empty(&'static str),
    /// The date is none.
    #[error(transparent)]
    Date(#[from] crate::text::ParseDateError),
    /// Only one end of the evidence, or ends in the wrong order.
    #[error("`start` and `end` are to be byte offsets with start <= end: found {0}")]
    Offsets(String),
    /// The object is missing in a relation that is nothing without it.
    #[error("`obj` is missing: only `said` and a `deal` may have none")]
    NoObject,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadLine {
    /// Number of the line, from 1.
    pub line: usize,
    /// Why.
    pub reason: RecordError,
}

#[derive(Deserialize)]
struct Record {
    doc: String,
    rel: String,
    subj: Names,
    #[serde(default)]
    obj: Names,
    #[serde(default)]
    status: Option<Status>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    place: Names,
    #[serde(default)]
    value: Option<f64>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    hedge: Option<String>,
    #[serde(default)]
    topic: Names,
    #[serde(default)]
    text: Names,
    #[serde(default, alias = "attributed_to", rename = "attributedTo")]
    attributed_to: Names,
    #[serde(default)]
    rule: Option<String>,
    #[serde(default)]
    confidence: Option<f32>,
    #[serde(default)]
    evidence: Option<String>,
    #[serde(default)]
    start: Option<u32>,
    #[serde(default)]
    end: Option<u32>,
    #[serde(default, rename = "subjKind")]
    subject_kind: EntityKind,
    #[serde(default, rename = "objKind")]
    object_kind: EntityKind,
}

/// A name with its aliases, or nothing.
#[derive(Default)]
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Shape {
            One(String),
            Many(Vec<String>),
        }
        let names = match Option::<Shape>::deserialize(deserializer)? {
            None => Vec::new(),
            Some(Shape::One(name)) => vec![name],
            Some(Shape::Many(names)) => names,
        };
        Ok(Self(names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()))
    }
}

impl Names {
    fn first(self) -> Option<String> {
        self.0.into_iter().next()
    }

    fn entity(self, kind: EntityKind) -> Option<EntityRef> {
        let mut names = self.0.into_iter();
        let name = names.next()?;
        let aliases = names.filter(|alias| *alias != name).collect();
        Some(EntityRef { name, aliases, kind })
    }
}

/// Reads one line: the article it is about and what that article states.
///
/// # Errors
/// If the line is no JSON object of the schema or a field has no sense; the message says which.
pub fn read_record(line: &str) -> Result<(String, Statement), RecordError> {
    let record: Record = serde_json::from_str(line).map_err(|error| RecordError::Json(error.to_string()))?;
    let doc = record.doc.trim().to_owned();
    if doc.is_empty() {
        return Err(RecordError::Empty("doc"));
    }
    if record.rel.trim().is_empty() {
        return Err(RecordError::Empty("rel"));
    }
    let subject = record.subj.entity(record.subject_kind).ok_or(RecordError::Empty("subj"))?;
    let object = record.obj.entity(record.object_kind);
    let text = record.text.first();
    let said = record.rel == "said";
    if said && text.is_none() {
        return Err(RecordError::Empty("text"));
    }
    if object.is_none() && !said && record.rel != "deal" {
        return Err(RecordError::NoObject);
    }
    let statement = Statement {
        relation: record.rel.trim().to_owned(),
        subject,
        object,
        status: record.status.unwrap_or_default(),
        date: record.date.filter(|date| !date.is_empty()).map(|date| date.parse()).transpose()?,
        place: record.place.entity(EntityKind::Unknown),
        value: record.value,
        unit: record.unit,
        hedge: record.hedge,
        topic: record.topic.first(),
        text,
        attributed_to: record.attributed_to.entity(EntityKind::Unknown),
        rule: record.rule,
        confidence: record.confidence,
        evidence: Evidence {
            quote: record.evidence.unwrap_or_default(),
            span: evidence_span(record.start, record.end)?,
        },
    };
    Ok((doc, statement))
}

fn evidence_span(start: Option<u32>, end: Option<u32>) -> Result<Option<Span>, RecordError> {
    match (start, end) {
        (None, None) => Ok(None),
        (Some(start), Some(end)) if start <= end => Ok(Some(Span { start, end })),
        (start, end) => Err(RecordError::Offsets(format!("start {start:?}, end {end:?}"))),
    }
}

/// Reads all lines of a file and sorts the statements by article. Empty lines are skipped; lines that are no statement
/// come back with their reason, and the rest is read.
pub fn read_records(text: &str) -> (BTreeMap<String, Vec<Statement>>, Vec<BadLine>) {
    let mut by_article: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
    let mut bad = Vec::new();
    for (index, line) in text.lines().enumerate() {
        // An editor on Windows may have left a byte order mark.
        let line = line.trim_start_matches('\u{FEFF}');
        if line.trim().is_empty() {
            continue;
        }
        match read_record(line) {
            Ok((doc, statement)) => by_article.entry(doc).or_default().push(statement),
            Err(reason) => bad.push(BadLine { line: index + 1, reason }),
        }
    }
    (by_article, bad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::PartialDate;

    #[test]
    fn reads_a_list_of_names_and_a_single_name() {
        let line = r#"{"doc":"a1","rel":"met","subj":["Ann Brook","Brook"],"obj":"Carl Dorn","status":"planned",
            "date":"2012-06","start":3,"end":9,"evidence":"Brook to meet Dorn"}"#;
        let (doc, stmt) = read_record(line).unwrap();
        assert_eq!(doc, "a1");
        assert_eq!(stmt.subject.aliases, ["Brook"]);
        assert_eq!(stmt.object.unwrap().name, "Carl Dorn");
        assert_eq!(stmt.status, Status::Planned);
        assert_eq!(stmt.date, PartialDate::year_month(2012, 6));
        assert_eq!(stmt.evidence.span, Some(Span::new(3, 9)));
    }

    #[test]
    fn a_bad_line_is_reported_and_the_rest_is_read() {
        let text = "{\"doc\":\"a\",\"rel\":\"memberOf\",\"subj\":\"X\",\"obj\":\"Y\"}\n\nnonsense\n\
                    {\"doc\":\"a\",\"rel\":\"memberOf\",\"subj\":\"X\"}\n\
                    {\"doc\":\"a\",\"rel\":\"met\",\"subj\":\"X\",\"obj\":\"Y\",\"date\":\"June\"}";
        let (read, bad) = read_records(text);
        assert_eq!(read["a"].len(), 1);
        let messages: Vec<_> = bad.iter().map(ToString::to_string).collect();
        assert!(messages[0].starts_with("line 3: not a statement: "), "{messages:?}");
        assert_eq!(messages[1], "line 4: `obj` is missing: only `said` and a `deal` may have none");
        assert!(messages[2].starts_with("line 5: `June` is not a date"), "{messages:?}");
    }
}

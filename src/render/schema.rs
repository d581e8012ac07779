//! Classes and properties as two lists that a person can scan.

use crate::query::{Schema, Use};

/// Names longer than this push their own comment to the right, not everybody's.
const NAME_WIDTH: usize = 24;

/// Renders the schema; the result ends with a line feed.
pub fn schema(schema: &Schema) -> String {
    let mut out = String::new();
    if !schema.classes.is_empty() {
        out.push_str("classes\n");
        schema.classes.iter().for_each(|class| line(&mut out, class));
    }
    match &schema.class {
        Some(class) => out.push_str(&format!("properties of {class}\n")),
        None => out.push_str("properties\n"),
    }
    schema.properties.iter().for_each(|property| line(&mut out, property));
    out
}

fn line(out: &mut String, used: &Use) {
    // A comment's first sentence says what it is; the rest is for the ontology's page.
    let comment = used.comment.split_once(". ").map_or(used.comment.as_str(), |(first, _)| first).trim_end_matches('.');
    let line = format!("{:>9}  {:<NAME_WIDTH$}  {comment}", used.count, used.name);
    out.push_str(line.trim_end());
    out.push('\n');
}

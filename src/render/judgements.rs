//! What users judged about identity, a line each.

use crate::graph::{Judgements, shorten};

/// One line a judgement: first merges, then differences, then names that mean somebody else.
pub fn judgements(judgements: &Judgements) -> String {
    let mut out = String::new();
    for (other, kept) in judgements.merged() {
        out += &format!("`{other}` is `{}`\n", kept.name);
    }
    for (a, b) in judgements.different() {
        out += &format!("`{}` is never `{}`\n", a.name, b.name);
    }
    for (entity, article, new) in judgements.apart() {
        out += &format!("`{entity}` is `{}` in {}\n", new.name, shorten(article.as_str()));
    }
    out
}

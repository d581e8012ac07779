//! Two names in one word: "U.S.-EU cooperation", "Russian‒Belarusian trade", "Sino-American talks".

use crate::extract::{EntityMention, MentionForm};
use crate::graph::EntityKind;
use crate::resolve::{EntityId, Gazetteer, Resolution};
use crate::text::{Document, Sentence, Span, Upos};

/// Combining forms of countries; the rest are adjectives of their own.
const FORMS: &[(&str, &str)] = &[
    ("Sino", "CN"),
    ("Russo", "RU"),
    ("Anglo", "GB"),
    ("Franco", "FR"),
    ("Indo", "IN"),
    ("Italo", "IT"),
    ("Greco", "GR"),
    ("Austro", "AT"),
    ("Turko", "TR"),
];

/// Words that hold two countries or bodies which the article names elsewhere too, each with both.
pub(crate) fn mentions(
    doc: &Document,
    sentences: &[Sentence],
    gazetteer: &Gazetteer,
    resolution: &Resolution,
) -> Vec<(EntityMention, Vec<EntityId>)> {
    let mut out = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        for (at, token) in sentence.tokens.iter().enumerate() {
            let word = doc.slice(token.span);
            let Some((left, right)) = halves(word) else { continue };
            if !matches!(token.pos, Upos::Propn | Upos::Adj | Upos::Noun | Upos::X) {
                continue;
            }
            let named = |half: &str| named(half, gazetteer, resolution);
            let (Some(a), Some(b)) = (named(left), named(right)) else { continue };
            if a == b || resolution.mention_headed_at(index, at).is_some() {
                continue;
            }
            out.push((mention(index, at, token.span, word), vec![a, b]));
        }
    }
    out
}

fn mention(sentence: usize, at: usize, span: Span, word: &str) -> EntityMention {
    EntityMention {
        sentence: sentence as u32,
        tokens: at as u32..at as u32 + 1,
        head: at as u32,
        span,
        kind: EntityKind::Country,
        form: MentionForm::Adjective,
        name: word.to_owned(),
    }
}

/// The parts of a word around its only hyphen or dash.
fn halves(word: &str) -> Option<(&str, &str)> {
    let (left, right) = word.split_once(['-', '‒', '–', '‐', '‑'])?;
    let whole = |half: &str| half.len() > 1 && half.starts_with(char::is_uppercase) && !half.contains(['-', '‒', '–']);
    (whole(left) && whole(right)).then_some((left, right))
}

/// The entity of the article that this half of a word names.
fn named(half: &str, gazetteer: &Gazetteer, resolution: &Resolution) -> Option<EntityId> {
    let combined = FORMS.iter().find(|(form, _)| *form == half).map(|(_, code)| format!("country/{code}"));
    let known = |key: &str| {
        let at = resolution.entities().iter().position(|entity| entity.gazetteer.as_deref() == Some(key))?;
        Some(EntityId(at as u32))
    };
    if let Some(key) = combined {
        return known(&key);
    }
    let body = |kind| matches!(kind, EntityKind::Country | EntityKind::Organisation);
    let senses = gazetteer.lookup(half).iter().map(|sense| gazetteer.entry(sense.entry));
    senses.filter(|entry| body(entry.kind)).find_map(|entry| known(&entry.key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_two_halves_or_none() {
        assert_eq!(halves("U.S.-EU"), Some(("U.S.", "EU")));
        assert_eq!(halves("Russian‒Belarusian"), Some(("Russian", "Belarusian")));
        assert_eq!(halves("Euro-atlantic"), None);
        assert_eq!(halves("follow-up"), None);
        assert_eq!(halves("Asia-Pacific-wide"), None);
    }
}

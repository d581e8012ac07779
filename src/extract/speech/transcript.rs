//! Transcripts: "Ada Berg: …", each turn one thing said.

use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::resolve::EntityId;
use crate::text::{BlockKind, Document, Span, Upos};

use super::Analysed;

/// One turn of a transcript.
pub(super) struct Turn {
    /// The sentence that opens it.
    pub(super) sentence: usize,
    /// None for "Question:" and others without a name.
    pub(super) speaker: Option<EntityId>,
    /// What is said, without the name.
    pub(super) words: Span,
}

/// A single "Name:" may be a heading or a byline; a transcript has more.
const FEWEST_TURNS: usize = 2;

/// The turns of a transcript in order; none if the article is not one.
pub(super) fn turns(doc: &Document, sentences: &[Analysed<'_>]) -> Vec<Turn> {
    let mut out: Vec<Turn> = Vec::new();
    for (index, (view, _)) in sentences.iter().enumerate() {
        let kind = doc.blocks.get(view.sentence.block as usize).map(|block| block.kind);
        if matches!(kind, Some(BlockKind::Heading | BlockKind::Caption)) {
            continue;
        }
        let Some((speaker, begin)) = opening(view) else { continue };
        out.push(Turn { sentence: index, speaker, words: Span::new(begin, view.sentence.span.end as usize) });
    }
    if out.iter().filter(|turn| turn.speaker.is_some()).count() < FEWEST_TURNS {
        return Vec::new();
    }
    for at in 0..out.len() {
        let next = out.get(at + 1).map_or(sentences.len(), |turn| turn.sentence);
        let heading = |index: &usize| {
            let block = sentences[*index].0.sentence.block as usize;
            doc.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Heading)
        };
        let end = (out[at].sentence + 1..next).find(heading).unwrap_or(next) - 1;
        out[at].words.end = sentences[end].0.sentence.span.end.max(out[at].words.start);
    }
    out.retain(|turn| !turn.words.is_empty());
    out
}

/// "President of Norland Ada Berg (retranslated):" at the start of a sentence: who speaks and where the words begin.
fn opening(view: &View<'_>) -> Option<(Option<EntityId>, usize)> {
    const LONGEST: u32 = 18;
    let colon = (0..(view.len() as u32).min(LONGEST)).find(|&t| view.word(t) == ":")?;
    if colon == 0
        || (0..colon).any(|t| {
            view.token(t).pos == Upos::Verb
                && view.word(t).chars().all(char::is_lowercase)
                && view.word(t) != "retranslated"
        })
    {
        return None;
    }
    let begin = view.token(colon).span.end as usize;
    let asks =
        matches!(view.lower(0).as_str(), "question" | "journalist" | "reporter" | "moderator" | "q" | "interviewer");
    if asks && colon <= 2 {
        return Some((None, begin));
    }
    // The name stands right before the colon or the parenthesis before it.
    let name_end = (0..colon).find(|&t| view.word(t) == "(").unwrap_or(colon);
    let id = view.resolution.mention_at(view.index, name_end.checked_sub(1)? as usize)?;
    let mention = view.resolution.mention(id);
    let speaker = *view.resolution.referents(id).first()?;
    let person = view.resolution.entity(speaker).kind == EntityKind::Person;
    let titled = (0..mention.tokens.start).all(|t| {
        matches!(
            view.token(t).pos,
            Upos::Propn | Upos::Noun | Upos::Adj | Upos::Adp | Upos::Det | Upos::Cconj | Upos::Punct | Upos::Space
        )
    });
    (person && titled && mention.tokens.end == name_end).then_some((Some(speaker), begin))
}

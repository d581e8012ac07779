//! Who is meant: mentions of one article become entities, entities of many articles one.

mod entity;
mod gazetteer;
mod link;
mod metonymy;
mod people;
mod resolution;

pub use entity::{Entity, EntityId, Gender};
pub use gazetteer::{Entry, EntryId, Gazetteer, GazetteerError, Sense, Usage};
pub use resolution::{MentionId, Resolution};

use crate::extract::EntityMention;
use crate::extract::entities::{self, Name};
use crate::text::{Document, Sentence};

/// Finds the names of an article and decides who is meant by each.
pub fn resolve(doc: &Document, sentences: &[Sentence], gazetteer: &Gazetteer) -> Resolution {
    let names = entities::names(doc, sentences, gazetteer);
    let (linker, linked) = link::Linker::link(doc, sentences, gazetteer, &names);
    let entities = linker.finish();
    let mentions = names.iter().zip(&linked).map(|(name, id)| {
        let named = id.map(|id| &entities[id.index()]);
        mention(name, sentences, named)
    });
    let mentions = mentions.collect();
    let referents = linked.iter().map(|id| id.iter().copied().collect()).collect();
    Resolution::new(mentions, referents, entities, sentences.iter().map(|s| s.tokens.len()))
}

fn mention(name: &Name, sentences: &[Sentence], entity: Option<&Entity>) -> EntityMention {
    EntityMention {
        sentence: name.sentence as u32,
        tokens: name.tokens.start as u32..name.tokens.end as u32,
        head: name.head as u32,
        span: sentences[name.sentence].span_of(name.tokens.clone()),
        kind: entity.map_or(name.kind, |entity| entity.kind),
        form: name.form,
        name: entity.map_or_else(|| name.text.clone(), |entity| entity.name.clone()),
    }
}

#[cfg(test)]
mod tests;

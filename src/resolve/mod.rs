//! Who is meant: mentions of one article become entities, entities of many articles one.

mod coreference;
mod entity;
mod gazetteer;
mod link;
mod metonymy;
mod people;
mod resolution;
mod roles;

pub use entity::{Entity, EntityId, Gender};
pub use gazetteer::{Entry, EntryId, Gazetteer, GazetteerError, Sense, Tenure, Usage};
pub use people::standard_name;
pub use resolution::{MentionId, Resolution};

use crate::extract::EntityMention;
use crate::extract::entities::{self, Name};
use crate::text::{Document, Sentence};

/// Finds the names of an article, decides who is meant by each, and what "the Chinese leader" and "he" stand for.
pub fn resolve(doc: &Document, sentences: &[Sentence], gazetteer: &Gazetteer) -> Resolution {
    let names = entities::names(doc, sentences, gazetteer);
    let (mut linker, mut linked) = link::Linker::link(doc, sentences, gazetteer, &names);
    coreference::unlink_natives(doc, sentences, gazetteer, &names, &mut linked);
    let references = coreference::references(doc, sentences, gazetteer, &names, &linked, &mut linker);
    let entities = linker.finish();
    let mut mentions: Vec<(EntityMention, Vec<EntityId>)> = Vec::with_capacity(names.len() + references.len());
    for (name, id) in names.iter().zip(linked) {
        let entity = id.map(|id| &entities[id.index()]);
        mentions.push((mention(name, sentences, entity), id.into_iter().collect()));
    }
    for reference in references {
        let entity = &entities[reference.ids[0].index()];
        let span = sentences[reference.sentence].span_of(reference.tokens.clone());
        let mention = EntityMention {
            sentence: reference.sentence as u32,
            tokens: reference.tokens.start as u32..reference.tokens.end as u32,
            head: reference.head as u32,
            span,
            kind: entity.kind,
            form: reference.form,
            name: doc.slice(span).to_owned(),
        };
        mentions.push((mention, reference.ids));
    }
    mentions.sort_by_key(|(m, _)| (m.sentence, m.tokens.start, std::cmp::Reverse(m.tokens.end)));
    let (mentions, referents) = mentions.into_iter().unzip();
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

//! The answer of resolution: every mention of an article with the entities it stands for, found by token.

use super::{Entity, EntityId};
use crate::extract::EntityMention;

/// Index of a mention within its [`Resolution`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionId(pub(crate) u32);

/// Mentions and entities of one article.
///
/// Mentions are in order of the text. Names do not overlap, but a nominal ("the Chinese leader") may hold an
/// adjective, and an event ("SCO summit") the name that it bears.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    mentions: Vec<EntityMention>,
    /// Per mention the entities it stands for; none where that could not be decided.
    referents: Vec<Vec<EntityId>>,
    entities: Vec<Entity>,
    /// Per sentence and token the mention to take there.
    by_token: Vec<Vec<Option<MentionId>>>,
}

impl MentionId {
    /// As an index into [`Resolution::mentions`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Resolution {
    /// Files `mentions` by token. `sentence_lengths` are the numbers of tokens of the document's sentences.
    ///
    /// # Panics
    /// If `referents` has not one entry a mention or a mention lies outside the sentences.
    pub fn new(
        mentions: Vec<EntityMention>,
        referents: Vec<Vec<EntityId>>,
        entities: Vec<Entity>,
        sentence_lengths: impl Iterator<Item = usize>,
    ) -> Self {
        assert_eq!(mentions.len(), referents.len(), "every mention has its entry of referents");
        let mut by_token: Vec<Vec<Option<MentionId>>> = sentence_lengths.map(|length| vec![None; length]).collect();
        for (index, mention) in mentions.iter().enumerate() {
            let sentence = &mut by_token[mention.sentence as usize];
            for token in mention.tokens.clone() {
                let slot = &mut sentence[token as usize];
                // Where mentions nest, a token belongs to the one it heads, else to the shortest; of equals to the
                // one of which it is known whom it means.
                let rank = |at: usize| {
                    let m = &mentions[at];
                    (m.head == token, std::cmp::Reverse(m.tokens.len()), !referents[at].is_empty())
                };
                if slot.is_none_or(|other| rank(index) > rank(other.index())) {
                    *slot = Some(MentionId(index as u32));
                }
            }
        }
        Self { mentions, referents, entities, by_token }
    }

    /// All mentions in order of the text.
    pub fn mentions(&self) -> &[EntityMention] {
        &self.mentions
    }

    /// All entities in order of their first mention.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The mention behind an id.
    pub fn mention(&self, id: MentionId) -> &EntityMention {
        &self.mentions[id.index()]
    }

    /// The entity behind an id.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// The entities a mention stands for: several for "both countries", none where that is undecided.
    pub fn referents(&self, id: MentionId) -> &[EntityId] {
        &self.referents[id.index()]
    }

    /// Every mention with the entities it stands for, in order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (&EntityMention, &[EntityId])> {
        self.mentions.iter().zip(self.referents.iter().map(Vec::as_slice))
    }

    /// The mention that covers a token: of several the one the token heads, else the shortest.
    pub fn mention_at(&self, sentence: usize, token: usize) -> Option<MentionId> {
        *self.by_token.get(sentence)?.get(token)?
    }

    /// The mention that hangs in the tree by this very token.
    pub fn mention_headed_at(&self, sentence: usize, token: usize) -> Option<MentionId> {
        self.mention_at(sentence, token).filter(|&id| self.mention(id).head as usize == token)
    }

    /// The entities meant at a token; empty where no mention covers it or nobody can tell.
    pub fn entities_at(&self, sentence: usize, token: usize) -> &[EntityId] {
        self.mention_at(sentence, token).map_or(&[], |id| self.referents(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::MentionForm;
    use crate::graph::EntityKind;
    use crate::text::Span;

    fn mention(tokens: std::ops::Range<u32>, head: u32, form: MentionForm) -> EntityMention {
        let span = Span::default();
        EntityMention { sentence: 0, tokens, head, span, kind: EntityKind::Country, form, name: String::new() }
    }

    #[test]
    fn a_token_belongs_to_the_mention_it_heads() {
        // "the Chinese leader": the nominal holds the adjective.
        let mentions = vec![mention(1..3, 2, MentionForm::Nominal), mention(1..2, 1, MentionForm::Adjective)];
        let entities = vec![Entity::default(), Entity::default()];
        let referents = vec![vec![EntityId(0)], vec![EntityId(1)]];
        let resolution = Resolution::new(mentions, referents, entities, [4].into_iter());
        assert_eq!(resolution.entities_at(0, 0), []);
        assert_eq!(resolution.entities_at(0, 1), [EntityId(1)]);
        assert_eq!(resolution.entities_at(0, 2), [EntityId(0)]);
        assert_eq!(resolution.mention_headed_at(0, 3), None);
        assert_eq!(resolution.mention_at(7, 0), None);
    }
}

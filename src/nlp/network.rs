//! The numeric half of the language engine: features of tokens become tags, trees and entities.
//!
//! ```text
//! features ─encoder→ vectors ─┬→ tagger → tags
//!                             └→ parser → heads, relations, sentence starts ─┐
//! features ─encoder of its own→ vectors ───────────────→ entity recogniser ←─┘
//! ```
//!
//! A text is one unit: nothing crosses its ends. Results do not depend on what was analysed before, nor on threads.

use std::sync::{Mutex, PoisonError};

use super::encoder::{self, Encoder, WIDTH};
use super::features::TokenFeatures;
use super::kernels::{Backend, Matrix, Rows};
use super::model::{ModelError, ModelFile};
use super::transition::{EntityRecogniser, Parser, Products};
use crate::text::{Deprel, LabelledSpan};

/// The network with its weights. Shared by all threads.
pub(crate) struct Network {
    encoder: Encoder,
    tagger: Tagger,
    parser: Parser,
    entity_encoder: Encoder,
    recogniser: EntityRecogniser,
    /// Buffers of calls that are over.
    scratch: Mutex<Vec<Scratch>>,
}

/// What the network says of a text. Indices are those of the tokens given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Analysis {
    /// Index of each token's tag among [`Network::tag_labels`].
    pub(crate) tags: Vec<u8>,
    /// Index of each token's head; a root points to itself.
    pub(crate) heads: Vec<u32>,
    /// Relation to the head.
    pub(crate) deprels: Vec<Deprel>,
    /// Leftmost token of each token's subtree.
    pub(crate) left_edges: Vec<u32>,
    /// True where a sentence begins.
    pub(crate) sent_starts: Vec<bool>,
    /// Named entities, in order, not overlapping.
    pub(crate) entities: Vec<LabelledSpan>,
}

#[derive(Default)]
struct Scratch {
    encoder: encoder::Scratch,
    tag_scores: Vec<f32>,
    parser: Products,
    recogniser: Products,
}

impl Network {
    /// Loads the network for given instructions.
    ///
    /// # Errors
    /// If a section is missing or has another shape.
    pub(crate) fn load(file: &ModelFile<'_>, backend: Backend) -> Result<Self, ModelError> {
        Ok(Self {
            encoder: Encoder::load(file, "tok2vec", 6, backend)?,
            tagger: Tagger::load(file, backend)?,
            parser: Parser::load(file, backend)?,
            entity_encoder: Encoder::load(file, "ner.tok2vec", 4, backend)?,
            recogniser: EntityRecogniser::load(file, backend)?,
            scratch: Mutex::new(Vec::new()),
        })
    }

    /// The Penn Treebank tags, in the order of [`Analysis::tags`].
    #[cfg(test)]
    pub(crate) fn tag_labels(&self) -> &[String] {
        &self.tagger.labels
    }

    /// Analyses one text.
    pub(crate) fn analyse(&self, tokens: &[TokenFeatures]) -> Analysis {
        let pool = || self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = pool().pop().unwrap_or_default();
        let analysis = self.analyse_with(tokens, &mut scratch);
        pool().push(scratch);
        analysis
    }

    fn analyse_with(&self, tokens: &[TokenFeatures], scratch: &mut Scratch) -> Analysis {
        let mut tags = Vec::with_capacity(tokens.len());
        self.parser.clear(&mut scratch.parser);
        self.encoder.encode(tokens, &mut scratch.encoder, |vectors| {
            self.tagger.tag(vectors, &mut scratch.tag_scores, &mut tags);
            self.parser.push(vectors, &mut scratch.parser);
        });
        let parse = self.parser.parse(tokens, &mut scratch.parser);

        self.recogniser.clear(&mut scratch.recogniser);
        self.entity_encoder.encode(tokens, &mut scratch.encoder, |vectors| {
            self.recogniser.push(vectors, &mut scratch.recogniser);
        });
        let entities = self.recogniser.entities(tokens, &parse.sentence_starts, &mut scratch.recogniser);
        Analysis {
            tags,
            heads: parse.heads,
            deprels: parse.deprels,
            left_edges: parse.left_edges,
            sent_starts: parse.sentence_starts,
            entities,
        }
    }
}

/// Chooses a tag for each token by itself.
struct Tagger {
    backend: Backend,
    labels: Vec<String>,
    matrix: Matrix<2>,
}

impl Tagger {
    fn load(file: &ModelFile<'_>, backend: Backend) -> Result<Self, ModelError> {
        let labels: Vec<String> = file.text("tagger.labels")?.lines().map(str::to_owned).collect();
        if labels.is_empty() || labels.len() > usize::from(u8::MAX) {
            return Err(ModelError::malformed("tagger.labels", format!("{} labels", labels.len())));
        }
        let weights = file.floats("tagger.weights", labels.len() * WIDTH)?;
        let bias = file.floats("tagger.bias", labels.len())?;
        let matrix = Matrix::pack(WIDTH, labels.len(), |out, input| weights[out * WIDTH + input], |out| bias[out]);
        Ok(Self { backend, labels, matrix })
    }

    fn tag(&self, vectors: &[f32], scores: &mut Vec<f32>, tags: &mut Vec<u8>) {
        let rows = Rows::dense(vectors, WIDTH);
        scores.resize(rows.count * self.matrix.width(), 0.0);
        self.matrix.multiply(self.backend, rows, scores);
        for scores in scores.chunks_exact(self.matrix.width()) {
            let mut best = 0;
            for (tag, &score) in scores[..self.labels.len()].iter().enumerate() {
                if score > scores[best] {
                    best = tag;
                }
            }
            tags.push(best as u8);
        }
    }
}

#[cfg(test)]
mod tests;

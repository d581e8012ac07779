//! Tokens become vectors that know their neighbourhood: hash embeddings, a mixer, and four convolutions.
//!
//! Each convolution looks at a row and its two neighbours, so a vector depends on four tokens to either side. A text is
//! therefore encoded in stretches with four rows of margin, each layer computing only the rows that a
//! later one reads. Beyond the ends of a text stand rows that begin as zeros but take part in every layer: the model
//! was trained so, and leaving them at zero changes the outermost tokens.

mod convolution;
mod embedding;
mod lexemes;
mod weights;

use std::collections::HashMap;

use crate::nlp::features::TokenFeatures;
use crate::nlp::kernels::{Backend, Kernel, LayerNorm, Matrix, Rows, Simd, chunks, chunks_mut};
use crate::nlp::model::{ModelError, ModelFile};
use convolution::Convolution;
use embedding::HashEmbedding;
use lexemes::{Key, Lexeme, LexemeCache};
use weights::{MaxoutWeights, Mixer};

/// Floats of a token's vector.
pub(crate) const WIDTH: usize = 96;
/// Rows of each embedding table, by column: norm, prefix, suffix, shape, blank follows, white space.
const EMBEDDING_ROWS: [usize; 6] = [5000, 1000, 2500, 2500, 50, 50];
/// Rows to either side that the four convolutions reach.
const MARGIN: usize = 4;
/// Tokens encoded at a time: enough to use the weights well, few enough for the second-level cache.
const STRETCH: usize = 256;

/// An encoder with its weights and its cache of words.
pub(crate) struct Encoder {
    backend: Backend,
    embeddings: Vec<HashEmbedding>,
    mixer: Mixer,
    first: FirstConvolution,
    convolutions: [Convolution; 3],
    cache: LexemeCache,
}

/// Buffers that outlive a call, so that memory is not fetched from the system for each text.
#[derive(Default)]
pub(crate) struct Scratch {
    vectors: Vec<f32>,
    change: Vec<f32>,
    convolution: convolution::Scratch,
}

impl Encoder {
    /// Loads the encoder whose sections begin with `prefix` and that looks at the first `columns` features.
    pub(crate) fn load(
        file: &ModelFile<'_>,
        prefix: &str,
        columns: usize,
        backend: Backend,
    ) -> Result<Self, ModelError> {
        let embeddings = (0..columns)
            .map(|column| {
                let table = file.halves(&format!("{prefix}.embed{column}"), EMBEDDING_ROWS[column] * WIDTH)?;
                Ok(HashEmbedding::new(column, &table))
            })
            .collect::<Result<_, _>>()?;
        let convolution = |layer: usize| Convolution::load(file, &format!("{prefix}.conv{layer}"));
        Ok(Self {
            backend,
            embeddings,
            mixer: Mixer::load(file, &format!("{prefix}.mix"), columns * WIDTH)?,
            first: FirstConvolution::load(file, &format!("{prefix}.conv0"))?,
            convolutions: [convolution(1)?, convolution(2)?, convolution(3)?],
            cache: LexemeCache::new(),
        })
    }

    /// Encodes a text and hands the vectors to `consume` in order, [`WIDTH`] floats a token, some hundred tokens at a time.
    pub(crate) fn encode(&self, tokens: &[TokenFeatures], scratch: &mut Scratch, mut consume: impl FnMut(&[f32])) {
        for start in (0..tokens.len()).step_by(STRETCH) {
            let end = tokens.len().min(start + STRETCH);
            self.encode_stretch(tokens, start, end, scratch);
            consume(&scratch.vectors[MARGIN * WIDTH..][..(end - start) * WIDTH]);
        }
    }

    /// Leaves the vectors of tokens `start..end` in `scratch`, between margins.
    fn encode_stretch(&self, tokens: &[TokenFeatures], start: usize, end: usize, scratch: &mut Scratch) {
        let keys: Vec<Option<Key>> = (0..end - start + 2 * MARGIN)
            .map(|row| (start + row).checked_sub(MARGIN).and_then(|at| tokens.get(at)).map(|token| self.key(token)))
            .collect();
        let known: Vec<Option<&Lexeme>> = keys.iter().map(|key| self.cache.get(key.as_ref()?)).collect();
        let fresh = self.fresh_lexemes(&keys, &known);
        let lexemes: Vec<&Lexeme> = keys
            .iter()
            .zip(known)
            .map(|(key, known)| match (key, known) {
                (None, _) => &Lexeme::NOTHING,
                (_, Some(lexeme)) => lexeme,
                (Some(key), None) => &fresh.lexemes[fresh.index[key]],
            })
            .collect();

        let rows = lexemes.len();
        scratch.vectors.clear();
        scratch.vectors.extend(lexemes.iter().flat_map(|lexeme| lexeme.vector));
        // Convolutions read and write whole tiles.
        scratch.vectors.resize(Convolution::rows_read(rows) * WIDTH, 0.0);
        scratch.change.resize(Convolution::rows_read(rows) * WIDTH, 0.0);
        for layer in 0..MARGIN {
            // The outermost rows are read by no later layer.
            let range = layer + 1..rows - layer - 1;
            let norm = match layer.checked_sub(1) {
                None => {
                    self.first.apply(self.backend, &lexemes, &mut scratch.change);
                    &self.first.norm
                }
                Some(later) => {
                    let convolution = &self.convolutions[later];
                    let read =
                        &scratch.vectors[(range.start - 1) * WIDTH..][..Convolution::rows_read(range.len()) * WIDTH];
                    let (change, scratch) = (&mut scratch.change, &mut scratch.convolution);
                    convolution.apply(self.backend, read, range.len(), change, scratch);
                    &convolution.norm
                }
            };
            let change = &scratch.change[..range.len() * WIDTH];
            norm.add(self.backend, change, &mut scratch.vectors[range.start * WIDTH..range.end * WIDTH]);
        }
        for (key, lexeme) in fresh.keys.into_iter().zip(fresh.lexemes) {
            self.cache.offer(key, lexeme);
        }
    }

    fn key(&self, token: &TokenFeatures) -> Key {
        let mut key =
            [token.norm, token.prefix, token.suffix, token.shape, u64::from(token.spacy), u64::from(token.is_space)];
        key[self.embeddings.len()..].fill(0);
        key
    }

    /// Computes the words that the cache does not have, all at once.
    fn fresh_lexemes(&self, keys: &[Option<Key>], known: &[Option<&Lexeme>]) -> Fresh {
        let mut fresh = Fresh::default();
        for key in keys.iter().zip(known).filter(|(_, known)| known.is_none()).filter_map(|(key, _)| *key) {
            fresh.index.entry(key).or_insert_with(|| {
                fresh.keys.push(key);
                fresh.keys.len() - 1
            });
        }
        let inputs = self.embeddings.len() * WIDTH;
        let mut embedded = vec![0.0; fresh.keys.len() * inputs];
        for (key, row) in fresh.keys.iter().zip(embedded.chunks_exact_mut(inputs)) {
            for ((embedding, &feature), out) in self.embeddings.iter().zip(key).zip(row.chunks_exact_mut(WIDTH)) {
                embedding.write(feature, out);
            }
        }
        let vectors = self.mixer.apply(self.backend, &embedded);
        let products = self.first.slots.each_ref().map(|slot| {
            let mut products = vec![0.0; 3 * vectors.len()];
            slot.multiply(self.backend, Rows::dense(&vectors, WIDTH), &mut products);
            products
        });
        let products = products.each_ref().map(|products| products.as_chunks::<{ 3 * WIDTH }>().0);
        fresh.lexemes = vectors
            .as_chunks()
            .0
            .iter()
            .enumerate()
            .map(|(at, &vector)| Lexeme { vector, products: products.map(|slot| slot[at]) })
            .collect();
        fresh
    }
}

/// Words met for the first time.
#[derive(Default)]
struct Fresh {
    keys: Vec<Key>,
    lexemes: Vec<Lexeme>,
    index: HashMap<Key, usize>,
}

/// The first convolution, as sums of products that each word brings along.
struct FirstConvolution {
    /// The weights of left neighbour, word itself, and right neighbour.
    slots: [Matrix<3>; 3],
    /// In the order of the products.
    bias: [f32; 3 * WIDTH],
    norm: LayerNorm,
}

impl FirstConvolution {
    fn load(file: &ModelFile<'_>, name: &str) -> Result<Self, ModelError> {
        let weights = MaxoutWeights::load(file, name, 3 * WIDTH)?;
        let slots = [0, 1, 2].map(|slot| weights.pack(slot * WIDTH..(slot + 1) * WIDTH, false));
        Ok(Self { slots, bias: weights.packed_bias(), norm: weights.norm })
    }

    /// Writes maxout for every row but the first and the last.
    fn apply(&self, backend: Backend, lexemes: &[&Lexeme], out: &mut [f32]) {
        backend.run(SumProducts { bias: &self.bias, lexemes, out });
    }
}

struct SumProducts<'a> {
    bias: &'a [f32; 3 * WIDTH],
    lexemes: &'a [&'a Lexeme],
    out: &'a mut [f32],
}

impl Kernel for SumProducts<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let bias = chunks(self.bias);
        for (window, out) in self.lexemes.windows(3).zip(self.out.chunks_exact_mut(WIDTH)) {
            let left = chunks(&window[0].products[0]);
            let own = chunks(&window[1].products[1]);
            let right = chunks(&window[2].products[2]);
            for (panel, out) in chunks_mut(out).iter_mut().enumerate() {
                let mut pieces = [simd.splat(0.0); 3];
                for (piece, sum) in pieces.iter_mut().enumerate() {
                    let at = 3 * panel + piece;
                    let outer = simd.add(simd.load(&left[at]), simd.load(&right[at]));
                    *sum = simd.add(outer, simd.add(simd.load(&own[at]), simd.load(&bias[at])));
                }
                simd.store(simd.max(simd.max(pieces[0], pieces[1]), pieces[2]), out);
            }
        }
    }
}

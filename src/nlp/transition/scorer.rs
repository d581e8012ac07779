//! The network that scores actions from a handful of tokens of a state.
//!
//! A token's vector is reduced to 64 numbers; the hidden layer is linear in them, so the product for each feature slot
//! is computed once a token, for a block of tokens at a time, and a state costs a few vector sums. Only a window of
//! products is kept, so that memory does not grow with the text; tokens that left it are computed anew.

use crate::nlp::encoder::WIDTH;
use crate::nlp::kernels::{Backend, Chunk, Kernel, Matrix, Rows, Simd, chunks};
use crate::nlp::model::{ModelError, ModelFile};

/// Width of a reduced token and of the hidden layer.
pub(crate) const HIDDEN: usize = 64;
const CHUNKS: usize = HIDDEN / 16;
/// Floats of one token's product for one feature slot: two pieces of the hidden layer.
const PRODUCT: usize = 2 * HIDDEN;
/// Tokens whose products are kept.
const WINDOW: usize = 256;
/// Tokens whose products are computed together when the first of them is needed.
const BLOCK: usize = 64;

/// Scores of actions, padded to whole chunks.
pub(crate) type Scores<const CHUNKS: usize> = [Chunk; CHUNKS];

/// Scores up to `16 × OUT` actions from `SLOTS` tokens.
pub(crate) struct Scorer<const SLOTS: usize, const OUT: usize> {
    backend: Backend,
    reduce: Matrix<2>,
    lower: Matrix<2>,
    /// Of the hidden layer: all first pieces, then all second ones, as in all products.
    bias: [Chunk; PRODUCT / 16],
    /// The products of a missing token.
    missing: Vec<f32>,
    upper: Matrix<OUT>,
}

/// What a scorer remembers of the text at hand.
#[derive(Default)]
pub(crate) struct Products {
    /// Reduced tokens.
    reduced: Vec<f32>,
    /// The products of the last [`WINDOW`] tokens before `computed`, in a ring.
    window: Vec<f32>,
    /// Number of tokens whose products have been computed.
    computed: usize,
    /// Products of tokens that left the window, one for each feature slot.
    recomputed: Vec<f32>,
}

impl<const SLOTS: usize, const OUT: usize> Scorer<SLOTS, OUT> {
    /// Floats of a token's products.
    const ROW: usize = SLOTS * PRODUCT;

    /// Loads the scorer whose sections begin with `name`.
    pub(crate) fn load(file: &ModelFile<'_>, name: &str, actions: usize, backend: Backend) -> Result<Self, ModelError> {
        let section = |suffix: &str, len: usize| file.floats(&format!("{name}.{suffix}"), len);
        let reduce = (section("reduce.weights", HIDDEN * WIDTH)?, section("reduce.bias", HIDDEN)?);
        let lower = (section("lower.weights", Self::ROW * HIDDEN)?, section("lower.bias", PRODUCT)?);
        let pad = section("lower.pad", Self::ROW)?;
        let upper = (section("upper.weights", actions * HIDDEN)?, section("upper.bias", actions)?);
        let bias: [f32; PRODUCT] = std::array::from_fn(|at| lower.1[in_file(at)]);
        Ok(Self {
            backend,
            reduce: Matrix::pack(WIDTH, HIDDEN, |out, input| reduce.0[out * WIDTH + input], |out| reduce.1[out]),
            lower: Matrix::pack(HIDDEN, Self::ROW, |out, input| lower.0[in_file(out) * HIDDEN + input], |_| 0.0),
            bias: chunks(&bias).try_into().expect("128 floats"),
            missing: (0..Self::ROW).map(|at| pad[in_file(at)]).collect(),
            upper: Matrix::pack(HIDDEN, actions, |out, input| upper.0[out * HIDDEN + input], |out| upper.1[out]),
        })
    }

    /// Forgets the last text.
    pub(crate) fn clear(&self, products: &mut Products) {
        products.reduced.clear();
        products.computed = 0;
        products.window.resize(WINDOW * Self::ROW, 0.0);
        products.recomputed.resize(SLOTS * Self::ROW, 0.0);
    }

    /// Takes the encoder's vectors of the next tokens of the text.
    pub(crate) fn push(&self, vectors: &[f32], products: &mut Products) {
        let start = products.reduced.len();
        let tokens = vectors.len() / WIDTH;
        products.reduced.resize(start + tokens * HIDDEN, 0.0);
        self.reduce.multiply(self.backend, Rows::dense(vectors, WIDTH), &mut products.reduced[start..]);
    }

    /// Scores all actions in the state that shows these tokens.
    pub(crate) fn score(&self, tokens: [Option<u32>; SLOTS], products: &mut Products) -> Scores<OUT> {
        for (slot, token) in tokens.iter().enumerate() {
            if let Some(token) = *token {
                self.provide(token as usize, slot, products);
            }
        }
        let parts: [&[Chunk; PRODUCT / 16]; SLOTS] = std::array::from_fn(|slot| {
            let row = match tokens[slot] {
                None => &self.missing,
                Some(token) if products.holds(token as usize) => {
                    &products.window[token as usize % WINDOW * Self::ROW..][..Self::ROW]
                }
                Some(_) => &products.recomputed[slot * Self::ROW..][..Self::ROW],
            };
            chunks(&row[slot * PRODUCT..][..PRODUCT]).try_into().expect("128 floats")
        });
        let mut hidden = [0.0; HIDDEN];
        self.backend.run(HiddenLayer { bias: &self.bias, parts, hidden: &mut hidden });
        let mut scores = [[0.0; 16]; OUT];
        self.upper.multiply(self.backend, Rows::dense(&hidden, HIDDEN), scores.as_flattened_mut());
        scores
    }

    /// Sees to it that the products of `token` are at hand.
    fn provide(&self, token: usize, slot: usize, products: &mut Products) {
        while token >= products.computed {
            let block = products.computed..(products.computed + BLOCK).min(products.reduced.len() / HIDDEN);
            let out = block.start % WINDOW * Self::ROW..(block.start % WINDOW + block.len()) * Self::ROW;
            let rows = Rows::dense(&products.reduced[block.start * HIDDEN..block.end * HIDDEN], HIDDEN);
            self.lower.multiply(self.backend, rows, &mut products.window[out]);
            products.computed = block.end;
        }
        if !products.holds(token) {
            let row = Rows::dense(&products.reduced[token * HIDDEN..][..HIDDEN], HIDDEN);
            self.lower.multiply(self.backend, row, &mut products.recomputed[slot * Self::ROW..][..Self::ROW]);
        }
    }

    /// The first of the actions with the highest score, after `mask` is added: 0 for valid actions, −∞ for others.
    pub(crate) fn best_of(&self, scores: &Scores<OUT>, mask: &Scores<OUT>) -> usize {
        let mut valid = [[0.0; 16]; OUT];
        let max = self.backend.run(Maximum { scores, mask, valid: &mut valid });
        let best = valid.as_flattened().iter().position(|&score| score == max);
        best.expect("the maximum is one of the scores")
    }
}

impl Products {
    /// True if the token's products are in the window. Blocks are written whole, so the window may hold a little more.
    fn holds(&self, token: usize) -> bool {
        token < self.computed && token + WINDOW >= self.computed.next_multiple_of(BLOCK)
    }
}

/// Where the file, which has the two pieces of a unit side by side, has the number that the engine, which has all first
/// pieces of a slot and then all second ones, keeps at `at`.
fn in_file(at: usize) -> usize {
    let (slot, piece, unit) = (at / PRODUCT, at % PRODUCT / HIDDEN, at % HIDDEN);
    slot * PRODUCT + unit * 2 + piece
}

struct HiddenLayer<'a, const SLOTS: usize> {
    bias: &'a [Chunk; PRODUCT / 16],
    parts: [&'a [Chunk; PRODUCT / 16]; SLOTS],
    hidden: &'a mut [f32; HIDDEN],
}

impl<const SLOTS: usize> Kernel for HiddenLayer<'_, SLOTS> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let (hidden, _) = self.hidden.as_chunks_mut();
        for (at, out) in hidden.iter_mut().enumerate() {
            let mut low = simd.load(&self.bias[at]);
            let mut high = simd.load(&self.bias[at + CHUNKS]);
            for part in self.parts {
                low = simd.add(low, simd.load(&part[at]));
                high = simd.add(high, simd.load(&part[at + CHUNKS]));
            }
            simd.store(simd.max(low, high), out);
        }
    }
}

struct Maximum<'a, const OUT: usize> {
    scores: &'a Scores<OUT>,
    mask: &'a Scores<OUT>,
    valid: &'a mut Scores<OUT>,
}

impl<const OUT: usize> Kernel for Maximum<'_, OUT> {
    type Output = f32;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> f32 {
        let mut max = simd.splat(f32::NEG_INFINITY);
        for at in 0..OUT {
            let valid = simd.add(simd.load(&self.scores[at]), simd.load(&self.mask[at]));
            simd.store(valid, &mut self.valid[at]);
            max = simd.max(max, valid);
        }
        let mut lanes = [0.0; 16];
        simd.store(max, &mut lanes);
        let mut largest = lanes[0];
        for lane in lanes {
            if lane > largest {
                largest = lane;
            }
        }
        largest
    }
}

//! A convolution over three rows with half the multiplications.
//!
//! Winograd's minimal filtering F(4, 3): four neighbouring outputs of a filter of three taps need six products, not
//! twelve, of transformed inputs with transformed weights. Here the taps are matrices and the inputs rows.
//! A. Lavin, S. Gray (2015), "Fast Algorithms for Convolutional Neural Networks". The result differs from the plain sum by
//! rounding only (about one part in a million, a hundred times less than the rounding of the embeddings).

use super::WIDTH;
use super::weights::MaxoutWeights;
use crate::nlp::kernels::{Backend, Chunk, Kernel, LayerNorm, Matrix, Rows, Simd, chunks, chunks_mut};
use crate::nlp::model::{ModelError, ModelFile};

/// Outputs computed together.
const TILE: usize = 4;
/// Products for a tile, and rows that it reads.
const PRODUCTS: usize = TILE + 2;
/// Floats of a row before maxout.
const PIECES: usize = 3 * WIDTH;

/// Weights of the left, own and right row in each product (the matrix G of the paper).
const WEIGHT_TRANSFORM: [[f64; 3]; PRODUCTS] = [
    [1.0 / 4.0, 0.0, 0.0],
    [-1.0 / 6.0, -1.0 / 6.0, -1.0 / 6.0],
    [-1.0 / 6.0, 1.0 / 6.0, -1.0 / 6.0],
    [1.0 / 24.0, 1.0 / 12.0, 1.0 / 6.0],
    [1.0 / 24.0, -1.0 / 12.0, 1.0 / 6.0],
    [0.0, 0.0, 1.0],
];

/// A convolution with maxout and its layer norm.
pub(super) struct Convolution {
    /// One matrix a product, outputs in the order of [`Matrix::maxout`].
    products: [Matrix<3>; PRODUCTS],
    bias: [f32; PIECES],
    /// To be applied to the result.
    pub(super) norm: LayerNorm,
}

/// Buffers that outlive a call.
#[derive(Default)]
pub(super) struct Scratch {
    inputs: Vec<f32>,
    outputs: Vec<f32>,
}

impl Convolution {
    pub(super) fn load(file: &ModelFile<'_>, name: &str) -> Result<Self, ModelError> {
        let weights = MaxoutWeights::load(file, name, 3 * WIDTH)?;
        let products = WEIGHT_TRANSFORM.map(|taps| {
            let weight = |output: usize, input: usize| {
                let tap = |tap: usize| taps[tap] * f64::from(weights.weight(output, tap * WIDTH + input));
                (tap(0) + tap(1) + tap(2)) as f32
            };
            Matrix::pack(WIDTH, PIECES, weight, |_| 0.0)
        });
        Ok(Self { products, bias: weights.packed_bias(), norm: weights.norm })
    }

    /// Rows that [`Self::apply`] reads for `count` rows of output; all but `count + 2` may be anything finite.
    pub(super) fn rows_read(count: usize) -> usize {
        count.next_multiple_of(TILE) + 2
    }

    /// Writes the maxout of `count` rows to the front of `out`. The first row is computed from the first three of
    /// `rows`, which has [`Self::rows_read`] of them; `out` has room for two rows less.
    pub(super) fn apply(&self, backend: Backend, rows: &[f32], count: usize, out: &mut [f32], scratch: &mut Scratch) {
        let tiles = count.div_ceil(TILE);
        scratch.inputs.resize(PRODUCTS * tiles * WIDTH, 0.0);
        scratch.outputs.resize(PRODUCTS * tiles * PIECES, 0.0);
        backend.run(TransformInputs { rows, tiles, out: &mut scratch.inputs });
        let inputs = scratch.inputs.chunks_exact(tiles.max(1) * WIDTH);
        let outputs = scratch.outputs.chunks_exact_mut(tiles.max(1) * PIECES);
        for ((matrix, inputs), outputs) in self.products.iter().zip(inputs).zip(outputs) {
            matrix.multiply(backend, Rows::dense(inputs, WIDTH), outputs);
        }
        backend.run(TransformOutputs { products: &scratch.outputs, tiles, bias: &self.bias, out });
    }
}

/// Six combinations of the six rows of each tile (the matrix Bᵀ of the paper).
struct TransformInputs<'a> {
    rows: &'a [f32],
    tiles: usize,
    /// `[product][tile][WIDTH]`
    out: &'a mut [f32],
}

impl Kernel for TransformInputs<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        const CHUNKS: usize = WIDTH / 16;
        let rows = chunks(self.rows);
        let out = chunks_mut(self.out);
        let times = |factor: f32| simd.splat(factor);
        let (m5, m4, m2, m1, p2, p4) = (times(-5.0), times(-4.0), times(-2.0), times(-1.0), times(2.0), times(4.0));
        for tile in 0..self.tiles {
            for at in 0..CHUNKS {
                let mut row = [m1; PRODUCTS];
                for (number, row) in row.iter_mut().enumerate() {
                    *row = simd.load(&rows[(tile * TILE + number) * CHUNKS + at]);
                }
                let even = simd.mul_add(m4, row[2], row[4]); // r4 − 4 r2
                let odd = simd.mul_add(m4, row[1], row[3]); // r3 − 4 r1
                let near = simd.mul_add(m1, row[2], row[4]); // r4 − r2
                let far = simd.mul_add(m1, row[1], row[3]); // r3 − r1
                let products = [
                    simd.mul_add(p4, row[0], simd.mul_add(m5, row[2], row[4])),
                    simd.add(even, odd),
                    simd.mul_add(m1, odd, even),
                    simd.mul_add(p2, far, near),
                    simd.mul_add(m2, far, near),
                    simd.mul_add(p4, row[1], simd.mul_add(m5, row[3], row[5])),
                ];
                for (product, &value) in products.iter().enumerate() {
                    simd.store(value, &mut out[(product * self.tiles + tile) * CHUNKS + at]);
                }
            }
        }
    }
}

/// Four combinations of the six products of each tile (the matrix Aᵀ of the paper), bias, and maxout.
struct TransformOutputs<'a> {
    /// `[product][tile][PIECES]`
    products: &'a [f32],
    tiles: usize,
    bias: &'a [f32; PIECES],
    out: &'a mut [f32],
}

impl Kernel for TransformOutputs<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        const CHUNKS: usize = PIECES / 16;
        let (products, bias, out) = (chunks(self.products), chunks(self.bias), chunks_mut(self.out));
        let (m1, p2, p4, p8) = (simd.splat(-1.0), simd.splat(2.0), simd.splat(4.0), simd.splat(8.0));
        for tile in 0..self.tiles {
            for unit in 0..WIDTH / 16 {
                let mut largest = [m1; TILE];
                for piece in 0..3 {
                    let at = unit * 3 + piece;
                    let mut m = [m1; PRODUCTS];
                    for (product, m) in m.iter_mut().enumerate() {
                        *m = simd.load(&products[(product * self.tiles + tile) * CHUNKS + at]);
                    }
                    let bias = simd.load(&bias[at]);
                    let (sum12, sum34) = (simd.add(m[1], m[2]), simd.add(m[3], m[4]));
                    let (diff12, diff34) = (simd.mul_add(m1, m[2], m[1]), simd.mul_add(m1, m[4], m[3]));
                    let rows = [
                        simd.add(simd.add(m[0], bias), simd.add(sum12, sum34)),
                        simd.mul_add(p2, diff34, simd.add(diff12, bias)),
                        simd.mul_add(p4, sum34, simd.add(sum12, bias)),
                        simd.mul_add(p8, diff34, simd.add(simd.add(diff12, m[5]), bias)),
                    ];
                    for row in 0..TILE {
                        largest[row] = if piece == 0 { rows[row] } else { simd.max(largest[row], rows[row]) };
                    }
                }
                for (row, &value) in largest.iter().enumerate() {
                    let out: &mut Chunk = &mut out[(tile * TILE + row) * (WIDTH / 16) + unit];
                    simd.store(value, out);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_the_plain_convolution_up_to_rounding() {
        let file = ModelFile::embedded().unwrap();
        let name = "tok2vec.conv2";
        let convolution = Convolution::load(&file, name).unwrap();
        let weights = MaxoutWeights::load(&file, name, 3 * WIDTH).unwrap();
        let plain = weights.pack(0..3 * WIDTH, true);
        for count in [1, 3, 4, 10] {
            let rows: Vec<f32> = (0..Convolution::rows_read(count) * WIDTH)
                .map(|at| ((at * 7919 % 1013) as f32 / 1013.0 - 0.5) * 4.0)
                .collect();
            for backend in Backend::available() {
                let mut expected = vec![0.0; count * WIDTH];
                plain.maxout(backend, Rows { values: &rows, stride: WIDTH, count }, &mut expected);
                let mut out = vec![0.0; (Convolution::rows_read(count) - 2) * WIDTH];
                convolution.apply(backend, &rows, count, &mut out, &mut Scratch::default());
                for (value, expected) in out.iter().zip(&expected) {
                    assert!((value - expected).abs() < 2e-5 * expected.abs().max(1.0), "{value} for {expected}");
                }
            }
        }
    }
}

//! An affine layer, packed so that one pass over a panel of weights serves a tile of rows from registers.
//!
//! The outputs are cut into panels of `PIECES` chunks of 16. A panel holds, for each input in turn, the weights of its
//! outputs; a tile of rows accumulates `TILE × PIECES` vectors over all inputs in ascending order, so that a row's
//! result does not depend on how rows were batched. A maxout layer has its three pieces as the three chunks of
//! a panel and takes their maximum before anything is stored.

use super::{Backend, Chunk, Kernel, Simd, chunks_mut};

/// `rows` vectors that begin `stride` floats apart; windows of a convolution overlap.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    /// The floats in which the vectors lie.
    pub(crate) values: &'a [f32],
    /// Distance from one vector to the next.
    pub(crate) stride: usize,
    /// How many vectors.
    pub(crate) count: usize,
}

impl<'a> Rows<'a> {
    /// Vectors one after the other.
    pub(crate) fn dense(values: &'a [f32], width: usize) -> Self {
        Self { values, stride: width, count: values.len() / width }
    }
}

/// Weights and biases of an affine layer with `PIECES` chunks of outputs a panel.
pub(crate) struct Matrix<const PIECES: usize> {
    inputs: usize,
    /// `inputs` entries for each panel.
    weights: Vec<[Chunk; PIECES]>,
    /// One entry for each panel.
    bias: Vec<[Chunk; PIECES]>,
}

impl<const PIECES: usize> Matrix<PIECES> {
    /// Packs a layer whose output `o` is `weight(o, ·) · input + bias(o)`; outputs are padded with zeros to whole panels.
    pub(crate) fn pack(
        inputs: usize,
        outputs: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Self {
        let panels = outputs.div_ceil(16 * PIECES);
        let chunk = |panel: usize, piece: usize, value: &dyn Fn(usize) -> f32| -> Chunk {
            std::array::from_fn(|lane| {
                let output = (panel * PIECES + piece) * 16 + lane;
                if output < outputs { value(output) } else { 0.0 }
            })
        };
        let mut weights = Vec::with_capacity(panels * inputs);
        let mut biases = Vec::with_capacity(panels);
        for panel in 0..panels {
            for input in 0..inputs {
                weights.push(std::array::from_fn(|piece| chunk(panel, piece, &|output| weight(output, input))));
            }
            biases.push(std::array::from_fn(|piece| chunk(panel, piece, &bias)));
        }
        Self { inputs, weights, bias: biases }
    }

    /// Number of outputs, padding included.
    pub(crate) fn width(&self) -> usize {
        self.bias.len() * PIECES * 16
    }

    /// Writes the outputs of each row, [`Self::width`] floats a row.
    pub(crate) fn multiply(&self, backend: Backend, rows: Rows<'_>, out: &mut [f32]) {
        assert_eq!(out.len(), rows.count * self.width(), "one output a row");
        backend.run(Product::<PIECES, false> { matrix: self, rows, out });
    }
}

impl Matrix<3> {
    /// Writes the maximum of the three pieces for each row, a third of [`Self::width`] floats a row.
    pub(crate) fn maxout(&self, backend: Backend, rows: Rows<'_>, out: &mut [f32]) {
        assert_eq!(out.len(), rows.count * self.width() / 3, "one output a row");
        backend.run(Product::<3, true> { matrix: self, rows, out });
    }

    /// The output of the layer, as [`Matrix::pack`] numbers them, that is piece `piece` of unit `unit`.
    pub(crate) fn unit_and_piece(output: usize) -> (usize, usize) {
        (output / 48 * 16 + output % 16, output / 16 % 3)
    }
}

struct Product<'a, const PIECES: usize, const MAXOUT: bool> {
    matrix: &'a Matrix<PIECES>,
    rows: Rows<'a>,
    out: &'a mut [f32],
}

impl<const PIECES: usize, const MAXOUT: bool> Kernel for Product<'_, PIECES, MAXOUT> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let stored = if MAXOUT { 1 } else { PIECES };
        let width = self.matrix.bias.len() * stored;
        let out = chunks_mut(self.out);
        let panels = self.matrix.weights.chunks_exact(self.matrix.inputs.max(1)).zip(&self.matrix.bias);
        for (panel, (weights, bias)) in panels.enumerate() {
            let mut at = 0;
            while at < self.rows.count {
                let left = self.rows.count - at;
                let place = Place { first: at, column: panel * stored, width };
                at += match S::TILE.min(left) {
                    8.. => tile::<S, 8, PIECES, MAXOUT>(simd, self.rows, weights, bias, out, place),
                    4.. => tile::<S, 4, PIECES, MAXOUT>(simd, self.rows, weights, bias, out, place),
                    2.. => tile::<S, 2, PIECES, MAXOUT>(simd, self.rows, weights, bias, out, place),
                    _ => tile::<S, 1, PIECES, MAXOUT>(simd, self.rows, weights, bias, out, place),
                };
            }
        }
    }
}

/// Where a tile's results go: the first row, the first chunk in it, and the chunks of a row.
#[derive(Clone, Copy)]
struct Place {
    first: usize,
    column: usize,
    width: usize,
}

/// Computes one panel for `ROWS` rows and returns `ROWS`.
#[inline(always)]
fn tile<S: Simd, const ROWS: usize, const PIECES: usize, const MAXOUT: bool>(
    simd: S,
    rows: Rows<'_>,
    weights: &[[Chunk; PIECES]],
    bias: &[Chunk; PIECES],
    out: &mut [Chunk],
    place: Place,
) -> usize {
    let inputs = weights.len();
    // Loops, here and below, where closures would read better: a closure is a function of its own and would be
    // compiled without the backend's instructions.
    let mut input: [&[f32]; ROWS] = [&[]; ROWS];
    for (row, input) in input.iter_mut().enumerate() {
        *input = &rows.values[(place.first + row) * rows.stride..][..inputs];
    }
    let mut first = [simd.splat(0.0); PIECES];
    for piece in 0..PIECES {
        first[piece] = simd.load(&bias[piece]);
    }
    let mut sums = [first; ROWS];
    for at in 0..inputs {
        if S::KEEP_WEIGHTS {
            let mut weight = first;
            for piece in 0..PIECES {
                weight[piece] = simd.load(&weights[at][piece]);
            }
            for row in 0..ROWS {
                let value = simd.splat(input[row][at]);
                for piece in 0..PIECES {
                    sums[row][piece] = simd.mul_add(value, weight[piece], sums[row][piece]);
                }
            }
        } else {
            let mut value = [first[0]; ROWS];
            for row in 0..ROWS {
                value[row] = simd.splat(input[row][at]);
            }
            for piece in 0..PIECES {
                let weight = simd.load(&weights[at][piece]);
                for row in 0..ROWS {
                    sums[row][piece] = simd.mul_add(value[row], weight, sums[row][piece]);
                }
            }
        }
    }
    for (row, sums) in sums.iter().enumerate() {
        let out = &mut out[(place.first + row) * place.width + place.column..];
        if MAXOUT {
            let mut max = sums[0];
            for &piece in &sums[1..] {
                max = simd.max(max, piece);
            }
            simd.store(max, &mut out[0]);
        } else {
            for (piece, &sum) in sums.iter().enumerate() {
                simd.store(sum, &mut out[piece]);
            }
        }
    }
    ROWS
}

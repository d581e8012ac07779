//! Layer normalisation, added to what is there.

use super::{Backend, Chunk, Kernel, Simd, chunks, chunks_mut};

/// Floats of a row.
const WIDTH: usize = 96;
const CHUNKS: usize = WIDTH / 16;
/// Keeps the variance of a constant row from being zero.
const EPSILON: f32 = 1e-8;

/// Shifts each row to mean 0 and scales it to variance 1, then applies a learned scale and shift.
pub(crate) struct LayerNorm {
    scale: [Chunk; CHUNKS],
    shift: [Chunk; CHUNKS],
}

impl LayerNorm {
    /// From 96 scales and 96 shifts.
    pub(crate) fn new(scale: &[f32], shift: &[f32]) -> Self {
        let table = |values: &[f32]| chunks(values).try_into().expect("96 floats");
        Self { scale: table(scale), shift: table(shift) }
    }

    /// Adds the normalised rows of `from` to the rows of `to`.
    pub(crate) fn add(&self, backend: Backend, from: &[f32], to: &mut [f32]) {
        assert_eq!(from.len(), to.len(), "as many rows in as out");
        backend.run(AddNormalised { norm: self, from, to });
    }
}

struct AddNormalised<'a> {
    norm: &'a LayerNorm,
    from: &'a [f32],
    to: &'a mut [f32],
}

impl Kernel for AddNormalised<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let rows = chunks(self.from).as_chunks::<CHUNKS>().0;
        let sums = chunks_mut(self.to).as_chunks_mut::<CHUNKS>().0;
        let zero = simd.splat(0.0);
        for (row, sums) in rows.iter().zip(sums) {
            let mut values = [zero; CHUNKS];
            for at in 0..CHUNKS {
                values[at] = simd.load(&row[at]);
            }
            let centre = simd.splat(-total(simd, values) / WIDTH as f32);
            let mut squares = [zero; CHUNKS];
            for at in 0..CHUNKS {
                values[at] = simd.add(values[at], centre);
                squares[at] = simd.mul_add(values[at], values[at], zero);
            }
            let variance = total(simd, squares) / WIDTH as f32 + EPSILON;
            let inverse = simd.splat(1.0 / variance.sqrt());
            for at in 0..CHUNKS {
                let unit = simd.mul_add(values[at], inverse, zero);
                let normal = simd.mul_add(unit, simd.load(&self.norm.scale[at]), simd.load(&self.norm.shift[at]));
                simd.store(simd.add(simd.load(&sums[at]), normal), &mut sums[at]);
            }
        }
    }
}

/// The sum of a row's floats, in an order that is the same for all backends.
#[inline(always)]
fn total<S: Simd>(simd: S, row: [S::Vector; CHUNKS]) -> f32 {
    let [a, b, c, d, e, f] = row;
    let sum = simd.add(simd.add(simd.add(a, b), simd.add(c, d)), simd.add(e, f));
    let mut lanes: Chunk = [0.0; 16];
    simd.store(sum, &mut lanes);
    let mut width = 16;
    while width > 1 {
        width /= 2;
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
    }
    lanes[0]
}

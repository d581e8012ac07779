//! Plain arithmetic, which the compiler turns into whatever vectors the target always has (SSE2, NEON).

use super::{Chunk, Simd};

/// The instructions of the compilation target.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

/// Multiplies and adds in one step only where that is an instruction: elsewhere it would be a slow library call.
const FUSED: bool = cfg!(any(target_arch = "aarch64", target_feature = "fma"));

impl Simd for Portable {
    type Vector = Chunk;
    const TILE: usize = 1;
    const KEEP_WEIGHTS: bool = false;

    #[inline(always)]
    fn splat(self, value: f32) -> Chunk {
        [value; 16]
    }

    #[inline(always)]
    fn load(self, chunk: &Chunk) -> Chunk {
        *chunk
    }

    #[inline(always)]
    fn store(self, vector: Chunk, chunk: &mut Chunk) {
        *chunk = vector;
    }

    #[inline(always)]
    fn add(self, a: Chunk, b: Chunk) -> Chunk {
        std::array::from_fn(|lane| a[lane] + b[lane])
    }

    #[inline(always)]
    fn mul_add(self, a: Chunk, b: Chunk, c: Chunk) -> Chunk {
        std::array::from_fn(|lane| if FUSED { a[lane].mul_add(b[lane], c[lane]) } else { a[lane] * b[lane] + c[lane] })
    }

    #[inline(always)]
    fn max(self, a: Chunk, b: Chunk) -> Chunk {
        // Not f32::max, whose care for NaN costs instructions that the network never needs.
        std::array::from_fn(|lane| if a[lane] > b[lane] { a[lane] } else { b[lane] })
    }
}

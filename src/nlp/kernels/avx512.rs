//! AVX-512: one register of sixteen floats is a vector.

use std::arch::x86_64::{
    __m512, _mm512_add_ps, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_max_ps, _mm512_set1_ps, _mm512_storeu_ps,
};

use super::{Chunk, Kernel, Simd};

/// The proof that this CPU has AVX-512 F (and AVX2 and FMA, as all such CPUs do).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx512(());

impl Avx512 {
    /// The proof, if it can be given.
    pub(crate) fn detect() -> Option<Self> {
        let all =
            is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        all.then_some(Self(()))
    }

    /// Compiles `kernel` for AVX-512 and runs it.
    #[inline]
    pub(crate) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        #[target_feature(enable = "avx512f,avx2,fma")]
        fn with_avx512<K: Kernel>(simd: Avx512, kernel: K) -> K::Output {
            kernel.run(simd)
        }
        // SAFETY: `self` can only come from `detect`, so the CPU has AVX-512 F, AVX2 and FMA.
        unsafe { with_avx512(self, kernel) }
    }
}

// SAFETY of every block below: `self` can only come from `detect`, so the CPU has the instruction; loads and stores
// are unaligned ones of sixteen floats of an array of sixteen.
#[allow(clippy::undocumented_unsafe_blocks)] // one comment for all, above
impl Simd for Avx512 {
    type Vector = __m512;
    const TILE: usize = 8;
    const KEEP_WEIGHTS: bool = true;

    #[inline(always)]
    fn splat(self, value: f32) -> __m512 {
        unsafe { _mm512_set1_ps(value) }
    }

    #[inline(always)]
    fn load(self, chunk: &Chunk) -> __m512 {
        unsafe { _mm512_loadu_ps(chunk.as_ptr()) }
    }

    #[inline(always)]
    fn store(self, vector: __m512, chunk: &mut Chunk) {
        unsafe { _mm512_storeu_ps(chunk.as_mut_ptr(), vector) }
    }

    #[inline(always)]
    fn add(self, a: __m512, b: __m512) -> __m512 {
        unsafe { _mm512_add_ps(a, b) }
    }

    #[inline(always)]
    fn mul_add(self, a: __m512, b: __m512, c: __m512) -> __m512 {
        unsafe { _mm512_fmadd_ps(a, b, c) }
    }

    #[inline(always)]
    fn max(self, a: __m512, b: __m512) -> __m512 {
        unsafe { _mm512_max_ps(a, b) }
    }
}

//! AVX2 with fused multiply-add: two registers of eight floats make a vector.

use std::arch::x86_64::{
    __m256, _mm256_add_ps, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_max_ps, _mm256_set1_ps, _mm256_storeu_ps,
};

use super::{Chunk, Kernel, Simd};

/// The proof that this CPU has AVX2 and FMA.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2(());

impl Avx2 {
    /// The proof, if it can be given.
    pub(crate) fn detect() -> Option<Self> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Self(()))
    }

    /// Compiles `kernel` for AVX2 and runs it.
    #[inline]
    pub(crate) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        #[target_feature(enable = "avx2,fma")]
        fn with_avx2<K: Kernel>(simd: Avx2, kernel: K) -> K::Output {
            kernel.run(simd)
        }
        // SAFETY: `self` can only come from `detect`, so the CPU has AVX2 and FMA.
        unsafe { with_avx2(self, kernel) }
    }
}

// SAFETY of every block below: `self` can only come from `detect`, so the CPU has the instruction; loads and stores
// are unaligned ones of eight floats at offsets 0 and 8 of an array of sixteen.
#[allow(clippy::undocumented_unsafe_blocks)] // one comment for all, above
impl Simd for Avx2 {
    type Vector = [__m256; 2];
    const TILE: usize = 2;
    const KEEP_WEIGHTS: bool = false;

    #[inline(always)]
    fn splat(self, value: f32) -> [__m256; 2] {
        unsafe { [_mm256_set1_ps(value); 2] }
    }

    #[inline(always)]
    fn load(self, chunk: &Chunk) -> [__m256; 2] {
        let [low, high] = halves(chunk);
        unsafe { [_mm256_loadu_ps(low.as_ptr()), _mm256_loadu_ps(high.as_ptr())] }
    }

    #[inline(always)]
    fn store(self, [low, high]: [__m256; 2], chunk: &mut Chunk) {
        let (to_low, to_high) = chunk.split_at_mut(8);
        unsafe {
            _mm256_storeu_ps(to_low.as_mut_ptr(), low);
            _mm256_storeu_ps(to_high.as_mut_ptr(), high);
        }
    }

    #[inline(always)]
    fn add(self, a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        unsafe { [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn mul_add(self, a: [__m256; 2], b: [__m256; 2], c: [__m256; 2]) -> [__m256; 2] {
        unsafe { [_mm256_fmadd_ps(a[0], b[0], c[0]), _mm256_fmadd_ps(a[1], b[1], c[1])] }
    }

    #[inline(always)]
    fn max(self, a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        unsafe { [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])] }
    }
}

#[inline(always)]
fn halves(chunk: &Chunk) -> [&[f32; 8]; 2] {
    let (halves, _) = chunk.as_chunks::<8>();
    [&halves[0], &halves[1]]
}

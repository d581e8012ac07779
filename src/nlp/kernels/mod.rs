//! The arithmetic of the network: a packed matrix, a layer norm, and the instruction sets that they run on.
//!
//! Every kernel is written once, over [`Simd`], whose vector is 16 floats whatever the machine: one register with
//! AVX-512, two with AVX2, four with anything else. [`Backend::run`] compiles it for each instruction set and
//! chooses at run time. The order of all sums is the same everywhere, so that backends differ only where an
//! instruction set lacks the fused multiply-add.
//!
//! `unsafe` is confined to the two x86 modules, where it says "this CPU has these instructions".

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod matrix;
mod norm;
mod portable;

use std::fmt;

pub(crate) use matrix::{Matrix, Rows};
pub(crate) use norm::LayerNorm;

/// Sixteen floats, the unit of all tables.
pub(crate) type Chunk = [f32; 16];

/// Instructions on vectors of sixteen floats.
///
/// A value of an implementing type is the proof that the CPU has them: it can be had from [`Backend`] only.
pub(crate) trait Simd: Copy {
    /// Sixteen floats in registers.
    type Vector: Copy;
    /// Rows of input that a matrix kernel works on at a time, so that its sums stay in registers.
    const TILE: usize;
    /// Whether there are registers to keep the weights of an input beside the sums, or rather its values.
    const KEEP_WEIGHTS: bool;

    fn splat(self, value: f32) -> Self::Vector;
    fn load(self, chunk: &Chunk) -> Self::Vector;
    fn store(self, vector: Self::Vector, chunk: &mut Chunk);
    fn add(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// `a * b + c`, fused where the instruction set can.
    fn mul_add(self, a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector;
    fn max(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
}

/// A computation that can be compiled for any instruction set. Its `run` must be `#[inline(always)]`, since only what
/// is inlined into the backend's function is compiled with the backend's instructions.
pub(crate) trait Kernel {
    type Output;
    fn run<S: Simd>(self, simd: S) -> Self::Output;
}

/// The instruction sets that the language engine is written for. Decisions are the same with each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instructions {
    /// AVX-512 of x86-64.
    Avx512,
    /// AVX2 with fused multiply-add, of x86-64.
    Avx2,
    /// What every CPU of the compilation target has.
    Portable,
}

impl Instructions {
    /// All of them, fastest first.
    pub const ALL: &'static [Self] = &[Self::Avx512, Self::Avx2, Self::Portable];

    /// Those that this CPU has, fastest first. Never empty.
    pub fn available() -> Vec<Self> {
        Backend::available().into_iter().map(Backend::instructions).collect()
    }

    /// Their name: `avx512`, `avx2` or `portable`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Avx512 => "avx512",
            Self::Avx2 => "avx2",
            Self::Portable => "portable",
        }
    }
}

impl fmt::Display for Instructions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An instruction set that this CPU has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Backend {
    /// AVX-512 F: 32 registers of 16 floats.
    #[cfg(target_arch = "x86_64")]
    Avx512(avx512::Avx512),
    /// AVX2 and FMA: 16 registers of 8 floats.
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Avx2),
    /// What every CPU of the target has.
    Portable(portable::Portable),
}

impl Backend {
    /// The backends that this CPU can run, fastest first. Never empty.
    pub(crate) fn available() -> Vec<Self> {
        Instructions::ALL.iter().filter_map(|&instructions| Self::of(instructions)).collect()
    }

    /// The fastest backend of this CPU.
    pub(crate) fn fastest() -> Self {
        Self::available()[0]
    }

    /// The backend of these instructions, if this CPU has them.
    pub(crate) fn of(instructions: Instructions) -> Option<Self> {
        match instructions {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => avx512::Avx512::detect().map(Self::Avx512),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => avx2::Avx2::detect().map(Self::Avx2),
            #[cfg(not(target_arch = "x86_64"))]
            Instructions::Avx512 | Instructions::Avx2 => None,
            Instructions::Portable => Some(Self::Portable(portable::Portable)),
        }
    }

    /// Whose instructions they are.
    pub(crate) fn instructions(self) -> Instructions {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(_) => Instructions::Avx512,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => Instructions::Avx2,
            Self::Portable(_) => Instructions::Portable,
        }
    }

    /// Runs `kernel` with these instructions.
    #[inline]
    pub(crate) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(simd) => simd.run(kernel),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(simd) => simd.run(kernel),
            Self::Portable(simd) => kernel.run(simd),
        }
    }
}

/// Cuts a slice whose length is a multiple of 16 into chunks.
#[inline(always)]
pub(crate) fn chunks(values: &[f32]) -> &[Chunk] {
    let (chunks, rest) = values.as_chunks();
    debug_assert!(rest.is_empty(), "widths are multiples of 16");
    chunks
}

/// Like [`chunks`], to be written.
#[inline(always)]
pub(crate) fn chunks_mut(values: &mut [f32]) -> &mut [Chunk] {
    let (chunks, rest) = values.as_chunks_mut();
    debug_assert!(rest.is_empty(), "widths are multiples of 16");
    chunks
}

#[cfg(test)]
mod tests;

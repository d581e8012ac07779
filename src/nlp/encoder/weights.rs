//! A maxout layer as the model file has it, and its packing for the kernels.

use std::ops::Range;

use super::WIDTH;
use crate::nlp::kernels::{Backend, LayerNorm, Matrix, Rows};
use crate::nlp::model::{ModelError, ModelFile};

/// Weights `[unit][piece][input]`, biases `[unit][piece]`, and the layer norm that follows.
pub(super) struct MaxoutWeights {
    weights: Vec<f32>,
    inputs: usize,
    bias: Vec<f32>,
    pub(super) norm: LayerNorm,
}

impl MaxoutWeights {
    pub(super) fn load(file: &ModelFile<'_>, name: &str, inputs: usize) -> Result<Self, ModelError> {
        let section = |suffix: &str, len: usize| file.floats(&format!("{name}.{suffix}"), len);
        Ok(Self {
            weights: section("weights", 3 * WIDTH * inputs)?,
            inputs,
            bias: section("bias", 3 * WIDTH)?,
            norm: LayerNorm::new(&section("scale", WIDTH)?, &section("shift", WIDTH)?),
        })
    }

    /// The weight of `input` for an output as the packed matrix numbers it.
    pub(super) fn weight(&self, output: usize, input: usize) -> f32 {
        self.weights[Self::place(output) * self.inputs + input]
    }

    /// The biases as the packed matrix numbers outputs.
    pub(super) fn packed_bias(&self) -> [f32; 3 * WIDTH] {
        std::array::from_fn(|output| self.bias[Self::place(output)])
    }

    /// The layer restricted to some of its inputs, with or without its bias.
    pub(super) fn pack(&self, inputs: Range<usize>, with_bias: bool) -> Matrix<3> {
        let bias = |output| if with_bias { self.bias[Self::place(output)] } else { 0.0 };
        Matrix::pack(inputs.len(), 3 * WIDTH, |output, input| self.weight(output, inputs.start + input), bias)
    }

    /// Where the file has the output.
    fn place(output: usize) -> usize {
        let (unit, piece) = Matrix::unit_and_piece(output);
        unit * 3 + piece
    }
}

/// The layer that mixes a word's embeddings into one vector.
pub(super) struct Mixer {
    matrix: Matrix<3>,
    norm: LayerNorm,
    inputs: usize,
}

impl Mixer {
    pub(super) fn load(file: &ModelFile<'_>, name: &str, inputs: usize) -> Result<Self, ModelError> {
        let weights = MaxoutWeights::load(file, name, inputs)?;
        Ok(Self { matrix: weights.pack(0..inputs, true), norm: weights.norm, inputs })
    }

    /// The vectors of words whose embeddings lie one after the other.
    pub(super) fn apply(&self, backend: Backend, embedded: &[f32]) -> Vec<f32> {
        let rows = Rows::dense(embedded, self.inputs);
        let mut mixed = vec![0.0; rows.count * WIDTH];
        self.matrix.maxout(backend, rows, &mut mixed);
        let mut vectors = vec![0.0; mixed.len()];
        self.norm.add(backend, &mixed, &mut vectors);
        vectors
    }
}

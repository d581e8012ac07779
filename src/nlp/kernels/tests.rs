//! Every kernel on every backend of this CPU against arithmetic that anyone can read.

use proptest::prelude::*;

use super::*;

/// Numbers like those of the network, of a length that is `len`.
fn numbers(len: usize) -> impl Strategy<Value = Vec<f32>> {
    prop::collection::vec(-2.0_f32..2.0, len)
}

fn close(a: f32, b: f32) -> bool {
    (a - b).abs() <= 1e-4 * (1.0 + a.abs().max(b.abs()))
}

/// Inputs, outputs, rows, and the distance of rows, with room for overlap.
fn shapes() -> impl Strategy<Value = (usize, usize, usize, usize)> {
    (1..40_usize, 1..120_usize, 0..21_usize, 1..40_usize)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn product_is_the_textbook_sum(
        (inputs, outputs, count, stride, weights, bias, values) in shapes().prop_flat_map(|(i, o, c, s)| {
            (Just(i), Just(o), Just(c), Just(s), numbers(i * o), numbers(o), numbers(s * c + i))
        })
    ) {
        let rows = Rows { values: &values, stride, count };
        let matrix = Matrix::<2>::pack(inputs, outputs, |out, input| weights[out * inputs + input], |out| bias[out]);
        for backend in Backend::available() {
            let mut out = vec![f32::NAN; count * matrix.width()];
            matrix.multiply(backend, rows, &mut out);
            for (row, out) in out.chunks_exact(matrix.width()).enumerate() {
                let input = &values[row * stride..][..inputs];
                for (at, &value) in out.iter().enumerate() {
                    let expected: f32 = if at < outputs {
                        bias[at] + input.iter().zip(&weights[at * inputs..]).map(|(x, w)| x * w).sum::<f32>()
                    } else {
                        0.0
                    };
                    prop_assert!(close(value, expected), "{}: {value} for {expected}", backend.instructions());
                }
            }
        }
    }

    #[test]
    fn maxout_is_the_largest_piece(
        (inputs, count, stride, weights, bias, values) in shapes().prop_flat_map(|(i, _, c, s)| {
            (Just(i), Just(c), Just(s), numbers(i * 96), numbers(96), numbers(s * c + i))
        })
    ) {
        let rows = Rows { values: &values, stride, count };
        let weight = |out: usize, input: usize| weights[out * inputs + input];
        let matrix = Matrix::<3>::pack(inputs, 96, weight, |out| bias[out]);
        for backend in Backend::available() {
            let mut pieces = vec![f32::NAN; count * 96];
            matrix.multiply(backend, rows, &mut pieces);
            let mut largest = vec![f32::NAN; count * 32];
            matrix.maxout(backend, rows, &mut largest);
            for (pieces, largest) in pieces.chunks_exact(96).zip(largest.chunks_exact(32)) {
                let mut expected = [f32::NEG_INFINITY; 32];
                for (output, &value) in pieces.iter().enumerate() {
                    let (unit, _) = Matrix::unit_and_piece(output);
                    expected[unit] = expected[unit].max(value);
                }
                prop_assert_eq!(largest, expected);
            }
        }
    }

    #[test]
    fn rows_do_not_feel_their_neighbours(values in numbers(17 * 24), weights in numbers(24 * 48), bias in numbers(48)) {
        let matrix = Matrix::<3>::pack(24, 48, |out, input| weights[out * 24 + input], |out| bias[out]);
        for backend in Backend::available() {
            let mut together = vec![0.0; 17 * 16];
            matrix.maxout(backend, Rows::dense(&values, 24), &mut together);
            for (row, expected) in values.chunks_exact(24).zip(together.chunks_exact(16)) {
                let mut alone = [0.0; 16];
                matrix.maxout(backend, Rows::dense(row, 24), &mut alone);
                prop_assert_eq!(alone.as_slice(), expected);
            }
        }
    }

    #[test]
    fn layer_norm_shifts_and_scales(
        (count, from, to) in (0..4_usize).prop_flat_map(|c| (Just(c), numbers(c * 96), numbers(c * 96))),
        scale in numbers(96),
        shift in numbers(96),
    ) {
        let norm = LayerNorm::new(&scale, &shift);
        for backend in Backend::available() {
            let mut out = to.clone();
            norm.add(backend, &from, &mut out);
            for row in 0..count {
                let from = &from[row * 96..][..96];
                let mean = from.iter().sum::<f32>() / 96.0;
                let variance = from.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / 96.0 + 1e-8;
                for at in 0..96 {
                    let expected = to[row * 96 + at] + (from[at] - mean) / variance.sqrt() * scale[at] + shift[at];
                    prop_assert!(close(out[row * 96 + at], expected), "{}", backend.instructions());
                }
            }
        }
    }
}

#[test]
fn fused_backends_are_equal_to_the_bit() {
    let fused = Backend::available().into_iter().filter(|backend| backend.instructions() != Instructions::Portable);
    let noise =
        |seed: u32| (0..2000_u32).map(move |n| (n * 7919 % 1009 + seed) as f32 / 1009.0 - 0.5).collect::<Vec<_>>();
    let (values, weights) = (noise(1), noise(2));
    let matrix = Matrix::<3>::pack(20, 96, |out, input| weights[out * 20 + input], |out| weights[out]);
    let norm = LayerNorm::new(&weights[..96], &values[..96]);
    let results: Vec<Vec<u32>> = fused
        .map(|backend| {
            let (mut mixed, mut out) = (vec![0.0; 96 * 9], vec![0.0; 96 * 9]);
            matrix.multiply(backend, Rows::dense(&values[..180], 20), &mut mixed);
            norm.add(backend, &mixed, &mut out);
            out.into_iter().map(f32::to_bits).collect()
        })
        .collect();
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
}

//! Hash embeddings: a feature's vector is the sum of four rows of a table, chosen by a hash of the feature.

/// Width of a row.
const WIDTH: usize = super::WIDTH;

/// The table of one column of features.
pub(crate) struct HashEmbedding {
    rows: Vec<[f32; WIDTH]>,
    seed: u64,
}

impl HashEmbedding {
    /// The table of column `column`; `table` holds whole rows, one after the other.
    pub(crate) fn new(column: usize, table: &[f32]) -> Self {
        // The model was trained with seeds from 8 upwards.
        Self { rows: table.as_chunks().0.to_vec(), seed: 8 + column as u64 }
    }

    /// Writes the vector of `feature`.
    pub(crate) fn write(&self, feature: u64, out: &mut [f32]) {
        let [a, b, c, d] = murmur_hash_3(feature, self.seed).map(|key| &self.rows[key as usize % self.rows.len()]);
        for (at, out) in out.iter_mut().enumerate() {
            *out = a[at] + b[at] + c[at] + d[at];
        }
    }
}

/// MurmurHash3 x86-128 of a 64-bit number as the thinc library computes it (64-bit lanes, Austin Appleby, public domain),
/// cut into four keys.
fn murmur_hash_3(value: u64, seed: u64) -> [u32; 4] {
    const BYTES: u64 = 8;
    let mut low = value.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    low ^= seed ^ BYTES;
    let mut high = seed ^ BYTES;
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    low = finalise(low);
    high = finalise(high);
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    [low as u32, (low >> 32) as u32, high as u32, (high >> 32) as u32]
}

fn finalise(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

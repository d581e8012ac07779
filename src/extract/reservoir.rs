//! A random sample of known size from a stream of unknown length, the same for the same seed.

/// Keeps `size` of the things that it is offered, each with the same chance (Vitter's algorithm R).
#[derive(Clone, Debug)]
pub struct Reservoir<T> {
    size: usize,
    offered: u64,
    state: u64,
    kept: Vec<(u64, T)>,
}

impl<T> Reservoir<T> {
    /// An empty reservoir for at most `size` things.
    pub fn new(size: usize, seed: u64) -> Self {
        Self { size, offered: 0, state: seed, kept: Vec::new() }
    }

    /// Offers the next thing of the stream, which is made only if it is kept.
    pub fn offer(&mut self, make: impl FnOnce() -> T) {
        self.offered += 1;
        if self.kept.len() < self.size {
            self.kept.push((self.offered, make()));
            return;
        }
        let place = self.below(self.offered) as usize;
        if let Some(slot) = self.kept.get_mut(place) {
            *slot = (self.offered, make());
        }
    }

    /// What was kept, in the order of the stream.
    pub fn into_sample(mut self) -> Vec<T> {
        self.kept.sort_by_key(|(place, _)| *place);
        self.kept.into_iter().map(|(_, thing)| thing).collect()
    }

    /// A number below `bound`: SplitMix64 (Steele, Lea, Flood 2014), scaled by Lemire's multiplication.
    fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        ((u128::from(z) * u128::from(bound)) >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(size: usize, seed: u64, of: u32) -> Vec<u32> {
        let mut reservoir = Reservoir::new(size, seed);
        (0..of).for_each(|thing| reservoir.offer(|| thing));
        reservoir.into_sample()
    }

    #[test]
    fn the_same_seed_draws_the_same_in_order_of_the_stream() {
        assert_eq!(sample(5, 7, 1000), sample(5, 7, 1000));
        assert_ne!(sample(5, 7, 1000), sample(5, 8, 1000));
        assert!(sample(5, 7, 1000).is_sorted());
        assert_eq!(sample(5, 7, 3), [0, 1, 2]);
        assert!(sample(0, 7, 3).is_empty());
    }

    #[test]
    fn everything_has_the_same_chance() {
        let mut drawn = [0_u32; 10];
        for seed in 0..4000 {
            for thing in sample(3, seed, 10) {
                drawn[thing as usize] += 1;
            }
        }
        // 1,200 each are expected; 5 standard deviations are 145.
        assert!(drawn.iter().all(|count| (1055..1345).contains(count)), "{drawn:?}");
    }
}

//! What the encoder knows of a word by itself, and a cache of it.
//!
//! A word's vector before the convolutions depends on its features alone, and so do its three contributions to the first
//! convolution (as left neighbour, itself, and right neighbour). News repeats its words, so both are kept.

use std::sync::OnceLock;

use super::WIDTH;

/// The features of a word that an encoder looks at, unused ones zero.
pub(crate) type Key = [u64; 6];

/// The part of the encoder's work that depends on one word only.
pub(crate) struct Lexeme {
    /// The word's vector.
    pub(crate) vector: [f32; WIDTH],
    /// What it adds to the first convolution, before maxout, as left neighbour, itself, and right neighbour.
    pub(crate) products: [[f32; 3 * WIDTH]; 3],
}

impl Lexeme {
    /// What stands beyond the ends of a text.
    pub(crate) const NOTHING: Self = Self { vector: [0.0; WIDTH], products: [[0.0; 3 * WIDTH]; 3] };
}

/// A bounded cache that is shared by all threads without a lock.
///
/// A slot once taken stays: in a text the frequent words come early, so that they get the slots, and a reference
/// into the cache stays valid as long as the cache. A lexeme is a function of its key alone, so that the
/// state of the cache never shows in a result.
pub(crate) struct LexemeCache {
    slots: Box<[Slot]>,
}

/// Empty, or taken for good.
type Slot = OnceLock<Box<(Key, Lexeme)>>;

/// Slots, each 3.9 kB once taken: 31 MB.
const SLOTS: usize = 1 << 13;
/// Slots after its own that a key may take.
const PROBES: usize = 8;

impl LexemeCache {
    /// A cache without entries.
    pub(crate) fn new() -> Self {
        Self { slots: (0..SLOTS).map(|_| OnceLock::new()).collect() }
    }

    /// The lexeme of `key`, if it is kept.
    pub(crate) fn get(&self, key: &Key) -> Option<&Lexeme> {
        for slot in self.probes(key) {
            match slot.get() {
                Some(entry) if entry.0 == *key => return Some(&entry.1),
                Some(_) => {}
                None => return None,
            }
        }
        None
    }

    /// Keeps `lexeme` if a slot is free.
    pub(crate) fn offer(&self, key: Key, lexeme: Lexeme) {
        let mut entry = Box::new((key, lexeme));
        for slot in self.probes(&key) {
            match slot.set(entry) {
                Ok(()) => return,
                Err(refused) => entry = refused,
            }
            if slot.get().is_some_and(|taken| taken.0 == key) {
                return; // another thread was faster
            }
        }
    }

    fn probes(&self, key: &Key) -> impl Iterator<Item = &Slot> {
        // Most features are hashes already; folding them with a multiplication spreads the small ones too.
        let hash =
            key.iter().fold(0_u64, |hash, &part| (hash.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let start = (hash >> 40) as usize;
        (start..start + PROBES).map(|at| &self.slots[at % SLOTS])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexeme(mark: f32) -> Lexeme {
        Lexeme { vector: [mark; WIDTH], ..Lexeme::NOTHING }
    }

    #[test]
    fn gives_back_what_it_keeps_and_never_grows() {
        let cache = LexemeCache::new();
        let key = |n: u64| [n, n % 7, 0, 0, n % 2, 0];
        for n in 0..SLOTS as u64 + 500 {
            cache.offer(key(n), lexeme(n as f32));
        }
        let mut kept = 0;
        for n in 0..SLOTS as u64 + 500 {
            if let Some(lexeme) = cache.get(&key(n)) {
                assert_eq!(lexeme.vector[0], n as f32);
                kept += 1;
            }
        }
        assert!((SLOTS * 8 / 10..=SLOTS).contains(&kept), "{kept} of {SLOTS}");
    }

    #[test]
    fn first_entry_stays() {
        let cache = LexemeCache::new();
        let key = [1; 6];
        assert!(cache.get(&key).is_none());
        cache.offer(key, lexeme(1.0));
        cache.offer(key, lexeme(2.0));
        assert_eq!(cache.get(&key).unwrap().vector[0], 1.0);
    }
}

//! Strings as 64-bit ids, the form in which the network takes words.
//!
//! A string is either one of spaCy's reserved symbols, whose id is a small number, or its MurmurHash64A. The model was
//! trained on these ids, so that the words "mark" or "number", being symbols, must not be hashed.

/// The id of `text`: 0 for the empty string, else its symbol number, else its hash.
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    symbol(text).unwrap_or_else(|| murmur_hash_64a(text.as_bytes(), 1))
}

/// The number of a reserved symbol.
fn symbol(text: &str) -> Option<u64> {
    if text.len() > LONGEST_SYMBOL {
        return None;
    }
    if let Ok(at) = SYMBOLS.binary_search_by(|(name, _)| (*name).cmp(text)) {
        return Some(u64::from(SYMBOLS[at].1));
    }
    // Two runs of numbered names: FLAG19 is 19, DEPRECATED001 is 104.
    let (digits, width, range, offset) = match (text.strip_prefix("FLAG"), text.strip_prefix("DEPRECATED")) {
        (Some(digits), _) => (digits, 2, 19..=63, 0),
        (_, Some(digits)) => (digits, 3, 1..=276, 103),
        _ => return None,
    };
    if digits.len() != width || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|n| range.contains(n)).map(|n: u64| n + offset)
}

/// MurmurHash64A of Austin Appleby (public domain), reading blocks little-endian.
fn murmur_hash_64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut h = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(M);
        k ^= k >> R;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        h = (h ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    h ^= h >> R;
    h = h.wrapping_mul(M);
    h ^ (h >> R)
}

const LONGEST_SYMBOL: usize = 17;

/// The reserved symbols of spaCy 3.8 (`spacy/symbols.pyx`, MIT licence, Explosion) but for the numbered runs, sorted.
#[rustfmt::skip]
const SYMBOLS: &[(&str, u16)] = &[
    ("ADJ", 84), ("ADP", 85), ("ADV", 86), ("AUX", 87), ("CARDINAL", 397), ("CCONJ", 89), ("CLUSTER", 72),
    ("CONJ", 88), ("DATE", 391), ("DEP", 76), ("DET", 90), ("ENT_ID", 454), ("ENT_IOB", 77), ("ENT_KB_ID", 452),
    ("ENT_TYPE", 78), ("EOL", 102), ("EVENT", 387), ("FACILITY", 382), ("GPE", 384), ("HEAD", 79), ("ID", 64),
    ("IDX", 455), ("INTJ", 91), ("IS_ALPHA", 1), ("IS_ASCII", 2), ("IS_BRACKET", 14), ("IS_CURRENCY", 18),
    ("IS_DIGIT", 3), ("IS_LEFT_PUNCT", 16), ("IS_LOWER", 4), ("IS_OOV_DEPRECATED", 13), ("IS_PUNCT", 5),
    ("IS_QUOTE", 15), ("IS_RIGHT_PUNCT", 17), ("IS_SPACE", 6), ("IS_STOP", 12), ("IS_TITLE", 7), ("IS_UPPER", 8),
    ("LANG", 83), ("LANGUAGE", 389), ("LAW", 390), ("LEMMA", 73), ("LENGTH", 71), ("LIKE_EMAIL", 11),
    ("LIKE_NUM", 10), ("LIKE_URL", 9), ("LOC", 385), ("LOWER", 66), ("MONEY", 394), ("MORPH", 453), ("NORM", 67),
    ("NORP", 381), ("NOUN", 92), ("NUM", 93), ("ORDINAL", 396), ("ORG", 383), ("ORTH", 65), ("PART", 94),
    ("PERCENT", 393), ("PERSON", 380), ("POS", 74), ("PREFIX", 69), ("PROB", 82), ("PRODUCT", 386), ("PRON", 95),
    ("PROPN", 96), ("PUNCT", 97), ("QUANTITY", 395), ("SCONJ", 98), ("SENT_START", 80), ("SHAPE", 68), ("SPACE", 103),
    ("SPACY", 81), ("SUFFIX", 70), ("SYM", 99), ("TAG", 75), ("TIME", 392), ("VERB", 100), ("WORK_OF_ART", 388),
    ("X", 101), ("_", 456), ("acl", 451), ("acomp", 398), ("advcl", 399), ("advmod", 400), ("agent", 401),
    ("amod", 402), ("appos", 403), ("attr", 404), ("aux", 405), ("auxpass", 406), ("cc", 407), ("ccomp", 408),
    ("complm", 409), ("conj", 410), ("cop", 411), ("csubj", 412), ("csubjpass", 413), ("dep", 414), ("det", 415),
    ("dobj", 416), ("expl", 417), ("hmod", 418), ("hyph", 419), ("infmod", 420), ("intj", 421), ("iobj", 422),
    ("mark", 423), ("meta", 424), ("neg", 425), ("nmod", 426), ("nn", 427), ("npadvmod", 428), ("nsubj", 429),
    ("nsubjpass", 430), ("num", 431), ("number", 432), ("obj", 434), ("obl", 435), ("oprd", 433), ("parataxis", 436),
    ("partmod", 437), ("pcomp", 438), ("pobj", 439), ("poss", 440), ("possessive", 441), ("preconj", 442),
    ("prep", 443), ("prt", 444), ("punct", 445), ("quantmod", 446), ("rcmod", 448), ("relcl", 447), ("root", 449),
    ("xcomp", 450),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_sorted_and_short() {
        assert!(SYMBOLS.is_sorted());
        assert!(SYMBOLS.iter().all(|(name, _)| name.len() <= LONGEST_SYMBOL));
    }

    #[test]
    fn symbols_have_small_ids_and_other_words_their_hash() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("mark"), 423);
        assert_eq!(string_id("_"), 456);
        assert_eq!(string_id("FLAG19"), 19);
        assert_eq!(string_id("FLAG64"), murmur_hash_64a(b"FLAG64", 1));
        assert_eq!(string_id("DEPRECATED276"), 379);
        // Values that spaCy's StringStore gives.
        for (text, id) in IDS_FROM_SPACY {
            assert_eq!(string_id(text), *id, "{text}");
        }
    }

    const IDS_FROM_SPACY: &[(&str, u64)] = &[
        ("coffee", 3197928453018144401),
        ("Mark", 1682980612754626541),
        ("é", 16256712947286012828),
        ("Xxxxx", 16072095006890171862),
        ("parliament", 15851115111742249243),
        ("eight888", 6103390885580893207),
        ("FLAG1", 8339947963411532486),
        ("DEPRECATED1", 12056474235178706812),
        ("日本語テキスト", 7704242785047953309),
    ];
}

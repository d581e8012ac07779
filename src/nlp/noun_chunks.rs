//! Base noun phrases: a noun with what stands before it in its subtree, as spaCy's English `noun_chunks` finds them.

use std::ops::Range;

use crate::text::{Deprel, Token, Upos};

/// The base noun phrases of a sentence as ranges of its tokens.
///
/// `left_edges` gives for each token the first one of its subtree.
pub(crate) fn noun_chunks(tokens: &[Token], left_edges: &[u32]) -> Vec<Range<u32>> {
    let mut chunks: Vec<Range<u32>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_nominal = matches!(token.pos, Upos::Noun | Upos::Propn | Upos::Pron);
        let left = left_edges[at];
        if is_nominal && chunks.last().is_none_or(|last| left >= last.end) && heads_chunk(tokens, at) {
            chunks.push(left..at as u32 + 1);
        }
    }
    chunks
}

/// Whether the token has a role of its own, or shares one as a conjunct.
fn heads_chunk(tokens: &[Token], at: usize) -> bool {
    let mut role = &tokens[at];
    if role.deprel == Deprel::Conj {
        let mut head = role.head as usize;
        while tokens[head].deprel == Deprel::Conj && (tokens[head].head as usize) < head {
            head = tokens[head].head as usize;
        }
        role = &tokens[head];
    }
    matches!(
        role.deprel,
        Deprel::Oprd
            | Deprel::Nsubj
            | Deprel::Dobj
            | Deprel::Nsubjpass
            | Deprel::Pcomp
            | Deprel::Pobj
            | Deprel::Dative
            | Deprel::Appos
            | Deprel::Attr
            | Deprel::Root
    )
}

//! One stretch of text without blanks, or one stretch of blanks, becomes tokens.

use super::special::SpecialCases;
use super::{RawToken, affix, url};

/// Appends the tokens of `word`, whose lengths add up to its own.
///
/// Prefixes and suffixes are taken off in turn until nothing changes or a special case is left; what is left is split at
/// infixes unless it is an address. Without `special`, no word is special.
pub(crate) fn split_word(word: &str, special: Option<&SpecialCases>, tokens: &mut Vec<RawToken>) {
    let case = |text: &str| special.and_then(|special| special.get(text));
    if let Some(case) = case(word) {
        tokens.extend(case.iter().map(RawToken::from));
        return;
    }
    let mut rest = word;
    let mut suffixes = Vec::new();
    let mut last_len = 0;
    while !rest.is_empty() && rest.len() != last_len && case(rest).is_none() {
        last_len = rest.len();
        let prefix = affix::prefix_len(rest);
        let after_prefix = &rest[prefix..];
        if prefix > 0 && case(after_prefix).is_some() {
            tokens.push(RawToken::plain(prefix));
            rest = after_prefix;
            break;
        }
        let suffix = affix::suffix_len(after_prefix);
        let before_suffix = &rest[..rest.len() - suffix];
        if suffix > 0 && case(before_suffix).is_some() {
            suffixes.push(suffix);
            rest = before_suffix;
            break;
        }
        if prefix > 0 {
            tokens.push(RawToken::plain(prefix));
        }
        if suffix > 0 {
            suffixes.push(suffix);
        }
        rest = &after_prefix[..after_prefix.len() - suffix];
    }
    if let Some(case) = case(rest) {
        tokens.extend(case.iter().map(RawToken::from));
    } else if url::is_url(rest) {
        tokens.push(RawToken::plain(rest.len()));
    } else {
        split_infixes(rest, tokens);
    }
    tokens.extend(suffixes.into_iter().rev().map(RawToken::plain));
}

fn split_infixes(word: &str, tokens: &mut Vec<RawToken>) {
    let mut start = 0;
    let mut push = |len: usize| {
        if len > 0 {
            tokens.push(RawToken::plain(len));
        }
    };
    affix::for_each_infix(word, |infix| {
        // An infix at the very start stays with what follows it.
        if infix.start > 0 {
            push(infix.start - start);
            push(infix.len());
            start = infix.end;
        }
    });
    push(word.len() - start);
}

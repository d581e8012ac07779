//! Cutting a text to what a line has room for.

use std::borrow::Cow;

/// The text in at most `most` characters, cut between words where that loses little; a mark tells that something is
/// missing.
pub(crate) fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    if text.char_indices().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let room = most.saturating_sub(1);
    let end = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let whole = &text[..end];
    let words = whole.rfind(char::is_whitespace).filter(|&at| at * 4 >= end * 3);
    let kept = if text[end..].starts_with(char::is_whitespace) { whole } else { &whole[..words.unwrap_or(end)] };
    Cow::Owned(format!("{}…", kept.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shorten("the harbour", 11), "the harbour");
        assert_eq!(shorten("the old harbour is deep", 20), "the old harbour is…");
        assert_eq!(shorten("the old harbour is deep", 19), "the old harbour is…");
        assert_eq!(shorten("Donaudampfschifffahrt", 8), "Donauda…");
        assert_eq!(shorten("ääääää", 3), "ää…");
        assert_eq!(shorten("ab", 0), "…");
    }
}

//! Names become IRIs: deterministic, readable, and never the same for two things.
//!
//! Letters and digits of any script, `-` and inner `.` stay; every other character becomes the percent-escapes of its
//! UTF-8 bytes, so that what results can be written after a prefix in SPARQL and Turtle as it stands
//! (`:Vladimir_Putin`, `:AT%26T`). In names of entities and relations a blank becomes `_` and an underscore is
//! escaped; in keys of articles it is the other way round.

use oxrdf::NamedNode;
use unicode_normalization::UnicodeNormalization;

use super::prefixes::{ARTICLE, is_name_letter};

/// The IRI of an article and of its graph: its URL if the key is one, else `a:` and the key.
pub fn article_iri(key: &str) -> NamedNode {
    let is_url = key.starts_with("http://") || key.starts_with("https://");
    let url = is_url.then(|| NamedNode::new(key).ok()).flatten();
    url.unwrap_or_else(|| NamedNode::new_unchecked(format!("{ARTICLE}{}", escape_key(key))))
}

/// The name of an entity or a relation as the local part of an IRI.
///
/// Runs of white space count as one blank, and the name is brought to Unicode's NFC form first: spellings that look
/// the same become the same IRI.
pub(crate) fn escape_name(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for (index, word) in name.split_whitespace().enumerate() {
        if index > 0 {
            escaped.push('_');
        }
        for c in word.nfc() {
            if c == '_' { push_percent(&mut escaped, c) } else { push_escaped(&mut escaped, c) }
        }
    }
    escape_ends(escaped)
}

/// The key of an article as the local part of an IRI. Different keys give different IRIs.
pub(crate) fn escape_key(key: &str) -> String {
    let mut escaped = String::with_capacity(key.len());
    for c in key.chars() {
        push_escaped(&mut escaped, c);
    }
    escape_ends(escaped)
}

/// A local name neither starts nor ends with a dot and does not start with a hyphen.
fn escape_ends(mut escaped: String) -> String {
    if escaped.ends_with('.') {
        escaped.pop();
        escaped.push_str("%2E");
    }
    match escaped.as_bytes().first() {
        Some(b'.') => escaped.replace_range(..1, "%2E"),
        Some(b'-') => escaped.replace_range(..1, "%2D"),
        _ => {}
    }
    escaped
}

fn push_escaped(into: &mut String, c: char) {
    if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') || (c.is_alphanumeric() && is_name_letter(c)) {
        into.push(c);
    } else {
        push_percent(into, c);
    }
}

fn push_percent(into: &mut String, c: char) {
    let mut bytes = [0; 4];
    for byte in c.encode_utf8(&mut bytes).bytes() {
        into.push('%');
        into.push(char::from(HEX[usize::from(byte >> 4)]));
        into.push(char::from(HEX[usize::from(byte & 15)]));
    }
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_stay_readable() {
        assert_eq!(escape_name("Vladimir Putin"), "Vladimir_Putin");
        assert_eq!(escape_name("Xi  Jinping "), "Xi_Jinping");
        assert_eq!(escape_name("AT&T"), "AT%26T");
        assert_eq!(escape_name("People's Republic of China"), "People%27s_Republic_of_China");
        assert_eq!(escape_name("Gazprom Inc."), "Gazprom_Inc%2E");
        assert_eq!(escape_name("习近平"), "习近平");
    }

    #[test]
    fn spellings_that_look_the_same_are_the_same() {
        assert_eq!(escape_name("Ko\u{301}vacs"), escape_name("K\u{f3}vacs"));
    }

    #[test]
    fn different_names_and_keys_stay_different() {
        assert_ne!(escape_name("a b"), escape_name("a_b"));
        assert_eq!(escape_key("2012/week_23"), "2012%2Fweek_23");
        assert_ne!(escape_key("a b"), escape_key("a_b"));
    }

    #[test]
    fn articles_are_named_by_url_or_key() {
        assert_eq!(article_iri("https://example.org/a?b=1").as_str(), "https://example.org/a?b=1");
        assert_eq!(article_iri("s1").as_str(), "https://w3id.org/tercet/a/s1");
        assert_eq!(article_iri("https://no iri").as_str(), "https://w3id.org/tercet/a/https%3A%2F%2Fno%20iri");
    }

    proptest! {
        #[test]
        fn every_name_becomes_a_valid_iri(name in "\\PC{1,40}") {
            let iri = format!("https://w3id.org/tercet/e/{}", escape_name(&name));
            prop_assert!(NamedNode::new(iri).is_ok());
        }
    }
}

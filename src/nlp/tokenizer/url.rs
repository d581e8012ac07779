//! Whether a word is a web or mail address, which is one token.
//!
//! The language of spaCy's pattern (`spacy/lang/tokenizer_exceptions.py`, MIT licence, Explosion, after Diego Perini): an
//! optional scheme, an optional user, a public IPv4 address or a name with a top-level domain of letters, an optional port,
//! an optional path. Decided in linear time, without backtracking.

use super::classes::Classes;

/// True if the whole `word`, which has no white space, is an address.
pub(crate) fn is_url(word: &str) -> bool {
    if !word.contains('.') {
        return false;
    }
    let after_scheme = word.find("://").filter(|&at| is_scheme(&word[..at])).map(|at| at + 3);
    // A user may hold any character: what follows any `@` but one at the very start may be the host.
    let after_users = word.match_indices('@').filter(|&(at, _)| at > 0).map(|(at, _)| at + 1);
    std::iter::once(0).chain(after_scheme).chain(after_users).any(|at| is_location(&word[at..]))
}

fn is_scheme(text: &str) -> bool {
    text.chars().nth(1).is_some()
        && text.chars().all(|c| matches!(c, '+' | '-' | '.') || Classes::of(c).any(Classes::WORD))
}

/// Host, port and path.
fn is_location(text: &str) -> bool {
    // An `@` ends the search early, so that all candidates of a word are looked at in linear time.
    let end = text.find([':', '/', '?', '#', '@']).unwrap_or(text.len());
    let (host, mut rest) = text.split_at(end);
    if let Some(port) = rest.strip_prefix(':') {
        let digits = port.chars().take(6).take_while(|&c| is_decimal(c));
        let (count, len) = digits.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        if !(2..=5).contains(&count) {
            return false;
        }
        rest = &port[len..];
    }
    (rest.is_empty() || rest.starts_with(['/', '?', '#'])) && (is_public_address(host) || is_domain(host))
}

/// Labels separated by full stops, the last one of letters.
fn is_domain(host: &str) -> bool {
    let Some((labels, top)) = host.rsplit_once('.') else { return false };
    let top_len = top.chars().take(64).count();
    (2..=63).contains(&top_len)
        && top.chars().all(|c| Classes::of(c).any(Classes::LOWER))
        && labels.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || ('\u{A1}'..='\u{FFFF}').contains(&c);
    label.chars().take(65).count() <= 64
        && label.starts_with(is_letter)
        && label.ends_with(is_letter)
        && label.chars().all(|c| is_letter(c) || matches!(c, '_' | '-'))
}

/// Four numbers that are neither of a private network nor a network's own or broadcast address.
fn is_public_address(host: &str) -> bool {
    let mut parts = host.split('.');
    let (Some(a), Some(b), Some(c), Some(d), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_private = match (number(a), number(b)) {
        (Some(10 | 127), _) | (Some(169), Some(254)) | (Some(192), Some(168)) => true,
        (Some(172), Some(second)) => (16..=31).contains(&second),
        _ => false,
    };
    let leads = |part: &str| part.starts_with(|c: char| ('1'..='9').contains(&c));
    let middle = |part: &str| number(part).is_some_and(|n| n <= 255) && (part.chars().count() < 3 || leads(part));
    !is_private
        && leads(a)
        && number(a).is_some_and(|n| n <= 223)
        && middle(b)
        && middle(c)
        && leads(d)
        && number(d).is_some_and(|n| n <= 254)
}

/// The value of a number of one to three decimal digits of any script.
fn number(text: &str) -> Option<u32> {
    let mut value = 0;
    let mut digits = 0;
    for c in text.chars() {
        digits += 1;
        if digits > 3 || !is_decimal(c) {
            return None;
        }
        value = value * 10 + c.to_digit(10).unwrap_or(0);
    }
    (digits > 0).then_some(value)
}

fn is_decimal(c: char) -> bool {
    Classes::of(c).any(Classes::DECIMAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for url in [
            "example.com",
            "http://www.example.org/a?b=c#d",
            "press@ministry.gov.uk",
            "https://user:secret@8.8.8.8:8080/path",
            "bücher.example",
            "foo_bar.co",
            "172.15.0.1",
            "a.b.c.de",
            "http://a.example/x@y",
        ] {
            assert!(is_url(url), "{url}");
        }
    }

    #[test]
    fn no_addresses() {
        for word in [
            "end.Next",
            "U.S.",
            "3.5",
            "10.0.0.1",
            "192.168.1.1",
            "256.1.1.1",
            "1.2.3.255",
            "a..com",
            "-a.com",
            "a.c",
            "example.com:1",
            "example.com:123456",
            "@example",
            "x.com,y",
            "..",
            "",
        ] {
            assert!(!is_url(word), "{word}");
        }
    }
}

//! Bytes to text: byte order marks, declared encodings, and a rule for texts that declare none.
//!
//! In this order: a byte order mark decides. What is valid UTF-8 beyond ASCII is UTF-8, whatever it declares (saved pages keep
//! the declaration of the server). Then an encoding declared in HTML or XML. Else UTF-8 if most of the bytes beyond ASCII make
//! valid sequences, damaged ones replaced by U+FFFD; else windows-1252, which gives every byte a meaning. The last two are
//! guesses and come with a warning.

use std::str;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::error::ReadErrorReason;

/// How far into a file an encoding may be declared. Browsers look at 1,024 bytes; long licence comments need more.
const DECLARATION_WITHIN: usize = 4096;

/// Begin of files that are no text, by what to call them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
];

/// The text of a file and what was guessed about its encoding.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) guess: Option<String>,
}

/// Decodes a whole file by the rules above.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, ReadErrorReason> {
    let sure = |text: String| Decoded { text, guess: None };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(sure(decode_as(encoding, &bytes[mark..])));
    }
    if let Some(what) = binary_kind(bytes) {
        return Err(ReadErrorReason::Binary(what));
    }
    let declared = declared_encoding(bytes);
    match str::from_utf8(bytes) {
        Ok(text) if !text.is_ascii() => return Ok(sure(text.to_owned())),
        Ok(text) if declared.is_none_or(Encoding::is_ascii_compatible) => return Ok(sure(text.to_owned())),
        _ => {}
    }
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        return Ok(sure(decode_as(encoding, bytes)));
    }
    let (encoding, guess) = if is_damaged_utf8(bytes) {
        (UTF_8, "not valid UTF-8; the damaged characters were replaced")
    } else {
        (WINDOWS_1252, "not UTF-8 and no encoding declared; read as windows-1252")
    };
    Ok(Decoded { text: decode_as(encoding, bytes), guess: Some(guess.to_owned()) })
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Names the kind of a file that is no text.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if bytes.contains(&0) {
        return Some("binary data (or UTF-16 without a byte order mark)");
    }
    // Old wires hold a few transmission controls; a text with one in ten bytes a control is none. ESC starts ISO-2022 shifts.
    let is_control = |b: &u8| matches!(b, 1..=8 | 14..=26 | 28..=31 | 127);
    (bytes.iter().filter(|b| is_control(b)).count() * 10 > bytes.len()).then_some("binary data")
}

/// True if more of the bytes beyond ASCII make valid UTF-8 sequences than not.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// The encoding that an HTML page (`charset=`) or an XML declaration (`encoding=`) names.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let label = xml.and_then(|declaration| label_after(declaration, "encoding")).or_else(|| {
        head.match_indices("<meta").find_map(|(at, _)| label_after(head[at..].split('>').next()?, "charset"))
    })?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A declaration that could be read as ASCII was not written in UTF-16.
    Some(if encoding.is_ascii_compatible() || encoding.name().starts_with("ISO-2022") { encoding } else { UTF_8 })
}

/// `key = "label"`, with or without quotes and blanks.
fn label_after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = text[text.find(key)? + key.len()..].trim_start().strip_prefix('=')?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.guess, None);
        decoded.text
    }

    #[test]
    fn byte_order_marks_decide_and_go() {
        assert_eq!(text(b"\xef\xbb\xbfcaf\xc3\xa9"), "café");
        assert_eq!(text(b"\xff\xfeH\0i\0"), "Hi");
        assert_eq!(text(b"\xfe\xff\0H\0i"), "Hi");
    }

    #[test]
    fn declared_encodings_are_heard() {
        assert_eq!(text(b"<meta charset=windows-1251>\xcf\xf3\xf2\xe8\xed"), "<meta charset=windows-1251>Путин");
        let meta = b"<html><meta http-equiv='Content-Type' content='text/html; charset=\"ISO-8859-2\"'>\xa3\xf3d\xbc"
            .as_slice();
        assert!(text(meta).ends_with("Łódź"));
        assert!(text(b"<?xml version='1.0' encoding = 'koi8-r'?><p>\xf0\xd5\xd4\xc9\xce").ends_with("Путин"));
        assert!(text(b"<meta charset=iso-2022-jp>\x1b$BF|K\\\x1b(B").ends_with("日本"));
        assert!(text(b"<meta charset=utf-16><p>plain").ends_with("plain"));
    }

    #[test]
    fn utf8_wins_over_a_wrong_declaration() {
        assert!(text("<meta charset=windows-1252>café".as_bytes()).ends_with("café"));
    }

    #[test]
    fn only_markup_declares() {
        assert_eq!(decode(b"charset=koi8-r caf\xe9").unwrap().text, "charset=koi8-r café");
    }

    #[test]
    fn guesses_are_told() {
        let decoded = decode(b"The caf\xe9 \x93opens\x94 today").unwrap();
        assert_eq!(decoded.text, "The café “opens” today");
        assert!(decoded.guess.unwrap().contains("windows-1252"));
        let decoded = decode(b"caf\xc3\xa9, caf\xc3\xa9, caf\xc3").unwrap();
        assert_eq!(decoded.text, "café, café, caf\u{FFFD}");
        assert!(decoded.guess.unwrap().contains("damaged"));
    }

    #[test]
    fn what_is_no_text_is_named() {
        for (bytes, name) in [
            (b"%PDF-1.7 ...".as_slice(), "PDF"),
            (b"PK\x03\x04x", "ZIP"),
            (b"ab\0cd", "binary"),
            (b"\x01\x02\x03abc", "binary"),
        ] {
            assert!(decode(bytes).unwrap_err().to_string().contains(name), "{name}");
        }
        assert!(decode(b"An old wire ends so.\n REUTER\n\x03").is_ok());
    }
}

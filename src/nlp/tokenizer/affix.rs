//! Where punctuation is split off at the ends of a word and within it: spaCy's English prefix, suffix and infix patterns.
//!
//! The patterns (`spacy/lang/punctuation.py` and `spacy/lang/en/punctuation.py`, MIT licence, Explosion) are written out by
//! hand: they only look at single characters and their neighbours, and run several times for every new word.

use super::classes::Classes;

/// Length in bytes of the prefix to split off `word`, 0 if none.
pub(crate) fn prefix_len(word: &str) -> usize {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return 0 };
    let single = Classes::PUNCT.or(Classes::QUOTE).or(Classes::CURRENCY).or(Classes::ICON);
    if Classes::of(first).any(single) || matches!(first, '§' | '%' | '=' | '—' | '–') {
        return first.len_utf8();
    }
    match first {
        '+' => usize::from(!chars.as_str().starts_with(|c: char| c.is_ascii_digit())),
        '.' => dots(word).filter(|&len| len > 1).unwrap_or(0),
        'U' if word.starts_with("US$") => 3,
        'C' | 'A' if word[1..].starts_with('$') => 2,
        _ => 0,
    }
}

/// Length of the run of full stops at the start, if there is one.
fn dots(text: &str) -> Option<usize> {
    let len = text.bytes().take_while(|&b| b == b'.').count();
    (len > 0).then_some(len)
}

/// Length in bytes of the suffix to split off `word`, 0 if none: the longest that any pattern allows.
pub(crate) fn suffix_len(word: &str) -> usize {
    let mut chars = word.chars();
    let Some(last) = chars.next_back() else { return 0 };
    let before = chars.next_back();
    let mut len = quantity_suffix_len(word).unwrap_or(0);
    let single = Classes::PUNCT.or(Classes::QUOTE).or(Classes::ICON);
    if Classes::of(last).any(single) || matches!(last, '—' | '–') {
        len = len.max(last.len_utf8());
    }
    match last {
        '…' if before == Some('…') => len = len.max(6),
        's' | 'S' => {
            if let Some(quote @ ('\'' | '’')) = before {
                len = len.max(1 + quote.len_utf8());
            }
        }
        '+' if before.is_some_and(|c| c.is_ascii_digit()) => len = len.max(1),
        '.' => {
            let run = word.bytes().rev().take_while(|&b| b == b'.').count();
            if run > 1 {
                len = len.max(run);
            } else if before.is_some_and(|before| may_end_sentence(before, chars.next_back())) {
                len = len.max(1);
            }
        }
        _ => {}
    }
    len
}

/// Whether a full stop after `last`, itself preceded by `before`, is a token of its own.
fn may_end_sentence(last: char, before: Option<char>) -> bool {
    let classes = Classes::of(last);
    let closing = Classes::LOWER.or(Classes::PUNCT).or(Classes::QUOTE);
    // The brackets, bar, colon and question mark are in spaCy's class through a slip of its pattern.
    classes.any(closing)
        || last.is_ascii_digit()
        || matches!(last, '%' | '²' | '-' | '+' | '(' | '?' | ':' | ')' | '|')
        || (classes.any(Classes::UPPER) && before.is_some_and(|c| Classes::of(c).any(Classes::UPPER)))
        || (before == Some('°') && matches!(last, 'F' | 'C' | 'K'))
}

/// Length of a unit or currency that directly follows a digit at the end of the word.
fn quantity_suffix_len(word: &str) -> Option<usize> {
    // No unit has a digit, so that the last digit tells where the unit would start.
    let digit = word.char_indices().rev().take(LONGEST_UNIT + 1).find(|(_, c)| c.is_ascii_digit())?;
    let unit = &word[digit.0 + 1..];
    let mut chars = unit.chars();
    let is_currency = match (chars.next(), chars.as_str()) {
        (Some(c), "") => Classes::of(c).any(Classes::CURRENCY),
        _ => matches!(unit, "US$" | "C$" | "A$"),
    };
    (is_currency || UNITS.contains(&unit)).then_some(unit.len())
}

/// In characters.
const LONGEST_UNIT: usize = 5;

/// Units of `spacy/lang/char_classes.py`, where the Russian terabyte and the Arabic kilometre are fused by a slip.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "km", "km²", "km³", "m", "m²", "m³", "dm", "dm²", "dm³", "cm", "cm²", "cm³", "mm", "mm²", "mm³", "ha", "µm", "nm",
    "yd", "in", "ft", "kg", "g", "mg", "µg", "t", "lb", "oz", "m/s", "km/h", "kmh", "mph", "hPa", "Pa", "mbar", "mb",
    "MB", "kb", "KB", "gb", "GB", "tb", "TB", "T", "G", "M", "K", "%", "км", "км²", "км³", "м", "м²", "м³", "дм", "дм²",
    "дм³", "см", "см²", "см³", "мм", "мм²", "мм³", "нм", "кг", "г", "мг", "м/с", "км/ч", "кПа", "Па", "мбар", "Кб",
    "КБ", "кб", "Мб", "МБ", "мб", "Гб", "ГБ", "гб", "Тб", "ТБ", "тбكم", "كم²", "كم³", "م", "م²", "م³", "سم", "سم²",
    "سم³", "مم", "مم²", "مم³", "كم", "غرام", "جرام", "جم", "كغ", "ملغ", "كوب", "اكواب",
];

/// Calls `found` with the byte range of every infix of `word`, from left to right and not overlapping.
pub(crate) fn for_each_infix(word: &str, mut found: impl FnMut(std::ops::Range<usize>)) {
    let mut before: Option<char> = None;
    let mut at = 0;
    while let Some(c) = word[at..].chars().next() {
        let len = infix_len(before, &word[at..]);
        if len == 0 {
            before = Some(c);
            at += c.len_utf8();
        } else {
            found(at..at + len);
            at += len;
            before = word[..at].chars().next_back();
        }
    }
}

/// Length of the infix at the start of `rest`, which stands after `before`; 0 if none.
fn infix_len(before: Option<char>, rest: &str) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    let classes = Classes::of(first);
    // Most characters are letters or digits, which are never infixes.
    if first.is_ascii_alphanumeric() {
        return 0;
    }
    if classes.any(Classes::ICON) || first == '…' {
        return first.len_utf8();
    }
    if first == '.'
        && let Some(run) = dots(rest).filter(|&run| run > 1)
    {
        return run;
    }
    let next = chars.next();
    let previous = before.map(Classes::of).unwrap_or_default();
    let is = |c: Option<char>, class: Classes| c.is_some_and(|c| Classes::of(c).any(class));
    let after_digit = before.is_some_and(|c| c.is_ascii_digit());
    let after_word = after_digit || previous.any(Classes::ALPHA);
    let splits = match first {
        '+' | '-' | '*' | '^' if after_digit && next.is_some_and(|c| c.is_ascii_digit() || c == '-') => true,
        '.' => previous.any(Classes::LOWER.or(Classes::QUOTE)) && is(next, Classes::UPPER.or(Classes::QUOTE)),
        ',' => previous.any(Classes::ALPHA) && is(next, Classes::ALPHA),
        '-' | '–' | '—' | '~' if after_word => return hyphen_len(rest),
        ':' | '<' | '>' | '=' | '/' => after_word && is(next, Classes::ALPHA),
        _ => false,
    };
    if splits { first.len_utf8() } else { 0 }
}

/// Length of the hyphen or dash at the start of `rest` if a letter follows it.
fn hyphen_len(rest: &str) -> usize {
    let hyphens = ["-", "–", "—", "--", "---", "——", "~"];
    let before_letter = |hyphen: &&&str| {
        rest.strip_prefix(**hyphen)
            .and_then(|after| after.chars().next())
            .is_some_and(|c| Classes::of(c).any(Classes::ALPHA))
    };
    hyphens.iter().find(before_letter).map_or(0, |hyphen| hyphen.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(word: &str) -> &str {
        &word[..prefix_len(word)]
    }

    fn suffix(word: &str) -> &str {
        &word[word.len() - suffix_len(word)..]
    }

    fn infixes(word: &str) -> Vec<&str> {
        let mut all = Vec::new();
        for_each_infix(word, |range| all.push(&word[range]));
        all
    }

    #[test]
    fn prefixes() {
        assert_eq!(prefix("US$12"), "US$");
        assert_eq!(prefix("...and"), "...");
        assert_eq!(prefix(".5"), "");
        assert_eq!(prefix("+7"), "");
        assert_eq!(prefix("+x"), "+");
        assert_eq!(prefix("……so"), "…");
        assert_eq!(prefix("word"), "");
    }

    #[test]
    fn suffixes() {
        assert_eq!(suffix("Moscow's"), "'s");
        assert_eq!(suffix("done."), ".");
        assert_eq!(suffix("U.S.A."), "");
        assert_eq!(suffix("NATO."), ".");
        assert_eq!(suffix("wait...."), "....");
        assert_eq!(suffix("90km/h"), "km/h");
        assert_eq!(suffix("5US$"), "US$");
        assert_eq!(suffix("5$"), "$");
        assert_eq!(suffix("x$"), "");
        assert_eq!(suffix("well……"), "……");
        assert_eq!(suffix("38°C."), ".");
        assert_eq!(suffix("3+"), "+");
    }

    #[test]
    fn infixes_need_their_neighbours() {
        assert_eq!(infixes("well-known"), ["-"]);
        assert_eq!(infixes("1-2"), ["-"]);
        assert_eq!(infixes("Covid-19"), [""; 0]);
        assert_eq!(infixes("end.Start"), ["."]);
        assert_eq!(infixes("a--b---c"), ["--", "---"]);
        assert_eq!(infixes("and/or...no"), ["/", "..."]);
    }
}

//! What a word is: letters and digits, whatever their case and without the marks on them (`Erdoğan` is `erdogan`).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bytes of a word that count: what is longer is no word of a language, and is known by its beginning.
pub(crate) const LONGEST: usize = 64;

/// Gives every word of the text to `visit`, in their order.
pub(crate) fn each(text: &str, mut visit: impl FnMut(&str)) {
    let mut word = String::with_capacity(LONGEST);
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            visit(word);
            word.clear();
        }
    };
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            push(&mut word, letter.to_ascii_lowercase());
        } else if letter.is_ascii() {
            end(&mut word);
        } else {
            for part in std::iter::once(letter).nfkd().flat_map(char::to_lowercase) {
                if part.is_alphanumeric() {
                    push(&mut word, part);
                } else if !is_combining_mark(part) {
                    end(&mut word);
                }
            }
        }
    }
    end(&mut word);
}

fn push(word: &mut String, letter: char) {
    if word.len() + letter.len_utf8() <= LONGEST {
        word.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each(text, |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn case_and_marks_do_not_count() {
        assert_eq!(
            words("Erdoğan met the E.U.'s Ms. ŠEFČOVIČ"),
            ["erdogan", "met", "the", "e", "u", "s", "ms", "sefcovic"]
        );
        // Composed and decomposed, wide and narrow are the same.
        assert_eq!(words("Gu\u{308}l"), words("Gül"));
        assert_eq!(words("ＮＡＴＯ İzmir ½"), ["nato", "izmir", "1", "2"]);
        assert_eq!(words("China’s 5G—and “co-operation”"), ["china", "s", "5g", "and", "co", "operation"]);
        assert_eq!(words(" .,;- "), Vec::<String>::new());
        assert_eq!(words("Путин и Си"), ["путин", "и", "си"]);
    }

    #[test]
    fn endless_words_are_known_by_their_beginning() {
        assert_eq!(words(&"x".repeat(1000)), ["x".repeat(LONGEST)]);
        assert_eq!(words(&"й".repeat(1000))[0].len(), LONGEST);
    }
}

//! Tests of the tokenizer as a whole.

use proptest::prelude::*;

use super::*;

struct Fixture {
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    lexicon: Lexicon,
    tokens: Vec<TextToken>,
}

impl Fixture {
    fn new() -> Self {
        let file = ModelFile::embedded().unwrap();
        Self {
            tokenizer: Tokenizer::load(&file).unwrap(),
            vocabulary: Vocabulary::load(&file, Default::default()).unwrap(),
            lexicon: Lexicon::default(),
            tokens: Vec::new(),
        }
    }

    fn tokenize(&mut self, text: &str) -> &[TextToken] {
        self.lexicon.begin_text();
        self.tokenizer.tokenize(text, &self.vocabulary, &mut self.lexicon, &mut self.tokens);
        &self.tokens
    }

    fn texts<'t>(&mut self, text: &'t str) -> Vec<&'t str> {
        self.tokenize(text).iter().map(|token| &text[token.range()]).collect()
    }
}

#[test]
fn words_punctuation_and_special_cases() {
    let mut fixture = Fixture::new();
    let mut check = |text: &str, expected: &str| assert_eq!(fixture.texts(text).join("|"), expected, "{text}");
    check("He didn't say so.", "He|did|n't|say|so|.");
    check("Mr. Ortiz's U.S. trip, at 3 p.m.", "Mr.|Ortiz|'s|U.S.|trip|,|at|3|p.m.");
    check("(can't!) \"well-known\"", "(|ca|n't|!|)|\"|well|-|known|\"");
    check("US$12bn, €3.5m", "US$|12bn|,|€|3.5|m");
    check("see www.example.org/a.html, or a@b.example.", "see|www.example.org/a.html|,|or|a@b.example|.");
    check("a  b", "a| |b");
    check(" a\n\nb ", " |a|\n\n|b");
    check("fine :-) (:", "fine|:-)|(:");
    check("", "");
}

proptest! {
    #[test]
    fn tokens_cover_the_text(text in any::<String>()) {
        check_cover(&text)?;
    }

    #[test]
    fn tokens_cover_texts_of_awkward_pieces(pieces in prop::collection::vec(
        prop::sample::select(&["'", "\"", "(", ")", ".", "..", "…", "'s", "US$", "5", "km", "can", "n't", ":", "-", "--",
            " ", "  ", "\n", "\u{A0}", "é", "X", "x", "中", "@", "://", "/", "°C", "😀", "a.m", "10", "\u{301}"][..]), 0..12)
    ) {
        check_cover(&pieces.concat())?;
    }
}

/// Tokens follow each other, and what lies between two is one blank that the first one owns.
fn check_cover(text: &str) -> Result<(), TestCaseError> {
    thread_local!(static FIXTURE: std::cell::RefCell<Fixture> = std::cell::RefCell::new(Fixture::new()));
    FIXTURE.with_borrow_mut(|fixture| {
        let mut at = 0;
        for token in fixture.tokenize(text) {
            prop_assert_eq!(token.start as usize, at);
            prop_assert!(text.get(token.range()).is_some_and(|text| !text.is_empty()));
            at = token.end as usize;
            if token.space_after {
                prop_assert!(text[at..].starts_with(' '));
                at += 1;
            }
        }
        prop_assert_eq!(at, text.len());
        Ok(())
    })
}

#[test]
fn hostile_texts_take_linear_time() {
    let mut fixture = Fixture::new();
    for unit in ["(", ".", "a.", "'s", "a@", "a:b@", "x,y", "\"(", "a-", "😀", "5km", "www.", "(can't", ":-", "ab"] {
        let text = unit.repeat(1_000_000 / unit.len());
        let started = std::time::Instant::now();
        assert!(!fixture.tokenize(&text).is_empty());
        // A megabyte takes well below a second; quadratic time would be hours.
        assert!(started.elapsed().as_secs() < 20, "`{unit}` repeated takes {:?}", started.elapsed());
    }
}

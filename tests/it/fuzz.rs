//! The demands of the fuzz targets on random input: text of the right words in the wrong order, and noise.

use proptest::prelude::*;

#[path = "../fuzz/targets.rs"]
mod targets;

/// Pieces in any order, with noise between them: far more likely to get past the first check than letters are.
fn of_pieces(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(pieces).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
        1 => "[\\x00-\\x20\\u{a0}\\u{200b}\\u{202e}\\u{feff}]{1,3}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

const RULES: &[&str] = &[
    "words ",
    "talks",
    " = ",
    "talk, ",
    "@talks",
    "\"round table\"",
    "\n",
    "rule ",
    "held ",
    "{",
    "}",
    "  match ",
    "verb ",
    "noun ",
    "except ",
    "a:Person",
    "p:Location",
    "subj",
    "|",
    "poss ",
    "maybe ",
    "no ",
    ".",
    "^",
    ", ",
    "  make ",
    "met",
    "(a, b)",
    "(",
    ")",
    "a.parent",
    " place p",
    " status planned",
    "  test ",
    "\"Ada Berg met Ivo Lind.\"",
    " => ",
    "  not ",
    "# comment\n",
    "\"",
    "\\\"",
    "=",
];

const SPARQL: &[&str] = &[
    "SELECT ",
    "ASK ",
    "CONSTRUCT ",
    "WHERE ",
    "{ ",
    "} ",
    "?x ",
    "?y ",
    "t:met ",
    ":Ada ",
    "<https://a.org/>",
    " . ",
    " ; ",
    ", ",
    "FILTER",
    "(",
    ")",
    "\"text\"",
    "'''",
    "@en",
    "^^xsd:date",
    "OPTIONAL ",
    "UNION ",
    "<<( ",
    " )>>",
    "PREFIX ",
    "p: ",
    "GRAPH ",
    "GROUP BY ",
    "ORDER BY ",
    "LIMIT 1",
    "COUNT",
    "*",
    "+",
    "/",
    "^",
    "|",
    "#",
    "INSERT DATA ",
    "DELETE ",
    "\\",
    "_:b",
];

const PROSE: &[&str] = &[
    "Ada Berg ",
    "Ivo Lind ",
    "met ",
    "said ",
    "will visit ",
    "Oslo ",
    "Norway",
    "'s ",
    "President ",
    "talks ",
    "with ",
    "and ",
    "\u{201c}",
    "\u{201d} ",
    "\"",
    ". ",
    ", ",
    "on Tuesday ",
    "$10 billion ",
    "in 2017 ",
    "(",
    ")",
    "who ",
    "did not ",
    "他们",
    "\n",
    "\n\n",
    "he ",
    "both countries ",
    "-",
    "— ",
    "signed a deal ",
    "worth ",
];

/// Inputs for each target: few, for every run of the tests, or as many as `FUZZ_CASES` says, for an evening.
fn cases() -> u32 {
    std::env::var("FUZZ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(128)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn any_rule_file_compiles_or_is_refused(source in of_pieces(RULES)) {
        targets::rules(&source);
    }

    #[test]
    fn any_query_parses_or_is_refused(text in of_pieces(SPARQL)) {
        targets::query(&text);
    }

    #[test]
    fn any_text_is_cut_into_tokens(text in of_pieces(PROSE)) {
        targets::tokenizer(&text);
    }

    #[test]
    fn any_article_is_quoted_where_it_says_so(text in of_pieces(PROSE)) {
        targets::extraction(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        head in proptest::sample::select(&["", "<html><body>", "{\"text\":\"", "# ", "\u{feff}", "\u{fffe}"][..]),
    ) {
        targets::reader(&[head.as_bytes(), &bytes].concat());
    }
}

//! Texts that no journalist wrote, through the whole of extraction: bounded time, no crash, evidence in its place.

use std::time::{Duration, Instant};

use tercet::extract::Extractor;
use tercet::extract::rule::RuleSet;
use tercet::graph::Statement;
use tercet::ingest::{ReadErrorReason, Reader};
use tercet::nlp::Annotator;

/// Extracts and checks that every quotation stands where it is said to, in time for the slowest machine.
fn extract(text: &str) -> Vec<Statement> {
    let begin = Instant::now();
    let doc = Reader::new().read_text("input", text).unwrap();
    let statements = Extractor::new(RuleSet::shipped()).extract(&doc, &Annotator::embedded().unwrap().annotate(&doc));
    assert!(begin.elapsed() < Duration::from_secs(60), "took {:?}", begin.elapsed());
    for statement in &statements {
        let span = statement.evidence.span.unwrap();
        assert_eq!(doc.text.get(span.range()), Some(statement.evidence.quote.as_str()));
    }
    statements
}

fn met(statements: &[Statement]) -> bool {
    statements.iter().any(|statement| statement.relation == "met")
}

const TOLD: &str = "Ada Berg met Ivo Lind in Oslo on Tuesday.";

#[test]
fn a_line_of_fifty_megabytes_is_refused_by_its_size() {
    let begin = Instant::now();
    let line = "Ada Berg met Ivo Lind. ".repeat(50 * 1024 * 1024 / 23);
    let json = format!("{{\"text\":\"{line}\"}}\n{{\"text\":\"Oslo agreed.\"}}\n");
    for (input, rest) in [(line, 0), (json, 1)] {
        let mut read = Reader::new().read_stream("input", Box::new(std::io::Cursor::new(input.into_bytes())));
        assert!(matches!(read.next().unwrap().unwrap_err().reason, ReadErrorReason::TooLarge { .. }));
        assert_eq!(read.filter(Result::is_ok).count(), rest, "what stands beside it is read");
    }
    assert!(begin.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_sentence_of_ten_thousand_words_is_extracted() {
    // Every pair of names could be a pair of parties: the cap on matches keeps the cost down.
    let names = "Ada Berg, Ivo Lind, ".repeat(1_250);
    extract(&format!(
        "Talks between {names}and Mia Holm ended while {}they spoke",
        "Ada Berg met Ivo Lind and ".repeat(800)
    ));
    extract(&format!("{TOLD} {}", "the minister of the ".repeat(2_500)));
    extract(&"Norway's ".repeat(10_000));
}

#[test]
fn quotations_nested_and_left_open_are_extracted() {
    let nested = format!(
        "{}we will meet{}, Ada Berg said. {TOLD}",
        "\u{201c}he said ".repeat(2_000),
        "\u{201d} she said".repeat(2_000)
    );
    extract(&nested);
    extract(&format!("{} {TOLD}", "\"".repeat(20_001)));
    extract(&format!("{} {TOLD}", "('\u{2018}\u{201e}".repeat(5_000)));
}

#[test]
fn scripts_and_controls_do_not_hide_the_news_beside_them() {
    for noise in [
        "Встреча в Осло 会议在奥斯陆举行。 اجتمع الوزراء في أوسلو. ओस्लो में बैठक.",
        "🇳🇴👩‍👩‍👧 e\u{301}a\u{300} ﬁn \u{1D400}\u{10FFFF} \u{202E}olsO\u{202C}.",
        "The\u{1} mini\u{200B}ster\u{7} met\u{8} in\u{B}Oslo\u{85}town.\u{1A}",
    ] {
        let statements = extract(&format!("{}\n\n{TOLD}\n\n{}", noise.repeat(50), noise.repeat(50)));
        assert!(met(&statements), "lost beside {noise}");
    }
}

#[test]
fn the_cost_of_an_article_grows_with_its_length_alone() {
    let time = |repeated: usize| {
        let text = format!("{TOLD} \u{201c}We agreed on gas,\u{201d} he said. Both countries signed a deal.\n\n")
            .repeat(repeated);
        let begin = Instant::now();
        extract(&text);
        begin.elapsed()
    };
    time(50); // loads model and tables
    let (short, long) = (time(200), time(1_600));
    // Eight times as long; thirty leaves room for a busy machine, not for a square.
    assert!(long < short * 30 + Duration::from_millis(200), "{short:?} for 200 repetitions, {long:?} for 1600");
}

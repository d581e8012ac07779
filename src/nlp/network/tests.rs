//! The network as a whole, on sentences whose words are plain enough to have their features written down here.

use super::*;
use crate::nlp::strings::string_id;

/// The features of words that are their own lower-cased norm, separated by single blanks.
fn features(text: &str) -> Vec<TokenFeatures> {
    let words: Vec<&str> = text.split(' ').collect();
    let shape = |word: &str| -> String {
        let letter = |c: char| match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        let (mut shape, mut run) = (String::new(), 0);
        for c in word.chars().map(letter) {
            run = if shape.ends_with(c) { run + 1 } else { 1 };
            if run <= 4 {
                shape.push(c);
            }
        }
        shape
    };
    let tail = |word: &str| word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    let features = words.iter().enumerate().map(|(at, word)| TokenFeatures {
        norm: string_id(&word.to_lowercase()),
        prefix: string_id(&word[..word.chars().next().unwrap().len_utf8()]),
        suffix: string_id(&word[tail(word)..]),
        shape: string_id(&shape(word)),
        spacy: at + 1 < words.len(),
        is_space: false,
    });
    features.collect()
}

fn network(backend: Backend) -> Network {
    Network::load(&ModelFile::embedded().unwrap(), backend).unwrap()
}

/// `word/TAG>head:relation`, entities in brackets, a bar before each sentence but the first.
fn show(network: &Network, text: &str, analysis: &Analysis) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut shown = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let entity = |index: fn(&LabelledSpan) -> u32| analysis.entities.iter().find(|e| index(e) as usize == at);
        if at > 0 && analysis.sent_starts[at] {
            shown.push("|".to_owned());
        }
        let open = entity(|e| e.start).map_or("", |_| "[");
        let close = analysis.entities.iter().find(|e| e.end as usize == at + 1).map_or("", |e| e.label.as_str());
        let close = if close.is_empty() { String::new() } else { format!("]{close}") };
        let tag = &network.tag_labels()[usize::from(analysis.tags[at])];
        let head = words[analysis.heads[at] as usize];
        shown.push(format!("{open}{word}/{tag}>{head}:{}{close}", analysis.deprels[at]));
    }
    shown.join(" ")
}

#[test]
fn decides_as_the_original_pipeline() {
    let network = network(Backend::fastest());
    let check = |text: &str, expected: &str| {
        assert_eq!(show(&network, text, &network.analyse(&features(text))), expected);
    };
    check(
        "The minister met Angela Merkel in Berlin on Tuesday .",
        "The/DT>minister:det minister/NN>met:nsubj met/VBD>met:ROOT [Angela/NNP>Merkel:compound \
         Merkel/NNP>met:dobj]PERSON in/IN>Merkel:prep [Berlin/NNP>in:pobj]GPE on/IN>met:prep \
         [Tuesday/NNP>on:pobj]DATE ./.>met:punct",
    );
    check(
        "The central bank , which Lagarde leads , kept rates at 4 percent . Markets in Tokyo fell .",
        "The/DT>bank:det central/JJ>bank:amod bank/NN>kept:nsubj ,/,>bank:punct which/WDT>leads:dobj \
         [Lagarde/NNP>leads:nsubj]GPE leads/VBZ>bank:relcl ,/,>bank:punct kept/VBD>kept:ROOT rates/NNS>kept:dobj \
         at/IN>kept:prep [4/CD>percent:nummod percent/NN>at:pobj]PERCENT ./.>kept:punct | \
         Markets/NNS>fell:nsubj in/IN>Markets:prep [Tokyo/NNP>in:pobj]GPE fell/VBD>fell:ROOT ./.>fell:punct",
    );
}

const REPORT: &str = "Finance ministers of the seven largest economies agreed on Friday to freeze assets worth 40 billion \
                      dollars . The plan , which the central banks of Japan and Canada backed , takes effect in March .";

/// Longer than a stretch of the encoder and than the window of the scorers.
fn long_text() -> Vec<TokenFeatures> {
    features(REPORT).into_iter().cycle().take(1000).collect()
}

#[test]
fn fused_backends_agree_on_every_decision_and_all_on_this_text() {
    let text = long_text();
    let analyses: Vec<_> = Backend::available()
        .into_iter()
        .map(|backend| (backend.instructions(), network(backend).analyse(&text)))
        .collect();
    for (name, analysis) in &analyses[1..] {
        assert!(*analysis == analyses[0].1, "{name} differs from {}", analyses[0].0);
    }
}

#[test]
fn nothing_analysed_before_shows_in_a_result() {
    let text = long_text();
    let fresh = network(Backend::fastest()).analyse(&text);
    let used = network(Backend::fastest());
    used.analyse(&features("The court in The Hague ruled in favour of Peru ."));
    used.analyse(&text[..700]);
    assert_eq!(used.analyse(&text), fresh);
    assert_eq!(used.analyse(&text), fresh);
}

#[test]
fn threads_see_the_same() {
    let network = network(Backend::fastest());
    let text = long_text();
    let analyses: Vec<Analysis> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| network.analyse(&text))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(analyses.iter().all(|analysis| *analysis == analyses[0]));
}

#[test]
fn empty_and_one_word_texts_are_texts() {
    let network = network(Backend::fastest());
    assert_eq!(network.analyse(&[]), Analysis::default());
    let one = network.analyse(&features("Resign"));
    assert_eq!((one.heads, one.deprels, one.sent_starts), (vec![0], vec![Deprel::Root], vec![true]));
}

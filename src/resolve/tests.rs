//! Resolution over hand-annotated sentences.
//!
//! A line is a token: word, tag, head (counted from one, zero for the root), relation; a fifth column opens an entity
//! (`PERSON`), `.` continues it.

use super::*;
use crate::text::{Block, BlockKind, Deprel, EntityLabel, LabelledSpan, Span, Token, Upos};

fn upos(tag: &str) -> Upos {
    match tag {
        "NNP" | "NNPS" => Upos::Propn,
        "NN" | "NNS" => Upos::Noun,
        "JJ" => Upos::Adj,
        "IN" => Upos::Adp,
        "DT" => Upos::Det,
        "POS" => Upos::Part,
        "PRP" | "PRP$" => Upos::Pron,
        "." | "," | "-LRB-" | "-RRB-" => Upos::Punct,
        "CC" => Upos::Cconj,
        _ => Upos::Verb,
    }
}

/// A document of one sentence a fixture.
pub(super) fn document(fixtures: &[&str]) -> (Document, Vec<Sentence>) {
    let mut doc = Document::default();
    let mut sentences = Vec::new();
    for fixture in fixtures {
        let mut sentence = Sentence { block: sentences.len() as u32, ..Sentence::default() };
        for (index, line) in fixture.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let glued = matches!(columns[1], "POS" | "." | "," | "-RRB-") || doc.text.ends_with('(');
            if !glued && !doc.text.is_empty() {
                doc.text.push(' ');
            }
            let start = doc.text.len();
            doc.text.push_str(columns[0]);
            let head: u32 = columns[2].parse().unwrap();
            sentence.tokens.push(Token {
                span: Span::new(start, doc.text.len()),
                lemma: columns[0].to_lowercase().into(),
                tag: Box::leak(columns[1].to_owned().into_boxed_str()),
                pos: upos(columns[1]),
                morph: "",
                head: head.checked_sub(1).unwrap_or(index as u32),
                deprel: columns[3].parse::<Deprel>().unwrap(),
                space_after: true,
            });
            match columns.get(4) {
                Some(&".") => sentence.entities.last_mut().unwrap().end += 1,
                Some(label) => sentence.entities.push(LabelledSpan {
                    label: label.parse::<EntityLabel>().unwrap(),
                    start: index as u32,
                    end: index as u32 + 1,
                }),
                None => {}
            }
        }
        sentence.span = sentence.span_of(0..sentence.tokens.len());
        doc.blocks.push(Block { span: sentence.span, kind: BlockKind::Paragraph });
        sentences.push(sentence);
    }
    (doc, sentences)
}

/// Every mention with the entities it stands for: `words = entity + entity`.
pub(super) fn resolved(fixtures: &[&str]) -> Vec<String> {
    let (doc, sentences) = document(fixtures);
    let resolution = resolve(&doc, &sentences, Gazetteer::embedded());
    let line = |(mention, ids): (&EntityMention, &[EntityId])| {
        let names: Vec<&str> = ids.iter().map(|&id| resolution.entity(id).name.as_str()).collect();
        format!("{} = {}", doc.slice(mention.span), names.join(" + "))
    };
    resolution.iter().map(line).collect()
}

#[test]
fn titles_part_from_names_and_surnames_join_them() {
    let found = resolved(&[
        "Latvian  JJ  2 amod     NORP
         President NNP 4 compound PERSON
         Maris    NNP 4 compound .
         Ozols    NNP 5 nsubj    .
         resigned VBD 0 ROOT
         .        .   5 punct",
        "Ozols    NNP 2 nsubj    ORG
         declined VBD 0 ROOT",
    ]);
    assert_eq!(found, ["Latvian = Latvia", "Maris Ozols = Maris Ozols", "Ozols = Maris Ozols"]);
}

#[test]
fn ministries_take_their_country() {
    let found = resolved(&["China    NNP 4 poss     GPE
         's       POS 1 case
         Foreign  NNP 4 compound ORG
         Ministry NNP 5 nsubj    .
         objected VBD 0 ROOT"]);
    assert_eq!(found, ["China = China", "Foreign Ministry = Foreign Ministry of China"]);
}

#[test]
fn a_capital_is_its_government_when_it_acts_and_a_place_when_someone_is_there() {
    let found = resolved(&[
        "Lima   NNP 2 nsubj GPE
         agreed VBD 0 ROOT",
        "She      PRP 2 nsubj
         landed   VBD 0 ROOT
         in       IN  2 prep
         Lima     NNP 3 pobj GPE",
    ]);
    assert!(found.contains(&"Lima = Peru".to_owned()) && found.contains(&"Lima = Lima".to_owned()), "{found:?}");
}

#[test]
fn an_acronym_in_parentheses_is_the_name_before_it() {
    let found = resolved(&[
        "Northern NNP 3 compound ORG
         Herring  NNP 3 compound .
         Board    NNP 7 nsubj    .
         (        -LRB- 5 punct
         NHB      NNP 3 appos    ORG
         )        -RRB- 5 punct
         met      VBD 0 ROOT",
        "NHB     NNP 2 nsubj    PERSON
         adjourned VBD 0 ROOT",
    ]);
    assert_eq!(
        found,
        [
            "Northern Herring Board = Northern Herring Board",
            "NHB = Northern Herring Board",
            "NHB = Northern Herring Board"
        ]
    );
}

#[test]
fn a_summit_is_an_event_that_holds_its_host() {
    let found = resolved(&["Leaders NNS 2 nsubj
         attended VBD 0 ROOT
         the      DT  5 det
         SCO      NNP 5 compound ORG
         summit   NN  2 dobj"]);
    assert_eq!(found, ["SCO summit = SCO summit", "SCO = SCO"]);
}

/// "Chadian President Idrissa Moro met Danish Premier Lars Holt."
const MEETING: &str = "Chadian   JJ  4 amod     NORP
     President NNP 4 compound
     Idrissa   NNP 4 compound PERSON
     Moro      NNP 5 nsubj    .
     met       VBD 0 ROOT
     Danish    JJ  9 amod     NORP
     Premier   NNP 9 compound
     Lars      NNP 9 compound PERSON
     Holt      NNP 5 dobj     .";

#[test]
fn an_office_finds_the_person_to_whom_the_article_gives_it() {
    let found = resolved(&[
        MEETING,
        "The      DT  3 det
         Danish   JJ  3 amod NORP
         leader   NN  4 nsubj
         smiled   VBD 0 ROOT",
        "The       DT 2 det
         president NN 3 nsubj
         left      VBD 0 ROOT",
    ]);
    assert!(found.contains(&"Danish leader = Lars Holt".to_owned()), "{found:?}");
    assert!(found.contains(&"president = Idrissa Moro".to_owned()), "{found:?}");
}

#[test]
fn an_office_that_nobody_is_given_stays_an_office() {
    let found = resolved(&["The       DT  2 det
         president NN  6 nsubj
         of        IN  2 prep
         Peru      NNP 3 pobj GPE
         soon      RB  6 advmod
         left      VBD 0 ROOT"]);
    assert_eq!(found, ["president = President of Peru", "Peru = Peru"]);
}

#[test]
fn numbered_plurals_stand_for_the_two_just_named() {
    let found = resolved(&[
        MEETING,
        "The     DT  3 det
         two     CD  3 nummod
         leaders NNS 4 nsubj
         hailed  VBD 0 ROOT
         both    DT  6 det
         countries NNS 4 dobj",
    ]);
    assert!(found.contains(&"two leaders = Idrissa Moro + Lars Holt".to_owned()), "{found:?}");
    assert!(found.contains(&"countries = Chad + Denmark".to_owned()), "{found:?}");
}

#[test]
fn a_pronoun_is_the_subject_and_never_the_subject_of_its_own_verb() {
    let found = resolved(&[
        "Idrissa  NNP 2 compound PERSON
         Moro     NNP 3 nsubj    .
         said     VBD 0 ROOT
         he       PRP 5 nsubj
         hoped    VBD 3 ccomp",
        "Lars  NNP 2 compound PERSON
         Holt  NNP 3 nsubj    .
         met   VBD 0 ROOT
         him   PRP 3 dobj",
    ]);
    assert_eq!(found[1], "he = Idrissa Moro");
    assert_eq!(found[3], "him = Idrissa Moro");
}

#[test]
fn two_candidates_decide_nothing() {
    let found = resolved(&[
        "Reports   NNS 2 nsubj
         mentioned VBD 0 ROOT
         Idrissa   NNP 4 compound PERSON
         Moro      NNP 2 dobj     .
         and       CC  4 cc
         Lars      NNP 7 compound PERSON
         Holt      NNP 4 conj     .",
        "He   PRP 2 nsubj
         slept VBD 0 ROOT",
    ]);
    assert!(!found.iter().any(|line| line.starts_with("He =")), "{found:?}");
}

#[test]
fn resolving_is_repeatable() {
    let (doc, sentences) = document(&[MEETING, MEETING]);
    let once = resolve(&doc, &sentences, Gazetteer::embedded());
    assert_eq!(once, resolve(&doc, &sentences, Gazetteer::embedded()));
}

#[test]
fn what_people_and_ships_are_called_finds_them() {
    let found = resolved(&[
        "The        DT  3 det
         architect  NN  4 compound
         Lars       NNP 4 compound PERSON
         Holt       NNP 5 nsubj    .
         met        VBD 0 ROOT
         Idrissa    NNP 7 compound PERSON
         Moro       NNP 5 dobj     .",
        "The        DT  2 det
         architect  NN  3 nsubj
         left       VBD 0 ROOT",
        "The        DT  2 det
         sculptor   NN  3 nsubj
         stayed     VBD 0 ROOT",
        "The        DT  4 det
         tanker     NN  4 compound
         Blue       NNP 4 compound PRODUCT
         Grace      NNP 5 nsubj    .
         sank       VBD 0 ROOT",
        "The        DT  2 det
         vessel     NN  3 nsubj
         sank       VBD 0 ROOT",
        "The        DT  2 det
         spacecraft NN  3 nsubj
         sank       VBD 0 ROOT",
    ]);
    assert!(found.contains(&"architect = Lars Holt".to_owned()), "{found:?}");
    assert!(found.contains(&"vessel = Blue Grace".to_owned()), "{found:?}");
    assert!(!found.iter().any(|line| line.starts_with("sculptor") || line.starts_with("spacecraft")), "{found:?}");
}

#[test]
fn one_of_a_people_is_a_person_and_no_country() {
    let found = resolved(&[
        "Lars  NNP 2 compound PERSON
         Holt  NNP 3 nsubj    .
         won   VBD 0 ROOT",
        "The   DT  2 det
         Dane  NNP 3 nsubj NORP
         left  VBD 0 ROOT",
        "The   DT  2 det
         Danes NNPS 3 nsubj NORP
         left  VBD 0 ROOT",
    ]);
    assert!(found.contains(&"Dane = Lars Holt".to_owned()), "{found:?}");
    assert!(found.contains(&"Danes = Denmark".to_owned()), "{found:?}");
}

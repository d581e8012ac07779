//! Who says what, and for whom "we" stands: real parses of sentences in which both are hard to tell.

use tercet::extract::Extractor;
use tercet::extract::rule::RuleSet;
use tercet::graph::Statement;
use tercet::ingest::Reader;
use tercet::nlp::Annotator;

/// The statements of a text, read as an article.
fn statements(text: &str) -> Vec<Statement> {
    let doc = Reader::new().read_text("news", text).unwrap();
    Extractor::new(RuleSet::shipped()).extract(&doc, &Annotator::embedded().unwrap().annotate(&doc))
}

/// "SPEAKER: WORDS" for everything said.
fn said(text: &str) -> Vec<String> {
    let said = statements(text).into_iter().filter(|statement| statement.relation == "said");
    said.map(|s| format!("{}: {}", s.subject.name, s.text.unwrap_or_default().trim_end_matches([',', '.']))).collect()
}

/// "SUBJECT RELATION OBJECT" for the statements of one relation.
fn told(text: &str, relation: &str) -> Vec<String> {
    let found = statements(text).into_iter().filter(|statement| statement.relation == relation);
    found.map(|s| format!("{} {relation} {}", s.subject.name, s.object.map_or(String::new(), |o| o.name))).collect()
}

#[test]
fn an_interrupted_quotation_is_one_and_a_further_one_is_its_own() {
    let text = "Foreign Minister Ada Berg of Norway spoke on Monday. \"We will sign,\" she said, \"when the text is \
                ready.\" \"Nobody is in any hurry.\"";
    assert_eq!(said(text), ["Ada Berg: We will sign, ... when the text is ready", "Ada Berg: Nobody is in any hurry"]);
}

#[test]
fn a_name_in_quotation_marks_is_nobody_s_words() {
    let text = "Ada Berg of the \"Norland Railway Car Works\" said that the train meets every standard.";
    assert_eq!(said(text), ["Ada Berg: the train meets every standard"]);
}

#[test]
fn a_spokesman_speaks_for_his_body_and_stays_one_as_he() {
    let text = "Norwind Energy's sales fell in May. \"Demand is weak in every market,\" a spokesman said. He said two \
                plants would close.";
    assert_eq!(
        said(text),
        ["Norwind Energy: Demand is weak in every market", "Norwind Energy: two plants would close"]
    );
}

#[test]
fn words_of_nobody_are_not_given_to_the_last_speaker() {
    let text = "Ada Berg said the harbour was safe. A man at the gate saw it otherwise. \"Nothing here is safe at \
                all,\" a visitor said.";
    assert_eq!(said(text), ["Ada Berg: the harbour was safe"]);
}

#[test]
fn a_source_may_stand_beside_its_office_or_be_quoted_by_an_outlet() {
    let text = "According to Iceland's ambassador to Norway, Ivo Lind, the two countries will sign a fishing treaty.";
    assert_eq!(said(text), ["Ivo Lind: the two countries will sign a fishing treaty"]);
    let text = "The Daily Post quoted Ada Berg as saying that the harbour would be closed.";
    assert_eq!(said(text), ["Ada Berg: the harbour would be closed"]);
}

#[test]
fn states_speak_each_for_itself() {
    let text = "Norway and Iceland argued that the quota was too low.";
    assert_eq!(said(text), ["Norway: the quota was too low", "Iceland: the quota was too low"]);
}

#[test]
fn clauses_are_found_where_the_parser_hides_them() {
    let text = "Ada Berg told a press conference the group of fishing nations had grown too large.";
    assert_eq!(said(text), ["Ada Berg: the group of fishing nations had grown too large"]);
    let text = "The harbour needs new cranes. This was stated by Ada Berg in Oslo on Monday.";
    assert_eq!(said(text), ["Ada Berg: The harbour needs new cranes"]);
    let text = "The mayor rejected a comment by Ada Berg that the fleet was no longer in port.";
    assert_eq!(said(text), ["Ada Berg: the fleet was no longer in port"]);
}

#[test]
fn what_was_not_said_or_only_done_is_no_speech() {
    assert_eq!(said("Ada Berg refused to say that the harbour was closed."), [""; 0]);
    assert_eq!(said("Ada Berg agreed to \"look into every single complaint\"."), [""; 0]);
}

#[test]
fn a_turn_of_a_transcript_is_one_thing_said() {
    let text = "President of Norway Ada Berg: Thank you for coming to Oslo. The talks were useful. Prime Minister of \
                Iceland Ivo Lind: I agree with every word. Ada Berg: Then we shall meet again.";
    let turns = [
        "Ada Berg: Thank you for coming to Oslo. The talks were useful",
        "Ivo Lind: I agree with every word",
        "Ada Berg: Then we shall meet again",
    ];
    assert_eq!(said(text), turns);
}

#[test]
fn we_is_the_country_of_the_minister_who_speaks() {
    let text = "Ada Berg, Foreign Minister of Norway, said: \"We oppose the dam and we support Iceland.\"";
    assert_eq!(told(text, "opposes"), ["Norway opposes dam"]);
    assert_eq!(told(text, "supports"), ["Norway supports Iceland"]);
    let text = "Ada Berg said: \"We oppose the dam.\"";
    assert_eq!(told(text, "opposes"), [""; 0]);
}

#[test]
fn lists_of_names_and_compounds_share_their_role() {
    let text = "Norway imposed sanctions on two banks: Alfa Bank and Sberbank.";
    assert_eq!(told(text, "sanctioned"), ["Norway sanctioned Alfa Bank", "Norway sanctioned Sberbank"]);
    let text = "Norway stands with Iceland, the Kingdom of Denmark, and Finland.";
    let supported = ["Norway supports Iceland", "Norway supports Denmark", "Norway supports Finland"];
    assert_eq!(told(text, "supports"), supported);
    let text = "The EU spoke to Iceland. EU-Iceland cooperation on fisheries has grown.";
    assert_eq!(told(text, "cooperatesWith").len(), 1);
}

#[test]
fn a_message_speaks_for_whoever_sent_it() {
    let text = "Ada Berg sent greetings to the workers of the Norwind Energy plant in Bergen.\n\nThe message reads, in \
                part: \"Your plant has served the coast for sixty years.\"";
    assert_eq!(said(text), ["Ada Berg: Your plant has served the coast for sixty years"]);
}

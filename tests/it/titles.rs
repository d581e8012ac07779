//! Who holds which office: names and titles that stand close to those of others.

use tercet::extract::Extractor;
use tercet::extract::rule::RuleSet;
use tercet::ingest::Reader;
use tercet::nlp::Annotator;

/// "PERSON: OFFICE" and "PERSON of BODY" for everybody in a text, sorted.
fn offices(text: &str) -> Vec<String> {
    let doc = Reader::new().read_text("news", text).unwrap();
    let statements = Extractor::new(RuleSet::shipped()).extract(&doc, &Annotator::embedded().unwrap().annotate(&doc));
    let mut offices: Vec<String> = statements
        .into_iter()
        .filter_map(|s| match (s.relation.as_str(), s.object) {
            ("position", Some(title)) => Some(format!("{}: {}", s.subject.name, title.name)),
            ("affiliatedWith", Some(body)) => Some(format!("{} of {}", s.subject.name, body.name)),
            _ => None,
        })
        .collect();
    offices.sort();
    offices
}

#[test]
fn two_holders_joined_by_and_have_one_office_each() {
    let text = "She spoke with President of Chile Ada Berg and Federal Chancellor of Austria Ivo Lind.";
    assert_eq!(
        offices(text),
        ["Ada Berg of Chile", "Ada Berg: president", "Ivo Lind of Austria", "Ivo Lind: federal chancellor"]
    );
    let text = "Norwegian Deputy Premier and Minister of Trade Ada Berg signed it.";
    assert_eq!(offices(text), ["Ada Berg of Norway", "Ada Berg: deputy premier", "Ada Berg: minister of trade"]);
}

#[test]
fn a_chamber_is_named_after_its_members_and_gives_no_title() {
    let text = "He met Speaker of the House of Representatives Ada Berg.";
    assert_eq!(offices(text), ["Ada Berg of House of Representatives", "Ada Berg: speaker"]);
}

#[test]
fn who_is_addressed_does_not_hold_the_office_of_the_speaker() {
    let text = "Addressing Prime Minister of Norway Ada Berg, the President of Chile noted that trade had grown.";
    assert_eq!(offices(text), ["Ada Berg of Norway", "Ada Berg: prime minister"]);
}

#[test]
fn the_label_of_a_link_that_runs_into_a_name_is_no_part_of_it() {
    let text = "Finance Minister Ivo Lind Lind IvoFinance Minister of Norway said the fund would grow.";
    assert!(offices(text).contains(&"Ivo Lind: finance minister".to_owned()), "{:?}", offices(text));
    assert!(offices(text).iter().all(|office| office.starts_with("Ivo Lind")), "{:?}", offices(text));
    assert!(!offices(text).iter().any(|office| office.contains("Lind Lind")), "{:?}", offices(text));
}

//! Every example of every shipped rule, through the real language engine.

use tercet::extract::Extractor;
use tercet::extract::rule::RuleSet;
use tercet::nlp::Annotator;

#[test]
fn every_example_of_every_rule_holds() {
    let annotator = Annotator::embedded().unwrap();
    let extractor = Extractor::new(RuleSet::shipped());
    let mut failed = Vec::new();
    for example in extractor.rules().examples() {
        for failure in extractor.check(&|doc| annotator.annotate(doc), example) {
            failed.push(format!("{} on {:?}: {failure:?}", example.rule, example.sentence));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

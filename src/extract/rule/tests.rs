//! The language without a language model: what parses, what is refused, and how it is said.

use super::*;

const GOOD: &str = r#"
# Meetings.
words talks = talk, meeting, "round table"

rule held {
  match noun @talks except summit { subj|poss a:Person, maybe in p:Location, with b:Person, no about Person }
  match verb meet { subj a:Person, obj.of|with b:Person }
  make  met(a, b, place p)
  test  "Ada Berg held talks with Ivo Lind." => met("Ada Berg", "Ivo Lind", status planned)
  not   "Ada Berg held \"talks\"."
}
"#;

fn compile(source: &str) -> Result<RuleSet, RuleError> {
    RuleSet::of_files(&[RuleFile { name: "own".to_owned(), source: source.to_owned() }])
}

/// Message, marked words and help of every error.
fn errors(source: &str) -> Vec<(String, String, String)> {
    let error = compile(source).expect_err("the source is wrong");
    let marked = |d: &Diagnostic| d.span.clone().map_or(String::new(), |span| source[span].to_owned());
    let parts = |d: &Diagnostic| (d.message.clone(), marked(d), d.help.clone().unwrap_or_default());
    error.diagnostics.iter().map(|(_, d)| parts(d)).collect()
}

/// `GOOD` with one piece replaced; it must give this one error.
fn broken(from: &str, to: &str) -> (String, String, String) {
    assert!(GOOD.contains(from), "{from}");
    let all = errors(&GOOD.replace(from, to));
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().expect("one error")
}

#[test]
fn a_rule_with_every_construct_compiles() {
    let set = compile(GOOD).expect("the source is right");
    assert_eq!(set.rule_ids().collect::<Vec<_>>(), ["own.held"]);
    assert_eq!(set.examples().len(), 2);
    assert_eq!(set.examples()[1].sentence, "Ada Berg held \"talks\".");
    assert_eq!(set.candidates("meeting").count(), 1);
    assert_eq!(set.candidates("Meet").count(), 1);
    assert_eq!(set.candidates("walk").count(), 0);
}

#[test]
fn the_shipped_rules_compile_and_every_rule_has_both_kinds_of_examples() {
    let set = RuleSet::shipped();
    for id in set.rule_ids() {
        let own: Vec<_> = set.examples().iter().filter(|example| example.rule == id).collect();
        assert!(own.iter().any(|example| example.is_counter()), "{id} has no `not` example");
        assert!(own.iter().any(|example| !example.is_counter()), "{id} has no `test` example");
    }
}

#[test]
fn misspelt_names_get_their_neighbour() {
    assert_eq!(
        broken("@talks", "@talk"),
        ("unknown word list `@talk`".into(), "@talk".into(), "did you mean `@talks`?".into())
    );
    assert_eq!(broken("in p:Location", "in p:Locaton").2, "did you mean `Location`?");
    assert_eq!(broken("subj|poss", "sub|poss").2, "did you mean `subj`?");
    assert_eq!(broken("place p", "plac p").2, "did you mean `place`?");
    assert_eq!(broken("status planned", "status plannd").2, "did you mean `planned`?");
    assert_eq!(broken("met(a, b,", "met(c, b,").0, "no pattern of the rule captures `c`");
}

#[test]
fn what_a_rule_lacks_is_told() {
    let (message, _, help) = broken(
        "  test  \"Ada Berg held talks with Ivo Lind.\" => met(\"Ada Berg\", \"Ivo Lind\", status planned)\n",
        "",
    );
    assert_eq!(message, "rule `held` has no example");
    assert!(help.contains("test"), "{help}");
}

#[test]
fn every_broken_item_is_reported_with_its_place() {
    let source = "rule one {\n  match (a)\n}\n\nwords two\n\nrule three {\n  mach a\n}\n";
    let found = errors(source);
    let marked: Vec<_> = found.iter().map(|(_, marked, _)| marked.as_str()).collect();
    assert_eq!(marked, ["(", "", "mach"], "{found:?}");
}

#[test]
fn a_rule_name_stands_once() {
    let again = format!("{GOOD}\n{}", &GOOD[GOOD.find("rule held").expect("it is there")..]);
    assert_eq!(errors(&again)[0].0, "a rule `held` stands in this file already");
}

#[test]
fn a_file_name_stands_once() {
    let again = RuleFile { name: "people".to_owned(), source: GOOD.to_owned() };
    let error = RuleSet::with_files(&[again]).expect_err("`people` is shipped");
    let messages: Vec<_> = error.diagnostics.iter().map(|(_, diagnostic)| diagnostic.message.as_str()).collect();
    assert_eq!(messages, ["there is a rule file `people` already"]);
}

#[test]
fn no_input_makes_the_parser_panic() {
    let mut cut = String::new();
    for c in GOOD.chars() {
        cut.push(c);
        let _ = compile(&cut);
        let _ = compile(&format!("{cut}€{{(\"=>"));
    }
}

#[test]
fn files_share_their_word_lists_and_may_not_redefine_them() {
    let file = |name: &str| RuleFile { name: name.to_owned(), source: GOOD.to_owned() };
    let error = RuleSet::of_files(&[file("own"), file("other")]).expect_err("`talks` is given twice");
    let [(name, diagnostic)] = &error.diagnostics[..] else { panic!("{error:?}") };
    assert_eq!((name.as_str(), diagnostic.message.as_str()), ("other", "a word list `talks` stands in `own` already"));
}

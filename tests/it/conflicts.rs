//! Where articles disagree, and where they only seem to.

use assert_cmd::Command;
use tercet::graph::conflicts;
use tercet::render;
use tercet::store::Store;
use tercet::text::PartialDate;

use crate::graph::{Article, article, load, store};

/// The conflicts among articles, as printed.
fn told(articles: &[Article]) -> String {
    let (_dir, store) = store();
    load(&store, &articles.iter().collect::<Vec<_>>());
    render::conflicts(&conflicts(&store.snapshot()))
}

fn of(name: &str, publisher: &str, line: &str) -> Article {
    article(name, Some(publisher), "", &[line])
}

#[test]
fn one_says_it_is_so_and_another_that_it_is_not() {
    let met = |status: &str, date: &str| {
        format!(
            r#""rel":"met","subj":"Ann Brook","obj":"Carl Dorn","status":"{status}","date":"{date}","evidence":"{status} in {date}"}}"#
        )
    };
    let articles = [
        of("a1", "Meridian Post", &met("actual", "2012-06-05")),
        of("a2", "Harbour Herald", &met("actual", "2012-06")),
        of("a3", "Lakeside Gazette", &met("negated", "2012-06")),
        of("a4", "Lakeside Gazette", &met("negated", "2013")),
    ];
    insta::assert_snapshot!(told(&articles), @r#"
    status: Ann Brook met Carl Dorn
      actual (2 sources)
        a:a1: "actual in 2012-06-05"
        a:a2: "actual in 2012-06"
      negated (1 source)
        a:a3: "negated in 2012-06"
    "#);
}

#[test]
fn figures_days_and_places_of_the_same_event() {
    let deal = |value: u64, date: &str| {
        format!(
            r#""rel":"deal","subj":"Russia","obj":"China","value":{value},"unit":"USD","date":"{date}","evidence":"worth {value}"}}"#
        )
    };
    let visit = |place: &str| {
        format!(
            r#""rel":"met","subj":"Ann Brook","obj":"Carl Dorn","date":"2014-05-21","place":"{place}","evidence":"in {place}"}}"#
        )
    };
    let articles = [
        of("a1", "Meridian Post", &deal(400_000_000_000, "2014-05-21")),
        of("a2", "Harbour Herald", &deal(401_000_000_000, "2014-05-21")), // rounded
        of("a3", "Lakeside Gazette", &deal(456_000_000_000, "2014-05-21")),
        of("a4", "Lakeside Gazette", &deal(400_000_000_000, "2014-06-01")),
        of("a5", "Meridian Post", &visit("Bergen")),
        of("a6", "Harbour Herald", &visit("Oslo")),
        of("a7", "Harbour Herald", &visit("Norway")), // Oslo lies in it
    ];
    insta::assert_snapshot!(told(&articles), @r#"
    value: China deal with Russia
      400000000000 USD (1 source)
        a:a1: "worth 400000000000"
      401000000000 USD (1 source)
        a:a2: "worth 401000000000"
      456000000000 USD (1 source)
        a:a3: "worth 456000000000"
    date: China deal with Russia
      2014-05-21 (1 source)
        a:a1: "worth 400000000000"
      2014-06-01 (1 source)
        a:a4: "worth 400000000000"
    place: Ann Brook met Carl Dorn
      Bergen (1 source)
        a:a5: "in Bergen"
      Oslo (1 source)
        a:a6: "in Oslo"
    "#);
}

#[test]
fn one_post_has_one_holder_at_a_time() {
    let held = |name: &str, holder: &str, day: i8| {
        let position =
            format!(r#""rel":"position","subj":"{holder}","obj":"president","evidence":"President {holder}"}}"#);
        let of =
            format!(r#""rel":"affiliatedWith","subj":"{holder}","obj":"Norland","evidence":"President {holder}"}}"#);
        let mut article = article(name, None, "", &[&position, &of]);
        article.doc.date = PartialDate::ymd(2017, 6, day);
        article
    };
    insta::assert_snapshot!(told(&[held("a1", "Ada Berg", 8), held("a2", "Ivo Lind", 8), held("a3", "Ada Berg", 9)]), @r#"
    holder: president of Norland
      Ada Berg (1 source)
        a:a1: "President Ada Berg"
      Ivo Lind (1 source)
        a:a2: "President Ivo Lind"
    "#);
    assert_eq!(told(&[held("a1", "Ada Berg", 8), held("a2", "Ada Berg", 8)]), "");
}

#[test]
fn a_single_article_does_not_disagree_with_itself() {
    let lines = [
        r#""rel":"met","subj":"Ann Brook","obj":"Carl Dorn","evidence":"they met"}"#,
        r#""rel":"met","subj":"Ann Brook","obj":"Carl Dorn","status":"negated","evidence":"they did not"}"#,
    ];
    assert_eq!(told(&[article("a1", None, "", &lines)]), "");
}

#[test]
fn the_command_tells_by_its_exit_code_whether_there_are_any() {
    let (dir, store) = store();
    let visited = |status: &str| format!(r#""rel":"visited","subj":"Ann Brook","obj":"Oslo","status":"{status}"}}"#);
    load(&store, &[&of("a1", "Meridian Post", &visited("actual")), &of("a2", "Harbour Herald", &visited("negated"))]);
    drop::<Store>(store);
    let run = |args: &[&str]| {
        let mut command = Command::cargo_bin("tercet").unwrap();
        let output = command.arg("conflicts").args(args).arg("--db").arg(dir.path().join("news.db")).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = run(&["--format", "json"]);
    assert_eq!(code, Some(0));
    let json: serde_json::Value = serde_json::from_str(text.trim()).unwrap();
    assert_eq!(json["about"], "Ann Brook visited Oslo");
    assert_eq!(json["sides"][1]["says"], "negated");
    assert_eq!(run(&["--kind", "date", "--kind", "place"]), (Some(1), String::new()));
    assert_eq!(run(&["--kind", "colour"]).0, Some(2));
}

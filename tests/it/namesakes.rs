//! People of one name: one entity where articles agree about them, several where they do not, in any order of ingest.

use oxrdf::NamedNode;
use tercet::graph::expand;
use tercet::pipeline::{merge, remove, split};
use tercet::store::Store;

use crate::graph::{Article, article, ask, dump, load, store};

/// The lines that give somebody a post.
fn post(name: &str, title: &str, home: &str) -> [String; 2] {
    [
        format!(r#""rel":"position","subj":"{name}","obj":"{title}"}}"#),
        format!(r#""rel":"affiliatedWith","subj":"{name}","obj":"{home}"}}"#),
    ]
}

fn person(doc: &str, title: &str, home: &str, visited: &str) -> Article {
    let [position, affiliation] = post("Ada Brook", title, home);
    let visit = format!(r#""rel":"visited","subj":"Ada Brook","obj":"{visited}"}}"#);
    article(doc, None, "", &[&position, &affiliation, &visit])
}

fn minister() -> Article {
    person("a1", "fisheries minister", "Norway", "Oslo")
}

fn professor() -> Article {
    person("a2", "professor of geology", "Arda University", "Kyoto")
}

/// Says too little to know whom it means.
fn bare() -> Article {
    article("a3", None, "", &[r#""rel":"visited","subj":"Ada Brook","obj":"Rome"}"#])
}

fn visitor(store: &Store, place: &str) -> Vec<String> {
    ask(store, &format!("SELECT ?l {{ ?x t:visited :{place} ; rdfs:label ?l }}"))
}

fn entity(name: &str) -> NamedNode {
    expand(name).unwrap()
}

#[test]
fn articles_that_agree_mean_one_person() {
    let (_dir, store) = store();
    // The same country in another office, and the same walk of life elsewhere, unless it is a state's.
    load(&store, &[&minister(), &person("a4", "prime minister", "Norway", "Bonn"), &bare()]);
    assert_eq!(ask(&store, "SELECT DISTINCT ?x { ?x t:visited ?y }"), [":Ada_Brook"]);
    load(&store, &[&person("a5", "foreign minister", "Sweden", "Lund")]);
    assert_eq!(visitor(&store, "Lund"), ["Ada Brook (Sweden)"]);
    assert_eq!(visitor(&store, "Bonn"), ["Ada Brook (Norway)"]);
}

#[test]
fn articles_that_do_not_agree_mean_two_and_one_that_says_neither_keeps_the_name() {
    let (_dir, store) = store();
    load(&store, &[&minister(), &bare()]);
    assert_eq!(visitor(&store, "Oslo"), ["Ada Brook"]);
    load(&store, &[&professor()]);
    assert_eq!(visitor(&store, "Oslo"), ["Ada Brook (Norway)"]);
    assert_eq!(visitor(&store, "Kyoto"), ["Ada Brook (Arda University)"]);
    assert_eq!(visitor(&store, "Rome"), ["Ada Brook"]);
    let alias = "SELECT ?l { ?x t:visited :Oslo ; skos:altLabel ?l }";
    assert_eq!(ask(&store, alias), ["Ada Brook"], "the article's own name still finds her");
}

#[test]
fn who_is_told_apart_does_not_depend_on_the_order_and_goes_with_the_article() {
    let (_dir, forward) = store();
    load(&forward, &[&minister()]);
    load(&forward, &[&bare()]);
    let two = dump(&forward);
    load(&forward, &[&professor()]);
    let (_dir2, backward) = store();
    load(&backward, &[&professor(), &bare(), &minister()]);
    assert_eq!(dump(&backward), dump(&forward));
    remove(&forward, "a2").unwrap();
    assert_eq!(dump(&forward), two);
    // An article that says of the professor that she was the minister makes them one again.
    let link = article(
        "a6",
        None,
        "",
        &[
            r#""rel":"position","subj":"Ada Brook","obj":"professor"}"#,
            r#""rel":"affiliatedWith","subj":"Ada Brook","obj":"Arda University"}"#,
            r#""rel":"affiliatedWith","subj":"Ada Brook","obj":"Norway","status":"former"}"#,
        ],
    );
    load(&backward, &[&link]);
    assert_eq!(visitor(&backward, "Oslo"), ["Ada Brook"]);
    assert_eq!(visitor(&backward, "Kyoto"), ["Ada Brook"]);
}

#[test]
fn people_whom_everybody_knows_are_one() {
    let (_dir, store) = store();
    let merkel = |doc: &str, title: &str, home: &str| {
        let [position, affiliation] = post("Angela Merkel", title, home);
        article(doc, None, "", &[&position, &affiliation])
    };
    load(&store, &[&merkel("a1", "chancellor", "Germany"), &merkel("a2", "physicist", "Arda University")]);
    assert_eq!(ask(&store, "SELECT DISTINCT ?x { ?x t:affiliatedWith ?y }"), [":Angela_Merkel"]);
}

#[test]
fn what_users_judge_goes_before_it() {
    let (_dir, store) = store();
    load(&store, &[&minister(), &professor(), &bare()]);
    let apart = dump(&store);
    let (norway, arda) = (entity(":Ada_Brook_%28Norway%29"), entity(":Ada_Brook_%28Arda_University%29"));
    merge(&store, &norway, &arda).unwrap();
    assert_eq!(visitor(&store, "Kyoto"), ["Ada Brook (Norway)"]);
    load(&store, &[&person("a7", "professor", "Arda University", "Lima")]);
    assert_eq!(visitor(&store, "Lima"), ["Ada Brook (Norway)"], "a judgement holds for later articles");
    remove(&store, "a7").unwrap();
    split(&store, &norway, None).unwrap();
    assert_eq!(dump(&store), apart);
}

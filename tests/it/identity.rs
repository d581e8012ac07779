//! Judgements of users about identity: laid over every article, kept apart, taken back without a trace.

use std::path::Path;

use assert_cmd::Command;
use oxrdf::NamedNode;
use tercet::graph::expand;
use tercet::pipeline::{forget_difference, merge, never_merge, remove, set_apart, split};
use tercet::store::Store;

use crate::graph::{Article, article, ask, dump, load, store};

fn articles() -> [Article; 3] {
    [
        article(
            "a1",
            Some("Meridian Post"),
            "",
            &[
                r#""rel":"met","subj":"Ann Brook","obj":"Carl Dorn","date":"2012-06-05"}"#,
                r#""rel":"position","subj":"Ann Brook","obj":"minister"}"#,
            ],
        ),
        article(
            "a2",
            None,
            "",
            &[
                r#""rel":"met","subj":"Anna Brook","obj":"Carl Dorn","date":"2012-06-05"}"#,
                r#""rel":"met","subj":"Anna Brook","obj":"Ann Brook","date":"2011"}"#,
                r#""rel":"visited","subj":"Anna Brook","obj":"Oslo"}"#,
            ],
        ),
        article("a3", None, "", &[r#""rel":"visited","subj":"A. Brook","obj":"Bergen"}"#]),
    ]
}

fn entity(name: &str) -> NamedNode {
    expand(name).unwrap()
}

fn filled() -> (tempfile::TempDir, Store) {
    let (dir, store) = store();
    let all = articles();
    load(&store, &all.iter().collect::<Vec<_>>());
    (dir, store)
}

#[test]
fn a_merge_joins_facts_names_and_events() {
    let (_dir, store) = filled();
    let events = "SELECT DISTINCT ?e { ?m a t:Meeting ; t:party :Carl_Dorn ; t:event ?e }";
    assert_eq!(ask(&store, events).len(), 2);
    assert_eq!(merge(&store, &entity(":Ann_Brook"), &entity(":Anna_Brook")).unwrap(), 1);
    assert_eq!(ask(&store, events).len(), 1, "one meeting, told by two articles");
    assert_eq!(ask(&store, "SELECT ?p { :Ann_Brook t:visited ?p }"), [":Oslo"]);
    assert_eq!(ask(&store, "SELECT ?l { :Ann_Brook rdfs:label ?l }"), ["Ann Brook"]);
    assert_eq!(ask(&store, "SELECT ?l { :Ann_Brook skos:altLabel ?l }"), ["Anna Brook"]);
    assert!(ask(&store, "SELECT ?p ?o { GRAPH ?g { :Anna_Brook ?p ?o } FILTER(?g != g:judgements) }").is_empty());
    assert!(ask(&store, "SELECT ?x { ?x t:met ?x }").is_empty(), "nobody meets herself");
}

#[test]
fn a_merge_is_what_lowering_would_have_written() {
    let named = |name: &str| {
        article(
            "a1",
            None,
            "",
            &[
                &format!(r#""rel":"met","subj":"{name}","obj":"Carl Dorn","date":"2012-06-05"}}"#),
                &format!(r#""rel":"met","subj":"{name}","obj":"Carl Dorn"}}"#),
                &format!(r#""rel":"position","subj":"{name}","obj":"minister"}}"#),
                &format!(r#""rel":"foundedBy","subj":"Norwind Group","obj":"{name}"}}"#),
                &format!(r#""rel":"said","subj":"{name}","text":"we will see"}}"#),
            ],
        )
    };
    let (_one, judged) = store();
    load(
        &judged,
        &[&named("Anna Brook"), &article("a2", None, "", &[r#""rel":"visited","subj":"Ann Brook","obj":"Oslo"}"#])],
    );
    merge(&judged, &entity(":Ann_Brook"), &entity(":Anna_Brook")).unwrap();
    let (_two, plain) = store();
    load(&plain, &[&named("Ann Brook")]);
    let keys = "SELECT ?s ?k { ?s t:eventKey ?k ; t:article a:a1 }";
    assert_eq!(ask(&judged, keys), ask(&plain, keys));
}

#[test]
fn judgements_survive_re_ingest_and_do_not_depend_on_its_order() {
    let (_dir, after) = filled();
    merge(&after, &entity(":Ann_Brook"), &entity(":Anna_Brook")).unwrap();
    merge(&after, &entity(":Ann_Brook"), &entity(":A._Brook")).unwrap();
    let (_dir2, between) = store();
    let [one, two, three] = articles();
    load(&between, &[&two, &one, &article("a3", None, "", &[r#""rel":"visited","subj":"A. Brook","obj":"Hamar"}"#])]);
    merge(&between, &entity(":Ann_Brook"), &entity(":Anna_Brook")).unwrap();
    merge(&between, &entity(":Ann_Brook"), &entity(":A._Brook")).unwrap();
    load(&between, &[&three]); // an edited article takes the place of its earlier version
    assert_eq!(dump(&between), dump(&after));
    load(&between, &[&one, &two, &three]);
    assert_eq!(dump(&between), dump(&after));
    remove(&after, "a2").unwrap();
    load(&after, &[&two]);
    assert_eq!(dump(&between), dump(&after));
}

#[test]
fn what_is_taken_back_leaves_no_trace() {
    let (_dir, store) = filled();
    let before = dump(&store);
    merge(&store, &entity(":Ann_Brook"), &entity(":Anna_Brook")).unwrap();
    merge(&store, &entity(":Ann_Brook"), &entity(":A._Brook")).unwrap();
    assert_eq!(split(&store, &entity(":Ann_Brook"), Some("A. Brook")).unwrap(), 1);
    assert_eq!(ask(&store, "SELECT ?p { :Ann_Brook t:visited ?p }"), [":Oslo"]);
    split(&store, &entity(":Ann_Brook"), None).unwrap();
    assert_eq!(dump(&store), before);
    set_apart(&store, &entity(":Ann_Brook"), "a2", Some("Ann Brook the elder")).unwrap();
    split(&store, &entity(":Ann_Brook_the_elder"), None).unwrap();
    assert_eq!(dump(&store), before);
    never_merge(&store, &entity(":Ann_Brook"), &entity(":Carl_Dorn")).unwrap();
    forget_difference(&store, &entity(":Carl_Dorn"), &entity(":Ann_Brook")).unwrap();
    assert_eq!(dump(&store), before);
}

#[test]
fn one_article_may_mean_somebody_else() {
    let (_dir, store) = filled();
    assert_eq!(set_apart(&store, &entity(":Carl_Dorn"), "a2", None).unwrap(), 1);
    assert_eq!(ask(&store, "SELECT ?x { :Ann_Brook t:met ?x }"), [":Anna_Brook", ":Carl_Dorn"]);
    assert_eq!(ask(&store, "SELECT ?l { :Anna_Brook t:met ?x . ?x rdfs:label ?l }"), ["Ann Brook", "Carl Dorn (a2)"]);
    // A further version of the article means the same.
    let again = article("a2", None, "", &[r#""rel":"visited","subj":"Carl Dorn","obj":"Rome"}"#]);
    load(&store, &[&again]);
    assert_eq!(ask(&store, "SELECT ?l { ?x t:visited :Rome ; rdfs:label ?l }"), ["Carl Dorn (a2)"]);
}

#[test]
fn judgements_do_not_contradict_one_another() {
    let (_dir, store) = filled();
    never_merge(&store, &entity(":Carl_Dorn"), &entity(":A._Brook")).unwrap();
    merge(&store, &entity(":Ann_Brook"), &entity(":A._Brook")).unwrap();
    let refused = merge(&store, &entity(":Ann_Brook"), &entity(":Carl_Dorn")).unwrap_err().to_string();
    assert!(refused.contains("were judged to be different\nhint: `tercet never-merge --forget"), "{refused}");
    let refused = never_merge(&store, &entity(":Ann_Brook"), &entity(":A._Brook")).unwrap_err().to_string();
    assert!(refused.contains("are one entity already"), "{refused}");
    let refused = split(&store, &entity(":Anna_Brook"), None).unwrap_err().to_string();
    assert!(refused.contains("nothing was merged into `Anna Brook`"), "{refused}");
    let refused = split(&store, &entity(":Ann_Brook"), Some("Carl Dorn")).unwrap_err().to_string();
    assert!(refused.contains("merged into it were `A. Brook`"), "{refused}");
}

#[test]
fn the_commands_name_entities_as_people_do() {
    let (dir, store) = filled();
    drop(store);
    let run = |args: &[&str]| -> (i32, String, String) {
        let db = dir.path().join("news.db");
        let db = Path::new(&db);
        let output = Command::cargo_bin("tercet").unwrap().args(args).arg("--db").arg(db).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    };
    assert_eq!(run(&["merge", "--list"]), (1, String::new(), String::new()));
    let (code, _, told) = run(&["merge", "Ann Brook", "Ana Brok"]);
    assert_eq!(code, 2);
    assert!(told.starts_with("error: no entity is named `Ana Brok`\nhint: did you mean `Ann Brook`"), "{told}");
    let (code, _, told) = run(&["merge", "Ann Brook", "Anna Brook"]);
    assert_eq!((code, told.as_str()), (0, "`Anna Brook` is `Ann Brook`: 1 article changed\n"));
    run(&["never-merge", "Ann Brook", "Dorn"]);
    run(&["split", "Dorn", "--article", "a2", "--as", "Carl Dorn of Bergen"]);
    let (code, list, _) = run(&["split", "--list"]);
    assert_eq!(code, 0);
    assert_eq!(
        list,
        "`Anna Brook` is `Ann Brook`\n`Ann Brook` is never `Carl Dorn`\n`Carl Dorn` is `Carl Dorn of Bergen` in a:a2\n"
    );
    let (code, _, told) = run(&["split", "Ann Brook"]);
    assert_eq!((code, told.as_str()), (0, "`Ann Brook` is taken apart: 1 article changed\n"));
    assert_eq!(run(&["split", "Dorn", "--article", "a9"]).0, 2);
}

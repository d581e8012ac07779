//! Dates and amounts over the language engine: what real parses say of them, and how many of a gold's are found.

use std::collections::BTreeMap;
use std::path::Path;

use tercet::extract::amount::amounts;
use tercet::extract::time::dates;
use tercet::ingest::Reader;
use tercet::nlp::Annotator;
use tercet::text::{Block, BlockKind, Document, Span};

fn document(text: &str, date: &str) -> Document {
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    Document { text: text.to_owned(), date: date.parse().ok(), blocks: vec![block], ..Document::default() }
}

#[test]
fn tense_tells_which_tuesday() {
    // All read on Friday 16 July 2021.
    let cases = [
        ("The prime minister arrived in Oslo on Tuesday.", "2021-07-13"),
        ("The prime minister will arrive in Oslo on Tuesday.", "2021-07-20"),
        ("The prime minister is scheduled to arrive in Oslo on Tuesday.", "2021-07-20"),
        ("The prime minister is due in Oslo on Tuesday.", "2021-07-20"),
        ("The ministry said on Tuesday that talks would resume.", "2021-07-13"),
        ("The ministry said talks would resume on Tuesday.", "2021-07-20"),
        ("Tuesday's meeting was adjourned after an hour.", "2021-07-13"),
        ("The two sides failed to reach a compromise on Tuesday.", "2021-07-13"),
        ("The union plans to strike on Tuesday.", "2021-07-20"),
        ("A treaty signed on Tuesday ends the dispute.", "2021-07-13"),
        ("The court is going to rule on Tuesday.", "2021-07-20"),
        ("The envoy leaves for Geneva on Sunday.", "2021-07-18"),
        ("The ban takes effect on August 1.", "2021-08-01"),
        ("They have traded since March.", "2021-03"),
        ("The accord expires in October.", "2021-10"),
        ("In December the two countries signed a treaty.", "2020-12"),
        ("The leaders met in Reykjavik on June 8, and the talks went well.", "2021-06-08"),
        ("The summit will be held in Madrid from June 29 to July 2, 2022.", "2022-06-29"),
        ("The firm sent 2000 workers to the site.", ""),
        ("He has led the party for 30 years.", ""),
        ("The Security Council adopted Resolution 1973.", ""),
    ];
    let annotator = Annotator::embedded().unwrap();
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let doc = document(text, "2021-07-16");
        let found = dates(&doc, &annotator.annotate(&doc));
        let found: Vec<_> = found.iter().map(|date| date.value.to_string()).collect();
        if found.join(" ") != expected {
            wrong.push(format!("{text}\n  {found:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn amounts_survive_the_tokenizer() {
    let cases = [
        ("They signed a US$10bn contract.", "10000000000 USD"),
        ("They signed a $400 billion, 30-year gas deal.", "400000000000 USD; 30 year"),
        ("Trade grew from about $7 billion to nearly $40 billion.", "about 7000000000 USD; nearly 40000000000 USD"),
        ("The loan of 1.2 billion euros was repaid.", "1200000000 EUR"),
        ("The pipeline will carry 38 billion cubic meters of gas per year.", "38 bcm/year"),
        ("It holds a 49.6% stake.", "49.6 percent"),
        ("The fund paid £2m and A$5 million.", "2000000 GBP; 5000000 AUD"),
        ("The plant costs between 5 and 7 billion dollars.", "7000000000 USD"),
        ("At least 2,000 soldiers took part.", "at least 2000 soldiers"),
        ("It was founded in 1998.", ""),
    ];
    let annotator = Annotator::embedded().unwrap();
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let doc = document(text, "");
        let found = amounts(&doc, &annotator.annotate(&doc));
        let show = |hedge: &Option<String>| hedge.as_ref().map_or(String::new(), |hedge| format!("{hedge} "));
        let found: Vec<_> = found.iter().map(|a| format!("{}{} {}", show(&a.hedge), a.value, a.unit)).collect();
        if found.join("; ") != expected {
            wrong.push(format!("{text}\n  {found:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A value and its unit.
type Amount = (f64, String);

/// Of a gold's dates and values, how many stand among those found in their article. Gold dates that no word of the
/// article gives (the month of a visit) count as missed.
#[test]
fn finds_the_dates_and_values_of_the_gold() {
    let train = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/train");
    if !train.is_dir() {
        eprintln!("skipped: no annotated articles at {}", train.display());
        return;
    }
    let annotator = Annotator::embedded().unwrap();
    let found: BTreeMap<String, (Vec<String>, Vec<Amount>)> = Reader::new()
        .read(&[train.join("docs")])
        .filter_map(Result::ok)
        .map(|doc| {
            let sentences = annotator.annotate(&doc);
            let mut found_dates: Vec<_> = doc.date.iter().map(ToString::to_string).collect();
            found_dates.extend(dates(&doc, &sentences).iter().map(|date| date.value.to_string()));
            let values = amounts(&doc, &sentences).into_iter().map(|amount| (amount.value, amount.unit)).collect();
            (doc.name.clone(), (found_dates, values))
        })
        .collect();
    let (mut dates, mut values) = ((0, 0), (0, 0));
    for line in std::fs::read_to_string(train.join("gold.jsonl")).unwrap().lines() {
        let gold: serde_json::Value = serde_json::from_str(line).unwrap();
        let (name, evidence) = (gold["doc"].as_str().unwrap(), &gold["evidence"]);
        let (found_dates, found_values) = &found[name];
        if let Some(date) = gold["date"].as_str() {
            let hit = found_dates.iter().any(|found| found == date);
            dates = (dates.0 + i32::from(hit), dates.1 + 1);
            if !hit {
                eprintln!("{name}: no date {date}: {evidence}");
            }
        }
        if let (Some(value), Some(unit)) = (gold["value"].as_f64(), gold["unit"].as_str()) {
            let hit = found_values.iter().any(|(found, of)| (found - value).abs() <= 0.01 * value.abs() && of == unit);
            values = (values.0 + i32::from(hit), values.1 + 1);
            if !hit {
                eprintln!("{name}: no value {value} {unit}: {evidence}");
            }
        }
    }
    eprintln!("dates {} of {}, values {} of {}", dates.0, dates.1, values.0, values.1);
    assert!(f64::from(dates.0) >= 0.93 * f64::from(dates.1), "dates: {} of {}", dates.0, dates.1);
    assert!(f64::from(values.0) >= 0.97 * f64::from(values.1), "values: {} of {}", values.0, values.1);
}

//! Amounts as news writes them.

use super::*;
use crate::extract::sample::sample;

/// The amounts of a marked sentence: `hedge value unit`, a range as `lower..value`.
fn read(marked: &str) -> String {
    let (doc, sentences) = sample(marked);
    let show = |mention: &AmountMention| {
        let hedge = mention.hedge.as_ref().map_or(String::new(), |hedge| format!("[{hedge}] "));
        let lower = mention.lower.map_or(String::new(), |lower| format!("{lower}.."));
        format!("{hedge}{lower}{} {}", mention.value, mention.unit)
    };
    amounts(&doc, &sentences).iter().map(show).collect::<Vec<_>>().join("; ")
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(marked, expected)| read(marked) != *expected)
        .map(|(marked, expected)| format!("{marked:?}: {:?}, not {expected:?}", read(marked)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn money_in_its_shapes() {
    check(&[
        ("They signed a $10 billion deal.", "10000000000 USD"),
        ("They signed a US$10bn deal.", "10000000000 USD"),
        ("They signed a $10-billion deal.", "10000000000 USD"),
        ("They signed a 10-billion-dollar deal.", "10000000000 USD"),
        ("They signed a $400 billion, 30-year deal.", "400000000000 USD"),
        ("It costs 10 billion yuan.", "10000000000 CNY"),
        ("It costs 120 mln dlrs.", "120000000 USD"),
        ("A 120 mln dlr loan.", "120000000 USD"),
        ("HAWLEY BUYS FIRM FOR 51.3 MLN DLRS", "51300000 USD"),
        ("It costs 1.2 billion stg.", "1200000000 GBP"),
        ("It costs two billion marks.", "2000000000 DEM"),
        ("It costs Rs 500 crore.", "5000000000 INR"),
        ("It costs Rs. 5,00,000 now.", "500000 INR"),
        ("It costs 5 lakh rupees.", "500000 INR"),
        ("It costs €3.5bn or £2m.", "3500000000 EUR; 2000000 GBP"),
        ("It costs EUR 5 million.", "5000000 EUR"),
        ("It costs 5 million EUR.", "5000000 EUR"),
        ("It costs A$5 million, C$6 million and HK$7 million.", "5000000 AUD; 6000000 CAD; 7000000 HKD"),
        ("It costs 5 million Canadian dollars.", "5000000 CAD"),
        ("It costs 5 million Australian dollars.", "5000000 AUD"),
        ("It costs 5 million Hong Kong dollars.", "5000000 HKD"),
        ("It costs 5 million U.S. dollars.", "5000000 USD"),
        ("It costs 5 million Swiss francs.", "5000000 CHF"),
        ("It costs 703 mln francs.", "703000000 FRF"),
        ("It costs 5 million Mexican pesos.", "5000000 MXN"),
        (
            "It costs 8,800 billion yen and incorporates 1,800 billion for roads.",
            "8800000000000 JPY; 1800000000000 JPY",
        ),
        ("It costs a billion dollars.", "1000000000 USD"),
        ("It costs two and a half billion dollars.", "2500000000 USD"),
        ("It costs half a million euros.", "500000 EUR"),
        ("It costs half a billion dollars.", "500000000 USD"),
        ("It costs two hundred and thirty million dollars.", "230000000 USD"),
        ("It costs one million two hundred thousand dollars.", "1200000 USD"),
        ("It costs two thousand million dollars.", "2000000000 USD"),
        ("It costs $1,300 a week.", "1300 USD"),
        ("It costs $24.5 billion.", "24500000000 USD"),
        ("It costs 50 cents.", "0.5 USD"),
        ("It costs 76.40 kroner (dlrs 10.6) an hour.", "10.6 USD"),
        ("It costs 500 million rubles.", "500000000 RUB"),
        ("It costs $10 billion dollars.", "10000000000 USD"),
    ]);
}

#[test]
fn ranges_and_pairs() {
    check(&[
        ("Trade grew from about $7 billion to nearly $40 billion.", "[about] 7000000000 USD; [nearly] 40000000000 USD"),
        ("It costs between 5 and 7 billion dollars.", "5000000000..7000000000 USD"),
        ("It costs between $5 billion and $7 billion.", "5000000000..7000000000 USD"),
        ("It costs $5-7 billion.", "5000000000..7000000000 USD"),
        ("It costs $5 to $7 billion.", "5000000000..7000000000 USD"),
        ("It costs 5 to 7 billion dollars.", "5000000000..7000000000 USD"),
        ("It costs $5 billion and $7 billion.", "5000000000 USD; 7000000000 USD"),
        ("It rose from 5 to 7 percent.", "5 percent; 7 percent"),
        ("It rose 5-7 percent.", "5..7 percent"),
        ("It costs $7 billion to $5 billion.", "7000000000 USD; 5000000000 USD"),
        ("It costs $7 billion to 5 percent of all.", "7000000000 USD; 5 percent"),
    ]);
}

#[test]
fn shares_and_quantities() {
    check(&[
        ("It owns 30 pct.", "30 percent"),
        ("It owns 30 percent.", "30 percent"),
        ("It owns 30 per cent.", "30 percent"),
        ("It owns nine percent.", "9 percent"),
        ("It owns 3.5%.", "3.5 percent"),
        ("A 20-percent stake.", "20 percent"),
        ("It pays 3-1/2 pct.", "3.5 percent"),
        ("It pays 0.9 percent per year.", "0.9 percent"),
        ("Rates rose two percentage points.", "2 percentage points"),
        ("It ships 38 bcm a year.", "38 bcm/year"),
        ("It ships 38 billion cubic meters of gas per year.", "38 bcm/year"),
        ("It ships 38 billion cubic metres of natural gas annually.", "38 bcm/year"),
        ("It ships 500 million cubic metres.", "0.5 bcm"),
        ("It ships 300,000 barrels per day.", "300000 barrels/day"),
        ("It ships 300,000 bpd.", "300000 barrels/day"),
        ("It ships 300,000 b/d.", "300000 barrels/day"),
        ("It ships 5 million tonnes of wheat.", "5000000 tonnes"),
        ("It ships 5 million metric tons.", "5000000 tonnes"),
        ("A 2,500-kilometre pipeline.", "2500 km"),
        ("A 2 GW plant.", "2000 MW"),
        ("They sent 2500 troops_NNS there.", "2500 troops"),
        ("They sent 1,500 troops_NNS there.", "1500 troops"),
    ]);
}

#[test]
fn hedges_are_kept() {
    check(&[
        ("It is worth over $10 billion.", "[over] 10000000000 USD"),
        ("It is worth at least $10 billion.", "[at least] 10000000000 USD"),
        ("It is worth up to $10 billion.", "[up to] 10000000000 USD"),
        ("It is worth More than $10 billion.", "[more than] 10000000000 USD"),
        ("It is worth a little more than $10 billion.", "[a little more than] 10000000000 USD"),
        ("It is worth an estimated $10 billion.", "[an estimated] 10000000000 USD"),
        ("It is worth $10 billion or so.", "[or so] 10000000000 USD"),
        ("It owns almost 30 percent.", "[almost] 30 percent"),
        (
            "Trade is about $11 billion.\nOthers say nearly double that figure.",
            "[about] 11000000000 USD; [nearly] 22000000000 USD",
        ),
    ]);
}

#[test]
fn what_is_no_amount() {
    check(&[
        ("It cost billions of dollars.", ""),
        ("It cost hundreds of millions.", ""),
        ("It began in 2014.", ""),
        ("The 2014 talks_NNS failed.", ""),
        ("On June 8, 2017 they met.", ""),
        ("A 30-year deal.", ""),
        ("At 10:30 he left.", ""),
        ("An SS-20 missile.", ""),
        ("Twenty won_VBD the prize.", ""),
        ("One dollar fell.", "1 USD"),
        ("A dollar fell.", ""),
        ("The dollar fell.", ""),
        ("Double that.", ""),
        ("He is five.", ""),
    ]);
}

#[test]
fn mentions_point_at_their_words() {
    let (doc, sentences) = sample("It signed_VBD a deal of over US$10 billion with Oslo.");
    let mentions = amounts(&doc, &sentences);
    assert_eq!(doc.slice(mentions[0].span), "US$10 billion");
    assert!(mentions[0].money);
    assert_eq!(mentions[0].hedge.as_deref(), Some("over"));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn piece() -> impl Strategy<Value = String> {
        let words = [
            "$",
            "US$10bn",
            "€",
            "Rs",
            "10",
            "2,500",
            "1/2",
            "-",
            "–",
            "to",
            "and",
            "from",
            "between",
            "half",
            "a",
            "two",
            "hundred",
            "billion",
            "mln",
            "dlrs",
            "percent",
            "%",
            "per",
            "year",
            "bcm",
            "of",
            "gas",
            "U.S.",
            "dollars",
            "double",
            "that",
            "figure",
            "troops_NNS",
            "$5m",
            "99999999999999999999999999",
            "b/d",
            "twenty-one",
            "é",
            "won_VBD",
        ];
        prop_oneof![8 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => "\\PC{1,6}"]
    }

    proptest! {
        #[test]
        fn any_tokens_yield_ordered_amounts_within_the_text(pieces in prop::collection::vec(piece(), 0..24)) {
            let (doc, sentences) = sample(&pieces.join(" "));
            let mut last = 0;
            for mention in amounts(&doc, &sentences) {
                let sent = &sentences[mention.sentence as usize];
                prop_assert!(mention.tokens.start < mention.tokens.end && mention.tokens.end as usize <= sent.tokens.len());
                prop_assert!(mention.tokens.contains(&mention.head));
                prop_assert!(doc.text.get(mention.span.range()).is_some());
                prop_assert!(mention.span.start >= last);
                prop_assert!(mention.lower.is_none_or(|lower| lower < mention.value));
                last = mention.span.start;
            }
        }
    }
}

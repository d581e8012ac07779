//! Dates as news writes them, read against a given day.

use super::*;
use crate::extract::sample::sample;

/// The dates of a marked sentence read on `base` ("" for an undated article): values, ranges as `first/last`.
fn read(marked: &str, base: &str) -> String {
    let (mut doc, sentences) = sample(marked);
    doc.date = base.parse().ok();
    let show = |mention: &DateMention| match mention.end {
        Some(end) => format!("{}/{end}", mention.value),
        None => mention.value.to_string(),
    };
    dates(&doc, &sentences).iter().map(show).collect::<Vec<_>>().join(" ")
}

fn check(cases: &[(&str, &str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(marked, base, expected)| read(marked, base) != *expected)
        .map(|(marked, base, expected)| format!("{marked:?} on {base:?}: {:?}, not {expected:?}", read(marked, base)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dates_with_their_year_need_no_article() {
    check(&[
        ("They met_VBD on June 8, 2017 in Oslo.", "", "2017-06-08"),
        ("They met_VBD on June 8, 2017, in Oslo.", "", "2017-06-08"),
        ("They met_VBD on 8 June 2017.", "", "2017-06-08"),
        ("They met_VBD on the 8th of June 2017.", "", "2017-06-08"),
        ("They met_VBD on the 8th of June, 2017.", "", "2017-06-08"),
        ("The attacks of Sept. 11, 2001 changed_VBD this.", "", "2001-09-11"),
        ("Filed 2017-06-08 in Astana.", "", "2017-06-08"),
        ("Filed 2017/06/08 in Astana.", "", "2017-06-08"),
        ("Filed 11/29/2002 in Beijing.", "", "2002-11-29"),
        ("Filed 29/11/2002 in Beijing.", "", "2002-11-29"),
        ("Filed 5/5/2005 in Rome.", "", "2005-05-05"),
        ("13-APR-1987 14:25:41.42", "", "1987-04-13"),
        ("Tue, 25 May 2021 13:49:08 +0000", "", "2021-05-25"),
        ("Tuesday, June 5, 2012 was_VBD warm.", "", "2012-06-05"),
        ("On Tuesday the 5th of June 2012 they met_VBD.", "", "2012-06-05"),
        ("It was_VBD signed on the twenty-first of March 1999.", "", "1999-03-21"),
        ("Appointed in May, 1997, he stayed_VBD.", "", "1997-05"),
        ("Appointed in June of 2014 he stayed_VBD.", "", "2014-06"),
        ("It opened_VBD in mid-June 2014.", "", "2014-06"),
        ("It opened_VBD in late 2014.", "", "2014"),
        ("It opened_VBD at the end of 2014.", "", "2014"),
        ("It grew_VBD in the first quarter of 2013.", "", "2013"),
        ("It grew_VBD in the first half of 2013.", "", "2013"),
        ("It grew_VBD in the first 11 months of 1986.", "", "1986"),
        ("It opened_VBD in the summer of 2014.", "", "2014"),
        ("The 2011 agreement held_VBD.", "", "2011"),
        ("China's 2008 games opened_VBD.", "", "2008"),
        ("The accord (2011) held_VBD.", "", "2011"),
        ("Aid in Fiscal Year 2021 rose_VBD.", "", "2021"),
        ("Aid in fiscal 2021 rose_VBD.", "", "2021"),
        ("Aid in FY21 rose_VBD.", "", "2021"),
        ("The treaty of 1648 ended_VBD it.", "", ""),
        ("In 1648 a treaty ended_VBD it.", "", "1648"),
    ]);
}

#[test]
fn ranges_keep_both_ends() {
    check(&[
        ("He stayed_VBD from 6 to 8 June 2017.", "", "2017-06-06/2017-06-08"),
        ("He will_MD stay_VB June 6-8.", "2017-05-30", "2017-06-06/2017-06-08"),
        ("He will_MD stay_VB from July 7 to 10.", "1987-06-29", "1987-07-07/1987-07-10"),
        ("He stayed_VBD between June 6 and 8.", "2017-06-30", "2017-06-06/2017-06-08"),
        ("He stayed_VBD June 28 - July 2, 2017.", "", "2017-06-28/2017-07-02"),
        ("He stayed_VBD from May 29 to June 2.", "2017-06-30", "2017-05-29/2017-06-02"),
        ("He led_VBD it from 1996 to 1998.", "", "1996/1998"),
        ("He led_VBD it between 1996 and 1998.", "", "1996/1998"),
        ("The 2012-2014 plan failed_VBD.", "", "2012/2014"),
        ("In the 1987/88 season it failed_VBD.", "", "1987/1988"),
        ("In 2008-09 it failed_VBD.", "", "2008/2009"),
        ("Trade grew_VBD between January and April of 2017.", "", "2017-01/2017-04"),
        ("Trade grew_VBD in January-June 2021.", "", "2021-01/2021-06"),
        ("He spoke_VBD in May and June 2017.", "", "2017-05 2017-06"),
        ("Talks ran_VBD from Monday to Wednesday.", "2021-07-16", "2021-07-12/2021-07-14"),
        ("They met_VBD on June 6 and July 8.", "2017-07-30", "2017-06-06 2017-07-08"),
    ]);
}

#[test]
fn weekdays_follow_the_tense() {
    check(&[
        ("The union announced_VBD it Friday.", "1998-04-24", "1998-04-24"),
        ("The union called_VBD off the strike on Saturday.", "1998-03-15", "1998-03-14"),
        ("He will_MD fly_VB to Oslo on Sunday.", "2002-11-29", "2002-12-01"),
        ("He flies_VBZ to Oslo Sunday.", "2002-11-29", "2002-12-01"),
        ("He is_VBZ_aux scheduled_VBN to_TO arrive_VB Tuesday.", "2021-07-16", "2021-07-20"),
        ("He said_VBD the talks would_MD start_VB on Monday.", "2021-07-16", "2021-07-19"),
        ("He was_VBD_aux received_VBN on Tuesday.", "2021-07-16", "2021-07-13"),
        ("It failed_VBD last Tuesday.", "1998-03-15", "1998-03-10"),
        ("It failed_VBD last Friday.", "2021-07-16", "2021-07-09"),
        ("It will_MD open_VB next Monday.", "2021-07-16", "2021-07-19"),
        ("It will_MD open_VB this coming Monday.", "2021-07-16", "2021-07-19"),
        ("It will_MD open_VB this Saturday.", "2021-07-16", "2021-07-17"),
        ("It opened_VBD Tuesday night.", "2021-07-16", "2021-07-13"),
        ("It opened_VBD on Tuesday of last week.", "2021-07-16", "2021-07-06"),
        ("It will_MD open_VB Tuesday next week.", "2021-07-16", "2021-07-20"),
        ("It opened_VBD on Tuesday (July 13).", "2021-07-16", "2021-07-13"),
        ("The Thursday and Friday talks will_MD go_VB on.", "1987-04-03", "1987-04-09 1987-04-10"),
        ("It opened_VBD on Tuesday.", "", ""),
        ("It opened_VBD on Tuesday.", "2021-07", ""),
        ("It opens_VBZ every Monday.", "2021-07-16", ""),
        ("It opens_VBZ on Mondays.", "2021-07-16", ""),
        ("The Good Friday Agreement holds_VBZ.", "2021-07-16", ""),
    ]);
}

#[test]
fn open_years_are_found_by_tense_and_nearness() {
    check(&[
        ("People voted_VBD on May 5.", "2022-05-07", "2022-05-05"),
        ("They will_MD meet_VB on November 26.", "2021-11-24", "2021-11-26"),
        ("They met_VBD on December 28.", "2022-01-03", "2021-12-28"),
        ("They will_MD meet_VB on January 3.", "2021-12-28", "2022-01-03"),
        ("The meeting_NN set_VBN for April 17 is_VBZ off.", "1987-04-03", "1987-04-17"),
        ("Aid has_VBZ_aux grown_VBN since September.", "2022-04-06", "2021-09"),
        ("They reached_VBD a deal in December.", "1987-03-27", "1986-12"),
        ("They reached_VBD a deal in March.", "1998-04-24", "1998-03"),
        ("They will_MD reach_VB a deal in March.", "1998-04-24", "1999-03"),
        ("He lifted_VBD January's ban.", "1987-03-16", "1987-01"),
        ("It is_VBZ May 20th.", "", "--05-20"),
        ("It began_VBD August 9 in Minsk.", "", "--08-09"),
        ("It began_VBD in August.", "", "--08"),
        ("It began_VBD on Feb. 29.", "2023-03-01", ""),
        ("WARSAW, March 26 (Agency) - All is_VBZ well.", "1987-03-26", "1987-03-26"),
        ("I wrote_VBD to her on the fourth of March.", "1987-03-26", "1987-03-04"),
        ("It began_VBD on July 15, 2,800 men_NNS came_VBD.", "1987-07-20", "1987-07-15"),
        ("It expires_VBZ in October.", "1987-03-20", "1987-10"),
        ("Xi visits_VBZ Oslo on June 5.", "2017-06-06", "2017-06-05"),
        ("They discussed_VBD classes starting from September 1.", "2022-05-27", "2022-09-01"),
        ("They met_VBD in February this year.", "1987-03-20", "1987-02"),
        ("They met_VBD in December last year.", "1987-03-20", "1986-12"),
        ("They met_VBD on June 3 of last year.", "1987-03-20", "1986-06-03"),
        (
            "He quit_VBD in November, 1991, and was_VBD_aux named_VBN judge on March 23.",
            "1998-04-24",
            "1991-11 1992-03-23",
        ),
        (
            "He quit_VBD in November, 1997, and was_VBD_aux named_VBN judge on March 23.",
            "1998-04-24",
            "1997-11 1998-03-23",
        ),
    ]);
}

#[test]
fn words_that_count_from_the_article() {
    check(&[
        ("They met_VBD today.", "2021-05-25", "2021-05-25"),
        ("They met_VBD yesterday.", "2021-06-01", "2021-05-31"),
        ("They meet_VBP tomorrow night.", "2021-12-31", "2022-01-01"),
        ("They met_VBD the day before yesterday.", "2021-06-01", "2021-05-30"),
        ("They met_VBD last night.", "2022-04-06", "2022-04-05"),
        ("They met_VBD this morning.", "2022-04-06", "2022-04-06"),
        ("They met_VBD last week.", "1987-03-06", "1987-02"),
        ("They met_VBD earlier this week.", "1987-04-06", "1987-04"),
        ("They will_MD meet_VB next week.", "1987-04-28", "1987-05"),
        ("They met_VBD earlier this month.", "2012-06-05", "2012-06"),
        ("They met_VBD last month.", "2012-01-05", "2011-12"),
        ("They met_VBD late last year.", "2012-01-05", "2011"),
        ("They met_VBD last year.", "2012", "2011"),
        ("It was_VBD the best of this year.", "2012-01-05", "2012"),
        ("He takes_VBZ over next March.", "2002-11-29", "2003-03"),
        ("They want_VBP a pact by next October.", "1987-03-09", "1987-10"),
        ("They met_VBD last May.", "1987-04-07", "1986-05"),
        ("They met_VBD last January.", "1987-03-11", "1987-01"),
        ("They met_VBD last June.", "1987-06-20", "1986-06"),
        ("It was_VBD_aux signed_VBN last October 28.", "1987-03-16", "1986-10-28"),
        ("He spoke_VBD last fall.", "1998-03-14", "1997"),
        ("He spoke_VBD last summer.", "1998-10-14", "1998"),
        ("It was_VBD_aux signed_VBN three days ago.", "2021-03-02", "2021-02-27"),
        ("It was_VBD_aux signed_VBN two months ago.", "2021-03-02", "2021-01"),
        ("It was_VBD_aux signed_VBN 3 years ago.", "2021-03-02", "2018"),
        ("It was_VBD_aux signed_VBN a year ago.", "2021-03-02", "2020"),
        ("It was_VBD_aux signed_VBN two weeks ago.", "2021-03-09", "2021-02"),
        ("It was_VBD_aux signed_VBN more than three years ago.", "2021-03-02", ""),
        ("It was_VBD_aux signed_VBN five or ten years ago.", "2021-03-02", ""),
        ("They met_VBD yesterday.", "", ""),
        ("They met_VBD last week.", "2012", ""),
    ]);
}

#[test]
fn words_that_count_from_the_story() {
    check(&[
        ("He joined_VBD the bank in 1994.\nTwo years later he led_VBD it.", "1998-04-24", "1994 1996"),
        ("They met_VBD on Sept. 1, 1987, and earlier that year he went_VBD to Rome.", "", "1987-09-01 1987"),
        ("They met_VBD on June 3, 2012 and parted_VBD the next day.", "", "2012-06-03 2012-06-04"),
        ("They met_VBD in May 2012 and parted_VBD the following month.", "", "2012-05 2012-06"),
        ("Sales rose_VBD in 2012 from a year earlier.", "", "2012 2011"),
        ("Two years later he led_VBD it.", "1998-04-24", ""),
        ("It rained_VBD in 1994.\nA.\nB.\nC.\nTwo years later it snowed_VBD.", "1998-04-24", "1994"),
    ]);
}

#[test]
fn an_undated_article_may_tell_its_year() {
    check(&[
        ("Drills begin_VBP August 9.\n2007 is_VBZ the year of China.", "", "2007-08-09 2007"),
        ("It is_VBZ set_VBN for July 3-4.\nTrade grew_VBD in April of 2017.", "", "2017-07-03/2017-07-04 2017-04"),
        ("They met_VBD on June 8.\nHe resigned_VBD in 2008.", "", "--06-08 2008"),
        ("They met_VBD on June 8.\nTrade will_MD double_VB by May 2015.", "", "--06-08 2015-05"),
    ]);
}

#[test]
fn what_is_no_date() {
    check(&[
        ("The deal is_VBZ for 30 years.", "2012-06-05", ""),
        ("It signed_VBD a 30-year deal.", "2012-06-05", ""),
        ("He sent_VBD 2000 troops_NNS there.", "2012-06-05", ""),
        ("In 2000 cities_NNS it rained_VBD.", "2012-06-05", ""),
        ("On June 8, 2000 troops_NNS arrived_VBD.", "2012-06-09", "2012-06-08"),
        ("It cost_VBD $2000 then.", "2012-06-05", ""),
        ("It was_VBD common in the 1990s.", "2012-06-05", ""),
        ("It was_VBD common in the early 1990s.", "2012-06-05", ""),
        ("It was_VBD filed on 03/04/2005.", "2012-06-05", ""),
        ("It was_VBD filed on 2005-13-44.", "2012-06-05", ""),
        ("It flew_VBD an RS-2000 missile.", "2012-06-05", ""),
        ("Resolution 1973 was_VBD adopted_VBN.", "2012-06-05", ""),
        ("He may_MD march_VB on the capital.", "2012-06-05", ""),
        ("Theresa May said_VBD so.", "2012-06-05", ""),
        ("It lasted_VBD over the last year.", "2012-06-05", ""),
        ("It lasted_VBD for the past week.", "2012-06-05", ""),
        ("He is_VBZ 45 years old.", "2012-06-05", ""),
        ("At 10:30 he left_VBD.", "2012-06-05", ""),
        ("He sat_VBD in the sun and sat_VBD still.", "2012-06-05", ""),
        ("It rose_VBD 3 percent a year.", "2012-06-05", ""),
        ("The day came_VBD.", "2012-06-05", ""),
    ]);
}

#[test]
fn mentions_point_at_their_words() {
    let (doc, sentences) = sample("He arrived_VBD on Tuesday, June 5, 2012, in Beijing.");
    let mentions = dates(&doc, &sentences);
    assert_eq!(doc.slice(mentions[0].span), "Tuesday, June 5, 2012");
    assert_eq!((mentions[0].sentence, mentions[0].tokens.clone(), mentions[0].head), (0, 3..9, 3));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn piece() -> impl Strategy<Value = String> {
        let words = [
            "June",
            "May",
            "Sept.",
            "Tuesday",
            "last",
            "next",
            "this",
            "year",
            "week",
            "ago",
            "later",
            "the",
            "of",
            "to",
            "and",
            "-",
            "–",
            "/",
            ",",
            "2017",
            "31",
            "30",
            "2",
            "8th",
            "first",
            "quarter",
            "two",
            "1990s",
            "'s",
            "(",
            ")",
            "between",
            "12/11/2010",
            "fiscal",
            "FY",
            "early",
            "mid",
            "that",
            "same",
            "day",
            "met_VBD",
            "will_MD",
            "go_VB",
            "é",
            "99999999999999999999",
            "half",
            "a",
            "billion",
            "from",
            "now",
            "spring",
            "today",
            "men_NNS",
        ];
        prop_oneof![8 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => "\\PC{1,6}"]
    }

    proptest! {
        #[test]
        fn any_tokens_yield_ordered_dates_within_the_text(
            pieces in prop::collection::vec(piece(), 0..24),
            base in prop_oneof![Just(""), Just("2017-06-08"), Just("2016-02-29"), Just("9999-12-31"), Just("0001-01"), Just("2017")],
        ) {
            let (mut doc, sentences) = sample(&pieces.join(" "));
            doc.date = base.parse().ok();
            let mentions = dates(&doc, &sentences);
            let mut last = 0;
            for mention in &mentions {
                let sent = &sentences[mention.sentence as usize];
                prop_assert!(mention.tokens.start < mention.tokens.end);
                prop_assert!(mention.tokens.end as usize <= sent.tokens.len());
                prop_assert!(mention.tokens.contains(&mention.head));
                prop_assert!(mention.span.start >= last && mention.span.end as usize <= doc.text.len());
                prop_assert!(doc.text.get(mention.span.range()).is_some());
                last = mention.span.start;
            }
        }
    }
}

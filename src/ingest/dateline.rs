//! Datelines, agencies and addresses: who filed a report, where and when.

use super::dates::find_date;
use crate::text::PartialDate;

/// News agencies as they stand in datelines, with the name of the publisher.
const AGENCIES: &[(&str, &str)] = &[
    ("AA", "Anadolu Agency"),
    ("AAP", "Australian Associated Press"),
    ("ADN", "ADN"),
    ("AFP", "AFP"),
    ("AKIpress", "AKIpress"),
    ("AKI", "AKI"),
    ("ANI", "ANI"),
    ("ANSA", "ANSA"),
    ("AP", "AP"),
    ("APA", "APA"),
    ("APP", "APP"),
    ("Agence France-Presse", "AFP"),
    ("Anadolu", "Anadolu Agency"),
    ("Antara", "Antara"),
    ("Associated Press", "AP"),
    ("BERNAMA", "Bernama"),
    ("Bernama", "Bernama"),
    ("BelTA", "BelTA"),
    ("Bloomberg", "Bloomberg"),
    ("CNA", "CNA"),
    ("CP", "Canadian Press"),
    ("Canadian Press", "Canadian Press"),
    ("DPA", "dpa"),
    ("EFE", "EFE"),
    ("IANS", "IANS"),
    ("IRNA", "IRNA"),
    ("ITAR-TASS", "TASS"),
    ("Interfax", "Interfax"),
    ("KUNA", "KUNA"),
    ("Kazinform", "Kazinform"),
    ("Kyodo", "Kyodo News"),
    ("LUSA", "Lusa"),
    ("NHK", "NHK"),
    ("NINA", "NINA"),
    ("PAP", "PAP"),
    ("PNA", "PNA"),
    ("PTI", "PTI"),
    ("Petra", "Petra"),
    ("RIA Novosti", "RIA Novosti"),
    ("Reuter", "Reuters"),
    ("Reuters", "Reuters"),
    ("SANA", "SANA"),
    ("SPA", "SPA"),
    ("Sputnik", "Sputnik"),
    ("TASS", "TASS"),
    ("Tass", "TASS"),
    ("UNIAN", "UNIAN"),
    ("UPI", "UPI"),
    ("Ukrinform", "Ukrinform"),
    ("VNA", "VNA"),
    ("VOA", "VOA"),
    ("WAM", "WAM"),
    ("Xinhua", "Xinhua"),
    ("Yonhap", "Yonhap"),
    ("dpa", "dpa"),
];

/// Last words of the names of papers and broadcasters.
const OUTLET_WORDS: &[&str] = &[
    "Agency",
    "Broadcasting",
    "Bulletin",
    "Chronicle",
    "Courier",
    "Daily",
    "Dispatch",
    "Echo",
    "Examiner",
    "Gazette",
    "Guardian",
    "Herald",
    "Independent",
    "Inquirer",
    "Journal",
    "Mail",
    "Media",
    "Mirror",
    "Monitor",
    "News",
    "Newspaper",
    "Observer",
    "Online",
    "Post",
    "Press",
    "Radio",
    "Register",
    "Review",
    "Standard",
    "Star",
    "Sun",
    "TV",
    "Telegraph",
    "Times",
    "Today",
    "Tribune",
    "Weekly",
    "Wire",
];

/// The place, date and agency that a report opens with.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dateline {
    /// Bytes of the opening, its dash and the blanks after it included.
    pub(super) length: usize,
    /// The agency by its usual name.
    pub(super) agency: Option<String>,
    /// The date, mostly without a year.
    pub(super) date: Option<PartialDate>,
}

/// Reads a dateline at the start of a paragraph: `WASHINGTON, March 26 (Reuters) - `, `COPENHAGEN, Denmark (AP) _ `,
/// `ASTANA, June 9. /TASS/. `, `AP - `.
pub(super) fn dateline(paragraph: &str) -> Option<Dateline> {
    let end = opening_end(paragraph)?;
    let opening = &paragraph[..end.0];
    let (place, agency) = split_agency(opening);
    let place = place.trim_end_matches([',', ' ', '.', ';', '-', '–', '—', '\u{A0}', '\n']);
    let date = find_date(place);
    // The year may stand in the middle of the sentence that follows; a dateline has a place, an agency or both.
    let undated = date.as_ref().map_or(place, |found| &place[..found.range.start]);
    let named = undated.trim_end_matches([',', ' ', '\n', '.', '(']);
    // "NATO - the alliance of 29 states - met": after a bare place the sentence begins, with a capital.
    let begins = || paragraph[end.1..].starts_with(|c: char| !c.is_lowercase());
    // "Suva (Fiji), Aug 23 - ": without capitals the day tells.
    let dated = date.as_ref().is_some_and(|found| found.date.get_day().is_some() && undated.ends_with(", "));
    let is_place = is_dateline_place(named) && (agency.is_some() || date.is_some() || begins())
        || dated && begins() && is_capitalised(named);
    if !(is_place || (named.is_empty() && agency.is_some())) {
        return None;
    }
    Some(Dateline { length: end.1, agency, date: date.map(|found| found.date) })
}

/// Where the opening ends and the sentence begins: at a dash set off by blanks, or at the full stop after `/TASS/`.
fn opening_end(paragraph: &str) -> Option<(usize, usize)> {
    let head_end = paragraph.char_indices().nth(110).map_or(paragraph.len(), |(at, _)| at);
    let head = &paragraph[..head_end];
    let slashed = head.find("/. ").filter(|&at| head[..at].contains('/')).map(|at| (at + 1, at + 3));
    let dashed = [" - ", " -- ", " – ", " — ", " _ ", "— ", ") -\n", " -\n", " _\n", " --\n", ") – "]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at + usize::from(dash.starts_with(')')), at + dash.len())))
        .min();
    [slashed, dashed].into_iter().flatten().min()
}

/// The opening before the agency in brackets or slashes, and the agency.
fn split_agency(opening: &str) -> (&str, Option<String>) {
    let opening = opening.trim_end();
    let known = |name: &str| AGENCIES.iter().find(|(short, _)| *short == name.trim()).map(|&(_, name)| name.to_owned());
    if let Some(agency) = known(opening.trim_start_matches('(').trim_end_matches(')')) {
        return ("", Some(agency));
    }
    for (open, close) in [('(', ')'), ('/', '/')] {
        let Some(inner) = opening.strip_suffix(close) else { continue };
        let Some(at) = inner.rfind(open) else { continue };
        // "(Reuters/AFP)" and "(AP Photo)" count for the first name.
        let name = &inner[at + 1..];
        let first = || known(name.split(['/', ',', '-', ' ']).next().unwrap_or(""));
        let agency = known(name).or_else(first).or_else(|| outlet(name).map(str::to_owned));
        if agency.is_some() {
            return (&opening[..at], agency);
        }
    }
    (opening, None)
}

/// "NEW YORK", "COPENHAGEN, Denmark", "St. PETERSBURG": capitals first, then names.
fn is_dateline_place(text: &str) -> bool {
    let Some(first) = text.split([',', ' ', '\n', '/']).find(|word| word.chars().count() > 1 && !word.ends_with('.'))
    else {
        return false;
    };
    let letters = || first.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 3
        && letters().all(char::is_uppercase)
        && text.split([' ', ',', '\n']).filter(|word| !word.is_empty()).count() <= 7
        && text.split([' ', ',', '\n']).all(|word| {
            word.is_empty()
                || word.starts_with(char::is_uppercase)
                || matches!(word, "and" | "of" | "the" | "on" | "de" | "la")
        })
}

/// At most four words, every one of them with a capital.
fn is_capitalised(text: &str) -> bool {
    let words = || text.split([' ', ',', '\n']).filter(|word| !word.is_empty());
    (1..=4).contains(&words().count())
        && words().all(|word| word.trim_start_matches('(').starts_with(char::is_uppercase))
}

/// The agency that signs a line of its own ("REUTER", "(AFP)").
pub(super) fn signing_agency(line: &str) -> Option<&'static str> {
    let name = line.trim_matches(|c: char| !c.is_alphanumeric());
    AGENCIES.iter().find(|(short, _)| short.eq_ignore_ascii_case(name)).map(|(_, name)| *name)
}

/// The name as that of a paper, broadcaster or agency, if it reads like one.
pub(super) fn outlet(name: &str) -> Option<&str> {
    let name = name.trim();
    let last = name.rsplit(' ').next()?;
    let is_outlet = OUTLET_WORDS.contains(&last)
        || last.ends_with("news")
        || name.strip_prefix("The ").is_some_and(|rest| OUTLET_WORDS.contains(&rest.split(' ').next().unwrap_or("")))
        || AGENCIES.iter().any(|(short, _)| *short == name);
    is_outlet.then_some(name)
}

/// The site of an address, as the last resort for a publisher: `https://www.example.org/a` gives `example.org`.
pub(super) fn site(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.starts_with('.') && !host.ends_with('.')).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Option<String>, Option<String>)> {
        dateline(text).map(|line| (text[line.length..].to_owned(), line.agency, line.date.map(|date| date.to_string())))
    }

    #[test]
    fn datelines_of_the_agencies() {
        let rest = "Talks ended".to_owned();
        for (opening, agency, date) in [
            ("WASHINGTON, March 26 (Reuters) - ", Some("Reuters"), Some("--03-26")),
            ("COPENHAGEN, Denmark (AP) _ ", Some("AP"), None),
            ("NEW YORK _ ", None, None),
            ("ASTANA, June 9. /TASS/. ", Some("TASS"), Some("--06-09")),
            ("BEIJING, June 8, 2012 (Xinhua) -- ", Some("Xinhua"), Some("2012-06-08")),
            ("AP - ", Some("AP"), None),
            ("(AFP) – ", Some("AFP"), None),
            ("ST. PETERSBURG, Russia — ", None, None),
            ("OSLO (Harbour Herald) - ", Some("Harbour Herald"), None),
            ("RIO DE JANEIRO (Reuters) -\n", Some("Reuters"), None),
            ("BEIRUT (Feb. 11, 2017) — ", None, Some("2017-02-11")),
            ("Suva (Fiji), Aug 23 - ", None, Some("--08-23")),
            ("Brussels, 3 May 2021 – ", None, Some("2021-05-03")),
        ] {
            let found = read(&format!("{opening}Talks ended"));
            assert_eq!(found, Some((rest.clone(), agency.map(str::to_owned), date.map(str::to_owned))), "{opening}");
        }
    }

    #[test]
    fn sentences_with_dashes_are_no_datelines() {
        for text in [
            "NATO - the alliance of 29 states - met",
            "The talks - the third this year - ended",
            "BRICS leaders - among them Putin - met",
            "Putin Travels to China - 2002",
            "He said so",
            "",
            "EU foreign ministers met in Brussels - again.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn sites_and_outlets() {
        assert_eq!(site("https://www.example.org:8080/a/b"), Some("example.org"));
        assert_eq!(site("http://en.example.org"), Some("en.example.org"));
        assert_eq!(site("mailto:someone"), None);
        assert_eq!(outlet("Wikinews"), Some("Wikinews"));
        assert_eq!(outlet("The Guardian"), Some("The Guardian"));
        assert_eq!(outlet("Moscow"), None);
        assert_eq!(signing_agency(" REUTER"), Some("Reuters"));
    }
}

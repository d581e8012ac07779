//! The forms of a noun or a verb that the ontology gives in its base form.

/// Nouns whose plural no rule gives.
const IRREGULAR_NOUNS: &[(&str, &[&str])] = &[("person", &["people", "persons"]), ("aid", &["aid"])];

/// Verbs whose forms no rule gives, base form first.
const IRREGULAR_VERBS: &[(&str, &[&str])] = &[
    ("be", &["is", "are", "was", "were"]),
    ("buy", &["buys", "bought"]),
    ("go", &["goes", "went"]),
    ("have", &["has", "had"]),
    ("hold", &["holds", "held"]),
    ("lead", &["leads", "led"]),
    ("lend", &["lends", "lent"]),
    ("make", &["makes", "made"]),
    ("meet", &["meets", "met"]),
    ("say", &["says", "said"]),
    ("sell", &["sells", "sold"]),
    ("speak", &["speaks", "spoke"]),
    ("take", &["takes", "took"]),
    ("tell", &["tells", "told"]),
    ("win", &["wins", "won"]),
];

/// Singular and plural of a noun, whose last word is the one that changes.
pub(super) fn noun_forms(noun: &str) -> Vec<String> {
    let (head, last) = noun.rsplit_once(' ').map_or((String::new(), noun), |(head, last)| (format!("{head} "), last));
    let mut forms = vec![noun.to_owned()];
    match IRREGULAR_NOUNS.iter().find(|(base, _)| *base == last) {
        Some((_, plurals)) => forms.extend(plurals.iter().map(|plural| format!("{head}{plural}"))),
        None => forms.push(format!("{head}{}", with_s(last))),
    }
    forms
}

/// The forms of a verb phrase, whose first word is the one that changes: base, third person, past.
pub(super) fn verb_forms(verb: &str) -> Vec<String> {
    let (first, tail) = verb.split_once(' ').map_or((verb, String::new()), |(first, tail)| (first, format!(" {tail}")));
    let mut forms = vec![verb.to_owned()];
    match IRREGULAR_VERBS.iter().find(|(base, _)| *base == first) {
        Some((_, all)) => forms.extend(all.iter().map(|form| format!("{form}{tail}"))),
        None => forms.extend([format!("{}{tail}", with_s(first)), format!("{}{tail}", with_ed(first))]),
    }
    // "is a member of" and "is member of" are the same question.
    let bare: Vec<_> =
        forms.iter().filter(|form| form.contains(" a ")).map(|form| form.replacen(" a ", " ", 1)).collect();
    forms.extend(bare);
    forms
}

fn with_s(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn with_ed(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ied"),
        _ if word.ends_with('e') => format!("{word}d"),
        // A name of a relation is often a past form already ("founded").
        _ if word.ends_with("ed") => word.to_owned(),
        _ => format!("{word}ed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_nouns_and_verbs() {
        assert_eq!(noun_forms("phone call"), ["phone call", "phone calls"]);
        assert_eq!(noun_forms("country"), ["country", "countries"]);
        assert_eq!(noun_forms("person"), ["person", "people", "persons"]);
        assert_eq!(verb_forms("meet with"), ["meet with", "meets with", "met with"]);
        assert_eq!(verb_forms("oppose"), ["oppose", "opposes", "opposed"]);
        assert_eq!(verb_forms("supply"), ["supply", "supplies", "supplied"]);
        assert!(verb_forms("be a member of").contains(&"was member of".to_owned()));
    }
}

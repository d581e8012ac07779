//! Names of people: which two may be one person's.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A name folded so that spellings of one name are equal: no accents, no case, one transliteration.
pub(crate) fn fold(name: &str) -> String {
    let plain: String =
        name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect::<String>().to_lowercase();
    let plain: String = plain.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).collect();
    let words: Vec<Cow<'_, str>> = plain.split([' ', '-']).filter(|w| !w.is_empty()).map(fold_word).collect();
    words.join(" ")
}

/// Transliterations from Cyrillic and Arabic that differ by habit only ("Sergey", "Sergei"; "Mohammed", "Muhammad").
fn fold_word(word: &str) -> Cow<'_, str> {
    let whole = match word {
        "aleksandr" | "alexandr" | "oleksandr" => "alexander",
        "dmitri" | "dmitriy" | "dimitri" | "dmytro" => "dmitry",
        "mohammed" | "mohamed" | "mohammad" | "mohamad" | "muhammed" => "muhammad",
        "vladimir" | "volodymyr" | "wladimir" => "vladimir",
        "nikolay" | "nikolaj" | "nicolai" => "nikolai",
        "yevgeny" | "evgeny" | "evgeni" | "yevgeni" | "evgenii" => "yevgeny",
        "iurii" | "yuri" | "yuriy" | "yury" => "yury",
        _ => "",
    };
    if !whole.is_empty() {
        return Cow::Borrowed(whole);
    }
    for (ending, standard) in [
        ("iyy", "y"),
        ("skyy", "sky"),
        ("skiy", "sky"),
        ("skii", "sky"),
        ("ski", "sky"),
        ("yy", "y"),
        ("iy", "y"),
        ("ii", "y"),
        ("ey", "ei"),
        ("koff", "kov"),
        ("off", "ov"),
    ] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() > 2
        {
            return Cow::Owned(format!("{stem}{standard}"));
        }
    }
    Cow::Borrowed(word)
}

/// The spelling under which a person's name is one across articles: no middle initial, no patronymic, one transliteration
/// of the given name. `None` if the name is written so already.
pub fn standard_name(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let last = words.len().checked_sub(1)?;
    let kept = words.iter().enumerate().filter(|&(index, word)| {
        let initial = word.trim_end_matches('.').chars().count() == 1;
        let patronymic = ["ovich", "evich", "ovna", "evna"].iter().any(|ending| word.ends_with(ending));
        index == 0 || index == last || !(initial || (patronymic && words.len() == 3))
    });
    let spelt = kept.map(|(index, word)| if index == 0 && last > 0 { standard_given_name(word) } else { word });
    let standard: Vec<&str> = spelt.collect();
    let standard = standard.join(" ");
    (standard != name).then_some(standard)
}

/// One spelling for given names that agencies transliterate in several ways.
fn standard_given_name(name: &str) -> &str {
    match name {
        "Aleksandr" | "Alexandr" => "Alexander",
        "Aleksei" | "Aleksey" | "Alexey" => "Alexei",
        "Andrey" => "Andrei",
        "Dmitri" | "Dmitriy" | "Dimitri" => "Dmitry",
        "Evgeny" | "Evgeni" | "Yevgeni" => "Yevgeny",
        "Mohamed" | "Mohammad" | "Mohammed" => "Muhammad",
        "Nikolay" => "Nikolai",
        "Sergey" | "Serguei" => "Sergei",
        "Vasili" | "Vasiliy" => "Vasily",
        "Yuri" | "Yuriy" => "Yury",
        other => other,
    }
}

/// True if two names of more than one word can be one person's: same last name and no contradiction before it
/// ("Antony J. Blinken", "Antony Blinken", "A. Blinken"; "Takeo Mori", "Mori Takeo"; "Nyrup Rasmussen", "Poul Nyrup Rasmussen").
pub(crate) fn same_person(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    if a == b {
        return true;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.ends_with(&short) && short.len() > 1 {
        return true;
    }
    if short.len() == 2 && long.len() == 2 && short[0] == long[1] && short[1] == long[0] {
        return true;
    }
    if short.len() < 2 || short.last() != long.last() {
        return false;
    }
    let initial = |x: &str, y: &str| (x.len() == 1 && y.starts_with(x)) || (y.len() == 1 && x.starts_with(y));
    if short[0] != long[0] && !initial(short[0], long[0]) {
        return false;
    }
    // Words between first and last name must agree in order as far as both give them.
    let mut rest = long[1..long.len() - 1].iter();
    short[1..short.len() - 1].iter().all(|word| rest.any(|other| word == other || initial(word, other)))
}

/// True if a single word can stand for a full name: its last word, or the first of names that put the family first.
pub(crate) fn short_for(word: &str, full: &str) -> Option<ShortForm> {
    let (word, full) = (fold(word), fold(full));
    let words: Vec<&str> = full.split(' ').collect();
    let parts: Vec<&str> = word.split(' ').collect();
    if words.len() > parts.len() && words.ends_with(&parts) {
        return Some(ShortForm::LastName);
    }
    (words.len() > 1 && parts.len() == 1 && words[0] == word).then_some(ShortForm::FirstWord)
}

/// True if a name, full or the last name alone, can be that of a person known by the full name.
pub(crate) fn names_holder(name: &str, holder: &str) -> bool {
    if fold(name).contains(' ') { same_person(name, holder) } else { short_for(name, holder).is_some() }
}

/// Which part of a full name a short form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ShortForm {
    /// "Putin" of "Vladimir Putin".
    LastName,
    /// "Hu" of "Hu Jintao".
    FirstWord,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one_person() {
        for (a, b) in [
            ("Sergei Ivanov", "Sergey Ivanov"),
            ("Antony J. Blinken", "Antony Blinken"),
            ("V. Myasnikov", "Vladimir Myasnikoff"),
            ("Mori Takeo", "Takeo Mori"),
            ("Nyrup Rasmussen", "Poul Nyrup Rasmussen"),
            ("Volodymyr Zelenskyy", "Vladimir Zelensky"),
            ("Marta Lucía Ramírez", "Marta Lucia Ramirez"),
        ] {
            assert!(same_person(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn a_name_is_written_one_way_across_articles() {
        assert_eq!(standard_name("Sergey Ivanov").as_deref(), Some("Sergei Ivanov"));
        assert_eq!(standard_name("Antony J. Blinken").as_deref(), Some("Antony Blinken"));
        assert_eq!(standard_name("Pavel Pavlovich Petrov").as_deref(), Some("Pavel Petrov"));
        assert_eq!(standard_name("Hu Jintao"), None);
        assert_eq!(standard_name("Sergey"), None);
    }

    #[test]
    fn different_given_names_are_different_people() {
        for (a, b) in [
            ("Maria Lavrova", "Ekaterina Lavrova"),
            ("James Baker", "Howard Baker"),
            ("Jim Lee", "Lee Jae"),
            ("John A. Smith", "John B. Smith"),
        ] {
            assert!(!same_person(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn short_forms_are_last_names_or_family_names_in_front() {
        assert_eq!(short_for("Putin", "Vladimir Putin"), Some(ShortForm::LastName));
        assert_eq!(short_for("Hu", "Hu Jintao"), Some(ShortForm::FirstWord));
        assert_eq!(short_for("Vlad", "Vladimir Putin"), None);
        assert_eq!(short_for("al-Jamal", "Said Ahmad al-Jamal"), Some(ShortForm::LastName));
    }
}

//! Dictionary forms by rule: endings are replaced, and a form that the dictionary knows wins.
//!
//! The rule mode of spaCy's English lemmatizer (MIT licence, Explosion), with its tables of WordNet 3.0.

use compact_str::CompactString;
use fst::{Map, Set};

use super::model::{ModelError, ModelFile};
use super::ruler::Morph;
use super::tokenizer::Classes;
use crate::text::Upos;

/// The lemma tables.
pub(crate) struct Lemmatizer {
    tables: [(Upos, Table); 5],
}

/// The table of a part of speech.
struct Table {
    /// An ending and what replaces it.
    rules: Vec<(&'static str, &'static str)>,
    /// Forms that the dictionary knows.
    index: Option<Set<&'static [u8]>>,
    /// Irregular forms: where in `forms` their lemmas stand.
    exceptions: Option<Map<&'static [u8]>>,
    forms: &'static str,
}

/// Parts of speech that have a table.
const TABLES: [(Upos, &str); 5] =
    [(Upos::Adj, "adj"), (Upos::Adv, "adv"), (Upos::Noun, "noun"), (Upos::Punct, "punct"), (Upos::Verb, "verb")];

impl Lemmatizer {
    /// Takes the tables from the model file.
    pub(crate) fn load(file: &ModelFile<'static>) -> Result<Self, ModelError> {
        let mut tables =
            TABLES.map(|(pos, _)| (pos, Table { rules: Vec::new(), index: None, exceptions: None, forms: "" }));
        for ((_, table), (_, name)) in tables.iter_mut().zip(TABLES) {
            table.load(file, name)?;
        }
        Ok(Self { tables })
    }

    /// The lemma of `text`, whose lower-case form is `lower`.
    pub(crate) fn lemma(&self, text: &str, lower: &str, pos: Upos, morph: Morph) -> CompactString {
        match self.tables.iter().find(|(of, _)| *of == pos) {
            _ if pos == Upos::Space || is_base_form(pos, morph) => lower.into(),
            Some((_, table)) => table.lemma(lower).unwrap_or_else(|| text.into()),
            None if pos == Upos::Propn => text.into(),
            None => lower.into(),
        }
    }
}

/// Whether a word with these features is its own lemma. Lemmas depend on part of speech and this only.
pub(crate) fn is_base_form(pos: Upos, morph: Morph) -> bool {
    match pos {
        Upos::Noun => morph.base_noun,
        Upos::Verb => morph.base_verb,
        _ => morph.base_other,
    }
}

impl Table {
    fn load(&mut self, file: &ModelFile<'static>, name: &str) -> Result<(), ModelError> {
        for line in file.text("lemma.rules")?.lines() {
            let fields: Vec<_> = line.split('\t').collect();
            let [pos, old, new] = fields[..] else {
                return Err(ModelError::malformed("lemma.rules", format!("cannot read `{line}`")));
            };
            if pos == name {
                self.rules.push((old, new));
            }
        }
        let broken = |section: &str, error: fst::Error| ModelError::malformed(section, error.to_string());
        let section = format!("lemma.{name}.index");
        if let Some(bytes) = optional(file.section(&section))? {
            self.index = Some(Set::new(bytes).map_err(|error| broken(&section, error))?);
        }
        let section = format!("lemma.{name}.exceptions");
        if let Some(bytes) = optional(file.section(&section))? {
            self.exceptions = Some(Map::new(bytes).map_err(|error| broken(&section, error))?);
            self.forms = file.text(&format!("lemma.{name}.exception_forms"))?;
        }
        Ok(())
    }

    /// None if no rule leads to a form.
    fn lemma(&self, word: &str) -> Option<CompactString> {
        // Of forms that the dictionary knows the last one found wins; then the first that is no plain word (which the
        // dictionary cannot know); then the first made up. Exceptions come last, unless the rules found the same form.
        let mut known: Vec<CompactString> = Vec::new();
        let mut odd: Vec<CompactString> = Vec::new();
        let mut unknown = None;
        for (old, new) in &self.rules {
            let Some(stem) = word.strip_suffix(old) else { continue };
            let form = compact_str::format_compact!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.index.as_ref().is_some_and(|index| index.contains(form.as_str())) {
                known.push(form);
            } else if !form.chars().all(|c| Classes::of(c).any(Classes::LETTER)) {
                odd.push(form);
            } else {
                unknown.get_or_insert(form);
            }
        }
        let exception =
            self.exception_forms(word).rev().find(|form| !known.iter().chain(&odd).any(|found| found == form));
        exception.map(CompactString::from).or(known.pop()).or(odd.into_iter().next()).or(unknown)
    }

    fn exception_forms(&self, word: &str) -> impl DoubleEndedIterator<Item = &'static str> + use<> {
        let place = self.exceptions.as_ref().and_then(|exceptions| exceptions.get(word));
        let line = place.and_then(|place| self.forms.get(place as usize..)?.lines().next());
        line.into_iter().flat_map(|line| line.split(' '))
    }
}

/// Not every part of speech has every section.
fn optional<T>(section: Result<T, ModelError>) -> Result<Option<T>, ModelError> {
    match section {
        Ok(content) => Ok(Some(content)),
        Err(ModelError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas() {
        let lemmatizer = Lemmatizer::load(&ModelFile::embedded().unwrap()).unwrap();
        let check = |word: &str, pos, lemma: &str| {
            let lower = word.to_lowercase();
            assert_eq!(lemmatizer.lemma(word, &lower, pos, Morph::default()), lemma, "{word}");
        };
        check("talks", Upos::Noun, "talk");
        check("Countries", Upos::Noun, "country");
        check("women", Upos::Noun, "woman");
        check("met", Upos::Verb, "meet");
        check("signed", Upos::Verb, "sign");
        check("agreed", Upos::Verb, "agree");
        check("biggest", Upos::Adj, "big");
        check("better", Upos::Adv, "well");
        check("Moscow", Upos::Propn, "Moscow");
        check("”", Upos::Punct, "\"");
        check("Between", Upos::Adp, "between");
        check("xyzzy", Upos::Noun, "xyzzy");
    }
}

//! Parts of speech, morphology and some lemmas from tags, words and relations: spaCy's attribute ruler.
//!
//! A pattern names one or two neighbouring tokens by conditions and changes one of them. All patterns look at what the
//! network decided, never at each other's changes, and later patterns overwrite earlier ones; so each token can be
//! decided by itself, from the few patterns that may concern it.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::model::{ModelError, ModelFile};
use crate::text::{Deprel, Upos};

/// Which lists of patterns concern a word.
pub(crate) type RulerLists = HashMap<&'static str, u16, RandomState>;

/// The compiled patterns.
pub(crate) struct Ruler {
    patterns: Vec<Pattern>,
    /// Patterns that ask for a word, as ascending lists; the first list is empty, for words that no pattern names.
    by_word: Vec<Vec<u16>>,
    /// Patterns that ask for no word, by white space and tag.
    by_tag: [Vec<Vec<u16>>; 2],
    tags: Vec<&'static str>,
}

/// A token as the patterns see it.
#[derive(Clone, Copy)]
pub(crate) struct RulerToken<'a> {
    pub(crate) tag: u8,
    pub(crate) deprel: Deprel,
    /// The word in lower case.
    pub(crate) lower: &'a str,
    pub(crate) is_space: bool,
}

/// What the ruler decides of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub(crate) tag: &'static str,
    pub(crate) pos: Upos,
    pub(crate) morph: Morph,
    /// None where the lemmatizer decides.
    pub(crate) lemma: Option<&'static str>,
    pub(crate) deprel: Deprel,
}

/// Morphological features and what the lemmatizer needs to know of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Morph {
    /// In UD notation, empty if none.
    pub(crate) text: &'static str,
    /// True if a noun with these features is its own lemma.
    pub(crate) base_noun: bool,
    /// True if a verb is.
    pub(crate) base_verb: bool,
    /// True if a word of another class is.
    pub(crate) base_other: bool,
}

impl Morph {
    fn new(text: &'static str) -> Self {
        let has = |feature: &str| text.split('|').any(|f| f == feature);
        let base_other = has("VerbForm=Inf") || has("VerbForm=None") || has("Degree=Pos");
        let bare_present =
            has("VerbForm=Fin") && has("Tense=Pres") && !text.split('|').any(|f| f.starts_with("Number="));
        Self { text, base_noun: base_other || has("Number=Sing"), base_verb: base_other || bare_present, base_other }
    }
}

struct Pattern {
    tokens: Vec<Conditions>,
    /// The token that is changed.
    target: usize,
    change: Change,
}

/// What a token must be. Sets are bit masks.
struct Conditions {
    tags: u64,
    deprels: u64,
    words: Vec<&'static str>,
    is_space: Option<bool>,
}

#[derive(Default)]
struct Change {
    pos: Option<Upos>,
    morph: Option<Morph>,
    lemma: Option<&'static str>,
    tag: Option<&'static str>,
    deprel: Option<Deprel>,
}

impl Ruler {
    /// Compiles the patterns of the model file; also numbers the words they name.
    pub(crate) fn load(file: &ModelFile<'static>) -> Result<(Self, RulerLists), ModelError> {
        let section = "ruler.patterns";
        let tags: Vec<&'static str> = file.text("tagger.labels")?.lines().collect();
        if tags.len() > 64 {
            return Err(ModelError::malformed("tagger.labels", "more than 64 tags"));
        }
        let parsed: Option<Vec<Pattern>> = file.text(section)?.lines().map(|line| parse(line, &tags)).collect();
        let patterns = parsed.ok_or_else(|| ModelError::malformed(section, "a pattern cannot be read"))?;
        let mut words: HashMap<&'static str, Vec<u16>, RandomState> = HashMap::default();
        let mut ruler =
            Self { patterns, by_word: vec![Vec::new()], by_tag: [(); 2].map(|()| vec![Vec::new(); tags.len()]), tags };
        for (number, pattern) in (0..).zip(&ruler.patterns) {
            let target = &pattern.tokens[pattern.target];
            for word in &target.words {
                words.entry(word).or_default().push(number);
            }
            if !target.words.is_empty() {
                continue;
            }
            for (space, lists) in [false, true].into_iter().zip(&mut ruler.by_tag) {
                let holds = |tag: usize| target.is_space.is_none_or(|is| is == space) && target.tags >> tag & 1 == 1;
                lists.iter_mut().enumerate().filter(|(tag, _)| holds(*tag)).for_each(|(_, list)| list.push(number));
            }
        }
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_unstable();
        let mut lists = RulerLists::default();
        for (word, list) in words {
            lists.insert(word, ruler.by_word.len() as u16);
            ruler.by_word.push(list);
        }
        Ok((ruler, lists))
    }

    /// Decides token `at`. `list` is the number of its word's list, `token` gives the tokens of the text.
    pub(crate) fn rule<'a>(&self, at: usize, len: usize, list: u16, token: impl Fn(usize) -> RulerToken<'a>) -> Ruling {
        let this = token(at);
        let mut ruling = Ruling {
            tag: self.tags[this.tag as usize],
            pos: Upos::X,
            morph: Morph::default(),
            lemma: None,
            deprel: this.deprel,
        };
        let mut by_tag = self.by_tag[usize::from(this.is_space)][this.tag as usize].iter().peekable();
        let mut by_word = self.by_word[list as usize].iter().peekable();
        loop {
            // Both lists ascend, and so must the patterns that are applied.
            let from_tag = match (by_tag.peek(), by_word.peek()) {
                (None, None) => return ruling,
                (Some(tag), Some(word)) => tag < word,
                (tag, _) => tag.is_some(),
            };
            let Some(&number) = (if from_tag { by_tag.next() } else { by_word.next() }) else { return ruling };
            let pattern = &self.patterns[number as usize];
            if pattern.matches(at, len, &token) {
                pattern.change.apply(&mut ruling);
            }
        }
    }
}

impl Pattern {
    /// Whether the pattern matches with its target at token `at`.
    fn matches<'a>(&self, at: usize, len: usize, token: impl Fn(usize) -> RulerToken<'a>) -> bool {
        let Some(start) = at.checked_sub(self.target) else { return false };
        start + self.tokens.len() <= len
            && self.tokens.iter().zip(start..).all(|(conditions, at)| conditions.hold(token(at)))
    }
}

impl Conditions {
    fn hold(&self, token: RulerToken<'_>) -> bool {
        self.tags >> token.tag & 1 == 1
            && self.deprels >> token.deprel as u8 & 1 == 1
            && self.is_space.is_none_or(|is| is == token.is_space)
            && (self.words.is_empty() || self.words.contains(&token.lower))
    }
}

impl Change {
    fn apply(&self, ruling: &mut Ruling) {
        ruling.pos = self.pos.unwrap_or(ruling.pos);
        ruling.morph = self.morph.unwrap_or(ruling.morph);
        ruling.lemma = self.lemma.or(ruling.lemma);
        ruling.tag = self.tag.unwrap_or(ruling.tag);
        ruling.deprel = self.deprel.unwrap_or(ruling.deprel);
    }
}

/// Reads a line of the section, which the converter describes. None if it cannot be understood.
fn parse(line: &'static str, tags: &[&str]) -> Option<Pattern> {
    let mut fields = line.split('\t').skip(1);
    let mut value = || fields.next().map(|value| Some(value).filter(|value| !value.is_empty()));
    let [pos, morph, lemma, tag, deprel] = [value()?, value()?, value()?, value()?, value()?];
    let change = Change {
        pos: pos.map(str::parse).transpose().ok()?,
        morph: morph.map(|morph| Morph::new(if morph == "_" { "" } else { morph })),
        lemma,
        tag,
        deprel: deprel.map(str::parse).transpose().ok()?,
    };
    let target = fields.next()?.parse().ok()?;
    let tokens: Vec<_> = fields.map(|field| parse_conditions(field, tags)).collect::<Option<_>>()?;
    (target < tokens.len()).then_some(Pattern { tokens, target, change })
}

fn parse_conditions(field: &'static str, tags: &[&str]) -> Option<Conditions> {
    let mut conditions = Conditions { tags: !0, deprels: !0, words: Vec::new(), is_space: None };
    let (mut some_tag, mut some_deprel) = (false, false);
    for condition in field.split(' ') {
        let (key, value) = condition.split_once('=')?;
        // A tag that the model never gives is in no set.
        let tag = |value| tags.iter().position(|tag| *tag == value).map_or(0, |at| 1 << at);
        let deprel = |value: &str| value.parse::<Deprel>().map_or(0, |deprel| 1 << deprel as u8);
        match key {
            "LOWER" => conditions.words.push(value),
            "IS_SPACE" => conditions.is_space = Some(value.parse().ok()?),
            "TAG!" => conditions.tags &= !tag(value),
            "DEP!" => conditions.deprels &= !deprel(value),
            "TAG" => {
                conditions.tags = if std::mem::replace(&mut some_tag, true) { conditions.tags } else { 0 } | tag(value)
            }
            "DEP" => {
                conditions.deprels =
                    if std::mem::replace(&mut some_deprel, true) { conditions.deprels } else { 0 } | deprel(value);
            }
            _ => return None,
        }
    }
    Some(conditions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruling(words: &[(&'static str, &str, Deprel)], at: usize) -> Ruling {
        let (ruler, lists) = Ruler::load(&ModelFile::embedded().unwrap()).unwrap();
        let tag = |tag: &str| ruler.tags.iter().position(|t| *t == tag).unwrap() as u8;
        let list = lists.get(words[at].0).copied().unwrap_or(0);
        ruler.rule(at, words.len(), list, |at| {
            let (lower, name, deprel) = words[at];
            RulerToken { tag: tag(name), deprel, lower, is_space: lower.trim().is_empty() }
        })
    }

    #[test]
    fn a_tag_gives_part_of_speech_and_morphology() {
        let ruling = ruling(&[("talks", "NNS", Deprel::Dobj)], 0);
        assert_eq!((ruling.pos, ruling.morph.text, ruling.lemma), (Upos::Noun, "Number=Plur", None));
    }

    #[test]
    fn a_word_and_a_relation_refine_it() {
        let had = ruling(&[("had", "VBD", Deprel::Aux)], 0);
        assert_eq!((had.pos, had.lemma), (Upos::Aux, Some("have")));
        let had = ruling(&[("had", "VBD", Deprel::Root)], 0);
        assert_eq!((had.pos, had.lemma), (Upos::Verb, Some("have")));
    }

    #[test]
    fn a_neighbour_decides() {
        let words = [("let", "VB", Deprel::Root), ("'s", "PRP", Deprel::Nsubj)];
        assert_eq!(ruling(&words, 1).lemma, Some("us"));
        assert_eq!(ruling(&words[1..], 0).lemma, None);
        let words = [("y'", "PRP", Deprel::Nsubj), ("all", "DT", Deprel::Appos)];
        assert_eq!(ruling(&words, 0).lemma, Some("you"));
    }

    #[test]
    fn white_space_is_nothing_else() {
        let ruling = ruling(&[("\n\n", "NNP", Deprel::Nsubj)], 0);
        assert_eq!((ruling.tag, ruling.pos, ruling.deprel), ("_SP", Upos::Space, Deprel::Dep));
    }
}

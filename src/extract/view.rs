//! One sentence with what is known about its tokens: tree, words and mentions, ready to be asked.

use std::borrow::Cow;

use crate::extract::words::spelt_out_office;
use crate::extract::{EntityMention, MentionForm};
use crate::resolve::{EntityId, MentionId, Resolution};
use crate::text::{Deprel, Sentence, Span, Token, Upos};

/// Verbs that end in a silent "e" and are another verb without it.
const SILENT_E: &[&str] = &[
    "bare", "cane", "dine", "fare", "fine", "hope", "mate", "pine", "plane", "rage", "rape", "rate", "scrape", "shame",
    "slope", "snipe", "spare", "stage", "stare", "stripe", "tape", "tone", "tube", "wage",
];

/// The length of the longest of them without its "e".
const LONGEST_CUT: usize = 5;

/// The verb that a form belongs to whose lemma lost a silent "e": of "din" it would be "dinned" and "dins".
fn uncut(lemma: &str, word: &str) -> Option<&'static str> {
    let ending = word.get(lemma.len()..)?;
    let regular = ending.eq_ignore_ascii_case("ed") || ending.eq_ignore_ascii_case("es");
    if !regular {
        return None;
    }
    SILENT_E.iter().copied().find(|verb| verb.strip_suffix('e') == Some(lemma))
}

/// A sentence in its article.
pub(crate) struct View<'a> {
    pub(crate) text: &'a str,
    pub(crate) sentence: &'a Sentence,
    /// Index of the sentence within the document.
    pub(crate) index: usize,
    pub(crate) resolution: &'a Resolution,
    children: Vec<Vec<u32>>,
}

impl<'a> View<'a> {
    pub(crate) fn new(text: &'a str, sentence: &'a Sentence, index: usize, resolution: &'a Resolution) -> Self {
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (at, token) in sentence.tokens.iter().enumerate() {
            if token.head as usize != at {
                children[token.head as usize].push(at as u32);
            }
        }
        Self { text, sentence, index, resolution, children }
    }

    pub(crate) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(crate) fn token(&self, at: u32) -> &'a Token {
        &self.sentence.tokens[at as usize]
    }

    /// The word as written.
    pub(crate) fn word(&self, at: u32) -> &'a str {
        &self.text[self.token(at).span.range()]
    }

    pub(crate) fn lower(&self, at: u32) -> String {
        self.word(at).to_lowercase()
    }

    /// The lemma, mended where the lemmatizer takes "dined" for a form of "din".
    pub(crate) fn lemma(&self, at: u32) -> &'a str {
        let token = self.token(at);
        let lemma = token.lemma.as_str();
        if lemma.len() <= LONGEST_CUT && matches!(token.tag, "VBD" | "VBN" | "VBZ") {
            uncut(lemma, &self.text[token.span.range()]).unwrap_or(lemma)
        } else {
            lemma
        }
    }

    /// The lemma, for common nouns also where they are written large ("U.S. Tariffs"), which the lemmatizer leaves
    /// as they are.
    pub(crate) fn headword(&self, at: u32) -> Cow<'a, str> {
        let lemma = self.lemma(at);
        match self.token(at).tag {
            "NNPS" => {
                let word = lemma.to_lowercase();
                Cow::Owned(word.strip_suffix('s').map_or_else(|| word.clone(), str::to_owned))
            }
            "NNP" => Cow::Owned(spelt_out_office(lemma).map_or_else(|| lemma.to_lowercase(), str::to_owned)),
            _ => Cow::Borrowed(lemma),
        }
    }

    pub(crate) fn head(&self, at: u32) -> u32 {
        self.token(at).head
    }

    pub(crate) fn deprel(&self, at: u32) -> Deprel {
        self.token(at).deprel
    }

    /// Dependants in order of the text.
    pub(crate) fn children(&self, at: u32) -> &[u32] {
        &self.children[at as usize]
    }

    pub(crate) fn child(&self, at: u32, deprel: Deprel) -> Option<u32> {
        self.children(at).iter().copied().find(|&c| self.deprel(c) == deprel)
    }

    /// True for the subject of a sentence's main verb.
    pub(crate) fn is_main_subject(&self, at: u32) -> bool {
        let verb = self.head(at);
        matches!(self.deprel(at), Deprel::Nsubj | Deprel::Nsubjpass) && self.head(verb) == verb
    }

    pub(crate) fn is_article(&self, at: u32) -> bool {
        matches!(self.lower(at).as_str(), "a" | "an" | "the")
    }

    pub(crate) fn is_verb(&self, at: u32) -> bool {
        matches!(self.token(at).pos, Upos::Verb | Upos::Aux)
    }

    pub(crate) fn is_nominal(&self, at: u32) -> bool {
        matches!(self.token(at).pos, Upos::Noun | Upos::Propn | Upos::Pron)
    }

    /// The first of `words` that is the lemma at `at` is found by this.
    pub(crate) fn is_any(&self, at: u32, words: &[&str]) -> bool {
        words.contains(&self.lemma(at))
    }

    /// The mention that hangs in the tree by this token.
    pub(crate) fn mention_id(&self, at: u32) -> Option<MentionId> {
        self.resolution.mention_headed_at(self.index, at as usize)
    }

    pub(crate) fn mention(&self, at: u32) -> Option<&'a EntityMention> {
        self.mention_id(at).map(|id| self.resolution.mention(id))
    }

    /// The mention that covers this token.
    pub(crate) fn mention_over(&self, at: u32) -> Option<&'a EntityMention> {
        self.resolution.mention_at(self.index, at as usize).map(|id| self.resolution.mention(id))
    }

    /// The entities meant by the mention headed here.
    pub(crate) fn entities(&self, at: u32) -> &'a [EntityId] {
        self.mention_id(at).map_or(&[], |id| self.resolution.referents(id))
    }

    /// True for the head of a proper name.
    pub(crate) fn is_name(&self, at: u32) -> bool {
        self.mention(at).is_some_and(|m| m.form == MentionForm::Name)
    }

    /// All tokens below `at`, itself included, in order of the text.
    pub(crate) fn subtree(&self, at: u32) -> Vec<u32> {
        let mut out = vec![at];
        let mut next = 0;
        while next < out.len() {
            let parent = out[next];
            out.extend(self.children(parent));
            next += 1;
        }
        out.sort_unstable();
        out
    }

    /// The bytes from the first to the last of `tokens` (in order of the text).
    pub(crate) fn cover(&self, tokens: &[u32]) -> Span {
        match (tokens.iter().min(), tokens.iter().max()) {
            (Some(&first), Some(&last)) => self.token(first).span.cover(self.token(last).span),
            _ => Span::default(),
        }
    }

    /// Whether `ancestor` dominates `at` (or is it).
    pub(crate) fn dominates(&self, ancestor: u32, mut at: u32) -> bool {
        loop {
            if at == ancestor {
                return true;
            }
            let head = self.head(at);
            if head == at {
                return false;
            }
            at = head;
        }
    }
}

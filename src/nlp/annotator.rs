//! The whole engine: text in, annotated sentences out.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::features::TokenFeatures;
use super::kernels::{Backend, Instructions};
use super::lemmatizer::{Lemmatizer, is_base_form};
use super::lexicon::{Lexicon, Vocabulary};
use super::model::{ModelError, ModelFile};
use super::network::{Analysis, Network};
use super::noun_chunks::noun_chunks;
use super::ruler::{Ruler, RulerToken, Ruling};
use super::tokenizer::{TextToken, Tokenizer, is_space};
use crate::text::{Document, LabelledSpan, Sentence, Span, Token};

/// Annotates English text with sentences, tokens, tags, lemmas, dependency trees and named entities.
///
/// Decisions are those of spaCy's `en_core_web_sm` 3.8. They depend on the text alone: not on what was annotated before,
/// nor on the number of threads. One annotator serves any number of threads.
///
/// ```
/// let annotator = tercet::nlp::Annotator::embedded()?;
/// let sentences = annotator.annotate_text("The ministers met in Vienna. They signed nothing.");
/// let lemmas: Vec<_> = sentences[0].tokens.iter().map(|token| token.lemma.as_str()).collect();
/// assert_eq!(lemmas, ["the", "minister", "meet", "in", "Vienna", "."]);
/// # Ok::<(), tercet::nlp::ModelError>(())
/// ```
pub struct Annotator {
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    network: Network,
    ruler: Ruler,
    lemmatizer: Lemmatizer,
    /// Word caches of calls that are over.
    scratch: Mutex<Vec<Scratch>>,
}

#[derive(Default)]
struct Scratch {
    lexicon: Lexicon,
    tokens: Vec<TextToken>,
    features: Vec<TokenFeatures>,
}

/// Longer texts are read through a window of this many bytes that moves on by whole sentences, so that memory and time
/// stay bounded whatever the text.
const WINDOW_BYTES: usize = 64 * 1024;
/// The same in tokens: a window of nothing but punctuation has one a byte.
const WINDOW_TOKENS: usize = 16 * 1024;

impl Annotator {
    /// Loads the model that is part of the program.
    ///
    /// # Errors
    /// If the program was built with a damaged model file.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::load(Backend::fastest())
    }

    /// Like [`Self::embedded`], with given instructions rather than the fastest of this CPU: for tests and measurements.
    ///
    /// # Errors
    /// If this CPU does not have them.
    pub fn embedded_with(instructions: Instructions) -> Result<Self, ModelError> {
        Self::load(Backend::of(instructions).ok_or(ModelError::Instructions(instructions))?)
    }

    fn load(backend: Backend) -> Result<Self, ModelError> {
        let file = ModelFile::embedded()?;
        let (ruler, ruler_lists) = Ruler::load(&file)?;
        Ok(Self {
            tokenizer: Tokenizer::load(&file)?,
            vocabulary: Vocabulary::load(&file, ruler_lists)?,
            network: Network::load(&file, backend)?,
            ruler,
            lemmatizer: Lemmatizer::load(&file)?,
            scratch: Mutex::new(Vec::new()),
        })
    }

    /// Identifies the model: changes with any change of it.
    pub fn model_version(&self) -> u128 {
        ModelFile::embedded_version() // there is no other
    }

    /// Annotates `text` as one unit; spans are bytes into it.
    ///
    /// # Panics
    /// If the text has 4 GiB or more.
    pub fn annotate_text(&self, text: &str) -> Vec<Sentence> {
        assert!(u32::try_from(text.len()).is_ok(), "texts are below 4 GiB");
        let mut sentences = Vec::new();
        self.with_scratch(|scratch| {
            self.annotate_unit(text, 0, |range| Span::new(range.start, range.end), scratch, &mut sentences);
        });
        sentences
    }

    /// Annotates the blocks of `doc` one by one, so that a heading never glues onto the next sentence.
    ///
    /// Each block is read with single blanks between its words and without invisible characters; spans are bytes into the
    /// stored text all the same.
    pub fn annotate(&self, doc: &Document) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        self.with_scratch(|scratch| {
            for (block, number) in doc.blocks.iter().zip(0..) {
                let read = doc.block_text(block);
                self.annotate_unit(&read.text, number, |range| read.span(range), scratch, &mut sentences);
            }
        });
        sentences
    }

    fn with_scratch(&self, work: impl FnOnce(&mut Scratch)) {
        let pool = || self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = pool().pop().unwrap_or_default();
        work(&mut scratch);
        pool().push(scratch);
    }

    fn annotate_unit(
        &self,
        text: &str,
        block: u32,
        span: impl Fn(Range<usize>) -> Span,
        scratch: &mut Scratch,
        sentences: &mut Vec<Sentence>,
    ) {
        let mut start = 0;
        while start < text.len() {
            let window = &text[start..window_end(text, start)];
            let Scratch { lexicon, tokens, features } = scratch;
            lexicon.begin_text();
            self.tokenizer.tokenize(window, &self.vocabulary, lexicon, tokens);
            let is_last = start + window.len() == text.len() && tokens.len() <= WINDOW_TOKENS;
            tokens.truncate(WINDOW_TOKENS);
            features.clear();
            features.extend(
                tokens.iter().map(|token| TokenFeatures { spacy: token.space_after, ..lexicon[token.lexeme].features }),
            );
            let analysis = self.network.analyse(features);
            let kept = if is_last { tokens.len() } else { whole_sentences(&analysis) };
            let mut unit = Unit { text: window, tokens, analysis: &analysis, lexicon, annotator: self };
            for range in sentence_ranges(&analysis.sent_starts, kept) {
                let mut sentence = unit.sentence(range, |range| span(start + range.start..start + range.end));
                sentence.block = block;
                sentences.push(sentence);
            }
            start += match tokens.get(kept) {
                Some(next) => next.start as usize,
                None if is_last => window.len(),
                None => tokens.last().map_or(window.len(), |last| last.end as usize + usize::from(last.space_after)),
            };
        }
    }
}

/// Where the window that begins at `start` ends: between two words if possible, so that both sides are tokenized alike.
fn window_end(text: &str, start: usize) -> usize {
    if text.len() - start <= WINDOW_BYTES {
        return text.len();
    }
    let end = text.floor_char_boundary(start + WINDOW_BYTES);
    let half = text.floor_char_boundary(start + WINDOW_BYTES / 2);
    let window = &text[half..end];
    let between_words = |&(at, _): &(usize, &str)| {
        let (before, after) = (&window[..at], &window[at + 1..]);
        before.ends_with(|c| !is_space(c)) && after.starts_with(|c| !is_space(c))
    };
    window.rmatch_indices(' ').find(between_words).map_or(end, |(at, _)| half + at + 1)
}

/// How many tokens to take from a window after which the text goes on: all but the last sentence, which may be cut, unless
/// that would hardly move on.
fn whole_sentences(analysis: &Analysis) -> usize {
    let len = analysis.sent_starts.len();
    let last_start = analysis.sent_starts.iter().rposition(|&starts| starts).unwrap_or(0);
    if 2 * last_start < len { len } else { last_start }
}

/// Ranges of tokens between sentence starts, up to `len`.
fn sentence_ranges(starts: &[bool], len: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= len {
            return None;
        }
        let end = (start + 1..len).find(|&at| starts[at]).unwrap_or(len);
        Some(std::mem::replace(&mut start, end)..end)
    })
}

/// A tokenized and analysed window of text.
struct Unit<'a> {
    text: &'a str,
    tokens: &'a [TextToken],
    analysis: &'a Analysis,
    lexicon: &'a mut Lexicon,
    annotator: &'a Annotator,
}

impl Unit<'_> {
    fn sentence(&mut self, range: Range<usize>, span: impl Fn(Range<usize>) -> Span) -> Sentence {
        let mut tokens = Vec::with_capacity(range.len());
        for at in range.clone() {
            tokens.push(self.token(at, &range, &span));
        }
        let relative = |at: u32| at.saturating_sub(range.start as u32);
        let left_edges: Vec<u32> = self.analysis.left_edges[range.clone()].iter().map(|&edge| relative(edge)).collect();
        let entities = self.entities(&range);
        let noun_chunks = noun_chunks(&tokens, &left_edges);
        let span = match tokens.as_slice() {
            [first, .., last] => first.span.cover(last.span),
            [only] => only.span,
            [] => Span::default(),
        };
        Sentence { span, block: 0, tokens, entities, noun_chunks }
    }

    /// Token `at` of the sentence in `range`.
    fn token(&mut self, at: usize, range: &Range<usize>, span: impl Fn(Range<usize>) -> Span) -> Token {
        let ruling = self.ruling(at);
        let token = &self.tokens[at];
        let head = self.analysis.heads[at] as usize;
        // A tree that no sentence holds would need heads elsewhere; spaCy's own sentences then break it, too.
        let head = if range.contains(&head) { head } else { at };
        Token {
            span: span(token.range()),
            lemma: self.lemma(at, &ruling),
            tag: ruling.tag,
            pos: ruling.pos,
            morph: ruling.morph.text,
            head: (head - range.start) as u32,
            deprel: ruling.deprel,
            space_after: token.space_after,
        }
    }

    fn ruling(&self, at: usize) -> Ruling {
        let lexeme = |at: usize| &self.lexicon[self.tokens[at].lexeme];
        self.annotator.ruler.rule(at, self.tokens.len(), lexeme(at).ruler_list, |at| RulerToken {
            tag: self.analysis.tags[at],
            deprel: self.analysis.deprels[at],
            lower: &lexeme(at).lower,
            is_space: lexeme(at).features.is_space,
        })
    }

    fn lemma(&mut self, at: usize, ruling: &Ruling) -> compact_str::CompactString {
        if let Some(lemma) = ruling.lemma {
            return lemma.into();
        }
        let token = &self.tokens[at];
        let lexeme = self.lexicon.lexeme_mut(token.lexeme);
        let key = (ruling.pos as u16) << 1 | u16::from(is_base_form(ruling.pos, ruling.morph));
        if let Some((_, lemma)) = lexeme.lemmas.iter().find(|(known, _)| *known == key) {
            return lemma.clone();
        }
        let text = &self.text[token.range()];
        let lemma = self.annotator.lemmatizer.lemma(text, &lexeme.lower, ruling.pos, ruling.morph);
        lexeme.lemmas.push((key, lemma.clone()));
        lemma
    }

    /// Entities within a sentence; they never cross its ends.
    fn entities(&self, range: &Range<usize>) -> Vec<LabelledSpan> {
        let all = &self.analysis.entities;
        let first = all.partition_point(|entity| (entity.start as usize) < range.start);
        let within = all[first..].iter().take_while(|entity| (entity.start as usize) < range.end);
        let start = range.start as u32;
        within
            .map(|entity| LabelledSpan {
                label: entity.label,
                start: entity.start - start,
                // A window of a long text may end within an entity.
                end: entity.end.min(range.end as u32) - start,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, BlockKind};

    #[test]
    fn blocks_are_annotated_apart_and_offsets_are_into_the_stored_text() {
        let text = "Talks  resume\n\nThe envoys met\nin Oslo on Monday. They will meet again.";
        let at = text.find("The").unwrap();
        let block = |range: Range<usize>, kind| Block { span: Span::new(range.start, range.end), kind };
        let doc = Document {
            text: text.to_owned(),
            blocks: vec![block(0..13, BlockKind::Heading), block(at..text.len(), BlockKind::Paragraph)],
            ..Document::default()
        };
        let sentences = Annotator::embedded().unwrap().annotate(&doc);
        assert_eq!(sentences.iter().map(|sentence| sentence.block).collect::<Vec<_>>(), [0, 1, 1]);
        assert_eq!(doc.slice(sentences[1].span), "The envoys met\nin Oslo on Monday.");
        let oslo = &sentences[1].tokens[4];
        assert_eq!((doc.slice(oslo.span), oslo.lemma.as_str()), ("Oslo", "Oslo"));
    }

    #[test]
    fn a_long_text_is_read_through_windows_without_loss() {
        let annotator = Annotator::embedded().unwrap();
        let sentence = "The ministers of both countries met in Vienna on Tuesday. ";
        const SENTENCES: usize = 2000;
        let text = sentence.repeat(SENTENCES);
        assert!(text.len() > WINDOW_BYTES);
        let sentences = annotator.annotate_text(&text);
        assert_eq!(sentences.len(), SENTENCES);
        assert!(sentences.iter().all(|found| text[found.span.range()] == *sentence.trim_end()));
    }

    #[test]
    fn hostile_texts_are_read_to_the_end() {
        let annotator = Annotator::embedded().unwrap();
        for text in ["word ".repeat(18_000), "(".repeat(20_000), "é".repeat(70_000), " ".repeat(150_000)] {
            let sentences = annotator.annotate_text(&text);
            let end = sentences.last().unwrap().span.end as usize;
            assert!(end + 1 >= text.len(), "read to {end} of {}", text.len());
            assert!(sentences.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }
    }
}

//! Names of one article with the language model's known faults repaired.
//!
//! Three sources propose names: the gazetteer, the model's entities and runs of proper nouns. The gazetteer decides
//! first; what it does not know is typed by a vote over all occurrences in the document, so that a company which the
//! model takes for a country once is still a company.

mod bearers;
mod cues;
mod dealings;
mod echoes;
mod kinds;
mod known;
mod model;

pub(crate) use bearers::{is_body_noun, is_place_noun};

use std::ops::Range;

use super::institutions::{self, Institution};
use super::words;
use crate::extract::MentionForm;
use crate::graph::EntityKind;
use crate::resolve::{EntryId, Gazetteer, Sense, Usage};
use crate::text::{Deprel, Document, EntityLabel, Sentence, Upos};

/// A name in the text, before anyone decides who bears it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// Its tokens, without title, article and possessive ending.
    pub(crate) tokens: Range<usize>,
    /// The token through which it hangs in the tree.
    pub(crate) head: usize,
    /// The words with single blanks.
    pub(crate) text: String,
    /// Kind by gazetteer or vote.
    pub(crate) kind: EntityKind,
    /// Name or adjective.
    pub(crate) form: MentionForm,
    /// What the gazetteer knows under these words; empty if nothing.
    pub(crate) senses: Vec<Sense>,
    /// The model's label, where it has one for this stretch.
    pub(crate) label: Option<EntityLabel>,
    /// The country of an institution, as worded beside it.
    pub(crate) country: Option<EntryId>,
    /// True if a title or honorific stands right before it.
    pub(crate) titled: bool,
    /// What a noun or clause beside it says that it is ("the carmaker Morel", "Berg, who ...").
    pub(crate) called: Option<EntityKind>,
    /// What the words around it suggest ("works for Morel").
    pub(crate) hinted: Option<EntityKind>,
    /// Points for an organisation by the dealings it takes part in.
    pub(crate) dealings: i32,
}

/// A sentence with what the recognisers need to look at it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) sentence: &'a Sentence,
    pub(crate) index: usize,
    pub(crate) gazetteer: &'a Gazetteer,
}

/// A stretch of tokens proposed as a name.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub(super) tokens: Range<usize>,
    pub(super) senses: Vec<Sense>,
    label: Option<EntityLabel>,
}

/// Finds all names of the document in order; events and institutions may hold the names they are named after.
pub(crate) fn names(doc: &Document, sentences: &[Sentence], gazetteer: &Gazetteer) -> Vec<Name> {
    let mut names = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let view = View { doc, sentence, index, gazetteer };
        view.names(&mut names);
    }
    echoes::hear(doc, sentences, &mut names);
    kinds::vote(&mut names);
    kinds::share(&mut names, sentences);
    names
}

impl<'a> View<'a> {
    /// The words of a token.
    pub(crate) fn word(&self, token: usize) -> &'a str {
        &self.doc.text[self.sentence.tokens[token].span.range()]
    }

    /// The words of a token, if there is one.
    pub(crate) fn word_at(&self, token: usize) -> Option<&'a str> {
        (token < self.len()).then(|| self.word(token))
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// The words of a range with single blanks.
    pub(crate) fn words(&self, tokens: Range<usize>) -> String {
        let text = &self.doc.text[self.sentence.span_of(tokens).range()];
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").replace('’', "'")
    }

    /// The token of a range whose head lies outside; the last if the parse has no such single token.
    pub(crate) fn head_of(&self, tokens: Range<usize>) -> usize {
        let outside = |&token: &usize| {
            let head = self.sentence.tokens[token].head as usize;
            head == token || !tokens.contains(&head)
        };
        tokens.clone().rev().find(outside).unwrap_or(tokens.end - 1)
    }

    /// True for the possessive ending.
    pub(crate) fn is_possessive(&self, token: usize) -> bool {
        self.sentence.tokens[token].tag == "POS" || matches!(self.word(token), "'s" | "’s")
    }

    pub(crate) fn is_space(&self, token: usize) -> bool {
        self.sentence.tokens[token].pos == Upos::Space
    }

    pub(crate) fn is_capitalised(&self, token: usize) -> bool {
        self.word(token).starts_with(|c: char| c.is_uppercase())
    }

    /// True for a line in capitals.
    fn shouts(&self) -> bool {
        let words = || (0..self.len()).map(|t| self.word(t)).filter(|word| word.len() > 3);
        let loud = words().filter(|word| !word.chars().any(char::is_lowercase)).count();
        loud >= 3 && loud * 4 >= words().count() * 3
    }

    fn is_proper(&self, token: usize) -> bool {
        self.sentence.tokens[token].pos == Upos::Propn && self.word(token).starts_with(char::is_alphanumeric)
    }

    fn names(&self, into: &mut Vec<Name>) {
        let known = self.known_names();
        let institutions = institutions::find(self, &known);
        let mut proposals = self.merge(known, &institutions);
        self.add_runs(&mut proposals, &institutions);
        self.cut_portfolios(&mut proposals);
        self.join_constituency(&mut proposals);
        proposals.sort_by_key(|proposal| (proposal.tokens.start, std::cmp::Reverse(proposal.tokens.end)));
        let events = institutions::events(self, &proposals.iter().map(|p| p.tokens.clone()).collect::<Vec<_>>());
        let first = into.len();
        for proposal in proposals {
            let first = self.word(proposal.tokens.start);
            let pair = proposal.tokens.len() == 1
                && first.contains('-')
                && proposal.senses.is_empty()
                && first.split('-').all(|part| !self.gazetteer.lookup(part).is_empty());
            if pair {
                // "U.S.-Japan" names two things and is neither.
                continue;
            }
            let head = self.head_of(proposal.tokens.clone());
            let covered = events.iter().any(|event| {
                event.tokens == proposal.tokens
                    || overlap(&event.tokens, &proposal.tokens) && self.head_of(event.tokens.clone()) == head
            });
            if !covered {
                into.push(self.name_of(proposal));
            }
        }
        for Institution { tokens, base, country, kind } in institutions.into_iter().chain(events) {
            let head = self.head_of(tokens.clone());
            let senses = self.gazetteer.lookup(&base).to_vec();
            into.push(Name {
                sentence: self.index,
                head,
                tokens,
                text: base,
                kind,
                form: MentionForm::Name,
                senses,
                label: None,
                country,
                titled: false,
                called: None,
                hinted: None,
                dealings: 0,
            });
        }
        into[first..].sort_by_key(|name| (name.tokens.start, std::cmp::Reverse(name.tokens.end)));
    }

    /// "Norland Treasury" in "Norland Treasury Secretary Berg" is Norland and the field of an office.
    fn cut_portfolios(&self, proposals: &mut [Proposal]) {
        for proposal in proposals {
            let Range { start, end } = proposal.tokens;
            let titled = end < self.len() && matches!(self.word(end).to_lowercase().as_str(), "secretary" | "minister");
            if !titled || end - start < 2 || !words::is_portfolio(self.word(end - 1)) {
                continue;
            }
            let country = |end: &usize| {
                let text = &self.doc.text[self.sentence.span_of(start..*end).range()];
                self.gazetteer.lookup(text).iter().any(|sense| self.gazetteer.entry(sense.entry).is_country())
            };
            let Some(cut) = (start + 1..end).find(country) else { continue };
            if (cut..end).all(|t| words::is_portfolio(self.word(t))) {
                proposal.senses = self.gazetteer.lookup(&self.words(start..cut)).to_vec();
                proposal.tokens = start..cut;
            }
        }
    }

    /// "the MP for Upper Arda and Lind": a constituency may be named after two places.
    fn join_constituency(&self, proposals: &mut Vec<Proposal>) {
        const SEATS: &[&str] = &["MP", "MSP", "MLA", "MS", "TD", "Parliament"];
        let seat = |t: usize| t > 0 && self.word(t) == "for" && SEATS.contains(&self.word(t - 1));
        let Some(first) = (1..self.len()).find(|&t| seat(t)).map(|t| t + 1) else { return };
        let Some(left) = proposals.iter().position(|p| p.tokens.start == first) else { return };
        let and = proposals[left].tokens.end;
        let mut start = and + 1;
        if and >= self.len() || !matches!(self.word(and), "and" | "&") {
            return;
        }
        start += usize::from(start < self.len() && self.word(start) == "the");
        let Some(right) = proposals.iter().position(|p| p.tokens.start == start) else { return };
        // "the MP for Lind and Ivo Berg" are two people.
        let person = |p: &Proposal| p.label == Some(EntityLabel::Person) && p.tokens.len() > 1;
        if person(&proposals[right]) {
            return;
        }
        let end = proposals[right].tokens.end;
        proposals[left] = Proposal { tokens: first..end, senses: Vec::new(), label: Some(EntityLabel::Gpe) };
        proposals.remove(right);
    }

    fn name_of(&self, proposal: Proposal) -> Name {
        let Proposal { tokens, mut senses, label } = proposal;
        let head = self.head_of(tokens.clone());
        // Wire services set companies in angle brackets.
        let text = self.words(tokens.clone()).trim_matches(['<', '>', '"', '(', ')']).to_owned();
        let titled = self.follows_title(tokens.start);
        if titled && label == Some(EntityLabel::Person) && tokens.len() == 1 {
            // "President Jordan" is no country.
            senses.retain(|sense| sense.usage != Usage::Name);
        }
        let called = self.called(&tokens, head);
        let holder = senses.is_empty() && self.gazetteer.names_holder(&text);
        // "the mayor of Zamora": a town may be called as somebody in office is.
        let hinted = match self.hinted(&tokens) {
            Some(kind) if tokens.len() == 1 => Some(kind),
            _ if holder => Some(EntityKind::Person),
            hinted => hinted,
        };
        let dealings = self.dealings(&tokens, head);
        let (form, kind) = match senses.first() {
            Some(sense) if self.is_adjectival(head, &senses) => {
                (MentionForm::Adjective, self.gazetteer.entry(sense.entry).kind)
            }
            Some(sense) => (MentionForm::Name, self.gazetteer.entry(sense.entry).kind),
            None => (MentionForm::Name, EntityKind::Unknown),
        };
        let sentence = self.index;
        Name {
            sentence,
            head,
            tokens,
            text,
            kind,
            form,
            senses,
            label,
            country: None,
            titled,
            called,
            hinted,
            dealings,
        }
    }

    /// True where a form stands for its country as an adjective does.
    fn is_adjectival(&self, head: usize, senses: &[Sense]) -> bool {
        let adjective = senses.iter().any(|sense| sense.usage == Usage::Adjective);
        let only = senses.iter().all(|sense| sense.usage == Usage::Adjective);
        let modifies = matches!(self.sentence.tokens[head].deprel, Deprel::Amod | Deprel::Compound | Deprel::Nmod);
        adjective && (only || modifies) && (modifies || self.sentence.tokens[head].pos == Upos::Adj)
    }

    fn follows_title(&self, start: usize) -> bool {
        let before = (0..start).rev().find(|&t| !self.is_space(t));
        before.is_some_and(|t| words::is_address(self.word(t)))
    }
}

/// True if two ranges share a token.
pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

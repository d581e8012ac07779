//! Who says what: reported clauses, quotations, turns of a transcript and "according to".

mod clause;
mod speaker;
mod spoken;
mod transcript;

use crate::extract::edges::Edges;
use crate::extract::lexicon::{OPINION, SPEECH, SPEECH_NOUNS};
use crate::extract::status::status;
use crate::extract::view::View;
use crate::graph::{EntityKind, Status};
use crate::resolve::EntityId;
use crate::text::{BlockKind, Deprel, Document, Span};
use clause::trim;
use speaker::Source;
pub(crate) use spoken::Spoken;

/// Something said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Saying {
    /// Index of the sentence that names the speaker.
    pub(crate) sentence: usize,
    /// The first speaks; others are speakers of a joint statement.
    pub(crate) speakers: Vec<EntityId>,
    /// What was said, in order of the text; several parts where the quotation is interrupted.
    pub(crate) parts: Vec<Span>,
    /// The words that support it.
    pub(crate) evidence: Span,
    /// The verb, for its date.
    pub(crate) verb: Option<u32>,
    /// Whether the words are the speaker's own.
    pub(crate) how: How,
    /// Said, or yet to be said ("will tell the council that …").
    pub(crate) status: Status,
}

/// How speech is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Quoted,
    Reported,
    According,
    Turn,
}

/// Quotations of fewer words are scare quotes or names.
const SHORTEST_QUOTATION: usize = 3;
/// A mouthpiece without an owner speaks for whoever spoke or acted this many sentences before it.
const REACH: usize = 3;

/// A quotation without a verb belongs to a speaker this many sentences before it.
const LOOSE_REACH: usize = 4;

/// A sentence with its edges.
pub(crate) type Analysed<'a> = (View<'a>, Edges);

/// Everything that is said in an article, in order of the text.
pub(crate) fn sayings(doc: &Document, sentences: &[Analysed<'_>], quotations: &[Span]) -> Vec<Saying> {
    let turns = transcript::turns(doc, sentences);
    let used = quotations.iter().map(|q| turns.iter().any(|turn| turn.words.contains(*q))).collect();
    let mut finder = Finder {
        text: &doc.text,
        sentences,
        quotations,
        spoken_for: Vec::new(),
        used,
        silent: Vec::new(),
        introduced: Vec::new(),
        out: Vec::new(),
    };
    for (index, (view, _)) in sentences.iter().enumerate() {
        // A headline repeats what the article tells.
        let block = doc.blocks.get(view.sentence.block as usize);
        let headline = block.is_some_and(|block| block.kind == BlockKind::Heading);
        let inside = headline || turns.iter().any(|turn| turn.words.contains(view.sentence.span));
        if !inside && !turns.iter().any(|turn| turn.sentence == index) {
            finder.sentence(index);
        }
    }
    finder.loose_quotations();
    for turn in turns {
        let Some(speaker) = turn.speaker else { continue };
        let words = trim(&doc.text, turn.words);
        finder.out.push(Saying {
            sentence: turn.sentence,
            speakers: vec![speaker],
            parts: vec![words],
            evidence: words,
            verb: None,
            how: How::Turn,
            status: Status::Actual,
        });
    }
    finder.out.sort_by_key(|saying| (saying.parts[0].start, saying.parts[0].end));
    finder.out
}

struct Finder<'a> {
    text: &'a str,
    sentences: &'a [Analysed<'a>],
    quotations: &'a [Span],
    /// Ends of what a mouthpiece said: "he" after them is the mouthpiece.
    spoken_for: Vec<u32>,
    /// Quotations that have a speaker already.
    used: Vec<bool>,
    /// Ends of what unnamed speakers said: a quotation after them is theirs, hence nobody's.
    silent: Vec<u32>,
    /// Where sentences end that name a speaker but not what is said.
    introduced: Vec<(u32, Vec<EntityId>)>,
    out: Vec<Saying>,
}

impl Finder<'_> {
    fn sentence(&mut self, index: usize) {
        let (view, _) = &self.sentences[index];
        for at in 0..view.len() as u32 {
            let lemma = view.lemma(at);
            if view.is_verb(at) && (SPEECH.contains(lemma) || OPINION.contains(lemma)) {
                if !self.inside_quotation(view.token(at).span) {
                    self.verb(index, at);
                }
            } else if view.lower(at) == "according" {
                self.according(index, at);
            } else if SPEECH_NOUNS.contains(lemma) && !self.inside_quotation(view.token(at).span) {
                self.noun(index, at);
            }
        }
    }

    fn inside_quotation(&self, span: Span) -> bool {
        quoted_at(self.quotations, span)
    }

    /// "Ada Berg said …"
    fn verb(&mut self, index: usize, verb: u32) {
        let (view, edges) = &self.sentences[index];
        if let Some(()) = self.said_of_the_sentence_before(index, verb) {
            return;
        }
        let passive = view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Auxpass | Deprel::Agent));
        if passive || view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Neg) {
            return;
        }
        let Some(status) = reality(view, verb) else { return };
        if clause::is_deed(view, verb) {
            return;
        }
        let opinion = !SPEECH.contains(view.lemma(verb));
        let source = speaker::source_of_verb(view, edges, verb);
        if opinion && !matches!(source, Source::Known(_)) {
            return;
        }
        let clause = clause::reported(self.text, view, verb).map(|span| self.to_full_stop(index, span));
        let quoted = self.quotations_of(index, verb, clause, opinion);
        let (parts, how) = if !quoted.is_empty() {
            (quoted, How::Quoted)
        } else {
            match clause.filter(|&span| !opinion && words(&self.text[span.range()]) >= SHORTEST_QUOTATION) {
                Some(span) => (vec![span], How::Reported),
                None => {
                    // "Ivo Lind agrees." introduces what is quoted next.
                    if let Source::Known(speakers) = source {
                        self.introduced.push((view.sentence.span.end, speakers));
                    }
                    return;
                }
            }
        };
        let evidence = parts.iter().fold(view.token(verb).span, |all, part| all.cover(*part));
        let speakers = match source {
            Source::Known(speakers) => speakers,
            Source::Mouthpiece => self.behind_mouthpiece(index, verb),
            Source::Pronoun(kinds) => self.still_speaking(index, verb, kinds),
            Source::Unknown => Vec::new(),
        };
        if speakers.is_empty() {
            self.silent.push(evidence.end);
            return;
        }
        if speaker::is_spoken_for(view, edges, verb) {
            self.spoken_for.push(evidence.end);
        }
        self.out.push(Saying { sentence: index, speakers, parts, evidence, verb: Some(verb), how, status });
    }

    /// A clause at the end of a sentence that ends without a full stop, as before a company's code in brackets, goes on
    /// in the next.
    fn to_full_stop(&self, index: usize, span: Span) -> Span {
        let (view, _) = &self.sentences[index];
        let open = |view: &View<'_>| {
            let text = self.text[view.sentence.span.range()].trim_end();
            text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '<' | ',' | '('))
        };
        let at_end = view.sentence.span.end - span.end <= 3;
        match self.sentences.get(index + 1) {
            Some((next, _)) if at_end && open(view) && next.sentence.block == view.sentence.block => {
                trim(self.text, Span { start: span.start, end: next.sentence.span.end })
            }
            _ => span,
        }
    }

    /// "This was stated by Ada Berg", "He said this in Oslo": the sentence before is what was said.
    fn said_of_the_sentence_before(&mut self, index: usize, verb: u32) -> Option<()> {
        let (view, edges) = &self.sentences[index];
        let previous = index.checked_sub(1).map(|at| &self.sentences[at].0)?;
        let pronoun = view.children(verb).iter().copied().find(|&c| {
            matches!(view.deprel(c), Deprel::Nsubjpass | Deprel::Dobj)
                && matches!(view.lower(c).as_str(), "this" | "that")
        })?;
        let reported = matches!(view.lemma(verb), "say" | "state" | "announce" | "report" | "declare");
        let same_block = previous.sentence.block == view.sentence.block;
        let bare = !view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Ccomp);
        if !reported || !same_block || !bare || !view.children(pronoun).is_empty() {
            return None;
        }
        let Source::Known(speakers) = speaker::source_of_verb(view, edges, verb) else { return None };
        let part = trim(self.text, previous.sentence.span);
        let evidence = part.cover(view.sentence.span);
        self.out.push(Saying {
            sentence: index,
            speakers,
            parts: vec![part],
            evidence,
            verb: Some(verb),
            how: How::Reported,
            status: Status::Actual,
        });
        Some(())
    }

    /// "a comment by Ada Berg that …"
    fn noun(&mut self, index: usize, noun: u32) {
        let (view, edges) = &self.sentences[index];
        let that = |&c: &u32| {
            matches!(view.deprel(c), Deprel::Acl | Deprel::Ccomp | Deprel::Relcl)
                && view.children(c).iter().any(|&m| view.deprel(m) == Deprel::Mark && view.lower(m) == "that")
        };
        let direct = view.children(noun).iter().copied().find(that);
        // "a comment by the spokesman that …": the parser may hang the clause on the spokesman.
        let below = || view.subtree(noun).into_iter().filter(|&t| t > noun && t < noun + 12).find(that);
        let Some(clause) = direct.or_else(below) else { return };
        let owner = ["by", "poss", "from", "of"].iter().find_map(|label| {
            edges.targets(noun, label).find_map(|at| match speaker::source_at(view, edges, at) {
                Source::Known(speakers) => Some(speakers),
                _ => None,
            })
        });
        let Some(speakers) = owner else { return };
        let tokens: Vec<u32> =
            view.subtree(clause).into_iter().filter(|&t| view.lower(t) != "that" || t > clause).collect();
        let part = trim(self.text, view.cover(&tokens));
        if words(&self.text[part.range()]) < SHORTEST_QUOTATION {
            return;
        }
        let evidence = part.cover(view.token(noun).span);
        self.out.push(Saying {
            sentence: index,
            speakers,
            parts: vec![part],
            evidence,
            verb: None,
            how: How::Reported,
            status: Status::Actual,
        });
    }

    /// The unused quotations that belong to the verb: beside it or inside its clause. An opinion is something said
    /// only if it is quoted at some length.
    fn quotations_of(&mut self, index: usize, verb: u32, clause: Option<Span>, opinion: bool) -> Vec<Span> {
        let view = &self.sentences[index].0;
        let sentence = view.sentence.span;
        let shortest = if opinion { 2 * SHORTEST_QUOTATION } else { SHORTEST_QUOTATION };
        let mut out = Vec::new();
        let first = self.quotations.partition_point(|quotation| quotation.end <= sentence.start);
        for (at, quotation) in self.quotations.iter().enumerate().skip(first) {
            if quotation.start >= sentence.end {
                break;
            }
            if self.used[at] || words(&self.text[quotation.range()]) < shortest {
                continue;
            }
            // A quotation that is only a piece of a reported clause belongs to the clause.
            if let Some(span) = clause.filter(|_| !opinion) {
                let before = self.text[span.range()].trim_start_matches(['"', '“', '\'', '`', ' ']);
                let lead = (span.end as usize - before.len()) as u32;
                if span.contains(*quotation) && quotation.start > lead + 1 {
                    self.used[at] = true;
                    return Vec::new();
                }
            }
            // "The chairman of "Norland Railway Works" told him that …": a name in quotation marks is nobody's words.
            if clause.is_some_and(|clause| !clause.contains(*quotation)) && is_title_case(&self.text[quotation.range()])
            {
                self.used[at] = true;
                continue;
            }
            let gap = if quotation.end <= view.token(verb).span.start {
                (quotation.end, view.token(verb).span.start)
            } else {
                (view.token(verb).span.end, quotation.start)
            };
            let other_verb = || {
                (0..view.len() as u32)
                    .filter(|&t| t != verb && view.token(t).span.start >= gap.0 && view.token(t).span.end <= gap.1)
                    .any(|t| view.is_verb(t) && SPEECH.contains(&view.lemma(t)))
            };
            let crosses = gap.0 < gap.1 && (gap.1 - gap.0 > 250 || other_verb());
            if !crosses {
                self.used[at] = true;
                out.push(*quotation);
            }
        }
        out
    }

    /// "according to Ada Berg, …": what the rest of the sentence says.
    fn according(&mut self, index: usize, at: u32) {
        let (view, edges) = &self.sentences[index];
        let Some(to) = view.children(at).iter().copied().find(|&c| view.lower(c) == "to") else { return };
        let Some(named) = view.child(to, Deprel::Pobj) else { return };
        let speakers = match speaker::source_at(view, edges, named) {
            Source::Known(speakers) => speakers,
            Source::Mouthpiece => self.behind_mouthpiece(index, named),
            Source::Pronoun(_) | Source::Unknown => Vec::new(),
        };
        let phrase = self.with_apposed_name(view, at, view.cover(&view.subtree(at)));
        let speakers = match phrase {
            (_, Some(name)) => vec![name],
            _ => speakers,
        };
        let phrase = phrase.0;
        // "according to the paper, the mayor said": the mayor only.
        let told = |t: u32| {
            view.is_verb(t) && SPEECH.contains(view.lemma(t)) && !view.dominates(at, t) && view.dominates(t, at)
        };
        if speakers.is_empty() || (0..view.len() as u32).any(told) {
            return;
        }
        let sentence = trim(self.text, view.sentence.span);
        let before = Span { start: sentence.start, end: phrase.start.max(sentence.start) };
        let after = Span { start: phrase.end.min(sentence.end), end: sentence.end };
        let rest = trim(self.text, if before.len() > after.len() { before } else { after });
        if rest.is_empty() || words(&self.text[rest.range()]) < SHORTEST_QUOTATION {
            return;
        }
        let mut parts = vec![rest];
        let mut how = How::According;
        let first = self.quotations.partition_point(|quotation| quotation.end <= view.sentence.span.start);
        for (at, quotation) in self.quotations.iter().enumerate().skip(first) {
            if quotation.start >= view.sentence.span.end {
                break;
            }
            if view.sentence.span.contains(*quotation) {
                self.used[at] = true;
            } else if quotation.start.abs_diff(rest.start) <= 3 && quotation.end > rest.end {
                // The words are quoted, and go on in the next sentences.
                self.used[at] = true;
                parts = vec![*quotation];
                how = How::Quoted;
            }
        }
        let evidence = parts[0].cover(phrase);
        self.out.push(Saying { sentence: index, speakers, parts, evidence, verb: None, how, status: Status::Actual });
    }

    /// "according to the ambassador, Ada Berg, …": the parser takes the name for the subject of what follows, or what
    /// follows for more of the source.
    fn with_apposed_name(&self, view: &View<'_>, at: u32, phrase: Span) -> (Span, Option<EntityId>) {
        let inside = (at..view.len() as u32).take_while(|&t| view.token(t).span.start <= phrase.end);
        let apposed = inside.filter(|&t| view.word(t) == ",").find_map(|comma| {
            let id = view.resolution.mention_at(view.index, comma as usize + 1)?;
            let mention = view.resolution.mention(id);
            let closed = (mention.tokens.end as usize) < view.len() && view.word(mention.tokens.end) == ",";
            let who = *view.resolution.referents(id).first()?;
            let person = self.kind(who) == EntityKind::Person && mention.tokens.start == comma + 1;
            (closed && person).then(|| (view.token(at).span.cover(mention.span), who))
        });
        apposed.map_or((phrase, None), |(span, who)| (span, Some(who)))
    }

    /// "he said", where nobody can tell who he is: whoever spoke last.
    fn still_speaking(&self, index: usize, at: u32, kinds: &[EntityKind]) -> Vec<EntityId> {
        let here = self.sentences[index].0.token(at).span.start;
        let last = self.out.iter().rfind(|saying| saying.evidence.start < here);
        last.filter(|saying| {
            saying.sentence + REACH >= index && !self.silent.iter().any(|&end| end > saying.evidence.end)
        })
        .map(|saying| {
            let through = self.spoken_for.contains(&saying.evidence.end);
            let fits = |id: &EntityId| kinds.contains(&self.kind(*id)) || through;
            saying.speakers.iter().copied().filter(fits).take(1).collect()
        })
        .unwrap_or_default()
    }

    /// Whom "the spokesman" or "the statement" speaks for: who was quoted just before, else the only body named
    /// nearby.
    fn behind_mouthpiece(&self, index: usize, at: u32) -> Vec<EntityId> {
        let first = index.saturating_sub(REACH);
        let here = self.sentences[index].0.token(at).span.start;
        let nearby = &self.sentences[first..=index];
        if speaker::is_message(&self.sentences[index].0, &self.sentences[index].1, at)
            && let Some(sender) = nearby
                .iter()
                .rev()
                .map(|(view, edges)| speaker::last_sender(view, edges, here))
                .find(|senders| !senders.is_empty())
        {
            return speaker::unique(sender);
        }
        let is_body = |id: &EntityId| self.kind(*id) == EntityKind::Organisation;
        let last = self.out.iter().rfind(|saying| saying.sentence >= first && saying.evidence.start < here);
        if let Some(saying) = last.filter(|saying| saying.speakers.iter().any(is_body)) {
            return saying.speakers.clone();
        }
        let mut bodies: Vec<EntityId> = Vec::new();
        for (view, _) in nearby {
            for token in (0..view.len() as u32).filter(|&t| view.token(t).span.start < here) {
                for id in view.entities(token).iter().copied().filter(is_body) {
                    if !bodies.contains(&id) {
                        bodies.push(id);
                    }
                }
            }
        }
        if bodies.len() == 1 { bodies } else { Vec::new() }
    }

    fn kind(&self, id: EntityId) -> EntityKind {
        self.sentences.first().map_or(EntityKind::default(), |(view, _)| view.resolution.entity(id).kind)
    }

    /// Quotations without a verb of their own belong to the last speaker before them in the article.
    fn loose_quotations(&mut self) {
        let mut by_sentence = vec![Vec::new(); self.sentences.len()];
        for (at, saying) in self.out.iter().enumerate() {
            by_sentence[saying.sentence].push(at);
        }
        for at in 0..self.quotations.len() {
            let quotation = self.quotations[at];
            if self.used[at] || words(&self.text[quotation.range()]) < SHORTEST_QUOTATION {
                continue;
            }
            let index = self.sentences.partition_point(|(view, _)| view.sentence.span.end <= quotation.start);
            if self.sentences.get(index).is_none_or(|(view, _)| view.sentence.span.start >= quotation.end) {
                continue;
            }
            // A whole sentence, not a phrase quoted in passing.
            let view = &self.sentences[index].0;
            let lead = self.text
                [view.sentence.span.start as usize..(quotation.start as usize).max(view.sentence.span.start as usize)]
                .trim_matches(|c: char| !c.is_alphanumeric());
            if !lead.is_empty() {
                continue;
            }
            let near = by_sentence[index.saturating_sub(LOOSE_REACH)..=index].iter().flatten();
            let before = near
                .map(|&saying| &self.out[saying])
                .filter(|saying| saying.parts.iter().all(|part| part.start < quotation.start));
            let Some(last) = before.max_by_key(|saying| saying.evidence.end) else { continue };
            if self.silent.iter().any(|&end| end > last.evidence.end && end <= quotation.start) {
                continue;
            }
            let named = self.introduced.iter().rfind(|(end, _)| *end > last.evidence.end && *end <= quotation.start);
            let speakers = named.map_or(&last.speakers, |(_, speakers)| speakers).clone();
            self.used[at] = true;
            by_sentence[index].push(self.out.len());
            self.out.push(Saying {
                sentence: index,
                speakers,
                parts: vec![quotation],
                evidence: quotation,
                verb: None,
                how: How::Quoted,
                status: Status::Actual,
            });
        }
    }
}

/// Whether a span lies within one of the quotations, which are in order and apart.
pub(crate) fn quoted_at(quotations: &[Span], span: Span) -> bool {
    let at = quotations.partition_point(|quotation| quotation.end < span.end);
    quotations.get(at).is_some_and(|quotation| quotation.contains(span))
}

/// "would say", "declined to say": nothing was said; "will say": not yet.
fn reality(view: &View<'_>, verb: u32) -> Option<Status> {
    status(view, verb).filter(|status| matches!(status, Status::Actual | Status::Planned))
}

/// "Norland Railway Works", "Journal of the Sea": every word but the smallest begins with a capital.
fn is_title_case(quotation: &str) -> bool {
    const SMALLEST: &[&str] =
        &["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"];
    let mut words = quotation.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| word.starts_with(|c: char| !c.is_lowercase()) || SMALLEST.contains(&word))
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

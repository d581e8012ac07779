//! Who says what: reported clauses, quotations and "according to".

use crate::extract::edges::Edges;
use crate::extract::lexicon::SPEECH;
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::resolve::EntityId;
use crate::text::{Deprel, Span, Upos};

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
}

/// How speech is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Quoted,
    Reported,
    According,
}

/// Quotations of fewer words are scare quotes or names.
const SHORTEST_QUOTATION: usize = 3;

/// A sentence with its edges.
pub(crate) type Analysed<'a> = (View<'a>, Edges);

/// Everything that is said in an article, in order of the text.
pub(crate) fn sayings(text: &str, sentences: &[Analysed<'_>], quotations: &[Span]) -> Vec<Saying> {
    let mut finder = Finder { text, sentences, quotations, used: vec![false; quotations.len()], out: Vec::new() };
    for index in 0..sentences.len() {
        finder.sentence(index);
    }
    finder.loose_quotations();
    finder.out.sort_by_key(|saying| (saying.parts[0].start, saying.parts[0].end));
    finder.out
}

struct Finder<'a> {
    text: &'a str,
    sentences: &'a [Analysed<'a>],
    quotations: &'a [Span],
    /// Quotations that have a speaker already.
    used: Vec<bool>,
    out: Vec<Saying>,
}

impl Finder<'_> {
    fn sentence(&mut self, index: usize) {
        let (view, _) = &self.sentences[index];
        for at in 0..view.len() as u32 {
            if view.is_verb(at) && SPEECH.contains(&view.lemma(at)) && !self.inside_quotation(view.token(at).span) {
                self.verb(index, at);
            } else if view.lower(at) == "according" {
                self.according(index, at);
            }
        }
    }

    fn inside_quotation(&self, span: Span) -> bool {
        self.quotations.iter().any(|quotation| quotation.contains(span))
    }

    /// "Ada Berg said …"
    fn verb(&mut self, index: usize, verb: u32) {
        let (view, edges) = &self.sentences[index];
        let passive = view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Auxpass | Deprel::Agent));
        if passive || view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Neg) || is_unreal(view, verb) {
            return;
        }
        let speakers = speakers(view, edges, verb);
        if speakers.is_empty() {
            return;
        }
        let clause = view
            .children(verb)
            .iter()
            .copied()
            .find(|&c| view.deprel(c) == Deprel::Ccomp && clause_of_speech(view, verb, c))
            .or_else(|| {
                view.child(verb, Deprel::Xcomp)
                    .filter(|_| view.is_any(verb, &["urge", "ask", "promise", "vow", "pledge", "tell"]))
            })
            .or_else(|| parenthetical(view, verb));
        let quoted = self.quotations_of(index, verb, clause);
        let (parts, how) = if !quoted.is_empty() {
            (quoted, How::Quoted)
        } else if let Some(clause) = clause {
            let span = self.clause_span(view, verb, clause);
            if span.is_empty() || words(&self.text[span.range()]) < SHORTEST_QUOTATION {
                return;
            }
            (vec![span], How::Reported)
        } else {
            return;
        };
        let evidence = parts.iter().fold(view.token(verb).span, |all, part| all.cover(*part));
        self.out.push(Saying { sentence: index, speakers, parts, evidence, verb: Some(verb), how });
    }

    /// The unused quotations of three words or more in the sentence that belong to the verb: beside it or inside its clause.
    fn quotations_of(&mut self, index: usize, verb: u32, clause: Option<u32>) -> Vec<Span> {
        let view = &self.sentences[index].0;
        let sentence = view.sentence.span;
        let mut out = Vec::new();
        for (at, quotation) in self.quotations.iter().enumerate() {
            let touches = quotation.start < sentence.end && sentence.start < quotation.end;
            if self.used[at] || !touches || words(&self.text[quotation.range()]) < SHORTEST_QUOTATION {
                continue;
            }
            let clause_span = clause.map(|clause| self.clause_span(view, verb, clause));
            // A quotation that is only a piece of a reported clause belongs to the clause.
            if let Some(span) = clause_span {
                let before = self.text[span.range()].trim_start_matches(['"', '“', '\'', '`', ' ']);
                let lead = (span.end as usize - before.len()) as u32;
                if span.contains(*quotation) && quotation.start > lead + 1 {
                    self.used[at] = true;
                    return Vec::new();
                }
            }
            let gap = if quotation.end <= view.token(verb).span.start {
                (quotation.end, view.token(verb).span.start)
            } else {
                (view.token(verb).span.end, quotation.start)
            };
            let crosses = gap.0 < gap.1 && {
                let between = &self.text[gap.0 as usize..gap.1 as usize];
                let other_verbs = (0..view.len() as u32)
                    .filter(|&t| t != verb && view.token(t).span.start >= gap.0 && view.token(t).span.end <= gap.1)
                    .filter(|&t| view.is_verb(t) && SPEECH.contains(&view.lemma(t)))
                    .count();
                other_verbs > 0 || between.len() > 250
            };
            if !crosses {
                self.used[at] = true;
                out.push(*quotation);
            }
        }
        out
    }

    /// The bytes of a reported clause: without the verb's own side, "that" and closing punctuation.
    fn clause_span(&self, view: &View<'_>, verb: u32, clause: u32) -> Span {
        let mut tokens: Vec<u32> = if view.head(verb) == clause {
            // "Norland, he said, will sign": everything but the parenthesis.
            let inner = view.subtree(verb);
            view.subtree(clause).into_iter().filter(|t| !inner.contains(t)).collect()
        } else {
            view.subtree(clause)
        };
        // The side of the verb on which the clause stands.
        let before = clause < verb;
        if view.head(verb) != clause {
            tokens.retain(|&t| (t < verb) == before);
        }
        let subordinate =
            |&t: &u32| view.deprel(t) == Deprel::Mark && matches!(view.lower(t).as_str(), "that" | "how" | "whether");
        if !before && tokens.first().is_some_and(subordinate) {
            tokens.remove(0);
        }
        trim(self.text, view.cover(&tokens))
    }

    /// "according to Ada Berg, …": what the rest of the sentence says.
    fn according(&mut self, index: usize, at: u32) {
        let (view, _) = &self.sentences[index];
        let Some(to) = view.children(at).iter().copied().find(|&c| view.lower(c) == "to") else { return };
        let Some(source) = view.child(to, Deprel::Pobj) else { return };
        let speakers = entities_of_speaker(view, &self.sentences[index].1, source);
        if speakers.is_empty() {
            return;
        }
        let phrase = view.cover(&view.subtree(at));
        let sentence = trim(self.text, view.sentence.span);
        let before = Span { start: sentence.start, end: phrase.start.max(sentence.start) };
        let after = Span { start: phrase.end.min(sentence.end), end: sentence.end };
        let rest = trim(self.text, if before.len() > after.len() { before } else { after });
        if rest.is_empty() || words(&self.text[rest.range()]) < SHORTEST_QUOTATION {
            return;
        }
        for (at, quotation) in self.quotations.iter().enumerate() {
            if view.sentence.span.contains(*quotation) {
                self.used[at] = true;
            }
        }
        let evidence = rest.cover(phrase);
        self.out.push(Saying {
            sentence: index,
            speakers,
            parts: vec![rest],
            evidence,
            verb: None,
            how: How::According,
        });
    }

    /// Quotations without a verb of their own belong to the last speaker before them in the article.
    fn loose_quotations(&mut self) {
        for at in 0..self.quotations.len() {
            let quotation = self.quotations[at];
            if self.used[at] || words(&self.text[quotation.range()]) < 5 {
                continue;
            }
            let Some(index) = self.sentences.iter().position(|(view, _)| {
                view.sentence.span.start < quotation.end && quotation.start < view.sentence.span.end
            }) else {
                continue;
            };
            // A whole sentence, not a phrase quoted in passing.
            let view = &self.sentences[index].0;
            let lead = self.text
                [view.sentence.span.start as usize..(quotation.start as usize).max(view.sentence.span.start as usize)]
                .trim_matches(|c: char| !c.is_alphanumeric());
            if !lead.is_empty() {
                continue;
            }
            let Some(last) = self
                .out
                .iter()
                .filter(|saying| {
                    saying.parts.iter().all(|part| part.start < quotation.start) && saying.sentence + 4 >= index
                })
                .max_by_key(|saying| saying.evidence.end)
            else {
                continue;
            };
            let speakers = last.speakers.clone();
            self.used[at] = true;
            self.out.push(Saying {
                sentence: index,
                speakers,
                parts: vec![quotation],
                evidence: quotation,
                verb: None,
                how: How::Quoted,
            });
        }
    }
}

/// "was expected to say", "would say": nothing was said.
fn is_unreal(view: &View<'_>, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| {
        view.deprel(c) == Deprel::Aux
            && matches!(view.lower(c).as_str(), "will" | "would" | "could" | "should" | "might" | "may")
    })
}

fn clause_of_speech(view: &View<'_>, verb: u32, clause: u32) -> bool {
    // "said Monday …" or "agrees to …" are no reports.
    view.is_verb(clause) || view.token(clause).pos == Upos::Noun || verb.abs_diff(clause) > 1
}

/// "Norland, he said, will sign": the clause around the verb.
fn parenthetical(view: &View<'_>, verb: u32) -> Option<u32> {
    let head = view.head(verb);
    let outer = matches!(view.deprel(verb), Deprel::Parataxis)
        || (view.deprel(verb) == Deprel::Ccomp
            && head < verb
            && view.token(head).span.end < view.token(verb).span.start
            && view.child(verb, Deprel::Mark).is_none()
            && !SPEECH.contains(&view.lemma(head)));
    (outer && head != verb && view.is_verb(head)).then_some(head)
}

fn speakers(view: &View<'_>, edges: &Edges, verb: u32) -> Vec<EntityId> {
    let mut out = Vec::new();
    for subject in edges.targets(verb, "subj") {
        out.extend(entities_of_speaker(view, edges, subject));
    }
    out.dedup();
    out
}

/// Who speaks where `at` is the speaker: an entity, or the body of its unnamed spokesman or officials.
fn entities_of_speaker(view: &View<'_>, edges: &Edges, at: u32) -> Vec<EntityId> {
    let speaks = |id: &EntityId| {
        matches!(view.resolution.entity(*id).kind, EntityKind::Person | EntityKind::Country | EntityKind::Organisation)
    };
    let own: Vec<EntityId> = view.entities(at).iter().copied().filter(speaks).collect();
    if !own.is_empty() {
        return own;
    }
    if let Some(title) = edges.title_at(at) {
        return view.entities(title.person).to_vec();
    }
    const MOUTHPIECES: &[&str] = &[
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "statement",
        "official",
        "report",
        "source",
        "authority",
        "communique",
    ];
    if !MOUTHPIECES.contains(&view.lemma(at)) {
        return Vec::new();
    }
    let bodies = ["poss", "of", "mod", "from", "by", "for"].iter().flat_map(|label| edges.targets(at, label));
    bodies
        .flat_map(|body| view.entities(body).iter().copied())
        .filter(|id| speaks(id) && view.resolution.entity(*id).kind == EntityKind::Organisation)
        .take(1)
        .collect()
}

/// Cuts white space, quotation marks and punctuation from both ends.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let inner = &text[span.range()];
    let cut = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '"' | '“' | '”' | '-' | '—' | '–' | '`');
    let start = span.start as usize + inner.len() - inner.trim_start_matches(cut).len();
    let mut end = span.start as usize + inner.trim_end_matches(|c| cut(c) || c == '.').len();
    // An apostrophe pair closes a quotation; a single one may belong to the word.
    if text[start..end.max(start)].ends_with("''") {
        end -= 2;
    }
    Span::new(start, end.max(start))
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

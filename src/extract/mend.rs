//! What the parser errs in regularly and the words decide, set right before anything is made of the tree.
//!
//! "After talks with Norland, the minister Ada Berg signed": behind a phrase at the head of the sentence the parser often
//! takes the subject for an apposition of the name before it, or for one more of a row, which leaves the verb without a subject and calls Norland
//! a minister. A finite verb needs a subject, so what stands between the comma and the verb is it.
//!
//! "complained about the referee, Ivo Lind": a person is no time, and behind a comma and a noun is the one that the noun means.

use std::borrow::Cow;
use std::ops::Range;

use crate::extract::words;
use crate::text::{Deprel, Document, EntityLabel, LabelledSpan, Sentence, Upos};

/// A subject lies no deeper than this below the phrase that swallowed it.
const DEEPEST: usize = 12;

/// The sentences, mended where that was needed.
pub(crate) fn mended<'a>(doc: &Document, sentences: &'a [Sentence]) -> Cow<'a, [Sentence]> {
    let mut out = Cow::Borrowed(sentences);
    for (index, sentence) in sentences.iter().enumerate() {
        for (verb, subject) in swallowed_subjects(doc, sentence) {
            let passive = sentence.tokens.iter().any(|t| t.head as usize == verb && t.deprel == Deprel::Auxpass);
            let token = &mut out.to_mut()[index].tokens[subject];
            token.head = verb as u32;
            token.deprel = if passive { Deprel::Nsubjpass } else { Deprel::Nsubj };
        }
        for (person, noun) in stray_people(doc, sentence) {
            let token = &mut out.to_mut()[index].tokens[person];
            token.head = noun as u32;
            token.deprel = Deprel::Appos;
        }
        for (to, noun, name) in callings_taken_for_verbs(doc, sentence) {
            let tokens = &mut out.to_mut()[index].tokens;
            let governor = tokens[noun].head;
            (tokens[to].head, tokens[to].deprel, tokens[to].pos, tokens[to].tag) =
                (governor, Deprel::Prep, Upos::Adp, "IN");
            (tokens[noun].head, tokens[noun].deprel, tokens[noun].pos, tokens[noun].tag) =
                (name as u32, Deprel::Compound, Upos::Noun, "NN");
            (tokens[name].head, tokens[name].deprel) = (to as u32, Deprel::Pobj);
        }
        for row in rows_of_people(doc, sentence) {
            let tokens = &mut out.to_mut()[index].tokens;
            tokens[row.next].head = row.first as u32;
            tokens[row.next].deprel = Deprel::Conj;
            tokens[row.of].head = row.next as u32;
        }
    }
    out
}

/// "awarded the prize to violinist Ada Berg": a noun of people that the tagger takes for an infinitive. The word "to",
/// the noun and the head of the name.
fn callings_taken_for_verbs(doc: &Document, sentence: &Sentence) -> Vec<(usize, usize, usize)> {
    /// Nouns of people that are verbs as well.
    const VERBS: &[&str] = &[
        "author", "captain", "chair", "champion", "coach", "head", "judge", "lord", "marshal", "partner", "pilot",
        "star",
    ];
    let tokens = &sentence.tokens;
    let people = sentence.entities.iter().filter(|e| matches!(e.label, EntityLabel::Person | EntityLabel::Org));
    let before_name = |name: Range<usize>| {
        let noun = name.start.checked_sub(1).filter(|&noun| noun > 1 && tokens[noun].pos == Upos::Verb)?;
        let word = &doc.text[tokens[noun].span.range()];
        let calls = (words::is_calling(word) || words::is_title(word)) && !VERBS.contains(&word);
        let to = noun - 1;
        let infinitive = tokens[to].head as usize == noun && &doc.text[tokens[to].span.range()] == "to";
        let head = name.clone().rev().find(|&t| tokens[t].head as usize == noun)?;
        (calls && infinitive && tokens[noun].head as usize != noun).then_some((to, noun, head))
    };
    people.filter_map(|e| before_name(e.range())).collect()
}

/// "Ada Berg of Norwind and Ivo Lind of Sudbank": the second person is joined to the first, not to the body.
struct Row {
    first: usize,
    next: usize,
    /// The preposition behind the second name.
    of: usize,
}

/// Pairs of people whom the parser joins across the body that the first is of.
fn rows_of_people(doc: &Document, sentence: &Sentence) -> Vec<Row> {
    let tokens = &sentence.tokens;
    let word = |at: usize| &doc.text[tokens[at].span.range()];
    let people = || sentence.entities.iter().filter(|e| e.label == EntityLabel::Person).map(|e| e.range());
    let of = |at: usize| at < tokens.len() && tokens[at].deprel == Deprel::Prep && matches!(word(at), "of" | "from");
    let head_in = |range: &Range<usize>| {
        range.clone().rev().find(|&t| !range.contains(&(tokens[t].head as usize)) || tokens[t].head as usize == t)
    };
    let mut out: Vec<Row> = Vec::new();
    for second in people().filter(|range| range.start > 2 && of(range.end)) {
        let Some(next) = head_in(&second) else { continue };
        let body = tokens[next].head as usize;
        let joined = tokens[next].deprel == Deprel::Conj
            && body < second.start
            && tokens[body].deprel == Deprel::Pobj
            && of(tokens[body].head as usize);
        let preposition = tokens[body].head as usize;
        let first = people().find(|range| joined && range.end == preposition).and_then(|range| head_in(&range));
        if let Some(first) = first {
            out.push(Row { first, next, of: second.end });
        }
    }
    out
}

/// People whom the parser takes for adverbials of time, each with the noun before the comma before the name.
fn stray_people(doc: &Document, sentence: &Sentence) -> Vec<(usize, usize)> {
    let tokens = &sentence.tokens;
    let stray = |entity: &LabelledSpan| {
        let name = entity.range();
        let head = name.clone().find(|&at| !name.contains(&(tokens[at].head as usize)))?;
        let (comma, noun) = (name.start.checked_sub(1)?, name.start.checked_sub(2)?);
        let singular = tokens[noun].tag == "NN" && matches!(tokens[noun].deprel, Deprel::Pobj | Deprel::Dobj);
        let behind = &doc.text[tokens[comma].span.range()] == ",";
        (tokens[head].deprel == Deprel::Npadvmod && singular && behind).then_some((head, noun))
    };
    sentence.entities.iter().filter(|entity| entity.label == EntityLabel::Person).filter_map(stray).collect()
}

/// Verbs without a subject, each with the apposition that should be it.
fn swallowed_subjects(doc: &Document, sentence: &Sentence) -> Vec<(usize, usize)> {
    let mut fronted = vec![None; sentence.tokens.len()];
    let mut complete = vec![false; sentence.tokens.len()];
    for (at, token) in sentence.tokens.iter().enumerate() {
        let verb = token.head as usize;
        if matches!(token.deprel, Deprel::Prep | Deprel::Advcl) && at < verb && fronted[verb].is_none() {
            fronted[verb] = Some(at);
        }
        complete[verb] |= matches!(
            token.deprel,
            Deprel::Nsubj | Deprel::Nsubjpass | Deprel::Csubj | Deprel::Csubjpass | Deprel::Expl
        );
    }
    let clause = |&verb: &usize| {
        let token = &sentence.tokens[verb];
        matches!(token.pos, Upos::Verb | Upos::Aux) && matches!(token.deprel, Deprel::Root | Deprel::Ccomp)
    };
    let verbs = (0..sentence.tokens.len()).filter(|&verb| !complete[verb]).filter(clause);
    let swallowed = |verb| Some((verb, swallowed_subject(doc, sentence, fronted[verb]?, verb)?));
    verbs.filter_map(swallowed).collect()
}

/// The apposition between the comma behind a fronted phrase and the verb.
fn swallowed_subject(doc: &Document, sentence: &Sentence, fronted: usize, verb: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let word = |at: usize| &doc.text[tokens[at].span.range()];
    if !is_finite(sentence, verb) {
        return None;
    }
    let within_verb = |at: &usize| {
        let of_verb = tokens[*at].head as usize == verb
            && matches!(tokens[*at].deprel, Deprel::Aux | Deprel::Auxpass | Deprel::Neg | Deprel::Advmod);
        of_verb || tokens[*at].pos == Upos::Space
    };
    let mut at = (fronted + 1..verb).rev().find(|at| !within_verb(at))?;
    // "In a report on Norland, Sudbank, a lender, said": what stands between commas explains the subject.
    let mut explained = word(at) == ",";
    if explained {
        at = at.checked_sub(1)?;
    }
    for _ in 0..DEEPEST {
        let listed = tokens[at].deprel == Deprel::Conj && !is_coordinated(sentence, at);
        if (tokens[at].deprel == Deprel::Appos || listed) && follows_comma(doc, sentence, at) {
            if !explained {
                return Some(at);
            }
            explained = false;
        }
        let head = tokens[at].head as usize;
        if head == at || head <= fronted || head == verb {
            return None;
        }
        at = head;
    }
    None
}

/// True if a conjunction joins a member of a row to it: "Norland, Sudland and Arda".
fn is_coordinated(sentence: &Sentence, at: usize) -> bool {
    let tokens = &sentence.tokens;
    let of = tokens[at].head;
    tokens.iter().any(|token| token.deprel == Deprel::Cc && (token.head == of || token.head as usize == at))
}

/// True if the phrase of a token begins right behind a comma.
fn follows_comma(doc: &Document, sentence: &Sentence, at: usize) -> bool {
    let tokens = &sentence.tokens;
    let below = |token: usize| {
        let mut up = token;
        for _ in 0..DEEPEST {
            if up == at {
                return true;
            }
            let head = tokens[up].head as usize;
            if head == up {
                break;
            }
            up = head;
        }
        false
    };
    let first = (0..at).rev().take_while(|&token| below(token)).last().unwrap_or(at);
    first > 0 && &doc.text[tokens[first - 1].span.range()] == ","
}

fn is_finite(sentence: &Sentence, verb: usize) -> bool {
    let finite = |tag: &str| matches!(tag, "VBD" | "VBZ" | "VBP" | "MD");
    let auxiliary = sentence.tokens.iter().any(|token| {
        token.head as usize == verb && matches!(token.deprel, Deprel::Aux | Deprel::Auxpass) && finite(token.tag)
    });
    auxiliary || finite(sentence.tokens[verb].tag)
}

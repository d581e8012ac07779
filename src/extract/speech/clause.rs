//! What is said: the bytes of a reported clause, whatever its place in the sentence.

use crate::extract::lexicon::{DIRECTIVES, SPEECH};
use crate::extract::view::View;
use crate::text::{Deprel, Span, Upos};

/// The bytes of the clause that a verb of speaking reports; none if it reports none.
pub(super) fn reported(text: &str, view: &View<'_>, verb: u32) -> Option<Span> {
    let span = if let Some(clause) = complement(view, verb) {
        of_complement(text, view, verb, clause)
    } else if let Some(outer) = parenthetical(view, verb) {
        let inner = view.subtree(verb);
        let tokens: Vec<u32> = view.subtree(outer).into_iter().filter(|t| !inner.contains(t)).collect();
        trim(text, view.cover(&tokens))
    } else if let Some(span) = trailing(text, view, verb) {
        span
    } else {
        after_that(text, view, verb).or_else(|| after_addressee(text, view, verb))?
    };
    (!span.is_empty()).then_some(span)
}

/// The head of the clause below the verb.
fn complement(view: &View<'_>, verb: u32) -> Option<u32> {
    let children = view.children(verb);
    let plain = children
        .iter()
        .copied()
        .find(|&c| view.deprel(c) == Deprel::Ccomp && is_content(view, verb, c))
        .filter(|_| view.lemma(verb) != "call");
    plain.or_else(|| {
        let directive = DIRECTIVES.contains(view.lemma(verb)) && addressee(view, verb).is_some();
        let promise = matches!(view.lemma(verb), "promise" | "vow" | "pledge" | "threaten" | "swear" | "claim");
        children
            .iter()
            .copied()
            .find(|&c| {
                matches!(view.deprel(c), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
                    && c > verb
                    && has_to(view, c)
                    && (directive || (promise && view.deprel(c) == Deprel::Xcomp))
            })
            .or_else(|| embedded_infinitive(view, verb).filter(|_| directive))
    })
}

/// "urged the countries to sign" where the parser hangs the infinitive on the addressee.
fn embedded_infinitive(view: &View<'_>, verb: u32) -> Option<u32> {
    let addressee = addressee(view, verb)?;
    let infinitive = |&c: &u32| matches!(view.deprel(c), Deprel::Acl | Deprel::Relcl) && has_to(view, c);
    view.children(addressee).iter().copied().find(infinitive)
}

/// Whom a demand is addressed to: "urged Norland to", "called on Norland to", "appealed to Norland to".
fn addressee(view: &View<'_>, verb: u32) -> Option<u32> {
    let direct = view.child(verb, Deprel::Dobj).or_else(|| view.child(verb, Deprel::Dative));
    if let Some(direct) = direct.filter(|&d| d > verb && !matches!(view.lemma(verb), "call" | "appeal")) {
        return Some(direct);
    }
    let preposition = view.children(verb).iter().copied().find(|&c| {
        view.deprel(c) == Deprel::Prep && c > verb && matches!(view.lower(c).as_str(), "on" | "upon" | "to")
    });
    let through = preposition.and_then(|p| view.child(p, Deprel::Pobj));
    // "urged countries to sign" with the countries as subject of the infinitive.
    through.or_else(|| {
        let clause =
            view.children(verb).iter().copied().find(|&c| view.deprel(c) == Deprel::Ccomp && has_to(view, c))?;
        view.child(clause, Deprel::Nsubj)
    })
}

/// "agreed to “push for peace”": a deed, whoever words it.
pub(super) fn is_deed(view: &View<'_>, verb: u32) -> bool {
    let infinitive = |&c: &u32| view.deprel(c) == Deprel::Xcomp && has_to(view, c);
    !DIRECTIVES.contains(view.lemma(verb))
        && view.children(verb).iter().any(infinitive)
        && complement(view, verb).is_none()
}

fn has_to(view: &View<'_>, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Aux && view.token(c).pos == Upos::Part)
}

/// "said Monday …" or "agrees to …" are no reports.
fn is_content(view: &View<'_>, verb: u32, clause: u32) -> bool {
    view.is_verb(clause) || matches!(view.token(clause).pos, Upos::Noun | Upos::Adj) || verb.abs_diff(clause) > 1
}

/// The bytes of a complement: without the verb's own side, "that" and closing punctuation, but with a further
/// "and that …" that the parser hangs on the verb.
fn of_complement(text: &str, view: &View<'_>, verb: u32, clause: u32) -> Span {
    let before = clause < verb;
    let mut tokens: Vec<u32> = view.subtree(clause).into_iter().filter(|&t| (t < verb) == before).collect();
    if before {
        return trim(text, view.cover(&tokens));
    }
    if let Some(addressed) =
        addressee(view, verb).filter(|_| DIRECTIVES.contains(view.lemma(verb)) && has_to(view, clause))
    {
        tokens.extend(view.subtree(addressed).into_iter().filter(|&t| t > verb));
    }
    for &child in view.children(verb) {
        let again = view.deprel(child) == Deprel::Conj
            && child > clause
            && view.children(child).iter().any(|&c| view.deprel(c) == Deprel::Mark && view.lower(c) == "that");
        // "said the companies being acquired are …": the parser parts subject and verb of one clause.
        let parted = view.deprel(child) == Deprel::Ccomp
            && child > clause
            && view.subtree(child).first().copied() == tokens.iter().max().map(|&last| last + 1);
        if again || parted {
            tokens.extend(view.subtree(child));
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
    let mut end = tokens.last().copied().unwrap_or(clause);
    // What follows without a break and hangs on neither the verb nor its neighbours is the clause's own.
    let side = |t: u32| view.head(t) == verb || !view.dominates(verb, t);
    while ((end + 1) as usize) < view.len() && {
        let next = end + 1;
        let glued = |t: u32| view.token(t - 1).span.end == view.token(t).span.start;
        let hyphen = matches!(view.word(next), "-" | "–" | "/") && glued(next);
        let behind = matches!(view.word(end), "-" | "–" | "/") && glued(next);
        hyphen || behind || view.token(next).pos != Upos::Punct && !side(next) && view.token(next).pos != Upos::Cconj
    } {
        end += 1;
    }
    let subordinate =
        |&t: &u32| view.deprel(t) == Deprel::Mark && matches!(view.lower(t).as_str(), "that" | "how" | "whether");
    let first = tokens.iter().copied().find(|t| !subordinate(t)).unwrap_or(clause);
    trim(text, view.token(first).span.cover(view.token(end).span))
}

/// "Norland, he said, will sign": the clause around the verb.
fn parenthetical(view: &View<'_>, verb: u32) -> Option<u32> {
    let head = view.head(verb);
    let outer = matches!(view.deprel(verb), Deprel::Parataxis)
        || is_as_said(view, verb)
        || (view.deprel(verb) == Deprel::Ccomp
            && head < verb
            && view.token(head).span.end < view.token(verb).span.start
            && view.child(verb, Deprel::Mark).is_none()
            && !SPEECH.contains(&view.lemma(head)));
    (outer && head != verb && view.is_verb(head)).then_some(head)
}

/// "As Ada Berg noted, Norland will sign".
fn is_as_said(view: &View<'_>, verb: u32) -> bool {
    let as_mark = |&c: &u32| view.lower(c) == "as" && matches!(view.deprel(c), Deprel::Mark | Deprel::Advmod);
    view.deprel(verb) == Deprel::Advcl
        && view.children(verb).iter().any(as_mark)
        && !view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Dobj | Deprel::Ccomp))
}

/// "Norland is ready, visiting minister Ada Berg told reporters": the verb ends the sentence, and what stands before
/// its subject is said.
fn trailing(text: &str, view: &View<'_>, verb: u32) -> Option<Span> {
    let subject = view.children(verb).iter().copied().find(|&c| view.deprel(c) == Deprel::Nsubj && c < verb)?;
    let mut first = view.subtree(subject).first().copied().filter(|&t| t > 1)?;
    // Loose words before the name ("visiting") count to it.
    while first > 1 && view.word(first - 1) != "," && verb - first < 14 {
        first -= 1;
    }
    let behind = (verb + 1..view.len() as u32).any(|t| view.is_verb(t));
    let before = (0..first - 1).any(|t| view.is_verb(t));
    let coordinate = view.deprel(verb) == Deprel::Conj
        && view.children(view.head(verb)).iter().all(|&c| view.deprel(c) != Deprel::Cc);
    (coordinate && !behind && before && view.word(first - 1) == ",")
        .then(|| trim(text, view.token(0).span.cover(view.token(first - 2).span)))
}

/// "told reporters on Monday that …" where the tree does not tell: everything behind the first "that" nearby.
fn after_that(text: &str, view: &View<'_>, verb: u32) -> Option<Span> {
    const NEARBY: u32 = 12;
    let last = view.len() as u32 - 1;
    let that = (verb + 1..=last.min(verb + NEARBY))
        .take_while(|&t| !matches!(view.word(t), "." | ";" | ":" | "\"" | "“" | "”" | "``"))
        .find(|&t| view.lower(t) == "that" && view.token(t).tag == "IN")?;
    // "said when opening the fair that …", but not "quoted her as saying that …".
    let aside = |t: u32| view.token(t).tag == "VBG" && !SPEECH.contains(view.lemma(t));
    let other = (verb + 1..that).any(|t| view.is_verb(t) && !aside(t));
    (that < last && !other).then(|| trim(text, view.token(that + 1).span.cover(view.token(last).span)))
}

/// "told a press conference the group of producers has grown" where the tree hangs the clause on the conference.
fn after_addressee(text: &str, view: &View<'_>, verb: u32) -> Option<Span> {
    if !view.is_any(verb, &["tell", "inform", "remind", "assure", "warn", "notify", "advise"]) {
        return None;
    }
    let addressee = view.child(verb, Deprel::Dobj).filter(|&d| d > verb && d <= verb + 4)?;
    let last = view.len() as u32 - 1;
    let begins = matches!(view.token((addressee + 1).min(last)).pos, Upos::Det | Upos::Propn | Upos::Pron | Upos::Noun);
    let finite = (addressee + 1..=last).any(|t| matches!(view.token(t).tag, "VBD" | "VBZ" | "VBP" | "MD"));
    (begins && finite).then(|| trim(text, view.token(addressee + 1).span.cover(view.token(last).span)))
}

/// Cuts white space, quotation marks and punctuation from both ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
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

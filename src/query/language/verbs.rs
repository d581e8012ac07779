//! Questions with a verb: `who opposes …`, `what did Xi visit`, `people who met Putin`, `Putin -> met -> Xi`, and posts
//! (`presidents of China`).

use oxrdf::{LiteralRef, NamedNode};

use super::ast::{Kind, Token};
use super::clauses;
use super::cursor::Cursor;
use super::lexicon::{Noun, Side};
use super::mistakes;
use super::plan::{Answered, Condition, Facts, Names, Test, Wanted};
use super::read::{of_relations, roles, singular};
use crate::diagnostic::Diagnostic;
use crate::graph::{Relation, Status, terms};

const BE: [&str; 7] = ["is", "are", "was", "were", "be", "been", "being"];

/// Reads `who …`, `what …`, `which countries …`; nothing if the phrase begins otherwise.
pub(super) fn question(cursor: &mut Cursor<'_>) -> Result<Option<Facts>, Diagnostic> {
    let Some(word) = cursor.peek() else { return Ok(None) };
    if word.is_one_of(&["when", "where", "why", "how"]) {
        return Err(mistakes::asks_for_a_column(word));
    }
    if !word.is_one_of(&["who", "whom", "what", "which"]) {
        return Ok(None);
    }
    cursor.at += 1;
    let mut class = None;
    if let Some((length, noun, Noun::Entities(found))) = cursor.context.lexicon.noun(cursor.words())
        && !word.is("who")
    {
        cursor.at += length;
        class = Some((found, singular(&noun)));
    }
    let Some(mut facts) = clause(cursor)? else { return Err(mistakes::no_verb(cursor)) };
    if let (true, Answered::Argument { column, .. }) = (word.is("what"), &mut facts.answer) {
        *column = "what".to_owned();
    }
    if let (Some((found, heading)), Answered::Argument { class, column, .. }) = (class, &mut facts.answer) {
        *class = Some(found);
        *column = heading;
    }
    Ok(Some(facts))
}

/// What the auxiliaries before a verb say.
#[derive(Default)]
struct Mood {
    /// A subject may stand between auxiliary and verb: "did Xi meet".
    inverted: bool,
    status: Option<Status>,
}

/// Reads a verb with what belongs to it, the subject or the object being asked for; nothing if there is no verb.
pub(super) fn clause(cursor: &mut Cursor<'_>) -> Result<Option<Facts>, Diagnostic> {
    let from = cursor.at;
    let mood = mood(cursor);
    let said = mood.status.is_some().then(|| cursor.span_from(from));
    let facts = match verb(cursor)? {
        Some(facts) => Some(facts),
        None if mood.inverted && cursor.at_name() => inverted(cursor)?,
        None => None,
    };
    let Some(mut facts) = facts else {
        cursor.at = from;
        return Ok(None);
    };
    if let Some(status) = mood.status {
        facts.status = Wanted { statuses: vec![status], said };
    }
    clauses::read(cursor, &mut facts)?;
    Ok(Some(facts))
}

fn mood(cursor: &mut Cursor<'_>) -> Mood {
    let mut mood = Mood::default();
    loop {
        let next_is = |word: &str| cursor.ahead(1).is_some_and(|next| next.is(word));
        let Some(token) = cursor.peek() else { return mood };
        if token.is_one_of(&["did", "does", "do", "has", "have", "had"]) {
            mood.inverted = true;
        } else if token.is_one_of(&["not", "never"]) {
            mood.status = Some(Status::Negated);
        } else if token.is("will") {
            mood.inverted = true;
            mood.status = mood.status.or(Some(Status::Planned));
        } else if token.is_one_of(&["plans", "plan", "is", "are", "expects"]) && next_is("to") {
            cursor.at += 1;
            mood.status = mood.status.or(Some(Status::Planned));
        } else {
            return mood;
        }
        cursor.at += 1;
    }
}

/// "opposes X", "is president of X", "is an ally of X", "was accused by X": the subject of the sentence is asked for.
fn verb(cursor: &mut Cursor<'_>) -> Result<Option<Facts>, Diagnostic> {
    let from = cursor.at;
    if let Some(facts) = noun_of(cursor)? {
        return Ok(Some(facts));
    }
    if let Some(facts) = passive(cursor)? {
        return Ok(Some(facts));
    }
    let Some((length, relations)) = cursor.context.lexicon.verb(cursor.words()) else { return Ok(None) };
    cursor.at += length;
    let noun = cursor.context.text[cursor.span_from(from)].to_owned();
    if relations.iter().any(|relation| relation.name == "position") {
        return post(cursor, relations, &noun).map(Some);
    }
    let mut facts = of_relations(&noun, relations.clone());
    facts.answer = asked(&relations, Side::Subject);
    if relations.iter().any(|relation| relation.literal_object) {
        quoted_words(cursor, &mut facts);
    } else if cursor.at_name() || cursor.peek().is_some_and(|t| t.is("not")) {
        object(cursor, &mut facts, &relations, Side::Object, from)?;
    }
    Ok(Some(facts))
}

/// "is a supporter of X".
fn noun_of(cursor: &mut Cursor<'_>) -> Result<Option<Facts>, Diagnostic> {
    if !cursor.peek().is_some_and(|token| token.is_one_of(&BE)) {
        return Ok(None);
    }
    let from = cursor.at;
    cursor.at += 1;
    let _article = cursor.take("a").or_else(|| cursor.take("an")).or_else(|| cursor.take("the"));
    if let Some((length, noun, Noun::Argument(relations, side))) = cursor.context.lexicon.noun(cursor.words())
        && cursor.ahead(length).is_some_and(|token| token.is("of"))
        && !relations.iter().any(|relation| relation.literal_object)
    {
        cursor.at += length + 1;
        let mut facts = of_relations(&noun, relations.clone());
        facts.answer = asked(&relations, side);
        object(cursor, &mut facts, &relations, side.other(), from)?;
        return Ok(Some(facts));
    }
    cursor.at = from;
    Ok(None)
}

/// "was accused by X", "is supported by X".
fn passive(cursor: &mut Cursor<'_>) -> Result<Option<Facts>, Diagnostic> {
    let from = cursor.at;
    if !cursor.peek().is_some_and(|token| token.is_one_of(&BE)) {
        return Ok(None);
    }
    cursor.at += 1;
    if let Some((length, relations)) = cursor.context.lexicon.verb(cursor.words())
        && cursor.ahead(length).is_some_and(|token| token.is("by"))
    {
        let noun = cursor.tokens[cursor.at].text.clone();
        cursor.at += length + 1;
        let mut facts = of_relations(&noun, relations.clone());
        facts.answer = asked(&relations, Side::Object);
        object(cursor, &mut facts, &relations, Side::Subject, from)?;
        return Ok(Some(facts));
    }
    cursor.at = from;
    Ok(None)
}

/// "did Xi meet": the object is asked for.
fn inverted(cursor: &mut Cursor<'_>) -> Result<Option<Facts>, Diagnostic> {
    let from = cursor.at;
    // The verb ends the name, so it is looked for first.
    let verb_at = (cursor.at + 1..cursor.tokens.len()).find(|&at| {
        let words = cursor.tokens[at..].iter().take_while(|t| t.kind == Kind::Word).map(|t| t.text.as_str());
        cursor.context.lexicon.verb(words).is_some()
    });
    let Some(verb_at) = verb_at else { return Ok(None) };
    let mut subject = Cursor::new(&cursor.tokens[cursor.at..verb_at], cursor.context);
    let names = clauses::names(&mut subject, "the subject")?;
    if let Some(token) = subject.peek() {
        return Err(mistakes::unexpected(&subject, token));
    }
    cursor.notes.append(&mut subject.notes);
    cursor.at = verb_at;
    let (length, relations) = cursor.context.lexicon.verb(cursor.words()).expect("a verb was found at this place");
    let noun = cursor.context.text[cursor.tokens[verb_at].span.clone()].to_owned();
    cursor.at += length;
    let mut facts = of_relations(&noun, relations.clone());
    // What somebody said is a statement with its text and not a thing.
    if !relations.iter().all(|relation| relation.name == "said") {
        facts.answer = asked(&relations, Side::Object);
    }
    let test = Test::Role { roles: roles(&relations, Side::Subject), names };
    facts.conditions.push(Condition { test, span: cursor.span_from(from) });
    Ok(Some(facts))
}

fn asked(relations: &[Relation], side: Side) -> Answered {
    Answered::Argument { roles: roles(relations, side), column: "who".to_owned(), class: None }
}

fn object(
    cursor: &mut Cursor<'_>,
    facts: &mut Facts,
    relations: &[Relation],
    side: Side,
    from: usize,
) -> Result<(), Diagnostic> {
    let names = clauses::names(cursor, "the other side")?;
    let test = Test::Role { roles: roles(relations, side), names };
    facts.conditions.push(Condition { test, span: cursor.span_from(from) });
    Ok(())
}

/// `who said "the trade war"`.
fn quoted_words(cursor: &mut Cursor<'_>, facts: &mut Facts) {
    if let Some(token) = cursor.peek().filter(|token| token.kind == Kind::Quoted) {
        cursor.at += 1;
        facts.conditions.push(Condition { test: Test::Mentions(token.text.clone()), span: token.span.clone() });
    }
}

/// "is president of Russia": a title and where it is held.
fn post(cursor: &mut Cursor<'_>, relations: Vec<Relation>, noun: &str) -> Result<Facts, Diagnostic> {
    let from = cursor.at;
    let _article = cursor.take("the").or_else(|| cursor.take("a")).or_else(|| cursor.take("an"));
    let mut words = Vec::new();
    while let Some(token) = cursor.peek().filter(|token| is_title_word(cursor, token)) {
        words.push(token.text.to_lowercase());
        cursor.at += 1;
    }
    if words.is_empty() {
        return Err(mistakes::no_title(cursor, noun));
    }
    let span = cursor.span_from(from);
    let mut facts = tenure(noun, relations, words.join(" "), span);
    organisation(cursor, &mut facts)?;
    Ok(facts)
}

fn is_title_word(cursor: &Cursor<'_>, token: &Token) -> bool {
    token.is_text()
        && !cursor.context.lexicon.is_preposition(&token.text)
        && !token.is_one_of(&super::period::TIME_WORDS)
        && !token.is_one_of(&["as", "where", "and", "or"])
        && !clauses::STATUS_WORDS.iter().any(|(word, _)| token.is(word))
}

fn tenure(noun: &str, relations: Vec<Relation>, title: String, span: std::ops::Range<usize>) -> Facts {
    let mut facts = of_relations(noun, relations.clone());
    facts.answer = asked(&relations, Side::Subject);
    facts.conditions.push(Condition { test: Test::Title(title), span });
    facts
}

fn organisation(cursor: &mut Cursor<'_>, facts: &mut Facts) -> Result<(), Diagnostic> {
    let from = cursor.at;
    let is_date = cursor.ahead(1).is_some_and(|next| super::parser::period(&next.text).is_some());
    let Some(_) = cursor.peek().filter(|token| token.is_one_of(&["of", "in", "at", "for"]) && !is_date) else {
        return Ok(());
    };
    cursor.at += 1;
    let names = clauses::names(cursor, "the organisation")?;
    let lexicon = cursor.context.lexicon;
    let held_at: Vec<NamedNode> = lexicon.roles(&facts.classes[0], "at");
    let roles = held_at.into_iter().filter(|role| *role != terms::PLACE).collect();
    facts.conditions.push(Condition { test: Test::Role { roles, names }, span: cursor.span_from(from) });
    Ok(())
}

/// "presidents of China": a head that is no noun of the lexicon but a title of the graph.
pub(super) fn holders(cursor: &mut Cursor<'_>) -> Result<Option<Facts>, Diagnostic> {
    let from = cursor.at;
    for length in (1..=4).rev() {
        let words: Vec<&str> = cursor.words().take(length).collect();
        if words.len() < length {
            continue;
        }
        let plural = words.join(" ").to_lowercase();
        let Some(title) = [plural.clone(), singular(&plural)].into_iter().find(|title| is_title(cursor, title)) else {
            continue;
        };
        cursor.at += length;
        let relation = cursor.context.lexicon.relations().iter().find(|relation| relation.name == "position");
        let Some(relation) = relation.cloned() else { return Ok(None) };
        let span = cursor.span_from(from);
        let mut facts = tenure(&plural, vec![relation], title, span);
        organisation(cursor, &mut facts)?;
        clauses::read(cursor, &mut facts)?;
        return Ok(Some(facts));
    }
    Ok(None)
}

fn is_title(cursor: &Cursor<'_>, title: &str) -> bool {
    let literal = LiteralRef::new_simple_literal(title);
    let found = cursor.context.snapshot.quads_for_pattern(None, Some(terms::TITLE), Some(literal.into()), None);
    // A headline is the title of an article, not of a post.
    found.take(20).any(|quad| {
        let holder = NamedNode::new_unchecked(terms::STATUS.as_str());
        let oxrdf::NamedOrBlankNode::NamedNode(subject) = quad.subject else { return false };
        cursor
            .context
            .snapshot
            .quads_for_pattern(Some(subject.as_ref().into()), Some(holder.as_ref()), None, None)
            .next()
            .is_some()
    })
}

/// `Putin -> met -> "Xi Jinping"`; either end may be left out.
pub(super) fn arrows(cursor: &mut Cursor<'_>) -> Result<Facts, Diagnostic> {
    let whole = cursor.here().start;
    let parts: Vec<&[Token]> = cursor.tokens[cursor.at..].split(|token| matches!(token.kind, Kind::Arrow(_))).collect();
    let backward: Vec<bool> = cursor
        .tokens
        .iter()
        .filter_map(|token| match token.kind {
            Kind::Arrow(backward) => Some(backward),
            _ => None,
        })
        .collect();
    let form = "as in `Putin -> met -> \"Xi Jinping\"`";
    let is_whole = parts.len() == 3 || (parts.len() == 2 && !backward[0]);
    if !is_whole || backward.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(Diagnostic::new("arrows lead from a name over a verb to a name").at(cursor.here()).help(form));
    }
    let mut verb = Cursor::new(parts[1], cursor.context);
    let known = cursor.context.lexicon.verb(verb.words()).filter(|(length, _)| *length == parts[1].len());
    let Some((length, relations)) = known else { return Err(mistakes::no_relation(&verb)) };
    verb.at += length;
    let noun = cursor.context.text[verb.span_from(0)].to_owned();
    let mut facts = of_relations(&noun, relations.clone());
    let mut ends = [(parts.first(), Side::Subject), (parts.get(2), Side::Object)];
    if backward.first() == Some(&true) {
        ends = [(parts.get(2), Side::Subject), (parts.first(), Side::Object)];
    }
    for (tokens, side) in ends {
        let Some(tokens) = tokens.filter(|tokens| !tokens.is_empty() && !tokens[0].is("?")) else { continue };
        let mut end = Cursor::new(tokens, cursor.context);
        let name = end.name("an end of the arrow")?;
        if let Some(token) = end.peek() {
            return Err(mistakes::unexpected(&end, token));
        }
        let names = Names { wanted: vec![name], ..Names::default() };
        let span = tokens[0].span.start..tokens[tokens.len() - 1].span.end;
        facts.conditions.push(Condition { test: Test::Role { roles: roles(&relations, side), names }, span });
        cursor.notes.append(&mut end.notes);
    }
    cursor.at = cursor.tokens.len();
    debug_assert!(whole <= cursor.here().start);
    Ok(facts)
}

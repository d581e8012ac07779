//! From the words of a question to a plan: which form it has, and what its head asks for. `clauses` reads what follows
//! the head, `stages` what follows `|`.

use oxrdf::NamedNode;

use super::ast::{Kind, Phrase, Pipeline, Token};
use super::clauses;
use super::cursor::{Context, Cursor};
use super::lexicon::{Noun, Side};
use super::mistakes;
use super::plan::{Answered, Ask, Condition, Facts, Plan, SetOp, Test, Tree, Wanted};
use super::{operators, stages, verbs};
use crate::diagnostic::Diagnostic;
use crate::graph::{Relation, terms};

/// Understands a question.
///
/// # Errors
///
/// A diagnostic in an analyst's words, with the place.
pub(super) fn read(pipeline: &Pipeline, context: &Context<'_>) -> Result<Plan, Diagnostic> {
    let mut cursor = Cursor::new(&pipeline.question.tokens, context);
    let Some(first) = cursor.peek() else { return Err(mistakes::nothing_asked()) };
    let ask = match operators::read(&mut cursor)? {
        Some(ask) => ask,
        None if matches!(first.kind, Kind::Group(_)) => Ask::Facts(set(&mut cursor)?),
        None => Ask::Facts(Tree::Leaf(Box::new(facts(&mut cursor)?))),
    };
    if let Some(token) = cursor.peek() {
        return Err(mistakes::unexpected(&cursor, token));
    }
    let mut notes = std::mem::take(&mut cursor.notes);
    let stages = stages::read(&pipeline.stages, &ask, context, &mut notes)?;
    Ok(Plan { ask, stages, notes })
}

/// `(A) and (B) and not (C)`, read from left to right.
pub(super) fn set(cursor: &mut Cursor<'_>) -> Result<Tree, Diagnostic> {
    let mut tree = operand(cursor)?;
    while let Some(token) = cursor.peek() {
        let op = match token.text.to_lowercase().as_str() {
            "and" | "&" | "also" => SetOp::And,
            "or" => SetOp::Or,
            "not" | "minus" | "without" | "except" | "but" => SetOp::Not,
            _ => return Err(mistakes::after_group(token)),
        };
        cursor.at += 1;
        let negated = cursor.take("not").is_some();
        let op = match (op, negated) {
            (SetOp::Or, true) => {
                return Err(Diagnostic::new("`or not` would ask for nearly everything")
                    .at(token.span.clone())
                    .help("say `and not`, or `or` alone"));
            }
            (_, true) => SetOp::Not,
            (op, false) => op,
        };
        let right = operand(cursor)?;
        if !same_kind(tree.first(), right.first()) {
            return Err(Diagnostic::new(format!(
                "`{}` and `{}` have different things as rows",
                tree.first().noun,
                right.first().noun
            ))
            .at(token.span.clone())
            .help("both sides must ask for events (`meetings …`), or both for names (`members of …`, `who …`)"));
        }
        tree = Tree::Set(op, Box::new(tree), Box::new(right));
    }
    Ok(tree)
}

fn same_kind(a: &Facts, b: &Facts) -> bool {
    let names = |facts: &Facts| matches!(facts.answer, Answered::Argument { .. } | Answered::Entities { .. });
    names(a) == names(b)
}

fn operand(cursor: &mut Cursor<'_>) -> Result<Tree, Diagnostic> {
    match cursor.peek() {
        Some(Token { kind: Kind::Group(inner), .. }) => {
            cursor.at += 1;
            let (tree, notes) = group(inner, cursor.context)?;
            cursor.notes.extend(notes);
            Ok(tree)
        }
        Some(token) => Err(Diagnostic::new("a set needs brackets around both sides")
            .at(token.span.clone())
            .help("as in `(members of SCO) and not (members of BRICS)`")),
        None => Err(Diagnostic::new("the second set is missing").at(cursor.here())),
    }
}

/// What stands in brackets: a question by itself, or sets.
pub(super) fn group(inner: &Pipeline, context: &Context<'_>) -> Result<(Tree, Vec<String>), Diagnostic> {
    if let Some(stage) = inner.stages.first() {
        return Err(Diagnostic::new("`|` cannot stand inside brackets")
            .at(stage.span.clone())
            .help("move it behind the last bracket"));
    }
    let mut cursor = Cursor::new(&inner.question.tokens, context);
    let tree = match cursor.peek() {
        None => return Err(Diagnostic::new("the brackets are empty").at(inner.question.span.clone())),
        Some(Token { kind: Kind::Group(_), .. }) => set(&mut cursor)?,
        Some(_) => Tree::Leaf(Box::new(facts(&mut cursor)?)),
    };
    match cursor.peek() {
        Some(token) => Err(mistakes::unexpected(&cursor, token)),
        None => Ok((tree, cursor.notes)),
    }
}

/// A noun phrase, a question with `who`, or `A -> verb -> B`.
pub(super) fn facts(cursor: &mut Cursor<'_>) -> Result<Facts, Diagnostic> {
    if cursor.tokens.iter().any(|token| matches!(token.kind, Kind::Arrow(_))) {
        return verbs::arrows(cursor);
    }
    for article in ["all", "the", "list", "find", "give", "me", "every"] {
        if cursor.context.lexicon.noun(cursor.words().skip(1)).is_some() || cursor.ahead(1).is_some_and(|t| t.is("the"))
        {
            cursor.take(article);
        }
    }
    if let Some(facts) = verbs::question(cursor)? {
        return Ok(facts);
    }
    if let Some((length, noun, meaning)) = cursor.context.lexicon.noun(cursor.words())
        && cursor.longest_name() <= length
    {
        cursor.at += length;
        return of_noun(cursor, &noun, meaning);
    }
    // "about sanctions" leaves out what is plain.
    if cursor.peek().is_some_and(|token| token.is("about"))
        && let Some((_, noun, meaning)) = cursor.context.lexicon.noun(std::iter::once("facts"))
    {
        return of_noun(cursor, &noun, meaning);
    }
    match verbs::holders(cursor)? {
        Some(facts) => Ok(facts),
        None => Err(mistakes::no_head(cursor)),
    }
}

fn of_noun(cursor: &mut Cursor<'_>, noun: &str, meaning: Noun) -> Result<Facts, Diagnostic> {
    let mut facts = match meaning {
        Noun::Statements(class, own) => about_class(cursor, noun, class, own),
        Noun::Argument(relations, side) => {
            let mut facts = of_relations(noun, relations.clone());
            facts.answer = Answered::Argument { roles: roles(&relations, side), column: singular(noun), class: None };
            argument(cursor, &mut facts, &relations, side, noun)?;
            facts
        }
        Noun::Entities(class) => {
            if cursor.peek().is_some_and(|token| token.is_one_of(&["who", "that", "which", "whom"])) {
                cursor.at += 1;
                let mut facts = verbs::clause(cursor)?.ok_or_else(|| mistakes::no_verb(cursor))?;
                if let Answered::Argument { class: wanted, column, .. } = &mut facts.answer {
                    *wanted = Some(class);
                    *column = singular(noun);
                }
                facts.noun = noun.to_owned();
                return Ok(facts);
            }
            if let Some(token) = cursor.peek() {
                return Err(mistakes::after_entities(noun, token));
            }
            Facts {
                noun: noun.to_owned(),
                classes: Vec::new(),
                property: None,
                relations: Vec::new(),
                answer: Answered::Entities { class, column: singular(noun) },
                status: Wanted { statuses: super::plan::ALL_STATUSES.to_vec(), said: None },
                conditions: Vec::new(),
            }
        }
    };
    clauses::read(cursor, &mut facts)?;
    Ok(facts)
}

fn about_class(cursor: &Cursor<'_>, noun: &str, class: NamedNode, own: Option<Box<Relation>>) -> Facts {
    let relations: Vec<Relation> = match own {
        Some(relation) => vec![*relation],
        None => cursor.context.lexicon.relations_of(&class).filter(|_| class != terms::STATEMENT).cloned().collect(),
    };
    let is_any = class == terms::STATEMENT;
    Facts {
        noun: noun.to_owned(),
        property: relations.first().filter(|_| is_any).map(|relation| relation.property.clone()),
        classes: if is_any { Vec::new() } else { vec![class] },
        relations,
        answer: Answered::Events,
        status: Wanted::actual(),
        conditions: Vec::new(),
    }
}

/// Facts that these relations state.
pub(super) fn of_relations(noun: &str, relations: Vec<Relation>) -> Facts {
    let mut classes: Vec<NamedNode> = relations.iter().map(|relation| relation.class.clone()).collect();
    classes.sort();
    classes.dedup();
    let generic = classes.iter().any(|class| *class == terms::STATEMENT);
    Facts {
        noun: noun.to_owned(),
        property: relations.first().filter(|_| generic).map(|relation| relation.property.clone()),
        classes: if generic { Vec::new() } else { classes },
        relations,
        answer: Answered::Events,
        status: Wanted::actual(),
        conditions: Vec::new(),
    }
}

/// The roles of one end of the relations, each once.
pub(super) fn roles(relations: &[Relation], side: Side) -> Vec<NamedNode> {
    let mut roles: Vec<NamedNode> = Vec::new();
    for role in relations.iter().map(|relation| side.role(relation)) {
        if !roles.contains(role) {
            roles.push(role.clone());
        }
    }
    roles
}

/// "members of SCO", "SCO members": the other end of the relation.
fn argument(
    cursor: &mut Cursor<'_>,
    facts: &mut Facts,
    relations: &[Relation],
    side: Side,
    noun: &str,
) -> Result<(), Diagnostic> {
    let Some(token) = cursor.peek().filter(|token| token.is_one_of(&super::lexicon::LINKS)) else { return Ok(()) };
    // "members since 2014", "members in 2014" name no other end.
    if super::period::TIME_WORDS.iter().any(|word| token.is(word))
        && cursor.ahead(1).is_some_and(|next| super::parser::period(&next.text).is_some())
    {
        return Ok(());
    }
    let from = cursor.at;
    cursor.at += 1;
    let other = side.other();
    // The other end of a title is a person, but a person's title is words: "positions of Putin".
    let names = clauses::names(cursor, &format!("whose {noun}"))?;
    let test = Test::Role { roles: roles(relations, other), names };
    facts.conditions.push(Condition { test, span: cursor.span_from(from) });
    Ok(())
}

/// A heading for one of what a plural noun names.
pub(super) fn singular(noun: &str) -> String {
    match noun {
        "people" => "person".to_owned(),
        _ if noun.ends_with("ies") => format!("{}y", &noun[..noun.len() - 3]),
        _ if noun.ends_with("ss") => noun.to_owned(),
        _ => noun.strip_suffix('s').unwrap_or(noun).to_owned(),
    }
}

/// The tokens of a phrase as typed.
pub(super) fn text_of(phrase: &Phrase) -> String {
    phrase.tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
}

//! Questions that begin with a word of their own: path, near, central, timeline, sources, compare.

use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode};

use super::ast::{Kind, Token};
use super::clauses;
use super::cursor::Cursor;
use super::lexicon::Noun;
use super::mistakes;
use super::plan::{Answered, Ask, Condition, Facts, Test, Tree, Wanted};
use super::read;
use crate::diagnostic::Diagnostic;
use crate::graph::{Relation, article_iri, expand, terms};

/// How far a path or a neighbourhood reaches at most.
const MOST_HOPS: usize = 8;

/// Reads an operator; nothing if the phrase begins with another word.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Option<Ask>, Diagnostic> {
    let Some(first) = cursor.peek() else { return Ok(None) };
    let followed_by = |word: &str| cursor.ahead(1).is_some_and(|token| token.is(word));
    let ask = if first.is_one_of(&["path", "paths"]) {
        path(cursor)?
    } else if first.is_one_of(&["near", "around"]) {
        near(cursor)?
    } else if first.is("central") || (first.is("most") && followed_by("central")) {
        central(cursor)?
    } else if first.is("timeline") {
        timeline(cursor)?
    } else if first.is_one_of(&["sources", "evidence", "sentences", "quotes"]) && followed_by("of")
        || first.is("sources")
    {
        sources(cursor)?
    } else if first.is("compare") {
        compare(cursor)?
    } else {
        return Ok(None);
    };
    Ok(Some(ask))
}

fn path(cursor: &mut Cursor<'_>) -> Result<Ask, Diagnostic> {
    cursor.at += 1;
    let _between = cursor.take("from").or_else(|| cursor.take("between"));
    let from = cursor.name("where the path begins")?;
    if cursor.take("to").or_else(|| cursor.take("and")).is_none() {
        return Err(match cursor.peek() {
            Some(token) if token.kind == Kind::Arrow(false) => Diagnostic::new("a path is written with `to`"),
            _ => Diagnostic::new("where does the path lead?"),
        }
        .at(cursor.here())
        .help("as in `path Gazprom to \"Xi Jinping\" within 4`"));
    }
    let to = cursor.name("where the path ends")?;
    if from == to {
        return Err(Diagnostic::new("the path begins and ends at the same entity").at(cursor.span_from(1)));
    }
    let (within, via) = reach(cursor, 4)?;
    Ok(Ask::Path { from, to, within, via })
}

fn near(cursor: &mut Cursor<'_>) -> Result<Ask, Diagnostic> {
    cursor.at += 1;
    let centres = match cursor.peek() {
        Some(Token { kind: Kind::Row(number), span, .. }) => {
            cursor.at += 1;
            cursor.row(*number, span)?.entities.clone()
        }
        _ => clauses::names(cursor, "what to look around")?.wanted,
    };
    let (within, via) = reach(cursor, 1)?;
    Ok(Ask::Near { centres, within, via })
}

/// `within 4 hops`, `via met, deals`, in any order.
fn reach(cursor: &mut Cursor<'_>, default: usize) -> Result<(usize, Vec<Relation>), Diagnostic> {
    let (mut within, mut relations) = (default, Vec::new());
    while let Some(token) = cursor.peek() {
        if token.is("within") {
            cursor.at += 1;
            let at = cursor.here();
            let number = cursor.next().and_then(|token| token.text.parse::<usize>().ok());
            within = number.filter(|number| (1..=MOST_HOPS).contains(number)).ok_or_else(|| {
                Diagnostic::new(format!("`within` counts hops, from 1 to {MOST_HOPS}")).at(at).help("as in `within 4`")
            })?;
            let _unit = ["hops", "hop", "steps", "step"].iter().find_map(|unit| cursor.take(unit));
        } else if token.is_one_of(&["via", "by", "through", "over"]) {
            cursor.at += 1;
            relations.extend(via(cursor)?);
        } else {
            break;
        }
    }
    Ok((within, relations))
}

/// Relations by verb or noun: `met`, `deals`, `member of`.
fn via(cursor: &mut Cursor<'_>) -> Result<Vec<Relation>, Diagnostic> {
    let mut found = Vec::new();
    loop {
        let lexicon = cursor.context.lexicon;
        let (length, relations) = match (lexicon.verb(cursor.words()), lexicon.noun(cursor.words())) {
            (Some((length, relations)), _) => (length, relations),
            (None, Some((length, _, Noun::Argument(relations, _)))) => (length, relations),
            (None, Some((length, _, Noun::Statements(_, Some(own))))) => (length, vec![*own]),
            (None, Some((length, _, Noun::Statements(class, None)))) if class != terms::STATEMENT => {
                (length, lexicon.relations_of(&class).cloned().collect())
            }
            _ => return Err(mistakes::no_relation(cursor)),
        };
        cursor.at += length;
        found.extend(relations);
        let joined = cursor.peek().is_some_and(|token| {
            token.is("and") || token.is("or") || token.kind == Kind::Sign(",") || token.kind == Kind::Sign("&")
        });
        if !joined {
            return Ok(found);
        }
        cursor.at += 1;
    }
}

fn central(cursor: &mut Cursor<'_>) -> Result<Ask, Diagnostic> {
    cursor.take("most");
    cursor.at += 1;
    let at = cursor.here();
    let Some((length, noun, Noun::Entities(class))) = cursor.context.lexicon.noun(cursor.words()) else {
        return Err(Diagnostic::new("`central` what?")
            .at(at)
            .help("people, countries, organisations, places or entities: `central people | top 10`"));
    };
    cursor.at += length;
    let mut by_degree = false;
    if cursor.take("by").is_some() {
        let at = cursor.here();
        by_degree = match cursor.next().map(|token| token.text.to_lowercase()).as_deref() {
            Some("degree" | "links") => true,
            Some("pagerank" | "rank") => false,
            _ => return Err(Diagnostic::new("central by what?").at(at).help("`by pagerank` or `by degree`")),
        };
    }
    Ok(Ask::Central { class, noun, by_degree })
}

fn timeline(cursor: &mut Cursor<'_>) -> Result<Ask, Diagnostic> {
    cursor.at += 1;
    if cursor.take("of").or_else(|| cursor.take("for")).is_none() {
        return Err(Diagnostic::new("a timeline of whom?").at(cursor.here()).help("as in `timeline of Putin`"));
    }
    let from = cursor.at;
    let names = clauses::names(cursor, "whose timeline")?;
    let mut facts = any_facts("timeline");
    let span = cursor.span_from(from);
    for entity in &names.wanted {
        let test = Test::About { entity: entity.clone(), names: Vec::new() };
        facts.conditions.push(Condition { test, span: span.clone() });
    }
    clauses::read(cursor, &mut facts)?;
    Ok(Ask::Facts(Tree::Leaf(Box::new(facts))))
}

fn any_facts(noun: &str) -> Facts {
    Facts {
        noun: noun.to_owned(),
        classes: Vec::new(),
        property: None,
        relations: Vec::new(),
        answer: Answered::Events,
        status: Wanted::actual(),
        conditions: Vec::new(),
    }
}

fn sources(cursor: &mut Cursor<'_>) -> Result<Ask, Diagnostic> {
    cursor.at += 1;
    if cursor.take("of").or_else(|| cursor.take("for")).is_none() {
        return Err(Diagnostic::new("sources of what?")
            .at(cursor.here())
            .help("as in `sources of (meetings with Xi)` or `sources of #3`"));
    }
    let mut tree = match cursor.peek() {
        Some(Token { kind: Kind::Group(inner), .. }) => {
            cursor.at += 1;
            let (tree, notes) = read::group(inner, cursor.context)?;
            cursor.notes.extend(notes);
            tree
        }
        Some(Token { kind: Kind::Row(number), span, .. }) => {
            cursor.at += 1;
            let statements = cursor.row(*number, span)?.statements.clone();
            let mut facts = any_facts("statements");
            facts.status = Wanted { statuses: super::plan::ALL_STATUSES.to_vec(), said: None };
            facts.conditions.push(Condition { test: Test::Among(statements), span: span.clone() });
            Tree::Leaf(Box::new(facts))
        }
        _ => Tree::Leaf(Box::new(read::facts(cursor)?)),
    };
    if let Answered::Entities { .. } = tree.first().answer {
        return Err(Diagnostic::new(format!("`{}` are entities, which have no sources", tree.first().noun))
            .at(cursor.here())
            .help("ask for facts: `sources of (facts about …)`"));
    }
    one_row_a_statement(&mut tree);
    Ok(Ask::Facts(tree))
}

fn one_row_a_statement(tree: &mut Tree) {
    match tree {
        Tree::Leaf(facts) => facts.answer = Answered::Statements,
        Tree::Set(_, left, right) => {
            one_row_a_statement(left);
            one_row_a_statement(right);
        }
    }
}

fn compare(cursor: &mut Cursor<'_>) -> Result<Ask, Diagnostic> {
    cursor.at += 1;
    let left = article(cursor)?;
    if cursor.take("with").or_else(|| cursor.take("and")).or_else(|| cursor.take("to")).is_none() {
        return Err(Diagnostic::new("compared with which article?")
            .at(cursor.here())
            .help("as in `compare s1 with s4`"));
    }
    let right = article(cursor)?;
    if left == right {
        return Err(Diagnostic::new("an article is not compared with itself").at(cursor.span_from(1)));
    }
    Ok(Ask::Compare { left, right })
}

/// An article by its name, key, address or headline.
fn article(cursor: &mut Cursor<'_>) -> Result<NamedNode, Diagnostic> {
    let Some(token) = cursor.next().filter(|token| token.is_text()) else {
        return Err(Diagnostic::new("an article is missing").at(cursor.here()).help("as in `compare s1 with s4`"));
    };
    let snapshot = cursor.context.snapshot;
    let is_article = |iri: &NamedNode| {
        snapshot.quads_for_pattern(Some(iri.as_ref().into()), Some(terms::KEY), None, None).next().is_some()
    };
    let iri = expand(&token.text).filter(is_article).or_else(|| Some(article_iri(&token.text)).filter(is_article));
    if let Some(iri) = iri {
        return Ok(iri);
    }
    let literal = LiteralRef::new_simple_literal(&token.text);
    let by = |predicate: NamedNodeRef<'_>| {
        let found = snapshot.quads_for_pattern(None, Some(predicate), Some(literal.into()), None);
        let mut found: Vec<_> = found
            .filter_map(|quad| match quad.subject {
                NamedOrBlankNode::NamedNode(iri) => Some(iri),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .filter(|iri| is_article(iri))
            .collect();
        found.sort();
        found.dedup();
        found
    };
    let found = [terms::ARTICLE_NAME, terms::TITLE].into_iter().map(by).find(|found| !found.is_empty());
    match found.unwrap_or_default().as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(mistakes::no_article(snapshot, token)),
        several => Err(Diagnostic::new(format!("{} articles are called `{}`", several.len(), token.text))
            .at(token.span.clone())
            .help("name them by key or address, in quotes")),
    }
}

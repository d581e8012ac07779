//! What follows the head of a question: roles behind prepositions, time, status, `about`, `where`.

use oxrdf::NamedNode;

use super::ast::{Kind, Token};
use super::column::{Column, ColumnKind, columns};
use super::cursor::Cursor;
use super::mistakes;
use super::parser;
use super::period::{self, TIME_WORDS};
use super::plan::{ALL_STATUSES, Answered, Condition, Facts, Names, Test, Wanted};
use crate::diagnostic::Diagnostic;
use crate::graph::{Status, terms};
use crate::query::entity::Lookup;
use crate::query::names::Fit;

/// Words that say which status is asked for.
pub(super) const STATUS_WORDS: &[(&str, &[Status])] = &[
    ("actual", &[Status::Actual]),
    ("planned", &[Status::Planned]),
    ("expected", &[Status::Planned]),
    ("future", &[Status::Planned]),
    ("denied", &[Status::Negated]),
    ("negated", &[Status::Negated]),
    ("refused", &[Status::Negated]),
    ("former", &[Status::Former]),
    ("past", &[Status::Former]),
    ("any", &ALL_STATUSES),
];

/// Reads clauses until the phrase ends.
pub(super) fn read(cursor: &mut Cursor<'_>, facts: &mut Facts) -> Result<(), Diagnostic> {
    while let Some(token) = cursor.peek() {
        let from = cursor.at;
        if status(cursor, facts)? || time(cursor, facts)? || about(cursor, facts)? || conditions(cursor, facts)? {
            continue;
        }
        if preposition(cursor, facts)? {
            continue;
        }
        // "planned and since 2014": the clauses hold together anyway.
        if (token.is("and") || token.kind == Kind::Sign(","))
            && cursor.ahead(1).is_some_and(|t| begins_clause(cursor, t))
        {
            cursor.at += 1;
            continue;
        }
        debug_assert_eq!(cursor.at, from, "a clause that was not read leaves the cursor where it was");
        return Err(mistakes::in_clauses(cursor, facts, token));
    }
    Ok(())
}

fn begins_clause(cursor: &Cursor<'_>, token: &Token) -> bool {
    token.is_one_of(&TIME_WORDS)
        || token.is_one_of(&["where", "about", "as", "according"])
        || cursor.context.lexicon.is_preposition(&token.text)
        || STATUS_WORDS.iter().any(|(word, _)| token.is(word))
}

fn status(cursor: &mut Cursor<'_>, facts: &mut Facts) -> Result<bool, Diagnostic> {
    let Some(token) = cursor.peek() else { return Ok(false) };
    let Some((_, statuses)) = STATUS_WORDS.iter().find(|(word, _)| token.is(word)) else { return Ok(false) };
    cursor.at += 1;
    if let Some(said) = &facts.status.said {
        let before = &cursor.context.text[said.clone()];
        return Err(Diagnostic::new(format!("`{}` and `{before}` cannot both be asked for", token.text))
            .at(token.span.clone())
            .help("take one of them, or `any` for every status; `| count by status` tells them apart"));
    }
    facts.status = Wanted { statuses: statuses.to_vec(), said: Some(token.span.clone()) };
    Ok(true)
}

fn time(cursor: &mut Cursor<'_>, facts: &mut Facts) -> Result<bool, Diagnostic> {
    let Some(token) = cursor.peek() else { return Ok(false) };
    let from = cursor.at;
    let word = if token.is("as") && cursor.ahead(1).is_some_and(|next| next.is("of")) {
        cursor.at += 2;
        "as of".to_owned()
    } else if token.is_one_of(&TIME_WORDS) {
        cursor.at += 1;
        token.text.to_lowercase()
    } else {
        return Ok(false);
    };
    let at = cursor.here().start;
    match period::when(&word, cursor.rest(), at) {
        Some(read) => {
            let (when, length) = read?;
            cursor.skip_to(at + length);
            facts.conditions.push(Condition { test: Test::When(when), span: cursor.span_from(from) });
            Ok(true)
        }
        None if ["in", "on", "from", "within"].contains(&word.as_str()) => {
            cursor.at = from;
            Ok(false)
        }
        None => Err(mistakes::no_date(cursor, &word)),
    }
}

fn about(cursor: &mut Cursor<'_>, facts: &mut Facts) -> Result<bool, Diagnostic> {
    if cursor.take("about").is_none() {
        return Ok(false);
    }
    let from = cursor.at - 1;
    let Some(token) = cursor.peek().filter(|token| token.is_text() || matches!(token.kind, Kind::Row(_))) else {
        return Err(Diagnostic::new("`about` what?")
            .at(cursor.here())
            .help("a name, or words to search the text for: `about \"trade war\"`"));
    };
    let name = match token.kind {
        Kind::Row(_) => Some(cursor.name("what it is about")?),
        _ => entity_or_none(cursor)?,
    };
    let test = match name {
        Some(entity) => Test::About { names: all_names(cursor, &entity), entity },
        None => {
            let text = if token.kind == Kind::Quoted {
                cursor.at += 1;
                token.text.clone()
            } else {
                words_to_clause(cursor)
            };
            cursor.notes.push(format!(
                "no entity is called `{text}`: its words are searched for in topics, speeches and quotations"
            ));
            Test::Mentions(text)
        }
    };
    facts.conditions.push(Condition { test, span: cursor.span_from(from) });
    Ok(true)
}

/// The entity that stands here by its label or alias, or by a short form that only it has.
fn entity_or_none(cursor: &mut Cursor<'_>) -> Result<Option<NamedNode>, Diagnostic> {
    let start = cursor.at;
    match cursor.name("what it is about") {
        Ok(iri) => {
            // Words that merely occur in a long label are looked for in the text instead.
            let text = cursor.tokens[start..cursor.at].iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
            let (lookup, fit) = cursor.context.names.find(&text);
            let is_topic = cursor.context.names.label(&iri).is_some_and(|label| label.split(' ').count() > 4);
            if matches!(lookup, Lookup::One(_)) && (fit <= Fit::Alias || !is_topic) {
                return Ok(Some(iri));
            }
            cursor.notes.pop();
            cursor.at = start;
            Ok(None)
        }
        Err(error)
            if error.message.contains("two ways")
                || (error.message.contains("may be any of") && is_named(cursor, start)) =>
        {
            Err(error)
        }
        Err(_) => {
            cursor.at = start;
            Ok(None)
        }
    }
}

/// Whether the words from `start` on name several entities, or several persons by their surname. Words that several
/// labels happen to contain ("climate") name nothing.
fn is_named(cursor: &Cursor<'_>, start: usize) -> bool {
    let end = cursor.at.max(start + 1);
    let text = cursor.tokens[start..end].iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
    let names = cursor.context.names;
    match names.find(&text) {
        (Lookup::Several(all), fit) => fit <= Fit::Alias || all.iter().all(|iri| names.is_person(iri)),
        _ => true,
    }
}

/// Every name of an entity, the label first.
fn all_names(cursor: &Cursor<'_>, entity: &NamedNode) -> Vec<String> {
    crate::query::entity::all_names(cursor.context.snapshot, entity)
}

/// The words up to the next clause.
fn words_to_clause(cursor: &mut Cursor<'_>) -> String {
    let mut words = Vec::new();
    while let Some(token) = cursor.peek().filter(|token| token.kind == Kind::Word) {
        if !words.is_empty() && begins_clause(cursor, token) {
            break;
        }
        words.push(token.text.clone());
        cursor.at += 1;
    }
    words.join(" ")
}

/// `where value > 1bn usd and sources >= 2`.
fn conditions(cursor: &mut Cursor<'_>, facts: &mut Facts) -> Result<bool, Diagnostic> {
    if cursor.take("where").or_else(|| cursor.take("having")).is_none() {
        return Ok(false);
    }
    loop {
        condition(cursor, facts)?;
        let joined = cursor
            .peek()
            .filter(|token| token.is("and") || token.kind == Kind::Sign("&") || token.kind == Kind::Sign(","));
        if let Some(or) = cursor.peek().filter(|token| token.is("or")) {
            return Err(Diagnostic::new("`or` cannot join conditions")
                .at(or.span.clone())
                .help("ask two questions and join them: `(deals where …) or (deals where …)`"));
        }
        // "and" may also lead to the next clause.
        let goes_on = cursor.ahead(2).is_some_and(|sign| matches!(sign.kind, Kind::Sign(_)) || sign.is("is"));
        match joined {
            Some(_) if goes_on => cursor.at += 1,
            _ => return Ok(true),
        }
    }
}

fn condition(cursor: &mut Cursor<'_>, facts: &mut Facts) -> Result<(), Diagnostic> {
    let from = cursor.at;
    let Some(name) = cursor.next() else {
        return Err(Diagnostic::new("`where` what?")
            .at(cursor.here())
            .help("for example `where value > 1bn usd`, `where sources >= 2`"));
    };
    let all = columns(cursor.context.lexicon);
    let Some(column) = all.get(&name.text.to_lowercase()) else { return Err(mistakes::no_column(name, &all)) };
    let sign = sign(cursor, name)?;
    let at = cursor.here();
    let number = || -> Result<parser::Quantity, Diagnostic> {
        parser::quantity(cursor.rest()).ok_or_else(|| {
            Diagnostic::new(format!("`{}` is compared with a number", name.text))
                .at(at.clone())
                .help("write 1000000, 1,000,000, 1m, 1.5bn or $2 million")
        })
    };
    let test = match &column.kind {
        ColumnKind::Amount => {
            let quantity = number()?;
            let unit = quantity.unit.as_deref().map(|unit| super::amount::unit(unit, cursor, &at)).transpose()?;
            cursor.skip_to(at.start + quantity.length);
            Test::Amount { sign, number: quantity.number, unit }
        }
        ColumnKind::Sources | ColumnKind::Publisher if parser::quantity(cursor.rest()).is_some() => {
            let quantity = number()?;
            cursor.skip_to(at.start + quantity.length);
            if quantity.number < 0.0 || quantity.number.fract() != 0.0 {
                return Err(Diagnostic::new("sources are counted in whole numbers").at(at));
            }
            Test::Sources { sign, number: quantity.number as u64 }
        }
        ColumnKind::Date | ColumnKind::Published => return dated(cursor, facts, sign, from),
        ColumnKind::Property(property) if *property == terms::CONFIDENCE => {
            let quantity = number()?;
            cursor.skip_to(at.start + quantity.length);
            let number = if quantity.unit.as_deref() == Some("%") { quantity.number / 100.0 } else { quantity.number };
            Test::Confidence { sign, number }
        }
        ColumnKind::Status => {
            let word = cursor.next();
            let known = word.and_then(|word| STATUS_WORDS.iter().find(|(status, _)| word.is(status)));
            let Some((_, statuses)) = known else { return Err(mistakes::no_status(at)) };
            facts.status = Wanted { statuses: statuses.to_vec(), said: Some(cursor.span_from(from)) };
            return Ok(());
        }
        ColumnKind::Property(role) if is_entity_role(cursor, role) => {
            let names = names(cursor, &column.name)?;
            let names = if sign == "!=" { Names { unwanted: names.wanted, ..Names::default() } } else { names };
            Test::Role { roles: vec![role.clone()], names }
        }
        ColumnKind::Property(_) | ColumnKind::Quote => {
            let Some(token) = cursor.next().filter(|token| token.is_text()) else {
                return Err(Diagnostic::new(format!("`{}` is compared with words", name.text))
                    .at(at)
                    .help("for example `where topic ~ gas`"));
            };
            Test::Text { column: column.clone(), sign, text: token.text.clone() }
        }
        _ => {
            return Err(Diagnostic::new(format!("`{}` cannot be compared", name.text))
                .at(name.span.clone())
                .help("value, sources, confidence, date, status, text, topic and roles can"));
        }
    };
    facts.conditions.push(Condition { test, span: cursor.span_from(from) });
    Ok(())
}

fn is_entity_role(cursor: &Cursor<'_>, property: &NamedNode) -> bool {
    if *property == terms::PLACE || *property == terms::ATTRIBUTED_TO {
        return true;
    }
    cursor.context.lexicon.relations().iter().any(|relation| {
        relation.subject_role == *property || (relation.object_role == *property && !relation.literal_object)
    })
}

fn sign(cursor: &mut Cursor<'_>, name: &Token) -> Result<&'static str, Diagnostic> {
    let token = cursor.peek();
    if let Some(Token { kind: Kind::Sign(sign), .. }) = token
        && !matches!(*sign, "," | "&")
    {
        cursor.at += 1;
        return Ok(sign);
    }
    // In words: "is", "over", "at least 3".
    let words: &[(&[&str], &'static str)] = &[
        (&["at", "least"], ">="),
        (&["at", "most"], "<="),
        (&["more", "than"], ">"),
        (&["less", "than"], "<"),
        (&["over"], ">"),
        (&["above"], ">"),
        (&["under"], "<"),
        (&["below"], "<"),
        (&["contains"], "~"),
        (&["is", "not"], "!="),
        (&["is"], "="),
    ];
    for (phrase, sign) in words {
        if phrase.iter().enumerate().all(|(index, word)| cursor.ahead(index).is_some_and(|token| token.is(word))) {
            cursor.at += phrase.len();
            return Ok(sign);
        }
    }
    let error = Diagnostic::new(format!("how is `{}` to be compared?", name.text)).at(cursor.here());
    Err(error.help(format!("write `{} > …`, `>=`, `<`, `<=`, `=` or `!=`; `~` finds words in a text", name.text)))
}

/// `where date >= 2014`, said with signs instead of words.
fn dated(cursor: &mut Cursor<'_>, facts: &mut Facts, sign: &str, from: usize) -> Result<(), Diagnostic> {
    let word = match sign {
        ">=" => "since",
        ">" => "after",
        "<" => "before",
        "<=" => "until",
        _ => "on",
    };
    let at = cursor.here().start;
    let Some(read) = period::when(word, cursor.rest(), at) else { return Err(mistakes::no_date(cursor, word)) };
    let (when, length) = read?;
    cursor.skip_to(at + length);
    facts.conditions.push(Condition { test: Test::When(when), span: cursor.span_from(from) });
    Ok(())
}

/// A preposition and the names in its role.
fn preposition(cursor: &mut Cursor<'_>, facts: &mut Facts) -> Result<bool, Diagnostic> {
    let Some(token) = cursor.peek() else { return Ok(false) };
    let from = cursor.at;
    let word = if token.is("according") && cursor.ahead(1).is_some_and(|next| next.is("to")) {
        cursor.at += 2;
        "according to".to_owned()
    } else if token.kind == Kind::Word && cursor.context.lexicon.is_preposition(&token.text) {
        cursor.at += 1;
        token.text.to_lowercase()
    } else {
        return Ok(false);
    };
    let roles = roles(cursor, facts, &word);
    if roles.is_empty() {
        cursor.at = from;
        return Err(mistakes::no_role(cursor, facts, token, &word));
    }
    let test = if roles.iter().all(|role| *role == terms::TOPIC) {
        let text = words_to_clause_or_quote(cursor)?;
        Test::Text { column: Column::property("topic", terms::TOPIC), sign: "~", text }
    } else {
        let names = names(cursor, &format!("the name after `{word}`"))?;
        if word == "between" && (names.wanted.len() != 2 || names.any) {
            return Err(Diagnostic::new("`between` takes exactly two names")
                .at(cursor.span_from(from))
                .help("as in `between Russia and China`; `with A and B and C` takes any number"));
        }
        Test::Role { roles, names }
    };
    facts.conditions.push(Condition { test, span: cursor.span_from(from) });
    Ok(true)
}

fn words_to_clause_or_quote(cursor: &mut Cursor<'_>) -> Result<String, Diagnostic> {
    match cursor.peek() {
        Some(token) if token.kind == Kind::Quoted => {
            cursor.at += 1;
            Ok(token.text.clone())
        }
        Some(token) if token.kind == Kind::Word => Ok(words_to_clause(cursor)),
        _ => Err(Diagnostic::new("the topic is missing").at(cursor.here())),
    }
}

/// The roles that a preposition names here: those of the class, or of the statement where a role is what is asked for.
fn roles(cursor: &Cursor<'_>, facts: &Facts, word: &str) -> Vec<NamedNode> {
    let lexicon = cursor.context.lexicon;
    if let Some(property) = &facts.property
        && let Some(relation) = lexicon.relation_of_property(property.as_str())
    {
        return match word {
            "by" | "from" => vec![relation.subject_role.clone()],
            "of" | "to" | "with" | "for" | "against" => vec![relation.object_role.clone()],
            word => lexicon.roles(&terms::STATEMENT.into_owned(), word),
        };
    }
    if facts.classes.is_empty() {
        return lexicon.roles(&terms::STATEMENT.into_owned(), word);
    }
    let mut found = Vec::new();
    for role in facts.classes.iter().flat_map(|class| lexicon.roles(class, word)) {
        if !found.contains(&role) {
            found.push(role);
        }
    }
    // What is asked for is not at the same time given, except where two parties are.
    if let Answered::Argument { roles: asked, .. } = &facts.answer {
        found.retain(|role| !asked.contains(role) || facts.relations.iter().any(|relation| relation.symmetric));
    }
    found
}

/// `A`, `A and B`, `A, B and C`, `A or B`, `A and not B`.
pub(super) fn names(cursor: &mut Cursor<'_>, wanted: &str) -> Result<Names, Diagnostic> {
    let mut names = Names::default();
    if cursor.take("not").is_some() {
        names.unwanted.push(cursor.name(wanted)?);
    } else {
        names.wanted.push(cursor.name(wanted)?);
    }
    let mut word: Option<bool> = None;
    while let Some(token) = cursor.peek() {
        let or = token.is("or");
        let joins = or || token.is("and") || token.is("but") || matches!(token.kind, Kind::Sign("," | "&"));
        if !joins {
            break;
        }
        let mut skip = 1;
        while cursor.ahead(skip).is_some_and(|t| t.is("and") || t.is("but")) {
            skip += 1;
        }
        let not = cursor.ahead(skip).is_some_and(|t| t.is("not"));
        let before = cursor.at;
        cursor.at += skip + usize::from(not);
        if !cursor.at_name() {
            if cursor.peek().is_none() {
                return Err(Diagnostic::new(format!("a name is missing after `{}`", token.text)).at(token.span.clone()));
            }
            cursor.at = before;
            break;
        }
        if not {
            names.unwanted.push(cursor.name(wanted)?);
            continue;
        }
        if token.kind != Kind::Sign(",") {
            if word.is_some_and(|known| known != or) {
                return Err(Diagnostic::new("`and` and `or` cannot be mixed in one role").at(token.span.clone()).help(
                    "ask two questions and join them with brackets: `(meetings with A) or (meetings with B and C)`",
                ));
            }
            word = Some(or);
        }
        names.wanted.push(cursor.name(wanted)?);
    }
    names.any = word == Some(true);
    Ok(names)
}

//! From a plan to SPARQL that a person can read, run and change: one row per statement and value, folded by `run`.

use oxrdf::{NamedNode, NamedNodeRef};

use super::column::{Column, ColumnKind};
use super::lexicon::is_a;
use super::patterns::{class_values, role_path, write_test};
use super::plan::{Answered, Facts, Key, SetOp, Stages, Tally, Test, Tree};
use crate::graph::{Status, Vocabulary, shorten, terms};

/// A query and what its variables mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Compiled {
    pub(super) text: String,
    pub(super) columns: Vec<Column>,
    /// The variable that makes a row of the answer: what has the same value there is one row.
    pub(super) key: &'static str,
}

/// The lines of a group of patterns, with names for the variables that are needed in passing.
#[derive(Default)]
pub(super) struct Lines {
    text: Vec<String>,
    fresh: usize,
}

impl Lines {
    pub(super) fn push(&mut self, line: impl Into<String>) {
        self.text.push(line.into());
    }

    /// A number that makes a variable's name unique.
    pub(super) fn fresh(&mut self) -> usize {
        self.fresh += 1;
        self.fresh
    }

    fn block(&mut self, open: &str, inner: impl FnOnce(&mut Lines), close: &str) {
        self.push(open);
        let mut lines = Lines { text: Vec::new(), fresh: self.fresh };
        inner(&mut lines);
        self.fresh = lines.fresh;
        self.text.extend(lines.text.into_iter().map(|line| format!("  {line}")));
        self.push(close);
    }

    fn finish(self) -> String {
        self.text.join("\n")
    }
}

/// The variable that tells rows apart.
pub(super) fn key_of(facts: &Facts) -> &'static str {
    match facts.answer {
        Answered::Events => "event",
        Answered::Statements => "statement",
        Answered::Argument { .. } | Answered::Entities { .. } => "answer",
    }
}

/// The query for facts with these stages.
pub(super) fn compile(tree: &Tree, stages: &Stages) -> Compiled {
    match &stages.tally {
        Some(tally) => compile_tally(tree, tally),
        None => compile_rows(tree, stages),
    }
}

fn compile_rows(tree: &Tree, stages: &Stages) -> Compiled {
    let facts = tree.first();
    let key = key_of(facts);
    let mut columns = if stages.show.is_empty() { default_columns(facts) } else { stages.show.clone() };
    for (column, _) in &stages.sort {
        if !columns.contains(column) {
            columns.push(column.clone());
        }
    }
    let is_entities = matches!(facts.answer, Answered::Entities { .. });
    let mut variables: Vec<String> = vec![key.to_owned()];
    if !is_entities {
        variables.extend(["statement".to_owned(), "event".to_owned()]);
    }
    for column in &columns {
        variables.push(column.variable());
        if column.kind == ColumnKind::Amount {
            variables.push("unit".to_owned());
        }
    }
    let mut seen = Vec::new();
    variables.retain(|name| {
        !seen.contains(name) && {
            seen.push(name.clone());
            true
        }
    });
    let mut lines = Lines::default();
    let names: Vec<String> = variables.iter().map(|name| format!("?{name}")).collect();
    lines.block(
        &format!("SELECT {} WHERE {{", names.join(" ")),
        |lines| {
            write_tree(tree, "statement", lines);
            if !is_entities {
                if key != "event" {
                    lines.push("?statement t:event ?event .");
                }
                for column in &columns {
                    write_column(column, facts, lines);
                }
                if in_order_of_time(facts, stages) && !names.contains(&"?date".to_owned()) {
                    lines.push("OPTIONAL { ?statement t:date ?date }");
                }
            }
        },
        "}",
    );
    lines.push(order(facts, stages));
    Compiled { text: lines.finish(), columns, key }
}

/// Events come in order of time where nothing else is asked for.
fn in_order_of_time(facts: &Facts, stages: &Stages) -> bool {
    matches!(facts.answer, Answered::Events)
        && stages.sort.iter().all(|(column, _)| matches!(column.kind, ColumnKind::Sources | ColumnKind::Times))
}

fn order(facts: &Facts, stages: &Stages) -> String {
    let mut keys = Vec::new();
    for (column, down) in &stages.sort {
        // A count of sources or events is known when the rows are folded.
        if !matches!(column.kind, ColumnKind::Sources | ColumnKind::Times) {
            let variable = column.variable();
            keys.push(if *down { format!("DESC(?{variable})") } else { format!("?{variable}") });
        }
    }
    if in_order_of_time(facts, stages) {
        keys.push("?date".to_owned());
    }
    keys.push(format!("?{}", key_of(facts)));
    format!("ORDER BY {}", keys.join(" "))
}

/// Sets as patterns over the key: what is in both, in one of them, in the first alone.
fn write_tree(tree: &Tree, statement: &str, lines: &mut Lines) {
    match tree {
        Tree::Leaf(facts) => write_facts(facts, statement, lines),
        Tree::Set(SetOp::Or, left, right) => {
            lines.block("{", |lines| write_tree(left, statement, lines), "} UNION {");
            let mut inner = Lines { text: Vec::new(), fresh: lines.fresh };
            write_tree(right, statement, &mut inner);
            lines.fresh = inner.fresh;
            inner.text.into_iter().for_each(|line| lines.push(format!("  {line}")));
            lines.push("}");
        }
        Tree::Set(op, left, right) => {
            write_tree(left, statement, lines);
            let other = format!("other{}", lines.fresh());
            let key = key_of(right.first());
            let open =
                if *op == SetOp::Not { "MINUS {".to_owned() } else { format!("{{ SELECT DISTINCT ?{key} WHERE {{") };
            let close = if *op == SetOp::Not { "}" } else { "} }" };
            lines.block(&open, |lines| write_tree(right, &other, lines), close);
        }
    }
}

/// The patterns of facts whose statement node is the variable `statement`.
fn write_facts(facts: &Facts, statement: &str, lines: &mut Lines) {
    if let Answered::Entities { class, .. } = &facts.answer {
        write_class("?answer", class, lines);
        return;
    }
    let sources: Vec<_> = facts
        .conditions
        .iter()
        .filter_map(|condition| match condition.test {
            Test::Sources { sign, number } => Some((sign, number)),
            _ => None,
        })
        .collect();
    if !sources.is_empty() {
        let key = key_of(facts);
        let inner = format!("counted{}", lines.fresh());
        let open = format!("{{ SELECT ?{key} WHERE {{");
        let having: Vec<_> =
            sources.iter().map(|(sign, number)| format!("(COUNT(DISTINCT ?source_) {sign} {number})")).collect();
        let close = format!("}} GROUP BY ?{key} HAVING {} }}", having.join(" "));
        lines.block(
            &open,
            |lines| {
                write_conditions(facts, &inner, lines);
                lines.push(format!("?{inner} t:article/t:source ?source_ ."));
            },
            &close,
        );
    }
    write_conditions(facts, statement, lines);
}

fn write_conditions(facts: &Facts, statement: &str, lines: &mut Lines) {
    match facts.classes.as_slice() {
        [] => {}
        [class] => lines.push(format!("?{statement} a {} .", name(class.as_ref()))),
        several => {
            let number = lines.fresh();
            let names: Vec<_> = several.iter().map(|class| name(class.as_ref())).collect();
            lines.push(format!("VALUES ?class{number} {{ {} }} ?{statement} a ?class{number} .", names.join(" ")));
        }
    }
    if let Some(property) = &facts.property {
        let number = lines.fresh();
        lines.push(format!(
            "?{statement} rdf:reifies <<( ?subject{number} {} ?object{number} )>> .",
            name(property.as_ref())
        ));
    }
    for condition in &facts.conditions {
        write_test(&condition.test, facts, statement, lines);
    }
    write_status(facts, statement, lines);
    match &facts.answer {
        Answered::Events => lines.push(format!("?{statement} t:event ?event .")),
        Answered::Statements | Answered::Entities { .. } => {}
        Answered::Argument { roles, class, .. } => {
            lines.push(format!("?{statement} {} ?answer .", role_path(roles)));
            let named = named_in(facts, roles);
            if !named.is_empty() {
                lines.push(format!("FILTER(?answer NOT IN ({}))", named.join(", ")));
            }
            if let Some(class) = class {
                write_class("?answer", class, lines);
            }
        }
    }
}

fn write_status(facts: &Facts, statement: &str, lines: &mut Lines) {
    let names: Vec<String> = facts.status.statuses.iter().map(|status| status_name(*status)).collect();
    if facts.status.is_any() {
        let number = lines.fresh();
        lines.push(format!("?{statement} t:status ?status{number} ."));
    } else if let [only] = names.as_slice() {
        lines.push(format!("?{statement} t:status {only} ."));
    } else {
        let number = lines.fresh();
        lines.push(format!("VALUES ?status{number} {{ {} }} ?{statement} t:status ?status{number} .", names.join(" ")));
    }
}

fn status_name(status: Status) -> String {
    format!("t:{}", status.as_str())
}

fn write_class(variable: &str, class: &NamedNode, lines: &mut Lines) {
    // Everything that has a label is an entity, also what has no known type.
    if class.as_ref() == terms::ENTITY {
        let number = lines.fresh();
        lines.push(format!("GRAPH g:derived {{ {variable} rdfs:label ?label{number} }}"));
        return;
    }
    let classes = class_values(class);
    if let [only] = classes.as_slice() {
        lines.push(format!("{variable} a {only} ."));
    } else {
        let number = lines.fresh();
        lines.push(format!("VALUES ?type{number} {{ {} }} {variable} a ?type{number} .", classes.join(" ")));
    }
}

/// The entities that the conditions put into one of these roles.
pub(super) fn named_in(facts: &Facts, roles: &[NamedNode]) -> Vec<String> {
    let mut named = Vec::new();
    for condition in &facts.conditions {
        match &condition.test {
            Test::Role { roles: given, names } if given.iter().any(|role| roles.contains(role)) => {
                named.extend(names.wanted.iter().map(|iri| name(iri.as_ref())));
            }
            Test::About { entity, names } if names.is_empty() => named.push(name(entity.as_ref())),
            _ => {}
        }
    }
    named
}

/// What a row shows if nothing is chosen: what the question leaves open.
fn default_columns(facts: &Facts) -> Vec<Column> {
    let date = Column::new("date", ColumnKind::Date);
    let sources = Column::new("sources", ColumnKind::Sources);
    let mut columns = Vec::new();
    match &facts.answer {
        Answered::Entities { column, .. } => columns.push(Column::new(column, ColumnKind::Answer)),
        Answered::Statements => {
            columns.push(Column::new("fact", ColumnKind::Fact));
            columns.push(Column::new("source", ColumnKind::Publisher));
            columns.push(Column::new("article", ColumnKind::Article));
            columns.push(Column::new("published", ColumnKind::Published));
            columns.push(Column::new("quote", ColumnKind::Quote));
        }
        Answered::Argument { column, roles, .. } => {
            columns.push(Column::new(column, ColumnKind::Answer));
            columns.extend(open_roles(facts).into_iter().filter(|column| match &column.kind {
                ColumnKind::Property(role) => !roles.contains(role),
                _ => false,
            }));
            columns.push(date);
            if facts.relations.iter().any(|relation| relation.occurrence) {
                columns.push(Column::new("times", ColumnKind::Times));
            }
            columns.push(sources);
        }
        Answered::Events => {
            columns.push(date);
            if facts.relations.is_empty() {
                columns.push(Column::new("fact", ColumnKind::Fact));
            } else {
                columns.extend(open_roles(facts));
            }
            columns.push(Column::new("value", ColumnKind::Amount));
            if !facts.relations.is_empty() {
                columns.push(Column::property("topic", terms::TOPIC));
            }
            if !columns.iter().any(|column| column.name == "place") {
                columns.push(Column::property("place", terms::PLACE));
            }
            if facts.status.statuses.len() > 1 {
                columns.push(Column::new("status", ColumnKind::Status));
            }
            columns.push(sources);
        }
    }
    columns
}

/// The roles of the statements that the question does not fix by a single name.
fn open_roles(facts: &Facts) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let is_fixed = |role: &NamedNode| {
        facts.conditions.iter().any(|condition| match &condition.test {
            Test::Role { roles, names } => roles.contains(role) && names.wanted.len() == 1,
            Test::Title(_) => *role == terms::TITLE,
            _ => false,
        })
    };
    for relation in &facts.relations {
        if relation.symmetric {
            let who = Column::new("who", ColumnKind::Others);
            if !columns.contains(&who) {
                columns.push(who);
            }
            continue;
        }
        for role in [&relation.subject_role, &relation.object_role] {
            let local = role.as_str().rsplit('#').next().unwrap_or_default();
            let column = Column::property(local, role.as_ref());
            if !is_fixed(role) && !columns.contains(&column) {
                columns.push(column);
            }
        }
    }
    columns
}

/// The patterns that bind a column's variable.
fn write_column(column: &Column, facts: &Facts, lines: &mut Lines) {
    let variable = column.variable();
    let line = match &column.kind {
        ColumnKind::Answer | ColumnKind::Fact | ColumnKind::Times | ColumnKind::Group => return,
        ColumnKind::Property(property) => format!("OPTIONAL {{ ?statement {} ?{variable} }}", name(property.as_ref())),
        ColumnKind::Others => {
            let roles = participant_roles(facts);
            let named = named_in(facts, &roles);
            let filter = if named.is_empty() {
                String::new()
            } else {
                format!(" FILTER(?{variable} NOT IN ({}))", named.join(", "))
            };
            if roles.is_empty() {
                format!(
                    "OPTIONAL {{ ?statement ?role_ ?{variable} . GRAPH g:derived {{ ?{variable} rdfs:label ?name_ }} FILTER(?role_ NOT IN (t:place, t:attributedTo)){filter} }}"
                )
            } else {
                format!("OPTIONAL {{ ?statement {} ?{variable}{filter} }}", role_path(&roles))
            }
        }
        ColumnKind::Date => "OPTIONAL { ?statement t:date ?date }".to_owned(),
        ColumnKind::Amount => {
            "OPTIONAL { ?statement t:value ?value OPTIONAL { ?statement t:currency|t:unit ?unit } }".to_owned()
        }
        ColumnKind::Quote => format!("OPTIONAL {{ ?statement t:evidence/t:quote ?{variable} }}"),
        ColumnKind::Article => format!("?statement t:article ?{variable} ."),
        ColumnKind::Published => format!("OPTIONAL {{ ?statement t:article/t:date ?{variable} }}"),
        ColumnKind::Publisher => format!("?statement t:article/t:publisher ?{variable} ."),
        ColumnKind::Sources => format!("?statement t:article/t:source ?{variable} ."),
        ColumnKind::Status => format!("?statement t:status ?{variable} ."),
    };
    lines.push(line);
}

/// The roles in which those hang who take part; none if the relations are not known.
fn participant_roles(facts: &Facts) -> Vec<NamedNode> {
    let mut roles: Vec<NamedNode> = Vec::new();
    for relation in &facts.relations {
        for role in [&relation.subject_role, &relation.object_role] {
            let is_words = relation.literal_object && *role == relation.object_role;
            if !roles.contains(role) && !is_words {
                roles.push(role.clone());
            }
        }
    }
    roles
}

fn compile_tally(tree: &Tree, tally: &Tally) -> Compiled {
    let facts = tree.first();
    let key = key_of(facts);
    let groups: Vec<String> = tally.by.iter().map(group_variable).collect();
    let named = |prefix: &str| groups.iter().map(|name| format!("{prefix}{name} ")).collect::<String>();
    let mut columns: Vec<Column> = tally.by.iter().map(|key| Column::new(key.name(), ColumnKind::Group)).collect();
    let mut lines = Lines::default();
    let write_body = |lines: &mut Lines| {
        write_tree(tree, "statement", lines);
        for key in &tally.by {
            write_key(key, facts, lines);
        }
    };
    if tally.sum {
        columns.extend(["currency", "sum", "events"].map(|name| Column::new(name, ColumnKind::Group)));
        let open = format!("SELECT {}?currency (SUM(?amount) AS ?sum) (COUNT(?{key}) AS ?events) WHERE {{", named("?"));
        lines.block(
            &open,
            |lines| {
                // An event that several articles report counts once, with the largest amount they give.
                let open = format!("{{ SELECT ?{key} {}?currency (MAX(?value) AS ?amount) WHERE {{", named("?"));
                let close = format!("}} GROUP BY ?{key} {}?currency }}", named("?"));
                lines.block(
                    &open,
                    |lines| {
                        write_body(lines);
                        lines.push("?statement t:value ?value . OPTIONAL { ?statement t:currency|t:unit ?currency }");
                    },
                    close.trim_end(),
                );
            },
            "}",
        );
        lines.push(format!("GROUP BY {}?currency", named("?")));
        lines.push("ORDER BY DESC(?sum)");
    } else {
        columns.push(Column::new("count", ColumnKind::Group));
        let open = format!("SELECT {}(COUNT(DISTINCT ?{key}) AS ?count) WHERE {{", named("?"));
        lines.block(&open, write_body, "}");
        if !groups.is_empty() {
            lines.push(format!("GROUP BY {}", named("?").trim_end()));
            let in_time = tally.by.iter().all(|key| matches!(key, Key::Year | Key::Month));
            let order = if in_time { named("?") } else { format!("DESC(?count) {}", named("?")) };
            lines.push(format!("ORDER BY {}", order.trim_end()));
        }
    }
    Compiled { text: lines.finish(), columns, key }
}

fn group_variable(key: &Key) -> String {
    match key {
        Key::Column(column) => column.variable(),
        Key::Year | Key::Month | Key::Class(..) => key.name().replace(' ', "_"),
    }
}

fn write_key(key: &Key, facts: &Facts, lines: &mut Lines) {
    match key {
        Key::Year => lines.push(
            "OPTIONAL { ?statement t:date ?dated FILTER(!STRSTARTS(?dated, \"-\")) BIND(SUBSTR(?dated, 1, 4) AS ?year) }",
        ),
        Key::Month => lines.push(
            "OPTIONAL { ?statement t:date ?dated FILTER(STRLEN(?dated) >= 7 && !STRSTARTS(?dated, \"-\")) BIND(SUBSTR(?dated, 1, 7) AS ?month) }",
        ),
        Key::Column(column) => write_column(column, facts, lines),
        Key::Class(class, _) => {
            let variable = format!("?{}", group_variable(key));
            let number = lines.fresh();
            lines.push(format!("?statement ?in{number} {variable} . FILTER(?in{number} != t:attributedTo)"));
            write_class(&variable, class, lines);
            let named = named_in(facts, &participant_roles(facts));
            if !named.is_empty() {
                lines.push(format!("FILTER({variable} NOT IN ({}))", named.join(", ")));
            }
        }
    }
}

/// The query that tells, of the key and whatever `more` binds, what there is.
pub(super) fn probe(tree: &Tree, variables: &str, more: &str) -> String {
    let key = key_of(tree.first());
    let mut lines = Lines::default();
    lines.block(
        &format!("SELECT DISTINCT ?{key} {variables} WHERE {{"),
        |lines| {
            write_tree(tree, "statement", lines);
            if !more.is_empty() {
                lines.push(more);
            }
        },
        "}",
    );
    lines.finish()
}

/// An IRI as it is written in a query.
pub(super) fn name(iri: NamedNodeRef<'_>) -> String {
    shorten(iri.as_str())
}

/// Whether a class of entities is `ancestor` or a kind of it.
pub(super) fn is_kind_of(class: &NamedNode, ancestor: NamedNodeRef<'_>) -> bool {
    is_a(Vocabulary::embedded(), class, ancestor)
}

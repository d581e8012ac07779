//! The examples inside rule files: what a sentence must give, and what it must not.

use std::ops::Range;

use super::ast::{self, Role, Spanned};
use super::compile;
use crate::diagnostic::Diagnostic;
use crate::graph::{EntityRef, Statement, Status};

/// A sentence of a rule file with what the rule must make of it.
#[derive(Clone, Debug)]
pub struct Example {
    /// Name of the rule file.
    pub file: String,
    /// `FILE.RULE`.
    pub rule: String,
    /// The sentence, annotated as an article of its own.
    pub sentence: String,
    /// Bytes of the sentence in the file, quotes included.
    pub place: Range<usize>,
    /// What must be among the rule's statements; none for a `not` example, which must give no statement.
    expected: Vec<Expected>,
}

/// A statement as an example spells it.
#[derive(Clone, Debug)]
struct Expected {
    relation: String,
    subject: String,
    object: Option<String>,
    status: Status,
    roles: Vec<(Role, String)>,
}

/// An example that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The rule did not make this statement.
    Missing(String),
    /// The rule made this statement of a `not` example.
    Unwanted(String),
}

impl Example {
    pub(super) fn of_rule(file: &str, id: &str, rule: &ast::Rule) -> Result<Vec<Self>, Diagnostic> {
        let example = |sentence: &Spanned<String>, expected| Self {
            file: file.to_owned(),
            rule: id.to_owned(),
            sentence: sentence.value.clone(),
            place: sentence.place.clone(),
            expected,
        };
        let mut out = Vec::new();
        for test in &rule.tests {
            let expected = test.expected.iter().map(Expected::read).collect::<Result<_, _>>()?;
            out.push(example(&test.sentence, expected));
        }
        out.extend(rule.counters.iter().map(|sentence| example(sentence, Vec::new())));
        Ok(out)
    }

    /// True for a `not` example.
    pub fn is_counter(&self) -> bool {
        self.expected.is_empty()
    }

    /// Compares the example with the statements that its sentence gave.
    pub fn failures(&self, statements: &[Statement]) -> Vec<Failure> {
        let made: Vec<_> = statements.iter().filter(|s| s.rule.as_deref() == Some(self.rule.as_str())).collect();
        if self.expected.is_empty() {
            return made.into_iter().map(|statement| Failure::Unwanted(spell(statement))).collect();
        }
        let missing = self.expected.iter().filter(|expected| !made.iter().any(|made| expected.fits(made)));
        missing.map(|expected| Failure::Missing(expected.spell())).collect()
    }
}

impl Expected {
    fn read(fact: &ast::Fact) -> Result<Self, Diagnostic> {
        let text = |value: &Spanned<ast::Value>| match &value.value {
            ast::Value::Literal(text) => Ok(Some(text.clone())),
            ast::Value::None => Ok(None),
            ast::Value::Capture(name) => Err(Diagnostic::new(format!("`{name}` stands without quotes"))
                .at(value.place.clone())
                .help(format!("write what the sentence must give: \"{name}\""))),
        };
        let mut expected = Self {
            relation: fact.relation.value.clone(),
            subject: text(&fact.subject)?.unwrap_or_default(),
            object: text(&fact.object)?,
            status: Status::Actual,
            roles: Vec::new(),
        };
        for attribute in &fact.attributes {
            if attribute.role.value == Role::Status {
                expected.status = compile::status(&attribute.value)?;
            } else if let Some(text) = text(&attribute.value)? {
                expected.roles.push((attribute.role.value, text));
            }
        }
        Ok(expected)
    }

    fn fits(&self, made: &Statement) -> bool {
        let object = match (&self.object, &made.object) {
            (None, None) => true,
            (Some(name), Some(entity)) => named(entity, name),
            _ => false,
        };
        let mirrored = || {
            crate::extract::is_symmetric(&self.relation)
                && named(&made.subject, self.object.as_deref().unwrap_or_default())
                && made.object.as_ref().is_some_and(|object| named(object, &self.subject))
        };
        self.relation == made.relation
            && self.status == made.status
            && ((named(&made.subject, &self.subject) && object) || mirrored())
            && self.roles.iter().all(|(role, text)| self.role_fits(*role, text, made))
    }

    fn role_fits(&self, role: Role, text: &str, made: &Statement) -> bool {
        match role {
            Role::Status => true,
            Role::Date => made.date.is_some_and(|date| date.to_string() == text),
            Role::Place => made.place.as_ref().is_some_and(|place| named(place, text)),
            Role::Value => made.value.is_some_and(|value| text.parse() == Ok(value)),
            Role::Unit => made.unit.as_deref() == Some(text),
            Role::Topic => made.topic.as_deref() == Some(text),
            Role::Text => made.text.as_deref() == Some(text),
        }
    }

    fn spell(&self) -> String {
        let mut out = format!("{}(\"{}\", ", self.relation, self.subject);
        out += &self.object.as_ref().map_or("none".to_owned(), |object| format!("\"{object}\""));
        if self.status != Status::Actual {
            out += &format!(", status {}", self.status.as_str());
        }
        for (role, text) in &self.roles {
            let name = Role::ALL.iter().find(|(_, known)| known == role).map_or("", |(name, _)| *name);
            out += &format!(", {name} \"{text}\"");
        }
        out + ")"
    }
}

fn named(entity: &EntityRef, name: &str) -> bool {
    entity.name == name || entity.aliases.iter().any(|alias| alias == name)
}

/// A statement in the form that rule files use.
pub(crate) fn spell(statement: &Statement) -> String {
    Expected {
        relation: statement.relation.clone(),
        subject: statement.subject.name.clone(),
        object: statement.object.as_ref().map(|object| object.name.clone()),
        status: statement.status,
        roles: [
            (Role::Date, statement.date.map(|date| date.to_string())),
            (Role::Place, statement.place.as_ref().map(|place| place.name.clone())),
            (Role::Value, statement.value.map(|value| value.to_string())),
            (Role::Unit, statement.unit.clone()),
            (Role::Topic, statement.topic.clone()),
            (Role::Text, statement.text.clone()),
        ]
        .into_iter()
        .filter_map(|(role, text)| Some((role, text?)))
        .collect(),
    }
    .spell()
}

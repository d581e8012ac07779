//! From parsed files to a set of rules ready to match: names checked, word lists joined, triggers indexed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use compact_str::CompactString;

use super::ast::{self, Kind, Need, NodeTest, Part, Role, Spanned};
use super::check::Example;
use super::{SHIPPED, parser, unknown};
use crate::diagnostic::{Diagnostic, nearest};
use crate::extract::edges::{self, RELATIONS};
use crate::graph::Status;

/// A rule file by name and text.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// Name without ending; rules are identified as `NAME.RULE`.
    pub name: String,
    /// The text.
    pub source: String,
}

/// Everything that is wrong with a set of rule files.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{} in the rule files", match .diagnostics.len() { 1 => "one error".to_owned(), n => format!("{n} errors") })]
pub struct RuleError {
    /// File name and what is wrong in it, in order of the files.
    pub diagnostics: Vec<(String, Diagnostic)>,
}

/// Rules ready to match.
#[derive(Clone, Debug)]
pub struct RuleSet {
    pub(crate) rules: Vec<Rule>,
    /// Lemma of a trigger to (rule, pattern).
    by_lemma: HashMap<String, Vec<(usize, usize)>>,
    /// Patterns whose root is no word but a type or any token of a part of speech.
    by_kind: Vec<(usize, usize)>,
    examples: Vec<Example>,
    /// XXH3 of the files' names and texts.
    version: u128,
}

/// One compiled rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// `FILE.RULE`
    pub(crate) id: String,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) makes: Vec<Fact>,
    /// Names of the captures by slot.
    pub(crate) captures: Vec<String>,
}

/// A pattern is its root node: the trigger.
pub(crate) type Pattern = Node;

/// A token to be found and what must hang on it.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) capture: Option<usize>,
    pub(crate) part: Part,
    pub(crate) tests: Tests,
    /// What the token must not be.
    pub(crate) except: Tests,
    pub(crate) branches: Vec<Branch>,
}

/// What a token is or is not: any of these words or types.
#[derive(Clone, Debug)]
pub(crate) struct Tests {
    /// None if no words are asked for.
    pub(crate) words: Option<BTreeSet<String>>,
    pub(crate) kinds: Vec<Kind>,
}

impl Tests {
    /// Nothing is asked.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_none() && self.kinds.is_empty()
    }
}

/// An edge, or alternatives, and the node at its end.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub(crate) need: Need,
    pub(crate) paths: Vec<Vec<(CompactString, bool)>>,
    pub(crate) node: Node,
}

/// A fact to make.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) relation: String,
    pub(crate) subject: Value,
    pub(crate) object: Value,
    pub(crate) status: Option<Status>,
    pub(crate) roles: Vec<(Role, Value)>,
}

/// What fills a role.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Capture(usize),
    /// What the captured entity belongs to by its name ("the U.S. Treasury": the United States).
    Parent(usize),
    Literal(String),
    /// Whoever says the words that the rule found.
    Speaker,
    /// The same, if it is a body or a state: who announces a punishment imposes it, who tells of it does not.
    Authority,
    None,
}

impl RuleSet {
    /// The rules that the binary carries.
    ///
    /// # Panics
    /// Never: a test compiles them.
    pub fn shipped() -> Self {
        Self::with_files(&[]).unwrap_or_else(|e| panic!("{:?}", e))
    }

    /// The shipped rules and those of `files`, whose word lists and rules may use the shipped lists.
    pub fn with_files(files: &[RuleFile]) -> Result<Self, RuleError> {
        Self::of_files_after(files, SHIPPED)
    }

    /// The rules of `files` alone.
    pub fn of_files(files: &[RuleFile]) -> Result<Self, RuleError> {
        Self::of_files_after(files, &[])
    }

    fn of_files_after(files: &[RuleFile], shipped: &[(&str, &str)]) -> Result<Self, RuleError> {
        let shipped = shipped.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned()));
        let all: Vec<_> = shipped.chain(files.iter().map(|file| (file.name.clone(), file.source.clone()))).collect();
        let twice = named_twice(&all);
        if !twice.is_empty() {
            return Err(RuleError { diagnostics: twice });
        }
        Compiler::default().compile(&all)
    }

    /// The patterns that a token with this lemma may trigger, and those triggered by types.
    pub(crate) fn candidates(&self, lemma: &str) -> impl Iterator<Item = (usize, usize)> {
        self.triggered_by(lemma).chain(self.by_kind.iter().copied())
    }

    /// The patterns that name this word as their trigger.
    pub(crate) fn triggered_by(&self, word: &str) -> impl Iterator<Item = (usize, usize)> {
        self.by_lemma.get(word.to_lowercase().as_str()).into_iter().flatten().copied()
    }

    /// Every example of every rule, in order of the files.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Identifies these rules: changes with any change of their text.
    pub fn version(&self) -> u128 {
        self.version
    }

    /// Identifiers of all rules, in order of the files.
    pub fn rule_ids(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.id.as_str())
    }
}

fn version_of(files: &[(String, String)]) -> u128 {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    for part in files.iter().flat_map(|(name, source)| [name, source]) {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.digest128()
}

/// Rules are known by their file's name, so two files cannot share one: said once a file, not once for all that is in it.
fn named_twice(files: &[(String, String)]) -> Vec<(String, Diagnostic)> {
    let mut names = BTreeSet::new();
    let again = files.iter().filter(|(name, _)| !names.insert(name.as_str()));
    let error = |name: &str| {
        Diagnostic::new(format!("there is a rule file `{name}` already"))
            .help(format!("give it another name: its rules are known as `{name}.…`"))
    };
    again.map(|(name, _)| (name.clone(), error(name))).collect()
}

/// The state of one compilation.
#[derive(Default)]
struct Compiler {
    lists: BTreeMap<String, Arc<BTreeSet<String>>>,
    errors: Vec<(String, Diagnostic)>,
    set: Vec<Rule>,
    examples: Vec<Example>,
}

impl Compiler {
    fn compile(mut self, files: &[(String, String)]) -> Result<RuleSet, RuleError> {
        let mut lists: Vec<(String, ast::WordList)> = Vec::new();
        let mut rules: Vec<(String, ast::Rule)> = Vec::new();
        for (name, source) in files {
            match parser::parse(source) {
                Ok(items) => {
                    for item in items {
                        match item {
                            ast::Item::Words(list) => lists.push((name.clone(), list)),
                            ast::Item::Rule(rule) => rules.push((name.clone(), rule)),
                        }
                    }
                }
                Err(errors) => self.errors.extend(errors.into_iter().map(|error| (name.clone(), error))),
            }
        }
        self.join_lists(&lists);
        let mut names = BTreeSet::new();
        for (file, rule) in &rules {
            if !names.insert(format!("{file}.{}", rule.name.value)) {
                let message = format!("a rule `{}` stands in this file already", rule.name.value);
                self.error(
                    file,
                    Diagnostic::new(message).at(rule.name.place.clone()).help("give it a name of its own"),
                );
            }
            self.rule(file, rule);
        }
        if !self.errors.is_empty() {
            return Err(RuleError { diagnostics: self.errors });
        }
        Ok(index(self.set, self.examples, version_of(files)))
    }

    fn error(&mut self, file: &str, diagnostic: Diagnostic) {
        self.errors.push((file.to_owned(), diagnostic));
    }

    /// Lists may name lists that were defined before them.
    fn join_lists(&mut self, lists: &[(String, ast::WordList)]) {
        let mut first: BTreeMap<&str, &str> = BTreeMap::new();
        for (file, list) in lists {
            // Lists are known to all files, so the later of two would change what the rules of the first mean.
            if let Some(other) = first.insert(&list.name.value, file) {
                let place = if other == file { "in this file".to_owned() } else { format!("in `{other}`") };
                let message = format!("a word list `{}` stands {place} already", list.name.value);
                self.error(
                    file,
                    Diagnostic::new(message).at(list.name.place.clone()).help("give it a name of its own"),
                );
                continue;
            }
            let mut words = BTreeSet::new();
            for entry in &list.entries {
                match entry {
                    ast::Entry::Lemma(word) => {
                        words.insert(word.clone());
                    }
                    ast::Entry::List(name) => match self.list(name) {
                        Ok(other) => words.extend(other.iter().cloned()),
                        Err(error) => self.error(file, error),
                    },
                }
            }
            self.lists.insert(list.name.value.clone(), Arc::new(words));
        }
    }

    fn list(&self, name: &Spanned<String>) -> Result<Arc<BTreeSet<String>>, Diagnostic> {
        self.lists.get(&name.value).cloned().ok_or_else(|| {
            let help = match nearest(&name.value, self.lists.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `@{near}`?"),
                None => format!("define it before its use: `words {} = …`", name.value),
            };
            Diagnostic::new(format!("unknown word list `@{}`", name.value)).at(name.place.clone()).help(help)
        })
    }

    fn rule(&mut self, file: &str, rule: &ast::Rule) {
        let place = rule.name.place.clone();
        let missing = [
            (rule.patterns.is_empty(), "pattern", "add a line `match …`"),
            (rule.makes.is_empty(), "fact to make", "add a line `make RELATION(a, b)`"),
            (rule.tests.is_empty(), "example", "add a line `test \"sentence\" => RELATION(\"A\", \"B\")`"),
        ];
        for (_, what, help) in missing.into_iter().filter(|(missing, ..)| *missing) {
            let message = format!("rule `{}` has no {what}", rule.name.value);
            self.error(file, Diagnostic::new(message).at(place.clone()).help(help));
        }
        let mut captures = Vec::new();
        let mut patterns = Vec::new();
        for pattern in &rule.patterns {
            match self.node(pattern, &mut captures) {
                Ok(node) => patterns.push(node),
                Err(errors) => errors.into_iter().for_each(|error| self.error(file, error)),
            }
        }
        let mut makes = Vec::new();
        for fact in &rule.makes {
            match make(fact, &captures) {
                Ok(fact) => makes.push(fact),
                Err(error) => self.error(file, error),
            }
        }
        let id = format!("{file}.{}", rule.name.value);
        match Example::of_rule(file, &id, rule) {
            Ok(examples) => self.examples.extend(examples),
            Err(error) => self.error(file, error),
        }
        self.set.push(Rule { id, patterns, makes, captures });
    }

    fn node(&self, node: &ast::Node, captures: &mut Vec<String>) -> Result<Node, Vec<Diagnostic>> {
        let mut errors = Vec::new();
        let tests = self.tests(&node.tests, &mut errors);
        let except = self.tests(&node.except, &mut errors);
        let capture = node.capture.as_ref().map(|name| slot(&name.value, captures));
        let mut branches = Vec::new();
        for branch in &node.branches {
            for step in branch.paths.iter().flatten() {
                if !RELATIONS.contains(&step.label.as_str()) && !edges::PREPOSITIONS.contains(&step.label.as_str()) {
                    let known: Vec<_> = RELATIONS.iter().chain(edges::PREPOSITIONS).copied().collect();
                    errors.push(unknown("edge", &step.label, step.place.clone(), &known));
                }
            }
            let paths = branch
                .paths
                .iter()
                .map(|path| path.iter().map(|step| (CompactString::from(step.label.as_str()), step.inverse)).collect());
            match self.node(&branch.node, captures) {
                Ok(inner) => branches.push(Branch { need: branch.need, paths: paths.collect(), node: inner }),
                Err(inner) => errors.extend(inner),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Node { capture, part: node.part, tests, except, branches })
    }

    /// Joins words and lists, and types.
    fn tests(&self, tests: &[Spanned<NodeTest>], errors: &mut Vec<Diagnostic>) -> Tests {
        let mut words = BTreeSet::new();
        let mut kinds = Vec::new();
        for test in tests {
            match &test.value {
                NodeTest::Lemma(word) => {
                    words.insert(word.clone());
                }
                NodeTest::Kind(kind) => kinds.push(*kind),
                NodeTest::List(name) => match self.list(&Spanned { value: name.clone(), place: test.place.clone() }) {
                    Ok(list) => words.extend(list.iter().cloned()),
                    Err(error) => errors.push(error),
                },
            }
        }
        Tests { words: (!words.is_empty()).then_some(words), kinds }
    }
}

/// The slot of a capture; the same name in two places of a rule is the same slot.
fn slot(name: &str, captures: &mut Vec<String>) -> usize {
    captures.iter().position(|known| known == name).unwrap_or_else(|| {
        captures.push(name.to_owned());
        captures.len() - 1
    })
}

fn make(fact: &ast::Fact, captures: &[String]) -> Result<Fact, Diagnostic> {
    let value = |value: &Spanned<ast::Value>| match &value.value {
        ast::Value::Literal(text) => Ok(Value::Literal(text.clone())),
        ast::Value::None => Ok(Value::None),
        ast::Value::Capture(word) if word == "speaker" && !captures.contains(word) => Ok(Value::Speaker),
        ast::Value::Capture(word) if word == "authority" && !captures.contains(word) => Ok(Value::Authority),
        ast::Value::Capture(whole) => {
            let (name, parent) = whole.strip_suffix(".parent").map_or((whole.as_str(), false), |name| (name, true));
            let slot = captures.iter().position(|known| known == name);
            slot.map(|slot| if parent { Value::Parent(slot) } else { Value::Capture(slot) }).ok_or_else(|| {
                let error =
                    Diagnostic::new(format!("no pattern of the rule captures `{name}`")).at(value.place.clone());
                match nearest(name, captures.iter().map(String::as_str)) {
                    Some(near) => error.help(format!("did you mean `{near}`?")),
                    None => error.help(format!("write `{name}:` before the node that is meant")),
                }
            })
        }
    };
    let mut made = Fact {
        relation: fact.relation.value.clone(),
        subject: value(&fact.subject)?,
        object: value(&fact.object)?,
        status: None,
        roles: Vec::new(),
    };
    for attribute in &fact.attributes {
        if attribute.role.value == Role::Status {
            made.status = Some(status(&attribute.value)?);
        } else {
            made.roles.push((attribute.role.value, value(&attribute.value)?));
        }
    }
    Ok(made)
}

/// The status that an attribute names.
pub(super) fn status(value: &Spanned<ast::Value>) -> Result<Status, Diagnostic> {
    let word = match &value.value {
        ast::Value::Capture(word) | ast::Value::Literal(word) => word.as_str(),
        ast::Value::None => "none",
    };
    let known = ["actual", "planned", "negated", "former"];
    ast::status_named(word).ok_or_else(|| unknown("status", word, value.place.clone(), &known))
}

/// Files every pattern under the words that can trigger it.
fn index(rules: Vec<Rule>, examples: Vec<Example>, version: u128) -> RuleSet {
    let mut by_lemma: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    let mut by_kind = Vec::new();
    for (rule, compiled) in rules.iter().enumerate() {
        for (pattern, root) in compiled.patterns.iter().enumerate() {
            for word in root.tests.words.iter().flatten() {
                by_lemma.entry(word.clone()).or_default().push((rule, pattern));
            }
            if root.tests.words.is_none() || !root.tests.kinds.is_empty() {
                by_kind.push((rule, pattern));
            }
        }
    }
    RuleSet { rules, by_lemma, by_kind, examples, version }
}

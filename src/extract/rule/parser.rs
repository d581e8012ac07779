//! From the text of a rule file to its items. pest stays inside this file.
//!
//! The file is cut into items first, each of which is parsed by itself, so that every broken item is reported.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

use super::ast::*;
use crate::diagnostic::Diagnostic;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/rule.pest"]
struct Grammar;

type Node_<'a> = Pair<'a, super::parser::Rule>;

/// Reads a rule file: its items, or everything that is wrong with its form.
pub(crate) fn parse(source: &str) -> Result<Vec<Item>, Vec<Diagnostic>> {
    let mut items = Vec::new();
    let mut errors = Vec::new();
    for (start, text) in chunks(source) {
        match Grammar::parse(super::parser::Rule::item, text) {
            Ok(pairs) => {
                let reader = Reader { offset: start };
                for pair in pairs {
                    match pair.as_rule() {
                        Rule_::words => items.push(Item::Words(reader.words(pair))),
                        Rule_::rule => match reader.rule(pair) {
                            Ok(read) => items.push(Item::Rule(read)),
                            Err(error) => errors.push(error),
                        },
                        _ => {}
                    }
                }
            }
            Err(error) => errors.push(syntax_error(&error, start, text)),
        }
    }
    if errors.is_empty() { Ok(items) } else { Err(errors) }
}

use self::Rule as Rule_;

/// Stretches of the file that each hold one item: from a line that begins with a word up to the next such line.
/// What stands before the first one is an item too if it is more than comments, so that it is reported.
fn chunks(source: &str) -> Vec<(usize, &str)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let first = line.as_bytes().first().copied().unwrap_or(b' ');
        if !first.is_ascii_whitespace() && !matches!(first, b'#' | b'}') {
            starts.push(at);
        }
        at += line.len();
    }
    // A stray head, indented or closing, belongs to no item but must not be passed over in silence.
    let head_end = starts.first().copied().unwrap_or(source.len());
    let head = &source[..head_end];
    let stray = head.lines().any(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let mut out = if stray { vec![(0, head)] } else { Vec::new() };
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(source.len());
        out.push((start, &source[start..end]));
    }
    out
}

/// pest's error as a message with a place and an advice.
fn syntax_error(error: &pest::error::Error<Rule_>, offset: usize, text: &str) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let rest = &text[at..];
    let width = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').map(char::len_utf8).sum::<usize>();
    let width = if width == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { width };
    let message = match &rest[..width] {
        "" => "the item ends too early".to_owned(),
        found => format!("unexpected `{found}`"),
    };
    let mut wanted: Vec<&str> = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.iter().map(|form| describe(*form)).collect(),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    wanted.sort_unstable();
    wanted.dedup();
    let mut diagnostic = Diagnostic::new(message).at(offset + at..offset + at + width);
    if !wanted.is_empty() {
        diagnostic = diagnostic.label(format!("expected {}", wanted.join(", or ")));
    }
    if at == 0 || wanted.iter().any(|w| w.starts_with("a rule")) {
        diagnostic =
            diagnostic.help("an item begins at the start of a line with `words NAME = …` or `rule NAME { … }`");
    } else if rest.starts_with('=') && !rest.starts_with("=>") {
        diagnostic = diagnostic.help("write `=>` between the sentence and what it must give");
    } else if rest.starts_with('(') {
        diagnostic =
            diagnostic.help("patterns use braces: `subj a:Person { … }`; parentheses belong to `make` and `test`");
    }
    diagnostic
}

/// Rules of the grammar in plain English.
fn describe(form: Rule_) -> &'static str {
    match form {
        Rule_::words | Rule_::rule | Rule_::item => "a rule or a word list",
        Rule_::entry | Rule_::lemma => "a word",
        Rule_::pattern | Rule_::make | Rule_::test | Rule_::counter => "`match`, `make`, `test` or `not`",
        Rule_::node | Rule_::tests | Rule_::except | Rule_::one_test | Rule_::list | Rule_::kind | Rule_::part => {
            "a word, a `@list` or a type such as `Person`"
        }
        Rule_::capture => "a capture such as `a:`",
        Rule_::body => "`{`",
        Rule_::branch | Rule_::path | Rule_::step | Rule_::need => "an edge such as `subj` or `with`",
        Rule_::fact | Rule_::expected => "a fact such as `met(a, b)`",
        Rule_::except_word => "`except`",
        Rule_::attribute => "a role such as `topic t`",
        Rule_::value | Rule_::holder => "a capture",
        Rule_::equals => "`=`",
        Rule_::arrow => "`=>`",
        Rule_::name => "a name",
        Rule_::string | Rule_::inner => "words in quotes",
        _ => "the end of the item",
    }
}

/// Turns pest's pairs into the tree; places are shifted to the whole file.
struct Reader {
    offset: usize,
}

impl Reader {
    fn place(&self, pair: &Node_<'_>) -> Place {
        let span = pair.as_span();
        self.offset + span.start()..self.offset + span.end()
    }

    fn spanned(&self, pair: &Node_<'_>) -> Spanned<String> {
        let place = self.place(pair);
        Spanned { value: text_of(pair.clone()), place }
    }

    fn words(&self, pair: Node_<'_>) -> WordList {
        let mut inner = pair.into_inner();
        let name = self.spanned(&inner.next().expect("the grammar gives a word list its name"));
        let entries = inner
            .filter(|piece| piece.as_rule() == Rule_::entry)
            .map(|entry| {
                let inner = entry.into_inner().next().expect("an entry holds a word, words or a list");
                match inner.as_rule() {
                    Rule_::name => Entry::List(self.spanned(&inner)),
                    _ => Entry::Lemma(text_of(inner)),
                }
            })
            .collect();
        WordList { name, entries }
    }

    fn rule(&self, pair: Node_<'_>) -> Result<super::ast::Rule, Diagnostic> {
        let mut inner = pair.into_inner();
        let name = self.spanned(&inner.next().expect("the grammar gives a rule its name"));
        let mut rule = super::ast::Rule { name, patterns: vec![], makes: vec![], tests: vec![], counters: vec![] };
        for clause in inner {
            match clause.as_rule() {
                Rule_::pattern => {
                    let node = clause.into_inner().next().expect("`match` holds a node");
                    rule.patterns.push(self.node(node)?);
                }
                Rule_::make => {
                    for fact in clause.into_inner() {
                        rule.makes.push(self.fact(fact)?);
                    }
                }
                Rule_::test => {
                    let mut inner = clause.into_inner();
                    let sentence = self.spanned(&inner.next().expect("a test holds a sentence"));
                    let facts = inner.filter(|piece| piece.as_rule() == Rule_::expected);
                    let expected = facts.map(|fact| self.fact(fact)).collect::<Result<_, _>>()?;
                    rule.tests.push(Test { sentence, expected });
                }
                _ => {
                    let sentence = clause.into_inner().next().expect("a counter-example holds a sentence");
                    rule.counters.push(self.spanned(&sentence));
                }
            }
        }
        Ok(rule)
    }

    fn node(&self, pair: Node_<'_>) -> Result<Node, Diagnostic> {
        let mut node = Node { capture: None, part: Part::Any, tests: vec![], except: vec![], branches: vec![] };
        for piece in pair.into_inner() {
            match piece.as_rule() {
                Rule_::capture => node.capture = Some(self.spanned(&piece)),
                Rule_::part => {
                    node.part = match piece.as_str() {
                        "verb" => Part::Verb,
                        "noun" => Part::Noun,
                        "adj" => Part::Adjective,
                        "name" => Part::Name,
                        _ => Part::Any,
                    }
                }
                Rule_::tests | Rule_::except => {
                    let excluding = piece.as_rule() == Rule_::except;
                    let tests = piece.into_inner().filter(|inner| inner.as_rule() == Rule_::one_test);
                    let tests = tests.map(|test| self.one_test(test)).collect::<Result<Vec<_>, _>>()?;
                    if excluding { node.except = tests } else { node.tests = tests }
                }
                _ => {
                    for branch in piece.into_inner() {
                        node.branches.push(self.branch(branch)?);
                    }
                }
            }
        }
        Ok(node)
    }

    fn one_test(&self, pair: Node_<'_>) -> Result<Spanned<NodeTest>, Diagnostic> {
        let inner = pair.into_inner().next().expect("a test is a list, a type or a word");
        let place = self.place(&inner);
        let value = match inner.as_rule() {
            Rule_::list => NodeTest::List(text_of(inner.into_inner().next().expect("`@` is followed by a name"))),
            Rule_::kind => NodeTest::Kind(named(Kind::ALL, inner.as_str(), &place, "type of argument")?),
            _ => NodeTest::Lemma(text_of(inner)),
        };
        Ok(Spanned { value, place })
    }

    fn branch(&self, pair: Node_<'_>) -> Result<Branch, Diagnostic> {
        let mut need = Need::Required;
        let mut paths = Vec::new();
        let mut node = None;
        for piece in pair.into_inner() {
            match piece.as_rule() {
                Rule_::need => need = if piece.as_str() == "no" { Need::Forbidden } else { Need::Optional },
                Rule_::path => paths.push(piece.into_inner().map(|step| self.step(&step)).collect()),
                _ => node = Some(self.node(piece)?),
            }
        }
        Ok(Branch { need, paths, node: node.expect("the grammar ends a branch with a node") })
    }

    fn step(&self, pair: &Node_<'_>) -> Step {
        let text = pair.as_str();
        let label = text.trim_start_matches('^');
        Step { label: label.to_owned(), inverse: label.len() < text.len(), place: self.place(pair) }
    }

    fn fact(&self, pair: Node_<'_>) -> Result<Fact, Diagnostic> {
        let mut inner = pair.into_inner();
        let mut next = || inner.next().expect("a fact has a relation, a subject and an object");
        let relation = self.spanned(&next());
        let subject = self.value(&next());
        let object = self.value(&next());
        let attributes = inner.map(|attribute| self.attribute(attribute)).collect::<Result<_, _>>()?;
        Ok(Fact { relation, subject, object, attributes })
    }

    fn attribute(&self, pair: Node_<'_>) -> Result<Attribute, Diagnostic> {
        let mut inner = pair.into_inner();
        let name = inner.next().expect("an attribute has a name");
        let place = self.place(&name);
        let role = Spanned { value: named(Role::ALL, name.as_str(), &place, "role")?, place };
        let value = self.value(&inner.next().expect("an attribute has a value"));
        Ok(Attribute { role, value })
    }

    fn value(&self, pair: &Node_<'_>) -> Spanned<Value> {
        let inner = pair.clone().into_inner().next().expect("a value is a name or a string");
        let text = text_of(inner.clone());
        let value = match inner.as_rule() {
            Rule_::string => Value::Literal(text),
            _ if text == "none" => Value::None,
            _ => Value::Capture(text),
        };
        Spanned { value, place: self.place(pair) }
    }
}

/// The text of a name or word, or of a string without its quotes.
fn text_of(pair: Node_<'_>) -> String {
    match pair.as_rule() {
        Rule_::string => pair.into_inner().next().map_or(String::new(), |inner| inner.as_str().replace("\\\"", "\"")),
        _ => pair.as_str().to_owned(),
    }
}

/// Looks a word up in a closed set; an unknown one is told with its nearest neighbour.
fn named<T: Copy>(all: &[(&str, T)], word: &str, place: &Place, what: &str) -> Result<T, Diagnostic> {
    all.iter().find(|(name, _)| *name == word).map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<_> = all.iter().map(|(name, _)| *name).collect();
        super::unknown(what, word, place.clone(), &known)
    })
}

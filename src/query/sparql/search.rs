//! Searches for words: `?text t:matches "gas pipel*"`.
//!
//! The predicate looks like any other and can stand anywhere among the patterns; the store answers it from its index of
//! words. Since the index must be asked for something, what is searched for has to be written in the query.

use spargebra::algebra::PropertyPathExpression;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::diagnostic::Diagnostic;
use crate::graph::terms;
use crate::store::{TEXT_MATCHES, is_search};

const EXAMPLE: &str = "`?x rdfs:label ?text . ?text t:matches \"gas pipel*\"`: all words in any order, `*` for any ending, \
                       `\\\"trade war\\\"` for words that follow each other, `|` between alternatives";

/// Gives a search the predicate by which the store knows it. Other patterns stay as they are.
pub(super) fn address(pattern: &mut TriplePattern) -> Result<(), Diagnostic> {
    if pattern.predicate != NamedNodePattern::NamedNode(terms::MATCHES.into_owned()) {
        return Ok(());
    }
    match &pattern.object {
        TermPattern::Literal(text) if is_search(text.value()) => {}
        TermPattern::Literal(text) => {
            return Err(Diagnostic::new(format!("there is no word in {text} to search for")).help(EXAMPLE));
        }
        _ => return Err(Diagnostic::new("`t:matches` needs a string to search for after it").help(EXAMPLE)),
    }
    if !matches!(pattern.subject, TermPattern::Variable(_) | TermPattern::BlankNode(_)) {
        return Err(Diagnostic::new("`t:matches` finds strings, so a variable must stand before it").help(EXAMPLE));
    }
    pattern.predicate = TEXT_MATCHES.into_owned().into();
    Ok(())
}

/// Whether a path leads over a search.
pub(super) fn is_in_path(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::NamedNode(node) => node.as_ref() == terms::MATCHES,
        PropertyPathExpression::Reverse(inner)
        | PropertyPathExpression::ZeroOrMore(inner)
        | PropertyPathExpression::OneOrMore(inner)
        | PropertyPathExpression::ZeroOrOne(inner) => is_in_path(inner),
        PropertyPathExpression::Sequence(a, b) | PropertyPathExpression::Alternative(a, b) => {
            is_in_path(a) || is_in_path(b)
        }
        PropertyPathExpression::NegatedPropertySet(_) => false,
    }
}

/// Why it must not.
pub(super) fn in_path() -> Diagnostic {
    Diagnostic::new("`t:matches` cannot be repeated, reversed or an alternative within a path")
        .help("write it by itself, or at the end as in `?x rdfs:label/t:matches \"gas pipel*\"`")
}

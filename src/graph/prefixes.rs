//! The name spaces of tercet's graphs, so that queries and dumps agree on their short names.

use oxrdf::NamedNode;

/// Classes and properties of the ontology, `t:`.
pub(crate) const VOCABULARY: &str = "https://w3id.org/tercet#";
/// Entities, `:`.
pub(crate) const ENTITY: &str = "https://w3id.org/tercet/e/";
/// Articles without a URL, `a:`.
pub(crate) const ARTICLE: &str = "https://w3id.org/tercet/a/";
/// Statements and their evidence, `s:`.
pub(crate) const STATEMENT: &str = "https://w3id.org/tercet/s/";
/// Events that several statements report, `ev:`.
pub(crate) const EVENT: &str = "https://w3id.org/tercet/ev/";
/// Graphs that are no article, `g:`.
pub(crate) const GRAPH: &str = "https://w3id.org/tercet/g/";

/// Prefixes that queries may use without declaring them and that dumps declare, as `(prefix, name space)`.
pub fn prefixes() -> &'static [(&'static str, &'static str)] {
    &[
        ("", ENTITY),
        ("t", VOCABULARY),
        ("a", ARTICLE),
        ("s", STATEMENT),
        ("ev", EVENT),
        ("g", GRAPH),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("schema", "https://schema.org/"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("oa", "http://www.w3.org/ns/oa#"),
        ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
        ("time", "http://www.w3.org/2006/time#"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("foaf", "http://xmlns.com/foaf/0.1/"),
        ("wd", "http://www.wikidata.org/entity/"),
        ("wdt", "http://www.wikidata.org/prop/direct/"),
    ]
}

/// `iri` with its prefix (`t:met`), or in angle brackets where no prefix fits or the rest is no local name.
pub fn shorten(iri: &str) -> String {
    let best = prefixes().iter().filter(|(_, space)| iri.starts_with(space)).max_by_key(|(_, space)| space.len());
    match best {
        Some((prefix, space)) if is_local_name(&iri[space.len()..]) => format!("{prefix}:{}", &iri[space.len()..]),
        _ => format!("<{iri}>"),
    }
}

/// The IRI that a prefixed name (`t:met`) stands for; `None` where the prefix is unknown.
pub fn expand(name: &str) -> Option<NamedNode> {
    let (prefix, local) = name.split_once(':')?;
    let (_, space) = prefixes().iter().find(|(known, _)| *known == prefix)?;
    NamedNode::new(format!("{space}{local}")).ok()
}

/// Whether `text` is a local name of Turtle and SPARQL without any escaping by backslash.
fn is_local_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['-', '.'])
        && !text.ends_with('.')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '%') || is_name_letter(c))
}

/// Letters beyond ASCII that SPARQL allows in local names (`PN_CHARS_BASE`).
pub(crate) fn is_name_letter(c: char) -> bool {
    matches!(c,
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_what_has_a_prefix() {
        assert_eq!(shorten("https://w3id.org/tercet#met"), "t:met");
        assert_eq!(shorten("https://w3id.org/tercet/e/Vladimir_Putin"), ":Vladimir_Putin");
        assert_eq!(shorten("https://w3id.org/tercet/e/Li_Keqiang%27s"), ":Li_Keqiang%27s");
        assert_eq!(shorten("http://www.w3.org/2001/XMLSchema#date"), "xsd:date");
    }

    #[test]
    fn expands_what_has_a_known_prefix() {
        assert_eq!(expand("t:met").unwrap().as_str(), "https://w3id.org/tercet#met");
        assert_eq!(expand(":Xi_Jinping").unwrap().as_str(), "https://w3id.org/tercet/e/Xi_Jinping");
        assert_eq!(expand("https://example.org/"), None);
    }

    #[test]
    fn keeps_what_is_no_local_name() {
        assert_eq!(shorten("https://example.org/x"), "<https://example.org/x>");
        assert_eq!(shorten("https://w3id.org/tercet/a/2012/s1"), "<https://w3id.org/tercet/a/2012/s1>");
        assert_eq!(shorten("https://w3id.org/tercet/e/"), "<https://w3id.org/tercet/e/>");
    }
}

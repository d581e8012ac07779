//! What the ontology says: the terms that lowering mints, and for each relation its class, roles and words.
//!
//! `graph-data/ontology.ttl` is embedded and is the only source: lowering and the query language read the wiring of
//! relations from here. The constants of [`terms`] exist so that a misspelt term is a compile error; a test holds
//! them to the ontology.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use oxrdfio::{RdfFormat, RdfParser};

use super::EntityKind;
use super::prefixes::VOCABULARY;

/// The ontology in Turtle, as shipped.
pub const ONTOLOGY: &str = include_str!("../../graph-data/ontology.ttl");

/// Terms of the ontology that the code refers to.
pub mod terms {
    use oxrdf::NamedNodeRef;

    macro_rules! terms {
        ($($name:ident = $local:literal),* $(,)?) => {
            $(#[doc = concat!("`t:", $local, "`")]
            pub const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!("https://w3id.org/tercet#", $local));)*

            #[cfg(test)]
            pub(super) const ALL: &[NamedNodeRef<'static>] = &[$($name),*];
        };
    }

    /// `skos:altLabel`.
    pub const ALT_LABEL: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel");

    /// `owl:sameAs`.
    pub const SAME_AS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#sameAs");

    terms! {
        ARTICLE_CLASS = "Article", KEY = "key", ARTICLE_NAME = "articleName", TITLE = "title", URL = "url",
        PUBLISHER = "publisher", SOURCE = "source", TEXT = "text", MATCHES = "matches", TEXT_HASH = "textHash", VERSION = "version",
        ENTITY = "Entity", ACTOR = "Actor", PERSON = "Person", COUNTRY = "Country", ORGANISATION = "Organisation",
        PLACE_CLASS = "Place", EVENT_CLASS = "Event", ARTEFACT = "Artefact", TOPIC_CLASS = "Topic",
        NAME = "name", ALIAS = "alias", KIND = "kind",
        STATEMENT = "Statement", OCCURRENCE = "Occurrence", STATE = "State", TENURE = "Tenure",
        ARTICLE = "article", EVENT = "event", EVENT_KEY = "eventKey", DATED = "dated", STATUS = "status", ACTUAL = "actual", PLANNED = "planned",
        NEGATED = "negated", FORMER = "former", ATTRIBUTED_TO = "attributedTo", RULE = "rule",
        CONFIDENCE = "confidence", UNJUDGED = "unjudged", MERGED_INTO = "mergedInto",
        JUDGED_NAME = "judgedName", APART_FROM = "apartFrom", APART_IN = "apartIn",
        PROFILE_OF = "profileOf", PROFILE_NAME = "profileName", HOME = "home", WALK_OF_LIFE = "walkOfLife", NAMESAKE = "namesake",
        DATE = "date", EARLIEST = "earliest", LATEST = "latest", VALUE = "value",
        CURRENCY = "currency", UNIT = "unit", HEDGE = "hedge", TOPIC = "topic",
        EVIDENCE_CLASS = "Evidence", EVIDENCE = "evidence", QUOTE = "quote", START = "start", END = "end",
        RELATION = "Relation", RELATION_NAME = "relationName", STATEMENT_CLASS = "statementClass",
        SUBJECT_ROLE = "subjectRole", OBJECT_ROLE = "objectRole", NOUN = "noun", VERB = "verb", INFINITIVE = "infinitive",
        SUBJECT_NOUN = "subjectNoun", OBJECT_NOUN = "objectNoun", TAKES = "takes", PREPOSITION = "preposition",
        ROLE = "role", PARTICIPANT = "participant", SUBJECT = "subject", OBJECT = "object", PLACE = "place",
    }
}

/// How statements of one relation become triples, and by which words a question names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Name in statements and rule files (`deal`).
    pub name: String,
    /// How a statement that holds reads between its arguments ("met", "deal with").
    pub label: String,
    /// The verb phrase for what is planned or denied ("meet": "to meet", "did not meet").
    pub infinitive: String,
    /// Property of the direct triple (`t:dealWith`).
    pub property: NamedNode,
    /// Class of the statement (`t:Deal`).
    pub class: NamedNode,
    /// Property from the statement to the subject (`t:party`).
    pub subject_role: NamedNode,
    /// Property from the statement to the object (`t:party`).
    pub object_role: NamedNode,
    /// Whether the triple holds both ways.
    pub symmetric: bool,
    /// Whether the object is words of the text instead of an entity (titles, speeches).
    pub literal_object: bool,
    /// Whether statements happen at a time and again, instead of lasting.
    pub occurrence: bool,
    /// What a subject of unknown kind is, where the relation tells.
    pub subject_kind: Option<EntityKind>,
    /// What an object of unknown kind is, where the relation tells.
    pub object_kind: Option<EntityKind>,
    /// Verb phrases in the base form, subject first ("meet with").
    pub verbs: Vec<String>,
    /// Nouns for the subject ("member" of the object).
    pub subject_nouns: Vec<String>,
    /// Nouns for the object ("destination" of the subject).
    pub object_nouns: Vec<String>,
}

/// A class of entities or statements and the words by which a question names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its IRI.
    pub iri: NamedNode,
    /// Label in English, lower case.
    pub label: String,
    /// Direct superclasses within the ontology.
    pub superclasses: Vec<NamedNode>,
    /// Singular nouns for its members ("meeting").
    pub nouns: Vec<String>,
    /// Prepositions with the role that each names ("with" → `t:party`).
    pub takes: Vec<(String, NamedNode)>,
}

/// The ontology, ready for looking up.
#[derive(Debug)]
pub struct Vocabulary {
    relations: BTreeMap<String, Relation>,
    classes: BTreeMap<String, Class>,
    /// `rdfs:comment` of every term that has one.
    comments: BTreeMap<String, String>,
}

impl Vocabulary {
    /// The vocabulary of the shipped ontology.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(&ontology()));
        &EMBEDDED
    }

    /// The relation of that name. One that the ontology does not know gets the generic class and roles, so that a
    /// user's rule file needs no ontology.
    pub fn relation(&self, name: &str) -> Relation {
        self.relations.get(name).cloned().unwrap_or_else(|| generic_relation(name))
    }

    /// The relations of the ontology, by name.
    pub fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.relations.values()
    }

    /// The classes of the ontology, by IRI.
    pub fn classes(&self) -> impl Iterator<Item = &Class> {
        self.classes.values()
    }

    /// The class with that IRI.
    pub fn class(&self, iri: &str) -> Option<&Class> {
        self.classes.get(iri)
    }

    /// The relation whose direct triples have that property.
    pub fn relation_of_property(&self, property: &str) -> Option<&Relation> {
        self.relations.values().find(|relation| relation.property.as_str() == property)
    }

    /// Whether triples of that property state facts: those of a relation of the ontology, or of one that a user's rule
    /// file introduced, whose property is in our name space but no term of the ontology.
    pub fn is_relation(&self, property: &str) -> bool {
        self.relation_of_property(property).is_some()
            || (property.starts_with(VOCABULARY) && !self.comments.contains_key(property))
    }

    /// What the ontology says about one of its terms.
    pub fn comment(&self, iri: &str) -> Option<&str> {
        self.comments.get(iri).map(String::as_str)
    }

    fn read(ontology: &Graph) -> Self {
        let relations = subjects_of_type(ontology, terms::RELATION)
            .into_iter()
            .map(|property| read_relation(ontology, property))
            .map(|relation| (relation.name.clone(), relation))
            .collect();
        let classes = subjects_of_type(ontology, OWL_CLASS)
            .into_iter()
            .map(|class| (class.as_str().to_owned(), read_class(ontology, class)))
            .collect();
        let comments = ontology
            .triples_for_predicate(rdfs::COMMENT)
            .filter_map(|triple| match (triple.subject, triple.object) {
                (NamedOrBlankNodeRef::NamedNode(term), TermRef::Literal(comment)) => {
                    Some((term.as_str().to_owned(), comment.value().to_owned()))
                }
                _ => None,
            })
            .collect();
        Self { relations, classes, comments }
    }
}

const OWL_CLASS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#Class");
const OWL_SYMMETRIC: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#SymmetricProperty");

/// The class of entities of that kind; none for [`EntityKind::Unknown`].
pub fn class_of_kind(kind: EntityKind) -> Option<NamedNodeRef<'static>> {
    Some(match kind {
        EntityKind::Person => terms::PERSON,
        EntityKind::Country => terms::COUNTRY,
        EntityKind::Place => terms::PLACE_CLASS,
        EntityKind::Organisation => terms::ORGANISATION,
        EntityKind::Event => terms::EVENT_CLASS,
        EntityKind::Artefact => terms::ARTEFACT,
        EntityKind::Phrase => terms::TOPIC_CLASS,
        EntityKind::Unknown => return None,
    })
}

/// What an entity of that class is.
pub(super) fn kind_of_class(class: NamedNodeRef<'_>) -> Option<EntityKind> {
    use EntityKind::{Artefact, Country, Event, Organisation, Person, Phrase, Place};
    [Person, Country, Place, Organisation, Event, Artefact, Phrase]
        .into_iter()
        .find(|kind| class_of_kind(*kind) == Some(class))
}

fn generic_relation(name: &str) -> Relation {
    Relation {
        name: name.to_owned(),
        label: words_of_name(name),
        infinitive: words_of_name(name),
        property: NamedNode::new_unchecked(format!("{VOCABULARY}{}", super::iri::escape_name(name))),
        class: terms::STATEMENT.into_owned(),
        subject_role: terms::SUBJECT.into_owned(),
        object_role: terms::OBJECT.into_owned(),
        symmetric: false,
        literal_object: false,
        occurrence: true,
        subject_kind: None,
        object_kind: None,
        verbs: vec![words_of_name(name)],
        subject_nouns: Vec::new(),
        object_nouns: Vec::new(),
    }
}

/// "foundedBy" as "founded by".
fn words_of_name(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

fn ontology() -> Graph {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(ONTOLOGY.as_bytes())
        .map(|quad| quad.expect("the embedded ontology is Turtle: a test reads it"))
        .map(|quad| oxrdf::Triple::new(quad.subject, quad.predicate, quad.object))
        .collect()
}

fn subjects_of_type<'a>(graph: &'a Graph, class: NamedNodeRef<'a>) -> Vec<NamedNodeRef<'a>> {
    let mut found: Vec<_> = graph
        .subjects_for_predicate_object(rdf::TYPE, class)
        .filter_map(|subject| match subject {
            NamedOrBlankNodeRef::NamedNode(node) => Some(node),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        })
        .collect();
    found.sort_unstable_by_key(|node| node.as_str());
    found
}

fn read_relation(graph: &Graph, property: NamedNodeRef<'_>) -> Relation {
    let node = |predicate: NamedNodeRef<'_>| {
        object_node(graph, property, predicate)
            .unwrap_or_else(|| panic!("the ontology gives {property} no {predicate}: a test reads it"))
            .into_owned()
    };
    let word = |predicate| words(graph, property, predicate).into_iter().next().unwrap_or_default();
    let class = node(terms::STATEMENT_CLASS);
    let range = object_node(graph, property, rdfs::RANGE);
    Relation {
        name: word(terms::RELATION_NAME),
        label: word(rdfs::LABEL),
        infinitive: word(terms::INFINITIVE),
        property: property.into_owned(),
        subject_role: node(terms::SUBJECT_ROLE),
        object_role: node(terms::OBJECT_ROLE),
        symmetric: graph.contains(oxrdf::TripleRef::new(property, rdf::TYPE, OWL_SYMMETRIC)),
        literal_object: range == Some(xsd::STRING),
        occurrence: superclasses(graph, class.as_ref()).contains(&terms::OCCURRENCE),
        subject_kind: object_node(graph, property, rdfs::DOMAIN).and_then(kind_of_class),
        object_kind: range.and_then(kind_of_class),
        verbs: words(graph, property, terms::VERB),
        subject_nouns: words(graph, property, terms::SUBJECT_NOUN),
        object_nouns: words(graph, property, terms::OBJECT_NOUN),
        class,
    }
}

fn read_class(graph: &Graph, class: NamedNodeRef<'_>) -> Class {
    let mut takes = BTreeSet::new();
    for node in graph.objects_for_subject_predicate(class, terms::TAKES) {
        let TermRef::BlankNode(node) = node else { continue };
        let Some(role) = object_node(graph, node, terms::ROLE) else { continue };
        takes.extend(words(graph, node, terms::PREPOSITION).into_iter().map(|word| (word, role.into_owned())));
    }
    Class {
        iri: class.into_owned(),
        label: words(graph, class, rdfs::LABEL).into_iter().next().unwrap_or_default(),
        superclasses: superclasses(graph, class).into_iter().map(NamedNodeRef::into_owned).collect(),
        nouns: words(graph, class, terms::NOUN),
        takes: takes.into_iter().collect(),
    }
}

fn superclasses<'a>(graph: &'a Graph, class: NamedNodeRef<'a>) -> Vec<NamedNodeRef<'a>> {
    let mut found: Vec<_> = graph
        .objects_for_subject_predicate(class, rdfs::SUB_CLASS_OF)
        .filter_map(|object| match object {
            TermRef::NamedNode(node) if node.as_str().starts_with(VOCABULARY) => Some(node),
            _ => None,
        })
        .collect();
    found.sort_unstable_by_key(|node| node.as_str());
    found
}

fn object_node<'a>(
    graph: &'a Graph,
    subject: impl Into<NamedOrBlankNodeRef<'a>>,
    predicate: NamedNodeRef<'a>,
) -> Option<NamedNodeRef<'a>> {
    graph.objects_for_subject_predicate(subject, predicate).find_map(|object| match object {
        TermRef::NamedNode(node) => Some(node),
        _ => None,
    })
}

/// The strings of a property, sorted: RDF keeps no order.
fn words<'a>(
    graph: &'a Graph,
    subject: impl Into<NamedOrBlankNodeRef<'a>>,
    predicate: NamedNodeRef<'a>,
) -> Vec<String> {
    let mut words: Vec<_> = graph
        .objects_for_subject_predicate(subject, predicate)
        .filter_map(|object| match object {
            TermRef::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        })
        .collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relations of the statement schema.
    const RELATIONS: &[&str] = &[
        "accused",
        "affiliatedWith",
        "attacked",
        "attended",
        "awarded",
        "cooperatesWith",
        "deal",
        "exportsTo",
        "hosted",
        "investsIn",
        "locatedIn",
        "memberOf",
        "met",
        "opposes",
        "partOf",
        "position",
        "said",
        "sanctioned",
        "spokeWith",
        "succeeded",
        "supports",
        "tradeVolume",
        "visited",
    ];

    #[test]
    fn every_relation_of_the_schema_is_wired() {
        let names: Vec<_> = Vocabulary::embedded().relations().map(|relation| relation.name.as_str()).collect();
        assert_eq!(names, RELATIONS);
        for relation in Vocabulary::embedded().relations() {
            assert!(Vocabulary::embedded().class(relation.class.as_str()).is_some(), "{}: no class", relation.name);
            assert!(!relation.label.is_empty() && !relation.name.is_empty());
            assert!(relation.verbs.contains(&relation.infinitive), "{}: a question cannot name it", relation.name);
            assert_eq!(relation.symmetric, relation.subject_role == relation.object_role, "{}", relation.name);
        }
    }

    #[test]
    fn symmetric_relations_are_those_without_order() {
        let symmetric: Vec<_> =
            Vocabulary::embedded().relations().filter(|r| r.symmetric).map(|r| r.name.as_str()).collect();
        assert_eq!(symmetric, ["cooperatesWith", "deal", "met", "spokeWith", "tradeVolume"]);
    }

    #[test]
    fn every_term_of_the_code_is_documented_in_the_ontology() {
        let graph = ontology();
        for term in terms::ALL {
            assert!(!words(&graph, *term, rdfs::LABEL).is_empty(), "{term} has no label");
            assert!(!words(&graph, *term, rdfs::COMMENT).is_empty(), "{term} has no comment");
        }
    }

    #[test]
    fn every_term_that_the_ontology_mentions_is_declared_in_it() {
        let graph = ontology();
        for triple in &graph {
            for node in [Some(triple.predicate), triple_object(triple.object)].into_iter().flatten() {
                if node.as_str().starts_with(VOCABULARY) {
                    assert!(graph.triples_for_subject(node).next().is_some(), "{node} is used but not declared");
                }
            }
        }
    }

    #[test]
    fn every_term_is_explained_so_that_what_is_not_is_a_relation_of_the_user() {
        let graph = ontology();
        for triple in &graph {
            if let oxrdf::NamedOrBlankNodeRef::NamedNode(term) = triple.subject
                && term.as_str().starts_with(VOCABULARY)
            {
                assert!(Vocabulary::embedded().comment(term.as_str()).is_some(), "{term} has no rdfs:comment");
            }
        }
        assert!(!Vocabulary::embedded().is_relation(terms::STATUS.as_str()));
        assert!(Vocabulary::embedded().is_relation("https://w3id.org/tercet#foundedBy"));
    }

    fn triple_object(object: TermRef<'_>) -> Option<NamedNodeRef<'_>> {
        if let TermRef::NamedNode(node) = object { Some(node) } else { None }
    }

    #[test]
    fn a_relation_without_an_entry_gets_the_generic_class() {
        let relation = Vocabulary::embedded().relation("foundedBy");
        assert_eq!(relation.property.as_str(), "https://w3id.org/tercet#foundedBy");
        assert_eq!(relation.class, terms::STATEMENT);
        assert_eq!(relation.label, "founded by");
    }

    #[test]
    fn words_lead_to_roles() {
        let visit = Vocabulary::embedded().class("https://w3id.org/tercet#Visit").unwrap();
        assert!(visit.nouns.contains(&"trip".to_owned()));
        assert!(visit.takes.iter().any(|(word, role)| word == "to" && role.as_str().ends_with("#destination")));
    }
}

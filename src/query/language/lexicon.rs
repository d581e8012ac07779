//! The words of the language that come from the ontology and from the graph: nouns, verbs and the prepositions that name
//! roles. A relation that only a user's rule file knows is found in the graph and becomes a noun and a verb like the
//! rest.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedNode, NamedNodeRef};

use super::inflect::{noun_forms, verb_forms};
use crate::graph::{Relation, Vocabulary, terms};
use crate::store::Snapshot;

/// What a noun asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    /// Statements of a class; of any class for `t:Statement`. With a relation, those that state it.
    Statements(NamedNode, Option<Box<Relation>>),
    /// One end of relations: "members of".
    Argument(Vec<Relation>, Side),
    /// Entities of a class.
    Entities(NamedNode),
}

/// An end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Subject,
    Object,
}

impl Side {
    /// The role in which this end hangs on a statement.
    pub(crate) fn role(self, relation: &Relation) -> &NamedNode {
        match self {
            Self::Subject => &relation.subject_role,
            Self::Object => &relation.object_role,
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Subject => Self::Object,
            Self::Object => Self::Subject,
        }
    }
}

/// All words that questions to one graph may use.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    nouns: BTreeMap<String, Noun>,
    verbs: BTreeMap<String, Vec<Relation>>,
    relations: Vec<Relation>,
    /// Class → preposition → roles.
    takes: BTreeMap<String, BTreeMap<String, Vec<NamedNode>>>,
    prepositions: BTreeSet<String>,
}

/// Prepositions that any noun for one end of a relation takes before the other end.
pub(crate) const LINKS: [&str; 8] = ["of", "to", "in", "for", "from", "with", "at", "by"];

impl Lexicon {
    /// The words of the ontology, and those of the relations that only the graph knows.
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        let vocabulary = Vocabulary::embedded();
        let mut relations: Vec<Relation> = vocabulary.relations().cloned().collect();
        relations.extend(own_relations(snapshot));
        Self::new(vocabulary, relations)
    }

    fn new(vocabulary: &Vocabulary, relations: Vec<Relation>) -> Self {
        let mut lexicon = Self {
            nouns: BTreeMap::new(),
            verbs: BTreeMap::new(),
            relations: Vec::new(),
            takes: BTreeMap::new(),
            prepositions: LINKS.iter().map(|link| (*link).to_owned()).collect(),
        };
        for class in vocabulary.classes() {
            lexicon.take_class(vocabulary, class);
        }
        for relation in relations {
            lexicon.take_relation(relation);
        }
        lexicon
    }

    fn take_class(&mut self, vocabulary: &Vocabulary, class: &crate::graph::Class) {
        let is_statement = is_a(vocabulary, &class.iri, terms::STATEMENT);
        for form in class.nouns.iter().flat_map(|noun| noun_forms(noun)) {
            let noun = if is_statement {
                Noun::Statements(class.iri.clone(), None)
            } else {
                Noun::Entities(class.iri.clone())
            };
            let weaker = |known: &Noun| matches!(known, Noun::Statements(known, None) if *known == terms::STATEMENT);
            // "statement" is what somebody says, before it is any fact.
            if class.iri.as_ref() != terms::STATEMENT || !self.nouns.contains_key(&form) {
                let known = self.nouns.get(&form);
                if known.is_none_or(weaker) {
                    self.nouns.insert(form, noun);
                }
            }
        }
        if is_statement {
            let mut roles: BTreeMap<String, Vec<NamedNode>> = BTreeMap::new();
            for class in lineage(vocabulary, &class.iri) {
                for (preposition, role) in class.takes.iter() {
                    self.prepositions.insert(preposition.clone());
                    let known = roles.entry(preposition.clone()).or_default();
                    if !known.contains(role) {
                        known.push(role.clone());
                    }
                }
            }
            self.takes.insert(class.iri.as_str().to_owned(), roles);
        }
    }

    fn take_relation(&mut self, relation: Relation) {
        for (nouns, side) in [(&relation.subject_nouns, Side::Subject), (&relation.object_nouns, Side::Object)] {
            for form in nouns.iter().flat_map(|noun| noun_forms(noun)) {
                match self.nouns.get_mut(&form) {
                    None => {
                        self.nouns.insert(form, Noun::Argument(vec![relation.clone()], side));
                    }
                    Some(Noun::Argument(known, of)) if *of == side => known.push(relation.clone()),
                    Some(_) => {}
                }
            }
        }
        let labels = [relation.label.clone()];
        let forms: BTreeSet<String> = relation
            .verbs
            .iter()
            .flat_map(|verb| verb_forms(verb))
            .chain(labels)
            .chain([relation.name.clone()])
            .collect();
        for form in forms {
            self.verbs.entry(form.to_lowercase()).or_default().push(relation.clone());
        }
        // The statements of a relation that has no class of its own are named by the relation.
        if relation.class == terms::STATEMENT {
            for form in [relation.name.to_lowercase(), relation.label.clone()] {
                let noun = Noun::Statements(relation.class.clone(), Some(Box::new(relation.clone())));
                self.nouns.entry(form).or_insert(noun);
            }
        }
        self.relations.push(relation);
    }

    /// The noun of one to three words that `words` begin with, the longest first, and how many words it takes.
    pub(crate) fn noun<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> Option<(usize, String, Noun)> {
        (1..=3).rev().find_map(|length| {
            let phrase = joined(words.clone(), length)?;
            self.nouns.get(&phrase).map(|noun| (length, phrase.clone(), noun.clone()))
        })
    }

    /// The verb phrase that `words` begin with, the longest first, its relations, and how many words it takes.
    pub(crate) fn verb<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> Option<(usize, Vec<Relation>)> {
        (1..=5).rev().find_map(|length| {
            let phrase = joined(words.clone(), length)?;
            self.verbs.get(&phrase).map(|relations| (length, relations.clone()))
        })
    }

    /// The roles that a preposition names with a class of statements, the class's own first.
    pub(crate) fn roles(&self, class: &NamedNode, preposition: &str) -> Vec<NamedNode> {
        self.takes.get(class.as_str()).and_then(|takes| takes.get(preposition)).cloned().unwrap_or_default()
    }

    /// The prepositions that a class of statements takes, sorted.
    pub(crate) fn takes(&self, class: &NamedNode) -> Vec<&str> {
        self.takes.get(class.as_str()).into_iter().flat_map(|takes| takes.keys().map(String::as_str)).collect()
    }

    /// Whether the word stands before a role of some class.
    pub(crate) fn is_preposition(&self, word: &str) -> bool {
        self.prepositions.contains(&word.to_lowercase())
    }

    /// The relations whose statements have that class.
    pub(crate) fn relations_of(&self, class: &NamedNode) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(move |relation| relation.class == *class)
    }

    /// The relation whose direct triples have that property.
    pub(crate) fn relation_of_property(&self, property: &str) -> Option<&Relation> {
        self.relations.iter().find(|relation| relation.property.as_str() == property)
    }

    /// All relations.
    pub(crate) fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// All nouns, in every form.
    pub(crate) fn nouns(&self) -> impl Iterator<Item = (&str, &Noun)> {
        self.nouns.iter().map(|(form, noun)| (form.as_str(), noun))
    }

    /// All verb phrases, in every form.
    pub(crate) fn verbs(&self) -> impl Iterator<Item = &str> {
        self.verbs.keys().map(String::as_str)
    }
}

fn joined<'w>(words: impl Iterator<Item = &'w str>, length: usize) -> Option<String> {
    let words: Vec<String> = words.take(length).map(str::to_lowercase).collect();
    (words.len() == length).then(|| words.join(" "))
}

/// A class and what it is a kind of, nearest first.
fn lineage<'v>(vocabulary: &'v Vocabulary, class: &NamedNode) -> Vec<&'v crate::graph::Class> {
    let mut found: Vec<&crate::graph::Class> = vocabulary.class(class.as_str()).into_iter().collect();
    let mut next = 0;
    while let Some(class) = found.get(next).copied() {
        for above in &class.superclasses {
            if let Some(above) = vocabulary.class(above.as_str())
                && !found.iter().any(|known| known.iri == above.iri)
            {
                found.push(above);
            }
        }
        next += 1;
    }
    found
}

/// Whether a class is `ancestor` or a kind of it.
pub(crate) fn is_a(vocabulary: &Vocabulary, class: &NamedNode, ancestor: NamedNodeRef<'_>) -> bool {
    lineage(vocabulary, class).iter().any(|class| class.iri.as_ref() == ancestor)
}

/// The relations of the graph that the ontology does not know.
fn own_relations(snapshot: &Snapshot) -> Vec<Relation> {
    let space = terms::STATEMENT.as_str().trim_end_matches("Statement");
    let found = crate::query::own_relations(snapshot);
    let names = found.iter().filter_map(|(property, _)| property.as_str().strip_prefix(space));
    names.map(|name| Vocabulary::embedded().relation(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let vocabulary = Vocabulary::embedded();
        let own = [vocabulary.relation("founded"), vocabulary.relation("ownsStakeIn")];
        Lexicon::new(vocabulary, vocabulary.relations().cloned().chain(own).collect())
    }

    #[test]
    fn every_relation_and_event_type_can_be_named() {
        let lexicon = lexicon();
        for relation in lexicon.relations() {
            let verb = lexicon.verb(relation.infinitive.split(' '));
            assert!(verb.is_some_and(|(_, found)| found.contains(relation)), "{}: no verb", relation.name);
            let by_noun = lexicon.nouns().any(|(_, noun)| match noun {
                Noun::Statements(class, None) => *class == relation.class,
                Noun::Statements(_, Some(own)) => **own == *relation,
                Noun::Argument(relations, _) => relations.contains(relation),
                Noun::Entities(_) => false,
            });
            assert!(by_noun, "{}: no noun", relation.name);
        }
    }

    #[test]
    fn a_users_relation_is_a_noun_and_a_verb() {
        let lexicon = lexicon();
        assert!(lexicon.verb("founded Gazprom".split(' ')).is_some());
        assert!(lexicon.verb("owns stake in".split(' ')).is_some());
        assert!(matches!(lexicon.noun("founded by".split(' ')), Some((1, _, Noun::Statements(_, Some(_))))));
    }

    #[test]
    fn the_most_telling_noun_wins() {
        let lexicon = lexicon();
        let class = |words: &str| match lexicon.noun(words.split(' ')) {
            Some((_, _, Noun::Statements(class, None))) => class.as_str().rsplit('#').next().unwrap().to_owned(),
            other => panic!("{words}: {other:?}"),
        };
        assert_eq!(class("statements by Xi"), "Speech");
        assert_eq!(class("phone calls with Xi"), "Conversation");
        assert_eq!(class("facts about Xi"), "Statement");
    }
}

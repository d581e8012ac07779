//! People of one name in several articles: one entity where what the articles tell of them agrees, else several.
//!
//! Lowering notes of every person whom an article gives both somewhere to belong and a walk of life a *profile*.
//! Profiles of one name agree if they share a country or organisation, or else the walk of life (offices of different
//! states never agree). Where all profiles hang together, all articles mean one person. Where they fall into groups,
//! each group is a person, named with what it belongs to: "Ada Berg (Norland)". An article that tells too little keeps
//! the bare name, because nobody can say whom it means.
//!
//! Who is told apart is a function of the set of articles. An article that comes or goes may change it for others that
//! use the name, which are then rewritten in the same transaction; what users judged goes before it. People whom the
//! gazetteer knows are one each, and have no profile.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{GraphName, Literal, LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use xxhash_rust::xxh3::xxh3_64;

use super::derived::Quads;
use super::identity::{Identity, identify};
use super::iri::escape_name;
use super::judgement::Judged;
use super::occupation::{STATE, walk_of_life};
use super::prefixes::{ENTITY, STATEMENT};
use super::vocabulary::terms;
use super::{EntityKind, Statement, Status};

/// What an article tells of a person, as far as it tells namesakes apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Profile {
    /// The name in the graph.
    pub(super) name: String,
    /// Names of the countries and organisations that the person belongs or belonged to.
    pub(super) homes: BTreeSet<String>,
    /// Walks of life.
    pub(super) walks: BTreeSet<String>,
}

impl Profile {
    fn is_telling(&self) -> bool {
        !self.homes.is_empty() && !self.walks.is_empty()
    }

    fn agrees_with(&self, other: &Self) -> bool {
        let mut shared = self.walks.intersection(&other.walks);
        !self.homes.is_disjoint(&other.homes) || shared.any(|walk| walk != STATE)
    }
}

/// The profiles of an article by the IRI of the person, those that tell too little left out.
pub(super) fn profiles(statements: &[Statement], identity: &dyn Identity) -> BTreeMap<NamedNode, Profile> {
    let mut found: BTreeMap<NamedNode, Profile> = BTreeMap::new();
    let posts = statements.iter().filter(|stmt| matches!(stmt.relation.as_str(), "affiliatedWith" | "position"));
    let held = posts.filter(|stmt| matches!(stmt.status, Status::Actual | Status::Former));
    for stmt in held.filter(|stmt| matches!(stmt.subject.kind, EntityKind::Person | EntityKind::Unknown)) {
        let Some(object) = &stmt.object else { continue };
        // A surname alone may be anybody's; a known person is one.
        if !stmt.subject.name.contains(' ') || identity.is_well_known(&stmt.subject) {
            continue;
        }
        let person = identify(&stmt.subject, identity);
        let profile = found.entry(person.iri).or_default();
        profile.name = person.name;
        if stmt.relation == "position" {
            profile.walks.extend(walk_of_life(&object.name).map(str::to_owned));
        } else {
            profile.homes.insert(identify(object, identity).name);
            profile.homes.extend(identity.country_of(object));
        }
    }
    // "a spokesman for the Foreign Ministry", which is Norland's; one step, so that the order of statements is nothing.
    let wholes: Vec<(String, String)> = statements
        .iter()
        .filter(|stmt| stmt.relation == "partOf")
        .filter_map(|stmt| {
            Some((identify(&stmt.subject, identity).name, identify(stmt.object.as_ref()?, identity).name))
        })
        .collect();
    for profile in found.values_mut() {
        let around = wholes.iter().filter(|(part, _)| profile.homes.contains(part)).map(|(_, whole)| whole.clone());
        let around: Vec<String> = around.collect();
        profile.homes.extend(around);
    }
    found.retain(|_, profile| profile.is_telling());
    found
}

/// The node of a profile: the same in all articles that tell the same.
fn profile_iri(person: &NamedNode, profile: &Profile) -> NamedNode {
    let content = format!("{} {:?} {:?}", person.as_str(), profile.homes, profile.walks);
    NamedNode::new_unchecked(format!("{STATEMENT}profile-{:016x}", xxh3_64(content.as_bytes())))
}

/// The profiles as quads of their article. All values are literals: what users judge about entities must not change them.
pub(super) fn describe(profiles: &BTreeMap<NamedNode, Profile>, article: &NamedNode) -> Vec<Quad> {
    let mut quads = Vec::new();
    for (person, profile) in profiles {
        let node = profile_iri(person, profile);
        let mut add = |predicate: NamedNodeRef<'_>, text: &str| {
            quads.push(literal_quad(&node, predicate, text, article));
        };
        add(terms::PROFILE_OF, local_name(person));
        add(terms::PROFILE_NAME, &profile.name);
        profile.homes.iter().for_each(|home| add(terms::HOME, home));
        profile.walks.iter().for_each(|walk| add(terms::WALK_OF_LIFE, walk));
    }
    quads
}

/// What follows the prefix of entities.
fn local_name(person: &NamedNode) -> &str {
    person.as_str().strip_prefix(ENTITY).unwrap_or(person.as_str())
}

fn literal_quad(node: &NamedNode, predicate: NamedNodeRef<'_>, text: &str, article: &NamedNode) -> Quad {
    Quad::new(node.clone(), predicate.into_owned(), Literal::new_simple_literal(text), article.clone())
}

/// A profile as some articles tell it.
#[derive(Clone, Debug, Default)]
struct Told {
    profile: Profile,
    articles: BTreeSet<NamedNode>,
    /// The name of whom those articles mean by it, where that is not the bare name; of articles that disagree the least.
    meant: Option<String>,
}

/// The profiles among the quads of articles, by the person's bare IRI and the node.
fn read<'q>(quads: impl Iterator<Item = &'q Quad>) -> BTreeMap<NamedNode, BTreeMap<NamedNode, Told>> {
    let mut told: BTreeMap<&NamedNode, Told> = BTreeMap::new();
    let mut persons: BTreeMap<&NamedNode, NamedNode> = BTreeMap::new();
    for quad in quads {
        let (NamedOrBlankNode::NamedNode(node), Term::Literal(text)) = (&quad.subject, &quad.object) else { continue };
        let text = text.value();
        match quad.predicate.as_ref() {
            terms::PROFILE_OF => {
                persons.insert(node, NamedNode::new_unchecked(format!("{ENTITY}{text}")));
                if let GraphName::NamedNode(article) = &quad.graph_name {
                    told.entry(node).or_default().articles.insert(article.clone());
                }
            }
            terms::PROFILE_NAME => text.clone_into(&mut told.entry(node).or_default().profile.name),
            terms::HOME => drop(told.entry(node).or_default().profile.homes.insert(text.to_owned())),
            terms::WALK_OF_LIFE => drop(told.entry(node).or_default().profile.walks.insert(text.to_owned())),
            terms::NAMESAKE => {
                let meant = &mut told.entry(node).or_default().meant;
                if meant.as_deref().is_none_or(|other| text < other) {
                    *meant = Some(text.to_owned());
                }
            }
            _ => {}
        }
    }
    let mut found: BTreeMap<NamedNode, BTreeMap<NamedNode, Told>> = BTreeMap::new();
    for (node, told) in told {
        if let Some(person) = persons.get(node) {
            found.entry(person.clone()).or_default().insert(node.clone(), told);
        }
    }
    found
}

/// The quads by which articles other than `except` have a profile of a person.
fn profiles_of(store: &impl Quads, person: &NamedNode, except: NamedNodeRef<'_>) -> Vec<Quad> {
    let local = LiteralRef::new_simple_literal(local_name(person));
    let here = GraphName::from(except.into_owned());
    let all = store.matching(None, Some(terms::PROFILE_OF), Some(local.into()), None);
    all.filter(|quad| quad.graph_name != here).collect()
}

/// What the articles with these profiles of a person tell.
fn told_of(store: &impl Quads, person: &NamedNode, mut quads: Vec<Quad>) -> BTreeMap<NamedNode, Told> {
    // Any one article has all of a profile; whom it means may differ while articles are being rewritten.
    let mut places: BTreeMap<NamedNode, NamedNode> = BTreeMap::new();
    for quad in &quads {
        if let (NamedOrBlankNode::NamedNode(node), GraphName::NamedNode(article)) = (&quad.subject, &quad.graph_name) {
            places.entry(node.clone()).or_insert_with(|| article.clone());
        }
    }
    for (node, article) in &places {
        quads.extend(store.matching(Some(node.as_ref()), None, None, Some(article.as_ref())));
    }
    read(quads.iter()).remove(person).unwrap_or_default()
}

/// The name of whom each profile means; none for the bare name.
fn meanings(told: &BTreeMap<NamedNode, Told>) -> BTreeMap<NamedNode, Option<String>> {
    let profiles: Vec<(&NamedNode, &Profile)> = told.iter().map(|(node, told)| (node, &told.profile)).collect();
    // Every profile points to an earlier one of its group, the first to itself.
    let mut group: Vec<usize> = (0..profiles.len()).collect();
    for at in 0..profiles.len() {
        for before in 0..at {
            if profiles[before].1.agrees_with(profiles[at].1) {
                let (one, other) = (group[before], group[at]);
                group.iter_mut().filter(|member| **member == other).for_each(|member| *member = one);
            }
        }
    }
    let several = group.iter().any(|&member| member != group[0]);
    let mut homes: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (index, (_, profile)) in profiles.iter().enumerate() {
        homes.entry(group[index]).or_default().extend(profile.homes.iter().map(String::as_str));
    }
    let name = |index: usize| {
        let home = homes[&group[index]].first().copied().unwrap_or_default();
        several.then(|| format!("{} ({home})", profiles[index].1.name))
    };
    profiles.iter().enumerate().map(|(index, (node, _))| ((*node).clone(), name(index))).collect()
}

/// Whom names mean in one article: by the bare IRI, with the profile that tells.
#[derive(Clone, Debug, Default)]
pub struct Namesakes {
    meant: BTreeMap<NamedNode, (NamedNode, Judged)>,
}

impl Namesakes {
    /// Whether every name means whom it usually means.
    pub(super) fn is_empty(&self) -> bool {
        self.meant.is_empty()
    }

    /// Who is meant by an entity, if not itself.
    pub(super) fn get(&self, entity: &NamedNode) -> Option<&Judged> {
        self.meant.get(entity).map(|(_, meant)| meant)
    }

    /// What an article keeps of it, so that a later look sees whether anything changed.
    pub(super) fn quads(&self, article: &NamedNode) -> Vec<Quad> {
        self.meant.values().map(|(node, meant)| literal_quad(node, terms::NAMESAKE, &meant.name, article)).collect()
    }
}

/// Who is meant in an article that gets these contents (without judgements; none if it is removed), and the other
/// articles in which a name means somebody else by that.
///
/// `stored` are the article's quads in the store.
pub fn namesakes(
    store: &impl Quads,
    article: NamedNodeRef<'_>,
    stored: &[Quad],
    contents: &[Quad],
) -> (Namesakes, BTreeSet<NamedNode>) {
    let (mut old, mut new) = (read(stored.iter()), read(contents.iter()));
    let persons: BTreeSet<NamedNode> = old.keys().chain(new.keys()).cloned().collect();
    let mut namesakes = Namesakes::default();
    let mut affected = BTreeSet::new();
    for person in persons {
        let (before, now) = (old.remove(&person).unwrap_or_default(), new.remove(&person).unwrap_or_default());
        // Where all articles tell the same, as nearly always, nobody is to be told apart.
        let same = |node: &NamedNode| now.contains_key(node);
        let others = profiles_of(store, &person, article);
        if before.keys().all(same) && others.iter().all(|quad| names(&quad.subject, &now)) {
            continue;
        }
        let mut told = told_of(store, &person, others);
        for (node, own) in &now {
            told.entry(node.clone()).or_insert_with(|| own.clone());
        }
        let meanings = meanings(&told);
        // An article has one profile of a person.
        if let Some((node, Some(name))) = now.keys().find_map(|node| meanings.get_key_value(node)) {
            let iri = NamedNode::new_unchecked(format!("{ENTITY}{}", escape_name(name)));
            namesakes.meant.insert(person, (node.clone(), Judged { iri, name: name.clone() }));
        }
        let changed = told.iter().filter(|(node, told)| meanings[*node] != told.meant);
        affected.extend(changed.flat_map(|(_, told)| told.articles.iter().cloned()));
    }
    affected.remove(&article.into_owned());
    (namesakes, affected)
}

fn names(subject: &NamedOrBlankNode, profiles: &BTreeMap<NamedNode, Told>) -> bool {
    matches!(subject, NamedOrBlankNode::NamedNode(node) if profiles.contains_key(node))
}

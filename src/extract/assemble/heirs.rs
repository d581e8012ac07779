//! What a succession and a departure tell of posts: whoever succeeded the chairman of Norwind is its chairman, "the
//! minister Ada Berg resigned on Monday" leaves no minister.
//!
//! Rules see a sentence; who held what is often told in another. So these conclusions are drawn from the candidates of the
//! whole article, and only where the article gives one of the two people a post.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::assemble::{Argument, Candidate};
use crate::extract::lexicon::is_rank;
use crate::extract::status::status;
use crate::extract::view::View;
use crate::extract::{Analysis, merge};
use crate::graph::{EntityKind, Status};
use crate::resolve::EntityId;

/// Verbs of leaving an office by one's own will, and by that of others.
const LEAVING: &[&str] = &["resign", "retire", "quit"];
const REMOVING: &[&str] = &["oust", "remove", "dismiss", "sack", "fire", "depose", "axe", "overthrow", "topple"];

/// A post that a candidate tells of, with the bodies whose post it is.
struct Post {
    /// Index of the candidate.
    candidate: usize,
    person: EntityId,
    sentence: usize,
    root: u32,
    event: bool,
    status: Status,
    /// Indices of the candidates that tell the bodies.
    bodies: Vec<usize>,
}

/// The posts of an article by who holds them, each in the order of the text.
type Posts = BTreeMap<EntityId, Vec<Post>>;

/// Ends the posts of those who left, and gives successors and predecessors each other's.
pub(super) fn settle(analysis: &Analysis<'_>, candidates: &mut Vec<Candidate>) {
    let mut posts = Posts::new();
    for post in told(candidates) {
        posts.entry(post.person).or_default().push(post);
    }
    if posts.is_empty() {
        return;
    }
    end_posts(analysis, candidates, &posts);
    let inherited = inherited(candidates, &posts);
    candidates.extend(inherited);
}

fn person_of(candidate: &Candidate) -> Option<EntityId> {
    match candidate.subject {
        Argument::Entity(id) if candidate.statement.subject.kind == EntityKind::Person => Some(id),
        _ => None,
    }
}

/// Every post that the article tells of, in the order of the text.
fn told(candidates: &[Candidate]) -> Vec<Post> {
    let mut bodies: BTreeMap<(usize, EntityId), Vec<usize>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if let (Some(person), "affiliatedWith") = (person_of(candidate), candidate.statement.relation.as_str()) {
            bodies.entry((candidate.sentence, person)).or_default().push(index);
        }
    }
    let post = |(index, candidate): (usize, &Candidate)| {
        let person = person_of(candidate).filter(|_| candidate.statement.relation == "position")?;
        let Some(Argument::Phrase(office)) = &candidate.object else { return None };
        let status = candidate.statement.status;
        let beside = bodies.get(&(candidate.sentence, person)).into_iter().flatten().copied();
        let of_post = beside.filter(|&body| candidates[body].statement.status == status);
        (!is_rank(office) && office != "leader").then(|| Post {
            candidate: index,
            person,
            sentence: candidate.sentence,
            root: candidate.root,
            event: candidate.event,
            status,
            bodies: of_post.collect(),
        })
    };
    candidates.iter().enumerate().filter_map(post).collect()
}

/// The post of a person that a sentence speaks of: one told by the very word, one told in it, the last before, the
/// first after it.
fn post_at(posts: &Posts, person: EntityId, sentence: usize, root: u32) -> Option<&Post> {
    let own = posts.get(&person)?;
    let start = own.partition_point(|post| post.sentence < sentence);
    let end = own.partition_point(|post| post.sentence <= sentence);
    let here = &own[start..end];
    here.iter()
        .find(|post| post.root == root)
        .or_else(|| here.iter().find(|post| post.event))
        .or_else(|| here.last())
        .or_else(|| own[..start].last())
        .or_else(|| own.first())
}

/// "Ada Berg resigned on Monday": the post that she has by the article is over.
fn end_posts(analysis: &Analysis<'_>, candidates: &mut [Candidate], posts: &Posts) {
    for (sentence, (view, edges)) in analysis.sentences.iter().enumerate() {
        for verb in (0..view.len() as u32).filter(|&at| view.is_verb(at)) {
            let role = if view.is_any(verb, LEAVING) || steps_down(view, verb) {
                "subj"
            } else if view.is_any(verb, REMOVING) {
                "obj"
            } else {
                continue;
            };
            let told = |label: &str| edges.targets(verb, label).next().is_some();
            let elsewhere = told("as") || told("from") || role == "subj" && told("obj");
            if elsewhere || status(view, verb) != Some(Status::Actual) || is_long_ago(analysis, view, verb) {
                continue;
            }
            let people: Vec<EntityId> = edges.targets(verb, role).flat_map(|at| view.entities(at)).copied().collect();
            for person in people {
                let Some(post) = post_at(posts, person, sentence, verb) else { continue };
                let held = candidates[post.candidate].statement.status == Status::Actual;
                if held && !post.event {
                    end(candidates, &posts[&person], post);
                }
            }
        }
    }
}

/// "stepped down", "stood down".
fn steps_down(view: &View<'_>, verb: u32) -> bool {
    let down = |&c: &u32| matches!(view.lower(c).as_str(), "down" | "aside");
    view.is_any(verb, &["step", "stand"]) && view.children(verb).iter().any(down)
}

/// Of another year than the article's: a post of then.
fn is_long_ago(analysis: &Analysis<'_>, view: &View<'_>, verb: u32) -> bool {
    let published = analysis.doc.date.and_then(|date| date.get_year());
    let year =
        |&t: &u32| view.word(t).len() == 4 && view.word(t).parse::<i16>().is_ok_and(|year| Some(year) != published);
    view.children(verb).iter().flat_map(|&c| view.subtree(c)).any(|t| year(&t))
}

/// Marks all that tells of a post and of its bodies as former.
fn end(candidates: &mut [Candidate], posts: &[Post], ended: &Post) {
    let same = |post: &&Post| {
        post.status == Status::Actual
            && !post.event
            && merge::same_object(&candidates[post.candidate], &candidates[ended.candidate])
    };
    let all: Vec<usize> =
        posts.iter().filter(same).flat_map(|post| post.bodies.iter().copied().chain([post.candidate])).collect();
    for index in all {
        candidates[index].statement.status = Status::Former;
    }
}

/// Whom an acting chairwoman follows was no acting chairman.
fn substantive(told: &mut Candidate) {
    let Some(Argument::Phrase(office)) = &mut told.object else { return };
    if let Some(bare) = ["acting ", "interim ", "caretaker "].iter().find_map(|prefix| office.strip_prefix(prefix)) {
        *office = bare.to_owned();
        if let Some(object) = &mut told.statement.object {
            object.name.clone_from(office);
        }
    }
}

/// What successors and predecessors hold or held by the posts of one another.
fn inherited(candidates: &[Candidate], posts: &Posts) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut told_of: BTreeMap<EntityId, Vec<&Candidate>> = BTreeMap::new();
    for candidate in candidates {
        if let Some(person) = person_of(candidate) {
            told_of.entry(person).or_default().push(candidate);
        }
    }
    let mut new_of: BTreeMap<EntityId, Vec<usize>> = BTreeMap::new();
    // One look through the article for each thing that might be told, however often it is.
    let mut looked_up: BTreeSet<(String, EntityId, Option<Argument>)> = BTreeSet::new();
    for succession in candidates.iter().filter(|c| c.statement.relation == "succeeded") {
        let (Some(heir), Some(Argument::Entity(other))) = (person_of(succession), &succession.object) else { continue };
        let planned = match succession.statement.status {
            Status::Actual => false,
            Status::Planned => true,
            _ => continue,
        };
        let of = |person: EntityId| post_at(posts, person, succession.sentence, succession.root);
        // A post that the heir had long before, or that the other has left, is not the one that goes over.
        let heirs = of(heir).filter(|post| match post.status {
            Status::Actual => !planned,
            Status::Former => !planned && post.root == succession.root && post.sentence == succession.sentence,
            status => planned && status == Status::Planned,
        });
        // Only a post just told: "he led the bank … Ivo Lind succeeded him there" may be said of an older one.
        let near = |post: &&Post| post.sentence <= succession.sentence && post.sentence + 1 >= succession.sentence;
        let others = of(*other).filter(|post| post.status == Status::Actual || !planned).filter(near);
        let (post, to, status) = match (heirs, others) {
            (Some(post), None) if planned => (post, *other, Status::Actual),
            (Some(post), None) => (post, *other, Status::Former),
            (None, Some(post)) if planned => (post, heir, Status::Planned),
            (None, Some(post)) => (post, heir, Status::Actual),
            _ => continue,
        };
        let party = if to == heir {
            &succession.statement.subject
        } else {
            succession.statement.object.as_ref().unwrap_or(&succession.statement.subject)
        };
        for &index in post.bodies.iter().chain([&post.candidate]) {
            let mut told = candidates[index].clone();
            told.subject = Argument::Entity(to);
            told.statement.subject = party.clone();
            told.statement.status = status;
            told.statement.evidence = succession.statement.evidence.clone();
            told.statement.rule.clone_from(&succession.statement.rule);
            substantive(&mut told);
            (told.sentence, told.root) = (succession.sentence, succession.root);
            let key = (told.statement.relation.clone(), to, told.object.clone());
            if !looked_up.insert(key) {
                continue;
            }
            let same = |c: &Candidate| c.statement.relation == told.statement.relation && merge::same_object(c, &told);
            let known = told_of.get(&to).into_iter().flatten().any(|c| same(c));
            let new = new_of.entry(to).or_default();
            if !known && !new.iter().any(|&index: &usize| same(&out[index])) {
                new.push(out.len());
                out.push(told);
            }
        }
    }
    out
}

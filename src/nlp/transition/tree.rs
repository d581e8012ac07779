//! Dependency trees over token indices: the reach of each subtree, sentence starts, and making lifted arcs
//! non-projective again.

use crate::text::Deprel;

/// The label of an arc as the parser predicts it.
///
/// The parser builds projective trees only. In training, a non-projective arc was attached higher up and its label
/// extended by that of its true head ("relcl||dobj"), so that it can be found again below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Relation {
    /// The relation.
    pub(crate) deprel: Deprel,
    /// If the arc was lifted: the relation of its true head to that one's head.
    pub(crate) lifted: Option<Deprel>,
}

impl Relation {
    /// The relation of a root to itself.
    pub(crate) const ROOT: Self = Self { deprel: Deprel::Root, lifted: None };

    /// Reads "relcl" or "relcl||dobj".
    pub(crate) fn parse(label: &str) -> Option<Self> {
        let (deprel, lifted) = match label.split_once("||") {
            Some((deprel, lifted)) => (deprel, Some(lifted.parse().ok()?)),
            None => (label, None),
        };
        Some(Self { deprel: deprel.parse().ok()?, lifted })
    }
}

/// How far the subtree of each token reaches.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edges {
    /// The leftmost token of each subtree.
    pub(crate) left: Vec<u32>,
    /// The rightmost.
    pub(crate) right: Vec<u32>,
}

/// The most often that [`Edges::of`] passes over a text.
const MOST_PASSES: usize = 12;

impl Edges {
    /// Computes the edges for `heads`, in which a root points to itself.
    ///
    /// With crossing arcs one pass does not reach everything; passes are repeated, at most twelve times, until every head
    /// lies in its token's sentence, as the model's own pipeline does.
    pub(crate) fn of(heads: &[u32]) -> Self {
        let mut edges = Self { left: (0..heads.len() as u32).collect(), right: (0..heads.len() as u32).collect() };
        for _ in 0..MOST_PASSES {
            for (child, &head) in heads.iter().enumerate() {
                edges.widen(head as usize, child);
            }
            for (child, &head) in heads.iter().enumerate().rev() {
                edges.widen(head as usize, child);
            }
            if edges.heads_stay_inside(heads) {
                break;
            }
        }
        edges
    }

    fn widen(&mut self, head: usize, child: usize) {
        self.left[head] = self.left[head].min(self.left[child]);
        self.right[head] = self.right[head].max(self.right[child]);
    }

    /// True for each token at which a tree begins.
    pub(crate) fn sentence_starts(&self, heads: &[u32]) -> Vec<bool> {
        let mut starts = vec![false; heads.len()];
        for (at, &head) in heads.iter().enumerate() {
            if head as usize == at {
                starts[self.left[at] as usize] = true;
            }
        }
        starts
    }

    /// True if no head lies outside the sentence of its token. The last token of a text is not looked at, nor is
    /// the first of the sentence after: the model's pipeline counts so, and its trees are to be reproduced.
    fn heads_stay_inside(&self, heads: &[u32]) -> bool {
        let starts = self.sentence_starts(heads);
        let last = heads.len().saturating_sub(1);
        let mut start = 0;
        for end in 0..heads.len() {
            if (end > 0 && starts[end]) || end == last {
                if !heads[start..end].iter().all(|&head| (start..=end).contains(&(head as usize))) {
                    return false;
                }
                start = end;
            }
        }
        true
    }
}

/// Attaches lifted arcs to the true head that their label describes: the first token found breadth-first below the
/// present head whose own relation is the one named. Where there is none, the head stays.
pub(crate) fn deprojectivise(heads: &mut [u32], relations: &mut [Relation], is_space: impl Fn(usize) -> bool) {
    if relations.iter().all(|relation| relation.lifted.is_none()) {
        return;
    }
    let edges = Edges::of(heads);
    for child in 0..heads.len() {
        if let Some(wanted) = relations[child].lifted {
            let wanted = Relation { deprel: wanted, lifted: None };
            if let Some(head) = true_head(child, wanted, heads, relations, &edges, &is_space) {
                heads[child] = head as u32;
            }
            relations[child].lifted = None;
        }
    }
}

fn true_head(
    child: usize,
    wanted: Relation,
    heads: &[u32],
    relations: &[Relation],
    edges: &Edges,
    is_space: &impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut queue = std::collections::VecDeque::from([heads[child] as usize]);
    while let Some(head) = queue.pop_front() {
        let left = edges.left[head] as usize..head;
        let right = head + 1..edges.right[head] as usize + 1;
        for at in left.chain(right).filter(|&at| heads[at] as usize == head) {
            if at == child || is_space(at) {
                continue;
            }
            if relations[at] == wanted {
                return Some(at);
            }
            queue.push_back(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_reach_over_the_whole_subtree() {
        // 0 ← 1 → 2 → 3, then a second sentence 4 → 5.
        let heads = [1, 1, 1, 2, 4, 4];
        let edges = Edges::of(&heads);
        assert_eq!(edges.left, [0, 0, 2, 3, 4, 5]);
        assert_eq!(edges.right, [0, 3, 3, 3, 5, 5]);
        assert_eq!(edges.sentence_starts(&heads), [true, false, false, false, true, false]);
    }

    #[test]
    fn lifted_arcs_find_their_head_below() {
        // "saw reports yesterday that ...": the clause 3 was lifted from the object 1 to the verb 0.
        let mut heads = [0, 0, 0, 0];
        let relation = |label: &str| Relation::parse(label).unwrap();
        let mut relations = [Relation::ROOT, relation("dobj"), relation("npadvmod"), relation("acl||dobj")];
        deprojectivise(&mut heads, &mut relations, |_| false);
        assert_eq!(heads, [0, 0, 0, 1]);
        assert_eq!(relations[3], relation("acl"));
    }

    #[test]
    fn lifted_arcs_without_such_a_head_stay() {
        let mut heads = [0, 0, 0];
        let relation = |label: &str| Relation::parse(label).unwrap();
        let mut relations = [Relation::ROOT, relation("dobj"), relation("prep||nsubj")];
        deprojectivise(&mut heads, &mut relations, |at| at == 1);
        assert_eq!((heads, relations[2]), ([0, 0, 0], relation("prep")));
    }

    #[test]
    fn reads_labels() {
        assert_eq!(Relation::parse("nsubj"), Some(Relation { deprel: Deprel::Nsubj, lifted: None }));
        let lifted = Relation { deprel: Deprel::Relcl, lifted: Some(Deprel::Dobj) };
        assert_eq!(Relation::parse("relcl||dobj"), Some(lifted));
        assert_eq!(Relation::parse("relcl||thing"), None);
    }
}

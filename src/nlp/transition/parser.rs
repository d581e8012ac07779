//! The dependency parser: an arc-eager transition system with sentence breaks and the possibility to give a word that
//! found no head back to the buffer.
//!
//! Nivre, Fernández-González (2014), "Arc-Eager Parsing with the Tree Constraint"; Honnibal, Johnson (2015), "An Improved
//! Non-monotonic Transition System for Dependency Parsing". No beam: the best valid action is taken.

use super::scorer::{Products, Scorer, Scores};
use super::tree::{Edges, Relation, deprojectivise};
use crate::nlp::features::TokenFeatures;
use crate::nlp::kernels::Backend;
use crate::nlp::model::{ModelError, ModelFile};
use crate::text::Deprel;

/// Tokens that the scorer sees: two of the buffer, three of the stack, and outermost children.
const SLOTS: usize = 8;
/// Chunks of 16 that hold the scores of all actions.
const OUT: usize = 7;

/// The parser with its weights and actions.
pub(crate) struct Parser {
    scorer: Scorer<SLOTS, OUT>,
    actions: Vec<Action>,
    /// What is added to the scores, by [`Valid::bits`].
    masks: Vec<Scores<OUT>>,
}

/// One step of the transition system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    /// The next token of the buffer goes onto the stack.
    Shift,
    /// The top of the stack is done; without a head it returns to the buffer.
    Reduce,
    /// The top of the stack becomes a child of the next token and is popped.
    Left(Relation),
    /// The next token becomes a child of the top of the stack and is pushed.
    Right(Relation),
    /// A sentence begins at the token after the next.
    Break,
}

/// A finished parse.
pub(crate) struct Parse {
    /// Index of each token's head; a root points to itself.
    pub(crate) heads: Vec<u32>,
    /// Relation to the head.
    pub(crate) deprels: Vec<Deprel>,
    /// Leftmost token of each token's subtree.
    pub(crate) left_edges: Vec<u32>,
    /// True where a sentence begins.
    pub(crate) sentence_starts: Vec<bool>,
}

impl Parser {
    /// Loads weights and actions.
    pub(crate) fn load(file: &ModelFile<'_>, backend: Backend) -> Result<Self, ModelError> {
        let section = "parser.actions";
        let read = |line: &str| {
            Action::read(line).ok_or_else(|| ModelError::malformed(section, format!("`{line}` is no action")))
        };
        let actions: Vec<Action> = file.text(section)?.lines().map(read).collect::<Result<_, _>>()?;
        if actions.len() > 16 * OUT {
            return Err(ModelError::malformed(section, format!("{} actions", actions.len())));
        }
        let scorer = Scorer::load(file, "parser", actions.len(), backend)?;
        let masks = (0..Valid::COMBINATIONS).map(|valid| Valid::from_bits(valid).mask(&actions)).collect();
        Ok(Self { scorer, actions, masks })
    }

    /// Forgets the last text.
    pub(crate) fn clear(&self, products: &mut Products) {
        self.scorer.clear(products);
    }

    /// Takes the encoder's vectors of the next tokens.
    pub(crate) fn push(&self, vectors: &[f32], products: &mut Products) {
        self.scorer.push(vectors, products);
    }

    /// Parses the text whose vectors were pushed.
    pub(crate) fn parse(&self, tokens: &[TokenFeatures], products: &mut Products) -> Parse {
        let mut state = State::new(tokens.len());
        while let Some(valid) = state.valid() {
            let action = match valid.only() {
                Some(action) => action,
                None => {
                    let scores = self.scorer.score(state.features(), products);
                    self.actions[self.scorer.best_of(&scores, &self.masks[valid.bits()])]
                }
            };
            state.apply(action);
        }
        let mut heads: Vec<u32> = state.heads.iter().enumerate().map(|(at, head)| head.unwrap_or(at as u32)).collect();
        let mut relations = state.relations;
        deprojectivise(&mut heads, &mut relations, |at| tokens[at].is_space);
        let edges = Edges::of(&heads);
        let mut sentence_starts = edges.sentence_starts(&heads);
        if let Some(first) = sentence_starts.first_mut() {
            *first = true;
        }
        Parse {
            sentence_starts,
            deprels: relations.iter().map(|relation| relation.deprel).collect(),
            left_edges: edges.left,
            heads,
        }
    }
}

impl Action {
    fn read(line: &str) -> Option<Self> {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("S", "") => Some(Self::Shift),
            ("D", "") => Some(Self::Reduce),
            ("L", label) => Relation::parse(label).map(Self::Left),
            ("R", label) => Relation::parse(label).map(Self::Right),
            ("B", "ROOT") => Some(Self::Break),
            _ => None,
        }
    }
}

/// Which kinds of action are valid in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Valid {
    shift: bool,
    reduce: bool,
    arc: bool,
    sentence_break: bool,
}

impl Valid {
    const COMBINATIONS: usize = 16;

    fn bits(self) -> usize {
        [self.shift, self.reduce, self.arc, self.sentence_break]
            .into_iter()
            .enumerate()
            .map(|(bit, valid)| usize::from(valid) << bit)
            .sum()
    }

    fn from_bits(bits: usize) -> Self {
        let bit = |at: usize| bits >> at & 1 == 1;
        Self { shift: bit(0), reduce: bit(1), arc: bit(2), sentence_break: bit(3) }
    }

    /// The only valid action, if it needs no label.
    fn only(self) -> Option<Action> {
        match (self.shift, self.reduce, self.arc, self.sentence_break) {
            (true, false, false, false) => Some(Action::Shift),
            (false, true, false, false) => Some(Action::Reduce),
            _ => None,
        }
    }

    /// What is added to the scores: 0 for a valid action, −∞ for others and for padding.
    fn mask(self, actions: &[Action]) -> Scores<OUT> {
        let mut mask = [[f32::NEG_INFINITY; 16]; OUT];
        for (action, mask) in actions.iter().zip(mask.as_flattened_mut()) {
            let valid = match action {
                Action::Shift => self.shift,
                Action::Reduce => self.reduce,
                Action::Left(_) | Action::Right(_) => self.arc,
                Action::Break => self.sentence_break,
            };
            if valid {
                *mask = 0.0;
            }
        }
        mask
    }
}

/// Stack, buffer and arcs so far.
struct State {
    stack: Vec<u32>,
    /// Tokens given back to the buffer, the next one last.
    returned: Vec<u32>,
    /// First token of the text not yet taken.
    next: u32,
    len: u32,
    heads: Vec<Option<u32>>,
    relations: Vec<Relation>,
    /// The child of each token that was last added to its left, and to its right.
    last_left: Vec<Option<u32>>,
    last_right: Vec<Option<u32>>,
    /// For a child: the child of the same head and side that was added before it.
    previous_child: Vec<Option<u32>>,
    /// Tokens that were given back once and must not be shifted again.
    unshiftable: Vec<bool>,
    sentence_starts: Vec<bool>,
}

impl State {
    fn new(len: usize) -> Self {
        Self {
            stack: Vec::new(),
            returned: Vec::new(),
            next: 0,
            len: len as u32,
            heads: vec![None; len],
            relations: vec![Relation::ROOT; len],
            last_left: vec![None; len],
            last_right: vec![None; len],
            previous_child: vec![None; len],
            unshiftable: vec![false; len],
            sentence_starts: vec![false; len],
        }
    }

    /// The token at `depth` of the stack, 0 being the top.
    fn stack(&self, depth: usize) -> Option<u32> {
        self.stack.len().checked_sub(depth + 1).map(|at| self.stack[at])
    }

    /// The token at `depth` of the buffer, 0 being the next.
    fn buffer(&self, depth: usize) -> Option<u32> {
        match self.returned.len().checked_sub(depth + 1) {
            Some(at) => Some(self.returned[at]),
            None => Some(self.next + (depth - self.returned.len()) as u32).filter(|&token| token < self.len),
        }
    }

    fn buffer_len(&self) -> usize {
        (self.len - self.next) as usize + self.returned.len()
    }

    /// What may be done; `None` if the text is parsed.
    fn valid(&self) -> Option<Valid> {
        let buffered = self.buffer_len();
        if self.stack.is_empty() && buffered == 0 {
            return None;
        }
        let starts = |token: Option<u32>| token.is_some_and(|token| self.sentence_starts[token as usize]);
        let (next, after) = (self.buffer(0), self.buffer(1));
        let at_break = starts(next);
        let adjacent = next.zip(after).is_some_and(|(next, after)| after == next + 1);
        Some(Valid {
            shift: self.stack.is_empty()
                || (buffered >= 2 && !at_break && next.is_some_and(|next| !self.unshiftable[next as usize])),
            reduce: !self.stack.is_empty(),
            arc: !self.stack.is_empty() && buffered > 0 && !at_break,
            sentence_break: buffered >= 2 && adjacent && !starts(after),
        })
    }

    /// The tokens that the scorer sees.
    fn features(&self) -> [Option<u32>; SLOTS] {
        let (next, top) = (self.buffer(0), self.stack(0));
        let last = |children: &[Option<u32>], head: Option<u32>| head.and_then(|head| children[head as usize]);
        [
            next,
            self.buffer(1),
            top,
            self.stack(1),
            self.stack(2),
            last(&self.last_left, next),
            last(&self.last_left, top),
            last(&self.last_right, top),
        ]
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Shift => self.shift(),
            Action::Reduce => self.reduce(),
            Action::Left(relation) => self.attach_left(relation),
            Action::Right(relation) => self.attach_right(relation),
            Action::Break => {
                let after = self.buffer(1).expect("valid only with two tokens in the buffer");
                self.sentence_starts[after as usize] = true;
            }
        }
    }

    fn shift(&mut self) {
        let token = self.buffer(0).expect("valid only with a token in the buffer");
        if self.returned.pop().is_none() {
            self.next += 1;
        }
        self.stack.push(token);
    }

    fn reduce(&mut self) {
        let top = self.stack.pop().expect("valid only with a token on the stack");
        if self.heads[top as usize].is_none() && !self.stack.is_empty() {
            self.unshiftable[top as usize] = true;
            self.returned.push(top);
        }
    }

    fn attach_left(&mut self, relation: Relation) {
        let child = self.stack.pop().expect("valid only with a token on the stack");
        let head = self.buffer(0).expect("valid only with a token in the buffer");
        if let Some(old) = self.heads[child as usize] {
            // The old arc is always the last that its head got on that side.
            let children = if old > child { &mut self.last_left } else { &mut self.last_right };
            children[old as usize] = self.previous_child[child as usize];
        }
        self.heads[child as usize] = Some(head);
        self.relations[child as usize] = relation;
        self.previous_child[child as usize] = self.last_left[head as usize].replace(child);
        self.unshiftable[head as usize] = false;
    }

    fn attach_right(&mut self, relation: Relation) {
        let child = self.buffer(0).expect("valid only with a token in the buffer");
        let head = self.stack(0).expect("valid only with a token on the stack");
        self.heads[child as usize] = Some(head);
        self.relations[child as usize] = relation;
        self.previous_child[child as usize] = self.last_right[head as usize].replace(child);
        self.shift();
    }
}

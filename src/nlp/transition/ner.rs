//! The entity recogniser: one action a token, which begins, continues or ends an entity, or none.

use super::scorer::{Products, Scorer, Scores};
use crate::nlp::features::TokenFeatures;
use crate::nlp::kernels::Backend;
use crate::nlp::model::{ModelError, ModelFile};
use crate::text::{EntityLabel, LabelledSpan};

/// Tokens that the scorer sees: the next, the first of the open entity, and the last of it.
const SLOTS: usize = 3;
/// Chunks of 16 that hold the scores of all actions.
const OUT: usize = 5;

/// The recogniser with its weights and actions.
pub(crate) struct EntityRecogniser {
    scorer: Scorer<SLOTS, OUT>,
    actions: Vec<Action>,
    /// Outside an entity, by whether one may begin here and whether one may begin and end here.
    outside_masks: [Scores<OUT>; 4],
    /// Inside an entity of each label, where it may go on, and where it must end.
    inside_masks: Vec<[Scores<OUT>; 2]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Begin(EntityLabel),
    Continue(EntityLabel),
    End(EntityLabel),
    Unit(EntityLabel),
    Outside,
    /// An action that the network has an output for but that is never taken.
    Never,
}

impl Action {
    fn read(line: &str) -> Option<Self> {
        let (kind, label) = line.split_once(' ').unwrap_or((line, ""));
        match (kind, label) {
            ("O", "") => return Some(Self::Outside),
            ("U", "") => return Some(Self::Never),
            _ => {}
        }
        let label = label.parse().ok()?;
        match kind {
            "B" => Some(Self::Begin(label)),
            "I" => Some(Self::Continue(label)),
            "L" => Some(Self::End(label)),
            "U" => Some(Self::Unit(label)),
            _ => None,
        }
    }
}

impl EntityRecogniser {
    /// Loads weights and actions.
    pub(crate) fn load(file: &ModelFile<'_>, backend: Backend) -> Result<Self, ModelError> {
        let section = "ner.actions";
        let read = |line: &str| {
            Action::read(line).ok_or_else(|| ModelError::malformed(section, format!("`{line}` is no action")))
        };
        let actions: Vec<Action> = file.text(section)?.lines().map(read).collect::<Result<_, _>>()?;
        if actions.len() > 16 * OUT {
            return Err(ModelError::malformed(section, format!("{} actions", actions.len())));
        }
        let mask = |valid: &dyn Fn(Action) -> bool| {
            let mut mask = [[f32::NEG_INFINITY; 16]; OUT];
            for (&action, mask) in actions.iter().zip(mask.as_flattened_mut()) {
                if valid(action) {
                    *mask = 0.0;
                }
            }
            mask
        };
        let outside = |begin: bool, unit: bool| {
            mask(&|action| match action {
                Action::Begin(_) => begin,
                Action::Unit(_) => unit,
                Action::Outside => true,
                _ => false,
            })
        };
        let inside = |label: EntityLabel, go_on: bool| {
            mask(&|action| action == Action::End(label) || (go_on && action == Action::Continue(label)))
        };
        Ok(Self {
            scorer: Scorer::load(file, "ner", actions.len(), backend)?,
            outside_masks: [outside(false, false), outside(true, false), outside(false, true), outside(true, true)],
            inside_masks: EntityLabel::ALL.iter().map(|&label| [inside(label, false), inside(label, true)]).collect(),
            actions,
        })
    }

    /// Forgets the last text.
    pub(crate) fn clear(&self, products: &mut Products) {
        self.scorer.clear(products);
    }

    /// Takes the encoder's vectors of the next tokens.
    pub(crate) fn push(&self, vectors: &[f32], products: &mut Products) {
        self.scorer.push(vectors, products);
    }

    /// Finds the entities of the text whose vectors were pushed. No entity crosses a sentence start.
    pub(crate) fn entities(
        &self,
        tokens: &[TokenFeatures],
        sentence_starts: &[bool],
        products: &mut Products,
    ) -> Vec<LabelledSpan> {
        let mut entities = Vec::new();
        let mut open: Option<(u32, EntityLabel)> = None;
        for (at, token) in tokens.iter().enumerate() {
            let here = at as u32;
            let features = [Some(here), open.map(|(start, _)| start), open.map(|_| here - 1)];
            let may_go_on = sentence_starts.get(at + 1) == Some(&false);
            let mask = match open {
                Some((_, label)) => &self.inside_masks[label as usize][usize::from(may_go_on)],
                None => {
                    let (begin, unit) = (may_go_on && !token.is_space, !token.is_space);
                    &self.outside_masks[usize::from(begin) + 2 * usize::from(unit)]
                }
            };
            let scores = self.scorer.score(features, products);
            match self.actions[self.scorer.best_of(&scores, mask)] {
                Action::Begin(label) => open = Some((here, label)),
                Action::End(label) => {
                    let (start, _) = open.take().expect("valid only inside an entity");
                    entities.push(LabelledSpan { label, start, end: here + 1 });
                }
                Action::Unit(label) => entities.push(LabelledSpan { label, start: here, end: here + 1 }),
                Action::Continue(_) | Action::Outside | Action::Never => {}
            }
        }
        entities
    }
}

//! Judgements about identity: changes them and lays them over every article they touch, in one transaction.

use oxrdf::{NamedNode, Quad};

use super::{RemoveError, find_article, rewrite};
use crate::graph::{Judged, JudgementError, Judgements, articles_about, judged, judgement_graph, unjudged};
use crate::store::{Store, StoreError};

/// Why a judgement could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JudgeError {
    /// It does not fit those made before.
    #[error(transparent)]
    Judgement(#[from] JudgementError),
    /// The article that it names is not there.
    #[error(transparent)]
    Article(#[from] RemoveError),
    /// The store cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Judges that `other` is the same as `kept`, whose name stays. Returns the number of articles that changed.
///
/// # Errors
/// If they are one already, if they were judged to be different, or if the store cannot be written.
pub fn merge(store: &Store, kept: &NamedNode, other: &NamedNode) -> Result<usize, JudgeError> {
    let snapshot = store.snapshot();
    let (kept, other) = (judged(&snapshot, kept), judged(&snapshot, other));
    change(store, |judgements| Ok(judgements.merge(&kept, &other)?))
}

/// Takes back the merge of the entity called `other` into `entity`, or of all that were merged into it. An entity that
/// was set apart in some article ([`set_apart`]) goes back to what its name usually means.
///
/// # Errors
/// If there is nothing to take back, or if the store cannot be written.
pub fn split(store: &Store, entity: &NamedNode, other: Option<&str>) -> Result<usize, JudgeError> {
    let entity = judged(&store.snapshot(), entity);
    change(store, |judgements| {
        if other.is_none() && judgements.bring_together(&entity.iri) {
            return Ok(());
        }
        Ok(judgements.split(&entity, other)?)
    })
}

/// Judges that in one article `entity` is somebody else, called `name` from now on, or by entity and article.
///
/// # Errors
/// If there is no such article, or if the store cannot be written.
pub fn set_apart(store: &Store, entity: &NamedNode, article: &str, name: Option<&str>) -> Result<usize, JudgeError> {
    let entity = judged(&store.snapshot(), entity);
    let iri = find_article(&store.snapshot(), article)?;
    let name = name.map_or_else(|| format!("{} ({article})", entity.name), str::to_owned);
    change(store, |judgements| {
        judgements.set_apart(&entity, &iri, &name);
        Ok(())
    })
}

/// Judges that the two are different, so that nobody merges them.
///
/// # Errors
/// If they were merged, or if the store cannot be written.
pub fn never_merge(store: &Store, a: &NamedNode, b: &NamedNode) -> Result<usize, JudgeError> {
    let snapshot = store.snapshot();
    let (a, b) = (judged(&snapshot, a), judged(&snapshot, b));
    change(store, |judgements| Ok(judgements.never_merge(&a, &b)?))
}

/// Takes back that the two are different.
///
/// # Errors
/// If nobody said so, or if the store cannot be written.
pub fn forget_difference(store: &Store, a: &NamedNode, b: &NamedNode) -> Result<usize, JudgeError> {
    let judged = |iri: &NamedNode| Judged { iri: iri.clone(), name: crate::graph::shorten(iri.as_str()) };
    change(store, |judgements| Ok(judgements.forget_difference(&judged(a), &judged(b))?))
}

/// Changes the judgements and everything that follows from them.
fn change(store: &Store, edit: impl FnOnce(&mut Judgements) -> Result<(), JudgeError>) -> Result<usize, JudgeError> {
    store.write(|transaction| {
        let snapshot = transaction.snapshot();
        let before = Judgements::read(&snapshot);
        let mut after = before.clone();
        edit(&mut after)?;
        transaction.clear_graph(judgement_graph().as_ref().into());
        for quad in after.quads() {
            transaction.insert(quad.as_ref());
        }
        let articles = articles_about(&snapshot, &after.changed_entities(&before));
        let mut changed = 0;
        for article in &articles {
            let now = transaction.snapshot();
            let stored: Vec<Quad> = now.quads_for_pattern(None, None, None, Some(article.as_ref().into())).collect();
            let contents = unjudged(article.as_ref(), stored);
            changed += usize::from(rewrite(transaction, &now, &after, article.as_ref(), contents).is_change);
        }
        Ok(changed)
    })
}

//! A price told after the deal it belongs to: "They signed a contract. The deal is worth $2 billion."

use crate::extract::Analysis;
use crate::extract::assemble::Candidate;
use crate::extract::circumstance::clause_of;
use crate::extract::view::View;
use crate::text::Deprel;

/// Nouns that take up an agreement or a purchase told before.
const DEALS: &[&str] = &[
    "accord",
    "acquisition",
    "agreement",
    "bid",
    "contract",
    "deal",
    "investment",
    "loan",
    "merger",
    "order",
    "pact",
    "package",
    "project",
    "purchase",
    "sale",
    "takeover",
    "transaction",
];

/// Verbs of having a price; "be" only with "worth" beside it.
const PRICING: &[&str] = &["value", "cost", "total", "amount", "estimate", "price", "reach"];

/// Relations whose events have a price.
const PRICED: &[&str] = &["deal", "investsIn"];

/// So many sentences after a deal its price may be told.
const REACH: usize = 3;

/// Gives prices told apart to the deals told last before them that have none.
pub(crate) fn attach(analysis: &Analysis<'_>, candidates: &mut [Candidate]) {
    for amount in analysis.amounts.iter().filter(|amount| amount.money) {
        let sentence = amount.sentence as usize;
        let Some(noun) = priced_noun(analysis, sentence, amount.head) else { continue };
        let before = |c: &&Candidate| {
            PRICED.contains(&c.statement.relation.as_str())
                && (c.sentence < sentence || c.sentence == sentence && c.root < noun)
                && sentence - c.sentence <= REACH
        };
        let Some(deal) = candidates.iter().filter(before).max_by_key(|c| (c.sentence, c.root)) else { continue };
        let told = (deal.sentence, deal.root);
        for candidate in candidates.iter_mut().filter(|c| (c.sentence, c.root) == told) {
            let statement = &mut candidate.statement;
            if PRICED.contains(&statement.relation.as_str()) && statement.value.is_none() {
                statement.value = Some(amount.value);
                statement.unit = Some(amount.unit.clone());
                statement.hedge.clone_from(&amount.hedge);
            }
        }
    }
}

/// The definite noun whose price the amount at `at` is, if it names no party of its own.
fn priced_noun(analysis: &Analysis<'_>, sentence: usize, at: u32) -> Option<u32> {
    let (view, edges) = &analysis.sentences[sentence];
    let clause = clause_of(view, at);
    let worth = || {
        let between = at.min(clause)..at.max(clause);
        view.lemma(clause) == "be" && between.into_iter().any(|t| view.lower(t) == "worth")
    };
    if !PRICING.contains(&view.lemma(clause)) && !worth() {
        return None;
    }
    let role = if PRICING.contains(&view.lemma(clause)) && edges.targets(clause, "subj").next().is_none() {
        "obj"
    } else {
        "subj"
    };
    edges
        .targets(clause, role)
        .find(|&noun| DEALS.contains(&view.lemma(noun)) && is_definite(view, noun) && names_nobody(view, noun))
}

fn is_definite(view: &View<'_>, noun: u32) -> bool {
    view.children(noun).iter().any(|&child| {
        matches!(view.deprel(child), Deprel::Det | Deprel::Poss)
            && matches!(view.lower(child).as_str(), "the" | "this" | "that" | "these" | "its" | "their" | "whose")
    })
}

fn names_nobody(view: &View<'_>, noun: u32) -> bool {
    view.subtree(noun).into_iter().all(|at| !view.is_name(at))
}

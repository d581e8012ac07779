//! What the dealings that a name takes part in say it is: what is taken over, merged with or held in shares is a body, and
//! who places orders, makes grants or signs contracts is one more often than not.

use std::ops::Range;

use super::View;
use crate::text::{Deprel, EntityLabel};

/// Points for organisation where nothing but a body can stand.
const CERTAIN: i32 = 3;
/// Points where a body stands more often than a person; they give way to the model's label.
const LIKELY: i32 = 1;

/// What takes a body over.
const TAKE_OVER: &[&str] = &["acquire", "buy", "purchase"];
/// Nouns for that, with the body behind "of".
const TAKEOVERS: &[&str] = &[
    "acquisition",
    "buyout",
    "merger",
    "nationalisation",
    "nationalization",
    "privatisation",
    "privatization",
    "purchase",
    "subsidiary",
    "takeover",
];
/// What is held in a body.
const HOLDINGS: &[&str] =
    &["holding", "investor", "percent", "pct", "share", "shareholder", "shareholding", "stake", "stakeholder"];
/// What a body has and a person has not.
const POSSESSIONS: &[&str] = &[
    "acquisition",
    "affiliate",
    "board",
    "competitor",
    "customer",
    "dividend",
    "earnings",
    "factory",
    "fleet",
    "headquarters",
    "ipo",
    "merger",
    "parent",
    "payroll",
    "plant",
    "revenue",
    "sales",
    "shareholder",
    "subsidiary",
    "subscriber",
    "takeover",
    "turnover",
    "unit",
    "workforce",
];
/// What bodies do with goods and money.
const TRADES: &[&str] = &[
    "acquire",
    "award",
    "finance",
    "fund",
    "invest",
    "lease",
    "license",
    "manufacture",
    "merge",
    "operate",
    "order",
    "outsource",
    "own",
    "partner",
    "publish",
    "ship",
    "sponsor",
    "supply",
    "underwrite",
];
/// What is agreed with, ordered from or owed to a body.
const INSTRUMENTS: &[&str] = &[
    "agreement",
    "contract",
    "deal",
    "funding",
    "grant",
    "joint",
    "loan",
    "merger",
    "order",
    "partnership",
    "venture",
];

/// What is done to a body and to no person: "Norwind, founded in 1921", "Norwind is owned by".
const DONE_TO_BODIES: &[&str] = &[
    "acquire",
    "co-found",
    "deregister",
    "disband",
    "dissolve",
    "establish",
    "found",
    "headquarter",
    "incorporate",
    "nationalise",
    "nationalize",
    "own",
    "privatise",
    "privatize",
    "relaunch",
    "rename",
];

impl View<'_> {
    /// Points for an organisation by what is done to, with and by a name.
    pub(super) fn dealings(&self, tokens: &Range<usize>, head: usize) -> i32 {
        let spans = &self.sentence.tokens;
        let token = &spans[head];
        let above = token.head as usize;
        let governor = spans[above].lemma.as_str();
        let placed = self.sentence.entities.iter().any(|e| {
            super::overlap(&e.range(), tokens)
                && matches!(e.label, EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Norp)
        });
        match token.deprel {
            Deprel::Dobj | Deprel::Nsubjpass if TAKE_OVER.contains(&governor) => {
                // "bought Lund from the Rovers" moves a player.
                let from = || (0..spans.len()).any(|t| spans[t].head as usize == above && self.word(t) == "from");
                if placed || from() { 0 } else { CERTAIN }
            }
            Deprel::Nsubjpass if DONE_TO_BODIES.contains(&governor) && !placed => CERTAIN,
            _ if self.has_been_founded(head) && !placed => CERTAIN,
            Deprel::Dobj if governor == "take" && self.has_particle(above, "over") && !placed => CERTAIN,
            // "a refinery owned by Arda"
            Deprel::Pobj if governor == "by" && spans[spans[above].head as usize].lemma == "own" && !placed => LIKELY,
            Deprel::Poss if POSSESSIONS.contains(&governor) => CERTAIN,
            Deprel::Nsubj if TRADES.contains(&governor) || self.agrees_to_trade(above) => LIKELY,
            Deprel::Pobj => self.behind_preposition(above),
            _ => 0,
        }
    }

    /// The points of a name behind a preposition.
    fn behind_preposition(&self, preposition: usize) -> i32 {
        let spans = &self.sentence.tokens;
        let above = &spans[spans[preposition].head as usize];
        let governor = above.lemma.as_str();
        match self.word(preposition) {
            "of" if TAKEOVERS.contains(&governor) => CERTAIN,
            "in" | "of" if HOLDINGS.contains(&governor) && above.deprel != Deprel::Nsubj => CERTAIN,
            "with" if matches!(governor, "merge" | "merger") => CERTAIN,
            "with" | "from" if INSTRUMENTS.contains(&governor) => LIKELY,
            "from" if matches!(governor, "borrow" | "buy" | "lease" | "order" | "purchase" | "raise") => LIKELY,
            "by" if TRADES.contains(&governor) => LIKELY,
            "to" if matches!(governor, "award" | "donate" | "lease" | "license" | "sell") => LIKELY,
            _ => 0,
        }
    }

    /// "Norwind, founded in 1921": a participle behind the name.
    fn has_been_founded(&self, head: usize) -> bool {
        let spans = &self.sentence.tokens;
        let participle = |t: &crate::text::Token| t.deprel == Deprel::Acl && t.tag == "VBN" && t.head as usize == head;
        spans.iter().any(|t| participle(t) && DONE_TO_BODIES.contains(&t.lemma.as_str()))
    }

    /// "Norwind has agreed to buy", "plans to acquire".
    fn agrees_to_trade(&self, verb: usize) -> bool {
        let trade = |lemma: &str| TRADES.contains(&lemma) || TAKE_OVER.contains(&lemma);
        self.sentence
            .tokens
            .iter()
            .any(|t| t.head as usize == verb && t.deprel == Deprel::Xcomp && trade(t.lemma.as_str()))
    }

    fn has_particle(&self, verb: usize, particle: &str) -> bool {
        let spans = &self.sentence.tokens;
        (0..spans.len())
            .any(|t| spans[t].head as usize == verb && spans[t].deprel == Deprel::Prt && self.word(t) == particle)
    }
}

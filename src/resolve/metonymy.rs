//! Capitals and seats of government: when they stand for the state that acts, and when for the place.

use crate::extract::entities::View;
use crate::text::{Deprel, Upos};

/// Prepositions after which a city is where something is.
const PLACE_PREPOSITIONS: &[&str] = &[
    "across",
    "around",
    "at",
    "from",
    "in",
    "inside",
    "into",
    "near",
    "of",
    "off",
    "outside",
    "through",
    "throughout",
    "to",
    "via",
    "within",
];

/// Verbs that a government does not do or suffer but a city.
const PLACE_VERBS: &[&str] = &[
    "attack", "bomb", "bombard", "capture", "evacuate", "hit", "host", "leave", "lie", "name", "occupy", "rename",
    "seize", "shell", "strike", "surround", "take", "visit",
];

/// Nouns that a government has in the possessive ("Moscow's policy"), while a mayor or an airport is the city's.
const GOVERNMENT_NOUNS: &[&str] = &[
    "action",
    "aggression",
    "aim",
    "ally",
    "ambition",
    "approach",
    "attitude",
    "behaviour",
    "behavior",
    "claim",
    "commitment",
    "concern",
    "decision",
    "demand",
    "displeasure",
    "fear",
    "frustration",
    "leadership",
    "message",
    "desire",
    "diplomacy",
    "effort",
    "goal",
    "influence",
    "intention",
    "interest",
    "invasion",
    "involvement",
    "military",
    "missile",
    "move",
    "objection",
    "offer",
    "opposition",
    "partner",
    "plan",
    "policy",
    "position",
    "pressure",
    "programme",
    "program",
    "proposal",
    "refusal",
    "rejection",
    "relation",
    "relations",
    "response",
    "rival",
    "role",
    "sanction",
    "stance",
    "strategy",
    "support",
    "threat",
    "tie",
    "view",
    "warning",
    "willingness",
];

/// Nouns that a government has in the possessive alone, since a compound names a thing after the city ("the Paris accord").
const OWNED_BY_GOVERNMENTS: &[&str] = &[
    "accord",
    "agreement",
    "aid",
    "alliance",
    "army",
    "arsenal",
    "assertion",
    "assistance",
    "backing",
    "ban",
    "blockade",
    "contribution",
    "cooperation",
    "counterpart",
    "criticism",
    "deal",
    "denial",
    "embargo",
    "export",
    "foe",
    "force",
    "friend",
    "help",
    "import",
    "insistence",
    "intelligence",
    "negotiator",
    "pact",
    "partnership",
    "pledge",
    "promise",
    "reaction",
    "recognition",
    "sovereignty",
    "treaty",
    "troop",
    "war",
    "weapon",
    "withdrawal",
];

/// Nouns of deeds that a city suffers.
const ATTACKS: &[&str] = &[
    "airstrike",
    "assault",
    "attack",
    "bombardment",
    "bombing",
    "march",
    "offensive",
    "raid",
    "shelling",
    "siege",
    "strike",
];

/// Verbs of motion and presence: their "to" leads to a place.
const SPEECH_TO: &[&str] =
    &["accord", "appeal", "belong", "matter", "sell", "supply", "unacceptable", "close", "hostile"];

/// True if the name of a capital or seat at `head` stands for its government.
pub(super) fn acts(view: &View<'_>, head: usize) -> bool {
    let token = &view.sentence.tokens[head];
    let governor = token.head as usize;
    let lemma = |t: usize| view.sentence.tokens[t].lemma.as_str();
    match token.deprel {
        // "Moscow said", "Moscow is ready", but "Moscow is the capital".
        Deprel::Nsubj => {
            let verb = &view.sentence.tokens[governor];
            let attribute =
                view.sentence.tokens.iter().any(|t| t.head as usize == governor && t.deprel == Deprel::Attr);
            let city = view.sentence.tokens.iter().any(|t| {
                t.head as usize == governor
                    && t.deprel == Deprel::Attr
                    && matches!(t.lemma.as_str(), "capital" | "city" | "hub" | "home")
            });
            matches!(verb.pos, Upos::Verb | Upos::Aux)
                && !PLACE_VERBS.contains(&lemma(governor))
                && !(attribute && city)
        }
        Deprel::Nsubjpass => !PLACE_VERBS.contains(&lemma(governor)),
        Deprel::Agent | Deprel::Dative => true,
        Deprel::Dobj => {
            matches!(
                lemma(governor),
                "accuse"
                    | "ask"
                    | "blame"
                    | "call"
                    | "condemn"
                    | "criticise"
                    | "criticize"
                    | "pressure"
                    | "press"
                    | "sanction"
                    | "support"
                    | "tell"
                    | "urge"
                    | "warn"
                    | "oppose"
                    | "back"
                    | "help"
                    | "persuade"
                    | "arm"
                    | "assure"
                    | "bankroll"
                    | "isolate"
                    | "lend"
                    | "notify"
                    | "offer"
                    | "owe"
                    | "punish"
                    | "reassure"
                    | "sell"
                    | "threaten"
            )
        }
        Deprel::Poss => GOVERNMENT_NOUNS.contains(&lemma(governor)) || OWNED_BY_GOVERNMENTS.contains(&lemma(governor)),
        Deprel::Pobj => {
            let preposition = view.word(governor).to_lowercase();
            match preposition.as_str() {
                // "left for Moscow".
                "for" => {
                    let verb = lemma(view.sentence.tokens[governor].head as usize);
                    // "leaves for Moscow": the parser may take the leaving for a noun.
                    !matches!(
                        verb,
                        "bind"
                            | "bound"
                            | "depart"
                            | "departure"
                            | "embark"
                            | "flight"
                            | "fly"
                            | "head"
                            | "leaf"
                            | "leave"
                            | "sail"
                            | "set"
                            | "start"
                    )
                }
                // "air strikes on Moscow".
                "on" | "against" => !ATTACKS.contains(&lemma(view.sentence.tokens[governor].head as usize)),
                // "lashed out at Moscow".
                "at" => matches!(lemma(view.sentence.tokens[governor].head as usize), "lash" | "angry" | "anger"),
                "between" | "with" | "by" | "toward" | "towards" => true,
                "to" => SPEECH_TO.contains(&lemma(view.sentence.tokens[governor].head as usize)),
                _ => !PLACE_PREPOSITIONS.contains(&preposition.as_str()),
            }
        }
        Deprel::Conj if governor != head => acts(view, governor),
        Deprel::Compound | Deprel::Amod | Deprel::Nmod => {
            // "Moscow-Beijing relations", "Moscow policy"; not "Moscow correspondent".
            let hyphen = |t: Option<usize>| t.is_some_and(|t| t < view.len() && view.word(t) == "-");
            if hyphen(Some(head + 1)) || hyphen(head.checked_sub(1)) {
                return matches!(
                    lemma(governor),
                    "tie" | "relation" | "talk" | "axis" | "cooperation" | "dispute" | "relationship"
                );
            }
            GOVERNMENT_NOUNS.contains(&lemma(governor))
        }
        _ => false,
    }
}

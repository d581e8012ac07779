//! The names of a graph's entities, ready for looking up: labels, aliases, short forms, initials, other spellings.

use std::collections::BTreeMap;

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::entity::Lookup;
use crate::diagnostic::slips;
use crate::graph::{expand, terms};
use crate::store::Snapshot;

/// How many labels are suggested for a name that is not found.
const CLOSE_LABELS: usize = 5;

/// How a name fits what was asked; the first is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the label, letter by letter.
    Label,
    /// It is the label but for case and accents.
    SameLetters,
    /// It is an alias.
    Alias,
    /// Words of the label.
    Words,
    /// The initials of the label.
    Initials,
    /// It sounds like the label or a word of it, as another transliteration does.
    Sound,
}

/// The names of all entities.
#[derive(Clone, Debug, Default)]
pub struct NameBook {
    entities: Vec<Entity>,
    /// Folded name → entities of which it is the label (true) or an alias.
    by_name: BTreeMap<String, Vec<(u32, bool)>>,
    /// Folded word of a label → entities.
    by_word: BTreeMap<String, Vec<u32>>,
}

#[derive(Clone, Debug)]
struct Entity {
    iri: NamedNode,
    label: String,
    is_person: bool,
}

impl NameBook {
    /// Reads the names of a graph.
    pub fn of(snapshot: &Snapshot) -> Self {
        let names = |predicate: NamedNodeRef<'static>| {
            let quads = snapshot.quads_for_pattern(None, Some(predicate), None, None);
            quads.filter_map(|quad| match (quad.subject, quad.object) {
                (NamedOrBlankNode::NamedNode(iri), Term::Literal(name)) => Some((iri, name.value().to_owned())),
                _ => None,
            })
        };
        let mut labels: Vec<(NamedNode, String)> = names(rdfs::LABEL).collect();
        labels.sort();
        labels.dedup();
        let mut book = Self::default();
        let mut others: Vec<(NamedNode, String)> = Vec::new();
        for (iri, label) in labels {
            // A graph made elsewhere may give several labels: the first names the entity.
            if book.entities.last().is_some_and(|entity| entity.iri == iri) {
                others.push((iri, label));
                continue;
            }
            let index = book.entities.len() as u32;
            let folded = fold(&label);
            for word in folded.split(' ') {
                let known = book.by_word.entry(word.to_owned()).or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
            book.by_name.entry(folded).or_default().push((index, true));
            book.entities.push(Entity { iri, label, is_person: false });
        }
        let persons = snapshot.quads_for_pattern(None, Some(rdf::TYPE), Some(terms::PERSON.into()), None);
        for quad in persons {
            let NamedOrBlankNode::NamedNode(iri) = quad.subject else { continue };
            if let Some(index) = book.index(&iri) {
                book.entities[index].is_person = true;
            }
        }
        for (iri, alias) in names(terms::ALT_LABEL).chain(others) {
            let Some(index) = book.index(&iri) else { continue };
            let known = book.by_name.entry(fold(&alias)).or_default();
            if !known.iter().any(|(other, _)| *other == index as u32) {
                known.push((index as u32, false));
            }
        }
        book.by_name.values_mut().for_each(|known| known.sort_unstable());
        book
    }

    fn index(&self, iri: &NamedNode) -> Option<usize> {
        self.entities.binary_search_by(|entity| entity.iri.cmp(iri)).ok()
    }

    /// Whether some entity has this label or alias, whatever the case.
    pub fn is_name(&self, name: &str) -> bool {
        self.by_name.contains_key(&fold(name))
    }

    /// The label of an entity.
    pub fn label(&self, iri: &NamedNode) -> Option<&str> {
        self.index(iri).map(|index| self.entities[index].label.as_str())
    }

    /// Whether the entity is a person.
    pub fn is_person(&self, iri: &NamedNode) -> bool {
        self.index(iri).is_some_and(|index| self.entities[index].is_person)
    }

    /// Every entity with its label, in order of IRIs.
    pub fn labels(&self) -> impl Iterator<Item = (&NamedNode, &str)> {
        self.entities.iter().map(|entity| (&entity.iri, entity.label.as_str()))
    }

    /// What a name stands for, and how well it fits.
    pub fn find(&self, name: &str) -> (Lookup, Fit) {
        let name = name.trim();
        if let Some(iri) = self.iri(name) {
            return (Lookup::One(iri), Fit::Label);
        }
        let spoken = name.trim_start_matches(':').replace('_', " ");
        let folded = fold(&spoken);
        let named = self.by_name.get(&folded).map(Vec::as_slice).unwrap_or_default();
        let label = |(index, is_label): &&(u32, bool)| *is_label && self.entity(*index).label == spoken;
        let all: [(Fit, Vec<u32>); 4] = [
            (Fit::Label, named.iter().filter(label).map(|(index, _)| *index).collect()),
            (Fit::SameLetters, named.iter().filter(|(_, label)| *label).map(|(index, _)| *index).collect()),
            (Fit::Alias, named.iter().map(|(index, _)| *index).collect()),
            (Fit::Words, self.with_words(&folded)),
        ];
        let found = all.into_iter().find(|(_, found)| !found.is_empty());
        let found = found.or_else(|| Some((Fit::Initials, self.with_initials(&spoken))).filter(|(_, f)| !f.is_empty()));
        let found = found.or_else(|| Some((Fit::Sound, self.that_sound_like(&folded))).filter(|(_, f)| !f.is_empty()));
        let Some((fit, found)) = found else { return (Lookup::None(self.close(&folded)), Fit::Sound) };
        let found = if fit >= Fit::Words { self.persons_first(found) } else { found };
        let iris: Vec<NamedNode> = found.iter().map(|index| self.entity(*index).iri.clone()).collect();
        let lookup = match iris.as_slice() {
            [only] => Lookup::One(only.clone()),
            _ => Lookup::Several(iris),
        };
        (lookup, fit)
    }

    fn entity(&self, index: u32) -> &Entity {
        &self.entities[index as usize]
    }

    /// `:Xi_Jinping` or `<https://…>`, if the graph has such an entity.
    fn iri(&self, name: &str) -> Option<NamedNode> {
        let bare = name.trim_start_matches('<').trim_end_matches('>');
        if !bare.contains(':') {
            return None;
        }
        expand(bare).or_else(|| NamedNode::new(bare).ok()).filter(|iri| self.index(iri).is_some())
    }

    /// The entities whose label holds all these words, in this order and side by side.
    fn with_words(&self, folded: &str) -> Vec<u32> {
        let Some(first) = folded.split(' ').next() else { return Vec::new() };
        let candidates = self.by_word.get(first).into_iter().flatten().copied();
        let asked = format!(" {folded} ");
        candidates.filter(|index| format!(" {} ", fold(&self.entity(*index).label)).contains(&asked)).collect()
    }

    fn with_initials(&self, spoken: &str) -> Vec<u32> {
        let is_acronym = spoken.len() > 1 && spoken.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_acronym {
            return Vec::new();
        }
        let fits = |entity: &Entity| {
            let capitals = entity.label.split([' ', '-']).filter_map(|word| word.chars().next());
            capitals.filter(|c| c.is_uppercase()).eq(spoken.chars())
        };
        (0..self.entities.len() as u32).filter(|index| fits(self.entity(*index))).collect()
    }

    fn that_sound_like(&self, folded: &str) -> Vec<u32> {
        let asked = sound(folded);
        if asked.chars().count() < 3 {
            return Vec::new();
        }
        let labels = self.by_name.iter().filter(|(name, _)| sound(name) == asked);
        let mut found: Vec<u32> = labels.flat_map(|(_, known)| known.iter().map(|(index, _)| *index)).collect();
        if found.is_empty() {
            let words = self.by_word.iter().filter(|(word, _)| sound(word) == asked);
            found = words.flat_map(|(_, known)| known.iter().copied()).collect();
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A surname means its bearer and not the summits, speeches and villages that are called after him.
    fn persons_first(&self, found: Vec<u32>) -> Vec<u32> {
        let persons: Vec<u32> = found.iter().copied().filter(|index| self.entity(*index).is_person).collect();
        if persons.is_empty() { found } else { persons }
    }

    /// Other persons whose label holds this one's: "Ada Brook" beside somebody who is only known as "Brook".
    pub fn namesakes(&self, iri: &NamedNode) -> Vec<&str> {
        let Some(index) = self.index(iri).filter(|index| self.entities[*index].is_person) else { return Vec::new() };
        let others = self.with_words(&fold(&self.entities[index].label)).into_iter().map(|other| self.entity(other));
        others.filter(|other| other.is_person && other.iri != *iri).map(|other| other.label.as_str()).collect()
    }

    /// Labels that come close to a name, the nearest first.
    pub fn suggestions(&self, name: &str) -> Vec<String> {
        self.close(&fold(name))
    }

    /// Labels that hold what was asked, begin like one of its words or are a slip away, the nearest first.
    fn close(&self, folded: &str) -> Vec<String> {
        let stems: Vec<String> = folded.split(' ').map(|word| word.chars().take(4).collect()).collect();
        let begins = |word: &str| stems.iter().any(|stem| stem.chars().count() > 2 && word.starts_with(stem.as_str()));
        let mut close: Vec<(usize, usize, &str)> = Vec::new();
        for entity in &self.entities {
            let label = fold(&entity.label);
            let rank = if label.contains(folded) {
                0
            } else if let Some(slips) = misspelt(folded, &label) {
                slips
            } else if label.split(' ').any(begins) {
                usize::MAX
            } else {
                continue;
            };
            close.push((rank, label.len().abs_diff(folded.len()), entity.label.as_str()));
        }
        close.sort_unstable();
        close.dedup();
        close.into_iter().take(CLOSE_LABELS).map(|(.., label)| label.to_owned()).collect()
    }
}

/// The slips that make what was asked out of a label, or out of as many of its words as were asked.
fn misspelt(asked: &str, label: &str) -> Option<usize> {
    let words: Vec<&str> = label.split(' ').collect();
    let asked_words: Vec<&str> = asked.split(' ').collect();
    // A word that fits as it stands has no slip.
    let slips_of = |asked: &str, word: &str| if asked == word { Some(0) } else { slips(asked, word) };
    let within = words.windows(asked_words.len().max(1)).filter_map(|words| {
        asked_words.iter().zip(words).map(|(asked, word)| slips_of(asked, word)).sum::<Option<usize>>()
    });
    within.chain(slips(asked, label)).min()
}

/// A name without case, accents, apostrophes and hyphens: "Côte d’Ivoire" as "cote d ivoire".
pub(crate) fn fold(name: &str) -> String {
    let letters = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let plain: String =
        letters.map(|c| if c.is_alphanumeric() || c == '.' { c } else { ' ' }).filter(|c| *c != '.').collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the spellings of a transliterated name share: "sergei", "sergey" and "serguey" as "sergi".
fn sound(folded: &str) -> String {
    const SAME: &[(&str, &str)] = &[
        ("ks", "x"),
        ("kh", "h"),
        ("ph", "f"),
        ("gu", "g"),
        ("dzh", "j"),
        ("dj", "j"),
        ("ck", "k"),
        ("w", "v"),
        ("iy", "i"),
        ("yi", "i"),
        ("ij", "i"),
        ("ii", "i"),
        ("ei", "i"),
        ("ey", "i"),
        ("ye", "e"),
        ("yo", "o"),
        ("y", "i"),
    ];
    let mut text = folded.to_owned();
    for (from, to) in SAME {
        text = text.replace(from, to);
    }
    let mut last = None;
    // Doubled consonants are a matter of taste ("Annan", "Anan"), doubled vowels are not ("Brook", "Brok").
    text.retain(|c| last.replace(c) != Some(c) || "aeiou".contains(c));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_what_people_do_not_type() {
        assert_eq!(fold("Côte d’Ivoire"), "cote d ivoire");
        assert_eq!(fold("U.S. Navy"), "us navy");
        assert_eq!(fold("Asia-Pacific  Forum"), "asia pacific forum");
    }

    #[test]
    fn transliterations_sound_alike() {
        for (a, b) in [("sergei", "sergey"), ("dmitry", "dmitri"), ("aleksandr", "alexandr"), ("mikhail", "mihail")] {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        assert_ne!(sound("putin"), sound("peskov"));
    }
}

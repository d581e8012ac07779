//! The terms of a database by number: an append-only list with a hash index into it.
//!
//! Text lies in one string without separators; an entry says where a term's part begins and what kind of term it is.
//! Datatypes and the parts of triple terms are terms themselves and always stand before what they are part of, so
//! that the dictionary cut off at any length is still a dictionary.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use hashbrown::HashTable;
use oxrdf::{
    BaseDirection, BlankNode, BlankNodeRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef,
    Term, TermRef, Triple,
};
use rustc_hash::FxHashMap;

use super::id::{Kind, TermId};
use super::key::{Component, Form, Key, hash, literal_key};
use super::segment::{Segment, terms};
use super::words;
use super::words::recent::RecentWords;
use super::words::search::Search;

/// One term: where its text lies and what it is.
struct Entry {
    /// Start in `text`; for triple terms the place in `triples`.
    start: u64,
    /// Bytes of text, language tag included.
    length: u32,
    /// Index of the datatype, or length of the language tag with which the text begins.
    detail: u32,
    hash: u32,
    form: Form,
}

/// All terms of a database that are not held inline, in the order in which they came.
#[derive(Default)]
pub(crate) struct Dictionary {
    /// Answers for indices below `first`.
    base: Option<Arc<Segment>>,
    first: u32,
    text: String,
    entries: Vec<Entry>,
    table: HashTable<u32>,
    triples: Vec<[TermId; 3]>,
    /// For each component the triple terms in which a term stands there, ascending.
    triples_by: [FxHashMap<TermId, Vec<u32>>; 3],
    /// The words of the strings that came after the segment, as far as a search has looked at them.
    recent: Mutex<RecentWords>,
}

impl Dictionary {
    /// The terms of a segment, to be added to.
    pub(crate) fn over(base: Option<Arc<Segment>>) -> Self {
        let first = base.as_ref().map_or(0, |base| base.counts.terms);
        Self { base, first, ..Self::default() }
    }

    /// Number of terms.
    pub(crate) fn len(&self) -> u32 {
        self.first + self.entries.len() as u32 // `push_key` keeps it below 2^32
    }

    /// Bytes of text held.
    pub(crate) fn text_bytes(&self) -> u64 {
        self.text.len() as u64 + self.base.as_ref().map_or(0, |base| base.counts.text_bytes)
    }

    fn base(&self) -> &Segment {
        self.base.as_ref().expect("indices below `first` are those of the segment")
    }

    fn entry(&self, index: u32) -> &Entry {
        &self.entries[(index - self.first) as usize]
    }

    /// The term's id, if the dictionary holds it or it is inline.
    pub(crate) fn find(&self, term: TermRef<'_>) -> Option<TermId> {
        let key = match term {
            TermRef::NamedNode(node) => Key::NamedNode(node.as_str()),
            TermRef::BlankNode(node) => Key::BlankNode(node.as_str()),
            TermRef::Literal(literal) => {
                if let Some(id) = TermId::inline(literal) {
                    return Some(id);
                }
                literal_key(literal, |datatype| self.find_named_node(datatype).and_then(TermId::index))?
            }
            TermRef::Triple(triple) => Key::Triple([
                self.find(triple.subject.as_ref().into())?,
                self.find_named_node(triple.predicate.as_ref())?,
                self.find(triple.object.as_ref())?,
            ]),
        };
        self.find_key(key)
    }

    fn find_named_node(&self, node: NamedNodeRef<'_>) -> Option<TermId> {
        self.find_key(Key::NamedNode(node.as_str()))
    }

    fn find_key(&self, key: Key<'_>) -> Option<TermId> {
        self.find_in_tail(key).or_else(|| self.find_in_base(key))
    }

    fn find_in_tail(&self, key: Key<'_>) -> Option<TermId> {
        if self.entries.is_empty() {
            return None;
        }
        let hash = hash(key);
        let index = self.table.find(widen(hash), |&index| self.entry(index).hash == hash && self.is(index, key));
        index.map(|&index| self.id(index))
    }

    /// Whether the segment, too, has the term at `index`, which came after it.
    pub(crate) fn is_in_base(&self, index: u32) -> bool {
        self.find_in_base(self.key(index)).is_some()
    }

    fn find_in_base(&self, key: Key<'_>) -> Option<TermId> {
        let base = self.base.as_ref()?;
        let index = match key {
            Key::Triple(parts) => base.find_triple(parts)?,
            // A datatype that only the journal knows has no literals here, nor has its number.
            Key::Typed(datatype, _) if datatype >= self.first => return None,
            key => {
                let mut bytes = Vec::with_capacity(64);
                let datatype = if let Key::Typed(datatype, _) = key { datatype } else { 0 };
                terms::write_key(key, datatype, &mut bytes);
                base.find_key(&bytes)?
            }
        };
        Some(base.id(index))
    }

    /// The term's id; adds the term and its parts where they are new.
    pub(crate) fn intern(&mut self, term: TermRef<'_>) -> TermId {
        let key = match term {
            TermRef::NamedNode(node) => Key::NamedNode(node.as_str()),
            TermRef::BlankNode(node) => Key::BlankNode(node.as_str()),
            TermRef::Literal(literal) => {
                if let Some(id) = TermId::inline(literal) {
                    return id;
                }
                literal_key(literal, |datatype| self.intern(datatype.into()).index())
                    .expect("a datatype is a named node and those have an index")
            }
            TermRef::Triple(triple) => Key::Triple([
                self.intern(triple.subject.as_ref().into()),
                self.intern(triple.predicate.as_ref().into()),
                self.intern(triple.object.as_ref()),
            ]),
        };
        self.intern_key(key)
    }

    /// The id of the term with this key; adds it if it is new.
    pub(crate) fn intern_key(&mut self, key: Key<'_>) -> TermId {
        match self.find_key(key) {
            Some(id) => id,
            None => self.push_key(key),
        }
    }

    /// Adds a term that is not in the segment, as a journal says; `None` if it was added before.
    pub(crate) fn replay_key(&mut self, key: Key<'_>) -> Option<TermId> {
        if self.find_in_tail(key).is_some() { None } else { Some(self.push_key(key)) }
    }

    fn push_key(&mut self, key: Key<'_>) -> TermId {
        let index = u32::try_from(u64::from(self.first) + self.entries.len() as u64)
            .expect("memory ends before 2^32 terms of 24 bytes and their text");
        let (form, detail) = match key {
            Key::NamedNode(_) => (Form::NamedNode, 0),
            Key::BlankNode(_) => (Form::BlankNode, 0),
            Key::String(_) => (Form::String, 0),
            Key::Language(language, direction, _) => (Form::language(direction), language.len() as u32),
            Key::Typed(datatype, _) => (Form::Typed, datatype),
            Key::Triple(_) => (Form::Triple, 0),
        };
        let mut start = self.text.len() as u64;
        match key {
            Key::NamedNode(text) | Key::BlankNode(text) | Key::String(text) | Key::Typed(_, text) => {
                self.text.push_str(text);
            }
            Key::Language(language, _, text) => {
                self.text.push_str(language);
                self.text.push_str(text);
            }
            Key::Triple(parts) => {
                start = self.triples.len() as u64;
                self.triples.push(parts);
                for (triples, part) in self.triples_by.iter_mut().zip(parts) {
                    triples.entry(part).or_default().push(index);
                }
            }
        }
        let length = match key {
            Key::Triple(_) => 0,
            _ => u32::try_from(self.text.len() as u64 - start).expect("the journal refuses terms of 4 GiB"),
        };
        let hash = hash(key);
        self.entries.push(Entry { start, length, detail, hash, form });
        let (entries, first) = (&self.entries, self.first);
        self.table.insert_unique(widen(hash), index, |&index| widen(entries[(index - first) as usize].hash));
        self.id(index)
    }

    /// The term with this id, which must be inline or of this dictionary.
    pub(crate) fn term(&self, id: TermId) -> Term {
        let Some(index) = id.index() else {
            // An id without place in the dictionary is an inline literal; only damage brings others.
            return id.to_literal().map_or_else(|| damaged_node().into(), Into::into);
        };
        self.with_key(index, |key| match key {
            Key::NamedNode(iri) => NamedNode::new_unchecked(iri).into(),
            Key::BlankNode(label) => BlankNode::new_unchecked(label).into(),
            Key::String(value) => Literal::new_simple_literal(value).into(),
            Key::Language(language, None, value) => {
                Literal::new_language_tagged_literal_unchecked(value, language).into()
            }
            Key::Language(language, Some(direction), value) => {
                Literal::new_directional_language_tagged_literal_unchecked(value, language, direction).into()
            }
            Key::Typed(datatype, value) => Literal::new_typed_literal(value, self.named_node_at(datatype)).into(),
            Key::Triple([subject, predicate, object]) => Triple {
                subject: self.subject(subject),
                predicate: self.named_node(predicate),
                object: self.term(object),
            }
            .into(),
        })
    }

    /// The named or blank node with this id.
    pub(crate) fn subject(&self, id: TermId) -> NamedOrBlankNode {
        match self.term(id) {
            Term::NamedNode(node) => node.into(),
            Term::BlankNode(node) => node.into(),
            // Subjects and graph names are checked when they are read; only damage, which is recorded, leads here.
            Term::Literal(_) | Term::Triple(_) => damaged_node().into(),
        }
    }

    /// The named node with this id.
    pub(crate) fn named_node(&self, id: TermId) -> NamedNode {
        id.index().map_or_else(damaged_node, |index| self.named_node_at(index))
    }

    fn named_node_at(&self, index: u32) -> NamedNode {
        self.with_key(index, |key| match key {
            Key::NamedNode(iri) => NamedNode::new_unchecked(iri),
            _ => damaged_node(),
        })
    }

    /// The subject, predicate and object of a triple term.
    pub(crate) fn parts(&self, id: TermId) -> Option<[TermId; 3]> {
        let index = id.index().filter(|index| *index < self.len() && id.kind() == Some(Kind::Triple))?;
        if index < self.first {
            return Some(self.base().parts(index));
        }
        let entry = self.entry(index);
        (entry.form == Form::Triple).then(|| self.triples[entry.start as usize])
    }

    /// The index of a typed literal's datatype.
    pub(crate) fn datatype(&self, index: u32) -> Option<u32> {
        if index >= self.first {
            let entry = self.entry(index);
            return (entry.form == Form::Typed).then_some(entry.detail);
        }
        let counts = &self.base().counts;
        if !(counts.literal_start..counts.triple_start).contains(&index) {
            return None;
        }
        self.with_key(index, |key| match key {
            Key::Typed(datatype, _) => Some(datatype),
            _ => None,
        })
    }

    /// The triple terms that have `part` as the given component.
    pub(crate) fn triples_with(&self, component: Component, part: TermId) -> Vec<u32> {
        let mut found = self.base.as_ref().map_or(Vec::new(), |base| base.triples_with(component, part));
        if let Some(more) = self.triples_by[component as usize].get(&part) {
            found.extend_from_slice(more);
        }
        found
    }

    /// How many triple terms [`Self::triples_with`] gives.
    pub(crate) fn count_triples_with(&self, component: Component, part: TermId) -> usize {
        let in_base = self.base.as_ref().map_or(0, |base| base.count_triples_with(component, part));
        in_base + self.triples_by[component as usize].get(&part).map_or(0, Vec::len)
    }

    /// The strings that a search finds, ascending.
    pub(crate) fn search(&self, search: &Search) -> Vec<u32> {
        let mut found = self.base.as_ref().map_or(Vec::new(), |base| base.search(search));
        if self.entries.is_empty() {
            return found;
        }
        // A panic in between leaves words without some strings only above `end`, and those are added again.
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        for index in recent.end.max(self.first)..self.len() {
            if let Some(text) = words::text_of(&self.key(index)) {
                recent.add(index, text);
            }
            recent.end = index + 1;
        }
        let listed = |word: &str, is_prefix: bool, into: &mut Vec<u32>| recent.list(word, is_prefix, into);
        found.extend(search.find(listed, |index, test| words::text_of(&self.key(index)).is_some_and(test)));
        found
    }

    /// All triple terms, in ascending order of index.
    pub(crate) fn triple_terms(&self) -> impl Iterator<Item = u32> {
        let base = self.base.as_ref().map_or(0..0, |base| base.counts.triple_start..base.counts.terms);
        base.chain((self.first..self.len()).filter(|index| self.entry(*index).form == Form::Triple))
    }

    /// The indices that terms of this form can have in the segment, ascending by key.
    pub(crate) fn base_indices(&self, form: Form) -> Range<u32> {
        self.base.as_ref().map_or(0..0, |base| base.form_range(form))
    }

    /// The indices of the terms of this form that came after the segment.
    pub(crate) fn tail_indices(&self, form: Form) -> impl Iterator<Item = u32> {
        (self.first..self.len()).filter(move |index| self.entry(*index).form == form)
    }

    /// The id of the entry at `index`.
    pub(crate) fn id(&self, index: u32) -> TermId {
        if index < self.first {
            return self.base().id(index);
        }
        let kind = match self.entry(index).form {
            Form::NamedNode => Kind::NamedNode,
            Form::BlankNode => Kind::BlankNode,
            Form::String | Form::LanguageString | Form::Typed | Form::LeftToRight | Form::RightToLeft => Kind::Literal,
            Form::Triple => Kind::Triple,
        };
        TermId::new(kind, index.into())
    }

    /// What the entry at `index` holds, given to `read`. Damage reads as a placeholder, and is recorded.
    pub(crate) fn with_key<T>(&self, index: u32, read: impl FnOnce(Key<'_>) -> T) -> T {
        if index >= self.first {
            return read(self.key(index));
        }
        let base = self.base();
        if index >= base.counts.triple_start {
            return read(Key::Triple(base.parts(index)));
        }
        let mut bytes = Vec::with_capacity(64);
        base.key_bytes(index, &mut bytes);
        let key = terms::read_key(&bytes).filter(|key| match key {
            Key::NamedNode(_) => index < base.counts.blank_start,
            Key::Typed(datatype, _) => *datatype < base.counts.blank_start,
            _ => true,
        });
        read(key.unwrap_or_else(|| {
            base.report_terms();
            Key::NamedNode(DAMAGED)
        }))
    }

    /// What the entry at `index`, which came after the segment, holds.
    pub(crate) fn key(&self, index: u32) -> Key<'_> {
        let entry = self.entry(index);
        let text = self.text_of(index);
        let tagged = |direction| {
            let (language, value) = text.split_at(entry.detail as usize);
            Key::Language(language, direction, value)
        };
        match entry.form {
            Form::NamedNode => Key::NamedNode(text),
            Form::BlankNode => Key::BlankNode(text),
            Form::String => Key::String(text),
            Form::LanguageString => tagged(None),
            Form::LeftToRight => tagged(Some(BaseDirection::Ltr)),
            Form::RightToLeft => tagged(Some(BaseDirection::Rtl)),
            Form::Typed => Key::Typed(entry.detail, text),
            Form::Triple => Key::Triple(self.triples[entry.start as usize]),
        }
    }

    /// Forgets all terms from `length` on: an aborted transaction leaves no trace.
    pub(crate) fn truncate(&mut self, length: u32) {
        self.recent.get_mut().unwrap_or_else(PoisonError::into_inner).truncate(length);
        while self.len() > length {
            let index = self.len() - 1;
            let entry = self.entries.pop().expect("the loop runs while there are more entries than `length`");
            if let Ok(place) = self.table.find_entry(widen(entry.hash), |&other| other == index) {
                place.remove();
            }
            if entry.form == Form::Triple {
                let parts = self.triples.pop().expect("every triple entry has its triple");
                for (triples, part) in self.triples_by.iter_mut().zip(parts) {
                    triples.get_mut(&part).expect("every triple is listed under its parts").pop();
                }
            } else {
                self.text.truncate(entry.start as usize);
            }
        }
    }

    /// The order of the keys of two entries of one form that came after the segment. Typed literals are sorted by
    /// their datatype's text, which is the order of its number in the next segment.
    pub(crate) fn compare_tail(&self, a: u32, b: u32) -> Ordering {
        match (self.key(a), self.key(b)) {
            (Key::NamedNode(a), Key::NamedNode(b))
            | (Key::BlankNode(a), Key::BlankNode(b))
            | (Key::String(a), Key::String(b)) => a.cmp(b),
            (Key::Language(tag_a, _, a), Key::Language(tag_b, _, b)) => (tag_a, a).cmp(&(tag_b, b)),
            (Key::Typed(type_a, a), Key::Typed(type_b, b)) if type_a == type_b => a.cmp(b),
            (Key::Typed(type_a, _), Key::Typed(type_b, _)) => {
                self.named_node_at(type_a).as_str().cmp(self.named_node_at(type_b).as_str())
            }
            _ => Ordering::Equal,
        }
    }

    fn text_of(&self, index: u32) -> &str {
        let entry = self.entry(index);
        match entry.form {
            Form::Triple => "",
            _ => &self.text[entry.start as usize..entry.start as usize + entry.length as usize],
        }
    }

    fn is(&self, index: u32, key: Key<'_>) -> bool {
        match (self.key(index), key) {
            (Key::NamedNode(a), Key::NamedNode(b))
            | (Key::BlankNode(a), Key::BlankNode(b))
            | (Key::String(a), Key::String(b)) => a == b,
            (Key::Language(a, da, va), Key::Language(b, db, vb)) => a == b && da == db && va == vb,
            (Key::Typed(a, va), Key::Typed(b, vb)) => a == b && va == vb,
            (Key::Triple(a), Key::Triple(b)) => a == b,
            _ => false,
        }
    }
}

/// The table takes bucket and check bits from opposite ends of the hash.
fn widen(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// Stands where damage has taken the text. A space is not allowed in IRIs, so nobody can have it otherwise.
const DAMAGED: &str = "damaged term";

fn damaged_node() -> NamedNode {
    NamedNode::new_unchecked(DAMAGED)
}

/// A blank or named node's term.
pub(crate) fn subject_term(subject: NamedOrBlankNodeRef<'_>) -> TermRef<'_> {
    match subject {
        NamedOrBlankNodeRef::NamedNode(node) => node.into(),
        NamedOrBlankNodeRef::BlankNode(node) => BlankNodeRef::into(node),
    }
}

#[cfg(test)]
mod tests {
    use oxrdf::vocab::xsd;

    use super::*;

    fn some_terms() -> Vec<Term> {
        let node = |name: &str| NamedNode::new_unchecked(format!("http://example.com/{name}"));
        let triple = Triple::new(node("a"), node("p"), Literal::from(7));
        vec![
            node("a").into(),
            BlankNode::new_unchecked("a").into(),
            Literal::new_simple_literal("a").into(),
            Literal::new_simple_literal("").into(),
            Literal::new_language_tagged_literal_unchecked("a", "en").into(),
            Literal::new_language_tagged_literal_unchecked("na", "e").into(),
            Literal::new_directional_language_tagged_literal_unchecked("a", "en", BaseDirection::Rtl).into(),
            Literal::new_directional_language_tagged_literal_unchecked("a", "en", BaseDirection::Ltr).into(),
            Literal::new_typed_literal("a", node("type")).into(),
            Literal::new_typed_literal("007", xsd::INTEGER).into(),
            Literal::from(7).into(),
            triple.clone().into(),
            Triple::new(node("b"), node("p"), triple).into(),
        ]
    }

    #[test]
    fn gives_back_every_kind_of_term() {
        let mut dictionary = Dictionary::default();
        let ids: Vec<_> = some_terms().iter().map(|term| dictionary.intern(term.as_ref())).collect();
        for (term, id) in some_terms().iter().zip(&ids) {
            assert_eq!(dictionary.term(*id), *term);
            assert_eq!(dictionary.find(term.as_ref()), Some(*id));
            assert_eq!(dictionary.intern(term.as_ref()), *id);
        }
        let mut distinct = ids.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), ids.len());
    }

    #[test]
    fn a_cut_dictionary_knows_nothing_of_what_came_later() {
        let mut dictionary = Dictionary::default();
        let terms = some_terms();
        let first = dictionary.intern(terms[0].as_ref());
        let length = dictionary.len();
        for term in &terms {
            dictionary.intern(term.as_ref());
        }
        dictionary.truncate(length);
        assert_eq!(dictionary.len(), 1);
        assert_eq!(dictionary.find(terms[0].as_ref()), Some(first));
        for term in terms
            .iter()
            .skip(1)
            .filter(|term| !matches!(term, Term::Literal(l) if TermId::inline(l.as_ref()).is_some()))
        {
            assert_eq!(dictionary.find(term.as_ref()), None, "{term}");
        }
        assert!(dictionary.triples_with(Component::Subject, first).is_empty());
        assert_eq!(dictionary.count_triples_with(Component::Subject, first), 0);
    }
}

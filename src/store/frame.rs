//! The payload of a journal frame: the terms that are new, the quads that went and the quads that came.
//!
//! `FORMAT.md` gives every byte. Encoding cannot fail; decoding trusts nothing and says what is wrong.

use super::dictionary::Dictionary;
use super::id::{Kind, TermId};
use super::key::{Form, Key};
use super::run::{Order, Row};
use oxrdf::BaseDirection;

/// Why a payload is no list of terms and quads, and at which byte of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) offset: usize,
    pub(crate) what: &'static str,
}

/// Bits of a quad's first byte: which components equal those of the quad before.
const SAME: [u8; 3] = [1, 2, 4]; // graph, subject, predicate

/// Writes the terms of `dictionary` from index `from` on, and the rows in graph order.
pub(crate) fn encode(dictionary: &Dictionary, from: u32, removed: &[Row], added: &[Row]) -> Vec<u8> {
    let mut out = Vec::new();
    write_number(&mut out, u64::from(dictionary.len() - from));
    for index in from..dictionary.len() {
        write_term(&mut out, dictionary.key(index));
    }
    write_rows(&mut out, removed);
    write_rows(&mut out, added);
    out
}

/// Reads what `encode` wrote, of one transaction or of several: terms into the dictionary, rows at the end of the lists.
pub(crate) fn decode(
    payload: &[u8],
    dictionary: &mut Dictionary,
    removed: &mut Vec<Row>,
    added: &mut Vec<Row>,
) -> Result<(), Malformed> {
    let mut input = Input { bytes: payload, at: 0 };
    while input.at < payload.len() {
        for _ in 0..input.number()? {
            let index = dictionary.len();
            let key = read_term(&mut input, dictionary)?;
            if dictionary.replay_key(key).and_then(TermId::index) != Some(index) {
                return Err(input.malformed("a term is listed twice"));
            }
        }
        read_rows(&mut input, dictionary, removed)?;
        read_rows(&mut input, dictionary, added)?;
    }
    Ok(())
}

fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    write_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn write_term(out: &mut Vec<u8>, key: Key<'_>) {
    match key {
        Key::NamedNode(iri) => {
            out.push(Form::NamedNode as u8);
            write_text(out, iri);
        }
        Key::BlankNode(label) => {
            out.push(Form::BlankNode as u8);
            write_text(out, label);
        }
        Key::String(value) => {
            out.push(Form::String as u8);
            write_text(out, value);
        }
        Key::Language(language, direction, value) => {
            out.push(match direction {
                None => Form::LanguageString,
                Some(BaseDirection::Ltr) => Form::LeftToRight,
                Some(BaseDirection::Rtl) => Form::RightToLeft,
            } as u8);
            write_text(out, language);
            write_text(out, value);
        }
        Key::Typed(datatype, value) => {
            out.push(Form::Typed as u8);
            write_number(out, u64::from(datatype));
            write_text(out, value);
        }
        Key::Triple(parts) => {
            out.push(Form::Triple as u8);
            for part in parts {
                write_number(out, part.to_file());
            }
        }
    }
}

fn write_rows(out: &mut Vec<u8>, rows: &[Row]) {
    let mut rows: Vec<_> = rows.iter().map(|row| Order::Gspo.permute(*row)).collect();
    rows.sort_unstable();
    write_number(out, rows.len() as u64);
    let mut previous = [TermId::DEFAULT_GRAPH; 4];
    for row in rows {
        let mut same = 0;
        for place in 0..SAME.len() {
            if row[place] == previous[place] {
                same |= SAME[place];
            }
        }
        out.push(same);
        for place in 0..row.len() {
            if place >= SAME.len() || same & SAME[place] == 0 {
                write_number(out, row[place].to_file());
            }
        }
        previous = row;
    }
}

struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Input<'a> {
    fn malformed(&self, what: &'static str) -> Malformed {
        Malformed { offset: self.at, what }
    }

    fn byte(&mut self) -> Result<u8, Malformed> {
        let byte = *self.bytes.get(self.at).ok_or_else(|| self.malformed("the payload ends early"))?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> Result<u64, Malformed> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.malformed("a number has more than 64 bits"))
    }

    fn text(&mut self) -> Result<&'a str, Malformed> {
        let length = self.number()?;
        let rest = &self.bytes[self.at..];
        let bytes = usize::try_from(length)
            .ok()
            .filter(|length| *length <= u32::MAX as usize)
            .and_then(|length| rest.get(..length))
            .ok_or_else(|| self.malformed("a text is longer than the payload"))?;
        let text = std::str::from_utf8(bytes).map_err(|_| self.malformed("a text is not UTF-8"))?;
        self.at += text.len();
        Ok(text)
    }

    /// An id that is inline or in the dictionary, and its kind.
    fn id(&mut self, dictionary: &Dictionary) -> Result<TermId, Malformed> {
        let number = self.number()?;
        let id = TermId::from_file(number).ok_or_else(|| self.malformed("a number is no term"))?;
        match id.index() {
            Some(index) if index >= dictionary.len() || dictionary.id(index) != id => {
                Err(self.malformed("a quad or triple names a term that is not there"))
            }
            _ => Ok(id),
        }
    }
}

fn read_term<'a>(input: &mut Input<'a>, dictionary: &Dictionary) -> Result<Key<'a>, Malformed> {
    let form = input.byte()?;
    let known = |form: Form| form as u8;
    Ok(match form {
        _ if form == known(Form::NamedNode) => Key::NamedNode(input.text()?),
        _ if form == known(Form::BlankNode) => Key::BlankNode(input.text()?),
        _ if form == known(Form::String) => Key::String(input.text()?),
        _ if form == known(Form::LanguageString) => Key::Language(input.text()?, None, input.text()?),
        _ if form == known(Form::LeftToRight) => Key::Language(input.text()?, Some(BaseDirection::Ltr), input.text()?),
        _ if form == known(Form::RightToLeft) => Key::Language(input.text()?, Some(BaseDirection::Rtl), input.text()?),
        _ if form == known(Form::Typed) => {
            let datatype = u32::try_from(input.number()?).ok().filter(|index| *index < dictionary.len());
            match datatype {
                Some(index) if dictionary.id(index).kind() == Some(Kind::NamedNode) => Key::Typed(index, input.text()?),
                _ => return Err(input.malformed("a literal's datatype is not there")),
            }
        }
        _ if form == known(Form::Triple) => {
            let triple = [input.id(dictionary)?, input.id(dictionary)?, input.id(dictionary)?];
            check_triple(input, triple)?;
            Key::Triple(triple)
        }
        _ => return Err(input.malformed("a term has an unknown form")),
    })
}

fn read_rows(input: &mut Input<'_>, dictionary: &Dictionary, rows: &mut Vec<Row>) -> Result<(), Malformed> {
    let count = input.number()?;
    // A quad takes two bytes at least: a count that lies cannot make us reserve more than the payload allows.
    let most = (input.bytes.len() - input.at) / 2;
    rows.reserve(usize::try_from(count).unwrap_or(usize::MAX).min(most));
    let mut row = [TermId::DEFAULT_GRAPH; 4];
    for _ in 0..count {
        let same = input.byte()?;
        if same >= 8 {
            return Err(input.malformed("a quad begins with an unknown mark"));
        }
        for place in 0..row.len() {
            if place >= SAME.len() || same & SAME[place] == 0 {
                row[place] = input.id(dictionary)?;
            }
        }
        let [graph, triple @ ..] = row;
        check_triple(input, triple)?;
        if !matches!(graph.kind(), Some(Kind::DefaultGraph | Kind::NamedNode | Kind::BlankNode)) {
            return Err(input.malformed("a graph's name is no node"));
        }
        rows.push(Order::Gspo.restore(row));
    }
    Ok(())
}

/// Subjects are nodes, predicates are IRIs, and nothing is the default graph's name.
fn check_triple(input: &Input<'_>, [subject, predicate, object]: [TermId; 3]) -> Result<(), Malformed> {
    if !matches!(subject.kind(), Some(Kind::NamedNode | Kind::BlankNode)) {
        return Err(input.malformed("a subject is no node"));
    }
    if predicate.kind() != Some(Kind::NamedNode) {
        return Err(input.malformed("a predicate is no IRI"));
    }
    if object.kind() == Some(Kind::DefaultGraph) {
        return Err(input.malformed("an object is missing"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use oxrdf::{Literal, NamedNode, Term, Triple};
    use proptest::prelude::*;

    use super::*;

    fn sample() -> (Dictionary, Vec<Row>) {
        let mut dictionary = Dictionary::default();
        let node = |name: &str| NamedNode::new_unchecked(format!("http://example.com/{name}"));
        let mut id = |term: Term| dictionary.intern(term.as_ref());
        let (a, p, g) = (id(node("a").into()), id(node("p").into()), id(node("g").into()));
        let objects = [
            id(Literal::new_simple_literal("text").into()),
            id(Literal::new_language_tagged_literal_unchecked("text", "en").into()),
            id(Literal::new_typed_literal("x", node("type")).into()),
            id(Literal::from(-5).into()),
            id(Triple::new(node("a"), node("p"), Literal::from(7)).into()),
        ];
        let rows = objects.into_iter().flat_map(|o| [[a, p, o, g], [a, p, o, TermId::DEFAULT_GRAPH]]).collect();
        (dictionary, rows)
    }

    #[test]
    fn reads_what_it_wrote() {
        let (dictionary, rows) = sample();
        let payload = encode(&dictionary, 0, &rows[..2], &rows);
        let (mut copy, mut removed, mut added) = (Dictionary::default(), Vec::new(), Vec::new());
        decode(&payload, &mut copy, &mut removed, &mut added).unwrap();
        assert_eq!(copy.len(), dictionary.len());
        for row in &rows {
            for id in row.iter().filter(|id| **id != TermId::DEFAULT_GRAPH) {
                assert_eq!(copy.term(*id), dictionary.term(*id));
            }
        }
        removed.sort();
        added.sort();
        let mut expected = rows.clone();
        expected.sort();
        assert_eq!(added, expected);
        assert_eq!(removed.len(), 2);
    }

    proptest! {
        #[test]
        fn never_panics_on_damage(at in 0..400_usize, bits in 1..=255_u8, cut in 0..400_usize) {
            let (dictionary, rows) = sample();
            let mut payload = encode(&dictionary, 0, &[], &rows);
            let at = at % payload.len();
            payload[at] ^= bits;
            let cut = payload.len() - cut % payload.len();
            for bytes in [&payload[..], &payload[..cut]] {
                // Damage may still read as other terms: checksums are the journal's business. It must not panic.
                let _ = decode(bytes, &mut Dictionary::default(), &mut Vec::new(), &mut Vec::new());
            }
        }
    }
}

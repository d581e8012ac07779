//! Reads annotated sentences from CoNLL-U, so that later stages can be fed without running the network.
//!
//! Understood is what `tercet parse` writes: the labels of the model, entities as `Entity=B-GPE` and blanks as
//! `SpaceAfter=No` in the last column. The stored text is put together from the tokens, one sentence a line.

use std::collections::HashSet;

use compact_str::CompactString;

use super::model::{ModelError, ModelFile};
use crate::text::{Block, BlockKind, Deprel, Document, EntityLabel, LabelledSpan, Sentence, Span, Token, Upos};

/// Why a text in CoNLL-U could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConlluError {
    /// A line is not as it should be.
    #[error("line {line}: {reason}")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The labels of the model, against which tags are checked, cannot be read.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// Reads sentences, each a block of the document that they make up.
///
/// Noun chunks are not part of the format and are left empty.
///
/// # Errors
/// If a line has not ten columns, numbers do not follow each other, a head is not in the sentence, or a label is not one of
/// the model's.
pub fn read_conllu(input: &str) -> Result<(Document, Vec<Sentence>), ConlluError> {
    let labels = Labels::load()?;
    let mut doc = Document::default();
    let mut sentences = Vec::new();
    let mut rows = Vec::new();
    let blank_at_end = std::iter::once("");
    for (number, line) in (1..).zip(input.lines().chain(blank_at_end)) {
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(name) = comment.trim().strip_prefix("newdoc id = ") {
                name.clone_into(&mut doc.key);
                name.clone_into(&mut doc.name);
            }
        } else if !line.trim().is_empty() {
            rows.push((number, line));
        } else if !rows.is_empty() {
            sentences.push(read_sentence(&rows, &labels, &mut doc)?);
            rows.clear();
        }
    }
    Ok((doc, sentences))
}

/// Tags and morphologies that the model gives.
struct Labels {
    tags: HashSet<&'static str>,
    morphs: HashSet<&'static str>,
}

impl Labels {
    fn load() -> Result<Self, ModelError> {
        let file = ModelFile::embedded()?;
        let tags = file.text("tagger.labels")?.lines().collect();
        let morphs = file.text("ruler.patterns")?.lines().filter_map(|line| line.split('\t').nth(2)).collect();
        Ok(Self { tags, morphs })
    }
}

fn read_sentence(rows: &[(usize, &str)], labels: &Labels, doc: &mut Document) -> Result<Sentence, ConlluError> {
    if !doc.text.is_empty() {
        doc.text.push('\n');
    }
    let start = doc.text.len();
    let mut sent = Sentence { block: doc.blocks.len() as u32, ..Sentence::default() };
    for (at, &(line, row)) in rows.iter().enumerate() {
        let error = |reason: String| ConlluError::Line { line, reason };
        let columns: Vec<&str> = row.split('\t').collect();
        let [id, form, lemma, pos, tag, feats, head, deprel, _, misc] = columns[..] else {
            return Err(error(format!("{} columns, separated by tabs, where ten are needed", columns.len())));
        };
        if id.parse() != Ok(at + 1) {
            return Err(error(format!("number `{id}`, expected {}", at + 1)));
        }
        let unknown = |what: &str, value: &str| error(format!("`{value}` is no {what} of the model"));
        let pos: Upos = pos.parse().map_err(|()| unknown("part of speech", pos))?;
        let head: usize = head.parse().ok().filter(|&head| head <= rows.len()).ok_or_else(|| unknown("head", head))?;
        let form = unescape(form, pos);
        let token_start = doc.text.len();
        doc.text.push_str(&form);
        let span = Span::new(token_start, doc.text.len());
        let space_after = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        if space_after && at + 1 < rows.len() {
            doc.text.push(' ');
        }
        if let Some(label) = misc.split('|').find_map(|entry| entry.strip_prefix("Entity=")) {
            add_entity(&mut sent.entities, at as u32, label).ok_or_else(|| unknown("entity label", label))?;
        }
        sent.tokens.push(Token {
            span,
            lemma: CompactString::from(unescape(lemma, pos)),
            tag: labels.tags.get(tag).ok_or_else(|| unknown("tag", tag))?,
            pos,
            morph: match feats {
                "_" => "",
                feats => labels.morphs.get(feats).ok_or_else(|| unknown("morphology", feats))?,
            },
            head: head.checked_sub(1).unwrap_or(at) as u32,
            deprel: match deprel {
                "root" => Deprel::Root,
                "_" => Deprel::Unlabelled,
                deprel => deprel.parse().map_err(|()| unknown("relation", deprel))?,
            },
            space_after,
        });
    }
    sent.span = Span::new(start, doc.text.len());
    doc.blocks.push(Block { span: sent.span, kind: BlockKind::Paragraph });
    Ok(sent)
}

/// Takes token `at` into an entity, by its IOB2 label.
fn add_entity(entities: &mut Vec<LabelledSpan>, at: u32, iob: &str) -> Option<()> {
    let (place, label) = iob.split_once('-')?;
    let label: EntityLabel = label.parse().ok()?;
    match (place, entities.last_mut()) {
        ("B", _) => entities.push(LabelledSpan { label, start: at, end: at + 1 }),
        ("I", Some(last)) if last.end == at && last.label == label => last.end += 1,
        _ => return None,
    }
    Some(())
}

/// White space as it was before it was escaped to fit into a column.
fn unescape(field: &str, pos: Upos) -> String {
    if pos != Upos::Space {
        return field.to_owned();
    }
    let mut text = String::new();
    let mut rest = field;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut chars = after.chars();
        match chars.next() {
            Some('s') => text.push(' '),
            Some('t') => text.push('\t'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('u') => {
                let (code, after) = chars.as_str().trim_start_matches('{').split_once('}').unwrap_or_default();
                text.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
                rest = after;
                continue;
            }
            _ => {}
        }
        rest = chars.as_str();
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
# newdoc id = a1
# text = Kornfeld won't stay.
1\tKornfeld\tKornfeld\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tEntity=B-PERSON
2\two\twill\tAUX\tMD\tVerbType=Mod\t4\taux\t_\tSpaceAfter=No
3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tneg\t_\t_
4\tstay\tstay\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\tPunctType=Peri\t4\tpunct\t_\tSpaceAfter=No
";

    #[test]
    fn reads_tokens_and_entities() {
        let (doc, sentences) = read_conllu(SAMPLE).unwrap();
        assert_eq!((doc.key.as_str(), doc.text.as_str()), ("a1", "Kornfeld won't stay."));
        let [sent] = sentences.as_slice() else { panic!("one sentence") };
        assert_eq!(sent.tokens[3].head, 3);
        assert_eq!(sent.tokens[0].deprel, Deprel::Nsubj);
        assert_eq!(sent.entities, [LabelledSpan { label: EntityLabel::Person, start: 0, end: 1 }]);
        assert_eq!(doc.slice(sent.tokens[2].span), "n't");
    }

    #[test]
    fn says_which_line_is_wrong() {
        let error = |from: &str, to: &str| read_conllu(&SAMPLE.replace(from, to)).unwrap_err().to_string();
        assert_eq!(error("\tNNP\t", "\tNOPE\t"), "line 3: `NOPE` is no tag of the model");
        assert_eq!(error("3\tn't", "4\tn't"), "line 5: number `4`, expected 3");
        assert_eq!(error("\t4\tneg", "\t9\tneg"), "line 5: `9` is no head of the model");
        assert_eq!(error("\tnot\t", " not "), "line 5: 8 columns, separated by tabs, where ten are needed");
    }

    #[test]
    fn white_space_is_unescaped() {
        assert_eq!(unescape("\\s\\n\\t\\u{a0}", Upos::Space), " \n\t\u{a0}");
        assert_eq!(unescape("\\n", Upos::Sym), "\\n");
        assert_eq!(unescape("\\u\\", Upos::Space), "");
    }
}

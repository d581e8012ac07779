//! "I" and "we": whoever speaks, found once it is known who says what.
//!
//! Inside a quotation or a turn "I" is the speaker, and "we" the state or body that the speaker leads or stands for;
//! without such a body nobody is meant. Outside quotations only an official statement says "we": one that names the
//! office that issues it at its head, and then "we" is the country in whose name it acts throughout.

use crate::extract::speech::{Analysed, Saying, Spoken, quoted_at};
use crate::extract::view::View;
use crate::extract::words;
use crate::extract::{EntityMention, MentionForm};
use crate::graph::EntityKind;
use crate::resolve::{EntityId, Resolution};
use crate::text::{BlockKind, Document, Span, Upos};

/// Mentions of the first person with those they stand for.
pub(crate) fn mentions(
    doc: &Document,
    sentences: &[Analysed<'_>],
    sayings: &[Saying],
    quotations: &[Span],
) -> Vec<(EntityMention, Vec<EntityId>)> {
    let mut out = Vec::new();
    let spoken = Spoken::new(sayings);
    let represented = Represented::new(sentences);
    let mut issuer: Option<Option<EntityId>> = None;
    for (index, (view, _)) in sentences.iter().enumerate() {
        for at in 0..view.len() as u32 {
            let Some(plural) = person(view, at) else { continue };
            let span = view.token(at).span;
            let saying = spoken.innermost(span).map(|saying| &sayings[saying]);
            let quoted = quoted_at(quotations, span);
            let meant = match saying {
                Some(saying) if plural => speaks_for(sentences, &represented, saying),
                Some(saying) => saying.speakers.first().copied(),
                None if plural && !quoted => *issuer.get_or_insert_with(|| issuing_country(doc, sentences)),
                None => None,
            };
            let Some(id) = meant else { continue };
            let entity = view.resolution.entity(id);
            if view.mention_id(at).is_some() || (!plural && entity.kind != EntityKind::Person) {
                continue;
            }
            out.push((
                EntityMention {
                    sentence: index as u32,
                    tokens: at..at + 1,
                    head: at,
                    span,
                    kind: entity.kind,
                    form: MentionForm::Pronoun,
                    name: view.word(at).to_owned(),
                },
                vec![id],
            ));
        }
    }
    out
}

/// Whether a token is a first person, and if so a plural one.
fn person(view: &View<'_>, at: u32) -> Option<bool> {
    if view.token(at).pos != Upos::Pron {
        return None;
    }
    match view.lower(at).as_str() {
        "i" | "me" | "my" | "myself" | "mine" => Some(false),
        "we" | "us" | "our" | "ours" | "ourselves" => Some(true),
        _ => None,
    }
}

/// In whose name the people of an article speak, by the titles that it gives them.
pub(crate) struct Represented {
    /// By entity: the first country and the first organisation of a title not given up.
    bodies: Vec<(Option<EntityId>, Option<EntityId>)>,
}

impl Represented {
    pub(crate) fn new(sentences: &[Analysed<'_>]) -> Self {
        let resolution = sentences.first().map(|(view, _)| view.resolution);
        let mut bodies = vec![(None, None); resolution.map_or(0, |resolution| resolution.entities().len())];
        for (view, edges) in sentences {
            for title in edges.titles.iter().filter(|title| !title.former) {
                for person in view.entities(title.person) {
                    let (country, organisation) = &mut bodies[person.index()];
                    for &body in title.bodies.iter().flat_map(|&body| view.entities(body)) {
                        match view.resolution.entity(body).kind {
                            EntityKind::Country => *country = country.or(Some(body)),
                            EntityKind::Organisation => *organisation = organisation.or(Some(body)),
                            _ => {}
                        }
                    }
                }
            }
        }
        Self { bodies }
    }

    /// The state or body of a speaker; a country before an organ of it.
    pub(crate) fn by(&self, speaker: EntityId) -> Option<EntityId> {
        self.bodies.get(speaker.index()).and_then(|(country, organisation)| country.or(*organisation))
    }
}

/// The state or body in whose name the speaker says "we"; a body speaks for itself.
fn speaks_for(sentences: &[Analysed<'_>], represented: &Represented, saying: &Saying) -> Option<EntityId> {
    let &[speaker] = &saying.speakers[..] else { return None };
    let kind = sentences[saying.sentence].0.resolution.entity(speaker).kind;
    if kind == EntityKind::Person { represented.by(speaker) } else { Some(speaker) }
}

/// The country that issues the article, if the article says "we" in its own voice.
pub(crate) fn issuer(doc: &Document, sentences: &[Analysed<'_>], quotations: &[Span]) -> Option<EntityId> {
    let own = |view: &View<'_>, at: u32| person(view, at) == Some(true) && !quoted_at(quotations, view.token(at).span);
    let issuer = issuing_country(doc, sentences)?;
    let speaks =
        |(view, _): &Analysed<'_>| (0..view.len() as u32).any(|at| own(view, at) && view.entities(at) == [issuer]);
    sentences.iter().any(speaks).then_some(issuer)
}

/// The country that acts most often in an official statement; none if the article is not one or two act equally.
fn issuing_country(doc: &Document, sentences: &[Analysed<'_>]) -> Option<EntityId> {
    if !sentences.iter().take(6).any(|(view, _)| names_office(doc, view)) {
        return None;
    }
    let resolution = sentences.first()?.0.resolution;
    let mut counts = vec![0_usize; resolution.entities().len()];
    for (view, edges) in sentences {
        for at in (0..view.len() as u32).filter(|&at| view.is_verb(at)) {
            for subject in edges.targets(at, "subj").filter(|&subject| view.is_name(subject)) {
                for id in view.entities(subject) {
                    counts[id.index()] += usize::from(resolution.entity(*id).kind == EntityKind::Country);
                }
            }
        }
    }
    let most = counts.iter().copied().max().filter(|&count| count > 0)?;
    let mut leading = (0..counts.len()).filter(|&index| counts[index] == most);
    let first = leading.next()?;
    leading.next().is_none().then_some(EntityId(first as u32))
}

/// "Ada Berg, Foreign Minister", "Office of the Spokesperson": a short line without a verb.
fn names_office(doc: &Document, view: &View<'_>) -> bool {
    const LONGEST: usize = 12;
    let heading = doc.blocks.get(view.sentence.block as usize).is_some_and(|block| block.kind == BlockKind::Heading);
    let tokens = 0..view.len() as u32;
    let bare = view.len() <= LONGEST && !tokens.clone().any(|at| view.is_verb(at));
    // A headline may name a person with a title too; a line of its own that is one name or office may not be more.
    let office = |at: u32| words::is_title(view.word(at)) || words::is_institution(view.word(at));
    let lead = tokens.clone().next().is_some_and(|first| view.word(first).starts_with(char::is_uppercase));
    bare && lead && tokens.clone().any(office) && !(heading && view.index == 0)
}

/// A resolution with these mentions beside its own.
pub(crate) fn join(
    resolution: Resolution,
    extra: Vec<(EntityMention, Vec<EntityId>)>,
    lengths: impl Iterator<Item = usize>,
) -> Resolution {
    let entities = resolution.entities().to_vec();
    let mut all: Vec<(EntityMention, Vec<EntityId>)> =
        resolution.iter().map(|(mention, ids)| (mention.clone(), ids.to_vec())).chain(extra).collect();
    all.sort_by_key(|(m, _)| (m.sentence, m.tokens.start, std::cmp::Reverse(m.tokens.end)));
    let (mentions, referents) = all.into_iter().unzip();
    Resolution::new(mentions, referents, entities, lengths)
}

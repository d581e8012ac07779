//! Officers of a town that is spoken of: "Mayor Ada Berg said the bridge would reopen" in an article about Arda.

use std::collections::BTreeMap;

use crate::extract::edges::Title;
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::resolve::{EntityId, Gazetteer, Resolution};
use crate::text::Deprel;

/// How many sentences back a town is in mind.
const REACH: usize = 3;

/// The towns of an article.
pub(super) struct Seats {
    /// How often it speaks of each.
    counts: BTreeMap<EntityId, usize>,
    /// Where: sentence and town, in order.
    mentions: Vec<(u32, EntityId)>,
    /// How often it speaks of the one that it speaks of most.
    most: usize,
    /// The one that it speaks of far more often than of any other.
    main: Option<EntityId>,
}

/// True for an office that only a town or its council has and whose town the title does not word.
pub(super) fn is_of_town(view: &View<'_>, title: &Title) -> bool {
    let noun = view.lower(title.head);
    let office = matches!(
        noun.as_str(),
        "mayor" | "councillor" | "councilman" | "councilwoman" | "alderman" | "councilmember" | "councilor"
    );
    let worded = view
        .children(title.head)
        .iter()
        .any(|&c| matches!(view.lower(c).as_str(), "of" | "for" | "at" | "in") || view.deprel(c) == Deprel::Poss);
    office && !worded && !title.former && view.is_name(title.person)
}

impl Seats {
    pub(super) fn of(gazetteer: &Gazetteer, resolution: &Resolution) -> Self {
        let mut seats = Self { counts: BTreeMap::new(), mentions: Vec::new(), most: 0, main: None };
        for (mention, ids) in resolution.iter() {
            let &[id] = ids else { continue };
            let entity = resolution.entity(id);
            let region = gazetteer
                .lookup(&entity.name)
                .iter()
                .any(|sense| matches!(gazetteer.entry(sense.entry).category, "region" | "state"));
            if entity.kind == EntityKind::Place && !region {
                *seats.counts.entry(id).or_default() += 1;
                seats.mentions.push((mention.sentence, id));
            }
        }
        let mut ranked: Vec<(usize, EntityId)> = seats.counts.iter().map(|(&id, &count)| (count, id)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        seats.most = ranked.first().map_or(0, |(count, _)| *count);
        seats.main = match ranked[..] {
            [(count, town)] if count > 1 => Some(town),
            [(count, town), (next, _), ..] if count >= 2 * next && count > 2 => Some(town),
            _ => None,
        };
        seats
    }

    /// The only town spoken of in the sentence and those before, if the article speaks of none more often; else the one
    /// that it speaks of at least twice as often as any other.
    pub(super) fn of_title(&self, view: &View<'_>) -> Option<EntityId> {
        let here = view.index as u32;
        let first = view.index.saturating_sub(REACH) as u32;
        let start = self.mentions.partition_point(|(sentence, _)| *sentence < first);
        let mut near = self.mentions[start..].iter().take_while(|(at, _)| *at <= here).map(|(_, id)| *id);
        if let Some(town) = near.next()
            && near.all(|other| other == town)
            && self.counts[&town] == self.most
        {
            return Some(town);
        }
        self.main
    }
}

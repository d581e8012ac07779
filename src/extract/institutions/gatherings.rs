//! Gatherings named after who meets, what they meet for, or where: "SCO summit", "meeting of the party leaders", "Oslo
//! conference".

use std::ops::Range;

use super::{Institution, complement, left_edge, offices};
use crate::extract::entities::{Proposal, View, overlap};
use crate::extract::words;
use crate::graph::EntityKind;
use crate::resolve::Usage;
use crate::text::{Deprel, EntityLabel, LabelledSpan, Upos};

/// Finds gatherings named after an organisation, a place or in quotation marks: "SCO summit", "summit of the G20".
pub(in crate::extract) fn events(view: &View<'_>, names: &[Range<usize>]) -> Vec<Institution> {
    let mut found = Vec::new();
    for head in 0..view.len() {
        let word = view.word(head);
        let noun = matches!(view.sentence.tokens[head].pos, Upos::Noun | Upos::Propn);
        if noun && let Some((tokens, base)) = named_by_person(view, names, head) {
            found.push(Institution { tokens, base, country: None, kind: EntityKind::Event });
            continue;
        }
        if !noun || !words::is_gathering(word) {
            continue;
        }
        let named = named_before(view, names, head).or_else(|| named_after(view, names, head));
        let named = named.or_else(|| named_by_place(view, names, head)).or_else(|| named_by_members(view, head));
        let Some((tokens, base)) = named else { continue };
        found.push(Institution { tokens, base, country: None, kind: EntityKind::Event });
    }
    found.extend(offices::find(view, names));
    for name in names {
        if let Some(tokens) = dubbed(view, name).filter(|tokens| !found.iter().any(|e| overlap(&e.tokens, tokens))) {
            found.push(Institution {
                base: view.words(tokens.clone()),
                tokens,
                country: None,
                kind: EntityKind::Event,
            });
        }
    }
    found
}

/// "Conference of Small Islands", "Forum on Arctic Shipping": a name that goes on with its matter.
pub(super) fn with_matter(view: &View<'_>, known: &[Proposal], head: usize) -> Option<Institution> {
    let start = left_edge(view, known, head);
    let end = complement(view, known, head + 1, false);
    let country =
        known.iter().any(|k| k.tokens.start > head && k.tokens.start < end || overlap(&k.tokens, &(start..head + 1)));
    // "Third Conference on Reforms in Norland", as the model has it.
    let longer = |e: &LabelledSpan| {
        let range = e.range();
        range.contains(&head) && (range.start + 2 < start || range.end > end)
    };
    let whole = !country && !view.sentence.entities.iter().any(longer);
    (end > head + 1 && whole && start + 1 >= head).then(|| Institution {
        base: view.words(start..end),
        tokens: start..end,
        country: None,
        kind: EntityKind::Event,
    })
}

/// "15th Congress of Islanders": a number makes one gathering of what may be a body.
pub(super) fn with_number(view: &View<'_>, known: &[Proposal], head: usize) -> Option<Institution> {
    let number = head.checked_sub(1).filter(|&t| words::is_gathering(view.word(head)) && view.is_ordinal(t))?;
    let found = with_matter(view, known, head)?;
    let tokens = number..found.tokens.end;
    Some(Institution { base: view.words(tokens.clone()), tokens, ..found })
}

/// "a drill, dubbed Northern Shield 2019": the name of a gathering, its year included.
fn dubbed(view: &View<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    const NAMING: &[&str] =
        &["dubbed", "called", "named", "codenamed", "code-named", "titled", "entitled", "christened"];
    let before = name.start.checked_sub(1)?;
    let near = before.saturating_sub(5)..before;
    let gathering = near.into_iter().any(|t| words::is_gathering(view.word(t)) || words::is_event(view.word(t)));
    if !gathering || !NAMING.contains(&view.word(before)) {
        return None;
    }
    let is_year = |t: usize| words::is_year(view.word(t));
    let end = if name.end < view.len() && is_year(name.end) { name.end + 1 } else { name.end };
    Some(name.start..end)
}

/// "SCO summit", "Eastern Partnership Summit", "'One Belt, One Road' forum".
fn named_before(view: &View<'_>, names: &[Range<usize>], head: usize) -> Option<(Range<usize>, String)> {
    let left = head.checked_sub(1)?;
    if view.word(left) == ")" {
        // "Group of Seven (G-7) meeting"
        let open = (left.saturating_sub(4)..left).find(|&t| view.word(t) == "(")?;
        let name = names.iter().find(|name| name.end == open && name.len() > 1)?;
        return Some((name.start..head + 1, format!("{} {}", view.words(name.clone()), view.word(head))));
    }
    if let Some(name) = names.iter().find(|name| name.end == head || name.end == head + 1) {
        let organisation = view.gazetteer.lookup(&view.words(name.clone())).iter().any(|sense| {
            let entry = view.gazetteer.entry(sense.entry);
            entry.kind == EntityKind::Organisation && sense.usage == Usage::Name
        });
        // "Congress" and a mere "Meeting" are none; "Munich Security Conference" and "SCO summit" are.
        let proper = if name.end == head + 1 {
            name.len() > 1 && !organisation
        } else {
            name.len() > 1 || organisation || is_city_gathering(view, name, head)
        };
        // "U.S.-Japan Security Forum": whose it is goes before its name.
        let first = view.word(name.start);
        let owners = first.contains('-') && first.split('-').all(|part| !view.gazetteer.lookup(part).is_empty());
        let start = if owners && name.len() > 2 { name.start + 1 } else { name.start };
        return proper.then(|| (start..head + 1, view.words(start..head + 1)));
    }
    // "Group of Seven (G-7) meeting"
    if let Some(short) = names.iter().find(|name| name.end == left && view.word(left) == ")" && name.start > 0)
        && view.word(short.start - 1) == "("
        && let Some(name) = names.iter().find(|name| name.end == short.start - 1)
    {
        return Some((name.start..head + 1, format!("{} {}", view.words(name.clone()), view.word(head))));
    }
    const CLOSING: [&str; 4] = ["'", "’", "\"", "”"];
    const LONGEST: usize = 9;
    if !CLOSING.contains(&view.word(left)) {
        return None;
    }
    let from = left.saturating_sub(LONGEST);
    let open = (from..left).rev().find(|&t| matches!(view.word(t), "'" | "‘" | "\"" | "“"))?;
    let title = open + 1..left;
    let capitals = title.clone().filter(|&t| view.is_capitalised(t)).count();
    (capitals >= 2).then(|| (open + 1..head + 1, format!("{} {}", view.words(title), view.word(head))))
}

/// "the Oslo conference": the city tells which it is.
fn is_city_gathering(view: &View<'_>, name: &Range<usize>, head: usize) -> bool {
    let noun = matches!(view.word(head), "summit" | "conference" | "forum" | "congress" | "convention");
    let article = name.start > 0 && view.word(name.start - 1).eq_ignore_ascii_case("the");
    let senses = view.gazetteer.lookup(&view.words(name.clone()));
    let city = senses.iter().any(|sense| view.gazetteer.entry(sense.entry).is_city());
    noun && article && (city || senses.is_empty() && view.is_labelled_place(name))
}

/// "summit of the Group of Seven", "annual summit of the six-member SCO", "meeting of the foreign ministers of the SCO".
fn named_after(view: &View<'_>, names: &[Range<usize>], head: usize) -> Option<(Range<usize>, String)> {
    let organisers = |from: usize| {
        let start = after_of(view, from)?;
        names.iter().find(|name| name.start == start)
    };
    let name = organisers(head + 1).or_else(|| {
        // Whose officers meet there is as good as who meets.
        let officers = (head + 2..(head + 7).min(view.len())).find(|&t| words::is_title(view.word(t)))?;
        let between = head + 2..officers;
        let plain = |t: usize| matches!(view.sentence.tokens[t].pos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn);
        organisers(officers + 1).filter(|_| view.word(head + 1) == "of" && between.into_iter().all(plain))
    })?;
    let text = view.words(name.clone());
    let senses = view.gazetteer.lookup(&text);
    let bloc = senses.iter().any(|sense| {
        let entry = view.gazetteer.entry(sense.entry);
        entry.kind == EntityKind::Organisation && entry.category == "bloc"
    });
    let body = senses.is_empty()
        && name.len() > 1
        && name.clone().all(|t| !words::is_title(view.word(t)) && !words::is_gathering(view.word(t)))
        && name.clone().any(|t| words::is_institution(view.word(t)) || words::ends_organisation(view.word(t)));
    // "meeting of SCO defence ministers"
    let gathers = |t: usize| {
        t < view.len() && !view.is_capitalised(t) && matches!(view.sentence.tokens[t].pos, Upos::Noun | Upos::Adj)
    };
    let members = (name.end..name.end + 4).take_while(|&t| gathers(t)).last();
    if let Some(last) = members.filter(|&t| MEMBERS.contains(&view.word(t))).filter(|_| bloc || senses.is_empty()) {
        return Some(gathering_of(view, head, last));
    }
    (bloc || body).then(|| (head..name.end, format!("{text} {}", view.word(head))))
}

/// "the funeral of Ada Berg", "former general Ivo Lind's trial": an occasion that is known by whose it is.
fn named_by_person(view: &View<'_>, names: &[Range<usize>], head: usize) -> Option<(Range<usize>, String)> {
    if !words::is_occasion_of_person(view.word(head)) {
        return None;
    }
    let person = |name: &&Range<usize>| {
        let label = |e: &LabelledSpan| e.label == EntityLabel::Person && overlap(&e.range(), name);
        view.sentence.entities.iter().any(label)
    };
    let noun = view.word(head).to_lowercase();
    let owner = head.checked_sub(1).filter(|&t| view.is_possessive(t));
    if let Some(name) = owner.and_then(|t| names.iter().filter(person).find(|name| name.end == t)) {
        return Some((head..head + 1, format!("{noun} of {}", view.words(name.clone()))));
    }
    const LONGEST_TITLE: usize = 5;
    let of = head + 1;
    let behind = |name: &&Range<usize>| name.start > of && name.start <= of + 1 + LONGEST_TITLE;
    let name = names.iter().filter(behind).find(person).filter(|_| of < view.len() && view.word(of) == "of")?;
    let titled = (of + 1..name.start).all(|t| {
        let word = view.word(t);
        words::is_title(word)
            || words::is_portfolio(word)
            || words::is_calling(word)
            || view.is_capitalised(t)
            || matches!(word, "the" | "ex" | "-" | "his" | "her")
    });
    titled.then(|| (head..name.end, format!("{noun} of {}", view.words(name.clone()))))
}

/// "video conference of the G7 leaders", "summit of the CIS heads of state": with the nouns before and what the members head.
fn gathering_of(view: &View<'_>, head: usize, members: usize) -> (Range<usize>, String) {
    let compound = |&t: &usize| {
        let token = &view.sentence.tokens[t];
        token.deprel == Deprel::Compound && token.pos == Upos::Noun && !view.is_capitalised(t)
    };
    let start = (0..head).rev().take_while(compound).last().unwrap_or(head);
    let word = |t: usize| view.word_at(t).unwrap_or_default();
    let mut end = members + 1;
    while matches!(word(end), "of" | "and") && matches!(word(end + 1), "state" | "government" | "states") {
        end += 2;
    }
    (start..end, view.words(start..end))
}

/// Those who gather. Lower case.
const MEMBERS: &[&str] = &[
    "advisers",
    "advisors",
    "ambassadors",
    "chiefs",
    "countries",
    "envoys",
    "governments",
    "governors",
    "heads",
    "leaders",
    "members",
    "ministers",
    "nations",
    "parliamentarians",
    "powers",
    "presidents",
    "premiers",
    "representatives",
    "speakers",
    "states",
];

/// "meetings of leading industrial nations", "meeting of political advisers": who gathers names the gathering.
fn named_by_members(view: &View<'_>, head: usize) -> Option<(Range<usize>, String)> {
    const LONGEST: usize = 14;
    if head + 2 >= view.len() || view.word(head + 1) != "of" || !words::is_gathering(view.word(head)) {
        return None;
    }
    let tokens = &view.sentence.tokens;
    let of = head + 1;
    let members = (head + 2..(head + 8).min(view.len())).find(|&t| tokens[t].head as usize == of)?;
    if !MEMBERS.contains(&view.word(members).to_lowercase().as_str()) {
        return None;
    }
    let below = |mut at: usize| {
        while at != of && tokens[at].head as usize != at {
            let apart = matches!(view.word(at), "in" | "at" | "on" | "during");
            if apart || matches!(tokens[at].deprel, Deprel::Relcl | Deprel::Acl | Deprel::Appos) {
                return false;
            }
            at = tokens[at].head as usize;
        }
        at == of
    };
    let end = (members + 1..view.len()).find(|&t| !below(t) || tokens[t].deprel == Deprel::Punct).unwrap_or(view.len());
    let text = view.words(head..end);
    (end - head <= LONGEST).then_some((head..head + 1, text))
}

/// "a summit in Astana": where leaders meet names their meeting.
fn named_by_place(view: &View<'_>, names: &[Range<usize>], head: usize) -> Option<(Range<usize>, String)> {
    if !matches!(
        view.word(head),
        "summit" | "conference" | "forum" | "congress" | "convention" | "gathering" | "championship" | "championships"
    ) || head + 2 >= view.len()
        || view.word(head + 1) != "in"
    {
        return None;
    }
    // "a news conference in Astana" is one of many.
    let narrowed = view.sentence.tokens.iter().any(|t| t.head as usize == head && t.deprel == Deprel::Compound);
    let own = !matches!(view.word(head), "summit" | "conference" | "forum");
    let place = names.iter().find(|name| name.start == head + 2).filter(|_| own || !narrowed)?;
    let text = view.words(place.clone());
    if own {
        // "the 2004 world championships in Arda", "a party congress in Arda": the words before say which.
        let part = |t: usize| {
            let token = &view.sentence.tokens[t];
            matches!(token.deprel, Deprel::Compound | Deprel::Nummod)
                && token.head as usize == head
                && !names.iter().any(|name| name.contains(&t))
        };
        let start = (0..head).rev().take_while(|&t| part(t)).last().unwrap_or(head);
        return view.is_labelled_place(place).then(|| (start..head + 1, view.words(start..head + 1)));
    }
    let is_place = view.gazetteer.lookup(&text).iter().any(|sense| {
        let entry = view.gazetteer.entry(sense.entry);
        matches!(entry.kind, EntityKind::Place | EntityKind::Country)
    });
    is_place.then(|| (head..head + 1, format!("{text} {}", view.word(head))))
}

/// The first token of the name behind "of the", also behind adjectives and numbers ("of the six-member SCO").
fn after_of(view: &View<'_>, at: usize) -> Option<usize> {
    const MOST_ADJECTIVES: usize = 4;
    if at + 1 >= view.len() || view.word(at) != "of" {
        return None;
    }
    let attribute = |t: usize| {
        let token = &view.sentence.tokens[t];
        matches!(token.pos, Upos::Det | Upos::Num | Upos::Punct)
            || !view.is_capitalised(t) && matches!(token.deprel, Deprel::Amod | Deprel::Nummod | Deprel::Compound)
    };
    (at + 1..(at + 2 + MOST_ADJECTIVES).min(view.len())).find(|&t| !attribute(t))
}

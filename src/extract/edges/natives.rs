//! Where a body is at home by the noun beside its name: "the Turkish bidder, Morel", "French companies Morel and Lund",
//! "Morel, an Arda think tank". The parser breaks such rows of nouns; their order is plain. The edge is `where`.

use super::kinds::names_from;
use super::{Edges, places};
use crate::extract::entities::{is_body_noun, is_place_noun};
use crate::extract::view::View;
use crate::extract::words;
use crate::extract::{EntityMention, MentionForm};
use crate::graph::EntityKind;
use crate::text::Upos;

/// How many words may stand between the place and the body.
const LONGEST: u32 = 7;

impl Edges {
    /// Adds the homes of all bodies of a sentence that a noun calls what they are.
    pub(super) fn add_natives(&mut self, view: &View<'_>) {
        let mut at = 0;
        while at < view.len() as u32 {
            let Some(mention) = mention_at(view, at) else {
                at += 1;
                continue;
            };
            at = mention.tokens.end.max(at + 1);
            if mention.kind == EntityKind::Place
                && mention.form == MentionForm::Name
                && let Some(outer) = surroundings(view, mention).or_else(|| shore_of(view, mention))
            {
                self.add(mention.head, "where", outer);
            }
            if is_home(mention) {
                for body in named_after(view, mention) {
                    self.add(body, "where", mention.head);
                }
                if let Some(body) = based_there(view, mention) {
                    self.add(body, "where", mention.head);
                }
            } else if is_body(mention)
                && let Some(home) = home_of_firm(view, mention)
                    .or_else(|| home_of_name(view, mention))
                    .or_else(|| home_in_apposition(view, mention.tokens.end))
            {
                self.add(mention.head, "where", home);
            }
        }
    }
}

/// The mention that begins at this token.
fn mention_at<'a>(view: &View<'a>, at: u32) -> Option<&'a EntityMention> {
    view.mention_over(at).filter(|m| m.tokens.start == at)
}

fn is_home(mention: &EntityMention) -> bool {
    match mention.form {
        MentionForm::Adjective => mention.kind == EntityKind::Country,
        MentionForm::Name => matches!(mention.kind, EntityKind::Country | EntityKind::Place),
        _ => false,
    }
}

fn is_body(mention: &EntityMention) -> bool {
    mention.form == MentionForm::Name && mention.kind == EntityKind::Organisation
}

/// The bodies right behind "the Turkish bidder", "Norland's largest insurer,", "French companies".
fn named_after(view: &View<'_>, home: &EntityMention) -> Vec<u32> {
    let mut at = home.tokens.end;
    if (at as usize) < view.len() && view.token(at).tag == "POS" {
        at += 1;
    }
    let Some(noun) = body_noun(view, at) else { return Vec::new() };
    let next = noun + 1;
    if (next as usize) < view.len() && mention_at(view, next).is_some_and(is_body) {
        let plural = matches!(view.token(noun).tag, "NNS" | "NNPS");
        let mut row = names_from(view, next);
        row.truncate(if plural { row.len() } else { 1 });
        return row.into_iter().filter(|&name| view.mention(name).is_some_and(is_body)).collect();
    }
    // "the Turkish bidder, Morel,"
    let determined =
        home.form == MentionForm::Adjective && home.tokens.start > 0 && view.is_article(home.tokens.start - 1);
    let apposed = determined && (next as usize) + 1 < view.len() && view.word(next) == ",";
    let name = apposed.then(|| mention_at(view, next + 1)).flatten().filter(|m| is_body(m));
    let closed = |m: &&EntityMention| {
        let end = m.tokens.end;
        (end as usize) >= view.len() || matches!(view.word(end), "," | "." | ";" | ")")
    };
    name.filter(closed).map(|m| m.head).into_iter().collect()
}

/// "<Morel AG> of Norland", "Morel Ltd of Arda": a firm that shows its legal form.
fn home_of_firm(view: &View<'_>, firm: &EntityMention) -> Option<u32> {
    let mut at = firm.tokens.end;
    let within = |at: u32| (at as usize) + 1 < view.len();
    let last = view.word(at.checked_sub(1)?).trim_end_matches('>');
    let mut legal = words::is_legal_form(last);
    while within(at) && view.word(at) == ">" {
        legal = true;
        at += 1;
    }
    let of = legal && within(at) && view.word(at) == "of";
    let home = mention_at(view, at + 1).filter(|m| of && is_home(m) && m.form == MentionForm::Name)?;
    Some(home.head)
}

/// "the Arda-based broker Morel", "the Arda-based think tank, Morel,": the body or thing that is said to be based there.
fn based_there(view: &View<'_>, home: &EntityMention) -> Option<u32> {
    const BASED: &[&str] = &["based", "headquartered", "domiciled"];
    let hyphen = home.tokens.end;
    let within = |at: u32| (at as usize) < view.len();
    if !within(hyphen + 2) || view.word(hyphen) != "-" || !BASED.contains(&view.lower(hyphen + 1).as_str()) {
        return None;
    }
    let last = (view.len() as u32).min(hyphen + 2 + LONGEST);
    let common = |at: &u32| {
        let small = !view.word(*at).starts_with(char::is_uppercase);
        let fits = matches!(view.token(*at).pos, Upos::Noun | Upos::Adj | Upos::Num) || is_joint(view, *at);
        small && fits && mention_at(view, *at).is_none()
    };
    let next = (hyphen + 2..last).find(|at| !common(at))?;
    let fits = |m: &&EntityMention| m.form == MentionForm::Name && matches!(m.kind, EntityKind::Organisation);
    if let Some(body) = mention_at(view, next).filter(fits) {
        return Some(body.head);
    }
    let noun = next > hyphen + 2 && is_body_noun(&view.lower(next - 1)) && view.word(next) == ",";
    let body = noun.then(|| mention_at(view, next + 1)).flatten().filter(fits)?;
    let end = body.tokens.end;
    (within(end) && matches!(view.word(end), "," | ".")).then_some(body.head)
}

/// "Morel of Norland": a body of one word, which takes no article and is no noun that states have ("Government of Norland").
fn home_of_name(view: &View<'_>, body: &EntityMention) -> Option<u32> {
    let of = body.tokens.end;
    let start = body.tokens.start;
    if (of as usize) + 1 >= view.len() || view.word(of) != "of" || view.token(body.head).pos != Upos::Propn {
        return None;
    }
    let name = view.word(of - 1);
    let common = words::is_institution(name)
        || words::ends_organisation(name)
        || words::is_gathering(name)
        || words::is_title(name)
        || is_body_noun(&view.lower(of - 1));
    let bare = body.tokens.len() == 1 && !(start > 0 && (view.is_article(start - 1) || view.is_name(start - 1)));
    let home = if view.is_article(of + 1) { of + 2 } else { of + 1 };
    let home = mention_at(view, home).filter(|m| m.kind == EntityKind::Country && m.form == MentionForm::Name)?;
    let end = home.tokens.end;
    let whole = (end as usize) >= view.len() || view.token(end).tag != "POS";
    (bare && whole && !common).then_some(home.head)
}

/// "Arda, on Norland's northern coast", "Arda, on the Norlandic shore".
fn shore_of(view: &View<'_>, place: &EntityMention) -> Option<u32> {
    const SHORES: &[&str] = &["coast", "coastline", "shore", "border", "island", "peninsula"];
    let comma = place.tokens.end;
    let on = comma + u32::from((comma as usize) < view.len() && view.word(comma) == ",");
    if (on as usize) + 3 >= view.len() || view.lower(on) != "on" {
        return None;
    }
    let start = if view.is_article(on + 1) { on + 2 } else { on + 1 };
    let home = mention_at(view, start).filter(|m| is_home(m) && m.kind == EntityKind::Country)?;
    let last = (view.len() as u32).min(home.tokens.end + LONGEST);
    let plain = |at: &u32| {
        matches!(view.token(*at).pos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Part) || view.word(*at) == "-"
    };
    let row = (home.tokens.end..last).take_while(plain);
    row.last().filter(|&at| SHORES.contains(&view.lower(at).as_str())).map(|_| home.head)
}

/// The last of the common words from here on, if it is a noun for bodies.
fn body_noun(view: &View<'_>, from: u32) -> Option<u32> {
    let common = |at: &u32| {
        let small = !view.word(*at).starts_with(char::is_uppercase) || view.word(*at).contains("TV");
        small
            && mention_at(view, *at).is_none()
            && (matches!(view.token(*at).pos, Upos::Noun | Upos::Adj | Upos::Num)
                || is_joint(view, *at)
                || is_owner_mark(view, *at)
                || is_start_up(view, *at))
    };
    let last = (view.len() as u32).min(from + LONGEST);
    let until = (from..last).find(|at| !common(at)).unwrap_or(last);
    let noun = until.checked_sub(1).filter(|&noun| noun >= from)?;
    let word = view.lower(noun);
    let periodical = matches!(word.as_str(), "daily" | "weekly" | "monthly" | "quarterly");
    let is_noun = view.token(noun).pos == Upos::Noun || is_start_up(view, noun) && word == "up";
    let news_site = word == "site" && noun > from && matches!(view.lower(noun - 1).as_str(), "news" | "media" | "web");
    let names_body = periodical || news_site || is_noun && is_body_noun(&word);
    // "an Arda-owned carrier" tells of the owner.
    (names_body && view.word(from) != "-").then_some(noun)
}

/// "state-owned", "second-largest", "privately held".
fn is_joint(view: &View<'_>, at: u32) -> bool {
    view.word(at) == "-"
        || matches!(
            view.lower(at).as_str(),
            "owned" | "run" | "backed" | "held" | "listed" | "privately" | "controlled" | "most"
        )
}

/// The mark of a plural owner in "farmers' federation".
fn is_owner_mark(view: &View<'_>, at: u32) -> bool {
    view.token(at).tag == "POS" && at > 0 && view.token(at - 1).tag == "NNS"
}

/// "start-up", of which the tagger makes a verb and a preposition.
fn is_start_up(view: &View<'_>, at: u32) -> bool {
    let word = |at: u32| if (at as usize) < view.len() { view.lower(at) } else { String::new() };
    word(at) == "start" && word(at + 2) == "up" || at > 1 && word(at) == "up" && word(at - 2) == "start"
}

/// "Arda, a farming village in Norland's Lind region": the place that the noun lies in.
fn surroundings(view: &View<'_>, place: &EntityMention) -> Option<u32> {
    let comma = place.tokens.end;
    let within = |at: u32| (at as usize) < view.len();
    if !within(comma + 3) || view.word(comma) != "," || !view.is_article(comma + 1) {
        return None;
    }
    let last = (view.len() as u32 - 1).min(comma + 2 + LONGEST);
    let plain = |at: &u32| matches!(view.token(*at).pos, Upos::Noun | Upos::Adj | Upos::Num) || is_joint(view, *at);
    let end = (comma + 2..last).find(|at| !plain(at) || mention_at(view, *at).is_some())?;
    let site = end > comma + 2 && is_place_noun(&view.lower(end - 1));
    if !site || !matches!(view.lower(end).as_str(), "in" | "on") {
        return None;
    }
    let outer = mention_at(view, places::behind_compass(view, end + 1)).filter(|m| is_home(m))?;
    // "a port on Norland's Atlantic coast" lies in Norland.
    let owned = (outer.tokens.end as usize) < view.len() && view.token(outer.tokens.end).tag == "POS";
    Some(if owned && view.lower(end) == "on" { outer.head } else { places::innermost(view, outer).head })
}

/// The home in ", an Arda think tank", ", the state-owned Norlandic fund", ", one of the largest banks of Norland".
fn home_in_apposition(view: &View<'_>, comma: u32) -> Option<u32> {
    let within = |at: u32| (at as usize) < view.len();
    if !within(comma + 2) || view.word(comma) != "," || !view.is_article(comma + 1) && view.lower(comma + 1) != "one" {
        return None;
    }
    for at in comma + 2..(comma + 2 + LONGEST).min(view.len() as u32) {
        if let Some(home) = mention_at(view, at) {
            let noun = is_home(home).then(|| body_noun(view, home.tokens.end)).flatten()?;
            // "a Turkish newspaper editor", "a Danish company Morel owns" speak of others.
            let listed = (noun as usize) + 2 < view.len()
                && view.word(noun + 1) == ","
                && mention_at(view, noun + 2).is_some_and(is_body);
            return (ends_phrase(view, noun + 1) && !listed).then_some(home.head);
        }
        let plain = matches!(view.token(at).pos, Upos::Noun | Upos::Adj | Upos::Num | Upos::Det)
            || is_joint(view, at)
            || view.lower(at) == "of";
        if !plain {
            return None;
        }
    }
    None
}

fn ends_phrase(view: &View<'_>, at: u32) -> bool {
    if (at as usize) >= view.len() {
        return true;
    }
    let token = view.token(at);
    mention_at(view, at).is_none()
        && (matches!(token.pos, Upos::Punct | Upos::Adp | Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj)
            || matches!(view.lower(at).as_str(), "that" | "which" | "whose" | "where" | "with"))
        && view.word(at) != "-"
        && token.tag != "POS"
}

//! Names of one article with the language model's known faults repaired.
//!
//! Three sources propose names: the gazetteer, the model's entities and runs of proper nouns. The gazetteer decides
//! first; what it does not know is typed by a vote over all occurrences in the document, so that a company which the
//! model takes for a country once is still a company.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::institutions::{self, Institution};
use super::words;
use crate::extract::MentionForm;
use crate::graph::EntityKind;
use crate::resolve::{EntryId, Gazetteer, Sense, Usage};
use crate::text::{Deprel, Document, EntityLabel, Sentence, Upos};

/// A name in the text, before anyone decides who bears it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// Its tokens, without title, article and possessive ending.
    pub(crate) tokens: Range<usize>,
    /// The token through which it hangs in the tree.
    pub(crate) head: usize,
    /// The words with single blanks.
    pub(crate) text: String,
    /// Kind by gazetteer or vote.
    pub(crate) kind: EntityKind,
    /// Name or adjective.
    pub(crate) form: MentionForm,
    /// What the gazetteer knows under these words; empty if nothing.
    pub(crate) senses: Vec<Sense>,
    /// The model's label, where it has one for this stretch.
    pub(crate) label: Option<EntityLabel>,
    /// The country of an institution, as worded beside it.
    pub(crate) country: Option<EntryId>,
    /// True if a title or honorific stands right before it.
    pub(crate) titled: bool,
}

/// A sentence with what the recognisers need to look at it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) sentence: &'a Sentence,
    pub(crate) index: usize,
    pub(crate) gazetteer: &'a Gazetteer,
}

/// A stretch of tokens proposed as a name.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub(super) tokens: Range<usize>,
    pub(super) senses: Vec<Sense>,
    label: Option<EntityLabel>,
}

/// Finds all names of the document in order; events and institutions may hold the names they are named after.
pub(crate) fn names(doc: &Document, sentences: &[Sentence], gazetteer: &Gazetteer) -> Vec<Name> {
    let mut names = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let view = View { doc, sentence, index, gazetteer };
        view.names(&mut names);
    }
    vote(&mut names);
    names
}

impl<'a> View<'a> {
    /// The words of a token.
    pub(crate) fn word(&self, token: usize) -> &'a str {
        &self.doc.text[self.sentence.tokens[token].span.range()]
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// The words of a range with single blanks.
    pub(crate) fn words(&self, tokens: Range<usize>) -> String {
        let text = &self.doc.text[self.sentence.span_of(tokens).range()];
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").replace('’', "'")
    }

    /// The token of a range whose head lies outside; the last if the parse has no such single token.
    pub(crate) fn head_of(&self, tokens: Range<usize>) -> usize {
        let outside = |&token: &usize| {
            let head = self.sentence.tokens[token].head as usize;
            head == token || !tokens.contains(&head)
        };
        tokens.clone().rev().find(outside).unwrap_or(tokens.end - 1)
    }

    /// True for the possessive ending.
    pub(crate) fn is_possessive(&self, token: usize) -> bool {
        self.sentence.tokens[token].tag == "POS" || matches!(self.word(token), "'s" | "’s")
    }

    pub(crate) fn is_space(&self, token: usize) -> bool {
        self.sentence.tokens[token].pos == Upos::Space
    }

    pub(crate) fn is_capitalised(&self, token: usize) -> bool {
        self.word(token).starts_with(|c: char| c.is_uppercase())
    }

    /// True for a line in capitals.
    fn shouts(&self) -> bool {
        let words = || (0..self.len()).map(|t| self.word(t)).filter(|word| word.len() > 3);
        let loud = words().filter(|word| !word.chars().any(char::is_lowercase)).count();
        loud >= 3 && loud * 4 >= words().count() * 3
    }

    fn is_proper(&self, token: usize) -> bool {
        self.sentence.tokens[token].pos == Upos::Propn && self.word(token).starts_with(char::is_alphanumeric)
    }

    fn names(&self, into: &mut Vec<Name>) {
        let known = self.known_names();
        let institutions = institutions::find(self, &known);
        let mut proposals = self.merge(known, &institutions);
        self.add_runs(&mut proposals, &institutions);
        proposals.sort_by_key(|proposal| (proposal.tokens.start, std::cmp::Reverse(proposal.tokens.end)));
        let events = institutions::events(self, &proposals.iter().map(|p| p.tokens.clone()).collect::<Vec<_>>());
        let first = into.len();
        for proposal in proposals {
            let first = self.word(proposal.tokens.start);
            let pair = proposal.tokens.len() == 1
                && first.contains('-')
                && proposal.senses.is_empty()
                && first.split('-').all(|part| !self.gazetteer.lookup(part).is_empty());
            if pair {
                // "U.S.-Japan" names two things and is neither.
                continue;
            }
            let covered = events.iter().any(|event| event.tokens == proposal.tokens);
            if !covered {
                into.push(self.name_of(proposal));
            }
        }
        for Institution { tokens, base, country, kind } in institutions.into_iter().chain(events) {
            let head = self.head_of(tokens.clone());
            let senses = self.gazetteer.lookup(&base).to_vec();
            into.push(Name {
                sentence: self.index,
                head,
                tokens,
                text: base,
                kind,
                form: MentionForm::Name,
                senses,
                label: None,
                country,
                titled: false,
            });
        }
        into[first..].sort_by_key(|name| (name.tokens.start, std::cmp::Reverse(name.tokens.end)));
    }

    /// Names of the gazetteer, longest first at each place.
    fn known_names(&self) -> Vec<Proposal> {
        const LONGEST: usize = 10;
        let mut found = Vec::new();
        let mut start = 0;
        while start < self.len() {
            let word = self.word(start);
            let article = word.eq_ignore_ascii_case("the");
            let may_start = (self.is_capitalised(start) && !article) || self.gazetteer.starts_in_lower_case(word);
            let hit = may_start
                .then(|| {
                    let longest = (start + LONGEST).min(self.len());
                    (start + 1..=longest).rev().find_map(|end| self.known_name(start..end))
                })
                .flatten();
            start = hit.as_ref().map_or(start + 1, |hit| hit.tokens.end);
            found.extend(hit);
        }
        found
    }

    fn known_name(&self, tokens: Range<usize>) -> Option<Proposal> {
        let last = tokens.end - 1;
        if self.is_space(last) {
            return None;
        }
        let text = &self.doc.text[self.sentence.span_of(tokens.clone()).range()];
        let senses = self.gazetteer.lookup(text);
        if senses.is_empty() || !self.reads_as_name(tokens.clone(), senses) {
            return None;
        }
        Some(Proposal { tokens, senses: senses.to_vec(), label: None })
    }

    /// A single word at the start of a sentence or in capitals may be a common one ("Total", "Visa", "IS").
    fn reads_as_name(&self, tokens: Range<usize>, senses: &[Sense]) -> bool {
        if tokens.len() > 1 {
            return true;
        }
        let token = &self.sentence.tokens[tokens.start];
        let country = senses.iter().any(|sense| self.gazetteer.entry(sense.entry).is_country());
        let word = self.word(tokens.start);
        if word.chars().filter(|c| c.is_uppercase() || c.is_numeric()).count() > 1 && word.len() < 8 && word != "IS" {
            return true;
        }
        let labelled = || self.sentence.entities.iter().any(|e| e.range().contains(&tokens.start));
        match token.pos {
            Upos::Propn => true,
            Upos::Adj | Upos::Noun | Upos::X => country || labelled(),
            _ => labelled() && country,
        }
    }

    /// Joins the gazetteer's names with the model's entities.
    fn merge(&self, known: Vec<Proposal>, institutions: &[Institution]) -> Vec<Proposal> {
        let inside = |tokens: &Range<usize>| institutions.iter().any(|i| overlap(&i.tokens, tokens));
        let mut proposals: Vec<Proposal> = Vec::new();
        // In a headline in capitals the model takes anything for a name.
        let entities = if self.shouts() { &[][..] } else { &self.sentence.entities[..] };
        for entity in entities {
            for (tokens, label) in self.pieces(entity.range(), entity.label) {
                let (tokens, label) = self.part_title(tokens, label, &known);
                if inside(&tokens) {
                    continue;
                }
                let touching: Vec<&Proposal> = known.iter().filter(|k| overlap(&k.tokens, &tokens)).collect();
                if self.model_wins(&tokens, label, &touching) {
                    let grown = self.grow(tokens, &known);
                    let tokens = touching.iter().fold(grown, |all, k| cover(&all, &k.tokens));
                    proposals.push(Proposal { tokens, senses: Vec::new(), label: Some(label) });
                }
            }
        }
        for mut proposal in known {
            let tokens = proposal.tokens.clone();
            let within = institutions.iter().any(|i| {
                overlap(&i.tokens, &tokens) && !(tokens.start >= i.tokens.start && self.is_modifier_of(&tokens, i))
            });
            if within || proposals.iter().any(|p| overlap(&p.tokens, &tokens)) {
                continue;
            }
            proposal.label = self.label_over(&tokens);
            proposals.push(proposal);
        }
        proposals
    }

    /// True if a known name stands within an institution's name as its country.
    fn is_modifier_of(&self, tokens: &Range<usize>, institution: &Institution) -> bool {
        institution.country.is_some() && tokens.len() < institution.tokens.len()
    }

    fn label_over(&self, tokens: &Range<usize>) -> Option<EntityLabel> {
        self.sentence.entities.iter().find(|e| overlap(&e.range(), tokens)).map(|e| e.label)
    }

    /// Whether an entity of the model stands against the gazetteer's names that it touches.
    fn model_wins(&self, tokens: &Range<usize>, label: EntityLabel, touching: &[&Proposal]) -> bool {
        use EntityLabel::{Event, Fac, Law, Org, Person, Product, WorkOfArt};
        if touching.is_empty() {
            return true;
        }
        let longer = touching.iter().any(|k| k.tokens.start <= tokens.start && tokens.end <= k.tokens.end);
        let known: usize = touching.iter().map(|k| k.tokens.len()).sum();
        let words = tokens.clone().filter(|&t| !self.is_space(t) && self.is_capitalised(t)).count();
        let partial = touching.iter().any(|k| k.tokens.len() > 1 && !contains(tokens, &k.tokens));
        !longer && !partial && known < words && matches!(label, Event | Fac | Law | Org | Person | Product | WorkOfArt)
    }

    /// An entity of the model without its faults: article, title, possessive ending and page furniture cut off,
    /// enumerations parted.
    fn pieces(&self, range: Range<usize>, label: EntityLabel) -> Vec<(Range<usize>, EntityLabel)> {
        use EntityLabel::{Event, Fac, Gpe, Law, Loc, Norp, Org, Person, Product, WorkOfArt};
        if !matches!(label, Event | Fac | Gpe | Law | Loc | Norp | Org | Person | Product | WorkOfArt) {
            return Vec::new();
        }
        let listing = matches!(label, Person | Gpe | Loc | Norp);
        let parts = |token: usize| {
            let word = self.word(token);
            (self.is_space(token) && word.matches('\n').count() > 1)
                || (listing && matches!(word, "," | "and" | "/" | ";" | "[" | "]" | "(" | ")"))
                || (self.is_possessive(token) && token + 1 < range.end)
        };
        let mut pieces = Vec::new();
        let mut start = range.start;
        for token in range.clone() {
            if parts(token) {
                pieces.push(start..token);
                start = token + 1;
            }
        }
        pieces.push(start..range.end);
        pieces.into_iter().filter_map(|piece| self.trim(piece, label)).map(|piece| (piece, label)).collect()
    }

    /// Finds the person in "Council Charles Michel" and "Spokesperson Ned Price", which the model takes for one name.
    fn part_title(&self, tokens: Range<usize>, label: EntityLabel, known: &[Proposal]) -> (Range<usize>, EntityLabel) {
        use EntityLabel::Person;
        let known_at = |t: usize| known.iter().any(|k| k.tokens.contains(&t));
        let place = known.iter().find(|k| k.tokens.start <= tokens.start && k.tokens.end + 2 <= tokens.end);
        if let Some(place) = place.filter(|k| label == Person && k.tokens.end > tokens.start) {
            // "Head of Ingushetia Ali Kalim": a place before two more words is none of the person's.
            return (place.tokens.end..tokens.end, label);
        }
        let given = tokens.clone().skip(1).find(|&t| self.is_given_name(t) && t + 1 < tokens.end);
        let Some(given) = given else { return (tokens, label) };
        let last = self.word(tokens.end - 1);
        let body = words::ends_organisation(last) || words::is_institution(last) || words::is_facility_word(last);
        // "Minister of Digital Transformation Mykhailo Fedorov": all of it hangs on a title before "of".
        let before = (0..tokens.start).rev().find(|&t| !self.is_capitalised(t));
        let after_of = before.is_some_and(|t| matches!(self.word(t), "of" | "for"));
        let office = |t: usize| {
            let word = self.word(t);
            after_of
                || known_at(t)
                || word == "of"
                || words::is_title(word)
                || words::is_portfolio(word)
                || words::is_institution(word)
        };
        if !body && (tokens.start..given).all(office) { (given..tokens.end, Person) } else { (tokens, label) }
    }

    fn is_given_name(&self, token: usize) -> bool {
        let word = self.word(token);
        words::is_mans_name(word) || words::is_womans_name(word)
    }

    /// Cuts what is no part of a name off both ends; `None` if nothing is left.
    fn trim(&self, mut tokens: Range<usize>, label: EntityLabel) -> Option<Range<usize>> {
        while let Some(first) = tokens.clone().next() {
            let token = &self.sentence.tokens[first];
            let word = self.word(first);
            let cut = token.pos == Upos::Det
                || word.eq_ignore_ascii_case("the")
                || matches!(token.pos, Upos::Space | Upos::Punct | Upos::Sym)
                || self.is_possessive(first)
                || (label == EntityLabel::Person && self.is_title_at(first, tokens.end));
            if !cut {
                break;
            }
            tokens.start += 1;
        }
        while let Some(last) = tokens.clone().next_back() {
            let token = &self.sentence.tokens[last];
            let word = self.word(last);
            let cut = self.is_possessive(last)
                || matches!(token.pos, Upos::Space | Upos::Punct)
                || matches!(word, "'" | "’" | "\"" | "-" | "_")
                || (label == EntityLabel::Person && (!self.is_capitalised(last) || is_calendar(word)));
            if !cut {
                break;
            }
            tokens.end -= 1;
        }
        let named =
            tokens.clone().any(|t| self.is_capitalised(t) || self.word(t).starts_with(|c: char| c.is_numeric()));
        let only_title = tokens.clone().all(|t| words::is_title(self.word(t)) || words::is_portfolio(self.word(t)));
        // "Under Secretary of State for Political Affairs": a portfolio is nobody.
        let portfolio = !tokens.is_empty() && self.word(tokens.end - 1) == "Affairs";
        (!tokens.is_empty() && named && !only_title && !portfolio).then_some(tokens)
    }

    /// True if the token belongs to a title before a name that ends at `end`.
    fn is_title_at(&self, token: usize, end: usize) -> bool {
        if token + 1 >= end {
            return false;
        }
        let word = self.word(token);
        if words::is_mans_name(word) || words::is_womans_name(word) {
            return false;
        }
        words::is_title(word)
            || (words::is_portfolio(word) && (token + 1..end).any(|t| words::is_title(self.word(t))))
            || self.gazetteer.lookup(word).iter().any(|s| s.usage == Usage::Adjective)
    }

    /// Takes in proper nouns that the tree hangs under the name on its left, where the model cut too short.
    fn grow(&self, mut tokens: Range<usize>, known: &[Proposal]) -> Range<usize> {
        while tokens.start > 0 {
            let mut left = tokens.start - 1;
            if self.is_space(left) && self.word(left).matches('\n').count() <= 1 && left > 0 {
                left -= 1;
            }
            let legal = words::is_legal_form(self.word(tokens.end - 1).trim_end_matches('>'));
            if legal && matches!(self.word(left), "and" | "&") && left > 0 && self.is_proper(left - 1) {
                // "Rohm and Haas Co" is one company.
                tokens.start = left - 1;
                continue;
            }
            let token = &self.sentence.tokens[left];
            let word = self.word(left);
            let part = self.is_proper(left)
                && self.is_capitalised(left)
                && !known.iter().any(|k| k.tokens.contains(&left))
                && ((token.deprel == Deprel::Compound && tokens.contains(&(token.head as usize)))
                    || (tokens.len() == 1 && self.is_given_name(left)))
                && !words::is_title(word)
                && !words::is_portfolio(word)
                && !words::is_institution(word)
                && self.gazetteer.lookup(word).is_empty()
                && !is_calendar(word);
            if !part {
                break;
            }
            tokens.start = left;
        }
        tokens
    }

    /// Runs of proper nouns that neither gazetteer nor model covers.
    fn add_runs(&self, proposals: &mut Vec<Proposal>, institutions: &[Institution]) {
        if self.shouts() {
            return;
        }
        let mut covered = vec![false; self.len()];
        for tokens in proposals.iter().map(|p| &p.tokens).chain(institutions.iter().map(|i| &i.tokens)) {
            covered[tokens.clone()].fill(true);
        }
        let free = |t: usize| !covered[t] && self.is_proper(t) && self.is_capitalised(t) && !is_calendar(self.word(t));
        let mut start = 0;
        while start < self.len() {
            if !free(start) {
                start += 1;
                continue;
            }
            let mut end = start + 1;
            while end < self.len() {
                let joint = matches!(self.word(end), "-" | "&")
                    || (self.is_space(end) && self.word(end).matches('\n').count() <= 1);
                if free(end) {
                    end += 1;
                } else if joint && end + 1 < self.len() && free(end + 1) {
                    end += 2;
                } else {
                    break;
                }
            }
            // "Secretary of State for Energy Piotr Naimski": the given name begins a person.
            let given = (start + 1..end).find(|&t| {
                self.is_given_name(t) && t + 1 < end && !self.is_given_name(t - 1) && self.word(t - 1).len() > 2
            });
            let run_end = end;
            let end = given.unwrap_or(end);
            if let Some(tokens) = given.and_then(|given| self.trim(given..run_end, EntityLabel::Person)) {
                proposals.push(Proposal { tokens, senses: Vec::new(), label: Some(EntityLabel::Person) });
            }
            let titled = (start..end).any(|t| words::is_address(self.word(t)) && t + 1 < end);
            let label = if titled { EntityLabel::Person } else { EntityLabel::Org };
            if let Some(tokens) = self.trim(start..end, label) {
                proposals.push(Proposal { tokens, senses: Vec::new(), label: titled.then_some(label) });
            }
            start = run_end;
        }
    }

    fn name_of(&self, proposal: Proposal) -> Name {
        let Proposal { tokens, mut senses, label } = proposal;
        let head = self.head_of(tokens.clone());
        // Wire services set companies in angle brackets.
        let text = self.words(tokens.clone()).trim_matches(['<', '>', '"', '(', ')']).to_owned();
        let titled = self.follows_title(tokens.start);
        if titled && label == Some(EntityLabel::Person) && tokens.len() == 1 {
            // "President Jordan" is no country.
            senses.retain(|sense| sense.usage != Usage::Name);
        }
        let (form, kind) = match senses.first() {
            Some(sense) if self.is_adjectival(head, &senses) => {
                (MentionForm::Adjective, self.gazetteer.entry(sense.entry).kind)
            }
            Some(sense) => (MentionForm::Name, self.gazetteer.entry(sense.entry).kind),
            None => (MentionForm::Name, EntityKind::Unknown),
        };
        let sentence = self.index;
        Name { sentence, head, tokens, text, kind, form, senses, label, country: None, titled }
    }

    /// True where a form stands for its country as an adjective does.
    fn is_adjectival(&self, head: usize, senses: &[Sense]) -> bool {
        let adjective = senses.iter().any(|sense| sense.usage == Usage::Adjective);
        let only = senses.iter().all(|sense| sense.usage == Usage::Adjective);
        let modifies = matches!(self.sentence.tokens[head].deprel, Deprel::Amod | Deprel::Compound | Deprel::Nmod);
        adjective && (only || modifies) && (modifies || self.sentence.tokens[head].pos == Upos::Adj)
    }

    fn follows_title(&self, start: usize) -> bool {
        let before = (0..start).rev().find(|&t| !self.is_space(t));
        before.is_some_and(|t| words::is_address(self.word(t)))
    }
}

/// Types the names that the gazetteer does not know by all their occurrences.
fn vote(names: &mut [Name]) {
    let mut ballots: HashMap<String, [i32; 5]> = HashMap::new();
    let undecided = |name: &Name| name.kind == EntityKind::Unknown;
    for name in names.iter().filter(|name| undecided(name)) {
        let ballot = ballots.entry(name.text.clone()).or_default();
        for (place, points) in evidence(name).into_iter().enumerate() {
            ballot[place] += points;
        }
    }
    // A person's short form is a person, whatever the model takes it for: first or last word of the full name.
    let mut surnames: HashSet<String> = HashSet::new();
    for name in names.iter().filter(|name| undecided(name) && name.text.contains(' ')) {
        if winner(&ballots[&name.text]) == EntityKind::Person {
            let mut words = name.text.split(' ');
            surnames.extend([words.next(), words.next_back()].into_iter().flatten().map(str::to_owned));
        }
    }
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Unknown) {
        name.kind = if surnames.contains(&name.text) && !words::ends_organisation(&name.text) {
            EntityKind::Person
        } else {
            winner(&ballots[&name.text])
        };
    }
}

/// Kinds on the ballot, in order of its places.
const KINDS: [EntityKind; 5] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Event, EntityKind::Artefact];

fn winner(ballot: &[i32; 5]) -> EntityKind {
    let best = (0..KINDS.len()).max_by_key(|&place| (ballot[place], std::cmp::Reverse(place))).unwrap_or(0);
    if ballot[best] > 0 { KINDS[best] } else { EntityKind::Unknown }
}

/// Points that one occurrence gives to each kind.
fn evidence(name: &Name) -> [i32; 5] {
    use EntityLabel::{Event, Fac, Gpe, Law, Loc, Org, Person, Product, WorkOfArt};
    let [mut person, mut organisation, mut place, mut event, mut artefact] = [0; 5];
    match name.label {
        Some(Person) => person += 2,
        Some(Org) => organisation += 2,
        Some(Gpe | Loc) => place += 2,
        Some(Event) => event += 2,
        Some(Fac | Product | Law | WorkOfArt) => artefact += 2,
        _ => {}
    }
    let words: Vec<&str> = name.text.split(' ').collect();
    let (first, last) = (words[0], words[words.len() - 1]);
    if name.titled {
        person += 4;
    }
    if words.len() > 1 && (words::is_mans_name(first) || words::is_womans_name(first)) {
        person += 3;
    }
    if words::is_legal_form(last) {
        organisation += 10;
    }
    if words.len() > 1 && (words::ends_organisation(last) || words::is_institution(last)) {
        organisation += 5;
    }
    if words.len() > 1 && words::starts_organisation(first) {
        organisation += 5;
    }
    if words.iter().any(|word| matches!(*word, "University" | "Bank" | "Institute" | "Association" | "Ministry")) {
        organisation += 4;
    }
    if words::is_event(last) && words.len() > 1 {
        event += 6;
    }
    if words.len() > 1 && words::is_place_word(last) {
        place += 5;
    }
    if words::is_facility_word(last) || first == "USS" || first == "HMS" {
        artefact += 5;
    }
    [person, organisation, place, event, artefact]
}

/// Names of days and months.
fn is_calendar(word: &str) -> bool {
    const CALENDAR: &[&str] = &[
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Jan.",
        "Feb",
        "Feb.",
        "Mar.",
        "Apr",
        "Apr.",
        "Jun",
        "Jul",
        "Aug",
        "Aug.",
        "Sep",
        "Sept",
        "Sept.",
        "Oct",
        "Oct.",
        "Nov",
        "Nov.",
        "Dec",
        "Dec.",
        "Mon",
        "Tue",
        "Tues",
        "Wed",
        "Thu",
        "Thurs",
        "Fri",
        "Sat",
        "Sun",
    ];
    CALENDAR.contains(&word)
}

/// True if two ranges share a token.
pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn cover(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

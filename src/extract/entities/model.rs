//! The language model's entities without their faults, joined with the gazetteer's names, and runs of proper nouns that
//! neither covers.

use std::ops::Range;

use super::bearers::follows_name;
use super::{Proposal, View, overlap};
use crate::extract::institutions::Institution;
use crate::extract::words;
use crate::resolve::Usage;
use crate::text::{Deprel, EntityLabel, Upos};

/// Small words of surnames.
const PARTICLES: &[&str] = &[
    "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "ten", "ter", "van",
    "von", "zu",
];

impl View<'_> {
    /// Joins the gazetteer's names with the model's entities.
    pub(super) fn merge(&self, known: Vec<Proposal>, institutions: &[Institution]) -> Vec<Proposal> {
        let inside = |tokens: &Range<usize>| institutions.iter().any(|i| overlap(&i.tokens, tokens));
        let mut proposals: Vec<Proposal> = Vec::new();
        // In a headline in capitals the model takes anything for a name.
        let entities = if self.shouts() { &[][..] } else { &self.sentence.entities[..] };
        for entity in entities {
            for (tokens, label) in self.pieces(entity.range(), entity.label) {
                let (tokens, label) = self.part_title(tokens, label, &known);
                let tokens = self.without_seat(self.without_members(tokens, &known), label, &known);
                if proposals.iter().any(|p| overlap(&p.tokens, &tokens)) {
                    continue;
                }
                let tokens = match label {
                    EntityLabel::Person => {
                        let named = self.with_surname(self.with_particles(self.with_hyphened(tokens)), &known);
                        self.told_once(named)
                    }
                    _ => tokens,
                };
                let tokens = self.with_ending(self.with_first_word(tokens, &known), &known);
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
                // "the Liberation Army near Arda": where it is is no part of its name.
                || (label == Org && token > range.start && matches!(word, "near" | "outside" | "inside" | "amid"))
                // "Daniel Orr and Sofia Linares": two people whom the model takes for a firm.
                || (label == Org && word == "and" && self.joins_people(&range, token))
                // "Kelechi Obi (Leicester City)", "Nobel Committee (Oslo"
                || (label == Org && word == "(" && !range.clone().any(|t| self.word(t) == ")"))
                // "Ivo Lind the Order", "Peace Prize to Ivo Lind", "Order of the Falcon by Norland"
                || (label == Person && word == "the" && token > range.start && !self.is_byname(token + 1))
                || (label == WorkOfArt && matches!(word, "by" | "to") && token > range.start)
                || (label == Person && token > range.start && self.leaves_name(token))
                || (self.is_possessive(token) && token + 1 < range.end && !self.follows_people(token))
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
        let trimmed = pieces.into_iter().filter_map(|piece| self.trim(piece, label));
        let people = label == Org && range.clone().any(|token| self.joins_people(&range, token));
        let label = if people { Person } else { label };
        trimmed.filter(|piece| !self.is_bare_office(piece)).map(|piece| (piece, label)).collect()
    }

    /// An "and" with a given name and a surname on either side.
    fn joins_people(&self, range: &Range<usize>, and: usize) -> bool {
        let full = |name: Range<usize>| (2..=3).contains(&name.len()) && self.is_given_name(name.start);
        self.word(and) == "and" && full(range.start..and) && full(and + 1..range.end)
    }

    /// "the Head of State" is a person's office, whatever the capitals make of it.
    fn is_bare_office(&self, tokens: &Range<usize>) -> bool {
        let words: Vec<String> =
            tokens.clone().filter(|&t| !self.is_space(t)).map(|t| self.word(t).to_lowercase()).collect();
        matches!(
            words.iter().map(String::as_str).collect::<Vec<_>>()[..],
            ["head" | "heads" | "chief" | "chiefs", "of", "state" | "government"]
        )
    }

    /// Finds the person in "Council Charles Michel" and "Spokesperson Ned Price", which the model takes for one name.
    fn part_title(&self, tokens: Range<usize>, label: EntityLabel, known: &[Proposal]) -> (Range<usize>, EntityLabel) {
        use EntityLabel::Person;
        if let Some(name) = self.without_rank(&tokens, label) {
            return (name, Person);
        }
        let known_at = |t: usize| known.iter().any(|k| k.tokens.contains(&t));
        let place = known.iter().find(|k| k.tokens.start <= tokens.start && k.tokens.end + 2 <= tokens.end);
        let of =
            tokens.start > 1 && self.word(tokens.start - 1) == "of" && words::is_title(self.word(tokens.start - 2));
        let state = known.iter().find(|k| of && k.tokens.start == tokens.start && k.tokens.end < tokens.end);
        if let Some(place) = state.or(place).filter(|k| label == Person && k.tokens.end > tokens.start) {
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

    /// "Bagus Putra" of "Air Marshal Bagus Putra", which the model takes for a body.
    fn without_rank(&self, tokens: &Range<usize>, label: EntityLabel) -> Option<Range<usize>> {
        const RANKS: &[&str] = &[
            "Admiral",
            "Bishop",
            "Brigadier",
            "Captain",
            "Colonel",
            "Commander",
            "Commissioner",
            "Constable",
            "Councillor",
            "Inspector",
            "Judge",
            "Lieutenant",
            "Major",
            "Marshal",
            "Minister",
            "Professor",
            "Senator",
            "Sergeant",
            "Sheikh",
            "Superintendent",
        ];
        let rank = tokens.clone().take(3).find(|&t| RANKS.contains(&self.word(t)))?;
        let name = rank + 1..tokens.end;
        let plain = |t: usize| {
            let word = self.word(t);
            self.is_proper(t)
                && !words::is_institution(word)
                && !words::ends_organisation(word)
                && !words::is_facility_word(word)
                && !words::is_place_word(word)
                && !words::is_title(word)
        };
        (label == EntityLabel::Org && name.len() == 2 && name.clone().all(plain)).then_some(name)
    }

    /// "Norwind of Oslo" is Norwind, which lies there; "Bank of Oslo" and "Power of Siberia" are names.
    fn without_seat(&self, tokens: Range<usize>, label: EntityLabel, known: &[Proposal]) -> Range<usize> {
        let of = tokens.start + 1;
        if label != EntityLabel::Org || tokens.len() < 3 || self.word(of) != "of" {
            return tokens;
        }
        let first = self.word(tokens.start);
        let common = words::is_institution(first)
            || words::ends_organisation(first)
            || words::is_facility_word(first)
            || words::is_place_word(first)
            || words::is_gathering(first)
            || words::is_title(first)
            || matches!(
                first,
                "Bank"
                    | "Church"
                    | "City"
                    | "House"
                    | "State"
                    | "Government"
                    | "Republic"
                    | "Kingdom"
                    | "Friends"
                    | "Voice"
            );
        let seat = known.iter().any(|k| {
            k.tokens.start == of + 1
                && k.tokens.end == tokens.end
                && k.senses.iter().any(|s| self.gazetteer.entry(s.entry).is_city())
        });
        let placed = seat || self.lies_in_state(&(of + 1..tokens.end));
        if placed && !common { tokens.start..of } else { tokens }
    }

    /// "Ada Brook" of "Ada Brook Brook AdaPresident": on web pages the label of a link runs into the text before it.
    fn told_once(&self, tokens: Range<usize>) -> Range<usize> {
        let again = tokens.clone().skip(1).find(|&t| self.word(t) == self.word(t - 1));
        again.map_or(tokens.clone(), |again| tokens.start..again)
    }

    /// "Moon Jae" of "Moon Jae-in".
    fn with_hyphened(&self, tokens: Range<usize>) -> Range<usize> {
        let spans = &self.sentence.tokens;
        let glued = |t: usize| t + 1 < self.len() && spans[t].span.end == spans[t + 1].span.start;
        let (hyphen, last) = (tokens.end, tokens.end + 1);
        let goes_on = last < self.len() && self.word(hyphen) == "-" && glued(hyphen - 1) && glued(hyphen);
        let word = if goes_on { self.word(last) } else { "" };
        let syllable = (2..=5).contains(&word.len())
            && word.chars().all(char::is_lowercase)
            && !matches!(word, "led" | "based" | "style" | "era" | "like");
        let several = tokens.len() > 1 || tokens.start > 0 && self.is_proper(tokens.start - 1);
        if several && syllable { tokens.start..last + 1 } else { tokens }
    }

    /// "People's Republic", "People's Bank": the possessive is part of the name.
    fn follows_people(&self, possessive: usize) -> bool {
        possessive > 0 && matches!(self.word(possessive - 1), "People" | "Peoples")
    }

    /// A small word inside what the model takes for a person's name: "Ada Berg won Norland".
    fn leaves_name(&self, token: usize) -> bool {
        let word = self.word(token);
        let small = word.chars().count() > 1 && word.chars().all(char::is_lowercase);
        let glued = token > 0 && {
            let tokens = &self.sentence.tokens;
            tokens[token - 1].span.end == tokens[token].span.start
        };
        small
            && !glued
            && !PARTICLES.contains(&word)
            && !matches!(
                word,
                "the"
                    | "of"
                    | "y"
                    | "e"
                    | "and"
                    | "al"
                    | "bint"
                    | "op"
                    | "le"
                    | "les"
                    | "dal"
                    | "das"
                    | "af"
                    | "av"
                    | "auf"
                    | "aus"
                    | "dem"
                    | "des"
                    | "bar"
                    | "ben"
                    | "abu"
                    | "ud"
                    | "ul"
            )
    }

    /// "Arda" of "Arda IF" and "Morel E&C": what ends the names of clubs and firms, which the model leaves outside.
    fn with_ending(&self, tokens: Range<usize>, known: &[Proposal]) -> Range<usize> {
        const ENDINGS: &[&str] = &[
            "AB", "AC", "AFC", "AG", "AIK", "AS", "ASA", "BK", "BV", "CF", "FC", "FK", "GmbH", "IF", "IK", "KK", "LLC",
            "LLP", "Ltd", "NV", "Oy", "Oyj", "PLC", "SC", "SE", "SK", "SpA", "Tbk", "plc",
        ];
        let next = tokens.end;
        if next >= self.len() || known.iter().any(|k| k.tokens.contains(&next)) {
            return tokens;
        }
        let word = self.word(next);
        let initials = word.len() <= 4 && word.contains('&') && self.is_capitalised(next);
        if ENDINGS.contains(&word) || initials { tokens.start..next + 1 } else { tokens }
    }

    /// "Ursula" of "Ursula von der Leyen".
    fn with_particles(&self, tokens: Range<usize>) -> Range<usize> {
        let after = (tokens.end..self.len()).find(|&t| !PARTICLES.contains(&self.word(t)));
        let Some(surname) = after.filter(|&t| t > tokens.end && self.is_capitalised(t) && self.is_proper(t)) else {
            return tokens;
        };
        // The model may see a place in the surname alone.
        let free = self.sentence.entities.iter().all(|e| {
            e.start as usize == tokens.start
                || !e.range().contains(&surname)
                || e.range().start >= tokens.end && e.end as usize == surname + 1
        });
        if free { tokens.start..surname + 1 } else { tokens }
    }

    /// "Duero" of "Aguas del Duero": the proper noun before a particle that hangs on the name.
    fn with_first_word(&self, tokens: Range<usize>, known: &[Proposal]) -> Range<usize> {
        let Some(first) = tokens.start.checked_sub(2) else { return tokens };
        let word = &self.sentence.tokens[first];
        let joined = PARTICLES.contains(&self.word(first + 1))
            && self.is_proper(first)
            && self.is_capitalised(first)
            && word.deprel == Deprel::Compound
            && tokens.contains(&(word.head as usize));
        let free = !known.iter().any(|p| p.tokens.contains(&first) || overlap(&p.tokens, &tokens))
            && !self.sentence.entities.iter().any(|e| e.range().contains(&first));
        if joined && free { first..tokens.end } else { tokens }
    }

    /// "Peter the Great".
    fn is_byname(&self, token: usize) -> bool {
        const BYNAMES: &[&str] =
            &["Conqueror", "Elder", "First", "Great", "Magnificent", "Second", "Terrible", "Third", "Wise", "Younger"];
        token < self.len() && BYNAMES.contains(&self.word(token))
    }

    /// "Leon Febres" of "Leon Febres Cordero": the proper noun that the name hangs under.
    fn with_surname(&self, tokens: Range<usize>, known: &[Proposal]) -> Range<usize> {
        let mut next = tokens.end;
        while next < self.len() && self.is_space(next) && self.word(next).matches('\n').count() <= 1 {
            next += 1;
        }
        let last = &self.sentence.tokens[tokens.end - 1];
        let hangs = next < self.len() && last.deprel == Deprel::Compound && last.head as usize == next;
        let free = |t: usize| {
            self.is_proper(t)
                && self.is_capitalised(t)
                && self.word(t).len() > 2
                && !known.iter().any(|k| k.tokens.contains(&t))
                && !self.sentence.entities.iter().any(|e| e.range().contains(&t))
        };
        let word = if next < self.len() { self.word(next) } else { "" };
        let named = !words::is_calendar(word) && !words::ends_organisation(word) && !words::is_institution(word);
        if hangs && free(next) && named && !words::is_title(word) { tokens.start..next + 1 } else { tokens }
    }

    /// "Union State of Norland and Sudland": the two states are named by themselves.
    fn without_members(&self, tokens: Range<usize>, known: &[Proposal]) -> Range<usize> {
        let country = |k: &&Proposal| k.senses.iter().any(|sense| self.gazetteer.entry(sense.entry).is_country());
        let of = tokens.clone().skip(1).find(|&t| self.word(t) == "of");
        let Some(of) = of else { return tokens };
        let inside = known.iter().filter(|k| k.tokens.start > of && k.tokens.start <= tokens.end + 2).filter(country);
        let members: Vec<&Proposal> = inside.collect();
        let joined = members.windows(2).any(|pair| {
            let between = pair[0].tokens.end..pair[1].tokens.start;
            between.len() <= 2 && self.word(between.start) == "and"
        });
        if joined { tokens.start..of } else { tokens }
    }

    pub(super) fn is_given_name(&self, token: usize) -> bool {
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
                || (label == EntityLabel::Person && self.is_title_at(first, tokens.end))
                || (label == EntityLabel::Person
                    && tokens.len() > 2
                    && word.ends_with("ing")
                    && self.is_given_name(first + 1))
                || (tokens.len() > 1 && matches!(word, "Former" | "Retired" | "Outgoing" | "Ex"));
            if !cut {
                break;
            }
            tokens.start += 1;
        }
        while let Some(last) = tokens.clone().next_back() {
            let token = &self.sentence.tokens[last];
            let word = self.word(last);
            let cut = self.is_possessive(last)
                || tokens.len() > 1
                    && matches!(word, "of" | "for" | "at" | "in" | "and" | "the" | "to" | "by" | "with")
                || matches!(token.pos, Upos::Space | Upos::Punct)
                || matches!(word, "'" | "’" | "\"" | "-" | "_")
                || (label == EntityLabel::Person && (self.is_small_end(&tokens) || self.is_date_end(&tokens)))
                || (label == EntityLabel::Org && self.is_given_end(&tokens))
                || (tokens.len() > 1 && follows_name(word) && self.is_capitalised(last - 1));
            if !cut {
                break;
            }
            tokens.end -= 1;
        }
        let named =
            tokens.clone().any(|t| self.is_capitalised(t) || self.word(t).starts_with(|c: char| c.is_numeric()));
        let last = if tokens.is_empty() { "" } else { self.word(tokens.end - 1) };
        let body = tokens.len() > 1 && (words::ends_organisation(last) || words::is_institution(last));
        let only_title =
            !body && tokens.clone().all(|t| words::is_title(self.word(t)) || words::is_portfolio(self.word(t)));
        // "Under Secretary of State for Political Affairs": a portfolio is nobody.
        let portfolio = !tokens.is_empty() && self.word(tokens.end - 1) == "Affairs";
        (!tokens.is_empty() && named && !only_title && !portfolio).then_some(tokens)
    }

    /// A last word in small letters is no name's, unless hyphened to it ("Moon Jae-in").
    fn is_small_end(&self, tokens: &Range<usize>) -> bool {
        let last = tokens.end - 1;
        !(self.is_capitalised(last) || tokens.len() > 2 && self.word(last - 1) == "-")
    }

    /// "Grants Foundation Ada" of "chairman of the Grants Foundation Ada Berg".
    fn is_given_end(&self, tokens: &Range<usize>) -> bool {
        let last = tokens.end - 1;
        let body = |t: usize| words::ends_organisation(self.word(t)) || words::is_institution(self.word(t));
        let goes_on = tokens.end < self.len() && self.is_capitalised(tokens.end) && self.is_proper(tokens.end);
        tokens.len() > 1 && self.is_given_name(last) && body(last - 1) && goes_on
    }

    /// The month behind a name, but for the surname in "Theresa May".
    fn is_date_end(&self, tokens: &Range<usize>) -> bool {
        let last = tokens.end - 1;
        let surname = tokens.len() > 1 && self.word(last) == "May" && self.is_given_name(last - 1);
        words::is_calendar(self.word(last)) && !surname
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
            || words::is_calling(word.to_lowercase().trim_end_matches('s'))
            || (words::is_portfolio(word) && (token + 1..end).any(|t| words::is_title(self.word(t))))
            || self.gazetteer.lookup(word).iter().any(|s| s.usage == Usage::Adjective)
    }

    /// Takes in proper nouns that the tree hangs under the name on its left, where the model cut too short.
    fn grow(&self, mut tokens: Range<usize>, known: &[Proposal]) -> Range<usize> {
        let second = tokens.start > 0 && self.is_given_name(tokens.start - 1);
        // "Salwa Ben Romdhane"
        let particle = matches!(self.word(tokens.start), "Ben" | "Al" | "El" | "Abu" | "Van" | "De" | "Della" | "Di");
        if tokens.len() > 1 && self.is_given_name(tokens.start) && !second && !particle {
            // "Minister of Digital Transformation Mykhailo Fedorov"
            return tokens;
        }
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
                && !words::is_calling(word.to_lowercase().trim_end_matches('s'))
                && !words::is_portfolio(word)
                && !words::is_institution(word)
                && self.gazetteer.lookup(word).is_empty()
                && !words::is_calendar(word);
            if !part {
                break;
            }
            tokens.start = left;
        }
        tokens
    }

    /// "12th", "3rd".
    pub(crate) fn is_ordinal(&self, token: usize) -> bool {
        let word = self.word(token);
        let stem = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        matches!(&word[stem.len()..], "st" | "nd" | "rd" | "th")
            && !stem.is_empty()
            && stem.bytes().all(|b| b.is_ascii_digit())
    }

    /// The "al-" of "Souq al-Juma".
    fn is_arabic_article(&self, token: usize) -> bool {
        matches!(self.word(token), "al" | "el" | "an" | "as" | "ar") && self.word_at(token + 1) == Some("-")
    }

    /// Runs of proper nouns that neither gazetteer nor model covers.
    pub(super) fn add_runs(&self, proposals: &mut Vec<Proposal>, institutions: &[Institution]) {
        if self.shouts() {
            return;
        }
        let mut covered = vec![false; self.len()];
        for tokens in proposals.iter().map(|p| &p.tokens).chain(institutions.iter().map(|i| &i.tokens)) {
            covered[tokens.clone()].fill(true);
        }
        let named = |t: usize| self.is_proper(t) || self.is_base(t + 1);
        let free = |t: usize| !covered[t] && named(t) && self.is_capitalised(t) && !words::is_calendar(self.word(t));
        let mut start = 0;
        while start < self.len() {
            if !free(start) {
                start += 1;
                continue;
            }
            // "3rd Mountain Brigade"
            let numbered = start > 0 && !covered[start - 1] && self.is_ordinal(start - 1);
            let mut end = start + 1;
            while end < self.len() {
                // "Unity List - Lund" is two names.
                let glued = self.sentence.tokens[end - 1].span.end == self.sentence.tokens[end].span.start;
                let joint = self.word(end) == "&"
                    // "Aguas del Duero", where the tagger sees one name.
                    || PARTICLES.contains(&self.word(end)) && self.is_proper(end)
                    || self.word(end) == "-" && glued
                    || (self.is_space(end) && self.word(end).matches('\n').count() <= 1);
                if free(end) {
                    end += 1;
                } else if self.is_arabic_article(end) && end + 2 < self.len() && free(end + 2) {
                    end += 3;
                } else if joint && end + 1 < self.len() && free(end + 1) {
                    end += 2;
                } else {
                    break;
                }
            }
            // "Secretary of State for Energy Piotr Naimski": the given name begins a person.
            let ship = words::is_ship_prefix(self.word(start));
            let given = (start + 1..end).filter(|_| !ship).find(|&t| {
                self.is_given_name(t) && t + 1 < end && !self.is_given_name(t - 1) && self.word(t - 1).len() > 2
            });
            let run_end = end;
            let troops = given.is_none() && words::ends_troops(self.word(end - 1));
            let start_of_run = if numbered && troops { start - 1 } else { start };
            let mut end = given.unwrap_or(end);
            // "Norwind Chief Executive Ada Berg"
            if given.is_some() && end > start && words::is_title(self.word(end - 1)) {
                let inner = |t: &usize| words::is_title(self.word(*t)) || words::is_portfolio(self.word(*t));
                end -= (start..end).rev().take_while(inner).count();
            }
            if let Some(tokens) = given.and_then(|given| self.trim(given..run_end, EntityLabel::Person)) {
                proposals.push(Proposal { tokens, senses: Vec::new(), label: Some(EntityLabel::Person) });
            }
            let titled = (start..end).any(|t| words::is_address(self.word(t)) && t + 1 < end);
            let label = if titled { EntityLabel::Person } else { EntityLabel::Org };
            if let Some(tokens) = self.trim(start_of_run..end, label) {
                proposals.push(Proposal { tokens, senses: Vec::new(), label: titled.then_some(label) });
            }
            start = run_end;
        }
    }
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn cover(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

//! Derived edges: who does what to whom, whatever the wording. Rules match these, never the raw tree.
//!
//! Passives are undone, relative clauses, participles, control and raising give their subjects back, coordination
//! is closed (every conjunct has the role), support verbs lend their arguments to the noun ("held talks with"), and
//! titles hang on the person who bears them. Edges are computed once a sentence, in time linear in its tokens but
//! for the members of long coordinations.

mod clauses;
mod coordination;
mod kinds;
mod lists;
mod natives;
mod partners;
mod places;
mod prepositions;
mod sides;
mod standins;
pub(crate) mod titles;

use compact_str::CompactString;

use crate::extract::MentionForm;
use crate::extract::view::View;
use crate::graph::EntityKind;
use crate::text::{Deprel, Upos};
use coordination::explained_by;
pub(crate) use prepositions::PREPOSITIONS;
use prepositions::follows_bare_preposition;
pub(crate) use titles::Title;

/// Edges that are not prepositions.
pub(crate) const RELATIONS: &[&str] = &[
    "subj", "obj", "iobj", "is", "mod", "poss", "appos", "title", "kind", "list", "aside", "clause", "conj", "when",
    "where", "how", "particle", "side", "purpose", "aux", "office",
];

/// An edge to a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) label: CompactString,
    pub(crate) to: u32,
}

/// The derived edges of one sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edges {
    out: Vec<Vec<Edge>>,
    incoming: Vec<Vec<Edge>>,
    pub(crate) titles: Vec<Title>,
}

impl Edges {
    /// Derives the edges of a sentence.
    pub(crate) fn derive(view: &View<'_>) -> Self {
        let mut edges = Self { out: vec![Vec::new(); view.len()], incoming: Vec::new(), titles: titles::find(view) };
        edges.add_titles();
        for at in 0..view.len() as u32 {
            edges.add_basic(view, at);
        }
        lists::share_modifiers(&mut edges, view);
        for at in 0..view.len() as u32 {
            if view.is_verb(at) {
                edges.add_clause(view, at);
                edges.add_relative_place(view, at);
            }
        }
        lists::lead(&mut edges, view);
        standins::add_participles(&mut edges, view);
        lists::close(&mut edges, view);
        lists::couple(&mut edges, view);
        lists::spell_out(&mut edges, view);
        lists::past_measures(&mut edges, view);
        edges.share_partners(view);
        edges.share_through_sums(view);
        for at in 0..view.len() as u32 {
            if view.is_verb(at) {
                edges.share_with_object(view, at);
            }
        }
        standins::share(&mut edges, view);
        edges.add_comma_places(view);
        edges.add_natives(view);
        sides::find(&mut edges, view);
        for (name, noun) in kinds::find(view) {
            edges.add(name, "kind", noun);
        }
        for (name, aside) in kinds::asides(view) {
            edges.add(name, "aside", aside);
        }
        for (anchor, names) in kinds::lists(view) {
            lists::single_out(&mut edges, view, anchor, &names);
            for name in names {
                match view.is_name(anchor) {
                    true => edges.add(anchor, "list", name),
                    false => edges.add(name, "kind", anchor),
                }
            }
        }
        edges.lift_from_names(view);
        edges.incoming = vec![Vec::new(); view.len()];
        for (from, list) in edges.out.iter().enumerate() {
            for edge in list {
                edges.incoming[edge.to as usize].push(Edge { label: edge.label.clone(), to: from as u32 });
            }
        }
        edges
    }

    /// "the Observatory for Civil Rights, which is based in Oslo": what a clause tells of a word inside a body's name it
    /// tells of the body, unless that word is a name by itself ("the Bank of Norland, which").
    fn lift_from_names(&mut self, view: &View<'_>) {
        let body = |at: u32| {
            let mention = view.mention_over(at).filter(|m| m.form == MentionForm::Name && m.head != at)?;
            let own = view.mention(at).is_some() || mention.kind != EntityKind::Organisation;
            (!own).then_some(mention.head)
        };
        for verb in (0..view.len() as u32).filter(|&at| view.is_verb(at)) {
            let lifted = |edge: &Edge| {
                let role = matches!(edge.label.as_str(), "subj" | "obj");
                role.then(|| body(edge.to)).flatten().map(|head| (edge.label.clone(), head))
            };
            for (label, head) in self.out[verb as usize].iter().filter_map(lifted).collect::<Vec<_>>() {
                self.add(verb, &label, head);
            }
        }
    }

    /// The edges that leave a token.
    pub(crate) fn from(&self, at: u32) -> &[Edge] {
        &self.out[at as usize]
    }

    /// The edges that reach a token; `to` is where they come from.
    pub(crate) fn into(&self, at: u32) -> &[Edge] {
        &self.incoming[at as usize]
    }

    /// Targets of the edges `label` of a token.
    pub(crate) fn targets<'a>(&'a self, at: u32, label: &'a str) -> impl Iterator<Item = u32> + 'a {
        self.from(at).iter().filter(move |edge| edge.label == label).map(|edge| edge.to)
    }

    /// The title phrase that this token heads.
    pub(crate) fn title_at(&self, at: u32) -> Option<&Title> {
        self.titles.iter().find(|title| title.head == at)
    }

    /// The person whose title this token heads, else the token itself.
    fn bearer(&self, at: u32) -> u32 {
        self.title_at(at).map_or(at, |title| title.person)
    }

    fn add(&mut self, from: u32, label: &str, to: u32) {
        let list = &mut self.out[from as usize];
        if from != to && !list.iter().any(|edge| edge.to == to && edge.label == label) {
            list.push(Edge { label: label.into(), to });
        }
    }

    /// Adds an edge to a token and to all that stand beside it in the same role.
    fn add_all(&mut self, view: &View<'_>, from: u32, label: &str, to: u32) {
        for member in self.members(view, to) {
            self.add(from, label, member);
        }
    }

    fn add_titles(&mut self) {
        for title in std::mem::take(&mut self.titles) {
            self.out[title.person as usize].push(Edge { label: "title".into(), to: title.head });
            for &body in &title.bodies {
                self.add(title.head, "of", body);
                self.add(title.head, "office", body);
            }
            self.titles.push(title);
        }
    }

    /// Edges that need no more than one arc of the tree.
    fn add_basic(&mut self, view: &View<'_>, at: u32) {
        let head = view.head(at);
        match view.deprel(at) {
            Deprel::Dobj if is_recipient(view, at) => self.add_all(view, head, "iobj", at),
            Deprel::Dobj => self.add_all(view, head, "obj", at),
            Deprel::Dative if view.token(at).pos != Upos::Adp => self.add_all(view, head, "iobj", at),
            // "The Unionists' offensive runs": the parser takes the owner for the subject.
            Deprel::Case if view.token(at).tag == "POS" && view.deprel(head) != Deprel::Poss => {
                if let Some(owned) = owned_behind(view, at) {
                    self.add(owned, "poss", head);
                }
            }
            Deprel::Poss => {
                // "Ada Berg, whose visit": the visit is hers.
                let owner = if view.token(at).tag == "WP$" { clauses::antecedent(view, at).unwrap_or(at) } else { at };
                self.add_all(view, head, "poss", owner);
            }
            // "paid Ada Berg 3 million euros": a name before a sum is no part of it.
            Deprel::Nmod | Deprel::Compound if is_paid(view, at) => self.add_all(view, view.head(head), "iobj", at),
            // "described as reckless"
            Deprel::Amod if view.lower(head) == "as" => self.add(view.head(head), "as", at),
            // "worked for USAID": where the parser sees no object, the name right after a preposition is it.
            Deprel::Amod | Deprel::Compound if follows_bare_preposition(view, at) => self.add_prepositional(view, at),
            Deprel::Compound | Deprel::Amod | Deprel::Nmod | Deprel::Nummod => self.add_all(view, head, "mod", at),
            Deprel::Appos => self.add_all(view, explained_by(view, at), "appos", at),
            // "called Ada Berg on Friday": a name is no clause.
            Deprel::Ccomp if view.is_name(at) && view.child(head, Deprel::Dobj).is_none() && at > head => {
                self.add_all(view, head, "obj", at);
            }
            Deprel::Xcomp | Deprel::Ccomp => self.add(head, "clause", at),
            // "an agreement to build": the infinitive tells what the noun is about.
            // "allegations that Norland paid": so does the clause.
            Deprel::Acl if view.token(at).tag == "VB" || has_that(view, at) => self.add(head, "clause", at),
            Deprel::Advcl if view.token(at).tag == "VB" && has_to(view, at) => self.add(head, "purpose", at),
            // "took over after he resigned", "when he resigned".
            Deprel::Advcl if has_mark(view, at, "after") => self.add(head, "after", at),
            Deprel::Advcl if view.children(at).iter().any(|&c| c < at && view.lower(c) == "when") => {
                self.add(head, "when", at)
            }
            Deprel::Conj if view.is_nominal(at) && view.is_verb(head) => self.add_stray_conjunct(view, head, at),
            Deprel::Conj => self.add(head, "conj", at),
            // "met virtually with": the parser hangs the adverb on the preposition.
            Deprel::Advmod if view.token(head).pos == Upos::Adp => self.add(view.head(head), "how", at),
            Deprel::Advmod => self.add(head, "how", at),
            // "called Ada to congratulate her": a person called is no name given.
            Deprel::Oprd if view.lemma(head) == "call" && is_person(view, at) && has_infinitive(view, head) => {
                self.add_all(view, head, "obj", at);
            }
            Deprel::Aux => self.add(head, "aux", at),
            Deprel::Npadvmod => self.add(head, "when", at),
            Deprel::Prt => self.add(head, "particle", at),
            Deprel::Pobj | Deprel::Pcomp => self.add_prepositional(view, at),
            _ => {}
        }
    }

    /// Subjects and objects of a verb after voice, relative clauses, control and coordination.
    fn add_clause(&mut self, view: &View<'_>, verb: u32) {
        let role = match clauses::is_passive(view, verb) {
            true if clauses::is_given_to(view, verb) => "iobj",
            true => "obj",
            false => "subj",
        };
        if let Some(list) = lists::before_participle(view, verb) {
            for member in list {
                self.add(verb, role, member);
            }
            return;
        }
        for subject in clauses::surface_subjects(view, verb) {
            self.add_all(view, verb, role, subject);
            self.add_predicate(view, verb, subject);
        }
        // "Among them were Ada and Ivo": what follows the copula is its subject.
        let fronted = |&c: &u32| c < verb && view.deprel(c) == Deprel::Prep;
        if view.lemma(verb) == "be"
            && !view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Nsubj | Deprel::Expl))
            && view.children(verb).iter().any(fronted)
            && let Some(subject) = view.child(verb, Deprel::Attr).filter(|&at| at > verb)
            && self.members(view, subject).iter().any(|&at| view.is_name(at))
        {
            self.add_all(view, verb, "subj", subject);
        }
        if let Some(agent) = clauses::late_agent(view, verb) {
            self.add_all(view, verb, "subj", agent);
        }
        if let Some(object) = clauses::misread_object(view, verb) {
            self.add_all(view, verb, "obj", object);
        }
        for object in clauses::relative_objects(view, verb) {
            self.add_all(view, verb, "obj", object);
        }
        // "should speed up and extend": one auxiliary for both.
        let bare = !view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Aux | Deprel::Nsubj));
        if view.deprel(verb) == Deprel::Conj && bare && view.is_verb(view.head(verb)) {
            for auxiliary in self.targets(view.head(verb), "aux").collect::<Vec<_>>() {
                self.add(verb, "aux", auxiliary);
            }
        }
        // "signed and ratified a treaty": the first verb shares the object of the second.
        if view.deprel(verb) == Deprel::Conj && view.is_verb(view.head(verb)) {
            let first = view.head(verb);
            let adjacent = verb - first.min(verb) <= 3;
            if adjacent
                && view.child(first, Deprel::Dobj).is_none()
                && !clauses::is_passive(view, first)
                && let Some(object) = view.child(verb, Deprel::Dobj)
            {
                self.add_all(view, first, "obj", object);
            }
        }
    }

    /// "Ada is the president of Norland": the noun or adjective behind a copula takes the subject and what else hangs on the verb.
    fn add_predicate(&mut self, view: &View<'_>, verb: u32, subject: u32) {
        let misread = clauses::misread_object(view, verb);
        for &child in view.children(verb) {
            if !matches!(view.deprel(child), Deprel::Attr | Deprel::Acomp | Deprel::Oprd) || Some(child) == misread {
                continue;
            }
            // "called the test a breach": what the object is called.
            let object = misread.or_else(|| view.child(verb, Deprel::Dobj));
            let named = object.filter(|_| view.deprel(child) == Deprel::Oprd);
            let subject = named.unwrap_or(subject);
            for predicate in self.members(view, child) {
                for bearer in self.members(view, subject) {
                    if bearer != predicate {
                        self.add(bearer, "is", predicate);
                        self.add(predicate, "subj", bearer);
                    }
                }
                // "It is important to act": what is important is the act.
                let clauses = self.from(verb).iter().filter(|edge| edge.label == "clause").cloned();
                for edge in clauses.chain(self.prepositional(verb)).collect::<Vec<_>>() {
                    self.add(predicate, &edge.label, edge.to);
                }
            }
        }
    }
}

/// Of two objects a name before a thing is to whom it is given ("lend Norland a million").
fn is_recipient(view: &View<'_>, at: u32) -> bool {
    let verb = view.head(at);
    let mut things = view.children(verb).iter().filter(|&&c| c > at && view.deprel(c) == Deprel::Dobj);
    clauses::is_giving(view, verb) && view.is_name(at) && things.any(|&thing| !view.is_name(thing))
}

/// The noun that a possessive mark leads to, past its adjectives.
fn owned_behind(view: &View<'_>, mark: u32) -> Option<u32> {
    let modifier = |at: &u32| matches!(view.token(*at).pos, Upos::Adj | Upos::Num | Upos::Adv);
    let first = (mark + 1..view.len() as u32).find(|at| !modifier(at))?;
    let last = (first..view.len() as u32).take_while(|&at| view.is_nominal(at)).last()?;
    (view.mention(last).is_none()).then_some(last)
}

/// A name between a verb and the sum that is its object.
fn is_paid(view: &View<'_>, at: u32) -> bool {
    let sum = view.head(at);
    let verb = view.head(sum);
    let counted = view.child(sum, Deprel::Nummod).is_some_and(|number| number > at);
    counted && view.deprel(sum) == Deprel::Dobj && verb < at && view.is_name(at)
}

fn is_person(view: &View<'_>, at: u32) -> bool {
    view.mention(at).is_some_and(|m| m.kind == EntityKind::Person)
}

fn has_that(view: &View<'_>, verb: u32) -> bool {
    has_mark(view, verb, "that")
}

fn has_mark(view: &View<'_>, verb: u32, mark: &str) -> bool {
    view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Mark && view.lower(c) == mark)
}

fn has_infinitive(view: &View<'_>, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| matches!(view.deprel(c), Deprel::Xcomp | Deprel::Advcl) && has_to(view, c))
}

fn has_to(view: &View<'_>, verb: u32) -> bool {
    view.children(verb).iter().any(|&c| view.deprel(c) == Deprel::Aux && view.lower(c) == "to")
}

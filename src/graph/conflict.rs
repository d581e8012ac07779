//! Where articles disagree, each side with its evidence.
//!
//! Two articles disagree only where both cannot be right: vagueness is no conflict. What counts, by kind:
//!
//! - status: one says that it is so, another that it is not, of times that may be the same;
//! - value: the same deal or the same year's trade at figures more than a hundredth apart, in the same unit;
//! - date: the same honour, succession, or deal at the same price on days that cannot be the same;
//! - holder: one post of which there is only one, with two holders at the same time;
//! - place: one event, or one thing that has a single place, in two places of which neither lies in the other.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use super::derived::Quads;
use super::vocabulary::{Vocabulary, terms};

/// In what articles disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// Whether it is so.
    Status,
    /// How much.
    Value,
    /// When.
    Date,
    /// Who holds the post.
    Holder,
    /// Where.
    Place,
}

/// A disagreement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// In what.
    pub kind: ConflictKind,
    /// What it is about, in words.
    pub about: String,
    /// The sides, in order of what they say.
    pub sides: Vec<Side>,
}

/// One side of a disagreement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// What it says.
    pub says: String,
    /// Independent sources that say so: publishers, copies of one text once.
    pub sources: usize,
    /// The articles that say so, with the words, in order of their IRIs.
    pub evidence: Vec<(NamedNode, String)>,
}

impl ConflictKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Status, Self::Value, Self::Date, Self::Holder, Self::Place];

    /// In a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Value => "value",
            Self::Date => "date",
            Self::Holder => "holder",
            Self::Place => "place",
        }
    }
}

/// Posts of which a state or an organisation has one at a time.
const SINGLE_POSTS: &[&str] = &[
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "king",
    "queen",
    "emperor",
    "pope",
    "secretary-general",
    "secretary general",
    "foreign minister",
    "minister of foreign affairs",
    "defence minister",
    "defense minister",
    "finance minister",
    "secretary of state",
    "speaker",
    "chief executive",
    "ceo",
    "chief executive officer",
    "governor",
    "mayor",
    "director-general",
    "director general",
];

/// How far figures may lie apart and still be the same, as a share of the larger.
const SAME_FIGURE: f64 = 0.01;

/// Everything in which the articles of a store disagree, in order of kind and subject.
pub fn conflicts(store: &impl Quads) -> Vec<Conflict> {
    let accounts = Accounts::read(store);
    let mut found = Vec::new();
    accounts.status(&mut found);
    accounts.value(&mut found);
    accounts.date(&mut found);
    accounts.holder(&mut found);
    accounts.place(&mut found);
    found.sort();
    found.dedup();
    found
}

/// What one statement says, as far as others may deny it.
#[derive(Clone, Debug, Default)]
struct Account {
    class: String,
    article: Option<NamedNode>,
    source: String,
    status: String,
    /// Direct triples in words of their IRIs, symmetric ones in one direction.
    facts: Vec<(NamedNode, NamedNode, Term)>,
    event: Option<String>,
    date: Option<String>,
    /// First and last day that may be meant: of the statement, else of its article.
    days: Option<(String, String)>,
    own_days: Option<(String, String)>,
    amount: Option<(f64, String)>,
    place: Option<NamedNode>,
    title: Option<String>,
    quote: String,
}

struct Accounts<'a, Q> {
    store: &'a Q,
    accounts: Vec<Account>,
}

impl<'a, Q: Quads> Accounts<'a, Q> {
    fn read(store: &'a Q) -> Self {
        let mut nodes = BTreeSet::new();
        for quad in store.matching(None, Some(terms::STATUS), None, None) {
            if let NamedOrBlankNode::NamedNode(stmt) = quad.subject {
                nodes.insert(stmt);
            }
        }
        let mut articles = BTreeMap::new();
        let accounts = nodes.iter().map(|stmt| account(store, stmt, &mut articles)).collect();
        Self { store, accounts }
    }

    fn label(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(iri) => super::judgement::judged(self.store, iri).name,
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        }
    }

    /// "Ann Brook met Carl Dorn".
    fn in_words(&self, (subject, property, object): &(NamedNode, NamedNode, Term)) -> String {
        let relation = Vocabulary::embedded().relation_of_property(property.as_str());
        let verb = relation.map_or_else(|| super::shorten(property.as_str()), |relation| relation.label.clone());
        format!("{} {verb} {}", self.label(&subject.clone().into()), self.label(object))
    }

    /// Accounts by a key that makes them comparable, in its order.
    fn grouped<K: Ord>(&self, key: impl Fn(&Account) -> Vec<K>) -> BTreeMap<K, Vec<&Account>> {
        let mut groups: BTreeMap<K, Vec<&Account>> = BTreeMap::new();
        for account in &self.accounts {
            for key in key(account) {
                groups.entry(key).or_default().push(account);
            }
        }
        groups
    }

    fn status(&self, found: &mut Vec<Conflict>) {
        let key = |account: &Account| -> Vec<(NamedNode, NamedNode, String)> {
            let told = matches!(account.status.as_str(), "actual" | "negated");
            let facts = account.facts.iter().filter(|_| told);
            facts.map(|(s, p, o)| (s.clone(), p.clone(), o.to_string())).collect()
        };
        for ((subject, property, object), group) in self.grouped(key) {
            let disagree = |a: &Account, b: &Account| a.status != b.status && may_coincide(&a.own_days, &b.own_days);
            let Some(sides) = sides(&group, disagree, |account| account.status.clone()) else { continue };
            let facts = group.iter().flat_map(|account| &account.facts);
            let mut same = facts.filter(|(s, p, o)| *s == subject && *p == property && o.to_string() == object);
            let about = same.next().map(|fact| self.in_words(fact)).unwrap_or_default();
            found.push(Conflict { kind: ConflictKind::Status, about, sides });
        }
    }

    fn value(&self, found: &mut Vec<Conflict>) {
        let key = |account: &Account| -> Vec<(String, String, String)> {
            let (Some(event), Some((_, unit))) = (&account.event, &account.amount) else { return Vec::new() };
            let compared = ["Deal", "Trade"].iter().any(|class| account.class.ends_with(&format!("#{class}")));
            let key = (event.clone(), account.status.clone(), unit.clone());
            if compared { vec![key] } else { Vec::new() }
        };
        for group in self.grouped(key).into_values() {
            let figure = |account: &Account| account.amount.as_ref().map_or(0.0, |(value, _)| *value);
            let disagree = |a: &Account, b: &Account| {
                (figure(a) - figure(b)).abs() > SAME_FIGURE * figure(a).abs().max(figure(b).abs())
            };
            let says = |account: &Account| match &account.amount {
                Some((value, unit)) => format!("{value} {unit}"),
                None => String::new(),
            };
            self.push(found, ConflictKind::Value, &group, disagree, says);
        }
    }

    fn date(&self, found: &mut Vec<Conflict>) {
        let key = |account: &Account| -> Vec<(String, String, String)> {
            let class = account.class.rsplit('#').next().unwrap_or_default();
            let amount = account.amount.as_ref().map(|(value, unit)| format!("{value} {unit}"));
            let once = match class {
                "Award" | "Succession" => Some(String::new()),
                "Deal" => amount,
                _ => None,
            };
            let (Some(once), Some((s, p, o))) = (once, account.facts.first()) else { return Vec::new() };
            vec![(format!("{s} {p} {o}"), account.status.clone(), once)]
        };
        for group in self.grouped(key).into_values() {
            let disagree = |a: &Account, b: &Account| !may_coincide(&a.own_days, &b.own_days);
            let says = |account: &Account| account.date.clone().unwrap_or_default();
            let dated: Vec<&Account> = group.into_iter().filter(|account| account.own_days.is_some()).collect();
            self.push(found, ConflictKind::Date, &dated, disagree, says);
        }
    }

    fn holder(&self, found: &mut Vec<Conflict>) {
        let body_of = |account: &Account| {
            let mut bodies =
                account.facts.iter().filter(|(_, property, _)| property.as_str().ends_with("#affiliatedWith"));
            bodies.next().map(|(_, _, body)| body.to_string())
        };
        let key = |account: &Account| -> Vec<(String, String)> {
            let title = account.title.as_ref().map(|title| title.to_lowercase());
            let single = title.filter(|title| SINGLE_POSTS.contains(&title.as_str()));
            match (single, body_of(account)) {
                (Some(title), Some(body)) if account.status == "actual" => vec![(title, body)],
                _ => Vec::new(),
            }
        };
        for ((title, _), group) in self.grouped(key) {
            let holder = |account: &Account| account.facts.first().map(|(holder, ..)| holder.clone());
            // Known times that overlap and are short: within one year a post may well change hands.
            let disagree = |a: &Account, b: &Account| {
                let short =
                    |days: &Option<(String, String)>| days.as_ref().is_some_and(|(from, to)| from[..7] == to[..7]);
                holder(a) != holder(b) && short(&a.days) && short(&b.days) && may_coincide(&a.days, &b.days)
            };
            let says = |account: &Account| holder(account).map_or(String::new(), |iri| self.label(&iri.into()));
            let Some(sides) = sides(&group, disagree, says) else { continue };
            let body = group
                .iter()
                .flat_map(|account| &account.facts)
                .find(|(_, p, _)| p.as_str().ends_with("#affiliatedWith"));
            let about = body.map_or_else(|| title.clone(), |(_, _, body)| format!("{title} of {}", self.label(body)));
            found.push(Conflict { kind: ConflictKind::Holder, about, sides });
        }
    }

    fn place(&self, found: &mut Vec<Conflict>) {
        let key = |account: &Account| -> Vec<(String, String)> {
            let located = account.class.ends_with("#Location");
            let subject = account.facts.first().map(|(subject, ..)| subject.as_str().to_owned());
            let same = if located { subject } else { account.event.clone() };
            match (same, &account.place) {
                (Some(same), Some(_)) => vec![(same, account.status.clone())],
                _ => Vec::new(),
            }
        };
        for group in self.grouped(key).into_values() {
            let disagree = |a: &Account, b: &Account| match (&a.place, &b.place) {
                (Some(a), Some(b)) => a != b && self.excludes(a, b),
                _ => false,
            };
            let says =
                |account: &Account| account.place.as_ref().map_or(String::new(), |p| self.label(&p.clone().into()));
            self.push(found, ConflictKind::Place, &group, disagree, says);
        }
    }

    /// Places of the same type of which neither lies in the other, as far as the graph knows.
    fn excludes(&self, a: &NamedNode, b: &NamedNode) -> bool {
        let types = |place: &NamedNode| -> BTreeSet<String> {
            self.store
                .matching(Some(place.as_ref()), Some(rdf::TYPE), None, None)
                .map(|quad| quad.object.to_string())
                .collect()
        };
        let lies_in = |part: &NamedNode, whole: &NamedNode| {
            let located = Vocabulary::embedded().relation("locatedIn").property;
            self.store
                .matching(Some(part.as_ref()), Some(located.as_ref()), Some(whole.as_ref().into()), None)
                .next()
                .is_some()
        };
        !types(a).is_disjoint(&types(b)) && !lies_in(a, b) && !lies_in(b, a)
    }

    fn push(
        &self,
        found: &mut Vec<Conflict>,
        kind: ConflictKind,
        group: &[&Account],
        disagree: impl Fn(&Account, &Account) -> bool,
        says: impl Fn(&Account) -> String,
    ) {
        let Some(sides) = sides(group, disagree, says) else { return };
        let fact = group.iter().flat_map(|account| &account.facts).next();
        let about = fact.map(|fact| match kind {
            // The place is what they disagree in.
            ConflictKind::Place if group[0].class.ends_with("#Location") => self.label(&fact.0.clone().into()),
            _ => self.in_words(fact),
        });
        found.push(Conflict { kind, about: about.unwrap_or_default(), sides });
    }
}

/// The sides of a group, if two articles of it disagree: only accounts that disagree with another one are told.
fn sides(
    group: &[&Account],
    disagree: impl Fn(&Account, &Account) -> bool,
    says: impl Fn(&Account) -> String,
) -> Option<Vec<Side>> {
    // A fact that very many articles tell is compared up to a bound, so that the cost stays linear.
    const COMPARED: usize = 400;
    let group = &group[..group.len().min(COMPARED)];
    let mut by_words: BTreeMap<String, Vec<&Account>> = BTreeMap::new();
    for account in group {
        if group.iter().any(|other| other.article != account.article && disagree(account, other)) {
            by_words.entry(says(account)).or_default().push(account);
        }
    }
    if by_words.len() < 2 {
        return None;
    }
    let side = |(says, accounts): (String, Vec<&Account>)| {
        let mut evidence: Vec<(NamedNode, String)> =
            accounts.iter().filter_map(|account| Some((account.article.clone()?, account.quote.clone()))).collect();
        evidence.sort();
        evidence.dedup();
        let sources: BTreeSet<&str> = accounts.iter().map(|account| account.source.as_str()).collect();
        Side { says, sources: sources.len(), evidence }
    };
    Some(by_words.into_iter().map(side).collect())
}

/// Whether two times may be the same; an unknown time may be any.
fn may_coincide(a: &Option<(String, String)>, b: &Option<(String, String)>) -> bool {
    match (a, b) {
        // Days of the form YYYY-MM-DD compare as text.
        (Some((from, to)), Some((other_from, other_to))) => from <= other_to && other_from <= to,
        _ => true,
    }
}

/// What is known of an article: its source, and the days of its publication.
type ArticleFacts = (String, Option<(String, String)>);

fn account(store: &impl Quads, stmt: &NamedNode, articles: &mut BTreeMap<NamedNode, ArticleFacts>) -> Account {
    let mut account = Account::default();
    let (mut value, mut unit) = (None, None);
    let mut days = (None, None);
    let mut evidence = BTreeSet::new();
    for quad in store.matching(Some(stmt.as_ref()), None, None, None) {
        let text = match &quad.object {
            Term::NamedNode(iri) => iri.as_str().to_owned(),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::Triple(triple) => {
                if let NamedOrBlankNode::NamedNode(subject) = &triple.subject {
                    account.facts.push((subject.clone(), triple.predicate.clone(), triple.object.clone()));
                }
                continue;
            }
            Term::BlankNode(_) => continue,
        };
        match quad.predicate.as_ref() {
            rdf::TYPE => account.class = text,
            terms::ARTICLE => account.article = NamedNode::new(text).ok(),
            terms::STATUS => account.status = text.rsplit('#').next().unwrap_or_default().to_owned(),
            terms::EVENT => account.event = Some(text),
            terms::DATE => account.date = Some(text),
            terms::EARLIEST => days.0 = Some(text),
            terms::LATEST => days.1 = Some(text),
            terms::VALUE => value = text.parse::<f64>().ok(),
            terms::CURRENCY | terms::UNIT => unit = Some(text),
            terms::PLACE => account.place = NamedNode::new(text).ok(),
            terms::TITLE => account.title = Some(text),
            terms::EVIDENCE => drop(evidence.insert(text)),
            _ => {}
        }
    }
    account.amount = value.zip(unit);
    account.own_days = days.0.zip(days.1);
    // A symmetric fact is reified both ways, which is one fact.
    let mirrored = |(s, p, o): &(NamedNode, NamedNode, Term)| {
        let symmetric =
            Vocabulary::embedded().relation_of_property(p.as_str()).is_some_and(|relation| relation.symmetric);
        symmetric && matches!(o, Term::NamedNode(o) if o < s)
    };
    account.facts.retain(|fact| !mirrored(fact));
    account.facts.sort_by_cached_key(|(s, p, o)| format!("{s} {p} {o}"));
    account.quote = evidence
        .iter()
        .find_map(|node| first_text(store, NamedNodeRef::new(node).ok()?, terms::QUOTE))
        .unwrap_or_default();
    if let Some(article) = &account.article {
        let known = articles.entry(article.clone()).or_insert_with(|| article_facts(store, article));
        account.source.clone_from(&known.0);
        account.days = account.own_days.clone().or_else(|| known.1.clone());
    }
    account
}

fn article_facts(store: &impl Quads, article: &NamedNode) -> ArticleFacts {
    let text = |predicate| first_text(store, article.as_ref(), predicate);
    let source = text(terms::SOURCE).unwrap_or_else(|| article.as_str().to_owned());
    (source, text(terms::EARLIEST).zip(text(terms::LATEST)))
}

fn first_text(store: &impl Quads, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Option<String> {
    let texts = store.matching(Some(subject), Some(predicate), None, None).filter_map(|quad| match quad.object {
        Term::NamedNode(iri) => Some(iri.into_string()),
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    });
    texts.min()
}

//! How far extracted statements agree with annotated ones: what counts as the same statement, and precision and recall.
//!
//! A prediction counts once, for the annotated statement of the same article and relation that it fits best. Names fit
//! if any annotated form has the same words; titles, policies and what is said fit by the overlap of their words.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Relations whose parties have no order.
const SYMMETRIC: [&str; 5] = ["met", "spokeWith", "cooperatesWith", "deal", "tradeVolume"];
/// Relations whose object is a phrase, with the least overlap of words that counts as the same.
const PHRASE_OBJECT: [(&str, f64); 3] = [("position", 0.66), ("supports", 0.5), ("opposes", 0.5)];
/// Relations with free text as object, which `core` leaves out.
const FREE_TEXT: [&str; 3] = ["said", "supports", "opposes"];
/// The relations that questions are asked about most.
const MISSION: [&str; 5] = ["met", "visited", "memberOf", "deal", "tradeVolume"];
/// Words before a name that do not belong to it.
const TITLES: [&str; 14] = [
    "mr",
    "mrs",
    "ms",
    "dr",
    "president",
    "premier",
    "minister",
    "professor",
    "prof",
    "sir",
    "general",
    "the",
    "a",
    "an",
];
/// Words that make another title of a title.
const RANKS: [&str; 6] = ["deputy", "vice", "acting", "assistant", "first", "deputies"];
/// Words that do not count in an overlap.
const STOP: [&str; 15] =
    ["the", "a", "an", "of", "to", "in", "on", "for", "and", "s", "that", "its", "their", "his", "her"];
/// What is compared beyond the parties, on statements that fit.
const ATTRIBUTES: [&str; 5] = ["status", "date", "place", "value", "topic"];

/// A statement as it is compared.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) doc: String,
    pub(crate) relation: String,
    subject: Vec<String>,
    object: Vec<String>,
    status: Option<String>,
    date: Vec<String>,
    place: Vec<String>,
    value: Option<f64>,
    topic: Vec<String>,
    text: Vec<String>,
    mutual: bool,
}

impl Row {
    /// Reads a line of the statement schema; names may be lists of forms.
    pub(crate) fn read(line: &str) -> Self {
        let json: Value = serde_json::from_str(line).unwrap();
        let forms = |key: &str| -> Vec<String> {
            let found = match &json[key] {
                Value::Array(forms) => forms.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                Value::String(form) => vec![form.clone()],
                _ => Vec::new(),
            };
            found.into_iter().filter(|form| !form.is_empty()).collect()
        };
        let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
        let value = match &json["value"] {
            Value::String(value) => value.replace(',', "").parse().ok(),
            value => value.as_f64(),
        };
        Self {
            doc: text("doc"),
            relation: text("rel"),
            subject: forms("subj"),
            object: forms("obj"),
            status: json["status"].as_str().map(str::to_owned),
            date: forms("date"),
            place: forms("place"),
            value,
            topic: forms("topic"),
            text: forms("text"),
            mutual: json["mutual"].as_bool().unwrap_or_default(),
        }
    }

    /// Reads a file of lines.
    pub(crate) fn read_all(lines: &str) -> Vec<Self> {
        lines.lines().filter(|line| !line.trim().is_empty()).map(Self::read).collect()
    }

    pub(crate) fn status(&self) -> &str {
        self.status.as_deref().unwrap_or("actual")
    }
}

/// A name without accents, case, marks, possessives and titles.
fn norm(text: &str) -> String {
    let text = text.replace(['\u{2018}', '\u{2019}'], "'");
    let text: String = text.nfkd().filter(char::is_ascii).collect();
    let text = text.to_lowercase().replace('&', " and ").replace("'s ", " ").replace("'s", "");
    let mut words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let titles = words.iter().take_while(|word| TITLES.contains(word)).count();
    words.drain(..titles.min(words.len().saturating_sub(1)));
    words.join(" ")
}

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in norm(text).split_whitespace().filter(|word| !STOP.contains(word)) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

/// Dice's coefficient of two bags of words.
fn overlap(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    let both: usize = a.iter().map(|(word, count)| (*count).min(b.get(word).copied().unwrap_or_default())).sum();
    let size: usize = a.values().chain(b.values()).sum();
    if both == 0 { 0.0 } else { 2.0 * both as f64 / size as f64 }
}

/// Whether the predicted name is one of the annotated forms; for a phrase an overlap suffices.
fn same(predicted: &[String], gold: &[String], phrase: Option<f64>) -> bool {
    let Some(name) = predicted.first() else { return gold.is_empty() };
    let rank = |text: &str| -> BTreeSet<String> {
        words(text).into_keys().filter(|word| RANKS.contains(&word.as_str())).collect()
    };
    gold.iter().any(|form| norm(name) == norm(form))
        || phrase.is_some_and(|least| gold.iter().any(|form| overlap(name, form) >= least && rank(name) == rank(form)))
}

fn same_value(predicted: Option<f64>, gold: Option<f64>) -> bool {
    matches!((predicted, gold), (Some(p), Some(g)) if (p - g).abs() <= 0.01 * g.abs().max(1e-9))
}

/// The largest overlap of the first form with any of the annotated ones.
fn best_overlap(predicted: &[String], gold: &[String]) -> f64 {
    let name = predicted.first().map_or("", String::as_str);
    gold.iter().map(|form| overlap(name, form)).fold(0.0, f64::max)
}

/// How well a prediction fits: 0 is no match, more is better.
fn fit(p: &Row, g: &Row) -> f64 {
    if p.relation != g.relation {
        return 0.0;
    }
    let relation = g.relation.as_str();
    let agreeing = ATTRIBUTES.iter().filter(|name| attribute(p, g, name) == Some(true)).count();
    let mut extra = 0.01 * agreeing as f64;
    if relation == "said" {
        let overlap = best_overlap(&p.text, &g.text);
        return if same(&p.subject, &g.subject, None) && overlap >= 0.5 { overlap + extra } else { 0.0 };
    }
    let phrase = PHRASE_OBJECT.iter().find(|(name, _)| *name == relation).map(|(_, least)| *least);
    let mut fits = same(&p.subject, &g.subject, None) && same(&p.object, &g.object, phrase);
    if SYMMETRIC.contains(&relation) || (relation == "attacked" && g.mutual) {
        fits = fits || (same(&p.object, &g.subject, None) && same(&p.subject, &g.object, None));
    }
    if relation == "tradeVolume" && g.value.is_some() {
        fits = fits && same_value(p.value, g.value);
    }
    if relation == "cooperatesWith" && !p.topic.is_empty() && !g.topic.is_empty() {
        fits = fits && best_overlap(&p.topic, &g.topic) >= 0.2;
    }
    if relation == "deal" && !fits && same_value(p.value, g.value) {
        // Of a deal told by its price one party is enough.
        let named = |p: &[String], g: &[String]| !p.is_empty() && !g.is_empty() && same(p, g, None);
        fits = [&p.subject, &p.object].iter().any(|x| [&g.subject, &g.object].iter().any(|y| named(x, y)));
    }
    if fits && phrase.is_some() {
        extra += 0.1 * best_overlap(&p.object, &g.object);
    }
    if fits { 1.0 + extra } else { 0.0 }
}

/// Whether an attribute is right; none where none is annotated.
fn attribute(p: &Row, g: &Row, name: &str) -> Option<bool> {
    let is = |got: Option<&str>, want: &str| got.unwrap_or("none").to_lowercase() == want.to_lowercase();
    match name {
        "value" => g.value.map(|_| same_value(p.value, g.value)),
        "place" => (!g.place.is_empty()).then(|| same(&p.place, &g.place, None)),
        "topic" => (!g.topic.is_empty()).then(|| !p.topic.is_empty() && best_overlap(&p.topic, &g.topic) >= 0.4),
        "date" => g.date.first().map(|want| is(p.date.first().map(String::as_str), want)),
        _ => g.status.as_ref().map(|want| is(p.status.as_deref(), want)),
    }
}

/// Which annotated statement each prediction counts for, both of one article: (prediction, annotated) by index.
pub(crate) fn pairs(predicted: &[&Row], gold: &[&Row]) -> Vec<(usize, usize)> {
    let mut fits = Vec::new();
    for (i, p) in predicted.iter().enumerate() {
        for (j, g) in gold.iter().enumerate() {
            let fit = fit(p, g);
            if fit > 0.0 {
                fits.push((fit, i, j));
            }
        }
    }
    fits.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_p, mut used_g) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, i, j) in fits {
        if !used_p.contains(&i) && !used_g.contains(&j) {
            used_p.insert(i);
            used_g.insert(j);
            pairs.push((i, j));
        }
    }
    pairs
}

/// Right, wrong and missed statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missed: usize,
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        Self { right: self.right + other.right, wrong: self.wrong + other.wrong, missed: self.missed + other.missed }
    }

    /// Share of what was told that is right.
    pub(crate) fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    /// Share of what is annotated that was told.
    pub(crate) fn recall(self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    /// The harmonic mean of both.
    pub(crate) fn f1(self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }
}

/// The comparison of a set of articles.
#[derive(Clone, Debug, Default)]
pub(crate) struct Score {
    by_relation: BTreeMap<String, Counts>,
    /// Planned, negated and former statements, right only with the right status.
    pub(crate) nonactual: Counts,
    /// Planned and negated statements that fit, and how many of them were given as actual.
    pub(crate) pending: (usize, usize),
    /// For each attribute: right, and of how many.
    pub(crate) attributes: BTreeMap<&'static str, (usize, usize)>,
}

impl Score {
    /// Compares all articles that are annotated. Relations that nobody annotates do not count.
    pub(crate) fn of(predicted: &[Row], gold: &[Row], relations: &BTreeSet<String>) -> Self {
        let mut score = Self::default();
        let docs: BTreeSet<&str> = gold.iter().map(|row| row.doc.as_str()).collect();
        for doc in docs {
            let own = |row: &&Row| row.doc == doc && relations.contains(&row.relation);
            let p: Vec<&Row> = predicted.iter().filter(own).collect();
            let g: Vec<&Row> = gold.iter().filter(own).collect();
            score.article(&p, &g);
        }
        score
    }

    fn article(&mut self, p: &[&Row], g: &[&Row]) {
        for row in p {
            self.by_relation.entry(row.relation.clone()).or_default().wrong += 1;
        }
        for row in g {
            self.by_relation.entry(row.relation.clone()).or_default().missed += 1;
        }
        self.nonactual.wrong += p.iter().filter(|row| row.status() != "actual").count();
        self.nonactual.missed += g.iter().filter(|row| row.status() != "actual").count();
        for (i, j) in pairs(p, g) {
            let counts = self.by_relation.entry(g[j].relation.clone()).or_default();
            *counts = Counts { right: counts.right + 1, wrong: counts.wrong - 1, missed: counts.missed - 1 };
            let (want, got) = (g[j].status(), p[i].status());
            if want == got && want != "actual" {
                let non = self.nonactual;
                self.nonactual = Counts { right: non.right + 1, wrong: non.wrong - 1, missed: non.missed - 1 };
            }
            if matches!(want, "planned" | "negated") {
                self.pending.0 += 1;
                self.pending.1 += usize::from(got == "actual");
            }
            for name in ATTRIBUTES {
                if let Some(right) = attribute(p[i], g[j], name) {
                    let (rights, of) = self.attributes.entry(name).or_default();
                    *rights += usize::from(right);
                    *of += 1;
                }
            }
        }
    }

    fn sum(&self, admits: impl Fn(&str) -> bool) -> Counts {
        let fitting = self.by_relation.iter().filter(|(relation, _)| admits(relation));
        fitting.map(|(_, counts)| *counts).fold(Counts::default(), Counts::plus)
    }

    /// Every relation.
    pub(crate) fn all(&self) -> Counts {
        self.sum(|_| true)
    }

    /// Every relation but those with free text.
    pub(crate) fn core(&self) -> Counts {
        self.sum(|relation| !FREE_TEXT.contains(&relation))
    }

    /// Meetings, visits, memberships, deals and trade.
    pub(crate) fn mission(&self) -> Counts {
        self.sum(|relation| MISSION.contains(&relation))
    }

    /// One relation.
    pub(crate) fn relation(&self, name: &str) -> Counts {
        self.sum(|relation| relation == name)
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let totals = [("core", self.core()), ("all", self.all()), ("mission", self.mission())];
        for (name, counts) in totals.into_iter().chain([("nonactual", self.nonactual)]) {
            let Counts { right, wrong, missed } = counts;
            let (p, r, f1) = (counts.precision(), counts.recall(), counts.f1());
            writeln!(f, "  {name:10} P {p:.3} R {r:.3} F1 {f1:.3} ({right} right, {wrong} wrong, {missed} missed)")?;
        }
        write!(f, "  false_done {} of {};", self.pending.1, self.pending.0)?;
        for (name, (right, of)) in &self.attributes {
            write!(f, " {name} {right}/{of}")?;
        }
        Ok(())
    }
}

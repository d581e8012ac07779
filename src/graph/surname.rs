//! Well-known people whom an article calls by their surname only.
//!
//! "French President Macron" needs no given name in a newsroom, but the graph has to know that he is the Emmanuel Macron
//! of other articles. A bare surname becomes the full name of a known holder of an office if the article gives him the
//! same country and, where it has a date, within reach of his term. Only the article itself and the tables decide, so
//! that the order of ingest does not matter.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{EntityKind, EntityRef, Identity, Statement};
use crate::text::PartialDate;

/// The statements, with bare surnames of known people completed. `on` is the date of the article.
pub(super) fn complete<'a>(
    statements: &'a [Statement],
    on: Option<PartialDate>,
    identity: &dyn Identity,
) -> Cow<'a, [Statement]> {
    let full = full_names(statements, on, identity);
    if full.is_empty() {
        return Cow::Borrowed(statements);
    }
    let mut statements = statements.to_vec();
    for statement in &mut statements {
        let Statement { subject, object, attributed_to, .. } = statement;
        for entity in std::iter::once(subject).chain(object).chain(attributed_to) {
            if entity.kind == EntityKind::Person
                && let Some(name) = full.get(&entity.name)
            {
                let bare = std::mem::replace(&mut entity.name, name.clone());
                entity.aliases.push(bare);
            }
        }
    }
    Cow::Owned(statements)
}

/// Bare surname → full name.
fn full_names(statements: &[Statement], on: Option<PartialDate>, identity: &dyn Identity) -> BTreeMap<String, String> {
    let mut belongs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut whole: Vec<&str> = Vec::new();
    for statement in statements {
        for person in persons(statement) {
            if person.name.contains(' ') {
                whole.push(&person.name);
            } else {
                belongs.entry(&person.name).or_default();
            }
        }
        if statement.relation == "affiliatedWith"
            && let (Some(of), Some(object)) = (belongs.get_mut(statement.subject.name.as_str()), &statement.object)
        {
            of.push(&object.name);
        }
    }
    let mut full = BTreeMap::new();
    for (surname, of) in belongs {
        // "Brook" beside "Ada Brook" is somebody else, or coreference would have joined the two.
        let is_shared = whole.iter().any(|name| name.split(' ').any(|word| word == surname));
        if let Some(name) = identity.bearer(surname, &of, on).filter(|_| !is_shared) {
            full.insert(surname.to_owned(), name);
        }
    }
    full
}

fn persons(statement: &Statement) -> impl Iterator<Item = &EntityRef> {
    let Statement { subject, object, attributed_to, .. } = statement;
    let all = std::iter::once(subject).chain(object).chain(attributed_to);
    all.filter(|entity| entity.kind == EntityKind::Person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Evidence;
    use crate::resolve::Gazetteer;

    fn person(name: &str) -> EntityRef {
        EntityRef { name: name.to_owned(), aliases: Vec::new(), kind: EntityKind::Person }
    }

    fn statement(relation: &str, subject: &str, object: EntityRef) -> Statement {
        Statement {
            relation: relation.to_owned(),
            subject: person(subject),
            object: Some(object),
            status: crate::graph::Status::Actual,
            date: None,
            place: None,
            value: None,
            unit: None,
            hedge: None,
            topic: None,
            text: None,
            attributed_to: None,
            rule: None,
            confidence: None,
            evidence: Evidence::default(),
        }
    }

    fn of_country(subject: &str, country: &str) -> Statement {
        let country = EntityRef { name: country.to_owned(), aliases: Vec::new(), kind: EntityKind::Country };
        statement("affiliatedWith", subject, country)
    }

    fn completed(statements: &[Statement], on: &str) -> Vec<String> {
        let on = Some(on.parse().unwrap());
        complete(statements, on, Gazetteer::embedded()).iter().map(|stmt| stmt.subject.name.clone()).collect()
    }

    #[test]
    fn a_surname_with_the_country_of_a_known_holder_is_that_person() {
        let statements = [of_country("Macron", "France"), statement("met", "Macron", person("Ada Brook"))];
        assert_eq!(completed(&statements, "2021-06-05"), ["Emmanuel Macron", "Emmanuel Macron"]);
        let other = complete(&statements, None, Gazetteer::embedded());
        assert_eq!(other[0].subject.aliases, ["Macron"]);
        // The family name stands first.
        assert_eq!(completed(&[of_country("Xi", "China")], "2018"), ["Xi Jinping"]);
    }

    #[test]
    fn a_surname_of_another_country_time_or_family_member_stays() {
        assert_eq!(completed(&[of_country("Macron", "Belgium")], "2021"), ["Macron"]);
        assert_eq!(completed(&[of_country("Macron", "France")], "1962"), ["Macron"]);
        let with_another = [of_country("Macron", "France"), statement("met", "Brigitte Macron", person("Macron"))];
        assert_eq!(completed(&with_another, "2021"), ["Macron", "Brigitte Macron"]);
        assert_eq!(completed(&[of_country("Unheardof", "France")], "2021"), ["Unheardof"]);
    }

    #[test]
    fn a_surname_that_several_holders_have_is_nobody_without_the_country() {
        // Two Bushes were president.
        assert_eq!(completed(&[statement("met", "Bush", person("Ada Brook"))], "2021"), ["Bush"]);
        assert_eq!(completed(&[of_country("Bush", "United States")], "2003-05-01"), ["George W. Bush"]);
    }
}

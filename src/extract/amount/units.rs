//! Units of measure as news words them, and what of them is kept.

use crate::extract::atoms::Atoms;

/// A unit where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) name: &'static str,
    /// What a number is multiplied by to be counted in `name`.
    pub(super) factor: f64,
    /// One past its last atom.
    pub(super) end: usize,
}

/// Words of a unit, its name, and the factor to it. Longer wordings first.
const UNITS: &[(&[&str], &str, f64)] = &[
    (&["percentage", "points"], "percentage points", 1.0),
    (&["percentage", "point"], "percentage points", 1.0),
    (&["percent"], "percent", 1.0),
    (&["per", "cent"], "percent", 1.0),
    (&["pct"], "percent", 1.0),
    (&["cubic", "meters"], "cubic metres", 1.0),
    (&["cubic", "metres"], "cubic metres", 1.0),
    (&["cubic", "meter"], "cubic metres", 1.0),
    (&["cubic", "metre"], "cubic metres", 1.0),
    (&["cubic", "feet"], "cubic feet", 1.0),
    (&["square", "kilometers"], "km2", 1.0),
    (&["square", "kilometres"], "km2", 1.0),
    (&["square", "miles"], "square miles", 1.0),
    (&["metric", "tons"], "tonnes", 1.0),
    (&["metric", "ton"], "tonnes", 1.0),
    (&["metric", "tonnes"], "tonnes", 1.0),
    (&["nautical", "miles"], "nautical miles", 1.0),
    (&["nautical", "mile"], "nautical miles", 1.0),
    (&["kilowatt", "hours"], "kWh", 1.0),
    (&["megawatt", "hours"], "MWh", 1.0),
    (&["terawatt", "hours"], "TWh", 1.0),
    (&["bcm"], "bcm", 1.0),
    (&["bpd"], "barrels/day", 1.0),
    (&["tonnes"], "tonnes", 1.0),
    (&["tonne"], "tonnes", 1.0),
    (&["tons"], "tons", 1.0),
    (&["ton"], "tons", 1.0),
    (&["barrels"], "barrels", 1.0),
    (&["barrel"], "barrels", 1.0),
    (&["bushels"], "bushels", 1.0),
    (&["ounces"], "ounces", 1.0),
    (&["kilograms"], "kg", 1.0),
    (&["kilogram"], "kg", 1.0),
    (&["kilogrammes"], "kg", 1.0),
    (&["kg"], "kg", 1.0),
    (&["litres"], "litres", 1.0),
    (&["liters"], "litres", 1.0),
    (&["gallons"], "gallons", 1.0),
    (&["kilometers"], "km", 1.0),
    (&["kilometer"], "km", 1.0),
    (&["kilometres"], "km", 1.0),
    (&["kilometre"], "km", 1.0),
    (&["km"], "km", 1.0),
    (&["miles"], "miles", 1.0),
    (&["mile"], "miles", 1.0),
    (&["metres"], "metres", 1.0),
    (&["meters"], "metres", 1.0),
    (&["feet"], "feet", 1.0),
    (&["hectares"], "hectares", 1.0),
    (&["acres"], "acres", 1.0),
    (&["megawatts"], "MW", 1.0),
    (&["megawatt"], "MW", 1.0),
    (&["mw"], "MW", 1.0),
    (&["gigawatts"], "MW", 1e3),
    (&["gigawatt"], "MW", 1e3),
    (&["gw"], "MW", 1e3),
    (&["kwh"], "kWh", 1.0),
    (&["mwh"], "MWh", 1.0),
    (&["twh"], "TWh", 1.0),
];

/// So many atoms may stand between a unit and its "a year" ("of natural gas").
const MOST_BETWEEN: usize = 4;

/// The unit at `at`; a hyphen may join it to its number ("2,500-kilometre").
pub(super) fn unit(atoms: &Atoms<'_>, at: usize) -> Option<Unit> {
    if atoms.is_sign(at, &['%']) {
        return Some(Unit { name: "percent", factor: 1.0, end: at + 1 });
    }
    let start = if atoms.is_sign(at, &['-']) && atoms.is_glued(at) { at + 1 } else { at };
    if atoms.word(start) == "b" && atoms.is_sign(start + 1, &['/']) && atoms.word(start + 2) == "d" {
        return Some(Unit { name: "barrels/day", factor: 1.0, end: start + 3 });
    }
    let (words, name, factor) = UNITS.iter().find(|(words, ..)| atoms.phrase(start, words).is_some())?;
    Some(Unit { name, factor: *factor, end: start + words.len() })
}

/// The unit of time by which a quantity is measured, told after its unit: "per day", "of gas a year", "annually".
pub(super) fn rate(atoms: &Atoms<'_>, unit_end: usize) -> Option<&'static str> {
    let between = if atoms.word(unit_end) == "of" { MOST_BETWEEN } else { 0 };
    let is_plain = |at: usize| !atoms.word(at).is_empty() && atoms.number(at).is_none();
    (unit_end..=unit_end + between)
        .take_while(|&at| at == unit_end || is_plain(at - 1))
        .find_map(|at| rate_at(atoms, at))
}

fn rate_at(atoms: &Atoms<'_>, at: usize) -> Option<&'static str> {
    let per = match atoms.word(at) {
        "annually" | "yearly" => return Some("year"),
        "daily" => return Some("day"),
        "monthly" => return Some("month"),
        "a" | "per" | "each" | "every" => at + 1,
        _ if atoms.is_sign(at, &['/']) => at + 1,
        _ => return None,
    };
    match atoms.word(per) {
        "year" | "annum" => Some("year"),
        "month" => Some("month"),
        "week" => Some("week"),
        "day" => Some("day"),
        "hour" => Some("hour"),
        _ => None,
    }
}

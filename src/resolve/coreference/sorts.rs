//! What sort of body a noun can be said of, and which sorts a body's name tells: "the bank" is no party.

/// Sorts of bodies, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::resolve) struct Sorts(u32);

impl Sorts {
    const COMPANY: Self = Self(1);
    const BANK: Self = Self(1 << 1);
    const PARTY: Self = Self(1 << 2);
    const TEAM: Self = Self(1 << 3);
    const UNION: Self = Self(1 << 4);
    const CHARITY: Self = Self(1 << 5);
    const AGENCY: Self = Self(1 << 6);
    const PANEL: Self = Self(1 << 7);
    const COURT: Self = Self(1 << 8);
    const MINISTRY: Self = Self(1 << 9);
    const PARLIAMENT: Self = Self(1 << 10);
    const FORCE: Self = Self(1 << 11);
    const FEDERATION: Self = Self(1 << 12);
    const BLOC: Self = Self(1 << 13);
    const SCHOOL: Self = Self(1 << 14);
    const MEDIA: Self = Self(1 << 15);
    const HOSPITAL: Self = Self(1 << 16);
    const HOUSE: Self = Self(1 << 17);
    const CHURCH: Self = Self(1 << 18);
    const MILITIA: Self = Self(1 << 19);

    pub(in crate::resolve) const NONE: Self = Self(0);

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(in crate::resolve) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(in crate::resolve) fn with(self, other: Self) -> Self {
        self.or(other)
    }

    /// What a noun in the singular says of a body ("the lender"); nothing for nouns of other things.
    pub(in crate::resolve) fn of_noun(noun: &str) -> Self {
        let firm = Self::COMPANY;
        match noun {
            "company" | "corporation" | "business" | "enterprise" | "conglomerate" | "airline" | "automaker"
            | "brewer" | "brewery" | "builder" | "carmaker" | "carrier" | "chain" | "chipmaker" | "contractor"
            | "developer" | "distributor" | "drugmaker" | "employer" | "exporter" | "giant" | "importer" | "maker"
            | "manufacturer" | "miner" | "operator" | "planemaker" | "producer" | "refiner" | "retailer"
            | "shipbuilder" | "shipper" | "smelter" | "start-up" | "startup" | "steelmaker" | "studio"
            | "supermarket" | "supplier" | "trader" | "utility" | "multinational" | "consultancy" | "grocer"
            | "wholesaler" => firm,
            "firm" | "partnership" => firm,
            "bank" => Self::BANK,
            "lender" => Self::BANK.or(firm),
            "insurer" | "brokerage" => firm.or(Self::BANK),
            "group" => firm.or(Self::CHARITY).or(Self::MILITIA).or(Self::BLOC),
            "party" => Self::PARTY,
            "movement" => Self::PARTY.or(Self::CHARITY).or(Self::MILITIA),
            "coalition" | "front" => Self::PARTY.or(Self::BLOC).or(Self::CHARITY).or(Self::MILITIA),
            "faction" => Self::PARTY.or(Self::MILITIA),
            "alliance" => Self::BLOC.or(Self::PARTY),
            "bloc" | "grouping" | "pact" => Self::BLOC,
            "club" | "team" | "squad" | "franchise" => Self::TEAM,
            "union" => Self::UNION.or(Self::BLOC),
            "association" | "federation" | "confederation" | "league" | "guild" => {
                Self::FEDERATION.or(Self::UNION).or(Self::BLOC)
            }
            "charity" | "foundation" | "trust" | "ngo" | "nonprofit" | "non-profit" => Self::CHARITY,
            "society" => Self::CHARITY.or(Self::FEDERATION),
            "network" => Self::CHARITY.or(Self::MEDIA),
            "organisation" | "organization" => {
                let councils = Self::PANEL.or(Self::CHURCH);
                Self::CHARITY
                    .or(Self::AGENCY)
                    .or(Self::BLOC)
                    .or(Self::FEDERATION)
                    .or(Self::UNION)
                    .or(Self::MILITIA)
                    .or(councils)
            }
            "body" => Self::FEDERATION.or(Self::AGENCY).or(Self::PANEL).or(Self::BLOC),
            "watchdog" | "regulator" | "ombudsman" => Self::AGENCY.or(Self::CHARITY),
            "agency" => Self::AGENCY.or(Self::MEDIA),
            "administration" | "authority" | "bureau" | "directorate" | "inspectorate" | "secretariat" => Self::AGENCY,
            "council" => Self::PANEL.or(Self::PARLIAMENT),
            "committee" | "commission" | "panel" | "inquiry" => Self::PANEL,
            "tribunal" | "court" => Self::COURT,
            "ministry" | "department" => Self::MINISTRY,
            "parliament" | "assembly" | "senate" | "congress" | "legislature" | "duma" | "chamber" => Self::PARLIAMENT,
            "army" | "navy" | "police" | "fleet" | "military" => Self::FORCE,
            "militia" | "cartel" | "gang" => Self::MILITIA,
            "university" | "college" | "school" | "academy" | "seminary" | "conservatory" => Self::SCHOOL,
            "institute" | "institution" | "centre" | "center" | "laboratory" | "observatory" | "think-tank" => {
                Self::SCHOOL.or(Self::AGENCY).or(Self::CHARITY)
            }
            "newspaper" | "magazine" | "broadcaster" | "daily" | "weekly" | "journal" => Self::MEDIA,
            "hospital" | "clinic" => Self::HOSPITAL,
            "museum" | "gallery" | "theatre" | "theater" | "opera" | "orchestra" | "choir" | "festival" | "ballet"
            | "library" => Self::HOUSE,
            "church" | "diocese" | "archdiocese" | "parish" | "patriarchate" => Self::CHURCH,
            _ => Self::NONE,
        }
    }

    /// What the words of a body's name tell.
    pub(in crate::resolve) fn of_name(name: &str, head: &str) -> Self {
        let lower = head.to_lowercase();
        let plain = Self::of_noun(&lower);
        if !plain.is_empty() {
            return plain;
        }
        match lower.as_str() {
            "plc" | "inc" | "inc." | "ltd" | "ltd." | "ag" | "gmbh" | "nv" | "sa" | "spa" | "corp" | "corp." | "co"
            | "co." | "llc" | "group" | "holdings" | "holding" | "airlines" | "airways" | "motors" | "energy"
            | "industries" | "resources" | "technologies" | "systems" | "foods" | "pharmaceuticals" | "pharma"
            | "steel" | "shipping" | "logistics" | "telecom" | "electronics" | "robotics" | "semiconductors"
            | "mining" | "metals" | "petroleum" | "stores" | "hotels" | "homes" | "works" | "partners" | "mills"
            | "developments" | "breweries" | "railways" | "aerospace" | "aviation" | "bulk" | "lines"
            | "properties" | "estates" | "media" | "minerals" | "oil" | "gas" | "power" | "cement" | "textiles"
            | "chemicals" | "dairies" | "farms" | "shipyard" | "shipyards" | "tankers" | "express" | "cells"
            | "batteries" | "instruments" | "laboratories" | "labs" | "studios" | "pictures" | "games" | "capital"
            | "ventures" | "biosciences" | "therapeutics" | "software" | "solutions" | "freight" => Self::COMPANY,
            "office" | "service" | "fund" | "programme" => Self::AGENCY,
            "campaign" | "forum" | "initiative" | "network" | "watch" => Self::CHARITY,
            "channel" | "station" => Self::MEDIA,
            "force" | "guard" => Self::FORCE,
            "bancorp" | "financial" => Self::BANK.or(Self::COMPANY),
            "democrats" | "conservatives" | "republicans" | "liberals" | "greens" | "socialists" | "communists"
            | "nationalists" | "labour" | "tories" => Self::PARTY,
            "times" | "post" | "herald" | "gazette" | "tribune" | "news" | "chronicle" | "press" | "radio"
            | "television" | "tv" => Self::MEDIA,
            "fc" | "afc" | "rovers" | "wanderers" | "athletic" => Self::TEAM,
            "forces" | "guards" => Self::FORCE,
            _ if lower.len() > 4 && lower.ends_with("bank") => Self::BANK,
            _ => {
                let first = name.split(' ').next().unwrap_or_default();
                match first {
                    "FC" | "AC" | "AS" | "CD" | "SC" | "RC" | "Real" | "Dynamo" | "Olympique" | "Sporting"
                    | "Atletico" | "Atlético" | "Deportivo" | "Borussia" => Self::TEAM,
                    "Bank" | "Banco" | "Banque" | "Banca" => Self::BANK,
                    _ => Self::NONE,
                }
            }
        }
    }

    /// What the gazetteer's category tells.
    pub(in crate::resolve) fn of_category(category: &str) -> Self {
        match category {
            "company" => Self::COMPANY,
            "bloc" => Self::BLOC,
            "media" => Self::MEDIA,
            "legislature" => Self::PARLIAMENT,
            "agency" => Self::AGENCY,
            "club" => Self::TEAM,
            "group" => Self::CHARITY.or(Self::MILITIA),
            "party" => Self::PARTY,
            _ => Self::NONE,
        }
    }

    /// The sorts of bodies that have an officer or a unit of this name ("captain", "subsidiary"); nothing if any may.
    pub(super) fn with_post(post: &str, executive: bool) -> Self {
        let trade = Self::COMPANY.or(Self::BANK);
        match post {
            "captain" | "coach" | "goalkeeper" | "striker" | "defender" | "midfielder" | "skipper" => Self::TEAM,
            "shareholder" | "subsidiary" | "ceo" | "cfo" | "coo" => {
                trade.or(Self::MEDIA).or(Self::CHARITY).or(Self::TEAM).or(Self::AGENCY).or(Self::FEDERATION)
            }
            "leader" | "candidate" => {
                Self::PARTY.or(Self::MILITIA).or(Self::UNION).or(Self::CHURCH).or(Self::PANEL).or(Self::CHARITY)
            }
            "rector" | "provost" | "principal" => Self::SCHOOL.or(Self::CHURCH),
            "director" | "manager" | "curator" | "editor" | "controller" | "executive" | "negotiator" | "counsel" => {
                Self(!Self::PARTY.0)
            }
            _ if executive => Self(!Self::PARTY.0),
            _ => Self::NONE,
        }
    }
}

/// True for nouns that may be said of a body of which nothing else is known.
pub(super) fn is_general(noun: &str) -> bool {
    matches!(
        noun,
        "company"
            | "firm"
            | "group"
            | "organisation"
            | "organization"
            | "club"
            | "team"
            | "charity"
            | "party"
            | "agency"
            | "newspaper"
            | "movement"
            | "militia"
            | "airline"
            | "retailer"
            | "manufacturer"
            | "start-up"
            | "startup"
            | "watchdog"
            | "developer"
            | "operator"
            | "insurer"
            | "foundation"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_the_bodies_they_may_be_said_of() {
        let sort = |name: &str| Sorts::of_name(name, name.rsplit(' ').next().unwrap());
        assert!(Sorts::of_noun("lender").meets(sort("Nordbank")));
        assert!(Sorts::of_noun("group").meets(sort("Norwind Energy")));
        assert!(!Sorts::of_noun("bank").meets(sort("Farmers Party")));
        assert!(!Sorts::with_post("director", true).meets(sort("Liberal Democrats")));
        assert!(sort("Norwind").is_empty());
    }
}

//! Closed lists of words that tell names, titles, institutions and events apart.

mod given_names;

use std::collections::HashSet;
use std::sync::LazyLock;

use given_names::{MEN, WOMEN};

/// Nouns that stand before or after a person's name as office, rank or address. Lower case, singular.
static TITLES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "admiral adviser advisor aide alderman ambassador analyst anchor archbishop attorney author ayatollah banker baron \
     baroness bishop constable corporal councillor councilman counsel lecturer councilwoman councilor dame detective headteacher justice \
     mullah maulana moderator pastor private ranger speaker warden \
     boss brigadier candidate captain cardinal ceo chargé d'affaires d’affaires chair chairman chairperson chairwoman chancellor chief coach \
     colonel columnist commander commissioner congressman congresswoman consul coordinator correspondent counselor \
     counsellor counterpart czar dean delegate deputy designate dictator diplomat director doctor dr dr. economist \
     editor emir emperor envoy executive expert father founder gen gen. general gov gov. governor head imam inspector \
     investigator journalist judge justice king lady lawmaker lawyer leader lieutenant lord lt lt. maj maj. major \
     manager marshal mayor mediator minister miss monarch mp mr mr. mrs mrs. ms ms. negotiator officer official \
     ombudsman owner partner patriarch pm pontiff pope premier president presidente priest prince princess principal \
     prof prof. professor prosecutor queen rabbi rapporteur rep rep. reporter representative rev rev. reverend ruler \
     scholar scientist secretary sen sen. senator sergeant sheik sheikh sheriff sir spokesman spokesperson \
     spokeswoman strategist sultan superintendent taoiseach treasurer trustee tsar undersecretary veteran vicar \
     writer",
    )
});

/// Words that may stand within a title before its noun: portfolios and ranks. Lower case.
static PORTFOLIOS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "acting affairs agricultural agriculture alternate army assistant associate business cabinet central chief \
     commerce communications crown culture defence defense deputy development digital economic economics economy \
     education emergencies energy environment executive external federal finance first foreign former general \
     government health healthcare home incoming industry information infrastructure interim interior justice labor \
     labour late managing military national new oil opposition outgoing party permanent petroleum planning police \
     press prime regional science second secretary security senior special sports state supreme telecommunications \
     tourism trade transport transportation treasury under vice",
    )
});

/// Nouns that end the names of organs of states. Lower case.
static INSTITUTIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "academy administration agency army assembly authority board bureau cabinet commission committee congress \
     consulate council court department directorate duma embassy fleet force forces guard guards inspectorate \
     legislature military ministry mission navy office parliament police secretariat senate service staff treasury",
    )
});

/// Institutions that count as such in lower case too, once their country is named.
static LOWER_INSTITUTIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    phrases(
        "air force; armed forces; army; central bank; coast guard; consulate; defense department; defence department; \
     embassy; general military staff; general staff; legislature; military; national guard; navy; parliament; police; \
     air forces; border guard; antitrust agency; audit office; competition authority; court of appeal; data protection authority; election commission; electoral commission; football association; football federation; human rights commission; intelligence agency; space agency; sovereign wealth fund; border police; constitutional court; federal police; high court; intelligence service; \
     military intelligence; military police; national police; riot police; secret police; secret service; state police; traffic police; ground forces; land forces; naval forces; special forces; security forces; security service; senate; supreme court; treasury;",
    )
});

/// Last words of names of companies and other bodies. Lower case, without full stop.
static ORGANISATION_ENDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "aerospace ag airline airlines airways alliance analytics autos aviation banking beverages biosciences brands brewery \
     broadcasting cable chemical communications computers consulting electric energy entertainment equity financial \
     foods gazette herald hotels insurance investment investments metals microsystems minerals mining network news \
     petrochemical petrochemicals pharma pharmaceutical pictures press properties publishing refining resources \
     restaurants retail semiconductor shipbuilding solutions steel studios telecommunications telegraph telephone \
     textiles therapeutics tobacco trading homes farms hospitality hospital clinic infirmary logistics mills breweries distillers distillery \
     shipyard shipyards shipbuilders builders developers partners capital ventures bakeries dairies motorsport \
     insurers sensors instruments devices dynamics materials seeds batteries cement diagnostics biologics oncology \
     genetics cruises tyres tires plastics ceramics cosmetics aquaculture seafood fertilizers fertilisers telecoms wireless broadband \
     records contractors consultants assurance reinsurance leasing bancshares supermarkets retailers outfitters garments renewables recycling \
     wines vineyards apparel footwear toys optics photonics genomics association authorities bancorp bank biotech brothers bv center centre chamber chemicals co college company \
     confederation consortium cooperative corp corporation electronics enterprises federation foundation freight front fund gmbh group \
     holding holdings inc industries institute institution international kg laboratories laboratory league llc logistics ltd \
     limited magazine monitor motors movement museum networks observatory initiative journal chronicle coalition guild orchestra choir newspaper nv oao ooo organisation organization pao partnership party \
     petroleum pharmaceuticals plc railways robotics sa school securities semiconductors shipping society software spa store stores systems technologies telecom times tribune union university \
     ventures works",
    )
});

/// Legal forms that a company's name may be given with or without.
static LEGAL_FORMS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words("ag bv co corp corporation gmbh inc incorporated limited llc ltd nv plc sa spa company"));

/// Nouns that name gatherings and other planned happenings. Lower case, singular.
static EVENTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "assembly biennale biennial carnival contest derby jamboree marathon masters regatta triathlon triennial ceremony championship championships conference congress consultations convention cup dialogue drill \
     drills election elections exercise exercises exhibition expo fair festival forum games meeting meetings olympics \
     parade referendum seminar session summit symposium talks tournament workshop",
    )
});

/// Event nouns that make an event even after a mere organisation ("SCO summit"), unlike "EU meeting rooms".
static GATHERINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "conference drill drills exercise exercises forum maneuvers manoeuvres meeting meetings ministerial session summit talks games olympics championship championships \
     festival exhibition expo congress seminar workshop symposium assembly",
    )
});

/// Last words of names of regions, waters and streets.
static PLACE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "avenue bay beach canal coast county desert district gulf hills island islands lake mountain mountains ocean \
     oblast peninsula province region republic river sea square strait street territory valley village",
    )
});

/// Last words of names of buildings and machines.
static FACILITY_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "airport base bridge cathedral church dam factory hotel monument mosque palace pipeline plant port \
     prison reactor refinery shipyard stadium station terminal theatre theater tower",
    )
});

/// The words of a list between blanks.
pub(crate) fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

fn phrases(list: &'static str) -> HashSet<&'static str> {
    list.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()).collect()
}

/// True for a noun of office, rank or address, whatever its case; plurals count.
pub(crate) fn is_title(word: &str) -> bool {
    let word = word.to_lowercase();
    TITLES.contains(word.as_str()) || word.strip_suffix('s').is_some_and(|singular| TITLES.contains(singular))
}

/// The office that newspapers shorten before a name ("Sen.", "Lt.", "PM"), in lower case.
pub(crate) fn spelt_out_office(word: &str) -> Option<&'static str> {
    Some(match word {
        "Adm." | "Adm" => "admiral",
        "Cllr" => "councillor",
        "DCI" => "detective chief inspector",
        "DI" => "detective inspector",
        "Cpl." | "Cpl" => "corporal",
        "Insp" | "Insp." => "inspector",
        "PC" => "constable",
        "Pte" | "Pvt." | "Pvt" => "private",
        "Supt" | "Supt." => "superintendent",
        "Amb." => "ambassador",
        "Brig." => "brigadier",
        "Capt." | "Capt" => "captain",
        "Cmdr." => "commander",
        "Col." | "Col" => "colonel",
        "FM" => "foreign minister",
        "Gen." | "Gen" => "general",
        "Gov." => "governor",
        "Lt." | "Lt" => "lieutenant",
        "Maj." | "Maj" => "major",
        "PM" => "prime minister",
        "Prof." | "Prof" => "professor",
        "Rep." | "Reps." => "representative",
        "Sen." | "Sens." => "senator",
        "Sgt." | "Sgt" => "sergeant",
        "VP" => "vice president",
        _ => return None,
    })
}

/// True for a title that makes the name right after it a person's; not for words that begin other names as well
/// ("General Motors", "Executive Order").
pub(crate) fn is_address(word: &str) -> bool {
    let word = word.to_lowercase();
    TITLES.contains(word.as_str())
        && !matches!(
            word.as_str(),
            "chief"
                | "deputy"
                | "executive"
                | "expert"
                | "general"
                | "head"
                | "justice"
                | "major"
                | "official"
                | "partner"
                | "principal"
                | "veteran"
        )
}

/// True for the first word of a company's or bank's name in other languages.
pub(crate) fn starts_organisation(word: &str) -> bool {
    matches!(
        word,
        "Banca"
            | "Banco"
            | "Banque"
            | "Compagnie"
            | "Credito"
            | "Gruppo"
            | "Groupe"
            | "Grupo"
            | "Istituto"
            | "Societe"
            | "Société"
    )
}

/// True for words within titles ("deputy", "foreign").
pub(crate) fn is_portfolio(word: &str) -> bool {
    PORTFOLIOS.contains(word.to_lowercase().as_str())
}

/// True for a year in digits.
pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// True for organs that only a state has, by the noun alone: "the Norland Police" is Norland's.
pub(crate) fn is_state_organ(noun: &str) -> bool {
    const ORGANS: &[&str] = &[
        "army",
        "cabinet",
        "consulate",
        "department",
        "embassy",
        "forces",
        "military",
        "ministry",
        "navy",
        "parliament",
        "police",
        "senate",
        "treasury",
    ];
    ORGANS.contains(&noun)
}

/// True for a noun that ends the name of an organ of state.
pub(crate) fn is_institution(word: &str) -> bool {
    INSTITUTIONS.contains(word.to_lowercase().as_str())
}

/// True for words of an institution that is one even in lower case.
pub(crate) fn is_lower_institution(words: &str) -> bool {
    LOWER_INSTITUTIONS.contains(words) || words.ends_with(" ministry")
}

/// True for the last word of a company's or another body's name.
pub(crate) fn ends_organisation(word: &str) -> bool {
    ORGANISATION_ENDS.contains(word.to_lowercase().trim_end_matches('.'))
}

/// True for the letters before a ship's name.
pub(crate) fn is_ship_prefix(word: &str) -> bool {
    matches!(
        word,
        "BRP"
            | "HMAS"
            | "HMCS"
            | "HMNZS"
            | "HMS"
            | "HNoMS"
            | "INS"
            | "KRI"
            | "MV"
            | "RRS"
            | "RV"
            | "SS"
            | "USCGC"
            | "USNS"
            | "USS"
    )
}

/// True for the last word of a unit of an army.
pub(crate) fn ends_troops(word: &str) -> bool {
    matches!(
        word,
        "Army" | "Battalion" | "Brigade" | "Corps" | "Division" | "Fleet" | "Garrison" | "Regiment" | "Squadron"
    )
}

/// True for the last word of a sports team's name.
pub(crate) fn ends_team(word: &str) -> bool {
    const TEAMS: &[&str] = &[
        "AFC",
        "Albion",
        "Argyle",
        "Athletic",
        "Athletics",
        "Bears",
        "Blues",
        "Braves",
        "Broncos",
        "Bulldogs",
        "Bulls",
        "Cardinals",
        "Cavaliers",
        "Celtic",
        "Celtics",
        "Chargers",
        "Chiefs",
        "Cowboys",
        "Crusaders",
        "Dodgers",
        "Dolphins",
        "Dynamo",
        "Eagles",
        "FC",
        "Falcons",
        "Giants",
        "Gladiators",
        "Hawks",
        "Heat",
        "Hornets",
        "Hotspur",
        "Hurricanes",
        "Jaguars",
        "Jets",
        "Knicks",
        "Knights",
        "Lakers",
        "Lions",
        "Mariners",
        "Mets",
        "Packers",
        "Panthers",
        "Patriots",
        "Penguins",
        "Phillies",
        "Pirates",
        "Raiders",
        "Rams",
        "Rangers",
        "Raptors",
        "Ravens",
        "Rockets",
        "Rovers",
        "Saints",
        "SC",
        "Sharks",
        "Spurs",
        "Steelers",
        "Storm",
        "Swifts",
        "Thunder",
        "Tigers",
        "Titans",
        "Town",
        "United",
        "Vikings",
        "Wanderers",
        "Warriors",
        "Wolves",
        "Yankees",
    ];
    TEAMS.contains(&word)
}

/// True for the last word of a company's name, which does not go on with a country after "of".
pub(crate) fn is_company_end(word: &str) -> bool {
    const COMPANIES: &[&str] = &[
        "airlines",
        "airways",
        "co",
        "company",
        "corp",
        "corporation",
        "electronics",
        "energy",
        "enterprises",
        "foods",
        "group",
        "holding",
        "holdings",
        "inc",
        "industries",
        "international",
        "laboratories",
        "limited",
        "ltd",
        "motors",
        "pharmaceuticals",
        "plc",
        "resources",
        "shipping",
        "solutions",
        "steel",
        "systems",
        "technologies",
    ];
    COMPANIES.contains(&word.to_lowercase().trim_end_matches('.'))
}

/// Nouns for companies that stand right before their names. Lower case.
static FIRMS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "airline automaker bank brewer brokerage broadcaster carmaker carrier chipmaker companies company conglomerate \
     corporation drugmaker firm firms giant group insurer lender maker manufacturer miner newspaper operator \
     planemaker producer publisher refiner retailer shipbuilder start-up startup steelmaker subsidiary utility",
    )
});

/// What people are by trade, sport or fate, beside their offices. Lower case.
static CALLINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "academic accountant activist actor agent associate actress anthropologist archaeologist architect artist astronaut astronomer athlete ballerina \
     baritone biographer biologist blogger bodybuilder bowler boxer businessman businesswoman cartoonist champion \
     chef chemist choreographer cinematographer climber comedian comic composer conductor cosmonaut cricketer curator cyclist \
     dancer defender designer detective dissident driver drummer engineer entrepreneur environmentalist essayist explorer \
     farmer feminist fighter filmmaker financier footballer forward geologist goalkeeper golfer guitarist gunman gymnast \
     heavyweight heiress historian humanitarian hurdler industrialist insider insurgent intern jihadist inventor investor jockey jurist laureate lawmaker lecturer legislator loyalist \
     lobbyist magician magnate marathoner mathematician medalist medallist midfielder militant mogul monk musician novelist nun nurse \
     oligarch operative painter parliamentarian philanthropist philosopher photographer photojournalist physician physicist pianist \
     pilot player playwright poet politician programmer psychiatrist psychologist racer rapper rebel recruit recruiter refugee restaurateur rower \
     runner saxophonist screenwriter sculptor singer skater skier skipper sociologist soldier songwriter soprano sprinter star \
     statesman stateswoman striker student surgeon swimmer teacher tenor theologian trader tycoon violinist volunteer \
     vocalist warlord whistleblower winger winner wrestler youtuber",
    )
});

/// True for a noun that makes the name right after it a person's, though it is no office ("the novelist Moira Kane").
pub(crate) fn is_calling(word: &str) -> bool {
    const SCIENTISTS: &[&str] = &["ologist", "ographer", "iatrist", "onomer", "chemist", "physicist"];
    CALLINGS.contains(word) || SCIENTISTS.iter().any(|ending| word.ends_with(ending))
}

/// True for nouns of settlements and regions that take their names after "of" ("the town of Arda").
pub(crate) fn is_settlement(word: &str) -> bool {
    const SETTLEMENTS: &[&str] = &[
        "borough",
        "capital",
        "city",
        "county",
        "district",
        "enclave",
        "hamlet",
        "island",
        "islands",
        "municipality",
        "oblast",
        "peninsula",
        "port",
        "prefecture",
        "province",
        "region",
        "settlement",
        "suburb",
        "town",
        "township",
        "village",
    ];
    SETTLEMENTS.contains(&word)
}

/// True for nouns of parts of a place: what is there is in the place ("the suburbs of Arda").
pub(crate) fn is_part_of_place(word: &str) -> bool {
    matches!(
        word,
        "centre" | "center" | "edge" | "heart" | "north" | "south" | "east" | "west" | "outskirts" | "suburbs"
    )
}

/// True for a noun that makes the name right after it a company's ("the carmaker Morel").
pub(crate) fn is_firm(word: &str) -> bool {
    FIRMS.contains(word)
}

/// True for "Inc", "Ltd.", "AG".
pub(crate) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(word.to_lowercase().trim_end_matches('.'))
}

/// True for nouns of gatherings.
pub(crate) fn is_event(word: &str) -> bool {
    EVENTS.contains(word.to_lowercase().as_str())
}

/// True for gatherings that an organisation's name makes a named event.
pub(crate) fn is_gathering(word: &str) -> bool {
    GATHERINGS.contains(word.to_lowercase().as_str())
}

/// True for occasions known by the person whose they are ("the funeral of Ada Berg"). Singular.
pub(crate) fn is_occasion_of_person(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "beatification"
            | "burial"
            | "canonisation"
            | "canonization"
            | "coronation"
            | "enthronement"
            | "funeral"
            | "inauguration"
            | "retrial"
            | "trial"
            | "wedding"
    )
}

/// True for the last word of a place's name ("Moscow Region").
pub(crate) fn is_place_word(word: &str) -> bool {
    PLACE_WORDS.contains(word.to_lowercase().as_str())
}

/// True for the last word of a building's name ("Bushehr Plant").
pub(crate) fn is_facility_word(word: &str) -> bool {
    FACILITY_WORDS.contains(word.to_lowercase().as_str())
}

/// True for a man's given name.
pub(crate) fn is_mans_name(word: &str) -> bool {
    MEN.contains(word)
}

/// True for a woman's given name.
pub(crate) fn is_womans_name(word: &str) -> bool {
    WOMEN.contains(word)
}

/// True for names of days and months.
pub(crate) fn is_calendar(word: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_in_any_case_and_number() {
        assert!(is_title("President") && is_title("ministers") && is_title("Mr."));
        assert!(!is_title("Gazprom"));
    }

    #[test]
    fn legal_forms_may_carry_a_full_stop() {
        assert!(is_legal_form("Corp.") && ends_organisation("Bank") && !is_legal_form("Bank"));
    }
}

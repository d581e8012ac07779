//! Walks of life: to which a title belongs, as far as it tells two people of one name apart.
//!
//! A minister may have been a professor, but an article that calls Ada Berg a striker and one that calls her a judge
//! of another country hardly mean the same person.

/// Each walk of life with last words of its titles. Words that belong to several ("director", "head") are left out.
const WALKS: &[(&str, &[&str])] = &[
    (
        STATE,
        &[
            "ambassador",
            "chancellor",
            "commissioner",
            "congressman",
            "congresswoman",
            "consul",
            "councillor",
            "councilman",
            "councilwoman",
            "counselor",
            "deputy",
            "diplomat",
            "envoy",
            "governor",
            "king",
            "lawmaker",
            "legislator",
            "mayor",
            "minister",
            "ombudsman",
            "parliamentarian",
            "politician",
            "premier",
            "president",
            "queen",
            "representative",
            "secretary",
            "senator",
            "speaker",
            "undersecretary",
            "vice-president",
        ],
    ),
    (
        "science",
        &[
            "academic",
            "analyst",
            "anthropologist",
            "archaeologist",
            "astronomer",
            "biologist",
            "botanist",
            "chemist",
            "climatologist",
            "criminologist",
            "economist",
            "epidemiologist",
            "expert",
            "fellow",
            "geologist",
            "historian",
            "lecturer",
            "linguist",
            "mathematician",
            "meteorologist",
            "neuroscientist",
            "oceanographer",
            "palaeontologist",
            "paleontologist",
            "philosopher",
            "physicist",
            "professor",
            "psychologist",
            "researcher",
            "scholar",
            "scientist",
            "seismologist",
            "sociologist",
            "virologist",
            "volcanologist",
            "zoologist",
        ],
    ),
    (
        "business",
        &[
            "banker",
            "businessman",
            "businesswoman",
            "ceo",
            "cfo",
            "entrepreneur",
            "executive",
            "financier",
            "industrialist",
            "investor",
            "owner",
            "shareholder",
            "tycoon",
        ],
    ),
    (
        "sport",
        &[
            "athlete",
            "boxer",
            "captain",
            "coach",
            "cricketer",
            "cyclist",
            "defender",
            "driver",
            "fencer",
            "footballer",
            "forward",
            "goalkeeper",
            "golfer",
            "gymnast",
            "jockey",
            "manager",
            "midfielder",
            "player",
            "quarterback",
            "referee",
            "rower",
            "runner",
            "skater",
            "skier",
            "sprinter",
            "striker",
            "swimmer",
            "wrestler",
        ],
    ),
    (
        "arts",
        &[
            "actor",
            "actress",
            "architect",
            "artist",
            "author",
            "chef",
            "choreographer",
            "comedian",
            "composer",
            "conductor",
            "dancer",
            "designer",
            "drummer",
            "filmmaker",
            "guitarist",
            "musician",
            "novelist",
            "painter",
            "photographer",
            "pianist",
            "playwright",
            "poet",
            "rapper",
            "sculptor",
            "singer",
            "songwriter",
            "violinist",
            "writer",
        ],
    ),
    ("media", &["anchor", "blogger", "broadcaster", "columnist", "correspondent", "editor", "journalist", "reporter"]),
    (
        "law",
        &[
            "attorney",
            "barrister",
            "counsel",
            "coroner",
            "judge",
            "justice",
            "lawyer",
            "magistrate",
            "notary",
            "prosecutor",
            "solicitor",
        ],
    ),
    (
        "force",
        &[
            "admiral",
            "brigadier",
            "colonel",
            "commander",
            "constable",
            "corporal",
            "detective",
            "fighter",
            "general",
            "inspector",
            "lieutenant",
            "marshal",
            "officer",
            "policeman",
            "policewoman",
            "private",
            "sergeant",
            "sheriff",
            "soldier",
            "superintendent",
        ],
    ),
    ("medicine", &["dentist", "doctor", "nurse", "paramedic", "pharmacist", "physician", "surgeon", "veterinarian"]),
    (
        "faith",
        &[
            "archbishop",
            "bishop",
            "cardinal",
            "imam",
            "monk",
            "nun",
            "pastor",
            "patriarch",
            "pope",
            "priest",
            "rabbi",
            "vicar",
        ],
    ),
    (
        "labour",
        &[
            "builder",
            "carpenter",
            "electrician",
            "farmer",
            "fisherman",
            "miner",
            "pilot",
            "plumber",
            "sailor",
            "shopkeeper",
            "teacher",
            "welder",
        ],
    ),
];

/// Offices of states, of which one country's holder is never another's.
pub(super) const STATE: &str = "state";

/// The walk of life of a title ("foreign minister": "state"), by its last word or the last before "of", "for", "to".
pub(super) fn walk_of_life(title: &str) -> Option<&'static str> {
    let title = title.to_lowercase();
    let words = title.split_whitespace();
    let head = words.take_while(|word| !matches!(*word, "of" | "for" | "to" | "at" | "in")).last()?;
    WALKS.iter().find(|(_, heads)| heads.contains(&head)).map(|(walk, _)| *walk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_title_tells_the_walk_of_life() {
        assert_eq!(walk_of_life("Foreign Minister"), Some(STATE));
        assert_eq!(walk_of_life("minister of foreign affairs"), Some(STATE));
        assert_eq!(walk_of_life("professor of law"), Some("science"));
        assert_eq!(walk_of_life("striker"), Some("sport"));
        assert_eq!(walk_of_life("head"), None);
        assert_eq!(walk_of_life(""), None);
    }

    #[test]
    fn no_word_belongs_to_two_walks() {
        let mut heads: Vec<&str> = WALKS.iter().flat_map(|(_, heads)| heads.iter().copied()).collect();
        let all = heads.len();
        heads.sort_unstable();
        heads.dedup();
        assert_eq!(heads.len(), all);
    }
}

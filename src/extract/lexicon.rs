//! Word classes of English that the engine itself needs: voice of intention, hedging, speech, office.
//!
//! What words name a relation stands in the rule files; what is here decides status, speaker and titles for all
//! relations alike.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A set of words under a name.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $text:literal) => {
        $(#[$doc])*
        pub(crate) static $name: LazyLock<HashSet<&'static str>> = LazyLock::new(|| $text.split_whitespace().collect());
    };
}

words!(
    /// Verbs that mean little beside their object: "hold talks", "pay a visit".
    SUPPORT_VERBS,
    "hold have conduct make pay give take begin start open conclude continue resume launch carry do plan \
     schedule finish complete undertake cancel postpone enter renew express voice sign reach seek arrange \
     kick wrap end expand strengthen deepen establish maintain develop enjoy boost set propose announce offer \
     provide lend pledge declare reaffirm reiterate lead chair deliver"
);

words!(
    /// Verbs whose object does what the infinitive says: "urged Norland to sign".
    OBJECT_CONTROL,
    "ask urge invite allow force order tell persuade convince encourage enable permit call press want require \
     warn help authorize authorise instruct direct lead cause expect advise compel see appoint elect"
);

words!(
    /// Verbs whose object does what the gerund behind a preposition says: "accused Norland of lying".
    OBJECT_DOES,
    "quote cite thank praise commend applaud congratulate laud hail honor honour reward credit award blame accuse \
     criticise criticize condemn denounce rebuke reproach reprimand censure punish penalise penalize sanction fine \
     jail imprison arrest detain convict sentence prosecute charge indict suspect forgive mock ridicule lambast \
     lambaste castigate chide berate slam prevent stop ban bar discourage deter prohibit restrain dissuade block \
     sue fault admonish excuse pardon absolve acquit"
);

words!(
    /// Governors that announce: what hangs on them is planned.
    PLANNING,
    "plan expect schedule agree intend due set prepare promise pledge vow commit decide slate likely ready \
     arrange undertake determine determined resolve bind poise project forecast anticipate aim committed \
     scheduled expected going approve order guarantee about \
     negotiate bid authorize authorise"
);

words!(
    /// Governors under which nothing is claimed: hopes ("hopes" is a form of "hop" to the lemmatizer), demands, possibilities.
    HEDGING,
    "want hope hop try seek wish consider ask urge call suggest able need threaten demand propose discuss consult \
     invite encourage recommend request appeal attempt press push look fear suspect think believe seem appear \
     doubt possible unlikely possibility chance potential prospect hint speculate allow could would require \
     prefer imagine favor favour willing wonder mull explore advise warn eager keen reluctant tell order \
     aspire struggle unable ponder contemplate offer suppose supposed"
);

words!(
    /// Governors that deny what hangs on them.
    DENYING,
    "refuse deny decline fail reject cancel rule avoid stop cease abandon scrap withdraw drop shelve scuttle renounce \
     rescind revoke annul forgo"
);

words!(
    /// Modal verbs under which nothing is claimed.
    POSSIBLE,
    "could may might would should can must ought 'd"
);

words!(
    /// Adjectives that put an event into the future.
    UPCOMING,
    "planned upcoming scheduled forthcoming next future coming expected pending impending intended imminent \
     proposed"
);

words!(
    /// Adjectives under which an event is not claimed.
    UNCERTAIN,
    "possible potential eventual alleged supposed hypothetical likely any rumored rumoured"
);

words!(
    /// Verbs and nouns of entering an office: they may lie in the future while other facts about an office do not.
    ENTERING,
    "accede appoint appointment assume become choose confirm elect election inaugurate inauguration install join name \
     nominate nomination promote hand re-elect reelect replace run succeed swear take"
);

words!(
    /// Adjectives of what is over.
    PAST,
    "former formerly previously once sometime ex ex- then late onetime one-time erstwhile deposed ousted retired"
);

words!(
    /// Adjectives that say when or how one holds an office, and are no part of its name.
    OF_OFFICE,
    "former formerly previously once sometime ex ex- then late onetime one-time erstwhile deposed ousted outgoing incoming current new newly \
     visiting incumbent female male black youngest oldest longest-serving sitting longtime veteran appointed elected newly-appointed newly-elected long-time powerful \
     embattled popular top leading retired first-term respective own other recent previous next re-elected \
     the one local de facto self-proclaimed self-styled self-declared high-profile highest-ranking top-ranking \
     best-known well-known"
);

words!(
    /// Nouns that only count or measure what stands behind "of".
    QUANTITIES,
    "array series round package set number range raft batch host slew string wave barrage spate bundle variety \
     couple pair handful dozen score hundred thousand majority flurry volley multitude plethora spectrum majority \
     bulk lot sort kind type form piece succession sequence chain mix collection pile stack trio"
);

words!(
    /// Verbs of speaking that take a clause or a quotation.
    SPEECH,
    "say tell state announce claim deny warn add write urge ask note stress emphasise emphasize agree predict \
     promise propose indicate declare explain argue insist reiterate acknowledge admit assert comment confirm \
     conclude disclose observe point recall remark reply report respond reveal suggest tweet underline \
     underscore vow pledge mention maintain contend caution continue remind express inform quote \
     concede sum highlight affirm testify allege complain call read repeat recommend assure demand answer \
     reaffirm reassure aver avow proclaim pronounce profess opine posit lament boast quip joke retort counter \
     interject exclaim shout cry murmur whisper recount relate narrate reminisce concur signal specify clarify \
     elaborate advise counsel notify forecast decree swear threaten plead protest object \
     attest certify stipulate intimate hint imply insinuate post blog repost retweet \
     request exhort implore beseech beg entreat appeal encourage cite summarise \
     summarize preach lecture"
);

words!(
    /// Verbs of thinking: what they govern is something said only where it is quoted at some length.
    OPINION,
    "believe think feel consider reckon estimate reason muse"
);

words!(
    /// Verbs of speaking whose infinitive tells what somebody is asked to do.
    DIRECTIVES,
    "urge ask tell call appeal encourage advise warn remind request implore beseech beg entreat exhort \
     counsel recommend demand plead caution"
);

words!(
    /// Nouns of speaking that take a clause ("a comment by Ada Berg that …").
    SPEECH_NOUNS,
    "statement comment remark claim warning assertion announcement declaration allegation promise pledge \
     assurance admission contention argument suggestion prediction observation insistence reminder"
);

words!(
    /// Nouns of those who speak for somebody else, and of texts.
    MOUTHPIECES,
    "spokesman spokeswoman spokesperson spokespeople statement official report source authority communique \
     communiqué announcement release declaration letter message memo memorandum tweet post study survey paper \
     bulletin document readout transcript aide adviser diplomat delegate delegation envoy representative \
     officer executive office speech website dispatch note circular resolution notice account telegram cable \
     lawsuit complaint indictment petition suit filing editorial review"
);

words!(
    /// Mouthpieces that are persons without a name: their words go to their body, their deeds are their own.
    UNNAMED_VOICES,
    "official source aide adviser diplomat delegate envoy representative officer executive office account"
);

words!(
    /// Those who bear arms for a state or body: what they do and suffer, it does and suffers.
    FORCES,
    "force troop army soldier military navy airforce warplane warship jet fighter gunboat submarine bomber drone \
     artillery marine paratrooper commando militant insurgent rebel guerrilla gunman militia police peacekeeper \
     airstrike bombardment missile rocket occupier invader aggressor serviceman"
);

words!(
    /// Verbs that always have an object: with a subject alone they are passives without "is", as in headlines.
    ALWAYS_TRANSITIVE,
    "accuse acquit appoint arrest assassinate blame censure commend condemn criticise criticize denounce deport detain \
     expel extradite fault fine honor honour impeach imprison indict jail kidnap lambast lambaste murder oust penalise \
     penalize pardon praise punish rebuke reprimand sanction sue"
);

words!(
    /// Mouthpieces through whom a state itself speaks; its unnamed officials do not count.
    SPEAKING_FOR_STATES,
    "spokesman spokeswoman spokesperson statement communique communiqué declaration authority delegation \
     announcement note"
);

words!(
    /// Nouns that name an office, a rank or a role; the heads of titles.
    OFFICES,
    "president vice-president premier minister chancellor secretary chairman chairwoman chairperson chair \
     chief head director leader ambassador spokesman spokeswoman spokesperson governor mayor senator king \
     queen prince princess emperor pope general admiral colonel major captain commander lieutenant sergeant \
     marshal commissioner representative envoy adviser advisor counselor counsellor aide deputy lawmaker mp \
     congressman congresswoman congressperson councillor councilor councilman judge justice attorney \
     prosecutor lawyer professor scholar expert analyst economist specialist researcher scientist \
     correspondent reporter editor editor-in-chief journalist columnist founder co-founder cofounder ceo cfo \
     coo executive manager officer coach owner partner president-elect speaker coordinator counterpart \
     official mediator negotiator treasurer controller inspector superintendent sheriff ombudsman rector dean \
     principal archbishop bishop cardinal rabbi imam patriarch sultan emir sheikh undersecretary \
     under-secretary secretary-general vice-premier vice-chairman delegate candidate member strategist \
     engineer curator administrator pilot astronaut cosmonaut trader dealer broker consultant author \
     archaeologist historian fellow chief-of-staff monarch dictator activist organizer organiser guard \
     employee worker defender midfielder goalkeeper striker attache attaché consul nuncio rapporteur \
     moderator producer publisher foreman warden provost chaplain quartermaster chargé vicar ruler shah nawab \
     marshal superintendent registrar comptroller auditor auditor-general director-general vice-chancellor pm \
     premier-elect corporal private constable detective pastor headteacher alderman ranger boss president-designate head-coach vice-premier taoiseach caliph ayatollah pontiff \
     agent backbencher frontbencher whip counsel patron lecturer second-in-command trustee regent commodore archdeacon \
     deacon monsignor matron bursar archivist librarian conservator caretaker trainee postmaster harbormaster \
     harbourmaster coxswain skipper governor-general attorney-general \
     arbitrator bailiff cadet chieftain commandant convener convenor copilot coroner councilmember curate \
     headmaster headmistress helmsman instructor investigator magistrate midshipman navigator overseer paymaster prefect \
     proctor purser receiver ringleader selectman selectwoman solicitor-general steward supervisor undersheriff viceroy \
     warlord nominee hopeful contender frontrunner challenger"
);

/// True for a title that is a rank or a calling and no post that somebody succeeds to.
pub(crate) fn is_rank(office: &str) -> bool {
    const RANKS: &[&str] = &[
        "admiral",
        "analyst",
        "archbishop",
        "attorney",
        "author",
        "bishop",
        "brigadier",
        "captain",
        "cardinal",
        "colonel",
        "columnist",
        "corporal",
        "correspondent",
        "counterpart",
        "economist",
        "engineer",
        "expert",
        "fellow",
        "general",
        "inspector",
        "journalist",
        "lawyer",
        "lieutenant",
        "major",
        "marshal",
        "official",
        "officer",
        "owner",
        "partner",
        "professor",
        "reporter",
        "researcher",
        "scholar",
        "scientist",
        "sergeant",
        "specialist",
        "founder",
        "co-founder",
        "lecturer",
        "private",
        "constable",
        "detective",
        "aide",
        "adviser",
        "advisor",
        "member",
        "deputy",
    ];
    RANKS.contains(&office)
}

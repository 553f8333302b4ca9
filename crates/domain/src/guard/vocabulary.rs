//! The words that carry meaning for the guard, by what they say about what stands beside them.

use std::{collections::HashMap, ops::BitOr, sync::LazyLock};

/// A set of meanings; a word may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class(u64);

impl Class {
    pub(super) const NONE: Self = Self(0);
    /// Announces a citizen service number.
    pub(super) const BSN: Self = Self(1);
    /// Announces a patient number.
    pub(super) const PATIENT_NUMBER: Self = Self(1 << 1);
    /// `number`, `nr`, `id`: says that the word before announces a number.
    pub(super) const NUMBER_WORD: Self = Self(1 << 2);
    /// A hospital or a record system, whose numbers are those of patients.
    pub(super) const HOSPITAL: Self = Self(1 << 3);
    /// A file or case, of a patient or of a grant.
    pub(super) const DOSSIER: Self = Self(1 << 4);
    /// Announces a number that is nobody's: telephone, grant, job.
    pub(super) const OTHER_NUMBER: Self = Self(1 << 5);
    /// One patient.
    pub(super) const PATIENT: Self = Self(1 << 6);
    /// Several people.
    pub(super) const PEOPLE: Self = Self(1 << 7);
    /// One person who may be a patient.
    pub(super) const PERSON: Self = Self(1 << 8);
    /// He, she, his, her.
    pub(super) const PRONOUN: Self = Self(1 << 9);
    /// Announces a date of birth.
    pub(super) const BIRTH: Self = Self(1 << 10);
    /// Announces a date that is not of birth.
    pub(super) const EVENT: Self = Self(1 << 11);
    /// Bounds a period: between, after, until.
    pub(super) const BOUND: Self = Self(1 << 12);
    pub(super) const MONTH: Self = Self(1 << 13);
    /// Mevrouw, Mr.
    pub(super) const TITLE: Self = Self(1 << 14);
    /// Prof., dr.: colleagues.
    pub(super) const ACADEMIC: Self = Self(1 << 15);
    /// Dear, beste.
    pub(super) const SALUTATION: Self = Self(1 << 16);
    /// What a colleague is.
    pub(super) const ROLE: Self = Self(1 << 17);
    /// What a colleague does.
    pub(super) const ACTIVITY: Self = Self(1 << 18);
    /// What is said of people in care only.
    pub(super) const CARE: Self = Self(1 << 19);
    /// Illnesses and places of care.
    pub(super) const ILLNESS: Self = Self(1 << 20);
    /// Examinations and treatments, of which colleagues speak as well.
    pub(super) const EXAMINATION: Self = Self(1 << 21);
    /// Bed, room, ward: of a patient when a number follows.
    pub(super) const PLACE: Self = Self(1 << 22);
    /// Says that the data are invented.
    pub(super) const INVENTED: Self = Self(1 << 23);
    /// Never part of a name.
    pub(super) const PLAIN: Self = Self(1 << 24);
    /// Van, de: within a name.
    pub(super) const PARTICLE: Self = Self(1 << 25);
    /// What is counted behind a number.
    pub(super) const COUNTED: Self = Self(1 << 26);
    /// Groups and things that may be born figuratively.
    pub(super) const THING: Self = Self(1 << 27);
    /// Announces a name.
    pub(super) const NAMING: Self = Self(1 << 28);
    /// Is, was, the, his: what stands between an announcement and what it announces.
    pub(super) const LINK: Self = Self(1 << 29);
    /// Says how data are written.
    pub(super) const FORMAT: Self = Self(1 << 30);
    /// Is written with a dot that ends no sentence.
    pub(super) const ABBREVIATION: Self = Self(1 << 31);
    /// Each, per: speaks of no one patient.
    pub(super) const EVERY: Self = Self(1 << 32);
    /// Where patients are cared for, and colleagues work.
    pub(super) const CARE_PLACE: Self = Self(1 << 33);

    /// Words behind whose dot a number may follow in the same sentence.
    pub(super) const NUMBER_LABEL: Self = Self(
        Self::BSN.0
            | Self::PATIENT_NUMBER.0
            | Self::NUMBER_WORD.0
            | Self::MONTH.0
            | Self::DOSSIER.0
            | Self::PATIENT.0,
    );

    /// Whether the two sets share a meaning.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a word in plain spelling means.
pub(super) fn class_of(word: &str) -> Class {
    static WORDS: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
        let mut words = HashMap::new();
        for (class, list) in LISTS {
            for word in list.split_whitespace() {
                let known = words.entry(word).or_insert(Class::NONE);
                *known = *known | *class;
            }
        }
        words
    });
    WORDS.get(word).copied().unwrap_or(Class::NONE)
}

const LISTS: &[(Class, &str)] = &[
    (
        Class::BSN,
        "bsn bsns bsnr bsnnr bsnnummer bsnnummers sofi sofinummer sofinummers sofinr \
        burgerservicenummer burgerservicenummers burgerservicenr burgernummer ssn csn",
    ),
    (
        Class::PATIENT_NUMBER,
        "patientnummer patientnummers patientennummer patientnr patientnrs patnr patno \
        patnummer patientno patientnumber patientnumbers patientid patientids patid ptnr ptno ptid mrn mrns \
        umcgnr umcgnummer umcgnummers umcgno umcgid zisnr zisnummer zisnummers zisno ziekenhuisnummer \
        ziekenhuisnr epdnummer epdnr hixnummer hixnr hospitalnumber hospitalno clientnummer clientnr \
        patientcode opnamenummer opnamenr patientenkaart ponskaartnummer",
    ),
    (
        Class::NUMBER_WORD,
        "number numbers no nos nr nrs nummer nummers num id ids identifier code",
    ),
    (
        Class::HOSPITAL,
        "umcg zis epd hix epic hospital ziekenhuis record chart ehr emr umc martini",
    ),
    (
        Class::DOSSIER,
        "dossier dossiernummer dossiernr file case casus dossiernr dossierno casusnr casusnummer casenummer \
        registratienummer filenumber casenumber",
    ),
    (
        Class::OTHER_NUMBER,
        "tel telefoon telefoonnummer phone telephone mobile mobiel gsm bel bellen call calls \
        whatsapp fax pager pieper sein dect doorkies toestel extension ext iban rekening rekeningnummer bank \
        kvk kamer-van-koophandel btw vat rsin grant grants nwo zonmw kwf erc horizon subsidie subsidienummer \
        award funding aanvraag aanvraagnummer ordernummer order orders bestelling bestelnummer factuur \
        factuurnummer invoice inkooporder kostenplaats kostendrager wbs po snomed icd atc loinc dbc pmid pmc \
        pmcid doi isbn issn orcid arxiv nct eudract isrctn nl-omon ntr trial trials register registry \
        registration registered metc metcnummer irb job jobs jobid slurm pid process seed commit issue issues \
        issuecomment comment comments discussioncomment pull ticket tickets ticketnummer topdesk incident \
        melding meldingsnummer change github gitlab build run runs port ip server version versie \
        personeelsnummer personeelsnr personnel employee medewerkersnummer medewerker medewerkernummer staff \
        badge pasnummer pas studentnummer studentnr student bignummer big bigregister agb agbcode zoom meeting \
        teams webinar postcode postal zip serial serienummer lot batch catalog catalogue artikelnummer artikel \
        bytes error foutcode foutmelding epoch step iteration budget project projectnummer projectcode \
        contract contractnummer licentie license licence vacature vacancy reference referentie kenmerk gse geo \
        accession",
    ),
    (
        Class::PATIENT,
        "patient patiente pt pte pat cliente patientnaam patientname patientennaam",
    ),
    (
        Class::PEOPLE,
        "patients patienten patientes participants deelnemers children kinderen babies babys \
        people mensen subjects women men vrouwen mannen individuals personen persons neonates newborns infants \
        pasgeborenen clients clienten twins mothers moeders adults volwassenen proefpersonen boys girls jongens \
        meisjes respondents respondenten everyone iedereen born-cohort cohort cohorts generation generatie",
    ),
    (
        Class::PERSON,
        "man vrouw woman male female mevrouw mevr mw mvr dhr heer meneer mr mrs ms boy girl jongen \
        meisje jongetje kid child kind kindje baby zoon dochter son daughter gentleman lady someone iemand \
        dame neonate infant kleuter peuter zuigeling patient patiente pt pte pat client cliente case casus \
        person persoon proband mother father moeder vader husband wife echtgenoot broer zus brother sister m v \
        f bewoner",
    ),
    (
        Class::PRONOUN,
        "he she hij zij ze his her hers him haar zijn hem herself himself",
    ),
    (
        Class::BIRTH,
        "born geboren geb dob gebdat gebdatum geboortedatum geboortedag birthdate birthday \
        birthdates geboortedata geboortejaar dobs gebdd gbdat geboortedd verjaardag",
    ),
    (
        Class::EVENT,
        "deadline webinar webinars lecture lezing meeting vergadering bijeenkomst workshop training \
        course cursus approval approved goedgekeurd goedkeuring admission admitted opname opgenomen diagnosis \
        diagnosed diagnose gediagnosticeerd scan scans scanned mri ct surgery operated operatie geopereerd \
        overleden overlijden died death deceased visit visited bezoek consult follow followup versie version \
        release released posted removed deleted verwijderd verwijderen remove delete exported export extracted \
        extractie uploaded ontslag ontslagen discharged discharge included inclusie inclusion geincludeerd \
        closed gesloten started start gestart measured gemeten collected verzameld seen gezien sent verstuurd \
        verzonden gestuurd submitted ingediend updated bijgewerkt session sessie appointment afspraak \
        transplantatie transplantation biopsy biopt treated behandeld treatment behandeling pseudonymised \
        pseudonymized anonymised anonymized gepseudonimiseerd geanonimiseerd dataset download downloaded \
        received ontvangen valid geldig delivered aangeleverd vaccination vaccinated gevaccineerd",
    ),
    (
        Class::BOUND,
        "between tussen before after voor na prior until tot till since sinds vanaf through",
    ),
    (
        Class::MONTH,
        "january jan januari february feb februari march mar maart mrt april apr may mei june jun \
        juni july jul juli august aug augustus september sep sept october oct oktober okt november nov \
        december dec",
    ),
    (
        Class::TITLE,
        "mevrouw mevr mw mvr dhr heer meneer mr mrs ms miss mister mejuffrouw juffrouw",
    ),
    (
        Class::ACADEMIC,
        "prof professor dr drs ir ing doctor dokter ds mag phd msc bsc",
    ),
    (
        Class::SALUTATION,
        "beste geachte dear hi hello hallo dag hoi hey lieve best groet groeten regards",
    ),
    (
        Class::ROLE,
        "nurses verpleegkundigen doctors artsen clinicians physicians researchers onderzoekers radiologists radiologen \
        analysts analisten students studenten supervisor collega collegas colleague colleagues supervisor supervisors begeleider begeleiders \
        copromotor promotor promovendus promovenda phd postdoc researcher onderzoeker arts doctor dokter \
        physician clinician verpleegkundige nurse internist radioloog radiologist cardioloog cardiologist \
        neuroloog neurologist chirurg surgeon patholoog pathologist longarts oncoloog oncologist hoogleraar \
        professor analist analyst coordinator coordinatrice manager datamanager planner secretaris secretary \
        secretaresse secretariaat balie trialbalie desk mailbox bereikbaar contact contactpersoon \
        contactperson pi investigator hoofdonderzoeker statisticus statistician epidemioloog epidemiologist \
        helpdesk engineer ingenieur developer ontwikkelaar docent teacher lecturer spreker speaker aios anios \
        resident intern stagiair student fysiotherapeut physiotherapist dietist dietician apotheker pharmacist \
        jurist lawyer fg privacyofficer controller administrator admin beheerder technician laborant head \
        hoofd afdelingshoofd lead director directeur teamleider baas boss huisarts gp specialist steward \
        adviseur advisor consultant tav cc projectleider onderzoeksverpleegkundige opdrachtgever",
    ),
    (
        Class::ACTIVITY,
        "paper artikel article book boek chapter hoofdstuk nieuwsbrief newsletter website site journal present presents presented presenteert presenteerde regelt regelde arranges arranged \
        plans plant planned organiseert organises organizes organised organized stuurde stuurt mailde mailed \
        mailt emailed sent sends wrote writes schreef schrijft vertelde told explained explains legt uitleg \
        explanation dank bedankt thanks thank bouwde bouwt built builds maakte made makes teaches teach \
        doceert leidt leads led promoveert coordineert coordinates helpt hielp helps helped vroeg asked \
        lecture lezing slides talk workshop training cursus course agenda budget factuur contract begroting \
        supervises supervised begeleidt begeleidde onderzoekt onderzoek research studies studied \
        publiceerde published author auteur bellen ask mailen email mail code codes dashboard software \
        webinar presentatie presentation video mailinglijst mailinglist lijst promotie promoveren onderzoeken \
        bouwen annoteert annotates labels labelt levert bespreken bespreekt bespreek vervangt verlof booked boekte \
        geupload uploaded klaargezet gedeeld shared introduced introduceerde recommended adviseerde advised suggested tipte raadde verwees gevraagd \
        vragen spreek speak spoke sprak overleg overlegd discussed besproken joined joins meedoen sluit \
        aansluiten aanwezig invited uitgenodigd colleges college group groep signed tekende afgesproken \
        appointed ondertekende ondertekent beheert manages managed wrote reviews reviewed beoordeelt \
        verzorgt werkt works worked runs",
    ),
    (
        Class::CARE,
        "beademd ventilated intubated extubated geintubeerd geextubeerd admitted hospitalised \
        hospitalized ontslagen discharged overleden deceased died gediagnosticeerd geopereerd bestraald \
        gereanimeerd resuscitated bedlegerig bedridden geboren born jarige yo uitbehandeld heropgenomen \
        readmitted palliatief palliative benauwd gedialyseerd terminaal hartstilstand reanimatie kortademig \
        delirant misselijk bewusteloos unconscious",
    ),
    (
        Class::CARE_PLACE,
        "icu ic ccu hc seh eerstehulp ward zaal ziekenhuis hospital outpatient poli polikliniek spreekuur clinic kliniek mcu \
        verpleegafdeling dagbehandeling operatiekamer ok nicu picu",
    ),
    (
        Class::ILLNESS,
        "delier delirium beademing ventilator intubation opgenomen opname diagnosed zwanger pregnant \
        bevallen verward gevallen patient patiente tumor tumour tumoren tumours carcinoma carcinoom \
        cancer kanker borstkanker longkanker darmkanker metastases metastasis metastasen uitzaaiing \
        uitzaaiingen koorts fever sepsis septic infarct infarction hartinfarct \
        stroke cva tia beroerte herseninfarct hartfalen hartritmestoornis boezemfibrilleren copd astma asthma \
        diabetes kidney dialyse dialysis nierfalen chemo chemotherapie chemotherapy bestraling \
        immunotherapie pijn pain klachten symptoms allergie allergy recidief relapse fractuur fracture \
        heupfractuur dementie dementia alzheimer parkinson glioma glioom glioblastoom glioblastoma melanoom \
        melanoma leukemie leukemia leukaemia lymphoma lymfoom myeloom myeloma transplant pneumonia pneumonie \
        longontsteking covid wond ulcer decubitus hypertensie hypertension epilepsie epilepsy insult seizure \
        seizures bloeding bleeding trombose thrombosis embolie embolism colitis crohn reuma jicht psoriasis \
        depressie depression psychose psychosis sarcoom sarcoma lesion laesie nodule nodus embolus aneurysm \
        aneurysma cirrose cirrhosis hepatitis pancreatitis appendicitis blindedarmontsteking meningitis \
        stoma katheter catheter hersentumor hersenbloeding nierziekte leverfalen diagnosis diagnose",
    ),
    (
        Class::EXAMINATION,
        "mri ct pet ecg ekg eeg xray thorax thoraxfoto rontgen rontgenfoto echo echos scan \
        scans ctscan mriscan petscan biopsy biopt punctie bloeddruk labwaarden labuitslagen uitslag \
        uitslagen bloed blood kreatinine creatinine hb crp glucose saturatie saturation zuurstof oxygen \
        prognose prognosis therapie therapy treatment behandeling treated behandeld operatie surgery \
        operation medicatie medication medicijnen dosering dose mammogram mammografie endoscopie colonoscopy \
        colonoscopie markers score risicoscore risk hart heart hartslag lever liver nier nieren kidney long \
        longen lung lungs hip heup knie knee huid brein brain beelden images curves \
        verpleeghuis revalidatie rehabilitation rehab readmission heropname slide coupe \
        pathology pathologie genetics voorspelling prediction predicted vannacht",
    ),
    (Class::PLACE, "bed kamer room ward zaal unit afdeling box"),
    (
        Class::INVENTED,
        "placeholder placeholders dummy fictief fictieve fictitious fictional fake synthetic \
        synthetische synthetisch nep verzonnen mock invented bedacht bedachte imaginary hypothetical \
        hypothetische voorbeeldrij voorbeeldrijen voorbeelddata testrij testdata testpatient testpatiente \
        proefpatient oefenpatient demo lorem",
    ),
    (
        Class::PARTICLE,
        "van de der den ter ten te het op von el al ben bin da dos la le di d t 't du des vd mac",
    ),
    (
        Class::COUNTED,
        "rows row records record rijen regels lines samples patients patienten participants \
        deelnemers euro eur euros usd bytes mb gb kb times keer people cases images scans beelden parameters \
        steps tokens visits opnames admissions metingen measurements values waarden kolommen columns entries \
        duplicates dubbele unieke unique observations features epochs jaar years dagen days files bestanden",
    ),
    (
        Class::THING,
        "werkgroep group groep project projecten idea idee lab team consortium centrum center \
        centre dash register initiative initiatief plan cohort tool model department afdeling samenwerking \
        collaboration startup spin spinoff bedrijf company network netwerk dataset database biobank study \
        studie app platform concept bot pipeline website community vereniging stichting foundation institute \
        instituut umcg hospital ziekenhuis library package algorithm algoritme program programme \
        programma lifelines software club committee commissie onderzoeksgroep lijn registratie",
    ),
    (
        Class::NAMING,
        "name naam names called named genaamd heet genoemd voornaam achternaam surname heette \
        lastname firstname patientname patientnaam patientennaam fullname",
    ),
    (
        Class::LINK,
        "is was the his her de het zijn haar as als met with a an een this that these deze dit die \
        of van mijn my our onze for in op on",
    ),
    (
        Class::FORMAT,
        "format formaat notatie notation default defaults missing ontbrekend ontbrekende \
        standaardwaarde placeholder dummy epoch yyyy jjjj iso schrijfwijze unknown onbekend onbekende",
    ),
    (
        Class::ABBREVIATION,
        "dhr mw mevr mvr mr mrs ms geb pat pt pte prof dr drs ir ing st ds vs tel resp incl ca \
        afd evt bijv jl mnd approx dept fig ref eg ie nl gebdat",
    ),
    (
        Class::EVERY,
        "each every per elke iedere ieder any elk per geen no another andere",
    ),
    (
        Class::PLAIN,
        "zorg gerichte centraal centrale veiligheid gegevens gebonden eigen tevredenheid participatie ervaringen \
        vragenlijst vragenlijsten gecentreerde gerapporteerde uitkomst uitkomsten uitkomstmaten portaal platform app \
        apps blood derived reconstruction record stories story voice voices first centre zero one two three four \
        five een twee drie vier vijf activation measure measures reported outcome outcomes safety indicator indicators care \
        health questionnaire journey level centered centred centric resource portal data management system \
        systems similarity network networks information satisfaction experience experiences engagement \
        federation flow simulator advocate advocacy representative registry involvement participation \
        selection stratification trajectories trajectory monitor monitoring viewer explorer dashboard \
        identifier birthdate api fhir omop python pytorch tensorflow keras excel spss matlab linux windows \
        docker r rstudio jupyter sql redcap castor epic github lifelines mimic umcg dash bsn mrn id string \
        integer null none required optional redacted anonymous anoniem onbekend unknown confidential \
        vertrouwelijk x xx xxx nn na nvt tba and or but the a an if when then that this these those it we you \
        i they he she is was are were be been has have had will would can could should may might must do does \
        did not no yes why how what where who which whose please thanks with without from for to of in on at \
        by as into about over under than also only just very more most our my your their its en of maar als \
        toen dat dit deze die er wij we jij je jullie ik zij ze hij heeft hebben had hadden is zijn was waren \
        wordt worden werd werden kan kunnen kon moet moeten zal zullen zou zouden mag mogen wil willen niet \
        geen wel ja nee waarom hoe wat waar wie welke graag dank met zonder uit voor naar bij door over onder \
        dan ook alleen maar heel meer meest onze ons mijn jouw hun komt kwam gaat ging krijgt kreeg staat \
        stond ligt lag zit zat ziet zag geeft gaf neemt nam blijft bleef lijkt leek vraagt vroeg belt \
        zegt zei weet wist vindt vond doet deed gets got shows showed came went left right comes goes seems \
        morgen gisteren vandaag today yesterday tomorrow nu now nog already al steeds vaak soms daar hier \
        there here uw your dr prof drs ir monday tuesday wednesday thursday friday saturday sunday maandag \
        dinsdag woensdag donderdag vrijdag zaterdag zondag dutch english nederlands engels groningen \
        nederland netherlands europe european questionnaires scale index survey form forms list table group \
        groups cohort study trial database dataset model models machine learning deep artificial \
        intelligence ai ml research science center centre university medical hospital clinic department \
        clinical general internal surgery radiology neurology cardiology oncology pathology nephrology \
        pediatrics psychiatry dermatology genetics epidemiology pharmacy nursing intensive emergency \
        interne geneeskunde radiologie neurologie cardiologie oncologie pathologie nefrologie \
        kindergeneeskunde psychiatrie dermatologie genetica epidemiologie inkoop ict oncode archive \
        atlas cost costs burden need needs preference preferences characteristics demographics history \
        pathway pathways population populations perspective perspectives privacy rights consent matching \
        matcher triage summary summaries report reports reporting result results value values education \
        empowerment support adherence compliance recruitment enrolment enrollment retention education \
        generator classifier classification prediction predictions predictor embedding embeddings graph \
        encoder transformer digital twin twins version scan scans note notes letter letters file files \
        status state states type types role roles user users admin test tests example voorbeeld sample",
    ),
];

//! The words that announce numbers, dates and names, and those that are never part of a name.

use std::{collections::HashMap, sync::LazyLock};

pub(super) use super::class::Class;
use super::setting;

/// What a word in plain spelling means.
pub(super) fn class_of(word: &str) -> Class {
    static WORDS: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
        let mut words = HashMap::new();
        for (class, list) in LISTS.iter().chain(setting::LISTS) {
            for word in list.split_whitespace() {
                let known = words.entry(word).or_insert(Class::NONE);
                *known = *known | *class;
            }
        }
        words
    });
    WORDS
        .get(word)
        .copied()
        .unwrap_or_else(|| setting::class_by_ending(word))
}

const LISTS: &[(Class, &str)] = &[
    (
        Class::BSN,
        "bsn bsns bsnr bsnnr bsnnummer bsnnummers sofi sofinummer sofinummers sofinr \
        burgerservicenummer burgerservicenummers burgerservicenr burgernummer ssn csn \
        persoonsnummer",
    ),
    (
        Class::PATIENT_NUMBER,
        "patientnummer patientnummers patientennummer patientnr patientnrs patnr patno \
        patnummer patientno patientnumber patientnumbers patientid patientids patid ptnr \
        ptno ptid mrn mrns umcgnr umcgnummer umcgnummers umcgno umcgid zisnr zisnummer \
        zisnummers zisno ziekenhuisnummer ziekenhuisnr epdnummer epdnr hixnummer hixnr \
        hospitalnumber hospitalno clientnummer clientnr patientcode opnamenummer opnamenr \
        patientenkaart ponskaartnummer",
    ),
    (
        Class::NUMBER_WORD,
        "number numbers no nos nr nrs nummer nummers num id ids identifier code",
    ),
    (
        Class::HOSPITAL,
        "hosp umcg zis epd hix epic hospital ziekenhuis record chart ehr emr umc martini",
    ),
    (
        Class::DOSSIER,
        "dossier dossiernummer dossiernr file case casus dossierno casusnr casusnummer \
        casenummer registratienummer filenumber casenumber",
    ),
    (
        Class::OTHER_NUMBER,
        "tel telefoon telefoonnummer phone telephone mobile mobiel gsm bel bellen call calls \
        whatsapp fax pager pieper sein dect doorkies toestel extension ext iban rekening \
        rekeningnummer bank kvk kamer-van-koophandel btw vat rsin grant grants nwo zonmw kwf \
        erc horizon subsidie subsidienummer award funding aanvraag aanvraagnummer \
        ordernummer order orders bestelling bestelnummer factuur factuurnummer invoice \
        inkooporder kostenplaats kostendrager wbs po snomed icd atc loinc dbc pmid pmc pmcid \
        doi isbn issn orcid arxiv nct eudract isrctn nl-omon ntr trial trials register \
        registry registration registered metc metcnummer irb job jobs jobid slurm pid \
        process seed commit issue issues issuecomment comment comments discussioncomment \
        pull ticket tickets ticketnummer topdesk incident melding meldingsnummer change \
        github gitlab build run runs port ip server version versie personeelsnummer \
        personeelsnr personnel employee medewerkersnummer medewerker medewerkernummer staff \
        badge pasnummer pas studentnummer studentnr student bignummer big bigregister agb \
        agbcode zoom meeting teams webinar postcode postal zip serial serienummer lot batch \
        catalog catalogue artikelnummer artikel bytes error foutcode foutmelding epoch step \
        iteration budget project projectnummer projectcode contract contractnummer licentie \
        license licence vacature vacancy reference referentie kenmerk gse geo accession",
    ),
    (
        Class::PATIENT,
        "patient patiente pt pte pat cliente patientnaam patientname patientennaam",
    ),
    (
        Class::PEOPLE,
        "patients patienten patientes participants deelnemers children kinderen babies babys \
        people mensen subjects women men vrouwen mannen individuals personen persons \
        neonates newborns infants pasgeborenen clients clienten twins mothers moeders adults \
        volwassenen proefpersonen boys girls jongens meisjes respondents respondenten \
        everyone iedereen born-cohort cohort cohorts generation generatie",
    ),
    (
        Class::PERSON,
        "man vrouw woman male female mevrouw mevr mw mvr dhr heer meneer mr mrs ms boy girl \
        jongen meisje jongetje kid child kind kindje baby zoon dochter son daughter \
        gentleman lady someone iemand dame neonate infant kleuter peuter zuigeling patient \
        patiente pt pte pat client cliente case casus person persoon proband mother father \
        moeder vader husband wife echtgenoot broer zus brother sister m v f bewoner tweeling",
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
        Class::BOUND,
        "between tussen before after voor na prior until tot till since sinds vanaf through",
    ),
    (
        Class::MONTH,
        "january jan januari february feb februari march mar maart mrt april apr may mei june \
        jun juni july jul juli august aug augustus september sep sept october oct oktober \
        okt november nov december dec",
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
        Class::PARTICLE,
        "van de der den ter ten te het op von el al ben bin da dos la le di d t 't du des vd \
        mac",
    ),
    (
        Class::COUNTED,
        "rows row records record rijen regels lines samples patients patienten participants \
        deelnemers euro eur euros usd bytes mb gb kb times keer people cases images scans \
        beelden parameters steps tokens visits opnames admissions metingen measurements \
        values waarden kolommen columns entries duplicates dubbele unieke unique \
        observations features epochs jaar years dagen days files bestanden",
    ),
    (
        Class::NAMING,
        "name naam names called named genaamd heet genoemd voornaam achternaam surname heette \
        lastname firstname patientname patientnaam patientennaam fullname",
    ),
    (
        Class::LINK,
        "is was the his her de het zijn haar as als met with a an een this that these deze \
        dit die of van mijn my our onze for in op on",
    ),
    (
        Class::FORMAT,
        "format formaat notatie notation default defaults missing ontbrekend ontbrekende \
        standaardwaarde placeholder dummy epoch yyyy jjjj iso schrijfwijze unknown onbekend \
        onbekende",
    ),
    (
        Class::ABBREVIATION,
        "dhr mw mevr mvr mr mrs ms geb pat pt pte prof dr drs ir ing st ds vs tel resp incl \
        ca afd evt bijv jl mnd approx dept fig ref eg ie nl gebdat",
    ),
    (
        Class::EVERY,
        "each every per elke iedere ieder any elk geen no another andere",
    ),
    (
        Class::PLAIN,
        "zorg gerichte centraal centrale veiligheid gegevens gebonden eigen tevredenheid \
        participatie ervaringen vragenlijst vragenlijsten gecentreerde gerapporteerde \
        uitkomst uitkomsten uitkomstmaten portaal platform app apps blood derived \
        reconstruction record stories story voice voices first centre zero one two three \
        four five een twee drie vier vijf activation measure measures reported outcome \
        outcomes safety indicator indicators care health questionnaire journey level \
        centered centred centric resource portal data management system systems similarity \
        network networks information satisfaction experience experiences engagement \
        federation flow simulator advocate advocacy representative registry involvement \
        participation selection stratification trajectories trajectory monitor monitoring \
        viewer explorer dashboard identifier birthdate api fhir omop python pytorch \
        tensorflow keras excel spss matlab linux windows docker r rstudio jupyter sql redcap \
        castor epic github lifelines mimic umcg dash bsn mrn id string integer null none \
        required optional redacted anonymous anoniem onbekend unknown confidential \
        vertrouwelijk x xx xxx nn na nvt tba and or but the a an if when then that this \
        these those it we you i they he she is was are were be been has have had will would \
        can could should may might must do does did not no yes why how what where who which \
        whose please thanks with without from for to of in on at by as into about over under \
        than also only just very more most our my your their its en maar als toen dat dit \
        deze die er wij jij je jullie ik zij ze hij heeft hebben hadden zijn waren wordt \
        worden werd werden kan kunnen kon moet moeten zal zullen zou zouden mag mogen wil \
        willen niet geen wel ja nee waarom hoe wat waar wie welke graag dank met zonder uit \
        voor naar bij door onder dan ook alleen heel meer meest onze ons mijn jouw hun komt \
        kwam gaat ging krijgt kreeg staat stond ligt lag zit zat ziet zag geeft gaf neemt \
        nam blijft bleef lijkt leek vraagt vroeg belt zegt zei weet wist vindt vond doet \
        deed gets got shows showed came went left right comes goes seems morgen gisteren \
        vandaag today yesterday tomorrow nu now nog already al steeds vaak soms daar hier \
        there here uw dr prof drs ir monday tuesday wednesday thursday friday saturday \
        sunday maandag dinsdag woensdag donderdag vrijdag zaterdag zondag dutch english \
        nederlands engels groningen nederland netherlands europe european questionnaires \
        scale index survey form forms list table group groups cohort study trial database \
        dataset model models machine learning deep artificial intelligence ai ml research \
        science center university medical hospital clinic department clinical general \
        internal surgery radiology neurology cardiology oncology pathology nephrology \
        pediatrics psychiatry dermatology genetics epidemiology pharmacy nursing intensive \
        emergency interne geneeskunde radiologie neurologie cardiologie oncologie pathologie \
        nefrologie kindergeneeskunde psychiatrie dermatologie genetica epidemiologie inkoop \
        ict oncode archive atlas cost costs burden need needs preference preferences \
        characteristics demographics history pathway pathways population populations \
        perspective perspectives privacy rights consent matching matcher triage summary \
        summaries report reports reporting result results value values education empowerment \
        support adherence compliance recruitment enrolment enrollment retention generator \
        classifier classification prediction predictions predictor embedding embeddings \
        graph encoder transformer digital twin twins version scan scans note notes letter \
        letters file files status state states type types role roles user users admin test \
        tests example voorbeeld sample thuis alpha beta gamma delta nul federatie officer \
        officers token tokens foundation",
    ),
];

//! The words of care and illness, and those of the work of colleagues.

use super::class::Class;

/// What a word that stands in no list means by its ending: `heupfractuur`, `gastroscopy`.
pub(super) fn class_by_ending(word: &str) -> Class {
    let ends = |endings: &[&str]| {
        endings
            .iter()
            .any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
    };
    if ends(ILLNESS_ENDINGS) {
        Class::ILLNESS
    } else if ends(EXAMINATION_ENDINGS) {
        Class::EXAMINATION
    } else {
        Class::NONE
    }
}

const ILLNESS_ENDINGS: &[&str] = &[
    "itis",
    "carcinoom",
    "carcinoma",
    "sarcoom",
    "sarcoma",
    "blastoom",
    "blastoma",
    "noma",
    "stenose",
    "stenosis",
    "trombose",
    "sclerose",
    "sclerosis",
    "fibrose",
    "fibrosis",
    "necrose",
    "necrosis",
    "glykemie",
    "glycemia",
    "anemie",
    "anemia",
    "leukemie",
    "leukemia",
    "ectomie",
    "ectomy",
    "plegie",
    "plegia",
    "infarct",
    "fractuur",
    "kanker",
    "tumor",
    "tumoren",
    "ontsteking",
    "bloeding",
    "embolie",
    "infectie",
    "pijn",
    "insufficientie",
    "aneurysma",
    "kramp",
    "mycine",
    "cilline",
    "cillin",
    "statine",
    "statin",
    "zumab",
    "ximab",
    "lizumab",
];

const EXAMINATION_ENDINGS: &[&str] =
    &["oscopie", "oscopy", "ografie", "echo", "punctie", "uitslag"];

pub(super) const LISTS: &[(Class, &str)] = &[
    (
        Class::EVENT,
        "deadline webinar webinars lecture lezing meeting vergadering bijeenkomst workshop \
        training course cursus approval approved goedgekeurd goedkeuring admission admitted \
        opname opgenomen diagnosis diagnosed diagnose gediagnosticeerd scan scans scanned \
        mri ct surgery operated operatie geopereerd overleden overlijden died death deceased \
        visit visited bezoek consult follow followup versie version release released posted \
        removed deleted verwijderd verwijderen remove delete exported export extracted \
        extractie uploaded ontslag ontslagen discharged discharge included inclusie \
        inclusion geincludeerd closed gesloten started start gestart measured gemeten \
        collected verzameld seen gezien sent verstuurd verzonden gestuurd submitted \
        ingediend updated bijgewerkt session sessie appointment afspraak transplantatie \
        transplantation biopsy biopt treated behandeld treatment behandeling pseudonymised \
        pseudonymized anonymised anonymized gepseudonimiseerd geanonimiseerd dataset \
        download downloaded received ontvangen valid geldig delivered aangeleverd \
        vaccination vaccinated gevaccineerd",
    ),
    (
        Class::ROLE,
        "nurses verpleegkundigen doctors artsen clinicians physicians researchers \
        onderzoekers radiologists radiologen analysts analisten students studenten \
        supervisor collega collegas colleague colleagues supervisors begeleider begeleiders \
        copromotor promotor promovendus promovenda phd postdoc researcher onderzoeker arts \
        doctor dokter physician clinician verpleegkundige nurse internist radioloog \
        radiologist cardioloog cardiologist neuroloog neurologist chirurg surgeon patholoog \
        pathologist longarts oncoloog oncologist hoogleraar professor analist analyst \
        coordinator coordinatrice manager datamanager planner secretaris secretary \
        secretaresse secretariaat balie trialbalie desk mailbox bereikbaar contact \
        contactpersoon contactperson pi investigator hoofdonderzoeker statisticus \
        statistician epidemioloog epidemiologist helpdesk engineer ingenieur developer \
        ontwikkelaar docent teacher lecturer spreker speaker aios anios resident intern \
        stagiair student fysiotherapeut physiotherapist dietist dietician apotheker \
        pharmacist jurist lawyer fg privacyofficer controller administrator admin beheerder \
        technician laborant head hoofd afdelingshoofd lead director directeur teamleider \
        baas boss huisarts gp specialist steward adviseur advisor consultant tav cc \
        projectleider onderzoeksverpleegkundige opdrachtgever",
    ),
    (
        Class::ACTIVITY,
        "segmenteert segmenteren licentie license account toegang access holiday vakantie pensioen \
        analysis analyse survival paper artikel article book boek chapter hoofdstuk nieuwsbrief newsletter website \
        site journal present presents presented presenteert presenteerde regelt regelde \
        arranges arranged plans plant planned organiseert organises organizes organised \
        organized stuurde stuurt mailde mailed mailt emailed sent sends wrote writes schreef \
        schrijft vertelde told explained explains legt uitleg explanation dank bedankt \
        thanks thank bouwde bouwt built builds maakte made makes teaches teach doceert leidt \
        leads led promoveert coordineert coordinates helpt hielp helps helped vroeg asked \
        lecture lezing slides talk workshop training cursus course agenda budget factuur \
        contract begroting supervises supervised begeleidt begeleidde onderzoekt onderzoek \
        research studies studied publiceerde published author auteur bellen ask mailen email \
        mail code codes dashboard software webinar presentatie presentation video \
        mailinglijst mailinglist lijst promotie promoveren onderzoeken bouwen annoteert \
        annotates labels labelt levert bespreken bespreekt bespreek vervangt verlof booked \
        boekte geupload uploaded klaargezet gedeeld shared introduced introduceerde \
        recommended adviseerde advised suggested tipte raadde verwees gevraagd vragen spreek \
        speak spoke sprak overleg overlegd discussed besproken joined joins meedoen sluit \
        aansluiten aanwezig invited uitgenodigd colleges college group groep signed tekende \
        afgesproken appointed ondertekende ondertekent beheert manages managed reviews \
        reviewed beoordeelt verzorgt werkt works worked runs intervisie les lessen congres \
        conferentie conference symposium pipeline pijplijn repository afstudeerder vacature \
        volgens according kloppen charge guest gast wetenschap protocol scannen scanner \
        webshop export exporteren sparren beveiliging budgethouder graduates interesse \
        geinteresseerd interested collaboration samenwerken samenwerking vroegen zoekt zocht \
        opleiding cursist deelneemt registratie",
    ),
    (
        Class::CARE,
        "beademd ventilated intubated extubated geintubeerd geextubeerd admitted hospitalised \
        hospitalized ontslagen discharged overleden deceased died gediagnosticeerd \
        geopereerd bestraald gereanimeerd resuscitated bedlegerig bedridden geboren born \
        jarige yo uitbehandeld heropgenomen readmitted palliatief palliative benauwd \
        gedialyseerd terminaal hartstilstand reanimatie kortademig delirant misselijk \
        bewusteloos unconscious onwel reanimeren gesedeerd sedated ingeslapen flauwgevallen",
    ),
    (
        Class::CARE_PLACE,
        "icu ic ccu hc seh eerstehulp ward zaal ziekenhuis hospital outpatient poli \
        polikliniek spreekuur clinic kliniek mcu verpleegafdeling dagbehandeling \
        operatiekamer ok nicu picu",
    ),
    (
        Class::ILLNESS,
        "ecmo delier delirium beademing ventilator intubation opgenomen opname diagnosed zwanger \
        pregnant bevallen verward gevallen patient patiente tumor tumour tumoren tumours \
        carcinoma carcinoom cancer kanker borstkanker longkanker darmkanker metastases \
        metastasis metastasen uitzaaiing uitzaaiingen koorts fever sepsis septic infarct \
        infarction hartinfarct stroke cva tia beroerte herseninfarct hartfalen \
        hartritmestoornis boezemfibrilleren copd astma asthma diabetes kidney dialyse \
        dialysis nierfalen chemo chemotherapie chemotherapy bestraling immunotherapie pijn \
        pain klachten symptoms allergie allergy recidief relapse fractuur fracture \
        heupfractuur dementie dementia alzheimer parkinson glioma glioom glioblastoom \
        glioblastoma melanoom melanoma leukemie leukemia leukaemia lymphoma lymfoom myeloom \
        myeloma transplant pneumonia pneumonie longontsteking covid wond ulcer decubitus \
        hypertensie hypertension epilepsie epilepsy insult seizure seizures bloeding \
        bleeding trombose thrombosis embolie embolism colitis crohn reuma jicht psoriasis \
        depressie depression psychose psychosis sarcoom sarcoma lesion laesie nodule nodus \
        embolus aneurysm aneurysma cirrose cirrhosis hepatitis pancreatitis appendicitis \
        blindedarmontsteking meningitis stoma katheter catheter hersentumor hersenbloeding \
        nierziekte leverfalen diagnosis diagnose pacemaker infectie infecties infection \
        infections urineweginfectie poliep polyp insuline insulin metformine metformin \
        antibiotica antibiotics warfarin prednison prednisone morfine morphine paracetamol \
        medicijn pillen rolstoel wheelchair rollator dement onrustig misselijk braken braakt \
        overgeven duizelig benauwdheid hoest hoesten coughing afasie aphasia verlamd \
        verlamming paralysed paralyzed paralysis infuus sonde narcose anesthesie \
        bloedverdunners anticoagulants oedeem oedema edema jeuk huiduitslag rash vomiting \
        nausea nauseous dizzy pneumothorax ascites coma delirant sufheid geelzucht \
        icterus jaundice palpitations hartkloppingen angina aritmie arrhythmia apnea apnoea \
        apneu amputatie amputation artrose artritis arthritis osteoporose lupus \
        migraine hoofdpijn headache rugpijn flauwgevallen fainted suicidaal \
        suicidal autisme autism adhd anorexia obesitas obesity allergisch allergic anemie \
        anaemia anemia leukopenie neutropenie shock bloedvergiftiging griep influenza corona \
        tuberculose tuberculosis hiv abces abscess hernia galstenen gallstones niersteen \
        kidneystones miskraam miscarriage eclampsie preeclampsie preeclampsia keizersnede \
        breuk gebroken kwaadaardig malignant goedaardig terminale ongeneeslijk \
        incurable verslechtert verslechterd deteriorating deteriorated deteriorates \
        opgeknapt herstelt recovering genezen geneest slikt bleed bleeds \
        hemorrhage haemorrhage tumors myocarditis pericarditis hartstoornis hartklep thyroid \
        schildklier huidkanker longtumor mutatie",
    ),
    (
        Class::EXAMINATION,
        "mri ct pet ecg ekg eeg xray thorax thoraxfoto rontgen rontgenfoto echo echos scan \
        scans ctscan mriscan petscan biopsy biopt punctie bloeddruk labwaarden labuitslagen \
        uitslag uitslagen bloed blood kreatinine creatinine hb crp glucose saturatie \
        saturation zuurstof oxygen prognose prognosis therapie therapy treatment behandeling \
        treated behandeld operatie surgery operation medicatie medication medicijnen \
        dosering dose mammogram mammografie endoscopie colonoscopy colonoscopie markers \
        score risicoscore risk hart heart hartslag lever liver nier nieren kidney long \
        longen lung lungs hip heup knie knee huid brein brain beelden images curves \
        verpleeghuis revalidatie rehabilitation rehab readmission heropname slide coupe \
        pathology pathologie genetics voorspelling prediction predicted vannacht \
        gastroscopie bronchoscopie lactaat lactate troponine troponin leverwaarden \
        nierfunctie psa hba1c bmi gewicht weight urine sputum glucosewaarden bloedsuiker \
        bloedwaarden ademhaling breathing respiration temperatuur heartbeat xrays longfoto \
        longfunctie spirometrie spirometry holter angiografie angiogram punctate cultures \
        kweek kweken mutation genotype histology histologie verblijfsduur ligduur dosis \
        klacht symptom symptoms",
    ),
    (Class::PLACE, "bed kamer room ward zaal unit afdeling box"),
    (
        Class::INVENTED,
        "placeholder placeholders dummy fictief fictieve fictitious fictional fake synthetic \
        synthetische synthetisch nep verzonnen mock invented bedacht bedachte imaginary \
        hypothetical hypothetische voorbeeldrij voorbeeldrijen voorbeelddata testrij \
        testdata testpatient testpatiente proefpatient oefenpatient demo lorem",
    ),
    (
        Class::THING,
        "werkgroep group groep project projecten idea idee lab team consortium centrum center \
        centre dash register initiative initiatief plan cohort tool model department \
        afdeling samenwerking collaboration startup spin spinoff bedrijf company network \
        netwerk dataset database biobank study studie app platform concept bot pipeline \
        website community vereniging stichting foundation institute instituut umcg hospital \
        ziekenhuis library package algorithm algoritme program programme programma lifelines \
        software club committee commissie onderzoeksgroep lijn registratie consortia \
        partnership netwerken",
    ),
];

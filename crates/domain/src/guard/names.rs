//! Given names and family names that people in Groningen are likely to type.

use std::{collections::HashSet, sync::LazyLock};

/// Whether the word in plain spelling is a well-known given name.
pub(super) fn is_given(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| GIVEN.split_whitespace().collect());
    NAMES.contains(word)
}

/// Whether a given name is also a common word or abbreviation, so that it needs a capital to count.
pub(super) fn is_ambiguous(word: &str) -> bool {
    AMBIGUOUS.contains(&word)
}

/// Whether the word in plain spelling is a well-known family name, or ends as those of the north do.
pub(super) fn is_family(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| FAMILY.split_whitespace().collect());
    NAMES.contains(word) || has_family_ending(word)
}

fn has_family_ending(word: &str) -> bool {
    let long = word.len() >= 6 && !LOOK_ALIKES.contains(&word);
    long && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

const ENDINGS: &[&str] = &[
    "stra", "sma", "inga", "enga", "dsma", "tsma", "ingh", "wijk", "dijk", "sema", "tema", "kema",
];

const LOOK_ALIKES: &[&str] = &[
    "plasma",
    "miasma",
    "prisma",
    "charisma",
    "orchestra",
    "extra",
    "illustra",
    "phantasma",
    "chiasma",
    "systema",
    "praktijk",
    "praktisch",
    "syringa",
    "menstra",
    "registra",
    "rontgenpraktijk",
    "platysma",
    "stadswijk",
    "woonwijk",
    "thema",
];

const AMBIGUOUS: &[&str] = &[
    "an",
    "dan",
    "mark",
    "will",
    "may",
    "bo",
    "guy",
    "rich",
    "art",
    "hope",
    "grace",
    "joy",
    "dean",
    "max",
    "min",
    "roman",
    "jan",
    "mei",
    "april",
    "june",
    "august",
    "bob",
    "rob",
    "bill",
    "frank",
    "drew",
    "jack",
    "ray",
    "pat",
    "sam",
    "bram",
    "ben",
    "els",
    "sun",
    "ada",
    "eva",
    "ali",
    "tim",
    "tom",
    "kim",
    "roos",
    "job",
    "faith",
    "rose",
    "iris",
    "linde",
    "bas",
    "cas",
    "rex",
    "nick",
    "sky",
    "melody",
    "dawn",
    "victor",
    "chase",
    "ian",
    "jet",
    "mats",
    "pim",
    "siem",
    "sil",
    "jo",
    "ria",
    "ties",
    "stijn",
    "rust",
    "ruby",
    "julia",
    "jules",
    "crystal",
    "pearl",
    "angel",
    "christian",
    "norm",
    "gene",
    "stan",
    "carlo",
    "florence",
    "olive",
    "violet",
    "ivy",
    "basil",
    "virginia",
    "paris",
    "sydney",
    "douglas",
    "charlotte",
    "wim",
];

const GIVEN: &str = "\
    aad aafke aaltje aart abdul abdullah abel abraham achmed ada adam adriaan adriana aebe aisha ahmed \
    albert alberta alex alexander alexandra ali alice alida alie alina amber amina amira amy an ana anders \
    andre andrea andreas andrew angela angelique anita anja anke ankie ann anna anne annelies anneke annemarie \
    annemieke annet annette annie anouk anthony anton antje antonia antonio appie arend ariane arie arjan \
    arjen arno arnold arthur asha astrid auke aukje ayla aylin ayse barbara barend bart bas bauke beatrix \
    ben benjamin benny berend berber bernard bert berta bertha betsy betty bianca bieuwe bill bob bodil boris \
    boukje bouwe bram brecht brenda brian brigitte britt bruno carel carina carla carlo carlos carmen carolien \
    carolina caroline catharina cas cees celine chantal charles charlotte chris christa christiaan christian \
    christina christine claire claudia coby conny cor cora cornelia cornelis corrie daan daisy damian daniel \
    danielle david debbie deborah demi denise dennis derk diana dick diederik diederick dieuwke dilek dina \
    dirk dirkje djoke dominique donald doortje doreen doris dorien douwe durk eddy edith edward edwin eef \
    eefje eelco eelke eelkje egbert eileen elena eline elisa elisabeth elise eliza elizabeth elke ella ellen \
    elly els elsje emiel emily emine emma emmy engbert erica erik eric ernst esmee esther eva evelien evelyn \
    everdina evert fatima fatma femke fenna fenne ferdinand fien fleur floor floris fokje folkert foppe \
    foekje frank frans fransje fred freddy frederik freek freerk frits froukje gea geert geertje geertruida \
    geesje gemma george gerard gerben gerda gerrit gerritje gert gertjan gertrude gijs gina gineke giovanni \
    gjalt grace greetje greta grietje guido guus hamza hanna hannah hanneke hannie hans hanny harm harmke harm-jan \
    harrie harry hassan hatice heidi heiko heleen helen helena helga hendrik hendrika hendrikje hendrikus \
    henk hennie henny henriette henry herman hermina hetty hidde hilbert hilda hilde hille hinke hiske hubert \
    hugo ian ibrahim ids ieke iemke ilona ilse imke ina inge ingrid irene iris irma isa isabel isabella \
    ismail ivan ivo jaap jabik jack jacob jacoba jacobus jacqueline jakob james jan jane janine janna janneke \
    janny jannes jannie jantje janwillem jason jasmijn jasper jay jeanet jeanette jeannette jelle jelmer jenny \
    jens jeroen jesse jessica jet jetske jikke jim jinke jitske joanna joanne job jochem joep johan johanna \
    johannes john johnny joke jolanda jolien jolijn jonas jonathan joop joost jordy jorg joris jorrit jos jose \
    josef josephine joseph joyce judith jules julia julian julie jurgen jurjen jurre justin karel karen karin \
    karim karl kasper katharina kathleen katja kees kelly kenneth kerst kevin khadija kim klaas klaasje koen \
    koos kor koert kristel kristina lamberta lambert lammert lammechien lara lars laura laurens lea leendert \
    leila lena lennart leo leon leonie lianne lidia lies liesbeth lieke lieuwe lina linda linde lisa lisanne \
    lise lisette liv lize lonneke loes lorenzo lotte lou louis louisa louise luc lucas lucia luis luuk lydia \
    maaike maarten maartje machteld mads magda maja malika manon marc marcel marco margaret margaretha margje \
    margot margreet margriet maria mariam marian marianne marieke mariette marije marijke marijn marina mario \
    marion marit marja marjan marjolein marjolijn mark marlies marloes maria-louise marleen marten martha \
    martien martijn martin martina martine mary mathijs mathilde matthew matthijs maud maurice maurits max \
    mehmet meike meindert melanie melissa menno merel meta michael michel michelle michiel mieke mien miep \
    mike milan mina mirjam miriam mohamed mohammed moniek monique mourad muhammed mustafa myrthe nadia nadine \
    nancy naomi natalie natasja nel nelleke nellie nicky nico nicolaas nicole niels nienke nina noa noah noor \
    noortje nora nynke okke olaf olga olivia omar onno oscar otto ottilie paolo pascal patricia patrick paul \
    paula pauline peggy peter petra petronella petrus philip piebe piet pieter pieternella pietje pim pleun \
    priscilla quinten rachel rachid ralph ramon raymond rebecca regina reinder reina reinier rembrandt remco \
    rene renate renske renee ria riana rianne richard rick rieke riekje rien rik rikkert rita rob robbert \
    robert roberto robin roderick roel roelie roelof roelofje roger roland rolf ron ronald roos rosa rosalie \
    rosanne roy ruben rudolf ruth ruud ruurd ryan saar sabine sabrina said sam samantha samira samuel sander \
    sandra sanne sara sarah saskia sebastiaan selma serge sharon shirley siebe siebren siebrand sietske sietze \
    sigrid sijmen silvia simon simone sipke sjaak sjoerd sjoerdtje sjors sjouke sjoukje soenita sofia sofie \
    sonja sophia sophie stef stefan stefanie stella stephan stephen steven stien stijn stoffer susan susanne \
    suzan suzanne swaantje sybren sylvia syb syb tabitha tamara tanja tara teake ted teun theo theodora \
    theresa thea thijs thom thomas tiemen tietje tim timo tina tineke tirza titia tjalling tjeerd tjitske \
    tjitze tobias tom ton tonnie tonny trientje trijntje truus trudy ulrike ursula valerie vanessa vera \
    veronica victor victoria vincent violet wander wanda wendy werner wessel wiebe wiebren wiepkje wieger \
    wietse wietske wil wilhelmina wilhelmus wilke willeke willem willemien willemijn william willy wilma wim \
    winnie wobbina wobbe wolter wouter wubbo wytske wytze xander yara yasmin yasin yde ymkje yolanda youssef yusuf \
    yvonne yvette zeynep zara zoe zwaantje fardau hielke jildou rixt sierd sietse sytse sytske tsjikke ypke \
    jorn hylke rinske rinse ytsje baukje bonne eppie jacomina lubbert hillechien aaldert albertje fennechien \
    lammigje harmina geziena egberdina trijntje elly hiltje ettje wiert ebel eltje eltjo geertien klaassien";

const FAMILY: &str = "\
    bakker visser smit smits meijer meyer meier mulder bos vos peters hendriks dekker brouwer dijk dijkstra \
    berg jansen janssen jong vries boer groot wit haan leeuwen beek bruin bruijn graaf kok koster kuiper \
    kuipers kuijpers postma prins veenstra hoekstra bosma wiersma terpstra hofstra hofman huisman hoekema kramer \
    scholten schouten schipper vink vermeulen verhoeven willems wolters timmermans timmer mol molenaar maas \
    martens jacobs jonker koning koopman kooistra kroon laan lange linden linde loon meer oosterhof oosterhuis \
    pals pol pieters ploeg post pot postmus reitsma rijn roelofs roorda ruiter sanders schaaf schuur sikkema \
    smith jones brown taylor wilson johnson williams miller davis thompson okafor demir yilmaz kaya ozturk \
    celik bouzid haddad khan singh patel nguyen wong chen garcia martinez silva santos schmidt muller weber \
    schneider fischer becker hoffmann zuidema bolhuis tamminga feenstra galama boersma boonstra bouma \
    bruinsma buikema damhuis elzinga faber feringa fokkema greydanus haanstra heeringa hiemstra hoogland \
    huizinga huizenga iwema jager jansma jellema kamstra kikkert kingma klaver kloosterman knol kolk kooi \
    kuik lanting leegstra looijenga medema meinders nauta nienhuis niemeijer noordhof noordhuis nijboer \
    nijland oldenburger oudman pater pauw pronk raangs rozema rottinghuis schaap schreuder schuiling sijtsma \
    sietsma sinnema slagter spoelstra steenhuis stel stuut swart tuin tuinstra veldhuis veldkamp velthuis \
    venema vegter veen vlieg vliet wagenaar wal werkman wiegersma wieringa wijk wijnja winter woldring wolthuis \
    woudstra zijlstra zandstra zwart zwiers zuidhof dam dalen es dongen heijden heide velde ven hoek horst \
    houten kamp broek brink steen haar hout meulen veer weide zee ploeg wal weij sloot beukema blaauw brandsma \
    buist bulthuis datema dijkema doornbos drenth eising ensing folkerts geertsema groenewold gritter hamming \
    havinga heerema helder hidding hofsteenge homan hommes hulshof kamminga klooster kremer kruizinga leistra \
    luinge mansholt middel moorlag mellema modderman mensinga ottens poelman poortinga renkema ritsema ritzema \
    schutter smid smidt staal stadman stroetinga suurd tillema toxopeus uil veldman vondeling waterborg \
    westerhof wierenga wildeboer zuurman hartman hermans gerritsen evers driessen claassen cornelissen \
    lambers lammers rademaker rozendaal aalbers abbas ahmed ali hussein ibrahim aydin sahin kowalski nowak";

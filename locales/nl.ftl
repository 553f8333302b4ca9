## Tijd

ago-now = zojuist
ago-minutes = { $count } min geleden
ago-hours = { $count } uur geleden
ago-days = { $count ->
    [one] een dag geleden
   *[other] { $count } dagen geleden
}

## Keuzes

choice-nl = Nederlands
choice-en = Engels
choice-auto = Automatisch
choice-idea = Idee
choice-data = Data verzamelen
choice-model = Model bouwen
choice-use = Valideren of in gebruik
choice-table = Tabellen en labwaarden
choice-image = Beelden
choice-text = Tekst
choice-signal = Signalen (ecg, monitor, wearable)
choice-omics = Genetica en omics
choice-other = Iets anders, of meerdere
choice-new = Nieuw
choice-accepted = Geaccepteerd
choice-declined = Afgewezen
choice-withdrawn = Ingetrokken
choice-all = Alles
choice-not_for_us = Niet voor ons
choice-resolved = Afgehandeld
choice-waiting = Wacht
choice-answered = Beantwoord
choice-closed = Gesloten

## Opdrachten: wat ze doen en wat erbij hoort

ask-about = Stel een vraag over DASH
ask-question-about = Je vraag, in je eigen woorden
ask-title = Vraag het DASH
ask-question-label = Vraag
ask-question-placeholder = In je eigen woorden; nooit over een patiënt
topics-about = Bekijk waar je naar kunt vragen
topics-topic-about = Het onderwerp waarover je wilt lezen
lectures-about = Mini-lectures
lectures-latest-about = Bekijk de nieuwste mini-lectures
counseling-about = Begeleiding bij machine learning
counseling-signup-about = Meld je aan voor begeleiding bij machine learning
counseling-signup-title = Aanmelden: begeleiding
counseling-signup-name-label = Naam
counseling-signup-department-label = Afdeling
counseling-signup-department-placeholder = Bijvoorbeeld Cardiologie
counseling-signup-question-label = Vraag
counseling-signup-question-placeholder = Wat wil je voorspellen of begrijpen, en met welke data? Geen patiëntgegevens.
counseling-signup-email-label = E-mail (hoeft niet)
counseling-signup-stage-label = Fase van het project
counseling-signup-data-label = Soort data
counseling-status-about = Bekijk je aanmelding, pas haar aan of trek haar in
counseling-edit-title = Je aanmelding aanpassen
counseling-edit-name-label = Naam
counseling-edit-department-label = Afdeling
counseling-edit-question-label = Vraag
counseling-edit-email-label = E-mail (hoeft niet)
team-about = Mensen in plaats van een bot
team-ask-about = Leg een vraag voor aan het DASH-team
team-ask-question-about = Je vraag, in je eigen woorden
team-ask-title = Vraag het team
team-ask-question-label = Vraag
team-ask-question-placeholder = Wat wil je weten? Nooit over een patiënt.
team-questions-about = Bekijk wat je het team vroeg en wat het zei
team-back-title = Terugschrijven
team-back-text-label = Wat je wilt zeggen
team-back-text-placeholder = Nooit over een patiënt
language-about = Kies de taal waarin ik je antwoord geef
language-language-about = Nederlands, Engels, of wat je app aangeeft
language-language-label = taal
help-about = Bekijk wat ik voor je kan doen
staff-about = Voor het DASH-team
staff-signups-about = Aanmeldingen voor begeleiding
staff-signups-list-about = Toon de aanmeldingen
staff-signups-list-state-about = Welke; zonder keuze de nieuwe
staff-signups-list-state-label = status
staff-signups-open-about = Open een aanmelding; dat wordt vastgelegd
staff-signups-open-signup-about = Het nummer, zoals C-0042
staff-signups-open-signup-label = aanmelding
staff-signups-accept-about = Accepteer een aanmelding
staff-signups-accept-signup-about = Het nummer, zoals C-0042
staff-signups-accept-signup-label = aanmelding
staff-signups-decline-about = Wijs een aanmelding af, met een reden
staff-signups-decline-signup-about = Het nummer, zoals C-0042
staff-signups-decline-signup-label = aanmelding
staff-signups-decline-title = Aanmelding afwijzen
staff-signups-decline-reason-label = Reden, zoals de aanvrager die leest
staff-signups-decline-reason-placeholder = Leg uit waarom, en wat dan wel kan
staff-signups-reopen-about = Draai een besluit terug
staff-signups-reopen-signup-about = Het nummer, zoals C-0042
staff-signups-reopen-signup-label = aanmelding
staff-questions-about = Vragen aan het team
staff-questions-list-about = Toon de vragen aan het team
staff-questions-list-state-about = Welke; zonder keuze die nog wachten
staff-questions-list-state-label = status
staff-questions-open-about = Lees een vraag en alles wat erover is geschreven
staff-questions-open-question-about = Het nummer, zoals Q-0007
staff-questions-open-question-label = vraag
staff-questions-take-about = Laat collega's weten dat jij een vraag oppakt
staff-questions-take-question-about = Het nummer, zoals Q-0007
staff-questions-take-question-label = vraag
staff-questions-reply-about = Beantwoord een vraag
staff-questions-reply-question-about = Het nummer, zoals Q-0007
staff-questions-reply-question-label = vraag
staff-questions-reply-title = Antwoord
staff-questions-reply-text-label = Antwoord
staff-questions-reply-text-placeholder = Zoals de vrager het leest. Je kijkt het na voor het weggaat.
staff-questions-close-about = Sluit een vraag: afgehandeld, of niet voor ons
staff-questions-close-question-about = Het nummer, zoals Q-0007
staff-questions-close-question-label = vraag
staff-questions-close-how-about = Afgehandeld, of niet voor ons: dan hoort de vrager dat
staff-questions-close-how-label = hoe
staff-questions-reopen-about = Pak een gesloten vraag weer op
staff-questions-reopen-question-about = Het nummer, zoals Q-0007
staff-questions-reopen-question-label = vraag
staff-start-about = Het vaste bericht van een kanaal
staff-start-post-about = Zet het vaste bericht met knoppen in dit kanaal
staff-status-about = Zie hoe de bot draait en wat er mis is

## Antwoorden

ask-the-team = Vraag het team
ask-unsure-title = Dat weet ik niet zeker
ask-unsure-text = Bedoelde je een van deze onderwerpen? Staat het er niet bij, vraag het dan aan het team.
ask-unsure-nothing = Hier weet ik niets van. Het team misschien wel.
answer-footer = { $source }, laatst nagekeken { $reviewed }
link-website = Website
link-email = E-mail
link-privacy-officer = Functionaris gegevensbescherming
link-newsletter = Nieuwsbrief
link-youtube = YouTube-kanaal
link-privacy-statement = Privacyverklaring
link-data-leak = Datalek melden
next-counseling-signup = Aanmelden
next-counseling-status = Mijn aanmelding
next-mydata-show = Wat je van me bewaart
next-mydata-erase = Laat het wissen
next-lectures-latest = Nieuwste mini-lectures
next-topics = Alle onderwerpen
next-help = Wat ik kan
topics-title = Waar je naar kunt vragen
topics-text = Kies een onderwerp, of stel je vraag in je eigen woorden.
topics-menu = Onderwerpen { $first } t/m { $last }
topics-unknown = Dat onderwerp heb ik niet. Deze wel:

## Hulp

help-title = Wat ik voor je kan doen
help-text = Ik ben DASH-bot. Ik beantwoord vragen over het Data Science Center in Health, laat je weten wanneer er nieuwe mini-lectures zijn en neem je aanmelding aan voor begeleiding bij machine learning.
help-more = Je kunt me ook noemen in een kanaal of me een privébericht sturen: een vraag, of een van de woorden status, afmelden, hulp. Schrijf hier nooit over een patiënt.
help-button = Wat ik kan
help-topics = Alle onderwerpen
help-language = English
help-footer = Alleen jij ziet mijn antwoorden, tenzij je me in een kanaal noemt.
language-title = Taal
language-set = Vanaf nu krijg je antwoord in het Nederlands, ook in privéberichten.
language-auto = Vanaf nu volg ik de taal van je app.

## Mini-lectures

lectures-title = Nieuwste mini-lectures
lectures-none = Er zijn nog geen mini-lectures. Nieuwe worden hier aangekondigd.
lecture-watch = Bekijken
lecture-all = Alle mini-lectures
post-lecture-title = Nieuwe mini-lecture: { $title }

## Vast bericht

start-title = Welkom bij DASH
start-text = Vraag ons alles over data science, machine learning en AI in de zorg. Het antwoord is alleen voor jou.
start-latest = Nieuwste mini-lecture
start-ask = Stel een vraag
start-signup = Aanmelden
start-whats-on = Wat is er te doen
start-my-signup = Mijn aanmelding
start-footer = Aanmelden: voor een spreekuur van het Machine Learning Lab, voor clinici.
start-posted-title = Geplaatst
start-posted-text = Het vaste bericht staat zo in dit kanaal. Zet het vast, dan vindt iedereen het.
start-stands-title = Het staat er al
start-stands-text = Het vaste bericht staat in dit kanaal en is bijgewerkt. Is het met de hand verwijderd? Geef de opdracht dan nog een keer.
start-direct-title = Niet in een privébericht
start-direct-text = Het vaste bericht hoort in een kanaal. Geef de opdracht in het kanaal waar het moet staan.

## Aanmeldingen

signup-summary-title = Kijk je aanmelding na
signup-summary-text = Dit gaat naar het team. Verstuur het, of pas het eerst aan.
signup-summary-choose = Kies de fase van je project en het soort data, en verstuur je aanmelding dan.
signup-summary-missing = **Nog niet verstuurd.** Kies eerst de fase van je project en het soort data.
signup-field-name = Naam
signup-field-department = Afdeling
signup-field-email = E-mail
signup-field-stage = Fase van het project
signup-field-data = Soort data
signup-privacy = Het team gebruikt dit om je spreekuur te plannen. Alleen jij en het team zien het; een jaar na afsluiten wordt het verwijderd.
signup-privacy-controller = Verantwoordelijk: { $who }.
signup-privacy-statement = Meer lees je in de [privacyverklaring]({ $url }).
signup-not-sent = Nog niet verstuurd. Het concept verdwijnt na een dag.
signup-send = Versturen
signup-edit = Aanpassen
signup-discard = Weggooien
signup-discarded-title = Weggegooid
signup-discarded-text = Het concept is weg. Er is niets verstuurd of bewaard.
start-again = Opnieuw beginnen
signup-receipt-title = Ontvangen: aanmelding { $reference }
signup-receipt-text = Het team leest je vraag en laat het je hier weten. Tot dan kun je je aanmelding aanpassen of intrekken.
signup-already-title = Aanmelding { $reference } was al verstuurd
signup-already-text = Je had al op Versturen gedrukt. Er is niets dubbel verstuurd.
signup-private = Alleen jij en het team zien dit.
signup-view = Mijn aanmelding
signup-title = Aanmelding { $reference }
signup-sent-at = Verstuurd
signup-state-new = Nieuw
signup-state-accepted = Geaccepteerd
signup-state-declined = Afgewezen
signup-state-withdrawn = Ingetrokken
signup-now-new = Het team heeft je vraag en heeft nog niet besloten.
signup-now-accepted = Je aanmelding is geaccepteerd. Iemand van het Machine Learning Lab plant een spreekuur met je.
signup-now-declined = Het team kan hier niet mee verder. De reden staat hieronder.
signup-now-withdrawn = Je hebt deze aanmelding ingetrokken.
signup-reason = Reden
signup-others = Je andere aanmeldingen
signup-withdraw = Intrekken
signup-again = Opnieuw aanmelden
signup-about = Wat je kunt voorbereiden
signup-none-title = Je hebt geen aanmelding
signup-none-text = Tijdens een spreekuur helpt het lab je verder met je machine-learningproject. Aanmelden kost twee minuten.
signup-unknown-title = Aanmelding niet gevonden
signup-unknown-text = Ik vind geen aanmelding van jou met dat nummer. Je eigen aanmelding vind je onder Mijn aanmelding.
signup-decided-title = Het team heeft al besloten
signup-decided-text = Deze aanmelding kun je niet meer aanpassen. Hoe het ervoor staat zie je onder Mijn aanmelding.
signup-accepted-title = Aanmelding { $reference } is geaccepteerd
signup-accepted-text = Iemand van het Machine Learning Lab pakt het op en plant een moment met je.
signup-declined-title = Aanmelding { $reference } is afgewezen
signup-declined-text = We kunnen hier niet mee verder. Je kunt ons iets anders vragen of je met een andere vraag opnieuw aanmelden.
signup-reopened-title = Aanmelding { $reference } wordt opnieuw bekeken
signup-reopened-text = Het eerdere besluit is teruggedraaid. Je hoort het hier.
withdraw-title = Aanmelding { $reference } intrekken?
withdraw-text = Het team ziet dat je je aanmelding hebt ingetrokken. Je kunt je altijd opnieuw aanmelden.
withdraw-keep = Laten staan
withdraw-sure = Intrekken
withdraw-nothing-title = Niets om in te trekken
withdraw-nothing-text = Je hebt geen lopende aanmelding.
withdrawn-title = Aanmelding { $reference } is ingetrokken
withdrawn-text = Het team ziet het. Je kunt je altijd opnieuw aanmelden.
direct-closed = **Ik kan je geen privébericht sturen.** Sta in je privacy-instellingen privéberichten van leden van deze community toe; anders vind je nieuws over je aanmelding alleen onder Mijn aanmelding.
undelivered = **Een privébericht aan jou werd geweigerd.** Sta in je privacy-instellingen privéberichten van leden van deze community toe. Nieuws over je aanmelding staat onder Mijn aanmelding, antwoorden van het team onder Mijn vragen.

## Vragen aan het team

inquiry-summary-title = Vraag het team
inquiry-summary-text = Het DASH-team ziet je naam en deze vraag. Het antwoord krijg je als privébericht.
inquiry-summary-label = Vraag van { $name }
inquiry-send = Naar het team sturen
inquiry-receipt-title = Bij het team: vraag { $reference }
inquiry-receipt-text = Je hoort het hier van ons, meestal binnen twee werkdagen.
inquiry-already-title = Vraag { $reference } was al verstuurd
inquiry-mine = Mijn vragen
inquiry-title = Vraag { $reference }
inquiry-own-question = Je vraag
inquiry-line-own = Jij
inquiry-others = Je andere vragen
inquiry-none-title = Je hebt het team nog niets gevraagd
inquiry-none-text = Wat ik niet weet, weten mensen misschien wel. Ze zien je naam en je vraag.
inquiry-unknown-title = Vraag niet gevonden
inquiry-unknown-text = Ik vind geen vraag van jou met dat nummer. Je eigen vragen staan onder Mijn vragen.
inquiry-reply-title = Antwoord op je vraag { $reference }
inquiry-reply-by = { $name }, DASH-team
inquiry-reply-team = Het DASH-team
inquiry-back = Terugschrijven
inquiry-helped = Hier heb ik wat aan
inquiry-helped-title = Vraag { $reference } is afgehandeld
inquiry-helped-text = Fijn. Het team ziet het ook.
inquiry-back-sent-title = Verstuurd: je bericht over { $reference }
inquiry-back-sent-text = Het team heeft het. Je hoort het hier van ons.
inquiry-passed-title = Over je vraag { $reference }
inquiry-passed-text = We hebben hem gelezen, en wij zijn niet degenen die hem kunnen beantwoorden. Hebben we je verkeerd begrepen? Schrijf dan terug.
inquiry-state-open = Wacht op het team
inquiry-state-taken = Opgepakt
inquiry-state-answered = Beantwoord
inquiry-state-resolved = Afgehandeld
inquiry-state-not_for_us = Niet voor ons
team-nobody-title = Hier leest niemand mee
team-nobody-text = Het team heeft hier geen kanaal. Het adres vind je bij Alle onderwerpen, onder contact.
team-forgotten-title = Die vraag heb ik niet meer
team-forgotten-text = Vragen bewaar ik een tijdje, zonder je naam. Typ hem nog een keer.

## Medewerkers

card-signup-title = { $reference } · { $department } · { $stage } · { $language }
card-signup-open = Openen
card-signup-accept = Accepteren
card-signup-decline = Afwijzen
card-signup-state = Status
card-signup-since = Wacht sinds
card-signup-when = Wanneer
card-signup-by = Door
card-signup-unreachable = **Deze aanvrager ontvangt geen privéberichten.** Nieuws ziet die alleen onder Mijn aanmelding.
a-colleague = een collega
staff-open = { $reference } openen
staff-open-account = Account
staff-open-language = Taal
staff-open-footer = Alleen jij ziet dit. Dat je het opende is vastgelegd.
staff-open-history = { $count ->
    [0] Niemand heeft dit eerder geopend.
    [one] Een keer eerder geopend.
   *[other] { $count } keer eerder geopend.
}
staff-reopen = Terugdraaien
staff-first-title = Iemand was je voor
staff-first-text = Over { $reference } was al besloten. Er is niets gewijzigd.
staff-open-again-title = Hij staat open
staff-open-again-text = Over { $reference } is op dit moment niet besloten. Er is niets gewijzigd.
staff-accepted-title = { $reference } geaccepteerd
staff-accepted-text = De aanvrager krijgt een privébericht.
staff-declined-title = { $reference } afgewezen
staff-declined-text = De aanvrager krijgt een privébericht met je reden.
staff-reopened-title = { $reference } staat weer open
staff-reopened-text = De aanvrager krijgt een privébericht.
staff-signup-unknown-title = Die aanmelding is er niet
staff-signup-unknown-text = Typ een nummer zoals C-0042, of kies uit de lijst.
staff-list-title = Aanmeldingen: { $what } ({ $count })
staff-list-all = Alles
staff-list-none = Er zijn er geen.
staff-list-open = Open er een; dat wordt vastgelegd
staff-list-button = Alle aanmeldingen
staff-list-reference = Nummer
staff-list-department = Afdeling
staff-list-stage = Fase
staff-list-state = Status
staff-list-since = Verstuurd
inquiry-card-title = { $reference } · vraag van { $name }
inquiry-question = Vraag
inquiry-asker = Gevraagd door
inquiry-language = Leest
inquiry-reply = Antwoorden
inquiry-take = Oppakken
inquiry-more = Meer
inquiry-back-title = { $name } schreef terug over { $reference }
inquiry-back-label = Bericht
inquiry-waiting-title = { $reference } wacht al twee werkdagen
inquiry-waiting-text = Er heeft nog niemand geantwoord.
staff-question-unknown-title = Die vraag is er niet
staff-question-unknown-text = Typ een nummer zoals Q-0007, of kies uit de lijst.
staff-question-first-text = Met { $reference } was al iets gedaan. Er is niets gewijzigd.
staff-question-taken-title = Je hebt { $reference } opgepakt
staff-question-taken-text = Collega's zien het op de kaart.
staff-question-reply-in = Antwoord (leest { $language })
staff-question-check-title = Kijk je antwoord op { $reference } na
staff-question-check-text = Dit gaat als privébericht naar { $name }. Die kan terugschrijven.
staff-question-send-named = Versturen als { $name }
staff-question-send-team = Versturen als het team
staff-question-sent-title = Verstuurd: je antwoord op { $reference }
staff-question-sent-text = De vrager krijgt het als privébericht. Schrijft die terug, dan lees je het hier.
staff-question-sent-already-title = Je antwoord op { $reference } was al verstuurd
staff-question-sent-already-text = Er is niets dubbel verstuurd.
staff-question-resolved-title = { $reference } is afgehandeld
staff-question-resolved-text = De vrager krijgt geen bericht meer.
staff-question-passed-title = { $reference } is niet voor ons
staff-question-passed-text = De vrager krijgt een privébericht.
staff-question-reopened-title = { $reference } staat weer open
staff-question-reopened-text = Hij wacht op het team.
staff-questions-title = Vragen aan het team: { $what } ({ $count })
staff-questions-open-one = Open er een
staff-questions-button = Alle vragen
staff-questions-reference = Nummer
staff-questions-asker = Gevraagd door
staff-questions-state = Status
staff-questions-since = Sinds
staff-status-button = Hoe de bot draait
staff-status-well = Alles gaat goed
staff-status-troubles = { $count ->
    [one] Er is iets mis
   *[other] Er zijn { $count } dingen mis
}
staff-status-connected = { $platform }: verbonden sinds
staff-status-not-connected = Niet verbonden
staff-status-event = { $platform }: laatst iets gehoord
staff-status-sent = { $platform }: laatste bericht
staff-status-waiting = { $platform }: in de wacht
staff-status-nothing-waits = Niets
staff-status-waits = { $count ->
    [one] Eén bericht
   *[other] { $count } berichten
}; het oudste van { $since }: { $why }
staff-status-in = { $count ->
    [one] binnen een minuut
   *[other] over { $count } min
}
wait-under-way = het wordt nu verstuurd
wait-held = we moeten van { $platform } wachten; verder { $time }
wait-retry = nog niet gelukt, { $count ->
    [one] één keer
   *[other] { $count } keer
} geprobeerd; opnieuw { $time }
wait-uncertain = het is misschien aangekomen; ik kijk { $time }
wait-due = het is aan de beurt
staff-status-source = Videofeed laatst gelezen
staff-status-database = Database
staff-status-disk = Schijf
staff-status-free = { $free } van { $size } vrij
staff-status-clock = Klok loopt voor
staff-status-started = Draait sinds
staff-status-not-yet = Nog niet
staff-status-not-measured = Nog niet gemeten
staff-status-retry = Opnieuw proberen
staff-status-refresh = Verversen
staff-status-footer = Versie { $version } · De beheerder ziet meer met dash-bot status
status-starting = Ik ben nog aan het opstarten.
status-database-silent = **De database antwoordt niet.** Zeg het de beheerder; tot die tijd kan ik niets bewaren of laten zien.
status-not-connected = **Ik ben niet verbonden met { $platform }.** Ik blijf het proberen. Duurt het langer, zeg het dan de beheerder.
status-nothing-is-sent = **Op { $platform } gaat niets uit**; het oudste bericht is van { $since }. Zeg het de beheerder.
status-channel-refuses = **Ik kan niet schrijven in het { $purpose }** ({ $reason }; eerste keer { $since }). Breng dat in orde, of laat de beheerder een ander kanaal kiezen; druk daarna op Opnieuw proberen onder Hoe de bot draait.
status-finding = Er klopt iets niet in de inrichting op { $platform }. De beheerder leest wat met dash-bot doctor.
status-source-fails = **De videofeed geeft niets**, de eerste keer { $since }. Nieuwe mini-lectures komen later; ik blijf het proberen.
status-disk-nearly-full = **De schijf is bijna vol**: nog { $free } vrij. Zeg het de beheerder.
status-clock-wrong = **De klok wijkt { $off } af.** Zeg het de beheerder.
reason-unknown_target = het is weg, of ik zie het niet
reason-not_permitted = ik heb niet het recht om het te zien, berichten te sturen of links in te sluiten
reason-direct_closed = het neemt geen berichten van mij aan
reason-refused = wat ik stuur wordt niet aangenomen
reason-subject_gone = wat ik te zeggen had is weg
platform-discord = Discord
platform-slack = Slack
platform-page = Pagina
staff-retry-title = Ik probeer het opnieuw
staff-retry-text = { $count ->
    [0] Er is niets blijven liggen. Bij het volgende bericht blijkt of het werkt.
    [one] Eén bericht dat geweigerd was gaat nu uit.
   *[other] { $count } berichten die geweigerd waren gaan nu uit.
} Of het lukt, zie je onder Hoe de bot draait.
post-staff-role-gone-title = De rol van het team is verwijderd
post-staff-role-gone-text = Wie via die rol bij het team hoorde, kan hier niets meer behandelen. Maak een rol, geef die aan het team en vraag de beheerder om hem in de configuratie te zetten (staff_roles).
page-previous = Vorige
page-next = Volgende
completion-signup = { $reference } · { $department } · { $state }
purpose-announcements = aankondigingenkanaal
purpose-staff = teamkanaal
purpose-start = kanaal van het vaste bericht
purpose-direct = privéberichten
post-target-failed-title = Ik kan niet schrijven in het { $purpose }
post-target-failed-text = Het kanaal is weg of ik mag er niet schrijven. Geef me het recht om het kanaal te zien, berichten te sturen en links in te sluiten, of vraag de beheerder een ander kanaal te kiezen.
post-target-failed-channel = Kanaal
post-feed-failed-title = Ik kan de videofeed niet lezen
post-feed-failed-text = Hij geeft al een dag niets, dus nieuwe mini-lectures kondig ik later aan. Ik blijf het proberen. Duurt het langer, vraag dan de beheerder het kanaal in de configuratie te controleren.
post-feed-failed-since = Laatste goede antwoord
post-feed-again-title = Ik kan de videofeed weer lezen
post-feed-again-text = Hij gaf een dag lang niets. Wat intussen verscheen, is aangekondigd.
post-gap-title = Ik was weg
post-gap-killed = Voor zover ik weet was ik er in die tijd niet. Heeft iemand een oudere stand van mijn database teruggezet, kijk dan de laatste aanmeldingen na. Wat nog klaarstond, gaat er nu uit, tenzij het te oud is. Voordat ik iets plaats, kijk ik of het er al staat.
post-gap-stopped = In die tijd heb ik niemand geantwoord en niets geplaatst. Wat nog klaarstond, gaat er nu uit, tenzij het te oud is. Voordat ik iets plaats, kijk ik of het er al staat.
post-gap-restored = Ik ga verder vanaf een oudere stand van mijn database. Wat er tussen deze twee momenten is gebeurd, weet ik niet meer: kijk de laatste aanmeldingen na. Voordat ik iets plaats, kijk ik of het er al staat.
post-gap-from = Van
post-gap-until = Tot
post-gap-late = Te laat verstuurd
post-gap-dropped = Te oud, niet meer verstuurd
post-gap-found = Stond er al
post-gap-waiting = Wacht nog
post-gap-nothing = Er stond niets klaar om te versturen.
post-gap-announcements = { $count ->
    [one] 1 aankondiging
   *[other] { $count } aankondigingen
}
post-gap-cards = { $count ->
    [one] 1 bericht aan het team
   *[other] { $count } berichten aan het team
}
post-gap-messages = { $count ->
    [one] 1 bericht aan een aanvrager
   *[other] { $count } berichten aan aanvragers
}

## Weigeringen

back-to-form = Verder bewerken
refused-stranger-title = Ik help alleen leden
refused-stranger-text = Ik kon niet zien dat je lid bent van deze community. Word lid en probeer het opnieuw.
refused-access-title = Alleen voor het DASH-team
refused-access-text = Hiervoor heb je niet de juiste rol. Klopt dat niet, vraag het dan aan de beheerder van de bot.
refused-limit-title = Dat is veel tegelijk
refused-limit-text = Wacht { $seconds } s en probeer het opnieuw. Er is niets verloren.
refused-busy-title = Er vragen nu veel mensen iets
refused-busy-text = Wacht { $seconds } s en probeer het opnieuw. Er is niets verloren.
refused-expired-title = Dit is er niet meer
refused-expired-text = Wat je invult bewaar ik een dag, en alleen voor jou. Begin opnieuw.
refused-stale-title = Die knop werkt niet meer
refused-stale-text = Hij komt uit een oudere versie. Geef de opdracht opnieuw.
refused-patient-title = Dit lijkt over een patiënt te gaan
refused-patient-text = In je tekst staat { $what } (veld "{ $field }", zin { $sentence }). Patiëntgegevens horen hier niet; er is niets van bewaard. Haal het weg en probeer het opnieuw, of stel je vraag zonder de persoon.
refused-patient-public = **Verwijder je bericht uit dit kanaal**: er staat { $what } in (zin { $sentence } van "{ $field }") en iedereen hier kan het lezen. Ik heb er niets van bewaard. Stel je vraag opnieuw, zonder de persoon.
refused-patient-waive = Dit was geen patiënt
patient-bsn = iets dat op een burgerservicenummer lijkt
patient-patient-number = iets dat op een patiëntnummer lijkt
patient-birth-date = iets dat op een geboortedatum lijkt
patient-patient-name = iets dat op de naam van een patiënt lijkt
problem-title = Dat klopt nog niet
problem-missing = "{ $field }" is leeg. Vul het in en probeer het opnieuw.
problem-too-long = "{ $field }" is langer dan { $max } tekens. Maak het korter en probeer het opnieuw.
problem-number = Bij "{ $field }" hoort een heel getal van { $min } tot en met { $max }.
problem-choice = Bij "{ $field }" kun je kiezen uit: { $choices }.
problem-date = Bij "{ $field }" hoort een datum zoals 3-12-2026, met een tijd zoals 15.00 als daarom gevraagd wordt.
problem-file = Het bestand bij "{ $field }" is te groot of van een soort die ik niet aanneem.
problem-kind = Wat er bij "{ $field }" staat herken ik niet. Kies uit de lijst en probeer het opnieuw.
problem-email = Het adres bij "{ $field }" klopt niet. Kijk het na, of laat het leeg.
fault-title = Er ging bij ons iets mis
fault-text = Er is niets gewijzigd. Probeer het zo nog eens; blijft het misgaan, geef het team dan dit nummer.
fault-footer = Storing { $id }

## Text grammar

grammar-unknown-title = Die opdracht ken ik niet
grammar-unknown-text = Er is niets gedaan. Met `{ $before }help` zie je wat je kunt vragen.
grammar-unknown-near = Er is niets gedaan. Bedoelde je { $commands }? Met `{ $before }help` zie je alles.
grammar-too-much-title = Er staat meer dan deze opdracht aankan
grammar-too-much-text = Er is niets gedaan. Zo typ je hem: `{ $usage }`.
grammar-help = Wat ik kan

## Wat de adapters zelf zeggen

adapter-again-title = Dat duurde te lang
adapter-again = Het formulier was niet op tijd klaar. Er is niets veranderd.
adapter-again-button = Probeer opnieuw
adapter-elsewhere = Ik werk alleen in de community van DASH
adapter-unshown-title = Ik kan het antwoord hier niet tonen
adapter-unshown = Je verzoek is verwerkt, maar het antwoord kwam niet door. De beheerder ziet in het log waarom.

## Slack

slack-send = Versturen
slack-cancel = Annuleren
slack-close = Sluiten
slack-loading = Een moment
slack-waive = Patiëntgegevens
slack-dash-about = Stel DASH een vraag of geef een opdracht

## Local page

page-local = Lokale pagina: alles hier blijft op deze computer
page-you-are = Je bent
page-person-member = lid
page-person-staff = DASH-team
page-language = Taal
page-channels = Kanalen
page-ask = Vragen
page-ask-about = Je gesprek met de bot. Stel je vraag in je eigen woorden of geef een opdracht.
page-ask-empty = Hier is nog niets gezegd. Je kunt bijvoorbeeld hiermee beginnen:
page-announcements = Aankondigingen
page-announcements-about = Wat er speelt: nieuwe mini-lectures, webinars, bijeenkomsten.
page-announcements-empty = Er is nog niets aangekondigd.
page-direct = Berichten aan jou
page-direct-about = Wat de bot alleen aan jou vertelt, zoals de bevestiging van een aanmelding.
page-direct-empty = Er zijn geen berichten voor je.
page-staff = Staf
page-staff-about = Het kanaal van het DASH-team. Leden zien dit niet.
page-staff-empty = Er valt hier niets te doen. Bij elke aanmelding verschijnt een kaart.
page-skip = Naar de invoerregel
page-skip-posts = Naar de berichten
page-command-label = Stel een vraag of geef een opdracht
page-command-hint = Een vraag in je eigen woorden, of / voor de opdrachten
page-send = Verstuur
page-offers = Suggesties
page-found = Suggesties: #
page-new = nieuw
page-offline = Dat is niet aangekomen. Draait het programma nog? Probeer het zo nog eens.
page-failed = Dat is niet gelukt (fout #). Herlaad de pagina en probeer het nog eens.
page-too-long = Dat is te lang
page-too-long-about = Er is niets mee gedaan. Ga terug en verstuur minder tekst.
page-posts-failed = De berichten zijn nu niet te tonen. Herlaad de pagina over een ogenblik.
page-only-you = Alleen jij ziet dit
page-notice-ok = Gelukt
page-notice-refused = Niet gedaan
page-notice-failed = Mislukt
page-form-send = Verstuur
page-form-cancel = Annuleer
page-form-file = Bestanden kun je op deze pagina niet meegeven.
page-choose = Kies…
page-menu-go = Kies
page-yes = Ja
page-no = Nee
page-download = Download { $name } ({ $size })
page-table-page = Pagina { $page } van { $of }
page-missing = Hier is niets
page-missing-back = Terug naar het gesprek

## Wat er over iemand bekend is

mydata-about = Wat ik over je bewaar
mydata-show-about = Bekijk alles wat ik over je bewaar
mydata-export-about = Krijg alles wat ik over je bewaar als bestand
mydata-erase-about = Wis alles wat ik over je bewaar; ik vraag het eerst nog een keer
mydata-title = Wat ik over je bewaar
mydata-text = Dit is alles. Vragen die je stelde, bewaar ik zonder je naam; ik weet dus niet welke van jou zijn.
mydata-nothing = Ik bewaar niets over je. Vragen die je stelde, bewaar ik zonder je naam.
mydata-export = Meenemen
mydata-erase = Wissen
mydata-footer = Alleen jij ziet dit.
mydata-exported-title = Je gegevens
mydata-exported-text = Alles wat ik over je bewaar, staat in dit bestand.
erase-title = Alles wissen?
erase-goes = **Wat verdwijnt**
erase-goes-posts = - Wat ik erover schreef: kaarten in het kanaal van het team, privéberichten, antwoorden
erase-stays = **Wat blijft, en waarom**
erase-stays-questions = - Vragen die zijn gesteld: het is niet bekend van wie ze zijn
erase-stays-own = - Berichten die mensen zelf schreven: die kan alleen de schrijver verwijderen
erase-stays-backups = - Reservekopieën, tot hun tijd om is: twee weken, tenzij de beheerder ze langer bewaart. Daaruit komt niets terug
erase-stays-ledger = - Een code zonder de naam, zodat een reservekopie niets terugbrengt
erase-stays-audit = { $count ->
    [one] - Eén regel in het logboek van wat er als lid van het team is gedaan, met het nummer van het account, een jaar lang: die verantwoordt wie persoonsgegevens zag
   *[other] - { $count } regels in het logboek van wat er als lid van het team is gedaan, met het nummer van het account, een jaar lang: die verantwoorden wie persoonsgegevens zag
}
erase-sure = Voorgoed wissen
erase-footer = Er is nog niets gewist. Het kan niet ongedaan worden gemaakt.
erased-title = Gewist
erased-text = Alles is uit de database verdwenen. Mijn berichten erover worden verwijderd; dat kan een minuut duren.
erased-number = Zonder naam vastgelegd onder { $number }
person-found-title = Bekend over deze persoon
person-export = Bestand maken
person-exported-title = Gegevens van deze persoon
person-exported-text = Alles wat ik over deze persoon bewaar, staat in dit bestand. Geef het aan niemand anders.
person-erase-title = Deze persoon wissen?
person-several-title = Meer dan één persoon
person-several-text = Er passen meer mensen bij. Gebruik het kenmerk van een aanmelding, zoals C-0042, of het nummer van het account.
person-unknown-title = Niemand gevonden
person-unknown-text = Zo ken ik niemand. Probeer het kenmerk van een aanmelding, zoals C-0042, het nummer van het account of het e-mailadres bij een aanmelding.
staff-person-about = Gegevens van één persoon, op verzoek
staff-person-find-about = Bekijk hoeveel er van iemand bewaard is; dit wordt vastgelegd
staff-person-find-who-about = Kenmerk, nummer van het account of e-mailadres
staff-person-find-who-label = persoon
staff-person-export-about = Krijg alles wat er van iemand bewaard is als bestand; dit wordt vastgelegd
staff-person-export-who-about = Kenmerk, nummer van het account of e-mailadres
staff-person-export-who-label = persoon
staff-person-erase-about = Wis iemand die daarom vroeg; ik vraag het eerst nog een keer
staff-person-erase-who-about = Kenmerk, nummer van het account of e-mailadres
staff-person-erase-who-label = persoon
staff-figures-about = Bekijk per maand hoeveel de bot is gebruikt
figures-title = Cijfers per maand
figures-none = Er is nog niets geteld.
figures-month = Maand
figure-sent = Aanmeldingen
figure-accepted = Geaccepteerd
figure-declined = Afgewezen
figure-answered = Beantwoord
figure-unanswered = Niet beantwoord
figures-others = overige samen { $count }
figures-footer = Groepen kleiner dan vijf worden niet apart getoond.
post-signup-erased-title = { $reference } is weg
post-signup-erased-text = De aanmelder heeft alles over zich laten wissen. Van de aanmelding is niets bewaard; een gepland spreekuur vervalt.
record-at = Wanneer
record-command = Opdracht
record-subject = Over
record-begun = Begonnen
record-content = Inhoud
record-expires = Bewaard tot
record-reference = Kenmerk
record-state = Stand
record-name = Naam
record-department = Afdeling
record-question = Vraag
record-email = E-mail
record-stage = Fase van het project
record-data = Soort data
record-language = Taal
record-reason = Reden
record-sent = Verstuurd
record-changed = Laatst veranderd
record-history = Gedaan
record-history_at = Op
record-line_own = Jij schreef
record-line_team = Het team schreef
record-line_at = Op
record-message = Bericht
record-delivery = Bezorging
record-platform = Platform
record-account = Account
record-met = Voor het eerst gezien
record-seen = Laatst gezien
transition-send = verstuurd
transition-edit = aangepast
transition-withdraw = ingetrokken
transition-accept = geaccepteerd
transition-decline = afgewezen
transition-reopen = besluit teruggedraaid
transition-open = geopend door het team
cause-signup_receipt = ontvangstbevestiging van een aanmelding
cause-signup_accepted = aanmelding geaccepteerd
cause-signup_declined = aanmelding afgewezen
cause-signup_reopened = besluit over een aanmelding teruggedraaid
delivery-pending = onderweg
delivery-sent = verstuurd
delivery-failed = geweigerd
delivery-expired = te laat om nog zin te hebben
delivery-gone = later verwijderd

## Register van verwerkingen: wat elke tabel van mensen bewaart

register-title = Register van verwerkingen van DASH-bot
register-intro = Wat de bot van mensen bewaart, waarom, hoelang en waar het naartoe gaat. Gemaakt uit wat het programma zelf vastlegt, per tabel van de database.
register-controller = Verwerkingsverantwoordelijke
register-privacy-officer = Functionaris gegevensbescherming
register-statement = Privacyverklaring
register-unset = niet ingevuld ([contact] in de configuratie)
register-recipients = Waar gegevens naartoe gaan
register-platform = Het chatplatform waarop de bot antwoordt: wat de bot tegen iemand zegt, in een kanaal of een privébericht, staat ook daar. Wordt iemand gewist, dan verwijdert de bot daar zijn berichten over die persoon.
register-database = De database, op een machine van de beheerder. Elke tekst van of over iemand staat er versleuteld in als er een sleutel is ingesteld.
register-copies = Kopieën van de database: reservekopieën, zolang de beheerder ze bewaart (die van de eigen timer van het programma: twee weken), en tot een maand die van vóór een update of het terugzetten van een kopie. Wie is gewist, komt uit geen ervan terug.
register-journal = Het logboek van de machine: opdrachten, tijden en nummers van accounts en zaken, geen namen en niets dat iemand schreef. Het blijft bewaard zolang de beheerder heeft ingesteld.
register-nobody-else = Verder nergens. De bot gebruikt geen taalmodel en stuurt niets naar derden.
register-rights = Wat iemand zelf kan
register-rights-text = Met /mydata alles bekijken, meenemen en wissen wat er over je bekend is; voor iemand die weg is kunnen het team en de beheerder dat doen. Wat gewist is, blijft gewist als er een reservekopie wordt teruggezet.
register-table = Tabel
register-whose = Van wie
register-data = Wat
register-purpose = Waarvoor
register-kept = Hoelang
register-shown = Wie ziet het
register-exported = Kopie
register-erased = Wissen
register-whose-nobody = van niemand
register-whose-member = leden
register-whose-asker = wie iets vraagt
register-whose-applicant = wie zich aanmeldt
register-whose-staff = het team
register-kept-days = { $days } dagen
register-kept-expiry = hooguit een dag
register-kept-signup = { $days } dagen nadat de aanmelding is afgesloten of voor het laatst veranderd
register-kept-inquiry = { $days } dagen nadat de vraag voor het laatst is veranderd
register-kept-delivery = { $days } dagen nadat het is verstuurd of gestopt; een bericht over een aanmelding zolang de aanmelding er is
register-kept-person = zolang iets anders ernaar verwijst
register-kept-seen = { $days } dagen nadat iemand voor het laatst is gezien, en zolang iets anders ernaar verwijst
register-kept-forever = zolang de bot in gebruik is
register-audit-title = Logboek
register-audit-data = wie van het team welke opdracht gaf bij welke aanmelding, wanneer, en hoe het afliep
register-audit-purpose = om te verantwoorden wie persoonsgegevens zag en veranderde
register-audit-shown = de beheerder
register-audit-exported = de eigen regels
register-audit-erased = niet op verzoek: het verdwijnt vanzelf na zijn tijd, en verantwoordt tot dan wat er is gedaan
register-counters-title = Tellers
register-counters-data = per soort het laatste nummer dat is uitgegeven
register-counters-purpose = om kenmerken uit te geven en berichten op volgorde te houden
register-counters-shown = als kenmerk, aan wie ziet waar het bij hoort
register-counters-exported = niets van een persoon
register-counters-erased = niets van een persoon; een nummer wordt maar één keer uitgegeven
register-deliveries-title = Berichten
register-deliveries-data = welk bericht wanneer waarheen ging, met alleen nummers; geen tekst
register-deliveries-purpose = om elk bericht één keer en op volgorde te versturen, het later aan te passen en te verwijderen
register-deliveries-shown = het team, als een bericht niet kon worden verstuurd
register-deliveries-exported = wat er aan iemand is gestuurd en wanneer
register-deliveries-erased = de berichten worden op het platform verwijderd, daarna verdwijnen de regels
register-feeds-title = Feeds
register-feeds-data = namen van feeds, wanneer ze zijn gelezen en hoe dat ging
register-feeds-purpose = om elke feed niet vaker te lezen dan nodig, en te melden als er een uitvalt
register-feeds-shown = het team en de beheerder
register-feeds-exported = niets van een persoon
register-feeds-erased = niets van een persoon
register-gaps-title = Tijden van afwezigheid
register-gaps-data = van wanneer tot wanneer de bot weg was
register-gaps-purpose = om daarna niets dubbel te versturen, en het team te melden wat te laat is verstuurd
register-gaps-shown = het team en de beheerder
register-gaps-exported = niets van een persoon
register-gaps-erased = niets van een persoon
register-heard-title = Beantwoorde berichten
register-heard-data = welk bericht de bot heeft beantwoord, welk account het schreef, wanneer, en waar het antwoord staat; niet wat er geschreven is
register-heard-purpose = om elk bericht één keer te beantwoorden, ook na een herstart, en de antwoorden aan iemand terug te kunnen vinden
register-heard-shown = niemand
register-heard-exported = wanneer iemand antwoord kreeg
register-heard-erased = meteen, samen met de antwoorden zelf, als iemand daarom vraagt
register-inquiries-title = Vragen aan het team
register-inquiries-data = naam, vraag en de taal ervan; wie van het team hem oppakte
register-inquiries-purpose = om te beantwoorden wat de bot niet weet
register-inquiries-shown = het team; de vrager
register-inquiries-exported = alles
register-inquiries-erased = meteen; de kaarten bij het team en de berichten aan de persoon worden verwijderd
register-inquiry_lines-title = Wat er over vragen aan het team is geschreven
register-inquiry_lines-data = wat de vrager en het team schreven, wanneer, en onder welke naam
register-inquiry_lines-purpose = om met een vraag verder te gaan
register-inquiry_lines-shown = het team; de vrager
register-inquiry_lines-exported = met de vraag
register-inquiry_lines-erased = met de vraag; in wat over andermans vragen is geschreven verdwijnt de naam en blijft de tekst staan
register-leases-title = Beurten
register-leases-data = welk proces van de bot aan het werk is
register-leases-purpose = zodat er één tegelijk antwoordt, en een ander het overneemt
register-leases-shown = de beheerder
register-leases-exported = niets van een persoon
register-leases-erased = niets van een persoon
register-lectures-title = Mini-lectures
register-lectures-data = wat de maker bij elke video schreef
register-lectures-purpose = om elke mini-lecture één keer aan te kondigen en ze te tonen
register-lectures-shown = iedereen
register-lectures-exported = niets van een persoon
register-lectures-erased = niets van een persoon: DASH heeft het zelf gepubliceerd
register-months-title = Cijfers per maand
register-months-data = hoeveel aanmeldingen, besluiten en vragen er in een maand waren, naar fase, soort data en taal
register-months-purpose = om te kunnen zeggen hoeveel de begeleiding en de antwoorden worden gebruikt, ook als de regels zelf weg zijn
register-months-shown = het team; groepen kleiner dan vijf worden niet apart getoond
register-months-exported = niets van een persoon
register-months-erased = niets van een persoon
register-parked-title = Concepten
register-parked-data = wat begonnen en niet verstuurd is: concepten van aanmeldingen, filters, pagina's
register-parked-purpose = om verder te gaan waar je gebleven was
register-parked-shown = alleen de persoon zelf
register-parked-exported = alles
register-parked-erased = meteen
register-people-title = Account
register-people-data = platform, het nummer van het account daar, de gekozen taal
register-people-purpose = om in iemands taal te antwoorden, en te weten van wie een aanmelding is
register-people-shown = het team, als account van de aanmelder bij een aanmelding die ze openen
register-people-exported = alles
register-people-erased = meteen, of zodra het laatste bericht aan de persoon is verwijderd; bij het team als de laatste regel in het logboek verdwijnt
register-pulse-title = Teken van leven
register-pulse-data = wanneer de bot voor het laatst actief was
register-pulse-purpose = om na een start te weten hoe lang de bot weg was
register-pulse-shown = de beheerder
register-pulse-exported = niets van een persoon
register-pulse-erased = niets van een persoon
register-questions-title = Vragen
register-questions-data = de woorden van de vraag, zonder wie hem stelde
register-questions-purpose = om te zien welke antwoorden ontbreken of niet worden gevonden
register-questions-shown = het team
register-questions-exported = het is niet bekend van wie ze zijn
register-questions-erased = vanzelf na hun tijd; het is niet bekend van wie ze zijn
register-signup_history-title = Verloop van aanmeldingen
register-signup_history-data = wie wat met een aanmelding deed, en wanneer
register-signup_history-purpose = om te zien hoe een aanmelding zo is gekomen, en wie de persoonsgegevens zag
register-signup_history-shown = het team
register-signup_history-exported = met de aanmelding
register-signup_history-erased = met de aanmelding; in het verloop van andermans aanmeldingen verdwijnt wie het was en blijft de regel staan
register-signups-title = Aanmeldingen
register-signups-data = naam, afdeling, vraag, e-mailadres als daarom wordt gevraagd, fase en soort data van het project; wie besliste, en waarom
register-signups-purpose = om de gevraagde begeleiding te plannen en te geven
register-signups-shown = de aanmelding aan het team; de persoon aan wie van het team haar opent; alles aan de aanmelder
register-signups-exported = alles
register-signups-erased = meteen; de kaarten bij het team en de berichten aan de persoon worden verwijderd
register-targets-title = Plekken
register-targets-data = kanalen waarin de bot schrijft; voor privéberichten het nummer van iemands account
register-targets-purpose = om te weten waar berichten heen gaan, en te wachten als een platform daarom vraagt
register-targets-shown = het team, als er een niet bereikbaar is
register-targets-exported = met het account
register-targets-erased = met het laatste bericht aan de persoon

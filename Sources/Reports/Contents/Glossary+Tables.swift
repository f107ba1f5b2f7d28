/// The words that stand above the columns of tables and are explained nowhere else.
extension Glossary {
    func tableWord(_ term: Term) -> (title: String, lines: [String]) {
        switch term {
        case .campaign:
            (
                say("Campaign", "Campagne"),
                [
                    say(
                        "What a source ran to get leads, as the platform or the lead names it. Case, "
                            + "accents and blanks make no other campaign; really different names are told "
                            + "apart until mql.yaml says under `campaigns` that they are one.",
                        "Wat er bij een bron liep om leads te krijgen, zoals het platform of de lead "
                            + "het noemt. Hoofdletters, accenten en spaties maken geen andere campagne; "
                            + "echt andere namen blijven apart tot mql.yaml onder `campaigns` zegt dat ze "
                            + "één zijn.")
                ]
            )
        case .content:
            (
                say("Content", "Content"),
                [
                    say(
                        "What somebody read, watched or asked for before becoming an MQL. One lead "
                            + "counts at each content that it used.",
                        "Wat iemand las, bekeek of opvroeg voordat hij MQL werd. Eén lead telt bij "
                            + "elke content die hij gebruikte.")
                ]
            )
        case .month:
            (
                say(.month),
                [
                    say(
                        "The month in which leads became MQLs, with all that came of them since, also "
                            + "in later months.",
                        "De maand waarin leads MQL werden, met alles wat er sindsdien van kwam, ook "
                            + "in latere maanden.")
                ]
            )
        case .selfReported:
            (
                say("As the lead said", "Volgens de lead"),
                [
                    say(
                        "What leads answered when they were asked where they knew you from. It often "
                            + "names what no click shows.",
                        "Wat leads antwoordden op de vraag waar ze u van kennen. Het noemt vaak wat "
                            + "geen klik laat zien.")
                ]
            )
        case .step:
            (
                say("Step", "Stap"),
                [
                    say(
                        "Lead, MQL, contacted, SQL, won. Who came further counts at each step before "
                            + "it too.",
                        "Lead, MQL, gesproken, SQL, klant. Wie verder kwam telt ook bij elke stap "
                            + "ervoor.")
                ]
            )
        case .share:
            (
                say(.share),
                [
                    say(
                        "A part of the number named above or before it: 30 of 120 is 25%.",
                        "Een deel van het aantal dat erboven of ervoor staat: 30 van 120 is 25%.")
                ]
            )
        case .difference:
            (
                say("Difference", "Verschil"),
                [
                    say(
                        "One number less the other. Between two shares it is in points: 12% less 10% "
                            + "is 2 points. The range holds the true difference in 95 of 100 cases; where "
                            + "it has 0 in it, nothing is shown.",
                        "Het ene getal min het andere. Tussen twee percentages is het in punten: 12% "
                            + "min 10% is 2 punten. Het interval bevat het ware verschil in 95 van de 100 "
                            + "gevallen; ligt 0 erin, dan is er niets aangetoond.")
                ]
            )
        case .reason:
            (
                say("Reason", "Reden"),
                [
                    say(
                        "Why a lead is what it is, or what sales gave as its reason.",
                        "Waarom een lead is wat hij is, of wat sales als reden gaf.")
                ]
            )
        case .waiting:
            (
                say("Waiting", "Wacht"),
                [
                    say(
                        "MQLs that sales has not spoken to and has not turned down, and the days "
                            + "since they became one.",
                        "MQL's die sales niet gesproken en niet afgewezen heeft, en de dagen sinds ze "
                            + "het werden.")
                ]
            )
        case .expectedOfCall:
            (
                say("Expected of a call", "Verwacht van bellen"),
                [
                    say(
                        "What calling an MQL that waits is expected to bring: the chance that MQLs of its source become "
                            + "an SQL yet at its age × the share of SQLs won × the margin of a sale.",
                        "Wat het bellen van een wachtende MQL naar verwachting opbrengt: de kans dat MQL's van die bron op "
                            + "die leeftijd nog SQL worden × het deel van de SQL's dat klant wordt × de marge van een "
                            + "verkoop.")
                ]
            )
        case .inTime:
            (
                say("In time", "Op tijd"),
                [
                    say(
                        "MQLs spoken to within the days that were agreed with sales, of those that "
                            + "had these days.",
                        "MQL's gesproken binnen de dagen die met sales zijn afgesproken, van wie die "
                            + "dagen ook had.")
                ]
            )
        case .halfIn:
            (
                say("Half in", "Helft binnen"),
                [
                    say(
                        "The days after which half of the MQLs were spoken to. Who still waits counts "
                            + "for as long as it has waited.",
                        "De dagen waarna de helft van de MQL's gesproken was. Wie nog wacht telt "
                            + "zolang hij wacht.")
                ]
            )
        case .team:
            (
                say("Team", "Team"),
                [
                    say(
                        "The sales team that has the lead, as the files call it. How a team follows up says what "
                            + "its sources can show; of one seller there are no figures. What has no team stands "
                            + "apart, and small teams stand together.",
                        "Het verkoopteam dat de lead heeft, zoals de bestanden het noemen. Hoe een team opvolgt "
                            + "bepaalt wat zijn bronnen kunnen laten zien; van één verkoper zijn er geen cijfers. "
                            + "Wat geen team heeft staat apart, en kleine teams staan samen.")
                ]
            )
        case .attempts:
            (
                say("Attempts", "Pogingen"),
                [
                    say(
                        "How often sales tried to reach MQLs, by call or mail, as of the export. Only of MQLs of "
                            + "which it is known: an empty cell is not 0. Per SQL it counts the attempts on MQLs "
                            + "that became none too.",
                        "Hoe vaak sales MQL's probeerde te bereiken, per telefoon of mail, naar de stand van de "
                            + "export. Alleen van MQL's waarvan het bekend is: een lege cel is geen 0. Per SQL "
                            + "tellen ook de pogingen bij MQL's die het niet werden.")
                ]
            )
        case .mix:
            (
                say("With this mix of sources", "Met deze mix van bronnen"),
                [
                    say(
                        "The share of a team's MQLs that would become an SQL if those of each source did so as in "
                            + "the whole firm. A team with worse sources is held against that, and not against a "
                            + "team with better ones.",
                        "Het deel van de MQL's van een team dat SQL zou worden als dat bij elke bron gaat zoals in "
                            + "het hele bedrijf. Een team met slechtere bronnen wordt daarnaast gelegd, en niet "
                            + "naast een team met betere."),
                    say(
                        "Observed ÷ expected has an exact range (Clopper and Pearson), widened for the number of "
                            + "teams compared. Where it holds 1, no difference is shown beyond the sources, in either "
                            + "direction.",
                        "Gezien ÷ verwacht heeft een exact interval (Clopper en Pearson), verbreed voor het aantal "
                            + "teams dat vergeleken is. Ligt 1 erin, dan is er buiten de bronnen geen verschil aangetoond, "
                            + "naar geen van beide kanten."),
                ]
            )
        case .decision:
            (
                say(.decision),
                [
                    say(
                        "What the rule book makes of a lead from that day on: an MQL, one to nurture, a target "
                            + "account that sales may approach itself, or none of these.",
                        "Wat het regelboek vanaf die dag van een lead maakt: een MQL, een om warm te houden, een "
                            + "doelaccount dat sales zelf mag benaderen, of geen van deze.")
                ]
            )
        case .deals:
            (
                say(.deals),
                [
                    say(
                        "Sales in the making, won or lost, with their amount. A deal counts at the "
                            + "leads that were there when it closed; a refund takes off money and no "
                            + "customer.",
                        "Verkopen in wording, gewonnen of verloren, met hun bedrag. Een deal telt bij "
                            + "de leads die er waren toen hij sloot; een creditnota haalt geld eraf en geen "
                            + "klant.")
                ]
            )
        case .orders:
            (
                say("Orders", "Orders"),
                [
                    say(
                        "What customers who came in as leads ordered, as the books have it: the first order, and "
                            + "all of the first 12 or 24 months. Only customers that are that old count. Which "
                            + "of these is the margin of a sale is said by finance: margin_of under economics.",
                        "Wat klanten bestelden die als lead binnenkwamen, volgens de boeken: de eerste order, en "
                            + "alles van de eerste 12 of 24 maanden. Alleen klanten die zo oud zijn tellen. Welke "
                            + "hiervan de marge van een verkoop is zegt finance: margin_of onder economics."
                    )
                ]
            )
        case .whatIf:
            (
                say("What if", "Wat als"),
                [
                    say(
                        "What worth and effect would be if one number were another: conversion, sales "
                            + "won, margin or cost.",
                        "Wat waarde en effect zouden zijn als één getal anders was: conversie, "
                            + "gewonnen verkopen, marge of kosten.")
                ]
            )
        case .definition:
            (
                say("Definition", "Definitie"),
                [
                    say(
                        "What makes a lead an MQL. Two definitions are held against each other on the "
                            + "same leads: whom each asks for, and what became of them.",
                        "Wat een lead tot MQL maakt. Twee definities worden op dezelfde leads naast "
                            + "elkaar gelegd: wie elk vraagt, en wat er van hen werd.")
                ]
            )
        case .rule:
            (
                say("Rule", "Regel"),
                [
                    say(
                        "A line of the rule book: what is asked of a lead, and how many points it "
                            + "gives. `mql rules show` lists them.",
                        "Een regel van het regelboek: wat van een lead gevraagd wordt, en hoeveel "
                            + "punten het geeft. `mql rules show` noemt ze.")
                ]
            )
        case .`import`:
            (
                say("Import", "Import"),
                [
                    say(
                        "A file that was added to the workspace, with how many of its rows were new, "
                            + "changed, there already, or rejected because they could not be read. `mql undo-import` takes one back.",
                        "Een bestand dat aan de werkruimte is toegevoegd, met hoeveel rijen nieuw of "
                            + "gewijzigd waren, er al waren, of geweigerd zijn omdat ze niet te lezen waren. `mql undo-import` draait er een terug."
                    )
                ]
            )
        case .held:
            (
                say("What is held", "Wat er bewaard wordt"),
                [
                    say(
                        "A column of the workspace: whether it is about a person, what it is for, and "
                            + "what becomes of it when that person is erased.",
                        "Een kolom van de werkruimte: of hij over een persoon gaat, waar hij voor is, "
                            + "en wat ermee gebeurt als die persoon gewist wordt.")
                ]
            )
        case .trail:
            (
                say("Log", "Logboek"),
                [
                    say(
                        "What was done to the data, when and by whom. Each line holds on to the one "
                            + "before it, so that none can be taken out unseen.",
                        "Wat er met de gegevens gedaan is, wanneer en door wie. Elke regel houdt de "
                            + "vorige vast, zodat er geen ongezien uit kan.")
                ]
            )
        case .attribution:
            (
                say("Attribution", "Toewijzing"),
                [
                    say(
                        "Who brought an MQL, divided over all sources that touched it: all to "
                            + "the first, all to the last, to each alike (linear), or 40% to the "
                            + "first, 40% to the last and the rest between (U-shape). Own source is "
                            + "that of the lead, by which other reports count.",
                        "Wie een MQL bracht, verdeeld over alle bronnen die hem raakten: alles "
                            + "naar de eerste, alles naar de laatste, naar elk evenveel (lineair), of "
                            + "40% naar de eerste, 40% naar de laatste en de rest ertussen (U-vorm). "
                            + "Eigen bron is die van de lead, waarmee andere rapporten tellen.")
                ]
            )
        case .budget:
            (
                say("Budget", "Begroting"),
                [
                    say(
                        "Money divided over sources so that it brings the most. Today is a month as in the last "
                            + "months; the plan is what is advised; 80% is the range in which the best plan lies in four "
                            + "of five cases; the balance is what has come back by then, less what was spent.",
                        "Geld over bronnen verdeeld zodat het het meeste brengt. Nu is een maand zoals de laatste "
                            + "maanden; het plan is wat wordt geadviseerd; 80% is het interval waarin het beste plan in "
                            + "vier van de vijf gevallen ligt; het saldo is wat er dan terug is, min wat is besteed."
                    )
                ]
            )
        case .costChange:
            (
                say("Why the cost changed", "Waarom de kosten veranderden"),
                [
                    say(
                        "What an MQL cost more or less than in another period, split to the "
                            + "cent into price of a lead, leads per source, lead to MQL, other rules "
                            + "and spend without new leads.",
                        "Wat een MQL meer of minder kostte dan in een andere periode, tot op de "
                            + "cent gesplitst in prijs van een lead, leads per bron, lead naar MQL, "
                            + "andere regels en uitgaven zonder nieuwe leads.")
                ]
            )
        case .limit:
            (
                say("Limit", "Grens"),
                [
                    say(
                        "What marketing and sales agreed in the rule book: the most MQLs that sales may "
                            + "reject, and the most SQLs that may have been no MQL. More is called too "
                            + "loose, or too strict, only where chance does not explain it.",
                        "Wat marketing en sales in het regelboek afspraken: hoeveel MQL's sales hoogstens "
                            + "mag afwijzen, en hoeveel SQL's hoogstens geen MQL waren. Meer heet pas te "
                            + "ruim, of te streng, als toeval het niet verklaart."),
                    say(
                        "Example: 12 of 30 is 40%, with a range of 25 to 58%. A limit of 30% lies in it, so "
                            + "it cannot be told yet.",
                        "Voorbeeld: 12 van 30 is 40%, met een interval van 25 tot 58%. Een grens van 30% "
                            + "ligt daarin, dus is het nog niet te zeggen."),
                ]
            )
        case .nowAndBefore:
            (
                say("Now and before", "Nu en ervoor"),
                [
                    say(
                        "Two stretches of equal length beside each other. 58 (52–65) of 110: of 110 MQLs "
                            + "half lies below 58, and the middle half from 52 to 65. Higher now is the "
                            + "chance that one of now is higher than one of before: 50% is no difference.",
                        "Twee even lange perioden naast elkaar. 58 (52–65) van 110: van 110 MQL's ligt de "
                            + "helft onder 58, en de middelste helft van 52 tot 65. Nu hoger is de kans dat "
                            + "een van nu hoger is dan een van ervoor: 50% is geen verschil.")
                ]
            )
        case .ofAll:
            (
                say("Of all", "Van alle"),
                [
                    say(
                        "The share that gets there of all leads that have the sign, and not of those "
                            + "looked at alone. Six in ten won leads and two in ten lost ones have it, and "
                            + "10% of all leads are won: 6 of 100 have it and win, 18 have it and do not, "
                            + "so 6 ÷ 24 = 25%.",
                        "Het deel dat er komt van alle leads met het teken, en niet alleen van de bekeken "
                            + "leads. Zes op de tien gewonnen en twee op de tien verloren leads hebben het, "
                            + "en 10% van alle leads wordt gewonnen: 6 van de 100 hebben het en winnen, 18 "
                            + "hebben het en winnen niet, dus 6 ÷ 24 = 25%.")
                ]
            )
        case .together:
            (
                say("Beside the others", "Naast de andere"),
                [
                    say(
                        "The points of a sign where several are weighed at once. What two signs say alike "
                            + "counts once, so they are often fewer than those of the sign alone.",
                        "De punten van een teken waar er meer tegelijk gewogen worden. Wat twee tekens "
                            + "allebei zeggen telt één keer, dus het zijn er vaak minder dan van het teken "
                            + "alleen.")
                ]
            )
        case .pointsOfAct:
            (
                say("Points of an act", "Punten van een daad"),
                [
                    say(
                        "What each time earns. 20 in 30 days: repeating it gives no more than 20 points in "
                            + "30 days. 2 from day 60: what is older than that is worth 2 points.",
                        "Wat elke keer oplevert. 20 in 30 dagen: herhalen geeft niet meer dan 20 punten in "
                            + "30 dagen. 2 vanaf dag 60: wat ouder is, is nog 2 punten waard.")
                ]
            )
        case .experiment:
            (
                say("Experiment", "Proef met een bron"),
                [
                    say(
                        "A source is held back for some weeks, in some regions or from a part of an audience, and "
                            + "what comes of all sources together is held against what comes where it is on: only "
                            + "that says what it causes. `mql experiment design` plans one and `mql experiment "
                            + "read` reads it. What is to its credit is what leads are said to have come by.",
                        "Een bron staat een aantal weken uit, in een paar regio's of voor een deel van een "
                            + "publiek, en wat er van alle bronnen samen komt wordt vergeleken met wat er komt "
                            + "waar hij aan staat: alleen dat zegt wat erdoor komt. `mql experiment design` plant "
                            + "er een en `mql experiment read` leest hem. Op zijn naam staat wat volgens de leads "
                            + "langs die bron kwam.")
                ]
            )
        case .causedShare:
            (
                say("Caused", "Veroorzaakt"),
                [
                    say(
                        "Of what a source has to its credit, the part that would not have come without it: what all "
                            + "sources together brought more while it was on ÷ what was credited to it, from 0 to "
                            + "200%. The rest would have come anyway.",
                        "Van wat op naam van een bron staat het deel dat er zonder niet was gekomen: wat alle "
                            + "bronnen samen meer brachten terwijl hij aan stond ÷ wat op zijn naam staat, van 0 "
                            + "tot 200%. De rest was er toch gekomen.")
                ]
            )
        default: ("", [])
        }
    }
}

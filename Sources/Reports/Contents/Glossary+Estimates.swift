/// The words for what is estimated: verdicts, what is to come, and how sure it is.
extension Glossary {
    func estimate(_ term: Term) -> (title: String, lines: [String]) {
        switch term {
        case .tooFew:
            (
                say("Too few", "Te weinig"),
                [
                    say(
                        "The range holds the norm, so the rate may lie above or below it; or fewer than ten MQLs had their time. (+150): with about 150 "
                            + "more MQLs that had their time, four in five such sources can be judged. 2 of 20 is "
                            + "10%, and may be 1.8% or 28%.",
                        "De norm ligt binnen het interval, dus de conversie kan erboven of eronder liggen; of minder dan tien MQL's hadden tijd genoeg. "
                            + "(+150): met ongeveer 150 MQL's meer die tijd genoeg hadden zijn vier van de vijf zulke "
                            + "bronnen te beoordelen. 2 van 20 is 10%, en kan ook 1,8% of 28% zijn."
                    )
                ]
            )
        case .tooYoung:
            (
                say("Too young", "Te jong"),
                [
                    say(
                        "There are enough MQLs, and too few of them had their time. Waiting will do, buying more "
                            + "is not needed: the report says from which day on it can be judged.",
                        "Er zijn genoeg MQL's, en te weinig daarvan hadden tijd genoeg. Wachten is genoeg, meer "
                            + "inkopen hoeft niet: het rapport zegt vanaf welke dag er een oordeel kan zijn."
                    )
                ]
            )
        case .tooClose:
            (
                say("Too close", "Te dichtbij"),
                [
                    say(
                        "The rate lies so near the norm that not even 5,000 more MQLs would tell on which side of "
                            + "it. Treat it as equal.",
                        "De conversie ligt zo dicht bij de norm dat zelfs 5.000 MQL's meer niet zeggen aan welke "
                            + "kant. Behandel hem als gelijk.")
                ]
            )
        case .holds:
            (
                say("Surely", "Zeker"),
                [
                    say(
                        "Whoever looks every week calls an average source above or below the norm at least once "
                            + "a year in three of ten cases, by chance. A verdict with surely has evidence of 20 to 1: "
                            + "looking often does not make it wrong more than one time in twenty.",
                        "Wie elke week kijkt, noemt een gewone bron in drie van de tien jaren minstens één keer "
                            + "boven of onder de norm, bij toeval. Een oordeel met zeker heeft bewijs van 20 tegen 1: "
                            + "ook wie vaak kijkt heeft het hoogstens één op de twintig keer mis.")
                ]
            )
        case .standsOut:
            (
                say("Stands out", "Wijkt af"),
                [
                    say(
                        "The source converts otherwise than the others together. It is said only where the "
                            + "sources differ at all, and allows for looking at all of them: of ten that are "
                            + "named at most one, on average, is named wrongly.",
                        "De bron converteert anders dan de andere samen. Dat staat er alleen als de bronnen "
                            + "überhaupt verschillen, en rekent ermee dat naar alle is gekeken: van tien die "
                            + "genoemd worden hoogstens één ten onrechte.")
                ]
            )
        case .sign:
            (
                say(.sign),
                [
                    say(
                        "Something that a lead had or did before sales had it. Its points are 10 × the weight of "
                            + "evidence: how many times as often won leads have it, as a logarithm. 9 of 15 won and 0 of "
                            + "20 lost, half a lead added everywhere: ln((9.5 ÷ 16) ÷ (0.5 ÷ 21)) = 3.2, so 32 points. The "
                            + "odds are how many times as high the odds of winning are with it.",
                        "Iets wat een lead had of deed voordat sales hem had. De punten zijn 10 × het gewicht van het "
                            + "bewijs: hoeveel keer zo vaak gewonnen leads het hebben, als logaritme. 9 van 15 gewonnen en 0 "
                            + "van 20 verloren, overal een halve lead erbij: ln((9,5 ÷ 16) ÷ (0,5 ÷ 21)) = 3,2, dus 32 punten. "
                            + "De kans × zegt hoeveel keer zo hoog de kansverhouding ermee is.")
                ]
            )
        case .byChance:
            (
                say("By chance", "Toeval"),
                [
                    say(
                        "Whoever tries forty signs on thirty deals finds a handsome one among them nearly always. This is "
                            + "the part of the signs that look at least so good which chance alone gives (Benjamini and "
                            + "Hochberg). Found is what stays within the part that the rule book allows, 10%.",
                        "Wie veertig tekens op dertig deals probeert vindt er bijna altijd een mooie bij. Dit is het deel van "
                            + "de tekens die er minstens zo goed uitzien dat toeval alleen al geeft (Benjamini en Hochberg). "
                            + "Gevonden is wat binnen het deel blijft dat het regelboek toelaat, 10%."
                    )
                ]
            )
        case .dropped:
            (
                say("Dropped", "Afgevallen"),
                [
                    say(
                        "An MQL by the old rules and none by the new. Those that became an SQL are what a stricter rule "
                            + "would have cost. It makes no SQLs: with 60 MQLs left of 100, conversion can become at most 100 ÷ "
                            + "60 = 1.67 times what it was.",
                        "Een MQL volgens de oude regels en geen volgens de nieuwe. Wie ervan SQL werd is wat een strengere "
                            + "regel had gekost. Zij maakt geen SQL's: met 60 MQL's over van 100 kan de conversie hoogstens 100 ÷ "
                            + "60 = 1,67 keer worden wat zij was.")
                ]
            )
        case .chance:
            (
                say("Chance it is better", "Kans dat hij beter is"),
                [
                    say(
                        "How sure it is that a source converts better than the others, from the counts alone. "
                            + "50% is a coin. It says nothing of how much better: that is the difference.",
                        "Hoe zeker het is dat een bron beter converteert dan de andere, alleen uit de aantallen. "
                            + "50% is kop of munt. Het zegt niet hoeveel beter: dat is het verschil."
                    )
                ]
            )
        case .next:
            (
                say("What the next will cost", "Wat de volgende gaat kosten"),
                [
                    say(
                        "If nothing changes, the price lies within the range in the long run, 95%. € 6,000 "
                            + "bought 60 MQLs: each cost € 100, and the next will cost € 78 to € 131, because 60 "
                            + "might as well have been 46 or 77. With no SQL yet there is a least price only.",
                        "Verandert er niets, dan ligt de prijs op den duur binnen het interval, 95%. € 6.000 leverde "
                            + "60 MQL's: elk kostte € 100, en de volgende kost € 78 tot € 131, want het hadden er ook 46 "
                            + "of 77 kunnen zijn. Is er nog geen SQL, dan staat er alleen wat hij minstens kost."
                    )
                ]
            )
        case .toCome:
            (
                say("Undecided, and SQLs expected", "Onbeslist, en SQL's verwacht"),
                [
                    say(
                        "Undecided are the MQLs that are neither an SQL nor rejected or lost, and have days left. How "
                            + "many become an SQL follows from how long SQLs and rejections took so far, and "
                            + "from the source's own rate. Per SQL in the end: spend ÷ the SQLs of now and to come.",
                        "Onbeslist zijn de MQL's die geen SQL zijn, niet afgewezen of verloren, en nog dagen hebben. "
                            + "Hoeveel er SQL worden volgt uit hoe lang SQL's en afwijzingen tot nu toe "
                            + "duurden, en uit de conversie van de bron. Per SQL uiteindelijk: inkoop ÷ de SQL's van nu "
                            + "en op komst.")
                ]
            )
        case .planWith:
            (
                say(.budgetWith),
                [
                    say(
                        "A rate for a budget, adjusted for small numbers: the source's own, drawn towards the others, the more so the fewer "
                            + "MQLs it has. 2 of 3 is not 67%. It serves budgets only: a verdict goes by the source's own rate and its range.",
                        "Een percentage voor een begroting, gecorrigeerd voor kleine aantallen: dat van de bron zelf, naar de andere getrokken, sterker "
                            + "naarmate hij minder MQL's heeft. 2 van 3 is geen 67%. Het dient alleen begrotingen: een oordeel gaat uit van het "
                            + "eigen percentage en zijn interval.")
                ]
            )
        case .openMonth:
            (
                say("Provisional month", "Voorlopige maand"),
                [
                    say(
                        "Some of its MQLs have not had their time: its SQLs and costs per SQL still change. What a "
                            + "closed month shows within the horizon does not change any more.",
                        "Sommige MQL's van die maand hebben hun tijd nog niet gehad: de SQL's en kosten per SQL "
                            + "veranderen nog. Wat een afgesloten maand binnen de horizon laat zien verandert "
                            + "niet meer.")
                ]
            )
        case .openDeals:
            (
                say("With open deals", "Met open deals"),
                [
                    say(
                        "A forecast: won so far, and each open deal for the share of closed deals that was won. "
                            + "One of four won, € 400 open: € 100 more. It stands apart from what came back.",
                        "Een verwachting: gewonnen tot nu toe, en elke open deal voor het deel van de gesloten "
                            + "deals dat gewonnen is. Eén op vier gewonnen, € 400 open: € 100 erbij. Het staat "
                            + "los van wat er terugkwam.")
                ]
            )
        case .payback:
            (
                say("Months to pay back", "Terug na, maanden"),
                [
                    say(
                        "Cost per customer ÷ the margin of one month: € 3,000 ÷ € 400 = 7.5 months, if nobody "
                            + "leaves. Only where every won deal is paid by the month.",
                        "Kosten per klant ÷ de marge van één maand: € 3.000 ÷ € 400 = 7,5 maand, als niemand "
                            + "vertrekt. Alleen waar elke gewonnen deal per maand wordt betaald.")
                ]
            )
        case .advice:
            (
                say("Advice and effect", "Advies en effect"),
                [
                    say(
                        "Effect is what the MQLs of a source are worth, less what they cost. Stop: at most 1 chance in "
                            + "10 that buying it pays. Where somebody has said what is required: buy more from 4 "
                            + "chances in 5 that it returns that, where the next euro does too; cheaper at most 1 in "
                            + "5. Keep: in between. Ask finance first: a stop that repeat orders could turn.",
                        "Effect is wat de MQL's van een bron waard zijn, min wat ze kosten. Stop: hoogstens 1 kans op 10 "
                            + "dat inkoop loont. Waar iemand heeft gezegd wat de eis is: meer vanaf 4 kansen op 5 "
                            + "dat die gehaald wordt, waar ook de volgende euro dat doet; goedkoper bij hoogstens 1 op "
                            + "5. Houden: daartussen. Eerst finance vragen: een stop die vervolgorders kunnen keren."
                    )
                ]
            )
        case .atMost:
            (
                say("At most: the highest price", "Hoogstens: de hoogste prijs"),
                [
                    say(
                        "Worth ÷ required return: an MQL worth € 240 of which each euro must bring back € 2.00 may cost € 120 "
                            + "all-in, own hours and tools included.",
                        "Waarde ÷ eis: een MQL van € 240 waarvan elke euro € 2,00 moet opleveren mag € 120 kosten, alles "
                            + "meegerekend, dus met eigen uren en tools.")
                ]
            )
        case .requiredReturn:
            (
                say("Required return", "Vereist rendement"),
                [
                    say(
                        "Euros of margin asked per euro of cost: 1.00 pays for itself, 2.00 is a return of 100%. Until "
                            + "somebody says it (required_return in mql.yaml) nothing is required, and there is no "
                            + "highest price. Pays and Meets are the chances of both.",
                        "Euro's marge die per euro kosten gevraagd worden: 1,00 verdient zich terug, 2,00 is een "
                            + "rendement van 100%. Tot iemand het zegt (required_return in mql.yaml) is er geen eis, en "
                            + "geen hoogste prijs. Quitte en Eis zijn de kansen op beide.")
                ]
            )
        case .curve:
            (
                say("Curve: what more spend brings", "Curve: wat meer uitgaven brengen"),
                [
                    say(
                        "The next euro buys ever fewer MQLs. Assumed 0.70: 10% more spend gives about 7% more MQLs. "
                            + "Of months of which each has other spend the source's own number is measured; of "
                            + "months that are alike nothing can be, and the table says so. MQLs = a × spend ÷ (b + "
                            + "spend), held at what was spent lately: 3,000 for 25 MQLs and 0.70 give a = 83.3 and b "
                            + "= 7,000, so 6,000 gives 38 and not 50.",
                        "De volgende euro koopt steeds minder MQL's. Aangenomen 0,70: 10% meer uitgaven geeft ongeveer "
                            + "7% meer MQL's. Van maanden met telkens andere uitgaven is het eigen getal van de bron te "
                            + "meten; van maanden die gelijk zijn niet, en de tabel zegt dat. MQL's = a × uitgaven ÷ "
                            + "(b + uitgaven), vastgehouden bij wat er laatst is besteed: 3.000 voor 25 MQL's en "
                            + "0,70 geven a = 83,3 en b = 7.000, dus 6.000 geeft er 38 en geen 50.")
                ]
            )
        case .nextEuro:
            (
                say("Next euro", "Volgende €"),
                [
                    say(
                        "The margin that one more euro brings, less what the hours spent on its MQLs have to bring "
                            + "back. A plan is best when it is the same everywhere; it ends where it falls below "
                            + "the required return.",
                        "De marge die nog een euro brengt, min wat de uren voor die MQL's moeten opbrengen. Een plan is "
                            + "het best als dat overal gelijk is; het eindigt waar het onder de eis zakt."
                    )
                ]
            )
        case .test:
            (
                say("Test", "Proef"),
                [
                    say(
                        "A source with fewer than ten MQLs that had their time cannot be planned with. It gets what "
                            + "buys the MQLs that tell, or nothing where that is more than twice its highest month, or "
                            + "than a fifth of the amount for all tests together.",
                        "Met een bron met minder dan tien MQL's die tijd genoeg hadden valt niet te plannen. Zij krijgt "
                            + "wat de MQL's kosten die het laten zien, of niets waar dat meer is dan tweemaal haar "
                            + "hoogste maand, of dan een vijfde van het bedrag voor alle proeven samen."
                    )
                ]
            )
        default: ("", [])
        }
    }
}

internal import Quantities

/// The words for what is counted and paid: cost, worth, rates and what they are held against.
extension Glossary {
    func figure(_ term: Term) -> (title: String, lines: [String]) {
        switch term {
        case .worth:
            (
                say("Worth", "Wat hij u waard is"),
                [
                    say(
                        "Chance of an SQL × chance of a sale × margin: 12% × 25% × € 8,000 = € 240 per MQL. "
                            + "Another figure than the guide price, and always shown apart.",
                        "Kans op SQL × kans op verkoop × marge: 12% × 25% × € 8.000 = € 240 per MQL. Een "
                            + "ander cijfer dan de richtprijs, en altijd apart getoond.")
                ]
            )
        case .boughtFor:
            (
                say("Bought for", "Inkoop"),
                [
                    say(
                        "What was paid to others: media, agency, content. Own hours and tools are not in it.",
                        "Wat aan anderen betaald is: media, bureau, content. Eigen uren en tools zitten er "
                            + "niet in.")
                ]
            )
        case .allIn:
            (
                say("All-in", "Alles meegerekend"),
                [
                    say(
                        "Bought for, with own hours and tools. Absent where the file of spend has neither: "
                            + "it is then not known, and not equal to what was bought.",
                        "Inkoop, met eigen uren en tools. Afwezig waar het bestand met uitgaven geen van "
                            + "beide heeft: dan is het niet bekend, en niet gelijk aan de inkoop.")
                ]
            )
        case .cost:
            (
                say("Cost per lead, MQL, SQL", "Kosten per lead, MQL, SQL"),
                [
                    say(
                        "What was spent ÷ how many there are: € 12,000 ÷ 80 MQLs = € 150. What it did cost, "
                            + "so without a range. Blended costs come from sums, never from the mean of costs.",
                        "Wat is besteed ÷ hoeveel het er zijn: € 12.000 ÷ 80 MQL's = € 150. Wat het "
                            + "kostte, dus zonder interval. Samengestelde kosten komen uit sommen, nooit uit "
                            + "het gemiddelde van kosten.")
                ]
            )
        case .maturedEquivalent:
            (
                say("Of those that had their time", "Van wie tijd genoeg had"),
                [
                    say(
                        "An MQL of last week has not had its time to become an SQL. Each MQL counts for the "
                            + "part of its time that it had, by how long SQLs took so far.",
                        "Een MQL van vorige week heeft zijn tijd om SQL te worden nog niet gehad. Elke MQL "
                            + "telt voor het deel van zijn tijd dat hij had, naar hoe lang SQL's er tot nu "
                            + "toe over deden."),
                    say(
                        "Example: half of the SQLs come within 30 days and all within 90. Then 10 MQLs of 30 "
                            + "days count for 5, and 2 SQLs of them are 40%, not 20%.",
                        "Voorbeeld: de helft van de SQL's komt binnen 30 dagen en alle binnen 90. Dan tellen "
                            + "10 MQL's van 30 dagen voor 5, en zijn 2 SQL's daarvan 40%, niet 20%."
                    ),
                ]
            )
        case .range:
            (
                say("Range (95% interval)", "Interval (95%)"),
                [
                    say(
                        "2 of 20 is 10%, and the true rate may be anything from 1.8% to 28%: the range that "
                            + "holds it in 95 of 100 cases. A small number says little.",
                        "2 van 20 is 10%, en de ware kans kan van alles zijn van 1,8% tot 28%: het interval dat "
                            + "hem in 95 van de 100 gevallen bevat. Een klein aantal zegt weinig.")
                ]
            )
        case .norm:
            (
                say("Norm and benchmark", "Norm en benchmark"),
                [
                    say(
                        "1 in 10 is a norm: the share of MQLs that a good seller with personal follow-up "
                            + "makes an SQL of. It gives a verdict. A published figure such as 13% is of "
                            + "another stage, year or people, and gives an indication.",
                        "1 op 10 is een norm: het deel van de MQL's waar een goede verkoper met persoonlijke "
                            + "opvolging een SQL van maakt. Ze geeft een oordeel. Een gepubliceerd cijfer "
                            + "zoals 13% is van een andere stap, ander jaar of andere mensen, en geeft een "
                            + "indicatie.")
                ]
            )
        case .back:
            (
                say(.backPerOne(.eur)),
                [
                    say(
                        "What each euro spent has brought back so far: margin of the deals won ÷ what was spent, € 21,000 ÷ "
                            + "€ 14,000 = 1.50, a return of 50%. Without margins it is turnover, and called so.",
                        "Wat elke bestede euro tot nu toe heeft opgebracht: marge van de gewonnen deals ÷ wat is besteed, "
                            + "€ 21.000 ÷ € 14.000 = 1,50, een rendement van 50%. Zonder marges is het omzet, en heet het zo."
                    )
                ]
            )
        default: ("", [])
        }
    }
}

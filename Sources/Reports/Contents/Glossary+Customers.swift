/// The words of what customers are worth.
extension Glossary {
    func customerWord(_ term: Term) -> (title: String, lines: [String]) {
        switch term {
        case .paidBack:
            (
                say("Cost is back", "Kosten terug"),
                [
                    say(
                        "The MQLs of a quarter cost money, and the customers among them bring margin, month after month. The "
                            + "cost is back in the month in which that margin is as much, counted from the first day of the "
                            + "quarter; a refund may undo it.",
                        "De MQL's van een kwartaal kosten geld, en de klanten eronder brengen marge, maand na maand. De kosten "
                            + "zijn terug in de maand waarin die marge evenveel is, geteld vanaf de eerste dag van het "
                            + "kwartaal; een creditnota kan dat ongedaan maken."),
                    say(
                        "Example: € 9,000 spent, 3 customers at € 3,000 each, € 5,580 of margin after 7 months: 62% is back. A "
                            + "quarter is still open while sales of its MQLs may come, and is not judged.",
                        "Voorbeeld: € 9.000 besteed, 3 klanten van € 3.000 per stuk, € 5.580 marge na 7 maanden: 62% is terug. "
                            + "Een kwartaal is nog open zolang er verkopen uit de MQL's kunnen komen, en krijgt geen "
                            + "oordeel."),
                ]
            )
        case .sourced:
            (
                say("Sourced and influenced", "Aangebracht en beïnvloed"),
                [
                    say(
                        "A won deal is sourced by marketing where the first that is known of its contacts, as a lead or by a "
                            + "touch with a source, is of marketing. It is influenced where that is not so and marketing touched "
                            + "them before the sale. A seller, a customer or a colleague who found them is not marketing.",
                        "Een gewonnen deal is aangebracht door marketing als het eerste dat van de contacten bekend is, als lead "
                            + "of door een contactmoment met een bron, van marketing is. Hij is beïnvloed als dat niet zo is en "
                            + "marketing hen voor de verkoop raakte. Een verkoper, klant of collega die hen vond is geen "
                            + "marketing."),
                    say(
                        "Both, with those without marketing and those of which nobody knows, are all won deals: 12 sourced + 3 "
                            + "influenced + 4 without + 1 not known = 20.",
                        "Beide zijn met de deals zonder marketing en die waarvan niemand het weet alle gewonnen deals: 12 "
                            + "aangebracht + 3 beïnvloed + 4 zonder + 1 niet bekend = 20."),
                ]
            )
        default:
            (
                say("What a customer brings", "Wat een klant brengt"),
                [
                    say(
                        "The margin of a customer in the months that were seen: the first sale, and what comes each month after "
                            + "it × the months that somebody is a customer on average, those who left among them. Who is still "
                            + "one counts for as long as he was seen. It ends where fewer than ten customers were seen that "
                            + "long, and nothing is taken to go on.",
                        "De marge van een klant in de maanden die te zien waren: de eerste verkoop, en wat er daarna per maand "
                            + "komt × de maanden dat iemand gemiddeld klant is, met wie vertrok erbij. Wie het nog is telt "
                            + "zolang hij te zien was. Het houdt op waar minder dan tien klanten zo lang te zien waren, en "
                            + "niets wordt doorgetrokken."),
                    say(
                        "Example: € 1,200 at first, then € 240 a month, for 30 months: 1,200 + 240 × 30 = € 8,400, or € 280 a "
                            + "month.",
                        "Voorbeeld: eerst € 1.200, dan € 240 per maand, 30 maanden lang: 1.200 + 240 × 30 = € 8.400, ofwel "
                            + "€ 280 per maand."),
                    say(
                        "A customer has left once nothing came for longer than nine in ten of those who bought again took.",
                        "Een klant is vertrokken zodra er langer niets kwam dan waarin negen van de tien opnieuw kochten."
                    ),
                ]
            )
        }
    }
}

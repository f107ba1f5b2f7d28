internal import Analysis
internal import Quantities

/// That data look like an import into a CRM, in words.
struct MoveText {
    private let move: CRMMove
    private let say: Wording

    init(_ move: CRMMove, _ say: Wording) {
        self.move = move
        self.say = say
    }

    /// What was seen, with its numbers.
    var seen: String {
        var parts: [String] = []
        if let wins = move.wins {
            let (early, all) = (say.numbers.count(wins.early), say.numbers.count(wins.all))
            parts.append(
                say(
                    "\(early) of \(all) won deals with a lead were closed before the lead or the MQL",
                    "\(early) van \(all) gewonnen deals met een lead zijn gesloten vóór de lead of de MQL"
                ))
        }
        if let day = move.day {
            let (leads, all) = (say.numbers.count(day.leads), say.numbers.count(day.all))
            parts.append(
                say(
                    "\(leads) of \(all) leads were created on \(say.day(day.day))",
                    "\(leads) van \(all) leads zijn aangemaakt op \(say.day(day.day))"))
        }
        return parts.joined(separator: say(", and ", ", en "))
    }

    /// The first line of a page whose verdicts on money are withheld.
    var first: String {
        say(
            "This looks like an import into the CRM: \(seen). What the money brought cannot be told from that.",
            "Dit lijkt op een import in het CRM: \(seen). Wat het geld opleverde is daaruit niet af te leiden."
        )
    }

    /// Why nothing is said of who converts better.
    var noComparison: String {
        say(
            "This looks like an import into the CRM: \(seen). Whether rows differ, or convert better "
                + "than a known figure, cannot be told from that.",
            "Dit lijkt op een import in het CRM: \(seen). Of rijen verschillen, of beter converteren dan "
                + "een bekend cijfer, is daaruit niet af te leiden.")
    }

    /// What to do about it.
    var advice: String {
        say(
            "looks like an import into the CRM: \(seen). created: earliest in mql.yaml counts each lead from "
                + "its first stage or activity",
            "lijkt op een import in het CRM: \(seen). created: earliest in mql.yaml telt elke lead vanaf zijn "
                + "eerste fase of activiteit")
    }
}

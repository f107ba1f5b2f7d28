internal import Analysis
internal import Quantities

/// What an earlier page showed of the same months, and why that moved, in words.
struct ShownBefore {
    private let before: IssuedPage
    private let now: IssuedPage
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ before: IssuedPage, _ now: IssuedPage, _ say: Wording) {
        (self.before, self.now, self.say) = (before, now, say)
    }

    var text: String {
        let (number, day) = (numbers.count(before.number), say.day(before.on))
        let start = say("Page \(number) of \(day). ", "Pagina \(number) van \(day). ")
        let moves = [
            before.cost(to: now).map {
                sentence(say("Cost per MQL", "Kosten per MQL"), $0)
            },
            before.worth(to: now).map { sentence(say("Worth", "Waarde"), $0) },
        ].compactMap(\.self)
        guard !moves.isEmpty else {
            return start
                + say(
                    "What it showed cannot be compared with this page: own cost or worth was not known on one of "
                        + "the two.",
                    "Wat daarop stond is hier niet mee te vergelijken: eigen kosten of waarde was op een van de twee niet bekend."
                )
        }
        return start + moves.joined(separator: " ")
    }

    private func money(_ units: Int64) -> String {
        numbers.whole(
            Money(exactly: Int128(units) * 100, now.bought.currency)
                ?? Money(cents: 0, now.bought.currency))
    }

    private func sentence(_ name: String, _ move: IssuedPage.Move) -> String {
        guard move.before != move.now || !move.parts.isEmpty else {
            return say(
                "\(name) was \(money(move.before)) too.", "\(name) was ook \(money(move.before)).")
        }
        let parts = move.parts.map { part in
            (part.amount > 0 ? "+" : "") + money(part.amount) + " " + words(part.cause)
        }
        return say(
            "\(name) was \(money(move.before)) and is \(money(move.now)): \(parts.joined(separator: ", ")).",
            "\(name) was \(money(move.before)) en is \(money(move.now)): \(parts.joined(separator: ", "))."
        )
    }

    private func words(_ cause: IssuedPage.Cause) -> String {
        switch cause {
        case .lateSpend: say("by spend that came in later", "door uitgaven die later binnenkwamen")
        case .ownCost: say("by own hours and tools", "door eigen uren en tools")
        case .otherHours:
            say("as other own hours are assumed", "doordat andere eigen uren zijn aangenomen")
        case .mqls:
            say(
                "by MQLs added or corrected in the files",
                "door MQL's die in de bestanden bijkwamen of verbeterd zijn")
        case .otherRules: say("by other rules", "door andere regels")
        case .matured: say("as MQLs matured", "doordat MQL's hun tijd kregen")
        case .decided: say("by what became of SQLs", "door wat er van SQL's werd")
        case .sales: say("by the margin of sales since", "door de marge van latere verkopen")
        case .otherMargin:
            say("as another margin is assumed", "doordat een andere marge is aangenomen")
        }
    }
}

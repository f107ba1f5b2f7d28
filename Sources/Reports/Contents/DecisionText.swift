internal import Analysis
internal import Funnels
internal import Quantities

/// What became of a decision, in sentences.
struct DecisionText {
    private let outcome: DecisionOutcome
    private let say: Wording
    private var decision: TeamDecision { outcome.decision }
    private var numbers: NumberFormat { say.numbers }

    init(_ outcome: DecisionOutcome, _ say: Wording) {
        self.outcome = outcome
        self.say = say
    }

    /// `1. Cap Google at €150`.
    var title: String { "\(decision.number). \(decision.text)" }

    /// Who decided it, on which day, about what, and until when.
    var about: String {
        var parts = [say.day(decision.on)]
        if let by = decision.by { parts.append(by) }
        if let label = outcome.label { parts.append(say.text(label)) }
        if let until = decision.until {
            let day = say.day(until)
            parts.append(
                outcome.isDue
                    ? say(
                        "to be looked at again since \(day)", "opnieuw te bekijken sinds \(day)")
                    : say("to be looked at again on \(day)", "opnieuw te bekijken op \(day)"))
        }
        return parts.joined(separator: " · ")
    }

    /// All of it, in one paragraph for an agenda.
    var line: String {
        "\(title) (\(about)): " + ([status] + came).joined(separator: " ")
    }

    // MARK: Carried out

    /// ` (1 Oct 2026 to 30 Nov 2026)`: the days that it is of.
    private var since: String { outcome.days.map { " (\(say.period($0)))" } ?? "" }

    /// `, 1 Oct 2026 to 30 Nov 2026`, between brackets that hold more.
    private var over: String { outcome.days.map { ", \(say.period($0))" } ?? "" }

    /// Whether it was carried out, as a sentence.
    var status: String {
        switch outcome.state {
        case .closed: return closed
        case .notWatched:
            return say(
                "Nothing of it can be watched; say so when it is done.",
                "Hieraan valt niets te volgen; meld het als het gedaan is.")
        case .tooEarly:
            return say("Too early to tell.", "Te vroeg om iets te zeggen.")
        case .spendNotKnown(let day):
            return day.map {
                say(
                    "Not known whether it was carried out: spend is known to \(say.day($0)).",
                    "Niet bekend of het is uitgevoerd: uitgaven zijn bekend tot \(say.day($0)).")
            }
                ?? say(
                    "Not known whether it was carried out: no spend is known.",
                    "Niet bekend of het is uitgevoerd: er zijn geen uitgaven bekend.")
        case .mqlsNotKnown(let absence):
            return say(
                "Not to be told: \(say.why(absence)).", "Niet te zeggen: \(say.why(absence)).")
        case .otherCurrency:
            let amount = decision.aim?.amount.map { numbers.money($0) } ?? ""
            return say(
                "Not to be told: \(amount) was agreed, and the report is in another currency (--rates converts).",
                "Niet te zeggen: er is \(amount) afgesproken, en het rapport is in een andere valuta (--rates rekent om)."
            )
        case .sourceNotKnown:
            let source = (decision.source ?? "").quoted
            return say(
                "Not to be told: no lead and no spend is of \(source).",
                "Niet te zeggen: geen lead en geen uitgave is van \(source).")
        case .noMQLs:
            let spend = outcome.spend.map { numbers.money($0) } ?? ""
            return say(
                "Not to be told yet: no MQL came since, for \(spend)\(since).",
                "Nog niet te zeggen: er kwam sindsdien geen MQL, voor \(spend)\(since).")
        case .yes, .no, .ratherYes, .ratherNo: return watchedStatus
        }
    }

    private var closed: String {
        guard let closed = decision.closed else { return "" }
        let (day, note) = (say.day(closed.on), closed.note.map { " \($0)" } ?? "")
        switch closed.how {
        case .done: return say("Done on \(day).", "Gedaan op \(day).") + note
        case .dropped: return say("Dropped on \(day).", "Vervallen op \(day).") + note
        }
    }

    private var watchedStatus: String {
        switch decision.aim {
        case nil: return ""
        case .stop:
            if outcome.state == .yes {
                return say(
                    "Carried out: nothing was bought since\(since).",
                    "Uitgevoerd: er is sindsdien niets ingekocht\(since).")
            }
            let spend = outcome.spend.map { " " + numbers.money($0) } ?? ""
            return say(
                "Not carried out: it was bought since as well\(spend.isEmpty ? "" : ", for\(spend)")\(since).",
                "Niet uitgevoerd: er is sindsdien nog ingekocht\(spend.isEmpty ? "" : ", voor\(spend)")\(since)."
            )
        case .cap(let most): return cap(most)
        case .spend(let sum): return spend(sum)
        }
    }

    private func cap(_ most: Money) -> String {
        let agreed = numbers.money(most)
        let count = say.count(outcome.mqls ?? 0, .mql)
        let cost = outcome.perMQL.map { numbers.money($0) } ?? ""
        let found = say(
            "an MQL cost \(cost) to buy (\(count)\(over)), at most \(agreed) was agreed",
            "een MQL kostte \(cost) inkoop (\(count)\(over)), hoogstens \(agreed) was afgesproken")
        switch outcome.state {
        case .yes: return say("Carried out: \(found).", "Uitgevoerd: \(found).")
        case .no: return say("Not carried out: \(found).", "Niet uitgevoerd: \(found).")
        default:
            let low = outcome.perMQLLow.map(numbers.whole) ?? ""
            let range =
                outcome.perMQLHigh.map {
                    say(
                        "between \(low) and \(numbers.whole($0))",
                        "tussen \(low) en \(numbers.whole($0))")
                } ?? say("\(low) or more", "\(low) of meer")
            let isSo = outcome.state == .ratherYes
            return isSo
                ? say(
                    "So far yes: \(found). So few tell little: the next may cost \(range).",
                    "Tot nu toe wel: \(found). Zo weinig zegt weinig: de volgende kan \(range) kosten."
                )
                : say(
                    "So far not: \(found). So few tell little: the next may cost \(range).",
                    "Tot nu toe niet: \(found). Zo weinig zegt weinig: de volgende kan \(range) kosten."
                )
        }
    }

    private func spend(_ sum: Money) -> String {
        let (agreed, spent) = (numbers.money(sum), outcome.spend.map { numbers.money($0) } ?? "")
        let days = outcome.days.map { say.count($0.length, .day) } ?? ""
        let isSo = outcome.state == .yes
        let monthly =
            outcome.spend.flatMap { spend in
                outcome.days.flatMap {
                    Money(
                        rounding: Double(spend.cents) / Double($0.length) * 365.25 / 12,
                        spend.currency)
                }
            }.map(numbers.whole) ?? ""
        return say(
            "\(isSo ? "Carried out" : "Not carried out"): \(spent) was spent in \(days), which is \(monthly) a month; "
                + "\(agreed) was agreed.",
            "\(isSo ? "Uitgevoerd" : "Niet uitgevoerd"): \(spent) is besteed in \(days), dat is \(monthly) per maand; "
                + "\(agreed) was afgesproken.")
    }

    // MARK: What came of it

    /// What came, against what was to be expected; nothing where that cannot be told.
    var came: [String] {
        var lines: [String] = []
        if let saved = outcome.saved, saved.cents > 0 {
            let amount = numbers.whole(saved)
            lines.append(
                say(
                    "At the pace of before \(amount) would have been spent.",
                    "In het tempo van ervoor was er \(amount) aan besteed."))
        }
        guard let expected = outcome.expected, let came = outcome.came else { return lines }
        let count = say.count(came, .mql)
        let range =
            "\(numbers.expected(expected.mqls)) (\(numbers.count(expected.low))–\(numbers.count(expected.high)))"
        let verdict =
            (expected.low...expected.high).contains(came)
            ? say("the difference can be chance", "het verschil kan toeval zijn")
            : came < expected.low
                ? say("fewer than chance explains", "minder dan toeval verklaart")
                : say("more than chance explains", "meer dan toeval verklaart")
        lines.append(
            decision.aim == .stop
                ? say(
                    "All other sources brought \(count); \(range) were to be expected: \(verdict).",
                    "Alle andere bronnen brachten \(count); te verwachten waren \(range): \(verdict)."
                )
                : say(
                    "It brought \(count); \(range) were to be expected at the earlier cost: \(verdict).",
                    "Dat bracht \(count); te verwachten waren \(range) bij de eerdere kosten: \(verdict)."
                ))
        return lines
    }

    // MARK: For programs

    var json: JSONValue {
        let days = outcome.days
        return .members([
            "number": decision.number, "on": decision.on, "text": decision.text,
            "by": decision.by, "source": decision.source, "until": decision.until,
            "due": outcome.isDue, "aim": decision.aim?.code, "amount": decision.aim?.amount,
            "state": outcome.state.code, "from": days?.first, "to": days?.lastDay,
            "spend": outcome.spend, "mqls": outcome.mqls, "per_mql": outcome.perMQL,
            "per_mql_low": outcome.perMQLLow, "per_mql_high": outcome.perMQLHigh,
            "expected": outcome.expected?.mqls, "expected_low": outcome.expected?.low,
            "expected_high": outcome.expected?.high, "came": outcome.came,
            "saved": outcome.saved, "closed": decision.closed?.how.rawValue,
            "closed_on": decision.closed?.on, "note": decision.closed?.note,
        ])
    }
}

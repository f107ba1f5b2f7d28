internal import Analysis
internal import Intake
internal import Leads
internal import Quantities

/// What is missing in the data, in words: where, how much, what it does to which figure, and what puts it right.
struct HoleText {
    private let say: Wording
    private let reading: Reading
    private var numbers: NumberFormat { say.numbers }

    init(_ say: Wording, _ reading: Reading) {
        (self.say, self.reading) = (say, reading)
    }

    /// One sentence for a note: where, how much and the effect.
    func note(_ hole: Hole) -> String { "\(what(hole)): \(effect(hole))" }

    /// Which source it is of.
    func place(_ hole: Hole) -> String {
        hole.source.map { say.text($0.label) } ?? say("all sources", "alle bronnen")
    }

    /// The days, by the month where these are whole months.
    private func days(_ days: Period) -> String {
        say.period(days)
    }

    /// Where it is and how large.
    func what(_ hole: Hole) -> String {
        let (place, days) = (place(hole), days(hole.days))
        let mqls = hole.mqls.map { say.count($0, .mql) } ?? ""
        let leads = hole.leads.map { say.count($0, .lead) } ?? ""
        let before = say.day(hole.days.first.advanced(by: -1))
        switch hole.kind {
        case .spendEnds, .sourceStops:
            let others =
                hole.kind == .sourceStops
                ? say(", while that of others goes on", ", terwijl die van andere doorlopen") : ""
            return say(
                "\(place) has \(mqls) in \(days), but no spend after \(before)\(others)",
                "\(place) heeft \(mqls) in \(days), maar geen uitgaven na \(before)\(others)")
        case .spendBegins:
            let first = say.day(hole.days.end)
            return say(
                "\(place) has \(mqls) in \(days), but no spend before \(first)",
                "\(place) heeft \(mqls) in \(days), maar geen uitgaven vóór \(first)")
        case .spendHole:
            return say(
                "\(place) has \(mqls) in \(days), but no spend, although there is spend before and after",
                "\(place) heeft \(mqls) in \(days), maar geen uitgaven, terwijl die er ervoor en erna wel zijn"
            )
        case .oldOutcomes:
            return say(
                "none of the \(mqls) of \(days) was rejected or lost, while some of the later ones were",
                "van de \(mqls) van \(days) is er geen afgewezen of verloren, en van de latere wel")
        case .recentOutcomes:
            return say(
                "the leads go on to \(say.day(hole.days.lastDay)), but the stages end on \(before): \(leads) "
                    + "and \(mqls) came after that",
                "de leads lopen door tot \(say.day(hole.days.lastDay)), maar de fasen eindigen op \(before): "
                    + "daarna kwamen er nog \(leads) en \(mqls)")
        case .migrationDay:
            let stage = hole.stage?.name ?? ""
            return say(
                "\(leads) of many sources and months reached the stage \(stage) on one day, \(days)",
                "\(leads) van veel bronnen en maanden kwamen op één dag in fase \(stage), \(days)")
        case .levelShift:
            guard case .leadsBefore(let old, let new) = hole.effect else { return place }
            let (count, day) = (say.count(new, .lead), say.day(hole.days.first))
            return say(
                "\(place) has \(count) a month from \(day) on, and had \(numbers.count(old)) before that",
                "\(place) heeft vanaf \(day) \(count) per maand, en had er daarvoor \(numbers.count(old))"
            )
        case .dayApart:
            let deals = hole.deals.map { say.count($0, .deal) } ?? ""
            return say(
                "\(days) lies more than 30 days after all other days of the data, or is still to come: "
                    + "\(leads) and \(deals) have that day",
                "\(days) ligt meer dan 30 dagen na alle andere dagen van de gegevens, of komt nog: \(leads) "
                    + "en \(deals) hebben die dag")
        case .emptySources:
            guard case .sourcesTooFew(let old, let new) = hole.effect else { return place }
            let day = say.day(hole.days.first)
            return say(
                "from \(day) on, \(numbers.share(new)) of the leads have no source, and before that "
                    + "\(numbers.share(old))",
                "vanaf \(day) heeft \(numbers.share(new)) van de leads geen bron, en daarvoor \(numbers.share(old))"
            )
        }
    }

    /// What it does to which figure.
    func effect(_ hole: Hole) -> String {
        let place = place(hole)
        switch hole.effect {
        case .costTooLow(let now, let without):
            let missing = hole.missing.map {
                say(
                    "; about \(numbers.money($0, whole: true)) may be missing",
                    "; er ontbreekt misschien zo'n \(numbers.money($0, whole: true))")
            }
            let costs = now.map { now in
                let rest = without.map {
                    say(
                        ", and \(numbers.money($0)) over the days with spend",
                        ", en \(numbers.money($0)) over de dagen met uitgaven")
                }
                return say(" (\(numbers.money(now))", " (\(numbers.money(now))") + (rest ?? "")
                    + ")"
            }
            return say(
                "the cost per MQL of \(place) is too low",
                "de kosten per MQL van \(place) zijn te laag")
                + (costs ?? "") + (missing ?? "")
        case .conversionTooHigh:
            return say(
                "leads that were turned down may have been deleted; if so, the share that becomes an SQL is "
                    + "too high",
                "afgewezen leads zijn misschien gewist; dan is het deel dat SQL wordt te hoog")
        case .outcomesTooFew:
            return say(
                "there are too few SQLs and customers, and the cost of each is too high; rates count up to that day",
                "er zijn te weinig SQL's en klanten, en de kosten van elk zijn te hoog; percentages tellen "
                    + "tot die dag"
            )
        case .delaysUnknown:
            return say(
                "that looks like an import; if so, the time until that stage is wrong, and so is every rate "
                    + "that depends on it",
                "dat lijkt op een import; dan klopt de tijd tot die fase niet, en ook geen percentage dat "
                    + "daarvan afhangt"
            )
        case .leadsBefore(let old, let new):
            return new < old
                ? say(
                    "if leads were lost, the cost per MQL of \(place) is too high",
                    "als er leads zijn weggevallen, zijn de kosten per MQL van \(place) te hoog")
                : say(
                    "if leads belong to another source or count twice, the cost per MQL of \(place) is too low",
                    "als leads bij een andere bron horen of dubbel tellen, zijn de kosten per MQL van \(place) te laag"
                )
        case .notCounted:
            return say("they count in no figure", "die tellen in geen enkel cijfer mee")
        case .sourcesTooFew:
            return say(
                "the cost per MQL of sources that lack these leads is too high",
                "de kosten per MQL van bronnen die deze leads missen zijn te hoog")
        }
    }

    /// What mends it.
    func mend(_ hole: Hole) -> String {
        let days = days(hole.days)
        switch hole.kind {
        case .spendEnds, .spendBegins, .spendHole, .sourceStops:
            let files = reading.tables.filter { $0.kinds.contains(.spend) }.map(\.file)
            let named = files.prefix(3).joined(separator: ", ")
            return say(
                "Export the spend of \(days) too"
                    + (named.isEmpty ? "" : " (besides \(named))")
                    + ". If nothing was spent then, say so with a row of 0.",
                "Exporteer ook de uitgaven van \(days)"
                    + (named.isEmpty ? "" : " (naast \(named))")
                    + ". Is er toen niets besteed, zeg dat dan met een rij van 0.")
        case .oldOutcomes:
            return say(
                "Export the rejected and lost leads and deals of \(days) too, including archived ones.",
                "Exporteer ook de afgewezen en verloren leads en deals van \(days), ook de gearchiveerde."
            )
        case .recentOutcomes:
            return say(
                "Export the stages again, on the same day as the leads.",
                "Exporteer de fasen opnieuw, op dezelfde dag als de leads.")
        case .migrationDay:
            return say(
                "Ask whoever manages the CRM for the dates from before the import.",
                "Vraag de beheerder van het CRM naar de datums van vóór de import.")
        case .levelShift:
            return say(
                "Ask what changed then: a form, a campaign, tracking, or how the CRM names sources.",
                "Vraag wat er toen veranderde: een formulier, een campagne, tracking, of hoe het CRM bronnen noemt."
            )
        case .dayApart:
            return say(
                "If the day is right, give --as-of \(hole.days.first); otherwise correct it in the file.",
                "Klopt de dag, geef dan --as-of \(hole.days.first); verbeter hem anders in het bestand."
            )
        case .emptySources:
            return say(
                "Ask what changed then: consent, tracking, or a form that keeps no source.",
                "Vraag wat er toen veranderde: toestemming, tracking, of een formulier dat geen bron bewaart."
            )
        }
    }

    /// Leads of whom nothing they did is known.
    func note(_ found: Holes.WithoutActivity) -> String {
        let (place, without) = (say.text(found.source.label), numbers.count(found.without))
        let leads = say.count(found.leads, .lead)
        return say(
            "\(place): \(without) of \(leads) without any activity; a low score there says nothing about "
                + "behaviour",
            "\(place): \(without) van \(leads) zonder enige activiteit; een lage score zegt daar niets "
                + "over gedrag"
        )
    }
}

extension Hole {
    /// As programs read it.
    ///
    /// - Parameter text: the words for it, in English.
    func members(_ text: HoleText) -> JSONObject {
        let members: JSONObject = [
            "kind": kind.rawValue, "source": source?.key, "first": days.first,
            "last": days.lastDay, "stage": stage?.name, "leads": leads, "mqls": mqls,
            "missing_spend": missing, "finding": text.what(self), "says": text.effect(self),
            "mend": text.mend(self),
        ]
        let more: JSONObject =
            switch effect {
            case .costTooLow(let now, let without):
                ["effect": "cost_too_low", "cost_now": now, "cost_without": without]
            case .conversionTooHigh: ["effect": "conversion_too_high"]
            case .outcomesTooFew: ["effect": "outcomes_too_few"]
            case .delaysUnknown: ["effect": "delays_unknown"]
            case .leadsBefore(let old, let new):
                [
                    "effect": new < old ? "cost_too_high" : "cost_too_low",
                    "per_month_before": old, "per_month_after": new,
                ]
            case .notCounted: ["effect": "not_counted", "deals": deals]
            case .sourcesTooFew(let old, let new):
                [
                    "effect": "cost_too_high", "share_before": old, "share_after": new,
                ]
            }
        return members + more
    }
}

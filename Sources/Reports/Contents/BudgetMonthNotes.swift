internal import Analysis
internal import Economics
internal import Quantities

/// What the months of a plan bring beside those it was learned from: the season, the trend, and where neither is
/// known how much wider the ranges are for it.
struct BudgetMonthNotes {
    private let budget: BudgetFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }
    private var months: MonthBelief { budget.monthEffects }

    init(_ budget: BudgetFigures, _ say: Wording) {
        self.budget = budget
        self.say = say
    }

    /// None where nothing is supposed of months.
    var lines: [String] {
        guard !months.factors.isEmpty else { return [] }
        return [season, trend].compactMap(\.self)
    }

    private var season: String? {
        let count = numbers.count(budget.months)
        let learned = span(budget.firstMonth, budget.lastMonth)
        if let factor = months.season {
            let planned = span(budget.asked.period, budget.asked.period)
            return say(
                "Season: for the same spend \(planned) bring about \(numbers.ratio(factor)) of what a month of the year "
                    + "brings on average, as learned from \(learned) (\(count) months) and drawn towards 1. It is in all "
                    + "that is expected here.",
                "Seizoen: voor dezelfde uitgaven brengt \(planned) ongeveer \(numbers.ratio(factor)) van wat een maand van "
                    + "het jaar gemiddeld brengt, zoals geleerd van \(learned) (\(count) maanden) en getrokken naar 1. "
                    + "Het zit in alles wat hier wordt verwacht.")
        }
        let from = numbers.count(budget.supposed.seasonFrom)
        let wider = percent(months.quarterSpread)
        let basis =
            budget.months < MonthBelief.twoQuarters
            ? say(
                "a supposition of no study: months of a year differ by about \(percent(budget.supposed.season))",
                "een aanname zonder onderzoek: maanden van een jaar verschillen ongeveer "
                    + percent(budget.supposed.season))
            : say(
                "by how its quarters differed so far, beside what is supposed of others",
                "naar hoe de kwartalen tot nu toe verschilden, naast wat van andere wordt aangenomen"
            )
        return say(
            "No season is known: that takes \(from) months of data, and these are \(count). All is learned from "
                + "\(learned), and ranges are wider because these months may lie ±\(wider) beside those (\(basis)).",
            "Er is geen seizoen bekend: dat vraagt \(from) maanden gegevens, en dit zijn er \(count). Alles is geleerd "
                + "van \(learned), en de intervallen zijn breder omdat deze maanden ±\(wider) daarnaast kunnen liggen "
                + "(\(basis)).")
    }

    private var trend: String? {
        guard let trend = months.trend else { return nil }
        let (much, give) = (percent(abs(trend.value)), percent(1.96 * trend.spread))
        guard trend.isShown else {
            return say(
                "No trend in MQLs per euro is shown: \(signed(trend.value)) a month, give or take \(give).",
                "Er blijkt geen trend in MQL's per euro: \(signed(trend.value)) per maand, plus of min \(give)."
            )
        }
        return trend.value < 0
            ? say(
                "Trend: MQLs per euro fall by \(much) a month, give or take \(give). It is expected to go on, by less "
                    + "each month.",
                "Trend: MQL's per euro dalen \(much) per maand, plus of min \(give). Verwacht wordt dat dit doorgaat, "
                    + "elke maand minder.")
            : say(
                "Trend: MQLs per euro rise by \(much) a month, give or take \(give). It is expected to go on, by less "
                    + "each month.",
                "Trend: MQL's per euro stijgen \(much) per maand, plus of min \(give). Verwacht wordt dat dit doorgaat, "
                    + "elke maand minder.")
    }

    private func percent(_ part: Double) -> String {
        "\(numbers.fixed(part * 100, decimals: part < 0.1 ? 1 : 0))%"
    }

    private func signed(_ part: Double) -> String {
        let text = percent(abs(part))
        return part < 0 && text != percent(0) ? "−\(text)" : text
    }

    /// `July to September 2026`: both are in it.
    private func span(_ first: Period, _ last: Period) -> String {
        let (from, to) = (first.first, last.lastDay)
        let (one, other) = (from.civil, to.civil)
        let end = "\(name(other.month)) \(other.year)"
        if one.year == other.year {
            return one.month == other.month
                ? end : say("\(name(one.month)) to \(end)", "\(name(one.month)) t/m \(end)")
        }
        let start = "\(name(one.month)) \(one.year)"
        return say("\(start) to \(end)", "\(start) t/m \(end)")
    }

    private func name(_ month: Int) -> String {
        let names = [
            Phrase(en: "January", nl: "januari"), Phrase(en: "February", nl: "februari"),
            Phrase(en: "March", nl: "maart"), Phrase(en: "April", nl: "april"),
            Phrase(en: "May", nl: "mei"), Phrase(en: "June", nl: "juni"),
            Phrase(en: "July", nl: "juli"), Phrase(en: "August", nl: "augustus"),
            Phrase(en: "September", nl: "september"), Phrase(en: "October", nl: "oktober"),
            Phrase(en: "November", nl: "november"), Phrase(en: "December", nl: "december"),
        ]
        return names.indices.contains(month - 1) ? say.text(names[month - 1]) : ""
    }
}

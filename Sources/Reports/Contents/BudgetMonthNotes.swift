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
                "Season: for the same spend, \(planned) can be expected to bring about "
                    + "\(numbers.ratio(factor)) times what an average month brings (learned from \(learned), "
                    + "\(count) months, and drawn towards 1 for caution). Everything here allows for that.",
                "Seizoen: voor dezelfde uitgaven brengt \(planned) naar verwachting ongeveer "
                    + "\(numbers.ratio(factor)) keer wat een gemiddelde maand brengt (geleerd van \(learned), "
                    + "\(count) maanden, en uit voorzichtigheid naar 1 getrokken). Alles hier houdt daar rekening "
                    + "mee.")
        }
        let from = numbers.count(budget.supposed.seasonFrom)
        let wider = percent(months.quarterSpread)
        let basis =
            budget.months < MonthBelief.twoQuarters
            ? say(
                "an assumption without a study behind it: the months of a year differ by about \(percent(budget.supposed.season))",
                "een aanname zonder onderzoek erachter: de maanden van een jaar verschillen ongeveer "
                    + percent(budget.supposed.season))
            : say(
                "going by how the quarters differed so far, and by what is assumed in general",
                "afgaand op hoe de kwartalen tot nu toe verschilden en op wat in het algemeen wordt aangenomen"
            )
        return say(
            "The season is not known: that takes \(from) months of data, and there are \(count). "
                + "Everything is learned from \(learned); the ranges are wider, because the months planned may "
                + "differ from those by ±\(wider) (\(basis)).",
            "Het seizoen is niet bekend: daarvoor zijn \(from) maanden gegevens nodig, en er zijn er "
                + "\(count). Alles is geleerd van \(learned); de intervallen zijn breder, omdat de geplande "
                + "maanden daarvan ±\(wider) kunnen afwijken (\(basis)).")
    }

    private var trend: String? {
        guard let trend = months.trend else { return nil }
        let (much, give) = (percent(abs(trend.value)), percent(1.96 * trend.spread))
        guard trend.isShown else {
            return say(
                "No clear trend in MQLs per euro: \(signed(trend.value)) a month, give or take \(give).",
                "Geen duidelijke trend in MQL's per euro: \(signed(trend.value)) per maand, plus of min \(give)."
            )
        }
        return trend.value < 0
            ? say(
                "Trend: MQLs per euro fall by \(much) a month, give or take \(give). That is expected to go "
                    + "on, a little less each month.",
                "Trend: MQL's per euro dalen \(much) per maand, plus of min \(give). Naar verwachting gaat "
                    + "dat door, elke maand wat minder.")
            : say(
                "Trend: MQLs per euro rise by \(much) a month, give or take \(give). That is expected to go "
                    + "on, a little less each month.",
                "Trend: MQL's per euro stijgen \(much) per maand, plus of min \(give). Naar verwachting gaat "
                    + "dat door, elke maand wat minder.")
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

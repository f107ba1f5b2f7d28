internal import Analysis
internal import Funnels
internal import Quantities

/// What is to come and what tests showed, in the words of their own reports, each with its drawing.
struct AheadSection {
    private let ahead: Ahead
    private let context: ReportContext
    private var say: Wording { context.say }
    private var numbers: NumberFormat { say.numbers }

    init(_ ahead: Ahead, _ context: ReportContext) {
        (self.ahead, self.context) = (ahead, context)
    }

    /// A part of a page: what it is about, what is said, and what is drawn.
    struct Part {
        let title: String
        let lines: [String]
        let chart: Chart?
    }

    var parts: [Part] { [forecast].compactMap(\.self) + tests }

    /// Of a document, with headings.
    var blocks: [Document.Block] {
        parts.flatMap { part in
            [.heading(part.title), .lines(part.lines)]
                + (part.chart.map { [.onPage([.chart($0)])] } ?? [])
        }
    }

    /// The same for programs.
    var json: JSONValue {
        let report = ahead.forecast.map { ForecastReport($0, context) }
        return .members([
            "months": ahead.forecast.map { forecast in
                forecast.months.compactMap { report?.json($0) }
            } ?? [], "total": ahead.forecast.flatMap { report?.json($0.total) },
            "tests": ahead.tests.map { reading in
                let share = reading.effect?.share
                return JSONValue.members([
                    "name": reading.experiment.name, "source": reading.experiment.source,
                    "verdict": reading.verdict.code, "share": share?.estimate, "low": share?.low,
                    "high": share?.high,
                ])
            }, "unread": ahead.unread,
        ])
    }

    // MARK: What is to come

    private var forecast: Part? {
        guard let forecast = ahead.forecast else { return nil }
        let report = ForecastReport(forecast, context)
        return Part(
            title: say("What is to come", "Wat er komt"),
            lines: [report.summary + say(" More: mql forecast.", " Meer: mql forecast.")],
            chart: ForecastCourse(forecast, ahead.months, say).chart)
    }

    // MARK: What tests showed

    private var tests: [Part] {
        let read = ahead.tests.map { reading in
            let name = say.text(reading.label)
            return Part(
                title: say("What \(name) causes", "Wat \(name) veroorzaakt"),
                lines: [
                    ExperimentReport(reading, lines: [], context).answer
                        + say(
                            " More: mql experiment read \(reading.experiment.name).",
                            " Meer: mql experiment read \(reading.experiment.name).")
                ], chart: ExperimentCourse(reading, say).chart)
        }
        guard !ahead.unread.isEmpty else { return read }
        let names = say.joined(ahead.unread)
        return read + [
            Part(
                title: say("Tests that cannot be read", "Proeven die niet te lezen zijn"),
                lines: [
                    say(
                        "\(names): mql experiment read says why.",
                        "\(names): mql experiment read zegt waarom.")
                ], chart: nil)
        ]
    }
}

/// MQLs of the months before and of those to come, with the range in which these lie.
struct ForecastCourse {
    private let forecast: ForecastFigures
    private let before: [Ahead.Month]
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ forecast: ForecastFigures, _ before: [Ahead.Month], _ say: Wording) {
        (self.forecast, self.before, self.say) = (forecast, before, say)
    }

    /// Nil for a single month.
    var chart: Chart? {
        let months = forecast.months
        guard months.count > 1 else { return nil }
        let past = before.map { Double($0.mqls) }
        let coming = months.map(\.mqls)
        let days = before.map(\.period.first) + months.map(\.period.first)
        let names = ChartMonths(say).labels(days.map { String($0.description.prefix(7)) })
        let labels = days.map { numbers.month($0) }
        let none = past.map { _ in Double?.none }
        // From the last month that is known on.
        var (dashed, band) = (
            none + coming.map { Optional($0.mean) },
            past.map { _ in Chart.Course.Ends?.none }
                + coming.map { Optional(Chart.Course.Ends(low: $0.low, high: $0.high)) }
        )
        if let last = past.last {
            dashed[past.count - 1] = last
            band[past.count - 1] = .init(low: last, high: last)
        }
        let course = Chart.Course(
            names.map(\.name), years: names.map(\.year),
            solid: past.map(Optional.some) + coming.map { _ in nil }, dashed: dashed,
            band: band, begin: past.isEmpty ? nil : past.count)
        let said =
            zip(labels, past).map { "\($0): \(numbers.fixed($1, decimals: 0))" }
            + zip(labels.suffix(coming.count), coming).map { label, month in
                "\(label): \(numbers.expected(month.mean)) (\(numbers.count(Int(month.low)))–\(numbers.count(Int(month.high))))"
            }
        return Chart(
            title: say(
                "MQLs by month: what came and what is expected",
                "MQL's per maand: wat kwam en wat wordt verwacht"),
            description: said.joined(separator: "; "),
            legend: [
                .init(.solid, say("came", "kwamen")),
                .init(.dashed, say("expected", "verwacht")),
                .init(.range, say("8 of 10 cases", "8 van 10 gevallen")),
            ], .course(course, .counts(course.values, numbers)))
    }
}

/// What came with a source and without it, week by week.
struct ExperimentCourse {
    private let reading: ExperimentReading
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ reading: ExperimentReading, _ say: Wording) {
        (self.reading, self.say) = (reading, say)
    }

    /// Nil where nothing is said of the effect yet.
    var chart: Chart? {
        guard let course = reading.course, course.moments.count > 1 else { return nil }
        let labels = course.moments.map { numbers.dayAndMonth($0.first, say.language) }
        let drawn = Chart.Course(
            labels, solid: course.moments.map(\.with), dashed: course.moments.map(\.without),
            begin: course.begin)
        let outcome = say(say.outcome(reading.experiment.outcome))
        let weeks = say.weeks(course.weeks)
        let (with, without) = signs
        func number(_ value: Double?) -> String {
            value.map { numbers.fixed($0, decimals: $0 == $0.rounded() ? 0 : 1) } ?? "–"
        }
        return Chart(
            title: say(
                "\(outcome) in \(weeks), from the day below",
                "\(outcome) in \(weeks), vanaf de dag eronder"),
            description: zip(labels, course.moments).map {
                "\($0): \(with) \(number($1.with)), \(without) \(number($1.without))"
            }.joined(separator: "; "),
            legend: [.init(.solid, with), .init(.dashed, without)],
            .course(drawn, .counts(drawn.values, numbers)))
    }

    /// What the two lines are.
    private var signs: (with: String, without: String) {
        let name = say.text(reading.label)
        switch reading.experiment.design {
        case .weeks:
            return (
                say("week with \(name)", "week met \(name)"),
                say("week without", "week zonder")
            )
        case .pause:
            return (
                say(
                    "with \(name); in the pause as before", "met \(name); in de pauze zoals ervoor"),
                say("without", "zonder")
            )
        case .regions:
            return (
                say("regions with \(name)", "regio's met \(name)"),
                say(
                    "what would have come there without, by the other regions",
                    "wat er zonder was gekomen, naar de andere regio's")
            )
        case .arms:
            return (
                say("group with \(name)", "groep met \(name)"),
                say(
                    "what would have come there without, by the other group",
                    "wat er zonder was gekomen, naar de andere groep")
            )
        }
    }
}

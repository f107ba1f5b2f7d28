internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The pictures of a report. Each has its message as a title, and stands beside a table that says the same.
struct FiguresCharts {
    private let figures: Figures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ figures: Figures, _ say: Wording) {
        self.figures = figures
        self.say = say
    }

    // MARK: Steps

    /// Leads created in the period, and how far they came; nil where there is none.
    var funnel: Chart? { funnel(of: figures.total) }

    /// The same of one row.
    func funnel(of row: Figures.Row) -> Chart? {
        let steps = FunnelReport.steps(row)
        let names = [
            "Leads", say("MQL", "MQL"), say(.contacted), "SQL", say(.customer),
        ]
        let known = zip(names, steps).compactMap { name, step in
            step.count.value.map { (name: name, count: $0) }
        }
        guard let leads = known.first?.count, leads > 0 else { return nil }
        let bars = known.enumerated().map { place, step in
            let share = numbers.share(Double(step.count) / Double(leads))
            let text =
                place == 0
                ? numbers.count(step.count)
                : "\(numbers.count(step.count)) · \(share)"
            return Chart.Bar(step.name, Double(step.count), text: text)
        }
        let steps2 = known.dropFirst().map { "\(numbers.count($0.count)) \($0.name)" }
            .joined(separator: ", ")
        let all = say.count(leads, .lead)
        let title = say(
            "Of \(all) created: \(steps2)",
            "Van \(all) uit de periode: \(steps2)")
        return Chart(
            title: title,
            description: bars.map { "\($0.label): \($0.text)" }.joined(separator: "; "),
            .bars(bars, .counts(bars.map(\.value), numbers)))
    }

    // MARK: Conversion

    /// How each row converts, with its range, beside what it is held against.
    var conversion: Chart? {
        let rows = figures.rows.filter { $0.counts.mqls > 0 && $0.matured.value != nil }
        guard !rows.isEmpty else { return nil }
        let dots = (rows + [figures.total]).map { row -> Chart.Dot in
            let estimate = row.matured.value?.estimate
            let maturedEquivalent = row.matured.value?.maturedEquivalent ?? 0
            let count = numbers.fixed(maturedEquivalent, decimals: 0)
            // A range over everything says nothing: then only the words.
            let isTold = maturedEquivalent >= Verdict.fewest
            let text: String
            if let rate = estimate?.rate, let estimate, isTold {
                text =
                    "\(numbers.share(rate)) (\(numbers.range(estimate.low, estimate.high))), n=\(count)"
            } else {
                text = say("too few, n=\(count)", "te weinig, n=\(count)")
            }
            return Chart.Dot(
                say.text(row.label), isTold ? estimate?.rate : nil, low: estimate?.low ?? 0,
                high: estimate?.high ?? 0, text: text)
        }
        let marks = benchmarks.map { Chart.Mark($0.rate, text: say.text($0.title)) }
        return Chart(
            title: conversionMessage(rows),
            description: dots.map { "\($0.label): \($0.text)" }.joined(separator: "; ")
                + ". " + marks.map(\.text).joined(separator: "; "),
            legend: [
                .init(.dot, say("share that became an SQL", "deel dat SQL werd")),
                .init(.range, say("its range (95%)", "het interval (95%)")),
            ]
                + marks.enumerated().map { .init(.mark($0), $1.text) }
                + [
                    .init(
                        .blank,
                        say(
                            "n: MQLs that had their time", "n: MQL's die tijd genoeg hadden"))
                ],
            .dots(
                dots,
                .shares(
                    dots.filter { $0.value != nil }.map(\.high) + marks.map(\.value), numbers),
                marks: marks))
    }

    private var benchmarks: [Benchmark] {
        figures.total.comparisons.map(\.benchmark).filter(\.isForAll).sorted { $0.rate < $1.rate }
    }

    private func conversionMessage(_ rows: [Figures.Row]) -> String {
        func named(_ verdict: Verdict) -> String? {
            let names = rows.filter { row in
                row.comparisons.first { !$0.isIndication }?.verdict == verdict
            }.map { say.text($0.label) }
            return names.isEmpty ? nil : names.joined(separator: ", ")
        }
        let norm = benchmarks.first { $0.kind == .norm }.map { say.text($0.title) } ?? ""
        var parts: [String] = []
        if let above = named(.above) {
            parts.append(say("above \(norm): \(above)", "boven \(norm): \(above)"))
        }
        if let below = named(.below) {
            parts.append(say("below it: \(below)", "eronder: \(below)"))
        }
        guard !parts.isEmpty else {
            return say(
                "No source clearly converts otherwise than \(norm)",
                "Geen bron converteert duidelijk anders dan \(norm)")
        }
        return say("MQL → SQL ", "MQL → SQL ") + parts.joined(separator: "; ")
    }

    // MARK: Months

    /// More do not fit beside each other.
    private static let mostMonths = 24

    /// How the MQLs of each month convert; months that may still change are open.
    var months: Chart? {
        let rows = Array(figures.months.suffix(Self.mostMonths))
        guard rows.count > 1, rows.contains(where: { $0.matured.value?.estimate.rate != nil })
        else {
            return nil
        }
        let labels = ChartMonths(say).labels(rows.map(\.key))
        let points = zip(rows, labels).map { row, label -> Chart.Point in
            let matured = row.matured.value
            let isTold = (matured?.maturedEquivalent ?? 0) >= Verdict.fewest
            let rate = isTold ? matured?.estimate.rate : nil
            return Chart.Point(
                label.name + (row.isBeforeRules ? "°" : ""), year: label.year, rate,
                low: matured?.estimate.low ?? 0,
                high: matured?.estimate.high ?? 0, isOpen: row.isOpen,
                text: rate.map { numbers.share($0) } ?? "")
        }
        let open = rows.count(where: \.isOpen)
        let title =
            open == 0
            ? say("MQL → SQL by month", "MQL → SQL per maand")
            : say(
                "MQL → SQL by month; the \(open == 1 ? "last one" : "\(open) open ones") may still change",
                "MQL → SQL per maand; de \(open == 1 ? "laatste kan" : "\(open) open maanden kunnen") nog "
                    + "veranderen")
        let marks = benchmarks.filter { $0.kind == .norm }
            .map { Chart.Mark($0.rate, text: say.text($0.title)) }
        var legend: [Chart.Sign] = [
            .init(.dot, say("share that became an SQL", "deel dat SQL werd")),
            .init(.range, say("its range (95%)", "het interval (95%)")),
        ]
        if open > 0 {
            legend.append(.init(.open, say("may still change", "kan nog veranderen")))
        }
        legend += marks.enumerated().map { .init(.mark($0), $1.text) }
        if rows.contains(where: \.isBeforeRules) {
            legend.append(.init(.blank, say("° before the rules", "° vóór de regels")))
        }
        return Chart(
            title: title,
            description: zip(rows, points).map { row, point in
                "\(say.text(row.label)): \(point.value == nil ? say(.tooFew) : point.text)"
                    + (row.isOpen ? say(", open", ", open") : "")
                    + (row.isBeforeRules ? say(", before the rules", ", vóór de regels") : "")
            }.joined(separator: "; "),
            legend: legend,
            .line(
                points,
                .shares(
                    points.filter { $0.value != nil }.map(\.high) + marks.map(\.value), numbers),
                marks: marks))
    }
}

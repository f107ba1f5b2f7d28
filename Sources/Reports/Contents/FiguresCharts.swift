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
    var funnel: Chart? {
        let steps = FunnelReport.steps(figures.total)
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
            .bars(bars))
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
            .dots(dots, marks: marks))
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

    /// How the MQLs of each month convert; months that may still change are open.
    var months: Chart? {
        let rows = figures.months
        guard rows.count > 1, rows.contains(where: { $0.matured.value?.estimate.rate != nil })
        else {
            return nil
        }
        let points = rows.map { row -> Chart.Point in
            let matured = row.matured.value
            let isTold = (matured?.maturedEquivalent ?? 0) >= Verdict.fewest
            let rate = isTold ? matured?.estimate.rate : nil
            return Chart.Point(
                say.text(row.label) + (row.isBeforeRules ? "°" : ""), rate,
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
        return Chart(
            title: title,
            description: zip(rows, points).map { row, point in
                "\(point.label): \(point.value == nil ? say(.tooFew) : point.text)"
                    + (row.isOpen ? say(", open", ", open") : "")
                    + (row.isBeforeRules ? say(", before the rules", ", vóór de regels") : "")
            }.joined(separator: "; "),
            .line(
                points,
                marks: benchmarks.filter { $0.kind == .norm }
                    .map { Chart.Mark($0.rate, text: say.text($0.title)) }))
    }
}

/// The pictures of the page that justifies a cost.
struct JustificationCharts {
    private let justification: JustificationFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ justification: JustificationFigures, _ say: Wording) {
        self.justification = justification
        self.say = say
    }

    /// What an MQL cost, beside what it is worth and goes for.
    func prices(_ rows: [JustificationFigures.Row]) -> Chart? {
        let shown = rows.filter { $0.cost.value != nil || $0.row.valueBand.value != nil }
        guard !shown.isEmpty else { return nil }
        let prices = shown.map { row -> Chart.Price in
            let isTold = row.advice != .tooFew && row.advice != .tooYoung
            let worth = isTold ? row.worth.value : nil
            func units(_ money: Money) -> Double { Double(money.cents) }
            let cost = row.cost.value.map { numbers.money(whole($0), whole: true) } ?? "–"
            let mean = worth.map { numbers.money(whole($0.mean), whole: true) }
            let text =
                mean.map { say("costs \(cost), worth \($0)", "kost \(cost), waard \($0)") }
                ?? (row.cost.value == nil ? "–" : say("costs \(cost)", "kost \(cost)"))
            return Chart.Price(
                say.text(row.row.label), price: row.cost.value.map(units),
                worth: worth.map { (units($0.mean), units($0.low), units($0.high)) },
                band: row.row.valueBand.value.map { (units($0.low), units($0.high)) }, text: text)
        }
        let end = Self.end(prices)
        return Chart(
            title: message(shown),
            description: prices.map { "\($0.label): \($0.text)" }.joined(separator: "; "),
            .prices(
                prices, ticks: ticks(end),
                legend: .init(
                    price: say("what it cost", "wat het kostte"),
                    worth: say("worth, 95%", "waarde, 95%"),
                    band: say("market band", "marktband"))))
    }

    /// Where the scale ends: one range that runs far beyond the others would press them into a corner.
    private static func end(_ prices: [Chart.Price]) -> Double {
        let ends = prices.flatMap { price in
            [price.price, price.worth?.high, price.band?.high].compactMap(\.self)
        }.sorted()
        guard let most = ends.last else { return 1 }
        return min(most, ends[(ends.count - 1) * 9 / 10] * 1.25)
    }

    /// Zero and a few round amounts up to about the end, the last of which is the end of the scale.
    private func ticks(_ end: Double) -> [Chart.Mark] {
        var step = 100.0
        let factors = [2, 2.5, 2]
        var place = 0
        while end / step > 5, step < 1e14 {
            step *= factors[place % 3]
            place += 1
        }
        let count = max(1, Int((end / step).rounded(.up)))
        return (0...count).map { number in
            let cents = step * Double(number)
            let money = Money(clamping: cents, justification.figures.question.currency)
            return Chart.Mark(cents, text: numbers.money(money, whole: true))
        }
    }

    private func whole(_ money: Money) -> Money {
        let units = Rounding.halfEven(Int128(money.cents), over: 100) ?? 0
        let (cents, isTooMuch) = units.multipliedReportingOverflow(by: 100)
        return Money(cents: isTooMuch ? money.cents : cents, money.currency)
    }

    private func message(_ rows: [JustificationFigures.Row]) -> String {
        func names(_ isWanted: (JustificationFigures.Row) -> Bool) -> String {
            let names = rows.filter { $0.row.key != justification.total.row.key && isWanted($0) }
                .map { say.text($0.row.label) }
            let more = names.count - 3
            return names.prefix(3).map { $0.count > 28 ? $0.prefix(27) + "…" : $0 }
                .joined(separator: ", ")
                + (more > 0 ? say(" and \(more) more", " en nog \(more)") : "")
        }
        let clear = names { $0.advice == .stop }
        let raise = names { $0.advice == .raise }
        if !clear.isEmpty {
            return say(
                "These cost more than they are worth, as far as can be told: \(clear)",
                "Deze kosten meer dan ze waard zijn, voor zover te zeggen: \(clear)")
        }
        if !raise.isEmpty {
            return say("These earn what is asked: \(raise)", "Deze brengen de eis op: \(raise)")
        }
        return say(
            "What an MQL cost, beside what it is worth and goes for",
            "Wat een MQL kostte, naast wat hij waard is en in de markt kost")
    }

    /// What the answer hangs on, in euros: each chance as low, and as high, as it may be in four cases of five.
    var drivers: Chart? {
        let bars = justification.drivers.map { driver in
            let rate = numbers.share(driver.rate)
            let name =
                driver.input == .conversion
                ? say("SQL of MQL \(rate)", "SQL van MQL \(rate)")
                : say("won of SQL \(rate)", "gewonnen \(rate)")
            let amount = numbers.money(whole(driver.effect), whole: true)
            return Chart.Bar(
                name, Double(driver.effect.cents),
                text: driver.effect.cents > 0 ? "+\(amount)" : amount)
        }
        guard !bars.isEmpty else { return nil }
        return Chart(
            title: say(
                "Worth of all MQLs, if a chance is otherwise",
                "Waarde van alle MQL's, als een kans anders is"),
            description: bars.map { "\($0.label): \($0.text)" }.joined(separator: "; "),
            .effects(bars))
    }
}

internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// How MQLs become SQLs: per source against the norm, by intent and persona, and by month.
struct ManagementRates {
    private let page: ManagementPage
    private var say: Wording { page.say }
    private var numbers: NumberFormat { say.numbers }
    private var figures: Figures { page.figures }

    init(_ page: ManagementPage) { self.page = page }

    private var norm: Figures.Comparison? {
        figures.total.comparisons.first { !$0.isIndication }
    }

    private var indication: Figures.Comparison? {
        figures.total.comparisons.first { $0.isIndication && $0.benchmark.isForAll }
    }

    var table: ManagementSheet.RateTable {
        var table = ManagementSheet.RateTable()
        guard page.justification.isSaid, figures.total.matured.value != nil else { return table }
        let shown = ManagementSources(page).shown.filter { $0.row.matured.value != nil }
        table.rows = shown.map { rate($0.row, page.name($0)) }
        table.total = rate(figures.total, say("All together", "Alles samen"))
        table.title = title
        table.head = (
            say.breakdown(figures.question.by), say("MQL → SQL", "MQL → SQL"),
            say("Per SQL, to buy", "Per SQL, inkoop"), say("Guide price", "Richtprijs")
        )
        table.marks = [
            norm.map { ($0.benchmark.rate, say.text($0.benchmark.title), true) },
            indication.map { ($0.benchmark.rate, say.text($0.benchmark.title), false) },
        ].compactMap(\.self)
        table.end = end(table.rows + [table.total].compactMap(\.self), table.marks.map(\.value))
        table.ends = ("0%", numbers.fixed(table.end * 100, decimals: 0) + "%")
        table.notes = notes
        return table
    }

    private func end(_ rows: [ManagementSheet.Rate], _ marks: [Double]) -> Double {
        let highs = (rows.compactMap { $0.rate == nil ? nil : $0.high } + marks.map { $0 * 1.2 })
            .sorted()
        guard let most = highs.last else { return 0.5 }
        let wanted = min(most, highs[(highs.count - 1) * 4 / 5] * 1.25)
        return [0.05, 0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.8].first { $0 >= wanted } ?? 1
    }

    private func rate(_ row: Figures.Row, _ name: String) -> ManagementSheet.Rate {
        var rate = ManagementSheet.Rate()
        rate.name = name
        if let matured = row.matured.value {
            let isTold = matured.maturedEquivalent >= Verdict.fewest
            if isTold, let share = matured.estimate.rate {
                rate.rate = share
                (rate.low, rate.high) = (matured.estimate.low, matured.estimate.high)
                rate.text = numbers.share(share)
            } else {
                rate.text = say(.tooFew)
                if case .tooYoung = row.comparisons.first(where: { !$0.isIndication })?.verdict {
                    rate.text = say(.tooYoung)
                }
            }
        }
        rate.perSQL = row.costs.perSQL.value.map(numbers.rounded) ?? "–"
        if row.boughtFor.value != nil, row.counts.sqls == 0 {
            rate.perSQL = say("none yet", "nog geen")
        }
        rate.guide =
            row.valueBand.value.map { "\(numbers.rounded($0.low))–\(numbers.rounded($0.high))" }
            ?? "–"
        let range =
            rate.rate == nil ? "" : " (\(numbers.range(rate.low, rate.high)))"
        rate.description = "\(name): \(rate.text)\(range)"
        return rate
    }

    private var title: String {
        guard let norm else { return say("From MQL to SQL", "Van MQL naar SQL") }
        let rows = ManagementSources(page).shown
        func named(_ verdict: Verdict) -> [String] {
            rows.filter { row in
                row.row.comparisons.first { !$0.isIndication }?.verdict == verdict
            }.map { say.text($0.row.label) }
        }
        let (above, below) = (named(.above), named(.below))
        let name = say.text(norm.benchmark.title)
        func few(_ names: [String]) -> String {
            names.count > 2
                ? say(
                    "\(numbers.count(names.count)) sources", "\(numbers.count(names.count)) bronnen"
                )
                : say.joined(names)
        }
        let parts = [
            above.isEmpty ? nil : say("\(few(above)) above", "\(few(above)) boven"),
            below.isEmpty ? nil : say("\(few(below)) below", "\(few(below)) onder"),
        ].compactMap(\.self)
        guard !parts.isEmpty else {
            return say(
                "MQL → SQL: no source is shown to differ from \(name)",
                "MQL → SQL: van geen bron is een verschil met \(name) aangetoond")
        }
        return "MQL → SQL: " + parts.joined(separator: say(", ", ", ")) + " \(name)"
    }

    private var notes: [String] {
        var lines: [String] = []
        if let time = figures.total.matured.value?.maturedEquivalent {
            let estimate = figures.total.matured.value?.estimate
            let range =
                estimate.map { estimate in
                    let ends = numbers.range(estimate.low, estimate.high)
                    return say(
                        "; range of all together \(ends)", "; interval van alles samen \(ends)")
                } ?? ""
            let (count, days) = (
                numbers.fixed(time, decimals: 0), say.count(figures.horizon.days, .day)
            )
            let all = numbers.count(figures.total.counts.mqls)
            lines.append(
                say(
                    "Of those that had their time (\(days)): about \(count) of \(all) MQLs, a young one counts for the part it has had\(range).",
                    "Van wie tijd genoeg had (\(days)): ongeveer \(count) van \(all) MQL's, een jonge telt voor het deel dat om is\(range)."
                ))
        }
        if let indication {
            let title = say.text(indication.benchmark.title)
            lines.append(
                say(
                    "Dotted: \(title), published about another step and other people: an indication.",
                    "Gestippeld: \(title), gepubliceerd over een andere stap en andere mensen: een indicatie."
                ))
        }
        lines += kinds
        return lines
    }

    /// The same by intent and by persona, a line each.
    private var kinds: [String] {
        [
            (say.breakdown(.intent), page.justification.intents, true),
            (say.breakdown(.persona), page.justification.personas, false),
        ].compactMap { title, rows, isIntent in
            // Where nothing is known of any of them there is nothing to tell.
            guard rows.contains(where: { $0.key != "(not known)" }) else { return nil }
            let most = rows.max { $0.counts.mqls < $1.counts.mqls }
            let all = rows.reduce(0) { $0 + $1.counts.mqls }
            let texts = rows.prefix(4).map { kind($0, isIntent: isIntent) }
            var line = "\(title): " + texts.joined(separator: "; ") + "."
            if isIntent, let most, all > 0, Double(most.counts.mqls) > 0.8 * Double(all) {
                let share = numbers.fixed(Double(most.counts.mqls) / Double(all) * 100, decimals: 0)
                line += say(
                    " As \(share)% are of one intent, the guide price tells sources apart little.",
                    " Omdat \(share)% dezelfde intentie heeft, onderscheidt de richtprijs bronnen nauwelijks."
                )
            }
            return line
        }
    }

    private func kind(_ row: Figures.Row, isIntent: Bool) -> String {
        var text = "\(say.text(row.label)) \(numbers.count(row.counts.mqls)), "
        if let matured = row.matured.value, matured.maturedEquivalent >= Verdict.fewest,
            let rate = matured.estimate.rate
        {
            text +=
                "\(numbers.share(rate)) (\(numbers.range(matured.estimate.low, matured.estimate.high)))"
        } else {
            text += say(.tooFew)
        }
        if isIntent, let band = row.valueBand.value {
            text += ", \(numbers.span(band.low, band.high))"
        }
        return text
    }

    // MARK: Months

    /// How the MQLs of each month converted; nil for fewer than two that can be told.
    var months: ManagementSheet.Months? {
        guard page.justification.isSaid else { return nil }
        let rows = figures.months.suffix(15)
        let points = rows.map { row -> ManagementSheet.Months.Point in
            let matured = row.matured.value
            let isTold = (matured?.maturedEquivalent ?? 0) >= Verdict.fewest
            return .init(
                label: monthLetter(row.key), value: isTold ? matured?.estimate.rate : nil,
                low: matured?.estimate.low ?? 0, high: matured?.estimate.high ?? 0,
                isOpen: row.isOpen)
        }
        guard points.count(where: { $0.value != nil }) > 1 else { return nil }
        let most = points.map { $0.value == nil ? 0 : $0.high }.max() ?? 0
        let end = [0.1, 0.2, 0.4, 0.6, 0.8].first { $0 >= min(most, 0.8) } ?? 1
        let rate = norm?.benchmark.rate
        let texts = zip(rows, points).map { row, point in
            "\(say.text(row.label)): "
                + (point.value.map { numbers.share($0) } ?? say(.tooFew))
        }
        return .init(
            title: norm.map {
                say(
                    "MQL → SQL by month, beside \(say.text($0.benchmark.title)) (dashed)",
                    "MQL → SQL per maand, naast \(say.text($0.benchmark.title)) (streepjes)")
            } ?? say("MQL → SQL by month", "MQL → SQL per maand"), points: points, norm: rate,
            end: end,
            ticks: [0, end / 2, end].map { ($0, percent($0)) },
            note: say(
                "Bars: the range (95%). ○ can still change; ? too few to tell.",
                "Balkjes: het interval (95%). ○ kan nog veranderen; ? te weinig."),
            description: texts.joined(separator: "; "))
    }

    private func percent(_ share: Double) -> String {
        let percent = share * 100
        let isWhole = percent.truncatingRemainder(dividingBy: 1) == 0
        return numbers.fixed(percent, decimals: isWhole ? 0 : 1) + "%"
    }

    private func monthLetter(_ key: String) -> String {
        let month = key.split(separator: "-").last.flatMap { Int($0) } ?? 0
        let letters = say("JFMAMJJASOND", "JFMAMJJASOND")
        guard (1...12).contains(month) else { return key }
        return String(letters[letters.index(letters.startIndex, offsetBy: month - 1)])
    }
}

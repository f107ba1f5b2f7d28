package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// Sources side by side: how each converts, against which figure, and what that figure is; and
/// whether they differ from each other.
package struct ComparisonReport: Report {
    private let figures: Figures
    private let pair: RowPair?
    package let context: ReportContext

    /// - Parameter pair: two rows that somebody wants to see against each other.
    package init(
        _ figures: Figures, between pair: RowPair? = nil, _ context: ReportContext = ReportContext()
    ) {
        self.figures = figures
        self.pair = pair
        self.context = context
    }

    package var json: JSONValue { FiguresJSON(figures, context, between: pair).value }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        var document = Document(
            say(
                "MQLs of \(period) compared · \(asOf)",
                "MQL's van \(period) vergeleken · \(asOf)")
                + say.basis(figures))
        let withheld = figures.move.map { MoveText($0, say).noComparison }
        if let withheld { document.add(.paragraph(withheld)) }
        if let pair, withheld == nil {
            document.add(.paragraph(PairWords(pair, say).text))
        }
        if withheld == nil, pair == nil { document.add(.paragraph(answer)) }
        if withheld == nil {
            let charts = [
                FiguresCharts(figures, say).conversion, ComparisonMatrix(figures, say).chart,
            ]
            document.add(.onPage(charts.compactMap(\.self).map { .chart($0) }))
        }
        document.add(
            .table(raw.withoutEmptyColumns),
            .lines(
                MatchNotes(figures, say).lines
                    + figures.holes.all.map { "\(HoleText(say, reading).note($0))." }))
        if withheld == nil { document.add(againstEachOther) }
        document.section(
            say("Against what is known", "Vergeleken met bekende cijfers"), .table(comparisons),
            .lines(footnotes))
        let pairFields = withheld == nil ? Self.pairFields : Self.withheldPairFields
        document.dataTable = pair.map { Table(pairFields, [$0]) } ?? raw
        return document
    }

    static let pairFields: [Field<RowPair>] = [
        Field(data: "one", .text) { .text($0.one.key) },
        Field(data: "other", .text) { .text($0.other.key) },
        Field(data: "difference", .range) { .of($0.difference) },
        Field(data: "ratio", .range) {
            $0.ratio.map { .ratios($0.value, low: $0.low, high: $0.high) } ?? .dash
        },
        Field(data: "chance_one_better") { .share($0.chanceBetter) },
    ]

    private static let withheldPairFields: [Field<RowPair>] = [
        Field(data: "one", .text) { .text($0.one.key) },
        Field(data: "other", .text) { .text($0.other.key) },
        Field(data: "difference", .range) { _ in .dash },
        Field(data: "ratio", .range) { _ in .dash },
        Field(data: "chance_one_better") { _ in .dash },
    ]

    static let rowFields: [Field<Figures.Row>] = [
        Field("mqls", .mqls, .mql, rank: 0) { .counted($0.mqls.value) },
        Field("sqls", .sqls, .sql) { .counted($0.sqls.value) },
        Field("raw", .conversion, .range, .range) { .of($0.raw) { .of($0) } }.per("mqls"),
        Field("had_time", .maturedEquivalent, .maturedEquivalent) { .maturedEquivalent($0) },
        Field("matured", "SQL of those*", "SQL daarvan*", .maturedEquivalent, .range, rank: 1) {
            .conversion($0)
        }.per("had_time"),
        Field("per_mql", .perMQL, .cost, rank: 2) { .of($0.costs.perMQL) },
        Field(data: "value") { .of($0.valueBand.map(\.value)) },
        Field("value_band", .guidePrice, .band, .band) {
            .of($0.valueBand) { .band(low: $0.low, high: $0.high) }
        },
        Field(data: "market_cost_per_sql") { .of($0.marketCostPerSQL) },
    ]

    private var raw: Table {
        Table(
            [.by(figures.question.by)] + Self.rowFields, figures.rows + [figures.total],
            hasTotal: true)
    }

    // MARK: Against each other

    private var againstEachOther: [Document.Block] {
        guard let comparison = figures.comparison else { return [] }
        let rows = Dictionary(
            figures.rows.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
        let table = Table(
            [
                Field(.by(figures.question.by)) {
                    $0.figures.map { .phrase($0.label) } ?? .text($0.compared.key)
                }
            ] + Self.otherFields,
            comparison.rows.map { Compared(compared: $0, figures: rows[$0.key]) })
        return [
            .heading(say("Each against the others", "Elk tegenover de rest")),
            .table(table), .lines(notes(comparison)),
        ]
    }

    /// A row against all others, with its figures.
    struct Compared: Sendable {
        fileprivate let compared: RowComparison.Row
        fileprivate let figures: Figures.Row?

        fileprivate var standsOut: Cell {
            guard compared.standsOut else { return .word(Phrase(en: "no", nl: "nee"), code: "no") }
            return compared.difference.value > 0
                ? .word(Phrase(en: "better", nl: "beter"), code: "better")
                : .word(Phrase(en: "worse", nl: "slechter"), code: "worse")
        }
    }

    static let otherFields: [Field<Compared>] = [
        Field("rate", "SQL of MQL*", "SQL van MQL*", .maturedEquivalent) {
            $0.compared.own.rate.map(Cell.share) ?? .dash
        },
        Field("others", "The others", "De andere", .standsOut) {
            $0.compared.rest.rate.map(Cell.share) ?? .dash
        },
        Field("difference", "Difference, points", "Verschil, punten", .difference, .range, rank: 2)
        {
            .of($0.compared.difference)
        },
        Field("chance_better", "Chance better", "Kans op beter", .standsOut) {
            $0.compared.chanceBetter.map(Cell.chance) ?? .dash
        },
        Field("stands_out", "Stands out", "Wijkt af", .standsOut, .text, rank: 1) { $0.standsOut },
        Field("planning_rate", .budgetWith, .planWith) {
            $0.figures?.planningRate.map(Cell.share) ?? .dash
        },
    ]

    /// What can be said of all rows together, and which of them stand out.
    private var answer: String {
        guard let comparison = figures.comparison else {
            return say(
                "There are too few MQLs that had their time to compare them.",
                "Er zijn te weinig MQL's die tijd genoeg hadden om ze te vergelijken.")
        }
        let labels = Dictionary(
            figures.rows.map { ($0.key, say.text($0.label)) }, uniquingKeysWith: { one, _ in one })
        func names(_ isWanted: (RowComparison.Row) -> Bool) -> String {
            comparison.rows.filter { $0.standsOut && isWanted($0) }
                .map { labels[$0.key] ?? $0.key }.joined(separator: ", ")
        }
        let better = names { $0.difference.value > 0 }
        let worse = names { $0.difference.value <= 0 }
        let parts = [
            better.isEmpty
                ? nil : say("better than the others: \(better)", "beter dan de andere: \(better)"),
            worse.isEmpty ? nil : say("worse: \(worse)", "slechter: \(worse)"),
        ].compactMap(\.self)
        let text = parts.joined(separator: "; ")
        return verdict(comparison)
            + (text.isEmpty ? "" : " \(text.prefix(1).uppercased())\(text.dropFirst()).")
    }

    private func verdict(_ comparison: RowComparison) -> String {
        let odds = say.odds(comparison.p)
        return comparison.differs
            ? say(
                "They do not convert alike: if they did, differences like these would occur \(odds).",
                "Ze converteren niet gelijk: deden ze dat wel, dan kwamen zulke verschillen \(odds) voor."
            )
            : say(
                "Nothing shows that they differ: even if they convert alike, differences like these occur "
                    + "\(odds). Do not rank them by this.",
                "Niets wijst erop dat ze verschillen: ook als ze gelijk converteren komen zulke verschillen "
                    + "\(odds) voor. Maak er geen ranglijst van.")
    }

    private func notes(_ comparison: RowComparison) -> [String] {
        var lines = [
            say(
                "With this many rows, some look special by chance alone. \"Stands out\" allows for that: on "
                    + "average at most 1 in 10 of those named is named wrongly.",
                "Bij zoveel rijen lijkt er altijd wel een bijzonder. \"Wijkt af\" houdt daar rekening mee: "
                    + "gemiddeld is hoogstens 1 op de 10 ten onrechte genoemd.")
        ]
        lines += DelayNotes(figures, say).lines
        if comparison.tooSmall > 0 {
            let rows = say.count(comparison.tooSmall, .row)
            let isOne = comparison.tooSmall == 1
            lines.append(
                say(
                    "\(rows) with fewer than ten MQLs that had their time \(isOne ? "counts" : "count") among "
                        + "the others and \(isOne ? "is" : "are") not compared separately.",
                    "\(rows) met minder dan tien MQL's die tijd genoeg hadden \(isOne ? "telt" : "tellen") mee "
                        + "bij de andere, en \(isOne ? "wordt" : "worden") niet apart vergeleken."))
        }
        return lines
    }

    // MARK: Against figures

    /// What a row is held against: a figure of others, or its own past.
    struct Against: Sendable {
        fileprivate let row: Figures.Row
        fileprivate let what: Phrase
        fileprivate let rate: Double?
        fileprivate let isIndication: Bool
        fileprivate private(set) var result: Cell

        fileprivate init(_ row: Figures.Row, _ comparison: Figures.Comparison) {
            self.row = row
            what = comparison.benchmark.title
            rate = comparison.benchmark.rate
            isIndication = comparison.isIndication
            result = .verdict(comparison)
        }

        fileprivate init(_ row: Figures.Row, _ change: Figures.Change) {
            self.row = row
            what = Phrase(en: "its own past", nl: "het eigen verleden")
            rate = change.before.estimate.rate
            isIndication = false
            let difference = change.difference
            result = .word(
                Wording.both { say in
                    let (low, high) = (
                        say.numbers.points(difference.low), say.numbers.points(difference.high)
                    )
                    return "\(say.change(change.verdict)), "
                        + "\(say.numbers.points(difference.value)) (\(low) … \(high))"
                }, code: change.verdict.code)
        }

        fileprivate var withheld: Against {
            var against = self
            against.result = .word(
                Phrase(en: "withheld: import", nl: "ingehouden: import"), code: "withheld")
            return against
        }
    }

    /// What rows are held against, without verdicts where data look like an import into a CRM.
    private var against: [Against] {
        let all = (figures.rows + [figures.total]).flatMap { row in
            row.comparisons.map { Against(row, $0) } + (row.change.map { [Against(row, $0)] } ?? [])
        }
        return figures.move == nil && !figures.notes.hidesRates ? all : all.map(\.withheld)
    }

    static let againstFields: [Field<Against>] = [
        Field("benchmark", "Held against", "Vergeleken met", .norm, .text) { .phrase($0.what) },
        Field("rate", "Rate", "Norm", .norm) { $0.rate.map(Cell.share) ?? .dash },
        Field("kind", "Says", "Soort", .norm, .text, rank: Table.Column.usualRank + 1) {
            .phrase(
                $0.isIndication
                    ? Phrase(en: "indication", nl: "indicatie")
                    : Phrase(en: "verdict", nl: "oordeel"))
        },
        Field("verdict", "Result", "Uitkomst", .norm, .text, rank: 0) { $0.result },
    ]

    private var comparisons: Table {
        Table(
            [Field(.by(figures.question.by)) { .label($0.row) }] + Self.againstFields, against)
    }

    private var footnotes: [String] {
        var seen = Set<String>()
        let used = figures.rows.flatMap(\.comparisons) + figures.total.comparisons
        let origins = used.compactMap { comparison -> String? in
            let benchmark = comparison.benchmark
            guard seen.insert(benchmark.name).inserted else { return nil }
            let note = benchmark.note.isEmpty ? "" : " (\(say.text(benchmark.note)))"
            return "\(say.text(benchmark.title)): \(say.origin(benchmark))\(note)."
        }
        let horizon = say.horizon(figures.horizon)
        var lines = [
            say(
                "* SQLs within \(horizon), of the MQLs that had their time: each counts for the part of that "
                    + "time it has had, so that young ones do not lower the rate. In brackets the 95% range.",
                "* SQL's binnen \(horizon), van wie tijd genoeg had: elke MQL telt voor het deel van die "
                    + "tijd dat om is, zodat jonge MQL's het percentage niet drukken. Tussen haakjes het "
                    + "95%-interval."
            )
        ]
        if figures.move == nil, used.contains(where: \.holds) {
            lines.append(
                say(
                    "Surely: it holds even if you look every week.",
                    "Zeker: het geldt ook als u elke week kijkt."))
        }
        let isTooFew = used.contains {
            if case .tooFew(let more) = $0.verdict { more != nil } else { false }
        }
        if figures.move == nil, isTooFew {
            lines.append(
                say(
                    "After the +: how many more MQLs would probably tell (4 chances in 5).",
                    "Na de +: hoeveel MQL's erbij het waarschijnlijk laten zien (4 kansen op 5)."))
        }
        if (figures.rows + [figures.total]).contains(where: { $0.change != nil }) {
            lines.append(
                say(
                    "Its own past: the MQLs from before the period; the difference is in points, with its range.",
                    "Het eigen verleden: de MQL's van vóór de periode; het verschil is in punten, met zijn interval."
                ))
        }
        return lines + origins
    }
}

/// Two rows against each other, in sentences.
private struct PairWords {
    private let pair: RowPair
    private let say: Wording

    init(_ pair: RowPair, _ say: Wording) {
        self.pair = pair
        self.say = say
    }

    var text: String {
        let numbers = say.numbers
        let (one, other) = (say.text(pair.one.label), say.text(pair.other.label))
        let difference = pair.difference
        let range = "\(numbers.points(difference.low)) … \(numbers.points(difference.high))"
        var text = say(
            "\(one) converts \(rate(pair.one)) and \(other) \(rate(pair.other)): a difference of "
                + "\(numbers.points(difference.value)) points (\(range)).",
            "\(one) converteert \(rate(pair.one)) en \(other) \(rate(pair.other)): een verschil van "
                + "\(numbers.points(difference.value)) punten (\(range)).")
        if let ratio = pair.ratio {
            let range = "\(numbers.ratio(ratio.low))–\(numbers.ratio(ratio.high))"
            text += say(
                " That is \(numbers.ratio(ratio.value)) times as much (\(range)).",
                " Dat is \(numbers.ratio(ratio.value)) keer zoveel (\(range)).")
        }
        let uneven = [pair.one, pair.other].compactMap { DelayNotes.line($0, say) }
        let chance = say.chance(pair.chanceBetter)
        text +=
            uneven.isEmpty
            ? say(
                " Chance that \(one) is the better of the two: \(chance).",
                " Kans dat \(one) de betere van de twee is: \(chance).")
            : " " + uneven.joined(separator: " ")
        guard uneven.isEmpty else { return text }
        let lost = pair.expectedLoss.one
        let points =
            (lost < 0.0001 ? say("less than ", "minder dan ") : "")
            + numbers.fixed(max(lost, 0.0001) * 100, decimals: 2)
        text += say(
            " Choosing \(one) costs \(points) points on average, as the choice may be wrong.",
            " Kiezen voor \(one) kost gemiddeld \(points) punten, doordat de keuze verkeerd kan zijn."
        )
        text +=
            difference.isClear
            ? say(
                " This holds if you had meant to compare these two before looking; if you picked them from "
                    + "the table, go by \"Stands out\".",
                " Dit geldt als u vooraf juist deze twee wilde vergelijken; koos u ze uit de tabel, ga dan "
                    + "af op \"Wijkt af\".")
            : say(
                " That is no proof: the range runs from worse to better.",
                " Bewezen is dat niet: het interval loopt van slechter tot beter.")
        for row in [pair.one, pair.other] {
            guard let maturedEquivalent = row.matured.value?.maturedEquivalent,
                maturedEquivalent < Verdict.fewest
            else {
                continue
            }
            let (name, time) = (say.text(row.label), numbers.fixed(maturedEquivalent, decimals: 1))
            text += say(
                " Of \(name) only \(time) MQLs had their time: too few to go by.",
                " Van \(name) hadden maar \(time) MQL's tijd genoeg: te weinig om op af te gaan.")
        }
        return text
    }

    private func rate(_ row: Figures.Row) -> String {
        row.matured.value?.estimate.rate.map(say.numbers.share) ?? "–"
    }
}

package import Analysis
internal import Economics
internal import Funnels
package import Quantities

/// Sources side by side: how each converts, against which figure, and what that figure is; and
/// whether they differ from each other.
package struct ComparisonReport {
    private let figures: Figures
    private let pair: RowPair?
    private let say: Wording

    /// - Parameter pair: two rows that somebody wants to see against each other.
    package init(_ figures: Figures, between pair: RowPair? = nil, _ language: Language = .en) {
        self.figures = figures
        self.pair = pair
        say = Wording(language)
    }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.day(question.asOf))
        var document = Document(
            title: say(
                "MQLs of \(period) compared · as of \(asOf)",
                "MQL's van \(period) vergeleken · peildatum \(asOf)")
                + say.basis(figures))
        if let pair { document.blocks.append(.paragraph(PairWords(pair, say).text)) }
        document.blocks.append(.table(raw.withoutEmptyColumns))
        let matches = MatchNotes(figures, say).lines
        if !matches.isEmpty { document.blocks.append(.lines(matches)) }
        document.blocks += againstEachOther
        document.blocks += [
            .heading(say("Against what is known", "Vergeleken met bekende cijfers")),
            .table(comparisons), .lines(footnotes),
        ]
        document.dataTable = pair.map(pairTable) ?? raw
        return document
    }

    private func pairTable(_ pair: RowPair) -> Table {
        Table(
            columns: [
                .init("", key: "one", isText: true), .init("", key: "other", isText: true),
                .init("", key: "difference_range"), .init("", key: "ratio_range"),
                .init("", key: "chance_one_better"),
            ],
            rows: [
                [
                    .text(pair.one.key), .text(pair.other.key), Cell.of(pair.difference),
                    pair.ratio.map { .ratios($0.value, low: $0.low, high: $0.high) }
                        ?? .dash,
                    .share(pair.chanceBetter),
                ]
            ])
    }

    private var raw: Table {
        Table(
            columns: [
                Table.Column.by(figures.question.by), .init(say("MQLs", "MQL's"), key: "mqls"),
                .init(say("SQLs", "SQL's"), key: "sqls"),
                .init(say("SQL of MQL", "SQL van MQL"), key: "raw_range"),
                .init(say("Had time", "Had tijd"), key: "had_time"),
                .init(say("Of those*", "Na correctie*"), key: "matured_range"),
                .init("Per MQL", key: "per_mql"), .init(say("Value", "Waarde"), key: "value"),
                .init(say("Market/SQL†", "Markt/SQL†"), key: "market_cost_per_sql"),
            ],
            rows: (figures.rows + [figures.total]).map { row in
                [
                    Cell.label(row), row.mqls.value.map(Cell.count) ?? .dash,
                    row.sqls.value.map(Cell.count) ?? .dash,
                    Cell.of(row.raw, Cell.of), Cell.hadTime(row), Cell.conversion(row),
                    Cell.of(row.costs.perMQL), Cell.of(row.valueBand.map(\.value)),
                    Cell.of(row.marketCostPerSQL),
                ]
            }, hasTotal: true)
    }

    // MARK: Against each other

    private var againstEachOther: [Document.Block] {
        guard let comparison = figures.comparison else { return [] }
        let labels = Dictionary(
            figures.rows.map { ($0.key, say.text($0.label)) }, uniquingKeysWith: { one, _ in one })
        let rates = Dictionary(
            figures.rows.map { ($0.key, $0.planningRate) }, uniquingKeysWith: { one, _ in one })
        let table = Table(
            columns: [
                Table.Column.by(figures.question.by),
                .init(say("SQL of MQL*", "SQL van MQL*"), key: "rate"),
                .init(say("The others", "De andere"), key: "others"),
                .init(say("Difference, points", "Verschil, punten"), key: "difference_range"),
                .init(say("Chance better", "Kans op beter"), key: "chance_better"),
                .init(say("Stands out", "Wijkt af"), key: "stands_out", isText: true),
                .init(say("Budget with", "Reken met"), key: "planning_rate"),
            ],
            rows: comparison.rows.map { row in
                [
                    .text(labels[row.key] ?? row.key),
                    row.own.rate.map(Cell.share) ?? .dash,
                    row.rest.rate.map(Cell.share) ?? .dash, Cell.of(row.difference),
                    .chance(row.chanceBetter), standsOut(row),
                    (rates[row.key] ?? nil).map(Cell.share) ?? .dash,
                ]
            })
        return [
            .heading(say("Each against the others", "Elk tegenover de rest")),
            .paragraph(verdict(comparison)), .table(table), .lines(notes(comparison)),
        ]
    }

    private func standsOut(_ row: RowComparison.Row) -> Cell {
        guard row.standsOut else { return .word(Phrase(en: "no", nl: "nee"), code: "no") }
        return row.difference.value > 0
            ? .word(Phrase(en: "better", nl: "beter"), code: "better")
            : .word(Phrase(en: "worse", nl: "slechter"), code: "worse")
    }

    private func verdict(_ comparison: RowComparison) -> String {
        let odds = say.odds(comparison.p)
        return comparison.differs
            ? say(
                "They do not convert alike: if they did, differences like these would come \(odds).",
                "Ze converteren niet gelijk: deden ze dat wel, dan kwamen zulke verschillen \(odds) voor."
            )
            : say(
                "Nothing shows that they differ: if they convert alike, differences like these come "
                    + "\(odds). Do not rank them by this.",
                "Niets laat zien dat ze verschillen: ook als ze gelijk converteren komen zulke verschillen "
                    + "\(odds) voor. Maak er geen ranglijst van.")
    }

    private func notes(_ comparison: RowComparison) -> [String] {
        var lines = [
            say(
                "With this many rows some look special by chance. \"Stands out\" allows for that: on average "
                    + "at most 1 in 10 that are named is named wrongly.",
                "Bij zoveel rijen lijkt er altijd wel een bijzonder. \"Wijkt af\" houdt daar rekening mee: "
                    + "gemiddeld is hoogstens 1 op de 10 onterecht genoemd.")
        ]
        if comparison.tooSmall > 0 {
            let rows = say.count(comparison.tooSmall, .row)
            let isOne = comparison.tooSmall == 1
            lines.append(
                say(
                    "\(rows) with fewer than ten MQLs that had their time \(isOne ? "is" : "are") among the "
                        + "others, and not compared.",
                    "\(rows) met minder dan tien MQL's die tijd genoeg hadden \(isOne ? "telt" : "tellen") mee "
                        + "bij de andere, en \(isOne ? "wordt" : "worden") niet vergeleken."))
        }
        return lines
    }

    // MARK: Against figures

    private var comparisons: Table {
        Table(
            columns: [
                Table.Column.by(figures.question.by),
                .init(say("Held against", "Vergeleken met"), key: "benchmark", isText: true),
                .init(say("Rate", "Norm"), key: "rate"),
                .init(say("Says", "Soort"), key: "kind", isText: true),
                .init(say("Result", "Uitkomst"), key: "verdict", isText: true),
            ],
            rows: (figures.rows + [figures.total]).flatMap { row in
                row.comparisons.map { comparison in
                    [
                        Cell.label(row), .text(say.text(comparison.benchmark.title)),
                        .share(comparison.benchmark.rate),
                        .text(
                            comparison.isIndication
                                ? say("indication", "indicatie") : say("verdict", "oordeel")),
                        Cell.verdict(comparison),
                    ]
                } + (row.change.map { [history(row, $0)] } ?? [])
            })
    }

    private func history(_ row: Figures.Row, _ change: Figures.Change) -> [Cell] {
        let difference = change.difference
        let range =
            "\(say.numbers.points(difference.value)) (\(say.numbers.points(difference.low)) … "
            + "\(say.numbers.points(difference.high)))"
        return [
            Cell.label(row), .text(say("its own past", "het eigen verleden")),
            change.before.estimate.rate.map(Cell.share) ?? .dash,
            .text(say("verdict", "oordeel")),
            .word(Phrase("\(say.change(change.verdict)), \(range)"), code: change.verdict.code),
        ]
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
                "* An MQL counts in full once SQLs have normally come by its age, and for less before that; "
                    + "within \(horizon). All ranges are 95%.",
                "* Een MQL telt volledig mee zodra SQL's op die leeftijd er normaal zijn, daarvoor naar "
                    + "verhouding; binnen \(horizon). 95%-intervallen."
            ),
            say(
                "† Value ÷ conversion: what an SQL costs whoever buys such MQLs at the going rate.",
                "† Waarde ÷ conversie: wat een SQL kost voor wie zulke MQL's tegen de marktprijs "
                    + "koopt."),
        ]
        if used.contains(where: \.holds) {
            lines.append(
                say(
                    "✓ sure enough even for who looks every week.",
                    "✓ zeker genoeg, ook voor wie elke week kijkt."))
        }
        if (figures.rows + [figures.total]).contains(where: { $0.change != nil }) {
            lines.append(
                say(
                    "Its own past: the MQLs of before the period; the difference in points, with its range.",
                    "Het eigen verleden: de MQL's van vóór de periode; het verschil in punten, met zijn "
                        + "interval."))
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
                " That is \(numbers.ratio(ratio.value)) times as well (\(range)).",
                " Dat is \(numbers.ratio(ratio.value)) keer zo goed (\(range)).")
        }
        let chance = say.chance(pair.chanceBetter)
        text += say(
            " The chance that \(one) is the better of the two is \(chance).",
            " De kans dat \(one) de beste van de twee is, is \(chance).")
        let lost = pair.expectedLoss.one
        let points =
            (lost < 0.0001 ? say("less than ", "minder dan ") : "")
            + numbers.fixed(max(lost, 0.0001) * 100, decimals: 2)
        text += say(
            " Whoever chooses \(one) loses \(points) points on average, because the choice may be wrong.",
            " Wie \(one) kiest, verliest gemiddeld \(points) punt doordat de keuze verkeerd kan zijn."
        )
        text +=
            difference.isClear
            ? say(
                " This holds if you meant to compare these two beforehand; if you picked them from the table, "
                    + "go by \"Stands out\".",
                " Dit geldt als u vooraf juist deze twee wilde vergelijken; koos u ze uit de tabel, ga dan af op "
                    + "\"Wijkt af\".")
            : say(
                " That is no proof: the range runs from worse to better.",
                " Bewezen is dat niet: het interval loopt van slechter tot beter.")
        for row in [pair.one, pair.other] {
            guard let hadTime = row.matured.value?.hadTime, hadTime < Verdict.fewest else {
                continue
            }
            let (name, time) = (say.text(row.label), numbers.fixed(hadTime, decimals: 1))
            text += say(
                " Of \(name) only \(time) MQLs had their time: too few to go by.",
                " Van \(name) hadden maar \(time) MQL's hun tijd: te weinig om op af te gaan.")
        }
        return text
    }

    private func rate(_ row: Figures.Row) -> String {
        row.matured.value?.estimate.rate.map(say.numbers.share) ?? "–"
    }
}

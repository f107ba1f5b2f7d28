internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The one table of a short screen: what each source cost, what became of it, and what follows. Where there are
/// more rows than fit, the least of each part are summed in one row, so that rows still add up.
struct SourcesScreen {
    private let justification: JustificationFigures
    private let say: Wording
    private var figures: Figures { justification.figures }
    private var total: JustificationFigures.Row { justification.total }

    init(_ justification: JustificationFigures, _ say: Wording) {
        self.justification = justification
        self.say = say
    }

    /// How many rows there are to show.
    var count: Int { justification.rows.count }

    /// A row of the table, or several of which only the sum is shown.
    struct Row: Sendable {
        fileprivate let label: Cell
        fileprivate let spend: Known<Money>
        fileprivate let mqls: Known<Int>
        fileprivate let costs: UnitCosts
        /// Nil where it stands for several.
        fileprivate let one: JustifiedRow?

        fileprivate func of(_ cell: (JustifiedRow) -> Cell) -> Cell { one.map(cell) ?? .dash }
    }

    static let fields: [Field<Row>] = [
        Field("spend", "Spend", "Besteed", .boughtFor, rank: 0) { .of($0.spend) },
        Field("mqls", .mqls, .mql, rank: 0) { .of($0.mqls) },
        Field("per_mql", .perMQL, .cost, rank: 0) { .of($0.costs.perMQL) },
        Field("guide", "Guide", "Richt", .band, .band, rank: 7) { row in
            row.of { .of($0.row.row.valueBand) { .between($0.low, $0.high) } }
        },
        Field("conversion", "→ SQL", "→ SQL", .maturedEquivalent, rank: 2) { row in
            row.of { row in
                .of(row.row.row.matured) { $0.estimate.rate.map(Cell.share) ?? .dash }
            }
        },
        Field("conversion_band", "95%", "95%", .range, rank: 5) { row in
            row.of { row in .of(row.row.row.matured) { .phrase(band($0.estimate)) } }
        },
        Field("per_sql", "Per SQL", "Per SQL", .cost, rank: 4) { row in
            row.costs.perSQL.value.map(Cell.rounded) ?? .dash
        },
        Field("worth", .worth, .worth, rank: 0) { row in
            row.of { .of($0.worth) { .rounded($0.mean) } }
        },
        Field("back_per_1", "Back", "Terug", .back, rank: 3) { row in
            row.of { .of($0.row.row.returnSoFar) { .ratio($0.perEuro) } }
        },
        Field("advice", "Advice", "Advies", .advice, .text, rank: 1) { row in
            row.one.map(advice) ?? .blank
        },
    ]

    /// To whole points, as the share itself stands beside it.
    private static func band(_ estimate: EstimatedRate) -> Phrase {
        Wording.both { say in
            let ends = [estimate.low, estimate.high].map {
                say.numbers.fixed($0 * 100, decimals: 0)
            }
            return "\(ends[0])–\(ends[1])%"
        }
    }

    /// What is no advice is not called one.
    private static func advice(_ row: JustifiedRow) -> Cell {
        switch row.row.advice {
        case .sourceNotKnown, .noCost, .sum: .blank
        case .raise, .keep, .cheaper, .stop, .tooFew, .tooYoung, .undecided, .notMatched, .notSplit,
            .notSaid:
            row.isTotal ? .blank : .word(row.advice, code: row.row.advice.code)
        }
    }

    /// What a figure to hold against says of a row, without how many MQLs more would settle it.
    private static func norm(_ benchmark: Benchmark) -> Field<Row> {
        Field(.init(benchmark.name, benchmark.title, .norm, rank: 6)) { row in
            row.of { row in
                guard let found = row.row.row.comparison(with: benchmark.name) else { return .dash }
                switch found.verdict {
                case .noMQLs, .notKnown: return .dash
                case .tooFew: return .word(.tooFew, code: found.verdict.code)
                case .above, .below, .around, .tooClose, .tooYoung: break
                }
                return .word(Wording.both { $0.verdict(found.verdict) }, code: found.verdict.code)
            }
        }
    }

    /// - Parameters:
    ///   - most: how many rows have a line of their own.
    ///   - isDense: whether parts follow each other without a line between them.
    func table(_ most: Int, isDense: Bool) -> Table {
        let shown = Set(ordered.prefix(most).map(\.row.key))
        var fields = Self.fields
        let norm = total.row.comparisons.first { !$0.isIndication }?.benchmark
        if let norm, let place = fields.firstIndex(where: { $0.column.key == "per_sql" }) {
            fields.insert(Self.norm(norm), at: place)
        }
        let by = figures.question.by
        let name = Field<Row>(.by(by)) { $0.label }
        let parts =
            justification.blocks.isEmpty
            ? [Blocks.Part(rows: rows(justification.rows, shown), sum: row(total))]
            : justification.blocks.map { block in
                Blocks.Part(
                    rows: rows(
                        justification.rows.filter { row in
                            block.rows.contains { $0.row.key == row.row.key }
                        }, shown), sum: row(block.sum))
            }
        let blocks = Blocks(parts)
        // One part alone has the total as its sum.
        guard parts.count > 1 else {
            return Table(
                [name] + fields, (parts.first?.rows ?? []) + [row(total)], hasTotal: true
            ).withoutEmptyColumns
        }
        return Table(
            [name] + fields, blocks.rows + [row(total)], hasTotal: true, sums: blocks.sums,
            ends: isDense ? [] : blocks.ends
        ).withoutEmptyColumns
    }

    /// What the titles of a table mean, as far as they are not plain.
    func notes(_ table: Table) -> [String] {
        let keys = table.columns.map(\.key)
        let currency = figures.question.currency
        let unit = say.numbers.unit(currency)
        var parts = [say("In \(currency).", "In \(currency).")]
        func add(_ key: String, _ en: String, _ nl: String) {
            if keys.contains(key) { parts.append(say(en, nl)) }
        }
        add(
            "per_mql", "Per MQL, per SQL: what was bought.", "Per MQL, per SQL: de inkoop.")
        add(
            "conversion", "→ SQL: of MQLs that had their time, and its range.",
            "→ SQL: van wie tijd genoeg had, met interval.")
        add("guide", "Guide: guide price.", "Richt: richtprijs.")
        add(
            "back_per_1", "Back: so far per \(unit) of all cost.",
            "Terug: tot nu toe per \(unit) kosten.")
        if let norm = total.row.comparisons.first(where: { !$0.isIndication })?.benchmark {
            let title = say.text(norm.title)
            add(
                norm.name, "Advice is about worth, \(title) about SQLs only.",
                "Advies gaat over waarde, \(title) over SQL's.")
        }
        return [parts.joined(separator: " ")]
    }

    // MARK: Rows

    /// The rows of a part that are shown, in their order, and the others in one.
    private func rows(_ rows: [JustificationFigures.Row], _ shown: Set<String>) -> [Row] {
        let others = rows.filter { !shown.contains($0.row.key) }
        guard others.count > 1 else { return rows.map(row) }
        return rows.filter { shown.contains($0.row.key) }.map(row) + [sum(others)]
    }

    private func row(_ row: JustificationFigures.Row) -> Row {
        Row(
            label: .label(row.row), spend: row.row.boughtFor, mqls: row.row.mqls,
            costs: row.row.costs, one: justification.justified(row))
    }

    private func sum(_ rows: [JustificationFigures.Row]) -> Row {
        let spend = Self.sum(rows.map(\.row.boughtFor))
        let mqls = Self.sum(rows.map(\.row.mqls))
        // Spend that is known of some of them is no price of all of them.
        let absent = rows.compactMap(\.row.boughtFor.absence).first
        return Row(
            label: .phrase(
                Wording.both { say in
                    "\(say.numbers.count(rows.count)) \(say.others(figures.question.by))"
                }), spend: spend, mqls: mqls,
            costs: UnitCosts(
                absent.map(Known.unknown) ?? spend,
                leads: rows.reduce(0) { $0 + $1.row.counts.leads },
                mqls: mqls, sqls: Self.sum(rows.map(\.row.sqls)), won: Self.sum(rows.map(\.row.won))
            ),
            one: nil)
    }

    /// What is known together; where of none anything is, why not.
    private static func sum(_ amounts: [Known<Money>]) -> Known<Money> {
        let known = amounts.compactMap(\.value)
        guard let first = known.first else { return amounts.first ?? .unknown(.noSpendForRow) }
        let cents = known.reduce(Int128(0)) { $0 + Int128($1.cents) }
        return Known(
            Int64(exactly: cents).map { Money(cents: $0, first.currency) }, else: .tooLarge)
    }

    private static func sum(_ counts: [Known<Int>]) -> Known<Int> {
        if let absence = counts.compactMap(\.absence).first { return .unknown(absence) }
        return .value(counts.reduce(0) { $0 + ($1.value ?? 0) })
    }

    /// The rows by what is at stake, the most first; of months the last ones.
    private var ordered: [JustificationFigures.Row] {
        guard figures.question.by != .month else { return justification.rows.reversed() }
        func stake(_ row: JustificationFigures.Row) -> (UInt64, Int) {
            (
                max(
                    row.row.boughtFor.value?.cents.magnitude ?? 0,
                    row.effect.value?.cents.magnitude ?? 0), row.row.counts.mqls
            )
        }
        return justification.rows.sorted {
            let (one, other) = (stake($0), stake($1))
            return one == other ? $0.row.key < $1.row.key : one > other
        }
    }
}

extension Wording {
    /// What rows are called of which only the sum is shown.
    func others(_ breakdown: Breakdown) -> String {
        switch breakdown {
        case .source: self("other sources", "andere bronnen")
        case .intent: self("other intents", "andere intenties")
        case .persona: self("other personas", "andere persona's")
        case .campaign: self("other campaigns", "andere campagnes")
        case .content: self("other contents", "andere inhoud")
        case .month: self("earlier months", "eerdere maanden")
        case .selfReported: self("other answers", "andere antwoorden")
        case .team: self("other teams", "andere teams")
        }
    }
}

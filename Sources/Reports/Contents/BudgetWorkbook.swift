internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// A budget as sheets: what each source gets, with the rates and the margin of a sale in cells that may be changed,
/// so that SQLs, sales, margin and return follow. The division itself is not worked out again.
struct BudgetWorkbook {
    private let budget: BudgetFigures
    private let document: Document
    private let context: ReportContext
    private var say: Wording { context.say }
    private var currency: String { budget.figures.question.currency.code }

    init(_ budget: BudgetFigures, _ document: Document, _ context: ReportContext) {
        self.budget = budget
        self.document = document
        self.context = context
    }

    var workbook: Workbook? {
        let plain = DocumentWorkbook(document, context).workbook
        guard let plain, budget.figures.move == nil, !budget.figures.notes.hidesRates else {
            return plain
        }
        return Workbook(
            DocumentWorkbook.named([plan] + plain.sheets), asOf: budget.figures.question.asOf)
    }

    private static let firstRow = 6

    private var plan: Workbook.Sheet {
        let margin = budget.margin.map(units)
        let rows = budget.rows.enumerated().map { place, row in
            cells(row, line: Self.firstRow + place + 1, margin)
        }
        let last = Self.firstRow + rows.count
        let total = total(last: last, margin)
        return Workbook.Sheet(
            say("Plan to change", "Plan om te wijzigen"),
            widths: [26] + Array(repeating: 14, count: 9),
            rows: [
                [
                    .title(
                        say(
                            "Change the blue cells: SQLs, sales, margin and return follow",
                            "Wijzig de blauwe cellen: SQL's, verkopen, marge en rendement volgen"))
                ],
                [
                    .text(
                        say(
                            "How the money is divided does not follow: run mql budget again for that.",
                            "Hoe het geld verdeeld is volgt niet: voer daarvoor mql budget opnieuw uit."
                        )
                    )
                ], [],
                [
                    .text(
                        say("Margin of a sale (\(currency))", "Marge van een verkoop (\(currency))")
                    ),
                    margin.map { .input($0, .money) } ?? .blank,
                ], [], heads.map { .heading($0) },
            ] + rows + [total], frozenRows: Self.firstRow)
    }

    private var heads: [String] {
        [
            say(.source), say("Today", "Nu"), say("Plan", "Plan"), say(.mqls),
            say("SQL of MQL", "SQL van MQL"), say(.sqls),
            say("Won of SQL", "Gewonnen van SQL"), say(.won), say(.margin),
            say(.backPerOne(budget.figures.question.currency)),
        ]
    }

    private func units(_ money: Money) -> Double { Double(money.cents) / 100 }

    private func cells(
        _ row: BudgetFigures.Row, line: Int, _ margin: Double?
    ) -> [Workbook.Cell] {
        var cells: [Workbook.Cell] = [
            .text(say.text(row.label)), .number(units(row.now), .money),
            .number(units(row.spend), .money),
        ]
        guard let outcome = row.outcome else { return cells }
        cells.append(.number(outcome.mqls, .decimal))
        guard outcome.mqls > 0 else { return cells }
        cells += [
            .input(outcome.sqls / outcome.mqls, .share),
            .formula("=D\(line)*E\(line)", value: outcome.sqls, .decimal),
        ]
        guard budget.knowsWins, outcome.sqls > 0 else { return cells }
        cells += [
            .input(outcome.customers / outcome.sqls, .share),
            .formula("=F\(line)*G\(line)", value: outcome.customers, .decimal),
        ]
        guard let margin else { return cells }
        let brings = outcome.customers * margin
        cells.append(.formula("=H\(line)*$B$4", value: brings, .money))
        if row.spend.cents > 0 {
            cells.append(.formula("=I\(line)/C\(line)", value: brings / units(row.spend), .ratio))
        }
        return cells
    }

    private func total(last: Int, _ margin: Double?) -> [Workbook.Cell] {
        func sum(_ letter: String, _ value: Double, _ style: Workbook.Style) -> Workbook.Cell {
            .formula("=SUM(\(letter)\(Self.firstRow + 1):\(letter)\(last))", value: value, style)
        }
        let rows = budget.rows
        let outcomes = rows.compactMap(\.outcome)
        let customers = outcomes.reduce(0) { $0 + ($1.sqls > 0 && $1.mqls > 0 ? $1.customers : 0) }
        let spend = rows.reduce(0) { $0 + units($1.spend) }
        var cells: [Workbook.Cell] = [
            .heading(say("Total", "Totaal")),
            sum("B", rows.reduce(0) { $0 + units($1.now) }, .money),
            sum("C", spend, .money), sum("D", outcomes.reduce(0) { $0 + $1.mqls }, .decimal),
            .blank,
            sum("F", outcomes.reduce(0) { $0 + ($1.mqls > 0 ? $1.sqls : 0) }, .decimal), .blank,
        ]
        guard budget.knowsWins else { return cells }
        cells.append(sum("H", customers, .decimal))
        guard let margin else { return cells }
        cells.append(sum("I", customers * margin, .money))
        if spend > 0 {
            cells.append(
                .formula("=I\(last + 1)/C\(last + 1)", value: customers * margin / spend, .ratio))
        }
        return cells
    }
}

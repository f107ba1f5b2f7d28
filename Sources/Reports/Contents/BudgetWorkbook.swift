internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

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

    /// Where the rows begin, below what may be changed and the headings.
    private var firstRow: Int { assumptions.count + 5 }
    private var hasOwn: Bool { budget.knowsOwnCosts }
    private var hours: EconomicRules.OwnHours? { hasOwn ? budget.figures.notes.ownHours : nil }

    private static let marginCell = "$B$4"
    /// What own hours of one MQL cost.
    private static let hoursCost = "$B$5*$B$6"

    /// What holds for all sources.
    private var assumptions: [[Workbook.Cell]] {
        var lines: [[Workbook.Cell]] = [
            [
                .text(
                    say("Margin of a sale (\(currency))", "Marge van een verkoop (\(currency))")),
                budget.margin.map { .input(units($0), .money) } ?? .blank,
            ]
        ]
        if let hours {
            lines += [
                [
                    .text(say("Own hours per MQL", "Eigen uren per MQL")),
                    .input(Double(hours.hours) / 100, .ratio),
                ],
                [
                    .text(
                        say(
                            "Cost of an hour (\(currency))", "Kosten van een uur (\(currency))")),
                    .input(Double(hours.hourCost) / 100, .money),
                ],
            ]
        }
        return lines
    }

    private var plan: Workbook.Sheet {
        let rows = budget.rows.enumerated().map { place, row in
            cells(row, line: firstRow + place + 1)
        }
        let title = say(
            "Change the blue cells: SQLs, sales, margin and return follow",
            "Wijzig de blauwe cellen: SQL's, verkopen, marge en rendement volgen")
        let note = say(
            "How the money is divided does not follow: run mql budget again for that.",
            "Hoe het geld verdeeld is volgt niet: voer daarvoor mql budget opnieuw uit.")
        return Workbook.Sheet(
            say("Plan to change", "Plan om te wijzigen"),
            widths: [28] + Array(repeating: 14, count: heads.count - 1),
            rows: [[.title(title)], [.text(note)], []] + assumptions
                + [[], heads.map { .heading($0) }] + rows + [total(last: firstRow + rows.count)],
            frozenRows: firstRow, totals: [firstRow + rows.count])
    }

    private var heads: [String] {
        let own =
            hours == nil
            ? say("Own costs of an MQL", "Eigen kosten van een MQL")
            : say("Other own costs of an MQL", "Andere eigen kosten van een MQL")
        return [
            say(.source), say("Today", "Nu"), say("Plan", "Plan"), say(.mqls),
            say("SQL of MQL", "SQL van MQL"), say(.sqls),
            say("Won of SQL", "Gewonnen van SQL"), say(.won), say(.margin),
        ] + (hasOwn ? [own, say("Own costs", "Eigen kosten")] : [])
            + [say(.backPerOne(budget.figures.question.currency))]
    }

    private func units(_ money: Money) -> Double { Double(money.cents) / 100 }

    /// What own costs of an MQL no hours that were said explain, in units.
    private func otherOwn(_ outcome: BudgetOutcome) -> Double {
        let all = outcome.ownCost / outcome.mqls / 100
        guard let hours else { return all }
        let rest = all - Double(hours.hours) * Double(hours.hourCost) / 10_000
        // Hours are rounded once for all MQLs of a source.
        return abs(rest) < 0.005 ? 0 : rest
    }

    private func ownCost(_ outcome: BudgetOutcome) -> Double {
        let hours = hours.map { Double($0.hours) * Double($0.hourCost) / 10_000 } ?? 0
        return outcome.mqls * (hours + otherOwn(outcome))
    }

    private func cells(_ row: BudgetFigures.Row, line: Int) -> [Workbook.Cell] {
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
        let isWon = budget.knowsWins && outcome.sqls > 0
        cells +=
            isWon
            ? [
                .input(outcome.customers / outcome.sqls, .share),
                .formula("=F\(line)*G\(line)", value: outcome.customers, .decimal),
            ] : [.blank, .blank]
        let margin = isWon ? budget.margin.map { outcome.customers * units($0) } : nil
        cells.append(margin.map { self.margin(line, $0) } ?? .blank)
        if hasOwn {
            let each = hours == nil ? "J\(line)" : "(\(Self.hoursCost)+J\(line))"
            cells += [
                .input(otherOwn(outcome), .money),
                .formula("=D\(line)*\(each)", value: ownCost(outcome), .money),
            ]
        }
        let own = hasOwn ? ownCost(outcome) : 0
        cells.append(returned(line, margin, units(row.spend) + own))
        return cells
    }

    /// To whole units, as the report says it.
    private func margin(_ line: Int, _ value: Double) -> Workbook.Cell {
        .formula(
            "=ROUND(H\(line)*\(Self.marginCell),0)", value: units(budget.whole(value * 100)), .money
        )
    }

    /// For each unit that is paid, own hours and tools included.
    private func returned(_ line: Int, _ margin: Double?, _ cost: Double) -> Workbook.Cell {
        guard let margin, cost > 0 else { return .blank }
        return .formula(
            "=H\(line)*\(Self.marginCell)/" + (hasOwn ? "(C\(line)+K\(line))" : "C\(line)"),
            value: margin / cost, .ratio)
    }

    private func total(last: Int) -> [Workbook.Cell] {
        func sum(_ letter: String, _ value: Double, _ style: Workbook.Style) -> Workbook.Cell {
            .formula("=SUM(\(letter)\(firstRow + 1):\(letter)\(last))", value: value, style)
        }
        func rate(_ formula: String, _ part: Double, _ all: Double) -> Workbook.Cell {
            all > 0 ? .formula(formula, value: part / all, .share) : .blank
        }
        let rows = budget.rows
        let line = last + 1
        let outcomes = rows.compactMap(\.outcome).filter { $0.mqls > 0 }
        let mqls = outcomes.reduce(0) { $0 + $1.mqls }
        let sqls = outcomes.reduce(0) { $0 + $1.sqls }
        let customers = outcomes.reduce(0) { $0 + ($1.sqls > 0 ? $1.customers : 0) }
        let spend = rows.reduce(0) { $0 + units($1.spend) }
        let own = hasOwn ? outcomes.reduce(0) { $0 + ownCost($1) } : 0
        let margin = budget.knowsWins ? budget.margin.map { customers * units($0) } : nil
        return [
            .text(say("Total", "Totaal")),
            sum("B", rows.reduce(0) { $0 + units($1.now) }, .money), sum("C", spend, .money),
            sum("D", mqls, .decimal), rate("=F\(line)/D\(line)", sqls, mqls),
            sum("F", sqls, .decimal),
            budget.knowsWins ? rate("=H\(line)/F\(line)", customers, sqls) : .blank,
            budget.knowsWins ? sum("H", customers, .decimal) : .blank,
            margin.map { self.margin(line, $0) } ?? .blank,
        ] + (hasOwn ? [.blank, sum("K", own, .money)] : [])
            + [returned(line, margin, spend + own)]
    }
}

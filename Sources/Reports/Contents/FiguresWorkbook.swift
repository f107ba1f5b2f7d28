package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The report as sheets: one for the sources, one for the months, one for what is assumed, one for where it
/// comes from. What follows from other cells is a formula, so that whoever changes the margin of a sale sees
/// the worth, the highest price and the effect move.
package struct FiguresWorkbook {
    private let justification: JustificationFigures
    private let context: ReportContext
    private let report: JustificationReport
    /// What was asked beside the figures.
    private let extra: [Workbook.Sheet]
    private var say: Wording { context.say }
    private var figures: Figures { justification.figures }
    private var currency: String { figures.question.currency.code }

    /// Of the figures by which `mql justify` answers, which hold those of the report.
    package init(
        _ justification: JustificationFigures, _ context: ReportContext,
        extra: [Workbook.Sheet] = []
    ) {
        self.justification = justification
        self.extra = extra
        self.context = context
        report = JustificationReport(justification, context)
    }

    package var workbook: Workbook {
        Workbook(
            DocumentWorkbook.named(
                [sources] + (figures.months.isEmpty ? [] : [months]) + [assumptions] + whatIf
                    + extra + [origin]), asOf: figures.question.asOf)
    }

    /// Why an MQL costs more or less than before, and what suppositions would do.
    static func sheets(_ more: FiguresReport.More, _ say: Wording) -> [Workbook.Sheet] {
        let change = more.change.flatMap { change in
            DocumentWorkbook.sheet(
                say("Against before", "Tegen eerder"), CostChangeSection(change, say).blocks, say)
        }
        let whatIf = more.whatIf.flatMap { effects in
            DocumentWorkbook.sheet(
                say("What if", "Wat als"),
                WhatIfSection(
                    effects, mqls: more.justification?.total.row.counts.mqls ?? 0, say
                ).blocks, say)
        }
        return [change, whatIf].compactMap(\.self)
    }

    private var whatIf: [Workbook.Sheet] {
        let mqls = justification.total.row.counts.mqls
        return [
            DocumentWorkbook.sheet(
                say("What if", "Wat als"),
                WhatIfSection(justification.whatIf, mqls: mqls, say).blocks, say)
        ].compactMap(\.self)
    }

    // MARK: Assumptions

    private var assumptionsName: String { say("Assumptions", "Aannames") }
    private var marginCell: String { "'\(assumptionsName)'!$B$4" }
    private var requiredCell: String { "'\(assumptionsName)'!$B$5" }

    private var assumptions: Workbook.Sheet {
        let texts = report.assumptions()
        let one = say.numbers.one(figures.question.currency)
        let margin: Workbook.Cell =
            figures.sales.margin.value.map { .input(Double($0.cents) / 100, .money) } ?? .blank
        return Workbook.Sheet(
            assumptionsName, widths: [34, 14, 90],
            rows: [
                [
                    .title(
                        say(
                            "Change the blue cells: all sheets follow",
                            "Wijzig de blauwe cellen: alle bladen volgen"))
                ],
                [],
                [
                    .heading(say("Assumption", "Aanname")), .heading(say("Value", "Waarde")),
                    .heading(say("From", "Uit")),
                ],
                [
                    .text(
                        say("Margin of a sale (\(currency))", "Marge van een verkoop (\(currency))")
                    ), margin,
                    .text(texts.first ?? ""),
                ],
            ]
                + (justification.requiredReturn.map { required in
                    [
                        [
                            .text(
                                say("Required return per \(one)", "Vereist rendement per \(one)")),
                            .input(required, .ratio), .text(texts.last ?? ""),
                        ]
                    ]
                } ?? []), frozenRows: 3)
    }

    // MARK: Sources

    private enum Column: Int, CaseIterable {
        case source, spend, own, leads, mqls, sqls, won, margin
        case perLead, perMQL, allIn, perSQL, perWon, back
        case maturedEquivalent, sqlsInTime, rate, chanceSQL, chanceWon, marginOfSale, worth, atMost,
            effect
        case breakEven, advice, bought
    }

    /// Those that are there: without a required return there is no highest price.
    private var columns: [Column] {
        Column.allCases.filter { $0 != .atMost || justification.requiredReturn != nil }
    }

    /// `A`, `B` … `Z`.
    private func letter(_ column: Column) -> String {
        let place = columns.firstIndex(of: column) ?? 0
        return String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place)))
    }

    private func heading(_ column: Column) -> String {
        switch column {
        case .source: say.breakdown(figures.question.by)
        case .spend: say(.spend)
        case .own: say("Own hours and tools", "Eigen uren en tools")
        case .leads: say(.leads)
        case .mqls: say(.mqls)
        case .sqls: say("SQLs so far", "SQL's tot nu toe")
        case .won: say("Customers so far", "Klanten tot nu toe")
        case .margin: say("Margin so far", "Marge tot nu toe")
        case .perLead: say("Per lead", "Per lead")
        case .perMQL: say("Per MQL, to buy", "Per MQL, inkoop")
        case .allIn: say("Per MQL, all-in", "Per MQL, alles meegerekend")
        case .perSQL: say("Per SQL", "Per SQL")
        case .perWon: say("Per customer", "Per klant")
        case .back: say(.backPerOne(figures.question.currency))
        case .maturedEquivalent: say("MQLs that had time", "MQL's die tijd genoeg hadden")
        case .sqlsInTime: say("SQLs within the horizon", "SQL's binnen de horizon")
        case .rate: say(.conversion)
        case .chanceSQL: say("Chance of an SQL", "Kans op SQL")
        case .chanceWon: say("Chance it is won", "Kans op winst")
        case .marginOfSale: say("Margin of a sale", "Marge per verkoop")
        case .worth: say("Worth of an MQL", "Waarde van een MQL")
        case .atMost: say(.atMost)
        case .effect: say(.effect)
        case .breakEven: say("Break-even margin", "Marge voor quitte")
        case .advice: say("Advice", "Advies")
        case .bought: say("Bought or not", "Ingekocht of niet")
        }
    }

    /// The fields of the report that have a column of their own above, mostly a formula; the others follow.
    private static let ownFields: Set<String> = [
        "spend", "leads", "mqls", "sqls", "won", "per_lead", "per_mql", "per_sql", "per_customer",
    ]
    private static let otherFields = FiguresReport.costFields.filter {
        !ownFields.contains($0.column.key)
    }

    private static let firstRow = 3

    private var sources: Workbook.Sheet {
        let rows = justification.rows
        let lines = rows.enumerated().map { place, row in
            cells(row, at: Self.firstRow + place, isTotal: false)
        }
        let total = cells(
            justification.total, at: Self.firstRow + rows.count, isTotal: true)
        let parts = justification.blocks.enumerated().map { place, block in
            cells(block.sum, at: Self.firstRow + rows.count + 2 + place, isTotal: true)
        }
        let title = report.title
        let isKnown = rows.contains { $0.worth.value != nil && $0.cost.value != nil }
        return Workbook.Sheet(
            say("Sources", "Bronnen"),
            widths: columns.map { $0 == .source ? 26 : $0 == .advice ? 14 : 13 }
                + Self.otherFields.map { _ in 13 },
            rows: [
                [.title(title)], [],
                columns.map { .heading(heading($0)) }
                    + Self.otherFields.map { .heading(say.text($0.column.title)) },
            ] + lines + [total] + (parts.isEmpty ? [] : [[]] + parts),
            frozenRows: Self.firstRow,
            chart: !isKnown || rows.isEmpty
                ? nil
                : Workbook.Chart(
                    say(
                        "What an MQL costs, and what it is worth",
                        "Wat een MQL kost, en wat hij waard is"),
                    names: Column.source.rawValue,
                    values: [Column.allIn.rawValue, Column.worth.rawValue],
                    rows: Self.firstRow...(Self.firstRow + rows.count - 1)))
    }

    private func cells(
        _ row: JustificationFigures.Row, at place: Int, isTotal: Bool
    ) -> [Workbook.Cell] {
        let line = place + 1
        func ref(_ column: Column) -> String { "\(self.letter(column))\(line)" }
        func units(_ money: Money) -> Double { Double(money.cents) / 100 }
        /// A sum of the rows above, where all of it is in them.
        func sum(_ column: Column, _ value: Double, of parts: [Double], _ style: Workbook.Style)
            -> Workbook.Cell
        {
            let isSum = isTotal && !parts.isEmpty && abs(parts.reduce(0, +) - value) < 0.005
            guard isSum else { return .number(value, style) }
            let letter = self.letter(column)
            return .formula(
                "=SUM(\(letter)\(Self.firstRow + 1):\(letter)\(Self.firstRow + justification.rows.count))",
                value: value, style)
        }
        func count(_ column: Column, _ known: (Figures.Row) -> Known<Int>) -> Workbook.Cell {
            guard let value = known(row.row).value else { return .blank }
            return sum(
                column, Double(value),
                of: justification.rows.compactMap { known($0.row).value.map(Double.init) },
                .count)
        }
        func money(_ column: Column, _ known: (Figures.Row) -> Money?) -> Workbook.Cell {
            guard let value = known(row.row) else { return .blank }
            return sum(
                column, units(value),
                of: justification.rows.compactMap { known($0.row).map(units) }, .money)
        }
        func own(_ row: Figures.Row) -> Money? {
            guard let all = row.allIn.value else { return nil }
            return Money(cents: all.cents - (row.boughtFor.value?.cents ?? 0), all.currency)
        }
        func divided(
            _ formula: String, _ value: Double?, _ style: Workbook.Style = .money
        ) -> Workbook.Cell {
            guard let value, value.isFinite else { return .blank }
            return .formula(formula, value: value, style)
        }
        func per(_ spend: Money?, _ count: Int?) -> Double? {
            guard let spend, let count, count > 0 else { return nil }
            return units(spend) / Double(count)
        }
        let (spend, all) = (row.row.boughtFor.value, row.row.allIn.value)
        let (mqls, sqls, won) = (row.row.mqls.value, row.row.sqls.value, row.row.won.value)
        let margin =
            row.row.counts.deals > 0 && row.row.counts.margins.isKnown(ofAll: row.row.counts.deals)
            ? Double(row.row.counts.margins.net) / 100 : nil
        let worth = row.worth.value
        let maturedEquivalent = row.row.matured.value
        let spent = all ?? spend
        let cost = all == nil ? ref(.spend) : "(\(ref(.spend))+\(ref(.own)))"
        let pool = figures.sales.margin.value.map(units)
        return columns.map { column in
            switch column {
            case .source: return .text(say.text(row.row.label))
            case .spend: return money(column) { $0.boughtFor.value }
            case .own: return money(column, own)
            case .leads: return count(column) { .value($0.counts.leads) }
            case .mqls: return count(column) { $0.mqls }
            case .sqls: return count(column) { $0.sqls }
            case .won: return count(column) { $0.won }
            case .margin:
                guard let margin else { return .blank }
                let parts = justification.rows.compactMap { row -> Double? in
                    row.row.counts.deals > 0 ? Double(row.row.counts.margins.net) / 100 : nil
                }
                return sum(column, margin, of: parts, .money)
            case .perLead:
                return divided("=\(ref(.spend))/\(ref(.leads))", per(spend, row.row.counts.leads))
            case .perMQL: return divided("=\(ref(.spend))/\(ref(.mqls))", per(spend, mqls))
            case .allIn: return divided("=\(cost)/\(ref(.mqls))", all == nil ? nil : per(all, mqls))
            case .perSQL: return divided("=\(ref(.spend))/\(ref(.sqls))", per(spend, sqls))
            case .perWon: return divided("=\(ref(.spend))/\(ref(.won))", per(spend, won))
            case .back:
                guard let margin, let spent, spent.cents > 0 else { return .blank }
                return divided("=\(ref(.margin))/\(cost)", margin / units(spent), .ratio)
            case .maturedEquivalent:
                return maturedEquivalent.map { .number($0.maturedEquivalent, .decimal) } ?? .blank
            case .sqlsInTime:
                return maturedEquivalent.map { .number(Double($0.sqls), .count) } ?? .blank
            case .rate:
                return divided(
                    "=\(ref(.sqlsInTime))/\(ref(.maturedEquivalent))",
                    maturedEquivalent?.estimate.rate, .share)
            // A conversion that may be changed, as margin and required return may.
            case .chanceSQL: return worth.map { .input($0.expectedRate, .share) } ?? .blank
            case .chanceWon: return worth.map { .input($0.expectedWins, .share) } ?? .blank
            case .marginOfSale:
                guard let worth, let pool else { return .blank }
                let own = worth.margin / 100
                return abs(own - pool) < 0.005
                    ? .formula("=\(marginCell)", value: pool, .money) : .number(own, .money)
            case .worth:
                return divided(
                    "=\(ref(.chanceSQL))*\(ref(.chanceWon))*\(ref(.marginOfSale))",
                    worth.map { $0.expectedRate * $0.expectedWins * $0.margin / 100 })
            case .atMost:
                guard let required = justification.requiredReturn else { return .blank }
                return divided(
                    "=\(ref(.worth))/\(requiredCell)",
                    worth.map {
                        $0.expectedRate * $0.expectedWins * $0.margin / 100 / required
                    })
            case .effect:
                guard row.effect.value != nil, let worth, let mqls else { return .blank }
                let spent = spent ?? Money(cents: 0, worth.currency)
                let value = worth.expectedRate * worth.expectedWins * worth.margin / 100
                return divided(
                    "=\(ref(.worth))*\(ref(.mqls))-\(cost)", value * Double(mqls) - units(spent))
            case .breakEven:
                guard let worth, let spent, let mqls, mqls > 0 else { return .blank }
                let chance = worth.expectedRate * worth.expectedWins
                return divided(
                    "=\(cost)/\(ref(.mqls))/(\(ref(.chanceSQL))*\(ref(.chanceWon)))",
                    chance > 0 ? units(spent) / Double(mqls) / chance : nil)
            case .advice: return isTotal ? .blank : .text(report.advice(row))
            case .bought:
                return isTotal || spend == nil && row.row.boughtFor.absence == .noSpendFile
                    ? .blank : .text(say.text(row.row.buying.label))
            }
        } + Self.otherFields.map { Workbook.Cell($0.cell(row.row), say) }
    }

    // MARK: Months

    private var months: Workbook.Sheet {
        let heads = [
            say(.month), say(.spend), say(.mqls),
            say(.sqls),
            say("Customers", "Klanten"), say(.perMQL), say("Per SQL", "Per SQL"),
            say("SQL of MQL, that had time", "SQL van MQL, die tijd hadden"),
            say("Provisional", "Voorlopig"),
        ]
        let rows = figures.months.enumerated().map { place, row -> [Workbook.Cell] in
            let line = Self.firstRow + place + 1
            let spend = row.boughtFor.value.map { Double($0.cents) / 100 }
            func number(_ count: Int?) -> Workbook.Cell {
                count.map { .number(Double($0), .count) } ?? .blank
            }
            func per(_ letter: String, _ count: Int?) -> Workbook.Cell {
                guard let spend, let count, count > 0 else { return .blank }
                return .formula("=B\(line)/\(letter)\(line)", value: spend / Double(count), .money)
            }
            let isTold = (row.matured.value?.maturedEquivalent ?? 0) >= Verdict.fewest
            return [
                .text(say.text(row.label)), spend.map { .number($0, .money) } ?? .blank,
                number(row.mqls.value), number(row.sqls.value), number(row.won.value),
                per("C", row.mqls.value), per("D", row.sqls.value),
                isTold
                    ? row.matured.value?.estimate.rate.map { .number($0, .share) } ?? .blank
                    : .blank,
                .text(row.isOpen ? say("provisional", "voorlopig") : ""),
            ]
        }
        let hasSpend = figures.months.contains { $0.boughtFor.value != nil }
        return Workbook.Sheet(
            say("Months", "Maanden"), widths: [14, 13, 9, 9, 10, 12, 12, 24, 13],
            rows: [
                [
                    .title(
                        say(
                            "The MQLs of each month, and what became of them",
                            "De MQL's van elke maand, en wat ervan werd"))
                ], [], heads.map { .heading($0) },
            ] + rows, frozenRows: Self.firstRow,
            chart: !hasSpend || rows.count < 2
                ? nil
                : Workbook.Chart(
                    say("Cost per MQL by month", "Kosten per MQL per maand"), isLine: true,
                    names: 0,
                    values: [5], rows: Self.firstRow...(Self.firstRow + rows.count - 1)))
    }

    // MARK: Origin

    private var origin: Workbook.Sheet {
        let entries = TrustSection(figures, context).entries + [context.again]
        let rows = entries.flatMap { entry in
            entry.text.enumerated().map { place, text in
                [Workbook.Cell.text(place == 0 ? entry.label : ""), .text(text)]
            }
        }
        return Workbook.Sheet(
            say("Origin", "Herkomst"), widths: [18, 120],
            rows: [[.title(report.title)], [.text(report.verdict)], []] + rows)
    }
}

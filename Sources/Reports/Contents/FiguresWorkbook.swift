package import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

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
                [sources] + (figures.months.isEmpty ? [] : [months]) + [assumptions.sheet] + whatIf
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

    private var assumptions: AssumptionsSheet {
        AssumptionsSheet(
            justification, report.assumptions(),
            saidOfHours: AnswerNotes(figures, say).said(of: .hours), say)
    }

    private var sources: Workbook.Sheet {
        SourcesSheet(justification, report, assumptions, say).sheet
    }

    private static let firstRow = SourcesSheet.firstRow

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
                guard let spend = row.boughtFor.value, let count, count > 0 else { return .blank }
                return .cents(
                    "B\(line)/\(letter)\(line)", Double(spend.cents) / Double(count),
                    spend.divided(by: count))
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
        let entries = TrustSection(figures, context, justification).entries + [context.again]
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

internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// What the figures of cost and worth rest on, each in a cell that may be changed, and where that cell stands.
struct AssumptionsSheet {
    private let lines: [Line]
    private let say: Wording

    /// What other sheets refer to.
    enum Entry {
        case margin, required, hours, hourCost, hoursCost
    }

    private struct Line {
        let entry: Entry
        let label: String
        let cell: Workbook.Cell
        let from: String
    }

    private static let firstLine = 4

    /// - Parameters:
    ///   - texts: where the margin comes from, and last the required return.
    ///   - saidOfHours: who said what own hours go into an MQL.
    init(
        _ justification: JustificationFigures, _ texts: [String], saidOfHours: String,
        _ say: Wording
    ) {
        self.say = say
        let figures = justification.figures
        let currency = figures.question.currency
        // The mean of sales is no whole number of cents: what follows from it is as the report says.
        let margin =
            justification.total.worth.value.map { $0.margin / 100 }
            ?? figures.sales.margin.value.map { Double($0.cents) / 100 }
        var lines = [
            Line(
                entry: .margin,
                label: say(
                    "Margin of a sale (\(currency.code))",
                    "Marge van een verkoop (\(currency.code))"
                ),
                cell: margin.map { .input($0, .money) } ?? .blank, from: texts.first ?? "")
        ]
        if let required = justification.requiredReturn {
            let one = say.numbers.one(currency)
            lines.append(
                Line(
                    entry: .required,
                    label: say("Required return per \(one)", "Vereist rendement per \(one)"),
                    cell: .input(required, .ratio), from: texts.last ?? ""))
        }
        if let own = figures.notes.ownHours { lines += Self.lines(own, saidOfHours, currency, say) }
        self.lines = lines
    }

    private static func lines(
        _ own: EconomicRules.OwnHours, _ said: String, _ currency: Currency, _ say: Wording
    ) -> [Line] {
        let (hours, cost) = (Double(own.hours) / 100, Double(own.hourCost) / 100)
        return [
            Line(
                entry: .hours, label: say("Own hours per MQL", "Eigen uren per MQL"),
                cell: .input(hours, .ratio), from: "hours_per_mql\(said)"),
            Line(
                entry: .hourCost,
                label: say(
                    "Cost of an hour (\(currency.code))", "Kosten van een uur (\(currency.code))"),
                cell: .input(cost, .money), from: "hour_cost\(said)"),
            Line(
                entry: .hoursCost,
                label: say(
                    "Own hours of an MQL (\(currency.code))",
                    "Eigen uren van een MQL (\(currency.code))"
                ),
                cell: .blank, from: say("hours × cost of an hour", "uren × kosten van een uur")),
        ]
    }

    private var name: String { say("Assumptions", "Aannames") }

    private func line(_ entry: Entry) -> Int? {
        lines.firstIndex { $0.entry == entry }.map { Self.firstLine + $0 }
    }

    /// Where it stands, for formulas of other sheets; nil where nobody has said it.
    func reference(_ entry: Entry) -> String? {
        line(entry).map { "'\(name)'!$B$\($0)" }
    }

    var sheet: Workbook.Sheet {
        Workbook.Sheet(
            name, widths: [34, 14, 90],
            rows: [
                [
                    .title(
                        say(
                            "Change the blue cells: costs, worth and totals of the first sheet follow",
                            "Wijzig de blauwe cellen: kosten, waarde en totalen van het eerste blad volgen"
                        ))
                ],
                [
                    .text(
                        say(
                            "Advice, ranges and what other sheets say stay as they were with the first values.",
                            "Advies, marges van onzekerheid en wat andere bladen zeggen blijven zoals bij de eerste waarden."
                        ))
                ],
                [
                    .heading(say("Assumption", "Aanname")), .heading(say("Value", "Waarde")),
                    .heading(say("From", "Uit")),
                ],
            ] + lines.map { [.text($0.label), cell(of: $0), .text($0.from)] }, frozenRows: 3)
    }

    private func cell(of line: Line) -> Workbook.Cell {
        guard line.entry == .hoursCost, let hours = self.line(.hours),
            let cost = self.line(.hourCost)
        else { return line.cell }
        func value(_ entry: Entry) -> Double {
            guard case .input(let value, _)? = lines.first(where: { $0.entry == entry })?.cell
            else {
                return 0
            }
            return value
        }
        return .formula(
            "=B\(hours)*B\(cost)", value: value(.hours) * value(.hourCost), .money)
    }
}

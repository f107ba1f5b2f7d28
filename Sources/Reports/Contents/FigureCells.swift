internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The cells that figures become in the tables of every report.
struct FigureCells {
    let say: Wording

    func cell<Value>(_ known: Known<Value>, _ cell: (Value) -> Cell) -> Cell {
        switch known {
        case .value(let value): cell(value)
        case .unknown(let absence): .absent(say.whyShort(absence))
        }
    }

    func money(_ known: Known<Money>) -> Cell { cell(known, Cell.money) }
    func count(_ known: Known<Int>) -> Cell { cell(known, Cell.count) }

    func prices(_ known: Known<PriceRange>) -> Cell {
        cell(known) { .prices(low: $0.low, high: $0.high) }
    }

    func range(_ estimate: EstimatedRate) -> Cell {
        .range(estimate.rate, low: estimate.low, high: estimate.high)
    }

    func conversion(_ row: Figures.Row) -> Cell { cell(row.matured) { range($0.estimate) } }

    func hadTime(_ row: Figures.Row) -> Cell { cell(row.matured) { .decimal($0.hadTime) } }

    func difference(_ difference: Figures.Difference) -> Cell {
        .difference(difference.value, low: difference.low, high: difference.high)
    }

    func verdict(_ comparison: Figures.Comparison) -> Cell {
        .word(
            say.verdict(comparison.verdict) + (comparison.holds ? " ✓" : ""),
            code: comparison.verdict.code)
    }

    func column(_ breakdown: Breakdown) -> Table.Column {
        .init(say.breakdown(breakdown), key: breakdown.rawValue, isText: true)
    }

    /// What a row is called; of a month that may still change, or that began before its rules, that too.
    func label(_ row: Figures.Row) -> Cell {
        let text = say.text(row.label)
        if row.isBeforeRules {
            return .word("\(text) \(say("before rules", "vóór regels"))", code: text)
        }
        return row.isOpen
            ? .word("\(text) \(say("provisional", "voorlopig"))", code: text) : .text(text)
    }
}

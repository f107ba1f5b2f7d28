package import Analysis
package import Economics
package import Funnels
package import Quantities

/// The cells that figures become in the tables of every report.
extension Cell {
    /// The cell of a value, or why there is none.
    package static func of<Value>(_ known: Known<Value>, _ cell: (Value) -> Cell) -> Cell {
        switch known {
        case .value(let value): cell(value)
        case .unknown(let absence): .unknown(absence)
        }
    }

    /// An amount, to the cent.
    package static func of(_ known: Known<Money>) -> Cell { of(known, Cell.money) }
    /// A count.
    package static func of(_ known: Known<Int>) -> Cell { of(known, Cell.count) }

    /// A range of prices.
    package static func of(_ known: Known<PriceRange>) -> Cell {
        of(known) { .prices(low: $0.low, high: $0.high) }
    }

    /// A rate with its range; only the range for 0 of 0.
    package static func of(_ estimate: EstimatedRate) -> Cell {
        .range(estimate.rate, low: estimate.low, high: estimate.high)
    }

    /// A difference of two rates in points, with its range.
    package static func of(_ difference: Figures.Difference) -> Cell {
        .difference(difference.value, low: difference.low, high: difference.high)
    }

    /// SQLs of the MQLs that had their time.
    package static func conversion(_ row: Figures.Row) -> Cell {
        of(row.matured) { of($0.estimate) }
    }

    /// The MQLs that had their time, where those that had a part of it count as that part.
    package static func maturedEquivalent(_ row: Figures.Row) -> Cell {
        of(row.matured) { .decimal($0.maturedEquivalent) }
    }

    /// The verdict, with a word where it holds for who looks every week.
    package static func verdict(_ comparison: Figures.Comparison) -> Cell {
        .word(
            Wording.both { say in
                let verdict = say.verdict(comparison.verdict)
                return comparison.holds
                    ? say("surely \(verdict)", "zeker \(verdict)") : verdict
            }, code: comparison.verdict.code)
    }

    /// A count where it is known, else a dash.
    package static func counted(_ count: Int?) -> Cell { count.map(Cell.count) ?? .dash }

    /// A part of a whole; a dash where either is not known or there is no whole.
    package static func share(_ part: Int?, of whole: Int?) -> Cell {
        guard let part, let whole, whole > 0 else { return .dash }
        return .share(Double(part) / Double(whole))
    }

    /// What a row is called; of a month that may still change, or that began before its rules, that too.
    package static func label(_ row: Figures.Row) -> Cell {
        let remark =
            row.isBeforeRules
            ? Phrase(en: "before rules", nl: "vóór regels")
            : row.isOpen ? Phrase(en: "provisional", nl: "voorlopig") : nil
        guard let remark else { return .phrase(row.label) }
        return .word(
            Phrase(en: "\(row.label.en) \(remark.en)", nl: "\(row.label.nl) \(remark.nl)"),
            code: row.label.code)
    }
}

extension Table.Column {
    /// The column of what rows are made of.
    package static func by(_ breakdown: Breakdown) -> Table.Column {
        .init(
            breakdown.rawValue, Wording.both { $0.breakdown(breakdown) }, breakdown.help, .text,
            isWhole: breakdown == .month ? true : nil)
    }
}

extension Breakdown {
    /// What the help says of it.
    var help: Glossary.Term {
        switch self {
        case .source: .source
        case .intent: .intent
        case .persona: .persona
        case .campaign: .campaign
        case .content: .content
        case .month: .month
        case .selfReported: .selfReported
        case .team: .team
        }
    }
}

extension Figures.Row {
    /// What a figure to hold against says of it.
    func comparison(with name: String) -> Figures.Comparison? {
        comparisons.first { $0.benchmark.name == name }
    }
}

extension Field<Figures.Row> {
    /// What rows are made of, and whether that may still change.
    static func by(_ breakdown: Breakdown) -> Field { Field(.by(breakdown)) { .label($0) } }

    /// What rows are made of.
    static func named(_ breakdown: Breakdown) -> Field {
        Field(.by(breakdown)) { .phrase($0.label) }
    }
}

internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// A row with the line of a sheet on which it stands, and of a sum the lines of which it is one.
struct SheetLine {
    let row: JustificationFigures.Row
    /// From one.
    let line: Int
    /// Nil for a row of its own, and for a sum whose rows do not stand together.
    let sum: Sum?
    let isTotal: Bool
    var isSum: Bool { isTotal || row.advice == .sum }

    init(
        _ row: JustificationFigures.Row, line: Int, sum: Sum? = nil, isTotal: Bool = false
    ) {
        (self.row, self.line, self.sum, self.isTotal) = (row, line, sum, isTotal)
    }

    /// Lines that stand one below the other.
    struct Sum {
        let first: Int
        let last: Int
        let rows: [JustificationFigures.Row]

        init(_ first: Int, _ last: Int, _ rows: [JustificationFigures.Row]) {
            (self.first, self.last, self.rows) = (first, last, rows)
        }

        /// Whether the chances of the rows, each as often as it has MQLs, are those of a worth of all.
        func gives(_ worth: Worth, of row: Figures.Row) -> Bool {
            var (mqls, sqls, wins) = (0.0, 0.0, 0.0)
            for part in rows {
                guard let own = part.worth.value, let count = part.row.mqls.value else { continue }
                mqls = Double(count)
                sqls += mqls * own.expectedRate
                wins += mqls * own.expectedRate * own.expectedWins
            }
            guard let all = row.mqls.value, all > 0, sqls > 0 else { return false }
            return abs(sqls / Double(all) - worth.expectedRate) < 1e-9
                && abs(wins / sqls - worth.expectedWins) < 1e-9
        }

        /// What the MQLs of the rows are worth, whatever brought them, each row to the cent; nil where that does not
        /// fit.
        var worths: Int64? {
            var sum = Int128(0)
            for row in rows {
                guard let worth = row.worth.value, let count = row.row.mqls.value else { continue }
                guard let own = Money(rounding: worth.credited * Double(count), worth.currency)
                else {
                    return nil
                }
                sum += Int128(own.cents)
            }
            return Int64(exactly: sum)
        }

        /// The effects of the rows; nil where one has none.
        var effects: Int64? {
            let all = rows.compactMap(\.effect.value)
            guard all.count == rows.count else { return nil }
            return Int64(exactly: all.reduce(Int128(0)) { $0 + Int128($1.cents) })
        }
    }
}

/// What of a total no row has, such as leads of sources that have no row, by column.
struct SheetRest {
    private var values: [SourcesSheet.Column: Double] = [:]

    init(
        _ total: JustificationFigures.Row, _ rows: [JustificationFigures.Row],
        _ hours: EconomicRules.OwnHours?
    ) {
        let columns: [SourcesSheet.Column] = [
            .spend, .own, .leads, .mqls, .sqls, .won, .margin, .maturedEquivalent, .sqlsInTime,
        ]
        for column in columns {
            guard let all = Self.value(column, total, hours) else { continue }
            let parts = rows.reduce(0.0) { $0 + (Self.value(column, $1, hours) ?? 0) }
            // Cents are exact, and a difference below that is of the sum.
            if abs(all - parts) > 1e-6 {
                values[column] = Double(Decimals.six(all - parts)) ?? all - parts
            }
        }
    }

    var isNothing: Bool { values.isEmpty }

    subscript(_ column: SourcesSheet.Column) -> Double? { values[column] }

    /// What a row has in a column of the facts, in units; nil where that is not known.
    static func value(
        _ column: SourcesSheet.Column, _ row: JustificationFigures.Row,
        _ hours: EconomicRules.OwnHours?
    ) -> Double? {
        let figures = row.row
        switch column {
        case .spend: return figures.boughtFor.value.map { Double($0.cents) / 100 }
        case .own: return own(figures, hours).map { Double($0.cents) / 100 }
        case .leads: return Double(figures.counts.leads)
        case .mqls: return figures.mqls.value.map(Double.init)
        case .sqls: return figures.sqls.value.map(Double.init)
        case .won: return figures.won.value.map(Double.init)
        case .margin:
            let counts = figures.counts
            return counts.deals > 0 && counts.margins.isKnown(ofAll: counts.deals)
                ? Double(counts.margins.net) / 100 : nil
        case .maturedEquivalent: return figures.matured.value?.maturedEquivalent
        case .sqlsInTime: return figures.matured.value.map { Double($0.sqls) }
        default: return nil
        }
    }

    /// What own costs of the files a row has; hours that were said stand apart.
    static func own(_ row: Figures.Row, _ hours: EconomicRules.OwnHours?) -> Money? {
        guard let all = row.allIn.value else { return nil }
        let others = (row.boughtFor.value?.cents ?? 0) + (Self.hours(row, hours)?.cents ?? 0)
        return Money(cents: all.cents - others, all.currency)
    }

    /// What own hours of a row cost; nil where they are not in its cost.
    static func hours(_ row: Figures.Row, _ hours: EconomicRules.OwnHours?) -> Money? {
        guard let all = row.allIn.value else { return nil }
        return hours?.cents(forMQLs: row.counts.mqls).map { Money(cents: $0, all.currency) }
    }
}

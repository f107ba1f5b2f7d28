internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

extension BudgetReport {
    /// What to spend on which source, in one screen; where many are left out, in one row together.
    package var screen: Document? {
        let points = BudgetPoints(budget, say).lines
        let trust = ScreenTrust(budget.figures, context)
        let isSaid = budget.figures.move == nil && !budget.figures.notes.hidesRates
        return ShortScreen.fitted(
            say.language, rows: budget.rows.count, hasLosses: trust.hasLosses
        ) { rows, _, _ in
            var short = Document(document.title)
            short.add(.paragraph(BudgetSummary(budget, say).text), .list(trust.warnings))
            if isSaid {
                let currency = budget.figures.question.currency
                short.add(
                    .list(ScreenTrust.shown(points, say)),
                    .table(table(rows).withoutEmptyColumns),
                    .lines([say("Amounts in \(currency).", "Bedragen in \(currency).")]))
            }
            short.add(
                .lines([""]), .labelled(trust.entries(assumed, NotKnown(budget.figures, say))))
            return short
        }
    }

    private func table(_ most: Int) -> Table {
        let rows = rows.dropLast()
        let largest = rows.indices.sorted { one, other in
            let money = (rows[one].most, rows[other].most)
            return money.0 == money.1 ? one < other : money.0 > money.1
        }.prefix(most)
        let others = rows.indices.filter { !largest.contains($0) }
        guard others.count > 1, let total = self.rows.last else {
            return Table(Self.screenFields, self.rows, hasTotal: true)
        }
        return Table(
            Self.screenFields,
            largest.sorted().map { rows[$0] } + [sum(others.map { rows[$0] })] + [total],
            hasTotal: true)
    }

    /// Without what is learned of how MQLs go with money.
    private static let screenFields = fields.filter { $0.column.key != "curve" }

    private func sum(_ rows: [Row]) -> Row {
        func amount(_ cents: (Row) -> Int64) -> Money {
            Money(
                clamping: rows.reduce(Int128(0)) { $0 + Int128(cents($1)) },
                budget.figures.question.currency)
        }
        /// Nil where of none it is known: what is not known is not in the total either.
        func number(_ value: (Row) -> Double?) -> Double? {
            let known = rows.compactMap(value)
            return known.isEmpty ? nil : known.reduce(0, +)
        }
        return Row(
            label: Wording.both { say in
                "\(say.numbers.count(rows.count)) \(say.others(.source))"
            }, now: amount(\.now.cents), spend: amount(\.spend.cents), source: nil,
            mqls: number(\.mqls), sqls: number(\.sqls), won: number(\.won),
            margin: rows.contains { $0.margin != nil } ? amount { $0.margin?.cents ?? 0 } : nil,
            knowsMargin: false, months: nil)
    }

    private var assumed: [String] {
        let months = numbers.count(budget.months)
        var assumed = [
            say("learned from \(months) whole months", "geleerd van \(months) hele maanden")
        ]
        if let margin = budget.margin.map({ numbers.money($0) }) {
            assumed.append(say("\(margin) of margin per sale", "\(margin) marge per verkoop"))
        }
        if let required = budget.requiredReturn {
            let one = numbers.one(budget.figures.question.currency)
            assumed.append(
                say(
                    "required \(numbers.ratio(required)) per \(one)",
                    "vereist \(numbers.ratio(required)) per \(one)")
                    + say.said(budget.requiredSaid, isTyped: budget.requiredSaid == nil))
        }
        return assumed
    }
}

extension BudgetReport.Row {
    /// What it gets or got, whichever is more.
    fileprivate var most: Int64 { max(now.cents, spend.cents) }
}

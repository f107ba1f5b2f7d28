package import Quantities

/// What one euro was worth in other currencies, day by day.
package struct ExchangeRates: Sendable {
    /// A rate holds until the next one, but no longer than this: banks rest for a few days at most.
    package static let longestRest = 7

    /// In order, each once.
    private let days: [Day]
    /// By currency and place of the day, in millionths; 0 where there is none.
    private let rates: [Currency: [Int64]]

    /// - Parameter rows: by day, millionths of each currency for one euro.
    package init(_ rows: [(day: Day, rates: [Currency: Int64])]) {
        let ordered = rows.sorted { $0.day < $1.day }
        days = ordered.map(\.day)
        var rates: [Currency: [Int64]] = [:]
        for (place, row) in ordered.enumerated() {
            for (currency, rate) in row.rates {
                rates[currency, default: Array(repeating: 0, count: ordered.count)][place] = rate
            }
        }
        self.rates = rates
    }

    /// The amount in another currency at the rate of a day, or of the last day before it that has
    /// one; nil where none is known.
    package func convert(_ cents: Int64, from: Currency, to: Currency, on day: Day) -> Int64? {
        if from == to { return cents }
        guard let (place, _) = place(of: day), let one = rate(from, place),
            let other = rate(to, place)
        else { return nil }
        return Rounding.halfEven(Int128(cents) * Int128(other), over: Int128(one))
    }

    private func rate(_ currency: Currency, _ place: Int) -> Int64? {
        if currency == .eur { return 1_000_000 }
        guard let rate = rates[currency]?[place], rate > 0 else { return nil }
        return rate
    }

    /// The last day at or before `day` that has rates.
    private func place(of day: Day) -> (Int, Day)? {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle] <= day { low = middle + 1 } else { high = middle }
        }
        guard low > 0, days[low - 1].distance(to: day) <= Self.longestRest else { return nil }
        return (low - 1, days[low - 1])
    }
}

extension Facts {
    /// What was converted, and what could not be for want of a rate.
    package struct Conversion: Hashable, Sendable {
        package var spendRows = 0
        package var deals = 0
        package var orders = 0
        package var withoutRate = 0
    }

    /// The same facts where somebody has said what spend of some names pays for: what is no advertising is
    /// shared by all sources.
    ///
    /// - Parameter categories: by the name of the spend, compared as names of sources are.
    package func sharing(_ categories: [String: Spend.Category]) -> Facts {
        let shared = categories.filter { !$0.value.isBought }
        guard !shared.isEmpty else { return self }
        let folded = Dictionary(shared.map { (FoldedName.of($0.key), $0.value) }) { one, _ in one }
        var result = self
        result.spend = spend.map { row in
            folded[FoldedName.of(row.source)].map(row.shared) ?? row
        }
        return result
    }

    /// The same facts with all money in one currency: spend at the rate of its last day, deals at
    /// that of the day on which they closed or, while open, were made, orders at that of their day. What has no rate stays apart.
    package func converted(to currency: Currency, by rates: ExchangeRates) -> Facts {
        var result = self
        var done = Conversion()
        result.spend = spend.map { row in
            guard row.money.currency != currency else { return row }
            guard
                let cents = rates.convert(
                    row.money.cents, from: row.money.currency, to: currency,
                    on: row.period.lastDay)
            else {
                done.withoutRate += 1
                return row
            }
            done.spendRows += 1
            return row.costing(Money(cents: cents, currency))
        }
        result.deals = deals.map { deal in
            guard deal.currency != currency, deal.amount != nil || deal.margin != nil else {
                return deal
            }
            func convert(_ cents: Int64?) -> Int64?? {
                guard let cents else { return .some(nil) }
                return (deal.closedOn ?? deal.createdOn).flatMap {
                    rates.convert(cents, from: deal.currency, to: currency, on: $0)
                }.map { .some($0) }
            }
            guard let amount = convert(deal.amount), let margin = convert(deal.margin) else {
                done.withoutRate += 1
                return deal
            }
            done.deals += 1
            return deal.worth(amount, margin: margin, in: currency)
        }
        result.orders = orders.map { order in
            guard order.currency != currency else { return order }
            func convert(_ cents: Int64) -> Int64? {
                rates.convert(cents, from: order.currency, to: currency, on: order.day)
            }
            let margin = order.margin.flatMap(convert)
            guard let amount = convert(order.amount), order.margin == nil || margin != nil else {
                done.withoutRate += 1
                return order
            }
            done.orders += 1
            return order.worth(amount, margin: margin, in: currency)
        }
        result.conversion = done
        return result
    }
}

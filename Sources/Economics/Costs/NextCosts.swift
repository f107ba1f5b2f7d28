package import Funnels
package import Quantities
package import Statistics

/// A range of prices; without an upper end where nothing has come of it yet.
package struct PriceRange: Hashable, Sendable {
    package let low: Money
    /// Nil: at least `low`, and how much more nobody can tell.
    package let high: Money?

    /// What `cents` buy at least and at most of something whose number lies in a range.
    init?(_ cents: Double, over range: (lower: Double, upper: Double), _ currency: Currency) {
        func money(_ number: Double) -> Money? {
            Money(rounding: cents / number, currency)
        }
        guard cents >= 0, range.upper > 0, let low = money(range.upper) else { return nil }
        self.low = low
        high = range.lower > 0 ? money(range.lower) : nil
    }

    private init(low: Money, high: Money?) {
        self.low = low
        self.high = high
    }

    /// The same range, but not below another: who comes later on the way costs at least as much.
    fileprivate func notBelow(_ other: PriceRange?) -> PriceRange {
        guard let other, other.low.currency == low.currency else { return self }
        let least = max(low.cents, other.low.cents)
        return PriceRange(
            low: Money(cents: least, low.currency),
            high: high.map { Money(cents: max($0.cents, least), $0.currency) })
    }
}

/// What the next MQL, SQL and customer will cost if the same is bought again.
///
/// Spend is known and counts are random: the range of a count, or of a rate, is turned upside down
/// (Garwood 1936 for counts). A customer costs no less than an SQL, which it was first. Past costs have no range: they are what they were.
package struct NextCosts: Hashable, Sendable {
    package let perMQL: Known<PriceRange>
    /// Cost per MQL ÷ conversion within the horizon.
    package let perSQL: Known<PriceRange>
    /// Cost per MQL ÷ the share that becomes a customer, young MQLs for the part of the time it takes.
    package let perCustomer: Known<PriceRange>

    /// - Parameters:
    ///   - sql: SQLs within the horizon, of MQLs for the part of their time they had.
    ///   - customer: customers, of MQLs for the part of the time that it takes.
    package init(
        _ spend: Known<Money>, mqls: Known<Int>, sql: Known<Proportion>, customer: Known<Proportion>
    ) {
        let spend = spend.flatMap { $0.cents < 0 ? .unknown(.spendIsNegative) : .value($0) }
        func range(
            _ money: Money, _ cents: Double, _ numbers: (lower: Double, upper: Double)
        ) -> Known<PriceRange> {
            Known(PriceRange(cents, over: numbers, money.currency), else: .tooLarge)
        }
        func converted(_ rate: Known<Proportion>) -> Known<PriceRange> {
            spend.flatMap { money in
                mqls.flatMap { mqls in
                    guard mqls > 0 else { return .unknown(.noMQLs) }
                    return rate.flatMap { rate in
                        let interval = rate.interval()
                        return range(
                            money, Double(money.cents) / Double(mqls),
                            (interval.lower, interval.upper))
                    }
                }
            }
        }
        perMQL = spend.flatMap { money in
            mqls.flatMap { count in
                range(money, Double(money.cents), CountInterval.exact(Double(count)))
            }
        }
        let perSQL = converted(sql)
        self.perSQL = perSQL
        perCustomer = converted(customer).map { $0.notBelow(perSQL.value) }
    }
}

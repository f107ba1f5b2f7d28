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
            let price = (cents / number).rounded(.toNearestOrEven)
            return abs(price) < 9e18 ? Money(cents: Int64(price), currency) : nil
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
    package let perCustomer: Known<PriceRange>

    package init(
        _ spend: Known<Money>, mqls: Known<Int>, won: Known<Int>, _ conversion: Known<Proportion>
    ) {
        func counted(_ count: Known<Int>) -> Known<PriceRange> {
            spend.flatMap { money in
                count.flatMap { count in
                    Known(
                        PriceRange(
                            Double(money.cents), over: CountInterval.exact(Double(count)),
                            money.currency), else: .tooLarge)
                }
            }
        }
        let perMQL = counted(mqls)
        let perSQL: Known<PriceRange> = spend.flatMap { money in
            mqls.flatMap { mqls in
                guard mqls > 0 else { return .unknown(.noMQLs) }
                return conversion.flatMap { rate in
                    let range = rate.interval()
                    return Known(
                        PriceRange(
                            Double(money.cents) / Double(mqls), over: (range.lower, range.upper),
                            money.currency), else: .tooLarge)
                }
            }
        }
        let perCustomer = mqls.value == 0 ? .unknown(.noMQLs) : counted(won)
        self.perMQL = perMQL
        self.perSQL = perSQL
        self.perCustomer = perCustomer.map { $0.notBelow(perSQL.value) }
    }
}

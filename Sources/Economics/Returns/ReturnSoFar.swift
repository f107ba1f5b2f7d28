package import Funnels
package import Quantities
internal import Statistics

/// What the won deals of a row's MQLs have brought, held against what the row cost.
package struct ReturnSoFar: Hashable, Sendable {
    /// What is counted: margin where every deal has one, else turnover, and then called so.
    package enum Basis: String, Hashable, Sendable {
        case margin, turnover
    }

    /// Which costs it is held against.
    package enum CostBasis: String, Hashable, Sendable {
        case allIn = "all_in"
        case boughtFor = "bought_for"
    }

    package let amount: Money
    package let basis: Basis
    package let cost: Money
    package let costBasis: CostBasis
    /// Euros back per euro spent if the same were done again: 95 of 100 times it lies between the two.
    /// Nil where a sum has lost money, or no deal anywhere says what one is worth.
    package let range: Range?
    /// What it is once the open deals are closed, as far as won deals tell.
    package let withOpenDeals: Known<WithOpenDeals>

    /// Euros back per euro, at the ends of the range.
    package struct Range: Hashable, Sendable {
        package let low: Double
        package let high: Double
    }

    /// A forecast: the margin of open deals, each for the chance that a deal is won.
    package struct WithOpenDeals: Hashable, Sendable {
        package let openDeals: Int
        /// Deals won ÷ deals closed.
        package let winRate: Double
        /// Won so far and expected of the open ones.
        package let amount: Money
        package let perEuro: Double
        /// (back − spent) ÷ spent.
        package var roi: Double { perEuro - 1 }
    }

    /// Euros back per euro spent.
    package var perEuro: Double { Double(amount.cents) / Double(cost.cents) }
    /// (back − spent) ÷ spent.
    package var roi: Double { perEuro - 1 }

    /// - Parameters:
    ///   - basis: what is counted, the same for all rows of a report; nil without deals.
    ///   - typical: the mean of all won deals in cents, which a row without any is measured by.
    ///   - winRate: deals won ÷ deals closed.
    ///   - hasRange: whether each amount is a deal of its own, and not a part of one.
    package static func of(
        _ counts: FunnelCounts, basis: Basis?, typical: Double? = nil,
        winRate: Known<Double> = .unknown(.fewClosedDeals), hasRange: Bool = true,
        boughtFor: Known<Money>,
        allIn: Known<Money>, currency: Currency
    ) -> Known<ReturnSoFar> {
        guard let basis else { return .unknown(.noDeals) }
        guard counts.mqls > 0 else { return .unknown(.noMQLs) }
        let isMargin = basis == .margin
        let won = isMargin ? counts.margins : counts.amounts
        let open = isMargin ? counts.openMargins : counts.openAmounts
        guard counts.wonWithoutDeal == 0, won.isKnown(ofAll: counts.deals) else {
            return .unknown(.dealAmountsMissing)
        }
        guard let amount = Money(exactly: won.net, currency) else { return .unknown(.tooLarge) }
        let costBasis: CostBasis = allIn.value == nil ? .boughtFor : .allIn
        return (allIn.value == nil ? boughtFor : allIn).flatMap { cost in
            guard cost.cents > 0 else { return .unknown(.costIsZero) }
            let spent = Double(cost.cents)
            let range = hasRange ? Self.range(won, typical)?.interval() : nil
            let withOpen = winRate.flatMap { winRate -> Known<WithOpenDeals> in
                guard open.deals == counts.openDeals else { return .unknown(.openAmountsMissing) }
                guard let expected = Money(rounding: Double(open.cents) * winRate, currency),
                    let total = try? amount.adding(expected)
                else { return .unknown(.tooLarge) }
                return .value(
                    WithOpenDeals(
                        openDeals: open.deals, winRate: winRate, amount: total,
                        perEuro: Double(total.cents) / spent))
            }
            return .value(
                ReturnSoFar(
                    amount: amount, basis: basis, cost: cost,
                    costBasis: costBasis,
                    range: range.map { Range(low: $0.lower / spent, high: $0.upper / spent) },
                    withOpenDeals: withOpen))
        }
    }

    /// Deals at random; nil where one has lost money, which could come again, and where nobody knows
    /// what a deal is worth. Of each the same part is taken off as was returned of all.
    private static func range(_ won: DealSum, _ typical: Double?) -> RandomSum? {
        guard won.deals == 0 || won.smallest >= 0 else { return nil }
        var left = 1.0
        if won.returned != 0 {
            guard won.cents > 0, won.net > 0 else { return nil }
            left = Double(won.net) / Double(won.cents)
        }
        let largest = won.largest > 0 ? Double(won.largest) : typical
        return largest.flatMap {
            RandomSum(
                sum: Double(won.cents) * left, sumOfSquares: won.squares * left * left,
                largest: $0 * left)
        }
    }
}

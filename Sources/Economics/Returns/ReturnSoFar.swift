package import Funnels
package import Quantities

/// What the won deals of a row's MQLs have brought, held against what the row cost.
package struct ReturnSoFar: Hashable, Sendable {
    /// What is counted: margin where every deal has one, else turnover, and then called so.
    package enum Basis: String, Hashable, Sendable {
        case margin, turnover
    }

    package enum CostBasis: String, Hashable, Sendable {
        case allIn = "all_in"
        case boughtFor = "bought_for"
    }

    package let amount: Money
    package let basis: Basis
    package let cost: Money
    package let costBasis: CostBasis

    /// Euros back per euro spent.
    package var perEuro: Double { Double(amount.cents) / Double(cost.cents) }
    /// (back − spent) ÷ spent.
    package var roi: Double { perEuro - 1 }

    /// - Parameter basis: what is counted, the same for all rows of a report; nil without deals.
    package static func of(
        _ counts: FunnelCounts, basis: Basis?, boughtFor: Known<Money>, allIn: Known<Money>,
        currency: Currency
    ) -> Known<ReturnSoFar> {
        guard let basis else { return .unknown(.noDeals) }
        guard counts.mqls > 0 else { return .unknown(.noMQLs) }
        let isMargin = basis == .margin
        let known = isMargin ? counts.dealsWithMargin : counts.dealsWithAmount
        guard counts.wonWithoutDeal == 0, known == counts.deals else {
            return .unknown(.dealAmountsMissing)
        }
        let cents = isMargin ? counts.marginCents : counts.amountCents
        guard let amount = Int64(exactly: cents) else { return .unknown(.tooLarge) }
        let costBasis: CostBasis = allIn.value == nil ? .boughtFor : .allIn
        return (allIn.value == nil ? boughtFor : allIn).flatMap { cost in
            guard cost.cents > 0 else { return .unknown(.costIsZero) }
            return .value(
                ReturnSoFar(
                    amount: Money(cents: amount, currency), basis: basis, cost: cost,
                    costBasis: costBasis))
        }
    }
}

package import Economics
package import Quantities
internal import Statistics

/// What an MQL is worth by numbers that somebody has in mind, without any data.
package struct OwnValue: Sendable {
    package let counts: Counts
    package let worth: Worth
    package let cost: Money?
    /// Euros of margin asked per euro of cost; nil where nobody has said it.
    package let requiredReturn: Double?
    /// What it takes to win the customers that were asked for.
    package let plan: CampaignPlan?
    /// What suppositions would do to as many MQLs; empty without a cost.
    package let whatIf: [WhatIf.Effect]

    /// Numbers that somebody typed: SQLs are a part of the MQLs, and won of those that were decided on.
    package struct Counts: Hashable, Sendable {
        package let mqls: Int
        package let sqls: Int
        /// SQLs on which sales decided, and those that were won.
        package let closed: Int
        package let won: Int

        /// Nil where a part is larger than its whole, or negative.
        package init?(mqls: Int, sqls: Int, closed: Int, won: Int) {
            guard sqls >= 0, sqls <= mqls, won >= 0, won <= closed, mqls > 0 else { return nil }
            self.mqls = mqls
            self.sqls = sqls
            self.closed = closed
            self.won = won
        }
    }

    /// - Returns: nil for a negative margin.
    package init?(
        _ counts: Counts, margin: Money, cost: Money?, requiredReturn: Double?, customers: Int?,
        whatIf: WhatIf? = nil
    ) {
        guard let sqls = Proportion(counts.sqls, of: counts.mqls),
            let wins = Proportion(counts.won, of: counts.closed),
            let worth = Worth(
                sqls: sqls, wins: BetaDistribution(wins), margin: Double(margin.cents),
                margin.currency)
        else { return nil }
        self.counts = counts
        self.worth = worth
        self.cost = cost
        self.requiredReturn = requiredReturn
        plan = customers.flatMap { CampaignPlan(customers: $0, worth) }
        self.whatIf =
            cost.flatMap {
                whatIf?.effects(
                    on: worth, cost: $0, mqls: counts.mqls, required: requiredReturn)
            } ?? []
    }

    /// The chance that an MQL is worth its cost, and that it brings the required return.
    package var pays: Double? { cost.map { worth.chance(atLeast: Double($0.cents)) } }
    /// The chance that it brings the required return; nil where no cost was given, or nothing is required.
    package var meets: Double? {
        cost.flatMap { cost in
            requiredReturn.map { worth.chance(atLeast: Double(cost.cents) * $0) }
        }
    }

    /// The answer by these chances; nil where no cost was given.
    package var verdict: Justification.Verdict? {
        pays.map { Justification.Verdict(pays: $0, meets: meets) }
    }
}

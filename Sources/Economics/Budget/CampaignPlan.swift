internal import Statistics

/// How many MQLs it takes to win so many customers, with a chance that can be relied on.
///
/// Customers ÷ chance of a sale is what it takes on average: such a plan fails about two times in
/// five. The number of sales is beta-binomial, with the mean and variance of the two chances.
package struct CampaignPlan: Hashable, Sendable {
    package let customers: Int
    /// What it takes on average, and how sure it is then.
    package let mqlsOnAverage: Int
    package let chanceOnAverage: Double
    /// What it takes for the chance that was asked.
    package let mqls: Int
    package let chance: Double

    /// More MQLs than anybody buys at once.
    private static let most = 1_000_000

    /// - Returns: nil for fewer than one customer, and where a million MQLs would not do.
    package init?(customers: Int, _ worth: Worth, chance wanted: Double = 0.8) {
        let product = ProductOfRates(worth.sqlRate, worth.winRate)
        let (mean, variance) = (product.mean, product.variance)
        guard customers > 0, mean > 0, variance > 0 else { return nil }
        let weight = mean * (1 - mean) / variance - 1
        guard let rate = BetaDistribution(alpha: mean * weight, beta: (1 - mean) * weight) else {
            return nil
        }
        func chance(_ mqls: Int) -> Double {
            mqls < customers ? 0 : BetaBinomial(trials: mqls, rate).chance(customers...)
        }
        let onAverage = (Double(customers) / mean).rounded(.up)
        guard onAverage <= Double(Self.most) else { return nil }
        var (low, high) = (customers, max(customers, Int(onAverage)))
        while chance(high) < wanted {
            guard high < Self.most else { return nil }
            (low, high) = (high + 1, min(Self.most, high * 2))
        }
        while low < high {
            let middle = (low + high) / 2
            if chance(middle) >= wanted { high = middle } else { low = middle + 1 }
        }
        self.customers = customers
        mqlsOnAverage = Int(onAverage)
        chanceOnAverage = chance(Int(onAverage))
        mqls = high
        self.chance = chance(high)
    }
}

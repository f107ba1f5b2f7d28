internal import Statistics

/// What a division of money brings, if things are in one way.
package struct BudgetOutcome: Hashable, Sendable {
    package var mqls = 0.0
    package var sqls = 0.0
    package var customers = 0.0
    /// Cents of margin, own hours and tools, and what was bought.
    package var margin = 0.0
    package var ownCost = 0.0
    package var spend = 0.0

    package init() {}

    /// Margin per euro of cost, own hours and tools included; nil without cost.
    package var returned: Double? {
        spend + ownCost > 0 ? margin / (spend + ownCost) : nil
    }

    /// What is left of the margin after all costs.
    package var gain: Double { margin - ownCost - spend }

    /// What this spend brings in one draw of what is not known.
    package init(_ state: SourceState, _ source: SourceBelief, spend: Double) {
        let mqls = state.curve.mqls(at: spend)
        self.mqls = mqls
        sqls = mqls * state.sqlRate
        customers = sqls * state.winRate
        margin = customers * source.margin * state.saleFactor
        ownCost = mqls * source.ownCost
        self.spend = spend
    }

    package static func + (one: BudgetOutcome, other: BudgetOutcome) -> BudgetOutcome {
        var sum = one
        sum.mqls += other.mqls
        sum.sqls += other.sqls
        sum.customers += other.customers
        sum.margin += other.margin
        sum.ownCost += other.ownCost
        sum.spend += other.spend
        return sum
    }
}

/// How many will come, where the mean itself is uncertain: as many Poisson distributions as there are
/// ways that things may be, in equal parts.
package struct UncertainCount: Sendable {
    private let means: [Double]

    package init(means: [Double]) { self.means = means }

    /// The chance of at least `count`.
    package func chance(atLeast count: Int) -> Double {
        guard count > 0 else { return 1 }
        guard !means.isEmpty else { return 0 }
        return means.reduce(0) {
            $0 + ($1 > 0 ? GammaFunction.regularised(Double(count), $1) : 0)
        } / Double(means.count)
    }

    /// The most of which at least so many come with this chance.
    package func most(withChance p: Double) -> Int {
        var (low, high) = (0, quantile(0.99) + 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if chance(atLeast: middle) >= p { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The least number with at least the chance `p` of no more than it.
    package func quantile(_ p: Double) -> Int {
        let largest = means.max() ?? 0
        guard largest > 0, largest < 1e9 else { return 0 }
        var (low, high) = (0, Int(largest + 12 * (largest + 1).squareRoot()) + 12)
        while low < high {
            let middle = (low + high) / 2
            if 1 - chance(atLeast: middle + 1) >= p { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

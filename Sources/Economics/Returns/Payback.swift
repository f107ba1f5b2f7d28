internal import Statistics

/// After how many months a customer has brought in what it cost to win.
package enum Payback {
    /// ln(1 − cost × c ÷ m) ÷ ln(1 − c) for a monthly margin m of which a part c leaves each month;
    /// cost ÷ m where nobody leaves.
    ///
    /// - Returns: infinity where so many leave that it is never paid back; nil for a margin of zero or
    ///   less, or a part outside of 0…1.
    package static func months(cost: Double, monthlyMargin: Double, leaving: Double = 0) -> Double?
    {
        guard monthlyMargin > 0, cost >= 0, leaving >= 0, leaving < 1 else { return nil }
        guard leaving > 0 else { return cost / monthlyMargin }
        let left = 1 - cost * leaving / monthlyMargin
        return left > 0
            ? Mathematics.naturalLogarithm(left) / Mathematics.logarithmOfOnePlus(-leaving)
            : .infinity
    }

    /// What a customer brings in before it leaves: m ÷ c. Nil where nobody leaves.
    package static func lifetimeMargin(monthlyMargin: Double, leaving: Double) -> Double? {
        leaving > 0 && leaving <= 1 ? monthlyMargin / leaving : nil
    }
}

/// The product of two independent rates, such as the chance of an SQL and the chance that an SQL is
/// won: exact mean and variance, and its distribution by one integral.
package struct ProductOfRates: Hashable, Sendable {
    package let one: BetaDistribution
    package let other: BetaDistribution

    package init(_ one: BetaDistribution, _ other: BetaDistribution) {
        self.one = one
        self.other = other
    }

    /// Of independent rates: the product of their means.
    package var mean: Double { one.mean * other.mean }

    /// E(x²)E(y²) − (E(x)E(y))², never below 0.
    package var variance: Double { max(0, one.secondMoment * other.secondMoment - mean * mean) }

    /// The chance that the product is at most `value`: over all values of the other, how likely it is
    /// times the chance that this one is small enough.
    package func cumulative(_ value: Double) -> Double {
        if value <= 0 { return 0 }
        if value >= 1 { return 1 }
        return min(1, max(0, chance(value, over: points).below))
    }

    /// The `p` quantile.
    package func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p <= 0 ? 0 : 1 }
        let points = points
        return Roots.increasing(from: 0, to: 1, start: mean) { value in
            let (below, density) = chance(value, over: points)
            return (below - p, density)
        }
    }

    /// Values of the other rate, each with how much of it lies there.
    private var points: [(rate: Double, weight: Double)] {
        let (low, high) = (other.quantile(1e-13), other.quantile(1 - 1e-13))
        let logBeta = BetaFunction.logarithm(other.alpha, other.beta)
        return GaussLegendre.points(from: low, to: high).compactMap { rate, weight in
            guard rate > 0, rate < 1 else { return nil }
            let density = Mathematics.exponential(
                (other.alpha - 1) * Mathematics.naturalLogarithm(rate)
                    + (other.beta - 1) * Mathematics.logarithmOfOnePlus(-rate) - logBeta)
            return (rate, weight * density)
        }
    }

    private func chance(
        _ value: Double, over points: [(rate: Double, weight: Double)]
    ) -> (below: Double, density: Double) {
        let logBeta = BetaFunction.logarithm(one.alpha, one.beta)
        var (below, density) = (0.0, 0.0)
        for (rate, weight) in points {
            let needed = value / rate
            guard needed < 1 else {
                below += weight
                continue
            }
            below += weight * one.cumulative(needed)
            density +=
                weight / rate
                * Mathematics.exponential(
                    (one.alpha - 1) * Mathematics.naturalLogarithm(needed)
                        + (one.beta - 1) * Mathematics.logarithmOfOnePlus(-needed) - logBeta)
        }
        return (below, density)
    }
}

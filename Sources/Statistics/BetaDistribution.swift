/// What is believed of a rate: a Beta distribution.
package struct BetaDistribution: Hashable, Sendable {
    package let alpha: Double
    package let beta: Double

    /// Nil unless both are positive and finite.
    package init?(alpha: Double, beta: Double) {
        guard alpha > 0, beta > 0, alpha.isFinite, beta.isFinite else { return nil }
        self.alpha = alpha
        self.beta = beta
    }

    /// What counts alone say, with Jeffreys' prior of half a success and half a failure.
    package init(_ counts: Proportion) {
        alpha = counts.successes + 0.5
        beta = counts.trials - counts.successes + 0.5
    }

    /// What counts say beside a rate that was expected beforehand.
    ///
    /// - Parameters:
    ///   - mean: the rate that was expected, between 0 and 1.
    ///   - weight: how many trials that expectation is worth.
    package init?(_ counts: Proportion, expected mean: Double, weight: Double) {
        self.init(
            alpha: mean * weight + counts.successes,
            beta: (1 - mean) * weight + counts.trials - counts.successes)
    }

    /// α ÷ (α + β).
    package var mean: Double { alpha / (alpha + beta) }

    /// αβ ÷ ((α + β)²(α + β + 1)).
    package var variance: Double {
        let sum = alpha + beta
        return alpha / sum * (beta / sum) / (sum + 1)
    }

    /// The mean of the square of the rate.
    package var secondMoment: Double { mean * (alpha + 1) / (alpha + beta + 1) }

    /// The rate below which the true one lies with chance `p`.
    package func quantile(_ p: Double) -> Double { BetaFunction.quantile(p, alpha, beta) }

    /// The chance that the rate is at most `rate`.
    package func cumulative(_ rate: Double) -> Double {
        BetaFunction.regularised(rate, alpha, beta)
    }

    /// The chance that the rate is above `rate`.
    package func chance(above rate: Double) -> Double {
        BetaFunction.regularised(1 - rate, beta, alpha)
    }

    /// The rates between which the true one lies with this chance, and beside which as much is left on
    /// either side.
    package func interval(confidence: Double = 0.95) -> Proportion.Interval {
        let tail = (1 - confidence) / 2
        return .init(lower: quantile(tail), upper: quantile(1 - tail))
    }

    /// The chance that this rate is above another, independent one: over all rates, how likely this one
    /// is times the chance that the other is below it.
    package func chance(above other: BetaDistribution) -> Double {
        // Outside of these lies less than is ever shown.
        let (low, high) = (quantile(1e-12), quantile(1 - 1e-12))
        let logBeta = BetaFunction.logarithm(alpha, beta)
        let chance = GaussLegendre.mean { place in
            let rate = low + (high - low) * place
            guard rate > 0, rate < 1 else { return 0 }
            let density = Mathematics.exponential(
                (alpha - 1) * Mathematics.naturalLogarithm(rate)
                    + (beta - 1) * Mathematics.logarithmOfOnePlus(-rate) - logBeta)
            return (high - low) * density * other.cumulative(rate)
        }
        return min(1, max(0, chance))
    }

    /// How much rate is lost on average by choosing this one where the other may be the better:
    /// the mean of max(0, other − this).
    package func expectedLoss(against other: BetaDistribution) -> Double {
        GaussLegendre.mean { place in
            let rate = other.quantile(place)
            let below = BetaFunction.regularised(rate, alpha, beta)
            return rate * below - mean * BetaFunction.regularised(rate, alpha + 1, beta)
        }
    }
}

/// The mean of a function over 0…1, by Gauss and Legendre.
enum GaussLegendre {
    /// The function may be steep at both ends, as a quantile is: u = s³ (10 − 15 s + 6 s²) puts the
    /// nodes closer together there.
    static func mean(_ function: (Double) -> Double) -> Double {
        points(from: 0, to: 1).reduce(0) { $0 + $1.weight * function($1.place) }
    }

    /// The places at which to look, each with its weight; the weights add up to the length.
    static func points(
        from low: Double, to high: Double
    ) -> [(place: Double, weight: Double)] {
        unit.map { (low + (high - low) * $0.place, (high - low) * $0.weight) }
    }

    // In pairs from the ends inwards: the order of a sum is part of its value.
    private static let unit = nodes.flatMap { node in
        [(1 - node.place) / 2, (1 + node.place) / 2].map { s in
            let rest = 1 - s
            return (
                place: s * s * s * (10 - 15 * s + 6 * s * s),
                weight: node.weight / 2 * 30 * s * s * rest * rest
            )
        }
    }

    /// The 150 positive roots of the Legendre polynomial of degree 300, each with its weight, by
    /// Newton from Tricomi's start (Abramowitz and Stegun, 25.4.29 and 22.16.6).
    private static let nodes: [(place: Double, weight: Double)] = {
        let degree = 300
        return (1...(degree / 2)).map { number in
            var x = Mathematics.cosine(
                Double.pi * (Double(number) - 0.25) / (Double(degree) + 0.5))
            var slope = 1.0
            for _ in 0..<100 {
                var (previous, value) = (1.0, x)
                for k in 2...degree {
                    let k = Double(k)
                    (previous, value) = (value, ((2 * k - 1) * x * value - (k - 1) * previous) / k)
                }
                slope = Double(degree) * (x * value - previous) / (x * x - 1)
                let step = value / slope
                x -= step
                if abs(step) < 1e-16 { break }
            }
            return (x, 2 / ((1 - x * x) * slope * slope))
        }
    }()
}

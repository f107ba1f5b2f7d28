/// How often something happens, given how often it did: the exact interval of Garwood (1936),
/// Biometrika 28:437–442.
package enum CountInterval {
    /// - Parameter count: not negative; it need not be whole.
    package static func exact(
        _ count: Double, confidence: Double = 0.95
    ) -> (lower: Double, upper: Double) {
        let tail = (1 - confidence) / 2
        return (
            count > 0 ? GammaFunction.chiSquareQuantile(tail, degrees: 2 * count) / 2 : 0,
            GammaFunction.chiSquareQuantile(1 - tail, degrees: 2 * count + 2) / 2
        )
    }

    /// The most that can be expected of something that never happened, one-sided: −ln(1 − confidence).
    package static func mostAfterNone(confidence: Double = 0.95) -> Double {
        -Mathematics.naturalLogarithm(1 - confidence)
    }

    /// The highest rate that none of `trials` leaves possible, one-sided.
    package static func highestRateAfterNone(of trials: Double, confidence: Double = 0.95) -> Double
    {
        guard trials > 0 else { return 1 }
        return 1 - Proportion.exactEnd(1 - confidence, trials)
    }
}

/// The sum of amounts that come at random, such as what sales bring in.
///
/// Each amount counts as one of a Poisson number of them: the gamma interval of Fay and Feuer
/// (1997), Statistics in Medicine 16:791–801. It allows for the largest amount coming once more.
package struct RandomSum: Hashable, Sendable {
    package let sum: Double
    package let sumOfSquares: Double
    /// The largest amount, or where there is none yet, a typical one.
    package let largest: Double

    /// Nil where anything is negative or no number.
    package init?(sum: Double, sumOfSquares: Double, largest: Double) {
        guard sum >= 0, sumOfSquares >= 0, largest >= 0, sum.isFinite, sumOfSquares.isFinite,
            largest.isFinite
        else { return nil }
        self.sum = sum
        self.sumOfSquares = sumOfSquares
        self.largest = largest
    }

    /// The sums between which the true one lies in so many of 100 cases; from 0 where there is nothing.
    package func interval(confidence: Double = 0.95) -> (lower: Double, upper: Double) {
        let tail = (1 - confidence) / 2
        func limit(_ p: Double, _ sum: Double, _ squares: Double) -> Double {
            guard sum > 0, squares > 0 else { return 0 }
            return squares / (2 * sum)
                * GammaFunction.chiSquareQuantile(p, degrees: 2 * sum * sum / squares)
        }
        return (
            limit(tail, sum, sumOfSquares),
            limit(1 - tail, sum + largest, sumOfSquares + largest * largest)
        )
    }
}

/// The ratio of two means that were measured together, such as margin and spend by month: Fieller
/// (1954), JRSS B 16:175–185.
package enum RatioOfMeans {
    /// Where the true ratio lies; not always between two numbers.
    package enum Range: Hashable, Sendable {
        case between(Double, Double)
        /// Everything outside of the two: the lower mean may be zero.
        case outside(Double, Double)
        /// Nothing can be told.
        case everything
    }

    /// Nil for lists that are not equally long, or shorter than two.
    package static func range(
        _ numerators: [Double], _ denominators: [Double], confidence: Double = 0.95
    ) -> Range? {
        let count = Double(numerators.count)
        guard numerators.count == denominators.count, numerators.count >= 2 else { return nil }
        let above = numerators.reduce(0, +) / count
        let below = denominators.reduce(0, +) / count
        func covariance(_ a: [Double], _ meanA: Double, _ b: [Double], _ meanB: Double) -> Double {
            zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) } / (count - 1) / count
        }
        let t = StudentDistribution.quantile(1 - (1 - confidence) / 2, degrees: count - 1)
        let a = below * below - t * t * covariance(denominators, below, denominators, below)
        let b = above * below - t * t * covariance(numerators, above, denominators, below)
        let c = above * above - t * t * covariance(numerators, above, numerators, above)
        let inside = b * b - a * c
        guard inside > 0, a != 0 else { return .everything }
        let roots = [(b - inside.squareRoot()) / a, (b + inside.squareRoot()) / a].sorted()
        return a > 0 ? .between(roots[0], roots[1]) : .outside(roots[0], roots[1])
    }
}

/// Student's t distribution.
package enum StudentDistribution {
    /// The `p` quantile, by way of the beta distribution.
    package static func quantile(_ p: Double, degrees: Double) -> Double {
        guard p > 0, p < 1, degrees > 0 else { return .nan }
        if p < 0.5 { return -quantile(1 - p, degrees: degrees) }
        let x = BetaFunction.quantile(2 * (1 - p), degrees / 2, 0.5)
        return (degrees * (1 - x) / x).squareRoot()
    }
}

/// Estimates of several groups, each with a variance of its own, that lean on what they have in common: the
/// normal model of Gelman et al., Bayesian Data Analysis, 3rd ed., §5.4.
///
/// Whoever picks the best of many estimates picks the luckiest too. How far the groups truly lie apart is
/// learned from them, beside what is usual; where they do not, each is believed to be like all.
package struct NormalSpread: Sendable {
    /// A way that it may be for all groups: where they lie, and the variance between them.
    package struct Hyper: Hashable, Sendable {
        package let mean: Double
        package let variance: Double
    }

    private struct Point {
        let mean: Double
        let uncertainty: Double
        let variance: Double
        let upTo: Double
    }

    private let points: [Point]

    private static let steps = 24

    /// - Parameters:
    ///   - estimates: of each group, with the variance by which it may be off.
    ///   - usual: the standard deviation of how far groups usually lie apart: half of a normal distribution.
    /// - Returns: nil with fewer than two groups.
    package init?(_ estimates: [(value: Double, variance: Double)], usual: Double) {
        guard estimates.count >= 2, usual > 0 else { return nil }
        var points: [(mean: Double, uncertainty: Double, variance: Double, log: Double)] = []
        for step in 0..<Self.steps {
            // Closer together where they are small.
            let part = Double(step) / Double(Self.steps - 1)
            let spread = 3 * usual * part * part
            let variance = spread * spread
            var (weights, sum, logs) = (0.0, 0.0, 0.0)
            for estimate in estimates {
                let weight = 1 / (estimate.variance + variance + 1e-12)
                weights += weight
                sum += weight * estimate.value
                logs += Mathematics.naturalLogarithm(weight) / 2
            }
            let mean = sum / weights
            let squares = estimates.reduce(0) {
                let off = $1.value - mean
                return $0 + off * off / ($1.variance + variance + 1e-12)
            }
            let belief = spread / usual
            // The last is what a step of this width holds.
            let log =
                logs - Mathematics.naturalLogarithm(weights) / 2 - squares / 2
                - belief * belief / 2
                + Mathematics.naturalLogarithm(part + 0.5 / Double(Self.steps - 1))
            points.append((mean, 1 / weights, variance, log))
        }
        let highest = points.reduce(-Double.infinity) { max($0, $1.log) }
        var sum = 0.0
        let summed = points.map { point in
            sum += Mathematics.exponential(point.log - highest)
            return (point, sum)
        }
        self.points = summed.map { point, upTo in
            Point(
                mean: point.mean, uncertainty: point.uncertainty, variance: point.variance,
                upTo: upTo / sum)
        }
    }

    /// The mean over all ways that it may be of something that follows from one.
    package func expected(_ value: (Hyper) -> Double) -> Double {
        var (sum, last) = (0.0, 0.0)
        for point in points {
            sum += value(Hyper(mean: point.mean, variance: point.variance)) * (point.upTo - last)
            last = point.upTo
        }
        return sum
    }

    package func draw(_ random: inout SplitMix64) -> Hyper {
        let place = random.uniform()
        let point = points.first { $0.upTo >= place } ?? points[points.count - 1]
        return Hyper(
            mean: point.mean + point.uncertainty.squareRoot() * random.normals().0,
            variance: point.variance)
    }
}

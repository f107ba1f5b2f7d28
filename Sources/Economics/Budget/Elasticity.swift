internal import Statistics

/// How the MQLs of a source go with what is spent on it: by how many percent they grow for 1 % more.
///
/// The MQLs of a month are a Poisson number with the mean exp(α + e ln(spend ÷ g)), g being the
/// geometric mean of the months' spend. What is believed of e beforehand keeps months of nearly equal
/// spend, which tell nothing, from telling nonsense. The mode by Newton, the spread by Laplace.
package struct Elasticity: Hashable, Sendable {
    /// What was assumed, and what it became with the months.
    package let assumed: Assumption
    package let value: Double
    package let spread: Double
    /// ln of the MQLs of a month with spend `typicalSpend`, its spread, and how it goes with `value`.
    package let logMQLs: Double
    package let logMQLsSpread: Double
    package let covariance: Double
    /// The geometric mean of the months' spend.
    package let typicalSpend: Double

    /// What is believed beforehand: a normal distribution.
    package struct Assumption: Hashable, Sendable {
        package let value: Double
        package let spread: Double

        package init(value: Double, spread: Double) {
            self.value = value
            self.spread = spread
        }
    }

    /// Whether the months told anything about it: the spread became a tenth smaller or more.
    package var isMeasured: Bool { spread <= 0.9 * assumed.spread }

    /// - Parameter months: spend above zero, and the MQLs it brought.
    /// - Returns: nil without a month, and where no MQL came at all.
    package init?(_ months: [(spend: Double, mqls: Double)], _ assumed: Assumption) {
        let mqls = months.reduce(0) { $0 + $1.mqls }
        guard !months.isEmpty, mqls > 0, months.allSatisfy({ $0.spend > 0 }), assumed.spread > 0
        else { return nil }
        let count = Double(months.count)
        let middle =
            months.reduce(0) { $0 + Mathematics.naturalLogarithm($1.spend) } / count
        let points = months.map { (x: Mathematics.naturalLogarithm($0.spend) - middle, n: $0.mqls) }
        let precision = 1 / (assumed.spread * assumed.spread)

        /// What is to be made as large as possible, but for a constant.
        func likelihood(_ a: Double, _ e: Double) -> Double {
            points.reduce(-precision * (e - assumed.value) * (e - assumed.value) / 2) {
                $0 + $1.n * (a + e * $1.x) - Mathematics.exponential(a + e * $1.x)
            }
        }
        func curvature(_ a: Double, _ e: Double) -> (aa: Double, ae: Double, ee: Double) {
            points.reduce((0, 0, precision)) { sum, point in
                let mean = Mathematics.exponential(a + e * point.x)
                return (
                    sum.0 + mean, sum.1 + mean * point.x, sum.2 + mean * point.x * point.x
                )
            }
        }
        var (a, e) = (Mathematics.naturalLogarithm(mqls / count), assumed.value)
        for _ in 0..<100 {
            var gradient = (a: 0.0, e: -precision * (e - assumed.value))
            for point in points {
                let rest = point.n - Mathematics.exponential(a + e * point.x)
                gradient.a += rest
                gradient.e += rest * point.x
            }
            let (aa, ae, ee) = curvature(a, e)
            let determinant = aa * ee - ae * ae
            guard determinant > 0 else { return nil }
            var step = (
                a: (ee * gradient.a - ae * gradient.e) / determinant,
                e: (aa * gradient.e - ae * gradient.a) / determinant
            )
            // It is concave: half the step until it climbs.
            let here = likelihood(a, e)
            for _ in 0..<60 where !(likelihood(a + step.a, e + step.e) >= here) {
                step = (step.a / 2, step.e / 2)
            }
            (a, e) = (a + step.a, e + step.e)
            if abs(step.a) + abs(step.e) < 1e-13 { break }
        }
        let (aa, ae, ee) = curvature(a, e)
        let determinant = aa * ee - ae * ae
        guard determinant > 0, a.isFinite, e.isFinite else { return nil }
        self.assumed = assumed
        value = e
        logMQLs = a
        spread = (aa / determinant).squareRoot()
        logMQLsSpread = (ee / determinant).squareRoot()
        covariance = -ae / determinant
        typicalSpend = Mathematics.exponential(middle)
    }
}

internal import Statistics

/// How the MQLs of a source go with what is spent on it: by how many percent they grow for 1 % more.
///
/// The MQLs of a month are a Poisson number with the mean exp(α + e ln(spend ÷ g)), g being the
/// geometric mean of the months' spend. What is believed of e beforehand keeps months of nearly equal
/// spend, which tell nothing, from telling nonsense. The mode by Newton, the spread by Laplace.
package struct Elasticity: Hashable, Sendable {
    /// What was assumed, and what it became with the months.
    package let assumed: Assumption
    /// The mode of e, and the standard deviation of what is believed of it.
    package let value: Double
    package let spread: Double
    /// ln of the MQLs of a month with spend `typicalSpend`, its spread, and how it goes with `value`.
    package let logMQLs: Double
    package let logMQLsSpread: Double
    package let covariance: Double
    /// The geometric mean of the months' spend.
    package let typicalSpend: Double
    /// How many times more the months differ than chance alone explains; at least 1.
    package let dispersion: Double
    /// MQLs of all months, and how many months.
    private let mqls: Double
    private let months: Int
    /// ln Σ exp(e x) at `value`, its slope and its curvature: x is ln(spend ÷ typical spend) of a month.
    private let sum: (logarithm: Double, slope: Double, curvature: Double)

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

    /// On the saturating curve an elasticity lies between 0 and 1.
    package static func usable(_ elasticity: Double) -> Double {
        min(0.95, max(0.05, elasticity))
    }

    /// What the months alone tell of it, without what was assumed: where, and how surely as 1 ÷ variance.
    var told: (value: Double, precision: Double) {
        let before = 1 / (assumed.spread * assumed.spread)
        let precision = max(0, 1 / (spread * spread) - before)
        guard precision > 1e-9 * before else { return (assumed.value, 0) }
        return ((value / (spread * spread) - assumed.value * before) / precision, precision)
    }

    /// MQLs of a month whose spend lies `distance` from the typical one, as a logarithm, if this is the
    /// elasticity.
    func mqls(_ elasticity: Double, distance: Double) -> Double {
        let delta = elasticity - value
        let logarithm = sum.logarithm + sum.slope * delta + sum.curvature * delta * delta / 2
        return mqls * Mathematics.exponential(Self.usable(elasticity) * distance - logarithm)
    }

    /// How many MQLs tell how many a month has: fewer where months differ more than by chance.
    var weight: Double { mqls / dispersion }

    /// By how much a month lies beside what it is expected to be, beyond what counting does: the variance of the
    /// logarithm.
    package var unrest: Double { (dispersion - 1) * Double(months) / mqls }

    /// The mean of the MQLs of its months, at the factors and the elasticity that are likeliest.
    package func mean(spend: Double, factor: Double) -> Double {
        let x = Mathematics.naturalLogarithm(spend / typicalSpend)
        return Mathematics.exponential(logMQLs + value * x + factor)
    }

    /// - Parameters:
    ///   - months: spend above zero, and the MQLs it brought.
    ///   - factors: of each month the logarithm of what it brings beside others for the same spend; none
    ///     where nothing is known of that.
    /// - Returns: nil without a month, and where no MQL came at all.
    package init?(
        _ months: [(spend: Double, mqls: Double)], factors: [Double] = [], _ assumed: Assumption
    ) {
        let mqls = months.reduce(0) { $0 + $1.mqls }
        guard !months.isEmpty, mqls > 0, months.allSatisfy({ $0.spend > 0 }), assumed.spread > 0
        else { return nil }
        let count = Double(months.count)
        let middle =
            months.reduce(0) { $0 + Mathematics.naturalLogarithm($1.spend) } / count
        let points = months.enumerated().map { place, month in
            (
                x: Mathematics.naturalLogarithm(month.spend) - middle, n: month.mqls,
                factor: factors.indices.contains(place) ? factors[place] : 0
            )
        }
        guard let first = Mode(points, assumed, dispersion: 1) else { return nil }
        // Months differ more than by chance: campaigns, seasons, fairs. Then they tell less. Of a few
        // months how much they differ cannot be told.
        let chiSquare = points.reduce(0) { sum, point in
            let mean = Mathematics.exponential(first.a + first.e * point.x + point.factor)
            return sum + (point.n - mean) * (point.n - mean) / mean
        }
        let dispersion = months.count >= 6 ? max(1, chiSquare / (count - 2)) : 1
        guard let mode = dispersion > 1 ? Mode(points, assumed, dispersion: dispersion) : first
        else { return nil }
        self.assumed = assumed
        self.mqls = mqls
        self.months = months.count
        self.dispersion = dispersion
        value = mode.e
        logMQLs = mode.a
        spread = mode.spread
        logMQLsSpread = mode.logSpread
        covariance = mode.covariance
        typicalSpend = Mathematics.exponential(middle)
        var (zeroth, once, twice) = (0.0, 0.0, 0.0)
        for point in points {
            let part = Mathematics.exponential(mode.e * point.x + point.factor)
            zeroth += part
            once += part * point.x
            twice += part * point.x * point.x
        }
        let slope = once / zeroth
        sum = (Mathematics.naturalLogarithm(zeroth), slope, max(0, twice / zeroth - slope * slope))
    }

    package static func == (one: Elasticity, other: Elasticity) -> Bool {
        one.assumed == other.assumed && one.value == other.value && one.logMQLs == other.logMQLs
            && one.typicalSpend == other.typicalSpend && one.mqls == other.mqls
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(value)
        hasher.combine(logMQLs)
    }

    /// The mode, by Newton, and the spread around it.
    private struct Mode {
        private(set) var a: Double
        private(set) var e: Double
        let spread: Double
        let logSpread: Double
        let covariance: Double

        init?(
            _ points: [(x: Double, n: Double, factor: Double)], _ assumed: Assumption,
            dispersion: Double
        ) {
            let precision = 1 / (assumed.spread * assumed.spread)
            /// What is to be made as large as possible, but for a constant.
            func likelihood(_ a: Double, _ e: Double) -> Double {
                let belief = -precision * (e - assumed.value) * (e - assumed.value) / 2
                return points.reduce(belief) {
                    let mean = a + e * $1.x + $1.factor
                    return $0 + ($1.n * mean - Mathematics.exponential(mean)) / dispersion
                }
            }
            func curvature(_ a: Double, _ e: Double) -> (aa: Double, ae: Double, ee: Double) {
                points.reduce((0, 0, precision)) { sum, point in
                    let mean =
                        Mathematics.exponential(a + e * point.x + point.factor) / dispersion
                    return (
                        sum.0 + mean, sum.1 + mean * point.x, sum.2 + mean * point.x * point.x
                    )
                }
            }
            let mqls = points.reduce(0) { $0 + $1.n }
            var (a, e) = (
                Mathematics.naturalLogarithm(mqls / Double(points.count)), assumed.value
            )
            for _ in 0..<100 {
                var gradient = (a: 0.0, e: -precision * (e - assumed.value))
                for point in points {
                    let mean = Mathematics.exponential(a + e * point.x + point.factor)
                    let rest = (point.n - mean) / dispersion
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
            (self.a, self.e) = (a, e)
            spread = (aa / determinant).squareRoot()
            logSpread = (ee / determinant).squareRoot()
            covariance = -ae / determinant
        }
    }
}

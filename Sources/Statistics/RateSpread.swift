/// How far the rates of several groups lie apart, beyond what chance explains: a Beta distribution
/// from which the groups' own rates are drawn.
///
/// It tells how much of a group's raw rate to believe: the rate of a small group is drawn towards
/// the mean of all, that of a large one hardly.
package struct RateSpread: Hashable, Sendable {
    /// The mean of the groups' rates.
    package let mean: Double
    /// How many trials of a group weigh as much as all that the other groups tell. Infinite where
    /// the groups do not differ.
    package let weight: Double

    package init(mean: Double, weight: Double) {
        self.mean = mean
        self.weight = weight
    }

    /// A group's rate, drawn towards the mean.
    package func shrunk(_ counts: Proportion) -> Double {
        guard weight.isFinite else { return mean }
        return (mean * weight + counts.successes) / (weight + counts.trials)
    }

    /// What is believed of a group's rate.
    package func posterior(_ counts: Proportion) -> BetaDistribution? {
        BetaDistribution(counts, expected: mean, weight: min(weight, 1e9))
    }

    /// By moments: the analysis of variance of Kleinman (1973), JASA 68:46–54. Nil with fewer than
    /// two groups, or where nothing is left over to estimate from.
    package init?(moments groups: [Proportion]) {
        let groups = groups.filter { $0.trials > 0 }
        let trials = groups.reduce(0) { $0 + $1.trials }
        let successes = groups.reduce(0) { $0 + $1.successes }
        let count = Double(groups.count)
        guard groups.count >= 2, trials > count else { return nil }
        let squares = groups.reduce(0) { $0 + $1.successes * $1.successes / $1.trials }
        let between = (squares - successes * successes / trials) / (count - 1)
        let within = (successes - squares) / (trials - count)
        let size =
            (trials - groups.reduce(0) { $0 + $1.trials * $1.trials } / trials) / (count - 1)
        let whole = between + (size - 1) * within
        let correlation = whole > 0 ? (between - within) / whole : 0
        mean = successes / trials
        weight = correlation > 0 ? 1 / correlation - 1 : .infinity
    }

    /// The mode of the marginal likelihood with a flat prior on ln(a ÷ b) and (a + b)^−½: Gelman et
    /// al., Bayesian Data Analysis, 3rd ed., §5.3. Nil with fewer than two groups.
    package init?(likelihood groups: [Proportion]) {
        let groups = groups.filter { $0.trials > 0 }
        let trials = groups.reduce(0) { $0 + $1.trials }
        let successes = groups.reduce(0) { $0 + $1.successes }
        guard groups.count >= 2, trials > 0 else { return nil }
        func cost(_ point: (x: Double, y: Double)) -> Double {
            let (a, b) = Self.shape(point)
            guard a > 0, b > 0, a.isFinite, b.isFinite else { return .infinity }
            return -Self.logMarginal(groups, a, b) - Mathematics.naturalLogarithm(a)
                - Mathematics.naturalLogarithm(b) + 2.5 * Mathematics.naturalLogarithm(a + b)
        }
        let start = (successes + 0.5) / (trials + 1)
        let place = Mathematics.naturalLogarithm(start / (1 - start))
        let modes = [2.0, 10, 50].map { weight in
            Simplex.minimum(of: cost, from: (place, Mathematics.naturalLogarithm(weight)))
        }
        guard let mode = modes.min(by: { cost($0) < cost($1) }) else { return nil }
        let (a, b) = Self.shape(mode)
        guard a > 0, b > 0, (a + b).isFinite else { return nil }
        mean = a / (a + b)
        weight = a + b
    }

    /// ln of the chance of the groups' successes, but for a constant.
    package static func logMarginal(_ groups: [Proportion], _ a: Double, _ b: Double) -> Double {
        let alone = BetaFunction.logarithm(a, b)
        return groups.reduce(0) {
            $0 + BetaFunction.logarithm(a + $1.successes, b + $1.trials - $1.successes) - alone
        }
    }

    private static func shape(_ point: (x: Double, y: Double)) -> (a: Double, b: Double) {
        let mean = 1 / (1 + Mathematics.exponential(-point.x))
        let weight = Mathematics.exponential(point.y)
        return (mean * weight, (1 - mean) * weight)
    }
}

/// The lowest point of a function of two variables: Nelder and Mead (1965), Computer Journal 7:308.
enum Simplex {
    typealias Point = (x: Double, y: Double)

    static func minimum(of function: (Point) -> Double, from start: Point) -> Point {
        func along(_ one: Point, _ other: Point, _ part: Double) -> Point {
            (one.x + (other.x - one.x) * part, one.y + (other.y - one.y) * part)
        }
        let starts: [Point] = [start, (start.x + 0.5, start.y), (start.x, start.y + 0.5)]
        var corners = starts.map { (point: $0, value: function($0)) }
        for _ in 0..<2_000 {
            corners.sort { $0.value < $1.value }
            let (best, worst) = (corners[0], corners[2])
            let size =
                abs(best.point.x - worst.point.x) + abs(best.point.y - worst.point.y)
            if size < 1e-10 { break }
            let middle = along(corners[0].point, corners[1].point, 0.5)
            func tried(_ part: Double) -> (point: Point, value: Double) {
                let point = along(middle, worst.point, part)
                return (point, function(point))
            }
            let mirrored = tried(-1)
            if mirrored.value < best.value {
                let further = tried(-2)
                corners[2] = further.value < mirrored.value ? further : mirrored
            } else if mirrored.value < corners[1].value {
                corners[2] = mirrored
            } else {
                let nearer = mirrored.value < worst.value ? tried(-0.5) : tried(0.5)
                if nearer.value < min(mirrored.value, worst.value) {
                    corners[2] = nearer
                } else {
                    for place in 1...2 {
                        let point = along(best.point, corners[place].point, 0.5)
                        corners[place] = (point, function(point))
                    }
                }
            }
        }
        return corners.min { $0.value < $1.value }?.point ?? start
    }
}

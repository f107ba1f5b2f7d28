/// What is believed of the rates of several groups together: where their mean lies, and how many trials of a
/// group's own that mean weighs.
///
/// With five groups and 200 trials both are learned, as a posterior over a grid of ln(a ÷ b) and ln(a + b)
/// with the prior of Gelman et al., Bayesian Data Analysis, 3rd ed., §5.3. With fewer the mean of all weighs
/// twelve trials, and with fewer than thirty a norm does.
package struct RateBelief: Sendable {
    private enum Form: Sendable {
        /// Points of the grid, with how much of the posterior lies up to each.
        case grid([(point: Hyper, upTo: Double)])
        /// The mean of all, with its own uncertainty.
        case pooled(BetaDistribution, weight: Double)
        case fixed(Hyper)
        /// One group alone: nothing to lean on.
        case own
    }

    /// A mean, and how many trials it weighs.
    package struct Hyper: Hashable, Sendable {
        package let mean: Double
        package let weight: Double

        package init(mean: Double, weight: Double) { (self.mean, self.weight) = (mean, weight) }
    }

    private let form: Form

    /// What the rate of all weighs beside a group's own where too few groups are there to learn it: the
    /// spread between four published rates of 2.5 to 25 % gives 11.6.
    package static let usualWeight = 12.0

    /// - Parameters:
    ///   - groups: successes and trials of each.
    ///   - norm: a rate that is known from elsewhere.
    package init(_ groups: [Proportion], norm: Double? = nil) {
        let groups = groups.filter { $0.trials > 0 }
        let trials = groups.reduce(0) { $0 + $1.trials }
        let successes = groups.reduce(0) { $0 + $1.successes }
        if groups.count >= 5, trials >= 200, successes > 0, successes < trials,
            let spread = RateSpread(likelihood: groups)
        {
            form = .grid(
                Self.grid(groups, around: spread) { mean, weight in
                    Mathematics.naturalLogarithm(mean * weight)
                        + Mathematics.naturalLogarithm((1 - mean) * weight)
                        - 2.5 * Mathematics.naturalLogarithm(weight)
                })
        } else if trials < 30, let norm, norm > 0, norm < 1 {
            form = .fixed(Hyper(mean: norm, weight: Self.usualWeight))
        } else if groups.count > 1 {
            form = .pooled(
                BetaDistribution(Proportion(successes, of: trials) ?? .none),
                weight: Self.usualWeight)
        } else {
            form = .own
        }
    }

    private init(points: [(point: Hyper, upTo: Double)]) { form = .grid(points) }

    /// What somebody knows.
    package init(certain hyper: Hyper) { form = .fixed(hyper) }

    /// To plan with: how far groups lie apart is learned from two on, beside how far they usually do, as the
    /// standard deviation of their rates ÷ their mean; half of a normal distribution.
    ///
    /// Where it is learned from few, what is usual keeps a group that had luck from being believed.
    package init(planning groups: [Proportion], norm: Double? = nil, usual: Double) {
        let groups = groups.filter { $0.trials > 0 }
        let trials = groups.reduce(0) { $0 + $1.trials }
        let successes = groups.reduce(0) { $0 + $1.successes }
        guard groups.count > 1, successes > 0, successes < trials, trials >= 30 || norm == nil
        else {
            self.init(groups, norm: norm)
            return
        }
        let rate = (successes + 0.5) / (trials + 1)
        self.init(
            points: Self.grid(
                groups, around: RateSpread(mean: rate, weight: Self.usualWeight)
            ) { mean, weight in
                // Steps are of ln(weight), and the spread goes with its square root.
                let spread = ((1 - mean) / (mean * (weight + 1))).squareRoot()
                return -spread * spread / (2 * usual * usual)
                    + Mathematics.naturalLogarithm(spread)
            })
    }

    /// The expected mean of all.
    package var mean: Double {
        switch form {
        case .grid(let points): expected(points) { $0.mean }
        case .pooled(let all, _): all.mean
        case .fixed(let hyper): hyper.mean
        case .own: 0.5
        }
    }

    /// The expected rate of a group with these counts of its own.
    package func expected(_ own: Proportion) -> Double {
        func leaning(_ hyper: Hyper) -> Double {
            (hyper.mean * hyper.weight + own.successes) / (hyper.weight + own.trials)
        }
        switch form {
        case .grid(let points): return expected(points, leaning)
        case .pooled(let all, let weight): return leaning(Hyper(mean: all.mean, weight: weight))
        case .fixed(let hyper): return leaning(hyper)
        case .own: return (own.successes + 0.5) / (own.trials + 1)
        }
    }

    private func expected(
        _ points: [(point: Hyper, upTo: Double)], _ value: (Hyper) -> Double
    ) -> Double {
        var (sum, last) = (0.0, 0.0)
        for (point, upTo) in points {
            sum += value(point) * (upTo - last)
            last = upTo
        }
        return sum
    }

    /// A way that it may be for all groups together.
    package func draw(_ random: inout SplitMix64) -> Hyper {
        switch form {
        case .grid(let points):
            let place = random.uniform()
            var (low, high) = (0, points.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if points[middle].upTo < place { low = middle + 1 } else { high = middle }
            }
            return points[low].point
        case .pooled(let all, let weight):
            return Hyper(mean: random.beta(all.alpha, all.beta), weight: weight)
        case .fixed(let hyper): return hyper
        case .own: return Hyper(mean: 0.5, weight: 1)
        }
    }

    /// A draw of the rate of a group with these counts, if things are so for all together.
    package static func rate(
        _ own: Proportion, _ hyper: Hyper, _ random: inout SplitMix64
    ) -> Double {
        random.beta(
            max(1e-3, own.successes + hyper.weight * hyper.mean),
            max(1e-3, own.trials - own.successes + hyper.weight * (1 - hyper.mean)))
    }

    /// What is believed of a group's rate, about: with the mean and weight that are most likely.
    package func about(_ own: Proportion) -> BetaDistribution {
        let rate = expected(own)
        let weight =
            switch form {
            case .grid(let points): expected(points) { min($0.weight, 1e4) }
            case .pooled(_, let weight): weight
            case .fixed(let hyper): hyper.weight
            case .own: 1.0
            }
        let all = own.trials + weight
        return BetaDistribution(alpha: max(1e-3, rate * all), beta: max(1e-3, (1 - rate) * all))
            ?? BetaDistribution(own)
    }

    private static func grid(
        _ groups: [Proportion], around mode: RateSpread,
        _ prior: (_ mean: Double, _ weight: Double) -> Double
    ) -> [(point: Hyper, upTo: Double)] {
        let trials = groups.reduce(0) { $0 + $1.trials }
        let (mean, weight) = (mode.mean, min(mode.weight, 1e4))
        // As wide as the mean of so many trials and groups can be off, four times over.
        let width =
            4
            * ((1 / trials + 1 / (Double(groups.count) * (weight + 1))) / (mean * (1 - mean)))
            .squareRoot()
        let center = Mathematics.naturalLogarithm(mean / (1 - mean))
        let steps = (x: 25, y: 30)
        var points: [(point: Hyper, log: Double)] = []
        for x in 0..<steps.x {
            let logit = center + width * (2 * Double(x) / Double(steps.x - 1) - 1)
            let mean = 1 / (1 + Mathematics.exponential(-logit))
            for y in 0..<steps.y {
                // From one trial to ten thousand.
                let weight = Mathematics.exponential(
                    Double(y) / Double(steps.y - 1) * Mathematics.naturalLogarithm(10_000))
                let (a, b) = (mean * weight, (1 - mean) * weight)
                let log = RateSpread.logMarginal(groups, a, b) + prior(mean, weight)
                points.append((Hyper(mean: mean, weight: weight), log))
            }
        }
        let highest = points.reduce(-Double.infinity) { max($0, $1.log) }
        var sum = 0.0
        let summed = points.map { point in
            sum += Mathematics.exponential(point.log - highest)
            return (point: point.point, upTo: sum)
        }
        return summed.map { ($0.point, $0.upTo / sum) }
    }
}

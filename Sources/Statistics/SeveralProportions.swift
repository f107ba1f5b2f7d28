/// Two rates against each other.
package struct TwoProportions: Hashable, Sendable {
    package let one: Proportion
    package let other: Proportion

    package init(_ one: Proportion, _ other: Proportion) {
        self.one = one
        self.other = other
    }

    /// The first rate minus the second; nil where one of them is not known.
    package var difference: Double? {
        guard let rate = one.rate, let otherRate = other.rate else { return nil }
        return rate - otherRate
    }

    /// A range for the difference, −1…1: the hybrid score interval, method 10 of Newcombe (1998),
    /// Statistics in Medicine 17:873–890.
    package func differenceInterval(
        confidence: Double = 0.95
    ) -> (lower: Double, upper: Double) {
        guard let rate = one.rate, let otherRate = other.rate else { return (-1, 1) }
        let (first, second) = (
            one.wilson(confidence: confidence), other.wilson(confidence: confidence)
        )
        func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        let difference = rate - otherRate
        return (
            difference - length(rate - first.lower, second.upper - otherRate),
            difference + length(first.upper - rate, otherRate - second.lower)
        )
    }

    /// A range for how many times as high the first rate is: the score interval of Miettinen and
    /// Nurminen (1985), Statistics in Medicine 4:213–226. Nil where either count is zero.
    package func ratioInterval(
        confidence: Double = 0.95
    ) -> (lower: Double, upper: Double)? {
        guard one.successes > 0, other.successes > 0, let rate = one.rate,
            let otherRate = other.rate
        else { return nil }
        let limit = NormalDistribution.quantile(1 - (1 - confidence) / 2)
        let (n, m) = (one.trials, other.trials)
        let total = n + m
        /// The score of a ratio: it falls as the ratio rises.
        func score(_ ratio: Double) -> Double {
            // The likeliest second rate if the first is `ratio` times as high.
            let a = total * ratio
            let b = -(n * ratio + one.successes + m + other.successes * ratio)
            let c = one.successes + other.successes
            let root = max(0, b * b - 4 * a * c).squareRoot()
            let second = 2 * c / (-b + root)
            let first = second * ratio
            let variance =
                (first * (1 - first) / n + ratio * ratio * second * (1 - second) / m)
                * (total > 1 ? total / (total - 1) : 1)
            let distance = rate - ratio * otherRate
            return variance > 0 ? distance / variance.squareRoot() : distance * .infinity
        }
        func ratio(at wanted: Double) -> Double {
            var (low, high) = (-60.0, 60.0)
            for _ in 0..<200 {
                let middle = (low + high) / 2
                if score(Mathematics.exponential(middle)) > wanted {
                    low = middle
                } else {
                    high = middle
                }
            }
            return Mathematics.exponential((low + high) / 2)
        }
        return (ratio(at: limit), ratio(at: -limit))
    }

    /// The chance that the first has at least so many while both rates are equal: Fisher's exact test, one-sided,
    /// on counts rounded to whole ones.
    package var exactPAtLeast: Double {
        let (n, m) = (one.trials.rounded(), other.trials.rounded())
        let x = min(one.successes.rounded(), n)
        let all = x + min(other.successes.rounded(), m)
        let (least, most) = (max(0, all - m), min(all, n))
        guard x > least else { return 1 }
        func logChoose(_ n: Double, _ k: Double) -> Double {
            Mathematics.lnGamma(n + 1) - Mathematics.lnGamma(k + 1) - Mathematics.lnGamma(n - k + 1)
        }
        /// The sum of the terms from `start` on, away from the middle, where they only become smaller.
        func tail(from start: Double, step: Double) -> Double {
            var (k, sum) = (start, 0.0)
            while k >= least, k <= most {
                let term = Mathematics.exponential(
                    logChoose(n, k) + logChoose(m, all - k) - logChoose(n + m, all))
                sum += term
                if term <= sum * 1e-18 { break }
                k += step
            }
            return min(1, sum)
        }
        let middle = all * n / (n + m)
        return x > middle ? tail(from: x, step: 1) : 1 - tail(from: x - 1, step: -1)
    }

    /// The chance of counts at least this unlikely while both rates are equal: Fisher's exact test,
    /// two-sided, on counts rounded to whole ones.
    package var exactP: Double {
        func whole(_ counts: Proportion) -> (Double, Double) {
            let trials = counts.trials.rounded()
            return (min(counts.successes.rounded(), trials), trials)
        }
        let ((x, n), (y, m)) = (whole(one), whole(other))
        let all = x + y
        let (least, most) = (max(0, all - m), min(all, n))
        guard least < most else { return 1 }
        func logChoose(_ n: Double, _ k: Double) -> Double {
            Mathematics.lnGamma(n + 1) - Mathematics.lnGamma(k + 1) - Mathematics.lnGamma(n - k + 1)
        }
        let whole = logChoose(n + m, all)
        func logChance(_ k: Double) -> Double {
            logChoose(n, k) + logChoose(m, all - k) - whole
        }
        // Unlikelier by less than the rounding of its logarithm counts as equally likely.
        let observed = logChance(x) + 1e-7
        let mode = ((n + 1) * (all + 1) / (n + m + 2)).rounded(.down)
        /// The sum of a tail that starts at `start` and goes away from the mode.
        func tail(from start: Double, step: Double) -> Double {
            var (k, sum) = (start, 0.0)
            var term = Mathematics.exponential(logChance(k))
            while k >= least, k <= most, term > sum * 1e-18 {
                sum += term
                term *=
                    step > 0
                    ? (n - k) * (all - k) / ((k + 1) * (m - all + k + 1))
                    : k * (m - all + k) / ((n - k + 1) * (all - k + 1))
                k += step
            }
            return sum
        }
        /// The number nearest the mode, on one side of it, that is at most as likely as what was seen.
        func edge(from near: Double, to far: Double) -> Double? {
            guard logChance(far) <= observed else { return nil }
            var (likely, unlikely) = (near, far)
            if logChance(near) <= observed { return near }
            while abs(unlikely - likely) > 1 {
                let middle = ((likely + unlikely) / 2).rounded(.down)
                if logChance(middle) <= observed { unlikely = middle } else { likely = middle }
            }
            return unlikely
        }
        let centre = min(max(mode, least), most)
        var sum = 0.0
        let right = edge(from: centre, to: most)
        if let right { sum += tail(from: right, step: 1) }
        if centre > least, let left = edge(from: right == centre ? centre - 1 : centre, to: least),
            left != right
        {
            sum += tail(from: left, step: -1)
        }
        return min(1, sum)
    }
}

/// Several rates beside each other.
package struct SeveralProportions: Hashable, Sendable {
    package let groups: [Proportion]

    package init(_ groups: [Proportion]) { self.groups = groups }

    /// All other groups than one, taken together.
    package func rest(of place: Int) -> Proportion? {
        var (successes, trials) = (0.0, 0.0)
        for (other, group) in groups.enumerated() where other != place {
            successes += group.successes
            trials += group.trials
        }
        return Proportion(min(successes, trials), of: trials)
    }

    /// Pearson's chi-square test that all rates are equal; nil where fewer than two groups have
    /// trials, or where all or none of the trials succeeded.
    package var equality: (chiSquare: Double, degrees: Int, p: Double)? {
        let groups = groups.filter { $0.trials > 0 }
        let trials = groups.reduce(0) { $0 + $1.trials }
        let successes = groups.reduce(0) { $0 + $1.successes }
        guard groups.count >= 2, successes > 0, successes < trials else { return nil }
        let rate = successes / trials
        let sum = groups.reduce(0) { sum, group in
            let distance = group.successes - group.trials * rate
            return sum + distance * distance / (group.trials * rate * (1 - rate))
        }
        let degrees = groups.count - 1
        return (sum, degrees, 1 - GammaFunction.regularised(Double(degrees) / 2, sum / 2))
    }

    /// For each group, how likely so large a distance to the rest is while the rates are equal.
    package var againstRest: [Double] {
        groups.indices.map { place in
            rest(of: place).map { TwoProportions(groups[place], $0).exactP } ?? 1
        }
    }
}

/// Many tests at once: p-values raised so that together they keep their promise.
package enum ManyTests {
    /// The chance that any of the tests errs stays below the level: Holm (1979), Scandinavian Journal
    /// of Statistics 6:65–70.
    package static func holm(_ values: [Double]) -> [Double] {
        var highest = 0.0
        return adjusted(values, order: values.indices.sorted { values[$0] < values[$1] }) {
            place, value in
            highest = max(highest, Double(values.count - place) * value)
            return highest
        }
    }

    /// The share of errors among what is found stays below the level: Benjamini and Hochberg (1995),
    /// JRSS B 57:289–300.
    package static func benjaminiHochberg(_ values: [Double]) -> [Double] {
        var lowest = 1.0
        return adjusted(values, order: values.indices.sorted { values[$0] > values[$1] }) {
            place, value in
            lowest = min(lowest, Double(values.count) / Double(values.count - place) * value)
            return lowest
        }
    }

    private static func adjusted(
        _ values: [Double], order: [Int], _ raised: (Int, Double) -> Double
    ) -> [Double] {
        var result = values
        for (place, index) in order.enumerated() {
            result[index] = min(1, raised(place, values[index]))
        }
        return result
    }
}

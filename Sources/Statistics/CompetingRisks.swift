/// How the first of two events that exclude each other is spread over the days, by Aalen and
/// Johansen: a member that was rejected can no longer convert.
///
/// Aalen and Johansen (1978), Scandinavian Journal of Statistics 5:141–150; variance of Marubini and
/// Valsecchi (1995), §10.
package struct CompetingRisks: Hashable, Sendable {
    /// Days on which something happened, ascending, with what is known just after them.
    private var steps: [Step] = []

    private struct Step: Hashable, Sendable {
        let day: Int
        let atRisk: Double
        let first: Double
        let either: Double
        /// The share that had neither event before this day.
        let before: Double
        /// The share that had the first event by this day, and that had neither.
        let share: Double
        let without: Double
    }

    /// - Parameter counts: for each day from 0, how many had the first event after that many days, how
    ///   many the other one, and how many were last seen without either.
    package init(counts: [(first: Int, other: Int, watched: Int)]) {
        var atRisk = counts.reduce(0) { $0 + $1.first + $1.other + $1.watched }
        var (share, without) = (0.0, 1.0)
        for (day, count) in counts.enumerated() {
            let either = count.first + count.other
            if either > 0, atRisk > 0 {
                let before = without
                share += without * Double(count.first) / Double(atRisk)
                without *= 1 - Double(either) / Double(atRisk)
                steps.append(
                    Step(
                        day: day, atRisk: Double(atRisk), first: Double(count.first),
                        either: Double(either), before: before, share: share,
                        without: either == atRisk ? 0 : without))
            }
            atRisk -= either + count.watched
        }
    }

    private func last(by day: Int) -> Step? {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : steps[low - 1]
    }

    /// The share that has had the first event within `day` days.
    package func share(by day: Int) -> Double { last(by: day)?.share ?? 0 }

    /// The share that has had neither event within `day` days.
    package func withoutEither(by day: Int) -> Double { last(by: day)?.without ?? 1 }

    /// The chance of the first event by `horizon` for somebody who had neither by the age of `age`
    /// days; nil where nobody was seen to stay so long without either.
    package func chance(by horizon: Int, afterNeitherBy age: Int) -> Double? {
        guard age < horizon else { return 0 }
        let without = withoutEither(by: age)
        guard without > 0 else { return nil }
        return min(1, max(0, (share(by: horizon) - share(by: age)) / without))
    }

    /// The standard error of `share(by:)`.
    package func standardError(by day: Int) -> Double {
        let end = share(by: day)
        var variance = 0.0
        for step in steps where step.day <= day {
            let left = end - step.share
            let n = step.atRisk
            if n > step.either { variance += left * left * step.either / (n * (n - step.either)) }
            variance += step.before * step.before * step.first * (n - step.first) / (n * n * n)
            variance -= 2 * left * step.before * step.first / (n * n)
        }
        return max(0, variance).squareRoot()
    }

    /// A range for `share(by:)` on the scale of log(−log); nil at 0 and 1, which have none.
    package func interval(by day: Int, confidence: Double = 0.95) -> Proportion.Interval? {
        let share = share(by: day)
        guard share > 0, share < 1 else { return nil }
        let z = NormalDistribution.quantile(1 - (1 - confidence) / 2)
        let logarithm = Mathematics.naturalLogarithm(share)
        let power = Mathematics.exponential(z * standardError(by: day) / (share * -logarithm))
        return .init(
            lower: Mathematics.exponential(logarithm * power),
            upper: Mathematics.exponential(logarithm / power))
    }
}

/// Whether two groups have an event at the same pace, members that are still watched included: the
/// log-rank test of Mantel (1966), Cancer Chemotherapy Reports 50:163–170.
package enum LogRank {
    /// - Parameters: for each day from 0, how many had the event after that many days, and how many
    ///   were last seen without it.
    /// - Returns: nil where no day tells the groups apart.
    package static func test(
        _ one: [(events: Int, watched: Int)], _ other: [(events: Int, watched: Int)]
    ) -> (chiSquare: Double, p: Double)? {
        func size(_ counts: [(events: Int, watched: Int)]) -> Double {
            Double(counts.reduce(0) { $0 + $1.events + $1.watched })
        }
        var (n, m) = (size(one), size(other))
        var (distance, variance) = (0.0, 0.0)
        for day in 0..<max(one.count, other.count) {
            let first = day < one.count ? one[day] : (events: 0, watched: 0)
            let second = day < other.count ? other[day] : (events: 0, watched: 0)
            let events = Double(first.events + second.events)
            let total = n + m
            if events > 0, total > 1 {
                distance += Double(first.events) - events * n / total
                variance += events * (n / total) * (m / total) * (total - events) / (total - 1)
            }
            n -= Double(first.events + first.watched)
            m -= Double(second.events + second.watched)
        }
        guard variance > 0 else { return nil }
        let chiSquare = distance * distance / variance
        return (chiSquare, 1 - GammaFunction.regularised(0.5, chiSquare / 2))
    }
}

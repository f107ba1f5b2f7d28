/// How often a test would show an effect, by trying it out.
package enum PowerSearch {
    /// The share of runs in which something was shown; the same for the same seed.
    package static func power(
        runs: Int, seed: UInt64, _ isShown: (inout SplitMix64) -> Bool
    ) -> Double {
        var random = SplitMix64(seed: seed)
        var shown = 0
        for _ in 0..<runs where isShown(&random) { shown += 1 }
        return Double(shown) / Double(max(1, runs))
    }

    /// The first of ascending values at which the power is enough, given that it only rises with them; nil where
    /// none is.
    package static func least<Value>(
        of values: [Value], wanted: Double, power: (Value) -> Double
    ) -> Value? {
        guard let last = values.last, power(last) >= wanted else { return nil }
        var (low, high) = (0, values.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if power(values[middle]) >= wanted { high = middle } else { low = middle + 1 }
        }
        return values[high]
    }
}

extension SplitMix64 {
    /// How many of `count` stay where each goes with the chance `share`.
    fileprivate mutating func kept(of count: Int, goes share: Double) -> Int {
        var kept = count
        for _ in 0..<count where uniform() < share { kept -= 1 }
        return kept
    }

    /// A count of this mean that varies `dispersion` times as much as one of independent events.
    fileprivate mutating func count(_ mean: Double, dispersion: Double) -> Int {
        guard dispersion > 1.001, mean > 0 else { return poisson(mean) }
        return poisson(gamma(mean / (dispersion - 1)) * (dispersion - 1))
    }
}

/// What came in each week of the past, and what of it the treatment has to its credit: from this it is seen what a
/// test could show. Without treatment, each of the latter stays away with the share that the treatment causes.
package struct PastWeeks: Hashable, Sendable {
    package let all: [Int]
    package let credited: [Int]

    /// Nil where the lists are not as long, empty, or more is credited than came.
    package init?(all: [Int], credited: [Int]) {
        guard !all.isEmpty, all.count == credited.count,
            zip(all, credited).allSatisfy({ $1 >= 0 && $1 <= $0 })
        else { return nil }
        self.all = all
        self.credited = credited
    }

    /// The power of pairs of weeks in turn, each drawn as two successive weeks of the past.
    package func powerOfPairs(
        _ pairs: Int, share: Double, runs: Int = 1_000, seed: UInt64 = 1
    ) -> Double {
        guard pairs >= PairedDifferences.fewest, all.count >= 2 else { return 0 }
        // Where all ways round are too many to go through each time, Student's t is the same.
        let isLong = pairs > 12
        let wide =
            isLong ? StudentDistribution.quantile(0.975, degrees: Double(pairs - 1)) : 0
        return PowerSearch.power(runs: runs, seed: seed) { random in
            let differences = (0..<pairs).map { _ in
                let first = random.below(all.count - 1)
                let treatsFirst = random.below(2) == 0
                let (with, without) = treatsFirst ? (first, first + 1) : (first + 1, first)
                let gone =
                    credited[without] - random.kept(of: credited[without], goes: share)
                return Double(all[with] - all[without] + gone)
            }
            guard isLong else {
                return (PairedDifferences(differences).effect()?.low ?? 0) > 0
            }
            let mean = differences.reduce(0, +) / Double(pairs)
            let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return mean > wide * (squares / Double(pairs - 1) / Double(pairs)).squareRoot()
        }
    }

    /// The power of a pause, held against the weeks before it.
    ///
    /// - Returns: nil where the past is too short to know how much such windows differ.
    package func powerOfPause(
        before: Int, during: Int, share: Double, runs: Int = 1_000, seed: UInt64 = 1
    ) -> Double? {
        guard
            let dispersion = Dispersion.ofWindows(
                all, before: min(before, all.count / 6), during: min(during, all.count / 6))
        else { return nil }
        let mean = Double(all.reduce(0, +)) / Double(all.count)
        let part = Double(credited.reduce(0, +)) / Double(all.count)
        return PowerSearch.power(runs: runs, seed: seed) { random in
            let on = random.count(mean * Double(before), dispersion: dispersion)
            let off = random.count(
                (mean - share * part) * Double(during), dispersion: dispersion)
            let arms = TwoArms(
                .init(Double(on), of: Double(before)), .init(Double(off), of: Double(during)),
                dispersion: dispersion)
            return arms?.isAboveOne() ?? false
        }
    }
}

/// The same by group.
package struct PastGroups: Sendable {
    /// By group, what came a week on average, and what of it is credited.
    private let means: [Double]
    private let parts: [Double]
    /// By week of the past, all that came as a multiple of the mean.
    private let factors: [Double]
    /// How much more than independent events a group varies beside the others, over four weeks.
    package let dispersion: Double
    private let draws: [[Bool]]

    /// Nil where lists are not as long, there are fewer than eight weeks, or a group had nothing.
    package init?(all: [[Int]], credited: [[Int]], draws: [[Bool]]) {
        guard let length = all.first?.count, length >= 8, all.count == credited.count,
            all.allSatisfy({ $0.count == length }), !draws.isEmpty
        else { return nil }
        means = all.map { Double($0.reduce(0, +)) / Double(length) }
        parts = credited.map { Double($0.reduce(0, +)) / Double(length) }
        guard means.allSatisfy({ $0 > 0 }) else { return nil }
        let level = means.reduce(0, +)
        factors = (0..<length).map { week in
            Double(all.reduce(0) { $0 + $1[week] }) / level
        }
        var (sum, freedom) = (0.0, 0.0)
        let blocks = length / 4
        for block in 0..<blocks {
            let counts = all.map { Double($0[(4 * block)..<(4 * block + 4)].reduce(0, +)) }
            let total = counts.reduce(0, +)
            guard total > 0 else { continue }
            for (count, mean) in zip(counts, means) {
                let expected = total * mean / level
                sum += (count - expected) * (count - expected) / expected
            }
            freedom += Double(all.count - 1)
        }
        // The means of the groups were taken from the same blocks.
        freedom -= Double(all.count - 1)
        dispersion = freedom > 0 ? max(1, sum / freedom) : 1
        self.draws = draws
    }

    /// The power of a test of so many weeks, with a past as long as the one that is known.
    package func power(weeks: Int, share: Double, runs: Int = 200, seed: UInt64 = 1) -> Double {
        PowerSearch.power(runs: runs, seed: seed) { random in
            let place = random.below(draws.count)
            let untreated = draws[place]
            var others = draws
            others.swapAt(place, others.count - 1)
            others.removeLast()
            // Eighty ways tell nearly as much, and are tried sooner.
            while others.count > 79 {
                others.swapAt(random.below(others.count), others.count - 1)
                others.removeLast()
            }
            let before = factors.indices.map { _ in factors[random.below(factors.count)] }
            let after = (0..<weeks).map { _ in factors[random.below(factors.count)] }
                .reduce(0, +)
            let past = means.map { mean in
                before.map { Double(random.count(mean * $0, dispersion: dispersion)) }
            }
            let during = means.indices.map { group in
                let mean = means[group] - (untreated[group] ? share * parts[group] : 0)
                return Double(random.count(mean * after, dispersion: dispersion))
            }
            let found = GroupComparison(
                past: past, during: during, weeks: weeks, untreated: untreated, others: others)
            return (found?.ratio.low ?? 0) > 1
        }
    }
}

/// Two arms that are drawn from one audience, looked at every week.
package struct ArmsPlan: Hashable, Sendable {
    /// What comes a week in both arms together while all are treated.
    package let perWeek: Double
    /// The part of the audience that is left without.
    package let untreated: Double
    /// The part of what comes that is credited to the treatment.
    package let credited: Double

    package init(perWeek: Double, untreated: Double, credited: Double) {
        self.perWeek = perWeek
        self.untreated = untreated
        self.credited = credited
    }

    package func power(
        weeks: Int, share: Double, runs: Int = 1_000, seed: UInt64 = 1
    ) -> Double {
        let without = perWeek * untreated * (1 - share * credited)
        return PowerSearch.power(runs: runs, seed: seed) { random in
            var (on, off) = (0, 0)
            for week in 1...max(1, weeks) {
                on += random.poisson(perWeek * (1 - untreated))
                off += random.poisson(without)
                let arms = TwoArms(
                    .init(Double(on), of: 1 - untreated), .init(Double(off), of: untreated))
                if let arms, Looks.showsMore(arms, isEnd: week == weeks) { return true }
            }
            return false
        }
    }
}

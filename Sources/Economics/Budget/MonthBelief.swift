package import Statistics

/// What months bring beside what their spend explains: season, trend, and what all sources have in common;
/// and what the months of a plan will bring by that.
///
/// The logarithm of what came ÷ what was to be expected is a level, a straight line, a walk, a factor of the
/// month of the year, and what a month has by itself, all normal. How large each is was learned too: every
/// combination of a grid weighs as its marginal likelihood and what is supposed of it beforehand. With too few
/// months the factors of the year cannot be told apart from the rest; then the months of the plan are expected
/// to be like those that were, and may lie as far from them as the year goes up and down.
package struct MonthBelief: Sendable {
    /// Of one month that was: what came ÷ what was to be expected, as a logarithm, and how sure that is.
    package struct Seen: Sendable {
        package let month: Int
        package let value: Double
        package let variance: Double

        /// - Parameter month: 1 is January.
        package init(month: Int, value: Double, variance: Double) {
            (self.month, self.value, self.variance) = (month, value, variance)
        }
    }

    /// A rise or fall of MQLs per euro in a month, as a part.
    package struct Trend: Hashable, Sendable {
        package let value: Double
        package let spread: Double
        /// Whether 95 of 100 such firms rise, or fall.
        package var isShown: Bool { abs(value) > 1.96 * spread }
    }

    /// Of each month that was, what it brought beside the others, as a logarithm.
    package let factors: [Double]
    /// What the months of the plan bring, for 1 in a month of factor 0.
    package let expected: Double
    /// The same for 1 in the mean of the months that were.
    package var beside: Double {
        guard !factors.isEmpty else { return 1 }
        let mean =
            factors.reduce(0) { $0 + Mathematics.exponential($1) } / Double(factors.count)
        return mean > 0 ? expected / mean : 1
    }
    /// The factor of the months of the year that the plan has, for 1 in the mean of a year; nil where it is
    /// not known.
    package let season: Double?
    /// How far a quarter lies from what is expected for reasons of the year alone, as a part.
    package let quarterSpread: Double
    package let trend: Trend?
    private let ways: [(mean: Double, spread: Double, upTo: Double)]

    /// A draw of what the months of the plan bring beside those that were, as a logarithm.
    package func draw(_ random: inout SplitMix64) -> Double {
        let place = random.uniform()
        let normal = random.normals().0
        let way = ways.first { $0.upTo >= place } ?? ways[ways.count - 1]
        return way.mean + way.spread * normal
    }

    /// Nothing is known of months: each is like another.
    package static let none = MonthBelief(
        factors: [], expected: 1, season: nil, quarterSpread: 0, trend: nil, ways: [(0, 0, 1)])

    private init(
        factors: [Double], expected: Double, season: Double?, quarterSpread: Double,
        trend: Trend?, ways: [(mean: Double, spread: Double, upTo: Double)]
    ) {
        self.factors = factors
        self.expected = expected
        self.season = season
        self.quarterSpread = quarterSpread
        self.trend = trend
        self.ways = ways
    }
}

extension MonthBelief {
    /// No older months are looked at: a cube of their number is worked out many times.
    private static let most = 60

    /// Months in which quarters can differ.
    package static let twoQuarters = 6

    /// - Parameters:
    ///   - seen: the months that were, in order and without a hole.
    ///   - plan: of each month of the plan, which month of the year it is and how many months after the last.
    package init(
        _ seen: [Seen], plan: [(month: Int, ahead: Int)], _ supposed: BudgetSuppositions
    ) {
        let skipped = max(0, seen.count - Self.most)
        let last = Array(seen.dropFirst(skipped))
        guard last.count >= 2, !plan.isEmpty, supposed.unrest > 0 else {
            self = .none
            return
        }
        let knowsSeason = seen.count >= supposed.seasonFrom
        let model = MonthModel(last, plan, damping: supposed.damping, knowsSeason: knowsSeason)
        func sizes(_ usual: Double, _ parts: [Double]) -> [(size: Double, log: Double)] {
            parts.map { ($0 * usual, -$0 * $0 / 2) }
        }
        // Each stands for what is nearest to it. Of fewer than two quarters it cannot be told how they differ.
        let seasons =
            seen.count < Self.twoQuarters
            ? sizes(supposed.season, [1])
            : zip(sizes(supposed.season, [0, 0.25, 0.5, 1, 1.5, 2.25]), [1, 2, 3, 4, 5, 6.0])
                .map { ($0.size, $0.log + Mathematics.naturalLogarithm($1)) }
        var found: [(log: Double, result: MonthModel.Result, season: Double)] = []
        for season in seasons {
            for trend in sizes(supposed.trend, [0, 0.4, 1, 2, 3]) {
                for walk in sizes(supposed.wandering, [0, 0.5, 1, 2]) {
                    for unrest in sizes(supposed.unrest, [0.2, 0.6, 1, 1.6, 2.4]) {
                        guard
                            let result = model.result(
                                season: season.0, trend: trend.size, walk: walk.size,
                                unrest: unrest.size)
                        else { continue }
                        found.append(
                            (
                                result.log + season.1 + trend.log + walk.log + unrest.log, result,
                                season.0
                            ))
                    }
                }
            }
        }
        let highest = found.reduce(-Double.infinity) { max($0, $1.log) }
        let sum = found.reduce(0) { $0 + Mathematics.exponential($1.log - highest) }
        var ways: [(mean: Double, spread: Double, upTo: Double)] = []
        var factors = Array(repeating: 0.0, count: last.count)
        var (expected, inYear, quarter, slope, square) = (0.0, 0.0, 0.0, 0.0, 0.0)
        var upTo = 0.0
        for (log, result, season) in found {
            let weight = Mathematics.exponential(log - highest) / sum
            upTo += weight
            ways.append((result.mean, result.variance.squareRoot(), upTo))
            expected += weight * Mathematics.exponential(result.mean + result.variance / 2)
            inYear += weight * result.season
            quarter += weight * season * season * model.seasonOfPlan
            slope += weight * result.slope.mean
            square +=
                weight * (result.slope.variance + result.slope.mean * result.slope.mean)
            for place in factors.indices { factors[place] += weight * result.history[place] }
        }
        self.init(
            factors: Array(repeating: factors.first ?? 0, count: skipped) + factors,
            expected: expected, season: knowsSeason ? Mathematics.exponential(inYear) : nil,
            quarterSpread: quarter.squareRoot(),
            trend: Trend(value: slope, spread: max(0, square - slope * slope).squareRoot()),
            ways: ways)
    }
}

/// The normal model of months, for parts of a given size.
private struct MonthModel {
    struct Result {
        var log: Double
        var mean: Double
        var variance: Double
        var season: Double
        var slope: (mean: Double, variance: Double)
        var history: [Double]
    }

    private let values: [Double]
    private let noise: [Double]
    /// Covariances of the months that were for a part of size 1, row by row, and with the plan.
    private let ofSeason: [Double]
    private let seasonWithPlan: [Double]
    let seasonOfPlan: Double
    private let trendOfPlan: Double
    private let places: [Double]
    private let walkOfPlan: Double
    private let parts: Double

    /// How much the months of a year go up and down together: the rest each has by itself.
    private static let wave = 0.8

    private static func season(_ one: Int, _ other: Int) -> Double {
        let angle = 2 * Double.pi * Double(one - other) / 12
        return wave * Mathematics.cosine(angle) + (one == other ? 1 - wave : 0)
    }

    init(
        _ seen: [MonthBelief.Seen], _ plan: [(month: Int, ahead: Int)], damping: Double,
        knowsSeason: Bool
    ) {
        values = seen.map(\.value)
        noise = seen.map(\.variance)
        let part = 1 / Double(plan.count)
        parts = part
        places = seen.indices.map { Double($0 - seen.count + 1) }
        ofSeason = seen.flatMap { one in seen.map { Self.season(one.month, $0.month) } }
        seasonWithPlan = seen.map { one in
            knowsSeason ? plan.reduce(0) { $0 + Self.season(one.month, $1.month) * part } : 0
        }
        seasonOfPlan = plan.reduce(0) { sum, one in
            plan.reduce(sum) { $0 + Self.season(one.month, $1.month) * part * part }
        }
        trendOfPlan = plan.reduce(0) { sum, month in
            var (gone, step) = (0.0, 1.0)
            for _ in 0..<max(0, month.ahead) {
                step *= damping
                gone += step
            }
            return sum + gone * part
        }
        walkOfPlan = plan.reduce(0) { sum, one in
            plan.reduce(sum) { $0 + Double(min(one.ahead, $1.ahead)) * part * part }
        }
    }

    func result(season: Double, trend: Double, walk: Double, unrest: Double) -> Result? {
        let count = values.count
        let (s, t, w) = (season * season, trend * trend, walk * walk)
        // The level is as good as unknown.
        let level = 1.0
        var known = Array(repeating: 0.0, count: count * count)
        for i in 0..<count {
            for j in 0..<count {
                let walked = Double(min(i, j)) * w
                known[i * count + j] =
                    level + s * ofSeason[i * count + j] + t * places[i] * places[j] + walked
            }
        }
        var matrix = known
        for i in 0..<count { matrix[i * count + i] += noise[i] + unrest * unrest }
        guard let factor = Cholesky(matrix, count) else { return nil }
        let solved = factor.solve(values)
        let log =
            -factor.halfLogDeterminant - zip(values, solved).reduce(0) { $0 + $1.0 * $1.1 } / 2
        var withPlan = Array(repeating: 0.0, count: count)
        var withSeason = withPlan
        var withSlope = withPlan
        for i in 0..<count {
            withSeason[i] = s * seasonWithPlan[i]
            withSlope[i] = t * places[i]
            withPlan[i] = level + withSeason[i] + withSlope[i] * trendOfPlan + w * Double(i)
        }
        func dot(_ one: [Double], _ other: [Double]) -> Double {
            zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let variance =
            level + s * seasonOfPlan + t * trendOfPlan * trendOfPlan
            + w * (Double(count - 1) + walkOfPlan) + unrest * unrest * parts
        let history = (0..<count).map { i in
            (0..<count).reduce(0.0) { $0 + known[i * count + $1] * solved[$1] }
        }
        return Result(
            log: log, mean: dot(withPlan, solved),
            variance: max(0, variance - dot(withPlan, factor.solve(withPlan))),
            season: dot(withSeason, solved),
            slope: (
                dot(withSlope, solved), max(0, t - dot(withSlope, factor.solve(withSlope)))
            ), history: history)
    }
}

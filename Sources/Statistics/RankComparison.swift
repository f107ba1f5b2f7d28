/// How well a score tells two kinds of cases apart: the chance that a case of the first kind scores
/// higher than one of the second, equal scores counting for half. 0.5 is a coin.
package struct RankComparison: Hashable, Sendable {
    /// The area under the curve of Mann and Whitney (1947).
    package let area: Double
    /// Its standard error: DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837–845. Zero where
    /// a kind has one case, or where the kinds do not overlap: then it is not known.
    package let standardError: Double
    package let first: Int
    package let second: Int

    /// Nil where a kind has no case.
    package init?(first: [Double], second: [Double]) {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        (self.first, self.second) = (first.count, second.count)
        let all = Self.midranks(first + second)
        let (own, others) = (Self.midranks(first), Self.midranks(second))
        let (n, m) = (Double(first.count), Double(second.count))
        // By case: the share of the other kind that it beats.
        let wins = first.indices.map { (all[$0] - own[$0]) / m }
        let losses = second.indices.map { 1 - (all[first.count + $0] - others[$0]) / n }
        area = wins.reduce(0, +) / n
        let variance =
            (n > 1 ? Self.variance(wins) / n : 0) + (m > 1 ? Self.variance(losses) / m : 0)
        standardError = max(0, variance).squareRoot()
    }

    /// A range on the scale of log odds, which stays between 0 and 1; nil where the scores do not
    /// overlap, or no error is known: so few cases give no range.
    package var interval: Proportion.Interval? {
        guard area > 0, area < 1, standardError > 0, first > 1, second > 1 else { return nil }
        let centre = Mathematics.naturalLogarithm(area / (1 - area))
        let half = NormalDistribution.z95 * standardError / (area * (1 - area))
        func back(_ x: Double) -> Double { 1 / (1 + Mathematics.exponential(-x)) }
        return .init(lower: back(centre - half), upper: back(centre + half))
    }

    private static func variance(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }

    /// The rank of each value, equal values sharing the mean of theirs.
    private static func midranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }
}

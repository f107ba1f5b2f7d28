package import Statistics

/// A source whose SQLs come sooner or later than those by which it is measured: it has too few SQLs for a delay
/// of its own, and MQLs that are young.
package struct OtherDelay: Hashable, Sendable {
    /// Whether its SQLs come later, so that its rate is too low while it is young.
    package let isLater: Bool
    /// The median days of its SQLs, and of those of the others.
    package let own: Int
    package let others: Int
    /// SQLs among its MQLs that are older than its slowest SQL took.
    package let closed: Proportion
    package let closedDays: Int

    /// Fewer SQLs tell nothing of a delay.
    private static let fewest = 3
    /// With so many a source has a delay of its own, or makes that of all.
    private static let enough = 10
    /// How often one of all sources may be named that is like the others.
    private static let level = 0.05

    /// Nil where nothing shows that the delay is another, or nothing depends on it.
    ///
    /// - Parameters:
    ///   - cohort: the MQLs of the source.
    ///   - others: those of each other source, in whatever order.
    package init?(_ cohort: Cohort, others: [Cohort], _ maturity: Maturity) {
        guard let youngest = cohort.mqls.entries.first?.day, youngest < maturity.horizon,
            (Self.fewest..<Self.enough).contains(cohort.reached.total)
        else { return nil }
        func lags(_ counts: DayCounts) -> [Double] {
            counts.entries.flatMap { Array(repeating: Double($0.day), count: min($0.count, 2000)) }
        }
        let (first, second) = (
            lags(cohort.reached), others.flatMap { lags($0.reached) }.sorted()
        )
        guard second.count >= Self.fewest,
            let ranks = RankComparison(first: first, second: second)
        else { return nil }
        // The normal approximation of Mann and Whitney (1947), under the same delay.
        let (n, m) = (Double(first.count), Double(second.count))
        let error = ((n + m + 1) / (12 * n * m)).squareRoot()
        let z = abs(ranks.area - 0.5) / error
        let p = 2 * (1 - NormalDistribution.cumulative(z))
        guard p * Double(others.count + 1) < Self.level else { return nil }
        isLater = ranks.area > 0.5
        own = Int(first[first.count / 2])
        self.others = Int(second[second.count / 2])
        closedDays = cohort.reached.last ?? 0
        closed = cohort.closed(after: closedDays)
    }
}

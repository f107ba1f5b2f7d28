package import Statistics

/// What is known of one source on which money can be spent.
package struct SourceBelief: Sendable {
    package let elasticity: Elasticity
    /// The mean spend of the last months in which it was bought, in cents: the curve is held there.
    package let anchor: Double
    /// The months of the plan in which it is bought, if it is bought as often as before.
    package let runs: Int
    /// The chance of an SQL, drawn towards that of all sources.
    package let sqlRate: BetaDistribution
    /// Sales among its SQLs that had the time a sale takes.
    package let ownWins: Proportion
    /// What an MQL costs beside what is bought, in cents: own hours and tools.
    package let ownCost: Double
    /// ln(anchor ÷ the typical spend of its months).
    private let distance: Double

    package init(
        _ elasticity: Elasticity, anchor: Double, runs: Int, sqlRate: BetaDistribution,
        ownWins: Proportion, ownCost: Double
    ) {
        self.elasticity = elasticity
        self.anchor = anchor
        self.runs = runs
        self.sqlRate = sqlRate
        self.ownWins = ownWins
        self.ownCost = ownCost
        distance = Mathematics.naturalLogarithm(anchor / elasticity.typicalSpend)
    }

    /// The curve for the whole plan, if these are the elasticity and the logarithm of the MQLs of a
    /// typical month.
    fileprivate func curve(_ logMQLs: Double, _ value: Double) -> ResponseCurve {
        // On the saturating curve it lies between 0 and 1.
        let value = min(0.95, max(0.05, value))
        let mqls = Mathematics.exponential(logMQLs + value * distance)
        return .saturating(
            through: anchor * Double(runs), mqls * Double(runs), elasticity: value)
    }
}

/// One way things may be with a source.
package struct SourceState: Hashable, Sendable {
    package let curve: ResponseCurve
    package let sqlRate: Double
    package let winRate: Double
}

/// What is known of all sources together, as something that can be drawn from.
package struct BudgetBelief: Sendable {
    package let sources: [SourceBelief]
    /// The chance that an SQL is won, over all sources.
    package let wins: BetaDistribution

    /// How many SQLs the wins of all sources weigh beside a source's own.
    package static let weightOfAll = 12.0

    package init(_ sources: [SourceBelief], wins: BetaDistribution) {
        self.sources = sources
        self.wins = wins
    }

    /// How things are expected to be.
    package var expected: [SourceState] {
        sources.map { source in
            SourceState(
                curve: source.curve(source.elasticity.logMQLs, source.elasticity.value),
                sqlRate: source.sqlRate.mean, winRate: Self.winRate(source, wins.mean))
        }
    }

    private static func winRate(_ source: SourceBelief, _ all: Double) -> Double {
        (source.ownWins.successes + weightOfAll * all) / (source.ownWins.trials + weightOfAll)
    }

    /// Draws ways that things may be, one after the other, always the same for one seed.
    ///
    /// What is not known of the wins of all is drawn once for all sources: whoever is wrong there, is
    /// wrong everywhere.
    package func draw(_ count: Int, seed: UInt64, _ take: ([SourceState]) -> Void) {
        var random = SplitMix64(seed: seed)
        var states = expected
        for _ in 0..<count {
            let all = random.beta(wins.alpha, wins.beta)
            for (place, source) in sources.enumerated() {
                let (own, weight) = (source.ownWins, Self.weightOfAll)
                let sqlRate = random.beta(source.sqlRate.alpha, source.sqlRate.beta)
                let winRate = random.beta(
                    max(1e-3, own.successes + weight * all),
                    max(1e-3, own.trials - own.successes + weight * (1 - all)))
                // Two normal numbers that go together as the estimates do.
                let (one, other) = random.normals()
                let known = source.elasticity
                let value = known.value + known.spread * one
                let part = known.covariance / known.spread
                let rest = max(0, known.logMQLsSpread * known.logMQLsSpread - part * part)
                states[place] = SourceState(
                    curve: source.curve(
                        known.logMQLs + part * one + rest.squareRoot() * other, value),
                    sqlRate: sqlRate, winRate: winRate)
            }
            take(states)
        }
    }
}

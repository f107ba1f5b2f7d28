package import Statistics

/// What is known of one source on which money can be spent.
package struct SourceBelief: Sendable {
    package let elasticity: Elasticity
    /// The mean spend of the last months in which it was bought, in cents: the curve is held there.
    package let anchor: Double
    /// The months of the plan in which it is bought, if it is bought as often as before.
    package let runs: Int
    /// SQLs among its MQLs that had their time.
    package let ownSQLs: Proportion
    /// Sales among its SQLs that had the time a sale takes.
    package let ownWins: Proportion
    /// What an MQL costs beside what is bought, in cents: own hours and tools.
    package let ownCost: Double
    /// Margin of a sale, in cents; 0 where none is known.
    package let margin: Double
    /// ln(anchor ÷ the typical spend of its months).
    fileprivate let distance: Double

    /// - Parameters:
    ///   - elasticity: what its months told of how MQLs go with spend.
    ///   - anchor: in cents a month, above 0.
    ///   - ownCost: in cents per MQL.
    ///   - margin: in cents per sale.
    package init(
        _ elasticity: Elasticity, anchor: Double, runs: Int, ownSQLs: Proportion,
        ownWins: Proportion, ownCost: Double, margin: Double
    ) {
        self.elasticity = elasticity
        self.anchor = anchor
        self.runs = runs
        self.ownSQLs = ownSQLs
        self.ownWins = ownWins
        self.ownCost = ownCost
        self.margin = margin
        distance = Mathematics.naturalLogarithm(anchor / elasticity.typicalSpend)
    }

    /// The curve for the whole plan, if these are the elasticity and the MQLs of a month like the last ones.
    fileprivate func curve(_ mqls: Double, _ elasticity: Double) -> ResponseCurve {
        .saturating(
            through: anchor * Double(runs), mqls * Double(runs), elasticity: elasticity)
    }
}

/// One way things may be with a source.
package struct SourceState: Hashable, Sendable {
    package let curve: ResponseCurve
    /// The chance that an MQL becomes an SQL, and that an SQL is won.
    package let sqlRate: Double
    package let winRate: Double
    /// What a sale brings for 1 that it is expected to bring.
    package var saleFactor = 1.0
}

/// What is known of all sources together, as something that can be drawn from.
package struct BudgetBelief: Sendable {
    package let sources: [SourceBelief]
    /// How the chance of an SQL lies over the sources, and how sure its mean is.
    package let rates: RateSpread
    package let meanRate: BetaDistribution
    /// The chance that an SQL is won, over all sources.
    package let wins: BetaDistribution
    /// What a sale brings; nil where that is not known.
    package let size: SaleSize?

    /// How many SQLs the wins of all sources weigh beside a source's own.
    package static let weightOfAll = 12.0

    /// - Parameters:
    ///   - groups: SQLs among MQLs of each source, from which `rates` was learned.
    /// - Returns: nil where no rate is known.
    package init?(
        _ sources: [SourceBelief], rates: RateSpread, groups: [Proportion],
        wins: BetaDistribution, size: SaleSize? = nil
    ) {
        let groups = groups.filter { $0.trials > 0 }
        let trials = groups.reduce(0) { $0 + $1.trials }
        let weight = min(rates.weight, 1e9)
        // As sure as all MQLs make it, and no surer than so many sources can: 1 ÷ T + 1 ÷ k (w + 1).
        let sureness = 1 / (1 / max(1, trials) + 1 / (Double(max(1, groups.count)) * (weight + 1)))
        guard
            let mean = BetaDistribution(
                alpha: rates.mean * sureness, beta: (1 - rates.mean) * sureness)
        else { return nil }
        self.sources = sources
        self.rates = rates
        self.wins = wins
        self.size = size
        meanRate = mean
    }

    /// How things are expected to be.
    package var expected: [SourceState] {
        sources.map { source in
            let elasticity = Elasticity.usable(source.elasticity.value)
            let mqls = Mathematics.exponential(
                source.elasticity.logMQLs + elasticity * source.distance)
            return SourceState(
                curve: source.curve(mqls, elasticity),
                sqlRate: rates.shrunk(source.ownSQLs),
                winRate: Self.winRate(source, wins.mean))
        }
    }

    private static func winRate(_ source: SourceBelief, _ all: Double) -> Double {
        (source.ownWins.successes + weightOfAll * all) / (source.ownWins.trials + weightOfAll)
    }

    /// Draws ways that things may be, one after the other, always the same for one seed.
    ///
    /// What is not known of the rates of all is drawn once for all sources: whoever is wrong there, is
    /// wrong everywhere.
    package func draw(_ count: Int, seed: UInt64, _ take: ([SourceState]) -> Void) {
        var random = SplitMix64(seed: seed)
        var states = expected
        let rateWeight = min(rates.weight, 1e9)
        let sizes = size.map { $0.draws(count, seed: seed &+ 1) }
        for draw in 0..<count {
            let factor = (size?.mean).flatMap { mean in
                mean > 0 ? sizes.map { $0[draw] / mean } : nil
            }
            let won = random.beta(wins.alpha, wins.beta)
            let mean = random.beta(meanRate.alpha, meanRate.beta)
            for (place, source) in sources.enumerated() {
                let sqlRate = random.rate(source.ownSQLs, beside: mean, rateWeight)
                let winRate = random.rate(source.ownWins, beside: won, Self.weightOfAll)
                let response = source.elasticity.draw(&random, distance: source.distance)
                states[place] = SourceState(
                    curve: source.curve(response.mqls, response.value), sqlRate: sqlRate,
                    winRate: winRate, saleFactor: factor ?? 1)
            }
            take(states)
        }
    }
}

extension SplitMix64 {
    /// A draw of a source's rate: its own counts beside the mean of all, which weighs so many trials.
    fileprivate mutating func rate(
        _ own: Proportion, beside mean: Double, _ weight: Double
    ) -> Double {
        beta(
            max(1e-3, own.successes + weight * mean),
            max(1e-3, own.trials - own.successes + weight * (1 - mean)))
    }
}

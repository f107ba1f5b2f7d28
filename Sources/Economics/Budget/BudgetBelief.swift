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
    /// By how much the months of the plan together may lie beside a usual one, beyond what counting does, as
    /// a variance.
    package let unrest: Double
    /// What part of its MQLs spend causes; nil where no test showed it, so that all of them count.
    package let caused: CausedPart?
    /// ln(anchor ÷ the typical spend of its months).
    fileprivate let distance: Double

    /// - Parameters:
    ///   - elasticity: what its months told of how MQLs go with spend.
    ///   - anchor: in cents a month, above 0.
    ///   - ownCost: in cents per MQL.
    ///   - margin: in cents per sale.
    package init(
        _ elasticity: Elasticity, anchor: Double, runs: Int, ownSQLs: Proportion,
        ownWins: Proportion, ownCost: Double, margin: Double, unrest: Double = 0,
        caused: CausedPart? = nil
    ) {
        self.elasticity = elasticity
        self.anchor = anchor
        self.runs = runs
        self.ownSQLs = ownSQLs
        self.ownWins = ownWins
        self.ownCost = ownCost
        self.margin = margin
        self.unrest = unrest
        self.caused = caused
        distance = Mathematics.naturalLogarithm(anchor / elasticity.typicalSpend)
    }

    /// The curve for the whole plan, if these are the elasticity and the MQLs of a month like the last ones.
    fileprivate func curve(_ mqls: Double, _ elasticity: Double) -> ResponseCurve {
        .saturating(
            through: anchor * Double(runs), mqls * Double(runs),
            elasticity: Elasticity.usable(elasticity))
    }

    /// What the months tell of MQLs per cent at the anchor, if this is the elasticity.
    fileprivate func yield(_ elasticity: Double) -> Double {
        self.elasticity.mqls(elasticity, distance: distance) / anchor
    }

    /// How its MQLs per cent are distributed, if these are its elasticity and what all sources have in
    /// common: the mean, and how many MQLs that weighs.
    fileprivate func yield(
        _ elasticity: Double, beside all: NormalSpread.Hyper?
    ) -> (mean: Double, weight: Double) {
        let (own, weight) = (yield(elasticity), self.elasticity.weight)
        guard let all else { return (own, weight) }
        let common = 1 / max(all.variance, 1e-6)
        let mean = Mathematics.exponential(all.mean)
        return ((weight + common) / (weight / own + common / mean), weight + common)
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
    /// The chance that an MQL becomes an SQL, and that an SQL is won, over all sources.
    package let rates: RateBelief
    package let wins: RateBelief
    /// What a sale brings; nil where that is not known.
    package let size: SaleSize?
    /// What the months of the plan bring beside those that were.
    package let months: MonthBelief
    /// How the logarithm of MQLs per cent lies over the sources.
    private let yields: NormalSpread?
    private let elasticities: CommonElasticity
    private let ownMonths: Double

    package init(
        _ sources: [SourceBelief], rates: RateBelief, wins: RateBelief, size: SaleSize? = nil,
        months: MonthBelief = .none, supposed: BudgetSuppositions = BudgetSuppositions()
    ) {
        self.sources = sources
        self.rates = rates
        self.wins = wins
        self.size = size
        self.months = months
        let elasticities = CommonElasticity(sources.map(\.elasticity), supposed.ownElasticity)
        self.elasticities = elasticities
        ownMonths = supposed.ownMonths
        yields = NormalSpread(
            sources.map { source in
                (
                    Mathematics.naturalLogarithm(
                        source.yield(elasticities.expected(source.elasticity))),
                    1 / source.elasticity.weight
                )
            }, usual: supposed.costApart)
    }

    /// How things are expected to be, of what spend causes.
    package var expected: [SourceState] { sources.map { expected($0, $0.caused?.share ?? 1) } }

    /// The same of all that sources have to their credit.
    package var expectedCredited: [SourceState] { sources.map { expected($0, 1) } }

    /// What of the MQLs that sources have to their credit today would come without them: nothing of those that were
    /// not tested.
    package var expectedAnyway: [SourceState] {
        sources.map { expected($0, $0.caused?.anyway ?? 0) }
    }

    /// - Parameter part: of the MQLs to its credit.
    private func expected(_ source: SourceBelief, _ part: Double) -> SourceState {
        let elasticity = elasticities.expected(source.elasticity)
        let yield =
            yields?.expected { source.yield(elasticity, beside: $0).mean }
            ?? source.yield(elasticity)
        return SourceState(
            curve: source.curve(yield * source.anchor * months.expected * part, elasticity),
            sqlRate: rates.expected(source.ownSQLs), winRate: wins.expected(source.ownWins))
    }

    /// By how many percent the MQLs of each source grow for 1 % more spend, as all of them tell it.
    package var expectedElasticities: [Double] {
        sources.map { Elasticity.usable(elasticities.expected($0.elasticity)) }
    }

    /// Draws ways that things may be, one after the other, always the same for one seed.
    ///
    /// What is not known of all sources together is drawn once for all of them: whoever is wrong there, is
    /// wrong everywhere.
    package func draw(_ count: Int, seed: UInt64, _ take: ([SourceState]) -> Void) {
        var random = SplitMix64(seed: seed)
        var states = expected
        let sizes = size.map { $0.draws(count, seed: seed &+ 1) }
        for draw in 0..<count {
            let factor = (size?.mean).flatMap { mean in
                mean > 0 ? sizes.map { $0[draw] / mean } : nil
            }
            let won = wins.draw(&random)
            let rate = rates.draw(&random)
            let common = yields?.draw(&random)
            let months = self.months.draw(&random)
            let bend = elasticities.draw(&random)
            for (place, source) in sources.enumerated() {
                let sqlRate = RateBelief.rate(source.ownSQLs, rate, &random)
                let winRate = RateBelief.rate(source.ownWins, won, &random)
                let (one, other) = random.normals()
                let elasticity = elasticities.draw(source.elasticity, bend, normal: one)
                let yield = source.yield(elasticity, beside: common)
                let (unrest, along) = random.normals()
                let apart = source.unrest.squareRoot() * unrest - source.unrest / 2
                // How far it goes along with the months of all.
                let moved = Mathematics.exponential(apart + months * ownMonths * along)
                let own =
                    yield.mean * random.gamma(yield.weight, first: other) / yield.weight
                // Drawn only where there is a test, so that without one nothing moves.
                let caused = source.caused.map { $0.drawn(random.normals().0) } ?? 1
                states[place] = SourceState(
                    curve: source.curve(
                        own * caused * moved * source.anchor * Mathematics.exponential(months),
                        elasticity),
                    sqlRate: sqlRate, winRate: winRate, saleFactor: factor ?? 1)
            }
            take(states)
        }
    }
}

/// What elasticities have in common: what was assumed is partly not known of all sources together, and partly
/// what each has by itself.
private struct CommonElasticity: Sendable {
    /// What is believed of the mean of all.
    private let mean: (value: Double, variance: Double)
    /// The variance of each beside it.
    private let own: Double

    init(_ sources: [Elasticity], _ part: Double) {
        guard let assumed = sources.first?.assumed else {
            (mean, own) = ((0.5, 1), 1)
            return
        }
        let all = assumed.spread * assumed.spread
        // Of one source nothing is in common.
        own = max(1e-12, sources.count > 1 ? all * part : all)
        let common = max(1e-12, all - own)
        var (weights, sum) = (1 / common, assumed.value / common)
        for source in sources {
            let told = source.told
            guard told.precision > 0 else { continue }
            let weight = 1 / (1 / told.precision + own)
            weights += weight
            sum += weight * told.value
        }
        mean = (sum / weights, 1 / weights)
    }

    private func belief(_ source: Elasticity, _ common: Double) -> (mean: Double, spread: Double) {
        let told = source.told
        let precision = told.precision + 1 / own
        return (
            (told.precision * told.value + common / own) / precision,
            (1 / precision).squareRoot()
        )
    }

    func expected(_ source: Elasticity) -> Double { belief(source, mean.value).mean }

    func draw(_ random: inout SplitMix64) -> Double {
        mean.value + mean.variance.squareRoot() * random.normals().0
    }

    func draw(_ source: Elasticity, _ common: Double, normal: Double) -> Double {
        let belief = belief(source, common)
        return belief.mean + belief.spread * normal
    }
}

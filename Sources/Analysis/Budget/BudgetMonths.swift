internal import Economics
internal import Quantities
internal import Statistics

/// What the months of a firm tell: how the MQLs of each source go with its spend, and what months bring beside
/// that. Each is learned given the other, in turns.
struct BudgetMonths {
    private(set) var belief = MonthBelief.none
    private var factors: [Double]
    private let assumed: Elasticity.Assumption

    /// Turns in which both settle.
    private static let turns = 3

    /// - Parameters:
    ///   - months: those that were, in order.
    ///   - plan: the months to come.
    init(
        _ months: [Period], _ sources: [String: SourceMonths], plan: Period,
        _ assumed: Elasticity.Assumption, _ supposed: BudgetSuppositions
    ) {
        self.assumed = assumed
        factors = Array(repeating: 0, count: months.count)
        guard let last = months.last, supposed.unrest > 0 else { return }
        let planned = plan.months.map { month in
            (month: month.first.civil.month, ahead: Self.distance(last.first, month.first))
        }
        let known = sources.keys.sorted().compactMap { sources[$0] }.filter {
            let mqls = $0.mqls.reduce(0, +)
            return $0.learned.withoutSpend * 5 <= mqls
        }
        for _ in 0..<Self.turns {
            var came = months.map { _ in 0.0 }
            var expected = came
            for source in known {
                guard let elasticity = elasticity(source) else { continue }
                for month in source.learned.months {
                    came[month.place] += month.mqls / elasticity.dispersion
                    expected[month.place] +=
                        elasticity.mean(spend: month.spend, factor: 0) / elasticity.dispersion
                }
            }
            belief = MonthBelief(
                months.indices.map { place in
                    let mean = expected[place] * Mathematics.exponential(factors[place])
                    return .init(
                        month: months[place].first.civil.month,
                        // A month in which nothing was to be expected says nothing.
                        value: expected[place] > 0
                            ? Mathematics.naturalLogarithm(
                                (came[place] + 0.5) / (expected[place] + 0.5)) : 0,
                        variance: expected[place] > 0 ? 1 / (mean + 0.5) : 1e3)
                }, plan: planned, supposed)
            guard belief.factors.count == factors.count else { return }
            factors = belief.factors
        }
    }

    /// How the MQLs of a source go with its spend, at what its months bring beside that.
    func elasticity(_ source: SourceMonths) -> Elasticity? {
        let months = source.learned.months
        return Elasticity(
            months.map { ($0.spend, $0.mqls) },
            factors: months.map { factors.indices.contains($0.place) ? factors[$0.place] : 0 },
            assumed)
    }

    /// From one month to another.
    private static func distance(_ one: Day, _ other: Day) -> Int {
        let (from, to) = (one.civil, other.civil)
        return (to.year - from.year) * 12 + to.month - from.month
    }
}

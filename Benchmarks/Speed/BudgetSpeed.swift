import Economics
import Statistics

/// How fast a budget is: fifty sources with a year of months each, in one process on one core.
enum BudgetSpeed {
    private static let sources = 50

    static func run() {
        let (belief, planner) = fifty
        let start = Measured.now()
        let plan = planner.plan(.amount(100_000_000))
        let planned = Measured.now()
        var sum = 0.0
        let spend = (plan?.spend ?? []).map(Double.init)
        belief.draw(100_000, seed: 2) { states in
            for (place, state) in states.enumerated() {
                sum += BudgetOutcome(state, belief.sources[place], spend: spend[place]).gain
            }
        }
        let drawn = Measured.now()
        print("\nA budget over \(sources) sources, one core")
        print(
            "  \(BudgetPlanner.draws) draws of a plan, \(BudgetPlanner.plansAnew) of them planned anew: "
                + "\(hundredths(planned - start)) s")
        print(
            "  100000 draws of a fixed plan: \(hundredths(drawn - planned)) s "
                + "(mean gain €\(Int(sum / 100_000 / 100)))")
    }

    private static func hundredths(_ seconds: Double) -> Double {
        (seconds * 100).rounded() / 100
    }

    private static var fifty: (BudgetBelief, BudgetPlanner) {
        var random = SplitMix64(seed: 1)
        var beliefs: [SourceBelief] = []
        var today: [Double] = []
        while beliefs.count < sources {
            let spend = 50_000 + 1_000_000 * random.uniform()
            let months = (0..<12).map { _ in
                let part = 0.5 + random.uniform()
                return (spend: spend * part, mqls: Double(5 + random.below(40)) * part)
            }
            let maturedEquivalent = Double(20 + random.below(200))
            guard let elasticity = Elasticity(months, .init(value: 0.7, spread: 0.2)),
                let sqls = Proportion(
                    maturedEquivalent * 0.2 * random.uniform(), of: maturedEquivalent),
                let wins = Proportion(Double(random.below(4)), of: 12)
            else { continue }
            beliefs.append(
                SourceBelief(
                    elasticity, anchor: spend, runs: 3, ownSQLs: sqls, ownWins: wins,
                    ownCost: 5_000, margin: 800_000))
            today.append(spend * 3)
        }
        let belief = BudgetBelief(
            beliefs, rates: RateBelief(planning: beliefs.map(\.ownSQLs), usual: 0.5),
            wins: RateBelief(planning: beliefs.map(\.ownWins), usual: 0.25))
        let parts = today.map { BudgetPart.free(least: 0, most: $0 * 3) }
        return (
            belief,
            BudgetPlanner(belief, parts, today: today, knowsMargin: true, required: 1, seed: 1)
        )
    }
}

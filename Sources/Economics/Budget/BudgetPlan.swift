internal import Quantities
internal import Statistics

/// What is to be reached.
package enum BudgetGoal: Hashable, Sendable {
    /// As much as possible for so many cents.
    case amount(Int64)
    /// At least so many, as cheap as possible, in four cases of five.
    case sqls(Int)
    case customers(Int)
}

/// How one source takes part.
package enum BudgetPart: Hashable, Sendable {
    /// More or less, in cents.
    case free(least: Double, most: Double)
    /// Exactly this much.
    case fixed(Double)
    /// This much or nothing.
    case whole(Double)
}

/// Money divided over sources: what each gets, what that brings, and how sure it is.
package struct BudgetPlan: Sendable {
    /// In the order of the sources, in cents.
    package let spend: [Int64]
    package let expected: [BudgetOutcome]
    /// What the next euro brings in each source, after own hours have had their return; with SQLs as
    /// the goal how many SQLs.
    package let nextEuro: [Double]
    /// What each source gets if things are otherwise: in four of five cases between these two.
    package let range: [(low: Double, high: Double)]
    package let sqls: UncertainCount
    package let customers: UncertainCount
    /// In four of five cases between these two, in cents.
    package let gain: (low: Double, high: Double)
    /// The chance that this brings more than today's way to divide the same money; nil where there is
    /// none, or it is the same.
    package let chanceBetter: Double?
    /// What today's way is expected to bring.
    package let asToday: BudgetOutcome?

    package var total: BudgetOutcome { expected.reduce(BudgetOutcome(), +) }
}

/// Finds the best way to divide money over sources, by what is known of them.
package struct BudgetPlanner: Sendable {
    package let belief: BudgetBelief
    package let parts: [BudgetPart]
    /// What is spent each month today, over the whole plan, in cents.
    package let today: [Double]
    /// Of a sale, in cents; nil where none is known: then it goes by SQLs.
    package let margin: Double?
    /// Euros of margin asked per euro of cost; nil to spend all that can be used.
    package let required: Double?
    package let seed: UInt64

    /// Ways that things may be, of which the first so many are planned for anew.
    package static let draws = 2000
    package static let plansAnew = 500
    /// How sure a target has to be.
    package static let sureness = 0.8

    package init(
        _ belief: BudgetBelief, _ parts: [BudgetPart], today: [Double], margin: Double?,
        required: Double?, seed: UInt64
    ) {
        self.belief = belief
        self.parts = parts
        self.today = today
        self.margin = margin
        self.required = required
        self.seed = seed
    }

    /// - Returns: nil where what has to be spent is more than there is, or the target is out of reach.
    package func plan(_ goal: BudgetGoal) -> BudgetPlan? {
        let expected = belief.expected
        switch goal {
        case .amount(let cents):
            guard let best = best(expected, cents: Double(cents)) else { return nil }
            return plan(wholeEuros(best, of: Double(cents)), today: Double(cents)) {
                self.best($0, cents: Double(cents))
            }
        case .sqls(let count): return plan(count, \.sqls) { $0.sqlRate }
        case .customers(let count): return plan(count, \.customers) { $0.sqlRate * $0.winRate }
        }
    }

    // MARK: An amount

    /// What an MQL brings: its margin less what its own hours have to bring back; or its SQLs.
    private func value(_ state: SourceState, _ source: SourceBelief) -> Double {
        guard let margin else { return state.sqlRate }
        return state.sqlRate * state.winRate * margin - (required ?? 1) * source.ownCost
    }

    private func channels(
        _ states: [SourceState], _ value: (SourceState, SourceBelief) -> Double, _ wholes: UInt64
    ) -> [Allocation.Channel] {
        var number = 0
        return states.indices.map { place in
            let (least, most): (Double, Double)
            switch parts[place] {
            case .free(let low, let high): (least, most) = (low, high)
            case .fixed(let cents): (least, most) = (cents, cents)
            case .whole(let cents):
                let cents = wholes >> number & 1 == 1 ? cents : 0
                number += 1
                (least, most) = (cents, cents)
            }
            return Allocation.Channel(
                states[place].curve, value: value(states[place], belief.sources[place]),
                least: least, most: most)
        }
    }

    /// With each choice of what comes as a whole or not at all, the best of the rest.
    private func best(_ states: [SourceState], cents: Double) -> [Double]? {
        let least = margin == nil ? 0 : required ?? 0
        var best: (worth: Double, spend: [Double])?
        for wholes in choices {
            let channels = channels(states, value, wholes)
            guard let found = Allocation(channels, budget: cents, leastReturn: least) else {
                continue
            }
            let worth = zip(channels, found.spend).reduce(least * found.unspent) {
                $0 + $1.0.value * $1.0.curve.mqls(at: $1.1)
            }
            if best.map({ worth > $0.worth }) ?? true { best = (worth, found.spend) }
        }
        return best?.spend
    }

    private var choices: Range<UInt64> {
        let wholes = parts.count { if case .whole = $0 { true } else { false } }
        return 0..<(1 << min(wholes, 16))
    }

    /// The same division in whole euros, none above what it may get, and never more than there is.
    private func wholeEuros(_ spend: [Double], of most: Double) -> [Int64] {
        var result = spend.enumerated().map { place, cents -> Int64 in
            guard case .free(let least, let most) = parts[place] else {
                return Int64(cents.rounded())
            }
            let whole = (cents / 100 + 1e-6).rounded(.down) * 100
            return Int64(max(whole, min(least, most)))
        }
        // What rounding left goes on, a euro at a time, to those that lost most by it.
        let wanted = min(spend.reduce(0, +), most)
        var left = Int64(((wanted - Double(result.reduce(0, +))) / 100 + 0.5).rounded(.down))
        let order = spend.indices.sorted {
            (spend[$1] - Double(result[$1]), $0) < (spend[$0] - Double(result[$0]), $1)
        }
        for place in order where left > 0 {
            guard case .free(_, let highest) = parts[place], spend[place] > 0,
                Double(result[place]) + 100 <= highest,
                Double(result.reduce(0, +)) + 100 <= most
            else { continue }
            result[place] += 100
            left -= 1
        }
        return result
    }

    // MARK: A target

    /// The cheapest way to get at least `count`, in four cases of five: an SQL may cost μ, and μ is what
    /// makes it so.
    private func plan(
        _ count: Int, _ number: KeyPath<BudgetOutcome, Double>,
        _ rate: @escaping (SourceState) -> Double
    ) -> BudgetPlan? {
        func spend(_ states: [SourceState], price: Double, _ wholes: UInt64) -> [Double] {
            channels(states, { price * rate($0) - $1.ownCost }, wholes).map { $0.spend(at: 1) }
        }
        var states: [[SourceState]] = []
        belief.draw(Self.plansAnew, seed: seed) { states.append($0) }
        func chance(_ spend: [Double]) -> Double {
            UncertainCount(means: states.map { outcome($0, spend)[keyPath: number] })
                .chance(atLeast: count)
        }
        /// The lowest price at which it is sure enough, on a scale of logarithms.
        func price(_ isEnough: (Double) -> Bool) -> Double? {
            var (low, high) = (0.0, 25.0)
            guard isEnough(Mathematics.exponential(high)) else { return nil }
            for _ in 0..<40 {
                let middle = (low + high) / 2
                if isEnough(Mathematics.exponential(middle)) { high = middle } else { low = middle }
            }
            return Mathematics.exponential(high)
        }
        let expected = belief.expected
        var best: [Double]?
        for wholes in choices {
            guard
                let price = price({
                    chance(spend(expected, price: $0, wholes)) >= Self.sureness
                })
            else { continue }
            let found = spend(expected, price: price, wholes)
            if best.map({ found.reduce(0, +) < $0.reduce(0, +) }) ?? true { best = found }
        }
        guard let best else { return nil }
        let whole = best.enumerated().map { place, cents -> Int64 in
            guard case .free(_, let most) = parts[place] else { return Int64(cents.rounded()) }
            return Int64(min((cents / 100 - 1e-6).rounded(.up) * 100, most))
        }
        let mean = outcome(expected, best)[keyPath: number]
        return plan(whole, today: Double(whole.reduce(0, +))) { states in
            // As many as the plan is expected to bring, if things are so.
            price { outcome(states, spend(states, price: $0, 0))[keyPath: number] >= mean }
                .map { spend(states, price: $0, 0) }
        }
    }

    /// The most that can be expected, and its chance: everything at the most it may get.
    package func outOfReach(_ goal: BudgetGoal) -> (expected: Double, chance: Double)? {
        let number: KeyPath<BudgetOutcome, Double>
        let wanted: Int
        switch goal {
        case .amount: return nil
        case .sqls(let count): (number, wanted) = (\.sqls, count)
        case .customers(let count): (number, wanted) = (\.customers, count)
        }
        let most = parts.map { part in
            switch part {
            case .free(_, let most): most
            case .fixed(let cents), .whole(let cents): cents
            }
        }
        var means: [Double] = []
        belief.draw(Self.plansAnew, seed: seed) { means.append(outcome($0, most)[keyPath: number]) }
        return (
            outcome(belief.expected, most)[keyPath: number],
            UncertainCount(means: means).chance(atLeast: wanted)
        )
    }

    // MARK: What it brings

    private func outcomes(_ states: [SourceState], _ spend: [Double]) -> [BudgetOutcome] {
        states.indices.map { place in
            BudgetOutcome(
                states[place], spend: spend[place], ownCost: belief.sources[place].ownCost,
                margin: margin)
        }
    }

    private func outcome(_ states: [SourceState], _ spend: [Double]) -> BudgetOutcome {
        var sum = BudgetOutcome()
        for place in states.indices {
            sum =
                sum
                + BudgetOutcome(
                    states[place], spend: spend[place], ownCost: belief.sources[place].ownCost,
                    margin: margin)
        }
        return sum
    }

    /// What the same money would be, divided as it is today.
    private func asToday(_ cents: Double) -> [Double]? {
        let sum = today.reduce(0, +)
        return sum > 0 ? today.map { cents * $0 / sum } : nil
    }

    private func plan(
        _ spend: [Int64], today cents: Double, _ anew: ([SourceState]) -> [Double]?
    ) -> BudgetPlan {
        let expected = belief.expected
        let amounts = spend.map(Double.init)
        let now = asToday(cents).flatMap { now in
            zip(now, amounts).allSatisfy { abs($0 - $1) < 100 } ? nil : now
        }
        var (sqls, customers, gains): ([Double], [Double], [Double]) = ([], [], [])
        var plans: [[Double]] = []
        var better = 0
        belief.draw(Self.draws, seed: seed) { states in
            let outcome = outcome(states, amounts)
            sqls.append(outcome.sqls)
            customers.append(outcome.customers)
            gains.append(outcome.gain)
            if let now {
                let other = self.outcome(states, now)
                let isBetter =
                    margin == nil ? outcome.sqls > other.sqls : outcome.gain > other.gain
                if isBetter { better += 1 }
            }
            if plans.count < Self.plansAnew, let plan = anew(states) { plans.append(plan) }
        }
        func spread(_ numbers: [Double]) -> (low: Double, high: Double) {
            let sorted = numbers.sorted()
            guard let first = sorted.first, let last = sorted.last else { return (0, 0) }
            let tenth = sorted.count / 10
            return tenth == 0 ? (first, last) : (sorted[tenth], sorted[sorted.count - 1 - tenth])
        }
        let channels = channels(expected, value, 0)
        return BudgetPlan(
            spend: spend, expected: outcomes(expected, amounts),
            nextEuro: zip(channels, amounts).map { $0.nextEuro(at: $1) },
            range: spend.indices.map { place in spread(plans.map { $0[place] }) },
            sqls: UncertainCount(means: sqls), customers: UncertainCount(means: customers),
            gain: spread(gains),
            chanceBetter: now.map { _ in Double(better) / Double(Self.draws) },
            asToday: now.map { outcome(expected, $0) })
    }
}

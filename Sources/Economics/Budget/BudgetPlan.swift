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
    /// What the next euro brings in each source, after own hours have had their return; where it goes by
    /// SQLs, or for a target, a number that is the same wherever money can go either way.
    package let nextEuro: [Double]
    /// What each source gets if things are otherwise: in four of five cases between these two.
    package let range: [(low: Double, high: Double)]
    package let sqls: UncertainCount
    package let customers: UncertainCount
    /// In four of five cases between these two, in cents.
    package let gain: (low: Double, high: Double)
    /// The chance that this leaves more than going on as today; nil where nothing is spent today, or it is
    /// the same.
    package let chanceBetter: Double?
    /// What going on as today is expected to bring.
    package let asToday: BudgetOutcome?
    /// What each source that comes as a whole would bring; nil for the others.
    package let offers: [BudgetOutcome?]
    /// With what goes to sources of which nothing is known.
    package let total: BudgetOutcome
    /// What part of the way from today's division to the one that seems best this goes: 1 where it is sure
    /// enough, or nothing is spent today; 0 where it is today's division.
    package var step = 1.0
    /// What each source would get if all of the way were gone, in cents.
    package var best: [Int64] = []
    /// The chance that all of the way would be better than today; nil where all of it is gone.
    package var chanceOfBest: Double?
}

/// Finds the best way to divide money over sources, by what is known of them.
package struct BudgetPlanner: Sendable {
    package let belief: BudgetBelief
    package let parts: [BudgetPart]
    /// What is spent each month today, over the whole plan, in cents.
    package let today: [Double]
    /// Whether margins of sales are known; else it goes by SQLs.
    package let knowsMargin: Bool
    /// Euros of margin asked per euro of cost; nil to spend all that can be used.
    package let required: Double?
    package let seed: UInt64
    /// What goes to sources of which nothing is known but their cost: in the plan, and today.
    package let outside: (plan: Double, today: Double)
    /// When a change is sure enough, and worth the trouble.
    package let supposed: BudgetSuppositions

    /// Ways that things may be, of which the first so many are planned for anew.
    package static let draws = 2000
    package static let plansAnew = 500
    /// How sure a target has to be.
    package static let sureness = 0.8

    package init(
        _ belief: BudgetBelief, _ parts: [BudgetPart], today: [Double], knowsMargin: Bool,
        required: Double?, seed: UInt64, outside: (plan: Double, today: Double) = (0, 0),
        supposed: BudgetSuppositions = BudgetSuppositions()
    ) {
        self.supposed = supposed
        self.outside = outside
        self.belief = belief
        self.parts = parts
        self.today = today
        self.knowsMargin = knowsMargin
        self.required = required
        self.seed = seed
    }

    /// - Returns: nil where what has to be spent is more than there is, or the target is out of reach.
    package func plan(_ goal: BudgetGoal) -> BudgetPlan? {
        let expected = belief.expected
        switch goal {
        case .amount(let cents):
            guard let best = best(expected, cents: Double(cents)) else { return nil }
            let required = required ?? 1
            func merit(_ outcome: BudgetOutcome) -> Double {
                knowsMargin
                    ? outcome.margin - required * (outcome.ownCost + outcome.spend)
                    : outcome.sqls
            }
            let now = asToday(Double(cents) + outside.plan)
            let whole = wholeEuros(best, of: Double(cents))
            let way = now.map { partOfWay(to: whole, of: Double(cents), $0, expected, merit) }
            var result = plan(
                way?.spend ?? whole, now: now, channels(expected, value, 0), merit: merit
            ) {
                self.best($0, cents: Double(cents))
            }
            result.step = way?.part ?? 1
            result.best = whole
            if result.step < 1 { result.chanceOfBest = way?.chanceOfBest }
            return result
        case .sqls(let count): return plan(count, \.sqls) { $0.sqlRate }
        case .customers(let count): return plan(count, \.customers) { $0.sqlRate * $0.winRate }
        }
    }

    // MARK: An amount

    /// What an MQL brings: its margin less what its own hours have to bring back; or its SQLs.
    private func value(_ state: SourceState, _ source: SourceBelief) -> Double {
        guard knowsMargin else { return state.sqlRate }
        return state.sqlRate * state.winRate * source.margin * state.saleFactor
            - (required ?? 1) * source.ownCost
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

    // MARK: How much of the way

    /// The change of which most is expected, of those that are sure enough to be better than today: all of the
    /// way to `best`, with no more money than today, or half of the way to either. Today's division where none
    /// is, or none is worth the trouble.
    private func partOfWay(
        to best: [Int64], of most: Double, _ now: (known: [Double], outside: Double),
        _ states: [SourceState], _ merit: (BudgetOutcome) -> Double
    ) -> (spend: [Int64], part: Double, chanceOfBest: Double) {
        let start = start(best.map(Double.init), now.known, of: most)
        func between(_ one: [Double], _ other: [Int64]) -> [Int64] {
            wholeEuros(zip(one, other).map { ($0 + Double($1)) / 2 }, of: most)
        }
        var ways = [best]
        if supposed.sureness > 0 {
            ways.append(between(start, best))
            if required != nil, let same = sameMoney(states, now.known, of: most) {
                ways += [between(same.map(Double.init), best), same, between(start, same)]
            }
        }
        func merits(_ states: [SourceState]) -> (now: BudgetOutcome, ways: [Double]) {
            var today = outcome(states, now.known)
            today.spend += now.outside
            return (
                today,
                ways.map { way in
                    var outcome = outcome(states, way.map(Double.init))
                    outcome.spend += outside.plan
                    return merit(outcome)
                }
            )
        }
        var better = ways.map { _ in 0 }
        belief.draw(Self.draws, seed: seed) { states in
            let (today, found) = merits(states)
            let least = merit(today)
            for place in ways.indices where found[place] > least { better[place] += 1 }
        }
        let chances = better.map { Double($0) / Double(Self.draws) }
        let (today, expected) = merits(states)
        let least =
            merit(today) + supposed.leastGain * (knowsMargin ? today.margin : today.sqls)
        let chosen = ways.indices.filter {
            chances[$0] >= supposed.sureness && (supposed.sureness == 0 || expected[$0] >= least)
        }.max { expected[$0] < expected[$1] }
        let all = zip(start, best).reduce(0) { $0 + abs($1.0 - Double($1.1)) }
        guard let chosen, all > 0 else {
            // Where today is what seems best there is nothing that is not sure.
            return all > 100 * Double(start.count)
                ? (wholeEuros(start, of: most), 0, chances[0]) : (best, 1, chances[0])
        }
        let gone = zip(start, ways[chosen]).reduce(0) { $0 + abs($1.0 - Double($1.1)) }
        return (ways[chosen], chosen == 0 ? 1 : min(0.99, max(0.01, gone / all)), chances[0])
    }

    /// The best division of no more money than today's.
    private func sameMoney(
        _ states: [SourceState], _ today: [Double], of most: Double
    ) -> [Int64]? {
        let money = min(most, today.reduce(0, +))
        return best(states, cents: money).map { wholeEuros($0, of: money) }
    }

    /// Where the way begins: today's division within what each source may get. Where all is to be spent it is
    /// of as much money as `best` has, else of today's, as far as there is so much. What was decided otherwise
    /// is as in `best`.
    private func start(_ best: [Double], _ today: [Double], of most: Double) -> [Double] {
        var result = best
        var open = parts.indices.filter { if case .free = parts[$0] { true } else { false } }
        let free = Set(open)
        let given = best.indices.reduce(0) { $0 + (free.contains($1) ? 0 : best[$1]) }
        let bestMoney = open.reduce(0) { $0 + best[$1] }
        let money =
            required == nil
            ? bestMoney : min(open.reduce(0) { $0 + today[$1] }, max(bestMoney, most - given))
        var left = money
        // Whoever has the most it may get leaves the rest to the others.
        while !open.isEmpty {
            let sum = open.reduce(0) { $0 + today[$1] }
            guard sum > 0, left > 0 else {
                for place in open { result[place] = within(place, 0) }
                break
            }
            let shares = open.map { (place: $0, share: today[$0] * left / sum) }
            let bound = shares.filter { abs(within($0.place, $0.share) - $0.share) > 1e-9 }
            guard !bound.isEmpty else {
                for (place, share) in shares { result[place] = share }
                break
            }
            for (place, share) in bound {
                result[place] = within(place, share)
                left -= result[place]
            }
            open.removeAll { place in bound.contains { $0.place == place } }
        }
        let spent = free.sorted().reduce(0) { $0 + result[$1] }
        // Where what sources get at least is more than that.
        return spent + given > most * (1 + 1e-9) ? best : result
    }

    /// An amount for a source, within what it gets at least and at most.
    private func within(_ place: Int, _ cents: Double) -> Double {
        guard case .free(let least, let most) = parts[place] else { return cents }
        return min(most, max(least, cents))
    }

    /// With each choice of what comes as a whole or not at all, the best of the rest.
    private func best(_ states: [SourceState], cents: Double) -> [Double]? {
        let least = knowsMargin ? required ?? 0 : 0
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
                return Rounding.clamped(cents)
            }
            if cents >= most - 1e-6 { return Rounding.clamped(most) }
            let whole = Rounding.wholeUnits(cents, .down, slack: 1e-6)
            return Rounding.clamped(max(whole, min(least, most)))
        }
        // What rounding left goes on, a euro at a time, to those that lost most by it.
        let wanted = min(spend.reduce(0, +), most)
        let missing = wanted - Double(result.reduce(0, +))
        var left = Rounding.clamped(Rounding.wholeUnits(missing, .down, slack: 0.5)) / 100
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
        belief.draw(choices.count > 8 ? Self.plansAnew : Self.draws, seed: seed) {
            states.append($0)
        }
        func chance(_ spend: [Double]) -> Double {
            UncertainCount(means: states.map { outcome($0, spend)[keyPath: number] })
                .chance(atLeast: count)
        }
        /// The lowest price at which it is sure enough, on a scale of logarithms.
        func price(_ isEnough: (Double) -> Bool) -> Double? {
            var (low, high) = (0.0, Self.highestPrice)
            guard isEnough(Mathematics.exponential(high)) else { return nil }
            for _ in 0..<40 {
                let middle = (low + high) / 2
                if isEnough(Mathematics.exponential(middle)) { high = middle } else { low = middle }
            }
            return Mathematics.exponential(high)
        }
        let expected = belief.expected
        var best: (spend: [Double], wholes: UInt64, price: Double)?
        for wholes in choices {
            guard
                let price = price({
                    chance(spend(expected, price: $0, wholes)) >= Self.sureness
                })
            else { continue }
            let found = spend(expected, price: price, wholes)
            if best.map({ found.reduce(0, +) < $0.spend.reduce(0, +) }) ?? true {
                best = (found, wholes, price)
            }
        }
        guard let best else { return nil }
        let whole = best.spend.enumerated().map { place, cents -> Int64 in
            guard case .free(_, let most) = parts[place] else { return Rounding.clamped(cents) }
            return Rounding.clamped(min(Rounding.wholeUnits(cents, .up, slack: -1e-6), most))
        }
        let mean = outcome(expected, best.spend)[keyPath: number]
        return plan(
            whole, now: asToday(whole.reduce(outside.plan) { $0 + Double($1) }, isScaledUp: true),
            channels(expected, { best.price * rate($0) - $1.ownCost }, best.wholes),
            merit: { $0[keyPath: number] }
        ) { states in
            // As many as the plan is expected to bring, if things are so; where that cannot be, all.
            let enough = price {
                outcome(states, spend(states, price: $0, best.wholes))[keyPath: number] >= mean
            }
            return spend(
                states, price: enough ?? Mathematics.exponential(Self.highestPrice), best.wholes)
        }
    }

    /// The logarithm of the most that an SQL or a customer may cost, in cents.
    private static let highestPrice = 25.0

    /// The most that can be had in four cases of five, and what that spends: everything at the most it may
    /// get.
    package func mostWithinReach(_ goal: BudgetGoal) -> (count: Int, cents: Double) {
        let number: KeyPath<BudgetOutcome, Double> =
            if case .customers = goal { \.customers } else { \.sqls }
        let most = parts.map { part in
            switch part {
            case .free(_, let most): most
            case .fixed(let cents), .whole(let cents): cents
            }
        }
        var means: [Double] = []
        belief.draw(Self.plansAnew, seed: seed) { means.append(outcome($0, most)[keyPath: number]) }
        return (
            UncertainCount(means: means).most(withChance: Self.sureness),
            most.reduce(outside.plan, +)
        )
    }

    // MARK: What it brings

    private func outcomes(_ states: [SourceState], _ spend: [Double]) -> [BudgetOutcome] {
        states.indices.map { place in
            BudgetOutcome(states[place], belief.sources[place], spend: spend[place])
        }
    }

    private func outcome(_ states: [SourceState], _ spend: [Double]) -> BudgetOutcome {
        var sum = BudgetOutcome()
        for place in states.indices {
            sum =
                sum
                + BudgetOutcome(states[place], belief.sources[place], spend: spend[place])
        }
        return sum
    }

    /// Today's spend, or its part where there is less money than that.
    private func asToday(
        _ most: Double, isScaledUp: Bool = false
    ) -> (known: [Double], outside: Double)? {
        let sum = today.reduce(outside.today, +)
        guard sum > 0, most > 0 else { return nil }
        let part = isScaledUp ? most / sum : min(1, most / sum)
        return (today.map { $0 * part }, outside.today * part)
    }

    /// - Parameter merit: by what one plan is better than another.
    private func plan(
        _ spend: [Int64], now today: (known: [Double], outside: Double)?,
        _ channels: [Allocation.Channel], merit: (BudgetOutcome) -> Double,
        _ anew: ([SourceState]) -> [Double]?
    ) -> BudgetPlan {
        let expected = belief.expected
        let amounts = spend.map(Double.init)
        let now = today.flatMap { now in
            zip(now.known, amounts).allSatisfy { abs($0 - $1) < 100 }
                && abs(now.outside - outside.plan) < 100 ? nil : now
        }
        func with(_ outside: Double, _ outcome: BudgetOutcome) -> BudgetOutcome {
            var outcome = outcome
            outcome.spend += outside
            return outcome
        }
        // Apart from the draws, so that what is drawn does not depend on what comes of it.
        var chance = SplitMix64(seed: ~seed)
        var (sqls, customers, gains): ([Double], [Double], [Double]) = ([], [], [])
        var plans: [[Double]] = []
        var better = 0
        belief.draw(Self.draws, seed: seed) { states in
            let outcome = with(outside.plan, outcome(states, amounts))
            sqls.append(outcome.sqls)
            customers.append(outcome.customers)
            // As many customers as chance makes of what is expected.
            let each = outcome.customers > 0 ? outcome.margin / outcome.customers : 0
            gains.append(
                each * Double(chance.poisson(outcome.customers)) - outcome.ownCost
                    - outcome.spend)
            if let now, merit(outcome) > merit(with(now.outside, self.outcome(states, now.known))) {
                better += 1
            }
            if plans.count < Self.plansAnew, let plan = anew(states) { plans.append(plan) }
        }
        func spread(_ numbers: [Double]) -> (low: Double, high: Double) {
            let sorted = numbers.sorted()
            guard let first = sorted.first, let last = sorted.last else { return (0, 0) }
            let tenth = sorted.count / 10
            return tenth == 0 ? (first, last) : (sorted[tenth], sorted[sorted.count - 1 - tenth])
        }
        return BudgetPlan(
            spend: spend, expected: outcomes(expected, amounts),
            nextEuro: zip(channels, amounts).map { $0.nextEuro(at: $1) },
            range: spend.indices.map { place in spread(plans.map { $0[place] }) },
            sqls: UncertainCount(means: sqls), customers: UncertainCount(means: customers),
            gain: spread(gains),
            chanceBetter: now.map { _ in Double(better) / Double(Self.draws) },
            asToday: now.map { with($0.outside, outcome(expected, $0.known)) },
            offers: parts.indices.map { place in
                guard case .whole(let cents) = parts[place] else { return nil }
                return BudgetOutcome(expected[place], belief.sources[place], spend: cents)
            }, total: with(outside.plan, outcome(expected, amounts)))
    }
}

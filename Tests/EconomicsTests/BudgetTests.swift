import Economics
import Statistics
import TestSupport
import Testing

struct BudgetTests {
    @Test(
        "A curve through one point with a stated elasticity",
        arguments: VectorCase.load("curve_from_elasticity"))
    func curves(_ vector: VectorCase) throws {
        let (spend, mqls, elasticity) = (
            vector.number("spend"), vector.number("mqls"), vector.number("elasticity")
        )
        let wanted = try #require(vector.output as? [String: [String: Double]])
        guard
            case .saturating(let most, let half) = ResponseCurve.saturating(
                through: spend, mqls, elasticity: elasticity),
            case .power(let scale, let beta) = ResponseCurve.power(
                through: spend, mqls, elasticity: elasticity)
        else {
            Issue.record("another shape")
            return
        }
        #expect(vector.agrees(most, with: try #require(wanted["mm"]?["a"])))
        #expect(vector.agrees(half, with: try #require(wanted["mm"]?["b"])))
        #expect(vector.agrees(scale, with: try #require(wanted["power"]?["a"])))
        #expect(beta == elasticity)
    }

    @Test(
        "Elasticity from months of spend and MQLs, beside what was assumed",
        arguments: VectorCase.load("elasticity_map"))
    func elasticity(_ vector: VectorCase) throws {
        let spend = try #require(vector.input["spend"] as? [Double])
        let mqls = try #require(vector.input["mqls"] as? [Double])
        let found = try #require(
            Elasticity(
                zip(spend, mqls).map { ($0, $1) },
                .init(value: vector.number("prior_mean"), spread: vector.number("prior_sd"))))
        vector.expect(found.logMQLs, "map_alpha")
        vector.expect(found.value, "map_elasticity")
        vector.expect([found.logMQLsSpread, found.spread], "laplace_sd")
        vector.expect(found.typicalSpend, "geometric_mean_spend")
        vector.expect(found.covariance, "laplace_cov")
    }

    @Test("Months that differ more than by chance tell less")
    func dispersion() throws {
        let prior = Elasticity.Assumption(value: 0.7, spread: 0.2)
        let spend = [1000.0, 2000, 1000, 2000, 1000, 2000]
        let quiet = try #require(
            Elasticity(Array(zip(spend, [100.0, 100, 104, 96, 96, 104])), prior))
        let wild = try #require(
            Elasticity(Array(zip(spend, [60.0, 160, 150, 70, 90, 70])), prior))
        #expect(quiet.dispersion == 1 && quiet.isMeasured)
        #expect(wild.dispersion > 10 && !wild.isMeasured)
    }

    @Test("Three months of nearly flat spend measure nothing; months that differ a lot do")
    func measured() throws {
        let prior = Elasticity.Assumption(value: 0.7, spread: 0.2)
        let flat = try #require(Elasticity([(2000, 20), (2050, 14), (1980, 23)], prior))
        #expect(!flat.isMeasured)
        let wide = try #require(
            Elasticity([(500, 20), (4000, 60), (1000, 31), (8000, 90)], prior))
        #expect(wide.isMeasured && wide.value < 0.6)
        #expect(Elasticity([(500, 0), (900, 0)], prior) == nil)
        #expect(Elasticity([], prior) == nil)
    }

    private func channel(_ entry: [String: Any]) throws -> Allocation.Channel {
        func number(_ name: String) -> Double? { entry[name] as? Double }
        let a = try #require(number("a"))
        let curve: ResponseCurve =
            switch try #require(entry["type"] as? String) {
            case "mm": .saturating(most: a, half: try #require(number("b")))
            case "log": .logarithmic(scale: a, half: try #require(number("b")))
            default: .power(scale: a, elasticity: try #require(number("beta")))
            }
        return .init(
            curve, value: try #require(number("value")), least: number("min") ?? 0,
            most: number("max") ?? .infinity)
    }

    @Test(
        "The best way to divide an amount, beside another solver and beside steps of € 100",
        arguments: VectorCase.load("budget_allocation"))
    func allocation(_ vector: VectorCase) throws {
        let entries = try #require(vector.input["channels"] as? [[String: Any]])
        let channels = try entries.map(channel)
        let least = vector.number("min_marginal_value_per_euro")
        let budget = vector.number("budget")
        let found = try #require(Allocation(channels, budget: budget, leastReturn: least))
        vector.expect(found.spend, "spend")
        vector.expect(found.unspent, "unspent")
        vector.expect(try #require(found.nextEuro), "next_euro_value")
        vector.expect(zip(channels, found.spend).map { $0.curve.mqls(at: $1) }, "mqls")
        vector.expect(value(channels, found.spend), "expected_value")
        // A hundred euros at a time to whoever makes most of it: the same plan, to the step.
        let greedy = try #require(vector.output["greedy_100"] as? [String: Any])
        #expect(try #require(greedy["spend"] as? [Double]) == steps(channels, budget, least))
    }

    private func value(_ channels: [Allocation.Channel], _ spend: [Double]) -> Double {
        zip(channels, spend).reduce(0) { $0 + $1.0.value * $1.0.curve.mqls(at: $1.1) }
    }

    private func steps(
        _ channels: [Allocation.Channel], _ budget: Double, _ least: Double
    ) -> [Double] {
        var spend = channels.map(\.least)
        while spend.reduce(0, +) + 100 <= budget {
            func gain(_ place: Int) -> Double {
                let channel = channels[place]
                guard spend[place] + 100 <= channel.most else { return 0 }
                return channel.value
                    * (channel.curve.mqls(at: spend[place] + 100)
                        - channel.curve.mqls(at: spend[place]))
            }
            guard let best = channels.indices.max(by: { gain($0) < gain($1) }),
                gain(best) / 100 >= max(least, 1e-9)
            else { break }
            spend[best] += 100
        }
        return spend
    }

    @Test("No way to divide € 60 by whole euros over three sources brings more")
    func bruteForce() throws {
        let channels: [Allocation.Channel] = [
            .init(.saturating(most: 12, half: 40), value: 30, most: 25),
            .init(.saturating(most: 6, half: 25), value: 45, least: 5),
            .init(.saturating(most: 20, half: 120), value: 15),
        ]
        for (budget, least) in [(60.0, 0.0), (60, 4), (60, 9), (17, 0)] {
            let found = try #require(Allocation(channels, budget: budget, leastReturn: least))
            // What is kept is worth the least return.
            func worth(_ spend: [Double]) -> Double {
                value(channels, spend) + least * (budget - spend.reduce(0, +))
            }
            var best: (worth: Double, spend: [Double]) = (-.infinity, [])
            let most = Int(budget)
            for one in 0...min(most, 25) {
                for two in 5...most where one + two <= most {
                    for three in 0...(most - one - two) {
                        let spend = [Double(one), Double(two), Double(three)]
                        let worth = worth(spend)
                        if worth > best.worth { best = (worth, spend) }
                    }
                }
            }
            #expect(worth(found.spend) >= best.worth - 1e-9)
            #expect(zip(found.spend, best.spend).allSatisfy { abs($0 - $1) <= 1 })
        }
    }

    @Test("More than there is cannot be given; all that can be used leaves the rest")
    func edges() throws {
        let channel = Allocation.Channel(
            .saturating(most: 10, half: 100), value: 5, least: 50, most: 80)
        #expect(Allocation([channel], budget: 40) == nil)
        let all = try #require(Allocation([channel], budget: 100))
        #expect(all.spend == [80] && all.unspent == 20 && all.nextEuro == 0)
        let none = try #require(Allocation([], budget: 100))
        #expect(none.unspent == 100)
        let worthless = Allocation.Channel(.saturating(most: 10, half: 100), value: -3)
        #expect(try #require(Allocation([worthless], budget: 100)).spend == [0])
    }
}

struct BudgetPlannerTests {
    /// A source of which all is as good as sure, because its numbers are that large: ten million MQLs for
    /// € 1,000 a month, one SQL of a million, 20 % won.
    private func sure(_ elasticity: Double = 0.5, ownCost: Double = 0) throws -> SourceBelief {
        let known = try #require(
            Elasticity(
                [(100_000, 1e7), (200_000, 1e7 * 2.0.squareRoot())],
                .init(value: elasticity, spread: 1e-4)))
        return SourceBelief(
            known, anchor: 100_000, runs: 1, ownSQLs: try #require(Proportion(1e6, of: 1e12)),
            ownWins: try #require(Proportion(2e9, of: 1e10)), ownCost: ownCost, margin: 100_000)
    }

    private func belief(_ sources: SourceBelief...) -> BudgetBelief {
        BudgetBelief(
            sources, rates: RateBelief(certain: .init(mean: 1e-6, weight: 1e9)),
            wins: RateBelief(certain: .init(mean: 0.2, weight: 1e7)))
    }

    @Test("Many draws have the mean that is expected")
    func draws() throws {
        let known = try #require(
            Elasticity([(100_000, 20), (150_000, 28)], .init(value: 0.7, spread: 0.1)))
        let source = SourceBelief(
            known, anchor: 120_000, runs: 3,
            ownSQLs: try #require(Proportion(2, of: 10)),
            ownWins: try #require(Proportion(2, of: 6)), ownCost: 0, margin: 1)
        let belief = BudgetBelief(
            [source], rates: RateBelief(certain: .init(mean: 0.1, weight: 10)),
            wins: RateBelief(certain: .init(mean: 0.25, weight: 12)))
        let expected = try #require(belief.expected.first)
        #expect(abs(expected.sqlRate - 0.15) < 1e-12)
        // 2 of 10 beside a tenth that counts for ten: 3 ÷ 20. 2 of 6 beside a quarter that counts for twelve: (2 + 3) ÷ 18.
        #expect(abs(expected.winRate - 5.0 / 18) < 1e-12)
        var sums = (rate: 0.0, win: 0.0, mqls: 0.0)
        belief.draw(20_000, seed: 1) { states in
            sums.rate += states[0].sqlRate
            sums.win += states[0].winRate
            sums.mqls += states[0].curve.mqls(at: 360_000)
        }
        #expect(abs(sums.rate / 20_000 - 0.15) < 0.002)
        #expect(abs(sums.win / 20_000 - 5.0 / 18) < 0.003)
        // The mean over ways that things may be is what is expected, but for the bend of the curve.
        let mqls = expected.curve.mqls(at: 360_000)
        #expect(abs(sums.mqls / 20_000 / mqls - 1) < 0.01)
    }

    @Test("Eight SQLs in four of five cases take a mean of 10.23, half of χ²(0.8, 16)")
    func target() throws {
        let planner = BudgetPlanner(
            belief(try sure()), [.free(least: 0, most: 1e12)], today: [1], knowsMargin: false,
            required: nil, seed: 1)
        let plan = try #require(planner.plan(.sqls(8)))
        let (expected, chance) = (plan.total.sqls, plan.sqls.chance(atLeast: 8))
        #expect(abs(expected - 10.2325) < 0.02 && chance >= 0.799)
    }

    @Test("How many come of a known mean is what Poisson says")
    func counts() {
        let count = UncertainCount(means: [4])
        // 1 − e⁻⁴ (1 + 4 + 8) = 0.761897.
        #expect(abs(count.chance(atLeast: 3) - 0.761_896_7) < 1e-6)
        #expect(count.quantile(0.1) == 2 && count.quantile(0.9) == 7)
        // 1 − e⁻⁴ (1 + 4) = 0.9084 and 0.7619: two in four of five cases, and not three.
        #expect(count.most(withChance: 0.8) == 2)
        #expect(UncertainCount(means: []).chance(atLeast: 1) == 0)
        #expect(UncertainCount(means: [0]).quantile(0.9) == 0)
    }

    @Test("Two equal sources get the same; own hours make the dearer one get less")
    func ownHours() throws {
        let belief = self.belief(try sure(), try sure(ownCost: 0.005))
        let parts = Array(repeating: BudgetPart.free(least: 0, most: 1e12), count: 2)
        // A million MQLs bring € 200: all of it is divided, whatever the last euro brings.
        let planner = BudgetPlanner(
            belief, parts, today: [1, 1], knowsMargin: true, required: nil, seed: 1)
        let plan = try #require(planner.plan(.amount(1_000_000)))
        #expect(plan.spend.reduce(0, +) == 1_000_000)
        #expect(plan.spend[0] > plan.spend[1])
        let same = self.belief(try sure(), try sure())
        let equal = try #require(
            BudgetPlanner(
                same, parts, today: [500_000, 500_000], knowsMargin: true, required: nil, seed: 1
            )
            .plan(.amount(1_000_000)))
        #expect(equal.spend == [500_000, 500_000])
        // The plan is today's split: there is nothing to be better than.
        #expect(equal.chanceBetter == nil)
    }
}

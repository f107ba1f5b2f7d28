import Statistics
import TestSupport
import Testing

/// Days with a code each, as one count per day.
private func days(
    _ entry: VectorCase, _ time: String, _ code: String
) throws -> [(day: Int, code: Int)] {
    let times = try #require(entry.input[time] as? [Double])
    let codes = try #require(entry.input[code] as? [Int])
    return zip(times, codes).map { (Int($0), $1) }
}

private func curve(_ days: [(day: Int, code: Int)]) -> [(events: Int, watched: Int)] {
    var counts = [(events: Int, watched: Int)](repeating: (0, 0), count: 1000)
    for (day, code) in days {
        if code == 1 { counts[day].events += 1 } else { counts[day].watched += 1 }
    }
    return counts
}

private func risks(
    _ days: [(day: Int, code: Int)]
) -> CompetingRisks {
    var counts = [(first: Int, other: Int, watched: Int)](repeating: (0, 0, 0), count: 1000)
    for (day, code) in days {
        switch code {
        case 1: counts[day].first += 1
        case 2: counts[day].other += 1
        default: counts[day].watched += 1
        }
    }
    return CompetingRisks(counts: counts)
}

struct SurvivalTests {
    @Test(
        "Curves, standard errors and ranges agree with lifelines",
        arguments: VectorCase.load("kaplan_meier"))
    func kaplanMeier(_ entry: VectorCase) throws {
        let curve = DelayCurve(counts: curve(try days(entry, "time", "event")))
        let rows = try #require(entry.output["rows"] as? [[String: Any]])
        #expect(rows.count >= 6)
        for row in rows {
            let day = try #require(row["t"] as? Int)
            #expect(curve.atRisk(on: day) == row["at_risk"] as? Int)
            #expect(entry.agrees(curve.share(by: day), with: row["F"] as? Double ?? .nan))
            #expect(
                entry.agrees(
                    curve.standardError(by: day), with: row["se_greenwood"] as? Double ?? .nan))
            guard let loglog = row["loglog"] as? [Double] else { continue }
            let interval = try #require(curve.interval(by: day))
            #expect(entry.agrees(interval.lower, with: loglog[0]))
            #expect(entry.agrees(interval.upper, with: loglog[1]))
            let counts = try #require(curve.effective(by: day))
            #expect(entry.agrees(counts.trials, with: row["n_eff"] as? Double ?? .nan))
            #expect(entry.agrees(counts.successes, with: row["x_eff"] as? Double ?? .nan))
            for (name, range) in [
                ("rothman", counts.wilson()), ("jeffreys_eff", counts.jeffreys()),
            ] {
                let expected = try #require(row[name] as? [Double])
                #expect(entry.agrees(range.lower, with: expected[0]))
                #expect(entry.agrees(range.upper, with: expected[1]))
            }
        }
    }

    @Test(
        "Two events that exclude each other agree with statsmodels and lifelines",
        arguments: VectorCase.load("competing_risks"))
    func competing(_ entry: VectorCase) throws {
        let curve = risks(try days(entry, "time", "event"))
        let rows = try #require(entry.output["rows"] as? [[String: Any]])
        #expect(rows.count >= 4)
        for row in rows {
            let day = try #require(row["t"] as? Int)
            #expect(entry.agrees(curve.share(by: day), with: row["F"] as? Double ?? .nan))
            #expect(entry.agrees(curve.standardError(by: day), with: row["se"] as? Double ?? .nan))
            let expected = try #require(row["loglog"] as? [Double])
            let interval = try #require(curve.interval(by: day))
            #expect(entry.agrees(interval.lower, with: expected[0]))
            #expect(entry.agrees(interval.upper, with: expected[1]))
        }
    }

    @Test(
        "What those who still wait may bring agrees with the reference",
        arguments: VectorCase.load("open_pipeline_forecast"))
    func forecast(_ entry: VectorCase) throws {
        let days = try days(entry, "time", "status")
        let curve = risks(days)
        let horizon = Int(entry.number("horizon"))
        entry.expect(curve.share(by: horizon), "F_H")
        let open = days.filter { $0.code == 0 }
        let chances = try open.map {
            try #require(curve.chance(by: horizon, afterNeitherBy: $0.day))
        }
        entry.expect(chances.reduce(0, +), "expected_future_sqls")
        entry.expect(
            chances.reduce(0) { $0 + $1 * (1 - $1) }.squareRoot(), "sd_future_sqls_binomial")
        for (age, chance) in try #require(entry.output["p_next_by_age"] as? [String: Double]) {
            let age = try #require(Int(age))
            #expect(
                entry.agrees(
                    try #require(curve.chance(by: horizon, afterNeitherBy: age)), with: chance))
        }
    }

    @Test(
        "Freireich's two arms differ with the published chi-square of 16.79",
        arguments: VectorCase.load("logrank"))
    func logRank(_ entry: VectorCase) throws {
        let test = try #require(
            LogRank.test(curve(try days(entry, "t1", "e1")), curve(try days(entry, "t2", "e2"))))
        entry.expect(test.chiSquare, "chi2")
        #expect(abs(test.p - 4.168809109334511e-05) < 1e-9)
        #expect(LogRank.test([], []) == nil)
        #expect(LogRank.test([(0, 3)], [(0, 4)]) == nil)
    }

    @Test(
        "Four members: one converts on day 1, one is rejected on day 2, two wait: 25 %, and then 0 or a half"
    )
    func byHand() throws {
        let curve = CompetingRisks(counts: [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 0)])
        #expect(curve.share(by: 1) == 0.25)
        #expect(curve.withoutEither(by: 2) == 0.5)
        // One of the two left leaves on day 3, the other converts on day 4: 25 % + 50 %.
        #expect(curve.share(by: 4) == 0.75)
        #expect(curve.chance(by: 4, afterNeitherBy: 2) == 1)
        #expect(curve.chance(by: 4, afterNeitherBy: 4) == 0)
        #expect(curve.chance(by: 9, afterNeitherBy: 4) == nil)
        #expect(CompetingRisks(counts: []).share(by: 5) == 0)
        #expect(CompetingRisks(counts: []).interval(by: 5) == nil)
    }
}

struct CountIntervalTests {
    @Test("What an outcome costs agrees with scipy", arguments: VectorCase.load("cost_per_outcome"))
    func costs(_ entry: VectorCase) throws {
        let spend = entry.number("spend")
        let (mqls, sqls) = (entry.number("mqls"), entry.number("sqls"))
        let perMQL = CountInterval.exact(mqls)
        entry.expect([spend / perMQL.upper, spend / perMQL.lower], "cost_per_mql_poisson")
        let perSQL = CountInterval.exact(sqls)
        entry.expect([spend / perSQL.upper, spend / perSQL.lower], "cost_per_sql_poisson")
        if mqls > 0 {
            let rate = try #require(Proportion(sqls, of: mqls)).interval()
            let each = spend / mqls
            entry.expect([each / rate.upper, each / rate.lower], "cost_per_sql_given_mqls")
        }
        if sqls == 0 {
            entry.expect(
                spend / CountInterval.mostAfterNone(), "one_sided_95_lower_bound_poisson")
            if mqls > 0 {
                entry.expect(
                    spend / mqls / CountInterval.highestRateAfterNone(of: mqls),
                    "one_sided_95_lower_bound_binomial")
            }
        }
    }

    @Test(
        "The range of a return agrees with the gamma interval of epitools",
        arguments: VectorCase.load("roi_interval"))
    func returns(_ entry: VectorCase) throws {
        if let counts = entry.input["counts"] as? [Double] {
            let weights = try #require(entry.input["weights"] as? [Double])
            let sum = zip(counts, weights).reduce(0) { $0 + $1.0 * $1.1 }
            let squares = zip(counts, weights).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
            let total = try #require(
                RandomSum(sum: sum, sumOfSquares: squares, largest: weights.max() ?? 0))
            entry.expect(total.sum * 1e5, "rate_per_100k")
            let interval = total.interval()
            entry.expect([interval.lower * 1e5, interval.upper * 1e5], "interval_per_100k")
            return
        }
        let margins = try #require(entry.input["deal_margins"] as? [Double])
        let largest = entry.input["max_weight"] as? Double ?? margins.max() ?? 0
        let total = try #require(
            RandomSum(
                sum: margins.reduce(0, +), sumOfSquares: margins.reduce(0) { $0 + $1 * $1 },
                largest: largest))
        let interval = total.interval()
        entry.expect([interval.lower, interval.upper], "total_interval")
        let spend = entry.number("spend")
        entry.expect(
            [(interval.lower - spend) / spend, (interval.upper - spend) / spend],
            "roi_interval_fay_feuer")
    }

    @Test(
        "The ratio of two means agrees with its definition", arguments: VectorCase.load("fieller"))
    func fieller(_ entry: VectorCase) throws {
        let numerators = try #require(entry.input["numerator"] as? [Double])
        let denominators = try #require(entry.input["denominator"] as? [Double])
        let range = try #require(RatioOfMeans.range(numerators, denominators))
        switch (range, entry.output["kind"] as? String) {
        case (.between(let low, let high), "interval"), (.outside(let low, let high), "complement"):
            entry.expect([low, high], "bounds")
        default: Issue.record("\(range)")
        }
        entry.expect(
            StudentDistribution.quantile(0.975, degrees: Double(numerators.count - 1)), "t")
        #expect(RatioOfMeans.range([1], [1]) == nil)
        #expect(RatioOfMeans.range([1, 2], [1]) == nil)
        #expect(RatioOfMeans.range([1, 1], [0, 0]) == .everything)
    }

    @Test("Counts from nothing to a billion have a range, and no sum of money has a negative one")
    func ranges() throws {
        for count in [0, 0.5, 1, 9, 1e4, 1e9] {
            let range = CountInterval.exact(count)
            #expect(range.lower <= count && count <= range.upper)
            let sum = try #require(
                RandomSum(sum: count * 7, sumOfSquares: count * 49, largest: 7))
            let interval = sum.interval()
            #expect(interval.lower >= 0 && interval.lower <= count * 7 * (1 + 1e-9))
            #expect(interval.upper >= count * 7)
        }
        #expect(RandomSum(sum: -1, sumOfSquares: 1, largest: 1) == nil)
        #expect(RandomSum(sum: .nan, sumOfSquares: 1, largest: 1) == nil)
        let nothing = try #require(RandomSum(sum: 0, sumOfSquares: 0, largest: 0))
        #expect(nothing.interval() == (0, 0))
    }
}

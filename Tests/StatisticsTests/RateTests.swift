import Statistics
import TestSupport
import Testing

struct BetaDistributionTests {
    @Test("Posteriors agree with scipy", arguments: VectorCase.load("beta_posterior"))
    func vectors(_ entry: VectorCase) throws {
        let counts = try #require(Proportion(entry.number("x"), of: entry.number("n")))
        let (mean, weight) = (entry.number("prior_mean"), entry.number("prior_strength"))
        let belief = try #require(BetaDistribution(counts, expected: mean, weight: weight))
        let benchmark = entry.number("benchmark")
        entry.expect(belief.mean, "mean")
        entry.expect(belief.variance.squareRoot(), "sd")
        entry.expect(belief.chance(above: benchmark), "prob_rate_above_benchmark")
        entry.expect(
            BetaDistribution(counts).chance(above: benchmark),
            "prob_rate_above_benchmark_jeffreys")
        let interval = belief.interval(confidence: entry.number("conf"))
        entry.expect([interval.lower, interval.upper], "interval")
    }

    @Test(
        "Two rates against each other agree with scipy and statsmodels",
        arguments: VectorCase.load("two_sources"))
    func two(_ entry: VectorCase) throws {
        let one = try #require(Proportion(entry.number("x1"), of: entry.number("n1")))
        let other = try #require(Proportion(entry.number("x2"), of: entry.number("n2")))
        let pair = TwoProportions(one, other)
        entry.expect(try #require(pair.difference), "diff")
        let interval = pair.differenceInterval(confidence: entry.number("conf"))
        entry.expect([interval.lower, interval.upper], "diff_newcombe")
        entry.expect(pair.exactP, "fisher_two_sided_p")
        let (a, b) = (BetaDistribution(one), BetaDistribution(other))
        entry.expect(a.chance(above: b), "prob_A_better_jeffreys")
        entry.expect(a.expectedLoss(against: b), "expected_loss_choose_A")
        entry.expect(b.expectedLoss(against: a), "expected_loss_choose_B")
        let ratio = pair.ratioInterval(confidence: entry.number("conf"))
        if entry.output["ratio_score_mn"] is [Double] {
            let ratio = try #require(ratio)
            entry.expect([ratio.lower, ratio.upper], "ratio_score_mn")
        } else {
            #expect(ratio == nil)
        }
    }

    @Test(
        "Differences agree with table II of Newcombe (1998), to the four decimals printed",
        arguments: [
            (56.0, 70.0, 48.0, 80.0, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090),
            (6, 7, 2, 7, 0.0582, 0.8062), (5, 56, 0, 29, -0.0381, 0.1926),
        ])
    func published(x: Double, n: Double, y: Double, m: Double, low: Double, high: Double) throws {
        let pair = TwoProportions(
            try #require(Proportion(x, of: n)), try #require(Proportion(y, of: m)))
        let interval = pair.differenceInterval()
        #expect(abs(interval.lower - low) < 0.00005)
        #expect(abs(interval.upper - high) < 0.00005)
    }

    @Test(
        "How likely so many are by chance alone, counted out by hand",
        arguments: [
            // Of 8 rows 4 fall away: all of the first four in 1 of the C(8,4) = 70 ways.
            (4, 4, 0, 4, 1.0 / 70),
            // Of 10 rows 4: at least three of the first four in C(4,3)·C(6,1) + 1 = 25 of C(10,4) = 210.
            (3, 4, 1, 6, 25.0 / 210), (0, 4, 4, 6, 1), (2, 3, 4, 5, 25.0 / 28), (0, 0, 3, 9, 1),
            (5, 5, 5, 5, 1),
        ] as [(Double, Double, Double, Double, Double)])
    func oneSided(x: Double, n: Double, y: Double, m: Double, expected: Double) throws {
        let pair = TwoProportions(
            try #require(Proportion(x, of: n)), try #require(Proportion(y, of: m)))
        #expect(abs(pair.exactPAtLeast - expected) < 1e-12)
    }

    @Test("Counts from nothing to a billion give chances, never a trap")
    func ranges() throws {
        let cases = [0, 0.3, 1, 20, 71.959, 1e9].flatMap { n in
            [0, 0.5, 1].map { Proportion(n * $0, of: n) }
        }.compactMap(\.self)
        #expect(cases.count == 18)
        for one in cases {
            for other in cases {
                let pair = TwoProportions(one, other)
                #expect((0...1).contains(pair.exactP), "\(one) \(other)")
                #expect((0...1).contains(pair.exactPAtLeast), "\(one) \(other)")
                let interval = pair.differenceInterval()
                #expect(interval.lower <= interval.upper)
                #expect((-1...1).contains(interval.lower) && (-1...1).contains(interval.upper))
                if let ratio = pair.ratioInterval() { #expect(ratio.lower <= ratio.upper) }
            }
            // The chance to be above oneself is even, but for what the nodes cannot resolve.
            let belief = BetaDistribution(one)
            if one.trials < 1e6 { #expect(abs(belief.chance(above: belief) - 0.5) < 1e-3) }
        }
    }
}

struct RateComparisonTests {
    @Test("Verdicts agree with the reference", arguments: VectorCase.load("verdict"))
    func verdicts(_ entry: VectorCase) throws {
        let counts = try #require(Proportion(entry.number("x"), of: entry.number("n")))
        let comparison = try #require(RateComparison(with: entry.number("benchmark")))
        guard entry.number("n") >= entry.number("min_n") else { return }
        let expected: RateComparison.Outcome =
            switch entry.output["verdict"] as? String {
            case "above": .above
            case "below": .below
            case "on_par": .around
            default: .undecided
            }
        #expect(comparison.outcome(of: counts) == expected)
    }

    @Test("The outcome is what the interval says, for whole and real counts")
    func agreement() throws {
        let comparison = try #require(RateComparison(with: 0.1))
        for trials in [0.5, 3, 10, 36, 37, 71.959, 500, 5000, 1e9] {
            for share in [0, 0.01, 0.05, 0.09, 0.1, 0.11, 0.2, 0.9, 1] {
                let counts = try #require(Proportion(trials * share, of: trials))
                let interval = counts.interval()
                let expected: RateComparison.Outcome =
                    if interval.lower > 0.1 { .above } else if interval.upper < 0.1 {
                        .below
                    } else if interval.lower >= 0.075, interval.upper <= 0.125 { .around } else {
                        .undecided
                    }
                #expect(comparison.outcome(of: counts) == expected, "\(counts)")
            }
        }
    }

    @Test(
        "How many trials a verdict takes agrees with full enumeration",
        arguments: VectorCase.load("sample_size_for_verdict"))
    func size(_ entry: VectorCase) throws {
        let comparison = try #require(RateComparison(with: entry.number("benchmark")))
        let rate = entry.number("true_rate")
        let trials = try #require(comparison.trialsNeeded(at: rate))
        #expect(trials == entry.output["n_exact_sustained"] as? Int)
        entry.expect(
            comparison.chance(
                of: rate > comparison.reference ? .above : .below, at: rate, trials: trials),
            "power_at_n")
        entry.expect(comparison.approximateTrialsNeeded(at: rate), "n_normal_approx")
        #expect(comparison.trialsForNone == entry.output["zero_conversion_n"] as? Int)
    }

    @Test(
        "What more trials may bring agrees with scipy",
        arguments: VectorCase.load("verdict_outlook"))
    func outlook(_ entry: VectorCase) throws {
        let counts = try #require(Proportion(entry.number("x"), of: entry.number("n")))
        let comparison = try #require(RateComparison(with: entry.number("benchmark")))
        let outlook = comparison.outlook(of: counts, after: Int(entry.number("more")))
        entry.expect(outlook.above, "prob_above")
        entry.expect(outlook.below, "prob_below")
        entry.expect(outlook.undecided, "prob_no_verdict")
    }

    @Test(
        "The number of trials that is named gives an outcome in four of five cases, the step before does not"
    )
    func needed() throws {
        let comparison = try #require(RateComparison(with: 0.1))
        let counts = try #require(Proportion(4, of: 77.3))
        let more = try #require(comparison.trialsNeeded(after: counts))
        #expect(comparison.outlook(of: counts, after: more).decided >= 0.8)
        #expect(comparison.outlook(of: counts, after: more / 2).decided < 0.8)
        // Exactly on the reference with a narrow range allowed: no number of trials will tell.
        let narrow = try #require(RateComparison(with: 0.1, nearness: 0))
        #expect(narrow.trialsNeeded(after: try #require(Proportion(1000, of: 10_000))) == nil)
        // With nothing known there is still an answer.
        #expect(comparison.trialsNeeded(after: try #require(Proportion(0, of: 0))) != nil)
    }

    @Test("Evidence at every look agrees with scipy", arguments: VectorCase.load("anytime_valid"))
    func evidence(_ entry: VectorCase) throws {
        let counts = try #require(Proportion(entry.number("x"), of: entry.number("n")))
        let (mean, weight) = (entry.number("mix_mean"), entry.number("mix_strength"))
        entry.expect(
            RateComparison.logEvidence(
                counts, against: entry.number("benchmark"), mean: mean, weight: weight),
            "log_e_value")
        let interval = RateComparison.anytimeInterval(counts, mean: mean, weight: weight)
        entry.expect([interval.lower, interval.upper], "lower", "upper")
    }

    @Test(
        "None of 40 against 10 %: e is the product of (10.8 + i) ÷ (12 + i) ÷ 0.9, below 20; of 80 above"
    )
    func evidenceByHand() throws {
        let comparison = try #require(RateComparison(with: 0.1))
        for (trials, isEnough) in [(0, false), (40, false), (80, true)] {
            // The chance of no success in a row, under the mixture and at 10 %.
            var product = 1.0
            for number in 0..<trials {
                let i = Double(number)
                product *= (10.8 + i) / (12 + i) / 0.9
            }
            let none = try #require(Proportion(0, of: trials))
            let evidence = comparison.evidence(in: none)
            #expect(abs(evidence / product - 1) < 1e-9)
            #expect((evidence >= 20) == isEnough)
        }
    }

    @Test("Beta-binomial chances add up to 1, from no trial to 5,000")
    func betaBinomial() throws {
        for trials in [0, 1, 7, 5000] {
            for (a, b) in [(0.5, 0.5), (0.5, 80), (30, 3), (1e6, 1e7)] {
                let rate = try #require(BetaDistribution(alpha: a, beta: b))
                let coming = BetaBinomial(trials: trials, rate)
                // Of a million trials' worth of belief ln Γ keeps some nine digits.
                #expect(abs(coming.chance(0...) - 1) < 1e-8)
                #expect(coming.quantile(0.5) <= trials)
            }
        }
        #expect(RateComparison(with: 0) == nil)
        #expect(RateComparison(with: 1) == nil)
        #expect(RateComparison(with: .nan) == nil)
    }
}

struct SeveralProportionsTests {
    @Test(
        "The test for equal rates and the tests against the rest agree with scipy and statsmodels",
        arguments: VectorCase.load("many_sources"))
    func vectors(_ entry: VectorCase) throws {
        if let values = entry.input["p"] as? [Double] {
            entry.expect(ManyTests.holm(values), "holm")
            entry.expect(ManyTests.benjaminiHochberg(values), "fdr_bh")
            return
        }
        let x = try #require(entry.input["x"] as? [Double])
        let n = try #require(entry.input["n"] as? [Double])
        let groups = SeveralProportions(zip(x, n).compactMap { Proportion($0, of: $1) })
        let equality = try #require(groups.equality)
        entry.expect(equality.chiSquare, "chi2")
        entry.expect(equality.p, "p")
        #expect(equality.degrees == entry.output["df"] as? Int)
        entry.expect(groups.againstRest, "fisher_vs_rest_p")
        entry.expect(ManyTests.holm(groups.againstRest), "adj_holm")
        entry.expect(ManyTests.benjaminiHochberg(groups.againstRest), "adj_fdr_bh")
    }

    @Test("Nothing is told apart where there is one group, or all or none succeeded")
    func nothing() throws {
        func groups(_ counts: (Double, Double)...) -> SeveralProportions {
            SeveralProportions(counts.compactMap { Proportion($0.0, of: $0.1) })
        }
        #expect(groups((3, 10)).equality == nil)
        #expect(groups((0, 10), (0, 5)).equality == nil)
        #expect(groups((10, 10), (5, 5)).equality == nil)
        #expect(groups((3, 10), (0, 0)).equality == nil)
        #expect(groups((3, 10), (0, 0)).againstRest == [1, 1])
        #expect(ManyTests.holm([]) == [])
    }

    @Test("Spread over groups agrees with scipy", arguments: VectorCase.load("empirical_bayes"))
    func spread(_ entry: VectorCase) throws {
        let x = try #require(entry.input["x"] as? [Double])
        let n = try #require(entry.input["n"] as? [Double])
        let groups = zip(x, n).compactMap { Proportion($0, of: $1) }
        let moments = try #require(RateSpread(moments: groups))
        let expected = try #require(entry.output["anova_moments"] as? [String: Any])
        #expect(entry.agrees(moments.mean, with: expected["mean"] as? Double ?? .nan))
        if let weight = expected["k"] as? Double {
            #expect(entry.agrees(moments.weight, with: weight))
        } else {
            #expect(moments.weight == .infinity)
        }
        let fitted = try #require(RateSpread(likelihood: groups))
        let mode = try #require(entry.output["mml_penalised"] as? [String: Double])
        #expect(entry.agrees(fitted.mean, with: try #require(mode["mean"])))
        #expect(entry.agrees(fitted.weight, with: try #require(mode["k"])), "\(fitted)")
        let (a, b) = (fitted.mean * fitted.weight, (1 - fitted.mean) * fitted.weight)
        #expect(abs(RateSpread.logMarginal(groups, a, b) - mode["log_marginal"]!) < 1e-5)
        entry.expect(groups.map(fitted.shrunk), "shrunk_means_penalised")
    }
}

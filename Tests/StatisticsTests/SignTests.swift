import Statistics
import TestSupport
import Testing

struct WeightOfEvidenceTests {
    private func counts(_ entry: VectorCase, _ name: String) -> (with: Int, of: Int) {
        (Int(entry.number("\(name)_with")), Int(entry.number("\(name)_total")))
    }

    @Test(
        "Signs of two kinds of cases agree with statsmodels",
        arguments: VectorCase.load("criteria_woe"))
    func vectors(_ entry: VectorCase) throws {
        let sign = try #require(WeightOfEvidence(counts(entry, "won"), counts(entry, "lost")))
        entry.expect(sign.present, "woe_present")
        entry.expect(sign.absent, "woe_absent")
        entry.expect(sign.informationValue, "information_value")
        entry.expect(sign.logOddsRatio, "log_odds_ratio_haldane")
        entry.expect(sign.standardError, "log_or_se")
        let range = sign.oddsRatioInterval
        entry.expect([range.lower, range.upper], "odds_ratio_ci")
        entry.expect(sign.exactP, "fisher_p")
        entry.expect(
            sign.precision(base: entry.number("base_rate")), "precision_at_base_rate_smoothed")
    }

    @Test("There are vectors, and counts that cannot be are refused")
    func refused() {
        #expect(VectorCase.load("criteria_woe").count == 3)
        #expect(WeightOfEvidence((3, 2), (0, 1)) == nil)
        #expect(WeightOfEvidence((-1, 2), (0, 1)) == nil)
        // Of nothing nothing is said.
        let none = WeightOfEvidence((0, 0), (0, 0))
        #expect(none?.present == 0 && none?.exactP == 1)
    }
}

struct RidgeLogisticTests {
    private func model(_ entry: VectorCase) throws -> ([[Double]], [Bool], RidgeLogistic) {
        let rows = try #require(entry.input["X"] as? [[Double]])
        let kinds = try #require(entry.input["y"] as? [Double]).map { $0 == 1 }
        let lambda = entry.number("lambda_")
        return (rows, kinds, try #require(RidgeLogistic(rows, isFirst: kinds, lambda: lambda)))
    }

    @Test(
        "Coefficients and chances agree with scikit-learn",
        arguments: VectorCase.load("criteria_ridge_logistic"))
    func vectors(_ entry: VectorCase) throws {
        let (rows, kinds, model) = try model(entry)
        entry.expect(model.intercept, "intercept")
        entry.expect(model.coefficients, "coefficients")
        entry.expect(model.standardErrors, "laplace_se")
        entry.expect(rows.map(model.probability), "fitted")
        entry.expect(model.penalisedLogLikelihood, "penalised_log_likelihood")
        let left = try rows.indices.map { place in
            var (others, rest) = (rows, kinds)
            others.remove(at: place)
            rest.remove(at: place)
            return try #require(RidgeLogistic(others, isFirst: rest)).probability(rows[place])
        }
        entry.expect(left, "loo_probabilities")
        func area(_ scores: [Double]) throws -> Double {
            let first = zip(scores, kinds).filter(\.1).map(\.0)
            let second = zip(scores, kinds).filter { !$0.1 }.map(\.0)
            // Equal rows have equal scores, also in the last digit.
            return try #require(
                RankComparison(
                    first: first.map { ($0 * 1e9).rounded() },
                    second: second.map { ($0 * 1e9).rounded() })
            ).area
        }
        entry.expect(try area(rows.map(model.logOdds)), "auc_in_sample")
        entry.expect(try area(left), "loo_auc")
        guard entry.output["prior_corrected_fitted"] != nil else { return }
        let sampled = Double(kinds.count(where: \.self)) / Double(kinds.count)
        entry.expect(
            rows.map { model.probability($0, base: entry.number("base_rate"), sampled: sampled) },
            "prior_corrected_fitted")
    }

    @Test("Rows that are no table are refused, and one case alone has a model")
    func edges() {
        #expect(RidgeLogistic([[1], [1, 0]], isFirst: [true, false]) == nil)
        #expect(RidgeLogistic([], isFirst: []) == nil)
        let none = RidgeLogistic([[], []], isFirst: [true, false])
        #expect(none?.intercept == 0)
    }
}

struct RankComparisonTests {
    @Test("The area and its range agree with DeLong", arguments: VectorCase.load("auc_delong"))
    func vectors(_ entry: VectorCase) throws {
        let first = try #require(entry.input["won"] as? [Double])
        let second = try #require(entry.input["lost"] as? [Double])
        let area = try #require(RankComparison(first: first, second: second))
        entry.expect(area.area, "auc")
        entry.expect(area.standardError, "se_delong")
        let range = try #require(area.interval)
        entry.expect([range.lower, range.upper], "logit_ci")
    }

    @Test("Scores that do not overlap, or one case of a kind, give no range")
    func noRange() throws {
        let apart = try #require(RankComparison(first: [3, 4], second: [1, 2]))
        #expect(apart.area == 1 && apart.interval == nil)
        // Wins against 1 and half against 2 of two: 0.75.
        let one = try #require(RankComparison(first: [2], second: [1, 2]))
        #expect(one.area == 0.75 && one.interval == nil)
        #expect(RankComparison(first: [], second: [1]) == nil)
    }
}

struct TwoSelectionsTests {
    @Test(
        "Two overlapping selections agree with statsmodels",
        arguments: VectorCase.load("criteria_backtest"))
    func vectors(_ entry: VectorCase) throws {
        func cell(_ name: String) throws -> Proportion {
            try #require(Proportion(entry.number("sql_\(name)"), of: entry.number("n_\(name)")))
        }
        let choice = try TwoSelections(
            both: cell("old_new"), firstOnly: cell("old_only"), secondOnly: cell("new_only"))
        func output(_ name: String) throws -> [String: Any] {
            try #require(entry.output[name] as? [String: Any])
        }
        #expect(choice.first.trials == (try output("old")["n"] as? Double))
        #expect(choice.second.successes == (try output("new")["sql"] as? Double))
        entry.expect(try #require(choice.rateRatio), "conversion_ratio")
        let relative = try output("relative_ppv")
        let range = try #require(choice.rateRatioInterval)
        let expected = try #require(relative["ci"] as? [Double])
        #expect(entry.agrees(range.lower, with: expected[0]))
        #expect(entry.agrees(range.upper, with: expected[1]))
        let error = try #require(relative["se_log"] as? Double)
        #expect(entry.agrees(choice.logRatioError ?? 0, with: error))
        #expect(choice.isNested == (entry.output["nested"] as? Bool))
        #expect(
            choice.highestRatio.map { entry.agrees($0, with: 200.0 / 120) }
                == (choice.isNested ? true : nil))
        let difference = choice.keptMinusDropped.differenceInterval()
        entry.expect(
            [difference.lower, difference.upper], "kept_minus_dropped_newcombe")
        let recall = try #require(
            Proportion(
                choice.both.successes + choice.secondOnly.successes,
                of: Double(
                    Int(
                        choice.first.successes + choice.secondOnly.successes
                            + entry.number("sql_neither")))))
        entry.expect(try #require(recall.rate), "recall_new")
        entry.expect([recall.wilson().lower, recall.wilson().upper], "recall_ci")
        let dropped = try output("dropped")
        let wilson = choice.firstOnly.wilson()
        let bounds = try #require(dropped["ci"] as? [Double])
        #expect(entry.agrees(wilson.lower, with: bounds[0]))
        #expect(entry.agrees(wilson.upper, with: bounds[1]))
    }
}

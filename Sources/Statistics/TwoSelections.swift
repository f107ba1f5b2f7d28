/// Two ways to select from the same units, of which some succeed: how much higher the rate of the
/// second selection is, although the two overlap.
package struct TwoSelections: Hashable, Sendable {
    /// Units that both, only the first, or only the second selects, with their successes.
    package let both: Proportion
    package let firstOnly: Proportion
    package let secondOnly: Proportion

    package init(both: Proportion, firstOnly: Proportion, secondOnly: Proportion) {
        self.both = both
        self.firstOnly = firstOnly
        self.secondOnly = secondOnly
    }

    /// Successes and trials of the first selection, with those that the second selects too.
    package var first: Proportion { Self.sum(both, firstOnly) }
    /// The same of the second.
    package var second: Proportion { Self.sum(both, secondOnly) }

    private static func sum(_ one: Proportion, _ other: Proportion) -> Proportion {
        Proportion(one.successes + other.successes, of: one.trials + other.trials) ?? .none
    }

    /// Whether the second selection takes nothing that the first does not.
    package var isNested: Bool { secondOnly.trials == 0 }

    /// The rate of the second ÷ that of the first; nil where one has no success.
    package var rateRatio: Double? {
        guard first.successes > 0, second.successes > 0, let rate = first.rate,
            let other = second.rate
        else { return nil }
        return other / rate
    }

    /// The standard error of ln of that ratio, by the influence of each unit on it: Moskowitz and Pepe
    /// (2006), Clinical Trials 3:272–279.
    package var logRatioError: Double? {
        guard rateRatio != nil else { return nil }
        let (first, second) = (first, second)
        func influence(_ isFirst: Bool, _ isSecond: Bool, _ succeeds: Bool) -> Double {
            func part(_ side: Proportion) -> Double {
                (succeeds ? 1 / side.successes : 0) - 1 / side.trials
            }
            return (isSecond ? part(second) : 0) - (isFirst ? part(first) : 0)
        }
        func square(_ group: Proportion, _ isFirst: Bool, _ isSecond: Bool) -> Double {
            let (won, not) = (
                influence(isFirst, isSecond, true), influence(isFirst, isSecond, false)
            )
            return group.successes * won * won + (group.trials - group.successes) * not * not
        }
        return
            (square(both, true, true) + square(firstOnly, true, false)
            + square(secondOnly, false, true)).squareRoot()
    }

    /// The ratio ÷ and × e^(1.96 × the standard error of its logarithm); nil where there is no ratio.
    package var rateRatioInterval: (lower: Double, upper: Double)? {
        guard let ratio = rateRatio, let error = logRatioError else { return nil }
        let factor = Mathematics.exponential(NormalDistribution.z95 * error)
        return (ratio / factor, ratio * factor)
    }

    /// The highest ratio that a choice among the units of the first can have: nobody succeeds who was
    /// not there. Nil where the second selects others too, or nothing.
    package var highestRatio: Double? {
        isNested && second.trials > 0 ? first.trials / second.trials : nil
    }

    /// The rate of what is kept less that of what is dropped, with its range.
    package var keptMinusDropped: TwoProportions { TwoProportions(both, firstOnly) }
}

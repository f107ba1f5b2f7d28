/// `successes` out of `trials`, both possibly fractions of a count: a share and how sure it is.
///
/// Trials that are not whole occur where young cohorts count for the part of their time they had.
package struct Proportion: Hashable, Sendable {
    package let successes: Double
    package let trials: Double

    /// Nil for a negative count, for more successes than trials, and for what is no number.
    package init?(_ successes: Double, of trials: Double) {
        guard successes >= 0, successes <= trials, trials.isFinite else { return nil }
        self.successes = successes
        self.trials = trials
    }

    /// 0 of 0: nothing was tried.
    package static let none = Proportion()

    private init() { (successes, trials) = (0, 0) }

    /// Nil for a negative count, and for more successes than trials.
    package init?(_ successes: Int, of trials: Int) {
        self.init(Double(successes), of: Double(trials))
    }

    /// The share itself; nil for 0 of 0, which has none.
    package var rate: Double? { trials > 0 ? successes / trials : nil }
}

extension Proportion {
    /// A range that holds the true rate with the stated confidence.
    package struct Interval: Hashable, Sendable {
        package let lower: Double
        package let upper: Double

        package init(lower: Double, upper: Double) {
            self.lower = lower
            self.upper = upper
        }

        /// Nothing is known: every rate is possible.
        package static let unknown = Interval(lower: 0, upper: 1)
    }

    /// The interval that is shown everywhere: Jeffreys, with exact ends.
    ///
    /// Beta quantiles of (x + ½, n − x + ½); at x = 0 the upper limit is 1 − (α/2)^(1/n) and at
    /// x = n the lower one its mirror image, because there Jeffreys' own limit is too tight.
    /// Brown, Cai and DasGupta (2001), Statistical Science 16:101–133.
    package func interval(confidence: Double = 0.95) -> Interval {
        guard trials > 0 else { return .unknown }
        let tail = (1 - confidence) / 2
        if successes == 0 {
            return Interval(lower: 0, upper: 1 - Self.exactEnd(tail, trials))
        }
        if successes == trials { return Interval(lower: Self.exactEnd(tail, trials), upper: 1) }
        return jeffreys(confidence: confidence)
    }

    /// Jeffreys' interval as it is, without the exact ends.
    package func jeffreys(confidence: Double = 0.95) -> Interval {
        guard trials > 0 else { return .unknown }
        let tail = (1 - confidence) / 2
        let (a, b) = (successes + 0.5, trials - successes + 0.5)
        return Interval(
            lower: BetaFunction.quantile(tail, a, b),
            upper: BetaFunction.quantile(1 - tail, a, b)
        )
    }

    /// Wilson's score interval: Wilson (1927), JASA 22:209–212.
    package func wilson(confidence: Double = 0.95) -> Interval {
        guard trials > 0 else { return .unknown }
        let z = NormalDistribution.quantile(1 - (1 - confidence) / 2)
        let total = trials + z * z
        let centre = (successes + z * z / 2) / total
        let spread = successes * (trials - successes) / trials + z * z / 4
        let half = z / total * spread.squareRoot()
        return Interval(
            lower: successes == 0 ? 0 : max(0, centre - half),
            upper: successes == trials ? 1 : min(1, centre + half)
        )
    }

    /// The exact interval of Clopper and Pearson (1934), Biometrika 26:404–413.
    package func clopperPearson(confidence: Double = 0.95) -> Interval {
        guard trials > 0 else { return .unknown }
        let tail = (1 - confidence) / 2
        let failures = trials - successes
        return Interval(
            lower: successes == 0 ? 0 : BetaFunction.quantile(tail, successes, failures + 1),
            upper: failures == 0 ? 1 : BetaFunction.quantile(1 - tail, successes + 1, failures)
        )
    }
}

/// How often something happened, against how often it was to be expected of as many trials: indirect
/// standardisation, with the exact range of Clopper and Pearson (1934), Biometrika 26:404–413.
///
/// Trials of which each has a chance of its own vary no more than trials that all have the mean of these: the
/// range is never too narrow for that.
package struct ObservedOverExpected: Hashable, Sendable {
    package let observed: Double
    package let expected: Double
    /// Observed ÷ expected; 1 where it happened as often as was to be expected.
    package let ratio: Double
    package let low: Double
    package let high: Double
    /// The chance of so many or more, or of so few or fewer, whichever is smaller, twice; at most 1.
    package let p: Double

    /// Nil where nothing was to be expected, or more than there are trials.
    package init?(_ counts: Proportion, expected: Double) {
        let (x, n) = (counts.successes, counts.trials)
        guard expected > 0, n > 0, expected <= n else { return nil }
        let range = counts.clopperPearson()
        let chance = expected / n
        observed = x
        self.expected = expected
        ratio = x / expected
        low = range.lower / chance
        high = range.upper / chance
        let atLeast = x > 0 ? BetaFunction.regularised(chance, x, n - x + 1) : 1
        let atMost = x < n ? 1 - BetaFunction.regularised(chance, x + 1, n - x) : 1
        p = min(1, 2 * min(atLeast, atMost))
    }

    /// Whether the range holds 1: as often as was to be expected is possible.
    package var holdsOne: Bool { low <= 1 && high >= 1 }
}

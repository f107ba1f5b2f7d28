/// How often something came with a treatment and how often without it, each of an exposure of its own: people,
/// weeks, or what came before.
///
/// Given how much came in all, what came with the treatment is a share of it. Without an effect that is the arm's
/// share of the exposure; an effect r times as large makes it r e ÷ (r e + f). Przyborowski and Wilenski (1940),
/// Biometrika 31:313–323.
package struct TwoArms: Hashable, Sendable {
    /// What came, and the exposure it came of.
    package struct Arm: Hashable, Sendable {
        package let count: Double
        package let exposure: Double

        package init(_ count: Double, of exposure: Double) {
            self.count = count
            self.exposure = exposure
        }
    }

    package let treated: Arm
    package let control: Arm
    /// How many times as much the counts vary as those of independent events do.
    private let dispersion: Double
    private let counts: Proportion
    private let expected: RateComparison

    /// - Parameter dispersion: at least 1: so many events come together and count as one.
    /// - Returns: nil where an exposure is not positive, or a count is negative.
    package init?(_ treated: Arm, _ control: Arm, dispersion: Double = 1) {
        guard treated.exposure > 0, control.exposure > 0, treated.count >= 0, control.count >= 0,
            dispersion >= 1, treated.exposure.isFinite, control.exposure.isFinite,
            let counts = Proportion(
                treated.count / dispersion, of: (treated.count + control.count) / dispersion),
            let expected = RateComparison(
                with: treated.exposure / (treated.exposure + control.exposure))
        else { return nil }
        self.treated = treated
        self.control = control
        self.dispersion = dispersion
        self.counts = counts
        self.expected = expected
    }

    /// How many times as much came with the treatment, per exposure.
    private func ratio(ofShare share: Double) -> Double {
        guard share < 1 else { return .infinity }
        return share / (1 - share) * control.exposure / treated.exposure
    }

    /// Nil where nothing came at all.
    private var estimate: Double? { counts.rate.map(ratio) }

    /// The ratio of the two rates with its range, for one look at an end that was set beforehand.
    package func ratio(confidence: Double = 0.95) -> EffectRange? {
        guard let estimate else { return nil }
        let range = counts.interval(confidence: confidence)
        return EffectRange(
            estimate, low: ratio(ofShare: range.lower), high: ratio(ofShare: range.upper))
    }

    /// The same with a range that holds at every look, however often somebody looks.
    package func anytimeRatio(confidence: Double) -> EffectRange? {
        guard let estimate else { return nil }
        let range = RateComparison.anytimeInterval(
            counts, mean: expected.reference, weight: RateComparison.mixtureWeight,
            confidence: confidence)
        return EffectRange(
            estimate, low: ratio(ofShare: range.lower), high: ratio(ofShare: range.upper))
    }

    /// Whether the range of one look lies wholly above 1, without working it out.
    func isAboveOne(confidence: Double = 0.95) -> Bool {
        counts.exceeds(expected.reference, confidence: confidence)
    }

    /// Whether the range that holds at every look does.
    func isAboveOneAnytime(confidence: Double) -> Bool {
        (estimate ?? 0) > 1 && evidence >= 1 / (1 - confidence)
    }

    /// How strongly the counts speak against there being no effect, however often one has looked.
    package var evidence: Double { expected.evidence(in: counts) }
}

/// Looks before the end, and one at it, that together are wrong as seldom as one look.
///
/// Looks before the end share a small part of the chance of being wrong, and the end keeps nearly all of it:
/// Haybittle (1971), British Journal of Radiology 44:793–797, with the mixture of Robbins (1970), for which it
/// does not matter how many looks there are. The two chances add up to 5 %.
package enum Looks {
    /// Of what is said before the end: 1 of 100 such series is wrong.
    package static let early = 0.99
    /// Of what is said at the end.
    package static let final = 0.96

    /// What a look shows: at the end the range of that one look, before it the range that holds at every look.
    package static func ratio(_ arms: TwoArms, isEnd: Bool) -> EffectRange? {
        isEnd ? arms.ratio(confidence: final) : arms.anytimeRatio(confidence: early)
    }

    /// Whether a look shows that more came with the treatment.
    static func showsMore(_ arms: TwoArms, isEnd: Bool) -> Bool {
        isEnd ? arms.isAboveOne(confidence: final) : arms.isAboveOneAnytime(confidence: early)
    }
}

/// How much more than independent events what came in some weeks varies.
package enum Dispersion {
    /// How much what came in `during` weeks differed from what the `before` weeks ahead of them let expect, over
    /// all such places of the past, compared with independent events; at least 1.
    ///
    /// The fewer windows lie side by side, the less is known of it: it is raised as Student's t is wider than the
    /// normal distribution.
    ///
    /// - Returns: nil where the past has not three places that do not overlap.
    package static func ofWindows(_ past: [Int], before: Int, during: Int) -> Double? {
        let length = before + during
        guard before > 0, during > 0, past.count / length >= 3 else { return nil }
        let share = Double(during) / Double(length)
        var (sum, places) = (0.0, 0)
        for start in 0...(past.count - length) {
            let one = past[start..<(start + before)].reduce(0, +)
            let two = past[(start + before)..<(start + length)].reduce(0, +)
            let all = Double(one + two)
            guard all > 0 else { continue }
            let off = Double(two) - all * share
            sum += off * off / (all * share * (1 - share))
            places += 1
        }
        guard places > 0 else { return nil }
        let steps = Double(past.count / max(before, during) - 1)
        let widening =
            StudentDistribution.quantile(0.975, degrees: steps) / NormalDistribution.z95
        return max(1, sum / Double(places) * widening * widening)
    }
}

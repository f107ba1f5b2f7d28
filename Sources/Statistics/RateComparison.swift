/// A rate held against a fixed one: which of the two is higher, how sure that is, and how many
/// more trials would make it sure.
package struct RateComparison: Hashable, Sendable {
    /// The rate that is compared with, between 0 and 1, both excluded.
    package let reference: Double
    /// The relative distance within which a rate is around the reference.
    package let nearness: Double
    package let confidence: Double

    /// On which side of the reference the true rate lies, or whether it is near to it.
    package enum Outcome: Hashable, Sendable {
        case above, below, around, undecided
    }

    /// - Parameters:
    ///   - reference: a rate between 0 and 1; nil of any other.
    ///   - nearness: the part of the reference by which a rate may differ and still be around it.
    ///   - confidence: of the interval that must lie on one side.
    package init?(with reference: Double, nearness: Double = 0.25, confidence: Double = 0.95) {
        guard reference > 0, reference < 1, nearness >= 0, confidence > 0, confidence < 1
        else { return nil }
        self.reference = reference
        self.nearness = nearness
        self.confidence = confidence
    }

    /// Above or below where the interval excludes the reference, around where the whole of it lies
    /// near the reference, and otherwise undecided.
    package func outcome(of counts: Proportion) -> Outcome {
        if counts.exceeds(reference, confidence: confidence) { return .above }
        if counts.staysBelow(reference, confidence: confidence) { return .below }
        return isAround(counts) ? .around : .undecided
    }

    private func isAround(_ counts: Proportion) -> Bool {
        let high = reference * (1 + nearness)
        return counts.exceeds(reference * (1 - nearness), confidence: confidence)
            && (high >= 1 || counts.staysBelow(high, confidence: confidence))
    }

    // MARK: More trials

    /// What the outcome may be after more trials.
    package struct Outlook: Hashable, Sendable {
        package let above: Double
        package let below: Double
        package let around: Double
        /// The chance that nothing can be told.
        package var undecided: Double { max(0, 1 - decided) }
        /// The chance that something can be told.
        package var decided: Double { above + below + around }
    }

    /// The chance of each outcome after `more` trials, given what the counts so far say of the rate:
    /// a sum over the beta-binomial distribution of the successes to come.
    package func outlook(of counts: Proportion, after more: Int) -> Outlook {
        let coming = BetaBinomial(trials: max(0, more), BetaDistribution(counts))
        let total = counts.trials + Double(max(0, more))
        let bounds = bounds(of: max(0, more)) { successes in
            Proportion(min(counts.successes + Double(successes), total), of: total)
        }
        return Outlook(
            above: coming.chance(bounds.above...),
            below: coming.chance(0..<bounds.below),
            around: coming.chance(bounds.around))
    }

    /// How many more trials give a chance of 80 % to reach an outcome: the first that suffices of
    /// 5, 10, 15 … 4,000, 5,000; nil where even 5,000 would not.
    package func trialsNeeded(after counts: Proportion, chance wanted: Double = 0.8) -> Int? {
        func suffices(_ more: Int) -> Bool { outlook(of: counts, after: more).decided >= wanted }
        let steps = Self.steps
        // Few are tried first, and in wide strides: the work grows with their number.
        var (low, high) = (0, 3)
        while !suffices(steps[min(high, steps.count - 1)]) {
            guard high < steps.count - 1 else { return nil }
            (low, high) = (high + 1, high + 6)
        }
        high = min(high, steps.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if suffices(steps[middle]) { high = middle } else { low = middle + 1 }
        }
        return steps[high]
    }

    /// Numbers that a reader takes as about right, and not as exact.
    private static let steps = [
        5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800,
        1000, 1200, 1500, 2000, 2500, 3000, 4000, 5000,
    ]

    /// How many trials it takes to tell a true rate from the reference with the stated chance, also
    /// at each of the next `held` trials: an exact search. Nil beyond `most`.
    package func trialsNeeded(
        at rate: Double, chance wanted: Double = 0.8, held: Int = 60, most: Int = 100_000
    ) -> Int? {
        guard rate > 0, rate < 1, rate != reference else { return nil }
        var run = 0
        for trials in 1...(most + held) {
            run =
                chance(of: rate > reference ? .above : .below, at: rate, trials: trials) >= wanted
                ? run + 1 : 0
            if run > held { return trials - held }
        }
        return nil
    }

    /// The chance of an outcome when the true rate is known.
    package func chance(of outcome: Outcome, at rate: Double, trials: Int) -> Double {
        let bounds = bounds(of: trials) { Proportion($0, of: trials) }
        func atLeast(_ successes: Int) -> Double {
            if successes <= 0 { return 1 }
            if successes > trials { return 0 }
            return BetaFunction.regularised(
                rate, Double(successes), Double(trials - successes + 1))
        }
        return switch outcome {
        case .above: atLeast(bounds.above)
        case .below: 1 - atLeast(bounds.below)
        case .around: atLeast(bounds.around.lowerBound) - atLeast(bounds.around.upperBound)
        case .undecided:
            atLeast(bounds.below) - atLeast(bounds.above)
                - atLeast(bounds.around.lowerBound) + atLeast(bounds.around.upperBound)
        }
    }

    /// The normal approximation of the same: Fleiss, Levin and Paik (2003), §2.
    package func approximateTrialsNeeded(at rate: Double, chance: Double = 0.8) -> Double {
        let first = NormalDistribution.quantile(1 - (1 - confidence) / 2)
        let second = NormalDistribution.quantile(chance)
        let spread =
            first * (reference * (1 - reference)).squareRoot()
            + second * (rate * (1 - rate)).squareRoot()
        return (spread / (rate - reference)) * (spread / (rate - reference))
    }

    /// From how many trials on no success at all is below the reference.
    package var trialsForNone: Int {
        let tail = (1 - confidence) / 2
        let exact =
            Mathematics.naturalLogarithm(tail) / Mathematics.logarithmOfOnePlus(-reference)
        return Int(exact.rounded(.up))
    }

    /// From how many successes on the outcome is above, up to how many it is below, and between which
    /// it is around.
    private func bounds(
        of most: Int, _ counts: (Int) -> Proportion?
    ) -> (above: Int, below: Int, around: Range<Int>) {
        /// The first number for which the test holds, where it holds for all that follow.
        func first(_ holds: (Proportion) -> Bool) -> Int {
            var (low, high) = (0, most + 1)
            while low < high {
                let middle = (low + high) / 2
                if counts(middle).map(holds) ?? true { high = middle } else { low = middle + 1 }
            }
            return low
        }
        let above = first { $0.exceeds(reference, confidence: confidence) }
        let below = first { !$0.staysBelow(reference, confidence: confidence) }
        let start = first { $0.exceeds(reference * (1 - nearness), confidence: confidence) }
        let top = reference * (1 + nearness)
        let end = top >= 1 ? most + 1 : first { !$0.staysBelow(top, confidence: confidence) }
        let around = max(start, below)..<max(start, below, min(end, above))
        return (above, below, around)
    }

    // MARK: At every look

    /// How many trials' worth the mixture is centred on the reference.
    static let mixtureWeight = 12.0

    /// How strongly the counts speak against the reference, however often one has looked: at most 1
    /// on average while the rate is the reference, and 20 or more in at most 1 of 20 such series.
    /// The beta-binomial mixture of Robbins (1970); Ville's inequality.
    package func evidence(in counts: Proportion) -> Double {
        Mathematics.exponential(
            Self.logEvidence(
                counts, against: reference, mean: reference, weight: Self.mixtureWeight))
    }

    /// ln of the mixture's likelihood over that of `rate`.
    package static func logEvidence(
        _ counts: Proportion, against rate: Double, mean: Double, weight: Double
    ) -> Double {
        let (a, b) = (mean * weight, (1 - mean) * weight)
        let failures = counts.trials - counts.successes
        return BetaFunction.logarithm(a + counts.successes, b + failures)
            - BetaFunction.logarithm(a, b)
            - (counts.successes > 0 ? counts.successes * Mathematics.naturalLogarithm(rate) : 0)
            - (failures > 0 ? failures * Mathematics.logarithmOfOnePlus(-rate) : 0)
    }

    /// The rates that the evidence does not speak against at any look.
    package static func anytimeInterval(
        _ counts: Proportion, mean: Double, weight: Double, confidence: Double = 0.95
    ) -> Proportion.Interval {
        guard counts.trials > 0 else { return .unknown }
        let limit = -Mathematics.naturalLogarithm(1 - confidence)
        let centre = counts.successes / counts.trials
        func excess(_ rate: Double) -> Double {
            logEvidence(counts, against: rate, mean: mean, weight: weight) - limit
        }
        // The evidence against a rate falls towards the counts' own rate and rises beyond it.
        func bound(from outer: Double) -> Double {
            var (outside, inside) = (outer, centre)
            for _ in 0..<200 {
                let middle = (outside + inside) / 2
                if middle == outside || middle == inside { break }
                if excess(middle) > 0 { outside = middle } else { inside = middle }
            }
            return (outside + inside) / 2
        }
        return .init(
            lower: counts.successes == 0 ? 0 : bound(from: 0),
            upper: counts.successes == counts.trials ? 1 : bound(from: 1))
    }
}

extension Proportion {
    /// Whether the whole interval lies above `rate`: the same as comparing its lower limit, without
    /// working it out.
    func exceeds(_ rate: Double, confidence: Double) -> Bool {
        guard trials > 0, successes > 0 else { return false }
        guard rate > 0 else { return true }
        let tail = (1 - confidence) / 2
        if successes == trials { return Self.exactEnd(tail, trials) > rate }
        return BetaDistribution(self).cumulative(rate) < tail
    }

    /// Whether the whole interval lies below `rate`.
    func staysBelow(_ rate: Double, confidence: Double) -> Bool {
        guard trials > 0, successes < trials else { return false }
        guard rate < 1 else { return true }
        let tail = (1 - confidence) / 2
        if successes == 0 { return 1 - Self.exactEnd(tail, trials) < rate }
        return BetaDistribution(self).chance(above: rate) < tail
    }

    /// The rate at which all of `trials` succeed with the chance `tail`.
    static func exactEnd(_ tail: Double, _ trials: Double) -> Double {
        Mathematics.exponential(Mathematics.naturalLogarithm(tail) / trials)
    }
}

/// The successes among a number of trials whose rate is itself uncertain.
package struct BetaBinomial: Sendable {
    /// The chance of each number of successes, from 0.
    private let chances: [Double]

    /// - Parameter trials: not negative. Time and memory grow with it.
    package init(trials: Int, _ rate: BetaDistribution) {
        let (a, b, n) = (rate.alpha, rate.beta, Double(trials))
        // From the likeliest number outwards by the ratio of neighbours, which loses no digits.
        let peak = a + b > 2 ? (n + 1) * (a - 1) / (a + b - 2) : n * a / (a + b)
        let start = min(max(Int(max(0, min(n, peak))), 0), trials)
        var chances = [Double](repeating: 0, count: trials + 1)
        let y = Double(start)
        chances[start] = Mathematics.exponential(
            Mathematics.lnGamma(n + 1) - Mathematics.lnGamma(y + 1)
                - Mathematics.lnGamma(n - y + 1)
                + BetaFunction.logarithm(y + a, n - y + b) - BetaFunction.logarithm(a, b))
        if start < trials {
            for place in start..<trials {
                let y = Double(place)
                chances[place + 1] =
                    chances[place] * ((n - y) / (y + 1) * ((a + y) / (b + n - y - 1)))
            }
        }
        for place in stride(from: start, to: 0, by: -1) {
            let y = Double(place)
            chances[place - 1] =
                chances[place] * (y / (n - y + 1) * ((b + n - y) / (a + y - 1)))
        }
        self.chances = chances
    }

    /// The chance that the number of successes lies in a range.
    package func chance(_ successes: some RangeExpression<Int>) -> Double {
        min(1, chances[successes.relative(to: chances).clamped(to: 0..<chances.count)].reduce(0, +))
    }

    /// The least number with at least the chance `p` of no more successes than it.
    package func quantile(_ p: Double) -> Int {
        var sum = 0.0
        for (number, chance) in chances.enumerated() {
            sum += chance
            if sum >= p { return number }
        }
        return chances.count - 1
    }
}

/// How many events the next stretch of time will bring, where an earlier one brought so many: the range holds the
/// count that comes in 95 of 100 cases, if nothing changes.
///
/// Events that come in bursts vary more than chance alone: `spread` is by how many times, as variance ÷ mean of
/// stretches that lie behind (Wedderburn 1974, quasi-likelihood). Both counts are then those of bursts.
///
/// The rate is a gamma variable by Jeffreys' prior, so that the count to come is negative binomial with k + ½
/// successes and the chance before ÷ (before + next). Both ends are taken outwards, to a whole number.
package struct NextCount: Hashable, Sendable {
    package let expected: Double
    package let low: Int
    package let high: Int

    /// Nil where one of the stretches has no length, or where more is to be expected than can be counted.
    ///
    /// - Parameters:
    ///   - count: events of the earlier stretch.
    ///   - before: its length: days, or money spent.
    ///   - next: the length of the next one, in the same unit.
    ///   - spread: 1 or more.
    package init?(
        after count: Int, over before: Double, next: Double, spread: Double = 1,
        confidence: Double = 0.95
    ) {
        guard count >= 0, before > 0, next > 0, before.isFinite, next.isFinite,
            spread >= 1, spread.isFinite
        else { return nil }
        let expected = Double(count) / before * next
        guard expected < 1e8 else { return nil }
        let shape = Double(count) / spread + 0.5
        let chance = before / (before + next)
        func atMost(_ number: Int) -> Double {
            BetaFunction.regularised(chance, shape, Double(number) + 1)
        }
        /// The first number that is reached with the chance `p`.
        func first(_ p: Double) -> Int {
            var (low, high) = (-1, 1)
            while atMost(high) < p { (low, high) = (high, high * 2) }
            while high - low > 1 {
                let middle = (low + high) / 2
                if atMost(middle) < p { low = middle } else { high = middle }
            }
            return high
        }
        let tail = (1 - confidence) / 2
        self.expected = expected
        low = Int((Double(first(tail)) * spread).rounded(.down))
        high = Int((Double(first(1 - tail)) * spread).rounded(.up))
    }

    /// Whether so many are no more and no fewer than chance alone may bring.
    package func holds(_ count: Int) -> Bool { low <= count && count <= high }
}

/// By how many times counts of several stretches vary more than chance alone would make them: Pearson's χ² ÷ its
/// degrees of freedom (McCullagh & Nelder 1989, §6.2.4), at least 1.
///
/// - Parameter sizes: how much each stretch was: days, or money spent. One of none is left out.
package enum CountSpread {
    /// 1 where fewer than two stretches have a size.
    package static func ratio(_ counts: [Int], over sizes: [Double]) -> Double {
        let parts = zip(counts, sizes).filter { $0.1 > 0 }
        let (all, size) = (
            parts.reduce(0.0) { $0 + Double($1.0) }, parts.reduce(0.0) { $0 + $1.1 }
        )
        guard parts.count > 1, all > 0 else { return 1 }
        let sum = parts.reduce(0.0) { sum, part in
            let expected = all * part.1 / size
            let off = Double(part.0) - expected
            return sum + off * off / expected
        }
        return max(1, sum / Double(parts.count - 1))
    }
}

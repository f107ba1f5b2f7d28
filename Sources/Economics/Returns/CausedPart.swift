internal import Statistics

/// What part of what a source has to its credit it causes, as a test showed it: 0.55 is 55 of 100, and what is
/// more than 1 it brings to the credit of other sources.
package struct CausedPart: Hashable, Sendable {
    package let share: Double
    /// Between these it lies in 95 of 100 cases.
    package let low: Double
    package let high: Double

    package init(share: Double, low: Double, high: Double) {
        (self.share, self.low, self.high) = (share, low, high)
    }

    /// One way that it may be: on either side of the share as a normal distribution, as wide as that side of the
    /// range says, and never below nothing.
    ///
    /// - Parameter normal: drawn from the standard normal distribution.
    package func drawn(_ normal: Double) -> Double {
        let side = normal < 0 ? share - low : high - share
        return max(0, share + normal * side / Self.reach)
    }

    /// Standard deviations from the middle to the end of a range of 95 of 100.
    private static let reach = 1.959964

    /// Ways that it may be, always the same for one seed.
    func draws(_ count: Int, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in drawn(random.normals().0) }
    }

    /// What would have come without the source, of what it has to its credit; nothing where it causes all, or more.
    package var anyway: Double { max(0, 1 - share) }
}

/// An effect that was measured, and between which numbers the true one lies.
package struct EffectRange: Hashable, Sendable {
    package let estimate: Double
    package let low: Double
    package let high: Double

    package init(_ estimate: Double, low: Double, high: Double) {
        self.estimate = estimate
        self.low = low
        self.high = high
    }

    /// Whether a number is possible.
    package func holds(_ number: Double) -> Bool { low <= number && number <= high }
}

internal import Statistics

/// An amount divided so that the next euro brings the same everywhere: of all ways to divide it, the
/// one that brings most.
///
/// With curves on which every next euro brings less, one price λ of a euro decides: each source gets
/// what it can use until its next euro brings λ, and λ is what makes the sum fit. Money for which no
/// source brings the least return stays in the purse.
package struct Allocation: Hashable, Sendable {
    /// One source that can have more or less.
    package struct Channel: Hashable, Sendable {
        package var curve: ResponseCurve
        /// What an MQL of it brings.
        package var value: Double
        /// What it gets at least and at most, in the unit of the curve.
        package var least: Double
        package var most: Double

        package init(
            _ curve: ResponseCurve, value: Double, least: Double = 0, most: Double = .infinity
        ) {
            self.curve = curve
            self.value = value
            self.least = least
            self.most = most
        }

        /// What the next euro brings at this spend.
        package func nextEuro(at spend: Double) -> Double {
            value > 0 ? value * curve.slope(at: spend) : 0
        }

        /// What it gets when a euro has to bring `price`.
        func spend(at price: Double) -> Double {
            guard value > 0 else { return least }
            guard price > 0 else { return most }
            return min(most, max(least, curve.spend(whereSlopeIs: price / value)))
        }
    }

    /// What each channel gets, in the order in which they were given, and what is left.
    package private(set) var spend: [Double]
    package let unspent: Double
    /// What the next euro would bring in the best place that can take one: nothing where all have the most that
    /// they may get; nil without a place.
    package let nextEuro: Double?

    /// - Parameter leastReturn: what the last euro has to bring at least.
    /// - Returns: nil where what the sources get at least is more than there is.
    package init?(_ channels: [Channel], budget: Double, leastReturn: Double = 0) {
        guard channels.reduce(0, { $0 + $1.least }) <= budget else { return nil }
        spend = Self.spend(channels, budget: budget, leastReturn: leastReturn)
        unspent = budget - spend.reduce(0, +)
        nextEuro =
            channels.isEmpty
            ? nil
            : zip(channels, spend).filter { $1 < $0.most }.map { $0.nextEuro(at: $1) }.max() ?? 0
    }

    private static func spend(
        _ channels: [Channel], budget: Double, leastReturn: Double
    ) -> [Double] {
        func sum(_ price: Double) -> Double {
            channels.reduce(0) { $0 + $1.spend(at: price) }
        }
        if sum(leastReturn) <= budget { return channels.map { $0.spend(at: leastReturn) } }
        // Between a price at which it is too much and one at which it fits.
        var low = Mathematics.naturalLogarithm(max(leastReturn, 1e-12))
        var high = max(low, 0) + 1
        while sum(Mathematics.exponential(high)) > budget, high < 60 { high += 4 }
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { break }
            if sum(Mathematics.exponential(middle)) > budget { low = middle } else { high = middle }
        }
        return channels.map { $0.spend(at: Mathematics.exponential(high)) }
    }
}

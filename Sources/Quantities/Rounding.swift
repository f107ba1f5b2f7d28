/// The one place where a fraction of a cent, or of anything counted whole, is decided.
package enum Rounding {
    /// `numerator ÷ denominator` to the nearest whole number, a half going to the even neighbour.
    ///
    /// For example 5 ÷ 2 = 2, 15 ÷ 2 = 8, −5 ÷ 2 = −2.
    /// Returns nil where the denominator is zero or the quotient does not fit in 64 bits.
    package static func halfEven(_ numerator: Int128, over denominator: Int128) -> Int64? {
        guard denominator != 0 else { return nil }
        var (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let twice = remainder.magnitude.multipliedReportingOverflow(by: 2)
        let isOverHalf = twice.overflow || twice.partialValue > denominator.magnitude
        let isHalf = !twice.overflow && twice.partialValue == denominator.magnitude
        if isOverHalf || (isHalf && quotient % 2 != 0) {
            remainder = (numerator < 0) == (denominator < 0) ? 1 : -1
            quotient += remainder
        }
        return Int64(exactly: quotient)
    }

    /// A fraction to the nearest whole number, a half going to the even neighbour; nil for what is no
    /// number, or does not fit in 64 bits.
    package static func halfEven(_ fraction: Double) -> Int64? {
        let whole = fraction.rounded(.toNearestOrEven)
        return abs(whole) < 9e18 ? Int64(whole) : nil
    }

    /// The same, and the greatest amount there is, or the least, where it does not fit. What is no number
    /// is the greatest: a price that nobody pays.
    package static func clamped(_ fraction: Double) -> Int64 {
        halfEven(fraction) ?? (fraction < 0 ? least : .max)
    }

    /// A sum, and the greatest amount there is, or the least, where it does not fit in 64 bits.
    package static func clamped(_ sum: some BinaryInteger) -> Int64 {
        max(least, Int64(clamping: sum))
    }

    /// The least amount, which has a counterpart above zero.
    static let least = Int64.min + 1

    /// Cents in whole units, such as euros, one of which is 100 cents.
    ///
    /// - Parameter slack: in units, added first, where a sum of fractions may lie just beside a unit.
    package static func wholeUnits(
        _ cents: Double, _ rule: FloatingPointRoundingRule, slack: Double = 0
    ) -> Double {
        (cents / 100 + slack).rounded(rule) * 100
    }

    /// Whole numbers near some fractions that add up to a sum: each is rounded down, and what is left goes
    /// one by one to the largest remainders. What the fractions themselves lack goes to the largest.
    package static func split(_ sum: Int64, near parts: [Double]) -> [Int64] {
        var whole = parts.map { clamped($0.rounded(.down)) }
        let left = sum - whole.reduce(0, +)
        let order = parts.indices.sorted {
            (parts[$1] - parts[$1].rounded(.down), $0) < (parts[$0] - parts[$0].rounded(.down), $1)
        }
        // Where nothing differs nothing may appear.
        let changing = order.filter { parts[$0] != parts[$0].rounded() }
        for place in changing.prefix(max(0, Int(left))) { whole[place] += 1 }
        let rest = sum - whole.reduce(0, +)
        if rest != 0, let largest = parts.indices.max(by: { abs(parts[$0]) < abs(parts[$1]) }) {
            whole[largest] += rest
        }
        return whole
    }

    /// Splits a whole amount over weights so that the parts add up to it exactly.
    ///
    /// Every part is rounded down first; what is left goes one by one to the largest remainders,
    /// the earlier part first where remainders are equal.
    /// Returns nil where no weight is positive: then there is nothing to divide by.
    package static func split(_ amount: Int64, by weights: [Int64]) -> [Int64]? {
        let weights = weights.map { max(0, $0) }
        let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard total > 0 else { return nil }
        let magnitude = Int128(amount.magnitude)
        var parts = weights.map { magnitude * Int128($0) / total }
        let remainders = weights.map { magnitude * Int128($0) % total }
        var left = magnitude - parts.reduce(0, +)
        let order = weights.indices.sorted {
            (remainders[$1], $0) < (remainders[$0], $1)
        }
        for index in order where left > 0 {
            parts[index] += 1
            left -= 1
        }
        let sign: Int128 = amount < 0 ? -1 : 1
        return parts.map { Int64(truncatingIfNeeded: $0 * sign) }
    }
}

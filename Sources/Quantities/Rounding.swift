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

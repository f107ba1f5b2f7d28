/// The root of a function that only rises.
enum Roots {
    /// Newton's method kept inside a bracket by bisection: it cannot leave it and cannot fail.
    ///
    /// - Parameter function: the value at x, whose sign is −, 0 or +, and its slope there.
    static func increasing(
        from lower: Double, to upper: Double, start: Double,
        _ function: (Double) -> (value: Double, slope: Double)
    ) -> Double {
        var lower = lower
        var upper = upper
        var x = start > lower && start < upper ? start : (lower + upper) / 2
        for _ in 0..<2_000 {
            let (value, slope) = function(x)
            if value == 0 { return x }
            if value < 0 { lower = x } else { upper = x }
            var next = x - value / slope
            if !(next > lower && next < upper) { next = (lower + upper) / 2 }
            if abs(next - x) <= 1e-15 * abs(next) || next == lower || next == upper { return next }
            x = next
        }
        return x
    }
}
